"""What turns one order of rows into another, so that a view keeps its selection and its place.

Pure arithmetic on row numbers: no model and no record comes in.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

_CHUNK = 4096
MOST_STEPS = 4000
"""Beyond so many changed rows a reset is quicker than single steps."""


@dataclass(frozen=True, slots=True)
class Steps:
    """First take out runs (first, last), from the end on; then order the rows from `start` on as
    `survivors` are; then put in runs (place, row numbers), from the start on.
    """

    out: tuple[tuple[int, int], ...]
    start: int
    survivors: tuple[int, ...]
    is_reordered: bool
    put_in: tuple[tuple[int, tuple[int, ...]], ...]


def steps_between(old: array[int], new: array[int]) -> Steps | None:
    """Return the steps from old to new; None when there are too many of them."""
    head = _same_from_start(old, new)
    tail = _same_from_end(old, new, head)
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(before) + len(after) > MOST_STEPS:
        return None
    stay, come = set(after), set(before)
    gone = [head + at for at, row in enumerate(before) if row not in stay]
    left = [row for row in before if row in stay]
    survivors = tuple(row for row in after if row in come)
    put_in: list[tuple[int, list[int]]] = []
    for at, row in enumerate(after, start=head):
        if row in come:
            continue
        if put_in and put_in[-1][0] + len(put_in[-1][1]) == at:
            put_in[-1][1].append(row)
        else:
            put_in.append((at, [row]))
    return Steps(
        tuple(reversed(_runs(gone))),
        head,
        survivors,
        tuple(left) != survivors,
        tuple((at, tuple(rows)) for at, rows in put_in),
    )


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _same_from_start(old: array[int], new: array[int]) -> int:
    most = min(len(old), len(new))
    at = 0
    while at < most and old[at : at + _CHUNK] == new[at : at + _CHUNK]:
        at += _CHUNK
    at = min(at, most)
    while at < most and old[at] == new[at]:
        at += 1
    return at


def _same_from_end(old: array[int], new: array[int], head: int) -> int:
    most = min(len(old), len(new)) - head
    n, m, same = len(old), len(new), 0
    while same + _CHUNK <= most and (
        old[n - same - _CHUNK : n - same] == new[m - same - _CHUNK : m - same]
    ):
        same += _CHUNK
    while same < most and old[n - same - 1] == new[m - same - 1]:
        same += 1
    return same
