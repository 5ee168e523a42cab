"""Improvement projects: what is known of one, its drivers in the order they are shown, its run chart,
and the commands that change them. The guards are in `domain.improvement_rules`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.ids import same_id
from nghs_desktop.domain import focus_commands as ask
from nghs_desktop.domain.attention import StateChange
from nghs_desktop.domain.charts import Better, RunChart, RunNote, RunPoint, verdict
from nghs_desktop.domain.commands import AmendRecords, Command, LogRecords, Ref, Together
from nghs_desktop.domain.improvement import (
    Cycle,
    CycleDecision,
    CycleState,
    Driver,
    ImprovementProject,
    MeasurePoint,
)
from nghs_desktop.domain.improvement_rules import (
    aim_missing,
    check_cycle,
    cycle_next,
    cycle_problem,
    driver_kind,
    read_point,
)
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.ordering import place_between
from nghs_desktop.domain.spoken import spoken_list
from nghs_desktop.services.focus import keep_change
from nghs_desktop.storage.reader import Reads
from nghs_desktop.storage.store import Transaction

Done = tuple[Any, str, int]
_PROJECT, _CYCLE = NOUN["improvement_project"], NOUN["cycle"]
DEEPEST = 2


@frozen
class DriverLine:
    """One line of the driver diagram: the part, and how deep it stands under the aim."""

    driver: Driver
    depth: int


@frozen
class ProjectStanding:
    """All that is known of a project; drivers as an indented list, points by day."""

    project: ImprovementProject
    drivers: tuple[DriverLine, ...]
    cycles: tuple[Cycle, ...]
    points: tuple[MeasurePoint, ...]
    changes: tuple[StateChange, ...]

    def aim_words(self) -> str:
        """Return what the aim does not say yet, in words, or nothing."""
        missing = aim_missing(self.project)
        return f"The aim does not say {spoken_list(missing, 'or')} yet." if missing else ""

    def chart(self) -> RunChart:
        """Return the run chart with target and the cycles that were begun."""
        days = [one.taken_on for one in self.points]
        notes = []
        for cycle in self.cycles:
            if cycle.started_on is None or not days:
                continue
            at = sum(1 for day in days if day is not None and day < cycle.started_on)
            notes.append(RunNote(min(at, len(days) - 1), f"Cycle {cycle.number or 1} begins"))
        project = self.project
        return RunChart(
            "run",
            project.measure or project.title,
            tuple(
                RunPoint(f"{one.taken_on:%d %b %y}" if one.taken_on else "", _number(one.value))
                for one in self.points
            ),
            unit=project.unit,
            target=_number(project.target),
            better=Better(project.better.value),
            notes=tuple(notes),
        )

    def verdict(self) -> str:
        """Return what the run rules say, in a sentence with the method."""
        return verdict(self.chart()) if self.points else "No points yet."

    def nexts(self, cycle: Cycle) -> tuple[tuple[CycleState, str], ...]:
        """Return the states that can follow a cycle's, with why not yet."""
        return tuple((to, cycle_problem(cycle, to)) for to in cycle_next(cycle.state))


def project_standing(reader: Reads, project_id: str) -> ProjectStanding | None:
    """Return what is known of a project, or None when it is gone."""
    project = cast(ImprovementProject | None, reader.get(_PROJECT, project_id))
    if project is None or project.deleted:
        return None

    def of_project(noun: str, order: str) -> list[Any]:
        where = f"WHERE r.deleted = 0 AND r.project_id = ? ORDER BY {order}"
        return list(reader.records(NOUN[noun], where, (project_id,)))

    cycles = cast(list[Cycle], of_project("cycle", "r.number, r.id"))
    keys = {project_id, *(one.id for one in cycles)}
    changes = cast(
        list[StateChange],
        reader.records(
            NOUN["state_change"],
            "WHERE r.deleted = 0 AND r.about_noun IN ('cycle', 'improvement_project') "
            "ORDER BY r.at DESC, r.id DESC",
        ),
    )
    return ProjectStanding(
        project,
        in_tree(cast(list[Driver], of_project("driver", "r.position, r.id"))),
        tuple(cycles),
        tuple(cast(list[MeasurePoint], of_project("measure_point", "r.taken_on, r.id"))),
        tuple(one for one in changes if one.about_id in keys),
    )


