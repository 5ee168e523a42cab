"""One open workspace in one window: its dispatch, its views, its undo, its backups.

Views are imported when they are first visited, so that the window paints before they are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QSettings, QSize, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from nghs_desktop.base.clock import Clock
from nghs_desktop.base.errors import EnvironmentProblem, Told, UserError
from nghs_desktop.base.paths import SUFFIX
from nghs_desktop.base.settings import Settings
from nghs_desktop.domain.changes import ChangeSet, Outcome, UndoState
from nghs_desktop.domain.commands import Redo, Ref, Undo
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.services.api import (
    DamagedWorkspace,
    FoundRow,
    Upkeep,
    Upkept,
    Workspace,
    find,
    open_counts,
    work_groups,
    workspace_info,
)
from nghs_desktop.ui.dispatch import Dispatch
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.palette import Deliver, PaletteRow
from nghs_desktop.ui.places import FOLLOW_UP
from nghs_desktop.ui.preferences import Preferences
from nghs_desktop.ui.shell import Shell
from nghs_desktop.ui.view import Commanding, View
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.banners import BannerAction
from nghs_desktop.ui.widgets.properties import Choice

if TYPE_CHECKING:
    from nghs_desktop.domain.groups import WorkGroup
    from nghs_desktop.domain.workspaces import WorkspaceInfo
    from nghs_desktop.services.api import ListQuery, Press, Reader, Written
    from nghs_desktop.ui.views.settings import BackupLine

PLACE_OF = {
    "barrier": "barriers",
    "practice": "practices",
    "recognition": "recognitions",
    "focus": "focus",
    "commitment": "commitments",
    "person": "people",
    "organization": "schools",
    "resource": "resources",
    "statement": "goals",
    "brief": "briefs",
    "meeting": "meeting",
    "referral": "referrals",
    "nomination": "nominations",
    "framework": "frameworks",
    "focus_round": "rounds",
    "improvement_project": "projects",
    "policy_agenda": "policy",
    "funding_source": "funding",
    "investment_area": "funding",
}
"""Where a record of a noun is opened; any other noun opens in the sheet at the right."""

_ICONS = {
    "person": "user",
    "organization": "school",
    "resource": "library",
    "statement": "trending-up",
    "meeting": "presentation",
    "agenda_item": "list",
    "brief": "file-text",
    "tag": "tag",
    "lever": "layers",
    "work_group": "users",
    "term": "tag",
}
_FOUND = 20
_HOUR_MS = 3_600_000
_SETTLED_MS = 3_000


class Window(QObject):
    """Wires one workspace to one shell. Made with a prepared workspace; `start` opens it."""

    open_asked = Signal(object)
    new_asked = Signal()
    restore_asked = Signal(object)

    def __init__(
        self,
        look: Look,
        preferences: Preferences,
        workspace: Workspace,
        window_settings: QSettings,
        clock: Clock,
        parent: QObject | None = None,
        *,
        size: QSize | None = None,
    ) -> None:
        super().__init__(parent)
        self.look, self.preferences, self.workspace = look, preferences, workspace
        self.clock = clock
        self.dispatch = Dispatch(workspace, self)
        self.group: WorkGroup | None = None
        self._groups: tuple[WorkGroup, ...] = ()
        self._info: WorkspaceInfo | None = None
        self._undo = UndoState()
        self._opened = False
        self._press: Press | None = None
        self._upkeep = Upkeep(workspace)
        self._hourly = QTimer(self)
        self._hourly.setInterval(_HOUR_MS)
        self._hourly.timeout.connect(self._back_up_hourly)
        self._window_settings = window_settings
        self._make = self._factories()
        self.shell = Shell(
            look,
            self._make,
            window_settings,
            own_keys=_own_keys(preferences.settings),
        )
        if size is not None:
            self.shell.resize(size)
        self.shell.show_workspace(workspace.path.stem)
        self.shell.offer_workspaces(self._workspace_choices)
        self.shell.workspace_chosen.connect(self._choose_workspace)
        self.shell.provide_search(self._search, self._add_from_palette)
        self.shell.rail.own_asked.connect(self.new_asked)
        self.shell.save_light.retried.connect(self._retry)
        self._bind_actions()
        self.dispatch.changed.connect(self._when_changed)
        self.dispatch.undo_changed.connect(self._when_undo_changed)
        self.dispatch.saving_changed.connect(self._when_saving)
        self.dispatch.failed.connect(self._when_failed)
        self.dispatch.opened.connect(self._when_opened)
        preferences.changed.connect(self._when_chosen)
        if workspace.ready_to_read:
            self._read_first_page()
        self.shell.go("meeting")

    def take_words(self, words: str) -> None:
        """Take the keyboard, and the words that were typed before the meeting was there."""
        view = self.shell.current_view()
        if isinstance(view, View):
            view.focus_first()
        if words and isinstance(view, LineTaking):
            view.take_words(words)

    def start(self) -> None:
        """Open the workspace for writing; what cannot be opened is said in a banner."""
        self.dispatch.start(self._when_not_opened)

    def close(self) -> None:
        """Close the views, the press and the workspace; waits until all is on disk."""
        for view in self._visited():
            if isinstance(view, Shutting):
                view.shut()
        self.dispatch.close()
        if self._press is not None:
            self._press.close()
        self._hourly.stop()
        if self._opened:
            with suppress(Told):  # there is nobody left to tell; the next start tries again
                self._upkeep.at_exit().result()
        self._upkeep.close()
        self.workspace.close()

    def places(self) -> tuple[str, ...]:
        """Return the keys of all places."""
        return tuple(self._make)

    # -- opening -------------------------------------------------------------------------
    def _read_first_page(self) -> None:
        """Read on this thread what the first paint shows: names only, a millisecond or two."""
        self._take_names(self.workspace.read_here(_names))

    def _when_opened(self) -> None:
        self._opened = True
        self.dispatch.ask(_names, self._take_names_and_counts, self)
        self._hourly.start()
        QTimer.singleShot(_SETTLED_MS, self, self._look_after)

    def _look_after(self) -> None:
        """Back up what the last session left, look thoroughly when that is due, read in the composer."""
        Thread(target=_read_in_the_composer, name="warming", daemon=True).start()
        self.dispatch.follow(self._upkeep.at_start(), self._say_found, self)

    def _say_found(self, done: Upkept) -> None:
        if done.mended:
            self.shell.toasts.say(self.tr("The search index was not whole. It is now."))
        elif done.faults:
            problem = EnvironmentProblem(
                self.tr("The thorough look found something wrong in this file."),
                self.tr("What you see is safe to use. Restore a backup in Settings to be sure."),
            )
            self.shell.banners.report("upkeep", problem, details="\n".join(done.faults))

    def _back_up_hourly(self) -> None:
        self.dispatch.follow(self._upkeep.hourly(), self._backed_up, self)

    def _backed_up(self, _copy: object) -> None:
        view = self.shell.view("settings")
        if isinstance(view, BackupShowing):
            view.show_backups()

    def _take_names_and_counts(
        self, names: tuple[WorkspaceInfo | None, tuple[WorkGroup, ...]]
    ) -> None:
        self._take_names(names)
        self._refresh_counts()

    def _take_names(self, names: tuple[WorkspaceInfo | None, tuple[WorkGroup, ...]]) -> None:
        self._info, self._groups = names
        self.shell.rail.offer_own(self._info is not None and self._info.sample)
        wanted = self.preferences.settings.group
        group = next((one for one in self._groups if one.id == wanted), None)
        self._show_group(group or (self._groups[0] if self._groups else None))

    def _show_group(self, group: WorkGroup | None) -> None:
        self.group = group
        if group is not None:
            detail = group.coalition or (self._info.coalition if self._info else "")
            self.shell.show_workspace(group.name, detail)
            for view in self._visited():
                if isinstance(view, GroupedView):
                    view.show_group(group)

    def _when_not_opened(self, problem: Told) -> None:
        actions = []
        if isinstance(problem, DamagedWorkspace) and problem.damage.backup is not None:
            restore = partial(self.restore_asked.emit, problem.damage.backup)
            actions.append(BannerAction(self.tr("Restore the newest backup"), restore))
        actions.append(BannerAction(self.tr("Open another workspace"), self._ask_for_file))
        self.shell.save_light.show_problem(problem.message)
        self.shell.banners.report("open", problem, actions)

    # -- what changed --------------------------------------------------------------------
    def _when_changed(self, changes: ChangeSet, _origin: object) -> None:
        self.shell.banners.settle("write")
        if changes.touches(*KINDS, "brief", "meeting"):
            self._refresh_counts()
        if changes.touches("workspace_info", "work_group"):
            self.dispatch.ask(_names, self._take_names, self)

    def _refresh_counts(self) -> None:
        if self.group is not None:
            group = self.group.id
            self.dispatch.ask(lambda reader: open_counts(reader, group), self._show_counts, self)

    def _show_counts(self, counts: dict[str, int]) -> None:
        for noun, count in counts.items():
            place = PLACE_OF.get(noun)
            if place is not None:
                self.shell.show_count(place, count)

    def _when_saving(self, saving: bool) -> None:
        light = self.shell.save_light
        if saving:
            light.show_saving()
        elif not self.shell.banners.shown():
            light.show_saved()

    def _when_failed(self, problem: Told) -> None:
        self.shell.save_light.show_problem(problem.message)
        self.shell.banners.report("write", problem)

    def _retry(self) -> None:
        self.shell.banners.settle("write")
        self.shell.save_light.show_saved()
        self.dispatch.refresh_undo()

    # -- undo ----------------------------------------------------------------------------
    def _when_undo_changed(self, state: UndoState) -> None:
        self._undo = state
        for view in self._visited():
            if isinstance(view, UndoShowing):
                view.show_undo(state)

    def undo(self) -> None:
        """Take the newest step back and say which it was."""
        self.dispatch.run(Undo(), self, self._say_undone, self._say_problem)

    def redo(self) -> None:
        """Do again what was taken back."""
        self.dispatch.run(Redo(), self, self._say_redone, self._say_problem)

    def _say_problem(self, problem: Told) -> None:
        if isinstance(problem, UserError):
            self.shell.toasts.say(str(problem))
        else:
            self._when_failed(problem)

    def _say_undone(self, outcome: Outcome) -> None:
        words = self.tr("Undone: {step}.").format(step=outcome.label)
        self.shell.toasts.say(
            words + self._left_alone(outcome), action_words=self.tr("Redo"), action=self.redo
        )

    def _say_redone(self, outcome: Outcome) -> None:
        words = self.tr("Done again: {step}.").format(step=outcome.label)
        self.shell.toasts.say(words + self._left_alone(outcome))

    def _left_alone(self, outcome: Outcome) -> str:
        if not outcome.skipped:
            return ""
        return " " + self.tr("{n} changes made since were left alone.").format(n=outcome.skipped)

    # -- actions -------------------------------------------------------------------------
    def _bind_actions(self) -> None:
        shell = self.shell
        shell.bind("undo", self.undo)
        shell.bind("redo", self.redo)
        shell.bind("brief", self.show_brief)
        shell.bind("own_workspace", self.new_asked.emit)
        shell.bind("open_workspace", self._ask_for_file)
        shell.bind("back_up", self.back_up)
        shell.bind("export", self._ask_for_export)
        # The room looks on whatever place the facilitator is at.
        for name in ("room", "room_blank", "room_freeze"):
            shell.bind(name, partial(self._ask_meeting, name))

    def _ask_meeting(self, name: str) -> None:
        """Have the meeting do what is asked without going there."""
        view = self.shell.view("meeting")
        run = view.commands().get(name) if isinstance(view, Commanding) else None
        if run is not None:
            run()

    def show_brief(self) -> None:
        """Show the brief of the meeting on screen; there, the same key prints it."""
        view = self.shell.current_view()
        if isinstance(view, MeetingShowing) and view.meeting_id:
            self.show_brief_of(view.meeting_id)
        else:
            self.shell.go("briefs")

    def show_brief_of(self, meeting_id: str) -> None:
        """Show a meeting's brief."""
        self.shell.go("briefs")
        view = self.shell.view("briefs")
        if self.group is not None and isinstance(view, BriefShowing):
            view.show_for(self.group.id, meeting_id or None)

    def back_up(self) -> None:
        """Make a backup now and say where it is."""
        self.dispatch.follow(self.workspace.back_up(), self._say_backed_up, self)

    def _say_backed_up(self, copy: object) -> None:
        self.shell.toasts.say(self.tr("Backed up and checked."))
        self._backed_up(copy)

    # -- opening records -----------------------------------------------------------------
    def open_item(self, ref: Ref) -> None:
        """Show a record where records of its noun are at home, or in the sheet."""
        place = PLACE_OF.get(ref.noun)
        if place is not None and self.shell.has_place(place):
            self.shell.go(place, focus=False)
            view = self.shell.view(place)
            if isinstance(view, RecordShowing):
                view.open_record(ref)
                return
        self._open_in_sheet(ref)

    def _open_in_sheet(self, ref: Ref) -> None:
        from nghs_desktop.ui.views.detail import DetailPanel

        panel = DetailPanel(self._context())
        panel.reveal_asked.connect(self.open_item)
        panel.closed.connect(self.shell.sheet.dismiss)
        panel.show_record(ref)
        self.shell.sheet.present(panel, NOUN[ref.noun].label)
        self.shell.sheet.closed.connect(panel.deleteLater)

    # -- search --------------------------------------------------------------------------
    def _search(self, text: str, deliver: Deliver) -> None:
        def show(found: tuple[FoundRow, ...]) -> None:
            deliver([self._palette_row(row) for row in found])

        self.dispatch.ask(lambda reader: find(reader, text, limit=_FOUND), show, self)

    def _palette_row(self, row: FoundRow) -> PaletteRow:
        kind = KINDS.get(row.noun)
        icon = kind.icon if kind else _ICONS.get(row.noun, "file-text")
        words = row.name if not row.snippet else f"{row.name}  ·  {row.snippet}"
        open_it = partial(self.open_item, Ref(row.noun, row.id))
        return PaletteRow(row.id, words, icon, row.code, open_it)

    def _add_from_palette(self, words: str) -> None:
        self.shell.go("meeting")
        view = self.shell.view("meeting")
        if isinstance(view, LineTaking):
            view.put_line(f"b {words}")

    # -- workspaces ----------------------------------------------------------------------
    def _workspace_choices(self) -> Sequence[Choice]:
        choices = [
            Choice(f"group:{group.id}", group.name, "check" if group is self.group else "users")
            for group in self._groups
        ]
        here = self.workspace.path
        others = sorted({*here.parent.glob(f"*{SUFFIX}")} - {here})
        return [*choices, *(Choice(f"file:{path}", path.stem, "folder-open") for path in others)]

    def _choose_workspace(self, key: str) -> None:
        kind, _, value = key.partition(":")
        if kind == "file":
            self.open_asked.emit(Path(value))
            return
        group = next((one for one in self._groups if one.id == value), None)
        if group is not None:
            self.preferences.change(group=group.id)
            self._show_group(group)
            self._refresh_counts()

    def _ask_for_file(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self.shell, self.tr("Open a workspace"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Workspaces (*{suffix})").format(suffix=SUFFIX))
        dialog.setDirectory(str(self.workspace.path.parent))
        dialog.fileSelected.connect(self._file_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _file_chosen(self, name: str) -> None:
        self.open_asked.emit(Path(name))

    # -- export --------------------------------------------------------------------------
    def _ask_for_export(self) -> None:
        self._ask_where(
            self.tr("Export everything"),
            f"{self.workspace.path.stem}.json",
            self.tr("JSON, everything in one file (*.json)"),
            self._export_everything,
        )

    def _export_everything(self, path: Path) -> None:
        from nghs_desktop.services.api import Wish, export_json

        now = self.clock()
        self.dispatch.ask(
            lambda reader: export_json(reader, path, now, Wish()), self._say_exported, self
        )

    def _export_list(self, noun: str, query: ListQuery) -> None:
        self._ask_where(
            self.tr("Export this list"),
            f"{NOUN[noun].plural}.csv",
            self.tr("Table (*.csv)"),
            partial(self._write_list, query),
        )

    def _write_list(self, query: ListQuery, path: Path) -> None:
        from nghs_desktop.services.api import export_list

        self.dispatch.ask(lambda reader: export_list(reader, path, query), self._say_exported, self)

    def _ask_where(self, title: str, name: str, kinds: str, write: Callable[[Path], None]) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self.shell, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kinds)
        dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: write(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _say_exported(self, written: Written) -> None:
        self.shell.toasts.say(
            self.tr("Exported {n} records to {file}").format(
                n=written.records, file=written.path.name
            )
        )

    # -- preferences ---------------------------------------------------------------------
    def _when_chosen(self, settings: Settings) -> None:
        self.workspace.actor = settings.name

    # -- views ---------------------------------------------------------------------------
    def _visited(self) -> list[QWidget]:
        return [view for key in self._make if (view := self.shell.view(key)) is not None]

    def _context(self) -> ViewContext:
        return ViewContext(
            self.look,
            self.dispatch,
            self.shell.actions_table,
            self._window_settings,
            self.clock,
            self._say,
            self._me,
            self._the_press,
        )

    def _say(self, words: str, **more: Any) -> object:
        return self.shell.toasts.say(words, **more)

    def _the_press(self) -> Press:
        from nghs_desktop.services.api import Press

        if self._press is None:
            self._press = Press()
        return self._press

    def _me(self) -> str:
        return self.preferences.settings.name

    def _factories(self) -> dict[str, Callable[[], QWidget]]:
        lists = {place: noun for noun, place in PLACE_OF.items() if noun in KINDS}
        return {
            "meeting": self._make_meeting,
            **{place: partial(self._make_list, noun) for place, noun in lists.items()},
            "resources": partial(self._make_library, "resources"),
            "schools": partial(self._make_library, "schools"),
            "goals": partial(self._make_library, "goals"),
            "people": self._make_people,
            **{place: partial(self._make_followup, place) for place in FOLLOW_UP},
            "briefs": self._make_briefs,
            "trash": self._make_trash,
            "settings": self._make_settings,
        }

    def _make_meeting(self) -> QWidget:
        from nghs_desktop.ui.views.meeting import MeetingView

        view = MeetingView(self._context())
        view.open_item.connect(self.open_item)
        view.brief_asked.connect(self.show_brief_of)
        view.live_changed.connect(self.shell.show_live)
        view.commands_changed.connect(self.shell.refresh_actions)
        view.show_undo(self._undo)
        return self._for_group(view)

    def _make_list(self, noun: str) -> QWidget:
        from nghs_desktop.ui.views.items import ItemsView

        view = ItemsView(self._context(), noun, export=self._export_list)
        view.place_asked.connect(self.shell.go)
        view.reveal_asked.connect(self.open_item)
        view.brief_asked.connect(self.show_brief)
        return self._for_group(view)

    def _make_people(self) -> QWidget:
        from nghs_desktop.ui.views.people import PeopleView

        view = PeopleView(self._context())
        view.reveal_asked.connect(self.open_item)
        return self._for_group(view)

    def _make_library(self, place: str) -> QWidget:
        from nghs_desktop.ui.views.library import LibraryView

        view = LibraryView(self._context(), place)
        view.reveal_asked.connect(self.open_item)
        return self._for_group(view)

    def _make_followup(self, place: str) -> QWidget:
        from nghs_desktop.ui.views.followup import FollowUpView

        view = FollowUpView(self._context(), place)
        view.reveal_asked.connect(self.open_item)
        return self._for_group(view)

    def _make_briefs(self) -> QWidget:
        from nghs_desktop.domain.briefs import Paper
        from nghs_desktop.ui.views.briefs import BriefsView

        view = BriefsView(
            self._context(),
            self._the_press(),
            paper=lambda: Paper(self.preferences.settings.paper),
        )
        view.open_item.connect(self.open_item)
        return self._for_group(view)

    def _make_trash(self) -> QWidget:
        from nghs_desktop.ui.views.trash import TrashView

        return TrashView(self._context())

    def _make_settings(self) -> QWidget:
        from nghs_desktop.ui.views.settings import SettingsView

        view = SettingsView(
            self.look,
            self.preferences,
            self.shell.actions_table,
            self.workspace.path,
            self._list_backups,
        )
        view.back_up_asked.connect(self.back_up)
        view.restore_asked.connect(self.restore_asked)
        view.folder_asked.connect(self._show_folder)
        return view

    def _for_group(self, view: GroupedView) -> QWidget:
        if self.group is not None:
            view.show_group(self.group)
        assert isinstance(view, QWidget)
        return view

    def _list_backups(self, deliver: Callable[[Sequence[BackupLine]], None]) -> None:
        from nghs_desktop.services.api import copies_of
        from nghs_desktop.ui.views.settings import BackupLine

        def read(_reader: Reader) -> list[BackupLine]:
            return [BackupLine(one.path, one.made_at) for one in copies_of(self.workspace.path)]

        self.dispatch.ask(read, deliver, self)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.workspace.path.parent)))


