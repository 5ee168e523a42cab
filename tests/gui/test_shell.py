"""The window's frame: places, widths, keys, panes, Esc, notes, and what it remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from nghs_desktop.base.errors import EnvironmentProblem, UserError
from nghs_desktop.ui.actions import ACTIONS, Actions, Where, keys_text
from nghs_desktop.ui.keys_guide import keys_guide
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.shell import Shell
from nghs_desktop.ui.theme import THEME_KEYS, ThemeKey
from nghs_desktop.ui.view import WidthClass
from tests.support.audit import accessible_name, audit, settle, tab_stops
from tests.support.demo_shell import DemoView, make_shell, show_extra

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shell(look: Look, qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    """A window with every place, 1280x800, on the meeting."""
    window = make_shell(look, tmp_path)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    settle()
    yield window
    window.toasts.clear()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)
    settle()


# -- places ----------------------------------------------------------------------------------
def test_a_view_is_built_on_its_first_visit_and_kept(shell: Shell) -> None:
    assert shell.view("barriers") is None
    shell.go("barriers")
    first = shell.view("barriers")
    shell.go("meeting")
    shell.go("barriers")
    assert shell.view("barriers") is first
    assert shell.place == "barriers"


def test_a_view_that_lacks_what_the_shell_asks_is_refused(look: Look, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    window = Shell(look, {"meeting": QWidget}, settings)
    with pytest.raises(TypeError, match="lacks"):
        window.go("meeting")
    with pytest.raises(KeyError, match="no place"):
        window.go("nowhere")
    window.deleteLater()


def test_control_and_a_number_go_to_the_places_in_their_order(shell: Shell) -> None:
    seen: list[str] = []
    shell.place_changed.connect(seen.append)
    press(Qt.Key.Key_2, CONTROL)
    press(Qt.Key.Key_6, CONTROL)
    press(Qt.Key.Key_1, CONTROL)
    assert seen == ["barriers", "commitments", "meeting"]


def test_the_rail_is_one_stop_with_arrows_inside_and_enter_goes(shell: Shell) -> None:
    shell.rail.places.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert shell.place == "meeting", "walking is not going"
    press(Qt.Key.Key_Return)
    assert shell.place == "practices"
    shell.rail.places.setFocus()
    press(Qt.Key.Key_B)
    assert shell.rail.places.currentIndex().row() == 2, "letters do not jump"


def test_a_click_on_a_place_goes_and_a_click_on_a_heading_does_not(shell: Shell) -> None:
    places = shell.rail.places
    barriers = places.visualRect(places.model().index(1, 0))
    heading = barriers.topLeft()
    heading.setY(barriers.y() + 6)
    heading.setX(60)
    QTest.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert shell.place == "meeting"
    row = barriers.bottomLeft()
    row.setX(60)
    row.setY(barriers.bottom() - 10)
    QTest.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert shell.place == "barriers"


def test_a_screen_reader_hears_a_place_with_its_count_and_group(shell: Shell) -> None:
    model = shell.rail.places.model()
    said = [
        model.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(model.rowCount())
    ]
    assert said[0] == "Meeting, live"
    assert said[1] == "Barriers, 24, Captured"
    assert len(said) == 11, "headings are not rows"


def test_places_without_a_view_are_not_shown(look: Look, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    views: dict[str, Callable[[], QWidget]] = {
        "meeting": lambda: DemoView(look, "Meeting"),
        "briefs": lambda: DemoView(look, "Briefs"),
        "trash": lambda: DemoView(look, "Trash"),
    }
    window = Shell(look, views, settings)
    assert window.rail.places.model().rowCount() == 2
    window.run("place_2")
    assert window.place == "briefs"
    window.run("trash")
    assert window.place == "trash"
    window.deleteLater()


# -- widths ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("width", "scale", "wanted", "rail"),
    [
        (1920, 1.0, WidthClass.WIDE, 228),
        (1280, 1.0, WidthClass.NORMAL, 228),
        (1100, 1.0, WidthClass.MEDIUM, 228),
        (1059, 1.0, WidthClass.STRIP_DETAIL, 64),
        (1280, 1.5, WidthClass.STRIP, 96),
        (1280, 2.0, WidthClass.NARROW, 128),
        (640, 1.0, WidthClass.NARROW, 64),
        (1920, 1.5, WidthClass.NORMAL, 342),
    ],
)
def test_width_and_text_size_decide_the_layout_together(
    shell: Shell, look: Look, width: int, scale: float, wanted: WidthClass, rail: int
) -> None:
    look.set_text_scale(scale)
    shell.resize(width, 800)
    settle()
    assert shell.width_class is wanted
    assert shell.rail.width() == rail


def test_views_hear_of_a_new_width_once(shell: Shell) -> None:
    heard: list[WidthClass] = []
    shell.width_class_changed.connect(heard.append)
    shell.resize(900, 700)
    shell.resize(910, 700)
    assert heard == [WidthClass.STRIP_DETAIL]


@pytest.mark.parametrize("theme", THEME_KEYS)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_nameless_or_out_of_reach(
    shell: Shell, look: Look, theme: ThemeKey, scale: float
) -> None:
    look.choose(theme)
    look.set_text_scale(scale)
    for size in ((1280, 800), (1920, 1080)):
        shell.resize(*size)
        for extra in ("", "palette", "keys", "toast", "banner", "problem"):
            show_extra(shell, extra)
            found = audit(shell, by_tab=extra in ("", "palette"))
            assert not found, "\n".join([f"{size} {extra}", *map(str, found)])
            if extra in ("palette", "keys"):
                shell.escape()
            shell.toasts.clear()
            shell.banners.settle("printer")
            shell.save_light.show_saved()


def test_at_its_least_size_the_frame_still_holds(shell: Shell) -> None:
    shell.resize(640, 480)
    assert audit(shell) == []
    assert (shell.minimumWidth(), shell.minimumHeight()) == (640, 480)


# -- keys ------------------------------------------------------------------------------------
def test_the_same_key_opens_and_closes_the_palette(shell: Shell) -> None:
    before = QApplication.focusWidget()
    press(Qt.Key.Key_K, CONTROL)
    assert shell.palette_overlay.isVisible()
    press(Qt.Key.Key_K, CONTROL)
    assert not shell.palette_overlay.isVisible()
    assert QApplication.focusWidget() is before


def test_the_palette_runs_what_can_be_run_here_and_shows_the_keys(shell: Shell) -> None:
    shell.open_palette()
    rows = {row.key: row for row in shell.palette_overlay.shown()}
    assert rows["filter"].cap == "Ctrl F"
    assert rows["go_barriers"].cap == "Ctrl 2"
    assert "undo" not in rows, "nobody here answers undo"
    shell.escape()


def test_control_plus_minus_and_zero_change_the_text_size(shell: Shell, look: Look) -> None:
    press(Qt.Key.Key_Plus, CONTROL)
    press(Qt.Key.Key_Equal, CONTROL)
    assert look.text_scale == pytest.approx(1.2)
    press(Qt.Key.Key_Minus, CONTROL)
    assert look.text_scale == pytest.approx(1.1)
    press(Qt.Key.Key_0, CONTROL)
    assert look.text_scale == 1.0


def test_f6_goes_round_the_panes_and_shift_f6_goes_back(shell: Shell) -> None:
    view = shell.current_view()
    assert isinstance(view, DemoView)
    shell.rail.places.setFocus()
    stops = []
    for _ in range(3):
        press(Qt.Key.Key_F6)
        stops.append(QApplication.focusWidget())
    assert view.isAncestorOf(stops[0])
    assert stops[-1] is shell.rail.places or view.isAncestorOf(stops[-1])
    shell.rail.places.setFocus()
    press(Qt.Key.Key_F6, SHIFT)
    assert view.detail.isAncestorOf(QApplication.focusWidget())


def test_escape_closes_the_innermost_and_at_last_goes_to_capture(shell: Shell) -> None:
    shell.go("barriers")
    shell.show_keys()
    shell.open_palette()
    press(Qt.Key.Key_Escape)
    assert shell.sheet.content is not None
    press(Qt.Key.Key_Escape)
    assert shell.sheet.content is None
    assert shell.place == "barriers"
    press(Qt.Key.Key_Escape)
    assert shell.place == "meeting"
    view = shell.current_view()
    assert isinstance(view, DemoView)
    assert view.field.hasFocus()


def test_tab_goes_from_the_rail_through_the_page_in_reading_order(shell: Shell) -> None:
    shell.rail.workspace.setFocus()
    names = [accessible_name(widget) for widget in tab_stops(shell)]
    assert names[:6] == [
        "Workspace: Practice Work Group. Switch workspace",
        "Search or run",
        "Places",
        "Settings",
        "Export this list",
        "New item",
    ]


def test_control_s_says_that_everything_is_saved(shell: Shell) -> None:
    press(Qt.Key.Key_S, CONTROL)
    assert [notice.words for notice in shell.toasts.notices()] == ["Everything is already saved."]
    shell.show_notices()
    assert shell.sheet.content is not None
    shell.escape()


def test_the_settings_menu_reaches_the_trash(shell: Shell) -> None:
    shell.rail.settings.click()
    menu = shell.findChild(QMenu)
    assert menu is not None
    words = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert words[:2] == ["Settings", "Open Trash"]
    menu.actions()[1].trigger()
    menu.close()
    settle()
    assert shell.place == "trash"


def test_the_switcher_offers_workspaces_by_name(shell: Shell) -> None:
    chosen: list[str] = []
    shell.workspace_chosen.connect(chosen.append)
    shell.rail.workspace.click()
    menu = shell.findChild(QMenu)
    assert menu is not None
    menu.actions()[0].trigger()
    menu.close()
    settle()
    assert chosen == ["a"]


def test_toasts_leave_free_what_the_view_asks_for(shell: Shell) -> None:
    view = shell.current_view()
    assert view is not None
    view.setProperty("toast_inset", 120)
    shell.resize(1281, 800)
    toast = shell.toasts.say("Undone.")
    foot = toast.mapTo(shell, toast.rect().bottomLeft()).y()
    assert foot < 800 - 120


def test_a_problem_is_a_pane_above_the_view(shell: Shell) -> None:
    shell.banners.report("disk", EnvironmentProblem("The disk is full.", "Free some space."))
    settle()
    assert shell.panes()[1] is shell.banners
    view = shell.current_view()
    assert view is not None
    assert (
        shell.banners.mapTo(shell, shell.banners.rect().bottomLeft()).y()
        <= view.mapTo(shell, view.rect().topLeft()).y()
    )


# -- what it remembers -----------------------------------------------------------------------
def test_size_and_place_are_remembered(look: Look, qtbot: QtBot, tmp_path: Path) -> None:
    first = make_shell(look, tmp_path)
    qtbot.addWidget(first)
    first.resize(700, 560)
    first.show()
    first.go("practices")
    first.close()
    second = make_shell(look, tmp_path)
    qtbot.addWidget(second)
    assert (second.width(), second.height()) == (700, 560)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    third = Shell(look, {"practices": lambda: DemoView(look, "P")}, settings)
    qtbot.addWidget(third)
    third.go("practices")
    assert third.last_place() == "practices"


# -- the table of actions ----------------------------------------------------------------------
def test_no_two_actions_of_the_table_want_the_same_key(look: Look) -> None:
    actions = Actions(look)
    for spec in ACTIONS.values():
        for key in spec.keys:
            other = actions.clash(spec.id, key)
            assert other is None, f"{spec.id} and {other and other.id} both want {key}"
    actions.deleteLater()


def test_text_editing_keeps_its_keys_and_letters_count_only_in_lists(look: Look) -> None:
    owned = {"Left", "Right", "Home", "End", "Backspace", "Del", "W", "D", "B", "I"}
    for spec in ACTIONS.values():
        for key in spec.keys:
            assert key not in {f"Ctrl+{sign}" for sign in owned}, spec.id
            if len(key) == 1:
                assert spec.where is Where.LIST, spec.id


@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        ("brief", "Ctrl+K", "already means"),
        ("brief", "Ctrl+B", "text editing"),
        ("brief", "P", "typing"),
        ("lever", "O", "already means"),
    ],
)
def test_a_key_that_cannot_be_had_is_refused_in_words(
    look: Look, name: str, key: str, words: str
) -> None:
    actions = Actions(look)
    before = actions.keys(name)
    with pytest.raises(UserError, match=words):
        actions.set_keys(name, (key,))
    assert actions.keys(name) == before
    actions.deleteLater()


def test_a_changed_key_works_at_once_everywhere(shell: Shell) -> None:
    table = shell.actions_table
    table.set_keys("palette", ("Ctrl+J",))
    press(Qt.Key.Key_J, CONTROL)
    assert shell.palette_overlay.isVisible()
    shell.escape()
    assert "Ctrl J" in shell.rail.search.toolTip()
    assert dict(table.own_keys) == {"palette": ("Ctrl+J",)}
    table.reset_keys("palette")
    assert dict(table.own_keys) == {}


def test_a_letter_counts_only_while_its_list_has_the_keyboard(shell: Shell) -> None:
    shell.go("barriers")
    view = shell.current_view()
    assert isinstance(view, DemoView)
    ran: list[str] = []
    shell.actions_table.on("lever", shell.rail.places, lambda: ran.append("lever"))
    view.field.setFocus()
    press(Qt.Key.Key_L)
    assert ran == []
    assert view.field.text() == "l"
    shell.rail.places.setFocus()
    press(Qt.Key.Key_L)
    assert ran == ["lever"]


def test_the_sheet_of_keys_has_every_key_and_every_prefix(look: Look) -> None:
    actions = Actions(look, own_keys={"brief": ("Ctrl+Shift+Y",)})
    said = {row.words: row.keys for group in keys_guide(actions) for row in group.rows}
    assert said["Barrier"] == ("b",)
    assert said["Focus area"] == ("f",)
    assert said["Preview brief"] == ("Ctrl Shift Y",)
    for spec in ACTIONS.values():
        numbered = spec.id.startswith(("place_", "status_"))
        assert not spec.keys or numbered or spec.words in said, spec.id
    actions.deleteLater()


@pytest.mark.parametrize(
    ("keys", "shown"), [("Ctrl+Shift+V", "Ctrl Shift V"), ("Ctrl++", "Ctrl +"), ("?", "?")]
)
def test_keys_are_shown_as_people_read_them(qapp: QApplication, keys: str, shown: str) -> None:
    assert keys_text(keys) == shown


# -- the audit itself --------------------------------------------------------------------------
def test_the_audit_finds_what_it_is_there_for(look: Look, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    nameless = QLineEdit(window)
    nameless.setGeometry(0, 0, 100, 40)
    cut = QLabel("words that are much too long for so little room", window)
    cut.setGeometry(0, 50, 60, 20)
    over = QPushButton("One", window)
    over.setGeometry(150, 100, 100, 40)
    under = QPushButton("Two", window)
    under.setGeometry(200, 110, 90, 40)
    beyond = QPushButton("Three", window)
    beyond.setGeometry(250, 0, 100, 40)
    small = QPushButton("x", window)
    small.setGeometry(120, 0, 10, 10)
    unreachable = QPushButton("Four", window)
    unreachable.setGeometry(0, 150, 80, 40)
    window.show()
    window.activateWindow()
    settle()
    QWidget.setTabOrder(small, nameless)
    kinds = {finding.kind for finding in audit(window)}
    assert kinds >= {"no name", "cut", "overlap", "outside", "small"}
