"""An open workspace file: one thread writes, readers read beside it, drafts go to their own file.

Nothing here waits on the caller's thread but `prepare`, `read_here` and `close`. SQLAlchemy comes in
only for a new file or one that is behind, on the writing thread, after the window is on screen.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING, TypeVar

from nghs_desktop import __version__
from nghs_desktop.base.clock import Clock, system_clock
from nghs_desktop.base.errors import EnvironmentProblem, Told, UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.changes import ChangeSet, Outcome
from nghs_desktop.domain.commands import JOINED, Command
from nghs_desktop.domain.nouns import CAPTURED
from nghs_desktop.domain.records import Record
from nghs_desktop.storage.journal import Draft, Journal
from nghs_desktop.storage.lock import FileLock
from nghs_desktop.storage.look import Look, Standing, look, tidy
from nghs_desktop.storage.reader import Reader

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from nghs_desktop.domain.links import Link
    from nghs_desktop.storage.backup import Copy

T = TypeVar("T")
_log = logging.getLogger(__name__)
_READERS = 2
_DRAFTS = "SELECT window, pk, body, cursor, tbl FROM draft"
_BECAME_ITEM = " UNION ALL ".join(f"SELECT 1 FROM {noun.name} WHERE id = ?1" for noun in CAPTURED)
_SEED_MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""When starter rows say they were made: the same on every device, as they are the same rows."""


class Content(StrEnum):
    """What a new workspace starts with."""

    EMPTY = "empty"
    STARTER = "starter"
    SAMPLE = "sample"


@frozen
class Damage:
    """A damaged file: where its copy was put, and the newest backup that can replace it."""

    path: Path
    aside: Path
    backup: Path | None
    made_at: datetime | None


class DamagedWorkspace(EnvironmentProblem):
    """A workspace that does not check; it was copied aside and not opened."""

    def __init__(self, damage: Damage) -> None:
        offer = (
            "Restore the newest backup to go on."
            if damage.backup
            else "There is no backup. Ask for help with the copy before doing anything else."
        )
        super().__init__(
            f"{damage.path.name} is damaged. Nothing was written to it; a copy is in "
            f"{damage.aside.name}.",
            offer,
        )
        self.damage = damage


