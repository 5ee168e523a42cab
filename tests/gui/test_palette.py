"""Search or run: what is found, in which order, by keyboard, without ever waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nghs_desktop.ui.fuzzy import INSIDE, LETTERS, WHOLE, WORD_START, fit
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.palette import Deliver, Palette, PaletteRow, rank
from tests.support.audit import audit, settle


def row(
    key: str, words: str = "", cap: str = "", run: Callable[[], None] | None = None
) -> PaletteRow:
    return PaletteRow(key, words or key, "command", cap, run or (lambda: None))


COMMANDS = [
    row("brief", "Preview brief", "Ctrl P"),
    row("room", "Show room display", "F9"),
    row("vote", "Start a dot vote on selected items", "Ctrl Shift V"),
    row("larger", "Larger text", "Ctrl +"),
]


# -- how well letters fit --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "words", "score"),
    [
        ("prev", "Preview brief", WHOLE),
        ("preview br", "Preview brief", WHOLE),
        ("brief", "Preview brief", WORD_START),
        ("brief prev", "Preview brief", WORD_START),
        ("view", "Preview brief", INSIDE),
        ("pb", "Preview brief", LETTERS),
        ("prbr", "Preview brief", LETTERS),
        ("srd", "Show room display", LETTERS),
        ("jose", "José Ortega", WHOLE),
        ("ORTEGA", "José Ortega", WORD_START),
        ("xyz", "Preview brief", 0),
        ("brief xyz", "Preview brief", 0),
        ("wb", "Preview brief", 0),
        ("", "Preview brief", 0),
        ("   ", "Preview brief", 0),
    ],
)
def test_letters_fit_words_as_people_expect(query: str, words: str, score: int) -> None:
    assert fit(query, words) == score


def test_recent_commands_come_first_while_nothing_is_typed() -> None:
    shown = rank("", COMMANDS, [row("b23", "Bus timetable")], ["vote", "larger"])
    assert [entry.key for entry in shown] == ["vote", "larger", "brief", "room", "b23"]


def test_good_commands_then_records_then_the_rest() -> None:
    records = [row("b23", "Bus timetable"), row("p11", "Portfolio")]
    shown = rank("te", COMMANDS, records, [])
    assert [entry.key for entry in shown] == ["larger", "b23", "p11", "vote"]


# -- the overlay -----------------------------------------------------------------------------
class Setting:
    """A window with a field in it, a palette over it, and answers that come when told."""

    def __init__(self, look: Look, qtbot: QtBot, folder: Path) -> None:
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        self.capture = QLineEdit()
        self.capture.setAccessibleName("Capture")
        column.addWidget(self.capture)
        self.window.resize(1280, 800)
        qtbot.addWidget(self.window)
        self.asked: list[tuple[str, Deliver]] = []
        self.added: list[str] = []
        self.ran: list[str] = []
        self.settings = QSettings(str(folder / "w.ini"), QSettings.Format.IniFormat)
        commands = [self._row(entry) for entry in COMMANDS]
        self.palette = Palette(
            look,
            self.window,
            lambda: commands,
            settings=self.settings,
            search=lambda query, deliver: self.asked.append((query, deliver)),
            add=self.added.append,
        )
        self.window.show()
        self.window.activateWindow()
        self.capture.setFocus()
        settle()

    def _row(self, entry: PaletteRow) -> PaletteRow:
        return row(entry.key, entry.words, entry.cap, lambda: self.ran.append(entry.key))

    def type(self, words: str) -> None:
        QTest.keyClicks(self.palette.field, words)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.palette.field, key)

    def answer(self, *rows: PaletteRow) -> None:
        self.asked[-1][1](rows)

    def keys(self) -> list[str]:
        return [entry.key for entry in self.palette.shown()]


@pytest.fixture
def setting(look: Look, qtbot: QtBot, tmp_path: Path) -> Iterator[Setting]:
    yield Setting(look, qtbot, tmp_path)


def test_it_takes_the_caret_and_gives_it_back(setting: Setting) -> None:
    setting.palette.toggle()
    assert QApplication.focusWidget() is setting.palette.field
    setting.press(Qt.Key.Key_Escape)
    assert not setting.palette.isVisible()
    assert QApplication.focusWidget() is setting.capture
    setting.palette.toggle()
    setting.palette.toggle()
    assert not setting.palette.isVisible()


def test_it_stands_620_px_wide_in_the_top_third_over_a_veil(setting: Setting) -> None:
    setting.palette.present()
    settle()
    panel = setting.palette.rows.parentWidget()
    assert setting.palette.geometry() == setting.window.rect()
    assert panel.width() == 620
    assert abs(panel.geometry().center().x() - 640) <= 1
    assert panel.y() < 800 / 3
    assert audit(setting.window) == []


def test_enter_runs_the_row_and_remembers_it(setting: Setting) -> None:
    setting.palette.present()
    setting.type("dot")
    setting.answer()
    assert setting.keys() == ["vote"]
    setting.press(Qt.Key.Key_Return)
    assert setting.ran == ["vote"]
    assert QApplication.focusWidget() is setting.capture
    setting.palette.present()
    assert setting.keys()[0] == "vote"


def test_arrows_walk_the_rows_and_stop_at_the_ends(setting: Setting) -> None:
    setting.palette.present()
    setting.answer()
    for _ in range(9):
        setting.press(Qt.Key.Key_Down)
    assert setting.palette.rows.currentIndex().row() == len(COMMANDS) - 1
    setting.press(Qt.Key.Key_Up)
    setting.press(Qt.Key.Key_Return)
    assert setting.ran == [setting.keys()[-2]]


def test_an_answer_to_an_older_text_is_dropped(setting: Setting) -> None:
    setting.palette.present()
    setting.type("b")
    slow = setting.asked[-1][1]
    setting.type("us")
    setting.answer(row("b23", "Bus timetable", "B-023"))
    slow([row("old", "Something else")])
    assert setting.keys() == ["b23"]
    setting.press(Qt.Key.Key_Escape)
    slow([row("old", "Something else")])
    assert not setting.palette.isVisible()


def test_words_that_match_nothing_can_be_added_as_a_barrier(setting: Setting) -> None:
    setting.palette.present()
    setting.type("busses")
    assert setting.palette.shown() == (), "no verdict before the search has answered"
    setting.answer()
    entry = setting.palette.shown()[0]
    assert entry.words == "No match for 'busses'. Press Enter to add it as a barrier."
    setting.press(Qt.Key.Key_Return)
    assert setting.added == ["busses"]
    assert setting.settings.value("palette/recent") is None


def test_the_row_one_went_to_stays_when_late_answers_come(setting: Setting) -> None:
    setting.palette.present()
    setting.answer(row("b23", "Bus timetable"))
    setting.press(Qt.Key.Key_Down)
    setting.press(Qt.Key.Key_Down)
    current = setting.keys()[2]
    setting.answer(row("b24", "Buses"), row("b23", "Bus timetable"))
    at = setting.palette.rows.currentIndex().row()
    assert setting.keys()[at] == current


def test_tab_stays_in_the_palette_and_a_click_on_the_veil_closes_it(setting: Setting) -> None:
    setting.palette.present()
    setting.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is setting.palette.field
    panel = setting.palette.rows.parentWidget()
    QTest.mouseClick(setting.palette, Qt.MouseButton.LeftButton, pos=panel.geometry().center())
    assert setting.palette.isVisible() or setting.ran, "a click on the panel is not on the veil"
    setting.palette.present()
    QTest.mouseClick(
        setting.palette, Qt.MouseButton.LeftButton, pos=setting.window.rect().topLeft()
    )
    assert not setting.palette.isVisible()


def test_a_screen_reader_hears_the_words_and_the_keys_of_a_row(setting: Setting) -> None:
    setting.palette.present()
    model = setting.palette.rows.model()
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Preview brief, Ctrl P"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_it_fits_the_window_at_every_text_size(setting: Setting, look: Look, scale: float) -> None:
    look.set_text_scale(scale)
    setting.palette.present()
    setting.answer(*(row(f"r{n}", f"Record {n}") for n in range(30)))
    settle()
    panel = setting.palette.rows.parentWidget()
    assert setting.palette.rect().contains(panel.geometry())
    assert audit(setting.window) == []
