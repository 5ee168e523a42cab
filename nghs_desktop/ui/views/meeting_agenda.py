"""The agenda beside the stream: what is done, what runs and for how long, what comes when.

Painted rows; the running item is the only card. What is asked for is told by signals.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from nghs_desktop.domain.agenda_line import AgendaLine
from nghs_desktop.domain.meetings import AgendaItem
from nghs_desktop.domain.timetable import Slot, in_consent
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.models.agenda import AgendaModel, drift_words, time_left
from nghs_desktop.ui.preparing.item_rows import AgendaDelegate
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.labels import ElidingLabel, Label
from nghs_desktop.ui.widgets.lists import ProseList

_LEAST_WITH_WORDS, _LEAST_WITH_BOTH = 380, 600


class AgendaList(ProseList):
    """The items. Enter goes to one, F2 edits, Alt+Up and Alt+Down or dragging move it.

    While one is edited nothing moves: no row comes, goes or changes its height.
    """

    edited = Signal(str, object)
    moved = Signal(int, int)
    gone_to = Signal(str)

    def __init__(self, look: Look, model: AgendaModel, parent: QWidget) -> None:
        super().__init__(look, "", parent=parent)
        self.setAccessibleName(self.tr("Agenda"))
        self._model = model
        self.edited_row = -1
        self.editor_height = 0
        self.kept_heights: Mapping[str, int] = {}
        self.is_paused = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setModel(model)
        self.setItemDelegate(AgendaDelegate(look, self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        model.dataChanged.connect(self._row_changed)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._find_again)
        self._on_item = ""

    def _remember(self) -> None:
        slot = self.current_slot()
        self._on_item = slot.item.id if slot is not None else ""

    def _find_again(self) -> None:
        """Stay on the item when rows came or went."""
        row = self._model.row_of(self._on_item) if self._on_item else -1
        if row >= 0:
            self.setCurrentIndex(self._model.index(row))

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

    def begin_edit(self, row: int, height: int) -> None:
        """Make room for the field over a row, and keep all else where it is."""
        option, delegate = QStyleOptionViewItem(), self.itemDelegate()
        self.kept_heights = {
            self._model.slot_at(one).item.id: delegate.sizeHint(
                option, self._model.index(one)
            ).height()
            for one in range(self._model.rowCount())
        }
        self.edited_row, self.editor_height = row, height
        self._model.hold(True)
        self.scheduleDelayedItemsLayout()

    def end_edit(self) -> None:
        """Let rows come and go again."""
        self.edited_row, self.kept_heights = -1, {}
        self.scheduleDelayedItemsLayout()
        QTimer.singleShot(0, self, self._let_go)

    def _let_go(self) -> None:
        if self.edited_row < 0:
            self._model.hold(False)

    def take_edit(self, item: AgendaItem, line: AgendaLine) -> None:
        """Hand on what was typed."""
        if line.title:
            self.edited.emit(item.id, line)

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
    back_asked = Signal()
    decide_asked = Signal()

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
        self.locks = Label(look, "", "caption", "warning", wrap=True)
        self.locks.hide()
        self.back = Button(look, "", kind="ghost", icon="rotate-ccw", parent=self)
        self.back.hide()
        self.list = AgendaList(look, model, self)
        self.decide = Button(look, self.tr("Decide the block"), icon="gavel", parent=self)
        self.decide.hide()
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
        said = QHBoxLayout()
        look.space(said, (12, 0, 0, 0))
        said.addWidget(self.locks, 1)
        column.addLayout(said)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.list, 1)
        column.addWidget(self.decide)
        column.addLayout(foot)
        self.back.clicked.connect(self.back_asked)
        self.decide.clicked.connect(self.decide_asked)
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

    def offer_back(self, words: str) -> None:
        """Say what comes back and is not on the agenda yet; nothing when there is nothing."""
        self.back.setText(words)
        self.back.describe(words)
        self.back.updateGeometry()
        self.back.setVisible(bool(words))

    def refresh(self) -> None:
        """Say how the meeting is doing, and offer what can be done now."""
        words, tone = drift_words(self._model.table)
        if self.drift.text() != words:
            self.drift.setText(words)
        self.drift.set_tone(tone) if self.drift.text() else None
        locks = self._model.lock_words()
        if self.locks.text() != locks:
            self.locks.setText(locks)
            self.locks.setVisible(bool(locks))
        current = self._model.table.current
        running = current is not None
        consent = current is not None and in_consent(current.item)
        if self.decide.isHidden() == consent:
            self.decide.setVisible(consent)
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
        if slot is not None and slot.block:
            title = self._model.block_words(slot)
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

    def showEvent(self, event: QShowEvent) -> None:
        """Say how it stands now; out of sight nothing was said."""
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less on the button where its words would push the title out."""
        super().resizeEvent(event)
        room = self.width() / self._look.scale
        self.next.set_compact(room < _LEAST_WITH_WORDS)
        words = self.tr("Next item") if room >= _LEAST_WITH_BOTH else self.tr("Next")
        if words != self.next.text():
            self.next.setText(words)
            self.next.updateGeometry()
