"""The meeting screen on a real workspace file: capture, keep, run the agenda, find it all again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.commands import LogRecords, Ref, TrashRecords
from nghs_desktop.domain.meetings import AgendaState
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.services.api import Content, Workspace, agenda, attendees, item
from nghs_desktop.storage.engine import driver_of
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.models.stream import StreamModel
from nghs_desktop.ui.theme import THEME_KEYS
from nghs_desktop.ui.widgets.pills import Chip
from tests.support.audit import audit, settle
from tests.support.room import TEN, Room

KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


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


def states(room: Room) -> list[AgendaState]:
    meeting = room.view.meeting_id
    return [one.state for one in room.ask(lambda reader: agenda(reader, meeting))]


# -- capturing -------------------------------------------------------------------------------
def test_the_caret_is_in_the_capture_bar_at_the_start(room: Room) -> None:
    assert QApplication.focusWidget() is room.view.bar.field


def test_twenty_items_by_keyboard_are_on_screen_and_in_the_file(room: Room) -> None:
    kinds = "bprcdfn"
    for number in range(20):
        room.type(f"{kinds[number % 7]} Item number {number}")
        room.press(KEY.Key_Return)
    room.kept()
    wanted = [f"Item number {number}" for number in range(20)]
    assert room.titles() == wanted
    assert room.on_disk() == wanted
    assert QApplication.focusWidget() is room.view.bar.field


def test_a_row_is_on_screen_before_it_is_on_disk(room: Room) -> None:
    room.type("b Buses stop at 3:30 @dana !funding #riverbend")
    room.press(KEY.Key_Return)
    row = room.view.rows.row_at(0)
    assert (row.item.title, row.pending) == ("Buses stop at 3:30", True)
    assert (row.item.said_by, row.item.lever) == ("Dana Reyes", "Funding")
    assert row.item.schools.startswith("Riverbend")
    assert room.view.bar.line.text == ""
    room.kept()
    kept = room.view.rows.row_at(0)
    assert not kept.pending
    assert kept.item.number is not None
    assert replace(kept.item, number=None) == row.item


def test_what_is_typed_before_the_file_is_open_is_kept_once_it_is(
    qtbot: QtBot, look: Look, path: Path
) -> None:
    room = Room(qtbot, look, path, start=False)
    room.type("b Typed at once")
    room.press(KEY.Key_Return)
    room.type("p And a half wo")
    assert room.titles() == ["Typed at once"]
    room.start()
    room.kept()
    assert room.on_disk() == ["Typed at once"]
    assert room.view.bar.line.text == "And a half wo"
    room.close()


def test_items_belong_to_the_agenda_item_that_runs(room: Room) -> None:
    live(room)
    room.write("b Seat-time rules")
    row = room.view.rows.row_at(0)
    assert row.heading.startswith("What stands in the way")
    assert row.count == 1
    room.write("b No transcript format")
    assert room.view.rows.row_at(0).count == 2
    assert room.view.rows.row_at(1).heading == ""


def test_an_agenda_item_begins_with_its_own_kind(room: Room) -> None:
    live(room)
    assert room.view.bar.pill.kind == "barrier"
    room.view.agenda.next.click()
    room.quiet()
    assert room.view.bar.pill.kind == "practice"


def test_a_follow_up_is_added_to_the_item_before(room: Room) -> None:
    room.write("b Buses stop")
    room.write("> also on Fridays")
    assert room.titles() == ["Buses stop"]
    assert room.view.rows.row_at(0).item.details == "also on Fridays"


def test_undo_takes_back_twenty_items_one_by_one(room: Room) -> None:
    for number in range(20):
        room.write(f"b Item {number}")
    for left in range(19, -1, -1):
        room.press(KEY.Key_Z, CONTROL)
        room.quiet()
        room.until(lambda left=left: len(room.titles()) == left)
    assert room.on_disk() == []
    room.press(KEY.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    room.quiet()
    room.until(lambda: room.titles() == ["Item 0"])


def test_undo_says_what_it_takes_back(room: Room) -> None:
    assert not room.view.header.undo.isEnabled()
    room.write("b Buses stop")
    room.until(room.view.header.undo.isEnabled)
    assert "barrier" in room.view.header.undo.accessibleName()
    room.view.header.undo.click()
    room.quiet()
    room.until(lambda: room.titles() == [])


def test_parked_words_are_a_note(room: Room) -> None:
    room.write("/park Bus money @luis")
    row = room.view.rows.row_at(0).item
    assert (row.noun, row.title, row.said_by) == ("note", "Bus money", "Luis Ortega")


def test_a_new_person_is_known_at_the_next_line(room: Room) -> None:
    room.write('b No lab @"Ines Vale"')
    room.type("p Borrow one @ines")
    room.until(lambda: "Ines Vale" in [token.label for token in room.view.bar.captured.people])


def test_keep_and_open_tells_which_item(room: Room) -> None:
    opened: list[Ref] = []
    room.view.open_item.connect(opened.append)
    room.type("b Buses stop")
    room.press(KEY.Key_Return, CONTROL)
    room.kept()
    assert opened == [Ref("barrier", room.view.rows.row_at(0).item.id)]


# -- drafts ----------------------------------------------------------------------------------
def die(room: Room, path: Path, to: Path) -> Path:
    """Take the files as a dead process leaves them: nothing was closed."""
    for file in path.parent.glob(path.name + "*"):
        if not file.name.endswith(".lock"):
            shutil.copy(file, to.with_name(file.name.replace(path.name, to.name)))
    return to


def journal(path: Path) -> bytes:
    """Return the newest line of the journal on disk."""
    file = path.with_name(path.name + ".drafts")
    lines = file.read_bytes().splitlines() if file.exists() else []
    return lines[-1] if lines else b""


def test_half_a_word_is_there_again_with_its_caret(
    qtbot: QtBot, look: Look, path: Path, room: Room
) -> None:
    room.write("b Kept before")
    room.type("p Half a wo")
    room.press(KEY.Key_Left)
    room.press(KEY.Key_Left)
    room.until(lambda: b'"caret": 7' in journal(path))
    again = Room(qtbot, look, die(room, path, path.with_name("again.nghs")))
    bar = again.view.bar
    assert (bar.field.words(), bar.field.caret(), bar.pill.kind) == ("Half a wo", 7, "practice")
    assert again.titles() == ["Kept before"]
    again.type("X")
    assert bar.field.words() == "Half a Xwo"
    again.close()


def test_what_is_typed_is_on_disk_soon_without_enter(room: Room, path: Path) -> None:
    for words in ("b Bu", "ses ", "stop"):
        room.type(words)
        said = f'"text": "{room.view.bar.line.text}"'.encode()
        room.until(lambda said=said: said in journal(path))


def test_an_entered_line_that_never_reached_the_file_becomes_an_item_once(
    qtbot: QtBot, look: Look, path: Path
) -> None:
    first = Room(qtbot, look, path, start=False)
    first.type("b Entered and then the power went")
    first.press(KEY.Key_Return)
    first.workspace._drafting.submit(lambda: None).result()
    copy = die(first, path, path.with_name("again.nghs"))
    first.close()
    for _ in range(2):
        again = Room(qtbot, look, copy)
        again.kept()
        assert again.on_disk() == ["Entered and then the power went"]
        assert again.view.bar.line.text == ""
        again.close()


def test_the_draft_is_gone_once_the_item_is_kept(room: Room) -> None:
    room.write("b Buses stop")
    assert room.workspace.drafts() == ()


def test_a_line_that_cannot_be_kept_stays_in_sight_and_is_tried_again(room: Room) -> None:
    room.write("b Kept")
    full = room.workspace._writer.submit(set_room, room.workspace, 1).result()
    room.type("b The disk is full " + "x" * 5000)
    room.press(KEY.Key_Return)
    room.until(lambda: bool(room.said))
    assert "full" in room.said[-1]
    row = room.view.rows.row_at(1)
    assert row.pending and "Not saved" in row.problem
    assert any(draft.text.startswith("The disk is full") for draft in room.workspace.drafts())
    room.workspace._writer.submit(set_room, room.workspace, full).result()
    room.view.stream.setFocus()
    room.view.stream.setCurrentIndex(room.view.rows.index(1))
    room.press(KEY.Key_Return)
    room.kept()
    assert len(room.on_disk()) == 2
    assert room.view.rows.row_at(1).problem == ""


def set_room(workspace: Workspace, pages: int) -> int:
    """Let the file grow to this many pages and no further; return how many it might before."""
    assert workspace._writing is not None
    connection = driver_of(workspace._writing)
    (before,) = connection.execute("PRAGMA max_page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    return int(before)


# -- the stream ------------------------------------------------------------------------------
def to_stream(room: Room, row: int = 0) -> None:
    room.view.stream.setFocus()
    room.view.stream.setCurrentIndex(room.view.rows.index(row))


def test_enter_on_a_row_opens_it_and_esc_brings_the_caret_back(room: Room) -> None:
    opened: list[Ref] = []
    room.view.open_item.connect(opened.append)
    room.write("b Buses stop")
    to_stream(room)
    room.press(KEY.Key_Return)
    assert opened == [Ref("barrier", room.view.rows.row_at(0).item.id)]
    room.press(KEY.Key_Escape)
    assert QApplication.focusWidget() is room.view.bar.field
    assert not room.view.stream.selectedIndexes()


def test_the_chosen_row_is_shown_at_the_right(room: Room) -> None:
    room.write("b Buses stop !funding @dana")
    to_stream(room)
    room.quiet()
    assert room.view.summary is not None
    assert room.view.side.panel is room.view.summary
    assert room.view.summary.lever.button.text() == "Funding"
    room.press(KEY.Key_Escape)
    assert room.view.side.panel is None


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_keys_one_to_four_set_the_status(room: Room, number: int) -> None:
    room.write("b Buses stop")
    to_stream(room)
    room.press(KEY(KEY.Key_0.value + number))
    room.quiet()
    wanted = NOUN["barrier"].quick[number - 1]
    room.until(lambda: room.view.rows.row_at(0).item.status == wanted)
    assert wanted in BarrierStatus


def test_delete_moves_to_trash_and_undo_in_the_note_brings_it_back(room: Room) -> None:
    room.write("b One")
    room.write("b Two")
    to_stream(room)
    room.press(KEY.Key_Delete)
    room.quiet()
    assert room.titles() == ["Two"]
    assert room.said[-1].startswith("Moved to Trash")
    toast = room.shell.toasts.shown()[-1]
    toast.buttons[0].click()
    room.quiet()
    room.until(lambda: room.titles() == ["One", "Two"])


def test_text_is_edited_in_place(room: Room) -> None:
    room.write("b Buses stop")
    to_stream(room)
    room.press(KEY.Key_F2)
    settle()
    room.type(" at 3:30")
    room.press(KEY.Key_Return)
    assert room.titles() == ["Buses stop at 3:30"]
    room.quiet()
    assert room.on_disk() == ["Buses stop at 3:30"]
    assert QApplication.focusWidget() is room.view.stream


def test_esc_leaves_a_text_as_it_was(room: Room) -> None:
    room.write("b Buses stop")
    to_stream(room)
    room.press(KEY.Key_E)
    settle()
    room.type(" never")
    room.press(KEY.Key_Escape)
    settle()
    assert room.titles() == ["Buses stop"]
    assert QApplication.focusWidget() is room.view.stream


def test_the_lever_is_chosen_from_a_menu(room: Room) -> None:
    room.write("b Buses stop")
    to_stream(room)
    room.press(KEY.Key_L)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "Policy").trigger()
    menu.close()
    room.quiet()
    room.until(lambda: room.view.rows.row_at(0).item.lever == "Policy")


def fill(room: Room, count: int) -> None:
    """Put many items into the meeting by another road."""
    meeting = room.view.meeting_id
    made = tuple(
        Barrier(
            id=new_id(),
            title=f"Barrier {number}",
            meeting_id=meeting,
            heard_at=TEN + timedelta(seconds=number),
        )
        for number in range(count)
    )
    room.dispatch.run(LogRecords(made))
    room.quiet()


def test_who_has_scrolled_up_is_told_and_not_moved(room: Room) -> None:
    room.now = TEN + timedelta(hours=1)
    fill(room, 60)
    room.until(lambda: len(room.titles()) == 60)
    view = room.view.stream
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    at = view.verticalScrollBar().value()
    others = Barrier(id=new_id(), title="New", meeting_id=room.view.meeting_id, heard_at=room.now)
    room.dispatch.run(LogRecords((others,)))
    room.quiet()
    room.until(lambda: room.titles()[-1] == "New")
    settle()
    assert view.verticalScrollBar().value() == at
    assert room.view.card.below.text() == "1 new below"
    room.view.card.below.click()
    assert view.is_at_end()
    assert room.view.card.below.isHidden()


def test_older_items_come_when_scrolled_back(room: Room) -> None:
    fill(room, 450)
    room.view.reading.load()
    room.until(lambda: len(room.titles()) == 200)
    assert room.titles()[-1] == "Barrier 449"
    settle()

    def scrolled_back_to(count: int) -> bool:
        # As a person does: scroll up again until there is nothing more above.
        room.view.stream.verticalScrollBar().setValue(0)
        return len(room.titles()) == count

    room.until(lambda: scrolled_back_to(450))
    assert room.titles()[0] == "Barrier 0"


def test_a_row_reads_as_one_sentence(room: Room) -> None:
    room.write("c Draft the waiver !policy @luis due 4 dec")
    said = room.view.rows.data(room.view.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Commitment: Draft the waiver. Policy lever. Luis Ortega. due Fri 4 Dec. Open. 10:00"
    )


def test_a_meeting_before_it_is_read_shows_no_rows() -> None:
    model = StreamModel()
    assert (model.rowCount(), model.last()) == (0, None)


# -- people, title, other meetings -----------------------------------------------------------
def test_the_roster_ticks_who_is_here(room: Room) -> None:
    assert room.view.header.people.text() == "12 people expected"
    room.view.header.people.click()
    room.quiet()
    room.type("dana")
    room.press(KEY.Key_Return)
    room.quiet()
    meeting = room.view.meeting_id
    here = [
        one.name for one in room.ask(lambda r: attendees(r, meeting)) if one.presence == "present"
    ]
    assert here == ["Dana Reyes"]
    room.until(lambda: room.view.header.people.text().startswith("1 in the room"))


def test_the_title_is_changed_in_place(room: Room) -> None:
    room.view.header.title.button.click()
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_A, CONTROL)
    room.type("Winter session")
    room.press(KEY.Key_Return)
    room.quiet()
    meeting = room.view.meeting_id
    name = room.ask(lambda r: r.value("SELECT title FROM meeting WHERE id = ?", (meeting,)))
    assert name == "Winter session"


def test_a_commitment_of_before_is_ticked_off(room: Room) -> None:
    carried = room.view.overview.carried
    first = carried.rows.rows[0]
    carried.setFocus()
    room.press(KEY.Key_Space)
    room.quiet()
    room.until(lambda: all(row.id != first.id for row in carried.rows.rows))
    found = room.ask(lambda r: item(r, Ref("commitment", first.id)))
    assert found is not None and found.status == "done"


def test_without_a_meeting_the_first_line_makes_one_and_typing_does_not(
    qtbot: QtBot, look: Look, path: Path
) -> None:
    room = Room(qtbot, look, path, content=Content.STARTER)
    room.dispatch.run(TrashRecords((Ref("meeting", room.view.meeting_id),)))
    room.quiet()
    room.until(lambda: room.view.meeting_id == "")
    room.type("b The first thing said")
    room.quiet()
    assert room.view.meeting_id == ""
    room.press(KEY.Key_Return)
    assert room.titles() == ["The first thing said"]
    room.until(lambda: room.view.meeting_id != "")
    room.kept()
    assert room.on_disk() == ["The first thing said"]
    assert room.view.header.title.button.text() == "November session"
    room.close()


def test_tab_goes_through_the_bar_and_then_to_the_right_side(room: Room) -> None:
    room.type("Ask @luis ")
    settle()
    stops = []
    for _ in range(4):
        room.press(KEY.Key_Tab)
        stops.append(QApplication.focusWidget())
    assert stops[0] is room.view.bar.add
    assert isinstance(stops[1], Chip)


# -- looks -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("width", "height", "scale"),
    [
        (1280, 800, 1.0),
        (1920, 1080, 1.0),
        (1280, 800, 1.5),
        (1280, 800, 2.0),
        (1100, 700, 1.0),
        (640, 480, 1.0),
        (640, 480, 2.0),
    ],
)
def test_nothing_is_cut_nameless_or_out_of_reach(
    room: Room, look: Look, width: int, height: int, scale: float
) -> None:
    live(room)
    for words in (
        "b Seat-time rules keep districts from awarding credit",
        "c Draft it @luis due 4 dec",
    ):
        room.write(words)
    look.set_text_scale(scale)
    room.shell.resize(width, height)
    settle()
    room.quiet()
    assert [str(finding) for finding in audit(room.shell)] == []


@pytest.mark.parametrize("theme", THEME_KEYS)
def test_every_theme_paints(room: Room, look: Look, theme: str) -> None:
    live(room)
    room.write("b Buses stop !funding")
    look.choose(theme)  # type: ignore[arg-type]
    settle()
    assert not room.shell.grab().isNull()


def test_narrow_windows_keep_the_whole_agenda_within_reach(room: Room) -> None:
    room.shell.resize(900, 700)
    settle()
    view = room.view
    assert view.strip.isVisible() and not view.agenda.isVisible()
    view.strip.open.click()
    settle()
    assert view.agenda.isVisible()
    assert QApplication.focusWidget() is view.agenda.list
    room.press(KEY.Key_Escape)
    settle()
    assert not view.agenda.isVisible()
    room.shell.resize(1280, 800)
    settle()
    assert view.agenda.isVisible()


def test_a_clock_that_nobody_sees_does_not_tick(room: Room) -> None:
    live(room)
    assert room.view.is_ticking
    room.shell.hide()
    assert not room.view.is_ticking
