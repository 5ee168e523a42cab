"""One open workspace in one window: its dispatch, its views, its undo, its backups.

Views are imported when they are first visited, so that the window paints before they are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from nghs_desktop.base.clock import Clock
from nghs_desktop.base.errors import Told
from nghs_desktop.base.paths import SUFFIX
from nghs_desktop.base.settings import Settings
from nghs_desktop.domain.changes import ChangeSet, Outcome, UndoState
from nghs_desktop.domain.commands import Redo, Ref, Undo
from nghs_desktop.services.api import (
    DamagedWorkspace,
    FoundRow,
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
from nghs_desktop.ui.preferences import Preferences
from nghs_desktop.ui.shell import Shell
from nghs_desktop.ui.widgets.banners import BannerAction
from nghs_desktop.ui.widgets.properties import Choice

if TYPE_CHECKING:
    from nghs_desktop.domain.groups import WorkGroup
    from nghs_desktop.domain.workspaces import WorkspaceInfo
    from nghs_desktop.services.api import Press, Reader

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


class Window(QObject):
    """Wires one workspace to one shell. Made with a prepared workspace; `start` opens it."""

    open_asked = Signal(object)
    new_asked = Signal()
    restore_asked = Signal(object)
    closed = Signal()

    def __init__(
        self,
        look: Look,
        preferences: Preferences,
        workspace: Workspace,
        window_settings: QSettings,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.look, self.preferences, self.workspace = look, preferences, workspace
        self.clock = clock
        self.dispatch = Dispatch(workspace, self)
        self.group: WorkGroup | None = None
        self._groups: tuple[WorkGroup, ...] = ()
        self._info: WorkspaceInfo | None = None
        self._undo = UndoState()
        self._press: Press | None = None
        self.shell = Shell(
            look,
            self._factories(),
            window_settings,
            own_keys=_own_keys(preferences.settings),
        )
        self.shell.show_workspace(workspace.path.stem)
        self.shell.offer_workspaces(self._workspace_choices)
        self.shell.workspace_chosen.connect(self._choose_workspace)
        self.shell.provide_search(self._search, self._add_from_palette)
        self.shell.rail.own_asked.connect(self.new_asked)
        self.shell.closing.connect(self.closed)
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

    def start(self) -> None:
        """Open the workspace for writing; what cannot be opened is said in a banner."""
        self.dispatch.start(self._when_not_opened)

    def close(self) -> None:
        """Close the press and the workspace; waits until all is on disk."""
        if self._press is not None:
            self._press.close()
        self.workspace.close()

    # -- opening -------------------------------------------------------------------------
    def _read_first_page(self) -> None:
        """Read on this thread what the first paint shows: names only, a millisecond or two."""
        self._take_names(self.workspace.read_here(_names))

    def _when_opened(self) -> None:
        self.dispatch.ask(_names, self._take_names_and_counts, self)

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
                show = getattr(view, "show_group", None)
                if show is not None:
                    show(group)

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
            show = getattr(view, "show_undo", None)
            if show is not None:
                show(state)

    def undo(self) -> None:
        """Take the newest step back and say which it was."""
        if self._undo.undo:
            self.dispatch.run(Undo(), self, self._say_undone)
        else:
            self.shell.toasts.say(self.tr("There is nothing to undo."))

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._undo.redo:
            self.dispatch.run(Redo(), self, self._say_redone)
        else:
            self.shell.toasts.say(self.tr("There is nothing to redo."))

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

    def show_brief(self) -> None:
        """Show the brief of the meeting on screen; there, print it."""
        self.shell.go("briefs")

    def back_up(self) -> None:
        """Make a backup now and say where it is."""
        self.dispatch.follow(self.workspace.back_up(), self._say_backed_up, self)

    def _say_backed_up(self, copy: object) -> None:
        self.shell.toasts.say(self.tr("Backed up and checked."))
        view = self.shell.view("settings")
        if view is not None:
            view.show_backups()  # type: ignore[attr-defined]

    # -- opening records -----------------------------------------------------------------
    def open_item(self, ref: Ref) -> None:
        """Show a record where records of its noun are at home, or in the sheet."""
        place = PLACE_OF.get(ref.noun)
        if place is not None and self.shell.has_place(place):
            self.shell.go(place, focus=False)
            view = self.shell.view(place)
            show = getattr(view, "open_record", None)
            if show is not None:
                show(ref)
                return
        self._open_in_sheet(ref)

    def _open_in_sheet(self, ref: Ref) -> None:
        """Placeholder until the detail panel is wired."""

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
        put = getattr(view, "put_line", None)
        if put is not None:
            put(f"b {words}")

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

    def _ask_for_export(self) -> None:
        """Placeholder until export is wired."""

    # -- preferences ---------------------------------------------------------------------
    def _when_chosen(self, settings: Settings) -> None:
        self.workspace.actor = settings.name

    # -- views ---------------------------------------------------------------------------
    def _visited(self) -> list[QWidget]:
        keys = [*self._factories()]
        return [view for key in keys if (view := self.shell.view(key)) is not None]

    def _factories(self) -> dict[str, Callable[[], QWidget]]:
        return {}


def _names(reader: Reader) -> tuple[WorkspaceInfo | None, tuple[WorkGroup, ...]]:
    return workspace_info(reader), work_groups(reader)


def _own_keys(settings: Settings) -> dict[str, tuple[str, ...]]:
    return {name: tuple(keys.split("; ")) for name, keys in settings.shortcuts.items() if keys}
