"""How many must take part: the sum, exactly and in words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.presence import Unit
from nghs_desktop.domain.quorum import (
    Basis,
    QuorumRule,
    ceiling,
    least_of,
    quorum,
    quorum_problem,
    share_words,
)


def test_the_sum_is_said_in_words() -> None:
    found = quorum(QuorumRule(), seated=12, here=8)
    assert found.words == "12 voting members; quorum is half, so 6; 8 are here: quorum met"
    assert (found.needed, found.counted, found.met) == (6, 8, True)


def test_what_is_missing_is_said() -> None:
    found = quorum(QuorumRule(), seated=12, here=4)
    assert found.words == "12 voting members; quorum is half, so 6; 4 are here: 2 short of quorum"
    assert not found.met


@pytest.mark.parametrize(
    ("seated", "share", "needed"),
    [
        *((12, "1/2", 6), (13, "1/2", 7), (1, "1/2", 1), (12, "2/3", 8), (13, "2/3", 9)),
        *((10, "3/5", 6), (7, "1/3", 3), (9, "1/3", 3), (40, "1/4", 10), (41, "1/4", 11)),
        *((12, "1", 12), (100, "29/100", 29), (300, "1/3", 100), (7, "0", 0)),
    ],
)
def test_a_quorum_is_rounded_up_and_never_by_a_float(seated: int, share: str, needed: int) -> None:
    assert quorum(QuorumRule(share=Fraction(share)), seated=seated, here=0).needed == needed


def test_more_than_half_of_an_even_number_is_one_more() -> None:
    rule = QuorumRule(more_than=True)
    assert [quorum(rule, seated=n, here=0).needed for n in (12, 13)] == [7, 7]
    assert "quorum is more than half, so 7" in quorum(rule, seated=12, here=0).words


def test_a_number_goes_before_a_share() -> None:
    found = quorum(QuorumRule(least=5), seated=12, here=5)
    assert found.words == "12 voting members; quorum is 5; 5 are here: quorum met"


def test_who_is_recused_is_here_unless_the_rule_says_otherwise() -> None:
    assert quorum(QuorumRule(), seated=12, here=6, recused=1).met
    found = quorum(QuorumRule(recused_count=False), seated=12, here=6, recused=1)
    assert found.words == (
        "12 voting members; quorum is half, so 6; "
        "6 are here, 1 of them recused and not counted: 1 short of quorum"
    )


def test_of_those_here_enough_must_answer() -> None:
    found = quorum(QuorumRule(Basis.PRESENT), seated=12, here=9, answered=4)
    assert found.words == (
        "12 voting members; 9 are here; quorum is half of the 9 here, so 5; "
        "4 answered: 1 short of quorum"
    )


def test_of_all_seats_enough_must_answer() -> None:
    found = quorum(QuorumRule(Basis.CAST), seated=12, here=12, answered=6)
    assert found.words == "12 voting members; quorum is half, so 6; 6 answered: quorum met"


def test_organisations_are_called_so() -> None:
    found = quorum(QuorumRule(unit=Unit.ORGANIZATION), seated=1, here=1)
    assert found.words == "1 voting organisation; quorum is half, so 1; 1 is here: quorum met"


def test_nobody_is_never_a_quorum_unless_none_is_asked_for() -> None:
    assert not quorum(QuorumRule(), seated=0, here=0).met
    assert not quorum(QuorumRule(Basis.PRESENT), seated=5, here=0).met
    free = quorum(QuorumRule(share=Fraction(0)), seated=3, here=0)
    assert free.met and free.words == "3 voting members; no quorum is asked for; 0 are here"


def test_a_rule_nobody_could_meet_is_named() -> None:
    assert quorum_problem(QuorumRule(share=Fraction(3, 2)))
    assert quorum_problem(QuorumRule(share=Fraction(1), more_than=True))
    assert quorum_problem(QuorumRule(least=-1))
    assert not quorum_problem(QuorumRule(share=Fraction(1)))


@pytest.mark.parametrize(
    ("share", "words"),
    [("1/2", "half"), ("2/3", "two thirds"), ("55/100", "55 %"), ("3/7", "3/7"), ("1", "all")],
)
def test_shares_are_said_as_people_say_them(share: str, words: str) -> None:
    assert share_words(Fraction(share)) == words


SHARES = st.fractions(min_value=0, max_value=1, max_denominator=60)


@given(SHARES, st.integers(0, 500))
def test_the_least_number_is_enough_and_one_less_is_not(share: Fraction, whole: int) -> None:
    least = ceiling(share, whole)
    assert Fraction(least) >= share * whole > Fraction(least - 1)
    above = least_of(share, whole, more_than=True)
    assert Fraction(above) > share * whole >= Fraction(above - 1)


@given(
    rule=st.builds(
        QuorumRule,
        basis=st.sampled_from(Basis),
        share=SHARES,
        more_than=st.booleans(),
        least=st.none() | st.integers(0, 12),
        recused_count=st.booleans(),
    ),
    numbers=st.lists(st.integers(0, 12), min_size=4, max_size=4).map(sorted),
)
def test_every_quorum_counts_up_to_the_same(rule: QuorumRule, numbers: list[int]) -> None:
    recused, answered, here, seated = numbers
    found = quorum(rule, seated=seated, here=here, recused=recused, answered=answered)
    there = here if rule.recused_count else here - recused
    counted = there if rule.basis is Basis.SEATED else answered
    whole = there if rule.basis is Basis.PRESENT else seated
    enough = 0
    if rule.least is not None:
        enough = rule.least
    elif rule.share or rule.more_than:
        enough = 1
        while not (enough > rule.share * whole if rule.more_than else enough >= rule.share * whole):
            enough += 1
    assert (found.needed, found.counted, found.met) == (enough, counted, counted >= enough)
    assert found.words.endswith("quorum met") == (found.met and enough > 0)
    assert ("short of quorum" in found.words) == (not found.met)
