"""Which colour a status has beside its word, and how an item reads aloud."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.records import Impact
from nghs_desktop.services.api import ItemRow
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.models.days import days_late
from nghs_desktop.ui.theme import Role

IMPACT_BARS: Mapping[str, int] = MappingProxyType(
    {Impact.LOW.value: 1, Impact.MEDIUM.value: 2, Impact.HIGH.value: 3}
)
WITH_BARS = ("barrier", "focus")
"""The kinds whose rows begin with impact bars; the others begin with their icon or a tick."""

_DOTS: Mapping[str, Role] = MappingProxyType(
    {
        "in_work": "commitment",
        "in_progress": "commitment",
        "framed": "commitment",
        "described": "commitment",
        "nominated": "commitment",
        "assessed": "focus_area",
        "classified": "focus_area",
        "proposed_focus": "focus_area",
        "recommended": "focus_area",
        "referred": "decision",
        "reviewed": "decision",
        "reopened": "warning",
        "resolved": "success",
        "verified": "success",
        "shared": "success",
        "recognised": "success",
        "allocated": "success",
        "done": "success",
        "closed": "text3",
        "accepted_as_is": "text3",
        "declined": "text3",
        "dropped": "text3",
        "retired": "text3",
        "superseded": "text3",
    }
)


def status_dot(status: str) -> Role:
    """Return the colour of a status' dot; the word stands beside it."""
    return _DOTS.get(status, "text2")


def is_finished(row: ItemRow) -> bool:
    """Tell whether an item is off the open list."""
    return row.status in NOUN[row.noun].finished


def level_words(row: ItemRow) -> str:
    """Return an item's level in words, such as Promising."""
    field = NOUN[row.noun].field.get("level")
    if field is None or field.about.choices is None or not row.level:
        return ""
    return str(getattr(field.about.choices._value2member_map_.get(row.level), "label", row.level))


def late_by(row: ItemRow, today: date) -> int:
    """Return by how many days an unfinished item is late, 0 when it is not."""
    if row.due is None or is_finished(row):
        return 0
    return max(0, (today - row.due).days)


def sentence(row: ItemRow, today: date, *, ticked: bool = False) -> str:
    """Return an item as a screen reader reads it, one sentence per fact."""

    def tr(words: str) -> str:
        return QCoreApplication.translate("items", words)

    kind = KINDS[row.noun]
    title = row.title.rstrip(". ")
    parts = [f"{kind.word} {row.code}: {title}"]
    if row.impact:
        parts.append(tr("{impact} impact").format(impact=Impact(row.impact).label))
    if row.lever:
        parts.append(tr("{lever} lever").format(lever=row.lever))
    parts += [words for words in (level_words(row), row.status_label) if words]
    if row.owner:
        parts.append(tr("Owner {name}").format(name=row.owner))
    if row.dots:
        parts.append(tr("{n} dots").format(n=row.dots))
    late = late_by(row, today)
    if late:
        parts.append(days_late(late))
    if ticked:
        parts.append(tr("Ticked"))
    return ". ".join(parts)
