"""Opening, typing, rounds and closing as they are written: nothing closes against its guard."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import cast

import pytest

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.ballots import write_ballot
from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.commands import (
    AmendRecords,
    CloseDecision,
    KeepVoteLine,
    LogRecords,
    NextRound,
    OpenVote,
    Redo,
    Ref,
    SetVoteAside,
    TakeBackVoteLine,
    TrashRecords,
    Undo,
    UndoChange,
    WriteOutcome,
)
from nghs_desktop.domain.decision_rules import (
    Answer,
    Ballot,
    DecisionRule,
    Showing,
    Stance,
    snapshot,
)
from nghs_desktop.domain.decisions import Decision, DecisionStatus, Method, Result
from nghs_desktop.domain.groups import MemberRole, WorkGroup, membership
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.links import LinkKind, link
from nghs_desktop.domain.meetings import (
    AgendaItem,
    AgendaState,
    KeptStay,
    Meeting,
    Presence,
    attendance,
)
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.domain.presence import Unit
from nghs_desktop.domain.quorum import Basis, QuorumRule
from nghs_desktop.domain.records import Record
from nghs_desktop.domain.vote_lines import write_entry
from nghs_desktop.services.votes import consent_block, read_vote, recorded, vote_record
from nghs_desktop.services.workspace import Workspace
from tests.support.voting import TEN, close, minute, put, stage, typed, vote
from tests.support.workspaces import opened, run
from tests.unit.domain.plain_tally import REMOTE, ROOM, plain_tally
from tests.unit.domain.test_tallies import OPTIONS, SEATS, possible


def get(workspace: Workspace, noun: str, id: str) -> Record:
    found = workspace.read_here(lambda reader: reader.get(NOUN[noun], id))
    assert found is not None
    return found


def decision(workspace: Workspace, id: str = "d1") -> Decision:
    return cast(Decision, get(workspace, "decision", id))


# Opening


def test_a_question_is_put_to_the_vote_with_its_rule(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.SUPERMAJORITY)
    kept = decision(workspace)
    assert (kept.status, kept.round, kept.opened_at) == (DecisionStatus.OPEN, 1, minute(1))
    assert kept.method is Method.SUPERMAJORITY and kept.number == 1
    run(workspace, Undo())
    assert decision(workspace).deleted


def test_what_was_written_down_as_a_decision_is_put_to_the_vote(workspace: Workspace) -> None:
    stage(workspace)
    said = Decision(id="d1", title="Late bus", meeting_id="m1", details="Dana's wording")
    run(workspace, LogRecords((said,)))
    put(workspace, Method.CONSENT, title="Ask for a late bus")
    kept = decision(workspace)
    assert (kept.title, kept.details) == ("Ask for a late bus", "Dana's wording")
    run(workspace, Undo())
    kept = decision(workspace)
    assert (kept.title, kept.status, kept.rule) == ("Late bus", DecisionStatus.DRAFTED, "")


def test_a_later_change_of_the_groups_rule_changes_no_open_vote(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    other = snapshot(DecisionRule(Method.CONSENT))
    run(workspace, AmendRecords((Ref("work_group", "g1"),), {"decision_rule": other}))
    assert vote(workspace).rule.method is Method.MAJORITY


def test_one_vote_at_a_time(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    put(workspace, Method.MAJORITY)  # the same again changes nothing
    with pytest.raises(UserError, match="A vote is open already: “Ask for a late bus”"):
        put(workspace, Method.CONSENT, id="d2")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " "}, "The question is missing."),
        ({"meeting_id": None}, "A vote belongs to a meeting."),
        ({"rule": snapshot(DecisionRule(Method.DOT))}, "There is nothing to choose from yet"),
        ({"rule": "?"}, "cannot be read"),
    ],
)
def test_a_vote_that_could_decide_nothing_is_not_opened(
    workspace: Workspace, change: dict[str, object], words: str
) -> None:
    stage(workspace)
    asked = Decision(
        id="d1", title="Late bus", meeting_id="m1", opened_at=minute(1),
        method=Method.MAJORITY, rule=snapshot(DecisionRule()),
    )  # fmt: skip
    with pytest.raises(UserError, match=words):
        run(workspace, OpenVote(replace(asked, **change)))  # type: ignore[arg-type]


def test_what_was_decided_is_not_opened_again(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    typed(workspace, "all yes")
    close(workspace)
    with pytest.raises(UserError, match="was decided already"):
        put(workspace, Method.MAJORITY)


# Lines


def test_each_line_is_one_step_of_undo(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    typed(workspace, "yes yes no", "dov abstain")
    assert vote(workspace).tally.answered == 4
    run(workspace, Undo())
    assert vote(workspace).tally.answered == 3
    run(workspace, Undo())
    assert vote(workspace).tally.answered == 0
    run(workspace, Redo(), Redo())
    assert vote(workspace).tally.answered == 4


def test_a_line_asked_for_twice_is_kept_once(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    reading = read_vote(vote(workspace), "ana yes")
    assert reading.entry is not None
    keep = KeepVoteLine("v1", "d1", 1, "ana yes", write_entry(reading.entry), minute(2))
    run(workspace, keep, keep)
    assert len(vote(workspace).rounds[0].lines) == 1


def test_a_line_that_means_something_else_by_now_is_refused(workspace: Workspace) -> None:
    """A bare yes was read for Ana; somebody else's line for Ana came first."""
    stage(workspace)
    put(workspace, Method.MAJORITY)
    reading = read_vote(vote(workspace), "yes")
    typed(workspace, "ana no")
    assert reading.entry is not None
    late = KeepVoteLine("v9", "d1", 1, "yes", write_entry(reading.entry), minute(5))
    with pytest.raises(UserError, match="means something else now"):
        run(workspace, late)
    with pytest.raises(UserError, match="Nobody here with a vote is called “zoe”"):
        run(workspace, KeepVoteLine("v9", "d1", 1, "zoe yes", "", minute(5)))


