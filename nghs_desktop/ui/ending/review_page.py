"""The review of a meeting: one row for each thing that is missing, one key for each row, and the end.

A page in place of the meeting, not a window over it. Every key is a command of its own, so that undo
takes back one at a time; what is skipped is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import (
    AmendRecords,
    CloseDecision,
    Command,
    LogRecords,
    Ref,
    SetVoteAside,
    Together,
)
from nghs_desktop.domain.meetings import AgendaState, MeetingState
from nghs_desktop.domain.people import Person
from nghs_desktop.domain.spoken_dates import Calendar
from nghs_desktop.services.api import (
    Lack,
    NamedRow,
    Part,
    Reader,
    Review,
    ReviewRow,
    all_left,
    ending,
    outcome_of,
    review,
    vote_moment,
)
from nghs_desktop.ui import painting
from nghs_desktop.ui.dialogs.popups import Picker
from nghs_desktop.ui.dialogs.sources import names_of
from nghs_desktop.ui.ending.asking import DayPopup, WordsPopup
from nghs_desktop.ui.ending.review_list import ReviewList, ShownRow
from nghs_desktop.ui.look import PAGE_MARGIN, Look
from nghs_desktop.ui.view import WidthClass
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import ElidingLabel, Label

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_KEYS = 7
_LEVER_KEYS = "123"


class Progress(QWidget):
    """A thin bar of how much is settled; the words beside it say the same."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._share = look, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.follow(self, self._fit)

    def show_share(self, share: float) -> None:
        """Fill it from 0 to 1."""
        self._share = share
        self.update()

    def _fit(self) -> None:
        self.setFixedHeight(self._look.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar."""
        painter = QPainter(self)
        painting.bar(painter, self._look, QRectF(self.rect()), self._share)
        painter.end()


class ReviewPage(QWidget):
    """The review of one meeting. It reads when told to, and says what it wants of the window.

    `closed`: back to the meeting. `ended`: the meeting has just ended. `opened(Ref)`: show a record.
    """

    closed = Signal()
    ended = Signal()
    opened = Signal(object)
    brief_asked = Signal()
    minutes_asked = Signal()

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._look = context, context.look
        self._meeting_id = ""
        self._review: Review | None = None
        self._asked = 0
        self._ending = self._narrow = self._first = False
        self.setAccessibleName(self.tr("Review of the meeting"))
        look = self._look
        self.back = IconButton(look, "arrow-left", self.tr("Back to the meeting"), keys="Esc")
        self.title = ElidingLabel(look, self.tr("Review"), "title")
        self.meeting = ElidingLabel(look, "", "caption", "text3")
        self.counted = Label(look, "", "strong", "text2")
        self.bar = Progress(look, self)
        self.help = Label(look, "", "body", "text2", wrap=True)
        self.minutes = Button(look, self.tr("Minutes"), icon="file-text")
        self.brief = Button(look, self.tr("Preview brief"), icon="file-text")
        self.end = Button(look, self.tr("End the meeting"), kind="primary")
        self.list = ReviewList(look, self)
        self.card = Card(look, self)
        self.empty = Label(look, "", "body", "text2", wrap=True)
        self.keys = [Button(look, "", kind="secondary") for _ in range(_MOST_KEYS)]
        self._lay_out()
        self.back.clicked.connect(self.closed)
        self.minutes.clicked.connect(self.minutes_asked)
        self.brief.clicked.connect(self.brief_asked)
        self.end.clicked.connect(self._end)
        self.list.pressed.connect(self._pressed)
        self.list.opened.connect(self._open)
        self.list.moved.connect(self._show_keys)
        for button in self.keys:
            button.clicked.connect(self._clicked)
        self._show()

    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        look.space(column, (PAGE_MARGIN, 14, PAGE_MARGIN, 18), 10)
        head = QHBoxLayout()
        look.space(head, spacing=10)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        look.space(words)
        words.addWidget(self.title)
        words.addWidget(self.meeting)
        head.addLayout(words, 1)
        for button in (self.minutes, self.brief, self.end):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        row = QHBoxLayout()
        look.space(row, spacing=12)
        row.addWidget(self.counted)
        row.addWidget(self.bar, 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        column.addWidget(self.help)
        inside = QVBoxLayout(self.card)
        inside.addWidget(self.list, 1)
        inside.addWidget(self.empty)
        look.space(inside, (6, 6, 6, 6))
        column.addWidget(self.card, 1)
        self._keys_row = QWidget(self)
        self._keys_row.setAccessibleName(self.tr("Keys of this row"))
        flow = FlowLayout(self._keys_row)
        look.space(flow, spacing=8)
        for button in self.keys:
            flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._keys_row.setSizePolicy(policy)
        column.addWidget(self._keys_row)

    # -- what the stage asks of a page -----------------------------------------------------
    def focus_first(self) -> None:
        """Put the keyboard on the first row that waits, or on what comes next."""
        if self.list.rows.rows:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.go_on()
        else:
            self._first_button().setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """Header, rows, keys and what comes next."""
        return [self.back, self.list if self.list.isVisible() else self.card, self._first_button()]

    def apply_width(self, width: WidthClass) -> None:
        """Leave words away where there is hardly any room."""
        self._narrow = width < WidthClass.STRIP
        for button in (self.minutes, self.brief):
            button.set_compact(self._narrow)
        self.help.setVisible(not self._narrow and bool(self.help.text()))

    def _first_button(self) -> Button:
        return self.end if self.end.isVisible() else self.brief

    # -- reading ---------------------------------------------------------------------------
    @property
    def meeting_id(self) -> str:
        """The key of the meeting under review."""
        return self._meeting_id

    def review_meeting(self, meeting_id: str) -> None:
        """Begin the review of a meeting."""
        self._meeting_id = meeting_id
        self._review = None
        self.list.rows.begin()
        self.refresh(first=True)

    def refresh(self, *, first: bool = False) -> None:
        """Read what is missing now."""
        meeting_id, now = self._meeting_id, self._context.clock()
        if not meeting_id:
            return

        self._asked += 1
        asked = self._asked
        self._first = self._first or first

        def arrived(found: Review) -> None:
            # Two readers answer in any order: an older look must not undo what a key did.
            if asked == self._asked:
                first, self._first = self._first, False
                self._take(found, first=first)

        self._context.dispatch.ask(
            lambda reader: review(reader, meeting_id, now), arrived, self, self._tell
        )

    def _take(self, found: Review, *, first: bool) -> None:
        before = self.list.rows.settled
        self._review = found
        had_keyboard = self.list.hasFocus()
        self.list.rows.show([ShownRow(row, keys=self._keys_of(row)) for row in found.rows])
        self._show()
        self.list.go_on()
        if first or (had_keyboard and not self.list.rows.rows):
            self.focus_first()
        if self.list.rows.settled > before:
            self._announce()
        if self._ending and found.is_over:
            self._ending = False
            self.brief.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self.tr("The meeting has ended."))
            self.ended.emit()

    def _tell(self, problem: Told) -> None:
        self._context.say(str(problem))

    # -- what it says ----------------------------------------------------------------------
    def _show(self) -> None:
        found, rows = self._review, self.list.rows
        total = len(rows.rows)
        self.list.setVisible(total > 0)
        self.empty.setVisible(total == 0)
        self.empty.setText(self.tr("Nothing is missing.") if found is not None else "")
        self.counted.setVisible(total > 0)
        self.bar.setVisible(total > 0)
        settled = self.tr("{done} of {all}").format(done=rows.settled, all=total)
        self.counted.setText(settled)
        self.bar.show_share(rows.settled / total if total else 0.0)
        running = found is not None and found.meeting.state is MeetingState.IN_PROGRESS
        over = found is not None and found.is_over
        self.end.setVisible(running)
        self.brief.setVisible(over)
        self.minutes.setVisible(over)
        self.meeting.setText(found.meeting.title if found is not None else "")
        self.title.setText(self.tr("The meeting has ended") if over else self.tr("Review"))
        words = self.tr(
            "One key for each row. What you skip stays as it is; agenda items come back."
        )
        if over:
            words = self.tr("All of it is kept. What is still missing can be filled in here.")
        self.help.setText(words if total or over else "")
        self.help.setVisible(not self._narrow and bool(self.help.text()))
        self._show_keys()

    def _show_keys(self) -> None:
        one = self.list.current()
        wanted = [*one.keys, ("Enter", self.tr("Open"))] if one is not None else []
        for button, pair in zip(self.keys, [*wanted, *[None] * _MOST_KEYS], strict=False):
            button.setVisible(pair is not None)
            if pair is not None:
                key, words = pair
                button.setText(f"{key}  {words}")
                button.setProperty("key", key)
                button.describe(f"{key}  {words}")
                button.updateGeometry()
        self._keys_row.setVisible(bool(wanted))
        self._keys_row.updateGeometry()

    def _announce(self) -> None:
        one = self.list.current()
        words = self.tr("{done} of {all}.").format(
            done=self.list.rows.settled, all=len(self.list.rows.rows)
        )
        if one is not None and one.waits:
            words += " " + self.tr("Next: {title}").format(title=one.row.title)
        announce(self.list, words)

    def _keys_of(self, row: ReviewRow) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        if row.part is Part.AGENDA:
            found = [("1", self.tr("Discussed")), ("2", self.tr("Carry over"))]
        elif row.part is Part.PEOPLE:
            found = [("1", self.tr("All have left"))]
        elif Lack.END in row.lacks:
            found = [("1", self.tr("Close the vote"))] if row.can_close else []
            found.append(("2", self.tr("Set the vote aside")))
        if Lack.LEVER in row.lacks and self._review is not None:
            found += zip(_LEVER_KEYS, (one.name for one in self._review.levers), strict=False)
        if Lack.OWNER in row.lacks:
            found.append(("@", self.tr("Owner")))
        if Lack.DUE in row.lacks:
            found.append(("D", self.tr("Date")))
        if Lack.OUTCOME in row.lacks:
            found.append(("O", self.tr("Outcome")))
        return (*found, ("S", self.tr("Skip")))

    # -- what keys do ----------------------------------------------------------------------
    def _clicked(self) -> None:
        button = self.sender()
        key = str(button.property("key")) if isinstance(button, Button) else ""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        one = self.list.current()
        if key == "Enter" and one is not None:
            self._open(one.row.ref)
        else:
            self.list.press(key)

    def _pressed(self, ref: Ref, key: str) -> None:
        one = self.list.current()
        found = self._review
        if one is None or found is None:
            return
        row = one.row
        if row.part is Part.AGENDA:
            self._settle_item(row, key)
        elif row.part is Part.PEOPLE:
            self._all_left()
        elif Lack.END in row.lacks:
            close = CloseDecision(ref.id, vote_moment(found.meeting, self._context.clock()))
            self._run(close if key == "1" else SetVoteAside(ref.id))
        elif key in _LEVER_KEYS:
            lever = found.levers[_LEVER_KEYS.index(key)]
            label = self.tr("set the lever {name}").format(name=lever.name)
            self._run(AmendRecords((ref,), {"lever_id": lever.id}, label=label))
        elif key == "@":
            self._ask_owner(ref)
        elif key == "D":
            self._ask_day(ref)
        elif key == "O":
            self._ask_outcome(ref)

    def _settle_item(self, row: ReviewRow, key: str) -> None:
        now = self._context.clock()
        values: dict[str, object] = {"state": AgendaState.DEFERRED, "opened_at": None}
        label = self.tr("carry over agenda item")
        item = row.ref
        if key == "1":
            values, label = {"state": AgendaState.DISCUSSED}, self.tr("mark as discussed")
            values["closed_at"] = now
        self._run(AmendRecords((item,), values, label=label))

    def _all_left(self) -> None:
        meeting_id, now = self._meeting_id, self._context.clock()
        self._ask_command(lambda reader: all_left(reader, meeting_id, now))

    def _ask_owner(self, ref: Ref) -> None:
        source = names_of(self._context.dispatch, "person", self)
        picker = Picker(self._look, self.tr("Owner"), source, self, add=self.tr("Add {name}"))

        def chosen(row: NamedRow) -> None:
            label = self.tr("set the owner")
            person = Person(id=row.id or new_id(), name=row.name)
            amend = AmendRecords((ref,), {"owner_id": person.id}, label=label)
            both = Together((LogRecords((person,)), amend), label)
            self._run(amend if row.id else both)

        picker.chosen.connect(chosen)
        picker.open_at(self.list, self._below_row())

    def _ask_day(self, ref: Ref) -> None:
        parked = ref.noun == "parked"
        title = self.tr("Comes back on") if parked else self.tr("Due")
        following = self._review.next_meeting if self._review is not None else None
        calendar = Calendar(self._context.today(), following)
        popup = DayPopup(self._look, title, self.tr("Set the date"), calendar, self)
        field = "revisit_on" if parked else "due"

        def given(day: date) -> None:
            self._run(AmendRecords((ref,), {field: day}, label=self.tr("set the date")))

        popup.given.connect(given)
        popup.open_at(self.list, self._below_row())

    def _ask_outcome(self, ref: Ref) -> None:
        title = self.tr("What was decided, in words")
        popup = WordsPopup(self._look, title, self.tr("Keep the outcome"), self)

        def given(words: str) -> None:
            self._ask_command(lambda reader: outcome_of(reader, ref.id, words))

        popup.given.connect(given)
        popup.open_at(self.list, self._below_row())

    def _below_row(self) -> QPoint:
        rect = self.list.visualRect(self.list.currentIndex())
        return QPoint(self._look.px(46), rect.bottom())

    def _ask_command(self, make: Callable[[Reader], Command | None]) -> None:
        def made(command: Command | None) -> None:
            if command is not None:
                self._run(command)

        self._context.dispatch.ask(make, made, self, self._tell)

    def _run(self, command: Command) -> None:
        self._context.dispatch.run(command, self, None, self._tell)

    def _open(self, ref: Ref) -> None:
        if ref.noun in ("agenda_item", "meeting", "parked") or self._is_open_vote(ref):
            self.closed.emit()
        else:
            self.opened.emit(ref)

    def _is_open_vote(self, ref: Ref) -> bool:
        one = self.list.current()
        return one is not None and one.row.ref == ref and Lack.END in one.row.lacks

    # -- the end ---------------------------------------------------------------------------
    def _end(self) -> None:
        meeting_id, now = self._meeting_id, self._context.clock()
        self._ending = True

        def failed(problem: Told) -> None:
            self._ending = False
            self._tell(problem)

        def made(command: Command) -> None:
            self._context.dispatch.run(command, self, None, failed)

        self._context.dispatch.ask(
            lambda reader: ending(reader, meeting_id, now), made, self, failed
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the meeting; nothing is lost by it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
