"""Protocol scripts a workspace keeps, and the runs of them in meetings. What a script may be and where
a run stands is worked out in `protocols`."""

from __future__ import annotations

from datetime import datetime

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Search, line, moment, prose, refers, whole
from nghs_desktop.domain.records import Record


@frozen(kw_only=True)
class ProtocolTemplate(Record):
    """A timed script of the library. `roles` are given out before it starts, one a line."""

    name: str = line("Name", search=Search.TITLE)
    purpose: str = prose("Purpose")
    roles: str = prose("Roles", help="Given out before it starts, one a line.")
    position: str = line("Order", shown=False)


@frozen(kw_only=True)
class ProtocolStep(Record):
    """One step of a script: what happens, who speaks, for how long, and the label its notes get."""

    protocol_id: str | None = refers("Script", "protocol_template")
    title: str = line("Title", search=Search.TITLE)
    seconds: int | None = whole("Seconds")
    role: str = line("Who")
    label: str = line("Label", help="What notes taken in this step are marked with.")
    say: str = prose("What to say")
    position: str = line("Order", shown=False)


@frozen(kw_only=True)
class ProtocolRun(Record):
    """A script that runs, or ran, beside an agenda item.

    `script` is the script as it was begun, as JSON, so that a later edit of the library changes no
    run; `roles` is who was given what, as JSON; `began` are the moments its steps began at (and the
    moment it ended), in ISO form with one space between.
    """

    meeting_id: str | None = refers("Meeting", "meeting")
    agenda_item_id: str | None = refers("Agenda item", "agenda_item")
    protocol_id: str | None = refers("Script", "protocol_template")
    name: str = line("Name")
    script: str = prose("As begun", search=Search.NO)
    roles: str = prose("Roles given", search=Search.NO)
    began: str = line("Steps began", shown=False)
    ended_at: datetime | None = moment("Ended")
