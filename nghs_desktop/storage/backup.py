"""Copies of a workspace file that are known to open, and the way back from one.

Copies are made through SQLite's online backup into a temporary file, forced to disk, checked, and
only then given their name; a plain copy of a live file can lack its last rows.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nghs_desktop.base.errors import EnvironmentProblem
from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.paths import private_folder
from nghs_desktop.storage.look import Standing, look, read_only, tidy

RECENT, DAILY, WEEKLY, MONTHLY = 12, 7, 8, 12
"""How many copies stay: the newest ones, then the newest of each day, week and month."""

_STAMP = "%Y%m%dT%H%M%S.%fZ"
_PAGES = 2000


@frozen
class Copy:
    """A copy of a workspace and the moment it was made."""

    path: Path
    made_at: datetime


def folder_of(workspace: Path) -> Path:
    """Return the folder of a workspace's copies, beside it."""
    return workspace.with_name(workspace.name + ".backups")


def copies(workspace: Path) -> tuple[Copy, ...]:
    """Return the copies of a workspace, newest first."""
    found = []
    for path in folder_of(workspace).glob("*.nghs"):
        try:
            made = datetime.strptime(path.stem, _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(Copy(path, made))
    return tuple(sorted(found, key=lambda copy: copy.made_at, reverse=True))


def back_up(
    workspace: Path, now: datetime, *, progress: Callable[[int, int], bool] | None = None
) -> Copy:
    """Make a checked copy and thin the old ones; return it.

    `progress(done, total)` in pages is called as the copy grows and cancels it by returning False
    (InterruptedError). EnvironmentProblem when the copy cannot be written or does not check.
    """
    folder = folder_of(workspace)
    goal = _free_name(folder, now)
    partial = goal.with_suffix(".partial")
    try:
        private_folder(folder)
        _copy_pages(workspace, partial, progress)
        found = look(partial)
        if found.standing not in (Standing.GOOD, Standing.BEHIND):
            raise EnvironmentProblem(
                f"The copy of {workspace.name} did not check ({found.detail}).",
                "The workspace itself is unchanged. Try again, or save to another disk.",
            )
        partial.replace(goal)
        folder_to_disk(folder)
    except (OSError, sqlite3.Error) as problem:
        if isinstance(problem, InterruptedError):
            raise
        raise EnvironmentProblem(
            f"{workspace.name} could not be copied: {problem}.",
            "The workspace itself is unchanged. Free some space and try again.",
        ) from problem
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    made = Copy(goal, now)
    for old in surplus(copies(workspace)):
        old.path.unlink(missing_ok=True)
    return made


def _free_name(folder: Path, now: datetime) -> Path:
    """Return the name of a new copy: two of one moment never take each other's place."""
    while (name := folder / f"{now.astimezone(UTC).strftime(_STAMP)}.nghs").exists():
        now += timedelta(microseconds=1)
    return name


def surplus(all_copies: Sequence[Copy]) -> tuple[Copy, ...]:
    """Return the copies that thinning removes."""
    newest_first = sorted(all_copies, key=lambda copy: copy.made_at, reverse=True)
    keep = {copy.path for copy in newest_first[:RECENT]}
    for count, period in (
        (DAILY, "%Y-%m-%d"),
        (WEEKLY, "%G-%V"),
        (MONTHLY, "%Y-%m"),
    ):
        seen: set[str] = set()
        for copy in newest_first:
            name = copy.made_at.strftime(period)
            if name not in seen and len(seen) < count:
                seen.add(name)
                keep.add(copy.path)
    return tuple(copy for copy in newest_first if copy.path not in keep)


def moment_of(file: Path) -> tuple[int, ...]:
    """Return what tells a workspace and its copies apart: schema, device, last change and its time.

    Empty when the file cannot say.
    """
    try:
        reading = read_only(file)
        try:
            (version,) = reading.execute("PRAGMA user_version").fetchone()
            found = reading.execute("SELECT dev, ctr, hlc FROM sync_state").fetchone()
        finally:
            reading.close()
            tidy(file)
    except sqlite3.Error:
        return ()
    return (version, *found) if found else (version,)


def checked_file(workspace: Path) -> Path:
    """Return the file that says when the workspace was last found sound (its folder is made)."""
    return private_folder(folder_of(workspace)) / "checked"


def newest_good(workspace: Path) -> Copy | None:
    """Return the newest copy that opens and checks, or None."""
    for copy in copies(workspace):
        if look(copy.path).standing in (Standing.GOOD, Standing.BEHIND):
            return copy
    return None


def set_aside(workspace: Path, now: datetime, why: str = "damaged") -> Path:
    """Copy a file with its log to a folder `damaged-<time>` beside it; return the folder.

    The copies are on disk when this returns, and never take the place of earlier ones.
    """
    stem = f"{why}-{now.strftime('%Y%m%dT%H%M%S')}"
    goal, number = workspace.with_name(stem), 1
    while goal.exists():
        number += 1
        goal = workspace.with_name(f"{stem}-{number}")
    folder = private_folder(goal)
    for suffix in ("", "-wal", "-shm"):
        source = workspace.with_name(workspace.name + suffix)
        if source.exists():
            shutil.copy2(source, folder / source.name)
            with (folder / source.name).open("rb+") as file:
                os.fsync(file.fileno())
    folder_to_disk(folder)
    folder_to_disk(workspace.parent)
    return folder


def restore(workspace: Path, copy: Path, now: datetime) -> Path | None:
    """Put a copy in a workspace's place; return the folder the present file was set aside in.

    The caller holds the workspace's lock and has no connection open.
    """
    found = look(copy)
    if found.standing not in (Standing.GOOD, Standing.BEHIND):
        raise EnvironmentProblem(
            f"{copy.name} is not a backup that can be used ({found.standing.value}).",
            "Nothing was changed. Choose another backup.",
        )
    aside = set_aside(workspace, now, "replaced") if workspace.exists() else None
    fresh = workspace.with_name(workspace.name + ".restoring")
    fresh.unlink(missing_ok=True)
    try:
        _copy_pages(copy, fresh, None)
        for suffix in ("-wal", "-shm"):
            workspace.with_name(workspace.name + suffix).unlink(missing_ok=True)
        fresh.replace(workspace)
        folder_to_disk(workspace.parent)
    except (OSError, sqlite3.Error) as problem:
        raise EnvironmentProblem(
            f"The backup could not be put back: {problem}.",
            "The workspace and its backups are unchanged. Free some space and try again.",
        ) from problem
    finally:
        fresh.unlink(missing_ok=True)
    return aside


def _copy_pages(source: Path, goal: Path, progress: Callable[[int, int], bool] | None) -> None:
    goal.unlink(missing_ok=True)
    goal.touch(mode=0o600)

    def tell(_status: int, remaining: int, total: int) -> None:
        if progress is not None and not progress(total - remaining, total):
            raise InterruptedError

    reading = read_only(source)
    writing = sqlite3.connect(goal)
    try:
        # Held from the first page to the last: without it a write in between starts the copy anew.
        reading.execute("BEGIN")
        reading.execute("SELECT 1 FROM sqlite_schema").fetchone()
        reading.backup(writing, pages=_PAGES, progress=tell)
        writing.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        writing.close()
        reading.close()
        tidy(source)
    with goal.open("rb+") as file:
        os.fsync(file.fileno())


def folder_to_disk(folder: Path) -> None:
    """Force a folder's list of names to disk, so that a rename survives a power cut."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
