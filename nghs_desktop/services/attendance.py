"""What becomes of a mark on the roster: commands that say who came, went, was excused, stands in.

Made from the room as it was read (`room.room_state`); each is one step of undo. Before a meeting
starts a mark is only that somebody is here; from the start on it is a time as well. Nothing is ever
deleted: a time that was a slip becomes one of no length. No writing here and no screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import new_id, same_id
from nghs_desktop.domain.commands import AmendRecords, Command, LogRecords, Ref, Together
from nghs_desktop.domain.groups import MemberRole
from nghs_desktop.domain.known_names import index_names, named
from nghs_desktop.domain.meetings import KeptStay, Presence, attendance
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.domain.presence import Stay, Where, enter, leave
from nghs_desktop.domain.records import Record
from nghs_desktop.domain.series import zone_of
from nghs_desktop.services.room import RoomState

SLIP = timedelta(minutes=10)
"""Taking a tick away this soon means that it was wrong; later, that the person left."""

_HERE = (Presence.PRESENT, Presence.REMOTE)
_NOT_ASKED = (MemberRole.ALTERNATE, MemberRole.GUEST, MemberRole.OBSERVER)
_LATE = timedelta(hours=6)


# -- marks -----------------------------------------------------------------------------------
def mark_here(
    state: RoomState, person_id: str, at: datetime, *, remote: bool = False
) -> Command | None:
    """Mark a person as here from a moment on, or correct when they came; None if nothing changes.

    In a meeting that has ended it says that they were there throughout. Raises UserError where the
    time lies in one they were here already.
    """
    name = _name(state, person_id)
    presence = Presence.REMOTE if remote else Presence.PRESENT
    label = f"mark {name} remote" if remote else f"mark {name} here"
    meeting = state.meeting
    if meeting.started_at is None:
        return _mark(state, person_id, presence, None, label)
    mine = state.stays_of(person_id)
    if meeting.ended_at is not None:
        if mine:
            raise UserError("The meeting has ended.", "Change when they came or left instead.")
        whole = Stay(person_id, meeting.started_at, meeting.ended_at, remote)
        return _mark(state, person_id, presence, (whole,), label)
    running = next((stay for stay in mine if stay.until is None), None)
    if running is not None and running.remote == remote and at < running.since:
        earlier = replace(running, since=at)
        _check(name, earlier, [stay for stay in mine if stay is not running])
        after = tuple(earlier if stay is running else stay for stay in mine)
        return _mark(state, person_id, presence, after, f"change when {name} came")
    return _mark(state, person_id, presence, enter(mine, person_id, at, remote=remote), label)


def mark_left(state: RoomState, person_id: str, at: datetime) -> Command | None:
    """Mark that a person left, or correct when they did; None if they were not here.

    Raises UserError if they came in after that moment, or for a moment after the end.
    """
    name, mine = _name(state, person_id), state.stays_of(person_id)
    if not mine or state.meeting.started_at is None:
        return take_back_mark(state, person_id)
    over = state.meeting.ended_at
    if over is not None and at >= over:
        raise UserError("The meeting has ended.", f"Say when it was: {name} left 10:40.")
    label = f"mark that {name} left"
    last = max(mine, key=lambda stay: stay.since)
    if last.until is None:
        return _mark(state, person_id, _presence(last), leave(mine, person_id, at), label)
    sooner = replace(last, until=at)
    _check(name, sooner, [stay for stay in mine if stay is not last])
    after = tuple(sooner if stay is last else stay for stay in mine)
    return _mark(state, person_id, _presence(last), after, f"change when {name} left")


def take_back_mark(
    state: RoomState, person_id: str, *, presence: Presence = Presence.EXPECTED
) -> Command | None:
    """Take the last time of a person back, as a slip; who has none left is `presence` again."""
    name, mine = _name(state, person_id), state.stays_of(person_id)
    label = f"take back that {name} was here"
    if state.meeting.started_at is None or not mine:
        return _mark(state, person_id, presence, None, label)
    last = max(mine, key=lambda stay: stay.since)
    after = tuple(stay for stay in mine if stay is not last)
    kept = _presence(max(after, key=lambda stay: stay.since)) if after else presence
    return _mark(state, person_id, kept, after, label)


def tick_person(state: RoomState, person_id: str, at: datetime) -> Command | None:
    """Tick a person as here; who is here already leaves, or was ticked by mistake just now."""
    if state.where(person_id, at) not in (Where.ROOM, Where.REMOTE):
        return mark_here(state, person_id, at)
    return take_back_mark(state, person_id) if is_fresh(state, person_id, at) else mark_left(
        state, person_id, at
    )  # fmt: skip


def is_fresh(state: RoomState, person_id: str, at: datetime) -> bool:
    """Tell whether somebody's mark is so new that taking it away means it was a slip."""
    running = [stay for stay in state.stays_of(person_id) if stay.covers(at)]
    return state.meeting.started_at is None or any(at - stay.since < SLIP for stay in running)


