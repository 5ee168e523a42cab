"""Which workspace a command means, and how it is opened: to read beside the window, or to write."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from nghs_desktop.base.account import account_name
from nghs_desktop.base.errors import UserError
from nghs_desktop.base.settings import load_settings, workspace_to_open

if TYPE_CHECKING:
    import argparse

    from nghs_desktop.services.workspace import Workspace
    from nghs_desktop.storage.reader import Reader


def named_workspace(options: argparse.Namespace) -> Path | None:
    """Return the workspace that was named by --workspace or NGHS_WORKSPACE, if any."""
    named = getattr(options, "workspace", "") or os.environ.get("NGHS_WORKSPACE", "")
    return Path(named) if named else None


def chosen_workspace(options: argparse.Namespace) -> Path:
    """Return the workspace a command means; the one the window had open last when none is named."""
    # Whatever links lead to a file, its lock and its backups stand beside the file itself.
    return (named_workspace(options) or workspace_to_open(load_settings())).resolve()


def reading(options: argparse.Namespace) -> AbstractContextManager[Reader]:
    """Open the workspace for reading, also while a window has it."""
    from nghs_desktop.services.workspace import open_to_read

    return open_to_read(chosen_workspace(options))


@contextmanager
def writing(options: argparse.Namespace) -> Iterator[Workspace]:
    """Open the workspace for writing; refused while a window has it. Never makes a new file."""
    from nghs_desktop.services.workspace import Workspace

    path = chosen_workspace(options)
    if not path.exists():
        raise UserError(
            f"There is no workspace at {path}.",
            "Nothing was changed. Check the name, or make one with: nghs-desktop new FILE",
        )
    workspace = Workspace.prepare(path, actor=who())
    try:
        workspace.start().result()
        yield workspace
    finally:
        workspace.close()


def who() -> str:
    """Return who is at the keyboard, for the history: the name in the settings, or the account's."""
    return load_settings().name or account_name()
