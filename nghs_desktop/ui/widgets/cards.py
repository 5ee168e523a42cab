"""Surfaces things stand on: a card, a soft shadow under a panel, and what an empty list says."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.look import CARD_PADDING, RADIUS_CARD, Look
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.labels import KeyCap, Label


class Card(QFrame):
    """A rounded surface with a thin edge. Give it a layout as any frame."""

    def __init__(
        self,
        look: Look,
        parent: QWidget | None = None,
        *,
        radius: int = RADIUS_CARD,
        fill: Role = "surface",
        edge: Role | None = "border",
    ) -> None:
        super().__init__(parent)
        self._look, self._radius, self._fill, self._edge = look, radius, fill, edge
        self._lit = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        look.changed.connect(self.update)

    def set_lit(self, lit: bool) -> None:
        """Show the 2 px ring of a field that has the keyboard."""
        if lit != self._lit:
            self._lit = lit
            self.update()

    def column(self, spacing: float = 8) -> QVBoxLayout:
        """Lay the card out as a column with the usual padding."""
        layout = QVBoxLayout(self)
        pad = CARD_PADDING
        self._look.space(layout, (pad, pad, pad, pad), spacing)
        return layout

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface."""
        painter = QPainter(self)
        look = self._look
        rect, radius = QRectF(self.rect()), look.px(self._radius)
        if rect.adjusted(radius, radius, -radius, -radius).contains(QRectF(event.rect())):
            painter.fillRect(event.rect(), look.colour(self._fill))  # at every key in a field
            painter.end()
            return
        edge = look.colour(self._edge) if self._edge else None
        painting.rounded(painter, rect, radius, look.colour(self._fill), edge)
        if self._lit:
            painting.focus_ring(painter, look, rect, radius)
        painter.end()


class Shadow(QWidget):
    """The shadow of a sibling. Stands below it, takes no clicks, has no meaning for a reader."""

    REACH = 20

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        *,
        radius: int = RADIUS_CARD,
        strength: float = 1.0,
    ) -> None:
        super().__init__(parent)
        self._look, self._radius, self._strength = look, radius, strength
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("decoration", True)
        look.changed.connect(self.update)

    def lie_under(self, geometry: QRect) -> None:
        """Take the place around a sibling's geometry."""
        reach = self._look.px(self.REACH)
        self.setGeometry(geometry.marginsAdded(QMargins(reach, reach, reach, reach)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shadow, unless all that is asked for lies under the sibling (at every key)."""
        reach = self._look.px(self.REACH)
        inner = QRectF(self.rect()).adjusted(reach, reach, -reach, -reach)
        radius = self._look.px(self._radius)
        round_off = radius * 0.3  # how far a rounded corner leaves the sibling's rectangle open
        if inner.adjusted(round_off, round_off, -round_off, -round_off).contains(
            QRectF(event.rect())
        ):
            return
        painter = QPainter(self)
        painting.shadow(painter, self._look, inner, radius, self.REACH - 4, self._strength)
        painter.end()


class EmptyState(QWidget):
    """What stands where nothing is yet: one sentence, one button, the key."""

    chosen = Signal()

    def __init__(
        self,
        look: Look,
        sentence: str,
        *,
        action: str = "",
        keys: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        look.space(column, (24, 24, 24, 24), 14)
        self.sentence = Label(look, sentence, "body", "text2", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        look.space(row, spacing=10)
        self.button = Button(look, action, icon=icon)
        self.button.clicked.connect(self.chosen)
        self.cap = KeyCap(look, keys)
        row.addStretch()
        row.addWidget(self.button)
        row.addWidget(self.cap, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()
        column.addStretch(2)
        column.addWidget(self.sentence)
        column.addLayout(row)
        column.addStretch(3)
        self.say(sentence, action, keys)

    def say(self, sentence: str, action: str = "", keys: str = "") -> None:
        """Say another sentence, and offer another button and key."""
        self.sentence.setText(sentence)
        self.button.setText(action)
        self.button.describe(action, keys=keys)
        self.button.setVisible(bool(action))
        self.cap.set_keys(keys)
        self.cap.setVisible(bool(keys and action))
        self.setAccessibleName(sentence)
