"""Read queries beyond lists: what screens, the command line and briefs ask of a workspace.

Each is a function of a `Reader` that returns frozen rows; run them through `Workspace.read`.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from nghs_desktop.domain.changes import MADE, PastChange, UndoState
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.describe import FieldKind, Search
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.links import LinkKind
from nghs_desktop.domain.meetings import AgendaItem, Meeting, MeetingState, Presence
from nghs_desktop.domain.nouns import CAPTURED, NOUN, NOUNS, show_number
from nghs_desktop.domain.workspaces import SavedView, WorkspaceInfo
from nghs_desktop.services.lists import select_items, to_items
from nghs_desktop.services.rows import (
    Attendee,
    Detail,
    FoundRow,
    ItemRow,
    LinkedRow,
    NamedRow,
    TrashRow,
)
from nghs_desktop.storage.reader import Reader
from nghs_desktop.storage.search import Hit, search
from nghs_desktop.storage.values import from_column

_SNIPPET = 120
_HISTORY = 200
_NUMBERED = {noun.code: noun for noun in CAPTURED}


def workspace_info(reader: Reader) -> WorkspaceInfo | None:
    """Return the row that says what this file is."""
    found = reader.records(NOUN["workspace_info"], "LIMIT 1")
    return cast(WorkspaceInfo, found[0]) if found else None


def levers(reader: Reader) -> tuple[Lever, ...]:
    """Return the levers in their order."""
    found = reader.records(NOUN["lever"], "WHERE r.deleted = 0 ORDER BY r.position, r.name")
    return tuple(cast(list[Lever], found))


def work_groups(reader: Reader) -> tuple[WorkGroup, ...]:
    """Return the work groups in their order."""
    found = reader.records(NOUN["work_group"], "WHERE r.deleted = 0 ORDER BY r.position, r.name")
    return tuple(cast(list[WorkGroup], found))


def meetings(reader: Reader, group_id: str) -> tuple[Meeting, ...]:
    """Return a group's meetings, newest first."""
    found = reader.records(
        NOUN["meeting"],
        "WHERE r.deleted = 0 AND r.group_id = ? ORDER BY r.starts_at DESC",
        (group_id,),
    )
    return tuple(cast(list[Meeting], found))


def meeting_to_run(reader: Reader, group_id: str, now: datetime) -> Meeting | None:
    """Return the meeting a facilitator wants on opening: the running one, else the next, else the
    last."""
    all_of_group = meetings(reader, group_id)
    for meeting in all_of_group:
        if meeting.state is MeetingState.IN_PROGRESS:
            return meeting
    early = now.astimezone(UTC) - timedelta(hours=18)
    coming = [
        meeting
        for meeting in all_of_group
        if meeting.state in (MeetingState.DRAFT, MeetingState.PUBLISHED)
        and (meeting.starts_at is None or meeting.starts_at >= early)
    ]
    if coming:
        return min(coming, key=lambda meeting: meeting.starts_at or now)
    return all_of_group[0] if all_of_group else None


def agenda(reader: Reader, meeting_id: str) -> tuple[AgendaItem, ...]:
    """Return a meeting's agenda in its order."""
    found = reader.records(
        NOUN["agenda_item"],
        "WHERE r.deleted = 0 AND r.meeting_id = ? ORDER BY r.position, r.id",
        (meeting_id,),
    )
    return tuple(cast(list[AgendaItem], found))


def attendees(reader: Reader, meeting_id: str) -> tuple[Attendee, ...]:
    """Return who was asked to a meeting and who is there, by name."""
    rows = reader.rows(
        "SELECT p.id, p.name, coalesce(o.name, ''), a.presence, a.id FROM attendance a "
        "JOIN person p ON p.id = a.person_id LEFT JOIN organization o ON o.id = p.organization_id "
        "WHERE a.meeting_id = ? AND a.deleted = 0 AND p.deleted = 0 ORDER BY p.name",
        (meeting_id,),
    )
    return tuple(Attendee(row[0], row[1], row[2], Presence(row[3]), row[4]) for row in rows)


