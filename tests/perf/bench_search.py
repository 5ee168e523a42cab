"""Search as you type: every key of spoken searches, best 50 with a snippet, through the reading thread,
beside the bare two-tier query on the same index."""

from __future__ import annotations

import random
import sqlite3
from concurrent.futures import Future
from pathlib import Path

from nghs_desktop.domain.nouns import NOTE
from nghs_desktop.services.queries import find
from nghs_desktop.services.rows import FoundRow
from nghs_desktop.services.workspace import Workspace
from nghs_desktop.storage.look import read_only
from tests.perf.data import large, spoken, vocabulary
from tests.perf.figures import Figure, at, milliseconds

_PAGE = 50
_BARE = (
    "SELECT n.id, n.number, n.title, n.details FROM "
    "(SELECT rowid FROM {0} WHERE {0} MATCH ? ORDER BY rowid DESC LIMIT ?) m "
    "JOIN search_doc d ON d.rowid = m.rowid JOIN note n ON n.id = d.pk ORDER BY m.rowid DESC"
)


def keys(searches: int = 120, seed: int = 3) -> list[str]:
    """Return what stands in the search field after each key of so many searches."""
    chance, words = random.Random(seed), vocabulary()
    typed = [spoken(chance, words, chance.choice((1, 1, 2, 3))) for _ in range(searches)]
    return [text[:end].strip() for text in typed for end in range(1, len(text) + 1)]


def bare(connection: sqlite3.Connection, text: str) -> list[tuple[object, ...]]:
    """Return the newest notes whose title matches, then the newest whose text does."""
    words = [f'"{word}"' for word in text.split()]
    expression = " AND ".join([*words[:-1], words[-1] + "*"])
    rows = connection.execute(_BARE.format("search_title"), (expression, _PAGE)).fetchall()
    if len(rows) < _PAGE:
        rows += connection.execute(_BARE.format("search_text"), (expression, _PAGE)).fetchall()
    return rows[:_PAGE]


def bench(count: int = 100_000, *, goal_ms: float = 5.0) -> list[Figure]:
    """Time each key both ways on a workspace with so many notes."""
    path = large(NOTE, count, searchable=True)
    workspace = Workspace.prepare(path)
    connection = read_only(path)

    def ask(text: str) -> Future[tuple[FoundRow, ...]]:
        return workspace.read(lambda reader: find(reader, text, limit=_PAGE))

    try:
        first = milliseconds(lambda: ask("b").result())
        ours: list[float] = []
        limit: list[float] = []
        for text in keys():
            ours.append(milliseconds(lambda text=text: ask(text).result()))  # type: ignore[misc]
            limit.append(milliseconds(lambda text=text: bare(connection, text)))  # type: ignore[misc]
    finally:
        connection.close()
        workspace.close()
    ours.sort()
    limit.sort()
    size = f"{count:,} notes"
    return [
        Figure(f"search, {size}, p95 of a key; bare tiered FTS5", at(ours, 0.95), at(limit, 0.95), 1.5),
        Figure(f"search, {size}, median of a key; the same", at(ours, 0.5), at(limit, 0.5)),
        Figure(f"search, {size}, p95 of a key, in itself", at(ours, 0.95), 0, goal_ms, "ms", True),
        Figure(f"search, {size}, p99 of a key", at(ours, 0.99), at(limit, 0.99)),
        Figure(f"search, {size}, first key after opening", first, 0, 50.0, "ms", True),
        Figure(f"search, {size}, the file", _mib(path), 0, 0, "MiB"),
    ]  # fmt: skip


def _mib(path: Path) -> float:
    return path.stat().st_size / 2**20
