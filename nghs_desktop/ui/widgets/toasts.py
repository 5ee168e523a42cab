"""Short notes on what was just done, with Undo. Never modal, kept in a list of notices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import Card, Shadow
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.words import translated

STAYS_MS = 8_000
_MOST_SHOWN = 3
_MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Notice:
    """What a toast said, and when (the computer's own time)."""

    words: str
    at: datetime


class Toast(Card):
    """One note. Stays 8 seconds, longer while the pointer or the keyboard is on it."""

    finished = Signal()

    def __init__(
        self,
        look: Look,
        words: str,
        action_words: str,
        action: Callable[[], None] | None,
        keys: str,
        parent: QWidget,
    ) -> None:
        super().__init__(look, parent)
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        look.space(row, (16, 6, 6, 6), 8)
        self._label = Label(look, words, "body", wrap=True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._label, 1)
        self._run = action
        self.buttons: list[Button] = []
        if action is not None:
            takes_back = action_words == translated("actions", "Undo")
            icon = "undo-2" if takes_back else ""
            button = Button(look, action_words, kind="ghost", icon=icon, keys=keys)
            button.clicked.connect(self._act)
            self.buttons.append(button)
        close = IconButton(look, "x", self.tr("Close this note"))
        close.clicked.connect(self.finished)
        self.buttons.append(close)
        for button in self.buttons:
            button.installEventFilter(self)
            row.addWidget(button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self.finished)
        self._timer.start()

    @property
    def is_waiting(self) -> bool:
        """Whether its time is running."""
        return self._timer.isActive()

    def stop(self) -> None:
        """Let no time run any more."""
        self._timer.stop()

    def wide(self) -> int:
        """Return the width its words ask for in one line, in px."""
        words = self._look.metrics("body").horizontalAdvance(self._label.text())
        rest = sum(button.sizeHint().width() + self._look.px(8) for button in self.buttons)
        return round(words) + rest + self._look.px(28)

    def _act(self) -> None:
        run, self._run = self._run, None
        self.finished.emit()
        if run is not None:
            run()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while the pointer is here."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on when the pointer has left."""
        super().leaveEvent(event)
        if not any(button.hasFocus() for button in self.buttons):
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait while the keyboard is on one of the buttons."""
        if isinstance(event, QFocusEvent):
            if event.gotFocus():
                self._timer.stop()
            elif not self.underMouse():
                self._timer.start()
        return False


class Toasts(QWidget):
    """The place toasts stand: bottom middle of its parent, the newest lowest."""

    noticed = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: list[tuple[Toast, Shadow]] = []
        self._notices: list[Notice] = []
        self._area = QRect()
        self._came_from: QWidget | None = None
        self.setAccessibleName(self.tr("Notes"))
        self.setProperty("overlay", True)
        look.changed.connect(self._arrange)
        self.hide()

    def notices(self) -> tuple[Notice, ...]:
        """Return what was said since the start, oldest first."""
        return tuple(self._notices)

    def shown(self) -> tuple[Toast, ...]:
        """Return the toasts on screen."""
        return tuple(toast for toast, _ in self._shown)

    def say(
        self,
        words: str,
        *,
        action_words: str = "",
        action: Callable[[], None] | None = None,
        keys: str = "",
    ) -> Toast:
        """Show a note, past tense, with at most one button (mostly Undo)."""
        self._notices.append(Notice(words, datetime.now(tz=UTC).astimezone()))
        del self._notices[:-_MOST_KEPT]
        while len(self._shown) >= _MOST_SHOWN:
            self._drop(self._shown[0][0])
        shadow = Shadow(self._look, self)
        toast = Toast(self._look, words, action_words, action, keys, self)
        toast.finished.connect(self._finished)
        self._shown.append((toast, shadow))
        self._arrange()
        announce(self, words)
        self.noticed.emit(words)
        return toast

    def clear(self) -> None:
        """Take all notes off the screen."""
        for toast in self.shown():
            self._drop(toast)

    def stand_in(self, area: QRect) -> None:
        """Stand at the bottom of an area of the parent."""
        if area != self._area:
            self._area = area
            self._arrange()

    def _finished(self) -> None:
        toast = self.sender()
        if isinstance(toast, Toast):
            self._drop(toast)

    def _drop(self, toast: Toast) -> None:
        had_keyboard = any(button.hasFocus() for button in toast.buttons)
        for entry in self._shown:
            if entry[0] is toast:
                self._shown.remove(entry)
                toast.stop()
                for widget in entry:
                    widget.hide()
                    widget.deleteLater()
                break
        self._arrange()
        if had_keyboard and self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> bool:
        """Put the keyboard on the newest note; return False when there is none."""
        if not self._shown:
            return False
        self._came_from = QApplication.focusWidget()
        self._shown[-1][0].buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _arrange(self) -> None:
        if not self._shown or self._area.isEmpty():
            self.hide()
            return
        look = self._look
        reach = look.px(Shadow.REACH)
        most = self._area.width() - 2 * look.px(16)
        width = min(most, max(look.px(280), min(look.px(560), max(t.wide() for t in self.shown()))))
        heights = []
        for toast, _ in self._shown:
            need = toast.heightForWidth(width)
            heights.append(max(need, toast.sizeHint().height()) if need < 0 else need)
        gap = look.px(8)
        total = sum(heights) + gap * (len(heights) - 1)
        left = self._area.x() + (self._area.width() - width) // 2
        top = self._area.bottom() - look.px(16) - total
        self.setGeometry(left - reach, top - reach, width + 2 * reach, total + 2 * reach)
        y = reach
        for (toast, shadow), height in zip(self._shown, heights, strict=True):
            toast.setGeometry(reach, y, width, height)
            shadow.lie_under(toast.geometry())
            shadow.show()
            toast.show()
            toast.raise_()
            y += height + gap
        # Shown only where it belongs: Qt would take the pointer for being on it elsewhere.
        self.show()
        self.raise_()
