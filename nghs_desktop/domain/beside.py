"""Whether something was written down before, in or after its meeting. Things can be captured in every
state of a meeting; what was not said in it is marked so, in the stream and in the minutes."""

from __future__ import annotations

from datetime import datetime

from nghs_desktop.domain.describe import Word
from nghs_desktop.domain.meetings import Meeting


class Beside(Word):
    """Where a moment lies, seen from a meeting. The label is what is written beside the note."""

    IN = "in", ""
    BEFORE = "before", "before the meeting"
    AFTER = "after", "after the meeting"


def beside(meeting: Meeting, at: datetime | None) -> Beside:
    """Say whether a moment lies before, in or after a meeting; one of no known moment lies in it.

    A meeting that nobody has started yet has no before: many groups just write down what is said.
    """
    if at is None or meeting.started_at is None:
        return Beside.IN
    if at < meeting.started_at:
        return Beside.BEFORE
    return Beside.AFTER if meeting.ended_at is not None and at > meeting.ended_at else Beside.IN
