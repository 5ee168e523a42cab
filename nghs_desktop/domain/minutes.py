"""The life of minutes: draft, circulated, corrected, approved, sealed; then addenda only.

What is sealed is text, in one form that is the same everywhere (`canonical`), with the meeting, who
attended and the decision that approved it. The seal is the SHA-256 of its bytes and each addendum is
sealed onto the one before, so a changed, taken away or reordered byte shows. A seal proves that
nothing changed since; it does not prove who sealed it. Pure: moments are handed in.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.kept_minutes import MinutesState

_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_LONE_HALVES = re.compile(r"[\ud800-\udfff]")


@frozen
class Correction:
    """A change by somebody who attended: the text before it, and why."""

    person_id: str
    at: datetime
    before: str
    why: str = ""


@frozen
class Addendum:
    """What was added after sealing. `seal` covers it and all that stands before it."""

    person_id: str
    at: datetime
    text: str
    seal: str


@frozen
class Minutes:
    """The minutes of one meeting. `attended` are the people who may correct them."""

    meeting_id: str
    text: str = ""
    state: MinutesState = MinutesState.DRAFT
    attended: tuple[str, ...] = ()
    corrections_due: date | None = None
    corrections: tuple[Correction, ...] = ()
    decision_id: str = ""
    sealed_at: datetime | None = None
    seal: str = ""
    addenda: tuple[Addendum, ...] = ()


def canonical(text: str) -> str:
    """Return text in the one form that is sealed.

    Unicode NFC, line ends as line feeds, no blanks at the end of a line, no empty lines at either
    end, one line feed last; half characters that UTF-8 cannot hold become U+FFFD.
    """
    text = _LINE_ENDS.sub("\n", _LONE_HALVES.sub("\ufffd", text))
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", text).split("\n")]
    return "\n".join(lines).strip("\n") + "\n"


def write(minutes: Minutes, text: str) -> Minutes:
    """Change the words of a draft. Raises UserError once it was circulated."""
    _need(minutes, MinutesState.DRAFT)
    return replace(minutes, text=text)


def circulate(minutes: Minutes, *, corrections_due: date | None = None) -> Minutes:
    """Send a draft to those who attended. Raises UserError if it is none, or empty."""
    _need(minutes, MinutesState.DRAFT)
    if not minutes.text.strip():
        raise UserError("These minutes have no words yet.", "Write them, then circulate.")
    return replace(minutes, state=MinutesState.CIRCULATED, corrections_due=corrections_due)


def correct(minutes: Minutes, person_id: str, at: datetime, text: str, why: str = "") -> Minutes:
    """Change circulated minutes on behalf of somebody who attended.

    Raises UserError for anybody else, before circulation, and once approved.
    """
    _need(minutes, MinutesState.CIRCULATED, MinutesState.CORRECTED)
    if person_id not in minutes.attended:
        raise UserError(
            "Only people who were at the meeting can correct its minutes.",
            "Ask one of them, or note it for an addendum.",
        )
    if not text.strip():
        raise UserError("A correction cannot take away all words.", "Nothing was changed.")
    if canonical(text) == canonical(minutes.text):
        return minutes
    made = Correction(person_id, at, minutes.text, why)
    return replace(
        minutes,
        text=text,
        state=MinutesState.CORRECTED,
        corrections=(*minutes.corrections, made),
    )


def approve(minutes: Minutes, decision_id: str) -> Minutes:
    """Note the decision that approved the minutes. Raises UserError without one."""
    _need(minutes, MinutesState.CIRCULATED, MinutesState.CORRECTED)
    if not decision_id:
        raise UserError(
            "Minutes are approved by a decision.", "Take the decision in the next meeting first."
        )
    return replace(minutes, state=MinutesState.APPROVED, decision_id=decision_id)


def seal(minutes: Minutes, at: datetime) -> Minutes:
    """Seal approved minutes: their text in its one form, and its hash.

    Raises UserError unless they are approved, and for a moment that names no zone.
    """
    _need(minutes, MinutesState.APPROVED)
    sealed = replace(
        minutes, state=MinutesState.SEALED, text=canonical(minutes.text), sealed_at=_second(at)
    )
    return replace(sealed, seal=_hash(_sealed_bytes(sealed)))


def add(minutes: Minutes, person_id: str, at: datetime, text: str) -> Minutes:
    """Add an addendum to sealed minutes. Raises UserError if they are not, or if it is empty."""
    _need(minutes, MinutesState.SEALED)
    if not text.strip():
        raise UserError("An addendum needs words.", "Nothing was added.")
    before = minutes.addenda[-1].seal if minutes.addenda else minutes.seal
    made = Addendum(person_id, _second(at), canonical(text), "")
    made = replace(made, seal=_hash(_addendum_bytes(made, before)))
    return replace(minutes, addenda=(*minutes.addenda, made))


def damage(minutes: Minutes) -> str:
    """Say what was changed since sealing, or nothing; unsealed minutes are never damaged.

    The bytes are taken as they are, not brought into form first: one changed blank shows.
    """
    if minutes.state is not MinutesState.SEALED:
        return "These minutes have a seal but are not sealed." if minutes.seal else ""
    if minutes.sealed_at is None or _hash(_sealed_bytes(minutes)) != minutes.seal:
        return "These minutes were changed after they were sealed."
    before = minutes.seal
    for number, one in enumerate(minutes.addenda, start=1):
        if _hash(_addendum_bytes(one, before)) != one.seal:
            return f"Addendum {number} was changed after it was added, or one before it is missing."
        before = one.seal
    return ""


def short_seal(seal: str) -> str:
    """Return the beginning of a seal in groups, for print and for reading out."""
    return " ".join(seal[start : start + 4] for start in range(0, 16, 4))


def may_change(minutes: Minutes) -> bool:
    """Tell whether the text itself can still change."""
    return minutes.state not in (MinutesState.APPROVED, MinutesState.SEALED)


def _need(minutes: Minutes, *states: MinutesState) -> None:
    if minutes.state in states:
        return
    remedy = {
        MinutesState.DRAFT: "Circulate them first.",
        MinutesState.CIRCULATED: "Correct them, or have them approved.",
        MinutesState.CORRECTED: "Correct them, or have them approved.",
        MinutesState.APPROVED: "Seal them, then write an addendum.",
        MinutesState.SEALED: "Write an addendum.",
    }[minutes.state]
    raise UserError(
        f"These minutes are {minutes.state.label.lower()}; nothing was changed.", remedy
    )


def _sealed_bytes(minutes: Minutes) -> bytes:
    head = {
        "meeting": minutes.meeting_id,
        "attended": sorted(minutes.attended),
        "decision": minutes.decision_id,
        "sealed_at": _moment(minutes.sealed_at),
    }
    return _joined(head, minutes.text)


def _addendum_bytes(addendum: Addendum, before: str) -> bytes:
    head = {"after": before, "by": addendum.person_id, "at": _moment(addendum.at)}
    return _joined(head, addendum.text)


def _joined(head: Mapping[str, object], text: str) -> bytes:
    """One line of JSON, then the text: no two different minutes give the same bytes."""
    first = json.dumps(head, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return f"{first}\n{text}".encode("utf-8", "surrogatepass")


def _second(at: datetime) -> datetime:
    """A moment to the second in UTC: what every store keeps alike."""
    if at.tzinfo is None:
        raise UserError("The time has no time zone.", "Nothing was changed.")
    return at.astimezone(UTC).replace(microsecond=0)


def _moment(at: datetime | None) -> str:
    return "" if at is None else at.isoformat()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
