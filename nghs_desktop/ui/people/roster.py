"""The roster of a meeting as painted rows: a tick, a name, where the person is, for whom they stand.

One list for forty people as for four: a model and a delegate, no widget per row. It shows what it is
told and says what keys ask for; it writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem, QWidget

from nghs_desktop.domain.groups import MemberRole
from nghs_desktop.domain.meetings import Presence
from nghs_desktop.domain.presence import Where
from nghs_desktop.services.api import RoomPerson, RoomState
from nghs_desktop.ui import painting
from nghs_desktop.ui.fuzzy import fit
from nghs_desktop.ui.look import RADIUS, Look
from nghs_desktop.ui.models.stream import clock_text
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.lists import AnyIndex, RowDelegate
from nghs_desktop.ui.widgets.uniform_list import UniformList
from nghs_desktop.ui.words import QT_TRANSLATE_NOOP, translated

ROW = 46
_LEFT = 34
_MOST_OUTSIDERS = 6

TICK, REMOTE, LEFT, BACK, EXCUSED, ABSENT, STANDS_IN, TIMES, SLIP, ALL = (
    "tick", "remote", "left", "back", "excused", "absent", "stands_in", "times", "slip", "all",
)  # fmt: skip
_KEYS = {
    Qt.Key.Key_Space: TICK,
    Qt.Key.Key_Return: TICK,
    Qt.Key.Key_Enter: TICK,
    Qt.Key.Key_R: REMOTE,
    Qt.Key.Key_L: LEFT,
    Qt.Key.Key_B: BACK,
    Qt.Key.Key_X: EXCUSED,
    Qt.Key.Key_A: ABSENT,
    Qt.Key.Key_S: STANDS_IN,
    Qt.Key.Key_T: TIMES,
    Qt.Key.Key_Delete: SLIP,
}
"""What a key does to the current row."""

_MENU = (
    (TICK, "Space", QT_TRANSLATE_NOOP("people", "Here, or not")),
    (REMOTE, "R", QT_TRANSLATE_NOOP("people", "Remote, or back in the room")),
    (LEFT, "L", QT_TRANSLATE_NOOP("people", "Left")),
    (BACK, "B", QT_TRANSLATE_NOOP("people", "Back again")),
    (EXCUSED, "X", QT_TRANSLATE_NOOP("people", "Excused")),
    (ABSENT, "A", QT_TRANSLATE_NOOP("people", "Absent")),
    (STANDS_IN, "S", QT_TRANSLATE_NOOP("people", "Stands in for…")),
    (TIMES, "T", QT_TRANSLATE_NOOP("people", "Change the times…")),
    (SLIP, "Del", QT_TRANSLATE_NOOP("people", "Was a slip")),
)
"""The same as a menu, with the keys to read."""

_SPOKEN = {
    Where.ROOM: (
        QT_TRANSLATE_NOOP("people", "in the room since {time}"),
        QT_TRANSLATE_NOOP("people", "in the room"),
    ),
    Where.REMOTE: (
        QT_TRANSLATE_NOOP("people", "remote since {time}"),
        QT_TRANSLATE_NOOP("people", "remote"),
    ),
    Where.LEFT: (
        QT_TRANSLATE_NOOP("people", "left at {time}"),
        QT_TRANSLATE_NOOP("people", "left"),
    ),
}
_SHORT = {
    Where.ROOM: QT_TRANSLATE_NOOP("people", "Here"),
    Where.REMOTE: QT_TRANSLATE_NOOP("people", "Remote"),
    Where.LEFT: QT_TRANSLATE_NOOP("people", "Left"),
}


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One row: a person of the roster, one of elsewhere, or (without a key) a name to be added."""

    person_id: str
    name: str
    place: str = ""
    facts: str = ""
    sentence: str = ""
    where: Where = Where.AWAY
    on_roster: bool = True
    organization: str = ""
    was_here: bool = False

    @property
    def is_here(self) -> bool:
        """Tell whether the person is in the room or remote; or was, in a meeting that has ended."""
        return self.was_here or self.where in (Where.ROOM, Where.REMOTE)


