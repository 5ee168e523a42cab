"""The life of a barrier: which status follows which and what each asks for, how complete it is, and
when it has gone stale.

The four questions: whose is it, what does it cause, what is the next step, who hears of it if nothing
moves. Pure: days are handed in.
"""

from __future__ import annotations

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.describe import Word
from nghs_desktop.domain.spoken import spoken_count, spoken_list

STALE_AFTER = 2
"""After so many meetings without a next step, a barrier tops the agenda."""

B = BarrierStatus
_NEXT: dict[BarrierStatus, tuple[BarrierStatus, ...]] = {
    B.CAPTURED: (B.TRIAGED, B.CLOSED, B.REFERRED),
    B.TRIAGED: (B.FRAMED, B.REFERRED, B.ACCEPTED_AS_IS, B.CLOSED),
    B.FRAMED: (B.IN_WORK, B.REFERRED, B.PROPOSED_FOCUS, B.ACCEPTED_AS_IS, B.CLOSED),
    B.IN_WORK: (B.RESOLVED, B.REFERRED, B.PROPOSED_FOCUS, B.ACCEPTED_AS_IS),
    B.REFERRED: (B.IN_WORK, B.FRAMED, B.RESOLVED, B.ACCEPTED_AS_IS),
    B.PROPOSED_FOCUS: (B.IN_WORK, B.FRAMED, B.ACCEPTED_AS_IS),
    B.RESOLVED: (B.VERIFIED, B.REOPENED),
    B.VERIFIED: (B.CLOSED, B.REOPENED),
    B.CLOSED: (B.REOPENED,),
    B.ACCEPTED_AS_IS: (B.REOPENED,),
    B.REOPENED: (B.TRIAGED, B.FRAMED, B.IN_WORK, B.REFERRED, B.ACCEPTED_AS_IS),
}
_WITH_REASON = (B.CLOSED, B.ACCEPTED_AS_IS, B.REOPENED)


class Question(Word):
    """What a framed barrier has answered."""

    OWNER = "owner", "Whose is it?"
    CONSEQUENCE = "consequence", "What does it cause?"
    NEXT_STEP = "next_step", "What is the next step?"
    ESCALATION = "escalation", "Who hears of it if nothing moves?"


@frozen
class Change:
    """A change of status: to what, why, by whom it was confirmed, and when to look again."""

    to: BarrierStatus
    why: str = ""
    confirmed_by_id: str = ""
    confirmed_by_affected: bool = False
    look_again: bool = False
    referral_id: str = ""


def answered(barrier: Barrier) -> dict[Question, bool]:
    """Return which of the four questions a barrier answers."""
    return {
        Question.OWNER: bool(barrier.owner_id),
        Question.CONSEQUENCE: bool(barrier.consequence.strip()),
        Question.NEXT_STEP: bool(barrier.next_step.strip()),
        Question.ESCALATION: bool(barrier.escalation.strip()),
    }


def completeness_words(barrier: Barrier) -> str:
    """Return how complete it is: 3 of 4; still open: What is the next step?"""
    held = answered(barrier)
    missing = [question.label for question, there in held.items() if not there]
    words = f"{sum(held.values())} of {len(held)} questions answered"
    return f"{words}; still open: {' '.join(missing)}" if missing else words


def may_become(status: BarrierStatus) -> tuple[BarrierStatus, ...]:
    """Return the statuses that can follow."""
    return _NEXT[status]


def change_problem(barrier: Barrier, change: Change) -> str:
    """Say why a barrier cannot take a status, or nothing."""
    if change.to not in may_become(barrier.status):
        now, then = barrier.status.label.lower(), change.to.label.lower()
        return f"A barrier that is {now} cannot become {then}."
    # One that is verified closes for the best of reasons: it is gone.
    has_reason = change.why.strip() or (change.to is B.CLOSED and barrier.status is B.VERIFIED)
    if change.to in _WITH_REASON and not has_reason:
        return f"{change.to.label} needs a reason."
    match change.to:
        case B.FRAMED:
            missing = [one.label for one, there in answered(barrier).items() if not there]
            return f"Answer first: {' '.join(missing)}" if missing else ""
        case B.IN_WORK:
            missing = [
                word
                for word, there in (
                    ("an owner", barrier.owner_id),
                    ("a next step", barrier.next_step.strip()),
                )
                if not there
            ]
            return f"Work needs {spoken_list(missing)}." if missing else ""
        case B.REFERRED:
            return "" if change.referral_id else "It is referred by a referral. Write it first."
        case B.VERIFIED:
            if change.confirmed_by_id and change.confirmed_by_affected:
                return ""
            return "Somebody whom it affects says that it is gone."
        case B.ACCEPTED_AS_IS:
            return "" if change.look_again else "Say when to look at it again."
        case _:
            return ""


def check_change(barrier: Barrier, change: Change) -> None:
    """Raise UserError where a guard forbids a change of status."""
    if problem := change_problem(barrier, change):
        raise UserError(problem, "Nothing was changed.")


def is_stale(barrier: Barrier, meetings_since: int) -> bool:
    """Tell whether it has waited for a next step for two meetings or more."""
    waiting = barrier.status in (B.CAPTURED, B.TRIAGED, B.FRAMED, B.REOPENED)
    return waiting and not barrier.next_step.strip() and meetings_since >= STALE_AFTER


def stale_words(meetings_since: int) -> str:
    """Return how long it has waited: Three meetings without a next step."""
    return f"{spoken_count(meetings_since, 'meeting').capitalize()} without a next step"
