"""What the window may use of the services: open workspaces, queries and their rows. Commands and
nouns come from the domain.

What the first page needs is imported at once. The rest is imported when it is first asked for, so
that briefs and exports cost nothing before the window is painted (docs/performance.md).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from nghs_desktop.services.capture import capture_context, to_command
from nghs_desktop.services.lists import (
    ORDERS,
    ListQuery,
    count_items,
    ids_of_items,
    items_at,
    page_of_items,
    place_of_item,
    row_of_item,
    rows_in_order,
)
from nghs_desktop.services.meetings import (
    STREAM_PAGE,
    Counts,
    MeetingPage,
    RosterRow,
    StreamChange,
    meeting_page,
    roster,
    stream_change,
)
from nghs_desktop.services.queries import (
    agenda,
    attendees,
    detail,
    find,
    history,
    item,
    levers,
    links_of,
    meeting_to_run,
    meetings,
    members,
    name_of,
    named,
    named_row,
    open_counts,
    saved_views,
    stream,
    trash,
    undo_state,
    work_groups,
    workspace_info,
)
from nghs_desktop.services.rows import (
    Attendee,
    Detail,
    FoundRow,
    ItemRow,
    LinkedRow,
    NamedRow,
    TrashRow,
)
from nghs_desktop.services.wording import Deed, StoryLine, in_words, story
from nghs_desktop.services.workspace import (
    Content,
    Damage,
    DamagedWorkspace,
    Workspace,
    is_overtaken,
    restore_workspace,
)
from nghs_desktop.storage.journal import Draft
from nghs_desktop.storage.reader import Reader

if TYPE_CHECKING:
    from nghs_desktop.services.briefs import (
        SECTIONS,
        BriefPlace,
        Check,
        Gathered,
        brief_place,
        gather,
        new_brief,
        read_sections,
        titled,
        write_sections,
    )
    from nghs_desktop.services.documents import file_name, write_document
    from nghs_desktop.services.exchange import Wish, Written, export_json, export_list
    from nghs_desktop.services.library import (
        LibraryRow,
        organizations,
        owed_by,
        people,
        raised_by,
        resources,
        statements,
    )
    from nghs_desktop.services.press import Press, PressFault
    from nghs_desktop.services.restore import copies_of
    from nghs_desktop.services.upkeep import Upkeep, Upkept

__all__ = [
    "ORDERS",
    "SECTIONS",
    "STREAM_PAGE",
    "Attendee",
    "BriefPlace",
    "Check",
    "Content",
    "Counts",
    "Damage",
    "DamagedWorkspace",
    "Deed",
    "Detail",
    "Draft",
    "FoundRow",
    "Gathered",
    "ItemRow",
    "LibraryRow",
    "LinkedRow",
    "ListQuery",
    "MeetingPage",
    "NamedRow",
    "Press",
    "PressFault",
    "Reader",
    "RosterRow",
    "StoryLine",
    "StreamChange",
    "TrashRow",
    "Upkeep",
    "Upkept",
    "Wish",
    "Workspace",
    "Written",
    "agenda",
    "attendees",
    "brief_place",
    "capture_context",
    "copies_of",
    "count_items",
    "detail",
    "export_json",
    "export_list",
    "file_name",
    "find",
    "gather",
    "history",
    "ids_of_items",
    "in_words",
    "is_overtaken",
    "item",
    "items_at",
    "levers",
    "links_of",
    "meeting_page",
    "meeting_to_run",
    "meetings",
    "members",
    "name_of",
    "named",
    "named_row",
    "new_brief",
    "open_counts",
    "organizations",
    "owed_by",
    "page_of_items",
    "people",
    "place_of_item",
    "raised_by",
    "read_sections",
    "resources",
    "restore_workspace",
    "roster",
    "row_of_item",
    "rows_in_order",
    "saved_views",
    "statements",
    "story",
    "stream",
    "stream_change",
    "titled",
    "to_command",
    "trash",
    "undo_state",
    "work_groups",
    "workspace_info",
    "write_document",
    "write_sections",
]

_LATE: dict[str, tuple[str, ...]] = {
    "briefs": (
        "BriefPlace",
        "Check",
        "Gathered",
        "SECTIONS",
        "brief_place",
        "gather",
        "new_brief",
        "read_sections",
        "titled",
        "write_sections",
    ),
    "documents": (
        "file_name",
        "write_document",
    ),
    "exchange": (
        "Wish",
        "Written",
        "export_json",
        "export_list",
    ),
    "library": (
        "LibraryRow",
        "organizations",
        "owed_by",
        "people",
        "raised_by",
        "resources",
        "statements",
    ),
    "press": (
        "Press",
        "PressFault",
    ),
    "restore": ("copies_of",),
    "upkeep": (
        "Upkeep",
        "Upkept",
    ),
}
"""The modules that wait, with what they are asked for."""


if not TYPE_CHECKING:  # the type checker sees the imports above, and no other names

    def __getattr__(name: str) -> object:
        for module, names in _LATE.items():
            if name in names:
                value: object = getattr(import_module(f"nghs_desktop.services.{module}"), name)
                globals()[name] = value
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
