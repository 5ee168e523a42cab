"""Puts laid-out strips on pages as PDF operators, each text marked with its structure node.

Panels, rules, page heads and feet are drawn as artifacts, before the text. Nothing is measured or
decided here; positions count from the top-left corner and are turned round at the last moment.
"""

from __future__ import annotations

import math
import re
import zlib
from dataclasses import dataclass, field
from functools import cache

from nghs_desktop.reports import styles
from nghs_desktop.reports.book import Book, add_font, text_string
from nghs_desktop.reports.drawing import colours, paper_theme, pdf_operators
from nghs_desktop.reports.fonts import HIGH_CODES, Face, is_note, note_figures, note_number, widths
from nghs_desktop.reports.layout import Art, Cell, Passage, Placed
from nghs_desktop.reports.styles import Look, Sheet, Style
from nghs_desktop.reports.tagging import Node
from nghs_desktop.reports.text import wrapper


@cache
def _fill(colour: str) -> str:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return " ".join(f"{part:.4g}" for part in parts) + " rg"


@dataclass(slots=True)
class _Used:
    """A face in this document: its resource name and the characters drawn with it."""

    name: str
    characters: set[str] = field(default_factory=set)
    high: dict[str, int] = field(default_factory=dict)

    def spell(self, text: str) -> str:
        """Return the text as a hexadecimal string of two-byte codes."""
        self.characters.update(text)
        if text and max(text) > "\uffff":
            text = "".join(map(self._low, text))
        return text.encode("utf-16-be", "surrogatepass").hex()

    def _low(self, character: str) -> str:
        if character <= "\uffff":
            return character
        place = self.high.setdefault(character, len(self.high))
        if place >= len(HIGH_CODES):
            raise ValueError("more than 2,048 different characters beyond U+FFFF in one brief")
        return chr(HIGH_CODES[place])


_NOTES = re.compile("([\U000f0001-\U000ffffd])")
_WATERMARK = Style(styles.Weight.BOLD, 0.0, 0.0, "#ECECE9")


