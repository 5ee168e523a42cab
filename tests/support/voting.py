"""A meeting with people who may vote, for tests of votes from the typed line to the closed decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import CloseDecision, KeepVoteLine, LogRecords, OpenVote
from nghs_desktop.domain.decision_rules import DecisionRule, snapshot, usual_rule
from nghs_desktop.domain.decisions import Decision, Method
from nghs_desktop.domain.groups import MemberRole, WorkGroup, membership
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.meetings import AgendaItem, KeptStay, Meeting, Presence, attendance
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.domain.vote_lines import write_entry
from nghs_desktop.services.votes import VoteRecord, read_vote, recorded, vote_record
from nghs_desktop.services.workspace import Workspace
from tests.support.workspaces import run

TEN = datetime(2026, 11, 17, 10, tzinfo=UTC)
NAMES = (
    "Ana Brook", "Ben Cliff", "Cleo Dale", "Dov Elm", "Eva Fern", "Finn Grove", "Gia Heath",
    "Hal Ivy", "Ines Jett", "Jon Knoll", "Kim Lake", "Lou Marsh",
)  # fmt: skip
"""Twelve people, in the order of the roster."""


def minute(number: float) -> datetime:
    """Return a moment so many minutes into the meeting."""
    return TEN + timedelta(minutes=number)


def key(name: str) -> str:
    """Return the key of a person of the sample: the first name in small letters."""
    return name.split()[0].lower()


def stage(
    workspace: Workspace,
    names: Sequence[str] = NAMES,
    *,
    here: int | None = None,
    bodies: Mapping[str, str] | None = None,
) -> Meeting:
    """Keep a group whose people all have a vote, and a meeting that the first ones are at from ten."""
    bodies = bodies or {}
    meeting = Meeting(
        id="m1", title="November", group_id="g1", starts_at=TEN, started_at=TEN,
    )  # fmt: skip
    there = names[: len(names) if here is None else here]
    run(
        workspace,
        LogRecords(
            (
                Lever(id="l1", name="Practice"),
                WorkGroup(id="g1", name="Practice Work Group", lever_id="l1"),
                *(Organization(id=id, name=id.title()) for id in dict.fromkeys(bodies.values())),
                *(
                    Person(id=key(name), name=name, organization_id=bodies.get(key(name)))
                    for name in names
                ),
                *(membership("g1", key(name), MemberRole.MEMBER) for name in names),
                meeting,
                AgendaItem(id="a1", meeting_id="m1", title="Bus times", position="5"),
                *(attendance("m1", key(name), Presence.PRESENT) for name in there),
                *(
                    KeptStay(id=f"s-{key(name)}", meeting_id="m1", person_id=key(name), since=TEN)
                    for name in there
                ),
            )
        ),
    )
    return meeting


def put(
    workspace: Workspace,
    rule: DecisionRule | Method,
    *,
    id: str = "d1",
    title: str = "Ask for a late bus",
    agenda_item: str | None = "a1",
    options: str = "",
    at: float = 1,
) -> str:
    """Put a question to the vote and return its key."""
    if isinstance(rule, Method):
        rule = usual_rule(rule)
    decision = Decision(
        id=id,
        title=title,
        proposal="The group asks the district for a late bus.",
        group_id="g1",
        meeting_id="m1",
        agenda_item_id=agenda_item,
        method=rule.method,
        rule=snapshot(rule),
        options=options,
        opened_at=minute(at),
    )
    run(workspace, OpenVote(decision))
    return id


def vote(workspace: Workspace, id: str = "d1", *, at: float = 5) -> VoteRecord:
    """Return a vote as it stands at a minute."""
    return recorded(workspace.read_here(lambda reader: vote_record(reader, id, at=minute(at))))


def typed(workspace: Workspace, *lines: str, id: str = "d1", at: float = 5) -> VoteRecord:
    """Type lines as the panel does: read, then kept; return the vote after them."""
    for line in lines:
        record = vote(workspace, id, at=at)
        reading = read_vote(record, line)
        assert reading.entry is not None, reading.refusal
        answers = write_entry(reading.entry)
        run(workspace, KeepVoteLine(new_id(), id, record.round, line, answers, minute(at)))
    return vote(workspace, id, at=at)


def close(workspace: Workspace, id: str = "d1", *, at: float = 6) -> VoteRecord:
    """Close a vote and return it. Raises UserError when it cannot be closed."""
    run(workspace, CloseDecision(id, minute(at)))
    return vote(workspace, id, at=at)


def everybody(names: Iterable[str] = NAMES) -> tuple[str, ...]:
    """Return the keys of people."""
    return tuple(key(name) for name in names)
