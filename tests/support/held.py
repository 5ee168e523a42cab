"""A meeting that was held, with all that minutes can say of one: late comers, an alternate, a guest,
a consent block with a point taken out, votes named and secret, an objection, a recusal."""

from __future__ import annotations

from datetime import date
from typing import Any

from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.commands import (
    AmendRecords,
    CloseDecision,
    LogRecords,
    Ref,
    WriteOutcome,
)
from nghs_desktop.domain.commitments import Commitment
from nghs_desktop.domain.decision_rules import DecisionRule, Showing
from nghs_desktop.domain.decisions import Decision, DecisionStatus, Method
from nghs_desktop.domain.groups import MemberRole, membership
from nghs_desktop.domain.meetings import (
    AgendaItem,
    AgendaState,
    Attendance,
    Attribution,
    KeptStay,
    Meeting,
    MeetingState,
    Parked,
    Presence,
    Purpose,
    attendance,
)
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.domain.records import Visibility
from nghs_desktop.services.votes import consent_block
from nghs_desktop.services.workspace import Workspace
from tests.support.voting import minute, put, stage, typed
from tests.support.workspaces import run

BODIES = {"ana": "north district", "ben": "north district", "cleo": "east school"}
MEETING = "m1"
ENDED = 100


def hold(workspace: Workspace, rule: Attribution = Attribution.NAMED, *, ended: bool = True) -> str:
    """Hold the meeting of `voting.stage`: 12 voting members, of whom 9 are there at the start.

    Ana leaves for a while, Finn comes late, Gia is remote, Hal is excused; Omar stands in for Hal,
    Priya is a guest. Returns the meeting's key.
    """
    stage(workspace, here=7, bodies=BODIES)
    meeting = {
        "planned_minutes": 90,
        "zone": "UTC",
        "place": "City Hall",
        "attribution": rule,
        "chair_id": "ana",
        "recorder_id": "ben",
        "state": MeetingState.IN_PROGRESS,
        "started_at": minute(2),
    }
    run(
        workspace,
        AmendRecords((Ref("meeting", MEETING),), meeting),
        _people(),
        _agenda(),
        AmendRecords((Ref("stay", "s-ana"),), {"until": minute(30)}),
        AmendRecords((Ref("stay", "s-finn"),), {"since": minute(22)}),
        AmendRecords((Ref("stay", "s-gia"),), {"remote": True}),
        LogRecords((_stay("ana2", "ana", 50),)),
    )
    _consent(workspace)
    _said(workspace)
    _votes(workspace)
    if ended:
        closing = {"state": MeetingState.ENDED, "ended_at": minute(ENDED)}
        run(workspace, AmendRecords((Ref("meeting", MEETING),), closing))
    return MEETING


def _people() -> LogRecords:
    omar = Attendance(
        id="at-omar",
        meeting_id=MEETING,
        person_id="omar",
        presence=Presence.PRESENT,
        alternate_for_id="hal",
    )
    return LogRecords(
        (
            Organization(id="city", name="City of Elms"),
            Person(id="omar", name="Omar Quince"),
            Person(id="priya", name="Priya Shade", organization_id="city"),
            membership("g1", "omar", MemberRole.ALTERNATE),
            omar,
            attendance(MEETING, "priya", Presence.PRESENT),
            attendance(MEETING, "hal", Presence.EXCUSED),
            _stay("omar", "omar", 0),
            _stay("priya", "priya", 2),
        )
    )


def _stay(id: str, person: str, since: float) -> KeptStay:
    return KeptStay(id=f"s-{id}", meeting_id=MEETING, person_id=person, since=minute(since))


def _agenda() -> LogRecords:
    def item(
        id: str, title: str, purpose: Purpose, minutes: int, begin: float | None, end: float | None
    ) -> AgendaItem:
        return AgendaItem(
            id=id,
            meeting_id=MEETING,
            title=title,
            purpose=purpose,
            planned_minutes=minutes,
            position=id,
            state=AgendaState.PLANNED if begin is None else AgendaState.DISCUSSED,
            opened_at=None if begin is None else minute(begin),
            closed_at=None if end is None else minute(end),
            private_notes="Ana and Ben do not get on.",
        )

    return LogRecords(
        (
            item("c1", "Minutes of October", Purpose.CONSENT, 2, None, None),
            item("c2", "Report on buses", Purpose.CONSENT, 2, None, None),
            item("c3", "Budget note", Purpose.CONSENT, 5, 60, 70),
            item("i1", "Late bus", Purpose.DECIDE, 30, 10, 45),
            item("i2", "Next year", Purpose.DISCUSS, 15, None, None),
        )
    )


