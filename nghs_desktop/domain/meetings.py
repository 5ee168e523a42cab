"""Meetings, their agenda, and who was there."""

from __future__ import annotations

from datetime import datetime

from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.ids import same_id
from nghs_desktop.domain.describe import Search, Word, choice, line, moment, prose, refers, whole
from nghs_desktop.domain.records import Record


class MeetingState(Word):
    """Where a meeting stands. Things can be captured in every state."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Announced"
    IN_PROGRESS = "in_progress", "Live"
    ENDED = "ended", "Ended"


class Purpose(Word):
    """What an agenda item is for."""

    INFORM = "inform", "Inform"
    DISCUSS = "discuss", "Discuss"
    ADVISE = "advise", "Advise"
    DECIDE = "decide", "Decide"
    RECOGNISE = "recognise", "Recognise"
    CONSENT = "consent", "Consent"


class AgendaState(Word):
    """Where an agenda item stands."""

    PLANNED = "planned", "Planned"
    OPEN = "open", "Now"
    DISCUSSED = "discussed", "Discussed"
    DEFERRED = "deferred", "Deferred"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Presence(Word):
    """How a person takes part in a meeting."""

    EXPECTED = "expected", "Expected"
    PRESENT = "present", "In the room"
    REMOTE = "remote", "Remote"
    EXCUSED = "excused", "Excused"
    ABSENT = "absent", "Absent"


@frozen(kw_only=True)
class Meeting(Record):
    """One meeting of a work group."""

    title: str = line("Title", search=Search.TITLE)
    group_id: str | None = refers("Work group", "work_group")
    starts_at: datetime | None = moment("Starts")
    planned_minutes: int | None = whole("Planned minutes")
    place: str = line("Place", search=Search.TEXT)
    purpose: str = prose("Purpose")
    state: MeetingState = choice("State", MeetingState, MeetingState.DRAFT)
    started_at: datetime | None = moment("Started")
    ended_at: datetime | None = moment("Ended")
    summary: str = prose("Summary")


@frozen(kw_only=True)
class AgendaItem(Record):
    """One point of a meeting's agenda."""

    meeting_id: str | None = refers("Meeting", "meeting")
    title: str = line("Title", search=Search.TITLE)
    purpose: Purpose = choice("Purpose", Purpose, Purpose.DISCUSS)
    planned_minutes: int | None = whole("Minutes")
    position: str = line("Order", shown=False)
    state: AgendaState = choice("State", AgendaState, AgendaState.PLANNED)
    captures: str = line("Captures", help="The kind of item the capture bar starts with here.")
    opened_at: datetime | None = moment("Opened")
    closed_at: datetime | None = moment("Closed")
    presenter_id: str | None = refers("Presenter", "person")


@frozen(kw_only=True)
class Attendance(Record):
    """A person at a meeting; its key comes from the two, so that it is never there twice."""

    meeting_id: str | None = refers("Meeting", "meeting")
    person_id: str | None = refers("Person", "person")
    presence: Presence = choice("Presence", Presence, Presence.EXPECTED)


def attendance(meeting_id: str, person_id: str, presence: Presence) -> Attendance:
    """Return a person's place at a meeting, with the key that is theirs alone."""
    return Attendance(
        id=same_id("attendance", meeting_id, person_id),
        meeting_id=meeting_id,
        person_id=person_id,
        presence=presence,
    )
