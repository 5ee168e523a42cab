"""Charts as data: what they show, what can be read from them, and how they are told in words.

A chart is drawn from the same shapes on screen and on paper; where its marks stand is decided in the
reports. The rules for run charts are those of Anhøj and Olesen (2014): a shift is signalled by a
run that is too long or by too few crossings of the median. Numbers come in as they were counted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import field
from enum import StrEnum
from statistics import median as middle

from nghs_desktop.base.frozen import frozen

USEFUL_LEAST = 10
"""Run rules say nothing about fewer useful points than this."""

_TOLD = 40
"""An alternative text lists every value up to this many; beyond, it says the range."""


class Better(StrEnum):
    """Which way a measure ought to move."""

    UP = "up"
    DOWN = "down"
    EITHER = "either"


@frozen
class ChartWords:
    """The fixed words in charts, for the language of the document."""

    median: str = "Median"
    target: str = "Target"
    total: str = "Total"
    impact: str = "Impact"
    effort: str = "Effort"
    low: str = "low"
    high: str = "high"
    quick_win: str = "Quick win"
    big_bet: str = "Big bet"
    fill_in: str = "Fill-in"
    not_now: str = "Not now"
    # sentences that are read out and stand under a run chart
    bar_chart: str = "Bar chart: {title}"
    stacked_chart: str = "Stacked bar chart: {title}"
    run_chart: str = "Run chart: {title}"
    multiples: str = "{count} small run charts: {title}"
    impact_effort: str = "Impact and effort: {title}"
    no_values: str = "no values"
    many_values: str = "{count} values from {low} to {high}"
    happened: str = "At {label}: {text}"
    ends: str = "{first} in {start} to {last} in {end}, {median} {middle}"
    too_few: str = "{useful} useful points: too few points for run rules."
    method: str = (
        "longest run {longest} (up to {allowed} is chance), "
        "median crossed {times} ({needed} or more is chance)"
    )
    no_shift: str = "No shift: {method}. Run rules of Anhøj, {useful} useful points."
    shift: str = "A shift {way}{wanted}: {method}. Run rules of Anhøj, {useful} useful points."
    up: str = "up"
    down: str = "down"
    as_wanted: str = ", as wanted"
    not_wanted: str = ", against what is wanted"
    times: tuple[str, str, str, str] = ("never", "once", "twice", "{count} times")

    def counted(self, count: int) -> str:
        """Return how often something happened: twice, 3 times."""
        return self.times[min(count, 3)].format(count=count)


@frozen
class ChartTheme:
    """The colours a chart is drawn with on screen, as #RRGGBB; patterns carry the meaning too."""

    text: str = "#1B1B1F"
    text_2: str = "#4E4E57"
    line: str = "#D9D9D3"
    ground: str = "#FFFFFF"
    series: tuple[str, ...] = ("#3A40B4", "#F2C879", "#2E8B7A", "#FFFFFF", "#C9CBEF", "#8A4B2A")


@frozen
class Bar:
    """One bar and what it stands for."""

    label: str
    value: float


@frozen
class BarChart:
    """Amounts side by side, in the order given. `unit` follows each number, such as "%"."""

    key: str
    title: str
    bars: tuple[Bar, ...]
    unit: str = ""
    note: str = ""
    words: ChartWords = field(default_factory=ChartWords)


@frozen
class Stack:
    """One bar in pieces, a value for each series."""

    label: str
    values: tuple[float, ...]


@frozen
class StackedBars:
    """Amounts made of parts; at most six series can be told apart."""

    key: str
    title: str
    series: tuple[str, ...]
    stacks: tuple[Stack, ...]
    unit: str = ""
    note: str = ""
    words: ChartWords = field(default_factory=ChartWords)

    def __post_init__(self) -> None:
        if not 1 <= len(self.series) <= 6:
            raise ValueError(f"chart {self.key!r} has {len(self.series)} series, not 1 to 6")
        for stack in self.stacks:
            if len(stack.values) != len(self.series) or min(stack.values) < 0:
                raise ValueError(f"the bar {stack.label!r} does not fit the series")


@frozen
class RunPoint:
    """A value at its time; None where nothing was counted."""

    label: str
    value: float | None


@frozen
class RunNote:
    """What happened at a point, counted from 0."""

    at: int
    text: str


