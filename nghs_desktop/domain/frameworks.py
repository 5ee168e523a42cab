"""A group's framework for practices in its versions, and the ratings and levels given under it. What
the thresholds point to is worked out in `practice_framework`."""

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
from nghs_desktop.domain.practices import PracticeLevel
from nghs_desktop.domain.records import Record


class FrameworkStatus(Word):
    """Where a version of a framework stands."""

    DRAFT = "draft", "Draft"
    ADOPTED = "adopted", "In force"
    REPLACED = "replaced", "Replaced"


@frozen(kw_only=True)
class FrameworkVersion(Record):
    """One version of a group's framework. `thresholds` are `practice_framework.Thresholds`, as JSON."""

    name: str = line("Name", search=Search.TITLE)
    group_id: str | None = refers("Work group", "work_group")
    version: int | None = whole("Version")
    status: FrameworkStatus = choice("Status", FrameworkStatus, FrameworkStatus.DRAFT)
    thresholds: str = line("Thresholds", shown=False)
    notes: str = prose("Notes")
    decision_id: str | None = refers("Adopted by", "decision")
    adopted_on: date | None = day("Adopted on")


@frozen(kw_only=True)
class FrameworkCriterion(Record):
    """A criterion of a version. `anchors` say in words what 1 to 5 mean, one a line."""

    framework_id: str | None = refers("Framework", "framework")
    name: str = line("Name", search=Search.TITLE)
    definition: str = prose("Definition")
    anchors: str = prose("What 1 to 5 mean", search=Search.NO)
    weight: int | None = whole("Weight", default=1)
    minimum: int | None = whole("Minimum", default=1)
    position: str = line("Order", shown=False)


@frozen(kw_only=True)
class KeptReview(Record):
    """One person's blind review of a practice or a nomination.

    `ratings` are 1 to 5 by criterion key, as JSON; it is handed in once `done_at` is set.
    """

    about_noun: str = line("About noun", shown=False)
    about_id: str = line("About", shown=False)
    framework_id: str | None = refers("Framework", "framework")
    reviewer_id: str | None = refers("Reviewer", "person")
    round: int | None = whole("Round", default=1)
    asked_on: date | None = day("Asked on")
    due: date | None = day("Due")
    ratings: str = line("Ratings", shown=False)
    comments: str = prose("Comments", search=Search.NO)
    done_at: datetime | None = moment("Handed in")


@frozen(kw_only=True)
class Classification(Record):
    """The level a group gave a practice: under which version, by which decision, why if it differs."""

    practice_id: str | None = refers("Practice", "practice")
    framework_id: str | None = refers("Framework", "framework")
    level: PracticeLevel | None = choice("Level", PracticeLevel)
    guidance: PracticeLevel | None = choice("Guidance", PracticeLevel)
    mean: str = line("Mean of the ratings")
    reason: str = prose("Why it differs", search=Search.NO)
    decision_id: str | None = refers("Decided by", "decision")
    classified_on: date | None = day("Given on")
    review_by: date | None = day("Look again by")
