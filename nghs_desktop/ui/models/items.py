"""The rows of a list of captured items, at any size: row numbers for the whole list, items for the
part on screen. Everything is read off the window's thread; rows that are on their way are None."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from threading import Lock

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.domain.commands import Ref
from nghs_desktop.services.api import (
    ItemRow,
    ListQuery,
    Reader,
    items_at,
    page_of_items,
    row_of_item,
    rows_in_order,
)
from nghs_desktop.ui.models.item_marks import sentence
from nghs_desktop.ui.models.row_steps import Steps, steps_between
from nghs_desktop.ui.view_context import ViewContext

PAGE = 100
KEPT_PAGES = 30
_PAGES_AT_ONCE = 3
_NAMED = ("link", "person", "organization", "lever")
"""Nouns whose names stand in rows: when one changes, the rows on screen are read again."""

_Index = QModelIndex | QPersistentModelIndex


class ItemRole(IntEnum):
    """What else a row gives besides its text."""

    ROW = Qt.ItemDataRole.UserRole
    TICKED = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class _First:
    """The first page of a query, and all row numbers when the page is all there is."""

    items: tuple[ItemRow, ...]
    rows: array[int] | None


class _Listing:
    """One reading of a whole list, which may be given up from the window's thread.

    The lock makes sure that only this reading is stopped, never the next one on the same reader.
    """

    def __init__(self, query: ListQuery) -> None:
        self.query = query
        self._lock = Lock()
        self._reader: Reader | None = None
        self._is_given_up = False

    def read(self, reader: Reader) -> array[int] | None:
        """Read the row numbers; None when given up before."""
        with self._lock:
            if self._is_given_up:
                return None
            self._reader = reader
        try:
            return rows_in_order(reader, self.query)
        finally:
            with self._lock:
                self._reader = None

    def give_up(self) -> None:
        """Stop the reading: its list is no longer asked for."""
        with self._lock:
            self._is_given_up = True
            if self._reader is not None:
                self._reader.stop()


class ItemsModel(QAbstractListModel):
    """A list of items. `show_query` asks for one; `listed` comes when its first page is here.

    `counted(int)` follows with the number of all rows. A change of data keeps the rows that stay,
    so that selection and scroll place stay as well; `ticks_changed` tells of ticks.
    """

    listed = Signal()
    counted = Signal(int)
    ticks_changed = Signal()

    def __init__(self, context: ViewContext, noun: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._noun = context, noun
        self._query: ListQuery | None = None
        self._asking: ListQuery | None = None
        self._first: tuple[ItemRow, ...] = ()
        self._rows: array[int] | None = None
        self._items: OrderedDict[int, ItemRow] = OrderedDict()
        self._wanted: list[int] = []
        self._listing: _Listing | None = None
        self._is_reading = False
        self._must_list = self._must_ask = False
        self._ticked: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._read_pages)
        context.dispatch.changed.connect(self._when_changed)

    # -- what is shown -------------------------------------------------------------------
    @property
    def query(self) -> ListQuery | None:
        """What was asked for last."""
        return self._query

    @property
    def is_whole(self) -> bool:
        """Whether the number of rows is known, not only the first page."""
        return self._rows is not None

    @property
    def is_listing(self) -> bool:
        """Whether the whole list is being read, which may take long."""
        return self._listing is not None or self._asking is not None

    def show_query(self, query: ListQuery) -> None:
        """Show another query. An older one that is still being read is dropped when it comes."""
        self._query = query
        if self._listing is not None and self._listing.query != query:
            self._listing.give_up()
            self._listing = None
        if self._asking is None:
            self._ask_first()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows known so far."""
        if parent.isValid():
            return 0
        return len(self._rows) if self._rows is not None else len(self._first)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's item or text; asks for it when it is not here yet."""
        if not index.isValid():
            return None
        row = self.at(index.row())
        if role == ItemRole.ROW:
            return row
        if role == ItemRole.TICKED:
            return row is not None and row.id in self._ticked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if row is None:
                return self.tr("This row is being read.")
            return sentence(row, self._context.today(), ticked=row.id in self._ticked)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.title if row is not None else ""
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows can be current and their text edited in place."""
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsEditable

    def at(self, place: int) -> ItemRow | None:
        """Return the item at a place, or None while it is on its way."""
        if self._rows is None:
            return self._first[place] if 0 <= place < len(self._first) else None
        if not 0 <= place < len(self._rows):
            return None
        number = self._rows[place]
        item = self._items.get(number)
        if item is None:
            self._want(place // PAGE)
        else:
            self._items.move_to_end(number)
        return item

    def place_of(self, id: str) -> int | None:
        """Return the place of an item that is on hand, or None."""
        for place, item in enumerate(self._first):
            if item.id == id and self._rows is None:
                return place
        for number, item in self._items.items():
            if item.id == id and self._rows is not None:
                return self._rows.index(number) if number in self._rows else None
        return None

    def find_place(self, id: str) -> None:
        """Read where an item stands; `found(place)` follows, -1 when it is not in the list."""
        ref = Ref(self._noun, id)
        self._context.dispatch.ask(lambda reader: row_of_item(reader, ref), self._tell_found, self)

    found = Signal(int)

    def _tell_found(self, number: int | None) -> None:
        rows = self._rows
        if rows is None or number is None or number not in rows:
            self.found.emit(-1)
        else:
            self.found.emit(rows.index(number))

    # -- ticks ---------------------------------------------------------------------------
    @property
    def ticked(self) -> frozenset[str]:
        """The keys of the ticked items."""
        return frozenset(self._ticked)

    def is_ticked(self, place: int) -> bool:
        """Whether the item at a place is ticked."""
        item = self.at(place)
        return item is not None and item.id in self._ticked

    def tick(self, ids: Iterable[str], on: bool = True) -> None:
        """Tick items, or take their ticks away."""
        before = len(self._ticked)
        if on:
            self._ticked.update(ids)
        else:
            self._ticked.difference_update(ids)
        if len(self._ticked) != before:
            self._say_ticks()

    def clear_ticks(self) -> None:
        """Take all ticks away."""
        if self._ticked:
            self._ticked.clear()
            self._say_ticks()

    def _say_ticks(self) -> None:
        last = self.rowCount() - 1
        if last >= 0:
            self.dataChanged.emit(self.index(0, 0), self.index(last, 0), [ItemRole.TICKED])
        self.ticks_changed.emit()

    # -- reading -------------------------------------------------------------------------
    def _ask_first(self) -> None:
        query = self._query
        if query is None:
            return
        self._asking, self._must_ask = query, False

        def read(reader: Reader) -> _First:
            items = page_of_items(reader, query, limit=PAGE)
            whole = len(items) < PAGE
            return _First(items, rows_in_order(reader, query) if whole else None)

        self._context.dispatch.ask(read, self._take_first, self, self._not_read)

    def _take_first(self, first: _First) -> None:
        asked, self._asking = self._asking, None
        if asked != self._query or self._must_ask:
            self._ask_first()
            return
        self.beginResetModel()
        self._items.clear()
        self._first, self._rows = first.items, first.rows
        if first.rows is not None:
            for number, item in zip(first.rows, first.items, strict=False):
                self._items[number] = item
        self.endResetModel()
        self.listed.emit()
        if first.rows is not None:
            self.counted.emit(len(first.rows))
        else:
            self._list()

    def _not_read(self, problem: object) -> None:
        self._asking = None
        self._listing, self._is_reading = None, False
        self._context.dispatch.failed.emit(problem)

    def _list(self) -> None:
        """Read the row numbers of the whole list; one reading at a time."""
        self._must_list = True
        if self._listing is not None or self._query is None or self._asking is not None:
            return
        listing = self._listing = _Listing(self._query)
        self._must_list = False

        def take(rows: array[int] | None) -> None:
            if self._listing is not listing or rows is None:
                return
            self._listing = None
            if listing.query == self._query and self._asking is None:
                self._take_rows(rows)
            if self._must_list:
                self._list()

        self._context.dispatch.ask(listing.read, take, self, self._not_read)

    def _take_rows(self, rows: array[int]) -> None:
        if self._rows is None:
            self._grow_to(rows)
        else:
            steps = steps_between(self._rows, rows)
            if steps is None:
                self.beginResetModel()
                self._rows = rows
                self.endResetModel()
                self.listed.emit()
            else:
                self._go(self._rows, steps, rows)
        self.counted.emit(len(rows))

    def _grow_to(self, rows: array[int]) -> None:
        """Go from the first page alone to the whole list."""
        known = min(len(self._first), len(rows))
        for number, item in zip(rows, self._first, strict=False):
            self._items[number] = item
        if known < len(self._first):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        if len(rows) > known:
            self.beginInsertRows(QModelIndex(), known, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
        self._rows = rows

    def _go(self, rows: array[int], steps: Steps, new: array[int]) -> None:
        for first, last in steps.out:
            self.beginRemoveRows(QModelIndex(), first, last)
            del rows[first : last + 1]
            self.endRemoveRows()
        if steps.is_reordered:
            self._reorder(rows, steps)
        for place, numbers in steps.put_in:
            self.beginInsertRows(QModelIndex(), place, place + len(numbers) - 1)
            rows[place:place] = array("q", numbers)
            self.endInsertRows()
        self._rows = new

    def _reorder(self, rows: array[int], steps: Steps) -> None:
        self.layoutAboutToBeChanged.emit()
        start, end = steps.start, steps.start + len(steps.survivors)
        before = rows[start:end]
        to = {number: start + at for at, number in enumerate(steps.survivors)}
        rows[start:end] = array("q", steps.survivors)
        for index in self.persistentIndexList():
            if start <= index.row() < end:
                moved = self.index(to[before[index.row() - start]], 0)
                self.changePersistentIndex(index, moved)
        self.layoutChanged.emit()

    # -- pages ---------------------------------------------------------------------------
    def _want(self, page: int) -> None:
        if page in self._wanted:
            self._wanted.remove(page)
        self._wanted.append(page)
        if not self._is_reading and not self._timer.isActive():
            self._timer.start(0)

    def _read_pages(self) -> None:
        """Read what was asked for last; what has been scrolled past meanwhile is let go."""
        rows = self._rows
        if rows is None or not self._wanted or self._is_reading:
            return
        pages, self._wanted = self._wanted[-_PAGES_AT_ONCE:], []
        numbers = [number for page in pages for number in rows[page * PAGE : (page + 1) * PAGE]]
        self._read(numbers)

    def _read(self, numbers: list[int]) -> None:
        self._is_reading = True
        noun = self._noun

        def take(items: tuple[ItemRow | None, ...]) -> None:
            self._is_reading = False
            self._keep(dict(zip(numbers, items, strict=True)))
            if self._wanted:
                self._timer.start(0)

        ask = self._context.dispatch.ask
        ask(lambda reader: items_at(reader, noun, numbers), take, self, self._not_read)

    def _keep(self, found: dict[int, ItemRow | None]) -> None:
        for number, item in found.items():
            if item is not None:
                self._items[number] = item
                self._items.move_to_end(number)
            else:
                self._take_out(number)
        while len(self._items) > PAGE * KEPT_PAGES:
            self._items.popitem(last=False)
        if self.rowCount():
            # The view asks only for what is on screen, whatever the range says.
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def _take_out(self, number: int) -> None:
        """Take out a row whose item left the lists, without waiting for the whole list."""
        self._items.pop(number, None)
        if self._rows is not None and number in self._rows:
            place = self._rows.index(number)
            self.beginRemoveRows(QModelIndex(), place, place)
            del self._rows[place]
            self.endRemoveRows()

    # -- changes -------------------------------------------------------------------------
    def _when_changed(self, changes: ChangeSet, _origin: object) -> None:
        if self._query is None:
            return
        if not changes.touches(self._noun, *_NAMED):
            return
        touched = changes.ids(self._noun)
        everything = changes.touches(*_NAMED)
        if self._asking is not None or self._rows is None:
            self._must_ask = True
            if self._asking is None:
                self._ask_first()
            return
        numbers = [
            number for number, item in self._items.items() if everything or item.id in touched
        ]
        for number in numbers[:-PAGE]:
            del self._items[number]
        if numbers:
            self._read(numbers[-PAGE:])
        self._list()
