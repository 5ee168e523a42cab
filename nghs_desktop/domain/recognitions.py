"""Recognitions: people and practices the group wants to name and thank."""

from __future__ import annotations

from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Word, choice, day, line, prose, refers
from nghs_desktop.domain.records import Captured


class RecognitionStatus(Word):
    """The life of a recognition."""

    NOTED = "noted", "Noted"
    NOMINATED = "nominated", "Nominated"
    REVIEWED = "reviewed", "Reviewed"
    RECOGNISED = "recognised", "Recognised"
    DECLINED = "declined", "Declined"


class NomineeKind(Word):
    """Who or what is recognised."""

    PERSON = "person", "Person"
    TEAM = "team", "Team"
    PRACTICE = "practice", "Practice"


@frozen(kw_only=True)
class Recognition(Captured):
    """Somebody's or some team's good work; `details` says why."""

    status: RecognitionStatus = choice("Status", RecognitionStatus, RecognitionStatus.NOTED)
    nominee_kind: NomineeKind | None = choice("Nominee is a", NomineeKind)
    nominee: str = line("Nominee")
    nominee_id: str | None = refers("Person recognised", "person")
    practice_id: str | None = refers("Practice recognised", "practice")
    effect: str = prose("What changed for students")
    recognised_on: date | None = day("Recognised on")
    expires_on: date | None = day("Until")