# What the window asks of a view without importing it; each view that can do it is asked.


@runtime_checkable
class GroupedView(Protocol):
    """A view that shows what belongs to one work group."""

    def show_group(self, group: WorkGroup) -> None:
        """Show this group's records."""


@runtime_checkable
class RecordShowing(Protocol):
    """A view that can show one record."""

    def open_record(self, ref: Ref) -> None:
        """Show a record."""


@runtime_checkable
class BriefShowing(Protocol):
    """The view of briefs."""

    def show_for(self, group_id: str, meeting_id: str | None) -> None:
        """Show a meeting's brief, or a group's."""


@runtime_checkable
class MeetingShowing(Protocol):
    """The view of a meeting."""

    @property
    def meeting_id(self) -> str:
        """The key of the meeting on screen, or nothing."""


@runtime_checkable
class UndoShowing(Protocol):
    """A view that says what undo would do."""

    def show_undo(self, state: UndoState) -> None:
        """Say what undo and redo would do now."""


@runtime_checkable
class BackupShowing(Protocol):
    """A view that lists backups."""

    def show_backups(self) -> None:
        """List the backups anew."""


@runtime_checkable
class LineTaking(Protocol):
    """The view with the capture bar."""

    def put_line(self, words: str) -> None:
        """Put words into the capture bar."""

    def take_words(self, words: str) -> None:
        """Take what was typed before the bar was there."""


@runtime_checkable
class Shutting(Protocol):
    """A view with work of its own going on, or with words not yet handed over."""

    def shut(self) -> None:
        """Hand over what is typed and stop all that goes on."""


def _read_in_the_composer() -> None:
    """Import what the first brief needs, so that nobody waits for it when they ask for one."""
    from nghs_desktop.services.api import compose  # noqa: F401


def _names(reader: Reader) -> tuple[WorkspaceInfo | None, tuple[WorkGroup, ...]]:
    return workspace_info(reader), work_groups(reader)


def _own_keys(settings: Settings) -> dict[str, tuple[str, ...]]:
    return {name: tuple(keys.split("; ")) for name, keys in settings.shortcuts.items() if keys}
