"""A group's framework: blind ratings, what the thresholds point to, and when the group may differ."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.blind_reviews import Review, disagreements, visible
from nghs_desktop.domain.evidence_tiers import Tier
from nghs_desktop.domain.practice_framework import (
    Criterion,
    Evidence,
    Framework,
    Guidance,
    changed_by,
    classify_problem,
    framework_problems,
    guidance,
    review_problem,
)
from nghs_desktop.domain.practices import PracticeLevel

WORDS = ("not at all", "a little", "partly", "mostly", "fully")
NEED = Criterion("need", "Need", anchors=WORDS)
FIT = Criterion("fit", "Fit", anchors=WORDS, weight=3, minimum=3)
ONE = Framework(1, (NEED, FIT), adopted_by="d1")
PROVEN = Evidence(Tier.MODERATE)
P = PracticeLevel


def rated(*pairs: tuple[int, int]) -> list[Review]:
    return [Review(f"p{n}", {"need": need, "fit": fit}) for n, (need, fit) in enumerate(pairs)]


def found(pairs: list[tuple[int, int]], evidence: Evidence = PROVEN) -> Guidance:
    made = guidance(rated(*pairs), ONE, evidence)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("pairs", "evidence", "level"),
    [
        ([(4, 4), (4, 4)], PROVEN, P.EFFECTIVE),
        ([(3, 4), (3, 4)], PROVEN, P.EFFECTIVE),  # (3 + 3·4) / 4 = 3.75
        ([(3, 4), (3, 3)], PROVEN, P.PROMISING),
        ([(5, 5), (5, 5)], Evidence(), P.EMERGING),
        ([(5, 5), (5, 5)], Evidence(improved_sites=2), P.EFFECTIVE),
        ([(5, 5), (5, 5)], Evidence(improved_sites=1), P.EMERGING),
        ([(4, 4), (4, 4)], Evidence(Tier.RATIONALE, study_under_way=True), P.PROMISING),
        ([(4, 4), (4, 4)], Evidence(Tier.RATIONALE), P.EMERGING),
        ([(1, 5), (1, 5)], PROVEN, P.EFFECTIVE),  # mean 4, need has no minimum
        ([(1, 4), (1, 4)], PROVEN, P.EMERGING),  # mean 3.25, but one criterion below 2
        ([(5, 2), (5, 2)], PROVEN, P.EMERGING),  # mean 2.75
        ([(5, 2), (5, 3)], PROVEN, P.PROMISING),  # mean 3.125, fit 2.5 below its minimum
    ],
)
def test_where_the_thresholds_point(
    pairs: list[tuple[int, int]], evidence: Evidence, level: PracticeLevel
) -> None:
    assert found(pairs, evidence).level is level


def test_what_is_missing_is_said_with_its_figures() -> None:
    made = found([(3, 4), (3, 3)])
    assert made.missing == ("A mean of at least 3.75; it is 3.38.",)
    assert made.reasons == ("Mean 3.38 of 2 reviewers.", "Evidence: Moderate (tier 2).")


def test_one_reviewer_is_not_enough_and_one_with_a_conflict_does_not_count() -> None:
    assert guidance(rated((4, 4)), ONE, PROVEN) is None
    two = rated((4, 4), (4, 4))
    assert guidance(two, ONE, PROVEN, conflicted=["p1"]) is None
    assert "conflict" in review_problem(two[1], ONE, conflicted=["p1"])
    assert visible(two, ["p0", "p1"], "p1", conflicted=["p1"]) == ()


def test_a_rating_is_whole_in_range_and_of_this_version() -> None:
    assert review_problem(Review("a", {"need": 3}), ONE) == "Not rated yet: Fit."
    assert "from 1 to 5" in review_problem(Review("a", {"need": 3, "fit": 6}), ONE)
    assert "another version" in review_problem(Review("a", {"need": 3, "fit": 3, "old": 1}), ONE)
    assert review_problem(rated((3, 3))[0], ONE) == ""


def test_nobody_sees_another_rating_before_all_handed_in() -> None:
    first, second = rated((4, 4), (2, 2))
    waiting = replace(second, done=False)
    assert visible([first, waiting], ["p0", "p1"], "p0") == (first,)
    assert visible([first, waiting], ["p0", "p1"], "p1") == (waiting,)
    assert visible([first, waiting], ["p0", "p1"], "chair") == ()
    assert visible([first, second], ["p0", "p1"], "chair") == (first, second)
    assert visible([first], ["p0"], "chair") == ()


def test_a_difference_of_two_asks_for_a_talk_before_a_level() -> None:
    reviews = rated((5, 4), (3, 4))
    assert disagreements(reviews) == ("need",)
    made = guidance(reviews, ONE, PROVEN)
    assert "talk first about Need" in classify_problem(
        P.EFFECTIVE, made, reason="", decision_id="d1"
    )


def test_the_group_decides_and_says_why_it_differs() -> None:
    made = found([(4, 4), (4, 4)])
    assert classify_problem(P.EFFECTIVE, made, reason="", decision_id="d1") == ""
    assert "decision" in classify_problem(P.EFFECTIVE, made, reason="", decision_id="")
    assert "needs a reason" in classify_problem(P.PROMISING, made, reason=" ", decision_id="d1")
    assert classify_problem(P.PROMISING, made, reason="Too few sites.", decision_id="d1") == ""
    assert "At least 2" in classify_problem(P.EMERGING, None, reason="x", decision_id="d1")


def test_a_version_says_all_that_keeps_it_from_being_adopted() -> None:
    assert framework_problems(ONE) == ()
    assert framework_problems(Framework(1, ())) == ("A framework needs a criterion.",)
    odd = Criterion("n", "need", anchors=("one",), weight=0, minimum=9)
    assert len(framework_problems(Framework(2, (NEED, odd)))) == 4


def test_a_new_version_shows_which_practices_it_would_move() -> None:
    stricter = replace(ONE, version=2, criteria=(NEED, replace(FIT, minimum=5)))
    asks_more = replace(ONE, version=3, criteria=(NEED, FIT, Criterion("equity", "Equity")))
    reviews = {"panels": (rated((4, 4), (4, 4)), PROVEN), "mentors": (rated((2, 2)), PROVEN)}
    assert changed_by(ONE, stricter, reviews) == (("panels", P.EFFECTIVE, P.PROMISING),)
    assert changed_by(ONE, asks_more, reviews) == (("panels", P.EFFECTIVE, None),)


@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=5),
    st.sampled_from(Tier),
    st.booleans(),
    st.integers(0, 3),
)
def test_a_plain_reading_of_the_thresholds_comes_to_the_same(
    pairs: list[tuple[int, int]], tier: Tier, under_way: bool, sites: int
) -> None:
    made = found(pairs, Evidence(tier, under_way, sites))
    need, fit = (Fraction(sum(column), len(column)) for column in zip(*pairs, strict=True))
    mean = (need + 3 * fit) / 4
    rank = [Tier.STRONG, Tier.MODERATE, Tier.PROMISING, Tier.RATIONALE].index(tier) + 1 if (
        tier not in (Tier.NOT_YET, Tier.NOT_SUPPORTED)
    ) else 9  # fmt: skip
    if mean >= Fraction(15, 4) and fit >= 3 and (rank <= 3 or sites >= 2):
        wanted = P.EFFECTIVE
    elif mean >= 3 and min(need, fit) >= 2 and rank <= 4 and (under_way or rank <= 3):
        wanted = P.PROMISING
    else:
        wanted = P.EMERGING
    assert (made.level, made.mean) == (wanted, mean)
    assert bool(made.missing) is (wanted is not P.EFFECTIVE)
