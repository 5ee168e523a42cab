"""Real workspace files for tests: made once per test process, copied for each test that asks."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

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


@contextmanager
def opened(path: Path) -> Iterator[Workspace]:
    """Open a workspace for writing, and close it however the test ends."""
    workspace = Workspace.prepare(path, actor="Robin Ashby")
    try:
        workspace.start().result()
        yield workspace
    finally:
        workspace.close()
