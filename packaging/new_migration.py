"""Writes the next migration from the difference between the tables and the newest schema.

Run by `make migration NAME="what changes"`; read what it wrote before you commit it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command

from nghs_desktop.base.bundle import database_file
from nghs_desktop.storage import migrate
from nghs_desktop.storage.engine import writing_engine


def main(message: str) -> None:
    """Write `db/migrations/versions/NNNN_message.py`."""
    versions = database_file("migrations", "versions")
    number = f"{len(list(versions.glob('*.py'))) + 1:04d}"
    with tempfile.TemporaryDirectory() as folder:
        engine = writing_engine(Path(folder) / "empty.nghs")
        with engine.begin() as connection:
            # The tables alone: the triggers are of the nouns as they are going to be.
            if number != "0001":
                command.upgrade(migrate.configuration(connection), "head")
            command.revision(
                migrate.configuration(connection), message, autogenerate=True, rev_id=number
            )
        engine.dispose()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
