"""kill -9 at any moment: nothing acknowledged is lost, and the file stays sound.

40 kills while typing and keeping by default; `NGHS_KILLS=200 pytest tests/crash` for more.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from nghs_desktop.services.checkup import check
from nghs_desktop.services.queries import levers
from nghs_desktop.services.workspace import Content, Workspace, open_to_read
from nghs_desktop.storage.backup import copies
from nghs_desktop.storage.journal import Draft
from nghs_desktop.storage.look import Standing, look
from tests.support import workspaces
from tests.support.program import ROOT, environment

pytestmark = pytest.mark.skipif(os.name != "posix", reason="fork and kill -9 are Unix matters")

KILLS = int(os.environ.get("NGHS_KILLS", "40"))
LONGEST = 0.25
"""Seconds a worker lives at most."""


class Nursery:
    """Has workers started, kills each at a random moment, and returns what it was promised."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.nursery"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), cwd=ROOT, text=True,
        )  # fmt: skip

    def kill(self, what: str, path: Path, longest: float = LONGEST) -> list[list[str]]:
        """Start a worker, kill it after a while, and return its promises."""
        self._asked.write(f"{what} {path} {self.random.randrange(1 << 30)}\n")
        self._asked.flush()
        born, worker = self._said.readline().split()
        assert born == "born"
        time.sleep(self.random.uniform(0, longest))
        os.kill(int(worker), signal.SIGKILL)
        promises = []
        while (line := self._said.readline().split()) != ["dead"]:
            promises.append(line)
        return promises

    def close(self) -> None:
        """End the nursery."""
        self._asked.close()
        assert self.process.wait() == 0
        self._said.close()

    @property
    def _asked(self) -> IO[str]:
        assert self.process.stdin is not None
        return self.process.stdin

    @property
    def _said(self) -> IO[str]:
        assert self.process.stdout is not None
        return self.process.stdout


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    found = Nursery(random.randrange(1 << 30))
    yield found
    found.close()


def drafts_of(path: Path) -> dict[str, Draft]:
    """Return what the next start of the program would put back into its fields."""
    workspace = Workspace.prepare(path)
    try:
        return {draft.id: draft for draft in workspace.drafts()}
    finally:
        workspace.close()


@pytest.mark.timeout(600)
def test_no_kept_item_and_no_typed_word_is_lost(nursery: Nursery, tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path, content=Content.EMPTY)
    kept: dict[str, int] = {}
    typed = 0
    for _ in range(KILLS):
        promises = nursery.kill("work", path)
        kept |= {id: int(length) for what, id, length in promises if what == "item"}
        typed += len(promises)
        with open_to_read(path) as reader:
            there = dict(reader.rows("SELECT id, length(title) FROM note WHERE deleted = 0"))
        missing = {id for id, length in kept.items() if there.get(id) != length}
        assert not missing
        if promises and promises[-1][0] == "draft":
            _, id, length = promises[-1]
            draft = drafts_of(path).get(id)
            # The item may have been kept in the moment before its acknowledgement was said.
            assert id in there or (draft is not None and len(draft.text) >= int(length))
            assert draft is None or draft.caret == len(draft.text)
    assert typed > KILLS
    found = check(path, workspaces.MONDAY)
    assert found.sound, found.faults


def test_the_file_is_sound_after_every_kill(nursery: Nursery, tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path, content=Content.EMPTY)
    for _ in range(8):
        nursery.kill("work", path)
        found = check(path, workspaces.MONDAY)
        assert found.sound, found.faults


def test_a_workspace_is_made_whole_or_not_at_all(nursery: Nursery, tmp_path: Path) -> None:
    for number in range(8):
        path = tmp_path / f"{number}.nghs"
        nursery.kill("make", path, longest=1.5)
        if path.exists():
            with open_to_read(path) as reader:
                assert len(levers(reader)) == 3
        else:
            with workspaces.opened(path) as workspace:
                assert len(workspace.read_here(levers)) == 3
        assert check(path, workspaces.MONDAY).sound
        assert not path.with_name(path.name + ".new").exists()


def test_every_copy_in_the_backups_checks(nursery: Nursery, tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    for _ in range(8):
        promises = nursery.kill("copy", path, longest=0.4)
        there = {copy.path.name for copy in copies(path)}
        assert not promises or promises[-1][1] in there
        assert {look(copy.path).standing for copy in copies(path)} <= {Standing.GOOD}
