"""A brief from content to finished PDF: compose, lay out, draw, tag, embed.

The only way in is `render`. The result depends on the content and on the shipped fonts and on
nothing else: no clock, no file named by a text, no network, no state of an earlier document.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from nghs_desktop.domain.briefs import BlockExtent, BriefContent, Form, NotesAt, Overflow, Printed
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
from nghs_desktop.reports.contents import INDEX, add_contents, fill_contents, index_strips
from nghs_desktop.reports.formal import compose_certificate, spread
from nghs_desktop.reports.layout import Placed, Strip
from nghs_desktop.reports.painter import Head, Painter
from nghs_desktop.reports.styles import Look, Sheet
from nghs_desktop.reports.tagging import Node, level_headings, prune, write_tree
from nghs_desktop.reports.text import Cleaner

_JOINT = "  \u00b7  "


Progress = Callable[[int, int], None]
"""Told the page that is being made and how many there are, 0 while that is not known."""


def render(content: BriefContent, progress: Progress | None = None) -> Printed:
    """Set a brief and return the PDF with what is to be known about it."""
    sheet = sheet_of(content)
    clean = Cleaner()
    composer = compose(content, sheet, clean, progress)
    pages = lay_out(content, sheet, composer)
    pdf = _draw(content, sheet, clean, composer, pages, progress)
    return Printed(
        pdf=pdf,
        pages=len(pages),
        overflow=_overflow(content, sheet, composer, len(pages)),
        unprintable=tuple(clean.unprintable),
        blocks=_extents(content, pages),
    )


def compose(
    content: BriefContent, sheet: Sheet, clean: Cleaner, progress: Progress | None = None
) -> Composer:
    """Return the content as strips with their structure tree."""
    composer = Composer(sheet.measure, clean, Look(content.large_print, content.greys))
    composer.notes_at_foot = content.notes_at is NotesAt.PAGE
    composer.tallest_art = sheet.bottom - styles.NEXT_TOP - composer.look.space(130)
    composer.notes_heading = content.notes_heading
    if content.form is Form.CERTIFICATE:
        compose_certificate(composer, content)
        spread(composer.strips, sheet.bottom - styles.CERTIFICATE_TOP)
        return composer
    composer.heading(
        *head_line(content),
        content.title,
        content.summary,
        content.opening,
        letter=content.form is Form.LETTER,
    )
    if content.contents:
        composer.contents = add_contents(composer, content)
    first = told = len(composer.strips)
    height, page = 0.0, sheet.bottom - styles.NEXT_TOP
    for number, section in enumerate(content.sections, start=1):
        composer.section(section, number)
        if progress is not None:
            height += layout.total_height(composer.strips[told:])
            told = len(composer.strips)
            progress(int(height / page) + 1, 0)
    if content.contents and len(composer.strips) > first:
        composer.strips[first].new_page = True
    return composer


def sheet_of(content: BriefContent) -> Sheet:
    """Return the sheet a document is set on."""
    sheet = styles.SHEETS[content.paper]
    if content.large_print:
        sheet = replace(sheet, foot=styles.LARGE_FOOT)
    return sheet.turned() if content.landscape else sheet


def head_line(content: BriefContent) -> tuple[str, str]:
    """Return what stands above the title at the left and at the right."""
    left = _JOINT.join(filter(None, (content.draft, content.kicker)))
    return left, _JOINT.join(filter(None, (content.date_line, content.as_of_words)))


def lay_out(content: BriefContent, sheet: Sheet, composer: Composer) -> list[list[Placed]]:
    """Put the strips on pages, then what needs to know the pages: the index and the contents."""
    pages = layout.flow(
        composer.strips,
        styles.CERTIFICATE_TOP if content.form is Form.CERTIFICATE else styles.FIRST_TOP,
        styles.NEXT_TOP,
        sheet.bottom,
        composer.notes.at_foot,
    )
    index = index_strips(composer, content, pages, sheet.bottom - styles.NEXT_TOP)
    if index:
        pages += layout.flow(index, styles.NEXT_TOP, styles.NEXT_TOP, sheet.bottom)
    if composer.contents:
        fill_contents(composer.contents, pages)
    return pages


def _draw(
    content: BriefContent,
    sheet: Sheet,
    clean: Cleaner,
    composer: Composer,
    pages: list[list[Placed]],
    progress: Progress | None,
) -> bytes:
    book = Book()
    painter = Painter(book, sheet, composer.look, clean(content.draft))
    first_page, last_page = content.pages or (1, len(pages))
    chosen = list(enumerate(pages, start=1))[max(first_page - 1, 0) : max(last_page, 1)]
    chosen = chosen or [(1, pages[0])]
    painter.page_count = len(chosen)
    kicker, date_line = map(clean, head_line(content))
    draft = clean(content.draft)
    running = Node("H1")
    title = clean(content.title).replace("\n", " ")
    foot = _JOINT.join(clean(part) for part in content.footer if part)
    for number, placed in chosen:
        if progress is not None:
            progress(number, len(pages))
        if number == 1:
            head = Head(kicker, date_line, composer.kicker, composer.date_line)
        else:
            # Where the title itself is not printed, the first head line is the heading.
            spoken = number == chosen[0][0]
            if spoken:
                composer.root.kids.insert(0, running)
            head = Head(
                _JOINT.join(filter(None, (draft, title))), date_line, running if spoken else None
            )
        words = content.page_words.replace("{page}", str(number))
        words = words.replace("{pages}", str(len(pages)))
        painter.page(
            placed,
            head,
            (foot, clean(words)),
            first=number == 1,
            framed=content.form is Form.CERTIFICATE,
        )
    painter.finish()
    if composer.notes.used or len(chosen) < len(pages):
        prune(composer.root)
    if len(chosen) < len(pages):
        level_headings(composer.root)
    identity = Identity(
        title=_plain(content.title),
        author=_plain(content.author or content.organisation),
        subject=_plain(content.summary),
        language=content.language,
        made_at=in_a_zone(content.made_at),
    )
    tree = write_tree(book, composer.root, painter.pages, painter.marked, painter.links)
    shown = [placed for _, placed in chosen]
    outline = add_outline(book, _bookmarks(content, sheet, painter.pages, shown))
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
            top = sheet.height - item.top + 8
            if item.strip.anchor == INDEX:
                inner.append(Bookmark(_plain(content.index_heading), number, top))
            if item.strip.starts:
                section = content.sections[item.strip.starts - 1]
                name = _plain(section.heading or section.label)
                if name and section.level > 1 and inner:
                    above = inner[-1]
                    inner[-1] = replace(above, inner=(*above.inner, Bookmark(name, number, top)))
                elif name:
                    inner.append(Bookmark(name, number, top))
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
    content: BriefContent, sheet: Sheet, composer: Composer, pages: int
) -> Overflow | None:
    """Say how many lines are too many, and in which block a cut of them hurts least.

    That is the longest block: it keeps most of what it says. Space that page breaks waste is not
    counted, so for more than one page the count is the least that has to go.
    """
    if pages <= content.fits_on:
        return None
    room = sheet.bottom - styles.FIRST_TOP
    room += (content.fits_on - 1) * (sheet.bottom - styles.NEXT_TOP)
    strips = composer.strips
    over = max(layout.total_height(strips) - room, 0.1)
    if composer.notes.at_foot:
        over += layout.total_height(list(composer.notes.at_foot.values())) + layout.NOTES_GAP
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
        leadings = [p.style.leading for cell in strip.cells for p in cell.passages]
        if not leadings or any(cell.art for cell in strip.cells):  # a drawing goes whole
            count += strip.line_count
            over -= strip.before + strip.height
            if over <= 0:
                return count
            continue
        lines = math.ceil(over / min(leadings))
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
