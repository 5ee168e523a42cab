"""What the papers of a meeting are made of, read from the workspace: its hours, its agenda with what
comes back, who is expected, what is owed and parked, what is to be read.

Names come out of here as the rule of the meeting lets them stand (`Names`), so no paper has to know
it. What only its writer may see is left out. Queries; how a paper looks is in `reports.templates`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from typing import cast

from nghs_desktop.base.clock import to_text
from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.carry_over import Returning
from nghs_desktop.domain.commitments import Commitment, CommitmentStatus, days_late
from nghs_desktop.domain.decision_rules import DecisionRule, from_snapshot
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.library import Resource
from nghs_desktop.domain.meetings import (
    AgendaItem,
    AgendaState,
    Attribution,
    Meeting,
    MeetingState,
    Presence,
    Purpose,
)
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.presence import Seat, voting_room
from nghs_desktop.domain.protocol_templates import ProtocolStep
from nghs_desktop.domain.quorum import quorum
from nghs_desktop.domain.records import Visibility
from nghs_desktop.domain.series import zone_of
from nghs_desktop.domain.timetable import timetable
from nghs_desktop.reports.templates.meeting_book import BookPaper
from nghs_desktop.reports.templates.meeting_papers import AgendaPoint, MeetingHead, OpenCommitment
from nghs_desktop.reports.templates.meeting_words import MeetingWords
from nghs_desktop.reports.templates.minutes_paper import MinutesAction
from nghs_desktop.reports.templates.run_sheet import RunPoint, RunStep
from nghs_desktop.services.agenda import coming_back, topic_of
from nghs_desktop.services.brief_privacy import Known, People, Rules
from nghs_desktop.services.brief_privacy import Names as Hidden
from nghs_desktop.services.queries import agenda
from nghs_desktop.services.room import seats, stays
from nghs_desktop.storage.reader import Reader

_SEEN = f"r.deleted = 0 AND r.visibility <> '{Visibility.PRIVATE.value}'"
_MOST = 500
_NAMED_PEOPLE, _NAMED_BODIES = 16, 12
"""Up to how many people, else organisations, an agenda names beside their number."""


class Names:
    """Who may be named on the paper of a meeting, and what stands where nobody may be.

    What minutes say of names (docs/decisions/0011) goes further: they list who was there.
    """

    def __init__(self, reader: Reader, words: MeetingWords) -> None:
        self._people, self._rules = People(reader), Rules(reader)
        self._somebody, self._known = words.a_participant, words.known
        self._hidden: dict[str, Hidden] = {}

    def who(self, person_id: str | None, meeting_id: str | None) -> str:
        """Return a person, their organisation, or nothing, as the meeting's rule has it."""
        one = self._people.known.get(person_id or "")
        if one is None:
            return ""
        rule = self._rules.of(meeting_id)
        if rule is Attribution.NAMED and not one.minor:
            return one.name
        return "" if rule is Attribution.NONE else one.organization

    def owner(self, person_id: str | None, meeting_id: str | None) -> str:
        """Return who owns something: "" only where nobody does."""
        if (person_id or "") not in self._people.known:
            return ""
        return self.who(person_id, meeting_id) or self._known

    def told(self, text: str, meeting_id: str | None) -> str:
        """Return what people wrote without the names the meeting's rule keeps back."""
        rule = self._rules.of(meeting_id)

        def shown(one: Known) -> str:
            by_body = rule is not Attribution.NONE and one.organization
            return one.organization if by_body else self._somebody

        return self._people.replaced(text, self._hidden_at(meeting_id or ""), shown)

    def _hidden_at(self, meeting_id: str) -> Hidden:
        """Return whose names do not stand in texts of a meeting: young people's, nobody's by rule."""
        found = self._hidden.get(meeting_id)
        if found is None:
            named = self._rules.of(meeting_id) is Attribution.NAMED
            there = frozenset[str]() if named else self._rules.there(meeting_id)
            found = self._people.listed(lambda one: one.minor or one.id in there)
            self._hidden[meeting_id] = found
        return found


@frozen
class Sitting:
    """A meeting with its group, its agenda as it may be printed, its roster, and its zone.

    `now` is when the paper is made.
    """

    meeting: Meeting
    group: WorkGroup | None
    items: tuple[AgendaItem, ...]
    seats: tuple[Seat, ...]
    zone: tzinfo | None
    now: datetime

    @property
    def rule(self) -> DecisionRule:
        """The group's usual rule."""
        text = self.group.decision_rule if self.group else ""
        return from_snapshot(text) if text else DecisionRule()

    @property
    def starts(self) -> datetime | None:
        """When it starts, on the clocks of its place."""
        starts = self.meeting.starts_at or self.meeting.started_at
        return starts.astimezone(self.zone) if starts else None

    @property
    def day(self) -> date | None:
        """The day it is held on, at its place."""
        return self.starts.date() if self.starts else None


