"""What is asked in focus rounds and improvement work where a guard decides. Each is checked in the
transaction that writes, and keeps its change of state in the same step."""

from __future__ import annotations

from datetime import date, datetime

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.focus_records import RoundState, StaffAnswer
from nghs_desktop.domain.improvement import CycleDecision, CycleState


@frozen
class MoveRound:
    """Give a focus round its next state; `id` is the key of the change that is kept."""

    id: str
    round_id: str
    to: RoundState
    at: datetime
    why: str = ""
    by: str = ""
    decision_id: str | None = None


@frozen
class KeepScore:
    """Keep one person's score of a candidate in the vote that is on; a later one replaces it.

    `numbers` are impact, effort and confidence; without them those of the blind vote stand.
    """

    candidate_id: str
    person_id: str
    at: datetime
    numbers: tuple[int, int, int] | None = None
    dots: int | None = None


@frozen
class AnswerAdvice:
    """Keep what staff say to one candidate of a recommendation."""

    candidate_id: str
    answer: StaffAnswer
    on: date
    reason: str = ""
    by: str = ""


@frozen
class MoveCycle:
    """Give a cycle its next state; `id` is the key of the change that is kept."""

    id: str
    cycle_id: str
    to: CycleState
    at: datetime
    decision: CycleDecision | None = None
    why: str = ""
    by: str = ""


FocusStep = MoveRound | KeepScore | AnswerAdvice | MoveCycle
