"""The briefs place: what a brief holds at the left, its real pages at the right; saved and printed
from here. What a brief says is gathered by the services and set by the press."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, tzinfo
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.domain.briefs import Paper
from nghs_desktop.domain.changes import ChangeSet, Outcome, UndoState
from nghs_desktop.domain.commands import AmendRecords, Command, LogRecords, Ref
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.workspaces import Brief
from nghs_desktop.services.api import (
    BriefPlace,
    Press,
    Reader,
    brief_place,
    file_name,
    meeting_to_run,
    new_brief,
    undo_state,
    work_groups,
)
from nghs_desktop.ui.actions import Actions
from nghs_desktop.ui.briefs.header import BriefHeader
from nghs_desktop.ui.briefs.making import Made, Making
from nghs_desktop.ui.briefs.page_view import Fit, PageView, desk_colour
from nghs_desktop.ui.briefs.pages import Document, PdfPages
from nghs_desktop.ui.briefs.progress import ProgressCard
from nghs_desktop.ui.briefs.sending import Sending
from nghs_desktop.ui.briefs.side import MEETING, PERIOD, BriefSide
from nghs_desktop.ui.briefs.wording import (
    CheckLine,
    brief_name,
    check_lines,
    file_words,
    status_words,
)
from nghs_desktop.ui.briefs.zoom_bar import ZoomBar
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.view import WidthClass
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.banners import BannerAction, Banners
from nghs_desktop.ui.widgets.cards import EmptyState

if TYPE_CHECKING:
    pass

_WITHOUT_PAGES = frozenset({"saved_view", "statement", "term"})
"""Nouns that no brief says anything of."""


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
        self._clock, self._zone, self._say = context.clock, zone, context.say
        self._usual_paper = paper
        self._group_id = self._start_with = ""
        self._meeting_id: str | None = None
        self._pick = MEETING
        self._place = BriefPlace(None, (), ())
        self._drafts: dict[str, Brief] = {}
        self._brief: Brief | None = None
        self._kept = False
        self._lost = ""
        self._pending = 0
        self._narrow = self._page_shown = self._from_top = self._closed = False
        self._state = ""
        self._pages = PdfPages()
        self.making = Making(self._dispatch, press, self._clock, zone, self)
        self._build(context.actions)
        self._connect()

    # -- building ------------------------------------------------------------------------
    def _build(self, actions: Actions) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = BriefHeader(look, actions, self)
        column.addWidget(self.header)
        self._body = QWidget(self)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.side = BriefSide(look, actions, self._today, self._zone, self._body)
        self.desk = _Desk(look, self._body)
        self.pages = PageView(look, self._pages, self._dispatch.follow, self.desk)
        self.banners = Banners(look, self.desk)
        self.zoom = ZoomBar(look, self.pages, self.desk)
        self.desk.stack(self.banners, self.pages, self.zoom)
        self.progress = ProgressCard(look, self.desk)
        self.sending = Sending(
            self.making, self._dispatch, self.banners, self.progress, self._say, self
        )
        row.addWidget(self.side)
        row.addWidget(self.desk, 1)
        column.addWidget(self._body, 1)
        self.empty = EmptyState(look, self.tr("A brief appears here after a meeting."))
        self.empty.hide()
        column.addWidget(self.empty, 1)
        self.header.show_ready(False)
        self.pages.installEventFilter(self)

    def _connect(self) -> None:
        side, making = self.side, self.making
        side.picked.connect(self.pick)
        side.new_asked.connect(self.start_new)
        side.amended.connect(self._amend)
        side.fixed.connect(self._fix)
        self.header.swapped.connect(self.swap)
        self.header.save.clicked.connect(self.save_pdf)
        self.header.print.clicked.connect(self.print_pages)
        making.made.connect(self._show_made)
        making.failed.connect(self._show_failed)
        making.slow_changed.connect(self._show_slow)
        making.stopped.connect(self._show_stopped)
        self.progress.pressed.connect(self._progress_pressed)
        self.pages.shown.connect(self._page_came)
        self._dispatch.changed.connect(self._changed)
        self._dispatch.undo_changed.connect(self.show_undo)
        self._dispatch.ask(undo_state, self.show_undo, self)
        # For a view that goes without having been shut: this holds no reference to it.
        self.destroyed.connect(partial(self._pages.close, wait=False))

    # -- what the shell asks ---------------------------------------------------------------
    def focus_first(self) -> None:
        """Put the keyboard on the sections."""
        if not self._group_id:
            self._begin()
        target = self.pages if self._narrow and self._page_shown else self.side.sections
        target.setFocus()

    def panes(self) -> Sequence[QWidget]:
        """Return header, sections and pages."""
        return (self.header, self.side, self.desk)

    def apply_width(self, width: WidthClass) -> None:
        """Show sections and page side by side, or one of them."""
        narrow = width < WidthClass.STRIP
        if narrow != self._narrow:
            self._narrow = narrow
            # A whole page is too small to read where it has all the room there is.
            self.pages.set_fit(Fit.WIDTH if narrow else Fit.PAGE)
        self._arrange()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what this place does for keys and palette."""
        return {"brief": self.print_pages, "print": self.print_pages, "save_pdf": self.save_pdf}

    def close_innermost(self) -> bool:
        """Go back from the page to the sections where only one of them has room."""
        if self._narrow and self._page_shown:
            self.swap()
            return True
        return False

    def swap(self) -> None:
        """Show the page in place of the sections, or the other way round."""
        self._page_shown = not self._page_shown
        self._arrange()
        (self.pages if self._page_shown else self.side.sections).setFocus()

    def _arrange(self) -> None:
        self.side.set_narrow(self._narrow)
        self.side.setVisible(not (self._narrow and self._page_shown))
        self.desk.setVisible(not self._narrow or self._page_shown)
        self.header.set_narrow(self._narrow, self._page_shown)

    # -- which brief -----------------------------------------------------------------------
    def show_for(self, group_id: str, meeting_id: str | None) -> None:
        """Show a meeting's brief, or the brief of a group's last month."""
        self._group_id, self._meeting_id = group_id, meeting_id
        self.pick(MEETING if meeting_id else PERIOD)

    def pick(self, which: str) -> None:
        """Show another brief: `MEETING`, `PERIOD`, or a saved one by its key."""
        self.side.words.flush()
        self._pick, self._from_top = which, True
        self._drafts.pop(PERIOD, None)
        self._reload()

    def start_new(self) -> None:
        """Start another brief of what the one on screen is about."""
        group, brief = self._place.group, self._brief
        if group is None:
            return
        self.side.words.flush()
        meeting_id = brief.meeting_id if brief else None
        meeting = next((one for one in self._place.meetings if one.id == meeting_id), None)
        made = new_brief(group, meeting, self._usual_paper(), self._today())
        self._from_top = True
        self._show(made, kept=False)
        self._log(made, self.tr("start a brief"))
        self.side.words.title.setFocus()

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()

    def show_group(self, group: WorkGroup) -> None:
        """Show the brief of the meeting that a work group is at."""
        if group.id != self._group_id:
            self._group_id, self._start_with = "", group.id
            self._begin()

    def show_undo(self, state: UndoState) -> None:
        """Say what undo would take back."""
        self.header.show_undo(state)

    def _begin(self) -> None:
        find = partial(self._to_start_with, group_id=self._start_with)
        self._dispatch.ask(find, self._take_first, self)

    def _to_start_with(self, reader: Reader, group_id: str = "") -> tuple[str, str | None]:
        if not group_id:
            groups = work_groups(reader)
            group_id = groups[0].id if groups else ""
        if not group_id:
            return "", None
        meeting = meeting_to_run(reader, group_id, self._clock())
        return group_id, meeting.id if meeting else None

    def _take_first(self, found: tuple[str, str | None]) -> None:
        if self._group_id or (self._start_with and found[0] != self._start_with):
            return
        self._show_empty(not found[0])
        if found[0]:
            self.show_for(*found)

    def _show_empty(self, empty: bool) -> None:
        self._body.setVisible(not empty)
        self.empty.setVisible(empty)

    def _reload(self) -> None:
        group_id = self._group_id
        if group_id:
            self._dispatch.ask(lambda reader: brief_place(reader, group_id), self._take, self)

    def _take(self, place: BriefPlace) -> None:
        if place.group is None or place.group.id != self._group_id:
            return
        self._show_empty(False)
        self._place = place
        if self._pending:
            return
        saved = {one.id: one for one in place.briefs}
        if self._lost in saved:
            self._pick, self._lost = self._lost, ""
        if self._pick in saved:
            self._show(saved[self._pick], kept=True)
            return
        if self._pick not in (MEETING, PERIOD):
            self._lost = self._pick
            of_meeting = self._brief is not None and self._brief.meeting_id == self._meeting_id
            self._pick = MEETING if of_meeting and self._meeting_id else PERIOD
        meeting = next((one for one in place.meetings if one.id == self._meeting_id), None)
        if self._pick == MEETING and meeting is not None:
            of_this = [one for one in place.briefs if one.meeting_id == meeting.id]
            if of_this and not self._lost:
                self._pick = of_this[0].id
                self._show(of_this[0], kept=True)
                return
        about = meeting if self._pick == MEETING else None
        key = about.id if about else PERIOD
        if key not in self._drafts or self._drafts[key].id == self._lost:
            paper = self._usual_paper()
            self._drafts[key] = new_brief(place.group, about, paper, self._today())
        self._show(self._drafts[key], kept=False)

    def _show(self, brief: Brief, *, kept: bool) -> None:
        before, self._brief, self._kept = self._brief, brief, kept
        self.side.show_brief(brief, kept, self._place, self._meeting_id)
        self.header.show_title(brief_name(brief, self._place))
        if before != brief or self.making.newest is None:
            self._show_status()
            self.making.ask(brief, at_once=before is None or before.id != brief.id)

    # -- changing it -----------------------------------------------------------------------
    def _amend(self, values: dict[str, object], label: str, session: str) -> None:
        """Keep other values; the first change of a brief saves it."""
        before = self._brief
        if before is None:
            return
        brief = replace(before, **values)  # type: ignore[arg-type]
        kept = self._kept
        self._show(brief, kept=True)
        if not kept:
            # What is typed goes on after this step, so the step itself holds no words yet.
            self._log(before if session else brief, label)
        if kept or session:
            self._run(AmendRecords((Ref("brief", brief.id),), values, session, label))

    def _log(self, brief: Brief, label: str) -> None:
        self._kept, self._pick, self._lost = True, brief.id, ""
        self._drafts = {key: one for key, one in self._drafts.items() if one.id != brief.id}
        self._run(LogRecords((brief,), label=label))

    def _run(self, command: Command) -> None:
        self._pending += 1
        self._dispatch.run(command, self, self._ran, self._not_ran)

    def _ran(self, _outcome: Outcome) -> None:
        self._pending -= 1
        if not self._pending:
            self._reload()

    def _not_ran(self, problem: Told) -> None:
        self._pending -= 1
        self._dispatch.failed.emit(problem)
        self._reload()

    def _changed(self, changes: ChangeSet, origin: QObject | None) -> None:
        nouns = {change.noun for change in changes.changes}
        if not self._group_id:
            return
        if origin is not self:
            if nouns & {"brief", "meeting", "work_group"}:
                self._reload()
            if nouns - _WITHOUT_PAGES - {"brief"}:
                self.making.again()

    def _fix(self, line: CheckLine) -> None:
        if line.ref is not None:
            self.open_item.emit(line.ref)
        elif line.section:
            self.side.sections.go_to(line.section)

    # -- the pages -------------------------------------------------------------------------
    def _show_made(self, made: Made) -> None:
        self.banners.settle("making")
        self.progress.hide()
        self.side.words.show_made(made.gathered.made_title, made.gathered.made_summary)
        self.side.sections.sections.show_counts(made.gathered.counts)
        self.side.checks.show_lines(check_lines(made.gathered, made.printed))
        self._state = ""
        self._show_status()
        self.header.show_ready(True)
        if not self._closed:
            opened = self._pages.open(made.printed.pdf)
            self._dispatch.follow(opened, self._open, self)

    def _open(self, document: Document) -> None:
        newest = self.making.newest
        if newest is not None and document.pdf is newest.printed.pdf:
            self.pages.show_document(document)

    def _page_came(self, _document: Document) -> None:
        if self._from_top:
            self._from_top = False
            self.pages.go_to_page(0)

    def _show_status(self) -> None:
        brief, made = self._brief, self.making.newest
        if brief is None:
            return
        pages = made.printed.pages if made is not None else 0
        state = self._state or (self.tr("Ready to print") if pages else self.tr("Making the page"))
        paper = brief.paper if made is None else made.gathered.content.paper
        self.header.show_status(status_words(paper, pages, state), tell=bool(self._state))

    def _show_failed(self, problem: Told) -> None:
        self.progress.hide()
        again = BannerAction(self.tr("Try again"), self._make_again)
        self.banners.report("making", problem, [again])
        self._state = self.tr("The page could not be made")
        self._show_status()

    def _show_slow(self, slow: bool) -> None:
        if slow:
            self.progress.tell(self.tr("Making the pages"), self.tr("Cancel"))
        elif not self.sending.is_printing:
            self.progress.hide()

    def _show_stopped(self) -> None:
        self._state = self.tr("Stopped")
        self._show_status()
        self.progress.say(self.tr("Stopped. The page is not up to date."), self.tr("Make it now"))

    def _progress_pressed(self) -> None:
        if self.sending.is_printing:
            self.sending.cancel()
        elif self._state:
            self._make_again()
        else:
            self.making.cancel()

    def _make_again(self) -> None:
        self._state = ""
        self.banners.settle("making")
        self.progress.hide()
        if self._brief is not None:
            self.making.ask(self._brief, at_once=True)

    # -- saving and printing ---------------------------------------------------------------
    def save_pdf(self) -> None:
        """Ask where to, then save the newest pages there."""
        brief = self._brief
        if brief is not None:
            self.side.words.flush()
            words = file_words(brief, self._place, self._today(), self._zone)
            self.sending.ask_where(file_name(words, ".pdf"))

    def print_pages(self) -> None:
        """Open the system's print dialog with the newest pages."""
        brief = self._brief
        if brief is not None:
            self.side.words.flush()
            self.sending.ask_printer(brief_name(brief, self._place))

    # -- events ----------------------------------------------------------------------------
    def showEvent(self, event: QShowEvent) -> None:
        """Make pages while somebody looks."""
        super().showEvent(event)
        self._press.warm()
        self.making.set_active(not self._closed)

    def hideEvent(self, event: QHideEvent) -> None:
        """Make no pages that nobody sees; what was typed is kept."""
        super().hideEvent(event)
        self.side.words.flush()
        self.making.set_active(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the card of progress over the pages."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.progress.stand_in(QRect(self.pages.geometry()))
        return False

    def shut(self) -> None:
        """Stop all that goes on for this place; call before the workspace is closed."""
        if self._closed:
            return
        self.side.words.flush()
        self._closed = True
        self.making.stop()
        self.sending.shut()
        self._pages.close()


class _Desk(QWidget):
    """What the pages lie on, with a thin line at its left."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(self.tr("Pages of the brief"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def stack(self, *widgets: QWidget) -> None:
        """Put widgets one under the other; the second takes the room."""
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        for place, widget in enumerate(widgets):
            column.addWidget(widget, 1 if place == 1 else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), desk_colour(self._look))
        painter.fillRect(0, 0, 1, self.height(), self._look.colour("border"))
        painter.end()