def _consent(workspace: Workspace) -> None:
    run(workspace, AmendRecords((Ref("agenda_item", "c3"),), {"pulled_by_id": "cleo"}))
    meeting = workspace.read_here(lambda reader: reader.records(NOUN["meeting"])[0])
    items = workspace.read_here(lambda reader: reader.records(NOUN["agenda_item"]))
    block = [one for one in items if isinstance(one, AgendaItem) and one.id in ("c1", "c2")]
    assert isinstance(meeting, Meeting)
    run(workspace, consent_block(meeting, block, id="d0", at=minute(5)))
    typed(workspace, "all yes", id="d0", at=6)
    run(workspace, CloseDecision("d0", minute(7)))


def _said(workspace: Workspace) -> None:
    place: dict[str, Any] = {"meeting_id": MEETING, "group_id": "g1", "agenda_item_id": "i1"}
    run(
        workspace,
        LogRecords(
            (
                Barrier(
                    id="b1", title="Buses stop at 3:30", said_by_id="ana", heard_at=minute(12),
                    label="warm", **place,
                ),
                Note(
                    id="n1", title="Cleo Dale asked who pays", said_by_id="cleo",
                    heard_at=minute(14), label="clarifying", details="# Not a heading\n- nor a point",
                    **place,
                ),
                Note(
                    id="n2", title="Secret worry", heard_at=minute(15),
                    visibility=Visibility.PRIVATE, **place,
                ),
                Note(id="n3", title="Sent in by letter", heard_at=minute(-60), **place),
                Note(
                    id="n4", title="Ben called back", said_by_id="ben", heard_at=minute(ENDED + 30),
                    meeting_id=MEETING, group_id="g1",
                ),
                Commitment(
                    id="k1", title="Ask the bus company", owner_id="cleo", said_by_id="cleo",
                    due=date(2026, 12, 4), heard_at=minute(40), **place,
                ),
                Commitment(id="k2", title="Write it up", heard_at=minute(41), **place),
                Parked(
                    id="p1", title="Bikes", meeting_id=MEETING, group_id="g1", owner_id="ben",
                    revisit_on=date(2027, 1, 12),
                ),
                Meeting(
                    id="m2", title="December", group_id="g1", starts_at=minute(28 * 24 * 60),
                    zone="UTC", place="Library", planned_minutes=60,
                ),
            )
        ),
    )  # fmt: skip


def _votes(workspace: Workspace) -> None:
    put(workspace, Method.MAJORITY, id="d1", title="Ask for a late bus", agenda_item="i1", at=25)
    typed(
        workspace,
        "finn recused: employer",
        "ben objects: costs too much | would remove: a price from the company",
        "cleo abstain priorities",
        "all yes",
        id="d1",
        at=26,
    )
    run(
        workspace,
        CloseDecision("d1", minute(28)),
        WriteOutcome("d1", "The district is asked for a bus at 5.", "Ben would rather wait."),
    )
    secret = DecisionRule(Method.MAJORITY, showing=Showing.SECRET)
    put(workspace, secret, id="d2", title="Who goes to the board", agenda_item="i1", at=32)
    typed(workspace, "yes*4 no*2", id="d2", at=33)
    run(workspace, CloseDecision("d2", minute(34)))


def approve_later(workspace: Workspace, *, id: str = "d9") -> str:
    """Keep a decision of the next meeting that approves the minutes; return its key."""
    decision = Decision(
        id=id,
        title="Approve the minutes of November",
        group_id="g1",
        meeting_id="m2",
        status=DecisionStatus.OUTCOME_WRITTEN,
        outcome="Approved as they stand.",
        heard_at=minute(28 * 24 * 60 + 10),
    )
    run(workspace, LogRecords((decision,)))
    return id
