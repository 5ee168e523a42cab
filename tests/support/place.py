"""One place of the window for tests: a real workspace file, the real shell, a clock that stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nghs_desktop.domain.commands import Command, Redo, Ref, Undo
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.records import Record
from nghs_desktop.services.api import Content, Reader, Workspace, work_groups
from nghs_desktop.ui.dispatch import Dispatch
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.shell import Shell
from nghs_desktop.ui.view_context import ViewContext
from tests.support.audit import settle
from tests.support.workspaces import fresh

T = TypeVar("T")
Make = Callable[[ViewContext], QWidget]
NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)


class Place:
    """A view in its window, on a copy of the sample workspace."""

    def __init__(self, qtbot: QtBot, look: Look, folder: Path, key: str, make: Make) -> None:
        self.qtbot, self.look, self.now = qtbot, look, NOON
        self.path = folder / "place.nghs"
        if not self.path.exists():
            fresh(folder, "place.nghs", Content.SAMPLE)
        self.workspace = Workspace.prepare(
            self.path, clock=lambda: self.now, actor="Robin Ashby", content=Content.SAMPLE
        )
        self.dispatch = Dispatch(self.workspace)
        self.pending = 0
        self.dispatch.saving_changed.connect(self._count)
        self.said: list[str] = []
        self.actions: list[Callable[[], None]] = []
        self.failures: list[object] = []
        self.dispatch.failed.connect(self.failures.append)
        self.settings = QSettings(str(folder / "place.ini"), QSettings.Format.IniFormat)
        self.view: Any = None

        def made() -> QWidget:
            self.view = make(self.context())
            return self.view  # type: ignore[no-any-return]

        self.shell = Shell(look, {key: made}, self.settings)
        self.shell.bind("undo", self.undo)
        self.shell.bind("redo", lambda: self.dispatch.run(Redo()))
        self.shell.resize(1280, 800)
        self.shell.show()
        self.shell.go(key)
        self.shell.activateWindow()
        opened: list[bool] = []
        self.dispatch.opened.connect(lambda: opened.append(True))
        self.dispatch.start()
        self.until(lambda: bool(opened))
        groups = self.ask(work_groups)
        self.group = next(group for group in groups if group.name.startswith("Practice"))
        self.view.show_group(self.group)
        self.quiet()
        self.view.focus_first()
        self.quiet()

    def context(self) -> ViewContext:
        """Return what views stand on."""
        return ViewContext(
            self.look,
            self.dispatch,
            self.shell.actions_table,
            self.settings,
            lambda: self.now,
            self.say,
            lambda: "Robin Ashby",
        )

    def _count(self, saving: bool) -> None:
        self.pending = int(saving)

    def say(
        self, words: str, *, action_words: str = "", action: Any = None, keys: str = ""
    ) -> None:
        """Remember a toast and what its button does."""
        self.said.append(words)
        if action is not None:
            self.actions.append(action)

    def close(self) -> None:
        """Close the window, then the file."""
        self.quiet()
        self.shell.close()
        self.workspace.close()
        self.shell.deleteLater()
        self.dispatch.deleteLater()
        settle()

    # -- waiting -------------------------------------------------------------------------
    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something that other threads bring."""
        self.qtbot.waitUntil(holds, timeout=10_000)

    def quiet(self, ms: int = 450) -> None:
        """Wait until all that was asked is written, read and shown."""
        self.until(lambda: not self.pending)
        self.qtbot.wait(ms)
        self.until(lambda: not self.pending)
        settle()

    # -- the keyboard --------------------------------------------------------------------
    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the keyboard is."""
        popup = QApplication.activePopupWidget()
        focus = (popup.focusWidget() or popup) if popup is not None else QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)

    def type(self, words: str) -> None:
        """Type words where the keyboard is."""
        popup = QApplication.activePopupWidget()
        focus = (popup.focusWidget() or popup) if popup is not None else QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, words)

    # -- the file ------------------------------------------------------------------------
    def ask(self, query: Callable[[Reader], T]) -> T:
        """Read from the file, on this thread."""
        return self.workspace.read_here(query)

    def record(self, noun: str, key: str) -> Any:
        """Return a record as it is in the file."""
        found: Record | None = self.ask(lambda reader: reader.get(NOUN[noun], key))
        assert found is not None
        return found

    def first(self, noun: str, where: str = "deleted = 0") -> Ref:
        """Return some record of a noun."""
        sql = f"SELECT id FROM {noun} WHERE {where} ORDER BY rowid LIMIT 1"
        return Ref(noun, self.ask(lambda reader: reader.value(sql)))

    def run(self, command: Command) -> None:
        """Carry a command out and wait until it is shown."""
        self.dispatch.run(command)
        self.quiet()

    def undo(self) -> None:
        """Take the newest step back."""
        self.dispatch.run(Undo())

    def after(self, minutes: float) -> None:
        """Let time pass."""
        self.now += timedelta(minutes=minutes)
