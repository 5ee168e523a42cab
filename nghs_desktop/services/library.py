"""Plain lists of the library: people with what they raised and owe, resources, organisations,
statements. Small tables, read whole; the large lists of what was captured are in lists.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.library import Direction, StatementKind
from nghs_desktop.domain.nouns import CAPTURED, NOUN
from nghs_desktop.domain.people import OrganizationKind
from nghs_desktop.services.lists import select_items, to_items
from nghs_desktop.services.rows import ItemRow
from nghs_desktop.storage.reader import Reader

PLACES = (OrganizationKind.SCHOOL, OrganizationKind.DISTRICT, OrganizationKind.NETWORK)
AIMS = (StatementKind.GOAL, StatementKind.STRATEGY)


@frozen
class LibraryRow:
    """One row of a plain list. `facts` are short, in order; rows of a `section` lie together."""

    noun: str
    id: str
    name: str
    facts: tuple[str, ...] = ()
    section: str = ""
    note: str = ""
    icon: str = ""


def people(reader: Reader) -> tuple[LibraryRow, ...]:
    """Return the roster by name: role, organisation, groups, what they raised and owe."""
    raised = _counts(reader, "said_by_id", unfinished=False)
    owed = _counts(reader, "owner_id", unfinished=True)
    rows = reader.rows(
        "SELECT p.id, p.name, p.role, coalesce(o.name, ''), coalesce((SELECT "
        "group_concat(g.name, ', ') FROM membership m JOIN work_group g ON g.id = m.group_id "
        "WHERE m.person_id = p.id AND m.deleted = 0 AND g.deleted = 0), '') FROM person p "
        "LEFT JOIN organization o ON o.id = p.organization_id WHERE p.deleted = 0 "
        "ORDER BY p.name COLLATE NOCASE, p.id"
    )
    return tuple(
        LibraryRow(
            "person", id, name, _filled(role, body, groups),
            note=_said(raised.get(id, 0), owed.get(id, 0)), icon="user",
        )
        for id, name, role, body, groups in rows
    )  # fmt: skip


def raised_by(reader: Reader, person_id: str, limit: int = 50) -> tuple[ItemRow, ...]:
    """Return what a person raised, newest first."""
    return _items_of(reader, "said_by_id", person_id, limit, unfinished=False)


def owed_by(reader: Reader, person_id: str, limit: int = 50) -> tuple[ItemRow, ...]:
    """Return the unfinished items a person owns, newest first."""
    return _items_of(reader, "owner_id", person_id, limit, unfinished=True)


def resources(reader: Reader) -> tuple[LibraryRow, ...]:
    """Return the resources; one without a title is called by its kind, as its source has it."""
    rows = reader.rows(
        "SELECT r.id, r.title, coalesce(t.name, ''), r.publisher, r.audience, r.states "
        "FROM resource r LEFT JOIN term t ON t.id = r.kind_id WHERE r.deleted = 0 "
        "ORDER BY r.title = '', r.title COLLATE NOCASE, r.id"
    )
    return tuple(
        LibraryRow(
            "resource", id, title or f"Untitled {(kind or 'resource').lower()}",
            _filled(kind, publisher, audience, states), icon="library",
        )
        for id, title, kind, publisher, audience, states in rows
    )  # fmt: skip


def organizations(
    reader: Reader, kinds: Sequence[OrganizationKind] = PLACES
) -> tuple[LibraryRow, ...]:
    """Return the organisations of some kinds, kind by kind in the order given."""
    marks = ", ".join("?" * len(kinds))
    rows = reader.rows(
        "SELECT r.id, r.name, r.kind, r.place, r.state, coalesce(p.name, '') FROM organization r "
        f"LEFT JOIN organization p ON p.id = r.parent_id WHERE r.deleted = 0 AND r.kind IN ({marks})"
        " ORDER BY r.name COLLATE NOCASE, r.id",
        [str(kind) for kind in kinds],
    )
    plurals = {"school": "Schools", "district": "Districts", "network": "School networks"}
    icons = {"school": "school", "network": "layers"}
    places = {str(kind): place for place, kind in enumerate(kinds)}
    ordered = sorted(rows, key=lambda row: places[row[2]])
    return tuple(
        LibraryRow(
            "organization", id, name, _filled(place, state, parent),
            section=plurals.get(kind, OrganizationKind(kind).label),
            icon=icons.get(kind, "building-2"),
        )
        for id, name, kind, place, state, parent in ordered
    )  # fmt: skip


def statements(reader: Reader, kinds: Sequence[StatementKind] = AIMS) -> tuple[LibraryRow, ...]:
    """Return goals, strategies or other statements, grouped by who holds them and their kind."""
    marks = ", ".join("?" * len(kinds))
    rows = reader.rows(
        "SELECT r.id, r.text, r.kind, r.code, r.direction, coalesce(o.name, ''), r.explanation "
        "FROM statement r LEFT JOIN organization o ON o.id = r.owner_id "
        f"WHERE r.deleted = 0 AND r.kind IN ({marks}) "
        "ORDER BY o.name COLLATE NOCASE, r.kind, r.position, r.code, r.id",
        [str(kind) for kind in kinds],
    )
    plurals = {"goal": "Goals", "strategy": "Strategies"}
    directions = {str(word): word.label for word in Direction}
    return tuple(
        LibraryRow(
            "statement", id, text, _filled(code, directions.get(direction or "", ""), explanation),
            section=" · ".join(_filled(owner, plurals.get(kind, StatementKind(kind).label))),
            icon="target" if kind == "goal" else "trending-up",
        )
        for id, text, kind, code, direction, owner, explanation in rows
    )  # fmt: skip


def _counts(reader: Reader, column: str, *, unfinished: bool) -> dict[str, int]:
    counts: dict[str, int] = {}
    for noun in CAPTURED:
        rows = reader.rows(
            f"SELECT r.{column}, count(*) FROM {noun.name} r WHERE r.deleted = 0 "
            f"AND r.{column} IS NOT NULL {_open(noun.name, unfinished)} GROUP BY r.{column}"
        )
        for id, number in rows:
            counts[id] = counts.get(id, 0) + number
    return counts


def _items_of(
    reader: Reader, column: str, person_id: str, limit: int, *, unfinished: bool
) -> tuple[ItemRow, ...]:
    parts = [
        f"SELECT * FROM ({select_items(noun)} WHERE r.{column} = ?1 AND r.deleted = 0 "
        f"{_open(noun.name, unfinished)} ORDER BY r.heard_at DESC LIMIT {int(limit)})"
        for noun in CAPTURED
    ]
    rows = reader.rows(
        f"SELECT * FROM ({' UNION ALL '.join(parts)}) ORDER BY heard_at DESC LIMIT {int(limit)}",
        (person_id,),
    )
    return to_items(rows)


def _open(noun: str, unfinished: bool) -> str:
    done = ", ".join(f"'{word}'" for word in NOUN[noun].finished)
    return f"AND r.status NOT IN ({done})" if unfinished and done else ""


def _filled(*facts: Any) -> tuple[str, ...]:
    return tuple(str(fact) for fact in facts if fact)


def _said(raised: int, owed: int) -> str:
    parts = []
    if raised:
        parts.append(f"raised {raised}")
    if owed:
        parts.append(f"owes {owed}")
    return ", ".join(parts)
