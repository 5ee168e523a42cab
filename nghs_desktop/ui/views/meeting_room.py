"""The room display: opens and closes its window, reads what the room may see and hands it over.

A companion of the meeting screen (`meeting_stage`). Nothing reaches that window but a `RoomView`; it
is read off this thread, after every change that could touch it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QBoxLayout, QWidget

from nghs_desktop.base.clock import from_text, to_text
from nghs_desktop.domain.capture import Command, CommandName
from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.domain.nouns import CAPTURED
from nghs_desktop.services.api import MeetingPage, Reader
from nghs_desktop.ui.dialogs.popups import choose_from
from nghs_desktop.ui.models.stream import clock_text
from nghs_desktop.ui.views.meeting_header import MeetingHeader
from nghs_desktop.ui.views.meeting_stage import MeetingStage
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.properties import Choice

if TYPE_CHECKING:
    from nghs_desktop.services.api import RoomView
    from nghs_desktop.ui.room.state import RoomState
    from nghs_desktop.ui.room.window import RoomWindow

_SHOWN = (
    *(noun.name for noun in CAPTURED),
    *("meeting", "agenda_item", "work_group", "vote_line", "conflict_of_interest"),
    *("attendance", "stay", "membership", "person", "organization", "protocol_run", "link"),
)
_BREAKS = (5, 10, 15, 20, 30, 45, 60)
_MINUTE = timedelta(minutes=1)
_SETTLES_MS = 500
_DARK, _BACK = "room/dark", "room/back"


class Room(QObject):
    """The room display. `state_changed(words)` says what the room sees; "" while it is closed."""

    state_changed = Signal(str)

    def __init__(self, stage: MeetingStage) -> None:
        super().__init__(stage)
        self._stage, self._context = stage, stage.context
        self.window: RoomWindow | None = None
        self.screens: Callable[[], Sequence[QScreen]] = QGuiApplication.screens
        self._asked = 0
        self._was_paused = False
        self._sign: RoomState | None = None
        self._button: Button | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.read)
        stage.moved.connect(self._when_moved)

    # -- what a companion does -----------------------------------------------------------
    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what it does for keys and palette."""
        return {
            "room": self.toggle,
            "room_blank": self.toggle_blank,
            "room_freeze": self.toggle_freeze,
            "room_dark": self.toggle_dark,
            "room_back": self.ask_back,
        }

    def obey(self, command: Command) -> bool:
        """Open or close it for /room."""
        if command.name is not CommandName.ROOM:
            return False
        self.toggle()
        return True

    def show(self, page: MeetingPage) -> None:
        """Show the meeting as it was read."""
        self.read()

    def when_changed(self, changes: ChangeSet) -> None:
        """Read again what the room may see, where a change touches it."""
        if changes.touches(*_SHOWN):
            self.read()

    def tick(self, now: datetime) -> None:
        """The window counts on by itself, also while another place is on screen."""

    def close_innermost(self) -> bool:
        """Esc in the facilitator's window never takes the room's away."""
        return False

    def shut(self) -> None:
        """Close the window with the facilitator's."""
        self.close()

    # -- opening and closing ---------------------------------------------------------------
    def toggle(self) -> None:
        """Open the room display, or close it."""
        if self.window is None:
            self.open()
        else:
            self.close()

    def open(self) -> None:
        """Open it on the second screen, or as a preview where there is one screen only."""
        self._make(self._other_screen())
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._screens_changed)
            app.screenRemoved.connect(self._screens_changed)
        self.read()

    def _make(self, screen: QScreen | None) -> None:
        from nghs_desktop.ui.room.window import RoomWindow

        family = self._stage.look.font("body").family()
        window = RoomWindow(family, self._context.clock, full=screen is not None)
        window.show_theme("dark" if self._context.settings.value(_DARK) == "yes" else "light")
        window.blank_asked.connect(self.toggle_blank)
        window.freeze_asked.connect(self.toggle_freeze)
        window.dark_asked.connect(self.toggle_dark)
        window.close_asked.connect(self.close)
        window.closed.connect(self._when_closed)
        window.took_keyboard.connect(self._take_keyboard_back)
        self.window = window
        main = self._stage.view.window()
        if screen is not None:
            window.setScreen(screen)
            window.setGeometry(screen.geometry())
            window.showFullScreen()
        else:
            window.setGeometry(_beside(main, window.size().width(), window.size().height()))
            window.winId()
            handle, above = window.windowHandle(), main.windowHandle()
            if handle is not None and above is not None:
                handle.setTransientParent(above)
            window.show()
        # Some desktops give a new window the keyboard whatever it asks for, and not at once.
        QTimer.singleShot(_SETTLES_MS, window, window.settled)
        self._tell()

    def _take_keyboard_back(self) -> None:
        """Let the facilitator go on typing."""
        main = self._stage.view.window()
        QTimer.singleShot(0, main, main.activateWindow)

    def close(self) -> None:
        """Close it."""
        if self.window is not None:
            self.window.close()

    def _when_closed(self) -> None:
        window, self.window = self.window, None
        self._again.stop()
        self._asked += 1
        app = QGuiApplication.instance()
        if window is not None and isinstance(app, QGuiApplication):
            app.screenAdded.disconnect(self._screens_changed)
            app.screenRemoved.disconnect(self._screens_changed)
        if window is not None:
            window.deleteLater()
        self._tell()

    # -- screens ---------------------------------------------------------------------------
    def _other_screen(self) -> QScreen | None:
        return other_screen(self.screens(), self._stage.view.window().screen())

    def _screens_changed(self, _screen: QScreen) -> None:
        QTimer.singleShot(0, self, self.place)

    def place(self) -> None:
        """Go to the second screen when there is one now, or back to a preview when it is gone."""
        before = self.window
        if before is None:
            return
        screen = self._other_screen()
        if before.is_full == (screen is not None) and (screen is None or screen == before.screen()):
            return
        view, blank, frozen = before.view, before.is_blank, before.is_frozen
        before.closed.disconnect(self._when_closed)
        before.close()
        before.deleteLater()
        self._make(screen)
        if self.window is not None:
            self.window.show_view(view)
            self.window.set_blank(blank)
            self.window.set_frozen(frozen)
        self._tell()
        if screen is None:
            words = self.tr("The second screen is gone. The room display is a preview now.")
            self._context.say(words)

    # -- what the room sees ----------------------------------------------------------------
    def read(self) -> None:
        """Read what the room may see now, off this thread, and show it."""
        window = self.window
        if window is None:
            return
        self._asked += 1
        asked, meeting = self._asked, self._stage.meeting
        if meeting is None:
            from nghs_desktop.services.api import RoomView

            window.show_view(RoomView())
            return
        now, id = self._context.clock(), meeting.id
        back = self._back_at(id)

        def query(reader: Reader) -> RoomView:
            from nghs_desktop.services.api import room_view

            return room_view(reader, id, now=now, say_time=clock_text, back_at=back)

        def arrived(view: RoomView) -> None:
            if asked == self._asked and self.window is not None:
                self._take(view)

        self._context.dispatch.ask(query, arrived, self)

    def _take(self, view: RoomView) -> None:
        if self.window is None:
            return
        self.window.show_view(view)
        self._again.stop()
        if view.again_at is not None:
            wait = (view.again_at - self._context.clock()) / timedelta(milliseconds=1)
            self._again.start(max(round(wait) + 50, 50))

    def _when_moved(self) -> None:
        paused = self._stage.flow.is_paused
        if self._was_paused and not paused:
            self._context.settings.remove(_BACK)
        self._was_paused = paused

    # -- blank, freeze, dark, back -----------------------------------------------------------
    def toggle_blank(self) -> None:
        """Show the room nothing, or all again."""
        window = self._opened()
        if window is not None:
            window.set_blank(not window.is_blank)
            self._tell()

    def toggle_freeze(self) -> None:
        """Leave what the room sees as it is, or go on."""
        window = self._opened()
        if window is not None:
            window.set_frozen(not window.is_frozen)
            self._tell()
            self.read()

    def toggle_dark(self) -> None:
        """Show light words on dark, or dark on light; remembered for next time."""
        window = self._opened()
        if window is not None:
            dark = self._context.settings.value(_DARK) != "yes"
            self._context.settings.setValue(_DARK, "yes" if dark else "no")
            window.show_theme("dark" if dark else "light")

    def _opened(self) -> RoomWindow | None:
        """The window, or a word that there is none."""
        if self.window is None:
            keys = self._context.actions.shown_keys("room")
            words = self.tr("The room display is closed. {keys} opens it.").format(keys=keys)
            self._context.say(words)
        return self.window

    def ask_back(self) -> None:
        """Ask for how long the break is; the clock pauses, and the room sees when it goes on."""
        if not self._stage.flow.is_live:
            self._context.say(self.tr("The meeting does not run. Start it first."))
            return
        choices = [
            Choice(str(minutes), self.tr("Back in {n} minutes").format(n=minutes), "clock")
            for minutes in _BREAKS
        ]
        view = self._stage.view
        at = view.mapToGlobal(QPoint(view.width() // 2, view.height() // 4))
        title = self.tr("When are we back?")
        choose_from(self._stage.look, view, title, choices, "", self._set_back, at)

    def _set_back(self, minutes: str) -> None:
        meeting = self._stage.meeting
        if meeting is None:
            return
        back = self._context.clock() + int(minutes) * _MINUTE
        # A full minute, as people say it; never a shorter break than was said.
        back = back.replace(second=0, microsecond=0) + (_MINUTE if back.second else 0 * _MINUTE)
        self._context.settings.setValue(_BACK, f"{meeting.id} {to_text(back)}")
        if not self._stage.flow.is_paused:
            self._stage.flow.pause()
        self.read()

    def _back_at(self, meeting_id: str) -> datetime | None:
        kept = str(self._context.settings.value(_BACK) or "")
        meeting, _, at = kept.partition(" ")
        return from_text(at) if meeting == meeting_id and at else None

    # -- what the facilitator is told ----------------------------------------------------------
    @property
    def state(self) -> str:
        """What the room sees, in words; "" while the window is closed."""
        window = self.window
        if window is None:
            return ""
        if window.is_blank:
            return self.tr("The room sees: blank")
        if window.is_frozen:
            return self.tr("The room sees: frozen")
        if window.is_full:
            return self.tr("The room sees: live")
        return self.tr("Room display: preview")

    def _tell(self) -> None:
        state = self.state
        self.state_changed.emit(state)
        self._show_state(state)
        if state:
            announce(self._stage.view, state)

    def _show_state(self, words: str) -> None:
        from nghs_desktop.ui.room.state import RoomState

        if self._sign is None:
            header = self._stage.view.findChild(MeetingHeader)
            place = header.layout() if header is not None else None
            if header is None or not isinstance(place, QBoxLayout):
                return
            self._sign = RoomState(self._stage.look, header, place)
            self._sign.clicked.connect(self.show_all)
            self._button = header.room
        window = self.window
        held = window is not None and (window.is_blank or window.is_frozen)
        blank = window is not None and window.is_blank
        short = self.tr("Room: blank") if blank else self.tr("Room: frozen")
        hint = self.tr("Show all again")
        self._sign.show_state(words if held else "", short if held else "", hint)
        if self._button is not None:
            self._button.set_icon("monitor-up", "accent_text" if words else None)
            name = self._context.actions.spec("room").words
            hint = self.tr("{state}. Close it").format(state=words) if words else ""
            self._button.describe(name, hint, self._context.actions.shown_keys("room"))

    def show_all(self) -> None:
        """Let the room see all again."""
        window = self.window
        if window is not None:
            window.set_blank(False)
            window.set_frozen(False)
            self._tell()
            self.read()


def other_screen(screens: Sequence[QScreen], home: QScreen | None) -> QScreen | None:
    """Return the screen for the room: not the one the facilitator looks at, nor its mirror image."""
    for screen in screens:
        if screen == home:
            continue
        if home is not None and screen.geometry().intersects(home.geometry()):
            continue
        return screen
    return None


def _beside(main: QWidget, width: int, height: int) -> QRect:
    """Return where a preview lies: right of the window if there is room, else in its upper corner."""
    screen = main.screen()
    free = screen.availableGeometry() if screen is not None else QRect(0, 0, 1280, 800)
    width, height = min(width, free.width()), min(height, free.height())
    frame = main.frameGeometry()
    x = frame.right() + 8
    if x + width > free.right():
        x = free.right() - width
    y = max(free.top(), min(frame.top(), free.bottom() - height))
    return QRect(x, y + 32 if y + 32 + height <= free.bottom() else y, width, height)
