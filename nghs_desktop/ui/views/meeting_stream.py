"""What was said, newest at the bottom: painted rows, keys for them, editing in place.

The list knows the model and the look; what a key does to a record is told to the meeting by signals.
"""

from __future__ import annotations

import time

from PySide6.QtCore import (
    QModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStackedLayout,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from nghs_desktop.services.api import ItemRow
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.models.stream import StreamModel, StreamRow
from nghs_desktop.ui.views.meeting_rows import StreamDelegate
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.cards import Card, EmptyState
from nghs_desktop.ui.widgets.lists import ProseList

FADE_SECONDS = 1.2
_FRAME_MS = 40
_NEAR_END = 8


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

    def chosen_items(self) -> tuple[ItemRow, ...]:
        """Return the items of the rows that are chosen, in their order; pending ones left out."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        found = (self._model.row_at(row) for row in rows)
        return tuple(row.item for row in found if not row.pending)

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