@dataclass(frozen=True, slots=True)
class _Jump:
    """A link inside the document: its annotation is written when all pages are known."""

    annotation: int
    parent: int
    box: str
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head line of a page, and the nodes that speak it (None on later pages)."""

    left: str
    right: str
    left_node: Node | None = None
    right_node: Node | None = None


class Painter:
    """Draws the pages of one document."""

    def __init__(self, book: Book, sheet: Sheet, look: Look, watermark: str = "") -> None:
        self._book = book
        self._sheet = sheet
        self._look = look
        self._watermark = watermark
        self._targets: dict[str, tuple[int, float]] = {}
        self._jumps: list[_Jump] = []
        self._faces: dict[Face, _Used] = {}
        self._resources = book.reserve()
        self.pages: list[int] = []
        self.marked: list[list[Node]] = []
        self.links: list[tuple[int, Node]] = []
        self._parent = book.reserve()
        self._ops: list[str] = []
        self._marks: list[Node] = []
        self._boxes: list[tuple[str, Passage, Node]] = []
        # The link annotations follow the pages in the parent tree, so pages are counted first.
        self.page_count = 0

    def page(
        self,
        placed: list[Placed],
        head: Head,
        foot: tuple[str, str],
        *,
        first: bool,
        framed: bool = False,
    ) -> None:
        """Draw one page and add it to the book; the first has a head line of its own.

        A framed page has a border in place of head and foot.
        """
        sheet = self._sheet
        self._ops, self._marks, self._boxes = [], [], []
        if self._watermark:
            self._draw_watermark()
        self._ops.append("/Artifact <</Type/Layout>> BDC")
        if framed:
            self._border()
        elif first:
            self._rule(styles.FIRST_RULE, styles.HEAVY_RULE, styles.TEXT)
        else:
            self._rule(styles.NEXT_RULE, styles.LIGHT_RULE, styles.HAIRLINE)
        for item in placed:
            self._decorate(item)
        self._ops.append("EMC")
        if not framed:
            self._head(head, first=first)
        for item in placed:
            strip = item.strip
            for cell in strip.cells:
                inset = styles.PANEL_PAD_X if cell.ink else 0.0
                self._cell(cell, sheet.margin + cell.x + inset, item.top + strip.pad_top)
        if not framed:
            baseline = sheet.height - styles.FOOT_FROM_BOTTOM
            self._furniture(foot, styles.FOOT, styles.FOOT, baseline, (None, None))
        self._close_page(placed)

    def finish(self) -> None:
        """Embed the faces and write the page tree; nothing can be drawn after this."""
        for jump in self._jumps:
            page, top = self._targets.get(jump.anchor, (self.pages[0], self._sheet.height))
            self._book.fill(
                jump.annotation,
                f"<</Type/Annot/Subtype/Link/Rect[{jump.box}]/Border[0 0 0]/F 4"
                f"/StructParent {jump.parent}/Contents {text_string(jump.words)}"
                f"/Dest[{page} 0 R/XYZ 0 {top:.2f} null]>>",
            )
        fonts = []
        for face, used in self._faces.items():
            program = face.program(frozenset(used.characters), tuple(used.high))
            fonts.append(f"/{used.name} {add_font(self._book, program)} 0 R")
        self._book.fill(self._resources, f"<</Font<<{''.join(fonts)}>>>>")
        kids = " ".join(f"{number} 0 R" for number in self.pages)
        self._book.fill(self._parent, f"<</Type/Pages/Kids[{kids}]/Count {len(self.pages)}>>")

    @property
    def page_tree(self) -> int:
        """Object number of the page tree."""
        return self._parent

    # -- drawing ------------------------------------------------------------------------------

    def _rule(self, y: float, thickness: float, colour: str, width: float = 0.0) -> None:
        sheet = self._sheet
        low = sheet.height - y - thickness / 2
        width = width or sheet.measure
        box = f"{sheet.margin:.2f} {low:.2f} {width:.2f} {thickness:.2f}"
        self._ops.append(f"{_fill(self._look.colour(colour))} {box} re f")

    def _decorate(self, item: Placed) -> None:
        strip = item.strip
        if strip.firm:
            self._rule(item.top, styles.LIGHT_RULE, styles.TEXT_2)
        elif strip.rule:
            self._rule(item.top, styles.LIGHT_RULE, styles.HAIRLINE)
        elif strip.note_rule:
            self._rule(item.top, styles.LIGHT_RULE, styles.TEXT_3, self._sheet.measure / 4)
        for cell in strip.cells:
            if cell.line:
                low = self._sheet.height - item.top - cell.line_at
                box = f"{self._sheet.margin + cell.x:.2f} {low:.2f} {cell.line:.2f} 0.8"
                self._ops.append(f"{_fill(self._look.colour(styles.TEXT))} {box} re f")
            if cell.ink is not None and cell.passages:
                low = self._sheet.height - item.top - strip.height
                x = self._sheet.margin + cell.x
                self._ops.append(_fill(cell.ink.ground))
                self._ops.append(_rounded(x, low, cell.width, strip.height))
                if cell.ink.edge:
                    self._ops.append(f"{_fill(cell.ink.edge)[:-2]}RG 0.8 w")
                    self._ops.append(_rounded(x, low, cell.width, strip.height, "s"))

    def _border(self) -> None:
        """Draw the double border of a certificate."""
        sheet = self._sheet
        for inset, width, colour in ((28.0, 3.0, styles.ACCENT), (35.0, 0.8, styles.TEXT)):
            self._ops.append(
                f"{_fill(self._look.colour(colour))[:-2]}RG {width:g} w {inset:.2f} {inset:.2f} "
                f"{sheet.width - 2 * inset:.2f} {sheet.height - 2 * inset:.2f} re S"
            )

    def _draw_watermark(self) -> None:
        """Draw the word of a draft across the page, so pale that any text reads over it."""
        sheet = self._sheet
        setter = wrapper(_WATERMARK.weight)
        diagonal = math.hypot(sheet.width, sheet.height)
        turn = math.atan2(sheet.height, sheet.width)
        thousandths = max(setter.length(self._watermark), 1.0)
        size = min(0.62 * diagonal * 1000 / thousandths, 170.0)
        half = thousandths * size / 2000
        cos, sin = math.cos(turn), math.sin(turn)
        x = sheet.width / 2 - half * cos + size * 0.36 * sin
        y = sheet.height / 2 - half * sin - size * 0.36 * cos
        primary = widths(_WATERMARK.weight).primary
        self._ops.append("/Artifact <</Type/Pagination/Subtype/Watermark>> BDC")
        self._ops.append(
            f"BT {_fill(_WATERMARK.colour)} /{self._used(primary).name} {size:.2f} Tf "
            f"{cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {x:.2f} {y:.2f} Tm"
        )
        style = Style(_WATERMARK.weight, size, size, _WATERMARK.colour)
        self._mixed(setter.runs(self._watermark), style, primary)
        self._ops.append("ET EMC")

    def _head(self, head: Head, *, first: bool) -> None:
        if first:
            style, baseline = styles.KICKER, styles.FIRST_HEAD
        else:
            style, baseline = styles.RUNNING, styles.NEXT_HEAD
        nodes = (head.left_node, head.right_node)
        self._furniture((head.left, head.right), style, styles.DATE, baseline, nodes)

    def _furniture(
        self,
        texts: tuple[str, str],
        left: Style,
        right: Style,
        baseline: float,
        nodes: tuple[Node | None, Node | None],
    ) -> None:
        """Draw one line at the left margin and one at the right, each cut to what fits."""
        sheet = self._sheet
        left, right = self._look.style(left), self._look.style(right)
        limit_right = sheet.measure * 0.58
        text_right, width_right = _fitted(texts[1], right, limit_right)
        text_left, width_left = _fitted(texts[0], left, sheet.measure)
        above = baseline
        if width_left > sheet.measure - width_right - 16:
            if self._look.large:
                above -= left.leading  # large print has room for a line of its own
            else:
                text_left, _ = _fitted(texts[0], left, sheet.measure - width_right - 16)
        x_right = sheet.margin + sheet.measure - width_right
        for text, style, x, y, node in (
            (text_left, left, sheet.margin, above, nodes[0]),
            (text_right, right, x_right, baseline, nodes[1]),
        ):
            if text:
                passage = Passage(style, [text], node)
                self._passage(passage, x, y - style.baseline, 0, "Pagination")

    def _cell(self, cell: Cell, x: float, top: float) -> None:
        width = cell.width - (2 * styles.PANEL_PAD_X if cell.ink else 0.0)
        for passage in cell.passages:
            top += passage.before
            self._passage(passage, x, top, width, "Pagination")
            top += passage.style.leading * len(passage.lines)
        if cell.art is not None:
            self._art(cell.art, x, top)

    def _art(self, art: Art, x: float, top: float) -> None:
        """Draw a figure; its texts belong to it and are spoken by its alternative."""
        drawing, node = art.drawing, art.node
        roles = colours(paper_theme(self._look))
        high = self._sheet.height - top
        box = f"{x:.2f} {high - drawing.height:.2f} {x + drawing.width:.2f} {high:.2f}"
        ops = self._ops
        if node is None:
            ops.append("/Artifact <</Type/Layout>> BDC")
        else:
            if node.tag == "Figure":
                node.extra += f"/A<</O/Layout/Placement/Block/BBox[{box}]>>"
            ops.append(self._mark(node))
        ops.append("q")
        for mark in pdf_operators(drawing, x, high, roles):
            if isinstance(mark, str):
                ops.append(mark)
                continue
            setter = wrapper(mark.weight)
            width = setter.length(mark.text) * mark.size / 1000
            start = x + mark.x - {"start": 0.0, "middle": width / 2, "end": width}[mark.anchor]
            style = Style(mark.weight, mark.size, mark.size, roles[mark.colour])
            primary = widths(mark.weight).primary
            ops.append(f"BT {_fill(style.colour)} /{self._used(primary).name} {mark.size:g} Tf")
            ops.append(f"1 0 0 1 {start:.2f} {high - mark.y:.2f} Tm")
            self._mixed(setter.runs(mark.text), style, primary)
            ops.append("ET")
        ops.append("Q EMC")

    def _passage(self, passage: Passage, x: float, top: float, width: float, artifact: str) -> None:
        if not any(passage.lines):
            return
        if passage.parts and passage.node is not None:
            self._noted(passage, x, top, width)
            return
        node = passage.node
        ops = self._ops
        if node is None:
            ops.append(f"/Artifact <</Type/{artifact}>> BDC")
        else:
            ops.append(self._mark(node))
        style = passage.style
        setter = wrapper(style.weight)
        primary = widths(style.weight).primary
        used = self._used(primary)
        baseline = self._sheet.height - top - style.baseline
        leading = style.leading
        ops.append(f"BT {_fill(style.colour)} /{used.name} {style.size:g} Tf {leading:g} TL")
        linked = bool(passage.link or passage.jump)
        plain = not (passage.right or linked or passage.from_right or passage.centre)
        if plain:
            ops.append(f"1 0 0 1 {x:.2f} {baseline:.2f} Tm")
        from_right: bool | None = None
        for place, line in enumerate(passage.lines):
            if passage.parts is not None:
                line = _NOTES.sub(lambda mark: note_figures(mark[0]), line)
            if not plain:
                if passage.from_right is not None:
                    from_right = passage.from_right[place]
                start, line_width = self._line_start(passage, line, x, width, from_right)
                ops.append(f"1 0 0 1 {start:.2f} {baseline - place * leading:.2f} Tm")
                if linked and node is not None:
                    low = baseline - place * leading - style.size * 0.25
                    box = f"{start:.2f} {low:.2f} {start + line_width:.2f} {low + leading:.2f}"
                    self._boxes.append((box, passage, node))
            elif place:
                ops.append("T*")
            if primary.covers.issuperset(line):
                ops.append(f"<{used.spell(line)}> Tj")
            else:
                self._mixed(setter.runs(line, from_right), style, primary)
        ops.append("ET EMC")

    def _mark(self, node: Node) -> str:
        """Begin what a node says on this page."""
        mark = len(self._marks)
        self._marks.append(node)
        node.marks.append((len(self.pages), mark))
        return f"/{node.tag} <</MCID {mark}>> BDC"

    def _line_start(
        self, passage: Passage, line: str, x: float, width: float, from_right: bool | None
    ) -> tuple[float, float]:
        """Return where a line begins and how wide it is."""
        # A line drawn from the right keeps the space at its end: it is drawn first.
        text = line if from_right else line.rstrip(" ")
        style = passage.style
        line_width = wrapper(style.weight).length(text) * style.size / 1000
        if passage.centre:
            return x + (width - line_width) / 2, line_width
        return (x + width - line_width if passage.right or from_right else x), line_width

    def _noted(self, passage: Passage, x: float, top: float, width: float) -> None:
        """Draw a text with footnotes: its pieces and the raised numbers are nodes of their own."""
        style, parts, part = passage.style, passage.parts or [], passage.part
        setter = wrapper(style.weight)
        primary = widths(style.weight).primary
        used = self._used(primary)
        ops = self._ops
        baseline = self._sheet.height - top - style.baseline
        ops.append(f"BT {_fill(style.colour)} /{used.name} {style.size:g} Tf {style.leading:g} TL")
        for line in passage.lines:
            start, _ = self._line_start(passage, line, x, width, None)
            ops.append(f"1 0 0 1 {start:.2f} {baseline:.2f} Tm")
            for piece in filter(None, _NOTES.split(line)):
                piece_width = setter.length(piece) * style.size / 1000
                if is_note(piece):
                    reference = parts[part + 1]
                    box = (
                        f"{start:.2f} {baseline:.2f} {start + piece_width:.2f} "
                        f"{baseline + style.size:.2f}"
                    )
                    link = Passage(style, [], reference, jump=f"note:{piece}")
                    self._boxes.append((box, link, reference))
                    part += 2
                    ops.append(self._mark(reference))
                    ops.append(f"<{used.spell(note_figures(piece))}> Tj EMC")
                else:
                    ops.append(self._mark(parts[part]))
                    self._mixed(setter.runs(piece), style, primary)
                    ops.append("EMC")
                start += piece_width
            baseline -= style.leading
        ops.append("ET")

    def _mixed(self, runs: list[tuple[Face, str]], style: Style, primary: Face) -> None:
        current = primary
        for face, text in runs:
            used = self._used(face)
            if face is not current:
                self._ops.append(f"/{used.name} {style.size:g} Tf")
                current = face
            self._ops.append(f"<{used.spell(text)}> Tj")
        if current is not primary:
            self._ops.append(f"/{self._used(primary).name} {style.size:g} Tf")

    def _used(self, face: Face) -> _Used:
        used = self._faces.get(face)
        if used is None:
            used = self._faces[face] = _Used(f"F{len(self._faces) + 1}")
        return used

    def _close_page(self, placed: list[Placed]) -> None:
        sheet = self._sheet
        stream = self._book.stream(
            zlib.compress("\n".join(self._ops).encode("ascii")), compressed=True
        )
        index = len(self.pages)
        number = self._book.reserve()
        for item in placed:
            if item.strip.anchor:
                self._targets.setdefault(item.strip.anchor, (number, sheet.height - item.top + 6))
        links = []
        for box, passage, node in self._boxes:
            annotation = self._annotation(box, passage)
            self.links.append((annotation, node))
            node.annotations.append((index, annotation))
            links.append(f"{annotation} 0 R")
        annotations = f"/Annots[{' '.join(links)}]" if links else ""
        self._book.fill(
            number,
            f"<</Type/Page/Parent {self._parent} 0 R/MediaBox[0 0 {sheet.width:g} {sheet.height:g}]"
            f"/Resources {self._resources} 0 R/Contents {stream} 0 R/StructParents {index}/Tabs/S"
            f"{annotations}>>",
        )
        self.pages.append(number)
        self.marked.append(self._marks)

    def _annotation(self, box: str, passage: Passage) -> int:
        """Write a link, or reserve it when it leads to a page that may not be drawn yet."""
        parent = self.page_count + len(self.links)
        if not passage.jump:
            link = _literal(passage.link)
            return self._book.add(
                f"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/F 4/StructParent {parent}"
                f"/Contents {link}/A<</S/URI/URI {link}>>>>"
            )
        number = self._book.reserve()
        note = passage.jump.removeprefix("note:")
        words = f"Note {note_number(note)}" if is_note(note) else "".join(passage.lines).strip()
        self._jumps.append(_Jump(number, parent, box, passage.jump, words))
        return number


def _literal(text: str) -> str:
    return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"


def _fitted(text: str, style: Style, limit: float) -> tuple[str, float]:
    """Return the text on one line, ended with an ellipsis when too long, and its width."""
    setter = wrapper(style.weight)
    text = text.replace("\n", " ")
    width = setter.length(text) * style.size / 1000
    if width <= limit:
        return text, width
    room = (limit / style.size) * 1000 - setter.length("\u2026")
    text = setter.lines(text[:400], max(room, 1.0))[0].rstrip() + "\u2026"
    return text, setter.length(text) * style.size / 1000


_CURVE = 0.5523


def _rounded(x: float, y: float, width: float, height: float, finish: str = "f") -> str:
    radius = min(styles.PANEL_RADIUS, width / 2, height / 2)
    pull = radius * (1 - _CURVE)
    right, top = x + width, y + height
    points = (
        (x + radius, y, "m"),
        (right - radius, y, "l"),
        (right - pull, y, right, y + pull, right, y + radius, "c"),
        (right, top - radius, "l"),
        (right, top - pull, right - pull, top, right - radius, top, "c"),
        (x + radius, top, "l"),
        (x + pull, top, x, top - pull, x, top - radius, "c"),
        (x, y + radius, "l"),
        (x, y + pull, x + pull, y, x + radius, y, "c"),
    )
    path = (
        " ".join(f"{value:.2f}" if isinstance(value, float) else str(value) for value in point)
        for point in points
    )
    return f"{' '.join(path)} {finish}"
