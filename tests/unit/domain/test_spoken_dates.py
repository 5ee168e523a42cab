"""Dates as people say them, measured from Tuesday 17 November 2026."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.spoken_dates import Calendar, day_in, short_date

TUESDAY = date(2026, 11, 17)
HERE = Calendar(today=TUESDAY, next_meeting=date(2026, 12, 15))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", "2026-11-17"),
        ("tomorrow", "2026-11-18"),
        ("friday", "2026-11-20"),
        ("Fri", "2026-11-20"),
        ("tuesday", "2026-11-24"),
        ("this tuesday", "2026-11-17"),
        ("next tuesday", "2026-11-24"),
        ("next friday", "2026-11-27"),
        ("this week", "2026-11-20"),
        ("next week", "2026-11-27"),
        ("4 dec", "2026-12-04"),
        ("4th of December", "2026-12-04"),
        ("December 4", "2026-12-04"),
        ("december 4th, 2027", "2027-12-04"),
        ("4 december 2027", "2027-12-04"),
        ("fri 4 dec", "2026-12-04"),
        ("Friday, December 4", "2026-12-04"),
        ("17 nov", "2026-11-17"),
        ("16 nov", "2027-11-16"),
        ("3 jan", "2027-01-03"),
        ("29 feb", "2028-02-29"),
        ("2026-12-04", "2026-12-04"),
        ("12/4", "2026-12-04"),
        ("12/4/27", "2027-12-04"),
        ("25/12", "2026-12-25"),
        ("in 2 weeks", "2026-12-01"),
        ("in three days", "2026-11-20"),
        ("in a week", "2026-11-24"),
        ("in a couple of weeks", "2026-12-01"),
        ("in a month", "2026-12-17"),
        ("end of month", "2026-11-30"),
        ("the end of the month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of week", "2026-11-20"),
        ("end of year", "2026-12-31"),
        ("next meeting", "2026-12-15"),
        ("our next meeting", "2026-12-15"),
    ],
)
def test_what_people_say_is_one_day(words: str, day: str) -> None:
    assert day_in(words, HERE) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "words",
    [
        *("31 feb", "mon 4 dec", "2026-13-01", "13/13", "0 dec", "4 decades", "friday's", "soon"),
        *("monthly", "in 2 weekends", "may", "2026-12-041", "next", "", "12/4/1", "fri-day"),
    ],
)
def test_what_is_no_day_gives_no_day(words: str) -> None:
    assert day_in(words, HERE) is None


def test_next_meeting_needs_one_to_be_planned() -> None:
    assert day_in("next meeting", Calendar(today=TUESDAY)) is None


def test_the_order_of_day_and_month_can_be_set() -> None:
    assert day_in("12/4", Calendar(TUESDAY, day_first=True)) == date(2027, 4, 12)
    assert day_in("12/25", Calendar(TUESDAY, day_first=True)) == date(2026, 12, 25)


def test_a_month_later_ends_with_the_month() -> None:
    assert day_in("in 1 month", Calendar(date(2027, 1, 31))) == date(2027, 2, 28)


def test_a_chip_shows_the_year_only_when_it_is_another() -> None:
    assert short_date(date(2026, 12, 4), TUESDAY) == "Fri 4 Dec"
    assert short_date(date(2027, 1, 4), TUESDAY) == "Mon 4 Jan 2027"


@given(st.dates(), st.dates())
def test_a_written_day_is_read_back(day: date, today: date) -> None:
    here = Calendar(today)
    assert day_in(day.isoformat(), here) == day
    if 1000 <= day.year < 3000:
        assert day_in(short_date(day, date(1, 1, 1)), here) == day


@given(st.dates(), st.sampled_from(["in 999 months", "this week", "end of next year", "29 feb"]))
def test_the_end_of_the_calendar_is_no_crash(today: date, words: str) -> None:
    day = day_in(words, Calendar(today))
    assert day is None or day >= today
