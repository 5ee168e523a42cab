"""What every record is, and what every captured thing is. A noun's own file adds its own fields."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from enum import IntEnum

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import (
    About,
    FieldKind,
    Search,
    Word,
    choice,
    day,
    flag,
    line,
    moment,
    prose,
    refers,
    whole,
)


class Visibility(Word):
    """Who may see a record."""

    PRIVATE = "private", "Only me"
    GROUP = "group", "This work group"
    COALITION = "coalition", "The coalition"
    PUBLIC = "public", "Everyone"


class Kept(IntEnum):
    """Where a record stands. A record never leaves the file; it leaves the lists.

    GONE is what an undone record or an emptied Trash leaves: shown nowhere, brought back by redo.
    """

    LIVE = 0
    TRASH = 1
    GONE = 2


@frozen(kw_only=True)
class Record:
    """The fields of every record. `deleted` is a `Kept`."""

    id: str = field(metadata={"about": About("Key", FieldKind.LINE, shown=False)})
    created_at: datetime | None = moment("Made", shown=False)
    created_by: str = line("Made by", shown=False)
    updated_at: datetime | None = moment("Changed", logged=False, shown=False)
    deleted: int = whole("Kept", default=0, shown=False)
    visibility: Visibility = choice("Visible to", Visibility, Visibility.GROUP, shown=False)
    provenance: str = line(
        "Source",
        help="Where this came from: starter data, an import, a person, an address.",
        shown=False,
    )


class Impact(Word):
    """How much a thing weighs on students, as the room sees it."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


@frozen(kw_only=True)
class Captured(Record):
    """What was said in the room: one line, who said it, where it belongs."""

    title: str = line("What was said", search=Search.TITLE)
    details: str = prose("Details")
    typed: str = line(
        "As typed",
        search=Search.TEXT,
        help="The whole line as it was typed, kept where marks were read out of it.",
        shown=False,
    )
    number: int | None = whole("Number", shown=False)
    group_id: str | None = refers("Work group", "work_group")
    meeting_id: str | None = refers("Meeting", "meeting")
    agenda_item_id: str | None = refers("Agenda item", "agenda_item")
    lever_id: str | None = refers("Lever", "lever")
    said_by_id: str | None = refers("Raised by", "person")
    owner_id: str | None = refers("Owner", "person")
    due: date | None = day("Due")
    impact: Impact | None = choice("Impact", Impact)
    dots: int | None = whole("Dots", help="Dots the room gave it.")
    heard_at: datetime | None = moment("Heard", shown=False)
    label: str = line("Label", help="From the step of a script it was said in.", shown=False)
    for_brief: bool = flag("Ready for brief", shown=False)
    pinned: bool = flag("Pinned", shown=False)
