"""What each command does, in one step, however often it is asked."""

from __future__ import annotations

from typing import Any

import pytest

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.commands import (
    AmendRecords,
    AppendText,
    ConnectRecords,
    EmptyTrash,
    LogRecords,
    Ref,
    RestoreRecords,
    Together,
    TrashRecords,
    Undo,
    UndoChange,
)
from nghs_desktop.domain.links import Link, LinkKind, link, tag
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.nouns import BARRIER, NOTE, NOUN
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.domain.practices import Practice
from nghs_desktop.domain.records import Kept
from nghs_desktop.services.queries import links_of, trash
from nghs_desktop.services.workspace import Workspace
from tests.support.workspaces import run

SCHOOL = Organization(id="mc2", name="MC2 STEM")


def barrier(title: str = "Buses stop at 3:30") -> Barrier:
    return Barrier(id=new_id(), title=title)


def ref(record: Any) -> Ref:
    return Ref({Barrier: "barrier", Note: "note", Practice: "practice"}[type(record)], record.id)


def stored(workspace: Workspace, wanted: Ref) -> Any:
    found = workspace.read_here(lambda reader: reader.get(NOUN[wanted.noun], wanted.id))
    assert found is not None
    return found


def others(workspace: Workspace, of: Ref) -> set[str]:
    """Return the names at the other ends of a record's links."""
    return {row.other.name for row in workspace.read_here(lambda reader: links_of(reader, of))}


def test_an_item_gets_the_next_number_of_its_kind(workspace: Workspace) -> None:
    for _ in range(3):
        run(workspace, LogRecords((barrier(), barrier(), Note(id=new_id(), title="a note"))))
    for noun, count in ((BARRIER, 6), (NOTE, 3)):
        found = workspace.read_here(lambda reader, noun=noun: reader.records(noun))  # type: ignore[misc]
        assert sorted(getattr(record, "number", 0) for record in found) == list(range(1, count + 1))


def test_several_things_asked_together_are_one_step_or_none(workspace: Workspace) -> None:
    first, second = barrier("First"), barrier("Second")
    run(workspace, LogRecords((first,)))
    both = (LogRecords((second,)), AmendRecords((ref(first),), {"title": "Changed"}))
    run(workspace, Together(both, "put two right"))
    assert stored(workspace, ref(first)).title == "Changed"
    run(workspace, Undo())
    assert stored(workspace, ref(first)).title == "First"
    assert stored(workspace, ref(second)).deleted == Kept.GONE
    third = barrier("Third")
    missing = AmendRecords((Ref("barrier", "nobody"),), {"title": "x"})
    with pytest.raises(UserError):
        run(workspace, Together((LogRecords((third,)), missing), "half"))
    assert workspace.read_here(lambda reader: reader.get(BARRIER, third.id)) is None


def test_the_number_of_what_was_taken_back_is_not_given_again(workspace: Workspace) -> None:
    run(workspace, LogRecords((barrier(),)), Undo(), LogRecords((last := barrier(),)))
    assert stored(workspace, ref(last)).number == 2


def test_numbers_go_on_after_an_import_that_brings_its_own(workspace: Workspace) -> None:
    imported = tuple(Barrier(id=new_id(), title=str(n), number=n) for n in (7, 3))
    plain = tuple(barrier(str(n)) for n in range(3))
    workspace.import_records((*imported, *plain), ()).result()
    assert [stored(workspace, ref(item)).number for item in plain] == [8, 9, 10]


def test_asking_twice_does_it_once(workspace: Workspace) -> None:
    item = barrier()
    at = link("barrier", item.id, LinkKind.AT, "organization", SCHOOL.id)
    asked = LogRecords((item, SCHOOL), (at,))
    first, second = run(workspace, asked), run(workspace, asked)
    assert first.result == second.result == (item.id, SCHOOL.id)
    assert (second.label, second.changes.changes) == ("", ())
    assert stored(workspace, ref(item)).number == 1
    assert len(workspace.read_here(lambda r: links_of(r, ref(item)))) == 1


def test_a_second_time_does_not_put_back_what_was_changed_since(workspace: Workspace) -> None:
    item = barrier()
    run(workspace, LogRecords((item,)), AmendRecords((ref(item),), {"title": "Amended"}))
    run(workspace, LogRecords((item,)))
    assert stored(workspace, ref(item)).title == "Amended"


@pytest.mark.parametrize("away", ["trash", "undo", "disconnect"])
def test_saying_it_again_brings_it_back(workspace: Workspace, away: str) -> None:
    item, word = barrier(), tag("transport")
    run(workspace, LogRecords((item,)))
    tagged = LogRecords((word,), (link("barrier", item.id, LinkKind.TAGGED, "tag", word.id),))
    run(workspace, tagged)
    match away:
        case "trash":
            run(workspace, TrashRecords((Ref("tag", word.id),)))
        case "undo":
            run(workspace, Undo())
        case "disconnect":
            run(workspace, ConnectRecords(remove=(tagged.links[0].id,)))
    assert others(workspace, ref(item)) == set()
    run(workspace, tagged)
    assert others(workspace, ref(item)) == {"transport"}


