"""Giving a practice a level: where the thresholds point, what is missing, and the decision it rests on.

What may be given is judged again where it is written; here the person is told beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.changes import Outcome
from nghs_desktop.domain.decisions import Decision
from nghs_desktop.domain.practice_commands import ClassifyPractice
from nghs_desktop.domain.practice_framework import classify_problem
from nghs_desktop.domain.practices import PracticeLevel
from nghs_desktop.domain.spoken_dates import short_date
from nghs_desktop.services.api import PracticeStanding
from nghs_desktop.ui.dialogs.popups import DayPicker
from nghs_desktop.ui.processes.sub_records import as_high_as_needed
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.properties import Choice, PropertyRow

_A_YEAR = 365


class LevelSection(QWidget):
    """Guidance with its reasons, the level to give, and the levels given before.

    `opened(key)` asks for the decision behind a level.
    """

    opened = Signal(str)

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(parent)
        look = context.look
        self._context = context
        self._found: PracticeStanding | None = None
        self._decisions: tuple[Decision, ...] = ()
        self.level: PracticeLevel | None = None
        self.decision_id, self.reason = "", ""
        self.review_by: date | None = None
        self.setSizePolicy(as_high_as_needed())
        column = QVBoxLayout(self)
        look.space(column, (8, 6, 8, 2), 6)
        column.addWidget(Label(look, self.tr("Level"), "strong", wrap=True))
        self.guidance = Label(look, "", "body", "text", wrap=True)
        self.why = Label(look, "", "caption", "text2", wrap=True)
        column.addWidget(self.guidance)
        column.addWidget(self.why)
        self.form = QWidget(self)
        rows = QVBoxLayout(self.form)
        look.space(rows, spacing=2)
        self.level_row = self._row(rows, self.tr("Level to give"))
        self.level_row.offer(self._levels)
        self.level_row.chosen.connect(self._choose_level)
        self.decision_row = self._row(rows, self.tr("Decided by"))
        self.decision_row.offer(self._offer_decisions)
        self.decision_row.chosen.connect(self._choose_decision)
        self.reason_row = self._row(rows, self.tr("Why it differs"))
        self.reason_row.let_type(self.tr("Why the group sees it otherwise"))
        self.reason_row.edited.connect(self._write_reason)
        self.day_row = self._row(rows, self.tr("Look again by"))
        self.day_row.asked.connect(self._ask_day)
        self.problem = Label(look, "", "caption", "text2", wrap=True)
        rows.addWidget(self.problem)
        self.give = Button(look, self.tr("Give this level"), kind="primary", icon="award")
        self.give.clicked.connect(self._give)
        rows.addWidget(self.give)
        column.addWidget(self.form)
        self.before = Label(look, "", "caption", "text2", wrap=True)
        column.addWidget(self.before)

    def _row(self, column: QVBoxLayout, label: str) -> PropertyRow:
        row = PropertyRow(self._context.look, label, self.form)
        column.addWidget(row)
        return row

    # -- showing -------------------------------------------------------------------------
    def show_standing(self, found: PracticeStanding, decisions: Sequence[Decision]) -> None:
        """Show where a practice stands, and the decisions a level can rest on."""
        other = self._found is None or self._found.practice.id != found.practice.id
        if other:
            self._forget()
        self._found, self._decisions = found, tuple(decisions)
        guidance = found.standing.guidance
        if guidance is None:
            self.guidance.setText(self.tr("No guidance yet."))
            words = self.tr("At least two reviewers without a conflict rate it first.")
            self.why.setText(words if not found.all_in else "")
        else:
            level, scheme = guidance.level.label, found.scheme
            self.guidance.setText(
                self.tr("Guidance: {level} ({scheme})").format(level=level, scheme=scheme)
            )
            lines = list(guidance.reasons)
            if context := found.standing.context:
                lines.append(self.tr("For {context}.").format(context=context.name))
            if guidance.missing:
                lines.append(self.tr("Missing for the next level:"))
                lines += guidance.missing
            if guidance.talk:
                names = ", ".join(guidance.talk)
                lines.append(
                    self.tr("Talk first about {names}: two or more apart.").format(names=names)
                )
            self.why.setText("\n".join(lines))
        self.why.setVisible(bool(self.why.text()))
        self.form.setVisible(guidance is not None)
        self._show_form()
        self.before.setText("\n".join(self._given(found)))
        self.before.setVisible(bool(found.levels))

    def _given(self, found: PracticeStanding) -> list[str]:
        lines = []
        for one in found.levels:
            day = one.given.classified_on
            level = one.given.level.label if one.given.level else ""
            words = f"{level} ({one.scheme})"
            said = [words, short_date(day, self._context.today()) if day else "", one.decision]
            lines.append("  ·  ".join(filter(None, said)))
            if one.given.reason:
                lines.append(one.given.reason)
        return lines

    def _forget(self) -> None:
        self.level, self.decision_id, self.reason, self.review_by = None, "", "", None

    def _show_form(self) -> None:
        found = self._found
        if found is None or found.standing.guidance is None:
            return
        guidance = found.standing.guidance
        level = self.level or guidance.level
        today = self._context.today()
        self.level_row.show_value(level.label, icon="award")
        titles = {one.id: one.title for one in self._decisions}
        self.decision_row.show_value(
            titles.get(self.decision_id, ""), icon="gavel",
            empty=self.tr("Choose a decision") if titles else self.tr("No decision was passed yet"),
        )  # fmt: skip
        self.reason_row.show_value(self.reason, icon="pencil")
        self.reason_row.setVisible(level is not guidance.level or bool(self.reason))
        day = self.review_by or date.fromordinal(today.toordinal() + _A_YEAR)
        self.day_row.show_value(short_date(day, today), icon="calendar")
        rows = (self.level_row, self.decision_row, self.reason_row, self.day_row)
        wide = max(row.label_width for row in rows)
        for row in rows:
            row.give_label(wide)
        problem = classify_problem(
            level, guidance, reason=self.reason, decision_id=self.decision_id
        )
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.give.setEnabled(not problem)

    # -- choosing ------------------------------------------------------------------------
    def _levels(self) -> Sequence[Choice]:
        return [Choice(one.value, one.label, "award") for one in PracticeLevel]

    def _offer_decisions(self) -> Sequence[Choice]:
        found = [Choice(one.id, one.title, "gavel") for one in self._decisions]
        return found or [Choice("", self.tr("No decision was passed yet"), "x")]

    def _choose_level(self, key: str) -> None:
        self.level = PracticeLevel(key)
        self._show_form()

    def _choose_decision(self, key: str) -> None:
        self.decision_id = key
        self._show_form()

    def _write_reason(self, words: str) -> None:
        self.reason = words
        self._show_form()

    def _ask_day(self) -> None:
        context = self._context
        picker = DayPicker(
            context.look, self.tr("Look again by"), self.review_by, context.today(), self
        )
        picker.chosen.connect(self._choose_day)
        picker.open_at(self.day_row.button)

    def _choose_day(self, day: date | None) -> None:
        self.review_by = day
        self._show_form()

    def _give(self) -> None:
        found, context = self._found, self._context
        if found is None or found.standing.guidance is None or found.rated_under is None:
            return
        today = context.today()
        standing = found.standing
        command = ClassifyPractice(
            id=new_id(),
            practice_id=found.practice.id,
            framework_id=found.rated_under.id,
            level=self.level or found.standing.guidance.level,
            decision_id=self.decision_id,
            on=today,
            at=context.now(),
            reason=self.reason,
            context_id=standing.context.id if standing.context else "",
            review_by=self.review_by or date.fromordinal(today.toordinal() + _A_YEAR),
            by=context.me(),
        )
        context.dispatch.run(command, self, partial(self._given_now, command.level))

    def _given_now(self, level: PracticeLevel, outcome: Outcome) -> None:
        self._forget()
        self._context.say(self.tr("The practice is {level}.").format(level=level.label.lower()))
