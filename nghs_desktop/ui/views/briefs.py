"""The briefs place: what a brief holds at the left, its real pages at the right; saved, issued and
printed from here. What a brief says is gathered by the services and set by the press."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, tzinfo
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nghs_desktop.domain.briefs import Paper
from nghs_desktop.domain.changes import UndoState
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.workspaces import Brief
from nghs_desktop.services.api import IssuedRow, Press, levers, undo_state
from nghs_desktop.ui.briefs.acting import Acting
from nghs_desktop.ui.briefs.choosing import Choosing
from nghs_desktop.ui.briefs.desk import Right
from nghs_desktop.ui.briefs.fixing import Fixing
from nghs_desktop.ui.briefs.header import BriefHeader
from nghs_desktop.ui.briefs.issuing import Issuing
from nghs_desktop.ui.briefs.keeping import Keeping
from nghs_desktop.ui.briefs.making import Made, Making
from nghs_desktop.ui.briefs.outlets import (
    Outlet,
    Resolution,
    markdown_outlet,
    pdf_outlet,
    picture_outlet,
    word_outlet,
)
from nghs_desktop.ui.briefs.page_view import Fit
from nghs_desktop.ui.briefs.pages import PdfPages
from nghs_desktop.ui.briefs.sending import Sending
from nghs_desktop.ui.briefs.showing import Showing
from nghs_desktop.ui.briefs.side import BriefSide
from nghs_desktop.ui.briefs.wording import brief_name, check_lines, file_words, issued_title
from nghs_desktop.ui.view import WidthClass
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.cards import EmptyState


class BriefsView(QWidget):
    """The place. `open_item` asks for a record to be shown, so that it can be put right."""

    open_item = Signal(object)

    def __init__(
        self,
        context: ViewContext,
        press: Press,
        zone: tzinfo | None = None,
        *,
        paper: Callable[[], Paper] = lambda: Paper.LETTER,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._dispatch, self._press = context.look, context.dispatch, press
        self._clock, self._zone, self._say, self._me = context.clock, zone, context.say, context.me
        self._narrow = self._page_shown = self._closed = False
        self._subject: Ref | None = None
        self._pages = PdfPages()
        dispatch, clock = self._dispatch, self._clock
        self.making = Making(dispatch, press, clock, zone, self)
        self.keeping = Keeping(dispatch, clock, zone, paper, self)
        self._build(context)
        self._join(press)
        self._connect()

    # -- building ------------------------------------------------------------------------
    def _build(self, context: ViewContext) -> None:
        look, actions = self._look, context.actions
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = BriefHeader(look, actions, self.commands, self)
        column.addWidget(self.header)
        self._body = QWidget(self)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.side = BriefSide(look, actions, context.settings, self._today, self._zone, self._body)
        self.right = Right(
            look, actions, self._pages, self._dispatch, self._today, self._zone, self._body
        )
        self.desk = self.right.desk
        self.pages, self.banners = self.desk.pages, self.desk.banners
        self.progress, self.zoom = self.desk.progress, self.desk.zoom
        row.addWidget(self.side)
        row.addWidget(self.right, 1)
        column.addWidget(self._body, 1)
        self.empty = EmptyState(look, self.tr("A brief appears here after a meeting."))
        self.empty.hide()
        column.addWidget(self.empty, 1)
        self.header.show_ready(False)

    def _join(self, press: Press) -> None:
        """Make the parts that stand on others."""
        dispatch, say = self._dispatch, self._say
        self.showing = Showing(dispatch, self.making, self._pages, self.header, self.desk, self)
        self.sending = Sending(
            self.showing.when_ready, dispatch, self.banners, self.progress, say, self
        )
        self.showing.is_busy = lambda: self.sending.is_printing
        self.issuing = Issuing(dispatch, press, self.keeping, self._clock, self._zone, self)
        fixing = Fixing(dispatch, self.keeping, self._clock, say, self._me, self)
        self.choosing = Choosing(self._look, dispatch, lambda: self.keeping.group_id, say, self)
        parts = (self.keeping, self.making, self.showing, self.issuing, fixing, self.choosing)
        self.acting = Acting(dispatch, parts, self.side, self.right, say, self)
        fixing.open_item.connect(self.open_item)
        self.right.privacy.opened.connect(self.open_item)

    def _connect(self) -> None:
        keeping, making = self.keeping, self.making
        keeping.shown.connect(self._show)
        keeping.issued_shown.connect(self._show_issued)
        keeping.emptied.connect(self._show_empty)
        keeping.facts_changed.connect(making.again)
        making.made.connect(self._show_made)
        self.showing.verified.connect(self.side.issued.verdict.read)
        self.acting.arranged.connect(self._arrange)
        self.acting.focus_asked.connect(self.focus_first)
        self.header.swapped.connect(self.swap)
        self.header.picture_asked.connect(self.save_picture)
        self.header.save.clicked.connect(self.save_pdf)
        self.header.print.clicked.connect(self.print_pages)
        self.progress.pressed.connect(self._progress_pressed)
        self.pages.pointed.connect(self._find_line)
        self._dispatch.undo_changed.connect(self.show_undo)
        self._dispatch.ask(undo_state, self.show_undo, self)
        self._dispatch.ask(levers, self._show_levers, self)
        # For a view that goes without having been shut: this holds no reference to it.
        self.destroyed.connect(partial(self._pages.close, wait=False))

    # -- what the shell asks ---------------------------------------------------------------
    def focus_first(self) -> None:
        """Put the keyboard on the sections, or on what stands in their place."""
        self.keeping.begin()
        if not self.right.is_pages or (self._narrow and self._page_shown):
            self.right.focus_first()
        elif self.keeping.issued is not None:
            self.side.issued.draft.setFocus()
        else:
            self.side.sections.setFocus()

    def panes(self) -> Sequence[QWidget]:
        """Return header, sections and pages."""
        return (self.header, self.side, self.right)

    def apply_width(self, width: WidthClass) -> None:
        """Show sections and page side by side, or one of them."""
        narrow = width < WidthClass.STRIP
        if narrow != self._narrow:
            self._narrow = narrow
            # A whole page is too small to read where it has all the room there is.
            self.pages.set_fit(Fit.WIDTH if narrow else Fit.PAGE)
        self._arrange()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what this place does for keys, palette and its own menu."""
        acting = self.acting
        return {
            "brief": self.print_pages,
            "print": self.print_pages,
            "save_pdf": self.save_pdf,
            "save_word": partial(self._save, word_outlet()),
            "save_markdown": partial(self._save, markdown_outlet()),
            "save_picture": partial(self.save_picture, Resolution.SLIDE),
            "new": acting.start_new,
            "filter": self._filter,
            "template": acting.choose_template,
            "fix_check": acting.fix_first,
            "issue_brief": acting.issue,
            "copy_brief": acting.copy_current,
            "all_briefs": acting.show_all,
            "swap_page": self._swap_if_narrow,
        }

    def close_innermost(self) -> bool:
        """Go back from the list of briefs or of names, then from the page to the sections where
        only one of them has room."""
        if not self.right.is_pages:
            if not self.right.close_innermost():
                self.acting.show_pages()
            return True
        if self._narrow and self._page_shown:
            self.swap()
            return True
        return False

    def swap(self) -> None:
        """Show the page in place of the sections, or the other way round."""
        self._page_shown = not self._page_shown
        self._arrange()
        self.focus_first()

    def _swap_if_narrow(self) -> None:
        if self._narrow:
            self.swap()

    def _arrange(self) -> None:
        other = not self.right.is_pages
        on_the_right = self._page_shown or other
        self.side.set_narrow(self._narrow)
        self.right.shelf.set_narrow(self._narrow)
        self.side.setVisible(not (self._narrow and on_the_right))
        self.right.setVisible(not self._narrow or on_the_right)
        self.header.set_narrow(self._narrow, self._page_shown, can_swap=not other)

    # -- which brief -----------------------------------------------------------------------
    def show_for(self, group_id: str, meeting_id: str | None) -> None:
        """Show a meeting's brief, or the brief of a group's last month."""
        self.side.flush()
        self.right.show_pages()
        self._arrange()
        self.showing.from_top()
        self.keeping.show_for(group_id, meeting_id)

    def pick(self, which: str) -> None:
        """Show another brief by its key."""
        self.acting.pick(which)

    def show_group(self, group: WorkGroup) -> None:
        """Show the brief of the meeting that a work group is at."""
        self.side.flush()
        self.keeping.show_group(group)

    def show_undo(self, state: UndoState) -> None:
        """Say what undo would take back."""
        self.header.show_undo(state)

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()

    def _show_levers(self, found: Sequence[Lever]) -> None:
        self.side.setup.filter.show_levers([lever.name for lever in found])

    def _show_empty(self, empty: bool) -> None:
        self._body.setVisible(not empty)
        self.empty.setVisible(empty)
        self.right.shelf.show_held(self.keeping.held)

    def _show(self, brief: Brief, other: bool) -> None:
        keeping = self.keeping
        self.side.show_brief(brief, keeping.kept, keeping.held, keeping.meeting_id)
        self._name_subject(brief)
        self.header.show_title(brief_name(brief, keeping.held.place))
        self.showing.show_brief(brief, other=other)

    def _name_subject(self, brief: Brief) -> None:
        ref = Ref(brief.subject_noun, brief.subject_id) if brief.subject_id else None
        if ref is None:
            self.side.show_subject("")
        elif ref != self._subject:
            self.choosing.name(ref, self.side.show_subject)
        self._subject = ref

    def _show_issued(self, issued: IssuedRow) -> None:
        self.side.show_issued(issued, self.keeping.held)
        self.header.show_title(issued.title or issued_title(issued))
        self.showing.show_issued(issued)

    def _show_made(self, made: Made) -> None:
        self.side.show_composed(made.composed)
        self.side.checks.show_lines(check_lines(made.composed, made.printed))
        self.acting.look_again_at_masked()

    def _filter(self) -> None:
        if self.keeping.issued is None:
            self._page_shown = False
            self.right.show_pages()
            self._arrange()
            self.side.setup.open_filter()
            self.side.ensureWidgetVisible(self.side.setup.filter)

    def _find_line(self, page: int, x: float, y: float) -> None:
        """Go to the words that somebody pointed at on the page."""
        document = self.pages.document
        if document is not None and self.keeping.issued is None and not self._closed:
            line = self._pages.line_at(document, page, x, y)
            self._dispatch.follow(line, self._edit_line, self)

    def _edit_line(self, line: str) -> None:
        found = self.side.edit_line(line)
        if found and self._narrow and self._page_shown:
            self._page_shown = False
            self._arrange()
            self.side.edit_line(line)

    def _progress_pressed(self) -> None:
        if self.sending.is_printing:
            self.sending.cancel()
        elif self.showing.can_try_again:
            self.showing.make_again()
        else:
            self.making.cancel()

    # -- saving and printing ---------------------------------------------------------------
    def save_pdf(self) -> None:
        """Ask where to, then save the newest pages there."""
        self._save(pdf_outlet())

    def save_picture(self, resolution: str) -> None:
        """Ask where to, then save the page in view there as a picture."""
        self._save(picture_outlet(self.pages.page, Resolution(resolution)), self.pages.page + 1)

    def _save(self, outlet: Outlet, page: int = 0) -> None:
        words = self._file_words()
        if words:
            self.side.flush()
            more = self.tr("{name}, page {page}").format(name=words, page=page)
            self.sending.ask_where(more if page else words, outlet)

    def _file_words(self) -> str:
        issued, brief = self.keeping.issued, self.keeping.brief
        if issued is not None:
            return issued_title(issued)
        if brief is None:
            return ""
        return file_words(brief, self.keeping.held.place, self._today(), self._zone)

    def print_pages(self) -> None:
        """Open the system's print dialog with the newest pages."""
        issued, brief = self.keeping.issued, self.keeping.brief
        if issued is not None:
            self.sending.ask_printer(issued_title(issued))
        elif brief is not None:
            self.side.flush()
            self.sending.ask_printer(brief_name(brief, self.keeping.held.place))

    # -- events ----------------------------------------------------------------------------
    def showEvent(self, event: QShowEvent) -> None:
        """Make pages while somebody looks."""
        super().showEvent(event)
        self._press.warm()
        self.making.set_active(not self._closed and not self.issuing.is_at_it)

    def hideEvent(self, event: QHideEvent) -> None:
        """Make no pages that nobody sees; what was typed is kept."""
        super().hideEvent(event)
        self.side.flush()
        self.making.set_active(False)

    def shut(self) -> None:
        """Stop all that goes on for this place; call before the workspace is closed."""
        if self._closed:
            return
        self.side.flush()
        self._closed = True
        self.showing.close()
        self.making.stop()
        self.sending.shut()
        self._pages.close()
