"""An agenda with a clock: when each point starts and ends, what is left of the one that runs, and
how far the room is behind.

Pure: everything is worked out from moments and the moment handed in, never counted up, so that a
laptop that slept or a clock that was set shows what is so. Nothing is stored here.

Points of the consent agenda that stand side by side are one block: they run, and are decided, as one.
A locked start holds whatever comes before it; what does not fit before it is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import IntEnum

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.meetings import AgendaItem, AgendaState, Meeting, Purpose

SOON_SHARE, LAST_SHARE = 0.8, 0.95
"""From these parts of its time on a point is said to be near its end, and at it."""

_ON_TIME = timedelta(minutes=2)
_OTHER_HOUR = timedelta(minutes=45)
"""A meeting that starts this far from its hour was moved, and counts from when it started."""

_ZERO, _MINUTE = timedelta(), timedelta(minutes=1)
_OVER = (AgendaState.DISCUSSED, AgendaState.DEFERRED, AgendaState.WITHDRAWN)


class Stage(IntEnum):
    """How near its end the point that runs is."""

    CALM = 0
    SOON = 1
    LAST = 2
    OVER = 3


@frozen
class Slot:
    """One agenda item in time. `left` is None unless it runs and has minutes; below zero is over.

    `share` is how much of its time is used, 0 to 1. `block` are the keys of a consent block, on the
    first of it; the others have `within`, the key of the first. `squeezed` is what is too much
    before a locked start, below zero what is free before it.
    """

    item: AgendaItem
    start: datetime | None
    end: datetime | None
    left: timedelta | None = None
    share: float = 0.0
    planned: int | None = None
    block: tuple[str, ...] = ()
    within: str = ""
    squeezed: timedelta = _ZERO

    @property
    def minutes(self) -> int | None:
        """How long it took if it is done, else how long it is to take."""
        took = took_minutes(self.item)
        return self.planned if took is None else took

    @property
    def stage(self) -> Stage:
        """How near its end it is; calm where it does not run or has no minutes."""
        if self.left is None:
            return Stage.CALM
        if self.left < _ZERO:
            return Stage.OVER
        if self.share >= LAST_SHARE:
            return Stage.LAST
        return Stage.SOON if self.share >= SOON_SHARE else Stage.CALM


@frozen
class Timetable:
    """The whole agenda in time. `behind` is in whole minutes; less than 0 is ahead of time."""

    slots: tuple[Slot, ...] = ()
    behind: int = 0
    running: bool = False

    @property
    def current(self) -> Slot | None:
        """The item that runs now; of a block, its first."""
        return next((slot for slot in self.slots if slot.item.state is AgendaState.OPEN), None)

    @property
    def following(self) -> Slot | None:
        """The first item that has not begun."""
        running = self.current
        within = running.block if running is not None else ()
        planned = (
            slot
            for slot in self.slots
            if slot.item.state is AgendaState.PLANNED and slot.item.id not in within
        )
        return next(planned, None)

    @property
    def squeezed(self) -> tuple[Slot, ...]:
        """The locked starts to come that have too much before them."""
        return tuple(slot for slot in self.slots if slot.squeezed >= _MINUTE)


def took_minutes(item: AgendaItem) -> int | None:
    """Return how many minutes a point took that is over; None where it is not, or never began."""
    if item.state in _OVER and item.opened_at is not None and item.closed_at is not None:
        return max(1, round((item.closed_at - item.opened_at) / _MINUTE))
    return None


def in_consent(item: AgendaItem) -> bool:
    """Tell whether a point is decided with the consent agenda: it is of it, and nobody took it out."""
    return item.purpose is Purpose.CONSENT and not item.pulled_by_id


def consent_items(items: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Return what the consent agenda would decide now: all of it that is not over."""
    return tuple(item for item in items if in_consent(item) and item.state not in _OVER)


