"""What says the same, asked at every key of a title typed among 20,000 barriers, through the reading
thread as the panel asks it."""

from __future__ import annotations

import random

from nghs_desktop.domain.nouns import BARRIER
from nghs_desktop.services.duplicates import Alike, duplicates
from nghs_desktop.services.workspace import Workspace
from tests.perf.data import large, records, spoken, vocabulary
from tests.perf.figures import Figure, at, milliseconds

_GOAL_MS = 50.0


def keys(titles: int = 40, seed: int = 7) -> list[str]:
    """Return what stands in the title after each key of so many titles, half of them there already."""
    chance, words = random.Random(seed), vocabulary()
    typed = [spoken(chance, words, chance.randint(6, 12)) for _ in range(titles // 2)]
    typed += [one.title for one in records(BARRIER, titles // 2, "")]
    return [text[:end] for text in typed for end in range(1, len(text) + 1)]


def bench(count: int = 20_000) -> list[Figure]:
    """Time each key."""
    workspace = Workspace.prepare(large(BARRIER, count, searchable=True))

    def ask(text: str) -> tuple[Alike, ...]:
        return workspace.read(lambda reader: duplicates(reader, text)).result()

    try:
        first = milliseconds(lambda: ask("buses stop early"))
        ours = sorted(milliseconds(lambda text=text: ask(text)) for text in keys())  # type: ignore[misc]
    finally:
        workspace.close()
    among = f"{count:,} barriers"
    return [
        Figure(f"duplicates, a key in {among}, median", at(ours, 0.5), 0, _GOAL_MS, absolute=True),
        Figure(f"duplicates, a key in {among}, 99 %", at(ours, 0.99), 0, _GOAL_MS, absolute=True),
        Figure(f"duplicates, a key in {among}, worst", ours[-1], 0, _GOAL_MS, absolute=True),
        Figure("duplicates, the first key", first, 0),
    ]


if __name__ == "__main__":
    for figure in bench():
        print(f"{figure.name:<60}{figure.ours:8.1f} ms  {'holds' if figure.holds else 'MISSED'}")
