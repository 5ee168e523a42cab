"""Frameworks for practices as they are kept, read for screens and guards: the version in force, the
reviews of a practice and who may see them, where the thresholds point, what a new version changes.

The rules are in `domain.practice_framework` and `domain.blind_reviews`; what writes is in
`framework_handlers`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, cast

from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.ids import same_id
from nghs_desktop.domain import practice_framework as rules
from nghs_desktop.domain.blind_reviews import Review, all_in, visible
from nghs_desktop.domain.decisions import (
    ConflictOfInterest,
    Decision,
    DecisionStatus,
    Result,
)
from nghs_desktop.domain.evidence import ContextProfile
from nghs_desktop.domain.evidence_tiers import Assessment
from nghs_desktop.domain.frameworks import (
    Classification,
    FrameworkCriterion,
    FrameworkStatus,
    FrameworkVersion,
    KeptReview,
)
from nghs_desktop.domain.known_names import fold
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.practices import Practice, PracticeLevel
from nghs_desktop.domain.records import Record
from nghs_desktop.services.practice_evidence import practice_evidence
from nghs_desktop.storage.reader import Reads

_DECIDED = (DecisionStatus.CLOSED, DecisionStatus.OUTCOME_WRITTEN)


# -- versions --------------------------------------------------------------------------------
def criteria_of(reader: Reads, framework_id: str) -> tuple[FrameworkCriterion, ...]:
    """Return the criteria of a version in their order."""
    found = reader.records(
        NOUN["framework_criterion"],
        "WHERE r.deleted = 0 AND r.framework_id = ? ORDER BY r.position, r.id",
        (framework_id,),
    )
    return tuple(cast(list[FrameworkCriterion], found))


def framework_of(
    reader: Reads, kept: FrameworkVersion, *, by_name: bool = False
) -> rules.Framework:
    """Return a version as the rules know it; a criterion's key is its record's key.

    `by_name` makes the key the name instead, so that two versions can be compared.
    """
    return rules.Framework(
        kept.version or 1,
        tuple(
            rules.Criterion(
                fold(one.name) if by_name else one.id,
                one.name,
                one.definition,
                anchors_of(one),
                1 if one.weight is None else one.weight,
                1 if one.minimum is None else one.minimum,
            )
            for one in criteria_of(reader, kept.id)
        ),
        read_thresholds(kept.thresholds),
        kept.decision_id or "",
    )


def anchors_of(criterion: FrameworkCriterion) -> tuple[str, ...]:
    """Return what 1 to 5 mean, one each; a line of the text is one anchor."""
    return tuple(line.strip() for line in criterion.anchors.splitlines())


def in_force(reader: Reads, group_id: str | None) -> FrameworkVersion | None:
    """Return the version a group works by, or None."""
    found = reader.records(
        NOUN["framework"],
        "WHERE r.deleted = 0 AND r.status = ? AND r.group_id IS ? "
        "ORDER BY r.adopted_on DESC, r.id DESC LIMIT 1",
        (FrameworkStatus.ADOPTED.value, group_id or None),
    )
    return cast(FrameworkVersion, found[0]) if found else None


def read_thresholds(text: str) -> rules.Thresholds:
    """Return kept thresholds; the usual ones where nothing, or nothing sound, is kept."""
    usual = rules.Thresholds()
    try:
        held = json.loads(text) if text else {}
        return replace(
            usual,
            promising_mean=Fraction(held.get("promising_mean", usual.promising_mean)),
            promising_least=int(held.get("promising_least", usual.promising_least)),
            effective_mean=Fraction(held.get("effective_mean", usual.effective_mean)),
            local_sites=int(held.get("local_sites", usual.local_sites)),
        )
    except (ValueError, TypeError, AttributeError, ZeroDivisionError):
        return usual


def write_thresholds(found: rules.Thresholds) -> str:
    """Return thresholds as they are kept."""
    return json.dumps(
        {
            "promising_mean": str(found.promising_mean),
            "promising_least": found.promising_least,
            "effective_mean": str(found.effective_mean),
            "local_sites": found.local_sites,
        }
    )


def threshold_words(found: rules.Thresholds) -> tuple[str, ...]:
    """Say what the thresholds ask for, a line for each level."""
    return (
        f"Promising: a mean of {decimal(found.promising_mean)}, no criterion below "
        f"{found.promising_least}, ESSA tier 4 or better, and a study under way.",
        f"Effective: a mean of {decimal(found.effective_mean)}, and ESSA tier 1 to 3 for our "
        f"context or an improvement at {found.local_sites} local sites.",
    )


def decimal(value: Fraction) -> str:
    """Return a mean to two places, rounded half up."""
    hundredths = (value * 200 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def next_version(
    old: FrameworkVersion, criteria: Sequence[FrameworkCriterion], id: str, number: int
) -> tuple[Record, ...]:
    """Return a new draft made from a version, with its criteria; `id` is the new version's key."""
    made = FrameworkVersion(
        id=id, name=old.name, group_id=old.group_id, version=number, thresholds=old.thresholds
    )
    return (
        made,
        *(
            FrameworkCriterion(
                id=same_id("criterion", id, one.id),
                framework_id=id,
                name=one.name,
                definition=one.definition,
                anchors=one.anchors,
                weight=one.weight,
                minimum=one.minimum,
                position=one.position,
            )
            for one in criteria
        ),
    )


