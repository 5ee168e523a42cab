"""The agenda's clock: later points move with the one that runs, and drift is said in minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.meetings import AgendaItem, AgendaState, Meeting, Purpose
from nghs_desktop.domain.timetable import Stage, Timetable, consent_items, timetable

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


# -- how near the end ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("minutes", "stage"),
    [
        *((0, Stage.CALM), (23.9, Stage.CALM), (24, Stage.SOON), (28.4, Stage.SOON)),
        *((28.5, Stage.LAST), (30, Stage.LAST), (30.1, Stage.OVER)),
    ],
)
def test_twenty_and_five_per_cent_left_and_over_time_are_told_apart(
    minutes: float, stage: Stage
) -> None:
    current = running(10, 10 + minutes).current
    assert current is not None and current.stage is stage


def test_a_clock_that_was_set_back_uses_nothing_up() -> None:
    current = running(10, -200).current
    assert current is not None
    assert (current.left, current.share) == (timedelta(minutes=30), 0.0)


# -- locked starts ---------------------------------------------------------------------------
LUNCH = replace(PLAN[3], locked_start=at(62), title="Lunch")


def locked(opened: float, now: float, *, extra: int = 0) -> Timetable:
    first = replace(PLAN[0], state=AgendaState.DISCUSSED, opened_at=TEN, closed_at=at(opened))
    second = replace(
        PLAN[1], state=AgendaState.OPEN, opened_at=at(opened), planned_minutes=30 + extra
    )
    return timetable(MEETING, (first, second, PLAN[2], LUNCH, *PLAN[4:]), at(now), running=True)


def test_a_locked_start_stays_and_what_is_after_follows_it() -> None:
    table = locked(10, 20, extra=10)
    assert starts(table)[2:] == ["10:50", "11:02", "11:12", "11:32"]
    (slot,) = table.squeezed
    assert (slot.item.title, slot.squeezed) == ("Lunch", timedelta(minutes=8))
    assert table.behind == 8


def test_free_time_before_a_locked_start_is_known_and_no_lateness() -> None:
    table = locked(10, 20)
    assert table.slots[3].squeezed == timedelta(minutes=-2)
    assert table.squeezed == () and table.behind == 0


def test_early_before_a_locked_start_is_ahead_although_the_end_stays() -> None:
    table = locked(3, 4)
    assert table.behind == -7
    assert starts(table)[3] == "11:02"


# -- the consent agenda ----------------------------------------------------------------------
CONSENT = tuple(
    AgendaItem(id=f"c{n}", purpose=Purpose.CONSENT, planned_minutes=2, title=f"Paper {n}")
    for n in range(3)
)


def test_the_consent_agenda_is_one_block_in_time() -> None:
    table = timetable(MEETING, (PLAN[0], *CONSENT, PLAN[1]), TEN)
    assert starts(table) == ["10:00", "10:10", "10:10", "10:10", "10:16"]
    assert table.slots[1].block == ("c0", "c1", "c2")
    assert [slot.within for slot in table.slots[2:4]] == ["c0", "c0"]
    assert table.slots[1].minutes == 6


def test_the_block_counts_down_as_one_and_what_follows_is_behind_it() -> None:
    head = replace(CONSENT[0], state=AgendaState.OPEN, opened_at=TEN)
    table = timetable(MEETING, (head, *CONSENT[1:], PLAN[0]), at(2), running=True)
    assert table.current is not None and table.current.left == timedelta(minutes=4)
    assert table.following is not None and table.following.item.id == PLAN[0].id


def test_a_pulled_item_leaves_the_block_and_stands_alone() -> None:
    pulled = replace(CONSENT[1], pulled_by_id="dana", purpose=Purpose.DISCUSS)
    table = timetable(MEETING, (CONSENT[0], CONSENT[2], pulled), TEN)
    assert table.slots[0].block == ("c0", "c2")
    assert starts(table)[2] == "10:04"
    assert consent_items([CONSENT[0], pulled, CONSENT[2]]) == (CONSENT[0], CONSENT[2])


def test_what_is_done_before_its_turn_does_not_pull_the_rest_forward() -> None:
    head = replace(CONSENT[0], state=AgendaState.OPEN, opened_at=TEN)
    done = replace(CONSENT[1], state=AgendaState.DISCUSSED, opened_at=at(1), closed_at=at(1))
    table = timetable(MEETING, (head, done, PLAN[0]), at(1), running=True)
    assert starts(table)[2] == "10:02"


# -- always ----------------------------------------------------------------------------------
MINUTES = st.integers(0, 240)
AGENDAS = st.lists(
    st.builds(
        lambda minutes, purpose, locked: (minutes, purpose, locked),
        st.one_of(st.none(), st.integers(1, 60)),
        st.sampled_from(Purpose),
        st.one_of(st.none(), st.integers(0, 300)),
    ),
    min_size=1,
    max_size=8,
)


def an_agenda(
    shapes: list[tuple[int | None, Purpose, int | None]], opened: int, running_row: int
) -> list[AgendaItem]:
    """An agenda whose items before a row are done, ten minutes each; that row runs."""
    items = []
    for row, (minutes, purpose, locked_at) in enumerate(shapes):
        item = AgendaItem(
            id=str(row),
            planned_minutes=minutes,
            purpose=purpose,
            locked_start=at(locked_at) if locked_at is not None else None,
        )
        if row < running_row:
            item = replace(
                item,
                state=AgendaState.DISCUSSED,
                opened_at=at(row * 10),
                closed_at=at(row * 10 + 10),
            )
        elif row == running_row:
            item = replace(item, state=AgendaState.OPEN, opened_at=at(opened))
        items.append(item)
    return items


@given(AGENDAS, MINUTES, st.integers(0, 7), MINUTES)
def test_times_never_run_backwards_except_at_a_lock(
    shapes: list[tuple[int | None, Purpose, int | None]], opened: int, row: int, now: int
) -> None:
    items = an_agenda(shapes, opened, row)
    table = timetable(MEETING, items, at(now), running=True)
    assert [slot.item for slot in table.slots] == items
    for slot in table.slots:
        assert slot.start is None or slot.end is None or slot.start <= slot.end
        if slot.item.state is AgendaState.PLANNED and slot.item.locked_start and not slot.within:
            assert slot.start == slot.item.locked_start
    inside = [slot for slot in table.slots if slot.within]
    heads = {slot.item.id: slot for slot in table.slots if slot.block}
    assert {slot.item.id for slot in inside} == {
        key for head in heads.values() for key in head.block[1:]
    }


@given(AGENDAS, MINUTES, st.integers(0, 7), MINUTES, st.integers(1, 30))
def test_more_minutes_move_all_that_is_later_up_to_a_lock_by_just_as_much(
    shapes: list[tuple[int | None, Purpose, int | None]],
    opened: int,
    row: int,
    now: int,
    more: int,
) -> None:
    items = an_agenda(shapes, opened, row)
    if row >= len(items) or items[row].planned_minutes is None:
        return
    now = min(now, opened + (items[row].planned_minutes or 0))
    before = timetable(MEETING, items, at(now), running=True)
    items[row] = replace(items[row], planned_minutes=(items[row].planned_minutes or 0) + more)
    after = timetable(MEETING, items, at(now), running=True)
    within = before.current.block if before.current is not None else ()
    for old, new in zip(before.slots[row + 1 :], after.slots[row + 1 :], strict=True):
        if old.item.id in within:
            continue
        if old.item.locked_start is not None and not old.within:
            assert new.start == old.start
            return
        assert old.start is not None and new.start == old.start + timedelta(minutes=more)
