"""What the meeting screen reads, and when: a whole page at first, then only what changed.

It knows which meeting is wanted; what is shown of it is the view's business.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from nghs_desktop.domain.capture import CaptureContext
from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.domain.nouns import CAPTURED
from nghs_desktop.services.api import (
    STREAM_PAGE,
    ItemRow,
    MeetingPage,
    Reader,
    StreamChange,
    capture_context,
    meeting_page,
    stream,
    stream_change,
)
from nghs_desktop.ui.view_context import ViewContext

_HEAD = ("meeting", "agenda_item", "attendance", "stay", "commitment", "work_group", "person")
_ROWS = (*(noun.name for noun in CAPTURED), "link", "person", "lever", "organization")
_NAMES = ("person", "organization", "lever", "tag", "meeting")
_MANY = 40
"""From this many changed items on, the stream is read anew instead of row by row."""


class MeetingReading(QObject):
    """Asks for a meeting and hands it over.

    `page_read(MeetingPage)` with the newest items; `head_read(MeetingPage)` without any;
    `rows_read(StreamChange)`; `older_read(items, more)`; `context_read(CaptureContext)`.
    """

    page_read = Signal(object)
    head_read = Signal(object)
    rows_read = Signal(object)
    older_read = Signal(object, bool)
    context_read = Signal(object)

    def __init__(self, context: ViewContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._dispatch = context, context.dispatch
        self._asking_older = False
        self.group_id = self.meeting_id = ""

    @property
    def is_possible(self) -> bool:
        """Whether there is something to read already."""
        return self._dispatch.workspace.ready_to_read

    def load(self) -> None:
        """Read the meeting with its newest items."""
        group, meeting, now = self.group_id, self.meeting_id, self._context.clock()

        def read(reader: Reader) -> MeetingPage:
            return meeting_page(reader, group_id=group, meeting_id=meeting, now=now)

        def arrived(page: MeetingPage) -> None:
            # Another meeting may be wanted by now; its own answer is on the way.
            if (group, meeting) == (self.group_id, self.meeting_id):
                self.page_read.emit(page)

        self._dispatch.ask(read, arrived, self)

    def load_head(self) -> None:
        """Read the meeting without its items; all of it when it is no longer there."""
        group, meeting, now = self.group_id, self.meeting_id, self._context.clock()

        def read(reader: Reader) -> MeetingPage:
            return meeting_page(
                reader, group_id=group, meeting_id=meeting, now=now, with_items=False
            )

        def arrived(page: MeetingPage) -> None:
            if meeting != self.meeting_id:
                return
            if page.meeting is not None and page.meeting.id == meeting:
                self.head_read.emit(page)
            else:
                self.load()

        self._dispatch.ask(read, arrived, self)

    def load_context(self) -> None:
        """Read what the capture bar knows names from."""
        group, meeting, now = self.group_id, self.meeting_id, self._context.clock()

        def read(reader: Reader) -> CaptureContext:
            return capture_context(reader, group, meeting, now=now)

        self._dispatch.ask(read, self.context_read.emit, self)

    def load_older(self, first: str) -> None:
        """Read the items heard before the first one shown; asked twice, it is read once."""
        if self._asking_older:
            return
        self._asking_older = True
        meeting = self.meeting_id

        def arrived(items: tuple[ItemRow, ...]) -> None:
            self._asking_older = False
            self.older_read.emit(items, len(items) == STREAM_PAGE)

        self._dispatch.ask(
            lambda reader: stream(reader, meeting, before=first, limit=STREAM_PAGE), arrived, self
        )

    def follow(self, changes: ChangeSet) -> None:
        """Read again what a change of the workspace touches."""
        if changes.touches(*_NAMES):
            self.load_context()
        if changes.touches(*_HEAD):
            self.load_head()
        if changes.touches(*_ROWS):
            meeting = self.meeting_id
            self._dispatch.ask(
                lambda reader: stream_change(reader, meeting, changes), self._take_rows, self
            )

    def _take_rows(self, change: StreamChange) -> None:
        if change.all or len(change.items) + len(change.gone) > _MANY:
            self.load()
        else:
            self.rows_read.emit(change)
