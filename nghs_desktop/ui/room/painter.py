"""Paints the room display. Every word of that window goes through `draw_text`, which notes what it drew:
so a test can read all that the room could read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from nghs_desktop.ui.room.content import Bar, Content, Piece, Type
from nghs_desktop.ui.theme import Role, Theme

Drawn = Callable[[str], None]
"""Is told of every line of words that became pixels."""

_AT = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip


def draw_text(painter: QPainter, theme: Theme, type: Type, piece: Piece, drawn: Drawn) -> None:
    """Paint one line of words, as words and never as markup, and say so."""
    side = Qt.AlignmentFlag.AlignRight if piece.right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(type.font(piece.size, piece.weight, piece.figures))
    painter.setPen(QColor(theme[piece.tone]))
    painter.drawText(piece.place, side | _AT, piece.words)
    drawn(piece.words)


def paint_ground(painter: QPainter, theme: Theme, place: QRectF, role: Role = "bg") -> None:
    """Paint the ground of a place."""
    painter.fillRect(place, QColor(theme[role]))


def paint_pieces(
    painter: QPainter, theme: Theme, type: Type, pieces: Iterable[Piece], drawn: Drawn
) -> None:
    """Paint lines of words."""
    for piece in pieces:
        draw_text(painter, theme, type, piece, drawn)


def paint_content(
    painter: QPainter, theme: Theme, type: Type, content: Content, drawn: Drawn
) -> None:
    """Paint all that stands still."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if content.line is not None:
        painter.fillRect(content.line, QColor(theme["border"]))
    for bar in content.bars:
        _paint_bar(painter, theme, bar)
    paint_pieces(painter, theme, type, content.pieces, drawn)


def _paint_bar(painter: QPainter, theme: Theme, bar: Bar) -> None:
    radius = bar.place.height() / 2 - 0.01
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme["border"]))
    painter.drawRoundedRect(bar.place, radius, radius)
    if bar.share > 0:
        filled = QRectF(bar.place)
        filled.setWidth(max(filled.height(), filled.width() * min(bar.share, 1.0)))
        painter.setBrush(QColor(theme["accent_bar"]))
        painter.drawRoundedRect(filled, radius, radius)
