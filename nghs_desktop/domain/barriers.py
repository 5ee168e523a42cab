"""Barriers: what stands in the way of innovating, improving or scaling a practice."""

from __future__ import annotations

from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Word, choice, day, line, prose, refers, whole
from nghs_desktop.domain.records import Captured


class BarrierStatus(Word):
    """The life of a barrier."""

    CAPTURED = "captured", "Captured"
    TRIAGED = "triaged", "Triaged"
    FRAMED = "framed", "Framed"
    IN_WORK = "in_work", "In work"
    REFERRED = "referred", "Referred"
    PROPOSED_FOCUS = "proposed_focus", "Proposed as focus"
    RESOLVED = "resolved", "Resolved"
    VERIFIED = "verified", "Verified"
    CLOSED = "closed", "Closed"
    ACCEPTED_AS_IS = "accepted_as_is", "Accepted as is"
    REOPENED = "reopened", "Reopened"


class BarrierType(Word):
    """Where a barrier comes from."""

    SYSTEMIC = "systemic", "Systemic"
    POLICY = "policy", "Policy"
    OTHER = "other", "Other"


class Hinders(Word):
    """What a barrier keeps people from."""

    INNOVATING = "innovating", "Innovating"
    IMPROVING = "improving", "Improving"
    SCALING = "scaling", "Scaling"


class BarrierLevel(Word):
    """Who would have to move for a barrier to go."""

    CLASSROOM = "classroom", "Classroom"
    SCHOOL = "school", "School"
    DISTRICT = "district", "District"
    CITY = "city", "City"
    COUNTY = "county", "County"
    STATE = "state", "State"
    FEDERAL = "federal", "Federal"
    FUNDER = "funder", "Funder"
    COMMUNITY = "community", "Community"


@frozen(kw_only=True)
class Barrier(Captured):
    """A barrier, best said as a problem: X is wrong, causing Y. `details` says what happens now."""

    status: BarrierStatus = choice("Status", BarrierStatus, BarrierStatus.CAPTURED)
    type: BarrierType | None = choice("Type", BarrierType)
    subtype_id: str | None = refers("Subtype", "term")
    hinders: Hinders | None = choice("Hinders", Hinders)
    level: BarrierLevel | None = choice("Level", BarrierLevel)
    consequence: str = prose("What it causes")
    root_cause: str = prose("Root cause")
    evidence: str = prose("Evidence")
    affected: str = line("Who is affected", help="Groups of students or staff, never names.")
    reach_sites: int | None = whole("Schools it reaches")
    reach_students: int | None = whole("Students it reaches")
    next_step: str = prose("Next step")
    escalation: str = line("Raise it to", help="To whom, and when.")
    severity: int | None = whole("Severity", help="1 a nuisance to 5 it stops students.")
    goal_id: str | None = refers("Goal it holds up", "statement")
    look_again: date | None = day("Look again on")
    merged_into_id: str | None = refers("Says the same as", "barrier", shown=False)
