"""Practices: what people do that helps students learn."""

from __future__ import annotations

from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Word, choice, day, line, prose, refers, whole
from nghs_desktop.domain.records import Captured


class PracticeStatus(Word):
    """The life of a practice."""

    NOTICED = "noticed", "Noticed"
    DESCRIBED = "described", "Described"
    ASSESSED = "assessed", "Assessed"
    CLASSIFIED = "classified", "Classified"
    SHARED = "shared", "Shared"
    RETIRED = "retired", "Retired"


class PracticeLevel(Word):
    """What the group says of a practice under its own framework."""

    EMERGING = "emerging", "Emerging"
    PROMISING = "promising", "Promising"
    EFFECTIVE = "effective", "Effective"
    RETIRED = "retired", "Retired"
    NOT_SUPPORTED_HERE = "not_supported_here", "Not supported here"


class Reach(Word):
    """Whether a practice touches learning itself or what surrounds it."""

    DIRECT = "direct", "Affects learning directly"
    INDIRECT = "indirect", "Affects learning indirectly"


@frozen(kw_only=True)
class Practice(Captured):
    """An effective practice, from noticed in the room to shared with others."""

    status: PracticeStatus = choice("Status", PracticeStatus, PracticeStatus.NOTICED)
    level: PracticeLevel | None = choice("Level", PracticeLevel)
    reach: Reach | None = choice("Reach", Reach)
    problem: str = prose("Problem it answers")
    population: str = line("For whom")
    core_components: str = prose("Core components")
    supports_needed: str = prose("Supports needed")
    cost_note: str = line("Cost")
    evidence: str = prose("Evidence")
    contact_id: str | None = refers("Who to call", "person")
    scale_sites: int | None = whole("Schools using it")
    scale_students: int | None = whole("Students reached")
    logic_model: str = prose("Why it is likely to work")
    rationale_source: str = prose("Research it rests on")
    study_under_way: str = prose("Study under way")
    review_by: date | None = day("Look again by")
