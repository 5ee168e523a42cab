"""How a brief looks: sizes in points, weights, colours and spaces, measured from the design.

Nothing else in the reports names a size or a colour. Reading text is never under 9.5 points;
only the kicker, the date and the foot are smaller. Each colour pair keeps 4.5:1 on its ground,
and no meaning hangs on colour alone, so a brief reads the same printed in greys.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache

from nghs_desktop.domain.briefs import Paper, Tone


class Weight(IntEnum):
    """The weights the shipped text face has."""

    REGULAR = 400
    MEDIUM = 500
    SEMIBOLD = 600
    BOLD = 700


@dataclass(frozen=True, slots=True)
class Style:
    """One way of setting text: size and leading in points, colour as #RRGGBB."""

    weight: Weight
    size: float
    leading: float
    colour: str

    @property
    def baseline(self) -> float:
        """Distance from the top of a line to its baseline: capitals stand mid-line."""
        return self.leading / 2 + self.size * 0.3637


TEXT = "#1B1B1F"
TEXT_2 = "#4E4E57"
TEXT_3 = "#63636D"
ACCENT = "#3A40B4"
HAIRLINE = "#D9D9D3"

KICKER = Style(Weight.SEMIBOLD, 8.5, 12, ACCENT)
DATE = Style(Weight.REGULAR, 8.5, 12, TEXT_3)
RUNNING = Style(Weight.REGULAR, 8.5, 12, TEXT_3)
FOOT = Style(Weight.REGULAR, 8, 12, TEXT_3)
TITLE = Style(Weight.BOLD, 21, 26, TEXT)
SUMMARY = Style(Weight.REGULAR, 11, 16.5, TEXT_2)
HEAD = Style(Weight.BOLD, 12.5, 16, TEXT)
BODY = Style(Weight.REGULAR, 10, 14.5, TEXT)
RANK = Style(Weight.BOLD, 15, 14.5, ACCENT)
ITEM = Style(Weight.SEMIBOLD, 10.5, 14.5, TEXT)
DETAIL = Style(Weight.REGULAR, 9.5, 13, TEXT_2)
FIGURE = Style(Weight.BOLD, 11, 14.5, ACCENT)
PANEL_LINE = Style(Weight.REGULAR, 9.5, 13, TEXT)
CELL = Style(Weight.REGULAR, 9.5, 13.5, TEXT)
CELL_STRONG = Style(Weight.SEMIBOLD, 9.5, 13.5, TEXT)
CELL_QUIET = Style(Weight.REGULAR, 9.5, 13.5, TEXT_3)
CELL_HEAD = Style(Weight.SEMIBOLD, 9.5, 13.5, TEXT_2)
LINK = Style(Weight.REGULAR, 9.5, 13, ACCENT)
BULLET = Style(Weight.BOLD, 10, 14.5, ACCENT)
SUBHEAD = Style(Weight.SEMIBOLD, 11, 15, TEXT)
CAPTION = Style(Weight.SEMIBOLD, 9.5, 13.5, TEXT)
FOOTNOTE = Style(Weight.REGULAR, 9.5, 12.5, TEXT_2)
SUBJECT = Style(Weight.BOLD, 13, 18, TEXT)
KEY_FIGURE = Style(Weight.BOLD, 21, 25, ACCENT)
POSTER = Style(Weight.BOLD, 21, 26, TEXT)
POSTER_LONG = Style(Weight.BOLD, 15, 19, TEXT)
AWARD_KICKER = Style(Weight.SEMIBOLD, 12, 16, ACCENT)
AWARD_TITLE = Style(Weight.BOLD, 34, 42, TEXT)
AWARD_NAME = Style(Weight.BOLD, 30, 38, ACCENT)
AWARD_TEXT = Style(Weight.REGULAR, 13, 20, TEXT)
AWARD_LEAD = Style(Weight.REGULAR, 12, 17, TEXT_2)


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of a panel: its ground, its title, and an edge where it has one."""

    ground: str
    title: str
    edge: str = ""


INKS = {
    Tone.PRACTICE: Ink("#E1F3EA", "#17694A"),
    Tone.RECOGNITION: Ink("#FBEFD8", "#855300"),
    Tone.BARRIER: Ink("#FBE9E7", "#B3261E"),
    Tone.COMMITMENT: Ink("#E3EEFB", "#1B5CA8"),
    Tone.DECISION: Ink("#F3E8FC", "#7434AE"),
    Tone.FOCUS: Ink("#DFF2F4", "#0B6570"),
    Tone.NOTE: Ink("#EDEDEA", "#5B5B64"),
}


def panel_title(tone: Tone, size: float = 10.5) -> Style:
    """Return the style of a panel's title in its tone."""
    return Style(Weight.SEMIBOLD, size, 14.5, INKS[tone].title)


