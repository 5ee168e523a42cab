"""Real workspace files for tests: made once per test process, copied for each test that asks."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from nghs_desktop.base.clock import Clock, system_clock
from nghs_desktop.domain.changes import Outcome
from nghs_desktop.domain.commands import Command
from nghs_desktop.services.workspace import Content, Workspace

MONDAY = datetime(2026, 11, 16, 14, 30, tzinfo=UTC)


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="nghs-templates-", dir=Path.home()))


@cache
def template(content: Content) -> Path:
    """Return a closed workspace with some content; copy it, never open it."""
    path = _folder() / f"{content}.nghs"
    workspace = Workspace.prepare(path, content=content, actor="Robin Ashby")
    workspace.start().result()
    workspace.close()
    return path


def fresh(folder: Path, name: str = "a.nghs", content: Content = Content.STARTER) -> Path:
    """Return a new workspace file of a test's own."""
    return Path(shutil.copy2(template(content), folder / name))


@pytest.fixture
def workspace_file(tmp_path: Path) -> Path:
    """Return an empty workspace file."""
    return fresh(tmp_path, "work.nghs", Content.EMPTY)


@pytest.fixture
def workspace(workspace_file: Path) -> Iterator[Workspace]:
    """Return an open, empty workspace."""
    with opened(workspace_file) as found:
        yield found


@contextmanager
def opened(path: Path, clock: Clock = system_clock) -> Iterator[Workspace]:
    """Open a workspace for writing, and close it however the test ends."""
    workspace = Workspace.prepare(path, clock=clock, actor="Robin Ashby")
    try:
        workspace.start().result()
        yield workspace
    finally:
        workspace.close()


def run(workspace: Workspace, *commands: Command) -> Outcome:
    """Carry commands out one after the other; return what came of the last."""
    outcomes = [workspace.run(command).result() for command in commands]
    return outcomes[-1]


@contextmanager
def another_program(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file as some other program would: plain sqlite3, none of our settings."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection
