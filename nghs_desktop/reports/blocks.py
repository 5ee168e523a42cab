"""Each kind of block as strips: the one place where a brief's arrangement is decided.

A new template needs nothing here; a new kind of block is one more function and one more case.
Every function makes the structure nodes as it goes, so that reading order is printed order.
"""

from __future__ import annotations

from typing import assert_never

from nghs_desktop.domain import briefs, charts
from nghs_desktop.domain.briefs import has_text, live_link
from nghs_desktop.reports import bidi, styles
from nghs_desktop.reports.book import text_string
from nghs_desktop.reports.charting import chart_drawings, chart_texts
from nghs_desktop.reports.drawing import Drawing
from nghs_desktop.reports.fonts import TABULAR
from nghs_desktop.reports.formal import compose_figures, compose_signatures
from nghs_desktop.reports.hand import compose_choices, compose_lines, cut_along
from nghs_desktop.reports.layout import Art, Cell, Passage, Strip
from nghs_desktop.reports.link_code import link_code
from nghs_desktop.reports.notes import NoteBook, add_notes
from nghs_desktop.reports.styles import Look, Style
from nghs_desktop.reports.tables import compose_bullets, compose_pairs, compose_table
from nghs_desktop.reports.tagging import BULLETED, COLUMN_HEAD, NUMBERED, ROW_HEAD, Node
from nghs_desktop.reports.text import Cleaner, balanced, wrapper


