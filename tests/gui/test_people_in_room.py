"""The roster of a meeting by keyboard on a real workspace file, and the members of its group."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.capture import Command, CommandName
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.groups import MemberRole, membership
from nghs_desktop.domain.meetings import MeetingState
from nghs_desktop.domain.people import Person
from nghs_desktop.domain.presence import Where
from nghs_desktop.services.api import (
    RoomState,
    Workspace,
    group_seats,
    room_state,
    work_groups,
)
from nghs_desktop.ui.dialogs.popups import Picker
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.people.members import MembersPanel
from nghs_desktop.ui.people.panel import RosterPanel
from nghs_desktop.ui.people.roster import RosterLine
from nghs_desktop.ui.people.times import TimesPopup
from nghs_desktop.ui.theme import THEME_KEYS
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.meeting_people import People
from nghs_desktop.ui.views.people import PeopleView
from tests.support.audit import audit, settle
from tests.support.room import TEN, Room

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Room]:
    made = Room(qtbot, look, tmp_path / "room.nghs")
    settled(made)
    yield made
    made.close()


def people_of(room: Room) -> People:
    (found,) = [one for one in room.view._companions if isinstance(one, People)]
    return found


def settled(room: Room) -> None:
    """Wait until all marks are on disk and read again."""
    room.until(lambda: people_of(room).is_settled)
    room.quiet()
    room.until(lambda: people_of(room).is_settled)


def live(room: Room) -> Room:
    room.view.header.start.click()
    room.quiet()
    settled(room)
    return room


def opened(room: Room) -> RosterPanel:
    """Open the roster from the header, with the caret in its field."""
    room.view.header.people.click()
    panel = people_of(room).panel
    assert panel is not None
    settled(room)
    return panel


def on_disk(room: Room) -> RoomState:
    meeting = room.view.meeting_id
    found = room.ask(lambda reader: room_state(reader, meeting))
    assert found is not None
    return found


def where(room: Room, name: str) -> Where:
    state = on_disk(room)
    (person,) = [one for one in state.people if one.seat.name.startswith(name)]
    return state.where(person.id, room.now)


def line(panel: RosterPanel, name: str) -> RosterLine:
    (found,) = [row for row in panel.list.rows.rows if row.name.startswith(name)]
    return found


def go_to(panel: RosterPanel, name: str) -> None:
    """Put the keyboard on somebody's row."""
    place = [row.name.startswith(name) for row in panel.list.rows.rows].index(True)
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.list.rows.index(place))


def press(room: Room, panel: RosterPanel, name: str, key: Qt.Key) -> None:
    """Press a key on somebody's row, and wait until it is on disk."""
    go_to(panel, name)
    room.press(key)
    settled(room)


def who(room: Room, words: str) -> None:
    """Type it into the capture line, after /who."""
    room.view.focus_first()
    room.type(f"/who {words}".strip())
    room.press(KEY.Key_Return)
    assert room.view.bar.line.text == ""
    settled(room)


# -- ticking ---------------------------------------------------------------------------------
def test_a_name_and_enter_ticks_and_the_caret_stays_for_the_next(room: Room) -> None:
    live(room)
    panel = opened(room)
    assert QApplication.focusWidget() is panel.field
    for name in ("dana", "luis", "amara"):
        room.type(name)
        room.press(KEY.Key_Return)
        settled(room)
    assert panel.field.text() == "" and QApplication.focusWidget() is panel.field
    assert panel.count.text().startswith("3 people: 3 members; 3 organisations")
    assert panel.sum.text() == (
        "10 voting members; quorum is half, so 5; 3 are here: 2 short of quorum."
    )
    assert {where(room, name) for name in ("Dana", "Luis", "Amara")} == {Where.ROOM}


def test_fast_keys_lose_no_mark(room: Room) -> None:
    live(room)
    panel = opened(room)
    go_to(panel, panel.list.rows.rows[0].name)
    for _ in panel.list.rows.rows:
        room.press(KEY.Key_Space)
        room.press(KEY.Key_Down)
    settled(room)
    assert on_disk(room).headcount(room.now).people == 13


