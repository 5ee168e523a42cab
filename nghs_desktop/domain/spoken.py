"""Numbers, days and lists as people say them in English. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def spoken_number(number: int) -> str:
    """Return a count in words up to twenty, in figures beyond."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def spoken_count(number: int, one: str, many: str = "") -> str:
    """Return a count with its noun: three barriers, one barrier, no barriers."""
    return f"{spoken_number(number)} {one if number == 1 else many or one + 's'}"


def spoken_day(day: date) -> str:
    """Return a day as it stands in a letter: 17 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def spoken_day_of_year(day: date, today: date) -> str:
    """Return a day without the year when it is this year's, or close enough to be clear."""
    if abs((day - today).days) < 300:
        return f"{day.day} {_MONTHS[day.month - 1]}"
    return spoken_day(day)


def spoken_weekday(day: date) -> str:
    """Return a day with its weekday: Tuesday 17 November."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def spoken_time(moment: datetime, zone: tzinfo | None) -> str:
    """Return the time of day at a place: 10:14."""
    return moment.astimezone(zone).strftime("%H:%M")


def spoken_list(parts: Sequence[str], last: str = "and") -> str:
    """Return parts as a list in a sentence: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def as_sentence(text: str) -> str:
    """Return text with a full stop, unless it ends in a stop of its own."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."
