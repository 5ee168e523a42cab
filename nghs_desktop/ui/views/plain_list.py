"""A small list in sections, painted: icon or tick, name, facts, a word at the right end."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.look import LIST_ROW_HEIGHT, Look
from nghs_desktop.ui.models.plain import PlainModel, PlainRole, PlainRow
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.lists import ProseList, RowDelegate

_Index = QModelIndex | QPersistentModelIndex
_HEADING = 34


class PlainDelegate(RowDelegate):
    """Paints a row, with the heading of its section above the first of them."""

    def __init__(self, look: Look, view: PlainList) -> None:
        super().__init__(look, view)
        self._list = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """62 px, and more where a section begins."""
        above = _HEADING if index.data(PlainRole.HEADING) else 0
        return QSize(10, self._look.px(LIST_ROW_HEIGHT) + self._look.px(above))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        row, look = index.data(PlainRole.ROW), self._look
        if not isinstance(row, PlainRow):
            return
        rect = QRectF(option.rect)
        heading = str(index.data(PlainRole.HEADING) or "")
        if heading:
            room = QRectF(rect.x() + look.px(2), rect.y(), rect.width(), look.px(_HEADING))
            painting.text(painter, look, room, heading, "label_quiet", "text3")
            rect.setTop(rect.top() + look.px(_HEADING))
        ground = rect.adjusted(0, 0, 0, -look.px(2))
        ticked = bool(index.data(PlainRole.TICKED))
        hovered = self.under_pointer(option, index)
        chosen = ticked or self._view.currentIndex() == index
        painting.row_ground(painter, look, ground, look.px(10), selected=chosen, hovered=hovered)
        self._paint_start(painter, ground, row, ticked=ticked, hovered=hovered)
        self._paint_words(painter, ground, row)
        self.paint_ring(painter, index, ground)

    def _paint_start(
        self, painter: QPainter, ground: QRectF, row: PlainRow, *, ticked: bool, hovered: bool
    ) -> None:
        look = self._look
        x = ground.x() + look.px(13)
        has_facts = bool(row.facts or row.right)
        middle = ground.y() + look.px(20) if has_facts else ground.center().y()
        if self._list.can_tick and (hovered or self._list.is_ticking):
            painting.tick_box(painter, look, x, middle, ticked)
            return
        kind = KINDS.get(row.ref.noun)
        tone: Role = kind.role if kind else "text2"
        name = kind.icon if kind else row.icon or "file-text"
        painting.icon(painter, look, name, tone, x, middle, 17)

    def _paint_words(self, painter: QPainter, ground: QRectF, row: PlainRow) -> None:
        look = self._look
        x = ground.x() + look.px(46)
        right = ground.right() - look.px(15)
        has_facts = bool(row.facts or row.right)
        middle = ground.y() + look.px(19) if has_facts else ground.center().y()
        line = look.line("row")
        room = QRectF(x, middle - line / 2, right - x, line)
        painting.text(painter, look, room, row.name, "row")
        below = ground.y() + look.px(42)
        if row.right:
            right = painting.time_text(painter, look, right, below, row.right) - look.px(12)
        if row.facts:
            line = look.line("caption")
            room = QRectF(x, below - line / 2, right - x, line)
            painting.text(painter, look, room, row.facts, "caption", "text3")


class PlainList(ProseList):
    """Enter opens; where rows can be ticked, Space ticks, Shift and arrows tick on, Ctrl+A all."""

    opened = Signal(QModelIndex)
    ticks_changed = Signal()

    def __init__(
        self, look: Look, name: str, *, can_tick: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, name, parent=parent)
        self.can_tick = can_tick
        self.last_was_key = False
        self.rows = PlainModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(PlainDelegate(look, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    @property
    def is_ticking(self) -> bool:
        """Whether anything is ticked."""
        return bool(self.rows.ticked)

    def current_row(self) -> PlainRow | None:
        """Return the row the keyboard is on."""
        at = self.currentIndex().row()
        return self.rows.rows[at] if 0 <= at < len(self.rows.rows) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open and tick by key."""
        self.last_was_key = True
        key, modifiers = event.key(), event.modifiers()
        at, last = self.currentIndex().row(), len(self.rows.rows) - 1
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at >= 0:
            self.opened.emit(self.currentIndex())
        elif not self.can_tick or at < 0:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.rows.toggle(at)
            self.ticks_changed.emit()
        elif key == Qt.Key.Key_A and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.rows.tick(range(last + 1))
            self.ticks_changed.emit()
        elif shift and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            to = min(max(at + (1 if key == Qt.Key.Key_Down else -1), 0), last)
            self.rows.tick((at, to))
            self.setCurrentIndex(self.rows.index(to, 0))
            self.ticks_changed.emit()
        else:
            super().keyPressEvent(event)

    def _in_tick(self, at: QPoint) -> bool:
        return self.can_tick and at.x() < self._look.px(40)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick with the box or Ctrl."""
        self.last_was_key = False
        at = event.position().toPoint()
        index = self.indexAt(at)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if index.isValid() and (self._in_tick(at) or (control and self.can_tick)):
            self.rows.toggle(index.row())
            self.ticks_changed.emit()
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setCurrentIndex(index)
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        is_click = event.button() == Qt.MouseButton.LeftButton and plain and not self._in_tick(at)
        if is_click and index.isValid() and index == self.currentIndex():
            self.opened.emit(index)
