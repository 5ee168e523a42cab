"""The look at a file before it is opened for writing: read-only, so that a foreign, newer or damaged
file keeps every byte. Standard library only."""

from __future__ import annotations

import sqlite3
from enum import StrEnum
from pathlib import Path

from nghs_desktop.base.frozen import frozen

SCHEMA_VERSION = 1
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
    uri = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA busy_timeout = 10000")
    return connection


def look(path: Path, *, thorough: bool = True) -> Look:
    """Look at a file without changing it.

    What the header alone tells is not opened with SQLite, which would lay its `-shm` file beside it.
    `thorough` adds SQLite's quick check (0.3 s for 50,000 notes); without it only the header and
    the revision are read.
    """
    try:
        with path.open("rb") as file:
            start = file.read(100)
    except FileNotFoundError:
        return Look(Standing.MISSING)
    except OSError as problem:
        return Look(Standing.UNREADABLE, detail=str(problem))
    if not start:
        return Look(Standing.MISSING)
    if not start.startswith(b"SQLite format 3\x00") or len(start) < 100:
        return Look(Standing.FOREIGN, detail="no SQLite header")
    version, application = _word(start, 60), _word(start, 68)
    if application not in (0, APPLICATION_ID):
        return Look(Standing.FOREIGN, detail=f"application id {application}")
    if application == APPLICATION_ID and version > SCHEMA_VERSION:
        return Look(Standing.NEWER, version)
    try:
        connection = read_only(path)
        try:
            return _look_inside(connection, thorough)
        finally:
            connection.close()
    except sqlite3.OperationalError as problem:
        return Look(Standing.UNREADABLE, detail=str(problem))
    except sqlite3.DatabaseError as problem:
        return Look(Standing.DAMAGED, detail=str(problem))


def _word(header: bytes, offset: int) -> int:
    """Return a number of SQLite's header (sqlite.org/fileformat.html, 1.3)."""
    return int.from_bytes(header[offset : offset + 4], "big")


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
