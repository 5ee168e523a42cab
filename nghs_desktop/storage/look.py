"""The look at a file before it is opened for writing: read-only, so that a foreign, newer or damaged
file keeps every byte. Standard library only."""

from __future__ import annotations

import os
import sqlite3
from enum import StrEnum
from pathlib import Path

from nghs_desktop.base.frozen import frozen

SCHEMA_VERSION = 3
"""The number of the newest migration; stands in every file's header as `user_version`."""

APPLICATION_ID = 0x4E474853
"""Marks a file as ours in its SQLite header: the letters NGHS."""


class Standing(StrEnum):
    """What a file turned out to be."""

    MISSING = "missing"
    GOOD = "good"
    BEHIND = "behind"
    NEWER = "newer"
    FOREIGN = "foreign"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"


@frozen
class Look:
    """What a look found: the standing, the file's schema number, and the technical detail."""

    standing: Standing
    version: int = 0
    detail: str = ""


def read_only(path: Path) -> sqlite3.Connection:
    """Open a connection that cannot write; usable from any one thread at a time."""
    mode = "mode=ro"
    if _is_alone(path) and not os.access(path.absolute().parent, os.W_OK):
        mode = "mode=ro&immutable=1"  # SQLite could not lay there what it needs for reading
    connection = _connect(path, mode)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA busy_timeout = 10000")
    return connection


def tidy(path: Path) -> None:
    """Let SQLite take away what reading laid beside a file, if nobody else has it open.

    A reading connection cannot do this itself. A log with anything in it stays as it is.
    """
    if not _is_alone(path) or not path.with_name(path.name + "-wal").exists():
        return
    try:
        connection = _connect(path, "mode=rw")
        try:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return  # a file that cannot be opened for writing keeps its neighbours


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode}"
    return sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)


def _is_alone(path: Path) -> bool:
    """Tell whether nothing lies beside the file that a writing connection would work into it."""
    for suffix in ("-wal", "-journal"):
        try:
            if path.with_name(path.name + suffix).stat().st_size:
                return False
        except OSError:
            continue
    return True


def look(path: Path, *, thorough: bool = True) -> Look:
    """Look at a file without changing it.

    Only SQLite opens it: a plain open and close in a process that has the file open would free the
    locks SQLite holds on it (sqlite.org/howtocorrupt.html, 2.2). `thorough` adds SQLite's quick
    check (0.3 s for 50,000 notes); without it only the header and the revision are read.
    """
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return Look(Standing.MISSING)
    except OSError as problem:
        return Look(Standing.UNREADABLE, detail=str(problem))
    if not size:
        return Look(Standing.MISSING)
    if not os.access(path, os.R_OK):
        return Look(Standing.UNREADABLE, detail="permission denied")
    try:
        connection = read_only(path)
        try:
            return _look_inside(connection, thorough)
        finally:
            connection.close()
            tidy(path)
    except sqlite3.OperationalError as problem:
        return Look(Standing.UNREADABLE, detail=str(problem))
    except sqlite3.DatabaseError as problem:
        if "not a database" in str(problem):
            return Look(Standing.FOREIGN, detail=str(problem))
        return Look(Standing.DAMAGED, detail=str(problem))


def _look_inside(connection: sqlite3.Connection, thorough: bool) -> Look:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        return Look(Standing.FOREIGN, detail=f"application id {application}")
    if version > SCHEMA_VERSION:
        return Look(Standing.NEWER, version)
    if thorough:
        (first,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if first != "ok":
            return Look(Standing.DAMAGED, version, first)
    return Look(Standing.GOOD if version == SCHEMA_VERSION else Standing.BEHIND, version)