class Composer:
    """Turns content into strips for one measure, growing the structure tree beside them."""

    def __init__(self, measure: float, clean: Cleaner, look: Look = Look()) -> None:  # noqa: B008
        self.measure = measure
        self.clean = clean
        self.look = look
        self.notes = NoteBook()
        self.root = Node("Document")
        self.strips: list[Strip] = []
        self.notes_at_foot = True
        self.tallest_art = 400.0
        self.notes_heading = ""
        self.contents: list[tuple[str, Passage]] = []
        self._level = 0
        self.kicker: Node | None = None
        self.date_line: Node | None = None

    def set(
        self,
        text: briefs.Text,
        style: Style,
        width: float,
        node: Node | None,
        *,
        before: float = 0.0,
        right: bool = False,
    ) -> Passage:
        """Set one text in lines of a width."""
        style = self.look.style(style)
        if not isinstance(text, str):
            return self._noted(text, style, width, node, before=before, right=right)
        return _broken(self.clean(text), style, width, node, before, right)

    def _noted(
        self,
        text: briefs.Noted,
        style: Style,
        width: float,
        node: Node | None,
        *,
        before: float,
        right: bool,
    ) -> Passage:
        """Set a text with footnotes; its numbers stand in the lines as one character each."""
        passage = _broken(self.notes.marked(text, self.clean), style, width, node, before, right)
        passage.parts = []
        if node is not None and passage.from_right is None and text.notes:
            for _ in text.notes:
                passage.parts.append(node.add("Span"))
                passage.parts.append(node.add("Reference").add("Link"))
            passage.parts.append(node.add("Span"))
        return passage

    def heading(
        self,
        kicker: str,
        date_line: str,
        title: str,
        summary: str,
        opening: tuple[str, ...] = (),
        *,
        letter: bool = False,
    ) -> None:
        """Add title and summary; the head line above them belongs to the page."""
        self.kicker = self.root.add("P") if kicker else None
        self.date_line = self.root.add("P") if date_line else None
        if opening:
            passage = self.set("\n".join(opening), styles.BODY, self.measure, self.root.add("P"))
            self.strips.append(
                Strip("", [Cell(0, self.measure, [passage])], pad_bottom=20 if letter else 10)
            )
        measure = self.measure if self.look.large else min(self.measure, styles.TITLE_MEASURE)
        style = self.look.style(styles.SUBJECT if letter else styles.TITLE)
        cleaned = self.clean(title)
        lines = balanced(cleaned, style, measure)
        node = self.root.add("H1")
        passage = Passage(style, lines, node)
        if bidi.has_right_to_left(cleaned):
            from_right = bidi.runs_right_to_left(cleaned)
            passage.from_right = (from_right,) * len(lines)
            measure = self.measure if from_right else measure
        cells = [Cell(0, measure, [passage])]
        self.strips.append(Strip("", cells, keeps_with_next=bool(summary), starts=0))
        if summary:
            passage = self.set(summary, styles.SUMMARY, measure, self.root.add("P"))
            self.strips.append(Strip("", [Cell(0, measure, [passage])], before=9, prose=True))

    def section(self, section: briefs.Section, number: int) -> None:
        """Add a section: its heading, then its blocks, then its notes."""
        node = self.root.add("Sect")
        first = len(self.strips)
        if section.heading:
            # A level is never skipped: a part of nothing is a section of its own.
            self._level = min(max(section.level, 1), self._level + 1, 2)
            under = self._level == 2
            style = styles.SUBHEAD if under else styles.HEAD
            if any(isinstance(one, briefs.Choices) and one.poster for one in section.blocks):
                style = styles.TITLE
            owner = node.add("H3" if under else "H2")
            passage = self.set(section.heading, style, self.measure, owner)
            cells = [Cell(0, self.measure, [passage])]
            self.strips.append(
                Strip(
                    "",
                    cells,
                    before=styles.SECTION_GAP - 3 if under else styles.SECTION_GAP,
                    pad_bottom=5 if under else 8,
                    keeps_with_next=True,
                    starts=number,
                )
            )
        for block in filter(_says_something, section.blocks):
            start = len(self.strips)
            self._block(block, node)
            if start > first and len(self.strips) > start:
                under_head = bool(section.heading) and start == first + 1
                if not under_head:
                    self.strips[start].before += 10
            elif len(self.strips) > start:
                self.strips[start].before += 14
                self.strips[start].starts = number
        if section.heading and len(self.strips) == first + 1:
            self.strips[-1].keeps_with_next = False
        if len(self.strips) > first:
            self.strips[first].new_page = section.new_page
            self.strips[first].anchor = f"section:{number}"
        if section.whole or section.slip:
            for strip in self.strips[first : None if section.slip else -1]:
                strip.keeps_with_next = True
        if section.slip and len(self.strips) > first:
            cut_along(self)
        if self.notes.used:
            add_notes(self, node, at_foot=self.notes_at_foot, heading=self.notes_heading)

    def _block(self, block: briefs.Block, node: Node) -> None:
        match block:
            case briefs.RankedList():
                self._ranked(block, node)
            case briefs.Cards():
                self._cards(block, node)
            case briefs.Rows():
                self._rows(block, node)
            case briefs.Callout():
                self._callout(block, node)
            case briefs.Paragraphs():
                self._paragraphs(block, node)
            case briefs.Bullets():
                compose_bullets(self, block, node)
            case briefs.Table():
                compose_table(self, block, node)
            case briefs.Pairs():
                compose_pairs(self, block, node)
            case (
                charts.BarChart()
                | charts.StackedBars()
                | charts.RunChart()
                | charts.SmallMultiples()
                | charts.ImpactEffort()
            ):
                self._chart(block, node)
            case briefs.Sources():
                self._sources(block, node)
            case briefs.KeyFigures():
                compose_figures(self, block, node)
            case briefs.Signatures():
                compose_signatures(self, block, node)
            case briefs.Choices():
                compose_choices(self, block, node)
            case briefs.WritingLines():
                compose_lines(self, block, node)
            case briefs.Award():  # outside a certificate it is a panel
                title = f"{block.lead} {block.name}".strip()
                text = "\n".join(filter(None, (block.citation, block.given)))
                self._callout(briefs.Callout(block.key, title, text), node)
            case briefs.LinkCode():
                self._link_code(block, node)
            case briefs.Decisions():
                self._decisions(block, node)
            case briefs.Notes():
                self._notes(block, node)
            case _:
                assert_never(block)

    def _chart(self, block: charts.Chart, node: Node) -> None:
        """Add a chart: its title, the drawing with its words, and what is to be read from it."""
        if block.title:
            title = self.set(block.title, styles.CAPTION, self.measure, node.add("P"))
            cells = [Cell(0, self.measure, [title])]
            self.strips.append(Strip(block.key, cells, pad_bottom=6, keeps_with_next=True))
        drawings = chart_drawings(block, self.measure, self.clean, self.look, self.tallest_art)
        for place, drawing in enumerate(drawings, start=1):
            told = charts.described(block)
            if len(drawings) > 1:
                told = f"{place}/{len(drawings)}. {told}"
            self.art(block.key, drawing, told, node)
        texts = [text for text in (*chart_texts(block, self.look), block.note) if text]
        for place, text in enumerate(texts):
            self.strips[-1].keeps_with_next = place == 0 or len(texts) < 6
            passage = self.set(text, styles.DETAIL, self.measure, node.add("P"))
            cells = [Cell(0, self.measure, [passage])]
            self.strips.append(Strip(block.key, cells, before=3))

    def art(self, key: str, drawing: Drawing, alternative: str, node: Node) -> None:
        """Add a drawing over the full width, with the words that stand for it."""
        words = text_string(self.clean(alternative).replace("\n", " "))
        figure = node.add("Figure", f"/Alt {words}")
        cell = Cell(0, drawing.width, [], art=Art(drawing, figure))
        self.strips.append(Strip(key, [cell]))

    def _ranked(self, block: briefs.RankedList, node: Node) -> None:
        listed = node.add("L", NUMBERED)
        figures = [item.figure for item in block.items]
        figure_width = self.column(figures, styles.FIGURE, 0, self.measure / 3, share=1 / 3)
        # Times of day stand in figures of one width, so that they make a column.
        hours = any(":" in item.rank for item in block.items)
        widest = str.maketrans("123456789", "0" * 9) if hours else {}
        ranks = [item.rank.translate(widest) for item in block.items]
        indent = self.column(ranks, styles.RANK, 15, 51) + 9
        text_width = self.measure - indent - (figure_width + 18 if any(figures) else 0)
        for place, item in enumerate(block.items):
            entry = listed.add("LI")
            cells = []
            if item.rank:
                rank = self.set(item.rank, styles.RANK, indent - 4, entry.add("Lbl"), before=0.5)
                if hours:
                    rank.lines = [line.translate(TABULAR) for line in rank.lines]
                cells.append(Cell(0, indent - 4, [rank]))
            body = entry.add("LBody")
            title = self.set(item.title, styles.ITEM, text_width, body.add("P"))
            passages = [title]
            if item.detail:
                title.stays_with_next = True
                passages.append(self.set(item.detail, styles.DETAIL, text_width, body.add("P")))
            if item.link:
                passages[-1].stays_with_next = True
                passages.append(self.link(item.link, text_width, body))
            cells.append(Cell(indent, text_width, passages))
            if item.figure:
                figure = self.set(
                    item.figure, styles.FIGURE, figure_width, body.add("P"), right=True
                )
                cells.append(Cell(self.measure - figure_width, figure_width, [figure]))
            last = place + 1 == len(block.items)
            self.strips.append(
                Strip(block.key, cells, pad_top=6, pad_bottom=0 if last else 9, rule=True)
            )

    def _cards(self, block: briefs.Cards, node: Node) -> None:
        listed = node.add("L", "/A<</O/List/ListNumbering/None>>")
        columns = 1 if self.look.large else 2
        width = (self.measure - styles.GUTTER * (columns - 1)) / columns
        for place in range(0, len(block.cards), columns):
            cells = []
            for column, card in enumerate(block.cards[place : place + columns]):
                entry = listed.add("LI").add("LBody")
                x = column * (width + styles.GUTTER)
                cells.append(self._panel(x, width, card.title, card.lines, card.tone, entry))
            self.strips.append(
                Strip(
                    block.key,
                    cells,
                    before=styles.GUTTER if place else 3,
                    pad_top=styles.PANEL_PAD_TOP,
                    pad_bottom=styles.PANEL_PAD_BOTTOM,
                )
            )

    def _panel(
        self,
        x: float,
        width: float,
        title: str,
        lines: tuple[briefs.Text, ...],
        tone: briefs.Tone,
        node: Node,
        title_size: float = 10.5,
    ) -> Cell:
        inside = width - 2 * styles.PANEL_PAD_X
        passages = []
        if title:
            style = styles.panel_title(tone, title_size)
            passages.append(self.set(title, style, inside, node.add("P")))
        for place, line in enumerate(line for line in lines if has_text(line)):
            passages.append(
                self.set(line, styles.PANEL_LINE, inside, node.add("P"), before=0 if place else 1.5)
            )
        for passage in passages[:-1]:
            passage.stays_with_next = passage is passages[0]
        return Cell(x, width, passages, self.look.ink(tone))

    def _callout(self, block: briefs.Callout, node: Node) -> None:
        inner = node.add("Div")
        cell = self._panel(0, self.measure, block.title, (block.text,), block.tone, inner, 10)
        self.strips.append(
            Strip(
                block.key,
                [cell],
                pad_top=styles.PANEL_PAD_TOP - 1,
                pad_bottom=styles.PANEL_PAD_BOTTOM - 1,
            )
        )

    def _rows(self, block: briefs.Rows, node: Node) -> None:
        table = node.add("Table")
        when_texts = [row.when for row in block.rows]
        who_texts = [row.who for row in block.rows]
        who_width = self.column(who_texts, styles.CELL_STRONG, 84, 130, share=0.27)
        when_width = self.column(when_texts, styles.CELL_QUIET, 60, 120, share=0.25)
        what_x = who_width + 12
        what_width = self.measure - what_x - when_width - 12
        spans = [(0.0, who_width), (what_x, what_width), (self.measure - when_width, when_width)]
        head = None
        if block.show_heads:
            head = self._table_head(block.key, table, block.heads, spans, right_last=True)
        for place, row in enumerate(block.rows):
            line = table.add("TR")
            who = self.set(row.who, styles.CELL_STRONG, who_width, line.add("TH", ROW_HEAD))
            what = self.set(row.what, styles.CELL, what_width, line.add("TD"))
            when = self.set(row.when, styles.CELL_QUIET, when_width, line.add("TD"), right=True)
            cells = [
                Cell(x, width, [passage])
                for passage, (x, width) in zip((who, what, when), spans, strict=True)
            ]
            last = place + 1 == len(block.rows)
            self.strips.append(
                Strip(
                    block.key,
                    cells,
                    pad_top=5,
                    pad_bottom=1 if last else 5,
                    rule=True,
                    repeated_head=head,
                )
            )

    def signed(
        self, sign: Passage, indent: float, passages: list[Passage], width: float
    ) -> list[Cell]:
        """Return a sign with its text beside it; where the text begins at the right, so does it."""
        if not passages[0].begins_right:
            return [Cell(0, indent, [sign]), Cell(indent, width, passages)]
        sign.right = True
        x = self.measure - indent
        return [Cell(x, indent, [sign]), Cell(0, x, passages)]

    def link(self, typed: str, width: float, node: Node) -> Passage:
        """Set a link on lines of its own; only a safe one is live."""
        link = live_link(typed)
        holder = node.add("P")
        owner = holder.add("Link") if link else holder
        passage = self.set(typed, styles.LINK if link else styles.DETAIL, width, owner)
        passage.link = link
        return passage

    def column(
        self, texts: list[str], style: Style, least: float, most: float, share: float = 1.0
    ) -> float:
        """Return a column width that holds the widest text, between two limits.

        The limits go with the size of the text, up to a share of the whole width.
        """
        style = self.look.style(style)
        least, most = self.look.space(least), self.look.space(most)
        length = wrapper(style.weight).length
        widest = max((length(self.clean(text).replace("\n", " ")) for text in texts), default=0.0)
        return min(max(widest * style.size / 1000 + 0.5, least), most, share * self.measure)

    def _table_head(
        self,
        key: str,
        table: Node,
        heads: tuple[str, ...],
        spans: list[tuple[float, float]],
        *,
        right_last: bool,
    ) -> Strip:
        """Add the head row and return its twin for later pages, which is not read out again."""
        line = table.add("TR")
        for repeated in (False, True):
            cells = []
            for place, (text, (x, width)) in enumerate(zip(heads, spans, strict=True)):
                right = right_last and place + 1 == len(heads)
                owner = None if repeated else line.add("TH", COLUMN_HEAD)
                passage = self.set(text, styles.CELL_HEAD, width, owner, right=right)
                cells.append(Cell(x, width, [passage]))
            strip = Strip(key, cells, pad_top=0, pad_bottom=4)
            if not repeated:
                strip.keeps_with_next = True
                self.strips.append(strip)
        return strip

    def _notes(self, block: briefs.Notes, node: Node) -> None:
        table = node.add("Table")
        heads = (*block.heads[:2], block.heads[2], block.heads[3])
        time_width = self.column(
            [n.time for n in block.notes] + [heads[0]], styles.CELL_HEAD, 34, 70, share=0.14
        )
        kind_width = self.column(
            [n.kind for n in block.notes] + [heads[1]], styles.CELL_HEAD, 50, 90, share=0.22
        )
        said_width = self.column(
            [n.said_by for n in block.notes] + [heads[3]], styles.CELL_HEAD, 60, 110, share=0.2
        )
        kind_x = time_width + 12
        text_x = kind_x + kind_width + 14
        text_width = self.measure - text_x - said_width - 14
        spans = [
            (0.0, time_width),
            (kind_x, kind_width),
            (text_x, text_width),
            (self.measure - said_width, said_width),
        ]
        head = self._table_head(block.key, table, heads, spans, right_last=False)
        drawn = (styles.CELL_QUIET, styles.CELL_STRONG, styles.CELL, styles.CELL_QUIET)
        for note in block.notes:
            line = table.add("TR")
            texts = (note.time, note.kind, note.text, note.said_by)
            cells = [
                Cell(x, width, [self.set(text, style, width, line.add("TD"))])
                for text, style, (x, width) in zip(texts, drawn, spans, strict=True)
            ]
            strip = Strip(block.key, cells, pad_top=4, pad_bottom=4, rule=True, repeated_head=head)
            strip.prose = strip.line_count > 8
            self.strips.append(strip)

    def _paragraphs(self, block: briefs.Paragraphs, node: Node) -> None:
        width = min(self.measure, self.look.space(styles.READING_MEASURE))
        for place, text in enumerate(text for text in block.texts if has_text(text)):
            passage = self.set(text, styles.BODY, width, node.add("P"))
            # Lines are as long as they read well, but those from the right begin at the margin.
            across = self.measure if passage.from_right else width
            self.strips.append(
                Strip(block.key, [Cell(0, across, [passage])], before=6 if place else 0, prose=True)
            )
            self.strips[-1].keeps_with_next = block.leads

    def _sources(self, block: briefs.Sources, node: Node) -> None:
        listed = node.add("L", NUMBERED)
        indent = self.look.space(20.0)
        width = min(self.measure, styles.READING_MEASURE + indent) - indent
        said = [source for source in block.sources if source.text or source.link]
        for place, source in enumerate(said):
            entry = listed.add("LI")
            label = self.set(f"{place + 1}.", styles.CELL_QUIET, indent, entry.add("Lbl"))
            body = entry.add("LBody")
            passages = []
            if source.text:
                passages.append(self.set(source.text, styles.PANEL_LINE, width, body.add("P")))
            if source.link:
                passages.append(self.link(source.link, width, body))
            cells = [Cell(0, indent, [label]), Cell(indent, width, passages)]
            self.strips.append(Strip(block.key, cells, before=4 if place else 0))

    def _link_code(self, block: briefs.LinkCode, node: Node) -> None:
        """Add a link with the code that leads to it; an unsafe link gets neither life nor code."""
        link = live_link(block.link)
        drawing = link_code(link, self.look.space(68)) if link else None
        x = drawing.width + 14 if drawing else 0.0
        width = self.measure - x
        passages = []
        if block.text:
            passages.append(self.set(block.text, styles.BODY, width, node.add("P")))
        cells = [Cell(x, width, [*passages, self.link(block.link, width, node)])]
        if drawing:
            said = text_string(f"QR code: {self.clean(block.link)}")
            art = Art(drawing, node.add("Figure", f"/Alt {said}"))
            cells.insert(0, Cell(0, drawing.width, [], art=art))
        self.strips.append(Strip(block.key, cells))

    def _decisions(self, block: briefs.Decisions, node: Node) -> None:
        listed = node.add("L", BULLETED)
        indent = self.look.space(14.0)
        width = min(self.measure, styles.READING_MEASURE + indent) - indent
        for place, decided in enumerate(block.decisions):
            entry = listed.add("LI")
            bullet = self.set("\u2022", styles.BULLET, indent, entry.add("Lbl"))
            body = entry.add("LBody")
            passages = [self.set(decided.text, styles.BODY, width, body.add("P"))]
            if decided.detail:
                passages[0].stays_with_next = True
                passages.append(self.set(decided.detail, styles.DETAIL, width, body.add("P")))
            cells = self.signed(bullet, indent, passages, width)
            self.strips.append(Strip(block.key, cells, before=6 if place else 0))


