"""Starts workers that are to be killed: imports everything once, then forks a worker per line.

Run as `python -m tests.crash.nursery`. A line `work PATH SEED` on stdin forks a worker; its number and
what it has been promised go to stdout, `dead` follows when it is gone. A worker types and keeps items
without end (work), makes a workspace (make), or backs one up over and over (copy).
"""

from __future__ import annotations

import os
import random
import signal
import sys
from pathlib import Path

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.notes import Note
from nghs_desktop.services import starter
from nghs_desktop.services.workspace import Content, Workspace
from nghs_desktop.storage import backup, connection, engine, migrate, store, triggers
from nghs_desktop.storage.journal import Draft

_WORDS = ["the", "last", "bus", "goes", "at", "3:30", "before", "internships", "año,", "学生", "🚌"]

# Named, so that importing them here is no accident: a worker must not lose time on it.
WARM = (starter, backup, connection, engine, migrate, store, triggers)


def say(*words: object) -> None:
    """Tell a promise: whatever is said here must still be true after a kill."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def work(path: Path, rng: random.Random) -> None:
    """Type lines word by word and keep each: a draft per word, then the item."""
    workspace = Workspace.prepare(path, content=Content.EMPTY)
    workspace.start().result()
    while True:
        id, text = new_id(), ""
        for word in rng.choices(_WORDS, k=rng.randint(1, 5)):
            text += word + " "
            workspace.keep_draft(Draft("capture", id, text, len(text))).result()
            say("draft", id, len(text))
        workspace.run(LogRecords((Note(id=id, title=text),))).result()
        say("item", id, len(text))
        workspace.clear_draft("capture", id).result()


def make(path: Path, _rng: random.Random) -> None:
    """Make a workspace with its starter content."""
    workspace = Workspace.prepare(path, content=Content.STARTER)
    workspace.start().result()
    workspace.close()
    say("made")
    signal.pause()


def copy(path: Path, _rng: random.Random) -> None:
    """Back a workspace up without end."""
    workspace = Workspace.prepare(path)
    workspace.start().result()
    while True:
        say("copy", workspace.back_up().result().path.name)


def main() -> None:
    """Fork a worker for each line of stdin, one at a time."""
    for line in sys.stdin:
        what, path, seed = line.split()
        worker = os.fork()
        if worker == 0:
            {"work": work, "make": make, "copy": copy}[what](Path(path), random.Random(int(seed)))
            os._exit(0)
        say("born", worker)
        os.waitpid(worker, 0)
        say("dead")


if __name__ == "__main__":
    main()
