"""A series meets on the days people expect, at the same hour on the wall all year."""

from __future__ import annotations

import itertools
from datetime import UTC, date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.meetings import MeetingSeries, Rhythm
from nghs_desktop.domain.series import (
    LAST,
    USUAL_TIME,
    end_words,
    next_days,
    occurrences,
    place_in_month,
    rhythm_words,
    starts,
    time_of_day,
    with_day_back,
    with_day_left_out,
    zone_of,
)

TUESDAY = date(2026, 9, 8)  # the second of its month
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
ZONES = st.sampled_from(["America/Chicago", "America/New_York", "Europe/Berlin", "Asia/Kolkata"])


def series(rhythm: Rhythm, first: date | None = TUESDAY, **more: Any) -> MeetingSeries:
    return MeetingSeries(id="s", rhythm=rhythm, first_day=first, **more)


RANDOM = st.builds(series, st.sampled_from(Rhythm), DAYS)


def of_year(one: MeetingSeries, year: int = 2026) -> list[str]:
    days = occurrences(one, date(year, 1, 1), date(year, 12, 31))
    return [f"{day:%d %b}" for day in days]


def test_each_rhythm_meets_when_it_says() -> None:
    assert of_year(series(Rhythm.ONCE)) == ["08 Sep"]
    assert of_year(series(Rhythm.WEEKLY))[:3] == ["08 Sep", "15 Sep", "22 Sep"]
    assert of_year(series(Rhythm.TWO_WEEKS))[:3] == ["08 Sep", "22 Sep", "06 Oct"]
    assert of_year(series(Rhythm.MONTHLY_DAY)) == ["08 Sep", "08 Oct", "08 Nov", "08 Dec"]
    assert of_year(series(Rhythm.MONTHLY_WEEKDAY)) == ["08 Sep", "13 Oct", "10 Nov", "08 Dec"]
    assert of_year(series(Rhythm.QUARTERLY)) == ["08 Sep", "08 Dec"]


def test_a_month_without_a_31st_meets_on_its_last_day() -> None:
    monthly = series(Rhythm.MONTHLY_DAY, date(2026, 1, 31))
    assert of_year(monthly)[:4] == ["31 Jan", "28 Feb", "31 Mar", "30 Apr"]


def test_a_fifth_tuesday_is_the_last_one() -> None:
    monthly = series(Rhythm.MONTHLY_WEEKDAY, date(2026, 9, 29))
    assert of_year(monthly) == ["29 Sep", "27 Oct", "24 Nov", "29 Dec"]
    assert rhythm_words(monthly) == "The last Tuesday of every month at 10:00"


def test_left_out_days_and_the_last_day() -> None:
    weekly = series(Rhythm.WEEKLY, until_day=date(2026, 10, 6), skipped="2026-09-22 nonsense")
    assert of_year(weekly) == ["08 Sep", "15 Sep", "29 Sep", "06 Oct"]
    assert end_words(weekly) == "until 6 October 2026, not on 22 September 2026"
    assert next_days(weekly, date(2026, 9, 15), 5) == (date(2026, 9, 29), date(2026, 10, 6))


def test_a_series_without_a_first_day_meets_on_no_day() -> None:
    assert of_year(series(Rhythm.WEEKLY, None)) == []
    assert rhythm_words(series(Rhythm.WEEKLY, None)) == "Every week at 10:00, no first day yet"


@pytest.mark.parametrize(
    ("rhythm", "said"),
    [
        (Rhythm.ONCE, "Once, on Tuesday 8 September at 18:30"),
        (Rhythm.WEEKLY, "Every Tuesday at 18:30"),
        (Rhythm.TWO_WEEKS, "Every other Tuesday at 18:30"),
        (Rhythm.MONTHLY_DAY, "The 8th of every month at 18:30"),
        (Rhythm.MONTHLY_WEEKDAY, "The second Tuesday of every month at 18:30"),
        (Rhythm.QUARTERLY, "The second Tuesday of every third month at 18:30"),
    ],
)
def test_a_rhythm_is_said_in_words(rhythm: Rhythm, said: str) -> None:
    assert rhythm_words(series(rhythm, at="18:30")) == said


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        *(("18:30", time(18, 30)), ("9.15", time(9, 15)), (" 9 ", time(9)), ("00:00", time(0))),
        *(("24:00", None), ("9:60", None), ("9:5", None), ("", None), ("ten", None), ("²", None)),
    ],
)
def test_an_hour_as_it_is_typed(words: str, hour: time | None) -> None:
    assert time_of_day(words) == hour