def members(reader: Reader, group_id: str) -> tuple[NamedRow, ...]:
    """Return the people who sit in a group, by name; the note is their role and organisation."""
    rows = reader.rows(
        "SELECT p.id, p.name, m.role, coalesce(o.name, '') FROM membership m "
        "JOIN person p ON p.id = m.person_id "
        "LEFT JOIN organization o ON o.id = coalesce(m.organization_id, p.organization_id) "
        "WHERE m.group_id = ? AND m.deleted = 0 AND p.deleted = 0 ORDER BY p.name",
        (group_id,),
    )
    roles = NOUN["membership"].field["role"]
    return tuple(
        NamedRow("person", id, name, note=" · ".join(filter(None, (_label(roles, role), body))))
        for id, name, role, body in rows
    )


def stream(
    reader: Reader, meeting_id: str, *, before: str = "", limit: int = 200
) -> tuple[ItemRow, ...]:
    """Return a meeting's newest items in the order they were heard, oldest of them first.

    `before` is the key of an item: only items heard before it are returned (for scrolling back).
    """
    edge, values = "", [meeting_id]
    if before:
        edge = "AND (r.heard_at, r.id) < (SELECT heard_at, id FROM ({}) WHERE id = ?2)".format(
            " UNION ALL ".join(f"SELECT heard_at, id FROM {noun.name}" for noun in CAPTURED)
        )
        values.append(before)
    parts = [
        f"SELECT * FROM ({select_items(noun)} WHERE r.meeting_id = ?1 AND r.deleted = 0 {edge} "
        f"ORDER BY r.heard_at DESC, r.id DESC LIMIT {int(limit)})"
        for noun in CAPTURED
    ]
    rows = reader.rows(
        f"SELECT * FROM ({' UNION ALL '.join(parts)}) ORDER BY heard_at DESC, id DESC "
        f"LIMIT {int(limit)}",
        values,
    )
    return tuple(reversed(to_items(rows)))


def item(reader: Reader, ref: Ref) -> ItemRow | None:
    """Return one captured item as lists show it, unless it is in the Trash or gone."""
    rows = reader.rows(
        f"{select_items(NOUN[ref.noun])} WHERE r.id = ? AND r.deleted = 0", (ref.id,)
    )
    return to_items(rows)[0] if rows else None


def open_counts(reader: Reader, group_id: str) -> dict[str, int]:
    """Return how many items of each captured noun are not finished, for the rail."""
    counts = {noun.name: 0 for noun in CAPTURED}
    for name, status, count in reader.rows(
        "SELECT noun, status, n FROM tally WHERE group_id = ?", (group_id,)
    ):
        if status not in NOUN[name].finished:
            counts[name] += count
    return counts


def saved_views(reader: Reader, noun: str) -> tuple[SavedView, ...]:
    """Return the saved views of a list, in their order."""
    found = reader.records(
        NOUN["saved_view"],
        "WHERE r.deleted = 0 AND r.noun = ? ORDER BY r.position, r.id",
        (noun,),
    )
    return tuple(cast(list[SavedView], found))


def detail(reader: Reader, ref: Ref) -> Detail | None:
    """Return all that a detail panel shows of a record, or None when it is gone."""
    noun = NOUN[ref.noun]
    record = reader.get(noun, ref.id)
    if record is None or record.deleted == 2:
        return None
    names = {
        key: name_of(reader, Ref(field.about.refers_to, key))
        for field in noun.fields
        if field.about.kind is FieldKind.REFERENCE and (key := getattr(record, field.name))
    }
    past = history(reader, ref)
    for change in past:
        field_of = noun.field.get(change.field)
        if field_of is not None and field_of.about.kind is FieldKind.REFERENCE:
            for key in filter(None, (change.old, change.new)):
                names.setdefault(key, name_of(reader, Ref(field_of.about.refers_to, key)))
    return Detail(ref.noun, record, names, links_of(reader, ref), past)


