"""The agenda's rows with their times. A tick of the clock repaints; it never writes anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, Qt

from nghs_desktop.domain.meetings import AgendaItem, AgendaState, Meeting
from nghs_desktop.domain.timetable import SOON, Slot, Timetable, timetable
from nghs_desktop.ui.models.stream import AnyIndex, clock_text
from nghs_desktop.ui.theme import Role

OVER = (AgendaState.DISCUSSED, AgendaState.DEFERRED, AgendaState.WITHDRAWN)
_MINUTE = timedelta(minutes=1)
_DRAG = Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled


class AgendaModel(QAbstractListModel):
    """Agenda items as slots in time."""

    def __init__(self, zone: tzinfo | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._meeting: Meeting | None = None
        self._items: tuple[AgendaItem, ...] = ()
        self._running = False
        self.table = Timetable()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Return how many items there are."""
        return 0 if parent.isValid() else len(self.table.slots)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return an item's title, or all of it in one sentence."""
        if not index.isValid() or index.row() >= len(self.table.slots):
            return None
        slot = self.table.slots[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return slot.item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(slot)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Items can be chosen, renamed and moved."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable | _DRAG

    def supportedDropActions(self) -> Qt.DropAction:
        """Items are moved, never copied."""
        return Qt.DropAction.MoveAction

    # -- filling -----------------------------------------------------------------------
    def fill(
        self, meeting: Meeting | None, items: Sequence[AgendaItem], now: datetime, *, running: bool
    ) -> None:
        """Show an agenda; rows are only made anew when there are other items."""
        same = [item.id for item in items] == [item.id for item in self._items]
        self._meeting, self._running = meeting, running
        if same:
            self._items = tuple(items)
            self.tick(now)
            return
        self.beginResetModel()
        self._items = tuple(items)
        self.table = timetable(meeting, self._items, now, running=running)
        self.endResetModel()

    def tick(self, now: datetime) -> None:
        """Count on: repaint what reads differently at this moment."""
        before, self.table = (
            self.table,
            timetable(self._meeting, self._items, now, running=self._running),
        )
        for row, (old, new) in enumerate(zip(before.slots, self.table.slots, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row), self.index(row))

    def slot_at(self, row: int) -> Slot:
        """Return a row's item and its times."""
        return self.table.slots[row]

    def current_row(self) -> int:
        """Return the row of the item that runs, or -1."""
        for row, slot in enumerate(self.table.slots):
            if slot.item.state is AgendaState.OPEN:
                return row
        return -1

    # -- words -------------------------------------------------------------------------
    def times_of(self, slot: Slot) -> str:
        """Return start and minutes: 10:42  ·  20 min."""
        parts = []
        if slot.start is not None:
            parts.append(clock_text(slot.start, self._zone))
        if slot.minutes:
            parts.append(self.tr("{n} min").format(n=slot.minutes))
        return "  ·  ".join(parts)

    def ends_at(self, slot: Slot) -> str:
        """Return when the running item ends."""
        if slot.end is None or slot.left is None:
            return ""
        return self.tr("Ends {time}").format(time=clock_text(slot.end, self._zone))

    def sentence(self, slot: Slot) -> str:
        """Return a row as one sentence to be read out."""
        parts = [slot.item.title.rstrip(".") or self.tr("No title")]
        if slot.item.state is AgendaState.OPEN:
            parts.append(self.tr("Now"))
            figures, words, _ = time_left(slot)
            parts.append(f"{figures} {words}")
        elif slot.item.state in OVER:
            parts.append(slot.item.state.label)
        if slot.start is not None:
            parts.append(self.tr("Starts {time}").format(time=clock_text(slot.start, self._zone)))
        if slot.minutes:
            parts.append(self.tr("{n} minutes").format(n=slot.minutes))
        return ". ".join(parts)


def time_left(slot: Slot) -> tuple[str, str, Role]:
    """Return the figures of the running item's clock, the words beside them, and their colour."""
    planned = slot.item.planned_minutes or 0
    if slot.left is None:
        spent = (slot.end - slot.start) if slot.start and slot.end else timedelta()
        return figures_of(spent), _tr("so far"), "accent_text"
    if slot.left < timedelta():
        return f"+{figures_of(-slot.left)}", _tr("over"), "warning"
    if slot.left <= min(SOON, planned * _MINUTE / 2):
        minutes = max(-(-slot.left // _MINUTE), 1)
        words = _tr("{n} min left").format(n=minutes)
        return figures_of(slot.left), words, "warning"
    return figures_of(slot.left), _tr("left of {n} min").format(n=planned), "accent_text"


def figures_of(time: timedelta) -> str:
    """Return a span as 13:12, or 1:02:05 from an hour on."""
    seconds = int(time.total_seconds())
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def drift_words(table: Timetable) -> tuple[str, Role]:
    """Return in words whether the meeting is on time, and their colour."""
    if not table.running:
        return "", "text3"
    if table.behind > 0:
        return _tr("{n} min behind").format(n=table.behind), "warning"
    if table.behind < 0:
        return _tr("{n} min ahead").format(n=-table.behind), "success"
    return _tr("On time"), "success"


def _tr(words: str) -> str:
    return QCoreApplication.translate("agenda", words)
