"""The person's choices while the window is open: whoever changes one, all hear of it at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from nghs_desktop.base.settings import Settings


class Preferences(QObject):
    """Holds the settings. `save` is called with each new state and must not block."""

    changed = Signal(object)

    def __init__(
        self,
        settings: Settings,
        save: Callable[[Settings], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self._save = save

    def change(self, **choices: Any) -> None:
        """Take over choices, save them, and tell everybody when something is different."""
        settings = self.settings.but(**choices)
        if settings != self.settings:
            self.settings = settings
            self._save(settings)
            self.changed.emit(settings)
