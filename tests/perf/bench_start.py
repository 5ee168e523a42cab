"""From the start of the process to the first painted, typable window, beside the smallest window that
PySide6 can paint. Both are child processes with warm caches, taken in turn."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nghs_desktop.services.workspace import Content
from tests.perf.data import fresh_workspace
from tests.perf.display import screen
from tests.perf.figures import Figure, at

MINIMAL = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            app.removeEventFilter(self)
            QTimer.singleShot(0, say)
        return False

def say():
    print("painted", flush=True)

app = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(QPlainTextEdit())
window.resize(1200, 760)
watch = Watch()
app.installEventFilter(watch)
window.show()
app.exec()
"""
SLOW_LIBRARIES = ("sqlalchemy", "alembic", "reportlab", "pypdfium2", "pypdf", "PIL")


def bench(rounds: int = 9) -> list[Figure]:
    """Time the start of our window with the sample workspace, and of the minimal one."""
    with tempfile.TemporaryDirectory() as folder, screen() as environment:
        path = fresh_workspace(Path(folder) / "start.nghs", Content.SAMPLE)
        home = Path(folder) / "home"
        home.mkdir()
        environment |= {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home),
            "XDG_DATA_HOME": str(home),
            "NGHS_PRINT_PAINT": "1",
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled"),
        }
        minimal = [sys.executable, "-c", MINIMAL]
        ours = [sys.executable, "-m", "nghs_desktop", "--workspace", str(path)]
        for command in (minimal, ours, ours):
            _start(command, environment)
        taken: tuple[list[Started], list[Started]] = ([], [])
        for _ in range(rounds):
            for command, times in zip((ours, minimal), taken, strict=True):
                times.append(_start(command, environment))
        early = _imported_before_paint(ours, environment)
    ours_ms, limit_ms = (sorted(started.ms for started in times) for times in taken)
    ours_mib, limit_mib = (sorted(started.mib for started in times) for times in taken)
    return [
        Figure("start to first paint; minimal PySide6 window", at(ours_ms, 0.5), at(limit_ms, 0.5), 1.5),
        Figure("memory one second after the paint", at(ours_mib, 0.5), at(limit_mib, 0.5), 2.2, "MiB"),
        Figure(
            f"slow libraries before the paint{': ' + ', '.join(early) if early else ''}",
            len(early), 0, 0.5, "", True,
        ),
    ]  # fmt: skip


class Started:
    """One start: milliseconds to the paint, memory a second later."""

    def __init__(self, ms: float, mib: float) -> None:
        self.ms, self.mib = ms, mib


def _start(command: list[str], environment: dict[str, str]) -> Started:
    start = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        ms = (time.perf_counter() - start) * 1000
        time.sleep(1.0)
        mib = _resident(child.pid)
        child.kill()
    if line.strip() != "painted":
        raise RuntimeError(f"{command[1:3]} painted nothing: {line!r}")
    return Started(ms, mib)


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _imported_before_paint(command: list[str], environment: dict[str, str]) -> list[str]:
    """Return which slow libraries are imported by the time the window is painted."""
    with subprocess.Popen(
        [command[0], "-X", "importtime", *command[1:]],
        env=environment | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as child:
        assert child.stdout is not None
        seen: set[str] = set()
        for line in child.stdout:
            if line.strip() == "painted":
                break
            seen.add(line.rpartition("|")[2].strip())
        child.kill()
    return [name for name in SLOW_LIBRARIES if name in seen]


if __name__ == "__main__":
    for figure in bench():
        print(f"{figure.name:<50}{figure.ours:10.1f}{figure.limit:10.1f}{figure.ratio:8.2f}")
