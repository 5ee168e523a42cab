"""A vote that was closed: what it came to, and a field for the outcome in a person's words.

It shows what it is told and says what is asked for; nothing is written from here.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nghs_desktop.domain.decisions import Result
from nghs_desktop.domain.tallies import Tally
from nghs_desktop.services.api import VoteRecord
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.votes.bars import LevelBars, OptionBars
from nghs_desktop.ui.votes.running import Sentence
from nghs_desktop.ui.votes.words import bars, columns
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.fields import GrowingEdit
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.pills import Pill


class ClosedVote(QWidget):
    """`written(outcome, dissent)` on Enter; `left` when it waits; `again_asked` for a new question
    that replaces this one.
    """

    written = Signal(str, str)
    left = Signal()
    again_asked = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._record: VoteRecord | None = None
        tr = self.tr
        self.method = Label(look, "", "strong", wrap=True)
        self.state = Pill(look, "", parent=self)
        self.question = Label(look, "", "body", "text2", wrap=True)
        self.options = OptionBars(look)
        self.levels = LevelBars(look)
        self.words = Sentence(look)
        self.quorum = Sentence(look)
        self.outcome = GrowingEdit(
            look, tr("Outcome"), placeholder=tr("What was decided, in a sentence"), most_lines=8
        )
        self.dissent = GrowingEdit(
            look, tr("Other views"), placeholder=tr("What others held against it"), most_lines=6
        )
        self.problem = Sentence(look)
        self.keep = Button(look, tr("Keep the outcome"), kind="primary", keys="Enter")
        self.wait = Button(look, tr("Leave it for the review"), keys="Esc")
        self.again = Button(look, tr("Ask anew"), kind="ghost", icon="rotate-ccw")
        self._lay_out()
        self.outcome.submitted.connect(self.submit)
        self.dissent.submitted.connect(self.submit)
        self.keep.clicked.connect(self.submit)
        self.wait.clicked.connect(self.left)
        self.again.clicked.connect(self.again_asked)

    def _lay_out(self) -> None:
        look = self._look
        page = QVBoxLayout(self)
        look.space(page)
        card = Card(look, self)
        column = card.column(8)
        head = QHBoxLayout()
        look.space(head, spacing=8)
        head.addWidget(self.method, 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        for part in (self.question, self.options, self.levels, self.words, self.quorum):
            column.addWidget(part)
        column.addWidget(Label(look, self.tr("Outcome"), "label_quiet", "text2"))
        column.addWidget(self.outcome)
        column.addWidget(Label(look, self.tr("Other views"), "label_quiet", "text2"))
        column.addWidget(self.dissent)
        column.addWidget(self.problem)
        foot = QWidget(card)
        flow = FlowLayout(foot)
        look.space(flow, (0, 4, 0, 0), 8)
        for button in (self.keep, self.wait, self.again):
            flow.addWidget(button)
        column.addWidget(foot)
        page.addWidget(card)
        page.addStretch(1)
        self.problem.say("")

    @property
    def record(self) -> VoteRecord | None:
        """The vote as it is shown."""
        return self._record

    def show_vote(self, record: VoteRecord) -> None:
        """Show what a vote came to; typed words stay while it is the same one."""
        is_same = self._record is not None and self._record.decision.id == record.decision.id
        self._record = record
        decision, count = record.decision, record.tally
        self.method.setText(record.rule.method.label)
        passed = decision.result is Result.PASSED
        self.state.show_words(
            decision.result.label if decision.result else "",
            icon="circle-check" if passed else "circle",
            tone="success" if passed else "text2",
            fill="practice_tint" if passed else "hover",
        )
        self.question.setText(decision.title)
        rows, level = bars(record), columns(record)
        self.options.setVisible(bool(rows))
        self.levels.setVisible(bool(level))
        self.options.show_rows(rows, _whole(count))
        self.levels.show_columns(level)
        self.words.say(record.words)
        self.quorum.say(f"{record.quorum_words}.")
        if not is_same:
            self.outcome.setPlainText(decision.outcome)
            self.dissent.setPlainText(decision.dissent)
            self.problem.say("")

    def submit(self) -> None:
        """Hand the outcome over, or say that it is missing."""
        words = self.outcome.toPlainText().strip()
        if not words:
            missing = self.tr("The outcome has no words yet. Esc leaves it for the review.")
            self.problem.say(missing, good=False)
            announce(self.outcome, missing, urgent=True)
            return
        self.problem.say("")
        self.written.emit(words, self.dissent.toPlainText().strip())


def _whole(count: Tally) -> int:
    return count.answered if count.rule.chooses else count.expected
