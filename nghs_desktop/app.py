"""The window program: settings, look, one window for a workspace, and what to say when one cannot
be opened.

The order at the start is what makes it fast: settings, look and window are painted and take words
first; SQLAlchemy is imported on the writing thread afterwards.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

import PySide6
from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from nghs_desktop import __version__
from nghs_desktop.base.account import account_name
from nghs_desktop.base.bundle import resource
from nghs_desktop.base.clock import Clock, system_clock
from nghs_desktop.base.errors import Told, WorkspaceInUse
from nghs_desktop.base.paths import SUFFIX, config_folder, data_folder
from nghs_desktop.base.platform_check import require_sound_pyside
from nghs_desktop.base.settings import (
    Settings,
    load_settings,
    sample_path,
    save_settings,
    workspace_to_open,
)
from nghs_desktop.services.api import Content, Workspace
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.preferences import Preferences
from nghs_desktop.ui.theme import THEME_CHOICES, ThemeChoice
from nghs_desktop.ui.window import Window

_DOOR_MS = 400
_log = logging.getLogger(__name__)


class Program(QObject):
    """Holds what outlives a window: settings, look, and the window that is open now."""

    def __init__(
        self, app: QApplication, folder: Path | None = None, clock: Clock = system_clock
    ) -> None:
        super().__init__()
        self._app, self._clock = app, clock
        self._folder = folder or config_folder()
        settings = load_settings(self._folder)
        self.preferences = Preferences(settings, self._save, self)
        self.look = Look(
            _theme(settings), settings.text_scale, motion=not settings.reduced_motion, parent=self
        )
        self.look.install(app)
        self.look.changed.connect(self._look_changed)
        self.preferences.changed.connect(self._apply)
        ini = str(self._folder / "window.ini")
        self.window_settings = QSettings(ini, QSettings.Format.IniFormat)
        self.window: Window | None = None

    def open(self, path: Path, content: Content = Content.STARTER) -> None:
        """Open a workspace in a window of its own; the one before is closed first.

        Told when it cannot be opened; the window that was open is still there then.
        """
        workspace = Workspace.prepare(
            path,
            clock=self._clock,
            actor=self.preferences.settings.name or account_name(),
            content=Content.SAMPLE if path == sample_path() else content,
        )
        before, self.window = self.window, None
        window = self.window = Window(
            self.look, self.preferences, workspace, self.window_settings, self._clock, self
        )
        window.open_asked.connect(self.open_or_tell)
        window.new_asked.connect(self.start_own)
        window.restore_asked.connect(self.restore)
        window.closed.connect(self.close)
        self.preferences.change(workspace=str(path))
        window.shell.show()
        if before is not None:
            before.closed.disconnect(self.close)
            before.close()
        # Once the event loop turns: the window is painted before anything heavy begins.
        QTimer.singleShot(0, window, window.start)
        QTimer.singleShot(_DOOR_MS, window, self._open_door)

    def open_or_tell(self, path: Path) -> None:
        """Open another workspace; when that fails, say so in the window that is open."""
        if self.window is not None and self.window.workspace.path == path:
            return
        try:
            self.open(path)
        except Told as problem:
            if self.window is None:
                raise
            self.window.shell.banners.report("open", problem)

    def start_own(self) -> None:
        """Make a workspace of the person's own and open it."""
        folder = data_folder()
        names = ["My workspace", *(f"My workspace {number}" for number in range(2, 1000))]
        path = next(path for name in names if not (path := folder / f"{name}{SUFFIX}").exists())
        self.open_or_tell(path)

    def restore(self, copy: Path) -> None:
        """Put a backup in the open workspace's place and open it again."""
        if self.window is None:
            return
        from nghs_desktop.services.api import restore_workspace

        path = self.window.workspace.path
        self.close()
        problem: Told | None = None
        try:
            restore_workspace(path, copy, self._clock())
        except Told as told:
            problem = told
        self.open(path)
        if problem is not None:
            self.window.shell.banners.report("restore", problem)
        else:
            self.window.shell.toasts.say(self.tr("Restored. The file as it was is kept beside it."))

    def _open_door(self) -> None:
        """Let a second start of this workspace bring this window to the front."""
        from nghs_desktop.ui.one_window import Door

        if self.window is not None:
            door = Door(self.window.workspace.path, self.window)
            door.knocked.connect(self._come_forward)
            door.listen()

    def _come_forward(self) -> None:
        if self.window is not None:
            self.window.shell.setWindowState(
                self.window.shell.windowState() & ~Qt.WindowState.WindowMinimized
            )
            self.window.shell.raise_()
            self.window.shell.activateWindow()

    def close(self) -> None:
        """Close the window that is open; waits until all is on disk."""
        window, self.window = self.window, None
        if window is not None:
            window.shell.hide()
            window.close()
            window.shell.deleteLater()
            window.deleteLater()

    def _save(self, settings: Settings) -> None:
        try:
            save_settings(settings, self._folder)
        except OSError as problem:
            _log.warning("settings not saved: %s", problem.strerror)

    def _apply(self, settings: Settings) -> None:
        self.look.choose(_theme(settings))
        self.look.set_text_scale(settings.text_scale)
        self.look.set_motion(not settings.reduced_motion)

    def _look_changed(self) -> None:
        self.preferences.change(theme=self.look.choice, text_scale=self.look.text_scale)


class _FirstPaint(QObject):
    """Writes one line when a window is first painted, for measuring the start."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            QTimer.singleShot(0, self, _say_painted)
        return False


def _say_painted() -> None:
    sys.stdout.write("painted\n")
    sys.stdout.flush()


def run(path: Path | None = None) -> int:
    """Run the window program on a workspace; return the exit code.

    Without a path the workspace opened last is opened, or the sample on the first run.
    """
    require_sound_pyside(PySide6.__version__)
    os.umask(0o077)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("NGHS Desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("nghs-desktop")
    app.setWindowIcon(QIcon(str(resource("icons", "app.svg"))))
    if os.environ.get("NGHS_PRINT_PAINT"):
        watch = _FirstPaint(app)
        app.installEventFilter(watch)
    program = Program(app)
    chosen = (path or workspace_to_open(program.preferences.settings)).absolute()
    try:
        program.open(chosen)
    except WorkspaceInUse as problem:
        from nghs_desktop.ui.one_window import Door

        if Door(chosen).knock():
            return 0
        _tell(problem)
        return 1
    except Told as problem:
        _tell(problem)
        return 1
    return app.exec()


def _theme(settings: Settings) -> ThemeChoice:
    return next((choice for choice in THEME_CHOICES if choice == settings.theme), "system")


def _tell(problem: Told) -> None:
    """Say why there is no window: in a box for who clicked an icon, and on stderr."""
    from PySide6.QtWidgets import QMessageBox

    sys.stderr.write(f"{problem}\n")
    box = QMessageBox(QMessageBox.Icon.Warning, "NGHS Desktop", problem.message)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(problem.remedy)
    box.exec()
