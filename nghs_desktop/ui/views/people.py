"""The roster: who takes part, for whom they stand, what they raised and owe."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.services.api import people
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.records import RecordsView


class PeopleView(RecordsView):
    """The list of people, with their detail and the form for a new person."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "person",
            _tr("People"),
            people,
            new_words=_tr("New person"),
            filter_words=_tr("Filter people"),
            empty_words=_tr("Nobody is on the roster yet."),
            parent=parent,
        )

    def _when_changed(self, changes: ChangeSet, origin: object) -> None:
        super()._when_changed(changes, origin)
        if changes.touches(*KINDS):
            # What they raised and owe stands in the rows.
            self._timer.start()


def _tr(words: str) -> str:
    return QCoreApplication.translate("people", words)
