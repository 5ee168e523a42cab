"""Brings a workspace file to the present schema. Alembic is imported only when a file is behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection, Engine

from nghs_desktop.base.account import account_name
from nghs_desktop.base.bundle import database_file
from nghs_desktop.base.clock import Clock
from nghs_desktop.base.ids import new_id
from nghs_desktop.storage import triggers
from nghs_desktop.storage.connection import atomic, open_to_write
from nghs_desktop.storage.engine import driver_of, writing_engine
from nghs_desktop.storage.look import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from alembic.config import Config


def configuration(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration for our migrations, running on a connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(database_file("migrations")))
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine) -> None:
    """Bring a file to the newest schema, triggers included, all in one transaction."""
    from alembic import command

    with references_unchecked(engine), engine.begin() as connection:
        command.upgrade(configuration(connection), "head")
        triggers.install(driver_of(connection))
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


@contextmanager
def references_unchecked(engine: Engine) -> Iterator[None]:
    """Let tables be made anew: SQLite takes a dropped table for the loss of all its rows.

    The copies keep every key, so the references are as good after as before (tests/migrations).
    """
    with engine.connect() as connection:
        driver_of(connection).execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        with engine.connect() as connection:
            driver_of(connection).execute("PRAGMA foreign_keys = ON")


def bring_up_to_date(path: Path) -> None:
    """Bring a file that nobody has open to the newest schema."""
    engine = writing_engine(path)
    try:
        migrate(engine)
    finally:
        engine.dispose()


def first_device(connection: sqlite3.Connection, clock: Clock, version: str) -> None:
    """Give a new file its first device and the counters of the change log."""
    with atomic(connection):
        if connection.execute("SELECT 1 FROM sync_state").fetchone() is not None:
            return
        connection.execute(
            "INSERT INTO device (no, id, name, app_version, schema_ver, first_seen) "
            "VALUES (1, ?, ?, ?, ?, ?)",
            (new_id(), "", version, SCHEMA_VERSION, int(clock().timestamp() * 1000)),
        )
        connection.execute(
            "INSERT INTO sync_state (k, dev, ctr, hlc, txn, actor, ver, applying) "
            "VALUES (1, 1, 0, 0, 0, ?, ?, 0)",
            (account_name(), SCHEMA_VERSION),
        )


def create_file(path: Path) -> None:
    """Make an empty file of the newest schema that only its owner can read.

    From `db/schema.sql`, which says what all migrations come to (tests/migrations hold it to that):
    going through every migration takes a hundred times as long. FileExistsError when it is there.
    """
    path.touch(mode=0o600, exist_ok=False)
    connection = open_to_write(path)
    try:
        with atomic(connection):
            for statement in database_file("schema.sql").read_text(encoding="utf-8").split(";\n"):
                if statement.strip():
                    connection.execute(statement)
            connection.execute("INSERT INTO alembic_version VALUES (?)", (f"{SCHEMA_VERSION:04d}",))
            triggers.install(connection)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    finally:
        connection.close()
