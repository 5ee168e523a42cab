"""The quiet row under the field: which letter starts which kind, and the way to all the keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.look import RADIUS_KEY, Look

_GAP = 14


class PrefixHints(QWidget):
    """Key caps with the words of the kinds, as many as there is room for."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        listed = ", ".join(f"{mark.prefix} {mark.word.lower()}" for mark in KINDS.values())
        self.setAccessibleName(self.tr("Begin with: {letters}").format(letters=listed))
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Room for four kinds."""
        return QSize(self._look.px(360), self._look.px(24))

    def minimumSizeHint(self) -> QSize:
        """Hints give way to chips."""
        return QSize(0, self._look.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint caps and words while they fit."""
        look, painter = self._look, QPainter(self)
        metrics = look.metrics("caption")
        middle, x = self.height() / 2, 0.0
        for mark in KINDS.values():
            # The short word of speech: "practice", not "effective practice".
            words = mark.word.lower() if mark.key != "practice" else mark.plural.lower()[:-1]
            cap = painting.key_cap_width(look, mark.prefix)
            wide = metrics.horizontalAdvance(words) + 1
            if x + cap + look.px(8) + wide > self.width():
                break
            painting.key_cap(painter, look, x + cap, middle, mark.prefix)
            at = x + cap + look.px(8)
            room = QRectF(at, 0, wide, self.height())
            painting.text(painter, look, room, words, "caption", "text3", elide=False)
            x = at + wide + look.px(_GAP)
        painter.end()


class CapButton(QPushButton):
    """A key cap that can be clicked."""

    def __init__(self, look: Look, keys: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._keys = look, keys
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setToolTip(name)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """The cap, and enough around it to hit."""
        side = self._look.px(24)
        width = round(painting.key_cap_width(self._look, self._keys)) + self._look.px(4)
        return QSize(max(width, side), side)

    def minimumSizeHint(self) -> QSize:
        """Never smaller than a target may be."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Show that the pointer is here or gone."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cap in the middle."""
        look, painter = self._look, QPainter(self)
        rect = QRectF(self.rect())
        radius = look.px(RADIUS_KEY)
        if self.underMouse():
            painting.rounded(painter, rect, radius, look.colour("hover"))
        cap = painting.key_cap_width(look, self._keys)
        painting.key_cap(painter, look, (rect.width() + cap) / 2, rect.center().y(), self._keys)
        if self.hasFocus():
            painting.focus_ring(painter, look, rect, radius)
        painter.end()
