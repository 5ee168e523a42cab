"""Nominations: each step's guard, and walks that never get around one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.blind_reviews import Review
from nghs_desktop.domain.decisions import ConflictKind
from nghs_desktop.domain.nominations import (
    Consent,
    Nomination,
    NominationState,
    Panel,
    adoption_due,
    declare,
    given_on,
    is_expired,
    load_words,
    moved,
    score,
    visible_scores,
)

S = NominationState
PANEL = frozenset({"dana", "luis", "priya"})
READY = Nomination(
    "n1",
    "The mentors of Lakeside",
    "They gave up their Friday afternoons.",
    nominator_id="amara",
    panel_members=PANEL,
    declared=PANEL,
    reviewers=("dana", "luis"),
    scores=(Review("dana", {"effect": 4}), Review("luis", {"effect": 4})),
    panel=Panel("d1", quorum_met=True, voters=frozenset({"dana", "priya"})),
    feedback="Bring figures of a second year.",
    consents=frozenset({Consent.NAME}),
)
WAY = (S.SUBMITTED, S.ELIGIBLE, S.CLEARED, S.ASSIGNED, S.SCORED, S.RECONCILED, S.RECOGNISED,
       S.NOTIFIED, S.RELEASED, S.SHARED)  # fmt: skip


def walked(nomination: Nomination, *states: NominationState) -> Nomination:
    for state in states:
        nomination = moved(nomination, state)
    return nomination


def test_the_way_of_one_that_is_recognised_and_shared() -> None:
    found = walked(READY, *WAY)
    assert (found.state, found.outcome) == (S.SHARED, S.RECOGNISED)


@pytest.mark.parametrize(
    ("reached", "to", "changed", "words"),
    [
        (0, S.SUBMITTED, {"nominee": " ", "text": ""}, "needs a nominee and its text"),
        (1, S.NOT_ELIGIBLE, {"reason": ""}, "why"),
        (2, S.CLEARED, {"declared": frozenset({"dana"})}, "2 people have not said yet"),
        (3, S.ASSIGNED, {"reviewers": ("dana",)}, "at least 2"),
        (3, S.ASSIGNED, {"reviewers": ("dana", "dana")}, "at least 2"),
        (3, S.ASSIGNED, {"conflicts": {"luis": ConflictKind.FAMILY}}, "conflict"),
        (3, S.ASSIGNED, {"reviewers": ("dana", "amara")}, "nominated"),
        (4, S.SCORED, {"scores": (Review("dana", {"effect": 4}),)}, "Not everybody"),
        (5, S.RECONCILED,
         {"scores": (Review("dana", {"effect": 5}), Review("luis", {"effect": 3}))}, "talk first"),
        (6, S.RECOGNISED, {"panel": None}, "panel decides"),
        (6, S.RECOGNISED, {"panel": Panel("d1", quorum_met=False)}, "no quorum"),
        (6, S.RECOGNISED, {"conflicts": {"priya": ConflictKind.EMPLOYER}}, "voted"),
        (6, S.DECLINED, {"feedback": " "}, "feedback"),
        (6, S.RESUBMIT, {"feedback": ""}, "feedback"),
        (8, S.RELEASED, {"consents": frozenset({Consent.PHOTO})}, "consent of the person"),
        (8, S.RELEASED, {"minor": True}, "parent or guardian"),
        (8, S.DRAFT, {}, "Only one to be sent again"),
        (0, S.RECOGNISED, {}, "cannot become recognised"),
    ],
)  # fmt: skip
def test_what_is_refused(
    reached: int, to: NominationState, changed: dict[str, Any], words: str
) -> None:
    nomination = replace(walked(READY, *WAY[:reached]), **changed)
    with pytest.raises(UserError, match=words):
        moved(nomination, to)


def test_a_minor_is_released_with_a_guardians_word() -> None:
    nomination = replace(walked(READY, *WAY[:8]), minor=True,
                         guardian_consents=frozenset({Consent.NAME}))  # fmt: skip
    assert moved(nomination, S.RELEASED).state is S.RELEASED


def test_one_to_be_sent_again_is_read_anew() -> None:
    back = walked(READY, *WAY[:6], S.RESUBMIT, S.NOTIFIED, S.DRAFT)
    assert (back.scores, back.reviewers, back.panel, back.outcome) == ((), (), None, None)


def test_who_declares_a_conflict_loses_their_score_and_sees_none() -> None:
    with_reviewers = walked(READY, *WAY[:4])
    found = declare(with_reviewers, "dana", ConflictKind.EMPLOYER)
    assert [review.reviewer_id for review in found.scores] == ["luis"]
    assert visible_scores(found, "dana") == ()
    with pytest.raises(UserError, match="conflict"):
        score(found, Review("dana", {"effect": 5}))
    assert declare(found, "dana", None).conflicts == {}


def test_scores_are_blind_until_all_are_in() -> None:
    waiting = replace(walked(READY, *WAY[:4]), scores=())
    one = score(waiting, Review("dana", {"effect": 4}))
    assert visible_scores(one, "luis") == ()
    both = score(one, Review("luis", {"effect": 2}))
    assert len(visible_scores(both, "priya")) == 2
    with pytest.raises(UserError, match="Only those"):
        score(both, Review("amara", {"effect": 5}))


def test_days_that_follow() -> None:
    assert adoption_due(date(2026, 11, 17)) == date(2027, 2, 15)
    assert given_on(READY, datetime(2028, 2, 29, tzinfo=UTC), 3) == date(2031, 2, 28)
    until = replace(READY, expires_on=date(2026, 11, 17))
    assert not is_expired(until, date(2026, 11, 17))
    assert is_expired(until, date(2026, 11, 18))
    assert load_words(21) == "21 of about 20, too many"


PEOPLE = st.sampled_from(sorted([*PANEL, "amara"]))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.sampled_from(S)),
        st.tuples(st.just("declare"), st.tuples(PEOPLE, st.sampled_from([None, *ConflictKind]))),
        st.tuples(st.just("score"), st.tuples(PEOPLE, st.integers(1, 5))),
        st.tuples(st.just("give"), st.lists(PEOPLE, max_size=3).map(tuple)),
        st.tuples(st.just("vote"), st.tuples(st.booleans(), st.frozensets(PEOPLE))),
    ),
    max_size=40,
)


@given(STEPS, st.booleans())
def test_no_walk_gets_around_a_guard(steps: list[tuple[str, Any]], minor: bool) -> None:
    one = replace(READY, minor=minor, declared=frozenset(), scores=(), reviewers=(), panel=None)
    for what, value in steps:
        try:
            if what == "move":
                one = moved(one, value)
            elif what == "declare":
                one = declare(one, *value)
            elif what == "score":
                one = score(one, Review(value[0], {"effect": value[1]}))
            elif what == "give" and one.state is S.CLEARED:
                one = replace(one, reviewers=value)
            elif what == "vote" and one.state is S.RECONCILED:
                one = replace(one, panel=Panel("d1", *value))
        except UserError:
            continue
        assert not {review.reviewer_id for review in one.scores} & set(one.conflicts)
        if what == "move" and value in (S.RECOGNISED, S.RESUBMIT, S.DECLINED):
            assert one.panel is not None
            assert one.panel.quorum_met
            assert not one.panel.voters & set(one.conflicts)
        if what == "move" and value is S.SCORED:
            assert one.all_scored
        if what == "move" and value is S.RELEASED:
            assert one.outcome is S.RECOGNISED
            assert not minor, "no guardian agreed"
