"""The detail panel and the forms: everything edits in place and is on disk at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nghs_desktop.domain.barriers import BarrierStatus
from nghs_desktop.domain.commands import AmendRecords, Ref, TrashRecords
from nghs_desktop.domain.links import LinkKind
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.services.api import Draft, links_of, story
from nghs_desktop.ui.dialogs.form_binding import read_moment
from nghs_desktop.ui.dialogs.new_workspace import NewWorkspace, NewWorkspacePage
from nghs_desktop.ui.dialogs.record_form import FORMS, RecordForm, open_form
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.theme import THEME_KEYS
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.items import ItemsView
from nghs_desktop.ui.views.library import SHELVES, LibraryView
from nghs_desktop.ui.views.people import PeopleView
from tests.support.audit import audit
from tests.support.place import Place

KEY = Qt.Key
Open = Callable[[Callable[[ViewContext], QWidget]], Place]


@pytest.fixture
def open_place(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Open]:
    made: list[Place] = []

    def opened(make: Callable[[ViewContext], QWidget]) -> Place:
        made.append(Place(qtbot, look, tmp_path, "barriers", make))
        return made[-1]

    yield opened
    for one in made:
        one.close()


@pytest.fixture
def place(open_place: Open) -> Place:
    return open_place(lambda context: ItemsView(context, "barrier"))


def shown(place: Place) -> Ref:
    ref = place.view.detail.ref
    assert isinstance(ref, Ref)
    return ref


def stored(place: Place) -> Any:
    return place.record(shown(place).noun, shown(place).id)


def write(place: Place, edit: QWidget, words: str) -> None:
    edit.setFocus()
    QTest.keyClick(edit, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(edit, words)


# -- text ------------------------------------------------------------------------------------
def test_what_is_typed_is_saved_after_a_pause_without_any_button(place: Place) -> None:
    edit = place.view.detail.body.texts["details"].edit
    write(place, edit, "They stop at 3:30.")
    place.until(lambda: stored(place).details == "They stop at 3:30.")
    assert edit.hasFocus()


def test_what_is_typed_is_a_draft_on_disk_before_it_is_saved(place: Place) -> None:
    text = place.view.detail.body.texts["details"]
    write(place, text.edit, "Half a se")
    place.until(lambda: any(d.text == "Half a se" for d in place.workspace.drafts()))
    draft = next(d for d in place.workspace.drafts() if d.text == "Half a se")
    assert draft.place == f"barrier/{shown(place).id}/details"
    assert stored(place).details != "Half a se"
    text.keep()
    place.quiet()
    assert stored(place).details == "Half a se"
    assert place.workspace.drafts() == ()


def test_a_draft_of_a_crashed_session_is_put_back_and_saved(
    open_place: Open, tmp_path: Path
) -> None:
    first = open_place(lambda context: ItemsView(context, "barrier"))
    ref = shown(first)
    draft = Draft(f"barrier/{ref.id}/details", f"{ref.id}/details", "Nearly lost", 11, "barrier")
    first.workspace.keep_draft(draft).result()
    first.view.detail._drafts = None
    first.view.detail.show_nothing()
    first.view.detail.show_record(ref)
    first.until(lambda: first.record("barrier", ref.id).details == "Nearly lost")


def test_one_fact_more_is_one_fact(place: Place) -> None:
    facts = place.view.detail.body.facts
    for number, words in ((1, "1 more fact"), (3, "3 more facts")):
        facts._show_more(number)
        assert words in [button.text() for button in facts.findChildren(QPushButton)]


def test_leaving_for_another_row_saves_first(place: Place) -> None:
    before = shown(place)
    write(place, place.view.detail.body.texts["details"].edit, "Saved on leaving")
    place.view.focus_list()
    place.press(KEY.Key_Down)
    place.quiet()
    assert shown(place) != before
    assert place.record("barrier", before.id).details == "Saved on leaving"


def test_typing_in_one_field_is_one_step_of_undo(place: Place) -> None:
    before = stored(place).details
    text = place.view.detail.body.texts["details"]
    write(place, text.edit, "One")
    text.keep()
    place.quiet()
    QTest.keyClicks(text.edit, " two")
    text.keep()
    place.quiet()
    assert stored(place).details == "One two"
    place.undo()
    place.quiet()
    assert stored(place).details == before


def test_the_title_is_edited_in_place_and_never_left_empty(place: Place) -> None:
    title = place.view.detail.body.title
    before = stored(place).title
    write(place, title.edit, "Said in other words")
    QTest.keyClick(title.edit, KEY.Key_Return)
    place.quiet()
    assert stored(place).title == "Said in other words"
    title.edit.setFocus()
    title.edit.selectAll()
    QTest.keyClick(title.edit, KEY.Key_Delete)
    QTest.keyClick(title.edit, KEY.Key_Return)
    place.quiet(1000)
    assert stored(place).title == "Said in other words"
    assert title.edit.toPlainText() == "Said in other words"
    assert before != stored(place).title


def test_a_change_from_elsewhere_shows_but_not_over_what_is_being_typed(place: Place) -> None:
    text = place.view.detail.body.texts["details"]
    place.run(AmendRecords((shown(place),), {"details": "From elsewhere"}))
    assert text.edit.toPlainText() == "From elsewhere"
    write(place, text.edit, "Mine")
    place.run(AmendRecords((shown(place),), {"consequence": "Something"}))
    assert text.edit.toPlainText() == "Mine"


# -- facts -----------------------------------------------------------------------------------
def menu_of(row: Any) -> QMenu:
    row.button.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_a_choice_is_taken_from_its_menu(place: Place) -> None:
    row = place.view.detail.body.facts.rows["status"]
    ref = shown(place)
    row.button.setFocus()
    menu = menu_of(row)
    next(action for action in menu.actions() if action.text() == "Resolved").trigger()
    menu.close()
    place.quiet()
    # The row has left the open list; what is being edited stays on screen.
    assert shown(place) == ref
    assert stored(place).status is BarrierStatus.RESOLVED
    assert row.button.accessibleName() == "Status: Resolved. Change"


def test_a_person_is_found_added_and_taken_away(place: Place) -> None:
    row = place.view.detail.body.facts.rows["owner_id"]
    row.button.click()
    place.quiet()
    place.type("Nora New")
    place.press(KEY.Key_Return)
    place.quiet()
    assert place.record("person", stored(place).owner_id).name == "Nora New"
    row.button.click()
    place.quiet()
    picker = QApplication.activePopupWidget()
    none = [known.name for known in picker.shown()].index("None")  # type: ignore[union-attr]
    picker._take(picker._model.index(none, 0))  # type: ignore[union-attr]
    place.quiet()
    assert stored(place).owner_id is None


def test_a_number_that_is_none_is_refused_in_words(place: Place) -> None:
    facts = place.view.detail.body.facts
    facts._edited(NOUN["barrier"].field["reach_sites"], "many")
    facts._edited(NOUN["barrier"].field["reach_students"], "250")
    place.quiet()
    assert place.said == ["Schools it reaches is a whole number. Nothing was changed."]
    assert stored(place).reach_students == 250


def test_schools_are_chosen_several_at_a_time(place: Place) -> None:
    facts = place.view.detail.body.facts
    before = len(facts._linked_by(LinkKind.AT))
    facts.ask_links(LinkKind.AT, "organization")
    place.quiet()
    place.type("MC2")
    place.press(KEY.Key_Return)
    place.quiet()
    after = [link.other.name for link in facts._linked_by(LinkKind.AT)]
    assert len(after) != before
    picker = QApplication.activePopupWidget()
    assert picker is not None
    picker.close()


# -- links -----------------------------------------------------------------------------------
def linked_barrier(place: Place) -> Ref:
    ref = place.first("barrier", "id IN (SELECT to_id FROM link WHERE kind = 'addresses')")
    place.view.open_record(ref)
    place.quiet()
    return ref


def section(place: Place, heading: str) -> Any:
    body = place.view.detail.body
    return next(shown for known, shown in body._sections if known.heading == heading)


def test_a_linked_practice_opens_in_the_same_place_and_back_returns(place: Place) -> None:
    ref = linked_barrier(place)
    card = section(place, "Practices that get around it").cards[0]
    card.click()
    place.quiet()
    assert shown(place).noun == "practice"
    assert section(place, "Barriers it gets around").cards
    place.view.detail.back.click()
    place.quiet()
    assert shown(place) == ref


def test_del_on_a_card_takes_the_link_away_and_undo_brings_it_back(place: Place) -> None:
    ref = linked_barrier(place)
    links = place.ask(lambda r: links_of(r, ref))
    card = section(place, "Practices that get around it").cards[0]
    card.setFocus()
    QTest.keyClick(card, KEY.Key_Delete)
    place.quiet()
    assert len(place.ask(lambda r: links_of(r, ref))) == len(links) - 1
    place.undo()
    place.quiet()
    assert place.ask(lambda r: links_of(r, ref)) == links


def test_a_practice_is_found_and_linked(place: Place) -> None:
    ref = shown(place)
    practices = section(place, "Practices that get around it")
    count = len(practices.cards)
    practices.add.click()
    place.quiet()
    place.type("portfolio")
    place.quiet()
    place.press(KEY.Key_Return)
    place.quiet()
    assert len(practices.cards) == count + 1
    kinds = [str(link.kind) for link in place.ask(lambda r: links_of(r, ref)) if not link.forward]
    assert "addresses" in kinds


# -- history ---------------------------------------------------------------------------------
def test_history_is_in_words_and_a_line_is_taken_back_by_enter(place: Place) -> None:
    ref = shown(place)
    before = stored(place).status
    place.run(AmendRecords((ref,), {"status": BarrierStatus.IN_WORK}))
    history = place.view.detail.body.history
    assert history.lines[0].sentence == (
        f"Robin Ashby changed status from {before.label} to In work"
    )
    history.setFocus()
    QTest.keyClick(history, KEY.Key_Return)
    place.quiet()
    assert stored(place).status is before
    assert len(place.ask(lambda r: story(r, ref))) == len(history.lines) + history.hidden_count


# -- the foot and the menu -------------------------------------------------------------------
def test_add_to_brief_is_one_button_that_turns(place: Place) -> None:
    place.run(AmendRecords((shown(place),), {"for_brief": False}))
    panel = place.view.detail
    assert panel.brief.isVisible()
    assert not panel.out_of_brief.isVisible()
    panel.brief.click()
    place.quiet()
    assert stored(place).for_brief
    assert panel.out_of_brief.isVisible()


def test_a_new_commitment_is_linked_to_the_item(place: Place) -> None:
    ref = shown(place)
    place.view.detail.commitment.click()
    place.type("Ask the bus company")
    place.press(KEY.Key_Return)
    place.quiet()
    assert place.said == ["Commitment added."]
    others = [link.other for link in place.ask(lambda r: links_of(r, ref))]
    made = next(other for other in others if other.name == "Ask the bus company")
    assert made.noun == "commitment"
    assert made.id in {card.linked.row.id for card in section(place, "Goes with").cards}


def test_copy_pin_duplicate_and_trash(place: Place) -> None:
    panel = place.view.detail
    ref, title = shown(place), stored(place).title
    panel.copy.click()
    assert QApplication.clipboard().text() == f"B-{stored(place).number:03d} {title}"
    was_pinned = stored(place).pinned
    panel.pin.click()
    place.quiet()
    assert stored(place).pinned is not was_pinned
    panel.duplicate()
    place.quiet()
    assert shown(place) != ref
    assert stored(place).title == title
    panel.trash()
    place.quiet()
    assert place.said[-1] == "Moved to Trash."


def test_a_record_in_the_trash_says_so_and_restores(place: Place) -> None:
    ref = place.first("practice")
    place.view.detail.show_record(ref)
    place.quiet()
    place.run(TrashRecords((ref,)))
    strip = place.view.detail._in_trash
    assert strip.isVisible()
    strip.restored.emit()
    place.quiet()
    assert not strip.isVisible()
    assert place.record("practice", ref.id).deleted == 0


# -- people and the library ------------------------------------------------------------------
def test_people_say_what_they_raised_and_owe_and_it_opens(open_place: Open) -> None:
    place = open_place(PeopleView)
    rows = place.view.list.rows.rows
    luis = next(row for row in rows if row.name == "Luis Ortega")
    assert "raised" in luis.right
    place.view.open_record(luis.ref)
    place.quiet()
    raised = place.view.detail.body._people["raised"]
    assert raised.cards
    raised.cards[0].click()
    place.quiet()
    assert shown(place).noun != "person"


def test_a_new_person_is_kept_by_the_button_of_the_form(open_place: Open) -> None:
    place = open_place(PeopleView)
    place.view.start_new()
    place.quiet()
    form = place.shell.findChild(RecordForm)
    assert form is not None
    form.add.click()
    assert form._problem.text() == "Name is needed."
    name = form.binding.widgets["name"]
    assert isinstance(name, QLineEdit)
    QTest.keyClicks(name, "Wanda Example")
    form.add.click()
    place.quiet()
    assert place.view.detail.record.name == "Wanda Example"
    assert place.view.list.current_row().name == "Wanda Example"


@pytest.mark.parametrize("key", SHELVES)
def test_the_library_lists_the_starter_records_and_filters_them(open_place: Open, key: str) -> None:
    place = open_place(lambda context: LibraryView(context, key))
    rows = place.view.list.rows.rows
    assert len(rows) > 5
    place.press(KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    place.type(rows[-1].name.split()[-1])
    place.quiet()
    assert 0 < len(place.view.list.rows.rows) <= len(rows)
    assert not place.failures


def test_an_untitled_resource_is_called_by_its_kind(open_place: Open) -> None:
    place = open_place(lambda context: LibraryView(context, "resources"))
    assert "Untitled podcast" in [row.name for row in place.view.list.rows.rows]


# -- forms -----------------------------------------------------------------------------------
@pytest.mark.parametrize("noun", FORMS)
def test_a_form_has_a_widget_for_every_shown_field_and_for_nothing_else(
    qtbot: QtBot, look: Look, noun: str
) -> None:
    form = QWidget()
    qtbot.addWidget(form)
    FORMS[noun]().setupUi(form)
    labels = {label.objectName() for label in form.findChildren(QLabel)}
    named = {
        widget.objectName()
        for widget in form.findChildren(QWidget)
        if widget.objectName()
        and widget.objectName() not in labels
        and not widget.objectName().startswith(("section_", "qt_"))
        and widget.parentWidget() is not None
        and widget.parentWidget().objectName().startswith("section_")
    }
    assert named == {field.name for field in NOUN[noun].fields if field.about.shown}
    buddies = {label.buddy().objectName() for label in form.findChildren(QLabel) if label.buddy()}
    checks = {box.objectName() for box in form.findChildren(QCheckBox)}
    assert buddies | checks == named


def form_of(place: Place) -> RecordForm:
    form = open_form(place.context(), shown(place), place.view)
    assert form is not None
    place.quiet()
    return form


def test_a_form_saves_what_a_person_does_and_nothing_a_program_shows(place: Place) -> None:
    steps = place.ask(lambda r: r.value("SELECT count(*) FROM step"))
    form = form_of(place)
    assert place.ask(lambda r: r.value("SELECT count(*) FROM step")) == steps
    box = form.binding.widgets["impact"]
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData("low"))
    place.quiet()
    assert place.ask(lambda r: r.value("SELECT count(*) FROM step")) == steps
    box.activated.emit(box.currentIndex())
    place.quiet()
    assert str(stored(place).impact) == "low"
    due = form.binding.widgets["due"]
    assert isinstance(due, QLineEdit)
    due.setFocus()
    QTest.keyClicks(due, "4 dec")
    QTest.keyClick(due, KEY.Key_Return)
    place.quiet()
    assert stored(place).due.isoformat() == "2026-12-04"
    assert due.text() == "Fri 4 Dec"


def test_what_a_form_cannot_read_is_said_beside_it_and_not_saved(place: Place) -> None:
    form = form_of(place)
    sites = form.binding.widgets["reach_sites"]
    assert isinstance(sites, QLineEdit)
    sites.setFocus()
    sites.selectAll()
    QTest.keyClicks(sites, "a lot")
    QTest.keyClick(sites, KEY.Key_Return)
    assert form._problem.isVisible()
    assert form._problem.text() == (
        "Schools it reaches is a whole number, such as 12. It was not saved."
    )
    sites.selectAll()
    QTest.keyClicks(sites, "12")
    QTest.keyClick(sites, KEY.Key_Return)
    place.quiet()
    assert stored(place).reach_sites == 12
    assert not form._problem.isVisible()


def test_closing_the_form_saves_what_is_being_typed(place: Place) -> None:
    form = form_of(place)
    words = form.binding.widgets["affected"]
    assert isinstance(words, QLineEdit)
    words.selectAll()
    QTest.keyClicks(words, "Students who work")
    QTest.keyClick(words, KEY.Key_Escape)
    place.quiet()
    assert stored(place).affected == "Students who work"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("4 dec 10:00", (12, 4, 10, 0)),
        ("14:30", (11, 17, 14, 30)),
        ("4 dec", None),
        ("10:75", None),
        ("99:00", None),
        ("", None),
    ],
)
def test_a_day_and_a_time_are_read_as_written(
    words: str, expected: tuple[int, int, int, int] | None
) -> None:
    now = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
    moment = read_moment(words, now)
    if expected is None:
        assert moment is None
    else:
        assert moment is not None
        assert (moment.month, moment.day, moment.hour, moment.minute) == expected


def test_a_workspace_of_ones_own_needs_a_name_and_a_group(qtbot: QtBot, look: Look) -> None:
    page = NewWorkspacePage(look)
    qtbot.addWidget(page)
    asked: list[NewWorkspace] = []
    page.asked.connect(asked.append)
    page.make.click()
    assert page._problem.text() == "Give the workspace a name."
    QTest.keyClicks(page.form.name, "River Valley")
    page.form.policy_group.click()
    page.make.click()
    assert asked == [NewWorkspace("River Valley", "", ("practice", "funding"))]


@pytest.mark.parametrize("theme", THEME_KEYS)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_nameless_or_out_of_reach(place: Place, theme: str, scale: float) -> None:
    place.look.choose(theme)  # type: ignore[arg-type]
    place.look.set_text_scale(scale)
    linked_barrier(place)
    place.quiet()
    assert [str(finding) for finding in audit(place.shell)] == []
    assert isinstance(place.settings, QSettings)
