"""The list of one kind of captured item: barriers, practices, recognitions, focus areas,
commitments. One class for all; what differs comes from the noun's description."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.changes import ChangeSet, Outcome
from nghs_desktop.domain.commands import (
    AmendRecords,
    LogRecords,
    Ref,
    RestoreRecords,
    TrashRecords,
)
from nghs_desktop.domain.filters import read_filter, write_filter
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.records import Captured
from nghs_desktop.domain.workspaces import SavedView
from nghs_desktop.services.api import (
    ItemRow,
    ListQuery,
    count_items,
    ids_of_items,
    levers,
    saved_views,
)
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.models.item_marks import is_finished
from nghs_desktop.ui.models.items import ItemsModel
from nghs_desktop.ui.view import WidthClass
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.bulk_bar import BulkBar
from nghs_desktop.ui.views.detail import DetailPanel
from nghs_desktop.ui.views.item_edits import ItemEdits
from nghs_desktop.ui.views.item_rows import ItemDelegate, ItemsList
from nghs_desktop.ui.views.items_head import ItemsHead
from nghs_desktop.ui.views.new_line import NewLine
from nghs_desktop.ui.views.two_panes import TwoPanes
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.cards import EmptyState

Export = Callable[[str, ListQuery], None]
"""Exports what a query lists of a noun; asks for the file itself."""

MOST_TICKED = 5_000
_LATE_LISTS = 3
"""How many lists without a new item are waited out; one that a filter leaves out never comes."""
_DETAIL_PAUSE_MS = 60
_COUNT_PAUSE_MS = 250
_RARE_COUNT_MS = 10_000
_SLOW_COUNT = 50_000


class ItemsView(TwoPanes):
    """A list place with its detail beside it.

    `export` is called for the download button, which is not there without it. `reveal_asked(Ref)`
    comes when a record of another place should be shown there.
    """

    reveal_asked = Signal(object)
    brief_asked = Signal()
    place_asked = Signal(str)

    def __init__(
        self,
        context: ViewContext,
        noun_name: str,
        *,
        export: Export | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context.look, context.settings, "items", parent)
        self._context, self._noun = context, NOUN[noun_name]
        self._export = export
        self._group: WorkGroup | None = None
        self._is_placed = False
        self._wanted_id = ""
        self._late_lists = 0
        self._total: int | None = None
        self._counts: dict[str, int] = {}
        self._counting: list[tuple[str, str]] = []
        self._was_long = False
        look, dispatch = context.look, context.dispatch
        self.setAccessibleName(KINDS[noun_name].plural)
        self.edits = ItemEdits(context, self._noun, self)
        self.head = ItemsHead(context, self._noun, can_export=export is not None)
        self.new_line = NewLine(context, self._noun, self)
        self.model = ItemsModel(context, noun_name, self)
        self.list = ItemsList(look, KINDS[noun_name].plural)
        self.list.setModel(self.model)
        self.list.setItemDelegate(ItemDelegate(context, self.list, self._reword))
        self.empty = EmptyState(look, "")
        self.bulk = BulkBar(look, self._noun, self.edits)
        self.detail = DetailPanel(context, self)
        self._lay_out()
        self._connect()
        self._bind_keys()
        self._detail_timer = _single(self, _DETAIL_PAUSE_MS, self._show_current)
        self._count_timer = _single(self, _COUNT_PAUSE_MS, self._count)
        dispatch.changed.connect(self._when_changed)
        dispatch.ask(levers, self._take_levers, self)
        self._read_views()

    # -- layout --------------------------------------------------------------------------
    def _lay_out(self) -> None:
        look = self._context.look
        page = QWidget()
        column = QVBoxLayout(page)
        look.space(column, (24, 15, 16, 0), 0)
        column.addWidget(self.head)
        self._new_holder = QWidget(page)
        holder = QVBoxLayout(self._new_holder)
        look.space(holder, (0, 8, 0, 4))
        holder.addWidget(self.new_line)
        self._new_holder.hide()
        column.addWidget(self._new_holder)
        self._stack = QStackedWidget(page)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column.addSpacing(8)
        column.addWidget(self._stack, 1)
        self._bulk_holder = QWidget(page)
        foot = QVBoxLayout(self._bulk_holder)
        look.space(foot, (0, 8, 0, 12))
        foot.addWidget(self.bulk)
        self._bulk_holder.hide()
        column.addWidget(self._bulk_holder)
        self.set_panes(page, self.detail)

    def _connect(self) -> None:
        head, model, rows = self.head, self.model, self.list
        head.asked.connect(self.ask)
        head.moved_on.connect(self.focus_list)
        head.new_asked.connect(self.start_new)
        head.export_asked.connect(self.export)
        head.place_asked.connect(self.place_asked)
        head.view_kept.connect(self._keep_view)
        head.view_renamed.connect(self._rename_view)
        head.view_dropped.connect(self._drop_view)
        model.listed.connect(self._when_listed)
        model.counted.connect(self._when_counted)
        model.found.connect(self._go_to_place)
        model.ticks_changed.connect(self._when_ticked)
        rows.opened.connect(self._open)
        rows.tick_asked.connect(self._tick)
        rows.tick_all_asked.connect(self.tick_all)
        rows.key_asked.connect(self._list_key)
        rows.selectionModel().currentChanged.connect(self._when_current)
        rows.customContextMenuRequested.connect(self._row_menu)
        self.bulk.cleared.connect(self._clear_ticks)
        self.bulk.trashed.connect(model.clear_ticks)
        self.new_line.kept.connect(self._keep_new)
        self.new_line.given_up.connect(self.close_new)
        self.empty.chosen.connect(self._empty_chosen)
        self.detail.closed.connect(self.close_detail)
        self.detail.reveal_asked.connect(self.reveal_asked)

    def _bind_keys(self) -> None:
        keys, rows = self._context.actions, self.list
        for name, run in (
            ("edit", self.edit_current),
            ("to_trash", self.trash_current),
            ("tick", self.tick_current),
            ("lever", self.ask_lever),
            ("owner", self.ask_owner),
            ("keys_in_list", self._show_keys),
            ("status_1", lambda: self._quick(1)),
            ("status_2", lambda: self._quick(2)),
            ("status_3", lambda: self._quick(3)),
            ("status_4", lambda: self._quick(4)),
        ):
            keys.on(name, rows, run)

    # -- what the shell asks -------------------------------------------------------------
    def focus_first(self) -> None:
        """Put the keyboard on the list, or on what stands in its place."""
        if self._stack.currentWidget() is self.list:
            self.focus_list()
        else:
            self.head.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_list(self) -> None:
        """Put the keyboard on the rows."""
        if self.detail_alone:
            self.close_detail()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._detail_timer.start()

    def panes(self) -> Sequence[QWidget]:
        """Return filter, list and detail."""
        if self.detail_alone:
            return (self.detail,)
        return (self.head, self._stack, self._bulk_holder, self.detail)

    def apply_width(self, width: WidthClass) -> None:
        """Show the detail beside the list from 900 px on."""
        super().apply_width(width)
        self._show_current()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what the keys of the window do here."""
        found: dict[str, Callable[[], None]] = {
            "new": self.start_new,
            "filter": self.focus_filter,
            "add_to_brief": self.add_to_brief,
        }
        if self._export is not None:
            found["save_pdf"] = self.export
        return found

    def shut(self) -> None:
        """Save what is being typed in the details."""
        self.detail.keep_all()

    def close_innermost(self) -> bool:
        """Close what Esc closes here: naming, the new line, ticks, the detail; one at a time."""
        if self.head.close_namer():
            return True
        if not self.new_line.isHidden():
            self.close_new()
            return True
        if self.detail_alone:
            self.close_detail()
            return True
        if self.model.ticked:
            self._clear_ticks()
            return True
        if self.head.field.text():
            self.head.clear_filter()
            self.focus_list()
            return True
        if not self.list.hasFocus() and self._stack.currentWidget() is self.list:
            self.focus_list()
            return True
        return False

    def show_group(self, group: WorkGroup | None) -> None:
        """List the items of a work group, or of all where there is none."""
        self._group, self._is_placed = group, True
        self.model.clear_ticks()
        self._counts.clear()
        self.ask()
        self._count_timer.start()

    def open_record(self, ref: Ref) -> None:
        """Show an item of this list: its row if it is listed, and its detail in any case."""
        self._wanted_id = ref.id
        self.open_detail()
        self.detail.show_record(ref)
        place = self.model.place_of(ref.id)
        if place is not None:
            self._go_to_place(place)
        elif self.model.is_whole:
            self.model.find_place(ref.id)

    # -- the list ------------------------------------------------------------------------
    def query(self) -> ListQuery:
        """Return what the list asks for now."""
        return ListQuery(
            self._noun.name,
            self._group.id if self._group else "",
            self.head.wanted(),
            self.head.order,
            self._context.today(),
            self._context.me().lower(),
        )

    def ask(self) -> None:
        """List what filter, view and order ask for, once it is known for which group."""
        if not self._is_placed:
            return
        row = self.list.current_row()
        if row is not None and not self._wanted_id:
            self._wanted_id = row.id
        self.model.show_query(self.query())

    def _when_listed(self) -> None:
        wanted, self._wanted_id = self._wanted_id, ""
        count = self.model.rowCount()
        self._show_emptiness(count == 0)
        place = self.model.place_of(wanted) if wanted else None
        if place is not None:
            self._late_lists = 0
        elif wanted and self._late_lists:
            # A list read before the new item was kept; the one that has it is on the way.
            self._late_lists -= 1
            self._wanted_id = wanted
        if count:
            self._go_to_place(place if place is not None else 0)
        else:
            self._show_current()

    def _go_to_place(self, place: int) -> None:
        if 0 <= place < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(place, 0))
            self.list.scrollTo(self.model.index(place, 0))

    def _when_counted(self, count: int) -> None:
        if self._wanted_id and self._late_lists:
            # The list took its new rows in without being listed anew.
            self._late_lists -= 1
            self._look_for_new()
        self._was_long = count > _SLOW_COUNT
        self._show_emptiness(count == 0)
        view = self.head.view()
        if view is not None and not self.head.field.text():
            self.head.show_counts({view.id: count})
        self.head.show_total(self._total, count)
        self._count_timer.start(_RARE_COUNT_MS if self._was_long and self._counts else 0)

    def _show_emptiness(self, is_empty: bool) -> None:
        keeps_focus = self.list.hasFocus() or self.empty.button.hasFocus()
        if is_empty:
            self._say_empty()
        page = self.empty if is_empty else self.list
        if self._stack.currentWidget() is not page:
            self._stack.setCurrentWidget(page)
            if keeps_focus:
                target = self.empty.button if is_empty else self.list
                target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_empty(self) -> None:
        kind = KINDS[self._noun.name]
        keys = self._context.actions.shown_keys("new")
        words = kind.word.lower()
        if self.head.field.text():
            sentence = self.tr("No {kind} matches. Clear the filter.").format(kind=words)
            self.empty.say(sentence, self.tr("Clear the filter"), "Esc")
            return
        sentence = {
            "barrier": self.tr("Nothing is in the way yet. Press {keys} or type b in a meeting."),
            "practice": self.tr(
                "No practice is written down yet. Press {keys} or type p in a meeting."
            ),
            "recognition": self.tr(
                "Nobody has been named yet. Press {keys} or type r in a meeting."
            ),
            "focus": self.tr("No focus area yet. Press {keys} or type f in a meeting."),
            "commitment": self.tr("Nobody owes anything. Good."),
        }.get(self._noun.name, self.tr("Nothing here yet. Press {keys}."))
        action = self.tr("New {kind}").format(kind=words)
        self.empty.say(sentence.format(keys=keys), action, keys)

    def _empty_chosen(self) -> None:
        if self.head.field.text():
            self.head.clear_filter()
            self.focus_list()
        else:
            self.start_new()

    def focus_filter(self) -> None:
        """Put the caret into the filter field; a second time, search everything."""
        if self.head.field.hasFocus():
            self._context.actions.triggered.emit("palette")
            return
        self.head.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.field.selectAll()

    def export(self) -> None:
        """Export what is listed."""
        if self._export is not None:
            self._export(self._noun.name, self.query())

    def _show_keys(self) -> None:
        self._context.actions.triggered.emit("keys")

    # -- detail --------------------------------------------------------------------------
    def _when_current(self) -> None:
        self._detail_timer.start()

    def _show_current(self) -> None:
        if self.detail_shown:
            row = self.list.current_row()
            if self.detail.ref is not None and self._is_at_work():
                # What is being edited stays, also when the edit took it off the list.
                return
            if row is not None:
                self.detail.show_record(Ref(row.noun, row.id), unless_visited=True)
            elif self.model.rowCount() == 0:
                self.detail.show_nothing()
            else:
                # The row is still being read; look again when it is here.
                self._detail_timer.start()

    def _is_at_work(self) -> bool:
        """Whether the keyboard is in the detail."""
        focus = self.window().focusWidget()  # also while a menu has the keyboard for a moment
        return focus is not None and self.detail.isAncestorOf(focus)

    def _open(self, index: QModelIndex) -> None:
        row = self.model.at(index.row())
        if row is None:
            return
        self.open_detail()
        self.detail.show_record(Ref(row.noun, row.id))
        if self.detail_alone or self.sender() is self.list:
            self._enter_detail()

    def _enter_detail(self) -> None:
        if self.list.last_was_key or self.detail_alone:
            self.detail.focus_first()

    def close_detail(self) -> None:
        """Close the detail and go back to the list."""
        self.detail.keep_all()
        super().close_detail()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- new items -----------------------------------------------------------------------
    def start_new(self) -> None:
        """Open the line for a new item."""
        if self.detail_alone:
            self.close_detail()
        if self.new_line.isHidden() and not self.new_line.field.text():
            self.new_line.recall()
        self._new_holder.show()
        self.new_line.show()
        self.new_line.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_new(self) -> None:
        """Close the line; what stands in it is kept for the next time."""
        if self.new_line.field.text():
            self.new_line.keep_draft()
        self.new_line.hide()
        self._new_holder.hide()
        self.focus_first()

    def _keep_new(self, text: str) -> None:
        record = self._noun.cls(
            id=self.new_line.key,
            title=text,  # type: ignore[call-arg]
            group_id=self._group.id if self._group else None,
        )
        assert isinstance(record, Captured)
        self._wanted_id, self._late_lists = record.id, _LATE_LISTS

        def kept(outcome: Outcome) -> None:
            words = self.tr("{kind} added.").format(kind=KINDS[self._noun.name].word)
            announce(self, words)
            self.new_line.go_on()
            self._find_new(record.id)

        self._context.dispatch.run(LogRecords((record,)), self, kept)

    def _find_new(self, key: str) -> None:
        self._wanted_id, self._late_lists = key, _LATE_LISTS
        self._look_for_new()

    def _look_for_new(self) -> None:
        place = self.model.place_of(self._wanted_id)
        if place is None and self.model.is_whole:
            self.model.find_place(self._wanted_id)
        elif place is not None:
            self._wanted_id, self._late_lists = "", 0
            self._go_to_place(place)

    # -- keys on rows --------------------------------------------------------------------
    def _refs(self) -> tuple[Ref, ...]:
        """Return what an action means: the ticked rows, else the current one."""
        ids = sorted(self.model.ticked)
        row = self.list.current_row()
        if not ids and row is not None:
            ids = [row.id]
        return tuple(Ref(self._noun.name, id) for id in ids)

    def _below_current(self) -> QPoint:
        rect = self.list.visualRect(self.list.currentIndex())
        return QPoint(rect.x() + self._context.look.px(46), rect.bottom())

    def edit_current(self) -> None:
        """Edit the text of the current row in place."""
        index = self.list.currentIndex()
        if index.isValid():
            self.list.edit(index)

    def _reword(self, key: str, text: str) -> None:
        self.edits.amend((Ref(self._noun.name, key),), {"title": text})

    def trash_current(self) -> None:
        """Move the ticked rows, or the current one, to Trash."""
        self.edits.trash(self._refs(), self.model.clear_ticks)

    def _quick(self, number: int) -> None:
        self.edits.set_quick(self._refs(), number)

    def ask_lever(self) -> None:
        """Ask for the lever of the current or ticked rows."""
        row = self.list.current_row()
        if row is not None:
            at = self.list.viewport().mapToGlobal(self._below_current())
            self.edits.ask_lever(self._refs(), at, row.lever_id)

    def ask_owner(self) -> None:
        """Ask for the owner of the current or ticked rows."""
        if self._refs():
            self.edits.ask_owner(self._refs(), self.list.viewport(), self._below_current())

    def _list_key(self, what: str) -> None:
        row = self.list.current_row()
        if row is None:
            return
        if what == "brief":
            self.add_to_brief()
        else:
            self.edits.ask_due(self._refs(), row.due, self.list.viewport(), self._below_current())

    def add_to_brief(self) -> None:
        """Put the current or ticked rows into the brief, or take them out again."""
        row = self.list.current_row()
        if row is None:
            return
        value = True if self.model.ticked else not row.for_brief
        words = self.tr("add to brief") if value else self.tr("take out of brief")
        self.edits.amend(self._refs(), {"for_brief": value}, words)
        announce(self, self.tr("In the brief.") if value else self.tr("Out of the brief."))

    # -- ticks ---------------------------------------------------------------------------
    def tick_current(self) -> None:
        """Tick the current row; a commitment is done with it."""
        if self.list.currentIndex().isValid():
            self._tick(self.list.currentIndex())

    def _tick(self, index: QModelIndex) -> None:
        row = self.model.at(index.row())
        if row is None:
            return
        if self._noun.name == "commitment":
            self.edits.set_done(Ref(row.noun, row.id), not is_finished(row), row.status)
            return
        on = row.id not in self.model.ticked
        self.model.tick((row.id,), on)
        announce(self.list, self.tr("Ticked.") if on else self.tr("Tick taken away."))

    def tick_all(self) -> None:
        """Tick all rows of the list, as many as one change may touch."""
        query = self.query()

        def ticked(ids: tuple[str, ...]) -> None:
            self.model.tick(ids)
            if len(ids) == MOST_TICKED:
                words = self.tr("The first {n} rows are ticked.").format(n=f"{MOST_TICKED:,}")
                self._context.say(words)

        dispatch = self._context.dispatch
        dispatch.ask(lambda reader: ids_of_items(reader, query, MOST_TICKED), ticked, self)

    def _when_ticked(self) -> None:
        had_keyboard = self.bulk.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.bulk.show_ticked(self.model.ticked)
        self._bulk_holder.setVisible(bool(self.model.ticked))
        self.list.viewport().update()
        if had_keyboard and not self.model.ticked:
            self.focus_list()

    def _clear_ticks(self) -> None:
        self.model.clear_ticks()
        self.focus_list()

    # -- menu of a row -------------------------------------------------------------------
    def _row_menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if not index.isValid():
            return
        self.list.setCurrentIndex(index)
        row = self.model.at(index.row())
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_menu(menu, row)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def _fill_menu(self, menu: QMenu, row: ItemRow) -> None:
        keys = self._context.actions
        menu.addAction(keys.menu_action("edit", menu, self.edit_current))
        if self._noun.status is not None:
            inner = menu.addMenu(self._context.look.icon("circle-dot"), self.tr("Status"))
            for number, word in enumerate(self._noun.quick, start=1):
                action = inner.addAction(f"{word.label}\t{number}")
                action.setData(number)
            inner.triggered.connect(self._menu_status)
        menu.addAction(keys.menu_action("lever", menu, self.ask_lever))
        menu.addAction(keys.menu_action("owner", menu, self.ask_owner))
        menu.addAction(keys.menu_action("add_to_brief", menu, self.add_to_brief))
        menu.addSeparator()
        menu.addAction(keys.menu_action("to_trash", menu, self.trash_current))

    def _menu_status(self, action: QAction) -> None:
        self._quick(int(action.data()))

    # -- saved views ---------------------------------------------------------------------
    def _read_views(self) -> None:
        noun = self._noun.name
        self._context.dispatch.ask(lambda r: saved_views(r, noun), self._take_views, self)

    def _take_views(self, views: tuple[SavedView, ...]) -> None:
        self.head.show_views(views)
        if self.model.query is None:
            self.ask()
        self._count_timer.start()

    def _take_levers(self, found: tuple[Lever, ...]) -> None:
        self.head.show_levers([lever.name for lever in found])

    def _count(self) -> None:
        """Count all views and the whole list, one after the other, off this thread.

        Long readings never run beside each other, so that a page on its way is never behind two.
        """
        if not self._is_placed or self._counting:
            return
        if self.model.is_listing:
            self._count_timer.start(_COUNT_PAUSE_MS)
            return
        self._counting = [("", ""), *((view.id, view.filter) for view in self.head.saved())]
        self._count_next()

    def _count_next(self) -> None:
        if not self._counting:
            return
        key, text = self._counting.pop(0)
        query = replace(self.query(), filter=read_filter(text))
        group = self._group

        def counted(number: int) -> None:
            if group is self._group:
                self._take_count(key, number)
            self._count_next()

        self._context.dispatch.ask(lambda reader: count_items(reader, query), counted, self)

    def _take_count(self, key: str, number: int) -> None:
        if key:
            self._counts[key] = number
            self.head.show_counts({key: number})
        else:
            self._total = number
            shown = self.model.rowCount() if self.model.is_whole else None
            self.head.show_total(number, shown)

    def _keep_view(self, name: str) -> None:
        saved = self.head.saved()
        view = SavedView(
            id=new_id(),
            noun=self._noun.name,
            name=name,
            filter=write_filter(self.head.wanted()),
            sorted_by=self.head.order,
            position=f"{len(saved):04}",
        )
        label = self.tr("keep the view “{name}”").format(name=name)

        def kept(outcome: Outcome) -> None:
            self.head.forget_typed()
            self.head.choose_when_there(view.id)
            self._read_views()

        self._context.dispatch.run(LogRecords((view,), label=label), self, kept)

    def _rename_view(self, view_id: str, name: str) -> None:
        command = AmendRecords((Ref("saved_view", view_id),), {"name": name})
        self._context.dispatch.run(command, self)

    def _drop_view(self, view_id: str) -> None:
        ref = Ref("saved_view", view_id)

        def bring_back() -> None:
            self._context.dispatch.run(RestoreRecords((ref,)), self)

        def dropped(outcome: Outcome) -> None:
            words = self.tr("Moved the view to Trash.")
            self._context.say(words, action_words=self.tr("Undo"), action=bring_back)

        self._context.dispatch.run(TrashRecords((ref,)), self, dropped)

    # -- changes -------------------------------------------------------------------------
    def _when_changed(self, changes: ChangeSet, _origin: object) -> None:
        if changes.touches("saved_view"):
            self._read_views()
        if changes.touches("lever"):
            self._context.dispatch.ask(levers, self._take_levers, self)
        if changes.touches(self._noun.name, "link"):
            self._count_timer.start(_RARE_COUNT_MS if self._was_long else _COUNT_PAUSE_MS)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._context.look.colour("bg"))
        painter.end()


def _single(parent: QWidget, pause: int, run: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(pause)
    timer.timeout.connect(run)
    return timer
