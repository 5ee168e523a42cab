"""The agenda's clock: later points move with the one that runs, and drift is said in minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from nghs_desktop.domain.meetings import AgendaItem, AgendaState, Meeting
from nghs_desktop.domain.timetable import Timetable, timetable

TEN = datetime(2026, 11, 17, 10, 0, tzinfo=UTC)
MEETING = Meeting(id="m", starts_at=TEN, started_at=TEN, planned_minutes=100)
PLAN = tuple(
    AgendaItem(id=str(number), title=f"Item {number}", planned_minutes=minutes)
    for number, minutes in enumerate((10, 30, 20, 10, 20, 10))
)


def at(minutes: float) -> datetime:
    return TEN + timedelta(minutes=minutes)


def running(opened: float, now: float, *, extra: int = 0) -> Timetable:
    """The first item done, the second opened at a minute, looked at at another."""
    first = replace(PLAN[0], state=AgendaState.DISCUSSED, opened_at=TEN, closed_at=at(opened))
    second = replace(
        PLAN[1], state=AgendaState.OPEN, opened_at=at(opened), planned_minutes=30 + extra
    )
    return timetable(MEETING, (first, second, *PLAN[2:]), at(now), running=True)


def starts(table: Timetable) -> list[str]:
    return [slot.start.strftime("%H:%M") if slot.start else "" for slot in table.slots]


def test_before_the_meeting_the_plan_is_shown() -> None:
    table = timetable(MEETING, PLAN, at(-60))
    assert starts(table) == ["10:00", "10:10", "10:40", "11:00", "11:10", "11:30"]
    assert (table.current, table.behind) == (None, 0)


def test_the_item_that_runs_counts_down_and_fills_its_bar() -> None:
    current = running(10, 25).current
    assert current is not None
    assert current.left == timedelta(minutes=15)
    assert current.share == 0.5
    assert current.end == at(40)


def test_who_starts_late_moves_all_later_points() -> None:
    table = running(16, 20)
    assert starts(table)[1:] == ["10:16", "10:46", "11:06", "11:16", "11:36"]
    assert table.behind == 6


def test_five_minutes_more_move_all_later_points() -> None:
    table = running(10, 20, extra=5)
    assert starts(table)[2:] == ["10:45", "11:05", "11:15", "11:35"]
    assert table.behind == 5


def test_over_time_pushes_the_rest_as_it_happens() -> None:
    table = running(10, 43)
    current = table.current
    assert current is not None and current.left == timedelta(minutes=-3)
    assert current.share == 1.0
    assert starts(table)[2] == "10:43"
    assert table.behind == 3


def test_a_minute_is_on_time_and_early_is_ahead() -> None:
    assert running(11, 12).behind == 0
    assert running(6, 7).behind == -4


def test_a_done_item_says_how_long_it_took() -> None:
    assert running(16, 20).slots[0].minutes == 16


def test_a_meeting_held_at_another_hour_counts_from_its_start() -> None:
    moved = replace(MEETING, started_at=at(300))
    first = replace(PLAN[0], state=AgendaState.OPEN, opened_at=at(300))
    table = timetable(moved, (first, *PLAN[1:]), at(301), running=True)
    assert table.behind == 0
    assert starts(table)[1] == "15:10"


def test_slack_at_the_end_is_neither_late_nor_early() -> None:
    long = replace(MEETING, planned_minutes=120)
    first = replace(PLAN[0], state=AgendaState.OPEN, opened_at=TEN)
    assert timetable(long, (first, *PLAN[1:]), at(1), running=True).behind == 0


def test_an_item_without_minutes_has_no_time_left_to_show() -> None:
    free = replace(PLAN[0], planned_minutes=None, state=AgendaState.OPEN, opened_at=TEN)
    table = timetable(MEETING, (free, PLAN[1]), at(7), running=True)
    assert table.current is not None and table.current.left is None
    assert starts(table)[1] == "10:07"


def test_nothing_is_known_of_a_meeting_without_an_hour() -> None:
    table = timetable(Meeting(id="m"), PLAN, TEN)
    assert starts(table) == [""] * 6
