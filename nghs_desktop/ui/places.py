"""The places of the rail: their order, words, icons and groups. What they show is not here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nghs_desktop.ui.words import QT_TRANSLATE_NOOP, translated


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the rail. The first place of a group carries its heading."""

    key: str
    english: str
    icon: str
    english_group: str

    @property
    def words(self) -> str:
        """Its name in the person's language."""
        return translated("places", self.english)

    @property
    def group(self) -> str:
        """The heading of its group in the person's language."""
        return translated("places", self.english_group) if self.english_group else ""


_CAPTURED = QT_TRANSLATE_NOOP("places", "Captured")
_LIBRARY = QT_TRANSLATE_NOOP("places", "Library")
_OUTPUT = QT_TRANSLATE_NOOP("places", "Output")

_TABLE = (
    Place("meeting", QT_TRANSLATE_NOOP("places", "Meeting"), "presentation", ""),
    Place("barriers", QT_TRANSLATE_NOOP("places", "Barriers"), "triangle-alert", _CAPTURED),
    Place("practices", QT_TRANSLATE_NOOP("places", "Practices"), "lightbulb", _CAPTURED),
    Place("recognitions", QT_TRANSLATE_NOOP("places", "Recognitions"), "award", _CAPTURED),
    Place("focus", QT_TRANSLATE_NOOP("places", "Focus areas"), "target", _CAPTURED),
    Place("commitments", QT_TRANSLATE_NOOP("places", "Commitments"), "handshake", _CAPTURED),
    Place("resources", QT_TRANSLATE_NOOP("places", "Resources"), "library", _LIBRARY),
    Place("schools", QT_TRANSLATE_NOOP("places", "Schools & map"), "map-pinned", _LIBRARY),
    Place("goals", QT_TRANSLATE_NOOP("places", "Goals & indicators"), "trending-up", _LIBRARY),
    Place("people", QT_TRANSLATE_NOOP("places", "People"), "users", _LIBRARY),
    Place("briefs", QT_TRANSLATE_NOOP("places", "Briefs"), "file-text", _OUTPUT),
)
_FOLLOW_UP = (
    Place("referrals", QT_TRANSLATE_NOOP("places", "Referrals"), "send", ""),
    Place("policy", QT_TRANSLATE_NOOP("places", "Policy agenda"), "landmark", ""),
    Place("frameworks", QT_TRANSLATE_NOOP("places", "Frameworks"), "list", ""),
    Place("nominations", QT_TRANSLATE_NOOP("places", "Nominations"), "award", ""),
    Place("rounds", QT_TRANSLATE_NOOP("places", "Focus rounds"), "target", ""),
    Place("projects", QT_TRANSLATE_NOOP("places", "Improvement"), "trending-up", ""),
    Place("funding", QT_TRANSLATE_NOOP("places", "Funding"), "coins", ""),
)
FOLLOW_UP: Mapping[str, Place] = MappingProxyType({place.key: place for place in _FOLLOW_UP})
"""Processes between meetings: reached from the lists they belong to, not from the rail."""

RELATED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "barriers": ("referrals", "policy"),
        "practices": ("frameworks",),
        "recognitions": ("nominations",),
        "focus": ("rounds", "projects"),
        "commitments": ("funding",),
    }
)
"""Which processes belong to a list of the rail."""

HOME_OF: Mapping[str, str] = MappingProxyType(
    {place: home for home, places in RELATED.items() for place in places}
)
"""The row of the rail that stands for a process."""

PLACES: Mapping[str, Place] = MappingProxyType({place.key: place for place in _TABLE})
