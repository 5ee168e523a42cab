"""Finds the files that ship with the program: in a checkout, an installed wheel or a frozen app."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(str(frozen))
    package = Path(__file__).resolve().parents[1]
    packed = package / "_bundle"
    return packed if packed.is_dir() else package.parent


def resource(*parts: str) -> Path:
    """Return the path of a file or folder below `resources/`."""
    return _root().joinpath("resources", *parts)


def database_file(*parts: str) -> Path:
    """Return the path of a file or folder below `db/`."""
    return _root().joinpath("db", *parts)
