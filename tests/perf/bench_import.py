"""Importing many rows in one step, beside bare `executemany` into the same tables with the same triggers
and indexes. Rows arrive as values, as a reader of CSV hands them over."""

from __future__ import annotations

import tempfile
from pathlib import Path

from nghs_desktop.domain.nouns import NOTE
from nghs_desktop.services.workspace import Content, Workspace
from nghs_desktop.storage.connection import atomic, open_to_write
from nghs_desktop.storage.values import column_names, to_row
from tests.perf.data import first_group, fresh_workspace, records
from tests.perf.figures import Figure, milliseconds


def bench(count: int = 100_000) -> list[Figure]:
    """Time one import of so many notes each way."""
    with tempfile.TemporaryDirectory() as folder:
        path = fresh_workspace(Path(folder) / "ours.nghs", Content.STARTER)
        notes = tuple(records(NOTE, count, first_group(path)))
        workspace = Workspace.prepare(path)
        workspace.start().result()
        try:
            ours = milliseconds(lambda: workspace.import_records(notes, ()).result())
        finally:
            workspace.close()
        bare_path = fresh_workspace(Path(folder) / "bare.nghs", Content.STARTER)
        names = column_names(NOTE)
        insert = f"INSERT INTO note ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        group = first_group(bare_path)
        rows = [tuple(to_row(NOTE, note).values()) for note in records(NOTE, count, group)]
        connection = open_to_write(bare_path)

        def write() -> None:
            with atomic(connection):
                connection.executemany(insert, rows)

        limit = milliseconds(write)
        connection.close()
    return [
        Figure(f"import of {count:,} notes; bare executemany", ours, limit, 1.5),
        Figure("rows a second", count / ours * 1000, count / limit * 1000, 0, ""),
    ]
