"""What happened, in the past tense: rows of the change log as the rest of the program sees them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from nghs_desktop.base.frozen import frozen

MADE = "*"
"""The field name of a change that made its record."""


@frozen
class Change:
    """One field of one record changed, or (`field` is `MADE`) one record was made."""

    noun: str
    id: str
    field: str


@frozen
class ChangeSet:
    """All that one transaction changed."""

    changes: tuple[Change, ...]
    label: str = ""

    def touches(self, *nouns: str) -> bool:
        """Tell whether a record of one of these nouns changed."""
        return any(change.noun in nouns for change in self.changes)

    def ids(self, noun: str) -> frozenset[str]:
        """Return the keys of the records of a noun that changed."""
        return frozenset(change.id for change in self.changes if change.noun == noun)

    def __or__(self, other: ChangeSet) -> ChangeSet:
        return ChangeSet(self.changes + other.changes, other.label or self.label)


@frozen
class Outcome:
    """What a command gave back, what it changed, and its name on the undo button.

    `skipped` counts fields that were left alone because somebody changed them since.
    """

    result: Any
    changes: ChangeSet
    label: str = ""
    skipped: int = 0


@frozen
class PastChange:
    """One line of a record's history; `device` and `n` name it for undoing."""

    device: int
    n: int
    txn: int
    at: datetime
    by: str
    noun: str
    id: str
    field: str
    old: Any
    new: Any


@frozen
class UndoState:
    """What undo and redo would do now, in words; empty when there is nothing."""

    undo: str = ""
    redo: str = ""


def nouns_of(changes: Iterable[Change]) -> frozenset[str]:
    """Return the nouns that changes touched."""
    return frozenset(change.noun for change in changes)
