"""What comes back to a meeting and what is parked: put on the agenda by one key, all by another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nghs_desktop.domain.agenda_line import KnownPerson
from nghs_desktop.domain.carry_over import parked_missing, summary, words
from nghs_desktop.domain.commands import AmendRecords, Command, LogRecords, Ref, TrashRecords
from nghs_desktop.domain.meetings import Parked
from nghs_desktop.domain.park_line import read_park_line
from nghs_desktop.domain.spoken_dates import Calendar, short_date
from nghs_desktop.services.api import (
    ComingBack,
    ItemRow,
    ParkedRow,
    put_all_on_agenda,
    put_back,
    put_on_agenda,
)
from nghs_desktop.ui.models.item_marks import late_by
from nghs_desktop.ui.preparing.frame import AskLine, Panel
from nghs_desktop.ui.preparing.rows import Row, RowList
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.labels import Label

_OWED, _TOPIC, _FRESH, _PARKED = "owed", "topic:", "fresh:", "parked:"


class BackPanel(Panel):
    """Two lists: what comes back, and the parking lot.

    `story_asked(agenda item)` when a topic's story is wanted; `settled_line` when the one line of a
    parked thing was answered or left.
    """

    story_asked = Signal(str)
    settled_line = Signal()

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(context.look, "", parent)
        self._context = context
        self._back: ComingBack | None = None
        self.people: Sequence[KnownPerson] = ()
        look = context.look
        self.heading.setText(self.tr("Comes back"))
        self.setAccessibleName(self.tr("What comes back to this meeting"))
        self.close_button.describe(self.tr("Close what comes back"))
        self.sum = Label(look, "", "caption", "text2", wrap=True)
        self.all = Button(look, self.tr("Put all on the agenda"), icon="plus", parent=self.page)
        self.topics = RowList(look, self.tr("Comes back"), self.page)
        self.ask = AskLine(look, self.page, self.reveal)
        self.parked = RowList(look, self.tr("Parking lot"), self.page)
        self.hint = Label(look, "", "caption", "text3", wrap=True)
        for widget in (self.sum, self.all, self.topics, self.ask, self.parked, self.hint):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.all.clicked.connect(self.put_all)
        self.topics.ticked.connect(self.put)
        self.topics.opened.connect(self._open)
        self.parked.ticked.connect(self.settle)
        self.parked.opened.connect(self.ask_who)
        context.actions.on("to_trash", self.parked, self._trash)

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes when the panel opens."""
        return self.topics if self.topics.keys() else self.all

    # -- what it shows -------------------------------------------------------------------
    def show_back(self, back: ComingBack) -> None:
        """Show what comes back to a meeting as it was read."""
        self._back = back
        today = self._context.today()
        rows = self._rows(back, today)
        self.topics.show_rows(rows)
        self.parked.show_rows([self._parked_row(one, today) for one in back.parked])
        if rows:
            self.sum.setText(summary([one.returning for one in back.topics]) + "."
                             if back.topics else "")  # fmt: skip
        else:
            self.sum.setText(self.tr("Nothing comes back to this meeting."))
        self.sum.setVisible(bool(self.sum.text()))
        self.all.setVisible(not back.is_complete)
        hints = []
        if rows:
            hints.append(self.tr("Space puts a topic on the agenda, Enter shows how it went."))
        if back.parked:
            hints.append(
                self.tr("Parked: Enter says who and when, Space settles it, Del removes it.")
            )
        else:
            hints.append(self.tr("Nothing is parked. Type /park and what is to wait."))
        self.hint.setText(" ".join(hints))

    def _rows(self, back: ComingBack, today: date) -> list[Row]:
        rows = []
        if back.owed:
            said = owed_words(back.owed, today, self.tr("{n} open"), self.tr("{n} overdue"))
            row = Row(_OWED, self.tr("Commitments from last time"), said)
            rows.append(_put(row, back.owed_on_agenda))
        for one in back.topics:
            row = Row(f"{_TOPIC}{one.topic.id}", one.topic.title, words(one.returning))
            rows.append(_put(row, one.returning.on_agenda))
        for topic in back.fresh:
            row = Row(f"{_FRESH}{topic.id}", topic.title, self.tr("Every meeting"))
            rows.append(_put(row, False))
        for parked in back.due:
            said = self.tr("Parked")
            if parked.owner:
                said = self.tr("Parked; {name} brings it back").format(name=parked.owner)
            row = Row(f"{_PARKED}{parked.parked.id}", parked.parked.title, said)
            rows.append(_put(row, parked.on_agenda))
        on, off = self.tr("On the agenda"), self.tr("Not on the agenda")
        return [replace(row, said=on if row.done else off) for row in rows]

    def _parked_row(self, one: ParkedRow, today: date) -> Row:
        parts = [one.owner] if one.owner else []
        day = one.parked.revisit_on
        if day is not None:
            parts.append(self.tr("back {day}").format(day=short_date(day, today)))
        missing = parked_missing(one.parked)
        if missing:
            lacks = missing.partition("” ")[2]
            parts.append(lacks[:1].upper() + lacks[1:])
        return Row(
            one.parked.id,
            one.parked.title,
            "  ·  ".join(parts),
            icon="archive",
            part=self.tr("Parking lot"),
            warning=bool(missing),
        )

    # -- topics --------------------------------------------------------------------------
    def put_all(self) -> None:
        """Put all that comes back on the agenda."""
        if self._back is not None:
            self._run(put_all_on_agenda(self._back), self.tr("All of it is on the agenda."))

    def put(self, key: str) -> None:
        """Put one row on the agenda; one that was taken off by hand comes back."""
        back = self._back
        if back is None:
            return
        kind, _, id = key.partition(":")
        command: Command | None = None
        if key == _OWED:
            command = put_on_agenda(back, owed=True)
        elif kind == "topic":
            command = put_on_agenda(back, topics=[one for one in back.topics if one.topic.id == id])
        elif kind == "fresh":
            command = put_on_agenda(back, fresh=[one for one in back.fresh if one.id == id])
        else:
            found = [one for one in back.parked if one.parked.id == id]
            command = put_on_agenda(back, parked=found)
            id = found[0].topic_id if found else ""
        if command is not None:
            self._run(command, self.tr("On the agenda."))
            return
        self._context.dispatch.ask(
            lambda reader: put_back(back, id, reader), self._run_put_back, self
        )

    def _run_put_back(self, command: Command | None) -> None:
        if command is None:
            announce(self.topics, self.tr("It is on the agenda already."))
        else:
            self._run(command, self.tr("Back on the agenda."))

    def _run(self, command: Command | None, said: str) -> None:
        if command is None:
            return
        self._context.dispatch.run(command, self, lambda _outcome: announce(self.topics, said))

    def _open(self, key: str) -> None:
        back = self._back
        if back is None:
            return
        for one in back.topics:
            if key == f"{_TOPIC}{one.topic.id}":
                self.story_asked.emit(one.last.id)
                return
        self.put(key)

    # -- the parking lot -----------------------------------------------------------------
    def park(self, record: Parked) -> None:
        """Keep something parked, and ask in one line who brings it back and when."""
        label = self.tr("park “{title}”").format(title=record.title)
        self._context.dispatch.run(LogRecords((record,), label=label), self)
        self._ask_about(record)

    def ask_who(self, key: str) -> None:
        """Ask who brings a parked thing back and when."""
        row = self._parked_of(key)
        if row is not None:
            self._ask_about(row.parked)

    def _ask_about(self, record: Parked) -> None:
        context, ref = self._context, (Ref("parked", record.id),)

        def keep(typed: str) -> str:
            line = read_park_line(typed, self.people, Calendar(context.today()))
            if line.unknown:
                said = self.tr("“{words}” is neither a person here nor a day.")
                return said.format(words=line.unknown)
            values: dict[str, object] = {}
            if line.owner_id:
                values["owner_id"] = line.owner_id
            if line.revisit_on:
                values["revisit_on"] = line.revisit_on
            if values:
                label = self.tr("say who brings it back, and when")
                context.dispatch.run(AmendRecords(ref, values, label=label), self)
            self.settled_line.emit()
            return ""

        question = self.tr("Who brings “{title}” back, and when?").format(title=record.title)
        self.ask.ask(question, keep, hint=self.tr("Luis in 3 weeks"), back_to=self.parked)

    def settle(self, key: str) -> None:
        """Ask what came of a parked thing, and settle it."""
        row = self._parked_of(key)
        if row is None:
            return
        ref = (Ref("parked", key),)

        def keep(typed: str) -> str:
            if not typed:
                return self.tr("Say in some words what came of it.")
            values = {"settled": True, "outcome": typed}
            label = self.tr("settle “{title}”").format(title=row.parked.title)
            self._context.dispatch.run(AmendRecords(ref, values, label=label), self)
            return ""

        question = self.tr("What came of “{title}”?").format(title=row.parked.title)
        self.ask.ask(question, keep, back_to=self.parked)

    def _trash(self) -> None:
        key = self.parked.current_key()
        if key:
            self._context.dispatch.run(TrashRecords((Ref("parked", key),)), self)

    def _parked_of(self, key: str) -> ParkedRow | None:
        rows = self._back.parked if self._back is not None else ()
        return next((row for row in rows if row.parked.id == key), None)


def owed_words(owed: Sequence[ItemRow], today: date, some: str, late: str) -> str:
    """Return how many commitments are open and how many of them are overdue."""
    overdue = sum(bool(late_by(row, today)) for row in owed)
    parts = [some.format(n=len(owed))]
    if overdue:
        parts.append(late.format(n=overdue))
    return "  ·  ".join(parts)


def _put(row: Row, on_agenda: bool) -> Row:
    if on_agenda:
        return replace(row, icon="circle-check", tone="success", done=True)
    return replace(row, icon="rotate-ccw", tone="accent_text")