def lines_of(
    state: RoomState, at: datetime, zone: tzinfo | None, words: str = ""
) -> tuple[RosterLine, ...]:
    """Return the rows of a roster at a moment; typed words leave those that fit, best first.

    With words, people of elsewhere follow who fit too, and the name itself as a guest to be added.
    """
    name, _, body = (part.strip() for part in words.partition(","))
    found = [line_of(state, person, at, zone) for person in state.people]
    if not name:
        return tuple(found)
    fitting = [(fit(name, row.name), row) for row in found]
    fitting = [(points, row) for points, row in fitting if points]
    fitting.sort(key=lambda pair: -pair[0])
    outside = sorted(
        ((fit(name, one.name), one) for one in state.outsiders), key=lambda pair: -pair[0]
    )
    rows = [row for _, row in fitting]
    for points, one in outside[:_MOST_OUTSIDERS]:
        if points:
            facts = " · ".join(filter(None, (_tr("Not on the roster"), one.organization)))
            rows.append(
                RosterLine(
                    one.id, one.name, "", facts, f"{one.name}. {facts}", on_roster=False,
                    organization=one.organization,
                )
            )  # fmt: skip
    if not any(row.name.casefold() == name.casefold() for row in rows):
        add = _tr("Add {name} as a guest").format(name=name)
        facts = body or _tr("With a comma: the organisation")
        rows.append(RosterLine("", add, "", facts, add, on_roster=False, organization=body))
    return tuple(rows)


def line_of(state: RoomState, person: RoomPerson, at: datetime, zone: tzinfo | None) -> RosterLine:
    """Return a person's row at a moment."""
    place = state.where(person.id, at)
    mine = state.stays_of(person.id)
    covering = [stay for stay in mine if stay.covers(at)]
    moment = covering[-1].since if covering else mine[-1].until if mine else None
    if state.meeting.started_at is None:
        moment = None
    time = clock_text(moment, zone) if moment is not None else ""
    if place is Where.AWAY:
        presence = person.presence
        short = presence.label if presence is not None else _tr("Not asked")
        if presence in (Presence.PRESENT, Presence.REMOTE):
            short = _tr("Not here yet")  # they come at an hour that was typed
        elif presence is Presence.EXPECTED and state.meeting.ended_at is not None:
            short = _tr("Did not come")
        spoken = short.lower()
    else:
        short = " ".join(filter(None, (translated("people", _SHORT[place]), time)))
        with_time, without = _SPOKEN[place]
        spoken = (
            translated("people", with_time).format(time=time)
            if time
            else translated("people", without)
        )
    if place is Where.LEFT and mine and moment == state.meeting.ended_at:
        first = clock_text(mine[0].since, zone)
        short = _tr("{since} to {until}").format(since=first, until=time)
        spoken = _tr("here from {since} to {until}").format(since=first, until=time)
    facts = _facts(state, person)
    aloud = (_lower(fact) for fact in _facts(state, person, aloud=True))
    said = ", ".join((person.seat.name, *aloud, spoken))
    return RosterLine(
        person.id, person.seat.name, short, " · ".join(facts), said, place,
        organization=person.seat.organization,
        was_here=state.meeting.ended_at is not None and bool(mine),
    )  # fmt: skip


def _facts(state: RoomState, person: RoomPerson, *, aloud: bool = False) -> tuple[str, ...]:
    seat = person.seat
    names = {one.id: one.seat.name for one in state.people}
    facts = [
        _tr("{name} stands in").format(name=one.seat.name) for one in state.stand_ins(person.id)
    ]
    if seat.alternate_for in names and not seat.votes:
        words = _tr("stands in for {name}") if aloud else _tr("For {name}")
        facts.insert(0, words.format(name=names[seat.alternate_for]))
    if person.role is None:
        facts.append(_tr("Guest"))
    elif not seat.votes and person.role not in (MemberRole.ALTERNATE, MemberRole.GUEST):
        facts.append(_tr("{role}, no vote").format(role=person.role.label))
    elif person.role is not MemberRole.MEMBER:
        facts.append(person.role.label)
    if seat.organization:
        facts.append(seat.organization)
    return tuple(facts)


def _lower(fact: str) -> str:
    """Return a word of ours in the middle of a sentence; names stay as they are."""
    labels = {role.label for role in MemberRole} | {_tr("Guest")}
    first = fact.split(",")[0]
    return fact[0].lower() + fact[1:] if first in labels else fact


