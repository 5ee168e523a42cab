"""Reads the days a period begins and ends on, as people write them. A period lies behind us, so
"17 nov" is the last one for its beginning. No field and no record comes in here."""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date, timedelta

from nghs_desktop.domain.spoken_dates import Calendar, day_in

_YEAR = re.compile(r"[0-9]{4}|/[0-9]{1,2}/")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.IGNORECASE)
_LAST = re.compile(r"last\s+(?=[a-z])", re.IGNORECASE)
_SAID = {"yesterday": 1, "last week": 7, "last month": 31, "last year": 365}


def first_day(words: str, today: date) -> date | None:
    """Return the day a period begins on, the last such day that has come; None when unreadable."""
    plain = " ".join(words.lower().split())
    if plain in _SAID:
        return today - timedelta(days=_SAID[plain])
    day = _day(words, today)
    if day is None or day <= today or _YEAR.search(words):
        return day
    return _before(day, words)


def last_day(words: str, since: date | None, today: date) -> date | None:
    """Return the day a period ends on, the first such day from its beginning; None as above."""
    plain = " ".join(words.lower().split())
    if plain in _SAID:
        return today - timedelta(days=_SAID[plain])
    day = _day(words, today)
    if day is None or day <= today or _YEAR.search(words):
        return day
    earlier = _before(day, words)
    return earlier if since is None or earlier >= since else day


def _day(words: str, today: date) -> date | None:
    return day_in(_LAST.sub("", words.strip()), Calendar(today))


def _before(day: date, words: str) -> date:
    """Return the same day a week or a year earlier."""
    if _WEEKDAY.fullmatch(_LAST.sub("", words.strip())):
        return day - timedelta(weeks=1)
    year = day.year - 1
    while day.month == 2 and day.day == 29 and not isleap(year):
        year -= 1
    return day.replace(year=year)
