"""Who was told of a barrier: rows of attention, added and answered in place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.attention import Attention
from nghs_desktop.domain.changes import Outcome
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.spoken import spoken_day_of_year
from nghs_desktop.domain.spoken_dates import short_date
from nghs_desktop.services.api import ToldRow
from nghs_desktop.ui.dialogs.popups import DayPicker
from nghs_desktop.ui.processes.parts import AskForm
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.labels import Label


class ToldLine(QWidget):
    """One row: who, how, when; what was asked; what they said, or a way to write it."""

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        column = QVBoxLayout(self)
        context.look.space(column, (0, 2, 0, 4), 2)
        self.who = Label(context.look, "", "row", wrap=True)
        self.asked = Label(context.look, "", "caption", "text2", wrap=True)
        self.said = Label(context.look, "", "caption", "text2", wrap=True)
        self.answer = Button(context.look, self.tr("Write the answer"), kind="ghost", icon="pencil")
        for part in (self.who, self.asked, self.said, self.answer):
            column.addWidget(part)

    def show_row(self, row: ToldRow, today: date) -> None:
        """Show a row."""
        one = row.attention
        day = spoken_day_of_year(one.told_on, today) if one.told_on else ""
        self.who.setText("  ·  ".join(filter(None, (row.words, day))))
        self.asked.setText(self.tr("Asked: {words}").format(words=one.ask))
        self.asked.setVisible(bool(one.ask))
        answered = spoken_day_of_year(one.responded_on, today) if one.responded_on else ""
        words = self.tr("They said: {words}").format(words=one.response)
        self.said.setText(f"{words} ({answered})" if answered else words)
        self.said.setVisible(bool(one.response))
        self.answer.setVisible(not one.response)
        self.answer.describe(self.tr("Write the answer of {who}").format(who=one.audience))


class ToldSection(QWidget):
    """The rows and the form that adds one."""

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._barrier_id = ""
        self._rows: tuple[ToldRow, ...] = ()
        self.lines: list[ToldLine] = []
        self._answering = ""
        self._day: date | None = None
        self._audience = self._channel = ""
        look = context.look
        self._column = QVBoxLayout(self)
        look.space(self._column, (8, 6, 8, 0), 6)
        head = QHBoxLayout()
        look.space(head, spacing=8)
        head.addWidget(Label(look, self.tr("Who was told"), "strong", wrap=True), 1)
        self.add = Button(look, self.tr("Add"), kind="ghost", icon="plus")
        self.add.describe(self.tr("Add who was told"))
        self.add.clicked.connect(self.open_form)
        head.addWidget(self.add)
        self._column.addLayout(head)
        self.form = AskForm(look, self.tr("What was asked"), self)
        self.who = self.form.add_row(self.tr("Who"))
        self.who.let_type(self.tr("State board of education"))
        self.who.edited.connect(self._take_who)
        self.how = self.form.add_row(self.tr("How"))
        self.how.let_type(self.tr("letter, call, visit"))
        self.how.edited.connect(self._take_how)
        self.when = self.form.add_row(self.tr("When"))
        self.when.asked.connect(self._ask_day)
        self.form.kept.connect(self._keep)
        self.form.given_up.connect(self.close_form)
        self._column.addWidget(self.form)

    def show_rows(self, barrier_id: str, rows: Sequence[ToldRow]) -> None:
        """Show who was told of a barrier."""
        self._barrier_id, self._rows = barrier_id, tuple(rows)
        today = self._context.today()
        while len(self.lines) < len(rows):
            line = ToldLine(self._context, self)
            line.answer.clicked.connect(partial(self._open_answer, len(self.lines)))
            self.lines.append(line)
            self._column.addWidget(line)
        for at, line in enumerate(self.lines):
            if at < len(rows):
                line.show_row(rows[at], today)
            line.setVisible(at < len(rows))

    def open_form(self) -> None:
        """Ask who was told, how, when, and what was asked."""
        self._answering, self._audience, self._channel = "", "", ""
        self._day = self._context.today()
        for row in (self.who, self.how, self.when):
            row.show()
        self.who.show_value("", icon="user")
        self.how.show_value("", icon="message-square")
        self._show_day()
        self.form.ask(self.tr("Who was told, and what was asked?"), self.tr("Add"),
                      placeholder=self.tr("What was asked of them"))  # fmt: skip
        self.who.edit()

    def _open_answer(self, at: int) -> None:
        one = self._rows[at].attention
        self._answering = one.id
        for row in (self.who, self.how, self.when):
            row.hide()
        words = self.tr("What did they say? {who}").format(who=one.audience)
        self.form.ask(words, self.tr("Keep the answer"), placeholder=self.tr("Their answer"))

    def close_form(self) -> None:
        """Put the form away."""
        if not self.form.isHidden():
            self.form.hide()
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_all(self) -> None:
        """Keep a row that is being typed once it says who; what says nobody yet is let go."""
        if self.form.isHidden():
            return
        words = self.form.edit.toPlainText().strip()
        if (self._answering and words) or (not self._answering and self._audience):
            self._keep(words)

    def _keep(self, words: str) -> None:
        dispatch = self._context.dispatch
        if self._answering:
            if not words:
                self.form.say(self.tr("The answer has no words yet."))
                return
            values = {"response": words, "responded_on": self._context.today()}
            ref = Ref("attention", self._answering)
            command = AmendRecords((ref,), values, label=self.tr("write an answer"))
            dispatch.run(command, self, self._done, self._not_done)
            return
        if not self._audience:
            self.form.say(self.tr("Say who was told."))
            return
        made = Attention(
            id=new_id(),
            barrier_id=self._barrier_id,
            audience=self._audience,
            channel=self._channel,
            told_on=self._day,
            ask=words,
        )
        label = self.tr("note who was told")
        dispatch.run(LogRecords((made,), label=label), self, self._done, self._not_done)

    def _done(self, _outcome: Outcome) -> None:
        self.close_form()

    def _not_done(self, problem: Told) -> None:
        self.form.say(problem.message)

    def _take_who(self, words: str) -> None:
        self._audience = words
        self.who.show_value(words, icon="user")
        self.form.say("")

    def _take_how(self, words: str) -> None:
        self._channel = words
        self.how.show_value(words, icon="message-square")

    def _ask_day(self) -> None:
        context = self._context
        picker = DayPicker(context.look, self.tr("When"), self._day, context.today(), self)
        picker.chosen.connect(self._take_day)
        picker.open_at(self.when.button)

    def _take_day(self, day: date | None) -> None:
        self._day = day
        self._show_day()

    def _show_day(self) -> None:
        words = short_date(self._day, self._context.today()) if self._day else ""
        self.when.show_value(words, icon="calendar")
