"""The process of a practice and of a framework beside the list: typed, asked, handed in, decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.decisions import ConflictKind, Decision, DecisionStatus, Result
from nghs_desktop.domain.evidence import Adoption, AdoptionOutcome, ContextProfile
from nghs_desktop.domain.frameworks import FrameworkStatus
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.domain.practice_commands import AdoptFramework, AskReviewers, RateReview
from nghs_desktop.domain.practices import Practice, PracticeLevel
from nghs_desktop.services.api import NamedRow, Workspace, practice_evidence
from nghs_desktop.services.frameworks import criteria_of
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.processes.framework import FrameworkPanel
from nghs_desktop.ui.processes.practice import PracticePanel
from nghs_desktop.ui.theme import THEME_KEYS
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.followup import FollowUpView
from nghs_desktop.ui.views.items import ItemsView
from tests.support.audit import audit
from tests.support.place import NOON, Place

KEY = Qt.Key
Open = Callable[[str, Callable[[ViewContext], QWidget]], Place]
TODAY = NOON.date()


@pytest.fixture
def open_place(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Open]:
    made: list[Place] = []

    def opened(key: str, make: Callable[[ViewContext], QWidget]) -> Place:
        made.append(Place(qtbot, look, tmp_path, key, make))
        return made[-1]

    yield opened
    for one in made:
        one.close()


def framework_id(workspace: Workspace) -> str:
    return str(
        workspace.read_here(
            lambda reader: reader.rows("SELECT id FROM framework WHERE version = 1")[0][0]
        )
    )


def do(place: Place, *commands: Any) -> None:
    for command in commands:
        place.dispatch.run(command)
    place.quiet()


def stage(place: Place) -> None:
    """Keep a decision, two more people and a practice of the group."""
    do(
        place,
        LogRecords(
            (
                Person(id="me", name="Robin Ashby"),
                Person(id="ana", name="Ana Brook"),
                Decision(
                    id="d", title="Take up the framework", group_id=place.group.id,
                    status=DecisionStatus.CLOSED, result=Result.PASSED,
                ),
                Practice(id="p", title="Capstone panels", group_id=place.group.id),
            )
        ),
    )  # fmt: skip


def adopt(place: Place) -> None:
    do(place, AdoptFramework(framework_id(place.workspace), "d", TODAY, NOON))


@pytest.fixture
def practice(open_place: Open) -> Place:
    place = open_place("practices", lambda context: ItemsView(context, "practice"))
    stage(place)
    place.view.open_record(Ref("practice", "p"))
    place.until(lambda: place.view.detail.ref == Ref("practice", "p"))
    place.quiet()
    return place


def panel(place: Place) -> Any:
    found = place.view.detail.body.process
    assert isinstance(found, PracticePanel | FrameworkPanel)
    return found


def rows(place: Place, sql: str) -> list[tuple[Any, ...]]:
    return place.ask(lambda reader: reader.rows(sql))


def cards(section: Any) -> list[str]:
    return [card.accessibleName() for card in section.shown]


def test_a_study_typed_in_one_line_stands_there_and_moves_the_tier(practice: Place) -> None:
    do(practice, LogRecords((ContextProfile(id="k", name="City schools", settings="Urban"),)))
    line = panel(practice).line
    line.setFocus()
    QTest.keyClicks(
        line,
        "Ash 2020; qed; wwc with; v 4.1; positive significant; 900 students; 4 sites; set urban",
    )
    QTest.keyClick(line, KEY.Key_Return)
    practice.quiet()
    assert line.text() == ""
    assert cards(panel(practice).studies) == [
        "Ash 2020, Quasi-experimental · Positive, significant · 900 students · 4 sites"
    ]
    (card,) = panel(practice).contexts.shown
    assert card.linked.facts == "ESSA: Moderate (tier 2)"
    card.click()
    practice.quiet()
    below = panel(practice).contexts.below.text()
    assert "ESSA: Moderate (tier 2), by Ash 2020" in below
    assert "Missing for the next tier:\nAn experimental study" in below
    practice.undo()
    practice.quiet()
    assert panel(practice).studies.shown == ()
    assert panel(practice).contexts.shown[0].linked.facts == "ESSA: No tier yet"


def test_facts_of_a_study_are_edited_in_place(practice: Place) -> None:
    panel(practice).studies.add.click()
    practice.quiet()
    editor = panel(practice).studies.fields
    assert editor.isVisible()
    editor.rows["design"].chosen.emit("experiment")
    editor.rows["students"].edited.emit("1,200")
    practice.quiet()
    found = practice.ask(lambda reader: practice_evidence(reader, "p"))
    assert found is not None
    assert (found.studies[0].design, found.studies[0].students) == ("experiment", 1200)
    editor.rows["students"].edited.emit("many")
    assert practice.said[-1] == "Students is a whole number. Nothing was changed."


def test_a_guide_offers_only_what_a_guide_has(practice: Place) -> None:
    panel(practice).studies.add.click()
    practice.quiet()
    editor = panel(practice).studies.fields
    assert editor.rows["design"].isVisible() and not editor.rows["guide"].isVisible()
    editor.rows["kind"].chosen.emit("guide")
    practice.quiet()
    assert editor.rows["guide"].isVisible() and not editor.rows["design"].isVisible()
    editor.rows["guide"].chosen.emit("strong")
    practice.quiet()
    assert "ESSA: Promising (tier 3)" in panel(practice).stands.text()


def test_labels_are_as_narrow_again_when_the_text_is(practice: Place, look: Look) -> None:
    panel(practice).studies.add.click()
    practice.quiet()
    before = panel(practice).minimumSizeHint().width()
    look.set_text_scale(2.0)
    practice.quiet()
    look.set_text_scale(1.0)
    practice.quiet()
    assert panel(practice).minimumSizeHint().width() == before


def test_a_rationale_is_written_where_it_is_missing(practice: Place) -> None:
    panel(practice).rationale["logic_model"].edited.emit("Panels make thinking visible.")
    practice.quiet()
    assert practice.record("practice", "p").logic_model == "Panels make thinking visible."
    assert panel(practice).rationale["logic_model"].isHidden()
    assert practice.view.detail.body.texts["logic_model"].isVisible()


def test_levels_of_other_schemes_stand_beside_with_their_scheme(practice: Place) -> None:
    panel(practice)._add_scheme("Blueprints")
    practice.quiet()
    panel(practice).schemes.fields.rows["level"].edited.emit("Model")
    practice.quiet()
    assert cards(panel(practice).schemes) == ["Blueprints: Model"]


def test_a_site_where_it_did_not_work_is_kept(practice: Place) -> None:
    do(
        practice,
        LogRecords(
            (
                Organization(id="o", name="Island High"),
                Adoption(
                    id="a", practice_id="p", organization_id="o", outcome=AdoptionOutcome.NOT_HERE
                ),
            )
        ),
    )
    assert cards(panel(practice).adoptions) == ["Island High, Did not work here"]


def test_a_barrier_met_while_scaling_is_linked_and_undone(practice: Place) -> None:
    do(practice, LogRecords((Barrier(id="b", title="Ferries stop at five"),)))
    panel(practice)._link_barrier(NamedRow("barrier", "b", "Ferries stop at five"))
    practice.quiet()
    sections = practice.view.detail.body._sections
    shown = [one for about, one in sections if about.heading == "What arose while scaling"]
    assert [card.linked.row.name for card in shown[0].cards] == ["Ferries stop at five"]
    practice.undo()
    practice.quiet()
    assert shown[0].cards == ()


def ask_both(place: Place) -> None:
    adopt(place)
    command = AskReviewers("p", framework_id(place.workspace), {"me": "r1", "ana": "r2"}, TODAY)
    do(place, command)


def type_ratings(place: Place, at: int, line: str) -> None:
    reviews = panel(place).reviews
    reviews.cards[at].click()
    place.quiet()
    reviews.editor.field.setFocus()
    QTest.keyClick(reviews.editor.field, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(reviews.editor.field, line)
    QTest.keyClick(reviews.editor.field, KEY.Key_Return)
    place.quiet()


def test_nobody_is_asked_before_a_framework_is_in_force(practice: Place) -> None:
    reviews = panel(practice).reviews
    assert not reviews.ask.isEnabled()
    assert "no framework in force" in reviews.told.text()


def test_ratings_are_blind_until_all_are_in_and_then_point_to_a_level(practice: Place) -> None:
    ask_both(practice)
    reviews, level = panel(practice).reviews, panel(practice).level
    type_ratings(practice, 1, "4 3 5 4 3 4 2 5")
    facts = [card.linked.facts for card in reviews.cards if not card.isHidden()]
    assert facts == ["Asked, not handed in", "Handed in, not shown yet"]
    assert "1 of 2 handed in" in reviews.told.text() and not level.form.isVisible()
    type_ratings(practice, 0, "4 3 5 4 3 4 2")
    assert "Not rated yet: Scalability." in reviews.editor.read_back.text()
    assert not reviews.editor.hand_in.isEnabled()
    QTest.keyClicks(reviews.editor.field, " 5")
    reviews.editor.comment.setText("Seen twice")
    reviews.editor.hand_in.click()
    practice.quiet()
    facts = [card.linked.facts for card in reviews.cards if not card.isHidden()]
    line = "Handed in: 4 3 5 4 3 4 2 5"
    assert facts == [f"{line}  ·  Seen twice", line]
    assert "Local framework for practices, version 1" in level.guidance.text()
    assert level.form.isVisible() and not level.give.isEnabled()
    assert level.problem.text() == "The group gives a level by a decision."


def test_a_level_is_given_by_a_decision_and_undone_in_one_step(practice: Place) -> None:
    ask_both(practice)
    for at in (0, 1):
        type_ratings(practice, at, "4 3 5 4 3 4 2 5")
    level = panel(practice).level
    level.decision_row.chosen.emit("d")
    assert level.give.isEnabled()
    level.level_row.chosen.emit("effective")
    assert not level.give.isEnabled()
    assert level.problem.text() == "The guidance is emerging; another level needs a reason."
    level.reason_row.edited.emit("We saw it work in three schools.")
    level.give.click()
    practice.quiet()
    kept = practice.record("practice", "p")
    assert kept.level is PracticeLevel.EFFECTIVE and kept.review_by is not None
    assert (
        panel(practice)
        .stands.text()
        .startswith("Effective (Local framework for practices, version 1)\nESSA: No tier yet")
    )
    assert practice.failures == []
    practice.undo()
    practice.quiet()
    assert practice.record("practice", "p").level is None
    assert rows(practice, "SELECT count(*) FROM classification WHERE deleted = 0") == [(0,)]


def test_who_declares_a_conflict_is_not_asked_to_rate(practice: Place) -> None:
    ask_both(practice)
    reviews = panel(practice).reviews
    reviews.cards[0].click()
    row = reviews._open_row()
    assert row is not None
    reviews._declare(row, ConflictKind.EMPLOYER.value)
    practice.quiet()
    assert reviews.cards[0].linked.facts == "Conflict of interest (Employer): does not rate"
    assert not reviews.editor.isVisible()
    assert "At least two without a conflict are needed" in reviews.told.text()


def test_ratings_two_apart_ask_for_a_talk_and_another_round(practice: Place) -> None:
    ask_both(practice)
    type_ratings(practice, 0, "1 3 5 4 3 4 2 5")
    type_ratings(practice, 1, "4 3 5 4 3 4 2 5")
    assert "Talk first about Need: two or more apart." in panel(practice).level.why.text()
    panel(practice).reviews.again.click()
    practice.quiet()
    assert "Round 2: 0 of 2 handed in" in panel(practice).reviews.told.text()


# -- the framework -----------------------------------------------------------------------------
@pytest.fixture
def framework(open_place: Open) -> Place:
    place = open_place("frameworks", lambda context: FollowUpView(context, "frameworks"))
    stage(place)
    place.view.open_record(Ref("framework", framework_id(place.workspace)))
    place.until(lambda: place.view.detail.ref is not None)
    place.quiet()
    return place


def names(place: Place, id: str) -> list[str]:
    return [one.name for one in place.ask(lambda reader: criteria_of(reader, id))]


def test_the_draft_shows_eight_criteria_and_is_edited_and_ordered_by_keys(
    framework: Place,
) -> None:
    id = framework_id(framework.workspace)
    found = panel(framework)
    assert len(found.criteria.shown) == 8 and found.problems.isHidden()
    first = found.criteria.shown[0]
    first.setFocus()
    QTest.keyClick(first, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    framework.quiet()
    assert names(framework, id)[:3] == ["Fit", "Need", "Evidence"]
    framework.undo()
    framework.quiet()
    assert names(framework, id)[:3] == ["Need", "Fit", "Evidence"]
    found.criteria.shown[0].click()
    framework.quiet()
    found.criteria.fields.rows["weight"].edited.emit("0")
    framework.quiet()
    assert found.problems.text() == "“Need” needs a weight of at least 1."
    assert not found.adopt.isEnabled()


def test_a_version_is_adopted_by_a_decision_and_the_next_is_made_from_it(framework: Place) -> None:
    id = framework_id(framework.workspace)
    found = panel(framework)
    found.decision.chosen.emit("d")
    assert found.adopt.isEnabled()
    found.adopt.click()
    framework.quiet()
    assert framework.record("framework", id).status is FrameworkStatus.ADOPTED
    assert found.stands.text() == (
        "Version 1: in force. Adopted Tue 17 Nov by “Take up the framework”"
    )
    assert not found.criteria.add.isVisible() and not found.adopt.isVisible()
    found.criteria.shown[0].click()
    framework.quiet()
    assert "1  Nobody has named the problem here" in found.criteria.below.text()
    found.next.click()
    framework.quiet()
    versions = rows(framework, "SELECT version, status FROM framework ORDER BY version")
    assert versions == [(1, "adopted"), (2, "draft")]
    assert framework.view.detail.ref.id != id
    assert len(panel(framework).criteria.shown) == 8


def test_a_threshold_is_typed_and_refused_when_it_makes_no_sense(framework: Place) -> None:
    found = panel(framework)
    found.thresholds["effective_mean"].edited.emit("4.2")
    framework.quiet()
    assert "Effective: a mean of 4.20" in found.guidance.text()
    found.thresholds["effective_mean"].edited.emit("a lot")
    assert "is no threshold" in framework.said[-1]


# -- the look ----------------------------------------------------------------------------------
@pytest.mark.parametrize("theme", THEME_KEYS)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_or_nameless(practice: Place, look: Look, theme: str, scale: float) -> None:
    full(practice)
    look.choose(theme)  # type: ignore[arg-type]
    look.set_text_scale(scale)
    practice.quiet()
    assert [str(one) for one in audit(practice.shell, by_tab=scale == 1.0)] == []


def full(place: Place) -> None:
    """Give the practice something of everything, with a study and a review open."""
    ask_both(place)
    do(
        place,
        LogRecords(
            (
                ContextProfile(id="k", name="City schools", settings="Urban"),
                Organization(id="o", name="Island High"),
                Adoption(id="a", practice_id="p", organization_id="o"),
            )
        ),
        AmendRecords((Ref("practice", "p"),), {"review_by": TODAY}),
        RateReview("r2", rated(place), NOON),
    )
    panel(place).line.setText("Ash 2020; rct; positive significant")
    QTest.keyClick(panel(place).line, KEY.Key_Return)
    place.quiet()
    panel(place).studies.shown[0].click()
    panel(place).contexts.shown[0].click()
    panel(place).reviews.cards[0].click()
    place.quiet()
    QTest.keyClicks(panel(place).reviews.editor.field, "3 3 3 3 3 3 3 4")
    place.quiet()
    assert panel(place).reviews.editor.read_back.text().startswith("Need 3: ")


def rated(place: Place) -> dict[str, int]:
    id = framework_id(place.workspace)
    return {one.id: 3 for one in place.ask(lambda reader: criteria_of(reader, id))}


@pytest.mark.parametrize("theme", THEME_KEYS)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_of_a_framework_is_cut_or_nameless(
    framework: Place, look: Look, theme: str, scale: float
) -> None:
    panel(framework).criteria.shown[1].click()
    look.choose(theme)  # type: ignore[arg-type]
    look.set_text_scale(scale)
    framework.quiet()
    assert [str(one) for one in audit(framework.shell, by_tab=scale == 1.0)] == []
