"""What happened to a record, in words: each line can be taken back, by Enter or by the mouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyleOptionViewItem, QWidget

from nghs_desktop.services.api import Deed, StoryLine
from nghs_desktop.ui import painting
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.models.days import row_moment, whole_moment
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.lists import ProseList, RowDelegate

_Index = QModelIndex | QPersistentModelIndex
_ICONS: Mapping[Deed, str] = MappingProxyType(
    {
        Deed.MADE: "plus",
        Deed.CHANGED: "pencil",
        Deed.LINKED: "link",
        Deed.UNLINKED: "minus",
        Deed.TRASHED: "trash-2",
        Deed.RESTORED: "rotate-ccw",
    }
)
_FIELD_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "status": "circle-dot",
        "dots": "vote",
        "for_brief": "file-text",
        "pinned": "pin",
        "owner_id": "user",
        "due": "calendar",
        "impact": "trending-up",
        "lever_id": "layers",
    }
)
_SHORT = 6


class _Lines(QAbstractListModel):
    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.lines: tuple[StoryLine, ...] = ()

    def show(self, lines: Sequence[StoryLine]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.sentence
        if role == Qt.ItemDataRole.ToolTipRole:
            return whole_moment(line.at, self._context.now())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            when = row_moment(line.at, self._context.now())
            can = self.tr("Enter takes it back.") if line.can_take_back else ""
            return f"{line.sentence}. {when}. {can}".strip()
        return None


class HistoryList(ProseList):
    """The lines, newest first; as high as its lines are. `take_back(StoryLine)` asks for undoing."""

    take_back = Signal(object)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(context.look, "", parent=parent)
        self.setAccessibleName(self.tr("History"))
        self._context = context
        self._model = _Lines(context, self)
        self._all: tuple[StoryLine, ...] = ()
        self._short = True
        self.setModel(self._model)
        self.setItemDelegate(_LineDelegate(context, self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        context.look.changed.connect(self._fit)

    @property
    def lines(self) -> tuple[StoryLine, ...]:
        """The lines on screen."""
        return self._model.lines

    @property
    def hidden_count(self) -> int:
        """How many older lines are not shown."""
        return len(self._all) - len(self._model.lines)

    def show_lines(self, lines: Sequence[StoryLine]) -> None:
        """Show a record's history, the newest few at first."""
        at = self.currentIndex().row()
        self._all = tuple(lines)
        self._model.show(self._all[:_SHORT] if self._short else self._all)
        if 0 <= at < len(self._model.lines):
            self.setCurrentIndex(self._model.index(at, 0))
        self._fit()

    def shorten(self, short: bool) -> None:
        """Show the newest few or all."""
        self._short = short
        self.show_lines(self._all)

    def _fit(self) -> None:
        heights = (self.sizeHintForRow(row) for row in range(self._model.rowCount()))
        self.setFixedHeight(max(sum(heights), 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower list may need more lines."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the current line back on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget which line was current, so that nothing offers itself."""
        super().focusOutEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take a line back where its button is."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        if self.on_button(at):
            self._ask(self.indexAt(at).row())

    def on_button(self, at: QPoint) -> bool:
        """Whether a place is on a line's button."""
        index = self.indexAt(at)
        if not index.isValid():
            return False
        rect = self.visualRect(index)
        return at.x() > rect.right() - take_back_width(self._context.look, self.words())

    def words(self) -> str:
        """Return what the button of a line says."""
        return self.tr("Take back")

    def _ask(self, row: int) -> None:
        if 0 <= row < len(self._model.lines) and self._model.lines[row].can_take_back:
            self.take_back.emit(self._model.lines[row])


def take_back_width(look: Look, words: str) -> int:
    """Return how wide the button of a line is, in px."""
    return round(look.metrics("label").horizontalAdvance(words)) + look.px(30)


class _LineDelegate(RowDelegate):
    def __init__(self, context: ViewContext, view: HistoryList) -> None:
        super().__init__(context.look, view)
        self._context, self._history = context, view

    def _room(self, width: int) -> float:
        return width - self._look.px(32) - self._look.px(64)

    def _wrapped(self, line: StoryLine, width: int) -> tuple[str, ...]:
        return painting.wrap(self._look, line.sentence, "body", max(self._room(width), 40.0))

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        lines = self._history.lines
        if index.row() >= len(lines):
            return QSize(10, self._look.px(25))
        count = len(self._wrapped(lines[index.row()], self._view.viewport().width()))
        return QSize(10, count * self._look.line("body") + self._look.px(5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line, look = self._history.lines[index.row()], self._look
        rect = QRectF(option.rect)
        middle = rect.y() + look.px(2) + look.line("body") / 2
        icon = _FIELD_ICONS.get(line.field, _ICONS[line.deed])
        painting.icon(painter, look, icon, "text3", rect.x() + look.px(8), middle, 13)
        offers = line.can_take_back and (
            self.under_pointer(option, index) or self.has_keyboard(index)
        )
        rows = self._wrapped(line, option.rect.width())
        right = rect.right() - look.px(8)
        if offers:
            words = self._history.words()
            wide = take_back_width(look, words) - look.px(4)
            button = QRectF(right - wide, middle - look.px(11), wide, look.px(22))
            if len(rows) == 1 and look.metrics("body").horizontalAdvance(rows[0]) > (
                button.x() - rect.x() - look.px(40)
            ):
                room = QRectF(
                    rect.x() + look.px(32),
                    rect.y() + look.px(2),
                    button.x() - rect.x() - look.px(40),
                    look.line("body"),
                )
                painting.text(painter, look, room, line.sentence, "body", "text2")
                rows = ()
            painting.lines(painter, look, rect.x() + look.px(32), rect.y() + look.px(2), rows,
                           "body", "text2")  # fmt: skip
            painting.rounded(painter, button, look.px(8), look.colour("surface"),
                             look.colour("border_strong"))  # fmt: skip
            x = painting.icon(painter, look, "undo-2", "text2", button.x() + look.px(6), middle, 13)
            room = QRectF(x + look.px(4), button.y(), button.right() - x, button.height())
            painting.text(painter, look, room, words, "label", "text", elide=False)
        else:
            painting.lines(painter, look, rect.x() + look.px(32), rect.y() + look.px(2), rows,
                           "body", "text2")  # fmt: skip
            when = row_moment(line.at, self._context.now())
            painting.time_text(painter, look, right, middle, when)
        self.paint_ring(painter, index, rect, 6)
