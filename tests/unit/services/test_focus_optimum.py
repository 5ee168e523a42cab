"""The best set for the hours: what is found is what trying every set finds."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from nghs_desktop.domain.focus_records import Measure
from nghs_desktop.domain.focus_rounds import Candidate, Hours, Score, Standing, standings
from nghs_desktop.services.focus_optimum import best_set, value_of

SCORE = st.integers(1, 5)
NEEDS = st.fixed_dictionaries({kind: st.integers(0, 12) for kind in Hours})
AVAILABLE = st.fixed_dictionaries({kind: st.integers(0, 40) for kind in Hours})


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Standing, ...]:
    """A round of up to 15 candidates, each scored by up to three people."""
    needs = draw(st.lists(NEEDS, max_size=15))
    candidates = [Candidate(str(n), f"Candidate {n}", one) for n, one in enumerate(needs)]
    scores = [
        Score(str(person), one.id, *draw(st.tuples(SCORE, SCORE, SCORE, st.integers(0, 4))))
        for one in candidates
        for person in range(draw(st.integers(0, 3)))
    ]
    return standings(candidates, scores)


def tried(
    found: tuple[Standing, ...], available: dict[Hours, int], measure: Measure
) -> tuple[Fraction, int]:
    """The most worth of all sets that fit, and the fewest hours that give it."""

    def worth(one: Standing) -> Fraction:
        return one.value if measure is Measure.VALUE_PER_HOUR else one.measured(measure)

    best = (Fraction(0), 0)
    worths = [worth(one) for one in found]
    needs = [tuple(one.candidate.needs.get(kind, 0) for kind in Hours) for one in found]
    limits = tuple(available[kind] for kind in Hours)

    def walk(index: int, value: Fraction, used: tuple[int, ...]) -> None:
        nonlocal best
        if any(one > limit for one, limit in zip(used, limits, strict=True)):
            return
        best = max(best, (value, -sum(used)))
        for later in range(index, len(found)):
            more = tuple(a + b for a, b in zip(used, needs[later], strict=True))
            walk(later + 1, value + worths[later], more)

    walk(0, Fraction(0), (0, 0, 0))
    return best


@settings(max_examples=60, deadline=None)
@given(rounds(), AVAILABLE, st.sampled_from(Measure))
def test_it_finds_what_trying_every_set_finds(
    found: tuple[Standing, ...], available: dict[Hours, int], measure: Measure
) -> None:
    best = best_set(found, available, measure)
    assert best.proven
    assert all(best.hours[kind] <= available[kind] for kind in Hours)
    ids = frozenset(one.id for one in best.chosen)
    assert best.value == value_of(found, ids, measure)
    assert (best.value, -sum(best.hours.values())) == tried(found, available, measure)


def test_three_small_ones_beat_the_first_big_one() -> None:
    candidates = [
        Candidate("big", "A big bet", {Hours.COACHING: 30}),
        *(Candidate(f"s{n}", f"Small {n}", {Hours.COACHING: 10}) for n in range(3)),
    ]
    scores = [Score("dana", "big", 5, 4, 5), *(Score("dana", f"s{n}", 3, 2, 5) for n in range(3))]
    best = best_set(standings(candidates, scores), {Hours.COACHING: 30}, Measure.VALUE_PER_HOUR)
    assert [one.id for one in best.chosen] == ["s0", "s1", "s2"]
    assert best.value == 9


def test_of_two_sets_of_the_same_worth_the_one_of_fewest_hours_is_taken() -> None:
    candidates = [Candidate("long", "", {Hours.DATA: 9}), Candidate("short", "", {Hours.DATA: 4})]
    scores = [Score("dana", one.id, 4, 2, 4) for one in candidates]
    best = best_set(standings(candidates, scores), {Hours.DATA: 9}, Measure.IMPACT_FOR_EFFORT)
    assert [one.id for one in best.chosen] == ["short"]


def test_of_two_alike_the_first_is_taken() -> None:
    candidates = [Candidate(name, "", {Hours.DATA: 5}) for name in ("one", "two", "three")]
    scores = [Score("dana", one.id, 4, 2, 4, 3) for one in candidates]
    best = best_set(standings(candidates, scores), {Hours.DATA: 10}, Measure.DOTS)
    assert [one.id for one in best.chosen] == ["one", "two"]


def test_without_hours_only_what_needs_none_is_taken() -> None:
    candidates = [Candidate("free", "A talk"), Candidate("dear", "A study", {Hours.DATA: 1})]
    scores = [Score("dana", one.id, 4, 2, 4) for one in candidates]
    found = standings(candidates, scores)
    assert [one.id for one in best_set(found, {}, Measure.VALUE_PER_HOUR).chosen] == ["free"]
    assert best_set(standings(candidates, []), {}, Measure.DOTS).chosen == ()


def test_many_people_whose_ratios_have_no_small_common_measure() -> None:
    """Ten people and a dozen candidates: the scores are summed exactly, whatever was solved."""
    candidates = [Candidate(str(n), "", {Hours.DATA: 1 + n % 5}) for n in range(12)]
    scores = [
        Score(str(p), str(n), 1 + (p * n) % 5, 1 + (p + 3 * n) % 5, 3)
        for p in range(10)
        for n in range(12)
    ]
    found = standings(candidates, scores)
    best = best_set(found, {Hours.DATA: 13}, Measure.IMPACT_FOR_EFFORT)
    every = (
        frozenset(one.candidate.id for one in some)
        for size in range(13)
        for some in combinations(found, size)
        if sum(one.candidate.hours for one in some) <= 13
    )
    assert best.value == max(value_of(found, ids, Measure.IMPACT_FOR_EFFORT) for ids in every)
