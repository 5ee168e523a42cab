"""What is asked when practices are reviewed and given a level, and when a framework is adopted. Each
is guarded where it is carried out, in the transaction that writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.practices import PracticeLevel


@frozen
class AskReviewers:
    """Ask people to rate a practice under a framework; `reviews` is the new key by person.

    Where everybody of the last round handed in, this begins the next round.
    """

    practice_id: str
    framework_id: str
    reviews: Mapping[str, str]
    asked_on: date
    due: date | None = None


@frozen
class RateReview:
    """Keep one person's ratings, 1 to 5 by criterion; `hand_in` makes them final."""

    review_id: str
    ratings: Mapping[str, int]
    at: datetime
    comments: str = ""
    hand_in: bool = True


@frozen
class ClassifyPractice:
    """Give a practice a level by a decision. `id` is the key of the new classification.

    `context_id` names the local context whose tier counted; `by` is who wrote it down.
    """

    id: str
    practice_id: str
    framework_id: str
    level: PracticeLevel
    decision_id: str
    on: date
    at: datetime
    reason: str = ""
    context_id: str = ""
    review_by: date | None = None
    by: str = ""


@frozen
class AdoptFramework:
    """Put a version of a framework in force by a decision; the one before is replaced."""

    framework_id: str
    decision_id: str
    on: date
    at: datetime
    by: str = ""


PracticeStep = AskReviewers | RateReview | ClassifyPractice | AdoptFramework
"""Steps with guards of their own. Other commands leave alone what only they may write."""
