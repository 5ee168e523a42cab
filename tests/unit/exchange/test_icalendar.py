"""Calendar files: whatever a title holds comes back whole, and every line is one a calendar takes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from nghs_desktop.exchange.icalendar import Event, Status, escaped, folded, write_calendar

NOW = datetime(2026, 11, 17, 11, 42, tzinfo=UTC)
CHICAGO = ZoneInfo("America/Chicago")
STARTS = datetime(2026, 11, 17, 18, 30, tzinfo=CHICAGO)
EVENT = Event("m1", "November", STARTS, STARTS + timedelta(minutes=100))
ANY_TEXT = some.text(max_size=300)


def lines_of(file: bytes) -> list[str]:
    """Return the content lines of a calendar, unfolded as RFC 5545, 3.1 has it."""
    assert file.endswith(b"\r\n")
    return file.decode("utf-8").replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")[:-1]


def value_of(file: bytes, name: str) -> str:
    """Return the value of the first property of a name, with its escapes read."""
    line = next(line for line in lines_of(file) if re.match(rf"{name}[:;]", line))
    signs = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n", "\\N": "\n"}
    return re.sub(r"\\.", lambda sign: signs[sign[0]], line.partition(":")[2])


def written(**changed: object) -> bytes:
    event = replace(EVENT, **changed)  # type: ignore[arg-type]
    return write_calendar("Meetings", (event,), NOW)


@given(ANY_TEXT)
def test_any_title_comes_back_but_for_signs_no_calendar_takes(title: str) -> None:
    kept = title.replace("\r\n", "\n").replace("\r", "\n")
    kept = re.sub("[\u2028\u2029\x85]", "\n", kept)
    kept = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", kept)
    assert value_of(written(title=title), "SUMMARY") == kept


@given(ANY_TEXT, ANY_TEXT)
def test_every_row_is_short_and_no_character_is_cut(title: str, description: str) -> None:
    file = written(title=title, description=description)
    for row in file.split(b"\r\n"):
        assert len(row) <= 75
        row.decode("utf-8")
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", row)


@given(ANY_TEXT)
def test_no_text_adds_a_line_of_its_own(text: str) -> None:
    names = [line.partition(":")[0].partition(";")[0] for line in lines_of(written())]
    hostile = [line.partition(":")[0].partition(";")[0] for line in lines_of(written(title=text))]
    assert hostile == names


@pytest.mark.parametrize(
    "title",
    [
        "x\r\nEND:VEVENT\r\nBEGIN:VALARM",
        "a;b,c\\n",
        "\\",
        "BEGIN:VEVENT",
        "é" * 200,
        "👩‍🏫" * 60,
        "",
    ],
)
def test_hostile_titles(title: str) -> None:
    file = written(title=title)
    assert lines_of(file).count("END:VEVENT") == 1
    assert value_of(file, "SUMMARY") == title.replace("\r\n", "\n")


def test_a_half_character_does_not_stop_the_file() -> None:
    assert value_of(written(title="a\ud800b"), "SUMMARY") == "a?b"


def test_a_fold_begins_with_one_blank_and_is_found_again() -> None:
    rows = folded("SUMMARY:" + "x" * 200).split(b"\r\n")
    assert rows[0] == b"SUMMARY:" + b"x" * 67
    assert all(row.startswith(b" x") for row in rows[1:-1])
    assert escaped("a\nb") == "a\\nb"


def test_an_event_has_what_calendars_need() -> None:
    lines = lines_of(written(place="Room 2", status=Status.CANCELLED, sequence=3))
    for line in (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "UID:m1@nghs-desktop",
        "DTSTAMP:20261117T114200Z",
        "DTSTART;TZID=America/Chicago:20261117T183000",
        "DTEND;TZID=America/Chicago:20261117T201000",
        "SEQUENCE:3",
        "STATUS:CANCELLED",
        "LOCATION:Room 2",
    ):
        assert lines.count(line) == 1, line


def test_a_zone_is_told_with_the_changes_of_its_clocks() -> None:
    text = "\n".join(lines_of(written()))
    assert text.count("BEGIN:VTIMEZONE") == 1
    summer = (
        "BEGIN:DAYLIGHT\nDTSTART:20260308T020000\nTZOFFSETFROM:-0600\nTZOFFSETTO:-0500\n"
        "TZNAME:CDT\nEND:DAYLIGHT"
    )
    winter = (
        "BEGIN:STANDARD\nDTSTART:20261101T020000\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0600\n"
        "TZNAME:CST\nEND:STANDARD"
    )
    assert summer in text
    assert winter in text


def read_local(text: str) -> datetime:
    """Read a time on a clock; the zone is named elsewhere, so UTC stands in for it."""
    return datetime.strptime(f"{text}+0000", "%Y%m%dT%H%M%S%z")


def observances(lines: list[str]) -> list[tuple[datetime, timedelta]]:
    """Return when each offset of a zone begins, on the clock shown before it."""
    found = []
    for place, line in enumerate(lines):
        if line in ("BEGIN:DAYLIGHT", "BEGIN:STANDARD"):
            onset, _, to = (lines[place + n].partition(":")[2] for n in (1, 2, 3))
            offset = timedelta(hours=int(to[1:3]), minutes=int(to[3:5]))
            found.append((read_local(onset), -offset if to[0] == "-" else offset))
    return found


@given(
    some.sampled_from(
        (
            "America/Chicago",
            "America/Los_Angeles",
            "America/Phoenix",
            "Pacific/Honolulu",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "Europe/Dublin",
        )
    ),
    some.integers(946_684_800, 2_145_830_400),
)
def test_what_the_zone_says_gives_the_moment_back(name: str, seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    starts = moment.astimezone(ZoneInfo(name))
    event = Event("u", "t", starts, starts + timedelta(hours=1))
    lines = lines_of(write_calendar("x", (event,), NOW))
    shown = next(line for line in lines if line.startswith("DTSTART;TZID")).rpartition(":")[2]
    local = read_local(shown)
    # As readers of calendars do it: the observance that began last on the clocks of the place.
    begun = [one for one in observances(lines) if one[0] <= local]
    offset = max(begun, key=lambda one: one[0])[1]
    # An hour that the clocks show twice cannot be told apart by any calendar.
    twice = starts.replace(fold=1 - starts.fold).utcoffset() != starts.utcoffset()
    assert local - offset == moment or twice


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-6)), ZoneInfo("UTC")])
def test_a_zone_without_a_name_is_written_as_an_instant(zone: timezone) -> None:
    starts = datetime(2026, 11, 17, 18, 30, tzinfo=UTC).astimezone(zone)
    text = "\n".join(lines_of(written(starts=starts, ends=starts + timedelta(hours=1))))
    assert "DTSTART:20261117T183000Z" in text
    assert "VTIMEZONE" not in text