def name_of(reader: Reader, ref: Ref) -> str:
    """Return what a record is called; empty when it is not there."""
    noun = NOUN[ref.noun]
    sql = f"SELECT {noun.headline} FROM {noun.name} WHERE id = ?"
    return str(reader.value(sql, (ref.id,)) or "")


def named(reader: Reader, noun_name: str) -> tuple[NamedRow, ...]:
    """Return all live records of a noun by name: for menus and completion."""
    noun = NOUN[noun_name]
    number = "r.number" if noun.captured else "NULL"
    rows = reader.rows(
        f"SELECT r.id, r.{noun.headline}, {number} FROM {noun.name} r WHERE r.deleted = 0 "
        f"ORDER BY r.{noun.headline} COLLATE NOCASE"
    )
    return tuple(NamedRow(noun_name, id, name, show_number(noun, n)) for id, name, n in rows)


def links_of(reader: Reader, ref: Ref) -> tuple[LinkedRow, ...]:
    """Return a record's links in both directions, leaving out those to records in the Trash."""
    rows = reader.rows(
        "SELECT id, kind, 1, to_noun, to_id FROM link WHERE from_id = ?1 AND deleted = 0 "
        "UNION ALL SELECT id, kind, 0, from_noun, from_id FROM link "
        "WHERE to_id = ?1 AND deleted = 0 ORDER BY 1",
        (ref.id,),
    )
    found = []
    for link_id, kind, forward, noun_name, key in rows:
        other = named_row(reader, Ref(noun_name, key))
        if other is not None:
            found.append(LinkedRow(link_id, LinkKind(kind), bool(forward), other))
    return tuple(found)


def named_row(reader: Reader, ref: Ref) -> NamedRow | None:
    """Return a live record by name, with its number and a word about it."""
    noun = NOUN[ref.noun]
    number = "r.number" if noun.captured else "NULL"
    note = "r.level" if "level" in noun.field else "r.status" if noun.status else "NULL"
    rows = reader.rows(
        f"SELECT r.{noun.headline}, {number}, {note} FROM {noun.name} r "
        "WHERE r.id = ? AND r.deleted = 0",
        (ref.id,),
    )
    if not rows:
        return None
    name, number_value, word = rows[0]
    described = noun.field.get("level" if "level" in noun.field else "status")
    return NamedRow(
        ref.noun, ref.id, name, show_number(noun, number_value), _label(described, word)
    )


def history(reader: Reader, ref: Ref, limit: int = _HISTORY) -> tuple[PastChange, ...]:
    """Return what happened to a record, newest first: who, when, which field, from what to what."""
    rows = reader.rows(
        "SELECT dev, n, txn, hlc >> 16, actor, tbl, pk, col, old, new FROM change "
        "WHERE tbl = ? AND pk = ? ORDER BY n DESC LIMIT ?",
        (ref.noun, ref.id, limit),
    )
    noun = NOUN[ref.noun]
    found = []
    for device, n, txn, at, by, _table, key, column, old, new in rows:
        described = noun.field.get(column)
        if column == MADE:
            new = json.loads(new)
        elif described is not None:
            old, new = from_column(described, old), from_column(described, new)
        moment = datetime.fromtimestamp(at / 1000, UTC)
        found.append(PastChange(device, n, txn, moment, by, ref.noun, key, column, old, new))
    return tuple(found)


def trash(reader: Reader) -> tuple[TrashRow, ...]:
    """Return what lies in the Trash, newest first."""
    parts = [
        f"SELECT '{noun.name}', r.id, r.{noun.headline}, "
        f"{'r.number' if noun.captured else 'NULL'}, c.hlc >> 16, c.actor FROM {noun.name} r "
        f"LEFT JOIN head h ON h.tbl = '{noun.name}' AND h.pk = r.id AND h.col = 'deleted' "
        "LEFT JOIN change c ON c.dev = h.dev AND c.n = h.n WHERE r.deleted = 1"
        for noun in NOUNS
    ]
    rows = reader.rows(f"{' UNION ALL '.join(parts)} ORDER BY 5 DESC")
    return tuple(
        TrashRow(
            noun,
            id,
            name,
            show_number(NOUN[noun], number),
            datetime.fromtimestamp(at / 1000, UTC) if at else None,
            by or "",
        )
        for noun, id, name, number, at, by in rows
    )


