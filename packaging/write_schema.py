"""Writes `db/schema.sql`: the tables and indexes that the migrations make, to read and to compare.

Run it after a new migration: `python packaging/write_schema.py`. Triggers are left out; they are
generated from the nouns (nghs_desktop/storage/triggers.py).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from nghs_desktop.base.bundle import database_file
from nghs_desktop.storage import migrate
from nghs_desktop.storage.engine import writing_engine
from nghs_desktop.storage.tables import SEARCH_INDEXES

HEAD = """-- The schema of the newest migration, as SQLite keeps it. From packaging/write_schema.py;
-- do not edit. The triggers are generated: nghs_desktop/storage/triggers.py.
"""
_CONSTRAINT = "  CONSTRAINT "
_SHADOWS = tuple(
    f"{index}_{part}" for index in SEARCH_INDEXES for part in ("data", "idx", "docsize", "config")
)


def schema() -> str:
    """Return the statements of a freshly migrated file, tables by name, each with its indexes."""
    with tempfile.TemporaryDirectory() as folder:
        engine = writing_engine(Path(folder) / "fresh.nghs")
        migrate.migrate(engine)
        with engine.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'index') "
                "AND sql IS NOT NULL ORDER BY tbl_name, type DESC, name"
            ).all()
        engine.dispose()
    return HEAD + "\n".join(_steady(sql) for name, sql in rows if name not in _SHADOWS) + "\n"


def _steady(sql: str) -> str:
    """Return a statement the same each time: a table made anew names its constraints in any order."""
    lines = [line.expandtabs(2).rstrip() for line in sql.splitlines() if line.strip()]
    held = [line for line in lines if line.startswith(_CONSTRAINT)]
    if held:
        first = lines.index(held[0])
        lines[first : first + len(held)] = [
            f"{line}," for line in sorted(line.rstrip(",") for line in held)
        ]
        last = first + len(held) - 1
        lines[last] = lines[last].rstrip(",")
    return "\n".join(lines) + ";"


if __name__ == "__main__":
    goal = database_file("schema.sql")
    goal.write_text(schema(), encoding="utf-8")
    sys.stdout.write(f"{goal.name} is written.\n")