def mark_excused(
    state: RoomState, person_id: str, at: datetime, *, presence: Presence = Presence.EXCUSED
) -> Command | None:
    """Mark a person as excused, or absent. Raises UserError if they have been here for a while."""
    name = _name(state, person_id)
    mine = state.stays_of(person_id)
    if mine and state.where(person_id, at) in (Where.ROOM, Where.REMOTE):
        if not is_fresh(state, person_id, at):
            raise UserError(f"{name} is here.", "Press L when they leave.")
        if len(mine) == 1:
            return _mark(state, person_id, presence, (), f"mark {name} {presence.value}")
    if mine and state.meeting.started_at is not None:
        raise UserError(f"{name} was here for a part of it.", "What they were here for counts.")
    return _mark(state, person_id, presence, None, f"mark {name} {presence.value}")


def mark_all_here(state: RoomState, at: datetime) -> Command | None:
    """Mark everybody as here who was asked, and every member who is not an alternate or guest."""
    commands: list[Command] = []
    for person in state.people:
        asked = person.presence is Presence.EXPECTED
        seated = person.presence is None and person.role not in (None, *_NOT_ASKED)
        if (asked or seated) and not state.stays_of(person.id):
            command = mark_here(state, person.id, at)
            commands += [command] if command is not None else []
    return Together(tuple(commands), "mark all here") if commands else None


def set_stand_in(state: RoomState, person_id: str, for_id: str | None) -> Command | None:
    """Note for which member a person stands in, or that they do so no more (None).

    Raises UserError for who has a vote of their own, and for a seat without one.
    """
    name = _name(state, person_id)
    person = state.person(person_id)
    if for_id is not None:
        member = state.person(for_id)
        if person is not None and person.seat.votes:
            raise UserError(f"{name} has a vote of their own.", "They stand in for nobody.")
        if member is None or not member.seat.votes:
            raise UserError(
                f"{_name(state, for_id)} has no vote here.", "Choose a member who has one."
            )
    key, made = _attendance(state, person_id, Presence.EXPECTED)
    whom = _name(state, for_id) if for_id is not None else ""
    label = f"note that {name} stands in for {whom}" if whom else f"{name} stands in for nobody"
    change = AmendRecords((Ref("attendance", key),), {"alternate_for_id": for_id})
    return Together((*made, change), label)


def add_guest(state: RoomState, name: str, at: datetime, *, organization: str = "") -> Command:
    """Add somebody new to the workspace and to the room, with the organisation they come from.

    One that the workspace does not know yet is made. Raises UserError without a name.
    """
    if not name.strip():
        raise UserError("A guest needs a name.", "Type it: guest Ana Ruiz, City Arts.")
    records: list[Record] = []
    body_id: str | None = None
    if organization.strip():
        found = named(index_names(state.organizations), organization)
        if found:
            body_id = found[0].id
        else:
            body = Organization(id=new_id(), name=organization.strip())
            records.append(body)
            body_id = body.id
    person = Person(id=new_id(), name=name.strip(), organization_id=body_id)
    entered = mark_here(state, person.id, at)
    label = f"add {person.name} as a guest"
    made = LogRecords((*records, person), label=label)
    return Together((made,) if entered is None else (made, entered), label)


