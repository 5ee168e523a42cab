"""What was said, newest at the bottom: painted rows, keys for them, editing in place.

The list knows the model and the look; what a key does to a record is told to the meeting by signals.
"""

from __future__ import annotations

import time

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QListView,
    QStackedLayout,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from nghs_desktop.ui import painting
from nghs_desktop.ui.capture.chips import lever_icon
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.look import RADIUS_ROW, Look
from nghs_desktop.ui.models.stream import AnyIndex, StreamModel, StreamRow
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.cards import Card, EmptyState
from nghs_desktop.ui.widgets.fields import GrowingEdit
from nghs_desktop.ui.widgets.lists import ProseList, RowDelegate

FADE_SECONDS = 1.2
_FRAME_MS = 40
_MOST_TEXT = 760
_TILE_LEFT, _TEXT_LEFT, _RIGHT = 12, 52, 16
_PAD_TOP, _PITCH, _META = 11, 18, 18
_HEADING = 40
_NEAR_END = 8


class RowEdit(GrowingEdit):
    """The field over a row. Esc gives up here and goes no further."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Esc from the window, which would take the keyboard to the capture bar."""
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Escape:
            event.accept()


class StreamDelegate(RowDelegate):
    """Paints a row and keeps how tall it is at the present width."""

    def __init__(self, look: Look, view: StreamList) -> None:
        super().__init__(look, view)
        self._sizes: dict[str, tuple[StreamRow, int, QSize]] = {}
        self._lines: dict[tuple[str, int], tuple[str, ...]] = {}
        self._stream = view
        look.changed.connect(self.forget)

    def forget(self) -> None:
        """Measure all rows anew."""
        self._sizes.clear()
        self._lines.clear()

    def _title_lines(self, title: str, width: int) -> tuple[str, ...]:
        key = (title, width)
        found = self._lines.get(key)
        if found is None:
            if len(self._lines) > 4_000:
                self._lines.clear()
            found = self._lines[key] = painting.wrap(self._look, title, "row", width, most=2)
        return found

    def _text_width(self, width: int) -> int:
        look = self._look
        return max(min(width - look.px(_TEXT_LEFT + _RIGHT), look.px(_MOST_TEXT)), look.px(60))

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """As tall as its text, measured once per width: a new row asks this of every other."""
        at = index.row()
        row = self._stream.rows.row_at(at)
        width = self._stream.text_room
        known = self._sizes.get(row.item.id)
        if known is not None and known[0] is row and known[1] == width:
            size = known[2]
        else:
            size = QSize(width, self._height(row, width))
            self._sizes[row.item.id] = (row, width, size)
        if at != self._stream.edited_row:
            return size
        look = self._look
        tall = self._stream.editor_height + look.px(2 * _PAD_TOP)
        tall += look.px(_HEADING) if row.heading else 0
        return QSize(width, max(tall, size.height()))

    def _height(self, row: StreamRow, width: int) -> int:
        lines = len(self._title_lines(row.item.title, self._text_width(width)))
        height = _PAD_TOP + lines * _PITCH + 3 + _META + 12
        height += _HEADING if row.heading else 0
        height += _META if row.item.details or row.problem else 0
        return self._look.px(height)

    def body(self, rect: QRect, row: StreamRow) -> QRect:
        """Return the part of a row below its heading."""
        top = self._look.px(_HEADING) if row.heading else 0
        return rect.adjusted(0, top, 0, 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint heading, tile, text and the line of facts."""
        model = index.model()
        if not isinstance(model, StreamModel):
            return
        look = self._look
        row = model.row_at(index.row())
        painter.save()
        if row.heading:
            self._paint_heading(painter, QRectF(option.rect), row, model)
        rect = QRectF(self.body(option.rect, row)).adjusted(0, 1, 0, -1)
        self._paint_tint(painter, rect, row)
        self.paint_ground(painter, option, index, rect)
        top = rect.y() + look.px(_PAD_TOP) - 1
        painting.badge(
            painter, look, row.item.noun, rect.x() + look.px(_TILE_LEFT), top + look.px(1)
        )
        if index.row() != self._stream.edited_row:
            self._paint_words(painter, rect, top, row, model)
        self.paint_ring(painter, index, rect)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, rect: QRectF, row: StreamRow, model: StreamModel
    ) -> None:
        look = self._look
        count = row.count
        said = self.tr("1 item") if count == 1 else self.tr("{n} items").format(n=count)
        room = rect.width() - look.px(_TILE_LEFT + _RIGHT)
        wide = look.metrics("label_quiet").horizontalAdvance(said) + look.px(12)
        left = rect.x() + look.px(_TILE_LEFT)
        top = rect.y() + look.px(14)
        high = look.line("label")
        used = painting.text(
            painter,
            look,
            QRectF(left, top, room - wide, high),
            row.heading,
            "label_quiet",
            "text3",
        )
        if count:
            place = QRectF(left + used + look.px(10), top, wide, high)
            painting.text(painter, look, place, said, "label_quiet", "text3", elide=False)

    def _paint_tint(self, painter: QPainter, rect: QRectF, row: StreamRow) -> None:
        strength = self._stream.newness(row.item.id)
        if strength <= 0:
            return
        look = self._look
        colour = QColor(look.colour("accent_soft"))
        colour.setAlphaF(colour.alphaF() * strength)
        edge = look.colour("focus") if look.theme.edged else None
        painting.rounded(painter, rect, look.px(RADIUS_ROW), colour, edge)

    def _paint_words(
        self, painter: QPainter, rect: QRectF, top: float, row: StreamRow, model: StreamModel
    ) -> None:
        look, item = self._look, row.item
        left = rect.x() + look.px(_TEXT_LEFT)
        lines = self._title_lines(item.title, self._text_width(round(rect.width())))
        y = painting.lines(painter, look, left, top, lines, pitch=look.px(_PITCH))
        if row.problem or item.details:
            room = QRectF(left, y, rect.right() - left - look.px(_RIGHT), look.px(_META))
            if row.problem:
                painting.text(painter, look, room, row.problem, "label", "danger")
            else:
                painting.text(painter, look, room, item.details, "caption", "text2")
            y += look.px(_META)
        self._paint_facts(painter, rect, left, y + look.px(3 + _META / 2), row, model)

    def _paint_facts(
        self,
        painter: QPainter,
        rect: QRectF,
        left: float,
        middle: float,
        row: StreamRow,
        model: StreamModel,
    ) -> None:
        look, item = self._look, row.item
        right = rect.right() - look.px(_RIGHT)
        if row.pending:
            painting.icon(painter, look, "clock", "text3", right - look.px(13), middle, 13)
            right -= look.px(30)
        else:
            words = model.time_of(item)
            right = painting.time_text(painter, look, right, middle, words) - look.px(14)
        if item.dots:
            right = painting.dots_count(painter, look, right, middle, item.dots, "accent_text")
            right -= look.px(14)
        mark = KINDS[item.noun]
        x = painting.marked_word(
            painter, look, left, middle, mark.word, tone=mark.role, font="label"
        )
        x += look.px(8)
        facts = [(item.lever, lever_icon(item.lever) if item.lever else "")]
        facts += [(words, "") for words in (model.due_of(item), item.schools)]
        facts.append((model.people_of(item), ""))
        dot = look.metrics("caption").horizontalAdvance("·")
        first = True
        for words, icon in facts:
            if not words:
                continue
            if not first:
                gap = look.px(8)
                if x + 2 * gap + dot + look.px(30) > right:
                    return
                place = QRectF(x + gap, middle - look.px(8), dot + 1, look.px(16))
                painting.text(painter, look, place, "·", "caption", "text3", elide=False)
                x += 2 * gap + dot
            first = False
            room = right - x - (look.px(17) if icon else 0)
            if room < look.px(24):
                return
            x = painting.marked_word(painter, look, x, middle, words, icon_name=icon, most=room)

    # -- editing in place --------------------------------------------------------------
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """Make the field that stands over a row's text."""
        editor = RowEdit(self._look, self.tr("Text of this item"), most_lines=8, parent=parent)
        editor.setProperty("overlay", True)
        editor.submitted.connect(self._finish)
        editor.cancelled.connect(self._give_up)
        editor.grown.connect(self._stream.make_room)
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Put the row's words into the field, once."""
        if isinstance(editor, GrowingEdit) and not editor.property("filled"):
            editor.setProperty("filled", True)
            editor.setPlainText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.moveCursor(editor.textCursor().MoveOperation.End)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Tell the list what the person made of the words."""
        if isinstance(editor, GrowingEdit) and isinstance(model, StreamModel):
            raw = editor.document().toRawText()
            words = raw.replace("\u2029", "\n").replace("\u2028", "\n")
            self._stream.take_edit(model.row_at(index.row()), words)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Lay the field over the text of its row."""
        model = index.model()
        if not isinstance(model, StreamModel):
            return
        look = self._look
        rect = self.body(option.rect, model.row_at(index.row()))
        left = look.px(_TEXT_LEFT - 11)
        width = min(rect.width() - left - look.px(10), look.px(_MOST_TEXT + 24))
        editor.setGeometry(
            QRect(rect.x() + left, rect.y() + look.px(4), width, editor.sizeHint().height())
        )

    def destroyEditor(self, editor: QWidget, index: AnyIndex) -> None:
        """Give the row its own height again."""
        self._stream.editor_gone()
        super().destroyEditor(editor, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keep what was typed when the keyboard goes elsewhere; Tab leaves as everywhere."""
        if not isinstance(event, QFocusEvent) or not isinstance(editor, QWidget):
            return False
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.lostFocus() and event.reason() not in passing:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        return False

    def _finish(self) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_up(self) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)


class StreamList(ProseList):
    """The list. Stays at its end unless the person has scrolled up."""

    older_wanted = Signal()
    opened = Signal(object)
    edited = Signal(object, str)
    unseen_changed = Signal(int)

    def __init__(self, look: Look, model: StreamModel, parent: QWidget | None = None) -> None:
        super().__init__(look, "", from_end=True, parent=parent)
        self.setAccessibleName(self.tr("What was said"))
        self.edited_row = -1
        self.editor_height = 0
        self.text_room = 0
        self.rows = self._model = model
        self._born: dict[str, float] = {}
        self._unseen = 0
        self._follows = True
        self._resetting = False
        self._from_foot = -1
        self._known_range = 0
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        # Only another width asks for another layout; the bar below grows and shrinks all the time.
        self.setResizeMode(QListView.ResizeMode.Fixed)
        self.setModel(model)
        self._delegate = StreamDelegate(look, self)
        self.setItemDelegate(self._delegate)
        self._fading = QTimer(self)
        self._fading.setInterval(_FRAME_MS)
        self._fading.timeout.connect(self._fade)
        model.rowsAboutToBeInserted.connect(self._before_rows)
        model.rowsInserted.connect(self._after_rows)
        model.modelAboutToBeReset.connect(self._before_reset)
        model.modelReset.connect(self._after_reset)
        model.dataChanged.connect(self._row_changed)
        self.activated.connect(self._activated)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._scrolled)
        bar.rangeChanged.connect(self._range_changed)

    # -- new rows ----------------------------------------------------------------------
    def welcome(self, id: str) -> None:
        """Tint a row that is new, and let the tint fade."""
        self._born[id] = time.monotonic()
        self._fading.start()

    def newness(self, id: str) -> float:
        """Return how strong a row's tint is, 1 to 0."""
        born = self._born.get(id)
        if born is None:
            return 0.0
        age = (time.monotonic() - born) / FADE_SECONDS
        if age >= 1:
            return 0.0
        return 1.0 - age**2 if self._look.motion else 1.0

    def _fade(self) -> None:
        now = time.monotonic()
        for id, born in list(self._born.items()):
            row = self._model.row_of(id)
            if row >= 0:
                self.viewport().update(self.visualRect(self._model.index(row)))
            if now - born > FADE_SECONDS:
                del self._born[id]
        if not self._born:
            self._fading.stop()

    def stop_fading(self) -> None:
        """Let no row be new any more."""
        self._born.clear()
        self._fading.stop()

    # -- staying at the end --------------------------------------------------------------
    def is_at_end(self) -> bool:
        """Whether the newest row is in sight."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - self._look.px(_NEAR_END)

    def to_end(self) -> None:
        """Show the newest row, and stay there."""
        self._follows = True
        self.scrollToBottom()
        self._set_unseen(0)

    def _before_reset(self) -> None:
        self._resetting = True  # the bar goes to 0, which nobody asked for

    def _after_reset(self) -> None:
        self._resetting = False
        self.to_end()

    def _before_rows(self, _parent: QModelIndex, first: int, _last: int) -> None:
        bar = self.verticalScrollBar()
        older = first == 0 and not self._follows
        self._from_foot = bar.maximum() - bar.value() if older else -1

    def _after_rows(self, _parent: QModelIndex, first: int, last: int) -> None:
        if self._follows:
            self.to_end()
        elif self._from_foot >= 0:
            self.doItemsLayout()
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum() - self._from_foot)
        elif last == self._model.rowCount() - 1:
            self._set_unseen(self._unseen + last - first + 1)

    def _row_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if any(not self._fits(row) for row in range(first.row(), last.row() + 1)):
            self.scheduleDelayedItemsLayout()

    def _fits(self, row: int) -> bool:
        index = self._model.index(row)
        have = self.visualRect(index).height()
        return have == self._delegate.sizeHint(QStyleOptionViewItem(), index).height()

    def _set_unseen(self, count: int) -> None:
        if count != self._unseen:
            self._unseen = count
            self.unseen_changed.emit(count)

    def _range_changed(self, _least: int, most: int) -> None:
        """Rows came, went or grew: stay at the end if that is where the person was."""
        self._known_range = most
        if self._follows:
            self.verticalScrollBar().setValue(most)

    def _scrolled(self, value: int) -> None:
        if self._resetting:
            return
        if self.verticalScrollBar().maximum() == self._known_range:
            self._follows = self.is_at_end()
        if self._follows:
            self._set_unseen(0)
        elif value <= self._look.px(120) and self._model.rowCount():
            self.older_wanted.emit()

    # -- keys ----------------------------------------------------------------------------
    def chosen_rows(self) -> list[StreamRow]:
        """Return the rows that are selected, top to bottom."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self._model.row_at(row) for row in rows]

    def current_row(self) -> StreamRow | None:
        """Return the row the keyboard is on."""
        row = self.currentIndex().row()
        return self._model.row_at(row) if 0 <= row < self._model.rowCount() else None

    def _activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.row_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Esc belongs to the window."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._activated(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew for another width, and for no other reason."""
        super().resizeEvent(event)
        width = self.viewport().width()
        if width != self.text_room:
            self.text_room = width
            self.scheduleDelayedItemsLayout()

    # -- editing -------------------------------------------------------------------------
    def edit_row(self) -> bool:
        """Let the current row's text be edited in place."""
        index = self.currentIndex()
        if not index.isValid() or not self._model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self.edited_row = index.row()
        self.edit(index)
        self.scheduleDelayedItemsLayout()
        return True

    def make_room(self, height: int) -> None:
        """Make the edited row as tall as its field."""
        if self.edited_row >= 0 and height != self.editor_height:
            self.editor_height = height
            self.scheduleDelayedItemsLayout()

    def take_edit(self, row: StreamRow, words: str) -> None:
        """Hand on what was typed over a row, if it is another text."""
        item = row.item
        before = f"{item.title}\n{item.details}" if item.details else item.title
        if words.strip() and words != before:
            self.edited.emit(row, words)

    def editor_gone(self) -> None:
        """Show the row as it is again."""
        self.edited_row = -1
        self.editor_height = 0
        self.scheduleDelayedItemsLayout()


class StreamCard(Card):
    """The list on its card, with what stands there when nothing was said, and “2 new below”."""

    def __init__(self, look: Look, model: StreamModel, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._model = model
        self.list = StreamList(look, model, self)
        self.empty = EmptyState(look, "", parent=self)
        column = QVBoxLayout(self)
        look.space(column, (7, 8, 7, 8))
        self._stack = QStackedLayout()  # which has no margins of its own
        column.addLayout(self._stack)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.list)
        self.below = Button(look, "", icon="arrow-down", parent=self)
        self.below.setProperty("overlay", True)
        self.below.clicked.connect(self.list.to_end)
        self.below.hide()
        self.list.unseen_changed.connect(self._show_below)
        model.rowsInserted.connect(self._choose)
        model.rowsRemoved.connect(self._choose)
        model.modelReset.connect(self._choose)
        self._choose()

    def say_empty(self, sentence: str) -> None:
        """Say this while nothing was said."""
        self.empty.say(sentence)

    def _choose(self) -> None:
        wanted = self.list if self._model.rowCount() else self.empty
        if self._stack.currentWidget() is not wanted:
            self._stack.setCurrentWidget(wanted)

    def _show_below(self, count: int) -> None:
        self.below.setVisible(count > 0)
        if count:
            words = self.tr("{n} new below").format(n=count)
            self.below.setText(words)
            self.below.describe(words)
            self._place_below()
            self.below.raise_()

    def _place_below(self) -> None:
        size = self.below.sizeHint()
        x = (self.width() - size.width()) // 2
        y = self.height() - size.height() - self._look.px(10)
        self.below.setGeometry(QRect(x, y, size.width(), size.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the foot."""
        super().resizeEvent(event)
        self._place_below()
