"""The filter field's language: words, and `key:value` marks such as `lever:policy status:open
impact:high has:dots before:oct`. What it does not know stays a word, so nothing typed is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from nghs_desktop.base.frozen import frozen

KEYS = {
    "lever": "lever:policy",
    "status": "status:open",
    "impact": "impact:high",
    "level": "level:promising",
    "type": "type:systemic",
    "owner": "owner:me",
    "by": "by:dana",
    "at": "at:mc2",
    "tag": "tag:transport",
    "has": "has:dots",
    "no": "no:owner",
    "before": "before:oct",
    "after": "after:2026-09-01",
    "due": "due:late",
    "brief": "brief:yes",
    "pinned": "pinned:yes",
    "group": "group:all",
}
"""Every key with an example, as the filter help shows them."""

PARTS = ("dots", "owner", "due", "lever", "details", "school", "link")
"""What `has:` and `no:` can ask for."""

_PIECE = re.compile(r'([A-Za-z]+):(?:"([^"]*)"|(\S+))|"([^"]*)"|(\S+)')
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@frozen
class Term:
    """One `key:value` mark."""

    key: str
    value: str


@frozen
class Filter:
    """What a filter line asks for: all the words, and all the terms."""

    words: str = ""
    terms: tuple[Term, ...] = ()

    def value(self, key: str) -> str:
        """Return the last value given for a key, or nothing."""
        return next((term.value for term in reversed(self.terms) if term.key == key), "")


def read_filter(text: str) -> Filter:
    """Read a filter line."""
    words: list[str] = []
    terms: list[Term] = []
    for piece in _PIECE.finditer(text):
        key, quoted, plain, phrase, word = piece.groups()
        value = quoted if quoted is not None else plain
        if key is not None and key.lower() in KEYS and _known(key.lower(), value):
            terms.append(Term(key.lower(), value.strip().lower()))
        else:
            words.append(phrase or word or piece.group())
    return Filter(" ".join(words), tuple(terms))


def write_filter(wanted: Filter) -> str:
    """Return the line that reads as this filter."""
    parts = [
        f'{term.key}:"{term.value}"' if " " in term.value else f"{term.key}:{term.value}"
        for term in wanted.terms
    ]
    return " ".join([*parts, *([wanted.words] if wanted.words else [])])


def with_term(wanted: Filter, key: str, value: str) -> Filter:
    """Return the filter with a term set, or taken out when the value is empty."""
    terms = tuple(term for term in wanted.terms if term.key != key)
    return Filter(wanted.words, (*terms, Term(key, value)) if value else terms)


def _known(key: str, value: str) -> bool:
    if key in ("has", "no"):
        return value.lower() in PARTS
    if key in ("before", "after"):
        return read_day(value, date(2000, 1, 1)) is not None
    return bool(value)


def read_day(value: str, today: date) -> date | None:
    """Read a day of a filter: 2026-10-01, a month's name (its last first day), or today."""
    value = value.lower()
    try:
        return date.fromisoformat(value)
    except ValueError:
        pass
    if value == "today":
        return today
    if value == "yesterday":
        return today - timedelta(days=1)
    if value[:3] in _MONTHS and len(value) >= 3:
        month = _MONTHS.index(value[:3]) + 1
        return date(today.year if month <= today.month else today.year - 1, month, 1)
    return None


def match_word(value: str, choices: Iterable[tuple[str, str]]) -> str | None:
    """Return the value of the choice that text means: its value, its label, or a beginning of it.

    `choices` are (value, label) pairs.
    """
    folded = value.casefold().replace("_", " ")
    pairs = [(stored, label.casefold()) for stored, label in choices]
    for stored, label in pairs:
        if folded in (stored.casefold().replace("_", " "), label):
            return stored
    return next((stored for stored, label in pairs if label.startswith(folded)), None)
