"""The program behind the frame: settings, look, and the workspace that is open in it."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from nghs_desktop.base.account import account_name
from nghs_desktop.base.clock import Clock, system_clock
from nghs_desktop.base.errors import Told
from nghs_desktop.base.paths import SUFFIX, data_folder
from nghs_desktop.base.settings import Settings, sample_path, save_settings
from nghs_desktop.services.api import Content, Workspace
from nghs_desktop.ui.frame import Frame
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.preferences import Preferences
from nghs_desktop.ui.theme import THEME_CHOICES, ThemeChoice
from nghs_desktop.ui.window import Window

_DOOR_MS = 400
_log = logging.getLogger(__name__)


class Program(QObject):
    """Holds what outlives a window: settings, look, and the window that is open now."""

    def __init__(
        self,
        frame: Frame,
        settings: Settings,
        window_settings: QSettings,
        folder: Path,
        clock: Clock = system_clock,
    ) -> None:
        super().__init__(frame)
        self.frame, self._clock, self._folder = frame, clock, folder
        self.preferences = Preferences(settings, self._save, self)
        self.look = Look(
            _theme(settings), settings.text_scale, motion=not settings.reduced_motion, parent=self
        )
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.look.install(app)
        self.look.changed.connect(self._look_changed)
        self.preferences.changed.connect(self._apply)
        self.window_settings = window_settings
        self.window: Window | None = None
        frame.closing.connect(self.close)

    def open(self, path: Path, content: Content = Content.STARTER) -> None:
        """Open a workspace in the frame; the one before is closed first.

        Told when it cannot be opened; the workspace that was open is still there then.
        """
        workspace = Workspace.prepare(
            path,
            clock=self._clock,
            actor=self.preferences.settings.name or account_name(),
            content=Content.SAMPLE if path == sample_path() else content,
        )
        self.close()
        window = self.window = Window(
            self.look,
            self.preferences,
            workspace,
            self.window_settings,
            self._clock,
            self,
            size=self.frame.size(),
        )
        window.open_asked.connect(self.open_or_tell)
        window.new_asked.connect(self.start_own)
        window.restore_asked.connect(self.restore)
        self.preferences.change(workspace=str(path))
        typed = self.frame.move_in(window.shell)
        # First in the writing thread's queue: what is kept from now on waits for the open file.
        window.start()
        window.take_words(typed)
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
        frame = self.frame
        frame.setWindowState(frame.windowState() & ~Qt.WindowState.WindowMinimized)
        frame.raise_()
        frame.activateWindow()

    def close(self) -> None:
        """Close the workspace that is open; waits until all is on disk."""
        window, self.window = self.window, None
        if window is not None:
            window.close()
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


def _theme(settings: Settings) -> ThemeChoice:
    return next((choice for choice in THEME_CHOICES if choice == settings.theme), "system")
