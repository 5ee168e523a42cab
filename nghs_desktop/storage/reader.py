"""Read-only connections to a workspace file. Standard library only, so that the window's first page
needs no SQLAlchemy; many readers run beside the one writer."""

from __future__ import annotations

import sqlite3
import threading
import unicodedata
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from nghs_desktop.domain.nouns import Noun
from nghs_desktop.domain.records import Record
from nghs_desktop.storage.look import read_only
from nghs_desktop.storage.values import column_names, to_record

TOKENIZER = "unicode61 remove_diacritics 2"
"""How the search index cuts text into words."""


def plain(text: str) -> str:
    """Return text without accents and capitals, as names are compared."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


class Reads(Protocol):
    """Whatever reads rows and records: a reader, or a transaction that sees what it has written."""

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""

    def records(self, noun: Noun, where: str = "", values: Sequence[Any] = ()) -> list[Record]:
        """Return the records of a noun; `where` is what follows FROM in SQL, the noun as `r`."""

    def get(self, noun: Noun, id: str) -> Record | None:
        """Return one record, whatever its `deleted`, or None."""


class Reader:
    """Reads rows and records. One thread at a time; `stop` may be called from another thread.

    Queries may use `plain(text)`.
    """

    def __init__(self, path: Path) -> None:
        self.connection = read_only(path)
        self.connection.create_function("plain", 1, plain, deterministic=True)
        self._lock = threading.Lock()
        self._cutter: sqlite3.Connection | None = None

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query; sqlite3.OperationalError("interrupted") after `stop`."""
        with self._lock:
            return self.connection.execute(sql, values).fetchall()

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row, or None."""
        rows = self.rows(sql, values)
        return rows[0][0] if rows else None

    def numbers(self, sql: str, values: Sequence[Any] = ()) -> array[int]:
        """Return the first column of all rows, whole numbers, in 8 bytes each."""
        with self._lock:
            return array("q", (number for (number, *_) in self.connection.execute(sql, values)))

    def records(self, noun: Noun, where: str = "", values: Sequence[Any] = ()) -> list[Record]:
        """Return the records of a noun; `where` is what follows FROM in SQL, the noun as `r`."""
        columns = ", ".join(f"r.{name}" for name in column_names(noun))
        sql = f"SELECT {columns} FROM {noun.name} r {where}"
        return [to_record(noun, row) for row in self.rows(sql, values)]

    def get(self, noun: Noun, id: str) -> Record | None:
        """Return one record, whatever its `deleted`, or None."""
        found = self.records(noun, "WHERE r.id = ?", (id,))
        return found[0] if found else None

    def cut(self, text: str) -> tuple[str, ...]:
        """Cut text into words as the search index does, with the index's own tokenizer."""
        with self._lock:
            if self._cutter is None:
                self._cutter = sqlite3.connect(
                    ":memory:", check_same_thread=False, isolation_level=None
                )
                self._cutter.executescript(
                    f"CREATE VIRTUAL TABLE text USING fts5(words, tokenize='{TOKENIZER}');"
                    "CREATE VIRTUAL TABLE word USING fts5vocab(text, instance);"
                )
            sound = text.encode("utf-8", "replace").decode("utf-8")
            self._cutter.execute("DELETE FROM text")
            self._cutter.execute("INSERT INTO text VALUES (?)", (sound,))
            words = self._cutter.execute("SELECT term FROM word ORDER BY offset").fetchall()
            return tuple(word for (word,) in words)

    def stop(self) -> None:
        """Interrupt the query that runs now, if any."""
        self.connection.interrupt()

    def close(self) -> None:
        """Close the connection; closing again does nothing."""
        with self._lock:
            self.connection.close()
            if self._cutter is not None:
                self._cutter.close()
