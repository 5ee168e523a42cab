"""Sets briefs in a process of its own, so that no text can hold up the window or take it down.

One worker lives as long as the press: started on first use, with fonts read, stopped when it takes
too long or is overtaken, and started again when it is gone. ReportLab is imported there and never
here. The preview asks on every pause in typing, so only the newest brief counts.

A program that uses this starts with `multiprocessing.freeze_support()` when it may be frozen.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from threading import Condition, Thread
from typing import TYPE_CHECKING

from nghs_desktop.base.errors import EnvironmentProblem, Told

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from nghs_desktop.domain.briefs import BriefContent, Printed

_log = logging.getLogger(__name__)

TIME_LIMIT = 30.0
"""Seconds one brief may take."""
OVERTAKEN_AFTER = 0.5
"""Seconds after which a brief that a newer one has overtaken is stopped, not awaited."""
_STARTING_LIMIT = 60.0
_LOOK_EVERY = 0.02
_TELL_EVERY = 0.1
"""Seconds between two words of the worker about how far it is."""

Progress = Callable[[int, int], None]
"""Told the page that is being made and how many there are, 0 while nobody knows."""


class Press:
    """Hands contents to the worker, newest first; safe to use from any thread."""

    def __init__(
        self, time_limit: float = TIME_LIMIT, overtaken_after: float = OVERTAKEN_AFTER
    ) -> None:
        self._time_limit = time_limit
        self._overtaken_after = overtaken_after
        self._changed = Condition()
        self._next: _Job | None = None
        self._now: _Job | None = None
        self._closed = False
        self._warm_wanted = False
        self._thread: Thread | None = None
        self._worker: _Worker | None = None

    def warm(self) -> None:
        """Start the worker now, so that the first brief does not wait for its imports."""
        with self._changed:
            if not self._closed:
                self._warm_wanted = True
                self._wake()

    def submit(self, content: BriefContent, progress: Progress | None = None) -> Future[Printed]:
        """Set a brief; a job that was handed in before and is not done yet is cancelled.

        `progress` is called on the press's own thread, a few times a second and not at all for a
        short brief.

        The future ends with EnvironmentProblem when the time limit passes or the worker is lost
        twice, with the worker's own UserError or EnvironmentProblem when the brief is refused,
        and with PressFault when there is a bug.
        """
        job = _Job(content, progress)
        with self._changed:
            if self._closed:
                job.future.cancel()
                return job.future
            self._drop(self._next)
            self._drop(self._now)
            self._next = job
            self._wake()
        return job.future

    def cancel(self) -> None:
        """Give up whatever is being set or waits; its future reads as cancelled."""
        with self._changed:
            self._drop(self._next)
            self._next = None
            if self._now is not None:
                self._drop(self._now)
                self._now.stop_at_once = True
            self._changed.notify_all()

    def close(self) -> None:
        """Stop the worker and wait until it is gone; later jobs are cancelled at once."""
        self.cancel()
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    # -- with the lock held -------------------------------------------------------------------

    def _wake(self) -> None:
        if self._thread is None:
            self._thread = Thread(target=self._run, name="press", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    @staticmethod
    def _drop(job: _Job | None) -> None:
        if job is not None and not job.future.done():
            job.future.cancel()

    # -- on the press's own thread ------------------------------------------------------------

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._next or self._warm_wanted)
                if self._closed:
                    break
                job, self._next = self._next, None
                self._warm_wanted = False
                self._now = job
            if job is None:
                self._ready_worker()
            else:
                self._carry_out(job)
            with self._changed:
                self._now = None
        self._stop_worker()

    def _carry_out(self, job: _Job) -> None:
        for attempt in (1, 2):
            if job.future.cancelled():
                return
            worker = self._ready_worker()
            answer: object = None
            if worker is not None and worker.give(job.content):
                answer = self._await(worker, job)
            if answer is not None:
                _settle(job.future, answer)
                return
            self._stop_worker()
            if not job.future.cancelled():
                _log.warning("the press worker was lost, attempt %d", attempt)
        _settle(
            job.future,
            EnvironmentProblem(
                "The page could not be made: the process that sets it keeps stopping.",
                "Your notes are safe. Close other programs to free memory, then try again.",
            ),
        )

    def _await(self, worker: _Worker, job: _Job) -> object:
        """Return what the worker answered, or None when it is gone and may be tried again."""
        start = time.monotonic()
        while True:
            if worker.answers(_LOOK_EVERY):
                answer = worker.take()
                if not isinstance(answer, _Reached):
                    return answer
                job.tell(answer)
            elif not worker.lives():
                return None
            taken = time.monotonic() - start
            with self._changed:
                overtaken = job.future.cancelled() and taken > self._overtaken_after
                if job.stop_at_once or self._closed or overtaken:
                    self._drop(job)
                    return None
            if taken > self._time_limit:
                self._stop_worker()
                return EnvironmentProblem(
                    f"The brief took longer than {self._time_limit:g} seconds and was stopped.",
                    "Your notes are safe. Leave out the longest section, then try again.",
                )

    def _ready_worker(self) -> _Worker | None:
        if self._worker is not None and not self._worker.lives():
            self._stop_worker()
        if self._worker is None:
            self._worker = _Worker()
        worker = self._worker
        start = time.monotonic()
        while not worker.ready:
            if worker.answers(_LOOK_EVERY):
                worker.ready = worker.take() == "ready"
                if worker.ready:
                    break
                return None
            with self._changed:
                if self._closed:
                    return None
            if not worker.lives() or time.monotonic() - start > _STARTING_LIMIT:
                return None
        return worker

    def _stop_worker(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()


class PressFault(RuntimeError):
    """A bug in the reports, with the worker's traceback as its text."""


