"""Search as you type. Work per key is bounded: the newest records whose title has all the words, then
the newest whose other text has them; no ranking over all matches, which is what kills it at a
million notes (docs/decisions/0004). Standard library only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from nghs_desktop.base.frozen import frozen
from nghs_desktop.storage.reader import TOKENIZER, Reader
from nghs_desktop.storage.values import sound

_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")

SEARCH_INDEXES = ("search_title", "search_text")
"""Two indexes without content: titles are looked through first, then text with its title."""

SEARCH_DDL = tuple(
    f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', detail=none, "
    f"prefix='1 2 3 4 5', tokenize='{TOKENIZER}')"
    for name in SEARCH_INDEXES
)

TIER = """SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC LIMIT ?"""
"""One tier: the newest matches of one index."""


@frozen
class Hit:
    """A record that was found: which, and whether its title had the words."""

    noun: str
    id: str
    in_title: bool


def words_of(reader: Reader, text: str) -> tuple[str, ...]:
    """Cut text into words exactly as the index does.

    Plain letters are cut here; anything else is cut by SQLite's own tokenizer, so that a letter
    which only one of the two knows can never make a query fail.
    """
    if text.isascii():
        return tuple(_ASCII_WORD.findall(text))
    return reader.cut(text)


def match_expression(words: Sequence[str]) -> str:
    """Return the index's query for records that have every word, the last one as a beginning."""
    quoted = [f'"{word}"' for word in words]
    return " AND ".join([*quoted[:-1], quoted[-1] + "*"])


def search(
    reader: Reader, text: str, *, limit: int = 50, nouns: Sequence[str] = ()
) -> tuple[Hit, ...]:
    """Return the records whose text has all words of `text`, titles first, newest first.

    The last word counts as a beginning. Text without any letter or digit is looked for as it
    stands. `nouns` narrows the search to some kinds of record.
    """
    text = sound(text.strip())
    if not text or limit < 1:
        return ()
    words = words_of(reader, text)
    if not words:
        return _search_signs(reader, text, limit, nouns)
    expression = match_expression(words)
    hits: dict[str, Hit] = {}
    for index, in_title in (("search_title", True), ("search_text", False)):
        if len(hits) >= limit:
            break
        for noun, key in _tier(reader, index, expression, limit, nouns):
            if len(hits) < limit:
                hits.setdefault(key, Hit(noun, key, in_title))
    return tuple(hits.values())


def _tier(
    reader: Reader, index: str, expression: str, limit: int, nouns: Sequence[str]
) -> list[tuple[Any, ...]]:
    if not nouns:
        return reader.rows(
            f"SELECT d.noun, d.pk FROM ({TIER.format(index=index)}) m "
            "JOIN search_doc d ON d.rowid = m.rowid ORDER BY m.rowid DESC",
            (expression, limit),
        )
    marks = ", ".join("?" * len(nouns))
    return reader.rows(
        f"SELECT d.noun, d.pk FROM {index} m CROSS JOIN search_doc d ON d.rowid = m.rowid "
        f"WHERE m.{index} MATCH ? AND d.noun IN ({marks}) ORDER BY m.rowid DESC LIMIT ?",
        (expression, *nouns, limit),
    )


def _search_signs(reader: Reader, text: str, limit: int, nouns: Sequence[str]) -> tuple[Hit, ...]:
    """Look through the tables for signs that the index does not hold (an emoji, an arrow)."""
    from nghs_desktop.domain.describe import Search
    from nghs_desktop.domain.nouns import NOUNS

    hits: list[Hit] = []
    for noun in NOUNS:
        if nouns and noun.name not in nouns:
            continue
        for where in (Search.TITLE, Search.TEXT):
            tests = " OR ".join(f"instr({name}, ?1)" for name in noun.searched(where))
            if tests and len(hits) < limit:
                rows = reader.rows(
                    f"SELECT id FROM {noun.name} WHERE deleted = 0 AND ({tests}) "
                    "ORDER BY rowid DESC LIMIT ?2",
                    (text, limit - len(hits)),
                )
                seen = {hit.id for hit in hits}
                hits += [
                    Hit(noun.name, id, where is Search.TITLE) for (id,) in rows if id not in seen
                ]
    return tuple(hits)
