"""An open vote: how it stands, the line answers are typed into, what stands between it and closing.

It shows what it is told and says what is asked for; nothing is written from here.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from nghs_desktop.domain.ballots import Reading, next_voter
from nghs_desktop.domain.decision_rules import Showing, Stance, rule_words
from nghs_desktop.domain.decisions import Method, Result
from nghs_desktop.domain.spoken import as_sentence, spoken_list
from nghs_desktop.domain.tallies import Voice
from nghs_desktop.domain.typed_answers import write_answer
from nghs_desktop.services.api import VoteRecord, objections, what_helps
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.votes.answers import AnswerList, AnswerRow, answer_rows
from nghs_desktop.ui.votes.bars import LevelBars, OptionBars
from nghs_desktop.ui.votes.line import VoteLine
from nghs_desktop.ui.votes.mark import Mark
from nghs_desktop.ui.votes.words import bars, columns, entry_words, people_in, prompt, shows_figures
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.pills import Pill


class Sentence(QWidget):
    """A mark and a sentence that goes on in the next line."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        look.space(row, spacing=7)
        self.mark = Mark(look, self)
        self.label = Label(look, "", "caption", "text2", wrap=True)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)

    def say(self, words: str, *, good: bool | None = None) -> None:
        """Say this; `good` marks it as met, or as something that stands in the way."""
        if self.label.text() != words:
            self.label.setText(words)
        if good is None:
            self.mark.show_icon("", "text2")
        else:
            self.mark.show_icon(
                "circle-check" if good else "circle-alert", "success" if good else "warning"
            )
        self.setVisible(bool(words))


