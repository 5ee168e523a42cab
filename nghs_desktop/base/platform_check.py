"""Refuses the one pair of Python and PySide6 that dies in the middle of work.

PySide6 6.12.0 hands out None, True and False without taking a reference. Python 3.12 made these
immortal; on 3.11 and older every signal and every setter eats one, and after some hundreds of them
the process aborts without a word (docs/decisions/0001). The package pins keep the pair apart; this
is for an environment put together by hand. The caller brings Qt's version: no Qt comes in here.
"""

from __future__ import annotations

import sys

from nghs_desktop.base.errors import EnvironmentProblem

UNSOUND_PYSIDE = "6.12.0"
FIRST_SOUND_PYTHON = (3, 12)


def require_sound_pyside(
    pyside_version: str, python: tuple[int, int] = (sys.version_info[0], sys.version_info[1])
) -> None:
    """Raise EnvironmentProblem when this PySide6 would abort on this Python."""
    if python >= FIRST_SOUND_PYTHON or pyside_version != UNSOUND_PYSIDE:
        return
    raise EnvironmentProblem(
        f"PySide6 {pyside_version} stops without warning on Python {python[0]}.{python[1]}, "
        "so the app did not start. Your work is untouched.",
        "Use Python 3.12 or newer, or type: "
        'python -m pip install "PySide6-Essentials>=6.11.3,<6.12"',
    )
