"""Backups and checks happen by themselves, and only when there is something to keep or to look for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nghs_desktop.base.errors import EnvironmentProblem
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.notes import Note
from nghs_desktop.services.queries import find
from nghs_desktop.services.upkeep import Upkeep, Upkept
from nghs_desktop.services.workspace import Workspace, open_to_read
from nghs_desktop.storage import backup
from nghs_desktop.storage.backup import copies, moment_of
from tests.support.workspaces import another_program, opened, run


class SetClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 16, 14, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: int) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


def log(workspace: Workspace, title: str = "Buses stop") -> None:
    run(workspace, LogRecords((Note(id=new_id(), title=title),)))


def started(path: Path, clock: SetClock, *titles: str) -> Upkept:
    """Open a workspace, let the upkeep begin, log some notes, close without a backup."""
    with opened(path, clock) as workspace:
        upkeep = Upkeep(workspace)
        done = upkeep.at_start().result()
        for title in titles:
            log(workspace, title)
        upkeep.close()
    return done


@pytest.fixture
def upkeep_of(workspace_file: Path, clock: SetClock) -> Iterator[tuple[Workspace, Upkeep]]:
    with opened(workspace_file, clock) as workspace:
        upkeep = Upkeep(workspace)
        yield workspace, upkeep
        upkeep.close()


def test_the_first_start_makes_a_copy_and_the_next_does_not(
    workspace_file: Path, clock: SetClock
) -> None:
    first = started(workspace_file, clock)
    assert first.copy is not None
    clock.move(minutes=5)
    assert started(workspace_file, clock).copy is None
    assert [copy.path for copy in copies(workspace_file)] == [first.copy.path]


def test_what_the_last_session_changed_is_copied_at_the_next_start(
    workspace_file: Path, clock: SetClock
) -> None:
    started(workspace_file, clock, "Buses stop")
    clock.move(days=1)
    copy = started(workspace_file, clock).copy
    assert copy is not None
    with open_to_read(copy.path) as reader:
        assert [row.name for row in find(reader, "buses")] == ["Buses stop"]


def test_every_hour_a_copy_is_made_only_while_things_change(
    upkeep_of: tuple[Workspace, Upkeep], clock: SetClock
) -> None:
    workspace, upkeep = upkeep_of
    assert upkeep.hourly().result() is not None
    for _ in range(3):
        clock.move(hours=1)
        assert upkeep.hourly().result() is None
    log(workspace)
    clock.move(hours=1)
    copy = upkeep.hourly().result()
    assert copy is not None
    assert moment_of(copy.path) == moment_of(workspace.path)
    assert len(copies(workspace.path)) == 2


def test_leaving_makes_a_copy_of_what_changed_and_tells_how_far_it_is(
    upkeep_of: tuple[Workspace, Upkeep],
) -> None:
    workspace, upkeep = upkeep_of
    log(workspace)
    told: list[tuple[int, int]] = []
    copy = upkeep.at_exit(lambda done, total: told.append((done, total)) is None).result()
    assert copy is not None
    assert told[-1][0] == told[-1][1] > 0
    assert upkeep.at_exit().result() is None


def test_leaving_does_not_have_to_wait_for_the_copy(upkeep_of: tuple[Workspace, Upkeep]) -> None:
    workspace, upkeep = upkeep_of
    log(workspace)
    with pytest.raises(InterruptedError):
        upkeep.at_exit(lambda _done, _total: False).result()
    assert copies(workspace.path) == ()


def test_a_copy_that_cannot_be_made_is_told_and_tried_again(
    upkeep_of: tuple[Workspace, Upkeep],
) -> None:
    workspace, upkeep = upkeep_of
    in_the_way = backup.folder_of(workspace.path)
    in_the_way.write_text("a file where the folder should be")
    with pytest.raises(EnvironmentProblem, match="could not be copied"):
        upkeep.hourly().result()
    in_the_way.unlink()
    assert upkeep.hourly().result() is not None


def test_a_copy_is_one_moment_although_writing_goes_on(
    upkeep_of: tuple[Workspace, Upkeep], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, upkeep = upkeep_of
    monkeypatch.setattr(backup, "_PAGES", 10)
    before = moment_of(workspace.path)
    left: list[int] = []

    def write_meanwhile(done: int, total: int) -> bool:
        left.append(total - done)
        log(workspace, f"while copying {len(left)}")
        return len(left) < 1000

    copy = upkeep.at_exit(write_meanwhile).result()
    assert copy is not None
    assert len(left) > 3
    assert left == sorted(left, reverse=True), "the copy began anew"
    assert moment_of(copy.path) == before
    assert upkeep.hourly().result() is not None


def test_the_thorough_look_is_taken_once_a_week(
    workspace_file: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[datetime] = []
    from nghs_desktop.services import checkup

    check = checkup.check
    monkeypatch.setattr(
        checkup, "check", lambda path, now: looks.append(clock.now) or check(path, now)
    )
    for _ in range(15):
        assert started(workspace_file, clock).faults == ()
        clock.move(days=1)
    assert len(looks) == 3
    clock.move(days=-400)  # a clock that was set back does not put it off for a year
    started(workspace_file, clock)
    assert len(looks) == 4


def test_a_session_that_was_killed_is_looked_into_at_the_next_start(
    workspace_file: Path, clock: SetClock
) -> None:
    started(workspace_file, clock)
    with another_program(workspace_file) as connection:
        connection.execute("DELETE FROM tally")
        connection.execute("INSERT INTO tally VALUES ('note', '', '', 5)")
    clock.move(hours=1)
    assert started(workspace_file, clock).faults == ()
    workspace_file.with_name("work.nghs.lock").write_text("4242")
    found = started(workspace_file, clock)
    assert found.faults == ("the number of notes by group and status is wrong",)
    assert not found.mended


def test_a_search_index_that_lost_words_is_filled_anew(
    workspace_file: Path, clock: SetClock
) -> None:
    started(workspace_file, clock, "Buses stop")
    with another_program(workspace_file) as connection:
        connection.execute("INSERT INTO search_title (search_title) VALUES ('delete-all')")
    clock.move(days=8)
    found = started(workspace_file, clock)
    assert found.mended
    assert "cannot be found" in found.faults[0]
    with open_to_read(workspace_file) as reader:
        assert len(find(reader, "buses")) == 1
    clock.move(days=8)
    assert started(workspace_file, clock) == Upkept()
