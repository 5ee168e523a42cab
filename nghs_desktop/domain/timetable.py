"""An agenda with a clock: when each point starts and ends, what is left of the one that runs, and
how far the room is behind. Pure: the moment is handed in, and nothing is stored here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.meetings import AgendaItem, AgendaState, Meeting

SOON = timedelta(minutes=5)
"""From here on the time left is said in words."""

_ON_TIME = timedelta(minutes=2)
_OTHER_HOUR = timedelta(minutes=45)
"""A meeting that starts this far from its hour was moved, and counts from when it started."""

_ZERO = timedelta()
_OVER = (AgendaState.DISCUSSED, AgendaState.DEFERRED, AgendaState.WITHDRAWN)


@frozen
class Slot:
    """One agenda item in time. `left` is None unless it runs and has minutes; below zero is over.

    `share` is how much of its time is used, 0 to 1.
    """

    item: AgendaItem
    start: datetime | None
    end: datetime | None
    left: timedelta | None = None
    share: float = 0.0

    @property
    def minutes(self) -> int | None:
        """How long it took if it is done, else how long it is to take."""
        item = self.item
        if item.state in _OVER and item.opened_at is not None and item.closed_at is not None:
            return max(1, round((item.closed_at - item.opened_at) / timedelta(minutes=1)))
        return item.planned_minutes


@frozen
class Timetable:
    """The whole agenda in time. `behind` is in whole minutes; less than 0 is ahead of time."""

    slots: tuple[Slot, ...] = ()
    behind: int = 0
    running: bool = False

    @property
    def current(self) -> Slot | None:
        """The item that runs now."""
        return next((slot for slot in self.slots if slot.item.state is AgendaState.OPEN), None)

    @property
    def following(self) -> Slot | None:
        """The first item that has not begun."""
        planned = (slot for slot in self.slots if slot.item.state is AgendaState.PLANNED)
        return next(planned, None)


def timetable(
    meeting: Meeting | None, items: Sequence[AgendaItem], now: datetime, *, running: bool = False
) -> Timetable:
    """Lay an agenda out in time as things stand at `now`; later items move with what runs now.

    `running` says that the meeting goes on; before and after it nobody is behind.
    """
    begin = _begin(meeting)
    at = begin
    slots: list[Slot] = []
    for item in items:
        slot = _slot(item, at, now)
        slots.append(slot)
        at = slot.end if slot.end is not None else at
    behind = _behind(meeting, items, begin, at) if running else 0
    return Timetable(tuple(slots), behind, running)


def _begin(meeting: Meeting | None) -> datetime | None:
    """When the agenda counts from: the planned hour, unless the meeting was held at another."""
    if meeting is None:
        return None
    planned, started = meeting.starts_at, meeting.started_at
    if planned is None or (started is not None and abs(started - planned) > _OTHER_HOUR):
        return started
    return planned


def _slot(item: AgendaItem, at: datetime | None, now: datetime) -> Slot:
    planned = timedelta(minutes=item.planned_minutes or 0)
    if item.state in _OVER:
        if item.opened_at is None:
            return Slot(item, None, None)
        return Slot(item, item.opened_at, item.closed_at or item.opened_at + planned)
    if item.state is AgendaState.OPEN and item.opened_at is not None:
        ends = item.opened_at + planned
        if not item.planned_minutes:
            return Slot(item, item.opened_at, max(now, item.opened_at))
        share = (now - item.opened_at) / planned
        return Slot(item, item.opened_at, max(ends, now), ends - now, min(max(share, 0.0), 1.0))
    if at is None:
        return Slot(item, None, None)
    return Slot(item, at, at + planned)


def _behind(
    meeting: Meeting | None,
    items: Sequence[AgendaItem],
    begin: datetime | None,
    finish: datetime | None,
) -> int:
    if begin is None or finish is None:
        return 0
    minutes = sum(item.planned_minutes or 0 for item in items if _counts(item))
    against_items = finish - begin - timedelta(minutes=minutes)
    whole = meeting.planned_minutes if meeting is not None else None
    late = against_items if whole is None else finish - begin - timedelta(minutes=whole)
    if late >= _ON_TIME:
        return round(late / timedelta(minutes=1))
    if against_items <= -_ON_TIME:
        return round(against_items / timedelta(minutes=1))
    return 0


def _counts(item: AgendaItem) -> bool:
    return item.state not in (AgendaState.DEFERRED, AgendaState.WITHDRAWN)
