"""A focus round and an improvement project in their panels, by keyboard, on a real workspace file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref, Undo
from nghs_desktop.domain.focus_commands import MoveCycle, MoveRound
from nghs_desktop.domain.focus_records import FocusCandidate, KeptRound, RoundState
from nghs_desktop.domain.groups import MemberRole, WorkGroup, membership
from nghs_desktop.domain.improvement import CycleState, ImprovementProject
from nghs_desktop.domain.people import Person
from nghs_desktop.services.api import (
    add_cycle,
    add_driver,
    add_point,
    indent_driver,
    project_standing,
    round_standing,
    score_command,
)
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.processes.focus_round import FocusRoundPanel
from nghs_desktop.ui.processes.process_rows import TypedLine
from nghs_desktop.ui.processes.project import ProjectPanel
from nghs_desktop.ui.theme import THEME_KEYS
from nghs_desktop.ui.views.followup import FollowUpView
from tests.support.audit import audit
from tests.support.place import Place

KEY = Qt.Key
NAMES = ("Dana Reyes", "Luis Ortega", "Mo Hill")


@pytest.fixture
def rounds(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Place]:
    made = Place(qtbot, look, tmp_path, "rounds", lambda context: FollowUpView(context, "rounds"))
    yield made
    made.close()


@pytest.fixture
def projects(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Place]:
    made = Place(
        qtbot, look, tmp_path, "projects", lambda context: FollowUpView(context, "projects")
    )
    yield made
    made.close()


def show(place: Place, noun: str, id: str) -> Any:
    place.view.detail.show_record(Ref(noun, id))
    if not place.view.detail.isVisible():
        place.view.open_detail()
    place.quiet()
    panel = place.view.detail.body.process
    place.until(lambda: panel.page is not None)
    return panel


def round_of(place: Place) -> str:
    """Keep a round of three people with two candidates and hours; return its key."""
    people = [Person(id=new_id(), name=name) for name in NAMES]
    group = WorkGroup(id=new_id(), name="Round group")
    seats = [membership(group.id, one.id, MemberRole.MEMBER) for one in people]
    kept = KeptRound(id=new_id(), title="Winter round", group_id=group.id, coaching_hours=10)
    candidates = (
        FocusCandidate(id=new_id(), round_id=kept.id, title="Bus times", position="a",
                       coaching_hours=8, readiness="ready now"),
        FocusCandidate(id=new_id(), round_id=kept.id, title="Seat time waivers for every district",
                       position="b", coaching_hours=6),
    )  # fmt: skip
    place.run(LogRecords((*people, group, *seats, kept, *candidates)))
    return kept.id


def scored(place: Place, id: str) -> None:
    """Let everybody score both candidates, alone."""
    place.run(MoveRound(new_id(), id, RoundState.BLIND, place.now))
    page = place.workspace.read_here(lambda reader: round_standing(reader, id))
    assert page is not None
    for candidate, lines in zip(
        page.kept, (("5 2 3", "4 2 4", "5 2 5"), ("3 4 3",) * 3), strict=True
    ):
        for name, line in zip(NAMES, lines, strict=True):
            place.run(score_command(page, candidate.id, f"{name.split()[0]} {line}", place.now))


def type_in(line: TypedLine, words: str) -> None:
    line.field.setFocus()
    QTest.keyClicks(line.field, words)
    QTest.keyClick(line.field, KEY.Key_Return)


def press(panel: Any, place: int = 0) -> None:
    QTest.keyClick(panel._next_buttons[place], KEY.Key_Space)


def test_blind_scoring_shows_who_is_in_and_no_score(rounds: Place) -> None:
    panel: FocusRoundPanel = show(rounds, "focus_round", round_of(rounds))
    assert panel.state.text() == "Open, step 1 of 8"
    press(panel)
    rounds.until(lambda: panel.state.text().startswith("Scored alone"))
    assert "Next: Dana Reyes" in panel.line.label.text()
    type_in(panel.line, "4 2 3")
    rounds.until(lambda: "Next: Luis Ortega" in panel.line.label.text())
    rounds.until(lambda: "1 of 3 in" in panel.list.rows.rows[0].facts)
    assert "impact" not in panel.list.rows.rows[0].facts
    assert panel.sets.isHidden()
    assert panel.line.field.text() == ""


def test_a_line_that_is_refused_stays_with_its_reason(rounds: Place) -> None:
    id = round_of(rounds)
    rounds.run(MoveRound(new_id(), id, RoundState.BLIND, rounds.now))
    panel = show(rounds, "focus_round", id)
    type_in(panel.line, "zoe 4 2 3")
    assert "Nobody who is asked is called “zoe”" in panel.line.problem.text()
    assert panel.line.field.text() == "zoe 4 2 3"
    press(panel)
    rounds.until(lambda: "Nobody has scored yet" in panel.why.problem.text())


def test_the_groups_set_stands_beside_the_best_one(rounds: Place) -> None:
    id = round_of(rounds)
    scored(rounds, id)
    panel = show(rounds, "focus_round", id)
    rounds.until(lambda: panel.best.text().startswith("The best set by value per hour"))
    assert "Bus times. Improvement coaching 8 of 10 h, 2 left." in panel.best.text()
    panel.list.setFocus()
    QTest.keyClick(panel.list, KEY.Key_Space)
    rounds.until(lambda: "Bus times" in panel.own.text())
    QTest.keyClick(panel.list, KEY.Key_Down)
    QTest.keyClick(panel.list, KEY.Key_Space)
    rounds.until(lambda: "14 of 10 h, 4 too many" in panel.own.text())
    assert "4 more hours of improvement coaching than there are" in panel.own.text()
    assert "quick win" in panel.list.rows.rows[0].sentence.lower()
    assert "Bus times: impact 4.7, effort 2, quick win" in panel.picture.accessibleDescription()
    rounds.run(Undo())
    rounds.until(lambda: "too many" not in panel.own.text())


def test_a_candidate_is_typed_in(rounds: Place) -> None:
    panel = show(rounds, "focus_round", round_of(rounds))
    type_in(panel.add, "Attendance calls")
    rounds.until(lambda: len(panel.list.rows.rows) == 3)
    panel.list.choose(panel.page.kept[-1].id)
    type_in(panel.needs, "1 2 3 from January")
    rounds.until(lambda: "from January" in panel.list.rows.rows[-1].facts)
    assert "data 3 h" in panel.list.rows.rows[-1].facts


def test_staff_answer_with_day_and_reason(rounds: Place) -> None:
    id = round_of(rounds)
    scored(rounds, id)
    rounds.run(MoveRound(new_id(), id, RoundState.TALK, rounds.now))
    talk = {"talk": "Said", "recommendation": "Bus times"}
    rounds.run(AmendRecords((Ref("focus_round", id),), talk))
    rounds.run(MoveRound(new_id(), id, RoundState.SECOND, rounds.now))
    panel = show(rounds, "focus_round", id)
    panel.list.setFocus()
    QTest.keyClick(panel.list, KEY.Key_Space)
    rounds.until(lambda: len(panel.page.picked) == 1)
    press(panel)
    rounds.until(lambda: "waits for an answer of staff" in panel.missing.text())
    type_in(panel.line, "decline 2026-11-20")
    rounds.until(lambda: "Declined needs a reason" in panel.line.problem.text())
    panel.line.field.clear()
    type_in(panel.line, "decline 2026-11-20 no buses to spare")
    rounds.until(lambda: "Declined: no buses to spare" in panel.list.rows.rows[0].facts)


def test_the_talk_and_the_recommendation_are_written_where_they_are_asked_for(
    rounds: Place,
) -> None:
    id = round_of(rounds)
    scored(rounds, id)
    rounds.run(MoveRound(new_id(), id, RoundState.TALK, rounds.now))
    panel = show(rounds, "focus_round", id)
    rounds.until(
        lambda: "Second vote" not in panel.state.text() and panel.texts["talk"].isVisible()
    )
    press(panel)
    rounds.until(lambda: "Write down what was said" in panel.why.problem.text())
    panel.texts["talk"].edit.setFocus()
    QTest.keyClicks(panel.texts["talk"].edit, "Rural schools need it most")
    press(panel)
    rounds.until(lambda: panel.state.text().startswith("Second vote"))
    assert panel.page.round.talk == "Rural schools need it most"
    assert not panel.texts["recommendation"].isHidden()


def project_of(place: Place) -> str:
    """Keep a project with drivers, a cycle and a dozen points; return its key."""
    kept = ImprovementProject(id=new_id(), title="On time", aim="More on time", measure="On time",
                              unit="%", target="85")  # fmt: skip
    place.run(LogRecords((kept,)))

    def page() -> Any:
        return place.workspace.read_here(lambda reader: project_standing(reader, kept.id))

    for title in ("Buses come on time", "Routes"):
        last = page().drivers[-1].driver.id if page().drivers else ""
        place.run(add_driver(page(), new_id(), title, last))
    place.run(indent_driver(page(), page().drivers[1].driver.id))
    place.run(add_cycle(page(), new_id(), "A later bell"))
    for day in range(1, 13):
        place.run(add_point(page(), f"2026-10-{day:02d} {70 + day} n 40"))
    return kept.id


def test_the_aim_says_what_it_lacks_and_the_chart_its_verdict(projects: Place) -> None:
    panel: ProjectPanel = show(projects, "improvement_project", project_of(projects))
    assert panel.aim.text() == "The aim does not say by when or for whom yet."
    assert panel.verdict.text().startswith("A shift up, as wanted")
    assert "Target 85" in panel.chart.accessibleDescription()


def test_drivers_are_moved_by_keys(projects: Place) -> None:
    panel = show(projects, "improvement_project", project_of(projects))
    assert [one.depth for one in panel.drivers.rows.rows] == [0, 1]
    panel.drivers.setFocus()
    QTest.keyClick(panel.drivers, KEY.Key_Down)
    QTest.keyClick(panel.drivers, KEY.Key_Left)
    projects.until(lambda: [one.depth for one in panel.drivers.rows.rows] == [0, 0])
    QTest.keyClick(panel.drivers, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    projects.until(lambda: panel.drivers.rows.rows[0].title == "Routes")
    type_in(panel.add, "Families")
    projects.until(lambda: len(panel.drivers.rows.rows) == 3)


def test_a_cycle_is_not_done_before_its_prediction(projects: Place) -> None:
    panel = show(projects, "improvement_project", project_of(projects))
    assert "what you expect to happen" in panel.missing.text()
    QTest.keyClick(panel._buttons[0], KEY.Key_Space)
    projects.quiet()
    assert panel.page.cycles[0].state is CycleState.PLAN
    panel.texts["prediction"].edit.setFocus()
    QTest.keyClicks(panel.texts["prediction"].edit, "Ten more on time")
    QTest.keyClick(panel._buttons[0], KEY.Key_Space)
    projects.until(lambda: panel.page.cycles[0].state is CycleState.DO)
    assert panel.page.cycles[0].prediction == "Ten more on time"
    assert panel.texts["prediction"].edit.isReadOnly()
    assert not panel.texts["happened"].isHidden()


def test_a_point_is_typed(projects: Place) -> None:
    panel = show(projects, "improvement_project", project_of(projects))
    type_in(panel.point, "2026-11-17")
    assert "A point is a day and a number" in panel.point.problem.text()
    panel.point.field.clear()
    type_in(panel.point, "2026-11-17 90 n 41")
    projects.until(lambda: len(panel.page.points) == 13)


@pytest.mark.parametrize("theme", THEME_KEYS)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_in_any_size_or_theme(
    rounds: Place, look: Look, theme: Any, scale: float
) -> None:
    id = round_of(rounds)
    scored(rounds, id)
    project = project_of(rounds)
    cycle = rounds.workspace.read_here(lambda reader: project_standing(reader, project))
    assert cycle is not None
    rounds.run(AmendRecords((Ref("cycle", cycle.cycles[0].id),), {"prediction": "Ten more"}))
    rounds.run(MoveCycle(new_id(), cycle.cycles[0].id, CycleState.DO, rounds.now))
    look.choose(theme)
    look.set_text_scale(scale)
    panel = show(rounds, "focus_round", id)
    rounds.until(lambda: panel.best.text().startswith("The best set by"))
    rounds.quiet()
    assert [str(one) for one in audit(rounds.shell, by_tab=scale == 1.0)] == []
    panel = show(rounds, "improvement_project", project)
    rounds.until(lambda: bool(panel.verdict.text()))
    rounds.quiet()
    assert [str(one) for one in audit(rounds.shell, by_tab=scale == 1.0)] == []
