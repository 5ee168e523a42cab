"""Has the pages made anew a moment after the last change: content composed on a reading thread, set
by the press in its own process. Only the newest answer counts. No widget comes in here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from nghs_desktop.base.clock import Clock
from nghs_desktop.base.errors import EnvironmentProblem, Told
from nghs_desktop.domain.briefs import Printed
from nghs_desktop.domain.workspaces import Brief
from nghs_desktop.services.api import Composed, Press, PressFault, Reader, compose
from nghs_desktop.ui.dispatch import Dispatch

AFTER_MS = 100
"""How long a pause in changes is waited for: with the making itself, the page is there in 300 ms."""
SLOW_MS = 1_000
_log = logging.getLogger(__name__)

Compose = Callable[[Reader, Brief, datetime, tzinfo | None], Composed]
"""Makes what a brief says now, from a workspace."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished brief: what it was made of, what it says, and the PDF."""

    brief: Brief
    composed: Composed
    printed: Printed


class Making(QObject):
    """Makes a brief's PDF. `slow_changed` says whether it takes longer than a second, and `reached`
    then which page of how many it is at (0 of how many while nobody knows)."""

    made = Signal(object)
    slow_changed = Signal(bool)
    reached = Signal(int, int)
    failed = Signal(object)
    stopped = Signal()
    _told_page = Signal(int, int, int)

    def __init__(
        self,
        dispatch: Dispatch,
        press: Press,
        clock: Clock,
        zone: tzinfo | None,
        parent: QObject | None = None,
        *,
        compose: Compose = compose,
    ) -> None:
        super().__init__(parent)
        self._dispatch, self._press, self._compose = dispatch, press, compose
        self._clock, self._zone = clock, zone
        self._brief: Brief | None = None
        self._newest: Made | None = None
        self._turn = 0
        self._current = False
        self._active = False
        self._slow = False
        self._waiting: list[Callable[[Made], None]] = []
        self._after = _timer(self, AFTER_MS, self._start)
        self._slowly = _timer(self, SLOW_MS, self._tell_slow)
        self._page = (0, 0)
        # The press tells on its own thread.
        self._told_page.connect(self._take_page, Qt.ConnectionType.QueuedConnection)

    @property
    def newest(self) -> Made | None:
        """The brief as it was made last, or None."""
        return self._newest

    @property
    def is_current(self) -> bool:
        """Whether what was made last is what would be made now."""
        return self._current

    def set_active(self, active: bool) -> None:
        """Make pages only while somebody looks at them."""
        self._active = active
        if active and not self._current and self._brief is not None and not self._working:
            self._start()
        elif not active:
            self._after.stop()

    def ask(self, brief: Brief, *, at_once: bool = False) -> None:
        """Make this brief a moment after the last time this was asked, or at once."""
        self._brief, self._current = brief, False
        self._turn += 1
        if not self._active:
            return
        if at_once:
            self._start()
        else:
            self._after.start()

    def again(self) -> None:
        """Make the brief again, for something in the workspace changed."""
        if self._brief is not None:
            self.ask(self._brief)

    def when_current(self, run: Callable[[Made], None]) -> None:
        """Run something with the newest brief, now or as soon as it is made."""
        if self._current and self._newest is not None:
            run(self._newest)
            return
        self._waiting.append(run)
        if self._after.isActive():
            self._start()
        elif not self._working and self._brief is not None:
            self.ask(self._brief, at_once=True)

    def cancel(self) -> None:
        """Give up what is being made; the pages on screen stay."""
        self._turn += 1
        self._after.stop()
        self._press.cancel()
        self._settle()
        self._waiting.clear()
        self.stopped.emit()

    def stop(self) -> None:
        """Make nothing more; for the end."""
        self._turn += 1
        self._active = False
        self._waiting.clear()
        self._after.stop()
        self._settle()

    @property
    def _working(self) -> bool:
        return self._after.isActive() or self._slowly.isActive() or self._slow

    # -- the steps ---------------------------------------------------------------------
    def _start(self) -> None:
        self._after.stop()
        brief = self._brief
        if brief is None:
            return
        if not self._slow:
            self._slowly.start()
        turn, now, zone, compose = self._turn, self._clock(), self._zone, self._compose
        self._dispatch.ask(
            lambda reader: compose(reader, brief, now, zone),
            partial(self._set, turn, brief),
            self,
            partial(self._not_made, turn),
        )

    def _set(self, turn: int, brief: Brief, composed: Composed) -> None:
        if turn != self._turn:
            return
        self._page = (0, 0)

        def reached(page: int, pages: int) -> None:
            if shiboken6.isValid(self):
                self._told_page.emit(turn, page, pages)

        self._dispatch.follow(
            told_of(self._press.submit(composed.content, reached)),
            partial(self._done, turn, brief, composed),
            self,
            partial(self._not_made, turn),
        )

    def _take_page(self, turn: int, page: int, pages: int) -> None:
        if turn == self._turn:
            self._page = (page, pages)
            if self._slow:
                self.reached.emit(page, pages)

    def _done(self, turn: int, brief: Brief, composed: Composed, printed: Printed) -> None:
        if turn != self._turn:
            return
        self._settle()
        self._current = True
        made = self._newest = Made(brief, composed, printed)
        self.made.emit(made)
        waiting, self._waiting = self._waiting, []
        for run in waiting:
            run(made)

    def _not_made(self, turn: int, problem: Told) -> None:
        if turn != self._turn:
            return
        self._settle()
        self._waiting.clear()
        self.failed.emit(problem)

    def _settle(self) -> None:
        self._slowly.stop()
        if self._slow:
            self._slow = False
            self.slow_changed.emit(False)

    def _tell_slow(self) -> None:
        self._slow = True
        self.slow_changed.emit(True)
        if self._page[0]:
            self.reached.emit(*self._page)


def _timer(parent: QObject, ms: int, run: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(ms)
    timer.timeout.connect(run)
    return timer


def told_of(future: Future[Printed]) -> Future[Printed]:
    """Return the same future, but that a fault of the press is a sentence to show."""
    told: Future[Printed] = Future()

    def settle(done: Future[Printed]) -> None:
        if done.cancelled():
            told.cancel()
            return
        problem = done.exception()
        if isinstance(problem, PressFault):
            _log.error("the press has a fault: %s", problem)
            problem = EnvironmentProblem(
                "The page could not be made: there is a fault in the program.",
                "Your notes are safe. Leave out one section after the other to find the text "
                "that causes it.",
            )
        if problem is not None:
            told.set_exception(problem)
        else:
            told.set_result(done.result())

    future.add_done_callback(settle)
    return told
