"""The one writing connection to a workspace file, as SQLAlchemy has it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import StaticPool

from nghs_desktop.storage.connection import open_to_write


def writing_engine(path: Path) -> Engine:
    """Return an engine that holds one connection to the file; transactions take the lock at once."""
    engine = create_engine("sqlite://", creator=lambda: open_to_write(path), poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        driver_of(connection).execute("BEGIN IMMEDIATE")

    return engine


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Return the driver's connection below: for triggers, which are not tables, and for drafts."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
