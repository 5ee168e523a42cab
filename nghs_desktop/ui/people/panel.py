"""The panel with the people in the room: how many, whether there is a quorum, the roster, one field.

It shows a room as it was read and says what is asked for; what is done is the companion's.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.domain.roster_line import read_roster_line
from nghs_desktop.services.api import RoomState
from nghs_desktop.ui import painting
from nghs_desktop.ui.look import RADIUS_CARD, Look
from nghs_desktop.ui.people.roster import RosterLine, RosterList, lines_of
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.fields import SearchField
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.sheet import Sheet

_JUST_BEFORE = timedelta(milliseconds=1)


class Sign(QWidget):
    """A small icon before a line; the line says the same in words."""

    _SIDE = 16

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._name = look, ""
        self._tone: Role = "text3"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_icon(self, name: str, tone: Role) -> None:
        """Show an icon, or none."""
        self._name, self._tone = name, tone
        self.setVisible(bool(name))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a line."""
        side = self._look.px(self._SIDE)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        if self._name:
            middle = self.height() / 2
            painting.icon(painter, self._look, self._name, self._tone, 0, middle, self._SIDE)
        painter.end()


class RosterPanel(QWidget):
    """Roster, count and quorum. `acted(what, line)` marks a person, `typed(words)` is a whole line.

    `added(name, organization)` asks for a guest, `all_asked` for everybody, `members_asked` for the
    group's own roster; `closed` asks to be closed.
    """

    acted = Signal(str, object)
    typed = Signal(str)
    all_asked = Signal()
    members_asked = Signal()
    closed = Signal()

    def __init__(self, look: Look, *, all_words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state: RoomState | None = None
        self._at: datetime = datetime.min.replace(tzinfo=UTC)
        self._zone: tzinfo | None = None
        self.setAccessibleName(self.tr("People in the room"))
        inner = QVBoxLayout(self)
        look.space(inner, (14, 10, 8, 12), 8)
        self._head = QWidget(self)
        head = QHBoxLayout(self._head)
        look.space(head, (0, 0, 0, 0), 4)
        self.heading = Label(look, self.tr("People in the room"), "strong")
        self.close_button = IconButton(look, "x", self.tr("Close the roster"), keys="Esc")
        self.close_button.clicked.connect(self.closed)
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_button)
        inner.addWidget(self._head)
        self._make_summary(inner)
        self.field = SearchField(
            look,
            self.tr("Name, or who came and left"),
            placeholder=self.tr("Name, or luis left 10:40"),
        )
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self._filter)
        self.field.returnPressed.connect(self._enter)
        row = QHBoxLayout()
        look.space(row, (0, 0, 6, 0))
        row.addWidget(self.field)
        inner.addLayout(row)
        self.list = RosterList(look, self.tr("Roster"))
        self.list.acted.connect(self.acted)
        self.list.all_asked.connect(self.all_asked)
        self.list.left_above.connect(self.focus_field)
        inner.addWidget(self.list, 1)
        self._make_foot(inner, all_words)

    def _make_summary(self, inner: QVBoxLayout) -> None:
        look = self._look
        place = QVBoxLayout()
        look.space(place, (0, 0, 6, 0), 4)
        self.count = Label(look, "", "body", "text2", wrap=True)
        self.sign = Sign(look)
        self.sum = Label(look, "", "label_quiet", "text3", wrap=True)
        place.addWidget(self.count)
        row = QHBoxLayout()
        look.space(row, spacing=7)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sum, 1)
        place.addLayout(row)
        inner.addLayout(place)

    def _make_foot(self, inner: QVBoxLayout, all_words: str) -> None:
        look = self._look
        self.hint = Label(
            look,
            self.tr("Space here, R remote, L left, X excused, S stands in, T times, Del a slip"),
            "caption",
            "text3",
            wrap=True,
        )
        foot = QVBoxLayout()
        look.space(foot, (0, 0, 6, 0), 8)
        foot.addWidget(self.hint)
        flow = FlowLayout()
        look.space(flow, spacing=6)
        self.all = Button(look, all_words or self.tr("All here"), icon="check", keys="Ctrl A")
        self.members = Button(look, self.tr("Members"), kind="ghost", icon="users")
        self.members.describe(self.tr("Members and their votes"))
        self.all.clicked.connect(self.all_asked)
        self.members.clicked.connect(self.members_asked)
        flow.addWidget(self.all)
        flow.addWidget(self.members)
        foot.addLayout(flow)
        inner.addLayout(foot)

    # -- what it shows -------------------------------------------------------------------
    def show_state(self, state: RoomState, at: datetime, zone: tzinfo | None) -> None:
        """Show a room as it is at a moment."""
        self._state, self._at, self._zone = state, at, zone
        over = state.meeting.ended_at
        counted = at if over is None else over - _JUST_BEFORE
        count = state.headcount(counted)
        words = count.words if count.people else self.tr("Nobody is here yet.")
        if over is not None:
            words = self.tr("At the end: {people}").format(people=count.words)
        self.count.setText(words)
        self._show_quorum(state, counted, counts=state.meeting.started_at is not None)
        self._fill()

    def _show_quorum(self, state: RoomState, at: datetime, *, counts: bool) -> None:
        if not state.voting(at).units:
            self.sign.show_icon("", "text3")
            self.sum.setText(self.tr("Nobody has a vote here. Members says who does."))
            self.sum.set_tone("text3")
            return
        found = state.quorum(at)
        tone: Role = "text3"
        if counts and found.needed > 0 and state.meeting.ended_at is None:
            tone = "success" if found.met else "warning"
        icons = {"success": "circle-check", "warning": "triangle-alert"}
        self.sign.show_icon(icons.get(tone, ""), tone)
        self.sum.set_tone(tone)
        self.sum.setText(f"{found.words}.")

    def refresh(self, at: datetime) -> None:
        """Count again, as time goes on."""
        if self._state is not None:
            self.show_state(self._state, at, self._zone)

    def _fill(self) -> None:
        if self._state is None:
            return
        words = self.field.text().strip()
        as_line = bool(read_roster_line(words)) and not _is_guest(words)
        rows = lines_of(self._state, self._at, self._zone, "" if as_line else words)
        self.list.rows.show(rows)
        if rows and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.index(0))

    def _filter(self, _words: str = "") -> None:
        self._fill()
        if self.list.rows.rows:
            self.list.setCurrentIndex(self.list.rows.index(0))

    # -- the keyboard --------------------------------------------------------------------
    def focus_field(self) -> None:
        """Put the caret into the field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def filter_by(self, words: str) -> None:
        """Show only who fits these words."""
        self.field.setText(words)
        self._filter()

    def clear_field(self) -> None:
        """Forget what was typed; the row that was current stays so."""
        self.field.clear()
        self._fill()
        self.list.scrollTo(self.list.currentIndex())

    def _enter(self) -> None:
        words = self.field.text().strip()
        line = self.list.current_line()
        if read_roster_line(words):
            self.typed.emit(words)
        elif line is not None and words:
            self.acted.emit("tick", line)
            self.clear_field()
        elif line is not None:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the roster from the field; Ctrl+A in an empty field is everybody."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if key == Qt.Key.Key_A and control and not self.field.text():
                self.all_asked.emit()
                return True
            if key == Qt.Key.Key_Down and self.list.rows.rows:
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        """Hand the keyboard on to the field."""
        self.focus_field()

    @property
    def _in_sheet(self) -> bool:
        return isinstance(self.parentWidget(), Sheet)

    def showEvent(self, event: QShowEvent) -> None:
        """Leave heading and ground to a sheet, which has its own."""
        super().showEvent(event)
        self._head.setVisible(not self._in_sheet)
        side = self._look.px(6) if self._in_sheet else 0  # in line with the sheet's title
        self.setContentsMargins(side, 0, side, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, where nothing else does."""
        if self._in_sheet:
            return
        look, painter = self._look, QPainter(self)
        rect, edge = QRectF(self.rect()), look.colour("border")
        painting.rounded(painter, rect, look.px(RADIUS_CARD), look.colour("surface"), edge)
        painter.end()

    def tell(self, person_id: str) -> str:
        """Read a person's row out to a screen reader; return it."""
        rows = lines_of(self._state, self._at, self._zone) if self._state is not None else ()
        found: RosterLine | None = next((row for row in rows if row.person_id == person_id), None)
        if found is None:
            return ""
        announce(self.list, found.sentence)
        return found.sentence


def _is_guest(words: str) -> bool:
    return "," in words and not words.casefold().startswith(("guest ", "+guest "))
