"""A splitter whose places are remembered."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from nghs_desktop.ui.look import Look
from nghs_desktop.ui.theme import Role


class _Handle(QSplitterHandle):
    def __init__(self, look: Look, splitter: QSplitter) -> None:
        super().__init__(splitter.orientation(), splitter)
        self._look = look

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        role: Role = "accent_bar" if self.underMouse() else "border"
        middle = self.width() // 2
        painter.fillRect(middle, 0, 1, self.height(), self._look.colour(role))
        painter.end()


class Splitter(QSplitter):
    """Panes side by side with a thin line between them."""

    def __init__(
        self, look: Look, settings: QSettings, key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look, self._settings, self._key = look, settings, f"splitters/{key}"
        self.setChildrenCollapsible(False)
        self.setHandleWidth(7)
        self.splitterMoved.connect(self._keep)

    def createHandle(self) -> QSplitterHandle:
        """Make a handle that paints one thin line."""
        return _Handle(self._look, self)

    def recall(self) -> bool:
        """Take the places of last time; return False when there are none."""
        state = self._settings.value(self._key)
        return isinstance(state, QByteArray) and self.restoreState(state)

    def _keep(self) -> None:
        self._settings.setValue(self._key, self.saveState())
