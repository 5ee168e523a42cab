"""The check notices what it promises to notice, and calls nothing wrong that is sound."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import LogRecords, Redo, Ref, TrashRecords, Undo
from nghs_desktop.domain.notes import Note
from nghs_desktop.services.checkup import check, self_test
from nghs_desktop.services.workspace import Content
from nghs_desktop.storage.backup import back_up
from tests.support import workspaces
from tests.support.workspaces import MONDAY

QUIET = "UPDATE sync_state SET applying = 1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a workspace with everyday work in it: kept, trashed, undone and redone."""
    path = workspaces.fresh(tmp_path)
    with workspaces.opened(path) as workspace:
        ids = [new_id() for _ in range(4)]
        for number, id in enumerate(ids):
            note = Note(id=id, title=f"Žlutá note {number}", details="two\nlines\x00and a NUL")
            workspace.run(LogRecords((note,))).result()
        workspace.run(TrashRecords((Ref("note", ids[0]),))).result()
        for command in (Undo(), Undo(), Redo()):
            workspace.run(command).result()
    return path


@pytest.fixture
def file(path: Path) -> Iterator[sqlite3.Connection]:
    """Return a connection that can do to the file what a bug or another program might."""
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


def faults(path: Path) -> str:
    return "\n".join(check(path, MONDAY).faults)


@pytest.mark.parametrize("content", list(Content))
def test_a_new_workspace_is_sound(tmp_path: Path, content: Content) -> None:
    found = check(workspaces.fresh(tmp_path, content=content), MONDAY)
    assert found.sound, found.faults
    assert found.remarks == ("There is no backup yet.",)


def test_a_workspace_with_everyday_work_is_sound(path: Path) -> None:
    found = check(path, MONDAY)
    assert found.sound, found.faults
    assert [part.name for part in found.parts] == [
        "Pages and indexes",
        "Tables and triggers",
        "References and links",
        "Change log",
        "Counts",
        "Search index",
        "Seals",
        "Backups",
    ]


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        ("DROP TRIGGER note_set", "the trigger note_set is missing"),
        ("CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM tag; END", "t is not ours"),
        ("CREATE VIEW v AS SELECT 1", "the view v is not ours"),
        ("DROP INDEX ix_note_number", "ix_note_number is missing"),
        ("DROP TABLE inbox", "inbox is missing"),
        ("UPDATE link SET to_id = 'nobody' WHERE id = (SELECT min(id) FROM link)", "has no"),
        ("UPDATE note SET lever_id = 'no lever'", "refers to a lever that is not there"),
        ("DELETE FROM change WHERE n = 10", "has gaps"),
        ("UPDATE vv SET n = n + 1", "counts"),
        ("UPDATE sync_state SET ctr = ctr + 1", "is not at its last change"),
        ("UPDATE head SET n = 1 WHERE tbl = 'note'", "points to a change that is not there"),
        ("DELETE FROM head WHERE tbl = 'note' AND col = '*'", "nothing says to what"),
        ("UPDATE note SET title = 'other' WHERE number = 2", "is not as the change log made it"),
        ("UPDATE note SET deleted = 1 WHERE number = 1", "deleted is not what was written last"),
        ("INSERT INTO tag (id, visibility, name) VALUES ('x', 'group', 'x')", "tag x is not in"),
        ("DELETE FROM search_doc WHERE noun = 'note'", "has no number in the search index"),
    ],
)
def test_what_went_wrong_is_named(
    path: Path, file: sqlite3.Connection, harm: str, fault: str
) -> None:
    file.execute("BEGIN")
    file.execute(QUIET)
    file.execute(harm)
    file.execute("UPDATE sync_state SET applying = 0")
    file.execute("COMMIT")
    assert fault in faults(path)


