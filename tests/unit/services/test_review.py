"""What a meeting lacks before it ends, and how it ends."""

from __future__ import annotations

from datetime import date

import pytest

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.commands import AmendRecords, CloseDecision, LogRecords, Ref, Undo
from nghs_desktop.domain.commitments import Commitment
from nghs_desktop.domain.decisions import Decision, DecisionStatus, Method
from nghs_desktop.domain.meetings import (
    AgendaItem,
    AgendaState,
    Meeting,
    MeetingState,
    Parked,
)
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.services.review import (
    Lack,
    Part,
    Review,
    ReviewRow,
    all_left,
    ending,
    outcome_of,
    review,
    vote_moment,
)
from nghs_desktop.services.room import stays
from nghs_desktop.services.workspace import Workspace
from tests.support.voting import minute, put, stage, typed
from tests.support.workspaces import run

NOW = minute(60)


def look(workspace: Workspace) -> Review:
    return workspace.read_here(lambda r: review(r, "m1", NOW))


def row(workspace: Workspace, id: str) -> ReviewRow | None:
    return next((one for one in look(workspace).rows if one.ref.id == id), None)


@pytest.fixture
def meeting(workspace: Workspace) -> Workspace:
    """A running meeting of twelve people, of whom seven are there, with one agenda item planned."""
    stage(workspace, here=7)
    run(workspace, AmendRecords((Ref("meeting", "m1"),), {"state": MeetingState.IN_PROGRESS}))
    return workspace


def test_items_lack_lever_owner_and_date_until_they_have_them(meeting: Workspace) -> None:
    run(
        meeting,
        LogRecords(
            (
                Barrier(id="b1", title="Buses", meeting_id="m1"),
                Note(id="n1", title="Rain", meeting_id="m1"),
            )
        ),
    )
    found = row(meeting, "b1")
    assert found is not None and found.lacks == (Lack.LEVER, Lack.OWNER, Lack.DUE)
    assert row(meeting, "n1") is None
    ref = (Ref("barrier", "b1"),)
    run(meeting, AmendRecords(ref, {"lever_id": "l1"}))
    found = row(meeting, "b1")
    assert found is not None and found.lacks == (Lack.OWNER, Lack.DUE)
    assert found.facts == "Barrier · Practice"
    run(meeting, AmendRecords(ref, {"owner_id": "ana", "due": date(2026, 12, 4)}))
    assert row(meeting, "b1") is None
    run(meeting, Undo())
    assert row(meeting, "b1") is not None


def test_commitments_and_parked_things_need_somebody_and_a_day(meeting: Workspace) -> None:
    run(
        meeting,
        LogRecords(
            (
                Commitment(id="k1", title="Ask", meeting_id="m1", owner_id="ana"),
                Commitment(id="k2", title="Other meeting"),
                Parked(id="p1", title="Bikes", meeting_id="m1"),
                Parked(id="p2", title="Old", meeting_id="m1", settled=True),
            )
        ),
    )
    lacking = {one.ref.id: one.lacks for one in look(meeting).rows if one.part is not Part.AGENDA}
    assert lacking["k1"] == (Lack.DUE,)
    assert lacking["p1"] == (Lack.OWNER, Lack.DUE)
    assert "k2" not in lacking and "p2" not in lacking


def test_an_open_vote_and_decisions_without_an_outcome_come_first(meeting: Workspace) -> None:
    run(meeting, LogRecords((Decision(id="d5", title="By nods", meeting_id="m1"),)))
    put(meeting, Method.MAJORITY)
    typed(meeting, "all yes")
    rows = look(meeting).rows
    assert [one.ref.id for one in rows[:2]] == ["d1", "d5"]
    assert rows[0].can_close and rows[0].lacks == (Lack.END,)
    assert rows[1].lacks == (Lack.OUTCOME,)


def test_a_vote_left_open_is_counted_and_closed_at_the_end_of_the_meeting(
    meeting: Workspace,
) -> None:
    put(meeting, Method.MAJORITY)
    typed(meeting, "all yes")
    run(meeting, meeting.read_here(lambda r: ending(r, "m1", minute(30))))
    found = row(meeting, "d1")
    assert found is not None and found.can_close and "7 for" in found.facts
    run(meeting, CloseDecision("d1", vote_moment(look(meeting).meeting, NOW)))
    kept = meeting.read_here(lambda r: r.get(NOUN["decision"], "d1"))
    assert isinstance(kept, Decision) and "7 are here" in kept.quorum


def test_an_outcome_is_kept_whether_there_was_a_vote_or_not(meeting: Workspace) -> None:
    run(meeting, LogRecords((Decision(id="d5", title="By nods", meeting_id="m1"),)))
    run(meeting, meeting.read_here(lambda r: outcome_of(r, "d5", "We go ahead. ")))
    kept = meeting.read_here(lambda r: r.get(NOUN["decision"], "d5"))
    assert isinstance(kept, Decision)
    assert (kept.outcome, kept.status) == ("We go ahead.", DecisionStatus.OUTCOME_WRITTEN)
    assert row(meeting, "d5") is None


def test_agenda_items_left_and_people_still_here_are_rows(meeting: Workspace) -> None:
    found = row(meeting, "a1")
    assert found is not None and found.part is Part.AGENDA
    people = look(meeting).rows[-1]
    assert people.title == "7 people are still noted as here"
    assert people.facts.startswith("Ana Brook, Ben Cliff")
    command = meeting.read_here(lambda r: all_left(r, "m1", NOW))
    assert command is not None
    run(meeting, command)
    assert look(meeting).rows[-1].part is Part.AGENDA
    assert meeting.read_here(lambda r: all_left(r, "m1", NOW)) is None


def test_ending_is_one_step(meeting: Workspace) -> None:
    opened = {"state": AgendaState.OPEN, "opened_at": minute(3)}
    run(meeting, AmendRecords((Ref("agenda_item", "a1"),), opened))
    run(meeting, meeting.read_here(lambda r: ending(r, "m1", NOW)))
    held = meeting.read_here(lambda r: r.get(NOUN["meeting"], "m1"))
    item = meeting.read_here(lambda r: r.get(NOUN["agenda_item"], "a1"))
    assert isinstance(held, Meeting) and isinstance(item, AgendaItem)
    assert (held.state, held.ended_at) == (MeetingState.ENDED, NOW)
    assert (item.state, item.closed_at) == (AgendaState.DISCUSSED, NOW)
    assert all(one.until == NOW for one in meeting.read_here(lambda r: stays(r, held)))
    assert look(meeting).rows == () and look(meeting).is_over
    run(meeting, Undo())
    assert not look(meeting).is_over and look(meeting).rows[-1].part is Part.PEOPLE


def test_what_does_not_run_is_not_ended(workspace: Workspace) -> None:
    stage(workspace)
    with pytest.raises(UserError):
        workspace.read_here(lambda r: ending(r, "m1", NOW))
