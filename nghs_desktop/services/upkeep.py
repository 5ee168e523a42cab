"""What a workspace needs and nobody should have to think of: backups while it changes, and a thorough
look once a week and after a session that did not end in order. All on a thread of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from nghs_desktop.base.clock import from_text, to_text
from nghs_desktop.base.frozen import frozen
from nghs_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from nghs_desktop.storage.backup import Copy

WEEK = timedelta(days=7)
Progress = Callable[[int, int], bool]
"""Told pages done and in all; returning False cancels."""

_log = logging.getLogger(__name__)


@frozen
class Upkept:
    """What was done: the copy that was made, if any, and what the thorough look found wrong.

    `mended` when the search index was filled anew and is right again.
    """

    copy: Copy | None = None
    faults: tuple[str, ...] = ()
    mended: bool = False


class Upkeep:
    """Looks after one open workspace; `close` before the workspace is closed.

    Ask for everything once `Workspace.start` has finished. Failures are `EnvironmentProblem`s of
    the futures: a backup that could not be made is worth a banner, not a stop.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="upkeep")
        self._copied: tuple[int, ...] | None = None

    def at_start(self) -> Future[Upkept]:
        """Back up what the last session changed, then look thoroughly if that is due."""
        return self._thread.submit(self._begin)

    def hourly(self) -> Future[Copy | None]:
        """Back up if anything changed since the newest copy."""
        return self._thread.submit(self._back_up_if_changed, None)

    def at_exit(self, progress: Progress | None = None) -> Future[Copy | None]:
        """Back up if anything changed; `progress` hears of it and may cancel (InterruptedError)."""
        return self._thread.submit(self._back_up_if_changed, progress)

    def close(self) -> None:
        """Wait for what is being done; what has not begun is left for the next start."""
        self._thread.shutdown(cancel_futures=True)

    # On the upkeep's thread.

    def _begin(self) -> Upkept:
        due = self._workspace.was_left_open or self._is_check_due()
        copy = self._back_up_if_changed(None)
        if not due:
            return Upkept(copy)
        faults = self._faults()
        if not faults:
            self._note_checked()
            return Upkept(copy)
        _log.warning("the thorough look found %d faults", len(faults))
        if all(part == _SEARCH for part, _ in faults):
            self._workspace.rebuild_search().result()
            if not (left := self._faults()):
                self._note_checked()
                return Upkept(copy, tuple(fault for _, fault in faults), mended=True)
            faults = left
        return Upkept(copy, tuple(fault for _, fault in faults))

    def _back_up_if_changed(self, progress: Progress | None) -> Copy | None:
        from nghs_desktop.storage.backup import back_up, copies, moment_of

        path = self._workspace.path
        moment = moment_of(path)
        if self._copied is None:
            newest = next(iter(copies(path)), None)
            self._copied = moment_of(newest.path) if newest else ()
        if moment == self._copied:
            return None
        copy = back_up(path, self._workspace.clock(), progress=progress)
        self._copied = moment_of(copy.path)
        return copy

    def _faults(self) -> tuple[tuple[str, str], ...]:
        from nghs_desktop.services.checkup import check

        found = check(self._workspace.path, self._workspace.clock())
        return tuple((part.name, fault) for part in found.parts for fault in part.faults)

    def _is_check_due(self) -> bool:
        from nghs_desktop.storage.backup import checked_file

        try:
            last = from_text(checked_file(self._workspace.path).read_text("ascii").strip())
        except (OSError, ValueError):
            last = datetime.min.replace(tzinfo=UTC)
        now = self._workspace.clock()
        return not last <= now < last + WEEK

    def _note_checked(self) -> None:
        from nghs_desktop.storage.backup import checked_file

        checked_file(self._workspace.path).write_text(to_text(self._workspace.clock()), "ascii")


_SEARCH = "Search index"
"""The part of a check that can be put right from the tables."""
