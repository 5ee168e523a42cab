"""From a typed line to a command: the same bridge for the capture bar and the command line.

What a line says is settled in `domain.capture`; here its words become records and links. No screen,
no clock and no writing come in: the caller carries the command out, under the key it chose, so that
asking again after a crash makes nothing twice.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from nghs_desktop.base.clock import from_text, to_text
from nghs_desktop.base.ids import same_id
from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.capture import (
    CaptureContext,
    Captured,
    CommandName,
    ItemKind,
    Token,
    parse,
)
from nghs_desktop.domain.commands import AppendText, LogRecords, Ref
from nghs_desktop.domain.commitments import Commitment
from nghs_desktop.domain.decisions import Decision
from nghs_desktop.domain.focus import Focus
from nghs_desktop.domain.known_names import Known, fold, vocabulary
from nghs_desktop.domain.links import Link, LinkKind, link, tag
from nghs_desktop.domain.meetings import Parked
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.domain.practices import Practice
from nghs_desktop.domain.recognitions import Recognition
from nghs_desktop.domain.records import Captured as Item
from nghs_desktop.domain.records import Record
from nghs_desktop.storage.reader import Reader

PARKED = "parked"
"""The tag of what `/park` sets aside."""

_CLASSES: dict[ItemKind, type[Item]] = {
    ItemKind.BARRIER: Barrier,
    ItemKind.PRACTICE: Practice,
    ItemKind.RECOGNITION: Recognition,
    ItemKind.COMMITMENT: Commitment,
    ItemKind.DECISION: Decision,
    ItemKind.FOCUS: Focus,
    ItemKind.NOTE: Note,
}
_PROVENANCE = "Typed in a capture line"


def capture_context(
    reader: Reader, group_id: str = "", meeting_id: str = "", *, now: datetime
) -> CaptureContext:
    """Return what a line is read against: all names, this day, the group's next meeting.

    Days are those of this computer. Kind, lever and school are the caller's to add (`replace`).
    """
    people = _names(reader, "SELECT id, name, '' FROM person WHERE deleted = 0")
    bodies = _names(reader, "SELECT id, name, short_name FROM organization WHERE deleted = 0")
    levers = _names(reader, "SELECT id, name, '' FROM lever WHERE deleted = 0")
    tags = _names(reader, "SELECT id, name, '' FROM tag WHERE deleted = 0")
    return CaptureContext(
        today=now.astimezone().date(),
        next_meeting=next_meeting(reader, group_id, meeting_id, now=now),
        vocabulary=vocabulary(people, bodies, levers, tags),
    )


def next_meeting(
    reader: Reader, group_id: str, meeting_id: str = "", *, now: datetime
) -> date | None:
    """Return the day of a group's first meeting after this one (or after now), if one is set."""
    this = reader.value("SELECT starts_at FROM meeting WHERE id = ?", (meeting_id,))
    after = max(this or "", to_text(now))
    found = reader.value(
        "SELECT min(starts_at) FROM meeting WHERE deleted = 0 AND group_id = ? AND id <> ? "
        "AND starts_at > ?",
        (group_id, meeting_id, after),
    )
    return from_text(found).astimezone().date() if found else None


