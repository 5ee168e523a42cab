"""The series of a work group, the meetings made from them, and which meetings there are to choose.

A meeting's key comes from its series and day, so that making it twice makes it once; a day whose
meeting was moved to the Trash is not made again. Queries and commands; no screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from nghs_desktop.base.clock import to_text
from nghs_desktop.base.ids import same_id
from nghs_desktop.domain.commands import (
    AmendRecords,
    Command,
    LogRecords,
    Ref,
    Together,
    TrashRecords,
)
from nghs_desktop.domain.meetings import AgendaItem, Meeting, MeetingSeries, MeetingState, Topic
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.ordering import place_between
from nghs_desktop.domain.series import next_days, starts, with_day_back, with_day_left_out, zone_of
from nghs_desktop.domain.spoken import spoken_weekday
from nghs_desktop.services.agenda import coming_back_to, item_of, put_all_on_agenda
from nghs_desktop.storage.reader import Reader

USUAL_COUNT = 3
"""How many meetings are made from a series in one step."""

_STILL_THIS = timedelta(hours=18)


@dataclass(frozen=True, slots=True)
class SeriesDay:
    """A day of a series: its meeting, or None while it is not made. `left_out` ones are skipped."""

    day: date
    meeting: Meeting | None = None
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series with its next days."""

    series: MeetingSeries
    days: tuple[SeriesDay, ...] = ()
    topics: tuple[Topic, ...] = ()

    @property
    def to_make(self) -> tuple[date, ...]:
        """The next days that have no meeting yet."""
        return tuple(one.day for one in self.days if one.meeting is None and not one.left_out)


@dataclass(frozen=True, slots=True)
class MeetingChoice:
    """The meetings of a group as a chooser shows them: what is on, what comes, what was."""

    now: tuple[Meeting, ...] = ()
    coming: tuple[Meeting, ...] = ()
    past: tuple[Meeting, ...] = ()
    series: tuple[SeriesRow, ...] = ()


def meeting_choice(
    reader: Reader, group_id: str, now: datetime, *, days: int = USUAL_COUNT
) -> MeetingChoice:
    """Return a group's meetings and series: coming ones soonest first, past ones newest first."""
    found = cast(
        list[Meeting],
        reader.records(
            NOUN["meeting"],
            "WHERE r.deleted = 0 AND r.group_id = ? ORDER BY r.starts_at, r.id",
            (group_id,),
        ),
    )
    on = [one for one in found if one.state is MeetingState.IN_PROGRESS]
    over = [one for one in found if one.state is MeetingState.ENDED or _is_over(one, now)]
    over = [one for one in over if one not in on]
    coming = [one for one in found if one not in on and one not in over]
    return MeetingChoice(
        tuple(on), tuple(coming), tuple(reversed(over)), group_series(reader, group_id, now, days)
    )


def group_series(
    reader: Reader, group_id: str, now: datetime, days: int = USUAL_COUNT
) -> tuple[SeriesRow, ...]:
    """Return a group's series with their next days, left-out ones among them."""
    found = cast(
        list[MeetingSeries],
        reader.records(
            NOUN["meeting_series"],
            "WHERE r.deleted = 0 AND r.group_id = ? ORDER BY r.title, r.id",
            (group_id,),
        ),
    )
    return tuple(_row(reader, one, now, days) for one in found)


def make_next(reader: Reader, row: SeriesRow, now: datetime) -> Command | None:
    """Return the command that makes a series' next meetings, each with its recurring topics, and the
    first with all that comes back; None if all of them are there.

    Where another meeting of the group comes before, what comes back is left to that one.
    """
    if not row.to_make:
        return None
    first = meeting_of(row.series, row.to_make[0])
    made = make_meetings(row)
    earlier = reader.value(
        "SELECT count(*) FROM meeting WHERE deleted = 0 AND group_id = ? AND id <> ? "
        "AND state <> ? AND (state = ? OR starts_at BETWEEN ? AND ?)",
        (
            row.series.group_id,
            first.id,
            MeetingState.ENDED.value,
            MeetingState.IN_PROGRESS.value,
            to_text(now - _STILL_THIS),
            to_text(first.starts_at or now),
        ),
    )
    if earlier:
        return made
    put = put_all_on_agenda(coming_back_to(reader, first, now))
    rest = make_meetings(row, bare=True)
    if put is None or not isinstance(made, LogRecords) or rest is None:
        return made
    return Together((rest, put), made.label)


