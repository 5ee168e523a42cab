"""Writes records: the one way from a record to its row. Everything runs inside a transaction on the
writing connection; the change rows come from the triggers. Statements are built from the tables and
compiled once, then carried out by the driver, so that Enter is on disk soon (docs/decisions/0002)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, func, insert, literal_column, select, text, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ClauseElement, ColumnElement

from nghs_desktop.base.clock import to_text
from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.changes import MADE, Change, ChangeSet
from nghs_desktop.domain.nouns import NOUN, Noun
from nghs_desktop.domain.records import Kept, Record
from nghs_desktop.storage.engine import driver_of
from nghs_desktop.storage.tables import TABLES, step
from nghs_desktop.storage.values import column_names, to_columns, to_record, to_row

_AT_ONCE = 2_000
"""Records of one noun that are written with one statement."""


_KEY = "the_key"
_DIALECT = sqlite.dialect(paramstyle="named")
_ZERO: ColumnElement[int] = literal_column("0")
_ONE: ColumnElement[int] = literal_column("1")


def _compiled(statement: ClauseElement) -> str:
    """Return a statement as SQL with named values.

    Values are columns' values already (`to_row`), so nothing is left for SQLAlchemy to do when the
    statement is carried out: that is three quarters of the time of a small write.
    """
    return str(statement.compile(dialect=_DIALECT))


@cache
def _insert(noun_name: str) -> str:
    """Return the INSERT of a noun's rows; a key that is there already is left alone."""
    noun, table = NOUN[noun_name], TABLES[noun_name]
    values: dict[str, Any] = {name: bindparam(name) for name in column_names(noun)}
    if noun.captured:
        following = select(func.coalesce(func.max(table.c.number), _ZERO) + _ONE).scalar_subquery()
        values["number"] = func.coalesce(bindparam("number"), following)
    return _compiled(
        sqlite.insert(table).values(values).on_conflict_do_nothing(index_elements=["id"])
    )


@cache
def _update(noun_name: str, columns: tuple[str, ...]) -> str:
    """Return the UPDATE that gives these columns of one row new values."""
    table = TABLES[noun_name]
    values: dict[str, Any] = {name: bindparam(name) for name in (*columns, "updated_at")}
    return _compiled(update(table).where(table.c.id == bindparam(_KEY)).values(values))


@cache
def _select(noun_name: str) -> str:
    noun, table = NOUN[noun_name], TABLES[noun_name]
    columns = (table.c[name] for name in column_names(noun))
    return _compiled(select(*columns).where(table.c.id == bindparam(_KEY)))


_NO_REDO = _compiled(
    update(step).where(step.c.state == literal_column("'undone'")).values(state=text("'gone'"))
)
_STEP = _compiled(insert(step))


