"""Finds barriers that say nearly the same while a title is typed.

The search index gives the candidates: those that share two words with what is typed, each word by
its beginning, so that an ending or a slip late in a word does not hide one. They are then compared
letter by letter. Work per key is bounded: at most so many candidates, the newest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.barriers import BarrierStatus
from nghs_desktop.domain.nouns import BARRIER, show_number
from nghs_desktop.services.rows import NamedRow
from nghs_desktop.storage.reader import Reader, plain
from nghs_desktop.storage.search import words_of

_CANDIDATES = 300
_WORDS = 7
_BEGINNING = 5
_LEAST = 4
_ALIKE = 68.0
_SHARED = 3
_WORD = re.compile(r"\w+")
_SHORT = frozenset(
    ("that", "this", "they", "them", "their", "there", "then", "than", "with", "from", "have",
     "been", "into", "when", "what", "which", "while", "because", "before", "after", "about",
     "does", "will", "would", "could", "should", "cannot", "only", "also", "each", "every", "more",
     "most", "some", "such", "para", "porque", "como", "cuando")
)  # fmt: skip
"""Words too common to tell one barrier from another."""


@frozen
class Alike:
    """A barrier that says nearly the same: how near, from 0 to 100."""

    row: NamedRow
    nearness: int


def duplicates(reader: Reader, title: str, *, but: str = "", limit: int = 5) -> tuple[Alike, ...]:
    """Return the barriers whose title says nearly the same, the nearest first.

    `but` is the key of the barrier whose title it is. Those that were merged into another are left
    out: the other stands for them.
    """
    from rapidfuzz import fuzz, process

    expression = _expression(reader, title)
    if not expression:
        return ()
    rows = reader.rows(
        "SELECT b.id, b.title, b.number, b.status FROM ("
        "SELECT rowid FROM search_title WHERE search_title MATCH ? ORDER BY rowid DESC) m "
        "CROSS JOIN search_doc d ON d.rowid = m.rowid CROSS JOIN barrier b ON b.id = d.pk "
        "WHERE d.noun = 'barrier' AND b.deleted = 0 AND b.merged_into_id IS NULL AND b.id <> ? "
        "LIMIT ?",
        (expression, but, _CANDIDATES),
    )
    wanted = plain(title)
    titles = [plain(row[1]) for row in rows]
    found: dict[int, float] = {}
    for _, points, at in process.extract(
        wanted, titles, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, limit=limit
    ):
        found[at] = points
    # A longer sentence that holds what was typed so far is near, however much more it says.
    begun = frozenset(_beginnings(words_of(reader, title)))
    for at, other in enumerate(titles):
        theirs = frozenset(_beginnings(_WORD.findall(other)))
        shared = len(begun & theirs)
        if shared >= _SHARED:
            points = 90.0 * shared / min(len(begun), len(theirs))
            if points >= _ALIKE:
                found[at] = max(found.get(at, 0.0), points)
    nearest = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
    return tuple(Alike(_row(rows[at]), round(points)) for at, points in nearest)


def _row(row: tuple[str, str, int | None, str]) -> NamedRow:
    id, title, number, status = row
    label = BarrierStatus(status).label
    return NamedRow("barrier", id, title, show_number(BARRIER, number), label)


def _expression(reader: Reader, title: str) -> str:
    """Return the query for titles that share two of the longest words, by their beginnings."""
    begun = _beginnings(words_of(reader, title))[:_WORDS]
    if len(begun) < 2:
        return ""
    return " OR ".join(f'("{one}"* AND "{two}"*)' for one, two in combinations(begun, 2))


def _beginnings(words: Sequence[str]) -> list[str]:
    """Return how the telling words begin, the longest words first."""
    telling = [one for word in words if len(one := plain(word)) >= _LEAST and one not in _SHORT]
    telling.sort(key=len, reverse=True)
    return list(dict.fromkeys(word[:_BEGINNING] for word in telling))
