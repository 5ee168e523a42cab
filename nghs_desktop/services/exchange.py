"""Takes everything out of a workspace: as one JSON document, or as CSV tables.

What goes out is what the person has: live records and those in the Trash, never what was undone.
Private fields (see the nouns) stay in unless they are asked for, and names stay in where the rule of a
meeting keeps them back (`taken_out`). A file appears under its name only
once it is whole and on disk.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from nghs_desktop import __version__
from nghs_desktop.base.clock import to_text
from nghs_desktop.base.errors import EnvironmentProblem, UserError
from nghs_desktop.base.paths import private_folder
from nghs_desktop.domain.changes import MADE
from nghs_desktop.domain.describe import Described, FieldKind, described
from nghs_desktop.domain.nouns import CAPTURED, NOUN, NOUNS, Noun, show_number
from nghs_desktop.domain.records import Captured, Kept
from nghs_desktop.exchange import csv_format, json_format
from nghs_desktop.exchange.csv_format import Cell
from nghs_desktop.services.lists import ListQuery, count_items, ids_of_items
from nghs_desktop.services.queries import workspace_info
from nghs_desktop.services.taken_out import Gate
from nghs_desktop.storage.reader import Reader
from nghs_desktop.storage.values import from_column

ITEMS = "captured in order.csv"
"""The table of everything captured, in the order it was heard."""

_TOO_LONG = frozenset({("issued_brief", "content"), ("issued_brief", "pdf")})
_COMMON = described(Captured)
_PAGE = 2_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What to take out: private fields too, and the history too (JSON alone has it)."""

    private: bool = False
    history: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, and how many records it holds."""

    path: Path
    records: int


def export_json(reader: Reader, path: Path, now: datetime, wish: Wish) -> Written:
    """Write the whole workspace as one JSON file."""
    with _one_moment(reader), _whole_file(path, "utf-8") as file:
        return Written(path, write_json(reader, file, now, wish))


def export_csv(reader: Reader, folder: Path, wish: Wish) -> tuple[Written, ...]:
    """Write a table per noun that has records, and one of all captured items, into a folder."""
    with _one_moment(reader):
        return tuple(_write_tables(reader, folder, wish))


def export_list(reader: Reader, path: Path, query: ListQuery) -> Written:
    """Write the items a list shows, in its order, as one CSV file; private fields stay out."""
    noun = NOUN[query.noun]
    fields = _taken(noun.fields, Wish())
    columns = ", ".join(field.name for field in fields)

    def rows() -> Iterator[list[Cell]]:
        gate = Gate(reader)
        names = _Names(reader, gate)
        for id in ids_of_items(reader, query, count_items(reader, query)):
            sql = f"SELECT {columns} FROM {noun.name} WHERE id = ?"
            for row in reader.rows(sql, (id,)):
                yield from _cells(noun, fields, row, names, gate)

    with _one_moment(reader), _whole_file(path, "utf-8-sig") as file:
        return Written(path, csv_format.write_table(file, _heads(fields), rows()))


def _write_tables(reader: Reader, folder: Path, wish: Wish) -> Iterator[Written]:
    tables: list[tuple[str, Callable[[TextIO], int]]] = [
        (ITEMS, lambda file: write_items_csv(reader, file, wish))
    ]
    for noun in NOUNS:
        if reader.value(f"SELECT 1 FROM {noun.name} WHERE deleted <> 2"):
            tables.append((f"{noun.plural.lower()}.csv", _table_of(reader, noun, wish)))
    for name, write in tables:
        with _whole_file(folder / name, csv_format.ENCODING) as file:
            yield Written(folder / name, write(file))


def write_json(reader: Reader, file: TextIO, now: datetime, wish: Wish) -> int:
    """Write the whole workspace as JSON to an open file; return how many records it has."""
    info = workspace_info(reader)
    about = {
        "name": info.name if info else "",
        "exported_at": to_text(now),
        "app_version": __version__,
        "private_fields": wish.private,
    }
    history = _history(reader, wish) if wish.history else None
    return json_format.write_document(file, about, _records(reader, wish), history)


def write_items_csv(reader: Reader, file: TextIO, wish: Wish) -> int:
    """Write the table of all captured items to an open file, in the order they were heard."""
    fields = _taken(_COMMON, wish)
    head = ["Kind", "Status", *_heads(fields)]
    return csv_format.write_table(file, head, _item_rows(reader, fields))


def _records(reader: Reader, wish: Wish) -> Iterator[dict[str, Any]]:
    """Yield every record, the referred first, captured items in the order they were heard."""
    first, gate = NOUNS.index(CAPTURED[0]), Gate(reader)
    for noun in NOUNS[:first]:
        yield from _records_of(reader, noun, wish, gate)
    fields = {noun.name: _taken(noun.fields, wish) for noun in CAPTURED}
    for noun, id in _heard(reader):
        columns = ", ".join(field.name for field in fields[noun.name])
        row = reader.rows(f"SELECT {columns} FROM {noun.name} WHERE id = ?", (id,))[0]
        yield from _as_json(noun, fields[noun.name], row, gate)
    for noun in NOUNS[first + len(CAPTURED) :]:
        yield from _records_of(reader, noun, wish, gate)


def _records_of(reader: Reader, noun: Noun, wish: Wish, gate: Gate) -> Iterator[dict[str, Any]]:
    fields = _taken(noun.fields, wish)
    columns = ", ".join(field.name for field in fields)
    for row in _paged(reader, f"SELECT rowid, {columns} FROM {noun.name} WHERE deleted <> 2"):
        yield from _as_json(noun, fields, row[1:], gate)


def _as_json(
    noun: Noun, fields: tuple[Described, ...], row: tuple[Any, ...], gate: Gate
) -> Iterator[dict[str, Any]]:
    values = gate.row(
        noun.name,
        {
            field.name: bool(value) if field.about.kind is FieldKind.FLAG else value
            for field, value in zip(fields, row, strict=True)
        },
    )
    if values is not None:
        in_trash = values.pop("deleted") == Kept.TRASH
        yield {"record": noun.name, **values, "in_trash": in_trash}


def _heard(reader: Reader) -> Iterator[tuple[Noun, str]]:
    """Yield which captured items there are, as they were heard."""
    sql = " UNION ALL ".join(
        f"SELECT '{noun.name}', id, heard_at FROM {noun.name} WHERE deleted <> 2"
        for noun in CAPTURED
    )
    for name, id, _ in reader.rows(f"{sql} ORDER BY 3, 2"):
        yield NOUN[name], id


def _history(reader: Reader, wish: Wish) -> Iterator[dict[str, Any]]:
    there = " OR ".join(
        f"(tbl = '{noun.name}' AND pk IN (SELECT id FROM {noun.name} WHERE deleted <> 2))"
        for noun in NOUNS
    )
    columns, gate = "rowid, dev, n, txn, hlc >> 16, actor, tbl, pk, col, old, new", Gate(reader)
    sql = f"SELECT {columns} FROM change WHERE redacted = 0 AND ({there})"
    for _, device, n, step, at, by, table, key, column, old, new in _paged(reader, sql):
        taken = {field.name for field in _taken(NOUN[table].fields, wish)}
        if column == MADE:
            made = {name: value for name, value in json.loads(new).items() if name in taken}
            new = gate.row(table, made | {"id": key})
            if new is None:
                continue
            new = {name: value for name, value in new.items() if name != "id" or "id" in made}
        elif column not in taken:
            continue
        else:
            may, old = gate.value(table, key, column, old)
            _, new = gate.value(table, key, column, new)
            if not may:
                continue
        moment = to_text(datetime.fromtimestamp(at / 1000, UTC))
        yield {
            "device": device,
            "number": n,
            "step": step,
            "at": moment,
            "by": by,
            "record": table,
            "id": key,
            "field": "" if column == MADE else column,
            "from": old,
            "to": new,
        }


def _paged(reader: Reader, sql: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query whose first column is its table's rowid, a page at a time."""
    last = -1
    while rows := reader.rows(f"{sql} AND rowid > ? ORDER BY rowid LIMIT {_PAGE}", (last,)):
        yield from rows
        last = rows[-1][0]