@frozen
class FrameworkPage:
    """A version as its panel shows it."""

    framework: FrameworkVersion
    criteria: tuple[FrameworkCriterion, ...]
    thresholds: tuple[str, ...]
    problems: tuple[str, ...]
    changed: tuple[str, ...]
    """What adopting it would change, in words; empty for what was adopted already."""
    newest: int
    """The highest version number of the group."""
    decision: str = ""
    group: str = ""


def framework_page(reader: Reads, framework_id: str) -> FrameworkPage | None:
    """Return a version with its problems and what it would change, or None when it is gone."""
    kept = cast(FrameworkVersion | None, reader.get(NOUN["framework"], framework_id))
    if kept is None:
        return None
    newest = reader.rows(
        "SELECT coalesce(max(version), 0) FROM framework WHERE deleted = 0 AND group_id IS ?",
        (kept.group_id,),
    )[0][0]
    draft = kept.status is FrameworkStatus.DRAFT
    framework = framework_of(reader, kept)
    return FrameworkPage(
        kept,
        criteria_of(reader, kept.id),
        threshold_words(framework.thresholds),
        rules.framework_problems(framework) if draft else (),
        changed_words(reader, kept) if draft else (),
        int(newest),
        _name(reader, "decision", "title", kept.decision_id),
        _name(reader, "work_group", "name", kept.group_id),
    )


def changed_words(reader: Reads, draft: FrameworkVersion) -> tuple[str, ...]:
    """Say which practices a draft would give another guidance than the version in force."""
    old = in_force(reader, draft.group_id)
    if old is None:
        return ()
    before = framework_of(reader, old, by_name=True)
    after = framework_of(reader, draft, by_name=True)
    names = {one.id: fold(one.name) for one in criteria_of(reader, old.id)}
    rated: dict[str, tuple[Sequence[Review], rules.Evidence]] = {}
    titles: dict[str, str] = {}
    rows = reader.rows(
        "SELECT DISTINCT p.id, p.title FROM practice p JOIN review v ON v.about_id = p.id "
        "WHERE p.deleted = 0 AND v.deleted = 0 AND v.about_noun = 'practice' "
        "AND v.framework_id = ? ORDER BY p.title",
        (old.id,),
    )
    for id, title in rows:
        practice = cast(Practice, reader.get(NOUN["practice"], id))
        found = reviews_of(reader, id)
        if found.framework_id != old.id or not found.all_in:
            continue
        given = [
            replace(one, ratings={names[key]: value for key, value in one.ratings.items()})
            for one in found.counted
        ]
        standing = standing_of(reader, practice, found, "")
        rated[id], titles[id] = (given, standing.evidence), title
    return tuple(
        f"{titles[id]}: {now.label.lower() if now else 'not rated'} now, "
        f"{then.label.lower() if then else 'to be rated again'} then."
        for id, now, then in rules.changed_by(before, after, rated)
    )


