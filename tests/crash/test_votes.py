"""kill -9 while votes are typed: no acknowledged answer is lost, none is there twice, nothing is half
closed, and the vote goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nghs_desktop.domain.decisions import DecisionStatus
from nghs_desktop.services.votes import VoteRecord, votes_of
from nghs_desktop.services.workspace import Content
from tests.support.program import ROOT, environment
from tests.support.voting import close, minute, typed
from tests.support.workspaces import fresh, opened

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is a Unix matter")


@pytest.mark.parametrize("lines", [2, 9, 15, 29, 44])
def test_no_answer_that_was_acknowledged_is_lost(tmp_path: Path, lines: int) -> None:
    path = fresh(tmp_path, content=Content.EMPTY)
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.voter", str(path), str(lines)],
        stdout=subprocess.PIPE,
        env=environment(),
        cwd=ROOT,
        text=True,
    )
    assert worker.stdout is not None
    told = [worker.stdout.readline() for _ in range(lines)]
    os.kill(worker.pid, signal.SIGKILL)
    told += worker.stdout.readlines()
    worker.stdout.close()
    worker.wait()
    acts = [line.rstrip("\n").split("\t") for line in told if line.endswith("\n")]
    with opened(path) as workspace:
        votes = workspace.read_here(lambda reader: votes_of(reader, "m1", at=minute(5)))
        hold(acts, {one.decision.id: one for one in votes})
        last = votes[-1]
        if last.decision.status is DecisionStatus.OPEN:  # it goes on where it was
            if last.tally.answered < last.tally.expected:
                typed(workspace, "all yes", id=last.decision.id)
            assert close(workspace, last.decision.id).decision.result is not None


def hold(acts: list[list[str]], votes: dict[str, VoteRecord]) -> None:
    """Hold what was told against what is there; one act may have come to disk without being told."""
    there = {line.id: line.typed for one in votes.values() for line in one.rounds[0].lines}
    in_doubt = {act[2] for act in acts if act[0] == "taking"}
    taken = {act[2] for act in acts if act[0] == "taken"}
    kept = {act[2]: act[3] for act in acts if act[0] == "line"}
    assert {key: there.get(key) for key in kept if key not in in_doubt} == {
        key: words for key, words in kept.items() if key not in in_doubt
    }
    assert not taken & set(there)
    assert len(set(there) - set(kept)) <= 1
    for kind, id, *_ in acts:
        assert id in votes
        if kind == "closed":
            assert votes[id].decision.status is DecisionStatus.CLOSED
    for one in votes.values():
        decision = one.decision
        is_closed = decision.status is DecisionStatus.CLOSED
        assert is_closed == bool(decision.words) == (decision.closed_at is not None)
        assert is_closed == (decision.result is not None)
