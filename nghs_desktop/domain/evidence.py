"""What is known of a practice: studies, the places it is thought of for, tiers, where it was taken up.
Which tier follows from the studies is worked out in `evidence_tiers`."""

from __future__ import annotations

from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import (
    Search,
    Word,
    choice,
    day,
    flag,
    line,
    prose,
    refers,
    whole,
)
from nghs_desktop.domain.records import Record


class StudyKind(Word):
    """What a piece of evidence is."""

    STUDY = "study", "Study"
    GUIDE = "guide", "Clearinghouse practice guide"
    REPORT = "report", "Clearinghouse intervention report"


class AdoptionOutcome(Word):
    """What came of a practice at another site."""

    STARTED = "started", "Started"
    WORKS = "works", "Works here"
    PARTLY = "partly", "Works in part"
    NOT_HERE = "not_here", "Did not work here"


@frozen(kw_only=True)
class Study(Record):
    """A study of a practice, or what the clearinghouse says of it.

    `design`, `rating`, `effect`, `guide` and `report` hold the values of the words of
    `evidence_tiers`; `version` is that of the standards, as 4.1; `populations` and `settings` are
    names with a semicolon between.
    """

    practice_id: str | None = refers("Practice", "practice")
    kind: StudyKind = choice("Kind", StudyKind, StudyKind.STUDY)
    citation: str = line("Citation", search=Search.TITLE)
    resource_id: str | None = refers("In the library", "resource")
    url: str = line("Link")
    design: str = line("Design")
    well_done: bool = flag("Well designed and implemented", default=True)
    rating: str = line("Clearinghouse rating")
    version: str = line("Version of the standards", help="Such as 4.1.")
    guide: str = line("Evidence of the guide")
    report: str = line("Effectiveness in the report")
    outcome: str = line("Outcome it looks at", search=Search.TEXT)
    relevant: bool = flag("The outcome matters here", default=True)
    effect: str = line("Effect")
    significant: bool = flag("Significant")
    effect_size: str = line("Size of the effect", help="As the study gives it.")
    students: int | None = whole("Students")
    sites: int | None = whole("Sites")
    populations: str = line("Populations", search=Search.TEXT)
    settings: str = line("Settings", search=Search.TEXT)
    independent: bool = flag("By somebody independent")
    follow_up_months: int | None = whole("Followed up for months")
    notes: str = prose("Notes")


@frozen(kw_only=True)
class ContextProfile(Record):
    """A place a practice is thought of for. Names with a semicolon between, as in a study."""

    name: str = line("Name", search=Search.TITLE)
    organization_id: str | None = refers("School or district", "organization")
    populations: str = line("Populations")
    settings: str = line("Settings")
    about: str = prose("About")


@frozen(kw_only=True)
class TierAssessment(Record):
    """A level of a practice in a context under a named scheme, as it was found on a day.

    ESSA is worked out; other schemes (Blueprints, Results First) are written down as published.
    """

    practice_id: str | None = refers("Practice", "practice")
    context_id: str | None = refers("For", "context_profile")
    scheme: str = line("Scheme")
    level: str = line("Level")
    reasons: str = prose("Why", search=Search.NO)
    missing: str = prose("Missing for the next", search=Search.NO)
    assessed_on: date | None = day("Assessed on")


@frozen(kw_only=True)
class Adoption(Record):
    """A site that took a practice up: since when, how true to it, what came of it."""

    practice_id: str | None = refers("Practice", "practice")
    organization_id: str | None = refers("Site", "organization")
    started_on: date | None = day("Since")
    students: int | None = whole("Students")
    fidelity: str = prose("How true to the practice")
    outcome: AdoptionOutcome = choice("What came of it", AdoptionOutcome, AdoptionOutcome.STARTED)
    story: str = prose("In words", search=Search.TEXT)
    asked_on: date | None = day("Asked on")
