"""A list whose rows all have one height, so that a million of them cost as much as ten: nothing is
laid out or remembered per row. Qt's own list walks over all rows whenever one comes or goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.lists import ProseList

_Index = QModelIndex | QPersistentModelIndex
_Hint = QAbstractItemView.ScrollHint
_Move = QAbstractItemView.CursorAction


class UniformList(ProseList):
    """Rows of one height (px at 100 %). What is on screen stays there when rows come or go above."""

    # Qt asks for geometry while the base class is being made, before this class has any attribute.
    _high = 1

    def __init__(
        self, look: Look, name: str, row_height: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, name, parent=parent)
        self._row_height = row_height
        self.setUniformItemSizes(True)
        look.follow(self, self._measure)

    def _measure(self) -> None:
        self._high = max(1, self._look.px(self._row_height))
        self.scheduleDelayedItemsLayout()

    @property
    def row_height(self) -> int:
        """How high a row is, in px on this screen."""
        return self._high

    def _count(self) -> int:
        model = self.model()
        return model.rowCount(self.rootIndex()) if model is not None else 0

    # -- where rows are ------------------------------------------------------------------
    def doItemsLayout(self) -> None:
        """Fit the scroll bar; there is nothing else to lay out."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """Fit the scroll bar to rows and height."""
        bar, high = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(high)
        bar.setSingleStep(self.row_height // 2)
        bar.setRange(0, max(0, self._count() * self.row_height - high))
        QAbstractItemView.updateGeometries(self)

    def horizontalOffset(self) -> int:
        """Never moved sideways."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far the rows are scrolled, in px."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: _Index) -> bool:
        """No row is hidden."""
        return False

    def visualRect(self, index: _Index) -> QRect:
        """Return where a row is in the viewport."""
        if not index.isValid():
            return QRect()
        top = index.row() * self.row_height - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self.row_height)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the row at a place of the viewport."""
        row = (point.y() + self.verticalOffset()) // self.row_height
        if 0 <= row < self._count():
            return self.model().index(row, 0, self.rootIndex())
        return QModelIndex()

    def first_shown(self) -> int:
        """Return the first row on screen."""
        return self.verticalOffset() // self.row_height

    def last_shown(self) -> int:
        """Return the last row on screen, -1 when there is none."""
        end = self.verticalOffset() + self.viewport().height() - 1
        return min(end // self.row_height, self._count() - 1)

    def scrollTo(self, index: _Index, hint: _Hint = _Hint.EnsureVisible) -> None:
        """Bring a row on screen."""
        if not index.isValid():
            return
        # The bar must know all rows before it can go to one.
        self.executeDelayedItemsLayout()
        top, high = index.row() * self.row_height, self.viewport().height()
        bar = self.verticalScrollBar()
        if hint == _Hint.PositionAtTop:
            bar.setValue(top)
        elif hint == _Hint.PositionAtCenter:
            bar.setValue(top - (high - self.row_height) // 2)
        elif top < bar.value():
            bar.setValue(top)
        elif top + self.row_height > bar.value() + high:
            bar.setValue(top + self.row_height - high)

    # -- keyboard and selection ----------------------------------------------------------
    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return the row a key goes to."""
        count = self._count()
        if not count:
            return QModelIndex()
        page = max(1, self.viewport().height() // self.row_height - 1)
        at = self.currentIndex().row()
        steps = {
            _Move.MoveUp: at - 1,
            _Move.MovePrevious: at - 1,
            _Move.MoveDown: at + 1,
            _Move.MoveNext: at + 1,
            _Move.MovePageUp: at - page,
            _Move.MovePageDown: at + page,
            _Move.MoveHome: 0,
            _Move.MoveEnd: count - 1,
        }
        row = min(max(steps.get(action, at), 0), count - 1)
        return self.model().index(row, 0, self.rootIndex())

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the rows a rectangle of the viewport touches."""
        first, last = self.indexAt(rect.topLeft()), self.indexAt(rect.bottomLeft())
        if first.isValid() and last.isValid():
            self.selectionModel().select(QItemSelection(first, last), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return what a selection covers of the viewport."""
        region = QRegion()
        shown = range(self.first_shown(), self.last_shown() + 1)
        for row in shown:
            index = self.model().index(row, 0, self.rootIndex())
            if selection.contains(index):
                region += self.visualRect(index)
        return region

    # -- changes -------------------------------------------------------------------------
    def dataChanged(
        self, top_left: _Index, bottom_right: _Index, roles: Sequence[int] = ()
    ) -> None:
        """Paint again; heights never change."""
        QAbstractItemView.dataChanged(self, top_left, bottom_right, roles)

    def rowsInserted(self, parent: _Index, start: int, end: int) -> None:
        """Keep what is on screen where it is when rows come above it."""
        offset = self.verticalOffset()
        QListView.rowsInserted(self, parent, start, end)
        if offset and start * self.row_height <= offset:
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(offset + (end - start + 1) * self.row_height)

    def rowsAboutToBeRemoved(self, parent: _Index, start: int, end: int) -> None:
        """Keep what is on screen where it is when rows go above it."""
        QListView.rowsAboutToBeRemoved(self, parent, start, end)
        above = min(end + 1, self.first_shown()) - start
        if above > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - above * self.row_height)

    # -- painting ------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows on screen."""
        self.executeDelayedItemsLayout()
        model = self.model()
        if model is None:
            return
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        delegate, area = self.itemDelegate(), event.rect()
        offset, high = self.verticalOffset(), self.row_height
        first = max(0, (area.top() + offset) // high)
        last = min((area.bottom() + offset) // high, self._count() - 1)
        state = option.state & ~QStyle.StateFlag.State_HasFocus
        for row in range(first, last + 1):
            index = model.index(row, 0, self.rootIndex())
            option.rect = QRect(0, row * high - offset, self.viewport().width(), high)
            option.state = state
            delegate.paint(painter, option, index)
        painter.end()