def test_the_trash_keeps_links_and_restoring_brings_all_of_them_back(workspace: Workspace) -> None:
    item, practice, note = barrier(), Practice(id=new_id(), title="Late bus"), barrier("other")
    links = (
        link("practice", practice.id, LinkKind.ADDRESSES, "barrier", item.id),
        link("barrier", item.id, LinkKind.AT, "organization", SCHOOL.id),
        link("barrier", item.id, LinkKind.DUPLICATES, "barrier", note.id),
    )
    run(workspace, LogRecords((item, practice, note, SCHOOL), links))
    before = others(workspace, ref(item))
    assert before == {"Late bus", "MC2 STEM", "other"}
    run(workspace, TrashRecords((ref(item), ref(practice))))
    assert others(workspace, ref(note)) == set()
    assert {row.name for row in workspace.read_here(trash)} == {item.title, "Late bus"}
    run(workspace, RestoreRecords((ref(item),)))
    assert others(workspace, ref(item)) == before - {"Late bus"}
    run(workspace, RestoreRecords((ref(practice),)))
    assert others(workspace, ref(item)) == before
    assert workspace.read_here(trash) == ()


def test_an_emptied_trash_is_empty_and_counted(workspace: Workspace) -> None:
    items = tuple(barrier(str(n)) for n in range(4))
    run(workspace, LogRecords((*items, Person(id="p", name="Ada"))))
    run(workspace, TrashRecords((*(ref(item) for item in items[:3]), Ref("person", "p"))))
    assert run(workspace, EmptyTrash()).result == 4
    assert workspace.read_here(trash) == ()
    assert run(workspace, EmptyTrash()).result == 0
    assert stored(workspace, ref(items[0])).deleted == Kept.GONE


def test_many_are_amended_in_one_step(workspace: Workspace) -> None:
    items = tuple(barrier(str(n)) for n in range(50))
    refs = tuple(ref(item) for item in items)
    run(workspace, LogRecords(items))
    outcome = run(workspace, AmendRecords(refs, {"status": BarrierStatus.CLOSED, "dots": 3}))
    assert outcome.label == "change 50 barriers"
    assert outcome.changes.ids("barrier") == {item.id for item in items}
    assert len(outcome.changes.changes) == 150  # each status is also kept as a change of state
    run(workspace, Undo())
    assert {stored(workspace, one).status for one in refs} == {BarrierStatus.CAPTURED}


def test_a_line_is_added_below_what_stands_there(workspace: Workspace) -> None:
    item = barrier()
    run(workspace, LogRecords((item,)))
    for text in ("Since May.", "Two lines\nmore"):
        run(workspace, AppendText(ref(item), "details", text))
    assert stored(workspace, ref(item)).details == "Since May.\nTwo lines\nmore"


def test_links_are_made_with_what_they_need_and_removed(workspace: Workspace) -> None:
    item = barrier()
    at = link("barrier", item.id, LinkKind.AT, "organization", SCHOOL.id)
    run(workspace, LogRecords((item,)))
    assert run(workspace, ConnectRecords(add=(at,), also=(SCHOOL,))).label == "add link"
    assert others(workspace, ref(item)) == {"MC2 STEM"}
    assert run(workspace, ConnectRecords(remove=(at.id,))).label == "remove link"
    assert others(workspace, ref(item)) == set()
    run(workspace, Undo())
    assert others(workspace, ref(item)) == {"MC2 STEM"}


@pytest.mark.parametrize(
    "command",
    [
        AmendRecords((Ref("barrier", "none"),), {"title": "x"}),
        AppendText(Ref("barrier", "none"), "details", "x"),
        TrashRecords((Ref("barrier", "none"),)),
        RestoreRecords((Ref("barrier", "none"),)),
        ConnectRecords(remove=("none",)),
        UndoChange(1, 999),
    ],
    ids=lambda command: type(command).__name__,
)
def test_what_is_not_there_is_told_and_nothing_changes(workspace: Workspace, command: Any) -> None:
    with pytest.raises(UserError, match="no longer"):
        run(workspace, command)
    assert workspace.read_here(lambda r: r.value("SELECT count(*) FROM change")) == 0
    assert workspace.read_here(lambda r: r.value("SELECT count(*) FROM step")) == 0


def test_one_bad_record_among_many_takes_all_back(workspace: Workspace) -> None:
    item = barrier("kept as it was")
    run(workspace, LogRecords((item,)))
    with pytest.raises(UserError):
        run(workspace, AmendRecords((ref(item), Ref("barrier", "none")), {"title": "changed"}))
    assert stored(workspace, ref(item)).title == "kept as it was"


def test_a_large_import_is_one_transaction_and_keeps_its_order(workspace: Workspace) -> None:
    notes = tuple(Note(id=new_id(), title=f"Note {n}") for n in range(5_000))
    ends = tuple(zip(notes[::2], notes[1::2], strict=True))
    links = tuple(link("note", a.id, LinkKind.RELATES, "note", b.id) for a, b in ends)
    workspace.import_records(notes, links).result()
    found = workspace.read_here(lambda reader: reader.records(NOTE, "ORDER BY r.rowid"))
    assert [record.id for record in found] == [note.id for note in notes]
    assert [getattr(record, "number", 0) for record in found] == list(range(1, 5_001))
    counts = "SELECT count(*), count(DISTINCT txn) FROM change"
    assert workspace.read_here(lambda reader: reader.rows(counts)) == [(7_500, 1)]
    assert all(isinstance(one, Link) for one in links)
