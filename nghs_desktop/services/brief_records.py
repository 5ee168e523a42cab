"""What briefs read beside the captured things: studies and levels of a practice, reviews of a
nomination, referrals of a barrier, rounds that ask where hours should go. No page is arranged here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from statistics import fmean
from typing import cast

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.attention import Attention, KeptReferral
from nghs_desktop.domain.charts import number
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.evidence import Adoption, Study, StudyKind, TierAssessment
from nghs_desktop.domain.evidence_tiers import Design, Effect
from nghs_desktop.domain.focus_records import FocusCandidate, FocusScore, KeptRound
from nghs_desktop.domain.focus_rounds import Candidate, Hours, Score, Standing, standings
from nghs_desktop.domain.frameworks import Classification, FrameworkVersion, KeptReview
from nghs_desktop.domain.nomination_records import KeptNomination
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.practices import Practice
from nghs_desktop.domain.records import Record
from nghs_desktop.reports.templates.awards import Criterion
from nghs_desktop.reports.templates.practice import PracticeStudy
from nghs_desktop.services.brief_desk import Desk, one_line

_MOST = 5.0


def studies_of(desk: Desk, ref: Ref) -> tuple[PracticeStudy, ...]:
    """Return the studies of a practice as a table names them."""
    words = desk.words
    rows = []
    for one in cast(list[Study], _records(desk, "study", "practice_id", ref.id, "r.citation")):
        if one.kind is not StudyKind.STUDY:
            continue
        effect = words.label(_label(Effect, one.effect))
        if one.significant and effect:
            effect = f"{effect}, {words.significant}"
        rows.append(
            PracticeStudy(
                one_line(desk.privacy.text(one.citation)),
                words.label(_label(Design, one.design)),
                desk.privacy.students(one.students, one.citation) if one.students else "–",
                f"{one.sites:,}" if one.sites else "–",
                ", ".join(filter(None, (effect, one.effect_size))) or "–",
            )
        )
    return tuple(rows)


def standing_of(desk: Desk, held: Practice) -> tuple[str, str]:
    """Return the level of a practice and whose level it is, with the tiers of other schemes."""
    words = desk.words
    level = words.label((held.level or held.status).label)
    scheme = words.framework.format(group=desk.name) if held.level and desk.group else ""
    given = cast(
        list[Classification],
        _records(desk, "classification", "practice_id", held.id, "r.classified_on DESC, r.id DESC"),
    )
    if given and given[0].level is not None:
        level = words.label(given[0].level.label)
        framework = desk.reader.get(NOUN["framework"], given[0].framework_id or "")
        if isinstance(framework, FrameworkVersion):
            scheme = f"{framework.name} {framework.version or ''}".strip()
    tiers = cast(
        list[TierAssessment],
        _records(desk, "tier_assessment", "practice_id", held.id, "r.assessed_on DESC, r.id DESC"),
    )
    newest = {one.scheme: one.level for one in reversed(tiers) if one.level}
    parts = [scheme, *(f"{name}: {found}" for name, found in sorted(newest.items()))]
    return level, "; ".join(filter(None, parts))


def adoptions_of(desk: Desk, ref: Ref) -> tuple[str, ...]:
    """Return the sites that took a practice up, each with what came of it."""
    found = cast(
        list[Adoption], _records(desk, "adoption", "practice_id", ref.id, "r.started_on, r.id")
    )
    names = dict(desk.reader.rows("SELECT id, name FROM organization WHERE deleted = 0"))
    return tuple(
        f"{names[one.organization_id]} ({desk.words.label(one.outcome.label).lower()})"
        for one in found
        if one.organization_id in names
    )


def nomination_of(desk: Desk, recognition_id: str) -> KeptNomination | None:
    """Return the newest nomination behind a recognition, its texts masked, or None."""
    found = _records(
        desk, "nomination", "recognition_id", recognition_id, "r.updated_at DESC, r.id"
    )
    if not found:
        return None
    return cast(KeptNomination, desk.privacy.record(found[0], NOUN["nomination"].label))


def criteria_of(desk: Desk, nomination: KeptNomination) -> tuple[Criterion, ...]:
    """Return how reviewers saw a nomination: the mean of each criterion.

    Nothing before all reviews of its newest round are in, and nothing of one review alone: it would
    say who gave it.
    """
    found = [
        cast(KeptReview, one)
        for one in _records(desk, "review", "about_id", nomination.id, "r.id")
        if cast(KeptReview, one).round == nomination.round
    ]
    if len(found) < 2 or not all(one.done_at for one in found):
        return ()
    given: dict[str, list[float]] = {}
    for one in found:
        for key, rating in _ratings(one.ratings).items():
            given.setdefault(key, []).append(rating)
    names = {
        id: name
        for id, name, _ in desk.reader.rows(
            "SELECT id, name, position FROM framework_criterion WHERE deleted = 0 ORDER BY position"
        )
    }
    of = desk.words.score_of
    return tuple(
        Criterion(name, of.format(score=number(fmean(given[id])), most=number(_MOST)))
        for id, name in names.items()
        if id in given
    )


def referral_of(desk: Desk, ref: Ref) -> KeptReferral | None:
    """Return the newest referral of a barrier by the brief's group, or None."""
    found = desk.reader.records(
        NOUN["referral"],
        "WHERE r.deleted = 0 AND r.from_group_id IS ? AND instr(r.barriers, ?) "
        "ORDER BY r.updated_at DESC, r.id LIMIT 1",
        (desk.brief.group_id, ref.id),
    )
    return cast(KeptReferral, desk.privacy.record(found[0], "")) if found else None


