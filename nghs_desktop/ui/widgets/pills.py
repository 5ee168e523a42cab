"""Small rounded marks: a pill to read, and a chip that can be taken away."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.theme import Role


class Pill(QWidget):
    """A word in a rounded tint, with an icon, so that the colour never stands alone."""

    def __init__(
        self,
        look: Look,
        words: str,
        *,
        icon: str = "",
        tone: Role = "text2",
        fill: Role | None = "hover",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._words, self._icon, self._tone, self._fill = words, icon, tone, fill
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        look.changed.connect(self._restyle)

    @property
    def words(self) -> str:
        """What the pill says."""
        return self._words

    def show_words(
        self, words: str, *, icon: str = "", tone: Role = "text2", fill: Role | None = "hover"
    ) -> None:
        """Say something else, without making a new pill."""
        self._words, self._icon, self._tone, self._fill = words, icon, tone, fill
        self.setAccessibleName(words)
        self._restyle()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Icon, words and round ends."""
        width = painting.pill_width(self._look, self._words, self._icon)
        return QSize(round(width) + 1, self._look.px(22))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill."""
        painter = QPainter(self)
        painting.pill(
            painter,
            self._look,
            0,
            self.height() / 2,
            self._words,
            icon_name=self._icon,
            tone=self._tone,
            fill=self._fill,
        )
        painter.end()


class Chip(Pill):
    """A pill that can be taken away with a click, Enter, Delete or Backspace."""

    removed = Signal()

    def __init__(
        self,
        look: Look,
        words: str,
        *,
        icon: str = "",
        tone: Role = "text2",
        fill: Role | None = "hover",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, words, icon=icon, tone=tone, fill=fill, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()

    def show_words(
        self, words: str, *, icon: str = "", tone: Role = "text2", fill: Role | None = "hover"
    ) -> None:
        """Say something else, without making a new chip."""
        super().show_words(words, icon=icon, tone=tone, fill=fill)
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(self.tr("{words}: take away").format(words=self._words))
        self.setToolTip(self.tr("Take away"))

    def sizeHint(self) -> QSize:
        """A pill with a cross, tall enough to hit."""
        hint = super().sizeHint()
        return QSize(hint.width() + self._look.px(16), self._look.px(24))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the chip away by key."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if event.key() in keys:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the chip away by click."""
        if self.rect().contains(event.position().toPoint()):
            self.removed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip and its cross."""
        look, painter = self._look, QPainter(self)
        rect = QRectF(0, 1, self.width(), self.height() - 2)
        radius = rect.height() / 2 - 1
        edge = look.colour(self._tone) if look.theme.edged else None
        painting.rounded(
            painter, rect, radius, look.colour(self._fill) if self._fill else None, edge
        )
        middle, x = rect.center().y(), look.px(9)
        painting.marked_word(
            painter,
            look,
            x,
            middle,
            self._words,
            icon_name=self._icon,
            tone=self._tone,
            font="label",
        )
        painting.icon(painter, look, "x", self._tone, rect.right() - look.px(20), middle, 13)
        if self.hasFocus():
            painting.focus_ring(painter, look, rect, radius)
        painter.end()
