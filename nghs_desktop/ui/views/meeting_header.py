"""The head of the meeting screen: its title, when it is, who is there, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from functools import partial

from PySide6.QtCore import QLocale, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from nghs_desktop.domain.changes import UndoState
from nghs_desktop.domain.meetings import Attribution, Meeting, MeetingState
from nghs_desktop.domain.series import zone_of
from nghs_desktop.ui import painting
from nghs_desktop.ui.actions import Actions
from nghs_desktop.ui.look import RADIUS, Look
from nghs_desktop.ui.models.stream import clock_text
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.typography import TypeRole
from nghs_desktop.ui.view import WidthClass
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import ElidingLabel

_LEAST_WITH_BUTTONS = 420


_IN_MENU = (
    "people", "dot_vote", "fist", "decide", "script", "",
    "prepare", "park", "parked", "series", "choose_meeting", "scripts", "",
    "papers", "review", "minutes",
)  # fmt: skip
"""What the menu of a meeting offers, group by group: all of it has a key or stands in the palette."""


class TextButton(QPushButton):
    """Words that can be clicked; they look like words until the pointer or keyboard is on them."""

    def __init__(self, look: Look, font: TypeRole, tone: Role, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._font, self._tone = look, font, tone
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("elides", True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_words(self, words: str, name: str) -> None:
        """Say something else; the name begins with the words."""
        self.setText(words)
        self.setAccessibleName(name)
        self.setToolTip(name if name != words else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """All words in one line."""
        look = self._look
        words = look.metrics(self._font).horizontalAdvance(painting.one_line(self.text()))
        height = max(look.line(self._font) + look.px(4), look.px(24))
        return QSize(round(words) + 2 * look.px(6) + 2, height)

    def minimumSizeHint(self) -> QSize:
        """Some letters of it."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._look.px(60)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, and a ground while something points at them."""
        look, painter = self._look, QPainter(self)
        rect, radius = QRectF(self.rect()), look.px(RADIUS)
        if self.underMouse() and self.isEnabled():
            painting.rounded(painter, rect, radius, look.colour("hover"))
        room = rect.adjusted(look.px(6), 0, -look.px(6) + 2, 0)
        painting.text(painter, look, room, self.text(), self._font, self._tone)
        if self.hasFocus():
            painting.focus_ring(painter, look, rect, radius)
        painter.end()


