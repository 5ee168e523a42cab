"""The files a brief can go out as. What is asked of a person and where a file goes is not known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice
from PySide6.QtGui import QImageWriter

from nghs_desktop.base.errors import EnvironmentProblem
from nghs_desktop.domain.briefs import BriefContent
from nghs_desktop.services.api import as_markdown, as_word
from nghs_desktop.ui.briefs.pages import POINTS_PER_INCH, BandReader, picture_of

_PRINT_DPI = 300


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A brief as it goes out: what it says and its very pages."""

    content: BriefContent
    pdf: bytes
    pages: int


class Resolution(StrEnum):
    """How fine the picture of a page is."""

    SCREEN = "screen"
    SLIDE = "slide"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Outlet:
    """A kind of file: its ending, how the dialog names it, and what makes the bytes of it.

    `make` is called on a worker's thread.
    """

    suffix: str
    title: str
    kinds: str
    make: Callable[[Outgoing], bytes]


def pdf_outlet() -> Outlet:
    """Return the pages themselves."""
    return Outlet(
        ".pdf",
        _tr("Save the brief as a PDF"),
        _tr("PDF documents (*.pdf)"),
        lambda going: going.pdf,
    )


def word_outlet() -> Outlet:
    """Return a Word document of what the brief says."""
    return Outlet(
        ".docx",
        _tr("Save the brief as a Word document"),
        _tr("Word documents (*.docx)"),
        lambda going: as_word(going.content),
    )


def markdown_outlet() -> Outlet:
    """Return Markdown of what the brief says."""
    return Outlet(
        ".md",
        _tr("Save the brief as Markdown"),
        _tr("Markdown (*.md)"),
        lambda going: as_markdown(going.content),
    )


def picture_outlet(page: int, resolution: Resolution) -> Outlet:
    """Return a picture of one page, counted from 0."""
    title = _tr("Save page {page} as a picture").format(page=page + 1)
    return Outlet(
        ".png",
        title,
        _tr("Pictures (*.png)"),
        lambda going: page_picture(going.pdf, page, resolution),
    )


def resolution_words(resolution: Resolution) -> str:
    """Return how fine a picture is, in words."""
    match resolution:
        case Resolution.SCREEN:
            return _tr("For a screen, 1080 px high")
        case Resolution.SLIDE:
            return _tr("For a slide, 2160 px high")
        case Resolution.PRINT:
            return _tr("For print, 300 dpi")


def page_picture(pdf: bytes, page: int, resolution: Resolution) -> bytes:
    """Return a page as PNG. EnvironmentProblem when there is no memory for it."""
    reader = BandReader(pdf)
    try:
        page = min(max(page, 0), len(reader.sizes) - 1)
        high = {Resolution.SCREEN: 1080, Resolution.SLIDE: 2160}.get(resolution)
        scale = high / reader.sizes[page].height if high else _PRINT_DPI / POINTS_PER_INCH
        # A hair less, since px are counted up: 3,300 of them must not become 3,301.
        picture = picture_of(reader, page, scale * (1 - 1e-9))
    finally:
        reader.close()
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    dots_per_metre = round(scale * POINTS_PER_INCH / 0.0254)
    picture.setDotsPerMeterX(dots_per_metre)
    picture.setDotsPerMeterY(dots_per_metre)
    if picture.isNull() or not QImageWriter(buffer, QByteArray(b"png")).write(picture):
        raise EnvironmentProblem(
            _tr("The picture could not be made."),
            _tr("Your brief is safe. Choose a smaller picture, then try again."),
        )
    return bytes(kept.data())


def _tr(text: str) -> str:
    return QCoreApplication.translate("briefs", text)
