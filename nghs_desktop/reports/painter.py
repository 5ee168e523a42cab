"""Puts laid-out strips on pages as PDF operators, each text marked with its structure node.

Panels, rules, page heads and feet are drawn as artifacts, before the text. Nothing is measured or
decided here; positions count from the top-left corner and are turned round at the last moment.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from functools import cache

from nghs_desktop.reports import styles
from nghs_desktop.reports.book import Book, add_font
from nghs_desktop.reports.fonts import HIGH_CODES, Face, widths
from nghs_desktop.reports.layout import Cell, Passage, Placed
from nghs_desktop.reports.styles import Sheet, Style
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


@dataclass(frozen=True, slots=True)
class Head:
    """The head line of a page, and the nodes that speak it (None on later pages)."""

    left: str
    right: str
    left_node: Node | None = None
    right_node: Node | None = None


class Painter:
    """Draws the pages of one document."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self._book = book
        self._sheet = sheet
        self._faces: dict[Face, _Used] = {}
        self._resources = book.reserve()
        self.pages: list[int] = []
        self.marked: list[list[Node]] = []
        self.links: list[tuple[int, Node]] = []
        self._parent = book.reserve()
        self._ops: list[str] = []
        self._marks: list[Node] = []
        self._boxes: list[tuple[str, str, Node]] = []
        # The link annotations follow the pages in the parent tree, so pages are counted first.
        self.page_count = 0

    def page(self, placed: list[Placed], head: Head, foot: tuple[str, str]) -> None:
        """Draw one page and add it to the book."""
        sheet = self._sheet
        self._ops, self._marks, self._boxes = [], [], []
        first = not self.pages
        self._ops.append("/Artifact <</Type/Layout>> BDC")
        if first:
            self._rule(styles.FIRST_RULE, styles.HEAVY_RULE, styles.TEXT)
        else:
            self._rule(styles.NEXT_RULE, styles.LIGHT_RULE, styles.HAIRLINE)
        for item in placed:
            self._decorate(item)
        self._ops.append("EMC")
        self._head(head, first=first)
        for item in placed:
            strip = item.strip
            for cell in strip.cells:
                inset = styles.PANEL_PAD_X if cell.ink else 0.0
                self._cell(cell, sheet.margin + cell.x + inset, item.top + strip.pad_top)
        baseline = sheet.height - styles.FOOT_FROM_BOTTOM
        self._furniture(foot, styles.FOOT, styles.FOOT, baseline, (None, None))
        self._close_page()

    def finish(self) -> None:
        """Embed the faces and write the page tree; nothing can be drawn after this."""
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

    def _rule(self, y: float, thickness: float, colour: str) -> None:
        sheet = self._sheet
        low = sheet.height - y - thickness / 2
        self._ops.append(
            f"{_fill(colour)} {sheet.margin:.2f} {low:.2f} {sheet.measure:.2f} {thickness:.2f} re f"
        )

    def _decorate(self, item: Placed) -> None:
        strip = item.strip
        if strip.rule:
            self._rule(item.top, styles.LIGHT_RULE, styles.HAIRLINE)
        for cell in strip.cells:
            if cell.ink is not None and cell.passages:
                low = self._sheet.height - item.top - strip.height
                self._ops.append(_fill(cell.ink.ground))
                self._ops.append(
                    _rounded(self._sheet.margin + cell.x, low, cell.width, strip.height)
                )

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
        limit_right = sheet.measure * 0.45
        text_right, width_right = _fitted(texts[1], right, limit_right)
        text_left, _ = _fitted(texts[0], left, sheet.measure - width_right - 16)
        x_right = sheet.margin + sheet.measure - width_right
        for text, style, x, node in (
            (text_left, left, sheet.margin, nodes[0]),
            (text_right, right, x_right, nodes[1]),
        ):
            if text:
                passage = Passage(style, [text], node)
                self._passage(passage, x, baseline - style.baseline, 0, "Pagination")

    def _cell(self, cell: Cell, x: float, top: float) -> None:
        for passage in cell.passages:
            top += passage.before
            self._passage(passage, x, top, cell.width, "Pagination")
            top += passage.style.leading * len(passage.lines)

    def _passage(self, passage: Passage, x: float, top: float, width: float, artifact: str) -> None:
        if not any(passage.lines):
            return
        node = passage.node
        ops = self._ops
        if node is None:
            ops.append(f"/Artifact <</Type/{artifact}>> BDC")
        else:
            mark = len(self._marks)
            self._marks.append(node)
            node.marks.append((len(self.pages), mark))
            ops.append(f"/{node.tag} <</MCID {mark}>> BDC")
        style = passage.style
        setter = wrapper(style.weight)
        primary = widths(style.weight).primary
        used = self._used(primary)
        baseline = self._sheet.height - top - style.baseline
        leading = style.leading
        ops.append(f"BT {_fill(style.colour)} /{used.name} {style.size:g} Tf {leading:g} TL")
        plain = not passage.right and not passage.link
        if plain:
            ops.append(f"1 0 0 1 {x:.2f} {baseline:.2f} Tm")
        for place, line in enumerate(passage.lines):
            if not plain:
                line_width = setter.length(line.rstrip(" ")) * style.size / 1000
                start = x + width - line_width if passage.right else x
                ops.append(f"1 0 0 1 {start:.2f} {baseline - place * leading:.2f} Tm")
                if passage.link and node is not None:
                    low = baseline - place * leading - style.size * 0.25
                    box = f"{start:.2f} {low:.2f} {start + line_width:.2f} {low + leading:.2f}"
                    self._boxes.append((box, passage.link, node))
            elif place:
                ops.append("T*")
            if primary.covers.issuperset(line):
                ops.append(f"<{used.spell(line)}> Tj")
            else:
                self._mixed(setter.runs(line), style, primary)
        ops.append("ET EMC")

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

    def _close_page(self) -> None:
        sheet = self._sheet
        stream = self._book.stream(
            zlib.compress("\n".join(self._ops).encode("ascii")), compressed=True
        )
        index = len(self.pages)
        number = self._book.reserve()
        links = []
        for box, link, node in self._boxes:
            parent = self.page_count + len(self.links)
            annotation = self._book.add(
                f"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/F 4/StructParent {parent}"
                f"/Contents {_literal(link)}/A<</S/URI/URI {_literal(link)}>>>>"
            )
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


def _rounded(x: float, y: float, width: float, height: float) -> str:
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
    return " ".join(path) + " f"