# -- times -----------------------------------------------------------------------------------
def amend_stay(
    state: RoomState, stay_id: str, since: datetime, until: datetime | None, *, remote: bool
) -> Command:
    """Correct one time of a person. Raises UserError where it cannot have been so."""
    person, kept = _kept(state, stay_id)
    name = person.seat.name
    others = [
        Stay(person.id, one.since, one.until, one.remote)
        for one in person.times
        if one.id != stay_id and one.since is not None and one.until != one.since
    ]
    _check(name, Stay(person.id, since, until, remote), others)
    commands: list[Command] = [
        AmendRecords((Ref("stay", kept.id),), {"since": since, "until": until, "remote": remote})
    ]
    last = all(other.since < since for other in others)
    presence = Presence.REMOTE if remote else Presence.PRESENT
    if last and person.presence is not presence:
        commands.append(
            AmendRecords((Ref("attendance", person.attendance_id),), {"presence": presence})
        )
    return Together(tuple(commands), f"change when {name} was here")


def remove_stay(state: RoomState, stay_id: str) -> Command:
    """Take one time of a person back, as if it had not been."""
    person, kept = _kept(state, stay_id)
    commands: list[Command] = [AmendRecords((Ref("stay", kept.id),), {"until": kept.since})]
    if not [one for one in person.times if one.id != stay_id and one.until != one.since]:
        commands.append(
            AmendRecords(
                (Ref("attendance", person.attendance_id),), {"presence": Presence.EXPECTED}
            )
        )
    return Together(tuple(commands), f"take back when {person.seat.name} was here")


def write_stays(state: RoomState, person_id: str) -> Command | None:
    """Return what writes a time down that only follows from the mark, so that it can be changed."""
    person = state.person(person_id)
    if person is None or person.times or state.meeting.started_at is None:
        return None
    mine = state.stays_of(person_id)
    if not mine:
        return None
    return _mark(state, person_id, _presence(mine[-1]), mine, f"note when {person.seat.name} came")


def moment_of(state: RoomState, hour: time, at: datetime) -> datetime:
    """Return the moment of an hour on the day of a meeting, on the clocks of its place.

    An hour long before the start belongs to the day after, in a meeting over midnight.
    """
    begun = state.meeting.started_at or state.meeting.starts_at or at
    zone = zone_of(state.meeting.zone)
    here = begun.astimezone(zone)
    day: date = here.date()
    naive = datetime.combine(day, hour)
    moment = naive.replace(tzinfo=zone) if zone is not None else naive.astimezone()
    if moment < here - _LATE and at.astimezone(zone).date() > day:
        moment += timedelta(days=1)
    return moment.astimezone(UTC)


# -- the meeting starts, ends, goes on ---------------------------------------------------------
def begin_stays(state: RoomState, at: datetime) -> tuple[Command, ...]:
    """Return what gives everybody who is marked as here a time from the start on."""
    made = [
        _new_stay(state, person.id, person.attendance_id, Stay(person.id, at, None, remote))
        for person in state.people
        if person.presence in _HERE and not _lasting(person.times)
        for remote in (person.presence is Presence.REMOTE,)
    ]
    return (LogRecords(tuple(made), label="start meeting"),) if made else ()


def end_stays(state: RoomState, at: datetime) -> tuple[Command, ...]:
    """Return what closes every time that still lasts when the meeting ends."""
    commands: list[Command] = []
    open_ones = [one for person in state.people for one in person.times if one.until is None]
    refs = tuple(Ref("stay", one.id) for one in open_ones if one.since and one.since <= at)
    if refs:
        commands.append(AmendRecords(refs, {"until": at}, label="end meeting"))
    commands += [
        AmendRecords((Ref("stay", one.id),), {"until": one.since}, label="end meeting")
        for one in open_ones
        if one.since is None or one.since > at
    ]
    kept = {person.id for person in state.people if person.times}
    made = [
        _new_stay(state, stay.person_id, person.attendance_id, replace(stay, until=at))
        for stay in state.stays
        if stay.person_id not in kept and stay.since < at
        for person in state.people
        if person.id == stay.person_id
    ]
    if made:
        commands.append(LogRecords(tuple(made), label="end meeting"))
    return tuple(commands)


