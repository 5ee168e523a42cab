"""Carries out what is asked of a referral, inside the bus's transaction: its moves and its split.

The guards of `domain.referrals` are asked in the transaction that writes. The barriers follow in the
same step: they are referred once it is sent, and come home once their group was told what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain import barrier_commands as ask
from nghs_desktop.domain.attention import KeptReferral, StateChange
from nghs_desktop.domain.barrier_life import Change, change_problem
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.nouns import BARRIER, NOUN
from nghs_desktop.domain.records import Kept
from nghs_desktop.domain.referrals import Move, ReferralState, moved, split
from nghs_desktop.services.barrier_steps import actor_of, put_status
from nghs_desktop.services.barriers import referrals_of
from nghs_desktop.services.referring import as_rules, day_to_acknowledge, keys_of, parts_of
from nghs_desktop.storage.store import Transaction

Done = tuple[Any, str, int]

RULE = "life of a referral"
_REFERRAL, _CHANGE = NOUN["referral"], NOUN["state_change"]
_S = ReferralState
_REPLIES = (_S.RETURNED, _S.SPLIT, _S.ANSWERED)
_OF_ITS_MOVES = frozenset(("state", "answer", "acknowledge_by", "part_of_id"))
_ONCE_SENT = frozenset(("from_group_id", "to_group_id", "barriers", "ask", "why"))
"""What was sent stays as it was sent: the other group has read it."""


def move(command: ask.MoveReferral, work: Transaction) -> Done:
    """Move a referral, keep the move, and let its barriers follow; asking twice does it once."""
    kept = _live(work, command.referral_id)
    label = f"{command.to.label.lower()}: referral “{_short(kept.title)}”"
    if command.to is _S.SPLIT:
        raise UserError("A split says which barrier goes where.", "Nothing was changed.")
    if _is_done(work, command.id):
        return kept.id, label, 0
    parts = tuple(as_rules(work, one) for one in parts_of(work, kept.id))
    step = _move(command, command.to, work)
    moved(as_rules(work, kept), step, parts)
    _keep(work, kept, step, command.id, command.decision_id)
    _barriers_follow(work, kept, step)
    return kept.id, label, 0


def divide(command: ask.SplitReferral, work: Transaction) -> Done:
    """Split a referral into parts that go on by themselves, drafted."""
    kept = _live(work, command.referral_id)
    label = f"split referral “{_short(kept.title)}”"
    if _is_done(work, command.id):
        return kept.id, label, 0
    step = Move(
        _S.SPLIT,
        command.at,
        command.by or actor_of(work),
        kept.to_group_id or "",
        command.why.strip(),
    )
    _, parts = split(as_rules(work, kept), step, command.parts)
    _keep(work, kept, step, command.id, None)
    for part in parts:
        titles = [
            one.title for key in part.barriers if (one := work.get(BARRIER, key)) is not None
            and isinstance(one, Barrier)
        ]  # fmt: skip
        work.make(
            _REFERRAL,
            KeptReferral(
                id=part.id,
                title=titles[0] if titles else kept.title,
                from_group_id=part.from_group or None,
                to_group_id=part.to_group or None,
                barriers=" ".join(part.barriers),
                ask=part.ask,
                why=part.why,
                urgency=kept.urgency,
                part_of_id=kept.id,
            ),
        )
    return kept.id, label, 0


def _move(command: ask.MoveReferral, to: ReferralState, work: Transaction) -> Move:
    return Move(
        to,
        command.at,
        command.by or actor_of(work),
        command.group_id,
        command.why.strip(),
        command.decision_id or "",
    )


def _keep(
    work: Transaction, kept: KeptReferral, step: Move, id: str, decision_id: str | None
) -> None:
    values: dict[str, Any] = {"state": step.to}
    if step.to is _S.SENT:
        values["acknowledge_by"] = day_to_acknowledge(work, kept.to_group_id, step.at)
    if step.to in _REPLIES:
        values["answer"] = step.why
    if step.to is _S.ANSWERED and decision_id:
        values["decision_id"] = decision_id
    work.put(_REFERRAL, kept.id, values)
    change = StateChange(
        id=id,
        about_noun="referral",
        about_id=kept.id,
        before=str(kept.state),
        after=str(step.to),
        at=step.at,
        by=step.by,
        group_id=step.group_id or None,
        why=step.why,
        decision_id=decision_id,
        rule=RULE,
    )
    work.make(_CHANGE, change)


# -- the barriers follow -------------------------------------------------------------------------


def _barriers_follow(work: Transaction, kept: KeptReferral, step: Move) -> None:
    for key in keys_of(kept):
        barrier = cast("Barrier | None", work.get(BARRIER, key))
        if barrier is None or barrier.deleted != Kept.LIVE or barrier.merged_into_id:
            continue
        to = _follows(work, barrier, kept, step)
        if to is not None:
            put_status(
                work,
                barrier,
                to,
                at=step.at,
                by=step.by,
                why=_why(work, kept, step),
                rule=RULE,
                group_id=step.group_id or None,
            )


def _follows(
    work: Transaction, barrier: Barrier, kept: KeptReferral, step: Move
) -> BarrierStatus | None:
    """Return the status that a move gives a barrier: none where its own guards hold it back."""
    if step.to is _S.SENT:
        change = Change(BarrierStatus.REFERRED, referral_id=kept.id)
        return None if change_problem(barrier, change) else BarrierStatus.REFERRED
    if step.to is not _S.ORIGIN_INFORMED or barrier.status is not BarrierStatus.REFERRED:
        return None
    if any(one.id != kept.id and _goes_on(one) for one in referrals_of(work, (barrier.id,))):
        return None
    came_back = any(one.after == _S.RETURNED for one in _changes(work, kept.id))
    order = (BarrierStatus.FRAMED, BarrierStatus.IN_WORK)
    for to in order if came_back else reversed(order):
        if not change_problem(barrier, Change(to)):
            return to
    return None


def _goes_on(other: KeptReferral) -> bool:
    if other.state is _S.DRAFTED:
        return other.part_of_id is not None
    return other.state not in (_S.ORIGIN_INFORMED, _S.CLOSED)


def _changes(work: Transaction, referral_id: str) -> list[StateChange]:
    found = work.records(
        _CHANGE, "WHERE r.deleted = 0 AND r.about_id = ? ORDER BY r.at", (referral_id,)
    )
    return cast(list[StateChange], found)


def _why(work: Transaction, kept: KeptReferral, step: Move) -> str:
    group_id = kept.to_group_id
    rows = work.rows("SELECT name FROM work_group WHERE id = ?", (group_id,))
    name = str(rows[0][0]) if rows else "the other group"
    if step.to is _S.SENT:
        return f"Referred to {name}."
    return f"{name} said: {kept.answer}" if kept.answer else f"{name} has answered."


# -- what is not done by hand ----------------------------------------------------------------------


def refuse_by_hand(work: Transaction, ref: Ref, values: Mapping[str, Any]) -> None:
    """Refuse to change by hand where a referral stands, or what was sent of it."""
    if ref.noun != "referral":
        return
    kept = cast("KeptReferral | None", work.get(_REFERRAL, ref.id))
    if kept is None:
        return
    touched = {name for name in values if getattr(kept, name) != values[name]}
    if touched & _OF_ITS_MOVES:
        raise UserError(
            "Where a referral stands is changed by its own steps.",
            "Nothing was changed. The buttons in the referral show what comes next.",
        )
    if touched & _ONCE_SENT and kept.state is not _S.DRAFTED:
        raise UserError(
            "The other group has this referral as it was sent.",
            "Nothing was changed. Undo takes the sending back, or send another.",
        )


def refuse_trashing(ref: Ref) -> None:
    """Refuse to take away one kept change of a state."""
    if ref.noun == "state_change":
        raise UserError(
            "A change of state stays as it was kept.",
            "Nothing was changed. Undo takes back whole steps, the newest first.",
        )


def refuse_undoing(work: Transaction, noun: str, id: str, column: str) -> None:
    """Refuse to take back a line of a referral's moves alone; undo takes back the whole step."""
    kept = cast("KeptReferral | None", work.get(_REFERRAL, id)) if noun == "referral" else None
    of_moves = kept is not None and (
        column in _OF_ITS_MOVES or (column in (*_ONCE_SENT, "*") and kept.state is not _S.DRAFTED)
    )
    if noun == "state_change" or of_moves:
        raise UserError(
            "This is part of a step and cannot be taken back alone.",
            "Nothing was changed. Undo takes back whole steps, the newest first.",
        )


def _is_done(work: Transaction, id: str) -> bool:
    known = work.get(_CHANGE, id)
    return known is not None and known.deleted == Kept.LIVE


def _live(work: Transaction, id: str) -> KeptReferral:
    found = cast("KeptReferral | None", work.get(_REFERRAL, id))
    if found is None or found.deleted != Kept.LIVE:
        raise UserError(
            "This referral is no longer in the workspace.",
            "Nothing was changed. Close it and open the list again.",
        )
    return found


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


HANDLERS: dict[type[Any], Callable[[Any, Transaction], Done]] = {
    ask.MoveReferral: move,
    ask.SplitReferral: divide,
}
