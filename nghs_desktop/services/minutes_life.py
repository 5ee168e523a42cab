"""Minutes as they are kept: what was stored put together again, and whether it is still what was
sealed. Queries for commands, screen and command line alike; what minutes may become is in
`domain.minutes`, and nothing is written here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast

from nghs_desktop.base.ids import same_id
from nghs_desktop.domain.kept_minutes import (
    KeptMinutes,
    MinutesAddendum,
    MinutesCorrection,
    MinutesState,
    minutes_key,
)
from nghs_desktop.domain.minutes import Addendum, Correction, Minutes, damage
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.storage.reader import Reads

_LOGGED = "SELECT c.new FROM head h JOIN change c ON c.dev = h.dev AND c.n = h.n "
_OTHER_HISTORY = "What is kept of these minutes does not agree with their history."


def base_key(minutes_id: str) -> str:
    """Return the key of what the program had made of the meeting when somebody began to write.

    It is kept as a correction by nobody, and shows what has changed in the meeting since.
    """
    return same_id("minutes_base", minutes_id)


def kept_of(reads: Reads, meeting_id: str) -> KeptMinutes | None:
    """Return the minutes of a meeting as a record, or None where there are none yet."""
    found = cast(KeptMinutes | None, reads.get(NOUN["minutes"], minutes_key(meeting_id)))
    return found if found is not None and not found.deleted else None


def base_of(reads: Reads, meeting_id: str) -> str:
    """Return what the program had made of the meeting when its minutes were begun; "" if nobody did."""
    key = base_key(minutes_key(meeting_id))
    found = cast(MinutesCorrection | None, reads.get(NOUN["minutes_correction"], key))
    return found.before if found is not None and not found.deleted else ""


def corrections_of(reads: Reads, minutes_id: str) -> tuple[MinutesCorrection, ...]:
    """Return the corrections of minutes in the order they were made."""
    found = reads.records(
        NOUN["minutes_correction"],
        "WHERE r.minutes_id = ? AND r.deleted = 0 AND r.person_id IS NOT NULL "
        "ORDER BY r.at, r.created_at, r.id",
        (minutes_id,),
    )
    return tuple(cast(MinutesCorrection, one) for one in found)


def addenda_of(reads: Reads, minutes_id: str) -> tuple[MinutesAddendum, ...]:
    """Return the addenda of minutes in the order they were added."""
    found = reads.records(
        NOUN["minutes_addendum"],
        "WHERE r.minutes_id = ? AND r.deleted = 0 ORDER BY r.at, r.created_at, r.id",
        (minutes_id,),
    )
    return tuple(cast(MinutesAddendum, one) for one in found)


def life_of(reads: Reads, meeting_id: str) -> Minutes:
    """Return the minutes of a meeting with their corrections and addenda; an empty draft if none."""
    kept = kept_of(reads, meeting_id)
    if kept is None:
        return Minutes(meeting_id)
    return Minutes(
        kept.meeting_id or "",
        kept.text,
        kept.state,
        tuple(kept.attended.split()),
        kept.corrections_due,
        tuple(
            Correction(one.person_id, one.at, one.before, one.why)
            for one in corrections_of(reads, kept.id)
            if one.person_id and one.at
        ),
        kept.decision_id or "",
        kept.sealed_at,
        kept.seal,
        tuple(
            Addendum(one.person_id or "", one.at, one.text, one.seal)
            for one in addenda_of(reads, kept.id)
            if one.at
        ),
    )


def verify(reads: Reads, meeting_id: str) -> str:
    """Say what was changed since the minutes of a meeting were sealed, or nothing.

    The stored words are checked against their seal, and what is stored against the history of
    changes, so that a seal that was taken out, or an addendum that is missing, shows as well.
    """
    id = minutes_key(meeting_id)
    if not _was_sealed(reads, id):
        return ""
    record = cast(KeptMinutes | None, reads.get(NOUN["minutes"], id))
    if record is None or record.deleted:
        return "These minutes were sealed and are no longer there."
    if record.state is not MinutesState.SEALED:
        return "These minutes were sealed and no longer are."
    if record.meeting_id != meeting_id:
        return "These minutes were changed after they were sealed."
    if problem := damage(life_of(reads, meeting_id)):
        return problem
    if any(one.deleted for one in _all_of(reads, "minutes_addendum", id)):
        return "An addendum was taken away after it was added."
    if any(one.deleted for one in _all_of(reads, "minutes_correction", id) if one.person_id):
        return "A correction was taken away after the minutes were sealed."
    if _missing(reads, id):
        return "An addendum or a correction was taken away after it was added."
    refs = [("minutes", id)]
    for noun in ("minutes_correction", "minutes_addendum"):
        refs += [(noun, one.id) for one in _all_of(reads, noun, id)]
    agrees = all(_as_logged(reads, noun, key) for noun, key in refs)
    return "" if agrees else _OTHER_HISTORY


def verify_all(reads: Reads) -> tuple[tuple[str, str, str], ...]:
    """Return each meeting whose sealed minutes were changed: its key, its title, what is wrong."""
    rows = reads.rows(
        "SELECT m.id, m.title FROM meeting m JOIN minutes k ON k.meeting_id = m.id "
        "ORDER BY m.starts_at, m.id"
    )
    found = ((id, title, verify(reads, id)) for id, title in rows)
    return tuple(one for one in found if one[2])


def _all_of(reads: Reads, noun: str, minutes_id: str) -> list[Any]:
    return list(reads.records(NOUN[noun], "WHERE r.minutes_id = ? ORDER BY r.id", (minutes_id,)))


def _was_sealed(reads: Reads, id: str) -> bool:
    """Whether there is, or by the history there was, a seal."""
    if reads.rows("SELECT 1 FROM minutes WHERE id = ? AND (seal <> '' OR state = 'sealed')", (id,)):
        return True
    logged = reads.rows(
        "SELECT 1 FROM change WHERE tbl = 'minutes' AND pk = ? AND col = 'seal' "
        "AND coalesce(new, '') <> '' LIMIT 1",
        (id,),
    )
    return bool(logged)


def _missing(reads: Reads, id: str) -> bool:
    """Whether the history knows an addendum or a correction that refers to these minutes no more."""
    for noun in ("minutes_addendum", "minutes_correction"):
        made = reads.rows(
            f"SELECT 1 FROM change c WHERE c.tbl = '{noun}' AND c.col = '*' "
            "AND json_extract(c.new, '$.minutes_id') = ?1 AND NOT EXISTS "
            f"(SELECT 1 FROM {noun} r WHERE r.id = c.pk AND r.minutes_id = ?1) LIMIT 1",
            (id,),
        )
        if made:
            return True
    return False


def _as_logged(reads: Reads, noun_name: str, id: str) -> bool:
    """Whether every field of a row is what the newest change of it says."""
    names = [field.name for field in NOUN[noun_name].fields if field.about.logged]
    columns = [name for name in names if name != "id"]
    rows = reads.rows(f"SELECT {', '.join(columns)} FROM {noun_name} WHERE id = ?", (id,))
    made = _heads(reads, noun_name, id, "*")
    if not rows or not made:
        return False
    first = json.loads(made[0])
    for name, value in zip(columns, rows[0], strict=True):
        told = _heads(reads, noun_name, id, name) or [first.get(name)]
        if value not in told:
            return False
    return True


def _heads(reads: Reads, noun: str, id: str, column: str) -> Sequence[Any]:
    rows = reads.rows(f"{_LOGGED} WHERE h.tbl = ? AND h.pk = ? AND h.col = ?", (noun, id, column))
    return [new for (new,) in rows]
