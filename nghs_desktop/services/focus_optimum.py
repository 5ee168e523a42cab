"""Which candidates are best for the hours there are: a knapsack with a limit for each kind of hours.

HiGHS finds the set; what it hands back is checked and summed here in exact numbers. The only place
that imports it, and only when a set is asked for (docs/decisions/0021). Not for the window's thread.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from fractions import Fraction
from threading import Thread

from nghs_desktop.base.errors import EnvironmentProblem, Told
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.focus_records import Measure
from nghs_desktop.domain.focus_rounds import Candidate, Hours, Standing, hours_of

SECONDS = 10.0
"""After so long the best set found until then is returned, and said not to be proven."""

_MOST = 2**40
"""Sums up to here are whole numbers that a solver of floating numbers does not blur."""

_FEW = 60
"""Up to so many candidates, the set of fewest hours is looked for among those of the same worth."""


@frozen
class BestSet:
    """The best candidates in their order, with what they are worth together.

    `proven` is False where time ran out first; a better set may then exist.
    """

    chosen: tuple[Candidate, ...]
    value: Fraction
    proven: bool = True

    @property
    def hours(self) -> dict[Hours, int]:
        """Return the hours it needs, by kind."""
        return hours_of(self.chosen)


def worth(standing: Standing, measure: Measure) -> Fraction:
    """Return what a candidate adds to a set; a set by value per hour is the one of most value.

    Ratios are not added up: two that each give 2 for an hour do not give 4 for an hour.
    """
    if measure is Measure.VALUE_PER_HOUR:
        return standing.value
    return standing.measured(measure)


def value_of(standings: Sequence[Standing], chosen: frozenset[str], measure: Measure) -> Fraction:
    """Return what a set of candidates is worth together."""
    return sum(
        (worth(one, measure) for one in standings if one.candidate.id in chosen), Fraction(0)
    )


def best_set(
    standings: Sequence[Standing],
    available: Mapping[Hours, int],
    measure: Measure,
    *,
    seconds: float = SECONDS,
) -> BestSet:
    """Return the set of most worth within the hours; of equal ones, up to 60 candidates, the one
    of fewest hours.

    Candidates alike in worth and needs are taken in their order. What is worth nothing is left out.
    Raises EnvironmentProblem when no set could be worked out.
    """
    limits = {kind: available.get(kind, 0) for kind in Hours}
    open_to = [
        one
        for one in standings
        if worth(one, measure) > 0 and all(_needs(one, kind) <= limits[kind] for kind in Hours)
    ]
    taken, proven = set[int](), True
    if open_to:
        values = _weights([worth(one, measure) for one in open_to])
        taken, proven = _solve(open_to, values, limits, seconds)
    chosen = _in_order(open_to, taken, measure)
    candidates = tuple(one.candidate for one in chosen)
    used = hours_of(candidates)
    if any(used[kind] > limits[kind] for kind in Hours):
        raise EnvironmentProblem("The best set could not be worked out.", "Pick a set by hand.")
    return BestSet(candidates, sum((worth(one, measure) for one in chosen), Fraction(0)), proven)


def _needs(standing: Standing, kind: Hours) -> int:
    return standing.candidate.needs.get(kind, 0)


def _weights(worths: Sequence[Fraction]) -> list[int]:
    """Return whole numbers in the proportion of the worths.

    Exact as long as they stay small enough; else rounded to twelve figures of their sum.
    """
    scale = math.lcm(*(one.denominator for one in worths))
    total = sum(worths)
    if total * scale > _MOST:
        return [round(one * _MOST / total) for one in worths]
    return [int(one * scale) for one in worths]


def _solve(
    standings: Sequence[Standing],
    values: Sequence[int],
    limits: Mapping[Hours, int],
    seconds: float,
) -> tuple[set[int], bool]:
    """Return which to take, and whether no set is worth more.

    Then, in a round of ordinary size, the fewest hours for that worth are looked for.
    """
    needs = [tuple(_needs(one, kind) for kind in Hours) for one in standings]
    limit = tuple(limits.values())
    hours = [-sum(one) for one in needs]
    found, proven = _most(values, needs, limit, seconds)
    if not found:
        raise EnvironmentProblem("The best set could not be worked out.", "Pick a set by hand.")
    if len(values) > _FEW:
        return {index for index, take in enumerate(found) if take}, proven
    best = sum(value for value, take in zip(values, found, strict=True) if take)
    fewer, _ = _most(hours, needs, limit, seconds, (values, best), found)
    if fewer and sum(value for value, take in zip(values, fewer, strict=True) if take) >= best:
        found = fewer
    return {index for index, take in enumerate(found) if take}, proven


def _most(
    gains: Sequence[int],
    needs: Sequence[tuple[int, ...]],
    limits: tuple[int, ...],
    seconds: float,
    at_least: tuple[Sequence[int], int] | None = None,
    begin: Sequence[bool] = (),
) -> tuple[list[bool], bool]:
    """Return what to take for the most gain, nothing where none was found, and whether it is proven.

    `at_least` is a second worth and the least of it that is asked for; `begin` a set to better.
    """
    import highspy

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    # Sums are whole, so that a set within half of the best is the best.
    options = {"threads": 1, "random_seed": 1, "time_limit": seconds, "mip_rel_gap": 0.0,
               "mip_abs_gap": 0.5, "mip_allow_restart": False}  # fmt: skip
    for option, value in options.items():
        solver.setOptionValue(option, value)
    takes = [solver.addBinary() for _ in gains]
    for kind, limit in enumerate(limits):
        row = [(one[kind], take) for one, take in zip(needs, takes, strict=True) if one[kind]]
        if sum(hours for hours, _ in row) > limit:
            solver.addConstr(sum(hours * take for hours, take in row) <= limit)
    if at_least is not None:
        worths, least = at_least
        row = list(zip(worths, takes, strict=True))
        solver.addConstr(sum(worth * take for worth, take in row) >= least - 0.5)
        start = highspy.HighsSolution()
        start.col_value = [float(take) for take in begin]
        solver.setSolution(start)
    solver.maximize(sum(gain * take for gain, take in zip(gains, takes, strict=True)))
    found = [value > 0.5 for value in solver.getSolution().col_value]
    proven = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return (found if len(found) == len(takes) else []), proven


def _in_order(
    standings: Sequence[Standing], taken: set[int], measure: Measure
) -> tuple[Standing, ...]:
    """Return the set with the earlier one in place of one alike in worth and needs."""
    alike: dict[tuple[Fraction, ...], list[int]] = {}
    for index, one in enumerate(standings):
        needs = (Fraction(_needs(one, kind)) for kind in Hours)
        alike.setdefault((worth(one, measure), *needs), []).append(index)
    kept = sorted(
        index for group in alike.values() for index in group[: sum(one in taken for one in group)]
    )
    return tuple(standings[index] for index in kept)


def best_set_later(
    standings: Sequence[Standing], available: Mapping[Hours, int], measure: Measure
) -> Future[BestSet]:
    """Begin to work out the best set on a thread of its own; it never keeps the program open."""
    asked: Future[BestSet] = Future()

    def work() -> None:
        try:
            asked.set_result(best_set(standings, available, measure))
        except (Told, ImportError) as problem:
            asked.set_exception(problem)

    Thread(target=work, name="best set", daemon=True).start()
    return asked
