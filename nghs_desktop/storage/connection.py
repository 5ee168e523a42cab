"""The driver's connection below the writing one, with the settings that make a commit durable."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PRAGMAS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = FAST",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA busy_timeout = 10000",
)
_STATEMENTS = 512
"""Prepared statements kept: every noun's, so that none is compiled twice."""


def open_to_write(path: Path) -> sqlite3.Connection:
    """Open a connection whose commits are on disk when they return."""
    connection = sqlite3.connect(
        path, check_same_thread=False, isolation_level=None, cached_statements=_STATEMENTS
    )
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma).fetchall()
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            # A drive where the log cannot be shared in memory (a network drive): the old journal,
            # with the directory forced to disk too.
            connection.execute("PRAGMA synchronous = EXTRA")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def atomic(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Run a block in one transaction: durable at its end, or nothing of it after an error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
