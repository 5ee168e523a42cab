"""How a brief looks: sizes in points, weights, colours and spaces, measured from the design.

Nothing else in the reports names a size or a colour. Reading text is never under 9.5 points;
only the kicker, the date and the foot are smaller. Each colour pair keeps 4.5:1 on its ground,
and no meaning hangs on colour alone, so a brief reads the same printed in greys.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

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


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of a tinted panel: its ground and its title."""

    ground: str
    title: str


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in points, with distances from its top-left corner."""

    width: float
    height: float
    margin: float = 56.0

    @property
    def measure(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.margin

    @property
    def bottom(self) -> float:
        """Where the last line of the text may end."""
        return self.height - self.margin


SHEETS = {Paper.LETTER: Sheet(612.0, 792.0), Paper.A4: Sheet(595.276, 841.89)}

# First page and following pages: baseline of the head line, the rule under it, top of the text.
FIRST_HEAD, FIRST_RULE, FIRST_TOP = 54.0, 70.0, 88.0
NEXT_HEAD, NEXT_RULE, NEXT_TOP = 54.0, 64.0, 78.0
FOOT_FROM_BOTTOM = 34.0
HEAVY_RULE, LIGHT_RULE = 1.25, 0.6

TITLE_MEASURE = 444.0
READING_MEASURE = 456.0
SECTION_GAP = 17.0
PANEL_RADIUS = 7.0
PANEL_PAD_X, PANEL_PAD_TOP, PANEL_PAD_BOTTOM = 12.0, 10.0, 11.0
GUTTER = 14.0
