"""What a person can ask for: frozen, plain values, named verb and noun. The keys of new records are
made by the caller, so that asking twice does the thing once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Any

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.barrier_commands import BarrierStep
from nghs_desktop.domain.decisions import Decision
from nghs_desktop.domain.focus_commands import FocusStep
from nghs_desktop.domain.links import Link
from nghs_desktop.domain.practice_commands import PracticeStep
from nghs_desktop.domain.records import Record


@frozen
class Ref:
    """Which record: its noun and its key."""

    noun: str
    id: str


@frozen
class LogRecords:
    """Keep new records with their links: one item from the capture bar, a person, a meeting.

    A record or link whose key is already there is left as it is (brought back if it was taken
    back); `label` is what the undo button says.
    """

    records: tuple[Record, ...]
    links: tuple[Link, ...] = ()
    label: str = ""


@frozen
class AmendRecords:
    """Give fields of records new values.

    `session` merges amendments that carry the same text into one undo step (typing in one field).
    """

    refs: tuple[Ref, ...]
    values: Mapping[str, Any]
    session: str = ""
    label: str = ""


@frozen
class AppendText:
    """Add a line to a long text of a record without touching what stands there."""

    ref: Ref
    field: str
    text: str
    label: str = ""


@frozen
class TrashRecords:
    """Move records to the Trash; their links wait with them."""

    refs: tuple[Ref, ...]


@frozen
class RestoreRecords:
    """Bring records back from the Trash with all their links."""

    refs: tuple[Ref, ...]


@frozen
class EmptyTrash:
    """Take everything out of the Trash."""


@frozen
class ConnectRecords:
    """Add and remove links in one step."""

    add: tuple[Link, ...] = ()
    remove: tuple[str, ...] = ()
    also: tuple[Record, ...] = field(default=())
    label: str = ""


@frozen
class Together:
    """Several commands as one step with one label: all are done, or none."""

    commands: tuple[Command, ...]
    label: str


@frozen
class OpenVote:
    """Put a decision to the vote; its rule stands from now on. One that is drafted opens, else it is
    made.

    `decision` brings question, proposal, method, `rule` (`decision_rules.snapshot`), options, meeting
    and `opened_at`. A link SUPERSEDES names the decision that this one replaces once it has passed.
    """

    decision: Decision
    links: tuple[Link, ...] = ()


@frozen
class KeepVoteLine:
    """Keep one typed line of an open vote; `answers` is what it was read as (`vote_lines`).

    It is refused where it reads differently in the room of that moment, so that what stands is what
    was shown. A recusal declares the conflict of interest in the same step.
    """

    id: str
    decision_id: str
    round: int
    typed: str
    answers: str
    at: datetime


@frozen
class TakeBackVoteLine:
    """Take one typed line of an open vote away, with all it did."""

    id: str


@frozen
class NextRound:
    """Ask anew after those who were to be heard were heard; only recusals stay."""

    decision_id: str
    at: datetime


@frozen
class CloseDecision:
    """Close a vote on the count of this moment. Refused, with why, unless the count can be closed."""

    decision_id: str
    at: datetime


@frozen
class SetVoteAside:
    """End an open vote without a result: a draft again, to be asked another time."""

    decision_id: str


@frozen
class WriteOutcome:
    """Write down in words what was decided, and what others held against it."""

    decision_id: str
    outcome: str
    dissent: str = ""


@frozen
class WriteMinutes:
    """Give draft minutes words of one's own; none at all leaves them to what happened again.

    `base` is what the program itself had made of the meeting when these words were begun from it;
    "" leaves the kept one. `session` joins typing into one undo step, as in `AmendRecords`.
    """

    meeting_id: str
    text: str
    base: str = ""
    session: str = ""
    label: str = "write minutes"


@frozen
class CirculateMinutes:
    """Send the draft to those who attended. `text` is taken where nobody wrote words of their own."""

    meeting_id: str
    text: str
    attended: tuple[str, ...]
    corrections_due: date | None = None


@frozen
class CorrectMinutes:
    """Change circulated minutes on behalf of somebody who attended, with the reason."""

    meeting_id: str
    id: str
    person_id: str
    text: str
    why: str = ""


@frozen
class ApproveMinutes:
    """Note the decision of a later meeting that approved the minutes."""

    meeting_id: str
    decision_id: str


@frozen
class SealMinutes:
    """Seal approved minutes. This is never undone."""

    meeting_id: str


@frozen
class AddToMinutes:
    """Add an addendum to sealed minutes. This is never undone."""

    meeting_id: str
    id: str
    person_id: str
    text: str


MinutesStep = (
    WriteMinutes | CirculateMinutes | CorrectMinutes | ApproveMinutes | SealMinutes | AddToMinutes
)
"""What becomes of minutes. Other commands leave them alone."""


@frozen
class Undo:
    """Take the newest step back."""


@frozen
class Redo:
    """Do again the step that was last taken back."""


@frozen
class UndoChange:
    """Take one line of a record's history back."""

    device: int
    n: int


Command = (
    LogRecords
    | AmendRecords
    | AppendText
    | TrashRecords
    | RestoreRecords
    | EmptyTrash
    | ConnectRecords
    | Together
    | OpenVote
    | KeepVoteLine
    | TakeBackVoteLine
    | NextRound
    | CloseDecision
    | SetVoteAside
    | WriteOutcome
    | MinutesStep
    | FocusStep
    | BarrierStep
    | PracticeStep
    | Undo
    | Redo
    | UndoChange
)

JOINED = AmendRecords | WriteMinutes
"""Commands whose `session` joins them to the step before."""
