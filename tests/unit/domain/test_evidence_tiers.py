"""Evidence tiers: each clause of the law by hand, and a second reading of it over random studies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.evidence_tiers import (
    Assessment,
    Context,
    Design,
    Effect,
    GuideEvidence,
    Rating,
    Rationale,
    ReportRating,
    StudyFacts,
    Tier,
    assess,
    overriding,
)

HERE = Context("North District", frozenset({"English learners"}), frozenset({"urban"}))
BEST = StudyFacts(
    "Reyes 2020",
    Design.EXPERIMENT,
    rating=Rating.WITHOUT_RESERVATIONS,
    version=(4, 0),
    effect=Effect.POSITIVE,
    significant=True,
    students=350,
    sites=2,
    populations=frozenset({"English learners"}),
    settings=frozenset({"urban"}),
)
QUASI = replace(BEST, design=Design.QUASI_EXPERIMENT, rating=Rating.WITH_RESERVATIONS)
CORRELATED = replace(
    BEST, design=Design.CORRELATIONAL, rating=Rating.NOT_REVIEWED, version=None,
    students=40, sites=1, populations=frozenset(), settings=frozenset(),
)  # fmt: skip
OTHER = replace(CORRELATED, design=Design.OTHER)
HARM = replace(BEST, citation="Ortega 2022", effect=Effect.NEGATIVE, populations=frozenset())
MODEL = Rationale(logic_model=True, from_research=True, under_study=True)
NOTHING = Rationale()
STRONG, MODERATE, PROMISING = Tier.STRONG, Tier.MODERATE, Tier.PROMISING
RATIONALE, NOT_YET, NOT_SUPPORTED = Tier.RATIONALE, Tier.NOT_YET, Tier.NOT_SUPPORTED


def best(**changed: Any) -> list[StudyFacts]:
    return [replace(BEST, **changed)]


def quasi(**changed: Any) -> list[StudyFacts]:
    return [replace(QUASI, **changed)]


def correlated(**changed: Any) -> list[StudyFacts]:
    return [replace(CORRELATED, **changed)]


OTHERS = frozenset({"rural"})
G, R = GuideEvidence, ReportRating

# clause it tests, studies, rationale, tier
CASES: list[tuple[str, list[StudyFacts], Rationale, Tier]] = [
    # tier 1
    ("1: everything is there", best(), NOTHING, STRONG),
    ("1: experimental; a quasi-experiment is tier 2", best(design=Design.QUASI_EXPERIMENT),
     NOTHING, MODERATE),
    ("1: experimental; a correlation is tier 3", best(design=Design.CORRELATIONAL), NOTHING,
     PROMISING),
    ("1: experimental; another design is nothing", best(design=Design.OTHER), NOTHING, NOT_YET),
    ("1: well designed and implemented", best(well_done=False), NOTHING, NOT_YET),
    ("1: without reservations; with them it is tier 2", best(rating=Rating.WITH_RESERVATIONS),
     NOTHING, MODERATE),
    ("1: meets standards; one that does not is tier 3 at most",
     best(rating=Rating.DOES_NOT_MEET), NOTHING, PROMISING),
    ("1: meets standards; one not reviewed is tier 3 at most",
     best(rating=Rating.NOT_REVIEWED), NOTHING, PROMISING),
    ("1: version 2.1 is the first that counts", best(version=(2, 1)), NOTHING, STRONG),
    ("1: version 2.0 does not count", best(version=(2, 0)), NOTHING, PROMISING),
    ("1: version 3.0 counts", best(version=(3, 0)), NOTHING, STRONG),
    ("1: version 1.9 does not count", best(version=(1, 9)), NOTHING, PROMISING),
    ("1: a rating of no known version does not count", best(version=None), NOTHING, PROMISING),
    ("1: significant", best(significant=False), NOTHING, NOT_YET),
    ("1: positive; no effect is nothing", best(effect=Effect.NONE), NOTHING, NOT_YET),
    ("1: positive; a significant harm is not supported", best(effect=Effect.NEGATIVE), NOTHING,
     NOT_SUPPORTED),
    ("1: positive; a harm by chance is not yet", best(effect=Effect.NEGATIVE, significant=False),
     NOTHING, NOT_YET),
    ("1: a relevant outcome", best(relevant=False), NOTHING, NOT_YET),
    ("1: 350 students are enough", best(students=350), NOTHING, STRONG),
    ("1: 349 students are not", best(students=349), NOTHING, PROMISING),
    ("1: students not known are not enough", best(students=None), NOTHING, PROMISING),
    ("1: 2 sites are enough", best(sites=2), NOTHING, STRONG),
    ("1: 1 site is not", best(sites=1), NOTHING, PROMISING),
    ("1: sites not known are not enough", best(sites=None), NOTHING, PROMISING),
    ("1: population must overlap; setting alone is tier 2", best(populations=frozenset()), NOTHING,
     MODERATE),
    ("1: setting must overlap; population alone is tier 2", best(settings=OTHERS), NOTHING,
     MODERATE),
    ("1: neither overlaps", best(populations=frozenset(), settings=OTHERS), NOTHING, PROMISING),
    ("1: one of several populations overlaps",
     best(populations=frozenset({"grade 9", "English learners"})), NOTHING, STRONG),
    ("1: a second, weak study takes nothing away", [*best(), OTHER], NOTHING, STRONG),
    ("1: the second study carries it", [OTHER, *best()], NOTHING, STRONG),
    ("1: two halves of a study do not make one",
     [*best(students=200), *best(sites=1)], NOTHING, PROMISING),
    ("1: a rated harm overrides", [*best(), HARM], NOTHING, PROMISING),
    ("1: a harm with reservations overrides",
     [*best(), replace(HARM, rating=Rating.WITH_RESERVATIONS)], NOTHING, PROMISING),
    ("1: a quasi-experimental harm overrides",
     [*best(), replace(HARM, design=Design.QUASI_EXPERIMENT)], NOTHING, PROMISING),
    ("1: a correlational harm does not override",
     [*best(), replace(HARM, design=Design.CORRELATIONAL)], NOTHING, STRONG),
    ("1: a harm that does not meet standards does not override",
     [*best(), replace(HARM, rating=Rating.DOES_NOT_MEET)], NOTHING, STRONG),
    ("1: a harm not reviewed does not override",
     [*best(), replace(HARM, rating=Rating.NOT_REVIEWED)], NOTHING, STRONG),
    ("1: a harm by chance does not override", [*best(), replace(HARM, significant=False)],
     NOTHING, STRONG),
    ("1: a harm to another outcome does not override", [*best(), replace(HARM, relevant=False)],
     NOTHING, STRONG),
    # tier 2
    ("2: everything is there, with reservations", quasi(), NOTHING, MODERATE),
    ("2: without reservations too", quasi(rating=Rating.WITHOUT_RESERVATIONS), NOTHING, MODERATE),
    ("2: meets standards", quasi(rating=Rating.DOES_NOT_MEET), NOTHING, PROMISING),
    ("2: reviewed", quasi(rating=Rating.NOT_REVIEWED), NOTHING, PROMISING),
    ("2: version 2.1 or later", quasi(version=(2, 0)), NOTHING, PROMISING),
    ("2: well designed and implemented", quasi(well_done=False), NOTHING, NOT_YET),
    ("2: significant", quasi(significant=False), NOTHING, NOT_YET),
    ("2: positive", quasi(effect=Effect.NONE), NOTHING, NOT_YET),
    ("2: 350 students", quasi(students=349), NOTHING, PROMISING),
    ("2: 2 sites", quasi(sites=1), NOTHING, PROMISING),
    ("2: population alone overlaps", quasi(settings=frozenset()), NOTHING, MODERATE),
    ("2: setting alone overlaps", quasi(populations=frozenset()), NOTHING, MODERATE),
    ("2: neither overlaps", quasi(populations=frozenset(), settings=OTHERS), NOTHING, PROMISING),
    ("2: a rated harm overrides", [*quasi(), HARM], NOTHING, PROMISING),
    # tier 3
    ("3: a correlation with controls, of any size anywhere", correlated(), NOTHING, PROMISING),
    ("3: statistical controls; a plain comparison is nothing", [OTHER], NOTHING, NOT_YET),
    ("3: well designed and implemented", correlated(well_done=False), NOTHING, NOT_YET),
    ("3: significant", correlated(significant=False), NOTHING, NOT_YET),
    ("3: positive", correlated(effect=Effect.NONE), NOTHING, NOT_YET),
    ("3: a relevant outcome", correlated(relevant=False), NOTHING, NOT_YET),
    ("3: a guide with strong evidence", [], Rationale(guides=(G.STRONG,)), PROMISING),
    ("3: a guide with moderate evidence", [], Rationale(guides=(G.MODERATE,)), PROMISING),
    ("3: a guide with minimal evidence is nothing", [], Rationale(guides=(G.MINIMAL,)), NOT_YET),
    ("3: a positive report", [], Rationale(reports=(R.POSITIVE,)), PROMISING),
    ("3: a potentially positive report", [], Rationale(reports=(R.POTENTIALLY_POSITIVE,)),
     PROMISING),
    ("3: no negative report beside it", [], Rationale(reports=(R.POSITIVE, R.NEGATIVE)), NOT_YET),
    ("3: no potentially negative report beside it", [],
     Rationale(reports=(R.POSITIVE, R.POTENTIALLY_NEGATIVE)), NOT_YET),
    ("3: a mixed report beside it does not matter", [], Rationale(reports=(R.POSITIVE, R.MIXED)),
     PROMISING),
    ("3: a mixed report alone is nothing", [], Rationale(reports=(R.MIXED,)), NOT_YET),
    ("3: a report without discernible effects is nothing", [],
     Rationale(reports=(R.NO_DISCERNIBLE,)), NOT_YET),
    ("3: a guide stands though the study falls", correlated(significant=False),
     Rationale(guides=(G.STRONG,)), PROMISING),
    # tier 4
    ("4: logic model, research, study under way", [], MODEL, RATIONALE),
    ("4: a logic model", [], replace(MODEL, logic_model=False), NOT_YET),
    ("4: from high-quality research", [], replace(MODEL, from_research=False), NOT_YET),
    ("4: under study", [], replace(MODEL, under_study=False), NOT_YET),
    ("4: stands though a study found nothing", best(effect=Effect.NONE), MODEL, RATIONALE),
    # none
    ("none: nothing is known", [], NOTHING, NOT_YET),
    ("none: a significant harm alone", [HARM], NOTHING, NOT_SUPPORTED),
]  # fmt: skip


def test_the_table_is_long_enough_and_names_each_clause_once() -> None:
    assert len(CASES) >= 60
    assert len({name for name, *_ in CASES}) == len(CASES)


@pytest.mark.parametrize(("clause", "studies", "rationale", "tier"), CASES)
def test_clause(clause: str, studies: list[StudyFacts], rationale: Rationale, tier: Tier) -> None:
    found = assess(studies, rationale, HERE)
    assert found.tier is tier, clause
    assert found.reasons
    assert bool(found.missing) is (tier is not Tier.STRONG)


def test_what_is_missing_is_told_of_the_study_that_comes_nearest() -> None:
    far = replace(BEST, students=10, sites=1, version=None)
    found = assess([far, *best(students=349)], NOTHING, HERE)
    assert found.tier is PROMISING
    assert found.missing == ("At least 350 students; this one has 349.",)


def test_scheme_and_level_are_said_together() -> None:
    assert assess(best(), NOTHING, HERE).words == "ESSA: Strong (tier 1)"


def test_the_same_practice_has_another_tier_elsewhere() -> None:
    elsewhere = Context("Coast", frozenset({"grade 9"}), frozenset({"rural"}))
    assert assess(best(), NOTHING, HERE).tier is STRONG
    assert assess(best(), NOTHING, elsewhere).tier is PROMISING


def test_who_overrides_is_named() -> None:
    found = assess([*best(), HARM], NOTHING, HERE)
    assert "Ortega 2022" in " ".join(found.missing)


# -- a second reading of the law, written on its own ---------------------------------------

WORDS = st.frozensets(st.sampled_from(["English learners", "grade 9", "urban", "rural"]))
STUDIES = st.lists(
    st.builds(
        StudyFacts,
        citation=st.sampled_from(["A", "B", "C"]),
        design=st.sampled_from(Design),
        well_done=st.sampled_from([True, True, True, False]),
        rating=st.sampled_from(Rating),
        version=st.sampled_from([None, (1, 0), (2, 0), (2, 1), (3, 0), (4, 1)]),
        relevant=st.sampled_from([True, True, True, False]),
        effect=st.sampled_from([Effect.POSITIVE, Effect.POSITIVE, Effect.NONE, Effect.NEGATIVE]),
        significant=st.sampled_from([True, True, False]),
        students=st.sampled_from([None, 0, 349, 350, 5000]),
        sites=st.sampled_from([None, 1, 2, 30]),
        populations=WORDS,
        settings=WORDS,
    ),
    max_size=4,
)
RATIONALES = st.builds(
    Rationale,
    guides=st.lists(st.sampled_from(GuideEvidence), max_size=2).map(tuple),
    reports=st.lists(st.sampled_from(ReportRating), max_size=3).map(tuple),
    logic_model=st.booleans(),
    from_research=st.booleans(),
    under_study=st.booleans(),
)
CONTEXTS = st.builds(Context, populations=WORDS, settings=WORDS)


def read_again(studies: list[StudyFacts], rationale: Rationale, context: Context) -> int:
    """Return the tier as a number, 0 for none and -1 for harm, by tables instead of clauses."""
    quality = {Rating.WITHOUT_RESERVATIONS: 2, Rating.WITH_RESERVATIONS: 1}
    strength = {Design.EXPERIMENT: 3, Design.QUASI_EXPERIMENT: 2, Design.CORRELATIONAL: 1}
    best_tier = 9
    for number, study in enumerate(studies):
        rank = strength.get(study.design, 0)
        helped = (study.effect, study.significant, study.relevant) == (Effect.POSITIVE, True, True)
        if not (rank and helped and study.well_done):
            continue
        best_tier = min(best_tier, 3)
        undone = any(
            other.effect is Effect.NEGATIVE and other.significant and other.relevant
            and strength.get(other.design, 0) > 1 and quality.get(other.rating, 0) > 0
            for place, other in enumerate(studies) if place != number
        )  # fmt: skip
        large = (study.students or 0) > 349 and (study.sites or 0) > 1
        new_enough = study.version is not None and not study.version < (2, 1)
        if undone or not large or not new_enough:
            continue
        same_people = not study.populations.isdisjoint(context.populations)
        same_place = not study.settings.isdisjoint(context.settings)
        marks = quality.get(study.rating, 0)
        if rank == 3 and marks == 2 and same_people and same_place:
            best_tier = 1
        elif rank >= 2 and marks >= 1 and (same_people or same_place):
            best_tier = min(best_tier, 2)
    if best_tier < 9:
        return best_tier
    if {GuideEvidence.STRONG, GuideEvidence.MODERATE} & set(rationale.guides):
        return 3
    signs = {ReportRating.POSITIVE: 1, ReportRating.POTENTIALLY_POSITIVE: 1,
             ReportRating.NEGATIVE: -1, ReportRating.POTENTIALLY_NEGATIVE: -1}  # fmt: skip
    told = [signs.get(report, 0) for report in rationale.reports]
    if 1 in told and -1 not in told:
        return 3
    if all((rationale.logic_model, rationale.from_research, rationale.under_study)):
        return 4
    hurt = [s for s in studies if s.effect is Effect.NEGATIVE and s.significant and s.relevant]
    return -1 if hurt else 0


_NUMBER = {
    Tier.STRONG: 1, Tier.MODERATE: 2, Tier.PROMISING: 3, Tier.RATIONALE: 4,
    Tier.NOT_YET: 0, Tier.NOT_SUPPORTED: -1,
}  # fmt: skip


@given(STUDIES, RATIONALES, CONTEXTS)
def test_a_second_reading_of_the_law_comes_to_the_same(
    studies: list[StudyFacts], rationale: Rationale, context: Context
) -> None:
    assert _NUMBER[assess(studies, rationale, context).tier] == read_again(
        studies, rationale, context
    )


@given(STUDIES, RATIONALES, CONTEXTS)
def test_the_order_of_the_studies_does_not_matter(
    studies: list[StudyFacts], rationale: Rationale, context: Context
) -> None:
    def told(found: Assessment) -> Tier:
        return found.tier

    assert told(assess(studies, rationale, context)) is told(
        assess(list(reversed(studies)), rationale, context)
    )


@given(STUDIES)
def test_only_rated_comparisons_override(studies: list[StudyFacts]) -> None:
    for study in overriding(studies):
        assert study.design in (Design.EXPERIMENT, Design.QUASI_EXPERIMENT)
        assert study.rating not in (Rating.NOT_REVIEWED, Rating.DOES_NOT_MEET)
