"""Words on screen that nobody clicks: labels that follow the look, key caps, thin lines."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.typography import TypeRole


class Label(QLabel):
    """Plain words in a style and a colour of the look. Never reads its text as markup."""

    def __init__(
        self,
        look: Look,
        words: str = "",
        font: TypeRole = "body",
        tone: Role = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._font, self._tone = look, font, tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(words)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        look.changed.connect(self._restyle)
        self._restyle()

    def set_tone(self, tone: Role) -> None:
        """Show the words in another colour."""
        self._tone = tone
        self._restyle()

    def set_type(self, font: TypeRole) -> None:
        """Show the words in another style."""
        self._font = font
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._look.font(self._font))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, self._look.colour(self._tone))
        self.setPalette(palette)
        self.updateGeometry()


class ElidingLabel(Label):
    """One line that ends in an ellipsis when there is no room; the tooltip has all of it."""

    def __init__(
        self,
        look: Look,
        words: str = "",
        font: TypeRole = "body",
        tone: Role = "text",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, words, font, tone, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The whole line, if there is room."""
        metrics = self._look.metrics(self._font)
        width = metrics.horizontalAdvance(painting.one_line(self.text()))
        return QSize(round(width) + 2, self._look.line(self._font))

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(self._look.px(24), self._look.line(self._font))

    def is_cut(self) -> bool:
        """Whether some of the words are not shown."""
        return self.sizeHint().width() > self.width() + 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole line as a tooltip where it is cut."""
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.is_cut() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, cut if need be."""
        painter = QPainter(self)
        painting.text(painter, self._look, QRectF(self.rect()), self.text(), self._font, self._tone)
        painter.end()


class KeyCap(QWidget):
    """A key, drawn as on a keyboard."""

    def __init__(self, look: Look, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._keys = look, keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(keys)
        look.changed.connect(self._restyle)

    def set_keys(self, keys: str) -> None:
        """Show another key."""
        self._keys = keys
        self.setAccessibleName(keys)
        self._restyle()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The key's name and its edges."""
        width = painting.key_cap_width(self._look, self._keys)
        return QSize(round(width) + 1, self._look.px(20))

    def minimumSizeHint(self) -> QSize:
        """The key's name is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the key."""
        painter = QPainter(self)
        middle = self.height() / 2
        painting.key_cap(painter, self._look, float(self.width()), middle, self._keys)
        painter.end()


class Line(QWidget):
    """A thin line between two things."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setFixedHeight(1)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("border"))
        painter.end()


class Gap(QWidget):
    """Empty room between two things that grows with the text, which a layout's own does not."""

    def __init__(self, look: Look, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._size = look, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Square, of the size given."""
        return QSize(self._look.px(self._size), self._look.px(self._size))

    def minimumSizeHint(self) -> QSize:
        """Never less."""
        return self.sizeHint()
