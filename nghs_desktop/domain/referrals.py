"""A barrier handed from one lever's group to another, with a clock and an answer that comes home.

drafted, sent, acknowledged, then accepted, returned or split; accepted ones are worked and answered;
the origin is told, and it closes. The origin keeps sight of it all the way; a split one is done when
its parts are. Every move keeps who, when and why. Pure: moments and days are handed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Word
from nghs_desktop.domain.spoken import spoken_count

USUAL_WAIT = timedelta(days=30)
"""How long a group may take to acknowledge where it has no meeting before."""


class ReferralState(Word):
    """Where a referral stands."""

    DRAFTED = "drafted", "Drafted"
    SENT = "sent", "Sent"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"
    SPLIT = "split", "Split"
    WORKED = "worked", "In work"
    ANSWERED = "answered", "Answered"
    ORIGIN_INFORMED = "origin_informed", "Origin informed"
    CLOSED = "closed", "Closed"


class Ask(Word):
    """What the other group is asked to do."""

    ACT = "act", "Act"
    ADVISE = "advise", "Advise"
    FUND = "fund", "Fund"
    RESEARCH = "research", "Research"


S = ReferralState
_NEXT: dict[ReferralState, tuple[ReferralState, ...]] = {
    S.DRAFTED: (S.SENT,),
    S.SENT: (S.ACKNOWLEDGED,),
    S.ACKNOWLEDGED: (S.ACCEPTED, S.RETURNED, S.SPLIT),
    S.ACCEPTED: (S.WORKED, S.ANSWERED),
    S.WORKED: (S.ANSWERED,),
    S.RETURNED: (S.ORIGIN_INFORMED,),
    S.SPLIT: (S.ORIGIN_INFORMED,),
    S.ANSWERED: (S.ORIGIN_INFORMED,),
    S.ORIGIN_INFORMED: (S.CLOSED,),
    S.CLOSED: (),
}
_WITH_REASON = (S.RETURNED, S.SPLIT, S.ANSWERED)
_BY_ORIGIN = (S.SENT, S.CLOSED)
"""Moves of the origin's; telling the origin is the other group's, as all the rest are."""


@frozen
class Move:
    """One change of state: to what, when, by whom of which group, why, and by which decision."""

    to: ReferralState
    at: datetime
    by: str
    group_id: str
    why: str = ""
    decision_id: str = ""


@frozen
class Referral:
    """A referral and all that happened to it. `part_of` is the one it was split from."""

    id: str
    from_group: str
    to_group: str
    barriers: tuple[str, ...]
    ask: Ask = Ask.ACT
    why: str = ""
    state: ReferralState = ReferralState.DRAFTED
    moves: tuple[Move, ...] = ()
    part_of: str = ""

    @property
    def answer(self) -> str:
        """What the other group said: an answer, or why it came back or was split."""
        return next((m.why for m in reversed(self.moves) if m.to in _WITH_REASON), "")

    def reached(self, state: ReferralState) -> datetime | None:
        """Return when it came into a state, or None."""
        return next((move.at for move in self.moves if move.to is state), None)


def may_move(referral: Referral) -> tuple[ReferralState, ...]:
    """Return the states it can come into next."""
    return _NEXT[referral.state]


def move_problem(referral: Referral, move: Move, parts: Iterable[Referral] = ()) -> str:
    """Say why a move cannot be made, or nothing. `parts` are those it was split into."""
    if move.to not in may_move(referral):
        now, then = referral.state.label.lower(), move.to.label.lower()
        return f"A referral that is {now} cannot become {then}."
    wanted = referral.from_group if move.to in _BY_ORIGIN else referral.to_group
    if move.group_id != wanted:
        side = "the group that sent it" if move.to in _BY_ORIGIN else "the group it was sent to"
        return f"Only {side} can say that it is {move.to.label.lower()}."
    if referral.moves and move.at < referral.moves[-1].at:
        return "This is said to have happened before the step that went before it."
    if move.to is S.SENT:
        if not referral.barriers:
            return "There is no barrier in it yet."
        if not referral.why.strip():
            return "It does not say yet why it goes to the other group."
        if referral.from_group == referral.to_group:
            return "A group does not refer to itself."
        if not move.decision_id and not move.by:
            return "Sending needs a decision of the group, or the chair's name."
    if move.to in _WITH_REASON and not move.why.strip():
        return (
            "An answer needs words."
            if move.to is S.ANSWERED
            else f"{move.to.label} needs its reason."
        )
    if move.to is S.SPLIT and len(referral.barriers) < 2:
        return "Only a referral of several barriers can be split."
    if move.to is S.CLOSED and any(part.state is not S.CLOSED for part in parts):
        return "A part of it is still open."
    return ""


def moved(referral: Referral, move: Move, parts: Iterable[Referral] = ()) -> Referral:
    """Return the referral after a move. Raises UserError where a guard forbids it."""
    if problem := move_problem(referral, move, tuple(parts)):
        raise UserError(problem, "Nothing was changed.")
    return replace(referral, state=move.to, moves=(*referral.moves, move))


def split(referral: Referral, move: Move, parts: Iterable[tuple[str, str, tuple[str, ...]]]) -> (
    tuple[Referral, tuple[Referral, ...]]
):  # fmt: skip
    """Split into parts of (id, group it goes to, barriers); each goes on by itself, drafted.

    The group that splits sends the parts it hands on; the origin sees them as parts of its own.
    Raises UserError unless every barrier is in one part.
    """
    wanted = tuple(parts)
    spread = [barrier for _, _, barriers in wanted for barrier in barriers]
    if sorted(spread) != sorted(referral.barriers):
        raise UserError("Each barrier goes into one part.", "Nothing was changed.")
    whole = moved(referral, move)
    return whole, tuple(
        Referral(id, referral.to_group, group, barriers, referral.ask, referral.why,
                 part_of=referral.id)
        for id, group, barriers in wanted
    )  # fmt: skip


def acknowledge_by(sent: datetime, next_meeting: date | None) -> date:
    """Return the day to acknowledge by: the other group's next meeting, or 30 days, the earlier."""
    last = (sent + USUAL_WAIT).date()
    return min(next_meeting, last) if next_meeting is not None else last


def clock_words(referral: Referral, today: date, next_meeting: date | None = None) -> str:
    """Return how long it has waited, or is late, in words; nothing once it is answered."""
    sent = referral.reached(S.SENT)
    if sent is None:
        return "Not sent yet" if referral.state is S.DRAFTED else ""
    if referral.state is S.SENT:
        late = (today - acknowledge_by(sent, next_meeting)).days
        if late > 0:
            return f"Not acknowledged; {spoken_count(late, 'day')} late"
        return f"Sent {spoken_count((today - sent.date()).days, 'day')} ago"
    if referral.state in (S.ACKNOWLEDGED, S.ACCEPTED, S.WORKED):
        return f"{spoken_count((today - sent.date()).days, 'day').capitalize()} without an answer"
    return ""
