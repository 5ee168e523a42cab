"""The roster: who takes part, for whom they stand, what they raised and owe."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.services.api import people
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.people.members import open_members
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.records import RecordsView
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.sheet import Sheet


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
        self._group: WorkGroup | None = None
        self._sheet: Sheet | None = None
        self.members = Button(context.look, _tr("Members"), icon="users")
        self.members.describe(_tr("Members and their votes"))
        self.members.setEnabled(False)
        self.members.clicked.connect(self.open_members)
        head = self._head.layout()
        first = head.itemAt(0) if head is not None else None
        row = first.layout() if first is not None else None
        if isinstance(row, QHBoxLayout):
            row.insertWidget(row.indexOf(self.new), self.members)

    def show_group(self, group: WorkGroup | None) -> None:
        """Know whose members the button shows; the list itself is the same for all groups."""
        self._group = group
        self.members.setEnabled(group is not None)
        if self._sheet is not None:
            self._sheet.dismiss()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what the keys of the window do here."""
        return {**super().commands(), "members": self.open_members}

    def open_members(self) -> None:
        """Show who sits in the work group, with their votes."""
        if self._group is not None and self._sheet is None:
            self._sheet = open_members(self._context, self._group.id, self, self._sheet_gone)

    def close_innermost(self) -> bool:
        """Close the members, the detail, or empty the field."""
        if self._sheet is not None:
            self._sheet.dismiss()
            return True
        return super().close_innermost()

    def _sheet_gone(self) -> None:
        self._sheet = None

    def _when_changed(self, changes: ChangeSet, origin: object) -> None:
        super()._when_changed(changes, origin)
        if changes.touches(*KINDS):
            # What they raised and owe stands in the rows.
            self._timer.start()


def _tr(words: str) -> str:
    return QCoreApplication.translate("people", words)
