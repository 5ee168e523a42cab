"""The end of a meeting: the review page and the minutes.

A companion of the meeting screen (`meeting_stage`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from nghs_desktop.domain.capture import Command
from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.domain.commands import Ref
from nghs_desktop.services.api import MeetingPage
from nghs_desktop.ui.views.meeting_stage import MeetingStage

if TYPE_CHECKING:
    from nghs_desktop.ui.ending.minutes_page import MinutesView
    from nghs_desktop.ui.ending.review_page import ReviewPage
    from nghs_desktop.ui.views.meeting import MeetingView


class Ending(QObject):
    """The end of a meeting. Its pages are made when they are first wanted."""

    def __init__(self, stage: MeetingStage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._review: ReviewPage | None = None
        self._minutes: MinutesView | None = None
        stage.moved.connect(self._mark_rows)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what it does for keys and palette."""
        return {"review": self.open_review, "minutes": self.open_minutes}

    def obey(self, command: Command) -> bool:
        """Do what a line asks."""
        return False

    def show(self, page: MeetingPage) -> None:
        """Take the meeting as it was read: a page of another meeting goes."""
        self._mark_rows()
        shown = self._shown()
        meeting_id = page.meeting.id if page.meeting is not None else ""
        if shown is not None and shown.meeting_id != meeting_id:
            self._stage.close_page()

    def when_changed(self, changes: ChangeSet) -> None:
        """Hear of a change."""
        shown = self._shown()
        if shown is not None:
            shown.refresh()

    def tick(self, now: datetime) -> None:
        """Count on."""

    def close_innermost(self) -> bool:
        """Close what is open."""
        shown = self._shown()
        if shown is None:
            return False
        if shown is not self._minutes or not self._minutes.close_innermost():
            self.close_page()
        return True

    def shut(self) -> None:
        """The window closes."""
        if self._minutes is not None:
            self._minutes.shut()

    # -- its pages ---------------------------------------------------------------------------
    def open_review(self) -> None:
        """Show what the meeting lacks, before its end or again later."""
        meeting = self._stage.meeting
        if meeting is None:
            self._no_meeting()
            return
        if self._review is None:
            from nghs_desktop.ui.ending.review_page import ReviewPage

            page = self._review = ReviewPage(self._stage.context, self._stage.view)
            page.closed.connect(self.close_page)
            page.opened.connect(self._open_record)
            page.brief_asked.connect(self._ask_brief)
            page.minutes_asked.connect(self.open_minutes)
        self._leave_minutes()
        self._review.review_meeting(meeting.id)
        self._stage.show_page(self._review)

    def open_minutes(self) -> None:
        """Show the minutes of the meeting."""
        meeting = self._stage.meeting
        if meeting is None:
            self._no_meeting()
            return
        if self._minutes is None:
            from nghs_desktop.ui.ending.minutes_page import MinutesView

            page = self._minutes = MinutesView(self._stage.context, self._stage.view)
            page.closed.connect(self.close_page)
        self._minutes.show_meeting(meeting.id)
        self._stage.show_page(self._minutes)

    def close_page(self) -> None:
        """Show the meeting again."""
        self._leave_minutes()
        self._stage.close_page()

    def _shown(self) -> ReviewPage | MinutesView | None:
        shown = self._stage.own_page
        return next((one for one in (self._review, self._minutes) if one and one is shown), None)

    def _leave_minutes(self) -> None:
        if self._minutes is not None and self._stage.own_page is self._minutes:
            self._minutes.flush()

    def _mark_rows(self) -> None:
        """Let the stream mark what was written down before or after the meeting."""
        self._view.rows.set_meeting(self._stage.meeting)

    @property
    def _view(self) -> MeetingView:
        return cast("MeetingView", self._stage.view)

    def _no_meeting(self) -> None:
        self._stage.context.say(self.tr("There is no meeting here yet."))

    def _open_record(self, ref: Ref) -> None:
        self._view.open_item.emit(ref)

    def _ask_brief(self) -> None:
        self._stage.context.actions.ask("brief")
