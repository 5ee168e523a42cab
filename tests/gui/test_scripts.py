"""Scripts beside the notes: chosen, run and changed by keyboard, on a real workspace file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nghs_desktop.domain.commands import TrashRecords, Undo
from nghs_desktop.domain.protocols import PROTOCOLS
from nghs_desktop.services.api import running_script, scripts
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.scripts.choosing import ChoosePanel
from nghs_desktop.ui.scripts.library import ScriptsPage
from nghs_desktop.ui.scripts.running import RunPanel
from nghs_desktop.ui.theme import THEME_KEYS
from nghs_desktop.ui.views.meeting_scripts import Scripts
from tests.support.audit import audit, settle
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
    made.shell.refresh_actions()
    yield made
    made.close()


def companion(room: Room) -> Scripts:
    found = room.view.stage.findChild(Scripts)
    assert found is not None
    return found


def live(room: Room) -> None:
    """Start the meeting and go to its second item, as at ten past ten."""
    room.view.header.start.click()
    room.quiet()
    room.after(10)
    room.view.agenda.next.click()
    room.quiet()
    room.view.focus_first()


def choosing(room: Room) -> ChoosePanel:
    room.press(KEY.Key_R, CONTROL | SHIFT)
    room.until(lambda: isinstance(room.view.stage.panel, ChoosePanel))
    panel = room.view.stage.panel
    assert isinstance(panel, ChoosePanel)
    room.until(lambda: QApplication.focusWidget() is panel.list)
    return panel


def begun(room: Room, name: str = "Consultancy") -> RunPanel:
    """Choose a script by key, give out no roles, start it."""
    panel = choosing(room)
    names = [script.template.name for script in room.ask(scripts)]
    for _ in range(names.index(name)):
        room.press(KEY.Key_Down)
    room.press(KEY.Key_Return)
    for _ in panel.role_fields():
        room.press(KEY.Key_Return)
    room.until(
        lambda: room.ask(lambda reader: running_script(reader, room.view.meeting_id)) is not None
    )
    room.quiet()
    shown = room.view.stage.panel
    assert isinstance(shown, RunPanel)
    return shown


def labels(room: Room) -> list[tuple[str, str]]:
    return [(row.item.title, row.item.label) for row in room.view.rows.rows()]


# -- running -----------------------------------------------------------------------------------
def test_a_script_is_chosen_given_out_and_started_by_keyboard_alone(room: Room) -> None:
    live(room)
    panel = choosing(room)
    room.press(KEY.Key_Return)
    assert QApplication.focusWidget() is panel.role_fields()["Presenter"]
    room.type("Luis Ortega")
    room.press(KEY.Key_Return)
    room.type("all others")
    room.press(KEY.Key_Return)
    room.press(KEY.Key_Return)
    room.quiet()
    assert QApplication.focusWidget() is room.view.bar.field
    shown = room.view.stage.panel
    assert isinstance(shown, RunPanel)
    assert shown.title.text() == "The dilemma"
    assert shown.who.text() == "Presenter: Luis Ortega"
    assert shown.time.text() == "5:00"
    kept = room.ask(lambda reader: running_script(reader, room.view.meeting_id))
    assert kept is not None
    assert kept.roles == {"Presenter": "Luis Ortega", "Consultants": "all others"}


def test_notes_get_the_label_of_the_step_and_their_row_says_it(room: Room) -> None:
    live(room)
    shown = begun(room)
    room.write("n Before any question")
    room.press(KEY.Key_PageDown, ALT)
    room.quiet()
    assert shown.title.text() == "Clarifying questions"
    room.write("n When do buses leave?")
    room.press(KEY.Key_PageDown, ALT)
    room.write("n What would you give up?")
    assert labels(room) == [
        ("Before any question", ""),
        ("When do buses leave?", "clarifying"),
        ("What would you give up?", "probing"),
    ]
    said = room.view.rows.sentence(room.view.rows.row_at(1))
    assert "Clarifying" in said


def test_the_time_counts_and_goes_over_in_words(room: Room) -> None:
    live(room)
    shown = begun(room)
    for minutes, figures, words in (
        (2, "3:00", "left of 5:00"),
        (2.2, "0:48", "less than a minute left"),
        (2, "+1:12", "over"),
    ):
        room.now += timedelta(minutes=minutes)
        companion(room).tick(room.now)
        assert (shown.time.text(), shown.left.text()) == (figures, words)


def test_back_is_as_if_next_had_not_been_pressed_and_undo_does_the_same(room: Room) -> None:
    live(room)
    shown = begun(room)
    room.after(1)
    room.press(KEY.Key_PageDown, ALT)
    room.quiet()
    room.after(1)
    room.press(KEY.Key_PageUp, ALT)
    room.quiet()
    assert (shown.title.text(), shown.time.text()) == ("The dilemma", "3:00")
    room.press(KEY.Key_PageDown, ALT)
    room.quiet()
    assert shown.title.text() == "Clarifying questions"
    room.dispatch.run(Undo())
    room.until(lambda: shown.title.text() == "The dilemma")


def test_it_ends_by_itself_after_the_last_step(room: Room) -> None:
    live(room)
    begun(room, "1-2-4-All")
    for _ in range(4):
        room.press(KEY.Key_PageDown, ALT)
        room.quiet()
    assert room.view.stage.panel is None
    assert "The script has ended." in room.said
    room.until(lambda: room.ask(lambda r: running_script(r, room.view.meeting_id)) is None)
    room.write("n Afterwards")
    assert labels(room)[-1] == ("Afterwards", "")


def test_a_run_fitted_to_the_item_takes_its_minutes(room: Room) -> None:
    live(room)
    panel = choosing(room)
    item = room.view.stage.item
    assert item is not None
    assert panel.fit.text() == f"Fit to {item.planned_minutes} min"
    panel.fit.setChecked(True)
    panel.start.click()
    room.quiet()
    run = companion(room).run
    assert run is not None
    assert run.protocol.seconds == (item.planned_minutes or 0) * 60


def test_the_meetings_pause_stops_the_step_as_well(room: Room) -> None:
    live(room)
    shown = begun(room)
    room.after(1)
    room.view.flow.pause()
    room.quiet()
    room.after(7)
    companion(room).tick(room.now)
    assert shown.left.text() == "paused"
    room.view.flow.pause()
    room.quiet()
    companion(room).tick(room.now)
    assert shown.time.text() == "4:00"


def test_another_agenda_item_gets_no_label_and_is_told_whose_script_it_is(room: Room) -> None:
    live(room)
    shown = begun(room)
    room.press(KEY.Key_PageDown, ALT)
    room.press(KEY.Key_PageDown, CONTROL)
    room.until(lambda: "This script belongs to" in shown.elsewhere.text())
    room.write("n On another matter")
    assert labels(room)[-1] == ("On another matter", "")


def test_after_a_restart_it_is_in_the_same_step_with_the_same_time(
    qtbot: QtBot, look: Look, path: Path
) -> None:
    room = Room(qtbot, look, path)
    room.shell.refresh_actions()
    live(room)
    begun(room)
    room.after(2)
    room.press(KEY.Key_PageDown, ALT)
    room.quiet()
    now = room.now
    room.close()
    room = Room(qtbot, look, path, start=False)
    room.now = now + timedelta(minutes=3)
    room.start()
    room.until(lambda: isinstance(room.view.stage.panel, RunPanel))
    shown = room.view.stage.panel
    assert isinstance(shown, RunPanel)
    companion(room).tick(room.now)
    found = (shown.title.text(), shown.time.text())
    room.close()
    assert found == ("Clarifying questions", "2:00")


def test_a_step_that_asks_for_a_vote_offers_it(room: Room) -> None:
    live(room)
    shown = begun(room, "Fist-to-five round")
    asked: list[str] = []
    room.shell.actions_table.triggered.connect(asked.append)
    known = {spec.id for spec in room.shell.actions_table.specs()}
    assert shown.vote.isHidden()
    for _ in range(2):
        room.press(KEY.Key_PageDown, ALT)
        room.quiet()
    assert shown.title.text() == "Show hands"
    assert shown.vote.isHidden() is ("fist" not in known)
    if "fist" in known:
        shown.vote_asked.disconnect()
        shown.vote_asked.connect(asked.append)
        shown.vote.click()
        assert asked[-1] == "fist"


def test_keys_without_a_script_say_what_to_do(room: Room) -> None:
    companion(room).next_step()
    companion(room).toggle()
    assert "No script runs." in room.said[0]
    assert "Start the meeting first." in room.said[1]


# -- the library -------------------------------------------------------------------------------
def page_of(room: Room) -> ScriptsPage:
    companion(room).show_library()
    page = companion(room).page
    assert page is not None
    room.until(lambda: bool(page._scripts) or page.nothing.isVisible())
    room.quiet()
    room.until(lambda: page.editor.script is not None or not page._scripts)
    return page


def names(room: Room) -> list[str]:
    return [script.template.name for script in room.ask(scripts)]


def kept(room: Room, page: ScriptsPage) -> None:
    """Hand over what was typed; it is on its way to the disk."""
    page.editor.flush()
    room.quiet()


def test_a_script_is_made_named_and_given_steps_by_keyboard(room: Room) -> None:
    page = page_of(room)
    page.make()
    name = page.editor.field("name")
    room.until(name.hasFocus)
    room.type("Our round")
    kept(room, page)
    room.until(lambda: names(room)[-1] == "Our round")
    page.editor.add.click()
    title = page.editor.field("title")
    room.until(lambda: title.hasFocus() and len(page.editor.steps.model_.rows) == 2)
    room.type("Listen")
    seconds = page.editor.field("seconds")
    seconds.setFocus()
    seconds.selectAll()
    room.type("2:30")
    kept(room, page)

    def steps() -> list[tuple[str, int | None]]:
        return [(step.title, step.seconds) for step in room.ask(scripts)[-1].steps]

    room.until(lambda: steps() == [("First step", 300), ("Listen", 150)])
    assert page.editor.total.text() == "8 min in all"


def test_steps_move_by_key_and_go_to_the_trash_and_come_back(room: Room) -> None:
    page = page_of(room)
    page.list.setFocus()
    room.until(lambda: page.list.current() == 0 and bool(page.editor.steps.model_.rows))
    room.press(KEY.Key_Return)
    assert QApplication.focusWidget() is page.editor.steps
    room.press(KEY.Key_Down, ALT)

    def titles() -> list[str]:
        return [step.title for step in room.ask(scripts)[0].steps]

    room.until(lambda: titles()[:2] == ["Clarifying questions", "The dilemma"])
    room.until(lambda: page.editor.steps.current() == 1)
    room.press(KEY.Key_Delete)
    room.until(lambda: "The dilemma" not in titles())
    room.dispatch.run(Undo())
    room.until(lambda: titles()[1] == "The dilemma")


def test_what_is_wrong_is_said_next_to_the_field_and_keeps_it_from_running(room: Room) -> None:
    page = page_of(room)
    editor = page.editor
    editor.field("seconds").setText("soon")
    assert editor.problem("seconds") == "Type minutes and seconds, such as 5:00."
    editor.field("seconds").setText("0:05")
    assert editor.problem("seconds") == "Its time is from 10 seconds to 90 minutes."
    editor.field("role").setText("Owl")
    assert editor.problem("role") == "Nobody is given the role “Owl”."
    editor.field("name").setText("")
    assert editor.problem("name") == "The script needs a name."
    kept(room, page)
    editor.steps.go_to(2)
    assert editor.problem("role") == ""
    assert editor.problem("steps") == "Look at step 1."
    room.until(lambda: names(room)[0] == "")
    page.go_back()
    live(room)
    panel = choosing(room)
    panel.list.go_to(0)
    assert not panel.start.isEnabled()
    assert "needs a name" in panel.problem.text()


def test_typing_is_one_step_of_undo_and_is_there_after_a_pause_of_the_hand(room: Room) -> None:
    page = page_of(room)
    name = page.editor.field("name")
    name.setFocus()
    name.selectAll()
    room.type("Help with a dilemma")
    room.until(lambda: names(room)[0] == "Help with a dilemma")
    room.quiet()
    room.dispatch.run(Undo())
    room.until(lambda: names(room)[0] == "Consultancy")


def test_a_script_is_copied_thrown_away_and_brought_back(room: Room) -> None:
    page = page_of(room)
    page.list.go_to(1)
    page.duplicate()
    room.until(lambda: names(room)[-1] == "Tuning (copy)")
    room.until(lambda: page.editor.field("name").hasFocus())
    page.trash()
    room.until(lambda: "Tuning (copy)" not in names(room))
    room.dispatch.run(Undo())
    room.until(lambda: "Tuning (copy)" in names(room))


def test_a_library_without_scripts_offers_those_we_start_with(room: Room) -> None:
    for script in room.ask(scripts):
        room.dispatch.run(TrashRecords((script.ref,)))
    room.quiet()
    page = page_of(room)
    room.until(page.nothing.isVisible)
    page.nothing.button.click()
    room.until(lambda: names(room) == [protocol.name for protocol in PROTOCOLS])
    assert not page.starting.isVisible()


def test_esc_goes_back_to_the_meeting_and_the_caret_to_the_capture_bar(room: Room) -> None:
    page = page_of(room)
    page.list.setFocus()
    room.press(KEY.Key_Escape)
    settle()
    assert room.view.stage.own_page is None
    assert QApplication.focusWidget() is room.view.bar.field


def test_dragging_a_step_moves_it(room: Room) -> None:
    page = page_of(room)
    room.until(lambda: page.editor.script is not None)
    page.editor.moved.emit(0, 2)
    room.until(lambda: room.ask(scripts)[0].steps[2].title == "The dilemma")


# -- how it looks ------------------------------------------------------------------------------
@pytest.mark.parametrize("theme", THEME_KEYS)
def test_every_screen_of_scripts_passes_the_audit(room: Room, theme: str) -> None:
    live(room)
    room.look.choose(theme)  # type: ignore[arg-type]

    def faults(what: str) -> list[str]:
        found = []
        for scale, size in (
            (1.0, (1280, 800)),
            (1.5, (1280, 800)),
            (2.0, (1280, 800)),
            (1.0, (640, 480)),
            (1.0, (1920, 1080)),
        ):
            room.look.set_text_scale(scale)
            room.shell.resize(*size)
            settle()
            QTest.qWait(1)
            found += [f"{what} {scale} {size}: {one}" for one in audit(room.shell, by_tab=False)]
        room.look.set_text_scale(1.0)
        room.shell.resize(1280, 800)
        settle()
        return found

    panel = choosing(room)
    assert faults("choosing") == []
    panel.start.click()
    room.quiet()
    companion(room).next_step()
    room.quiet()
    assert faults("running") == []
    page = page_of(room)
    page.editor.field("role").setText("Owl")
    assert faults("library") == []
