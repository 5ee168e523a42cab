"""Writes a new migration with the difference between the tables and the newest migration.

    make migration NAME="add meeting place"

The database it compares is made in memory by the migrations that are there, so no workspace is
touched. Read what it wrote before you commit it: a renamed column looks like
one dropped and one added.
"""

from __future__ import annotations

import argparse
import sys

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from nghs_desktop.storage.migrate import configuration


def next_number(script: ScriptDirectory) -> str:
    """Return the number that follows the newest migration's, such as '0002'."""
    head = script.get_current_head() or "0"
    return f"{int(head) + 1:04d}"


def main(arguments: list[str]) -> int:
    """Write the migration and print where it stands."""
    parser = argparse.ArgumentParser(description="Write a new migration.")
    parser.add_argument("name", help="what it adds, in a few words")
    name: str = parser.parse_args(arguments).name
    with create_engine("sqlite://").begin() as connection:
        config = configuration(connection)
        command.upgrade(config, "head")
        number = next_number(ScriptDirectory.from_config(config))
        written = command.revision(config, message=name, autogenerate=True, rev_id=number)
    print(f"Written: {getattr(written, 'path', written)}. Read it before you commit it.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
