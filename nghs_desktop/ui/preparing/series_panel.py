"""The series of a group: how often they meet, their next days, and what comes to every meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import AmendRecords, Command, LogRecords, Ref
from nghs_desktop.domain.meetings import Attribution, MeetingKind, MeetingSeries, Rhythm, Topic
from nghs_desktop.domain.series import end_words, rhythm_words, time_of_day, zone_of
from nghs_desktop.domain.spoken import spoken_weekday
from nghs_desktop.domain.spoken_dates import Calendar, day_in, short_date
from nghs_desktop.services.api import (
    SeriesDay,
    SeriesRow,
    end_series,
    leave_out,
    make_next,
    take_in,
)
from nghs_desktop.ui.preparing.frame import AskLine, Panel
from nghs_desktop.ui.preparing.rows import Row, RowList
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.properties import Choice, PropertyRow

_USUAL_MINUTES = 90


class SeriesPanel(Panel):
    """One series at a time. `chosen(meeting key)` when one of its meetings is wanted."""

    chosen = Signal(str)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(context.look, "", parent)
        self._context = context
        self._group_id = self._group_name = ""
        self._all: tuple[SeriesRow, ...] = ()
        self._wanted = ""
        look = context.look
        self.heading.setText(self.tr("Meeting series"))
        self.setAccessibleName(self.tr("Meeting series"))
        self.close_button.describe(self.tr("Close the series"))
        self.which = self._fact(self.tr("Series"))
        self.rhythm_said = Label(look, "", "row", "text", wrap=True)
        self.body.addWidget(self.rhythm_said)
        self.make = Button(look, "", kind="primary", icon="plus", parent=self.page)
        self.body.addWidget(self.make)
        self.days = RowList(look, self.tr("Next days"), self.page)
        self.body.addWidget(self.days)
        self.hint = Label(look, "", "caption", "text3", wrap=True)
        self.body.addWidget(self.hint)
        self.name = self._fact(self.tr("Title"))
        self.rhythm = self._fact(self.tr("How often"))
        self.first_day = self._fact(self.tr("First day"))
        self.until = self._fact(self.tr("Last day"))
        self.hour = self._fact(self.tr("Starts at"))
        self.zone = self._fact(self.tr("Time zone"))
        self.minutes = self._fact(self.tr("Minutes"))
        self.place = self._fact(self.tr("Place"))
        self.kind = self._fact(self.tr("Kind"))
        self.names = self._fact(self.tr("Names"))
        self._facts = (self.which, self.name, self.rhythm, self.first_day, self.until, self.hour,
                       self.zone, self.minutes, self.place, self.kind, self.names)  # fmt: skip
        self.topics = RowList(look, self.tr("At every meeting"), self.page)
        self.ask = AskLine(look, self.page, self.reveal)
        self.add_topic = Button(look, self.tr("Add a topic"), icon="plus", parent=self.page)
        self.add_topic.describe(self.tr("Add a topic for every meeting"))  # fmt: skip
        self.new = Button(look, self.tr("New series"), icon="calendar", parent=self.page)
        self.end = Button(look, self.tr("End this series"), kind="ghost", icon="square",
                          parent=self.page)  # fmt: skip
        for widget in (self.topics, self.ask, self.add_topic, self.new, self.end):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._connect()

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes when the panel opens."""
        return self.days if self.days.keys() else self.new

    def _fact(self, label: str) -> PropertyRow:
        row = PropertyRow(self.look, label, self.page)
        self.body.addWidget(row)
        return row

    def _connect(self) -> None:
        typed = {
            self.name: ("title", ""),
            self.first_day: ("first_day", self.tr("Tue 8 Dec")),
            self.until: ("until_day", self.tr("12 June")),
            self.hour: ("at", "18:30"),
            self.zone: ("zone", "America/Chicago"),
            self.minutes: ("planned_minutes", "90"),
            self.place: ("place", ""),
        }
        for row, (field, hint) in typed.items():
            row.let_type(hint)
            row.edited.connect(partial(self._typed, field))
        self.which.offer(
            lambda: [Choice(one.series.id, one.series.title, "calendar") for one in self._all]
        )
        self.rhythm.offer(lambda: [Choice(one.value, one.label) for one in Rhythm])
        self.kind.offer(lambda: [Choice(one.value, one.label) for one in MeetingKind])
        self.names.offer(lambda: [Choice(one.value, one.label) for one in Attribution])
        self.which.chosen.connect(self._choose)
        self.rhythm.chosen.connect(lambda key: self._amend("rhythm", Rhythm(key)))
        self.kind.chosen.connect(lambda key: self._amend("kind", MeetingKind(key)))
        self.names.chosen.connect(lambda key: self._amend("attribution", Attribution(key)))
        self.make.clicked.connect(self.make_next)
        self.days.ticked.connect(self.toggle_day)
        self.days.opened.connect(self._open_day)
        self.topics.ticked.connect(self._drop_topic)
        self.add_topic.clicked.connect(self._ask_topic)
        self.new.clicked.connect(self.make_series)
        self.end.clicked.connect(self.end_it)

    # -- showing -------------------------------------------------------------------------
    def want(self, series_id: str) -> None:
        """Show this series, once it is read."""
        self._wanted = series_id or self._wanted

    def show_series(self, rows: Sequence[SeriesRow], group_id: str, group_name: str) -> None:
        """Show a group's series; the wanted one, or the first."""
        self._all, self._group_id, self._group_name = tuple(rows), group_id, group_name
        row = self.row
        there = row is not None
        for widget in (self.rhythm_said, self.days, self.hint, self.end, self.add_topic,
                       self.topics, *self._facts):  # fmt: skip
            widget.setVisible(there)
        self.which.setVisible(len(self._all) > 1)
        self.make.setVisible(row is not None and bool(row.to_make))
        if row is None:
            self.rhythm_said.setText(self.tr("This group has no series yet."))
            self.rhythm_said.show()
            self.days.show_rows(())
            self.topics.show_rows(())
            return
        self._show_facts(row.series)
        number = len(row.to_make)
        words = (
            self.tr("Make next meeting")
            if number == 1
            else self.tr("Make next {n} meetings").format(n=number)
        )
        self.make.setText(words)
        self.make.describe(words)
        self.make.updateGeometry()
        self.days.show_rows([self._day_row(one) for one in row.days])
        self.topics.show_rows(
            [
                Row(one.id, one.title, self._topic_words(one), "rotate-ccw", "text2",
                    self.tr("At every meeting"))
                for one in row.topics
            ]
        )  # fmt: skip
        self.hint.setText(
            self.tr("Enter shows a meeting, Space leaves its day out or takes it in.")
        )

    @property
    def row(self) -> SeriesRow | None:
        """The series that is shown."""
        wanted = (one for one in self._all if one.series.id == self._wanted)
        return next(wanted, self._all[0] if self._all else None)

    def _show_facts(self, series: MeetingSeries) -> None:
        today = self._context.today()
        self.which.show_value(series.title, icon="calendar")
        said = ", ".join(filter(None, (rhythm_words(series), end_words(series))))
        self.rhythm_said.setText(f"{said}.")
        self.name.show_value(series.title)
        self.rhythm.show_value(series.rhythm.label)
        self.first_day.show_value(short_date(series.first_day, today) if series.first_day else "",
                              empty=self.tr("No day yet"))  # fmt: skip
        self.until.show_value(short_date(series.until_day, today) if series.until_day else "",
                              empty=self.tr("Goes on"))  # fmt: skip
        self.hour.show_value(series.at, empty="10:00")
        self.zone.show_value(series.zone, empty=self.tr("This computer's"))
        self.minutes.show_value(str(series.planned_minutes or ""), empty=self.tr("Open end"))
        self.place.show_value(series.place, empty=self.tr("No place yet"))
        self.kind.show_value(series.kind.label)
        self.names.show_value(series.attribution.label)

    def _day_row(self, one: SeriesDay) -> Row:
        part = self.tr("Next days")
        words = spoken_weekday(one.day)
        if one.left_out:
            return Row(one.day.isoformat(), words, self.tr("Left out"), "minus", "text3", part,
                       done=True)  # fmt: skip
        if one.meeting is None:
            return Row(one.day.isoformat(), words, self.tr("Not made yet"), "circle", part=part)
        return Row(one.day.isoformat(), words, one.meeting.title, "circle-check", "success", part)

    def _topic_words(self, topic: Topic) -> str:
        minutes = (
            self.tr("{n} min").format(n=topic.planned_minutes) if topic.planned_minutes else ""
        )
        return "  ·  ".join(filter(None, (minutes, topic.purpose.label)))

    # -- doing ---------------------------------------------------------------------------
    def make_series(self) -> None:
        """Make a series for this group, from next week on, to be filled in."""
        day = self._context.today() + timedelta(weeks=1)
        made = MeetingSeries(
            id=new_id(),
            title=self.tr("{group} meetings").format(group=self._group_name).strip(),
            group_id=self._group_id or None,
            first_day=day,
            at="10:00",
            planned_minutes=_USUAL_MINUTES,
        )
        self._wanted = made.id
        self._run(LogRecords((made,), label=self.tr("add series")))

    def make_next(self) -> None:
        """Make the next meetings, in one step."""
        row, now = self.row, self._context.clock()
        if row is not None:
            self._context.dispatch.ask(
                lambda reader: make_next(reader, row, now), self._when_planned, self
            )

    def _when_planned(self, command: Command | None) -> None:
        self._run(command, self.tr("Made, with the topics of every meeting on their agendas."))

    def toggle_day(self, key: str) -> None:
        """Leave a day out, or hold it after all."""
        row = self.row
        day = next((one for one in row.days if one.day.isoformat() == key), None) if row else None
        if row is None or day is None:
            return
        if day.left_out:
            self._run(take_in(row, day.day), self.tr("It is held after all."))
        else:
            self._run(leave_out(row.series, day), self.tr("Left out."))

    def end_it(self) -> None:
        """End the series today; its later meetings go to the Trash."""
        if self.row is not None:
            command = end_series(self.row, self._context.today())
            self._run(command, self.tr("The series has ended. Undo brings it back."))

    def _open_day(self, key: str) -> None:
        days = self.row.days if self.row is not None else ()
        for one in days:
            if one.day.isoformat() == key and one.meeting is not None:
                self.chosen.emit(one.meeting.id)

    def _choose(self, key: str) -> None:
        self._wanted = key
        self.show_series(self._all, self._group_id, self._group_name)

    def _ask_topic(self) -> None:
        series = self.row.series if self.row is not None else None
        if series is None:
            return

        def keep(words: str) -> str:
            if not words:
                return self.tr("It needs a title.")
            topic = Topic(
                id=new_id(),
                title=words,
                group_id=series.group_id,
                series_id=series.id,
                planned_minutes=10,
                recurring=True,
            )
            self._run(LogRecords((topic,), label=self.tr("add a topic for every meeting")))
            return ""

        self.ask.ask(self.tr("Which topic comes to every meeting?"), keep, back_to=self.add_topic)

    def _drop_topic(self, key: str) -> None:
        label = self.tr("topic no longer at every meeting")
        self._run(AmendRecords((Ref("topic", key),), {"recurring": False}, label=label))

    def _typed(self, field: str, words: str) -> None:
        problem = ""
        value: object = words
        if field in ("first_day", "until_day"):
            value = day_in(words, Calendar(self._context.today())) if words else None
            if words and value is None:
                problem = self.tr("“{words}” is no day. Type it as 8 Dec.")
        elif field == "at" and time_of_day(words) is None:
            problem = self.tr("“{words}” is no hour. Type it as 18:30.")
        elif field == "zone" and words and zone_of(words) is None:
            problem = self.tr("“{words}” is no time zone. Type one such as America/Chicago.")
        elif field == "planned_minutes":
            value = int(words) if words.isascii() and words.isdecimal() else None
            if words and value is None:
                problem = self.tr("“{words}” is no number of minutes.")
        elif field == "title" and not words:
            problem = self.tr("It needs a title.")
        if problem:
            said = self.tr("Nothing was changed.")
            self._context.say(f"{problem.format(words=words)} {said}")
        else:
            self._amend(field, value)

    def _amend(self, field: str, value: object) -> None:
        if self.row is not None:
            ref = (Ref("meeting_series", self.row.series.id),)
            self._run(AmendRecords(ref, {field: value}, label=self.tr("change series")))

    def _run(self, command: Command | None, said: str = "") -> None:
        if command is None:
            return

        def done(_outcome: object) -> None:
            if said:
                announce(self, said)

        self._context.dispatch.run(command, self, done)
