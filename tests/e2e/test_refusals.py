"""Files that are not to be touched keep every byte, whatever command they are given to."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from nghs_desktop.storage.look import SCHEMA_VERSION
from tests.support import workspaces
from tests.support.program import Answer, fingerprint, refused, run, succeed

WRITING = (
    ("log", "note", "x", "--group", "policy"),
    ("capture", "-", "--group", "policy"),
    ("undo",),
)
READING = (("list", "note"), ("search", "x"), ("export",), ("backup",), ("check",))


def newer(folder: Path) -> Path:
    path = workspaces.fresh(folder, "newer.nghs")
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    return path


def text_file(folder: Path) -> Path:
    path = folder / "letter.nghs"
    path.write_text("Dear all, the bus leaves at 3:30.\n" * 40, encoding="utf-8")
    return path


def other_database(folder: Path) -> Path:
    path = folder / "other.nghs"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE bookmarks (url)")
    connection.commit()
    connection.close()
    return path


@pytest.mark.parametrize("typed", (*WRITING, *READING), ids=lambda typed: typed[0])
@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (
            newer,
            f"newer.nghs was made by a newer NGHS Desktop (file version {SCHEMA_VERSION + 1}). "
            "Nothing was changed.",
        ),
        (text_file, "letter.nghs is not an NGHS workspace. Nothing was changed."),
        (other_database, "other.nghs is not an NGHS workspace. Nothing was changed."),
    ],
    ids=("newer", "text", "other"),
)
def test_a_newer_or_foreign_file_keeps_every_byte(
    tmp_path: Path, typed: tuple[str, ...], make: Callable[[Path], Path], sentence: str
) -> None:
    path = make(tmp_path)
    before, when = fingerprint(path), path.stat().st_mtime_ns
    assert refused(*typed, "--workspace", path, given=b"x\n").startswith(sentence)
    assert (fingerprint(path), path.stat().st_mtime_ns) == (before, when)
    assert list(tmp_path.iterdir()) == [path]


def test_a_damaged_file_is_copied_aside_and_the_newest_backup_offered(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    succeed("log", "note", "Kept", "--group", "policy", "--workspace", path)
    succeed("backup", "--workspace", path)
    spoil(path)
    before = fingerprint(path)
    line = refused("log", "note", "x", "--group", "policy", "--workspace", path)
    assert line.startswith("a.nghs is damaged. Nothing was written to it; a copy is in damaged-")
    assert line.endswith("Restore the newest backup to go on.")
    assert fingerprint(path) == before
    (aside,) = tmp_path.glob("damaged-*")
    assert fingerprint(aside / "a.nghs") == before
    succeed("restore", "--workspace", path)
    assert "Kept" in succeed("list", "note", "--workspace", path).text
    succeed("check", "--workspace", path)


def test_check_tells_of_damage_without_touching_the_file(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    spoil(path)
    before = fingerprint(path)
    answer = run("check", "--workspace", path)
    assert answer.code == 1
    assert answer.err.startswith("a.nghs is not sound: 1 fault. Nothing was changed;")
    assert fingerprint(path) == before
    assert list(tmp_path.iterdir()) == [path]


def spoil(path: Path) -> None:
    """Overwrite four pages in the middle of a file."""
    size = path.stat().st_size
    with path.open("rb+") as file:
        file.seek(size // 2 // 4096 * 4096)
        file.write(os.urandom(4 * 4096))


def test_a_second_writer_is_refused_and_told_who_has_it(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    with workspaces.opened(path):
        for typed in WRITING:
            line = refused(*typed, "--workspace", path, given=b"x\n")
            assert line.startswith(
                f"a.nghs is open in another NGHS Desktop (process {os.getpid()})."
            )
    succeed("log", "note", "x", "--group", "policy", "--workspace", path)


def test_restore_is_refused_while_the_workspace_is_open(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    succeed("backup", "--workspace", path)
    with workspaces.opened(path):
        before = fingerprint(path)
        assert "is open in another NGHS Desktop" in refused("restore", "--workspace", path)
        assert fingerprint(path) == before
    assert not list(tmp_path.glob("replaced-*"))


def test_reading_works_while_the_workspace_is_open(tmp_path: Path) -> None:
    from nghs_desktop.base.ids import new_id
    from nghs_desktop.domain.commands import LogRecords
    from nghs_desktop.domain.notes import Note

    path = workspaces.fresh(tmp_path)
    with workspaces.opened(path) as workspace:
        workspace.run(LogRecords((Note(id=new_id(), title="Zinnwald"),))).result()
        assert "Zinnwald" in succeed("search", "zinn", "--workspace", path).text
        assert "Zinnwald" in succeed("export", "--workspace", path).text
        succeed("check", "--workspace", path)
        copy = succeed("backup", "--workspace", path).text.strip()
        workspace.run(LogRecords((Note(id=new_id(), title="Afterwards"),))).result()
    assert "Zinnwald" in succeed("search", "zinn", "--workspace", copy).text
    assert "Afterwards" in succeed("search", "afterwards", "--workspace", path).text


@pytest.mark.parametrize("typed", (*WRITING, *READING), ids=lambda typed: typed[0])
def test_a_missing_workspace_is_never_made_by_the_way(
    tmp_path: Path, typed: tuple[str, ...]
) -> None:
    answer: Answer = run(*typed, "--workspace", tmp_path / "none.nghs", given=b"x\n")
    assert answer.code == 1
    assert answer.err.startswith(f"There is no workspace at {tmp_path / 'none.nghs'}.")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_workspace(tmp_path: Path) -> None:
    assert refused("list", "note", "--workspace", tmp_path)
    assert refused("log", "note", "x", "--group", "policy", "--workspace", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read_for_capture_is_told(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    before = fingerprint(path)
    typed = ("capture", tmp_path / "none.txt", "--group", "policy", "--workspace", path)
    assert "cannot be read: no such file or directory" in refused(*typed)
    assert fingerprint(path) == before


def test_an_export_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    (tmp_path / "taken.json").mkdir()
    goal = tmp_path / "taken.json"
    assert "is a folder" in refused("export", "--out", goal, "--workspace", path)
    assert list(goal.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    limit = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (1_200_000, -1)); "
    limit += "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    limit += "from nghs_desktop.cli import main; sys.exit(main(sys.argv[1:]))"
    import subprocess
    import sys

    from tests.support.program import environment

    many = "".join(f"line {number} {'words ' * 100}\n" for number in range(2_000)).encode()
    done = subprocess.run(
        [sys.executable, "-c", limit, "capture", "-", "--group", "policy", "--workspace", path],
        input=many, capture_output=True, env=environment(), check=False,
    )  # fmt: skip
    complaint = done.stderr.decode()
    assert done.returncode == 1, complaint
    assert complaint.startswith("Not saved: "), complaint
    assert complaint.count("\n") == 1
    assert succeed("list", "note", "--workspace", path).text == ""
    succeed("check", "--workspace", path)
