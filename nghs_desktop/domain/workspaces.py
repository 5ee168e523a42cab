"""What belongs to a workspace file itself: its name, its saved views, its saved briefs."""

from __future__ import annotations

from datetime import date, datetime

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import (
    Search,
    Word,
    choice,
    flag,
    line,
    moment,
    prose,
    refers,
    whole,
)
from nghs_desktop.domain.describe import day as on_day
from nghs_desktop.domain.records import Record


class BriefIntent(Word):
    """What a brief is for: it says what is, or it says what should be."""

    INFORM = "inform", "To inform"
    ARGUE = "argue", "To argue"


class BriefStatus(Word):
    """How far a brief is."""

    DRAFT = "draft", "Draft"
    REVIEWED = "reviewed", "Reviewed"
    ISSUED = "issued", "Issued"


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
    template: str = line("Template", shown=False)
    subject_noun: str = line("About noun", shown=False)
    subject_id: str = line("About", shown=False)
    audience: str = line("Audience")
    intent: BriefIntent = choice("Purpose", BriefIntent, BriefIntent.INFORM)
    language: str = line("Language", shown=False)
    large_print: bool = flag("Large print")
    print_safe: bool = flag("Safe for black and white")
    filter: str = line("Filter", help="As typed into the filter field.")
    texts: str = prose("Texts", search=Search.NO)
    status: BriefStatus = choice("Status", BriefStatus, BriefStatus.DRAFT)


@frozen(kw_only=True)
class IssuedBrief(Record):
    """A brief as it was issued: numbered, with its data and its very bytes. It never changes.

    `content` is the frozen data as JSON, `pdf` the file in base 64, `digest` the SHA-256 of the file.
    """

    brief_id: str | None = refers("Brief", "brief")
    group_id: str | None = refers("Work group", "work_group")
    number: str = line("Number", search=Search.TEXT)
    title: str = line("Title", search=Search.TITLE)
    template: str = line("Template", shown=False)
    language: str = line("Language", shown=False)
    issued_at: datetime | None = moment("Issued")
    pages: int | None = whole("Pages")
    content: str = prose("Data", search=Search.NO)
    pdf: str = prose("File", search=Search.NO)
    digest: str = line("SHA-256", shown=False)


@frozen(kw_only=True)
class PrivacyConfirmation(Record):
    """Somebody's word that names or small numbers may stand in a brief unmasked.

    `what` lists what was masked, one a line; another list needs another confirmation.
    """

    brief_id: str | None = refers("Brief", "brief")
    what: str = prose("What may be shown", search=Search.NO)
    reason: str = prose("Why", search=Search.NO)
    confirmed_at: datetime | None = moment("Confirmed")