# -- reviews ---------------------------------------------------------------------------------
@frozen
class PracticeReviews:
    """The reviews of a practice's newest round. `kept` are those asked, handed in or not."""

    round: int
    framework_id: str
    kept: tuple[KeptReview, ...]
    conflicted: frozenset[str]
    all_in: bool

    @property
    def counted(self) -> tuple[Review, ...]:
        """The reviews handed in by people without a conflict."""
        given = (as_review(one) for one in self.kept)
        return tuple(one for one in given if one.done and one.reviewer_id not in self.conflicted)

    @property
    def asked(self) -> tuple[str, ...]:
        """Who was asked and may rate."""
        held = (one.reviewer_id or "" for one in self.kept)
        return tuple(id for id in held if id not in self.conflicted)

    def seen_by(self, viewer_id: str) -> tuple[Review, ...]:
        """The reviews a person may see now."""
        given = [as_review(one) for one in self.kept if one.reviewer_id not in self.conflicted]
        return visible(given, self.asked, viewer_id, self.conflicted)


def reviews_of(reader: Reads, practice_id: str) -> PracticeReviews:
    """Return the reviews of a practice's newest round."""
    found = cast(
        list[KeptReview],
        reader.records(
            NOUN["review"],
            "WHERE r.deleted = 0 AND r.about_noun = 'practice' AND r.about_id = ? "
            "ORDER BY r.created_at, r.id",
            (practice_id,),
        ),
    )
    round = max((one.round or 1 for one in found), default=0)
    kept = tuple(one for one in found if (one.round or 1) == round)
    out = conflicted_in(reader, practice_id)
    asked = [one.reviewer_id or "" for one in kept if one.reviewer_id not in out]
    framework_id = next((one.framework_id or "" for one in kept), "")
    whole = all_in([as_review(one) for one in kept], asked)
    return PracticeReviews(round, framework_id, kept, out, whole)


def conflicted_in(reader: Reads, practice_id: str) -> frozenset[str]:
    """Return who declared a conflict of interest in a practice."""
    rows = reader.rows(
        "SELECT person_id FROM conflict_of_interest "
        "WHERE deleted = 0 AND about_noun = 'practice' AND about_id = ?",
        (practice_id,),
    )
    return frozenset(id for (id,) in rows if id)


def as_review(kept: KeptReview) -> Review:
    """Return a kept review as the rules know it."""
    return Review(kept.reviewer_id or "", read_kept_ratings(kept.ratings), kept.done_at is not None)


