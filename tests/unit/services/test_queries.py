"""What screens ask of a workspace, and what they are told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.changes import MADE
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref, TrashRecords, Undo
from nghs_desktop.domain.commitments import Commitment
from nghs_desktop.domain.groups import MemberRole, Membership, WorkGroup
from nghs_desktop.domain.links import LinkKind, link
from nghs_desktop.domain.meetings import AgendaItem, Attendance, Meeting, MeetingState, Presence
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.domain.practices import Practice, PracticeLevel
from nghs_desktop.domain.workspaces import SavedView
from nghs_desktop.services import queries
from nghs_desktop.services.workspace import Workspace
from tests.support.workspaces import run

NOW = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
GROUP = WorkGroup(id="g", name="Policy", position="a")
SCHOOL = Organization(id="mc2", name="MC2 STEM")
DANA = Person(id="dana", name="Dana Reyes", organization_id="mc2")
LUIS = Person(id="luis", name="Luis Ortega")
MEETING = Meeting(id="m", title="November", group_id="g", starts_at=NOW)


def meeting(key: str, days: float, state: MeetingState) -> Meeting:
    return Meeting(
        id=key, title=key, group_id="g", starts_at=NOW + timedelta(days=days), state=state
    )


@pytest.mark.parametrize(
    ("there", "wanted"),
    [
        ((), None),
        ((("past", -30, MeetingState.ENDED),), "past"),
        ((("past", -30, MeetingState.ENDED), ("next", 3, MeetingState.DRAFT)), "next"),
        ((("later", 30, MeetingState.PUBLISHED), ("next", 3, MeetingState.DRAFT)), "next"),
        ((("now", -0.1, MeetingState.DRAFT), ("next", 3, MeetingState.DRAFT)), "now"),
        ((("missed", -9, MeetingState.DRAFT), ("next", 3, MeetingState.DRAFT)), "next"),
        ((("live", -9, MeetingState.IN_PROGRESS), ("next", 0, MeetingState.DRAFT)), "live"),
    ],
)
def test_the_meeting_on_opening_is_the_one_a_facilitator_wants(
    workspace: Workspace, there: tuple[tuple[str, float, MeetingState], ...], wanted: str | None
) -> None:
    run(workspace, LogRecords((GROUP, *(meeting(*about) for about in there))))
    found = workspace.read_here(lambda reader: queries.meeting_to_run(reader, "g", NOW))
    assert (found.id if found else None) == wanted


def test_the_room_is_who_was_asked_with_where_they_come_from(workspace: Workspace) -> None:
    gone = Person(id="gone", name="Ada Gone")
    asked = tuple(
        Attendance(id=person.id + "@m", meeting_id="m", person_id=person.id, presence=presence)
        for person, presence in (
            (LUIS, Presence.REMOTE), (DANA, Presence.PRESENT), (gone, Presence.PRESENT),
        )
    )  # fmt: skip
    run(workspace, LogRecords((GROUP, MEETING, SCHOOL, DANA, LUIS, gone, *asked)))
    run(workspace, TrashRecords((Ref("person", "gone"),)))
    rows = workspace.read_here(lambda reader: queries.attendees(reader, "m"))
    assert [(row.name, row.organization, row.presence) for row in rows] == [
        ("Dana Reyes", "MC2 STEM", Presence.PRESENT),
        ("Luis Ortega", "", Presence.REMOTE),
    ]


def test_members_come_with_role_and_organisation(workspace: Workspace) -> None:
    seats = (
        Membership(id="1", person_id="dana", group_id="g", role=MemberRole.CHAIR),
        Membership(id="2", person_id="luis", group_id="g", organization_id="mc2"),
    )
    run(workspace, LogRecords((GROUP, SCHOOL, DANA, LUIS, *seats)))
    rows = workspace.read_here(lambda reader: queries.members(reader, "g"))
    assert [(row.name, row.note) for row in rows] == [
        ("Dana Reyes", "Chair · MC2 STEM"),
        ("Luis Ortega", "Member · MC2 STEM"),
    ]


def test_agenda_and_saved_views_keep_their_order(workspace: Workspace) -> None:
    items = tuple(
        AgendaItem(id=key, meeting_id="m", title=key, position=place)
        for key, place in (("third", "c"), ("first", "a"), ("second", "b"))
    )
    views = tuple(
        SavedView(id=key, noun="barrier", name=key, position=place)
        for key, place in (("last", "b"), ("top", "a"))
    )
    run(workspace, LogRecords((GROUP, MEETING, *items, *views)))
    agenda = workspace.read_here(lambda reader: queries.agenda(reader, "m"))
    assert [item.title for item in agenda] == ["first", "second", "third"]
    saved = workspace.read_here(lambda reader: queries.saved_views(reader, "barrier"))
    assert [view.name for view in saved] == ["top", "last"]
    assert workspace.read_here(lambda reader: queries.saved_views(reader, "note")) == ()


def test_the_stream_can_be_scrolled_back_without_a_gap(workspace: Workspace) -> None:
    kinds = (Barrier, Note, Commitment)
    said = [
        kinds[n % 3](
            id=new_id(), title=f"{n:02}", meeting_id="m", heard_at=NOW + timedelta(minutes=n // 3)
        )
        for n in range(40)
    ]
    run(workspace, LogRecords((GROUP, MEETING, *said)))
    expected = [item.id for item in sorted(said, key=lambda item: (item.heard_at, item.id))]
    whole = workspace.read_here(lambda reader: queries.stream(reader, "m"))
    assert [row.id for row in whole] == expected
    read: list[str] = []
    before = ""
    while page := workspace.read_here(
        lambda reader, edge=before: queries.stream(reader, "m", before=edge, limit=7)  # type: ignore[misc]
    ):
        read = [row.id for row in page] + read
        before = page[0].id
    assert read == expected


def test_a_record_is_shown_with_names_links_and_history(workspace: Workspace) -> None:
    practice = Practice(id="p", title="Late bus", level=PracticeLevel.PROMISING)
    item = Barrier(id="b", title="Buses stop", owner_id="dana", group_id="g")
    addresses = link("practice", "p", LinkKind.ADDRESSES, "barrier", "b")
    run(workspace, LogRecords((GROUP, SCHOOL, DANA, LUIS, practice, item), (addresses,)))
    here = (Ref("barrier", "b"),)
    run(workspace, AmendRecords(here, {"owner_id": "luis", "status": BarrierStatus.IN_WORK}))
    found = workspace.read_here(lambda reader: queries.detail(reader, here[0]))
    assert found is not None
    assert found.names == {"dana": "Dana Reyes", "luis": "Luis Ortega", "g": "Policy"}
    (linked,) = found.links
    assert (linked.kind, linked.forward, linked.other.name, linked.other.code, linked.other.note) == (
        LinkKind.ADDRESSES, False, "Late bus", "P-001", "Promising",
    )  # fmt: skip
    lines = {(line.field, line.old, line.new) for line in found.history if line.field != MADE}
    assert lines == {
        ("owner_id", "dana", "luis"),
        ("status", BarrierStatus.CAPTURED, BarrierStatus.IN_WORK),
    }
    made = found.history[-1]
    assert (made.field, made.by, made.new["title"]) == (MADE, "Robin Ashby", "Buses stop")
    assert abs(made.at - datetime.now(UTC)) < timedelta(minutes=5)
    assert [line.n for line in found.history] == sorted(
        (line.n for line in found.history), reverse=True
    )


def test_what_is_gone_is_shown_nowhere(workspace: Workspace) -> None:
    run(workspace, LogRecords((item := Barrier(id="b", title="Buses stop"),)), Undo())
    here = Ref("barrier", item.id)
    assert workspace.read_here(lambda reader: queries.detail(reader, here)) is None
    assert workspace.read_here(lambda reader: queries.item(reader, here)) is None
    assert workspace.read_here(lambda reader: queries.named(reader, "barrier")) == ()
    assert workspace.read_here(queries.trash) == ()
    assert workspace.read_here(lambda reader: queries.find(reader, "buses")) == ()


def test_the_trash_says_what_when_and_who_newest_first(workspace: Workspace) -> None:
    first, second = Barrier(id="b", title="Buses"), Person(id="p", name="Ada")
    run(workspace, LogRecords((first, second)))
    run(workspace, TrashRecords((Ref("barrier", "b"),)), TrashRecords((Ref("person", "p"),)))
    rows = workspace.read_here(queries.trash)
    assert [(row.noun, row.name, row.code, row.by) for row in rows] == [
        ("person", "Ada", "", "Robin Ashby"),
        ("barrier", "Buses", "B-001", "Robin Ashby"),
    ]
    assert all(row.at is not None for row in rows)
