"""Meetings, their agenda, and who was there."""

from __future__ import annotations

from datetime import date, datetime

from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.ids import same_id
from nghs_desktop.domain.describe import (
    Search,
    Word,
    choice,
    day,
    flag,
    line,
    moment,
    prose,
    refers,
    whole,
)
from nghs_desktop.domain.records import Record


class MeetingKind(Word):
    """What sort of meeting it is."""

    REGULAR = "regular", "Regular"
    JOINT = "joint", "Joint meeting of several groups"
    EXCHANGE = "exchange", "Exchange"
    PROTOCOL = "protocol", "Protocol"
    AD_HOC = "ad_hoc", "Ad hoc"


class Attribution(Word):
    """How far what is said may be traced: every export and print obeys it."""

    NAMED = "named", "Named"
    ORGANIZATION = "organization", "By organisation only"
    NONE = "none", "No names (Chatham House)"


class Rhythm(Word):
    """How often the meetings of a series come."""

    ONCE = "once", "Once"
    WEEKLY = "weekly", "Every week"
    TWO_WEEKS = "two_weeks", "Every two weeks"
    MONTHLY_DAY = "monthly_day", "Every month on the same day"
    MONTHLY_WEEKDAY = "monthly_weekday", "Every month on the same weekday"
    QUARTERLY = "quarterly", "Every three months"


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
class MeetingSeries(Record):
    """Meetings of a group that come again: from when on, how often, until when.

    `at` is the hour as HH:MM on the clocks of `zone` (an IANA name), so that it stays the same hour
    when clocks change; `skipped` are left-out days, as ISO days with one space between.
    """

    title: str = line("Title", search=Search.TITLE)
    group_id: str | None = refers("Work group", "work_group")
    rhythm: Rhythm = choice("How often", Rhythm, Rhythm.MONTHLY_WEEKDAY)
    first_day: date | None = day("First day")
    until_day: date | None = day("Last day")
    at: str = line("Starts at", help="On the clocks of the place, as 18:30.")
    zone: str = line("Time zone", help="Such as America/Chicago.")
    skipped: str = line("Left out", shown=False)
    planned_minutes: int | None = whole("Planned minutes")
    place: str = line("Place", search=Search.TEXT)
    kind: MeetingKind = choice("Kind", MeetingKind, MeetingKind.REGULAR)
    attribution: Attribution = choice("Names", Attribution, Attribution.NAMED)
    purpose: str = prose("Purpose")


@frozen(kw_only=True)
class Topic(Record):
    """A subject that lives across meetings. Agenda items refer to it, so it is never copied.

    A recurring one comes to every meeting of its series (or group); a closed one never returns.
    """

    title: str = line("Title", search=Search.TITLE)
    group_id: str | None = refers("Work group", "work_group")
    series_id: str | None = refers("Series", "meeting_series")
    purpose: Purpose = choice("Purpose", Purpose, Purpose.DISCUSS)
    planned_minutes: int | None = whole("Minutes")
    presenter_id: str | None = refers("Presenter", "person")
    details: str = prose("Details")
    recurring: bool = flag("Every meeting")
    closed: bool = flag("Closed")


@frozen(kw_only=True)
class Meeting(Record):
    """One meeting of a work group. `paused_at` is set while its clock stands still."""

    title: str = line("Title", search=Search.TITLE)
    group_id: str | None = refers("Work group", "work_group")
    series_id: str | None = refers("Series", "meeting_series")
    kind: MeetingKind = choice("Kind", MeetingKind, MeetingKind.REGULAR)
    attribution: Attribution = choice("Names", Attribution, Attribution.NAMED)
    zone: str = line("Time zone", help="Such as America/Chicago; empty is this computer's.")
    starts_at: datetime | None = moment("Starts")
    planned_minutes: int | None = whole("Planned minutes")
    place: str = line("Place", search=Search.TEXT)
    purpose: str = prose("Purpose")
    state: MeetingState = choice("State", MeetingState, MeetingState.DRAFT)
    started_at: datetime | None = moment("Started")
    ended_at: datetime | None = moment("Ended")
    paused_at: datetime | None = moment("Paused", shown=False)
    chair_id: str | None = refers("Chair", "person")
    facilitator_id: str | None = refers("Facilitator", "person")
    recorder_id: str | None = refers("Recorder", "person")
    summary: str = prose("Summary")


@frozen(kw_only=True)
class AgendaItem(Record):
    """One point of a meeting's agenda.

    `locked_start` holds its start where it is whatever comes before; `pulled_by_id` is who took it
    out of the consent block; `private_notes` are the facilitator's alone, printed on no paper but
    the run sheet.
    """

    meeting_id: str | None = refers("Meeting", "meeting")
    topic_id: str | None = refers("Topic", "topic")
    section: str = line("Section")
    title: str = line("Title", search=Search.TITLE)
    purpose: Purpose = choice("Purpose", Purpose, Purpose.DISCUSS)
    planned_minutes: int | None = whole("Minutes")
    position: str = line("Order", shown=False)
    state: AgendaState = choice("State", AgendaState, AgendaState.PLANNED)
    captures: str = line("Captures", help="The kind of item the capture bar starts with here.")
    opened_at: datetime | None = moment("Opened")
    closed_at: datetime | None = moment("Closed")
    presenter_id: str | None = refers("Presenter", "person")
    locked_start: datetime | None = moment("Starts at", help="Only where the hour must not move.")
    pulled_by_id: str | None = refers("Pulled out by", "person", shown=False)
    protocol_id: str | None = refers("Script", "protocol_template")
    private_notes: str = prose("Private notes", search=Search.NO, private=True)


@frozen(kw_only=True)
class Attendance(Record):
    """A person at a meeting; its key comes from the two, so that it is never there twice.

    `presence` is how they take part now, or did at the end; when they came and went are its stays.
    """

    meeting_id: str | None = refers("Meeting", "meeting")
    person_id: str | None = refers("Person", "person")
    presence: Presence = choice("Presence", Presence, Presence.EXPECTED)
    alternate_for_id: str | None = refers("Stands in for", "person")


@frozen(kw_only=True)
class KeptStay(Record):
    """One unbroken time of a person at a meeting: from `since` up to, but not including, `until`."""

    attendance_id: str | None = refers("Attendance", "attendance")
    meeting_id: str | None = refers("Meeting", "meeting")
    person_id: str | None = refers("Person", "person")
    since: datetime | None = moment("Came")
    until: datetime | None = moment("Left")
    remote: bool = flag("Remote")


@frozen(kw_only=True)
class Parked(Record):
    """Something set aside for later, with who brings it back and when."""

    title: str = line("What was parked", search=Search.TITLE)
    details: str = prose("Details")
    group_id: str | None = refers("Work group", "work_group")
    meeting_id: str | None = refers("Meeting", "meeting")
    agenda_item_id: str | None = refers("Agenda item", "agenda_item")
    owner_id: str | None = refers("Owner", "person")
    parked_on: date | None = day("Parked on")
    revisit_on: date | None = day("Comes back on")
    settled: bool = flag("Settled")
    outcome: str = prose("What came of it")


def attendance(meeting_id: str, person_id: str, presence: Presence) -> Attendance:
    """Return a person's place at a meeting, with the key that is theirs alone."""
    return Attendance(
        id=same_id("attendance", meeting_id, person_id),
        meeting_id=meeting_id,
        person_id=person_id,
        presence=presence,
    )
