"""The thorough look at a workspace file: pages, references, search index, change log, triggers.

It reads only. What has to be built for comparing is built in a private temporary database to which
the file is attached read-only, so it may run beside an open window.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import MISSING, fields
from pathlib import Path

from nghs_desktop.domain.nouns import NOUNS, Noun
from nghs_desktop.storage.look import tidy
from nghs_desktop.storage.tables import SEARCH_DDL, SEARCH_INDEXES, metadata
from nghs_desktop.storage.triggers import all_triggers, indexed_words
from nghs_desktop.storage.values import to_column

_MOST = 20
"""How many findings of one sort are told; a broken file can have millions."""


@contextmanager
def beside(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a private temporary database with the file attached read-only as `w`."""
    connection = sqlite3.connect("", uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA busy_timeout = 10000")
        connection.execute("ATTACH DATABASE ? AS w", (f"{path.absolute().as_uri()}?mode=ro",))
        connection.execute("BEGIN")
        yield connection
    finally:
        connection.close()
        tidy(path)


def page_faults(file: sqlite3.Connection) -> list[str]:
    """Return what SQLite's own check finds wrong in the file's pages and indexes."""
    rows = file.execute(f"PRAGMA w.integrity_check({_MOST})").fetchall()
    return [str(text) for (text,) in rows if text != "ok"]


def lost_references(file: sqlite3.Connection) -> list[str]:
    """Return each reference or link to a record that is not in the file."""
    found = [
        f"{table} row {row} refers to a {parent} that is not there"
        for table, row, parent, _ in file.execute("PRAGMA w.foreign_key_check").fetchmany(_MOST)
    ]
    for end in ("from", "to"):
        for noun in NOUNS:
            rows = file.execute(
                f"SELECT k.id FROM w.link k WHERE k.{end}_noun = ? AND NOT EXISTS "
                f"(SELECT 1 FROM w.{noun.name} r WHERE r.id = k.{end}_id) LIMIT ?",
                (noun.name, _MOST),
            )
            found += [f"link {id} has no {noun.name} at its {end} end" for (id,) in rows]
        names = ", ".join(f"'{noun.name}'" for noun in NOUNS)
        rows = file.execute(
            f"SELECT id FROM w.link WHERE {end}_noun NOT IN ({names}) LIMIT ?", (_MOST,)
        )
        found += [f"link {id} has an unknown noun at its {end} end" for (id,) in rows]
    return found


def schema_faults(file: sqlite3.Connection) -> list[str]:
    """Return tables, indexes and triggers that are missing, and triggers and views not ours."""
    names = {name for (name,) in file.execute("SELECT name FROM w.sqlite_schema").fetchall()}
    wanted = {str(table.name) for table in metadata.tables.values()} | set(SEARCH_INDEXES)
    wanted |= {str(index.name) for table in metadata.tables.values() for index in table.indexes}
    found = [f"{name} is missing" for name in sorted(wanted - names)]
    ours = {_name(sql) for sql in all_triggers()}
    found += _together(sorted(ours - names), "trigger", "missing")
    there = file.execute(
        "SELECT type, name FROM w.sqlite_schema WHERE type IN ('trigger', 'view')"
    ).fetchall()
    return found + [
        f"the {kind} {name} is not ours"
        for kind, name in there
        if kind == "view" or name not in ours
    ]


def outdated_triggers(file: sqlite3.Connection) -> int:
    """Return how many of our triggers are those of another version; opening to write renews them."""
    ours = set(all_triggers())
    names = {_name(sql) for sql in ours}
    rows = file.execute("SELECT name, sql FROM w.sqlite_schema WHERE type = 'trigger'")
    return sum(name in names and sql not in ours for name, sql in rows)


def log_faults(file: sqlite3.Connection) -> list[str]:
    """Return gaps in the change log, heads without their change, and rows the log does not know."""
    found = []
    for device, first, last, count in file.execute(
        "SELECT dev, min(n), max(n), count(*) FROM w.change GROUP BY dev"
    ).fetchall():
        if first != 1 or last != count:
            found.append(f"the change log of device {device} has gaps ({count} of {last})")
        (counted,) = file.execute(
            "SELECT coalesce((SELECT n FROM w.vv WHERE dev = ?), 0)", (device,)
        ).fetchone()
        if counted != last:
            found.append(f"device {device} counts {counted} changes and has {last}")
    ahead = file.execute(
        "SELECT 1 FROM w.sync_state s WHERE ctr <> "
        "(SELECT coalesce(max(n), 0) FROM w.change c WHERE c.dev = s.dev)"
    ).fetchone()
    if ahead:
        found.append("the counter of this computer's changes is not at its last change")
    rows = file.execute(
        "SELECT h.tbl, h.pk, h.col FROM w.head h LEFT JOIN w.change c "
        "ON c.dev = h.dev AND c.n = h.n AND c.tbl = h.tbl AND c.pk = h.pk AND c.col = h.col "
        "WHERE c.n IS NULL LIMIT ?",
        (_MOST,),
    )
    found += [
        f"{table} {key}: {column} points to a change that is not there"
        for table, key, column in rows
    ]
    rows = file.execute(
        "SELECT DISTINCT c.tbl, c.pk, c.col FROM w.change c WHERE NOT EXISTS (SELECT 1 FROM w.head h "
        "WHERE h.tbl = c.tbl AND h.pk = c.pk AND h.col = c.col) LIMIT ?",
        (_MOST,),
    )
    found += [
        f"{table} {key}: {column} changed and nothing says to what" for table, key, column in rows
    ]
    for noun in NOUNS:
        found += _rows_not_in_log(file, noun)
    return found


def _rows_not_in_log(file: sqlite3.Connection, noun: Noun) -> list[str]:
    """Return records whose fields are not what the log says was written last.

    A field that came with a later schema is not in the row as it was made: it has its default. A
    field with two concurrent versions, and text with a NUL (SQLite's JSON cuts it there), are left
    out.
    """
    table = noun.name
    logged = [field.name for field in noun.fields if field.about.logged and field.name != "id"]
    usual = {one.name: _usual(one.default) for one in fields(noun.cls)}
    unmade = file.execute(
        f"SELECT r.id FROM w.{table} r WHERE NOT EXISTS (SELECT 1 FROM w.head h "
        f"WHERE h.tbl = '{table}' AND h.pk = r.id AND h.col = '*') LIMIT ?",
        (_MOST,),
    )
    found = [f"{table} {id} is not in the change log" for (id,) in unmade]
    unchanged = (
        f"NOT EXISTS (SELECT 1 FROM w.head o WHERE o.tbl = '{table}' AND o.pk = r.id AND o.col = "
    )
    differs = " OR ".join(
        f"(coalesce(json_extract(c.new, '$.{name}'), CASE WHEN json_type(c.new, '$.{name}') IS NULL "
        f"THEN {usual[name]} END) IS NOT r.{name} AND {unchanged}'{name}') "
        f"AND instr(coalesce(r.{name}, ''), char(0)) = 0)"
        for name in logged
    )
    rows = file.execute(
        f"SELECT r.id FROM w.{table} r JOIN w.head h ON h.tbl = '{table}' AND h.pk = r.id "
        f"AND h.col = '*' JOIN w.change c ON c.dev = h.dev AND c.n = h.n WHERE {differs} LIMIT ?",
        (_MOST,),
    )
    found += [f"{table} {id} is not as the change log made it" for (id,) in rows]
    now = " ".join(f"WHEN '{name}' THEN r.{name}" for name in logged)
    rows = file.execute(
        f"SELECT r.id, h.col FROM w.head h JOIN w.{table} r ON r.id = h.pk JOIN w.change c "
        f"ON c.dev = h.dev AND c.n = h.n WHERE h.tbl = '{table}' AND h.col <> '*' "
        f"AND c.new IS NOT CASE h.col {now} END AND (SELECT count(*) FROM w.head o "
        "WHERE o.tbl = h.tbl AND o.pk = h.pk AND o.col = h.col) = 1 LIMIT ?",
        (_MOST,),
    )
    return found + [f"{table} {id}: {column} is not what was written last" for id, column in rows]


def tally_faults(file: sqlite3.Connection) -> list[str]:
    """Return each kind of record of which lists and the rail would tell a wrong number."""
    found = []
    for noun in NOUNS:
        if noun.captured:
            status = "status" if noun.status else "''"
            counted = set(
                file.execute(
                    f"SELECT coalesce(group_id, ''), {status}, count(*) FROM w.{noun.name} "
                    "WHERE deleted = 0 GROUP BY 1, 2"
                )
            )
            told = set(
                file.execute(
                    "SELECT group_id, status, n FROM w.tally WHERE noun = ? AND n <> 0",
                    (noun.name,),
                )
            )
            if counted != told:
                found.append(f"the number of {noun.plural.lower()} by group and status is wrong")
    return found


def search_faults(file: sqlite3.Connection) -> list[str]:
    """Return what searching would miss, find wrongly, or stumble over.

    The index is built anew from the tables beside the file, and the two are compared word by word
    and record by record. Then SQLite checks a copy of the index itself, its prefixes included.
    """
    found = [
        f"{noun.name} {id} has no number in the search index"
        for noun in NOUNS
        if any(indexed_words(noun, index) for index in SEARCH_INDEXES)
        for (id,) in file.execute(
            f"SELECT id FROM w.{noun.name} WHERE id NOT IN (SELECT pk FROM w.search_doc) LIMIT ?",
            (_MOST,),
        )
    ]
    for index, ddl in zip(SEARCH_INDEXES, SEARCH_DDL, strict=True):
        found += _differences(file, index, ddl)
    return found


def _differences(file: sqlite3.Connection, index: str, ddl: str) -> list[str]:
    file.execute(ddl)
    for part in ("data", "idx", "docsize", "config"):
        file.execute(f"DELETE FROM main.{index}_{part}")
        file.execute(f"INSERT INTO main.{index}_{part} SELECT * FROM w.{index}_{part}")
    try:
        file.execute(f"INSERT INTO main.{index} ({index}) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as problem:
        return [f"the search index {index} does not check: {problem}"]
    fresh = f"fresh_{index}"
    file.execute(re.sub(r"prefix='[^']*', ", "", ddl.replace(index, fresh, 1)))
    for noun in NOUNS:
        words = indexed_words(noun, index)
        if words:
            file.execute(f"INSERT INTO {fresh} (rowid, words) {words} ORDER BY d.rowid")
    for name in (index, fresh):
        file.execute(f"CREATE VIRTUAL TABLE {name}_words USING fts5vocab({name}, instance)")
    faults = _compared(
        *(
            iter(file.cursor().execute(f"SELECT term, doc FROM {name}_words"))
            for name in (fresh, index)
        )
    )
    found: dict[str, None] = {}
    for number, missing in faults:
        record = file.execute(
            "SELECT noun || ' ' || pk FROM w.search_doc WHERE rowid = ?", (number,)
        ).fetchone()
        fault = "cannot be found by one of its words" if missing else "is found by a word it lacks"
        found[f"{record[0] if record else f'search entry {number}'} {fault}"] = None
    return list(found)


def _compared(
    wanted: Iterator[tuple[str, int]], present: Iterator[tuple[str, int]]
) -> list[tuple[int, bool]]:
    """Walk two indexes in their common order; return (record number, is missing) where they part."""
    found: list[tuple[int, bool]] = []
    left, right = next(wanted, None), next(present, None)
    while (left or right) and len(found) < _MOST:
        if left == right:
            left, right = next(wanted, None), next(present, None)
        elif right is None or (left is not None and _place(left) < _place(right)):
            found.append((left[1] if left else 0, True))
            left = next(wanted, None)
        else:
            found.append((right[1], False))
            right = next(present, None)
    return found


def _place(entry: tuple[str, int]) -> tuple[bytes, int]:
    return entry[0].encode("utf-8", "surrogatepass"), entry[1]


def _name(sql: str) -> str:
    return sql.split()[2]


def _together(names: list[str], thing: str, fault: str) -> list[str]:
    if not names:
        return []
    if len(names) == 1:
        return [f"the {thing} {names[0]} is {fault}"]
    some = f"{', '.join(names[:3])}{' ...' if len(names) > 3 else ''}"
    return [f"{len(names)} {thing}s are {fault}: {some}"]


def _usual(default: object) -> str:
    """Return a field's default as SQL: words, flags and counts of ours, never anybody's text."""
    value = None if default is MISSING else to_column(default)
    return "NULL" if value is None else f"'{value}'" if isinstance(value, str) else str(value)
