"""The kinds of failure a person can be told about. Anything else that is raised is a bug."""

from __future__ import annotations


class Told(Exception):
    """A failure with a sentence for the person: what happened, and what to do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class UserError(Told):
    """What was asked cannot be done as it stands; shown at the field or on stderr."""


class EnvironmentProblem(Told):
    """The world failed (disk full, file locked, damaged, unreachable); nothing is lost, try again."""


class WorkspaceInUse(EnvironmentProblem):
    """Another program of ours writes to this workspace."""


class Conflict(Told):
    """Somebody else changed the same thing since; resolved in a view, never by overwriting."""
