"""Strips of set text, and how they flow down the pages.

Everything in a brief is a strip: one or more columns of lines over the full width, which may carry
a rule or tinted panels. A strip keeps together if it can and is split between lines if it must;
a heading stays with what follows; a paragraph never leaves a single line behind. Only heights and
order count here: what a strip means, and how it is drawn, are decided elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from nghs_desktop.reports.drawing import Drawing
from nghs_desktop.reports.fonts import is_note
from nghs_desktop.reports.styles import BODY, Ink, Style
from nghs_desktop.reports.tagging import Node

_TALL = 0.45
"""A strip taller than this share of a page is split rather than moved to the next page."""


@dataclass(slots=True)
class Passage:
    """One paragraph in lines; drawn as an artifact when it has no node (a repeated table head).

    `from_right` says of each line whether it begins at the right margin (None: none does). `jump`
    names the anchor a click leads to. A text with footnotes has `parts`: the nodes of the text
    before its first note, of that note's number, of the text after it, and so on; `part` is the
    place in them where these lines begin.
    """

    style: Style
    lines: list[str]
    node: Node | None
    before: float = 0.0
    right: bool = False
    link: str = ""
    stays_with_next: bool = False
    from_right: tuple[bool, ...] | None = None
    jump: str = ""
    parts: list[Node] | None = None
    part: int = 0
    centre: bool = False

    @property
    def begins_right(self) -> bool:
        """Whether its first line begins at the right margin."""
        return bool(self.from_right and self.from_right[0])

    @property
    def height(self) -> float:
        return self.before + self.style.leading * len(self.lines)


@dataclass(slots=True)
class Art:
    """A drawing with the node that speaks for it; it stands under the passages of its cell.

    One without a node is decoration.
    """

    drawing: Drawing
    node: Node | None


@dataclass(slots=True)
class Cell:
    """A column of passages; `x` counts from the left margin, all in points.

    `line` is the width of a line to sign on, `line_at` its distance from the top of the strip.
    """

    x: float
    width: float
    passages: list[Passage]
    ink: Ink | None = None
    art: Art | None = None
    line: float = 0.0
    line_at: float = 0.0

    @property
    def height(self) -> float:
        art = self.art.drawing.height if self.art is not None else 0.0
        return sum(passage.height for passage in self.passages) + art

    @property
    def line_count(self) -> int:
        count = sum(len(passage.lines) for passage in self.passages)
        return count + (round(self.art.drawing.height / BODY.leading) if self.art else 0)


@dataclass(slots=True)
class Strip:
    """A band over the full width with what belongs to it: gap above, rule, padding, panels.

    A `firm` rule is dark, a `note_rule` short; `anchor` is the name that links and the index use.
    """

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
    firm: bool = False
    note_rule: bool = False
    new_page: bool = False
    anchor: str = ""
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
        """Number of lines in the longest column; a drawing counts as the lines in its place."""
        return max(cell.line_count for cell in self.cells)


@dataclass(slots=True)
class Placed:
    """A strip and the distance of its top from the top of the page."""

    strip: Strip
    top: float


NOTES_GAP = 12.0
"""Free space above the footnotes of a page, in points."""

_NOTE_PAD = 6.0


def flow(
    strips: Sequence[Strip],
    first_top: float,
    next_top: float,
    bottom: float,
    notes: Mapping[str, Strip] | None = None,
) -> list[list[Placed]]:
    """Lay the strips on pages; every line of every strip is on exactly one page.

    `notes` has the footnote of each mark that lines may hold: it goes to the foot of the page
    where its mark stands first.
    """
    pages = _Pages(first_top, next_top, bottom, notes or {})
    index = 0
    while index < len(strips):
        group = [strips[index]]
        while group[-1].keeps_with_next and index + len(group) < len(strips):
            group.append(strips[index + len(group)])
        index += len(group)
        if (group[0].new_page and pages.page) or not pages.may_begin(group):
            pages.turn()
        for strip in group:
            pages.place(strip)
    return pages.finished()


class _Pages:
    """The pages so far, and how much of the last one is left above its footnotes."""

    def __init__(
        self, first_top: float, next_top: float, bottom: float, notes: Mapping[str, Strip]
    ) -> None:
        self.page: list[Placed] = []
        self._pages = [self.page]
        self._feet: list[list[Strip]] = [[]]
        self._top = first_top
        self._next_top = next_top
        self._bottom = bottom
        self._foot = 0.0
        self._notes = notes
        self._given: set[str] = set()
        self._waiting: list[Strip] = []

    def turn(self) -> None:
        """Begin a new page; footnotes that found no room on the last one come first."""
        self.page = []
        self._pages.append(self.page)
        self._feet.append([])
        self._top, self._foot = self._next_top, 0.0
        waiting, self._waiting = self._waiting, []
        for note in waiting:
            self._add_note(note)

    def may_begin(self, group: list[Strip]) -> bool:
        """Decide whether a group may begin in what is left of the page."""
        if not self.page:
            return True
        left = self._bottom - self._foot - self._top
        last = group[-1]
        leading = sum(strip.before + strip.height for strip in group[:-1]) + last.before
        if leading + last.needs + self._note_room(*group) <= left:
            return True
        if last.prose or leading + last.height > (self._bottom - self._next_top) * _TALL:
            return self._cut(last, left - leading - self._note_room(*group[:-1]), 2) is not None
        return False

    def place(self, strip: Strip) -> None:
        """Put one strip down, splitting it over as many pages as it needs."""
        rest: Strip | None = strip
        while rest is not None:
            page = self.page
            if not page and rest.repeated_head is not None:
                page.append(Placed(rest.repeated_head, self._top))
                self._top += rest.repeated_head.height
            begin = self._top + (rest.before if page else 0.0)
            space = self._bottom - self._foot - begin
            fresh = not page or (len(page) == 1 and page[0].strip is rest.repeated_head)
            if rest.needs + self._note_room(rest) <= space:
                self._put(rest, begin)
                return
            parts = None
            if fresh or rest.prose or rest.height > (self._bottom - self._next_top) * _TALL:
                parts = self._cut(rest, space, 2) or (self._cut(rest, space, 1) if fresh else None)
            if parts is None and fresh and not self._feet[-1] and rest.needs > space:
                parts = _cut(rest, space, 1)  # its notes alone fill a page: they follow it
            if parts is not None:
                self._put(parts[0], begin)
                rest = parts[1]
            elif fresh and not self._feet[-1]:
                self._put(rest, begin)  # a line taller than the page, or its notes are
                if rest.needs > space:
                    self._top = self._bottom
                return
            self.turn()

    def finished(self) -> list[list[Placed]]:
        """Set the footnotes at the feet of their pages and return the pages."""
        while self._waiting:
            self.turn()
        for page, foot in zip(self._pages, self._feet, strict=True):
            if foot:
                foot[0] = replace(foot[0], note_rule=True, pad_top=_NOTE_PAD)
                top = self._bottom - sum(note.height for note in foot)
                for note in foot:
                    page.append(Placed(note, top))
                    top += note.height
        return self._pages

    def _put(self, strip: Strip, top: float) -> None:
        self.page.append(Placed(strip, top))
        self._top = top + strip.height
        for mark in self._new_marks(strip):
            self._given.add(mark)
            self._add_note(self._notes[mark])

    def _add_note(self, note: Strip) -> None:
        foot = self._feet[-1]
        height = note.height + (0.0 if foot else NOTES_GAP + _NOTE_PAD)
        alone = not self.page and not foot
        if not alone and (self._waiting or self._top + self._foot + height > self._bottom):
            self._waiting.append(note)
            return
        foot.append(note)
        self._foot += height

    def _new_marks(self, *strips: Strip) -> dict[str, None]:
        """Return the marks in these strips whose footnotes are on no page yet."""
        if not self._notes:
            return {}
        return {
            character: None
            for strip in strips
            for cell in strip.cells
            for passage in cell.passages
            if passage.parts is not None
            for line in passage.lines
            for character in line
            if character in self._notes and character not in self._given
        }

    def _note_room(self, *strips: Strip) -> float:
        marks = self._new_marks(*strips)
        gap = 0.0 if self._feet[-1] or not marks else NOTES_GAP + _NOTE_PAD
        return gap + sum(self._notes[mark].height for mark in marks)

    def _cut(self, strip: Strip, space: float, widow: int) -> tuple[Strip, Strip] | None:
        """Cut a strip so that its first part and the footnotes of that part fit."""
        tried = space
        while tried > 0:
            parts = _cut(strip, tried, widow)
            if parts is None or not self._notes:
                return parts
            room = self._note_room(parts[0])
            if parts[0].needs + room <= space:
                return parts
            tried = min(tried - 10.0, parts[0].needs - 1.0)
        return None


def _cut(strip: Strip, space: float, widow: int) -> tuple[Strip, Strip] | None:
    """Cut a strip so that its first part fits, with `widow` lines of a paragraph on either side."""
    if any(cell.art for cell in strip.cells):
        return None
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
        firm=False,
        starts=None,
        new_page=False,
        anchor="",
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
        if passage.from_right is not None:
            rest.from_right = passage.from_right[fits:]
        if passage.parts is not None:
            rest.part += 2 * sum(is_note(character) for line in top.lines for character in line)
        return [*head, top], [rest, *passages[place + 1 :]]
    return head, []


def total_height(strips: Sequence[Strip]) -> float:
    """Return the height of all strips on one endless page."""
    return sum(strip.before + strip.height for strip in strips)
