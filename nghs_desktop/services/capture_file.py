"""From a file of spoken lines to one step of work: every line becomes an item, none is lost.

The grammar is the capture bar's. A line that cannot be read as text, or is no item, is kept as a note
and told with its number. Reading only: the caller carries the command out, so either the whole file
is kept or nothing is, and one undo takes it back.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.capture import CaptureContext, Captured, ItemKind, parse
from nghs_desktop.domain.commands import AppendText, LogRecords, Ref
from nghs_desktop.domain.known_names import Known, vocabulary
from nghs_desktop.domain.links import Link, Tag
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.nouns import noun_of
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.domain.records import Captured as Item
from nghs_desktop.domain.records import Record
from nghs_desktop.services.capture import to_command

LONGEST = 2_000
"""Characters a line may have; what goes beyond is kept too, as a note told of."""

_SIGNS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about a line, counted from 1; `kept_as_note` when it was not read."""

    line: int
    text: str
    kept_as_note: bool = True


@dataclass(frozen=True, slots=True)
class FileRead:
    """What a file says: one command (None for a file without words), its items, and remarks."""

    command: LogRecords | None
    items: tuple[Item, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the items of a file belong, who typed them, and from when on they count as heard."""

    now: datetime
    actor: str = ""
    group_id: str | None = None
    meeting_id: str | None = None


def read_file(
    data: bytes,
    context: CaptureContext,
    place: Place,
    *,
    label: str = "",
    also: tuple[Record, ...] = (),
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> FileRead:
    """Read a file line by line; blank lines are passed over.

    The kind is sticky, as in the bar. Each item is heard a millisecond after the one before, so
    that the order of the lines is the order of the stream. `also` is kept before the items (a new
    meeting); `progress` is told how many lines are done.
    """
    reading = _Reading(context, place)
    lines = _lines(data)
    for number, line in enumerate(lines, 1):
        reading.read(number, line)
        progress(number, len(lines))
    if not reading.items:
        return FileRead(None, (), tuple(reading.remarks))
    items = tuple(reading.items.values())
    command = LogRecords(
        (*also, *reading.new.values(), *items), tuple(reading.links.values()), label
    )
    return FileRead(command, items, tuple(reading.remarks))


def readable(data: bytes) -> tuple[str, str]:
    """Return bytes as text, and how they were read when they are not UTF-8 (else nothing)."""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), "it is not UTF-8 and was read as Windows-1252"
    except UnicodeDecodeError:
        text = data.decode("utf-8", "backslashreplace")
        return text, "it is not UTF-8; what could not be read is written as \\x and its number"


class _Reading:
    """The items so far, and what the next line is read against."""

    def __init__(self, context: CaptureContext, place: Place) -> None:
        self.context, self.place = context, place
        self.items: dict[str, Item] = {}
        self.new: dict[str, Record] = {}
        self.links: dict[str, Link] = {}
        self.remarks: list[Remark] = []
        self.names: dict[str, dict[str, Known]] = {
            kind: {known.id: known for known in getattr(context.vocabulary, kind).known}
            for kind in ("people", "schools", "levers", "tags")
        }

    def read(self, number: int, data: bytes) -> None:
        text, problem = readable(data)
        if not text.strip():
            return
        problem = problem or _problem(text)
        captured = parse(text, self.context)
        if not problem and captured.command is not None and captured.command.name != "park":
            problem = f"/{captured.command.name} is for the window"
        if problem:
            self._keep_as_note(number, text, problem)
        else:
            self._keep(number, text, captured)

    def _keep(self, number: int, text: str, captured: Captured) -> None:
        before = next(reversed(self.items.values()), None)
        now = self.place.now + timedelta(milliseconds=len(self.items))
        command = to_command(
            captured,
            id=new_id(at_ms=int(now.timestamp() * 1000)),
            now=now,
            context=self.context,
            group_id=self.place.group_id,
            meeting_id=self.place.meeting_id,
            before=Ref(noun_of(before).name, before.id) if before else None,
            actor=self.place.actor,
        )
        if isinstance(command, AppendText) and before is not None:
            details = "\n".join(filter(None, (before.details, command.text)))
            self.items[before.id] = replace(before, details=details)
        elif isinstance(command, LogRecords):
            self._take(command)
            item = next(reversed(self.items.values()))
            if isinstance(item, Note) and item.problem:
                self.remarks.append(Remark(number, item.problem))
            for token in captured.unclear:
                several = " or ".join(known.name for known in token.ambiguous[:4])
                self.remarks.append(
                    Remark(number, f"{token.raw} could be {several} and stays text", False)
                )
            if not captured.follow_up and captured.command is None:
                self.context = replace(self.context, kind=captured.kind)
        else:
            self._keep_as_note(number, text, "there is nothing in it to keep")

    def _keep_as_note(self, number: int, text: str, problem: str) -> None:
        now = self.place.now + timedelta(milliseconds=len(self.items))
        title, rest = _cut(text)
        note = Note(
            id=new_id(at_ms=int(now.timestamp() * 1000)),
            created_at=now,
            created_by=self.place.actor,
            heard_at=now,
            title=title,
            details=rest,
            typed=text if rest else "",
            group_id=self.place.group_id,
            meeting_id=self.place.meeting_id,
            problem=f"Line {number} was kept as it is: {problem}.",
        )
        self.items[note.id] = note
        self.remarks.append(Remark(number, problem))

    def _take(self, command: LogRecords) -> None:
        fresh = False
        for record in command.records:
            if isinstance(record, Item):
                self.items[record.id] = record
            elif record.id not in self.new:
                self.new[record.id] = record
                fresh = self._learn(record) or fresh
        self.links |= {link.id: link for link in command.links}
        if fresh:
            names = (self.names[kind].values() for kind in ("people", "schools", "levers", "tags"))
            self.context = replace(self.context, vocabulary=vocabulary(*names))

    def _learn(self, record: Record) -> bool:
        """Let the lines that follow know a new name; tell whether it was new."""
        for kind, cls in (("people", Person), ("schools", Organization), ("tags", Tag)):
            if isinstance(record, cls) and record.id not in self.names[kind]:
                self.names[kind][record.id] = Known(record.id, getattr(record, "name", ""))
                return True
        return False


def _lines(data: bytes) -> list[bytes]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data.removeprefix(mark)
            if encoding != "utf-8":
                text = text.decode(encoding, "replace").encode("utf-8", "replace")
            data = text
            break
    return [line.removesuffix(b"\r") for line in data.split(b"\n")]


def _problem(text: str) -> str:
    if len(text) > LONGEST:
        return f"it has {len(text):,} characters, more than {LONGEST:,}"
    sign = _SIGNS.search(text)
    if sign:
        return f"it holds the control character U+{ord(sign.group()):04X}"
    return ""


def _cut(text: str) -> tuple[str, str]:
    """Cut a line that is too long at its last blank that fits; nothing is dropped but that blank."""
    if len(text) <= LONGEST:
        return text, ""
    place = text.rfind(" ", LONGEST // 2, LONGEST)
    return (text[:place], text[place + 1 :]) if place > 0 else (text[:LONGEST], text[LONGEST:])


def kinds_said(items: tuple[Item, ...]) -> dict[ItemKind, int]:
    """Return how many items of each kind there are, in the order of the kinds."""
    names = [noun_of(item).name for item in items]
    return {kind: names.count(kind.value) for kind in ItemKind if kind.value in names}
