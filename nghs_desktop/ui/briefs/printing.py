"""Puts the pages of a PDF on a printer, at its own resolution, on a worker's thread.

Windows and the dialog of the system are not known here; progress goes out as a signal.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QPainter

from nghs_desktop.base.errors import EnvironmentProblem
from nghs_desktop.ui.briefs.pages import POINTS_PER_INCH, BandReader, PageSize
from nghs_desktop.ui.briefs.wording import printer_problem

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_MOST_DPI = 600


class PrintJob(QObject):
    """One document on its way to a printer. `progress` tells which page of how many."""

    progress = Signal(int, int)

    def __init__(self, pdf: bytes, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pdf, self._printer = pdf, printer
        self._stop = Event()

    def cancel(self) -> None:
        """Stop after the piece of the page that is being drawn."""
        self._stop.set()

    def run(self) -> int:
        """Print; return how many sheets went out, 0 when it was cancelled. For a worker's thread.

        A printer that writes to a file writes it whole or not at all.
        """
        printer, wanted = self._printer, self._printer.outputFileName()
        half = ""
        if wanted:
            target = Path(wanted)
            half = str(target.with_name(f".{secrets.token_hex(8)}.part.pdf"))
            printer.setOutputFileName(half)
        try:
            count = self._print()
            if half and count:
                Path(half).replace(wanted)
            return count
        except OSError as problem:
            raise EnvironmentProblem(
                f"The brief was not printed to {Path(wanted).name}: {problem.strerror}.",
                "Your work is safe. Choose another folder, then try again.",
            ) from problem
        finally:
            if half:
                with suppress(OSError):
                    Path(half).unlink(missing_ok=True)

    def _print(self) -> int:
        reader = BandReader(self._pdf)
        painter = QPainter()
        try:
            pages = self._pages(len(reader.sizes))
            self._printer.setFullPage(True)
            if not pages or not painter.begin(self._printer):
                raise printer_problem()
            for count, page in enumerate(pages, 1):
                self.progress.emit(count, len(pages))
                if count > 1 and not self._printer.newPage():
                    raise printer_problem()
                if not self._draw(painter, reader, page):
                    self._printer.abort()
                    return 0
            return len(pages)
        finally:
            if painter.isActive():
                painter.end()
            reader.close()

    def _pages(self, count: int) -> list[int]:
        """Return the pages asked for, counted from 0, in the order they leave the printer."""
        first, last = self._printer.fromPage() or 1, self._printer.toPage() or count
        pages = list(range(min(first, count) - 1, min(last, count)))
        if self._printer.pageOrder() == self._printer.PageOrder.LastPageFirst:
            pages.reverse()
        if self._printer.supportsMultipleCopies():
            return pages
        copies = max(self._printer.copyCount(), 1)
        if self._printer.collateCopies():
            return pages * copies
        return [page for page in pages for _ in range(copies)]

    def _draw(self, painter: QPainter, reader: BandReader, page: int) -> bool:
        resolution = self._printer.resolution()
        sheet = self._printer.pageLayout().fullRectPixels(resolution)
        area = _place(reader.sizes[page], QRectF(sheet), resolution)
        scale = min(resolution, _MOST_DPI) / POINTS_PER_INCH
        # One px of the picture on the printer's own dots, or a little more.
        step = area.width() / (reader.sizes[page].width * scale)
        for index in range(reader.bands(page, scale)):
            if self._stop.is_set():
                return False
            top, picture = reader.band(page, scale, index)
            corner = area.topLeft() + QPointF(0, top * step)
            size = QPointF(picture.width() * step, picture.height() * step)
            painter.drawImage(QRectF(corner, corner + size), picture)
        return not self._stop.is_set()


def _place(page: PageSize, sheet: QRectF, resolution: int) -> QRectF:
    """Return where a page lies on a sheet: as large as it is, or made smaller and put in the middle."""
    natural = resolution / POINTS_PER_INCH
    # A sheet of the same size may differ by a dot or two from rounding.
    fits = min(sheet.width() / page.width, sheet.height() / page.height)
    scale = natural if fits > natural * 0.995 else fits
    width, height = page.width * scale, page.height * scale
    x = sheet.x() + max((sheet.width() - width) / 2, 0.0)
    y = sheet.y() + max((sheet.height() - height) / 2, 0.0)
    return QRectF(x, y, width, height)
