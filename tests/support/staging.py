"""A meeting in full swing, for pictures and for tests that want one: the sample, started at ten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.capture import parse
from nghs_desktop.domain.commands import AmendRecords, Command, Ref
from nghs_desktop.domain.meetings import AgendaState, MeetingState, Presence
from nghs_desktop.services.api import (
    Workspace,
    agenda,
    attendees,
    capture_context,
    meeting_to_run,
    to_command,
    work_groups,
)

NOW = datetime(2026, 11, 17, 10, 28, 48, tzinfo=UTC)
"""The moment of the pictures: the second agenda item has run for a while."""

LINES = (
    (14, "b Seat-time rules keep districts from awarding credit for demonstrated mastery "
         "!policy @Dana Reyes ^high"),
    (16, "b No shared transcript format, so colleges re-read every competency record by hand "
         "!practice @Luis Ortega ^medium"),
    (18, "p Students present a portfolio to an outside panel before they graduate "
         "#City Arts and Technology"),
    (21, "b Buses stop at 3:30, before most internships begin !funding #MC2 STEM High School "
         "@Dana Reyes ^high"),
    (24, "r Job-site mentors on all three campuses gave up their Friday afternoons "
         "#MC2 STEM High School @Priya Shah"),
    (27, "c Draft a one-page waiver request for the state board !policy @Luis Ortega due 4 dec"),
)  # fmt: skip
DOTS = (7, 5, None, 6, None, None)


def stage_meeting(workspace: Workspace) -> str:
    """Start the sample's meeting and say six things in it; return its key."""

    def do(command: Command | None) -> None:
        assert command is not None
        workspace.run(command).result()

    start = NOW.replace(hour=10, minute=0, second=0)
    group = workspace.read_here(work_groups)[0]
    meeting = workspace.read_here(lambda reader: meeting_to_run(reader, group.id, NOW))
    assert meeting is not None
    items = workspace.read_here(lambda reader: agenda(reader, meeting.id))
    here = workspace.read_here(lambda reader: attendees(reader, meeting.id))
    live = {"state": MeetingState.IN_PROGRESS, "started_at": start, "starts_at": start}
    do(AmendRecords((Ref("meeting", meeting.id),), live))
    there = tuple(Ref("attendance", one.attendance_id) for one in here)
    do(AmendRecords(there, {"presence": Presence.PRESENT}))
    first, second = items[0], items[1]
    opened = start + timedelta(minutes=12)
    done = {"state": AgendaState.DISCUSSED, "opened_at": start, "closed_at": opened}
    do(AmendRecords((Ref("agenda_item", first.id),), done))
    now_open = {"state": AgendaState.OPEN, "opened_at": opened}
    do(AmendRecords((Ref("agenda_item", second.id),), now_open))
    for (minute, line), dots in zip(LINES, DOTS, strict=True):
        heard = start + timedelta(minutes=minute)
        context = workspace.read_here(
            lambda reader, at=heard: capture_context(reader, group.id, meeting.id, now=at)
        )
        captured = parse(line, context)
        id = new_id()
        do(
            to_command(
                captured,
                id=id,
                now=heard,
                context=context,
                group_id=group.id,
                meeting_id=meeting.id,
                agenda_item_id=second.id,
                actor="Dana Reyes",
            )
        )
        if dots is not None:
            do(AmendRecords((Ref(captured.kind.value, id),), {"dots": dots}))
    return meeting.id
