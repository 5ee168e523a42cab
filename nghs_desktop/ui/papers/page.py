"""The papers of a meeting, in place of its screen: which there are at the left, the real pages at the
right, and the ways out: print, save as a PDF, calendar file.

Pages are made by the press as those of a brief are (`briefs.making`), and go out as they do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from nghs_desktop.base.errors import Told
from nghs_desktop.domain.briefs import BriefContent, Paper
from nghs_desktop.domain.meetings import Meeting
from nghs_desktop.domain.workspaces import Brief
from nghs_desktop.services.api import (
    LANGUAGES,
    TEMPLATES,
    Composed,
    Press,
    Reader,
    calendar_title,
    meeting_calendar,
    paper,
    paper_title,
    papers_missing,
    series_calendar,
)
from nghs_desktop.ui.briefs.desk import Desk
from nghs_desktop.ui.briefs.making import Made, Making
from nghs_desktop.ui.briefs.outlets import Outgoing, Outlet
from nghs_desktop.ui.briefs.page_view import Fit
from nghs_desktop.ui.briefs.pages import Document, PdfPages
from nghs_desktop.ui.briefs.sending import Sending
from nghs_desktop.ui.briefs.wording import (
    making_words,
    status_words,
)
from nghs_desktop.ui.papers import listing
from nghs_desktop.ui.papers.parts import Header, Side
from nghs_desktop.ui.view import WidthClass
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.banners import BannerAction
from nghs_desktop.ui.widgets.cards import EmptyState

_SIDE = 300


class PapersPage(QWidget):
    """The page. `left` says that somebody wants back to the meeting."""

    left = Signal()

    def __init__(
        self,
        context: ViewContext,
        press: Press,
        paper_size: Paper = Paper.LETTER,
        zone: tzinfo | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._look = context, context.look
        self._dispatch, self._zone = context.dispatch, zone
        self._meeting: Meeting | None = None
        self._narrow = self._page_shown = self._closed = False
        self._from_top = True
        self._brief = Brief(id="papers", paper=paper_size, language=LANGUAGES[0][0])
        self._calendar = b""
        self._pages = PdfPages()
        self.setAccessibleName(self.tr("Papers of the meeting"))
        self.making = Making(self._dispatch, press, context.clock, zone, self, compose=compose)
        self._lay_out()
        desk, say = self.desk, context.say
        self.sending = Sending(
            self._when_ready, self._dispatch, desk.banners, desk.progress, say, self
        )
        self.calendar_out = Sending(
            self._when_calendar, self._dispatch, desk.banners, desk.progress, say, self
        )
        self._connect()

    # -- building ------------------------------------------------------------------------
    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = Header(look, self._context.actions.shown_keys, self)
        column.addWidget(self.header)
        body = QWidget(self)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.side = Side(look, body)
        right = QWidget(body)
        right.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.right = right
        self._stack = QStackedLayout(right)
        self.desk = Desk(look, self._pages, self._dispatch, right)
        self.desk.setAccessibleName(self.tr("Pages of the paper"))
        self.empty = EmptyState(look, "")
        self._stack.addWidget(self.desk)
        self._stack.addWidget(self.empty)
        row.addWidget(self.side)
        row.addWidget(right, 1)
        column.addWidget(body, 1)

    def _connect(self) -> None:
        header, side, making = self.header, self.side, self.making
        header.back.clicked.connect(self.left)
        header.swap.clicked.connect(self.swap)
        header.save.clicked.connect(self.save_pdf)
        header.print.clicked.connect(self.print_pages)
        side.list.chosen.connect(self._choose)
        side.list.taken.connect(self._take)
        side.paper.chosen.connect(self._set_paper)
        side.language.chosen.connect(self._set_language)
        side.large.toggled.connect(self._set_large)
        side.greys.toggled.connect(self._set_greys)
        side.calendar.clicked.connect(partial(self.save_calendar, False))
        side.series.clicked.connect(partial(self.save_calendar, True))
        side.show_choices(self._brief)
        making.made.connect(self._show_made)
        making.failed.connect(self._show_failed)
        making.slow_changed.connect(self._show_slow)
        making.reached.connect(self._show_reached)
        making.stopped.connect(self._show_stopped)
        self.desk.progress.pressed.connect(self._progress_pressed)
        self.desk.pages.shown.connect(self._page_came)
        # For a page that goes without having been shut: this holds no reference to it.
        self.destroyed.connect(partial(self._pages.close, wait=False))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground: the page stands over the whole meeting."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.colour("bg"))
        painter.end()

    # -- what the meeting screen asks ------------------------------------------------------
    def focus_first(self) -> None:
        """Put the keyboard on the list of papers, or on the pages that stand in its place."""
        if self._narrow and self._page_shown:
            self.desk.pages.setFocus()
        else:
            self.side.list.setFocus()

    def panes(self) -> Sequence[QWidget]:
        """Return header, list and pages."""
        return (self.header, self.side, self.right)

    def apply_width(self, width: WidthClass) -> None:
        """Show list and pages side by side, or one of them."""
        narrow = width < WidthClass.STRIP
        if narrow != self._narrow:
            self._narrow = narrow
            self.desk.pages.set_fit(Fit.WIDTH if narrow else Fit.PAGE)
        self.header.set_narrow(width < WidthClass.MEDIUM)
        self._arrange()

    def close_innermost(self) -> bool:
        """Go back from the pages to the list where only one of them has room."""
        if self._narrow and self._page_shown:
            self.swap()
            return True
        return False

    def swap(self) -> None:
        """Show the pages in place of the list, or the other way round."""
        self._page_shown = not self._page_shown
        self._arrange()
        self.focus_first()

    def _arrange(self) -> None:
        self.side.set_narrow(self._narrow)
        self.side.setVisible(not (self._narrow and self._page_shown))
        self.right.setVisible(not self._narrow or self._page_shown)
        self.header.show_swap(self._narrow, self._page_shown)

    # -- which paper -----------------------------------------------------------------------
    def show_meeting(self, meeting: Meeting) -> None:
        """Show the papers of a meeting; the same one again has its pages made anew."""
        other = self._meeting is None or self._meeting.id != meeting.id
        self._meeting = meeting
        self.header.show_title(meeting.title)
        self.side.series.setVisible(meeting.series_id is not None)
        self._from_top = self._from_top or other
        self._look_what_is_missing()
        self.making.set_active(True)
        self._make(at_once=other)

    def leave(self) -> None:
        """Make nothing while nobody looks."""
        self.making.set_active(False)

    def again(self) -> None:
        """Make the pages anew, for something in the workspace changed."""
        self._look_what_is_missing()
        self.making.again()

    def shut(self) -> None:
        """Finish what is being written; make and show nothing more."""
        self._closed = True
        self.making.stop()
        self.sending.shut()
        self.calendar_out.shut()
        self._pages.close()

    def _choose(self, key: str) -> None:
        self._from_top = True
        self._make(at_once=False)

    def _take(self, key: str) -> None:
        if self._narrow and not self._page_shown:
            self.swap()
        else:
            self.desk.pages.setFocus()

    def _set_paper(self, size: str) -> None:
        self._print_as(replace(self._brief, paper=size))

    def _set_language(self, language: str) -> None:
        self._print_as(replace(self._brief, language=language))

    def _set_large(self, on: bool) -> None:
        self._print_as(replace(self._brief, large_print=on))

    def _set_greys(self, on: bool) -> None:
        self._print_as(replace(self._brief, print_safe=on))

    def _print_as(self, asked: Brief) -> None:
        self._brief = asked
        self.side.show_choices(asked)
        self._make(at_once=False)

    def _make(self, *, at_once: bool) -> None:
        meeting = self._meeting
        if meeting is None:
            return
        key = self.side.list.key
        lacks = key in self.side.list.papers.missing
        self._show_lacking(key if lacks else "")
        if not lacks:
            self._brief = replace(self._brief, meeting_id=meeting.id, template=key)
            self.header.show_ready(False)
            self._say_status(0)
            self.making.ask(self._brief, at_once=at_once)

    def _show_lacking(self, key: str) -> None:
        if key:
            self.empty.say(listing.needs_words(key))
            self.header.show_ready(False)
            self.header.show_status(listing.paper_words(key))
        self._stack.setCurrentWidget(self.empty if key else self.desk)

    def _look_what_is_missing(self) -> None:
        meeting, now = self._meeting, self._context.clock()
        if meeting is not None:
            self._dispatch.ask(
                lambda reader: papers_missing(reader, meeting.id, now), self._show_missing, self
            )

    def _show_missing(self, missing: dict[str, str]) -> None:
        before = self.side.list.key in self.side.list.papers.missing
        self.side.list.papers.show_missing(missing)
        self.side.measure()
        if (self.side.list.key in missing) != before:
            self._make(at_once=True)

    # -- pages -----------------------------------------------------------------------------
    def _show_made(self, made: Made) -> None:
        if self._closed:
            return
        self.desk.banners.settle("making")
        if not self.sending.is_printing:
            self.desk.progress.hide()
        self.header.show_ready(True)
        self._say_status(made.printed.pages)
        self._dispatch.follow(self._pages.open(made.printed.pdf), self._opened, self)

    def _opened(self, document: Document) -> None:
        newest = self.making.newest
        if newest is not None and document.pdf is newest.printed.pdf:
            self.desk.pages.show_document(document)

    def _page_came(self, _document: Document) -> None:
        if self._from_top:
            self._from_top = False
            self.desk.pages.go_to_page(0)

    def _say_status(self, pages: int) -> None:
        name = listing.paper_words(self._brief.template)
        state = self.tr("Ready to print") if pages else self.tr("Making the page")
        words = f"{name}  ·  {status_words(self._brief.paper, pages, state)}"
        self.header.show_status(words)

    def _show_failed(self, problem: Told) -> None:
        self.desk.progress.hide()
        again = BannerAction(self.tr("Try again"), self._make_now)
        self.desk.banners.report("making", problem, [again])
        self.header.show_status(self.tr("The page could not be made"), tell=True)

    def _show_slow(self, slow: bool) -> None:
        if slow:
            self.desk.progress.tell(making_words(0, 0), self.tr("Cancel"))
        elif not self.sending.is_printing:
            self.desk.progress.hide()

    def _show_reached(self, page: int, pages: int) -> None:
        self.desk.progress.tell(making_words(page, pages), self.tr("Cancel"), page, pages)

    def _show_stopped(self) -> None:
        words = self.tr("Stopped. The page is not up to date.")
        self.desk.progress.say(words, self.tr("Make it now"))

    def _progress_pressed(self) -> None:
        if self.sending.is_printing:
            self.sending.cancel()
        elif self.making.is_current or self.desk.progress.button.text() == self.tr("Make it now"):
            self._make_now()
        else:
            self.making.cancel()

    def _make_now(self) -> None:
        self.desk.banners.settle("making")
        self.desk.progress.hide()
        self._make(at_once=True)

    # -- the ways out ----------------------------------------------------------------------
    def save_pdf(self) -> None:
        """Ask where to, then save the paper there."""
        if self._meeting is not None:
            outlet = Outlet(
                ".pdf",
                self.tr("Save the paper as a PDF"),
                self.tr("PDF documents (*.pdf)"),
                lambda going: going.pdf,
            )
            self.sending.ask_where(paper_title(self._meeting, self.side.list.key), outlet)

    def print_pages(self) -> None:
        """Open the system's print dialog for the paper."""
        if self._meeting is not None:
            self.sending.ask_printer(paper_title(self._meeting, self.side.list.key))

    def save_calendar(self, series: bool) -> None:
        """Ask where to, then save a calendar file of the meeting, or of its whole series."""
        meeting, now, zone = self._meeting, self._context.clock(), self._zone
        if meeting is None:
            return

        def read(reader: Reader) -> bytes:
            if series and meeting.series_id is not None:
                return series_calendar(reader, meeting.series_id, now=now, zone=zone)
            return meeting_calendar(reader, meeting.id, now=now, zone=zone)

        title = calendar_title(meeting.title)
        self._dispatch.ask(read, partial(self._ask_calendar, title), self, self._calendar_not_made)

    def _ask_calendar(self, title: str, file: bytes) -> None:
        if self._closed:
            return
        self.desk.banners.settle("calendar")
        self._calendar = file
        outlet = Outlet(
            ".ics",
            self.tr("Save the calendar file"),
            self.tr("Calendar files (*.ics)"),
            lambda going: going.pdf,
        )
        self.calendar_out.ask_where(title, outlet)

    def _calendar_not_made(self, problem: Told) -> None:
        self._stack.setCurrentWidget(self.desk)
        self.desk.banners.report("calendar", problem, [])

    def _when_ready(self, run: Callable[[Outgoing], None]) -> None:
        def go(made: Made) -> None:
            run(Outgoing(made.composed.content, made.printed.pdf, made.printed.pages))

        self.making.when_current(go)

    def _when_calendar(self, run: Callable[[Outgoing], None]) -> None:
        """Hand on the calendar file; it has no pages, only bytes."""
        run(Outgoing(BriefContent("", self._context.clock()), self._calendar, 0))


def compose(reader: Reader, asked: Brief, now: datetime, zone: tzinfo | None) -> Composed:
    """Return a paper of a meeting in the shape of a brief, for the press and the ways out."""
    content = paper(
        reader,
        asked.meeting_id or "",
        asked.template,
        now=now,
        zone=zone,
        paper_size=Paper(asked.paper or Paper.LETTER),
        language=asked.language,
        large_print=asked.large_print,
        greys=asked.print_safe,
    )
    return Composed(content, TEMPLATES[0])
