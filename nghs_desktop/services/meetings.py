"""What the meeting screen reads: the whole page in one look, then only what changed.

Queries, as in `queries`; no writing and no screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.meetings import AgendaItem, Meeting, Presence
from nghs_desktop.domain.nouns import CAPTURED, COMMITMENT, NOUN
from nghs_desktop.services.lists import select_items, to_items
from nghs_desktop.services.queries import (
    agenda,
    item,
    meeting_to_run,
    stream,
    work_groups,
)
from nghs_desktop.services.rows import ItemRow
from nghs_desktop.storage.reader import Reader

Counts = Mapping[str, Mapping[str, int]]
"""How many items of each noun a meeting has, by agenda item ("" for those of none)."""

STREAM_PAGE = 200
_MOST_CARRIED = 20
_NAMES = ("person", "lever", "organization", "tag")


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """All that the meeting screen shows at first. `more` says that older items exist."""

    group: WorkGroup | None = None
    meeting: Meeting | None = None
    agenda: tuple[AgendaItem, ...] = ()
    items: tuple[ItemRow, ...] = ()
    more: bool = False
    counts: Counts = field(default_factory=dict)
    here: int = 0
    expected: int = 0
    carried: tuple[ItemRow, ...] = ()


@dataclass(frozen=True, slots=True)
class StreamChange:
    """Items of a meeting that are new or look different, and keys of those that left it.

    `all` says that names changed, so that every row shown must be read again.
    """

    items: tuple[ItemRow, ...] = ()
    gone: frozenset[str] = frozenset()
    counts: Counts = field(default_factory=dict)
    all: bool = False


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A person who sits in the group or was asked to a meeting; `presence` is None if not asked."""

    person_id: str
    name: str
    organization: str
    presence: Presence | None
    attendance_id: str

    @property
    def is_here(self) -> bool:
        """Tell whether the person takes part."""
        return self.presence in (Presence.PRESENT, Presence.REMOTE)


def meeting_page(
    reader: Reader,
    *,
    group_id: str = "",
    meeting_id: str = "",
    now: datetime,
    with_items: bool = True,
) -> MeetingPage:
    """Return a meeting with its group, agenda and newest items (or none of them).

    Without `meeting_id`, the meeting the facilitator wants now; without `group_id`, that of the
    first group that has one.
    """
    groups = work_groups(reader)
    meeting = _get_meeting(reader, meeting_id)
    if meeting is not None:
        group_id = meeting.group_id or group_id
    candidates = [one for one in groups if one.id == group_id] or list(groups)
    group = candidates[0] if candidates else None
    if meeting is None:
        for one in candidates:
            meeting = meeting_to_run(reader, one.id, now)
            if meeting is not None:
                group = one
                break
    if meeting is None:
        return MeetingPage(group, carried=carried_over(reader, group.id if group else "", ""))
    items = stream(reader, meeting.id, limit=STREAM_PAGE) if with_items else ()
    present, expected = people_count(reader, meeting.id)
    return MeetingPage(
        group,
        meeting,
        agenda(reader, meeting.id),
        items,
        len(items) == STREAM_PAGE,
        stream_counts(reader, meeting.id),
        present,
        expected,
        carried_over(reader, meeting.group_id or "", meeting.id),
    )


def stream_change(reader: Reader, meeting_id: str, changes: ChangeSet) -> StreamChange:
    """Return what a change of the workspace means for a meeting's items."""
    if changes.touches(*_NAMES) and any(
        change.noun in _NAMES and change.field == "name" for change in changes.changes
    ):
        return StreamChange(counts=stream_counts(reader, meeting_id), all=True)
    refs = {Ref(noun.name, id) for noun in CAPTURED for id in changes.ids(noun.name)}
    refs |= _ends_of(reader, changes.ids("link"))
    items: list[ItemRow] = []
    gone: set[str] = set()
    for ref in refs:
        row = item(reader, ref)
        if row is not None and row.meeting_id == meeting_id:
            items.append(row)
        else:
            gone.add(ref.id)
    return StreamChange(tuple(items), frozenset(gone), stream_counts(reader, meeting_id))


