"""Where everything stands on the room display: words, bars and lines, laid out for one size of window.

All lengths are of a screen 1080 px high and grow with the window. The list takes the largest text
that holds all of it and never a smaller one than `LEAST`; what does not fit is counted. Only a
`RoomView` comes in; nothing is painted here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from nghs_desktop.services.api import RoomKind, RoomRow, RoomTime, RoomView, Urgency
from nghs_desktop.ui.theme import Role

SIZES = (72, 60, 50, 44, 36)
LEAST = SIZES[-1]
HEIGHT, WIDTH = 1080, 1920

_MARGIN, _TOP, _FOOT = 96, 56, 60
_SMALL = 36
_TITLES = (60, 52, 44)
_TIMER = 84
_BIG = (168, 132, 108, 84, 72)
_STEP_TITLES = (108, 84, 72, 60)
_STEP_TIMER = 150
_MOST_LINES = 4
_TABULAR = QFont.Tag("tnum")

Fonts = Callable[[float, int, bool], QFont]
"""Gives the font of a size in px, a weight, and whether its figures stand above each other."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of words at one place."""

    words: str
    place: QRectF
    size: float
    weight: int = 400
    tone: Role = "text"
    right: bool = False
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, filled from the left to its share."""

    place: QRectF
    share: float


@dataclass(frozen=True, slots=True)
class Dial:
    """Where a clock stands: its whole place, its figures' size, and the size of its words."""

    place: QRectF
    size: float
    small: float


@dataclass(frozen=True, slots=True)
class Content:
    """All that stands still, and where the clocks go. `text_size` is that of the list, in px of 1080.

    `more` is how many rows did not fit.
    """

    pieces: tuple[Piece, ...] = ()
    bars: tuple[Bar, ...] = ()
    line: QRectF | None = None
    dial: Dial | None = None
    step_dial: Dial | None = None
    text_size: int = 0
    more: int = 0


class Type:
    """The room display's fonts, in px of the window, and how wide words are in them."""

    def __init__(self, family: str) -> None:
        self._family = family
        self._fonts: dict[tuple[float, int, bool], QFont] = {}
        self._metrics: dict[tuple[float, int, bool], QFontMetricsF] = {}

    def font(self, size: float, weight: int, figures: bool = False) -> QFont:
        """Return a font; it does not follow the person's own text size, but the screen's height."""
        key = (size, weight, figures)
        if key not in self._fonts:
            font = QFont(self._family)
            font.setPixelSize(max(round(size), 1))
            font.setWeight(QFont.Weight(weight))
            if figures:
                font.setFeature(_TABULAR, 1)
            self._fonts[key] = font
            self._metrics[key] = QFontMetricsF(font)
        return self._fonts[key]

    def width(self, words: str, size: float, weight: int, figures: bool = False) -> float:
        """Return how wide words are."""
        self.font(size, weight, figures)
        return self._metrics[size, weight, figures].horizontalAdvance(words)

    def cut(self, words: str, size: float, weight: int, width: float) -> str:
        """Return words that fit into a width, with an ellipsis where some had to go."""
        self.font(size, weight)
        metrics = self._metrics[size, weight, False]
        return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)

    def wrap(
        self, words: str, size: float, weight: int, width: float, most: int = 0
    ) -> tuple[str, ...]:
        """Break words into lines of a width; with `most`, the last one is cut to fit."""
        words = " ".join(words.split())
        if self.width(words, size, weight) <= width:
            return (words,)
        layout = QTextLayout(words, self.font(size, weight))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        lines: list[str] = []
        # Qt counts UTF-16 units; Python counts characters.
        units = words.encode("utf-16-le")
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1.0))
            start, length = line.textStart(), line.textLength()
            if most and len(lines) == most - 1:
                rest = units[start * 2 :].decode("utf-16-le")
                lines.append(self.cut(rest, size, weight, width))
                break
            lines.append(units[start * 2 : (start + length) * 2].decode("utf-16-le").rstrip())
        layout.endLayout()
        return tuple(lines)


def lay_out(view: RoomView, size: QSizeF, type: Type) -> Content:
    """Lay a view out for a window's size."""
    return _Page(view, size, type).content()


