"""The lists of what was captured, by keyboard and mouse, on a real workspace file."""

from __future__ import annotations

import random
from array import array
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.commitments import Commitment, CommitmentStatus
from nghs_desktop.services.api import ListQuery, saved_views
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.models.row_steps import Steps, steps_between
from nghs_desktop.ui.theme import THEME_KEYS
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.items import ItemsView
from tests.support.audit import audit
from tests.support.place import NOON, Place

KEY = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Open = Callable[..., Place]


@pytest.fixture
def open_place(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Open]:
    made: list[Place] = []

    def place(noun: str = "barrier", export: object = None) -> Place:
        def make(context: ViewContext) -> ItemsView:
            return ItemsView(context, noun, export=export)  # type: ignore[arg-type]

        made.append(Place(qtbot, look, tmp_path, "barriers", make))
        return made[-1]

    yield place
    for one in made:
        one.close()


@pytest.fixture
def place(open_place: Open) -> Place:
    return open_place()


def titles(place: Place) -> list[str]:
    model = place.view.model
    return [model.at(row).title for row in range(model.rowCount())]


def current(place: Place) -> str:
    row = place.view.list.current_row()
    return row.title if row else ""


def add(place: Place, *names: str, at: timedelta = timedelta()) -> None:
    made = [
        Barrier(
            id=new_id(),
            title=name,
            group_id=place.group.id,
            heard_at=NOON + at + timedelta(minutes=number),
        )
        for number, name in enumerate(names)
    ]
    place.run(LogRecords(tuple(made)))


# -- opening and walking ---------------------------------------------------------------------
def test_the_list_opens_on_its_first_view_with_the_keyboard_on_the_first_row(place: Place) -> None:
    view = place.view
    assert QApplication.focusWidget() is view.list
    assert view.head.view().name == "All open"
    assert current(place) == titles(place)[0]
    assert view.detail.record.title == current(place)


def test_the_detail_follows_the_row_and_enter_goes_into_it(place: Place) -> None:
    place.press(KEY.Key_Down)
    place.press(KEY.Key_Down)
    place.quiet()
    assert place.view.detail.record.title == current(place) == titles(place)[2]
    place.press(KEY.Key_Return)
    place.quiet()
    assert place.view.detail.isAncestorOf(QApplication.focusWidget())
    assert place.view.close_innermost()
    assert QApplication.focusWidget() is place.view.list


def test_in_a_narrow_window_enter_opens_the_detail_in_place_and_esc_goes_back(
    place: Place,
) -> None:
    place.look.set_text_scale(2.0)
    place.quiet()
    assert not place.view.detail.isVisible()
    place.press(KEY.Key_Return)
    place.quiet()
    assert place.view.detail.isVisible()
    assert not place.view.list.isVisible()
    assert place.view.detail.isAncestorOf(QApplication.focusWidget())
    place.press(KEY.Key_Escape)
    assert place.view.list.isVisible()
    assert QApplication.focusWidget() is place.view.list


# -- writing ---------------------------------------------------------------------------------
def test_items_kept_in_quick_succession_leave_the_list_on_the_last(place: Place) -> None:
    place.press(KEY.Key_N, CONTROL)
    for words in ("First new one", "Second new one", "Third new one"):
        place.type(words)
        place.press(KEY.Key_Return)
        place.until(lambda: not place.view.new_line.field.text())
    place.press(KEY.Key_Escape)
    place.until(lambda: current(place) == "Third new one")


def test_ctrl_n_opens_a_line_that_keeps_each_item_on_enter(place: Place) -> None:
    place.press(KEY.Key_N, CONTROL)
    for words in ("First new one", "Second new one"):
        place.type(words)
        place.press(KEY.Key_Return)
        place.quiet()
    assert QApplication.focusWidget() is place.view.new_line.field
    assert titles(place)[:2] == ["Second new one", "First new one"]
    place.press(KEY.Key_Escape)
    assert QApplication.focusWidget() is place.view.list
    place.until(lambda: current(place) == "Second new one")


