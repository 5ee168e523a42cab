"""Who sits in a meeting and when they were there: what votes, minutes and papers are worked out from.

Queries; the rules are in `domain.presence`. No writing and no screen.
"""

from __future__ import annotations

from typing import cast

from nghs_desktop.domain.meetings import KeptStay, Meeting, Presence
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.people import OrganizationKind
from nghs_desktop.domain.presence import Seat, Stay
from nghs_desktop.storage.reader import Reads


def seats(reader: Reads, meeting: Meeting) -> tuple[Seat, ...]:
    """Return the roster of a meeting by name: members of its group, then who else was asked.

    A member who was not asked has a seat too: a vote that is seated counts for the quorum. A seat
    of a membership that had ended, or had not begun, on the day is none.
    """
    day = meeting.starts_at.date().isoformat() if meeting.starts_at else ""
    rows = reader.rows(
        "SELECT p.id, p.name, coalesce(m.votes, 0), coalesce(a.alternate_for_id, ''), "
        "coalesce(o.id, ''), coalesce(o.name, ''), coalesce(o.kind, '') FROM person p "
        "LEFT JOIN membership m ON m.person_id = p.id AND m.group_id = ?2 AND m.deleted = 0 "
        "AND (?3 = '' OR ((m.from_day IS NULL OR m.from_day <= ?3) "
        "AND (m.to_day IS NULL OR m.to_day >= ?3))) "
        "LEFT JOIN attendance a ON a.person_id = p.id AND a.meeting_id = ?1 AND a.deleted = 0 "
        "LEFT JOIN organization o ON o.id = coalesce(m.organization_id, p.organization_id) "
        "WHERE p.deleted = 0 AND (m.id IS NOT NULL OR a.id IS NOT NULL) "
        "ORDER BY m.id IS NULL, p.name, p.id",
        (meeting.id, meeting.group_id or "", day),
    )
    return tuple(
        Seat(id, name, bool(votes), stands_for, body_id, body, _sector(kind))
        for id, name, votes, stands_for, body_id, body, kind in rows
    )


def stays(reader: Reads, meeting: Meeting) -> tuple[Stay, ...]:
    """Return everybody's times at a meeting, in the order they came.

    Who is marked as here without a time (files of older programs) was there the whole time.
    """
    kept = [
        cast(KeptStay, record)
        for record in reader.records(
            NOUN["stay"], "WHERE r.meeting_id = ? AND r.deleted = 0 ORDER BY r.since, r.id",
            (meeting.id,),
        )
    ]  # fmt: skip
    found = [
        Stay(stay.person_id, stay.since, stay.until, stay.remote)
        for stay in kept
        if stay.person_id and stay.since
    ]
    timed = {stay.person_id for stay in found}
    begun = meeting.started_at or meeting.starts_at
    if begun is not None:
        rows = reader.rows(
            "SELECT person_id, presence FROM attendance WHERE meeting_id = ? AND deleted = 0 "
            "AND presence IN (?, ?)",
            (meeting.id, Presence.PRESENT, Presence.REMOTE),
        )
        found += [
            Stay(person, begun, meeting.ended_at, presence == Presence.REMOTE)
            for person, presence in rows
            if person not in timed
        ]
    return tuple(found)


def _sector(kind: str) -> str:
    return OrganizationKind(kind).label if kind else ""
