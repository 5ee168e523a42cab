"""The watch over tests itself: what is left behind is named, what is tidied up is not."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.support import leaks


@pytest.fixture
def short_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaks, "GRACE_SECONDS", 0.05)


def test_a_thread_that_goes_on_is_named(monkeypatch: pytest.MonkeyPatch, short_grace: None) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="forgotten-writer")
    with leaks.watched(monkeypatch) as left:
        thread.start()
    stop.set()
    thread.join()
    assert left == ["The thread 'forgotten-writer' still runs."]


def test_a_running_timer_is_named(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = QObject()
    timer = QTimer(owner)
    timer.setObjectName("clock")
    with leaks.watched(monkeypatch) as left:
        timer.start(60_000)
    timer.stop()
    assert left == ["The timer 'clock' (60000 ms) still runs."]


def test_a_running_qthread_is_named(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, short_grace: None
) -> None:
    thread = QThread()
    thread.setObjectName("printer")
    with leaks.watched(monkeypatch) as left:
        thread.start()
    thread.quit()
    assert thread.wait(5_000)
    assert left == ["The QThread 'printer' still runs."]


def test_a_window_that_stays_is_named(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    with leaks.watched(monkeypatch) as left:
        dialog = QDialog()
        dialog.setObjectName("add_school")
    qtbot.addWidget(dialog)
    assert left == ["The window QDialog 'add_school' still exists."]


def test_what_is_tidied_up_is_not_named(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    with leaks.watched(monkeypatch) as left:
        window = QWidget()
        timer = QTimer(window)
        timer.start(60_000)
        thread = threading.Thread(target=lambda: None)
        thread.start()
        window.show()
        window.close()
        window.deleteLater()
        del window, timer
    assert left == []


def test_windows_in_a_reference_cycle_are_collected_before_judging(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Looped(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.me = self

    with leaks.watched(monkeypatch) as left:
        Looped()
    assert left == []