def stream_counts(reader: Reader, meeting_id: str) -> Counts:
    """Return how many items of each noun a meeting has, by agenda item."""
    parts = [
        f"SELECT '{noun.name}', coalesce(agenda_item_id, ''), count(*) FROM {noun.name} "
        "WHERE meeting_id = ?1 AND deleted = 0 GROUP BY 2"
        for noun in CAPTURED
    ]
    counts: dict[str, dict[str, int]] = {}
    for noun_name, agenda_item, number in reader.rows(" UNION ALL ".join(parts), (meeting_id,)):
        counts.setdefault(agenda_item, {})[noun_name] = number
    return counts


def people_count(reader: Reader, meeting_id: str) -> tuple[int, int]:
    """Return how many people take part in a meeting, and how many were asked or take part."""
    rows = reader.rows(
        "SELECT presence, count(*) FROM attendance a JOIN person p ON p.id = a.person_id "
        "WHERE a.meeting_id = ? AND a.deleted = 0 AND p.deleted = 0 GROUP BY presence",
        (meeting_id,),
    )
    by_presence = {Presence(presence): number for presence, number in rows}
    here = by_presence.get(Presence.PRESENT, 0) + by_presence.get(Presence.REMOTE, 0)
    return here, here + by_presence.get(Presence.EXPECTED, 0)


def roster(reader: Reader, meeting_id: str, group_id: str) -> tuple[RosterRow, ...]:
    """Return the people of a group and those asked to a meeting, by name."""
    rows = reader.rows(
        "SELECT p.id, p.name, coalesce(o.name, ''), a.presence, coalesce(a.id, '') FROM person p "
        "LEFT JOIN organization o ON o.id = p.organization_id "
        "LEFT JOIN attendance a ON a.person_id = p.id AND a.meeting_id = ?1 AND a.deleted = 0 "
        "WHERE p.deleted = 0 AND (a.id IS NOT NULL OR EXISTS (SELECT 1 FROM membership m "
        "WHERE m.person_id = p.id AND m.group_id = ?2 AND m.deleted = 0)) ORDER BY p.name",
        (meeting_id, group_id),
    )
    return tuple(
        RosterRow(id, name, body, Presence(presence) if presence else None, attendance)
        for id, name, body, presence, attendance in rows
    )


def carried_over(reader: Reader, group_id: str, meeting_id: str) -> tuple[ItemRow, ...]:
    """Return a group's unfinished commitments that were not made in this meeting, due first."""
    marks = ", ".join("?" * len(COMMITMENT.finished))
    rows = reader.rows(
        f"{select_items(COMMITMENT)} WHERE r.deleted = 0 AND r.group_id = ? "
        f"AND coalesce(r.meeting_id, '') <> ? AND r.status NOT IN ({marks}) "
        f"ORDER BY r.due IS NULL, r.due, r.id LIMIT {_MOST_CARRIED}",
        (group_id, meeting_id, *map(str, COMMITMENT.finished)),
    )
    return to_items(rows)


def _get_meeting(reader: Reader, meeting_id: str) -> Meeting | None:
    found = reader.get(NOUN["meeting"], meeting_id) if meeting_id else None
    return cast(Meeting, found) if found is not None and not found.deleted else None


def _ends_of(reader: Reader, links: Iterable[str]) -> set[Ref]:
    captured = {noun.name for noun in CAPTURED}
    refs: set[Ref] = set()
    for id in links:
        for noun_name, key in reader.rows(
            "SELECT from_noun, from_id FROM link WHERE id = ?", (id,)
        ):
            if noun_name in captured:
                refs.add(Ref(noun_name, key))
    return refs
