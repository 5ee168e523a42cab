"""Carries out what is asked of a barrier, inside the bus's transaction: its next status, a merge.

The guards of `domain.barrier_life` are asked here, where the barrier and its referrals are read in the
transaction that writes. Every change of status is kept with who, when, why and by what rule, whichever
way it came: one that was set in a list is kept as set by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from nghs_desktop.base.clock import from_text
from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain import barrier_commands as ask
from nghs_desktop.domain.attention import StateChange
from nghs_desktop.domain.barrier_life import Change, change_problem, check_change, may_become
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.links import Link, LinkKind, link
from nghs_desktop.domain.nouns import BARRIER, NOUN, show_number
from nghs_desktop.domain.people import Person
from nghs_desktop.domain.records import Kept, Record
from nghs_desktop.domain.referrals import ReferralState
from nghs_desktop.services.barriers import referrals_of
from nghs_desktop.storage.store import Transaction

Done = tuple[Any, str, int]

RULE = "life of a barrier"
MERGED = "merged"
BY_HAND = "set by hand"
_LINK, _CHANGE = NOUN["link"], NOUN["state_change"]
_ON_THE_WAY = (
    ReferralState.SENT,
    ReferralState.ACKNOWLEDGED,
    ReferralState.ACCEPTED,
    ReferralState.SPLIT,
    ReferralState.WORKED,
)


def change_state(command: ask.ChangeBarrierState, work: Transaction) -> Done:
    """Give a barrier its next status, keep the change; asking twice does it once."""
    barrier = live_barrier(work, command.barrier_id)
    label = f"{command.to.label.lower()}: “{_short(barrier.title)}”"
    known = work.get(_CHANGE, command.id)
    if known is not None and known.deleted == Kept.LIVE:
        return barrier.id, label, 0
    if barrier.merged_into_id:
        raise UserError(
            "This barrier was merged into another, which stands for it.",
            "Nothing was changed. Open the other one.",
        )
    person = cast("Person | None", work.get(NOUN["person"], command.confirmed_by_id))
    sent = next(
        (one.id for one in referrals_of(work, (barrier.id,)) if one.state in _ON_THE_WAY), ""
    )
    asked = Change(
        command.to,
        command.why,
        command.confirmed_by_id if person is not None else "",
        person is not None,
        command.look_again is not None,
        sent,
    )
    check_change(barrier, asked)
    by = command.by
    if command.to is BarrierStatus.VERIFIED and person is not None:
        by = person.name
    put_status(
        work,
        barrier,
        command.to,
        at=command.at,
        by=by,
        why=command.why.strip(),
        rule=RULE,
        id=command.id,
        decision_id=command.decision_id,
    )
    if command.look_again is not None:
        work.put(BARRIER, barrier.id, {"look_again": command.look_again})
    return barrier.id, label, 0


def put_status(
    work: Transaction,
    barrier: Barrier,
    to: BarrierStatus,
    *,
    at: datetime,
    by: str,
    why: str,
    rule: str,
    id: str = "",
    decision_id: str | None = None,
    group_id: str | None = None,
) -> None:
    """Write a status and the change that is kept of it. The caller has asked the guards."""
    work.put(BARRIER, barrier.id, {"status": to})
    change = StateChange(
        id=id or new_id(),
        about_noun="barrier",
        about_id=barrier.id,
        before=str(barrier.status),
        after=str(to),
        at=at,
        by=by or actor_of(work),
        group_id=group_id or barrier.group_id,
        why=why,
        decision_id=decision_id,
        rule=rule,
    )
    work.make(_CHANGE, change)


def merge(command: ask.MergeBarriers, work: Transaction) -> Done:
    """Merge a barrier into another: links and pointers go over, and it closes where it may."""
    kept, merged = live_barrier(work, command.kept_id), live_barrier(work, command.merged_id)
    code = show_number(BARRIER, kept.number)
    label = f"merge “{_short(merged.title)}” into {code}"
    if merged.merged_into_id == kept.id:
        return kept.id, label, 0
    if problem := merge_problem(kept, merged):
        raise UserError(problem, "Nothing was changed.")
    _move_links(work, kept, merged)
    work.make(_LINK, link("barrier", merged.id, LinkKind.DUPLICATES, "barrier", kept.id))
    for (id,) in work.rows("SELECT id FROM barrier WHERE merged_into_id = ?", (merged.id,)):
        work.put(BARRIER, id, {"merged_into_id": kept.id})
    work.put(BARRIER, merged.id, {"merged_into_id": kept.id})
    if BarrierStatus.CLOSED in may_become(merged.status):
        put_status(
            work,
            merged,
            BarrierStatus.CLOSED,
            at=command.at,
            by="",
            why=f"It says the same as {code}.",
            rule=MERGED,
            id=command.id,
        )
    return kept.id, label, 0


def merge_problem(kept: Barrier, merged: Barrier) -> str:
    """Say why one barrier cannot be merged into another, or nothing."""
    if kept.id == merged.id:
        return "A barrier is not merged into itself."
    if kept.merged_into_id:
        return f"“{_short(kept.title)}” was merged into another already. Merge into that one."
    if merged.merged_into_id:
        return f"“{_short(merged.title)}” was merged into another already."
    if merged.status not in BARRIER.finished and BarrierStatus.CLOSED not in may_become(
        merged.status
    ):
        now = merged.status.label.lower()
        return f"“{_short(merged.title)}” is {now}. Merge the other one into it instead."
    return ""


def _move_links(work: Transaction, kept: Barrier, merged: Barrier) -> None:
    found = cast(
        list[Link],
        work.records(
            _LINK, "WHERE r.deleted = 0 AND (r.from_id = ?1 OR r.to_id = ?1)", (merged.id,)
        ),
    )
    for one in found:
        other = one.to_id if one.from_id == merged.id else one.from_id
        work.keep(_LINK, one.id, Kept.GONE)
        if other == kept.id:
            continue  # the two said of each other what the merge says now
        ends = (
            ("barrier", kept.id, one.kind, one.to_noun, one.to_id)
            if one.from_id == merged.id
            else (one.from_noun, one.from_id, one.kind, "barrier", kept.id)
        )
        moved = link(*ends)
        known = work.get(_LINK, moved.id)
        if known is None or known.deleted != Kept.LIVE:
            work.make(_LINK, moved)
            if one.note:
                work.put(_LINK, moved.id, {"note": one.note})


def note_by_hand(work: Transaction, before: Record) -> None:
    """Keep the change of a status that was set by hand or taken back, as just that."""
    if not isinstance(before, Barrier):
        return
    after = cast("Barrier | None", work.get(BARRIER, before.id))
    if after is None or after.status is before.status:
        return
    problem = change_problem(before, Change(after.status, why="given", look_again=True))
    change = StateChange(
        id=new_id(),
        about_noun="barrier",
        about_id=before.id,
        before=str(before.status),
        after=str(after.status),
        at=from_text(work.now),
        by=actor_of(work),
        group_id=before.group_id,
        why="",
        rule=f"{BY_HAND}: {problem}" if problem else BY_HAND,
    )
    work.make(_CHANGE, change)


def actor_of(work: Transaction) -> str:
    """Return who is at the keyboard, as the history has it."""
    return str(work.rows("SELECT actor FROM sync_state")[0][0] or "")


def live_barrier(work: Transaction, id: str) -> Barrier:
    """Return a barrier that is neither gone nor in the Trash, or raise UserError."""
    found = cast("Barrier | None", work.get(BARRIER, id))
    if found is None or found.deleted != Kept.LIVE:
        raise UserError(
            "This barrier is no longer in the workspace.",
            "Nothing was changed. Close it and open the list again.",
        )
    return found


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


HANDLERS: dict[type[Any], Callable[[Any, Transaction], Done]] = {
    ask.ChangeBarrierState: change_state,
    ask.MergeBarriers: merge,
}
