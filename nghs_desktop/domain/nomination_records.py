"""Nominations and what is passed on of the practices and people that are recognised. Their steps and
guards are worked out in `nominations`."""

from __future__ import annotations

from datetime import date, datetime

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import (
    Search,
    choice,
    day,
    flag,
    line,
    moment,
    prose,
    refers,
    whole,
)
from nghs_desktop.domain.nominations import NominationState, Sharing
from nghs_desktop.domain.records import Record


@frozen(kw_only=True)
class KeptNomination(Record):
    """The nomination behind a recognition.

    `submitted` is the text as it was sent in, whole; `cut` names the form's fields that a limit
    shortened; `panel` are the keys of who decides, `declared` of who said whether they have a
    conflict, each with one space between. Reviews and conflicts are records of their own.
    """

    recognition_id: str | None = refers("Recognition", "recognition")
    group_id: str | None = refers("Work group", "work_group")
    state: NominationState = choice("State", NominationState, NominationState.DRAFT)
    outcome: NominationState | None = choice("Outcome", NominationState)
    round: int | None = whole("Round", default=1)
    nominator_id: str | None = refers("Nominated by", "person")
    text: str = prose("Nomination")
    submitted: str = prose("As sent in", search=Search.NO)
    submitted_at: datetime | None = moment("Sent in")
    cut: str = line("Shortened", shown=False)
    panel: str = line("Panel", shown=False)
    declared: str = line("Declared", shown=False)
    reason: str = prose("Why not eligible", search=Search.NO)
    reconciled: str = prose("What the talk came to", search=Search.NO)
    decision_id: str | None = refers("Decided by", "decision")
    feedback: str = prose("Feedback", search=Search.NO)
    notified_on: date | None = day("Told on")
    released_on: date | None = day("Released on")
    minor: bool = flag("Under age")
    name_consent: bool = flag("May be named")
    quote_consent: bool = flag("May be quoted")
    photo_consent: bool = flag("May be shown")
    guardian: str = line("Guardian who agreed")
    expires_on: date | None = day("Until")


@frozen(kw_only=True)
class SharingRecord(Record):
    """One time a practice or a recognition was passed on: how, to whom, when, and what followed."""

    about_noun: str = line("About noun", shown=False)
    about_id: str = line("About", shown=False)
    kind: Sharing = choice("How", Sharing, Sharing.PROFILE)
    audience: str = line("To whom", search=Search.TEXT)
    shared_on: date | None = day("Shared on")
    note: str = prose("Note")
    ask_on: date | None = day("Ask who took it up")
    asked_on: date | None = day("Asked on")
