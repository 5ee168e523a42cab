"""What people fill in by hand: boxes to mark, empty lines, slips to cut from a page.

An empty box is told to screen readers as a printed form field (ISO 32000-1, table 348), which
PDF/UA asks for where nothing can be typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nghs_desktop.domain import briefs
from nghs_desktop.reports import styles
from nghs_desktop.reports.book import text_string
from nghs_desktop.reports.drawing import NONE, Drawing, Words
from nghs_desktop.reports.layout import Art, Cell, Passage, Strip
from nghs_desktop.reports.styles import Style, Weight
from nghs_desktop.reports.tagging import Node
from nghs_desktop.reports.text import wrapper

if TYPE_CHECKING:
    from nghs_desktop.reports.blocks import Composer

_BOX = 12.5
_MARKED_BOX = 18.0
_GAP = 12.0
_LINE = 23.0
_POSTER_LEAST, _POSTER_MOST = 92.0, 190.0
_POSTERS = 6
_POSTER_WORDS = 60
"""Longer words are set smaller, so that a sheet still holds several of them."""
_LIST = "/A<</O/List/ListNumbering/None>>"


def compose_lines(composer: Composer, block: briefs.WritingLines, node: Node) -> None:
    """Add empty lines to write on, under what they are for; a single one stands beside it."""
    if block.label and block.lines == 1:
        width = composer.column([block.label], styles.BODY, 0, composer.measure * 0.6)
        label = composer.set(block.label, styles.BODY, width, node.add("P"))
        x = width + 8
        line = Cell(x, 0, [], line=min(composer.measure - x, 260.0), line_at=label.height)
        composer.strips.append(Strip(block.key, [Cell(0, width, [label]), line], before=4))
        return
    if block.label:
        label = composer.set(block.label, styles.DETAIL, composer.measure, node.add("P"))
        cells = [Cell(0, composer.measure, [label])]
        composer.strips.append(Strip(block.key, cells, keeps_with_next=bool(block.lines)))
    for place in range(block.lines):
        before = composer.look.space(_LINE - (3 if place == 0 and block.label else 0))
        cells = [Cell(0, composer.measure, [])]
        strip = Strip(block.key, cells, before=before, rule=True, firm=True)
        strip.keeps_with_next = place == 0 and block.lines > 1
        composer.strips.append(strip)


def compose_choices(composer: Composer, block: briefs.Choices, node: Node) -> None:
    """Add boxes to mark: short ones side by side, those with a scale or much to read in rows."""
    listed = node.add("L", _LIST)
    if block.poster:
        _poster(composer, block, listed)
    elif all(len(choice.marks) == 1 for choice in block.choices):
        _boxes_first(composer, block, listed)
    else:
        _scales(composer, block, listed)


def cut_along(composer: Composer) -> None:
    """Add a line to cut along."""
    drawing = Drawing(composer.measure, 1.0)
    drawing.line((0, 0.5), (composer.measure, 0.5), "text_2", 0.8, (5.0, 4.0))
    cell = Cell(0, composer.measure, [], art=Art(drawing, None))
    composer.strips.append(Strip("", [cell], before=composer.look.space(16)))


def _boxes_first(composer: Composer, block: briefs.Choices, listed: Node) -> None:
    marked = any(choice.marks[0] for choice in block.choices)
    side = composer.look.space(_MARKED_BOX if marked else _BOX)
    indent = side + composer.look.space(8)
    columns = _columns(composer, block, indent)
    width = (composer.measure - _GAP * (columns - 1)) / columns
    for start in range(0, len(block.choices), columns):
        cells: list[Cell] = []
        for column, choice in enumerate(block.choices[start : start + columns]):
            body = listed.add("LI").add("LBody")
            x = column * (width + _GAP)
            drawing = _box(composer, side, choice.marks[0])
            field = _field(composer, body, f"{block.box_word}: {choice.title}")
            cells.append(Cell(x, side, [], art=Art(drawing, field)))
            style = styles.ITEM if choice.detail else styles.BODY
            texts = _texts(composer, choice, style, width - indent, body)
            # The first line stands in the middle of its box.
            texts[0].before = max((side - texts[0].style.leading) / 2, 0.0)
            cells.append(Cell(x + indent, width - indent, texts))
        before = composer.look.space(5) if start else 1.0
        composer.strips.append(Strip(block.key, cells, before=before))


def _columns(composer: Composer, block: briefs.Choices, indent: float) -> int:
    """Return how many choices fit side by side with their words on one line."""
    if any(choice.detail for choice in block.choices):
        return 1
    style = composer.look.style(styles.BODY)
    length = wrapper(style.weight).length
    widest = max(length(composer.clean(choice.title)) for choice in block.choices)
    room = widest * style.size / 1000 + indent + 1
    return max(1, min(int((composer.measure + _GAP) / (room + _GAP)), 4, len(block.choices)))


def _scales(composer: Composer, block: briefs.Choices, listed: Node) -> None:
    side = composer.look.space(_MARKED_BOX)
    step = side + composer.look.space(4)
    # Half of the width is for the words; a longer scale goes on in a second row of boxes.
    across = max(int(composer.measure * 0.55 / step), 1)
    most = max(len(choice.marks) for choice in block.choices)
    scale = min(most, across) * step - (step - side)
    words = composer.measure - scale - 16
    for place, choice in enumerate(block.choices):
        body = listed.add("LI").add("LBody")
        texts = _texts(composer, choice, styles.BODY, words, body)
        texts[0].before = max((side - texts[0].style.leading) / 2, 0.0)
        cells = [Cell(0, words, texts)]
        for number, mark in enumerate(choice.marks):
            row, column = divmod(number, across)
            drawing = _box(composer, side, mark, down=row * step)
            told = f"{block.box_word}: {choice.title}, {mark}" if mark else block.box_word
            x = composer.measure - scale + column * step
            cells.append(Cell(x, side, [], art=Art(drawing, _field(composer, body, told))))
        before = composer.look.space(6) if place else 0.0
        composer.strips.append(Strip(block.key, cells, before=before))


def _poster(composer: Composer, block: briefs.Choices, listed: Node) -> None:
    """Add choices to be read from a wall, each beside a box that holds dots."""
    shown = min(len(block.choices), _POSTERS)
    room = composer.tallest_art / max(shown, 1) - styles.GUTTER
    height = min(max(room, _POSTER_LEAST), _POSTER_MOST)
    signs = [choice.marks[0] for choice in block.choices]
    indent = composer.column(signs, styles.POSTER, 0, 60) + 10 if any(signs) else 0.0
    words = composer.measure * 0.48 - indent
    width = composer.measure * 0.52 - 20
    for place, choice in enumerate(block.choices):
        entry = listed.add("LI")
        sign = composer.set(choice.marks[0], styles.POSTER, indent, None)
        if choice.marks[0]:
            sign.node = entry.add("Lbl")
        body = entry.add("LBody")
        style = styles.POSTER if len(choice.title) <= _POSTER_WORDS else styles.POSTER_LONG
        passages = [composer.set(choice.title, style, words, body.add("P"))]
        if choice.detail:
            passages.append(
                composer.set(choice.detail, styles.BODY, words, body.add("P"), before=4)
            )
        drawing = Drawing(width, max(height, sum(passage.height for passage in passages)))
        drawing.box(0.6, 0.6, width - 1.2, drawing.height - 1.2, NONE, "text")
        field = _field(composer, body, f"{block.box_word}: {choice.title}")
        box = Cell(composer.measure - width, width, [], art=Art(drawing, field))
        cells = [Cell(0, indent, [sign]), Cell(indent, words, passages), box]
        composer.strips.append(Strip(block.key, cells, before=styles.GUTTER if place else 4))


def _texts(
    composer: Composer, choice: briefs.Choice, style: Style, width: float, node: Node
) -> list[Passage]:
    passages = [composer.set(choice.title, style, width, node.add("P"))]
    if choice.detail:
        passages[0].stays_with_next = True
        passages.append(composer.set(choice.detail, styles.DETAIL, width, node.add("P")))
    return passages


def _box(composer: Composer, side: float, mark: str, *, down: float = 0.0) -> Drawing:
    """Draw an empty box, or one with a figure in it to be crossed."""
    drawing = Drawing(side, side + down)
    drawing.box(0.5, down + 0.5, side - 1, side - 1, NONE, "text")
    style = composer.look.style(Style(Weight.REGULAR, 10, 14.5, styles.TEXT_2))
    word = composer.clean(mark).replace("\n", " ")
    size = min(style.size, side * 0.62)
    while word and wrapper(style.weight).length(word) * size / 1000 > side - 4 and size > 6:
        size -= 0.5
    if word:
        baseline = down + side / 2 + size * 0.3637
        drawing.marks.append(
            Words(side / 2, baseline, word, size, style.weight, "text_2", "middle")
        )
    return drawing


def _field(composer: Composer, owner: Node, told: str) -> Node:
    words = text_string(composer.clean(told).replace("\n", " "))
    return owner.add("Form", f"/A<</O/PrintField/Role/cb/checked/off/Desc {words}>>")
