"""The real window on a real (virtual) screen, typed into from outside, and killed in mid-word."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nghs_desktop.services.workspace import Workspace

_PATIENCE = 30.0

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="types through an X server")


@pytest.fixture
def screen() -> Iterator[str]:
    """A virtual screen of 1280 by 800; the display's name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        display = f":{answer.readline().strip()}"
    yield display
    server.terminate()
    server.wait()


class RealWindow:
    """The program as a process with a window, and keys for it."""

    def __init__(self, display: str, home: Path) -> None:
        self._environment = os.environ | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "NGHS_PRINT_PAINT": "1",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "nghs_desktop"],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "painted\n"
        found = self._xdotool("search", "--sync", "--onlyvisible", "--name", ".").split()
        self._xdotool("windowfocus", "--sync", found[-1])

    def type(self, text: str) -> None:
        """Type text, some ten keys a second and faster than a person."""
        self._xdotool("type", "--delay", "15", text)

    def press(self, *keys: str) -> None:
        """Press keys by their X names."""
        self._xdotool("key", "--delay", "40", *keys)

    def kill(self) -> None:
        """End the process as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self._finish()

    def quit(self) -> int:
        """Close the window by its key; return the exit code."""
        self.press("ctrl+q")
        return self._finish()

    def _finish(self) -> int:
        _out, errors = self.process.communicate(timeout=_PATIENCE)
        assert "Traceback" not in errors, errors
        return self.process.returncode

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=True,
        )
        return done.stdout


def titles(path: Path, noun: str) -> list[str]:
    """Return what the workspace file holds of a noun."""
    listed = subprocess.run(
        [sys.executable, "-m", "nghs_desktop", "list", noun, "--json", "--workspace", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    return [row["title"] for row in json.loads(listed.stdout)]


def until(there: str, path: Path, noun: str) -> None:
    """Wait until a title is in the file."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if path.exists() and there in titles(path, noun):
            return
        time.sleep(0.2)
    raise AssertionError(f"{there!r} did not get into the file")


@pytest.mark.timeout(180)
def test_what_was_typed_survives_kill_9_in_mid_word(screen: str, tmp_path: Path) -> None:
    sample = tmp_path / "data" / "nghs-desktop" / "Practice Work Group (sample).nghs"
    window = RealWindow(screen, tmp_path)
    window.type("b Buses stop at four")
    window.press("Return")
    until("Buses stop at four", sample, "barrier")
    window.type("Teachers have no paid ti")
    time.sleep(0.3)
    window.kill()

    workspace = Workspace.prepare(sample)
    assert [draft.text for draft in workspace.drafts()] == ["Teachers have no paid ti"]
    workspace.close()

    window = RealWindow(screen, tmp_path)
    window.type("me together")
    window.press("Return")
    until("Teachers have no paid time together", sample, "barrier")
    window.press("ctrl+z")
    end = time.monotonic() + _PATIENCE
    while "Teachers have no paid time together" in titles(sample, "barrier"):
        assert time.monotonic() < end, "undo did not take the barrier back"
        time.sleep(0.2)
    assert window.quit() == 0
    assert "Buses stop at four" in titles(sample, "barrier")
