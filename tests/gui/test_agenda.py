"""The agenda on the meeting screen: its clock, its order, its editing, what stays where it is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref, TrashRecords
from nghs_desktop.domain.meetings import AgendaItem, AgendaState, Meeting, MeetingState, Purpose
from nghs_desktop.domain.timetable import timetable
from nghs_desktop.services.api import agenda, undo_state
from nghs_desktop.ui.ending.review_page import ReviewPage
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.models.agenda import AgendaModel, time_left
from nghs_desktop.ui.preparing.item_editor import AgendaEditor
from tests.support.audit import settle
from tests.support.room import Room

KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "room.nghs"


@pytest.fixture
def room(qtbot: QtBot, look: Look, path: Path) -> Iterator[Room]:
    made = Room(qtbot, look, path)
    yield made
    made.close()


def live(room: Room) -> Room:
    """Start the meeting and go to its second item, as at ten past ten."""
    room.view.header.start.click()
    room.quiet()
    room.after(10)
    room.view.agenda.next.click()
    room.quiet()
    return room


def items(room: Room) -> tuple[AgendaItem, ...]:
    meeting = room.view.meeting_id
    return room.ask(lambda reader: agenda(reader, meeting))


def states(room: Room) -> list[AgendaState]:
    return [one.state for one in items(room)]


def titles(room: Room) -> list[str]:
    return [slot.item.title for slot in room.view.slots.table.slots]


def edit(room: Room, row: int) -> AgendaEditor:
    """Open the editor of a row by keyboard."""
    agenda_list = room.view.agenda.list
    agenda_list.setFocus()
    agenda_list.setCurrentIndex(room.view.slots.index(row))
    room.press(KEY.Key_F2)
    settle()
    (editor,) = agenda_list.findChildren(AgendaEditor)
    return editor


def put(room: Room, row: int, **values: object) -> None:
    """Change an item by another road."""
    ref = Ref("agenda_item", items(room)[row].id)
    room.dispatch.run(AmendRecords((ref,), values))

    def is_shown() -> bool:
        one = room.view.flow.item(ref.id)
        return one is not None and all(
            getattr(one, name) == value for name, value in values.items()
        )

    room.until(is_shown)
    room.quiet()


# -- the agenda ------------------------------------------------------------------------------
def test_start_opens_the_first_item_and_undo_takes_both_back(room: Room) -> None:
    room.view.header.start.click()
    room.quiet()
    assert states(room)[0] is AgendaState.OPEN
    assert room.view.flow.is_live
    room.press(KEY.Key_Z, CONTROL)
    room.quiet()
    room.until(lambda: not room.view.flow.is_live)
    assert set(states(room)) == {AgendaState.PLANNED}


def test_next_item_is_one_step_of_undo(room: Room) -> None:
    live(room)
    assert states(room)[:2] == [AgendaState.DISCUSSED, AgendaState.OPEN]
    assert room.ask(undo_state).undo == "next agenda item"
    room.press(KEY.Key_Z, CONTROL)
    room.quiet()
    room.until(lambda: states(room)[0] is AgendaState.OPEN)
    assert states(room)[1] is AgendaState.PLANNED


def test_the_clock_counts_without_writing(room: Room) -> None:
    live(room)
    before = room.ask(lambda reader: reader.value("SELECT max(n) FROM change"))
    room.after(13)
    sentence = room.view.slots.sentence(room.view.slots.slot_at(1))
    assert "17:00 left of 30 min" in sentence
    assert room.ask(lambda reader: reader.value("SELECT max(n) FROM change")) == before


def test_five_minutes_more_move_what_comes_later(room: Room) -> None:
    live(room)
    third = room.view.slots.slot_at(2).start
    room.press(KEY.Key_Equal, ALT)
    room.quiet()
    later = room.view.slots.slot_at(2).start
    assert third is not None and later is not None
    assert later - third == timedelta(minutes=5)
    assert room.view.agenda.drift.text() == "3 min behind"  # two minutes of slack were planned


def test_commands_of_the_line_run_the_meeting(room: Room) -> None:
    live(room)
    room.write("/+5")
    assert room.view.slots.slot_at(1).item.planned_minutes == 35
    room.write("/timer 3")
    assert room.view.slots.slot_at(1).item.planned_minutes == 3
    room.write("/next")
    assert states(room)[2] is AgendaState.OPEN
    assert room.titles() == []


def test_a_pause_does_not_count(room: Room) -> None:
    live(room)
    room.press(KEY.Key_P, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    room.after(7)
    assert "30:00 left" in room.view.slots.sentence(room.view.slots.slot_at(1))
    room.press(KEY.Key_P, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    room.quiet()
    assert "30:00 left" in room.view.slots.sentence(room.view.slots.slot_at(1))


def test_an_item_is_moved_by_keyboard(room: Room) -> None:
    titles = [slot.item.title for slot in room.view.slots.table.slots]
    agenda_list = room.view.agenda.list
    agenda_list.setFocus()
    agenda_list.setCurrentIndex(room.view.slots.index(2))
    room.press(KEY.Key_Up, ALT)
    room.quiet()
    meeting = room.view.meeting_id
    moved = [one.title for one in room.ask(lambda reader: agenda(reader, meeting))]
    assert moved[:3] == [titles[0], titles[2], titles[1]]
    assert agenda_list.currentIndex().row() == 1


def test_end_and_go_on(room: Room) -> None:
    live(room)
    room.view.flow.set_state(MeetingState.ENDED)
    room.quiet()
    assert AgendaState.OPEN not in states(room)
    assert room.view.header.end.text() == "Go on"
    room.view.header.end.click()
    room.quiet()
    assert room.view.flow.is_live


def test_the_end_is_asked_for_on_the_page_of_what_is_missing(room: Room) -> None:
    live(room)
    room.view.header.end.click()
    room.quiet()
    assert isinstance(room.view.stage.own_page, ReviewPage)
    assert room.view.flow.is_live


def test_an_item_is_dropped_where_it_was_dragged(room: Room) -> None:
    titles = [slot.item.title for slot in room.view.slots.table.slots]
    agenda_list = room.view.agenda.list
    agenda_list.setCurrentIndex(room.view.slots.index(3))
    top = QPointF(agenda_list.visualRect(room.view.slots.index(1)).topLeft()) + QPointF(5, 5)
    moved = QMimeData()
    event = QDropEvent(
        top,
        Qt.DropAction.MoveAction,
        moved,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    agenda_list.dropEvent(event)
    room.quiet()
    meeting = room.view.meeting_id
    now = [one.title for one in room.ask(lambda reader: agenda(reader, meeting))]
    assert now == [titles[0], titles[3], titles[1], titles[2], *titles[4:]]


# -- one line for all of an item -------------------------------------------------------------
def test_an_item_is_added_and_typed_in_one_line(room: Room) -> None:
    room.view.agenda.add.click()
    room.until(lambda: room.view.agenda.list.edited_row == 6)
    settle()
    room.type("Any other business 15m inform")
    room.press(KEY.Key_Return)
    room.quiet()
    last = items(room)[-1]
    assert (last.title, last.planned_minutes) == ("Any other business", 15)
    assert last.purpose is Purpose.INFORM
    topic = room.ask(
        lambda r: r.rows("SELECT title, purpose FROM topic WHERE id = ?", (last.topic_id,))
    )
    assert topic == [("Any other business", "inform")]
    assert QApplication.focusWidget() is room.view.agenda.list


def test_the_line_offers_what_the_item_is_and_only_its_title_is_chosen(room: Room) -> None:
    put(room, 2, purpose=Purpose.DECIDE, section="After the break")
    editor = edit(room, 2)
    assert editor.field.text() == (
        'Practices worth sharing 20m decide @"Amara Cole" [After the break]'
    )
    assert editor.field.selectedText() == "Practices worth sharing"
    room.type("Practices")
    room.press(KEY.Key_Return)
    room.quiet()
    item = items(room)[2]
    assert (item.title, item.planned_minutes) == ("Practices", 20)
    assert (item.purpose, item.section) == (Purpose.DECIDE, "After the break")


def test_a_locked_start_is_typed_as_an_hour_of_the_meetings_day(room: Room) -> None:
    meeting = room.view.flow.meeting
    assert meeting is not None and meeting.starts_at is not None
    edit(room, 3)
    room.press(KEY.Key_End)
    room.type(" at 23:05")
    room.press(KEY.Key_Return)
    room.quiet()
    locked = items(room)[3].locked_start
    assert locked is not None
    assert locked.astimezone().strftime("%H:%M") == "23:05"
    assert locked.astimezone().date() == meeting.starts_at.astimezone().date()


def test_an_unknown_presenter_is_said_and_nothing_is_kept(room: Room) -> None:
    before = items(room)
    editor = edit(room, 2)
    room.press(KEY.Key_End)
    room.type(" @zzyzx")
    room.press(KEY.Key_Return)
    assert "Nobody here is called zzyzx" in editor.read.text()
    assert room.view.agenda.list.edited_row == 2
    room.press(KEY.Key_Escape)
    settle()
    room.quiet()
    assert items(room) == before


# -- nothing moves under the caret -----------------------------------------------------------
def test_ticks_and_changes_from_elsewhere_neither_move_nor_close_an_edit(room: Room) -> None:
    live(room)
    editor = edit(room, 3)
    room.type("Half a ti")
    at, caret = editor.pos(), editor.field.cursorPosition()
    meeting = room.view.meeting_id
    first = AgendaItem(id=new_id(), meeting_id=meeting, title="From elsewhere", position="0001")
    room.dispatch.run(LogRecords((first,)))
    put(room, 5, position="0002")
    room.dispatch.run(TrashRecords((Ref("agenda_item", items(room)[-1].id),)))
    for _ in range(3):
        room.after(14)
        room.quiet()
    room.view.flow.next_item()
    room.quiet()
    assert room.view.agenda.list.edited_row == 3
    assert (editor.pos(), editor.field.cursorPosition()) == (at, caret)
    assert QApplication.focusWidget() is editor.field
    room.type("tle")
    room.press(KEY.Key_Return)
    room.quiet()
    room.until(lambda: "Half a title" in titles(room))
    room.until(lambda: "From elsewhere" in titles(room))
    assert titles(room) == [one.title for one in items(room)]


# -- the clock -------------------------------------------------------------------------------
def test_the_words_and_colours_of_the_clock_change_at_twenty_and_five_per_cent(room: Room) -> None:
    live(room)
    said = []
    for minutes in (20, 4, 5, 3):
        room.after(minutes)
        current = room.view.slots.table.current
        assert current is not None
        said.append(time_left(current))
    assert said == [
        ("10:00", "left of 30 min", "accent_text"),
        ("6:00", "6 min left", "warning"),
        ("1:00", "time to close", "danger"),
        ("+2:00", "over", "danger"),
    ]


def test_what_was_planned_is_said_beside_what_it_took(room: Room) -> None:
    live(room)
    room.press(KEY.Key_Equal, ALT)
    room.quiet()
    room.after(33)
    room.view.agenda.next.click()
    room.quiet()
    room.until(lambda: "30 planned" in room.view.slots.times_of(room.view.slots.slot_at(1)))
    assert "33 min" in room.view.slots.times_of(room.view.slots.slot_at(1))


def test_a_locked_start_with_too_much_before_it_is_said(room: Room) -> None:
    live(room)
    third = room.view.slots.slot_at(3)
    assert third.start is not None
    put(room, 3, locked_start=third.start, title="Lunch")
    assert room.view.agenda.locks.isHidden()
    for _ in range(2):
        room.press(KEY.Key_Equal, ALT)
    room.quiet()
    words = room.view.agenda.locks.text()
    assert words.startswith("Lunch starts at") and "10 minutes too much before it" in words
    assert room.view.slots.slot_at(3).start == third.start


def test_a_pause_survives_the_power_going(qtbot: QtBot, look: Look, room: Room, path: Path) -> None:
    live(room)
    room.after(4)
    room.press(KEY.Key_P, CONTROL | SHIFT)
    room.quiet()
    copy = path.with_name("again.nghs")
    for file in path.parent.glob(path.name + "*"):
        if not file.name.endswith(".lock"):
            shutil.copy(file, copy.with_name(file.name.replace(path.name, copy.name)))
    again = Room(qtbot, look, copy)
    again.now = room.now + timedelta(hours=3)
    again.view.flow.tick()
    assert again.view.flow.is_paused
    current = again.view.slots.table.current
    assert current is not None and time_left(current)[0] == "26:00"
    again.press(KEY.Key_P, CONTROL | SHIFT)
    again.after(1)
    again.quiet()
    current = again.view.slots.table.current
    assert current is not None and time_left(current)[0] == "25:00"
    again.close()


def test_going_on_from_a_pause_and_the_next_item_are_one_step_each(room: Room) -> None:
    live(room)
    room.press(KEY.Key_P, CONTROL | SHIFT)
    room.after(20)
    room.view.agenda.next.click()
    room.quiet()
    assert not room.view.flow.is_paused
    second = items(room)[1]
    assert second.opened_at is not None and second.closed_at == second.opened_at
    room.press(KEY.Key_Z, CONTROL)
    room.quiet()
    room.until(lambda: room.view.flow.is_paused)
    assert states(room)[1] is AgendaState.OPEN


AGENDA = tuple(AgendaItem(id=str(n), title=f"Item {n}", planned_minutes=10) for n in range(4))


@settings(max_examples=60)
@given(
    st.lists(st.integers(-600, 9000), min_size=1, max_size=12),
    st.lists(st.integers(0, 3), max_size=3),
)
def test_any_ticks_come_to_the_same_as_working_it_out_once(
    seconds: list[int], moves: list[int]
) -> None:
    """A laptop that slept, a clock that was set: only the last moment counts."""
    start = datetime(2026, 11, 17, 10, 0, tzinfo=UTC)
    meeting = Meeting(id="m", starts_at=start, started_at=start, planned_minutes=45)
    model, rows = AgendaModel(), list(AGENDA)
    rows[0] = replace(rows[0], state=AgendaState.OPEN, opened_at=start)
    model.fill(meeting, rows, start, running=True)
    for number, second in enumerate(seconds):
        model.tick(start + timedelta(seconds=second))
        if number < len(moves):
            rows.append(rows.pop(moves[number]))
            model.fill(meeting, rows, start + timedelta(seconds=second), running=True)
    now = start + timedelta(seconds=seconds[-1])
    assert model.table == timetable(meeting, rows, now, running=True)


# -- put off, consent ------------------------------------------------------------------------
def consent(room: Room) -> None:
    """Make three items in the middle the consent agenda."""
    for row in (1, 2, 3):
        put(room, row, purpose=Purpose.CONSENT, planned_minutes=2)


def test_the_consent_agenda_runs_as_one(room: Room) -> None:
    consent(room)
    live(room)
    current = room.view.slots.table.current
    assert current is not None and len(current.block) == 3
    assert time_left(current)[0] == "6:00"
    assert room.view.agenda.decide.isVisible()
    room.view.agenda.next.click()
    room.quiet()
    discussed, now = AgendaState.DISCUSSED, AgendaState.OPEN
    assert states(room)[:5] == [discussed, discussed, discussed, discussed, now]
    assert room.view.agenda.decide.isHidden()
    room.press(KEY.Key_Z, CONTROL)
    room.quiet()
    room.until(lambda: states(room)[1] is AgendaState.OPEN)


def test_an_item_is_put_off_and_planned_again(room: Room) -> None:
    key = items(room)[2].id
    room.view.flow.put_off(key)
    room.quiet()
    assert states(room)[2] is AgendaState.DEFERRED
    room.view.flow.put_off(key)
    room.quiet()
    assert states(room)[2] is AgendaState.PLANNED


def test_an_item_taken_out_of_the_consent_agenda_stands_after_it(room: Room) -> None:
    consent(room)
    names = titles(room)
    key = items(room)[2].id
    room.until(lambda: room.view.flow.item(key) is not None)
    assert room.view.flow.pull_out(key)
    room.quiet()
    room.until(lambda: titles(room)[:4] == [names[0], names[1], names[3], names[2]])
    pulled = items(room)[3]
    assert (pulled.id, pulled.purpose) == (key, Purpose.DISCUSS)
    assert not room.view.flow.pull_out(key)
    room.press(KEY.Key_Z, CONTROL)
    room.quiet()
    room.until(lambda: titles(room) == names)
    assert items(room)[2].purpose is Purpose.CONSENT


def test_the_first_of_a_running_block_is_taken_out_and_the_block_runs_on(room: Room) -> None:
    consent(room)
    live(room)
    opened = items(room)[1].opened_at
    assert room.view.flow.pull_out(items(room)[1].id)
    room.quiet()
    now = items(room)
    assert (now[1].state, now[1].opened_at) == (AgendaState.OPEN, opened)
    assert (now[3].state, now[3].opened_at) == (AgendaState.PLANNED, None)


def test_a_row_says_all_of_it_in_a_sentence(room: Room) -> None:
    consent(room)
    put(room, 4, section="After lunch")
    sentence = room.view.slots.sentence
    head, inside = (room.view.slots.slot_at(row) for row in (1, 2))
    assert "Consent agenda, 3 items" in sentence(head) and "6 minutes" in sentence(head)
    assert "Within the consent agenda" in sentence(inside)
    assert sentence(room.view.slots.slot_at(4)).endswith("Section After lunch")
