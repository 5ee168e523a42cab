"""History reads as people say it, and each line can take itself back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.commands import (
    AmendRecords,
    Command,
    ConnectRecords,
    LogRecords,
    Ref,
    RestoreRecords,
    TrashRecords,
    UndoChange,
)
from nghs_desktop.domain.links import Link, LinkKind, link, tag
from nghs_desktop.domain.people import Person
from nghs_desktop.domain.practices import Practice
from nghs_desktop.services.api import Content, Deed, Workspace, links_of, story, trash

NOW = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.prepare(
        tmp_path / "Words.nghs", clock=lambda: NOW, actor="Noor", content=Content.EMPTY
    )
    opened.start().result()
    yield opened
    opened.close()


def do(workspace: Workspace, *commands: Command) -> None:
    for command in commands:
        workspace.run(command).result()


def told(workspace: Workspace, ref: Ref) -> list[str]:
    return [line.sentence for line in workspace.read_here(lambda reader: story(reader, ref))]


@pytest.fixture
def ref(workspace: Workspace) -> Ref:
    dana = Person(id=new_id(), name="Dana Reyes")
    barrier = Barrier(id=new_id(), title="Buses stop at 3:30", said_by_id=dana.id)
    do(workspace, LogRecords((dana, barrier)))
    return Ref("barrier", barrier.id)


def test_the_one_who_said_it_raised_it(workspace: Workspace, ref: Ref) -> None:
    assert told(workspace, ref) == ["Dana Reyes raised this"]


def test_fields_are_told_with_their_labels_and_the_words_of_their_choices(
    workspace: Workspace, ref: Ref
) -> None:
    luis = Person(id=new_id(), name="Luis Ortega")
    do(
        workspace,
        AmendRecords((ref,), {"status": BarrierStatus.IN_WORK}),
        LogRecords((luis,)),
        AmendRecords((ref,), {"owner_id": luis.id}),
        AmendRecords((ref,), {"due": date(2026, 12, 4)}),
        AmendRecords((ref,), {"due": None}),
        AmendRecords((ref,), {"title": "Buses stop too early"}),
        AmendRecords((ref,), {"details": "They stop."}),
        AmendRecords((ref,), {"for_brief": True}),
        AmendRecords((ref,), {"pinned": True}),
        AmendRecords((ref,), {"dots": 7}),
        TrashRecords((ref,)),
        RestoreRecords((ref,)),
    )
    assert told(workspace, ref) == [
        "Noor brought this back",
        "Noor moved this to Trash",
        "Noor set dots to 7",
        "Noor pinned this",
        "Noor added this to the brief",
        "Noor wrote details",
        "Noor reworded this; it was “Buses stop at 3:30”",
        "Noor cleared due, which was 4 Dec 2026",
        "Noor set due to 4 Dec 2026",
        "Noor set owner to Luis Ortega",
        "Noor changed status from Captured to In work",
        "Dana Reyes raised this",
    ]


def test_typing_in_one_field_is_one_line_and_goes_back_to_what_stood_there_before(
    workspace: Workspace, ref: Ref
) -> None:
    for text in ("T", "They", "They stop."):
        do(workspace, AmendRecords((ref,), {"details": text}, session="typing"))
    lines = workspace.read_here(lambda reader: story(reader, ref))
    assert [line.words for line in lines] == ["wrote details", "raised this"]
    do(workspace, UndoChange(lines[0].device, lines[0].n))
    barrier = workspace.read_here(
        lambda reader: reader.value("SELECT details FROM barrier WHERE id = ?", (ref.id,))
    )
    assert barrier == ""


def made_link(workspace: Workspace, ref: Ref) -> Link:
    practice = Practice(id=new_id(), title="A late bus twice a week")
    found = link("practice", practice.id, LinkKind.ADDRESSES, "barrier", ref.id)
    do(workspace, LogRecords((practice,)), ConnectRecords(add=(found,)))
    return found


def test_links_are_told_on_both_sides(workspace: Workspace, ref: Ref) -> None:
    found = made_link(workspace, ref)
    word = tag("transport")
    do(
        workspace,
        ConnectRecords(
            add=(link("barrier", ref.id, LinkKind.TAGGED, "tag", word.id),), also=(word,)
        ),
        ConnectRecords(remove=(found.id,)),
    )
    assert told(workspace, ref)[:3] == [
        "Noor removed a link to the effective practice “A late bus twice a week”",
        "Noor added the tag “transport”",
        "Noor added a link to the effective practice “A late bus twice a week”",
    ]
    assert told(workspace, Ref("practice", found.from_id))[0] == (
        "Noor removed a link to the barrier “Buses stop at 3:30”"
    )


def test_links_that_came_with_the_record_are_not_told_again(workspace: Workspace) -> None:
    word = tag("transport")
    barrier = Barrier(id=new_id(), title="Buses")
    tagged = link("barrier", barrier.id, LinkKind.TAGGED, "tag", word.id)
    do(workspace, LogRecords((word, barrier), (tagged,)))
    assert told(workspace, Ref("barrier", barrier.id)) == ["Noor wrote this down"]


def test_taking_back_a_link_removes_it_and_leaves_nothing_in_the_trash(
    workspace: Workspace, ref: Ref
) -> None:
    made_link(workspace, ref)
    line = workspace.read_here(lambda reader: story(reader, ref))[0]
    assert line.deed is Deed.LINKED
    outcome = workspace.run(UndoChange(line.device, line.n)).result()
    assert outcome.label == "take back link"
    assert workspace.read_here(lambda reader: links_of(reader, ref)) == ()
    assert workspace.read_here(trash) == ()
    again = workspace.read_here(lambda reader: story(reader, ref))[0]
    assert again.deed is Deed.UNLINKED
    workspace.run(UndoChange(again.device, again.n)).result()
    assert len(workspace.read_here(lambda reader: links_of(reader, ref))) == 1


def test_a_line_that_would_change_nothing_offers_nothing(workspace: Workspace, ref: Ref) -> None:
    do(
        workspace,
        AmendRecords((ref,), {"status": BarrierStatus.IN_WORK}),
        AmendRecords((ref,), {"status": BarrierStatus.CAPTURED}),
    )
    newest, older, made = workspace.read_here(lambda reader: story(reader, ref))
    assert newest.can_take_back
    assert not older.can_take_back
    assert not made.can_take_back
