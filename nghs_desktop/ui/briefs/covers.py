"""What a brief covers: a meeting, or a period whose days are typed as people say them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nghs_desktop.domain.workspaces import Brief
from nghs_desktop.services.api import BriefPlace
from nghs_desktop.ui.briefs.day_field import DayField
from nghs_desktop.ui.briefs.period import first_day, last_day
from nghs_desktop.ui.briefs.select import Group, SelectButton
from nghs_desktop.ui.briefs.wording import (
    meeting_day,
    meeting_of,
    meeting_words,
    period_words,
    short_period,
)
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.properties import Choice

_MOST_SHOWN = 12


class Covers(QWidget):
    """The button and the two days. `amended` carries the brief as it is to be, a label, nothing."""

    amended = Signal(object, str, str)

    def __init__(
        self,
        look: Look,
        today: Callable[[], date],
        zone: tzinfo | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today, self._zone = today, zone
        self._brief: Brief | None = None
        self._place = BriefPlace(None, (), ())
        self.words = ""
        """What is covered, in short."""
        column = QVBoxLayout(self)
        look.space(column, spacing=6)
        self.meeting = SelectButton(look, self.tr("Covers"), self._meetings, icon="calendar")
        column.addWidget(self.meeting)
        self.days = QWidget(self)
        row = QHBoxLayout(self.days)
        look.space(row, spacing=8)
        self.since = DayField(look, self.tr("From"), self.tr("the beginning"), self._read_first)
        self.until = DayField(look, self.tr("Until"), self.tr("today"), self._read_last)
        row.addWidget(self.since, 1)
        row.addWidget(self.until, 1)
        self.days.hide()
        column.addWidget(self.days)
        self.meeting.chosen.connect(self._cover)
        self.since.typed.connect(self._take_first)
        self.until.typed.connect(self._take_last)

    def show_brief(self, brief: Brief, place: BriefPlace) -> None:
        """Show what a brief covers."""
        self._brief, self._place = brief, place
        today, zone = self._today(), self._zone
        meeting = meeting_of(brief, place)
        if meeting is not None:
            day = meeting_day(meeting, today, zone)
            self.words = day or meeting.title
            words = f"{meeting.title}, {day}" if day else meeting.title
            self.meeting.show_value(meeting.id, words, meeting_words(meeting, today, zone))
        else:
            words = self.words = short_period(brief.since, brief.until, today)
            self.meeting.show_value("", words, period_words(brief.since, brief.until, today))
        self.days.setVisible(meeting is None)
        self.since.show_day(brief.since, today)
        self.until.show_day(brief.until, today)

    def _meetings(self) -> Sequence[Group]:
        today, zone = self._today(), self._zone
        meetings = tuple(
            Choice(one.id, meeting_words(one, today, zone), "presentation")
            for one in self._place.meetings[:_MOST_SHOWN]
        )
        period = (Choice("", self.tr("A period"), "calendar"),)
        return (Group(meetings), Group(period)) if meetings else (Group(period),)

    # -- what the person asks --------------------------------------------------------------
    def _cover(self, meeting_id: str) -> None:
        brief = self._brief
        if brief is None or meeting_id == (brief.meeting_id or ""):
            return
        after = replace(brief, meeting_id=meeting_id or None)
        if meeting_id:
            after = replace(after, since=None, until=None)
        elif brief.since is None:
            after = replace(after, since=first_day("last month", self._today()))
        self.amended.emit(after, self.tr("change what the brief covers"), "")

    def _read_first(self, words: str) -> date | None:
        return first_day(words, self._today())

    def _read_last(self, words: str) -> date | None:
        return last_day(words, self._brief.since if self._brief else None, self._today())

    def _take_first(self, day: date | None) -> None:
        if self._brief is not None and self._in_order(day, self._brief.until, self.since):
            after = replace(self._brief, since=day)
            self.amended.emit(after, self.tr("change the period"), "")

    def _take_last(self, day: date | None) -> None:
        if self._brief is not None and self._in_order(self._brief.since, day, self.until):
            after = replace(self._brief, until=day)
            self.amended.emit(after, self.tr("change the period"), "")

    def _in_order(self, since: date | None, until: date | None, field: DayField) -> bool:
        last = until or self._today()
        if since is None or since <= last:
            return True
        field.complain(self.tr("The period would end before it begins."))
        return False
