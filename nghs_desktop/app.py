"""Starts the window program. The order is what makes it fast: the frame is painted and takes words
first; the program and its views come in behind it, and SQLAlchemy on the writing thread at last.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import PySide6
from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from nghs_desktop.base.errors import Told, WorkspaceInUse
from nghs_desktop.base.paths import config_folder
from nghs_desktop.base.platform_check import require_sound_pyside
from nghs_desktop.base.settings import Settings, load_settings, workspace_to_open
from nghs_desktop.ui.frame import Frame
from nghs_desktop.ui.theme import Theme, load_theme

_UNSEEN_MS = 1500
_USUAL_DPI = 72 if sys.platform == "darwin" else 96


def run(path: Path | None = None) -> int:
    """Run the window program on a workspace; return the exit code.

    Without a path the workspace opened last is opened, or the sample on the first run.
    """
    require_sound_pyside(PySide6.__version__)
    os.umask(0o077)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("NGHS Desktop")
    app.setDesktopFileName("nghs-desktop")
    folder = config_folder()
    settings = load_settings(folder)
    window_settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    scale = settings.text_scale * app.primaryScreen().logicalDotsPerInchY() / _USUAL_DPI
    frame = Frame(window_settings, _first_theme(settings, app), scale)
    starting = _Starting(frame, settings, window_settings, folder, path)
    _AfterPaint(frame, starting.go)
    frame.show()
    return app.exec() or starting.failed


class _Starting(QObject):
    """What follows the first paint: the program, and the workspace in it."""

    def __init__(
        self,
        frame: Frame,
        settings: Settings,
        window_settings: QSettings,
        folder: Path,
        path: Path | None,
    ) -> None:
        super().__init__(frame)
        self._frame, self._settings = frame, settings
        self._window_settings, self._folder = window_settings, folder
        self._path = (path or workspace_to_open(settings)).absolute()
        self.failed = 0

    def go(self) -> None:
        """Bring the program in and open the workspace, or say why not."""
        from PySide6.QtGui import QIcon

        from nghs_desktop import __version__
        from nghs_desktop.base.bundle import resource
        from nghs_desktop.ui.program import Program

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setApplicationVersion(__version__)
        app.setWindowIcon(QIcon(str(resource("icons", "app.svg"))))
        program = Program(self._frame, self._settings, self._window_settings, self._folder)
        try:
            program.open(self._path)
        except Told as problem:
            self._give_up(problem)

    def _give_up(self, problem: Told) -> None:
        if isinstance(problem, WorkspaceInUse):
            from nghs_desktop.ui.one_window import Door

            if Door(self._path).knock():
                self._frame.close()
                return
        sys.stderr.write(f"{problem}\n")
        self.failed = 1
        from nghs_desktop.ui.dialogs.trouble import tell

        tell(problem, self._frame)


class _AfterPaint(QObject):
    """Calls a function once a window has been painted: nothing heavy begins before."""

    def __init__(self, window: QWidget, call: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._call = window, call
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go)
        window.installEventFilter(self)
        # A window that nobody sees yet (minimised, on another desktop) is opened all the same.
        self._timer.start(_UNSEEN_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint; the call follows when the event loop turns again."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._timer.start(0)
        return False

    def _go(self) -> None:
        if os.environ.get("NGHS_PRINT_PAINT"):
            sys.stdout.write("painted\n")
            sys.stdout.flush()
        self._call()
        self.deleteLater()


def _first_theme(settings: Settings, app: QApplication) -> Theme:
    """Return the theme of the first paint; the look asks the desktop more closely afterwards."""
    match settings.theme:
        case "light" | "dark" | "high-contrast":
            return load_theme(settings.theme)
        case _:
            return load_theme(
                "dark" if app.palette().window().color().lightness() < 128 else "light"
            )
