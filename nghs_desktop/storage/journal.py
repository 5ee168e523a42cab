"""Keeps what is being typed, before it is an item. Each record is one appended, checked line, forced
to disk; a line that was cut short is dropped when reading. Standard library only: the journal works
before the database is open, and when it cannot be (docs/decisions/0005)."""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import asdict, fields
from pathlib import Path
from threading import Lock

from nghs_desktop.base.frozen import frozen


@frozen
class Draft:
    """Unsent text: `place` is the field it stands in, `id` the key its item will have.

    `caret` counts Python characters. Empty text means there is no draft.
    """

    place: str
    id: str
    text: str
    caret: int
    context: str = ""


class Journal:
    """The file of drafts beside a workspace file (`NAME.nghs.drafts`), the newest per place.

    It is made with the first draft. Any thread may call; one writes at a time.
    """

    LIMIT = 1_000_000
    """Bytes after which the file is written anew with only what still counts."""

    def __init__(self, workspace: Path) -> None:
        self.path = workspace.with_name(workspace.name + ".drafts")
        self._lock = Lock()
        self._drafts = _read(self.path)
        self._file = -1
        self._size = 0

    def drafts(self) -> tuple[Draft, ...]:
        """Return the newest draft of each place that has text."""
        return tuple(draft for draft in self._drafts.copy().values() if draft.text)

    def write(self, draft: Draft) -> None:
        """Keep a draft; on disk when this returns. OSError when the disk refuses: try again."""
        with self._lock:
            if self._drafts.get(draft.place) == draft:
                return
            if self._file < 0 or self._size > self.LIMIT:
                self._write_anew(draft)
            else:
                self._append(draft)
            self._drafts[draft.place] = draft

    def clear(self, place: str, id: str) -> None:
        """Forget the draft of a place if it is still the one with this key."""
        present = self._drafts.get(place)
        if present is not None and present.text and present.id == id:
            self.write(Draft(place, id, "", 0))

    def close(self) -> None:
        """Close the file; without drafts it is removed."""
        with self._lock:
            self._let_go()
            if not self.drafts():
                self.path.unlink(missing_ok=True)

    def _append(self, draft: Draft) -> None:
        data = _line(draft)
        try:
            _write_all(self._file, data)
            _to_disk(self._file)
        except OSError:
            # The line may be there in part: the next one goes into a file without it.
            self._let_go()
            raise
        self._size += len(data)

    def _write_anew(self, newest: Draft) -> None:
        """Put a file with only what counts in the old one's place; the old one stays till then."""
        fresh = self.path.with_name(self.path.name + ".new")
        counts = self._drafts | {newest.place: newest}
        data = b"".join(_line(draft) for draft in counts.values() if draft.text)
        file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            _write_all(file, data)
            os.fsync(file)
        finally:
            os.close(file)
        self._let_go()
        fresh.replace(self.path)
        _folder_to_disk(self.path.parent)
        self._file = os.open(self.path, os.O_WRONLY | os.O_APPEND)
        self._size = len(data)

    def _let_go(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _line(draft: Draft) -> bytes:
    body = json.dumps(asdict(draft), ensure_ascii=True).encode("ascii")
    return b"%08x %s\n" % (zlib.crc32(body), body)


def _read(path: Path) -> dict[str, Draft]:
    drafts: dict[str, Draft] = {}
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return drafts
    known = {item.name for item in fields(Draft)}
    for line in lines:
        check, _, body = line.partition(b" ")
        if check == b"%08x" % zlib.crc32(body):
            # What a newer program added is left out.
            found = {name: value for name, value in json.loads(body).items() if name in known}
            drafts[found["place"]] = Draft(**found)
    return drafts


def _write_all(file: int, data: bytes) -> None:
    while data:
        data = data[os.write(file, data) :]


def _to_disk(file: int) -> None:
    flush = getattr(os, "fdatasync", os.fsync)
    flush(file)


def _folder_to_disk(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
