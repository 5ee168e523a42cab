"""A focus round: candidates scored by several people, put in order three ways, and held against the
hours there are.

Hours are whole and of a kind (coaching, facilitation, data). Scores are 1 to 5; their means are exact
fractions, so that the same votes give the same order everywhere. Which set is best for the hours is
worked out in `services.focus_optimum`. Pure: no storage, no screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from fractions import Fraction

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Word
from nghs_desktop.domain.focus_records import Measure
from nghs_desktop.domain.spoken import spoken_list

LOWEST, HIGHEST = 1, 5
_MIDDLE = Fraction(3)
WIDE = 2
"""From this spread of scores on, the round asks for a talk."""


class Hours(Word):
    """The kinds of hours there are to give."""

    COACHING = "coaching", "Improvement coaching"
    FACILITATION = "facilitation", "Facilitation"
    DATA = "data", "Data"


class Quadrant(Word):
    """Where a candidate stands in the picture of impact and effort."""

    QUICK_WIN = "quick_win", "Quick win"
    BIG_BET = "big_bet", "Big bet"
    FILL_IN = "fill_in", "Fill-in"
    NOT_NOW = "not_now", "Not now"


@frozen
class Candidate:
    """Something that could be given hours; `needs` are whole hours by kind."""

    id: str
    title: str
    needs: Mapping[Hours, int] = field(default_factory=dict)

    @property
    def hours(self) -> int:
        """All hours it needs."""
        return sum(self.needs.values())


@frozen
class Score:
    """One person's view of one candidate, 1 to 5 each; `dots` of the second vote."""

    person_id: str
    candidate_id: str
    impact: int
    effort: int
    confidence: int
    dots: int = 0


@frozen
class Standing:
    """What the scores of one candidate come to; means are None while nobody scored it.

    `spread` is the widest difference of two people on impact, effort or confidence.
    """

    candidate: Candidate
    scored_by: int = 0
    impact: Fraction | None = None
    effort: Fraction | None = None
    confidence: Fraction | None = None
    dots: int = 0
    spread: int = 0

    @property
    def asks_for_a_talk(self) -> bool:
        """Whether people see it so differently that they should talk before the second vote."""
        return self.spread >= WIDE

    @property
    def value(self) -> Fraction:
        """Impact as far as people are confident of it: impact times confidence over five."""
        if self.impact is None or self.confidence is None:
            return Fraction(0)
        return self.impact * self.confidence / HIGHEST

    def measured(self, measure: Measure) -> Fraction:
        """Return what it is worth by a measure; 0 while nothing is known."""
        match measure:
            case Measure.DOTS:
                return Fraction(self.dots)
            case Measure.IMPACT_FOR_EFFORT:
                return self.impact / self.effort if self.impact and self.effort else Fraction(0)
            case Measure.VALUE_PER_HOUR:
                return self.value / max(1, self.candidate.hours)

    @property
    def quadrant(self) -> Quadrant | None:
        """Where it stands; on the middle counts as high. None while nobody scored it."""
        if self.impact is None or self.effort is None:
            return None
        if self.impact >= _MIDDLE:
            return Quadrant.BIG_BET if self.effort >= _MIDDLE else Quadrant.QUICK_WIN
        return Quadrant.NOT_NOW if self.effort >= _MIDDLE else Quadrant.FILL_IN


def score_problem(score: Score) -> str:
    """Say why a score cannot be taken, or nothing."""
    named = (("impact", score.impact), ("effort", score.effort), ("confidence", score.confidence))
    wrong = [name for name, value in named if not LOWEST <= value <= HIGHEST]
    if wrong:
        verb = "goes" if len(wrong) == 1 else "go"
        return f"{spoken_list(wrong).capitalize()} {verb} from {LOWEST} to {HIGHEST}."
    return "There are no dots below zero." if score.dots < 0 else ""


def standings(candidates: Iterable[Candidate], scores: Iterable[Score]) -> tuple[Standing, ...]:
    """Return what the scores come to, in the order of the candidates.

    A person's last score of a candidate counts. Raises UserError for a score out of range.
    """
    of: dict[str, dict[str, Score]] = {}
    for score in scores:
        if problem := score_problem(score):
            raise UserError(problem, "Nothing was counted.")
        of.setdefault(score.candidate_id, {})[score.person_id] = score
    return tuple(_standing(one, tuple(of.get(one.id, {}).values())) for one in candidates)


def in_order(found: Sequence[Standing], measure: Measure) -> tuple[tuple[int, Standing], ...]:
    """Return (place, standing) by a measure, best first; equal ones share a place."""
    values = [one.measured(measure) for one in found]
    best_first = sorted(range(len(found)), key=lambda index: -values[index])
    return tuple(
        (sum(value > values[index] for value in values) + 1, found[index]) for index in best_first
    )


def hours_of(chosen: Iterable[Candidate]) -> dict[Hours, int]:
    """Return the hours a set needs, by kind."""
    needed = dict.fromkeys(Hours, 0)
    for candidate in chosen:
        for kind, hours in candidate.needs.items():
            needed[kind] += hours
    return needed


def too_many(chosen: Iterable[Candidate], available: Mapping[Hours, int]) -> str:
    """Say which hours a set needs more of than there are, or nothing."""
    missing = {kind: hours - available.get(kind, 0) for kind, hours in hours_of(chosen).items()}
    over = [
        f"{hours} more {'hour' if hours == 1 else 'hours'} of {kind.label.lower()}"
        for kind, hours in missing.items()
        if hours > 0
    ]
    return f"This needs {spoken_list(over)} than there are." if over else ""


def _standing(candidate: Candidate, scores: Sequence[Score]) -> Standing:
    if not scores:
        return Standing(candidate)
    columns = (
        [score.impact for score in scores],
        [score.effort for score in scores],
        [score.confidence for score in scores],
    )
    impact, effort, confidence = (Fraction(sum(column), len(column)) for column in columns)
    return Standing(
        candidate,
        len(scores),
        impact,
        effort,
        confidence,
        sum(score.dots for score in scores),
        max(max(column) - min(column) for column in columns),
    )
