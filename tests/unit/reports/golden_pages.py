"""Golden pages: every template as text with its place on the page, to hold against the pages of today.

`make golden` writes them anew into `golden/`; read the difference before you commit it. A line is
`left top text`: points from the page's upper left corner to the text's first letter on its baseline,
to half a point, as PDFium finds them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from nghs_desktop.domain.briefs import BriefContent
from nghs_desktop.reports.document import render
from tests.unit.reports.sample_meeting_papers import meeting_papers
from tests.unit.reports.sample_templates import editions, templates

FOLDER = Path(__file__).parent / "golden"
EDITIONS = ("letter", "a4-es", "large")
_MOST_PAGES = 6


def contents() -> Iterator[tuple[str, BriefContent]]:
    """Yield the name and the content of every golden document."""
    for edition_name, edition in editions():
        if edition_name in EDITIONS:
            for name, content in (*templates(edition), *meeting_papers(edition)):
                yield f"{name}-{edition_name}", content


def page_lines(pdf: bytes) -> list[str]:
    """Return the lines of a document's first pages, each with its place."""
    document = pypdfium2.PdfDocument(pdf)
    found: list[str] = []
    try:
        for number in range(min(len(document), _MOST_PAGES)):
            page = document[number]
            found.append(f"page {number + 1} of {len(document)}")
            text_page = page.get_textpage()
            found.extend(_lines(text_page, page.get_height()))
            text_page.close()
            page.close()
    finally:
        document.close()
    return found


def _lines(page: pypdfium2.PdfTextPage, height: float) -> Iterator[str]:
    """Yield the runs of a page: letters on one baseline that PDFium reads without a line break."""
    x, y = ctypes.c_double(), ctypes.c_double()
    words, place = "", (0.0, 0.0)
    for index in range(page.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(page, index))
        if letter in "\r\n":
            if words.strip():
                yield _line(place, words)
            words = ""
            continue
        if not words:
            pdfium.FPDFText_GetCharOrigin(page, index, x, y)
            place = (x.value, height - y.value)
        words += letter
    if words.strip():
        yield _line(place, words)


def _line(place: tuple[float, float], words: str) -> str:
    left, top = (round(value * 2) / 2 for value in place)
    return f"{left:g} {top:g} {words.strip()}"


def write() -> None:
    """Write all golden pages anew."""
    FOLDER.mkdir(exist_ok=True)
    wanted = {f"{name}.txt": content for name, content in contents()}
    for old in FOLDER.glob("*.txt"):
        if old.name not in wanted:
            old.unlink()
    for name, content in wanted.items():
        lines = page_lines(render(content).pdf)
        (FOLDER / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
