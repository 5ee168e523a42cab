"""What a document needs to be handed over: numbers to remember, lines to sign on, a certificate.

The seal is drawn from plain shapes; nothing is read from a file.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from nghs_desktop.domain import briefs
from nghs_desktop.reports import styles
from nghs_desktop.reports.book import text_string
from nghs_desktop.reports.drawing import Dot, Drawing, Shape, Words
from nghs_desktop.reports.layout import Art, Cell, Passage, Strip
from nghs_desktop.reports.styles import Style, Weight
from nghs_desktop.reports.tagging import Node
from nghs_desktop.reports.text import balanced, wrapper

if TYPE_CHECKING:
    from nghs_desktop.reports.blocks import Composer


def compose_figures(composer: Composer, block: briefs.KeyFigures, node: Node) -> None:
    """Add numbers to remember in columns, each over what it counts."""
    most = 2 if composer.look.large else 4
    figures = block.figures
    rows = math.ceil(len(figures) / most)
    columns = math.ceil(len(figures) / rows)
    gap = 18.0
    width = (composer.measure - gap * (columns - 1)) / columns
    listed = node.add("L", "/A<</O/List/ListNumbering/None>>")
    for start in range(0, len(figures), columns):
        cells = []
        for place, figure in enumerate(figures[start : start + columns]):
            entry = listed.add("LI").add("LBody")
            value = composer.set(figure.value, styles.KEY_FIGURE, width, entry.add("P"))
            label = composer.set(figure.label, styles.DETAIL, width, entry.add("P"))
            value.stays_with_next = True
            cells.append(Cell(place * (width + gap), width, [value, label]))
        strip = Strip(block.key, cells, before=12 if start else 0, pad_top=7, pad_bottom=2)
        strip.rule = True
        composer.strips.append(strip)


def compose_signatures(composer: Composer, block: briefs.Signatures, node: Node) -> None:
    """Add the closing words, then two lines to sign on beside one another."""
    if block.closing:
        passage = composer.set(block.closing, styles.BODY, composer.measure, node.add("P"))
        cells = [Cell(0, composer.measure, [passage])]
        composer.strips.append(Strip(block.key, cells, keeps_with_next=bool(block.signers)))
    for _ in range(block.ruled):  # empty lines to write on
        line = Cell(0, composer.measure, [], line=composer.measure, line_at=0.0)
        strip = Strip(block.key, [line], before=composer.look.space(23), keeps_with_next=True)
        composer.strips.append(strip)
    columns = 1 if composer.look.large else 2
    gap = 30.0
    width = (composer.measure - gap * (columns - 1)) / columns
    day = width * 0.26 if block.date_word else 0.0
    for start in range(0, len(block.signers), columns):
        cells = []
        for place, signer in enumerate(block.signers[start : start + columns]):
            x = place * (width + gap)
            room = width - day - (12 if day else 0)
            cells.append(Cell(x, room, _signer(composer, signer, room, node), line=room))
            if day:
                word = composer.set(block.date_word, styles.DETAIL, day, node.add("P"))
                cells.append(Cell(x + width - day, day, [word], line=day))
        strip = Strip(block.key, cells, before=composer.look.space(38), pad_top=4)
        composer.strips.append(strip)


def _signer(composer: Composer, signer: briefs.Signer, width: float, node: Node) -> list[Passage]:
    passages = [composer.set(signer.name, styles.CELL_STRONG, width, node.add("P"))]
    if signer.role:
        passages.append(composer.set(signer.role, styles.DETAIL, width, node.add("P")))
    return passages


def compose_certificate(composer: Composer, content: briefs.BriefContent) -> None:
    """Set a certificate: everything in the middle, spread over the height of the sheet."""
    root = composer.root
    first = len(composer.strips)
    if content.kicker:
        _middle(composer, content.kicker, styles.AWARD_KICKER, root.add("P"), 0)
    _middle(composer, content.title, styles.AWARD_TITLE, root.add("H1"), 10)
    if content.summary:
        _middle(composer, content.summary, styles.AWARD_LEAD, root.add("P"), 4)
    for number, section in enumerate(content.sections, start=1):
        for block in section.blocks:
            if isinstance(block, briefs.Award):
                _award(composer, block, root.add("Sect"))
        rest = tuple(block for block in section.blocks if not isinstance(block, briefs.Award))
        if rest:
            composer.section(replace(section, blocks=rest), number)
    composer.strips[first].starts = 0


def _middle(
    composer: Composer, text: str, style: Style, node: Node, before: float, key: str = ""
) -> None:
    width = composer.measure - 96
    passage = composer.set(text, style, width, node)
    passage.lines = balanced(composer.clean(text), passage.style, width)
    passage.centre = True
    passage.from_right = None
    cells = [Cell(48, width, [passage])]
    composer.strips.append(Strip(key, cells, before=before, prose=passage.height > 200))


def _award(composer: Composer, award: briefs.Award, node: Node) -> None:
    _middle(composer, award.lead, styles.AWARD_LEAD, node.add("P"), 20, award.key)
    _middle(composer, award.name, styles.AWARD_NAME, node.add("P"), 8, award.key)
    _middle(composer, award.citation, styles.AWARD_TEXT, node.add("P"), 12, award.key)
    if award.given:
        _middle(composer, award.given, styles.AWARD_LEAD, node.add("P"), 12, award.key)
    cells: list[Cell] = []
    seal = _seal(composer.clean(award.seal))
    edge = 40.0
    width = (composer.measure - seal.width - 2 * edge - 60) / 2
    places = (edge, composer.measure - edge - width)
    for signer, x in zip(award.signers[:2], places, strict=False):
        passages = _signer(composer, signer, width, node)
        for passage in passages:
            passage.centre = True
        passages[0].before = 58.0
        cells.append(Cell(x, width, passages, line=width, line_at=54.0))
    alternative = text_string(composer.clean(award.seal_alternative or award.seal or "Seal"))
    art = Art(seal, node.add("Figure", f"/Alt {alternative}"))
    cells.append(Cell((composer.measure - seal.width) / 2, seal.width, [], art=art))
    composer.strips.append(Strip(award.key, cells, before=20))
    rest = award.signers[2:]
    if rest:
        more = briefs.Signatures(award.key, rest)
        compose_signatures(composer, more, node)


def spread(strips: list[Strip], room: float) -> None:
    """Give the free height of a certificate to the gaps before its strips."""
    free = room - sum(strip.before + strip.height for strip in strips)
    gaps = [strip for strip in strips[1:] if strip.before > 0]
    if free <= 0 or not gaps:
        return
    total = sum(strip.before for strip in gaps)
    share = min(free * 0.7, total * 1.1)
    for strip in gaps:
        strip.before += share * strip.before / total
    strips[0].pad_top += (free - share) / 2
    strips[0].height += (free - share) / 2


def _seal(word: str) -> Drawing:
    """Draw a scalloped seal with a star and one short word."""
    side = 112.0
    middle = side / 2
    drawing = Drawing(side, side)
    for turn in (-1, 1):  # two ribbons under the seal
        x = middle + turn * 15
        ribbon = (
            (x - 9, 78.0),
            (x + 9, 78.0),
            (x + 9 + turn * 8, 111.0),
            (x + turn * 8, 103.0),
            (x - 9 + turn * 8, 111.0),
        )
        drawing.marks.append(Shape(ribbon, "text_2"))
    centre = 46.0
    points = []
    for n in range(144):
        angle = 2 * math.pi * n / 144
        radius = 43.0 + 2.6 * math.cos(24 * angle)
        points.append((middle + radius * math.cos(angle), centre + radius * math.sin(angle)))
    drawing.marks.append(Shape(tuple(points), "series0"))
    drawing.marks.append(Dot(middle, centre, 37.0, "", "ground", 1.2))
    drawing.marks.append(Dot(middle, centre, 34.0, "ground", "ground"))
    star = []
    for n in range(10):
        angle = math.pi * n / 5 - math.pi / 2
        radius = 17.0 if n % 2 == 0 else 7.2
        star.append((middle + radius * math.cos(angle), centre - 7 + radius * math.sin(angle)))
    drawing.marks.append(Shape(tuple(star), "series0"))
    setter = wrapper(Weight.BOLD)
    while word and setter.length(word) * 0.0115 > 58:
        word = word[:-1]
    drawing.marks.append(Words(middle, centre + 23, word, 11.5, Weight.BOLD, "text", "middle"))
    return drawing
