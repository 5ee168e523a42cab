"""The marks that delegates and our own widgets paint: text, chips, badges, bars, rings.

Every function takes the painter and the look, paints, and where something may follow on the
same line returns the x where it ended. Nothing here knows a record or a model.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextLayout, QTextOption

from nghs_desktop.ui.kinds import KINDS, LEVERS, OTHER_LEVER_ICON
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.typography import TypeRole

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
IMPACT_LEVELS = 3


def rounded(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None = None,
    edge: QColor | None = None,
    width: float = 1.0,
) -> None:
    """Paint a rounded rectangle; an edge lies inside the rectangle, on whole pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(edge, width))
        half = width / 2
        rect = rect.adjusted(half, half, -half, -half)
    # Qt drops a radius larger than half the height.
    radius = min(radius, rect.height() / 2 - 0.01, rect.width() / 2)
    painter.drawRoundedRect(rect, radius, radius)


def text(
    painter: QPainter,
    look: Look,
    rect: QRectF,
    words: str,
    font: TypeRole = "body",
    tone: Role = "text",
    *,
    align: Qt.AlignmentFlag = _LEFT,
    weight: int | None = None,
    size: float | None = None,
    elide: bool = True,
) -> float:
    """Paint one line of text, cut with an ellipsis if need be; return its width in px."""
    metrics = look.metrics(font, weight=weight, size=size)
    shown = one_line(words)
    if elide:
        shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(look.font(font, weight=weight, size=size))
    painter.setPen(look.colour(tone))
    painter.drawText(rect, align | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)


def one_line(words: str) -> str:
    """Return the words with line breaks and tabs shown as spaces."""
    return " ".join(words.split()) if any(sign in words for sign in "\n\r\t\u2028\u2029") else words


def wrap(look: Look, words: str, font: TypeRole, width: float, most: int = 0) -> tuple[str, ...]:
    """Break text into lines of at most `width` px; with `most`, the last line is cut to fit."""
    words = one_line(words)
    metrics = look.metrics(font)
    if metrics.horizontalAdvance(words) <= width:
        return (words,)
    layout = QTextLayout(words, look.font(font))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    # Qt counts UTF-16 units; Python counts characters. Only astral text needs the detour.
    units = words.encode("utf-16-le")
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        start, length = line.textStart(), line.textLength()
        if most and len(lines) == most - 1:
            rest = units[start * 2 :].decode("utf-16-le")
            lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        lines.append(units[start * 2 : (start + length) * 2].decode("utf-16-le").rstrip())
    layout.endLayout()
    return tuple(lines)


def lines(
    painter: QPainter,
    look: Look,
    x: float,
    y: float,
    rows: Sequence[str],
    font: TypeRole = "row",
    tone: Role = "text",
    *,
    pitch: float | None = None,
) -> float:
    """Paint lines already broken by `wrap`, from `y` down; return the y below them."""
    step = look.line(font) if pitch is None else pitch
    metrics = look.metrics(font)
    lift = (step - metrics.height()) / 2 + metrics.ascent()
    painter.setFont(look.font(font))
    painter.setPen(look.colour(tone))
    for row in rows:
        painter.drawText(QPointF(x, y + lift), row)
        y += step
    return y


def icon(
    painter: QPainter,
    look: Look,
    name: str,
    tone: Role,
    x: float,
    middle: float,
    size: float = 16,
) -> float:
    """Paint an icon with its left edge at x, centred on `middle`; return its right edge."""
    ratio = painter.device().devicePixelRatio()
    side = look.px(size)
    top = round(middle - side / 2)
    painter.drawPixmap(QPointF(round(x), top), look.pixmap(name, tone, size, ratio))
    return x + side


def badge(painter: QPainter, look: Look, kind: str, x: float, y: float, size: float = 28) -> float:
    """Paint the tile with a kind's icon; return its right edge."""
    mark = KINDS[kind]
    side = look.px(size)
    edge = look.colour(mark.role) if look.theme.edged else None
    tile = QRectF(round(x), round(y), side, side)
    rounded(painter, tile, look.px(8), look.colour(mark.tint), edge)
    icon(
        painter, look, mark.icon, mark.role, tile.x() + (side - look.px(16)) / 2, tile.center().y()
    )
    return tile.right()


