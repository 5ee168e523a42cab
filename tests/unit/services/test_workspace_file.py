"""A workspace is one file: what opening, reading and closing leave on the disk."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

import pytest

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.notes import Note
from nghs_desktop.services.queries import find
from nghs_desktop.services.workspace import Content, Workspace, open_to_read


def made(path: Path, *titles: str) -> Path:
    """Make a workspace with notes in it."""
    workspace = Workspace.prepare(path, content=Content.EMPTY)
    workspace.start().result()
    for title in titles:
        workspace.run(LogRecords((Note(id=new_id(), title=title),))).result()
    workspace.read_here(lambda reader: find(reader, "anything"))
    workspace.close()
    return path


def test_a_closed_workspace_is_one_file_that_can_be_carried_away(tmp_path: Path) -> None:
    made(tmp_path / "a.nghs", "Buses stop at 3:30")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.nghs", "a.nghs.lock"]
    (tmp_path / "stick").mkdir()
    carried = tmp_path / "stick" / "b.nghs"
    carried.write_bytes((tmp_path / "a.nghs").read_bytes())
    with open_to_read(carried) as reader:
        assert [row.name for row in find(reader, "buses")] == ["Buses stop at 3:30"]


def test_reading_changes_no_byte_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = made(tmp_path / "a.nghs", "Buses stop at 3:30")
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with open_to_read(path) as reader:
        assert find(reader, "buses")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.nghs", "a.nghs.lock"]


def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    workspace = Workspace.prepare(tmp_path / "a.nghs", content=Content.EMPTY)
    workspace.start().result()
    workspace.run(LogRecords((Note(id=new_id(), title="a"),))).result()
    copy = workspace.back_up().result()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    workspace.close()
    assert modes.pop("a.nghs.backups") == 0o700
    assert copy.path.name in modes
    assert set(modes.values()) == {0o600}


def test_reading_beside_the_open_workspace_needs_no_lock(tmp_path: Path) -> None:
    workspace = Workspace.prepare(tmp_path / "a.nghs", content=Content.EMPTY)
    workspace.start().result()
    try:
        workspace.run(LogRecords((Note(id=new_id(), title="Buses stop"),))).result()
        with open_to_read(workspace.path) as reader:
            assert [row.name for row in find(reader, "buses")] == ["Buses stop"]
    finally:
        workspace.close()


def test_a_missing_file_is_not_made_by_reading_it(tmp_path: Path) -> None:
    with (
        pytest.raises(UserError, match="There is no workspace at"),
        open_to_read(tmp_path / "none.nghs"),
    ):
        pass
    assert list(tmp_path.iterdir()) == []
