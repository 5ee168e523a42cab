"""Figures of a vote as bars: options in a column, levels side by side. Every bar carries its number, and
a sentence for who does not see it.

Painted once per change; no record and no rule comes in here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.theme import Role

_CAP, _PITCH, _BAR, _ROW_GAP, _NUMBER, _TOP = 30, 19, 5, 12, 34, 2
_COLUMN_HIGH, _COLUMN_GAP = 64, 8


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar: its key on the ballot ("" is none), its words and its number."""

    key: str
    words: str
    number: int
    first: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One level: its word below, its number above, and what it means for a screen reader."""

    words: str
    number: int
    tone: Role
    meaning: str = ""


class OptionBars(QWidget):
    """Options or answers with their numbers, one below the other; words go on in a second line."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: tuple[BarRow, ...] = ()
        self._whole = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.updateGeometry)

    @property
    def rows(self) -> tuple[BarRow, ...]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: Sequence[BarRow], whole: int) -> None:
        """Show these; a bar is full at `whole`, or at the greatest number where that is more."""
        wanted = tuple(rows)
        if (wanted, whole) == (self._rows, self._whole):
            return
        same_words = [row.words for row in wanted] == [row.words for row in self._rows]
        self._rows, self._whole = wanted, whole
        self.setAccessibleName(". ".join(f"{row.words}: {row.number}" for row in wanted))
        if not same_words:
            self.updateGeometry()
        self.update()

    def _left(self) -> int:
        return self._look.px(_CAP) if any(row.key for row in self._rows) else 0

    def _lines(self, row: BarRow, width: int) -> tuple[str, ...]:
        room = width - self._left() - self._look.px(_NUMBER)
        return painting.wrap(self._look, row.words, "row", max(room, 1), most=2)

    def heightForWidth(self, width: int) -> int:
        """As high as the words need."""
        look = self._look
        lines = sum(max(len(self._lines(row, width)), 1) for row in self._rows)
        return (
            look.px(_TOP) + look.px(_PITCH) * lines + look.px(_BAR + 4 + _ROW_GAP) * len(self._rows)
        )

    def sizeHint(self) -> QSize:
        """As high as the words need at the width it has."""
        width = self.width() if self.width() > 1 else self._look.px(200)
        return QSize(self._look.px(200), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Nothing is cut."""
        width = self.width() if self.width() > 1 else self._look.px(200)
        return QSize(self._look.px(100), self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars."""
        look, painter = self._look, QPainter(self)
        whole = max([self._whole, 1, *(row.number for row in self._rows)])
        left, right, y = float(self._left()), float(self.width()), float(look.px(_TOP))
        pitch = look.px(_PITCH)
        for row in self._rows:
            lines = self._lines(row, self.width())
            middle = y + pitch / 2
            if row.key:
                edge = left - look.px(8)
                painting.key_cap(painter, look, edge, middle, row.key)
            number = QRectF(right - look.px(_NUMBER), y, look.px(_NUMBER), pitch)
            tone: Role = "accent_text" if row.first else "text"
            end = Qt.AlignmentFlag.AlignRight
            painting.text(
                painter, look, number, str(row.number), "strong", tone, align=end, elide=False
            )
            y = painting.lines(painter, look, left, y, lines, pitch=pitch)
            track = QRectF(left, y + look.px(3), right - left, look.px(_BAR))
            fill: Role = "accent_bar" if row.first else "border_strong"
            painting.bar(painter, look, track, row.number / whole, fill)
            y += look.px(_BAR + 4 + _ROW_GAP)
        painter.end()


class LevelBars(QWidget):
    """How many are at each level, side by side."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._columns: tuple[Column, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    @property
    def columns(self) -> tuple[Column, ...]:
        """What is shown."""
        return self._columns

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these."""
        wanted = tuple(columns)
        if wanted == self._columns:
            return
        self._columns = wanted
        said = (f"{one.words}, {one.meaning}: {one.number}" for one in wanted)
        self.setAccessibleName(". ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        """Number, bar and word."""
        look = self._look
        return QSize(look.px(200), 2 * look.line("label") + look.px(_COLUMN_HIGH + 8))

    def minimumSizeHint(self) -> QSize:
        """All of it."""
        return QSize(self._look.px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the columns."""
        look, painter = self._look, QPainter(self)
        if not self._columns:
            painter.end()
            return
        count, gap = len(self._columns), look.px(_COLUMN_GAP if len(self._columns) < 8 else 4)
        wide = (self.width() - gap * (count - 1)) / count
        line = look.line("label")
        foot = self.height() - line - look.px(4)
        most = max([1, *(one.number for one in self._columns)])
        centre = Qt.AlignmentFlag.AlignHCenter
        for at, one in enumerate(self._columns):
            x = at * (wide + gap)
            high = look.px(_COLUMN_HIGH) * one.number / most if one.number else look.px(2.5)
            high = max(high, look.px(2.5))
            place = QRectF(x, foot - high, wide, high)
            tone: Role = one.tone if one.number else "border_strong"
            edge = look.colour("text") if look.theme.edged and one.number else None
            painting.rounded(painter, place, min(look.px(4), high / 2), look.colour(tone), edge)
            if one.number:
                above = QRectF(x, foot - high - line - look.px(1), wide, line)
                painting.text(
                    painter, look, above, str(one.number), "label", align=centre, elide=False
                )
            below = QRectF(x - gap / 2, foot + look.px(4), wide + gap, line)
            painting.text(painter, look, below, one.words, "caption", "text2", align=centre)
        painter.end()
