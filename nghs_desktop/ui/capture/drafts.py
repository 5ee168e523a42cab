"""Puts what is being typed on disk while it is typed: at once when idle, else every tenth of a second.

It only paces; how a draft is kept is handed in. No widget and no record come in here.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from nghs_desktop.base.errors import EnvironmentProblem, Told
from nghs_desktop.services.api import Draft

PACE_MS = 100
_BUSY_MS = 25

Keep = Callable[[Draft], "Future[None]"]


class DraftKeeper(QObject):
    """Keeps the newest draft. `failed` follows when the disk refuses; `kept` when it works again."""

    failed = Signal(object)
    kept = Signal()

    def __init__(self, keep: Keep, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keep = keep
        self._waiting: Draft | None = None
        self._running: Future[None] | None = None
        self._troubled = False
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    def note(self, draft: Draft) -> None:
        """Have this draft on disk within a tenth of a second and the time the disk takes."""
        self._waiting = draft
        if self._timer.isActive():
            return
        passed = self._since.elapsed() if self._since.isValid() else PACE_MS
        if passed >= PACE_MS:
            self._go_on()
        else:
            self._timer.start(int(PACE_MS - passed))

    def flush(self) -> None:
        """Hand over now what still waits."""
        self._timer.stop()
        self._write()

    def drop(self) -> None:
        """Forget what waits; it became an item."""
        self._waiting = None

    def _go_on(self) -> None:
        if self._running is not None:
            if not self._running.done():
                self._timer.start(_BUSY_MS)
                return
            self._look_at(self._running)
        self._write()

    def _write(self) -> None:
        draft, self._waiting = self._waiting, None
        if draft is None:
            self._running = None
            return
        self._running = self._keep(draft)
        self._since.start()
        self._timer.start(PACE_MS)

    def _look_at(self, done: Future[None]) -> None:
        self._running = None
        problem = None if done.cancelled() else done.exception()
        if problem is None:
            if self._troubled:
                self._troubled = False
                self.kept.emit()
            return
        if isinstance(problem, OSError):
            problem = EnvironmentProblem(
                self.tr("What you type is not kept on disk: {reason}.").format(
                    reason=problem.strerror or problem
                ),
                self.tr("Press Enter to keep it as an item, or free some space."),
            )
        if not isinstance(problem, Told):
            raise problem
        if not self._troubled:
            self._troubled = True
            self.failed.emit(problem)
