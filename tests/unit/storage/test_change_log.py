"""Whatever writes, in whatever way, leaves its lines in the change log."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, update

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.nouns import NOTE
from nghs_desktop.services.workspace import Workspace
from nghs_desktop.storage.engine import writing_engine
from nghs_desktop.storage.tables import TABLES
from nghs_desktop.storage.values import to_row
from tests.support.workspaces import another_program, run

_YEAR_MS = 365 * 24 * 3600 * 1000


def a_row(title: str = "Buses stop at 3:30", **more: Any) -> dict[str, Any]:
    return to_row(NOTE, Note(id=new_id(), title=title)) | more


def raw_insert(connection: sqlite3.Connection, row: dict[str, Any], verb: str = "INSERT") -> None:
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    connection.execute(f"{verb} INTO note ({names}) VALUES ({marks})", tuple(row.values()))


def log_of(path: Path, pk: str | None = None) -> list[tuple[str, str, Any, Any]]:
    """Return (key, column, old, new) of all changes, oldest first."""
    with another_program(path) as connection:
        rows = connection.execute("SELECT pk, col, old, new FROM change ORDER BY n").fetchall()
    return [row for row in rows if pk is None or row[0] == pk]


def assert_log_is_sound(path: Path) -> None:
    """Check the rules that hold after any write."""
    with another_program(path) as connection:
        rows = connection.execute(
            "SELECT dev, n, hlc, tbl, pk, col, new FROM change ORDER BY dev, n"
        ).fetchall()
        heads = set(connection.execute("SELECT tbl, pk, col, dev, n FROM head"))
        vector = dict(connection.execute("SELECT dev, n FROM vv"))
        counter, clock = connection.execute("SELECT ctr, hlc FROM sync_state").fetchone()
        assert [row[1] for row in rows] == list(range(1, len(rows) + 1)), "n has a gap"
        stamps = [row[2] for row in rows]
        assert stamps == sorted(set(stamps)), "the logical clock went back"
        assert counter == len(rows)
        assert clock == (stamps[-1] if stamps else 0)
        assert vector == ({rows[-1][0]: len(rows)} if rows else {})
        newest = {(tbl, pk, col): (dev, n) for dev, n, _, tbl, pk, col, _ in rows}
        assert heads == {(*field, *op) for field, op in newest.items()}
        for tbl, pk, col in newest:
            if col == "*":
                continue
            *_, new = next(row for row in reversed(rows) if row[3:6] == (tbl, pk, col))
            found = connection.execute(f"SELECT {col} FROM {tbl} WHERE id = ?", (pk,)).fetchone()
            assert found == (new,)


def test_a_core_insert_and_update_are_logged(workspace_file: Path) -> None:
    engine = writing_engine(workspace_file)
    row = a_row()
    with engine.begin() as connection:
        connection.execute(insert(TABLES["note"]), row)
        connection.execute(
            update(TABLES["note"]).where(TABLES["note"].c.id == row["id"]).values(title="Later")
        )
    engine.dispose()
    made, changed = log_of(workspace_file, row["id"])
    assert made[1] == "*"
    assert json.loads(made[3])["title"] == "Buses stop at 3:30"
    assert changed[1:] == ("title", "Buses stop at 3:30", "Later")
    assert_log_is_sound(workspace_file)


def test_many_rows_at_once_are_logged_one_by_one(workspace_file: Path) -> None:
    engine = writing_engine(workspace_file)
    rows = [a_row(f"Note {number}") for number in range(40)]
    with engine.begin() as connection:
        connection.execute(insert(TABLES["note"]), rows)
        connection.execute(update(TABLES["note"]).values(pinned=1, impact="high"))
    engine.dispose()
    log = log_of(workspace_file)
    assert [pk for pk, col, *_ in log if col == "*"] == [row["id"] for row in rows]
    assert sorted(col for _, col, *_ in log if col != "*") == ["impact"] * 40 + ["pinned"] * 40
    assert_log_is_sound(workspace_file)


def test_what_another_program_writes_is_logged(workspace_file: Path) -> None:
    row = a_row()
    with another_program(workspace_file) as connection:
        raw_insert(connection, row)
        connection.execute("UPDATE note SET details = 'Since May', dots = 4")
        connection.execute("UPDATE note SET title = lower(title) WHERE dots > 3")
    assert [line[1:] for line in log_of(workspace_file)[1:]] == [
        ("details", "", "Since May"),
        ("dots", None, 4),
        ("title", "Buses stop at 3:30", "buses stop at 3:30"),
    ]
    assert_log_is_sound(workspace_file)


def test_executemany_from_another_program_is_logged(workspace_file: Path) -> None:
    rows = [a_row(str(number)) for number in range(10)]
    names = ", ".join(rows[0])
    marks = ", ".join(f":{name}" for name in rows[0])
    with another_program(workspace_file) as connection:
        connection.execute("BEGIN")
        connection.executemany(f"INSERT INTO note ({names}) VALUES ({marks})", rows)
        connection.execute("COMMIT")
    assert [pk for pk, *_ in log_of(workspace_file)] == [row["id"] for row in rows]
    assert_log_is_sound(workspace_file)


def test_an_upsert_logs_only_what_it_changed(workspace_file: Path) -> None:
    row = a_row()
    with another_program(workspace_file) as connection:
        raw_insert(connection, row)
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        connection.execute(
            f"INSERT INTO note ({names}) VALUES ({marks}) "
            "ON CONFLICT (id) DO UPDATE SET title = excluded.title, details = excluded.details",
            tuple((row | {"title": "Said again"}).values()),
        )
        raw_insert(connection, row | {"title": "ignored"}, "INSERT OR IGNORE")
    assert [line[1:] for line in log_of(workspace_file)[1:]] == [
        ("title", "Buses stop at 3:30", "Said again")
    ]
    assert_log_is_sound(workspace_file)


def test_an_update_that_changes_nothing_logs_nothing(workspace_file: Path) -> None:
    with another_program(workspace_file) as connection:
        raw_insert(connection, a_row())
        connection.execute("UPDATE note SET title = title, dots = dots, updated_at = 'later'")
    assert len(log_of(workspace_file)) == 1


@pytest.mark.parametrize("recursive", [True, False])
def test_a_row_is_never_replaced(workspace_file: Path, recursive: bool) -> None:
    row = a_row()
    with another_program(workspace_file) as connection:
        connection.execute(f"PRAGMA recursive_triggers = {int(recursive)}")
        raw_insert(connection, row)
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            raw_insert(connection, row | {"title": "Replaced"}, "INSERT OR REPLACE")
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            raw_insert(connection, row | {"title": "Replaced"}, "REPLACE")
        assert connection.execute("SELECT title FROM note").fetchall() == [(row["title"],)]
    assert_log_is_sound(workspace_file)


def test_a_row_is_never_deleted_and_its_key_never_changes(workspace_file: Path) -> None:
    with another_program(workspace_file) as connection:
        raw_insert(connection, a_row())
        with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
            connection.execute("DELETE FROM note")
        with pytest.raises(sqlite3.IntegrityError, match="key never changes"):
            connection.execute("UPDATE note SET id = 'another'")
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (1,)


def test_what_is_rolled_back_leaves_no_line(workspace_file: Path) -> None:
    with another_program(workspace_file) as connection:
        connection.execute("BEGIN")
        raw_insert(connection, a_row())
        connection.execute("ROLLBACK")
        raw_insert(connection, a_row("kept"))
    assert len(log_of(workspace_file)) == 1
    assert_log_is_sound(workspace_file)


def test_each_change_names_what_it_builds_on(workspace_file: Path) -> None:
    with another_program(workspace_file) as connection:
        raw_insert(connection, a_row())
        connection.execute("UPDATE note SET title = 'second'")
        connection.execute("UPDATE note SET title = 'third'")
        bases = [row[0] for row in connection.execute("SELECT bases FROM change ORDER BY n")]
    assert bases == [None, "[[1,1]]", "[[1,2]]"]


def test_a_clock_a_year_ahead_does_not_poison_the_log(workspace_file: Path) -> None:
    with another_program(workspace_file) as connection:
        connection.execute("UPDATE sync_state SET hlc = hlc + ?", (_YEAR_MS << 16,))
        (now,) = connection.execute(
            "SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
        ).fetchone()
        connection.execute("UPDATE sync_state SET hlc = ?", ((now + _YEAR_MS) << 16,))
        raw_insert(connection, a_row())
        connection.execute("UPDATE note SET title = 'later', dots = 1")
        stamps = [row[0] for row in connection.execute("SELECT hlc FROM change ORDER BY n")]
    assert all(abs((stamp >> 16) - now) < 600_000 for stamp in stamps)
    assert stamps == sorted(set(stamps))


def test_a_clock_a_little_ahead_only_counts_on(workspace_file: Path) -> None:
    with another_program(workspace_file) as connection:
        (now,) = connection.execute(
            "SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
        ).fetchone()
        ahead = (now + 60_000) << 16
        connection.execute("UPDATE sync_state SET hlc = ?", (ahead,))
        raw_insert(connection, a_row())
        assert connection.execute("SELECT hlc FROM change").fetchall() == [(ahead + 1,)]


def test_a_command_is_one_transaction_in_the_log(workspace: Workspace) -> None:
    notes = tuple(Note(id=new_id(), title=f"Note {number}") for number in range(3))
    run(
        workspace,
        LogRecords(notes),
        AmendRecords(tuple(Ref("note", note.id) for note in notes), {"pinned": True, "dots": 2}),
    )
    with another_program(workspace.path) as connection:
        rows = connection.execute("SELECT txn, actor, count(*) FROM change GROUP BY txn").fetchall()
    assert [count for _, _, count in rows] == [3, 6]
    assert {actor for _, actor, _ in rows} == {"Robin Ashby"}
    assert_log_is_sound(workspace.path)


def test_every_sign_of_a_text_reaches_the_log(workspace_file: Path) -> None:
    text = "“Łódź” 🚌\t\\ \" ' \u2028 \U0010ffff \x01 ﬁ e\u0301"
    with another_program(workspace_file) as connection:
        raw_insert(connection, a_row(text))
        connection.execute("UPDATE note SET details = ?", (text,))
    made, changed = log_of(workspace_file)
    assert json.loads(made[3])["title"] == text
    assert changed[3] == text
