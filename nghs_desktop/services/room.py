"""Who sits in a meeting and when they were there: what votes, minutes and papers are worked out from.

Queries; the rules are in `domain.presence`. No writing (see `attendance`) and no screen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import cast

from nghs_desktop.base.clock import from_text
from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.decision_rules import DecisionRule, from_snapshot
from nghs_desktop.domain.groups import MemberRole, WorkGroup
from nghs_desktop.domain.known_names import Known
from nghs_desktop.domain.meetings import KeptStay, Meeting, Presence
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.people import OrganizationKind
from nghs_desktop.domain.presence import (
    Headcount,
    Seat,
    Stay,
    VotingRoom,
    Where,
    headcount,
    voting_room,
    where,
)
from nghs_desktop.domain.quorum import Basis, Quorum, quorum
from nghs_desktop.storage.reader import Reads


@frozen
class RoomPerson:
    """Somebody on the roster of a meeting. `role` is that in the group, None for who is no member.

    `times` are the stays as they are kept, in order; those of no length were taken back.
    """

    seat: Seat
    role: MemberRole | None = None
    attendance_id: str = ""
    presence: Presence | None = None
    times: tuple[KeptStay, ...] = ()

    @property
    def id(self) -> str:
        """The person's key."""
        return self.seat.person_id


@frozen
class Outsider:
    """Somebody the workspace knows who is not on the roster of a meeting."""

    id: str
    name: str
    organization: str = ""


@frozen
class RoomState:
    """A meeting's roster and everybody's times; what was true at any minute is worked out from it.

    `rule` is the group's usual one, or the plain majority where it has none (`has_own_rule`).
    """

    meeting: Meeting
    people: tuple[RoomPerson, ...] = ()
    stays: tuple[Stay, ...] = ()
    rule: DecisionRule = DecisionRule()
    has_own_rule: bool = False
    outsiders: tuple[Outsider, ...] = ()
    organizations: tuple[Known, ...] = ()

    @property
    def seats(self) -> tuple[Seat, ...]:
        """The roster as the rules of presence read it."""
        return tuple(person.seat for person in self.people)

    def person(self, person_id: str) -> RoomPerson | None:
        """Return somebody on the roster, or None."""
        return next((one for one in self.people if one.id == person_id), None)

    def stays_of(self, person_id: str) -> tuple[Stay, ...]:
        """Return one person's times, in order."""
        return tuple(stay for stay in self.stays if stay.person_id == person_id)

    def where(self, person_id: str, at: datetime) -> Where:
        """Say where a person is at a moment."""
        return where(self.stays, person_id, at)

    def headcount(self, at: datetime) -> Headcount:
        """Count who is here at a moment."""
        return headcount(self.seats, self.stays, at)

    def voting(self, at: datetime) -> VotingRoom:
        """Return every vote, by the group's usual rule, and who may answer for it at a moment."""
        asked = self.rule.quorum
        return voting_room(
            self.seats, self.stays, at, unit=asked.unit, remote_counts=asked.remote_counts
        )

    def quorum(self, at: datetime) -> Quorum:
        """Work the quorum of a moment out by the group's usual rule.

        Where it is counted in answers there are none yet: it is met if enough can answer.
        """
        room = self.voting(at)
        here = len(room.here)
        rule = self.rule.quorum
        found = quorum(rule, seated=len(room.units), here=here, answered=here)
        if rule.basis is Basis.SEATED:
            return found
        words = found.words.replace(" answered", " can answer")
        return Quorum(found.needed, found.counted, found.met, words)

    def stand_ins(self, person_id: str) -> tuple[RoomPerson, ...]:
        """Return who was named to stand in for a person."""
        return tuple(one for one in self.people if one.seat.alternate_for == person_id)


@frozen
class GroupSeat:
    """A membership of a group with the names in it. `is_over` where it has ended, or not begun."""

    id: str
    person_id: str
    name: str
    role: MemberRole
    votes: bool
    organization_id: str
    organization: str
    from_day: date | None
    to_day: date | None
    is_over: bool


@frozen
class GroupSeats:
    """Who sits in a group, by name, former members last, and what it usually decides by."""

    group: WorkGroup
    seats: tuple[GroupSeat, ...]
    rule: DecisionRule
    has_own_rule: bool


def seats(reader: Reads, meeting: Meeting) -> tuple[Seat, ...]:
    """Return the roster of a meeting by name: members of its group, then who else was asked.

    A member who was not asked has a seat too: a vote that is seated counts for the quorum. A seat
    of a membership that had ended, or had not begun, on the day is none.
    """
    return tuple(person.seat for person in _roster(reader, meeting, {}))


def stays(reader: Reads, meeting: Meeting) -> tuple[Stay, ...]:
    """Return everybody's times at a meeting, in the order they came.

    Nobody is in a meeting that has ended. Who is marked as here without a time was there the whole
    time; before the meeting starts that is since they were marked.
    """
    return _stays(reader, meeting, _kept(reader, meeting))


def room_state(reader: Reads, meeting_id: str) -> RoomState | None:
    """Return who is on the roster of a meeting and when they were there; None without the meeting."""
    meeting = cast(Meeting | None, reader.get(NOUN["meeting"], meeting_id))
    if meeting is None:
        return None
    kept = _kept(reader, meeting)
    by_person: dict[str, list[KeptStay]] = defaultdict(list)
    for stay in kept:
        by_person[stay.person_id or ""].append(stay)
    people = _roster(reader, meeting, by_person)
    rule, is_own = DecisionRule(), False
    if meeting.group_id:
        group = cast(WorkGroup | None, reader.get(NOUN["work_group"], meeting.group_id))
        if group is not None:
            rule, is_own = usual_rule_of(group)
    seated = {person.id for person in people}
    rows = reader.rows(
        "SELECT p.id, p.name, coalesce(o.name, '') FROM person p "
        "LEFT JOIN organization o ON o.id = p.organization_id "
        "WHERE p.deleted = 0 AND p.name <> '' ORDER BY p.name, p.id"
    )
    outsiders = tuple(Outsider(*row) for row in rows if row[0] not in seated)
    bodies = reader.rows(
        "SELECT id, name, short_name FROM organization WHERE deleted = 0 AND name <> '' ORDER BY id"
    )
    known = tuple(Known(id, name, (short,) if short else ()) for id, name, short in bodies)
    times = _stays(reader, meeting, kept)
    return RoomState(meeting, people, times, rule, is_own, outsiders, known)


