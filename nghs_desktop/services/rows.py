"""What the reading side hands out: small frozen rows, ready to show. No Qt and no SQL."""

from __future__ import annotations

from datetime import date, datetime

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.changes import PastChange
from nghs_desktop.domain.links import LinkKind
from nghs_desktop.domain.meetings import Presence
from nghs_desktop.domain.nouns import NOUN, show_number
from nghs_desktop.domain.records import Record


@frozen
class ItemRow:
    """One captured item as lists and the stream show it. Names are already looked up."""

    noun: str
    id: str
    number: int | None
    title: str
    details: str
    status: str
    impact: str
    level: str
    lever: str
    lever_id: str
    said_by: str
    owner: str
    schools: str
    due: date | None
    dots: int | None
    heard_at: datetime | None
    agenda_item_id: str
    meeting_id: str
    for_brief: bool
    pinned: bool
    label: str = ""

    @property
    def code(self) -> str:
        """Return the number as people say it: B-024."""
        return show_number(NOUN[self.noun], self.number)

    @property
    def status_label(self) -> str:
        """Return the status in words; empty where the noun has none."""
        words = NOUN[self.noun].status
        found = words._value2member_map_.get(self.status) if words else None
        return found.label if words and isinstance(found, words) else self.status


@frozen
class NamedRow:
    """Any record by its name: in searches, links, menus, the Trash."""

    noun: str
    id: str
    name: str
    code: str = ""
    note: str = ""


@frozen
class FoundRow:
    """A search result: the record, and a piece of its text around the words, when not in the name."""

    noun: str
    id: str
    name: str
    code: str
    snippet: str


@frozen
class LinkedRow:
    """A link seen from one of its ends: `forward` when that end is where it starts."""

    link_id: str
    kind: LinkKind
    forward: bool
    other: NamedRow


@frozen
class Detail:
    """All that a detail panel shows of a record.

    `names` gives the name of every record its fields refer to, by key.
    """

    noun: str
    record: Record
    names: dict[str, str]
    links: tuple[LinkedRow, ...]
    history: tuple[PastChange, ...]


@frozen
class Attendee:
    """A person at a meeting."""

    person_id: str
    name: str
    organization: str
    presence: Presence
    attendance_id: str


@frozen
class TrashRow:
    """A record in the Trash, and when it went there."""

    noun: str
    id: str
    name: str
    code: str
    at: datetime | None
    by: str