def pill_width(look: Look, words: str, icon_name: str = "") -> float:
    """Return how wide a pill with these words is, in px."""
    room = look.px(18) + (look.px(13) + look.px(5) if icon_name else 0)
    return look.metrics("label").horizontalAdvance(one_line(words)) + room


def pill(
    painter: QPainter,
    look: Look,
    x: float,
    middle: float,
    words: str,
    *,
    icon_name: str = "",
    tone: Role = "text2",
    fill: Role | None = "hover",
    edge: Role | None = None,
) -> float:
    """Paint a chip with an icon and words; return its right edge."""
    height = look.px(22)
    rect = QRectF(round(x), round(middle - height / 2), pill_width(look, words, icon_name), height)
    if edge is None and look.theme.edged:
        edge = tone
    rounded(
        painter,
        rect,
        height / 2 - 1,
        look.colour(fill) if fill else None,
        look.colour(edge) if edge else None,
    )
    at = rect.x() + look.px(9)
    if icon_name:
        at = icon(painter, look, icon_name, tone, at, middle, 13) + look.px(5)
    text(painter, look, QRectF(at, rect.y(), rect.right() - at, height), words, "label", tone)
    return rect.right()


def marked_word(
    painter: QPainter,
    look: Look,
    x: float,
    middle: float,
    words: str,
    *,
    icon_name: str = "",
    tone: Role = "text3",
    font: TypeRole = "caption",
    most: float = 0.0,
) -> float:
    """Paint a small icon and words as part of a line of facts; return the right edge.

    `most` is the room in px; 0 means there is enough.
    """
    if icon_name:
        x = icon(painter, look, icon_name, tone, x, middle, 13) + look.px(4)
    height = look.line(font)
    width = look.metrics(font).horizontalAdvance(one_line(words)) + 1
    width = min(width, most) if most else width
    rect = QRectF(x, middle - height / 2, width, height)
    return x + text(painter, look, rect, words, font, tone)


def lever_mark(
    painter: QPainter,
    look: Look,
    x: float,
    middle: float,
    lever: str,
    word: str = "",
    tone: Role = "text3",
) -> float:
    """Paint a lever's icon and word; return the right edge."""
    mark = LEVERS.get(lever)
    return marked_word(
        painter,
        look,
        x,
        middle,
        word or (mark.word if mark else lever),
        icon_name=mark.icon if mark else OTHER_LEVER_ICON,
        tone=tone,
    )


def status_mark(
    painter: QPainter,
    look: Look,
    x: float,
    middle: float,
    word: str,
    dot: Role,
    tone: Role = "text3",
) -> float:
    """Paint a status as dot and word; return the right edge."""
    across = look.px(8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(dot))
    painter.drawEllipse(QRectF(x, middle - across / 2, across, across))
    return marked_word(painter, look, x + across + look.px(5), middle, word, tone=tone)


def dots_count(
    painter: QPainter, look: Look, right: float, middle: float, dots: int, tone: Role = "text3"
) -> float:
    """Paint the ballot icon and the number of dots, ending at `right`; return the left edge."""
    words = str(dots)
    width = look.metrics("label").horizontalAdvance(words)
    left = right - width - look.px(17)
    icon(painter, look, "vote", tone, left, middle, 13)
    height = look.line("label")
    rect = QRectF(right - width, middle - height / 2, width + 1, height)
    text(painter, look, rect, words, "label", tone, elide=False)
    return left


def time_text(
    painter: QPainter,
    look: Look,
    right: float,
    middle: float,
    words: str,
    tone: Role = "text3",
    font: TypeRole = "caption",
) -> float:
    """Paint a time or date ending at `right`; return its left edge."""
    width = look.metrics(font).horizontalAdvance(words) + 1
    height = look.line(font)
    rect = QRectF(right - width, middle - height / 2, width, height)
    text(painter, look, rect, words, font, tone, align=_RIGHT, elide=False)
    return right - width


