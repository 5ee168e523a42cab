"""Runs a script step by step until it is killed: `python -m tests.crash.script_runner PATH`.

Every step that is on disk is told on stdout with the moments of the run: whatever was told must still
be so after a kill.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.meetings import Meeting
from nghs_desktop.domain.protocols import Protocol, Step
from nghs_desktop.services.scripts import next_step, running_script, start_run
from nghs_desktop.services.workspace import Workspace

TEN = datetime(2026, 11, 17, 10, tzinfo=UTC)
LONG = Protocol("k", "Long", "", tuple(Step(f"Step {n}", 60) for n in range(1, 41)))


def main(path: Path) -> None:
    """Begin, and go on a step after the other."""
    workspace = Workspace.prepare(path)
    workspace.start().result()
    begun = start_run(
        LONG, id="r1", meeting_id="m1", agenda_item_id=None, roles={"A": "Dana"}, now=TEN
    )
    workspace.run(LogRecords((Meeting(id="m1", title="November"),))).result()
    workspace.run(begun).result()
    for number in range(1, len(LONG.steps)):
        run = workspace.read_here(lambda reader: running_script(reader, "m1"))
        assert run is not None
        os.write(1, f"{run.record.began}\n".encode())
        workspace.run(next_step(run, TEN + timedelta(seconds=7 * number))).result()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
