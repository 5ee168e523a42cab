"""From Enter to durable: a new item through `Workspace.run`, the hand-over to the writing thread
included, beside the same row written by bare sqlite3 with the same triggers, indexes and WAL + FULL."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.nouns import NOTE
from nghs_desktop.services.workspace import Content, Workspace
from nghs_desktop.storage.connection import open_to_write
from nghs_desktop.storage.journal import Draft, Journal
from nghs_desktop.storage.values import column_names, to_row
from tests.perf.data import fresh_workspace
from tests.perf.figures import Figure, at, in_turn


def bench(rounds: int = 1500) -> list[Figure]:
    """Time new notes written both ways, one of each in turn."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.prepare(
            fresh_workspace(Path(folder) / "ours.nghs", Content.SAMPLE), actor="Robin Ashby"
        )
        workspace.start().result()
        bare = open_to_write(fresh_workspace(Path(folder) / "bare.nghs", Content.SAMPLE))
        names = column_names(NOTE)
        insert = f"INSERT INTO note ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        rows = iter([tuple(_row(number).values()) for number in range(rounds + 1)])
        commands = iter([LogRecords((_note(number),)) for number in range(rounds + 1)])
        journal = Journal(Path(folder) / "keys.nghs")
        drafts = iter([Draft("capture", "a", "x" * (n % 80), 0) for n in range(rounds + 1)])
        appended = open(Path(folder) / "appended", "ab", buffering=0)  # noqa: SIM115, PTH123

        def write_bare() -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute(insert, next(rows))
            bare.execute("COMMIT")

        def append_bare() -> None:
            appended.write(b"x" * 160)
            _to_disk(appended.fileno())

        try:
            ours, limit, draft, append = in_turn(
                [
                    lambda: workspace.run(next(commands)).result(),
                    write_bare,
                    lambda: journal.write(next(drafts)),
                    append_bare,
                ],
                rounds,
            )
        finally:
            journal.close()
            appended.close()
            bare.close()
            workspace.close()
    return [
        Figure("Enter to durable, median; bare sqlite3 WAL+FULL", at(ours, 0.5), at(limit, 0.5), 2.0),
        Figure("Enter to durable, p95; the same", at(ours, 0.95), at(limit, 0.95), 2.0),
        Figure("Enter to durable, p95, in itself", at(ours, 0.95), 0, 25.0, "ms", True),
        Figure("a key kept in the journal, median; append + fdatasync", at(draft, 0.5), at(append, 0.5)),
        Figure("a key kept in the journal, p95; the same", at(draft, 0.95), at(append, 0.95)),
    ]  # fmt: skip


def _note(number: int) -> Note:
    now = datetime.now(UTC)
    title = f"Words number {number} spoken in the room about buses and tutoring"
    return Note(id=new_id(), title=title, created_at=now, heard_at=now)


def _row(number: int) -> dict[str, object]:
    return {**to_row(NOTE, _note(number)), "number": number}


def _to_disk(file: int) -> None:
    getattr(os, "fdatasync", os.fsync)(file)