def read_kept_ratings(text: str) -> dict[str, int]:
    """Return kept ratings; nothing where what is kept is not sound."""
    try:
        held = json.loads(text) if text else {}
        return {str(key): int(value) for key, value in held.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def write_kept_ratings(ratings: Mapping[str, int]) -> str:
    """Return ratings as they are kept."""
    return json.dumps(dict(ratings)) if ratings else ""


@frozen
class Standing:
    """Where a practice stands under a version: its tier for a context, and the guidance."""

    framework: rules.Framework | None
    evidence: rules.Evidence
    assessment: Assessment
    context: ContextProfile | None
    guidance: rules.Guidance | None

    @property
    def mean_words(self) -> str:
        """The mean of all ratings to two places, or nothing."""
        return decimal(self.guidance.mean) if self.guidance else ""


def standing_of(
    reader: Reads, practice: Practice, found: PracticeReviews, context_id: str
) -> Standing:
    """Return where a practice stands. Without a context it is the one where its tier is best.

    Guidance waits until everybody asked handed in: it would tell the others' ratings before.
    """
    known = practice_evidence(reader, practice.id)
    assert known is not None
    chosen = next((one for one in known.tiers if one.context.id == context_id), None)
    if chosen is None and known.tiers:
        chosen = min(known.tiers, key=lambda one: _order(one.assessment))
    assessment = chosen.assessment if chosen else known.anywhere
    # Improvement at local sites needs run charts by site, which the workspace does not hold yet.
    evidence = rules.Evidence(assessment.tier, bool(practice.study_under_way.strip()))
    kept = reader.get(NOUN["framework"], found.framework_id) if found.framework_id else None
    framework = framework_of(reader, cast(FrameworkVersion, kept)) if kept else None
    guidance = None
    if framework is not None and found.all_in:
        guidance = rules.guidance(found.counted, framework, evidence, found.conflicted)
    return Standing(framework, evidence, assessment, chosen.context if chosen else None, guidance)


def _order(assessment: Assessment) -> int:
    return list(type(assessment.tier)).index(assessment.tier)


def rule_of(framework: FrameworkVersion, standing: Standing) -> str:
    """Return the rule a level was given by, as a state change keeps it."""
    found = standing.guidance
    return json.dumps(
        {
            "framework": framework.name,
            "version": framework.version,
            "context": standing.context.name if standing.context else "",
            "evidence": standing.assessment.words,
            "mean": standing.mean_words,
            "guidance": found.level.value if found else "",
            "thresholds": json.loads(write_thresholds(read_thresholds(framework.thresholds))),
        },
        ensure_ascii=False,
    )


def decision_problem(reader: Reads, decision_id: str, group_id: str | None) -> str:
    """Say why a decision does not carry what is done by it, or nothing."""
    if not decision_id:
        return ""
    found = cast(Decision | None, reader.get(NOUN["decision"], decision_id))
    if found is None or found.deleted:
        return "This decision is no longer in the workspace."
    if found.status not in _DECIDED:
        return f"“{found.title}” is not decided yet."
    if found.result is Result.FAILED:
        return f"“{found.title}” was not passed."
    if group_id and found.group_id and found.group_id != group_id:
        return f"“{found.title}” is a decision of another group."
    return ""


def decisions_to_choose(reader: Reads, group_id: str | None) -> tuple[Decision, ...]:
    """Return the decisions of a group that something can rest on, newest first."""
    found = cast(
        list[Decision],
        reader.records(
            NOUN["decision"],
            "WHERE r.deleted = 0 AND r.status IN (?, ?) ORDER BY r.heard_at DESC, r.id DESC",
            tuple(one.value for one in _DECIDED),
        ),
    )
    return tuple(one for one in found if not decision_problem(reader, one.id, group_id))


# -- what the panel of a practice shows ------------------------------------------------------
@frozen
class ReviewerRow:
    """One person who was asked: their name, whether it is in, and what may be seen of it."""

    review_id: str
    person_id: str
    name: str
    done: bool
    conflict: str = ""
    ratings: Mapping[str, int] | None = None
    mine: bool = False
    comments: str = ""
    due: date | None = None


@frozen
class GivenLevel:
    """A level that was given, with the version it was given under."""

    given: Classification
    scheme: str
    decision: str


@frozen
class PracticeStanding:
    """The reviews and levels of a practice, as one person may see them."""

    practice: Practice
    framework: FrameworkVersion | None
    """The version in force for its group; new reviews are asked under it."""
    rated_under: FrameworkVersion | None
    criteria: tuple[FrameworkCriterion, ...]
    round: int
    rows: tuple[ReviewerRow, ...]
    all_in: bool
    standing: Standing
    levels: tuple[GivenLevel, ...]
    viewer_id: str
    conflicts: tuple[tuple[str, str, str], ...]
    """(key, name, kind in words) of the conflicts declared."""

    @property
    def scheme(self) -> str:
        """The version that ratings are of, by name and number."""
        return scheme_words(self.rated_under or self.framework)


def practice_standing(
    reader: Reads, practice_id: str, *, viewer: str, context_id: str = ""
) -> PracticeStanding | None:
    """Return where a practice stands for the person of this name, or None when it is gone."""
    practice = cast(Practice | None, reader.get(NOUN["practice"], practice_id))
    if practice is None:
        return None
    found = reviews_of(reader, practice_id)
    names = _people(reader)
    viewer_id = next((id for id, name in names.items() if fold(name) == fold(viewer)), "")
    kept = reader.get(NOUN["framework"], found.framework_id) if found.framework_id else None
    rated_under = cast(FrameworkVersion | None, kept)
    framework = in_force(reader, practice.group_id)
    criteria = criteria_of(reader, rated_under.id) if rated_under else ()
    conflicts = _conflicts(reader, practice_id)
    why = {one.person_id: one.kind.label for one in conflicts}
    seen = {one.reviewer_id: one.ratings for one in found.seen_by(viewer_id)}
    rows = tuple(
        ReviewerRow(
            one.id,
            one.reviewer_id or "",
            names.get(one.reviewer_id or "", ""),
            one.done_at is not None,
            why.get(one.reviewer_id, ""),
            seen.get(one.reviewer_id or ""),
            bool(viewer_id) and one.reviewer_id == viewer_id,
            one.comments if one.reviewer_id in seen else "",
            one.due,
        )
        for one in found.kept
    )
    return PracticeStanding(
        practice,
        framework,
        rated_under,
        criteria,
        found.round,
        rows,
        found.all_in,
        standing_of(reader, practice, found, context_id),
        levels_of(reader, practice_id),
        viewer_id,
        tuple((one.id, names.get(one.person_id or "", ""), one.kind.label) for one in conflicts),
    )


def levels_of(reader: Reads, practice_id: str) -> tuple[GivenLevel, ...]:
    """Return the levels a practice was given, newest first, each with its own version."""
    found = cast(
        list[Classification],
        reader.records(
            NOUN["classification"],
            "WHERE r.deleted = 0 AND r.practice_id = ? "
            "ORDER BY r.classified_on DESC, r.created_at DESC, r.id DESC",
            (practice_id,),
        ),
    )
    return tuple(
        GivenLevel(
            one,
            scheme_words(
                cast(FrameworkVersion | None, reader.get(NOUN["framework"], one.framework_id or ""))
            ),
            _name(reader, "decision", "title", one.decision_id),
        )
        for one in found
    )


def scheme_words(framework: FrameworkVersion | None) -> str:
    """Name a version: Local framework, version 1."""
    if framework is None:
        return ""
    return f"{framework.name or 'Framework'}, version {framework.version or 1}"


# -- what needs somebody ---------------------------------------------------------------------
@frozen
class DueReview:
    """A practice whose level is to be looked at again."""

    practice_id: str
    title: str
    level: PracticeLevel | None
    review_by: date


@frozen
class OpenReview:
    """A review that was asked for and is not handed in."""

    review_id: str
    practice_id: str
    title: str
    reviewer_id: str
    reviewer: str
    asked_on: date | None
    due: date | None


def reviews_due(reader: Reads, group_id: str, today: date) -> tuple[DueReview, ...]:
    """Return the practices of a group whose day to look again has come, the oldest first."""
    found = cast(
        list[Practice],
        reader.records(
            NOUN["practice"],
            "WHERE r.deleted = 0 AND r.group_id = ? AND r.review_by <= ? "
            "AND r.status <> 'retired' ORDER BY r.review_by, r.id",
            (group_id, today.isoformat()),
        ),
    )
    return tuple(
        DueReview(one.id, one.title, one.level, one.review_by) for one in found if one.review_by
    )


def open_reviews(reader: Reads, group_id: str) -> tuple[OpenReview, ...]:
    """Return the reviews of a group's practices that wait for somebody, by the day they are due."""
    rows = reader.rows(
        "SELECT p.id, p.title FROM practice p WHERE p.deleted = 0 AND p.group_id = ? AND EXISTS "
        "(SELECT 1 FROM review v WHERE v.about_noun = 'practice' AND v.about_id = p.id "
        "AND v.deleted = 0 AND v.done_at IS NULL) ORDER BY p.id",
        (group_id,),
    )
    names = _people(reader) if rows else {}
    waiting = []
    for practice_id, title in rows:
        found = reviews_of(reader, practice_id)
        waiting += [
            OpenReview(
                one.id,
                practice_id,
                title,
                one.reviewer_id or "",
                names.get(one.reviewer_id or "", ""),
                one.asked_on,
                one.due,
            )
            for one in found.kept
            if one.done_at is None and one.reviewer_id not in found.conflicted
        ]
    return tuple(sorted(waiting, key=lambda one: (one.due or date.max, one.title, one.review_id)))


def _conflicts(reader: Reads, practice_id: str) -> tuple[ConflictOfInterest, ...]:
    found = reader.records(
        NOUN["conflict_of_interest"],
        "WHERE r.deleted = 0 AND r.about_noun = 'practice' AND r.about_id = ? ORDER BY r.id",
        (practice_id,),
    )
    return tuple(cast(Iterable[ConflictOfInterest], found))


def _people(reader: Reads) -> dict[str, str]:
    return dict(reader.rows("SELECT id, name FROM person WHERE deleted = 0"))


def _name(reader: Reads, noun: str, field: str, id: Any) -> str:
    rows = reader.rows(f"SELECT {field} FROM {noun} WHERE id = ?", (id,)) if id else []
    return str(rows[0][0]) if rows else ""
