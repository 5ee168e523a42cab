"""What is put to the vote, before it opens: method, question, options, rule. Enter opens it.

It shows what it is told and says what is asked for; nothing is written from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.decision_rules import DecisionRule, rule_problem, rule_words, usual_rule
from nghs_desktop.domain.decisions import Method
from nghs_desktop.ui.dialogs.popups import choose_from
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.votes.rule_form import RuleForm
from nghs_desktop.ui.votes.running import Sentence
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.fields import Field, GrowingEdit
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.properties import Choice


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: its words, and the record it stands for."""

    words: str
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is put to the vote. `decision_id` is one that is drafted already; `keep_rule` says that
    the rule is the group's usual one from now on.
    """

    rule: DecisionRule
    question: str = ""
    proposal: str = ""
    options: tuple[Option, ...] = ()
    decision_id: str = ""
    keep_rule: bool = False

    @property
    def whole_rule(self) -> DecisionRule:
        """The rule with the words of the options."""
        chosen = tuple(one.words for one in self.options) if self.rule.chooses else ()
        return replace(self.rule, options=chosen)

    @property
    def refs(self) -> str:
        """The records chosen between, as a decision keeps them; a typed option is an empty place."""
        if not self.rule.chooses:
            return ""
        marks = [f"{one.ref.noun}:{one.ref.id}" if one.ref else "-" for one in self.options]
        return " ".join(marks) if any(one.ref for one in self.options) else ""


class _Question(GrowingEdit):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)


class _OptionRow(QWidget):
    """One option: its number, its words, a way to take it out."""

    removed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        look.space(row, spacing=8)
        self.number = Label(look, "", "label", "text2")
        self.words = Label(look, "", "body", wrap=True)
        self.out = IconButton(look, "x", "")
        self.out.clicked.connect(self.removed)
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        row.addWidget(self.out, 0, Qt.AlignmentFlag.AlignTop)

    def show_option(self, number: int, option: Option) -> None:
        self.number.setText(str(number))
        self.words.setText(option.words)
        name = self.tr("Take out option {n}: {words}").format(n=number, words=option.words)
        self.out.describe(name)


class AskForm(QWidget):
    """`open_asked(Asked)` when it is opened; `left` when it is not; `recuse_asked(anchor)`."""

    open_asked = Signal(object)
    left = Signal()
    recuse_asked = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._rules: dict[Method, DecisionRule] = {}
        self._options: tuple[Option, ...] = ()
        self._decision_id = ""
        self._rows: list[_OptionRow] = []
        tr = self.tr
        self.method = Button(look, "", icon="chevron-down")
        self.question = _Question(look, tr("Question"), placeholder=tr("What is decided?"))
        self.proposal = _Question(
            look, tr("Proposal"), placeholder=tr("Its words, if they matter"), most_lines=8
        )
        self.add_option = Field(look, tr("Add an option"), placeholder=tr("Add an option"))
        self.rule_line = Label(look, "", "caption", "text2", wrap=True)
        self.quorum_line = Label(look, "", "caption", "text2", wrap=True)
        self.change = Button(look, tr("Change the rule"), kind="ghost", icon="settings")
        self.change.setCheckable(True)
        self.form = RuleForm(look)
        self.problem = Sentence(look)
        self.open = Button(look, tr("Open the vote"), kind="primary", keys=tr("Ctrl Enter"))
        self.leave = Button(look, tr("Not now"), keys="Esc")
        self.recuse = Button(look, tr("Declare a conflict"), kind="ghost", icon="eye-off")
        self._lay_out()
        self.method.clicked.connect(self._choose_method)
        self.question.submitted.connect(self.submit)
        self.proposal.submitted.connect(self.submit)
        self.add_option.returnPressed.connect(self._add)
        self.change.toggled.connect(self.form.setVisible)
        self.form.changed.connect(self._rule_changed)
        self.form.hide()
        QWidget.setTabOrder(self.method, self.question)
        QWidget.setTabOrder(self.question, self.proposal)
        QWidget.setTabOrder(self.proposal, self.add_option)
        QWidget.setTabOrder(self.add_option, self.change)
        self.open.clicked.connect(self.submit)
        self.leave.clicked.connect(self.left)
        self.recuse.clicked.connect(self._ask_recuse)

    def _lay_out(self) -> None:
        look = self._look
        page = QVBoxLayout(self)
        look.space(page)
        card = Card(look, self)
        column = card.column(8)
        column.addWidget(Label(look, self.tr("Put to the vote"), "strong"))
        column.addWidget(self.method)
        column.addWidget(Label(look, self.tr("Question"), "label_quiet", "text2"))
        column.addWidget(self.question)
        self._proposal_label = Label(look, self.tr("Proposal"), "label_quiet", "text2")
        column.addWidget(self._proposal_label)
        column.addWidget(self.proposal)
        self._options_box = QWidget(card)
        self._options_column = QVBoxLayout(self._options_box)
        look.space(self._options_column, spacing=8)
        self._options_column.addWidget(Label(look, self.tr("Options"), "label_quiet", "text2"))
        self._options_column.addWidget(self.add_option)
        column.addWidget(self._options_box)
        for part in (self.rule_line, self.quorum_line, self.change, self.form, self.problem):
            column.addWidget(part)
        foot = QWidget(card)
        flow = FlowLayout(foot)
        look.space(flow, (0, 4, 0, 0), 8)
        for button in (self.open, self.leave, self.recuse):
            flow.addWidget(button)
        column.addWidget(foot)
        page.addWidget(card)
        page.addStretch(1)
        self.problem.say("")

    # -- showing -----------------------------------------------------------------------
    def ask(self, asked: Asked, usual: DecisionRule | None = None) -> None:
        """Show what would be put to the vote; `usual` is the group's rule, the start of them all."""
        self._rules = {method: _started(method, usual) for method in Method}
        self._rules[asked.rule.method] = asked.rule
        self._decision_id = asked.decision_id
        self._options = asked.options
        self.question.setPlainText(asked.question)
        self.proposal.setPlainText(asked.proposal)
        self.add_option.clear()
        self.form.keep.setChecked(False)
        self.change.setChecked(False)
        self._show_method(asked.rule)

    def begin(self) -> None:
        """Put the caret where it is wanted: into the question, its words chosen."""
        self.question.setFocus(Qt.FocusReason.OtherFocusReason)
        self.question.selectAll()

    def asked(self) -> Asked:
        """Return what would be put to the vote now."""
        return Asked(
            self.form.rule,
            " ".join(self.question.toPlainText().split()),
            self.proposal.toPlainText().strip(),
            self._options,
            self._decision_id,
            self.form.keep.isChecked(),
        )

    def _show_method(self, rule: DecisionRule) -> None:
        self._rules[rule.method] = rule
        self.form.show_rule(rule)
        self.method.setText(rule.method.label)
        self.method.describe(self.tr("{method}: choose another").format(method=rule.method.label))
        self._proposal_label.setVisible(not rule.chooses)
        self.proposal.setVisible(not rule.chooses)
        self._options_box.setVisible(rule.chooses)
        self._show_options()
        self._show_rule()

    def _show_rule(self) -> None:
        rule = self.form.rule
        self.rule_line.setText(rule_words(rule))
        self.quorum_line.setText(self._quorum(rule))
        self.problem.say("")

    def _quorum(self, rule: DecisionRule) -> str:
        chosen = self.form.share.currentText()
        if rule.quorum.least is not None:
            words = self.tr("Quorum: {n} votes.").format(n=rule.quorum.least)
        elif self.form.share.chosen() == "none":
            words = f"{chosen}."
        else:
            of = {"seated": self.tr("all seats"), "present": self.tr("those here"),
                  "cast": self.tr("all seats, by answers")}[rule.quorum.basis.value]  # fmt: skip
            words = self.tr("Quorum: {share} of {whole}.").format(
                share=chosen[:1].lower() + chosen[1:], whole=of
            )
        seen = self.tr("Answers: {showing}.").format(showing=rule.showing.label.lower())
        return f"{words} {seen}"

    def _show_options(self) -> None:
        while len(self._rows) < len(self._options):
            row = _OptionRow(self._look, self._options_box)
            row.removed.connect(self._take_out)
            self._options_column.insertWidget(self._options_column.count() - 1, row)
            QWidget.setTabOrder(self._rows[-1].out if self._rows else self.question, row.out)
            self._rows.append(row)
            QWidget.setTabOrder(row.out, self.add_option)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(self._options))
            if at < len(self._options):
                row.show_option(at + 1, self._options[at])

    # -- what a person did -------------------------------------------------------------
    def _choose_method(self) -> None:
        choices = [Choice(one.value, one.label) for one in Method]
        at = self.method.mapToGlobal(self.method.rect().bottomLeft())

        def pick(key: str) -> None:
            self._show_method(self._rules[Method(key)])
            announce(self.method, self.rule_line.text())

        choose_from(
            self._look, self, self.tr("How to decide"), choices, self.form.rule.method.value,
            pick, at,
        )  # fmt: skip

    def _rule_changed(self) -> None:
        self._rules[self.form.rule.method] = self.form.rule
        self._show_rule()

    def _add(self) -> None:
        words = " ".join(self.add_option.text().split())
        if not words:
            self.submit()
            return
        self._set_options((*self._options, Option(words)))
        self.add_option.clear()

    def _take_out(self) -> None:
        row = self.sender()
        at = next((n for n, known in enumerate(self._rows) if known is row), -1)
        if 0 <= at < len(self._options):
            self._set_options((*self._options[:at], *self._options[at + 1 :]))
            left = self._rows[min(at, len(self._options) - 1)] if self._options else None
            (left.out if left else self.add_option).setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_options(self, options: Sequence[Option]) -> None:
        self._options = tuple(options)
        self._show_options()
        self.problem.say("")

    def _ask_recuse(self) -> None:
        self.recuse_asked.emit(self.recuse)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter opens from anywhere in the form."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
        else:
            super().keyPressEvent(event)

    def submit(self) -> None:
        """Open the vote, or say what is missing."""
        asked = self.asked()
        words = rule_problem(asked.whole_rule)
        if not asked.question:
            words = self.tr("Type what is decided on.")
        if words:
            self.refuse(words)
            return
        self.open_asked.emit(asked)

    def refuse(self, words: str) -> None:
        """Say why it was not opened."""
        self.problem.say(words, good=False)
        announce(self.question, words, urgent=True)


def _started(method: Method, usual: DecisionRule | None) -> DecisionRule:
    """A method as it is usually meant, with the group's own quorum, votes and secrecy."""
    if usual is None:
        return usual_rule(method)
    if usual.method is method:
        return usual
    return replace(usual_rule(method), quorum=usual.quorum, showing=usual.showing)
