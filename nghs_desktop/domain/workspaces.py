"""What belongs to a workspace file itself: its name, its saved views, its saved briefs."""

from __future__ import annotations

from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Search, flag, line, prose, refers
from nghs_desktop.domain.describe import day as on_day
from nghs_desktop.domain.records import Record


@frozen(kw_only=True)
class WorkspaceInfo(Record):
    """The one row that says what this file is."""

    name: str = line("Name")
    coalition: str = line("Coalition")
    sample: bool = flag("Sample workspace")


@frozen(kw_only=True)
class SavedView(Record):
    """A filter and an order that somebody gave a name."""

    noun: str = line("List")
    name: str = line("Name")
    filter: str = line("Filter", help="As typed into the filter field.")
    sorted_by: str = line("Order")
    position: str = line("Place", shown=False)


@frozen(kw_only=True)
class Brief(Record):
    """What goes into a printed brief: whose, from when, which sections, in which order."""

    title: str = line("Title", search=Search.TITLE)
    summary: str = prose("Summary")
    group_id: str | None = refers("Work group", "work_group")
    meeting_id: str | None = refers("Meeting", "meeting")
    since: date | None = on_day("From")
    until: date | None = on_day("Until")
    sections: str = line(
        "Sections", help="Section keys in order, one space between; a left-out one begins with -."
    )
    paper: str = line("Paper")
