"""The four-page brief against the same pages drawn by hand on a bare ReportLab canvas, in one run.

The canvas is told every position, so it measures nothing, wraps nothing and tags nothing; both
embed the same fonts and both compress their pages. Run with `python -m tests.perf.bench_brief`.
"""

from __future__ import annotations

import gc
import io
import statistics
import time
import tracemalloc
from collections.abc import Callable
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from nghs_desktop.base.bundle import resource
from nghs_desktop.domain.briefs import BriefContent
from nghs_desktop.reports import fonts, layout, styles, text
from nghs_desktop.reports.document import compose, render
from nghs_desktop.reports.layout import Placed
from nghs_desktop.reports.styles import Sheet, Style, Weight
from nghs_desktop.reports.templates.annual import annual_report
from nghs_desktop.reports.text import Cleaner
from tests.unit.reports import samples
from tests.unit.reports.sample_templates import EDITION
from tests.unit.reports.sample_templates import report as report_of

FACES = {
    Weight.REGULAR: "Inter-Regular",
    Weight.MEDIUM: "Inter-Medium",
    Weight.SEMIBOLD: "Inter-SemiBold",
    Weight.BOLD: "Inter-Bold",
}
STANDARD = {
    Weight.REGULAR: "Helvetica",
    Weight.MEDIUM: "Helvetica",
    Weight.SEMIBOLD: "Helvetica-Bold",
    Weight.BOLD: "Helvetica-Bold",
}


ALLOWED = 2.5
"""How many times the bare canvas a tagged brief may take (the performance goals)."""

GROWTH = 1.5
"""How much dearer a page may be in a report of hundreds than in a short one."""


class Figure(NamedTuple):
    """One line of the bench: times in milliseconds; `allowed` is the greatest ratio asked for."""

    name: str
    ours: float
    limit: float
    ratio: float
    allowed: float


class Drawn(NamedTuple):
    """One thing on a page: a text, a rule or a panel, at known places."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    colour: tuple[float, float, float]
    weight: Weight
    size: float
    text: str


def _colour(code: str) -> tuple[float, float, float]:
    red, green, blue = (int(code[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def recorded(content: BriefContent) -> list[list[Drawn]]:
    """Return what stands where on each page of a brief, as someone drawing by hand would know it."""
    sheet = styles.SHEETS[content.paper]
    strips = compose(content, sheet, Cleaner()).strips
    pages = layout.flow(strips, styles.FIRST_TOP, styles.NEXT_TOP, sheet.bottom)
    return [
        _page(content, sheet, placed, number, len(pages))
        for number, placed in enumerate(pages, start=1)
    ]


def _page(
    content: BriefContent, sheet: Sheet, placed: list[Placed], number: int, count: int
) -> list[Drawn]:
    drawn: list[Drawn] = []

    def rule(top: float, thickness: float, colour: str) -> None:
        low = sheet.height - top - thickness / 2
        ink = _colour(colour)
        drawn.append(
            Drawn("rule", sheet.margin, low, sheet.measure, thickness, ink, Weight.REGULAR, 0, "")
        )

    def line(words: str, style: Style, x: float, baseline: float, right: bool = False) -> None:
        if words:
            if right:
                x -= text.wrapper(style.weight).length(words) * style.size / 1000
            y = sheet.height - baseline
            drawn.append(
                Drawn("text", x, y, 0, 0, _colour(style.colour), style.weight, style.size, words)
            )

    right_edge = sheet.margin + sheet.measure
    first = number == 1
    rule(styles.FIRST_RULE if first else styles.NEXT_RULE, styles.HEAVY_RULE, styles.TEXT)
    line(content.kicker if first else content.title, styles.KICKER, sheet.margin, styles.FIRST_HEAD)
    line(content.date_line, styles.DATE, right_edge, styles.FIRST_HEAD, right=True)
    foot = sheet.height - styles.FOOT_FROM_BOTTOM
    line("  \u00b7  ".join(content.footer), styles.FOOT, sheet.margin, foot)
    line(f"Page {number} of {count}", styles.FOOT, right_edge, foot, right=True)
    for item in placed:
        if item.strip.rule:
            rule(item.top, styles.LIGHT_RULE, styles.HAIRLINE)
        for cell in item.strip.cells:
            x = sheet.margin + cell.x
            if cell.ink:
                low = sheet.height - item.top - item.strip.height
                ground = _colour(cell.ink.ground)
                drawn.append(
                    Drawn(
                        "panel", x, low, cell.width, item.strip.height, ground, Weight(400), 0, ""
                    )
                )
                x += styles.PANEL_PAD_X
            top = item.top + item.strip.pad_top
            for passage in cell.passages:
                top += passage.before
                for words in passage.lines:
                    edge = x + cell.width if passage.right else x
                    line(
                        words.rstrip(),
                        passage.style,
                        edge,
                        top + passage.style.baseline,
                        passage.right,
                    )
                    top += passage.style.leading
    return drawn


def by_hand(pages: list[list[Drawn]], names: dict[Weight, str], size: tuple[float, float]) -> bytes:
    """Draw recorded pages the plain way: one call a thing, as ReportLab's own guide shows it."""
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer, pagesize=size, pageCompression=1, invariant=1, initialFontName=names[Weight.REGULAR]
    )
    for page in pages:
        for thing in page:
            canvas.setFillColorRGB(*thing.colour)
            if thing.kind == "text":
                canvas.setFont(names[thing.weight], thing.size)
                canvas.drawString(thing.x, thing.y, thing.text)
            elif thing.kind == "rule":
                canvas.rect(thing.x, thing.y, thing.width, thing.height, stroke=0, fill=1)
            else:
                canvas.roundRect(thing.x, thing.y, thing.width, thing.height, 7, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def alternating(works: list[Callable[[], object]], rounds: int) -> list[float]:
    """Return the median milliseconds of each work, taken in turn so that noise hits all alike."""
    for work in works:
        work()
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, taken, strict=True):
            gc.collect()
            start = time.perf_counter()
            work()
            times.append((time.perf_counter() - start) * 1000)
    return [statistics.median(times) for times in taken]


