"""Writes a finished document to where a person wants it: the whole file, or the old one untouched;
and turns the content of a brief into what other programs read."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from nghs_desktop.base.errors import EnvironmentProblem
from nghs_desktop.domain.briefs import BriefContent

_MOST_BYTES = 200
"""Of a file name, with room left for the ending and for the name of the half-written file."""
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)


def write_document(path: Path, content: bytes) -> Path:
    """Write a file durably, in place of an older one of that name; return its path.

    EnvironmentProblem when the disk or folder refuses; nothing is left behind then.
    """
    half = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with half.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as problem:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise EnvironmentProblem(
            f"{path.name} was not saved: {(problem.strerror or str(problem)).lower()}.",
            "Your work is safe. Choose another folder, or free some space, then try again.",
        ) from problem
    return path


def file_name(words: str, suffix: str) -> str:
    """Return words as a file name that every system takes, with a suffix such as `.pdf`."""
    kept = "".join(
        " " if one in '<>:"/\\|?*' or not one.isprintable() else one for one in words
    ).split()
    name = " ".join(kept).strip(". ")
    while len(name.encode("utf-8")) > _MOST_BYTES:
        name = name[:-1].rstrip()
    if not name or name.split(".")[0].strip().lower() in _DEVICES:
        name = f"Brief {name}".strip()
    return name + suffix


def as_word(content: BriefContent) -> bytes:
    """Return a brief as a Word document (DOCX)."""
    from nghs_desktop.exchange.documents_docx import to_docx

    return to_docx(content)


def as_markdown(content: BriefContent) -> bytes:
    """Return a brief as Markdown in UTF-8."""
    from nghs_desktop.exchange.documents import to_markdown

    return to_markdown(content).encode("utf-8")
