"""The installed PySide6 survives what a long meeting does to it (docs/decisions/0001)."""

from __future__ import annotations

import subprocess
import sys

LONG_MEETING = """
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Room(QObject):
    spoken = Signal(str)
    heard = Signal()

app = QApplication([])
room, label = Room(), QLabel()
received = []
room.spoken.connect(label.setText)
room.heard.connect(lambda: received.append(1))
for number in range(20_000):
    room.spoken.emit(str(number))
    room.heard.emit()
    label.setEnabled(True)
timer = QTimer()
for number in range(5_000):
    timer.start(60_000)
    timer.stop()
assert label.text() == "19999" and len(received) == 20_000
print("alive")
"""


def test_many_thousand_signals_and_setters_do_not_end_the_process() -> None:
    child = subprocess.run(
        [sys.executable, "-c", LONG_MEETING], capture_output=True, text=True, check=False
    )
    assert (child.returncode, child.stdout.strip()) == (0, "alive"), child.stderr
