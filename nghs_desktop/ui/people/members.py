"""Who sits in a work group: role, vote, organisation, from and until; and what it usually decides by.

A sheet, the same from the roster of a meeting and from the place of people. Every change is a step of
undo of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import shiboken6
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.base.ids import new_id, same_id
from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref, Together, TrashRecords
from nghs_desktop.domain.decision_rules import rule_words
from nghs_desktop.domain.groups import MemberRole, membership
from nghs_desktop.domain.people import Person
from nghs_desktop.domain.presence import Unit
from nghs_desktop.domain.quorum import quorum
from nghs_desktop.domain.spoken_dates import short_date
from nghs_desktop.services.api import GroupSeat, GroupSeats, NamedRow, Reader, group_seats
from nghs_desktop.ui.dialogs.popups import NOBODY, DayPicker, Names, Picker, Source
from nghs_desktop.ui.dialogs.sources import names_of
from nghs_desktop.ui.models.plain import PlainRow
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.plain_list import PlainList
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.cards import EmptyState
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label, Line
from nghs_desktop.ui.widgets.properties import Choice, PropertyRow
from nghs_desktop.ui.widgets.sheet import Sheet

_WIDE = 460
_PAUSE_MS = 30


class MembersPanel(QWidget):
    """The members of one group, and the seat of the one that is chosen."""

    def __init__(self, context: ViewContext, group_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._group_id = context, group_id
        self._seats: GroupSeats | None = None
        self._wanted = ""
        look = context.look
        self.setAccessibleName(self.tr("Members and their votes"))
        column = QVBoxLayout(self)
        look.space(column, (20, 0, 16, 14), 10)
        self.sum = Label(look, "", "body", "text2", wrap=True)
        self.rule = Label(look, "", "caption", "text3", wrap=True)
        column.addWidget(self.sum)
        column.addWidget(self.rule)
        self.list = PlainList(look, self.tr("Members"))
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.list.opened.connect(self._edit_first)
        column.addWidget(self.list, 1)
        self.empty = EmptyState(look, self.tr("Nobody sits in this group yet."))
        column.addWidget(self.empty, 1)
        self._line = Line(look)
        column.addWidget(self._line)
        column.addWidget(self._make_editor())
        column.addLayout(self._make_foot())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.read)
        context.dispatch.changed.connect(self._when_changed)
        self._show(None)
        self.read()

    def _make_editor(self) -> QWidget:
        look = self._context.look
        self.editor = QWidget(self)
        column = QVBoxLayout(self.editor)
        look.space(column, spacing=2)
        self.name = Label(look, "", "strong", wrap=True)
        column.addWidget(self.name)
        self.role = PropertyRow(look, self.tr("Role"))
        self.votes = PropertyRow(look, self.tr("Vote"))
        self.body = PropertyRow(look, self.tr("Stands for"))
        self.since = PropertyRow(look, self.tr("From"))
        self.until = PropertyRow(look, self.tr("Until"))
        for row in (self.role, self.votes, self.body, self.since, self.until):
            column.addWidget(row)
        self.role.offer(lambda: [Choice(role.value, role.label) for role in MemberRole])
        self.votes.offer(
            lambda: [
                Choice("yes", self.tr("Has a vote"), "vote"),
                Choice("no", self.tr("No vote"), "minus"),
            ]
        )
        self.role.chosen.connect(self._set_role)
        self.votes.chosen.connect(self._set_votes)
        self.body.asked.connect(self._choose_body)
        self.since.asked.connect(self._choose_since)
        self.until.asked.connect(self._choose_until)
        return self.editor

    def _make_foot(self) -> FlowLayout:
        look = self._context.look
        flow = FlowLayout()
        look.space(flow, spacing=8)
        self.add = Button(look, self.tr("Add a member"), kind="primary", icon="user-plus")
        self.end = Button(look, self.tr("End the seat today"))
        self.remove = Button(look, self.tr("Take out"), kind="ghost", icon="trash-2")
        self.remove.describe(
            self.tr("Take out of the group"), self.tr("Take out, as if never a member"), keys="Del"
        )
        self.add.clicked.connect(self._choose_person)
        self.end.clicked.connect(self._end_seat)
        self.remove.clicked.connect(self._remove)
        for button in (self.add, self.end, self.remove):
            flow.addWidget(button)
        return flow

    # -- what it shows -------------------------------------------------------------------
    def read(self) -> None:
        """Read the group anew."""
        group_id, today = self._group_id, self._context.today()

        def read(reader: Reader) -> GroupSeats | None:
            return group_seats(reader, group_id, today)

        self._context.dispatch.ask(read, self._show, self)

    def _when_changed(self, changes: ChangeSet, _origin: object) -> None:
        if changes.touches("membership", "person", "organization", "work_group"):
            self._timer.start()

    def _show(self, found: GroupSeats | None) -> None:
        self._seats = found
        seats = found.seats if found is not None else ()
        self.list.rows.show([self._row(seat) for seat in seats])
        for widget in (self.list, self._line, self.editor, self.end, self.remove):
            widget.setVisible(bool(seats))
        self.empty.setVisible(not seats and found is not None)
        self._say_rule(found)
        wanted, self._wanted = self._wanted, ""
        places = [place for place, seat in enumerate(seats) if seat.person_id == wanted]
        if places:
            self.list.setCurrentIndex(self.list.rows.index(places[0], 0))
        elif seats and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.index(0, 0))
        self._show_current()

    def _row(self, seat: GroupSeat) -> PlainRow:
        facts = [seat.role.label]
        if not seat.votes:
            facts.append(self.tr("no vote"))
        if seat.organization:
            facts.append(seat.organization)
        right = self.tr("Former") if seat.is_over else ""
        icon = "vote" if seat.votes and not seat.is_over else "user"
        words = "  ·  ".join(facts)
        return PlainRow(Ref("membership", seat.id), seat.name, words, right, icon=icon)

    def _say_rule(self, found: GroupSeats | None) -> None:
        if found is None:
            self.sum.setText("")
            self.rule.setText("")
            return
        asked = found.rule.quorum
        voting = [seat for seat in found.seats if seat.votes and not seat.is_over]
        units = {
            seat.organization_id or seat.person_id
            if asked.unit is Unit.ORGANIZATION
            else seat.person_id
            for seat in voting
        }
        here = quorum(asked, seated=len(units), here=len(units), answered=len(units))
        if not units:
            self.sum.setText(self.tr("Nobody has a vote yet."))
        else:
            words = self.tr("{votes} votes; {needed} are needed for a quorum.")
            self.sum.setText(words.format(votes=len(units), needed=here.needed))
        whose = self.tr("Usual rule") if found.has_own_rule else self.tr("Usual rule, until set")
        self.rule.setText(f"{whose}. {rule_words(found.rule)}")

    @property
    def current(self) -> GroupSeat | None:
        """The seat that is chosen."""
        row = self.list.current_row()
        seats = self._seats.seats if self._seats is not None else ()
        return next((seat for seat in seats if row is not None and seat.id == row.ref.id), None)

    def _show_current(self) -> None:
        seat = self.current
        if seat is None:
            return
        today = self._context.today()
        self.name.setText(seat.name)
        self.role.show_value(seat.role.label)
        if seat.votes:
            self.votes.show_value(self.tr("Has a vote"), icon="vote")
        else:
            self.votes.show_value(self.tr("No vote"), icon="minus")
        self.body.show_value(seat.organization, empty=self.tr("Nobody but themselves"))
        since = short_date(seat.from_day, today) if seat.from_day else ""
        until = short_date(seat.to_day, today) if seat.to_day else ""
        self.since.show_value(since, empty=self.tr("From the beginning"))
        self.until.show_value(until, empty=self.tr("No end"))
        self.end.setEnabled(not seat.is_over)

    # -- changing it ---------------------------------------------------------------------
    def _amend(self, values: Mapping[str, Any], what: str) -> None:
        seat = self.current
        if seat is None:
            return
        label = self.tr("change {what} of {name}").format(what=what, name=seat.name)
        command = AmendRecords((Ref("membership", seat.id),), values, label=label)
        self._context.dispatch.run(command, self, failed=self._not_done)

    def _not_done(self, problem: Told) -> None:
        self._context.say(str(problem))

    def _set_role(self, key: str) -> None:
        role = MemberRole(key)
        votes = membership("", "", role).votes
        self._amend({"role": role, "votes": votes}, self.tr("the role"))

    def _set_votes(self, key: str) -> None:
        self._amend({"votes": key == "yes"}, self.tr("the vote"))

    def _pick(
        self,
        title: str,
        source: Source,
        chosen: Callable[[NamedRow], None],
        *,
        add: str = "",
        none: str = "",
    ) -> Picker:
        made: list[Picker] = []

        def find(words: str, deliver: Callable[[Names], None]) -> None:
            def arrived(rows: Names) -> None:
                if not made or shiboken6.isValid(made[0]):  # it may be closed by now
                    deliver(rows)

            source(words, arrived)

        picker = Picker(self._context.look, title, find, self, add=add, none=none)
        made.append(picker)
        picker.chosen.connect(chosen)
        return picker

    def _choose_body(self) -> None:
        source = names_of(self._context.dispatch, "organization", self)
        none = self.tr("As in their own record")
        picker = self._pick(self.tr("Stands for"), source, self._set_body, none=none)
        picker.open_at(self.body.button)

    def _set_body(self, row: NamedRow) -> None:
        body = None if row.noun == NOBODY else row.id
        self._amend({"organization_id": body}, self.tr("for whom they stand"))

    def _choose_since(self) -> None:
        seat = self.current
        if seat is not None:
            self._choose_day("from_day", self.tr("From"), seat.from_day, self.since)

    def _choose_until(self) -> None:
        seat = self.current
        if seat is not None:
            self._choose_day("to_day", self.tr("Until"), seat.to_day, self.until)

    def _choose_day(self, field: str, title: str, day: date | None, row: PropertyRow) -> None:
        picker = DayPicker(self._context.look, title, day, self._context.today(), self)

        def chosen(found: date | None) -> None:
            self._amend({field: found}, self.tr("the time"))

        picker.chosen.connect(chosen)
        picker.open_at(row.button)

    def _choose_person(self) -> None:
        seated = {seat.person_id for seat in self._seats.seats} if self._seats else set()
        dispatch = self._context.dispatch
        source = names_of(dispatch, "person", self, lambda row: row.id not in seated)
        add = self.tr("Add {name}")
        picker = self._pick(self.tr("Add a member"), source, self._add, add=add)
        picker.open_at(self.add, QPoint(0, 0))

    def _add(self, row: NamedRow) -> None:
        records: list[Person] = []
        person_id = row.id
        if not person_id:
            person = Person(id=new_id(), name=row.name)
            records.append(person)
            person_id = person.id
        seat = replace(
            membership(self._group_id, person_id, MemberRole.MEMBER),
            from_day=self._context.today(),
        )
        self._wanted = person_id
        label = self.tr("add {name} to the group").format(name=row.name)
        # One that was taken out comes back as it was, so its fields are said again.
        values = {"role": seat.role, "votes": seat.votes, "from_day": seat.from_day, "to_day": None}
        made = LogRecords((*records, seat), label=label)
        again = AmendRecords(
            (Ref("membership", same_id("membership", person_id, self._group_id)),), values
        )
        self._context.dispatch.run(Together((made, again), label), self, failed=self._not_done)

    def _end_seat(self) -> None:
        self._amend({"to_day": self._context.today()}, self.tr("the end"))

    def _remove(self) -> None:
        seat = self.current
        if seat is not None:
            command = TrashRecords((Ref("membership", seat.id),))
            self._context.dispatch.run(command, self, failed=self._not_done)
            words = self.tr("{name} is no longer in the group.").format(name=seat.name)
            self._context.say(words, action_words=self.tr("Undo"), action=self._undo)

    def _undo(self) -> None:
        self._context.actions.ask("undo")

    def _edit_first(self) -> None:
        self.role.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del takes the chosen one out of the group."""
        if event.key() == Qt.Key.Key_Delete and self.focusWidget() is self.list:
            self._remove()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        """Hand the keyboard on to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


def open_members(
    context: ViewContext, group_id: str, host: QWidget, closed: Callable[[], None] | None = None
) -> Sheet:
    """Show the members of a group in a sheet over a view; it goes when it is closed."""
    sheet = Sheet(context.look, host, width=_WIDE)
    panel = MembersPanel(context, group_id, host)
    panel.hide()

    def gone() -> None:
        panel.deleteLater()
        sheet.deleteLater()
        if closed is not None:
            closed()

    sheet.closed.connect(gone)
    sheet.present(panel, panel.tr("Members and their votes"))
    panel.list.setFocus(Qt.FocusReason.OtherFocusReason)
    return sheet
