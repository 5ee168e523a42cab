"""Who sits in a meeting and when they were there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.groups import MemberRole, WorkGroup, membership
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.meetings import KeptStay, Meeting, Presence, attendance
from nghs_desktop.domain.people import Organization, OrganizationKind, Person
from nghs_desktop.domain.presence import Where, headcount, where
from nghs_desktop.services.attendance import mark_all_here, mark_left
from nghs_desktop.services.meetings import meeting_page
from nghs_desktop.services.room import room_state, seats, stays
from nghs_desktop.services.workspace import Content, Workspace
from tests.support.workspaces import fresh, opened, run

TEN = datetime(2026, 11, 17, 10, tzinfo=UTC)
MEETING = Meeting(id="m1", title="November", group_id="g1", starts_at=TEN, started_at=TEN)


def fill(workspace: Workspace) -> None:
    """Keep a group of Dana (votes, district), Luis (votes, no seat in this meeting), Priya (guest)."""
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


def test_who_is_ticked_before_the_start_is_here_whatever_the_hour(workspace: Workspace) -> None:
    fill(workspace)
    run(workspace, AmendRecords((Ref("meeting", "m1"),), {"started_at": None}))
    early = MEETING.starts_at
    assert early is not None
    planned = replace(MEETING, started_at=None, starts_at=early + timedelta(days=3650))
    times = workspace.read_here(lambda reader: stays(reader, planned))
    assert where(times, "dana", datetime.now(UTC) + timedelta(seconds=1)) is Where.ROOM


def test_the_samples_quorum_reads_well(tmp_path: Path) -> None:
    with opened(fresh(tmp_path, content=Content.SAMPLE)) as sample:
        page = sample.read_here(lambda reader: meeting_page(reader, now=datetime.now(UTC)))
        assert page.meeting is not None
        id, now = page.meeting.id, datetime.now(UTC) + timedelta(seconds=1)
        later = now + timedelta(hours=1)
        run(sample, AmendRecords((Ref("meeting", id),), {"started_at": now}))
        for name in ("", "Luis Ortega"):
            state = sample.read_here(lambda reader: room_state(reader, id))
            assert state is not None
            leaves = [one.id for one in state.people if one.seat.name == name]
            mark = mark_left(state, leaves[0], later) if leaves else mark_all_here(state, now)
            assert mark is not None
            run(sample, mark)
        state = sample.read_here(lambda reader: room_state(reader, id))
    assert state is not None
    assert state.headcount(now).words == (
        "12 people: 10 members, 2 guests; 8 organisations from 7 sectors"
    )
    assert state.quorum(later).words == (
        "10 voting members; quorum is half, so 5; 9 are here: quorum met"
    )
    roles = {one.seat.name: one.role for one in state.people}
    assert roles["Mei Castellano"] is MemberRole.ALTERNATE
