"""Is a workspace sound? The thorough look, its backups and who may read it; and the self-test, which
goes through the main job once in a temporary folder. Nothing is written to the workspace."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from nghs_desktop.base.errors import EnvironmentProblem
from nghs_desktop.domain.nouns import NOUNS
from nghs_desktop.services.workspace import Content, Workspace, open_to_read
from nghs_desktop.storage.backup import copies, folder_of
from nghs_desktop.storage.look import Standing, look

if TYPE_CHECKING:
    from nghs_desktop.storage.backup import Copy

_STALE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a check: what was looked at, and what is wrong with it."""

    name: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checkup:
    """What a check found. `remarks` are worth knowing but leave the workspace sound."""

    path: Path
    parts: tuple[Part, ...]
    remarks: tuple[str, ...]
    records: int = 0
    newest_backup: datetime | None = None

    @property
    def faults(self) -> tuple[str, ...]:
        """Return all that is wrong."""
        return tuple(fault for part in self.parts for fault in part.faults)

    @property
    def sound(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.faults


def check(
    path: Path, now: datetime, *, progress: Callable[[str], None] = lambda _part: None
) -> Checkup:
    """Look through a workspace thoroughly, also while it is open elsewhere.

    UserError when there is no such file, or it is not ours or of another version. `progress` is
    told each part as it begins.
    """
    found = look(path)
    if found.standing is Standing.DAMAGED:
        newest, faults, remarks = _backups(path, now)
        damage = Part("Pages and indexes", (found.detail,))
        return Checkup(path, (damage, Part("Backups", faults)), remarks, newest_backup=newest)
    with open_to_read(path) as reader:
        count = " + ".join(
            f"(SELECT count(*) FROM {noun.name} WHERE deleted <> 2)" for noun in NOUNS
        )
        records = int(reader.value(f"SELECT {count}"))
    parts, older = _parts(path, progress)
    progress("Seals")
    parts = (*parts, Part("Seals", _broken_seals(path, parts)))
    progress("Backups")
    newest, faults, remarks = _backups(path, now)
    return Checkup(
        path,
        (*parts, Part("Backups", faults)),
        (*older, *remarks, *_readable_by_others(path)),
        records,
        newest,
    )


def _broken_seals(path: Path, parts: tuple[Part, ...]) -> tuple[str, ...]:
    """Return which sealed minutes and issued briefs are not what they were, where all can be read."""
    from nghs_desktop.services import brief_issue, minutes_life

    if parts[0].faults:
        return ()
    with open_to_read(path) as reader:
        minutes = minutes_life.verify_all(reader)
        briefs = reader.rows("SELECT id, number FROM issued_brief WHERE deleted = 0")
        verdicts = [(number, brief_issue.verify(reader, id)) for id, number in briefs]
    return (
        *(f"minutes of {title}: {problem}" for _, title, problem in minutes),
        *(f"brief {number}: {verdict.words}" for number, verdict in verdicts if not verdict.sound),
    )


def _parts(path: Path, progress: Callable[[str], None]) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    from nghs_desktop.storage import soundness

    looks = (
        ("Pages and indexes", soundness.page_faults),
        ("Tables and triggers", soundness.schema_faults),
        ("References and links", soundness.lost_references),
        ("Change log", soundness.log_faults),
        ("Counts", soundness.tally_faults),
        ("Search index", soundness.search_faults),
    )
    parts = []
    with soundness.beside(path) as file:
        for name, find_faults in looks:
            progress(name)
            try:
                faults = tuple(find_faults(file))
            except sqlite3.DatabaseError as problem:
                faults = (f"could not be read to the end: {problem}",)
            parts.append(Part(name, faults))
        older = soundness.outdated_triggers(file)
    remark = "Its triggers are of another version; opening it in the window renews them."
    return tuple(parts), (remark,) if older else ()


def _backups(path: Path, now: datetime) -> tuple[datetime | None, tuple[str, ...], tuple[str, ...]]:
    all_copies: tuple[Copy, ...] = copies(path)
    if not all_copies:
        return None, (), ("There is no backup yet.",)
    newest = all_copies[0]
    found = look(newest.path)
    if found.standing not in (Standing.GOOD, Standing.BEHIND):
        return None, (f"the newest backup {newest.path.name} is {found.standing.value}",), ()
    changed = datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo)
    if changed > newest.made_at and now - newest.made_at > _STALE:
        days = (now - newest.made_at).days
        return newest.made_at, (), (f"The newest backup is {days} days old.",)
    return newest.made_at, (), ()


