"""The rows of the review: what lacks something, what it has, what is missing, and what is done already.

The keys are read here and handed on; nothing is written from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from nghs_desktop.domain.commands import Ref
from nghs_desktop.services.api import Lack, Part, ReviewRow
from nghs_desktop.ui import painting
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.look import RADIUS_ROW, Look
from nghs_desktop.ui.models.stream import AnyIndex
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.lists import ProseList, RowDelegate

_HEADING, _PAD, _TEXT_LEFT, _RIGHT = 38, 9, 46, 14
_ICONS = {"parked": "archive", "agenda_item": "list", "meeting": "users"}


class Settled(Enum):
    """Whether a row still waits."""

    NOT_YET = "not yet"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with what became of it, and the keys it takes with their words."""

    row: ReviewRow
    settled: Settled = Settled.NOT_YET
    keys: tuple[tuple[str, str], ...] = ()

    @property
    def waits(self) -> bool:
        """Tell whether it is neither done nor skipped."""
        return self.settled is Settled.NOT_YET


class ReviewModel(QAbstractListModel):
    """Rows in parts. A row that is done keeps its place, so that nothing moves under the caret."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[ShownRow] = []

    @property
    def settled(self) -> int:
        """How many rows wait no more."""
        return sum(not one.waits for one in self.rows)

    def begin(self) -> None:
        """Forget what was shown."""
        self.beginResetModel()
        self.rows = []
        self.endResetModel()

    def show(self, rows: Sequence[ShownRow]) -> None:
        """Take what is missing now: what is missing no more is done, what is new comes to its part."""
        wanted = {one.row.ref: one for one in rows}
        if not self.rows:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()
            return
        for at, one in enumerate(self.rows):
            now = wanted.pop(one.row.ref, None)
            if now is None:
                new = replace(one, settled=Settled.DONE)
            else:
                skipped = one.settled is Settled.SKIPPED
                new = replace(now, settled=Settled.SKIPPED if skipped else Settled.NOT_YET)
            if new != one:
                self.rows[at] = new
                self.dataChanged.emit(self.index(at, 0), self.index(at, 0))
        order = list(Part)
        for one in wanted.values():
            place = order.index(one.row.part)
            at = sum(order.index(other.row.part) <= place for other in self.rows)
            self.beginInsertRows(QModelIndex(), at, at)
            self.rows.insert(at, one)
            self.endInsertRows()

    def skip(self, at: int) -> None:
        """Leave a row as it is, or take it up again."""
        one = self.rows[at]
        if one.settled is not Settled.DONE:
            skipped = one.settled is Settled.SKIPPED
            self.rows[at] = replace(one, settled=Settled.NOT_YET if skipped else Settled.SKIPPED)
            self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def next_waiting(self, after: int) -> int:
        """Return the next row that waits, from a place on and round; -1 when none does."""
        count = len(self.rows)
        places = [(after + step) % count for step in range(1, count + 1)] if count else []
        return next((at for at in places if self.rows[at].waits), -1)

    def heading(self, at: int) -> str:
        """Return the heading above a row, where a part begins."""
        part = self.rows[at].row.part
        first = at == 0 or self.rows[at - 1].row.part is not part
        return self.part_words(part) if first else ""

    def part_words(self, part: Part) -> str:
        """Return a part's name on screen."""
        return {
            Part.VOTES: self.tr("Votes and decisions"),
            Part.COMMITMENTS: self.tr("Who will do what"),
            Part.ITEMS: self.tr("What was said"),
            Part.PARKED: self.tr("Parked for later"),
            Part.AGENDA: self.tr("Agenda items that were not finished"),
            Part.PEOPLE: self.tr("People"),
        }[part]

    def needs(self, one: ShownRow) -> str:
        """Return what a row still needs, or what became of it."""
        if one.settled is Settled.DONE:
            return self.tr("Done")
        if one.settled is Settled.SKIPPED:
            return self.tr("Skipped")
        words = {
            Lack.LEVER: self.tr("lever"),
            Lack.OWNER: self.tr("owner"),
            Lack.DUE: self.tr("date"),
            Lack.OUTCOME: self.tr("outcome in words"),
            Lack.END: "",
        }
        lacks = [words[lack] for lack in one.row.lacks if words[lack]]
        return self.tr("Needs {what}").format(what=", ".join(lacks)) if lacks else ""

    def sentence(self, at: int) -> str:
        """Return a row as a screen reader reads it."""
        one = self.rows[at]
        name = one.row.title.rstrip(". ")
        parts = [self.heading(at), name, one.row.code, one.row.facts.rstrip("."), self.needs(one)]
        if one.waits:
            parts += [f"{key} {words}" for key, words in one.keys]
        return ". ".join(filter(None, parts))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's words."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()].row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(index.row())
        return None