_BLACK = "#000000"
_GREYS = {
    TEXT: _BLACK,
    ACCENT: _BLACK,
    TEXT_2: "#262626",
    TEXT_3: "#404040",
    HAIRLINE: "#808080",
}
_LARGE = {
    34.0: 34.0,
    30.0: 30.0,
    21.0: 28.0,
    13.0: 22.0,
    15.0: 23.0,
    12.5: 22.0,
    11.0: 19.0,
    10.5: 19.0,
}


@dataclass(frozen=True, slots=True)
class Look:
    """How one document is set: for eyes that need large print, for printers without colour."""

    large: bool = False
    greys: bool = False

    @property
    def usual(self) -> bool:
        """Whether every style is used as it stands here."""
        return not (self.large or self.greys)

    def style(self, style: Style) -> Style:
        """Return a style as this look has it; large print reads at 18 points or more."""
        return style if self.usual else _looked(self, style)

    def colour(self, code: str) -> str:
        """Return a colour as this look has it."""
        return _GREYS.get(code, _BLACK) if self.greys else code

    def space(self, points: float) -> float:
        """Return a distance that goes with the size of the text."""
        return points * 1.7 if self.large else points

    def ink(self, tone: Tone) -> Ink:
        """Return the colours of a panel: in greys an edge in place of a tint."""
        return Ink("#FFFFFF", _BLACK, "#404040") if self.greys else INKS[tone]


@cache
def _looked(look: Look, style: Style) -> Style:
    if look.greys:
        style = replace(style, colour=look.colour(style.colour))
    if not look.large:
        return style
    if style.size <= 8.5:
        return replace(style, size=12.0, leading=15.0)
    size = _LARGE.get(style.size, 18.0)
    return replace(style, size=size, leading=size * (1.2 if size > 19.0 else 1.33))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in points, with distances from its top-left corner."""

    width: float
    height: float
    margin: float = 56.0
    foot: float = 56.0

    def turned(self) -> Sheet:
        """Return the sheet lying on its side."""
        return replace(self, width=self.height, height=self.width)

    @property
    def measure(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.margin

    @property
    def bottom(self) -> float:
        """Where the last line of the text may end."""
        return self.height - self.foot


SHEETS = {Paper.LETTER: Sheet(612.0, 792.0), Paper.A4: Sheet(595.276, 841.89)}

# First page and following pages: baseline of the head line, the rule under it, top of the text.
FIRST_HEAD, FIRST_RULE, FIRST_TOP = 54.0, 70.0, 88.0
NEXT_HEAD, NEXT_RULE, NEXT_TOP = 54.0, 64.0, 78.0
CERTIFICATE_TOP = 64.0
FOOT_FROM_BOTTOM = 34.0
LARGE_FOOT = 68.0
HEAVY_RULE, LIGHT_RULE = 1.25, 0.6

TITLE_MEASURE = 444.0
READING_MEASURE = 456.0
SECTION_GAP = 17.0
PANEL_RADIUS = 7.0
PANEL_PAD_X, PANEL_PAD_TOP, PANEL_PAD_BOTTOM = 12.0, 10.0, 11.0
GUTTER = 14.0
