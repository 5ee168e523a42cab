"""Commitments: who will do what by when."""

from __future__ import annotations

from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Word, choice, prose
from nghs_desktop.domain.records import Captured


class CommitmentStatus(Word):
    """The life of a commitment; overdue is derived, never stored."""

    OPEN = "open", "Open"
    IN_PROGRESS = "in_progress", "In progress"
    DONE = "done", "Done"
    VERIFIED = "verified", "Verified"
    DROPPED = "dropped", "Dropped"


@frozen(kw_only=True)
class Commitment(Captured):
    """What somebody said they would do, with an owner and a day."""

    status: CommitmentStatus = choice("Status", CommitmentStatus, CommitmentStatus.OPEN)
    outcome: str = prose("What came of it")


def days_late(commitment: Commitment, today: date) -> int:
    """Return by how many days an unfinished commitment is late (0 when it is not)."""
    unfinished = commitment.status in (CommitmentStatus.OPEN, CommitmentStatus.IN_PROGRESS)
    if not unfinished or commitment.due is None:
        return 0
    return max(0, (today - commitment.due).days)
