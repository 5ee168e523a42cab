"""One writer per workspace file: a lock that the system frees when its process ends, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from nghs_desktop.base.errors import EnvironmentProblem, WorkspaceInUse


class FileLock:
    """Holds `NAME.nghs.lock` until released or the process ends. The file names the holder.

    `was_left` when the holder before ended without releasing it: killed, or the power went.
    """

    def __init__(self, workspace: Path) -> None:
        self.path = workspace.with_name(workspace.name + ".lock")
        try:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as problem:
            raise EnvironmentProblem(
                f"{workspace.name} cannot be opened here: {problem.strerror}.",
                "Nothing was changed. Copy it to a folder you can write to.",
            ) from problem
        try:
            _take(self._file)
        except OSError:
            holder = os.read(self._file, 32).decode("ascii", "replace").strip()
            os.close(self._file)
            raise WorkspaceInUse(
                f"{workspace.name} is open in another NGHS Desktop"
                + (f" (process {holder})." if holder else "."),
                "Nothing was changed. Use that window, or close it and try again.",
            ) from None
        self.was_left = os.fstat(self._file).st_size > 0
        os.ftruncate(self._file, 0)
        os.write(self._file, str(os.getpid()).encode("ascii"))

    def release(self) -> None:
        """Let others open the workspace; the lock file stays, empty."""
        os.ftruncate(self._file, 0)
        os.close(self._file)


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30
    """A byte beyond the text: Windows locks are mandatory, and others read who holds it."""

    def _take(file: int) -> None:
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)

else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