def test_all_here_in_one_key_and_the_missing_are_taken_out(room: Room) -> None:
    live(room)
    panel = opened(room)
    room.press(KEY.Key_A, CONTROL)
    settled(room)
    assert on_disk(room).headcount(room.now).people == 12
    room.after(2)
    press(room, panel, "Henry", KEY.Key_X)
    press(room, panel, "Samir", KEY.Key_Space)
    assert (line(panel, "Henry").place, line(panel, "Samir").place) == ("Excused", "Expected")
    for left in (11, 12, 0):
        room.press(KEY.Key_Z, CONTROL)
        settled(room)
        assert on_disk(room).headcount(room.now).people == left


def test_letters_say_remote_left_back_and_a_slip(room: Room) -> None:
    live(room)
    panel = opened(room)
    press(room, panel, "Dana", KEY.Key_R)
    assert line(panel, "Dana").sentence == (
        "Dana Reyes, chair, Lakeside High School, remote since 10:00"
    )
    room.after(5)
    press(room, panel, "Dana", KEY.Key_R)
    assert line(panel, "Dana").place == "Here 10:05"
    room.after(30)
    press(room, panel, "Dana", KEY.Key_L)
    assert line(panel, "Dana").sentence.endswith("left at 10:35")
    room.after(10)
    press(room, panel, "Dana", KEY.Key_B)
    assert line(panel, "Dana").place == "Here 10:45"
    press(room, panel, "Dana", KEY.Key_Delete)
    assert line(panel, "Dana").place == "Left 10:35"
    press(room, panel, "Grace", KEY.Key_A)
    assert line(panel, "Grace").place == "Absent"


def test_a_menu_offers_the_same_with_its_keys(room: Room) -> None:
    live(room)
    panel = opened(room)
    go_to(panel, "Dana")
    at = panel.list.visualRect(panel.list.currentIndex()).center()
    asked = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, panel.list.viewport().mapToGlobal(at)
    )
    QApplication.sendEvent(panel.list.viewport(), asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text() for action in menu.actions()]
    assert texts[:3] == ["Here, or not\tSpace", "Remote, or back in the room\tR", "Left\tL"]
    menu.actions()[1].trigger()
    menu.close()
    settled(room)
    assert where(room, "Dana") is Where.REMOTE


def test_who_has_been_here_for_long_leaves_with_space(room: Room) -> None:
    live(room)
    panel = opened(room)
    press(room, panel, "Dana", KEY.Key_Space)
    room.after(40)
    press(room, panel, "Dana", KEY.Key_Space)
    assert line(panel, "Dana").place == "Left 10:40"


def test_what_cannot_be_is_said_and_changes_nothing(room: Room) -> None:
    live(room)
    panel = opened(room)
    press(room, panel, "Dana", KEY.Key_Space)
    room.after(40)
    press(room, panel, "Dana", KEY.Key_X)
    assert room.said[-1] == "Dana Reyes is here. Press L when they leave."
    press(room, panel, "Dana", KEY.Key_S)
    assert room.said[-1] == "Dana Reyes has a vote of their own and stands in for nobody."
    assert where(room, "Dana") is Where.ROOM


# -- alternates, guests, times -----------------------------------------------------------------
def test_an_alternate_is_chosen_by_one_key_and_shown_both_ways(room: Room) -> None:
    live(room)
    panel = opened(room)
    press(room, panel, "Noor", KEY.Key_Space)
    go_to(panel, "Noor")
    room.press(KEY.Key_S)
    (picker,) = [one for one in room.view.findChildren(Picker) if one.isVisible()]
    QTest.keyClicks(picker.field, "luis")
    QTest.keyClick(picker.field, KEY.Key_Return)
    settled(room)
    assert line(panel, "Noor").facts.startswith("For Luis Ortega")
    assert line(panel, "Luis").facts.startswith("Noor Delacroix stands in")
    assert "stands in for Luis Ortega" in line(panel, "Noor").sentence
    assert on_disk(room).quorum(room.now).counted == 1


