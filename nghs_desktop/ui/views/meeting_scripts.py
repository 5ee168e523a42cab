"""Scripts that run beside the notes and label them.

A companion of the meeting screen (`meeting_stage`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QObject

from nghs_desktop.domain.capture import Command
from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.services.api import MeetingPage
from nghs_desktop.ui.views.meeting_stage import MeetingStage


class Scripts(QObject):
    """Scripts that run beside the notes and label them.."""

    def __init__(self, stage: MeetingStage) -> None:
        super().__init__(stage)
        self._stage = stage

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what it does for keys and palette."""
        return {}

    def obey(self, command: Command) -> bool:
        """Do what a line asks."""
        return False

    def show(self, page: MeetingPage) -> None:
        """Take the meeting as it was read."""

    def when_changed(self, changes: ChangeSet) -> None:
        """Hear of a change."""

    def tick(self, now: datetime) -> None:
        """Count on."""

    def close_innermost(self) -> bool:
        """Close what is open."""
        return False

    def shut(self) -> None:
        """The window closes."""
