"""The colours can be read, and the look changes while the window is open."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QApplication

from nghs_desktop.base.bundle import resource
from nghs_desktop.ui.actions import ACTIONS
from nghs_desktop.ui.icons import draw_icon
from nghs_desktop.ui.kinds import KINDS, LEVERS
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.places import PLACES
from nghs_desktop.ui.stylesheet import make_stylesheet
from nghs_desktop.ui.theme import (
    THEME_KEYS,
    Role,
    ThemeKey,
    contrast,
    load_theme,
    resolve_choice,
)
from nghs_desktop.ui.typography import TYPE, SystemText, make_font
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.labels import Label

GROUNDS: tuple[Role, ...] = ("surface", "bg", "rail", "hover", "selected")
TEXTS: tuple[Role, ...] = (
    "text",
    "text2",
    "text3",
    "accent_text",
    "barrier",
    "practice",
    "recognition",
    "commitment",
    "decision",
    "focus_area",
    "note",
    "danger",
    "warning",
    "success",
)
EDGES: tuple[Role, ...] = ("border_strong", "focus")
TINTED: tuple[Role, ...] = (
    "barrier",
    "practice",
    "recognition",
    "commitment",
    "decision",
    "focus_area",
    "note",
)
FILLS: tuple[Role, ...] = ("accent", "accent_hover", "accent_press")


@pytest.mark.parametrize("key", THEME_KEYS)
def test_every_text_can_be_read_on_every_ground(key: ThemeKey) -> None:
    theme = load_theme(key)
    for role in TEXTS:
        for ground in GROUNDS:
            ratio = contrast(theme[role], theme[ground])
            assert ratio >= 4.5, f"{role} on {ground} in {key}: {ratio:.2f}"


@pytest.mark.parametrize("key", THEME_KEYS)
def test_every_edge_and_ring_can_be_seen_on_every_ground(key: ThemeKey) -> None:
    theme = load_theme(key)
    for role in EDGES:
        for ground in GROUNDS:
            ratio = contrast(theme[role], theme[ground])
            assert ratio >= 3.0, f"{role} on {ground} in {key}: {ratio:.2f}"


@pytest.mark.parametrize("key", THEME_KEYS)
def test_types_can_be_read_on_their_tint_and_words_on_filled_buttons(key: ThemeKey) -> None:
    theme = load_theme(key)
    for role in TINTED:
        tint: Role = f"{role}_tint"  # type: ignore[assignment]
        assert contrast(theme[role], theme[tint]) >= 4.5, f"{role} on its tint in {key}"
    for fill in FILLS:
        assert contrast(theme["on_accent"], theme[fill]) >= 4.5, f"on {fill} in {key}"
    assert contrast(theme["surface"], theme["accent"]) >= 3.0, "the ring on a filled button"
    assert contrast(theme["talk_more"], theme["surface"]) >= 3.0, "the bars of talk more"


def test_high_contrast_reaches_the_published_ratios() -> None:
    theme = load_theme("high-contrast")
    wanted: dict[Role, float] = {
        "text": 21.0,
        "text3": 16.8,
        "barrier": 10.4,
        "practice": 15.0,
        "recognition": 14.8,
        "commitment": 12.4,
        "decision": 13.2,
        "focus_area": 14.4,
    }
    for role, ratio in wanted.items():
        assert contrast(theme[role], theme["bg"]) == pytest.approx(ratio, abs=0.06), role
    assert contrast(theme["on_accent"], theme["accent"]) == pytest.approx(14.9, abs=0.06)
    assert contrast(theme["text"], theme["selected"]) == pytest.approx(11.7, abs=0.06)


def test_contrast_is_the_formula_of_wcag() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21.0)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast("#123456", "#123456") == 1.0


@pytest.mark.parametrize(
    ("choice", "dark", "high", "shown"),
    [
        ("system", False, False, "light"),
        ("system", True, False, "dark"),
        ("system", True, True, "high-contrast"),
        ("light", True, True, "light"),
        ("high-contrast", False, False, "high-contrast"),
    ],
)
def test_the_desktop_decides_unless_a_person_chose(
    choice: str, dark: bool, high: bool, shown: str
) -> None:
    assert resolve_choice(choice, dark=dark, high_contrast=high) == shown  # type: ignore[arg-type]


def test_choosing_dark_repaints_what_is_on_screen(qapp: QApplication, look: Look) -> None:
    label = Label(look, "Barrier")
    before = label.grab().toImage()
    heard: list[str] = []
    look.changed.connect(lambda: heard.append(look.theme.key))
    look.choose("dark")
    assert heard == ["dark"]
    assert label.palette().windowText().color().name().upper() == "#ECECEF"
    assert qapp.palette().window().color().name().upper() == "#141518"
    assert "#1B1C20" in qapp.styleSheet()
    assert label.grab().toImage() != before
    look.choose("dark")
    assert heard == ["dark"], "nothing changed, nothing is laid out again"


def test_text_size_scales_words_buttons_and_lengths(look: Look) -> None:
    button, label = Button(look, "New barrier", icon="plus"), Label(look, "Barriers", "title")
    size, high = button.sizeHint(), label.sizeHint().height()
    look.set_text_scale(2.0)
    assert look.px(24) == 48
    assert button.sizeHint().height() == 2 * size.height()
    assert button.sizeHint().width() == pytest.approx(2 * size.width(), rel=0.05)
    assert label.sizeHint().height() == pytest.approx(2 * high, abs=2)


def test_text_size_goes_in_steps_and_stays_within_100_and_200_per_cent(look: Look) -> None:
    look.smaller()
    assert look.text_scale == 1.0
    look.larger()
    assert look.text_scale == pytest.approx(1.1)
    for _ in range(20):
        look.larger()
    assert look.text_scale == 2.0
    look.usual_size()
    assert look.text_scale == 1.0


def test_a_desktop_with_larger_text_or_more_dots_per_inch_makes_everything_larger(
    qapp: QApplication,
) -> None:
    usual = Look("light", system=SystemText(points=9.0, dpi=96.0))
    dense = Look("light", system=SystemText(points=9.0, dpi=192.0))
    large = Look("light", system=SystemText(points=22.0, dpi=96.0))
    assert dense.px(100) == 2 * usual.px(100)
    assert large.px(100) == 2 * usual.px(100)
    # Qt multiplies points by the dots per inch itself; only the larger text is ours to add.
    assert dense.font("body").pointSizeF() == usual.font("body").pointSizeF()
    assert large.font("body").pointSizeF() == 2 * usual.font("body").pointSizeF()


def test_fonts_are_sized_in_points_and_none_is_under_12_px(look: Look) -> None:
    for role, style in TYPE.items():
        font = make_font("Inter", style, 1.0)
        assert font.pixelSize() == -1, f"{role} would ignore the desktop's dots per inch"
        assert style.size >= 12
        assert look.font(role).family() == "Inter"


def test_one_stylesheet_has_no_length_and_no_role_left_open() -> None:
    for key in THEME_KEYS:
        sheet = make_stylesheet(load_theme(key), lambda size: round(size * 1.5))
        assert "$" not in sheet
        assert not re.search(r"\[\d+\]", sheet)
        assert '[bare="true"]' in sheet
        for path in re.findall(r'url\("([^"]+)"\)', sheet):
            assert path.startswith(resource("themes").as_posix())
            assert resource("themes", path.rpartition("/")[2]).is_file()


def test_every_icon_named_in_a_table_is_there_and_takes_the_colour(qapp: QApplication) -> None:
    names = {place.icon for place in PLACES.values()}
    names |= {kind.icon for kind in KINDS.values()} | {lever.icon for lever in LEVERS.values()}
    names |= {spec.icon for spec in ACTIONS.values() if spec.icon}
    for name in sorted(names):
        image = draw_icon(name, "#FF0000", 18, 2.0).toImage()
        assert image.width() == 36
        colours = {
            image.pixelColor(x, y).name()
            for x in range(36)
            for y in range(36)
            if image.pixelColor(x, y).alpha() == 255
        }
        assert colours == {"#ff0000"}, name


def test_pixmaps_are_drawn_once_for_each_colour_size_and_theme(look: Look) -> None:
    first = look.pixmap("award", "recognition", 16)
    assert look.pixmap("award", "recognition", 16) is first
    assert look.pixmap("award", "text2", 16) is not first
    look.set_text_scale(1.5)
    assert look.pixmap("award", "recognition", 16).width() == 24


def test_something_that_follows_the_look_stops_when_it_is_gone(look: Look) -> None:
    label = Label(look, "here")
    sizes: list[int] = []
    look.follow(label, lambda: sizes.append(look.px(10)))
    look.set_text_scale(2.0)
    assert sizes == [10, 20]
    label.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    look.set_text_scale(1.0)
    assert sizes == [10, 20]
