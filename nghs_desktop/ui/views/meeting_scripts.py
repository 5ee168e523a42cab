"""Scripts that run beside the notes and label them: choosing one, its steps by key, the library.

A companion of the meeting screen (`meeting_stage`). What runs is shown at once and written as a command;
it is nothing but the moments its steps began at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt

from nghs_desktop.base.errors import Told
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.capture import Command
from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Together
from nghs_desktop.domain.protocol_templates import ProtocolRun
from nghs_desktop.domain.protocols import Protocol as ScriptToRun
from nghs_desktop.services.api import MeetingPage, Reader
from nghs_desktop.ui.capture.keeping import Keeping
from nghs_desktop.ui.capture.lines import Where
from nghs_desktop.ui.views.meeting_side import SidePanel
from nghs_desktop.ui.views.meeting_stage import MeetingStage
from nghs_desktop.ui.widgets.announce import announce

if TYPE_CHECKING:
    from nghs_desktop.services.api import RunningScript, Script
    from nghs_desktop.ui.scripts.choosing import ChoosePanel
    from nghs_desktop.ui.scripts.library import ScriptsPage
    from nghs_desktop.ui.scripts.running import RunPanel

_TOUCHED = ("protocol_run",)
_LIBRARY = ("protocol_template", "protocol_step")


@runtime_checkable
class Capturing(Protocol):
    """The screen whose capture bar marks what is written down."""

    keeping: Keeping


class Scripts(QObject):
    """The script of a meeting, where one runs."""

    def __init__(self, stage: MeetingStage) -> None:
        super().__init__(stage)
        self._stage, self._context = stage, stage.context
        self.run: RunningScript | None = None
        self.choosing: ChoosePanel | None = None
        self.running: RunPanel | None = None
        self.page: ScriptsPage | None = None
        self._meeting_id = ""
        self._asked = self._pending = 0
        self._paused_at: datetime | None = None
        self._told_over = ""
        view = stage.view
        if isinstance(view, Capturing):
            view.keeping.label_of = self.label_of
        stage.moved.connect(self._when_moved)

    # -- what a companion does -----------------------------------------------------------
    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what it does for keys and palette."""
        return {
            "script": self.toggle,
            "script_next": self.next_step,
            "script_back": self.step_back,
            "script_end": self.end,
            "scripts": self.show_library,
        }

    def obey(self, command: Command) -> bool:
        """No line of the capture bar is for scripts."""
        return False

    def show(self, page: MeetingPage) -> None:
        """Take the meeting as it was read; another one has another run."""
        id = page.meeting.id if page.meeting is not None else ""
        if id != self._meeting_id:
            self._meeting_id, self.run = id, None
            self._close_running()
            self._paused_at = page.meeting.paused_at if page.meeting is not None else None
            self.read()

    def when_changed(self, changes: ChangeSet) -> None:
        """Read again what a change touches."""
        if changes.touches(*_TOUCHED):
            self.read()
        if changes.touches(*_LIBRARY):
            if self.page is not None:
                self.page.when_changed(changes)
            if self.choosing is not None and self._stage.panel is self.choosing:
                self._offer()

    def tick(self, now: datetime) -> None:
        """Count the step's time on."""
        self._show_time(now)

    def close_innermost(self) -> bool:
        """Close the page or the panel that is open."""
        page = self.page
        if page is not None and self._stage.own_page is page:
            if not page.close_innermost():
                self._leave_library()
            return True
        for panel in (self.choosing, self.running):
            if panel is not None and self._stage.panel is panel:
                self._stage.close_panel(panel)
                self._stage.focus_capture()
                return True
        return False

    def shut(self) -> None:
        """Hand over what is typed."""
        if self.page is not None:
            self.page.shut()

    # -- the run ---------------------------------------------------------------------------
    def read(self) -> None:
        """Read the run of this meeting that has not ended."""
        if not self._meeting_id:
            return
        self._asked += 1
        asked, id = self._asked, self._meeting_id

        def query(reader: Reader) -> RunningScript | None:
            from nghs_desktop.services.api import running_script

            return running_script(reader, id)

        def arrived(found: RunningScript | None) -> None:
            # What was asked for and is not on disk yet is newer than what was read.
            if asked == self._asked and not self._pending:
                self._take(found)

        self._context.dispatch.ask(query, arrived, self)

    def _take(self, found: RunningScript | None) -> None:
        came = found is not None and self.run is None
        self.run = found
        if found is None:
            self._close_running()
        elif came:
            self._show_running()
        self._refresh()

    def label_of(self, where: Where) -> str:
        """Return what an item said here and now is marked with."""
        run = self.run
        if run is None or where.at is None:
            return ""
        belongs = run.record.agenda_item_id
        if belongs and belongs != where.agenda_item_id:
            return ""
        return run.label(where.at)

    def _now(self) -> datetime:
        meeting = self._stage.meeting
        paused = meeting.paused_at if meeting is not None else None
        return paused or self._context.clock()

    def _write(self, command: AmendRecords, shown: RunningScript | None) -> None:
        """Show what a key does, and write it."""
        self.run = shown
        self._pending += 1
        if shown is None:
            self._close_running()
        self._context.dispatch.run(command, self, self._settled, self._not_settled)
        self._refresh()

    def _settled(self, _outcome: object) -> None:
        self._pending -= 1
        self.read()

    def _not_settled(self, problem: Told) -> None:
        self._pending -= 1
        self._context.say(str(problem))
        self.read()

    def next_step(self) -> None:
        """Begin the next step; after the last one the script ends."""
        from nghs_desktop.services.api import next_step, with_amendment

        run = self._needed()
        if run is None:
            return
        command = next_step(run, self._context.clock())
        after = with_amendment(run, command)
        self._write(command, after)
        if after is None:
            self._context.say(self.tr("The script has ended."))
        else:
            self._tell_step()

    def step_back(self) -> None:
        """Go back a step, as if the one that runs had not begun."""
        from nghs_desktop.services.api import step_back, with_amendment

        run = self._needed()
        command = step_back(run) if run is not None else None
        if run is not None and command is not None:
            self._write(command, with_amendment(run, command))
            self._tell_step()

    def end(self) -> None:
        """End the script here."""
        from nghs_desktop.services.api import end_run

        run = self._needed()
        if run is not None:
            self._write(end_run(run, self._context.clock()), None)

    def _needed(self) -> RunningScript | None:
        if self.run is None:
            keys = self._context.actions.shown_keys("script")
            words = self.tr("No script runs. {keys} starts one.").format(keys=keys)
            self._context.say(words)
        return self.run

    def _when_moved(self) -> None:
        """Let the step count a pause for nothing, as its agenda item does."""
        from nghs_desktop.services.api import go_on_after_pause, with_amendment

        meeting = self._stage.meeting
        before, self._paused_at = self._paused_at, meeting.paused_at if meeting else None
        run = self.run
        if run is not None and before is not None and self._paused_at is None:
            command = go_on_after_pause(run, self._context.clock() - before)
            self._write(command, with_amendment(run, command))
        self._refresh()

    # -- choosing --------------------------------------------------------------------------
    def toggle(self) -> None:
        """Show the script that runs, or offer those that can."""
        if self.run is not None:
            panel = self.running
            if panel is not None and self._stage.panel is panel:
                panel.next.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self._show_running(asked=True)
            return
        if self._stage.item is None:
            self._context.say(
                self.tr("A script runs beside an agenda item. Start the meeting first.")
            )
            return
        self._choose()

    def _choose(self) -> None:
        if self.choosing is None:
            from nghs_desktop.ui.scripts.choosing import ChoosePanel

            self.choosing = panel = ChoosePanel(self._stage.look, self._stage.view)
            panel.started.connect(self._start)
            panel.library_asked.connect(self.show_library)
            panel.starting_asked.connect(self._add_starting)
            panel.closed.connect(self.close_innermost)
        self._offer(focus=True)

    def _offer(self, *, focus: bool = False) -> None:
        def arrived(found: tuple[Script, ...]) -> None:
            panel, item = self.choosing, self._stage.item
            if panel is None:
                return
            minutes = (item.planned_minutes or 0) if item is not None else 0
            wanted = (item.protocol_id or "") if item is not None else ""
            panel.show_scripts(found, wanted, minutes)
            if focus:
                self._stage.show_panel(panel, self.tr("Run a script"))
                target = panel.list if found else panel.add
                target.setFocus(Qt.FocusReason.OtherFocusReason)

        from nghs_desktop.services.api import scripts

        self._context.dispatch.ask(scripts, arrived, self)

    def _start(self, script: Script, protocol: ScriptToRun, roles: Mapping[str, str]) -> None:
        from nghs_desktop.services.api import read_run, start_run

        meeting, item = self._stage.meeting, self._stage.item
        if meeting is None:
            return
        command = start_run(
            protocol,
            id=new_id(),
            meeting_id=meeting.id,
            agenda_item_id=item.id if item is not None else None,
            roles=roles,
            now=self._context.clock(),
            template_id=script.template.id,
            ends=self.run,
        )
        begun = command.commands[-1] if isinstance(command, Together) else command
        if self.choosing is not None:
            self._stage.close_panel(self.choosing)
        self._stage.focus_capture()
        self.run = None
        self._pending += 1
        self._context.dispatch.run(command, self, self._settled, self._not_settled)
        if isinstance(begun, LogRecords) and isinstance(begun.records[0], ProtocolRun):
            self._take(read_run(begun.records[0]))

    def _say_problem(self, problem: Told) -> None:
        self._context.say(str(problem))

    def _add_starting(self) -> None:
        from nghs_desktop.services.api import starting_scripts

        command = starting_scripts(self._context.clock())
        self._context.dispatch.run(command, self, None, self._say_problem)

    # -- the panel of the run ----------------------------------------------------------------
    def _show_running(self, *, asked: bool = False) -> None:
        """Show the panel where there is room beside the notes; else only when it is asked for."""
        if self.running is None:
            from nghs_desktop.ui.scripts.running import RunPanel

            actions = self._context.actions
            self.running = panel = RunPanel(self._stage.look, actions, self._stage.view)
            panel.next_asked.connect(self.next_step)
            panel.back_asked.connect(self.step_back)
            panel.end_asked.connect(self.end)
            panel.vote_asked.connect(actions.ask)
            panel.closed.connect(self.close_innermost)
        self._refresh()
        side = self._stage.view.findChild(SidePanel)
        beside = side is not None and side.isVisibleTo(self._stage.view)
        free = self._stage.panel is None
        if asked or (beside and free):
            self._stage.show_panel(self.running, self.tr("Script"))
        if not asked:
            self._tell_step(toast=not beside)

    def _close_running(self) -> None:
        panel = self.running
        if panel is not None and self._stage.panel is panel:
            held = panel.isAncestorOf(panel.window().focusWidget() or panel)
            self._stage.close_panel(panel)
            if held:
                self._stage.focus_capture()

    def _refresh(self) -> None:
        panel, run, now = self.running, self.run, self._now()
        at = run.at(now) if run is not None else None
        if panel is not None and run is not None and at is not None:
            panel.show_run(run, at, self._elsewhere(run))
            self._show_time(now)

    def _elsewhere(self, run: RunningScript) -> str:
        """The agenda item a run belongs to, where that is not the one that runs."""
        item, belongs = self._stage.item, run.record.agenda_item_id
        if not belongs or (item is not None and item.id == belongs):
            return ""
        titles = {one.id: one.title for one in self._stage.agenda}
        return titles.get(belongs, "") or self.tr("another item")

    def _show_time(self, now: datetime) -> None:
        panel, run = self.running, self.run
        paused = self._stage.flow.is_paused
        at = run.at(self._now() if paused else now) if run is not None else None
        if run is None or at is None:
            return
        if panel is not None:
            panel.tick(at, now, paused=paused)
        step = f"{run.record.id}:{at.number}"
        if at.over and self._told_over != step:
            self._told_over = step
            announce(self._stage.view, self.tr("The time of this step is over."))

    def _tell_step(self, *, toast: bool = False) -> None:
        run = self.run
        at = run.at(self._now()) if run is not None else None
        if run is None or at is None:
            return
        words = self.tr("Step {n}: {title}. {who}.").format(
            n=at.number, title=at.step.title.rstrip("."), who=run.who(at.step.role)
        )
        announce(self._stage.view, words)
        side = self._stage.view.findChild(SidePanel)
        if toast or side is None or not side.isVisibleTo(self._stage.view):
            self._context.say(words)

    # -- the library -------------------------------------------------------------------------
    def show_library(self) -> None:
        """Show all scripts, in place of the meeting."""
        if self.page is None:
            from nghs_desktop.ui.scripts.library import ScriptsPage

            self.page = ScriptsPage(self._context, self._stage.view)
            self.page.left.connect(self._leave_library)
        panel = self.choosing
        chosen = panel.chosen() if panel is not None and self._stage.panel is panel else None
        if panel is not None:
            self._stage.close_panel(panel)
        self._stage.show_page(self.page)
        if chosen is not None:
            self.page.show_script(chosen.template.id)

    def _leave_library(self) -> None:
        if self.page is not None:
            self.page.shut()
        self._stage.close_page()
