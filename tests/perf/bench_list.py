"""A list of a million items: opening it, scrolling through it, and what memory that takes."""

from __future__ import annotations

import os
import random
from pathlib import Path

from nghs_desktop.domain.nouns import BARRIER
from nghs_desktop.services.lists import (
    ListQuery,
    count_items,
    items_at,
    page_of_items,
    rows_in_order,
)
from nghs_desktop.storage.look import read_only
from nghs_desktop.storage.reader import Reader
from tests.perf.data import first_group, large
from tests.perf.figures import Figure, at, milliseconds

_PAGE = 100
_BARE_COUNT = "SELECT count(*) FROM barrier WHERE group_id = ? AND deleted = 0"
_BARE_PAGE = (
    "SELECT * FROM barrier WHERE group_id = ? AND deleted = 0 "
    "ORDER BY heard_at DESC LIMIT 100 OFFSET ?"
)


def bench(count: int = 1_000_000, steps: int = 300) -> list[Figure]:
    """Time the list of so many barriers at the services, beside bare queries of the same rows."""
    path = large(BARRIER, count, searchable=False)
    group = first_group(path)
    opened, pages, bare_opened = [], [], []
    for _ in range(15):
        reader = Reader(path)
        query = ListQuery("barrier", group)
        opened.append(
            milliseconds(lambda r=reader, q=query: (count_items(r, q), page_of_items(r, q)))  # type: ignore[misc]
        )
        reader.close()
        bare = read_only(path)
        bare_opened.append(
            milliseconds(
                lambda b=bare: (  # type: ignore[misc]
                    b.execute(_BARE_COUNT, (group,)).fetchall(),
                    b.execute(_BARE_PAGE, (group, 0)).fetchall(),
                )
            )
        )
        bare.close()
    reader = Reader(path)
    query = ListQuery("barrier", group)
    whole = milliseconds(lambda: rows_in_order(reader, query))
    rows = rows_in_order(reader, query)
    memory_before, chance = _resident(), random.Random(5)
    for step in range(steps):
        # Half of the steps scroll on, half jump with the scroll bar.
        start = step * _PAGE if step % 2 else chance.randrange(count - _PAGE)
        pages.append(
            milliseconds(lambda s=start: items_at(reader, "barrier", rows[s : s + _PAGE]))  # type: ignore[misc]
        )
    grown = _resident() - memory_before
    reader.close()
    opened.sort()
    bare_opened.sort()
    pages.sort()
    name = f"list of {count:,}"
    first, bare_first = at(opened, 0.5), at(bare_opened, 0.5)
    return [
        Figure(f"{name}: count and first page; bare SQL", first, bare_first, 60.0, "ms", True),
        Figure(f"{name}: a step of scrolling, p95", at(pages, 0.95), 0, 20.0, "ms", True),
        Figure(f"{name}: memory grown by {steps} steps", grown, 0, 16.0, "MiB", True),
        Figure(f"{name}: the order of all rows, in the background", whole, 0),
    ]


def _resident() -> float:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
