"""Studies, levels, reviews, referrals and focus rounds stand in the briefs they belong to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from nghs_desktop.domain.attention import Attention, KeptReferral
from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.briefs import Paper, Table
from nghs_desktop.domain.charts import ImpactEffort
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.evidence import Adoption, AdoptionOutcome, Study, TierAssessment
from nghs_desktop.domain.evidence_tiers import Design, Effect
from nghs_desktop.domain.focus_records import FocusCandidate, FocusScore, KeptRound
from nghs_desktop.domain.frameworks import (
    Classification,
    FrameworkCriterion,
    FrameworkVersion,
    KeptReview,
)
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.nomination_records import KeptNomination
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.domain.practices import Practice, PracticeLevel
from nghs_desktop.domain.recognitions import NomineeKind, Recognition
from nghs_desktop.domain.records import Impact
from nghs_desktop.domain.referrals import Ask
from nghs_desktop.exchange.documents import to_markdown
from nghs_desktop.services.brief_kinds import Why
from nghs_desktop.services.composing import Composed, compose, start_brief
from nghs_desktop.services.workspace import Content, Workspace
from tests.support.workspaces import fresh, opened, run

NOW = datetime(2026, 11, 17, 11, 42, tzinfo=UTC)
GROUP = WorkGroup(id="g", name="Practice Work Group")
POLICY = WorkGroup(id="p", name="Policy Work Group")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Workspace]:
    with opened(fresh(tmp_path, content=Content.EMPTY)) as workspace:
        school = Organization(id="mc2", name="MC2 STEM")
        rosa = Person(id="rosa", name="Rosa Quill", role="Teacher", organization_id="mc2")
        run(workspace, LogRecords((GROUP, POLICY, school, rosa)))
        yield workspace


def said(room: Workspace, template: str, **more: object) -> Composed:
    brief = start_brief(template, GROUP, None, None, Paper.LETTER, NOW.date())
    brief = replace(brief, **more)  # type: ignore[arg-type]
    return room.read_here(lambda reader: compose(reader, brief, NOW, UTC))


def text_of(room: Workspace, template: str, **more: object) -> str:
    return to_markdown(said(room, template, **more).content)


def test_a_practice_profile_has_its_studies_sites_and_levels(room: Workspace) -> None:
    study = Study(
        id="s",
        practice_id="pr",
        citation="Northgate 2024",
        design=Design.QUASI_EXPERIMENT,
        effect=Effect.POSITIVE,
        significant=True,
        students=412,
        sites=2,
    )
    small = replace(study, id="s2", citation="Small 2025", students=6, significant=False)
    framework = FrameworkVersion(id="f", name="Local framework", version=2, group_id="g")
    given = Classification(
        id="c",
        practice_id="pr",
        framework_id="f",
        level=PracticeLevel.EFFECTIVE,
        classified_on=NOW.date(),
    )
    older = replace(given, id="c0", level=PracticeLevel.EMERGING, classified_on=date(2025, 1, 1))
    tier = TierAssessment(id="t", practice_id="pr", scheme="ESSA", level="Promising (tier 3)")
    site = Adoption(id="a", practice_id="pr", organization_id="mc2", outcome=AdoptionOutcome.WORKS)
    practice = Practice(id="pr", title="Portfolio defence", group_id="g", evidence="It holds.")
    run(room, LogRecords((practice, study, small, framework, older, given, tier, site)))
    composed = said(room, "practice")
    text = to_markdown(composed.content)
    assert "Effective (Local framework 2; ESSA: Promising (tier 3))" in text
    assert "Taken up by MC2 STEM (works here)." in text
    table = next(b for _, b in composed.content.blocks() if isinstance(b, Table))
    assert [row.cells for row in table.rows] == [
        ("Northgate 2024", "Quasi-experimental", "412", "2", "Positive, significant"),
        ("Small 2025", "Quasi-experimental", "Fewer than 10", "2", "Positive"),
    ]
    assert [one.why for one in composed.masked] == [Why.FEW]


def nominated(room: Workspace, **more: object) -> KeptNomination:
    thanked = Recognition(
        id="r",
        title="Rosa Quill kept the panel going",
        group_id="g",
        nominee="Rosa Quill",
        nominee_id="rosa",
        nominee_kind=NomineeKind.PERSON,
    )
    nomination = KeptNomination(
        id="n",
        recognition_id="r",
        feedback="Say how others could begin.",
        **more,  # type: ignore[arg-type]
    )
    run(room, LogRecords((thanked, nomination)))
    return nomination


def test_who_agreed_in_the_nomination_is_named_on_its_certificate_and_nowhere_else(
    room: Workspace,
) -> None:
    nominated(room)
    assert "Rosa Quill" not in text_of(room, "certificate")
    run(room, AmendRecords((Ref("nomination", "n"),), {"name_consent": True}))
    award = said(room, "certificate")
    assert "Rosa Quill" in to_markdown(award.content)
    assert award.masked == ()
    assert "Rosa Quill" not in text_of(room, "meeting", since=None)
    run(room, AmendRecords((Ref("nomination", "n"),), {"minor": True}))
    award = said(room, "certificate")
    assert "Rosa" not in to_markdown(award.content)
    assert [one.why for one in award.masked] == [Why.MINOR]


def test_a_letter_has_what_reviewers_saw_once_all_are_in_and_more_than_one(
    room: Workspace,
) -> None:
    nominated(room)
    criteria = (
        FrameworkCriterion(id="k1", name="Evidence", position="1"),
        FrameworkCriterion(id="k2", name="Reach", position="2"),
    )
    first = KeptReview(
        id="v1", about_noun="nomination", about_id="n", ratings=json.dumps({"k1": 4, "k2": 2})
    )
    second = replace(first, id="v2", ratings=json.dumps({"k1": 5, "k2": 2}))
    run(room, LogRecords((*criteria, replace(first, done_at=NOW))))
    assert "Evidence" not in text_of(room, "feedback")  # one review would say who gave it
    run(room, LogRecords((second,)))
    assert "Evidence" not in text_of(room, "feedback")  # blind until all are in
    run(room, AmendRecords((Ref("review", "v2"),), {"done_at": NOW}))
    text = text_of(room, "feedback")
    assert "Say how others could begin." in text
    table = next(b for _, b in said(room, "feedback").content.blocks() if isinstance(b, Table))
    assert [row.cells for row in table.rows] == [
        ("Evidence", "4.5 of 5"),
        ("Reach", "2 of 5"),
    ]


def test_a_referral_says_what_is_asked_of_whom_and_by_when(room: Workspace) -> None:
    barrier = Barrier(id="b", title="Seat-time rules", group_id="g")
    referral = KeptReferral(
        id="ref",
        from_group_id="g",
        to_group_id="p",
        barriers="b other",
        ask=Ask.RESEARCH,
        why="The rule is the state's.",
        urgency=Impact.HIGH,
        acknowledge_by=date(2026, 12, 15),
    )
    told = Attention(
        id="a",
        barrier_id="b",
        audience="State board",
        told_on=date(2026, 10, 1),
        response="Not this year.",
    )
    run(room, LogRecords((barrier, referral, told)))
    text = text_of(room, "referral")
    for part in (
        "Policy Work Group",
        "Find out more",
        "The rule is the state's.",
        "High",
        "15 December 2026",
        "Told: State board, 1 October 2026: Not this year.",
    ):
        assert part in text, part


def test_a_focus_round_stands_in_the_recommendation_as_it_was_scored(room: Workspace) -> None:
    kept = KeptRound(
        id="round",
        group_id="g",
        question="Where should forty hours go?",
        facilitation_hours=40,
        recommendation="Start with the bus line.",
    )
    bus = FocusCandidate(
        id="c1", round_id="round", title="One bus line", facilitation_hours=12, position="1"
    )
    days = replace(bus, id="c2", title="Scoring days", facilitation_hours=30, position="2")
    scores = tuple(
        FocusScore(
            id=f"s{n}",
            candidate_id=candidate,
            person_id=person,
            vote=vote,
            impact=impact,
            effort=2,
            confidence=3,
            dots=dots,
        )
        for n, (candidate, person, vote, impact, dots) in enumerate(
            (
                ("c1", "x", 1, 1, 0),
                ("c1", "x", 2, 5, 3),
                ("c1", "y", 2, 4, 1),
                ("c2", "x", 2, 2, 1),
            )
        )
    )
    people = (Person(id="x", name="X"), Person(id="y", name="Y"))
    run(room, LogRecords((*people, kept, bus, days, *scores)))
    composed = said(room, "focus")
    made = {block.key: block for _, block in composed.content.blocks()}
    chart = made["candidates.chart"]
    assert isinstance(chart, ImpactEffort)
    assert [(one.label, one.impact, one.effort) for one in chart.items] == [
        ("One bus line", 4.5, 2.0),
        ("Scoring days", 2.0, 2.0),
    ]
    table = made["candidates.table"]
    assert isinstance(table, Table)
    assert table.rows[0].cells == ("One bus line", "4", "2.2", "12")
    text = to_markdown(composed.content)
    assert "Where should forty hours go?" in text
    assert "Start with the bus line." in text
    assert "Facilitation" in text
