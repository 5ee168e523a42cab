"""A document's content for other programs: as a plain outline, and as Markdown.

The outline says what a document says in headings, paragraphs, lists, tables and panels; every outlet
writes the same outline. Text is the text people typed: whatever Markdown would take for a sign is
escaped. Charts become their data and their words. No file is opened here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import assert_never

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain import briefs, charts
from nghs_desktop.domain.briefs import (
    Align,
    BriefContent,
    Footnote,
    Noted,
    Text,
    has_text,
    live_link,
)
from nghs_desktop.domain.charts import number


@frozen
class Heading:
    """A heading; level 1 is the title."""

    level: int
    text: str


@frozen
class Line:
    """A line of text; a `link` is a line that is only an address."""

    text: Text
    strong: bool = False
    link: str = ""


@frozen
class Lines:
    """Lines that belong together, such as a paragraph or an address."""

    lines: tuple[Line, ...]


@frozen
class Points:
    """A list; each item is lines of its own."""

    items: tuple[tuple[Line, ...], ...]
    ordered: bool = False


@frozen
class Grid:
    """A table; `ends` are the columns whose text stands at the end, `strong` the rows set off."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: str = ""
    ends: frozenset[int] = frozenset()
    strong: frozenset[int] = frozenset()


@frozen
class Panel:
    """Something set apart, with its title."""

    title: str
    lines: tuple[Line, ...]


@frozen
class Signing:
    """Who signs where."""

    names: tuple[tuple[str, str], ...]


_BOX, _RULE = "\u2610", "_" * 40

Element = Heading | Lines | Points | Grid | Panel | Signing


def outline(content: BriefContent) -> Iterator[Element]:
    """Yield what a document says, in reading order; heads and feet of pages are left out."""
    kicker = "  \u00b7  ".join(filter(None, (content.draft, content.kicker)))
    first = tuple(Line(text) for text in (kicker, content.date_line, content.as_of_words))
    if any(line.text for line in first):
        yield Lines(tuple(line for line in first if line.text))
    if content.opening:
        yield Lines(tuple(map(Line, content.opening)))
    yield Heading(1, content.title)
    if content.summary:
        yield Lines((Line(content.summary),))
    for section in content.sections:
        if section.heading:
            yield Heading(1 + min(max(section.level, 1), 2), section.heading)
        for block in section.blocks:
            yield from _block(block)


def _block(block: briefs.Block) -> Iterator[Element]:
    match block:
        case briefs.Paragraphs():
            yield from (Lines((Line(text),)) for text in block.texts if has_text(text))
        case briefs.RankedList():
            yield _ranked(block)
        case briefs.Cards():
            for card in block.cards:
                yield Panel(card.title, tuple(Line(line) for line in card.lines if line))
        case briefs.Callout():
            yield Panel(block.title, (Line(block.text),) if has_text(block.text) else ())
        case briefs.Rows():
            rows = tuple((row.who, row.what, row.when) for row in block.rows)
            yield Grid(block.heads, rows)
        case briefs.Notes():
            rows_of_notes = tuple(
                (note.time, note.kind, note.text, note.said_by) for note in block.notes
            )
            yield Grid(block.heads, rows_of_notes)
        case briefs.Bullets():
            items = tuple((Line(item),) for item in block.items if has_text(item))
            yield Points(items, block.numbered)
        case briefs.Table():
            yield from _table(block)
        case briefs.Pairs():
            yield Grid(("", ""), tuple((pair.name, pair.text) for pair in block.pairs))
        case briefs.KeyFigures():
            yield Points(
                tuple((Line(one.value, strong=True), Line(one.label)) for one in block.figures)
            )
        case briefs.Signatures():
            if block.closing:
                yield Lines((Line(block.closing),))
            yield Signing(tuple((one.name, one.role) for one in block.signers))
        case briefs.Choices():
            yield Points(tuple(_choice(choice) for choice in block.choices))
        case briefs.WritingLines():
            label = (Line(block.label),) if block.label else ()
            yield Lines((*label, *(Line(_RULE) for _ in range(block.lines))))
        case briefs.Award():
            said = (Line(block.lead), Line(block.name, strong=True), Line(block.citation))
            yield Lines(tuple(line for line in (*said, Line(block.given)) if has_text(line.text)))
            yield Signing(tuple((one.name, one.role) for one in block.signers))
        case briefs.Decisions():
            yield Points(
                tuple(
                    (Line(one.text), *((Line(one.detail),) if one.detail else ()))
                    for one in block.decisions
                )
            )
        case briefs.Sources():
            yield Points(
                tuple(
                    tuple(_named_link(one.text, one.link))
                    for one in block.sources
                    if one.text or one.link
                ),
                ordered=True,
            )
        case briefs.LinkCode():
            yield Lines(tuple(_named_link(block.text, block.link)))
        case (
            charts.BarChart()
            | charts.StackedBars()
            | charts.RunChart()
            | charts.SmallMultiples()
            | charts.ImpactEffort()
        ):
            yield from _chart(block)
        case _:
            assert_never(block)


