"""Carries out what becomes of minutes, and keeps every other command away from sealed ones.

The rules are in `domain.minutes`; here is what is read and written for them, inside the bus's
transaction. Sealing and adding are not on the undo list, and what led to a seal leaves it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, cast

from nghs_desktop.base.clock import from_text
from nghs_desktop.base.errors import UserError
from nghs_desktop.domain import commands as ask
from nghs_desktop.domain import minutes
from nghs_desktop.domain.changes import MADE, Change
from nghs_desktop.domain.decisions import Decision, DecisionStatus, Result
from nghs_desktop.domain.kept_minutes import (
    KeptMinutes,
    MinutesAddendum,
    MinutesCorrection,
    MinutesState,
    minutes_key,
)
from nghs_desktop.domain.meetings import Meeting, MeetingState
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.services.minutes_life import base_key, life_of, verify
from nghs_desktop.storage.store import Transaction

_CORRECTION, _ADDENDUM = "minutes_correction", "minutes_addendum"
NOUNS_OF_MINUTES = ("minutes", _CORRECTION, _ADDENDUM)

OWN_STEPS = (
    "Minutes change in steps of their own.",
    "Nothing was changed. Open the minutes of the meeting.",
)
"""What is said to who would change them as any other record."""

_SEALED = (
    "These minutes are sealed; nothing was changed.",
    "Write an addendum: it is kept and printed below them.",
)
_FOREVER = (ask.SealMinutes, ask.AddToMinutes)

Done = tuple[Any, str, int]


def is_forever(command: ask.Command) -> bool:
    """Tell whether a command is never undone."""
    return any(isinstance(one, _FOREVER) for one in _each(command))


def guard(command: ask.Command, changes: Sequence[Change], work: Transaction) -> None:
    """Refuse what a command did to sealed minutes, by whatever way: undo, Trash, history, import.

    Raises UserError, which takes the whole transaction back.
    """
    touched = [change for change in changes if change.noun in NOUNS_OF_MINUTES]
    if not touched:
        return
    sealing = {minutes_key(one.meeting_id) for one in _each(command) if _is(one, ask.SealMinutes)}
    adding = {minutes_key(one.meeting_id) for one in _each(command) if _is(one, ask.AddToMinutes)}
    for change in touched:
        id = _minutes_of(change, work)
        if not _is_sealed(id, work):
            continue
        if id in sealing:
            continue
        if id in adding and change.noun == _ADDENDUM and change.field == MADE:
            continue
        raise UserError(*_SEALED)
    if any(_by_hand(one) for one in _each(command)):
        raise UserError(*OWN_STEPS)


def _by_hand(command: Any) -> bool:
    """Whether minutes are changed as any other record; a new draft may be kept with others."""
    if isinstance(command, ask.AmendRecords):
        return any(ref.noun in NOUNS_OF_MINUTES for ref in command.refs)
    if isinstance(command, ask.AppendText):
        return command.ref.noun in NOUNS_OF_MINUTES
    made = command.records if isinstance(command, ask.LogRecords) else ()
    made = command.also if isinstance(command, ask.ConnectRecords) else made
    return isinstance(command, ask.UndoChange) or any(
        isinstance(one, MinutesCorrection | MinutesAddendum)
        or (isinstance(one, KeptMinutes) and one.state is not MinutesState.DRAFT)
        for one in made
    )


def _is(command: ask.Command, kind: type[Any]) -> bool:
    return isinstance(command, kind)


def _each(command: Any) -> Iterator[Any]:
    """A command, or those that make it up."""
    if isinstance(command, ask.Together):
        for one in command.commands:
            yield from _each(one)
    else:
        yield command


def _minutes_of(change: Change, work: Transaction) -> str:
    if change.noun == "minutes":
        return change.id
    rows = work.rows(f"SELECT minutes_id FROM {change.noun} WHERE id = ?", (change.id,))
    return str(rows[0][0]) if rows else ""


def _is_sealed(id: str, work: Transaction) -> bool:
    """Whether minutes are sealed, or were when this transaction began."""
    rows = work.rows(
        "SELECT 1 FROM minutes WHERE id = ?1 AND state = 'sealed' UNION ALL "
        "SELECT 1 FROM change WHERE dev = ?2 AND n > ?3 AND tbl = 'minutes' AND pk = ?1 "
        "AND col = 'state' AND old = 'sealed' LIMIT 1",
        (id, work.device, work.started_after),
    )
    return bool(rows)


# -- the steps -------------------------------------------------------------------------------
def _write(command: ask.WriteMinutes, work: Transaction) -> Done:
    written = minutes.write(life_of(work, command.meeting_id), command.text)
    id = _keep(command.meeting_id, work)
    work.put(NOUN["minutes"], id, {"text": written.text})
    if command.base:
        noun, key = NOUN[_CORRECTION], base_key(id)
        kept = MinutesCorrection(id=key, minutes_id=id, at=_now(work), before=command.base)
        if not work.make(noun, kept):
            work.put(noun, key, {"before": command.base, "at": _now(work)})
    return id, command.label, 0


def _circulate(command: ask.CirculateMinutes, work: Transaction) -> Done:
    meeting = _meeting(command.meeting_id, work)
    if meeting.state is not MeetingState.ENDED:
        raise UserError(
            "The meeting has not ended yet.", "End it first; its minutes are kept as a draft."
        )
    life = life_of(work, command.meeting_id)
    if not life.text.strip():
        life = minutes.write(life, command.text)
    sent = minutes.circulate(life, corrections_due=command.corrections_due)
    id = _keep(command.meeting_id, work)
    values = {
        "text": sent.text,
        "state": sent.state,
        "attended": " ".join(sorted(set(command.attended))),
        "circulated_at": _now(work),
        "corrections_due": sent.corrections_due,
    }
    work.put(NOUN["minutes"], id, values)
    return id, "circulate minutes", 0


def _correct(command: ask.CorrectMinutes, work: Transaction) -> Done:
    before = life_of(work, command.meeting_id)
    if work.get(NOUN[_CORRECTION], command.id) is not None:
        return None, "", 0
    after = minutes.correct(before, command.person_id, _now(work), command.text, command.why)
    if after is before:
        return None, "", 0
    id = minutes_key(command.meeting_id)
    made = after.corrections[-1]
    record = MinutesCorrection(
        id=command.id,
        minutes_id=id,
        person_id=made.person_id,
        at=made.at,
        before=made.before,
        why=made.why,
    )
    work.make(NOUN[_CORRECTION], record)
    work.put(NOUN["minutes"], id, {"text": after.text, "state": after.state})
    return command.id, "correct minutes", 0


def _approve(command: ask.ApproveMinutes, work: Transaction) -> Done:
    life = life_of(work, command.meeting_id)
    approved = minutes.approve(life, command.decision_id)
    _check_decision(command, work)
    id = minutes_key(command.meeting_id)
    values = {"state": approved.state, "decision_id": approved.decision_id}
    work.put(NOUN["minutes"], id, values)
    return id, "approve minutes", 0


def _seal(command: ask.SealMinutes, work: Transaction) -> Done:
    sealed = minutes.seal(life_of(work, command.meeting_id), _now(work))
    id = minutes_key(command.meeting_id)
    values = {
        "state": sealed.state,
        "text": sealed.text,
        "sealed_at": sealed.sealed_at,
        "seal": sealed.seal,
    }
    work.put(NOUN["minutes"], id, values)
    _forget_steps(id, work)
    return sealed.seal, "seal minutes", 0


def _add(command: ask.AddToMinutes, work: Transaction) -> Done:
    if work.get(NOUN[_ADDENDUM], command.id) is not None:
        return command.id, "", 0
    life = life_of(work, command.meeting_id)
    if not command.person_id or work.get(NOUN["person"], command.person_id) is None:
        raise UserError("An addendum needs who writes it.", "Choose a person, then add it.")
    if life.state is MinutesState.SEALED and (problem := verify(work, command.meeting_id)):
        raise UserError(problem, "Nothing was added. Restore a backup from before the change.")
    made = minutes.add(life, command.person_id, _now(work), command.text).addenda[-1]
    record = MinutesAddendum(
        id=command.id,
        minutes_id=minutes_key(command.meeting_id),
        person_id=made.person_id,
        at=made.at,
        text=made.text,
        seal=made.seal,
    )
    work.make(NOUN[_ADDENDUM], record)
    return command.id, "add to minutes", 0


def _keep(meeting_id: str, work: Transaction) -> str:
    """Make the record of a meeting's minutes where there is none; return its key."""
    _meeting(meeting_id, work)
    id = minutes_key(meeting_id)
    work.make(NOUN["minutes"], KeptMinutes(id=id, meeting_id=meeting_id))
    return id


