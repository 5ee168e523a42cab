"""What a person can ask for: frozen, plain values, named verb and noun. The keys of new records are
made by the caller, so that asking twice does the thing once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.links import Link
from nghs_desktop.domain.records import Record


@frozen
class Ref:
    """Which record: its noun and its key."""

    noun: str
    id: str


@frozen
class LogRecords:
    """Keep new records with their links: one item from the capture bar, a person, a meeting.

    A record or link whose key is already there is left as it is (brought back if it was taken
    back); `label` is what the undo button says.
    """

    records: tuple[Record, ...]
    links: tuple[Link, ...] = ()
    label: str = ""


@frozen
class AmendRecords:
    """Give fields of records new values.

    `session` merges amendments that carry the same text into one undo step (typing in one field).
    """

    refs: tuple[Ref, ...]
    values: Mapping[str, Any]
    session: str = ""
    label: str = ""


@frozen
class AppendText:
    """Add a line to a long text of a record without touching what stands there."""

    ref: Ref
    field: str
    text: str
    label: str = ""


@frozen
class TrashRecords:
    """Move records to the Trash; their links wait with them."""

    refs: tuple[Ref, ...]


@frozen
class RestoreRecords:
    """Bring records back from the Trash with all their links."""

    refs: tuple[Ref, ...]


@frozen
class EmptyTrash:
    """Take everything out of the Trash."""


@frozen
class ConnectRecords:
    """Add and remove links in one step."""

    add: tuple[Link, ...] = ()
    remove: tuple[str, ...] = ()
    also: tuple[Record, ...] = field(default=())
    label: str = ""


@frozen
class Together:
    """Several commands as one step with one label: all are done, or none."""

    commands: tuple[Command, ...]
    label: str


@frozen
class Undo:
    """Take the newest step back."""


@frozen
class Redo:
    """Do again the step that was last taken back."""


@frozen
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
    | Together
    | Undo
    | Redo
    | UndoChange
)
