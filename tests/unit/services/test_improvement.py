"""An improvement project: its aim, drivers moved by keys, cycles that predict before they do."""

from __future__ import annotations

from datetime import date

import pytest

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import AmendRecords, Command, LogRecords, Ref, Undo
from nghs_desktop.domain.focus_commands import MoveCycle
from nghs_desktop.domain.improvement import (
    CycleDecision,
    CycleState,
    DriverKind,
    ImprovementProject,
)
from nghs_desktop.services.improvement import (
    ProjectStanding,
    add_cycle,
    add_driver,
    add_point,
    indent_driver,
    move_driver,
    outdent_driver,
    project_standing,
)
from nghs_desktop.services.workspace import Workspace
from tests.support.workspaces import MONDAY


class Desk:
    """A project with short ways to ask for things."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        project = ImprovementProject(id=new_id(), title="On time", aim="More on time")
        self.id = project.id
        self.run(LogRecords((project,)))

    def run(self, command: Command | None) -> None:
        assert command is not None
        self.workspace.run(command).result()

    @property
    def page(self) -> ProjectStanding:
        found = self.workspace.read_here(lambda reader: project_standing(reader, self.id))
        assert found is not None
        return found

    def key(self, title: str) -> str:
        return next(one.driver.id for one in self.page.drivers if one.driver.title == title)

    def tree(self) -> list[str]:
        return ["  " * one.depth + one.driver.title for one in self.page.drivers]

    def amend_cycle(self, **values: str) -> None:
        self.run(AmendRecords((Ref("cycle", self.page.cycles[0].id),), values))

    def go(self, to: CycleState, decision: CycleDecision | None = None, why: str = "") -> None:
        self.run(MoveCycle(new_id(), self.page.cycles[0].id, to, MONDAY, decision, why))


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    return Desk(workspace)


def test_an_aim_says_how_much_by_when_and_for_whom(desk: Desk) -> None:
    assert desk.page.aim_words() == "The aim does not say how much, by when or for whom yet."
    values = {"aim": "85 % on time for grade 9", "target_on": date(2027, 6, 1)}
    desk.run(AmendRecords((Ref("improvement_project", desk.id),), values))
    assert desk.page.aim_words() == ""


def test_drivers_are_added_indented_and_moved(desk: Desk) -> None:
    desk.run(add_driver(desk.page, new_id(), "Buses"))
    desk.run(add_driver(desk.page, new_id(), "Routes", desk.key("Buses")))
    desk.run(add_driver(desk.page, new_id(), "Families", desk.key("Routes")))
    desk.run(indent_driver(desk.page, desk.key("Routes")))
    assert desk.tree() == ["Buses", "  Routes", "Families"]
    assert desk.page.drivers[1].driver.kind is DriverKind.SECONDARY
    desk.run(move_driver(desk.page, desk.key("Families"), -1))
    assert desk.tree() == ["Families", "Buses", "  Routes"]
    desk.run(indent_driver(desk.page, desk.key("Buses")))
    assert desk.tree() == ["Families", "  Buses", "    Routes"]
    assert desk.page.drivers[2].driver.kind is DriverKind.IDEA
    assert indent_driver(desk.page, desk.key("Routes")) is None
    desk.run(Undo())
    assert desk.tree() == ["Families", "Buses", "  Routes"]
    desk.run(outdent_driver(desk.page, desk.key("Routes")))
    assert desk.tree() == ["Families", "Buses", "Routes"]
    assert outdent_driver(desk.page, desk.key("Routes")) is None
    assert move_driver(desk.page, desk.key("Routes"), 1) is None


def test_a_driver_added_in_the_middle_stands_below_the_one_it_was_added_at(desk: Desk) -> None:
    desk.run(add_driver(desk.page, new_id(), "One"))
    desk.run(add_driver(desk.page, new_id(), "Three", desk.key("One")))
    desk.run(add_driver(desk.page, new_id(), "Two", desk.key("One")))
    assert desk.tree() == ["One", "Two", "Three"]


def test_nothing_is_done_before_it_is_written_what_is_expected(desk: Desk) -> None:
    desk.run(add_cycle(desk.page, new_id(), "A later bell"))
    with pytest.raises(UserError, match="what you expect"):
        desk.go(CycleState.DO)
    desk.amend_cycle(prediction="Ten more on time")
    desk.go(CycleState.DO)
    with pytest.raises(UserError, match="stands"):
        desk.amend_cycle(prediction="As it turned out")
    with pytest.raises(UserError, match="what happened"):
        desk.go(CycleState.STUDY)
    desk.amend_cycle(happened="Six more")
    desk.go(CycleState.STUDY)
    desk.amend_cycle(learned="Only where the bus comes first")
    desk.go(CycleState.ACT)
    with pytest.raises(UserError, match="adopt, adapt or abandon"):
        desk.go(CycleState.DONE)
    desk.go(CycleState.DONE, CycleDecision.ADAPT)
    assert desk.page.cycles[0].decision is CycleDecision.ADAPT
    assert [one.after for one in desk.page.changes] == ["done", "act", "study", "do"]
    desk.run(Undo())
    assert desk.page.cycles[0].state is CycleState.ACT
    assert desk.page.cycles[0].decision is None


def test_points_are_typed_and_one_of_the_same_day_is_replaced(desk: Desk) -> None:
    desk.run(add_point(desk.page, "2026-11-17 82 n 40"))
    desk.run(add_point(desk.page, "2026-11-10 79,5% n=38 first week"))
    desk.run(add_point(desk.page, "2026-11-17 83 n 40"))
    told = [(one.taken_on, one.value, one.n, one.note) for one in desk.page.points]
    assert told == [
        (date(2026, 11, 10), "79.5", 38, "first week"),
        (date(2026, 11, 17), "83", 40, ""),
    ]
    assert "too few points" in desk.page.verdict()


@pytest.mark.parametrize("typed", ["", "82", "2026-13-01 82", "2026-11-17", "2026-11-17 82 n 0"])
def test_a_point_that_cannot_be_read_is_refused(desk: Desk, typed: str) -> None:
    with pytest.raises(UserError):
        add_point(desk.page, typed)


def test_a_cycle_is_marked_where_it_began(desk: Desk) -> None:
    for day in range(1, 13):
        desk.run(add_point(desk.page, f"2026-11-{day:02d} {70 + day}"))
    desk.run(add_cycle(desk.page, new_id(), "A later bell"))
    values = {"prediction": "Ten more", "started_on": date(2026, 11, 5)}
    desk.run(AmendRecords((Ref("cycle", desk.page.cycles[0].id),), values))
    chart = desk.page.chart()
    assert [(note.at, note.text) for note in chart.notes] == [(4, "Cycle 1 begins")]
    assert desk.page.verdict().startswith("A shift up, as wanted")
