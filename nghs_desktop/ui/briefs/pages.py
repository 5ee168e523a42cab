"""Reads a finished PDF and draws its pages off the window's thread: sizes, words, pictures.

pdfium must never be used by two threads at once, so every call stands under one lock of the
process. Nothing here knows a brief or a widget.
"""

from __future__ import annotations

import math
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QImage, QPainter

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

POINTS_PER_INCH = 72.0
_MOST_PIXELS = 24_000_000
_PDFIUM = Lock()
_REACH = 6.0
"""Points around a click in which a letter counts as met."""


class PageSize(NamedTuple):
    """Width and height of a page in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF that lies open: its bytes, and the size and words of each page."""

    serial: int
    pdf: bytes
    sizes: tuple[PageSize, ...]
    texts: tuple[str, ...]


class PdfPages:
    """Opens documents and draws pages on one thread of its own. Close it when done."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="pages")
        self._serial = 0
        self._open: tuple[int, pypdfium2.PdfDocument] | None = None
        self._closed = False

    def open(self, pdf: bytes) -> Future[Document]:
        """Read a PDF; it stays open until the next one is drawn from."""
        self._serial += 1
        return self._worker.submit(self._read, self._serial, pdf)

    def draw(self, document: Document, page: int, scale: float) -> Future[QImage]:
        """Draw a page (counted from 0) with `scale` px to a point."""
        return self._worker.submit(self._draw, document, page, scale)

    def line_at(self, document: Document, page: int, x: float, y: float) -> Future[str]:
        """Read the line of text at a place of a page, in points from its top left; "" for none."""
        return self._worker.submit(self._line_at, document, page, x, y)

    def close(self, *, wait: bool = True) -> None:
        """Draw nothing more and let go of the document."""
        if self._closed:
            return
        self._closed = True
        with suppress(RuntimeError):  # Python itself is ending and takes no more work
            self._worker.submit(self._forget)
        self._worker.shutdown(wait=wait)

    # -- on the worker -----------------------------------------------------------------
    def _read(self, serial: int, pdf: bytes) -> Document:
        with _PDFIUM:
            document = self._lay_open(serial, pdf)
            sizes, texts = [], []
            for page in document:
                words = page.get_textpage()
                sizes.append(PageSize(*page.get_size()))
                texts.append(words.get_text_range().replace("\r\n", "\n"))
                words.close()
                page.close()
        return Document(serial, pdf, tuple(sizes), tuple(texts))

    def _draw(self, document: Document, page: int, scale: float) -> QImage:
        with _PDFIUM:
            opened = self._lay_open(document.serial, document.pdf)
            return draw_part(opened, page, scale)

    def _line_at(self, document: Document, page: int, x: float, y: float) -> str:
        size = document.sizes[page]
        with _PDFIUM:
            opened = self._lay_open(document.serial, document.pdf)[page]
            words = opened.get_textpage()
            place = words.get_index(x, size.height - y, _REACH, _REACH)
            line = ""
            if place is not None:
                _left, bottom, _right, top = words.get_charbox(place)
                # A hair inside the letter, so that the lines above and below stay out.
                middle, half = (bottom + top) / 2, max((top - bottom) / 8, 0.2)
                line = words.get_text_bounded(0, middle - half, size.width, middle + half)
            words.close()
            opened.close()
        return " ".join(line.split())

    def _lay_open(self, serial: int, pdf: bytes) -> pypdfium2.PdfDocument:
        if self._open is None or self._open[0] != serial:
            self._let_go()
            self._open = serial, open_document(pdf)
        return self._open[1]

    def _forget(self) -> None:
        with _PDFIUM:
            self._let_go()

    def _let_go(self) -> None:
        if self._open is not None:
            self._open[1].close()
        self._open = None


class BandReader:
    """Reads a PDF once more for a printer, a band of a page at a time to keep memory small."""

    def __init__(self, pdf: bytes) -> None:
        with _PDFIUM:
            self._document = open_document(pdf)
            self.sizes = tuple(PageSize(*page.get_size()) for page in self._document)

    def bands(self, page: int, scale: float) -> int:
        """Return in how many bands a page is drawn with `scale` px to a point."""
        width, height = self.sizes[page]
        return max(1, math.ceil(width * height * scale * scale / _MOST_PIXELS))

    def band(self, page: int, scale: float, index: int) -> tuple[int, QImage]:
        """Return where a band begins, in px from the top of the page, and its picture."""
        height = math.ceil(self.sizes[page].height * scale)  # as pdfium itself counts
        count = self.bands(page, scale)
        top, bottom = height * index // count, height * (index + 1) // count
        with _PDFIUM:
            return top, draw_part(self._document, page, scale, top, height - bottom)

    def close(self) -> None:
        """Let go of the document."""
        with _PDFIUM:
            self._document.close()


def picture_of(reader: BandReader, page: int, scale: float) -> QImage:
    """Return a whole page, counted from 0, with `scale` px to a point."""
    pieces = [reader.band(page, scale, index) for index in range(reader.bands(page, scale))]
    if len(pieces) == 1:
        return pieces[0][1]
    top, last = pieces[-1]
    whole = QImage(last.width(), top + last.height(), QImage.Format.Format_RGB32)
    painter = QPainter(whole)
    for y, piece in pieces:
        painter.drawImage(0, y, piece)
    painter.end()
    return whole


def open_document(pdf: bytes) -> pypdfium2.PdfDocument:
    """Open a PDF; the caller holds the lock."""
    from pypdfium2 import PdfDocument

    return PdfDocument(pdf)


def draw_part(
    document: pypdfium2.PdfDocument, page: int, scale: float, top: int = 0, bottom: int = 0
) -> QImage:
    """Draw a page but for `top` and `bottom` px of it; the caller holds the lock."""
    opened = document[page]
    # The crop is asked for in points and rounded up to px there: ask for a little less.
    crop = (0.0, max(bottom - 0.25, 0.0) / scale, 0.0, max(top - 0.25, 0.0) / scale)
    bitmap = opened.render(scale=scale, crop=crop, prefer_bgrx=True)
    picture = QImage(
        memoryview(bitmap.buffer),
        bitmap.width,
        bitmap.height,
        bitmap.stride,
        QImage.Format.Format_RGB32,
    ).copy()
    bitmap.close()
    opened.close()
    return picture
