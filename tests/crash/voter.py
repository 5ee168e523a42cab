"""Types votes, takes lines back, closes and begins anew until it is killed:
`python -m tests.crash.voter PATH SEED`.

What is on disk is told on stdout, a line each: whatever was told must still be so after a kill.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from random import Random

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import CloseDecision, KeepVoteLine, TakeBackVoteLine
from nghs_desktop.domain.decisions import Method
from nghs_desktop.domain.vote_lines import write_entry
from nghs_desktop.services.votes import read_vote
from nghs_desktop.services.workspace import Workspace
from tests.support.voting import everybody, minute, put, stage, vote


def main(path: Path, seed: int) -> None:
    """Go on until the end of the process."""
    dice = Random(seed)
    workspace = Workspace.prepare(path)
    workspace.start().result()
    stage(workspace)
    for number in range(10_000):
        id = f"d{number}"
        put(workspace, Method.MAJORITY, id=id)
        told("open", id)
        for person in everybody():
            line = f"{person} {dice.choice(('yes', 'yes', 'no', 'abstain'))}"
            reading = read_vote(vote(workspace, id), line)
            assert reading.entry is not None
            key = new_id()
            kept = KeepVoteLine(key, id, 1, line, write_entry(reading.entry), minute(5))
            workspace.run(kept).result()
            told("line", id, key, line)
            if dice.random() < 0.1:
                told("taking", id, key)
                workspace.run(TakeBackVoteLine(key)).result()
                told("taken", id, key)
        workspace.run(CloseDecision(id, minute(6))).result()
        told("closed", id)


def told(*words: str) -> None:
    """Say that something is on disk, past every buffer of ours."""
    os.write(1, ("\t".join(words) + "\n").encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