def reopen_stays(state: RoomState) -> tuple[Command, ...]:
    """Return what lets everybody be here again who was when the meeting ended, as it goes on."""
    over = state.meeting.ended_at
    refs = tuple(
        Ref("stay", one.id)
        for person in state.people
        for one in person.times
        if over is not None and one.until == over and one.since != over
    )
    return (AmendRecords(refs, {"until": None}, label="go on with meeting"),) if refs else ()


# -- from the room as it should be to records ----------------------------------------------------
def _mark(
    state: RoomState,
    person_id: str,
    presence: Presence,
    after: Sequence[Stay] | None,
    label: str,
) -> Command | None:
    """Return what gives a person this presence and these times (None: leave the times alone)."""
    key, made = _attendance(state, person_id, presence)
    commands: list[Command] = list(made)
    person = state.person(person_id)
    if not made and person is not None and person.presence is not presence:
        commands.append(AmendRecords((Ref("attendance", key),), {"presence": presence}))
    if after is not None:
        commands += _times(state, person_id, key, after)
    return Together(tuple(commands), label) if commands else None


def _attendance(
    state: RoomState, person_id: str, presence: Presence
) -> tuple[str, tuple[Command, ...]]:
    """Return the key of a person's attendance, and what makes it where there is none yet."""
    person = state.person(person_id)
    if person is not None and person.attendance_id:
        return person.attendance_id, ()
    key = same_id("attendance", state.meeting.id, person_id)
    # One that was taken back comes back as it was, so its fields are said again.
    values: dict[str, Any] = {"presence": presence, "alternate_for_id": None}
    record = attendance(state.meeting.id, person_id, presence)
    return key, (LogRecords((record,)), AmendRecords((Ref("attendance", key),), values))


def _times(state: RoomState, person_id: str, key: str, after: Sequence[Stay]) -> list[Command]:
    person = state.person(person_id)
    left = list(person.times) if person is not None else []
    commands: list[Command] = []
    new: list[Stay] = []
    for stay in after:
        same = [one for one in left if one.since == stay.since and one.remote == stay.remote]
        near = same or [
            one
            for one in left
            if one.until == stay.until and one.remote == stay.remote and one.until != one.since
        ]
        if not near:
            new.append(stay)
            continue
        kept = near[0]
        left.remove(kept)
        values = {
            name: value
            for name, value in (("since", stay.since), ("until", stay.until))
            if getattr(kept, name) != value
        }
        if values:
            commands.append(AmendRecords((Ref("stay", kept.id),), values))
    commands += [
        AmendRecords((Ref("stay", one.id),), {"until": one.since})
        for one in left
        if one.until != one.since
    ]
    if new:
        made = tuple(_new_stay(state, person_id, key, stay) for stay in new)
        commands.append(LogRecords(made))
    return commands


def _new_stay(state: RoomState, person_id: str, attendance_id: str, stay: Stay) -> KeptStay:
    return KeptStay(
        id=new_id(),
        attendance_id=attendance_id,
        meeting_id=state.meeting.id,
        person_id=person_id,
        since=stay.since,
        until=stay.until,
        remote=stay.remote,
    )


def _lasting(times: Iterable[KeptStay]) -> bool:
    return any(one.until is None for one in times)


def _presence(stay: Stay) -> Presence:
    return Presence.REMOTE if stay.remote else Presence.PRESENT


def _check(name: str, stay: Stay, others: Iterable[Stay]) -> None:
    if stay.until is not None and stay.until <= stay.since:
        raise UserError(f"{name} cannot leave before coming in.", "Give a later time.")
    for other in others:
        ends_before = other.until is not None and other.until <= stay.since
        begins_after = stay.until is not None and stay.until <= other.since
        if not ends_before and not begins_after:
            raise UserError(
                f"{name} was here at that time already.", "Change the other time first."
            )


def _kept(state: RoomState, stay_id: str) -> tuple[Any, KeptStay]:
    for person in state.people:
        for one in person.times:
            if one.id == stay_id:
                return person, one
    raise UserError("This time is no longer there.", "Nothing was changed.")


def _name(state: RoomState, person_id: str | None) -> str:
    names = {person.id: person.seat.name for person in state.people}
    names |= {one.id: one.name for one in state.outsiders}
    return names.get(person_id or "", "somebody")
