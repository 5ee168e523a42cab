"""Makes a picture of every screen: `python -m tests.support.shots DIR` (`make shots DIR=…`); with names
after it, `NAME,NAME`, only those (`make guide`).

No display is needed. The clock stands still and the sample is always the same, so that two runs make
the same pictures.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from nghs_desktop.base.clock import Clock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "UTC"

_SIZES = {"1280": (1280, 800), "1920": (1920, 1080)}
_THEMES = ("light", "dark", "high-contrast")
_WAIT_MS = 900
_VOTES = ("1 1 2", "1 3 3", "2 2 1", "3 1 1", "1 2 2", "3 3 1", "1 1 1")


def main(folder: Path, only: str = "") -> None:
    """Write all pictures into a folder; `only` names the few that are wanted."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from nghs_desktop.base.settings import Settings, sample_path
    from nghs_desktop.ui.frame import Frame
    from nghs_desktop.ui.program import Program
    from nghs_desktop.ui.room.window import RoomWindow
    from nghs_desktop.ui.theme import load_theme
    from nghs_desktop.ui.views.meeting import MeetingView
    from tests.support.staging import NOW

    def clock() -> datetime:
        return NOW

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA"):
            os.environ[name] = home
        time.tzset()
        application = QApplication([])
        _stage(sample_path(), clock)
        kept = QSettings(str(Path(home) / "window.ini"), QSettings.Format.IniFormat)
        frame = Frame(kept, load_theme("light"), 1.0)
        chosen = Settings(name="Dana Reyes", reduced_motion=True, theme="light")
        program = Program(frame, chosen, kept, Path(home), clock)
        frame.show()
        program.open(sample_path())
        assert program.window is not None
        window, shell = program.window, program.window.shell

        def shoot(name: str) -> None:
            if not only or name in only.split(","):
                _rest()
                frame.grab().save(str(folder / f"{name}.png"))
                sys.stdout.write(f"{name}.png\n")

        for size, (width, height) in _SIZES.items():
            for theme in _THEMES:
                program.preferences.change(theme=theme, text_scale=1.0)
                frame.resize(width, height)
                for place in window.places():
                    shell.go(place)
                    shoot(f"{place}-{size}-{theme}")
        for scale in (1.5, 2.0):
            program.preferences.change(theme="light", text_scale=scale)
            frame.resize(1280, 800)
            for place in window.places():
                shell.go(place)
                shoot(f"{place}-1280-{round(scale * 100)}pct")
        program.preferences.change(theme="light", text_scale=1.0)
        shell.go("meeting")
        view = shell.view("meeting")
        assert isinstance(view, MeetingView)
        _rest()
        view.commands()["dot_vote"]()
        _rest()
        _type(frame, "Which barrier do we take up first?", *_VOTES)
        shoot("vote-1280-light")
        view.commands()["room"]()
        _rest()
        room = next(one for one in application.topLevelWidgets() if isinstance(one, RoomWindow))
        room.resize(1920, 1080)
        if not only or "room-1920" in only.split(","):
            _rest()
            room.grab().save(str(folder / "room-1920.png"))
            sys.stdout.write("room-1920.png\n")
        view.commands()["room"]()
        view.commands()["review"]()
        shoot("review-1280-light")
        view.commands()["minutes"]()
        shoot("minutes-1280-light")
        shell.go("barriers")
        shell.open_palette()
        shoot("palette-1280-light")
        shell.escape()
        shell.show_keys()
        shoot("keys-1280-light")
        frame.close()
        application.quit()


def _type(window: QWidget, *lines: str) -> None:
    """Type lines where the caret of a window is, each with Enter."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    for line in lines:
        field = window.focusWidget()
        QTest.keyClicks(field, line)
        QTest.keyClick(field, Qt.Key.Key_Return)
        _rest()


def _stage(path: Path, clock: Clock) -> None:
    from nghs_desktop.services.api import Content, Workspace
    from tests.support.staging import stage_meeting

    workspace = Workspace.prepare(path, clock=clock, actor="Dana Reyes", content=Content.SAMPLE)
    workspace.start().result()
    stage_meeting(workspace)
    workspace.close()


def _rest() -> None:
    """Let everything that was asked arrive and be painted."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(_WAIT_MS, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