def undo_state(reader: Reader) -> UndoState:
    """Return what undo and redo would do now."""
    done = reader.value("SELECT label FROM step WHERE state = 'done' ORDER BY txn DESC LIMIT 1")
    undone = reader.value("SELECT label FROM step WHERE state = 'undone' ORDER BY txn LIMIT 1")
    return UndoState(done or "", undone or "")


def find(
    reader: Reader, text: str, *, limit: int = 50, nouns: Iterable[str] = ()
) -> tuple[FoundRow, ...]:
    """Return the records that a search text finds, also by number (`B-24`, `b24`)."""
    found = {row.id: row for row in _by_number(reader, text)}
    for row in _found(reader, search(reader, text, limit=limit, nouns=tuple(nouns)), text):
        found.setdefault(row.id, row)
    return tuple(found.values())[:limit]


def _by_number(reader: Reader, text: str) -> Iterable[FoundRow]:
    letter, digits = text[:1].upper(), text[1:].lstrip("-").strip()
    noun = _NUMBERED.get(letter)
    if noun is None or not digits.isdecimal() or not digits.isascii():
        return
    rows = reader.rows(
        f"SELECT id, title FROM {noun.name} WHERE number = ? AND deleted = 0",
        (int(digits[:15]),),
    )
    for id, title in rows:
        yield FoundRow(noun.name, id, title, show_number(noun, int(digits[:15])), "")


def _found(reader: Reader, hits: Sequence[Hit], text: str) -> list[FoundRow]:
    """Return the rows of hits in their order: one query for each kind of record."""
    keys: dict[str, list[str]] = {}
    for hit in hits:
        keys.setdefault(hit.noun, []).append(hit.id)
    rows: dict[str, tuple[Any, ...]] = {}
    for name, ids in keys.items():
        noun = NOUN[name]
        number = "number" if noun.captured else "NULL"
        texts = " || ' ' || ".join(noun.searched(Search.TEXT)) or "''"
        sql = f"SELECT id, {noun.headline}, {number}, {texts} FROM {name} WHERE id IN ({{}})"
        rows |= {row[0]: row for row in reader.rows(sql.format(", ".join("?" * len(ids))), ids)}
    found = []
    for hit in hits:
        if hit.id in rows:
            _, title, number, words = rows[hit.id]
            snippet = "" if hit.in_title else cut_snippet(words, text)
            code = show_number(NOUN[hit.noun], number)
            found.append(FoundRow(hit.noun, hit.id, title, code, snippet))
    return found


def cut_snippet(text: str, wanted: str) -> str:
    """Return a piece of text around the first of the wanted words, one line, about 120 long."""
    flat = unicodedata.normalize("NFC", " ".join(text.split()))
    folded = flat.lower() if flat.isascii() else flat.translate(_PLAIN)
    words = unicodedata.normalize("NFC", wanted).translate(_PLAIN).split()
    places = [folded.find(word) for word in words]
    start = max(0, min((place for place in places if place >= 0), default=0) - _SNIPPET // 3)
    piece = flat[start : start + _SNIPPET]
    return f"{'…' if start else ''}{piece}{'…' if start + _SNIPPET < len(flat) else ''}"


class _Plain(dict[int, str]):
    """Letters without accents and capitals, each still one letter, worked out when first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        base = unicodedata.normalize("NFD", letter)[0].casefold()
        found = self[code] = base if len(base) == 1 else letter
        return found


_PLAIN = _Plain()


def _label(described: Any, value: Any) -> str:
    if described is None or value is None:
        return ""
    word = from_column(described, value)
    return str(getattr(word, "label", word))
