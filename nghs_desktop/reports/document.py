"""A brief from content to finished PDF: compose, lay out, draw, tag, embed.

The only way in is `render`. The result depends on the content and on the shipped fonts and on
nothing else: no clock, no file named by a text, no network, no state of an earlier document.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from datetime import UTC, datetime

from nghs_desktop.domain.briefs import BlockExtent, BriefContent, Overflow, Printed
from nghs_desktop.reports import layout, styles
from nghs_desktop.reports.blocks import Composer
from nghs_desktop.reports.book import (
    Book,
    Bookmark,
    Identity,
    add_colours,
    add_info,
    add_metadata,
    add_outline,
    in_a_zone,
    text_string,
)
from nghs_desktop.reports.layout import Placed, Strip
from nghs_desktop.reports.painter import Head, Painter
from nghs_desktop.reports.styles import Sheet
from nghs_desktop.reports.tagging import write_tree
from nghs_desktop.reports.text import Cleaner


def render(content: BriefContent) -> Printed:
    """Set a brief and return the PDF with what is to be known about it."""
    sheet = styles.SHEETS[content.paper]
    clean = Cleaner()
    composer = compose(content, sheet, clean)
    pages = layout.flow(composer.strips, styles.FIRST_TOP, styles.NEXT_TOP, sheet.bottom)
    pdf = _draw(content, sheet, clean, composer, pages)
    return Printed(
        pdf=pdf,
        pages=len(pages),
        overflow=_overflow(content, sheet, composer.strips, len(pages)),
        unprintable=tuple(clean.unprintable),
        blocks=_extents(content, pages),
    )


def compose(content: BriefContent, sheet: Sheet, clean: Cleaner) -> Composer:
    """Return the content as strips with their structure tree."""
    composer = Composer(sheet.measure, clean)
    composer.heading(content.kicker, content.date_line, content.title, content.summary)
    for number, section in enumerate(content.sections, start=1):
        composer.section(section, number)
    return composer


def _draw(
    content: BriefContent,
    sheet: Sheet,
    clean: Cleaner,
    composer: Composer,
    pages: list[list[Placed]],
) -> bytes:
    book = Book()
    painter = Painter(book, sheet)
    painter.page_count = len(pages)
    kicker, date_line = clean(content.kicker), clean(content.date_line)
    title = clean(content.title).replace("\n", " ")
    foot = "  \u00b7  ".join(clean(part) for part in content.footer if part)
    for number, placed in enumerate(pages, start=1):
        if number == 1:
            head = Head(kicker, date_line, composer.kicker, composer.date_line)
        else:
            head = Head(title, date_line)
        words = content.page_words.replace("{page}", str(number))
        words = words.replace("{pages}", str(len(pages)))
        painter.page(placed, head, (foot, clean(words)))
    painter.finish()
    identity = Identity(
        title=_plain(content.title),
        author=_plain(content.author or content.organisation),
        subject=_plain(content.summary),
        language=content.language,
        made_at=in_a_zone(content.made_at),
    )
    tree = write_tree(book, composer.root, painter.pages, painter.marked, painter.links)
    outline = add_outline(book, _bookmarks(content, sheet, painter.pages, pages))
    catalog = book.add(
        f"<</Type/Catalog/Pages {painter.page_tree} 0 R/StructTreeRoot {tree} 0 R"
        f"/Outlines {outline} 0 R/Metadata {add_metadata(book, identity)} 0 R"
        f"/MarkInfo<</Marked true>>/Lang {text_string(content.language)}"
        f"/ViewerPreferences<</DisplayDocTitle true>>{add_colours(book)}>>"
    )
    return book.finish(catalog, add_info(book, identity))


def _plain(text: str) -> str:
    """Return a text on one line with only the characters a file's description may hold."""
    kept = (
        c for c in text if unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn") or c in "\n\t"
    )
    return " ".join("".join(kept).split())


def _bookmarks(
    content: BriefContent, sheet: Sheet, numbers: list[int], pages: list[list[Placed]]
) -> tuple[Bookmark, ...]:
    inner: list[Bookmark] = []
    for number, placed in zip(numbers, pages, strict=True):
        for item in placed:
            if item.strip.starts:
                section = content.sections[item.strip.starts - 1]
                name = _plain(section.heading or section.label)
                if name:
                    inner.append(Bookmark(name, number, sheet.height - item.top + 8))
    title = _plain(content.title) or "Brief"
    return (Bookmark(title, numbers[0], sheet.height, tuple(inner)),)


def _extents(content: BriefContent, pages: list[list[Placed]]) -> tuple[BlockExtent, ...]:
    section_of = {block.key: section.key for section, block in content.blocks()}
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    lines: dict[str, int] = defaultdict(int)
    for number, placed in enumerate(pages, start=1):
        for item in placed:
            key = item.strip.block
            first.setdefault(key, number)
            last[key] = number
            lines[key] += item.strip.line_count
    return tuple(
        BlockExtent(key, section, first[key], last[key], lines[key])
        for key, section in section_of.items()
        if key in first
    )


def _overflow(
    content: BriefContent, sheet: Sheet, strips: list[Strip], pages: int
) -> Overflow | None:
    """Say how many lines are too many, and in which block a cut of them hurts least.

    That is the longest block: it keeps most of what it says. Space that page breaks waste is not
    counted, so for more than one page the count is the least that has to go.
    """
    if pages <= content.fits_on:
        return None
    room = sheet.bottom - styles.FIRST_TOP
    room += (content.fits_on - 1) * (sheet.bottom - styles.NEXT_TOP)
    over = max(layout.total_height(strips) - room, 0.1)
    heights: dict[str, float] = defaultdict(float)
    lines: dict[str, int] = defaultdict(int)
    for strip in strips:
        heights[strip.block] += strip.before + strip.height
        lines[strip.block] += strip.line_count
    blocks = [(section, block.key) for section, block in content.blocks() if lines[block.key]]
    if not blocks:
        count = math.ceil(over / styles.BODY.leading)
        return Overflow(count, "", "", _plain(content.title), enough=False)
    section, key = max(blocks, key=lambda pair: heights[pair[1]])
    count = _lines_to_cut([strip for strip in strips if strip.block == key], over)
    label = _plain(section.label or section.heading) or _plain(content.title)
    return Overflow(count, key, section.key, label, enough=count < lines[key])


def _lines_to_cut(strips: list[Strip], over: float) -> int:
    """Count the lines to take from the end of a block until `over` points are free."""
    count = 0
    for strip in reversed(strips):
        leading = min(passage.style.leading for cell in strip.cells for passage in cell.passages)
        lines = math.ceil(over / leading)
        if lines < strip.line_count:
            return count + lines
        count += strip.line_count
        over -= strip.before + strip.height
        if over <= 0:
            return count
    return count + math.ceil(over / styles.BODY.leading)


def warm() -> None:
    """Read the fonts and set one small page, so that the next brief is fast."""
    render(BriefContent(title="Ready", made_at=datetime(2026, 1, 1, tzinfo=UTC)))
