"""The first look changes no byte, whatever state a file was left in."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from nghs_desktop.base.errors import Told
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.notes import Note
from nghs_desktop.services.checkup import check
from nghs_desktop.services.workspace import DamagedWorkspace, Workspace, open_to_read
from nghs_desktop.storage.look import SCHEMA_VERSION, Standing, look
from tests.support import workspaces
from tests.support.program import environment

PAGE = 4096


def bytes_beside(path: Path) -> dict[str, bytes]:
    """Return the bytes of a file, its log and its journal; SQLite's shared memory is not data."""
    return {
        file.name: file.read_bytes()
        for file in sorted(path.parent.iterdir())
        if file.is_file() and not file.name.endswith("-shm")
    }


def left_by_a_crash(folder: Path) -> Path:
    """Return a workspace whose last rows are in the log alone, as after kill -9."""
    path = workspaces.fresh(folder)
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('PRAGMA wal_autocheckpoint = 0'); "
        "c.execute('UPDATE sync_state SET actor = \"crashed\"'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True, env=environment())
    assert path.with_name("a.nghs-wal").stat().st_size
    return path


@pytest.mark.parametrize("thorough", (False, True))
def test_a_log_that_waits_stays_as_it_is(tmp_path: Path, thorough: bool) -> None:
    path = left_by_a_crash(tmp_path)
    before, when = bytes_beside(path), path.stat().st_mtime_ns
    assert look(path, thorough=thorough).standing is Standing.GOOD
    with open_to_read(path) as reader:
        assert reader.value("SELECT actor FROM sync_state") == "crashed"
    assert check(path, workspaces.MONDAY).sound
    assert (bytes_beside(path), path.stat().st_mtime_ns) == (before, when)


def test_a_newer_file_with_a_log_that_waits_stays_as_it_is(tmp_path: Path) -> None:
    path = left_by_a_crash(tmp_path)
    with path.open("rb+") as file:
        file.seek(60)
        file.write((SCHEMA_VERSION + 1).to_bytes(4, "big"))
    before = bytes_beside(path)
    # The log may hold an older first page; what is on top of it decides, and nothing is written.
    look(path)
    assert bytes_beside(path) == before


def test_a_journal_of_another_program_is_not_rolled_back(tmp_path: Path) -> None:
    path = tmp_path / "other.nghs"
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('CREATE TABLE t (x)'); c.execute('PRAGMA cache_size = 1'); "
        "c.execute('BEGIN'); c.execute('PRAGMA cache_spill = 1'); "
        "c.executemany('INSERT INTO t VALUES (?)', [('x' * 3000,)] * 2000); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True, env=environment())
    assert path.with_name("other.nghs-journal").stat().st_size
    before = bytes_beside(path)
    assert look(path).standing in (Standing.FOREIGN, Standing.UNREADABLE)
    assert bytes_beside(path) == before


@pytest.mark.parametrize(
    ("content", "standing"),
    [
        (b"", Standing.MISSING),
        (b"x", Standing.FOREIGN),
        (b"SQLite format 3\x00", Standing.FOREIGN),
        (b"Dear all\n" * 1000, Standing.FOREIGN),
        (b"\x00" * 8192, Standing.FOREIGN),
    ],
)
def test_what_is_no_workspace_is_told_and_kept(
    tmp_path: Path, content: bytes, standing: Standing
) -> None:
    path = tmp_path / "a.nghs"
    path.write_bytes(content)
    assert look(path).standing is standing
    assert bytes_beside(path) == {"a.nghs": content}


def test_looking_does_not_free_the_locks_of_the_open_workspace(tmp_path: Path) -> None:
    """A look from the window's own process must not let another program take the log away."""
    path = workspaces.fresh(tmp_path)
    with workspaces.opened(path) as workspace:
        workspace.run(LogRecords((Note(id=new_id(), title="One"),))).result()
        look(path)
        assert check(path, workspaces.MONDAY).sound
        script = (
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
            "c.execute('SELECT count(*) FROM note').fetchall(); c.close()"
        )
        subprocess.run([sys.executable, "-c", script, str(path)], check=True, env=environment())
        assert path.with_name("a.nghs-wal").exists()
        workspace.run(LogRecords((Note(id=new_id(), title="Two"),))).result()
    with open_to_read(path) as reader:
        assert reader.value("SELECT count(*) FROM note") == 2


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_workspace_in_a_folder_without_writing_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    path = workspaces.fresh(folder)
    folder.chmod(0o500)
    try:
        with open_to_read(path) as reader:
            assert reader.value("SELECT count(*) FROM lever") == 3
    finally:
        folder.chmod(0o700)


def test_a_damaged_file_is_refused_or_its_damage_is_found(tmp_path: Path) -> None:
    """Overwrite one page after another: opening refuses, or the check names the damage."""
    good = workspaces.template(workspaces.Content.STARTER).read_bytes()
    free = free_pages(tmp_path, good)
    rng = random.Random(7)
    refused = 0
    for page in sorted(rng.sample(range(1, len(good) // PAGE), 24)):
        folder = tmp_path / str(page)
        folder.mkdir()
        path = folder / "a.nghs"
        spoiled = good[: page * PAGE] + rng.randbytes(PAGE) + good[(page + 1) * PAGE :]
        path.write_bytes(spoiled)
        workspace = Workspace.prepare(path)
        try:
            workspace.start().result()
        except DamagedWorkspace as problem:
            refused += 1
            assert path.read_bytes() == spoiled
            assert (problem.damage.aside / "a.nghs").read_bytes() == spoiled
            workspace.close()
            assert path.read_bytes() == spoiled
            continue
        workspace.close()
        assert page + 1 in free or not check(path, workspaces.MONDAY).sound, f"page {page + 1}"
    assert refused > 12


def free_pages(folder: Path, good: bytes) -> set[int]:
    """Return the pages of a file that hold nothing (numbered from 1)."""
    path = folder / "good.nghs"
    path.write_bytes(good)
    connection = sqlite3.connect(path)
    (count,) = connection.execute("PRAGMA freelist_count").fetchone()
    connection.close()
    assert count == 0 or count < 5
    trunk, found = int.from_bytes(good[32:36], "big"), set[int]()
    while trunk:
        found.add(trunk)
        start = (trunk - 1) * PAGE
        leaves = int.from_bytes(good[start + 4 : start + 8], "big")
        found |= {
            int.from_bytes(good[start + 8 + 4 * n : start + 12 + 4 * n], "big")
            for n in range(leaves)
        }
        trunk = int.from_bytes(good[start : start + 4], "big")
    return found


@pytest.mark.parametrize("kept", (1, 50, 99, 100, 4095, 4096, 5000, 100_000, 600_000))
def test_a_file_cut_short_is_never_opened_for_writing(tmp_path: Path, kept: int) -> None:
    path = workspaces.fresh(tmp_path)
    cut = path.read_bytes()[:kept]
    path.write_bytes(cut)
    with pytest.raises(Told):
        open_and_close(path)
    assert path.read_bytes() == cut


def open_and_close(path: Path) -> None:
    workspace = Workspace.prepare(path)
    try:
        workspace.start().result()
    finally:
        workspace.close()
