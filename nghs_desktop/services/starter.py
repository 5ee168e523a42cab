"""Starter content: reads `db/seed` and `db/samples` into records, ready to be kept.

Reading only. What a new workspace does with the records is not decided here; SQLAlchemy and the
store must not come in. The format of the files is told in docs/starter-content.md. Files that do
not fit are our own bug: a plain ValueError names file, noun, key and field.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from nghs_desktop.base.bundle import database_file
from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.ids import new_id, same_id
from nghs_desktop.domain.describe import Described, FieldKind
from nghs_desktop.domain.groups import MemberRole, Membership, WorkGroup
from nghs_desktop.domain.links import Link, LinkKind, link, tag
from nghs_desktop.domain.meetings import Attendance, Meeting, Presence
from nghs_desktop.domain.nouns import CAPTURED, NOUN, NOUNS, Noun
from nghs_desktop.domain.records import Record
from nghs_desktop.domain.workspaces import WorkspaceInfo

SAMPLE = "practice-work-group.toml"
AUTHOR = "Starter content"

Keys = Mapping[tuple[str, str], str]
"""The id of each record by its noun and the key it has in the files."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_USUAL_END = {
    LinkKind.AT: "organization",
    LinkKind.MEMBER_OF: "organization",
    LinkKind.ADDRESSES: "barrier",
    LinkKind.CITES: "resource",
}
_Kept = TypeVar("_Kept", bound=Record)
_LINK_WORDS = {kind.value: kind for kind in LinkKind}
_PRESENCE_WORDS = {word.value: word for word in Presence}
_VOTING = (MemberRole.CHAIR, MemberRole.MEMBER)


@frozen
class Starter:
    """Records in an order where the referred comes first, and the links between them."""

    records: tuple[Record, ...]
    links: tuple[Link, ...]


@frozen
class _Day:
    """The day the content is made, which every relative date counts from."""

    now: datetime
    zone: tzinfo | None

    def after(self, days: int) -> date:
        return self.now.astimezone(self.zone).date() + timedelta(days=days)

    def moment(self, days: int, at: str) -> datetime:
        local = datetime.combine(self.after(days), time.fromisoformat(at), tzinfo=self.zone)
        return local.astimezone(UTC)  # without a zone: this computer's, with the rules of that day


@frozen
class _Row:
    """One table of a file: what was written, and the values read out of it so far."""

    file: str
    noun: Noun
    key: str
    id: str
    written: dict[str, Any]
    values: dict[str, Any]

    def wrong(self, field: str, what: str) -> ValueError:
        return ValueError(f'{self.file}: {self.noun.name} "{self.key}", field "{field}": {what}')


def seed_records(now: datetime) -> Starter:
    """Return what every workspace starts with; the keys are the same on every device."""
    return read_files(_seed_files(), "seed", now, UTC)


def sample_records(now: datetime, local_tz: tzinfo | None = None) -> Starter:
    """Return what the sample workspace adds to the starter content, around the present day.

    Clock times are those of `local_tz`, or of this computer. The records refer to those of
    `seed_records`, which are to be kept first or with them.
    """
    path = database_file("samples", SAMPLE)
    return read_files([path], "sample", now, local_tz, known=_keys_of(_seed_files(), "seed"))


def own_records(name: str, now: datetime, seeded: Iterable[Record]) -> Starter:
    """Return what makes a fresh workspace ready to type into: its name, and a first meeting for
    each of the seeded work groups."""
    records: list[Record] = [WorkspaceInfo(id=new_id(), name=name)]
    for group in seeded:
        if isinstance(group, WorkGroup):
            records.append(
                Meeting(
                    id=new_id(),
                    title="First meeting",
                    group_id=group.id,
                    starts_at=now,
                    planned_minutes=90,
                    provenance=AUTHOR,
                )
            )
    return Starter(tuple(records), ())


def read_files(
    files: Iterable[Path], scope: str, now: datetime, zone: tzinfo | None, known: Keys | None = None
) -> Starter:
    """Read starter files as one body of content; ids come from scope, noun and key.

    `known` are records of other content that may be referred to. Raises ValueError where a file
    does not fit the nouns.
    """
    rows: list[_Row] = []
    written_links: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
    for path in files:
        tables = _tables(path)
        about = _about(path.name, tables.pop("about", {}))
        written_links += [(path.name, table, about) for table in tables.pop("link", [])]
        rows += _rows_of(path.name, tables, scope, about)
    keys = _all_keys(rows, known or {})
    for row in rows:
        _read_fields(row, keys, _Day(now, zone))
    _fill_in(rows, now, zone)
    _number(rows)
    records = [row.noun.cls(**row.values) for row in rows]
    links: list[Link] = []
    for row in rows:
        common = {name: row.values[name] for name in _SIGNED if name in row.values}
        made = (*_tags(row), *_attendance(row, keys), *_seats(row, keys))
        records += [replace(record, **common) for record in made]
        links += [replace(found, **common) for found in _short_links(row, keys)]
    for file, table, about in written_links:
        found = _written_link(file, table, keys)
        links.append(replace(found, **about, created_at=now, created_by=AUTHOR))
    return Starter(_in_reference_order(_once(records)), tuple(_once(links)))


