"""Who is in the room at a given minute, and who may answer for which vote.

A person's time at a meeting is a row of stays, each from the moment of coming in up to, but not
including, the moment of leaving. Everything else (how many are here, who stands in for whom, how
many organisations) is worked out from the stays, so a correction of a time corrects it all. Pure:
no clock, no storage, no screen. The rules in words: docs/decisions/0010.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Word


class Unit(Word):
    """What has one vote."""

    PERSON = "person", "One vote per person"
    ORGANIZATION = "organization", "One vote per organisation"


class Where(Word):
    """Where a person is at a moment of a meeting."""

    AWAY = "away", "Not here yet"
    ROOM = "room", "In the room"
    REMOTE = "remote", "Remote"
    LEFT = "left", "Left"


@frozen
class Seat:
    """A person on the roster of a meeting: voting member, alternate for one, or guest.

    Who has a vote of their own stands in for nobody, whatever `alternate_for` says.
    """

    person_id: str
    name: str
    votes: bool = False
    alternate_for: str = ""
    organization_id: str = ""
    organization: str = ""
    sector: str = ""


@frozen
class Stay:
    """One unbroken time at a meeting, [since, until); `until` is None while it lasts."""

    person_id: str
    since: datetime
    until: datetime | None = None
    remote: bool = False

    def covers(self, at: datetime) -> bool:
        """Tell whether the person is here at a moment."""
        return self.since <= at and (self.until is None or at < self.until)


@frozen
class VotingUnit:
    """One vote: a member's or an organisation's, and who here may answer for it.

    `voters` are seats of people who are here; without any the unit is away.
    """

    key: str
    name: str
    organization: str = ""
    voters: tuple[Seat, ...] = ()

    @property
    def here(self) -> bool:
        """Tell whether somebody here may answer for it."""
        return bool(self.voters)


@frozen
class VotingRoom:
    """All votes there are, seated or here, at one moment."""

    unit: Unit = Unit.PERSON
    units: tuple[VotingUnit, ...] = ()

    @property
    def here(self) -> tuple[VotingUnit, ...]:
        """The units somebody here may answer for."""
        return tuple(unit for unit in self.units if unit.here)

    def unit_of(self, person_id: str) -> VotingUnit | None:
        """The unit this person may answer for now, or none."""
        for unit in self.units:
            if any(voter.person_id == person_id for voter in unit.voters):
                return unit
        return None


@frozen
class Headcount:
    """How many are here at a moment; `remote` are among `people`."""

    people: int = 0
    remote: int = 0
    members: int = 0
    alternates: int = 0
    guests: int = 0
    organizations: int = 0
    sectors: int = 0

    @property
    def words(self) -> str:
        """The count as a line: 12 people: 9 members, 1 alternate, 2 guests; 3 of them remote."""
        kinds = (
            (self.members, "member", "members"),
            (self.alternates, "alternate", "alternates"),
            (self.guests, "guest", "guests"),
        )
        parts = ", ".join(_count(number, *names) for number, *names in kinds if number)
        text = _count(self.people, "person", "people") + (f": {parts}" if parts else "")
        if self.remote:
            text += f"; {self.remote} of them remote"
        if self.organizations:
            text += "; " + _count(self.organizations, "organisation", "organisations")
            if self.sectors:
                text += " from " + _count(self.sectors, "sector", "sectors")
        return text


def enter(
    stays: Sequence[Stay], person_id: str, at: datetime, *, remote: bool = False
) -> tuple[Stay, ...]:
    """Note that a person came in, or changed between the room and remote; twice is once.

    Raises UserError if the person was already here, or had not left yet, at that moment.
    """
    here = _open_stay(stays, person_id)
    if here is not None:
        if here.remote == remote and here.since <= at:
            return tuple(stays)
        stays = leave(stays, person_id, at)
    if any(
        stay.person_id == person_id and stay.until is not None and at < stay.until for stay in stays
    ):
        raise UserError(
            "This person was here at that time already.",
            "Give a time after they last left, or change the time they left.",
        )
    return (*stays, Stay(person_id, at, remote=remote))


def leave(stays: Sequence[Stay], person_id: str, at: datetime) -> tuple[Stay, ...]:
    """Note that a person left; twice is once. A stay of no length was none.

    Raises UserError if the person came in after that moment.
    """
    here = _open_stay(stays, person_id)
    if here is None:
        return tuple(stays)
    if at < here.since:
        raise UserError(
            "Nobody can leave before coming in.", "Give a time after they came in, or change that."
        )
    closed = () if at == here.since else (replace(here, until=at),)
    return (*(stay for stay in stays if stay is not here), *closed)


def where(stays: Iterable[Stay], person_id: str, at: datetime) -> Where:
    """Say where a person is at a moment."""
    been = False
    for stay in stays:
        if stay.person_id == person_id:
            if stay.covers(at):
                return Where.REMOTE if stay.remote else Where.ROOM
            been = been or stay.since <= at
    return Where.LEFT if been else Where.AWAY


def present(stays: Iterable[Stay], at: datetime, *, remote_counts: bool = True) -> frozenset[str]:
    """Return who is here at a moment."""
    return frozenset(
        stay.person_id for stay in stays if stay.covers(at) and (remote_counts or not stay.remote)
    )


def attended(stays: Iterable[Stay]) -> frozenset[str]:
    """Return who was here at any time."""
    return frozenset(stay.person_id for stay in stays if stay.until != stay.since)


def voting_room(
    seats: Iterable[Seat],
    stays: Iterable[Stay],
    at: datetime,
    *,
    unit: Unit = Unit.PERSON,
    remote_counts: bool = True,
) -> VotingRoom:
    """Return every vote and who may answer for it at a moment.

    A member answers for themselves; while a member is away, the first alternate on the roster who
    is here does. An organisation's vote is that of all its members. Nobody counts twice.
    """
    roster = _once_each(seats)
    here = present(stays, at, remote_counts=remote_counts)
    members = [seat for seat in roster if seat.votes]
    stands: dict[str, Seat] = {}
    for seat in roster:
        if not seat.votes and seat.alternate_for and seat.person_id in here:
            stands.setdefault(seat.alternate_for, seat)
    units: dict[str, VotingUnit] = {}
    for member in members:
        voter = member if member.person_id in here else stands.get(member.person_id)
        voters = () if voter is None else (voter,)
        by_body = unit is Unit.ORGANIZATION and bool(member.organization_id)
        key = member.organization_id if by_body else member.person_id
        known = units.get(key)
        if known is None:
            name = (member.organization or member.name) if by_body else member.name
            units[key] = VotingUnit(key, name, member.organization, voters)
        else:
            units[key] = replace(known, voters=known.voters + voters)
    return VotingRoom(unit, tuple(units.values()))


def headcount(seats: Iterable[Seat], stays: Sequence[Stay], at: datetime) -> Headcount:
    """Count the people here at a moment; someone here without a seat is a guest."""
    seated = {seat.person_id: seat for seat in _once_each(seats)}
    here = present(stays, at)
    known = [seated[person] for person in here if person in seated]
    members = sum(seat.votes for seat in known)
    alternates = sum(bool(seat.alternate_for) and not seat.votes for seat in known)
    return Headcount(
        people=len(here),
        remote=len(here - present(stays, at, remote_counts=False)),
        members=members,
        alternates=alternates,
        guests=len(here) - members - alternates,
        organizations=len({seat.organization_id for seat in known} - {""}),
        sectors=len({seat.sector for seat in known} - {""}),
    )


def _once_each(seats: Iterable[Seat]) -> list[Seat]:
    """One seat a person, in roster order; of several the one with a vote, then an alternate's."""
    best: dict[str, Seat] = {}
    for seat in seats:
        known = best.get(seat.person_id)
        if known is None or _weight(seat) > _weight(known):
            best[seat.person_id] = seat
    return list(best.values())


def _weight(seat: Seat) -> int:
    return 2 if seat.votes else int(bool(seat.alternate_for))


def _open_stay(stays: Iterable[Stay], person_id: str) -> Stay | None:
    return next((one for one in stays if one.person_id == person_id and one.until is None), None)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