def test_triggers_of_another_version_are_a_remark_and_opening_renews_them(
    path: Path, file: sqlite3.Connection
) -> None:
    file.execute("DROP TRIGGER note_set")
    file.execute("CREATE TRIGGER note_set AFTER UPDATE ON note BEGIN SELECT 1; END")
    found = check(path, MONDAY)
    assert found.sound
    assert found.remarks[0].startswith("Its triggers are of another version")
    file.close()
    with workspaces.opened(path):
        pass
    assert check(path, MONDAY).remarks == ("There is no backup yet.",)


def test_many_missing_triggers_are_told_together(path: Path, file: sqlite3.Connection) -> None:
    for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        file.execute(f"DROP TRIGGER {name}")
    (fault,) = check(path, MONDAY).faults
    assert "triggers are missing: adoption_" in fault


@pytest.mark.parametrize("index", ("search_title", "search_text"))
def test_a_record_that_search_would_miss_is_named(
    path: Path, file: sqlite3.Connection, index: str
) -> None:
    number, key, title, details = file.execute(
        "SELECT d.rowid, d.pk, r.title, r.details || ' ' || r.typed FROM search_doc d "
        "JOIN note r ON r.id = d.pk WHERE r.deleted = 0"
    ).fetchone()
    words = title if index == "search_title" else details
    file.execute(
        f"INSERT INTO {index} ({index}, rowid, words) VALUES ('delete', ?, ?)", (number, words)
    )
    assert f"note {key} cannot be found by one of its words" in faults(path)


@pytest.mark.parametrize("index", ("search_title", "search_text"))
def test_a_record_that_search_finds_wrongly_is_named(
    path: Path, file: sqlite3.Connection, index: str
) -> None:
    number, key = file.execute("SELECT rowid, pk FROM search_doc WHERE noun = 'note'").fetchone()
    file.execute(f"INSERT INTO {index} (rowid, words) VALUES (?, 'zinnwald')", (number,))
    assert f"note {key} is found by a word it lacks" in faults(path)


def test_a_spoiled_search_index_is_named(path: Path, file: sqlite3.Connection) -> None:
    file.execute("DELETE FROM search_title_data WHERE id = (SELECT max(id) FROM search_title_data)")
    assert "search" in faults(path).lower()


def test_checking_writes_nothing(path: Path) -> None:
    before, when = path.read_bytes(), path.stat().st_mtime_ns
    check(path, MONDAY)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, when)
    assert sorted(one.name for one in path.parent.iterdir()) == ["a.nghs", "a.nghs.lock"]


def test_a_spoiled_newest_backup_is_a_fault(path: Path) -> None:
    copy = back_up(path, MONDAY)
    assert check(path, MONDAY).newest_backup == MONDAY
    copy.path.write_bytes(copy.path.read_bytes()[:100_000])
    assert f"the newest backup {copy.path.name} is damaged" in faults(path)


def test_an_old_backup_is_worth_a_remark(path: Path) -> None:
    back_up(path, MONDAY - timedelta(days=30))
    changed = path.stat().st_mtime
    late = MONDAY.fromtimestamp(changed, MONDAY.tzinfo) + timedelta(days=40)
    found = check(path, late)
    assert found.sound
    assert any("days old" in remark for remark in found.remarks)


def test_a_file_that_others_can_read_is_worth_a_remark(path: Path) -> None:
    path.chmod(0o644)
    found = check(path, MONDAY)
    assert found.sound
    assert "Others on this computer can reach a.nghs." in found.remarks


def test_what_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no workspace"):
        check(tmp_path / "none.nghs", MONDAY)
    (tmp_path / "letter.nghs").write_text("Dear all", encoding="utf-8")
    with pytest.raises(UserError, match="is not an NGHS workspace"):
        check(tmp_path / "letter.nghs", MONDAY)


def test_the_self_test_tells_each_step(tmp_path: Path) -> None:
    steps = list(self_test(tmp_path, MONDAY))
    assert steps[0] == "Made a sample workspace."
    assert steps[-1] == "Restored the backup."
