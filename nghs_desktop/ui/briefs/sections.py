"""The sections of a brief: ticked or not, in an order, by key and by mouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.actions import Actions
from nghs_desktop.ui.briefs.wording import items_words
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.lists import AnyIndex, ProseList, RowDelegate

Chosen = tuple[tuple[str, bool], ...]
_KINDS = {
    "barriers": "barrier",
    "problem": "barrier",
    "practices": "practice",
    "commitments": "commitment",
    "recognitions": "recognition",
    "decisions": "decision",
    "focus": "focus",
}
_ICONS = {
    "sources": "library",
    "topics": "library",
    "notes": "list",
    "contents": "list",
    "index": "list",
    "heard": "message-square",
    "said": "quote",
    "advice": "lightbulb",
    "recommendation": "lightbulb",
    "ask": "send",
    "answer": "pencil",
    "numbers": "trending-up",
    "figures": "trending-up",
    "glance": "trending-up",
    "evidence": "search",
    "data": "chart-column",
    "candidates": "chart-column",
    "next": "calendar",
    "held": "calendar",
    "hours": "clock",
    "members": "users",
    "dissent": "users",
    "question": "circle-question-mark",
    "why": "circle-question-mark",
    "options": "layers",
    "components": "layers",
    "tried": "history",
    "start": "play",
    "more": "link",
    "middle": "award",
    "strengths": "star",
    "growth": "arrow-up",
}
"""Icons of sections by key; a section that is not named here has a sheet."""
_COUNTED = frozenset(_KINDS) | {"sources", "notes", "topics"}
"""Sections of which "0 items" is worth saying."""
KEY_ROLE = Qt.ItemDataRole.UserRole
TICKED_ROLE = Qt.ItemDataRole.UserRole + 1
COUNT_ROLE = Qt.ItemDataRole.UserRole + 2
_NOWHERE = QModelIndex()
ROW_HEIGHT = 30


def section_icon(key: str) -> str:
    """Return the icon of a section: its kind's, where it has one."""
    kind = KINDS.get(_KINDS.get(key, ""))
    return _ICONS.get(key) or (kind.icon if kind else "file-text")


