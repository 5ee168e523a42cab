"""A meeting room for tests: a real workspace file, a real window, a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nghs_desktop.domain.commands import Redo, Undo
from nghs_desktop.services.api import Content, Press, Reader, Workspace, stream
from nghs_desktop.ui.dispatch import Dispatch
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.shell import Shell
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.meeting import MeetingView
from tests.support.audit import settle

T = TypeVar("T")
TEN = datetime(2026, 11, 17, 10, 0, tzinfo=UTC)


class Room:
    """The meeting screen in its window, on one workspace file."""

    def __init__(
        self,
        qtbot: QtBot,
        look: Look,
        path: Path,
        *,
        content: Content = Content.SAMPLE,
        start: bool = True,
        press: Press | None = None,
    ) -> None:
        self.now = TEN
        self.qtbot, self.look = qtbot, look
        self.workspace = Workspace.prepare(
            path, clock=lambda: self.now, actor="Tomas Lindqvist", content=content
        )
        self.dispatch = Dispatch(self.workspace)
        self.said: list[str] = []
        self.failures: list[object] = []
        self.dispatch.failed.connect(self.failures.append)
        settings = QSettings(str(path.with_suffix(".ini")), QSettings.Format.IniFormat)
        self._made: list[MeetingView] = []

        def make() -> QWidget:
            context = ViewContext(
                look,
                self.dispatch,
                self.shell.actions_table,
                settings,
                lambda: self.now,
                self.say,
                lambda: "Tomas Lindqvist",
            )
            if press is not None:
                context = replace(context, press=lambda: press)
            self._made.append(MeetingView(context))
            return self._made[0]

        self.shell = Shell(look, {"meeting": make}, settings)
        self.shell.bind("undo", self._undo)
        self.shell.bind("redo", self._redo)
        self.shell.bind("brief", self._brief)
        # Not given to qtbot: it deletes windows before a fixture can close their files.
        self.shell.resize(1280, 800)
        self.shell.show()
        self.shell.go("meeting")
        self.shell.activateWindow()
        settle()
        if start:
            self.start()

    @property
    def view(self) -> MeetingView:
        """The meeting screen."""
        return self._made[0]

    def say(self, words: str, **more: object) -> None:
        """Show a toast, and remember it."""
        self.said.append(words)
        self.shell.toasts.say(words, **more)  # type: ignore[arg-type]

    def start(self) -> None:
        """Open the workspace and wait until the meeting is on screen."""
        self.dispatch.start()
        self.until(lambda: self.view.is_loaded and self.view.bar.knows_names)
        self.quiet()

    def close(self) -> None:
        """Close the file in an orderly way."""
        self.view.shut()
        self.quiet()
        self.shell.toasts.clear()
        self.shell.close()
        self.workspace.close()
        self.shell.deleteLater()
        self.dispatch.deleteLater()
        settle()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something that other threads bring."""
        self.qtbot.waitUntil(holds, timeout=10_000)

    def after(self, minutes: float) -> None:
        """Let time pass."""
        self.now += timedelta(minutes=minutes)
        self.view.flow.tick()

    # -- the keyboard --------------------------------------------------------------------
    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)

    def type(self, words: str) -> None:
        """Type words where the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, words)

    def write(self, words: str) -> None:
        """Type a line into the capture bar and press Enter; wait until it is on disk."""
        self.view.focus_first()
        self.type(words)
        self.press(Qt.Key.Key_Return)
        self.kept()

    def kept(self) -> None:
        """Wait until all that was asked for is on disk and on screen."""
        self.until(lambda: self.view.keeping.unkept == 0)
        self.quiet()

    def quiet(self) -> None:
        """Wait until all threads have done what they were asked."""
        for _ in range(2):
            self.workspace._writer.submit(lambda: None).result()
            self.workspace._drafting.submit(lambda: None).result()
            for _ in range(2):
                self.workspace._reading.submit(lambda: None).result()
            settle()

    # -- what is there -------------------------------------------------------------------
    def titles(self) -> list[str]:
        """Return the titles on screen, top to bottom."""
        return [row.item.title for row in self.view.rows.rows()]

    def on_disk(self) -> list[str]:
        """Return the titles in the file, in the order they were heard."""
        meeting = self.view.meeting_id
        return [row.title for row in self.ask(lambda reader: stream(reader, meeting, limit=2000))]

    def ask(self, query: Callable[[Reader], T]) -> T:
        """Read from the file."""
        return self.workspace.read_here(query)

    def _undo(self) -> None:
        self.dispatch.run(Undo())

    def _redo(self) -> None:
        self.dispatch.run(Redo())

    def _brief(self) -> None:
        self.said.append("brief")
