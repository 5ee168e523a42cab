"""Bars at the top for what went wrong outside: what happened, what is safe, what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.ui import painting
from nghs_desktop.ui.look import RADIUS_ROW, Look
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label


@dataclass(frozen=True, slots=True)
class BannerAction:
    """A button in a banner: its words (a verb) and what it does."""

    words: str
    run: Callable[[], None]


class Banner(QFrame):
    """One problem in words, with buttons for what can be done about it."""

    closed = Signal()

    def __init__(
        self,
        look: Look,
        problem: Told,
        actions: Sequence[BannerAction] = (),
        *,
        details: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.problem = problem
        self.setAccessibleName(str(problem))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        look.space(row, (44, 8, 8, 8), 12)
        column = QVBoxLayout()
        look.space(column, (0, 4, 0, 4), 4)
        column.addWidget(Label(look, problem.message, "strong", wrap=True))
        if problem.remedy:
            column.addWidget(Label(look, problem.remedy, "body", "text2", wrap=True))
        self._details = Label(look, details, "caption", "text2", wrap=True)
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details.hide()
        column.addWidget(self._details)
        self.buttons: list[Button] = []
        self._actions = tuple(actions)
        for action in actions:
            self._add(action.words).clicked.connect(self._act)
        if details:
            self._add(self.tr("Details")).clicked.connect(self._show_details)
        if self.buttons:
            flow = FlowLayout()
            look.space(flow, (0, 4, 0, 0), 8)
            for button in self.buttons:
                flow.addWidget(button)
            column.addLayout(flow)
        row.addLayout(column, 1)
        close = IconButton(look, "x", self.tr("Close this message"))
        close.clicked.connect(self.closed)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        look.changed.connect(self.update)

    def _add(self, words: str) -> Button:
        button = Button(self._look, words, parent=self)
        self.buttons.append(button)
        return button

    def _act(self) -> None:
        button = self.sender()
        for at, known in enumerate(self.buttons[: len(self._actions)]):
            if known is button:
                self._actions[at].run()

    def _show_details(self) -> None:
        self._details.setVisible(self._details.isHidden())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the warning sign."""
        look, painter = self._look, QPainter(self)
        painting.rounded(
            painter,
            QRectF(self.rect()),
            look.px(RADIUS_ROW),
            look.colour("barrier_tint"),
            look.colour("danger"),
        )
        painting.icon(painter, look, "circle-alert", "danger", look.px(16), look.px(24), 18)
        painter.end()


class Banners(QWidget):
    """The place for banners, at most one for each cause."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: dict[str, Banner] = {}
        self._column = QVBoxLayout(self)
        look.space(self._column, (24, 12, 24, 0), 8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def shown(self) -> tuple[Banner, ...]:
        """Return the banners on screen."""
        return tuple(self._shown.values())

    def report(
        self,
        cause: str,
        problem: Told,
        actions: Sequence[BannerAction] = (),
        *,
        details: str = "",
    ) -> Banner:
        """Show a problem; a newer one of the same cause takes the older one's place."""
        self.settle(cause)
        banner = Banner(self._look, problem, actions, details=details, parent=self)
        banner.setProperty("cause", cause)
        banner.closed.connect(self._closed)
        self._shown[cause] = banner
        self._column.addWidget(banner)
        self.show()
        announce(self, str(problem), urgent=True)
        return banner

    def settle(self, cause: str) -> None:
        """Take a problem away because it is over."""
        banner = self._shown.pop(cause, None)
        if banner is not None:
            banner.hide()
            self._column.removeWidget(banner)
            banner.deleteLater()
        self.setVisible(bool(self._shown))

    def _closed(self) -> None:
        banner = self.sender()
        if isinstance(banner, Banner):
            self.settle(str(banner.property("cause")))
