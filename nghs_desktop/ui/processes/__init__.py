"""What a record's process looks like beside it: where it stands, what is missing, what comes next.

A panel stands in the details above the texts. It knows its noun's queries and commands; the details
know none of them. Panels are imported when a record of their noun is first shown.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.domain.records import Record
from nghs_desktop.ui.view_context import ViewContext


class ProcessPanel(QWidget):
    """Base of all panels. `opened(Ref)` follows a link to another record in the same place."""

    opened = Signal(object)

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context

    def show_record(self, record: Record) -> None:
        """Show the process of a record; called again whenever the record changes."""
        raise NotImplementedError

    def when_changed(self, changes: ChangeSet) -> None:
        """Read again what a change touches, for the record on screen."""

    def keep_all(self) -> None:
        """Save what is being typed here."""


def make_panel(noun: str, context: ViewContext, parent: QWidget) -> ProcessPanel | None:
    """Return a noun's panel, or None where it has no process."""
    if noun == "barrier":
        from nghs_desktop.ui.processes.barrier import BarrierPanel

        return BarrierPanel(context, parent)
    if noun == "referral":
        from nghs_desktop.ui.processes.referral import ReferralPanel

        return ReferralPanel(context, parent)
    if noun == "practice":
        from nghs_desktop.ui.processes.practice import PracticePanel

        return PracticePanel(context, parent)
    if noun == "framework":
        from nghs_desktop.ui.processes.framework import FrameworkPanel

        return FrameworkPanel(context, parent)
    if noun == "focus_round":
        from nghs_desktop.ui.processes.focus_round import FocusRoundPanel

        return FocusRoundPanel(context, parent)
    if noun == "improvement_project":
        from nghs_desktop.ui.processes.project import ProjectPanel

        return ProjectPanel(context, parent)
    return None
