"""Carries a command out inside one transaction. There is no other way to write: the window, undo,
import and the command line all come through here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain import commands as ask
from nghs_desktop.domain.changes import MADE, ChangeSet, Outcome
from nghs_desktop.domain.nouns import NOUN, NOUNS, Noun, noun_of
from nghs_desktop.domain.records import Kept
from nghs_desktop.domain.workspaces import IssuedBrief
from nghs_desktop.services import (
    barrier_steps,
    deciding,
    focus,
    framework_handlers,
    improvement,
    minutes_handlers,
    referral_steps,
)
from nghs_desktop.storage.store import Transaction, invert

Done = tuple[Any, str, int]
"""What a handler returns: the result, the undo label, and how many fields were left alone."""

_LABEL_LENGTH = 40

_FINAL = {
    "issued_brief": (
        "An issued brief never changes.",
        "Nothing was changed. Change the brief it was made from and issue it anew.",
    ),
    "privacy_confirmation": (
        "A confirmation stands as it was given.",
        "Nothing was changed. Confirm anew, or move this one to the Trash.",
    ),
    "state_change": (
        "A change of state stays as it was kept.",
        "Nothing was changed. Undo takes back whole steps, the newest first.",
    ),
}
"""Nouns whose records are written once, with what is said to who would change one."""


def carry_out(command: ask.Command, work: Transaction) -> Outcome:
    """Do what a command asks, inside the transaction, and put it on the undo list."""
    result, label, skipped = _HANDLERS[type(command)](command, work)
    changes = work.changes().changes
    minutes_handlers.guard(command, changes, work)
    framework_handlers.guard(command, changes, work)
    forever = minutes_handlers.is_forever(command)
    if not changes:
        label = label if isinstance(command, ask.Undo | ask.Redo) else ""
    elif not isinstance(command, ask.Undo | ask.Redo) and not work.joined and not forever:
        session = command.session if isinstance(command, ask.JOINED) else ""
        work.log_step(label, session)
    return Outcome(result, ChangeSet(changes, label), label, skipped)


def _log(command: ask.LogRecords, work: Transaction) -> Done:
    for record in command.records:
        if isinstance(record, IssuedBrief):
            _new_number(record, work)
        work.make(noun_of(record), record)
    for link in command.links:
        work.make(NOUN["link"], link)
    first = command.records[0] if command.records else None
    label = command.label or (f"add {noun_of(first).label.lower()}" if first else "add link")
    ids = tuple(record.id for record in command.records)
    return ids, label, 0


def _amend(command: ask.AmendRecords, work: Transaction) -> Done:
    for ref in command.refs:
        noun = _changeable(ref)
        before = _live(work, ref)
        deciding.refuse_by_hand(work, ref, command.values)
        focus.refuse_by_hand(work, ref, command.values)
        improvement.refuse_by_hand(work, ref, command.values)
        referral_steps.refuse_by_hand(work, ref, command.values)
        work.put(noun, ref.id, command.values)
        barrier_steps.note_by_hand(work, before)
    return None, command.label or f"change {_what(command.refs, work)}", 0


def _append(command: ask.AppendText, work: Transaction) -> Done:
    noun = _changeable(command.ref)
    record = _live(work, command.ref)
    before = getattr(record, command.field)
    text = f"{before}\n{command.text}" if before else command.text
    referral_steps.refuse_by_hand(work, command.ref, {command.field: text})
    work.put(noun, command.ref.id, {command.field: text})
    return None, command.label or f"add to {_what((command.ref,), work)}", 0


def _trash(command: ask.TrashRecords, work: Transaction) -> Done:
    for ref in command.refs:
        deciding.refuse_trashing(ref)
        referral_steps.refuse_trashing(ref)
        _live(work, ref)
        work.keep(_noun(ref), ref.id, Kept.TRASH)
    return len(command.refs), f"move {_what(command.refs, work)} to Trash", 0


def _restore(command: ask.RestoreRecords, work: Transaction) -> Done:
    for ref in command.refs:
        _live(work, ref)
        work.keep(_noun(ref), ref.id, Kept.LIVE)
    return len(command.refs), f"restore {_what(command.refs, work)}", 0


def _empty_trash(_command: ask.EmptyTrash, work: Transaction) -> Done:
    count = 0
    for noun in NOUNS:
        rows = work.rows(f"SELECT id FROM {noun.name} WHERE deleted = {int(Kept.TRASH)}")
        for (id,) in rows:
            work.keep(noun, id, Kept.GONE)
        count += len(rows)
    return count, "empty Trash", 0


def _connect(command: ask.ConnectRecords, work: Transaction) -> Done:
    for record in command.also:
        work.make(noun_of(record), record)
    for link in command.add:
        work.make(NOUN["link"], link)
    for id in command.remove:
        work.keep(NOUN["link"], id, Kept.GONE)
    return None, command.label or ("add link" if command.add else "remove link"), 0


def _together(command: ask.Together, work: Transaction) -> Done:
    results = tuple(_HANDLERS[type(one)](one, work)[0] for one in command.commands)
    return results, command.label, 0


def _undo_change(command: ask.UndoChange, work: Transaction) -> Done:
    rows = work.rows(
        "SELECT tbl, pk, col, old FROM change WHERE dev = ? AND n = ?", (command.device, command.n)
    )
    if not rows:
        raise UserError("This line of the history is no longer there.", "Nothing was changed.")
    table, key, column, old = rows[0]
    ref, noun = ask.Ref(table, key), NOUN[table]
    if table == "link" and column in (MADE, "deleted"):
        # A link has no name to look for in the Trash: it is there or it is not.
        work.keep(noun, key, Kept.GONE if column == MADE else Kept(old))
        return None, "take back link", 0
    deciding.refuse_undoing(work, table, key, column)
    focus.refuse_undoing(table, column)
    referral_steps.refuse_undoing(work, table, key, column)
    if column == MADE:
        work.keep(noun, key, Kept.TRASH)
        return None, f"move {_what((ref,), work)} to Trash", 0
    if column != "deleted":
        _changeable(ref)
    before = work.get(noun, key)
    work.put_columns(noun, key, {column: old})
    if before is not None:
        barrier_steps.note_by_hand(work, before)
    label = noun.field[column].about.label.lower()
    return None, f"take back {label} of {_what((ref,), work)}", 0


def _undo(_command: ask.Undo, work: Transaction) -> Done:
    found = work.rows(
        "SELECT txn, label, applied FROM step WHERE state = 'done' ORDER BY txn DESC LIMIT 1"
    )
    if not found:
        raise UserError("There is nothing to undo.")
    return _reverse(work, found[0], "undone")


def _redo(_command: ask.Redo, work: Transaction) -> Done:
    found = work.rows(
        "SELECT txn, label, applied FROM step WHERE state = 'undone' ORDER BY txn LIMIT 1"
    )
    if not found:
        raise UserError("There is nothing to redo.")
    return _reverse(work, found[0], "done")


def _reverse(work: Transaction, step: tuple[Any, ...], state: str) -> Done:
    """Take back what a step's last transaction did; this one becomes its last transaction."""
    txn, label, applied = step
    changes = work.rows(
        "SELECT dev, n, tbl, pk, col, old, new FROM change "
        "WHERE dev = ? AND txn = ? ORDER BY n DESC",
        (work.device, applied),
    )
    skipped = invert(work, changes)
    work.rows("UPDATE step SET state = ?, applied = ? WHERE txn = ?", (state, work.txn, txn))
    return None, label, skipped