def _broken(
    cleaned: str, style: Style, width: float, node: Node | None, before: float, right: bool
) -> Passage:
    """Break cleaned text into lines; each paragraph that runs from the right begins there."""
    setter = wrapper(style.weight)
    limit = width * 1000 / style.size
    if cleaned.isascii() or not bidi.has_right_to_left(cleaned):
        return Passage(style, setter.lines(cleaned, limit), node, before, right)
    lines: list[str] = []
    from_right: list[bool] = []
    for paragraph in cleaned.split("\n"):
        lines += setter.lines(paragraph, limit)
        side = bidi.runs_right_to_left(paragraph)
        from_right += [side] * (len(lines) - len(from_right))
    return Passage(style, lines, node, before, right, from_right=tuple(from_right))


def _says_something(block: briefs.Block) -> bool:
    """Return whether a block has anything in it; an empty table is not a table."""
    match block:
        case briefs.RankedList():
            return bool(block.items)
        case briefs.Cards():
            return bool(block.cards)
        case briefs.Rows():
            return bool(block.rows)
        case briefs.Callout():
            return bool(block.title) or has_text(block.text)
        case briefs.Paragraphs():
            return any(has_text(text) for text in block.texts)
        case briefs.Bullets():
            return any(has_text(item) for item in block.items)
        case briefs.Table():
            return bool(block.rows or block.caption)
        case briefs.Pairs():
            return bool(block.pairs)
        case charts.BarChart():
            return bool(block.bars)
        case charts.StackedBars():
            return bool(block.stacks)
        case charts.RunChart():
            return bool(block.points)
        case charts.SmallMultiples():
            return bool(block.panels)
        case charts.ImpactEffort():
            return bool(block.items)
        case briefs.Sources():
            return any(source.text or source.link for source in block.sources)
        case briefs.KeyFigures():
            return bool(block.figures)
        case briefs.Signatures():
            return bool(block.signers or block.closing)
        case briefs.Choices():
            return bool(block.choices)
        case briefs.WritingLines():
            return bool(block.lines or block.label)
        case briefs.Award():
            return bool(block.name or block.citation)
        case briefs.LinkCode():
            return bool(block.link)
        case briefs.Decisions():
            return bool(block.decisions)
        case briefs.Notes():
            return bool(block.notes)
        case _:
            assert_never(block)
