"""A group's own framework for practices: criteria with anchors, blind ratings by at least two people,
and the level its thresholds point to.

The thresholds are guidance: the group decides, and may differ with a written reason. A rating is seen
by nobody else until all who were asked have rated. Versions are adopted by decision; a rating and a
level keep the version they were made under. Pure: no storage, no screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from fractions import Fraction

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.blind_reviews import (
    HIGHEST,
    LEAST_REVIEWERS,
    LOWEST,
    Review,
    disagreements,
)
from nghs_desktop.domain.evidence_tiers import Tier
from nghs_desktop.domain.practices import PracticeLevel
from nghs_desktop.domain.spoken import spoken_list


@frozen
class Criterion:
    """What a practice is looked at for; `anchors` say in words what 1 to 5 mean."""

    key: str
    name: str
    definition: str = ""
    anchors: tuple[str, ...] = ()
    weight: int = 1
    minimum: int = LOWEST


@frozen
class Thresholds:
    """What points to promising and to effective: a mean, and the tiers that count."""

    promising_mean: Fraction = Fraction(3)
    promising_least: int = 2
    promising_tiers: tuple[Tier, ...] = (Tier.STRONG, Tier.MODERATE, Tier.PROMISING, Tier.RATIONALE)
    effective_mean: Fraction = Fraction(15, 4)
    effective_tiers: tuple[Tier, ...] = (Tier.STRONG, Tier.MODERATE, Tier.PROMISING)
    local_sites: int = 2


@frozen
class Framework:
    """One version of a framework; `adopted_by` is the decision, empty while it is a draft."""

    version: int
    criteria: tuple[Criterion, ...]
    thresholds: Thresholds = field(default_factory=Thresholds)
    adopted_by: str = ""


@frozen
class Evidence:
    """What stands behind a practice besides the ratings.

    `study_under_way` is asked for with promising; `improved_sites` are local sites where a run
    chart shows a change for the better that chance does not explain.
    """

    tier: Tier = Tier.NOT_YET
    study_under_way: bool = False
    improved_sites: int = 0


@frozen
class Guidance:
    """The level the thresholds point to, why, and what is missing for the next one."""

    level: PracticeLevel
    mean: Fraction
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    talk: tuple[str, ...] = ()


def framework_problems(framework: Framework) -> tuple[str, ...]:
    """Say all that keeps a version from being adopted."""
    found = [] if framework.criteria else ["A framework needs a criterion."]
    keys = [one.key for one in framework.criteria]
    names = [one.name.strip().casefold() for one in framework.criteria]
    if len(set(keys)) < len(keys) or len(set(names)) < len(names):
        found.append("Two criteria have the same name.")
    for one in framework.criteria:
        if not one.name.strip():
            found.append("A criterion needs a name.")
        if len(one.anchors) != HIGHEST or not all(anchor.strip() for anchor in one.anchors):
            found.append(f"“{one.name}” needs words for each of {LOWEST} to {HIGHEST}.")
        if one.weight < 1:
            found.append(f"“{one.name}” needs a weight of at least 1.")
        if not LOWEST <= one.minimum <= HIGHEST:
            found.append(f"The minimum of “{one.name}” goes from {LOWEST} to {HIGHEST}.")
    if framework.thresholds.promising_mean > framework.thresholds.effective_mean:
        found.append("Effective asks for less than promising.")
    return tuple(found)


def review_problem(review: Review, framework: Framework, conflicted: Iterable[str] = ()) -> str:
    """Say why a rating cannot be handed in, or nothing."""
    if review.reviewer_id in set(conflicted):
        return "Who has a conflict of interest does not rate."
    missing = [one.name for one in framework.criteria if one.key not in review.ratings]
    if missing:
        return f"Not rated yet: {spoken_list(missing)}."
    known = {one.key for one in framework.criteria}
    if any(key not in known for key in review.ratings):
        return "This rating is of another version of the framework."
    if any(not LOWEST <= value <= HIGHEST for value in review.ratings.values()):
        return f"A rating goes from {LOWEST} to {HIGHEST}."
    return ""


def guidance(
    reviews: Sequence[Review],
    framework: Framework,
    evidence: Evidence,
    conflicted: Iterable[str] = (),
) -> Guidance | None:
    """Return where the thresholds point; None before two people without a conflict handed in.

    Raises nothing: ratings are checked by `review_problem` as they are handed in.
    """
    out = set(conflicted)
    counted = [one for one in reviews if one.done and one.reviewer_id not in out]
    if len(counted) < LEAST_REVIEWERS or not framework.criteria:
        return None
    means = {
        one.key: Fraction(sum(review.ratings[one.key] for review in counted), len(counted))
        for one in framework.criteria
    }
    weight = sum(one.weight for one in framework.criteria)
    total = sum((means[one.key] * one.weight for one in framework.criteria), Fraction(0))
    mean = total / weight
    apart = disagreements(counted)
    talk = tuple(one.name for one in framework.criteria if one.key in apart)
    wanted = framework.thresholds
    low = [one.name for one in framework.criteria if means[one.key] < one.minimum]
    floor = [one.name for one in framework.criteria if means[one.key] < wanted.promising_least]
    lacks_effective = _lacks(
        (mean >= wanted.effective_mean, _mean_words(wanted.effective_mean, mean)),
        (not low, f"{spoken_list(low)} below its minimum."),
        (
            evidence.tier in wanted.effective_tiers
            or evidence.improved_sites >= wanted.local_sites,
            f"Evidence of tier 1 to 3 for our context, or an improvement at "
            f"{wanted.local_sites} local sites.",
        ),
    )
    lacks_promising = _lacks(
        (mean >= wanted.promising_mean, _mean_words(wanted.promising_mean, mean)),
        (not floor, f"{spoken_list(floor)} below {wanted.promising_least}."),
        (
            evidence.tier in wanted.promising_tiers,
            "Evidence of at least tier 4 for our context.",
        ),
        (
            evidence.study_under_way or evidence.tier in wanted.effective_tiers,
            "A study under way.",
        ),
    )
    missing: tuple[str, ...] = ()
    if not lacks_effective:
        level = PracticeLevel.EFFECTIVE
    elif not lacks_promising:
        level, missing = PracticeLevel.PROMISING, lacks_effective
    else:
        level, missing = PracticeLevel.EMERGING, lacks_promising
    reasons = (f"Mean {_decimal(mean)} of {len(counted)} reviewers.",
               f"Evidence: {evidence.tier.label}.")  # fmt: skip
    return Guidance(level, mean, reasons, missing, talk)


def classify_problem(
    level: PracticeLevel, found: Guidance | None, *, reason: str, decision_id: str
) -> str:
    """Say why a practice cannot be given a level, or nothing."""
    if found is None:
        return f"At least {LEAST_REVIEWERS} reviewers without a conflict rate it first."
    if found.talk:
        return f"The reviewers talk first about {spoken_list(found.talk)}."
    if not decision_id:
        return "The group gives a level by a decision."
    if level is not found.level and not reason.strip():
        return f"The guidance is {found.level.label.lower()}; another level needs a reason."
    return ""


def changed_by(
    old: Framework, new: Framework, rated: Mapping[str, tuple[Sequence[Review], Evidence]]
) -> tuple[tuple[str, PracticeLevel | None, PracticeLevel | None], ...]:
    """Return (practice, level now, level then) of the practices whose guidance a version changes.

    Ratings of criteria that the new version does not know are left out; where one of its own was
    never rated, the level then is None: it has to be rated again.
    """
    found = []
    for practice_id, (reviews, evidence) in rated.items():
        now = guidance(reviews, old, evidence)
        whole = all(one.key in review.ratings for one in new.criteria for review in reviews)
        then = guidance(reviews, new, evidence) if whole else None
        before, after = (one.level if one else None for one in (now, then))
        if before is not after:
            found.append((practice_id, before, after))
    return tuple(found)


def _lacks(*tests: tuple[bool, str]) -> tuple[str, ...]:
    return tuple(words for met, words in tests if not met)


def _mean_words(wanted: Fraction, there: Fraction) -> str:
    return f"A mean of at least {_decimal(wanted)}; it is {_decimal(there)}."


def _decimal(value: Fraction) -> str:
    """Return a mean to two places, rounded half up, without a float."""
    hundredths = (value * 200 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02d}"
