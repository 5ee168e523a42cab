"""How a row of the stream is painted, measured and edited in place. What keys do is not here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from nghs_desktop.ui import painting
from nghs_desktop.ui.capture.chips import lever_icon
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.look import RADIUS_ROW, Look
from nghs_desktop.ui.models.stream import AnyIndex, StreamModel, StreamRow, label_word
from nghs_desktop.ui.widgets.fields import GrowingEdit
from nghs_desktop.ui.widgets.lists import RowDelegate

if TYPE_CHECKING:
    from nghs_desktop.ui.views.meeting_stream import StreamList

_MOST_TEXT = 760
_TILE_LEFT, _TEXT_LEFT, _RIGHT = 12, 52, 16
_PAD_TOP, _PITCH, _META = 11, 18, 18
_HEADING = 40


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
        facts = [(model.beside_of(item), "")]
        facts.append((label_word(item.label), "tag" if item.label else ""))
        facts.append((item.lever, lever_icon(item.lever) if item.lever else ""))
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
