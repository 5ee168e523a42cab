"""The right side of the meeting: the chosen item, or what this meeting holds and what is still owed.

It shows what it is told; what is asked for is told by signals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.spoken_dates import short_date
from nghs_desktop.services.api import Counts, ItemRow
from nghs_desktop.ui import painting
from nghs_desktop.ui.actions import Actions
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.look import RADIUS, Look
from nghs_desktop.ui.models.days import days_late
from nghs_desktop.ui.models.item_marks import late_by
from nghs_desktop.ui.models.stream import AnyIndex
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.labels import KeyCap, Label
from nghs_desktop.ui.widgets.lists import ProseList, RowDelegate

_KEYS = ("capture", "next_item", "more_time", "undo", "brief", "keys")
_TICK, _PITCH, _CAPTION = 34, 18, 16
NO_TOPICS: Mapping[str, str] = MappingProxyType({})


class KindCounts(QWidget):
    """One line for each kind that was written down: icon, word, number."""

    _ROW = 28

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._counts: list[tuple[str, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_counts(self, counts: Counts) -> None:
        """Count the kinds over all agenda items."""
        totals = dict.fromkeys(KINDS, 0)
        for by_noun in counts.values():
            for noun, number in by_noun.items():
                totals[noun] = totals.get(noun, 0) + number
        found = [(noun, number) for noun, number in totals.items() if number]
        if found != self._counts:
            self._counts = found
            spoken = ", ".join(f"{self._words(noun, n)}: {n}" for noun, n in found)
            self.setAccessibleName(spoken or self.tr("Nothing written down yet"))
            self.updateGeometry()
            self.update()

    def total(self) -> int:
        """Return how many items there are."""
        return sum(number for _, number in self._counts)

    def _words(self, noun: str, number: int) -> str:
        return KINDS[noun].word if number == 1 else KINDS[noun].plural

    def sizeHint(self) -> QSize:
        """A line for each kind, or one that says there is none."""
        return QSize(self._look.px(160), self._look.px(self._ROW) * max(len(self._counts), 1))

    def minimumSizeHint(self) -> QSize:
        """All lines."""
        return QSize(self._look.px(80), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines."""
        look, painter = self._look, QPainter(self)
        high = look.px(self._ROW)
        if not self._counts:
            room = QRectF(0, 0, self.width(), high)
            nothing = self.tr("Nothing written down yet.")
            painting.text(painter, look, room, nothing, "body", "text2")
        for at, (noun, number) in enumerate(self._counts):
            mark, middle = KINDS[noun], at * high + high / 2
            x = painting.icon(painter, look, mark.icon, mark.role, 0, middle, 16) + look.px(10)
            count = str(number)
            wide = look.metrics("strong").horizontalAdvance(count) + 2
            room = QRectF(x, at * high, self.width() - x - wide - look.px(8), high)
            painting.text(painter, look, room, self._words(noun, number), "body", "text2")
            place = QRectF(self.width() - wide, at * high, wide, high)
            painting.text(painter, look, place, count, "strong", elide=False)
        painter.end()


