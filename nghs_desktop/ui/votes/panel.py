"""The vote panel: what is asked, the open vote, what it came to; one of the three at a time.

It scrolls where there is no room. Which of them shows is the companion's business.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from nghs_desktop.ui.look import Look
from nghs_desktop.ui.votes.asking import AskForm
from nghs_desktop.ui.votes.closed import ClosedVote
from nghs_desktop.ui.votes.running import RunningVote
from nghs_desktop.ui.widgets.sheet import Sheet

_IN_SHEET = 16


class VotePanel(QScrollArea):
    """Holds the three pages and keeps the keyboard within the one that shows."""

    def __init__(self, look: Look, host: QWidget) -> None:
        super().__init__(host)
        self._look = look
        self.hide()
        self.setAccessibleName(self.tr("Vote"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self.asking = AskForm(look, content)
        self.running = RunningVote(look, host, content)
        self.closed = ClosedVote(look, content)
        for page in self.pages:
            self._column.addWidget(page)
            page.hide()
        self.setWidget(content)
        content.setAutoFillBackground(False)  # the area turns it on
        look.follow(self, self._fit)
        self.show_page(self.running)

    @property
    def pages(self) -> tuple[AskForm, RunningVote, ClosedVote]:
        """All three."""
        return self.asking, self.running, self.closed

    @property
    def page(self) -> QWidget:
        """The one that shows."""
        return next(page for page in self.pages if not page.isHidden())

    def show_page(self, wanted: QWidget) -> None:
        """Show one of the three."""
        for page in self.pages:
            page.setVisible(page is wanted)
        self.verticalScrollBar().setValue(0)

    def focus_first(self) -> None:
        """Put the caret into the first field of the page."""
        first = {
            self.asking: self.asking.question,
            self.running: self.running.line.field,
            self.closed: self.closed.outcome,
        }
        first[self.page].setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The panel is no stop of its own: its field is."""
        self.focus_first()

    def has_keyboard(self) -> bool:
        """Tell whether the keyboard is in the panel."""
        focus = self.window().focusWidget() if self.window() is not None else None
        return focus is not None and self.isVisible() and self.isAncestorOf(focus)

    def _fit(self) -> None:
        pad = self._look.px(_IN_SHEET) if isinstance(self.parentWidget(), Sheet) else 0
        self._column.setContentsMargins(pad, 0, pad, pad)
        self._column.setSpacing(0)

    def event(self, event: QEvent) -> bool:
        """Take room at the sides in a sheet, none beside the notes."""
        if event.type() == QEvent.Type.ParentChange:
            self._fit()
        return super().event(event)

    def sizeHint(self) -> QSize:
        """As wide as its place."""
        return QSize(self._look.px(260), self._look.px(400))

    def minimumSizeHint(self) -> QSize:
        """It scrolls."""
        return QSize(self._look.px(200), self._look.px(120))
