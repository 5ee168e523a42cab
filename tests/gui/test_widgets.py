"""Our own widgets by keyboard, by pointer and for a screen reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nghs_desktop.base.errors import EnvironmentProblem
from nghs_desktop.ui import painting
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets import toasts as toast_module
from nghs_desktop.ui.widgets.banners import BannerAction, Banners
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import EmptyState
from nghs_desktop.ui.widgets.fields import Field, GrowingEdit, SearchField
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import ElidingLabel, Label
from nghs_desktop.ui.widgets.pills import Chip, Pill
from nghs_desktop.ui.widgets.properties import Choice, PropertyRow
from nghs_desktop.ui.widgets.save_light import SaveLight
from nghs_desktop.ui.widgets.segments import Segment, Segments
from nghs_desktop.ui.widgets.sheet import Sheet
from nghs_desktop.ui.widgets.toasts import Toasts
from tests.support.audit import accessible_name, audit, settle

Show = Callable[..., QWidget]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Put widgets into a window and show it."""
    windows: list[QWidget] = []

    def shown(*widgets: QWidget, width: int = 500, height: int = 400) -> QWidget:
        window = QWidget()
        windows.append(window)
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        window.resize(width, height)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        settle()
        return window

    return shown


# -- words ---------------------------------------------------------------------------------
def test_markup_in_a_label_is_shown_as_typed(look: Look, show: Show) -> None:
    label = Label(look, "x <b>y</b> & <img src='/etc/passwd'>")
    show(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == "x <b>y</b> & <img src='/etc/passwd'>"


def test_a_line_that_is_cut_offers_all_of_it_as_a_tooltip(look: Look, show: Show) -> None:
    long, short = ElidingLabel(look, "word " * 60), ElidingLabel(look, "word")
    show(long, short)
    assert long.is_cut()
    assert long.toolTip() == "word " * 60
    assert not short.toolTip()


def test_wrapped_lines_keep_every_word_and_cut_only_the_last(qapp: object, look: Look) -> None:
    words = "Seat-time rules keep 👍 districts from awarding credit for demonstrated mastery"
    rows = painting.wrap(look, words, "row", 200)
    assert " ".join(rows) == words
    assert all(look.metrics("row").horizontalAdvance(row) <= 201 for row in rows)
    two = painting.wrap(look, words, "row", 200, 2)
    assert len(two) == 2
    assert two[0] == rows[0]
    assert two[1].endswith("…")


def test_one_very_long_word_is_broken_rather_than_cut(qapp: object, look: Look) -> None:
    rows = painting.wrap(look, "x" * 300, "row", 200)
    assert "".join(rows) == "x" * 300


# -- buttons -------------------------------------------------------------------------------
def test_a_button_says_its_words_and_shows_its_keys(look: Look) -> None:
    button = Button(look, "Preview brief", icon="file-text", keys="Ctrl P")
    assert accessible_name(button) == "Preview brief"
    assert button.toolTip() == "Preview brief  (Ctrl P)"
    assert "Ctrl P" in button.accessibleDescription()


def test_an_icon_alone_still_has_a_name_and_a_tooltip(look: Look) -> None:
    button = IconButton(look, "download", "Export this list")
    assert accessible_name(button) == "Export this list"
    assert button.toolTip() == "Export this list"
    assert min(button.sizeHint().toTuple()) >= 32  # type: ignore[call-overload]


def test_a_compact_button_keeps_its_name(look: Look) -> None:
    button = Button(look, "Settings", icon="settings")
    button.set_compact(True)
    assert button.sizeHint().width() == button.sizeHint().height()
    assert button.toolTip() == "Settings"
    assert accessible_name(button) == "Settings"


def test_the_keyboard_is_seen_on_every_kind_of_button(look: Look, show: Show) -> None:
    kinds = ("primary", "secondary", "ghost", "rail")
    buttons = [Button(look, "Do", kind=kind) for kind in kinds]  # type: ignore[arg-type]
    other = Button(look, "Other")
    show(*buttons, other)
    for button in buttons:
        other.setFocus()
        before = _image(button)
        button.setFocus()
        assert _image(button) != before


# -- segments, chips, flow -----------------------------------------------------------------
def _segments(look: Look) -> Segments:
    segments = Segments(look, "Views")
    segments.show_segments(
        [Segment("open", "All open", 19), Segment("policy", "Policy", 7), Segment("mine", "Mine")]
    )
    return segments


def test_segments_are_one_tab_stop_with_arrows_inside(qtbot: QtBot, look: Look, show: Show) -> None:
    before, after, segments = Button(look, "Before"), Button(look, "After"), _segments(look)
    show(before, segments, after)
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    first = QApplication.focusWidget()
    assert accessible_name(first) == "All open, 19"
    chosen: list[str] = []
    segments.chosen.connect(chosen.append)
    QTest.keyClick(first, Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)
    assert chosen == ["policy", "mine"]
    assert segments.current == "mine"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_new_counts_use_the_same_buttons_and_keep_the_choice(look: Look, show: Show) -> None:
    segments = _segments(look)
    show(segments)
    segments.choose("policy")
    buttons = segments.findChildren(QWidget)
    segments.show_segments([Segment("open", "All open", 20), Segment("policy", "Policy", 8)])
    settle()
    assert segments.current == "policy"
    assert set(segments.findChildren(QWidget)) < set(buttons)


def test_segments_go_on_in_a_second_line_when_narrow(look: Look, show: Show) -> None:
    segments = _segments(look)
    window = show(segments, width=900)
    wide = segments.height()
    window.resize(220, 400)
    settle()
    assert segments.height() > wide
    assert audit(window) == []


def test_a_chip_is_taken_away_by_key_and_by_click(look: Look, show: Show) -> None:
    chip = Chip(look, "Dana Reyes", icon="user")
    show(chip)
    gone: list[int] = []
    chip.removed.connect(lambda: gone.append(1))
    QTest.keyClick(chip, Qt.Key.Key_Backspace)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert len(gone) == 2
    assert accessible_name(chip).startswith("Dana Reyes")


def test_a_flow_puts_what_does_not_fit_into_the_next_line(look: Look, show: Show) -> None:
    host = QWidget()
    flow = FlowLayout(host)
    pills = [Pill(look, f"a pill with number {n}") for n in range(6)]
    for pill in pills:
        flow.addWidget(pill)
    show(host, width=360)
    tops = {pill.y() for pill in pills}
    assert len(tops) > 1
    assert all(pill.geometry().right() <= host.width() for pill in pills)
    assert flow.heightForWidth(2000) < flow.heightForWidth(300)


# -- fields --------------------------------------------------------------------------------
def test_the_search_field_clears_by_escape_and_by_its_button(look: Look, show: Show) -> None:
    field = SearchField(look, "Filter barriers")
    show(field)
    said: list[str] = []
    field.textEdited.connect(said.append)
    QTest.keyClicks(field, "bus")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert said[-1] == ""
    QTest.keyClicks(field, "bus")
    clear = field.findChild(IconButton)
    assert clear is not None
    assert clear.isVisible()
    assert accessible_name(clear) == "Clear"
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert not clear.isVisible()


def test_the_growing_field_grows_to_five_lines_and_then_scrolls(look: Look, show: Show) -> None:
    field = GrowingEdit(look, "Text")
    show(field)
    one = field.height()
    heights = []
    for _ in range(7):
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        settle()
        heights.append(field.height())
    assert one < heights[0] < heights[3]
    assert heights[3] == heights[4] == heights[6]
    field.clear()
    settle()
    assert field.height() == one


def test_enter_submits_and_tab_leaves_the_growing_field(look: Look, show: Show) -> None:
    field, after = GrowingEdit(look, "Text"), Button(look, "After")
    show(field, after)
    sent: list[str] = []
    field.submitted.connect(lambda: sent.append(field.toPlainText()))
    field.setFocus()
    QTest.keyClicks(field, "two words")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert sent == ["two words"]
    assert field.toPlainText() == "two words"
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


@pytest.mark.parametrize("kind", [Field, GrowingEdit])
def test_undo_is_the_fields_own_first_and_then_the_windows(
    kind: type[Field | GrowingEdit], look: Look, show: Show
) -> None:
    field = kind(look, "Text")
    window = show(field)
    undone: list[int] = []
    action = window.addAction("Undo")
    action.setShortcut("Ctrl+Z")
    action.triggered.connect(lambda: undone.append(1))
    field.setFocus()
    QTest.keyClicks(field, "abc")
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(field, Qt.Key.Key_Z, control)
    text = field.text() if isinstance(field, Field) else field.toPlainText()
    assert (text, undone) == ("", [])
    QTest.keyClick(field, Qt.Key.Key_Z, control)
    assert undone == [1]


# -- properties ----------------------------------------------------------------------------
def test_a_property_is_typed_in_place_and_reported_once(look: Look, show: Show) -> None:
    row = PropertyRow(look, "Raised by")
    row.show_value("Dana Reyes", icon="user")
    row.let_type()
    show(row)
    said: list[str] = []
    row.edited.connect(said.append)
    row.button.click()
    field = QApplication.focusWidget()
    assert accessible_name(field) == "Raised by"
    QTest.keyClicks(field, "Luis Ortega")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert said == ["Luis Ortega"]
    assert QApplication.focusWidget() is row.button


def test_escape_leaves_a_property_as_it_was(look: Look, show: Show) -> None:
    row = PropertyRow(look, "Raised by")
    row.show_value("Dana Reyes")
    row.let_type()
    show(row)
    said: list[str] = []
    row.edited.connect(said.append)
    row.button.click()
    QTest.keyClicks(QApplication.focusWidget(), "x")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    settle()
    assert said == []
    assert accessible_name(row.button) == "Raised by: Dana Reyes. Change"


def test_a_property_with_choices_opens_a_menu(look: Look, show: Show) -> None:
    row = PropertyRow(look, "Status")
    row.show_value("Open")
    row.offer(lambda: [Choice("open", "Open"), Choice("solved", "Solved & closed")])
    show(row)
    chosen: list[str] = []
    row.chosen.connect(chosen.append)
    row.button.click()
    menu = row.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Open", "Solved && closed"]
    menu.actions()[1].trigger()
    menu.close()
    settle()
    assert chosen == ["solved"]


# -- what the window says ------------------------------------------------------------------
def test_a_toast_offers_undo_and_is_kept_in_the_list(look: Look, show: Show) -> None:
    page = Button(look, "Page")
    window = show(page)
    toasts = Toasts(look, window)
    toasts.stand_in(window.rect())
    undone: list[int] = []
    toast = toasts.say(
        "Moved 3 barriers to Trash.", action_words="Undo", action=lambda: undone.append(1)
    )
    assert toast.isVisible()
    assert accessible_name(toast) == "Moved 3 barriers to Trash."
    assert window.rect().contains(toasts.geometry().adjusted(20, 20, -20, -20))
    page.setFocus()
    assert toasts.take_keyboard()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    settle()
    assert undone == [1]
    assert toasts.shown() == ()
    assert QApplication.focusWidget() is page
    assert [notice.words for notice in toasts.notices()] == ["Moved 3 barriers to Trash."]


def test_a_toast_goes_by_itself_but_waits_for_the_keyboard(
    qtbot: QtBot, look: Look, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert toast_module.STAYS_MS == 8_000
    monkeypatch.setattr(toast_module, "STAYS_MS", 60)
    window = show(Button(look, "Page"))
    toasts = Toasts(look, window)
    toasts.stand_in(window.rect())
    toast = toasts.say("Undone.")
    toasts.take_keyboard()
    assert not toast.is_waiting
    qtbot.wait(120)
    assert toasts.shown() == (toast,)
    window.setFocus()
    toast.buttons[0].clearFocus()
    qtbot.waitUntil(lambda: toasts.shown() == (), timeout=3000)


def test_no_more_than_three_toasts_stand_at_once(look: Look, show: Show) -> None:
    window = show(Button(look, "Page"), height=700)
    toasts = Toasts(look, window)
    toasts.stand_in(window.rect())
    for number in range(5):
        toasts.say(f"Note {number}")
    assert [toast.accessibleName() for toast in toasts.shown()] == ["Note 2", "Note 3", "Note 4"]
    assert len(toasts.notices()) == 5
    toasts.clear()


def test_a_problem_says_what_to_do_and_tries_again(look: Look, show: Show) -> None:
    banners = Banners(look)
    window = show(banners, Button(look, "Page"))
    tried: list[int] = []
    problem = EnvironmentProblem("The disk is full.", "Free some space, then Try again.")
    again = BannerAction("Try again", lambda: tried.append(1))
    banner = banners.report("disk", problem, [again], details="errno 28")
    settle()
    assert accessible_name(banner) == "The disk is full. Free some space, then Try again."
    banner.buttons[0].click()
    assert tried == [1]
    banner.buttons[1].click()
    settle()
    assert audit(window) == []
    banners.report("disk", problem)
    assert len(banners.shown()) == 1, "one banner for one cause"
    banners.settle("disk")
    assert not banners.isVisible()


def test_the_save_light_is_a_button_only_while_something_is_wrong(look: Look, show: Show) -> None:
    light = SaveLight(look)
    window = show(light, width=240)
    assert accessible_name(light) == "Saved on this computer"
    assert light.focusPolicy() == Qt.FocusPolicy.NoFocus
    tried: list[int] = []
    light.retried.connect(lambda: tried.append(1))
    light.click()
    assert tried == []
    light.show_problem("the disk is full. Free some space, then Try again.")
    settle()
    assert accessible_name(light).startswith("Not saved: the disk is full.")
    assert light.focusPolicy() == Qt.FocusPolicy.StrongFocus
    light.click()
    assert tried == [1]
    assert audit(window) == []
    light.show_saved()
    assert not light.has_problem


def test_an_empty_state_is_one_sentence_one_button_and_the_key(look: Look, show: Show) -> None:
    empty = EmptyState(look, "Nothing is in the way yet.", action="New barrier", keys="Ctrl N")
    window = show(empty)
    asked: list[int] = []
    empty.chosen.connect(lambda: asked.append(1))
    empty.button.click()
    assert asked == [1]
    assert audit(window) == []
    empty.say("No barrier matches.")
    assert not empty.button.isVisible()


def test_a_sheet_takes_the_keyboard_and_gives_it_back(look: Look, show: Show) -> None:
    page, content = Button(look, "Page"), Button(look, "In the sheet")
    window = show(page, width=700)
    sheet = Sheet(look, window, width=300)
    page.setFocus()
    sheet.present(content, "Detail")
    assert QApplication.focusWidget() is content
    assert sheet.geometry().right() == window.rect().right()
    QTest.keyClick(content, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert QApplication.focusWidget() is page
    content.deleteLater()


# -- painting ------------------------------------------------------------------------------
@pytest.mark.parametrize("theme", ["light", "dark", "high-contrast"])
def test_every_mark_paints_in_every_theme_and_says_where_it_ended(look: Look, theme: str) -> None:
    look.choose(theme)  # type: ignore[arg-type]
    canvas = QPixmap(600, 60)
    canvas.fill(look.colour("bg"))
    blank = canvas.toImage()
    painter = QPainter(canvas)
    try:
        x = 0.0
        for kind in KINDS:
            end = painting.badge(painter, look, kind, x, 4)
            assert end > x
            x = end + 4
        for lever in ("practice", "policy", "funding", "a lever of their own"):
            end = painting.lever_mark(painter, look, 0, 40, lever)
            assert end > 20
        assert painting.status_mark(painter, look, 0, 40, "Open", "text2") > 20
        assert painting.dots_count(painter, look, 300, 40, 7) < 300
        widths = {painting.impact_bars(painter, look, 0, 40, level) for level in range(4)}
        assert len(widths) == 1, "the bars take the same room at every level"
    finally:
        painter.end()
    assert canvas.toImage() != blank


def test_impact_differs_in_shape_and_not_only_in_colour(look: Look) -> None:
    look.choose("high-contrast")
    seen = []
    for level in range(4):
        canvas = QPixmap(24, 24)
        canvas.fill(look.colour("bg"))
        painter = QPainter(canvas)
        painting.impact_bars(painter, look, 2, 22, level)
        painter.end()
        grey = canvas.toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        seen.append(bytes(grey.constBits()))
    assert len(set(seen)) == 4


def _image(widget: QWidget) -> QImage:
    canvas = QPixmap(widget.size())
    widget.render(canvas, QPoint(0, 0))
    return canvas.toImage()


def test_the_prompt_of_a_growing_field_follows_the_text_size(look: Look, qtbot: QtBot) -> None:
    field = GrowingEdit(look, "Words", placeholder="What was said?")
    qtbot.addWidget(field)
    field.show()
    look.set_text_scale(2.0)
    # The prompt is painted in the font of the viewport.
    assert field.viewport().font().pointSizeF() == look.font("body").pointSizeF()
