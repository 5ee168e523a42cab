"""The list of contents and the index: what stands on which page.

The contents are set before the pages are known, with room for the numbers, and filled in after; the
index is set after the pages and follows them. Neither moves what it points at.
"""

from __future__ import annotations

from collections.abc import Iterable

from nghs_desktop.domain.briefs import BriefContent
from nghs_desktop.reports import styles
from nghs_desktop.reports.blocks import Composer
from nghs_desktop.reports.layout import Cell, Passage, Placed, Strip

INDEX = "index"
"""The anchor of the index."""

_LETTERS_FROM = 24
"""An index of this many terms has a letter above each group."""


Entries = list[tuple[str, Passage]]
"""The lines of the contents: where each leads, and the place of its number."""


def add_contents(composer: Composer, content: BriefContent) -> Entries:
    """Add the list of contents to the strips; its numbers are still empty."""
    section = composer.root.add("Sect")
    look = composer.look
    heading = composer.set(content.contents, styles.HEAD, composer.measure, section.add("H2"))
    cells = [Cell(0, composer.measure, [heading])]
    composer.strips.append(
        Strip("", cells, before=styles.SECTION_GAP + 6, pad_bottom=8, keeps_with_next=True)
    )
    listed = section.add("TOC")
    number_width = look.space(34)
    entries: Entries = []
    named = [
        (f"section:{place}", section.heading or section.label, section.level)
        for place, section in enumerate(content.sections, start=1)
        if section.heading or section.label
    ]
    if content.index_heading and content.index:
        named.append((INDEX, content.index_heading, 1))
    for anchor, name, level in named:
        under = level > 1
        indent = look.space(16) if under else 0.0
        width = composer.measure - indent - number_width - 8
        owner = listed.add("TOCI").add("Reference").add("Link")
        style = styles.CELL if under else styles.CELL_STRONG
        title = composer.set(name, style, width, owner)
        title.jump = anchor
        number = composer.set("", style, number_width, owner, right=True)
        number.jump = anchor
        cells = [
            Cell(indent, width, [title]),
            Cell(composer.measure - number_width, number_width, [number]),
        ]
        pad = look.space(2 if under else 4.5)
        strip = Strip("", cells, pad_top=pad, pad_bottom=pad, rule=not under)
        composer.strips.append(strip)
        entries.append((anchor, number))
    return entries


def fill_contents(entries: Entries, pages: list[list[Placed]]) -> None:
    """Write the page of each entry into the place kept for it."""
    page_of: dict[str, int] = {}
    for number, placed in enumerate(pages, start=1):
        for item in placed:
            if item.strip.anchor:
                page_of.setdefault(item.strip.anchor, number)
    for anchor, passage in entries:
        page = page_of.get(anchor, 0)
        passage.lines[:] = [str(page) if page else ""]


def index_strips(
    composer: Composer, content: BriefContent, pages: list[list[Placed]], room: float
) -> list[Strip]:
    """Return the index as strips, each a page of columns; nothing when there is none."""
    places = _places(content, pages)
    terms = [
        (entry.term, found)
        for entry in content.index
        if (found := sorted({page for key in entry.keys for page in places.get(key, ())}))
    ]
    if not terms or not content.index_heading:
        return []
    terms.sort(key=lambda term: (term[0].casefold(), term[0]))
    section = composer.root.add("Sect")
    heading = composer.set(content.index_heading, styles.HEAD, composer.measure, section.add("H2"))
    head = Strip(
        "",
        [Cell(0, composer.measure, [heading])],
        pad_bottom=10,
        keeps_with_next=True,
        anchor=INDEX,
    )
    columns = 1 if composer.look.large else 2
    width = (composer.measure - 2 * styles.GUTTER * (columns - 1)) / columns
    owner = section.add("Index").add("L")
    passages: list[Passage] = []
    letter = ""
    for term, found in terms:
        entry = owner.add("LI").add("LBody")
        if len(terms) >= _LETTERS_FROM and (first := term[:1].upper()) != letter:
            letter = first
            above = composer.set(letter, styles.ITEM, width, entry.add("P"), before=8)
            above.stays_with_next = True
            passages.append(above)
        text = f"{term}, {_ranges(found)}"
        passages.append(composer.set(text, styles.CELL, width, entry.add("P"), before=1.5))
    return [head, *_columns(passages, columns, width, room - head.height, room)]


def _columns(
    passages: list[Passage], count: int, width: float, first: float, room: float
) -> Iterable[Strip]:
    """Fill pages column by column; the columns of the last page end together."""
    height = first
    start = 0
    left = sum(passage.height for passage in passages)
    tallest = max(passage.height for passage in passages)
    while start < len(passages):
        target = min(height, left / count + tallest)
        cells = []
        for column in range(count):
            taken: list[Passage] = []
            used = 0.0
            while start < len(passages) and (not taken or used + passages[start].height <= target):
                taken.append(passages[start])
                used += passages[start].height
                start += 1
            while len(taken) > 1 and taken[-1].stays_with_next and start < len(passages):
                taken.pop()  # a letter goes to the column of its first term
                start -= 1
            left -= sum(passage.height for passage in taken)
            if taken:
                cells.append(Cell(column * (width + 2 * styles.GUTTER), width, taken))
        strip = Strip("", cells)
        strip.new_page = height is not first
        yield strip
        height = room


def _places(content: BriefContent, pages: list[list[Placed]]) -> dict[str, range]:
    """Return on which pages each section, block and named row stands."""
    ends: dict[str, tuple[int, int]] = {}

    def met(key: str, page: int) -> None:
        ends[key] = (ends.get(key, (page, page))[0], page)

    section_of = {block.key: section.key for section, block in content.blocks()}
    for number, placed in enumerate(pages, start=1):
        for item in placed:
            strip = item.strip
            if strip.starts:
                met(content.sections[strip.starts - 1].key, number)
            if strip.block:
                met(strip.block, number)
                met(section_of[strip.block], number)
            if strip.anchor:
                met(strip.anchor, number)
    return {key: range(first, last + 1) for key, (first, last) in ends.items()}


def _ranges(pages: list[int]) -> str:
    """Return pages as people write them: 3, 7\u20139, 12."""
    parts: list[str] = []
    start = last = pages[0]
    for page in [*pages[1:], 0]:
        if page == last + 1:
            last = page
            continue
        parts.append(str(start) if start == last else f"{start}\u2013{last}")
        start = last = page
    return ", ".join(parts)
