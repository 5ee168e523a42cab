"""Marks on the roster, through the file: what they say of every minute, and how they are undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import AmendRecords, Command, LogRecords, Redo, Ref, Undo
from nghs_desktop.domain.decision_rules import DecisionRule, snapshot
from nghs_desktop.domain.groups import MemberRole, WorkGroup, membership
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.meetings import Meeting, MeetingState, Presence, attendance
from nghs_desktop.domain.people import Organization, OrganizationKind, Person
from nghs_desktop.domain.presence import Unit, Where
from nghs_desktop.domain.quorum import QuorumRule
from nghs_desktop.domain.roster_line import read_roster_line
from nghs_desktop.services import attendance as marks
from nghs_desktop.services.meetings import people_count
from nghs_desktop.services.room import RoomState, group_seats, room_state
from nghs_desktop.services.room_ahead import room_ahead
from nghs_desktop.services.roster_lines import obey_roster_line
from nghs_desktop.services.workspace import Workspace
from tests.support.workspaces import run

TEN = datetime(2026, 11, 17, 10, tzinfo=UTC)
NAMES = ("Amara", "Dana", "Henry", "Luis", "Noor", "Omar", "Priya")
BODIES = {"Amara": "north", "Dana": "north", "Henry": "south", "Luis": "south", "Priya": "north"}
VOTING = ("Amara", "Dana", "Henry", "Luis", "Priya")


def minute(number: float) -> datetime:
    return TEN + timedelta(minutes=number)


@pytest.fixture
def room(workspace: Workspace) -> Workspace:
    """Five members of two organisations, an alternate and a recorder without a vote; not begun."""
    people = [
        Person(id=name.lower(), name=f"{name} Lake", organization_id=BODIES.get(name, "north"))
        for name in NAMES
    ]
    roles = dict.fromkeys(NAMES, MemberRole.MEMBER)
    roles |= {"Noor": MemberRole.RECORDER, "Omar": MemberRole.ALTERNATE, "Dana": MemberRole.CHAIR}
    run(
        workspace,
        LogRecords(
            (
                Lever(id="l1", name="Practice"),
                WorkGroup(id="g1", name="Practice Work Group", lever_id="l1"),
                Organization(id="north", name="North District", kind=OrganizationKind.DISTRICT),
                Organization(id="south", name="South City", kind=OrganizationKind.CITY),
                *people,
                *(membership("g1", name.lower(), roles[name]) for name in NAMES),
                Person(id="mei", name="Mei Castell"),
                Meeting(
                    id="m1", title="November", group_id="g1", starts_at=TEN, zone="Etc/UTC",
                    planned_minutes=100,
                ),
            )
        ),
    )  # fmt: skip
    return workspace


def state_of(workspace: Workspace, meeting: str = "m1") -> RoomState:
    found = workspace.read_here(lambda reader: room_state(reader, meeting))
    assert found is not None
    return found


def do(workspace: Workspace, make: Callable[[RoomState], Command | None], m: str = "m1") -> None:
    before = state_of(workspace, m)
    command = make(before)
    if command is not None:
        run(workspace, command)
        foreseen = room_ahead(before, command, TEN)
        seen = state_of(workspace, m)
        if {one.id for one in before.people} == {one.id for one in seen.people}:
            assert as_counted(foreseen) == as_counted(seen)


def as_counted(state: RoomState) -> object:
    """Return what is said of the room, without the moment of marks before the start."""
    begun = state.meeting.started_at is not None
    stays = {
        (stay.person_id, stay.since if begun else None, stay.until, stay.remote)
        for stay in state.stays
    }
    return stays, [(person.presence, person.seat) for person in state.people]


def start(workspace: Workspace, at: datetime = TEN) -> None:
    live = {"state": MeetingState.IN_PROGRESS, "started_at": at}
    run(
        workspace,
        *marks.begin_stays(state_of(workspace), at),
        AmendRecords((Ref("meeting", "m1"),), live),
    )


def say(workspace: Workspace, typed: str, at: datetime) -> None:
    do(workspace, lambda state: obey_roster_line(state, read_roster_line(typed), at))


def whereabouts(workspace: Workspace, at: datetime) -> dict[str, Where]:
    state = state_of(workspace)
    return {person.seat.name.split()[0]: state.where(person.id, at) for person in state.people}


# -- before and at the start -----------------------------------------------------------------
def test_a_tick_before_the_start_is_a_time_from_the_start_on(room: Workspace) -> None:
    do(room, lambda state: marks.mark_here(state, "dana", minute(-8)))
    do(room, lambda state: marks.mark_here(state, "luis", minute(-5), remote=True))
    assert [person.times for person in state_of(room).people] == [()] * 7
    start(room)
    state = state_of(room)
    assert state.where("dana", TEN) is Where.ROOM
    assert state.where("luis", TEN) is Where.REMOTE
    assert [len(person.times) for person in state.people if person.presence] == [1, 1]


def test_who_is_ticked_before_the_start_is_counted_at_once(room: Workspace) -> None:
    do(room, lambda state: marks.mark_all_here(state, minute(-8)))
    now = datetime.now(UTC) + timedelta(seconds=1)
    assert state_of(room).headcount(now).members == 5
    assert room.read_here(lambda reader: people_count(reader, "m1")) == (6, 6)


# -- one mark, one step ------------------------------------------------------------------------
def test_each_mark_is_one_step_of_undo_and_of_redo(room: Workspace) -> None:
    start(room)
    do(room, lambda state: marks.mark_here(state, "dana", minute(2)))
    do(room, lambda state: marks.mark_here(state, "dana", minute(20), remote=True))
    do(room, lambda state: marks.mark_left(state, "dana", minute(40)))
    seen = [whereabouts(room, minute(50))["Dana"]]
    for _ in range(3):
        run(room, Undo())
        seen.append(whereabouts(room, minute(50))["Dana"])
    assert seen == [Where.LEFT, Where.REMOTE, Where.ROOM, Where.AWAY]
    for _ in range(3):
        run(room, Redo())
    assert whereabouts(room, minute(50))["Dana"] is Where.LEFT


def test_a_mark_that_was_undone_can_be_another_one(room: Workspace) -> None:
    start(room)
    do(room, lambda state: marks.mark_here(state, "mei", minute(2)))
    run(room, Undo())
    do(room, lambda state: marks.mark_excused(state, "mei", minute(3)))
    mei = state_of(room).person("mei")
    assert mei is not None and mei.presence is Presence.EXCUSED and not mei.times


def test_a_change_over_to_remote_is_two_times_without_a_gap(room: Workspace) -> None:
    start(room)
    do(room, lambda state: marks.mark_here(state, "dana", minute(2)))
    do(room, lambda state: marks.mark_here(state, "dana", minute(20), remote=True))
    assert [(stay.since, stay.until, stay.remote) for stay in state_of(room).stays] == [
        (minute(2), minute(20), False),
        (minute(20), None, True),
    ]


def test_a_tick_taken_away_at_once_was_a_slip_and_later_it_means_leaving(room: Workspace) -> None:
    start(room)
    for at in (2, 5):
        do(room, lambda state, at=at: marks.tick_person(state, "dana", minute(at)))
    assert whereabouts(room, minute(5))["Dana"] is Where.AWAY
    for at in (6, 40):
        do(room, lambda state, at=at: marks.tick_person(state, "dana", minute(at)))
    assert whereabouts(room, minute(30))["Dana"] is Where.ROOM
    assert whereabouts(room, minute(40))["Dana"] is Where.LEFT


def test_all_are_here_but_alternates_and_who_was_taken_out(room: Workspace) -> None:
    start(room)
    do(room, lambda state: marks.mark_excused(state, "henry", minute(1)))
    do(room, lambda state: marks.mark_all_here(state, minute(2)))
    do(room, lambda state: marks.tick_person(state, "priya", minute(3)))
    here = {name for name, place in whereabouts(room, minute(4)).items() if place is Where.ROOM}
    assert here == {"Amara", "Dana", "Luis", "Noor"}
    run(room, Undo(), Undo())
    assert state_of(room).headcount(minute(4)).people == 0


def test_who_has_been_here_for_a_while_cannot_be_excused(room: Workspace) -> None:
    start(room)
    do(room, lambda state: marks.mark_here(state, "dana", TEN))
    with pytest.raises(UserError, match="Dana Lake is here"):
        marks.mark_excused(state_of(room), "dana", minute(40))


# -- alternates and guests -----------------------------------------------------------------------
def test_an_alternate_gives_the_vote_until_the_member_comes(room: Workspace) -> None:
    start(room)
    do(room, lambda state: marks.set_stand_in(state, "omar", "luis"))
    do(room, lambda state: marks.mark_here(state, "omar", minute(1)))
    state = state_of(room)
    assert [one.id for one in state.stand_ins("luis")] == ["omar"]
    unit = state.voting(minute(1)).unit_of("omar")
    assert unit is not None and unit.key == "luis"
    do(room, lambda state: marks.mark_here(state, "luis", minute(9)))
    assert state_of(room).voting(minute(9)).unit_of("omar") is None
    assert state_of(room).quorum(minute(9)).counted == 1


def test_who_has_a_vote_stands_in_for_nobody(room: Workspace) -> None:
    with pytest.raises(UserError, match="vote of their own"):
        marks.set_stand_in(state_of(room), "dana", "luis")
    with pytest.raises(UserError, match="has no vote"):
        marks.set_stand_in(state_of(room), "omar", "noor")


def test_a_guest_comes_with_the_organisation_they_are_from(room: Workspace) -> None:
    start(room)
    say(room, "guest Ana Ruiz, City Arts", minute(3))
    say(room, "Bo Lind, south city", minute(4))
    count = state_of(room).headcount(minute(5))
    assert (count.people, count.guests, count.organizations, count.sectors) == (2, 2, 2, 2)
    run(room, Undo(), Undo())
    assert state_of(room).headcount(minute(5)).people == 0
    assert "Ana Ruiz" not in [one.name for one in state_of(room).outsiders]


# -- typed lines -----------------------------------------------------------------------------
def test_a_line_marks_several_people_in_one_step(room: Workspace) -> None:
    start(room)
    say(room, "+dana +luis 10:05 +mei", minute(9))
    at = whereabouts(room, minute(9))
    assert (at["Dana"], at["Luis"], at["Mei"]) == (Where.ROOM, Where.ROOM, Where.ROOM)
    assert state_of(room).stays_of("luis")[0].since == minute(5)
    run(room, Undo())
    assert state_of(room).headcount(minute(9)).people == 0


def test_here_leaves_who_is_remote_where_they_are(room: Workspace) -> None:
    start(room)
    say(room, "dana remote", minute(1))
    say(room, "+dana", minute(5))
    assert whereabouts(room, minute(6))["Dana"] is Where.REMOTE
    say(room, "dana in the room", minute(7))
    assert whereabouts(room, minute(8))["Dana"] is Where.ROOM


def test_a_name_that_is_nobodys_or_two_peoples_is_refused(room: Workspace) -> None:
    with pytest.raises(UserError, match="Nobody here is called"):
        say(room, "+zelda", TEN)
    run(
        room,
        LogRecords((Person(id="d2", name="Dana Moss"), attendance("m1", "d2", Presence.EXPECTED))),
    )
    with pytest.raises(UserError, match="may be Dana Lake or Dana Moss"):
        say(room, "+dana", TEN)


# -- corrections -------------------------------------------------------------------------------
def test_a_typed_time_corrects_when_somebody_came_or_left(room: Workspace) -> None:
    start(room)
    say(room, "+dana", minute(20))
    say(room, "dana here 10:05", minute(21))
    say(room, "-dana", minute(60))
    say(room, "dana left 10:45", minute(61))
    assert [(stay.since, stay.until) for stay in state_of(room).stays] == [(minute(5), minute(45))]


def test_a_corrected_time_corrects_the_quorum_of_that_minute(room: Workspace) -> None:
    start(room)
    do(room, lambda state: marks.mark_all_here(state, TEN))
    for name in ("amara", "henry", "luis"):
        do(room, lambda state, name=name: marks.mark_left(state, name, minute(30)))
    assert not state_of(room).quorum(minute(40)).met
    state = state_of(room)
    luis = state.person("luis")
    assert luis is not None
    run(room, marks.amend_stay(state, luis.times[0].id, TEN, minute(50), remote=False))
    found = state_of(room).quorum(minute(40))
    assert found.words == ("5 voting members; quorum is half, so 3; 3 are here: quorum met")
    run(room, marks.remove_stay(state_of(room), luis.times[0].id))
    assert state_of(room).quorum(minute(10)).counted == 4


def test_times_that_cannot_have_been_are_refused(room: Workspace) -> None:
    start(room)
    say(room, "+dana", minute(0))
    say(room, "-dana", minute(20))
    say(room, "+dana", minute(30))
    dana = state_of(room).person("dana")
    assert dana is not None
    first, second = dana.times
    state = state_of(room)
    with pytest.raises(UserError, match="before coming in"):
        marks.amend_stay(state, first.id, minute(20), minute(10), remote=False)
    with pytest.raises(UserError, match="already"):
        marks.amend_stay(state, second.id, minute(10), None, remote=False)
    with pytest.raises(UserError):
        say(room, "dana here 10:10", minute(40))


def test_an_hour_is_of_the_meetings_day_and_place(room: Workspace) -> None:
    state = state_of(room)
    assert marks.moment_of(state, time(10, 40), minute(50)) == minute(40)
    there = replace(state, meeting=replace(state.meeting, zone="America/Chicago"))
    assert marks.moment_of(there, time(4, 40), minute(50)) == minute(40)
    late = replace(state.meeting, starts_at=datetime(2026, 11, 17, 22, tzinfo=UTC))
    past = datetime(2026, 11, 18, 0, 30, tzinfo=UTC)
    assert marks.moment_of(replace(state, meeting=late), time(0, 10), past) == datetime(
        2026, 11, 18, 0, 10, tzinfo=UTC
    )


# -- the end -----------------------------------------------------------------------------------
def end(workspace: Workspace, at: datetime) -> None:
    over = {"state": MeetingState.ENDED, "ended_at": at}
    commands = marks.end_stays(state_of(workspace), at)
    run(workspace, *commands, AmendRecords((Ref("meeting", "m1"),), over))


def test_the_end_closes_all_times_and_going_on_opens_them_again(room: Workspace) -> None:
    start(room)
    do(room, lambda state: marks.mark_all_here(state, TEN))
    do(room, lambda state: marks.mark_left(state, "luis", minute(30)))
    end(room, minute(90))
    state = state_of(room)
    assert {stay.until for stay in state.stays} == {minute(30), minute(90)}
    assert room.read_here(lambda reader: people_count(reader, "m1")) == (6, 6)
    again = {"state": MeetingState.IN_PROGRESS, "ended_at": None}
    run(room, *marks.reopen_stays(state), AmendRecords((Ref("meeting", "m1"),), again))
    assert state_of(room).headcount(minute(95)).people == 5
    assert whereabouts(room, minute(95))["Luis"] is Where.LEFT
    assert room.read_here(lambda reader: people_count(reader, "m1")) == (5, 5)


def test_nobody_is_in_a_meeting_that_ended_even_if_no_time_was_closed(room: Workspace) -> None:
    start(room)
    do(room, lambda state: marks.mark_here(state, "dana", minute(1)))
    run(room, AmendRecords((Ref("meeting", "m1"),), {"ended_at": minute(90)}))
    assert whereabouts(room, minute(91))["Dana"] is Where.LEFT


def test_after_the_end_a_mark_says_that_somebody_was_there(room: Workspace) -> None:
    start(room)
    end(room, minute(90))
    do(room, lambda state: marks.mark_here(state, "dana", minute(200)))
    assert state_of(room).stays_of("dana")[0].since == TEN
    assert whereabouts(room, minute(200))["Dana"] is Where.LEFT
    with pytest.raises(UserError, match="ended"):
        say(room, "-dana", minute(201))
    say(room, "dana left 10:30", minute(201))
    assert state_of(room).stays_of("dana")[0].until == minute(30)


def test_marks_of_older_files_without_times_can_be_ended_too(room: Workspace) -> None:
    run(room, LogRecords((attendance("m1", "dana", Presence.PRESENT),)))
    live = {"state": MeetingState.IN_PROGRESS, "started_at": TEN}
    run(room, AmendRecords((Ref("meeting", "m1"),), live))
    do(room, lambda state: marks.write_stays(state, "dana"))
    assert state_of(room).stays_of("dana")[0].since == TEN
    do(room, lambda state: marks.mark_left(state, "dana", minute(40)))
    assert whereabouts(room, minute(50))["Dana"] is Where.LEFT


def test_who_sits_in_a_group_and_what_it_decides_by(room: Workspace) -> None:
    found = room.read_here(lambda reader: group_seats(reader, "g1", TEN.date()))
    assert found is not None and not found.has_own_rule
    assert [(seat.name, seat.votes) for seat in found.seats][:2] == [
        ("Amara Lake", True),
        ("Dana Lake", True),
    ]
    past = AmendRecords(
        (Ref("membership", found.seats[0].id),), {"to_day": TEN.date() - timedelta(1)}
    )
    run(room, past)
    found = room.read_here(lambda reader: group_seats(reader, "g1", TEN.date()))
    assert found is not None and found.seats[-1].name == "Amara Lake" and found.seats[-1].is_over


# -- every minute of any meeting agrees with a plain count ----------------------------------------
_MARKS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from([name.lower() for name in NAMES]),
        st.sampled_from(["come", "remote", "go", "toggle", "back"]),
    ),
    max_size=14,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    happened=_MARKS,
    share=st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(1)]),
    unit=st.sampled_from(list(Unit)),
    remote_counts=st.booleans(),
    stands_for=st.sampled_from(["", "luis", "dana"]),
)
def test_the_quorum_of_every_minute_is_a_plain_count(
    room: Workspace,
    happened: list[tuple[int, str, str]],
    share: Fraction,
    unit: Unit,
    remote_counts: bool,
    stands_for: str,
) -> None:
    rule = DecisionRule(quorum=QuorumRule(share=share, unit=unit, remote_counts=remote_counts))
    meeting = Meeting(
        id=new_id(), title="Any", group_id="g1", starts_at=TEN, started_at=TEN,
        state=MeetingState.IN_PROGRESS,
    )  # fmt: skip
    run(
        room,
        LogRecords((meeting,)),
        AmendRecords((Ref("work_group", "g1"),), {"decision_rule": snapshot(rule)}),
    )
    if stands_for:
        do(room, lambda state: marks.set_stand_in(state, "omar", stands_for), meeting.id)
    # What is so minute by minute, kept in the plainest way: a set of who is here, copied on.
    now, here, log = 0, dict[str, bool](), list[dict[str, bool]]()
    came: dict[str, int] = {}
    for wait, name, act in happened:
        for _ in range(wait):
            log.append(dict(here))
            now += 1
        if act == "toggle":
            act = "come" if name not in here else "back" if now - came[name] < 10 else "go"
        if act in ("come", "remote"):
            do(
                room,
                lambda s, n=name, at=now, r=act == "remote": marks.mark_here(
                    s, n, minute(at), remote=r
                ),
                meeting.id,
            )
            if here.get(name) != (act == "remote"):
                came[name] = now
                here[name] = act == "remote"
        elif act == "go" and name in here:
            do(room, lambda s, n=name, at=now: marks.mark_left(s, n, minute(at)), meeting.id)
            del here[name]
        elif act == "back" and name in here:
            do(room, lambda s, n=name: marks.take_back_mark(s, n), meeting.id)
            for past in log[came[name] :]:
                past.pop(name, None)
            del here[name]
    log.append(dict(here))
    state = state_of(room, meeting.id)
    for number, who in enumerate(log):
        there = {name for name, remote in who.items() if remote_counts or not remote}
        votes = {name.lower() for name in VOTING if name.lower() in there}
        if stands_for and "omar" in there:
            votes.add(stands_for)
        seats = len(VOTING)
        if unit is Unit.ORGANIZATION:
            votes = {BODIES[name.capitalize()] for name in votes}
            seats = 2
        found = state.quorum(minute(number))
        assert found.counted == len(votes), (number, who)
        assert found.met == (
            len(votes) >= 1 and len(votes) * share.denominator >= seats * share.numerator
        )
