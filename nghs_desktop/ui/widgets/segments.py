"""Saved views as segments: one Tab stop, arrows inside, words with their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.look import CONTROL_HEIGHT, RADIUS, Look
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.flow import FlowLayout


@dataclass(frozen=True, slots=True)
class Segment:
    """One view to choose: its key, its words, and how many it holds if that is known."""

    key: str
    words: str
    count: int | None = None


_MOVES = frozenset(
    (
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    )
)


class _SegmentButton(QPushButton):
    def __init__(self, look: Look, segment: Segment, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.segment = segment
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.read(segment)
        look.changed.connect(self._restyle)

    def read(self, segment: Segment) -> None:
        self.segment = segment
        self.setText(segment.words)
        name = segment.words if segment.count is None else f"{segment.words}, {segment.count}"
        self.setAccessibleName(name)
        self._restyle()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _widths(self) -> tuple[float, float]:
        metrics = self._look.metrics("button", weight=600)
        count = "" if self.segment.count is None else str(self.segment.count)
        gap = self._look.px(8) if count else 0
        return metrics.horizontalAdvance(self.segment.words), (
            metrics.horizontalAdvance(count) + gap
        )

    def sizeHint(self) -> QSize:
        words, count = self._widths()
        return QSize(round(words + count) + 2 * self._look.px(13), self._look.px(CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            # Qt's own arrows would walk over all buttons of the window; the row does it.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        rect, radius = QRectF(self.rect()), look.px(RADIUS)
        chosen = self.isChecked()
        inner = rect.adjusted(0, look.px(1), 0, -look.px(1))
        painting.row_ground(
            painter, look, inner, radius, selected=chosen, hovered=self.underMouse()
        )
        weight = 600 if chosen else 500
        tone: Role = "accent_text" if chosen else "text2"
        words, count = self._widths()
        x = look.px(13)
        space = QRectF(x, 0, words + 2, rect.height())
        painting.text(
            painter,
            look,
            space,
            self.segment.words,
            "button",
            tone,
            weight=weight,
            elide=False,
        )
        if count:
            space = QRectF(x + words + look.px(8), 0, count, rect.height())
            number = str(self.segment.count)
            painting.text(painter, look, space, number, "button", tone, weight=weight, elide=False)
        if self.hasFocus():
            painting.focus_ring(painter, look, inner, radius)
        painter.end()


class Segments(QWidget):
    """A row of views of which one is chosen; goes on in a second line when narrow."""

    chosen = Signal(str)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._buttons: list[_SegmentButton] = []
        self._current = ""
        self.setAccessibleName(name)
        self._flow = FlowLayout(self)
        look.space(self._flow, spacing=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def current(self) -> str:
        """The key of the chosen view, or nothing."""
        return self._current

    def show_segments(self, segments: Sequence[Segment], current: str = "") -> None:
        """Show these views; buttons that are there already are used again."""
        for button, segment in zip(self._buttons, segments, strict=False):
            button.read(segment)
        for segment in segments[len(self._buttons) :]:
            button = _SegmentButton(self._look, segment, self)
            button.clicked.connect(self._clicked)
            self._buttons.append(button)
            self._flow.addWidget(button)
            button.show()
        for button in self._buttons[len(segments) :]:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        del self._buttons[len(segments) :]
        keys = [segment.key for segment in segments]
        wanted = current or self._current
        self.choose(wanted if wanted in keys else (keys[0] if keys else ""))

    def choose(self, key: str) -> None:
        """Mark a view as chosen, without saying so to anybody."""
        self._current = key
        for button in self._buttons:
            on = button.segment.key == key
            button.setChecked(on)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _SegmentButton):
            self._take(button)

    def _take(self, button: _SegmentButton) -> None:
        changed = button.segment.key != self._current
        self.choose(button.segment.key)
        if changed:
            self.chosen.emit(self._current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, Home and End."""
        at = next((n for n, b in enumerate(self._buttons) if b.hasFocus()), None)
        last = len(self._buttons) - 1
        if at is None:
            super().keyPressEvent(event)
            return
        moves = {
            Qt.Key.Key_Left: max(at - 1, 0),
            Qt.Key.Key_Up: max(at - 1, 0),
            Qt.Key.Key_Right: min(at + 1, last),
            Qt.Key.Key_Down: min(at + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        to = moves.get(Qt.Key(event.key()))
        if to is None:
            super().keyPressEvent(event)
            return
        self._take(self._buttons[to])
        self._buttons[to].setFocus(Qt.FocusReason.TabFocusReason)
