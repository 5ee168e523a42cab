"""Before a meeting and beside it: what comes back, the parking lot, one item whole, series, meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref, TrashRecords
from nghs_desktop.domain.meetings import (
    AgendaItem,
    Attribution,
    MeetingSeries,
    Parked,
    Purpose,
    Rhythm,
)
from nghs_desktop.services.api import agenda
from nghs_desktop.ui.dialogs.popups import Picker
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.preparing.back_panel import BackPanel
from nghs_desktop.ui.preparing.item_panel import ItemPanel
from nghs_desktop.ui.preparing.meetings_panel import MeetingsPanel
from nghs_desktop.ui.preparing.series_panel import SeriesPanel
from tests.support.audit import audit, settle
from tests.support.room import Room

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def room(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Room]:
    made = Room(qtbot, look, tmp_path / "room.nghs")
    made.shell.refresh_actions()  # what the companions do came after the first paint
    yield made
    made.close()


def items(room: Room) -> tuple[AgendaItem, ...]:
    meeting = room.view.meeting_id
    return room.ask(lambda reader: agenda(reader, meeting))


def titles(room: Room) -> list[str]:
    return [one.title for one in items(room)]


def back(room: Room) -> BackPanel:
    """Open what comes back by keyboard."""
    room.press(KEY.Key_A, CONTROL | SHIFT)
    panel = room.view.stage.panel
    assert isinstance(panel, BackPanel)
    room.until(lambda: bool(panel.topics.keys()))
    return panel


def parked(room: Room) -> list[Parked]:
    return [
        Parked(id=id, title=title, owner_id=owner, revisit_on=day and date.fromisoformat(day))
        for id, title, owner, day in room.ask(
            lambda r: r.rows(
                "SELECT id, title, owner_id, revisit_on FROM parked "
                "WHERE deleted = 0 AND settled = 0 ORDER BY id"
            )
        )
    ]


# -- what comes back -------------------------------------------------------------------------
def test_what_comes_back_is_said_before_the_meeting_and_put_on_by_one_key(room: Room) -> None:
    offer = room.view.agenda.back
    room.until(offer.isVisible)
    assert offer.text() == "Two things come back"
    before = titles(room)
    panel = back(room)
    assert QApplication.focusWidget() is panel.topics
    assert panel.topics.currentIndex().row() == 0
    room.press(KEY.Key_Space)
    room.quiet()
    room.until(lambda: len(titles(room)) == len(before) + 1)
    assert titles(room)[0] == "Commitments from last time"
    room.until(lambda: offer.text() == "One thing comes back")
    panel.all.click()
    room.quiet()
    room.until(lambda: offer.isHidden())
    after = titles(room)
    assert len(after) == len(before) + 2 and panel.all.isHidden()
    panel.put_all()
    room.press(KEY.Key_Space)
    room.quiet()
    assert titles(room) == after
    room.press(KEY.Key_Escape)
    assert QApplication.focusWidget() is room.view.bar.field


def test_rows_that_come_back_say_why_and_whether_they_are_on_the_agenda(room: Room) -> None:
    panel = back(room)
    rows = panel.topics.rows
    said = [
        str(rows.data(rows.index(row), Qt.ItemDataRole.AccessibleTextRole))
        for row in range(rows.rowCount())
    ]
    assert said[0].startswith("Commitments from last time. 3 open")
    assert "2nd meeting; open action; first on 13 October 2026" in said[1]
    assert all(words.endswith("Not on the agenda") for words in said)


# -- the parking lot -------------------------------------------------------------------------
def test_a_line_parks_with_owner_and_day(room: Room) -> None:
    room.write("/park Bus money @luis due 4 dec")
    (one,) = parked(room)
    assert (one.title, one.revisit_on) == ("Bus money", date(2026, 12, 4))
    assert one.owner_id == room.ask(
        lambda r: r.value("SELECT id FROM person WHERE name = 'Luis Ortega'")
    )
    assert room.titles() == ["Bus money"]
    room.press(KEY.Key_Z, CONTROL)
    room.quiet()
    room.until(lambda: not parked(room) and not room.titles())


def test_one_key_parks_the_running_item_and_asks_in_one_line(room: Room) -> None:
    room.view.header.start.click()
    room.quiet()
    room.press(KEY.Key_K, CONTROL | SHIFT)
    room.quiet()
    panel = room.view.stage.panel
    assert isinstance(panel, BackPanel) and panel.ask.is_open
    room.type("Dana in 3 weeks")
    room.press(KEY.Key_Return)
    room.quiet()
    (one,) = parked(room)
    assert one.title == items(room)[0].title
    assert one.revisit_on == room.now.date() + timedelta(weeks=3)
    assert one.owner_id is not None
    assert room.view.stage.panel is None
    assert QApplication.focusWidget() is room.view.bar.field


def test_one_key_parks_the_chosen_note(room: Room) -> None:
    room.write("b Buses stop at 3:30")
    room.view.stream.setFocus()
    room.view.stream.setCurrentIndex(room.view.rows.index(0))
    room.press(KEY.Key_K, CONTROL | SHIFT)
    room.quiet()
    room.type("in 3 weeks Luis")
    room.press(KEY.Key_Return)
    room.quiet()
    (one,) = parked(room)
    assert one.title == "Buses stop at 3:30"
    assert one.owner_id is not None and one.revisit_on is not None


def test_who_and_when_may_be_left_for_later(room: Room) -> None:
    room.view.header.start.click()
    room.quiet()
    room.press(KEY.Key_K, CONTROL | SHIFT)
    room.quiet()
    room.type("nobody we know")
    room.press(KEY.Key_Return)
    panel = room.view.stage.panel
    assert isinstance(panel, BackPanel)
    assert "neither a person here nor a day" in panel.ask.problem.text()
    room.press(KEY.Key_Escape)
    room.quiet()
    (one,) = parked(room)
    assert (one.owner_id, one.revisit_on) == (None, None)


def test_a_parked_thing_comes_back_and_is_settled_with_its_outcome(room: Room) -> None:
    group = room.view.flow.meeting.group_id if room.view.flow.meeting else None
    one = Parked(id=new_id(), title="Late bus", group_id=group, revisit_on=date(2026, 11, 1))
    room.dispatch.run(LogRecords((one,)))
    room.quiet()
    panel = back(room)
    room.until(lambda: f"parked:{one.id}" in set(panel.topics.keys()))
    panel.put(f"parked:{one.id}")
    room.quiet()
    room.until(lambda: titles(room)[-1] == "Late bus")
    panel.parked.setFocus()
    room.press(KEY.Key_Space)
    room.type("The bus runs again")
    room.press(KEY.Key_Return)
    room.quiet()
    room.until(lambda: not parked(room))
    room.until(lambda: not panel.parked.keys())
    outcome = room.ask(lambda r: r.value("SELECT outcome FROM parked"))
    assert outcome == "The bus runs again"


# -- one item --------------------------------------------------------------------------------
def open_item(room: Room, row: int) -> ItemPanel:
    room.view.agenda.list.setFocus()
    room.view.agenda.list.setCurrentIndex(room.view.slots.index(row))
    room.press(KEY.Key_I)
    panel = room.view.stage.panel
    assert isinstance(panel, ItemPanel)
    room.quiet()
    return panel


def test_an_item_is_changed_fact_by_fact(room: Room) -> None:
    panel = open_item(room, 2)
    panel.purpose.chosen.emit("decide")
    panel.minutes.edited.emit("25 min")
    panel.start.edited.emit("23:10")
    panel.section.edited.emit("After lunch")
    room.quiet()
    item = items(room)[2]
    assert (item.purpose, item.planned_minutes) == (Purpose.DECIDE, 25)
    assert item.section == "After lunch"
    assert item.locked_start is not None
    assert item.locked_start.astimezone().strftime("%H:%M") == "23:10"
    panel.minutes.edited.emit("soon")
    assert "no number of minutes" in room.said[-1]
    room.until(lambda: panel.purpose.button.text() == "Decide")


def test_private_notes_are_kept_as_they_are_typed_and_undone_in_one_step(room: Room) -> None:
    panel = open_item(room, 2)
    panel.notes.setFocus()
    room.type("Ask Luis first")
    room.until(lambda: items(room)[2].private_notes == "Ask Luis first")
    room.press(KEY.Key_Escape)
    room.quiet()
    assert room.view.stage.panel is None


def test_the_story_of_a_topic_says_where_it_stood_and_what_came_of_it(room: Room) -> None:
    panel = back(room)
    panel.put_all()
    room.quiet()
    room.until(lambda: room.view.slots.rowCount() == 8)
    story = open_item(room, 7)
    room.until(lambda: len(story.story.keys()) >= 3)
    parts = [row.part for row in story.story.rows.rows]
    assert parts[:2] == ["Where it stood", "Where it stood"]
    assert "What came of it" in parts
    owed = open_item(room, 0)
    room.until(lambda: owed.story.rows.rows[0].part == "Still open from before")


def test_the_keyboard_goes_back_to_the_agenda(room: Room) -> None:
    open_item(room, 1)
    room.press(KEY.Key_Escape)
    settle()
    assert QApplication.focusWidget() is room.view.agenda.list


# -- the consent agenda ----------------------------------------------------------------------
def consent(room: Room) -> None:
    refs = tuple(Ref("agenda_item", one.id) for one in items(room)[1:4])
    values = {"purpose": Purpose.CONSENT, "planned_minutes": 2}
    room.dispatch.run(AmendRecords(refs, values))
    room.quiet()


def test_one_key_takes_an_item_out_and_who_asked_is_kept(room: Room) -> None:
    consent(room)
    wanted = items(room)[2]
    room.view.agenda.list.setFocus()
    room.view.agenda.list.setCurrentIndex(room.view.slots.index(2))
    room.press(KEY.Key_P)
    room.quiet()
    picker = QApplication.activePopupWidget()
    assert isinstance(picker, Picker)
    picker.field.setText("dana")
    picker.field.textEdited.emit("dana")
    picker._take(picker.names.currentIndex())
    room.quiet()
    pulled = items(room)[3]
    assert (pulled.id, pulled.purpose) == (wanted.id, Purpose.DISCUSS)
    who = room.ask(
        lambda r: r.value("SELECT name FROM person WHERE id = ?", (pulled.pulled_by_id,))
    )
    assert who == "Dana Reyes"


def test_one_key_puts_the_whole_block_to_the_vote(room: Room) -> None:
    consent(room)
    room.view.header.start.click()
    room.quiet()
    room.press(KEY.Key_D, CONTROL | SHIFT)
    room.quiet()
    rows = room.ask(
        lambda r: r.rows("SELECT title, status, method FROM decision WHERE method = 'consent'")
    )
    assert rows == [("Consent agenda", "open", "consent")]


# -- series and meetings ---------------------------------------------------------------------
def test_a_series_is_made_and_its_next_meetings_in_one_step(room: Room) -> None:
    room.press(KEY.Key_M, CONTROL | SHIFT)
    room.quiet()
    meetings = room.view.stage.panel
    assert isinstance(meetings, MeetingsPanel)
    meetings.all_series.click()
    room.quiet()
    panel = room.view.stage.panel
    assert isinstance(panel, SeriesPanel)
    panel.new.click()
    room.until(lambda: panel.row is not None)
    panel.rhythm.chosen.emit("two_weeks")
    panel.hour.edited.emit("18:30")
    room.quiet()
    room.until(lambda: panel.rhythm_said.text() == "Every other Tuesday at 18:30.")
    panel.make.click()
    room.until(lambda: panel.make.isHidden())
    assert len(panel.days.keys()) == 3
    panel.days.setFocus()
    room.press(KEY.Key_Space)
    room.until(lambda: panel.row is not None and panel.row.days[0].left_out)
    room.press(KEY.Key_Down)
    first = room.view.meeting_id
    room.press(KEY.Key_Return)
    room.quiet()
    room.until(lambda: room.view.meeting_id != first)
    assert room.view.flow.meeting is not None and room.view.flow.meeting.series_id
    assert room.view.stage.panel is None


def test_the_chooser_says_what_is_next_past_and_new(room: Room) -> None:
    group = room.view.flow.meeting.group_id if room.view.flow.meeting else None
    weekly = MeetingSeries(id=new_id(), title="Weekly", group_id=group, rhythm=Rhythm.WEEKLY)
    room.dispatch.run(LogRecords((weekly,)))
    room.view.header.others.click()
    room.quiet()
    panel = room.view.stage.panel
    assert isinstance(panel, MeetingsPanel)
    room.until(lambda: bool(panel.list.keys()))
    parts = list(dict.fromkeys(row.part for row in panel.list.rows.rows))
    assert parts == ["Next", "Past", "New"]
    assert f"series:{weekly.id}" in set(panel.list.keys())
    assert panel.list.current_key() == room.view.meeting_id
    room.press(KEY.Key_Down)
    past = panel.list.current_key()
    room.press(KEY.Key_Return)
    room.quiet()
    room.until(lambda: room.view.meeting_id == past)


def test_whose_names_are_shown_place_and_zone_are_facts_of_the_meeting(room: Room) -> None:
    room.view.header.others.click()
    room.quiet()
    panel = room.view.stage.panel
    assert isinstance(panel, MeetingsPanel)
    panel.names.chosen.emit("none")
    panel.place.edited.emit("Library")
    panel.zone.edited.emit("Nowhere")
    assert "no time zone" in room.said[-1]
    hour = panel.hour.button.text()
    panel.zone.edited.emit("Asia/Tokyo")
    room.quiet()
    meeting = room.view.flow.meeting
    assert meeting is not None
    assert (meeting.attribution, meeting.place) == (Attribution.NONE, "Library")
    assert panel.hour.button.text() == hour
    facts = room.view.header.facts.text()
    assert "in Tokyo" in facts and "No names" in facts


def test_another_kind_of_meeting_is_made_from_the_chooser(room: Room) -> None:
    room.view.header.others.click()
    room.quiet()
    panel = room.view.stage.panel
    assert isinstance(panel, MeetingsPanel)
    room.until(lambda: "new:joint" in set(panel.list.keys()))
    panel.list.choose("new:joint")
    room.press(KEY.Key_Return)
    room.quiet()
    room.until(lambda: "Joint meeting" in room.view.header.title.button.text())


def test_a_meeting_that_goes_to_the_trash_takes_its_panel_along(room: Room) -> None:
    panel = open_item(room, 1)
    room.dispatch.run(TrashRecords((Ref("agenda_item", panel.item_id),)))
    room.quiet()
    room.until(lambda: room.view.stage.panel is None)


# -- looks -----------------------------------------------------------------------------------
@pytest.mark.parametrize(("width", "scale"), [(1280, 1.0), (1280, 2.0), (640, 1.0)])
@pytest.mark.parametrize("key", ["prepare", "choose_meeting", "series"])
def test_panels_are_whole_and_within_reach(
    room: Room, look: Look, width: int, scale: float, key: str
) -> None:
    look.set_text_scale(scale)
    room.shell.resize(width, 800)
    settle()
    room.view.commands()[key]()
    room.quiet()
    settle()
    assert [str(finding) for finding in audit(room.shell, by_tab=True)] == []
