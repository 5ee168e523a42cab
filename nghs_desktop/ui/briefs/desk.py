"""The right side of the briefs place: the pages on their desk; in their place at times the list of all
briefs, or the page of what is masked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, tzinfo

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from nghs_desktop.services.api import Check, Masked
from nghs_desktop.ui.actions import Actions
from nghs_desktop.ui.briefs.keeping import Held
from nghs_desktop.ui.briefs.page_view import PageView, desk_colour
from nghs_desktop.ui.briefs.pages import PdfPages
from nghs_desktop.ui.briefs.privacy_page import PrivacyPage
from nghs_desktop.ui.briefs.progress import ProgressCard
from nghs_desktop.ui.briefs.shelf import Shelf
from nghs_desktop.ui.briefs.zoom_bar import ZoomBar
from nghs_desktop.ui.dispatch import Dispatch
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.banners import Banners


class Desk(QWidget):
    """What the pages lie on, with a thin line at its left."""

    def __init__(self, look: Look, pages: PdfPages, dispatch: Dispatch, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(self.tr("Pages of the brief"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.pages = PageView(look, pages, dispatch.follow, self)
        self.banners = Banners(look, self)
        self.zoom = ZoomBar(look, self.pages, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banners)
        column.addWidget(self.pages, 1)
        column.addWidget(self.zoom)
        self.progress = ProgressCard(look, self)
        self.pages.installEventFilter(self)
        look.changed.connect(self.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the card of progress over the pages."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.progress.stand_in(QRect(self.pages.geometry()))
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), desk_colour(self._look))
        painter.fillRect(0, 0, 1, self.height(), self._look.colour("border"))
        painter.end()


class Right(QWidget):
    """Shows one of the three."""

    def __init__(
        self,
        look: Look,
        actions: Actions,
        pages: PdfPages,
        dispatch: Dispatch,
        today: Callable[[], date],
        zone: tzinfo | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Pages and lists of briefs"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._stack = QStackedLayout(self)
        self.desk = Desk(look, pages, dispatch, self)
        self.shelf = Shelf(look, actions, today, zone, self)
        self.privacy = PrivacyPage(look, self)
        for widget in (self.desk, self.shelf, self.privacy):
            self._stack.addWidget(widget)

    @property
    def is_pages(self) -> bool:
        """Whether the pages are shown."""
        return self._stack.currentWidget() is self.desk

    @property
    def is_privacy(self) -> bool:
        """Whether the page of what is masked is shown."""
        return self._stack.currentWidget() is self.privacy

    def show_pages(self) -> None:
        """Show the pages."""
        self._stack.setCurrentWidget(self.desk)

    def show_shelf(self, held: Held) -> None:
        """Show the list of all briefs."""
        self.shelf.show_held(held)
        self._stack.setCurrentWidget(self.shelf)

    def show_masked(self, masked: Sequence[Masked], check: Check) -> None:
        """Show what is masked."""
        self.privacy.show_masked(masked, check)
        self._stack.setCurrentWidget(self.privacy)

    def focus_first(self) -> None:
        """Put the keyboard where work starts."""
        if self.is_pages:
            self.desk.pages.setFocus()
        elif self.is_privacy:
            self.privacy.reason.setFocus()
        else:
            self.shelf.focus_list()

    def close_innermost(self) -> bool:
        """Close what is open in the list; return False when there is nothing."""
        return not self.is_pages and not self.is_privacy and self.shelf.close_innermost()