def _meeting(meeting_id: str, work: Transaction) -> Meeting:
    meeting = cast(Meeting | None, work.get(NOUN["meeting"], meeting_id))
    if meeting is None or meeting.deleted:
        raise UserError(
            "This meeting is no longer in the workspace.",
            "Nothing was changed. Look for it in the Trash.",
        )
    return meeting


def _check_decision(command: ask.ApproveMinutes, work: Transaction) -> None:
    """Refuse a decision that was not taken, or not after the meeting."""
    decision = cast(Decision | None, work.get(NOUN["decision"], command.decision_id))
    if decision is None or decision.deleted:
        raise UserError("This decision is no longer in the workspace.", "Choose another one.")
    if decision.status not in (DecisionStatus.CLOSED, DecisionStatus.OUTCOME_WRITTEN):
        raise UserError(
            "This decision is not taken yet.", "Close it, or write its outcome, then approve."
        )
    if decision.result not in (None, Result.PASSED):
        raise UserError("This decision did not pass.", "The minutes are not approved by it.")
    meeting = _meeting(command.meeting_id, work)
    taken_in = work.get(NOUN["meeting"], decision.meeting_id) if decision.meeting_id else None
    taken = decision.closed_at or decision.heard_at or decision.created_at
    held = meeting.ended_at or meeting.started_at or meeting.starts_at
    early = taken is not None and held is not None and taken < held
    if (taken_in is not None and taken_in.id == meeting.id) or early:
        raise UserError(
            "Minutes are approved after their meeting, by another one.",
            "Choose a decision of a later meeting.",
        )


def _forget_steps(id: str, work: Transaction) -> None:
    """Take the steps that led to a seal off the undo list: it would be refused, and stay in the way."""
    work.rows(
        "UPDATE step SET state = 'gone' WHERE state <> 'gone' AND EXISTS (SELECT 1 FROM change c "
        "WHERE c.dev = ?1 AND c.txn = step.applied AND ((c.tbl = 'minutes' AND c.pk = ?2) OR "
        "(c.tbl = 'minutes_correction' AND c.pk IN "
        "(SELECT id FROM minutes_correction WHERE minutes_id = ?2))))",
        (work.device, id),
    )


def _now(work: Transaction) -> datetime:
    return from_text(work.now)


HANDLERS: dict[type[Any], Callable[[Any, Transaction], Done]] = {
    ask.WriteMinutes: _write,
    ask.CirculateMinutes: _circulate,
    ask.CorrectMinutes: _correct,
    ask.ApproveMinutes: _approve,
    ask.SealMinutes: _seal,
    ask.AddToMinutes: _add,
}
