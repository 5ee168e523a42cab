"""The lists of scripts: the library's, and the steps of one script. Painted rows; what is done with them
is told by signals."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QDropEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from nghs_desktop.domain.protocols import problems
from nghs_desktop.services.api import Script, time_words
from nghs_desktop.ui import painting
from nghs_desktop.ui.look import RADIUS, Look
from nghs_desktop.ui.models.stream import label_word
from nghs_desktop.ui.widgets.lists import ProseList, RowDelegate

_Index = QModelIndex | QPersistentModelIndex
_PITCH, _CAPTION, _LEFT = 18, 16, 34
_DRAG = Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled


class RowsModel(QAbstractListModel):
    """Rows of two lines: words and facts, with the sentence a screen reader says."""

    def __init__(self, parent: QObject, *, moves: bool = False) -> None:
        super().__init__(parent)
        self._moves = moves
        self.rows: tuple[tuple[str, str, str], ...] = ()

    def show(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Show rows of a number, words and facts."""
        if tuple(rows) == self.rows:
            return
        if len(rows) == len(self.rows):
            self.rows = tuple(rows)
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's words, or its sentence."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        number, words, facts = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{number}. {words}" if number else words
            return ". ".join(filter(None, (said.rstrip("."), facts)))
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows can be chosen, and moved where that is meant."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled if self._moves else Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | _DRAG if self._moves else usual

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are moved, never copied."""
        return Qt.DropAction.MoveAction


class _Delegate(RowDelegate):
    def __init__(self, look: Look, view: RowList) -> None:
        super().__init__(look, view)
        self._list = view

    def _lines(self, words: str, facts: str) -> tuple[str, ...]:
        width = self._view.viewport().width() - self._look.px(self._list.left + 10)
        if self._list.short:
            width -= round(self._beside(facts))
        return painting.wrap(self._look, words, "row", max(width, 1), most=2)

    def _beside(self, facts: str) -> float:
        return self._look.metrics("caption").horizontalAdvance(facts) + self._look.px(12)

    def _facts(self, index: _Index) -> str:
        model = index.model()
        return model.rows[index.row()][2] if isinstance(model, RowsModel) else ""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        lines = len(self._lines(str(index.data() or ""), self._facts(index)))
        below = 8 if self._list.short else _CAPTION + 9
        height = self._look.px(7 + lines * _PITCH + below)
        return QSize(self._view.viewport().width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, RowsModel):
            return
        look = self._look
        number, words, facts = model.rows[index.row()]
        rect = QRectF(option.rect).adjusted(0, 1, 0, -1)
        painter.save()
        self.paint_ground(painter, option, index, rect, RADIUS)
        top, left = rect.y() + look.px(7), rect.x() + look.px(self._list.left)
        if number:
            room = QRectF(rect.x() + look.px(10), top, look.px(_LEFT - 12), look.px(_PITCH))
            painting.text(painter, look, room, number, "label", "text3", elide=False)
        lines = self._lines(words, facts)
        y = painting.lines(painter, look, left, top, lines, pitch=look.px(_PITCH))
        if self._list.short:
            right = rect.right() - look.px(10)
            painting.time_text(painter, look, right, top + look.px(_PITCH / 2), facts)
        else:
            room = QRectF(left, y, rect.right() - left - look.px(8), look.px(_CAPTION))
            painting.text(painter, look, room, facts, "caption", "text3")
        self.paint_ring(painter, index, rect, RADIUS)
        painter.restore()


class RowList(ProseList):
    """As tall as its rows. Enter takes one; where rows move, they are dragged or moved by key.

    `short` rows have their facts at the right end instead of below.
    """

    taken = Signal(int)
    chosen = Signal(int)
    moved = Signal(int, int)

    def __init__(
        self, look: Look, name: str, parent: QWidget, *, moves: bool = False, short: bool = False
    ) -> None:
        super().__init__(look, name, parent=parent)
        self.short = short
        self.left = _LEFT if moves else 10
        self.model_ = RowsModel(self, moves=moves)
        self.setModel(self.model_)
        self.setItemDelegate(_Delegate(look, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if moves:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.setDropIndicatorShown(True)
        self.selectionModel().currentChanged.connect(self._tell)
        look.changed.connect(self._fit_soon)

    def show_rows(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Show these; the row that was current stays so where there is one."""
        at = self.currentIndex().row()
        self.model_.show(rows)
        if rows and at >= 0 and not self.currentIndex().isValid():
            self.setCurrentIndex(self.model_.index(min(at, len(rows) - 1)))
        self.fit()

    def go_to(self, row: int) -> None:
        """Make a row the current one."""
        if 0 <= row < self.model_.rowCount():
            self.setCurrentIndex(self.model_.index(row))

    def current(self) -> int:
        """Return the current row, -1 when there is none."""
        return self.currentIndex().row()

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.row())

    def fit(self) -> None:
        """Take exactly the height of the rows."""
        option, delegate = QStyleOptionViewItem(), self.itemDelegate()
        rows = range(self.model_.rowCount())
        height = sum(delegate.sizeHint(option, self.model_.index(row)).height() for row in rows)
        self.setFixedHeight(max(height + 2, self._look.px(32)))
        self.scheduleDelayedItemsLayout()

    def _fit_soon(self) -> None:
        QTimer.singleShot(0, self, self.fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words may need other lines at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_soon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the row; Esc belongs to the window."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() >= 0:
            self.taken.emit(self.current())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take what was clicked twice."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.taken.emit(index.row())

    def dropEvent(self, event: QDropEvent) -> None:
        """Move the dragged row to where it was dropped."""
        row = self.current()
        at = self.indexAt(event.position().toPoint())
        to = at.row() if at.isValid() else self.model_.rowCount() - 1
        if at.isValid():
            below = event.position().y() > self.visualRect(at).center().y()
            to = at.row() + int(below)
            to -= int(to > row)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if row >= 0 and to != row:
            self.moved.emit(row, to)


class ScriptList(RowList):
    """Scripts with their minutes."""

    def show_scripts(self, found: Sequence[Script]) -> None:
        """Show these scripts."""
        self.show_rows([("", self._name(script), self._facts(script)) for script in found])

    def _name(self, script: Script) -> str:
        return script.template.name or self.tr("No name")

    def _facts(self, script: Script) -> str:
        protocol = script.protocol
        count = len(protocol.steps)
        steps = self.tr("1 step") if count == 1 else self.tr("{n} steps").format(n=count)
        facts = [self.tr("{n} min").format(n=protocol.minutes)]
        if not self.short:
            facts.append(steps)
        if problems(protocol):
            facts.append(self.tr("cannot run yet"))
        return "  ·  ".join(facts)


class StepList(RowList):
    """The steps of a script, in order."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(look, name, parent, moves=True)

    def show_steps(self, script: Script) -> None:
        """Show a script's steps."""
        rows = []
        for number, step in enumerate(script.steps, start=1):
            facts = [time_words(step.seconds or 0), step.role, label_word(step.label)]
            words = step.title or self.tr("No title")
            rows.append((str(number), words, "  ·  ".join(filter(None, facts))))
        self.show_rows(rows)