@frozen
class RunChart:
    """A measure over time with its median and its target.

    `baseline` is how many points the median is taken from; 0 takes them all.
    """

    key: str
    title: str
    points: tuple[RunPoint, ...]
    unit: str = ""
    target: float | None = None
    better: Better = Better.EITHER
    notes: tuple[RunNote, ...] = ()
    baseline: int = 0
    note: str = ""
    words: ChartWords = field(default_factory=ChartWords)

    @property
    def values(self) -> tuple[float, ...]:
        """The values that were counted, in order."""
        return tuple(point.value for point in self.points if point.value is not None)


@frozen
class SmallMultiples:
    """The same measure for several places, on one scale."""

    key: str
    title: str
    panels: tuple[RunChart, ...]
    note: str = ""
    words: ChartWords = field(default_factory=ChartWords)


@frozen
class Placing:
    """Something weighed by what it would bring and what it would take."""

    label: str
    impact: float
    effort: float


@frozen
class ImpactEffort:
    """Candidates by impact and effort, both from 1 to `scale`."""

    key: str
    title: str
    items: tuple[Placing, ...]
    scale: float = 5.0
    note: str = ""
    words: ChartWords = field(default_factory=ChartWords)

    def quadrant(self, item: Placing) -> str:
        """Return the name of the quarter an item stands in; the middle counts as high."""
        half = (1 + self.scale) / 2
        words = self.words
        if item.impact >= half:
            return words.big_bet if item.effort >= half else words.quick_win
        return words.not_now if item.effort >= half else words.fill_in


Chart = BarChart | StackedBars | RunChart | SmallMultiples | ImpactEffort


@frozen
class RunSignal:
    """What the run rules find; limits as in Anhøj and Olesen 2014."""

    median: float
    useful: int
    longest: int
    longest_allowed: int
    crossings: int
    crossings_needed: int
    rising: bool

    @property
    def enough(self) -> bool:
        """Whether there are enough useful points for the rules."""
        return self.useful >= USEFUL_LEAST

    @property
    def shift(self) -> bool:
        """Whether the pattern is unlikely to be chance."""
        return self.enough and (
            self.longest > self.longest_allowed or self.crossings < self.crossings_needed
        )


def run_signal(values: Sequence[float], baseline: int = 0) -> RunSignal:
    """Apply the run rules; `baseline` is how many first values give the median, 0 for all.

    Values on the median are not useful: they neither break nor lengthen a run.
    """
    if not values:
        return RunSignal(0.0, 0, 0, 0, 0, 0, False)
    centre = middle(values[:baseline] if baseline else values)
    sides = [(place, value > centre) for place, value in enumerate(values) if value != centre]
    useful = len(sides)
    longest = run = crossings = 0
    rising = False
    last: bool | None = None
    for place, above in sides:
        if above == last:
            run += 1
        else:
            crossings += last is not None
            run = 1
        last = above
        if run > longest:
            longest = run
            # A long run above late, or below early, means that the measure rose.
            rising = above == (place - run / 2 >= (len(values) - 1) / 2)
    allowed = round(math.log2(useful)) + 3 if useful else 0
    return RunSignal(centre, useful, longest, allowed, crossings, _least_crossings(useful), rising)


def _least_crossings(useful: int) -> int:
    """Return the 5th percentile of Binomial(useful - 1, 0.5)."""
    trials = max(useful - 1, 0)
    limit = 0.05 * 2.0**trials if trials < 1000 else 0.0
    if not limit:
        spread = math.sqrt(trials) / 2  # far from any real chart; the normal curve is close enough
        return math.ceil(trials / 2 - 1.6449 * spread - 0.5)
    total = 0.0
    for count in range(trials + 1):
        total += math.comb(trials, count)
        if total >= limit:
            return count
    return trials


def verdict(chart: RunChart) -> str:
    """Return what the run rules say about a chart, in a sentence with its method."""
    signal, words = run_signal(chart.values, chart.baseline), chart.words
    if not signal.enough:
        return words.too_few.format(useful=signal.useful)
    method = words.method.format(
        longest=signal.longest,
        allowed=signal.longest_allowed,
        times=words.counted(signal.crossings),
        needed=signal.crossings_needed,
    )
    if not signal.shift:
        return words.no_shift.format(method=method, useful=signal.useful)
    wanted = ""
    if chart.better is not Better.EITHER:
        rises = chart.better is Better.UP
        wanted = words.as_wanted if rises is signal.rising else words.not_wanted
    way = words.up if signal.rising else words.down
    return words.shift.format(way=way, wanted=wanted, method=method, useful=signal.useful)


