"""How well a few typed letters fit some words. Pure text; used by the palette for commands."""

from __future__ import annotations

import unicodedata

WHOLE, WORD_START, INSIDE, LETTERS = 100, 80, 50, 20


def fold(words: str) -> str:
    """Return words in lower case without accents, so that `jose` finds `José`."""
    plain = unicodedata.normalize("NFKD", words)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def fit(query: str, words: str) -> int:
    """Return how well the query fits, 0 (not at all) to 100 (its very start).

    Every word of the query must fit somewhere: as the start of a word, inside one, or as
    letters in order that begin words ("pb" for "Preview brief").
    """
    text = fold(words)
    parts = fold(query).split()
    if not parts:
        return 0
    if text.startswith(" ".join(parts)):
        return WHOLE
    scores = [_fit_part(part, text) for part in parts]
    return 0 if 0 in scores else sum(scores) // len(scores)


def _fit_part(part: str, text: str) -> int:
    starts = [at for at in range(len(text)) if at == 0 or not text[at - 1].isalnum()]
    if any(text.startswith(part, at) for at in starts):
        return WORD_START
    if part in text:
        return INSIDE
    return LETTERS if len(part) > 1 and _initials_fit(part, text, starts) else 0


def _initials_fit(part: str, text: str, starts: list[int]) -> bool:
    """Whether the letters come in order, each at a word's start or right after the one before."""
    reached = {at + 1 for at in starts if text.startswith(part[0], at)}
    for letter in part[1:]:
        reached = {
            at + 1
            for here in reached
            for at in (here, *(start for start in starts if start > here))
            if at < len(text) and text[at] == letter
        }
    return bool(reached)
