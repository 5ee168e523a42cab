"""Says on the facilitator's screen what the room sees, beside the meeting's other actions."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout, QWidget

from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.buttons import Button

_LEAST_WITH_WORDS = 940


class RoomState(Button):
    """Words and an icon, there while the room display is blank or frozen. A click ends that."""

    def __init__(self, look: Look, header: QWidget, place: QBoxLayout) -> None:
        super().__init__(look, kind="ghost", icon="eye-off", tone="warning", parent=header)
        self._header = header
        place.insertWidget(1, self)
        self.hide()
        header.installEventFilter(self)

    def show_state(self, words: str, *, hint: str) -> None:
        """Say what the room sees; "" takes it away."""
        self.setText(words)
        self.describe(words, f"{words}. {hint}" if words else "")
        self.setVisible(bool(words))
        self._fit()

    def _fit(self) -> None:
        self.set_compact(self._header.width() < self._look.px(_LEAST_WITH_WORDS))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give up the words where there is little room."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False
