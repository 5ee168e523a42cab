"""From a key to the repainted field: typing into the capture bar of the real window, drafts and chips
and all, beside typing into Qt's plain editor, in turn. A process of its own on a virtual screen."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from nghs_desktop.services.workspace import Content
from tests.perf.data import fresh_workspace
from tests.perf.display import screen
from tests.perf.figures import Figure, at

if TYPE_CHECKING:
    from nghs_desktop.ui.program import Program

IN_STREAM = 1_000
SOON_MS = 50
"""What people feel as caused by the key."""

LINES = (
    "b Seat-time rules keep districts from awarding credit for demonstrated mastery !policy ",
    "p Students present a portfolio to an outside panel before they graduate #mc2 ",
    "The buses stop at half past three, before most internships begin +transport ^high ",
    "c Draft a one-page waiver request for the state board due friday ",
)


def bench() -> list[Figure]:
    """Type the same lines into both, key by key."""
    with screen() as environment:
        child = subprocess.run(
            [sys.executable, "-m", __spec__.name],
            env=environment,
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
        )
    if child.returncode:
        raise RuntimeError(child.stderr)
    ours, limit, full, rows = json.loads(child.stdout.splitlines()[-1])
    stream = f"{IN_STREAM:,} items in the stream"
    return [
        Figure("a key to its repaint, median; QPlainTextEdit", at(ours, 0.5), at(limit, 0.5), 2.0),
        Figure("a key to its repaint, p99; the same", at(ours, 0.99), at(limit, 0.99), 4.0),
        Figure(f"{stream}: a key to its repaint, slowest", full[-1], 0, SOON_MS, absolute=True),
        Figure(f"{stream}: Enter to the row painted, slowest", rows[-1], 0, 100, absolute=True),
    ]


def measure(rounds: int = 4) -> tuple[list[float], list[float], list[float], list[float]]:
    """Return sorted milliseconds: keys in our field, in the plain editor, then with a full stream
    the keys in our field and the rows after Enter."""
    from PySide6.QtCore import QSettings

    from nghs_desktop.base.settings import Settings
    from nghs_desktop.ui.frame import Frame
    from nghs_desktop.ui.program import Program
    from nghs_desktop.ui.theme import load_theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        path = fresh_workspace(Path(folder) / "keys.nghs", Content.SAMPLE)
        settings = QSettings(str(Path(folder) / "bench.ini"), QSettings.Format.IniFormat)
        frame = Frame(settings, load_theme("light"), 1.0)
        frame.resize(1280, 800)
        frame.show()
        frame.activateWindow()
        program = Program(frame, Settings(), settings, Path(folder))
        program.open(path)
        _wait(app, 2.0)
        field = app.focusWidget()
        plain = QPlainTextEdit()
        plain.resize(700, 120)
        plain.show()
        if type(field).__name__ != "CaptureField":
            raise RuntimeError(f"the keyboard is in {type(field).__name__}, not the capture bar")
        ours: list[float] = []
        limit: list[float] = []
        for _ in range(rounds):
            for widget, times in ((plain, limit), (field, ours)):
                widget.window().activateWindow()
                widget.setFocus()
                _wait(app, 0.1)
                times += _type(app, widget)
        plain.close()
        full, rows = _with_a_full_stream(app, program, field)
        program.close()
        frame.deleteLater()
        _wait(app, 0.2)
    return sorted(ours), sorted(limit), full, rows


def _with_a_full_stream(
    app: QApplication, program: Program, field: QPlainTextEdit
) -> tuple[list[float], list[float]]:
    """Type with a thousand items in the stream; return what keys and what rows took, sorted."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from nghs_desktop.base.ids import new_id
    from nghs_desktop.domain.commands import LogRecords
    from nghs_desktop.domain.notes import Note

    assert program.window is not None
    view = program.window.shell.view("meeting")
    now = program.window.clock()
    notes = tuple(
        Note(
            id=new_id(),
            title=f"What was said, number {number}",
            meeting_id=view.meeting_id,
            heard_at=now - timedelta(seconds=IN_STREAM - number),
        )
        for number in range(IN_STREAM)
    )
    program.window.workspace.run(LogRecords(notes)).result()
    view.reading.load()
    _wait(app, 1.0)
    while view.rows.rowCount() < IN_STREAM:
        view.reading.load_older(view.rows.row_at(0).item.id)
        _wait(app, 0.3)
    view.focus_first()
    keys = sorted(_type(app, field))
    rows = []
    for number in range(10):
        QTest.keyClicks(field, f"b The buses stop at {number}")
        there = view.rows.rowCount()
        painted = _Painted(view.stream.viewport())
        start = time.perf_counter()
        QTest.keyClick(field, Qt.Key.Key_Return)
        while view.rows.rowCount() == there or not painted.seen:
            app.processEvents()
        rows.append((time.perf_counter() - start) * 1000)
        _wait(app, 0.2)
    return keys, sorted(rows)


def _type(app: QApplication, editor: QPlainTextEdit) -> Iterator[float]:
    """Type all lines; yield the milliseconds from each key until its field was painted."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    watch = _Painted(editor.viewport())
    for line in LINES:
        for sign in line:
            watch.seen = False
            start = time.perf_counter()
            QTest.keyClick(editor, sign)
            while not watch.seen:
                app.processEvents()
            yield (time.perf_counter() - start) * 1000
            app.processEvents()
        for _ in range(3):  # the line, then the chips that stay
            QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClick(editor, Qt.Key.Key_Backspace)
        _wait(app, 0.3)
    editor.viewport().removeEventFilter(watch)


class _Painted(QObject):
    """Sees when a widget was painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.seen = False
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take note of a paint."""
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def _wait(app: QApplication, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.002)


if __name__ == "__main__":
    print(json.dumps(measure()))