def attention_of(desk: Desk, ref: Ref) -> tuple[str, ...]:
    """Return who was told of a barrier, and what they said."""
    words, told = desk.words, []
    found = _records(desk, "attention", "barrier_id", ref.id, "r.told_on, r.id")
    for one in found:
        held = cast(Attention, desk.privacy.record(one, ""))
        day = words.day(held.told_on) if held.told_on else ""
        whom = ", ".join(filter(None, (one_line(held.audience), day)))
        told.append(": ".join(filter(None, (words.told.format(whom=whom), held.response))))
    return tuple(told)


@frozen
class Weighed:
    """A focus round with what its scores come to, in the order of the candidates."""

    round: KeptRound
    standings: tuple[Standing, ...]
    picked: tuple[str, ...]


def round_of(desk: Desk) -> Weighed | None:
    """Return the newest focus round of the group that has candidates, or None."""
    for one in cast(
        list[KeptRound],
        _records(desk, "focus_round", "group_id", desk.brief.group_id or "", "r.updated_at DESC"),
    ):
        found = cast(
            list[FocusCandidate],
            _records(desk, "focus_candidate", "round_id", one.id, "r.position, r.id"),
        )
        if not found:
            continue
        candidates = [_candidate(desk, each) for each in found]
        votes = cast(
            list[FocusScore],
            desk.reader.records(
                NOUN["focus_score"],
                "WHERE r.deleted = 0 AND r.candidate_id IN (SELECT value FROM json_each(?)) "
                "ORDER BY r.vote, r.given_at, r.id",
                (json.dumps([each.id for each in candidates]),),
            ),
        )
        scores = [
            Score(
                vote.person_id or vote.id,
                vote.candidate_id or "",
                vote.impact,
                vote.effort,
                vote.confidence,
                vote.dots or 0,
            )
            for vote in votes
            if vote.impact and vote.effort and vote.confidence
        ]
        kept = desk.privacy.record(one, "")
        picked = tuple(each.title for each in found if each.picked)
        return Weighed(kept, standings(candidates, scores), picked)
    return None


def _candidate(desk: Desk, kept: FocusCandidate) -> Candidate:
    needs = {
        Hours.COACHING: kept.coaching_hours or 0,
        Hours.FACILITATION: kept.facilitation_hours or 0,
        Hours.DATA: kept.data_hours or 0,
    }
    return Candidate(kept.id, one_line(desk.privacy.text(kept.title)), needs)


def _records(desk: Desk, noun: str, field: str, value: str, order: str) -> Sequence[Record]:
    return desk.reader.records(
        NOUN[noun], f"WHERE r.deleted = 0 AND r.{field} = ? ORDER BY {order}", (value,)
    )


def _label(words: type[Design] | type[Effect], value: str) -> str:
    found = words._value2member_map_.get(value)
    return str(getattr(found, "label", value))


def _ratings(text: str) -> dict[str, float]:
    try:
        read = json.loads(text) if text else {}
    except ValueError:
        return {}
    return {key: float(one) for key, one in read.items()} if isinstance(read, dict) else {}
