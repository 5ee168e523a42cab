"""The writing connection as SQLAlchemy sees it: for migrations, and for comparing tables with them."""

from __future__ import annotations

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
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