class SectionModel(QAbstractListModel):
    """Keys and ticks in order, with the number of items of each where there is one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, bool]] = []
        self._counts: Mapping[str, int] = {}
        self._labels: Mapping[str, str] = {}

    @property
    def chosen(self) -> Chosen:
        """The keys with their ticks, in order."""
        return tuple(self._rows)

    def show_sections(self, chosen: Sequence[tuple[str, bool]], labels: Mapping[str, str]) -> None:
        """Show sections as a brief keeps them; nothing moves when they are the same."""
        named, self._labels = dict(labels) == self._labels, dict(labels)
        if list(chosen) == self._rows:
            if not named:
                self._told(0, len(self._rows) - 1)
            return
        if [key for key, _ in chosen] == [key for key, _ in self._rows]:
            self._rows = list(chosen)
            self._told(0, len(self._rows) - 1)
            return
        self.beginResetModel()
        self._rows = list(chosen)
        self.endResetModel()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many items each section has."""
        self._counts = dict(counts)
        self._told(0, len(self._rows) - 1)

    def row_of(self, key: str) -> int:
        """Return the row of a section, or -1."""
        return next((row for row, (one, _) in enumerate(self._rows) if one == key), -1)

    def tick(self, row: int) -> None:
        """Turn a section on or off."""
        key, ticked = self._rows[row]
        self._rows[row] = (key, not ticked)
        self._told(row, row)

    def move(self, row: int, to: int) -> bool:
        """Put a row where another is; say whether it moved."""
        if row == to or not (0 <= row < len(self._rows) and 0 <= to < len(self._rows)):
            return False
        self.beginMoveRows(_NOWHERE, row, row, _NOWHERE, to + 1 if to > row else to)
        self._rows.insert(to, self._rows.pop(row))
        self.endMoveRows()
        self._told(0, len(self._rows) - 1)
        return True

    def _told(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

    # -- Qt ----------------------------------------------------------------------------
    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """One row a section."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a section's name, tick, count, and the sentence that says it all."""
        if not index.isValid():
            return None
        key, ticked = self._rows[index.row()]
        label = self._labels.get(key, key)
        count = self._counts.get(key)
        if not count and key not in _COUNTED:
            count = None
        if role == Qt.ItemDataRole.DisplayRole:
            return label
        if role == KEY_ROLE:
            return key
        if role == TICKED_ROLE:
            return ticked
        if role == COUNT_ROLE:
            return "" if count is None else items_words(count)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self.tr("{section}, printed.") if ticked else self.tr("{section}, left out.")
            parts = [words.format(section=label)]
            if count is not None:
                parts.append(f"{items_words(count)}.")
            place = self.tr("Place {place} of {all}.")
            parts.append(place.format(place=index.row() + 1, all=len(self._rows)))
            return " ".join(parts)
        return None


class _SectionDelegate(RowDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self._look.px(200), self._look.px(ROW_HEIGHT))

    def editorEvent(
        self,
        event: Any,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        look, painter_rect = self._look, QRectF(option.rect)
        rect = painter_rect.adjusted(0, 1, 0, -1)
        painter.save()
        self.paint_ground(painter, option, index, rect, 8)
        ticked, middle = bool(index.data(TICKED_ROLE)), rect.center().y()
        x = painting.tick_box(painter, look, rect.x() + look.px(8), middle, ticked) + look.px(10)
        tone: Role = "text2" if ticked else "text3"
        icon = section_icon(str(index.data(KEY_ROLE)))
        x = painting.icon(painter, look, icon, tone, x, middle, 16) + look.px(10)
        count = str(index.data(COUNT_ROLE))
        right = rect.right() - look.px(8)
        if count:
            right = painting.time_text(painter, look, right, middle, count) - look.px(8)
        room = QRectF(x, rect.y(), right - x, rect.height())
        name = str(index.data())
        painting.text(painter, look, room, name, "row", "text" if ticked else "text2")
        self.paint_ring(painter, index, rect, 8)
        painter.restore()


class SectionList(ProseList):
    """The list: Space or a click ticks, dragging or Alt and an arrow moves, Enter goes to the words
    of a section."""

    changed = Signal(str)
    opened = Signal(str)

    def __init__(self, look: Look, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent=parent)
        self.setAccessibleName(self.tr("Sections of the brief"))
        self.sections = SectionModel(self)
        self.setModel(self.sections)
        self.setItemDelegate(_SectionDelegate(look, self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(self.SelectionMode.NoSelection)
        self._pressed: QPoint | None = None
        self._dragged = -1
        actions.on("tick", self, self.tick)
        actions.on("move_up", self, self.move_up)
        actions.on("move_down", self, self.move_down)
        for change in (self.sections.modelReset, self.sections.rowsMoved):
            change.connect(self._measure)
        look.follow(self, self._measure)

    def _measure(self) -> None:
        self.setFixedHeight(self.sections.rowCount() * self._look.px(ROW_HEIGHT) + 2)

    @property
    def is_carrying(self) -> bool:
        """Whether a section is in hand."""
        return self._dragged >= 0

    def go_to(self, key: str) -> None:
        """Put the keyboard on a section."""
        row = self.sections.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self.sections.index(row, 0))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def tick(self) -> None:
        """Turn the current section on or off."""
        row = self.currentIndex().row()
        if row >= 0:
            self.sections.tick(row)
            self._tell(row)

    def move_up(self) -> None:
        """Move the current section one place up."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the current section one place down."""
        self._move(1)

    def _move(self, step: int) -> None:
        row = self.currentIndex().row()
        if row >= 0 and self.sections.move(row, row + step):
            self._tell(row + step)

    def _tell(self, row: int) -> None:
        index = self.sections.index(row, 0)
        announce(self, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        self.changed.emit(str(index.data()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the words of a section on Enter."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(str(index.data(KEY_ROLE)))
        else:
            super().keyPressEvent(event)

    # -- mouse -------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a section in hand."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            self._dragged = -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the section along: the others make room at once."""
        at = event.position().toPoint()
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._dragged < 0 and far:
            self._dragged = self.indexAt(self._pressed).row()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragged >= 0:
            last = self.sections.rowCount() - 1
            to = min(max(at.y() // max(self._look.px(ROW_HEIGHT), 1), 0), last)
            if self.sections.move(self._dragged, to):
                self._dragged = to
                self.setCurrentIndex(self.sections.index(to, 0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the section go where it is, or tick it when it was not carried."""
        pressed, dragged = self._pressed, self._dragged
        self._pressed, self._dragged = None, -1
        self.viewport().unsetCursor()
        super().mouseReleaseEvent(event)
        if pressed is None:
            return
        if dragged >= 0:
            self._tell(dragged)
        elif self.indexAt(pressed).isValid() and self.indexAt(pressed) == self.indexAt(
            event.position().toPoint()
        ):
            self.tick()
