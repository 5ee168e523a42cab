"""A referral from one group to another: what is asked and why, how long it waits, whose move is next,
and what came of it. The way back to the barriers and on to the parts is open at every step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.barrier_commands import MoveReferral, SplitReferral
from nghs_desktop.domain.changes import ChangeSet, Outcome
from nghs_desktop.domain.commands import AmendRecords, Command, Ref
from nghs_desktop.domain.records import Record
from nghs_desktop.domain.referrals import ReferralState
from nghs_desktop.domain.spoken import as_sentence, spoken_day_of_year
from nghs_desktop.services.api import NamedRow, NextMove, ReferralRow, ReferralStanding
from nghs_desktop.services.api import referral_standing as read_standing
from nghs_desktop.ui.dialogs.popups import Picker
from nghs_desktop.ui.dialogs.sources import found_in
from nghs_desktop.ui.processes import ProcessPanel
from nghs_desktop.ui.processes.parts import AskForm, ButtonRow, Deed, Lines, change_lines, inset
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.detail_links import Linked, LinkSection
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.properties import Choice, PropertyRow

S = ReferralState
_ASKS = (S.RETURNED, S.ANSWERED)
_TOUCHED = ("referral", "state_change", "barrier", "work_group", "meeting")


class ReferralPanel(ProcessPanel):
    """The process of one referral."""

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.standing: ReferralStanding | None = None
        self._id = ""
        self._asked = 0
        self._next: NextMove | None = None
        self._goes: dict[str, str] = {}
        look = context.look
        column = QVBoxLayout(self)
        look.space(column, (0, 8, 0, 4), 8)
        self.way = Label(look, "", "strong", wrap=True)
        self.state = Label(look, "", "body", "text2", wrap=True)
        self.clock = Label(look, "", "body", "text2", wrap=True)
        self.asked = Label(look, "", "body", "text", wrap=True)
        self.answer = Label(look, "", "body", "text", wrap=True)
        said = (self.way, self.state, self.clock, self.asked, self.answer)
        column.addLayout(inset(look, *said))
        self.turn = Label(look, "", "label", "text2", wrap=True)
        self.nexts = ButtonRow(look, self)
        self.nexts.pressed.connect(self._press)
        self.refusal = Label(look, "", "label", "warning", wrap=True)
        self.refusal.hide()
        self.form = AskForm(look, self.tr("Why"), self)
        self.form.kept.connect(self._keep)
        self.form.given_up.connect(self._close_form)
        self._split_rows: list[PropertyRow] = []
        column.addLayout(inset(look, self.turn, self.nexts, self.refusal, self.form))
        self.barriers = LinkSection(look, self.tr("Barriers in it"), can_add=True, parent=self)
        self.barriers.asked.connect(self._ask_barrier)
        self.barriers.removed.connect(self._take_out)
        self.whole = LinkSection(look, self.tr("Part of"), can_add=False, parent=self)
        self.parts = LinkSection(look, self.tr("Split into"), can_add=False, parent=self)
        for section in (self.barriers, self.whole, self.parts):
            section.opened.connect(self.opened)
            column.addWidget(section)
        self.story = Lines(look, self.tr("What happened"), parent=self)
        column.addWidget(self.story)
        for hidden in (self.answer, self.whole, self.parts):
            hidden.hide()

    # -- reading -------------------------------------------------------------------------
    def show_record(self, record: Record) -> None:
        """Show the process of a referral."""
        if record.id != self._id:
            self._id = record.id
            self.form.hide()
            self._say("")
        self._read()

    def when_changed(self, changes: ChangeSet) -> None:
        """Read again when something it shows has changed."""
        if self._id and changes.touches(*_TOUCHED):
            self._read()

    def _read(self) -> None:
        self._asked += 1
        asked, id, now = self._asked, self._id, self.context.now()

        def take(found: ReferralStanding | None) -> None:
            if asked == self._asked and found is not None:
                self._show(found)

        self.context.dispatch.ask(lambda reader: read_standing(reader, id, now), take, self)

    def _show(self, found: ReferralStanding) -> None:
        self.standing = found
        kept, today = found.referral, self.context.today()
        self.way.setText(found.row.words)
        self.state.setText(kept.state.label)
        clock = found.row.clock
        if kept.state is S.SENT and kept.acknowledge_by is not None:
            day = spoken_day_of_year(kept.acknowledge_by, today)
            clock = self.tr("{clock}. Acknowledge by {day}").format(clock=clock, day=day)
        self.clock.setText(as_sentence(clock))
        self.clock.setVisible(bool(clock))
        self.clock.set_tone("warning" if found.row.late else "text2")
        asked = self.tr("Asked to {what}").format(what=kept.ask.label.lower())
        self.asked.setText(as_sentence(f"{asked}. {kept.why}" if kept.why else asked))
        self.answer.setText(self.tr("They said: {words}").format(words=kept.answer))
        self.answer.setVisible(bool(kept.answer))
        self._show_nexts(found.nexts)
        drafted = kept.state is S.DRAFTED
        self.barriers.add.setVisible(drafted)
        self.barriers.show_linked(
            [
                Linked(one, "  ·  ".join((one.code, one.note)), one.id if drafted else "")
                for one in found.barriers
            ]
        )
        self._show_referrals(self.whole, (found.whole,) if found.whole else ())
        self._show_referrals(self.parts, found.parts)
        by_hand = self.tr("set by hand")
        self.story.show_lines(change_lines(found.changes, ReferralState, today, by_hand))

    def _show_nexts(self, nexts: Sequence[NextMove]) -> None:
        group = next((one.group for one in nexts), "")
        words = self.tr("Next, for {group}").format(group=group or self.tr("nobody yet"))
        self.turn.setText(words)
        self.turn.setVisible(bool(nexts))
        self.nexts.show_deeds(
            [
                Deed(
                    one.to.value,
                    self._verb(one.to),
                    self._icon(one.to),
                    one.problem,
                    self.tr("{verb}: for {group}").format(verb=self._verb(one.to), group=one.group),
                )
                for one in nexts
            ]
        )

    def _show_referrals(self, section: LinkSection, rows: Sequence[ReferralRow]) -> None:
        section.show_linked(
            [
                Linked(
                    NamedRow("referral", one.referral.id, one.words),
                    "  ·  ".join(filter(None, (one.referral.state.label, one.clock))),
                )
                for one in rows
            ]
        )
        section.setVisible(bool(rows))

    def _verb(self, to: ReferralState) -> str:
        return {
            S.SENT: self.tr("Send"),
            S.ACKNOWLEDGED: self.tr("Acknowledge"),
            S.ACCEPTED: self.tr("Accept"),
            S.RETURNED: self.tr("Return…"),
            S.SPLIT: self.tr("Split…"),
            S.WORKED: self.tr("Start work"),
            S.ANSWERED: self.tr("Answer…"),
            S.ORIGIN_INFORMED: self.tr("Note that the origin knows"),
            S.CLOSED: self.tr("Close"),
        }.get(to, to.label)

    def _icon(self, to: ReferralState) -> str:
        return {S.SENT: "send", S.RETURNED: "arrow-left", S.SPLIT: "columns-2",
                S.ANSWERED: "message-square"}.get(to, "check")  # fmt: skip

    # -- moves ---------------------------------------------------------------------------
    def _press(self, key: str) -> None:
        self.move_to(ReferralState(key))

    def move_to(self, to: ReferralState) -> None:
        """Make a move, or ask for the words it takes, or say why it cannot be made yet."""
        found = self.standing
        step = next((one for one in found.nexts if one.to is to), None) if found else None
        if step is None or found is None:
            return
        self._say(step.problem)
        if step.problem:
            return
        if to is S.SPLIT:
            self._open_split(step, found)
        elif to in _ASKS:
            self._next = step
            self._show_split_rows(())
            prompt = (
                self.tr("What do you answer?")
                if to is S.ANSWERED
                else self.tr("Why is it returned?")
            )
            self.form.ask(prompt, self._verb(to).rstrip("…"))
        else:
            self._move(step, "")

    def _move(self, step: NextMove, why: str) -> None:
        command = MoveReferral(
            new_id(), self._id, step.to, self.context.clock(), step.group_id, why
        )
        self._run(command, step.to.label)

    def _run(self, command: Command, words: str) -> None:
        self.context.dispatch.run(command, self, partial(self._done, words), self._not_done)

    def _done(self, words: str, _outcome: Outcome) -> None:
        self._close_form()
        self._say("")
        announce(self, words)

    def _not_done(self, problem: Told) -> None:
        if self.form.isHidden():
            self._say(problem.message)
        else:
            self.form.say(problem.message)

    def _say(self, problem: str) -> None:
        self.refusal.setText(problem)
        self.refusal.setVisible(bool(problem))
        if problem:
            announce(self.refusal, problem)

    def _keep(self, words: str) -> None:
        step = self._next
        if step is None or self.standing is None:
            return
        if step.to is not S.SPLIT:
            self._move(step, words)
            return
        by_group: dict[str, list[str]] = {}
        for barrier in self.standing.barriers:
            group = self._goes.get(barrier.id, "")
            if not group:
                self.form.say(self.tr("Say for each barrier which group it goes to."))
                return
            by_group.setdefault(group, []).append(barrier.id)
        parts = tuple((new_id(), group, tuple(keys)) for group, keys in by_group.items())
        command = SplitReferral(new_id(), self._id, self.context.clock(), words, parts)
        self._run(command, step.to.label)

    def _close_form(self) -> None:
        self.form.hide()
        self._next = None

    # -- splitting -----------------------------------------------------------------------
    def _open_split(self, step: NextMove, found: ReferralStanding) -> None:
        self._next, self._goes = step, {}
        self._show_split_rows(found.barriers)
        self.form.ask(
            self.tr("Which barrier goes where, and why?"),
            self.tr("Split"),
            placeholder=self.tr("Why it is split"),
        )

    def _show_split_rows(self, barriers: Sequence[NamedRow]) -> None:
        for row in self._split_rows:
            self.form.rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._split_rows = []
        for at, barrier in enumerate(barriers):
            row = self.form.add_row(barrier.code)
            row.chosen.connect(partial(self._send_part, at))
            row.offer(self._groups)
            row.show_value("", icon="users", empty=self.tr("Choose a group"))
            self._split_rows.append(row)

    def _groups(self) -> list[Choice]:
        groups = self.standing.groups if self.standing is not None else ()
        return [Choice(one.id, one.name, "users") for one in groups]

    def _send_part(self, at: int, group_id: str) -> None:
        if self.standing is None:
            return
        self._goes[self.standing.barriers[at].id] = group_id
        name = next((one.name for one in self.standing.groups if one.id == group_id), "")
        self._split_rows[at].show_value(name, icon="users")

    # -- barriers in a draft -------------------------------------------------------------
    def _ask_barrier(self) -> None:
        source = found_in(self.context.dispatch, ("barrier",), self)
        picker = Picker(self.context.look, self.tr("Add a barrier"), source, self)
        picker.chosen.connect(self._put_in)
        picker.open_at(self.barriers, QPoint(0, self.barriers.add.height() + 2))

    def _put_in(self, row: NamedRow) -> None:
        keys = self._keys()
        if row.id and row.id not in keys:
            self._set_keys([*keys, row.id])

    def _take_out(self, barrier_id: str) -> None:
        self._set_keys([key for key in self._keys() if key != barrier_id])

    def _keys(self) -> list[str]:
        return self.standing.referral.barriers.split() if self.standing is not None else []

    def _set_keys(self, keys: Sequence[str]) -> None:
        values = {"barriers": " ".join(keys)}
        command = AmendRecords(
            (Ref("referral", self._id),), values, label=self.tr("change what is referred")
        )
        self._run(command, self.tr("Changed"))
