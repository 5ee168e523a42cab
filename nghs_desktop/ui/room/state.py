"""Says on the facilitator's screen that the room sees nothing new, beside the meeting's actions."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout, QWidget

from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.buttons import Button

_LEAST_WITH_ALL, _LEAST_WITH_WORDS = 1120, 900


class RoomState(Button):
    """Words and an icon, there while the room display is blank or frozen. A click ends that."""

    def __init__(self, look: Look, header: QWidget, place: QBoxLayout) -> None:
        super().__init__(look, kind="ghost", icon="eye-off", tone="warning", parent=header)
        self._header = header
        self._said = self._short = self._hint = ""
        place.insertWidget(1, self)
        self.hide()
        header.installEventFilter(self)

    def show_state(self, words: str, short: str, hint: str) -> None:
        """Say what the room sees, in few words where there is little room; "" takes it away."""
        self._said, self._short, self._hint = words, short, hint
        self.setVisible(bool(words))
        self._fit()

    def _fit(self) -> None:
        width, px = self._header.width(), self._look.px
        self.set_compact(width < px(_LEAST_WITH_WORDS))
        shown = self._said if width >= px(_LEAST_WITH_ALL) else self._short
        if shown != self.text():
            self.setText(shown)
            self.updateGeometry()
        # What a screen reader says begins with what is seen.
        said = shown if shown == self._said else f"{shown}. {self._said}"
        self.describe(f"{said}. {self._hint}" if shown else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give up words where there is little room."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False
