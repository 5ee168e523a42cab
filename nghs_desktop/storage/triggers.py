"""The triggers that write the change log and the search index, generated from the tables.

Whatever writes to a noun's table, in whatever way, leaves its change rows in the same transaction.
They are made anew after each migration and never written by hand.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from nghs_desktop.domain.describe import Search
from nghs_desktop.domain.nouns import NOUNS, Noun
from nghs_desktop.storage.search import SEARCH_INDEXES

_NOW = "(CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) << 16)"
_DRIFT = 600_000 << 16
"""How far the logical clock may run ahead of the wall clock before it falls back to it: 10 min."""

_CLOCK = f"CASE WHEN s.hlc > {_NOW} + {_DRIFT} THEN {_NOW} ELSE max(s.hlc + 1, {_NOW}) END"
_COLUMNS = "dev, n, hlc, txn, actor, ver, tbl, pk, col, bases, old, new, seen"
_FINDABLE, _FOUND_ANEW = "_findable", "_found_anew"
_TALLIED, _TALLIED_ANEW = "_tallied", "_tallied_anew"
_QUIET = "(SELECT applying FROM sync_state) = 0"

_COUNTED = f"""CREATE TRIGGER change_counted AFTER INSERT ON change WHEN {_QUIET}
BEGIN
  UPDATE sync_state SET ctr = NEW.n, hlc = NEW.hlc;
  INSERT INTO vv (dev, n) VALUES (NEW.dev, NEW.n) ON CONFLICT (dev) DO UPDATE SET n = NEW.n;
  DELETE FROM head WHERE tbl = NEW.tbl AND pk = NEW.pk AND col = NEW.col;
  INSERT INTO head VALUES (NEW.tbl, NEW.pk, NEW.col, NEW.dev, NEW.n);
END"""
"""Each change made here moves the counters on and becomes the head of its field."""


def change_triggers(noun: Noun) -> Iterator[str]:
    """Yield the triggers that log what happens to a noun's rows.

    One trigger logs all fields of an update: a trigger per field made opening a file five times
    slower, since SQLite reads every trigger at each connect (docs/decisions/0003). REPLACE deletes
    without a trigger where `recursive_triggers` is off; the row made in its place is refused.
    """
    table = noun.name
    logged = [field.name for field in noun.fields if field.about.logged and field.name != "id"]
    row = ", ".join(f"'{name}', NEW.{name}" for name in logged)
    yield f"""CREATE TRIGGER {table}_made AFTER INSERT ON {table} WHEN {_QUIET}
BEGIN
  SELECT RAISE(ABORT, 'a row is never replaced') FROM head
    WHERE tbl = '{table}' AND pk = NEW.id AND col = '*';
  INSERT INTO change ({_COLUMNS}) SELECT dev, ctr + 1, {_CLOCK}, txn, actor, ver, '{table}',
    NEW.id, '*', NULL, NULL, json_object({row}), NULL FROM sync_state s;
END"""
    fields = " UNION ALL ".join(
        [
            f"SELECT '{logged[0]}' AS f, OLD.{logged[0]} AS o, NEW.{logged[0]} AS w",
            *(f"SELECT '{name}', OLD.{name}, NEW.{name}" for name in logged[1:]),
        ]
    )
    here = f"h.tbl = '{table}' AND h.pk = NEW.id"
    yield f"""CREATE TRIGGER {table}_set AFTER UPDATE ON {table} WHEN {_QUIET}
BEGIN
  INSERT INTO change ({_COLUMNS}) SELECT dev, ctr + row_number() OVER (),
    {_CLOCK} + row_number() OVER (), txn, actor, ver, '{table}', NEW.id, f,
    (SELECT json_group_array(json_array(h.dev, h.n)) FROM head h WHERE {here} AND h.col =
      CASE WHEN EXISTS (SELECT 1 FROM head h WHERE {here} AND h.col = f) THEN f ELSE '*' END),
    o, w, CASE f WHEN 'deleted' THEN
      (SELECT json_group_object(d.id, v.n) FROM vv v JOIN device d ON d.no = v.dev) END
    FROM sync_state s, ({fields}) WHERE o IS NOT w;
END"""
    yield f"""CREATE TRIGGER {table}_keeps_key BEFORE UPDATE OF id ON {table}
WHEN OLD.id IS NOT NEW.id BEGIN SELECT RAISE(ABORT, 'a key never changes'); END"""
    yield f"""CREATE TRIGGER {table}_keeps_rows BEFORE DELETE ON {table} WHEN {_QUIET}
