"""Focus rounds as a workspace keeps them: hours there are, candidates, scores, the answer of staff.
Means, orders and sums are worked out in `focus_rounds`."""

from __future__ import annotations

from datetime import date, datetime

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import (
    Search,
    Word,
    choice,
    day,
    flag,
    line,
    moment,
    prose,
    refers,
    whole,
)
from nghs_desktop.domain.records import Record


class RoundState(Word):
    """Where a focus round stands."""

    OPEN = "open", "Open"
    BLIND = "blind", "Scored alone"
    TALK = "talk", "Talk"
    SECOND = "second", "Second vote"
    RECOMMENDED = "recommended", "Recommended"
    ANSWERED = "answered", "Answered by staff"
    ALLOCATED = "allocated", "Hours given"
    REVIEWED = "reviewed", "Reviewed"


class Measure(Word):
    """What an order, or the best set, is worked out by."""

    DOTS = "dots", "Dots"
    IMPACT_FOR_EFFORT = "impact_for_effort", "Impact for effort"
    VALUE_PER_HOUR = "value_per_hour", "Value per hour"


class StaffAnswer(Word):
    """What staff say to a recommendation."""

    ACCEPT = "accept", "Accepted"
    ADAPT = "adapt", "Adapted"
    DECLINE = "decline", "Declined"


@frozen(kw_only=True)
class KeptRound(Record):
    """A round that asks where hours should go. `groups` are keys with one space between."""

    title: str = line("Title", search=Search.TITLE)
    group_id: str | None = refers("Work group", "work_group")
    groups: str = line("Groups", shown=False)
    question: str = prose("Question")
    state: RoundState = choice("State", RoundState, RoundState.OPEN)
    coaching_hours: int | None = whole("Hours of coaching")
    facilitation_hours: int | None = whole("Hours of facilitation")
    data_hours: int | None = whole("Hours of data work")
    preparation: int | None = whole("Hours of preparation for each facilitated", default=3)
    measure: Measure = choice("Best by", Measure, Measure.VALUE_PER_HOUR)
    talk: str = prose("What was said")
    recommendation: str = prose("Recommendation")
    decision_id: str | None = refers("Decided by", "decision")
    recommended_on: date | None = day("Recommended on")
    answer_due: date | None = day("Answer due")


@frozen(kw_only=True)
class FocusCandidate(Record):
    """Something a round could give hours to; `about_noun` and `about_id` say what it comes from."""

    round_id: str | None = refers("Round", "focus_round")
    title: str = line("Title", search=Search.TITLE)
    about_noun: str = line("About noun", shown=False)
    about_id: str = line("About", shown=False)
    details: str = prose("Details")
    readiness: str = line("Readiness")
    coaching_hours: int | None = whole("Hours of coaching")
    facilitation_hours: int | None = whole("Hours of facilitation")
    data_hours: int | None = whole("Hours of data work")
    picked: bool = flag("In the group's own set")
    answer: StaffAnswer | None = choice("Answer of staff", StaffAnswer)
    answer_reason: str = prose("Why", search=Search.NO)
    answered_by: str = line("Answered by")
    answered_on: date | None = day("Answered on")
    given_hours: int | None = whole("Hours given")
    position: str = line("Order", shown=False)


@frozen(kw_only=True)
class FocusScore(Record):
    """One person's score of a candidate in one vote (1 blind, 2 after the talk)."""

    candidate_id: str | None = refers("Candidate", "focus_candidate")
    person_id: str | None = refers("Person", "person")
    vote: int | None = whole("Vote", default=1)
    impact: int | None = whole("Impact")
    effort: int | None = whole("Effort")
    confidence: int | None = whole("Confidence")
    dots: int | None = whole("Dots")
    given_at: datetime | None = moment("Given")
