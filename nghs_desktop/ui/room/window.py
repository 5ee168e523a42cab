"""The window the room looks at. It shows the `RoomView` it was given, counts its clocks on by itself,
and takes no other words from anywhere: no toast, no draft, no dialog can come in here.
"""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QRect, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from nghs_desktop.base.clock import Clock
from nghs_desktop.services.api import RoomClock, RoomView, room_time
from nghs_desktop.ui.room.content import Content, Dial, Piece, Type, dial_pieces, lay_out
from nghs_desktop.ui.room.painter import paint_content, paint_ground, paint_pieces
from nghs_desktop.ui.theme import ThemeKey, load_theme

PREVIEW = (960, 540)
_SECOND = timedelta(seconds=1)
_SOON_MS = 15
_BLANK = (Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
_FREEZE = (Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)


class RoomWindow(QWidget):
    """The room display, as a full screen or as a preview beside the facilitator's window.

    `blank_asked`, `freeze_asked`, `dark_asked`, `close_asked` come from its keys (B, Z, D, F9 or
    Esc); `closed` when it is gone; `took_keyboard` when it has the keyboard and should not.
    """

    blank_asked = Signal()
    freeze_asked = Signal()
    dark_asked = Signal()
    close_asked = Signal()
    closed = Signal()
    took_keyboard = Signal()

    def __init__(self, family: str, clock: Clock, *, full: bool) -> None:
        kind = Qt.WindowType.Window if full else Qt.WindowType.Tool
        flags = kind | Qt.WindowType.FramelessWindowHint if full else kind
        super().__init__(None, flags)
        self._clock, self.is_full = clock, full
        self._view = RoomView()
        self._content = Content()
        self._type = Type(family)
        self._theme = load_theme("light")
        self._blank = self._frozen = False
        self._opening = True
        self.drawn: list[str] = []
        """Every line of words painted since this list was last emptied, newest last."""
        self.paints = 0
        """How often all of it was painted; a tick of the clock is not counted."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setWindowTitle(self.tr("Room display"))
        self.setAccessibleName(self.tr("Room display"))
        self.setMinimumSize(320, 180)
        self.resize(*PREVIEW)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    # -- what it shows -------------------------------------------------------------------
    @property
    def view(self) -> RoomView:
        """What it was given to show."""
        return self._view

    @property
    def content(self) -> Content:
        """How that is laid out."""
        return self._content

    @property
    def is_blank(self) -> bool:
        """Whether it shows nothing."""
        return self._blank

    @property
    def is_frozen(self) -> bool:
        """Whether it stays as it is, its clocks too."""
        return self._frozen

    @property
    def is_ticking(self) -> bool:
        """Whether a clock counts on."""
        return self._timer.isActive()

    def show_view(self, view: RoomView) -> None:
        """Show another view; the same one again costs nothing. A frozen window stays as it is."""
        if self._frozen or view == self._view:
            return
        self._view = view
        self._lay_out()

    def show_theme(self, key: ThemeKey) -> None:
        """Show light or dark."""
        self._theme = load_theme(key)
        self.update()

    def set_blank(self, blank: bool) -> None:
        """Show nothing, or all again."""
        self._blank = blank
        self._describe()
        self.update()
        self._set_going()

    def set_frozen(self, frozen: bool) -> None:
        """Stay as it is now, or go on."""
        self._frozen = frozen
        self._set_going()

    def _lay_out(self) -> None:
        self._content = lay_out(self._view, QSizeF(self.size()), self._type)
        self._describe()
        self.update()
        self._set_going()

    def _describe(self) -> None:
        said = self.tr("Blank") if self._blank else self._view.sentence
        self.setAccessibleDescription(said)

    # -- the clocks ----------------------------------------------------------------------
    def _clocks(self) -> list[tuple[Dial, RoomClock]]:
        view, content = self._view, self._content
        found: list[tuple[Dial, RoomClock]] = []
        if view.clock is not None and content.dial is not None:
            found.append((content.dial, view.clock))
        if view.step is not None and content.step_dial is not None:
            found.append((content.step_dial, view.step.clock))
        return found

    def _set_going(self) -> None:
        counts = any(clock.stopped_at is None for _, clock in self._clocks())
        if counts and not self._frozen and not self._blank and self.isVisible():
            self._arm()
        else:
            self._timer.stop()

    def _arm(self) -> None:
        """Wake just after the next second of the first clock that changes."""
        now = self._clock()
        waits = [
            _SECOND - (now - clock.since) % _SECOND
            for _, clock in self._clocks()
            if clock.stopped_at is None
        ]
        wait = min(waits, default=_SECOND)
        self._timer.start(int(wait / timedelta(milliseconds=1)) + _SOON_MS)

    def _tick(self) -> None:
        for dial, _ in self._clocks():
            self.update(_around(dial.place))
        self._set_going()

    def _clock_pieces(self) -> list[Piece]:
        now = self._clock()
        return [
            piece
            for dial, clock in self._clocks()
            for piece in dial_pieces(dial, room_time(clock, now))
        ]

    # -- painting ------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all of it, or no more than the clocks where only they changed."""
        painter = QPainter(self)
        if self._blank:
            paint_ground(painter, load_theme("dark"), QRectF(event.rect()))
            painter.end()
            return
        paint_ground(painter, self._theme, QRectF(event.rect()))
        rest = event.region()
        for dial, _ in self._clocks():
            rest = rest.subtracted(QRegion(_around(dial.place)))
        if not rest.isEmpty():
            self.paints += 1
            paint_content(painter, self._theme, self._type, self._content, self.drawn.append)
        paint_pieces(painter, self._theme, self._type, self._clock_pieces(), self.drawn.append)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit everything to the new size."""
        super().resizeEvent(event)
        self._lay_out()

    # -- keys and coming and going ---------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """B blanks, Z freezes, D turns light and dark, F9 or Esc closes, as do the facilitator's keys.

        Any other key was meant for the facilitator's window, and gives it the keyboard again.
        """
        self._opening = False
        key, held = event.key(), event.modifiers()
        plain = held == Qt.KeyboardModifier.NoModifier
        if (plain and key == Qt.Key.Key_B) or (key, held) == _BLANK:
            self.blank_asked.emit()
        elif (plain and key == Qt.Key.Key_Z) or (key, held) == _FREEZE:
            self.freeze_asked.emit()
        elif plain and key == Qt.Key.Key_D:
            self.dark_asked.emit()
        elif plain and key in (Qt.Key.Key_F9, Qt.Key.Key_Escape):
            self.close_asked.emit()
        elif event.text():
            self.took_keyboard.emit()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the keyboard when it is clicked."""
        self._opening = False
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Count only while in sight; say when a desktop gives it the keyboard as it opens."""
        if event.type() == QEvent.Type.WindowActivate and self._opening:
            self.took_keyboard.emit()
        elif event.type() == QEvent.Type.Show:
            QTimer.singleShot(0, self, self._set_going)
        return super().event(event)

    def settled(self) -> None:
        """From now on the keyboard may be given to it."""
        self._opening = False

    def hideEvent(self, event: QHideEvent) -> None:
        """Count for nobody."""
        super().hideEvent(event)
        self._timer.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that it is gone."""
        super().closeEvent(event)
        self._timer.stop()
        self.closed.emit()


def _around(place: QRectF) -> QRect:
    return place.toAlignedRect().adjusted(-2, -2, 2, 2)
