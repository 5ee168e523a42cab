"""Votes: a question is opened, answers are typed, counted and closed. See docs/decisions/0010.

A companion of the meeting screen (`meeting_stage`). The panel shows, this asks and writes; what an
answer means and whether a vote may be closed is worked out below (`services.votes`, `deciding`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.domain.ballots import Entry, Reading
from nghs_desktop.domain.capture import Command, CommandName
from nghs_desktop.domain.changes import ChangeSet, Outcome
from nghs_desktop.domain.commands import (
    CloseDecision,
    KeepVoteLine,
    NextRound,
    SetVoteAside,
    TakeBackVoteLine,
    WriteOutcome,
)
from nghs_desktop.domain.decisions import DecisionStatus, Method
from nghs_desktop.domain.vote_lines import write_entry
from nghs_desktop.services.api import (
    MeetingPage,
    Reader,
    VoteRecord,
    open_vote,
    read_vote,
    vote_record,
)
from nghs_desktop.ui.views.meeting_stage import MeetingStage
from nghs_desktop.ui.votes.keeping import LineKeeping
from nghs_desktop.ui.votes.panel import VotePanel
from nghs_desktop.ui.votes.recusing import Recusing
from nghs_desktop.ui.votes.starting import Starting
from nghs_desktop.ui.votes.words import people_in
from nghs_desktop.ui.widgets.announce import announce

_NOUNS = (
    "decision", "vote_line", "conflict_of_interest", "attendance", "stay", "membership", "person",
    "organization", "meeting", "link", "agenda_item",
)  # fmt: skip


class Votes(QObject):
    """The vote of the meeting on screen, from the question to the outcome."""

    def __init__(self, stage: MeetingStage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._panel: VotePanel | None = None
        self._record: VoteRecord | None = None
        self._presented = ""
        self._asked = 0
        self._minute: datetime | None = None
        self._pending: list[tuple[str, Entry]] = []
        self._told_in = ""
        self._told_may_close = False
        self._keeping = LineKeeping(stage.dispatch, self)
        self._keeping.kept.connect(self._read)
        self._keeping.failed.connect(self._line_failed)
        self._keeping.troubled.connect(self._say_problem)
        self._starting = Starting(stage, self._made, self)
        self._starting.opened.connect(self._when_vote_opened)
        self._recusing = Recusing(stage, self._type, self)
        self._keeping.take_back()
        stage.dispatch.opened.connect(self._when_opened)
        stage.panel_closed.connect(self._when_panel_closed)

    # -- what the meeting screen asks of a companion -------------------------------------
    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what it does for keys and palette."""
        return {
            "dot_vote": self.start_dot_vote,
            "fist": self.start_fist,
            "decide": self.start_any,
        }

    def obey(self, command: Command) -> bool:
        """Do what a line asks."""
        match command.name:
            case CommandName.VOTE:
                self.start(Method.DOT, command.argument)
            case CommandName.FIST:
                self.start(Method.FIST_TO_FIVE, command.argument)
            case _:
                return False
        return True

    def show(self, page: MeetingPage) -> None:
        """Take the meeting as it was read."""
        meeting = page.meeting
        shown = self._record.decision.meeting_id if self._record is not None else None
        if meeting is None or (shown is not None and shown != meeting.id):
            self._forget()
        if meeting is not None:
            self._read()

    def when_changed(self, changes: ChangeSet) -> None:
        """Hear of a change."""
        if changes.touches(*_NOUNS):
            self._read()

    def tick(self, now: datetime) -> None:
        """Count on: the room is that of the minute."""
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            if self._record is not None and self._record.is_open:
                self._read()

    def close_innermost(self) -> bool:
        """Esc in the panel: back to the capture bar; an open vote stays open."""
        panel = self._panel
        if panel is None or self._stage.panel is not panel or not panel.has_keyboard():
            return False
        if panel.running.line.close_list():
            return True
        if panel.page is not panel.running:
            self._stage.close_panel(panel)
        self._stage.focus_capture()
        return True

    def shut(self) -> None:
        """The window closes."""
        self._keeping.flush()

    # -- reading -------------------------------------------------------------------------
    @property
    def panel(self) -> VotePanel | None:
        """The panel, once it was needed."""
        return self._panel

    @property
    def record(self) -> VoteRecord | None:
        """The vote that is shown, as it was read last."""
        return self._record

    @property
    def is_quiet(self) -> bool:
        """Tell whether every entered line is on disk and shown."""
        return not self._pending and not self._keeping.waiting

    def _read(self) -> None:
        meeting = self._stage.meeting
        if meeting is None:
            return
        self._asked += 1
        asked, meeting_id = self._asked, meeting.id
        shown, at = (self._record.decision.id if self._record else ""), self._now()

        def query(reader: Reader) -> VoteRecord | None:
            found = open_vote(reader, meeting_id)
            id = found.id if found is not None else shown
            return vote_record(reader, id, at=at) if id else None

        def arrived(record: VoteRecord | None) -> None:
            if asked == self._asked:
                self._take(record)

        self._stage.dispatch.ask(query, arrived, self, self._say_problem)

    def _take(self, record: VoteRecord | None) -> None:
        if record is None or record.decision.deleted:
            self._forget()
            return
        status = record.decision.status
        if status is DecisionStatus.OPEN:
            self._take_open(record)
        elif status is DecisionStatus.CLOSED and self._is_shown(record):
            self._record = record
            panel = self._made()
            panel.closed.show_vote(record)
            if panel.page is panel.running:
                panel.show_page(panel.closed)
        elif self._record is not None:
            self._forget()

    def _take_open(self, record: VoteRecord) -> None:
        is_new = self._record is None or self._record.decision.id != record.decision.id
        self._record = record
        kept = {line.id for line in record.rounds[-1].lines}
        self._pending = [one for one in self._pending if one[0] not in kept]
        panel = self._made()
        self._show_running()
        decision_id = record.decision.id
        if is_new:
            self._told_in, self._told_may_close = people_in(record), record.may_close
            self._go_on(decision_id)
        if panel.page is panel.closed or (is_new and panel.page is not panel.running):
            panel.show_page(panel.running)
        if self._presented != decision_id:
            self._presented = decision_id
            self._present(focus=False)
        self._tell()

    def _go_on(self, decision_id: str) -> None:
        """Bring back what the last session left of this vote."""
        typed = self._keeping.typed
        if typed is not None and typed.decision_id == decision_id:
            self._keeping.typed = None
            self._made().running.line.put(typed.text, typed.caret)
        self._keeping.go_on(decision_id, self._left_line_refused)

    def _when_opened(self) -> None:
        """Lines of the last session can be written only now."""
        record = self._record
        if record is not None and record.is_open:
            self._keeping.go_on(record.decision.id, self._left_line_refused)

    def _show_running(self) -> None:
        record, panel = self._record, self._panel
        if record is not None and panel is not None:
            panel.running.show_vote(record, self._live())

    def _live(self) -> VoteRecord | None:
        """The vote with the lines that are on their way to the disk: what the next is read after."""
        record = self._record
        if record is None or not self._pending:
            return record
        return replace(record, entries=(*record.entries, *(entry for _, entry in self._pending)))

    def _tell(self) -> None:
        """Say the count to a screen reader when it changed."""
        record, panel = self._record, self._panel
        if record is None or panel is None:
            return
        words = people_in(record)
        if words != self._told_in:
            more = self.tr(" It can be closed.")
            now_closable = record.may_close and not self._told_may_close
            announce(panel.running.line.field, words + (more if now_closable else ""))
        self._told_in, self._told_may_close = words, record.may_close

    def _is_shown(self, record: VoteRecord) -> bool:
        return self._record is not None and self._record.decision.id == record.decision.id

    def _forget(self) -> None:
        self._record = None
        self._pending.clear()
        self._presented = ""
        panel = self._panel
        if panel is not None and panel.page is not panel.asking:
            had = panel.has_keyboard()
            self._stage.close_panel(panel)
            if had:
                self._stage.focus_capture()

    # -- the panel -----------------------------------------------------------------------
    def _made(self) -> VotePanel:
        if self._panel is None:
            panel = self._panel = VotePanel(self._stage.look, self._stage.view)
            running, asking, closed = panel.running, panel.asking, panel.closed
            running.line.read = self._read_line
            running.line.submitted.connect(self._submit)
            running.line.edited.connect(self._note)
            running.line.back_asked.connect(self._take_back)
            running.typed.connect(self._type)
            running.close_asked.connect(self._close)
            running.round_asked.connect(self._next_round)
            running.aside_asked.connect(self._set_aside)
            running.recuse_asked.connect(self._recuse)
            asking.open_asked.connect(self._starting.open)
            asking.left.connect(self._leave)
            asking.recuse_asked.connect(self._recuse)
            closed.written.connect(self._write_outcome)
            closed.left.connect(self._leave)
            closed.again_asked.connect(self._ask_anew)
        return self._panel

    def _present(self, *, focus: bool) -> None:
        panel = self._made()
        self._stage.show_panel(panel, self.tr("Vote"))
        if focus:
            panel.focus_first()

    def _when_panel_closed(self, widget: object) -> None:
        """A vote that is still open is not forgotten because nobody sees it."""
        record = self._record
        if widget is self._panel and record is not None and record.is_open:
            self._stage.context.say(
                self.tr("The vote is still open."),
                action_words=self.tr("Show the vote"),
                action=self._bring_back,
            )

    def _leave(self) -> None:
        panel = self._panel
        if panel is not None:
            if self._record is not None and self._record.is_open:
                panel.show_page(panel.running)
            else:
                self._record = None
                self._stage.close_panel(panel)
        self._stage.focus_capture()

    # -- asking --------------------------------------------------------------------------
    def start_dot_vote(self) -> None:
        """Put the chosen rows to a dot vote, else the barriers of the agenda item."""
        self.start(Method.DOT)

    def start_fist(self) -> None:
        """Show hands, from fist to five, on what was written down as a decision."""
        self.start(Method.FIST_TO_FIVE)

    def start_any(self) -> None:
        """Put a question to the vote as the group usually does."""
        self.start(None)

    def start(self, method: Method | None, question: str = "") -> None:
        """Show what would be put to the vote; an open vote comes back instead."""
        meeting = self._stage.meeting
        if meeting is None:
            self._stage.context.say(self.tr("There is no meeting to vote in yet."))
            return
        if self._record is not None and self._record.is_open:
            self._bring_back()
            return
        self._starting.start(method, question)

    def _ask_anew(self) -> None:
        if self._record is not None:
            self._starting.ask_anew(self._record)

    def _bring_back(self) -> None:
        panel = self._made()
        panel.show_page(panel.running)
        self._present(focus=True)

    def _when_vote_opened(self, id: str) -> None:
        panel = self._made()
        self._record, self._presented = None, id
        panel.show_page(panel.running)
        panel.running.line.put("")
        self._present(focus=True)
        self._read()

    # -- lines ---------------------------------------------------------------------------
    def _read_line(self, text: str) -> Reading | None:
        live = self._live()
        return read_vote(live, text) if live is not None else None

    def _note(self) -> None:
        record, panel = self._record, self._panel
        if record is not None and panel is not None:
            field = panel.running.line.field
            self._keeping.note(field.text(), field.cursorPosition(), record.decision.id)

    def _submit(self, text: str) -> None:
        if self._send(text):
            self._made().running.line.put("")
            self._show_running()

    def _type(self, text: str) -> None:
        """Keep a line that a key made, not the field."""
        self._send(text)

    def _send(self, text: str) -> bool:
        record = self._live()
        if record is None:
            return False
        reading = read_vote(record, text)
        if reading.entry is None:
            words = reading.refusal.words if reading.refusal is not None else ""
            self._made().running.line.refuse(words)
            return False
        id = self._keeping.send(
            record.decision.id, record.round, text.strip(), write_entry(reading.entry), self._now()
        )
        self._pending.append((id, reading.entry))
        return True

    def _line_failed(self, id: str, typed: str, problem: Told) -> None:
        self._pending = [one for one in self._pending if one[0] != id]
        line = self._made().running.line
        if not line.text.strip():
            line.put(typed)
            self._note()
            line.refuse(f"{problem.message} {problem.remedy}".strip())
        else:
            self._stage.context.say(f"“{typed}”: {problem}")
        self._read()

    def _left_line_refused(self, command: KeepVoteLine, problem: Told) -> None:
        words = self.tr("“{typed}” was entered before the program ended and is not counted. {why}")
        self._stage.context.say(words.format(typed=command.typed, why=problem))

    def _take_back(self) -> None:
        """Backspace in the empty field: the last line comes back into it to be corrected."""
        record = self._record
        if record is None or self._pending or not record.rounds[-1].lines:
            return
        last = record.rounds[-1].lines[-1]

        def done(_outcome: Outcome) -> None:
            self._made().running.line.put(last.typed)
            self._note()

        self._stage.dispatch.run(TakeBackVoteLine(last.id), self, done, self._say_problem)

    def _recuse(self, anchor: QWidget) -> None:
        record = self._record
        names = record.sheet.voters if record is not None and record.is_open else None
        self._recusing.begin(anchor, names)

    # -- closing -------------------------------------------------------------------------
    def _close(self) -> None:
        record = self._record
        if record is None:
            return
        panel = self._made()

        def done(outcome: Outcome) -> None:
            closed = replace(record.decision, status=DecisionStatus.CLOSED)
            self._record = replace(record, decision=closed)
            panel.show_page(panel.closed)
            panel.focus_first()
            self._read()
            label = getattr(outcome.result, "label", "")
            announce(panel.closed.outcome, self.tr("Closed. {result}.").format(result=label))

        self._stage.dispatch.run(
            CloseDecision(record.decision.id, self._now()), self, done, self._refuse
        )

    def _next_round(self) -> None:
        record = self._record
        if record is not None:
            command = NextRound(record.decision.id, self._now())
            self._stage.dispatch.run(command, self, self._round_begun, self._refuse)

    def _round_begun(self, outcome: Outcome) -> None:
        field = self._made().running.line.field
        field.setFocus()
        announce(field, self.tr("Round {n}.").format(n=outcome.result))

    def _set_aside(self) -> None:
        record = self._record
        if record is None:
            return

        def done(_outcome: Outcome) -> None:
            self._stage.context.say(
                self.tr("The vote is set aside."), action_words=self.tr("Undo"), action=self._undo
            )
            self._stage.focus_capture()

        self._stage.dispatch.run(SetVoteAside(record.decision.id), self, done, self._refuse)

    def _undo(self) -> None:
        self._stage.context.actions.window_action("undo").trigger()

    def _write_outcome(self, outcome: str, dissent: str) -> None:
        record = self._record
        if record is None:
            return

        def done(_outcome: Outcome) -> None:
            self._stage.context.say(self.tr("The outcome is kept."))
            self._leave()

        self._stage.dispatch.run(
            WriteOutcome(record.decision.id, outcome, dissent), self, done, self._say_problem
        )

    def _refuse(self, problem: Told) -> None:
        self._made().running.line.refuse(f"{problem.message} {problem.remedy}".strip())

    def _say_problem(self, problem: Told) -> None:
        self._stage.context.say(str(problem))

    def _now(self) -> datetime:
        return self._stage.context.clock()