def _table_of(reader: Reader, noun: Noun, wish: Wish) -> Callable[[TextIO], int]:
    # A cell holds what a person reads; the data and the file of an issued brief are in the JSON.
    kept = tuple(field for field in noun.fields if (noun.name, field.name) not in _TOO_LONG)
    fields = _taken(kept, wish)
    columns = ", ".join(field.name for field in fields)
    sql = f"SELECT rowid, {columns} FROM {noun.name} WHERE deleted <> 2"

    def rows() -> Iterator[list[Cell]]:
        gate = Gate(reader)
        names = _Names(reader, gate)
        for row in _paged(reader, sql):
            yield from _cells(noun, fields, row[1:], names, gate)

    return lambda file: csv_format.write_table(file, _heads(fields), rows())


def _item_rows(reader: Reader, fields: tuple[Described, ...]) -> Iterator[list[Cell]]:
    gate = Gate(reader)
    names = _Names(reader, gate)
    columns = ", ".join(field.name for field in fields)
    for noun, id in _heard(reader):
        status = noun.field.get("status")
        extra = "status" if status else "NULL"
        (row,) = reader.rows(f"SELECT {extra}, {columns} FROM {noun.name} WHERE id = ?", (id,))
        said = _shown(status, row[0]) if status else ""
        for cells in _cells(noun, fields, row[1:], names, gate):
            yield [noun.label, said, *cells]


