"""Rows of captured items: how they are painted, and what the keyboard and the mouse do in them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from nghs_desktop.services.api import ItemRow
from nghs_desktop.ui import painting
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.look import LIST_ROW_HEIGHT, Look
from nghs_desktop.ui.models.days import days_late, row_day
from nghs_desktop.ui.models.item_marks import (
    IMPACT_BARS,
    WITH_BARS,
    is_finished,
    late_by,
    level_words,
    status_dot,
)
from nghs_desktop.ui.models.items import ItemRole, ItemsModel
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.lists import RowDelegate
from nghs_desktop.ui.widgets.uniform_list import UniformList

_Index = QModelIndex | QPersistentModelIndex
_TEXT_AT = 46
_DATE_WIDTH = 71
_SHOW_SCHOOLS_FROM = 700


class ItemDelegate(RowDelegate):
    """Paints an item: bars, icon or tick; the text; below it number, lever, status and the rest.

    `reworded(key, text)` is called when the text was edited in place.
    """

    def __init__(
        self, context: ViewContext, view: ItemsList, reworded: Callable[[str, str], None]
    ) -> None:
        super().__init__(context.look, view)
        self._context, self._list, self._reworded = context, view, reworded

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """62 px high at 100 %."""
        return QSize(10, self._look.px(LIST_ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        row = index.data(ItemRole.ROW)
        look = self._look
        ground = QRectF(option.rect).adjusted(0, 0, 0, -look.px(2))
        ticked = bool(index.data(ItemRole.TICKED))
        hovered = self.under_pointer(option, index)
        current = self._view.currentIndex() == index
        painting.row_ground(
            painter, look, ground, look.px(10), selected=current or ticked, hovered=hovered
        )
        if isinstance(row, ItemRow):
            self._paint_start(painter, ground, row, ticked=ticked, hovered=hovered)
            self._paint_text(painter, ground, row)
            self._paint_facts(painter, ground, row)
        else:
            _paint_placeholder(painter, look, ground)
        self.paint_ring(painter, index, ground)

    def _paint_start(
        self, painter: QPainter, ground: QRectF, row: ItemRow, *, ticked: bool, hovered: bool
    ) -> None:
        look = self._look
        x, middle = ground.x() + look.px(14), ground.y() + look.px(20)
        if row.noun == "commitment":
            painting.tick_box(painter, look, x - look.px(1), middle, is_finished(row))
        elif self._list.is_ticking or hovered:
            painting.tick_box(painter, look, x - look.px(1), middle, ticked)
        elif row.noun in WITH_BARS:
            bars = IMPACT_BARS.get(row.impact, 0)
            painting.impact_bars(painter, look, x, ground.y() + look.px(24), bars)
        else:
            kind = KINDS[row.noun]
            painting.icon(painter, look, kind.icon, kind.role, x, middle, 17)

    def _paint_text(self, painter: QPainter, ground: QRectF, row: ItemRow) -> None:
        look = self._look
        done = row.noun == "commitment" and is_finished(row)
        painting.text(
            painter, look, self.text_rect(ground), row.title, "row", "text3" if done else "text"
        )

    def text_rect(self, ground: QRectF) -> QRectF:
        """Return where the text stands in a row."""
        look = self._look
        x = ground.x() + look.px(_TEXT_AT)
        top = ground.y() + look.px(9)
        return QRectF(x, top, ground.right() - look.px(18) - x, look.line("row"))

    def _paint_facts(self, painter: QPainter, ground: QRectF, row: ItemRow) -> None:
        look = self._look
        middle = ground.y() + look.px(42)
        right = self._paint_right(painter, ground, row, middle)
        x = ground.x() + look.px(_TEXT_AT)
        gap = look.px(10)
        x = painting.marked_word(painter, look, x, middle, row.code) + gap
        if row.lever:
            x = painting.lever_mark(painter, look, x, middle, row.lever.lower(), row.lever) + gap
        if (level := level_words(row)) and row.noun == "practice" and x < right:
            most = right - x - gap
            x = painting.marked_word(painter, look, x, middle, level, icon_name="award", most=most)
            x += gap
        if row.status_label and x < right:
            dot = status_dot(row.status)
            x = painting.status_mark(painter, look, x, middle, row.status_label, dot) + gap
        if row.owner and row.noun == "commitment" and right - x > look.px(48):
            most = right - x - gap - look.px(17)
            x = painting.marked_word(
                painter, look, x, middle, row.owner, icon_name="user", most=most
            )
            x += gap
        roomy = ground.width() > look.px(_SHOW_SCHOOLS_FROM)
        if row.schools and right - x > look.px(80) and (row.noun == "practice" or roomy):
            most = right - x - gap - look.px(17)
            painting.marked_word(
                painter, look, x, middle, row.schools, icon_name="map-pinned", most=most
            )

    def _paint_right(self, painter: QPainter, ground: QRectF, row: ItemRow, middle: float) -> float:
        """Paint dots, marks and the date at the right end; return where they begin."""
        look, today = self._look, self._context.today()
        right = ground.right() - look.px(15)
        late = late_by(row, today)
        if late:
            words = days_late(late)
            left = painting.time_text(painter, look, right, middle, words, "warning", "label")
            left = painting.icon(
                painter, look, "clock", "warning", left - look.px(17), middle, 13
            ) - look.px(13)
        elif row.due is not None and row.noun == "commitment":
            words = self.tr("Due {day}").format(day=row_day(row.due, today))
            left = painting.time_text(painter, look, right, middle, words)
        elif row.heard_at is not None:
            day = row_day(row.heard_at.astimezone(self._context.now().tzinfo).date(), today)
            left = painting.time_text(painter, look, right, middle, day)
        else:
            left = right
        left = min(left - look.px(10), right - look.px(_DATE_WIDTH))
        if row.dots:
            left = painting.dots_count(painter, look, left, middle, row.dots) - look.px(10)
        for shown, icon, tone in (
            (row.for_brief, "file-text", "accent_text"),
            (row.pinned, "pin", "text3"),
        ):
            if shown:
                left -= look.px(13)
                painting.icon(painter, look, icon, tone, left, middle, 13)  # type: ignore[arg-type]
                left -= look.px(8)
        return left

    # -- editing in place ----------------------------------------------------------------
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """Edit the text of a row."""
        return Field(self._look, self.tr("Text"), parent=parent)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Start with the text as it is."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Keep the text, unless it is empty or as before."""
        row = index.data(ItemRole.ROW)
        if isinstance(editor, QLineEdit) and isinstance(row, ItemRow):
            text = editor.text().strip()
            if text and text != row.title:
                self._reworded(row.id, text)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Stand over the text."""
        look = self._look
        rect = self.text_rect(QRectF(option.rect)).toRect()
        high = max(look.px(34), editor.minimumHeight())
        left = rect.x() - look.px(12)
        top = rect.center().y() - high // 2 + 1
        editor.setGeometry(left, top, option.rect.right() - look.px(6) - left, high)


class ItemsList(UniformList):
    """A list of items. Enter opens; Space ticks; Shift and the arrows tick on; Ctrl+A ticks all."""

    opened = Signal(QModelIndex)
    tick_asked = Signal(QModelIndex)
    tick_all_asked = Signal()
    key_asked = Signal(str)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, LIST_ROW_HEIGHT, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.last_was_key = False

    @property
    def items(self) -> ItemsModel:
        """The rows."""
        model = self.model()
        assert isinstance(model, ItemsModel)
        return model

    @property
    def is_ticking(self) -> bool:
        """Whether anything is ticked, so that all rows show their boxes."""
        return bool(self.items.ticked)

    def current_row(self) -> ItemRow | None:
        """Return the item the keyboard is on."""
        return self.items.at(self.currentIndex().row())

    # -- keyboard ------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, tick on with Shift; the rest is walking."""
        if self.state() == QAbstractItemView.State.EditingState:
            # What the field over a row does not want is not meant for the list either.
            event.ignore()
            return
        self.last_was_key = True
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
        elif key == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.tick_all_asked.emit()
        elif shift and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._tick_on(1 if key == Qt.Key.Key_Down else -1)
        elif plain and key in (Qt.Key.Key_D, Qt.Key.Key_B):
            self.key_asked.emit("due" if key == Qt.Key.Key_D else "brief")
        else:
            super().keyPressEvent(event)

    def _tick_on(self, step: int) -> None:
        at = self.currentIndex().row()
        here, there = self.items.at(at), self.items.at(at + step)
        if here is None or there is None:
            return
        shrinks = there.id in self.items.ticked and here.id in self.items.ticked
        if shrinks:
            self.items.tick((here.id,), on=False)
        else:
            self.items.tick((here.id, there.id))
        self.setCurrentIndex(self.items.index(at + step, 0))

    # -- mouse ---------------------------------------------------------------------------
    def in_tick(self, at: QPoint) -> bool:
        """Whether a place in the viewport is on a row's tick box or bars."""
        index = self.indexAt(at)
        return index.isValid() and at.x() < self.visualRect(index).x() + self._look.px(40)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick with the box, Ctrl or Shift; otherwise make the row current."""
        self.last_was_key = False
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            super().mousePressEvent(event)
            return
        modifiers = event.modifiers()
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._tick_to(index.row())
        elif self.in_tick(at) or modifiers & Qt.KeyboardModifier.ControlModifier:
            self.tick_asked.emit(index)
        else:
            super().mousePressEvent(event)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.setCurrentIndex(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        index = self.indexAt(at)
        is_click = event.button() == Qt.MouseButton.LeftButton and plain and not self.in_tick(at)
        if is_click and index.isValid() and index == self.currentIndex():
            self.opened.emit(index)

    def _tick_to(self, row: int) -> None:
        start = max(self.currentIndex().row(), 0)
        low, high = sorted((start, row))
        found = (self.items.at(at) for at in range(low, high + 1))
        self.items.tick(item.id for item in found if item is not None)


def _paint_placeholder(painter: QPainter, look: Look, ground: QRectF) -> None:
    x = ground.x() + look.px(_TEXT_AT)
    grey = look.colour("border")
    for top, width in ((14, 0.5), (38, 0.22)):
        bar = QRectF(x, ground.y() + look.px(top), ground.width() * width, look.px(9))
        painting.rounded(painter, bar, look.px(4), grey)