def impact_bars(painter: QPainter, look: Look, x: float, bottom: float, level: int) -> float:
    """Paint three rising bars of which `level` (0 to 3) are filled; return the right edge."""
    full: Role = "danger" if level >= IMPACT_LEVELS else "text2"
    width, gap, step = look.px(4), look.px(2), look.px(4)
    bottom = round(bottom)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    at = float(round(x))
    for bar in range(IMPACT_LEVELS):
        height = look.px(5) + bar * step
        rect = QRectF(at, bottom - height, width, height)
        if bar < level:
            rounded(painter, rect, look.px(1), look.colour(full))
        elif look.theme.edged:
            rounded(painter, rect, look.px(1), None, look.colour("border_strong"))
        else:
            rounded(painter, rect, look.px(1), look.colour("border"))
        at += width + gap
    return at - gap


def tick_box(painter: QPainter, look: Look, x: float, middle: float, ticked: bool) -> float:
    """Paint a tick box; return its right edge."""
    side = look.px(18)
    rect = QRectF(round(x), round(middle - side / 2), side, side)
    if ticked:
        rounded(painter, rect, look.px(5), look.colour("accent"))
        inset = (side - look.px(14)) / 2
        icon(painter, look, "check", "on_accent", rect.x() + inset, rect.center().y(), 14)
    else:
        rounded(painter, rect, look.px(5), look.colour("surface"), look.colour("border_strong"))
    return rect.right()


def key_cap_width(look: Look, words: str) -> float:
    """Return how wide a key cap is, in px."""
    return max(look.metrics("label_quiet").horizontalAdvance(words) + look.px(12), look.px(20))


def key_cap(painter: QPainter, look: Look, right: float, middle: float, words: str) -> float:
    """Paint a key cap ending at `right`; return its left edge."""
    width, height = key_cap_width(look, words), look.px(20)
    rect = QRectF(round(right - width), round(middle - height / 2), width, height)
    rounded(painter, rect, look.px(5), look.colour("surface"), look.colour("border"))
    centre = Qt.AlignmentFlag.AlignCenter
    text(painter, look, rect, words, "label_quiet", "text3", align=centre, elide=False)
    return rect.left()


def bar(
    painter: QPainter, look: Look, rect: QRectF, share: float, tone: Role = "accent_bar"
) -> None:
    """Paint a bar filled from the left to `share` (0 to 1) of its track."""
    radius = rect.height() / 2
    track = QColor("#444444") if look.theme.edged else look.colour("border")
    rounded(painter, rect, radius, track)
    if share > 0:
        filled = QRectF(rect)
        filled.setWidth(max(rect.height(), rect.width() * min(share, 1.0)))
        rounded(painter, filled, radius, look.colour(tone))


def row_ground(
    painter: QPainter,
    look: Look,
    rect: QRectF,
    radius: float,
    *,
    selected: bool = False,
    hovered: bool = False,
) -> None:
    """Paint what lies under a row: selected, hovered or nothing."""
    if selected:
        edge = look.colour("focus") if look.theme.edged else None
        rounded(painter, rect, radius, look.colour("selected"), edge)
    elif hovered:
        rounded(painter, rect, radius, look.colour("hover"))


def focus_ring(
    painter: QPainter, look: Look, rect: QRectF, radius: float, tone: Role = "focus"
) -> None:
    """Paint the 2 px ring that says where the keyboard is, inside the rectangle."""
    rounded(painter, rect, radius, None, look.colour(tone), 2.0)


def shadow(
    painter: QPainter,
    look: Look,
    rect: QRectF,
    radius: float,
    reach: float = 14,
    strength: float = 1.0,
) -> None:
    """Paint a soft shadow under a rectangle; themes with edges have none."""
    if look.theme.edged:
        return
    whole = look.colour("shadow")
    steps = max(look.px(reach), 1)
    faint = QColor(whole)
    faint.setAlphaF(min(whole.alphaF() * 1.6 * strength / steps, 1.0))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faint)
    drop = look.px(3)
    for step in range(steps):
        # Layers lie closer near the edge, so that the shadow fades out without an outline.
        grow = steps * (step / steps) ** 1.8
        around = rect.adjusted(-grow, drop - grow, grow, drop + grow)
        painter.drawRoundedRect(around, radius + grow, radius + grow)