class Workspace:
    """One open workspace. Made by `prepare`; writing is possible once `start` has finished."""

    def __init__(
        self, path: Path, lock: FileLock, found: Look, clock: Clock, actor: str, content: Content
    ) -> None:
        self.path = path
        self.clock = clock
        self.actor = actor
        self._content = content
        self._lock = lock
        self._look = found
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._reading = ThreadPoolExecutor(_READERS, thread_name_prefix="reader")
        self._drafting = ThreadPoolExecutor(1, thread_name_prefix="drafts")
        self._local = local()
        self._readers: list[Reader] = []
        self._listeners: list[Callable[[ChangeSet], None]] = []
        self._writing: Connection | None = None
        self._journal = Journal(path)
        self._failure: Told | None = None
        self._closed = False

    @classmethod
    def prepare(
        cls,
        path: Path,
        *,
        clock: Clock = system_clock,
        actor: str = "",
        content: Content = Content.STARTER,
    ) -> Workspace:
        """Take the file's lock and have a first, quick look; nothing is written to the file.

        EnvironmentProblem when the file is open elsewhere or cannot be read; UserError when it is
        not ours or newer than this program. `content` fills a file that is not there yet.
        """
        if path.is_dir() or not path.parent.is_dir():
            raise UserError(
                f"{path} is not a place for a workspace file.",
                "Nothing was changed. Choose a file name in a folder that exists.",
            )
        path = path.resolve()  # one file has one lock, whatever links lead to it
        found = look(path, thorough=False)
        _refuse(path, found)
        lock = FileLock(path)
        try:
            with _told("Not opened"):
                return cls(path, lock, found, clock, actor, content)
        except BaseException:
            lock.release()
            raise

    @property
    def ready_to_read(self) -> bool:
        """Tell whether rows can be read before `start` has finished."""
        return self._writing is not None or self._look.standing is Standing.GOOD

    @property
    def was_left_open(self) -> bool:
        """Tell whether the last session did not end in order."""
        return self._lock.was_left

    def start(self) -> Future[None]:
        """Check, create or migrate the file and open it for writing, on the writing thread."""
        return self._writer.submit(self._start)

    def run(self, command: Command) -> Future[Outcome]:
        """Carry a command out; the future is done once it is durably on disk."""
        return self._writer.submit(self._run, command)

    def read(self, query: Callable[[Reader], T]) -> Future[T]:
        """Run a query on a reading thread."""
        return self._reading.submit(self.read_here, query)

    def read_here(self, query: Callable[[Reader], T]) -> T:
        """Run a query on this thread and wait for it: for the first page and the command line.

        EnvironmentProblem while there is nothing to read yet, and when the disk or file fails.
        """
        with _told("Not read"):
            reader: Reader | None = getattr(self._local, "reader", None)
            if reader is None:
                if not self.ready_to_read:
                    raise self._failure or EnvironmentProblem(
                        "The workspace is still being opened.", "Try again in a moment."
                    )
                reader = self._local.reader = Reader(self.path)
                self._readers.append(reader)
            return query(reader)

    def listen(self, listener: Callable[[ChangeSet], None]) -> None:
        """Call a function after each commit, on the writing thread."""
        self._listeners.append(listener)

    def keep_draft(self, draft: Draft) -> Future[None]:
        """Put unsent text on disk; the future is done once it is there."""
        return self._drafting.submit(self._journal.write, draft)

    def clear_draft(self, place: str, id: str) -> Future[None]:
        """Forget unsent text that became an item, or was taken out by hand."""
        return self._drafting.submit(self._journal.clear, place, id)

    def drafts(self) -> tuple[Draft, ...]:
        """Return the unsent text of the last session that never became an item."""
        drafts = {draft.place: draft for draft in self._drafts_in_file()}
        drafts |= {draft.place: draft for draft in self._journal.drafts()}
        if not self.ready_to_read:
            return tuple(drafts.values())
        return tuple(draft for draft in drafts.values() if not self._became_item(draft.id))

    def back_up(self, progress: Callable[[int, int], bool] | None = None) -> Future[Copy]:
        """Make a checked copy beside the workspace, on a reading thread."""

        def work() -> Copy:
            from nghs_desktop.storage.backup import back_up

            return back_up(self.path, self.clock(), progress=progress)

        return self._reading.submit(work)

    def import_records(self, records: tuple[Record, ...], links: tuple[Link, ...]) -> Future[None]:
        """Write many records in one step that undo does not list (starter content, restore)."""
        return self._writer.submit(self._import, records, links)

    def rebuild_search(self) -> Future[None]:
        """Fill the search index anew from the records."""
        return self._writer.submit(self._rebuild_search)

    def close(self) -> None:
        """Finish what was asked, keep unsent text in the file, and let go of it.

        Whatever fails on the way, everything is let go of. The writing connection goes last: then
        SQLite folds its log into the file, and the workspace is one file that can be carried away.
        """
        if self._closed:
            return
        self._closed = True
        with ExitStack() as last:
            last.callback(self._lock.release)
            last.callback(self._journal.close)
            last.callback(self._writer.shutdown)
            last.callback(lambda: self._writer.submit(self._stop_writing).result())
            last.callback(self._stop_reading)
            self._writer.submit(self._keep_drafts).result()

    def _stop_reading(self) -> None:
        self._reading.shutdown()
        for reader in self._readers:
            reader.close()

    # On the writing thread.

    def _start(self) -> None:
        try:
            with _told("Not opened"):
                self._open()
        except Told as problem:
            self._failure = problem
            raise

    def _open(self) -> None:
        from nghs_desktop.storage import triggers
        from nghs_desktop.storage.connection import atomic
        from nghs_desktop.storage.engine import driver_of, writing_engine

        found = look(self.path)
        _refuse(self.path, found)
        if found.standing is Standing.DAMAGED:
            raise DamagedWorkspace(self._set_aside())
        if found.standing is Standing.MISSING:
            self._create()
        elif found.standing is Standing.BEHIND:
            self._migrate()
        opened = writing_engine(self.path).connect()
        try:
            driver = driver_of(opened)
            with atomic(driver):
                triggers.install(driver)
            self._take_over_drafts(driver)
        except BaseException:
            _let_go(opened)
            raise
        self._writing = opened

    def _migrate(self) -> None:
        from nghs_desktop.storage import migrate
        from nghs_desktop.storage.backup import back_up

        back_up(self.path, self.clock())
        migrate.bring_up_to_date(self.path)

    def _create(self) -> None:
        """Make the new file under another name, and give it its own once it is whole.

        A crash on the way leaves no file, never one without its levers and work groups.
        """
        from nghs_desktop.storage import migrate
        from nghs_desktop.storage.backup import folder_to_disk
        from nghs_desktop.storage.engine import driver_of, writing_engine

        unfinished = self.path.with_name(self.path.name + ".new")
        for suffix in ("", "-wal", "-shm", "-journal"):
            unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
        migrate.create_file(unfinished)
        making = writing_engine(unfinished).connect()
        try:
            migrate.first_device(driver_of(making), self.clock, __version__)
            self._fill_new(making)
        finally:
            _let_go(making)
        unfinished.replace(self.path)
        folder_to_disk(self.path.parent)

    def _fill_new(self, making: Connection) -> None:
        if self._content is Content.EMPTY:
            return
        from nghs_desktop.services import starter

        now, seed = self.clock(), starter.seed_records(_SEED_MADE)
        if self._content is Content.SAMPLE:
            own = starter.sample_records(now)
        else:
            own = starter.own_records(self.path.stem, now, seed.records)
        for part in (seed, own):
            self._fill(making, part.records, part.links)

    def _import(self, records: tuple[Record, ...], links: tuple[Link, ...]) -> None:
        with _told("Not saved"):
            changes = self._fill(self._opened(), records, links)
        self._tell(changes)

    def _fill(
        self, connection: Connection, records: tuple[Record, ...], links: tuple[Link, ...]
    ) -> ChangeSet:
        from nghs_desktop.domain.nouns import noun_of
        from nghs_desktop.storage.store import transaction

        with transaction(connection, self.clock(), self.actor or "Starter content") as work:
            for noun, some in groupby((*records, *links), noun_of):
                work.make_all(noun, some)
            return work.changes()

    def _rebuild_search(self) -> None:
        from nghs_desktop.storage.connection import atomic
        from nghs_desktop.storage.engine import driver_of
        from nghs_desktop.storage.triggers import rebuild_search

        with _told("Not mended"), atomic(driver_of(self._opened())) as connection:
            rebuild_search(connection)

    def _run(self, command: Command) -> Outcome:
        from nghs_desktop.services.bus import carry_out
        from nghs_desktop.storage.store import transaction

        join = command.session if isinstance(command, JOINED) else ""
        with (
            _told("Not saved"),
            transaction(self._opened(), self.clock(), self.actor, join=join) as work,
        ):
            outcome = carry_out(command, work)
        self._tell(outcome.changes)
        return outcome

    def _tell(self, changes: ChangeSet) -> None:
        for listener in self._listeners:
            listener(changes)

    def _opened(self) -> Connection:
        if self._writing is None:
            raise self._failure or EnvironmentProblem(
                "The workspace is not open.", "What you typed is kept. Open the workspace again."
            )
        return self._writing

    def _set_aside(self) -> Damage:
        from nghs_desktop.storage.backup import newest_good, set_aside

        aside = set_aside(self.path, self.clock())
        backup = newest_good(self.path)
        return Damage(
            self.path,
            aside,
            backup.path if backup else None,
            backup.made_at if backup else None,
        )

    def _take_over_drafts(self, opened: sqlite3.Connection) -> None:
        """Move drafts that an orderly close left in the file back to the journal."""
        known = {draft.place for draft in self._journal.drafts()}
        for draft in (Draft(*row) for row in opened.execute(_DRAFTS).fetchall()):
            if draft.place not in known:
                self._journal.write(draft)
        opened.execute("DELETE FROM draft")

    def _keep_drafts(self) -> None:
        """Move unsent text into the file; where that fails it stays in the journal."""
        from nghs_desktop.storage.connection import atomic
        from nghs_desktop.storage.engine import driver_of

        self._drafting.shutdown()
        if self._writing is None:
            return
        now = int(self.clock().timestamp() * 1000)
        try:
            with atomic(driver_of(self._writing)) as connection:
                for draft in self._journal.drafts():
                    if connection.execute(_BECAME_ITEM, (draft.id,)).fetchone() is None:
                        connection.execute(
                            "INSERT OR REPLACE INTO draft (window, tbl, pk, col, body, cursor, at) "
                            "VALUES (?, ?, ?, 'typed', ?, ?, ?)",
                            (draft.place, draft.context, draft.id, draft.text, draft.caret, now),
                        )
            for draft in self._journal.drafts():
                self._journal.clear(draft.place, draft.id)
        except (sqlite3.Error, OSError) as problem:
            _log.warning("unsent text stays in the journal: %s", type(problem).__name__)

    def _stop_writing(self) -> None:
        if self._writing is not None:
            _let_go(self._writing)
            self._writing = None

    def _drafts_in_file(self) -> tuple[Draft, ...]:
        if not self.ready_to_read:
            return ()
        rows = self.read_here(lambda reader: reader.rows(_DRAFTS))
        return tuple(Draft(*row) for row in rows)

    def _became_item(self, id: str) -> bool:
        return self.read_here(lambda reader: reader.value(_BECAME_ITEM, (id,))) is not None


