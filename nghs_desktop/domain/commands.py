"""What a person can ask for: frozen, plain values, named verb and noun. The keys of new records are
made by the caller, so that asking twice does the thing once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nghs_desktop.domain.links import Link
from nghs_desktop.domain.records import Record


@dataclass(frozen=True, slots=True)
class Ref:
    """Which record: its noun and its key."""

    noun: str
    id: str


@dataclass(frozen=True, slots=True)
class LogRecords:
    """Keep new records with their links: one item from the capture bar, a person, a meeting.

    A record or link whose key is already there is left as it is (brought back if it was taken
    back); `label` is what the undo button says.
    """

    records: tuple[Record, ...]
    links: tuple[Link, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class AmendRecords:
    """Give fields of records new values.

    `session` merges amendments that carry the same text into one undo step (typing in one field).
    """

    refs: tuple[Ref, ...]
    values: Mapping[str, Any]
    session: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class AppendText:
    """Add a line to a long text of a record without touching what stands there."""

    ref: Ref
    field: str
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class TrashRecords:
    """Move records to the Trash; their links wait with them."""

    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class RestoreRecords:
    """Bring records back from the Trash with all their links."""

    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class EmptyTrash:
    """Take everything out of the Trash."""


@dataclass(frozen=True, slots=True)
class ConnectRecords:
    """Add and remove links in one step."""

    add: tuple[Link, ...] = ()
    remove: tuple[str, ...] = ()
    also: tuple[Record, ...] = field(default=())
    label: str = ""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the newest step back."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Do again the step that was last taken back."""


@dataclass(frozen=True, slots=True)
class UndoChange:
    """Take one line of a record's history back."""

    device: int
    n: int


Command = (
    LogRecords
    | AmendRecords
    | AppendText
    | TrashRecords
    | RestoreRecords
    | EmptyTrash
    | ConnectRecords
    | Undo
    | Redo
    | UndoChange
)
