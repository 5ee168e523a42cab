"""What a vote is when it is read back: its lines, the room of its minute, who is kept out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref, TrashRecords
from nghs_desktop.domain.decision_rules import DecisionRule, Showing, Stance, usual_rule
from nghs_desktop.domain.decisions import ConflictKind, ConflictOfInterest, Method, Result
from nghs_desktop.domain.meetings import AgendaItem
from nghs_desktop.domain.presence import Unit
from nghs_desktop.domain.quorum import QuorumRule
from nghs_desktop.services.exchange import Wish, export_json
from nghs_desktop.services.votes import (
    consent_block,
    open_vote,
    read_vote,
    vote_record,
    votes_of,
    waiting,
    what_helps,
)
from nghs_desktop.services.workspace import Workspace
from tests.support.voting import NAMES, close, minute, put, stage, typed, vote
from tests.support.workspaces import run


def test_a_decision_that_was_never_put_to_the_vote_has_no_vote(workspace: Workspace) -> None:
    from nghs_desktop.domain.decisions import Decision

    stage(workspace)
    run(workspace, LogRecords((Decision(id="d9", title="Agreed by nods", meeting_id="m1"),)))
    assert workspace.read_here(lambda reader: vote_record(reader, "d9", at=minute(1))) is None
    assert workspace.read_here(lambda reader: open_vote(reader, "m1")) is None
    assert workspace.read_here(lambda reader: votes_of(reader, "m1")) == ()


def test_an_open_vote_is_found_with_its_lines_in_order(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    record = typed(workspace, "ana yes", "no", "lou abstain", "ana no")
    assert [line.typed for line in record.rounds[0].lines] == [
        "ana yes",
        "no",
        "lou abstain",
        "ana no",
    ]
    by_person = {one.person_id: one.answer.stance for one in record.ballots}
    assert by_person == {"ana": Stance.AGAINST, "ben": Stance.AGAINST, "lou": Stance.ABSTAIN}
    found = workspace.read_here(lambda reader: open_vote(reader, "m1"))
    assert found is not None and found.id == "d1" and record.is_open
    assert (
        record.public.words
        == "0 for, 2 against, 1 abstaining; more than half of 2 is 2: not passed."
    )
    assert record.tally.answered == 3 and record.tally.expected == 12


def test_the_room_is_that_of_the_minute(workspace: Workspace) -> None:
    stage(workspace, here=8)
    put(workspace, Method.MAJORITY)
    run(
        workspace, AmendRecords((Ref("stay", "s-ana"), Ref("stay", "s-ben")), {"until": minute(10)})
    )
    assert len(vote(workspace, at=5).room.here) == 8
    later = vote(workspace, at=10)
    assert len(later.room.here) == 6
    assert later.quorum_words == "12 voting members; quorum is half, so 6; 6 are here: quorum met"


def test_a_closed_vote_stays_at_the_minute_it_was_closed_in(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    typed(workspace, "all yes")
    close(workspace, at=6)
    run(workspace, AmendRecords((Ref("stay", "s-ana"),), {"until": minute(8)}))
    record = vote(workspace, at=60)
    assert record.at == minute(6) and record.tally.answered == 12
    assert record.words == "12 for, 0 against; more than half of 12 is 7: passed."
    assert record.quorum_words.endswith("12 are here: quorum met")


def test_votes_of_a_meeting_come_in_the_order_they_were_opened(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY, id="d2", at=1)
    typed(workspace, "all yes", id="d2")
    close(workspace, "d2")
    put(workspace, Method.CONSENT, id="d1", at=7)
    typed(workspace, "ana yes", id="d1", at=9)
    found = workspace.read_here(lambda reader: votes_of(reader, "m1"))
    assert [one.decision.id for one in found] == ["d2", "d1"]
    assert found[1].at == minute(9)


def test_a_conflict_declared_for_the_agenda_item_recuses_in_every_vote_on_it(
    workspace: Workspace,
) -> None:
    stage(workspace)
    declared = ConflictOfInterest(
        id="c1", person_id="cleo", meeting_id="m1", about_noun="agenda_item", about_id="a1",
        kind=ConflictKind.EMPLOYER,
    )  # fmt: skip
    run(workspace, LogRecords((declared,)))
    put(workspace, Method.MAJORITY)
    record = vote(workspace)
    assert [(one.name, one.conflict.kind) for one in record.conflicts] == [
        ("Cleo Dale", ConflictKind.EMPLOYER)
    ]
    assert record.tally.stances[Stance.RECUSED] == 1 and record.tally.expected == 11
    put_elsewhere = typed(workspace, "all yes")
    assert put_elsewhere.tally.stances[Stance.FOR] == 11


def test_who_is_recused_is_not_given_an_answer_until_that_is_taken_back(
    workspace: Workspace,
) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    record = typed(workspace, "cleo recused: employer")
    assert record.conflicts[0].conflict.kind is ConflictKind.EMPLOYER
    reading = read_vote(record, "  cleo yes")
    assert reading.refusal is not None and reading.refusal.span == (2, 6)
    assert reading.refusal.words == (
        "Cleo Dale is recused. Type “cleo clear” if the conflict no longer holds."
    )
    assert typed(workspace, "cleo clear").conflicts == ()
    assert typed(workspace, "cleo yes").tally.stances[Stance.FOR] == 1


def test_what_somebody_said_of_a_conflict_that_has_no_kind_is_kept(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    record = typed(workspace, "cleo recused: sits on the bus board", "dov recused: grantee")
    kinds = [(one.conflict.kind, one.conflict.note) for one in record.conflicts]
    assert kinds == [(ConflictKind.OTHER, "sits on the bus board"), (ConflictKind.FUNDER, "")]


def test_a_conflict_declared_late_goes_before_an_answer(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    typed(workspace, "ana yes", "ben yes")
    late = ConflictOfInterest(
        id="c1", person_id="ana", meeting_id="m1", about_noun="agenda_item", about_id="a1",
    )  # fmt: skip
    run(workspace, LogRecords((late,)))
    assert vote(workspace).tally.stances[Stance.FOR] == 1


def test_a_secret_vote_shows_the_room_only_how_many_answered(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, replace(usual_rule(Method.MAJORITY), showing=Showing.SECRET))
    record = typed(workspace, "yes*4 no*3")
    assert record.public.lines == () and record.public.words == "7 of 12 have answered"
    assert close(workspace).public.lines[0] == ("For", 4)


def test_every_round_keeps_its_own_answers_and_count(workspace: Workspace) -> None:
    from nghs_desktop.domain.commands import NextRound

    stage(workspace)
    put(workspace, Method.FIST_TO_FIVE)
    typed(workspace, "4 3 5 5 2 0 3 4 4 5 3 3")
    run(workspace, NextRound("d1", minute(6)))
    record = typed(workspace, "all 3", at=8)
    first, second = record.rounds
    assert (record.round, first.tally.levels) == (2, (1, 0, 1, 4, 3, 3))
    assert [voice.name for voice in first.tally.heard] == ["Eva Fern", "Finn Grove"]
    assert first.tally.words == (
        "10 of 12 can live with it; 2 are below 3: to be heard before round 2."
    )
    assert second.tally.result is Result.PASSED and record.may_close


def test_what_is_missing_is_said_by_name(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.CONSENT)
    record = typed(workspace, "all yes except lou, kim")
    assert waiting(record) == ("Kim Lake", "Lou Marsh")
    assert record.reasons == ("2 of 12 have not answered yet.",)
    assert what_helps(record) == "Still to answer: Kim Lake and Lou Marsh."


def test_without_quorum_it_says_what_would_help(workspace: Workspace) -> None:
    stage(workspace, here=4)
    put(workspace, Method.MAJORITY)
    record = typed(workspace, "all yes")
    assert not record.may_close
    assert record.reasons == (
        "12 voting members; quorum is half, so 6; 4 are here: 2 short of quorum.",
    )
    assert what_helps(record).startswith("Note who has come in")


def test_answers_without_names_do_not_say_who_is_missing(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    assert waiting(typed(workspace, "yes*4")) == ()


def test_an_organisations_vote_is_missing_once(workspace: Workspace) -> None:
    stage(workspace, NAMES[:4], bodies={"ana": "north", "ben": "north"})
    rule = DecisionRule(Method.MAJORITY, QuorumRule(unit=Unit.ORGANIZATION))
    put(workspace, rule)
    assert waiting(vote(workspace)) == ("North", "Cleo Dale", "Dov Elm")


def test_options_know_their_records(workspace: Workspace) -> None:
    from nghs_desktop.domain.barriers import Barrier

    stage(workspace)
    run(workspace, LogRecords((Barrier(id="b1", title="Buses stop at 3:30", meeting_id="m1"),)))
    rule = DecisionRule(Method.DOT, options=("Buses stop at 3:30", "Something typed"))
    put(workspace, rule, options="barrier:b1")
    assert [(one.number, one.label, one.ref) for one in vote(workspace).options] == [
        (1, "Buses stop at 3:30", Ref("barrier", "b1")),
        (2, "Something typed", None),
    ]


def test_a_trashed_vote_is_not_open(workspace: Workspace) -> None:
    stage(workspace)
    put(workspace, Method.MAJORITY)
    run(workspace, TrashRecords((Ref("decision", "d1"),)))
    assert workspace.read_here(lambda reader: open_vote(reader, "m1")) is None


def test_one_round_of_consent_decides_a_block_of_the_agenda(workspace: Workspace) -> None:
    meeting = stage(workspace)
    more = [AgendaItem(id=f"a{n}", meeting_id="m1", title=f"Report {n}") for n in (2, 3)]
    run(workspace, LogRecords(tuple(more)))
    run(workspace, consent_block(meeting, more, id="d5", at=minute(2)))
    record = vote(workspace, "d5")
    assert record.rule.method is Method.CONSENT and record.rule.everyone_answers
    assert record.decision.proposal == "Report 2\nReport 3"
    typed(workspace, "ana recused: family", id="d5")
    assert vote(workspace, "d5").conflicts[0].conflict.about_id == "d5"
    with pytest.raises(UserError, match="nothing in the consent block"):
        consent_block(meeting, (), id="d6", at=minute(2))


@pytest.mark.parametrize("showing", Showing)
def test_only_a_named_vote_lets_its_lines_out_of_the_workspace(
    workspace: Workspace, tmp_path: Path, showing: Showing
) -> None:
    stage(workspace)
    put(workspace, replace(usual_rule(Method.MAJORITY), showing=showing))
    typed(workspace, "ana yes: we need it", "all no")
    close(workspace)
    written = workspace.read_here(
        lambda reader: export_json(reader, tmp_path / "out.json", minute(60), Wish(history=True))
    )
    assert written.records > 20
    text = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert ("ana yes: we need it" in text) is (showing is Showing.NAMED)
    assert "1 for, 11 against" in text