def test_a_guest_is_typed_with_the_organisation_in_the_same_line(room: Room) -> None:
    live(room)
    panel = opened(room)
    room.type("Ana Ruiz, City Arts")
    assert [row.name for row in panel.list.rows.rows] == ["Add Ana Ruiz as a guest"]
    room.press(KEY.Key_Return)
    settled(room)
    assert line(panel, "Ana").sentence == "Ana Ruiz, guest, City Arts, in the room since 10:00"
    room.type("Bo Lind")
    room.press(KEY.Key_Return)
    settled(room)
    assert on_disk(room).headcount(room.now).guests == 2


def test_who_is_known_but_not_on_the_roster_is_offered(room: Room) -> None:
    live(room)
    panel = opened(room)
    room.type("victor")
    assert panel.list.rows.rows[0].facts == "Not on the roster · State Office of Secondary Schools"
    room.press(KEY.Key_Return)
    settled(room)
    assert where(room, "Victor") is Where.ROOM


def test_times_are_corrected_and_everything_follows(room: Room) -> None:
    live(room)
    panel = opened(room)
    room.press(KEY.Key_A, CONTROL)
    settled(room)
    room.after(60)
    press(room, panel, "Luis", KEY.Key_L)
    go_to(panel, "Luis")
    room.press(KEY.Key_T)
    settled(room)
    (popup,) = [one for one in room.view.findChildren(TimesPopup) if one.isVisible()]
    (row,) = popup.lines
    assert (row.came.text(), row.left.text()) == (local(room, 0), local(room, 60))
    row.left.setText("soon")
    QTest.keyClick(row.left, KEY.Key_Return)
    assert popup.problem.text() == "“soon” is no time. Type it as 10:40."
    row.left.setText(local(room, 24))
    QTest.keyClick(row.left, KEY.Key_Return)
    settled(room)
    assert line(panel, "Luis").place == "Left 10:24"
    luis = [one for one in on_disk(room).people if one.seat.name == "Luis Ortega"]
    assert [(stay.since, stay.until) for stay in on_disk(room).stays_of(luis[0].id)] == [
        (TEN, TEN.replace(minute=24))
    ]


def local(room: Room, minutes: int) -> str:
    """Return the hour so many minutes after the start, on the clocks the panel shows."""
    hour, minute = divmod(minutes, 60)
    return TEN.replace(hour=10 + hour, minute=minute).astimezone().strftime("%H:%M")


# -- from the capture line -----------------------------------------------------------------------
def test_people_come_and_go_without_leaving_the_capture_bar(room: Room) -> None:
    live(room)
    who(room, "+dana +luis")
    assert where(room, "Dana") is Where.ROOM
    assert room.said[-1].startswith(
        "Dana Reyes, chair, Lakeside High School, in the room since 10:00. "
        "Luis Ortega, Riverbend Public Schools, in the room since 10:00. 2 people: 2 members"
    )
    who(room, "dana remote")
    assert where(room, "Dana") is Where.REMOTE
    who(room, "-luis")
    assert where(room, "Luis") is Where.AWAY  # for no time at all
    room.type("/who +zelda")
    room.press(KEY.Key_Return)
    settled(room)
    assert room.view.bar.line.text == "/who +zelda"  # given back, to be corrected
    room.view.bar.field.clear()
    assert room.said[-1] == (
        "Nobody here is called “zelda”. A guest is added with: guest zelda, organisation."
    )
    assert QApplication.focusWidget() is room.view.bar.field
    who(room, "guest Ana Ruiz, City Arts")
    assert where(room, "Ana") is Where.ROOM


def test_the_same_words_count_in_the_panels_field(room: Room) -> None:
    live(room)
    panel = opened(room)
    room.after(50)
    room.type("+dana 10:05")
    assert len(panel.list.rows.rows) == 13
    room.press(KEY.Key_Return)
    settled(room)
    room.type("dana left 10:40")
    room.press(KEY.Key_Return)
    settled(room)
    assert line(panel, "Dana").place == "Left 10:40"


