"""The way back to a copy of a workspace, for a file that nobody has open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nghs_desktop.base.errors import UserError
from nghs_desktop.services.workspace import restore_workspace
from nghs_desktop.storage.backup import Copy, copies, folder_of, newest_good


@dataclass(frozen=True, slots=True)
class Restored:
    """The copy that is the workspace now, and the folder the file before it was put in."""

    copy: Copy
    aside: Path | None


def copies_of(workspace: Path) -> tuple[Copy, ...]:
    """Return the copies of a workspace, newest first, checked or not."""
    return copies(workspace)


def restore_copy(workspace: Path, wanted: str, now: datetime) -> Restored:
    """Put a copy in a workspace's place; the present file is set aside, never lost.

    `wanted` is a copy's name or path; empty for the newest one that checks. UserError when there
    is no such copy, EnvironmentProblem when the workspace is open or the copy does not check.
    """
    if not workspace.parent.is_dir():
        raise UserError(f"There is no folder {workspace.parent}.", "Nothing was changed.")
    copy = _named(workspace, wanted, now) if wanted else newest_good(workspace)
    if copy is None:
        raise UserError(
            f"{workspace.name} has no backup that can be used.",
            "Nothing was changed. Name a copy from another disk to restore that.",
        )
    return Restored(copy, restore_workspace(workspace, copy.path, now))


def _named(workspace: Path, wanted: str, now: datetime) -> Copy:
    for copy in copies(workspace):
        if wanted in (copy.path.name, copy.path.stem):
            return copy
    for path in (Path(wanted), folder_of(workspace) / wanted):
        if path.is_file() and path.absolute() != workspace.absolute():
            return Copy(path, datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo))
    raise UserError(
        f"There is no copy {wanted}.", "Nothing was changed. restore --list shows the copies."
    )
