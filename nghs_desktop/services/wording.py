"""History in words: who did what and when, as people say it. Reads the change log; no SQL beyond
that, no Qt. Nothing is decided here: what a line can take back is an `UndoChange`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.changes import MADE, PastChange
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.describe import Described, FieldKind
from nghs_desktop.domain.links import LinkKind
from nghs_desktop.domain.nouns import NOUN, Noun
from nghs_desktop.domain.records import Kept, Record
from nghs_desktop.services.queries import history, name_of
from nghs_desktop.storage.reader import Reader

_LIMIT = 200
_SHORT = 60
_YOU = "You"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Deed(StrEnum):
    """What sort of thing a line of history tells, so that a screen can choose an icon."""

    MADE = "made"
    CHANGED = "changed"
    LINKED = "linked"
    UNLINKED = "unlinked"
    TRASHED = "trashed"
    RESTORED = "restored"


@frozen
class StoryLine:
    """One line of a record's history: `who` `words`. `device` and `n` name the change to take back."""

    device: int
    n: int
    at: datetime
    deed: Deed
    who: str
    words: str
    field: str = ""
    can_take_back: bool = True

    @property
    def sentence(self) -> str:
        """Return the line as one sentence without its time."""
        return f"{self.who} {self.words}"


def story(reader: Reader, ref: Ref, limit: int = _LIMIT) -> tuple[StoryLine, ...]:
    """Return what happened to a record and its links, newest first, in words."""
    noun = NOUN[ref.noun]
    record = reader.get(noun, ref.id)
    if record is None:
        return ()
    past = merged(history(reader, ref, limit))
    made = next(((change.device, change.txn) for change in past if change.field == MADE), None)
    names = _names(reader, noun, past)
    lines = [
        line for change in past if (line := tell_change(change, noun, record, names)) is not None
    ]
    for change, kind, other in _link_changes(reader, ref, limit):
        if change.field != MADE or (change.device, change.txn) != made:
            lines.append(tell_link(change, kind, other, name_of(reader, other)))
    return tuple(sorted(lines, key=lambda line: (line.at, line.n), reverse=True)[:limit])


def merged(past: Iterable[PastChange]) -> tuple[PastChange, ...]:
    """Return a history (newest first) with the typing of one step in one field as one change."""
    found: dict[tuple[int, int, str, str], PastChange] = {}
    for change in past:
        key = (change.device, change.txn, change.id, change.field)
        later = found.get(key)
        # The earlier row knows what stood there before; the later one what stands there after.
        found[key] = change if later is None else replace(change, new=later.new, at=later.at)
    return tuple(found.values())


def tell_change(
    change: PastChange, noun: Noun, record: Record, names: Mapping[str, str]
) -> StoryLine | None:
    """Return a change of a record in words, or None when nobody needs to read it."""
    who = change.by or _YOU
    if change.field == MADE:
        sayer = names.get(getattr(record, "said_by_id", None) or "", "")
        who = sayer or record.created_by or who
        verb = "added this"
        if noun.captured:
            verb = "raised this" if sayer else "wrote this down"
        at = record.created_at or change.at
        return StoryLine(change.device, change.n, at, Deed.MADE, who, verb, can_take_back=False)
    field = noun.field.get(change.field)
    if field is None or change.old == change.new:
        return None
    told = _told(field, change, names)
    if told is None:
        return None
    deed, words = told
    can = getattr(record, change.field, None) != change.old
    return StoryLine(change.device, change.n, change.at, deed, who, words, change.field, can)


def tell_link(change: PastChange, kind: LinkKind, other: Ref, name: str) -> StoryLine:
    """Return in words that a link was made, removed or made again."""
    what = _linked(kind, other, name)
    gone = change.field != MADE and change.new not in (None, int(Kept.LIVE))
    deed = Deed.UNLINKED if gone else Deed.LINKED
    words = f"removed {what}" if gone else f"added {what}"
    return StoryLine(change.device, change.n, change.at, deed, change.by or _YOU, words, "link")


