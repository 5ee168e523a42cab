"""The reviews of a practice as its panel shows them: who was asked, one line to type ratings in, and
nobody else's ratings before all are in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nghs_desktop.base.ids import new_id, same_id
from nghs_desktop.domain.changes import Outcome
from nghs_desktop.domain.commands import LogRecords, Ref, TrashRecords
from nghs_desktop.domain.decisions import ConflictKind, ConflictOfInterest
from nghs_desktop.domain.practice_commands import AskReviewers, RateReview
from nghs_desktop.domain.rating_line import missing_words, read_ratings, write_ratings
from nghs_desktop.services.api import NamedRow, PracticeStanding, ReviewerRow
from nghs_desktop.ui.dialogs.popups import Picker, choose_from
from nghs_desktop.ui.dialogs.sources import names_of
from nghs_desktop.ui.processes.sub_records import as_high_as_needed
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.detail_links import LinkCard, Linked
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.properties import Choice


class RatingEditor(Card):
    """One line of ratings in the order of the criteria, read back while it is typed."""

    handed_in = Signal(object, str)
    conflict_asked = Signal()
    taken_off = Signal()

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(context.look, parent)
        look = context.look
        self._criteria: tuple[tuple[str, str], ...] = ()
        self._anchors: dict[str, tuple[str, ...]] = {}
        self.setSizePolicy(as_high_as_needed())
        column = QVBoxLayout(self)
        look.space(column, (12, 10, 12, 10), 8)
        self.legend = Label(look, "", "caption", "text2", wrap=True)
        self.field = Field(look, self.tr("Ratings, 1 to 5"), placeholder="4 3 5 4 3 4 2 5")
        self.field.setMaxLength(80)
        self.read_back = Label(look, "", "caption", "text2", wrap=True)
        self.field.textEdited.connect(self._read)
        self.field.returnPressed.connect(self._hand_in)
        self.comment = Field(look, self.tr("Comment"), placeholder=self.tr("Comment, if any"))
        self.comment.setMaxLength(2000)
        self.comment.returnPressed.connect(self._hand_in)
        for widget in (self.legend, self.field, self.read_back, self.comment):
            column.addWidget(widget)
        flow = FlowLayout()
        look.space(flow, spacing=6)
        self.hand_in = Button(look, self.tr("Hand in"), kind="primary")
        self.conflict = Button(look, self.tr("Declare a conflict"), kind="ghost")
        self.off = Button(look, self.tr("Ask no more"), kind="ghost")
        self.hand_in.clicked.connect(self._hand_in)
        self.conflict.clicked.connect(self.conflict_asked)
        self.off.clicked.connect(self.taken_off)
        for button in (self.hand_in, self.conflict, self.off):
            flow.addWidget(button)
        column.addLayout(flow)

    def begin(self, row: ReviewerRow, found: PracticeStanding) -> None:
        """Make ready for one person's ratings."""
        self._criteria = tuple((one.id, one.name) for one in found.criteria)
        self._anchors = {one.id: tuple(one.anchors.splitlines()) for one in found.criteria}
        names = ", ".join(f"{at} {name}" for at, (_, name) in enumerate(self._criteria, 1))
        who = self.tr("Ratings of {name}, in this order: {names}.")
        self.legend.setText(who.format(name=row.name, names=names))
        self.field.setAccessibleName(self.tr("Ratings of {name}, 1 to 5").format(name=row.name))
        self.field.setText(write_ratings(row.ratings or {}, self._criteria))
        self.comment.setText(row.comments)
        self._read()

    def _read(self, _words: str = "") -> None:
        read = read_ratings(self.field.text(), self._criteria)
        names = dict(self._criteria)
        self.read_back.set_tone("warning" if read.problem else "text2")
        if read.problem:
            self.read_back.setText(read.problem)
        else:
            said = [
                f"{names[key]} {value}: {self._anchor(key, value)}".removesuffix(": ")
                for key, value in read.ratings.items()
            ]
            last = said[-1:] if read.missing else said
            words = [*last, missing_words(read)]
            self.read_back.setText("\n".join(filter(None, words)))
        self.hand_in.setEnabled(not read.problem and not read.missing)

    def _anchor(self, key: str, value: int) -> str:
        anchors = self._anchors.get(key, ())
        return anchors[value - 1] if value <= len(anchors) else ""

    def _hand_in(self) -> None:
        read = read_ratings(self.field.text(), self._criteria)
        if read.problem or read.missing:
            announce(self.field, read.problem or missing_words(read))
            return
        self.handed_in.emit(read.ratings, self.comment.text().strip())


