"""Where the marks of each chart stand: bars, runs, multiples and placings become drawings.

Every mark can be told without colour: a pattern, a shape, a letter or a number beside it. Numbers
are printed at their marks. No text is smaller than what may be read; where room is short, fewer
labels are drawn and the alternative text still says them all.
"""

from __future__ import annotations

import math
from functools import cache
from typing import assert_never

from nghs_desktop.domain import charts
from nghs_desktop.domain.charts import Chart, ChartTheme, described, number, run_signal
from nghs_desktop.reports import styles
from nghs_desktop.reports.drawing import Dot, Drawing, Shape, Words, svg
from nghs_desktop.reports.styles import Look, Style
from nghs_desktop.reports.text import Cleaner, wrapper


def chart_drawings(
    chart: Chart, width: float, clean: Cleaner, look: Look, tallest: float = math.inf
) -> list[Drawing]:
    """Return a chart as drawings `width` points wide: one, or more where it is too tall for a page.

    Parts share their scale. What a drawing has no room for is said by `chart_texts`.
    """
    setter = _Setter(width, clean, look, tallest)
    match chart:
        case charts.BarChart():
            setter.bars(chart)
        case charts.StackedBars():
            setter.stacks(chart)
        case charts.RunChart():
            setter.run(chart)
        case charts.SmallMultiples():
            setter.multiples(chart)
        case charts.ImpactEffort():
            setter.placings(chart)
        case _:
            assert_never(chart)
    return setter.drawings


def chart_texts(chart: Chart, look: Look) -> list[str]:
    """Return what stands as text under a chart: what its marks mean, what is to be read from it."""
    match chart:
        case charts.RunChart():
            notes = [f"{_letter(n)}: {note.text}" for n, note in enumerate(chart.notes)]
            return [*notes, charts.verdict(chart)]
        case charts.ImpactEffort() if not _beside(chart, look):
            return [
                f"{place}. {item.label}. {_placed(chart, item)}"
                for place, item in enumerate(chart.items, start=1)
            ]
        case _:
            return []


def to_svg(chart: Chart, theme: ChartTheme, width: float = 640.0) -> str:
    """Return a chart for the screen, in the colours of a theme; QSvgRenderer shows it as it is.

    What stands beside it as text comes from `domain.charts` (`verdict`, the notes of a run).
    """
    (drawing,) = chart_drawings(chart, width, Cleaner(), Look())
    return svg(drawing, theme, chart.title, described(chart))


_BESIDE = 9
"""An impact and effort chart has this many names beside it; more stand under it as text."""


def _beside(chart: charts.ImpactEffort, look: Look) -> bool:
    return len(chart.items) <= _BESIDE and not look.large


def _placed(chart: charts.ImpactEffort, item: charts.Placing) -> str:
    words = chart.words
    return (
        f"{chart.quadrant(item)}. {words.impact} {number(item.impact)}, "
        f"{words.effort.lower()} {number(item.effort)}"
    )