def test_a_line_is_taken_back_whatever_came_after_it(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    record = typed(workspace, "ana yes", "ben recused: vendor")
    assert len(record.conflicts) == 1
    run(workspace, LogRecords((Barrier(id="b1", title="No bus", meeting_id="m1"),)))
    run(workspace, TakeBackVoteLine(record.rounds[0].lines[1].id))
    after = vote(workspace)
    assert (after.tally.answered, after.conflicts) == (1, ())
    run(workspace, Undo())
    assert len(vote(workspace).conflicts) == 1
    with pytest.raises(UserError, match="taken back already"):
        run(workspace, TakeBackVoteLine("v404"))


def test_taking_back_a_clear_brings_the_recusal_back(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    record = typed(workspace, "ben recused: vendor", "ben clear")
    assert record.conflicts == ()
    run(workspace, TakeBackVoteLine(record.rounds[0].lines[-1].id))
    assert [one.name for one in vote(workspace).conflicts] == ["Ben Cliff"]


def test_the_line_of_a_round_that_is_over_is_too_late(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.FIST_TO_FIVE)
    typed(workspace, "all 2")
    reading = read_vote(vote(workspace), "ana 3")
    run(workspace, NextRound("d1", minute(6)))
    assert reading.entry is not None
    late = KeepVoteLine("v9", "d1", 1, "ana 3", write_entry(reading.entry), minute(6))
    with pytest.raises(UserError, match="Round 2 has begun"):
        run(workspace, late)


# Rounds and closing


def test_only_recusals_stay_for_the_next_round(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.FIST_TO_FIVE)
    typed(workspace, "ana recused: employer", "all 2")
    run(workspace, NextRound("d1", minute(6)))
    record = vote(workspace)
    assert [(one.person_id, one.answer.stance) for one in record.ballots] == [
        ("ana", Stance.RECUSED)
    ]
    run(workspace, Undo())
    assert (vote(workspace).round, vote(workspace).tally.answered) == (1, 11)


def test_there_is_no_next_round_where_nobody_is_to_be_heard(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.FIST_TO_FIVE)
    typed(workspace, "all 4")
    with pytest.raises(UserError, match="Nobody is to be heard"):
        run(workspace, NextRound("d1", minute(6)))


def test_closing_keeps_count_and_quorum_in_words(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    typed(workspace, "all yes except lou no")
    close(workspace, at=6)
    kept = decision(workspace)
    assert (kept.status, kept.result) == (DecisionStatus.CLOSED, Result.PASSED)
    assert kept.closed_at == minute(6)
    assert kept.words == "11 for, 1 against; more than half of 12 is 7: passed."
    assert kept.quorum == "12 voting members; quorum is half, so 6; 12 are here: quorum met"


def test_undo_opens_it_again_with_all_answers(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    typed(workspace, "all yes")
    close(workspace)
    run(workspace, Undo())
    kept = decision(workspace)
    assert (kept.status, kept.result, kept.words, kept.closed_at) == (
        DecisionStatus.OPEN, None, "", None,
    )  # fmt: skip
    assert typed(workspace, "ana no").tally.stances[Stance.AGAINST] == 1


@pytest.mark.parametrize(
    ("method", "lines", "here", "why", "help"),
    [
        (Method.MAJORITY, ("all yes",), 5, "1 short of quorum", "Note who has come in"),
        (Method.MAJORITY, (), 12, "Nobody has answered yet.", "Still to answer: 12 answers."),
        (Method.CONSENT, ("ana yes",), 12, "11 of 12 have not answered", "11 answers"),
        (Method.CONSENT, ("ana objects: no bus", "all yes"), 12, "1 objection stands", "round 2"),
        (Method.FIST_TO_FIVE, ("all 3 except ana 2",), 12, "1 is below 3", "round 2"),
        (Method.GRADIENTS, ("all 1 except ana 8",), 12, "1 is at 5, 7 or 8", "round 2"),
    ],
)
def test_what_cannot_be_closed_says_why_and_what_helps(
    workspace: Workspace, method: Method, lines: tuple[str, ...], here: int, why: str, help: str
) -> None:
    stage(workspace, here=here)
    put(workspace, method)
    typed(workspace, *lines)
    with pytest.raises(UserError, match=why) as told:
        close(workspace)
    assert help in told.value.remedy
    assert decision(workspace).status is DecisionStatus.OPEN


def test_the_guard_looks_at_the_room_of_the_closing_minute(workspace: Workspace) -> None:
    stage(workspace, here=6)
    put(workspace, Method.MAJORITY)
    typed(workspace, "all yes")
    run(workspace, AmendRecords((Ref("stay", "s-ana"),), {"until": minute(20)}))
    with pytest.raises(UserError, match="1 short of quorum"):
        close(workspace, at=20)
    assert close(workspace, at=19).decision.result is Result.PASSED


def test_dots_go_back_to_what_they_were_given_to(workspace: Workspace) -> None:
    stage(workspace)
    barriers = [Barrier(id=f"b{n}", title=f"Barrier {n}", meeting_id="m1") for n in (1, 2, 3)]
    run(workspace, LogRecords(tuple(barriers)))
    rule = DecisionRule(Method.DOT, options=("Barrier 1", "Barrier 2", "Barrier 3"))
    put(workspace, rule, options="barrier:b1 barrier:b2 barrier:b3")
    typed(workspace, "ana 1 1 3", "1 1 3", "cleo 3")
    run(workspace, TrashRecords((Ref("barrier", "b2"),)))
    close(workspace)
    given = [cast(Barrier, get(workspace, "barrier", id)).dots for id in ("b1", "b2", "b3")]
    assert given == [4, None, 3]
    run(workspace, Undo())
    assert cast(Barrier, get(workspace, "barrier", "b1")).dots is None


def test_a_decision_that_passes_replaces_the_one_it_supersedes(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    typed(workspace, "all yes")
    close(workspace)
    again = replace(
        decision(workspace), id="d2", title="Two late buses", number=None, opened_at=minute(9)
    )
    replaces = link("decision", "d2", LinkKind.SUPERSEDES, "decision", "d1")
    run(workspace, OpenVote(again, (replaces,)))
    assert decision(workspace).status is DecisionStatus.CLOSED
    assert decision(workspace, "d2").words == ""
    typed(workspace, "all yes", id="d2", at=10)
    close(workspace, "d2", at=11)
    assert decision(workspace).status is DecisionStatus.SUPERSEDED
    run(workspace, Undo())
    assert decision(workspace).status is DecisionStatus.CLOSED


def test_one_that_does_not_pass_replaces_nothing(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    typed(workspace, "all yes")
    close(workspace)
    again = replace(decision(workspace), id="d2", number=None, opened_at=minute(9))
    replaces = link("decision", "d2", LinkKind.SUPERSEDES, "decision", "d1")
    run(workspace, OpenVote(again, (replaces,)))
    typed(workspace, "all no", id="d2", at=10)
    close(workspace, "d2", at=11)
    assert decision(workspace).status is DecisionStatus.CLOSED


def test_a_consent_block_that_passes_is_done_at_once(workspace: Workspace) -> None:
    meeting = stage(workspace)
    items = [
        AgendaItem(id="a2", meeting_id="m1", title="Minutes", position="6"),
        AgendaItem(id="a3", meeting_id="m1", title="Report", position="7", state=AgendaState.OPEN),
    ]
    run(workspace, LogRecords(tuple(items)))
    run(workspace, consent_block(meeting, items, id="d1", at=minute(2)))
    typed(workspace, "all yes")
    close(workspace)
    states = [cast(AgendaItem, get(workspace, "agenda_item", id)).state for id in ("a2", "a3")]
    assert states == [AgendaState.DISCUSSED, AgendaState.OPEN]


def test_a_vote_is_set_aside_and_asked_again_in_a_round_of_its_own(workspace: Workspace) -> None:
    stage(workspace, here=3)
    put(workspace, Method.MAJORITY)
    typed(workspace, "all yes")
    run(workspace, SetVoteAside("d1"))
    assert decision(workspace).status is DecisionStatus.DRAFTED
    with pytest.raises(UserError, match="not open for answers"):
        close(workspace)
    put(workspace, Method.MAJORITY, at=30)
    record = vote(workspace, at=31)
    assert (record.round, record.tally.answered, len(record.rounds[0].lines)) == (2, 0, 1)


def test_the_outcome_is_written_by_a_person(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    with pytest.raises(UserError, match="once the vote is closed"):
        run(workspace, WriteOutcome("d1", "Yes"))
    typed(workspace, "all yes")
    close(workspace)
    with pytest.raises(UserError, match="no words yet"):
        run(workspace, WriteOutcome("d1", "  "))
    run(workspace, WriteOutcome("d1", "The group asks for a late bus.", "Lou would wait."))
    kept = decision(workspace)
    assert kept.status is DecisionStatus.OUTCOME_WRITTEN
    assert (kept.outcome, kept.dissent) == ("The group asks for a late bus.", "Lou would wait.")
    run(workspace, WriteOutcome("d1", "The group asks for two."))
    assert decision(workspace).dissent == "Lou would wait."


# By hand


@pytest.mark.parametrize(
    "values",
    [
        {"status": DecisionStatus.CLOSED},
        {"status": DecisionStatus.DRAFTED},
        {"result": Result.PASSED},
        {"rule": snapshot(DecisionRule(Method.CONSENT))},
        {"round": 2},
        {"title": "x", "words": "All agreed."},
    ],
)
def test_what_a_vote_came_to_is_not_changed_by_hand(
    workspace: Workspace, values: dict[str, object]
) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    with pytest.raises(UserError, match="only the vote changes how it stands"):
        run(workspace, AmendRecords((Ref("decision", "d1"),), values))
    assert decision(workspace).title == "Ask for a late bus"


def test_what_was_never_put_to_the_vote_is_closed_by_hand(workspace: Workspace) -> None:
    stage(workspace)
    run(workspace, LogRecords((Decision(id="d1", title="Agreed by nods", meeting_id="m1"),)))
    run(workspace, AmendRecords((Ref("decision", "d1"),), {"status": DecisionStatus.CLOSED}))
    assert decision(workspace).status is DecisionStatus.CLOSED


def test_a_typed_vote_is_not_changed_by_hand(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    line = typed(workspace, "ana yes").rounds[0].lines[0]
    with pytest.raises(UserError, match="not changed by hand"):
        run(workspace, AmendRecords((Ref("vote_line", line.id),), {"typed": "ana no"}))
    with pytest.raises(UserError, match="not taken away by hand"):
        run(workspace, TrashRecords((Ref("vote_line", line.id),)))


def test_no_line_of_a_votes_history_is_taken_back_alone(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    typed(workspace, "all yes")
    close(workspace)
    run(workspace, Undo())
    rows = workspace.read_here(
        lambda reader: reader.rows(
            "SELECT dev, n FROM change WHERE (tbl = 'decision' AND col IN ('status', 'result')) "
            "OR tbl = 'vote_line'"
        )
    )
    assert len(rows) > 4
    for device, n in rows:
        with pytest.raises(UserError, match="part of a vote"):
            run(workspace, UndoChange(device, n))


# Against the plain count, through the file


def prepare(workspace: Workspace) -> None:
    """The people of the plain count: members with a vote, alternates and a guest."""
    bodies = {seat.organization_id: seat.organization for seat in SEATS if seat.organization_id}
    members = [seat for seat in SEATS if seat.votes]
    run(
        workspace,
        LogRecords(
            (
                Lever(id="l1", name="Practice"),
                WorkGroup(id="g1", name="Practice Work Group", lever_id="l1"),
                *(Organization(id=id, name=name) for id, name in bodies.items()),
                *(
                    Person(id=seat.person_id, name=seat.name,
                           organization_id=seat.organization_id or None)
                    for seat in SEATS
                ),
                *(membership("g1", seat.person_id, MemberRole.MEMBER) for seat in members),
            )
        ),
    )  # fmt: skip


def meet(workspace: Workspace, id: str, came: dict[str, str], left: set[str]) -> None:
    """A meeting where people came at ten, in the room or remote, and some left at minute 5."""
    records: list[Record] = [
        Meeting(id=id, title="November", group_id="g1", starts_at=TEN, started_at=TEN)
    ]
    for seat in SEATS:
        asked = attendance(id, seat.person_id, Presence.EXPECTED)
        records.append(replace(asked, alternate_for_id=seat.alternate_for or None))
        place = came[seat.person_id]
        if place:
            records.append(
                KeptStay(
                    id=new_id(),
                    meeting_id=id,
                    person_id=seat.person_id,
                    since=TEN,
                    until=minute(5) if seat.person_id in left else None,
                    remote=place == REMOTE,
                )
            )
    run(workspace, LogRecords(tuple(records)))


def any_rule(dice: Random, method: Method) -> DecisionRule:
    return DecisionRule(
        method,
        QuorumRule(
            basis=dice.choice(list(Basis)),
            share=dice.choice([QuorumRule().share, QuorumRule().share / 2, QuorumRule().share * 0]),
            more_than=dice.random() < 0.2,
            least=dice.choice([None, None, None, 2, 4]),
            recused_count=dice.random() < 0.5,
            unit=dice.choice(list(Unit)),
            remote_counts=dice.random() < 0.7,
        ),
        more_than=dice.random() < 0.5,
        over=dice.choice(list(Basis)),
        abstain_counts=dice.random() < 0.5,
        showing=dice.choice(list(Showing)),
        everyone_answers=dice.random() < 0.15,
        rounds=dice.choice([None, None, 1]),
        options=OPTIONS,
    )


@pytest.mark.parametrize("method", Method)
def test_a_decision_closes_when_the_plain_count_says_so_and_never_else(
    workspace_file: Path, method: Method
) -> None:
    """Random rules, rooms people leave, and answers, typed and closed through the file."""
    dice = Random(f"closing {method.value}")
    results: Counter[str] = Counter()
    with opened(workspace_file) as workspace:
        prepare(workspace)
        for turn in range(80):
            rule = any_rule(dice, method)
            came = {seat.person_id: dice.choice((ROOM, ROOM, ROOM, REMOTE, "")) for seat in SEATS}
            left = {person for person in came if dice.random() < 0.08}
            results[one_vote(workspace, dice, f"m{turn}", rule, came, left)] += 1
    assert results["closed"] >= 20 and results["refused"] >= 10, results


def one_vote(
    workspace: Workspace,
    dice: Random,
    meeting: str,
    rule: DecisionRule,
    came: dict[str, str],
    left: set[str],
) -> str:
    """Type a vote and try to close it; hold what happens against the plain count."""
    meet(workspace, meeting, came, left)
    id = f"d-{meeting}"
    question = Decision(
        id=id, title="Late bus", group_id="g1", meeting_id=meeting, method=rule.method,
        rule=snapshot(rule), opened_at=minute(1),
    )  # fmt: skip
    run(workspace, OpenVote(question))

    answers: dict[str, Answer] = {}
    nobodys: list[tuple[Answer, int]] = []
    calm = possible(rule)
    common = dice.choices(calm, k=2) if dice.random() < 0.7 else calm
    given = [Ballot(one, dice.choice(common)) for one in came if dice.random() < 0.85]
    unnamed = {Stance.FOR, Stance.AGAINST, Stance.VALUES, Stance.ABSTAIN}
    loose = [one for one in common if one.stance in unnamed]
    if loose and dice.random() < 0.15:
        given.append(Ballot("", dice.choice(loose), 1))
    dice.shuffle(given)
    for ballot in given:
        record = recorded(workspace.read_here(lambda reader: vote_record(reader, id, at=minute(2))))
        name = next((seat.name for seat in SEATS if seat.person_id == ballot.person_id), "")
        line = write_ballot(ballot, record.sheet)
        if ballot.person_id and not line.startswith(name):
            line = f"{name}{line}"  # not here: the name is not on the sheet
        reading = read_vote(record, line)
        if reading.entry is None:
            continue
        (only,) = reading.entry.ballots
        assert (only.person_id, only.answer) == (ballot.person_id, ballot.answer), line
        run(
            workspace,
            KeepVoteLine(new_id(), id, 1, line, write_entry(reading.entry), minute(2)),
        )
        if ballot.person_id:
            answers[ballot.person_id] = ballot.answer
        else:
            nobodys.append((ballot.answer, ballot.count))
    there = {person: "" if person in left else place for person, place in came.items()}
    plain = plain_tally(rule, SEATS, there, answers, nobodys)
    may = plain.result in ("passed", "failed")
    try:
        run(workspace, CloseDecision(id, minute(6)))
    except UserError as told:
        assert not may, (rule, plain, told)
        assert decision(workspace, id).status is DecisionStatus.OPEN
        run(workspace, SetVoteAside(id))
        return "refused"
    assert may, (rule, plain)
    kept = decision(workspace, id)
    assert kept.status is DecisionStatus.CLOSED and str(kept.result) == plain.result
    assert kept.words and kept.quorum
    return "closed"
