"""Carries out what is asked of a vote, inside the bus's transaction: opening, lines, rounds, closing.

The guards are here, where the room is read in the same transaction that writes: a decision closes on
the count of its minute or not at all, and what only a vote may change cannot be changed otherwise.
The rules themselves are in `domain`; no screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import same_id
from nghs_desktop.domain import commands as ask
from nghs_desktop.domain.decision_rules import Stance, from_snapshot, rule_problem
from nghs_desktop.domain.decisions import (
    ConflictOfInterest,
    Decision,
    DecisionStatus,
    Method,
    Result,
    VoteLine,
)
from nghs_desktop.domain.links import LinkKind
from nghs_desktop.domain.meetings import AgendaItem, AgendaState
from nghs_desktop.domain.nouns import DECISION, NOUN
from nghs_desktop.domain.ordering import place_between
from nghs_desktop.domain.records import Kept, Record
from nghs_desktop.domain.tallies import revote
from nghs_desktop.domain.vote_lines import kind_of, write_entry
from nghs_desktop.services.votes import (
    VoteRecord,
    matters_of,
    open_vote,
    read_vote,
    recorded,
    vote_record,
    what_helps,
)
from nghs_desktop.storage.store import Transaction, invert

Done = tuple[Any, str, int]

_LINE, _CONFLICT = NOUN["vote_line"], NOUN["conflict_of_interest"]
_OF_THE_VOTE = frozenset(
    (
        "status",
        "method",
        "rule",
        "options",
        "round",
        "opened_at",
        "closed_at",
        "result",
        "words",
        "quorum",
        "meeting_id",
    )
)
"""Fields of a decision that only its vote changes, once it was put to the vote."""


def open_decision(command: ask.OpenVote, work: Transaction) -> Done:
    """Open a vote; opening what is open already changes nothing."""
    asked = command.decision
    if problem := rule_problem(from_snapshot(asked.rule)):
        raise UserError(problem, "Change the rule, then open the vote.")
    if not asked.title.strip():
        raise UserError("The question is missing.", "Type what is decided on.")
    if asked.meeting_id is None or asked.opened_at is None:
        raise UserError("A vote belongs to a meeting.", "Open it from the meeting.")
    running = open_vote(work, asked.meeting_id)
    if running is not None and running.id != asked.id:
        raise UserError(
            f"A vote is open already: “{running.title}”.",
            "Nothing was changed. Close that one or set it aside first.",
        )
    label = f"open the vote on “{_short(asked.title)}”"
    drafted = cast(Decision | None, work.get(DECISION, asked.id))
    if drafted is None or drafted.deleted == Kept.GONE:
        work.make(DECISION, asked)
        drafted = cast(Decision, work.get(DECISION, asked.id))
    elif drafted.status is DecisionStatus.OPEN and drafted.rule:
        return asked.id, label, 0
    elif drafted.status not in (DecisionStatus.DRAFTED, DecisionStatus.OPEN):
        raise UserError(
            f"“{drafted.title}” was decided already.",
            "It stands as it was. Put a new question that replaces it.",
        )
    elif drafted.meeting_id not in (None, asked.meeting_id):
        raise UserError(
            f"“{drafted.title}” belongs to another meeting.",
            "It stands as it was. Put the question anew in this meeting.",
        )
    work.put(DECISION, asked.id, _opened(asked, drafted, _last_round(work, asked.id) + 1))
    for one in command.links:
        work.make(NOUN["link"], one)
    return asked.id, label, 0


def _opened(asked: Decision, drafted: Decision, round: int) -> dict[str, Any]:
    return {
        "title": asked.title,
        "proposal": asked.proposal or drafted.proposal,
        "method": asked.method,
        "rule": asked.rule,
        "options": asked.options,
        "meeting_id": asked.meeting_id,
        "agenda_item_id": asked.agenda_item_id or drafted.agenda_item_id,
        "opened_at": asked.opened_at,
        "round": round,
        "status": DecisionStatus.OPEN,
        "closed_at": None,
        "result": None,
        "words": "",
        "quorum": "",
    }


def keep_line(command: ask.KeepVoteLine, work: Transaction) -> Done:
    """Keep a typed line, with the conflicts it declares or takes back."""
    typed = " ".join(command.typed.split())
    label = f"vote “{_short(typed)}”"
    known = cast(VoteLine | None, work.get(_LINE, command.id))
    if known is not None and known.deleted == Kept.LIVE:
        return known.id, label, 0
    record = _open(work, command.decision_id, command.at)
    if record.round != command.round:
        raise UserError(
            f"Round {record.round} has begun, so this line is too late.",
            "Nothing was changed. Type it again if it still holds.",
        )
    reading = read_vote(record, command.typed)
    if reading.entry is None:
        why = reading.refusal.words if reading.refusal else "The line could not be read."
        raise UserError(why, "Nothing was kept.")
    if write_entry(reading.entry) != command.answers:
        raise UserError(
            "Something changed while this was typed, so it means something else now.",
            "Nothing was kept. Look at the line again and press Enter.",
        )
    last = record.rounds[-1].lines[-1].position if record.rounds[-1].lines else ""
    line = VoteLine(
        id=command.id,
        decision_id=command.decision_id,
        meeting_id=record.decision.meeting_id,
        round=record.round,
        position=place_between(last, ""),
        typed=command.typed.strip(),
        answers=command.answers,
        given_at=command.at,
    )
    work.make(_LINE, line)
    for ballot in reading.entry.ballots:
        if ballot.answer.stance is Stance.RECUSED:
            _declare(work, record, line, ballot.person_id, ballot.answer.reason)
    cleared = set(reading.entry.cleared)
    for one in record.every_conflict:
        if one.person_id in cleared:
            work.keep(_CONFLICT, one.id, Kept.GONE)
    return line.id, label, 0


def _declare(
    work: Transaction, record: VoteRecord, line: VoteLine, person_id: str, reason: str
) -> None:
    decision = record.decision
    about = matters_of(work, decision)[0]
    kind, note = kind_of(reason)
    declared = ConflictOfInterest(
        id=same_id("conflict", line.id, person_id),
        person_id=person_id,
        meeting_id=decision.meeting_id,
        about_noun="decision" if about == decision.id else "agenda_item",
        about_id=about,
        kind=kind,
        note=note,
    )
    work.make(_CONFLICT, declared)


def take_back_line(command: ask.TakeBackVoteLine, work: Transaction) -> Done:
    """Take a line away by taking back the whole step it was kept in."""
    line = cast(VoteLine | None, work.get(_LINE, command.id))
    if line is None or line.deleted != Kept.LIVE or line.decision_id is None:
        raise UserError("This line was taken back already.", "Nothing was changed.")
    decision = cast(Decision | None, work.get(DECISION, line.decision_id))
    if decision is None or decision.status is not DecisionStatus.OPEN:
        raise _closed(decision)
    if line.round != decision.round:
        raise UserError("This line belongs to an earlier round.", "It stays as it was given.")
    made = work.rows(
        "SELECT dev, txn FROM change WHERE tbl = 'vote_line' AND pk = ? AND col = '*'",
        (command.id,),
    )
    changes = work.rows(
        "SELECT dev, n, tbl, pk, col, old, new FROM change "
        "WHERE dev = ? AND txn = ? ORDER BY n DESC",
        made[0],
    )
    skipped = invert(work, changes)
    return line.typed, f"take back the vote “{_short(line.typed)}”", skipped


def next_round(command: ask.NextRound, work: Transaction) -> Done:
    """Begin the next round."""
    record = _open(work, command.decision_id, command.at)
    number = revote(record.tally)
    work.put(DECISION, command.decision_id, {"round": number})
    return number, f"begin round {number}", 0


def close(command: ask.CloseDecision, work: Transaction) -> Done:
    """Close a vote on its count at this moment; what follows from it is written in the same step."""
    record = _open(work, command.decision_id, command.at)
    count = record.tally
    if not record.may_close:
        raise UserError(" ".join(record.reasons), what_helps(record))
    work.put(
        DECISION,
        command.decision_id,
        {
            "status": DecisionStatus.CLOSED,
            "closed_at": command.at,
            "result": count.result,
            "words": count.words,
            "quorum": count.quorum.words,
        },
    )
    if record.rule.method is Method.DOT:
        for option, dots in zip(record.options, count.totals, strict=True):
            if option.ref is not None and _live(work, option.ref) is not None:
                work.put(NOUN[option.ref.noun], option.ref.id, {"dots": dots})
    if count.result is Result.PASSED:
        _carry(work, record, command.at)
    return count.result, f"close the vote on “{_short(record.decision.title)}”", 0


def _carry(work: Transaction, record: VoteRecord, at: datetime) -> None:
    """What passing brings: decisions it replaces are superseded, a consent block is done."""
    ends = work.rows(
        "SELECT kind, to_noun, to_id FROM link WHERE from_id = ? AND deleted = 0 AND kind IN (?, ?)",
        (record.decision.id, LinkKind.SUPERSEDES.value, LinkKind.DECIDES.value),
    )
    for kind, noun, id in ends:
        found = _live(work, ask.Ref(noun, id)) if noun in NOUN else None
        if kind == LinkKind.SUPERSEDES and isinstance(found, Decision):
            work.put(DECISION, id, {"status": DecisionStatus.SUPERSEDED})
        elif isinstance(found, AgendaItem) and found.state is AgendaState.PLANNED:
            values = {"state": AgendaState.DISCUSSED, "opened_at": at, "closed_at": at}
            work.put(NOUN["agenda_item"], id, values)


def set_aside(command: ask.SetVoteAside, work: Transaction) -> Done:
    """Make an open vote a draft again; what was typed stays with its round."""
    decision = _decision(work, command.decision_id)
    if decision.status is not DecisionStatus.OPEN:
        raise _closed(decision)
    work.put(DECISION, decision.id, {"status": DecisionStatus.DRAFTED})
    return None, f"set aside the vote on “{_short(decision.title)}”", 0


def write_outcome(command: ask.WriteOutcome, work: Transaction) -> Done:
    """Keep what was decided in a person's words."""
    decision = _decision(work, command.decision_id)
    if decision.status not in (DecisionStatus.CLOSED, DecisionStatus.OUTCOME_WRITTEN):
        raise UserError("An outcome is written once the vote is closed.", "Nothing was changed.")
    if not command.outcome.strip():
        raise UserError(
            "The outcome has no words yet.", "Write what was decided, or leave it for the review."
        )
    values = {
        "outcome": command.outcome.strip(),
        "dissent": command.dissent.strip() or decision.dissent,
        "status": DecisionStatus.OUTCOME_WRITTEN,
    }
    work.put(DECISION, decision.id, values)
    return None, f"write the outcome of “{_short(decision.title)}”", 0