class RosterModel(QAbstractListModel):
    """The rows; a row that was current stays current when they are read anew."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[RosterLine, ...] = ()

    def show(self, rows: Sequence[RosterLine]) -> None:
        """Show these rows."""
        if tuple(rows) == self.rows:
            return
        if [row.person_id for row in rows] == [row.person_id for row in self.rows]:
            self.rows = tuple(rows)
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        before = {at.row(): self.rows[at.row()].person_id for at in self.persistentIndexList()}
        self.layoutAboutToBeChanged.emit()
        self.rows = tuple(rows)
        places = {row.person_id: place for place, row in enumerate(self.rows)}
        for index in self.persistentIndexList():
            place = places.get(before.get(index.row(), "-"))
            self.changePersistentIndex(
                index, QModelIndex() if place is None else self.index(place, 0)
            )
        self.layoutChanged.emit()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's name, or its sentence for a screen reader."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.sentence
            case Qt.ItemDataRole.ToolTipRole:
                return ". ".join(filter(None, (row.name, row.place, row.facts)))
        return None


class _RosterDelegate(RowDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, RosterModel):
            return
        row, look = model.rows[index.row()], self._look
        rect = QRectF(option.rect).adjusted(0, 1, 0, -1)
        painter.save()
        painting.row_ground(
            painter, look, rect, look.px(RADIUS), selected=self._view.currentIndex() == index,
            hovered=self.under_pointer(option, index),
        )  # fmt: skip
        first, second = rect.y() + look.px(14), rect.y() + look.px(32)
        x = rect.x() + look.px(7)
        if row.person_id:
            painting.tick_box(painter, look, x, first + look.px(1), row.is_here)
        else:
            painting.icon(painter, look, "user-plus", "accent_text", x, first + look.px(1), 17)
        left, right = rect.x() + look.px(_LEFT), rect.right() - look.px(8)
        end = right
        if row.place:
            tone: Role = "text2" if row.is_here else "text3"
            end = painting.time_text(painter, look, right, first, row.place, tone)
            end -= look.px(8)
        words: Role = "text" if row.is_here or not row.on_roster else "text2"
        line = look.line("row")
        room = QRectF(left, first - line / 2, max(end - left, 1), line)
        painting.text(painter, look, room, row.name, "row", words)
        line = look.line("caption")
        room = QRectF(left, second - line / 2, max(right - left, 1), line)
        painting.text(painter, look, room, row.facts, "caption", "text3")
        self.paint_ring(painter, index, rect, RADIUS)
        painter.restore()


class RosterList(UniformList):
    """The roster by keyboard. `acted(what, line)` for a key or a click; `left_above` at the top."""

    acted = Signal(str, object)
    all_asked = Signal()
    left_above = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, ROW, parent)
        self.rows = RosterModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_RosterDelegate(look, self))

    def current_line(self) -> RosterLine | None:
        """Return the row the keyboard is on."""
        at = self.currentIndex().row()
        return self.rows.rows[at] if 0 <= at < len(self.rows.rows) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark by one key."""
        key, plain = Qt.Key(event.key()), event.modifiers()
        plain &= ~Qt.KeyboardModifier.KeypadModifier
        line = self.current_line()
        if key == Qt.Key.Key_A and plain == Qt.KeyboardModifier.ControlModifier:
            self.all_asked.emit()
        elif key in _KEYS and plain == Qt.KeyboardModifier.NoModifier and line is not None:
            self.acted.emit(_KEYS[key], line)
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_above.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the same as a menu, for a pointer or the menu key."""
        line = self.current_line()
        if line is None or not line.person_id:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(line.name)
        for what, keys, words in _MENU:
            menu.addAction(f"{_tr(words)}\t{keys}").setData(what)
        menu.triggered.connect(lambda action: self.acted.emit(str(action.data()), line))
        at = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            below = self.visualRect(self.currentIndex()).bottomLeft()
            at = self.viewport().mapToGlobal(below)
        menu.popup(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box ticks; elsewhere it chooses the row."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            line = self.rows.rows[index.row()]
            if at.x() < self._look.px(_LEFT) or not line.person_id:
                self.acted.emit(TICK, line)


def _tr(words: str) -> str:
    return translated("people", words)