class _TitleField(Field):
    finished = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit(True)
        elif event.key() == Qt.Key.Key_Escape:
            self.finished.emit(False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in passing:
            self.finished.emit(True)


class TitleEdit(QWidget):
    """A title that becomes a field when it is clicked. `renamed` carries the new words."""

    renamed = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._stack = QStackedLayout(self)
        self.button = TextButton(look, "title", "text", self)
        self.button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.field = _TitleField(look, self.tr("Title of the meeting"), font="subtitle")
        self.field.setMinimumWidth(1)  # the button says how narrow the title may be
        self._stack.addWidget(self.button)
        self._stack.addWidget(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.edit)
        self.field.finished.connect(self._finish)

    def show_title(self, title: str) -> None:
        """Show a title."""
        if self.button.text() != title:
            self.button.show_words(title, self.tr("{title}: rename").format(title=title))

    def edit(self) -> None:
        """Let the title be typed anew."""
        self.field.setText(self.button.text())
        self._stack.setCurrentWidget(self.field)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _finish(self, keep: bool) -> None:
        if self._stack.currentWidget() is not self.field:
            return
        had_keyboard = self.field.hasFocus()
        title = self.field.text().strip()
        self._stack.setCurrentWidget(self.button)
        if had_keyboard:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        if keep and title and title != self.button.text():
            self.button.show_words(title, self.tr("{title}: rename").format(title=title))
            self.renamed.emit(title)


class MeetingHeader(QWidget):
    """Title and facts at the left, actions at the right; a menu takes the actions when narrow."""

    renamed = Signal(str)
    people_asked = Signal()
    undo_asked = Signal()
    brief_asked = Signal()
    state_asked = Signal(MeetingState)
    meetings_asked = Signal()

    def __init__(self, look: Look, actions: Actions, zone: tzinfo | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._actions, self._zone = look, actions, zone
        self._meeting: Meeting | None = None
        self._narrow = self._short = self._tiny = False
        self.setAccessibleName(self.tr("Meeting"))
        self.title = TitleEdit(look, self)
        self.others = IconButton(look, "chevron-down", self.tr("Choose another meeting"))
        self.facts = ElidingLabel(look, "", "caption", "text3")
        self.people = TextButton(look, "caption", "text3", self)
        self.undo = IconButton(look, "undo-2", self.tr("Undo"), keys=actions.shown_keys("undo"))
        self.brief = Button(
            look,
            self.tr("Preview brief"),
            kind="ghost",
            icon="file-text",
            keys=actions.shown_keys("brief"),
        )
        self.room = Button(
            look, self.tr("Room display"), icon="monitor-up", keys=actions.shown_keys("room")
        )
        self.start = Button(look, self.tr("Start meeting"), kind="primary", icon="play")
        self.end = Button(look, self.tr("End meeting"))
        self.more = IconButton(look, "ellipsis", self.tr("More actions"))
        self._lay_out()
        self.title.renamed.connect(self.renamed)
        self.others.clicked.connect(self.meetings_asked)
        self.people.clicked.connect(self.people_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.brief.clicked.connect(self.brief_asked)
        self.room.clicked.connect(self._ask_room)
        self.start.clicked.connect(self._ask_state)
        self.end.clicked.connect(self._ask_state)
        self.more.clicked.connect(self._open_more)
        self.show_undo(UndoState())
        self.show_meeting(None)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        self._look.space(row, spacing=8)
        left = QVBoxLayout()
        self._look.space(left)
        top = QHBoxLayout()
        self._look.space(top, spacing=2)
        top.addWidget(self.title)
        top.addWidget(self.others, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        facts = FlowLayout()
        self._look.space(facts, (6, 0, 0, 0))
        facts.addWidget(self.facts)
        facts.addWidget(self.people)
        left.addLayout(top)
        left.addLayout(facts)
        row.addLayout(left, 1)
        for button in (self.undo, self.brief, self.room, self.start, self.end, self.more):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.more.hide()

    # -- what it says ------------------------------------------------------------------
    def show_meeting(self, meeting: Meeting | None) -> None:
        """Show a meeting's title and times, and what can be done with it now."""
        self._meeting = meeting
        self.title.show_title(meeting.title if meeting is not None else self.tr("Meeting"))
        self.title.setEnabled(meeting is not None)
        facts = meeting_facts(meeting, self._zone, self.tr)
        self.facts.setText(f"{facts}  ·" if facts else "")
        words, _ = self._next_state()
        self.end.setText(words)
        self.end.describe(words)
        self.end.updateGeometry()
        self._arrange()

    def show_people(self, here: int, expected: int) -> None:
        """Say how many people are there."""
        if here == 1:
            words = self.tr("1 person in the room")
        elif here:
            words = self.tr("{n} people in the room").format(n=here)
        elif expected:
            words = self.tr("{n} people expected").format(n=expected)
        else:
            words = self.tr("Who is here?")
        self.show_people_words(words)

    def show_people_words(self, words: str) -> None:
        """Say who is there in words that somebody else has found."""
        self.people.show_words(words, self.tr("{words}: roster").format(words=words))

    def show_undo(self, state: UndoState) -> None:
        """Say what undo would take back."""
        words = self.tr("Undo: {step}").format(step=state.undo) if state.undo else self.tr("Undo")
        self.undo.describe(words, keys=self._actions.shown_keys("undo"))
        self.undo.setEnabled(bool(state.undo))

    def apply_width(self, width: WidthClass) -> None:
        """Leave words away, then put actions into a menu."""
        self._narrow = width < WidthClass.STRIP
        for button in (self.brief, self.room):
            button.set_compact(width < WidthClass.MEDIUM)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put all actions into the menu where there is room for hardly any."""
        super().resizeEvent(event)
        tiny = self.width() < self._look.px(_LEAST_WITH_BUTTONS)
        if tiny != self._tiny:
            self._tiny = tiny
            self._arrange()

    def set_short(self, short: bool) -> None:
        """Leave day and people away where there is hardly any height."""
        self._short = short
        self._arrange()

    def _arrange(self) -> None:
        meeting = self._meeting
        held = (MeetingState.IN_PROGRESS, MeetingState.ENDED)
        begun = meeting is not None and meeting.state in held
        self.facts.setVisible(bool(self.facts.text()) and not self._short)
        self.people.setVisible(meeting is not None and not self._short)
        self.undo.setVisible(not self._tiny)
        self.brief.setVisible(not self._tiny)
        self.room.setVisible(meeting is not None and not self._tiny)
        self.start.setVisible(meeting is not None and not begun)
        self.start.set_compact(self._narrow)
        self.end.setVisible(begun and not self._narrow)
        self.more.setVisible(self._narrow or meeting is not None)

    # -- what it asks ------------------------------------------------------------------
    def _next_state(self) -> tuple[str, MeetingState]:
        state = self._meeting.state if self._meeting is not None else MeetingState.DRAFT
        if state is MeetingState.IN_PROGRESS:
            return self.tr("End meeting"), MeetingState.ENDED
        if state is MeetingState.ENDED:
            return self.tr("Go on"), MeetingState.IN_PROGRESS
        return self.tr("Start meeting"), MeetingState.IN_PROGRESS

    def _ask_state(self) -> None:
        self.state_asked.emit(self._next_state()[1])

    def _ask_room(self) -> None:
        self._actions.ask("room")

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.more.accessibleName())
        make = self._actions.menu_action
        if self._narrow or self._tiny:
            undo = make("undo", menu, self.undo_asked.emit)
            undo.setEnabled(self.undo.isEnabled())
            menu.addAction(undo)
            menu.addAction(make("brief", menu, self.brief_asked.emit))
            menu.addAction(make("room", menu, self._ask_room))
            menu.addSeparator()
        for name in _IN_MENU:
            if name:
                menu.addAction(make(name, menu, partial(self._actions.ask, name)))
            else:
                menu.addSeparator()
        if self._meeting is not None and not self.end.isVisible() and not self.start.isVisible():
            menu.addSeparator()
            menu.addAction(self._next_state()[0]).triggered.connect(self._ask_state)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))


def meeting_facts(meeting: Meeting | None, zone: tzinfo | None, tr: Callable[[str], str]) -> str:
    """Return day and times, and whose names are shown: Tuesday 17 November  ·  10:00 to 11:40."""
    if meeting is None:
        return ""
    start, end = meeting.starts_at, None
    if meeting.state is MeetingState.ENDED and meeting.started_at and meeting.ended_at:
        start, end = meeting.started_at, meeting.ended_at
    elif start is not None and meeting.planned_minutes:
        end = start + timedelta(minutes=meeting.planned_minutes)
    if start is None:
        return tr("No day set")
    own = zone_of(meeting.zone)
    zone = own or zone
    parts = [long_day(start.astimezone(zone))]
    if end is None:
        parts.append(clock_text(start, zone))
    else:
        times = tr("{start} to {end}")
        parts.append(times.format(start=clock_text(start, zone), end=clock_text(end, zone)))
    if own is not None and start.astimezone(own).utcoffset() != start.astimezone().utcoffset():
        city = meeting.zone.rpartition("/")[2].replace("_", " ")
        parts[-1] = tr("{times} in {city}").format(times=parts[-1], city=city)
    if meeting.attribution is not Attribution.NAMED:
        parts.append(meeting.attribution.label)
    if meeting.state is MeetingState.ENDED:
        parts.append(tr("Ended"))
    return "  ·  ".join(parts)


def long_day(moment: datetime) -> str:
    """Return a day in words: Tuesday 17 November."""
    locale = QLocale()
    weekday = locale.dayName(moment.isoweekday(), QLocale.FormatType.LongFormat)
    month = locale.monthName(moment.month, QLocale.FormatType.LongFormat)
    return f"{weekday} {moment.day} {month}"