class ReviewList(ProseList):
    """`pressed(ref, key)` carries each key that a row takes; Enter is opened, S is skipped.

    The current row stays current while it waits; when it is done the next one follows.
    """

    pressed = Signal(object, str)
    opened = Signal(object)
    moved = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent=parent)
        self.setAccessibleName(self.tr("What is missing"))
        self.rows = ReviewModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_ReviewDelegate(look, self))
        self.setSpacing(0)

    def current(self) -> ShownRow | None:
        """Return the row the keyboard is on."""
        at = self.currentIndex().row()
        return self.rows.rows[at] if 0 <= at < len(self.rows.rows) else None

    def go_on(self) -> None:
        """Go to the next row that waits, unless the current one still does."""
        one = self.current()
        if one is not None and one.waits:
            self.scrollTo(self.currentIndex())
            return
        at = self.rows.next_waiting(self.currentIndex().row())
        if at >= 0:
            self.setCurrentIndex(self.rows.index(at, 0))
            self.scrollTo(self.currentIndex())

    def press(self, key: str) -> None:
        """Do what a key does to the current row."""
        one = self.current()
        if one is None or key not in {known for known, _ in one.keys}:
            return
        if key == "S":
            self.rows.skip(self.currentIndex().row())
            self.go_on()
            self.moved.emit()
        elif one.settled is not Settled.DONE:
            self.pressed.emit(one.row.ref, key)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Say that another row has the keyboard."""
        super().currentChanged(current, previous)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read the keys of the rows; all else moves."""
        one = self.current()
        if one is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(one.row.ref)
            return
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        key = event.text().upper()
        if plain and one is not None and key in {known for known, _ in one.keys}:
            self.press(key)
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is double clicked."""
        super().mouseDoubleClickEvent(event)
        one = self.current()
        if one is not None and self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit(one.row.ref)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower list may need more lines."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _ReviewDelegate(RowDelegate):
    def __init__(self, look: Look, view: ReviewList) -> None:
        super().__init__(look, view)
        self._list = view

    def _lines(self, one: ShownRow, width: int) -> tuple[str, ...]:
        look = self._look
        room = max(width - look.px(_TEXT_LEFT + _RIGHT), look.px(60))
        title = f"{one.row.code}  {one.row.title}" if one.row.code else one.row.title
        return painting.wrap(look, title, "row", room, most=2)

    def _below(self, one: ShownRow, width: int) -> tuple[tuple[str, Role], ...]:
        """The lines below the title: facts and needs, side by side where they fit."""
        needs = self._list.rows.needs(one)
        tone: Role = "warning" if one.waits else "text3"
        facts = painting.one_line(one.row.facts)
        found: list[tuple[str, Role]] = [(facts, "text3")] if facts else []
        return (*found, *([(needs, tone)] if needs else []))

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        at = index.row()
        if at >= len(self._list.rows.rows):
            return QSize(10, 10)
        one, look = self._list.rows.rows[at], self._look
        width = self._list.viewport().width()
        high = len(self._lines(one, width)) * look.line("row") + look.px(2 * _PAD)
        high += len(self._below(one, width)) * look.line("caption") + look.px(4)
        high += look.px(_HEADING) if self._list.rows.heading(at) else 0
        return QSize(10, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        one, look = self._list.rows.rows[index.row()], self._look
        rect = QRectF(option.rect)
        heading = self._list.rows.heading(index.row())
        if heading:
            room = QRectF(
                rect.x() + look.px(12), rect.y() + look.px(12), rect.width(), look.line("label")
            )
            painting.text(painter, look, room, heading, "label_quiet", "text3")
            rect.setTop(rect.top() + look.px(_HEADING))
        ground = rect.adjusted(0, 1, 0, -1)
        painting.row_ground(
            painter,
            look,
            ground,
            look.px(RADIUS_ROW),
            selected=self._view.currentIndex() == index,
            hovered=self.under_pointer(option, index),
        )
        y = ground.y() + look.px(_PAD)
        self._paint_mark(painter, ground, y + look.line("row") / 2, one)
        x = ground.x() + look.px(_TEXT_LEFT)
        lines = self._lines(one, round(rect.width()))
        tone: Role = "text" if one.waits else "text3"
        y = painting.lines(painter, look, x, y, lines, "row", tone) + look.px(2)
        high = look.line("caption")
        for words, colour in self._below(one, round(rect.width())):
            room = QRectF(x, y, ground.right() - x - look.px(_RIGHT), high)
            painting.text(painter, look, room, words, "caption", colour)
            y += high
        self.paint_ring(painter, index, ground)

    def _paint_mark(self, painter: QPainter, ground: QRectF, middle: float, one: ShownRow) -> None:
        look, x = self._look, ground.x() + self._look.px(14)
        if one.settled is Settled.DONE:
            painting.icon(painter, look, "circle-check", "success", x, middle, 18)
            return
        if one.settled is Settled.SKIPPED:
            painting.icon(painter, look, "minus", "text3", x, middle, 18)
            return
        noun = one.row.ref.noun
        kind = KINDS.get(noun)
        icon = kind.icon if kind else _ICONS.get(noun, "circle-alert")
        painting.icon(painter, look, icon, kind.role if kind else "text2", x, middle, 18)


def ref_of(one: ShownRow | None) -> Ref | None:
    """Return the record of a row."""
    return one.row.ref if one is not None else None
