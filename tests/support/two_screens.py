"""Runs the room display on two screens that are not there: `python -m tests.support.two_screens DIR`.

A program of its own, for the screens of a Qt program are settled when it starts.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path


def main(folder: Path) -> None:
    """Open, pull the cable, plug it in, close; say what is seen."""
    from PySide6.QtCore import QSettings
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    from nghs_desktop.services.api import Content, Workspace
    from nghs_desktop.ui.dispatch import Dispatch
    from nghs_desktop.ui.look import Look
    from nghs_desktop.ui.shell import Shell
    from nghs_desktop.ui.view_context import ViewContext
    from nghs_desktop.ui.views.meeting import MeetingView
    from nghs_desktop.ui.views.meeting_room import Room
    from tests.support.audit import settle

    application = QApplication(["room", "-platform", f"offscreen:configfile={_screens(folder)}"])
    look = Look("light", motion=False)
    now = datetime(2026, 11, 17, 10, tzinfo=UTC)
    workspace = Workspace.prepare(
        folder / "two.nghs", clock=lambda: now, actor="Robin Ashby", content=Content.SAMPLE
    )
    dispatch = Dispatch(workspace)
    settings = QSettings(str(folder / "two.ini"), QSettings.Format.IniFormat)
    made: list[MeetingView] = []

    def make() -> QWidget:
        table = shell.actions_table
        context = ViewContext(
            look, dispatch, table, settings, lambda: now, lambda *_, **__: None, str
        )
        made.append(MeetingView(context))
        return made[0]

    shell = Shell(look, {"meeting": make}, settings)
    shell.resize(1000, 700)
    shell.move(0, 0)
    shell.show()
    shell.go("meeting")
    shell.activateWindow()
    workspace.start().result()
    dispatch.opened.emit()
    settle()
    room = made[0].stage.findChild(Room)
    assert room is not None

    def say() -> None:
        settle()
        window = room.window
        if window is None:
            tell("closed")
        elif window.is_full:
            tell(f"full on {window.screen().name()} {window.width()}x{window.height()}")
        else:
            tell(f"preview on {window.screen().name()}")

    room.toggle()
    QTest.qWait(100)
    say()
    tell("keyboard stays" if application.activeWindow() is shell else "keyboard lost")
    room.screens = lambda: [one for one in application.screens() if one.name() == "one"]
    room.place()
    say()
    room.screens = application.screens
    room.place()
    say()
    made[0].shut()
    say()
    shell.close()
    dispatch.close()
    workspace.close()


def tell(words: str) -> None:
    """Say one line."""
    sys.stdout.write(f"{words}\n")


def _screens(folder: Path) -> Path:
    """Write down two screens side by side, as Qt's offscreen platform reads them."""
    usual = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1, "y": 0}
    screens = [
        {"name": "one", "x": 0, "width": 1280, "height": 800, **usual},
        {"name": "two", "x": 1280, "width": 1920, "height": 1080, **usual},
    ]
    path = folder / "screens.json"
    path.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    return path


if __name__ == "__main__":
    os.environ.pop("QT_QPA_PLATFORM", None)
    main(Path(sys.argv[1]))
