"""Votes on a real workspace file by keyboard: asked, typed, counted, closed, there after a crash."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from nghs_desktop.base.ids import same_id
from nghs_desktop.domain.ballots import Entry
from nghs_desktop.domain.commands import AmendRecords, KeepVoteLine, LogRecords, Ref, TrashRecords
from nghs_desktop.domain.decision_rules import (
    Answer,
    Ballot,
    Showing,
    Stance,
    from_snapshot,
    usual_rule,
)
from nghs_desktop.domain.decisions import Decision, DecisionStatus, Method, Result
from nghs_desktop.domain.groups import MemberRole, membership
from nghs_desktop.domain.meetings import KeptStay, Presence, attendance
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.people import Person
from nghs_desktop.domain.vote_lines import write_entry
from nghs_desktop.services.api import VoteRecord, consent_block, votes_of
from nghs_desktop.ui.dialogs.popups import Picker
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.theme import THEME_KEYS
from nghs_desktop.ui.views.meeting_votes import Votes
from nghs_desktop.ui.votes.keeping import draft_of
from nghs_desktop.ui.votes.panel import VotePanel
from nghs_desktop.ui.widgets.pills import Chip
from tests.support.audit import audit, settle
from tests.support.room import Room

KEY = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NEW = ("Nadia Birch", "Otto Finch")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "room.nghs"


@pytest.fixture
def room(qtbot: QtBot, look: Look, path: Path) -> Iterator[Room]:
    made = seated(Room(qtbot, look, path))
    yield made
    made.close()


def seated(room: Room) -> Room:
    """Twelve members with a vote in the room, the second agenda item running, three barriers heard."""
    view = room.view
    room.shell.refresh_actions()
    view.header.start.click()
    room.quiet()
    group, meeting = view.stage.group, view.meeting_id
    assert group is not None
    people = [Person(id=same_id("person", name), name=name) for name in NEW]
    there = [attendance(meeting, one.id, Presence.EXPECTED) for one in people]
    seats = [membership(group.id, one.id, MemberRole.MEMBER) for one in people]
    do(room, LogRecords((*people, *seats, *there)))
    everybody = [row[0] for row in room.ask(lambda r: r.rows(
        "SELECT person_id FROM membership WHERE group_id = ? AND votes = 1 AND deleted = 0",
        (group.id,),
    ))]  # fmt: skip
    stays = [
        KeptStay(id=f"s-{one}", meeting_id=meeting, person_id=one, since=room.now)
        for one in everybody
    ]
    do(room, LogRecords(tuple(stays)))
    room.after(10)
    view.agenda.next.click()
    room.quiet()
    for words in ("Seat-time rules", "Bus timetable", "Transcript format"):
        room.write(f"b {words}")
    view.focus_first()
    return room


def do(room: Room, command: LogRecords | AmendRecords | TrashRecords) -> None:
    room.workspace.run(command).result()
    room.dispatch.refresh_undo()
    room.quiet()


def votes(room: Room) -> Votes:
    return next(one for one in room.view._companions if isinstance(one, Votes))


def panel(room: Room) -> VotePanel:
    made = votes(room).panel
    assert made is not None
    return made


def still(room: Room) -> None:
    """Wait until every line is on disk and shown."""
    room.until(lambda: votes(room).is_quiet)
    room.quiet()
    settle()


def opened(room: Room, key: Qt.Key = KEY.Key_V, question: str = "") -> Room:
    """Ask with the keys of the meeting, and open with Enter."""
    room.press(key, CONTROL | SHIFT)
    room.until(lambda: votes(room).panel is not None and panel(room).asking.question.hasFocus())
    if question:
        room.type(question)
    room.press(KEY.Key_Return)
    room.until(lambda: votes(room).record is not None and panel(room).running.isVisible())
    still(room)
    return room


def say(room: Room, *lines: str) -> None:
    """Type lines and keep each with Enter."""
    for line in lines:
        room.type(line)
        room.press(KEY.Key_Return)
    still(room)


def pick(room: Room, method: Method) -> None:
    """Choose a method in the form with the keyboard."""
    form = panel(room).asking
    form.method.setFocus()
    room.press(KEY.Key_Space)
    menu = next(one for one in form.findChildren(QMenu) if one.isVisible())
    at = [str(action.data()) for action in menu.actions()].index(method.value)
    menu.setActiveAction(menu.actions()[at])
    QTest.keyClick(menu, KEY.Key_Return)
    settle()
    room.shell.activateWindow()  # without a display, a menu that closes leaves no window active
    settle()


def asked(room: Room, method: Method, question: str = "Ask for a late bus") -> Room:
    """Open a vote by any method."""
    room.press(KEY.Key_E, CONTROL | SHIFT)
    room.until(lambda: votes(room).panel is not None and panel(room).asking.question.hasFocus())
    pick(room, method)
    form = panel(room).asking
    form.question.setFocus()
    form.question.selectAll()
    room.type(question)
    room.press(KEY.Key_Return)
    room.until(lambda: votes(room).record is not None and panel(room).running.isVisible())
    still(room)
    return room


def kept(room: Room) -> Decision:
    """Return the newest decision on disk."""
    found = room.ask(
        lambda reader: reader.records(NOUN["decision"], "ORDER BY r.number DESC LIMIT 1")
    )
    return cast(Decision, found[0])


# -- asking ----------------------------------------------------------------------------------
def test_a_dot_vote_is_on_the_barriers_of_the_agenda_item(room: Room) -> None:
    opened(room)
    record = votes(room).record
    assert record is not None and record.rule.method is Method.DOT
    assert record.rule.options == ("Seat-time rules", "Bus timetable", "Transcript format")
    assert record.decision.title.startswith("What stands in the way")
    assert QApplication.focusWidget() is panel(room).running.line.field


def test_a_dot_vote_is_on_the_rows_that_are_chosen(room: Room) -> None:
    stream = room.view.stream
    stream.setFocus()
    stream.setCurrentIndex(room.view.rows.index(1))
    room.press(KEY.Key_Down, SHIFT)
    opened(room)
    record = votes(room).record
    assert record is not None
    assert record.rule.options == ("Bus timetable", "Transcript format")


def test_slash_vote_takes_its_question(room: Room) -> None:
    room.type("/vote Which first?")
    room.press(KEY.Key_Return)
    room.until(lambda: votes(room).panel is not None)
    room.quiet()
    assert panel(room).asking.question.toPlainText() == "Which first?"


def test_what_was_written_down_as_a_decision_is_put_to_the_vote(room: Room) -> None:
    room.write("d Send the waiver request this month")
    opened(room, KEY.Key_F)
    record = votes(room).record
    assert record is not None and record.rule.method is Method.FIST_TO_FIVE
    assert record.decision.title == "Send the waiver request this month"
    assert record.decision.id == room.view.rows.row_at(3).item.id


def test_any_method_can_be_chosen_and_its_options_typed(room: Room) -> None:
    room.press(KEY.Key_E, CONTROL | SHIFT)
    room.until(lambda: votes(room).panel is not None and panel(room).asking.question.hasFocus())
    pick(room, Method.RANKED)
    form = panel(room).asking
    form.add_option.setFocus()
    room.type("Mentor release time")
    room.press(KEY.Key_Return)
    form.question.setFocus()
    room.type("What first?")
    room.press(KEY.Key_Return)
    room.until(lambda: votes(room).record is not None)
    record = votes(room).record
    assert record is not None and record.rule.options[-1] == "Mentor release time"
    assert [option.ref is None for option in record.options] == [False, False, False, True]


def test_a_question_that_is_missing_is_asked_for(room: Room) -> None:
    room.press(KEY.Key_F, CONTROL | SHIFT)
    room.until(lambda: votes(room).panel is not None and panel(room).asking.question.hasFocus())
    room.press(KEY.Key_Return)
    assert panel(room).asking.problem.label.text() == "Type what is decided on."
    assert votes(room).record is None


def test_the_rule_is_changed_before_and_kept_as_the_groups_usual_one(room: Room) -> None:
    room.press(KEY.Key_E, CONTROL | SHIFT)
    room.until(lambda: votes(room).panel is not None and panel(room).asking.question.hasFocus())
    form = panel(room).asking.form
    panel(room).asking.change.click()
    form.threshold.setCurrentIndex(form.threshold.findText("At least three quarters"))
    form.threshold.activated.emit(form.threshold.currentIndex())
    form.showing.setCurrentIndex(form.showing.findText("Secret"))
    form.showing.activated.emit(form.showing.currentIndex())
    form.keep.click()
    panel(room).asking.question.setFocus()
    room.type("Ask for a late bus")
    room.press(KEY.Key_Return)
    room.until(lambda: votes(room).record is not None)
    record = votes(room).record
    assert record is not None and record.rule.showing is Showing.SECRET
    assert "three quarters" in panel(room).running.rule.text()
    group = room.ask(
        lambda r: r.rows("SELECT decision_rule FROM work_group WHERE decision_rule <> ''")
    )
    assert from_snapshot(group[0][0]) == record.rule


def test_only_what_counts_for_the_method_can_be_changed(room: Room) -> None:
    room.press(KEY.Key_V, CONTROL | SHIFT)
    room.until(lambda: votes(room).panel is not None and panel(room).asking.question.hasFocus())
    form = panel(room).asking.form
    panel(room).asking.change.click()
    assert form.dots.isVisible() and not form.threshold.isVisible()
    pick(room, Method.SUPERMAJORITY)
    assert form.threshold.isVisible() and not form.dots.isVisible()
    assert form.threshold.currentText() == "At least two thirds"


def test_esc_leaves_the_question_and_goes_back_to_capture(room: Room) -> None:
    room.press(KEY.Key_V, CONTROL | SHIFT)
    room.until(lambda: votes(room).panel is not None and panel(room).asking.question.hasFocus())
    room.press(KEY.Key_Escape)
    assert room.view.stage.panel is None
    assert QApplication.focusWidget() is room.view.bar.field


# -- typing ----------------------------------------------------------------------------------
def test_a_line_is_read_as_it_is_typed_and_kept_with_enter(room: Room) -> None:
    opened(room)
    running = panel(room).running
    room.type("dana 1 1 3")
    assert running.line.below.text() == "Dana Reyes: 1 1 3"
    room.press(KEY.Key_Return)
    assert running.line.text == ""
    still(room)
    assert [row.number for row in running.options.rows] == [2, 0, 1]
    assert running.people.text() == "1 of 12 people in. 3 of 36 dots placed."
    assert running.line.below.text() == "Next: Grace Okafor"
    answers = {row.name: row.answer for row in running.answers.rows.rows}
    assert answers["Dana Reyes"] == "1 1 3" and answers["Amara Cole"] == ""


def test_lines_follow_each_other_without_waiting_for_the_disk(room: Room) -> None:
    """Typed in one go: each is read after the ones that are still on their way."""
    opened(room, KEY.Key_F, "Late bus?")
    say(room, "4", "3", "5")
    by_name = [(row.name, row.answer) for row in panel(room).running.answers.rows.rows[:3]]
    assert by_name == [("Amara Cole", "4"), ("Dana Reyes", "3"), ("Grace Okafor", "5")]


def test_what_is_not_understood_is_said_with_its_place_and_stays(room: Room) -> None:
    opened(room)
    line = panel(room).running.line
    room.type("dana 1 9 2")
    room.press(KEY.Key_Return)
    assert line.below.text() == "There is no option 9; they go from 1 to 3."
    assert (line.field.selectedText(), line.text) == ("9", "dana 1 9 2")
    room.type("2")  # typing replaces the place
    room.press(KEY.Key_Return)
    still(room)
    record = votes(room).record
    assert record is not None and [one.typed for one in record.rounds[0].lines] == ["dana 1 2 2"]


def test_names_are_completed_with_tab_and_never_taken_by_enter(room: Room) -> None:
    opened(room, KEY.Key_F, "Late bus?")
    line = panel(room).running.line
    room.type("gr")
    assert line.popup is not None
    assert [one.name for one in line.popup.candidates] == ["Grace Okafor"]
    room.press(KEY.Key_Tab)
    assert line.text == "Grace Okafor "
    room.type("4")
    room.press(KEY.Key_Return)
    still(room)
    record = votes(room).record
    assert record is not None and record.tally.levels[4] == 1


def test_undo_takes_back_the_last_line_and_backspace_brings_it_into_the_field(room: Room) -> None:
    opened(room, KEY.Key_F, "Late bus?")
    say(room, "4 3 5", "luis 1")
    room.press(KEY.Key_Z, CONTROL)
    room.until(lambda: panel(room).running.people.text().startswith("3 of 12"))
    still(room)
    room.press(KEY.Key_Backspace)
    room.until(lambda: panel(room).running.line.text == "4 3 5")
    still(room)
    assert panel(room).running.people.text() == "0 of 12 people in."


def test_an_answer_is_taken_away_or_corrected_in_the_list(room: Room) -> None:
    opened(room, KEY.Key_F, "Late bus?")
    say(room, "dana 2: no driver", "grace 4")
    answers = panel(room).running.answers
    answers.setFocus()
    answers.setCurrentIndex(answers.rows.index(1))
    room.press(KEY.Key_Return)
    assert panel(room).running.line.text == "Dana Reyes 2: no driver"
    assert QApplication.focusWidget() is panel(room).running.line.field
    answers.setFocus()
    answers.setCurrentIndex(answers.rows.index(2))
    room.press(KEY.Key_Delete)
    still(room)
    assert panel(room).running.people.text() == "1 of 12 people in. Average 2.0."


def test_a_conflict_is_declared_with_one_key_and_its_kind_completed(room: Room) -> None:
    opened(room, KEY.Key_F, "Late bus?")
    line = panel(room).running.line
    room.type("priya")
    room.press(KEY.Key_R, ALT)
    assert line.text == "priya recused: "
    room.type("em")
    room.press(KEY.Key_Tab)
    room.press(KEY.Key_Return)
    still(room)
    record = votes(room).record
    assert record is not None
    assert [(one.name, one.conflict.kind.value) for one in record.conflicts] == [
        ("Priya Shah", "employer")
    ]
    assert panel(room).running.people.text() == "0 of 11 people in."
    room.type("priya 4")
    room.press(KEY.Key_Return)
    assert line.below.text().startswith("Priya Shah is recused.")


def test_a_conflict_is_declared_before_the_vote_and_holds_in_it(room: Room) -> None:
    room.press(KEY.Key_F, CONTROL | SHIFT)
    room.until(lambda: votes(room).panel is not None and panel(room).asking.question.hasFocus())
    room.type("Late bus?")
    panel(room).asking.recuse.click()
    room.quiet()
    picker = next(one for one in room.view.findChildren(Picker) if one.isVisible())
    QTest.keyClicks(picker.field, "Luis")
    room.quiet()
    QTest.keyClick(picker.field, KEY.Key_Return)
    settle()
    menu = next(one for one in room.view.findChildren(QMenu) if one.isVisible())
    menu.setActiveAction(menu.actions()[0])
    QTest.keyClick(menu, KEY.Key_Return)
    room.until(lambda: bool(room.said))
    assert room.said[-1].startswith("Luis Ortega is recused from votes on")
    panel(room).asking.question.setFocus()
    room.press(KEY.Key_Return)
    room.until(lambda: votes(room).record is not None)
    assert panel(room).running.people.text() == "0 of 11 people in."


def test_a_secret_vote_shows_only_how_many_answered(room: Room) -> None:
    room.press(KEY.Key_E, CONTROL | SHIFT)
    room.until(lambda: votes(room).panel is not None and panel(room).asking.question.hasFocus())
    form = panel(room).asking.form
    form.showing.setCurrentIndex(form.showing.findText("Secret"))
    form.showing.activated.emit(form.showing.currentIndex())
    room.type("Late bus?")
    room.press(KEY.Key_Return)
    room.until(lambda: votes(room).record is not None)
    running = panel(room).running
    say(room, "yes*7 no*3")
    assert not running.options.isVisible() and not running.levels.isVisible()
    assert running.people.text() == "10 of 12 people in."
    assert running.standing.label.text() == "It can be closed now."
    assert running.unnamed.text() == "10 without a name."
    assert running.answers.rows.rows == ()
    say(room, "luis no")
    assert running.options.isVisible()  # the facilitator types names: theirs to see


# -- rounds and closing ----------------------------------------------------------------------
def test_those_below_three_are_heard_and_asked_again(room: Room) -> None:
    opened(room, KEY.Key_F, "Late bus?")
    say(room, "4 3 5 5 2 0 4 4 4 4 4 4")
    running = panel(room).running
    assert running.standing.label.text() == (
        "10 of 12 can live with it; 2 are below 3: to be heard before round 2."
    )
    assert running.heard.text() == "Jonah Whitfield, 2\nLeila Marsh, 0"
    room.press(KEY.Key_Return, CONTROL)
    room.until(lambda: "to be heard" in running.line.below.text())
    assert "Hear them, then begin round 2." in running.line.below.text()
    running.round_button.click()
    room.until(lambda: running.round.isVisible())
    still(room)
    assert running.people.text() == "0 of 12 people in."
    say(room, "all 3")
    assert running.standing.label.text() == "12 of 12 can live with it: passed."


def test_an_objection_is_listed_with_what_would_remove_it(room: Room) -> None:
    asked(room, Method.CONSENT)
    say(room, "all yes", "luis objects: no driver at four | would remove: a later shift")
    running = panel(room).running
    assert running.objected.text().splitlines() == [
        "Luis Ortega: no driver at four.",
        "   Would be removed by: a later shift.",
        "   Stands.",
    ]
    running.round_button.click()
    room.until(lambda: running.round.isVisible())
    still(room)
    assert running.objected.text().endswith("From round 1; not answered again yet.")
    say(room, "luis yes")
    assert running.objected.text().endswith("Withdrawn, now: yes.")


def test_without_quorum_it_is_not_closed_and_says_why_and_what_helps(room: Room) -> None:
    asked(room, Method.MAJORITY)
    stays = room.ask(lambda reader: reader.rows("SELECT id FROM stay"))
    gone = tuple(Ref("stay", id) for (id,) in stays[:7])
    room.after(1)
    do(room, AmendRecords(gone, {"until": room.now}))
    votes(room)._read()
    still(room)
    running = panel(room).running
    say(room, "all yes")
    assert running.quorum.label.text().endswith("5 are here: 1 short of quorum.")
    room.press(KEY.Key_Return, CONTROL)
    room.until(lambda: "short of quorum" in running.line.below.text())
    assert "Note who has come in" in running.line.below.text()
    assert kept(room).status is DecisionStatus.OPEN


def test_the_outcome_is_asked_for_when_it_is_closed(room: Room) -> None:
    asked(room, Method.MAJORITY)
    say(room, "all yes except luis no")
    room.press(KEY.Key_Return, CONTROL)
    room.until(
        lambda: panel(room).closed.isVisible() and panel(room).closed.state.words == "Passed"
    )
    closed = panel(room).closed
    assert QApplication.focusWidget() is closed.outcome
    assert closed.words.label.text() == "11 for, 1 against; more than half of 12 is 7: passed."
    room.press(KEY.Key_Return)
    assert "no words yet" in closed.problem.label.text()
    room.type("We ask the district for a late bus.")
    room.press(KEY.Key_Return)
    room.until(lambda: room.view.stage.panel is None)
    assert QApplication.focusWidget() is room.view.bar.field
    found = kept(room)
    assert (found.status, found.result) == (DecisionStatus.OUTCOME_WRITTEN, Result.PASSED)
    assert found.outcome == "We ask the district for a late bus."


def test_the_outcome_may_wait_for_the_review(room: Room) -> None:
    asked(room, Method.MAJORITY)
    say(room, "all yes")
    room.press(KEY.Key_Return, CONTROL)
    room.until(lambda: panel(room).closed.isVisible())
    room.press(KEY.Key_Escape)
    assert room.view.stage.panel is None
    assert kept(room).status is DecisionStatus.CLOSED


def test_undo_opens_a_closed_vote_again(room: Room) -> None:
    asked(room, Method.MAJORITY)
    say(room, "all yes")
    room.press(KEY.Key_Return, CONTROL)
    room.until(lambda: panel(room).closed.isVisible())
    room.quiet()
    room.press(KEY.Key_Z, CONTROL)
    room.until(lambda: panel(room).running.isVisible())
    assert kept(room).status is DecisionStatus.OPEN


def test_a_new_question_replaces_one_that_was_decided(room: Room) -> None:
    asked(room, Method.MAJORITY)
    first = kept(room).id
    say(room, "all yes")
    room.press(KEY.Key_Return, CONTROL)
    room.until(lambda: panel(room).closed.state.words == "Passed")
    panel(room).closed.again.click()
    room.until(lambda: panel(room).asking.isVisible())
    room.type("Ask for two late buses")
    room.press(KEY.Key_Return)
    room.until(lambda: panel(room).running.isVisible() and votes(room).record is not None)
    still(room)
    say(room, "all yes")
    room.press(KEY.Key_Return, CONTROL)
    room.until(lambda: kept(room).status is DecisionStatus.CLOSED)
    old = cast(Decision, room.ask(lambda reader: reader.get(NOUN["decision"], first)))
    assert old.status is DecisionStatus.SUPERSEDED


def test_a_vote_is_set_aside_and_undone(room: Room) -> None:
    asked(room, Method.MAJORITY)
    panel(room).running.aside_asked.emit()
    room.until(lambda: room.view.stage.panel is None)
    assert room.said[-1] == "The vote is set aside."
    assert kept(room).status is DecisionStatus.DRAFTED


def test_dots_stand_on_the_rows_once_it_is_closed(room: Room) -> None:
    opened(room)
    say(room, "1 1 3", "1 2 3")
    room.press(KEY.Key_Return, CONTROL)
    room.until(lambda: panel(room).closed.isVisible())
    room.until(lambda: room.view.rows.row_at(0).item.dots == 3)


def test_a_secret_round_does_not_say_how_low_a_hand_was(room: Room) -> None:
    room.press(KEY.Key_F, CONTROL | SHIFT)
    room.until(lambda: votes(room).panel is not None and panel(room).asking.question.hasFocus())
    form = panel(room).asking.form
    form.showing.setCurrentIndex(form.showing.findText("Secret"))
    form.showing.activated.emit(form.showing.currentIndex())
    room.type("Late bus?")
    room.press(KEY.Key_Return)
    room.until(lambda: votes(room).record is not None)
    say(room, "4*10 1*2")
    running = panel(room).running
    assert running.standing.label.text() == "Somebody is to be heard."
    assert not running.heard.isVisible() and not running.levels.isVisible()
    assert running.people.text() == "12 of 12 people in."


def test_who_left_after_answering_is_named_as_not_counted(room: Room) -> None:
    asked(room, Method.MAJORITY)
    say(room, "all yes")
    (id,) = room.ask(
        lambda reader: reader.rows("SELECT s.id FROM stay s JOIN person p ON p.id = s.person_id "
                                   "WHERE p.name = 'Luis Ortega'")
    )[0]  # fmt: skip
    room.after(1)
    do(room, AmendRecords((Ref("stay", id),), {"until": room.now}))
    votes(room)._read()
    still(room)
    running = panel(room).running
    room.until(lambda: running.people.text() == "11 of 11 people in.")
    assert running.unnamed.text().endswith("not here with a vote: Luis Ortega.")


# -- coming and going ------------------------------------------------------------------------
def test_esc_goes_back_to_capture_with_the_vote_open_and_the_keys_bring_it_back(
    room: Room,
) -> None:
    opened(room, KEY.Key_F, "Late bus?")
    room.type("4")
    room.press(KEY.Key_Escape)
    assert QApplication.focusWidget() is room.view.bar.field
    assert kept(room).status is DecisionStatus.OPEN
    room.write("n Said while we vote")
    room.press(KEY.Key_F, CONTROL | SHIFT)
    assert QApplication.focusWidget() is panel(room).running.line.field
    assert panel(room).running.line.text == "4"


def test_f6_goes_from_the_capture_bar_into_the_panel(room: Room) -> None:
    opened(room, KEY.Key_F, "Late bus?")
    room.view.focus_first()
    room.press(KEY.Key_F6)
    assert panel(room).has_keyboard()


def test_in_a_narrow_window_the_vote_stands_in_a_sheet(room: Room) -> None:
    room.shell.resize(1000, 760)
    settle()
    opened(room, KEY.Key_F, "Late bus?")
    say(room, "4 4")
    assert panel(room).running.people.text() == "2 of 12 people in. Average 4.0."
    room.press(KEY.Key_Escape)
    assert room.view.stage.panel is None
    assert room.said == ["The vote is still open."]
    room.press(KEY.Key_F, CONTROL | SHIFT)
    assert QApplication.focusWidget() is panel(room).running.line.field


def test_one_round_over_the_consent_agenda_opens_in_the_panel(room: Room) -> None:
    meeting, items = room.view.stage.meeting, room.view.stage.agenda
    assert meeting is not None
    room.dispatch.run(consent_block(meeting, items[-2:], id="d-block", at=room.now))
    room.until(lambda: votes(room).record is not None)
    assert room.view.stage.panel is panel(room)
    assert panel(room).running.question.text() == "Consent agenda"


def test_a_vote_that_is_trashed_leaves_the_panel(room: Room) -> None:
    opened(room, KEY.Key_F, "Late bus?")
    record = votes(room).record
    assert record is not None
    room.dispatch.run(TrashRecords((Ref("decision", record.decision.id),)))
    room.until(lambda: room.view.stage.panel is None)


# -- crashes ---------------------------------------------------------------------------------
def die(path: Path) -> Path:
    """Take the files as a dead process leaves them: nothing was closed."""
    to = path.with_name("again.nghs")
    for file in path.parent.glob(path.name + "*"):
        if not file.name.endswith(".lock"):
            shutil.copy(file, to.with_name(file.name.replace(path.name, to.name)))
    return to


def test_an_open_vote_and_half_a_line_are_there_again(
    qtbot: QtBot, look: Look, path: Path, room: Room
) -> None:
    opened(room, KEY.Key_F, "Late bus?")
    say(room, "4 3 5")
    room.type("luis 2: too so")
    journal = path.with_name(path.name + ".drafts")
    room.until(lambda: b'"text": "luis 2: too so"' in journal.read_bytes())
    again = Room(qtbot, look, die(path))
    again.now = room.now
    again.until(lambda: votes(again).record is not None)
    assert again.view.stage.panel is panel(again)
    assert panel(again).running.line.text == "luis 2: too so"
    assert panel(again).running.people.text() == "3 of 12 people in. Average 4.0."
    again.close()


def test_a_line_that_was_entered_and_never_reached_the_file_is_kept_once(
    qtbot: QtBot, look: Look, path: Path, room: Room
) -> None:
    opened(room, KEY.Key_F, "Late bus?")
    say(room, "4 3 5")
    record = votes(room).record
    assert record is not None
    line = record.rounds[0].lines[0]
    for id, typed, answers in (
        (line.id, line.typed, line.answers),  # kept, but the draft is still there
        ("vote-line-x", "luis 2", fist_of(record, "Luis", 2)),
    ):
        command = KeepVoteLine(id, record.decision.id, 1, typed, answers, room.now)
        room.workspace.keep_draft(draft_of(command)).result()
    copy = die(path)
    for _ in range(2):
        again = Room(qtbot, look, copy)
        again.now = room.now
        again.until(lambda again=again: votes(again).record is not None)
        still(again)
        meeting = again.view.meeting_id
        found = again.ask(lambda reader, meeting=meeting: votes_of(reader, meeting))
        assert again.said == []
        assert [one.typed for one in found[0].rounds[0].lines] == ["4 3 5", "luis 2"]
        assert again.workspace.drafts() == ()
        again.close()


def fist_of(record: VoteRecord, first: str, level: int) -> str:
    person = next(one.id for one in record.sheet.voters if one.name.startswith(first))
    return write_entry(Entry("", (Ballot(person, Answer(Stance.VALUES, (level,))),)))


# -- speed of typing -------------------------------------------------------------------------
TWELVE = {
    Method.CONSENT: ("all yes except luis objects: no driver",),
    Method.FIST_TO_FIVE: ("4 3 5 5 2 0 3 4 4 5 3 3",),
    Method.MAJORITY: ("y y n y y y n y y abstain y y",),
    Method.SUPERMAJORITY: ("y y n y y y n y y abstain y y",),
    Method.DOT: tuple("1 1 3" if at % 2 else "1 2 3" for at in range(12)),
    Method.SCORE: tuple("5 3 1" if at % 2 else "2 4 0" for at in range(12)),
    Method.RANKED: tuple("2 1 3" if at % 2 else "1 3" for at in range(12)),
    Method.GRADIENTS: ("1 2 3 1 5 6 2 2 1 1 4 3",),
    Method.COUNT: ("7 4 1",),
}
"""A vote of twelve people as a facilitator would type it. At three keys a second, which is a slow typist
(36 words a minute), 40 seconds are 120 keys; the longest of these takes 72."""


@pytest.mark.parametrize("method", Method)
def test_a_vote_of_twelve_people_is_typed_in_time(room: Room, method: Method) -> None:
    asked(room, method)
    lines = TWELVE[method]
    keys = sum(len(line) + 1 for line in lines)
    assert keys <= 120
    for line in lines:
        room.type(line)
        assert panel(room).running.line.below.text()
        room.press(KEY.Key_Return)
    still(room)
    assert panel(room).running.people.text().startswith("12 of 12 people in.")
    if method is Method.FIST_TO_FIVE:
        assert panel(room).running.people.text().endswith("Average 3.4.")


# -- for everybody ---------------------------------------------------------------------------
def fits(shown: VotePanel) -> bool:
    """Whether nothing goes beyond the right edge, where no audit of cut words would see it."""
    return shown.widget().width() <= shown.viewport().width()


@pytest.mark.parametrize("method", [Method.DOT, Method.GRADIENTS, Method.CONSENT])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_or_out_of_reach_at_any_size(
    room: Room, look: Look, scale: float, method: Method
) -> None:
    look.set_text_scale(scale)
    settle()
    asked(room, method)
    first = {Method.DOT: "1 1 3", Method.GRADIENTS: "1 2 3 1 5 6", Method.CONSENT: "all yes"}
    say(room, "luis recused: employer", first[method])
    assert audit(room.shell) == []
    assert fits(panel(room))
    if method is not Method.CONSENT:
        return
    room.press(KEY.Key_Return, CONTROL)
    room.until(lambda: panel(room).closed.state.words == "Passed")
    assert audit(room.shell) == []


@pytest.mark.parametrize("theme", THEME_KEYS)
def test_the_question_and_its_rule_pass_the_audit_in_every_look(
    room: Room, look: Look, theme: str
) -> None:
    look.choose(theme)  # type: ignore[arg-type]
    room.press(KEY.Key_V, CONTROL | SHIFT)
    room.until(lambda: votes(room).panel is not None and panel(room).asking.question.hasFocus())
    panel(room).asking.change.click()
    for method in Method:
        panel(room).asking._show_method(usual_rule(method))
        settle()
        assert fits(panel(room)), method
    assert audit(room.shell) == []


def test_a_screen_reader_hears_figures_and_answers(room: Room) -> None:
    opened(room, KEY.Key_F, "Late bus?")
    say(room, "4 2")
    running = panel(room).running
    assert "2, Some doubts, talk more: 1" in running.levels.accessibleName()
    rows = running.answers.rows
    said = [rows.data(rows.index(at), Qt.ItemDataRole.AccessibleTextRole) for at in (0, 1, 2)]
    assert said == ["Amara Cole: 4", "Dana Reyes: 2", "Grace Okafor has not answered"]
    assert running.line.field.accessibleDescription() == "Next: Grace Okafor"


def test_chips_of_the_capture_bar_say_what_a_command_will_do(room: Room) -> None:
    room.type("/fist")
    shown = [chip.words for chip in room.view.bar.findChildren(Chip) if chip.isVisible()]
    assert shown == ["Fist to five"]