def number(value: float, unit: str = "") -> str:
    """Return a number as it is printed: whole where it is whole, else with one decimal."""
    rounded = round(value, 1)
    text = f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"
    text = text.replace("-", "\u2212")
    if not unit:
        return text
    return text + unit if unit.startswith(("%", " ")) else f"{text} {unit}"


def described(chart: Chart) -> str:
    """Return a chart in words, for those who hear it and for papers without pictures."""
    words = chart.words
    match chart:
        case BarChart():
            told = [f"{bar.label} {number(bar.value, chart.unit)}" for bar in chart.bars]
            values = [bar.value for bar in chart.bars]
            head = words.bar_chart.format(title=chart.title)
            return _sentences(head, _listed(words, told, values, chart.unit))
        case StackedBars():
            lines = []
            for stack in chart.stacks:
                parts = ", ".join(
                    f"{name} {number(value, chart.unit)}"
                    for name, value in zip(chart.series, stack.values, strict=True)
                )
                lines.append(f"{stack.label}: {parts}, {_total(chart, stack)}")
            totals = [sum(stack.values) for stack in chart.stacks]
            head = words.stacked_chart.format(title=chart.title)
            return _sentences(head, _listed(words, lines, totals, chart.unit, "; "))
        case RunChart():
            head = words.run_chart.format(title=chart.title)
            return _sentences(head, *_run_told(chart), verdict(chart))
        case SmallMultiples():
            panels = [f"{panel.title}: {_ends(panel)}" for panel in chart.panels]
            head = words.multiples.format(count=len(chart.panels), title=chart.title)
            return _sentences(head, *panels)
        case ImpactEffort():
            told = [
                f"{item.label}: {words.impact.lower()} {number(item.impact)}, "
                f"{words.effort.lower()} {number(item.effort)}, {chart.quadrant(item).lower()}"
                for item in chart.items
            ]
            return _sentences(words.impact_effort.format(title=chart.title), "; ".join(told))


def _total(chart: StackedBars, stack: Stack) -> str:
    return f"{chart.words.total.lower()} {number(sum(stack.values), chart.unit)}"


def _listed(
    words: ChartWords, told: list[str], values: list[float], unit: str, joint: str = ", "
) -> str:
    if not values:
        return words.no_values
    if len(told) <= _TOLD:
        return joint.join(told)
    low, high = number(min(values), unit), number(max(values), unit)
    return words.many_values.format(count=len(told), low=low, high=high)


def _run_told(chart: RunChart) -> list[str]:
    values, words = chart.values, chart.words
    if not values:
        return [words.no_values]
    told = [
        f"{point.label} {number(point.value, chart.unit)}"
        for point in chart.points
        if point.value is not None
    ]
    signal = run_signal(values, chart.baseline)
    said = [_listed(words, told, list(values), chart.unit)]
    said.append(f"{words.median} {number(signal.median, chart.unit)}")
    if chart.target is not None:
        said.append(f"{words.target} {number(chart.target, chart.unit)}")
    said += [
        words.happened.format(label=chart.points[note.at].label, text=note.text)
        for note in chart.notes
        if 0 <= note.at < len(chart.points)
    ]
    return said


def _ends(panel: RunChart) -> str:
    counted = [point for point in panel.points if point.value is not None]
    words = panel.words
    if not counted:
        return words.no_values
    first, last = counted[0], counted[-1]
    median = run_signal(panel.values, panel.baseline).median
    text = words.ends.format(
        first=number(first.value or 0.0, panel.unit),
        start=first.label,
        last=number(last.value or 0.0, panel.unit),
        end=last.label,
        median=words.median.lower(),
        middle=number(median, panel.unit),
    )
    if panel.target is None:
        return text
    return f"{text}, {words.target.lower()} {number(panel.target, panel.unit)}"


def _sentences(*parts: str) -> str:
    return " ".join(
        part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part
    )
