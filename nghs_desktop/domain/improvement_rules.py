"""What improvement work asks for: an aim with its three parts, a prediction before anything is done,
what happened before it is studied, a decision at the end. And points as they are typed.

Pure: records and days are handed in.
"""

from __future__ import annotations

import re
from datetime import date

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.improvement import (
    Cycle,
    CycleDecision,
    CycleState,
    DriverKind,
    ImprovementProject,
)

C = CycleState
_NEXT: dict[CycleState, tuple[CycleState, ...]] = {
    C.PLAN: (C.DO,),
    C.DO: (C.STUDY, C.PLAN),
    C.STUDY: (C.ACT, C.DO),
    C.ACT: (C.DONE, C.STUDY),
    C.DONE: (),
}
_ORDER = tuple(C)
_FOR_WHOM = re.compile(r"\b(for|of|among|in|at)\s+\w", re.IGNORECASE)


def aim_missing(project: ImprovementProject) -> tuple[str, ...]:
    """Return what an aim does not say yet: how much, by when, for whom."""
    words = project.aim
    has_amount = bool(project.target.strip()) or bool(re.search(r"\d", words))
    missing = []
    if not has_amount:
        missing.append("how much")
    if project.target_on is None:
        missing.append("by when")
    if not _FOR_WHOM.search(words):
        missing.append("for whom")
    return tuple(missing)


def cycle_next(state: CycleState) -> tuple[CycleState, ...]:
    """Return the states that can follow, the next first."""
    return _NEXT[state]


def cycle_back(state: CycleState, to: CycleState) -> bool:
    """Tell whether a change goes back to an earlier state."""
    return _ORDER.index(to) < _ORDER.index(state)


def cycle_problem(
    cycle: Cycle, to: CycleState, decision: CycleDecision | None = None, why: str = ""
) -> str:
    """Say why a cycle cannot take a state, or nothing."""
    if to not in _NEXT[cycle.state]:
        return f"A cycle at {cycle.state.label} cannot go to {to.label}."
    if cycle_back(cycle.state, to):
        return "" if why.strip() else f"Going back to {to.label} needs a reason."
    if to is C.DO and not cycle.prediction.strip():
        return "Write what you expect to happen before anything is done."
    if to is C.STUDY and not cycle.happened.strip():
        return "Write what happened before it is studied."
    if to is C.ACT and not cycle.learned.strip():
        return "Write what was learned from it."
    if to is C.DONE and (decision or cycle.decision) is None:
        return "Decide first: adopt, adapt or abandon."
    return ""


def check_cycle(
    cycle: Cycle, to: CycleState, decision: CycleDecision | None = None, why: str = ""
) -> None:
    """Raise UserError where a guard forbids a change of state."""
    if problem := cycle_problem(cycle, to, decision, why):
        raise UserError(problem, "Nothing was changed.")


@frozen
class PointLine:
    """A typed point of a measure. `value` is the number as it was typed, with a point."""

    day: date
    value: str
    n: int | None = None
    note: str = ""


_POINT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)\s+(?P<value>[-−]?\d+(?:[.,]\d+)?)\s*%?"
    r"(?:\s+(?:n\s*=?\s*|of\s+)(?P<n>\d+))?(?:\s+(?P<note>\D.*))?"
)


def read_point(typed: str) -> PointLine:
    """Read "2026-11-17 82 n 40" with an optional note after it. Raises UserError."""
    found = _POINT.fullmatch(typed.strip())
    remedy = "Type: 2026-11-17 82 n 40."
    if found is None:
        raise UserError("A point is a day and a number.", remedy)
    try:
        day = date.fromisoformat(found["day"])
    except ValueError:
        raise UserError(f"There is no day {found['day']}.", remedy) from None
    value = found["value"].replace(",", ".").replace("−", "-")
    n = int(found["n"]) if found["n"] else None
    if n == 0:
        raise UserError("A value of nobody says nothing.", "Give n from 1 on, or leave it out.")
    return PointLine(day, value, n, (found["note"] or "").strip())


def driver_kind(depth: int) -> DriverKind:
    """Return what a line of a driver diagram is at a depth: 0 drives the aim, 2 is an idea."""
    return (DriverKind.PRIMARY, DriverKind.SECONDARY, DriverKind.IDEA)[max(0, min(depth, 2))]