class RunningVote(QWidget):
    """The open vote.

    `line` is typed into; `close_asked`, `round_asked`, `aside_asked`, `recuse_asked(anchor)` follow
    what was asked for; `typed(str)` is a line that was made by a key on the list of answers.
    """

    close_asked = Signal()
    round_asked = Signal()
    aside_asked = Signal()
    recuse_asked = Signal(object)
    typed = Signal(str)

    def __init__(self, look: Look, host: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._record: VoteRecord | None = None
        self.line = VoteLine(look, host, self)
        self._make_parts()
        self._lay_out()
        self.line.words_of = self._read_as
        self.line.close_asked.connect(self.close_asked)
        self.close_button.clicked.connect(self.close_asked)
        self.round_button.clicked.connect(self.round_asked)
        self.more.clicked.connect(self._show_more)
        self.answers.chosen.connect(self._correct)
        self.answers.cleared.connect(self._clear)

    def _make_parts(self) -> None:
        look = self._look
        self.method = Label(look, "", "strong", wrap=True)
        self.state = Pill(look, "", parent=self)
        self.question = Label(look, "", "body", "text2", wrap=True)
        self.round = Label(look, "", "caption", "text3", wrap=True)
        self.options = OptionBars(look)
        self.levels = LevelBars(look)
        self.people = Label(look, "", "caption", "text2", wrap=True)
        self.quorum = Sentence(look)
        self.standing = Sentence(look)
        self.helps = Label(look, "", "caption", "text2", wrap=True)
        self.proposal = Label(look, "", "body", wrap=True)
        self.rule = Label(look, "", "caption", "text3", wrap=True)
        self.objected_head = Label(look, self.tr("Objections"), "label", "text")
        self.objected = Label(look, "", "caption", "text2", wrap=True)
        self.heard_head = Label(look, self.tr("To be heard"), "label", "text")
        self.heard = Label(look, "", "caption", "text2", wrap=True)
        self.close_button = Button(
            look, self.tr("Close the vote"), kind="primary", keys=self.tr("Ctrl Enter")
        )
        self.round_button = Button(look, "", icon="refresh-cw")
        self.more = IconButton(look, "ellipsis", self.tr("More of this vote"))
        self.answers = AnswerList(look, self)

    def _lay_out(self) -> None:
        look = self._look
        page = QVBoxLayout(self)
        look.space(page, spacing=12)
        card = Card(look, self)
        column = card.column(8)
        head = QHBoxLayout()
        look.space(head, spacing=8)
        head.addWidget(self.method, 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        for part in (
            self.question,
            self.proposal,
            self.round,
            self.options,
            self.levels,
            self.line,
            self.people,
            self.quorum,
            self.standing,
            self.helps,
        ):
            column.addWidget(part)
        column.addWidget(self.heard_head)
        column.addWidget(self.heard)
        column.addWidget(self.objected_head)
        column.addWidget(self.objected)
        foot = QWidget(card)
        flow = FlowLayout(foot)
        look.space(flow, (0, 4, 0, 0), 8)
        for button in (self.close_button, self.round_button, self.more):
            flow.addWidget(button)
        column.addWidget(foot)
        page.addWidget(card)
        self._who = Card(look, self)
        inner = self._who.column(6)
        inner.addWidget(Label(look, self.tr("Answers"), "strong"))
        inner.addWidget(self.answers)
        self.unnamed = Label(look, "", "caption", "text2", wrap=True)
        inner.addWidget(self.unnamed)
        inner.addWidget(self.rule)
        page.addWidget(self._who)
        page.addStretch(1)

    # -- showing -----------------------------------------------------------------------
    @property
    def record(self) -> VoteRecord | None:
        """The vote as it is shown."""
        return self._record

    def show_vote(self, record: VoteRecord, live: VoteRecord | None = None) -> None:
        """Show how the vote stands. `live` has the lines too that are on their way to the disk: it
        says who is next and counts for nothing.
        """
        self._record = record
        live = live or record
        rule, count = record.rule, record.tally
        self.method.setText(rule.method.label)
        secret = rule.showing is Showing.SECRET
        words = self.tr("Secret") if secret else self.tr("Open")
        self.state.show_words(
            words, icon="eye-off" if secret else "radio", tone="success", fill="practice_tint"
        )
        self.question.setText(record.decision.title)
        self.round.setText(
            self.tr("Round {n}. Only recusals stay from before.").format(n=record.round)
            if record.round > 1
            else ""
        )
        self.round.setVisible(record.round > 1)
        self._show_figures(record)
        following = next_voter(live.sheet, live.entries)
        by_name = following is not None and not secret and rule.method is not Method.COUNT
        hint = self.tr("Next: {name}").format(name=following.name) if following and by_name else ""
        if following is None and not secret:
            hint = self.tr("Everybody has answered.")
        self.line.set_names(record.sheet.index, hint, prompt(rule, following))
        self.people.setText(people_in(record))
        self.quorum.say(f"{count.quorum.words}.", good=count.quorum.met)
        self._show_standing(record)
        may_see = count.result is Result.TO_BE_HEARD and shows_figures(record)
        self._show_heard(count.heard if may_see else ())
        self._show_objections(record)
        self.proposal.setText(record.decision.proposal)
        self.proposal.setVisible(bool(record.decision.proposal))
        self.rule.setText(rule_words(rule))
        self.round_button.setText(self.tr("Begin round {n}").format(n=record.round + 1))
        self.round_button.describe(self.round_button.text())
        self.round_button.setVisible(count.result is Result.TO_BE_HEARD)
        rows = answer_rows(record)
        self.answers.show_rows(rows)
        self.answers.setVisible(bool(rows))
        said = self._unnamed(record)
        self.unnamed.setText(said)
        self.unnamed.setVisible(bool(said))

    def _unnamed(self, record: VoteRecord) -> str:
        """How many answers have no name, and whose are not counted."""
        parts: list[str] = []
        dots = record.rule.method is Method.DOT
        loose = [one for one in record.ballots if one.anonymous]
        if loose and dots:
            number = sum(one.count * len(one.answer.values) for one in loose)
            parts.append(self.tr("{n} dots without a name.").format(n=number))
        elif loose:
            number = sum(one.count for one in loose)
            parts.append(self.tr("{n} without a name.").format(n=number))
        if record.left_out:
            words = self.tr("Not counted, since they are not here with a vote: {names}.")
            parts.append(words.format(names=spoken_list(record.left_out)))
        return " ".join(parts)

    def _show_figures(self, record: VoteRecord) -> None:
        visible = shows_figures(record)
        rows, level = bars(record), columns(record)
        self.options.setVisible(visible and bool(rows))
        self.levels.setVisible(visible and bool(level))
        if rows:
            of_people = not record.rule.chooses or record.rule.method is Method.RANKED
            whole = record.tally.expected if of_people else record.tally.answered
            self.options.show_rows(rows, whole)
        self.levels.show_columns(level)

    def _show_standing(self, record: VoteRecord) -> None:
        count = record.tally
        hidden = not shows_figures(record)
        if record.may_close:
            left = count.expected - count.answered
            words = self.tr("It can be closed now.") if hidden else count.words
            passes = hidden or count.result is Result.PASSED
            self.standing.say(words, good=True if passes and not left else None)
            one, many = self.tr("1 has not answered."), self.tr("{n} have not answered.")
            self.helps.setText(one if left == 1 else many.format(n=left))
            self.helps.setVisible(left > 0)
            return
        quorum = f"{count.quorum.words}."
        reasons = [one for one in record.reasons if one != quorum]
        words = " ".join(reasons)
        if hidden and count.result is Result.TO_BE_HEARD:
            words = self.tr("Somebody is to be heard.")
        self.standing.say(words, good=False if count.answered else None)
        self.helps.setText(what_helps(record) if count.answered else "")
        self.helps.setVisible(count.answered > 0)

    def _show_objections(self, record: VoteRecord) -> None:
        """Every objection with its reason, what would remove it, and whether it stands."""
        lines: list[str] = []
        for one in objections(record):
            lines.append(f"{one.name}: {as_sentence(one.raised.reason)}")
            if one.raised.remove:
                words = self.tr("   Would be removed by: {what}")
                lines.append(words.format(what=as_sentence(one.raised.remove)))
            elif one.stands:
                lines.append(self.tr("   What would remove it is not known yet."))
            if one.stands:
                state = self.tr("   Stands.")
            elif one.now is None:
                state = self.tr("   From round {n}; not answered again yet.").format(n=one.round)
            else:
                state = self.tr("   Withdrawn, now: {answer}.").format(answer=write_answer(one.now))
            lines.append(state)
        self.objected.setText("\n".join(lines))
        for part in (self.objected, self.objected_head):
            part.setVisible(bool(lines))

    def _show_heard(self, voices: tuple[Voice, ...]) -> None:
        lines: list[str] = []
        for voice in voices:
            name = voice.name or self.tr("No name")
            times = f" × {voice.count}" if voice.count > 1 else ""
            if voice.answer.stance is Stance.OBJECTION:
                continue  # these are listed with their state
            values = " ".join(map(str, voice.answer.values))
            reason = f": {voice.answer.reason}" if voice.answer.reason else ""
            lines.append(f"{name}{times}, {values}{reason}")
        self.heard.setText("\n".join(lines))
        for part in (self.heard, self.heard_head):
            part.setVisible(bool(lines))

    def _read_as(self, reading: Reading) -> str:
        if self._record is None or reading.entry is None:
            return ""
        return entry_words(reading.entry, self._record.sheet, reading.replaces)

    # -- asking ------------------------------------------------------------------------
    def _correct(self, row: AnswerRow) -> None:
        self.line.put(f"{row.name} {row.answer}".strip() + ("" if row.answer else " "))
        self.line.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self, row: AnswerRow) -> None:
        if row.icon != "circle":
            self.typed.emit(f"{row.name} clear")

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Declare a conflict of interest")).triggered.connect(
            self._ask_recuse
        )
        menu.addAction(self.tr("Set the vote aside")).triggered.connect(self.aside_asked)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _ask_recuse(self) -> None:
        self.recuse_asked.emit(self.more)
