"""The room as a mark will leave it, worked out before the mark is on disk, so that a key shows at once.

What is on disk is read again right after and goes before it. No reading and no writing here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from nghs_desktop.domain.commands import AmendRecords, Command, LogRecords, Together
from nghs_desktop.domain.meetings import Attendance, KeptStay, Presence
from nghs_desktop.domain.presence import Stay
from nghs_desktop.services.room import RoomPerson, RoomState, stay_of


def room_ahead(state: RoomState, command: Command, at: datetime) -> RoomState:
    """Return the room as it will be; who is not on the roster yet comes when it is read again."""
    people = {person.id: person for person in state.people}
    for one in _flat(command):
        if isinstance(one, LogRecords):
            for record in one.records:
                if isinstance(record, KeptStay | Attendance) and record.person_id in people:
                    people[record.person_id] = _with(people[record.person_id], record)
        else:
            keys = {ref.id for ref in one.refs}
            people = {id: _amended(person, keys, one) for id, person in people.items()}
    roster = tuple(people.values())
    return replace(state, people=roster, stays=tuple(_stays(state, roster, at)))


def _flat(command: Command) -> Iterable[LogRecords | AmendRecords]:
    if isinstance(command, Together):
        for one in command.commands:
            yield from _flat(one)
    elif isinstance(command, LogRecords | AmendRecords):
        yield command


def _with(person: RoomPerson, record: KeptStay | Attendance) -> RoomPerson:
    if isinstance(record, KeptStay):
        return replace(person, times=(*person.times, record))
    if person.attendance_id:
        return person
    return replace(person, attendance_id=record.id, presence=record.presence)


def _amended(person: RoomPerson, keys: set[str], command: AmendRecords) -> RoomPerson:
    values = command.values
    if any(one.id in keys for one in person.times):
        times = tuple(replace(one, **values) if one.id in keys else one for one in person.times)
        return replace(person, times=times)
    if person.attendance_id not in keys:
        return person
    presence = values.get("presence", person.presence)
    stands_for = values.get("alternate_for_id", person.seat.alternate_for) or ""
    return replace(person, presence=presence, seat=replace(person.seat, alternate_for=stands_for))


def _stays(state: RoomState, people: Iterable[RoomPerson], at: datetime) -> Iterable[Stay]:
    meeting = state.meeting
    timed = [one for person in people for one in person.times]
    for kept in sorted(timed, key=lambda one: (one.since or at, one.id)):
        stay = stay_of(kept, meeting.ended_at)
        if stay is not None:
            yield stay
    begun = meeting.started_at or (meeting.starts_at if meeting.ended_at is not None else None)
    for person in people:
        if not person.times and person.presence in (Presence.PRESENT, Presence.REMOTE):
            known = state.stays_of(person.id)
            since = begun or (known[0].since if known else at)
            yield Stay(person.id, since, meeting.ended_at, person.presence is Presence.REMOTE)