def refuse_by_hand(work: Transaction, ref: ask.Ref, values: Mapping[str, Any]) -> None:
    """Refuse to change by hand what only a vote may change: its lines, and what it came to."""
    if ref.noun == "vote_line":
        raise UserError(
            "A typed vote is not changed by hand.",
            "Nothing was changed. Type the answer again in the open vote.",
        )
    if ref.noun != "decision" or not _OF_THE_VOTE & values.keys():
        return
    decision = cast(Decision | None, work.get(DECISION, ref.id))
    if decision is None or not decision.rule:
        return
    if any(getattr(decision, name) != values[name] for name in _OF_THE_VOTE & values.keys()):
        raise UserError(
            f"“{_short(decision.title)}” was put to the vote, and only the vote changes how it stands.",
            "Nothing was changed. Go on with the vote in the meeting, or put a new question.",
        )


def refuse_trashing(ref: ask.Ref) -> None:
    """Refuse to move one line of a vote to the Trash; the vote itself takes it back."""
    if ref.noun == "vote_line":
        raise UserError(
            "A typed vote is not taken away by hand.",
            "Nothing was changed. Take the answer back in the open vote.",
        )


def refuse_undoing(work: Transaction, noun: str, id: str, column: str) -> None:
    """Refuse to take back one line of a vote's history alone; undo takes back the whole step."""
    decision = cast(Decision | None, work.get(DECISION, id)) if noun == "decision" else None
    of_vote = decision is not None and decision.rule and column in _OF_THE_VOTE
    if noun == "vote_line" or of_vote:
        raise UserError(
            "This is part of a vote and cannot be taken back alone.",
            "Nothing was changed. Undo takes back whole steps, the newest first.",
        )


