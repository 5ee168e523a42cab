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
    """All that the meeting screen shows at first. `more` says that older items exist.

    `carried_topics` are the topics of carried commitments, by commitment; `names` what the people
    and scripts of the agenda are called; `first_minutes` what was planned where more was given.
    """

    group: WorkGroup | None = None
    meeting: Meeting | None = None
    agenda: tuple[AgendaItem, ...] = ()
    items: tuple[ItemRow, ...] = ()
    more: bool = False
    counts: Counts = field(default_factory=dict)
    here: int = 0
    expected: int = 0
    carried: tuple[ItemRow, ...] = ()
    carried_topics: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    first_minutes: Mapping[str, int] = field(default_factory=dict)


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
    on_agenda = agenda(reader, meeting.id)
    carried = carried_over(reader, meeting.group_id or "", meeting.id)
    topics = topics_of_items(reader, (row.agenda_item_id for row in carried))
    people = (key for one in on_agenda for key in (one.presenter_id, one.pulled_by_id))
    names = names_of(reader, "person", people)
    names |= names_of(reader, "protocol_template", (one.protocol_id for one in on_agenda))
    return MeetingPage(
        group,
        meeting,
        on_agenda,
        items,
        len(items) == STREAM_PAGE,
        stream_counts(reader, meeting.id),
        present,
        expected,
        carried,
        {row.id: topics[row.agenda_item_id] for row in carried if row.agenda_item_id in topics},
        names,
        first_minutes(reader, meeting.id),
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
    """Return how many people are in a meeting (of one that ended: were), and how many were asked or
    are. Who left is not in it any more."""
    ((here, expected),) = reader.rows(
        "SELECT coalesce(sum(a.presence IN (?2, ?3) AND (m.ended_at IS NOT NULL OR NOT EXISTS "
        "(SELECT 1 FROM stay s WHERE s.meeting_id = m.id AND s.person_id = p.id AND s.deleted = 0) "
        "OR EXISTS (SELECT 1 FROM stay s WHERE s.meeting_id = m.id AND s.person_id = p.id "
        "AND s.deleted = 0 AND s.until IS NULL))), 0), coalesce(sum(a.presence = ?4), 0) "
        "FROM attendance a JOIN person p ON p.id = a.person_id JOIN meeting m ON m.id = a.meeting_id "
        "WHERE a.meeting_id = ?1 AND a.deleted = 0 AND p.deleted = 0",
        (meeting_id, Presence.PRESENT, Presence.REMOTE, Presence.EXPECTED),
    )
    return here, here + expected


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


def topics_of_items(reader: Reader, agenda_items: Iterable[str]) -> dict[str, str]:
    """Return the titles of the topics that agenda items belong to, by item."""
    keys = sorted(set(filter(None, agenda_items)))
    if not keys:
        return {}
    marks = ", ".join("?" * len(keys))
    rows = reader.rows(
        "SELECT a.id, coalesce(t.title, a.title) FROM agenda_item a "
        f"LEFT JOIN topic t ON t.id = a.topic_id AND t.deleted = 0 WHERE a.id IN ({marks})",
        keys,
    )
    return {id: title for id, title in rows if title}


def first_minutes(reader: Reader, meeting_id: str) -> dict[str, int]:
    """Return the planned minutes of items as they were when each began, where they changed since.

    Read from the change log: giving a point five minutes more does not hide what was planned.
    """
    rows = reader.rows(
        "SELECT a.id, c.old FROM agenda_item a JOIN change c ON c.tbl = 'agenda_item' "
        "AND c.pk = a.id AND c.col = 'planned_minutes' "
        "WHERE a.meeting_id = ? AND a.deleted = 0 AND c.old IS NOT NULL AND EXISTS ("
        "SELECT 1 FROM change o WHERE o.tbl = c.tbl AND o.pk = c.pk AND o.col = 'state' "
        "AND o.new = 'open' AND o.n <= c.n) ORDER BY c.n DESC",
        (meeting_id,),
    )
    return {id: int(old) for id, old in rows}


def names_of(reader: Reader, noun: str, keys: Iterable[str | None]) -> dict[str, str]:
    """Return what records of a noun are called, by key."""
    wanted = sorted({key for key in keys if key})
    if not wanted:
        return {}
    marks = ", ".join("?" * len(wanted))
    sql = f"SELECT id, {NOUN[noun].headline} FROM {noun} WHERE id IN ({marks})"
    return dict(reader.rows(sql, wanted))


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