def in_tree(drivers: Sequence[Driver]) -> tuple[DriverLine, ...]:
    """Return drivers as an indented list: each under its parent, in their order.

    One whose parent is gone stands at the top, so that nothing is lost from sight.
    """
    known = {one.id for one in drivers}
    under: dict[str, list[Driver]] = {}
    for one in drivers:
        parent = one.parent_id if one.parent_id in known and one.parent_id != one.id else None
        under.setdefault(parent or "", []).append(one)
    lines: list[DriverLine] = []
    seen: set[str] = set()

    def walk(parent: str, depth: int) -> None:
        for one in under.get(parent, ()):
            if one.id not in seen:
                seen.add(one.id)
                lines.append(DriverLine(one, depth))
                walk(one.id, depth + 1)

    walk("", 0)
    for one in drivers:  # what two records made each other's parent still has its line
        if one.id not in seen:
            seen.add(one.id)
            lines.append(DriverLine(one, 0))
    return tuple(lines)


# -- drivers -----------------------------------------------------------------------------------


def add_driver(page: ProjectStanding, id: str, title: str, after: str = "") -> Command:
    """Return the command that adds a part to the diagram: below the one named, as deep as it is."""
    words = title.strip()
    if not words:
        raise UserError("The driver has no words.", "Type what drives the aim.")
    line = _line(page, after)
    parent = line.driver.parent_id if line is not None else None
    siblings = _children(page, parent)
    at = next((n for n, one in enumerate(siblings) if one.id == after), len(siblings) - 1)
    made = Driver(
        id=id,
        project_id=page.project.id,
        parent_id=parent,
        kind=driver_kind(line.depth if line is not None else 0),
        title=words,
        position=_between(siblings, at),
    )
    return LogRecords((made,), label=f"add “{_short(words)}”")


def indent_driver(page: ProjectStanding, id: str) -> Command | None:
    """Return the command that puts a part under the one above it, or None where it cannot go."""
    line = _known(page, id)
    siblings = _children(page, line.driver.parent_id)
    at = [one.id for one in siblings].index(id)
    if at == 0 or line.depth + _height(page, id) >= DEEPEST:
        return None
    above = siblings[at - 1]
    place = _between(_children(page, above.id), len(_children(page, above.id)) - 1)
    return _moved(page, line, above.id, place, line.depth + 1, "indent")


def outdent_driver(page: ProjectStanding, id: str) -> Command | None:
    """Return the command that takes a part out from under its parent, or None at the top."""
    line = _known(page, id)
    parent = _line(page, line.driver.parent_id or "")
    if parent is None:
        return None
    siblings = _children(page, parent.driver.parent_id)
    at = [one.id for one in siblings].index(parent.driver.id)
    return _moved(
        page, line, parent.driver.parent_id, _between(siblings, at), line.depth - 1, "take out"
    )


def move_driver(page: ProjectStanding, id: str, step: int) -> Command | None:
    """Return the command that moves a part one place up (-1) or down (1) among its neighbours."""
    line = _known(page, id)
    siblings = _children(page, line.driver.parent_id)
    at = [one.id for one in siblings].index(id)
    to = at + step
    if not 0 <= to < len(siblings):
        return None
    others = [one for one in siblings if one.id != id]
    place = _between(others, to - 1)
    label = f"move “{_short(line.driver.title)}”"
    return AmendRecords((Ref("driver", id),), {"position": place}, label=label)


def _moved(
    page: ProjectStanding, line: DriverLine, parent: str | None, place: str, depth: int, verb: str
) -> Command:
    label = f"{verb} “{_short(line.driver.title)}”"
    values = {"parent_id": parent, "position": place, "kind": driver_kind(depth)}
    steps: list[Command] = [AmendRecords((Ref("driver", line.driver.id),), values)]
    shift = depth - line.depth
    for one in _below(page, line.driver.id):
        kind = driver_kind(one.depth + shift)
        steps.append(AmendRecords((Ref("driver", one.driver.id),), {"kind": kind}))
    return Together(tuple(steps), label)


def _line(page: ProjectStanding, id: str) -> DriverLine | None:
    return next((one for one in page.drivers if one.driver.id == id), None)


def _known(page: ProjectStanding, id: str) -> DriverLine:
    found = _line(page, id)
    if found is None:
        raise UserError("This part is no longer in the diagram.", "Nothing was changed.")
    return found


def _children(page: ProjectStanding, parent: str | None) -> list[Driver]:
    return [
        one.driver for one in page.drivers if (one.driver.parent_id or None) == (parent or None)
    ]


