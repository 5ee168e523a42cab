"""What the meeting screen reads, and how it learns what changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nghs_desktop.base.ids import new_id, same_id
from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.commands import AmendRecords, ConnectRecords, LogRecords, Ref, TrashRecords
from nghs_desktop.domain.links import LinkKind, link
from nghs_desktop.domain.meetings import Attendance, Presence
from nghs_desktop.domain.people import Person
from nghs_desktop.services.api import (
    Content,
    MeetingPage,
    Workspace,
    meeting_page,
    roster,
    stream_change,
)

NOW = datetime.now(UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.prepare(tmp_path / "room.nghs", content=Content.SAMPLE)
    opened.start().result()
    yield opened
    opened.close()


def page_of(workspace: Workspace) -> MeetingPage:
    return workspace.read_here(lambda reader: meeting_page(reader, now=NOW))


def test_the_sample_opens_on_the_meeting_that_is_ready(workspace: Workspace) -> None:
    page = page_of(workspace)
    assert page.group is not None and page.group.name == "Practice Work Group"
    assert page.meeting is not None and page.meeting.planned_minutes == 100
    assert len(page.agenda) == 6
    assert (page.here, page.expected) == (0, 12)
    assert page.carried and all(row.noun == "commitment" for row in page.carried)


def test_an_empty_workspace_has_an_empty_page(tmp_path: Path) -> None:
    opened = Workspace.prepare(tmp_path / "own.nghs", content=Content.EMPTY)
    opened.start().result()
    page = opened.read_here(lambda reader: meeting_page(reader, now=NOW))
    opened.close()
    assert page == MeetingPage()


def test_a_change_names_the_rows_to_show_and_those_that_left(workspace: Workspace) -> None:
    meeting = page_of(workspace).meeting
    assert meeting is not None
    made = [Barrier(id=new_id(), title=title, meeting_id=meeting.id) for title in ("One", "Two")]
    outcome = workspace.run(LogRecords(tuple(made))).result()
    found = workspace.read_here(lambda reader: stream_change(reader, meeting.id, outcome.changes))
    assert {row.title for row in found.items} == {"One", "Two"}
    assert found.counts[""]["barrier"] == 2
    outcome = workspace.run(TrashRecords((Ref("barrier", made[0].id),))).result()
    found = workspace.read_here(lambda reader: stream_change(reader, meeting.id, outcome.changes))
    assert (found.items, found.gone) == ((), frozenset({made[0].id}))


def test_a_link_to_a_school_shows_on_its_item(workspace: Workspace) -> None:
    meeting = page_of(workspace).meeting
    assert meeting is not None
    barrier = Barrier(id=new_id(), title="One", meeting_id=meeting.id)
    workspace.run(LogRecords((barrier,))).result()
    school = workspace.read_here(lambda r: r.value("SELECT id FROM organization LIMIT 1"))
    at = link("barrier", barrier.id, LinkKind.AT, "organization", school)
    outcome = workspace.run(ConnectRecords(add=(at,))).result()
    found = workspace.read_here(lambda reader: stream_change(reader, meeting.id, outcome.changes))
    assert [bool(row.schools) for row in found.items] == [True]


def test_a_new_name_of_a_person_asks_for_all_rows(workspace: Workspace) -> None:
    meeting = page_of(workspace).meeting
    assert meeting is not None
    person = workspace.read_here(lambda r: r.value("SELECT id FROM person LIMIT 1"))
    command = AmendRecords((Ref("person", person),), {"name": "Nina Vale"})
    outcome = workspace.run(command).result()
    assert workspace.read_here(lambda r: stream_change(r, meeting.id, outcome.changes)).all


def test_the_roster_has_members_and_guests(workspace: Workspace) -> None:
    page = page_of(workspace)
    assert page.meeting is not None and page.group is not None
    meeting, group = page.meeting.id, page.group.id
    guest = Person(id=new_id(), name="Ada Vale")
    there = Attendance(
        id=same_id("attendance", meeting, guest.id),
        meeting_id=meeting,
        person_id=guest.id,
        presence=Presence.PRESENT,
    )
    workspace.run(LogRecords((guest, there))).result()
    rows = workspace.read_here(lambda reader: roster(reader, meeting, group))
    assert [row.name for row in rows if row.is_here] == ["Ada Vale"]
    assert len(rows) == 14
