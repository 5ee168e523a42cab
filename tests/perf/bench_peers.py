"""The four-page brief by other ways to set a page, in one run with ours: typst, fpdf2, WeasyPrint.

Each sets the same words in the same face and sizes: headings, paragraphs, and one table of notes
whose head stands again on each page. They are measured where they are installed (`pip install
'.[peers]'`); those that are not are named. Nothing of the product uses them.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass

from nghs_desktop.base.bundle import resource
from nghs_desktop.domain.briefs import BriefContent, NoteLine
from nghs_desktop.reports.document import render
from tests.perf.bench_brief import alternating
from tests.perf.figures import Figure
from tests.unit.reports import samples

_FACE = {"": "Inter-Regular", "B": "Inter-SemiBold"}
_SKIPPED = {"key", "footer", "kicker", "date_line", "language", "paper", "page_words"}


def said(content: BriefContent) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (kind, texts) in reading order: a heading, a paragraph, a row of the table of notes."""
    yield "title", (content.title,)
    if content.summary:
        yield "text", (str(content.summary),)
    for section in content.sections:
        if section.heading:
            yield "head", (section.heading,)
        for block in section.blocks:
            yield from _parts(block)


def _parts(value: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(value, NoteLine):
        yield "row", (value.time, value.kind, str(value.text), value.said_by)
    elif isinstance(value, str):
        if value.strip():
            yield "text", (value,)
    elif isinstance(value, tuple):
        for one in value:
            yield from _parts(one)
    elif is_dataclass(value):
        for item in fields(value):
            if item.name not in _SKIPPED:
                yield from _parts(getattr(value, item.name))


def by_typst(content: BriefContent) -> Callable[[], bytes]:
    """Return the work of setting a content with typst."""
    import typst

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    lines: list[str] = []
    rows: list[str] = []

    def table() -> None:
        if rows:
            head = "table.header([Time],[Kind],[Said],[Who]),"
            lines.append(f"#table(columns: (48pt,80pt,1fr,80pt),{head}{','.join(rows)})")
            rows.clear()

    for kind, texts in said(content):
        if kind == "row":
            rows.extend(f"text({quoted(text)})" for text in texts)
            continue
        table()
        size = {"title": 21, "head": 12.5}.get(kind)
        inner = f"text({quoted(texts[0])}" + (
            f', size: {size}pt, weight: "semibold")' if size else ")"
        )
        lines.append(f"#block({inner})")
    table()
    source = "\n".join(lines)
    fonts = [str(resource("fonts", "Inter-Regular.ttf").parent)]
    compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
    runs = 0

    def work() -> bytes:
        # It remembers every paragraph it ever set; a size that is new each time makes it work.
        nonlocal runs
        runs += 1
        sheet = '#set page("us-letter", margin: 56pt)'
        face = f'#set text(font: "Inter", size: {10 + runs / 1e5}pt)'
        made = compiler.compile(input=f"{sheet}\n{face}\n{source}".encode(), format="pdf")
        assert isinstance(made, bytes)
        return made

    return work


def by_fpdf2(content: BriefContent) -> Callable[[], bytes]:
    """Return the work of setting a content with fpdf2."""
    from fpdf import FPDF
    from fpdf.fonts import FontFace

    def work() -> bytes:
        pdf = FPDF(unit="pt", format="letter")
        for style, name in _FACE.items():
            pdf.add_font("Inter", style, str(resource("fonts", f"{name}.ttf")))
        pdf.set_margin(56)
        pdf.set_auto_page_break(True, 56)
        pdf.add_page()
        rows: list[tuple[str, ...]] = []

        def table() -> None:
            if not rows:
                return
            pdf.set_font("Inter", size=10)
            with pdf.table(
                col_widths=(48, 80, 292, 80),
                headings_style=FontFace(emphasis="BOLD"),
                line_height=14.5,
            ) as made:
                made.row(("Time", "Kind", "Said", "Who"))
                for row in rows:
                    made.row(row)
            rows.clear()

        for kind, texts in said(content):
            if kind == "row":
                rows.append(texts)
                continue
            table()
            size = {"title": 21, "head": 12.5}.get(kind, 10)
            pdf.set_font("Inter", style="B" if kind != "text" else "", size=size)
            pdf.multi_cell(0, size * 1.45, texts[0], new_x="LMARGIN", new_y="NEXT")
        table()
        return bytes(pdf.output())

    return work


def by_weasyprint(content: BriefContent) -> Callable[[], bytes]:
    """Return the work of setting a content with WeasyPrint, tagged as ours is."""
    import weasyprint

    faces = "".join(
        f"@font-face{{font-family:Inter;font-weight:{weight};"
        f"src:url({resource('fonts', f'{name}.ttf').as_uri()})}}"
        for weight, name in ((400, "Inter-Regular"), (600, "Inter-SemiBold"))
    )
    parts: list[str] = []
    rows: list[str] = []

    def table() -> None:
        if rows:
            head = "<thead><tr><th>Time<th>Kind<th>Said<th>Who</thead>"
            parts.append(f"<table>{head}{''.join(rows)}</table>")
            rows.clear()

    for kind, texts in said(content):
        if kind == "row":
            rows.append("<tr>" + "".join(f"<td>{html.escape(text)}" for text in texts))
            continue
        table()
        tag = {"title": "h1", "head": "h2"}.get(kind, "p")
        parts.append(f"<{tag}>{html.escape(texts[0])}</{tag}>")
    table()
    style = (
        f"{faces}@page{{size:letter;margin:56pt}}body{{font:10pt/14.5pt Inter}}"
        "h1{font-size:21pt}h2{font-size:12.5pt}"
    )
    page = f"<html lang=en><title>Brief</title><style>{style}</style>{''.join(parts)}"

    def work() -> bytes:
        made = weasyprint.HTML(string=page).write_pdf(pdf_tags=True)
        assert isinstance(made, bytes)
        return made

    return work


PEERS = {
    "typst": (by_typst, 1 / 3),
    "fpdf2": (by_fpdf2, 1.0),
    "WeasyPrint": (by_weasyprint, 1 / 40),
}
"""How to set a page with each, and the most of its time that ours may take (the goals)."""


def bench(rounds: int = 7) -> list[Figure]:
    """Time ours beside each that is installed."""
    content = samples.long_meeting(28)
    works: dict[str, Callable[[], bytes]] = {}
    for name, (prepare, _) in PEERS.items():
        try:
            works[name] = prepare(content)
        except (ImportError, OSError) as problem:
            # WeasyPrint is installed and cannot run where Pango is missing: an OSError.
            print(f"{name} is not here: {str(problem).splitlines()[0]}")
    ours, *others = alternating([lambda: render(content), *works.values()], rounds)
    return [
        Figure(f"tagged brief; {name}, the same words", ours, taken, PEERS[name][1])
        for name, taken in zip(works, others, strict=True)
    ]


if __name__ == "__main__":
    for figure in bench():
        print(figure)
