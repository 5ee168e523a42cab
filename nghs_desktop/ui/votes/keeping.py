"""From Enter to the disk for the lines of a vote: half a line is a draft, an entered one is kept with
its own key, and after a crash both come back. Nothing is counted or shown here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from nghs_desktop.base.clock import from_text, to_text
from nghs_desktop.base.errors import Told, UserError
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.changes import Outcome
from nghs_desktop.domain.commands import KeepVoteLine
from nghs_desktop.services.api import Draft
from nghs_desktop.ui.capture.drafts import DraftKeeper
from nghs_desktop.ui.dispatch import Dispatch

TYPING = "vote"
"""The place of the line that is being typed."""

SENT = "vote-sent:"
"""Before the key of a line that was entered and is not known to be kept yet."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Half a line, where its caret was, and the vote it is for."""

    text: str
    caret: int
    decision_id: str


class LineKeeping(QObject):
    """`kept(id)` once a line is on disk; `failed(id, typed, Told)` when it was refused there."""

    kept = Signal(str)
    failed = Signal(str, str, object)
    troubled = Signal(object)

    def __init__(self, dispatch: Dispatch, parent: QObject) -> None:
        super().__init__(parent)
        self._dispatch, self._workspace = dispatch, dispatch.workspace
        self._drafts = DraftKeeper(self._workspace.keep_draft, self)
        self._drafts.failed.connect(self.troubled)
        self._id = new_id()
        self._open: set[str] = set()
        self.typed: Typed | None = None
        """What the last session left half typed."""
        self._left: list[KeepVoteLine] = []

    @property
    def waiting(self) -> int:
        """How many entered lines are not known to be on disk."""
        return len(self._open)

    def take_back(self) -> None:
        """Find what the last session left."""
        for draft in self._workspace.drafts():
            if draft.place == TYPING:
                self._id = draft.id
                self.typed = Typed(draft.text, draft.caret, draft.context)
            elif draft.place.startswith(SENT):
                command = _command_of(draft)
                if command is None:
                    self._workspace.clear_draft(draft.place, draft.id)
                else:
                    self._left.append(command)

    def go_on(self, decision_id: str, refused: Callable[[KeepVoteLine, Told], None]) -> None:
        """Keep the lines that were entered for a vote and not known to be kept; twice is once.

        What cannot be written now waits for the next call.
        """
        mine = [one for one in self._left if one.decision_id == decision_id]
        self._left = [one for one in self._left if one not in mine]
        for command in sorted(mine, key=lambda one: one.id):
            self._run(command, refused)

    def note(self, text: str, caret: int, decision_id: str) -> None:
        """Have what is typed on disk soon."""
        self._drafts.note(Draft(TYPING, self._id, text, caret, decision_id))

    def send(self, decision_id: str, round: int, typed: str, answers: str, at: datetime) -> str:
        """Keep an entered line; return its key."""
        command = KeepVoteLine(new_id(), decision_id, round, typed, answers, at)
        self._workspace.keep_draft(draft_of(command))
        self._run(command, None)
        self._id = new_id()
        self.note("", 0, decision_id)
        self._drafts.flush()
        return command.id

    def _run(
        self, command: KeepVoteLine, refused: Callable[[KeepVoteLine, Told], None] | None
    ) -> None:
        self._open.add(command.id)

        def settled() -> None:
            self._open.discard(command.id)
            self._workspace.clear_draft(f"{SENT}{command.id}", command.id)

        def done(_outcome: Outcome) -> None:
            settled()
            self.kept.emit(command.id)

        def not_done(problem: Told) -> None:
            if refused is None:
                self.failed.emit(command.id, command.typed, problem)
            elif isinstance(problem, UserError):
                refused(command, problem)
            else:  # the file is not open for writing yet, or the disk is full: it waits
                self._open.discard(command.id)
                self._left.append(command)
                return
            settled()

        self._dispatch.run(command, self, done, not_done)

    def flush(self) -> None:
        """Hand over what is typed without waiting; for when the window closes."""
        self._drafts.flush()


def draft_of(command: KeepVoteLine) -> Draft:
    """Return an entered line as a draft, with all that is needed to keep it again."""
    said = {
        "decision": command.decision_id,
        "round": command.round,
        "answers": command.answers,
        "at": to_text(command.at),
    }
    return Draft(
        f"{SENT}{command.id}", command.id, command.typed, len(command.typed), json.dumps(said)
    )


def _command_of(draft: Draft) -> KeepVoteLine | None:
    try:
        said = json.loads(draft.context)
        return KeepVoteLine(
            draft.id,
            str(said["decision"]),
            int(said["round"]),
            draft.text,
            str(said["answers"]),
            from_text(said["at"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
