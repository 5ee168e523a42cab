"""The life of a barrier: what follows what, what each status asks for, and when it goes stale."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.barrier_life import (
    Change,
    Question,
    answered,
    change_problem,
    check_change,
    completeness_words,
    is_stale,
    may_become,
    stale_words,
)
from nghs_desktop.domain.barriers import Barrier, BarrierStatus

B = BarrierStatus
BARE = Barrier(id="b1", title="Buses stop at 3:30, so interns miss their shift")
WHOLE = replace(
    BARE,
    owner_id="dana",
    consequence="Sixty interns leave early.",
    next_step="Ask the transport office for one later run.",
    escalation="The superintendent, if January comes without it.",
)


def test_the_four_questions_are_a_meter() -> None:
    assert completeness_words(WHOLE) == "4 of 4 questions answered"
    part = replace(WHOLE, next_step=" ", escalation="")
    assert answered(part)[Question.NEXT_STEP] is False
    assert completeness_words(part) == (
        "2 of 4 questions answered; still open: What is the next step? "
        "Who hears of it if nothing moves?"
    )


@pytest.mark.parametrize(
    ("barrier", "status", "change", "words"),
    [
        (BARE, B.TRIAGED, Change(B.FRAMED), "Answer first: Whose is it?"),
        (BARE, B.FRAMED, Change(B.IN_WORK), "an owner and a next step"),
        (WHOLE, B.FRAMED, Change(B.REFERRED), "referral"),
        (WHOLE, B.RESOLVED, Change(B.VERIFIED, confirmed_by_id="dana"), "affects"),
        (WHOLE, B.IN_WORK, Change(B.ACCEPTED_AS_IS, "Too dear"), "look at it again"),
        (WHOLE, B.IN_WORK, Change(B.ACCEPTED_AS_IS, look_again=True), "needs a reason"),
        (WHOLE, B.CLOSED, Change(B.REOPENED), "needs a reason"),
        (WHOLE, B.CAPTURED, Change(B.CLOSED), "needs a reason"),
        (WHOLE, B.CAPTURED, Change(B.VERIFIED), "cannot become verified"),
    ],
)
def test_what_is_refused(
    barrier: Barrier, status: BarrierStatus, change: Change, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        check_change(replace(barrier, status=status), change)


def test_what_is_allowed() -> None:
    way: list[tuple[BarrierStatus, dict[str, Any]]] = [
        (B.TRIAGED, {}),
        (B.FRAMED, {}),
        (B.REFERRED, {"referral_id": "r1"}),
        (B.IN_WORK, {}),
        (B.RESOLVED, {}),
        (B.VERIFIED, {"confirmed_by_id": "ana", "confirmed_by_affected": True}),
        (B.CLOSED, {}),
        (B.REOPENED, {"why": "The later bus was taken off again."}),
    ]
    barrier = WHOLE
    for status, more in way:
        check_change(barrier, Change(status, **more))
        barrier = replace(barrier, status=status)


def test_two_meetings_without_a_next_step_are_stale() -> None:
    waiting = replace(BARE, status=B.TRIAGED)
    assert [is_stale(waiting, meetings) for meetings in (0, 1, 2, 3)] == [False, False, True, True]
    assert not is_stale(replace(waiting, next_step="Ask the office."), 9)
    assert not is_stale(replace(BARE, status=B.CLOSED), 9)
    assert stale_words(3) == "Three meetings without a next step"


def test_there_is_a_way_on_from_every_status() -> None:
    assert all(may_become(status) for status in B)
    reached = {B.CAPTURED}
    while more := {after for status in reached for after in may_become(status)} - reached:
        reached |= more
    assert reached == set(B)


@given(
    st.lists(
        st.builds(
            Change,
            to=st.sampled_from(B),
            why=st.sampled_from(["", "It is so."]),
            confirmed_by_id=st.sampled_from(["", "ana"]),
            confirmed_by_affected=st.booleans(),
            look_again=st.booleans(),
            referral_id=st.sampled_from(["", "r1"]),
        ),
        max_size=30,
    ),
    st.sampled_from([BARE, WHOLE]),
)
def test_no_walk_gets_around_a_guard(changes: list[Change], barrier: Barrier) -> None:
    for change in changes:
        before = barrier.status
        if change_problem(barrier, change):
            continue
        barrier = replace(barrier, status=change.to)
        if barrier.status is B.IN_WORK:
            assert barrier.owner_id and barrier.next_step
        if barrier.status is B.VERIFIED:
            assert before is B.RESOLVED and change.confirmed_by_affected
        if barrier.status is B.CLOSED:
            assert before is B.VERIFIED or change.why
        if barrier.status is B.REFERRED:
            assert change.referral_id
