"""A referral between groups: every move with its guard and clock, the barriers following it home."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.attention import KeptReferral
from nghs_desktop.domain.barrier_commands import MoveReferral, SplitReferral
from nghs_desktop.domain.barriers import BarrierStatus
from nghs_desktop.domain.commands import AmendRecords, AppendText, LogRecords, Ref, Undo
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.referrals import Ask, Move, ReferralState, may_move, move_problem
from nghs_desktop.services.barriers import barrier_standing
from nghs_desktop.services.referring import (
    ReferralStanding,
    answers_for,
    as_rules,
    new_referral,
    referral_standing,
    unacknowledged,
    unanswered,
)
from nghs_desktop.services.workspace import Content, Workspace
from tests.support.referral_room import (
    FUNDING,
    NOON,
    POLICY,
    PRACTICE,
    barrier,
    framed_facts,
    keep_barrier,
    plan_meeting,
    stage,
)
from tests.support.workspaces import fresh, opened, run

S, B = ReferralState, BarrierStatus
POLICY_GROUP = WorkGroup(id=POLICY, name="Policy Work Group")


@pytest.fixture
def room(workspace: Workspace) -> Workspace:
    stage(workspace)
    return workspace


def draft(workspace: Workspace, *barriers: str, to: str = POLICY) -> str:
    first = barrier(workspace, barriers[0])
    made = new_referral(first, POLICY_GROUP, now=NOON, by="Robin Ashby")
    made = replace(
        made, to_group_id=to, barriers=" ".join(barriers), why="It takes a waiver.", ask=Ask.ACT
    )
    run(workspace, LogRecords((made,)))
    return made.id


def move(
    id: str, to: ReferralState, group: str, why: str = "", at: datetime = NOON
) -> MoveReferral:
    return MoveReferral(new_id(), id, to, at, group, why)


def stands(workspace: Workspace, id: str, now: datetime = NOON) -> ReferralStanding:
    found = workspace.read_here(lambda reader: referral_standing(reader, id, now))
    assert found is not None
    return found


def test_a_referral_is_made_from_a_barrier_in_one_step(room: Workspace) -> None:
    id = keep_barrier(room, "Seat-time rules", consequence="Students sit idle.")
    made = new_referral(barrier(room, id), POLICY_GROUP, now=NOON)
    run(room, LogRecords((made,)))
    found = stands(room, made.id)
    assert found.row.words == "Practice Work Group to Policy Work Group"
    assert [one.id for one in found.barriers] == [id]
    assert (found.referral.why, found.row.clock) == ("Students sit idle.", "Not sent yet")
    (sending,) = found.nexts
    assert (sending.to, sending.group, sending.problem) == (S.SENT, "Practice Work Group", "")
    run(room, Undo())
    assert room.read_here(lambda reader: referral_standing(reader, made.id, NOON)) is None


def test_sending_starts_the_clock_and_the_barrier_follows(room: Workspace) -> None:
    id = keep_barrier(room, "Seat-time rules", **framed_facts())
    one = draft(room, id)
    run(room, move(one, S.SENT, PRACTICE))
    found = stands(room, one, NOON + timedelta(days=3))
    assert found.referral.acknowledge_by == (NOON + timedelta(days=30)).date()
    assert found.row.clock == "Sent three days ago"
    assert barrier(room, id).status is B.REFERRED
    rows = room.read_here(lambda reader: barrier_standing(reader, id, NOON))
    assert rows is not None
    assert rows.changes[0].why == "Referred to Policy Work Group."
    run(room, Undo())
    assert barrier(room, id).status is B.CAPTURED
    assert stands(room, one).referral.state is S.DRAFTED
    assert stands(room, one).referral.acknowledge_by is None


def test_the_other_groups_next_meeting_comes_before_thirty_days(room: Workspace) -> None:
    plan_meeting(room, POLICY, NOON + timedelta(days=10))
    plan_meeting(room, PRACTICE, NOON + timedelta(days=5))
    one = draft(room, keep_barrier(room, "Seat-time rules"))
    run(room, move(one, S.SENT, PRACTICE))
    assert stands(room, one).referral.acknowledge_by == (NOON + timedelta(days=10)).date()
    late = NOON + timedelta(days=12)
    (row,) = room.read_here(lambda reader: unacknowledged(reader, POLICY, late))
    assert (row.clock, row.late) == ("Not acknowledged; two days late", True)
    assert room.read_here(lambda reader: unacknowledged(reader, PRACTICE, late)) == ()


def test_the_whole_way_out_and_home(room: Workspace) -> None:
    id = keep_barrier(room, "Seat-time rules", **framed_facts())
    one = draft(room, id)
    run(room, move(one, S.SENT, PRACTICE), move(one, S.ACKNOWLEDGED, POLICY))
    run(room, move(one, S.ACCEPTED, POLICY), move(one, S.WORKED, POLICY))
    assert [r.referral.id for r in room.read_here(lambda r: unanswered(r, POLICY, NOON))] == [one]
    assert room.read_here(lambda reader: answers_for(reader, PRACTICE, NOON)) == ()
    with pytest.raises(UserError, match="An answer needs words"):
        run(room, move(one, S.ANSWERED, POLICY))
    run(room, move(one, S.ANSWERED, POLICY, "The board grants waivers from January."))
    (reply,) = room.read_here(lambda reader: answers_for(reader, PRACTICE, NOON))
    assert reply.referral.answer == "The board grants waivers from January."
    assert barrier(room, id).status is B.REFERRED
    run(room, move(one, S.ORIGIN_INFORMED, POLICY))
    assert barrier(room, id).status is B.IN_WORK
    found = room.read_here(lambda reader: barrier_standing(reader, id, NOON))
    assert found is not None
    assert found.changes[0].why == (
        "Policy Work Group said: The board grants waivers from January."
    )
    run(room, move(one, S.CLOSED, PRACTICE))
    assert room.read_here(lambda reader: answers_for(reader, PRACTICE, NOON)) == ()
    assert [line.after for line in stands(room, one).changes][::-1] == [
        "sent", "acknowledged", "accepted", "worked", "answered", "origin_informed", "closed",
    ]  # fmt: skip


def test_one_that_came_back_is_framed_again(room: Workspace) -> None:
    id = keep_barrier(room, "Seat-time rules", **framed_facts())
    one = draft(room, id)
    run(room, move(one, S.SENT, PRACTICE), move(one, S.ACKNOWLEDGED, POLICY))
    with pytest.raises(UserError, match="Returned needs its reason"):
        run(room, move(one, S.RETURNED, POLICY))
    run(room, move(one, S.RETURNED, POLICY, "It is a district matter."))
    run(room, move(one, S.ORIGIN_INFORMED, POLICY))
    assert barrier(room, id).status is B.FRAMED


def test_one_that_lacks_answers_waits_where_it_is(room: Workspace) -> None:
    id = keep_barrier(room, "Seat-time rules")
    one = draft(room, id)
    run(room, move(one, S.SENT, PRACTICE), move(one, S.ACKNOWLEDGED, POLICY))
    run(room, move(one, S.RETURNED, POLICY, "Ours?"), move(one, S.ORIGIN_INFORMED, POLICY))
    assert barrier(room, id).status is B.REFERRED


@pytest.mark.parametrize(
    ("to", "group", "sentence"),
    [
        (S.ACKNOWLEDGED, POLICY, "drafted cannot become acknowledged"),
        (S.SENT, POLICY, "Only the group that sent it"),
        (S.SPLIT, POLICY, "which barrier goes where"),
    ],
)
def test_a_move_that_is_not_theirs_or_not_next_is_refused(
    room: Workspace, to: ReferralState, group: str, sentence: str
) -> None:
    one = draft(room, keep_barrier(room, "Seat-time rules"))
    with pytest.raises(UserError, match=sentence):
        run(room, move(one, to, group))
    assert stands(room, one).changes == ()


def test_what_is_missing_is_said_before_sending(room: Workspace) -> None:
    made = KeptReferral(id=new_id(), from_group_id=PRACTICE, to_group_id=PRACTICE)
    run(room, LogRecords((made,)))
    assert stands(room, made.id).nexts[0].problem == "There is no barrier in it yet."


def test_it_is_split_and_its_parts_go_on(room: Workspace) -> None:
    first, second = keep_barrier(room, "Seat-time rules"), keep_barrier(room, "No money for buses")
    one = draft(room, first, second)
    run(room, move(one, S.SENT, PRACTICE), move(one, S.ACKNOWLEDGED, POLICY))
    ids = new_id(), new_id()
    with pytest.raises(UserError, match="Each barrier goes into one part"):
        run(room, SplitReferral(new_id(), one, NOON, "Two things", ((ids[0], PRACTICE, (first,)),)))
    parts = ((ids[0], PRACTICE, (first,)), (ids[1], FUNDING, (second,)))
    run(room, SplitReferral(new_id(), one, NOON, "Money is not ours.", parts))
    found = stands(room, one)
    assert {part.referral.id for part in found.parts} == set(ids)
    part = stands(room, ids[1])
    assert part.whole is not None and part.whole.referral.id == one
    assert part.row.words == "Policy Work Group to Funding Work Group"
    run(room, move(one, S.ORIGIN_INFORMED, POLICY))
    assert barrier(room, second).status is B.REFERRED
    with pytest.raises(UserError, match="A part of it is still open"):
        run(room, move(one, S.CLOSED, PRACTICE))
    run(room, move(ids[1], S.SENT, POLICY), move(ids[1], S.ACKNOWLEDGED, FUNDING))
    run(room, move(ids[1], S.ACCEPTED, FUNDING), move(ids[1], S.ANSWERED, FUNDING, "Granted."))
    answers = room.read_here(lambda reader: answers_for(reader, PRACTICE, NOON))
    assert {row.referral.id for row in answers} == {one, ids[1]}


def test_a_split_is_one_step_of_undo(room: Workspace) -> None:
    first, second = keep_barrier(room, "Seat-time rules"), keep_barrier(room, "No money for buses")
    one = draft(room, first, second)
    run(room, move(one, S.SENT, PRACTICE), move(one, S.ACKNOWLEDGED, POLICY))
    parts = ((new_id(), PRACTICE, (first,)), (new_id(), FUNDING, (second,)))
    run(room, SplitReferral(new_id(), one, NOON, "Money is not ours.", parts), Undo())
    assert stands(room, one).referral.state is S.ACKNOWLEDGED
    assert stands(room, one).parts == ()


def test_where_it_stands_is_not_set_by_hand(room: Workspace) -> None:
    one = draft(room, keep_barrier(room, "Seat-time rules"))
    ref = Ref("referral", one)
    with pytest.raises(UserError, match="changed by its own steps"):
        run(room, AmendRecords((ref,), {"state": S.CLOSED}))
    run(room, AmendRecords((ref,), {"why": "It takes a law."}))
    run(room, move(one, S.SENT, PRACTICE))
    with pytest.raises(UserError, match="as it was sent"):
        run(room, AmendRecords((ref,), {"why": "Another reason"}))
    with pytest.raises(UserError, match="as it was sent"):
        run(room, AppendText(ref, "why", "And another"))
    run(room, AmendRecords((ref,), {"owner_id": None, "evidence": "Two letters"}))


WALK = st.lists(
    st.tuples(
        st.sampled_from(list(S)),
        st.sampled_from((PRACTICE, POLICY)),
        st.sampled_from(("", "Because")),
        st.integers(-1, 3),
        st.booleans(),
    ),
    max_size=25,
)


@settings(max_examples=25)
@given(steps=WALK)
def test_no_walk_through_the_file_makes_a_move_that_a_guard_forbids(
    steps: list[tuple[ReferralState, str, str, int, bool]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder: Path = tmp_path_factory.mktemp("walk")
    with opened(fresh(folder, content=Content.EMPTY)) as workspace:
        stage(workspace)
        id = keep_barrier(workspace, "Seat-time rules", **framed_facts())
        one = draft(workspace, id)
        at, seen = NOON, 0
        for to, group, why, days, undo in steps:
            at += timedelta(days=days)
            kept = stands(workspace, one).referral
            rules = workspace.read_here(lambda reader, kept=kept: as_rules(reader, kept))
            assert rules.state is (rules.moves[-1].to if rules.moves else S.DRAFTED)
            problem = move_problem(rules, Move(to, at, "Robin Ashby", group, why))
            command = move(one, to, group, why, at)
            if problem or to is S.SPLIT:
                with pytest.raises(UserError):
                    run(workspace, command)
                continue
            run(workspace, command)
            assert to in may_move(rules)
            seen += 1
            if undo:
                run(workspace, Undo())
                seen -= 1
        assert len(stands(workspace, one).changes) == seen
        out = stands(workspace, one).referral.state
        referred = barrier(workspace, id).status is B.REFERRED
        assert referred == (out not in (S.DRAFTED, S.ORIGIN_INFORMED, S.CLOSED))


def test_nothing_is_known_of_one_that_is_gone(room: Workspace) -> None:
    assert room.read_here(lambda reader: referral_standing(reader, "nobody", NOON)) is None
    assert room.read_here(lambda reader: reader.get(NOUN["referral"], "nobody")) is None