@dataclass(slots=True)
class Transaction:
    """One transaction: its number in the change log, and the ways to write in it.

    `joined` when it continues a step that is on the undo list already.
    """

    driver: sqlite3.Connection
    txn: int
    device: int
    started_after: int
    now: str
    joined: bool = False

    def rows(
        self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()
    ) -> list[tuple[Any, ...]]:
        """Carry a statement out; return its rows."""
        return self.driver.execute(sql, values).fetchall()

    def get(self, noun: Noun, id: str) -> Record | None:
        """Return a record, whatever its `deleted`, or None."""
        rows = self.rows(_select(noun.name), {_KEY: id})
        return to_record(noun, rows[0]) if rows else None

    def records(self, noun: Noun, where: str = "", values: Sequence[Any] = ()) -> list[Record]:
        """Return the records of a noun; `where` is what follows FROM in SQL, the noun as `r`."""
        columns = ", ".join(f"r.{name}" for name in column_names(noun))
        found = self.rows(f"SELECT {columns} FROM {noun.name} r {where}", values)
        return [to_record(noun, row) for row in found]

    def make(self, noun: Noun, record: Record) -> bool:
        """Write a new record; return False when its key is already there.

        A record that was taken back or lies in the Trash comes back live instead. Numbered nouns
        get their next number where the record brings none.
        """
        row = self._new_row(noun, record)
        if self.driver.execute(_insert(noun.name), row).rowcount == 1:
            return True
        self._bring_back(noun, (record.id,))
        return False

    def make_all(self, noun: Noun, records: Iterable[Record]) -> None:
        """Write many new records of one noun, as `make` does, many times faster than one by one."""
        waiting = iter(records)
        while batch := list(islice(waiting, _AT_ONCE)):
            self._bring_back(noun, [record.id for record in batch])
            rows = (self._new_row(noun, record) for record in batch)
            self.driver.executemany(_insert(noun.name), rows)

    def put(self, noun: Noun, id: str, values: Mapping[str, Any]) -> None:
        """Give some fields of a record new values."""
        self.put_columns(noun, id, to_columns(noun, values))

    def put_columns(self, noun: Noun, id: str, columns: Mapping[str, Any]) -> None:
        """Give some columns of a row new values, as they are stored."""
        values = {**columns, "updated_at": self.now, _KEY: id}
        done = self.driver.execute(_update(noun.name, tuple(columns)), values)
        if done.rowcount != 1:
            raise UserError(
                f"This {noun.label.lower()} is no longer in the workspace.",
                "Nothing was changed. Close it and open the list again.",
            )

    def keep(self, noun: Noun, id: str, kept: Kept) -> None:
        """Move a record to the Trash, out of it, or out of sight."""
        self.put_columns(noun, id, {"deleted": int(kept)})

    def changes(self) -> ChangeSet:
        """Return what this transaction has changed so far, read from the change log."""
        rows = self.rows(
            "SELECT DISTINCT tbl, pk, col FROM change WHERE dev = ? AND n > ?",
            (self.device, self.started_after),
        )
        return ChangeSet(tuple(Change(*row) for row in rows))

    def log_step(self, label: str, session: str) -> None:
        """Put this transaction on the undo list; what was undone before can no longer be redone."""
        self.driver.execute(_NO_REDO)
        values = {"label": label, "state": "done", "applied": self.txn, "session": session}
        self.driver.execute(_STEP, {"txn": self.txn, **values})

    def headline(self, noun: Noun, id: str) -> str:
        """Return what a record is called, for labels."""
        rows = self.rows(f"SELECT {noun.headline} FROM {noun.name} WHERE id = ?", (id,))
        return str(rows[0][0]) if rows else ""

    def _new_row(self, noun: Noun, record: Record) -> dict[str, str | int | None]:
        row = to_row(noun, record)
        row["created_at"] = row["created_at"] or self.now
        row["updated_at"] = self.now
        if noun.captured and row["heard_at"] is None:
            row["heard_at"] = row["created_at"]
        return row

    def _bring_back(self, noun: Noun, ids: Sequence[str]) -> None:
        found = self.rows(
            f"SELECT id FROM {noun.name} WHERE id IN (SELECT value FROM json_each(?)) "
            f"AND deleted <> {int(Kept.LIVE)}",
            (json.dumps(ids),),
        )
        for (id,) in found:
            self.keep(noun, id, Kept.LIVE)


@contextmanager
def transaction(
    connection: Connection, now: datetime, actor: str, *, join: str = ""
) -> Iterator[Transaction]:
    """Open a transaction; commit it durably at the end, or take all of it back on an error.

    `join` continues the newest step when that was a done step of the same session and nothing was
    done since, so that typing in one field is one step of undo. `now` is an aware moment.
    """
    driver = driver_of(connection)
    try:
        with connection.begin():
            joined = bool(join) and _last_step_was(driver, join)
            # The number is left one higher at the end: what another program writes between two
            # commands stands under a number of its own, and undo does not take it for ours.
            ((txn, device, counter),) = driver.execute(
                "UPDATE sync_state SET txn = txn + ?, actor = ? RETURNING txn, dev, ctr",
                (-1 if joined else 1, actor),
            ).fetchall()
            yield Transaction(driver, txn, device, counter, to_text(now), joined)
            driver.execute("UPDATE sync_state SET txn = ? + 1", (txn,))
    finally:
        # A COMMIT that SQLite refuses (a full disk, a reference to nothing) leaves its transaction
        # open, and SQLAlchemy takes it for ended: nothing could be written any more.
        if driver.in_transaction:
            driver.rollback()


def _last_step_was(driver: sqlite3.Connection, session: str) -> bool:
    last = driver.execute(
        "SELECT txn, state, session FROM step ORDER BY txn DESC LIMIT 1"
    ).fetchone()
    (after,) = driver.execute("SELECT txn FROM sync_state").fetchone()
    return last is not None and last == (after - 1, "done", session)


def invert(work: Transaction, changes: Sequence[tuple[int, int, str, str, str, Any, Any]]) -> int:
    """Write back what changes replaced, newest first; return how many were left alone.

    Each change is (device, n, table, key, column, old, new) as stored. A field that no longer holds
    what the change gave it, or that has two versions, has been set by somebody since: it is left
    as it is.
    """
    skipped = 0
    for _device, _n, table, key, column, old, new in changes:
        noun = NOUN[table]
        if column == MADE:
            work.keep(noun, key, Kept.GONE)
            continue
        present = work.rows(
            f"SELECT r.{column} IS ?1 AND (SELECT count(*) FROM head "
            f"WHERE tbl = ?2 AND pk = ?3 AND col = ?4) < 2 FROM {table} r WHERE r.id = ?3",
            (new, table, key, column),
        )
        if present and present[0][0]:
            work.put_columns(noun, key, {column: old})
        else:
            skipped += 1
    return skipped