def _choice(choice: briefs.Choice) -> tuple[Line, ...]:
    boxes = " ".join(f"{_BOX} {mark}".rstrip() for mark in choice.marks)
    first = (f"{boxes} {choice.title}",) if len(choice.marks) == 1 else (choice.title, boxes)
    return tuple(Line(text) for text in (*first, choice.detail) if text)


def _named_link(text: str, link: str) -> Iterator[Line]:
    if text:
        yield Line(text)
    if link:
        yield Line(link, link=live_link(link))


def _ranked(block: briefs.RankedList) -> Points:
    counted = [item.rank for item in block.items] == [
        str(n) for n in range(1, len(block.items) + 1)
    ]
    items = []
    for item in block.items:
        title = item.title if counted or not item.rank else f"{item.rank}  {item.title}"
        lines = [Line(title, strong=True)]
        lines += [Line(text) for text in (item.figure, *item.detail.split("\n")) if text]
        lines += list(_named_link("", item.link))
        items.append(tuple(lines))
    return Points(tuple(items), ordered=counted)


def _table(block: briefs.Table) -> Iterator[Element]:
    yield Grid(
        tuple(column.head for column in block.columns),
        tuple(row.cells for row in block.rows),
        block.caption,
        frozenset(n for n, column in enumerate(block.columns) if column.align is Align.END),
        frozenset(n for n, row in enumerate(block.rows) if row.total),
    )
    yield from (Lines((Line(note),)) for note in block.notes)


def _chart(chart: charts.Chart) -> Iterator[Element]:
    """Yield a chart as its data, and what is to be read from it."""
    ends: frozenset[int] = frozenset({1})
    rows: tuple[tuple[Text, ...], ...]
    said = ""
    match chart:
        case charts.BarChart():
            rows = tuple((bar.label, number(bar.value, chart.unit)) for bar in chart.bars)
            yield Grid(("", chart.unit), rows, chart.title, ends)
        case charts.StackedBars():
            rows = tuple(
                (stack.label, *(number(value, chart.unit) for value in stack.values))
                for stack in chart.stacks
            )
            every = frozenset(range(1, len(chart.series) + 1))
            yield Grid(("", *chart.series), rows, chart.title, every)
        case charts.RunChart():
            rows = tuple(
                (point.label, "\u2013" if point.value is None else number(point.value, chart.unit))
                for point in chart.points
            )
            yield Grid(("", chart.unit), rows, chart.title, ends)
            said = _run_said(chart)
        case charts.SmallMultiples():
            labels = chart.panels[0].points if chart.panels else ()
            rows = tuple(
                (
                    panel.title,
                    *(
                        "\u2013" if point.value is None else number(point.value, panel.unit)
                        for point in panel.points
                    ),
                )
                for panel in chart.panels
            )
            width = max((len(row) for row in rows), default=1)
            filled = tuple((*row, *("",) * (width - len(row))) for row in rows)
            heads = [point.label for point in labels][: width - 1]
            heads += [""] * (width - 1 - len(heads))
            yield Grid(("", *heads), filled, chart.title, frozenset(range(1, width)))
        case charts.ImpactEffort():
            words = chart.words
            rows = tuple(
                (item.label, number(item.impact), number(item.effort), chart.quadrant(item))
                for item in chart.items
            )
            yield Grid(("", words.impact, words.effort, ""), rows, chart.title, frozenset({1, 2}))
    for text in (said, chart.note):
        if text:
            yield Lines((Line(text),))


def _run_said(chart: charts.RunChart) -> str:
    words = chart.words
    centre = charts.run_signal(chart.values, chart.baseline).median
    said = [f"{words.median} {number(centre, chart.unit)}."]
    if chart.target is not None:
        said.append(f"{words.target} {number(chart.target, chart.unit)}.")
    said += [
        f"{chart.points[note.at].label}: {note.text}."
        for note in chart.notes
        if 0 <= note.at < len(chart.points)
    ]
    return " ".join((*said, charts.verdict(chart)))


