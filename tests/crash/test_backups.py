"""Copies of a workspace: made whole, thinned as promised, and the way back from one."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.base.errors import EnvironmentProblem
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.notes import Note
from nghs_desktop.services.restore import restore_copy
from nghs_desktop.services.workspace import open_to_read
from nghs_desktop.storage import backup
from nghs_desktop.storage.backup import Copy, back_up, copies, newest_good, set_aside, surplus
from tests.support import workspaces
from tests.support.workspaces import MONDAY

MOMENTS = st.lists(
    st.integers(0, 3 * 365 * 24 * 3600).map(lambda second: MONDAY - timedelta(seconds=second)),
    max_size=120,
    unique=True,
)


@given(MOMENTS)
def test_thinning_keeps_what_it_promises(moments: list[datetime]) -> None:
    made = [Copy(Path(str(number)), moment) for number, moment in enumerate(moments)]
    gone = set(surplus(made))
    kept = sorted((one for one in made if one not in gone), key=lambda one: one.made_at)[::-1]
    newest = sorted(made, key=lambda one: one.made_at)[::-1]
    assert kept[: backup.RECENT] == newest[: backup.RECENT]
    for count, period in ((backup.DAILY, "%Y-%m-%d"), (backup.WEEKLY, "%G-%V"),
                          (backup.MONTHLY, "%Y-%m")):  # fmt: skip
        newest_of: dict[str, Copy] = {}
        for one in newest:
            newest_of.setdefault(one.made_at.strftime(period), one)
        assert set(list(newest_of.values())[:count]) <= set(kept)
    most = backup.RECENT + backup.DAILY + backup.WEEKLY + backup.MONTHLY
    assert len(kept) <= min(most, len(made))


@given(MOMENTS)
def test_thinning_again_takes_nothing_more(moments: list[datetime]) -> None:
    made = [Copy(Path(str(number)), moment) for number, moment in enumerate(moments)]
    gone = set(surplus(made))
    assert surplus([one for one in made if one not in gone]) == ()


def test_four_copies_a_day_for_a_year_leaves_few_and_never_the_newest_gone() -> None:
    there: list[Copy] = []
    for quarter in range(4 * 365):
        newest = Copy(Path(str(quarter)), MONDAY + timedelta(hours=6 * quarter))
        there = [newest, *there]
        gone = set(surplus(there))
        there = [one for one in there if one not in gone]
        assert newest in there
    assert len(there) <= 39
    assert MONDAY + timedelta(days=365) - there[-1].made_at > timedelta(days=300)


def test_a_copy_holds_what_was_on_disk_at_that_moment(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    with workspaces.opened(path) as workspace:
        workspace.run(LogRecords((Note(id=new_id(), title="Before"),))).result()
        copy = workspace.back_up().result()
        workspace.run(LogRecords((Note(id=new_id(), title="After"),))).result()
    with open_to_read(copy.path) as reader:
        assert reader.rows("SELECT title FROM note") == [("Before",)]
    assert [file.name for file in copy.path.parent.iterdir()] == [copy.path.name]


def test_restoring_gives_the_same_content_back(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    with workspaces.opened(path) as workspace:
        workspace.run(LogRecords((Note(id=new_id(), title="Before"),))).result()
    copy = back_up(path, MONDAY)
    before = content(path)
    with workspaces.opened(path) as workspace:
        workspace.run(LogRecords((Note(id=new_id(), title="After"),))).result()
    later = content(path)
    restored = restore_copy(path, "", MONDAY + timedelta(hours=1))
    assert content(path) == before == content(copy.path)
    assert restored.aside is not None
    assert content(restored.aside / path.name) == later
    with workspaces.opened(path) as workspace:
        workspace.run(LogRecords((Note(id=new_id(), title="Goes on"),))).result()


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of a file."""
    with open_to_read(path) as reader:
        tables = reader.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        return {
            name: reader.rows(f"SELECT * FROM {name}")
            for (name,) in tables
            if not name.startswith("search_t")
        }


def test_a_spoiled_copy_is_passed_over_for_an_older_good_one(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    good = back_up(path, MONDAY)
    spoiled = back_up(path, MONDAY + timedelta(hours=1))
    spoiled.path.write_bytes(spoiled.path.read_bytes()[:200_000])
    assert newest_good(path) == good
    before = path.read_bytes()
    with pytest.raises(EnvironmentProblem, match="is not a backup that can be used"):
        restore_copy(path, spoiled.path.name, MONDAY)
    assert path.read_bytes() == before
    assert restore_copy(path, "", MONDAY).copy == good


def test_a_file_that_is_gone_comes_back(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    before = content(path)
    back_up(path, MONDAY)
    path.unlink()
    assert restore_copy(path, "", MONDAY).aside is None
    assert content(path) == before


def test_what_was_set_aside_is_never_overwritten(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    folders = set()
    for number in range(3):
        path.write_bytes(bytes([number]))
        folders.add(set_aside(path, MONDAY))
    assert sorted((folder / "a.nghs").read_bytes() for folder in folders) == [
        b"\x00",
        b"\x01",
        b"\x02",
    ]


def test_a_backup_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    with pytest.raises(InterruptedError):
        back_up(path, MONDAY, progress=lambda _done, _all: False)
    assert list(backup.folder_of(path).iterdir()) == []
    assert copies(path) == ()


def test_a_stray_file_in_the_folder_of_copies_is_no_copy(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    copy = back_up(path, MONDAY)
    (copy.path.parent / "my notes.nghs").write_bytes(b"mine")
    (copy.path.parent / "20260101T000000.000000Z.partial").write_bytes(b"half")
    assert copies(path) == (copy,)
