"""Random walks through a cycle and a focus round: no walk reaches what a guard forbids."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.focus_life import RoundFacts, hides_scores, round_problem
from nghs_desktop.domain.focus_records import RoundState
from nghs_desktop.domain.improvement import Cycle, CycleDecision, CycleState, ImprovementProject
from nghs_desktop.domain.improvement_rules import aim_missing, cycle_problem

C, R = CycleState, RoundState
WORDS = st.sampled_from(("", " ", "Said"))
STEP = st.tuples(st.sampled_from(C), WORDS, st.sampled_from((None, *CycleDecision)))


@given(WORDS, WORDS, WORDS, st.lists(STEP, max_size=12))
def test_no_cycle_is_done_without_prediction_or_ends_without_a_decision(
    prediction: str,
    happened: str,
    learned: str,
    steps: list[tuple[CycleState, str, CycleDecision | None]],
) -> None:
    cycle = Cycle(id="c", prediction=prediction, happened=happened, learned=learned)
    for to, why, decision in steps:
        if cycle_problem(cycle, to, decision, why):
            continue
        cycle = replace(cycle, state=to, decision=decision or cycle.decision)
        assert cycle.state is C.PLAN or cycle.prediction.strip()
        assert cycle.state in (C.PLAN, C.DO) or cycle.happened.strip()
        assert cycle.state not in (C.ACT, C.DONE) or cycle.learned.strip()
        assert cycle.state is not C.DONE or cycle.decision is not None


FACTS = st.builds(
    RoundFacts,
    st.just(R.OPEN),
    candidates=st.integers(0, 3),
    asked=st.integers(0, 3),
    missing=st.sampled_from(((), ("Dana",))),
    scored=st.booleans(),
    apart=st.sampled_from(((), ("Bus times",))),
    talk=WORDS,
    picked=st.sampled_from(((), ("Bus times",))),
    over=st.sampled_from(("", "This needs more.")),
    recommendation=WORDS,
    unanswered=st.sampled_from(((), ("Bus times",))),
    ungiven=st.sampled_from(((), ("Bus times",))),
)


@given(FACTS, st.lists(st.tuples(st.sampled_from(R), WORDS), max_size=20))
def test_no_round_reaches_a_state_that_a_guard_forbids(
    facts: RoundFacts, steps: list[tuple[RoundState, str]]
) -> None:
    order = list(R)
    for to, why in steps:
        if round_problem(facts, to, why):
            continue
        facts = replace(facts, state=to)
        place = order.index(to)
        if place >= order.index(R.BLIND):
            assert facts.candidates >= 2
            assert facts.asked
        if place >= order.index(R.TALK):
            assert facts.scored
        if place >= order.index(R.SECOND):
            assert not facts.apart or facts.talk.strip()
        if place >= order.index(R.RECOMMENDED):
            assert facts.picked
            assert facts.recommendation.strip()
        if place >= order.index(R.ANSWERED):
            assert not facts.unanswered
        if place >= order.index(R.ALLOCATED):
            assert not facts.ungiven
        if to is R.BLIND and facts.missing:
            assert hides_scores(facts)


def test_an_aim_names_what_it_lacks() -> None:
    assert aim_missing(ImprovementProject(id="p")) == ("how much", "by when", "for whom")
    told = ImprovementProject(id="p", aim="90 % on time among grade 9")
    assert aim_missing(told) == ("by when",)