class _Carried(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[ItemRow, ...] = ()
        self.today = date.min
        self.topics: Mapping[str, str] = {}

    def show(self, rows: Sequence[ItemRow], today: date, topics: Mapping[str, str]) -> None:
        self.beginResetModel()
        self.rows, self.today, self.topics = tuple(rows), today, topics
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def facts(self, row: ItemRow) -> tuple[str, str]:
        """Return whose it is, and when it is or was due."""
        late = late_by(row, self.today)
        due = days_late(late) if late else ""
        if not due and row.due is not None:
            due = self.tr("due {day}").format(day=short_date(row.due, self.today))
        return row.owner or self.tr("Nobody yet"), due

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = ". ".join(filter(None, (*self.facts(row), self.topics.get(row.id))))
            return self.tr("Commitment: {title}. {said}. Space: done").format(
                title=row.title.rstrip("."), said=said
            )
        return None


class _CarriedDelegate(RowDelegate):
    def _lines(self, title: str) -> tuple[str, ...]:
        width = self._view.viewport().width() - self._look.px(_TICK + 6)
        return painting.wrap(self._look, title, "row", max(width, 1), most=2)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        lines = len(self._lines(str(index.data() or "")))
        height = self._look.px(8 + lines * _PITCH + _CAPTION + 9)
        return QSize(self._view.viewport().width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, _Carried):
            return
        look, row = self._look, model.rows[index.row()]
        rect = QRectF(option.rect).adjusted(0, 1, 0, -1)
        painter.save()
        self.paint_ground(painter, option, index, rect, RADIUS)
        top = rect.y() + look.px(7)
        middle = top + look.px(_PITCH / 2)
        painting.tick_box(painter, look, rect.x() + look.px(6), middle, False)
        left = rect.x() + look.px(_TICK)
        y = painting.lines(painter, look, left, top, self._lines(row.title), pitch=look.px(_PITCH))
        owner, due = model.facts(row)
        middle = y + look.px(_CAPTION / 2)
        x = painting.marked_word(painter, look, left, middle, owner)
        if due:
            tone: Role = "danger" if late_by(row, model.today) else "text3"
            painting.marked_word(
                painter, look, x + look.px(6), middle, f"·  {due}", tone=tone,
                most=rect.right() - x - look.px(10),
            )  # fmt: skip
        self.paint_ring(painter, index, rect, RADIUS)
        painter.restore()


class CarriedList(ProseList):
    """Commitments of earlier meetings. Space or a click on the box: done. Enter opens."""

    done = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "", parent=parent)
        self.setAccessibleName(self.tr("Still open from before"))
        self.rows = _Carried(self)
        self.setModel(self.rows)
        self.setItemDelegate(_CarriedDelegate(look, self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look.changed.connect(self.updateGeometry)

    def show_rows(self, rows: Sequence[ItemRow], today: date, topics: Mapping[str, str]) -> None:
        """Show these, each with the topic it belongs to."""
        self.rows.show(rows, today, topics)
        self.fit()

    def fit(self) -> None:
        """Take exactly the height of the rows."""
        option, delegate = QStyleOptionViewItem(), self.itemDelegate()
        indexes = [self.rows.index(row) for row in range(self.rows.rowCount())]
        height = sum(delegate.sizeHint(option, index).height() for index in indexes)
        self.setFixedHeight(height + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Titles may need other lines at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            QTimer.singleShot(0, self, self.fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Enter opens."""
        row = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() == Qt.Key.Key_Space and row >= 0:
            self.done.emit(self.rows.rows[row])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.opened.emit(self.rows.rows[row])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box ticks it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() < self._look.px(_TICK):
            self.done.emit(self.rows.rows[index.row()])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked twice."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.opened.emit(self.rows.rows[index.row()])


class Overview(QScrollArea):
    """What this meeting holds, what is still owed, and the keys."""

    opened = Signal(object)
    done = Signal(object)

    def __init__(self, look: Look, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        page = QWidget()
        page.setAutoFillBackground(False)
        column = QVBoxLayout(page)
        look.space(column, spacing=12)
        self._meeting = Card(look)
        inner = self._meeting.column(6)
        self.heading = Label(look, self.tr("This meeting"), "strong")
        self.counts = KindCounts(look)
        inner.addWidget(self.heading)
        inner.addWidget(self.counts)
        column.addWidget(self._meeting)
        self._owed = Card(look)
        inner = self._owed.column(4)
        inner.addWidget(Label(look, self.tr("Still open from before"), "strong", wrap=True))
        self.carried = CarriedList(look, self._owed)
        inner.addWidget(self.carried)
        column.addWidget(self._owed)
        column.addWidget(self._keys_card(actions))
        column.addStretch(1)
        self.setWidget(page)
        self.carried.opened.connect(self._open)
        self.carried.done.connect(self.done)
        self.show_carried((), date.min)

    def _keys_card(self, actions: Actions) -> Card:
        card = Card(self._look)
        column = card.column(8)
        column.addWidget(Label(self._look, self.tr("Keys"), "strong"))
        for name in _KEYS:
            keys = actions.shown_keys(name)
            if not keys:
                continue
            row = QHBoxLayout()
            self._look.space(row, spacing=8)
            words = Label(self._look, actions.spec(name).words, "caption", "text2", wrap=True)
            row.addWidget(words, 1)
            row.addWidget(KeyCap(self._look, keys), 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        return card

    def show_carried(
        self, rows: Sequence[ItemRow], today: date, topics: Mapping[str, str] = NO_TOPICS
    ) -> None:
        """Show the commitments that are still open; `topics` are what they belong to, by key."""
        self._owed.setVisible(bool(rows))
        self.carried.show_rows(rows, today, topics)

    def _open(self, row: ItemRow) -> None:
        self.opened.emit(Ref(row.noun, row.id))


class SidePanel(QWidget):
    """Holds the overview, and in its place whatever is put over it."""

    def __init__(self, look: Look, overview: Overview, parent: QWidget) -> None:
        super().__init__(parent)
        self.overview = overview
        self._stack = QStackedLayout(self)
        look.space(self._stack)
        self._stack.addWidget(overview)

    @property
    def panel(self) -> QWidget | None:
        """What stands in place of the overview, or None."""
        shown = self._stack.currentWidget()
        return shown if shown is not self.overview else None

    def set_side_panel(self, widget: QWidget | None) -> None:
        """Show a widget in place of the overview; None shows the overview again."""
        before = self.panel
        if widget is before:
            return
        if widget is not None and self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget or self.overview)

    def release(self, widget: QWidget) -> None:
        """Let a widget go that stands here, or stood; the overview takes its place."""
        if self.panel is widget:
            self._stack.setCurrentWidget(self.overview)
        self._stack.removeWidget(widget)
        widget.hide()