def cleaned(text: str) -> str:
    """Return a text without characters that no text file may hold; line breaks are kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cn")
    )


class FootnoteNumbers:
    """The numbers of footnotes in the order in which they are met."""

    def __init__(self) -> None:
        self.numbers: dict[Footnote, int] = {}

    def of(self, note: Footnote) -> int:
        """Return the number of a note; a new one gets the next."""
        return self.numbers.setdefault(note, len(self.numbers) + 1)


_SIGNS = re.compile(r"([\\`*_\[\]<>&|~$^])")
_NUMBERED = re.compile(r"^(\d+)([.)])")


def to_markdown(content: BriefContent) -> str:
    """Return a document as CommonMark with tables and footnotes (as GitHub and Pandoc read them)."""
    notes = FootnoteNumbers()
    parts = [_markdown(element, notes) for element in outline(content)]
    if content.footer:
        parts.append("---\n\n" + _escaped(" \u00b7 ".join(filter(None, content.footer))))
    for note, place in notes.numbers.items():
        link = live_link(note.link)
        address = f" <{link}>" if link else (f" {_escaped(note.link)}" if note.link else "")
        text = _escaped(note.text).replace("\\\n", " ")
        parts.append(f"[^{place}]: {text}{address}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _markdown(element: Element, notes: FootnoteNumbers) -> str:
    match element:
        case Heading():
            text = _escaped(element.text).replace("\\\n", " ")
            return f"{'#' * element.level} {text}"
        case Lines():
            return "\\\n".join(_line(line, notes) for line in element.lines)
        case Panel():
            lines = [f"**{_escaped(element.title)}**"] if element.title else []
            lines += [_line(line, notes) for line in element.lines]
            return "\n".join(f"> {line}" for line in "\\\n".join(lines).split("\n"))
        case Points():
            shown = []
            for place, item in enumerate(element.items, start=1):
                sign = f"{place}. " if element.ordered else "- "
                text = "\\\n".join(_line(line, notes) for line in item)
                shown.append(sign + text.replace("\n", "\n" + " " * len(sign)))
            return "\n".join(shown)
        case Grid():
            return _grid(element, notes)
        case Signing():
            return "\n\n".join(
                "\\_" * 24 + "\\\n" + ", ".join(_escaped(part) for part in signer if part)
                for signer in element.names
            )
        case _:
            assert_never(element)


def _line(line: Line, notes: FootnoteNumbers) -> str:
    if line.link:
        return f"<{line.link}>"
    text = _noted(line.text, notes)
    return f"**{text.strip()}**" if line.strong and text.strip() else text


def _noted(text: Text, notes: FootnoteNumbers) -> str:
    if isinstance(text, str):
        return _escaped(text)
    plain = "".join(
        part if isinstance(part, str) else f"\ue000{notes.of(part)}\ue001" for part in _safe(text)
    )
    return _escaped(plain).replace("\ue000", "[^").replace("\ue001", "]")


def _safe(text: Noted) -> tuple[str | Footnote, ...]:
    return tuple(
        part if isinstance(part, Footnote) else part.replace("\ue000", "").replace("\ue001", "")
        for part in text.parts
    )


def _grid(grid: Grid, notes: FootnoteNumbers) -> str:
    def row(cells: tuple[Text, ...], strong: bool = False) -> str:
        shown = [_noted(cell, notes).replace("\\\n", "<br>") for cell in cells]
        if strong:
            shown = [f"**{cell}**" if cell else "" for cell in shown]
        return "| " + " | ".join(shown) + " |"

    rule = "|" + "|".join(" ---: " if n in grid.ends else " --- " for n in range(len(grid.heads)))
    lines = [row(grid.heads), f"{rule}|"]
    lines += [row(cells, n in grid.strong) for n, cells in enumerate(grid.rows)]
    caption = f"**{_escaped(grid.caption)}**\n\n" if grid.caption else ""
    return caption + "\n".join(lines)


def _escaped(text: str) -> str:
    """Return a text that Markdown prints as it was typed; its line breaks are kept."""
    lines = []
    for line in cleaned(text).split("\n"):
        line = _SIGNS.sub(r"\\\1", line.strip())
        line = _NUMBERED.sub(r"\1\\\2", line)
        line = re.sub(r"^([#+=-])", r"\\\1", line)
        lines.append(line.replace("!\\[", "\\!\\["))
    return "\\\n".join(line for line in lines if line)
