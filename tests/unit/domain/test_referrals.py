"""Referrals between levers: who may say what when, and that the answer comes home."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.referrals import (
    Ask,
    Move,
    Referral,
    ReferralState,
    acknowledge_by,
    clock_words,
    may_move,
    move_problem,
    moved,
    split,
)

S = ReferralState
TEN = datetime(2026, 11, 17, 10, tzinfo=UTC)
DRAFT = Referral("r1", "practice", "policy", ("b1", "b2"), Ask.ACT, "The rule is the state's.")


def at(referral: Referral, to: ReferralState, days: int = 0, **more: str) -> Move:
    group = referral.from_group if to in (S.SENT, S.CLOSED) else referral.to_group
    why = more.pop(
        "why", "It is ours to answer." if to in (S.RETURNED, S.SPLIT, S.ANSWERED) else ""
    )
    return Move(to, TEN + timedelta(days=days), "dana", more.pop("group", group), why, **more)


def gone(*states: ReferralState) -> Referral:
    found = DRAFT
    for state in states:
        found = moved(found, at(found, state))
    return found


def test_the_way_of_a_referral_that_is_answered() -> None:
    found = gone(
        S.SENT, S.ACKNOWLEDGED, S.ACCEPTED, S.WORKED, S.ANSWERED, S.ORIGIN_INFORMED, S.CLOSED
    )
    assert found.state is S.CLOSED
    assert found.answer == "It is ours to answer."
    assert may_move(found) == ()


@pytest.mark.parametrize(
    ("before", "to", "more", "words"),
    [
        ((), S.ACKNOWLEDGED, {}, "cannot become acknowledged"),
        ((S.SENT,), S.ACKNOWLEDGED, {"group": "practice"}, "group it was sent to"),
        ((), S.SENT, {"group": "policy"}, "group that sent it"),
        ((S.SENT, S.ACKNOWLEDGED), S.RETURNED, {"why": " "}, "Returned needs its reason"),
        ((S.SENT, S.ACKNOWLEDGED, S.ACCEPTED), S.ANSWERED, {"why": ""}, "needs words"),
        ((S.SENT, S.ACKNOWLEDGED, S.ACCEPTED), S.CLOSED, {}, "cannot become closed"),
    ],
)
def test_what_is_refused(
    before: tuple[ReferralState, ...], to: ReferralState, more: dict[str, str], words: str
) -> None:
    referral = gone(*before)
    with pytest.raises(UserError, match=words):
        moved(referral, at(referral, to, **more))


def test_nothing_is_sent_without_a_barrier_a_reason_and_another_group() -> None:
    send = at(DRAFT, S.SENT)
    assert "no barrier" in move_problem(replace(DRAFT, barriers=()), send)
    assert "why" in move_problem(replace(DRAFT, why=" "), send)
    assert "itself" in move_problem(replace(DRAFT, to_group="practice"), send)
    assert "decision" in move_problem(DRAFT, replace(send, by=""))
    assert move_problem(DRAFT, replace(send, by="", decision_id="d7")) == ""


def test_a_split_gives_each_barrier_to_one_group_and_closes_after_its_parts() -> None:
    known = gone(S.SENT, S.ACKNOWLEDGED)
    way = at(known, S.SPLIT)
    whole, parts = split(known, way, [("r2", "funding", ("b1",)), ("r3", "practice", ("b2",))])
    assert [(part.from_group, part.to_group, part.part_of) for part in parts] == [
        ("policy", "funding", "r1"),
        ("policy", "practice", "r1"),
    ]
    told = moved(whole, at(whole, S.ORIGIN_INFORMED))
    assert "still open" in move_problem(told, at(told, S.CLOSED), parts)
    with pytest.raises(UserError, match="Each barrier"):
        split(known, way, [("r2", "funding", ("b1",))])


def test_the_clock_is_the_next_meeting_or_thirty_days() -> None:
    assert acknowledge_by(TEN, date(2026, 12, 1)) == date(2026, 12, 1)
    assert acknowledge_by(TEN, date(2027, 3, 1)) == date(2026, 12, 17)
    assert acknowledge_by(TEN, None) == date(2026, 12, 17)


def test_how_long_it_waits_is_said() -> None:
    sent = gone(S.SENT)
    assert clock_words(DRAFT, TEN.date()) == "Not sent yet"
    assert clock_words(sent, date(2026, 11, 20)) == "Sent three days ago"
    assert clock_words(sent, date(2026, 12, 19)) == "Not acknowledged; two days late"
    assert clock_words(gone(S.SENT, S.ACKNOWLEDGED), date(2026, 11, 27)) == (
        "Ten days without an answer"
    )
    done = gone(S.SENT, S.ACKNOWLEDGED, S.ACCEPTED, S.ANSWERED)
    assert clock_words(done, date(2027, 1, 1)) == ""


@given(st.lists(st.tuples(st.sampled_from(S), st.sampled_from(["practice", "policy", "funding"]),
                          st.sampled_from(["", "Because."])), max_size=25))  # fmt: skip
def test_no_walk_reaches_what_a_guard_forbids(
    steps: list[tuple[ReferralState, str, str]],
) -> None:
    referral = DRAFT
    for number, (to, group, why) in enumerate(steps):
        move = Move(to, TEN + timedelta(hours=number), "luis", group, why)
        before = referral
        try:
            referral = moved(referral, move)
        except UserError:
            assert referral is before
    reached = [move.to for move in referral.moves]
    assert len(set(reached)) == len(reached), "no state is entered twice"
    for move in referral.moves:
        assert move.group_id == ("practice" if move.to in (S.SENT, S.CLOSED) else "policy")
        assert move.why or move.to not in (S.RETURNED, S.SPLIT, S.ANSWERED)
    if S.CLOSED in reached:
        assert referral.answer
        assert reached.index(S.ORIGIN_INFORMED) < reached.index(S.CLOSED)
