"""What a person chose for this computer: look, text size, keys, name, the workspace opened last.

One small JSON file in the config folder, replaced whole, so that a crash leaves the old or the new
one. A file that cannot be read counts as no choices made; it is kept beside as `.unreadable`.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from nghs_desktop.base.paths import SUFFIX, config_folder, data_folder

_FILE = "settings.json"
SAMPLE_NAME = f"Practice Work Group (sample){SUFFIX}"


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices. `text_scale` is 1.0 to 2.0; `shortcuts` maps an action's id to its keys."""

    theme: str = "system"
    text_scale: float = 1.0
    reduced_motion: bool = False
    name: str = ""
    workspace: str = ""
    group: str = ""
    paper: str = "letter"
    second_backup_folder: str = ""
    shortcuts: dict[str, str] = field(default_factory=dict)

    def but(self, **choices: Any) -> Settings:
        """Return these settings with some choices changed."""
        return replace(self, **choices)


def load_settings(folder: Path | None = None) -> Settings:
    """Return the saved choices; the defaults where there are none."""
    path = (folder or config_folder()) / _FILE
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        defaults = Settings()
        known = {
            item.name: saved[item.name]
            for item in fields(Settings)
            if isinstance(saved.get(item.name), type(getattr(defaults, item.name)))
        }
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, AttributeError):
        if path.is_file():
            path.replace(path.with_suffix(".unreadable"))
        return Settings()
    return Settings(**known)


def save_settings(settings: Settings, folder: Path | None = None) -> None:
    """Save the choices; OSError when the disk refuses."""
    path = (folder or config_folder()) / _FILE
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(asdict(settings), file, indent=1, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def sample_path() -> Path:
    """Return the place of the sample workspace."""
    return data_folder() / SAMPLE_NAME


def workspace_to_open(settings: Settings) -> Path:
    """Return the workspace opened last, or the sample on the first run."""
    if settings.workspace and Path(settings.workspace).exists():
        return Path(settings.workspace)
    return sample_path()
