"""A small list of records with a filter, and the detail beside it: the library and the roster."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.domain.commands import LogRecords, Ref
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.records import Record
from nghs_desktop.services.api import LibraryRow, Reader
from nghs_desktop.ui.dialogs.record_form import RecordForm, open_form
from nghs_desktop.ui.fuzzy import fold
from nghs_desktop.ui.models.plain import PlainRow
from nghs_desktop.ui.view import WidthClass
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.detail import DetailPanel
from nghs_desktop.ui.views.item_edits import ItemEdits
from nghs_desktop.ui.views.plain_list import PlainList
from nghs_desktop.ui.views.two_panes import TwoPanes
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.cards import EmptyState
from nghs_desktop.ui.widgets.fields import SearchField
from nghs_desktop.ui.widgets.labels import Label

Rows = Callable[[Reader], tuple[LibraryRow, ...]]
_PAUSE_MS = 40


class RecordsView(TwoPanes):
    """A plain list of one noun. `rows` reads all of it; filtering happens here.

    `make` gives a new record; without it, the form of the noun does.
    """

    reveal_asked = Signal(object)

    def __init__(
        self,
        context: ViewContext,
        noun: str,
        title: str,
        rows: Rows,
        *,
        new_words: str,
        filter_words: str,
        empty_words: str,
        preset: Mapping[str, Any] | None = None,
        make: Callable[[], Record] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context.look, context.settings, "library", parent)
        self._context, self._noun, self._rows = context, NOUN[noun], rows
        self._empty_words, self._new_words = empty_words, new_words
        self._preset, self._make = preset, make
        self._all: tuple[LibraryRow, ...] = ()
        self._folded: dict[str, str] = {}
        self._wanted: Ref | None = None
        look = context.look
        self.setAccessibleName(title)
        self.edits = ItemEdits(context, self._noun, self)
        self.title = Label(look, title, "title")
        self._count = Label(look, "", "subtitle", "text3")
        self.new = Button(look, new_words, kind="primary", icon="plus",
                          keys=context.actions.shown_keys("new"))  # fmt: skip
        self.field = SearchField(look, filter_words, placeholder=filter_words)
        self.list = PlainList(look, title)
        self.empty = EmptyState(look, "")
        self.detail = DetailPanel(context, self)
        self._lay_out()
        self.new.clicked.connect(self.start_new)
        self.field.textEdited.connect(self._filter)
        self.field.returnPressed.connect(self.focus_list)
        self.list.opened.connect(self._open)
        self.list.selectionModel().currentChanged.connect(self._when_current)
        self.empty.chosen.connect(self._empty_chosen)
        self.detail.closed.connect(self.close_detail)
        self.detail.reveal_asked.connect(self.reveal_asked)
        keys = context.actions
        keys.on("to_trash", self.list, self.trash_current)
        keys.on("edit", self.list, self.edit_current)
        keys.on("keys_in_list", self.list, self._show_keys)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.read)
        self._detail_timer = QTimer(self)
        self._detail_timer.setSingleShot(True)
        self._detail_timer.setInterval(60)
        self._detail_timer.timeout.connect(self._show_current)
        context.dispatch.changed.connect(self._when_changed)
        context.dispatch.opened.connect(self.read)
        if context.dispatch.workspace.ready_to_read:
            self.read()

    def _lay_out(self) -> None:
        look = self._context.look
        page = QWidget()
        column = QVBoxLayout(page)
        look.space(column, (24, 15, 16, 0), 11)
        self._head = QWidget(page)
        head = QVBoxLayout(self._head)
        look.space(head, spacing=11)
        row = QHBoxLayout()
        look.space(row, spacing=8)
        row.addWidget(self.title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.new)
        head.addLayout(row)
        head.addWidget(self.field)
        column.addWidget(self._head)
        self._stack = QStackedWidget(page)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)
        self.set_panes(page, self.detail)

    # -- what the shell asks -------------------------------------------------------------
    def focus_first(self) -> None:
        """Put the keyboard on the list, or on the field when there are no rows."""
        if self.list.rows.rows:
            self.focus_list()
        else:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_list(self) -> None:
        """Put the keyboard on the rows."""
        if self.detail_alone:
            self.close_detail()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """Return head, list and detail."""
        if self.detail_alone:
            return (self.detail,)
        return (self._head, self._stack, self.detail)

    def apply_width(self, width: WidthClass) -> None:
        """Show the detail beside the list where there is room."""
        super().apply_width(width)
        self._show_current()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what the keys of the window do here."""
        return {"new": self.start_new, "filter": self.focus_filter}

    def shut(self) -> None:
        """Save what is being typed in the details."""
        self.detail.keep_all()

    def close_innermost(self) -> bool:
        """Close the detail, or empty the field."""
        if self.detail_alone:
            self.close_detail()
            return True
        if self.field.text():
            self.field.clear()
            self._filter()
            self.focus_list()
            return True
        if not self.list.hasFocus() and self.list.rows.rows:
            self.focus_list()
            return True
        return False

    def show_group(self, group: WorkGroup | None) -> None:
        """The library is the same for all groups."""

    def open_record(self, ref: Ref) -> None:
        """Show a record's row, and its detail in any case."""
        self._wanted = ref
        self.open_detail()
        self.detail.show_record(ref)
        self._go_to(ref)

    def _go_to(self, ref: Ref) -> None:
        place = self.list.rows.place_of(ref)
        if place is not None:
            self._wanted = None
            index = self.list.rows.index(place, 0)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    # -- rows ----------------------------------------------------------------------------
    def read(self) -> None:
        """Read all rows anew."""
        self._context.dispatch.ask(self._rows, self._take, self)

    def _take(self, rows: tuple[LibraryRow, ...]) -> None:
        self._all = rows
        self._folded = {
            row.id: fold(" ".join((row.name, *row.facts, row.section, row.note))) for row in rows
        }
        self._filter()

    def _filter(self, _words: str = "") -> None:
        words = fold(self.field.text()).split()
        shown = [row for row in self._all if all(word in self._folded[row.id] for word in words)]
        had = self.list.current_row()
        self.list.rows.show([_as_plain(row) for row in shown])
        total = f"{len(self._all):,}"
        if words:
            total = self.tr("{n} of {total}").format(n=f"{len(shown):,}", total=total)
        self._count.setText(total)
        self._stack.setCurrentWidget(self.list if shown else self.empty)
        if not shown:
            self._say_empty()
        elif self._wanted is not None:
            self._go_to(self._wanted)
        elif had is None or not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.index(0, 0))
        self._detail_timer.start()

    def _say_empty(self) -> None:
        if self.field.text():
            sentence = self.tr("Nothing matches. Clear the filter.")
            self.empty.say(sentence, self.tr("Clear the filter"), "Esc")
        else:
            keys = self._context.actions.shown_keys("new")
            self.empty.say(self._empty_words, self._new_words, keys)

    def _empty_chosen(self) -> None:
        if self.field.text():
            self.field.clear()
            self._filter()
            self.focus_list()
        else:
            self.start_new()

    def focus_filter(self) -> None:
        """Put the caret into the field; a second time, search everything."""
        if self.field.hasFocus():
            self._context.actions.triggered.emit("palette")
            return
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _show_keys(self) -> None:
        self._context.actions.triggered.emit("keys")

    def _when_changed(self, changes: ChangeSet, _origin: object) -> None:
        if changes.touches(self._noun.name, "organization", "term", "membership", "work_group"):
            self._timer.start()

    # -- detail --------------------------------------------------------------------------
    def _when_current(self) -> None:
        self._detail_timer.start()

    def _show_current(self) -> None:
        row = self.list.current_row()
        if not self.detail_shown:
            return
        if row is not None:
            self.detail.show_record(row.ref, unless_visited=True)
        elif not self._all:
            self.detail.show_nothing()

    def _open(self, index: QModelIndex) -> None:
        row = self.list.rows.rows[index.row()]
        self.open_detail()
        self.detail.show_record(row.ref)
        if self.list.last_was_key or self.detail_alone:
            self.detail.focus_first()

    def close_detail(self) -> None:
        """Close the detail and go back to the list."""
        self.detail.keep_all()
        super().close_detail()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- records -------------------------------------------------------------------------
    def start_new(self) -> None:
        """Make a new record and show it; where the noun has a form, open that."""
        if self._make is not None:
            record = self._make()
            ref = Ref(self._noun.name, record.id)

            def made(_outcome: object) -> None:
                self.open_record(ref)
                self.detail.focus_title()

            self._context.dispatch.run(LogRecords((record,)), self, made)
            return
        form = open_form(
            self._context, Ref(self._noun.name, ""), self, new=True, preset=self._preset
        )
        if isinstance(form, RecordForm):
            form.kept.connect(self.open_record)

    def edit_current(self) -> None:
        """Open the form of the current row."""
        row = self.list.current_row()
        if row is not None:
            open_form(self._context, row.ref, self)

    def trash_current(self) -> None:
        """Move the current row to Trash."""
        row = self.list.current_row()
        if row is not None:
            self.edits.trash((row.ref,))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._context.look.colour("bg"))
        painter.end()


def _as_plain(row: LibraryRow) -> PlainRow:
    return PlainRow(
        Ref(row.noun, row.id), row.name, "  ·  ".join(row.facts), row.note, row.section, row.icon
    )