def _let_go(connection: Connection) -> None:
    """Close a writing connection, and the driver's below it."""
    connection.close()
    connection.engine.dispose()


@contextmanager
def _told(outcome: str) -> Iterator[None]:
    """Give what the world does to us a sentence; let queries that were stopped, and bugs, through."""
    try:
        yield
    except Exception as problem:
        if isinstance(problem, Told) or is_overtaken(problem):
            raise
        from nghs_desktop.storage.problems import as_told

        told = as_told(problem, outcome)
        if told is None:
            raise
        raise told from problem


@contextmanager
def open_to_read(path: Path) -> Iterator[Reader]:
    """Open a workspace for reading alone: no lock, no writing, also beside an open window.

    UserError when there is no such file, or it is not ours or of another version.
    """
    found = look(path, thorough=False)
    _refuse(path, found)
    match found.standing:
        case Standing.MISSING:
            raise UserError(
                f"There is no workspace at {path}.", "Check the name, or make a new workspace."
            )
        case Standing.BEHIND:
            raise UserError(
                f"{path.name} was made by an older NGHS Desktop.",
                "Nothing was changed. Open it in the window once to bring it up to date.",
            )
        case Standing.DAMAGED:
            raise EnvironmentProblem(
                f"{path.name} is damaged: {found.detail}.",
                "Nothing was changed. Restore the newest backup to go on.",
            )
    with _told("Not read"):
        reader = Reader(path)
        try:
            yield reader
        finally:
            reader.close()
            tidy(path)


def restore_workspace(path: Path, copy: Path, now: datetime) -> Path | None:
    """Put a backup in a closed workspace's place; return the folder the file was set aside in.

    EnvironmentProblem when the workspace is open, or the backup cannot be used.
    """
    from nghs_desktop.storage.backup import restore

    lock = FileLock(path)
    try:
        return restore(path, copy, now)
    finally:
        lock.release()


def _refuse(path: Path, found: Look) -> None:
    match found.standing:
        case Standing.FOREIGN:
            raise UserError(
                f"{path.name} is not an NGHS workspace.",
                "Nothing was changed. Choose a file that ends in .nghs.",
            )
        case Standing.NEWER:
            raise UserError(
                f"{path.name} was made by a newer NGHS Desktop (file version {found.version}).",
                "Nothing was changed. Update this program to open it.",
            )
        case Standing.UNREADABLE:
            raise EnvironmentProblem(
                f"{path.name} cannot be read: {found.detail}.",
                "Nothing was changed. Check the disk and who may read the file.",
            )


def is_overtaken(problem: BaseException) -> bool:
    """Tell whether a query ended because it was stopped."""
    return isinstance(problem, sqlite3.OperationalError) and "interrupt" in str(problem)
