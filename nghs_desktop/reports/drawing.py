"""A drawing as a short list of marks, for paper and for the screen alike.

Marks are placed in points from the top-left corner and name their colours by role; a theme gives
the roles their colours. Patterns are plain lines, cut to their shape here, since not every reader of
SVG knows patterns. What a mark means is not known here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from nghs_desktop.domain.charts import ChartTheme
from nghs_desktop.reports.styles import Look, Weight

NONE = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; `dash` are lengths of ink and gap."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = "line"
    width: float = 0.6
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed figure or an open line through points."""

    points: tuple[tuple[float, float], ...]
    fill: str = NONE
    edge: str = NONE
    width: float = 0.8
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str = NONE
    edge: str = NONE
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of cleaned text; `x` is its start, middle or end, `y` its baseline."""

    x: float
    y: float
    text: str
    size: float
    weight: Weight = Weight.REGULAR
    colour: str = "text"
    anchor: str = "start"


Mark = Line | Shape | Dot | Words


@dataclass(slots=True)
class Drawing:
    """Marks in the order in which they cover one another."""

    width: float
    height: float = 0.0
    marks: list[Mark] = field(default_factory=list)

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, edge: str = NONE
    ) -> None:
        """Add a rectangle."""
        points = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.marks.append(Shape(points, fill, edge))

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str = "line",
        width: float = 0.6,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Add a straight line."""
        self.marks.append(Line(*start, *end, colour, width, dash))

    def pattern(self, kind: int, x: float, y: float, width: float, height: float) -> None:
        """Fill a rectangle so that its series is known without colour: 0 to 5."""
        kind %= 6
        self.box(x, y, width, height, f"series{kind}")
        ink = "text"
        if kind == 1:
            self._hatch(x, y, width, height, 5.0, ink, up=True)
        elif kind == 2:
            self._dots(x, y, width, height)
        elif kind == 3:
            self._hatch(x, y, width, height, 5.0, ink, up=False)
        elif kind == 4:
            step = 4.0
            for n in range(1, math.ceil(height / step)):
                self.line((x, y + n * step), (x + width, y + n * step), ink, 0.5)
        elif kind == 5:
            self._hatch(x, y, width, height, 6.0, "ground", up=True)
            self._hatch(x, y, width, height, 6.0, "ground", up=False)
        self.box(x, y, width, height, NONE, "text")

    def _hatch(
        self, x: float, y: float, width: float, height: float, step: float, ink: str, *, up: bool
    ) -> None:
        """Add lines at 45 degrees, cut to the rectangle."""
        count = math.ceil((width + height) / step)
        for n in range(1, count):
            along = n * step  # where the line meets the top edge, counted from the left
            left, right = max(along - height, 0.0), min(along, width)
            if right <= left:
                continue
            high, low = along - right, along - left
            if up:
                ends = (x + left, y + low), (x + right, y + high)
            else:
                ends = (x + width - left, y + low), (x + width - right, y + high)
            self.line(*ends, ink, 0.6)

    def _dots(self, x: float, y: float, width: float, height: float) -> None:
        step = 5.0
        for row in range(int(height / step)):
            for column in range(int((width - 2) / step)):
                centre = x + 3 + column * step + (row % 2) * step / 2, y + 3 + row * step
                if centre[0] < x + width - 1.2:
                    self.marks.append(Dot(*centre, 0.9, "ground"))


def colours(theme: ChartTheme) -> dict[str, str]:
    """Return the colour of each role in a theme."""
    series = {f"series{n}": colour for n, colour in enumerate(theme.series)}
    return {
        "text": theme.text,
        "text_2": theme.text_2,
        "line": theme.line,
        "ground": theme.ground,
    } | series


_GREY = ChartTheme(
    text="#000000",
    text_2="#262626",
    line="#A6A6A6",
    series=("#333333", "#E0E0E0", "#707070", "#FFFFFF", "#F0F0F0", "#4D4D4D"),
)


def paper_theme(look: Look) -> ChartTheme:
    """Return the colours charts have on paper."""
    return _GREY if look.greys else ChartTheme()


_KAPPA = 0.5523


