"""Meetings of a workspace in other calendars: one event each, for ever the same one."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref, TrashRecords
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.meetings import (
    AgendaItem,
    Attribution,
    Meeting,
    MeetingSeries,
    MeetingState,
    Presence,
    Rhythm,
    attendance,
)
from nghs_desktop.domain.people import Person
from nghs_desktop.services.calendar_file import meeting_calendar, series_calendar
from nghs_desktop.services.series import meeting_of
from nghs_desktop.services.workspace import Workspace
from tests.support.workspaces import run
from tests.unit.exchange.test_icalendar import lines_of, value_of

NOW = datetime(2026, 11, 17, 10, tzinfo=UTC)
SERIES = MeetingSeries(
    id="s1",
    title="Practice Work Group",
    group_id="g1",
    rhythm=Rhythm.MONTHLY_WEEKDAY,
    first_day=date(2026, 11, 17),
    until_day=date(2027, 3, 31),
    at="18:30",
    zone="America/Chicago",
    planned_minutes=100,
    place="Room 2",
    skipped="2026-12-15",
)
DAYS = [date(2026, 11, 17), date(2027, 1, 19), date(2027, 2, 16), date(2027, 3, 16)]


def fill(workspace: Workspace, *records: object) -> None:
    """Keep a group with a series, and what else is given."""
    group = WorkGroup(id="g1", name="Practice", lever_id="l1")
    run(workspace, LogRecords((Lever(id="l1", name="Practice"), group, SERIES, *records)))  # type: ignore[arg-type]


def series_file(workspace: Workspace) -> bytes:
    return workspace.read_here(lambda reader: series_calendar(reader, "s1", now=NOW))


def events(file: bytes) -> dict[str, dict[str, str]]:
    """Return each event's properties by its UID."""
    found = {}
    for part in "\n".join(lines_of(file)).split("BEGIN:VEVENT\n")[1:]:
        lines = [line.partition(":") for line in part.split("\nEND:VEVENT")[0].split("\n")]
        told = {name.partition(";")[0]: value for name, _, value in lines}
        found[told["UID"]] = told
    return found


def test_a_series_has_an_event_for_each_day_and_left_out_ones_are_cancelled(
    workspace: Workspace,
) -> None:
    fill(workspace)
    found = list(events(series_file(workspace)).values())
    starts = {one["DTSTART"]: one["STATUS"] for one in found}
    expected = {f"{day:%Y%m%d}T183000": "TENTATIVE" for day in DAYS}
    assert starts == expected | {"20261215T183000": "CANCELLED"}


def test_a_day_keeps_its_event_when_its_meeting_is_made_and_moved(workspace: Workspace) -> None:
    fill(workspace)
    before = events(series_file(workspace))
    made = meeting_of(SERIES, DAYS[1])
    run(workspace, LogRecords((made,)))
    after = events(series_file(workspace))
    assert after.keys() == before.keys()
    moved = made.starts_at
    assert moved is not None
    later = moved + timedelta(days=1)
    run(workspace, AmendRecords((Ref("meeting", made.id),), {"starts_at": later}))
    last = events(series_file(workspace))
    assert last.keys() == before.keys()
    uid = f"{made.id}@nghs-desktop"
    assert last[uid]["DTSTART"] == "20270120T183000"
    numbers = [int(one[uid]["SEQUENCE"]) for one in (before, after, last)]
    assert numbers == sorted(set(numbers))


def test_a_meeting_in_the_trash_leaves_the_calendar_and_comes_back(workspace: Workspace) -> None:
    made = meeting_of(SERIES, DAYS[1])
    fill(workspace, made)
    run(workspace, TrashRecords((Ref("meeting", made.id),)))
    uid = f"{made.id}@nghs-desktop"
    assert events(series_file(workspace))[uid]["STATUS"] == "CANCELLED"


def test_one_meeting_says_its_agenda_and_names_nobody_its_rule_keeps_back(
    workspace: Workspace,
) -> None:
    meeting = Meeting(
        id="m1", title="With Dana Reyes", group_id="g1", starts_at=NOW, planned_minutes=90,
        place="Room 2; upstairs", state=MeetingState.PUBLISHED, attribution=Attribution.NONE,
        purpose="Hear Dana Reyes",
    )  # fmt: skip
    fill(
        workspace,
        Person(id="dana", name="Dana Reyes"),
        meeting,
        attendance("m1", "dana", Presence.EXPECTED),
        AgendaItem(id="a1", meeting_id="m1", title="Seat-time rules", private_notes="Be kind"),
    )
    file = workspace.read_here(
        lambda reader: meeting_calendar(reader, "m1", now=NOW, zone=ZoneInfo("America/New_York"))
    )
    assert b"Dana" not in file
    assert b"Be kind" not in file
    assert value_of(file, "LOCATION") == "Room 2; upstairs"
    assert "Seat-time rules" in value_of(file, "DESCRIPTION")
    assert "DTSTART;TZID=America/New_York:20261117T050000" in lines_of(file)
    assert "DTEND;TZID=America/New_York:20261117T063000" in lines_of(file)
    assert value_of(file, "STATUS") == "CONFIRMED"


def test_the_same_workspace_gives_the_same_file(workspace: Workspace) -> None:
    fill(workspace, meeting_of(SERIES, DAYS[1]))
    assert series_file(workspace) == series_file(workspace)
    assert not re.search(rb"[^\r]\n", series_file(workspace))


def test_a_meeting_without_an_hour_and_a_series_without_a_day_are_refused(
    workspace: Workspace,
) -> None:
    fill(
        workspace,
        Meeting(id="m1", title="Some day", group_id="g1"),
        MeetingSeries(id="s2", title="Some", group_id="g1"),
    )
    with pytest.raises(UserError, match="no day and hour"):
        workspace.read_here(lambda reader: meeting_calendar(reader, "m1", now=NOW))
    with pytest.raises(UserError, match="no meeting yet"):
        workspace.read_here(lambda reader: series_calendar(reader, "s2", now=NOW))
    with pytest.raises(UserError, match="no longer there"):
        workspace.read_here(lambda reader: series_calendar(reader, "s9", now=NOW))