def unit_of(size: QSizeF) -> float:
    """Return how many px of the window stand for one of a screen 1080 px high."""
    return min(size.height() / HEIGHT, size.width() / WIDTH)


class _Page:
    """One page on its way to a `Content`. Lengths in px of the window."""

    def __init__(self, view: RoomView, size: QSizeF, type: Type) -> None:
        self._view, self._type = view, type
        self._u = max(unit_of(size), 0.05)
        u = self._u
        self._left, self._right = _MARGIN * u, size.width() - _MARGIN * u
        self._foot = size.height() - _FOOT * u
        self._pieces: list[Piece] = []
        self._bars: list[Bar] = []

    def content(self) -> Content:
        view, u = self._view, self._u
        top, dial = self._head()
        line = QRectF(self._left, top, self._right - self._left, max(2 * u, 1))
        top += 44 * u
        foot = self._status()
        made = Content(line=line, dial=dial)
        if view.kind is RoomKind.NOTHING:
            return Content()
        if view.step is not None:
            step_dial = self._step(top, foot)
            made = replace(made, step_dial=step_dial)
        else:
            top = self._detail(top)
            top = self._note(top, foot)
            text_size, more = self._rows(view.rows, top, foot)
            made = replace(made, text_size=text_size, more=more)
        return replace(made, pieces=tuple(self._pieces), bars=tuple(self._bars))

    # -- the head --------------------------------------------------------------------------
    def _head(self) -> tuple[float, Dial | None]:
        view, u = self._view, self._u
        top = _TOP * u
        room = self._right - self._left
        dial: Dial | None = None
        if view.clock is not None:
            wide = max(
                self._type.width("+0:00:00", _TIMER * u, 700, figures=True),
                self._type.width(_tr("less than a minute left"), _SMALL * u, 500),
            )
            place = QRectF(self._right - wide, top, wide, (_TIMER * 1.16 + _SMALL * 1.3) * u)
            dial = Dial(place, _TIMER * u, _SMALL * u)
            room -= wide + 56 * u
        above = "  ·  ".join(filter(None, (view.group, self._meeting_name())))
        if above:
            self._words(above, self._left, top, room, _SMALL, 500, "text3")
        y = top + (52 * u if above else 0)
        lines: tuple[str, ...] = ()
        size = float(_TITLES[-1])
        for size in _TITLES:
            lines = self._type.wrap(view.title, size * u, 700, room)
            if len(lines) <= (1 if size == _TITLES[0] else 2):
                break
        else:
            lines = self._type.wrap(view.title, size * u, 700, room, most=2)
        for line in lines:
            y = self._put(line, self._left, y, room, size * u, 700)
        foot = y + 20 * u
        return max(foot, dial.place.bottom() + 16 * u if dial else 0), dial

    def _meeting_name(self) -> str:
        view = self._view
        return "" if view.meeting == view.title else view.meeting

    def _status(self) -> float:
        """Put the one line at the foot; return where it begins."""
        u = self._u
        high = _SMALL * 1.3 * u
        top = self._foot - high
        if self._view.status:
            room = self._right - self._left
            self._words(self._view.status, self._left, top, room, _SMALL, 500, "text2")
        return top - 28 * u

    # -- between ---------------------------------------------------------------------------
    def _detail(self, top: float) -> float:
        if not self._view.detail:
            return top
        u, room = self._u, self._right - self._left
        size = 44.0 if len(self._view.detail) < 160 else float(_SMALL)
        for line in self._type.wrap(self._view.detail, size * u, 500, room, most=4):
            top = self._put(line, self._left, top, room, size * u, 500, "text2")
        return top + 40 * u

    def _note(self, top: float, foot: float) -> float:
        view, u = self._view, self._u
        if not view.note:
            return top
        room = self._right - self._left
        tone: Role = "text"
        if view.kind is RoomKind.RESULT:
            tone = "success" if view.note == "Passed" else "text"
        if view.rows:
            return self._put(view.note, self._left, top, room, 72 * u, 700, tone) + 40 * u
        size = next(
            (one for one in _BIG if self._type.width(view.note, one * u, 700) <= room), _BIG[-1]
        )
        lines = self._type.wrap(view.note, size * u, 700, room, most=3)
        high = len(lines) * size * 1.22 * u
        y = max(top, top + (foot - top - high) * 0.4)
        for line in lines:
            y = self._put(line, self._left, y, room, size * u, 700, tone)
        return y

    # -- a list ----------------------------------------------------------------------------
    def _rows(self, rows: Sequence[RoomRow], top: float, foot: float) -> tuple[int, int]:
        if not rows:
            return 0, 0
        left_out = self._view.more
        for size in SIZES if not left_out else ():
            last = self._gap(rows[-1], size)
            if sum(self._high(row, size, 1) for row in rows) - last > foot - top:
                continue  # not even if each had one line
            room = self._text_width(rows, size)
            laid = [self._row(row, size, room) for row in rows]
            if sum(high for _, high in laid) - last <= foot - top:
                self._place(rows, laid, size, top)
                return size, 0
        tail = LEAST * 1.3 * self._u
        room = self._text_width(rows, LEAST)
        laid = []
        used = 0.0
        for row in rows:
            made = self._row(row, LEAST, room)
            if used + made[1] + tail > foot - top and laid:
                break
            used += made[1]
            laid.append(made)
        shown = len(laid)
        self._place(rows[:shown], laid, LEAST, top)
        more = len(rows) - shown + left_out
        if more:
            words = _tr("and {n} more").format(n=more)
            left = self._left + self._number_width(rows[:shown], LEAST)
            room = self._right - left
            self._put(words, left, top + used, room, LEAST * self._u, 500, "text2")
        return LEAST, more

    def _number_width(self, rows: Sequence[RoomRow], size: int) -> float:
        numbers = [row.number for row in rows if row.number]
        if not numbers:
            return 0.0
        widest = max(self._type.width(one, size * self._u, 600, True) for one in numbers)
        return widest + size * 0.7 * self._u

    def _figure_width(self, rows: Sequence[RoomRow], size: int) -> float:
        widths = [self._type.width(row.figure, *self._figure(row, size), True) for row in rows]
        widest = max(widths, default=0.0)
        return widest + size * 0.9 * self._u if widest else 0.0

    def _figure(self, row: RoomRow, size: int) -> tuple[float, int]:
        if row.has_bar or row.figure.isdecimal():
            return size * 1.2 * self._u, 700
        return max(size * 0.8, LEAST) * self._u, 500

    def _gap(self, row: RoomRow, size: int) -> float:
        return size * (0.8 if row.has_bar else 0.45) * self._u

    def _text_width(self, rows: Sequence[RoomRow], size: int) -> float:
        beside = self._number_width(rows, size) + self._figure_width(rows, size)
        return self._right - self._left - beside

    def _row(self, row: RoomRow, size: int, room: float) -> tuple[tuple[str, ...], float]:
        """Break a row into lines; return them and how high it is with the gap below."""
        lines = self._type.wrap(row.text, size * self._u, 600, room, most=_MOST_LINES)
        return lines, self._high(row, size, len(lines))

    def _high(self, row: RoomRow, size: int, lines: int) -> float:
        bar = 0.46 if row.has_bar else 0.0
        return (lines * 1.22 + bar) * size * self._u + self._gap(row, size)

    def _place(
        self,
        rows: Sequence[RoomRow],
        laid: Sequence[tuple[tuple[str, ...], float]],
        size: int,
        top: float,
    ) -> None:
        u = self._u
        left = self._left + self._number_width(rows, size)
        right = self._right - self._figure_width(rows, size)
        for row, (lines, high) in zip(rows, laid, strict=True):
            pitch = size * 1.22 * u
            if row.number:
                place = QRectF(self._left, top, left - self._left, pitch)
                self._pieces.append(Piece(row.number, place, size * u, 600, "text3", figures=True))
            for at, line in enumerate(lines):
                place = QRectF(left, top + at * pitch, right - left, pitch)
                self._pieces.append(Piece(line, place, size * u, 600))
            if row.figure:
                figure, weight = self._figure(row, size)
                tone: Role = "accent_text" if weight == 700 else "text2"
                place = QRectF(right, top, self._right - right, pitch)
                self._pieces.append(
                    Piece(row.figure, place, figure, weight, tone, right=True, figures=True)
                )
            if row.has_bar:
                y = top + len(lines) * pitch + size * 0.18 * u
                self._bars.append(Bar(QRectF(left, y, right - left, size * 0.28 * u), row.share))
            top += high

    # -- a script --------------------------------------------------------------------------
    def _step(self, top: float, foot: float) -> Dial | None:
        step, u = self._view.step, self._u
        if step is None:
            return None
        wide = max(
            self._type.width("+00:00", _STEP_TIMER * u, 700, figures=True),
            self._type.width(_tr("less than a minute left"), _SMALL * u, 500),
        )
        high = (_STEP_TIMER * 1.2 + _SMALL * 1.3) * u
        dial = Dial(QRectF(self._right - wide, top, wide, high), _STEP_TIMER * u, _SMALL * u)
        room = self._right - wide - 72 * u - self._left
        above = f"{step.script}  ·  {step.place}"
        y = self._words(above, self._left, top, room, 40, 500, "text2") + 12 * u
        lines: tuple[str, ...] = ()
        size = _STEP_TITLES[-1]
        for size in _STEP_TITLES:
            lines = self._type.wrap(step.title, size * u, 700, room, most=2)
            if len(lines) == 1:
                break
        for line in lines:
            y = self._put(line, self._left, y, room, size * u, 700)
        y += 16 * u
        for line in self._type.wrap(step.who, 60 * u, 600, room, most=2):
            y = self._put(line, self._left, y, room, 60 * u, 600, "accent_text")
        y = max(y, dial.place.bottom()) + 36 * u
        room = self._right - self._left
        for say_size in SIZES:
            lines = self._type.wrap(step.say, say_size * u, 500, room)
            if len(lines) * say_size * 1.3 * u <= foot - y and say_size <= 60:
                break
        else:
            most = max(int((foot - y) // (LEAST * 1.3 * u)), 1)
            say_size = LEAST
            lines = self._type.wrap(step.say, LEAST * u, 500, room, most=most)
        for line in lines if step.say else ():
            place = QRectF(self._left, y, room, say_size * 1.3 * u)
            self._pieces.append(Piece(line, place, say_size * u, 500, "text"))
            y += say_size * 1.3 * u
        return dial

    # -- one line --------------------------------------------------------------------------
    def _words(
        self, words: str, x: float, y: float, room: float, size: float, weight: int, tone: Role
    ) -> float:
        """Put one line, cut where there is no room; `size` is of a screen 1080 px high."""
        shown = self._type.cut(" ".join(words.split()), size * self._u, weight, room)
        return self._put(shown, x, y, room, size * self._u, weight, tone)

    def _put(
        self,
        words: str,
        x: float,
        y: float,
        room: float,
        size: float,
        weight: int,
        tone: Role = "text",
    ) -> float:
        high = size * 1.22
        self._pieces.append(Piece(words, QRectF(x, y, room, high), size, weight, tone))
        return y + high


def dial_pieces(dial: Dial, time: RoomTime) -> tuple[Piece, ...]:
    """Return the words of a clock at its place: figures, and below them words when time is short."""
    tones: dict[Urgency, Role] = {
        Urgency.CALM: "accent_text",
        Urgency.SOON: "warning",
        Urgency.LAST: "danger",
        Urgency.OVER: "danger",
    }
    tone = tones[time.urgency]
    place, high = dial.place, dial.size * 1.16
    figures = QRectF(place.x(), place.y(), place.width(), high)
    made = [Piece(time.figures, figures, dial.size, 700, tone, right=True, figures=True)]
    if time.words:
        below = QRectF(place.x(), figures.bottom(), place.width(), dial.small * 1.3)
        made.append(Piece(_tr(time.words), below, dial.small, 500, tone, right=True))
    return tuple(made)


def _tr(words: str) -> str:
    return QCoreApplication.translate("room", words)
