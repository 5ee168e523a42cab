"""What answers come to: every method by hand, and all of them against a second, plain count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import cache
from itertools import product
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.decision_rules import (
    Answer,
    Ballot,
    DecisionRule,
    Showing,
    Stance,
    answer_problem,
    from_snapshot,
    rule_problem,
    rule_words,
    snapshot,
    usual_rule,
)
from nghs_desktop.domain.decisions import Method, Result
from nghs_desktop.domain.presence import Seat, Stay, Unit, VotingRoom, voting_room
from nghs_desktop.domain.quorum import Basis, QuorumRule
from nghs_desktop.domain.rankings import borda, instant_runoff, places
from nghs_desktop.domain.tallies import (
    Tally,
    into_next_round,
    on_record,
    public_view,
    refuse_conflicts,
    revote,
    tally,
)
from tests.unit.domain.plain_tally import REMOTE, ROOM, plain_tally

TEN = datetime(2026, 11, 17, 10, 0, tzinfo=UTC)
OPTIONS = ("Seat time", "Bus timetable", "Transcripts")
YES, NO = Answer(Stance.FOR), Answer(Stance.AGAINST)
ABSTAIN, ASIDE = Answer(Stance.ABSTAIN), Answer(Stance.STAND_ASIDE)
RECUSED = Answer(Stance.RECUSED, reason="employer")
OBJECTS = Answer(Stance.OBJECTION, (), "no bus", "a late bus")


def figures(*values: int) -> Answer:
    return Answer(Stance.VALUES, values)


def room_of(number: int, *, here: int | None = None) -> VotingRoom:
    """People a, b, c ... with a vote each; the first ones are here."""
    seats = [Seat(chr(97 + place), f"Person {chr(65 + place)}", True) for place in range(number)]
    stays = [Stay(seat.person_id, TEN) for seat in seats[: number if here is None else here]]
    return voting_room(seats, stays, TEN)


def count(rule: DecisionRule | Method, *answers: Answer | None, seats: int = 0) -> Tally:
    """The answers of people a, b, c ... (None is silence), in a room of just these or of more."""
    if isinstance(rule, Method):
        rule = usual_rule(rule)
    ballots = [Ballot(chr(97 + place), one) for place, one in enumerate(answers) if one is not None]
    return tally(rule, ballots, room_of(seats or len(answers), here=len(answers)))


def outcome(found: Tally) -> tuple[Result, str]:
    return found.result, found.words


PASSED, FAILED = Result.PASSED, Result.FAILED
HEARD, OPEN = Result.TO_BE_HEARD, Result.NOT_CLOSABLE

# Majority and supermajority


def test_more_than_half_of_those_for_and_against_pass() -> None:
    found = count(Method.MAJORITY, YES, YES, NO, ABSTAIN, ABSTAIN)
    assert outcome(found) == (
        *(PASSED, "2 for, 1 against, 2 abstaining; more than half of 3 is 2: passed."),
    )
    assert found.needed == 2 and found.closable


def test_a_tie_is_said_and_does_not_pass() -> None:
    found = count(Method.MAJORITY, YES, NO)
    assert outcome(found) == (
        FAILED,
        "1 for, 1 against: a tie; more than half of 2 is 2, so not passed.",
    )


def test_too_few_for_it_do_not_pass() -> None:
    found = count(Method.MAJORITY, YES, NO, NO)
    assert outcome(found) == (FAILED, "1 for, 2 against; more than half of 3 is 2: not passed.")


def test_abstentions_count_only_where_the_rule_counts_them() -> None:
    rule = replace(usual_rule(Method.MAJORITY), abstain_counts=True)
    assert count(rule, YES, YES, NO, ABSTAIN, ABSTAIN).result is FAILED


def test_standing_aside_counts_like_an_abstention() -> None:
    rule = replace(usual_rule(Method.MAJORITY), abstain_counts=True)
    assert count(rule, YES, YES, NO, ASIDE).result is FAILED
    assert count(Method.MAJORITY, YES, YES, NO, ASIDE).result is PASSED


def test_abstaining_for_the_organisation_is_kept_apart_but_counts_the_same() -> None:
    found = count(Method.MAJORITY, YES, Answer(Stance.ABSTAIN_PRIORITIES), ABSTAIN)
    assert found.stances[Stance.ABSTAIN_PRIORITIES] == 1
    assert found.words.startswith("1 for, 0 against, 2 abstaining")


def test_all_abstaining_pass_nothing() -> None:
    found = count(Method.MAJORITY, ABSTAIN, ABSTAIN)
    assert outcome(found) == (
        FAILED,
        "0 for, 0 against, 2 abstaining: nobody was for or against, so not passed.",
    )


def test_an_objection_in_a_majority_vote_is_against_and_keeps_its_reason() -> None:
    found = count(Method.MAJORITY, YES, YES, OBJECTS)
    assert found.words.startswith("2 for, 1 against")
    assert on_record(found)[2] == ("Person C", OBJECTS, 1)


@pytest.mark.parametrize(("yes", "no", "passes"), [(8, 4, True), (7, 4, False), (2, 1, True)])
def test_two_thirds_are_at_least_two_thirds(yes: int, no: int, passes: bool) -> None:
    found = count(Method.SUPERMAJORITY, *[YES] * yes, *[NO] * no)
    assert (found.result is PASSED) is passes
    assert f"at least two thirds of {yes + no} is" in found.words


def test_a_majority_of_those_here_counts_silence_against_but_not_the_recused() -> None:
    rule = replace(usual_rule(Method.MAJORITY), over=Basis.PRESENT)
    assert count(rule, YES, YES, None, None).result is FAILED
    assert count(rule, YES, YES, None, RECUSED).result is PASSED


def test_a_majority_of_all_seats_counts_who_is_away() -> None:
    rule = replace(usual_rule(Method.MAJORITY), over=Basis.SEATED)
    assert count(rule, YES, YES, YES, seats=6).result is FAILED
    assert count(rule, YES, YES, YES, seats=5).result is PASSED


# Quorum, recusal, presence


def test_without_quorum_nothing_can_be_closed() -> None:
    found = count(Method.MAJORITY, YES, YES, seats=12)
    assert outcome(found) == (
        OPEN,
        "12 voting members; quorum is half, so 6; 2 are here: 4 short of quorum.",
    )
    assert not found.closable


def test_the_recused_are_no_answer_but_here() -> None:
    found = count(Method.MAJORITY, YES, RECUSED, RECUSED, seats=6)
    assert (found.result, found.answered, found.expected) == (PASSED, 1, 1)
    assert found.stances[Stance.RECUSED] == 2
    strict = replace(usual_rule(Method.MAJORITY), quorum=QuorumRule(recused_count=False))
    assert count(strict, YES, RECUSED, RECUSED, seats=6).result is OPEN


def test_nobody_answering_is_not_an_outcome() -> None:
    assert outcome(count(Method.MAJORITY, None, None)) == (OPEN, "Nobody has answered yet.")


def test_a_persons_last_answer_counts() -> None:
    ballots = [Ballot("a", YES), Ballot("b", YES), Ballot("a", NO), Ballot("b", NO)]
    assert tally(usual_rule(Method.MAJORITY), ballots, room_of(2)).stances[Stance.AGAINST] == 2


def test_who_is_not_here_is_not_counted_and_is_named_as_such() -> None:
    found = tally(usual_rule(Method.MAJORITY), [Ballot("a", YES), Ballot("z", NO)], room_of(1))
    assert (found.result, found.not_counted) == (PASSED, ("z",))


def test_the_quorum_is_that_of_the_minute() -> None:
    seats = [Seat(name, name.title(), True) for name in ("ana", "ben", "cleo", "dov")]
    stays = [Stay("ana", TEN), Stay("ben", TEN, TEN + timedelta(minutes=10))]
    rule = usual_rule(Method.MAJORITY)
    ballots = [Ballot("ana", YES)]
    at = [voting_room(seats, stays, TEN + timedelta(minutes=minute)) for minute in (9, 10)]
    assert [tally(rule, ballots, room).result for room in at] == [PASSED, OPEN]


def test_more_answers_than_people_cannot_be_closed() -> None:
    found = tally(usual_rule(Method.MAJORITY), [Ballot("", YES, 3)], room_of(2))
    assert outcome(found) == (OPEN, "3 answers are more than the 2 who may answer.")


def test_a_room_counted_by_another_unit_is_refused() -> None:
    rule = DecisionRule(quorum=QuorumRule(unit=Unit.ORGANIZATION))
    assert tally(rule, [Ballot("a", YES)], room_of(1)).result is OPEN


# Consent


def test_consent_passes_without_objection() -> None:
    found = count(Method.CONSENT, YES, YES, ASIDE)
    assert outcome(found) == (PASSED, "No objection; 2 of 3 consent: passed.")


def test_an_objection_is_heard_with_its_reason_and_what_would_remove_it() -> None:
    found = count(Method.CONSENT, YES, OBJECTS)
    assert outcome(found) == (HEARD, "1 objection stands: to be heard before round 2.")
    assert [(one.name, one.answer.reason, one.answer.remove) for one in found.heard] == [
        ("Person B", "no bus", "a late bus")
    ]


def test_an_objection_without_a_reason_cannot_be_closed() -> None:
    found = count(Method.CONSENT, YES, Answer(Stance.OBJECTION, (), " "))
    assert outcome(found) == (OPEN, "An objection needs its reason.")


def test_silence_is_not_consent() -> None:
    assert outcome(count(Method.CONSENT, YES, None)) == (OPEN, "1 of 2 have not answered yet.")


def test_nobody_consenting_is_no_consent() -> None:
    assert count(Method.CONSENT, ABSTAIN, ASIDE).result is FAILED


# Fist to five and gradients


def test_fist_to_five_passes_when_everybody_is_at_three_or_above() -> None:
    found = count(Method.FIST_TO_FIVE, figures(3), figures(5), figures(4), ABSTAIN)
    assert outcome(found) == (PASSED, "3 of 3 can live with it: passed.")
    assert found.levels == (0, 0, 0, 1, 1, 1)


def test_those_below_three_are_heard_and_the_next_round_is_the_second() -> None:
    found = count(Method.FIST_TO_FIVE, figures(4), figures(2), figures(0), figures(3))
    assert outcome(found) == (
        HEARD,
        "2 of 4 can live with it; 2 are below 3: to be heard before round 2.",
    )
    assert [one.name for one in found.heard] == ["Person B", "Person C"]
    assert revote(found) == 2


def test_only_recusals_stay_for_the_next_round() -> None:
    ballots = (Ballot("a", figures(1)), Ballot("b", RECUSED))
    assert into_next_round(ballots) == (ballots[1],)


def test_there_is_no_next_round_when_nobody_is_to_be_heard() -> None:
    with pytest.raises(UserError, match="no next round"):
        revote(count(Method.FIST_TO_FIVE, figures(3)))


def test_the_last_round_is_closed_as_not_passed() -> None:
    rule = replace(usual_rule(Method.FIST_TO_FIVE), rounds=2)
    found = tally(rule, [Ballot("a", figures(2))], room_of(1), round=2)
    assert outcome(found) == (
        FAILED,
        "0 of 1 can live with it; 1 is below 3; round 2 was the last: not passed.",
    )


def test_an_objection_in_fist_to_five_is_a_fist() -> None:
    found = count(Method.FIST_TO_FIVE, figures(5), OBJECTS)
    assert (found.result, found.levels[0]) == (HEARD, 1)


def test_unnamed_hands_are_heard_without_a_name() -> None:
    found = tally(
        usual_rule(Method.FIST_TO_FIVE),
        [Ballot("", figures(2), 2), Ballot("", figures(4), 3)],
        room_of(5),
    )
    assert [(one.name, one.count) for one in found.heard] == [("", 2)]


def test_nobody_showing_a_hand_passes_nothing() -> None:
    assert count(Method.FIST_TO_FIVE, ABSTAIN, ASIDE).result is FAILED


def test_gradients_pass_when_all_go_with_it_or_have_no_opinion() -> None:
    found = count(Method.GRADIENTS, figures(1), figures(4), figures(6))
    assert outcome(found) == (PASSED, "2 of 3 go with it: passed.")


@pytest.mark.parametrize("level", [5, 7, 8])
def test_gradients_hear_who_needs_talk_or_disagrees(level: int) -> None:
    found = count(Method.GRADIENTS, figures(1), figures(level))
    assert found.result is HEARD and found.heard[0].name == "Person B"


def test_no_opinion_alone_passes_nothing() -> None:
    assert count(Method.GRADIENTS, figures(4), figures(4)).result is FAILED


# Dots, scores, rankings


def choose(method: Method) -> DecisionRule:
    return DecisionRule(method, options=OPTIONS)


def test_dots_add_up_named_or_not() -> None:
    ballots = [
        *(Ballot("a", figures(1, 1, 3)), Ballot("", figures(1), 4), Ballot("", figures(2), 3)),
    ]
    found = tally(choose(Method.DOT), ballots, room_of(4))
    assert (found.totals, found.order, found.answered) == ((6, 3, 1), ((1,), (2,), (3,)), 4)
    assert outcome(found) == (PASSED, "First: Seat time, 6 dots.")


def test_level_options_share_a_place_and_the_tie_is_said() -> None:
    found = count(choose(Method.DOT), figures(1, 2), figures(1, 2, 3))
    assert outcome(found) == (PASSED, "A tie for first: Seat time and Bus timetable, 2 dots each.")
    assert found.first == (1, 2)


def test_scores_add_up_option_by_option() -> None:
    found = count(choose(Method.SCORE), figures(5, 0, 3), figures(1, 4, 4))
    assert (found.totals, found.words) == ((6, 4, 7), "First: Transcripts, 7 points.")


def test_no_points_are_no_order() -> None:
    assert outcome(count(choose(Method.SCORE), figures(0, 0, 0))) == (
        FAILED,
        "No option has a point.",
    )


def test_the_last_option_goes_out_and_its_ballots_move_on() -> None:
    found = count(
        choose(Method.RANKED),
        *[figures(1, 2)] * 4,
        *[figures(2, 1)] * 3,
        *[figures(3, 2)] * 2,
    )
    assert outcome(found) == (PASSED, "Bus timetable is chosen in round 2 with 5 of 9.")
    assert found.order == ((2,), (1,), (3,))
    assert found.totals == borda([((1, 2), 4), ((2, 1), 3), ((3, 2), 2)], 3) == (11, 12, 4)


def test_a_final_tie_is_said_and_nothing_is_chosen() -> None:
    found = count(choose(Method.RANKED), figures(1), figures(2))
    assert outcome(found) == (
        FAILED,
        "A tie in round 2: Seat time and Bus timetable. Nothing is chosen.",
    )


def test_of_options_level_at_the_bottom_the_earlier_round_decides() -> None:
    rankings = [((1,), 4), ((2,), 3), ((3, 2), 1), ((4, 3), 2), ((5, 3), 1)]
    rounds = instant_runoff(rankings, 5).rounds
    assert rounds[0].out == (3, 5)
    rankings = [((1,), 5), ((2,), 3), ((3,), 2), ((4, 3), 1)]
    rounds = instant_runoff(rankings, 4).rounds
    assert [one.out for one in rounds] == [(4,), (3,), ()]


def test_of_earlier_rounds_the_latest_tells_level_options_apart() -> None:
    """In round 4 options 5 and 6 are level; 5 led in round 1, but 6 did in round 3."""
    rankings = [((5,), 4), ((1,), 2), ((6,), 3), ((1, 5), 1), ((2, 6, 5), 2)]
    found = instant_runoff(rankings, 6)
    assert [one.out for one in found.rounds] == [(3, 4), (2,), (1,), (5,), ()]
    assert found.winner == 6


def test_a_ballot_that_names_nobody_left_is_exhausted() -> None:
    rounds = instant_runoff([((1,), 3), ((2,), 3), ((3,), 1)], 3).rounds
    assert rounds[1].exhausted == 1


def test_equal_totals_stand_together() -> None:
    assert places((2, 5, 2)) == ((2,), (1, 3))


# Hand count


def test_a_hand_count_needs_no_names() -> None:
    ballots = [Ballot("", YES, 7), Ballot("", NO, 3), Ballot("", ABSTAIN, 2)]
    found = tally(usual_rule(Method.COUNT), ballots, room_of(12))
    assert outcome(found) == (
        PASSED,
        "7 for, 3 against, 2 abstaining; more than half of 10 is 6: passed.",
    )


# Organisations

BODIES = (
    Seat("dana", "Dana Reyes", True, "", "north", "Northside Schools"),
    Seat("luis", "Luis Ortega", True, "", "north", "Northside Schools"),
    Seat("priya", "Priya Shah", True, "", "fund", "Harbor Fund"),
)
BY_BODY = DecisionRule(quorum=QuorumRule(unit=Unit.ORGANIZATION))
BODY_ROOM = voting_room(
    BODIES, [Stay(seat.person_id, TEN) for seat in BODIES], TEN, unit=Unit.ORGANIZATION
)


def test_an_organisation_counts_once() -> None:
    ballots = [Ballot("dana", YES), Ballot("luis", YES), Ballot("priya", NO)]
    found = tally(BY_BODY, ballots, BODY_ROOM)
    assert found.words.startswith("1 for, 1 against: a tie")


def test_an_organisation_that_disagrees_cannot_be_closed() -> None:
    ballots = [Ballot("dana", YES), Ballot("luis", NO)]
    found = tally(BY_BODY, ballots, BODY_ROOM)
    said = "Northside Schools has one vote and answered for and against. Agree on one answer."
    assert outcome(found) == (OPEN, said)
    with pytest.raises(UserError, match="has one vote"):
        refuse_conflicts(ballots, BODY_ROOM)
    refuse_conflicts([Ballot("dana", YES), Ballot("luis", replace(YES, reason="cheap"))], BODY_ROOM)


def test_colleagues_objections_are_one_with_both_reasons() -> None:
    ballots = [
        Ballot("dana", OBJECTS),
        Ballot("luis", Answer(Stance.OBJECTION, (), "too dear")),
        Ballot("priya", YES),
    ]
    found = tally(replace(BY_BODY, method=Method.CONSENT), ballots, BODY_ROOM)
    assert [one.answer.reason for one in found.heard] == ["no bus; too dear"]


def test_a_recused_colleague_leaves_the_vote_to_the_other() -> None:
    ballots = [Ballot("dana", RECUSED), Ballot("luis", YES)]
    found = tally(BY_BODY, ballots, BODY_ROOM)
    assert (found.stances[Stance.RECUSED], found.stances[Stance.FOR]) == (0, 1)
    assert tally(BY_BODY, ballots[:1], BODY_ROOM).stances[Stance.RECUSED] == 0


# What the room and the record see


def test_the_room_sees_numbers_and_no_names_or_reasons() -> None:
    found = count(Method.CONSENT, YES, OBJECTS)
    shown = public_view(found, closed=False)
    assert shown.lines == (("For", 1), ("Objection", 1))
    assert "Person" not in repr(shown) and "bus" not in repr(shown)


def test_a_secret_vote_shows_no_figures_until_it_is_closed() -> None:
    rule = replace(usual_rule(Method.MAJORITY), showing=Showing.SECRET)
    found = count(rule, YES, NO, None)
    assert public_view(found, closed=False).lines == ()
    assert public_view(found, closed=False).words == "2 of 3 have answered"
    assert public_view(found, closed=True).lines == (("For", 1), ("Against", 1))


def test_the_record_names_people_organisations_or_nobody() -> None:
    ballots = [Ballot("dana", YES), Ballot("priya", OBJECTS)]
    room = voting_room(BODIES, [Stay(seat.person_id, TEN) for seat in BODIES], TEN)
    record = {
        showing: [
            who for who, _, _ in on_record(tally(DecisionRule(showing=showing), ballots, room))
        ]
        for showing in Showing
    }
    assert record == {
        Showing.NAMED: ["Dana Reyes", "Priya Shah"],
        Showing.ORGANIZATION: ["Northside Schools", "Harbor Fund"],
        Showing.SECRET: [""],
    }


def test_an_organisation_that_disagrees_is_not_named_to_the_room() -> None:
    found = tally(BY_BODY, [Ballot("dana", YES), Ballot("luis", NO)], BODY_ROOM)
    assert "Northside" not in repr(public_view(found, closed=False))


# The rule itself

RULES = st.builds(
    DecisionRule,
    method=st.sampled_from(Method),
    quorum=st.builds(
        QuorumRule,
        basis=st.sampled_from(Basis),
        share=st.sampled_from(
            [Fraction(n, d) for n, d in ((0, 1), (1, 3), (1, 2), (2, 3), (1, 1))]
        ),
        more_than=st.booleans(),
        least=st.none() | st.integers(0, 4),
        recused_count=st.booleans(),
        unit=st.sampled_from(Unit),
        remote_counts=st.booleans(),
    ),
    threshold=st.sampled_from([Fraction(1, 2), Fraction(3, 5), Fraction(2, 3), Fraction(1)]),
    more_than=st.booleans(),
    over=st.sampled_from(Basis),
    abstain_counts=st.booleans(),
    showing=st.sampled_from(Showing),
    everyone_answers=st.booleans(),
    rounds=st.none() | st.integers(1, 2),
    options=st.just(OPTIONS),
    dots=st.integers(1, 3),
)


@given(RULES)
def test_a_rule_comes_back_whole_from_its_snapshot(rule: DecisionRule) -> None:
    assert from_snapshot(snapshot(rule)) == rule
    assert rule_words(rule).startswith(rule.method.label)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"quorum":{}}'])
def test_a_damaged_snapshot_is_told(text: str) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        from_snapshot(text)


@pytest.mark.parametrize(
    "rule",
    [
        DecisionRule(threshold=Fraction(0)),
        DecisionRule(threshold=Fraction(1)),
        DecisionRule(Method.DOT),
        DecisionRule(Method.DOT, options=OPTIONS, dots=0),
        DecisionRule(Method.SCORE, options=OPTIONS, top_score=0),
        DecisionRule(rounds=0),
        DecisionRule(quorum=QuorumRule(least=-1)),
    ],
)
def test_a_rule_nothing_can_be_decided_by_is_named_and_never_closed(rule: DecisionRule) -> None:
    assert rule_problem(rule)
    assert count(rule, YES).result is OPEN


# Against the plain count

SEATS = (
    Seat("ana", "Ana Test", True, "", "one", "Body one"),
    Seat("ben", "Ben Test", True, "", "one", "Body one"),
    Seat("cleo", "Cleo Test", True, "", "two", "Body two"),
    Seat("dov", "Dov Test", True),
    Seat("eva", "Eva Test", False, "ana", "two", "Body two"),
    Seat("finn", "Finn Test", False, "cleo"),
    Seat("gia", "Gia Test", False, "ana"),
    Seat("hal", "Hal Test"),
)
PLACES = st.fixed_dictionaries(
    {seat.person_id: st.sampled_from((ROOM, ROOM, REMOTE, "")) for seat in SEATS}
)
_CHOICES = {
    Method.FIST_TO_FIVE: [figures(level) for level in range(6)],
    Method.GRADIENTS: [figures(level) for level in range(1, 9)],
    Method.DOT: [figures(1), figures(2), figures(3)],
    Method.SCORE: [figures(*scores) for scores in product((0, 2, 5), repeat=3)],
    Method.RANKED: [
        *(figures(*one) for one in ((1,), (2,), (3, 1), (1, 2), (2, 1, 3), (3, 2, 1), (2, 3))),
    ],
}


def possible(rule: DecisionRule) -> list[Answer]:
    """Answers that fit a rule; the commonest ones twice."""
    usual = _CHOICES.get(rule.method, [YES, NO, YES, NO])
    every = [*usual, ABSTAIN, Answer(Stance.ABSTAIN_PRIORITIES), ASIDE, OBJECTS, RECUSED]
    return [one for one in every if not answer_problem(one, rule)]


@st.composite
def votes(
    draw: st.DrawFn,
) -> tuple[DecisionRule, dict[str, str], dict[str, Answer], list[tuple[Answer, int]], int]:
    rule = draw(RULES)
    one = st.sampled_from(possible(rule))
    people = [seat.person_id for seat in SEATS]
    answers = draw(st.dictionaries(st.sampled_from(people), one, max_size=6))
    loose = one.filter(lambda a: a.stance not in (Stance.RECUSED, Stance.OBJECTION))
    nobodys = draw(st.lists(st.tuples(loose, st.integers(1, 3)), max_size=2))
    return rule, draw(PLACES), answers, nobodys, draw(st.integers(1, 2))


@cache
def room_where(where: tuple[tuple[str, str], ...], unit: Unit, remote_counts: bool) -> VotingRoom:
    stays = [Stay(person, TEN, remote=place == REMOTE) for person, place in where if place]
    return voting_room(SEATS, stays, TEN, unit=unit, remote_counts=remote_counts)


def told(
    rule: DecisionRule,
    where: Mapping[str, str],
    answers: Mapping[str, Answer],
    nobodys: list[tuple[Answer, int]],
    round: int,
) -> Tally:
    room = room_where(tuple(where.items()), rule.quorum.unit, rule.quorum.remote_counts)
    ballots = [Ballot(person, one) for person, one in answers.items()]
    ballots += [Ballot("", one, number) for one, number in nobodys]
    return tally(rule, ballots, room, round=round)


EVERYBODY = dict.fromkeys((seat.person_id for seat in SEATS), ROOM)


def compare(
    rule: DecisionRule,
    where: Mapping[str, str],
    answers: Mapping[str, Answer],
    nobodys: list[tuple[Answer, int]],
    round: int,
) -> Result:
    """Count a vote both ways, hold one against the other, and return what it came to."""
    found = told(rule, where, answers, nobodys, round)
    if rule_problem(rule):
        assert found.result is OPEN
        return found.result
    plain = plain_tally(rule, SEATS, where, answers, nobodys, round)
    assert (found.result.value, found.quorum.needed, found.quorum.met) == (
        *(plain.result, plain.needed, plain.met),
    ), found.words
    for stance in set(Stance) - {Stance.RECUSED}:
        if plain.result != "not_closable":
            assert found.stances[stance] == plain.piles[stance.value], stance
    if plain.first:
        assert set(found.first) == plain.first
    if plain.totals:
        assert list(found.totals) == plain.totals
    assert found.words and found.words.endswith(".")
    return found.result


@settings(max_examples=200)
@given(votes())
@example((DecisionRule(Method.RANKED, options=OPTIONS), EVERYBODY,
          {"ana": figures(1), "ben": figures(2, 3), "cleo": figures(3, 2)}, [], 1))  # fmt: skip
@example((DecisionRule(Method.DOT, options=OPTIONS), EVERYBODY, {}, [(figures(2), 7)], 1))
@example((BY_BODY, EVERYBODY, {"ana": RECUSED, "ben": YES, "dov": NO}, [], 1))
def test_every_rule_room_and_answers_come_to_what_the_plain_count_says(
    vote: tuple[DecisionRule, dict[str, str], dict[str, Answer], list[tuple[Answer, int]], int],
) -> None:
    compare(*vote)


@pytest.mark.parametrize("method", Method)
def test_thousands_of_full_rooms_come_to_what_the_plain_count_says(method: Method) -> None:
    """Rooms where nearly everybody is here and answers, so that most votes can be closed."""
    dice = Random(method.value)
    results: Counter[Result] = Counter()
    people = [seat.person_id for seat in SEATS]
    shares = [Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(2, 3)]
    for _ in range(800):
        rule = DecisionRule(
            method,
            QuorumRule(
                basis=dice.choice(list(Basis)),
                share=dice.choice(shares),
                more_than=dice.random() < 0.2,
                recused_count=dice.random() < 0.5,
                unit=dice.choice(list(Unit)),
                remote_counts=dice.random() < 0.8,
            ),
            threshold=dice.choice([Fraction(1, 2), Fraction(3, 5), Fraction(2, 3)]),
            more_than=dice.random() < 0.5,
            over=dice.choice(list(Basis)),
            abstain_counts=dice.random() < 0.5,
            everyone_answers=dice.random() < 0.1,
            rounds=dice.choice([None, None, 1]),
            options=OPTIONS,
        )
        calm = [one for one in possible(rule) if one.stance not in (Stance.OBJECTION,)]
        common = dice.choices(calm, k=2) if dice.random() < 0.6 else possible(rule)
        where = {person: dice.choice((ROOM, ROOM, ROOM, REMOTE, "")) for person in people}
        answers = {person: dice.choice(common) for person in people if dice.random() < 0.8}
        loose = [one for one in common if one.stance not in (Stance.RECUSED, Stance.OBJECTION)]
        nobodys = [(dice.choice(loose), 1)] if loose and dice.random() < 0.15 else []
        results[compare(rule, where, answers, nobodys, 1)] += 1
    assert results[PASSED] > 30 and results[OPEN] > 30, results
    assert sum(results[one] for one in (PASSED, FAILED, HEARD)) > 260, results
    if method in (Method.CONSENT, Method.FIST_TO_FIVE, Method.GRADIENTS):
        assert results[HEARD] > 30, results


def test_every_small_majority_vote_comes_to_what_the_plain_count_says() -> None:
    """All of them: 3 bases, abstentions, threshold, and 5 answers or silence of 4 members."""
    rules = [
        DecisionRule(
            threshold=threshold, more_than=more, over=over, abstain_counts=abstain,
            quorum=QuorumRule(recused_count=recused),
        )
        for threshold, more in ((Fraction(1, 2), True), (Fraction(2, 3), False))
        for over in Basis
        for abstain in (False, True)
        for recused in (False, True)
    ]  # fmt: skip
    people = ("ana", "ben", "cleo", "dov")
    where = dict.fromkeys(people, ROOM)
    for given_answers in product((YES, NO, ABSTAIN, RECUSED, None), repeat=4):
        answers = {person: one for person, one in zip(people, given_answers, strict=True) if one}
        for rule in rules:
            plain = plain_tally(rule, SEATS, where, answers)
            assert told(rule, where, answers, [], 1).result.value == plain.result


@given(votes())
def test_the_room_never_sees_a_name_or_a_reason(
    vote: tuple[DecisionRule, dict[str, str], dict[str, Answer], list[tuple[Answer, int]], int],
) -> None:
    found = told(*vote)
    for closed in (False, True):
        shown = repr(public_view(found, closed=closed))
        assert "Test" not in shown and "Body" not in shown
        assert "no bus" not in shown and "employer" not in shown
    if found.rule.showing is Showing.SECRET:
        assert all(not who for who, _, _ in on_record(found))
        assert public_view(found, closed=False).lines == ()


@given(votes(), st.randoms(use_true_random=False))
def test_the_order_of_typing_changes_no_outcome(
    vote: tuple[DecisionRule, dict[str, str], dict[str, Answer], list[tuple[Answer, int]], int],
    random: Random,
) -> None:
    rule, where, answers, nobodys, round = vote
    people = sorted(answers)
    random.shuffle(people)
    again = told(rule, where, {one: answers[one] for one in people}, nobodys[::-1], round)
    found = told(*vote)
    assert (found.result, found.totals, found.order) == (again.result, again.totals, again.order)
