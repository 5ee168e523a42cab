"""A typed line becomes records: whose words they are, what hangs on them, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.capture import CaptureContext, ItemKind, parse
from nghs_desktop.domain.commands import AppendText, LogRecords, Ref, Undo
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.links import LinkKind
from nghs_desktop.domain.meetings import Meeting
from nghs_desktop.domain.nouns import CAPTURED, NOUN, noun_of
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.domain.records import Captured, Impact
from nghs_desktop.services.api import (
    Content,
    Workspace,
    capture_context,
    detail,
    find,
    stream,
    to_command,
)

NOW = datetime(2026, 11, 17, 16, 14, tzinfo=UTC)
GROUP, MEETING = "group-1", "meeting-1"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.prepare(
        tmp_path / "room.nghs", clock=lambda: NOW, actor="Facilitator", content=Content.EMPTY
    )
    opened.start().result()
    records = (
        Lever(id="lever-practice", name="Practice"),
        Lever(id="lever-funding", name="Funding"),
        WorkGroup(id=GROUP, name="Practice Work Group"),
        Meeting(id=MEETING, title="November session", group_id=GROUP, starts_at=NOW),
        Meeting(id="meeting-2", title="Later", group_id=GROUP, starts_at=NOW + timedelta(days=21)),
        Organization(id="org-mc2", name="MC2 STEM High School", short_name="MC2"),
        Person(id="person-dana", name="Dana Reyes", organization_id="org-mc2"),
        Person(id="person-luis", name="Luis Ortega"),
    )
    opened.run(LogRecords(records)).result()
    yield opened
    opened.close()


def context_of(workspace: Workspace) -> CaptureContext:
    return workspace.read_here(lambda reader: capture_context(reader, GROUP, MEETING, now=NOW))


def keep(workspace: Workspace, line: str, id: str = "item-1", **changes: object) -> Captured:
    """Type a line, keep it, and read the item back."""
    context = replace(context_of(workspace), **changes)  # type: ignore[arg-type]
    command = to_command(
        parse(line, context),
        id=id,
        now=NOW,
        context=context,
        group_id=GROUP,
        meeting_id=MEETING,
        actor="Facilitator",
    )
    assert command is not None
    workspace.run(command).result()
    return item_of(workspace, id)


def item_of(workspace: Workspace, id: str) -> Captured:
    for noun in CAPTURED:
        found = workspace.read_here(lambda reader, noun=noun: reader.get(noun, id))
        if found is not None:
            assert isinstance(found, Captured)
            return found
    raise AssertionError(f"There is no item {id}")


def links_of(workspace: Workspace, item: Captured) -> set[tuple[LinkKind, str]]:
    ref = Ref(noun_of(item).name, item.id)
    found = workspace.read_here(lambda reader: detail(reader, ref))
    assert found is not None
    return {(row.kind, row.other.name) for row in found.links}


@pytest.mark.parametrize("kind", list(ItemKind))
def test_each_kind_becomes_its_own_noun(workspace: Workspace, kind: ItemKind) -> None:
    item = keep(workspace, f"{kind.value}: Buses stop at 3:30")
    assert noun_of(item).name == kind.value
    assert (item.title, item.group_id, item.meeting_id) == ("Buses stop at 3:30", GROUP, MEETING)
    assert item.number == 1
    assert item.heard_at == NOW


def test_marks_become_lever_person_school_impact_and_tag(workspace: Workspace) -> None:
    item = keep(workspace, "b No paid time to score work @luis @dana #mc2 !funding +time ^high")
    assert item.title == "No paid time to score work"
    assert (item.said_by_id, item.lever_id) == ("person-luis", "lever-funding")
    assert item.impact is Impact.HIGH
    assert links_of(workspace, item) == {
        (LinkKind.MENTIONS, "Dana Reyes"),
        (LinkKind.AT, "MC2 STEM High School"),
        (LinkKind.TAGGED, "time"),
    }
    assert item.typed.startswith("b No paid time")


def test_a_commitment_is_owed_by_the_first_person(workspace: Workspace) -> None:
    item = keep(workspace, "c Draft the waiver @luis due 4 dec")
    assert (item.owner_id, item.said_by_id) == ("person-luis", None)
    assert item.due == date(2026, 12, 4)


def test_next_meeting_is_the_one_after_this(workspace: Workspace) -> None:
    item = keep(workspace, "c Bring the numbers by next meeting")
    assert item.due == date(2026, 12, 8)


def test_a_new_name_twice_is_one_person(workspace: Workspace) -> None:
    context = context_of(workspace)  # as the bar has it: read before the first of the two lines
    for number, line in enumerate(('b One @"Ines Vale"', 'b Two @"ines vale"')):
        command = to_command(
            parse(line, context), id=f"item-{number}", now=NOW, context=context, group_id=GROUP
        )
        assert command is not None
        workspace.run(command).result()
    people = workspace.read_here(lambda reader: reader.records(NOUN["person"]))
    assert sorted(person.name for person in people if isinstance(person, Person)) == [
        "Dana Reyes",
        "Ines Vale",
        "Luis Ortega",
    ]
    assert item_of(workspace, "item-0").said_by_id == item_of(workspace, "item-1").said_by_id


def test_a_new_school_is_kept_with_the_item_and_taken_back_with_it(workspace: Workspace) -> None:
    item = keep(workspace, 'b No lab #"Lincoln High"')
    assert links_of(workspace, item) == {(LinkKind.AT, "Lincoln High")}
    workspace.run(Undo()).result()
    assert item_of(workspace, "item-1").deleted == 2
    assert workspace.read_here(lambda reader: find(reader, "Lincoln")) == ()


def test_sticky_lever_and_school_are_kept_with_the_item(workspace: Workspace) -> None:
    item = keep(workspace, "b Buses stop", lever="lever-practice", school="org-mc2")
    assert item.lever_id == "lever-practice"
    assert links_of(workspace, item) == {(LinkKind.AT, "MC2 STEM High School")}


def test_more_lines_are_the_details(workspace: Workspace) -> None:
    item = keep(workspace, "b Buses stop\nat 3:30\nevery day")
    assert (item.title, item.details) == ("Buses stop", "at 3:30\nevery day")


def test_an_untouched_line_has_no_second_copy(workspace: Workspace) -> None:
    assert keep(workspace, "Buses stop", kind=ItemKind.BARRIER).typed == ""


def test_a_follow_up_is_added_to_the_item_before(workspace: Workspace) -> None:
    keep(workspace, "b Buses stop")
    context = context_of(workspace)
    command = to_command(
        parse("> also on Fridays @dana", context),
        id="other",
        now=NOW,
        context=context,
        before=Ref("barrier", "item-1"),
    )
    assert command == AppendText(Ref("barrier", "item-1"), "details", "also on Fridays @dana")
    workspace.run(command).result()
    assert item_of(workspace, "item-1").details == "also on Fridays @dana"


def test_a_follow_up_of_nothing_is_kept_as_a_note_that_says_why(workspace: Workspace) -> None:
    item = keep(workspace, "> also on Fridays")
    assert noun_of(item).name == "note"
    assert item.title == "also on Fridays"
    assert "no item before" in getattr(item, "problem", "")


def test_what_is_parked_is_a_note_with_a_tag(workspace: Workspace) -> None:
    item = keep(workspace, "/park Bus money @luis")
    assert (noun_of(item).name, item.title, item.said_by_id) == ("note", "Bus money", "person-luis")
    assert (LinkKind.TAGGED, "parked") in links_of(workspace, item)


@pytest.mark.parametrize("line", ["", "   ", "/next", "/+5", "/park", ">", "> "])
def test_where_there_is_nothing_to_keep_there_is_no_command(
    workspace: Workspace, line: str
) -> None:
    context = context_of(workspace)
    command = to_command(parse(line, context), id="x", now=NOW, context=context)
    assert command is None


def test_a_line_of_impact_alone_keeps_its_words(workspace: Workspace) -> None:
    assert keep(workspace, "^high").title == "^high"


def test_keeping_a_line_twice_keeps_it_once(workspace: Workspace) -> None:
    keep(workspace, 'b Buses stop @"Ines Vale" +time')
    keep(workspace, 'b Buses stop @"Ines Vale" +time')
    assert len(workspace.read_here(lambda reader: stream(reader, MEETING))) == 1


def test_half_characters_are_replaced_and_all_others_stay(workspace: Workspace) -> None:
    item = keep(workspace, "half \ud83d here, whole \U0001f68c there")
    assert item.title == "half \ufffd here, whole \U0001f68c there"


@given(st.text(max_size=200))
def test_every_word_of_any_line_is_kept(line: str) -> None:
    context = CaptureContext(today=date(2026, 11, 17))
    captured = parse(line, context)
    command = to_command(captured, id=new_id(), now=NOW, context=context)
    if not line.strip() or captured.command is not None:
        return
    if command is None:
        assert line.strip() == ">"
        return
    assert isinstance(command, LogRecords)
    item = command.records[0]
    assert isinstance(item, Captured)
    whole = item.typed or "\n".join(filter(None, (item.title, item.details)))
    stored = line.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert whole == stored
    assert item.title.encode("utf-8")