def _told(
    field: Described, change: PastChange, names: Mapping[str, str]
) -> tuple[Deed, str] | None:
    match field.name:
        case "deleted":
            if change.new == Kept.TRASH:
                return Deed.TRASHED, "moved this to Trash"
            if change.new == Kept.GONE:
                return Deed.TRASHED, "took this away"
            return Deed.RESTORED, "brought this back"
        case "for_brief":
            return Deed.CHANGED, "added this to the brief" if change.new else (
                "took this out of the brief"
            )
        case "pinned":
            return Deed.CHANGED, "pinned this" if change.new else "took the pin away"
        case "title" | "name" | "text":
            return Deed.CHANGED, f"reworded this; it was “{_cut(str(change.old))}”"
    if not field.about.shown:
        return None
    label = _lower(field.about.label)
    if field.about.kind is FieldKind.PROSE:
        verb = "changed" if change.old and change.new else "wrote" if change.new else "cleared"
        return Deed.CHANGED, f"{verb} {label}"
    old, new = (in_words(field, value, names) for value in (change.old, change.new))
    if old and new:
        return Deed.CHANGED, f"changed {label} from {old} to {new}"
    if new:
        return Deed.CHANGED, f"set {label} to {new}"
    return Deed.CHANGED, f"cleared {label}, which was {old}"


def in_words(field: Described, value: Any, names: Mapping[str, str]) -> str:
    """Return a field's value as people read it; empty when there is none."""
    match field.about.kind:
        case FieldKind.FLAG:
            return "yes" if value else "no"
        case _ if value is None or value == "":
            return ""
        case FieldKind.REFERENCE:
            return names.get(str(value), "") or "something no longer here"
        case FieldKind.CHOICE:
            return str(getattr(value, "label", value))
        case FieldKind.DAY:
            return _day(value)
        case FieldKind.MOMENT:
            local = value.astimezone()
            return f"{_day(local.date())}, {local:%H:%M}"
        case FieldKind.LINE:
            return f"“{_cut(str(value))}”"
        case _:
            return str(value)


def _linked(kind: LinkKind, other: Ref, name: str) -> str:
    called = f"“{_cut(name)}”" if name else "something no longer here"
    match kind, other.noun:
        case LinkKind.TAGGED, "tag":
            return f"the tag {called}"
        case LinkKind.AT, "organization":
            return f"{name or called} as where it happens"
        case LinkKind.MENTIONS, "person":
            return f"{name or called} as somebody mentioned"
        case _:
            return f"a link to the {NOUN[other.noun].label.lower()} {called}"


def _link_changes(reader: Reader, ref: Ref, limit: int) -> list[tuple[PastChange, LinkKind, Ref]]:
    rows = reader.rows(
        "SELECT c.dev, c.n, c.txn, c.hlc >> 16, c.actor, c.pk, c.col, c.old, c.new, k.kind, "
        "CASE WHEN k.from_id = ?1 THEN k.to_noun ELSE k.from_noun END, "
        "CASE WHEN k.from_id = ?1 THEN k.to_id ELSE k.from_id END "
        "FROM (SELECT id, kind, from_noun, from_id, to_noun, to_id FROM link WHERE from_id = ?1 "
        "UNION SELECT id, kind, from_noun, from_id, to_noun, to_id FROM link WHERE to_id = ?1) k "
        "JOIN change c ON c.tbl = 'link' AND c.pk = k.id AND c.col IN (?2, 'deleted') "
        "ORDER BY c.n DESC LIMIT ?3",
        (ref.id, MADE, limit),
    )
    found = []
    for device, n, txn, at, by, key, column, old, new, kind, other_noun, other_id in rows:
        moment = datetime.fromtimestamp(at / 1000, UTC)
        if column == MADE:
            old = new = None
        change = PastChange(device, n, txn, moment, by, "link", key, column, old, new)
        found.append((change, LinkKind(kind), Ref(other_noun, other_id)))
    return found


def _names(reader: Reader, noun: Noun, past: Iterable[PastChange]) -> dict[str, str]:
    names: dict[str, str] = {}
    for change in past:
        if change.field == MADE:
            sayer = change.new.get("said_by_id") if isinstance(change.new, dict) else None
            values = [("person", sayer)]
        else:
            field = noun.field.get(change.field)
            if field is None or field.about.kind is not FieldKind.REFERENCE:
                continue
            values = [(field.about.refers_to, value) for value in (change.old, change.new)]
        for refers_to, key in values:
            if key and key not in names:
                names[key] = name_of(reader, Ref(refers_to, key))
    return names


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT else f"{flat[: _SHORT - 1]}…"
