"""A list of painted rows for panels: a mark, a title, a caption, and a heading where a part begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.look import RADIUS, Look
from nghs_desktop.ui.models.stream import AnyIndex
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.lists import ProseList, RowDelegate

_LEFT, _PITCH, _CAPTION, _PART = 34, 18, 16, 30


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `part` is the heading it stands under; `said` is what is read out beyond its words."""

    key: str
    title: str
    caption: str = ""
    icon: str = "circle"
    tone: Role = "text3"
    part: str = ""
    done: bool = False
    warning: bool = False
    said: str = ""


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        if [row.key for row in rows] == [row.key for row in self.rows]:
            self.rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def begins_part(self, row: int) -> str:
        part = self.rows[row].part
        return part if not row or self.rows[row - 1].part != part else ""

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = (row.title, row.caption.replace("  ·  ", ". "), row.said, row.part)
            return ". ".join(word.rstrip(".") for word in words if word)
        return None


class _RowDelegate(RowDelegate):
    def _lines(self, words: str, font: str = "row") -> tuple[str, ...]:
        width = max(self._view.viewport().width() - self._look.px(_LEFT + 6), 1)
        if font == "row":
            return painting.wrap(self._look, words, "row", width, most=3)
        return painting.wrap(self._look, words, "caption", width, most=3) if words else ()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        look, model = self._look, index.model()
        if not isinstance(model, _Rows):
            return QSize(0, 0)
        row = model.rows[index.row()]
        tall = 8 + len(self._lines(row.title)) * _PITCH + 9
        tall += len(self._lines(row.caption, "caption")) * _CAPTION
        tall += _PART if model.begins_part(index.row()) else 0
        return QSize(self._view.viewport().width(), look.px(tall))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, _Rows):
            return
        look, row = self._look, model.rows[index.row()]
        rect = QRectF(option.rect).adjusted(0, 1, 0, -1)
        painter.save()
        part = model.begins_part(index.row())
        if part:
            room = QRectF(rect.x() + look.px(6), rect.y() + look.px(8), rect.width(), look.px(20))
            painting.text(painter, look, room, part, "label", "text3")
            rect.setTop(rect.y() + look.px(_PART))
        self.paint_ground(painter, option, index, rect, RADIUS)
        top, left = rect.y() + look.px(7), rect.x() + look.px(_LEFT)
        middle = top + look.px(_PITCH / 2)
        painting.icon(painter, look, row.icon, row.tone, rect.x() + look.px(7), middle, 17)
        tone: Role = "text3" if row.done else "text"
        y = painting.lines(
            painter, look, left, top, self._lines(row.title), tone=tone, pitch=look.px(_PITCH)
        )
        said: Role = "warning" if row.warning else "text3"
        caption = self._lines(row.caption, "caption")
        painting.lines(painter, look, left, y, caption, "caption", said, pitch=look.px(_CAPTION))
        self.paint_ring(painter, index, rect, RADIUS)
        painter.restore()


class RowList(ProseList):
    """Rows as tall as they need, never scrolling by itself. Enter opens, Space or its mark ticks."""

    opened = Signal(str)
    ticked = Signal(str)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, parent=parent)
        self.rows = _Rows(self)
        self.setModel(self.rows)
        self.setItemDelegate(_RowDelegate(look, self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look.changed.connect(self._fit_soon)
        self.fit()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these; stay on the row with the same key."""
        key, at = self.current_key(), self.currentIndex().row()
        self.rows.show(rows)
        keys = [row.key for row in rows]
        if rows and at >= 0:
            row = keys.index(key) if key in keys else min(at, len(rows) - 1)
            self.setCurrentIndex(self.rows.index(row))
        self.fit()

    def current_key(self) -> str:
        """Return the key of the row the keyboard is on, or nothing."""
        row = self.currentIndex().row()
        return self.rows.rows[row].key if 0 <= row < len(self.rows.rows) else ""

    def keys(self) -> list[str]:
        """Return the keys as shown."""
        return [row.key for row in self.rows.rows]

    def choose(self, key: str) -> None:
        """Put the keyboard's row on a key."""
        if key in self.keys():
            self.setCurrentIndex(self.rows.index(self.keys().index(key)))

    def fit(self) -> None:
        """Take exactly the height of the rows."""
        option, delegate = QStyleOptionViewItem(), self.itemDelegate()
        indexes = [self.rows.index(row) for row in range(self.rows.rowCount())]
        height = sum(delegate.sizeHint(option, index).height() for index in indexes)
        self.setFixedHeight(height + 2)
        self.setVisible(bool(indexes)) if self.parent() is not None else None

    def _fit_soon(self) -> None:
        QTimer.singleShot(0, self, self.fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words may need other lines at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self._fit_soon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Enter opens; Esc belongs to the window."""
        key = self.current_key()
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() == Qt.Key.Key_Space and key:
            self.ticked.emit(key)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and key:
            self.opened.emit(key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the mark ticks, one on the words opens."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        key = self.rows.rows[index.row()].key
        if event.position().x() < self._look.px(_LEFT):
            self.ticked.emit(key)
        else:
            self.opened.emit(key)
