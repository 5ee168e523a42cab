"""The capture bar: what a person types, sees read, refuses, and hands over with Enter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nghs_desktop.domain.capture import CaptureContext, Captured, CommandName, ItemKind
from nghs_desktop.domain.known_names import Known, vocabulary
from nghs_desktop.ui.capture.bar import CaptureBar, Line
from nghs_desktop.ui.capture.units import char_at, unit_at
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.pills import Chip
from tests.support.audit import audit, settle

KEY = Qt.Key
NAMES = vocabulary(
    people=[
        Known("p-dana", "Dana Reyes"),
        Known("p-daniel", "Daniel Cho"),
        Known("p-luis", "Luis Ortega"),
    ],
    schools=[Known("s-mc2", "MC2 STEM High School", ("MC2",))],
    levers=[Known("l-policy", "Policy"), Known("l-funding", "Funding")],
    tags=[Known("t-time", "time")],
)


class Bench:
    """A bar in a window, and what it handed over."""

    def __init__(self, look: Look, window: QWidget) -> None:
        self.bar = CaptureBar(look, CaptureContext(today=date(2026, 11, 17)), window)
        self.bar.set_context(CaptureContext(today=date(2026, 11, 17), vocabulary=NAMES))
        self.lines: list[tuple[Line, Captured]] = []
        self.commands: list[CommandName] = []
        self.bar.submitted.connect(self._take)
        self.bar.commanded.connect(lambda command: self.commands.append(command.name))

    def _take(self, line: Line, captured: Captured) -> None:
        self.lines.append((line, captured))
        self.bar.start_next()

    def type(self, words: str) -> None:
        QTest.keyClicks(self.bar.field, words)

    def press(self, key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.bar.field, key)

    @property
    def text(self) -> str:
        return self.bar.field.words()

    @property
    def chips(self) -> list[str]:
        return [chip.words for chip in self.bar.chips.shown]

    @property
    def offered(self) -> list[str]:
        popup = self.bar.popup
        return [row.label for row in popup.candidates] if popup is not None else []


@pytest.fixture
def bench(look: Look, qtbot: QtBot) -> Iterator[Bench]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 480)
    made = Bench(look, window)
    column = QVBoxLayout(window)
    column.addStretch(1)
    column.addWidget(made.bar)
    window.show()
    window.activateWindow()
    made.bar.focus_field()
    settle()
    yield made


# -- kinds -----------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", list(ItemKind))
def test_a_letter_and_a_blank_go_into_the_pill(bench: Bench, kind: ItemKind) -> None:
    bench.type(f"{kind.value[0]} Buses")
    assert bench.text == "Buses"
    assert bench.bar.pill.kind == kind.value


def test_a_word_with_a_colon_goes_into_the_pill(bench: Bench) -> None:
    bench.type("practice: Portfolio panels")
    assert (bench.text, bench.bar.pill.kind) == ("Portfolio panels", "practice")


def test_backspace_right_after_gives_the_letters_back(bench: Bench) -> None:
    bench.type("p ")
    assert bench.text == ""
    bench.press(KEY.Key_Backspace)
    assert (bench.text, bench.bar.pill.kind) == ("p ", "barrier")
    bench.type("value")
    bench.press(KEY.Key_Return)
    assert bench.lines[0][1].text == "p value"
    assert bench.lines[0][1].kind is ItemKind.BARRIER


def test_the_kind_stays_for_the_next_item(bench: Bench) -> None:
    for words in ("r Thank the mentors", "And the drivers"):
        bench.type(words)
        bench.press(KEY.Key_Return)
    assert [captured.kind for _, captured in bench.lines] == [ItemKind.RECOGNITION] * 2


def test_lever_and_school_stay_until_they_are_taken_away(bench: Bench) -> None:
    bench.type("Buses stop !funding #mc2 ")
    bench.press(KEY.Key_Return)
    assert bench.chips == ["Funding", "MC2 STEM High School"]
    bench.type("No lab")
    bench.press(KEY.Key_Return)
    assert bench.lines[1][1].lever_id == "l-funding"
    assert bench.lines[1][1].school_id == "s-mc2"
    bench.press(KEY.Key_Backspace)
    assert bench.chips == ["Funding"]
    bench.press(KEY.Key_Backspace)
    assert bench.chips == []


def test_the_pill_is_changed_by_arrows(bench: Bench) -> None:
    bench.bar.pill.setFocus()
    QTest.keyClick(bench.bar.pill, KEY.Key_Right)
    assert bench.bar.pill.kind == "practice"
    assert "works" in bench.bar.field.placeholderText()


# -- chips -----------------------------------------------------------------------------------
def test_what_is_read_is_shown_as_chips(bench: Bench) -> None:
    bench.type("c Send the numbers @luis !policy ^high due 4 dec ")
    assert bench.chips == ["Luis Ortega", "Policy", "High impact", "Due Fri 4 Dec"]


def test_backspace_at_the_end_turns_the_last_chip_back_into_text(bench: Bench) -> None:
    bench.type("Ask @luis !policy ")
    bench.press(KEY.Key_Backspace)
    assert bench.chips == ["Luis Ortega"]
    assert bench.text == "Ask @luis !policy "
    bench.press(KEY.Key_Return)
    assert bench.lines[0][1].lever_id is None
    assert bench.lines[0][1].text.endswith("!policy")


def test_letters_taken_from_refused_words_make_no_chip_again(bench: Bench) -> None:
    bench.type("Ask @luis ")
    bench.press(KEY.Key_Backspace)  # the chip
    for left in ("Ask @luis", "Ask @lui", "Ask @lu", "Ask @l", "Ask @", "Ask "):
        bench.press(KEY.Key_Backspace)
        assert (bench.text, bench.chips) == (left, [])
    bench.type("@dana ")
    assert bench.chips == ["Dana Reyes"]


def test_a_click_on_a_chip_takes_it_away(bench: Bench) -> None:
    bench.type("Ask @luis !policy ")
    settle()
    chip = next(c for c in bench.bar.findChildren(Chip) if c.words == "Luis Ortega")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert bench.chips == ["Policy"]
    assert bench.bar.field.hasFocus()


def test_chips_are_told_what_to_say_never_made_anew(bench: Bench) -> None:
    bench.type("Ask @luis ")
    before = bench.bar.findChildren(Chip)
    bench.type("about !policy and more")
    bench.press(KEY.Key_Backspace, 4)
    assert bench.bar.findChildren(Chip)[: len(before)] == before
    assert len(bench.bar.findChildren(Chip)) == 2


def test_an_unknown_name_says_that_it_is_new(bench: Bench) -> None:
    bench.type('Ask @"Ines Vale" ')
    assert bench.chips == ["New: Ines Vale"]


def test_a_name_of_two_people_asks_which(bench: Bench) -> None:
    bench.type("Ask @dan ")
    assert bench.chips == ["Which dan?"]


# -- completion ------------------------------------------------------------------------------
def test_names_are_offered_from_the_first_letter_on(bench: Bench) -> None:
    bench.type("Ask @")
    assert bench.offered == []
    bench.type("d")
    assert bench.offered[:2] == ["Dana Reyes", "Daniel Cho"]


@pytest.mark.parametrize("key", [KEY.Key_Tab, KEY.Key_Return])
def test_tab_or_enter_takes_the_name(bench: Bench, key: Qt.Key) -> None:
    bench.type("Ask @d")
    bench.press(KEY.Key_Down)
    bench.press(key)
    assert bench.chips == ["Daniel Cho"]
    assert bench.text.endswith(" ")
    assert bench.offered == []
    assert bench.lines == []
    bench.press(KEY.Key_Return)
    assert [token.label for token in bench.lines[0][1].people] == ["Daniel Cho"]


def test_enter_keeps_the_item_when_the_line_already_says_the_name(bench: Bench) -> None:
    bench.type("Ask @luis")
    assert bench.offered[0] == "Luis Ortega"
    bench.press(KEY.Key_Return)
    assert len(bench.lines) == 1


def test_esc_closes_the_list_and_keeps_the_line(bench: Bench) -> None:
    bench.type("Ask @d")
    bench.press(KEY.Key_Escape)
    assert (bench.offered, bench.text) == ([], "Ask @d")
    bench.type("a")
    assert bench.offered == []


def test_an_unknown_name_can_be_added_from_the_list(bench: Bench) -> None:
    bench.type("Ask @ines")
    assert bench.offered == ["Add Ines"]
    bench.press(KEY.Key_Tab)
    assert bench.chips == ["New: Ines"]


def test_backspace_in_an_open_list_takes_a_letter(bench: Bench) -> None:
    bench.type("Ask @luiz")
    bench.press(KEY.Key_Backspace)
    assert bench.text == "Ask @lui"
    assert bench.offered[0] == "Luis Ortega"


def test_every_command_is_offered(bench: Bench) -> None:
    bench.type("/")
    assert bench.offered[:4] == ["/next", "/+5", "/vote", "/fist"]
    assert bench.offered[4:] == ["/park", "/timer", "/brief", "/room", "/who"]


def test_a_command_taken_from_the_list_runs(bench: Bench) -> None:
    bench.type("/ne")
    bench.press(KEY.Key_Return)
    assert (bench.commands, bench.text) == ([CommandName.NEXT], "")


def test_a_command_that_needs_a_number_waits_for_it(bench: Bench) -> None:
    bench.type("/ti")
    bench.press(KEY.Key_Tab)
    assert bench.text == "/timer "
    bench.type("10")
    bench.press(KEY.Key_Return)
    assert bench.commands == [CommandName.TIMER]


def test_a_vote_takes_its_question_along(bench: Bench) -> None:
    bench.type("/vote which one first")
    bench.press(KEY.Key_Return)
    assert (bench.commands, bench.text) == ([CommandName.VOTE], "")


def test_names_are_found_after_signs_of_two_units(bench: Bench) -> None:
    bench.bar.field.insertPlainText("\U0001f68c\U0001f68c stop, ask ")
    bench.type("@dana")
    bench.press(KEY.Key_Tab)
    assert bench.text.startswith("\U0001f68c\U0001f68c stop, ask @")
    assert bench.chips == ["Dana Reyes"]


# -- lines -----------------------------------------------------------------------------------
def test_shift_enter_makes_a_line_and_the_field_grows_to_five(bench: Bench) -> None:
    heights = [bench.bar.field.height()]
    for number in range(6):
        bench.type(f"line {number}")
        QTest.keyClick(bench.bar.field, KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        settle()
        heights.append(bench.bar.field.height())
    assert heights[0] < heights[1] < heights[2] < heights[3] < heights[4] == heights[5]
    bench.press(KEY.Key_Return)
    assert bench.lines[0][1].details.splitlines() == [f"line {n}" for n in range(1, 6)]


def test_a_follow_up_names_the_item_it_is_added_to(bench: Bench) -> None:
    bench.bar.set_before("Buses stop at 3:30")
    bench.type("> also on Fridays")
    assert bench.chips == ["Adds to “Buses stop at 3:30”"]


def test_an_empty_line_is_not_kept(bench: Bench) -> None:
    bench.type("   ")
    bench.press(KEY.Key_Return)
    assert bench.lines == []


def test_no_break_spaces_stay(bench: Bench) -> None:
    bench.bar.field.insertPlainText("90\u00a0% of families")
    bench.press(KEY.Key_Return)
    assert bench.lines[0][1].text == "90\u00a0% of families"


def test_undo_in_the_field_takes_typing_back_and_lets_the_rest_through(bench: Bench) -> None:
    bench.type("Buses")
    QTest.keyClick(bench.bar.field, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bench.text == ""
    bench.type("Buses")
    bench.press(KEY.Key_Return)
    QTest.keyClick(bench.bar.field, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bench.text == ""


def test_a_line_of_before_comes_back_with_its_caret(bench: Bench) -> None:
    bench.bar.restore(Line(id="x", text="half a wo", caret=4, kind=ItemKind.PRACTICE))
    assert (bench.text, bench.bar.field.caret()) == ("half a wo", 4)
    assert bench.bar.pill.kind == "practice"
    bench.type("X")
    assert bench.text == "halfX a wo"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_or_nameless(bench: Bench, scale: float, look: Look) -> None:
    look.set_text_scale(scale)
    bench.type("Ask @luis !policy ^high #mc2 +time ")
    settle()
    window = bench.bar.window()
    window.resize(1280, 700)
    assert [str(finding) for finding in audit(window)] == []


@given(st.text(max_size=60), st.integers(0, 60))
def test_places_in_characters_and_units_agree(text: str, char: int) -> None:
    char = min(char, len(text))
    unit = unit_at(text, char)
    assert unit == len(text[:char].encode("utf-16-le", "surrogatepass")) // 2
    assert char_at(text, unit) == char


def test_focus_lights_the_bar(bench: Bench) -> None:
    assert QApplication.focusWidget() is bench.bar.field
    bench.bar.add.setFocus()
    bench.bar.focus_field()
    assert bench.bar.field.hasFocus()
