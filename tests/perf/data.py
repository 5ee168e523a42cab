"""Large workspace files for measuring, made once and kept in `build/perf` until the schema changes.

The rows are written past the triggers (a million changes would take minutes and say nothing here);
the search index is then filled as the program itself fills it anew.
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.nouns import BARRIER, NOTE, NOUN, Noun
from nghs_desktop.domain.records import Captured, Impact
from nghs_desktop.services.workspace import Content, Workspace
from nghs_desktop.storage import triggers
from nghs_desktop.storage.connection import atomic, open_to_write
from nghs_desktop.storage.reader import Reader
from nghs_desktop.storage.values import column_names, to_row

KEPT = Path(__file__).resolve().parents[2] / "build" / "perf"
_START = datetime(2020, 1, 6, 14, 0, tzinfo=UTC)
_SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er", "in")]


def vocabulary(seed: int = 7, size: int = 20_000) -> list[str]:
    """Return made-up words, the common ones first and short."""
    chance = random.Random(seed)
    words: dict[str, None] = {}
    while len(words) < size:
        count = 2 + min(3, len(words) // 2_000)
        words["".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(1, count)))] = None
    return list(words)


def spoken(chance: random.Random, words: list[str], count: int) -> str:
    """Return so many words, the common ones often (Zipf's law, as in speech)."""
    last = len(words)
    return " ".join(words[int(last ** chance.random()) - 1] for _ in range(count))


def large(noun: Noun, count: int, *, searchable: bool) -> Path:
    """Return a closed workspace with `count` records of a noun in its first work group."""
    KEPT.mkdir(parents=True, exist_ok=True)
    stamp = hashlib.sha256("".join(triggers.all_triggers()).encode())
    stamp.update(Path(__file__).read_bytes())
    name = f"{noun.name}-{count}{'-found' if searchable else ''}"
    path = KEPT / f"{name}-{stamp.hexdigest()[:12]}.nghs"
    if path.exists():
        return path
    for old in KEPT.glob(f"{name}-*"):
        old.unlink()
    fresh_workspace(path)
    with tempfile.TemporaryDirectory(dir=KEPT) as folder:
        making = path.rename(Path(folder) / path.name)
        _fill(making, noun, count, searchable)
        making.rename(path)
    return path


def fresh_workspace(path: Path, content: Content = Content.STARTER) -> Path:
    """Make a workspace file with starter content; return its path."""
    workspace = Workspace.prepare(path, content=content)
    workspace.start().result()
    workspace.close()
    return path


def first_group(path: Path) -> str:
    """Return the key of the first work group of a workspace."""
    reader = Reader(path)
    groups = reader.records(NOUN["work_group"], "WHERE r.deleted = 0 ORDER BY r.position")
    reader.close()
    assert isinstance(groups[0], WorkGroup)
    return groups[0].id


def records(noun: Noun, count: int, group: str, seed: int = 1) -> Iterator[Captured]:
    """Yield records as they would have been typed over the years."""
    chance, words = random.Random(seed), vocabulary()
    statuses, impacts = tuple(BarrierStatus), (None, *Impact)
    for number in range(1, count + 1):
        heard = _START + timedelta(seconds=number * 97)
        about = {
            "id": new_id(at_ms=int(heard.timestamp() * 1000)),
            "title": spoken(chance, words, chance.randint(5, 14)),
            "details": spoken(chance, words, 30) if number % 3 == 0 else "",
            "number": number,
            "group_id": group,
            "heard_at": heard,
            "created_at": heard,
            "dots": chance.randint(0, 9) if number % 5 == 0 else None,
            "due": heard.date() + timedelta(days=30) if number % 7 == 0 else None,
            "impact": impacts[number % 4],
        }
        if noun is BARRIER:
            yield Barrier(status=statuses[number % len(statuses)], **about)  # type: ignore[arg-type]
        else:
            assert noun is NOTE
            yield Note(**about)  # type: ignore[arg-type]


def _fill(path: Path, noun: Noun, count: int, searchable: bool) -> None:
    group, names = first_group(path), column_names(noun)
    connection = open_to_write(path)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -400000")
    for (trigger,) in connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    indexes = _without_indexes(connection, noun)
    with atomic(connection):
        connection.executemany(
            f"INSERT INTO {noun.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            (tuple(to_row(noun, record).values()) for record in records(noun, count, group)),
        )
        for sql in indexes:
            connection.execute(sql)
    with atomic(connection):
        for sql in triggers.all_triggers():
            connection.execute(sql)
        triggers.rebuild_tally(connection)
        if searchable:
            triggers.rebuild_search(connection)
    connection.close()


def _without_indexes(connection: sqlite3.Connection, noun: Noun) -> list[str]:
    found = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? "
        "AND sql IS NOT NULL",
        (noun.name,),
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP INDEX {name}")
    return [sql for _, sql in found]
