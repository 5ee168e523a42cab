"""Tables of data, pairs of names and texts, and lists of points, as strips.

Column widths come from what the columns hold: numbers keep their line, text takes the rest. On
which page a row stands, and where heads are repeated, is decided by the layout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nghs_desktop.domain import briefs
from nghs_desktop.domain.briefs import Align, has_text, plain_text
from nghs_desktop.reports import styles
from nghs_desktop.reports.fonts import TABULAR
from nghs_desktop.reports.layout import Cell, Passage, Strip
from nghs_desktop.reports.styles import Style
from nghs_desktop.reports.tagging import BULLETED, COLUMN_HEAD, NUMBERED, ROW_HEAD, Node
from nghs_desktop.reports.text import wrapper

if TYPE_CHECKING:
    from nghs_desktop.reports.blocks import Composer

_GAP = 14.0
_SAMPLE = 400
"""How many cells of a text column are measured; every number is."""


def compose_table(composer: Composer, block: briefs.Table, node: Node) -> None:
    """Add a table with its caption, its heads and its notes."""
    table = node.add("Table")
    spans = _spans(composer, block)
    if block.caption:
        caption = composer.set(
            block.caption, styles.CAPTION, composer.measure, table.add("Caption").add("P")
        )
        cells = [Cell(0, composer.measure, [caption])]
        composer.strips.append(Strip(block.key, cells, pad_bottom=5, keeps_with_next=True))
    head = _head(composer, block, table, spans)
    pad = composer.look.space(4)
    for place, row in enumerate(block.rows):
        line = table.add("TR")
        cells = []
        for number, (text, column, (x, width)) in enumerate(
            zip(row.cells, block.columns, spans, strict=True)
        ):
            names = number == 0 and block.row_heads
            owner = line.add("TH", ROW_HEAD) if names else line.add("TD")
            style = styles.CELL_STRONG if row.total else styles.CELL
            cells.append(Cell(x, width, [_cell(composer, text, column.align, style, width, owner)]))
        if block.room:
            _make_room(composer, cells, block.room)
        last = place + 1 == len(block.rows)
        strip = Strip(
            block.key,
            cells,
            pad_top=pad,
            pad_bottom=pad if block.room or not last else 1,
            rule=True,
            firm=row.total or place == 0,
            repeated_head=head,
            anchor=row.key,
        )
        strip.prose = strip.line_count > 8
        # No row stands alone under its heads or on the last page.
        strip.keeps_with_next = len(block.rows) > 2 and place in (0, len(block.rows) - 2)
        composer.strips.append(strip)
    if block.room and block.rows:
        composer.strips[-1].keeps_with_next = True
        composer.strips.append(Strip(block.key, [Cell(0, composer.measure, [])], rule=True))
    for place, note in enumerate(block.notes):
        passage = composer.set(note, styles.DETAIL, composer.measure, node.add("P"))
        cells = [Cell(0, composer.measure, [passage])]
        composer.strips.append(Strip(block.key, cells, before=2 if place else 7))
    if block.notes and block.rows:
        composer.strips[-len(block.notes) - 1].keeps_with_next = True


def _make_room(composer: Composer, cells: list[Cell], lines: int) -> None:
    """Make a row high enough to write in; what is printed stands in its middle."""
    style = composer.look.style(styles.CELL)
    empty = Cell(0, 0, [Passage(style, [""] * lines, None)])
    for cell in cells:
        if cell.height < empty.height:
            cell.passages[0].before += (empty.height - cell.height) / 2
    cells.append(empty)


def _cell(
    composer: Composer, text: briefs.Text, align: Align, style: Style, width: float, node: Node
) -> Passage:
    passage = composer.set(text, style, width, node, right=align is Align.END)
    passage.centre = align is Align.CENTRE
    if align is not Align.START and passage.from_right is None:
        passage.lines = [line.translate(TABULAR) for line in passage.lines]
    return passage


def _head(
    composer: Composer, block: briefs.Table, table: Node, spans: list[tuple[float, float]]
) -> Strip:
    """Add the head row, its texts at the foot of the row; return its twin for later pages."""
    line = table.add("TR")
    for repeated in (False, True):
        cells = []
        for column, (x, width) in zip(block.columns, spans, strict=True):
            owner = None if repeated else line.add("TH", COLUMN_HEAD)
            passage = composer.set(column.head, styles.CELL_HEAD, width, owner)
            passage.right = column.align is Align.END
            passage.centre = column.align is Align.CENTRE
            cells.append(Cell(x, width, [passage]))
        tallest = max(cell.height for cell in cells)
        for cell in cells:
            cell.passages[0].before = tallest - cell.height
        strip = Strip(block.key, cells, pad_bottom=composer.look.space(4))
        if not repeated:
            strip.keeps_with_next = bool(block.rows)
            composer.strips.append(strip)
    return strip


def _spans(composer: Composer, block: briefs.Table) -> list[tuple[float, float]]:
    """Return (x, width) of each column: what it asks for, and text shares what is over or missing."""
    room = composer.measure - _GAP * (len(block.columns) - 1)
    if any(column.share for column in block.columns):
        total = sum(column.share or 1.0 for column in block.columns)
        widths = [room * (column.share or 1.0) / total for column in block.columns]
    else:
        widths = _asked_widths(composer, block, room)
    spans: list[tuple[float, float]] = []
    x = 0.0
    for width in widths:
        spans.append((x, width))
        x += width + _GAP
    return spans


def _asked_widths(composer: Composer, block: briefs.Table, room: float) -> list[float]:
    least: list[float] = []
    asked: list[float] = []
    for place, column in enumerate(block.columns):
        numbers = column.align is not Align.START
        rows = block.rows if numbers else block.rows[:_SAMPLE]
        any_total = any(row.total for row in rows)
        style = composer.look.style(styles.CELL_STRONG if any_total else styles.CELL)
        narrow, wide = _measured(composer, [row.cells[place] for row in rows], style, numbers)
        head_style = composer.look.style(styles.CELL_HEAD)
        head_narrow, head_wide = _measured(composer, [column.head], head_style, False)
        least.append(max(narrow, head_narrow, composer.look.space(18)) + 0.5)
        head_asked = min(head_wide, composer.look.space(72)) if numbers else head_wide
        asked.append(max(wide, head_asked, least[-1]) + 0.5)
    text = [column.align is Align.START for column in block.columns]
    spare = room - sum(asked)
    if spare >= 0:
        takers = [a if t else 0.0 for a, t in zip(asked, text, strict=True)]
        if not any(takers):
            takers = asked
        total = sum(takers)
        return [a + spare * t / total for a, t in zip(asked, takers, strict=True)]
    # Numbers give up the room for their heads first; then the widest texts give, down to a common
    # width, so that a short one stays whole.
    asked = [a if t else n for a, n, t in zip(asked, least, text, strict=True)]
    if sum(least) < room:
        return _level(asked, least, room)
    return [n * room / sum(least) for n in least]


def _level(asked: list[float], least: list[float], room: float) -> list[float]:
    """Cut the widest columns to a common width so that all fit, none below its least."""
    low, high = 0.0, max(asked)
    for _ in range(40):
        middle = (low + high) / 2
        used = sum(max(n, min(a, middle)) for a, n in zip(asked, least, strict=True))
        low, high = (middle, high) if used <= room else (low, middle)
    widths = [max(n, min(a, low)) for a, n in zip(asked, least, strict=True)]
    widths[asked.index(max(asked))] += room - sum(widths)
    return widths


def _measured(
    composer: Composer, texts: list[briefs.Text], style: Style, numbers: bool
) -> tuple[float, float]:
    """Return the width of the widest word and of the widest line of texts, in points."""
    length = wrapper(style.weight).length
    word = line = 0.0
    for text in texts:
        cleaned = composer.clean(plain_text(text))
        if numbers:
            cleaned = cleaned.translate(TABULAR)
        extra = 0.0 if isinstance(text, str) else 420.0 * len(text.notes)
        for one in cleaned.split("\n"):
            whole = length(one) + extra
            line = max(line, whole)
            if numbers:
                word = max(word, min(whole, 16_000.0))
            else:
                word = max(word, max((length(w) for w in one.split(" ")), default=0.0))
    # A giant word is cut rather than taking the table: ten thousandths are about 20 letters.
    scale = style.size / 1000
    return min(word, 11_000.0) * scale, line * scale


def compose_pairs(composer: Composer, block: briefs.Pairs, node: Node) -> None:
    """Add names at the left and what is said of them beside, as a table with named rows."""
    table = node.add("Table")
    names = [pair.name for pair in block.pairs]
    name_width = composer.column(names, styles.CELL_STRONG, 84, 150, share=0.34)
    x = name_width + _GAP
    width = composer.measure - x
    pad = composer.look.space(4.5)
    for place, pair in enumerate(block.pairs):
        line = table.add("TR")
        name = composer.set(pair.name, styles.CELL_STRONG, name_width, line.add("TH", ROW_HEAD))
        text = composer.set(pair.text, styles.CELL, width, line.add("TD"))
        cells = [Cell(0, name_width, [name]), Cell(x, width, [text])]
        last = place + 1 == len(block.pairs)
        strip = Strip(block.key, cells, pad_top=pad, pad_bottom=1 if last else pad, rule=True)
        strip.prose = strip.line_count > 6
        composer.strips.append(strip)


def compose_bullets(composer: Composer, block: briefs.Bullets, node: Node) -> None:
    """Add short points, each behind a dot or its number."""
    listed = node.add("L", NUMBERED if block.numbered else BULLETED)
    indent = composer.look.space(18.0 if block.numbered else 14.0)
    width = min(composer.measure, styles.READING_MEASURE + indent) - indent
    for place, item in enumerate(item for item in block.items if has_text(item)):
        entry = listed.add("LI")
        sign = f"{place + 1}." if block.numbered else "\u2022"
        style = styles.BULLET
        label = composer.set(sign, style, indent, entry.add("Lbl"))
        text = composer.set(item, styles.BODY, width, entry.add("LBody").add("P"))
        cells = composer.signed(label, indent, [text], width)
        strip = Strip(block.key, cells, before=4 if place else 0)
        strip.prose = strip.line_count > 4
        composer.strips.append(strip)
