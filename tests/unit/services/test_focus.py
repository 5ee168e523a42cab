"""A focus round from its first candidate to the answer of staff, in the words of those who run it."""

from __future__ import annotations

from datetime import date

import pytest

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.changes import Outcome
from nghs_desktop.domain.commands import AmendRecords, Command, LogRecords, Ref, Undo
from nghs_desktop.domain.focus_commands import AnswerAdvice, MoveRound
from nghs_desktop.domain.focus_records import KeptRound, RoundState, StaffAnswer
from nghs_desktop.domain.focus_rounds import Hours
from nghs_desktop.domain.groups import MemberRole, WorkGroup, membership
from nghs_desktop.domain.people import Person
from nghs_desktop.services.focus import (
    RoundStanding,
    add_candidate,
    give_hours,
    need_hours,
    pick_candidate,
    round_standing,
    score_command,
    there_are_hours,
    unanswered_advice,
)
from nghs_desktop.services.workspace import Workspace
from tests.support.workspaces import MONDAY


class Room:
    """A round of three people, with short ways to ask for things."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        people = [
            Person(id=new_id(), name=name) for name in ("Dana Reyes", "Luis Ortega", "Mo Hill")
        ]
        group = WorkGroup(id=new_id(), name="Policy Work Group")
        self.group_id, self.round_id = group.id, new_id()
        seats = [membership(group.id, one.id, MemberRole.MEMBER) for one in people]
        kept = KeptRound(id=self.round_id, title="Winter round", group_id=group.id)
        self.run(LogRecords((*people, group, *seats, kept)))

    def run(self, command: Command) -> Outcome:
        return self.workspace.run(command).result()

    @property
    def page(self) -> RoundStanding:
        found = self.workspace.read_here(lambda reader: round_standing(reader, self.round_id))
        assert found is not None
        return found

    def add(self, *titles: str) -> None:
        for title in titles:
            self.run(add_candidate(self.page, new_id(), title))

    def go(self, to: RoundState, why: str = "") -> None:
        self.run(MoveRound(new_id(), self.round_id, to, MONDAY, why=why))

    def score(self, candidate: int, typed: str) -> None:
        page = self.page
        self.run(score_command(page, page.kept[candidate].id, typed, MONDAY))

    def write(self, **values: str) -> None:
        self.run(AmendRecords((Ref("focus_round", self.round_id),), values))


@pytest.fixture
def room(workspace: Workspace) -> Room:
    return Room(workspace)


def in_second_vote(room: Room) -> None:
    """All three scored both candidates alike."""
    room.add("Bus times", "Seat time")
    room.go(RoundState.BLIND)
    for candidate in (0, 1):
        for line in ("4 2 3", "4 2 4", "4 3 3"):
            room.score(candidate, line)
    room.go(RoundState.TALK)
    room.go(RoundState.SECOND)


def refused(room: Room, to: RoundState, why: str = "") -> str:
    with pytest.raises(UserError) as problem:
        room.go(to, why)
    return str(problem.value)


def test_a_round_begins_with_two_candidates(room: Room) -> None:
    room.add("Bus times")
    assert "two candidates" in refused(room, RoundState.BLIND)
    room.add("Seat time")
    room.go(RoundState.BLIND)
    assert room.page.round.state is RoundState.BLIND
    (change,) = room.page.changes
    assert (change.before, change.after, change.by) == ("open", "blind", "Robin Ashby")


def test_nobody_sees_scores_before_all_are_in(room: Room) -> None:
    room.add("Bus times", "Seat time")
    room.go(RoundState.BLIND)
    room.score(0, "dana 4 2 3")
    assert room.page.hidden
    assert room.page.scores == ()
    assert all(one.impact is None for one in room.page.standings)
    assert room.page.progress().startswith("0 of 3 are in; not yet Dana")
    room.score(1, "dana 2 2 3")
    assert room.page.progress() == "1 of 3 are in; not yet Luis Ortega and Mo Hill."
    for candidate in (0, 1):
        room.score(candidate, "5 1 5")
        room.score(candidate, "1 1 5")
    assert not room.page.hidden
    assert [one.spread for one in room.page.standings] == [4, 4]


def test_numbers_alone_are_for_the_next_person_and_a_later_line_replaces(room: Room) -> None:
    room.add("Bus times", "Seat time")
    room.go(RoundState.BLIND)
    candidate = room.page.kept[0].id
    room.score(0, "4 2 3")
    waiting = room.page.waits(candidate)
    assert waiting is not None
    assert waiting.name == "Luis Ortega"
    room.score(0, "dana 5 5 5")
    assert len(room.page.scored_by[candidate]) == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("dana 4 2", "three numbers"),
        ("dana 9 2 3", "Impact goes from 1 to 5"),
        ("zoe 4 2 3", "Nobody who is asked is called “zoe”"),
        ("", "three numbers"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(room: Room, line: str, words: str) -> None:
    room.add("Bus times", "Seat time")
    room.go(RoundState.BLIND)
    with pytest.raises(UserError, match=words):
        room.score(0, line)
    assert room.page.scored_by[room.page.kept[0].id] == frozenset()


def test_the_talk_waits_for_everybody_or_for_a_reason(room: Room) -> None:
    room.add("Bus times", "Seat time")
    room.go(RoundState.BLIND)
    room.score(0, "dana 4 2 3")
    assert "Dana Reyes, Luis Ortega and Mo Hill are not in" in refused(room, RoundState.TALK)
    room.go(RoundState.TALK, "Two are ill")
    assert room.page.changes[0].why == "Two are ill"


def test_where_people_differ_the_talk_is_written_down(room: Room) -> None:
    room.add("Bus times", "Seat time")
    room.go(RoundState.BLIND)
    for candidate in (0, 1):
        for line in ("5 2 3", "1 2 3", "3 2 3"):
            room.score(candidate, line)
    room.go(RoundState.TALK)
    assert "differently" in refused(room, RoundState.SECOND)
    room.write(talk="Rural schools need the buses most.")
    room.go(RoundState.SECOND)


def test_dots_run_out(room: Room) -> None:
    in_second_vote(room)
    room.score(0, "dana 2")
    with pytest.raises(UserError, match="Dana Reyes has one dot left of 3"):
        room.score(1, "dana 2")
    room.score(1, "dana 1")
    assert [one.dots for one in room.page.standings] == [2, 1]
    assert room.page.votes_as_cast()[0].startswith("Bus times: two dots (Dana Reyes 2); impact 4.0")


def test_too_many_hours_are_said_and_need_a_reason(room: Room) -> None:
    in_second_vote(room)
    first = room.page.kept[0]
    room.run(there_are_hours(room.round_id, Hours.DATA, "10"))
    room.run(need_hours(first, Hours.DATA, "14 h"))
    room.run(pick_candidate(first))
    room.write(recommendation="Bus times first.")
    assert "4 more hours of data" in refused(room, RoundState.RECOMMENDED)
    room.go(RoundState.RECOMMENDED, "A partner lends four")
    assert room.page.round.recommended_on == MONDAY.astimezone().date()


def recommended(room: Room) -> None:
    in_second_vote(room)
    room.run(pick_candidate(room.page.kept[0]))
    room.write(recommendation="Bus times first.")
    room.go(RoundState.RECOMMENDED)


def test_staff_answer_with_a_reason_and_hours_follow(room: Room) -> None:
    recommended(room)
    assert "Staff have not answered Bus times" in refused(room, RoundState.ANSWERED)
    key, day = room.page.kept[0].id, date(2026, 12, 1)
    with pytest.raises(UserError, match="Declined needs a reason"):
        room.run(AnswerAdvice(key, StaffAnswer.DECLINE, day))
    room.run(AnswerAdvice(key, StaffAnswer.ADAPT, day, "Half now", "Kim Vale"))
    room.go(RoundState.ANSWERED)
    assert "how many hours" in refused(room, RoundState.ALLOCATED)
    room.run(give_hours(room.page.kept[0], "6"))
    room.go(RoundState.ALLOCATED)
    assert refused(room, RoundState.REVIEWED).startswith("Say what became of it")
    room.go(RoundState.REVIEWED, "Twelve more students came on time")
    assert len(room.page.changes) == 7


def test_what_was_recommended_stands(room: Room) -> None:
    recommended(room)
    with pytest.raises(UserError, match="The set was recommended"):
        room.run(pick_candidate(room.page.kept[1]))


def test_advice_without_an_answer_ages_in_words(room: Room) -> None:
    recommended(room)
    due = {"answer_due": date(2026, 11, 23)}
    room.run(AmendRecords((Ref("focus_round", room.round_id),), due))

    def waiting(day: date) -> list[str]:
        found = room.workspace.read_here(lambda r: unanswered_advice(r, room.group_id, day))
        return [one.words for one in found]

    assert waiting(date(2026, 11, 17)) == [
        "“Winter round” waits for an answer of staff for one day."
    ]
    assert waiting(date(2026, 11, 28)) == [
        "“Winter round” waits for an answer of staff for twelve days, five days late."
    ]
    room.run(AnswerAdvice(room.page.kept[0].id, StaffAnswer.ACCEPT, date(2026, 11, 28)))
    room.go(RoundState.ANSWERED)
    assert waiting(date(2026, 11, 28)) == []


def test_one_undo_takes_a_step_and_its_change_back(room: Room) -> None:
    room.add("Bus times", "Seat time")
    room.go(RoundState.BLIND)
    room.run(Undo())
    assert room.page.round.state is RoundState.OPEN
    assert room.page.changes == ()


def test_a_state_is_not_set_by_hand(room: Room) -> None:
    with pytest.raises(UserError, match="by its steps"):
        room.run(AmendRecords((Ref("focus_round", room.round_id),), {"state": RoundState.REVIEWED}))