def _taken(fields: tuple[Described, ...], wish: Wish) -> tuple[Described, ...]:
    return tuple(field for field in fields if wish.private or not field.about.private)


def _heads(fields: tuple[Described, ...]) -> list[str]:
    """Return the heads of a table: the words of the screen; a reference also has its key."""
    heads = []
    for field in fields:
        heads.append("In Trash" if field.name == "deleted" else field.about.label)
        if field.about.kind is FieldKind.REFERENCE:
            heads.append(f"{field.about.label} (key)")
    return heads


def _cells(
    noun: Noun, fields: tuple[Described, ...], row: tuple[Any, ...], names: _Names, gate: Gate
) -> Iterator[list[Cell]]:
    """Yield the cells of a row; none when it may not be taken out."""
    values = gate.row(noun.name, {one.name: it for one, it in zip(fields, row, strict=True)})
    if values is None:
        return
    cells: list[Cell] = []
    for field in fields:
        value = values[field.name]
        if field.name == "number" and noun.captured:
            cells.append(show_number(noun, value))
        elif field.name == "deleted":
            cells.append("Yes" if value == Kept.TRASH else "No")
        elif field.about.kind is FieldKind.REFERENCE:
            place = values.get(f"{field.name.removesuffix('_id')}_organization", "")
            cells += [names.of(field.about.refers_to, value) or place, value]
        else:
            cells.append(_shown(field, value))
    yield cells


def _shown(field: Described, value: Any) -> Cell:
    """Return a stored value in the words of the screen."""
    if field.about.kind is FieldKind.FLAG:
        return "Yes" if value else "No"
    if field.about.kind is FieldKind.CHOICE:
        word = from_column(field, value)
        return None if word is None else str(getattr(word, "label", word))
    return value if value is None or isinstance(value, int) else str(value)


class _Names:
    """What records are called, looked up once each."""

    def __init__(self, reader: Reader, gate: Gate) -> None:
        self._reader, self._gate = reader, gate
        self._known: dict[str, str] = {}

    def of(self, noun: str, id: str | None) -> str:
        if id is None:
            return ""
        if id not in self._known:
            headline = NOUN[noun].headline
            found = self._reader.value(f"SELECT {headline} FROM {noun} WHERE id = ?", (id,))
            self._known[id] = str(self._gate.value(noun, id, headline, found)[1] or "")
        return self._known[id]


@contextmanager
def _one_moment(reader: Reader) -> Iterator[None]:
    """Let all reading in the block see the same state, whatever is written meanwhile."""
    reader.rows("BEGIN")
    try:
        yield
    finally:
        reader.rows("COMMIT")


@contextmanager
def _whole_file(path: Path, encoding: str) -> Iterator[TextIO]:
    """Write a file beside its place and put it there once it is whole; its owner alone reads it."""
    if path.is_dir():
        raise UserError(f"{path} is a folder.", "Nothing was written. Choose a file name.")
    fresh = path.with_name(path.name + ".new")
    try:
        private_folder(path.parent)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding=encoding, newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as problem:
        raise EnvironmentProblem(
            f"{path.name} could not be written: {(problem.strerror or str(problem)).lower()}.",
            "The workspace is unchanged. Choose another place, or free some space.",
        ) from problem
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
