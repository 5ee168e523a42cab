"""Many rankings made one: instant runoff, and Borda points as a second view of the same ballots.

Options are numbered from 1. A ranking names options from the best on and may stop early; nothing
is guessed about what it leaves out. Pure, whole numbers only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nghs_desktop.base.frozen import frozen

Ranking = tuple[int, ...]

TIE_RULE = (
    "Of options level at the bottom, the one with fewest in the latest earlier round that tells them "
    "apart goes out; if no round does, all of them go out together; if nothing else is left, it is "
    "a tie."
)


@frozen
class RunoffRound:
    """One count: how many rank each remaining option first, and who goes out after it."""

    counts: tuple[tuple[int, int], ...]
    exhausted: int = 0
    out: tuple[int, ...] = ()


@frozen
class Runoff:
    """The rounds, and the options that are left: one has won, several are a tie, none is no vote."""

    rounds: tuple[RunoffRound, ...] = ()
    left: tuple[int, ...] = ()

    @property
    def winner(self) -> int | None:
        """The one option that won, or none."""
        return self.left[0] if len(self.left) == 1 else None


def instant_runoff(rankings: Iterable[tuple[Ranking, int]], options: int) -> Runoff:
    """Count rankings (each with how many people gave it) until an option has more than half.

    More than half of the ballots that still name a remaining option; see TIE_RULE for the bottom.
    """
    ballots = [(ranking, count) for ranking, count in rankings if ranking and count > 0]
    if not ballots:
        return Runoff()
    remaining = list(range(1, options + 1))
    rounds: list[RunoffRound] = []
    while True:
        counts = dict.fromkeys(remaining, 0)
        exhausted = 0
        for ranking, count in ballots:
            first = next((option for option in ranking if option in counts), None)
            if first is None:
                exhausted += count
            else:
                counts[first] += count
        most = max(counts.values())
        leaders = [option for option in remaining if counts[option] == most]
        if len(leaders) == 1 and 2 * most > sum(counts.values()):
            return Runoff((*rounds, RunoffRound(tuple(counts.items()), exhausted)), tuple(leaders))
        out = _lowest(counts, rounds)
        if len(out) == len(remaining):
            return Runoff((*rounds, RunoffRound(tuple(counts.items()), exhausted)), tuple(out))
        rounds.append(RunoffRound(tuple(counts.items()), exhausted, tuple(out)))
        remaining = [option for option in remaining if option not in out]


def _lowest(counts: dict[int, int], rounds: Sequence[RunoffRound]) -> list[int]:
    """The options that go out: the lowest now, told apart by earlier rounds, the latest first."""
    low = min(counts.values())
    out = [option for option, count in counts.items() if count == low]
    for earlier in reversed(rounds):
        if len(out) == 1:
            break
        then = dict(earlier.counts)
        fewest = min(then[option] for option in out)
        out = [option for option in out if then[option] == fewest]
    return out


def borda(rankings: Iterable[tuple[Ranking, int]], options: int) -> tuple[int, ...]:
    """Return points by option: of n options a first place gives n - 1, the next n - 2, none 0."""
    points = [0] * options
    for ranking, count in rankings:
        for place, option in enumerate(ranking):
            points[option - 1] += (options - 1 - place) * count
    return tuple(points)


def places(totals: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Return options from the highest total down; those level with each other stand together."""
    groups: dict[int, list[int]] = {}
    for option, total in enumerate(totals, start=1):
        groups.setdefault(total, []).append(option)
    return tuple(tuple(groups[total]) for total in sorted(groups, reverse=True))
