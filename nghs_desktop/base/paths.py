"""Where the program keeps its own files on each system."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_NAME = "nghs-desktop"
SUFFIX = ".nghs"


def data_folder() -> Path:
    """Return the folder of the person's workspaces (made when missing, for the owner only)."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return private_folder(base / _NAME)


def config_folder() -> Path:
    """Return the folder of settings and window places (made when missing)."""
    if sys.platform in ("win32", "darwin"):
        return private_folder(data_folder() / "config")
    base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return private_folder(base / _NAME)


def private_folder(folder: Path) -> Path:
    """Make a folder that only its owner can read, parents included; return it."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder
