"""What comes back to the next meeting: by rule, with its age, and never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.carry_over import (
    Appearance,
    HeldMeeting,
    OpenWork,
    Reason,
    Returning,
    new_recurring,
    ordinal,
    parked_back,
    parked_missing,
    returning,
    summary,
    to_add,
    words,
)
from nghs_desktop.domain.meetings import AgendaState, Parked, Topic

FIRST = date(2026, 9, 15)
MEETINGS = tuple(HeldMeeting(f"m{n}", FIRST + timedelta(days=28 * n)) for n in range(5))
NEXT = HeldMeeting("next", FIRST + timedelta(days=28 * 5))
DISCUSSED, DEFERRED = AgendaState.DISCUSSED, AgendaState.DEFERRED
WITHDRAWN, PLANNED = AgendaState.WITHDRAWN, AgendaState.PLANNED
BUSES = Topic(id="buses", title="Buses")


def back(
    *states: AgendaState | None, topic: Topic = BUSES, work: tuple[OpenWork, ...] = ()
) -> Returning | None:
    """A topic with what became of it in the first, second ... meeting (None: not on the agenda)."""
    shown = [
        Appearance(meeting.id, topic.id, state)
        for meeting, state in zip(MEETINGS, states, strict=False)
        if state is not None
    ]
    found = returning(MEETINGS, [topic], shown, work, next_meeting=NEXT)
    return found[0] if found else None


def test_what_was_discussed_and_is_done_does_not_come_back() -> None:
    assert back(DISCUSSED) is None


@pytest.mark.parametrize("state", [DEFERRED, PLANNED, AgendaState.OPEN])
def test_what_was_not_discussed_comes_back(state: AgendaState) -> None:
    found = back(state)
    assert found is not None and found.reasons == (Reason.NOT_DISCUSSED,)


def test_only_the_last_time_on_the_agenda_matters() -> None:
    assert back(DEFERRED, DISCUSSED) is None
    assert back(DISCUSSED, DEFERRED) is not None


def test_what_was_deferred_once_and_forgotten_since_still_comes_back() -> None:
    assert back(DEFERRED, None, None, None, None) is not None


def test_a_recurring_topic_comes_back_every_time() -> None:
    found = back(DISCUSSED, topic=Topic(id="hello", title="Welcome", recurring=True))
    assert found is not None and found.reasons == (Reason.RECURRING,)


def test_open_work_brings_a_topic_back() -> None:
    action, decision = OpenWork("buses"), OpenWork("buses", decision=True)
    found = back(DISCUSSED, work=(action, decision))
    assert found is not None
    assert found.reasons == (Reason.OPEN_ACTION, Reason.OPEN_DECISION)
    assert back(DISCUSSED, work=(OpenWork("another"),)) is None


def test_a_withdrawn_topic_stays_away_unless_work_is_open() -> None:
    assert back(WITHDRAWN) is None
    assert back(DEFERRED, WITHDRAWN) is None
    assert back(WITHDRAWN, work=(OpenWork("buses"),)) is not None


def test_a_closed_topic_never_comes_back() -> None:
    assert (
        back(DEFERRED, topic=Topic(id="buses", title="Buses", recurring=True, closed=True)) is None
    )


def test_a_topic_of_a_series_comes_back_to_that_series_alone() -> None:
    topic = replace(BUSES, series_id="evenings")
    shown = [Appearance("m0", "buses", DEFERRED)]
    assert returning(MEETINGS, [topic], shown, next_meeting=NEXT) == ()
    evening = HeldMeeting("next", NEXT.day, "evenings")
    assert to_add(returning(MEETINGS, [topic], shown, next_meeting=evening)) == ("buses",)


def test_a_recurring_topic_that_was_never_on_an_agenda_is_offered_once() -> None:
    hello = Topic(id="hello", title="Welcome", recurring=True)
    once = Topic(id="once", title="Once")
    assert new_recurring([hello, once], [], NEXT) == (hello,)
    assert new_recurring([hello], [Appearance(NEXT.id, "hello", WITHDRAWN)], NEXT) == ()
    assert new_recurring([replace(hello, series_id="other")], [], NEXT) == ()


def test_a_topic_that_was_on_no_agenda_is_new() -> None:
    assert back(work=(OpenWork("buses"),)) is None


@pytest.mark.parametrize("states", [(DEFERRED, DISCUSSED), (DISCUSSED, DEFERRED)])
def test_discussed_once_in_a_meeting_is_discussed(states: tuple[AgendaState, ...]) -> None:
    shown = [Appearance("m0", "buses", state) for state in states]
    assert returning(MEETINGS, [BUSES], shown, next_meeting=NEXT) == ()


def test_its_age_counts_the_meetings_it_was_on_and_this_one() -> None:
    found = back(DEFERRED, None, DEFERRED, WITHDRAWN, DEFERRED)
    assert found is not None and (found.age, found.age_words) == (4, "4th meeting")
    assert words(found) == "4th meeting; not discussed; first on 15 September 2026"


def test_the_order_meetings_are_handed_in_does_not_matter() -> None:
    shown = [Appearance("m0", "buses", DEFERRED), Appearance("m3", "buses", DISCUSSED)]
    assert returning(MEETINGS[::-1], [BUSES], shown, next_meeting=NEXT) == ()


def test_later_meetings_are_not_looked_at() -> None:
    shown = [Appearance("m0", "buses", DEFERRED), Appearance("m4", "buses", DISCUSSED)]
    found = returning(MEETINGS, [BUSES], shown, next_meeting=MEETINGS[2])
    assert [one.age for one in found] == [2]


def test_what_is_on_the_agenda_already_is_not_added_again() -> None:
    shown = [Appearance("m0", "buses", DEFERRED), Appearance("next", "buses", PLANNED)]
    found = returning(MEETINGS, [BUSES], shown, next_meeting=NEXT)
    assert found[0].on_agenda and to_add(found) == ()


def test_what_was_taken_off_the_agenda_by_hand_stays_off() -> None:
    shown = [Appearance("m0", "buses", DEFERRED), Appearance("next", "buses", WITHDRAWN)]
    assert to_add(returning(MEETINGS, [BUSES], shown, next_meeting=NEXT)) == ()


def test_the_most_pressing_come_first_and_of_these_the_oldest() -> None:
    topics = [
        Topic(id="new", title="N"),
        Topic(id="old", title="O"),
        Topic(id="hello", title="H", recurring=True),
    ]
    shown = [
        Appearance("m0", "hello", DISCUSSED),
        Appearance("m1", "old", DEFERRED),
        Appearance("m3", "new", DEFERRED),
    ]
    found = returning(MEETINGS, topics, shown, next_meeting=NEXT)
    assert to_add(found) == ("old", "new", "hello")
    assert summary(found) == "Three topics come back"
    assert summary(found[:1]) == "One topic comes back"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        *((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th")),
        *((21, "21st"), (22, "22nd"), (101, "101st"), (111, "111th")),
    ],
)
def test_numbers_in_order_are_said_as_people_say_them(number: int, said: str) -> None:
    assert ordinal(number) == said


def parked(key: str, revisit: date | None, owner: str = "luis") -> Parked:
    return Parked(id=key, title="Late bus", owner_id=owner, parked_on=FIRST, revisit_on=revisit)


def test_parked_things_come_back_on_their_day_until_settled() -> None:
    later = parked("a", NEXT.day + timedelta(days=1))
    due, overdue = parked("b", NEXT.day), parked("c", FIRST)
    done = replace(parked("d", FIRST), settled=True)
    undated = Parked(id="e", title="Whenever")
    found = parked_back([later, due, overdue, done, undated], NEXT)
    assert [one.id for one in found] == ["e", "c", "b"]


def test_what_a_parked_thing_lacks_is_said() -> None:
    assert parked_missing(parked("a", None, "")) == (
        "“Late bus” needs an owner and a day to come back."
    )
    assert parked_missing(parked("a", None)) == "“Late bus” needs a day to come back."
    assert parked_missing(parked("a", FIRST)) == ""


TOPICS = tuple(
    Topic(id=f"t{n}", title=f"Topic {n}", recurring=n == 0, closed=n == 1) for n in range(6)
)
HISTORIES = st.lists(
    st.builds(
        Appearance,
        st.sampled_from([one.id for one in (*MEETINGS, NEXT)]),
        st.sampled_from([one.id for one in TOPICS]),
        st.sampled_from(AgendaState),
    ),
    max_size=25,
)
WORK = st.lists(
    st.builds(OpenWork, st.sampled_from([t.id for t in TOPICS]), st.booleans()), max_size=4
)


def carry(shown: list[Appearance], work: list[OpenWork]) -> list[Appearance]:
    """Put what comes back on the next agenda, by reference."""
    found = returning(MEETINGS, TOPICS, shown, work, next_meeting=NEXT)
    return [*shown, *(Appearance(NEXT.id, topic, PLANNED) for topic in to_add(found))]


@given(HISTORIES, WORK)
def test_carrying_over_twice_changes_nothing(shown: list[Appearance], work: list[OpenWork]) -> None:
    once = carry(shown, work)
    assert carry(once, work) == once
    before = returning(MEETINGS, TOPICS, shown, work, next_meeting=NEXT)
    after = returning(MEETINGS, TOPICS, once, work, next_meeting=NEXT)
    strip = [(one.topic_id, one.reasons, one.age, one.first_day) for one in before]
    assert [(one.topic_id, one.reasons, one.age, one.first_day) for one in after] == strip
    assert all(one.on_agenda for one in after)


@given(HISTORIES, WORK, st.permutations(MEETINGS), st.permutations(TOPICS))
def test_a_topic_returns_for_a_reason_and_only_then(
    shown: list[Appearance],
    work: list[OpenWork],
    meetings: list[HeldMeeting],
    topics: list[Topic],
) -> None:
    found = {
        one.topic_id: one for one in returning(meetings, topics, shown, work, next_meeting=NEXT)
    }
    for topic in TOPICS:
        row = [
            [one.state for one in shown if (one.meeting_id, one.topic_id) == (held.id, topic.id)]
            for held in MEETINGS
        ]
        seen = [states for states in row if states]
        ended = [state for state in seen[-1] if state is not WITHDRAWN] if seen else []
        skipped = bool(ended) and all(state is not DISCUSSED for state in ended)
        works = any(one.topic_id == topic.id for one in work)
        comes = bool(seen) and not topic.closed and (skipped or works or topic.recurring)
        assert (topic.id in found) == comes
        if comes:
            stood = sum(any(state is not WITHDRAWN for state in states) for states in seen)
            assert found[topic.id].age == stood + 1


@given(HISTORIES, WORK, st.integers(2, 4))
def test_meeting_after_meeting_nothing_is_doubled_or_lost(
    shown: list[Appearance], work: list[OpenWork], rounds: int
) -> None:
    """Carry over into one meeting after the other; nothing is discussed, so all grow older."""
    held = list(MEETINGS)
    history = [one for one in shown if one.meeting_id != NEXT.id]
    ages: dict[str, int] = {}
    for number in range(rounds):
        coming = HeldMeeting(f"n{number}", NEXT.day + timedelta(days=number))
        found = returning(held, TOPICS, history, work, next_meeting=coming)
        for one in found:
            assert one.age == ages.get(one.topic_id, one.age - 1) + 1
        assert set(ages) <= {one.topic_id for one in found}
        ages = {one.topic_id: one.age for one in found}
        history += [Appearance(coming.id, topic, DEFERRED) for topic in to_add(found)]
        held.append(coming)
