"""Improvement work: an aim, what drives it, ideas for change, and cycles that try them."""

from __future__ import annotations

from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Search, Word, choice, day, line, prose, refers, whole
from nghs_desktop.domain.library import Direction
from nghs_desktop.domain.records import Record


class DriverKind(Word):
    """What a part of a driver diagram is."""

    PRIMARY = "primary", "Primary driver"
    SECONDARY = "secondary", "Secondary driver"
    IDEA = "idea", "Change idea"


class CycleState(Word):
    """Where a cycle stands."""

    PLAN = "plan", "Plan"
    DO = "do", "Do"
    STUDY = "study", "Study"
    ACT = "act", "Act"
    DONE = "done", "Done"


class CycleDecision(Word):
    """What a cycle led to."""

    ADOPT = "adopt", "Adopt"
    ADAPT = "adapt", "Adapt"
    ABANDON = "abandon", "Abandon"


@frozen(kw_only=True)
class ImprovementProject(Record):
    """Work on one aim: how much, by when, for whom. Its measure is drawn as a run chart."""

    title: str = line("Title", search=Search.TITLE)
    group_id: str | None = refers("Work group", "work_group")
    candidate_id: str | None = refers("From the focus round", "focus_candidate")
    aim: str = prose("Aim", help="How much, by when, for whom.")
    owner_id: str | None = refers("Owner", "person")
    measure: str = line("Measure")
    unit: str = line("Unit")
    better: Direction = choice("Better", Direction, Direction.UP)
    target: str = line("Target", help="A number, as 85 or 12.5.")
    target_on: date | None = day("By")
    closed_on: date | None = day("Ended on")
    lesson: str = prose("What was learned")


@frozen(kw_only=True)
class Driver(Record):
    """A part of a driver diagram: a driver under the aim or another, or an idea under a driver."""

    project_id: str | None = refers("Project", "improvement_project")
    parent_id: str | None = refers("Under", "driver")
    kind: DriverKind = choice("Kind", DriverKind, DriverKind.PRIMARY)
    title: str = line("Title", search=Search.TITLE)
    details: str = prose("Details")
    position: str = line("Order", shown=False)


@frozen(kw_only=True)
class Cycle(Record):
    """A plan-do-study-act cycle. Nothing is done before it is written what is expected."""

    project_id: str | None = refers("Project", "improvement_project")
    idea_id: str | None = refers("Change idea", "driver")
    title: str = line("Change", search=Search.TITLE)
    number: int | None = whole("Cycle", shown=False)
    state: CycleState = choice("State", CycleState, CycleState.PLAN)
    question: str = prose("Question")
    prediction: str = prose("Prediction")
    plan: str = prose("Plan", help="Who, what, when, where; and which data.")
    started_on: date | None = day("Done from")
    ended_on: date | None = day("Done until")
    happened: str = prose("What happened")
    learned: str = prose("What was learned")
    decision: CycleDecision | None = choice("Decision", CycleDecision)
    next_step: str = prose("Next")


@frozen(kw_only=True)
class MeasurePoint(Record):
    """A value of a project's measure. `value` is a number as it was typed, with a point."""

    project_id: str | None = refers("Project", "improvement_project")
    taken_on: date | None = day("Day")
    value: str = line("Value")
    n: int | None = whole("Of how many")
    note: str = line("Note")
