"""Dates as people say them in a meeting: "friday", "4 dec", "in two weeks", "next meeting".

This module only turns words into a day; whether words in a sentence are meant as a date is the
business of the capture grammar. No clock is read here: today comes in as a value. English only.

Decided here, because people differ on it and the chip shows the result before Enter is pressed:

- A bare weekday is the next one *after* today: "friday" said on a Friday is in a week. "this friday"
  may be today. "next friday" is the one in the week after this one; weeks begin on Monday.
- A day without a year is the next such day, today included. A weekday that contradicts the day
  ("mon 4 dec" when the 4th is a Friday) is no date at all: better no chip than a wrong one.
- "12/4" is read month first, as in the United States, unless the caller says day first or only the
  other order exists ("25/12").
- "this week" and "end of week" are Friday (on a weekend, the Friday to come), "next week" is Friday
  of the week after.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from nghs_desktop.base.frozen import frozen

_DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTH_NAMES = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_NUMBERS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_FRIDAY = 4

_S = r"[ \t\u00a0]+"
_WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"[0-3]?[0-9]"
_COUNT = rf"(?:[0-9]{{1,3}}|{'|'.join(_NUMBERS)}|an?(?:{_S}couple{_S}of)?)"

# The outer lookahead refuses half a word or half a number ("friday's", "4 decades", "2026-12-041").
SPOKEN_DATE = (
    rf"(?:(?P<iso>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})"
    rf"|(?P<slash>[0-9]{{1,2}}/[0-9]{{1,2}}(?:/(?:[0-9]{{4}}|[0-9]{{2}}))?)"
    rf"|(?P<near>today|tomorrow)"
    rf"|(?P<meeting>(?:(?:the|our){_S})?next{_S}meeting)"
    rf"|(?:the{_S})?end{_S}of{_S}(?:(?:the|this){_S})?(?P<end_next>next{_S})?"
    rf"(?P<end_unit>week|month|year)"
    rf"|(?P<week>this|next){_S}week"
    rf"|in{_S}(?P<count>{_COUNT}){_S}(?P<unit>day|week|month)s?"
    rf"|(?:(?P<said>{_WEEKDAY}),?{_S}(?:the{_S})?)?"
    rf"(?:(?P<day>{_DAY})(?:st|nd|rd|th)?{_S}(?:of{_S})?(?P<month>{_MONTH})"
    rf"|(?P<month_before>{_MONTH}){_S}(?P<day_after>{_DAY})(?:st|nd|rd|th)?)"
    rf"(?:,?{_S}(?P<year>[12][0-9]{{3}}))?"
    rf"|(?:(?P<which>this|next){_S})?(?P<weekday>{_WEEKDAY}))"
    r"(?![\w/]|[-'’.:][\w])"
)
_DATE = re.compile(SPOKEN_DATE, re.IGNORECASE)


@frozen
class Calendar:
    """What a spoken date is measured from."""

    today: date
    next_meeting: date | None = None
    day_first: bool = False


def day_in(words: str, calendar_: Calendar) -> date | None:
    """The day the whole of `words` names, or None when it names none."""
    match = _DATE.fullmatch(words.strip())
    return None if match is None else day_of(match, calendar_)


def day_of(match: re.Match[str], calendar_: Calendar) -> date | None:
    """The day a match of `SPOKEN_DATE` names; None for 31 February, or no next meeting."""
    try:
        return _day_of(match.groupdict(), calendar_)
    except (ValueError, OverflowError):  # no such day: 31 February, or beyond the year 9999
        return None


def short_date(day: date, today: date) -> str:
    """A day as it stands on a chip: "Fri 4 Dec", with the year when it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{_DAY_NAMES[day.weekday()]} {day.day} {_MONTH_NAMES[day.month - 1]}{year}"


def _day_of(said: dict[str, str | None], calendar_: Calendar) -> date | None:
    today = calendar_.today
    if said["iso"]:
        return date.fromisoformat(said["iso"])
    if said["slash"]:
        return _slashed(said["slash"], calendar_)
    if said["near"]:
        return today + timedelta(days=said["near"].lower() == "tomorrow")
    if said["meeting"]:
        return calendar_.next_meeting
    if said["end_unit"]:
        return _end_of(said["end_unit"].lower(), said["end_next"] is not None, today)
    if said["week"]:
        return _friday(today, said["week"].lower() == "next")
    if said["unit"]:
        return _later(today, _number(said["count"] or ""), said["unit"].lower())
    if said["weekday"]:
        return _weekday(said["weekday"], said["which"], today)
    month = _MONTH_NAMES.index((said["month"] or said["month_before"] or "")[:3].title()) + 1
    day_number = int(said["day"] or said["day_after"] or "")
    if said["year"]:
        day = date(int(said["year"]), month, day_number)
    else:
        day = _next_such_day(month, day_number, today)
    contradicted = said["said"] and _weekday_number(said["said"]) != day.weekday()
    return None if contradicted else day


def _slashed(words: str, calendar_: Calendar) -> date:
    first, second, *rest = (int(part) for part in words.split("/"))
    day_first = first > 12 or (calendar_.day_first and second <= 12)
    month, day = (second, first) if day_first else (first, second)
    if not rest:
        return _next_such_day(month, day, calendar_.today)
    return date(rest[0] if rest[0] > 99 else 2000 + rest[0], month, day)


def _next_such_day(month: int, day: int, today: date) -> date:
    """The first such day from today on; 29 February waits for the next leap year."""
    for year in range(today.year, today.year + 9):
        if day <= calendar.monthrange(year, month)[1] and date(year, month, day) >= today:
            return date(year, month, day)
    raise ValueError(f"no day {day} in month {month}")


def _weekday(name: str, which: str | None, today: date) -> date:
    number = _weekday_number(name)
    if which and which.lower() == "next":
        return _monday(today) + timedelta(weeks=1, days=number)
    ahead = (number - today.weekday()) % 7
    return today + timedelta(days=ahead if which else ahead or 7)


def _end_of(unit: str, after_this: bool, today: date) -> date:
    if unit == "week":
        return _friday(today, after_this)
    if unit == "year":
        return date(today.year + after_this, 12, 31)
    first = _later(today.replace(day=1), int(after_this), "month")
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _friday(today: date, after_this_week: bool) -> date:
    friday = _monday(today) + timedelta(weeks=after_this_week, days=_FRIDAY)
    return friday if friday >= today else friday + timedelta(weeks=1)


def _later(day: date, count: int, unit: str) -> date:
    if unit != "month":
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    years, month = divmod(day.month - 1 + count, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def _number(word: str) -> int:
    lowered = word.lower()
    if lowered.startswith("a"):
        return 2 if "couple" in lowered else 1
    return _NUMBERS.index(lowered) + 1 if lowered in _NUMBERS else int(lowered)


def _weekday_number(name: str) -> int:
    return _DAY_NAMES.index(name[:3].title())


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