_SIGNED = ("created_at", "created_by", "provenance", "visibility")


def _seed_files() -> list[Path]:
    return sorted(database_file("seed").glob("*.toml"))


def _tables(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _about(file: str, written: dict[str, Any]) -> dict[str, Any]:
    if "provenance" not in written:
        raise ValueError(f'{file}: [about], field "provenance": missing')
    row = _Row(file, NOUN["tag"], "about", "", written, {})
    return {name: _value(row, row.noun.field[name], text) for name, text in written.items()}


def _rows_of(
    file: str, tables: dict[str, Any], scope: str, about: dict[str, Any]
) -> Iterator[_Row]:
    for name, written in tables.items():
        if name not in NOUN:
            raise ValueError(f'{file}: "{name}" is no noun')
        for table in written:
            if not table.get("key"):
                raise ValueError(f'{file}: {name}, field "key": missing in {table}')
            key = table.pop("key")
            row_id = same_id(scope, name, key)
            yield _Row(file, NOUN[name], key, row_id, table, {"id": row_id, **about})


def _all_keys(rows: Iterable[_Row], known: Keys) -> Keys:
    keys = dict(known)
    for row in rows:
        if (row.noun.name, row.key) in keys:
            raise row.wrong("key", "is there twice")
        keys[row.noun.name, row.key] = row.id
    return keys


def _keys_of(files: Iterable[Path], scope: str) -> Keys:
    return {
        (name, table["key"]): same_id(scope, name, table["key"])
        for path in files
        for name, written in _tables(path).items()
        if name in NOUN and name != "link"
        for table in written
    }


@cache
def _fields_by_word(noun: Noun) -> dict[str, Described]:
    """Return the fields by the word the files use: `lever` for `lever_id`, `heard` for `heard_at`.

    A field keeps its whole name where the short one is another field (`nominee`, `nominee_id`).
    """
    words: dict[str, Described] = {}
    for field in noun.fields:
        ending = {FieldKind.REFERENCE: "_id", FieldKind.MOMENT: "_at"}.get(field.about.kind, "")
        short = field.name.removesuffix(ending)
        words[field.name if short in noun.field else short] = field
    return words


def _read_fields(row: _Row, keys: Keys, day: _Day) -> None:
    fields = _fields_by_word(row.noun)
    for name, written in row.written.items():
        field = fields.get(name)
        if field is not None:
            row.values[field.name] = _value(row, field, written, keys, day)
        elif not (
            name in _LINK_WORDS
            or (name in _PRESENCE_WORDS and row.noun.name == "meeting")
            or (name == "seats" and row.noun.name == "person")
        ):
            raise row.wrong(name, "there is no such field")


def _value(
    row: _Row, field: Described, written: Any, keys: Keys | None = None, day: _Day | None = None
) -> Any:
    kind = field.about.kind
    if kind is FieldKind.REFERENCE:
        return _refer(row, field.name, field.about.refers_to, written, keys or {})
    if kind is FieldKind.CHOICE and field.about.choices is not None:
        try:
            return field.about.choices._value2member_map_[written]
        except (KeyError, TypeError):
            raise row.wrong(field.name, f"{written!r} is none of its words") from None
    if kind is FieldKind.DAY and day is not None:
        if isinstance(written, date) and not isinstance(written, datetime):
            return written
        return day.after(_days(row, field.name, written))
    if kind is FieldKind.MOMENT and day is not None:
        days = _days(row, field.name, written)
        try:
            return day.moment(days, written["at"])
        except (KeyError, TypeError, ValueError):
            raise row.wrong(field.name, f'{written!r} has no clock time "at"') from None
    wanted = {FieldKind.WHOLE: int, FieldKind.FLAG: bool}.get(kind, str)
    if type(written) is not wanted:
        raise row.wrong(field.name, f"{written!r} is not {wanted.__name__}")
    return written.strip() if isinstance(written, str) else written


def _days(row: _Row, field: str, written: Any) -> int:
    if not isinstance(written, dict) or type(written.get("days")) is not int:
        raise row.wrong(field, f'{written!r} does not say how many "days" from today')
    if not written.keys() <= {"days", "at"}:
        raise row.wrong(field, f'{written!r} says more than "days" and "at"')
    return int(written["days"])


def _refer(row: _Row, field: str, noun: str, key: Any, keys: Keys) -> str:
    found = keys.get((noun, key)) if isinstance(key, str) else None
    if found is None:
        raise row.wrong(field, f"there is no {noun} {key!r}")
    return found


def _fill_in(rows: Iterable[_Row], now: datetime, zone: tzinfo | None) -> None:
    """Fill in what follows from the rest: meeting, group, who made it and when, the month."""
    values_of = {row.id: row.values for row in rows}
    for row in rows:
        values = row.values
        for source, taken in (("agenda_item_id", "meeting_id"), ("meeting_id", "group_id")):
            if source in values and taken in row.noun.field:
                values.setdefault(taken, values_of.get(values[source], {}).get(taken))
        sayer = values_of.get(values.get("said_by_id", ""), {})
        values.setdefault("created_by", sayer.get("name", AUTHOR))
        values.setdefault("created_at", values.get("heard_at", now))
        if "{month}" in values.get("title", ""):
            if "starts_at" not in values:
                raise row.wrong("title", "{month} needs the field starts")
            month = _MONTHS[values["starts_at"].astimezone(zone).month - 1]
            values["title"] = values["title"].replace("{month}", month)


def _number(rows: Iterable[_Row]) -> None:
    """Number captured things per noun as they were heard; give ordered things their place."""
    in_order: dict[str, list[_Row]] = {}
    for row in rows:
        in_order.setdefault(row.noun.name, []).append(row)
    for name, found in in_order.items():
        if NOUN[name] in CAPTURED:
            silent = next((row for row in found if row.values.get("heard_at") is None), None)
            if silent is not None:
                raise silent.wrong("heard", "missing")
            found.sort(key=lambda row: row.values["heard_at"])
            for number, row in enumerate(found, 1):
                row.values["number"] = number
        if "position" in NOUN[name].field:
            for number, row in enumerate(found, 1):
                # Never a 0 at the end: there is always room for a place between two others.
                row.values.setdefault("position", f"{number:03d}5")


def _tags(row: _Row) -> Iterator[Record]:
    for name in _listed(row, LinkKind.TAGGED.value):
        yield tag(name)


def _attendance(row: _Row, keys: Keys) -> Iterator[Record]:
    if row.noun.name != "meeting":
        return
    for word, presence in _PRESENCE_WORDS.items():
        for key in _listed(row, word):
            person = _refer(row, word, "person", key, keys)
            yield Attendance(
                id=same_id("attendance", row.id, person),
                meeting_id=row.id,
                person_id=person,
                presence=presence,
            )


def _seats(row: _Row, keys: Keys) -> Iterator[Record]:
    seats = row.written.get("seats", {}) if row.noun.name == "person" else {}
    for key, word in seats.items():
        group = _refer(row, "seats", "work_group", key, keys)
        role = MemberRole._value2member_map_.get(word)
        if not isinstance(role, MemberRole):
            raise row.wrong("seats", f"{word!r} is no role")
        yield Membership(
            id=same_id("membership", row.id, group),
            person_id=row.id,
            group_id=group,
            organization_id=row.values.get("organization_id"),
            role=role,
            votes=role in _VOTING,
        )


def _short_links(row: _Row, keys: Keys) -> Iterator[Link]:
    """Read the links that stand with a record: at = ["mc2-stem"], relates = ["barrier/buses"]."""
    for word, kind in _LINK_WORDS.items():
        if word in row.noun.field:
            continue
        for text in _listed(row, word):
            if kind is LinkKind.TAGGED:
                yield link(row.noun.name, row.id, kind, "tag", tag(text).id)
                continue
            noun, _, key = text.rpartition("/")
            noun = noun or _USUAL_END.get(kind, "")
            end = _refer(row, word, noun, key, keys)
            yield link(row.noun.name, row.id, kind, noun, end)


def _listed(row: _Row, word: str) -> list[str]:
    written = row.written.get(word, []) if word not in row.noun.field else []
    if not isinstance(written, list) or not all(isinstance(text, str) for text in written):
        raise row.wrong(word, f"{written!r} is not a list of keys")
    return written


def _written_link(file: str, table: dict[str, Any], keys: Keys) -> Link:
    row = _Row(file, NOUN["link"], f"{table.get('from')} to {table.get('to')}", "", table, {})
    ends: list[str] = []
    for side in ("from", "to"):
        end = table.get(side)
        if not isinstance(end, list) or len(end) != 2:
            raise row.wrong(side, "is not a noun and a key")
        ends += [end[0], _refer(row, side, end[0], end[1], keys)]
    extra = table.keys() - {"from", "to", "kind", "note"}
    if extra:
        raise row.wrong(min(extra), "there is no such field")
    kind = _value(row, row.noun.field["kind"], table.get("kind"))
    note = _value(row, row.noun.field["note"], table.get("note", ""))
    return replace(link(ends[0], ends[1], kind, ends[2], ends[3]), note=note)


def _once(records: Iterable[_Kept]) -> list[_Kept]:
    """Drop what is said again: a tag hangs on many records and is one record."""
    first: dict[str, _Kept] = {}
    for record in records:
        first.setdefault(record.id, record)
    return list(first.values())


def _in_reference_order(records: list[Record]) -> tuple[Record, ...]:
    """Sort by noun as NOUNS has them, and within a noun the whole before its parts."""
    rank = {noun.cls: place for place, noun in enumerate(NOUNS)}
    parents: dict[str, str | None] = {
        record.id: getattr(record, "parent_id", None) for record in records
    }

    def depth(record: Record) -> int:
        steps, above = 0, parents[record.id]
        while above is not None:
            steps, above = steps + 1, parents.get(above)
            if steps > len(parents):
                raise ValueError(f"{record!r} is part of itself")
        return steps

    return tuple(sorted(records, key=lambda record: (rank[type(record)], depth(record))))
