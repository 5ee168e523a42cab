"""Votes as a facilitator types them: who a line is for, what it says, and what it is refused for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nghs_desktop.domain.ballots import (
    Entry,
    Reading,
    Sheet,
    next_voter,
    read_line,
    sheet,
    sheet_of,
    standing,
    write_ballot,
)
from nghs_desktop.domain.decision_rules import (
    Answer,
    Ballot,
    DecisionRule,
    Showing,
    Stance,
    answer_problem,
    usual_rule,
)
from nghs_desktop.domain.decisions import Method
from nghs_desktop.domain.known_names import Known
from nghs_desktop.domain.presence import Seat, Stay, Unit, voting_room
from nghs_desktop.domain.quorum import QuorumRule
from nghs_desktop.domain.typed_answers import write_answer

PEOPLE = (
    *(Known("dana", "Dana Reyes"), Known("luis", "Luis Ortega"), Known("priya", "Priya Shah")),
    *(Known("jose", "José Núñez"), Known("anna", "Anna Ek"), Known("annika", "Annika Holm")),
)
OPTIONS = ("Seat time", "Bus timetable", "Transcripts", "Mentors")
RULES = {
    Method.DOT: DecisionRule(Method.DOT, options=OPTIONS),
    Method.SCORE: DecisionRule(Method.SCORE, options=OPTIONS[:3]),
    Method.RANKED: DecisionRule(Method.RANKED, options=OPTIONS),
}


def on(method: Method, **changes: object) -> Sheet:
    rule = RULES.get(method) or usual_rule(method)
    return sheet_of(replace(rule, **changes), PEOPLE)  # type: ignore[arg-type]


DOTS, FIST, MAJORITY, CONSENT = map(
    on, (Method.DOT, Method.FIST_TO_FIVE, Method.MAJORITY, Method.CONSENT)
)


def after(sheet: Sheet, *lines: str) -> list[Entry]:
    """Type lines one after the other; all of them must be taken."""
    entries: list[Entry] = []
    for line in lines:
        reading = read_line(line, sheet, entries)
        assert reading.entry is not None, reading.refusal
        entries.append(reading.entry)
    return entries


def said(sheet: Sheet, *lines: str) -> dict[str, str]:
    """What stands by person, as it is typed; answers without names under "" and their number."""
    found: dict[str, str] = {}
    for ballot in standing(after(sheet, *lines)):
        key = ballot.person_id or f"{ballot.count} without a name: {write_answer(ballot.answer)}"
        found[key] = write_answer(ballot.answer) if ballot.person_id else ""
    return found


def loose(sheet: Sheet, *lines: str) -> list[tuple[str, int]]:
    return [
        (write_answer(one.answer), one.count)
        for one in standing(after(sheet, *lines))
        if one.anonymous
    ]


def refused(sheet: Sheet, line: str, *before: str) -> tuple[str, str]:
    """The piece of the line that was not clear, and why."""
    reading = read_line(line, sheet, after(sheet, *before))
    assert reading.entry is None and reading.refusal is not None
    assert reading.line == line
    start, stop = reading.refusal.span
    return line[start:stop], reading.refusal.words


@pytest.mark.parametrize(
    ("table", "line", "expected"),
    [
        (DOTS, "dana 1 1 3", {"dana": "1 1 3"}),
        (DOTS, "Dana Reyes 1 1 3", {"dana": "1 1 3"}),
        (DOTS, "  dana   3 1 1 ", {"dana": "1 1 3"}),
        (DOTS, "dana: 2", {"dana": "2"}),
        (DOTS, "jose 4", {"jose": "4"}),
        (DOTS, "JOSÉ NUÑEZ 4", {"jose": "4"}),
        (DOTS, "ortega 2 2", {"luis": "2 2"}),
        (DOTS, "anna 1", {"anna": "1"}),
        (DOTS, "annik 1", {"annika": "1"}),
        (DOTS, "luis abstain", {"luis": "abstain"}),
        (DOTS, "1 1 3", {"dana": "1 1 3"}),
        (FIST, "dana 4", {"dana": "4"}),
        (FIST, "dana 2: too soon: ask again", {"dana": "2: too soon: ask again"}),
        (FIST, "dana fist: no money", {"dana": "0: no money"}),
        (FIST, "luis aside", {"luis": "stands aside"}),
        (FIST, "luis stands aside: my team is split", {"luis": "stands aside: my team is split"}),
        (MAJORITY, "luis yes", {"luis": "yes"}),
        (MAJORITY, "luis: no", {"luis": "no"}),
        (MAJORITY, "luis N", {"luis": "no"}),
        (MAJORITY, "luis against: costs", {"luis": "no: costs"}),
        (MAJORITY, "yes", {"dana": "yes"}),
        (MAJORITY, "priya recused: employer", {"priya": "recused: employer"}),
        (MAJORITY, "priya recused", {"priya": "recused"}),
        (
            MAJORITY,
            "luis abstain priorities",
            {"luis": "abstain for my organisation's priorities"},
        ),
        (
            MAJORITY,
            "luis abstains for my organisation's priorities",
            {"luis": "abstain for my organisation's priorities"},
        ),
        (
            CONSENT,
            "dana objects: no bus after 3:30 | would remove: a late bus",
            {"dana": "objects: no bus after 3:30 | would remove: a late bus"},
        ),
        (CONSENT, "dana objection: too fast", {"dana": "objects: too fast"}),
        (
            CONSENT,
            "dana OBJECTS: a|b | Would Remove : c",
            {"dana": "objects: a|b | would remove: c"},
        ),
        (on(Method.GRADIENTS), "dana 8: never", {"dana": "8: never"}),
        (on(Method.SCORE), "dana 5 0 3", {"dana": "5 0 3"}),
        (on(Method.RANKED), "dana 3 1", {"dana": "3 1"}),
    ],
)
def test_a_line_is_one_persons_answer(table: Sheet, line: str, expected: dict[str, str]) -> None:
    assert said(table, line) == expected


def test_a_line_without_a_name_is_the_next_in_the_roster() -> None:
    assert said(DOTS, "dana 1 1 3", "2 2 2", "4") == {
        "dana": "1 1 3",
        "luis": "2 2 2",
        "priya": "4",
    }


def test_the_next_one_is_after_the_last_name_typed() -> None:
    assert said(DOTS, "priya 1", "2") == {"priya": "1", "jose": "2"}


def test_the_roster_wraps_round_and_skips_who_has_answered() -> None:
    entries = after(DOTS, "dana 1", "annika 2")
    assert next_voter(DOTS, entries) == PEOPLE[1]


def test_a_recusal_declared_before_does_not_move_the_turn() -> None:
    assert said(FIST, "luis recused: employer", "4 5") == {
        "luis": "recused: employer",
        "dana": "4",
        "priya": "5",
    }


def test_nobody_is_next_when_everybody_has_answered() -> None:
    assert next_voter(FIST, after(FIST, "4 3 5 5 2 0")) is None


def test_a_row_of_figures_is_one_answer_each() -> None:
    assert list(said(FIST, "4 3 5 5 2 0").values()) == ["4", "3", "5", "5", "2", "0"]


def test_a_row_of_words_is_one_answer_each() -> None:
    assert list(said(MAJORITY, "yes yes no abstain").values()) == ["yes", "yes", "no", "abstain"]


def test_tallies_are_answers_without_names() -> None:
    assert loose(DOTS, "1*4 2*3") == [("1", 4), ("2", 3)]
    assert loose(MAJORITY, "yes*3 no×2 abstain*1") == [("yes", 3), ("no", 2), ("abstain", 1)]
    assert loose(FIST, "4*3 fist*1") == [("4", 3), ("0", 1)]


def test_tallies_add_up_line_by_line() -> None:
    assert loose(DOTS, "1*4", "1*2") == [("1", 4), ("1", 2)]


def test_an_equals_sign_types_the_tallies_anew() -> None:
    assert said(DOTS, "dana 1", "1*4 2*3", "= 1*5") == {"dana": "1", "5 without a name: 1": ""}
    assert said(DOTS, "1*4", "=") == {}


def test_a_tally_of_none_is_none() -> None:
    assert loose(MAJORITY, "yes*4 no*0") == [("yes", 4)]


def test_whole_ballots_are_typed_with_their_number() -> None:
    assert loose(on(Method.RANKED), "2 1 3 *4") == [("2 1 3", 4)]
    assert loose(on(Method.SCORE), "5 0 2 ×2") == [("5 0 2", 2)]


def test_a_hand_count_is_for_against_abstaining() -> None:
    assert loose(on(Method.COUNT), "4 1 1") == [("yes", 4), ("no", 1), ("abstain", 1)]
    assert loose(on(Method.COUNT), "6") == [("yes", 6)]


def test_in_a_secret_vote_a_line_is_nobodys() -> None:
    secret = on(Method.DOT, showing=Showing.SECRET)
    assert loose(secret, "1 1 3", "2") == [("1 1 3", 1), ("2", 1)]
    assert loose(on(Method.MAJORITY, showing=Showing.SECRET), "yes no") == [("yes", 1), ("no", 1)]


def test_without_a_roster_figures_are_nobodys() -> None:
    assert loose(sheet_of(usual_rule(Method.FIST_TO_FIVE), ()), "4 3 5") == [
        *(("4", 1), ("3", 1), ("5", 1))
    ]


def test_all_are_everybody_but_the_exceptions() -> None:
    assert said(MAJORITY, "all yes except luis no, priya") == {
        **{"luis": "no", "dana": "yes", "jose": "yes", "anna": "yes", "annika": "yes"}
    }


def test_all_leaves_earlier_answers_and_recusals_alone() -> None:
    found = said(MAJORITY, "priya recused: employer", "luis no", "all yes")
    assert (found["priya"], found["luis"], found["anna"]) == ("recused: employer", "no", "yes")


def test_exceptions_may_be_joined_by_and_and_have_remarks_with_commas() -> None:
    found = said(
        CONSENT,
        "all yes except luis abstain and dana objects: dear, slow | would remove: a grant; jose aside",
    )
    assert found["luis"] == "abstain"
    assert found["dana"] == "objects: dear, slow | would remove: a grant"
    assert found["jose"] == "stands aside" and found["anna"] == "yes"


def test_all_fits_levels_too() -> None:
    assert said(FIST, "all 4 except dana 2")["dana"] == "2"
    assert said(FIST, "ALL 4")["luis"] == "4"


def test_a_second_line_for_a_person_corrects_the_first_and_says_so() -> None:
    entries = after(DOTS, "dana 1 1 3")
    reading = read_line("dana 2", DOTS, entries)
    assert reading.entry is not None
    assert [write_answer(one.answer) for one in reading.replaces] == ["1 1 3"]
    assert said(DOTS, "dana 1 1 3", "dana 2") == {"dana": "2"}


def test_an_answer_can_be_taken_away() -> None:
    assert said(MAJORITY, "dana yes", "luis no", "dana clear") == {"luis": "no"}


def test_taking_a_line_away_brings_back_what_it_corrected() -> None:
    entries = after(MAJORITY, "dana yes", "dana no")
    assert [write_answer(one.answer) for one in standing(entries[:1])] == ["yes"]


@pytest.mark.parametrize(
    ("table", "line", "piece", "why"),
    [
        (DOTS, "", "", "Nothing was typed."),
        (DOTS, "dona 1 1 3", "dona", "Nobody here with a vote is called “dona”."),
        (DOTS, "ann 1", "ann", "“ann” may be Anna Ek or Annika Holm; type more of the name."),
        (DOTS, "dana", "dana", "An answer is missing after Dana Reyes."),
        (DOTS, "dana 1 5", "5", "There is no option 5; they go from 1 to 4."),
        (DOTS, "dana 113", "113", "There is no option 113; they go from 1 to 4."),
        (DOTS, "dana 1 1 2 3", "3", "4 dots are too many; everybody has 3."),
        (DOTS, "dana yes", "yes", "Dot vote takes the numbers of options, abstain or recused."),
        (DOTS, "1*4 2x", "2x", "“2x” is no tally. Type an answer, * and how many."),
        (DOTS, "5*4", "5", "There is no option 5; they go from 1 to 4."),
        (DOTS, "recused*1", "recused", "Recused needs a name."),
        (FIST, "dana 6", "6", "Fist to five takes one figure from 0 to 5."),
        (FIST, "4 3 9", "9", "Fist to five takes one figure from 0 to 5."),
        (FIST, "dana 4 4", "4", "Fist to five takes one figure from 0 to 5."),
        (FIST, "4 3 5 5 2 0 1", "1", "7 answers, but only 6 have not answered yet."),
        (MAJORITY, "dana 3", "3", "Majority takes yes, no, abstain, aside, recused or objects."),
        (MAJORITY, "dana maybe", "maybe", "“maybe” is no answer here."),
        (MAJORITY, "dana no too dear", "too", "Type a colon after “no” for a remark."),
        (MAJORITY, "all yes except dona no", "dona", "Nobody here with a vote is called “dona”."),
        (MAJORITY, "all yes except luis no, luis", "luis", "This person is named twice."),
        (MAJORITY, "all maybe", "maybe", "“maybe” is no answer here."),
        (MAJORITY, "yes*7", "yes*7", "7 answers without a name are too many: 6 are left."),
        (CONSENT, "dana no", "no", "In a consent round a no is an objection, with its reason."),
        (CONSENT, "all objects: x", "objects: x", "Objection is typed for one person at a time."),
        (MAJORITY, "priya*2", "priya", "“priya” is no answer here."),
        (
            on(Method.GRADIENTS),
            "dana 0",
            "0",
            "Gradients of agreement take one figure from 1 to 8.",
        ),
        (on(Method.SCORE), "dana 5 6 1", "6", "Scores go from 0 to 5; 6 does not fit."),
        (on(Method.SCORE), "dana 5 1", "5 1", "3 figures are needed, one for each option."),
        (on(Method.SCORE), "1*4", "1*4", "Type the whole ballot, then * and how many: 2 1 3 *4."),
        (on(Method.RANKED), "dana 2 1 2", "2", "Option 2 is ranked twice."),
        (
            on(Method.COUNT),
            "4 1 1 1",
            "1",
            "A hand count has three figures: for, against, abstaining.",
        ),
        (
            on(Method.DOT, may_stack=False),
            "dana 1 1",
            "1",
            "Option 1 has more than one dot; here dots cannot be stacked.",
        ),
    ],
)
def test_an_unclear_line_is_kept_and_its_place_and_reason_are_said(
    table: Sheet, line: str, piece: str, why: str
) -> None:
    assert refused(table, line) == (piece, why)


def test_an_objection_without_a_reason_is_refused() -> None:
    for line in ("dana objects", "dana objects:", "dana objects: | would remove: a bus"):
        assert refused(CONSENT, line)[1].startswith("An objection needs its reason")


def test_more_dots_than_people_have_are_refused() -> None:
    assert refused(DOTS, "1*16", "dana 1")[1] == "16 dots without a name are too many: 15 are left."


def test_a_name_typed_after_too_many_tallies_is_refused() -> None:
    assert refused(MAJORITY, "dana yes", "yes*6")[1] == (
        "6 answers without a name are too many: 5 are left."
    )


def test_nothing_more_is_taken_when_everybody_has_answered() -> None:
    for line in ("4", "all 4"):
        assert refused(FIST, line, "4 3 5 5 2 0")[1] == (
            "Everybody has answered. Type a name to change an answer."
        )


def test_a_word_that_is_an_answer_and_a_name_is_refused_where_both_can_be_meant() -> None:
    table = sheet_of(usual_rule(Method.MAJORITY), (*PEOPLE, Known("noah", "Noah Kim")))
    assert refused(table, "no yes") == (
        "no",
        "“no” may be an answer or Noah Kim; type more of the name.",
    )
    assert said(table, "noa yes") == {"noah": "yes"}
    assert said(table, "no") == {"dana": "no"}


def test_people_named_like_words_of_the_grammar_can_vote() -> None:
    table = sheet_of(
        usual_rule(Method.MAJORITY), (Known("a", "All Star"), Known("b", "Yes Man"), PEOPLE[0])
    )
    assert said(table, "all star no", "yes man yes") == {"a": "no", "b": "yes"}


def test_of_two_names_the_one_typed_whole_is_meant() -> None:
    table = sheet_of(
        usual_rule(Method.MAJORITY), (Known("a", "Dana Reyes"), Known("b", "Dana Reyes-Okafor"))
    )
    assert said(table, "dana reyes yes") == {"a": "yes"}
    assert refused(table, "dana yes")[0] == "dana"


TEN = datetime(2026, 11, 17, 10, 0, tzinfo=UTC)
BODIES = (
    Seat("dana", "Dana Reyes", True, "", "north", "Northside Schools"),
    Seat("luis", "Luis Ortega", True, "", "north", "Northside Schools"),
    Seat("priya", "Priya Shah", True, "", "fund", "Harbor Fund"),
    Seat("gus", "Gus Lind"),
)


def by_body(method: Method) -> Sheet:
    rule = replace(
        RULES.get(method) or usual_rule(method), quorum=QuorumRule(unit=Unit.ORGANIZATION)
    )
    stays = [Stay(seat.person_id, TEN) for seat in BODIES]
    return sheet(rule, voting_room(BODIES, stays, TEN, unit=Unit.ORGANIZATION))


def test_colleagues_share_one_turn_where_organisations_vote() -> None:
    assert said(by_body(Method.MAJORITY), "yes no") == {"dana": "yes", "priya": "no"}


def test_an_organisations_only_voter_is_found_by_its_name() -> None:
    assert said(by_body(Method.MAJORITY), "harbor no") == {"priya": "no"}


def test_a_colleagues_other_answer_is_refused_with_a_sentence() -> None:
    line, why = refused(by_body(Method.MAJORITY), "luis no", "dana yes")
    assert line == "luis no"
    assert why == (
        "Northside Schools has one vote and answered for and against. Agree on one answer."
    )
    assert said(by_body(Method.MAJORITY), "dana yes", "luis yes")["luis"] == "yes"


def test_all_never_contradicts_a_colleague() -> None:
    assert said(by_body(Method.MAJORITY), "luis no", "all yes") == {"luis": "no", "priya": "yes"}
    assert said(by_body(Method.MAJORITY), "all yes except luis no") == {
        "luis": "no",
        "priya": "yes",
    }


def test_a_recused_colleague_leaves_the_vote_to_the_other() -> None:
    assert said(by_body(Method.MAJORITY), "dana recused: employer", "yes no") == {
        "dana": "recused: employer",
        "luis": "yes",
        "priya": "no",
    }


def test_guests_are_not_on_the_sheet() -> None:
    assert refused(by_body(Method.MAJORITY), "gus yes")[1] == (
        "Nobody here with a vote is called “gus”."
    )


NAMES = st.lists(
    st.sampled_from(
        [
            *("José Núñez", "Zoë O'Hara", "Søren Ægir", "Ana", "Ana María Paz", "Anastasia Paz"),
            *("Łukasz Öz", "Jean-Luc Bo", "Noa Yes", "Abs Tain", "Al Least", "Ed 3rd", "Reyes Ana"),
        ]
    ),
    min_size=1,
    max_size=8,
    unique=True,
)
REMARK = st.text("aé:;,.*= 3-“”ß漢", min_size=1, max_size=12).map(str.strip).filter(bool)


def answers(rule: DecisionRule) -> st.SearchStrategy[Answer]:
    number = len(rule.options)
    figures = {
        Method.FIST_TO_FIVE: st.lists(st.integers(0, 5), min_size=1, max_size=1),
        Method.GRADIENTS: st.lists(st.integers(1, 8), min_size=1, max_size=1),
        Method.DOT: st.lists(st.integers(1, number), min_size=1, max_size=3).map(sorted),
        Method.SCORE: st.lists(st.integers(0, 5), min_size=number, max_size=number),
        Method.RANKED: st.lists(st.integers(1, number), min_size=1, max_size=number, unique=True),
    }.get(rule.method, st.just([1]))
    reasons = st.just("") | REMARK
    plain = st.builds(
        Answer,
        st.sampled_from([one for one in Stance if one not in (Stance.VALUES, Stance.OBJECTION)]),
        reason=reasons,
    )
    objections = st.builds(Answer, st.just(Stance.OBJECTION), reason=REMARK, remove=reasons)
    values = st.builds(Answer, st.just(Stance.VALUES), figures.map(tuple), reasons)
    return st.one_of(plain, objections, values).filter(lambda one: not answer_problem(one, rule))


@settings(max_examples=60)
@given(st.data(), st.sampled_from(Method), NAMES)
def test_what_is_written_is_read_back(
    data: st.DataObject, method: Method, names: list[str]
) -> None:
    rule = RULES.get(method) or usual_rule(method)
    table = sheet_of(rule, [Known(str(place), name) for place, name in enumerate(names)])
    entries: list[Entry] = []
    meant: dict[str, Answer] = {}
    for person in data.draw(st.lists(st.sampled_from(table.voters), max_size=6)):
        ballot = Ballot(person.id, data.draw(answers(rule)))
        reading = read_line(write_ballot(ballot, table), table, entries)
        assert reading.entry is not None, reading
        entries.append(reading.entry)
        meant[person.id] = ballot.answer
    assert {one.person_id: one.answer for one in standing(entries)} == meant


@settings(max_examples=60)
@given(st.data(), st.sampled_from(Method), st.integers(1, 50))
def test_answers_without_names_are_read_back(
    data: st.DataObject, method: Method, count: int
) -> None:
    rule = RULES.get(method) or usual_rule(method)
    table = sheet_of(rule, ())
    answer = data.draw(
        answers(rule).filter(lambda one: one.stance not in (Stance.OBJECTION, Stance.RECUSED))
    )
    answer = replace(answer, reason="")
    if answer.stance in (Stance.ABSTAIN_PRIORITIES, Stance.STAND_ASIDE):
        answer = replace(answer, stance=Stance.ABSTAIN)
    if method is Method.DOT:
        answer = replace(answer, values=answer.values[:1])
    ballot = Ballot("", answer, count)
    reading = read_line(write_ballot(ballot, table), table)
    assert reading.entry is not None and reading.entry.ballots == (ballot,)


TYPED = st.lists(
    st.sampled_from(
        (*("dana", "luis", "anna", "ann", "all", "except", "yes", "no", "abstain", "objects", ":"),
         *("1", "2", "3", "1*4", "*2", "=", ",", ";", "and", "recused:", "why", "|", "clear", "5"))
    ),
    max_size=7,
).map(" ".join)  # fmt: skip


@given(st.sampled_from(Method), st.lists(st.text(max_size=20) | TYPED, max_size=6))
def test_no_line_is_lost_raises_or_changes_earlier_lines(method: Method, lines: list[str]) -> None:
    table = on(method)
    entries: list[Entry] = []
    for line in lines:
        before = standing(entries)
        reading = read_line(line, table, entries)
        assert reading.line == line
        assert (reading.entry is None) != (reading.refusal is None)
        if reading.entry is None:
            assert isinstance(reading, Reading) and reading.refusal is not None
            start, stop = reading.refusal.span
            assert 0 <= start <= stop <= len(line) and reading.refusal.words
            continue
        entries.append(reading.entry)
        assert reading.entry.line == line
        assert standing(entries[:-1]) == before
        people = [one.person_id for one in standing(entries) if one.person_id]
        assert len(people) == len(set(people)) <= len(PEOPLE)
        assert all(not answer_problem(one.answer, table.rule) for one in standing(entries))


def test_twelve_people_are_typed_in_four_lines() -> None:
    names = ["Ana", "Ben", "Cleo", "Dov", "Eva", "Finn", "Gia", "Hal", "Ivo", "Jun", "Kim", "Lea"]
    table = sheet_of(usual_rule(Method.MAJORITY), [Known(name, f"{name} Test") for name in names])
    found = said(table, "gia recused: employer", "all yes except ivo no, lea abstain")
    assert len(found) == 12
    assert sorted(found.values()) == ["abstain", "no", "recused: employer", *["yes"] * 9]
