"""The agenda's rows with their times. A tick of the clock repaints; it never writes anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, Qt

from nghs_desktop.domain.agenda_line import AgendaLine, KnownPerson, write_line
from nghs_desktop.domain.meetings import AgendaItem, AgendaState, Meeting, Purpose
from nghs_desktop.domain.series import zone_of
from nghs_desktop.domain.timetable import Slot, Stage, Timetable, in_consent, timetable
from nghs_desktop.ui.models.stream import AnyIndex, clock_text
from nghs_desktop.ui.theme import Role

OVER = (AgendaState.DISCUSSED, AgendaState.DEFERRED, AgendaState.WITHDRAWN)
PURPOSE_ICONS: Mapping[Purpose, str] = {
    Purpose.INFORM: "info",
    Purpose.DISCUSS: "message-square",
    Purpose.ADVISE: "lightbulb",
    Purpose.DECIDE: "gavel",
    Purpose.RECOGNISE: "award",
    Purpose.CONSENT: "check",
}
_MINUTE = timedelta(minutes=1)
_DRAG = Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled


class AgendaModel(QAbstractListModel):
    """Agenda items as slots in time.

    While a row is edited (`hold`) rows neither come, go nor change places; what changed meanwhile
    is shown when the edit is over.
    """

    def __init__(self, zone: tzinfo | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own_zone = self._zone = zone
        self._meeting: Meeting | None = None
        self._items: tuple[AgendaItem, ...] = ()
        self._waiting: tuple[AgendaItem, ...] | None = None
        self._held = False
        self._running = False
        self._now: datetime | None = None
        self.names: Mapping[str, str] = {}
        self.first_minutes: Mapping[str, int] = {}
        self.people: tuple[KnownPerson, ...] = ()
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
        same_meeting = (meeting.id if meeting else "") == (
            self._meeting.id if self._meeting else ""
        )
        same = [item.id for item in items] == [item.id for item in self._items]
        self._meeting, self._running, self._now = meeting, running, now
        self._zone = (zone_of(meeting.zone) if meeting is not None else None) or self._own_zone
        if self._held and same_meeting and not same:
            self._waiting = tuple(items)
            fresh = {item.id: item for item in items}
            self._items = tuple(fresh.get(item.id, item) for item in self._items)
            self.tick(now)
            return
        self._waiting = None
        if same:
            self._items = tuple(items)
            self.tick(now)
            return
        self.beginResetModel()
        self._items = tuple(items)
        self.table = timetable(meeting, self._items, now, running=running)
        self.endResetModel()

    def hold(self, held: bool) -> None:
        """Keep the rows where they are while one is edited; then show what came meanwhile."""
        self._held = held
        if not held and self._waiting is not None and self._now is not None:
            self.fill(self._meeting, self._waiting, self._now, running=self._running)

    def know(
        self,
        names: Mapping[str, str],
        first_minutes: Mapping[str, int],
        people: Sequence[KnownPerson] | None = None,
    ) -> None:
        """Take names of people and scripts by key, and minutes as they were planned at first."""
        if people is not None:
            self.people = tuple(people)
        if names == self.names and first_minutes == self.first_minutes:
            return
        self.names, self.first_minutes = dict(names), dict(first_minutes)
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def tick(self, now: datetime) -> None:
        """Count on: repaint what reads differently at this moment."""
        self._now = now
        before, self.table = (
            self.table,
            timetable(self._meeting, self._items, now, running=self._running),
        )
        for row, (old, new) in enumerate(zip(before.slots, self.table.slots, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row), self.index(row))

    # -- rows --------------------------------------------------------------------------
    def slot_at(self, row: int) -> Slot:
        """Return a row's item and its times."""
        return self.table.slots[row]

    def row_of(self, id: str) -> int:
        """Return the row of an item, or -1."""
        return next((row for row, one in enumerate(self.table.slots) if one.item.id == id), -1)

    def current_row(self) -> int:
        """Return the row of the item that runs, or -1."""
        current = self.table.current
        return self.row_of(current.item.id) if current is not None else -1

    def head_of(self, id: str) -> str:
        """Return the first item of the block an item stands in, or the item."""
        row = self.row_of(id)
        return self.table.slots[row].within or id if row >= 0 else id

    def block_of(self, id: str) -> tuple[str, ...]:
        """Return the items of the block an item stands in; itself where it stands alone."""
        row = self.row_of(self.head_of(id))
        return (self.table.slots[row].block if row >= 0 else ()) or (id,)

    def starts_section(self, row: int) -> str:
        """Return the section a row is the first of, or nothing."""
        section = self.table.slots[row].item.section
        before = self.table.slots[row - 1].item.section if row else ""
        return section if section != before else ""

    def heads_block(self, row: int) -> bool:
        """Whether the consent agenda begins with a row."""
        slot = self.table.slots[row]
        return bool(slot.block) and in_consent(slot.item) and slot.item.state not in OVER

    def line_of(self, item: AgendaItem) -> str:
        """Return an item as a line to be edited."""
        locked = item.locked_start
        line = AgendaLine(
            item.title,
            item.planned_minutes,
            item.purpose,
            item.presenter_id,
            locked.astimezone(self._zone).time().replace(tzinfo=None) if locked else None,
            item.section,
        )
        return write_line(line, self.names.get(item.presenter_id or "", ""))

    # -- words -------------------------------------------------------------------------
    def times_of(self, slot: Slot) -> str:
        """Return start and minutes: 10:42  ·  20 min; of what is over, what was planned too."""
        parts = []
        if slot.start is not None and not slot.within:
            parts.append(clock_text(slot.start, self._zone))
        minutes = slot.item.planned_minutes if slot.within else slot.minutes
        if minutes and slot.item.state is not AgendaState.DEFERRED:
            parts.append(self.tr("{n} min").format(n=minutes))
        planned = self.planned_at_first(slot)
        if slot.item.state is AgendaState.DISCUSSED and planned and planned != slot.minutes:
            parts.append(self.tr("{n} planned").format(n=planned))
        if slot.item.state in (AgendaState.DEFERRED, AgendaState.WITHDRAWN):
            parts.append(slot.item.state.label)
        return "  ·  ".join(parts)

    def planned_at_first(self, slot: Slot) -> int | None:
        """Return what an item was to take before it was given more."""
        return self.first_minutes.get(slot.item.id, slot.item.planned_minutes)

    def ends_at(self, slot: Slot) -> str:
        """Return when the running item ends."""
        if slot.end is None or slot.left is None:
            return ""
        return self.tr("Ends {time}").format(time=clock_text(slot.end, self._zone))

    def presenter(self, item: AgendaItem) -> str:
        """Return who presents an item."""
        return self.names.get(item.presenter_id or "", "")

    def lock_words(self) -> str:
        """Return what is too much before a locked start: Lunch starts at 12:00 in any case; …"""
        said = []
        for slot in self.table.squeezed:
            minutes = round(slot.squeezed / _MINUTE)
            words = (
                self.tr("{title} starts at {time} in any case; 1 minute too much before it.")
                if minutes == 1
                else self.tr(
                    "{title} starts at {time} in any case; {n} minutes too much before it."
                )
            )
            start = clock_text(slot.start, self._zone) if slot.start is not None else ""
            said.append(words.format(title=slot.item.title, time=start, n=minutes))
        return " ".join(said)

    def block_words(self, slot: Slot) -> str:
        """Return what the consent block is: Consent agenda, 4 items, 6 minutes."""
        number = len(slot.block) or 1
        items = self.tr("1 item") if number == 1 else self.tr("{n} items").format(n=number)
        return self.tr("Consent agenda, {items}").format(items=items)

    def sentence(self, slot: Slot) -> str:
        """Return a row as one sentence to be read out."""
        item = slot.item
        parts = [item.title.rstrip(".") or self.tr("No title")]
        parts.append(item.purpose.label)
        if slot.block:
            parts.append(self.block_words(slot))
        elif slot.within:
            parts.append(self.tr("Within the consent agenda"))
        if item.state is AgendaState.OPEN:
            parts.append(self.tr("Now"))
            figures, words, _ = time_left(slot)
            parts.append(f"{figures} {words}")
        elif item.state in OVER:
            parts.append(item.state.label)
        if slot.start is not None and not slot.within:
            time = clock_text(slot.start, self._zone)
            fixed = self.tr("Starts {time} in any case") if item.locked_start else self.tr(
                "Starts {time}"
            )  # fmt: skip
            parts.append(fixed.format(time=time))
        if slot.minutes:
            parts.append(self.tr("{n} minutes").format(n=slot.minutes))
        planned = self.planned_at_first(slot)
        if item.state is AgendaState.DISCUSSED and planned and planned != slot.minutes:
            parts.append(self.tr("{n} planned").format(n=planned))
        if self.presenter(item):
            parts.append(self.tr("Presented by {name}").format(name=self.presenter(item)))
        if item.pulled_by_id:
            name = self.names.get(item.pulled_by_id, "")
            parts.append(self.tr("Taken out of the consent agenda by {name}").format(name=name))
        if item.section:
            parts.append(self.tr("Section {name}").format(name=item.section))
        return ". ".join(parts)


def new_title() -> str:
    """Return what an item is called until it is named."""
    return _tr("New item")


def time_left(slot: Slot) -> tuple[str, str, Role]:
    """Return the figures of the running item's clock, the words beside them, and their colour."""
    planned = slot.planned or 0
    if slot.left is None:
        spent = (slot.end - slot.start) if slot.start and slot.end else timedelta()
        return figures_of(spent), _tr("so far"), "accent_text"
    if slot.stage is Stage.OVER:
        return f"+{figures_of(-slot.left)}", _tr("over"), "danger"
    if slot.stage is Stage.LAST:
        return figures_of(slot.left), _tr("time to close"), "danger"
    if slot.stage is Stage.SOON:
        minutes = max(-(-slot.left // _MINUTE), 1)
        return figures_of(slot.left), _tr("{n} min left").format(n=minutes), "warning"
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
