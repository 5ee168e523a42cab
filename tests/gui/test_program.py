"""The whole program in one window: first run, switching, undo, search, closing and coming back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nghs_desktop.base.settings import load_settings, sample_path
from nghs_desktop.domain.commands import Ref
from nghs_desktop.services.api import Content, Workspace, find
from nghs_desktop.storage.backup import copies
from nghs_desktop.ui.frame import Frame
from nghs_desktop.ui.program import Program
from nghs_desktop.ui.theme import load_theme
from nghs_desktop.ui.window import Window
from tests.support.audit import audit

NOW = datetime(2026, 11, 17, 10, 28, tzinfo=UTC)


class Desk:
    """A program on its own settings folder, and keys for it."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.kept = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.frame = Frame(self.kept, load_theme("light"), 1.0)
        self.frame.resize(1280, 800)
        settings = load_settings(folder).but(theme="light", reduced_motion=True)
        self.program = Program(self.frame, settings, self.kept, folder, lambda: NOW)
        self.frame.show()
        self.frame.activateWindow()

    @property
    def window(self) -> Window:
        window = self.program.window
        assert window is not None
        return window

    def open(self, path: Path) -> None:
        self.program.open(path)
        self.until(lambda: self.window.shell.save_light.text() == "Saved on this computer")
        self.until(lambda: self.window.group is not None)

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=15_000)

    def type(self, words: str) -> None:
        self.until(lambda: QApplication.focusWidget() is not None)
        QTest.keyClicks(QApplication.focusWidget(), words)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.frame, key, modifier)

    def titles(self) -> list[str]:
        return self.window.workspace.read_here(
            lambda reader: [
                title for (title,) in reader.rows("SELECT title FROM barrier WHERE deleted = 0")
            ]
        )

    def close(self) -> None:
        self.frame.close()
        self.frame.deleteLater()


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each test is a first run: no workspace is there yet."""
    for name in ("HOME", "XDG_DATA_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()


def test_the_first_run_asks_nothing_and_takes_a_barrier(desk: Desk) -> None:
    desk.open(sample_path())
    assert desk.frame.windowTitle() == "Practice Work Group"
    desk.type("b Buses stop at four")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: "Buses stop at four" in desk.titles())
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: "Buses stop at four" not in desk.titles())
    desk.press(
        Qt.Key.Key_Z,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    desk.until(lambda: "Buses stop at four" in desk.titles())


def test_words_typed_before_the_program_was_there_are_not_lost(desk: Desk) -> None:
    threshold = desk.frame.threshold
    assert threshold is not None
    threshold.field.setFocus()
    desk.type("b Mentors have no paid time")
    desk.press(Qt.Key.Key_Return)
    desk.type("p Por")
    desk.open(sample_path())
    desk.until(lambda: "Mentors have no paid time" in desk.titles())
    desk.type("tfolios")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: bool(desk.window.workspace.read_here(lambda r: find(r, "Portfolios"))))


def test_my_own_workspace_is_one_click_and_the_sample_stays(desk: Desk) -> None:
    desk.open(sample_path())
    desk.until(desk.window.shell.rail.own.isVisible)
    desk.window.shell.rail.own.click()
    desk.until(lambda: desk.window.workspace.path.name == "My workspace.nghs")
    desk.until(lambda: desk.window.group is not None)
    assert not desk.window.shell.rail.own.isVisible()
    assert sample_path().exists()
    assert load_settings(desk.folder).workspace.endswith("My workspace.nghs")
    desk.type("b The first of my own")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.titles() == ["The first of my own"])


def test_every_place_opens_and_nothing_in_it_is_nameless(desk: Desk) -> None:
    desk.open(sample_path())
    for place in desk.window.places():
        desk.window.shell.go(place)
        desk.qtbot.wait(150)
        faults = [
            finding for finding in audit(desk.frame, by_tab=False) if finding.kind == "no name"
        ]
        assert faults == [], place


def test_a_record_that_was_found_opens_where_it_is_at_home(desk: Desk) -> None:
    desk.open(sample_path())
    found = desk.window.workspace.read_here(lambda reader: find(reader, "seat-time"))
    barrier = next(row for row in found if row.noun == "barrier")
    desk.window.open_item(Ref("barrier", barrier.id))
    assert desk.window.shell.place == "barriers"
    note = desk.window.workspace.read_here(
        lambda reader: reader.value("SELECT id FROM note LIMIT 1")
    )
    desk.window.open_item(Ref("note", note))
    assert desk.window.shell.sheet.content is not None


def test_closing_leaves_one_file_with_a_checked_backup_and_no_half_word_lost(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desk = Desk(qtbot, tmp_path)
    desk.open(sample_path())
    desk.type("b Half a wo")
    desk.close()
    path = sample_path()
    assert not path.with_name(path.name + "-wal").exists()
    assert copies(path)
    again = Desk(qtbot, tmp_path)
    again.open(path)
    again.type("rd")
    again.press(Qt.Key.Key_Return)
    again.until(lambda: "Half a word" in again.titles())
    again.close()


def test_a_file_that_is_not_ours_is_refused_in_the_window_that_is_open(
    desk: Desk, tmp_path: Path
) -> None:
    desk.open(sample_path())
    foreign = tmp_path / "notes.nghs"
    foreign.write_text("shopping list")
    desk.program.open_or_tell(foreign)
    (banner,) = desk.window.shell.banners.shown()
    assert "is not an NGHS workspace" in banner.problem.message
    assert foreign.read_text() == "shopping list"
    assert desk.window.workspace.path == sample_path()


def test_a_backup_is_put_back_and_the_file_before_it_is_kept(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "mine.nghs"
    desk.open(path)
    desk.type("b Kept in the backup")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.titles() == ["Kept in the backup"])
    copy = desk.window.workspace.back_up().result()
    desk.type("Written after it")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: len(desk.titles()) == 2)
    desk.program.restore(copy.path)
    desk.until(lambda: desk.window.group is not None and desk.titles() == ["Kept in the backup"])
    assert any(folder.name.startswith("replaced-") for folder in tmp_path.iterdir())


def test_the_persons_name_stands_in_the_history(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path)
    desk.open(tmp_path / "mine.nghs")
    desk.program.preferences.change(name="Dana Reyes")
    desk.type("b Said by nobody")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: len(desk.titles()) == 1)
    desk.close()
    workspace = Workspace.prepare(tmp_path / "mine.nghs", content=Content.EMPTY)
    actor = workspace.read_here(
        lambda reader: reader.value("SELECT actor FROM change WHERE tbl = 'barrier'")
    )
    workspace.close()
    assert actor == "Dana Reyes"
