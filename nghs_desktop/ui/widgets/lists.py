"""The list every painted list is built on: focus never lands on nothing, letters stay free."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from nghs_desktop.ui import painting
from nghs_desktop.ui.look import RADIUS_ROW, Look

AnyIndex = QModelIndex | QPersistentModelIndex


class ProseList(QListView):
    """One column of painted rows. The model gives each row a sentence for a screen reader
    (`Qt.ItemDataRole.AccessibleTextRole`); the delegate paints it.
    """

    def __init__(
        self, look: Look, name: str, *, from_end: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._from_end = from_end
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.verticalScrollBar().setSingleStep(self._look.px(24))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: single letters are commands while a list has the keyboard."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pick the first row (or the newest, at the end) when none is current."""
        super().focusInEvent(event)
        model = self.model()
        if model is not None and not self.currentIndex().isValid() and model.rowCount() > 0:
            row = model.rowCount() - 1 if self._from_end else 0
            self.setCurrentIndex(model.index(row, 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()


class RowDelegate(QStyledItemDelegate):
    """What painted rows share: the ground under a row and the ring of the keyboard."""

    def __init__(self, look: Look, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def under_pointer(self, option: QStyleOptionViewItem, index: AnyIndex) -> bool:
        """Whether the pointer is over this row."""
        viewport = self._view.viewport()
        at = viewport.mapFromGlobal(viewport.cursor().pos())
        return viewport.underMouse() and option.rect.contains(at)

    def is_selected(self, index: AnyIndex) -> bool:
        """Whether the row is selected."""
        selection = self._view.selectionModel()
        return selection is not None and selection.isSelected(index)

    def has_keyboard(self, index: AnyIndex) -> bool:
        """Whether the keyboard is on this row."""
        return self._view.hasFocus() and self._view.currentIndex() == index

    def paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: AnyIndex,
        rect: QRect | QRectF,
        radius: float = RADIUS_ROW,
    ) -> None:
        """Paint what lies under the row."""
        painting.row_ground(
            painter,
            self._look,
            QRectF(rect),
            self._look.px(radius),
            selected=self.is_selected(index),
            hovered=self.under_pointer(option, index),
        )

    def paint_ring(
        self,
        painter: QPainter,
        index: AnyIndex,
        rect: QRect | QRectF,
        radius: float = RADIUS_ROW,
    ) -> None:
        """Paint the focus ring over the row, if the keyboard is on it."""
        if self.has_keyboard(index):
            painting.focus_ring(painter, self._look, QRectF(rect), self._look.px(radius))
