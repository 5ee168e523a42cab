"""A focus round beside its record: where it stands and what comes next, candidates, scores typed in
lines, the group's own set beside the best one, the picture, and the answer of staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nghs_desktop.base.errors import Told, UserError
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.changes import ChangeSet, Outcome
from nghs_desktop.domain.commands import AmendRecords, Command, Ref, TrashRecords
from nghs_desktop.domain.focus_commands import AnswerAdvice, MoveRound
from nghs_desktop.domain.focus_life import advice_words, dots_each
from nghs_desktop.domain.focus_records import (
    FocusCandidate,
    Measure,
    RoundState,
    StaffAnswer,
)
from nghs_desktop.domain.focus_rounds import Candidate, Hours, Standing, hours_of, in_order
from nghs_desktop.domain.records import Record
from nghs_desktop.domain.spoken_dates import Calendar, day_in
from nghs_desktop.services.api import (
    HOURS_FIELD,
    BestSet,
    NamedRow,
    RoundStanding,
    add_candidate,
    best_set_later,
    give_hours,
    pick_candidate,
    read_hours,
    round_standing,
    score_command,
    value_of,
)
from nghs_desktop.ui.dialogs.popups import Picker
from nghs_desktop.ui.dialogs.sources import found_in
from nghs_desktop.ui.processes import ProcessPanel
from nghs_desktop.ui.processes.process_rows import (
    ChartPicture,
    ProcessList,
    ProcessRow,
    TypedLine,
)
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.detail_prose import SavingText
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.segments import Segment, Segments
from nghs_desktop.ui.words import QT_TRANSLATE_NOOP, translated

_SOURCES = ("barrier", "practice", "focus", "statement")
_VERBS = {
    RoundState.OPEN: QT_TRANSLATE_NOOP("focus_round", "Open again"),
    RoundState.BLIND: QT_TRANSLATE_NOOP("focus_round", "Begin scoring alone"),
    RoundState.TALK: QT_TRANSLATE_NOOP("focus_round", "Begin the talk"),
    RoundState.SECOND: QT_TRANSLATE_NOOP("focus_round", "Begin the second vote"),
    RoundState.RECOMMENDED: QT_TRANSLATE_NOOP("focus_round", "Recommend the set"),
    RoundState.ANSWERED: QT_TRANSLATE_NOOP("focus_round", "Close the answer of staff"),
    RoundState.ALLOCATED: QT_TRANSLATE_NOOP("focus_round", "Note the hours as given"),
    RoundState.REVIEWED: QT_TRANSLATE_NOOP("focus_round", "Close with a review"),
}
_BACK = QT_TRANSLATE_NOOP("focus_round", "Back to {state}")
_ORDER = tuple(RoundState)


class FocusRoundPanel(ProcessPanel):
    """The process of a focus round."""

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(context, parent)
        look = context.look
        self._id = ""
        self.page: RoundStanding | None = None
        self._best: BestSet | None = None
        self._best_for: object = None
        self._next_buttons: list[Button] = []
        column = QVBoxLayout(self)
        look.space(column, (8, 8, 8, 4), 8)
        self.state = Label(look, "", "strong", wrap=True)
        self.missing = Label(look, "", "body", "text2", wrap=True)
        column.addWidget(self.state)
        column.addWidget(self.missing)
        self._steps = QWidget(self)
        self._flow = FlowLayout(self._steps)
        look.space(self._flow, spacing=6)
        self.texts: dict[str, SavingText] = {}
        for name, label in (
            ("talk", self.tr("What was said in the talk")),
            ("recommendation", self.tr("What the group recommends")),
        ):
            text = SavingText(context, name, label, placeholder=self.tr("Write it here"))
            text.saved.connect(self._save_text)
            text.hide()
            self.texts[name] = text
            column.addWidget(text)
        self.why = TypedLine(look, self.tr("Why, where a reason is asked"), "")
        column.addWidget(self._steps)
        column.addWidget(self.why)
        column.addWidget(Label(look, self.tr("Candidates"), "strong"))
        self.measures = Segments(look, self.tr("In order by"))
        self.measures.show_segments([Segment(one.value, one.label) for one in Measure])
        self.measures.chosen.connect(self._measure_by)
        column.addWidget(self.measures)
        self.progress = Label(look, "", "body", "text2", wrap=True)
        column.addWidget(self.progress)
        self.list = ProcessList(look, self.tr("Candidates"), fact_lines=3)
        self.list.moved.connect(self._show_current)
        self.list.asked.connect(self._asked)
        column.addWidget(self.list)
        hint = self.tr("Space ticks for the group's own set, Del takes a candidate out")
        self.hint = Label(look, hint, "caption", "text3", wrap=True)
        column.addWidget(self.hint)
        self.line = TypedLine(look, self.tr("Score"), "dana 4 2 3")
        self.line.given.connect(self._line_given)
        column.addWidget(self.line)
        self.needs = TypedLine(look, self.tr("Hours it needs"), "4 2 0")
        self.needs.given.connect(self._needs_given)
        column.addWidget(self.needs)
        self.add = TypedLine(look, self.tr("Add a candidate"), self.tr("Type what it is"))
        self.add.given.connect(self._add_given)
        column.addWidget(self.add)
        self.pick = Button(look, self.tr("Take from a record"), icon="plus")
        self.pick.clicked.connect(self._open_picker)
        column.addWidget(self.pick)
        self._make_results(column)

    def _make_results(self, column: QVBoxLayout) -> None:
        look = self.context.look
        self.sets = Label(look, self.tr("What fits into the hours"), "strong", wrap=True)
        self.own = Label(look, "", "body", wrap=True)
        self.best = Label(look, "", "body", wrap=True)
        self.picture = ChartPicture(self.context, self.tr("Picture of impact and effort"))
        self.cast_head = Label(look, self.tr("Votes as cast"), "strong")
        self.cast = Label(look, "", "body", "text2", wrap=True)
        for part in (self.sets, self.own, self.best, self.picture, self.cast_head, self.cast):
            column.addWidget(part)

    # -- showing -------------------------------------------------------------------------
    def show_record(self, record: Record) -> None:
        """Show a round."""
        if record.id != self._id:
            self.keep_all()
            self._id, self.page, self._best, self._best_for = record.id, None, None, None
            for typed in (self.why, self.line, self.needs, self.add):
                typed.taken()
        self._read()

    def when_changed(self, changes: ChangeSet) -> None:
        """Read again when the round, its candidates or its scores change."""
        nouns = {"focus_round", "focus_candidate", "focus_score", "membership", "state_change"}
        if self._id and any(one.noun in nouns for one in changes.changes):
            self._read()

    def keep_all(self) -> None:
        """Save what is being written of the talk and of the recommendation."""
        for text in self.texts.values():
            text.keep()

    def _save_text(self, field: str, text: str, place: str) -> None:
        noun, key, _ = place.split("/")
        dispatch = self.context.dispatch

        def saved(_outcome: Outcome) -> None:
            dispatch.workspace.clear_draft(place, f"{key}/{field}")

        command = AmendRecords((Ref(noun, key),), {field: text}, session=place)
        dispatch.run(command, self, saved)

    def _show_texts(self, page: RoundStanding) -> None:
        # The record's own texts stand below once they have words; here they are asked for.
        when = {"talk": RoundState.TALK, "recommendation": RoundState.SECOND}
        for name, text in self.texts.items():
            text.show_text(Ref("focus_round", page.round.id), str(getattr(page.round, name)))
            text.setVisible(page.round.state is when[name])

    def _read(self) -> None:
        key = self._id
        self.context.dispatch.ask(lambda reader: round_standing(reader, key), self._arrived, self)

    def _arrived(self, page: RoundStanding | None) -> None:
        if page is None or page.round.id != self._id:
            return
        self.page = page
        self._show_state(page)
        self._show_texts(page)
        self._show_candidates(page)
        self._show_lines(page)
        self._show_sets(page)

    def _show_state(self, page: RoundStanding) -> None:
        found = page.round
        place = _ORDER.index(found.state) + 1
        self.state.setText(
            self.tr("{state}, step {n} of {all}").format(
                state=found.state.label, n=place, all=len(_ORDER)
            )
        )
        nexts = page.nexts()
        words = nexts[0][1] if nexts else self.tr("This round is done.")
        if found.state is RoundState.RECOMMENDED:
            today = self.context.today()
            aged = advice_words(found.title, found.recommended_on, found.answer_due, today)
            words = f"{aged} {words}".strip()
        self.missing.setText(words)
        self.missing.setVisible(bool(words))
        self._show_steps([to for to, _ in nexts])
        self.why.setVisible(bool(nexts))

    def _show_steps(self, nexts: list[RoundState]) -> None:
        words = []
        for place, to in enumerate(nexts):
            verb = translated("focus_round", _VERBS[to])
            if place:
                verb = translated("focus_round", _BACK).format(state=to.label.lower())
            words.append(verb)
        if [button.text() for button in self._next_buttons] == words:
            return
        for button in self._next_buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._next_buttons = []
        for place, (to, verb) in enumerate(zip(nexts, words, strict=True)):
            button = Button(self.context.look, verb, kind="ghost" if place else "primary")
            button.clicked.connect(partial(self._move, to))
            self._flow.addWidget(button)
            self._next_buttons.append(button)
        self._steps.setVisible(bool(nexts))

    def _show_candidates(self, page: RoundStanding) -> None:
        kept = {one.id: one for one in page.kept}
        measure = page.round.measure
        self.measures.choose(measure.value)
        self.measures.setVisible(not page.hidden and bool(page.kept))
        rows = []
        for place, one in in_order(page.standings, measure):
            held = kept[one.candidate.id]
            facts = self._facts(page, held, one, place)
            rows.append(ProcessRow(held.id, held.title, facts, ticked=held.picked))
        self.list.show_rows(rows)
        self.hint.setVisible(bool(rows))
        blind = page.takes_scores
        self.progress.setText(page.progress() if blind else self._nothing(page))
        self.progress.setVisible(bool(self.progress.text()))

    def _nothing(self, page: RoundStanding) -> str:
        return "" if page.kept else self.tr("No candidates yet.")

    def _facts(self, page: RoundStanding, held: FocusCandidate, one: Standing, place: int) -> str:
        facts = []
        if one.impact is not None and one.effort is not None and one.confidence is not None:
            measure = page.round.measure
            facts.append(f"{place}.")
            facts.append(f"{measure.label} {_number(one.measured(measure))}")
            means = (float(one.impact), float(one.effort), float(one.confidence))
            words = self.tr("impact {i:.1f}, effort {e:.1f}, confidence {c:.1f}, spread {s}")
            facts.append(words.format(i=means[0], e=means[1], c=means[2], s=one.spread))
            if one.asks_for_a_talk:
                facts.append(self.tr("asks for a talk"))
            if one.quadrant is not None:
                facts.append(one.quadrant.label)
        elif page.takes_scores:
            count = len(page.scored_by.get(held.id, ()))
            facts.append(self.tr("{n} of {all} in").format(n=count, all=len(page.people)))
        needs = _hours_words(one.candidate.needs)
        facts.append(needs or self.tr("hours not known"))
        facts += filter(None, (held.readiness,))
        if held.answer is not None:
            reason = f": {held.answer_reason}" if held.answer_reason else ""
            facts.insert(0, f"{held.answer.label}{reason}")
        if held.given_hours is not None:
            facts.insert(0, self.tr("{n} h given").format(n=held.given_hours))
        return " · ".join(facts)

    def _show_lines(self, page: RoundStanding) -> None:
        state = page.round.state
        early = state in (RoundState.OPEN, RoundState.BLIND, RoundState.TALK)
        self.add.setVisible(early)
        self.pick.setVisible(early)
        self.needs.setVisible(bool(page.kept) and _ORDER.index(state) < 4)
        typed = (RoundState.BLIND, RoundState.SECOND, RoundState.RECOMMENDED, RoundState.ANSWERED)
        self.line.setVisible(bool(page.kept) and state in typed)
        self._show_current(self.list.current_id)

    def _show_current(self, id: str) -> None:
        page = self.page
        held = self._held(id)
        if page is None or held is None:
            return
        title = held.title
        self.needs.call_it(
            self.tr("Hours “{what}” needs: coaching, facilitation, data, then how ready").format(
                what=title
            ),
            "4 2 0 from January",
        )
        match page.round.state:
            case RoundState.BLIND | RoundState.SECOND:
                waiting = page.waits(id)
                whom = waiting.name if waiting is not None else self.tr("everybody is in")
                words = self.tr("Score “{what}”: impact, effort, confidence. Next: {who}")
                example = "dana 4 2 3"
                if page.vote == 2:
                    words = self.tr("“{what}”: dots, or three numbers and dots. Next: {who}")
                    example = self.tr("dana 2   ({n} dots each)").format(
                        n=dots_each(len(page.kept))
                    )
                self.line.call_it(words.format(what=title, who=whom), example)
            case RoundState.RECOMMENDED:
                words = self.tr("Answer of staff to “{what}”: accept, adapt or decline, day, why")
                self.line.call_it(words.format(what=title), "adapt 2026-12-01 half of it now")
            case RoundState.ANSWERED:
                words = self.tr("Hours given to “{what}”")
                self.line.call_it(words.format(what=title), "12")
            case _:
                pass

    def _show_sets(self, page: RoundStanding) -> None:
        shown = not page.hidden and bool(page.scores)
        parts = (self.sets, self.own, self.best, self.cast_head, self.cast)
        for part in parts:
            part.setVisible(shown)
        if not shown:
            self.picture.show_chart(None)
            return
        measure, picked = page.round.measure, page.picked
        worth = value_of(page.standings, frozenset(one.id for one in picked), measure)
        words = self._set_words(self.tr("The group's own set"), picked, _number(worth), page)
        self.own.setText(" ".join(filter(None, (words, page.facts.over))))
        self.picture.show_chart(page.picture())
        self.cast.setText("\n".join(page.votes_as_cast()))
        asked = (page.standings, tuple(page.available.items()), measure)
        if asked == self._best_for:
            return
        self._best_for = asked
        self.best.setText(self.tr("The best set is being worked out."))
        self.context.dispatch.follow(
            best_set_later(page.standings, page.available, measure),
            partial(self._best_found, asked),
            self,
            failed=lambda problem: self.best.setText(str(problem)),
        )

    def _best_found(self, asked: object, found: BestSet) -> None:
        if asked != self._best_for or self.page is None:
            return
        self._best = found
        head = self.tr("The best set by {measure}").format(
            measure=self.page.round.measure.label.lower()
        )
        words = self._set_words(head, found.chosen, _number(found.value), self.page)
        if not found.proven:
            words += self.tr(" Time ran out: a better one may exist.")
        self.best.setText(words)

    def _set_words(
        self, head: str, chosen: Sequence[Candidate], worth: str, page: RoundStanding
    ) -> str:
        names = ", ".join(one.title for one in chosen) or self.tr("nothing")
        hours = []
        for kind, used in hours_of(chosen).items():
            there = page.available[kind]
            left = there - used
            if used or there:
                words = self.tr("{kind} {used} of {there} h, {left} left")
                if left < 0:
                    words = self.tr("{kind} {used} of {there} h, {over} too many")
                hours.append(
                    words.format(kind=kind.label, used=used, there=there, left=left, over=-left)
                )
        told = f" {'; '.join(hours)}." if hours else ""
        return (
            self.tr("{head}, worth {worth}: {names}.").format(head=head, worth=worth, names=names)
            + told
        )

    # -- doing ---------------------------------------------------------------------------
    def _held(self, id: str) -> FocusCandidate | None:
        kept = self.page.kept if self.page is not None else ()
        return next((one for one in kept if one.id == id), None)

    def _run(self, command: Command, line: TypedLine | None = None) -> None:
        def done(_outcome: Outcome) -> None:
            if line is not None:
                line.taken()
            self._read()

        def refused(problem: Told) -> None:
            (line or self.why).refuse(str(problem))

        self.context.dispatch.run(command, self, done, refused)

    def _move(self, to: RoundState) -> None:
        self.keep_all()
        why = self.why.field.text()
        self._run(MoveRound(new_id(), self._id, to, self._now(), why=why), self.why)

    def _now(self) -> datetime:
        return self.context.clock()

    def _measure_by(self, key: str) -> None:
        if self.page is not None and self.page.round.measure.value != key:
            values = {"measure": Measure(key)}
            label = self.tr("order candidates")
            self._run(AmendRecords((Ref("focus_round", self._id),), values, label=label))

    def _asked(self, verb: str, id: str) -> None:
        held = self._held(id)
        if held is None:
            return
        if verb == "tick":
            self._run(pick_candidate(held))
            announce(self.list, held.title)
        elif verb == "remove":
            self._run(TrashRecords((Ref("focus_candidate", id),)))
        elif verb == "open":
            first = self.line if self.line.isVisibleTo(self) else self.needs
            first.field.setFocus()

    def _line_given(self, words: str) -> None:
        self.line.try_to(lambda: self._take_line(words))

    def _take_line(self, words: str) -> None:
        page, held = self.page, self._held(self.list.current_id)
        if page is None or held is None:
            return
        match page.round.state:
            case RoundState.BLIND | RoundState.SECOND:
                self._run(score_command(page, held.id, words, self._now()), self.line)
            case RoundState.RECOMMENDED:
                self._run(self._answer(held, words), self.line)
            case RoundState.ANSWERED:
                self._run(give_hours(held, words), self.line)
            case _:
                pass

    def _answer(self, held: FocusCandidate, words: str) -> Command:
        verb, _, rest = words.strip().partition(" ")
        if verb.casefold() not in {one.value for one in StaffAnswer}:
            raise UserError(
                self.tr("The answer is accept, adapt or decline."),
                self.tr("Type: adapt 2026-12-01 half of it now."),
            )
        said, _, reason = rest.strip().partition(" ")
        day = day_in(said, Calendar(self.context.today())) if said else None
        if day is None:
            raise UserError(self.tr("Say on which day they answered."), "accept 2026-12-01")
        return AnswerAdvice(held.id, StaffAnswer(verb.casefold()), day, reason)

    def _needs_given(self, words: str) -> None:
        self.needs.try_to(lambda: self._take_needs(words))

    def _take_needs(self, words: str) -> None:
        held = self._held(self.list.current_id)
        typed = words.split(maxsplit=3)
        if held is None or len(typed) < 3:
            raise UserError(self.tr("Type three numbers: coaching, facilitation, data."), "4 2 0")
        values: dict[str, object] = {
            HOURS_FIELD[kind]: read_hours(one) for kind, one in zip(Hours, typed[:3], strict=True)
        }
        if len(typed) == 4:
            values["readiness"] = typed[3]
        label = self.tr("hours for “{what}”").format(what=held.title[:40])
        self._run(AmendRecords((Ref("focus_candidate", held.id),), values, label=label), self.needs)

    def _add_given(self, words: str) -> None:
        page = self.page
        if page is not None:
            self.add.try_to(lambda: self._run(add_candidate(page, new_id(), words), self.add))

    def _open_picker(self) -> None:
        dispatch = self.context.dispatch
        source = found_in(dispatch, _SOURCES, self)
        picker = Picker(self.context.look, self.pick.text(), source, self)
        picker.chosen.connect(self._picked)
        picker.open_at(self.pick)

    def _picked(self, row: NamedRow) -> None:
        page = self.page
        if page is not None:
            self.add.try_to(lambda: self._run(add_candidate(page, new_id(), "", row), self.add))


def _hours_words(needs: Mapping[Hours, int]) -> str:
    return ", ".join(f"{kind.label.lower()} {hours} h" for kind, hours in needs.items() if hours)


def _number(value: Fraction) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")
