"""The square code of a link (QR, ISO 18004), as a drawing; nothing is fetched and nothing shown else."""

from __future__ import annotations

from nghs_desktop.reports.drawing import Drawing

_QUIET = 4
"""Free modules on each side, as the standard asks."""


def link_code(link: str, side: float) -> Drawing | None:
    """Return the code of an ASCII link, `side` points wide; None when no code can hold it."""
    from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

    if len(link) > 1_000:
        return None
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(link))
    code.make()
    count = code.getModuleCount()  # type: ignore[no-untyped-call]
    step = side / (count + 2 * _QUIET)
    drawing = Drawing(side, side)
    drawing.box(0, 0, side, side, "ground")
    for row in range(count):
        start: int | None = None
        for column in range(count + 1):
            dark = column < count and bool(code.isDark(row, column))  # type: ignore[no-untyped-call]
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                x, y = (start + _QUIET) * step, (row + _QUIET) * step
                # A hair of overlap, so that no white line shows between rows.
                drawing.box(x, y, (column - start) * step, step + 0.02, "text")
                start = None
    return drawing
