"""How the items of an agenda are painted, and edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QStyleOptionViewItem, QWidget

from nghs_desktop.domain.meetings import AgendaState
from nghs_desktop.domain.timetable import Slot
from nghs_desktop.ui import painting
from nghs_desktop.ui.look import RADIUS_CARD, Look
from nghs_desktop.ui.models.agenda import OVER, PURPOSE_ICONS, AgendaModel, time_left
from nghs_desktop.ui.models.stream import AnyIndex
from nghs_desktop.ui.preparing.item_editor import AgendaEditor
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.lists import RowDelegate

if TYPE_CHECKING:
    from nghs_desktop.ui.views.meeting_agenda import AgendaList

_TEXT_LEFT, _PITCH, _TIMES, _SECTION = 40, 18, 17, 28
_ABOVE, _BELOW = 11, 12


class AgendaDelegate(RowDelegate):
    """Paints items: a tick, a dot or a ring, title, times; the running one as a card.

    A row may have a section's name above it, and the head of the consent agenda.
    """

    def __init__(self, look: Look, view: AgendaList) -> None:
        super().__init__(look, view)
        self._list = view

    # -- how tall ------------------------------------------------------------------------
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """As tall as all that stands in the row."""
        width, model = self._list.viewport().width(), index.model()
        if not isinstance(model, AgendaModel):
            return QSize(width, 0)
        row = index.row()
        if self._list.edited_row == row:
            above = self._above(model, row)
            tall = above + self._look.px(12) + self._list.editor_height
            return QSize(width, max(tall, self._natural(model, row)))
        kept = self._list.kept_heights.get(model.slot_at(row).item.id)
        return QSize(width, self._natural(model, row) if kept is None else kept)

    def _natural(self, model: AgendaModel, row: int) -> int:
        slot = model.slot_at(row)
        height = self._above(model, row)
        if self._is_card(slot) and not model.heads_block(row):
            return height + self._card_height(slot, len(self._title_lines(slot.item.title)))
        lines = len(self._title_lines(slot.item.title))
        captions = 0 if self._in_block(model, slot) else len(self._captions(model, slot))
        tall = _ABOVE + lines * _PITCH + _TIMES * captions + _BELOW
        return height + self._look.px(tall)

    def _above(self, model: AgendaModel, row: int) -> int:
        """How much stands above the item itself: its section, the head of the consent agenda."""
        look, slot = self._look, model.slot_at(row)
        tall = look.px(_SECTION) if model.starts_section(row) else 0
        if model.heads_block(row):
            in_card = self._is_card(slot)
            lines = len(self._title_lines(model.block_words(slot)))
            plain = look.px(_ABOVE + lines * _PITCH + _TIMES + 2)
            tall += self._card_height(slot, lines) if in_card else plain
        return tall

    def _card_height(self, slot: Slot, lines: int) -> int:
        bar = 19 if slot.left is not None else 0
        return self._look.px(_ABOVE + lines * _PITCH + 6 + 30 + bar + 18 + 17)

    def _title_lines(self, title: str) -> tuple[str, ...]:
        look = self._look
        width = self._list.viewport().width() - look.px(_TEXT_LEFT + 12)
        return painting.wrap(look, title or self.tr("No title"), "row", max(width, 1), most=3)

    def _is_card(self, slot: Slot) -> bool:
        return slot.item.state is AgendaState.OPEN and slot.start is not None and not slot.within

    def _in_block(self, model: AgendaModel, slot: Slot) -> bool:
        """Whether a row is a line of the consent agenda, whose head has its time."""
        return bool(slot.within) or model.heads_block(model.row_of(slot.item.id))

    def _captions(self, model: AgendaModel, slot: Slot) -> list[tuple[str, str]]:
        """Return the lines below a title as icon and words: times, then purpose and presenter."""
        look, item = self._look, slot.item
        times = model.times_of(slot)
        lines = [("lock" if item.locked_start and times else "", times)] if times else []
        if item.state in OVER:
            return lines or [("", "")]
        icon, word = PURPOSE_ICONS[item.purpose], item.purpose.label
        presenter = model.presenter(item)
        lines.append((icon, "  ·  ".join(filter(None, (word, presenter)))))
        width = self._list.viewport().width() - look.px(_TEXT_LEFT + 8)
        if len(lines) == 2 and not presenter:
            metrics = look.metrics("caption")
            needed = metrics.horizontalAdvance(f"{times}  ·  {word}") + look.px(34)
            if needed <= width:
                return [(lines[0][0], times + "\t" + icon + "\t" + word)]
        return lines

    # -- painting ------------------------------------------------------------------------
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one item."""
        model = index.model()
        if not isinstance(model, AgendaModel):
            return
        look, row = self._look, index.row()
        slot, rect = model.slot_at(row), QRectF(option.rect)
        painter.save()
        section = model.starts_section(row)
        if section:
            room = QRectF(rect.x() + look.px(12), rect.y() + look.px(6), rect.width(), look.px(20))
            painting.text(painter, look, room, section, "label", "text3")
            rect.setTop(rect.y() + look.px(_SECTION))
        edited = self._list.edited_row == row
        if model.heads_block(row):
            rect.setTop(self._paint_block(painter, rect, slot, model))
        natural = self._card_height(slot, len(self._title_lines(slot.item.title)))
        if self._is_card(slot) and not model.heads_block(row) and rect.height() >= natural:
            card = rect.adjusted(0, look.px(3), 0, -look.px(3))
            fill = look.colour("selected" if self.is_selected(index) else "surface")
            painting.rounded(painter, card, look.px(RADIUS_CARD), fill, look.colour("border"))
            if not edited:
                words = slot.item.title or self.tr("No title")
                self._paint_clock(painter, card, slot, model, words)
            self.paint_ring(painter, index, card, RADIUS_CARD)
        else:
            ground = rect.adjusted(0, 1, 0, -1)
            self.paint_ground(painter, option, index, ground)
            if not edited:
                self._paint_item(painter, rect, slot, model)
            self.paint_ring(painter, index, ground)
        painter.restore()

    def _paint_block(
        self, painter: QPainter, rect: QRectF, slot: Slot, model: AgendaModel
    ) -> float:
        """Paint the head of the consent agenda; return where its first item begins."""
        look, words = self._look, model.block_words(slot)
        lines = self._title_lines(words)
        if self._is_card(slot):
            tall = self._card_height(slot, len(lines))
            card = QRectF(rect.x(), rect.y() + look.px(3), rect.width(), tall - look.px(6))
            painting.rounded(
                painter, card, look.px(RADIUS_CARD), look.colour("surface"), look.colour("border")
            )
            self._paint_clock(painter, card, slot, model, words)
            return rect.y() + tall
        left, top = rect.x() + look.px(_TEXT_LEFT), rect.y() + look.px(_ABOVE)
        middle = top + look.px(_PITCH / 2)
        painting.icon(painter, look, "list", "text3", rect.x() + look.px(12), middle, 18)
        y = painting.lines(painter, look, left, top, lines, pitch=look.px(_PITCH))
        room = QRectF(left, y, rect.right() - left, look.px(_TIMES))
        painting.text(painter, look, room, model.times_of(slot), "caption", "text3")
        return y + look.px(_TIMES + 2)

    def _paint_mark(self, painter: QPainter, rect: QRectF, top: float, slot: Slot) -> None:
        icon, tone = _mark(slot.item.state)
        if slot.within and icon == "circle":
            icon = "minus"
        middle = top + self._look.px(_PITCH / 2)
        left = rect.x() + self._look.px(12)
        painting.icon(painter, self._look, icon, tone, left, middle, 18)

    def _paint_item(self, painter: QPainter, rect: QRectF, slot: Slot, model: AgendaModel) -> None:
        look = self._look
        top = rect.y() + look.px(_ABOVE)
        if not model.heads_block(model.row_of(slot.item.id)):
            self._paint_mark(painter, rect, top, slot)
        else:
            middle = top + look.px(_PITCH / 2)
            painting.icon(painter, look, "minus", "text3", rect.x() + look.px(12), middle, 18)
        done = slot.item.state in OVER
        left = rect.x() + look.px(_TEXT_LEFT)
        tone: Role = "text3" if done else "text"
        lines = self._title_lines(slot.item.title)
        y = painting.lines(painter, look, left, top, lines, tone=tone, pitch=look.px(_PITCH))
        if self._in_block(model, slot):
            return
        for icon, words in self._captions(model, slot):
            self._paint_caption(painter, QRectF(left, y, rect.right() - left, look.px(_TIMES)),
                                icon, words)  # fmt: skip
            y += look.px(_TIMES)

    def _paint_caption(self, painter: QPainter, room: QRectF, icon: str, words: str) -> None:
        look, x, middle = self._look, room.x(), room.center().y()
        times, _, rest = words.partition("\t")
        for name, part in ((icon, times), *([tuple(rest.split("\t"))] if rest else [])):
            if name:
                x = painting.icon(painter, look, name, "text3", x, middle, 12) + look.px(4)
            place = QRectF(x, room.y(), room.right() - x, room.height())
            x += painting.text(painter, look, place, part, "caption", "text3") + look.px(12)

    def _paint_clock(
        self, painter: QPainter, rect: QRectF, slot: Slot, model: AgendaModel, title: str
    ) -> None:
        look = self._look
        top = rect.y() + look.px(10)
        self._paint_mark(painter, rect, top, slot)
        left = rect.x() + look.px(_TEXT_LEFT)
        right = rect.right() - look.px(12)
        lines = self._title_lines(title)
        y = painting.lines(painter, look, left, top, lines, pitch=look.px(_PITCH)) + look.px(6)
        figures, words, tone = time_left(slot)
        bar_tone: Role = "accent_bar" if tone == "accent_text" else tone
        if self._list.is_paused:
            words, tone = self.tr("paused"), "text3"
        high = look.px(30)
        used = painting.text(
            painter, look, QRectF(left, y, right - left, high), figures, "timer", tone
        )
        at = left + used + look.px(8)
        place = QRectF(at, y + look.px(2), right - at, high)
        said: Role = "text2" if tone == "accent_text" else tone
        painting.text(painter, look, place, words, "caption", said)
        y += high
        if slot.left is not None:
            track = QRectF(left, y + look.px(5), right - left, look.px(5))
            painting.bar(painter, look, track, slot.share, bar_tone)
            y += look.px(19)
        room = QRectF(left, y - look.px(1), right - left, look.px(16))
        who = "" if slot.block else model.presenter(slot.item)
        facts = "  ·  ".join(filter(None, (model.ends_at(slot), who)))
        painting.text(painter, look, room, facts, "caption", "text2")

    # -- editing -------------------------------------------------------------------------
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """Make the field over a row."""
        model = index.model()
        if not isinstance(model, AgendaModel):
            return super().createEditor(parent, option, index)
        editor = AgendaEditor(self._look, model, parent)
        editor.finished.connect(self._finished)
        self._list.begin_edit(index.row(), editor.sizeHint().height())
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Put the line into the field, once."""
        model = index.model()
        if (
            isinstance(editor, AgendaEditor)
            and isinstance(model, AgendaModel)
            and not editor.property("filled")
        ):
            editor.setProperty("filled", True)
            editor.show_line(model.line_of(model.slot_at(index.row()).item))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Tell the list what was typed."""
        if isinstance(editor, AgendaEditor) and isinstance(model, AgendaModel):
            self._list.take_edit(model.slot_at(index.row()).item, editor.line)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Lay the field over the row."""
        look, model = self._look, index.model()
        above = self._above(model, index.row()) if isinstance(model, AgendaModel) else 0
        left = look.px(_TEXT_LEFT - 10)
        rect = option.rect.adjusted(left, above + look.px(5), -look.px(6), 0)
        rect.setHeight(editor.sizeHint().height())
        editor.setGeometry(rect)

    def destroyEditor(self, editor: QWidget, index: AnyIndex) -> None:
        """Give the rows their own heights again."""
        self._list.end_edit()
        super().destroyEditor(editor, index)

    def eventFilter(self, editor: object, event: QEvent) -> bool:
        """The editor minds its own keys."""
        return False

    def _finished(self, keep: bool) -> None:
        editor = self.sender()
        if not isinstance(editor, AgendaEditor):
            return
        had_keyboard = editor.field.hasFocus()
        editor.finished.disconnect(self._finished)
        if keep:
            self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if had_keyboard:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)


def _mark(state: AgendaState) -> tuple[str, Role]:
    if state is AgendaState.OPEN:
        return "circle-dot", "accent_text"
    if state is AgendaState.DISCUSSED:
        return "circle-check", "success"
    if state in OVER:
        return "minus", "text3"
    return "circle", "text3"
