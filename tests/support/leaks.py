"""Notices what a test leaves behind: threads, running timers, worker tasks and windows, by name.

A test that leaves one of these makes a later test fail for no reason of its own. Only tests of Qt
code pay for the Qt part; nothing of the product may be imported here.
"""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

GRACE_SECONDS = 2.0
# Qt keeps these for itself; they hide on their own and belong to no test.
QT_OWN_WINDOWS = {"QTipLabel", "QComboBoxPrivateContainer", "QDesktopScreenWidget"}
# Threads of the test runner: pytest-timeout's clock, xdist's and execnet's channels.
RUNNER_THREADS = ("pytest_timeout", "execnet", "xdist")


@contextmanager
def watched(monkeypatch: Any) -> Iterator[list[str]]:
    """Yield a list that, once the block is left, holds one sentence for each thing left behind."""
    left: list[str] = []
    threads = set(threading.enumerate())
    started = _record_started(monkeypatch) if "PySide6.QtCore" in sys.modules else []
    windows = set(_windows())
    yield left
    if _qt_runs():
        _settle_qt()
        left += _leaked_qt(started, windows)
    left += _leaked_threads(threads)


def _leaked_threads(before: set[threading.Thread]) -> list[str]:
    found = []
    for thread in threading.enumerate():
        if thread in before or thread is threading.current_thread():
            continue
        if thread.name.startswith(RUNNER_THREADS):
            continue
        thread.join(GRACE_SECONDS)
        if thread.is_alive():
            found.append(f"The thread {thread.name!r} still runs.")
    return found


def _qt_runs() -> bool:
    core = sys.modules.get("PySide6.QtCore")
    return core is not None and core.QCoreApplication.instance() is not None


def _windows() -> list[Any]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or not isinstance(widgets.QApplication.instance(), widgets.QApplication):
        return []
    return list(widgets.QApplication.topLevelWidgets())


def _record_started(monkeypatch: Any) -> list[weakref.ref[Any]]:
    """Keep a weak reference to every QTimer and QThread that Python code starts."""
    from PySide6.QtCore import QThread, QTimer

    started: list[weakref.ref[Any]] = []
    for kind in (QTimer, QThread):
        original = kind.start

        def start(self: Any, *arguments: Any, _original: Any = original) -> None:
            started.append(weakref.ref(self))
            _original(self, *arguments)

        monkeypatch.setattr(kind, "start", start)
    return started


def _settle_qt() -> None:
    """Carry out the deletions that Qt has put off."""
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool

    QThreadPool.globalInstance().waitForDone(int(GRACE_SECONDS * 1000))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _leaked_qt(started: list[weakref.ref[Any]], windows_before: set[Any]) -> list[str]:
    found = _look_at_qt(started, windows_before)
    if not found:
        return []
    gc.collect()  # a cycle of Python references may be all that holds them
    _settle_qt()
    return _look_at_qt(started, windows_before)


def _look_at_qt(started: list[weakref.ref[Any]], windows_before: set[Any]) -> list[str]:
    import shiboken6
    from PySide6.QtCore import QThread, QThreadPool, QTimer

    found = []
    for reference in started:
        thing = reference()
        if thing is None or not shiboken6.isValid(thing):
            continue
        name = thing.objectName() or type(thing.parent()).__name__
        if isinstance(thing, QTimer) and thing.isActive():
            found.append(f"The timer {name!r} ({thing.interval()} ms) still runs.")
        elif isinstance(thing, QThread) and not thing.wait(int(GRACE_SECONDS * 1000)):
            found.append(f"The QThread {name!r} still runs.")
    if QThreadPool.globalInstance().activeThreadCount():
        found.append("The global thread pool still works.")
    for window in _windows():
        if window not in windows_before and shiboken6.isValid(window):
            kind = type(window).__name__
            if kind not in QT_OWN_WINDOWS and window.parent() is None:
                found.append(f"The window {kind} {window.objectName()!r} still exists.")
    return found
