"""Issues the brief on screen: numbered, set once more without its draft mark, sealed, kept.

What is on the page while it is issued stays there; nobody waits.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import QObject, Signal

from nghs_desktop.base.clock import Clock
from nghs_desktop.base.errors import EnvironmentProblem, Told
from nghs_desktop.domain.briefs import Printed
from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.workspaces import Brief, IssuedBrief
from nghs_desktop.services.api import Final, Press, finalise, issue
from nghs_desktop.ui.briefs.keeping import Keeping
from nghs_desktop.ui.briefs.making import told_of
from nghs_desktop.ui.briefs.wording import pages_words
from nghs_desktop.ui.dispatch import Dispatch


class Issuing(QObject):
    """Issues one brief at a time. `issued` carries its key and what to say of it, `failed` why it was
    not issued."""

    issued = Signal(str, str)
    failed = Signal(object)

    def __init__(
        self,
        dispatch: Dispatch,
        press: Press,
        keeping: Keeping,
        clock: Clock,
        zone: tzinfo | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._dispatch, self._press, self._keeping = dispatch, press, keeping
        self._clock, self._zone = clock, zone
        self._ended: Callable[[], None] | None = None

    @property
    def is_at_it(self) -> bool:
        """Whether a brief is being issued."""
        return self._ended is not None

    def start(self, brief: Brief, ended: Callable[[], None]) -> None:
        """Issue a brief; `ended` is called whatever comes of it. The press must be left alone
        until then, since a newer page would take this one's place."""
        if self._ended is not None:
            return
        self._ended = ended
        now, zone = self._clock(), self._zone
        self._dispatch.ask(
            lambda reader: finalise(reader, brief, now, zone), self._set, self, self._not_issued
        )

    def _set(self, final: Final) -> None:
        future = _never_silent(told_of(self._press.submit(final.content)))
        self._dispatch.follow(future, partial(self._keep, final), self, self._not_issued)

    def _keep(self, final: Final, printed: Printed) -> None:
        try:
            command = issue(final, printed, final.content.made_at)
        except Told as problem:
            self._not_issued(problem)
            return
        kept = next(
            one for part in command.commands if isinstance(part, LogRecords)
            for one in part.records if isinstance(one, IssuedBrief)
        )  # fmt: skip
        self._keeping.stays(final.brief)
        self._keeping.run(command, partial(self._done, kept), self._not_issued)

    def _done(self, kept: IssuedBrief) -> None:
        self._end()
        words = self.tr("Issued as {number}, {pages}. It stays as it is.")
        words = words.format(number=kept.number, pages=pages_words(kept.pages or 0))
        self.issued.emit(kept.id, words)

    def _not_issued(self, problem: Told) -> None:
        self._end()
        self.failed.emit(problem)

    def _end(self) -> None:
        ended, self._ended = self._ended, None
        if ended is not None:
            ended()


def _never_silent(future: Future[Printed]) -> Future[Printed]:
    """Return the same future, but that giving it up is a sentence to show."""
    told: Future[Printed] = Future()

    def settle(done: Future[Printed]) -> None:
        problem: BaseException | None
        if done.cancelled():
            problem = EnvironmentProblem(
                "The brief was not issued: making its pages was given up.",
                "Your brief is safe. Issue it again.",
            )
        else:
            problem = done.exception()
        if problem is not None:
            told.set_exception(problem)
        else:
            told.set_result(done.result())

    future.add_done_callback(settle)
    return told