def sitting(reader: Reader, meeting_id: str, now: datetime, zone: tzinfo | None) -> Sitting:
    """Return a meeting; `zone` is for one that names none. Raises UserError if it is gone."""
    found = reader.get(NOUN["meeting"], meeting_id)
    if found is None or found.deleted:
        raise UserError(
            "This meeting is no longer there.", "Choose another one, or bring it back from Trash."
        )
    meeting = cast(Meeting, found)
    if meeting.visibility is Visibility.PRIVATE:
        raise UserError(
            "Only you can see this meeting, so no paper of it is made.",
            "Let the work group see it, then print.",
        )
    group = reader.get(NOUN["work_group"], meeting.group_id) if meeting.group_id else None
    items = tuple(
        item
        for item in agenda(reader, meeting_id)
        if item.visibility is not Visibility.PRIVATE and item.state is not AgendaState.WITHDRAWN
    )
    place = zone_of(meeting.zone) or zone
    roster = seats(reader, meeting)
    return Sitting(meeting, cast("WorkGroup | None", group), items, roster, place, now)


def head(at: Sitting, names: Names) -> MeetingHead:
    """Return what every paper of a meeting says at its top."""
    meeting = at.meeting

    def who(person: str | None) -> str:
        return names.who(person, meeting.id)

    return MeetingHead(
        names.told(meeting.title, meeting.id),
        at.starts,
        meeting.planned_minutes,
        meeting.place,
        names.told(meeting.purpose, meeting.id),
        who(meeting.chair_id),
        who(meeting.facilitator_id),
        who(meeting.recorder_id),
        meeting.attribution,
    )


def points(reader: Reader, at: Sitting, names: Names) -> tuple[AgendaPoint, ...]:
    """Return the agenda as it was planned, each point with its hour and how old its topic is."""
    back = {one.topic_id: one for one in came_back(reader, at)}
    planned = [
        replace(item, state=AgendaState.PLANNED, opened_at=None, closed_at=None)
        for item in at.items
    ]
    before = replace(at.meeting, started_at=None, starts_at=at.starts)
    slots = timetable(before, planned, at.starts or at.now).slots
    found = []
    for item, slot in zip(at.items, slots, strict=True):
        topic = back.get(topic_of(item, "").id)
        found.append(
            AgendaPoint(
                names.told(item.title, at.meeting.id),
                slot.start.astimezone(at.zone) if slot.start else None,
                item.planned_minutes,
                item.purpose,
                names.who(item.presenter_id, at.meeting.id),
                item.section,
                item.purpose is Purpose.CONSENT and item.pulled_by_id is None,
                item.pulled_by_id is not None,
                item.locked_start is not None,
                topic.age if topic else 0,
                topic.reasons if topic else (),
                topic.first_day if topic else None,
            )
        )
    return tuple(found)


def run_points(reader: Reader, at: Sitting, names: Names) -> tuple[RunPoint, ...]:
    """Return the agenda as it is run: private notes, scripts, and how long each point took."""
    slots = timetable(at.meeting, at.items, at.now).slots
    found = []
    for item, slot, point in zip(at.items, slots, points(reader, at, names), strict=True):
        script, steps = _script(reader, item.protocol_id)
        took = slot.minutes if item.opened_at and item.closed_at else None
        began = item.opened_at.astimezone(at.zone) if item.opened_at else None
        found.append(RunPoint(point, began, took, item.private_notes, script, steps))
    return tuple(found)


def _script(reader: Reader, protocol_id: str | None) -> tuple[str, tuple[RunStep, ...]]:
    if not protocol_id:
        return "", ()
    name = reader.value(
        "SELECT name FROM protocol_template WHERE id = ? AND deleted = 0", (protocol_id,)
    )
    steps = reader.records(
        NOUN["protocol_step"],
        "WHERE r.protocol_id = ? AND r.deleted = 0 ORDER BY r.position, r.id",
        (protocol_id,),
    )
    if name is None:
        return "", ()
    return str(name), tuple(
        RunStep(step.title, step.seconds or 0, step.role, step.say)
        for step in cast(list[ProtocolStep], steps)
    )


def came_back(reader: Reader, at: Sitting) -> tuple[Returning, ...]:
    """Return the topics that come back to a meeting, with their age."""
    back = coming_back(reader, at.meeting.id, at.now)
    if back is None:
        return ()
    seen = (one for one in back.topics if one.last.visibility is not Visibility.PRIVATE)
    return tuple(one.returning for one in seen if one.topic.visibility is not Visibility.PRIVATE)


def parked_things(reader: Reader, at: Sitting, names: Names) -> tuple[MinutesAction, ...]:
    """Return what was parked and is due at a meeting, with who brings it back."""
    back = coming_back(reader, at.meeting.id, at.now)
    due = [row.parked for row in back.due] if back is not None else []
    return tuple(
        MinutesAction(
            names.owner(one.owner_id, one.meeting_id),
            names.told(one.title, one.meeting_id),
            one.revisit_on,
        )
        for one in due
        if one.visibility is not Visibility.PRIVATE
    )


