"""The agenda beside the stream: what is done, what runs and for how long, what comes when.

Painted rows; the running item is the only card. What is asked for is told by signals.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDropEvent,
    QFocusEvent,
    QIntValidator,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from nghs_desktop.domain.meetings import AgendaState
from nghs_desktop.domain.timetable import Slot
from nghs_desktop.ui import painting
from nghs_desktop.ui.look import RADIUS_CARD, Look
from nghs_desktop.ui.models.agenda import OVER, AgendaModel, drift_words, time_left
from nghs_desktop.ui.models.stream import AnyIndex
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.labels import ElidingLabel, Label
from nghs_desktop.ui.widgets.lists import ProseList, RowDelegate

_TEXT_LEFT, _PITCH, _TIMES = 40, 18, 17
_MOST_MINUTES = 600
_LEAST_WITH_WORDS, _LEAST_WITH_BOTH = 380, 600


class AgendaEditor(QWidget):
    """Title and minutes of one item, over its row."""

    finished = Signal(bool)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("overlay", True)
        column = QVBoxLayout(self)
        look.space(column, (0, 2, 0, 2), 4)
        self.title = Field(look, self.tr("Title of this item"), placeholder=self.tr("Title"))
        self.minutes = Field(look, self.tr("Minutes"), placeholder="0")
        self.minutes.setValidator(QIntValidator(0, _MOST_MINUTES, self.minutes))
        self.minutes.setFixedWidth(look.px(64))
        row = QHBoxLayout()
        look.space(row, spacing=8)
        row.addWidget(self.minutes)
        row.addWidget(Label(look, self.tr("minutes"), "caption", "text3"))
        row.addStretch(1)
        column.addWidget(self.title)
        column.addLayout(row)
        self.setFocusProxy(self.title)
        for field in (self.title, self.minutes):
            field.installEventFilter(self)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Enter keeps, Esc gives up, leaving keeps."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.finished.emit(True)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.finished.emit(False)
                return True
        if isinstance(event, QFocusEvent) and event.lostFocus():
            inside = QApplication.focusWidget()
            stays = inside in (self.title, self.minutes)
            passing = (
                Qt.FocusReason.PopupFocusReason,
                Qt.FocusReason.ActiveWindowFocusReason,
            )
            if not stays and event.reason() not in passing:
                self.finished.emit(True)
        return False


class AgendaDelegate(RowDelegate):
    """Paints items: a tick, a dot or a ring, title, times; the running one as a card."""

    def __init__(self, look: Look, view: AgendaList) -> None:
        super().__init__(look, view)
        self._list = view

    def _title_lines(self, title: str) -> tuple[str, ...]:
        look = self._look
        width = self._list.viewport().width() - look.px(_TEXT_LEFT + 12)
        return painting.wrap(look, title or self.tr("No title"), "row", max(width, 1), most=3)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """As tall as title, times and, for the running item, its clock."""
        look, model = self._look, index.model()
        width = self._list.viewport().width()
        if not isinstance(model, AgendaModel):
            return QSize(width, 0)
        slot = model.slot_at(index.row())
        lines = len(self._title_lines(slot.item.title))
        if self._is_card(slot):
            height = 11 + lines * _PITCH + 6 + 30 + (19 if slot.left is not None else 0) + 18 + 17
        else:
            height = 11 + lines * _PITCH + _TIMES + 12
        tall = look.px(height)
        if self._list.edited_row == index.row():
            tall = max(tall, look.px(12) + self._list.editor_height)
        return QSize(width, tall)

    def _is_card(self, slot: Slot) -> bool:
        return slot.item.state is AgendaState.OPEN and slot.start is not None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one item."""
        model = index.model()
        if not isinstance(model, AgendaModel):
            return
        look = self._look
        slot = model.slot_at(index.row())
        rect = QRectF(option.rect)
        painter.save()
        if self._is_card(slot):
            card = rect.adjusted(0, look.px(3), 0, -look.px(3))
            selected = self.is_selected(index)
            fill = look.colour("selected" if selected else "surface")
            painting.rounded(painter, card, look.px(RADIUS_CARD), fill, look.colour("border"))
            if self._list.edited_row != index.row():
                self._paint_current(painter, card, slot, model)
            self.paint_ring(painter, index, card, RADIUS_CARD)
        else:
            row = rect.adjusted(0, 1, 0, -1)
            self.paint_ground(painter, option, index, row)
            if self._list.edited_row != index.row():
                self._paint_item(painter, rect, slot, model)
            self.paint_ring(painter, index, row)
        painter.restore()

    def _paint_mark(self, painter: QPainter, rect: QRectF, top: float, slot: Slot) -> None:
        icon, tone = _mark(slot.item.state)
        middle = top + self._look.px(_PITCH / 2)
        left = rect.x() + self._look.px(12)
        painting.icon(painter, self._look, icon, tone, left, middle, 18)

    def _paint_item(self, painter: QPainter, rect: QRectF, slot: Slot, model: AgendaModel) -> None:
        look = self._look
        top = rect.y() + look.px(11)
        self._paint_mark(painter, rect, top, slot)
        done = slot.item.state in OVER
        left = rect.x() + look.px(_TEXT_LEFT)
        tone: Role = "text3" if done else "text"
        lines = self._title_lines(slot.item.title)
        y = painting.lines(painter, look, left, top, lines, tone=tone, pitch=look.px(_PITCH))
        room = QRectF(left, y, rect.right() - left, look.px(_TIMES))
        painting.text(painter, look, room, model.times_of(slot), "caption", "text3")

    def _paint_current(
        self, painter: QPainter, rect: QRectF, slot: Slot, model: AgendaModel
    ) -> None:
        look = self._look
        top = rect.y() + look.px(10)
        self._paint_mark(painter, rect, top, slot)
        left = rect.x() + look.px(_TEXT_LEFT)
        right = rect.right() - look.px(12)
        lines = self._title_lines(slot.item.title)
        y = painting.lines(painter, look, left, top, lines, pitch=look.px(_PITCH)) + look.px(6)
        figures, words, tone = time_left(slot)
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
            bar_tone: Role = "warning" if tone == "warning" else "accent_bar"
            painting.bar(painter, look, track, slot.share, bar_tone)
            y += look.px(19)
        room = QRectF(left, y - look.px(1), right - left, look.px(16))
        painting.text(painter, look, room, model.ends_at(slot), "caption", "text2")

    # -- editing -----------------------------------------------------------------------
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """Make the two fields over a row."""
        editor = AgendaEditor(self._look, parent)
        editor.finished.connect(self._finished)
        self._list.edited_row = index.row()
        self._list.editor_height = editor.sizeHint().height()
        self._list.scheduleDelayedItemsLayout()
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Put title and minutes into the fields, once."""
        model = index.model()
        if (
            isinstance(editor, AgendaEditor)
            and isinstance(model, AgendaModel)
            and not editor.property("filled")
        ):
            editor.setProperty("filled", True)
            item = model.slot_at(index.row()).item
            editor.title.setText(item.title)
            editor.title.selectAll()
            editor.minutes.setText(str(item.planned_minutes or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Tell the list what was typed."""
        if isinstance(editor, AgendaEditor) and isinstance(model, AgendaModel):
            digits = editor.minutes.text()
            minutes = int(digits) if digits.isdecimal() and int(digits) else None
            self._list.take_edit(model.slot_at(index.row()), editor.title.text().strip(), minutes)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Lay the fields over the row."""
        look = self._look
        left = look.px(_TEXT_LEFT - 10)
        rect = option.rect.adjusted(left, look.px(5), -look.px(6), 0)
        rect.setHeight(editor.sizeHint().height())
        editor.setGeometry(rect)

    def destroyEditor(self, editor: QWidget, index: AnyIndex) -> None:
        """Give the row its own height again."""
        self._list.edited_row = -1
        self._list.scheduleDelayedItemsLayout()
        super().destroyEditor(editor, index)

    def eventFilter(self, editor: object, event: QEvent) -> bool:
        """The editor minds its own keys."""
        return False

    def _finished(self, keep: bool) -> None:
        editor = self.sender()
        if not isinstance(editor, AgendaEditor):
            return
        had_keyboard = editor.title.hasFocus() or editor.minutes.hasFocus()
        editor.finished.disconnect(self._finished)
        if keep:
            self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if had_keyboard:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)


class AgendaList(ProseList):
    """The items. Enter goes to one, F2 edits, Alt+Up and Alt+Down or dragging move it."""

    edited = Signal(str, str, object)
    moved = Signal(int, int)
    gone_to = Signal(str)

    def __init__(self, look: Look, model: AgendaModel, parent: QWidget) -> None:
        super().__init__(look, "", parent=parent)
        self.setAccessibleName(self.tr("Agenda"))
        self._model = model
        self.edited_row = -1
        self.editor_height = 0
        self.is_paused = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setModel(model)
        self.setItemDelegate(AgendaDelegate(look, self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        model.dataChanged.connect(self._row_changed)

    def sizeHint(self) -> QSize:
        """As tall as all items, so that the room below stays free."""
        return QSize(self._look.px(200), self.contents_height())

    def contents_height(self) -> int:
        """Return how tall all items are together."""
        option = QStyleOptionViewItem()
        delegate = self.itemDelegate()
        rows = range(self._model.rowCount())
        heights = (delegate.sizeHint(option, self._model.index(row)).height() for row in rows)
        return sum(heights) + 2

    def _row_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        delegate = self.itemDelegate()
        for row in range(first.row(), last.row() + 1):
            index = self._model.index(row)
            have = self.visualRect(index).height()
            if have != delegate.sizeHint(QStyleOptionViewItem(), index).height():
                self.scheduleDelayedItemsLayout()
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew for another width; Qt does so for another height only."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def current_slot(self) -> Slot | None:
        """Return the item the keyboard is on."""
        row = self.currentIndex().row()
        return self._model.slot_at(row) if 0 <= row < self._model.rowCount() else None

    def edit_row(self) -> None:
        """Let title and minutes of the current item be edited in place."""
        index = self.currentIndex()
        if index.isValid():
            self.scrollTo(index)
            self.edit(index)

    def take_edit(self, slot: Slot, title: str, minutes: int | None) -> None:
        """Hand on what was typed, if it is different."""
        if title and (title, minutes) != (slot.item.title, slot.item.planned_minutes):
            self.edited.emit(slot.item.id, title, minutes)

    def move_current(self, step: int) -> None:
        """Move the current item up or down."""
        row = self.currentIndex().row()
        if row >= 0 and 0 <= row + step < self._model.rowCount():
            self.moved.emit(row, row + step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the item that runs."""
        running = self._model.current_row()
        if not self.currentIndex().isValid() and running >= 0:
            self.setCurrentIndex(self._model.index(running))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the item; Esc belongs to the window."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        slot = self.current_slot()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and slot is not None:
            self.gone_to.emit(slot.item.id)
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit what was clicked twice."""
        self.edit_row()

    def dropEvent(self, event: QDropEvent) -> None:
        """Move the dragged item to where it was dropped."""
        row = self.currentIndex().row()
        at = self.indexAt(event.position().toPoint())
        to = at.row() if at.isValid() else self._model.rowCount() - 1
        if at.isValid():
            rect = self.visualRect(at)
            below = event.position().y() > rect.center().y()
            to = at.row() + int(below)
            to -= int(to > row)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if row >= 0 and to != row:
            self.moved.emit(row, to)


class AgendaPanel(QWidget):
    """Heading, drift in words, the items, and the two buttons of a running meeting."""

    add_asked = Signal()
    more_asked = Signal()
    next_asked = Signal()

    def __init__(
        self, look: Look, model: AgendaModel, *, more_keys: str, next_keys: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look, self._model = look, model
        self.setAccessibleName(self.tr("Agenda"))
        column = QVBoxLayout(self)
        look.space(column, spacing=6)
        head = QHBoxLayout()
        look.space(head, (12, 0, 0, 0), 6)
        self.heading = Label(look, self.tr("Agenda"), "strong")
        self.drift = Label(look, "", "label", "success")
        self.add = IconButton(look, "plus", self.tr("Add an agenda item"))
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.drift)
        head.addWidget(self.add)
        self.list = AgendaList(look, model, self)
        foot = QHBoxLayout()
        look.space(foot, spacing=8)
        self.more = Button(
            look,
            self.tr("5 min"),
            icon="plus",
            name=self.tr("5 min more"),
            keys=more_keys,
            parent=self,
        )
        self.next = Button(
            look,
            self.tr("Next item"),
            icon="skip-forward",
            name=self.tr("Next item: finish this one"),
            keys=next_keys,
            parent=self,
        )
        self.next.setSizePolicy(
            self.next.sizePolicy().Policy.Expanding, self.next.sizePolicy().Policy.Fixed
        )
        foot.addWidget(self.more)
        foot.addWidget(self.next, 1)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.add.clicked.connect(self.add_asked)
        self.more.clicked.connect(self.more_asked)
        self.next.clicked.connect(self.next_asked)

    def stand_alone(self, alone: bool) -> None:
        """Take margins and leave the heading away, as in a sheet that has both."""
        self.heading.setVisible(not alone)
        edge = self._look.px(12) if alone else 0
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(edge, 0, edge, edge)

    def refresh(self) -> None:
        """Say how the meeting is doing, and offer what can be done now."""
        words, tone = drift_words(self._model.table)
        if self.drift.text() != words:
            self.drift.setText(words)
        self.drift.set_tone(tone) if self.drift.text() else None
        running = self._model.table.current is not None
        if self.more.isHidden() == running:
            self.more.setVisible(running)
        can_go_on = running or (
            self._model.table.running and self._model.table.following is not None
        )
        if self.next.isHidden() == can_go_on:
            self.next.setVisible(can_go_on)


class AgendaStrip(Card):
    """The running item in one line, where there is no room for the column."""

    opened = Signal()
    next_asked = Signal()

    def __init__(self, look: Look, model: AgendaModel, *, next_keys: str, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._model = model
        row = QHBoxLayout(self)
        look.space(row, (8, 6, 8, 6), 8)
        self.open = IconButton(look, "list", self.tr("Show the agenda"))
        self.title = ElidingLabel(look, "", "strong")
        self.time = Label(look, "", "timer", "accent_text")
        self.time.setWordWrap(False)
        self.next = Button(
            look,
            self.tr("Next item"),
            kind="ghost",
            icon="skip-forward",
            name=self.tr("Next item: finish this one"),
            keys=next_keys,
        )
        row.addWidget(self.open)
        row.addWidget(self.title, 1)
        row.addWidget(self.time)
        row.addWidget(self.next)
        self.open.clicked.connect(self.opened)
        self.next.clicked.connect(self.next_asked)

    def refresh(self) -> None:
        """Show the running item and its time, or what comes first."""
        table = self._model.table
        slot = table.current or table.following
        running = table.current is not None
        title = slot.item.title if slot is not None else self.tr("No agenda yet")
        if self.title.text() != title:
            self.title.setText(title)
            self.title.update()
        figures, _, tone = time_left(slot) if slot is not None and running else ("", "", "text3")
        if self.time.text() != figures:
            self.time.setText(figures)
            self.time.set_tone(tone)
        can_go_on = running or (table.running and table.following is not None)
        if self.next.isHidden() == can_go_on:
            self.next.setVisible(can_go_on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less on the button where its words would push the title out."""
        super().resizeEvent(event)
        room = self.width() / self._look.scale
        self.next.set_compact(room < _LEAST_WITH_WORDS)
        words = self.tr("Next item") if room >= _LEAST_WITH_BOTH else self.tr("Next")
        if words != self.next.text():
            self.next.setText(words)
            self.next.updateGeometry()


def _mark(state: AgendaState) -> tuple[str, Role]:
    if state is AgendaState.OPEN:
        return "circle-dot", "accent_text"
    if state is AgendaState.DISCUSSED:
        return "circle-check", "success"
    if state in OVER:
        return "minus", "text3"
    return "circle", "text3"
