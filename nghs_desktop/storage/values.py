"""How field values stand in a row, in both directions. Standard library only: the window reads its
first page through this before anything heavy is imported.

Importing and reading go through here for every field of every record: each noun's ways of reading
are worked out once, and a value's type says how it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any

from nghs_desktop.base.clock import from_text, to_text
from nghs_desktop.domain.describe import Described, FieldKind
from nghs_desktop.domain.nouns import NOUN, Noun
from nghs_desktop.domain.records import Record

Stored = str | int | None
"""What a column holds: text, a whole number or nothing; never a REAL."""


def to_column(value: Any) -> Stored:
    """Return a field's value as SQLite keeps it.

    Half of a surrogate pair, which no encoding has, becomes U+FFFD; both halves become their sign.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return sound(str(value))
    if isinstance(value, datetime):
        return to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return int(value)


def from_column(field: Described, value: Any) -> Any:
    """Return a stored value as the domain has it.

    A word this program does not know (a newer program wrote it) comes back as plain text.
    """
    read = _reading(field)
    return value if read is None or value is None else read(value)


def column_names(noun: Noun) -> tuple[str, ...]:
    """Return the columns of a noun's table, in the order `to_record` reads them."""
    return tuple(noun.field)


def to_row(noun: Noun, record: Record) -> dict[str, Stored]:
    """Return a record as column values by name."""
    names, get = _ways_out(noun.name)
    return {
        name: value
        if value is None or (type(value) is str and value.isascii())
        else to_column(value)
        for name, value in zip(names, get(record), strict=True)
    }


def to_columns(noun: Noun, values: Mapping[str, Any]) -> dict[str, Stored]:
    """Return some fields' values as column values by name; KeyError for a field that is not there."""
    return {noun.field[name].name: to_column(value) for name, value in values.items()}


def to_record(noun: Noun, row: Sequence[Any]) -> Record:
    """Return the record of a row read with `column_names(noun)`."""
    values = {
        name: value if read is None or value is None else read(value)
        for (name, read), value in zip(_ways_in(noun.name), row, strict=True)
    }
    return noun.cls(**values)


def sound(text: str) -> str:
    """Return text that every encoding takes: see `to_column`."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _reading(field: Described) -> Callable[[Any], Any] | None:
    match field.about.kind:
        case FieldKind.MOMENT:
            return from_text
        case FieldKind.DAY:
            return date.fromisoformat
        case FieldKind.FLAG:
            return bool
        case FieldKind.CHOICE if field.about.choices is not None:
            known = field.about.choices._value2member_map_
            return lambda value: known.get(value, value)
        case _:
            return None


@cache
def _ways_in(noun: str) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    return tuple((name, _reading(field)) for name, field in NOUN[noun].field.items())


@cache
def _ways_out(noun: str) -> tuple[tuple[str, ...], Callable[[Record], tuple[Any, ...]]]:
    names = column_names(NOUN[noun])
    return names, attrgetter(*names)
