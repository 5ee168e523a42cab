"""Which meeting: the one on screen with its facts, what is on, what comes, what was, and new ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nghs_desktop.domain.meetings import Attribution, Meeting, MeetingKind, MeetingState
from nghs_desktop.domain.series import at_place, rhythm_words, time_of_day, zone_of
from nghs_desktop.domain.spoken_dates import Calendar, day_in, short_date
from nghs_desktop.services.api import MeetingChoice
from nghs_desktop.ui.models.stream import clock_text
from nghs_desktop.ui.preparing.frame import Panel
from nghs_desktop.ui.preparing.rows import Row, RowList
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.meeting_flow import MeetingFlow
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.properties import Choice, PropertyRow

_SERIES, _NEW = "series:", "new:"
_MOST_PAST = 12
KIND_ICONS = {
    MeetingKind.REGULAR: "presentation",
    MeetingKind.JOINT: "users",
    MeetingKind.EXCHANGE: "refresh-cw",
    MeetingKind.PROTOCOL: "timer",
    MeetingKind.AD_HOC: "calendar",
}


class MeetingsPanel(Panel):
    """The meetings of a group. `chosen(key)`, `series_asked(key)`, `made(MeetingKind)`."""

    chosen = Signal(str)
    series_asked = Signal(str)
    made = Signal(object)

    def __init__(
        self, context: ViewContext, flow: MeetingFlow, parent: QWidget | None = None
    ) -> None:
        super().__init__(context.look, "", parent)
        self._context, self._flow = context, flow
        look = context.look
        self.heading.setText(self.tr("Meetings"))
        self.setAccessibleName(self.tr("Meetings of this group"))
        self.close_button.describe(self.tr("Close the meetings"))
        self.list = RowList(look, self.tr("Meetings"), self.page)
        self.body.addWidget(self.list)
        self.about = Label(look, self.tr("The meeting on screen"), "label", "text3", wrap=True)
        self.body.addWidget(self.about)
        self.day = self._fact(self.tr("Day"))
        self.hour = self._fact(self.tr("Starts at"))
        self.minutes = self._fact(self.tr("Minutes"))
        self.place = self._fact(self.tr("Place"))
        self.zone = self._fact(self.tr("Time zone"))
        self.kind = self._fact(self.tr("Kind"))
        self.names = self._fact(self.tr("Names"))
        self.all_series = Button(look, self.tr("Meeting series"), icon="calendar",
                                 parent=self.page)  # fmt: skip
        self.body.addWidget(self.all_series)
        self.body.addStretch(1)
        for row, hint in (
            (self.day, self.tr("Tue 8 Dec")),
            (self.hour, "18:30"),
            (self.minutes, "90"),
            (self.place, ""),
            (self.zone, "America/Chicago"),
        ):
            row.let_type(hint)
        self.kind.offer(lambda: [Choice(one.value, one.label, KIND_ICONS[one])
                                 for one in MeetingKind])  # fmt: skip
        self.names.offer(lambda: [Choice(one.value, one.label, "user") for one in Attribution])
        self._connect()

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes when the panel opens."""
        return self.list

    def _fact(self, label: str) -> PropertyRow:
        row = PropertyRow(self.look, label, self.page)
        self.body.addWidget(row)
        return row

    def _connect(self) -> None:
        amend = self._flow.amend_meeting
        self.list.opened.connect(self._open)
        self.list.ticked.connect(self._open)
        self.all_series.clicked.connect(lambda: self.series_asked.emit(""))
        self.day.edited.connect(self._set_day)
        self.hour.edited.connect(self._set_hour)
        self.minutes.edited.connect(self._set_minutes)
        self.place.edited.connect(lambda words: amend(self.tr("change place"), place=words))
        self.zone.edited.connect(self._set_zone)
        self.kind.chosen.connect(
            lambda key: amend(self.tr("change kind of meeting"), kind=MeetingKind(key))
        )
        self.names.chosen.connect(
            lambda key: amend(self.tr("change whose names are shown"), attribution=Attribution(key))
        )

    # -- showing -------------------------------------------------------------------------
    def show_choice(self, choice: MeetingChoice) -> None:
        """Show the meetings there are."""
        here = self._flow.meeting.id if self._flow.meeting is not None else ""
        rows: list[Row] = []
        rows += self._rows(choice.now, self.tr("On now"), here)
        rows += self._rows(choice.coming, self.tr("Next"), here)
        rows += self._rows(choice.past[:_MOST_PAST], self.tr("Past"), here)
        part = self.tr("New")
        for one in choice.series:
            words = self.tr("Next in “{series}”").format(series=one.series.title)
            rows.append(
                Row(f"{_SERIES}{one.series.id}", words, rhythm_words(one.series), "calendar",
                    part=part)
            )  # fmt: skip
        for kind, words in (
            (MeetingKind.AD_HOC, self.tr("One-off meeting")),
            (MeetingKind.JOINT, self.tr("Joint meeting of several groups")),
            (MeetingKind.EXCHANGE, self.tr("Exchange")),
            (MeetingKind.PROTOCOL, self.tr("Protocol session")),
        ):
            rows.append(Row(f"{_NEW}{kind.value}", words, "", "plus", "accent_text", part))
        self.list.show_rows(rows)
        self.show_meeting(self._flow.meeting)

    def _rows(self, meetings: Sequence[Meeting], part: str, here: str) -> list[Row]:
        today = self._context.today()
        rows = []
        for one in meetings:
            caption = [self._when(one, today)]
            if one.place:
                caption.append(one.place)
            if one.id == here:
                caption.append(self.tr("on screen"))
            live = one.state is MeetingState.IN_PROGRESS
            icon = "radio" if live else KIND_ICONS[one.kind]
            tone: Role = "danger" if live else "accent_text" if one.id == here else "text2"
            rows.append(Row(one.id, one.title, "  ·  ".join(caption), icon, tone, part))
        return rows

    def _when(self, meeting: Meeting, today: date) -> str:
        if meeting.starts_at is None:
            return self.tr("No day yet")
        zone = zone_of(meeting.zone)
        local = meeting.starts_at.astimezone(zone)
        return f"{short_date(local.date(), today)}, {clock_text(local, zone)}"

    def show_meeting(self, meeting: Meeting | None) -> None:
        """Show the facts of the meeting on screen."""
        for widget in (self.about, self.day, self.hour, self.minutes, self.place, self.zone,
                       self.kind, self.names):  # fmt: skip
            widget.setVisible(meeting is not None)
        if meeting is None:
            return
        zone, today = zone_of(meeting.zone), self._context.today()
        local = meeting.starts_at.astimezone(zone) if meeting.starts_at is not None else None
        self.day.show_value(short_date(local.date(), today) if local is not None else "",
                            empty=self.tr("No day yet"))  # fmt: skip
        self.hour.show_value(f"{local:%H:%M}" if local is not None else "")
        self.minutes.show_value(str(meeting.planned_minutes or ""), empty=self.tr("Open end"))
        self.place.show_value(meeting.place, empty=self.tr("No place yet"))
        self.zone.show_value(meeting.zone, empty=self.tr("This computer's"))
        self.kind.show_value(meeting.kind.label, icon=KIND_ICONS[meeting.kind])
        self.names.show_value(meeting.attribution.label)

    # -- doing ---------------------------------------------------------------------------
    def _open(self, key: str) -> None:
        if key.startswith(_SERIES):
            self.series_asked.emit(key.removeprefix(_SERIES))
        elif key.startswith(_NEW):
            self.made.emit(MeetingKind(key.removeprefix(_NEW)))
        else:
            self.chosen.emit(key)

    def _set_day(self, words: str) -> None:
        day = day_in(words, Calendar(self._context.today()))
        if day is None:
            said = self.tr("“{words}” is no day. Type it as 8 Dec. Nothing was changed.")
            self._context.say(said.format(words=words))
            return
        meeting = self._flow.meeting
        hour = time_of_day(self.hour.button.text())
        if meeting is not None:
            moment = meeting.starts_at or self._context.clock()
            hour = hour or moment.astimezone(zone_of(meeting.zone)).time().replace(tzinfo=None)
            starts = at_place(day, hour, meeting.zone)
            self._flow.amend_meeting(self.tr("move meeting"), starts_at=starts)

    def _set_hour(self, words: str) -> None:
        hour, meeting = time_of_day(words), self._flow.meeting
        if hour is None or meeting is None:
            said = self.tr("“{words}” is no hour. Type it as 18:30. Nothing was changed.")
            self._context.say(said.format(words=words))
            return
        moment = meeting.starts_at or self._context.clock()
        day = moment.astimezone(zone_of(meeting.zone)).date()
        starts = at_place(day, hour, meeting.zone)
        self._flow.amend_meeting(self.tr("move meeting"), starts_at=starts)

    def _set_minutes(self, words: str) -> None:
        if words and not (words.isascii() and words.isdecimal()):
            said = self.tr("“{words}” is no number of minutes. Nothing was changed.")
            self._context.say(said.format(words=words))
            return
        minutes = int(words) if words else None
        self._flow.amend_meeting(self.tr("change length of meeting"), planned_minutes=minutes)

    def _set_zone(self, words: str) -> None:
        if words and zone_of(words) is None:
            said = self.tr("“{words}” is no time zone. Type one such as America/Chicago. "
                           "Nothing was changed.")  # fmt: skip
            self._context.say(said.format(words=words))
            return
        meeting = self._flow.meeting
        values: dict[str, object] = {"zone": words}
        if meeting is not None and meeting.starts_at is not None:
            local = meeting.starts_at.astimezone(zone_of(meeting.zone))
            values["starts_at"] = at_place(local.date(), local.time(), words)
        self._flow.amend_meeting(self.tr("change time zone"), **values)
