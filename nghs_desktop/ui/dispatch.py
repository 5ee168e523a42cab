"""Between the window's thread and the workspace's threads: commands and queries go down, what came of
them comes home through one queued signal. Nothing here waits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from nghs_desktop.base.errors import Told
from nghs_desktop.domain.changes import ChangeSet, Outcome, UndoState
from nghs_desktop.domain.commands import Command
from nghs_desktop.services.api import Reader, Workspace, is_overtaken, undo_state

T = TypeVar("T")
Then = Callable[[Any], None]


class Dispatch(QObject):
    """The window's one way to its workspace.

    `changed(ChangeSet, origin)` follows every commit; the view that asked finds itself as origin.
    `saving_changed(bool)` is true while something that was asked is not yet on disk.
    `failed(Told)` carries a failure that nobody else handles.
    """

    changed = Signal(object, object)
    undo_changed = Signal(object)
    saving_changed = Signal(bool)
    failed = Signal(object)
    opened = Signal()
    _arrived = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._pending = 0
        self._closed = False
        self._waiting: list[Callable[[], None]] = []
        self._arrived.connect(_call, Qt.ConnectionType.QueuedConnection)

    def start(self, failed: Then | None = None) -> None:
        """Open the workspace for writing; `opened` follows, or `failed` is called."""
        self._follow(self.workspace.start(), self._when_opened, self, failed)

    def run(
        self,
        command: Command,
        origin: QObject | None = None,
        then: Then | None = None,
        failed: Then | None = None,
    ) -> None:
        """Carry a command out; `then(Outcome)` and `failed(Told)` are called on this thread."""
        self._pending += 1
        if self._pending == 1:
            self.saving_changed.emit(True)

        def done(outcome: Outcome) -> None:
            self._settled()
            if outcome.changes.changes:
                self.changed.emit(outcome.changes, origin)
                self.refresh_undo()
            if then is not None and _alive(origin):
                then(outcome)

        def not_done(problem: Told) -> None:
            self._settled()
            if failed is not None and _alive(origin):
                failed(problem)
            else:
                self.failed.emit(problem)

        self._follow(self.workspace.run(command), done, self, not_done)

    def ask(
        self,
        query: Callable[[Reader], T],
        then: Callable[[T], None],
        owner: QObject,
        failed: Then | None = None,
    ) -> None:
        """Run a read query; `then(result)` is called on this thread if `owner` still lives.

        What is asked before there is anything to read waits until the workspace is open.
        """
        if self.workspace.ready_to_read:
            self._follow(self.workspace.read(query), then, owner, failed)
        else:
            self._waiting.append(lambda: self.ask(query, then, owner, failed))

    def follow(
        self,
        future: Future[T],
        then: Callable[[T], None],
        owner: QObject,
        failed: Then | None = None,
    ) -> None:
        """Bring any future's result home to this thread (a backup, a printed brief)."""
        self._follow(future, then, owner, failed)

    def close(self) -> None:
        """Deliver nothing more: what was asked is still carried out, but nobody is there to hear."""
        self._closed = True

    def refresh_undo(self) -> None:
        """Find out what undo and redo would do now; `undo_changed(UndoState)` follows."""
        self.ask(undo_state, self._tell_undo, self)

    def tell_changed(self, changes: ChangeSet) -> None:
        """Announce changes that were made by other means (an import)."""
        self.changed.emit(changes, None)

    def _tell_undo(self, state: UndoState) -> None:
        self.undo_changed.emit(state)

    def _when_opened(self, _nothing: None) -> None:
        waiting, self._waiting = self._waiting, []
        for ask in waiting:
            ask()
        self.opened.emit()
        self.refresh_undo()

    def _settled(self) -> None:
        self._pending -= 1
        if self._pending == 0:
            self.saving_changed.emit(False)

    def _follow(
        self, future: Future[T], then: Callable[[T], None], owner: QObject, failed: Then | None
    ) -> None:
        def home(done: Future[T]) -> None:
            if shiboken6.isValid(self):
                self._arrived.emit(lambda: self._deliver(done, then, owner, failed))

        future.add_done_callback(home)

    def _deliver(
        self, done: Future[T], then: Callable[[T], None], owner: QObject, failed: Then | None
    ) -> None:
        if self._closed or not _alive(owner):
            return
        try:
            result = done.result()
        except CancelledError:
            return
        except Told as problem:
            if failed is not None:
                failed(problem)
            else:
                self.failed.emit(problem)
            return
        except Exception as problem:
            if is_overtaken(problem):
                return
            raise
        then(result)


def _call(work: Callable[[], None]) -> None:
    work()


def _alive(owner: QObject | None) -> bool:
    return owner is None or shiboken6.isValid(owner)