def bench(rounds: int = 25) -> list[Figure]:
    """Time the tagged brief and its limits; the first document of a process is not counted."""
    for weight, name in FACES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{FACES[weight]}.ttf"))))
    brief = samples.long_meeting(28)
    count = render(brief).pages
    pages = recorded(brief)
    one = samples.one_page()
    one_pages = recorded(one)
    report = samples.long_meeting(2200)
    report_pages = recorded(report)
    size = (612.0, 792.0)

    def with_fonts_anew() -> None:
        fonts.forget_programs()
        render(brief)

    ours, anew, embedded, standard, ours_one, hand_one = alternating(
        [
            lambda: render(brief),
            with_fonts_anew,
            lambda: by_hand(pages, FACES, size),
            lambda: by_hand(pages, STANDARD, size),
            lambda: render(one),
            lambda: by_hand(one_pages, FACES, size),
        ],
        rounds,
    )
    ours_long, hand_long = alternating(
        [lambda: render(report), lambda: by_hand(report_pages, FACES, size)], 3
    )
    long_count = len(report_pages)
    short_year, long_year = (annual_report(report_of(n), EDITION) for n in (10, 100))
    year_pages = [render(content).pages for content in (short_year, long_year)]
    year = alternating([lambda: render(short_year), lambda: render(long_year)], 3)
    per_page = [taken / pages for taken, pages in zip(year, year_pages, strict=True)]
    return [
        _figure(f"tagged brief, {count} pages; canvas with the same fonts", ours, embedded),
        _figure(f"tagged brief, {count} pages; canvas with Helvetica", ours, standard),
        _figure("the same, fonts cut anew; canvas with the same fonts", anew, embedded),
        _figure("tagged brief, 1 page; canvas with the same fonts", ours_one, hand_one),
        _figure(f"tagged report, {long_count} pages; canvas, same fonts", ours_long, hand_long),
        _figure(
            f"a page of {year_pages[1]} with charts, notes, index; of {year_pages[0]}",
            per_page[1],
            per_page[0],
            GROWTH,
        ),
    ]


def memory() -> list[tuple[int, float]]:
    """Return (pages, greatest MiB held while printing) of annual reports that grow."""
    held = []
    for chapters in (10, 50, 100):
        content = annual_report(report_of(chapters), EDITION)
        gc.collect()
        tracemalloc.start()
        pages = render(content).pages
        held.append((pages, tracemalloc.get_traced_memory()[1] / 2**20))
        tracemalloc.stop()
    return held


def _figure(name: str, ours: float, limit: float, allowed: float = ALLOWED) -> Figure:
    return Figure(name, ours, limit, ours / limit, allowed)


def main() -> None:
    print(f"{'brief':<56}{'ours ms':>10}{'limit ms':>10}{'ratio':>8}{'allowed':>9}")
    for figure in bench():
        print(
            f"{figure.name:<56}{figure.ours:>10.1f}{figure.limit:>10.1f}"
            f"{figure.ratio:>8.2f}{figure.allowed:>9.1f}"
        )
    for pages, held in memory():
        print(
            f"{pages} pages with charts hold {held:.1f} MiB ({held * 1024 / pages:.0f} KiB a page)"
        )


if __name__ == "__main__":
    main()
