"""Writes records: the one way from a record to its row. Everything runs inside a transaction that the
caller opened on the writing connection; the change rows come from the triggers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlalchemy.engine import Connection, Engine

from nghs_desktop.base.clock import to_text
from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.changes import MADE, Change, ChangeSet
from nghs_desktop.domain.nouns import NOUN, NOUNS, Noun
from nghs_desktop.domain.records import Kept, Record
from nghs_desktop.storage.tables import TABLES
from nghs_desktop.storage.values import column_names, to_columns, to_record, to_row

_INSERT = {noun.name: insert(TABLES[noun.name]) for noun in NOUNS}
_SELECT = {
    noun.name: f"SELECT {', '.join(column_names(noun))} FROM {noun.name} WHERE id = ?"
    for noun in NOUNS
}
_TITLES = {noun.name: noun.headline for noun in NOUNS}


@dataclass(slots=True)
class Transaction:
    """One transaction: its number in the change log, and the ways to write in it."""

    connection: Connection
    txn: int
    device: int
    started_after: int
    now: str

    def get(self, noun: Noun, id: str) -> Record | None:
        """Return a record, whatever its `deleted`, or None."""
        row = self.connection.exec_driver_sql(_SELECT[noun.name], (id,)).first()
        return None if row is None else to_record(noun, row)

    def make(self, noun: Noun, record: Record) -> bool:
        """Write a new record; return False when its key is already there.

        A record that was taken back or lies in the Trash comes back live instead. Numbered nouns
        get their next number where the record brings none.
        """
        row = to_row(noun, record)
        present = self.connection.exec_driver_sql(
            f"SELECT deleted FROM {noun.name} WHERE id = ?", (record.id,)
        ).first()
        if present is not None:
            if present[0] != Kept.LIVE:
                self.put(noun, record.id, {"deleted": Kept.LIVE})
            return False
        if noun.captured and row["number"] is None:
            row["number"] = self.next_number(noun)
        row["created_at"] = row["created_at"] or self.now
        row["updated_at"] = self.now
        if noun.captured and row["heard_at"] is None:
            row["heard_at"] = row["created_at"]
        self.connection.execute(_INSERT[noun.name], row)
        return True

    def next_number(self, noun: Noun) -> int:
        """Return the number a new record of a noun gets."""
        found = self.connection.exec_driver_sql(f"SELECT max(number) FROM {noun.name}").scalar()
        return int(found or 0) + 1

    def put(self, noun: Noun, id: str, values: Mapping[str, Any]) -> None:
        """Give some fields of a record new values."""
        self.put_columns(noun, id, to_columns(noun, values))

    def put_columns(self, noun: Noun, id: str, columns: Mapping[str, Any]) -> None:
        """Give some columns of a row new values, as they are stored."""
        sets = ", ".join(f"{name} = ?" for name in columns)
        done = self.connection.exec_driver_sql(
            f"UPDATE {noun.name} SET {sets}, updated_at = ? WHERE id = ?",
            (*columns.values(), self.now, id),
        )
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
        rows = self.connection.exec_driver_sql(
            "SELECT DISTINCT tbl, pk, col FROM change WHERE dev = ? AND n > ?",
            (self.device, self.started_after),
        )
        return ChangeSet(tuple(Change(*row) for row in rows))

    def log_step(self, label: str, session: str) -> None:
        """Put this transaction on the undo list; what was undone before can no longer be redone."""
        self.connection.exec_driver_sql("UPDATE step SET state = 'gone' WHERE state = 'undone'")
        self.connection.exec_driver_sql(
            "INSERT INTO step (txn, label, state, applied, session) VALUES (?, ?, 'done', ?, ?)",
            (self.txn, label, self.txn, session),
        )

    def headline(self, noun: Noun, id: str) -> str:
        """Return what a record is called, for labels."""
        sql = f"SELECT {_TITLES[noun.name]} FROM {noun.name} WHERE id = ?"
        return str(self.connection.exec_driver_sql(sql, (id,)).scalar() or "")


@contextmanager
def transaction(engine: Engine, now: Any, actor: str, *, join: str = "") -> Iterator[Transaction]:
    """Open a transaction; commit it durably at the end, or take all of it back on an error.

    `join` continues the newest step when that was a done step of the same session, so that typing
    in one field is one step of undo; `now` is an aware moment.
    """
    with engine.begin() as connection:
        joined = False
        if join:
            last = connection.exec_driver_sql(
                "SELECT txn, state, session FROM step ORDER BY txn DESC LIMIT 1"
            ).first()
            current = connection.exec_driver_sql("SELECT txn FROM sync_state").scalar()
            joined = last is not None and tuple(last) == (current, "done", join)
        txn, device, counter = connection.exec_driver_sql(
            "UPDATE sync_state SET txn = txn + ?, actor = ? RETURNING txn, dev, ctr",
            (0 if joined else 1, actor),
        ).one()
        yield Transaction(connection, txn, device, counter, to_text(now))


def invert(work: Transaction, changes: Sequence[tuple[int, int, str, str, str, Any, Any]]) -> int:
    """Write back what changes replaced, newest first; return how many were left alone.

    Each change is (device, n, table, key, column, old, new) as stored. A field that somebody has
    set since then is left as it is.
    """
    skipped = 0
    for device, n, table, key, column, old, _new in changes:
        noun = NOUN[table]
        if column == MADE:
            work.keep(noun, key, Kept.GONE)
            continue
        heads = work.connection.exec_driver_sql(
            "SELECT dev, n FROM head WHERE tbl = ? AND pk = ? AND col = ?", (table, key, column)
        ).all()
        here = [tuple(head) for head in heads]
        if here == [(device, n)] or (here and here[0][1] > work.started_after):
            work.put_columns(noun, key, {column: old})
        else:
            skipped += 1
    return skipped


def as_made(new: str) -> dict[str, Any]:
    """Return the columns of a record as the change that made it wrote them."""
    found: dict[str, Any] = json.loads(new)
    return found
