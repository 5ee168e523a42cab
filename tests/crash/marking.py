"""Marks people on a roster without end, and says each mark once it is kept; to be killed.

Run as `python -m tests.crash.marking PATH`.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from nghs_desktop.domain.commands import AmendRecords, Ref
from nghs_desktop.services.attendance import tick_person
from nghs_desktop.services.meetings import meeting_page
from nghs_desktop.services.room import room_state
from nghs_desktop.services.workspace import Workspace

TEN = datetime(2026, 11, 17, 10, tzinfo=UTC)


def main() -> None:
    """Start the sample's meeting; tick one after the other, who is here leaves twenty minutes on."""
    workspace = Workspace.prepare(Path(sys.argv[1]))
    workspace.start().result()
    page = workspace.read_here(lambda reader: meeting_page(reader, now=TEN))
    assert page.meeting is not None
    id = page.meeting.id
    workspace.run(AmendRecords((Ref("meeting", id),), {"started_at": TEN})).result()
    sys.stdout.write(f"{id}\n")
    for number in count():
        state = workspace.read_here(lambda reader: room_state(reader, id))
        assert state is not None
        person = state.people[number % len(state.people)].id
        at = TEN + timedelta(minutes=20 * (number // len(state.people)))
        command = tick_person(state, person, at)
        assert command is not None
        workspace.run(command).result()
        sys.stdout.write(f"{person} {at.isoformat()}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
