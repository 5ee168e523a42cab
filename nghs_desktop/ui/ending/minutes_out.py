"""Minutes on their way out of the program: set by the press, then saved or printed as a brief is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.domain.briefs import BriefContent
from nghs_desktop.services.api import paper
from nghs_desktop.ui.briefs.outlets import Outgoing, pdf_outlet
from nghs_desktop.ui.briefs.progress import ProgressCard
from nghs_desktop.ui.briefs.sending import Sending
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.banners import Banners

_PAPER = "minutes"


class MinutesOut(QObject):
    """Saves and prints the minutes of a meeting as they stand at that moment."""

    def __init__(
        self, context: ViewContext, banners: Banners, progress: ProgressCard, view: QWidget
    ) -> None:
        super().__init__(view)
        self._context, self._progress = context, progress
        self._meeting_id = ""
        self.sending = Sending(
            self._when_ready, context.dispatch, banners, progress, context.say, view
        )

    def save(self, meeting_id: str, title: str) -> None:
        """Ask where to, then save the minutes as a PDF."""
        self._meeting_id = meeting_id
        self.sending.ask_where(self.tr("Minutes {title}").format(title=title), pdf_outlet())

    def print(self, meeting_id: str, title: str) -> None:
        """Set the minutes and open the print dialog."""
        self._meeting_id = meeting_id
        self.sending.ask_printer(self.tr("Minutes {title}").format(title=title))

    def shut(self) -> None:
        """Finish what is being written."""
        self.sending.shut()

    def _when_ready(self, then: Callable[[Outgoing], None]) -> None:
        meeting_id, now = self._meeting_id, self._context.now()

        def composed(content: BriefContent) -> None:
            future = self._context.press().submit(content)
            self._context.dispatch.follow(
                future, lambda made: then(Outgoing(content, made.pdf, made.pages)), self, self._tell
            )

        self._context.dispatch.ask(
            lambda reader: paper(reader, meeting_id, _PAPER, now=now, zone=now.tzinfo),
            composed,
            self,
            self._tell,
        )

    def _tell(self, problem: Told) -> None:
        self._context.say(str(problem))