def test_the_hour_stays_on_the_wall_when_the_clocks_change() -> None:
    evening = series(Rhythm.WEEKLY, at="18:30", zone="America/Chicago")
    before, after = (starts(evening, day) for day in (date(2026, 10, 27), date(2026, 11, 3)))
    assert (before.time(), after.time()) == (time(18, 30), time(18, 30))
    assert after.astimezone(UTC) - before.astimezone(UTC) == timedelta(days=7, hours=1)
    assert before.astimezone(UTC).hour == 23
    assert (after.astimezone(UTC).hour, after.astimezone(UTC).day) == (0, 4)


def test_an_hour_that_the_clocks_leave_out_is_the_one_they_show() -> None:
    night = series(Rhythm.WEEKLY, at="02:30", zone="America/Chicago")
    assert starts(night, date(2026, 3, 8)).time() == time(3, 30)


@pytest.mark.parametrize("name", ["", "Nowhere/Town", "America", "../etc", "\x00"])
def test_an_unknown_zone_is_this_computers(name: str) -> None:
    assert zone_of(name) is None
    one = series(Rhythm.WEEKLY, zone=name, at="18:30")
    assert starts(one, TUESDAY).astimezone().time() == time(18, 30)


def test_a_series_without_an_hour_starts_at_the_usual_one() -> None:
    assert starts(series(Rhythm.WEEKLY, at="evening"), TUESDAY).time() == USUAL_TIME


@given(RANDOM, DAYS, st.integers(0, 900))
def test_occurrences_are_in_order_within_the_time_asked_and_obey_the_rhythm(
    one: MeetingSeries, first: date, length: int
) -> None:
    until = first + timedelta(days=length)
    days = occurrences(one, first, until)
    assert list(days) == sorted(set(days))
    assert all(first <= day <= until for day in days)
    begin = one.first_day
    assert begin is not None and all(day >= begin for day in days)
    for day in days:
        if one.rhythm in (Rhythm.WEEKLY, Rhythm.TWO_WEEKS):
            assert (day - begin).days % (7 if one.rhythm is Rhythm.WEEKLY else 14) == 0
        elif one.rhythm in (Rhythm.MONTHLY_WEEKDAY, Rhythm.QUARTERLY):
            assert day.weekday() == begin.weekday()
            if place_in_month(begin) == LAST:
                assert (day + timedelta(weeks=1)).month != day.month
            else:
                assert place_in_month(day) == place_in_month(begin)
    if one.rhythm in (Rhythm.MONTHLY_DAY, Rhythm.MONTHLY_WEEKDAY):
        months = [day.year * 12 + day.month for day in days]
        assert all(after - before == 1 for before, after in itertools.pairwise(months))


@given(RANDOM, DAYS, DAYS, DAYS)
def test_asking_in_two_parts_gives_the_same_as_asking_once(
    one: MeetingSeries, a: date, b: date, c: date
) -> None:
    low, middle, high = sorted((a, b, c))
    later = middle + timedelta(days=1)
    whole = occurrences(one, low, high)
    assert occurrences(one, low, middle) + occurrences(one, later, high) == whole


@given(RANDOM, DAYS, st.integers(1, 6))
def test_the_next_days_are_the_next_occurrences(one: MeetingSeries, day: date, count: int) -> None:
    found = next_days(one, day, count)
    if found:
        assert occurrences(one, day + timedelta(days=1), found[-1]) == found


@given(RANDOM, DAYS, DAYS)
def test_a_day_left_out_is_left_out_and_comes_back(
    one: MeetingSeries, first: date, day: date
) -> None:
    until = first + timedelta(days=400)
    before = occurrences(one, first, until)
    less = MeetingSeries(
        id="s",
        rhythm=one.rhythm,
        first_day=one.first_day,
        skipped=with_day_left_out(one, day),
    )
    assert occurrences(less, first, until) == tuple(other for other in before if other != day)
    assert with_day_left_out(less, day) == less.skipped
    assert with_day_back(less, day) == ""


@given(DAYS, ZONES, st.times())
def test_every_meeting_starts_at_its_hour_on_its_day(day: date, zone: str, hour: time) -> None:
    one = series(Rhythm.WEEKLY, day, at=f"{hour:%H:%M}", zone=zone)
    begin = starts(one, day)
    again = begin.astimezone(UTC).astimezone(zone_of(zone))
    assert again == begin and again.date() == day
    left_out = (begin.hour, begin.minute) != (hour.hour, hour.minute)
    if left_out:  # only in the night clocks go forward
        assert begin.utcoffset() != (begin - timedelta(hours=2)).utcoffset()
