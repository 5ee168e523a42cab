"""Undo takes every action back, without end, also after the program was closed."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.changes import UndoState
from nghs_desktop.domain.commands import (
    AmendRecords,
    AppendText,
    EmptyTrash,
    LogRecords,
    Redo,
    Ref,
    RestoreRecords,
    TrashRecords,
    Undo,
    UndoChange,
)
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.nouns import NOTE
from nghs_desktop.services.queries import history, undo_state
from nghs_desktop.services.workspace import Content, Workspace
from nghs_desktop.storage import soundness
from tests.support.walks import BACK_AND_FORTH, STEP, Walk, visible
from tests.support.workspaces import another_program, fresh, opened, run

WALK = settings(max_examples=25)


def a_note(title: str = "Buses stop at 3:30") -> Note:
    return Note(id=new_id(), title=title)


def title_of(workspace: Workspace, note: Note) -> str:
    found = workspace.read_here(lambda reader: reader.get(NOTE, note.id))
    assert isinstance(found, Note)
    return found.title


def state(workspace: Workspace) -> UndoState:
    return workspace.read_here(undo_state)


def all_back(workspace: Workspace) -> int:
    count = 0
    while state(workspace).undo:
        assert run(workspace, Undo()).skipped == 0
        count += 1
    return count


def all_again(workspace: Workspace) -> int:
    count = 0
    while state(workspace).redo:
        assert run(workspace, Redo()).skipped == 0
        count += 1
    return count


def assert_sound(path: Path) -> None:
    with soundness.beside(path) as file:
        assert soundness.log_faults(file) == []
        assert soundness.search_faults(file) == []


@WALK
@given(steps=st.lists(STEP, max_size=20))
def test_undoing_all_gives_the_empty_start_and_redoing_all_gives_the_end(
    steps: list[tuple[str, int, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = fresh(Path(folder), content=Content.EMPTY)
        with opened(path) as workspace:
            start = visible(workspace)
            walk = Walk(workspace)
            for step in steps:
                walk.step(*step)
            end = visible(workspace)
            undone = all_back(workspace)
            assert visible(workspace) == start
            assert all_again(workspace) == undone
            assert visible(workspace) == end
            all_back(workspace)
            assert visible(workspace) == start
        assert_sound(path)


@settings(max_examples=10)
@given(steps=st.lists(STEP, min_size=3, max_size=12), at=st.integers(0, 11))
def test_undo_goes_on_where_it_was_after_closing(
    steps: list[tuple[str, int, str]], at: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = fresh(Path(folder), content=Content.EMPTY)
        with opened(path) as workspace:
            start = visible(workspace)
            walk = Walk(workspace)
            for step in steps:
                walk.step(*step)
            end = visible(workspace)
            for _ in range(at):
                if state(workspace).undo:
                    run(workspace, Undo())
            between = state(workspace)
        with opened(path) as workspace:
            assert state(workspace) == between
            all_again(workspace)
            assert visible(workspace) == end
        with opened(path) as workspace:
            all_back(workspace)
            assert visible(workspace) == start
            all_again(workspace)
            assert visible(workspace) == end


@WALK
@given(steps=st.lists(BACK_AND_FORTH, max_size=25))
def test_undo_and_redo_in_between_never_leave_anything_out(
    steps: list[tuple[str, int, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = fresh(Path(folder), content=Content.EMPTY)
        with opened(path) as workspace:
            start = visible(workspace)
            walk = Walk(workspace)
            for step in steps:
                walk.step(*step)
            all_back(workspace)
            assert visible(workspace) == start
        assert_sound(path)


def test_two_changes_of_one_field_are_taken_back_one_after_the_other(workspace: Workspace) -> None:
    note = a_note("first")
    ref = (Ref("note", note.id),)
    run(workspace, LogRecords((note,)))
    run(workspace, AmendRecords(ref, {"title": "second"}), AmendRecords(ref, {"title": "third"}))
    assert run(workspace, Undo()).skipped == 0
    assert title_of(workspace, note) == "second"
    assert run(workspace, Undo()).skipped == 0
    assert title_of(workspace, note) == "first"
    run(workspace, Redo(), Redo())
    assert title_of(workspace, note) == "third"


def test_typing_in_one_field_is_one_step(workspace: Workspace) -> None:
    note, other = a_note("B"), a_note("other")
    run(workspace, LogRecords((note, other)))
    for text in ("Bu", "Bus", "Buses"):
        run(workspace, AmendRecords((Ref("note", note.id),), {"title": text}, session="field 1"))
    for text in ("o", "or"):
        run(workspace, AmendRecords((Ref("note", other.id),), {"title": text}, session="field 2"))
    run(workspace, Undo())
    assert (title_of(workspace, note), title_of(workspace, other)) == ("Buses", "other")
    run(workspace, Undo())
    assert title_of(workspace, note) == "B"
    run(workspace, Redo())
    assert title_of(workspace, note) == "Buses"


def test_typing_goes_on_in_a_step_of_its_own_after_anything_else(workspace: Workspace) -> None:
    note = a_note("B")
    type_it = (Ref("note", note.id),)
    run(workspace, LogRecords((note,)))
    run(workspace, AmendRecords(type_it, {"title": "Bu"}, session="field"))
    run(workspace, LogRecords((a_note("in between"),)))
    run(workspace, AmendRecords(type_it, {"title": "Bus"}, session="field"))
    run(workspace, Undo())
    assert title_of(workspace, note) == "Bu"
    run(workspace, Redo())
    run(workspace, AmendRecords(type_it, {"title": "Buses"}, session="field"))
    run(workspace, Undo())
    assert title_of(workspace, note) == "Bus"


def test_an_import_ends_a_step_of_typing_and_is_not_on_the_undo_list(workspace: Workspace) -> None:
    note, imported = a_note("B"), a_note("imported")
    typing = AmendRecords((Ref("note", note.id),), {"title": "Bu"}, session="field")
    run(workspace, LogRecords((note,)), typing)
    workspace.import_records((imported,), ()).result()
    run(workspace, AmendRecords((Ref("note", note.id),), {"title": "Bus"}, session="field"))
    assert all_back(workspace) == 3
    assert list(visible(workspace)["note"]) == [imported.id]


def test_a_new_action_after_undo_drops_redo(workspace: Workspace) -> None:
    run(workspace, LogRecords((a_note("first"),)), Undo())
    assert state(workspace).redo == "add note"
    run(workspace, LogRecords((a_note("second"),)))
    assert state(workspace) == UndoState("add note", "")
    with pytest.raises(UserError, match="nothing to redo"):
        run(workspace, Redo())


def test_an_action_that_changes_nothing_is_no_step_and_keeps_redo(workspace: Workspace) -> None:
    note = a_note("first")
    amend = AmendRecords((Ref("note", note.id),), {"title": "second"})
    run(workspace, LogRecords((note,)), amend, Undo())
    outcome = run(workspace, AmendRecords((Ref("note", note.id),), {"title": "first"}))
    assert (outcome.label, outcome.changes.changes) == ("", ())
    assert state(workspace).redo
    run(workspace, AmendRecords((Ref("note", note.id),), {}), Redo())
    assert title_of(workspace, note) == "second"


def test_what_somebody_else_changed_since_is_left_alone_and_counted(workspace: Workspace) -> None:
    note = a_note("first")
    run(workspace, LogRecords((note,)))
    run(workspace, AmendRecords((Ref("note", note.id),), {"title": "second", "dots": 3}))
    with another_program(workspace.path) as connection:
        connection.execute("UPDATE note SET title = 'theirs'")
    outcome = run(workspace, Undo())
    assert outcome.skipped == 1
    row = visible(workspace)["note"][note.id]
    assert (row["title"], row["dots"]) == ("theirs", None)


def test_what_somebody_else_did_is_not_taken_back_with_ours(workspace: Workspace) -> None:
    note = a_note()
    run(workspace, LogRecords((note,)))
    run(workspace, AmendRecords((Ref("note", note.id),), {"title": "ours"}))
    with another_program(workspace.path) as connection:
        connection.execute("UPDATE note SET details = 'theirs'")
    assert run(workspace, Undo()).skipped == 0
    row = visible(workspace)["note"][note.id]
    assert (row["title"], row["details"]) == (note.title, "theirs")


def test_a_field_with_two_versions_is_left_alone(workspace: Workspace) -> None:
    note = a_note("first")
    run(workspace, LogRecords((note,)))
    run(workspace, AmendRecords((Ref("note", note.id),), {"title": "second"}))
    with another_program(workspace.path) as connection:
        connection.execute(
            "INSERT INTO head (tbl, pk, col, dev, n) VALUES ('note', ?, 'title', 2, 9)", (note.id,)
        )
    assert run(workspace, Undo()).skipped == 1
    assert title_of(workspace, note) == "second"


def test_one_line_of_the_history_is_taken_back_and_that_too(workspace: Workspace) -> None:
    barrier = Barrier(id=new_id(), title="Seat time")
    ref = Ref("barrier", barrier.id)
    run(workspace, LogRecords((barrier,)))
    run(workspace, AmendRecords((ref,), {"status": BarrierStatus.IN_WORK}))
    run(workspace, AmendRecords((ref,), {"title": "Seat time rules"}))
    line = next(
        line
        for line in workspace.read_here(lambda reader: history(reader, ref))
        if line.field == "status"
    )
    outcome = run(workspace, UndoChange(line.device, line.n))
    assert outcome.label == "take back status of “Seat time rules”"
    assert visible(workspace)["barrier"][barrier.id]["status"] == "captured"
    run(workspace, Undo())
    row = visible(workspace)["barrier"][barrier.id]
    assert (row["status"], row["title"]) == ("in_work", "Seat time rules")


def test_an_emptied_trash_comes_back_into_the_trash(workspace: Workspace) -> None:
    note = a_note()
    run(workspace, LogRecords((note,)), TrashRecords((Ref("note", note.id),)), EmptyTrash())
    assert visible(workspace) == {}
    with pytest.raises(UserError, match="no longer in the workspace"):
        run(workspace, RestoreRecords((Ref("note", note.id),)))
    run(workspace, Undo())
    assert visible(workspace)["note"][note.id]["deleted"] == 1
    run(workspace, RestoreRecords((Ref("note", note.id),)))
    assert visible(workspace)["note"][note.id]["deleted"] == 0


def test_a_line_added_to_a_text_is_taken_back_alone(workspace: Workspace) -> None:
    note = a_note()
    ref = Ref("note", note.id)
    run(workspace, LogRecords((note,)), AppendText(ref, "details", "one"))
    run(workspace, AppendText(ref, "details", "two"))
    assert visible(workspace)["note"][note.id]["details"] == "one\ntwo"
    run(workspace, Undo())
    assert visible(workspace)["note"][note.id]["details"] == "one"


def test_there_is_nothing_to_undo_in_a_new_workspace(tmp_path: Path) -> None:
    with opened(fresh(tmp_path, content=Content.SAMPLE)) as workspace:
        assert state(workspace) == UndoState()
        with pytest.raises(UserError, match="nothing to undo"):
            run(workspace, Undo())


def test_the_button_says_what_undo_and_redo_would_do(workspace: Workspace) -> None:
    notes = tuple(a_note(f"Note {number}") for number in range(3))
    refs = tuple(Ref("note", note.id) for note in notes)
    run(workspace, LogRecords(notes), TrashRecords(refs), Undo())
    assert state(workspace) == UndoState("add note", "move 3 notes to Trash")
    long = a_note("Buses stop at half past three and nobody can stay for tutoring")
    run(workspace, LogRecords((long,)), TrashRecords((Ref("note", long.id),)))
    assert state(workspace).undo == "move “Buses stop at half past three and nobod…” to Trash"