def test_who_alone_opens_the_roster_and_a_name_filters_it(room: Room) -> None:
    live(room)
    who(room, "")
    panel = people_of(room).panel
    assert panel is not None and panel.isVisible()
    room.press(KEY.Key_Escape)
    assert not panel.isVisible() and QApplication.focusWidget() is room.view.bar.field
    people_of(room).obey(Command(CommandName.WHO, "luis"))
    assert panel.list.rows.rows[0].name == "Luis Ortega"
    assert room.view.close_innermost() and not panel.isVisible()


# -- quorum ------------------------------------------------------------------------------------
def test_a_lost_quorum_is_said_once(room: Room) -> None:
    live(room)
    who(room, "+dana +luis +amara +priya +grace")
    summary = people_of(room).summary
    assert summary is not None and summary.short == "5 in the room, quorum met"
    room.after(30)
    who(room, "-grace")
    lost = [words for words in room.said if words.startswith("Quorum is lost")]
    assert lost == [
        "Quorum is lost: 10 voting members; quorum is half, so 5; 4 are here: 1 short of quorum."
    ]
    who(room, "-priya")
    assert len([words for words in room.said if words.startswith("Quorum is lost")]) == 1
    summary = people_of(room).summary
    assert summary is not None and summary.short == "3 in the room, 2 short of quorum"


def test_the_header_does_not_count_who_left(room: Room) -> None:
    live(room)
    who(room, "+dana +luis")
    room.after(20)
    who(room, "-luis")
    room.until(lambda: room.view.header.people.text().startswith("1 "))


def test_an_ended_meeting_says_who_was_there_from_when_until_when(room: Room) -> None:
    live(room)
    who(room, "+dana +luis")
    room.after(90)
    meeting = room.view.meeting_id
    over = {"ended_at": room.now, "state": MeetingState.ENDED}
    room.dispatch.run(AmendRecords((Ref("meeting", meeting),), over))
    settled(room)
    panel = opened(room)
    assert line(panel, "Dana").place == f"{local(room, 0)} to {local(room, 90)}"
    assert line(panel, "Dana").is_here and not line(panel, "Henry").is_here
    assert line(panel, "Henry").place == "Did not come"
    assert panel.count.text() == "At the end: 2 people: 2 members; 2 organisations from 2 sectors"
    summary = people_of(room).summary
    assert summary is not None and summary.short == "2 people were there"


# -- it is all on disk -------------------------------------------------------------------------
def test_a_copy_of_the_file_as_it_lies_there_has_every_mark(room: Room, tmp_path: Path) -> None:
    """As after kill -9: what was acknowledged is in the file and its log, whoever closes them."""
    live(room)
    who(room, "+dana +luis")
    who(room, "guest Ana Ruiz, City Arts")
    room.after(20)
    who(room, "-luis")
    source, copied = tmp_path / "room.nghs", tmp_path / "after"
    copied.mkdir()
    for part in tmp_path.glob("room.nghs*"):
        if part.suffix in (".nghs", ".nghs-wal"):
            shutil.copy(part, copied / part.name)
    assert source.exists()
    again = Workspace.prepare(copied / "room.nghs", clock=lambda: room.now)
    again.start().result()
    meeting = room.view.meeting_id
    found = again.read_here(lambda reader: room_state(reader, meeting))
    again.close()
    assert found == on_disk(room)
    assert found is not None and found.headcount(room.now).people == 2


# -- the members of the group --------------------------------------------------------------------
@pytest.fixture
def members(room: Room) -> MembersPanel:
    people_of(room).open_members()
    (panel,) = room.view.findChildren(MembersPanel)
    room.quiet()
    assert len(panel.list.rows.rows) == 13
    return panel


def seats(room: Room) -> dict[str, tuple[str, bool, str]]:
    group = room.ask(work_groups)[0].id
    found = room.ask(lambda reader: group_seats(reader, group, TEN.date()))
    assert found is not None
    return {one.name: (one.role.value, one.votes, one.organization) for one in found.seats}


def test_a_role_brings_its_vote_and_either_can_be_changed(
    room: Room, members: MembersPanel
) -> None:
    assert members.sum.text() == "10 votes; 5 are needed for a quorum."
    assert members.current is not None and members.current.name == "Amara Cole"
    members.role.chosen.emit("alternate")
    room.until(lambda: seats(room)["Amara Cole"][:2] == ("alternate", False))
    members.votes.chosen.emit("yes")
    room.until(lambda: seats(room)["Amara Cole"][:2] == ("alternate", True))
    room.press(KEY.Key_Z, CONTROL)
    room.until(lambda: seats(room)["Amara Cole"][:2] == ("alternate", False))


