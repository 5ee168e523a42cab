"""What runs beside the notes in a meeting (votes, people, scripts, the room display, the review) and the
stage it stands on: the meeting as it is on screen, a panel at the right, a page in place of it all.

A companion knows the stage and no other companion. It writes commands like everybody else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from nghs_desktop.domain.capture import Command
from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.meetings import AgendaItem, Meeting
from nghs_desktop.services.api import ItemRow, MeetingPage
from nghs_desktop.ui.dispatch import Dispatch
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.view import View
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from nghs_desktop.ui.views.meeting import MeetingView
    from nghs_desktop.ui.views.meeting_flow import MeetingFlow

_SHEET = 400


class Companion(Protocol):
    """Something that runs beside the notes. Made once, after the first paint, with the stage."""

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what it does for keys and palette, by the action's id."""

    def obey(self, command: Command) -> bool:
        """Do what a line such as /vote asks; return False when it is not for this companion."""

    def show(self, page: MeetingPage) -> None:
        """Take the meeting as it was read: another meeting, or the same after a change."""

    def when_changed(self, changes: ChangeSet) -> None:
        """Hear of a change of the workspace (after `show`, where that follows)."""

    def tick(self, now: datetime) -> None:
        """Count on: called each second while an agenda item runs and the meeting is in sight."""

    def close_innermost(self) -> bool:
        """Close what it has open innermost for Esc; return False when there is none."""

    def shut(self) -> None:
        """The window closes: hand over what is typed, close own windows."""


class MeetingStage(QObject):
    """The meeting screen, as its companions see it.

    `moved` follows whatever shows at once: another agenda item, a start, a pause, more time.
    `people_asked(anchor)`: who is here is wanted, beside this widget of the header.
    `panel_closed(widget)` follows when a panel leaves, whoever closed it.
    """

    moved = Signal()
    people_asked = Signal(object)
    panel_closed = Signal(object)

    def __init__(self, view: MeetingView, pages: QStackedLayout, main: QWidget) -> None:
        super().__init__(view)
        self._view, self._pages, self._main = view, pages, main
        self._panel: QWidget | None = None
        self._title = ""
        self._sheet: Sheet | None = None

    # -- what is on ----------------------------------------------------------------------
    @property
    def view(self) -> QWidget:
        """The meeting screen: parent of what a companion makes."""
        return self._view

    @property
    def context(self) -> ViewContext:
        """Look, data, keys and time of the window."""
        return self._view.context

    @property
    def look(self) -> Look:
        """Colours, sizes, icons."""
        return self.context.look

    @property
    def dispatch(self) -> Dispatch:
        """The way to the workspace."""
        return self.context.dispatch

    @property
    def flow(self) -> MeetingFlow:
        """Start, next item, pause, end: the meeting's own commands."""
        return self._view.flow

    @property
    def page(self) -> MeetingPage:
        """The meeting as it was read last; `meeting` and `agenda` are fresher."""
        return self._view.page

    @property
    def group(self) -> WorkGroup | None:
        """The work group whose meeting is on screen."""
        return self._view.page.group

    @property
    def meeting(self) -> Meeting | None:
        """The meeting on screen, as its keys have left it."""
        return self._view.flow.meeting

    @property
    def agenda(self) -> tuple[AgendaItem, ...]:
        """Its agenda, in order, as its keys have left it."""
        return self._view.flow.items

    @property
    def item(self) -> AgendaItem | None:
        """The agenda item that runs, or None."""
        current = self._view.slots.table.current
        return current.item if current is not None else None

    def chosen(self) -> tuple[ItemRow, ...]:
        """Return the rows of the stream that are chosen, in its order; pending ones left out."""
        return self._view.stream.chosen_items()

    def focus_capture(self) -> None:
        """Put the caret into the capture bar."""
        self._view.bar.focus_field()

    # -- a panel at the right, or in a sheet where there is no room ------------------------
    @property
    def panel(self) -> QWidget | None:
        """The companion's panel that is shown, or None."""
        return self._panel

    def show_panel(self, widget: QWidget, title: str) -> None:
        """Show a panel beside the notes; it stays until it is closed or another takes its place."""
        if self._panel is not None and self._panel is not widget:
            self.close_panel(self._panel)
        self._panel, self._title = widget, title
        self.place_panel()

    def place_panel(self) -> None:
        """Put the panel where there is room for it now."""
        widget = self._panel
        if widget is None or self.own_page is not None:
            return  # a sheet would lie over the page; the panel is there again with the meeting
        if self._view.side.isVisibleTo(self._view):
            if self._sheet is not None and self._sheet.content is widget:
                self._release_sheet()
            self._view.side.set_side_panel(widget)
            return
        if self._view.side.panel is widget:
            self._view.side.release(widget)
        if self._sheet is None:
            self._sheet = Sheet(self.look, self._view, width=_SHEET)
            self._sheet.closed.connect(self._when_sheet_closed)
        if self._sheet.content is not widget:
            self._sheet.present(widget, self._title)

    def close_panel(self, widget: QWidget) -> None:
        """Take a panel away; the overview is there again."""
        if widget is not self._panel:
            return
        self._panel = None
        if self._sheet is not None and self._sheet.content is widget:
            self._release_sheet()
        if self._view.side.panel is widget:
            self._view.side.release(widget)
        self.panel_closed.emit(widget)

    def _release_sheet(self) -> None:
        if self._sheet is not None:
            self._sheet.blockSignals(True)
            self._sheet.dismiss()
            self._sheet.blockSignals(False)

    def _when_sheet_closed(self) -> None:
        widget, self._panel = self._panel, None
        if widget is not None:
            self.panel_closed.emit(widget)

    # -- a page in place of the meeting ----------------------------------------------------
    @property
    def own_page(self) -> QWidget | None:
        """The companion's page that stands in place of the meeting, or None."""
        shown = self._pages.currentWidget()
        return shown if shown is not self._main else None

    def show_page(self, widget: QWidget) -> None:
        """Show a page in place of the whole meeting screen. It should be a `View`."""
        if self._pages.indexOf(widget) < 0:
            self._pages.addWidget(widget)
        self._release_sheet()
        self._turn_to(widget)
        if isinstance(widget, View):
            widget.apply_width(self._view.width_class)
            widget.focus_first()

    def close_page(self) -> None:
        """Show the meeting again, with the caret in the capture bar."""
        self._turn_to(self._main)
        self.place_panel()
        self.focus_capture()

    def _turn_to(self, widget: QWidget) -> None:
        """Show one page; those that are hidden ask for no room."""
        for at in range(self._pages.count()):
            page = self._pages.widget(at)
            policy = QSizePolicy.Policy.Preferred if page is widget else QSizePolicy.Policy.Ignored
            if page is not None:
                page.setSizePolicy(policy, policy)
        self._pages.setCurrentWidget(widget)
