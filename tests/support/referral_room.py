"""Two work groups, three people and a few barriers, for tests of what happens between meetings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.meetings import Meeting, MeetingState
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.people import Person
from nghs_desktop.services.workspace import Workspace

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
PRACTICE, POLICY, FUNDING = "group-practice", "group-policy", "group-funding"
DANA, LUIS, PRIYA = "person-dana", "person-luis", "person-priya"


def stage(workspace: Workspace) -> None:
    """Keep the groups and people."""
    names = ((PRACTICE, "Practice Work Group"), (POLICY, "Policy Work Group"),
             (FUNDING, "Funding Work Group"))  # fmt: skip
    people = ((DANA, "Dana Reyes"), (LUIS, "Luis Ortega"), (PRIYA, "Priya Shah"))
    groups = [WorkGroup(id=id, name=name, position=id) for id, name in names]
    workspace.run(
        LogRecords((*groups, *(Person(id=id, name=name) for id, name in people)))
    ).result()


def keep_barrier(workspace: Workspace, title: str, **facts: Any) -> str:
    """Keep a barrier of the Practice Work Group, heard three weeks ago; return its key."""
    given = {"group_id": PRACTICE, "heard_at": NOON - timedelta(days=21)} | facts
    one = Barrier(
        id=facts.get("id", new_id()), title=title, **{k: v for k, v in given.items() if k != "id"}
    )
    workspace.run(LogRecords((one,))).result()
    return one.id


def framed_facts() -> dict[str, Any]:
    """Return answers to all four questions."""
    return {
        "owner_id": DANA,
        "consequence": "Students repeat a year they have mastered.",
        "next_step": "Ask three districts how they count it.",
        "escalation": "The state board, in January",
    }


def hold_meeting(workspace: Workspace, group_id: str, started: datetime) -> str:
    """Keep a meeting that was held; return its key."""
    one = Meeting(
        id=new_id(),
        title=f"Meeting of {started:%d %B}",
        group_id=group_id,
        starts_at=started,
        started_at=started,
        ended_at=started + timedelta(hours=2),
        state=MeetingState.ENDED,
    )
    workspace.run(LogRecords((one,))).result()
    return one.id


def plan_meeting(workspace: Workspace, group_id: str, starts: datetime) -> str:
    """Keep a meeting that is to come; return its key."""
    one = Meeting(id=new_id(), title="The next one", group_id=group_id, starts_at=starts)
    workspace.run(LogRecords((one,))).result()
    return one.id


def barrier(workspace: Workspace, id: str) -> Barrier:
    """Return a barrier as it is kept."""
    return cast(Barrier, workspace.read_here(lambda reader: reader.get(NOUN["barrier"], id)))