class _Setter:
    """Draws one chart; all distances grow with the look."""

    def __init__(self, width: float, clean: Cleaner, look: Look, tallest: float) -> None:
        self.drawing = Drawing(width)
        self.drawings = [self.drawing]
        self.tallest = tallest
        self.clean = clean
        self.look = look
        self.plain = look.style(styles.CELL)
        self.strong = look.style(styles.CELL_STRONG)
        self.em = look.space(1.0)
        self.size = self.plain.size

    def turn(self, height: float) -> None:
        """Close a drawing at its height and go on in another."""
        self.drawing.height = height
        self.drawing = Drawing(self.drawing.width)
        self.drawings.append(self.drawing)

    # -- words ----------------------------------------------------------------------------------

    def width_of(self, text: str, style: Style) -> float:
        return wrapper(style.weight).length(text) * style.size / 1000

    def broken(self, text: str, style: Style, width: float, most: int = 3) -> list[str]:
        """Break a label into at most a few lines; what is left out is marked."""
        lines = wrapper(style.weight).lines(self.clean(text), max(width, 1.0) * 1000 / style.size)
        lines = [line.rstrip() for line in lines]
        if len(lines) > most:
            lines = [*lines[: most - 1], lines[most - 1][:-1].rstrip() + "\u2026"]
        return lines

    def words(
        self,
        x: float,
        y: float,
        text: str,
        style: Style | None = None,
        *,
        anchor: str = "start",
        colour: str = "text",
    ) -> None:
        style = style or self.plain
        if text:
            self.drawing.marks.append(Words(x, y, text, style.size, style.weight, colour, anchor))

    def plate(self, x: float, y: float, text: str, style: Style, room: float = 2.5) -> None:
        """Put words over lines or a pattern, on a plate of their own."""
        width = self.width_of(text, style)
        high = style.size
        self.drawing.box(
            x - width / 2 - room, y - high * 0.84, width + 2 * room, high * 1.06, "ground"
        )
        self.words(x, y, text, style, anchor="middle")

    # -- bars -----------------------------------------------------------------------------------

    def _labels(self, labels: list[str]) -> tuple[float, list[list[str]]]:
        """Return the width of the column of labels and the lines of each."""
        room = self.drawing.width * 0.36
        widest = max((self.width_of(self.clean(label), self.plain) for label in labels), default=0)
        width = min(widest + 1, room)
        return width, [self.broken(label, self.plain, width, most=6) for label in labels]

    def _label(self, lines: list[str], middle: float) -> None:
        first = middle - (len(lines) - 1) * self.plain.leading / 2 + self.size * 0.36
        for place, line in enumerate(lines):
            self.words(0, first + place * self.plain.leading, line)

    def bars(self, chart: charts.BarChart) -> None:
        """Draw one bar under another from a common line, each with its number at its end."""
        drawing = self.drawing
        label_width, labels = self._labels([bar.label for bar in chart.bars])
        shown = [number(bar.value, chart.unit) for bar in chart.bars]
        figure = max((self.width_of(text, self.strong) for text in shown), default=0.0) + 6
        low = min([0.0, *(bar.value for bar in chart.bars)])
        high = max([0.0, *(bar.value for bar in chart.bars)])
        left = label_width + 10 * self.em + (figure if low < 0 else 0)
        scale = (drawing.width - left - figure) / ((high - low) or 1.0)
        zero = left - low * scale
        y = 2.0
        for bar, text, lines in zip(chart.bars, shown, labels, strict=True):
            row = max(len(lines) * self.plain.leading, self.size * 1.75) + 5 * self.em
            if y > 2 and y + row > self.tallest:
                drawing.line((zero, 0), (zero, y + 2), "text", 0.8)
                self.turn(y + 4)
                drawing, y = self.drawing, 2.0
            thick = self.size * 1.45
            middle = y + row / 2
            self._label(lines, middle)
            end = zero + bar.value * scale
            drawing.box(min(zero, end), middle - thick / 2, abs(end - zero), thick, "series0")
            after = bar.value >= 0
            self.words(
                end + (5 if after else -5),
                middle + self.size * 0.36,
                text,
                self.strong,
                anchor="start" if after else "end",
            )
            y += row
        drawing.line((zero, 0), (zero, y + 2), "text", 0.8)
        drawing.height = y + 4

    def stacks(self, chart: charts.StackedBars) -> None:
        """Draw bars made of patterned pieces with their numbers, under a key of the patterns."""
        drawing = self.drawing
        y = self._key([self.clean(name) for name in chart.series])
        label_width, labels = self._labels([stack.label for stack in chart.stacks])
        totals = [number(sum(stack.values), chart.unit) for stack in chart.stacks]
        figure = max((self.width_of(text, self.strong) for text in totals), default=0.0) + 6
        left = label_width + 10 * self.em
        high = max((sum(stack.values) for stack in chart.stacks), default=0.0) or 1.0
        scale = (drawing.width - left - figure) / high
        start = y
        for stack, total, lines in zip(chart.stacks, totals, labels, strict=True):
            thick = self.size * 1.7
            parts = [number(value) for value in stack.values]
            narrow = any(
                0 < value * scale < self.width_of(part, self.plain) + 8
                for value, part in zip(stack.values, parts, strict=True)
            )
            below = self.plain.leading if narrow else 0.0
            row = max(len(lines) * self.plain.leading, thick) + 7 * self.em + below
            if y > start and y + row > self.tallest:
                drawing.line((left, start), (left, y), "text", 0.8)
                self.turn(y + 3)
                drawing, y, start = self.drawing, 2.0, 2.0
            middle = y + (row - below) / 2
            self._label(lines, middle)
            x = left
            for kind, (value, part) in enumerate(zip(stack.values, parts, strict=True)):
                if value <= 0:
                    continue
                drawing.pattern(kind, x, middle - thick / 2, value * scale, thick)
                if not narrow:
                    centre = x + value * scale / 2
                    self.plate(centre, middle + self.size * 0.36, part, self.plain)
                x += value * scale
            self.words(x + 5, middle + self.size * 0.36, total, self.strong)
            if narrow:
                sums = " + ".join(parts)
                self.words(left + 4, middle + thick / 2 + self.size * 1.15, sums, colour="text_2")
            y += row
        drawing.line((left, start), (left, y), "text", 0.8)
        drawing.height = y + 3

    def _key(self, names: list[str]) -> float:
        """Draw the key of patterns over the chart; return where it ends."""
        x, y = 0.0, 0.0
        swatch = self.size * 1.2
        for kind, name in enumerate(names):
            (name,) = self.broken(name, self.plain, self.drawing.width - swatch * 3, most=1)
            width = swatch * 1.6 + 5 + self.width_of(name, self.plain)
            if x and x + width > self.drawing.width:
                x, y = 0.0, y + self.plain.leading * 1.25
            self.drawing.pattern(kind, x, y + 1, swatch * 1.6, swatch)
            self.words(x + swatch * 1.6 + 5, y + 1 + swatch / 2 + self.size * 0.36, name)
            x += width + 16 * self.em
        return y + swatch + 9 * self.em

    # -- runs -----------------------------------------------------------------------------------

    def run(self, chart: charts.RunChart) -> None:
        """Draw a measure over time with its median, its target and what happened."""
        drawing = self.drawing
        values = chart.values
        centre = run_signal(values, chart.baseline).median
        words = chart.words
        lines: list[tuple[float, str, tuple[float, ...]]] = [
            (centre, f"{words.median} {number(centre, chart.unit)}", (5.0, 3.0))
        ]
        if chart.target is not None:
            target = f"{words.target} {number(chart.target, chart.unit)}"
            lines.append((chart.target, target, (1.2, 2.4)))
        right = max(self.width_of(self.clean(text), self.strong) for _, text, _ in lines) + 8
        levels = [*values, *(value for value, _, _ in lines)] if values else [0.0, 1.0]
        ticks = _ticks(min(levels), max(levels))
        left = max(self.width_of(number(tick), self.plain) for tick in ticks) + 7
        top = 8.0 + self.size * (1.9 if chart.notes else 0.7)
        frame = _Frame(left, top, drawing.width - left - right, 132 * self.em, ticks[0], ticks[-1])
        self._grid(frame, ticks)
        if values:
            self._levels(frame, lines)
            self._happened(frame, chart)
            self._points(frame, chart, centre)
        drawing.height = self._times(frame, chart)

    def _grid(self, frame: _Frame, ticks: list[float]) -> None:
        for tick in ticks:
            y = frame.y(tick)
            self.drawing.line((frame.left, y), (frame.right, y))
            self.words(
                frame.left - 6, y + self.size * 0.36, number(tick), anchor="end", colour="text_2"
            )

    def _levels(self, frame: _Frame, lines: list[tuple[float, str, tuple[float, ...]]]) -> None:
        """Draw the lines of median and target, their words apart at the right."""
        least = self.plain.leading
        placed = sorted((frame.y(value), text, dash) for value, text, dash in lines)
        baselines = [y + self.size * 0.36 for y, _, _ in placed]
        if len(baselines) == 2 and baselines[1] - baselines[0] < least:
            spread = (least - (baselines[1] - baselines[0])) / 2
            baselines = [baselines[0] - spread, baselines[1] + spread]
        for (y, text, dash), baseline in zip(placed, baselines, strict=True):
            self.drawing.line((frame.left, y), (frame.right, y), "text_2", 1.1, dash)
            self.words(frame.right + 6, baseline, self.clean(text), self.strong)

    def _happened(self, frame: _Frame, chart: charts.RunChart) -> None:
        count = len(chart.points)
        for place, note in enumerate(chart.notes):
            if 0 <= note.at < count:
                x = frame.x(note.at, count)
                self.drawing.line((x, frame.top - 4), (x, frame.bottom), "text_2", 0.8, (2.0, 2.0))
                self.words(x, frame.top - 7, _letter(place), self.strong, anchor="middle")

    def _points(self, frame: _Frame, chart: charts.RunChart, centre: float) -> None:
        """Draw line, points and as many numbers as stand clear of one another."""
        count = len(chart.points)
        at = [
            (frame.x(place, count), frame.y(point.value), point.value)
            for place, point in enumerate(chart.points)
            if point.value is not None
        ]
        piece: list[tuple[float, float]] = []
        for place, point in enumerate([*chart.points, charts.RunPoint("", None)]):
            if point.value is not None:
                piece.append((frame.x(place, count), frame.y(point.value)))
                continue
            if len(piece) > 1:
                self.drawing.marks.append(
                    Shape(tuple(piece), edge="series0", width=1.6, closed=False)
                )
            piece = []
        for x, y, value in at:
            on_median = value == centre
            fill = "ground" if on_median else "series0"
            self.drawing.marks.append(Dot(x, y, 2.9 * self.em, fill, "series0", 1.2))
        taken: list[tuple[float, float, float]] = []
        order = sorted(range(len(at)), key=lambda n: (0 < n < len(at) - 1, -abs(at[n][2] - centre)))
        for n in order:
            x, y, value = at[n]
            text = number(value)
            half = self.width_of(text, self.plain) / 2 + 1.5
            around = [at[m][1] for m in (n - 1, n + 1) if 0 <= m < len(at)]
            peak = not around or y <= sum(around) / len(around)
            for above in (peak, not peak):
                baseline = y - 6 * self.em if above else y + self.size + 4 * self.em
                clear = all(
                    abs(x - tx) > half + thalf or abs(baseline - ty) > self.size
                    for tx, ty, thalf in taken
                )
                inside = frame.top - self.size * 0.8 < baseline - self.size * 0.7
                if clear and inside and baseline < frame.bottom + 1:
                    taken.append((x, baseline, half))
                    self.plate(x, baseline, text, self.plain, room=3.0)
                    break

    def _times(self, frame: _Frame, chart: charts.RunChart) -> float:
        """Write as many times under the chart as there is room for; return where they end."""
        labels = [self.clean(point.label) for point in chart.points]
        self.drawing.line((frame.left, frame.bottom), (frame.right, frame.bottom), "text", 0.8)
        if not labels:
            return frame.bottom + 6
        room = frame.width / len(labels)
        widest = max(self.width_of(label, self.plain) for label in labels) + 6
        every = max(math.ceil(widest / room), 1)
        last = len(labels) - 1
        for place, label in enumerate(labels):
            kept = place % every == 0 and (last - place >= every or place == last)
            x = frame.x(place, len(labels))
            self.drawing.line((x, frame.bottom), (x, frame.bottom + 3), "text", 0.6)
            if kept or place == last:
                self.words(x, frame.bottom + self.size + 5, label, anchor="middle", colour="text_2")
        return frame.bottom + self.size + 9 * self.em

    def multiples(self, chart: charts.SmallMultiples) -> None:
        """Draw small run charts beside one another on one scale."""
        drawing = self.drawing
        every = [value for panel in chart.panels for value in panel.values]
        targets = [panel.target for panel in chart.panels if panel.target is not None]
        ticks = _ticks(min([*every, *targets], default=0.0), max([*every, *targets], default=1.0))
        columns = 2 if self.look.large else min(max(len(chart.panels), 1), 3)
        gap = 20.0
        width = (drawing.width - gap * (columns - 1)) / columns
        high = 58 * self.em
        y = 0.0
        for start in range(0, len(chart.panels), columns):
            row = chart.panels[start : start + columns]
            titles = [self.broken(panel.title, self.strong, width, most=3) for panel in row]
            head = max(len(lines) for lines in titles) * self.strong.leading
            tall = head + self.size * 1.2 + high + self.plain.leading * 1.5 + 12 * self.em
            if y and y + tall > self.tallest:
                self.turn(y)
                drawing, y = self.drawing, 0.0
            for place, (panel, lines) in enumerate(zip(row, titles, strict=True)):
                x = place * (width + gap)
                for n, line in enumerate(lines):
                    self.words(x, y + self.size + n * self.strong.leading, line, self.strong)
                self._panel(panel, x, y + head + self.size * 1.2, width, high, ticks)
            y += tall
        drawing.height = max(y - 6 * self.em, 1.0)

    def _panel(
        self,
        panel: charts.RunChart,
        x: float,
        top: float,
        width: float,
        high: float,
        ticks: list[float],
    ) -> None:
        side = max(self.width_of(number(value), self.plain) for value in [*panel.values, 0.0]) / 2
        frame = _Frame(x + side, top, width - 2 * side, high, ticks[0], ticks[-1])
        drawing = self.drawing
        drawing.line((frame.left, frame.bottom), (frame.right, frame.bottom), "text", 0.8)
        counted = [(n, p) for n, p in enumerate(panel.points) if p.value is not None]
        if not counted:
            return
        centre = run_signal(panel.values, panel.baseline).median
        drawing.line(
            (frame.left, frame.y(centre)), (frame.right, frame.y(centre)), "text_2", 1.0, (5.0, 3.0)
        )
        if panel.target is not None:
            y = frame.y(panel.target)
            drawing.line((frame.left, y), (frame.right, y), "text_2", 1.0, (1.2, 2.4))
        count = len(panel.points)
        at = [(frame.x(n, count), frame.y(p.value or 0.0)) for n, p in counted]
        drawing.marks.append(Shape(tuple(at), edge="series0", width=1.6, closed=False))
        for (px, py), (_, point) in ((at[0], counted[0]), (at[-1], counted[-1])):
            drawing.marks.append(Dot(px, py, 2.6 * self.em, "series0", "series0"))
            self.plate(px, py - 6 * self.em, number(point.value or 0.0), self.plain, room=3.0)
        below = frame.bottom + self.size + 4
        self.words(x, below, self.clean(counted[0][1].label), colour="text_2")
        if len(counted) > 1:
            label = self.clean(counted[-1][1].label)
            self.words(x + width, below, label, anchor="end", colour="text_2")

    # -- impact and effort ----------------------------------------------------------------------

    def placings(self, chart: charts.ImpactEffort) -> None:
        """Draw numbered candidates in four quarters, and beside them what the numbers mean."""
        drawing, words = self.drawing, chart.words
        across = drawing.width * (0.56 if _beside(chart, self.look) else 1.0)
        left, top = self.size * 0.4, self.plain.leading + 6
        side = across - left - 4
        high = min(side * 0.74, 300 * self.em)
        frame = _Frame(left, top, side, high, 1.0, chart.scale)
        middle_x, middle_y = frame.left + frame.width / 2, frame.top + frame.height / 2
        drawing.box(frame.left, frame.top, frame.width, frame.height, "", "text")
        drawing.line((middle_x, frame.top), (middle_x, frame.bottom), "text_2", 0.8, (4.0, 3.0))
        drawing.line((frame.left, middle_y), (frame.right, middle_y), "text_2", 0.8, (4.0, 3.0))
        impact = f"\u2191 {self.clean(words.impact)}"
        effort = f"{self.clean(words.effort)} \u2192"
        self.words(frame.left, frame.top - 6, impact, self.strong)
        self.words(frame.right, frame.bottom + self.size + 5, effort, self.strong, anchor="end")
        inset = 7.0
        for name, x, y, anchor in (
            (words.quick_win, frame.left + inset, frame.top + self.size + 4, "start"),
            (words.big_bet, frame.right - inset, frame.top + self.size + 4, "end"),
            (words.fill_in, frame.left + inset, frame.bottom - 7, "start"),
            (words.not_now, frame.right - inset, frame.bottom - 7, "end"),
        ):
            self.words(x, y, self.clean(name), anchor=anchor, colour="text_2")
        self._numbered(frame, chart)
        drawing.height = frame.bottom + self.size + 12
        if _beside(chart, self.look):
            x = across + 20
            drawing.height = max(
                drawing.height, self._names(chart, x, top - 2, drawing.width - x) + 2
            )

    def _numbered(self, frame: _Frame, chart: charts.ImpactEffort) -> None:
        """Draw each candidate as its number in a circle; those at one place stand side by side."""
        radius = self.size * 0.92
        inner = _Frame(
            frame.left + radius + 2,
            frame.top + radius + self.size + 6,
            frame.width - 2 * radius - 4,
            frame.height - 2 * (radius + self.size + 6),
            1.0,
            chart.scale,
        )
        taken: list[tuple[float, float]] = []
        for place, item in enumerate(chart.items, start=1):
            share = (item.effort - 1) / ((chart.scale - 1) or 1.0)
            x = inner.left + min(max(share, 0.0), 1.0) * inner.width
            y = inner.y(min(max(item.impact, 1.0), chart.scale))
            step = 2 * radius + 1.5
            for shift in _spiral(step):
                spot = (x + shift[0], y + shift[1])
                free = all(math.dist(spot, other) >= step - 0.1 for other in taken)
                if free and inner.left - 1 <= spot[0] <= inner.right + 1:
                    break
            taken.append(spot)
            self.drawing.marks.append(Dot(*spot, radius, "ground", "series0", 1.4))
            self.words(
                spot[0], spot[1] + self.size * 0.36, str(place), self.strong, anchor="middle"
            )

    def _names(self, chart: charts.ImpactEffort, x: float, y: float, width: float) -> float:
        indent = self.width_of(f"{len(chart.items)}.", self.strong) + 8
        for place, item in enumerate(chart.items, start=1):
            self.words(x, y + self.size, f"{place}.", self.strong)
            for line in self.broken(item.label, self.strong, width - indent, most=3):
                self.words(x + indent, y + self.size, line, self.strong)
                y += self.plain.leading
            for line in self.broken(_placed(chart, item), self.plain, width - indent):
                self.words(x + indent, y + self.size, line, colour="text_2")
                y += self.plain.leading
            y += 5 * self.em
        return y