@dataclass(frozen=True, slots=True)
class _Reached:
    """How far the worker is with the content it has."""

    page: int
    pages: int


class _Job:
    """One content, the future that waits for it, and who wants to hear how far it is."""

    def __init__(self, content: BriefContent, progress: Progress | None) -> None:
        self.content = content
        self._progress = progress
        self.future: Future[Printed] = Future()
        self.stop_at_once = False

    def tell(self, reached: _Reached) -> None:
        """Pass on how far the worker is, while somebody still waits."""
        if self._progress is not None and not self.future.done():
            self._progress(reached.page, reached.pages)


def _settle(future: Future[Printed], answer: object) -> None:
    from nghs_desktop.domain.briefs import Printed

    # From here on a cancel comes too late; before, it has already happened.
    if not future.set_running_or_notify_cancel():
        return
    if isinstance(answer, Printed):
        future.set_result(answer)
    elif isinstance(answer, Told):
        future.set_exception(answer)
    else:
        future.set_exception(PressFault(str(answer)))


class _Worker:
    """The process and our end of its pipe."""

    def __init__(self) -> None:
        from multiprocessing import get_context

        context = get_context("spawn")
        self._pipe: Connection
        self._pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=_serve, args=(theirs,), name="nghs-press", daemon=True
        )
        self.ready = False
        self._process.start()
        theirs.close()

    def lives(self) -> bool:
        return self._process.is_alive()

    def give(self, content: BriefContent) -> bool:
        """Send a content; say whether the worker was there to take it."""
        try:
            self._pipe.send(content)
        except OSError:
            return False
        return True

    def answers(self, seconds: float) -> bool:
        """Wait a moment for an answer; a pipe that broke counts as one, and take() says so."""
        try:
            return self._pipe.poll(seconds)
        except OSError:
            return True

    def take(self) -> object:
        """Return the answer, or None when the worker is gone."""
        try:
            answer: object = self._pipe.recv()
        except (EOFError, OSError):
            return None
        return answer

    def stop(self) -> None:
        """End the process now; it keeps nothing that could be lost."""
        self._pipe.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _serve(pipe: Connection) -> None:
    """Answer contents with finished briefs until the pipe closes; runs in the worker."""
    import signal
    import traceback

    # Ctrl+C in the terminal is for the program; it closes the pipe when it goes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from nghs_desktop.reports.document import render, warm

    try:
        # A missing font is told again, and then to someone, by the first brief.
        with suppress(Told):
            warm()
        pipe.send("ready")
        while True:
            content = pipe.recv()
            answer: object
            try:
                answer = render(content, _teller(pipe))
            except Told as told:
                answer = told
            except Exception:  # noqa: BLE001 - a bug must reach the program, not a lost stderr
                answer = traceback.format_exc()
            pipe.send(answer)
    except (EOFError, OSError):
        return


def _teller(pipe: Connection) -> Progress:
    """Return what sends word of each page, but not more often than anybody can read."""
    told = time.monotonic()

    def tell(page: int, pages: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _TELL_EVERY:
            told = now
            pipe.send(_Reached(page, pages))

    return tell
