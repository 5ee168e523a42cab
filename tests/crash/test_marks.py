"""kill -9 while people come and go: every mark that was acknowledged is there, with its minute."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from nghs_desktop.domain.presence import Where
from nghs_desktop.services.checkup import check
from nghs_desktop.services.room import room_state
from nghs_desktop.services.workspace import Content, open_to_read
from tests.support import workspaces
from tests.support.program import ROOT, environment

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is a Unix matter")


@pytest.mark.parametrize("marks", [1, 9, 31])
def test_no_mark_is_lost(tmp_path: Path, marks: int) -> None:
    path = workspaces.fresh(tmp_path, content=Content.SAMPLE)
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.marking", str(path)],
        stdout=subprocess.PIPE, env=environment(), cwd=ROOT, text=True,
    )  # fmt: skip
    said = worker.stdout
    assert said is not None
    meeting = said.readline().strip()
    kept = [said.readline().split() for _ in range(marks)]
    os.kill(worker.pid, signal.SIGKILL)
    kept += [line.split() for line in said if len(line.split()) == 2]  # kept, and not read yet
    worker.wait()
    said.close()
    with open_to_read(path) as reader:
        state = room_state(reader, meeting)
    assert state is not None
    last = {person: datetime.fromisoformat(at) for person, at in kept}
    for person, at in last.items():
        times = [who for who, _ in kept if who == person]
        here = Where.ROOM if len(times) % 2 else Where.LEFT
        moved = [stay for stay in state.stays_of(person) if at in (stay.since, stay.until)]
        assert moved, "the minute of the mark"
        # One more may have been kept in the moment before its acknowledgement was said.
        assert state.where(person, at) is here or len(state.stays_of(person)) > len(times) // 2
    assert check(path, workspaces.MONDAY).sound
