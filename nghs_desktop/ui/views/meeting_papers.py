"""The papers of the meeting on screen: agenda, run sheet, sheets to fill in, minutes, book.

A companion of the meeting screen (`meeting_stage`). The page and the press come in when it is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nghs_desktop.base.settings import load_settings
from nghs_desktop.domain.capture import Command
from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.services.api import MeetingPage
from nghs_desktop.ui.views.meeting_stage import MeetingStage

if TYPE_CHECKING:
    from nghs_desktop.ui.papers.page import PapersPage


class Papers(QObject):
    """Opens the page of papers in place of the meeting, and closes it again."""

    def __init__(self, stage: MeetingStage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._page: PapersPage | None = None

    @property
    def page(self) -> PapersPage | None:
        """The page, once somebody asked for it."""
        return self._page

    @property
    def is_open(self) -> bool:
        """Whether the page is on screen."""
        return self._page is not None and self._stage.own_page is self._page

    def open(self) -> None:
        """Show the papers of the meeting on screen."""
        meeting = self._stage.meeting
        if meeting is None:
            self._stage.context.say(self.tr("There is no meeting to print papers of."))
            return
        page = self._made()
        self._stage.show_page(page)
        page.show_meeting(meeting)

    def open_paper(self, key: str) -> None:
        """Show one of the papers, such as the minutes."""
        self.open()
        if self.is_open and self._page is not None:
            self._page.side.list.choose(key)

    def close(self) -> None:
        """Show the meeting again."""
        if self.is_open and self._page is not None:
            self._page.leave()
            self._stage.close_page()

    def _made(self) -> PapersPage:
        if self._page is None:
            from nghs_desktop.domain.briefs import Paper
            from nghs_desktop.ui.papers.page import PapersPage

            context = self._stage.context
            size = Paper(load_settings().paper)
            self._page = PapersPage(context, context.press(), size, parent=self._stage.view)
            self._page.left.connect(self.close)
        return self._page

    # -- what the meeting screen asks of a companion ---------------------------------------
    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what it does for keys and palette, by the action's id."""
        found: dict[str, Callable[[], None]] = {"papers": self.open}
        if self.is_open and self._page is not None:
            page = self._page
            found |= {
                "brief": page.print_pages,
                "print": page.print_pages,
                "save_pdf": page.save_pdf,
            }
        return found

    def obey(self, command: Command) -> bool:
        """Do nothing: no line of the capture bar is for papers."""
        return False

    def show(self, page: MeetingPage) -> None:
        """Follow the meeting on screen."""
        if self.is_open and self._page is not None:
            if page.meeting is None:
                self.close()
            else:
                self._page.show_meeting(page.meeting)

    def when_changed(self, changes: ChangeSet) -> None:
        """Have the pages made anew: nearly everything may stand on one of the papers."""
        if self.is_open and self._page is not None:
            self._page.again()

    def tick(self, now: datetime) -> None:
        """Do nothing: no paper counts on."""

    def close_innermost(self) -> bool:
        """Go back to the list, then to the meeting; return False when the page is not open."""
        if not self.is_open or self._page is None:
            return False
        if not self._page.close_innermost():
            self.close()
        return True

    def shut(self) -> None:
        """Finish what is being written."""
        if self._page is not None:
            self._page.shut()