def open_commitments(
    reader: Reader, at: Sitting, names: Names, today: date
) -> tuple[OpenCommitment, ...]:
    """Return what a group's members owe from earlier meetings, the first due first."""
    found = reader.records(
        NOUN["commitment"],
        f"WHERE {_SEEN} AND r.group_id = ? AND coalesce(r.meeting_id, '') <> ? "
        "AND coalesce(r.heard_at, '') < ? "
        f"AND r.status IN (?, ?) ORDER BY r.due IS NULL, r.due, r.id LIMIT {_MOST}",
        (
            at.meeting.group_id or "",
            at.meeting.id,
            to_text(at.meeting.starts_at or at.now),
            CommitmentStatus.OPEN.value,
            CommitmentStatus.IN_PROGRESS.value,
        ),
    )
    return tuple(
        OpenCommitment(
            names.owner(one.owner_id, one.meeting_id),
            names.told(one.title, one.meeting_id),
            one.due,
            days_late(one, today),
        )
        for one in cast(list[Commitment], found)
    )


def expected(reader: Reader, at: Sitting) -> tuple[int, tuple[str, ...]]:
    """Return how many people are expected, and who: people, else organisations, if they are few."""
    away = {
        person
        for (person,) in reader.rows(
            "SELECT person_id FROM attendance WHERE meeting_id = ? AND deleted = 0 "
            "AND presence IN (?, ?)",
            (at.meeting.id, Presence.EXCUSED.value, Presence.ABSENT.value),
        )
    }
    coming = [seat for seat in at.seats if seat.person_id not in away]
    if at.meeting.attribution is Attribution.NONE:
        return len(coming), ()
    people = tuple(seat.name for seat in coming)
    if at.meeting.attribution is Attribution.NAMED and len(people) <= _NAMED_PEOPLE:
        return len(coming), people
    bodies = tuple(dict.fromkeys(seat.organization for seat in coming if seat.organization))
    return len(coming), bodies if len(bodies) <= _NAMED_BODIES else ()


def quorum_words(reader: Reader, at: Sitting) -> str:
    """Say how many votes make a quorum, and once the meeting began whether they were there."""
    rule = at.rule.quorum
    began = at.meeting.started_at
    here = voting_room(
        at.seats,
        stays(reader, at.meeting),
        began + timedelta(seconds=1) if began else at.now,
        unit=rule.unit,
        remote_counts=rule.remote_counts,
    )
    seated = len(here.units)
    if not seated:
        return ""
    told = quorum(rule, seated=seated, here=len(here.here)).words
    return told if began else "; ".join(told.split("; ")[:2])


def votes_seated(at: Sitting, rule: DecisionRule) -> int:
    """Return how many votes there are under a rule: how many ballots are needed."""
    everybody = voting_room(at.seats, (), at.now, unit=rule.quorum.unit)
    return len(everybody.units)


def reading(reader: Reader, at: Sitting, names: Names) -> tuple[BookPaper, ...]:
    """Return the resources that a meeting, its points or their topics are linked to, each once."""
    about: dict[str, str] = {at.meeting.id: ""}
    for item in at.items:
        about[item.id] = names.told(item.title, at.meeting.id)
        if item.topic_id:
            about[item.topic_id] = about[item.id]
    rows = _linked(reader, tuple(about))
    place = {id: number for number, id in enumerate(about)}
    rows.sort(key=lambda row: place[row[0]])
    found: dict[str, BookPaper] = {}
    for end, key in rows:
        record = reader.get(NOUN["resource"], key)
        if key in found or record is None or record.deleted:
            continue
        if record.visibility is Visibility.PRIVATE:
            continue
        one = cast(Resource, record)
        parts = (one.publisher, one.excerpt)
        told = "\n".join(filter(None, (names.told(part, at.meeting.id) for part in parts)))
        title = names.told(one.title, at.meeting.id) or one.url or one.publisher
        found[key] = BookPaper(title, told, one.url, about[end])
    return tuple(found.values())


def _linked(reader: Reader, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return (one of the ids, the key of a resource linked to it)."""
    found: list[tuple[str, str]] = []
    for start in range(0, len(ids), 400):
        part = ids[start : start + 400]
        marks = ", ".join(f"?{n}" for n in range(1, len(part) + 1))
        found += cast(
            Iterable[tuple[str, str]],
            reader.rows(
                "SELECT from_id, to_id FROM link WHERE deleted = 0 AND to_noun = 'resource' "
                f"AND from_id IN ({marks}) UNION SELECT to_id, from_id FROM link "
                f"WHERE deleted = 0 AND from_noun = 'resource' AND to_id IN ({marks})",
                part,
            ),
        )
    return found


def last_meeting(reader: Reader, at: Sitting) -> Meeting | None:
    """Return the group's meeting before this one that was held, or None."""
    if at.meeting.starts_at is None:
        return None
    found = reader.records(
        NOUN["meeting"],
        f"WHERE {_SEEN} AND r.group_id = ? AND r.state = ? AND r.id <> ? "
        "AND r.starts_at < ? ORDER BY r.starts_at DESC, r.id DESC LIMIT 1",
        (
            at.meeting.group_id or "",
            MeetingState.ENDED.value,
            at.meeting.id,
            to_text(at.meeting.starts_at),
        ),
    )
    return cast(Meeting, found[0]) if found else None
