"""What a person can ask of a barrier and of a referral: the next status, a merge, the next move."""

from __future__ import annotations

from datetime import date, datetime

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.barriers import BarrierStatus
from nghs_desktop.domain.referrals import ReferralState


@frozen
class ChangeBarrierState:
    """Give a barrier its next status. Refused, with why, where a guard of `barrier_life` forbids it.

    `id` is the key of the change that is kept. `by` is who said so, else who is at the keyboard;
    `confirmed_by_id` is the person whom it affects who says that it is gone.
    """

    id: str
    barrier_id: str
    to: BarrierStatus
    at: datetime
    why: str = ""
    by: str = ""
    confirmed_by_id: str = ""
    look_again: date | None = None
    decision_id: str | None = None


@frozen
class MergeBarriers:
    """Let one barrier stand for another that says the same: its links go over, and it points there."""

    id: str
    kept_id: str
    merged_id: str
    at: datetime


@frozen
class MoveReferral:
    """Give a referral its next state, said by one of its two groups; its barriers follow.

    `id` is the key of the change that is kept. `why` is the answer or the reason where one is asked.
    """

    id: str
    referral_id: str
    to: ReferralState
    at: datetime
    group_id: str
    why: str = ""
    by: str = ""
    decision_id: str | None = None


@frozen
class SplitReferral:
    """Split a referral: each part is (key, group it goes to, keys of its barriers), drafted."""

    id: str
    referral_id: str
    at: datetime
    why: str
    parts: tuple[tuple[str, str, tuple[str, ...]], ...]
    by: str = ""


BarrierStep = ChangeBarrierState | MergeBarriers | MoveReferral | SplitReferral
"""What becomes of barriers and referrals."""
