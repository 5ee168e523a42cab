"""`make bench`: our figures beside their limits, both measured now, in one run.

`make bench ARGS="enter search"` takes some parts; `ARGS=--full` adds what needs minutes. Nothing here
is part of the test suite. docs/performance.md says what the goals are and where they come from.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from tests.perf.figures import Figure


def _start() -> list[Figure]:
    from tests.perf.bench_start import bench

    return bench()


def _keys() -> list[Figure]:
    from tests.perf.bench_keys import bench

    return bench()


def _enter() -> list[Figure]:
    from tests.perf.bench_enter import bench

    return bench()


def _search() -> list[Figure]:
    from tests.perf.bench_search import bench

    return bench()


def _million() -> list[Figure]:
    from tests.perf.bench_search import bench

    return bench(1_000_000, goal_ms=20.0)


def _list() -> list[Figure]:
    from tests.perf.bench_list import bench

    return bench()


def _model() -> list[Figure]:
    from tests.perf.bench_model import bench

    return bench()


def _brief() -> list[Figure]:
    from tests.perf.bench_brief import bench

    return [Figure(found.name, found.ours, found.limit, found.allowed) for found in bench()]


def _peers() -> list[Figure]:
    from tests.perf.bench_peers import bench

    return bench()


def _import() -> list[Figure]:
    from tests.perf.bench_import import bench

    return bench()


def _focus() -> list[Figure]:
    from tests.perf.bench_focus import bench

    return bench()


def _duplicates() -> list[Figure]:
    from tests.perf.bench_duplicates import bench

    return bench()


PARTS: dict[str, Callable[[], list[Figure]]] = {
    "start": _start,
    "keys": _keys,
    "enter": _enter,
    "search": _search,
    "list": _list,
    "model": _model,
    "brief": _brief,
    "peers": _peers,
    "import": _import,
    "duplicates": _duplicates,
    "focus": _focus,
    "million": _million,
}
SLOW = ("million",)


def main() -> int:
    """Measure and print the table; return 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="parts to measure")
    parser.add_argument("--full", action="store_true", help="also search in a million notes")
    options = parser.parse_args()
    chosen = options.parts or [name for name in PARTS if options.full or name not in SLOW]
    _row("", "ours", "limit", "ratio", "goal", "")
    missed = 0
    for name in chosen:
        print(f"-- {name}", flush=True)
        start = time.perf_counter()
        for figure in PARTS[name]():
            missed += not figure.holds
            _show(figure)
        print(f"   ({time.perf_counter() - start:.0f} s)", flush=True)
    print(f"{missed} goals missed." if missed else "All goals hold.")
    return 1 if missed else 0


def _show(figure: Figure) -> None:
    unit = f" {figure.unit}" if figure.unit else ""
    goal = ""
    if figure.goal:
        goal = f"≤ {figure.goal:g}{unit}" if figure.absolute else f"≤ {figure.goal:g} ×"
    _row(
        figure.name,
        f"{_number(figure.ours)}{unit}",
        f"{_number(figure.limit)}{unit}" if figure.limit else "",
        f"{figure.ratio:.2f} ×" if figure.limit else "",
        goal,
        "" if not figure.goal else "holds" if figure.holds else "MISSED",
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _row(name: str, ours: str, limit: str, ratio: str, goal: str, verdict: str) -> None:
    print(f"{name:<60}{ours:>13}{limit:>13}{ratio:>9}{goal:>11}  {verdict}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
