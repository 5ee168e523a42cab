"""Opening, closing and what may go wrong in between: nothing is lost and everything is let go of."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import threading
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path

import pytest

from nghs_desktop.base.errors import EnvironmentProblem, UserError, WorkspaceInUse
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.notes import Note
from nghs_desktop.services.queries import find, named, workspace_info
from nghs_desktop.services.workspace import Content, DamagedWorkspace, Workspace, is_overtaken
from nghs_desktop.storage import connection as storage_connection
from nghs_desktop.storage.journal import Draft
from nghs_desktop.storage.look import APPLICATION_ID, SCHEMA_VERSION
from nghs_desktop.storage.reader import Reader
from tests.support.workspaces import another_program, fresh, opened, run

HALF = Draft("capture", new_id(), "B Buses sto", 11, '{"kind": "barrier"}')


def a_note(title: str = "Buses stop at 3:30") -> Note:
    return Note(id=new_id(), title=title)


def titles(workspace: Workspace) -> list[str]:
    return sorted(row.name for row in workspace.read_here(lambda reader: named(reader, "note")))


def can_be_opened(path: Path) -> bool:
    with opened(path):
        return True


# -- opening -----------------------------------------------------------------------------------
def test_a_new_file_is_the_owners_alone_and_named_for_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new.nghs"
    workspace = Workspace.prepare(path, content=Content.STARTER)
    assert not workspace.ready_to_read
    assert not path.exists()
    workspace.start().result()
    assert workspace.ready_to_read
    info = workspace.read_here(workspace_info)
    workspace.close()
    assert info is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big")


def test_reading_waits_for_a_file_that_is_still_being_made(tmp_path: Path) -> None:
    workspace = Workspace.prepare(tmp_path / "new.nghs", content=Content.EMPTY)
    with pytest.raises(EnvironmentProblem, match="still being opened"):
        workspace.read_here(workspace_info)
    workspace.start().result()
    workspace.read_here(workspace_info)
    workspace.close()


def test_a_file_that_is_there_can_be_read_before_it_can_be_written(workspace_file: Path) -> None:
    with opened(workspace_file) as workspace:
        run(workspace, LogRecords((a_note(),)))
    workspace = Workspace.prepare(workspace_file)
    assert titles(workspace) == ["Buses stop at 3:30"]
    with pytest.raises(EnvironmentProblem, match="not open"):
        run(workspace, LogRecords((a_note(),)))
    workspace.close()


def test_one_file_is_open_once_also_through_a_link(workspace_file: Path) -> None:
    link = workspace_file.with_name("link.nghs")
    link.symlink_to(workspace_file)
    with opened(workspace_file):
        for path in (workspace_file, link):
            with pytest.raises(WorkspaceInUse, match=str(os.getpid())):
                Workspace.prepare(path)
    assert can_be_opened(link)


@pytest.mark.parametrize("path", ["", "none/work.nghs"])
def test_a_place_that_is_none_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(UserError, match="not a place"):
        Workspace.prepare(tmp_path / path)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("PRAGMA application_id = 1", "not an NGHS workspace"),
        (f"PRAGMA user_version = {SCHEMA_VERSION + 1}", "newer NGHS Desktop"),
    ],
)
def test_a_foreign_or_newer_file_keeps_every_byte(
    workspace_file: Path, change: str, sentence: str
) -> None:
    with another_program(workspace_file) as connection:
        connection.execute(change)
        connection.execute("PRAGMA journal_mode = DELETE")
    before = workspace_file.read_bytes()
    with pytest.raises(UserError, match=sentence):
        Workspace.prepare(workspace_file)
    assert workspace_file.read_bytes() == before
    assert [path.name for path in workspace_file.parent.iterdir()] == [workspace_file.name]


def test_some_other_text_file_is_not_a_workspace(tmp_path: Path) -> None:
    path = tmp_path / "letter.nghs"
    path.write_text("Dear all, " * 100)
    with pytest.raises(UserError, match="not an NGHS workspace"):
        Workspace.prepare(path)
    assert path.read_text() == "Dear all, " * 100


def test_a_damaged_file_is_copied_aside_and_the_newest_good_backup_offered(
    workspace_file: Path,
) -> None:
    with opened(workspace_file) as workspace:
        run(workspace, LogRecords(tuple(a_note(f"Note {n}") for n in range(300))))
        copy = workspace.back_up().result()
    data = bytearray(workspace_file.read_bytes())
    for page in range(8, len(data) // 4096 - 2, 3):
        data[page * 4096 : page * 4096 + 2048] = b"\x5a" * 2048
    workspace_file.write_bytes(data)
    workspace = Workspace.prepare(workspace_file)
    with pytest.raises(DamagedWorkspace) as told:
        workspace.start().result()
    assert told.value.damage.backup == copy.path
    assert (told.value.damage.aside / workspace_file.name).read_bytes() == data
    assert workspace_file.read_bytes() == data
    with pytest.raises(DamagedWorkspace):
        run(workspace, LogRecords((a_note(),)))
    workspace.close()


def test_a_start_that_fails_half_way_leaves_nothing_and_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nghs_desktop.storage import migrate

    path = tmp_path / "new.nghs"

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(migrate, "first_device", full)
        workspace = Workspace.prepare(path, content=Content.STARTER)
        with pytest.raises(EnvironmentProblem, match="disk is full"):
            workspace.start().result()
        assert not path.exists()
        with pytest.raises(EnvironmentProblem, match="disk is full"):
            run(workspace, LogRecords((a_note(),)))
        workspace.keep_draft(HALF).result()
        workspace.close()
    workspace = Workspace.prepare(path, content=Content.EMPTY)
    workspace.start().result()
    assert workspace.drafts() == (HALF,)
    workspace.close()


def test_a_folder_that_cannot_be_written_to_is_told(workspace_file: Path) -> None:
    lock = workspace_file.with_name(workspace_file.name + ".lock")
    lock.mkdir()
    with pytest.raises(EnvironmentProblem, match="cannot be opened here"):
        Workspace.prepare(workspace_file)


def test_a_preparation_that_fails_lets_go_of_the_lock(workspace_file: Path) -> None:
    drafts = workspace_file.with_name(workspace_file.name + ".drafts")
    drafts.mkdir()
    with pytest.raises(EnvironmentProblem, match="Not opened"):
        Workspace.prepare(workspace_file)
    drafts.rmdir()
    assert can_be_opened(workspace_file)


def test_triggers_and_views_that_are_not_ours_are_taken_out(workspace_file: Path) -> None:
    with another_program(workspace_file) as connection:
        connection.execute(
            "CREATE TRIGGER sly AFTER INSERT ON note BEGIN UPDATE note SET title = 'sly'; END"
        )
        connection.execute("CREATE VIEW secret AS SELECT * FROM person")
        connection.execute("DROP TRIGGER note_made")
    with opened(workspace_file) as workspace:
        run(workspace, LogRecords((a_note(),)))
        assert titles(workspace) == ["Buses stop at 3:30"]
    with another_program(workspace_file) as connection:
        assert not connection.execute(
            "SELECT 1 FROM sqlite_schema WHERE name IN ('sly', 'secret')"
        ).fetchall()
        assert connection.execute("SELECT count(*) FROM change").fetchone() == (1,)


def test_search_and_counts_are_right_after_a_program_without_our_triggers(
    workspace_file: Path,
) -> None:
    with another_program(workspace_file) as connection:
        for name in ("note_findable", "note_tallied"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(
            "INSERT INTO note (id, title, visibility) VALUES ('x', 'Buses stop', 'group')"
        )
    with opened(workspace_file) as workspace:
        assert [row.id for row in workspace.read_here(lambda r: find(r, "buses"))] == ["x"]
        assert workspace.read_here(lambda r: r.value("SELECT n FROM tally")) == 1


# -- writing -----------------------------------------------------------------------------------
def test_an_outcome_is_durable_when_it_comes(workspace: Workspace, tmp_path: Path) -> None:
    note = a_note()
    run(workspace, LogRecords((note,)))
    copied = tmp_path / "power cut"
    copied.mkdir()
    for file in workspace.path.parent.glob("work.nghs*"):
        if file.is_file() and not file.name.endswith("-shm"):
            shutil.copy2(file, copied / file.name)
    with closing(sqlite3.connect(copied / "work.nghs")) as connection:
        assert connection.execute("SELECT title FROM note").fetchall() == [(note.title,)]


def test_the_file_is_written_with_the_settings_that_make_it_durable(workspace_file: Path) -> None:
    connection = storage_connection.open_to_write(workspace_file)
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
    }
    connection.close()
    assert found == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1,
    }  # fmt: skip


def test_listeners_hear_of_every_commit(workspace: Workspace) -> None:
    heard: list[ChangeSet] = []
    workspace.listen(heard.append)
    note, imported = a_note(), a_note("imported")
    run(workspace, LogRecords((note,)))
    workspace.import_records((imported,), ()).result()
    assert [changes.ids("note") for changes in heard] == [{note.id}, {imported.id}]
    assert heard[0].label == "add note"


def test_what_fails_is_taken_back_whole_and_the_next_command_works(workspace: Workspace) -> None:
    good, bad = a_note("good"), Note(id=new_id(), title="bad", group_id="nowhere")
    with pytest.raises(Exception, match="FOREIGN KEY"):  # a bug of the caller: told as such
        run(workspace, LogRecords((good, bad)))
    assert titles(workspace) == []
    with pytest.raises(UserError, match="no longer in the workspace"):
        run(workspace, LogRecords((good,)), AmendRecords((Ref("note", "none"),), {"title": "x"}))
    run(workspace, LogRecords((a_note("after"),)))
    assert titles(workspace) == ["after", "good"]
    with another_program(workspace.path) as connection:
        assert connection.execute("SELECT count(*), max(n) FROM change").fetchone() == (2, 2)


def test_a_full_disk_is_told_and_writing_goes_on_when_there_is_room(
    workspace: Workspace,
) -> None:
    def room(pages: int) -> None:
        from nghs_desktop.storage.engine import driver_of

        connection = workspace._writing
        assert connection is not None
        driver_of(connection).execute(f"PRAGMA max_page_count = {pages}").fetchall()

    long = a_note("x" * 400_000)
    workspace._writer.submit(room, 1).result()  # SQLite takes it as: no more than there are
    with pytest.raises(EnvironmentProblem, match=r"Not saved: the disk is full.*Free some space"):
        run(workspace, LogRecords((long,)))
    workspace._writer.submit(room, 1_000_000).result()
    run(workspace, LogRecords((long,)))
    assert titles(workspace) == [long.title]


# -- reading -----------------------------------------------------------------------------------
def test_many_read_beside_the_one_who_writes(workspace: Workspace) -> None:
    written = [workspace.run(LogRecords((a_note(f"Note {n:03}"),))) for n in range(60)]
    counts: list[Future[int]] = [
        workspace.read(lambda reader: int(reader.value("SELECT count(*) FROM note")))
        for _ in range(60)
    ]
    seen = [count.result() for count in counts]
    for outcome in written:
        outcome.result()
    assert all(0 <= count <= 60 for count in seen)
    assert len(titles(workspace)) == 60


def test_a_query_that_was_overtaken_is_known_as_such(workspace: Workspace) -> None:
    begun = threading.Event()
    readers: list[Reader] = []

    def endless(reader: Reader) -> object:
        readers.append(reader)
        begun.set()
        return reader.rows(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        )

    asked = workspace.read(endless)
    begun.wait()
    while not asked.done():
        readers[0].stop()
    problem = asked.exception()
    assert problem is not None
    assert is_overtaken(problem)
    assert workspace.read(lambda reader: reader.value("SELECT 1")).result() == 1


def test_readers_cannot_write(workspace: Workspace) -> None:
    with pytest.raises(EnvironmentProblem, match="can only be read"):
        workspace.read_here(lambda reader: reader.rows("DELETE FROM draft"))


# -- drafts and closing ------------------------------------------------------------------------
def test_half_a_word_survives_a_close_inside_the_one_file(workspace_file: Path) -> None:
    with opened(workspace_file) as workspace:
        workspace.keep_draft(HALF).result()
    assert {path.name for path in workspace_file.parent.iterdir()} == {
        "work.nghs", "work.nghs.lock",
    }  # fmt: skip
    for _ in range(2):
        workspace = Workspace.prepare(workspace_file)
        assert workspace.drafts() == (HALF,)
        workspace.start().result()
        assert workspace.drafts() == (HALF,)
        workspace.close()


def test_a_newer_draft_wins_over_the_one_in_the_file(workspace_file: Path) -> None:
    newer = Draft("capture", HALF.id, "B Buses stop early", 18)
    with opened(workspace_file) as workspace:
        workspace.keep_draft(HALF).result()
    workspace = Workspace.prepare(workspace_file)
    workspace.keep_draft(newer).result()
    assert workspace.drafts() == (newer,)
    workspace.start().result()
    assert workspace.drafts() == (newer,)
    workspace.close()


def test_a_draft_that_became_an_item_is_not_offered_again(workspace_file: Path) -> None:
    with opened(workspace_file) as workspace:
        workspace.keep_draft(HALF).result()
        run(workspace, LogRecords((Note(id=HALF.id, title="Buses stop"),)))
        assert workspace.drafts() == ()
    with opened(workspace_file) as workspace:
        assert workspace.drafts() == ()


def test_a_cleared_draft_is_gone(workspace_file: Path) -> None:
    with opened(workspace_file) as workspace:
        workspace.keep_draft(HALF).result()
        workspace.clear_draft(HALF.place, HALF.id).result()
        assert workspace.drafts() == ()
    with opened(workspace_file) as workspace:
        assert workspace.drafts() == ()


def test_closing_finishes_what_was_asked(workspace_file: Path) -> None:
    workspace = Workspace.prepare(workspace_file)
    workspace.start()
    asked = [workspace.run(LogRecords((a_note(str(n)),))) for n in range(20)]
    draft = workspace.keep_draft(HALF)
    workspace.close()
    assert all(outcome.done() and outcome.exception() is None for outcome in asked)
    assert draft.done()
    with opened(workspace_file) as again:
        assert len(titles(again)) == 20
        assert again.drafts() == (HALF,)


def test_closing_twice_is_closing_once(workspace_file: Path) -> None:
    workspace = Workspace.prepare(workspace_file)
    workspace.close()
    workspace.close()
    assert can_be_opened(workspace_file)


def test_when_closing_cannot_write_everything_is_let_go_and_the_draft_stays(
    workspace_file: Path,
) -> None:
    workspace = Workspace.prepare(workspace_file)
    workspace.start().result()
    workspace.keep_draft(HALF).result()
    with another_program(workspace_file) as connection:
        connection.execute("DROP TABLE draft")
        connection.execute("CREATE TABLE draft (empty TEXT)")
    workspace.close()
    with another_program(workspace_file) as connection:
        connection.execute("DROP TABLE draft")
        schema = (
            "CREATE TABLE draft (window TEXT NOT NULL, tbl TEXT NOT NULL, pk TEXT NOT NULL, "
            "col TEXT NOT NULL, base_n INTEGER, body TEXT NOT NULL, cursor INTEGER NOT NULL, "
            "at INTEGER NOT NULL, CONSTRAINT pk_draft PRIMARY KEY (window, tbl, pk, col))"
        )
        connection.execute(schema)
    with opened(workspace_file) as again:
        assert again.drafts() == (HALF,)


def test_a_workspace_that_never_started_lets_go_too(tmp_path: Path) -> None:
    path = fresh(tmp_path, content=Content.EMPTY)
    workspace = Workspace.prepare(path)
    workspace.keep_draft(HALF).result()
    workspace.close()
    with opened(path) as again:
        assert again.drafts() == (HALF,)
