"""Sorts what a database driver raises into the world's failures, with a sentence each, and our bugs.
Standard library only: reading has no SQLAlchemy."""

from __future__ import annotations

import sqlite3

from nghs_desktop.base.errors import EnvironmentProblem, Told

_WORLD = (
    ("disk is full", "The disk is full.", "Free some space, then try again."),
    ("readonly", "This workspace can only be read here.", "Copy it to a folder you can write to."),
    ("locked", "Another program is using this workspace.", "Close it there, then try again."),
    ("disk i/o error", "The disk did not answer.", "Check the disk or drive, then try again."),
    ("malformed", "This workspace file is damaged.", "Open it again to restore the newest backup."),
    ("unable to open", "The workspace file cannot be opened.", "Check that its folder is there."),
)


def as_told(problem: BaseException, outcome: str = "Not saved") -> Told | None:
    """Return the sentence for a failure of the world, or None when it is a bug of ours."""
    if isinstance(problem, Told):
        return problem
    cause = getattr(problem, "orig", problem)  # SQLAlchemy wraps what the driver raised
    if isinstance(cause, sqlite3.DatabaseError):
        text = str(cause).lower()
        for sign, message, remedy in _WORLD:
            if sign in text:
                return EnvironmentProblem(f"{outcome}: {message[0].lower()}{message[1:]}", remedy)
    elif isinstance(cause, OSError) and not isinstance(cause, BrokenPipeError):
        return EnvironmentProblem(
            f"{outcome}: {cause.strerror or cause}.", "Your words are still here. Try again."
        )
    return None
