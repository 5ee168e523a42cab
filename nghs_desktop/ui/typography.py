"""The type scale and how it hangs on the desktop's own text size. No colour comes in here."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from nghs_desktop.base.bundle import resource

TypeRole = Literal[
    "caption",
    "label",
    "label_quiet",
    "body",
    "row",
    "rail",
    "button",
    "strong",
    "capture",
    "subtitle",
    "title",
    "timer",
]


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """Size and line height in px at 100 %, weight, letter spacing in per cent.

    `figures` makes all figures equally wide, for numbers that stand above each other. Running
    text has them as drawn: Inter's tabular set widens hyphens and full stops as well.
    """

    size: float
    line: int
    weight: int
    tracking: float = 100.0
    figures: bool = False


TYPE: Mapping[TypeRole, TypeStyle] = MappingProxyType(
    {
        "caption": TypeStyle(12, 16, 400, figures=True),
        "label": TypeStyle(12, 16, 600, figures=True),
        "label_quiet": TypeStyle(12, 16, 500, figures=True),
        "body": TypeStyle(14, 20, 400),
        "row": TypeStyle(14, 20, 500),
        "rail": TypeStyle(13.5, 20, 500),
        "button": TypeStyle(13.5, 20, 500),
        "strong": TypeStyle(14, 20, 600),
        "capture": TypeStyle(17, 24, 400),
        "subtitle": TypeStyle(16, 24, 600),
        "title": TypeStyle(21, 28, 700, 98.5),
        "timer": TypeStyle(24, 30, 700, 98.5, figures=True),
    }
)

# What each desktop sets by itself: a person who asked for larger text has more than this.
_USUAL_POINTS = {"darwin": 13.0, "win32": 9.0}.get(sys.platform, 11.0)
_USUAL_DPI = 72.0 if sys.platform == "darwin" else 96.0
_FAMILY = "Inter"
_CUTS = ("Regular", "Medium", "SemiBold", "Bold")
_TABULAR = QFont.Tag("tnum")


@dataclass(frozen=True, slots=True)
class SystemText:
    """The desktop's own text size: points of its font and logical dots per inch."""

    points: float
    dpi: float

    @property
    def larger(self) -> float:
        """How much larger than usual the desktop's font is, 1.0 to 2.0."""
        return min(max(self.points / _USUAL_POINTS, 1.0), 2.0)

    @property
    def factor(self) -> float:
        """How many px on this screen stand for one px of the design at 100 %."""
        return self.larger * self.dpi / _USUAL_DPI


def system_text() -> SystemText:
    """Ask the desktop for its text size; QT_FONT_DPI and its accessibility settings count."""
    points = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    screen = QGuiApplication.primaryScreen()
    dpi = screen.logicalDotsPerInchY() if screen else _USUAL_DPI
    return SystemText(points if points > 0 else _USUAL_POINTS, dpi)


def load_family() -> str:
    """Register the bundled Inter files and return the family's name, else the desktop's."""
    if QFontDatabase.hasFamily(_FAMILY):
        return _FAMILY
    for cut in _CUTS:
        path = resource("fonts", f"{_FAMILY}-{cut}.ttf")
        if path.is_file():
            QFontDatabase.addApplicationFont(str(path))
    if QFontDatabase.hasFamily(_FAMILY):
        return _FAMILY
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def load_fallbacks() -> None:
    """Register bundled fonts for scripts this computer has none for. Slow; call when idle."""
    system = QFontDatabase.WritingSystem
    for script, name in (
        (system.Arabic, "NotoSansArabic"),
        (system.Devanagari, "NotoSansDevanagari"),
        (system.Hebrew, "NotoSansHebrew"),
        (system.Thai, "NotoSansThai"),
        (system.Korean, "NanumGothic"),
        (system.SimplifiedChinese, "NotoSansSC"),
        (system.Symbol, "NotoSansSymbols2"),
    ):
        if not QFontDatabase.families(script):
            _register(name)
    if not any("emoji" in family.lower() for family in QFontDatabase.families()):
        _register("NotoEmoji")


def _register(name: str) -> None:
    path = resource("fonts", f"{name}-Regular.ttf")
    if path.is_file():
        QFontDatabase.addApplicationFont(str(path))


def make_font(
    family: str,
    style: TypeStyle,
    enlarged: float,
    *,
    weight: int | None = None,
    size: float | None = None,
) -> QFont:
    """Build a font in points, so that the screen's dots per inch scale it as well.

    `enlarged` is the person's text size times the desktop's, without the dots per inch.
    """
    font = QFont(family)
    font.setPointSizeF((size or style.size) * enlarged * 72.0 / _USUAL_DPI)
    font.setWeight(QFont.Weight(weight or style.weight))
    if style.figures:
        font.setFeature(_TABULAR, 1)
    if style.tracking != 100.0:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, style.tracking)
    return font