BEGIN SELECT RAISE(ABORT, 'records move to the Trash, rows are never deleted'); END"""


def _words(row: str, names: tuple[str, ...]) -> str:
    return " || ' ' || ".join(f"{row}.{name}" for name in names)


def _indexed(noun: Noun, row: str) -> dict[str, tuple[str, str]]:
    """Return what each search index holds of a noun's row, as SQL: the words, and whether any.

    Beside its text a record's title stands in the second index too: words that are partly in the
    one and partly in the other are found together. A record without text is in the first alone.
    """
    title, text = noun.searched(Search.TITLE), noun.searched(Search.TEXT)
    holds = {SEARCH_INDEXES[0]: (title, title), SEARCH_INDEXES[1]: ((*title, *text), text)}
    return {
        index: (_words(row, names), f"{row}.deleted = 0 AND trim({_words(row, needed)}) <> ''")
        for index, (names, needed) in holds.items()
        if needed
    }


def search_triggers(noun: Noun) -> Iterator[str]:
    """Yield the triggers that keep the search index true to a noun's live rows."""
    table = noun.name
    added = "".join(
        f"""
  INSERT INTO {index} (rowid, words) SELECT rowid, {words} FROM search_doc
    WHERE pk = NEW.id AND {there};"""
        for index, (words, there) in _indexed(noun, "NEW").items()
    )
    removed = "".join(
        f"""
  INSERT INTO {index} ({index}, rowid, words) SELECT 'delete', rowid, {words} FROM search_doc
    WHERE pk = OLD.id AND {there};"""
        for index, (words, there) in _indexed(noun, "OLD").items()
    )
    if not added:
        return
    yield f"""CREATE TRIGGER {table}{_FINDABLE} AFTER INSERT ON {table}
BEGIN
  INSERT INTO search_doc (noun, pk) VALUES ('{table}', NEW.id);{added}
END"""
    watched = [*noun.searched(Search.TITLE), *noun.searched(Search.TEXT), "deleted"]
    moved = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in watched)
    yield f"""CREATE TRIGGER {table}{_FOUND_ANEW} AFTER UPDATE OF {", ".join(watched)} ON {table}
WHEN {moved}
BEGIN{removed}{added}
END"""


def tally_triggers(noun: Noun) -> Iterator[str]:
    """Yield the triggers that keep count of a captured noun's live rows by group and status."""
    if not noun.captured:
        return
    table = noun.name

    def place(row: str) -> str:
        status = f"{row}.status" if noun.status else "''"
        return f"'{table}', coalesce({row}.group_id, ''), {status}"

    one_more = f"""INSERT INTO tally (noun, group_id, status, n) SELECT {place("NEW")}, 1
    WHERE NEW.deleted = 0 ON CONFLICT (noun, group_id, status) DO UPDATE SET n = n + 1;"""
    watched = ("group_id", "deleted", "status") if noun.status else ("group_id", "deleted")
    moved = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in watched)
    yield f"""CREATE TRIGGER {table}{_TALLIED} AFTER INSERT ON {table}
BEGIN
  {one_more}
END"""
    yield f"""CREATE TRIGGER {table}{_TALLIED_ANEW} AFTER UPDATE OF {", ".join(watched)} ON {table}
WHEN {moved}
BEGIN
  UPDATE tally SET n = n - 1
    WHERE (noun, group_id, status) = ({place("OLD")}) AND OLD.deleted = 0;
  {one_more}
END"""


def all_triggers() -> tuple[str, ...]:
    """Return every trigger of the file."""
    sorts = (change_triggers, search_triggers, tally_triggers)
    return (_COUNTED, *(sql for noun in NOUNS for sort in sorts for sql in sort(noun)))


def install(connection: sqlite3.Connection) -> None:
    """Leave exactly our triggers, and no views, in the file, in the caller's transaction.

    The file's own triggers run with our rights (search needs it), so others' are taken out.
    """
    ours = set(all_triggers())
    found = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view')"
    ).fetchall()
    strange = [(kind, name) for kind, name, sql in found if kind == "view" or sql not in ours]
    for kind, name in strange:
        quoted = name.replace('"', '""')
        connection.execute(f'DROP {kind} "{quoted}"')
    missing = ours - {sql for _, _, sql in found}
    for sql in missing:
        connection.execute(sql)
    # Where these were not there, or were an older program's, what they keep is not ours yet.
    if any(_FINDABLE in sql or _FOUND_ANEW in sql for sql in missing):
        rebuild_search(connection)
    if any(_TALLIED in sql for sql in missing):
        rebuild_tally(connection)


def rebuild_tally(connection: sqlite3.Connection) -> None:
    """Count live records anew, in the caller's transaction."""
    connection.execute("DELETE FROM tally")
    for noun in NOUNS:
        if noun.captured:
            status = "status" if noun.status else "''"
            connection.execute(
                f"INSERT INTO tally SELECT '{noun.name}', coalesce(group_id, ''), {status}, count(*) "
                f"FROM {noun.name} WHERE deleted = 0 GROUP BY 2, 3"
            )


def indexed_words(noun: Noun, index: str) -> str:
    """Return the SELECT of what an index holds of a noun (rowid, words); empty when nothing."""
    held = _indexed(noun, "r").get(index)
    if held is None:
        return ""
    words, there = held
    return (
        f"SELECT d.rowid, {words} FROM {noun.name} r JOIN search_doc d ON d.pk = r.id WHERE {there}"
    )


def rebuild_search(connection: sqlite3.Connection) -> None:
    """Fill the search index anew from the tables, in the caller's transaction."""
    for index in SEARCH_INDEXES:
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
    for noun in NOUNS:
        selects = {index: indexed_words(noun, index) for index in SEARCH_INDEXES}
        if any(selects.values()):
            connection.execute(
                f"INSERT OR IGNORE INTO search_doc (noun, pk) "
                f"SELECT '{noun.name}', id FROM {noun.name} ORDER BY rowid"
            )
        for index, select in selects.items():
            if select:
                connection.execute(f"INSERT INTO {index} (rowid, words) {select} ORDER BY d.rowid")
