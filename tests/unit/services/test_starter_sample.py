"""The sample workspace: a coalition in the middle of its year, with a meeting to run today."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any

import pytest

from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.commitments import Commitment, days_late
from nghs_desktop.domain.decisions import Decision
from nghs_desktop.domain.focus import Focus
from nghs_desktop.domain.groups import Membership
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.links import LinkKind, tag
from nghs_desktop.domain.meetings import AgendaItem, Attendance, Meeting, MeetingState, Presence
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.nouns import CAPTURED, NOUN
from nghs_desktop.domain.people import Person
from nghs_desktop.domain.practices import Practice
from nghs_desktop.domain.recognitions import Recognition
from nghs_desktop.domain.records import Captured
from nghs_desktop.domain.workspaces import WorkspaceInfo
from nghs_desktop.services.starter import sample_records
from tests.unit.services.starter_content import NOW, SAMPLE, every, linked


def test_the_sample_says_that_it_is_one() -> None:
    (info,) = every(WorkspaceInfo)
    assert (info.name, info.coalition, info.sample) == (
        "Practice Work Group (sample)",
        "Generation Next",
        True,
    )
    assert all("made-up" in record.provenance for record in (*SAMPLE.records, *SAMPLE.links))


def test_the_sample_has_a_year_of_work_in_it() -> None:
    counts = Counter(type(record) for record in SAMPLE.records)
    assert {cls: counts[cls] for cls in (Barrier, Practice, Recognition, Focus, Commitment)} == {
        Barrier: 24,
        Practice: 17,
        Recognition: 9,
        Focus: 4,
        Commitment: 6,
    }
    assert counts[Person] == 14
    assert counts[Decision] == 4
    assert counts[Note] == 6
    barriers = every(Barrier)
    still_open = [each for each in barriers if each.status not in NOUN["barrier"].finished]
    policy = next(lever.id for lever in every(Lever) if lever.name == "Policy")
    assert len(still_open) == 19
    assert sum(each.lever_id == policy for each in still_open) == 7
    assert sum(each.for_brief for each in barriers) == 5
    assert len({each.status for each in barriers}) >= 8
    assert len({each.status for each in every(Recognition)}) == 5


def test_captured_things_are_spread_over_all_groups_and_levers() -> None:
    for cls in (Barrier, Practice, Recognition):
        assert len({record.group_id for record in every(cls)}) == 3
        assert len({record.lever_id for record in every(cls)}) == 3


def test_captured_things_belong_to_their_agenda_item_and_its_meeting() -> None:
    items = {item.id: item for item in every(AgendaItem)}
    meetings = {meeting.id: meeting for meeting in every(Meeting)}
    for record in every(Captured):
        item = items[record.agenda_item_id or ""]
        meeting = meetings[record.meeting_id or ""]
        assert item.meeting_id == meeting.id
        assert record.group_id == meeting.group_id
        assert record.heard_at is not None and item.opened_at and item.closed_at
        assert item.opened_at <= record.heard_at <= item.closed_at, record.title


def test_only_people_who_were_there_are_heard() -> None:
    there = {
        (each.meeting_id, each.person_id)
        for each in every(Attendance)
        if each.presence in (Presence.PRESENT, Presence.REMOTE)
    }
    for record in every(Captured):
        assert (record.meeting_id, record.said_by_id) in there, record.title


def test_the_room_gives_no_more_dots_than_it_has() -> None:
    """Three dots a person and vote, as on the wall."""
    meetings = Counter(
        each.meeting_id
        for each in every(Attendance)
        if each.presence in (Presence.PRESENT, Presence.REMOTE)
    )
    for cls in (Barrier, Practice, Focus):
        given: Counter[Any] = Counter()
        for record in every(cls):
            given[record.meeting_id] += record.dots or 0
        for meeting, dots in given.items():
            assert dots <= 3 * meetings[meeting], (cls, dots)


def test_numbers_count_up_as_things_were_heard() -> None:
    for noun in CAPTURED:
        found: list[Any] = [each for each in SAMPLE.records if isinstance(each, noun.cls)]
        by_number = sorted(found, key=lambda each: each.number)
        assert [each.number for each in by_number] == list(range(1, len(found) + 1))
        heard = [each.heard_at for each in by_number]
        assert heard == sorted(set(heard))
        assert [each.created_at for each in by_number] == heard


def test_what_was_said_was_made_by_who_said_it() -> None:
    people = {person.id: person.name for person in every(Person)}
    for record in every(Captured):
        assert record.created_by == people[record.said_by_id or ""]


def test_practices_get_around_barriers_and_things_happen_at_schools() -> None:
    gets_around = linked(LinkKind.ADDRESSES)
    seat_time = "Seat-time rules keep districts from awarding credit for demonstrated mastery"
    assert ("Portfolio defence before an outside panel", seat_time) in gets_around
    assert ("Credit awarded by competency, with a capstone", seat_time) in gets_around
    assert {a for a, b in linked(LinkKind.AT) if b == "MC2 STEM High School"} >= {
        seat_time,
        "Buses stop at 3:30, before most internships begin",
    }
    tagged = linked(LinkKind.TAGGED)
    assert (seat_time, "credit") in tagged
    assert tag("Credit").id in {record.id for record in SAMPLE.records}


def test_a_sample_commitment_is_late_and_others_are_not() -> None:
    late = [days_late(each, NOW.date()) for each in every(Commitment)]
    assert sorted(late) == [0, 0, 0, 0, 0, 4]


def test_people_sit_in_groups_for_their_own_organisations() -> None:
    people = {person.id: person for person in every(Person)}
    seats = every(Membership)
    assert {seat.person_id for seat in seats} == set(people)
    for seat in seats:
        assert seat.organization_id == people[seat.person_id or ""].organization_id
    roles = Counter(seat.role.value for seat in seats)
    assert roles["chair"] == 3
    staff = {seat.votes for seat in seats if seat.role.value in ("facilitator", "staff", "guest")}
    assert staff == {False}


def test_a_meeting_is_ready_to_run_today() -> None:
    (today,) = [each for each in every(Meeting) if each.state is MeetingState.PUBLISHED]
    assert today.title == "November session"
    assert today.starts_at == datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
    agenda = [item for item in every(AgendaItem) if item.meeting_id == today.id]
    assert [(item.title, item.planned_minutes, item.captures) for item in agenda] == [
        ("Welcome and last commitments", 10, "note"),
        ("What stands in the way of mastery credit?", 30, "barrier"),
        ("Practices worth sharing", 20, "practice"),
        ("Recognitions this month", 10, "recognition"),
        ("Where to put our facilitation time", 20, "focus"),
        ("Commitments and next meeting", 8, "commitment"),
    ]
    there = [each.presence for each in every(Attendance) if each.meeting_id == today.id]
    assert there == [Presence.EXPECTED] * 12
    assert not [each for each in every(Captured) if each.meeting_id == today.id]
    for item in every(AgendaItem):
        assert NOUN[item.captures] in CAPTURED


def test_past_meetings_have_ended_and_say_so() -> None:
    past = [each for each in every(Meeting) if each.state is MeetingState.ENDED]
    assert len(past) == 4
    for meeting in past:
        assert meeting.started_at and meeting.ended_at and meeting.ended_at < NOW
        assert meeting.started_at < meeting.ended_at
        agenda = [item for item in every(AgendaItem) if item.meeting_id == meeting.id]
        assert {item.state.value for item in agenda} == {"discussed"}


@pytest.mark.parametrize(
    "day", ["2027-01-31", "2028-02-29", "2027-03-01", "2026-11-30", "2026-12-31", "2027-01-01"]
)
def test_sessions_are_named_after_their_own_months(day: str) -> None:
    made = sample_records(datetime.fromisoformat(f"{day}T12:00:00+00:00"), UTC)
    titles = [each.title for each in every(Meeting, made) if each.title.endswith(" session")]
    assert len(set(titles)) == 3
    months = "January February March April May June July August September October November December"
    assert titles[-1] == f"{months.split()[int(day[5:7]) - 1]} session"


def test_today_is_the_local_day() -> None:
    """Late on the 17th in UTC it is already the 18th in the far east."""
    made = sample_records(NOW, timezone(timedelta(hours=14)))
    today = every(Meeting, made)[-1]
    assert today.starts_at == datetime(2026, 11, 17, 20, 0, tzinfo=UTC)
    waiver = next(each for each in every(Commitment, made) if "waiver" in each.title)
    assert waiver.due == date(2026, 11, 30)


class _ClocksChange(tzinfo):
    """Four hours behind UTC until November, five from then on."""

    def utcoffset(self, moment: datetime | None) -> timedelta:
        return timedelta(hours=-5 if moment is not None and moment.month >= 11 else -4)

    def dst(self, moment: datetime | None) -> timedelta:
        return timedelta(0)

    def tzname(self, moment: datetime | None) -> str:
        return "test"


def test_ten_o_clock_stays_ten_o_clock_when_clocks_change() -> None:
    first, _, _, _, today = every(Meeting, sample_records(NOW, _ClocksChange()))
    assert first.starts_at == datetime(2026, 9, 8, 14, 0, tzinfo=UTC)
    assert today.starts_at == datetime(2026, 11, 17, 15, 0, tzinfo=UTC)


def test_without_a_zone_the_clock_is_that_of_this_computer() -> None:
    for meeting in every(Meeting, sample_records(NOW)):
        if meeting.title.endswith(" session"):
            assert meeting.starts_at is not None
            assert meeting.starts_at.astimezone().hour == 10
