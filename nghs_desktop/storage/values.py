"""How field values stand in a row, in both directions. Standard library only: the window reads its
first page through this before SQLAlchemy is imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from nghs_desktop.base.clock import from_text, to_text
from nghs_desktop.domain.describe import Described, FieldKind
from nghs_desktop.domain.nouns import Noun
from nghs_desktop.domain.records import Record


def to_column(field: Described, value: Any) -> str | int | None:
    """Return a field's value as SQLite keeps it: text, whole number or nothing; never a REAL."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return int(value)
    return str(value)


def from_column(field: Described, value: Any) -> Any:
    """Return a stored value as the domain has it.

    A word this program does not know (a newer program wrote it) comes back as plain text.
    """
    if value is None:
        return None
    match field.about.kind:
        case FieldKind.MOMENT:
            return from_text(value)
        case FieldKind.DAY:
            return date.fromisoformat(value)
        case FieldKind.FLAG:
            return bool(value)
        case FieldKind.CHOICE if field.about.choices is not None:
            known = field.about.choices._value2member_map_
            return known.get(value, value)
        case _:
            return value


def column_names(noun: Noun) -> tuple[str, ...]:
    """Return the columns of a noun's table, in the order `to_record` reads them."""
    return tuple(noun.field)


def to_row(noun: Noun, record: Record) -> dict[str, str | int | None]:
    """Return a record as column values by name."""
    return {name: to_column(field, getattr(record, name)) for name, field in noun.field.items()}


def to_columns(noun: Noun, values: Mapping[str, Any]) -> dict[str, str | int | None]:
    """Return some fields' values as column values by name; KeyError for a field that is not there."""
    return {name: to_column(noun.field[name], value) for name, value in values.items()}


def to_record(noun: Noun, row: Sequence[Any]) -> Record:
    """Return the record of a row read with `column_names(noun)`."""
    values = {
        name: from_column(field, value)
        for (name, field), value in zip(noun.field.items(), row, strict=True)
    }
    return noun.cls(**values)
