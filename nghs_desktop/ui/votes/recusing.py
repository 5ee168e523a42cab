"""Declaring a conflict of interest: who, then of what kind. In an open vote it is a line like any other;
before one it is kept with the agenda item, and holds in every vote on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.changes import Outcome
from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.decisions import ConflictKind, ConflictOfInterest
from nghs_desktop.domain.known_names import Known
from nghs_desktop.services.api import NamedRow, Reader, RosterRow, roster
from nghs_desktop.ui.dialogs.popups import Names, Picker, choose_from
from nghs_desktop.ui.fuzzy import fit
from nghs_desktop.ui.views.meeting_stage import MeetingStage
from nghs_desktop.ui.widgets.properties import Choice


class Recusing(QObject):
    """Asks who and why. `type_line` takes the line of an open vote."""

    def __init__(
        self, stage: MeetingStage, type_line: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._stage, self._type = stage, type_line

    def begin(self, anchor: QWidget, voters: Sequence[Known] | None) -> None:
        """Ask for a person of the open vote, or (None) of the meeting."""
        meeting, item = self._stage.meeting, self._stage.item
        if voters is None and (meeting is None or item is None):
            self._stage.context.say(
                self.tr("A conflict is declared for an agenda item. Open the item first.")
            )
            return
        picker = Picker(
            self._stage.look, self.tr("Who has a conflict"), self._source(voters), self._stage.view
        )

        def chosen(row: NamedRow) -> None:
            self._ask_kind(anchor, row, in_vote=voters is not None)

        picker.chosen.connect(chosen)
        picker.open_at(anchor)

    def _source(
        self, voters: Sequence[Known] | None
    ) -> Callable[[str, Callable[[Names], None]], None]:
        def of_vote(words: str, deliver: Callable[[Names], None]) -> None:
            rows = [NamedRow("person", one.id, one.name) for one in voters or ()]
            deliver([row for row in rows if not words or fit(words, row.name)])

        def of_meeting(words: str, deliver: Callable[[Names], None]) -> None:
            meeting = self._stage.meeting
            if meeting is None:
                return
            meeting_id, group_id = meeting.id, meeting.group_id or ""

            def query(reader: Reader) -> tuple[RosterRow, ...]:
                return roster(reader, meeting_id, group_id)

            def arrived(found: tuple[RosterRow, ...]) -> None:
                fitting = [row for row in found if not words or fit(words, row.name)]
                deliver(
                    [
                        NamedRow("person", row.person_id, row.name, note=row.organization)
                        for row in fitting
                    ]
                )

            self._stage.dispatch.ask(query, arrived, self)

        return of_meeting if voters is None else of_vote

    def _ask_kind(self, anchor: QWidget, row: NamedRow, *, in_vote: bool) -> None:
        if not row.id:
            return

        def picked(key: str) -> None:
            kind = ConflictKind(key)
            if in_vote:
                self._type(f"{row.name} recused: {kind.label.lower()}")
            else:
                self._declare(row, kind)

        choose_from(
            self._stage.look,
            self._stage.view,
            self.tr("What kind of conflict"),
            [Choice(one.value, one.label) for one in ConflictKind],
            "",
            picked,
            anchor.mapToGlobal(anchor.rect().bottomLeft()),
        )

    def _declare(self, row: NamedRow, kind: ConflictKind) -> None:
        meeting, item = self._stage.meeting, self._stage.item
        if meeting is None or item is None:
            return
        declared = ConflictOfInterest(
            id=new_id(),
            person_id=row.id,
            meeting_id=meeting.id,
            about_noun="agenda_item",
            about_id=item.id,
            kind=kind,
        )
        label = self.tr("declare a conflict of {name}").format(name=row.name)

        def done(_outcome: Outcome) -> None:
            words = self.tr("{name} is recused from votes on “{item}”.")
            self._stage.context.say(words.format(name=row.name, item=item.title))

        self._stage.dispatch.run(LogRecords((declared,), label=label), self, done)
