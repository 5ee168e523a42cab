"""The end of a meeting by keyboard: the review, the minutes from draft to seal, marks in the stream."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.decisions import Decision, DecisionStatus
from nghs_desktop.domain.kept_minutes import KeptMinutes, MinutesState, minutes_key
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.meetings import AgendaItem, AgendaState, Meeting, MeetingState
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.services.api import Content, named, undo_state
from nghs_desktop.ui.dialogs.popups import Picker, Popup
from nghs_desktop.ui.ending.asking import DayPopup, FinalPopup, WordsPopup
from nghs_desktop.ui.ending.minutes_page import MinutesView
from nghs_desktop.ui.ending.review_page import ReviewPage
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.view import View
from nghs_desktop.ui.views.meeting_ending import Ending
from tests.support.audit import audit, settle
from tests.support.held import MEETING, hold
from tests.support.room import Room
from tests.support.voting import minute
from tests.support.workspaces import another_program, fresh, opened, run


def staged(folder: Path, *, ended: bool) -> Path:
    """Return a closed workspace with the meeting of `held`, and what it lacks."""
    path = fresh(folder, content=Content.EMPTY)
    with opened(path, clock=lambda: minute(90)) as workspace:
        hold(workspace, ended=ended)
        lacking = (
            Lever(id="l2", name="Policy", position="a"),
            Decision(
                id="dd1", title="Meet in the library", meeting_id=MEETING, group_id="g1",
                heard_at=minute(80),
            ),
            Barrier(
                id="bb1", title="No late bus on Fridays", meeting_id=MEETING, group_id="g1",
                owner_id="ana", due=date(2026, 12, 1), heard_at=minute(81),
            ),
        )  # fmt: skip
        run(workspace, LogRecords(lacking))
    return path


def enter(qtbot: QtBot, look: Look, path: Path, at: float = 95) -> Room:
    """Open a workspace on its staged meeting."""
    made = Room(qtbot, look, path, content=Content.EMPTY)
    made.now = minute(at)
    for _ in range(4):  # the first reading, of the meeting that comes next, may still be under way
        made.quiet()
    made.view.show_meeting(MEETING)
    made.until(lambda: made.view.flow.meeting is not None and made.view.flow.meeting.id == MEETING)
    for _ in range(2):
        made.quiet()
    return made


@pytest.fixture
def room(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Room]:
    """The staged meeting, still running."""
    made = enter(qtbot, look, staged(tmp_path, ended=False))
    yield made
    made.close()


@pytest.fixture
def held(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Room]:
    """The staged meeting, ended."""
    made = enter(qtbot, look, staged(tmp_path, ended=True), at=200)
    yield made
    made.close()


def ending_of(room: Room) -> Ending:
    return next(one for one in room.view._companions if isinstance(one, Ending))


def review_of(room: Room) -> ReviewPage:
    """Open the review and wait for its rows."""
    room.view.commands()["review"]()
    page = room.view.stage.own_page
    assert isinstance(page, ReviewPage)
    room.until(lambda: bool(page.list.rows.rows) and page.list.hasFocus())
    return page


def minutes_of(room: Room) -> MinutesView:
    """Open the minutes and wait for them."""
    room.view.commands()["minutes"]()
    page = room.view.stage.own_page
    assert isinstance(page, MinutesView)
    room.until(lambda: page.page is not None)
    settle()
    return page


def go_to(page: ReviewPage, id: str) -> None:
    at = next(n for n, one in enumerate(page.list.rows.rows) if one.row.ref.id == id)
    page.list.setCurrentIndex(page.list.rows.index(at, 0))


def record(room: Room, noun: str, id: str) -> Any:
    return room.ask(lambda reader: reader.get(NOUN[noun], id))


def popup_of(page: QWidget, kind: type[Popup]) -> Any:
    found = [one for one in page.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def kept(room: Room) -> KeptMinutes:
    return record(room, "minutes", minutes_key(MEETING))  # type: ignore[no-any-return]


def state(room: Room) -> MinutesState:
    return kept(room).state


# -- the review ------------------------------------------------------------------------------
def test_the_review_is_a_page_with_one_row_for_each_thing_that_is_missing(room: Room) -> None:
    page = review_of(room)
    assert isinstance(page, View)
    refs = [one.row.ref.id for one in page.list.rows.rows]
    assert "dd1" in refs and "bb1" in refs and "k2" in refs and "i2" in refs
    assert page.counted.text() == f"0 of {len(refs)}"
    assert page.list.current() == page.list.rows.rows[0]
    assert page.list.rows.sentence(refs.index("bb1")).startswith("No late bus on Fridays. B-")
    assert "1 Practice. 2 Policy" in page.list.rows.sentence(refs.index("bb1"))


def test_one_key_fills_a_row_and_the_next_one_follows(room: Room) -> None:
    page = review_of(room)
    go_to(page, "bb1")
    following = page.list.rows.rows[page.list.currentIndex().row() + 1]
    room.type("2")
    room.until(lambda: page.list.rows.settled == 1)
    assert record(room, "barrier", "bb1").lever_id == "l2"
    assert page.counted.text().startswith("1 of ")
    current = page.list.current()
    assert current is not None and current.row.ref == following.row.ref
    assert room.ask(undo_state).undo == "set the lever Policy"
    room._undo()
    room.until(lambda: page.list.rows.settled == 0)
    assert record(room, "barrier", "bb1").lever_id is None


def test_a_date_is_typed_in_words(room: Room) -> None:
    page = review_of(room)
    go_to(page, "k2")
    room.type("d")
    popup = popup_of(page, DayPopup)
    QTest.keyClicks(popup.field, "never")
    assert popup.read_as == "No such day"
    popup.field.clear()
    QTest.keyClicks(popup.field, "friday")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    room.until(lambda: record(room, "commitment", "k2").due is not None)
    assert record(room, "commitment", "k2").due.weekday() == 4


def test_an_owner_who_is_not_known_is_added_in_the_same_step(room: Room) -> None:
    page = review_of(room)
    go_to(page, "k2")
    room.type("@")
    picker = popup_of(page, Picker)
    QTest.keyClicks(picker.field, "Nora Vale")
    room.quiet()
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    room.until(lambda: record(room, "commitment", "k2").owner_id is not None)
    assert "Nora Vale" in {row.name for row in room.ask(lambda r: named(r, "person"))}
    room._undo()
    room.until(lambda: record(room, "commitment", "k2").owner_id is None)
    assert "Nora Vale" not in {row.name for row in room.ask(lambda r: named(r, "person"))}


def test_an_outcome_is_written_in_words(room: Room) -> None:
    page = review_of(room)
    go_to(page, "dd1")
    room.type("o")
    popup = popup_of(page, WordsPopup)
    QTest.keyClicks(popup.field, "From January on.")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    room.until(lambda: record(room, "decision", "dd1").outcome == "From January on.")
    assert record(room, "decision", "dd1").status is DecisionStatus.OUTCOME_WRITTEN


def test_agenda_items_are_discussed_or_carried_over_with_one_key(room: Room) -> None:
    page = review_of(room)
    go_to(page, "i2")
    room.type("2")
    room.until(lambda: record(room, "agenda_item", "i2").state is AgendaState.DEFERRED)
    go_to(page, "a1")
    room.type("1")
    room.until(lambda: record(room, "agenda_item", "a1").state is AgendaState.DISCUSSED)


def test_what_is_skipped_is_kept_nowhere_and_comes_again_next_time(room: Room) -> None:
    page = review_of(room)
    before = room.ask(undo_state).undo
    first = page.list.rows.rows[0]
    room.type("s")
    assert page.list.rows.settled == 1 and page.list.current() != first
    assert room.ask(undo_state).undo == before
    room.press(Qt.Key.Key_Escape)
    assert room.view.stage.own_page is None
    again = review_of(room)
    room.until(lambda: again.list.rows.settled == 0)


def test_esc_goes_back_to_the_meeting_with_nothing_lost(room: Room) -> None:
    page = review_of(room)
    go_to(page, "bb1")
    room.type("2")
    room.until(lambda: page.list.rows.settled == 1)
    room.press(Qt.Key.Key_Escape)
    assert room.view.stage.own_page is None
    assert room.view.bar.field.hasFocus()
    assert record(room, "barrier", "bb1").lever_id == "l2"


def test_ending_is_one_step_and_the_brief_comes_next(room: Room) -> None:
    page = review_of(room)
    page.end.setFocus()
    room.press(Qt.Key.Key_Space)
    room.until(lambda: page.brief.hasFocus())
    meeting = record(room, "meeting", MEETING)
    assert isinstance(meeting, Meeting)
    assert (meeting.state, meeting.ended_at) == (MeetingState.ENDED, room.now)
    assert not page.end.isVisible() and page.minutes.isVisible()
    room.press(Qt.Key.Key_Space)
    assert "brief" in room.said
    room._undo()
    room.until(lambda: page.end.isVisible())
    assert record(room, "meeting", MEETING).state is MeetingState.IN_PROGRESS


def test_nothing_is_missing_is_said(room: Room) -> None:
    page = review_of(room)
    while (one := page.list.current()) is not None and one.waits:
        room.type("s")
    assert page.list.rows.settled == len(page.list.rows.rows)
    item = record(room, "agenda_item", "i2")
    assert isinstance(item, AgendaItem) and item.state is AgendaState.PLANNED


# -- the minutes -----------------------------------------------------------------------------
def test_a_draft_is_kept_as_it_is_typed(held: Room) -> None:
    page = minutes_of(held)
    assert page.text.words().startswith("The Practice Work Group met on Tuesday 17 November 2026")
    held.type("Hear ye. ")
    page.flush()
    held.until(lambda: page.page is not None and page.page.own)
    assert kept(held).text.startswith("Hear ye. The Practice Work Group")
    held.dispatch.run(LogRecords((Barrier(id="bb9", title="Rain", meeting_id=MEETING),)))
    held.until(lambda: page.page is not None and bool(page.page.news))
    assert "Hear ye." in page.text.words() and "Rain" not in page.text.words()
    press(page, "merge")
    held.until(lambda: "Rain" in page.text.words())
    assert page.text.words().startswith("Hear ye. ")
    page.anew.click()
    held.until(lambda: page.page is not None and not page.page.own)
    assert not page.text.words().startswith("Hear ye.")


def press(page: MinutesView, key: str) -> None:
    from nghs_desktop.ui.widgets.buttons import Button

    found = [one for one in page.findChildren(Button) if one.property("key") == key]
    next(one for one in found if one.isVisible()).click()


def test_the_way_from_draft_to_seal_and_addendum(held: Room) -> None:
    page = minutes_of(held)
    page.next.click()
    popup = popup_of(page, DayPopup)
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    held.until(lambda: page.page is not None and page.page.state is MinutesState.CIRCULATED)
    assert page.text.isReadOnly() and page.next.text() == "Approve"
    assert "Corrections until" in page.state.text()

    page.correct.click()
    page.form.keep.click()
    assert "Choose who it is by" in held.said[-1]
    page.form.who.click()
    choose(held, page, "Ben")
    held.until(lambda: page.window().focusWidget() is page.text)
    assert not page.text.isReadOnly()
    QTest.keyClicks(page.text, "Corrected. ")
    page.form.why.setText("It was so")
    page.form.keep.click()
    held.until(lambda: page.page is not None and page.page.state is MinutesState.CORRECTED)
    assert page.text.words().startswith("Corrected. ") and not page.form.isVisible()

    page.next.click()
    held.until(lambda: menu_of(page) is not None)
    take(page, "The chair approves them now")
    held.until(lambda: page.page is not None and page.page.state is MinutesState.APPROVED)
    page.next.click()
    popup_of(page, FinalPopup).button.click()
    held.until(lambda: page.page is not None and page.page.state is MinutesState.SEALED)
    assert page.seal.text().startswith("Seal ")
    assert page.text.isReadOnly() and not page.correct.isVisible()

    page.next.click()
    page.form.who.click()
    choose(held, page, "Ana")
    held.until(lambda: page.window().focusWidget() is page.form.added)
    QTest.keyClicks(page.form.added, "The bus came.")
    page.form.keep.click()
    held.until(lambda: page.page is not None and len(page.page.addenda) == 1)
    assert held.failures == []


def choose(room: Room, page: QWidget, name: str) -> None:
    picker = popup_of(page, Picker)
    QTest.keyClicks(picker.field, name)
    room.until(lambda: bool(picker.shown()) and picker.shown()[0].name.startswith(name))
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    settle()


def menu_of(page: QWidget) -> QMenu | None:
    return next((one for one in page.findChildren(QMenu) if one.isVisible()), None)


def take(page: QWidget, words: str) -> None:
    menu = menu_of(page)
    assert menu is not None
    action = next(one for one in menu.actions() if one.text() == words)
    menu.close()
    action.trigger()


def test_only_those_who_were_there_are_offered_for_a_correction(held: Room) -> None:
    page = minutes_of(held)
    page.steps.circulate(MEETING, None)
    held.until(lambda: page.page is not None and page.page.state is MinutesState.CIRCULATED)
    page.correct.click()
    page.form.who.click()
    picker = popup_of(page, Picker)
    held.until(lambda: bool(picker.shown()))
    names = {row.name for row in picker.shown()}
    assert "Ana Brook" in names and "Lou Marsh" not in names
    held.press(Qt.Key.Key_Escape)


def test_esc_leaves_correcting_first_and_then_the_page(held: Room) -> None:
    page = minutes_of(held)
    page.steps.circulate(MEETING, None)
    held.until(lambda: page.page is not None and page.page.state is MinutesState.CIRCULATED)
    page.correct.click()
    held.press(Qt.Key.Key_Escape)
    assert held.view.stage.own_page is page and not page.form.isVisible()
    held.press(Qt.Key.Key_Escape)
    assert held.view.stage.own_page is None


def test_long_minutes_are_scrolled_by_keys_while_they_are_typed_or_only_read(held: Room) -> None:
    page = minutes_of(held)
    bar = page.area.verticalScrollBar()
    assert bar.maximum() > 0 and page.text.hasFocus()
    held.press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    held.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    at_the_end = bar.value()
    assert at_the_end > bar.pageStep() // 2
    page.steps.circulate(MEETING, None)
    held.until(lambda: page.page is not None and page.page.state is MinutesState.CIRCULATED)
    held.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert bar.value() < at_the_end
    held.press(Qt.Key.Key_Down)
    assert page.text.textCursor().position() > 0


def test_minutes_that_were_changed_after_sealing_say_so(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    from tests.unit.services.test_minutes import BEHIND, sealed_file

    path = sealed_file(tmp_path)
    with another_program(path) as file:
        file.execute(BEHIND["one byte"])
    made = enter(qtbot, look, path)
    try:
        page = minutes_of(made)
        assert page.page is not None and page.page.damage
        assert not page.next.isVisible()
        shown = [one.accessibleName() for one in page.findChildren(QWidget) if one.isVisible()]
        assert any("changed after they were sealed" in words for words in shown)
    finally:
        made.close()


# -- the stream ------------------------------------------------------------------------------
def test_what_was_written_down_before_and_after_the_meeting_is_marked(held: Room) -> None:
    rows = {row.item.title: held.view.rows.sentence(row) for row in held.view.rows.rows()}
    assert "before the meeting" in rows["Sent in by letter"]
    assert "after the meeting" in rows["Ben called back"]
    assert "the meeting" not in rows["Buses stop at 3:30"]


# -- looked over -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("scale", "size"), [(1.0, (1280, 800)), (2.0, (1280, 800)), (1.0, (640, 480))]
)
def test_the_pages_hold_at_every_size(
    qtbot: QtBot, tmp_path: Path, qapp: QApplication, scale: float, size: tuple[int, int]
) -> None:
    from nghs_desktop.ui.typography import SystemText

    look = Look("light", scale, motion=False, system=SystemText(points=9.0, dpi=96.0))
    look.install(qapp)
    made = enter(qtbot, look, staged(tmp_path, ended=False))
    try:
        made.shell.resize(*size)
        review_of(made)
        assert audit(made.shell) == []
        minutes_of(made)
        assert audit(made.shell) == []
    finally:
        made.close()
        look.deleteLater()