def _below(page: ProjectStanding, id: str) -> list[DriverLine]:
    start = next(n for n, one in enumerate(page.drivers) if one.driver.id == id)
    depth, found = page.drivers[start].depth, []
    for one in page.drivers[start + 1 :]:
        if one.depth <= depth:
            break
        found.append(one)
    return found


def _height(page: ProjectStanding, id: str) -> int:
    own = _known(page, id).depth
    return max((one.depth - own for one in _below(page, id)), default=0)


def _between(siblings: Sequence[Driver], at: int) -> str:
    """Return a place behind the sibling at an index, before the one that follows."""
    before = siblings[at].position if 0 <= at < len(siblings) else ""
    after = siblings[at + 1].position if at + 1 < len(siblings) else ""
    return place_between(before, after)


# -- cycles and points -------------------------------------------------------------------------


def add_cycle(page: ProjectStanding, id: str, title: str, idea_id: str | None = None) -> LogRecords:
    """Return the command that begins the next cycle, at Plan."""
    words = title.strip()
    if not words:
        raise UserError("The cycle has no change to try.", "Type what is changed.")
    number = max((one.number or 0 for one in page.cycles), default=0) + 1
    made = Cycle(id=id, project_id=page.project.id, idea_id=idea_id, title=words, number=number)
    return LogRecords((made,), label=f"add cycle {number}")


def add_point(page: ProjectStanding, typed: str) -> Command:
    """Return the command that keeps a typed point; one of the same day is replaced."""
    read = read_point(typed)
    values = {"value": read.value, "n": read.n, "note": read.note}
    there = next((one for one in page.points if one.taken_on == read.day), None)
    label = f"value of {read.day.isoformat()}"
    if there is not None:
        return AmendRecords((Ref("measure_point", there.id),), values, label=label)
    made = MeasurePoint(
        id=same_id("measure_point", page.project.id, read.day.isoformat()),
        project_id=page.project.id,
        taken_on=read.day,
        value=read.value,
        n=read.n,
        note=read.note,
    )
    return LogRecords((made,), label=label)


def move_cycle(command: ask.MoveCycle, work: Transaction) -> Done:
    """Give a cycle its next state, and keep who said so, when and why."""
    cycle = cast(Cycle | None, work.get(_CYCLE, command.cycle_id))
    if cycle is None or cycle.deleted:
        raise UserError("This cycle is no longer in the project.", "Nothing was changed.")
    check_cycle(cycle, command.to, command.decision, command.why)
    values: dict[str, Any] = {"state": command.to}
    today = command.at.astimezone().date()
    if command.to is CycleState.DO and cycle.started_on is None:
        values["started_on"] = today
    if command.to is CycleState.STUDY and cycle.ended_on is None:
        values["ended_on"] = today
    if command.decision is not None:
        values["decision"] = command.decision
    work.put(_CYCLE, cycle.id, values)
    project = cast(ImprovementProject | None, work.get(_PROJECT, cycle.project_id or ""))
    keep_change(
        work, command.id, "cycle", cycle.id, str(cycle.state), str(command.to), command.at,
        command.by, command.why, project.group_id if project is not None else None,
    )  # fmt: skip
    return cycle.id, f"cycle {cycle.number or ''}: {command.to.label.lower()}".replace(" :", ":"), 0


HANDLERS: dict[type[Any], Any] = {ask.MoveCycle: move_cycle}


def refuse_by_hand(work: Transaction, ref: Ref, values: Mapping[str, Any]) -> None:
    """Refuse to change a cycle's state by hand, and to take its prediction away once it was done."""
    if ref.noun != "cycle":
        return
    cycle = cast(Cycle | None, work.get(_CYCLE, ref.id))
    if cycle is None:
        return
    if values.get("state", cycle.state) != cycle.state:
        raise UserError(
            "A cycle goes on by its steps.", "Nothing was changed. Use the steps of the cycle."
        )
    changed = values.get("prediction", cycle.prediction) != cycle.prediction
    if changed and cycle.state is not CycleState.PLAN:
        raise UserError(
            "What was expected was written before anything was done, and stands.",
            "Nothing was changed. Go back to Plan, with a reason.",
        )


def decided(word: str) -> CycleDecision:
    """Return a decision by its word: adopt, adapt, abandon. Raises UserError."""
    try:
        return CycleDecision(word.strip().casefold())
    except ValueError:
        raise UserError(f"“{word}” is no decision.", "Type adopt, adapt or abandon.") from None


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ".")) if text.strip() else None
    except ValueError:
        return None


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