def _noun(ref: ask.Ref) -> Noun:
    return NOUN[ref.noun]


def _changeable(ref: ask.Ref) -> Noun:
    if ref.noun in _FINAL:
        raise UserError(*_FINAL[ref.noun])
    return _noun(ref)


def _new_number(issued: IssuedBrief, work: Transaction) -> None:
    if work.rows(
        "SELECT 1 FROM issued_brief WHERE group_id IS ? AND number = ? AND deleted <> ? AND id <> ?",
        (issued.group_id, issued.number, int(Kept.GONE), issued.id),
    ):
        raise UserError(
            f"Brief {issued.number} is issued already.",
            "Nothing was issued twice. Issue it again to give it the next number.",
        )


def _live(work: Transaction, ref: ask.Ref) -> Any:
    noun = _noun(ref)
    record = work.get(noun, ref.id)
    if record is None or record.deleted == Kept.GONE:
        raise UserError(
            f"This {noun.label.lower()} is no longer in the workspace.",
            "Nothing was changed. Close it and open the list again.",
        )
    return record


def _what(refs: tuple[ask.Ref, ...], work: Transaction) -> str:
    if len(refs) == 1:
        title = work.headline(_noun(refs[0]), refs[0].id)
        short = title if len(title) <= _LABEL_LENGTH else title[: _LABEL_LENGTH - 1] + "…"
        return f"“{short}”"
    nouns = {ref.noun for ref in refs}
    if len(nouns) == 1:
        return f"{len(refs)} {NOUN[refs[0].noun].plural.lower()}"
    return f"{len(refs)} items"


_HANDLERS: dict[type[Any], Callable[[Any, Transaction], Done]] = {
    ask.LogRecords: _log,
    ask.AmendRecords: _amend,
    ask.AppendText: _append,
    ask.TrashRecords: _trash,
    ask.RestoreRecords: _restore,
    ask.EmptyTrash: _empty_trash,
    ask.ConnectRecords: _connect,
    ask.Together: _together,
    ask.OpenVote: deciding.open_decision,
    ask.KeepVoteLine: deciding.keep_line,
    ask.TakeBackVoteLine: deciding.take_back_line,
    ask.NextRound: deciding.next_round,
    ask.CloseDecision: deciding.close,
    ask.SetVoteAside: deciding.set_aside,
    ask.WriteOutcome: deciding.write_outcome,
    ask.UndoChange: _undo_change,
    ask.Undo: _undo,
    ask.Redo: _redo,
    **minutes_handlers.HANDLERS,
    **focus.HANDLERS,
    **improvement.HANDLERS,
    **barrier_steps.HANDLERS,
    **referral_steps.HANDLERS,
    **framework_handlers.HANDLERS,
}
