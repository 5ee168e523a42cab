"""Typed votes as they are kept: what a line was read as, as text and back, and what recusals add to it.

The reading is in `ballots`, the record is `decisions.VoteLine`. Only what was read is kept, never how
it was counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.ballots import Entry, standing
from nghs_desktop.domain.decision_rules import Answer, Ballot, Stance
from nghs_desktop.domain.decisions import ConflictKind, ConflictOfInterest
from nghs_desktop.domain.known_names import fold


def write_entry(entry: Entry) -> str:
    """Return what a line was read as, as one line of JSON; the line itself is kept beside it."""
    kept = {
        "ballots": [_write_ballot(ballot) for ballot in entry.ballots],
        "cleared": list(entry.cleared),
        "anew": entry.anew,
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_entry(line: str, text: str) -> Entry:
    """Read what `write_entry` wrote. Raises UserError if the text is none."""
    try:
        kept = json.loads(text)
        ballots = tuple(_read_ballot(one) for one in kept["ballots"])
        return Entry(line, ballots, tuple(map(str, kept["cleared"])), bool(kept["anew"]))
    except (ValueError, KeyError, TypeError) as damaged:
        raise UserError(
            f"The answers of “{line}” cannot be read.",
            "The line is safe. Take it back and type it again.",
        ) from damaged


def recusals(conflicts: Iterable[ConflictOfInterest]) -> Entry:
    """Return the entry that declared conflicts come to: everybody named is recused, with the kind."""
    said: dict[str, Ballot] = {}
    for one in conflicts:
        if one.person_id:
            answer = Answer(Stance.RECUSED, reason=one.note or one.kind.label.lower())
            said[one.person_id] = Ballot(one.person_id, answer)
    return Entry("", tuple(said.values()))


def with_recusals(entries: Iterable[Entry], declared: Entry) -> tuple[Entry, ...]:
    """Return what was typed with declared conflicts before it, and after it where it says otherwise.

    A conflict that was declared while the vote ran goes before an answer the person gave earlier.
    """
    if not declared.ballots:
        return tuple(entries)
    together = (declared, *entries)
    stands = {ballot.person_id: ballot.answer.stance for ballot in standing(together)}
    recused = all(stands.get(one.person_id) is Stance.RECUSED for one in declared.ballots)
    return together if recused else (*together, declared)


def kind_of(reason: str) -> tuple[ConflictKind, str]:
    """Read the kind of a conflict from a remark such as "employer"; else what was said is its note."""
    folded = fold(reason)
    for kind in ConflictKind:
        known = {fold(word) for word in (kind.value, *kind.label.split(" or "))} | {
            fold(kind.label)
        }
        if folded in known:
            return kind, ""
    return ConflictKind.OTHER, reason.strip()


def _write_ballot(ballot: Ballot) -> dict[str, Any]:
    answer = ballot.answer
    kept: dict[str, Any] = {"stance": answer.stance.value}
    kept |= {"person": ballot.person_id} if ballot.person_id else {"count": ballot.count}
    if answer.values:
        kept["values"] = list(answer.values)
    if answer.reason:
        kept["reason"] = answer.reason
    if answer.remove:
        kept["remove"] = answer.remove
    return kept


def _read_ballot(kept: dict[str, Any]) -> Ballot:
    answer = Answer(
        Stance(kept["stance"]),
        tuple(int(value) for value in kept.get("values", ())),
        str(kept.get("reason", "")),
        str(kept.get("remove", "")),
    )
    ballot = Ballot(str(kept.get("person", "")), answer)
    return ballot if ballot.person_id else replace(ballot, count=int(kept["count"]))