def timetable(
    meeting: Meeting | None, items: Sequence[AgendaItem], now: datetime, *, running: bool = False
) -> Timetable:
    """Lay an agenda out in time as things stand at `now`; later items move with what runs now.

    `running` says that the meeting goes on; before and after it nobody is behind.
    """
    begin = at = _begin(meeting)
    slots: list[Slot] = []
    runs_until: datetime | None = None
    for unit in _units(items):
        slot, at = _lay(unit, at, now)
        if slot.item.state is AgendaState.OPEN:
            runs_until = at
        elif runs_until is not None and at is not None and slot.item.state in _OVER:
            at = max(at, runs_until)  # done already, though it stands behind what still runs
        slots.append(slot)
        inside = (Slot(one, slot.start, slot.end, within=slot.item.id, planned=one.planned_minutes)
                  for one in unit[1:])  # fmt: skip
        slots.extend(inside)
    behind = _behind(meeting, items, slots, begin, at) if running else 0
    return Timetable(tuple(slots), behind, running)


def _begin(meeting: Meeting | None) -> datetime | None:
    """When the agenda counts from: the planned hour, unless the meeting was held at another."""
    if meeting is None:
        return None
    planned, started = meeting.starts_at, meeting.started_at
    if planned is None or (started is not None and abs(started - planned) > _OTHER_HOUR):
        return started
    return planned


def _units(items: Sequence[AgendaItem]) -> list[tuple[AgendaItem, ...]]:
    """Return the items one by one, and those of the consent agenda side by side as one."""
    units: list[tuple[AgendaItem, ...]] = []
    for item in items:
        last = units[-1][-1] if units else None
        if last is not None and in_consent(item) and in_consent(last) and _joined(last, item):
            units[-1] = (*units[-1], item)
        else:
            units.append((item,))
    return units


def _joined(one: AgendaItem, other: AgendaItem) -> bool:
    return (one.state in _OVER) == (other.state in _OVER) and other.locked_start is None


def _lay(
    unit: tuple[AgendaItem, ...], at: datetime | None, now: datetime
) -> tuple[Slot, datetime | None]:
    """Return the slot of a unit's first item, and when what follows starts."""
    item = unit[0]
    minutes = sum(one.planned_minutes or 0 for one in unit) or None
    planned = (minutes or 0) * _MINUTE
    block = tuple(one.id for one in unit) if len(unit) > 1 else ()
    if item.state in _OVER:
        if item.opened_at is None:
            return Slot(item, None, None, planned=minutes, block=block), at
        end = item.closed_at or item.opened_at + planned
        return Slot(item, item.opened_at, end, planned=minutes, block=block), end
    if item.state is AgendaState.OPEN and item.opened_at is not None:
        begun = item.opened_at
        here = max(now, begun)  # a clock that was set back has used nothing up
        if minutes is None:
            return Slot(item, begun, here, block=block), here
        share = min((here - begun) / planned, 1.0)
        end = max(begun + planned, here)
        left = begun + planned - here
        return Slot(item, begun, end, left, share, minutes, block), end
    squeezed = _ZERO
    if item.locked_start is not None:
        squeezed = at - item.locked_start if at is not None else _ZERO
        at = item.locked_start
    if at is None:
        return Slot(item, None, None, planned=minutes, block=block), at
    end = at + planned
    return Slot(item, at, end, planned=minutes, block=block, squeezed=squeezed), end


def _behind(
    meeting: Meeting | None,
    items: Sequence[AgendaItem],
    slots: Sequence[Slot],
    begin: datetime | None,
    finish: datetime | None,
) -> int:
    """Return how late the meeting is by its next fixed moment: a locked start, or its end."""
    if begin is None or finish is None:
        return 0
    whole = meeting.planned_minutes if meeting is not None else None
    lock, here = "", finish
    for slot in slots:
        locked = slot.item.locked_start
        if locked is not None and slot.item.state is AgendaState.PLANNED:
            lock, here = slot.item.id, locked + slot.squeezed
            break
    against_items = here - _plan(items, begin, lock)
    if lock:  # what is later than that stands where it is, whatever happens before
        late = max(slot.squeezed for slot in slots)
    else:
        late = finish - begin - whole * _MINUTE if whole is not None else against_items
    if late >= _ON_TIME:
        return round(late / _MINUTE)
    if against_items <= -_ON_TIME:
        return round(against_items / _MINUTE)
    return 0


def _plan(items: Sequence[AgendaItem], begin: datetime, until: str) -> datetime:
    """Return when the agenda as planned would be through, or at the item with this key."""
    at = begin
    for item in items:
        if item.id == until:
            return at
        if item.state in (AgendaState.DEFERRED, AgendaState.WITHDRAWN):
            continue
        at = item.locked_start or at
        at += (item.planned_minutes or 0) * _MINUTE
    return at