def usual_rule_of(group: WorkGroup) -> tuple[DecisionRule, bool]:
    """Return what a group usually decides by, and whether it has said so; else a plain majority."""
    if group.decision_rule:
        try:
            return from_snapshot(group.decision_rule), True
        except UserError:
            pass  # said where a vote is opened; the room is counted all the same
    return DecisionRule(), False


def group_seats(reader: Reads, group_id: str, today: date) -> GroupSeats | None:
    """Return who sits in a group and who did; None without the group."""
    group = cast(WorkGroup | None, reader.get(NOUN["work_group"], group_id))
    if group is None:
        return None
    rows = reader.rows(
        "SELECT m.id, p.id, p.name, m.role, m.votes, coalesce(o.id, ''), coalesce(o.name, ''), "
        "m.from_day, m.to_day FROM membership m JOIN person p ON p.id = m.person_id "
        "LEFT JOIN organization o ON o.id = coalesce(m.organization_id, p.organization_id) "
        "WHERE m.group_id = ? AND m.deleted = 0 AND p.deleted = 0 ORDER BY p.name, p.id",
        (group_id,),
    )
    found: list[GroupSeat] = []
    for id, person, name, role, votes, body_id, body, since, until in rows:
        first = date.fromisoformat(since) if since else None
        last = date.fromisoformat(until) if until else None
        over = (last is not None and last < today) or (first is not None and first > today)
        word = MemberRole(role)
        found.append(
            GroupSeat(id, person, name, word, bool(votes), body_id, body, first, last, over)
        )
    rule, is_own = usual_rule_of(group)
    return GroupSeats(group, tuple(sorted(found, key=lambda seat: seat.is_over)), rule, is_own)


def _roster(
    reader: Reads, meeting: Meeting, times: dict[str, list[KeptStay]]
) -> tuple[RoomPerson, ...]:
    day = meeting.starts_at.date().isoformat() if meeting.starts_at else ""
    rows = reader.rows(
        "SELECT p.id, p.name, coalesce(m.votes, 0), coalesce(a.alternate_for_id, ''), "
        "coalesce(o.id, ''), coalesce(o.name, ''), coalesce(o.kind, ''), m.role, "
        "coalesce(a.id, ''), a.presence FROM person p "
        "LEFT JOIN membership m ON m.person_id = p.id AND m.group_id = ?2 AND m.deleted = 0 "
        "AND (?3 = '' OR ((m.from_day IS NULL OR m.from_day <= ?3) "
        "AND (m.to_day IS NULL OR m.to_day >= ?3))) "
        "LEFT JOIN attendance a ON a.person_id = p.id AND a.meeting_id = ?1 AND a.deleted = 0 "
        "LEFT JOIN organization o ON o.id = coalesce(m.organization_id, p.organization_id) "
        "WHERE p.deleted = 0 AND (m.id IS NOT NULL OR a.id IS NOT NULL) "
        "ORDER BY m.id IS NULL, p.name, p.id",
        (meeting.id, meeting.group_id or "", day),
    )
    return tuple(
        RoomPerson(
            Seat(id, name, bool(votes), stands_for, body_id, body, _sector(kind)),
            MemberRole(role) if role else None,
            attendance_id,
            Presence(presence) if presence else None,
            tuple(times.get(id, ())),
        )
        for id, name, votes, stands_for, body_id, body, kind, role, attendance_id, presence in rows
    )


def _kept(reader: Reads, meeting: Meeting) -> list[KeptStay]:
    found = reader.records(
        NOUN["stay"],
        "WHERE r.meeting_id = ? AND r.deleted = 0 ORDER BY r.since, r.id",
        (meeting.id,),
    )
    return [cast(KeptStay, record) for record in found]


def _stays(reader: Reads, meeting: Meeting, kept: Sequence[KeptStay]) -> tuple[Stay, ...]:
    over = meeting.ended_at
    found: list[Stay] = []
    for stay in kept:
        counted = stay_of(stay, over)
        if counted is not None:
            found.append(counted)
    timed = {stay.person_id for stay in kept}
    rows = reader.rows(
        "SELECT person_id, presence, updated_at FROM attendance WHERE meeting_id = ? "
        "AND deleted = 0 AND presence IN (?, ?)",
        (meeting.id, Presence.PRESENT, Presence.REMOTE),
    )
    begun = meeting.started_at or (meeting.starts_at if over is not None else None)
    found += [
        Stay(person, begun or from_text(marked), over, presence == Presence.REMOTE)
        for person, presence, marked in rows
        if person not in timed
    ]
    return tuple(found)


def stay_of(kept: KeptStay, over: datetime | None) -> Stay | None:
    """Return a kept time as the rules read it, ended with its meeting; None if it was taken back."""
    if not kept.person_id or kept.since is None or kept.until == kept.since:
        return None
    until = kept.until
    if until is None and over is not None:
        until = max(over, kept.since)
    return Stay(kept.person_id, kept.since, until, kept.remote)


def _sector(kind: str) -> str:
    return OrganizationKind(kind).label if kind else ""
