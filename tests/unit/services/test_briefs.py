"""What a brief says of a meeting or a period, before it is set on a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.briefs import Callout, Cards, Notes, Paper, RankedList, Rows
from nghs_desktop.domain.commands import Command, LogRecords
from nghs_desktop.domain.commitments import Commitment
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.links import LinkKind, link
from nghs_desktop.domain.meetings import Attendance, Meeting, Presence
from nghs_desktop.domain.people import Organization, OrganizationKind, Person
from nghs_desktop.domain.practices import Practice, PracticeLevel
from nghs_desktop.domain.recognitions import Recognition, RecognitionStatus
from nghs_desktop.domain.workspaces import Brief
from nghs_desktop.services.briefs import (
    SECTIONS,
    Gathered,
    brief_place,
    gather,
    new_brief,
    read_sections,
    write_sections,
)
from nghs_desktop.services.workspace import Content, Workspace

NOW = datetime(2026, 11, 17, 11, 42, tzinfo=UTC)


def clock() -> datetime:
    return NOW


class Room:
    """A work group with a meeting, to put things into."""

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace.prepare(folder / "room.nghs", clock=clock, content=Content.EMPTY)
        self.workspace.start().result()
        self.lever = Lever(id="lever", name="Policy")
        self.group = WorkGroup(id="group", name="Practice Work Group", coalition="Generation Next")
        self.dana = Person(id="dana", name="Dana Reyes")
        self.meeting = Meeting(
            id="meeting",
            title="November session",
            group_id="group",
            starts_at=datetime(2026, 11, 17, 10, 0, tzinfo=UTC),
            planned_minutes=100,
        )
        there = Attendance(
            id="a", meeting_id="meeting", person_id="dana", presence=Presence.PRESENT
        )
        self.do(LogRecords((self.lever, self.group, self.dana, self.meeting, there)))

    def do(self, command: Command) -> None:
        self.workspace.run(command).result()

    def barrier(self, title: str, **more: object) -> Barrier:
        made = Barrier(
            id=new_id(),
            title=title,
            group_id="group",
            meeting_id="meeting",
            **more,  # type: ignore[arg-type]
        )
        self.do(LogRecords((made,)))
        return made

    def brief(self, **more: object) -> Gathered:
        start = new_brief(self.group, self.meeting, Paper.LETTER, NOW.date())
        brief = Brief(
            **{name: getattr(start, name) for name in ("id", "group_id", "meeting_id", "sections")}
            | more
        )
        return self.workspace.read_here(lambda reader: gather(reader, brief, NOW, UTC))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.workspace.close()


def blocks(gathered: Gathered) -> dict[str, object]:
    return {block.key: block for _section, block in gathered.content.blocks()}


def test_barriers_stand_in_the_order_the_room_ranked_them(room: Room) -> None:
    room.barrier("Buses stop at 3:30", dots=6)
    room.barrier("Seat-time rules", dots=7, lever_id="lever", said_by_id="dana", details="120 h")
    gathered = room.brief()
    ranked = blocks(gathered)["barriers.list"]
    assert isinstance(ranked, RankedList)
    assert [(one.rank, one.title, one.figure) for one in ranked.items] == [
        ("1", "Seat-time rules", "7 dots"),
        ("2", "Buses stop at 3:30", "6 dots"),
    ]
    assert ranked.items[0].detail == "Policy lever. Raised by Dana Reyes. 120 h."
    assert gathered.content.sections[0].heading == "Barriers, in the order the room ranked them"


def test_once_something_is_added_to_the_brief_only_that_is_printed(room: Room) -> None:
    room.barrier("Left out")
    room.barrier("Chosen", for_brief=True)
    ranked = blocks(room.brief())["barriers.list"]
    assert isinstance(ranked, RankedList)
    assert [one.title for one in ranked.items] == ["Chosen"]


def test_the_summary_counts_who_met_and_what_came_of_it(room: Room) -> None:
    room.barrier("One")
    room.barrier("Two")
    room.do(LogRecords((Commitment(id="c", title="Draft", meeting_id="meeting"),)))
    assert room.brief().content.summary == (
        "One member met for 100 minutes. They named two barriers and made one commitment."
    )


def test_a_written_title_and_summary_stand_as_written(room: Room) -> None:
    content = room.brief(title="What stands in the way", summary="We met.").content
    assert (content.title, content.summary) == ("What stands in the way", "We met.")


def test_practices_name_their_school_and_level_and_recognitions_are_called_out(room: Room) -> None:
    practice = Practice(
        id="p",
        title="Portfolio defence",
        meeting_id="meeting",
        level=PracticeLevel.EFFECTIVE,
        evidence="Five years of panel scores",
    )
    school = Organization(
        id="s", name="City Arts", kind=OrganizationKind.SCHOOL, state="California"
    )
    thanked = Recognition(
        id="r",
        title="Job-site mentors",
        meeting_id="meeting",
        details="They gave up their Fridays",
        status=RecognitionStatus.RECOGNISED,
    )
    at = link("practice", "p", LinkKind.AT, "organization", "s")
    room.do(LogRecords((practice, school, thanked), (at,)))
    made = blocks(room.brief())
    cards = made["practices.cards"]
    assert isinstance(cards, Cards)
    assert cards.cards[0].lines == (
        "City Arts. Status: effective.",
        "Evidence: Five years of panel scores.",
    )
    callout = made["recognitions.r"]
    assert isinstance(callout, Callout)
    assert callout.title == "Recognised: Job-site mentors"
    assert callout.text == "They gave up their Fridays."


def test_who_does_what_comes_by_day_and_missing_owners_are_pointed_at(room: Room) -> None:
    later = Commitment(id="c1", title="Host a visit", meeting_id="meeting", due=date(2027, 1, 15))
    sooner = Commitment(
        id="c2",
        title="Draft a request",
        meeting_id="meeting",
        owner_id="dana",
        due=date(2026, 12, 4),
    )
    room.do(LogRecords((later, sooner)))
    gathered = room.brief()
    rows = blocks(gathered)["commitments.rows"]
    assert isinstance(rows, Rows)
    assert [(row.who, row.what, row.when) for row in rows.rows] == [
        ("Dana Reyes", "Draft a request", "4 December"),
        ("Nobody yet", "Host a visit", "15 January"),
    ]
    check = next(check for check in gathered.checks if not check.good)
    assert check.text == "One commitment has no owner or date"
    assert check.ref is not None and check.ref.id == "c1"


def test_a_school_without_a_state_is_pointed_at(room: Room) -> None:
    barrier = room.barrier("Buses")
    school = Organization(id="s", name="Harmony", kind=OrganizationKind.SCHOOL)
    at = link("barrier", barrier.id, LinkKind.AT, "organization", "s")
    room.do(LogRecords((school,), (at,)))
    assert "One school has no state" in [check.text for check in room.brief().checks]


def test_the_full_notes_hold_every_kind_with_its_time(room: Room) -> None:
    room.barrier("Buses", heard_at=datetime(2026, 11, 17, 10, 21, tzinfo=UTC), said_by_id="dana")
    everything = " ".join(section.key for section in SECTIONS)
    notes = blocks(room.brief(sections=everything))["notes.table"]
    assert isinstance(notes, Notes)
    line = notes.notes[0]
    assert (line.time, line.kind, line.text, line.said_by) == (
        "10:21",
        "Barrier",
        "Buses",
        "Dana Reyes",
    )


def test_a_period_takes_in_its_first_and_last_day_and_nothing_else(room: Room) -> None:
    for name, day in (("before", 31), ("first", 1), ("last", 15), ("after", 16)):
        month = 10 if day == 31 else 11
        room.barrier(name, heard_at=datetime(2026, month, day, 12, tzinfo=UTC))
    gathered = room.brief(meeting_id=None, since=date(2026, 11, 1), until=date(2026, 11, 15))
    ranked = blocks(gathered)["barriers.list"]
    assert isinstance(ranked, RankedList)
    assert [one.title for one in ranked.items] == ["first", "last"]


def test_a_group_has_its_meetings_and_its_saved_briefs_newest_first(room: Room) -> None:
    for name in ("first", "second"):
        room.do(LogRecords((Brief(id=name, title=name, group_id="group"),)))
    other = WorkGroup(id="another", name="Policy Work Group")
    room.do(LogRecords((other, Brief(id="else", title="else", group_id="another"))))
    place = room.workspace.read_here(lambda reader: brief_place(reader, "group"))
    assert place.group is not None and place.group.name == "Practice Work Group"
    assert [one.title for one in place.meetings] == ["November session"]
    assert [one.title for one in place.briefs] == ["second", "first"]


def test_a_written_brief_still_tells_what_it_would_say_of_itself(room: Room) -> None:
    room.barrier("One")
    gathered = room.brief(title="Mine", summary="Ours")
    assert gathered.made_title == "November session"
    assert gathered.made_summary.endswith("They named one barrier.")


def test_sections_keep_their_order_and_choice_through_the_text_they_are_saved_as() -> None:
    chosen = [(section.key, index % 2 == 0) for index, section in enumerate(reversed(SECTIONS))]
    assert list(read_sections(write_sections(chosen))) == chosen
    assert read_sections("notes -summary nonsense")[:2] == (("notes", True), ("summary", False))
    assert len(read_sections("")) == len(SECTIONS)
