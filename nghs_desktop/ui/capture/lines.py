"""A line on its way to the disk and back: as a draft, as the row that is shown before it is there.

Pure functions; no widget comes in here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nghs_desktop.base.clock import from_text, to_text
from nghs_desktop.domain.capture import ItemKind
from nghs_desktop.domain.commands import LogRecords, Ref
from nghs_desktop.domain.links import LinkKind
from nghs_desktop.domain.nouns import noun_of
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.domain.records import Captured
from nghs_desktop.services.api import Draft, ItemRow
from nghs_desktop.ui.capture.bar import Line

FIELD = "capture"
"""The place of the line that is being typed."""

SENT = "sent:"
"""Before the key of a line that was entered and is not known to be an item yet."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where an item belongs, and when it was said; `before` is what a follow-up is added to; `label`
    is that of the step of a script.
    """

    group_id: str | None = None
    meeting_id: str | None = None
    agenda_item_id: str | None = None
    before: Ref | None = None
    at: datetime | None = None
    label: str = ""


def draft_of(line: Line, where: Where, *, sent: bool = False) -> Draft:
    """Return a line as a draft, with all that is needed to read it the same again."""
    said: dict[str, Any] = {
        "kind": line.kind.value,
        "lever": line.lever,
        "school": line.school,
        "refused": sorted(line.refused),
        "chosen": dict(line.chosen),
        "group": where.group_id,
        "meeting": where.meeting_id,
        "item": where.agenda_item_id,
        "before": [where.before.noun, where.before.id] if where.before else None,
        "at": to_text(where.at) if where.at else None,
        "label": where.label,
    }
    place = f"{SENT}{line.id}" if sent else FIELD
    return Draft(place, line.id, line.text, line.caret, json.dumps(said, ensure_ascii=False))


def line_of(draft: Draft) -> tuple[Line, Where]:
    """Return the line of a draft, and where it belonged; what cannot be read is left at its usual."""
    try:
        said = json.loads(draft.context)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        said = {}
    kinds: Mapping[Any, Any] = ItemKind._value2member_map_
    kind = kinds.get(said.get("kind"), ItemKind.BARRIER)
    before = said.get("before")
    at = said.get("at")
    line = Line(
        id=draft.id,
        text=draft.text,
        caret=draft.caret,
        kind=kind,
        lever=said.get("lever"),
        school=said.get("school"),
        refused=frozenset(said.get("refused") or ()),
        chosen=said.get("chosen") or {},
    )
    where = Where(
        said.get("group"),
        said.get("meeting"),
        said.get("item"),
        Ref(*before) if before else None,
        from_text(at) if at else None,
        str(said.get("label") or ""),
    )
    return line, where


def row_of(command: LogRecords, name_of: Callable[[str | None], str]) -> ItemRow | None:
    """Return an item as the stream shows it, before it is on disk; None when there is no item."""
    item = command.records[0] if command.records else None
    if not isinstance(item, Captured):
        return None
    names = {
        record.id: record.name
        for record in command.records[1:]
        if isinstance(record, Person | Organization)
    }

    def name(id: str | None) -> str:
        return names.get(id or "") or name_of(id)

    schools = [name(one.to_id) for one in command.links if one.kind is LinkKind.AT]
    return ItemRow(
        noun=noun_of(item).name,
        id=item.id,
        number=None,
        title=item.title,
        details=item.details,
        status=str(getattr(item, "status", "")),
        impact=str(item.impact or ""),
        level="",
        lever=name(item.lever_id),
        lever_id=item.lever_id or "",
        said_by=name(item.said_by_id),
        owner=name(item.owner_id),
        schools=", ".join(filter(None, schools)),
        due=item.due,
        dots=None,
        heard_at=item.heard_at,
        agenda_item_id=item.agenda_item_id or "",
        meeting_id=item.meeting_id or "",
        for_brief=False,
        pinned=False,
        label=item.label,
    )
