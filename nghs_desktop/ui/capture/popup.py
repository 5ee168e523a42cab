"""The list of names beside the caret. It never takes the keyboard: the field keeps it and steers."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QVBoxLayout, QWidget

from nghs_desktop.domain.capture import TokenKind
from nghs_desktop.domain.capture_completion import Candidate, Completion
from nghs_desktop.ui import painting
from nghs_desktop.ui.capture.chips import lever_icon
from nghs_desktop.ui.look import RADIUS, RADIUS_CARD, Look
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.cards import Card, Shadow
from nghs_desktop.ui.widgets.lists import ProseList, RowDelegate

_ROW, _WIDEST, _NARROWEST, _PAD = 34, 420, 220, 6
_AnyIndex = QModelIndex | QPersistentModelIndex
_ICONS = {
    TokenKind.PERSON: "user",
    TokenKind.SCHOOL: "building-2",
    TokenKind.TAG: "tag",
    TokenKind.IMPACT: "chart-column",
    TokenKind.COMMAND: "command",
}


class _Candidates(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.offered: Completion | None = None
        self.rows: tuple[Candidate, ...] = ()

    def offer(self, offered: Completion, rows: tuple[Candidate, ...]) -> None:
        self.beginResetModel()
        self.offered, self.rows = offered, rows
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.rows[index.row()].label
        return None


class _CandidateDelegate(RowDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(self._look.px(120), self._look.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, _Candidates) or model.offered is None:
            return
        look, row = self._look, model.rows[index.row()]
        rect = QRectF(option.rect)
        self.paint_ground(painter, option, index, rect, RADIUS)
        name = _ICONS.get(model.offered.kind, "")
        if row.is_new:
            name = "plus"
        elif model.offered.kind is TokenKind.LEVER:
            name = lever_icon(row.name)
        x = rect.x() + look.px(10)
        middle = rect.center().y()
        if name:
            tone: Role = "accent_text" if row.is_new else "text2"
            x = painting.icon(painter, look, name, tone, x, middle, 16) + look.px(10)
        room = QRectF(x, rect.y(), rect.right() - x - look.px(10), rect.height())
        painting.text(painter, look, room, row.label, "row")


class CompletionList(Card):
    """What could stand at the caret, over the bar. `chosen` when a row is clicked."""

    chosen = Signal(object)

    def __init__(self, look: Look, host: QWidget) -> None:
        super().__init__(look, host, radius=RADIUS_CARD)
        self._host = host
        self._moved = False
        self._shadow = Shadow(look, host)
        self._shadow.setProperty("overlay", True)
        self.setProperty("overlay", True)
        self.setAccessibleName(self.tr("Names that fit"))
        self._model = _Candidates(self)
        self.list = ProseList(look, self.tr("Names that fit"), parent=self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_CandidateDelegate(look, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._clicked)
        column = QVBoxLayout(self)
        look.space(column, (_PAD, _PAD, _PAD, _PAD))
        column.addWidget(self.list)
        self.hide()
        self._shadow.hide()

    @property
    def is_open(self) -> bool:
        """Whether something is offered."""
        return not self.isHidden()

    @property
    def offered(self) -> Completion | None:
        """What is offered now."""
        return self._model.offered if self.is_open else None

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The rows on offer."""
        return self._model.rows if self.is_open else ()

    @property
    def was_steered(self) -> bool:
        """Whether the person moved to a row of their own choice."""
        return self._moved

    def current(self) -> Candidate | None:
        """Return the row that would be taken."""
        row = self.list.currentIndex().row()
        return self._model.rows[row] if self.is_open and 0 <= row < len(self._model.rows) else None

    def offer(self, offered: Completion, rows: tuple[Candidate, ...], at: QPoint) -> None:
        """Show rows with their foot at a point of the host."""
        if (offered, rows) != (self._model.offered, self._model.rows) or not self.is_open:
            self._model.offer(offered, rows)
            self._moved = False
            self.list.setCurrentIndex(self._model.index(0))
        self._place(at)
        self._shadow.show()
        self.show()
        self.raise_()

    def close_list(self) -> bool:
        """Take the list away; return False when there was none."""
        was_open = self.is_open
        self.hide()
        self._shadow.hide()
        return was_open

    def move_by(self, step: int) -> None:
        """Go to another row, round and round."""
        count = len(self._model.rows)
        row = (self.list.currentIndex().row() + step) % max(count, 1)
        self.list.setCurrentIndex(self._model.index(row))
        self._moved = True
        candidate = self.current()
        if candidate is not None:
            announce(self.list, candidate.label)

    def _place(self, at: QPoint) -> None:
        look = self._look
        metrics = look.metrics("row")
        widest = max((metrics.horizontalAdvance(row.label) for row in self._model.rows), default=0)
        width = round(widest) + look.px(16 + 10 + 20 + 2 * _PAD + 8)
        width = min(max(width, look.px(_NARROWEST)), look.px(_WIDEST), self._host.width() - 16)
        height = len(self._model.rows) * look.px(_ROW) + 2 * look.px(_PAD)
        height = min(height, max(at.y() - look.px(16), look.px(_ROW + 2 * _PAD)))
        x = min(max(at.x(), 8), max(self._host.width() - width - 8, 8))
        self.setGeometry(QRect(x, max(at.y() - height, 0), width, height))
        self._shadow.lie_under(self.geometry())
        self._shadow.raise_()

    def _clicked(self, index: QModelIndex) -> None:
        candidate = self._model.rows[index.row()]
        self.chosen.emit(candidate)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep clicks from what lies below."""
        event.accept()
