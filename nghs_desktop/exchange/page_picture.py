"""A page of a PDF as a picture, for a slide or a web page. Written as PNG with the standard library, so
that no picture library is needed; the same page gives the same bytes."""

from __future__ import annotations

import struct
import zlib

DOTS = 200
"""Dots an inch: a letter page is 1,700 wide, more than a slide shows."""


def page_picture(pdf: bytes, page: int, dots: int = DOTS) -> bytes:
    """Return a page (from 1) as a PNG file; IndexError when there is no such page."""
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

    document = PdfDocument(pdf)
    try:
        if not 1 <= page <= len(document):
            raise IndexError(f"page {page} of {len(document)}")
        opened = document[page - 1]
        bitmap = opened.render(scale=dots / 72, rev_byteorder=True)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        raw, depth = bytes(bitmap.buffer), bitmap.n_channels
        bitmap.close()
        opened.close()
    finally:
        document.close()
    rows = (raw[row * stride : row * stride + width * depth] for row in range(height))
    return _png(width, height, b"".join(b"\0" + row for row in rows), dots, depth)


def _png(width: int, height: int, rows: bytes, dots: int, depth: int) -> bytes:
    """Return rows of RGB or RGBA pixels, each behind a zero, as a PNG file."""
    colour = {3: 2, 4: 6}[depth]
    metre = round(dots / 0.0254)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", metre, metre, 1)),
        (b"IDAT", zlib.compress(rows, 6)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