def make_meetings(
    row: SeriesRow, *, days: Sequence[date] = (), bare: bool = False
) -> Command | None:
    """Return the command that makes a series' next meetings with its recurring topics; None if all
    of them are there. `bare` leaves the agenda of the first to others.
    """
    made: list[Meeting | AgendaItem] = []
    for day in days or row.to_make:
        meeting = meeting_of(row.series, day)
        topics = () if bare and not made else row.topics
        made.append(meeting)
        place = ""
        for topic in topics:
            place = place_between(place, "")
            made.append(item_of(meeting, topic, place))
    if not made:
        return None
    number = sum(isinstance(one, Meeting) for one in made)
    return LogRecords(
        tuple(made), label="make the next meeting" if number == 1 else f"make {number} meetings"
    )


def meeting_of(series: MeetingSeries, day: date) -> Meeting:
    """Return the meeting of a series on a day; its key is theirs alone."""
    return Meeting(
        id=same_id("meeting", series.id, day.isoformat()),
        title=f"{series.title}, {spoken_weekday(day).partition(' ')[2]}",
        group_id=series.group_id,
        series_id=series.id,
        kind=series.kind,
        attribution=series.attribution,
        zone=series.zone,
        starts_at=starts(series, day),
        planned_minutes=series.planned_minutes,
        place=series.place,
        purpose=series.purpose,
    )


def leave_out(series: MeetingSeries, day: SeriesDay) -> Command:
    """Return the command that skips one day; its meeting goes to the Trash unless it was held."""
    label = f"leave out {spoken_weekday(day.day)}"
    amend = AmendRecords(
        (Ref("meeting_series", series.id),), {"skipped": with_day_left_out(series, day.day)},
        label=label,
    )  # fmt: skip
    planned = (MeetingState.DRAFT, MeetingState.PUBLISHED)
    if day.meeting is None or day.meeting.state not in planned:
        return amend
    return Together((amend, TrashRecords((Ref("meeting", day.meeting.id),))), label)


def take_in(row: SeriesRow, day: date) -> Command:
    """Return the command that holds a day after all that was left out; its meeting is made."""
    label = f"hold {spoken_weekday(day)} after all"
    amend = AmendRecords(
        (Ref("meeting_series", row.series.id),), {"skipped": with_day_back(row.series, day)}
    )
    made = make_meetings(row, days=(day,))
    return Together((amend, made) if made is not None else (amend,), label)


def end_series(row: SeriesRow, today: date) -> Command:
    """Return the command that ends a series today; made meetings later than that go to the Trash."""
    label = f"end “{row.series.title}”"
    amend = AmendRecords((Ref("meeting_series", row.series.id),), {"until_day": today}, label=label)
    later = tuple(
        Ref("meeting", one.meeting.id)
        for one in row.days
        if one.meeting is not None
        and one.day > today
        and one.meeting.state in (MeetingState.DRAFT, MeetingState.PUBLISHED)
    )
    return Together((amend, TrashRecords(later)), label) if later else amend


def _row(reader: Reader, series: MeetingSeries, now: datetime, count: int) -> SeriesRow:
    zone = zone_of(series.zone)
    yesterday = now.astimezone(zone).date() - timedelta(days=1)
    held = cast(
        list[Meeting],
        reader.records(NOUN["meeting"], "WHERE r.series_id = ? AND r.deleted < 2", (series.id,)),
    )
    by_key = {one.id: one for one in held}
    by_day: dict[date, Meeting] = {}
    for one in held:
        if one.starts_at is not None and not one.deleted:
            by_day.setdefault(one.starts_at.astimezone(zone).date(), one)
    left_out = set(series.skipped.split())
    open_again = MeetingSeries(
        id=series.id,
        rhythm=series.rhythm,
        first_day=series.first_day,
        until_day=series.until_day,
    )
    days: list[SeriesDay] = []
    wanted = count
    for day in next_days(open_again, yesterday, count + len(left_out) + len(held)):
        made = by_key.get(same_id("meeting", series.id, day.isoformat())) or by_day.get(day)
        skipped = day.isoformat() in left_out or bool(made is not None and made.deleted)
        days.append(SeriesDay(day, None if skipped else made, skipped))
        wanted -= not skipped
        if not wanted:
            break
    topics = cast(
        list[Topic],
        reader.records(
            NOUN["topic"],
            "WHERE r.deleted = 0 AND r.recurring = 1 AND r.closed = 0 AND r.group_id = ? "
            "AND coalesce(r.series_id, ?) = ? ORDER BY r.id",
            (series.group_id, series.id, series.id),
        ),
    )
    return SeriesRow(series, tuple(days), tuple(topics))


def _is_over(meeting: Meeting, now: datetime) -> bool:
    return meeting.starts_at is not None and meeting.starts_at < now - _STILL_THIS
