"""A barrier between meetings: where it stands, what is missing, what comes next, who spoke of it, what
says the same, where it was referred and who was told. All of it is read in one go and changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.barrier_commands import ChangeBarrierState, MergeBarriers
from nghs_desktop.domain.barrier_life import Question, answered
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.changes import ChangeSet, Outcome
from nghs_desktop.domain.commands import LogRecords, Ref
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.records import Record
from nghs_desktop.domain.referrals import ReferralState
from nghs_desktop.domain.spoken_dates import short_date
from nghs_desktop.services.api import (
    Alike,
    BarrierStanding,
    NamedRow,
    barrier_standing,
    duplicates,
    new_referral,
)
from nghs_desktop.ui.dialogs.popups import NOBODY, DayPicker, Picker, choose_from
from nghs_desktop.ui.dialogs.sources import names_of
from nghs_desktop.ui.processes import ProcessPanel
from nghs_desktop.ui.processes.parts import (
    AskForm,
    ButtonRow,
    Deed,
    Lines,
    Meter,
    change_lines,
    inset,
)
from nghs_desktop.ui.processes.told import ToldSection
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.detail_links import LinkCard, Linked, LinkSection
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.properties import Choice

B = BarrierStatus
_FIELDS = {
    Question.OWNER: "owner_id",
    Question.CONSEQUENCE: "consequence",
    Question.NEXT_STEP: "next_step",
    Question.ESCALATION: "escalation",
}
_ASKS = (B.CLOSED, B.ACCEPTED_AS_IS, B.REOPENED, B.VERIFIED)
_TOUCHED = ("attention", "referral", "state_change", "note", "link", "barrier", "meeting")
_LATEST = 6


class AlikeRow(QWidget):
    """A barrier that says nearly the same, with a way to merge it into the one on screen."""

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        context.look.space(row, spacing=6)
        self.card = LinkCard(context.look, self)
        self.merge = Button(context.look, self.tr("Merge"), icon="layers")
        row.addWidget(self.card, 1)
        row.addWidget(self.merge)

    def show_alike(self, found: Alike) -> None:
        """Show a barrier and how near it is."""
        row = found.row
        facts = self.tr("{code}  ·  {status}  ·  {n} % the same").format(
            code=row.code, status=row.note, n=found.nearness
        )
        self.card.show_linked(Linked(row, facts))
        self.merge.describe(self.tr("Merge {code} into this one").format(code=row.code))


class BarrierPanel(ProcessPanel):
    """The process of one barrier."""

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.standing: BarrierStanding | None = None
        self._id = ""
        self._asked = self._typed = 0
        self._to: BarrierStatus | None = None
        self._person: NamedRow | None = None
        self._again: date | None = None
        self._title_shown = ""
        look = context.look
        column = QVBoxLayout(self)
        look.space(column, (0, 8, 0, 4), 8)
        self.heading = Label(look, self.tr("Where it stands"), "strong", wrap=True)
        self.state = Label(look, "", "body", "text2", wrap=True)
        self.stale = Label(look, "", "body", "warning", wrap=True)
        column.addLayout(inset(look, self.heading, self.state, self.stale))
        self.into = LinkSection(look, self.tr("Merged into"), can_add=False, parent=self)
        self.into.opened.connect(self.opened)
        column.addWidget(self.into)
        self._make_work(column)
        self._make_voices(column)
        self.referrals = LinkSection(look, self.tr("Referrals"), can_add=False, parent=self)
        self.referrals.opened.connect(self.opened)
        column.addWidget(self.referrals)
        self.told = ToldSection(context, self)
        column.addWidget(self.told)
        self.story = Lines(look, self.tr("How it came here"), parent=self)
        column.addWidget(self.story)
        for part in (self.stale, self.into, self.alike, self.referrals, self.merged):
            part.hide()
        self._follow_typing()

    def _make_work(self, column: QVBoxLayout) -> None:
        look = self.context.look
        self.work = QWidget(self)
        inside = QVBoxLayout(self.work)
        look.space(inside, (8, 0, 8, 0), 8)
        self.meter = Meter(look, self.work)
        self.complete = Label(look, "", "caption", "text2", wrap=True)
        self.missing = ButtonRow(look, self.work, "ghost")
        self.missing.pressed.connect(lambda key: self.jump(Question(key)))
        self.nexts = ButtonRow(look, self.work)
        self.nexts.pressed.connect(self._next)
        self.refusal = Label(look, "", "label", "warning", wrap=True)
        self.refusal.hide()
        self.form = AskForm(look, self.tr("Why"), self.work)
        self.who = self.form.add_row(self.tr("Who says so"))
        self.who.asked.connect(self._ask_person)
        self.again = self.form.add_row(self.tr("Look again on"))
        self.again.asked.connect(self._ask_day)
        self.form.kept.connect(self._keep_asked)
        self.form.given_up.connect(self._close_form)
        for part in (self.meter, self.complete, self.missing, self.nexts, self.refusal, self.form):
            inside.addWidget(part)
        column.addWidget(self.work)

    def _make_voices(self, column: QVBoxLayout) -> None:
        look = self.context.look
        self.heard = Label(look, "", "body", "text2", wrap=True)
        column.addLayout(inset(look, self.heard))
        self.merged = LinkSection(look, self.tr("Merged into this one"), can_add=False, parent=self)
        self.merged.opened.connect(self.opened)
        column.addWidget(self.merged)
        self.alike = QWidget(self)
        inside = QVBoxLayout(self.alike)
        look.space(inside, (8, 6, 8, 0), 6)
        inside.addWidget(Label(look, self.tr("Says nearly the same"), "strong", wrap=True))
        self.alike_rows: list[AlikeRow] = []
        self._alike_column = inside
        column.addWidget(self.alike)

    # -- reading -------------------------------------------------------------------------
    def show_record(self, record: Record) -> None:
        """Show the process of a barrier."""
        if record.id != self._id:
            self._id = record.id
            self._close_form()
            self.told.close_form()
            self._say("")
        if isinstance(record, Barrier):
            self._title_shown = record.title
        self._read()
        self._look_for_same(self._title_shown)

    def when_changed(self, changes: ChangeSet) -> None:
        """Read again when something it shows has changed."""
        if self._id and changes.touches(*_TOUCHED):
            self._read()
            self._look_for_same(self._title_shown)

    def _read(self) -> None:
        self._asked += 1
        asked, id, now = self._asked, self._id, self.context.now()

        def take(found: BarrierStanding | None) -> None:
            if asked == self._asked and found is not None:
                self._show(found)

        self.context.dispatch.ask(lambda reader: barrier_standing(reader, id, now), take, self)

    def _show(self, found: BarrierStanding) -> None:
        self.standing = found
        today = self.context.today()
        merged = found.merged_into is not None
        self.state.setText(found.words(today))
        self.stale.setText(found.stale)
        self.stale.setVisible(bool(found.stale) and not merged)
        self._show_cards(self.into, [found.merged_into] if found.merged_into else [])
        self.work.setVisible(not merged)
        held = answered(found.barrier)
        self.meter.show_pieces(tuple(held.values()))
        self.complete.setText(
            self.tr("{n} of {of} questions answered").format(n=sum(held.values()), of=len(held))
        )
        self.missing.show_deeds(
            [
                Deed(
                    one.value, one.label, "plus", name=self.tr("{q} Answer it").format(q=one.label)
                )
                for one in found.missing
            ]
        )
        deeds = [
            Deed(one.to.value, self._verb(one.to), hint=one.problem)
            for one in found.nexts
            if one.to is not B.REFERRED
        ]
        if B.REFERRED in {one.to for one in found.nexts} or found.barrier.status is B.REFERRED:
            deeds.append(Deed("refer", self.tr("Refer…"), "send"))
        deeds.append(Deed("memo", self.tr("Memo"), "file-text"))
        self.nexts.show_deeds(deeds)
        self.heard.setText(found.heard(today))
        self.heard.setVisible(bool(found.voices))
        self._show_cards(self.merged, found.merged)
        rows = [
            Linked(
                NamedRow("referral", one.id, self._to_group(one.to_group_id, found)),
                "  ·  ".join((one.state.label, one.ask.label)),
            )
            for one in found.referrals
        ]
        self.referrals.show_linked(rows)
        self.referrals.setVisible(bool(rows))
        self.told.show_rows(found.barrier.id, found.told)
        self.story.show_lines(
            change_lines(found.changes[:_LATEST], BarrierStatus, today, self.tr("set by hand"))
        )

    def _show_cards(self, section: LinkSection, rows: Sequence[NamedRow]) -> None:
        section.show_linked([Linked(one, "  ·  ".join((one.code, one.note))) for one in rows])
        section.setVisible(bool(rows))

    def _to_group(self, id: str | None, found: BarrierStanding) -> str:
        name = next((one.name for one in found.groups if one.id == id), "")
        return self.tr("To {group}").format(group=name) if name else self.tr("To nobody yet")

    def _verb(self, to: BarrierStatus) -> str:
        return {
            B.TRIAGED: self.tr("Take it on"),
            B.FRAMED: self.tr("Mark as framed"),
            B.IN_WORK: self.tr("Start work"),
            B.PROPOSED_FOCUS: self.tr("Propose as focus"),
            B.RESOLVED: self.tr("Mark as resolved"),
            B.VERIFIED: self.tr("Confirm it is gone…"),
            B.CLOSED: self.tr("Close…"),
            B.ACCEPTED_AS_IS: self.tr("Accept as is…"),
            B.REOPENED: self.tr("Reopen…"),
        }.get(to, to.label)

    # -- what comes next -----------------------------------------------------------------
    def _next(self, key: str) -> None:
        self._say("")
        if key == "refer":
            self.refer()
        elif key == "memo":
            self._memo()
        else:
            self.change_to(BarrierStatus(key))

    def change_to(self, to: BarrierStatus) -> None:
        """Give it a status, or ask for what that takes, or say why it cannot have it yet."""
        if self.standing is None:
            return
        problem = next((one.problem for one in self.standing.nexts if one.to is to), "")
        if problem:
            self._say(problem)
            return
        verified = self.standing.barrier.status is B.VERIFIED
        if to in _ASKS and not (to is B.CLOSED and verified):
            self._open_form(to)
        else:
            self._change(to)

    def _open_form(self, to: BarrierStatus) -> None:
        self._to, self._person, self._again = to, None, None
        self.who.show_value("", icon="user")
        self.again.show_value("", icon="calendar")
        self.who.setVisible(to is B.VERIFIED)
        self.again.setVisible(to is B.ACCEPTED_AS_IS)
        prompts = {
            B.CLOSED: self.tr("Why is it closed?"),
            B.ACCEPTED_AS_IS: self.tr("Why is it accepted as it is, and until when?"),
            B.REOPENED: self.tr("Why is it open again?"),
            B.VERIFIED: self.tr("Somebody whom it affects says that it is gone."),
        }
        self.form.ask(prompts[to], self._verb(to).rstrip("…"), placeholder=self.tr("The reason"))
        if to is B.VERIFIED:
            self.form.edit.setPlaceholderText(self.tr("What they said"))
            self.who.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_form(self) -> None:
        had = self.form.isAncestorOf(self.form.focusWidget() or self) and not self.form.isHidden()
        self.form.hide()
        to, self._to = self._to, None
        button = self.nexts.button(to.value) if to is not None else None
        if had and button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_asked(self, words: str) -> None:
        if self._to is not None:
            self._change(self._to, words)

    def _change(self, to: BarrierStatus, why: str = "") -> None:
        if self.standing is None:
            return
        command = ChangeBarrierState(
            new_id(),
            self.standing.barrier.id,
            to,
            self.context.clock(),
            why,
            confirmed_by_id=self._person.id if self._person is not None else "",
            look_again=self._again,
        )
        self.context.dispatch.run(command, self, partial(self._changed, to), self._not_done)

    def _changed(self, to: BarrierStatus, _outcome: Outcome) -> None:
        self._close_form()
        self._say("")
        announce(self, to.label)

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

    def _ask_person(self) -> None:
        names = names_of(self.context.dispatch, "person", self)
        picker = Picker(self.context.look, self.tr("Who says so"), names, self)
        picker.chosen.connect(self._take_person)
        picker.open_at(self.who.button)

    def _take_person(self, row: NamedRow) -> None:
        if row.id and row.noun != NOBODY:
            self._person = row
            self.who.show_value(row.name, icon="user")

    def _ask_day(self) -> None:
        today = self.context.today()
        picker = DayPicker(self.context.look, self.tr("Look again on"), self._again, today, self)
        picker.chosen.connect(self._take_day)
        picker.open_at(self.again.button)

    def _take_day(self, day: date | None) -> None:
        self._again = day
        words = short_date(day, self.context.today()) if day else ""
        self.again.show_value(words, icon="calendar")

    def jump(self, question: Question) -> None:
        """Put the keyboard where a question is answered."""
        from nghs_desktop.ui.views.detail_body import DetailBody

        body = self.parentWidget()
        if not isinstance(body, DetailBody):
            return
        name = _FIELDS[question]
        if name in body.texts:
            text = body.texts[name]
            text.show()
            text.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            row = body.facts.rows[name]
            row.show()
            row.button.setFocus(Qt.FocusReason.OtherFocusReason)
            row.edit()

    # -- refer, memo ---------------------------------------------------------------------
    def refer(self) -> None:
        """Make a referral to another group, or open the draft that is there."""
        found = self.standing
        if found is None:
            return
        drafted = [one for one in found.referrals if one.state is ReferralState.DRAFTED]
        if drafted:
            self.opened.emit(Ref("referral", drafted[0].id))
            return
        if len(found.groups) < 2:
            self._refer_to(found, found.groups[0] if found.groups else None)
            return
        button = self.nexts.button("refer")
        at = button.mapToGlobal(QPoint(0, button.height())) if button else QPoint()
        groups = {one.id: one for one in found.groups}
        choose_from(
            self.context.look,
            self,
            self.tr("Refer to"),
            [Choice(one.id, one.name, "users") for one in found.groups],
            "",
            lambda key: self._refer_to(found, groups[key]),
            at,
        )

    def _refer_to(self, found: BarrierStanding, group: WorkGroup | None) -> None:
        made = new_referral(found.barrier, group, now=self.context.clock(), by=self.context.me())
        command = LogRecords((made,), label=self.tr("draft a referral"))

        def done(_outcome: Outcome) -> None:
            self.opened.emit(Ref("referral", made.id))

        self.context.dispatch.run(command, self, done, self._not_done)

    def _memo(self) -> None:
        from nghs_desktop.base.settings import load_settings
        from nghs_desktop.domain.briefs import Paper
        from nghs_desktop.services.api import brief_place, start_brief

        found = self.standing
        if found is None or found.barrier.group_id is None:
            self._say(self.tr("It belongs to no work group, and a memo comes from one."))
            return
        group_id, ref = found.barrier.group_id, Ref("barrier", found.barrier.id)

        def start(group: WorkGroup | None) -> None:
            if group is None:
                return
            paper = Paper(load_settings().paper)
            made = start_brief("memo", group, None, ref, paper, self.context.today())
            command = LogRecords((made,), label=self.tr("begin a memo"))
            self.context.dispatch.run(command, self, lambda _done: self._show_memo())

        self.context.dispatch.ask(
            lambda reader: brief_place(reader, group_id).group, start, self, self._not_done
        )

    def _show_memo(self) -> None:
        self.context.say(self.tr("The memo stands first among the briefs of this group."))
        self.context.actions.ask("brief")

    # -- what says the same --------------------------------------------------------------
    def _follow_typing(self) -> None:
        from nghs_desktop.ui.views.detail_body import DetailBody

        body = self.parentWidget()
        if isinstance(body, DetailBody):
            edit = body.title.edit
            edit.textChanged.connect(lambda: self._look_for_same(edit.toPlainText()))

    def _look_for_same(self, title: str) -> None:
        self._typed += 1
        typed, id = self._typed, self._id

        def take(found: tuple[Alike, ...]) -> None:
            if typed == self._typed:
                self._show_alike(found)

        self.context.dispatch.ask(lambda reader: duplicates(reader, title, but=id), take, self)

    def _show_alike(self, found: tuple[Alike, ...]) -> None:
        if self.standing is not None and self.standing.merged_into is not None:
            found = ()
        while len(self.alike_rows) < len(found):
            row = AlikeRow(self.context, self.alike)
            row.card.opened.connect(self.opened)
            row.merge.clicked.connect(partial(self._merge_row, len(self.alike_rows)))
            self.alike_rows.append(row)
            self._alike_column.addWidget(row)
        for at, row in enumerate(self.alike_rows):
            if at < len(found):
                row.show_alike(found[at])
            row.setVisible(at < len(found))
        self.alike.setVisible(bool(found))

    def _merge_row(self, at: int) -> None:
        other = self.alike_rows[at].card.linked.row
        command = MergeBarriers(new_id(), self._id, other.id, self.context.clock())

        def done(_outcome: Outcome) -> None:
            words = self.tr("Merged {code} into this one, with its voices.")
            self.context.say(words.format(code=other.code))

        self.context.dispatch.run(command, self, done, self._not_done)

    def keep_all(self) -> None:
        """Keep what is being typed about who was told."""
        self.told.keep_all()
