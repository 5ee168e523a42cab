"""A meeting, or all meetings of a series, as a calendar file.

A meeting keeps one UID for ever, and a day of a series has that of the meeting that is made for it, so
taking a newer file in moves what is in a calendar and makes nothing twice. What the rule of a meeting
keeps back is in no event.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import cast

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import same_id
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.meetings import Meeting, MeetingSeries, MeetingState
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.records import Kept, Visibility
from nghs_desktop.domain.series import next_days, skipped_days, zone_of
from nghs_desktop.exchange.icalendar import Event, Status, write_calendar
from nghs_desktop.reports.templates.meeting_words import MeetingWords
from nghs_desktop.services.paper_facts import Names, sitting
from nghs_desktop.services.series import meeting_of
from nghs_desktop.storage.reader import Reader

DAYS_AHEAD = 24
"""How many days of a series that have no meeting yet are written."""

_USUAL_MINUTES = 60
_TOLD = ("title", "starts_at", "planned_minutes", "place", "purpose", "zone", "state", "deleted")
"""What a calendar shows of a meeting: a change of it is a new sequence number."""


def meeting_calendar(
    reader: Reader, meeting_id: str, *, now: datetime, zone: tzinfo | None = None
) -> bytes:
    """Return one meeting as a calendar file. Raises UserError if it is gone or has no hour."""
    at = sitting(reader, meeting_id, now, zone)
    if at.starts is None:
        raise UserError(
            "This meeting has no day and hour yet.", "Set them, then make the calendar file."
        )
    event = _event(reader, at.meeting, now, zone)
    return write_calendar(event.title, (event,), now)


def series_calendar(
    reader: Reader, series_id: str, *, now: datetime, zone: tzinfo | None = None
) -> bytes:
    """Return all meetings of a series, and its next days that have none, as a calendar file.

    A meeting that went to the Trash and a day that was left out are there as cancelled, so that they
    leave the calendars they are in. Raises UserError if the series is gone or has no meeting at all.
    """
    found = reader.get(NOUN["meeting_series"], series_id)
    if found is None or found.deleted:
        raise UserError(
            "This series is no longer there.", "Choose another one, or bring it back from Trash."
        )
    series = cast(MeetingSeries, found)
    kept = cast(
        list[Meeting],
        reader.records(
            NOUN["meeting"],
            "WHERE r.series_id = ? AND r.starts_at IS NOT NULL AND r.deleted < ? "
            "AND r.visibility <> ? ORDER BY r.starts_at, r.id",
            (series_id, int(Kept.GONE), Visibility.PRIVATE.value),
        ),
    )
    events = [_event(reader, meeting, now, zone) for meeting in kept]
    events += _days(series, {meeting.id for meeting in kept}, now, _group(reader, series))
    if not events:
        raise UserError(
            "This series has no meeting yet.", "Give it a first day, then make the calendar file."
        )
    events.sort(key=lambda event: (event.starts, event.uid))
    return write_calendar(series.title, events, now)


def calendar_title(title: str) -> str:
    """Return what a calendar file is called, without its ending."""
    return f"{title} - Calendar"


def _event(reader: Reader, meeting: Meeting, now: datetime, zone: tzinfo | None) -> Event:
    names = Names(reader, MeetingWords())
    at = sitting(reader, meeting.id, now, zone) if not meeting.deleted else None
    starts = (meeting.starts_at or meeting.started_at or now).astimezone(
        zone_of(meeting.zone) or zone
    )
    agenda = [names.told(item.title, meeting.id) for item in at.items] if at else []
    parts = [names.told(meeting.purpose, meeting.id), "\n".join(f"- {title}" for title in agenda)]
    return Event(
        uid=meeting.id,
        title=names.told(meeting.title, meeting.id),
        starts=starts,
        ends=starts + timedelta(minutes=meeting.planned_minutes or _USUAL_MINUTES),
        place=meeting.place,
        description="\n\n".join(part for part in parts if part),
        status=_status(meeting),
        sequence=_sequence(reader, meeting.id) + (2 if meeting.series_id else 0),
        changed=_changed(reader, meeting.id),
    )


def _status(meeting: Meeting) -> Status:
    if meeting.deleted:
        return Status.CANCELLED
    return Status.TENTATIVE if meeting.state is MeetingState.DRAFT else Status.CONFIRMED


def _sequence(reader: Reader, meeting_id: str) -> int:
    """Return how often what a calendar shows of a meeting has changed since it was made.

    The day of a series that it was made for was written with 0, or with 1 when it was left out.
    """
    marks = ", ".join("?" * len(_TOLD))
    changed = reader.value(
        "SELECT count(DISTINCT txn || ':' || dev) FROM change "
        f"WHERE tbl = 'meeting' AND pk = ? AND col IN ({marks})",
        (meeting_id, *_TOLD),
    )
    return int(changed or 0)


def _changed(reader: Reader, meeting_id: str) -> datetime | None:
    """Return when a meeting was changed last."""
    at = reader.value(
        "SELECT max(hlc >> 16) FROM change WHERE tbl = 'meeting' AND pk = ?", (meeting_id,)
    )
    return datetime.fromtimestamp(at / 1000, UTC) if at else None


def _group(reader: Reader, series: MeetingSeries) -> str:
    found = reader.get(NOUN["work_group"], series.group_id) if series.group_id else None
    return cast(WorkGroup, found).name if found is not None else ""


def _days(series: MeetingSeries, made: set[str], now: datetime, group: str) -> Iterable[Event]:
    """Yield the next days of a series without a meeting, and the days that are left out."""
    today = now.date()
    ahead = next_days(series, today - timedelta(days=1), DAYS_AHEAD)
    for day, status in (
        *((one, Status.TENTATIVE) for one in ahead),
        *((one, Status.CANCELLED) for one in skipped_days(series)),
    ):
        if same_id("meeting", series.id, day.isoformat()) not in made:
            yield _day(series, day, status, group)


def _day(series: MeetingSeries, day: date, status: Status, group: str) -> Event:
    meeting = meeting_of(series, day)
    starts = meeting.starts_at
    assert starts is not None
    return Event(
        uid=meeting.id,
        title=series.title or group,
        starts=starts,
        ends=starts + timedelta(minutes=series.planned_minutes or _USUAL_MINUTES),
        place=series.place,
        description=series.purpose,
        status=status,
        sequence=int(status is Status.CANCELLED),
    )
