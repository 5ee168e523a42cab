"""The steps of minutes that ask something first: until when, approved by what, sealed for good.

Opens small windows at a button and hands commands on; what may be done when is not known here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import Command, SealMinutes
from nghs_desktop.domain.spoken_dates import Calendar, short_date
from nghs_desktop.services.api import (
    ApprovalRow,
    MinutesPage,
    NextAsked,
    approvals,
    approved_by,
    approved_by_chair,
    asked_of_next,
    circulation,
    minutes_page,
)
from nghs_desktop.ui.dialogs.popups import choose_from
from nghs_desktop.ui.ending.asking import DayPopup, FinalPopup
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.properties import Choice

_TO_CORRECT = timedelta(days=14)
_CHAIR, _NEXT = "chair", "next"

Run = Callable[[Command, Callable[[], None] | None], None]
"""Carries a command out, then calls a function if it was."""


class MinutesSteps(QObject):
    """Circulates, approves and seals. `anchor` is the button its windows open at."""

    def __init__(self, context: ViewContext, anchor: QWidget, view: QWidget, run: Run) -> None:
        super().__init__(view)
        self._context, self._look = context, context.look
        self._anchor, self._view, self._run = anchor, view, run

    def _tell(self, problem: Told) -> None:
        self._context.say(str(problem))

    def _say(self, words: str) -> None:
        self._context.say(words)

    # -- circulating -----------------------------------------------------------------------
    def ask_circulation(self, page: MinutesPage) -> None:
        """Ask until when corrections are taken, then circulate."""
        today = self._context.today()
        popup = DayPopup(
            self._look,
            self.tr("Until when may those who attended correct them?"),
            self.tr("Circulate"),
            Calendar(today),
            self._view,
            words=short_date(today + _TO_CORRECT, today),
            needed=False,
        )
        popup.given.connect(partial(self.circulate, page.meeting.id))
        popup.open_at(self._anchor)

    def circulate(self, meeting_id: str, due: date | None) -> None:
        """Send the draft as it stands now to those who attended."""
        now = self._context.now()
        said = self.tr("Circulated. Save the PDF or copy the text to send it.")

        def made(command: Command) -> None:
            self._run(command, partial(self._say, said))

        self._context.dispatch.ask(
            lambda reader: circulation(
                reader, minutes_page(reader, meeting_id, now.tzinfo, now), due
            ),
            made,
            self,
            self._tell,
        )

    # -- approving -------------------------------------------------------------------------
    def ask_approval(self, page: MinutesPage) -> None:
        """Offer the decisions that may approve them, the chair, and the next meeting."""
        self._context.dispatch.ask(
            lambda reader: approvals(reader, page.meeting.id),
            partial(self._offer, page),
            self,
            self._tell,
        )

    def _offer(self, page: MinutesPage, rows: tuple[ApprovalRow, ...]) -> None:
        choices = [
            Choice(row.id, " · ".join(filter(None, (row.title, row.meeting))), "gavel")
            for row in rows
        ]
        choices.append(Choice(_CHAIR, self.tr("The chair approves them now"), "user"))
        choices.append(Choice(_NEXT, self.tr("Put them to the next meeting"), "presentation"))
        anchor = self._anchor
        below = anchor.mapToGlobal(anchor.rect().bottomLeft())
        pick = partial(self._approve, page)
        choose_from(self._look, self._view, self.tr("Approved by"), choices, "", pick, below)

    def _approve(self, page: MinutesPage, key: str) -> None:
        title = self.tr("Approve the minutes of {meeting}").format(meeting=page.meeting.title)
        if key == _NEXT:
            self._ask_next(page.meeting.id, title)
        elif key == _CHAIR:
            said = self.tr("Approved by the chair.")
            now = self._context.clock()
            self._run(approved_by_chair(page, new_id(), title, said, now), None)
        else:
            self._run(approved_by(page, key), None)

    def _ask_next(self, meeting_id: str, title: str) -> None:
        id, now = new_id(), self._context.clock()

        def found(asked: NextAsked | None) -> None:
            if asked is None:
                self._say(self.tr("This group has no later meeting yet. Make one first."))
                return
            said = self.tr("“{meeting}” will be asked to approve them.")
            self._run(asked.command, partial(self._say, said.format(meeting=asked.meeting)))

        self._context.dispatch.ask(
            lambda reader: asked_of_next(reader, meeting_id, id, title, now),
            found,
            self,
            self._tell,
        )

    # -- sealing ---------------------------------------------------------------------------
    def ask_seal(self, page: MinutesPage) -> None:
        """Say what a seal means, then seal."""
        words = self.tr(
            "A seal shows whether a word was changed later. After it nothing can be changed or "
            "undone; what is missing is written as an addendum."
        )
        verb = self.tr("Seal the minutes")
        popup = FinalPopup(self._look, self.tr("Seal"), words, verb, self._view)
        popup.agreed.connect(partial(self._seal, page.meeting.id))
        popup.open_at(self._anchor)

    def _seal(self, meeting_id: str) -> None:
        said = self.tr("The minutes are sealed.")
        self._run(SealMinutes(meeting_id), partial(announce, self._view, said))
