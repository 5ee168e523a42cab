"""Carries out reviews of practices, levels, and the adoption of a framework, inside the bus's
transaction, and keeps every other command away from what only these may write.

The rules are in `domain`; what is read for them is in `frameworks`, which is imported when the first
such step comes, so that the window's first page does not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import same_id
from nghs_desktop.domain import commands as ask
from nghs_desktop.domain.changes import Change
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.practice_commands import (
    AdoptFramework,
    AskReviewers,
    ClassifyPractice,
    RateReview,
)
from nghs_desktop.domain.records import Kept, Record

if TYPE_CHECKING:
    from nghs_desktop.domain.frameworks import FrameworkVersion
    from nghs_desktop.domain.practices import Practice
    from nghs_desktop.storage.store import Transaction

Done = tuple[Any, str, int]

_NOTHING = "Nothing was changed."


# -- the steps -------------------------------------------------------------------------------
def _ask(command: AskReviewers, work: Transaction) -> Done:
    from nghs_desktop.domain.frameworks import KeptReview
    from nghs_desktop.services import frameworks as read

    practice = _practice(work, command.practice_id)
    framework = _framework(work, command.framework_id)
    if not framework.decision_id:
        raise UserError(
            "Practices are rated under a framework in force.",
            f"{_NOTHING} Adopt this version by a decision first.",
        )
    found = read.reviews_of(work, practice.id)
    before = found.round
    is_new = bool(found.kept) and (found.all_in or found.framework_id != framework.id)
    round = before + 1 if is_new or not before else before
    there = set() if is_new else {one.reviewer_id for one in found.kept}
    for person_id, id in command.reviews.items():
        if person_id in found.conflicted:
            raise UserError("Who has a conflict of interest does not rate.", _NOTHING)
        if person_id in there:
            continue
        work.make(
            NOUN["review"],
            KeptReview(
                id=id,
                about_noun="practice",
                about_id=practice.id,
                framework_id=framework.id,
                reviewer_id=person_id,
                round=round,
                asked_on=command.asked_on,
                due=command.due,
            ),
        )
    return round, f"ask reviewers of “{_short(practice.title)}”", 0


def _rate(command: RateReview, work: Transaction) -> Done:
    from nghs_desktop.domain.blind_reviews import Review
    from nghs_desktop.domain.frameworks import KeptReview
    from nghs_desktop.domain.practice_framework import review_problem
    from nghs_desktop.domain.practices import PracticeStatus
    from nghs_desktop.services import frameworks as read

    kept = cast(KeptReview | None, work.get(NOUN["review"], command.review_id))
    if kept is None or kept.deleted != Kept.LIVE or kept.about_noun != "practice":
        raise UserError("This review is no longer asked for.", _NOTHING)
    practice = _practice(work, kept.about_id)
    if kept.done_at is not None:
        raise UserError(
            "These ratings were handed in already.",
            f"{_NOTHING} Ask anew, and everybody rates again.",
        )
    conflicted = read.conflicted_in(work, practice.id)
    if kept.reviewer_id in conflicted:
        raise UserError("Who has a conflict of interest does not rate.", _NOTHING)
    framework = read.framework_of(work, _framework(work, kept.framework_id or ""))
    review = Review(kept.reviewer_id or "", dict(command.ratings))
    known = {one.key for one in framework.criteria}
    problem = review_problem(review, framework, conflicted) if command.hand_in else ""
    if not command.hand_in and not set(command.ratings) <= known:
        problem = "This rating is of another version of the framework."
    if problem:
        raise UserError(problem, "Nothing was kept.")
    values: dict[str, Any] = {
        "ratings": read.write_kept_ratings(command.ratings),
        "comments": command.comments,
    }
    if command.hand_in:
        values["done_at"] = command.at
    work.put(NOUN["review"], kept.id, values)
    found = read.reviews_of(work, practice.id)
    early = (PracticeStatus.NOTICED, PracticeStatus.DESCRIBED)
    if command.hand_in and found.all_in and practice.status in early:
        work.put(NOUN["practice"], practice.id, {"status": PracticeStatus.ASSESSED})
        change = _changed(
            command.review_id, "practice", practice.id, practice.status.label,
            PracticeStatus.ASSESSED.label, command.at, group_id=practice.group_id,
            why="All reviewers handed in.",
        )  # fmt: skip
        work.make(NOUN["state_change"], change)
    label = "hand in ratings" if command.hand_in else "keep ratings"
    return kept.id, f"{label} of “{_short(practice.title)}”", 0


def _classify(command: ClassifyPractice, work: Transaction) -> Done:
    from nghs_desktop.domain.evidence import TierAssessment
    from nghs_desktop.domain.evidence_tiers import SCHEME
    from nghs_desktop.domain.frameworks import Classification
    from nghs_desktop.domain.practice_framework import classify_problem
    from nghs_desktop.domain.practices import PracticeLevel, PracticeStatus
    from nghs_desktop.services import frameworks as read

    if work.get(NOUN["classification"], command.id) is not None:
        return command.id, "", 0
    practice = _practice(work, command.practice_id)
    framework = _framework(work, command.framework_id)
    found = read.reviews_of(work, practice.id)
    if found.framework_id != framework.id:
        raise UserError(
            "The reviews were given under another version of the framework.",
            f"{_NOTHING} Ask reviewers anew under this one.",
        )
    standing = read.standing_of(work, practice, found, command.context_id)
    guidance = standing.guidance
    problem = classify_problem(
        command.level, guidance, reason=command.reason, decision_id=command.decision_id
    )
    problem = problem or read.decision_problem(work, command.decision_id, practice.group_id)
    if problem or guidance is None:
        raise UserError(problem, _NOTHING)
    given = Classification(
        id=command.id,
        practice_id=practice.id,
        framework_id=framework.id,
        level=command.level,
        guidance=guidance.level,
        mean=standing.mean_words,
        reason=command.reason.strip(),
        decision_id=command.decision_id,
        classified_on=command.on,
        review_by=command.review_by,
    )
    work.make(NOUN["classification"], given)
    tier = standing.assessment
    work.make(
        NOUN["tier_assessment"],
        TierAssessment(
            id=same_id("tier", command.id),
            practice_id=practice.id,
            context_id=command.context_id or None,
            scheme=SCHEME,
            level=tier.tier.label,
            reasons="\n".join(tier.reasons),
            missing="\n".join(tier.missing),
            assessed_on=command.on,
        ),
    )
    retired = command.level is PracticeLevel.RETIRED
    shared = practice.status is PracticeStatus.SHARED
    status = (
        PracticeStatus.RETIRED
        if retired
        else PracticeStatus.SHARED
        if shared
        else PracticeStatus.CLASSIFIED
    )
    values = {"level": command.level, "status": status, "review_by": command.review_by}
    work.put(NOUN["practice"], practice.id, values)
    change = _changed(
        command.id, "practice", practice.id,
        practice.level.label if practice.level else practice.status.label, command.level.label,
        command.at, by=command.by, group_id=practice.group_id, why=command.reason.strip(),
        decision_id=command.decision_id, rule=read.rule_of(framework, standing),
    )  # fmt: skip
    work.make(NOUN["state_change"], change)
    return command.id, f"give “{_short(practice.title)}” a level", 0


def _adopt(command: AdoptFramework, work: Transaction) -> Done:
    from nghs_desktop.domain.frameworks import FrameworkStatus, FrameworkVersion
    from nghs_desktop.domain.practice_framework import framework_problems
    from nghs_desktop.services import frameworks as read

    framework = _framework(work, command.framework_id)
    label = f"adopt “{_short(framework.name)}”"
    if framework.status is not FrameworkStatus.DRAFT:
        raise UserError("This version was adopted already.", _NOTHING)
    problems = framework_problems(read.framework_of(work, framework))
    if problems:
        raise UserError(" ".join(problems), f"{_NOTHING} Put this right first.")
    problem = read.decision_problem(work, command.decision_id, framework.group_id)
    if not command.decision_id:
        problem = "A version is adopted by a decision."
    if problem:
        raise UserError(problem, _NOTHING)
    before = work.records(
        NOUN["framework"],
        "WHERE r.deleted = 0 AND r.status = ? AND r.group_id IS ? AND r.id <> ?",
        (FrameworkStatus.ADOPTED.value, framework.group_id, framework.id),
    )
    for old in cast(list[FrameworkVersion], before):
        work.put(NOUN["framework"], old.id, {"status": FrameworkStatus.REPLACED})
        work.make(
            NOUN["state_change"],
            _changed(f"{framework.id} {old.id}", "framework", old.id, old.status.label,
                     FrameworkStatus.REPLACED.label, command.at, by=command.by,
                     group_id=framework.group_id, decision_id=command.decision_id),
        )  # fmt: skip
    work.put(
        NOUN["framework"],
        framework.id,
        {
            "status": FrameworkStatus.ADOPTED,
            "decision_id": command.decision_id,
            "adopted_on": command.on,
        },
    )
    work.make(
        NOUN["state_change"],
        _changed(framework.id, "framework", framework.id, framework.status.label,
                 FrameworkStatus.ADOPTED.label, command.at, by=command.by,
                 group_id=framework.group_id, decision_id=command.decision_id),
    )  # fmt: skip
    return framework.id, label, 0


HANDLERS: dict[type[Any], Callable[[Any, Transaction], Done]] = {
    AskReviewers: _ask,
    RateReview: _rate,
    ClassifyPractice: _classify,
    AdoptFramework: _adopt,
}


# -- the guard -------------------------------------------------------------------------------
_GUARDED = frozenset(("review", "classification", "framework", "framework_criterion"))
_OF_ADOPTION = frozenset(("status", "decision_id", "adopted_on"))
_OF_HANDING_IN = frozenset(
    ("ratings", "done_at", "reviewer_id", "about_noun", "about_id", "framework_id", "round")
)


def guard(command: ask.Command, changes: Sequence[Change], work: Transaction) -> None:
    """Refuse what a command did by hand to reviews, levels and adopted frameworks.

    Undo and redo go through steps that were guarded when they were taken. Whole records of an
    import or of the sample come in as they are, but never ratings of somebody with a conflict.
    Raises UserError, which takes the whole transaction back.
    """
    if isinstance(command, ask.Undo | ask.Redo):
        return
    level = [one.id for one in changes if one.noun == "practice" and one.field == "level"]
    if not level and not any(one.noun in _GUARDED for one in changes):
        return
    for one in _each(command):
        _guard_one(one, changes, work)
    if level and not any(isinstance(one, ClassifyPractice) for one in _each(command)):
        for id in level:
            _refuse_level(id, work)


def _guard_one(command: Any, changes: Sequence[Change], work: Transaction) -> None:
    if isinstance(command, ask.LogRecords | ask.ConnectRecords):
        records = command.records if isinstance(command, ask.LogRecords) else command.also
        _guard_new(records, work)
    elif isinstance(command, ask.AmendRecords):
        for ref in command.refs:
            _guard_change(ref, frozenset(command.values), work)
    elif isinstance(command, ask.AppendText):
        _guard_change(command.ref, frozenset((command.field,)), work)
    elif isinstance(command, ask.TrashRecords | ask.RestoreRecords):
        for ref in command.refs:
            _guard_removal(ref, work)
    elif isinstance(command, ask.UndoChange):
        for change in changes:
            if change.noun in _GUARDED:
                _guard_change(ask.Ref(change.noun, change.id), frozenset((change.field,)), work)
                if change.field == "deleted":
                    _guard_removal(ask.Ref(change.noun, change.id), work)


def _guard_new(records: Sequence[Record], work: Transaction) -> None:
    from nghs_desktop.domain.frameworks import FrameworkCriterion, FrameworkVersion, KeptReview
    from nghs_desktop.services import frameworks as read

    brought = {one.id for one in records if isinstance(one, FrameworkVersion)}
    for one in records:
        if isinstance(one, KeptReview) and one.about_noun == "practice":
            rated = one.done_at is not None or one.ratings
            if rated and one.reviewer_id in read.conflicted_in(work, one.about_id):
                raise UserError("Who has a conflict of interest does not rate.", _NOTHING)
        elif isinstance(one, FrameworkCriterion) and one.framework_id not in brought:
            _refuse_if_adopted(one.framework_id, work)


def _guard_change(ref: ask.Ref, fields: frozenset[str], work: Transaction) -> None:
    if ref.noun == "review" and fields & _OF_HANDING_IN and _is_of_practice(ref.id, work):
        raise UserError("Ratings are handed in by their reviewer.", _NOTHING)
    if ref.noun == "classification" and fields - {"visibility"}:
        raise UserError(
            "A level stands as it was given.", f"{_NOTHING} The group gives another by a decision."
        )
    if ref.noun == "framework":
        if fields & _OF_ADOPTION:
            raise UserError("A version is adopted by a decision.", _NOTHING)
        if fields - {"notes", "visibility"}:
            _refuse_if_adopted(ref.id, work)
    if ref.noun == "framework_criterion":
        if "framework_id" in fields:
            raise UserError("A criterion stays in its version.", _NOTHING)
        rows = work.rows("SELECT framework_id FROM framework_criterion WHERE id = ?", (ref.id,))
        _refuse_if_adopted(rows[0][0] if rows else "", work)


def _guard_removal(ref: ask.Ref, work: Transaction) -> None:
    if ref.noun == "review" and _is_of_practice(ref.id, work):
        if work.rows("SELECT 1 FROM review WHERE id = ? AND done_at IS NOT NULL", (ref.id,)):
            raise UserError("These ratings were handed in and stay.", _NOTHING)
    elif ref.noun == "classification":
        raise UserError("A level that was given stays in the history.", _NOTHING)
    elif ref.noun == "framework":
        _refuse_if_adopted(ref.id, work)
    elif ref.noun == "framework_criterion":
        rows = work.rows("SELECT framework_id FROM framework_criterion WHERE id = ?", (ref.id,))
        _refuse_if_adopted(rows[0][0] if rows else "", work)


def _refuse_if_adopted(framework_id: str | None, work: Transaction) -> None:
    if work.rows("SELECT 1 FROM framework WHERE id = ? AND status <> 'draft'", (framework_id,)):
        raise UserError(
            "This version was adopted and does not change.",
            f"{_NOTHING} Make a new version from it.",
        )


def _refuse_level(practice_id: str, work: Transaction) -> None:
    if work.rows(
        "SELECT 1 FROM classification WHERE practice_id = ?1 AND deleted = 0 UNION ALL "
        "SELECT 1 FROM framework f JOIN practice p ON p.group_id = f.group_id "
        "WHERE p.id = ?1 AND f.status = 'adopted' AND f.deleted = 0 "
        "AND EXISTS (SELECT 1 FROM change WHERE tbl = 'practice' AND pk = ?1 AND col = 'level' "
        "AND dev = ?2 AND n > ?3) LIMIT 1",
        (practice_id, work.device, work.started_after),
    ):
        raise UserError(
            "The group gives a level by a decision under its framework.",
            f"{_NOTHING} Ask reviewers, then choose the decision beside the practice.",
        )


def _is_of_practice(review_id: str, work: Transaction) -> bool:
    return bool(
        work.rows("SELECT 1 FROM review WHERE id = ? AND about_noun = 'practice'", (review_id,))
    )


def _each(command: Any) -> Iterator[Any]:
    if isinstance(command, ask.Together):
        for one in command.commands:
            yield from _each(one)
    else:
        yield command


# -- records ---------------------------------------------------------------------------------
def _practice(work: Transaction, id: str) -> Practice:
    found = work.get(NOUN["practice"], id)
    if found is None or found.deleted != Kept.LIVE:
        raise UserError("This practice is no longer in the workspace.", _NOTHING)
    return cast("Practice", found)


def _framework(work: Transaction, id: str) -> FrameworkVersion:
    found = work.get(NOUN["framework"], id)
    if found is None or found.deleted != Kept.LIVE:
        raise UserError("This framework is no longer in the workspace.", _NOTHING)
    return cast("FrameworkVersion", found)


def _changed(
    key: str, noun: str, id: str, before: str, after: str, at: Any, *, by: str = "",
    group_id: str | None = None, why: str = "", decision_id: str | None = None, rule: str = "",
) -> Record:  # fmt: skip
    from nghs_desktop.domain.attention import StateChange

    return StateChange(
        id=same_id("state_change", key),
        about_noun=noun,
        about_id=id,
        before=before,
        after=after,
        at=at,
        by=by,
        group_id=group_id,
        why=why,
        decision_id=decision_id or None,
        rule=rule,
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