def test_a_member_is_added_and_taken_out_by_keyboard(room: Room, members: MembersPanel) -> None:
    members.add.click()
    (picker,) = [one for one in members.findChildren(Picker) if one.isVisible()]
    QTest.keyClicks(picker.field, "Ines Vale")
    QTest.keyClick(picker.field, KEY.Key_Return)
    room.until(lambda: members.current is not None and members.current.name == "Ines Vale")
    assert seats(room)["Ines Vale"] == ("member", True, "")
    members.list.setFocus()
    QTest.keyClick(members.list, KEY.Key_Delete)
    room.until(lambda: "Ines Vale" not in seats(room))


def test_a_seat_that_ends_today_counts_today_and_no_more_tomorrow(
    room: Room, members: MembersPanel
) -> None:
    members.end.click()
    room.quiet()
    group = room.ask(work_groups)[0].id
    tomorrow = TEN.date().replace(day=18)
    found = room.ask(lambda reader: group_seats(reader, group, tomorrow))
    assert found is not None and found.seats[-1].is_over


def test_the_place_of_people_shows_the_members_of_its_group(
    qtbot: QtBot, look: Look, room: Room, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "p.ini"), QSettings.Format.IniFormat)
    context = ViewContext(
        look, room.dispatch, room.shell.actions_table, settings, lambda: room.now, room.say
    )
    view = PeopleView(context)
    view.resize(1000, 700)
    view.show()
    view.show_group(room.ask(work_groups)[0])
    view.commands()["members"]()
    (panel,) = view.findChildren(MembersPanel)
    room.until(lambda: len(panel.list.rows.rows) == 13)
    assert audit(view, by_tab=False) == []
    assert view.close_innermost()
    settle()
    view.close()
    view.deleteLater()
    settle()


# -- looks -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("width", "height", "scale"), [(1280, 800, 1.0), (1280, 800, 2.0), (1920, 1080, 1.0)]
)
def test_nothing_is_cut_nameless_or_out_of_reach(
    room: Room, look: Look, width: int, height: int, scale: float
) -> None:
    live(room)
    who(room, "+dana +luis +noor")
    who(room, "noor for amara")
    room.shell.toasts.clear()
    look.set_text_scale(scale)
    room.shell.resize(width, height)
    settle()
    opened(room) if width > 1280 or scale == 1.0 else people_of(room).open()
    settle()
    assert audit(room.shell) == []
    people_of(room).open_members()
    room.quiet()
    settle()
    assert audit(room.shell) == []


@pytest.mark.parametrize("theme", THEME_KEYS)
def test_every_theme_paints(room: Room, look: Look, theme: str) -> None:
    live(room)
    who(room, "+dana")
    look.choose(theme)  # type: ignore[arg-type]
    panel = opened(room)
    assert not panel.grab().isNull()


def test_forty_people_are_rows_of_one_list(room: Room) -> None:
    group = room.ask(work_groups)[0].id
    extra = [Person(id=new_id(), name=f"Member {number:02}") for number in range(28)]
    seated = [membership(group, one.id, MemberRole.MEMBER) for one in extra]
    room.workspace.run(LogRecords((*extra, *seated))).result()
    live(room)
    room.dispatch.tell_changed(room.workspace.run(touch(room)).result().changes)
    panel = opened(room)
    assert panel.list.rows.rowCount() == 41
    assert len(panel.list.findChildren(QWidget)) < 12
    room.press(KEY.Key_A, CONTROL)
    settled(room)
    assert on_disk(room).headcount(room.now).people == 40
    room.press(KEY.Key_Z, CONTROL)
    settled(room)
    assert on_disk(room).headcount(room.now).people == 0


def touch(room: Room) -> AmendRecords:
    person = on_disk(room).people[0].id
    return AmendRecords((Ref("person", person),), {"role": "Principal"})
