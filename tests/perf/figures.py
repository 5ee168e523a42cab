"""One line of the bench, and how two things are timed side by side."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Figure(NamedTuple):
    """What we take beside what the machine allows, both measured in this run.

    `goal` is the greatest ratio asked for, or with `absolute` the greatest `ours`; 0: not judged.
    """

    name: str
    ours: float
    limit: float
    goal: float = 0.0
    unit: str = "ms"
    absolute: bool = False

    @property
    def ratio(self) -> float:
        """Return how many times the limit we take."""
        return self.ours / self.limit if self.limit else 0.0

    @property
    def holds(self) -> bool:
        """Tell whether the goal is reached."""
        return not self.goal or (self.ours if self.absolute else self.ratio) <= self.goal


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def in_turn(works: Sequence[Callable[[], object]], rounds: int) -> list[list[float]]:
    """Time each work so many times, in turn, so that noise hits all alike; sorted milliseconds."""
    for work in works:
        work()
    taken: list[list[float]] = [[] for _ in works]
    gc.collect()
    for _ in range(rounds):
        for work, times in zip(works, taken, strict=True):
            times.append(milliseconds(work))
    return [sorted(times) for times in taken]


def at(times: Sequence[float], share: float) -> float:
    """Return a percentile of sorted times: 0.5 is the median."""
    return times[min(len(times) - 1, int(len(times) * share))]


def median(times: Sequence[float]) -> float:
    """Return the median of times."""
    return statistics.median(times)
