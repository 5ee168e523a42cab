"""Minutes as a workspace keeps them: the text, its corrections, its addenda. Their life and their seal
are worked out in `minutes`."""

from __future__ import annotations

from datetime import date, datetime

from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.ids import same_id
from nghs_desktop.domain.describe import Search, Word, choice, day, line, moment, prose, refers
from nghs_desktop.domain.records import Record


class MinutesState(Word):
    """Where minutes stand."""

    DRAFT = "draft", "Draft"
    CIRCULATED = "circulated", "Circulated"
    CORRECTED = "corrected", "Corrected"
    APPROVED = "approved", "Approved"
    SEALED = "sealed", "Sealed"


@frozen(kw_only=True)
class KeptMinutes(Record):
    """The minutes of one meeting; the key comes from the meeting's.

    `attended` are the keys of who may correct them, with one space between; `seal` is a SHA-256.
    """

    meeting_id: str | None = refers("Meeting", "meeting")
    state: MinutesState = choice("State", MinutesState, MinutesState.DRAFT)
    text: str = prose("Text")
    attended: str = line("Attended", shown=False)
    circulated_at: datetime | None = moment("Circulated")
    corrections_due: date | None = day("Corrections until")
    decision_id: str | None = refers("Approved by", "decision")
    sealed_at: datetime | None = moment("Sealed")
    seal: str = line("Seal", shown=False)


@frozen(kw_only=True)
class MinutesCorrection(Record):
    """A change of circulated minutes by somebody who attended: the text before it, and why."""

    minutes_id: str | None = refers("Minutes", "minutes")
    person_id: str | None = refers("Corrected by", "person")
    at: datetime | None = moment("Corrected")
    before: str = prose("Text before", search=Search.NO)
    why: str = prose("Why", search=Search.NO)


@frozen(kw_only=True)
class MinutesAddendum(Record):
    """What was added to sealed minutes. `seal` covers it and all that stands before it."""

    minutes_id: str | None = refers("Minutes", "minutes")
    person_id: str | None = refers("Added by", "person")
    at: datetime | None = moment("Added")
    text: str = prose("Text")
    seal: str = line("Seal", shown=False)


def minutes_key(meeting_id: str) -> str:
    """Return the key of the minutes of a meeting: there are never two."""
    return same_id("minutes", meeting_id)
