"""How each kind of item and each lever is shown: icon, colour and word, never colour alone.

The words and rules of the kinds live in the domain; only their looks stand here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.words import QT_TRANSLATE_NOOP, translated


@dataclass(frozen=True, slots=True)
class KindMark:
    """How a kind is shown. `prefix` is the letter that starts a line of this kind."""

    key: str
    icon: str
    role: Role
    tint: Role
    prefix: str
    english: str
    english_plural: str

    @property
    def word(self) -> str:
        """Its name on screen, in the person's language."""
        return translated("kinds", self.english)

    @property
    def plural(self) -> str:
        """Its name for many, in the person's language."""
        return translated("kinds", self.english_plural)


@dataclass(frozen=True, slots=True)
class LeverMark:
    """How a lever is shown."""

    key: str
    icon: str
    english: str

    @property
    def word(self) -> str:
        """Its name on screen, in the person's language."""
        return translated("kinds", self.english)


_KINDS = (
    KindMark(
        "barrier",
        "triangle-alert",
        "barrier",
        "barrier_tint",
        "b",
        QT_TRANSLATE_NOOP("kinds", "Barrier"),
        QT_TRANSLATE_NOOP("kinds", "Barriers"),
    ),
    KindMark(
        "practice",
        "lightbulb",
        "practice",
        "practice_tint",
        "p",
        QT_TRANSLATE_NOOP("kinds", "Effective practice"),
        QT_TRANSLATE_NOOP("kinds", "Practices"),
    ),
    KindMark(
        "recognition",
        "award",
        "recognition",
        "recognition_tint",
        "r",
        QT_TRANSLATE_NOOP("kinds", "Recognition"),
        QT_TRANSLATE_NOOP("kinds", "Recognitions"),
    ),
    KindMark(
        "commitment",
        "handshake",
        "commitment",
        "commitment_tint",
        "c",
        QT_TRANSLATE_NOOP("kinds", "Commitment"),
        QT_TRANSLATE_NOOP("kinds", "Commitments"),
    ),
    KindMark(
        "decision",
        "gavel",
        "decision",
        "decision_tint",
        "d",
        QT_TRANSLATE_NOOP("kinds", "Decision"),
        QT_TRANSLATE_NOOP("kinds", "Decisions"),
    ),
    KindMark(
        "focus",
        "target",
        "focus_area",
        "focus_area_tint",
        "f",
        QT_TRANSLATE_NOOP("kinds", "Focus area"),
        QT_TRANSLATE_NOOP("kinds", "Focus areas"),
    ),
    KindMark(
        "note",
        "sticky-note",
        "note",
        "note_tint",
        "n",
        QT_TRANSLATE_NOOP("kinds", "Note"),
        QT_TRANSLATE_NOOP("kinds", "Notes"),
    ),
)
KINDS: Mapping[str, KindMark] = MappingProxyType({kind.key: kind for kind in _KINDS})

_LEVERS = (
    LeverMark("practice", "school", QT_TRANSLATE_NOOP("kinds", "Practice")),
    LeverMark("policy", "landmark", QT_TRANSLATE_NOOP("kinds", "Policy")),
    LeverMark("funding", "coins", QT_TRANSLATE_NOOP("kinds", "Funding")),
)
LEVERS: Mapping[str, LeverMark] = MappingProxyType({lever.key: lever for lever in _LEVERS})

# A lever that the workspace added itself has no icon of its own yet.
OTHER_LEVER_ICON = "layers"