def test_a_half_typed_line_is_there_again_after_a_restart(
    open_place: Open, qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    first = open_place()
    first.press(KEY.Key_N, CONTROL)
    first.type("Half a wo")
    first.press(KEY.Key_Escape)
    first.close()
    second = Place(qtbot, look, tmp_path, "barriers", lambda context: ItemsView(context, "barrier"))
    second.press(KEY.Key_N, CONTROL)
    assert second.view.new_line.field.text() == "Half a wo"
    second.close()
    first.close = lambda: None  # type: ignore[method-assign]


@pytest.mark.parametrize("key", [KEY.Key_E, KEY.Key_F2])
def test_the_text_is_edited_in_place(place: Place, key: Qt.Key) -> None:
    ref = place.view.list.current_row().id
    place.press(key)
    place.type("Quite other words")
    place.press(KEY.Key_Return)
    place.quiet()
    assert place.record("barrier", ref).title == "Quite other words"
    assert current(place) == "Quite other words"


def test_keys_1_to_4_set_the_status_and_undo_takes_it_back(place: Place) -> None:
    key = place.view.list.current_row().id
    before = place.record("barrier", key).status
    place.press(KEY.Key_2)
    place.quiet()
    assert place.record("barrier", key).status is BarrierStatus.IN_WORK
    place.press(KEY.Key_Z, CONTROL)
    place.quiet()
    assert place.record("barrier", key).status is before


def test_l_sets_the_lever_from_a_menu(place: Place) -> None:
    key = place.view.list.current_row().id
    place.press(KEY.Key_L)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    funding = next(action for action in menu.actions() if action.text() == "Funding")
    funding.trigger()
    menu.close()
    place.quiet()
    assert place.view.list.current_row().lever == "Funding"
    assert place.record("barrier", key).lever_id


def test_o_finds_the_owner_by_name_and_adds_an_unknown_one(place: Place) -> None:
    key = place.view.list.current_row().id
    place.press(KEY.Key_O)
    place.quiet()
    place.type("luis")
    place.press(KEY.Key_Return)
    place.quiet()
    assert place.view.list.current_row().owner == "Luis Ortega"
    place.press(KEY.Key_O)
    place.quiet()
    place.type("Zoe Newcomer")
    place.press(KEY.Key_Return)
    place.quiet()
    owner = place.record("barrier", key).owner_id
    assert place.record("person", owner).name == "Zoe Newcomer"


def test_d_takes_a_day_as_people_say_it(place: Place) -> None:
    key = place.view.list.current_row().id
    place.press(KEY.Key_D)
    place.type("4 dec")
    place.press(KEY.Key_Return)
    place.quiet()
    assert place.record("barrier", key).due.isoformat() == "2026-12-04"


def test_del_moves_to_trash_and_the_toast_brings_it_back(place: Place) -> None:
    gone, count = current(place), len(titles(place))
    place.press(KEY.Key_Delete)
    place.quiet()
    assert gone not in titles(place)
    assert place.said == ["Moved to Trash."]
    place.actions[0]()
    place.quiet()
    assert gone in titles(place)
    assert len(titles(place)) == count


# -- ticking ---------------------------------------------------------------------------------
def test_space_and_shift_tick_rows_and_the_bar_changes_all_of_them(place: Place) -> None:
    place.press(KEY.Key_Space)
    place.press(KEY.Key_Down, SHIFT)
    place.press(KEY.Key_Down, SHIFT)
    assert len(place.view.model.ticked) == 3
    assert place.view.bulk.isVisible()
    keys = place.view.model.ticked
    place.view.bulk.do("brief")
    place.quiet()
    assert all(place.record("barrier", key).for_brief for key in keys)
    place.press(KEY.Key_Up, SHIFT)
    assert len(place.view.model.ticked) == 2
    place.view.bulk.do("trash")
    place.quiet()
    assert place.said == ["Moved 2 barriers to Trash."]
    assert not place.view.bulk.isVisible()
    place.undo()
    place.quiet()
    assert place.ask(lambda r: r.value("SELECT count(*) FROM barrier WHERE deleted = 1")) == 0


def test_ctrl_a_ticks_every_row_also_those_never_on_screen(place: Place) -> None:
    add(place, *(f"One of many {number}" for number in range(150)))
    place.press(KEY.Key_A, CONTROL)
    place.quiet()
    assert len(place.view.model.ticked) == place.view.model.rowCount() > 150
    place.press(KEY.Key_Escape)
    assert not place.view.model.ticked


def test_the_box_of_a_row_is_ticked_with_the_mouse(place: Place) -> None:
    rows = place.view.list
    rect = rows.visualRect(place.view.model.index(1, 0))
    at = QPoint(rect.x() + 20, rect.center().y())
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert place.view.model.ticked == {place.view.model.at(1).id}


# -- filter, order, views --------------------------------------------------------------------
def test_the_filter_reads_words_and_terms_and_shows_terms_as_chips(place: Place) -> None:
    place.press(KEY.Key_F, CONTROL)
    place.type("lever:policy seat")
    place.quiet()
    shown = titles(place)
    assert shown
    assert all("seat" in title.lower() for title in shown)
    chip = place.view.head._chips[0]
    assert chip.words == "lever: policy"
    chip.removed.emit()
    place.quiet()
    assert place.view.head.field.text() == "seat"


def test_a_filter_without_matches_says_so_and_esc_clears_it(place: Place) -> None:
    count = len(titles(place))
    place.press(KEY.Key_F, CONTROL)
    place.type("nothinglikethis")
    place.quiet()
    assert place.view.empty.isVisible()
    assert place.view.empty.sentence.text() == "No barrier matches. Clear the filter."
    place.press(KEY.Key_Escape)
    place.quiet()
    assert len(titles(place)) == count


def test_the_order_changes_and_the_current_row_stays_current(place: Place) -> None:
    place.press(KEY.Key_Down)
    before = current(place)
    place.view.head._sort_by("title")
    place.quiet()
    assert titles(place) == sorted(titles(place), key=str.lower)
    assert current(place) == before


def test_the_present_filter_is_kept_as_a_view_renamed_and_thrown_away(place: Place) -> None:
    place.press(KEY.Key_F, CONTROL)
    place.type("has:dots")
    place.quiet()
    shown = titles(place)
    place.view.head.ask_name()
    place.type("With dots")
    place.press(KEY.Key_Return)
    place.quiet(900)
    head = place.view.head
    assert head.view().name == "With dots"
    assert head.field.text() == ""
    assert titles(place) == shown
    head.view_renamed.emit(head.view().id, "Dotted")
    place.quiet()
    assert head.view().name == "Dotted"
    head.view_dropped.emit(head.view().id)
    place.quiet()
    assert "Dotted" not in [view.name for view in head.saved()]
    place.actions[-1]()
    place.quiet()
    names = [view.name for view in place.ask(lambda r: saved_views(r, "barrier"))]
    assert "Dotted" in names


def test_views_and_title_tell_how_many(place: Place) -> None:
    place.quiet(900)
    model, head = place.view.model, place.view.head
    buttons = {b.segment.words: b.segment.count for b in head.views._buttons}
    assert buttons["All open"] == model.rowCount()
    total = place.ask(
        lambda r: r.value(
            "SELECT count(*) FROM barrier WHERE deleted = 0 AND group_id = ?", (place.group.id,)
        )
    )
    assert head._count.text() == str(total)


def test_export_hands_over_what_is_listed(open_place: Open) -> None:
    asked: list[tuple[str, ListQuery]] = []
    place = open_place(export=lambda noun, query: asked.append((noun, query)))
    place.press(KEY.Key_F, CONTROL)
    place.type("seat")
    place.press(KEY.Key_S, CONTROL | SHIFT)
    assert asked[0][0] == "barrier"
    assert asked[0][1].filter.words == "seat"


def test_without_an_export_there_is_no_button(place: Place) -> None:
    assert not place.view.head.export.isVisible()


# -- following changes -----------------------------------------------------------------------
def test_rows_that_come_and_go_leave_the_current_row_and_the_scroll_place(place: Place) -> None:
    add(place, *(f"Row {number}" for number in range(300)))
    rows, model = place.view.list, place.view.model
    rows.setCurrentIndex(model.index(200, 0))
    place.quiet()
    before = current(place)
    top = rows.visualRect(rows.currentIndex()).top()
    add(place, "A new one at the top", at=timedelta(days=2))
    assert current(place) == before
    assert rows.visualRect(rows.currentIndex()).top() == top
    place.run(AmendRecords((Ref("barrier", model.at(150).id),), {"status": "resolved"}))
    assert current(place) == before
    assert rows.visualRect(rows.currentIndex()).top() == top


def test_only_a_few_pages_are_held_however_far_one_scrolls(place: Place) -> None:
    add(place, *(f"Row {number}" for number in range(4000)))
    model = place.view.model
    for row in range(0, model.rowCount(), 50):
        model.at(row)
        place.qtbot.wait(2)
    place.quiet()
    assert len(model._items) <= 3000
    place.view.list.scrollToBottom()
    place.until(lambda: model.at(model.rowCount() - 1) is not None)


# -- other kinds -----------------------------------------------------------------------------
def test_a_late_commitment_says_how_late_and_space_ticks_it_off(open_place: Open) -> None:
    place = open_place("commitment")
    late = Commitment(
        id=new_id(),
        title="Send the list",
        group_id=place.group.id,
        due=(NOON - timedelta(days=4)).date(),
    )
    place.run(LogRecords((late,)))
    model = place.view.model
    row = model.place_of(late.id)
    index = model.index(row, 0)
    assert "4 days late" in model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    place.view.list.setCurrentIndex(index)
    place.press(KEY.Key_Space)
    place.quiet()
    assert place.record("commitment", late.id).status is CommitmentStatus.DONE
    assert place.said == ["Done."]
    place.actions[-1]()
    place.quiet()
    assert place.record("commitment", late.id).status is CommitmentStatus.OPEN


@pytest.mark.parametrize("noun", ["practice", "recognition", "focus", "decision", "note"])
def test_every_captured_kind_has_its_list(open_place: Open, noun: str) -> None:
    place = open_place(noun)
    assert place.view.model.rowCount() > 0 or place.view.empty.isVisible()
    assert not place.failures


@pytest.mark.parametrize("theme", THEME_KEYS)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_nameless_or_out_of_reach(place: Place, theme: str, scale: float) -> None:
    place.look.choose(theme)  # type: ignore[arg-type]
    place.look.set_text_scale(scale)
    place.press(KEY.Key_Space)
    place.quiet()
    assert [str(finding) for finding in audit(place.shell)] == []


# -- steps -----------------------------------------------------------------------------------
def apply(old: array[int], steps: Steps) -> list[int]:
    rows = list(old)
    for first, last in steps.out:
        del rows[first : last + 1]
    rows[steps.start : steps.start + len(steps.survivors)] = steps.survivors
    for at, numbers in steps.put_in:
        rows[at:at] = numbers
    return rows


@given(st.permutations(range(30)), st.permutations(range(10, 40)), st.integers(0, 30))
def test_steps_lead_from_any_order_to_any_other(old: list[int], new: list[int], kept: int) -> None:
    before, after = (
        array("q", old),
        array("q", old[:kept] + [n for n in new if n not in old[:kept]]),
    )
    steps = steps_between(before, after)
    assert steps is not None
    assert apply(before, steps) == list(after)


def test_one_row_that_comes_into_a_long_list_is_one_step() -> None:
    old = array("q", random.Random(1).sample(range(100_000), 50_000))
    new = array("q", [*old[:20_000], 200_000, *old[20_000:]])
    steps = steps_between(old, new)
    assert steps == Steps((), 20_000, (), False, ((20_000, (200_000,)),))
