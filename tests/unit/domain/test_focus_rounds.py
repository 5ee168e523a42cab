"""Focus rounds: scores of several people, three orders, and the hours there are."""

from __future__ import annotations

from fractions import Fraction
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.focus_rounds import (
    Candidate,
    Hours,
    Measure,
    Quadrant,
    Score,
    Standing,
    hours_of,
    in_order,
    standings,
    too_many,
)

BUSES = Candidate("buses", "Later buses", {Hours.FACILITATION: 6, Hours.DATA: 2})
CREDIT = Candidate("credit", "Credit for mastery", {Hours.COACHING: 20})
PANELS = Candidate("panels", "Panels in June")


def scored(candidate: Candidate, *values: tuple[int, int, int]) -> list[Score]:
    return [Score(f"p{n}", candidate.id, *value) for n, value in enumerate(values)]


def test_the_means_are_exact_and_the_spread_is_the_widest_difference() -> None:
    (found,) = standings([BUSES], scored(BUSES, (5, 2, 4), (4, 2, 4), (4, 3, 1)))
    assert (found.impact, found.effort) == (Fraction(13, 3), Fraction(7, 3))
    assert found.spread == 3
    assert found.asks_for_a_talk


def test_a_second_score_of_a_person_takes_the_place_of_the_first() -> None:
    scores = [Score("dana", "buses", 1, 5, 1), Score("dana", "buses", 5, 1, 5)]
    (found,) = standings([BUSES], scores)
    assert (found.scored_by, found.impact) == (1, Fraction(5))


@pytest.mark.parametrize(
    ("impact", "effort", "where"),
    [(5, 1, Quadrant.QUICK_WIN), (5, 5, Quadrant.BIG_BET), (1, 1, Quadrant.FILL_IN),
     (1, 5, Quadrant.NOT_NOW), (3, 3, Quadrant.BIG_BET), (3, 2, Quadrant.QUICK_WIN)],
)  # fmt: skip
def test_where_it_stands_in_the_picture(impact: int, effort: int, where: Quadrant) -> None:
    (found,) = standings([PANELS], scored(PANELS, (impact, effort, 3)))
    assert found.quadrant is where


def test_nobody_scored_it_and_it_says_so() -> None:
    (found,) = standings([PANELS], [])
    assert (found.impact, found.quadrant, found.scored_by) == (None, None, 0)
    assert all(found.measured(measure) == 0 for measure in Measure)


def test_three_orders_of_the_same_scores() -> None:
    found = standings(
        [BUSES, CREDIT],
        [*scored(BUSES, (3, 1, 5)), Score("p0", "credit", 5, 5, 5, dots=4)],
    )
    first = {measure: in_order(found, measure)[0][1].candidate.id for measure in Measure}
    assert first == {
        Measure.DOTS: "credit",
        Measure.IMPACT_FOR_EFFORT: "buses",
        Measure.VALUE_PER_HOUR: "buses",
    }


def test_equal_ones_share_a_place() -> None:
    found = standings([BUSES, CREDIT, PANELS], [])
    assert [place for place, _ in in_order(found, Measure.DOTS)] == [1, 1, 1]


def test_more_hours_than_there_are_is_said_by_kind() -> None:
    there = {Hours.COACHING: 12, Hours.FACILITATION: 6, Hours.DATA: 1}
    assert too_many([BUSES, CREDIT], there) == (
        "This needs 8 more hours of improvement coaching and 1 more hour of data than there are."
    )
    assert too_many([], there) == ""


def test_a_score_out_of_range_is_refused_with_its_name() -> None:
    with pytest.raises(UserError, match="Impact and effort go from 1 to 5"):
        standings([BUSES], [Score("dana", "buses", 0, 6, 3)])


WHOLE = st.integers(1, 5)
SCORES = st.lists(
    st.builds(
        Score,
        person_id=st.sampled_from("abcd"),
        candidate_id=st.sampled_from(["buses", "credit", "panels", "nobody"]),
        impact=WHOLE, effort=WHOLE, confidence=WHOLE, dots=st.integers(0, 5),
    )
)  # fmt: skip


@given(SCORES)
def test_a_plain_count_comes_to_the_same(scores: list[Score]) -> None:
    for found in standings([BUSES, CREDIT, PANELS], scores):
        last = {s.person_id: s for s in scores if s.candidate_id == found.candidate.id}
        assert found.scored_by == len(last)
        assert found.dots == sum(s.dots for s in last.values())
        if last:
            assert found.impact is not None
            assert float(found.impact) == pytest.approx(fmean(s.impact for s in last.values()))


@given(SCORES, st.sampled_from(Measure))
def test_the_order_goes_down_and_leaves_nobody_out(scores: list[Score], measure: Measure) -> None:
    found = standings([BUSES, CREDIT, PANELS], scores)
    ordered = in_order(found, measure)

    def worth(pair: tuple[int, Standing]) -> Fraction:
        return pair[1].measured(measure)

    assert sorted(ordered, key=worth, reverse=True) == list(ordered)
    assert {one.candidate.id for _, one in ordered} == {"buses", "credit", "panels"}
    for place, one in ordered:
        better = sum(other.measured(measure) > one.measured(measure) for other in found)
        assert place == better + 1


@given(st.lists(st.dictionaries(st.sampled_from(Hours), st.integers(0, 40)), max_size=6))
def test_hours_never_sum_wrong(needs: list[dict[Hours, int]]) -> None:
    chosen = [Candidate(str(n), "", need) for n, need in enumerate(needs)]
    assert hours_of(chosen) == {kind: sum(need.get(kind, 0) for need in needs) for kind in Hours}
    assert too_many(chosen, hours_of(chosen)) == ""