class ReviewsSection(QWidget):
    """The people asked to rate a practice, in the newest round."""

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(parent)
        look = context.look
        self._context = context
        self._found: PracticeStanding | None = None
        self._open = ""
        self.cards: list[LinkCard] = []
        self.setSizePolicy(as_high_as_needed())
        self._column = QVBoxLayout(self)
        look.space(self._column, (8, 6, 8, 2), 8)
        head = QHBoxLayout()
        look.space(head, spacing=8)
        head.addWidget(Label(look, self.tr("Reviews"), "strong", wrap=True), 1)
        self.ask = Button(look, self.tr("Ask reviewers"), kind="ghost", icon="user-plus")
        self.ask.clicked.connect(self._ask)
        head.addWidget(self.ask)
        self._column.addLayout(head)
        self.told = Label(look, "", "caption", "text2", wrap=True)
        self._column.addWidget(self.told)
        self.again = Button(look, self.tr("Rate again after the talk"), icon="refresh-cw")
        self.again.clicked.connect(self._ask_again)
        self._column.addWidget(self.again)
        self.editor = RatingEditor(context, self)
        self.editor.handed_in.connect(self._hand_in)
        self.editor.conflict_asked.connect(self._ask_conflict)
        self.editor.taken_off.connect(self._take_off)
        self._column.addWidget(self.editor)
        self.editor.hide()

    # -- showing -------------------------------------------------------------------------
    def show_standing(self, found: PracticeStanding) -> None:
        """Show the reviews of a practice as this person may see them."""
        if self._found is None or self._found.practice.id != found.practice.id:
            self._open = ""
        self._found = found
        self.ask.setEnabled(found.framework is not None)
        self.told.setText(self._words(found))
        guidance = found.standing.guidance
        self.again.setVisible(bool(guidance is not None and guidance.talk))
        while len(self.cards) < len(found.rows):
            card = LinkCard(self._context.look, self)
            card.opened.connect(self._toggle)
            self.cards.append(card)
            self._column.addWidget(card)
        for at, card in enumerate(self.cards):
            card.setVisible(at < len(found.rows))
            if at < len(found.rows):
                row = found.rows[at]
                shown = Linked(NamedRow("person", row.review_id, row.name), self._facts(row))
                card.show_linked(shown)
        self._show_open()

    def _words(self, found: PracticeStanding) -> str:
        if found.framework is None and not found.rows:
            return self.tr("The group has no framework in force yet. Adopt one in Frameworks.")
        if not found.rows:
            return self.tr("At least two people rate it, without seeing each other's ratings.")
        asked = [row for row in found.rows if not row.conflict]
        done = sum(row.done for row in asked)
        words = self.tr("{scheme}. Round {round}: {done} of {n} handed in.").format(
            scheme=found.scheme, round=found.round, done=done, n=len(asked)
        )
        if len(asked) < 2:
            words += " " + self.tr("At least two without a conflict are needed.")
        elif not found.all_in:
            words += " " + self.tr("Ratings are seen once all are in.")
        return words

    def _facts(self, row: ReviewerRow) -> str:
        if row.conflict:
            return self.tr("Conflict of interest ({kind}): does not rate").format(kind=row.conflict)
        if not row.done:
            return self.tr("Asked, not handed in")
        if row.ratings is None:
            return self.tr("Handed in, not shown yet")
        criteria = self._found.criteria if self._found else ()
        line = write_ratings(row.ratings, [(one.id, one.name) for one in criteria])
        words = self.tr("Handed in: {line}").format(line=line)
        return "  ·  ".join(filter(None, (words, row.comments)))

    def _show_open(self) -> None:
        rows = self._found.rows if self._found else ()
        at = next((at for at, row in enumerate(rows) if row.review_id == self._open), None)
        if at is None or rows[at].done or rows[at].conflict or self._found is None:
            self.editor.hide()
            return
        self._column.removeWidget(self.editor)
        self._column.insertWidget(self._column.indexOf(self.cards[at]) + 1, self.editor)
        if self.editor.isHidden():
            self.editor.begin(rows[at], self._found)
            self.editor.show()
        QWidget.setTabOrder(self.cards[at], self.editor.field)

    def _toggle(self, ref: Ref) -> None:
        self._open = "" if self._open == ref.id else ref.id
        self.editor.hide()
        self._show_open()
        if not self.editor.isHidden():
            self.editor.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- changes -------------------------------------------------------------------------
    def _hand_in(self, ratings: dict[str, int], comment: str) -> None:
        command = RateReview(self._open, ratings, self._context.now(), comment)

        def done(outcome: Outcome) -> None:
            self._open = ""
            announce(self, self.tr("Handed in."))

        self._context.dispatch.run(command, self, done)

    def _ask(self) -> None:
        picker = Picker(
            self._context.look,
            self.tr("Ask somebody to rate it"),
            names_of(self._context.dispatch, "person", self, self._may_rate),
            self,
            is_on=self._is_asked,
            many=True,
        )
        picker.chosen.connect(self._ask_one)
        picker.open_at(self.ask)

    def _may_rate(self, row: NamedRow) -> bool:
        out = {one.person_id for one in self._found.rows if one.conflict} if self._found else set()
        return row.id not in out

    def _is_asked(self, person_id: str) -> bool:
        found = self._found
        return found is not None and any(row.person_id == person_id for row in found.rows)

    def _ask_one(self, row: NamedRow) -> None:
        found = self._found
        if found is None or found.framework is None or not row.id:
            return
        known = next((one for one in found.rows if one.person_id == row.id), None)
        if known is not None and not found.all_in:
            return
        # Once all are in, another opinion begins a new round, and everybody rates anew.
        before = [one.person_id for one in found.rows if not one.conflict] if found.all_in else []
        self._run_ask({person_id: new_id() for person_id in (*before, row.id)})

    def _ask_again(self) -> None:
        found = self._found
        if found is not None:
            free = (row.person_id for row in found.rows if not row.conflict)
            self._run_ask({person_id: new_id() for person_id in free})

    def _run_ask(self, reviews: dict[str, str]) -> None:
        found = self._found
        if found is None or found.framework is None:
            return
        command = AskReviewers(
            found.practice.id, found.framework.id, reviews, self._context.today()
        )
        self._context.dispatch.run(command, self)

    def _ask_conflict(self) -> None:
        choices = [Choice(kind.value, kind.label) for kind in ConflictKind]
        at = self.editor.conflict.mapToGlobal(self.editor.conflict.rect().bottomLeft())
        row = self._open_row()
        if row is not None:
            choose_from(
                self._context.look, self, self.tr("What kind of conflict"), choices, "",
                partial(self._declare, row), at,
            )  # fmt: skip

    def _declare(self, row: ReviewerRow, kind: str) -> None:
        found = self._found
        if found is None or not kind:
            return
        declared = ConflictOfInterest(
            id=same_id("conflict", found.practice.id, row.person_id),
            person_id=row.person_id,
            about_noun="practice",
            about_id=found.practice.id,
            kind=ConflictKind(kind),
        )
        label = self.tr("declare a conflict of {name}").format(name=row.name)
        self._context.dispatch.run(LogRecords((declared,), label=label), self)

    def _take_off(self) -> None:
        if row := self._open_row():
            self._open = ""
            self._context.dispatch.run(TrashRecords((Ref("review", row.review_id),)), self)

    def _open_row(self) -> ReviewerRow | None:
        rows = self._found.rows if self._found else ()
        return next((row for row in rows if row.review_id == self._open), None)