def pdf_operators(
    drawing: Drawing,
    left: float,
    top: float,
    theme: Mapping[str, str],
) -> list[str | Words]:
    """Return a drawing as PDF operators; words are left for the painter, who has the fonts.

    `left` and `top` are where its corner stands in the coordinates of the page, y counted upward.
    """
    done: list[str | Words] = []
    for mark in drawing.marks:
        match mark:
            case Words():
                done.append(mark)
            case Line():
                dash = f"[{' '.join(f'{d:g}' for d in mark.dash)}] 0 d " if mark.dash else ""
                undo = " [] 0 d" if dash else ""
                done.append(
                    f"{_rgb(theme[mark.colour])} RG {mark.width:g} w {dash}"
                    f"{left + mark.x1:.2f} {top - mark.y1:.2f} m "
                    f"{left + mark.x2:.2f} {top - mark.y2:.2f} l S{undo}"
                )
            case Shape():
                if len(mark.points) < 2:
                    continue
                path = " ".join(
                    f"{left + x:.2f} {top - y:.2f} {'l' if n else 'm'}"
                    for n, (x, y) in enumerate(mark.points)
                )
                done.append(_painted(path, mark.fill, mark.edge, mark.width, theme, mark.closed))
            case Dot():
                path = _circle(left + mark.x, top - mark.y, mark.radius)
                done.append(_painted(path, mark.fill, mark.edge, mark.width, theme, closed=True))
    return done


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[n : n + 2], 16) / 255:.4g}" for n in (1, 3, 5))


def _painted(
    path: str, fill: str, edge: str, width: float, theme: Mapping[str, str], closed: bool
) -> str:
    parts = []
    if fill:
        parts.append(f"{_rgb(theme[fill])} rg")
    if edge:
        parts.append(f"{_rgb(theme[edge])} RG {width:g} w 1 j")
    finish = {(True, True): "b", (True, False): "f", (False, True): "s", (False, False): "n"}
    sign = finish[bool(fill), bool(edge)]
    return " ".join([*parts, path, sign if closed else "S"])


def _circle(x: float, y: float, r: float) -> str:
    k = r * _KAPPA
    arcs = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    curves = (" ".join(f"{value:.2f}" for value in arc) + " c" for arc in arcs)
    return f"{x + r:.2f} {y:.2f} m {' '.join(curves)}"


def svg(drawing: Drawing, theme: ChartTheme, title: str, alternative: str) -> str:
    """Return a drawing as SVG 1.1 of plain shapes and texts, with its words for screen readers."""
    colour = colours(theme)
    width, height = drawing.width, drawing.height
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.1f} {height:.1f}" role="img">',
        f"<title>{escape(title)}</title><desc>{escape(alternative)}</desc>",
    ]
    for mark in drawing.marks:
        match mark:
            case Words():
                parts.append(
                    f'<text x="{mark.x:.2f}" y="{mark.y:.2f}" font-family="Inter" '
                    f'font-size="{mark.size:g}" font-weight="{mark.weight.value}" '
                    f'fill="{colour[mark.colour]}" text-anchor="{mark.anchor}" '
                    f'xml:space="preserve">{escape(mark.text)}</text>'
                )
            case Line():
                dash = ",".join(f"{d:g}" for d in mark.dash)
                dashed = f' stroke-dasharray="{dash}"' if dash else ""
                parts.append(
                    f'<line x1="{mark.x1:.2f}" y1="{mark.y1:.2f}" x2="{mark.x2:.2f}" '
                    f'y2="{mark.y2:.2f}" stroke="{colour[mark.colour]}" '
                    f'stroke-width="{mark.width:g}"{dashed}/>'
                )
            case Shape():
                points = " ".join(f"{x:.2f},{y:.2f}" for x, y in mark.points)
                name = "polygon" if mark.closed else "polyline"
                ink = _svg_ink(mark.fill, mark.edge, mark.width, colour)
                parts.append(f'<{name} points="{points}" {ink}/>')
            case Dot():
                ink = _svg_ink(mark.fill, mark.edge, mark.width, colour)
                parts.append(
                    f'<circle cx="{mark.x:.2f}" cy="{mark.y:.2f}" r="{mark.radius:g}" {ink}/>'
                )
    parts.append("</svg>")
    return "\n".join(parts)


def _svg_ink(fill: str, edge: str, width: float, colour: Mapping[str, str]) -> str:
    # Qt paints what names no fill black.
    ink = f'fill="{colour[fill] if fill else "none"}"'
    if edge:
        ink += f' stroke="{colour[edge]}" stroke-width="{width:g}" stroke-linejoin="round"'
    return ink
