"""The best set of 200 candidates within three kinds of hours: the slowest of many rounds, of the easy
kinds and of the kinds that are hard for such a search."""

from __future__ import annotations

import random

from nghs_desktop.domain.focus_records import Measure
from nghs_desktop.domain.focus_rounds import Candidate, Hours, Score, Standing, standings
from nghs_desktop.services.focus_optimum import best_set
from tests.perf.figures import Figure, milliseconds

_GOAL_MS = 1000.0


def bench(count: int = 200, rounds: int = 6) -> list[Figure]:
    """Time every kind of round by every measure."""
    figures = []
    best_set(*_round("few hours", 10, 0), Measure.DOTS)  # the import is not what is measured
    for kind in ("few hours", "many hours", "one kind each", "impact as needs"):
        for measure in Measure:
            worst = 0.0
            for seed in range(rounds):
                found, available = _round(kind, count, seed)
                worst = max(worst, milliseconds(lambda: best_set(found, available, measure)))  # noqa: B023
            name = f"best of {count}, {kind}, by {measure.label.lower()}: slowest of {rounds}"
            figures.append(Figure(name, worst, 0.0, _GOAL_MS, absolute=True))
    return figures


def _round(kind: str, count: int, seed: int) -> tuple[tuple[Standing, ...], dict[Hours, int]]:
    chance = random.Random(seed)
    candidates, scores = [], []
    for n in range(count):
        only = chance.choice(tuple(Hours))
        needs = {
            one: chance.randint(2, 60)
            for one in Hours
            if (one is only if kind == "one kind each" else chance.random() < 0.6)
        }
        candidate = Candidate(str(n), f"Candidate {n}", needs)
        candidates.append(candidate)
        for person in range(8):
            impact = chance.randint(1, 5)
            if kind == "impact as needs":
                impact = min(5, 1 + candidate.hours // 30)
            scores.append(
                Score(str(person), str(n), impact, chance.randint(1, 5), chance.randint(1, 5),
                      chance.randint(0, 3))
            )  # fmt: skip
    few = (120, 80, 40) if kind != "many hours" else (1500, 900, 700)
    return standings(candidates, scores), dict(zip(Hours, few, strict=True))
