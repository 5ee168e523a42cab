"""The people in the room: who is here since when, who stands in for whom, whether there is a quorum.

A companion of the meeting screen (`meeting_stage`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from nghs_desktop.base.ids import new_id, same_id
from nghs_desktop.domain.capture import Command
from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.meetings import Attendance, Presence
from nghs_desktop.domain.people import Person
from nghs_desktop.services.api import MeetingPage, NamedRow, Reader, RosterRow, roster
from nghs_desktop.ui.dialogs.popups import Names, Picker
from nghs_desktop.ui.fuzzy import fit
from nghs_desktop.ui.views.meeting_stage import MeetingStage


class People(QObject):
    """The people in the room."""

    def __init__(self, stage: MeetingStage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._people: dict[str, RosterRow] = {}
        self._picker: Picker | None = None
        stage.people_asked.connect(self.show_people)

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

    def show_people(self, anchor: QWidget) -> None:
        """Open the roster: who is there, with a tick; unknown names are added."""
        meeting = self._stage.meeting
        if meeting is None:
            return
        self._people = {}
        picker = Picker(
            self._stage.context.look,
            self.tr("Who is here"),
            self._find_people,
            self._stage.view,
            add=self.tr("Add {name}"),
            is_on=self._is_here,
            many=True,
        )
        picker.chosen.connect(self._toggle_person)
        picker.open_at(anchor)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._picker = picker
        picker.destroyed.connect(self._forget_picker)

    def _forget_picker(self) -> None:
        self._picker = None

    def _is_here(self, person_id: str) -> bool:
        row = self._people.get(person_id)
        return row is not None and row.is_here

    def _find_people(self, words: str, deliver: Any) -> None:
        meeting = self._stage.meeting
        if meeting is None:
            return
        meeting_id, group_id = meeting.id, meeting.group_id or ""

        def read(reader: Reader) -> tuple[RosterRow, ...]:
            return roster(reader, meeting_id, group_id)

        def arrived(rows: tuple[RosterRow, ...]) -> None:
            self._people = {row.person_id: row for row in rows}
            fitting = [row for row in rows if not words or fit(words, row.name)]
            found: Names = [
                NamedRow("person", row.person_id, row.name, note=row.organization)
                for row in fitting
            ]
            deliver(found)

        self._stage.context.dispatch.ask(read, arrived, self)

    def _toggle_person(self, row: NamedRow) -> None:
        meeting = self._stage.meeting
        if meeting is None:
            return
        known = self._people.get(row.id) if row.id else None
        if known is not None and known.attendance_id:
            presence = Presence.EXPECTED if known.is_here else Presence.PRESENT
            self._people[row.id] = replace(known, presence=presence)
            label = self.tr("change who is here")
            command = AmendRecords(
                (Ref("attendance", known.attendance_id),), {"presence": presence}, label=label
            )
            self._stage.dispatch.run(command, self)
            return
        records: list[Any] = []
        person_id = row.id
        if not person_id:
            person = Person(id=new_id(), name=row.name)
            records.append(person)
            person_id = person.id
        there = Attendance(
            id=same_id("attendance", meeting.id, person_id),
            meeting_id=meeting.id,
            person_id=person_id,
            presence=Presence.PRESENT,
        )
        body = known.organization if known is not None else ""
        self._people[person_id] = RosterRow(person_id, row.name, body, Presence.PRESENT, there.id)
        label = self.tr("add “{name}” to the meeting").format(name=row.name)
        self._stage.dispatch.run(LogRecords((*records, there), label=label), self)
