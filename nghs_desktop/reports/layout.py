"""Strips of set text, and how they flow down the pages.

Everything in a brief is a strip: one or more columns of lines over the full width, which may carry
a rule or tinted panels. A strip keeps together if it can and is split between lines if it must;
a heading stays with what follows; a paragraph never leaves a single line behind. Only heights and
order count here: what a strip means, and how it is drawn, are decided elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from nghs_desktop.reports.styles import Ink, Style
from nghs_desktop.reports.tagging import Node

_TALL = 0.45
"""A strip taller than this share of a page is split rather than moved to the next page."""


@dataclass(slots=True)
class Passage:
    """One paragraph in lines; drawn as an artifact when it has no node (a repeated table head)."""

    style: Style
    lines: list[str]
    node: Node | None
    before: float = 0.0
    right: bool = False
    link: str = ""
    stays_with_next: bool = False

    @property
    def height(self) -> float:
        return self.before + self.style.leading * len(self.lines)


@dataclass(slots=True)
class Cell:
    """A column of passages; `x` counts from the left margin, all in points."""

    x: float
    width: float
    passages: list[Passage]
    ink: Ink | None = None

    @property
    def height(self) -> float:
        return sum(passage.height for passage in self.passages)


@dataclass(slots=True)
class Strip:
    """A band over the full width with what belongs to it: gap above, rule, padding, panels."""

    block: str
    cells: list[Cell]
    before: float = 0.0
    pad_top: float = 0.0
    pad_bottom: float = 0.0
    rule: bool = False
    prose: bool = False
    keeps_with_next: bool = False
    starts: int | None = None
    repeated_head: Strip | None = None
    height: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self.height = self.pad_top + max(cell.height for cell in self.cells) + self.pad_bottom

    @property
    def tinted(self) -> bool:
        """Whether a panel shows, so that its padding needs room as the lines do."""
        return any(cell.ink is not None for cell in self.cells)

    @property
    def needs(self) -> float:
        """Return the height that must fit on the page; empty space below may run off it."""
        return self.height if self.tinted else self.height - self.pad_bottom

    @property
    def line_count(self) -> int:
        """Number of lines in the longest column."""
        return max(sum(len(passage.lines) for passage in cell.passages) for cell in self.cells)


@dataclass(slots=True)
class Placed:
    """A strip and the distance of its top from the top of the page."""

    strip: Strip
    top: float


def flow(
    strips: Sequence[Strip], first_top: float, next_top: float, bottom: float
) -> list[list[Placed]]:
    """Lay the strips on pages; every line of every strip is on exactly one page."""
    pages: list[list[Placed]] = [[]]
    top = first_top
    room = bottom - next_top
    index = 0
    while index < len(strips):
        group = [strips[index]]
        while group[-1].keeps_with_next and index + len(group) < len(strips):
            group.append(strips[index + len(group)])
        index += len(group)
        if not _starts_here(group, bottom - top, room, fresh=not pages[-1]):
            pages.append([])
            top = next_top
        for strip in group:
            top = _place(strip, pages, top, next_top, bottom)
    return pages


def _starts_here(group: list[Strip], left: float, room: float, *, fresh: bool) -> bool:
    """Decide whether a group may begin in what is left of the page."""
    if fresh:
        return True
    last = group[-1]
    leading = sum(strip.before + strip.height for strip in group[:-1]) + last.before
    if leading + last.needs <= left:
        return True
    if last.prose or leading + last.height > room * _TALL:
        return _split(last, left - leading) is not None
    return False


def _place(
    strip: Strip, pages: list[list[Placed]], top: float, next_top: float, bottom: float
) -> float:
    """Put one strip down, splitting it over as many pages as it needs; return the new top."""
    rest: Strip | None = strip
    while rest is not None:
        page = pages[-1]
        if not page and rest.repeated_head is not None:
            page.append(Placed(rest.repeated_head, top))
            top += rest.repeated_head.height
        begin = top + (rest.before if page else 0.0)
        if begin + rest.needs <= bottom:
            page.append(Placed(rest, begin))
            return begin + rest.height
        parts = None
        fresh = not page or (len(page) == 1 and page[0].strip is rest.repeated_head)
        if fresh or rest.prose or rest.height > (bottom - next_top) * _TALL:
            parts = _split(rest, bottom - begin) or (
                _force(rest, bottom - begin) if fresh else None
            )
        if parts is not None:
            page.append(Placed(parts[0], begin))
            rest = parts[1]
        elif fresh:
            page.append(Placed(rest, begin))  # one line that is taller than the page
            return bottom
        pages.append([])
        top = next_top
    return top


def _split(strip: Strip, space: float) -> tuple[Strip, Strip] | None:
    """Cut a strip so that its first part fits, with two lines of a paragraph on either side."""
    return _cut(strip, space, widow=2)


def _force(strip: Strip, space: float) -> tuple[Strip, Strip] | None:
    return _cut(strip, space, widow=1)


def _cut(strip: Strip, space: float, widow: int) -> tuple[Strip, Strip] | None:
    space -= strip.pad_top + (strip.pad_bottom if strip.tinted else 0.0)
    above: list[Cell] = []
    below: list[Cell] = []
    moved = kept = False
    for cell in strip.cells:
        head, tail = _cut_cell(cell.passages, space, widow)
        if cell.passages and not head and cell.height > 0 and widow > 1:
            return None  # a row never begins with one of its columns empty
        kept = kept or bool(head)
        moved = moved or bool(tail)
        above.append(replace(cell, passages=head))
        below.append(replace(cell, passages=tail))
    if not kept or not moved:
        return None
    first = replace(strip, cells=above, pad_bottom=strip.pad_bottom if strip.tinted else 0.0)
    second = replace(
        strip,
        cells=below,
        before=0.0,
        rule=strip.repeated_head is not None,
        starts=None,
        pad_top=strip.pad_top if strip.tinted or strip.repeated_head is not None else 0.0,
    )
    return first, second


def _cut_cell(
    passages: list[Passage], space: float, widow: int
) -> tuple[list[Passage], list[Passage]]:
    head: list[Passage] = []
    for place, passage in enumerate(passages):
        if passage.height <= space:
            head.append(passage)
            space -= passage.height
            continue
        count = len(passage.lines)
        fits = min(math.floor((space - passage.before) / passage.style.leading + 1e-6), count)
        fits = min(fits, count - widow)
        if fits < widow:
            while widow > 1 and head and head[-1].stays_with_next:
                place -= 1
                passage = head.pop()
            return head, passages[place:]
        top = replace(passage, lines=passage.lines[:fits])
        rest = replace(passage, lines=passage.lines[fits:], before=0.0)
        return [*head, top], [rest, *passages[place + 1 :]]
    return head, []


def total_height(strips: Sequence[Strip]) -> float:
    """Return the height of all strips on one endless page."""
    return sum(strip.before + strip.height for strip in strips)
