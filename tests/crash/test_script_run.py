"""kill -9 while a script runs: it goes on in the same step with the same time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from nghs_desktop.services.scripts import running_script
from nghs_desktop.services.workspace import Content
from tests.crash.script_runner import LONG, TEN
from tests.support.program import ROOT, environment
from tests.support.workspaces import fresh, opened

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is a Unix matter")


@pytest.mark.parametrize("steps", [1, 4, 11])
def test_a_killed_run_is_in_the_step_it_was_in(tmp_path: Path, steps: int) -> None:
    path = fresh(tmp_path, content=Content.EMPTY)
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.script_runner", str(path)],
        stdout=subprocess.PIPE,
        env=environment(),
        cwd=ROOT,
        text=True,
    )
    assert worker.stdout is not None
    told = [worker.stdout.readline().strip() for _ in range(steps)]
    os.kill(worker.pid, signal.SIGKILL)
    told += [line.strip() for line in worker.stdout.read().splitlines()]
    worker.stdout.close()
    worker.wait()
    with opened(path) as workspace:
        run = workspace.read_here(lambda reader: running_script(reader, "m1"))
    assert run is not None
    assert run.record.began.startswith(told[-1])
    # A step may have come to the disk that the kill kept from being told; never one too few.
    assert len(run.began) - len(told[-1].split()) in (0, 1)
    assert (run.protocol, run.roles) == (LONG, {"A": "Dana"})
    at = run.at(TEN + timedelta(seconds=7 * (len(run.began) - 1) + 20))
    assert at is not None
    assert (at.number, at.left) == (len(run.began), timedelta(seconds=40))
