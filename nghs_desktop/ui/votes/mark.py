"""A small icon beside words, so that no state is told by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.theme import Role

_SIDE = 14


class Mark(QWidget):
    """An icon as high as a line of small text; without one it takes no room."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = ""
        self._tone: Role = "text2"
        self.setProperty("decoration", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()
        look.changed.connect(self.updateGeometry)

    def show_icon(self, icon: str, tone: Role) -> None:
        """Show another icon, or none."""
        if (icon, tone) == (self._icon, self._tone):
            return
        had = bool(self._icon)
        self._icon, self._tone = icon, tone
        if had != bool(icon):
            self.setVisible(bool(icon))
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Square in a line of small text."""
        return QSize(self._look.px(_SIDE), self._look.line("caption"))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        if not self._icon:
            return
        painter = QPainter(self)
        painting.icon(painter, self._look, self._icon, self._tone, 0, self.height() / 2, _SIDE)
        painter.end()
