"""On which days the meetings of a series fall, when they start, and how its rhythm is said.

Days are worked out from the series each time and never kept. The hour belongs to the clocks of the
place, so it stays when these change. Pure: no clock is read, no storage.

Decided here, because calendars differ on it:

- A month without a 31st has its meeting on its last day.
- A fifth Tuesday is read as the last Tuesday, which every month has.
- Every three months keeps the weekday ("the second Tuesday"), so that it never falls on a Sunday.
- An hour that a clock change leaves out is the hour that the clocks show instead.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from nghs_desktop.domain.meetings import MeetingSeries, Rhythm
from nghs_desktop.domain.spoken import spoken_day, spoken_list, spoken_weekday

LAST = -1
"""The place in a month of the last such weekday."""

USUAL_TIME = time(10)
"""When a series starts whose hour is not filled in, or cannot be read."""

_PLACES = {1: "first", 2: "second", 3: "third", 4: "fourth", LAST: "last"}
_WEEK = timedelta(weeks=1)


def occurrences(series: MeetingSeries, first: date, until: date) -> tuple[date, ...]:
    """Return the days a series meets from `first` to `until`, both included, earliest first."""
    left_out = set(skipped_days(series))
    last = min(until, series.until_day) if series.until_day is not None else until
    days: list[date] = []
    for day in _days(series):
        if day > last:
            break
        if day >= first and day not in left_out:
            days.append(day)
    return tuple(days)


def next_days(series: MeetingSeries, after: date, count: int) -> tuple[date, ...]:
    """Return the next days a series meets, `after` not among them: as many as there are."""
    left_out = set(skipped_days(series))
    days: list[date] = []
    for day in _days(series):
        if len(days) == count or (series.until_day is not None and day > series.until_day):
            break
        if day > after and day not in left_out:
            days.append(day)
    return tuple(days)


def starts(series: MeetingSeries, day: date) -> datetime:
    """Return the moment a series' meeting starts on a day, on the clocks of its place."""
    return at_place(day, time_of_day(series.at) or USUAL_TIME, series.zone)


def at_place(day: date, hour: time, zone_name: str) -> datetime:
    """Return an hour of a day at a place; an unknown zone is this computer's."""
    moment = datetime.combine(day, hour)
    zone = zone_of(zone_name)
    if zone is None:
        return moment.astimezone()
    # There and back: an hour that a clock change leaves out becomes the one that is shown.
    return moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def zone_of(name: str) -> tzinfo | None:
    """Return a time zone by its IANA name; None, which stands for this computer's, if unknown."""
    if not name.strip():
        return None
    # Here, because the first page of the window does not need it.
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder, as “America”
        return None


def time_of_day(words: str) -> time | None:
    """Return an hour as it is typed: 18:30, 9.15, 9; None for anything else."""
    hour, _, minute = words.strip().replace(".", ":").partition(":")
    if not (hour.isascii() and hour.isdigit() and len(hour) <= 2):
        return None
    if minute and not (minute.isascii() and minute.isdigit() and len(minute) == 2):
        return None
    if int(hour) > 23 or int(minute or 0) > 59:
        return None
    return time(int(hour), int(minute or 0))


def place_in_month(day: date) -> int:
    """Return which such weekday of its month a day is: 1 to 4, or `LAST` for a fifth."""
    place = (day.day - 1) // 7 + 1
    return place if place < 5 else LAST


def skipped_days(series: MeetingSeries) -> tuple[date, ...]:
    """Return the days a series leaves out; what is no day is passed over."""
    days = []
    for word in series.skipped.split():
        try:
            days.append(date.fromisoformat(word))
        except ValueError:
            continue
    return tuple(sorted(set(days)))


def with_day_left_out(series: MeetingSeries, day: date) -> str:
    """Return what `skipped` says once a day is left out too."""
    return " ".join(one.isoformat() for one in sorted({*skipped_days(series), day}))


def with_day_back(series: MeetingSeries, day: date) -> str:
    """Return what `skipped` says once a day is no longer left out."""
    return " ".join(one.isoformat() for one in skipped_days(series) if one != day)


def rhythm_words(series: MeetingSeries) -> str:
    """Return how often and when: The second Tuesday of every month at 18:30."""
    day = series.first_day
    hour = time_of_day(series.at) or USUAL_TIME
    at = f" at {hour:%H:%M}"
    if day is None:
        return f"{series.rhythm.label}{at}, no first day yet"
    name, _, day_and_month = spoken_weekday(day).partition(" ")
    place = _PLACES[place_in_month(day)]
    said = {
        Rhythm.ONCE: f"Once, on {name} {day_and_month}",
        Rhythm.WEEKLY: f"Every {name}",
        Rhythm.TWO_WEEKS: f"Every other {name}",
        Rhythm.MONTHLY_DAY: _monthly_day_words(day),
        Rhythm.MONTHLY_WEEKDAY: f"The {place} {name} of every month",
        Rhythm.QUARTERLY: f"The {place} {name} of every third month",
    }
    return f"{said[series.rhythm]}{at}"


def end_words(series: MeetingSeries) -> str:
    """Return how long a series goes on and what it leaves out, or nothing."""
    parts = []
    if series.until_day is not None:
        parts.append(f"until {spoken_day(series.until_day)}")
    days = skipped_days(series)
    if days:
        parts.append(f"not on {spoken_list([spoken_day(day) for day in days])}")
    return ", ".join(parts)


def _monthly_day_words(day: date) -> str:
    ends = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
    words = f"The {day.day}{ends.get(day.day, 'th')} of every month"
    return words if day.day < 29 else f"{words}, or its last day"


def _days(series: MeetingSeries) -> Iterator[date]:
    """Every day of the rhythm from the first on, until the calendar ends; nothing is left out."""
    first = series.first_day
    if first is None:
        return
    yield first
    step = {Rhythm.WEEKLY: 1, Rhythm.TWO_WEEKS: 2}.get(series.rhythm)
    if series.rhythm is Rhythm.ONCE:
        return
    if step is not None:
        day = first
        while day <= date.max - step * _WEEK:
            day += step * _WEEK
            yield day
        return
    every = 3 if series.rhythm is Rhythm.QUARTERLY else 1
    months = first.year * 12 + first.month - 1 + every
    while months < (date.max.year + 1) * 12:
        year, month = divmod(months, 12)
        yield _same_day(first, year, month + 1, series.rhythm)
        months += every


def _same_day(first: date, year: int, month: int, rhythm: Rhythm) -> date:
    length = calendar.monthrange(year, month)[1]
    if rhythm is Rhythm.MONTHLY_DAY:
        return date(year, month, min(first.day, length))
    place = place_in_month(first)
    if place == LAST:
        end = date(year, month, length)
        return end - timedelta(days=(end.weekday() - first.weekday()) % 7)
    begin = date(year, month, 1)
    return begin + timedelta(days=(first.weekday() - begin.weekday()) % 7, weeks=place - 1)
