"""Ratings typed in one line, in the order of the criteria: 4 3 5 4 3 4 2 5. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.blind_reviews import HIGHEST, LOWEST
from nghs_desktop.domain.spoken import spoken_list

_APART = re.compile(r"[\s,;/]+")
_LEFT_OUT = ("-", "–", "_")


@frozen
class ReadRatings:
    """What a line says: ratings by criterion key, or why it cannot be read."""

    ratings: Mapping[str, int]
    problem: str = ""
    missing: tuple[str, ...] = ()


def read_ratings(typed: str, criteria: Sequence[tuple[str, str]]) -> ReadRatings:
    """Read a line against criteria (key, name) in their order; a dash leaves one out.

    Digits may stand together: 43543425.
    """
    words = [word for word in _APART.split(typed.strip()) if word]
    if len(words) == 1 and words[0].isascii() and words[0].isdigit() and len(criteria) > 1:
        words = list(words[0])
    if len(words) > len(criteria):
        return ReadRatings({}, f"{len(words)} ratings for {len(criteria)} criteria.")
    found: dict[str, int] = {}
    for word, (key, name) in zip(words, criteria, strict=False):
        if word in _LEFT_OUT:
            continue
        if not (word.isascii() and word.isdigit() and LOWEST <= int(word) <= HIGHEST):
            return ReadRatings({}, f"{name}: a rating goes from {LOWEST} to {HIGHEST}.")
        found[key] = int(word)
    missing = tuple(name for key, name in criteria if key not in found)
    return ReadRatings(found, "", missing)


def missing_words(read: ReadRatings) -> str:
    """Say what a line leaves out: Not rated yet: Fit and Equity of effect."""
    return f"Not rated yet: {spoken_list(read.missing)}." if read.missing else ""


def write_ratings(ratings: Mapping[str, int], criteria: Sequence[tuple[str, str]]) -> str:
    """Return the line that reads as these ratings."""
    words = [str(ratings[key]) if key in ratings else "-" for key, _ in criteria]
    while words and words[-1] == "-":
        words.pop()
    return " ".join(words)
