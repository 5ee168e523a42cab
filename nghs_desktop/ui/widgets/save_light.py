"""The light that says where the work is: saved on this computer, being saved, or not saved."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.look import RADIUS, Look
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.announce import announce

_MOST_LINES = 4


class SaveLight(QPushButton):
    """Icon and words for the state of saving. With a problem it is a button to try again."""

    retried = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = "circle-check"
        self._tone: Role = "success"
        self._compact = False
        self._rows: tuple[str, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._clicked)
        look.changed.connect(self._arrange)
        self.show_saved()

    @property
    def has_problem(self) -> bool:
        """Whether something could not be saved."""
        return self._icon == "circle-alert"

    def show_saved(self, words: str = "") -> None:
        """Say that everything typed is safe; `words` may name who else has it."""
        recovered = self.has_problem
        self._show("circle-check", "success", words or self.tr("Saved on this computer"))
        if recovered:
            announce(self, self.text())

    def show_saving(self) -> None:
        """Say that something is on its way to the disk."""
        self._show("clock", "text3", self.tr("Saving"))

    def show_problem(self, reason: str) -> None:
        """Say what keeps it from being saved; a click tries again."""
        self._show("circle-alert", "danger", self.tr("Not saved: {reason}").format(reason=reason))
        announce(self, self.text(), urgent=True)

    def set_compact(self, compact: bool) -> None:
        """Show the icon alone; the words stay as tooltip and accessible name."""
        self._compact = compact
        self._arrange()

    def _show(self, icon: str, tone: Role, words: str) -> None:
        self._icon, self._tone = icon, tone
        self.setText(words)
        problem = self.has_problem
        self.setAccessibleName(words)
        self.setAccessibleDescription(self.tr("Try again") if problem else "")
        self.setToolTip(self.tr("{words}. Try again").format(words=words) if problem else words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if problem else Qt.FocusPolicy.NoFocus)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - self._look.px(40)
        most = _MOST_LINES if self.has_problem else 2
        self._rows = painting.wrap(self._look, self.text(), "caption", max(room, 1), most)
        if self._compact:
            self._rows = ()
        self.setFixedHeight(self._height())
        self.update()

    def _height(self) -> int:
        return max(
            len(self._rows) * self._look.line("caption") + self._look.px(8), self._look.px(24)
        )

    def sizeHint(self) -> QSize:
        """Icon and words; as wide as there is room."""
        return QSize(self._look.px(24), self._height())

    def minimumSizeHint(self) -> QSize:
        """The icon alone."""
        return QSize(self._look.px(24), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew."""
        super().resizeEvent(event)
        self._arrange()

    def _clicked(self) -> None:
        if self.has_problem:
            self.retried.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the light and its words."""
        look, painter = self._look, QPainter(self)
        first = look.px(4) + look.line("caption") / 2
        if self.has_problem and self.underMouse():
            painting.rounded(painter, QRectF(self.rect()), look.px(RADIUS), look.colour("hover"))
        if not self._rows:
            middle = self.height() / 2
            left = (self.width() - look.px(16)) / 2
            painting.icon(painter, look, self._icon, self._tone, left, middle, 16)
        else:
            painting.icon(painter, look, self._icon, self._tone, look.px(10), first, 14)
            tone: Role = "danger" if self.has_problem else "text3"
            painting.lines(painter, look, look.px(32), look.px(4), self._rows, "caption", tone)
        if self.hasFocus():
            painting.focus_ring(painter, look, QRectF(self.rect()), look.px(RADIUS))
        painter.end()
