"""The triggers that write the change log and the search index, generated from the tables.

Whatever writes to a noun's table, in whatever way, leaves its change rows in the same transaction.
They are made anew after each migration and never written by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.engine import Connection

from nghs_desktop.domain.describe import Search
from nghs_desktop.domain.nouns import NOUNS, Noun

_NOW = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
_DRIFT_MS = 600_000
"""How far the logical clock may run ahead of the wall clock before it falls back to it."""

_TICK = f"""
  UPDATE sync_state SET ctr = ctr + 1,
    hlc = CASE WHEN (hlc >> 16) > {_NOW} + {_DRIFT_MS} THEN {_NOW} << 16
               ELSE max(hlc + 1, {_NOW} << 16) END;
  INSERT INTO vv (dev, n) SELECT dev, ctr FROM sync_state WHERE true
    ON CONFLICT (dev) DO UPDATE SET n = excluded.n;"""

_BEFORE = "dev, n, hlc, txn, actor, ver, tbl, pk, col, bases, old, new, seen"
_QUIET = "(SELECT applying FROM sync_state) = 0"


def change_triggers(noun: Noun) -> Iterator[str]:
    """Yield the triggers that log what happens to a noun's rows."""
    table = noun.name
    logged = [field.name for field in noun.fields if field.about.logged and field.name != "id"]
    whole_row = ", ".join(f"'{name}', NEW.{name}" for name in logged)
    yield f"""CREATE TRIGGER {table}_made AFTER INSERT ON {table} WHEN {_QUIET}
BEGIN{_TICK}
  INSERT INTO change ({_BEFORE})
    SELECT dev, ctr, hlc, txn, actor, ver, '{table}', NEW.id, '*', NULL, NULL,
      json_object({whole_row}), NULL FROM sync_state;
  INSERT INTO head SELECT '{table}', NEW.id, '*', dev, ctr FROM sync_state;
END"""
    for name in logged:
        here = f"tbl = '{table}' AND pk = NEW.id AND col = '{name}'"
        made = f"tbl = '{table}' AND pk = NEW.id AND col = '*'"
        bases = f"""(SELECT json_group_array(json_array(dev, n)) FROM (
        SELECT dev, n FROM head WHERE {here}
        UNION ALL SELECT dev, n FROM head WHERE {made}
          AND NOT EXISTS (SELECT 1 FROM head WHERE {here})))"""
        seen = "(SELECT json_group_object(d.id, v.n) FROM vv v JOIN device d ON d.no = v.dev)"
        yield f"""CREATE TRIGGER {table}_set_{name} AFTER UPDATE OF {name} ON {table}
WHEN OLD.{name} IS NOT NEW.{name} AND {_QUIET}
BEGIN{_TICK}
  INSERT INTO change ({_BEFORE})
    SELECT dev, ctr, hlc, txn, actor, ver, '{table}', NEW.id, '{name}', {bases},
      OLD.{name}, NEW.{name}, {seen if name == "deleted" else "NULL"} FROM sync_state;
  DELETE FROM head WHERE {here};
  INSERT INTO head SELECT '{table}', NEW.id, '{name}', dev, ctr FROM sync_state;
END"""
    yield f"""CREATE TRIGGER {table}_keeps_its_key BEFORE UPDATE OF id ON {table}
WHEN OLD.id IS NOT NEW.id BEGIN SELECT RAISE(ABORT, 'a key never changes'); END"""
    yield f"""CREATE TRIGGER {table}_keeps_its_rows BEFORE DELETE ON {table} WHEN {_QUIET}
BEGIN SELECT RAISE(ABORT, 'records move to the Trash, rows are never deleted'); END"""


def _words(row: str, names: tuple[str, ...]) -> str:
    return " || ' ' || ".join(f"{row}.{name}" for name in names) if names else "''"


def search_triggers(noun: Noun) -> Iterator[str]:
    """Yield the triggers that keep the search index true to a noun's live rows."""
    table = noun.name
    fields = {
        "search_title": noun.searched(Search.TITLE),
        "search_text": noun.searched(Search.TEXT),
    }
    if not any(fields.values()):
        return

    def add() -> str:
        return "".join(
            f"""
  INSERT INTO {index} (rowid, words) SELECT rowid, {_words("NEW", names)} FROM search_doc
    WHERE pk = NEW.id AND NEW.deleted = 0 AND trim({_words("NEW", names)}) <> '';"""
            for index, names in fields.items()
            if names
        )

    def remove() -> str:
        return "".join(
            f"""
  INSERT INTO {index} ({index}, rowid, words)
    SELECT 'delete', rowid, {_words("OLD", names)} FROM search_doc
    WHERE pk = OLD.id AND OLD.deleted = 0 AND trim({_words("OLD", names)}) <> '';"""
            for index, names in fields.items()
            if names
        )

    yield f"""CREATE TRIGGER {table}_findable AFTER INSERT ON {table}
BEGIN
  INSERT INTO search_doc (noun, pk) VALUES ('{table}', NEW.id);{add()}
END"""
    watched = [*fields["search_title"], *fields["search_text"], "deleted"]
    moved = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in watched)
    yield f"""CREATE TRIGGER {table}_found_anew AFTER UPDATE OF {", ".join(watched)} ON {table}
WHEN {moved}
BEGIN{remove()}{add()}
END"""


def all_triggers() -> tuple[str, ...]:
    """Return every trigger of the file."""
    return tuple(sql for noun in NOUNS for sql in (*change_triggers(noun), *search_triggers(noun)))


def install(connection: Connection) -> None:
    """Replace all triggers by those of the present tables, in the caller's transaction."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    for (name,) in names.all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for sql in all_triggers():
        connection.exec_driver_sql(sql)


def rebuild_search(connection: Connection) -> None:
    """Fill the search index anew from the tables, in the caller's transaction."""
    for index in ("search_title", "search_text"):
        connection.exec_driver_sql(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
    for noun in NOUNS:
        for index, where in (("search_title", Search.TITLE), ("search_text", Search.TEXT)):
            names = noun.searched(where)
            if names:
                words = _words("r", names)
                connection.exec_driver_sql(
                    f"INSERT OR IGNORE INTO search_doc (noun, pk) "
                    f"SELECT '{noun.name}', id FROM {noun.name} ORDER BY rowid"
                )
                connection.exec_driver_sql(
                    f"INSERT INTO {index} (rowid, words) SELECT d.rowid, {words} "
                    f"FROM {noun.name} r JOIN search_doc d ON d.pk = r.id "
                    f"WHERE r.deleted = 0 AND trim({words}) <> '' ORDER BY d.rowid"
                )
