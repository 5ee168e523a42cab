"""What is known of a practice, read for screens, papers and guards: its studies, its federal tier in
each local context, the levels other schemes give it, and the sites that took it up.

The tests of the tiers are in `domain.evidence_tiers`; here kept records become their facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar, cast

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Word
from nghs_desktop.domain.evidence import Adoption, ContextProfile, Study, StudyKind, TierAssessment
from nghs_desktop.domain.evidence_tiers import (
    SCHEME,
    Assessment,
    Context,
    Design,
    Effect,
    GuideEvidence,
    Rating,
    Rationale,
    ReportRating,
    StudyFacts,
    assess,
)
from nghs_desktop.domain.known_names import fold
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.practices import Practice
from nghs_desktop.storage.reader import Reads

OTHER_SCHEMES = ("Blueprints", "Results First")
"""Schemes that people write down beside ours; any other name may be typed."""

_W = TypeVar("_W", bound=Word)


@frozen
class ContextTier:
    """The federal tier of a practice in one local context, worked out now."""

    context: ContextProfile
    assessment: Assessment


@frozen
class AdoptionRow:
    """A site that took a practice up; `site` is its name."""

    adoption: Adoption
    site: str


@frozen
class PracticeEvidence:
    """All that is known of a practice."""

    practice: Practice
    studies: tuple[Study, ...]
    tiers: tuple[ContextTier, ...]
    anywhere: Assessment
    """The tier without any local context: what studies alone can carry."""
    others: tuple[TierAssessment, ...]
    adoptions: tuple[AdoptionRow, ...]


def practice_evidence(reader: Reads, practice_id: str) -> PracticeEvidence | None:
    """Return what is known of a practice, or None when it is gone."""
    practice = cast(Practice | None, reader.get(NOUN["practice"], practice_id))
    if practice is None:
        return None
    studies = _of(reader, "study", practice_id, "r.created_at, r.id")
    contexts = contexts_of(reader)
    held = cast("tuple[Study, ...]", studies)
    written = cast(
        "tuple[TierAssessment, ...]", _of(reader, "tier_assessment", practice_id, "r.scheme, r.id")
    )
    sites = dict(reader.rows("SELECT id, name FROM organization WHERE deleted = 0"))
    adoptions = cast(
        "tuple[Adoption, ...]", _of(reader, "adoption", practice_id, "r.started_on, r.id")
    )
    return PracticeEvidence(
        practice,
        held,
        tuple(ContextTier(one, tier_in(practice, held, one)) for one in contexts),
        tier_in(practice, held, None),
        tuple(one for one in written if one.scheme != SCHEME),
        tuple(AdoptionRow(one, sites.get(one.organization_id or "", "")) for one in adoptions),
    )


def contexts_of(reader: Reads) -> tuple[ContextProfile, ...]:
    """Return the local contexts of the workspace, by name."""
    found = reader.records(
        NOUN["context_profile"], "WHERE r.deleted = 0 ORDER BY r.name COLLATE NOCASE, r.id"
    )
    return tuple(cast(list[ContextProfile], found))


def tier_in(
    practice: Practice, studies: Sequence[Study], context: ContextProfile | None
) -> Assessment:
    """Return the federal tier of a practice in a local context, or without any."""
    place = (
        Context()
        if context is None
        else Context(context.name, names_in(context.populations), names_in(context.settings))
    )
    facts = [study_facts(one) for one in studies if one.kind is StudyKind.STUDY]
    return assess(facts, rationale_of(practice, studies), place)


def study_facts(study: Study) -> StudyFacts:
    """Return what the tests ask of a kept study. What nobody wrote down is not known."""
    return StudyFacts(
        citation=study.citation,
        design=_word(Design, study.design, Design.OTHER),
        well_done=study.well_done,
        rating=_word(Rating, study.rating, Rating.NOT_REVIEWED),
        version=read_version(study.version),
        relevant=study.relevant,
        effect=_word(Effect, study.effect, Effect.NONE),
        significant=study.significant,
        students=study.students,
        sites=study.sites,
        populations=names_in(study.populations),
        settings=names_in(study.settings),
    )


def rationale_of(practice: Practice, studies: Iterable[Study]) -> Rationale:
    """Return what stands in for studies: guides, reports, and the practice's own logic model."""
    held = [one for one in studies if one.relevant]
    guides = (_known(GuideEvidence, one.guide) for one in held if one.kind is StudyKind.GUIDE)
    reports = (_known(ReportRating, one.report) for one in held if one.kind is StudyKind.REPORT)
    return Rationale(
        guides=tuple(one for one in guides if one is not None),
        reports=tuple(one for one in reports if one is not None),
        logic_model=bool(practice.logic_model.strip()),
        from_research=bool(practice.rationale_source.strip()),
        under_study=bool(practice.study_under_way.strip()),
    )


def read_version(text: str) -> tuple[int, int] | None:
    """Return a version of the standards as it is typed: 4.1 or 4; None where it says none."""
    found = re.fullmatch(r"\s*v?\.?\s*([0-9]{1,3})(?:\.([0-9]{1,3}))?\s*", text, re.IGNORECASE)
    return (int(found[1]), int(found[2] or 0)) if found else None


def names_in(text: str) -> frozenset[str]:
    """Return the names of a text with semicolons between, as they are compared."""
    return frozenset(filter(None, (fold(one) for one in text.split(";"))))


def _word(words: type[_W], value: str, missing: _W) -> _W:
    return _known(words, value) or missing


def _known(words: type[_W], value: str) -> _W | None:
    return next((one for one in words if one.value == value), None)


def _of(reader: Reads, noun: str, practice_id: str, order: str) -> tuple[object, ...]:
    where = f"WHERE r.deleted = 0 AND r.practice_id = ? ORDER BY {order}"
    return tuple(reader.records(NOUN[noun], where, (practice_id,)))
