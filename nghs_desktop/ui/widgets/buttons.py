"""Buttons that paint themselves from the look: primary, secondary, ghost, icon only, rail."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.look import CONTROL_HEIGHT, RADIUS, Look
from nghs_desktop.ui.theme import Role

ButtonKind = Literal["primary", "secondary", "ghost", "rail"]
_ICON = 16


def tip_text(words: str, keys: str) -> str:
    """Return a tooltip: what it does and its keys."""
    return f"{words}  ({keys})" if keys else words


class Button(QPushButton):
    """A button with icon and words, or an icon alone with an accessible name.

    `name` is what a screen reader says; its first words must be the words on the button.
    `hint` is the tooltip when it should say more than the name; `keys` its shortcut as shown.
    """

    def __init__(
        self,
        look: Look,
        words: str = "",
        *,
        kind: ButtonKind = "secondary",
        icon: str = "",
        tone: Role | None = None,
        name: str = "",
        hint: str = "",
        keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self._look = look
        self._kind = kind
        self._icon = icon
        self._tone = tone
        self._compact = False
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.describe(name or words, hint, keys)
        look.changed.connect(self._restyle)

    def describe(self, name: str, hint: str = "", keys: str = "") -> None:
        """Set the accessible name, the tooltip and the shortcut shown with it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.tr("Shortcut {keys}").format(keys=keys) if keys else "")
        tip = hint or name
        self.setToolTip(tip_text(tip, keys) if keys or tip != self.text() else "")

    def set_icon(self, icon: str, tone: Role | None = None) -> None:
        """Show another icon, in the button's own colour unless `tone` says otherwise."""
        self._icon, self._tone = icon, tone
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Show the icon alone; the words stay as accessible name and tooltip."""
        if compact != self._compact:
            self._compact = compact
            if compact and not self.toolTip():
                self.setToolTip(self.accessibleName())
            self.updateGeometry()
            self.update()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    # -- size --------------------------------------------------------------------------
    @property
    def _words(self) -> str:
        return "" if self._compact else self.text()

    def _weight(self) -> int:
        return 600 if self._kind == "primary" or self.isChecked() else 500

    def sizeHint(self) -> QSize:
        """As wide as icon, words and padding; never under 32 px square."""
        look = self._look
        height = look.px(CONTROL_HEIGHT)
        if not self._words:
            return QSize(height, height)
        width = 2 * look.px(14) + self._words_width()
        if self._icon:
            width += look.px(_ICON) + look.px(8)
        if self.menu() is not None:
            width += look.px(20)
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def _words_width(self) -> int:
        # Measured at the heavier weight, so that checking a button never moves its neighbours.
        metrics = self._look.metrics("button", weight=600)
        return round(metrics.horizontalAdvance(self._words)) + 2

    # -- paint -------------------------------------------------------------------------
    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the pointer is here."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the pointer left."""
        super().leaveEvent(event)
        self.update()

    def _colours(self) -> tuple[Role | None, Role | None, Role]:
        """Return fill, edge and text colour for the state the button is in."""
        over, down = self.underMouse() and self.isEnabled(), self.isDown()
        if not self.isEnabled():
            return (None, "border" if self._kind != "ghost" else None, "text3")
        if self._kind == "primary":
            fill: Role = "accent_press" if down else "accent_hover" if over else "accent"
            return fill, None, "on_accent"
        edge: Role | None = "border" if self._kind == "secondary" else None
        if self.isChecked() or down:
            return "selected", "focus" if self._look.theme.edged else edge, "accent_text"
        if over:
            return "hover", edge, "text"
        return ("surface" if self._kind == "secondary" else None), edge, "text"

    def _icon_tone(self, words_tone: Role) -> Role:
        if self._tone is not None and self.isEnabled():
            return self._tone
        return "text2" if words_tone == "text" else words_tone

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon, words and focus ring."""
        look, painter = self._look, QPainter(self)
        rect = QRectF(self.rect())
        radius = look.px(RADIUS)
        fill, edge, tone = self._colours()
        painting.rounded(
            painter,
            rect,
            radius,
            look.colour(fill) if fill else None,
            look.colour(edge) if edge else None,
        )
        middle = rect.center().y()
        words = self._words
        arrow = look.px(20) if self.menu() is not None and words else 0
        if not words:
            if self._icon:
                left = (rect.width() - look.px(_ICON)) / 2
                painting.icon(painter, look, self._icon, self._icon_tone(tone), left, middle, _ICON)
        else:
            mark = look.px(_ICON) + look.px(8) if self._icon else 0
            left_side = self._kind == "rail"
            room = rect.width() - arrow
            x = look.px(10) if left_side else (room - mark - self._words_width()) / 2
            if self._icon:
                painting.icon(painter, look, self._icon, self._icon_tone(tone), x, middle, _ICON)
                x += mark + (look.px(4) if left_side else 0)
            words_rect = QRectF(x, 0, room - x, rect.height())
            painting.text(painter, look, words_rect, words, "button", tone, weight=self._weight())
            if arrow:
                at = rect.right() - look.px(26)
                painting.icon(painter, look, "chevron-down", self._icon_tone(tone), at, middle, 14)
        if self.hasFocus():
            if self._kind == "primary":
                painting.focus_ring(
                    painter, look, rect.adjusted(2, 2, -2, -2), radius - 2, "surface"
                )
            else:
                painting.focus_ring(painter, look, rect, radius)
        painter.end()


class IconButton(Button):
    """A 32 px square button with an icon; the name is obligatory, for it has no words."""

    def __init__(
        self,
        look: Look,
        icon: str,
        name: str,
        *,
        keys: str = "",
        hint: str = "",
        tone: Role | None = None,
        kind: ButtonKind = "ghost",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            look, kind=kind, icon=icon, tone=tone, name=name, hint=hint, keys=keys, parent=parent
        )