def _open(work: Transaction, decision_id: str, at: datetime) -> VoteRecord:
    decision = _decision(work, decision_id)
    if decision.status is not DecisionStatus.OPEN:
        raise _closed(decision)
    return recorded(vote_record(work, decision_id, at=at))


def _decision(work: Transaction, id: str) -> Decision:
    found = cast(Decision | None, work.get(DECISION, id))
    if found is None or found.deleted != Kept.LIVE:
        raise UserError(
            "This decision is no longer in the workspace.",
            "Nothing was changed. Undo brings it back, or ask the question anew.",
        )
    return found


def _closed(decision: Decision | None) -> UserError:
    title = f"“{_short(decision.title)}”" if decision is not None else "This vote"
    return UserError(
        f"{title} is not open for answers.",
        "Nothing was changed. Undo opens a vote again that was just closed.",
    )


def _live(work: Transaction, ref: ask.Ref) -> Record | None:
    found = work.get(NOUN[ref.noun], ref.id)
    return found if found is not None and found.deleted == Kept.LIVE else None


def _last_round(work: Transaction, decision_id: str) -> int:
    rows = work.rows(
        "SELECT coalesce(max(round), 0) FROM vote_line WHERE decision_id = ? AND deleted = 0",
        (decision_id,),
    )
    return int(rows[0][0])


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