def _readable_by_others(path: Path) -> Iterator[str]:
    if os.name != "posix":
        return
    beside = [path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm", ".drafts")]
    for file in (*beside, folder_of(path), *(copy.path for copy in copies(path))):
        if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
            yield f"Others on this computer can reach {file.name}."


def self_test(folder: Path, now: datetime) -> Iterator[str]:
    """Go through the main job once in an empty folder; yield a line after each step that held.

    EnvironmentProblem at the first step that does not.
    """
    from nghs_desktop.domain.briefs import Paper
    from nghs_desktop.domain.commands import Undo
    from nghs_desktop.services.briefs import gather, new_brief
    from nghs_desktop.services.by_name import group_by_name
    from nghs_desktop.services.capture import capture_context
    from nghs_desktop.services.capture_file import Place, read_file
    from nghs_desktop.services.press import Press
    from nghs_desktop.services.queries import find
    from nghs_desktop.services.restore import restore_copy

    path = folder / "self-test.nghs"
    workspace = Workspace.prepare(path, content=Content.SAMPLE, actor="Self-test")
    try:
        workspace.start().result()
        yield "Made a sample workspace."
        group = workspace.read_here(lambda reader: group_by_name(reader, "practice"))
        context = workspace.read_here(lambda reader: capture_context(reader, group.id, now=now))
        read = read_file(_SPOKEN.encode(), context, Place(now, "Self-test", group.id))
        assert read.command is not None
        workspace.run(read.command).result()
        yield f"Captured {len(read.items)} lines."
        for word in ("Zinnwald", "schülerbus", "passerelle"):
            hits = workspace.read_here(lambda reader, word=word: find(reader, word))  # type: ignore[misc]
            _expect(len(hits) == 1, f"“{word}” was not found again.")
        yield "Found every line again."
        brief = new_brief(group, None, Paper.LETTER, now.date())
        made = workspace.read_here(lambda reader: gather(reader, brief, now, now.tzinfo))
        press = Press()
        try:
            printed = press.submit(made.content).result()
        finally:
            press.close()
        _expect(printed.pdf.startswith(b"%PDF"), "The brief is no PDF.")
        pages = "1 page" if printed.pages == 1 else f"{printed.pages} pages"
        yield f"Printed a brief ({pages})."
        workspace.back_up().result()
        yield "Made a backup that checks."
        workspace.run(Undo()).result()
        gone = not workspace.read_here(lambda reader: find(reader, "Zinnwald"))
        _expect(gone, "Undo did not take the lines back.")
        yield "Took the lines back with undo."
    finally:
        workspace.close()
    _sound(path, now)
    yield "Checked the workspace: sound."
    restore_copy(path, "", now)
    with open_to_read(path) as reader:
        _expect(len(find(reader, "Zinnwald")) == 1, "The backup lacks the captured lines.")
    _sound(path, now)
    yield "Restored the backup."


_SPOKEN = """b The bus to Zinnwald leaves before the last lesson ends ^high
p Ninth graders ride the schülerbus with a mentor +transport
r The team of the passerelle programme kept 12 students in school
"""


def _sound(path: Path, now: datetime) -> None:
    found = check(path, now)
    _expect(found.sound, f"The check found: {'; '.join(found.faults)}.")


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise EnvironmentProblem(f"The self-test failed. {otherwise}", "No workspace was touched.")
