"""Brings pages on screen, of the draft as it is made or of an issued brief as it was, and says where
they stand. What a brief holds and how it is kept is not known here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from nghs_desktop.base.errors import Told
from nghs_desktop.domain.briefs import BriefContent
from nghs_desktop.domain.workspaces import Brief, BriefStatus
from nghs_desktop.services.api import (
    IssuedRow,
    Reader,
    Verdict,
    issued_content,
    issued_pdf,
    verify,
)
from nghs_desktop.ui.briefs.desk import Desk
from nghs_desktop.ui.briefs.header import BriefHeader
from nghs_desktop.ui.briefs.making import Made, Making
from nghs_desktop.ui.briefs.outlets import Outgoing
from nghs_desktop.ui.briefs.pages import Document, PdfPages
from nghs_desktop.ui.briefs.wording import issued_words, making_words, pages_words, status_words
from nghs_desktop.ui.dispatch import Dispatch
from nghs_desktop.ui.widgets.banners import BannerAction


class Showing(QObject):
    """The pages on screen. `verified` tells whether those of an issued brief are as issued."""

    verified = Signal(object)

    def __init__(
        self,
        dispatch: Dispatch,
        making: Making,
        pages: PdfPages,
        header: BriefHeader,
        desk: Desk,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._dispatch, self._making, self._pages = dispatch, making, pages
        self._header, self._desk = header, desk
        self._brief: Brief | None = None
        self._issued: IssuedRow | None = None
        self._outgoing: Outgoing | None = None
        self._waiting: list[Callable[[Outgoing], None]] = []
        self._state = ""
        self._from_top = self._closed = self._issuing = False
        self.is_busy: Callable[[], bool] = lambda: False
        making.made.connect(self._show_made)
        making.failed.connect(self._show_failed)
        making.slow_changed.connect(self._show_slow)
        making.reached.connect(self._show_reached)
        making.stopped.connect(self._show_stopped)
        desk.pages.shown.connect(self._page_came)

    @property
    def can_try_again(self) -> bool:
        """Whether the pages on screen are old because making new ones was stopped or failed."""
        return bool(self._state)

    @property
    def wanted(self) -> bytes | None:
        """The bytes of the document that is to be on screen."""
        if self._issued is not None:
            return self._outgoing.pdf if self._outgoing else None
        made = self._making.newest
        return made.printed.pdf if made else None

    def from_top(self) -> None:
        """Show the next pages that come from their first one on."""
        self._from_top = True

    def close(self) -> None:
        """Show nothing more."""
        self._closed = True
        self._waiting.clear()

    # -- a draft ---------------------------------------------------------------------------
    def show_brief(self, brief: Brief, *, other: bool) -> None:
        """Have the pages of a brief made, if they are not those of the brief before."""
        before, self._brief = self._brief, brief
        back = self._issued is not None
        self._issued = self._outgoing = None
        self._waiting.clear()
        if before != brief or back or self._making.newest is None:
            self._say_where_it_stands()
            self._making.ask(brief, at_once=other)

    def make_again(self) -> None:
        """Make the pages now, after they were stopped or failed."""
        self._state = ""
        self._desk.banners.settle("making")
        self._desk.progress.hide()
        if self._brief is not None:
            self._making.ask(self._brief, at_once=True)

    def _show_made(self, made: Made) -> None:
        self._desk.banners.settle("making")
        if not self.is_busy():
            self._desk.progress.hide()
        self._state = ""
        if self._issued is None:
            self._say_where_it_stands()
            self._header.show_ready(True)
            self._open(made.printed.pdf)

    def tell_issuing(self, issuing: bool) -> None:
        """Say that the brief is being issued, or no longer."""
        self._issuing = issuing
        self._say_where_it_stands()

    def _say_where_it_stands(self) -> None:
        brief, made = self._brief, self._making.newest
        if brief is None or self._issued is not None:
            return
        pages = made.printed.pages if made is not None else 0
        usual = self.tr("Ready to print") if pages else self.tr("Making the page")
        if pages and brief.status is BriefStatus.ISSUED:
            usual = self.tr("Issued; a change makes it a draft again")
        state = self._state or (self.tr("Issuing") if self._issuing else usual)
        paper = brief.paper if made is None else made.composed.content.paper
        self._header.show_status(status_words(paper, pages, state), tell=bool(self._state))

    def _show_failed(self, problem: Told) -> None:
        self._desk.progress.hide()
        again = BannerAction(self.tr("Try again"), self.make_again)
        self._desk.banners.report("making", problem, [again])
        self._state = self.tr("The page could not be made")
        self._say_where_it_stands()

    def _show_slow(self, slow: bool) -> None:
        if slow and self._issued is None:
            self._desk.progress.tell(making_words(0, 0), self.tr("Cancel"))
        elif not self.is_busy():
            self._desk.progress.hide()

    def _show_reached(self, page: int, pages: int) -> None:
        if self._issued is None:
            self._desk.progress.tell(making_words(page, pages), self.tr("Cancel"), page, pages)

    def _show_stopped(self) -> None:
        self._state = self.tr("Stopped")
        self._say_where_it_stands()
        words = self.tr("Stopped. The page is not up to date.")
        self._desk.progress.say(words, self.tr("Make it now"))

    # -- an issued one ---------------------------------------------------------------------
    def show_issued(self, issued: IssuedRow) -> None:
        """Show the very pages of an issued brief."""
        if self._issued is not None and self._issued.id == issued.id and self._outgoing:
            return
        self._issued, self._outgoing, self._from_top = issued, None, True
        if not self.is_busy():
            self._desk.progress.hide()
        self._header.show_ready(False)
        self._header.show_status(issued_words(issued))
        self._dispatch.ask(
            partial(_read_issued, issued.id),
            partial(self._take_issued, issued),
            self,
            partial(self._no_issued, issued),
        )

    def _take_issued(
        self, issued: IssuedRow, found: tuple[bytes, BriefContent | None, Verdict]
    ) -> None:
        if self._issued is None or self._issued.id != issued.id:
            return
        pdf, content, verdict = found
        self.verified.emit(verdict)
        words = f"{issued_words(issued)}  ·  {pages_words(issued.pages)}"
        self._header.show_status(words, tell=True)
        self._desk.banners.settle("making")
        if content is not None:
            going = self._outgoing = Outgoing(content, pdf, issued.pages)
            self._header.show_ready(True)
            waiting, self._waiting = self._waiting, []
            for run in waiting:
                run(going)
        self._open(pdf)

    def _no_issued(self, issued: IssuedRow, problem: Told) -> None:
        if self._issued is not None and self._issued.id == issued.id:
            self._desk.banners.report("making", problem, [])

    # -- both ------------------------------------------------------------------------------
    def when_ready(self, run: Callable[[Outgoing], None]) -> None:
        """Run something with the brief on screen, now or as soon as it is up to date."""
        if self._issued is None:
            self._making.when_current(lambda made: run(_outgoing(made)))
        elif self._outgoing is not None:
            run(self._outgoing)
        else:
            self._waiting.append(run)

    def _open(self, pdf: bytes) -> None:
        if not self._closed:
            self._dispatch.follow(self._pages.open(pdf), self._opened, self)

    def _opened(self, document: Document) -> None:
        if document.pdf is self.wanted:
            self._desk.pages.show_document(document)

    def _page_came(self, _document: Document) -> None:
        if self._from_top:
            self._from_top = False
            self._desk.pages.go_to_page(0)


def _outgoing(made: Made) -> Outgoing:
    return Outgoing(made.composed.content, made.printed.pdf, made.printed.pages)


def _read_issued(id: str, reader: Reader) -> tuple[bytes, BriefContent | None, Verdict]:
    """Return an issued brief's bytes, its data if they can be read, and whether all is as issued."""
    verdict = verify(reader, id)
    pdf = issued_pdf(reader, id)
    try:
        return pdf, issued_content(reader, id), verdict
    except Told:
        return pdf, None, verdict
