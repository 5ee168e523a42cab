"""Names the workspace knows, prepared once so that a typed beginning finds its owner at once.

People, schools and organisations, levers and tags are looked up at every keystroke, so the index is
built when the names change and only read while somebody types. Nothing here knows about marks or
lines, and no name is ever changed: folding is for comparing only.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, takewhile

from nghs_desktop.base.frozen import frozen

# Letters that Unicode does not take apart into a letter and an accent, but people type without.
_PLAIN = str.maketrans(
    {**dict(zip("đøłħŧı’‘‐‑", "dolhti''--", strict=True)), "œ": "oe", "æ": "ae", "þ": "th"}
)


@frozen
class Known:
    """A name of the workspace: whose it is, how it is written, and what else people call it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class NameIndex:
    """Names of one kind, ready for lookup; made by `index_names`."""

    known: tuple[Known, ...] = ()
    most_words: int = 1
    exact: dict[str, tuple[int, ...]] = field(default_factory=dict)
    keys: tuple[tuple[str, int], ...] = ()  # whole names and aliases, folded, sorted
    tails: tuple[tuple[str, int], ...] = ()  # the same from their second, third ... word on
    initials: dict[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All the names a capture line can mention."""

    people: NameIndex = field(default_factory=NameIndex)
    schools: NameIndex = field(default_factory=NameIndex)  # districts and organisations too
    levers: NameIndex = field(default_factory=NameIndex)
    tags: NameIndex = field(default_factory=NameIndex)


def vocabulary(
    people: Iterable[Known] = (),
    schools: Iterable[Known] = (),
    levers: Iterable[Known] = (),
    tags: Iterable[Known] = (),
) -> Vocabulary:
    """Prepare the names of a workspace; some 12 ms for a thousand, so not per keystroke."""
    return Vocabulary(*(index_names(names) for names in (people, schools, levers, tags)))


def index_names(names: Iterable[Known]) -> NameIndex:
    """Prepare names of one kind for lookup."""
    known = tuple(names)
    exact: dict[str, tuple[int, ...]] = {}
    initials: dict[str, tuple[int, ...]] = {}
    keys: list[tuple[str, int]] = []
    tails: list[tuple[str, int]] = []
    most_words = 1
    for number, one in enumerate(known):
        for key in dict.fromkeys(map(fold, (one.name, *one.aliases))):
            if not key:
                continue
            words = key.split(" ")
            most_words = max(most_words, len(words))
            exact[key] = (*exact.get(key, ()), number)
            keys.append((key, number))
            tails.extend((" ".join(words[skip:]), number) for skip in range(1, len(words)))
            if len(words) > 1:
                letters = "".join(word[0] for word in words)
                if number not in initials.get(letters, ()):
                    initials[letters] = (*initials.get(letters, ()), number)
    return NameIndex(known, most_words, exact, tuple(sorted(keys)), tuple(sorted(tails)), initials)


def fold(text: str) -> str:
    """The form two spellings are compared in: no case, no accents, single spaces."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.casefold())
        bare = "".join(char for char in parts if not unicodedata.combining(char))
        text = bare.translate(_PLAIN)
    return " ".join(text.casefold().split())


def named(index: NameIndex, words: str) -> tuple[Known, ...]:
    """Those whose whole name or alias is `words`."""
    return tuple(index.known[number] for number in index.exact.get(fold(words), ()))


def begun(index: NameIndex, words: str, limit: int = 8) -> tuple[Known, ...]:
    """Those `words` probably means: by whole first words, else a beginning, else later words.

    The first of these three that finds anybody decides; more than one result means it is not clear.
    """
    folded = fold(words)
    if not folded:
        return ()
    word = folded + " "
    return (
        _distinct(index, _starting(index.keys, word), limit)
        or _distinct(index, _starting(index.keys, folded), limit)
        or _distinct(index, chain(_equal(index.tails, folded), _starting(index.tails, word)), limit)
    )


def ranked(index: NameIndex, words: str, limit: int = 8) -> tuple[Known, ...]:
    """Candidates for a completion list: beginnings, beginnings of later words, initials, parts."""
    folded = fold(words)
    found: dict[int, None] = dict.fromkeys(index.exact.get(folded, ()))
    for keys in (index.keys, index.tails):
        for _, number in _starting(keys, folded):
            if len(found) >= limit:
                break
            found[number] = None
    found.update(dict.fromkeys(index.initials.get(folded, ())))
    if len(folded) > 1:  # one letter is part of nearly every name
        for key, number in index.keys:
            if len(found) >= limit:
                break
            if folded in key:
                found[number] = None
    return tuple(index.known[number] for number in found)[:limit]


def _starting(keys: tuple[tuple[str, int], ...], prefix: str) -> Iterator[tuple[str, int]]:
    for place in range(bisect_left(keys, (prefix, -1)), len(keys)):
        if not keys[place][0].startswith(prefix):
            return
        yield keys[place]


def _equal(keys: tuple[tuple[str, int], ...], wanted: str) -> Iterator[tuple[str, int]]:
    return takewhile(lambda pair: pair[0] == wanted, _starting(keys, wanted))


def _distinct(
    index: NameIndex, matches: Iterable[tuple[str, int]], limit: int
) -> tuple[Known, ...]:
    found: dict[int, None] = {}
    for _, number in matches:
        found[number] = None
        if len(found) >= limit:
            break
    return tuple(index.known[number] for number in found)
