"""The federal tier of a practice in a local context, worked out from what is kept; studies and ratings
as they are typed in one line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.evidence import (
    Adoption,
    AdoptionOutcome,
    ContextProfile,
    Study,
    StudyKind,
    TierAssessment,
)
from nghs_desktop.domain.evidence_tiers import Tier
from nghs_desktop.domain.people import Organization
from nghs_desktop.domain.practices import Practice
from nghs_desktop.domain.rating_line import missing_words, read_ratings, write_ratings
from nghs_desktop.domain.study_line import read_study, study_facts_line
from nghs_desktop.services.practice_evidence import (
    PracticeEvidence,
    practice_evidence,
    read_version,
)
from nghs_desktop.services.queries import find
from nghs_desktop.services.workspace import Workspace
from tests.support.workspaces import run

CRITERIA = (("n", "Need"), ("f", "Fit"), ("e", "Evidence"))
LINE = (
    "Ash and Birch 2020; rct; wwc without; standards 4.1; positive significant; 1,240 students; "
    "3 sites; pop low income, English learners; set urban; graduation within five years"
)


def known(workspace: Workspace) -> PracticeEvidence:
    found = workspace.read_here(lambda reader: practice_evidence(reader, "p"))
    assert found is not None
    return found


@pytest.fixture
def practice(workspace: Workspace) -> Workspace:
    run(
        workspace,
        LogRecords(
            (
                Practice(id="p", title="Capstone panels"),
                ContextProfile(
                    id="near", name="City high schools", populations="Low income; Newcomers",
                    settings="Urban",
                ),
                ContextProfile(id="far", name="Island schools", settings="Rural"),
            )
        ),
    )  # fmt: skip
    return workspace


def test_a_line_becomes_a_study_with_all_its_facts() -> None:
    assert read_study(LINE) == {
        "citation": "Ash and Birch 2020",
        "design": "experiment",
        "rating": "without_reservations",
        "version": "4.1",
        "effect": "positive",
        "significant": True,
        "students": 1240,
        "sites": 3,
        "populations": "low income; English learners",
        "settings": "urban",
        "outcome": "graduation within five years",
    }
    assert read_study("A guide; guide moderate") == {
        "citation": "A guide", "kind": StudyKind.GUIDE, "guide": "moderate",
    }  # fmt: skip
    assert read_study("B; negative not significant")["significant"] is False
    assert read_study("  ; ") == {}


@given(st.text(max_size=120))
def test_any_line_makes_a_study_and_loses_no_word_of_the_citation(typed: str) -> None:
    fields = read_study(typed)
    if fields:
        study = Study(id="s", **fields)
        assert study.citation == " ".join(typed.split(";")[0].split())
        assert study_facts_line(study)


@given(st.lists(st.sampled_from(["rct", "with luck", "3 sites", "Fit of the thing"]), max_size=5))
def test_what_is_not_recognised_is_kept_as_the_outcome(parts: list[str]) -> None:
    fields = read_study("; ".join(["A study", *parts]))
    others = [one for one in parts if one not in ("rct", "3 sites")]
    assert fields.get("outcome", "") == "; ".join(others)


def test_the_tier_belongs_to_the_practice_in_a_context(practice: Workspace) -> None:
    run(practice, LogRecords((Study(id="s", practice_id="p", **read_study(LINE)),)))
    tiers = {one.context.id: one.assessment for one in known(practice).tiers}
    assert tiers["near"].tier is Tier.STRONG
    assert tiers["near"].words == "ESSA: Strong (tier 1)"
    assert tiers["far"].tier is Tier.PROMISING
    assert "A study whose population or setting overlaps with this context." in (
        tiers["far"].missing
    )
    assert known(practice).anywhere.tier is Tier.PROMISING


def test_a_changed_fact_changes_the_tier_at_once(practice: Workspace) -> None:
    run(practice, LogRecords((Study(id="s", practice_id="p", **read_study(LINE)),)))
    run(practice, AmendRecords((Ref("study", "s"),), {"students": 349}))
    near = next(one.assessment for one in known(practice).tiers if one.context.id == "near")
    assert near.tier is Tier.PROMISING
    assert near.missing == ("At least 350 students; this one has 349.",)


def test_a_rationale_is_read_from_the_practice_itself(practice: Workspace) -> None:
    assert known(practice).anywhere.tier is Tier.NOT_YET
    values = {"logic_model": "Because.", "rationale_source": "A review.", "study_under_way": "Yes."}
    run(practice, AmendRecords((Ref("practice", "p"),), values))
    assert known(practice).anywhere.tier is Tier.RATIONALE


def test_a_guide_counts_as_evidence_but_not_as_a_study(practice: Workspace) -> None:
    guide = Study(id="g", practice_id="p", **read_study("A guide; guide strong"))
    run(practice, LogRecords((guide,)))
    assert known(practice).anywhere.tier is Tier.PROMISING


def test_other_schemes_stand_beside_and_sites_have_names(practice: Workspace) -> None:
    run(
        practice,
        LogRecords(
            (
                Organization(id="o", name="Island High"),
                TierAssessment(id="t", practice_id="p", scheme="Blueprints", level="Promising"),
                TierAssessment(id="u", practice_id="p", scheme="ESSA", level="Promising (tier 3)"),
                Adoption(
                    id="a", practice_id="p", organization_id="o", outcome=AdoptionOutcome.NOT_HERE,
                    story="Nobody could stay after the last ferry.",
                ),
            )
        ),
    )  # fmt: skip
    assert [(one.scheme, one.level) for one in known(practice).others] == [
        ("Blueprints", "Promising")
    ]
    (row,) = known(practice).adoptions
    assert (row.site, row.adoption.outcome.label) == ("Island High", "Did not work here")
    found = practice.read_here(lambda reader: find(reader, "ferry"))
    assert ("adoption", "a") in {(one.noun, one.id) for one in found}


@pytest.mark.parametrize(
    ("typed", "version"),
    [("4.1", (4, 1)), ("4", (4, 0)), ("v2.1", (2, 1)), ("", None), ("newest", None)],
)
def test_versions_of_the_standards_as_people_type_them(typed: str, version: Any) -> None:
    assert read_version(typed) == version


def test_ratings_are_typed_in_one_line() -> None:
    assert read_ratings("4 3 5", CRITERIA).ratings == {"n": 4, "f": 3, "e": 5}
    assert read_ratings("435", CRITERIA).ratings == {"n": 4, "f": 3, "e": 5}
    assert read_ratings("4 - 5", CRITERIA).missing == ("Fit",)
    assert missing_words(read_ratings("4", CRITERIA)) == "Not rated yet: Fit and Evidence."
    assert read_ratings("4 6 5", CRITERIA).problem == "Fit: a rating goes from 1 to 5."
    assert read_ratings("1 2 3 4", CRITERIA).problem == "4 ratings for 3 criteria."


@given(st.dictionaries(st.sampled_from("nfe"), st.integers(1, 5)))
def test_a_line_of_ratings_reads_as_what_it_was_written_from(ratings: dict[str, int]) -> None:
    assert read_ratings(write_ratings(ratings, CRITERIA), CRITERIA).ratings == ratings
