"""Keeps what is being typed, before it is an item. Each record is one appended, checked line, forced
to disk; a half-written last line is dropped when reading. Standard library only: the journal works
before the database is open, and when it cannot be."""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import asdict
from pathlib import Path

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
    """The file of drafts beside a workspace file (`NAME.nghs.drafts`), the newest per place."""

    LIMIT = 1_000_000
    """Bytes after which the file is written anew with only what still counts."""

    def __init__(self, workspace: Path) -> None:
        self.path = workspace.with_name(workspace.name + ".drafts")
        self._drafts = _read(self.path)
        self._file = -1
        self._size = 0
        self._write_anew()

    def drafts(self) -> tuple[Draft, ...]:
        """Return the newest draft of each place that has text."""
        return tuple(draft for draft in self._drafts.values() if draft.text)

    def write(self, draft: Draft) -> None:
        """Keep a draft; on disk when this returns. OSError when the disk refuses."""
        if self._drafts.get(draft.place) == draft:
            return
        self._drafts[draft.place] = draft
        if self._size > self.LIMIT:
            self._write_anew()
            return
        self._append(draft)

    def clear(self, place: str, id: str) -> None:
        """Forget the draft of a place if it is still the one with this key."""
        present = self._drafts.get(place)
        if present is not None and present.id == id:
            self.write(Draft(place, id, "", 0))

    def close(self) -> None:
        """Close the file; without drafts it is removed."""
        os.close(self._file)
        self._file = -1
        if not self.drafts():
            self.path.unlink(missing_ok=True)

    def _append(self, draft: Draft) -> None:
        data = _line(draft)
        os.write(self._file, data)
        _to_disk(self._file)
        self._size += len(data)

    def _write_anew(self) -> None:
        fresh = self.path.with_name(self.path.name + ".new")
        file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        data = b"".join(_line(draft) for draft in self.drafts())
        os.write(file, data)
        os.fsync(file)
        os.close(file)
        if self._file >= 0:
            os.close(self._file)
        fresh.replace(self.path)
        self._file = os.open(self.path, os.O_WRONLY | os.O_APPEND)
        self._size = len(data)


def _line(draft: Draft) -> bytes:
    body = json.dumps(asdict(draft), ensure_ascii=True).encode("ascii")
    return b"%08x %s\n" % (zlib.crc32(body), body)


def _read(path: Path) -> dict[str, Draft]:
    drafts: dict[str, Draft] = {}
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return drafts
    for line in lines:
        check, _, body = line.partition(b" ")
        if len(check) == 8 and check == b"%08x" % zlib.crc32(body):
            draft = Draft(**json.loads(body))
            drafts[draft.place] = draft
    return drafts


def _to_disk(file: int) -> None:
    flush = getattr(os, "fdatasync", os.fsync)
    flush(file)
