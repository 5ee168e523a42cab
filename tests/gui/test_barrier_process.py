"""The process of a barrier and of a referral in their panels, as a facilitator uses them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.attention import Attention, KeptReferral
from nghs_desktop.domain.barrier_commands import MoveReferral
from nghs_desktop.domain.barrier_life import Question
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.referrals import ReferralState
from nghs_desktop.services.api import brief_place, work_groups
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.processes.barrier import BarrierPanel
from nghs_desktop.ui.processes.referral import ReferralPanel
from nghs_desktop.ui.theme import THEME_KEYS
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.items import ItemsView
from tests.support.audit import audit
from tests.support.place import Place

B, S = BarrierStatus, ReferralState
KEY = Qt.Key
Open = Callable[[Callable[[ViewContext], QWidget]], Place]


@pytest.fixture
def place(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Place]:
    made = Place(qtbot, look, tmp_path, "barriers", lambda context: ItemsView(context, "barrier"))
    yield made
    made.close()


def keep(place: Place, title: str, **facts: Any) -> str:
    given = {"group_id": place.group.id, "heard_at": place.now - timedelta(days=20)} | facts
    one = Barrier(id=new_id(), title=title, **given)
    place.run(LogRecords((one,)))
    return one.id


def show(place: Place, noun: str, id: str) -> Any:
    place.view.detail.show_record(Ref(noun, id))
    if not place.view.detail.isVisible():  # where there is no room for two panes
        place.view.open_detail()
    place.quiet()
    panel = place.view.detail.body.process
    place.until(lambda: panel.standing is not None and _about(panel) == id)
    return panel


def _about(panel: Any) -> str:
    standing = panel.standing
    return str(standing.barrier.id if isinstance(panel, BarrierPanel) else standing.referral.id)


def barrier_panel(place: Place, id: str) -> BarrierPanel:
    panel = show(place, "barrier", id)
    assert isinstance(panel, BarrierPanel)
    return panel


def press(panel: Any, key: str) -> None:
    button = panel.nexts.button(key)
    assert button is not None
    assert not button.isHidden()
    button.setFocus()
    QTest.keyClick(button, KEY.Key_Space)


def words_of(panel: Any) -> list[str]:
    return [one.text() for one in panel.nexts.buttons if not one.isHidden()]


# -- a barrier -------------------------------------------------------------------------------
def test_it_says_where_the_barrier_stands_and_what_is_missing(place: Place) -> None:
    panel = barrier_panel(place, keep(place, "Buses stop early", consequence="No internships"))
    assert panel.state.text().startswith("Captured since")
    assert panel.complete.text() == "1 of 4 questions answered"
    missing = [one.text() for one in panel.missing.buttons if not one.isHidden()]
    assert missing == [
        "Whose is it?", "What is the next step?", "Who hears of it if nothing moves?",
    ]  # fmt: skip
    assert panel.heard.text().startswith("Heard once")


def test_a_missing_answer_jumps_to_its_field(place: Place) -> None:
    panel = barrier_panel(place, keep(place, "Buses stop early"))
    button = panel.missing.button(Question.NEXT_STEP.value)
    assert button is not None
    button.click()
    edit = place.view.detail.body.texts["next_step"].edit
    assert edit.hasFocus()
    QTest.keyClicks(edit, "Ask the transit office")
    place.until(lambda: "2 of" in panel.complete.text() or "1 of" in panel.complete.text())
    panel.jump(Question.ESCALATION)
    field = place.view.detail.body.facts.rows["escalation"]
    assert field.isAncestorOf(QApplication.focusWidget())


def test_a_next_state_is_a_button_and_undo_takes_it_back(place: Place) -> None:
    id = keep(place, "Buses stop early")
    panel = barrier_panel(place, id)
    press(panel, "triaged")
    place.until(lambda: panel.state.text().startswith("Triaged since 17 November, by Robin"))
    assert panel.story.words == ("17 November: triaged, Robin Ashby.",)
    place.undo()
    place.until(lambda: panel.state.text().startswith("Captured"))
    assert panel.story.words == ()


def test_what_is_refused_is_said_beside_the_button(place: Place) -> None:
    id = keep(place, "Buses stop early", status=B.TRIAGED)
    panel = barrier_panel(place, id)
    press(panel, "framed")
    assert panel.refusal.text().startswith("Answer first: Whose is it?")
    assert place.record("barrier", id).status is B.TRIAGED


def test_a_reason_is_asked_in_place(place: Place) -> None:
    id = keep(place, "Buses stop early")
    panel = barrier_panel(place, id)
    press(panel, "closed")
    assert panel.form.edit.hasFocus()
    QTest.keyClick(panel.form.edit, KEY.Key_Return)
    place.until(lambda: panel.form.problem.text() == "Closed needs a reason.")
    QTest.keyClicks(panel.form.edit, "A late bus runs since Monday")
    QTest.keyClick(panel.form.edit, KEY.Key_Return)
    place.until(lambda: place.record("barrier", id).status is B.CLOSED)
    place.until(lambda: "A late bus runs since Monday." in "".join(panel.story.words))
    assert panel.form.isHidden()


def test_esc_leaves_the_reason_and_the_keyboard_goes_back(place: Place) -> None:
    panel = barrier_panel(place, keep(place, "Buses stop early"))
    press(panel, "closed")
    QTest.keyClick(panel.form.edit, KEY.Key_Escape)
    assert panel.form.isHidden()
    button = panel.nexts.button("closed")
    assert button is not None
    assert button.hasFocus()


def test_what_says_the_same_is_found_while_the_title_is_typed_and_merged(place: Place) -> None:
    other = keep(place, "Evening buses stop at half past three before internships begin")
    id = keep(place, "Something else entirely")
    panel = barrier_panel(place, id)
    assert panel.alike.isHidden()
    edit = place.view.detail.body.title.edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "Evening buses stop before internships")
    place.until(lambda: not panel.alike.isHidden())
    assert panel.alike_rows[0].card.linked.row.id == other
    place.until(lambda: place.record("barrier", id).title.startswith("Evening"))
    panel.alike_rows[0].merge.click()
    place.until(lambda: place.record("barrier", other).merged_into_id == id)
    place.until(lambda: panel.heard.text().startswith("Heard 2 times"))
    assert [card.linked.row.id for card in panel.merged.cards] == [other]
    place.until(panel.alike.isHidden)
    place.undo()
    place.until(lambda: place.record("barrier", other).merged_into_id is None)
    place.until(lambda: panel.heard.text().startswith("Heard once"))


def test_a_merged_one_points_to_the_one_that_stands_for_it(place: Place) -> None:
    kept = keep(place, "Buses stop early")
    panel = barrier_panel(place, keep(place, "Buses end early", merged_into_id=kept))
    assert [card.linked.row.id for card in panel.into.cards] == [kept]
    assert panel.work.isHidden()
    panel.into.cards[0].click()
    place.until(lambda: place.view.detail.ref == Ref("barrier", kept))


def test_who_was_told_is_added_and_answered_in_place(place: Place) -> None:
    id = keep(place, "Buses stop early")
    panel = barrier_panel(place, id)
    panel.told.add.click()
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "Transit office")
    QTest.keyClick(field, KEY.Key_Return)
    panel.told.form.edit.setFocus()
    QTest.keyClicks(panel.told.form.edit, "A bus at five")
    QTest.keyClick(panel.told.form.edit, KEY.Key_Return)
    place.until(lambda: any(not line.isHidden() for line in panel.told.lines))
    line = panel.told.lines[0]
    assert line.who.text() == "Transit office  ·  17 November"
    assert line.asked.text() == "Asked: A bus at five"
    line.answer.click()
    QTest.keyClicks(panel.told.form.edit, "From January")
    QTest.keyClick(panel.told.form.edit, KEY.Key_Return)
    place.until(lambda: line.said.text() == "They said: From January (17 November)")
    place.undo()
    place.until(line.said.isHidden)


def test_the_memo_is_begun_about_this_barrier_and_the_briefs_are_asked_for(place: Place) -> None:
    id = keep(place, "Buses stop early")
    panel = barrier_panel(place, id)
    asked: list[str] = []
    place.shell.actions_table.triggered.connect(asked.append)
    press(panel, "memo")
    place.until(lambda: asked == ["brief"])
    (memo,) = [one for one in place.ask(lambda reader: brief_place(reader, place.group.id)).briefs
               if one.template == "memo"]  # fmt: skip
    assert (memo.subject_noun, memo.subject_id) == ("barrier", id)


def test_a_row_that_says_nobody_is_not_kept(place: Place) -> None:
    panel = barrier_panel(place, keep(place, "Buses stop early"))
    panel.told.open_form()
    panel.told.form.keep_button.click()
    assert panel.told.form.problem.text() == "Say who was told."


# -- a referral ------------------------------------------------------------------------------
def policy(place: Place) -> str:
    return next(one.id for one in place.ask(work_groups) if one.name.startswith("Policy"))


def draft(place: Place, *barriers: str) -> str:
    one = KeptReferral(id=new_id(), title="Seat time", from_group_id=place.group.id,
                       to_group_id=policy(place), barriers=" ".join(barriers),
                       why="It takes a waiver.")  # fmt: skip
    place.run(LogRecords((one,)))
    return one.id


def test_refer_makes_a_draft_to_the_chosen_group_in_one_step(place: Place) -> None:
    id = keep(place, "Seat-time rules", consequence="Students sit idle")
    panel = barrier_panel(place, id)
    press(panel, "refer")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(one for one in menu.actions() if one.text().startswith("Policy"))
    action.trigger()
    menu.close()
    place.until(lambda: place.view.detail.ref.noun == "referral")
    place.quiet()
    referral = place.view.detail.body.process
    assert isinstance(referral, ReferralPanel)
    assert "to Policy" in referral.way.text()
    assert [card.linked.row.id for card in referral.barriers.cards] == [id]
    assert words_of(referral) == ["Send"]
    referral.barriers.cards[0].click()
    place.until(lambda: place.view.detail.ref == Ref("barrier", id))
    place.until(lambda: len(panel.referrals.cards) == 1)


def test_it_goes_out_and_comes_home_by_the_buttons(place: Place) -> None:
    id = keep(place, "Seat-time rules", owner_id=None, next_step="Ask", consequence="Idle")
    panel = show(place, "referral", draft(place, id))
    for key, next_words in (
        ("sent", ["Acknowledge"]),
        ("acknowledged", ["Accept", "Return…", "Split…"]),
        ("accepted", ["Start work", "Answer…"]),
    ):
        press(panel, key)
        place.until(lambda wanted=next_words: words_of(panel) == wanted)
    assert place.record("barrier", id).status is B.REFERRED
    assert panel.turn.text().startswith("Next, for Policy")
    press(panel, "answered")
    QTest.keyClicks(panel.form.edit, "A waiver from January")
    QTest.keyClick(panel.form.edit, KEY.Key_Return)
    place.until(lambda: panel.answer.text() == "They said: A waiver from January")
    press(panel, "origin_informed")
    place.until(lambda: words_of(panel) == ["Close"])
    assert panel.turn.text().startswith("Next, for Practice")
    press(panel, "closed")
    place.until(lambda: panel.turn.isHidden())
    assert len(panel.story.words) == 6


def test_one_of_several_barriers_is_split_in_place(place: Place) -> None:
    first, second = keep(place, "Seat-time rules"), keep(place, "No money for buses")
    id = draft(place, first, second)
    panel = show(place, "referral", id)
    for key in ("sent", "acknowledged"):
        press(panel, key)
        place.until(lambda key=key: panel.standing.referral.state == key)
    place.until(lambda: "Split…" in words_of(panel))
    press(panel, "split")
    QTest.keyClicks(panel.form.edit, "Money is not ours")
    panel.form.keep_button.click()
    assert panel.form.problem.text().startswith("Say for each barrier")
    groups = [one.id for one in panel.standing.groups]
    panel._split_rows[0].chosen.emit(groups[0])
    panel._split_rows[1].chosen.emit(groups[1])
    panel.form.keep_button.click()
    place.until(lambda: len(panel.parts.cards) == 2)
    place.undo()
    place.until(lambda: panel.standing.referral.state is S.ACKNOWLEDGED)


def test_a_barrier_goes_into_a_draft_and_out_of_it(place: Place) -> None:
    first, second = keep(place, "Seat-time rules"), keep(place, "No money for buses")
    id = draft(place, first)
    panel = show(place, "referral", id)
    panel._put_in(panel.barriers.cards[0].linked.row.__class__("barrier", second, ""))
    place.until(lambda: len(panel.barriers.cards) == 2)
    panel.barriers.cards[0].setFocus()
    QTest.keyClick(panel.barriers.cards[0], KEY.Key_Delete)
    place.until(lambda: place.record("referral", id).barriers == second)


# -- how it looks ----------------------------------------------------------------------------
def busy(place: Place) -> tuple[str, str]:
    """Keep a barrier with all there can be about it, and its referral; return their keys."""
    id = keep(place, "Seat-time rules keep districts from awarding credit", status=B.TRIAGED)
    keep(place, "Seat-time rules keep schools from awarding any credit")
    keep(place, "Seat time keeps districts from credit for mastery", merged_into_id=id)
    told = Attention(id=new_id(), barrier_id=id, audience="State board of education",
                     channel="letter", told_on=place.now.date(), ask="Grant a waiver for a year.",
                     response="They discuss it in January.")  # fmt: skip
    referral = draft(place, id)
    place.run(LogRecords((told,)))
    place.run(MoveReferral(new_id(), referral, S.SENT, place.now, place.group.id))
    place.run(AmendRecords((Ref("barrier", id),), {"consequence": "Students repeat a year."}))
    return id, referral


@pytest.mark.parametrize("theme", THEME_KEYS)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_unnamed_or_out_of_reach(
    place: Place, look: Look, theme: Any, scale: float
) -> None:
    id, referral = busy(place)
    look.choose(theme)
    look.set_text_scale(scale)
    place.quiet()
    for noun, key in (("barrier", id), ("referral", referral)):
        panel = show(place, noun, key)
        if noun == "barrier":
            panel.told.open_form()
        place.quiet()
        assert panel.isVisible()
        assert [str(one) for one in audit(place.shell, by_tab=scale == 1.0)] == []
