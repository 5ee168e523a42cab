"""The rows of the meeting's stream. Grouping, pending and new rows live here; painting does not.

Rows come and go one by one: the whole list is read once, and again only when names changed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTime,
)

from nghs_desktop.domain.beside import Beside, beside
from nghs_desktop.domain.meetings import Meeting
from nghs_desktop.domain.records import Impact
from nghs_desktop.domain.spoken_dates import short_date
from nghs_desktop.services.api import ItemRow
from nghs_desktop.ui.kinds import KINDS

AnyIndex = QModelIndex | QPersistentModelIndex
_NEVER = datetime.min.replace(tzinfo=UTC)
_Place = tuple[datetime, str]


@dataclass(frozen=True, slots=True)
class StreamRow:
    """One item as the stream shows it. `heading` opens a group: the agenda item's title."""

    item: ItemRow
    heading: str = ""
    count: int = 0
    pending: bool = False
    problem: str = ""

    @property
    def place(self) -> _Place:
        """Where it stands: by the moment it was heard."""
        return self.item.heard_at or _NEVER, self.item.id


class StreamModel(QAbstractListModel):
    """Items in the order they were heard; the first of each run of an agenda item has a heading."""

    def __init__(
        self, zone: tzinfo | None = None, today: date = date.min, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._zone = zone
        self.today = today
        self.has_older = False
        """Whether the meeting has items before the first that is loaded."""
        self._rows: list[StreamRow] = []
        self._titles: Mapping[str, str] = {}
        self._counts: dict[str, int] = {}
        self._meeting: Meeting | None = None

    # -- what views ask ----------------------------------------------------------------
    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Return how many items are loaded."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a row, or the whole sentence for a screen reader."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()].item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(self._rows[index.row()])
        if role == Qt.ItemDataRole.EditRole:
            item = self._rows[index.row()].item
            return f"{item.title}\n{item.details}" if item.details else item.title
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Rows can be chosen and edited; pending ones not yet."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        pending = self._rows[index.row()].pending
        return usual if pending else usual | Qt.ItemFlag.ItemIsEditable

    # -- what the meeting asks ---------------------------------------------------------
    def row_at(self, row: int) -> StreamRow:
        """Return a row."""
        return self._rows[row]

    def rows(self) -> Sequence[StreamRow]:
        """Return all rows that are loaded."""
        return self._rows

    def row_of(self, id: str) -> int:
        """Return the row of an item, or -1."""
        for row in range(len(self._rows) - 1, -1, -1):
            if self._rows[row].item.id == id:
                return row
        return -1

    def last(self) -> ItemRow | None:
        """Return the newest item."""
        return self._rows[-1].item if self._rows else None

    def total(self) -> int:
        """Return how many items the meeting has, loaded or not."""
        return max(sum(self._counts.values()), len(self._rows))

    # -- filling -----------------------------------------------------------------------
    def set_titles(self, titles: Mapping[str, str]) -> None:
        """Name the agenda items."""
        if titles != self._titles:
            self._titles = dict(titles)
            self._head(0, len(self._rows) - 1)

    def set_counts(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Say how many items each agenda item has in all, and count what is still pending."""
        self._counts = {key: sum(by_noun.values()) for key, by_noun in counts.items()}
        for row in self._rows:
            if row.pending:
                key = row.item.agenda_item_id
                self._counts[key] = self._counts.get(key, 0) + 1
        self._head(0, len(self._rows) - 1)

    def fill(self, items: Iterable[ItemRow], meeting_id: str = "") -> None:
        """Show these items of a meeting, and those of it that are not on disk yet."""
        shown = [StreamRow(item) for item in items]
        known = {row.item.id for row in shown}
        waiting = [
            row
            for row in self._rows
            if row.pending and row.item.id not in known and row.item.meeting_id in ("", meeting_id)
        ]
        self.beginResetModel()
        self._rows = sorted([*shown, *waiting], key=_place)
        self._head(0, len(self._rows) - 1, tell=False)
        self.endResetModel()

    def add_older(self, items: Sequence[ItemRow]) -> None:
        """Put a page of earlier items on top."""
        known = {row.item.id for row in self._rows}
        older = [StreamRow(item) for item in items if item.id not in known]
        if not older:
            return
        self.beginInsertRows(QModelIndex(), 0, len(older) - 1)
        self._rows[:0] = older
        self._head(0, len(older), tell=False)
        self.endInsertRows()
        self._head(0, len(older))

    def add_pending(self, item: ItemRow) -> int:
        """Show an item before it is on disk; return its row."""
        key = item.agenda_item_id
        self._counts[key] = self._counts.get(key, 0) + 1
        return self._put(StreamRow(item, pending=True))

    def settle(self, id: str) -> None:
        """An item is on disk now."""
        self._change(id, pending=False, problem="")

    def mark_problem(self, id: str, problem: str) -> None:
        """Say at the row why it is not on disk yet."""
        self._change(id, problem=problem)

    def take_away(self, id: str) -> None:
        """Take an item off the list."""
        row = self.row_of(id)
        if row < 0:
            return
        gone = self._rows[row]
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._rows[row]
        self.endRemoveRows()
        if gone.pending:
            key = gone.item.agenda_item_id
            self._counts[key] = max(self._counts.get(key, 1) - 1, 0)
        self._head(row - 1, row)

    def merge(self, items: Iterable[ItemRow], gone: Iterable[str] = ()) -> list[str]:
        """Take what changed into the list; return the keys of items that are new on it."""
        added: list[str] = []
        for id in gone:
            row = self.row_of(id)
            if row >= 0 and not self._rows[row].pending:
                self.take_away(id)
        for item in items:
            row = self.row_of(item.id)
            if row < 0:
                if self.has_older and StreamRow(item).place < self._rows[0].place:
                    continue  # it comes with its page
                self._put(StreamRow(item))
                added.append(item.id)
            elif (item.heard_at, item.agenda_item_id) != (
                self._rows[row].item.heard_at,
                self._rows[row].item.agenda_item_id,
            ):
                was_pending = self._rows[row].pending
                self.take_away(item.id)
                self._put(StreamRow(item))
                if was_pending:
                    self._head(0, len(self._rows) - 1)
            else:
                self._change(item.id, item=item)
        return added

    def _put(self, made: StreamRow) -> int:
        row = bisect_left(self._rows, made.place, key=_place)
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.insert(row, made)
        self._head(row, row, tell=False)
        self.endInsertRows()
        self._head(row - 1, row + 1)
        self._recount(made.item.agenda_item_id)
        return row

    def _change(self, id: str, **values: object) -> None:
        row = self.row_of(id)
        if row < 0:
            return
        changed = replace(self._rows[row], **values)  # type: ignore[arg-type]
        if changed != self._rows[row]:
            self._rows[row] = changed
            index = self.index(row)
            self.dataChanged.emit(index, index)

    def _head(self, first: int, last: int, *, tell: bool = True) -> None:
        """Set the headings of some rows anew."""
        for row in range(max(first, 0), min(last + 1, len(self._rows))):
            here = self._rows[row]
            key = here.item.agenda_item_id
            before = self._rows[row - 1].item.agenda_item_id if row else None
            heading, count = "", 0
            if key != before:
                heading = self._titles.get(key, "")
                count = self._counts.get(key, 0)
            if (heading, count) != (here.heading, here.count):
                self._rows[row] = replace(here, heading=heading, count=count)
                if tell:
                    self.dataChanged.emit(self.index(row), self.index(row))

    def _recount(self, key: str) -> None:
        """Show the number of a group at its last heading."""
        for row in range(len(self._rows) - 1, -1, -1):
            if self._rows[row].heading and self._rows[row].item.agenda_item_id == key:
                self._head(row, row)
                return

    # -- words -------------------------------------------------------------------------
    def time_of(self, item: ItemRow) -> str:
        """Return the clock time an item was heard."""
        if item.heard_at is None:
            return ""
        return clock_text(item.heard_at, self._zone)

    def due_of(self, item: ItemRow) -> str:
        """Return when a commitment is due, as people say it."""
        if item.due is None:
            return ""
        return self.tr("due {day}").format(day=short_date(item.due, self.today))

    def people_of(self, item: ItemRow) -> str:
        """Return who owes it or who raised it."""
        return item.owner or item.said_by

    def set_meeting(self, meeting: Meeting | None) -> None:
        """Take the meeting whose times say what was written down before and after it."""
        before, self._meeting = self._meeting, meeting
        if self._rows and _times(before) != _times(meeting):
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def beside_of(self, item: ItemRow) -> str:
        """Return that an item was written down before or after the meeting, or nothing."""
        if self._meeting is None:
            return ""
        words = {
            Beside.BEFORE: self.tr("before the meeting"),
            Beside.AFTER: self.tr("after the meeting"),
        }
        return words.get(beside(self._meeting, item.heard_at), "")

    def sentence(self, row: StreamRow) -> str:
        """Return a row as one sentence to be read out."""
        item = row.item
        parts = [f"{KINDS[item.noun].word}: {item.title.rstrip('.')}"]
        parts += filter(None, (label_word(item.label),))
        if item.details:
            parts.append(" ".join(item.details.split()).rstrip("."))
        if item.lever:
            parts.append(self.tr("{lever} lever").format(lever=item.lever))
        parts += filter(None, (item.schools, self.people_of(item), self.due_of(item)))
        if item.impact:
            parts.append(self.tr("{level} impact").format(level=Impact(item.impact).label))
        if item.dots:
            one = item.dots == 1
            parts.append(self.tr("1 dot") if one else self.tr("{n} dots").format(n=item.dots))
        parts += filter(None, (item.status_label, self.time_of(item), self.beside_of(item)))
        if row.pending:
            parts.append(self.tr("Not on disk yet"))
        if row.heading:
            parts.append(self.tr("First under “{heading}”").format(heading=row.heading))
        return ". ".join(parts)


def _times(meeting: Meeting | None) -> tuple[datetime | None, datetime | None]:
    return (meeting.started_at, meeting.ended_at) if meeting is not None else (None, None)


def _place(row: StreamRow) -> _Place:
    return row.place


def label_word(label: str) -> str:
    """Return the label of a script's step as a word: Clarifying."""
    return label[:1].upper() + label[1:]


def clock_text(moment: datetime, zone: tzinfo | None = None) -> str:
    """Return the clock time of a moment as people here write it."""
    local = moment.astimezone(zone)
    return QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
