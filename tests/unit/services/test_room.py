"""Who sits in a meeting and when they were there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.groups import MemberRole, WorkGroup, membership
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.meetings import KeptStay, Meeting, Presence, attendance
from nghs_desktop.domain.people import Organization, OrganizationKind, Person
from nghs_desktop.domain.presence import Where, headcount, where
from nghs_desktop.services.room import seats, stays
from nghs_desktop.services.workspace import Workspace
from tests.support.workspaces import run

TEN = datetime(2026, 11, 17, 10, tzinfo=UTC)
MEETING = Meeting(id="m1", title="November", group_id="g1", starts_at=TEN, started_at=TEN)


def fill(workspace: Workspace) -> None:
    """Keep a group of Dana (votes, district), Luis (votes, no seat in this meeting), Priya (guest)."""
    from dataclasses import replace

    district = Organization(id="o1", name="North District", kind=OrganizationKind.DISTRICT)
    people = [Person(id=name.lower(), name=name) for name in ("Dana", "Luis", "Priya", "Omar")]
    people[0] = replace(people[0], organization_id="o1")
    former = replace(membership("g1", "omar", MemberRole.MEMBER), to_day=date(2026, 6, 30))
    run(
        workspace,
        LogRecords(
            (
                Lever(id="l1", name="Practice"),
                WorkGroup(id="g1", name="Practice Work Group", lever_id="l1"),
                district,
                *people,
                membership("g1", "dana", MemberRole.CHAIR),
                membership("g1", "luis", MemberRole.MEMBER),
                former,
                MEETING,
                attendance("m1", "dana", Presence.PRESENT),
                attendance("m1", "priya", Presence.REMOTE),
            )
        ),
    )


def test_members_and_those_who_were_asked_have_seats_and_former_members_none(
    workspace: Workspace,
) -> None:
    fill(workspace)
    found = workspace.read_here(lambda reader: seats(reader, MEETING))
    assert [(seat.name, seat.votes) for seat in found] == [
        ("Dana", True),
        ("Luis", True),
        ("Priya", False),
    ]
    assert (found[0].organization, found[0].sector) == ("North District", "District")


def test_who_has_no_time_noted_was_there_throughout(workspace: Workspace) -> None:
    fill(workspace)
    times = workspace.read_here(lambda reader: stays(reader, MEETING))
    assert where(times, "dana", TEN + timedelta(hours=1)) is Where.ROOM
    assert where(times, "priya", TEN) is Where.REMOTE


def test_noted_times_are_what_counts(workspace: Workspace) -> None:
    fill(workspace)
    half = TEN + timedelta(minutes=30)
    stay = KeptStay(id="s1", meeting_id="m1", person_id="dana", since=TEN, until=half)
    run(workspace, LogRecords((stay,)))
    room = workspace.read_here(lambda reader: (seats(reader, MEETING), stays(reader, MEETING)))
    assert headcount(*room, TEN).people == 2
    assert headcount(*room, half).people == 1