class _Frame:
    """The field of a chart: where a value and a place in time stand."""

    def __init__(
        self, left: float, top: float, width: float, height: float, low: float, high: float
    ) -> None:
        self.left, self.top, self.width, self.height = left, top, width, height
        self.right, self.bottom = left + width, top + height
        self._low, self._span = low, (high - low) or 1.0

    def y(self, value: float) -> float:
        return self.bottom - (value - self._low) / self._span * self.height

    def x(self, place: int, count: int) -> float:
        return self.left + (place + 0.5) * self.width / max(count, 1)


def _ticks(low: float, high: float) -> list[float]:
    """Return four to seven round values that hold the range; nought is in it when it is near."""
    if low > 0 and low < (high - low) * 1.2:
        low = 0.0
    span = (high - low) or abs(high) or 1.0
    step = 10.0 ** math.floor(math.log10(span / 4))
    step *= next(factor for factor in (1, 2, 2.5, 5, 10) if span / (step * factor) <= 5)
    first = math.floor(low / step + 1e-9)
    if first > 0 and low - first * step < 0.25 * step:
        first -= 1  # the numbers of low points need room
    last = max(math.ceil(high / step - 1e-9), first + 1)
    return [round(n * step, 10) for n in range(first, last + 1)]


def _letter(place: int) -> str:
    return chr(65 + place % 26) + (str(place // 26 + 1) if place >= 26 else "")


@cache
def _spiral(step: float) -> list[tuple[float, float]]:
    """Return shifts to try, nearest first."""
    ring = [(x * step * 0.5, y * step * 0.5) for x in range(-12, 13) for y in range(-12, 13)]
    return sorted(ring, key=lambda shift: (math.hypot(*shift), shift))