def to_command(
    captured: Captured,
    *,
    id: str,
    now: datetime,
    context: CaptureContext,
    group_id: str | None = None,
    meeting_id: str | None = None,
    agenda_item_id: str | None = None,
    before: Ref | None = None,
    actor: str = "",
    raw_line: str | None = None,
    label: str = "",
) -> LogRecords | AppendText | None:
    """Return what keeps a line: its item with links and new names, or a line added to `before`.

    None when there is nothing to keep (an empty line, a command such as `/next`). `id` becomes the
    item's key. `raw_line` is the whole line as typed where it is more than what was parsed (the
    bar takes the prefix out of the field). A follow-up with no item `before` is kept as a note.
    `label` is that of the step of a script it was said in.
    """
    line = whole_text(captured.raw if raw_line is None else raw_line)
    problem = ""
    if captured.command is not None:
        if captured.command.name is not CommandName.PARK:
            return None
        # Read as a commitment is: a day said with it is when it comes back, not part of its words.
        captured = parse(captured.command.argument, replace(context, kind=ItemKind.COMMITMENT))
        captured = replace(captured, kind=ItemKind.NOTE, command=None)
        if not captured.text:
            return None
        tags: tuple[str, ...] = (PARKED,)
    else:
        tags = ()
    if captured.follow_up:
        text = whole_text(captured.raw).lstrip().removeprefix(">").strip()
        if not text:
            return None
        if before is not None:
            return AppendText(before, "details", text)
        captured = replace(captured, kind=ItemKind.NOTE)
        problem = "There was no item before this line that it could be added to."
    if not line.strip():
        return None
    place = _Place(id, captured.kind, now.astimezone(UTC), actor)
    item = _item(captured, line, place)
    new: list[Record] = []
    links: list[Link] = []
    people = [_person(token, place, new) for token in captured.people]
    schools = [_organization(token, place, new) for token in captured.schools]
    if not schools and captured.school_id:
        schools = [captured.school_id]
    links += [place.link(LinkKind.MENTIONS, "person", person) for person in people[1:]]
    links += [place.link(LinkKind.AT, "organization", school) for school in schools]
    for token in captured.tags:
        links.append(place.link(LinkKind.TAGGED, "tag", token.value or _tag(token.label, new)))
    links += [place.link(LinkKind.TAGGED, "tag", _tag(name, new)) for name in tags]
    first = people[0] if people else None
    owes = captured.kind is ItemKind.COMMITMENT
    item = replace(
        item,
        group_id=group_id,
        meeting_id=meeting_id,
        agenda_item_id=agenda_item_id,
        label=label,
        said_by_id=None if owes else first,
        owner_id=first if owes else None,
    )
    if problem and isinstance(item, Note):
        item = replace(item, problem=problem)
    if PARKED in tags:
        new.append(_parked(item, first, captured.due, now))
    return LogRecords((item, *new), tuple({one.id: one for one in links}.values()))


def _parked(item: Item, owner: str | None, due: date | None, now: datetime) -> Parked:
    """Return what a parked line sets aside, with who brings it back and when if the line says so."""
    return Parked(
        id=same_id("parked", item.id),
        created_at=item.created_at,
        created_by=item.created_by,
        title=item.title,
        details=item.details,
        group_id=item.group_id,
        meeting_id=item.meeting_id,
        agenda_item_id=item.agenda_item_id,
        owner_id=owner,
        parked_on=now.astimezone().date(),
        revisit_on=due,
    )


def whole_text(text: str) -> str:
    """Return text that can be stored: half characters (lone surrogates) become U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Place:
    """The item that links start from, and what every new record is signed with."""

    __slots__ = ("actor", "id", "kind", "now")

    def __init__(self, id: str, kind: ItemKind, now: datetime, actor: str) -> None:
        self.id, self.kind, self.now, self.actor = id, kind, now, actor

    def link(self, kind: LinkKind, noun: str, id: str) -> Link:
        made = link(self.kind.value, self.id, kind, noun, id)
        return replace(made, created_at=self.now, created_by=self.actor)


def _item(captured: Captured, line: str, place: _Place) -> Item:
    text = whole_text(captured.text) or line.strip()
    title, _, details = text.partition("\n")
    return _CLASSES[captured.kind](
        id=place.id,
        created_at=place.now,
        created_by=place.actor,
        title=title,
        details=details,
        typed="" if line == text else line,
        lever_id=captured.lever_id,
        due=captured.due,
        impact=captured.impact,
        heard_at=place.now,
    )


def _person(token: Token, place: _Place, new: list[Record]) -> str:
    """Return a person's key; the same new name twice is the same person, also before a refresh."""
    if token.value:
        return token.value
    name = whole_text(token.label)
    key = same_id("person", fold(name))
    new.append(
        Person(
            id=key,
            name=name,
            created_at=place.now,
            created_by=place.actor,
            provenance=_PROVENANCE,
        )
    )
    return key


def _organization(token: Token, place: _Place, new: list[Record]) -> str:
    if token.value:
        return token.value
    name = whole_text(token.label)
    key = same_id("organization", fold(name))
    new.append(
        Organization(
            id=key,
            name=name,
            created_at=place.now,
            created_by=place.actor,
            provenance=_PROVENANCE,
        )
    )
    return key


def _tag(name: str, new: list[Record]) -> str:
    made = tag(whole_text(name))
    new.append(made)
    return made.id


def _names(reader: Reader, sql: str) -> list[Known]:
    return [Known(id, name, (short,) if short else ()) for id, name, short in reader.rows(sql)]
