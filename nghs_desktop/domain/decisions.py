"""Decisions and the answers they rest on. How answers are typed, counted and closed is worked out in
`ballots`, `tallies` and `decision_rules`; here is only what is kept."""

from __future__ import annotations

from datetime import date, datetime

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import (
    Search,
    Word,
    choice,
    day,
    line,
    moment,
    prose,
    refers,
    whole,
)
from nghs_desktop.domain.records import Captured, Record


class DecisionStatus(Word):
    """The life of a decision. What was said and not put to a vote is a draft."""

    DRAFTED = "drafted", "Drafted"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    OUTCOME_WRITTEN = "outcome_written", "Outcome written"
    SUPERSEDED = "superseded", "Superseded"


class Method(Word):
    """How a group decides."""

    CONSENT = "consent", "Consent"
    FIST_TO_FIVE = "fist_to_five", "Fist to five"
    MAJORITY = "majority", "Majority"
    SUPERMAJORITY = "supermajority", "Supermajority"
    DOT = "dot", "Dot vote"
    SCORE = "score", "Score"
    RANKED = "ranked", "Ranked choice"
    GRADIENTS = "gradients", "Gradients of agreement"
    COUNT = "count", "Hand count"


class Result(Word):
    """What a count comes to. Only the first two can be closed."""

    PASSED = "passed", "Passed"
    FAILED = "failed", "Not passed"
    NOT_CLOSABLE = "not_closable", "Cannot be closed yet"
    TO_BE_HEARD = "to_be_heard", "To be heard"


class ConflictKind(Word):
    """Why somebody has a stake of their own in a matter."""

    EMPLOYER = "employer", "Employer"
    FUNDER = "funder", "Funder or grantee"
    NOMINEE = "nominee", "Nominee or co-author"
    FAMILY = "family", "Family"
    VENDOR = "vendor", "Vendor"
    OTHER = "other", "Other"


@frozen(kw_only=True)
class Decision(Captured):
    """What the group agreed or advises. Its title is the question.

    `rule` is the snapshot it was opened with (`decision_rules.snapshot`); `words` and `quorum` say
    the count and the quorum of the minute it was closed in, which is `closed_at`; `options` are the
    records chosen between, as noun:key in the order of the rule's options.
    """

    status: DecisionStatus = choice("Status", DecisionStatus, DecisionStatus.DRAFTED)
    proposal: str = prose("Proposal", help="The words that are decided on.")
    method: Method | None = choice("Method", Method)
    rule: str = line("Rule", shown=False)
    options: str = line("Options", shown=False)
    round: int | None = whole("Round", shown=False)
    opened_at: datetime | None = moment("Opened", shown=False)
    closed_at: datetime | None = moment("Closed", shown=False)
    result: Result | None = choice("Result", Result)
    words: str = prose("How it was counted")
    quorum: str = prose("Quorum")
    outcome: str = prose("Outcome")
    dissent: str = prose("Other views")
    review_on: date | None = day("Look again on")


@frozen(kw_only=True)
class VoteLine(Record):
    """One typed line of a vote: one entry, and so one undo step.

    `answers` is what it was read as, as JSON (`ballots.Entry`); `position` keeps the lines of a
    round in order. Of a secret vote, lines without names hold no name.
    """

    decision_id: str | None = refers("Decision", "decision")
    meeting_id: str | None = refers("Meeting", "meeting")
    round: int | None = whole("Round")
    position: str = line("Order", shown=False)
    typed: str = line("As typed")
    answers: str = prose("Answers", search=Search.NO)
    given_at: datetime | None = moment("Given")


@frozen(kw_only=True)
class ConflictOfInterest(Record):
    """A declared conflict of interest of a person in a matter: an agenda item, a nomination."""

    person_id: str | None = refers("Person", "person")
    meeting_id: str | None = refers("Meeting", "meeting")
    about_noun: str = line("About noun", shown=False)
    about_id: str = line("About", shown=False)
    kind: ConflictKind = choice("Kind", ConflictKind, ConflictKind.OTHER)
    note: str = prose("Note", search=Search.NO)
