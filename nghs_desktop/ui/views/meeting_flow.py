"""How a meeting goes: start, next item, more time, pause, end; its agenda, its people, other meetings.

Every change is a command. The clock's ticks are not: only what opened when is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.meetings import (
    AgendaItem,
    AgendaState,
    Meeting,
    MeetingState,
)
from nghs_desktop.domain.ordering import place_between
from nghs_desktop.services.api import meetings
from nghs_desktop.ui.dialogs.popups import choose_from
from nghs_desktop.ui.models.agenda import AgendaModel
from nghs_desktop.ui.models.days import row_day
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.meeting_header import long_day
from nghs_desktop.ui.widgets.properties import Choice

_USUAL_MINUTES, _MORE = 10, 5
_USUAL_LENGTH = 90
_MOST_MEETINGS = 12
_MINUTE = timedelta(minutes=1)
_NEW = "new"


class MeetingFlow(QObject):
    """Runs one meeting. Holds it as it is shown, so that a key shows at once what it does.

    `refreshed` when what is shown has changed, before it is on disk; `outdated` when it could not
    be put there.
    """

    refreshed = Signal()
    outdated = Signal()
    meeting_chosen = Signal(str)
    added = Signal(str)
    item_moved = Signal(int)

    def __init__(self, context: ViewContext, model: AgendaModel, view: QWidget) -> None:
        super().__init__(view)
        self._context, self._model, self._view = context, model, view
        self._meeting: Meeting | None = None
        self._items: tuple[AgendaItem, ...] = ()
        self._paused_at: datetime | None = None
        self._steps = self._pending = 0
        self._making = False
        self._edit_when_there = ""

    @property
    def meeting(self) -> Meeting | None:
        """The meeting as it is shown."""
        return self._meeting

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        """The agenda as it is shown."""
        return self._items

    @property
    def is_paused(self) -> bool:
        """Whether the clock stands still."""
        return self._paused_at is not None

    @property
    def is_live(self) -> bool:
        """Whether the meeting runs."""
        meeting = self._meeting
        return meeting is not None and meeting.state is MeetingState.IN_PROGRESS

    def show(self, meeting: Meeting | None, items: Sequence[AgendaItem]) -> None:
        """Take over a meeting and its agenda as they were read.

        What was asked for and is not on disk yet is newer than what was read: it stays.
        """
        same = meeting is not None and self._meeting is not None and meeting.id == self._meeting.id
        if same and self._pending:
            return
        if not same:
            self._paused_at = None
        self._meeting, self._items = meeting, tuple(items)
        self._refresh()
        wanted, self._edit_when_there = self._edit_when_there, ""
        if wanted and any(item.id == wanted for item in items):
            self.added.emit(wanted)

    def tick(self) -> None:
        """Count on."""
        self._model.tick(self._now())

    def _now(self) -> datetime:
        return self._paused_at or self._context.clock()

    def _refresh(self) -> None:
        self._model.fill(self._meeting, self._items, self._now(), running=self.is_live)
        self.refreshed.emit()

    # -- writing -----------------------------------------------------------------------
    def _amend(self, ref: Ref, values: dict[str, Any], label: str, session: str = "") -> None:
        command = AmendRecords((ref,), values, session=session, label=label)
        self._pending += 1
        self._context.dispatch.run(command, self._view, self._settled, self._not_settled)

    def _settled(self, _outcome: object) -> None:
        self._pending -= 1

    def _not_settled(self, problem: Told) -> None:
        self._pending -= 1
        self._context.say(str(problem))
        self.outdated.emit()

    def _amend_item(
        self, item: AgendaItem, values: dict[str, Any], label: str, session: str = ""
    ) -> None:
        """Change an agenda item: on screen at once, then on disk."""
        self._items = tuple(
            replace(one, **values) if one.id == item.id else one for one in self._items
        )
        self._refresh()
        self._amend(Ref("agenda_item", item.id), values, label, session)

    def _amend_meeting(self, values: dict[str, Any], label: str, session: str = "") -> None:
        if self._meeting is None:
            return
        self._meeting = replace(self._meeting, **values)
        self._refresh()
        self._amend(Ref("meeting", self._meeting.id), values, label, session)

    def _step(self, name: str) -> str:
        """Return a new session: what is written with it is one step of undo."""
        self._steps += 1
        return f"{name}:{new_id()}:{self._steps}"

    # -- the meeting -------------------------------------------------------------------
    def rename(self, title: str) -> None:
        """Give the meeting another title."""
        self._amend_meeting({"title": title}, self.tr("rename meeting"))

    def set_state(self, state: MeetingState) -> None:
        """Start the meeting, end it, or go on with it."""
        if state is MeetingState.ENDED:
            self._end()
        else:
            self._start()

    def _start(self) -> None:
        meeting = self._meeting
        if meeting is None:
            return
        now = self._context.clock()
        again = meeting.state is MeetingState.ENDED
        label = self.tr("go on with meeting") if again else self.tr("start meeting")
        step = self._step("start")
        values = {
            "state": MeetingState.IN_PROGRESS,
            "started_at": meeting.started_at or now,
            "ended_at": None,
        }
        self._amend_meeting(values, label, step)
        if not again and self._model.table.current is None:
            self._open_following(label, step)

    def _end(self) -> None:
        step, label = self._step("end"), self.tr("end meeting")
        now = self._context.clock()
        self._paused_at = None
        self._close_current(label, step)
        self._amend_meeting({"state": MeetingState.ENDED, "ended_at": now}, label, step)
        self._context.say(self.tr("The meeting has ended. All of it is kept."))

    def make_meeting(self, group: WorkGroup | None) -> None:
        """Make a meeting for today; does nothing while one is being made."""
        if group is None or self._making:
            return
        self._making = True
        month = long_day(self._context.now()).rpartition(" ")[2]
        meeting = Meeting(
            id=new_id(),
            title=self.tr("{month} session").format(month=month),
            group_id=group.id,
            starts_at=self._context.clock(),
            planned_minutes=_USUAL_LENGTH,
        )

        def made(_outcome: object) -> None:
            self._making = False
            self.meeting_chosen.emit(meeting.id)

        def not_made(problem: Told) -> None:
            self._making = False
            self._context.say(str(problem))

        command = LogRecords((meeting,), label=self.tr("add meeting"))
        self._context.dispatch.run(command, self._view, made, not_made)

    def show_meetings(self, anchor: QWidget, group_id: str) -> None:
        """Open the menu of the group's meetings."""

        def arrived(found: tuple[Meeting, ...]) -> None:
            today = self._context.today()
            choices = [Choice(_NEW, self.tr("New meeting"), "plus")]
            for meeting in found[:_MOST_MEETINGS]:
                day = ""
                if meeting.starts_at is not None:
                    day = row_day(meeting.starts_at.astimezone().date(), today)
                words = f"{meeting.title}\t{day}"
                choices.append(Choice(meeting.id, words, "presentation"))
            current = self._meeting.id if self._meeting is not None else ""
            at = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))

            def pick(key: str) -> None:
                if key == _NEW:
                    self.make_meeting(WorkGroup(id=group_id))
                else:
                    self.meeting_chosen.emit(key)

            title = self.tr("Meetings")
            choose_from(self._context.look, self._view, title, choices, current, pick, at)

        self._context.dispatch.ask(lambda reader: meetings(reader, group_id), arrived, self)

    # -- items -------------------------------------------------------------------------
    def next_item(self) -> None:
        """Finish the item that runs and open the one that follows."""
        if self._meeting is None:
            return
        if not self.is_live:
            self._start()
            return
        self._go_on_if_paused()
        step, label = self._step("next"), self.tr("next agenda item")
        self._close_current(label, step)
        self._open_following(label, step)

    def last_item(self) -> None:
        """Go back to the item before the one that runs."""
        row = self._model.current_row()
        if row > 0:
            self.go_to_item(self._model.slot_at(row - 1).item.id)

    def go_to_item(self, id: str) -> None:
        """Open one item; the one that ran is finished, or planned again when it lies behind."""
        item = next((one for one in self._items if one.id == id), None)
        current = self._model.table.current
        if item is None or not self.is_live or (current is not None and current.item.id == id):
            return
        self._go_on_if_paused()
        step, label = self._step("go"), self.tr("go to agenda item")
        order = [one.id for one in self._items]
        if current is not None and order.index(id) < order.index(current.item.id):
            values = {"state": AgendaState.PLANNED, "opened_at": None, "closed_at": None}
            self._amend_item(current.item, values, label, step)
        else:
            self._close_current(label, step)
        self._open(item, label, step)

    def _close_current(self, label: str, step: str) -> None:
        current = self._model.table.current
        if current is not None:
            values = {"state": AgendaState.DISCUSSED, "closed_at": self._context.clock()}
            self._amend_item(current.item, values, label, step)

    def _open_following(self, label: str, step: str) -> None:
        following = self._model.table.following
        if following is not None:
            self._open(following.item, label, step)

    def _open(self, item: AgendaItem, label: str, step: str) -> None:
        now = self._context.clock()
        values = {"state": AgendaState.OPEN, "opened_at": now, "closed_at": None}
        self._amend_item(item, values, label, step)

    def more_time(self, minutes: int = _MORE) -> None:
        """Give the item that runs more minutes."""
        current = self._model.table.current
        minutes = minutes or _MORE
        if current is None:
            self._context.say(self.tr("No agenda item runs. Start the meeting first."))
            return
        planned = (current.item.planned_minutes or 0) + minutes
        label = self.tr("{n} minutes more").format(n=minutes)
        self._amend_item(current.item, {"planned_minutes": planned}, label)

    def set_minutes_left(self, minutes: int) -> None:
        """Let the item that runs end this many minutes from now."""
        current = self._model.table.current
        if current is None or current.item.opened_at is None:
            self._context.say(self.tr("No agenda item runs. Start the meeting first."))
            return
        if minutes <= 0:
            self._context.say(self.tr("Say how many minutes: /timer 10"))
            return
        spent = self._now() - current.item.opened_at
        planned = round((spent + minutes * _MINUTE) / _MINUTE)
        label = self.tr("set the time")
        self._amend_item(current.item, {"planned_minutes": planned}, label)

    def pause(self) -> None:
        """Let the clock stand still, or go on; the time in between counts for nothing."""
        if self._paused_at is not None:
            self._go_on_if_paused()
        elif self._model.table.current is not None:
            self._paused_at = self._context.clock()
            self._refresh()

    def _go_on_if_paused(self) -> None:
        paused, self._paused_at = self._paused_at, None
        current = self._model.table.current
        if paused is None or current is None or current.item.opened_at is None:
            return
        opened = current.item.opened_at + (self._context.clock() - paused)
        self._amend_item(current.item, {"opened_at": opened}, self.tr("go on after a pause"))

    def add_item(self) -> None:
        """Add an item at the end and let it be named."""
        if self._meeting is None:
            return
        last = self._items[-1].position if self._items else ""
        item = AgendaItem(
            id=new_id(),
            meeting_id=self._meeting.id,
            title=self.tr("New item"),
            planned_minutes=_USUAL_MINUTES,
            position=place_between(last, ""),
        )
        self._edit_when_there = item.id
        self._context.dispatch.run(LogRecords((item,)), self._view)

    def edit_item(self, id: str, title: str, minutes: int | None) -> None:
        """Give an item another title and other minutes."""
        item = next((one for one in self._items if one.id == id), None)
        if item is not None:
            values = {"title": title, "planned_minutes": minutes}
            self._amend_item(item, values, self.tr("change agenda item"))

    def move_item(self, row: int, to: int) -> None:
        """Move an item to another row; all later times follow."""
        items = list(self._items)
        if not (0 <= row < len(items) and 0 <= to < len(items)) or row == to:
            return
        moved = items.pop(row)
        before = items[to - 1].position if to else ""
        after = items[to].position if to < len(items) else ""
        items.insert(to, moved)
        self._items = tuple(items)
        place = place_between(before, after)
        self._amend_item(moved, {"position": place}, self.tr("move agenda item"))
        self.item_moved.emit(to)
