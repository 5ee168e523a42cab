"""Who is in the room at a minute, who stands in for whom, and who has a vote."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.presence import (
    Seat,
    Stay,
    Unit,
    VotingRoom,
    Where,
    attended,
    enter,
    headcount,
    leave,
    present,
    voting_room,
    where,
)

TEN = datetime(2026, 11, 17, 10, 0, tzinfo=UTC)


def at(minute: float) -> datetime:
    return TEN + timedelta(minutes=minute)


DANA = Seat("dana", "Dana Reyes", True, "", "north", "Northside Schools", "Schools")
LUIS = Seat("luis", "Luis Ortega", True, "", "north", "Northside Schools", "Schools")
PRIYA = Seat("priya", "Priya Shah", True, "", "fund", "Harbor Fund", "Philanthropy")
ALTE = Seat("alte", "Alte Berg", False, "dana", "north", "Northside Schools", "Schools")
GUEST = Seat("gus", "Gus Lind")
ROSTER = (DANA, LUIS, PRIYA, ALTE, GUEST)


def here(*people: str, remote: bool = False) -> tuple[Stay, ...]:
    return tuple(Stay(person, TEN, remote=remote) for person in people)


def voters(room: VotingRoom) -> dict[str, list[str]]:
    return {unit.key: [seat.person_id for seat in unit.voters] for unit in room.units}


def test_a_stay_begins_with_its_first_minute_and_ends_before_its_last() -> None:
    stay = Stay("dana", at(5), at(10))
    assert [stay.covers(at(minute)) for minute in (4, 5, 9.99, 10)] == [False, True, True, False]


def test_coming_in_twice_is_once() -> None:
    once = enter((), "dana", TEN)
    assert enter(once, "dana", at(3)) == once


def test_who_left_and_came_back_has_two_stays() -> None:
    stays = enter(leave(enter((), "dana", TEN), "dana", at(10)), "dana", at(20))
    assert [where(stays, "dana", at(minute)) for minute in (-1, 0, 10, 15, 20)] == [
        *(Where.AWAY, Where.ROOM, Where.LEFT, Where.LEFT, Where.ROOM)
    ]


def test_going_from_the_room_to_remote_leaves_no_gap() -> None:
    stays = enter(enter((), "dana", TEN), "dana", at(10), remote=True)
    assert stays == (Stay("dana", TEN, at(10)), Stay("dana", at(10), None, True))
    assert where(stays, "dana", at(10)) is Where.REMOTE


def test_a_stay_of_no_length_was_none() -> None:
    stays = leave(enter((), "dana", TEN), "dana", TEN)
    assert stays == () and attended(stays) == frozenset()


def test_leaving_without_being_here_changes_nothing() -> None:
    assert leave(here("luis"), "dana", at(1)) == here("luis")


def test_nobody_leaves_before_coming_in() -> None:
    with pytest.raises(UserError, match="before coming in"):
        leave(enter((), "dana", at(10)), "dana", at(5))


def test_nobody_is_here_twice_at_once() -> None:
    stays = leave(enter((), "dana", TEN), "dana", at(10))
    with pytest.raises(UserError, match="here at that time already"):
        enter(stays, "dana", at(9))


def test_remote_people_count_unless_the_rule_says_otherwise() -> None:
    stays = (*here("dana"), *here("luis", remote=True))
    assert present(stays, TEN) == {"dana", "luis"}
    assert present(stays, TEN, remote_counts=False) == {"dana"}


def test_an_alternate_votes_while_the_member_is_away() -> None:
    assert voters(voting_room(ROSTER, here("alte", "luis"), TEN)) == {
        "dana": ["alte"],
        "luis": ["luis"],
        "priya": [],
    }


def test_an_alternate_gives_way_when_the_member_comes() -> None:
    stays = (*here("alte"), Stay("dana", at(10)))
    assert voters(voting_room(ROSTER, stays, at(9)))["dana"] == ["alte"]
    assert voters(voting_room(ROSTER, stays, at(10)))["dana"] == ["dana"]


def test_of_two_alternates_the_first_on_the_roster_votes() -> None:
    second = Seat("bea", "Bea Low", False, "dana")
    assert voters(voting_room((*ROSTER, second), here("alte", "bea"), TEN))["dana"] == ["alte"]
    assert voters(voting_room((*ROSTER, second), here("bea"), TEN))["dana"] == ["bea"]


def test_a_member_never_stands_in_for_another() -> None:
    both = Seat("luis", "Luis Ortega", True, "dana")
    assert voters(voting_room((DANA, both), here("luis"), TEN)) == {"dana": [], "luis": ["luis"]}


def test_a_person_with_seats_in_two_groups_counts_once() -> None:
    guest_too = Seat("dana", "Dana Reyes")
    room = voting_room((guest_too, DANA, DANA), here("dana"), TEN)
    assert voters(room) == {"dana": ["dana"]}


def test_guests_have_no_vote() -> None:
    room = voting_room(ROSTER, here("gus"), TEN)
    assert room.here == () and room.unit_of("gus") is None


def test_an_organisation_has_one_vote_and_all_its_members_may_give_it() -> None:
    room = voting_room(ROSTER, here("dana", "luis"), TEN, unit=Unit.ORGANIZATION)
    assert voters(room) == {"north": ["dana", "luis"], "fund": []}
    assert [unit.name for unit in room.units] == ["Northside Schools", "Harbor Fund"]


def test_an_alternate_speaks_for_the_members_organisation() -> None:
    other = Seat("alte", "Alte Berg", False, "priya", "north", "Northside Schools")
    room = voting_room((DANA, PRIYA, other), here("alte"), TEN, unit=Unit.ORGANIZATION)
    assert voters(room) == {"north": [], "fund": ["alte"]}


def test_a_member_of_no_organisation_has_a_vote_of_their_own() -> None:
    single = Seat("sol", "Sol Vega", True)
    room = voting_room((DANA, single), here("sol"), TEN, unit=Unit.ORGANIZATION)
    assert voters(room) == {"north": [], "sol": ["sol"]}


def test_a_remote_members_alternate_votes_where_remote_does_not_count() -> None:
    stays = (*here("alte"), *here("dana", remote=True))
    assert voters(voting_room(ROSTER, stays, TEN))["dana"] == ["dana"]
    assert voters(voting_room(ROSTER, stays, TEN, remote_counts=False))["dana"] == ["alte"]


def test_the_people_here_are_counted_in_words() -> None:
    stays = (*here("dana", "alte", "gus", "walk-in"), *here("priya", remote=True))
    count = headcount(ROSTER, stays, TEN)
    assert count.words == (
        "5 people: 2 members, 1 alternate, 2 guests; 1 of them remote; "
        "2 organisations from 2 sectors"
    )


def test_an_empty_room_is_said_too() -> None:
    assert headcount(ROSTER, (), TEN).words == "0 people"


# Minutes 0 to 9, each person a set of minutes: the same room told in another way.
MINUTES = st.frozensets(st.integers(0, 9))
PEOPLE = ("dana", "luis", "priya", "alte", "gus")


@given(st.fixed_dictionaries(dict.fromkeys(PEOPLE, MINUTES)))
def test_coming_and_going_minute_by_minute_is_what_was_lived(
    lived: dict[str, frozenset[int]],
) -> None:
    stays: tuple[Stay, ...] = ()
    for minute in range(11):
        for person, minutes in lived.items():
            change = enter if minute in minutes else leave
            stays = change(stays, person, at(minute))
    for minute in range(10):
        expected = {person for person in PEOPLE if minute in lived[person]}
        assert present(stays, at(minute + 0.5)) == expected
    assert attended(stays) == {person for person in PEOPLE if lived[person]}
    assert all(stay.until is not None for stay in stays)


@given(
    st.frozensets(st.sampled_from(PEOPLE)),
    st.permutations(ROSTER),
    st.sampled_from(Unit),
)
def test_nobody_answers_for_two_votes_and_seats_never_change(
    people: frozenset[str], roster: list[Seat], unit: Unit
) -> None:
    room = voting_room(roster, here(*sorted(people)), TEN, unit=unit)
    everybody = [seat.person_id for one in room.units for seat in one.voters]
    assert len(everybody) == len(set(everybody))
    assert set(everybody) <= people
    assert len(room.units) == (3 if unit is Unit.PERSON else 2)
