"""How a meeting goes: start, next item, more time, pause, end; and its agenda.

Every change is a command, and one gesture is one command: it is on disk whole or not at all. The
clock's ticks are no change: only what opened when, and since when the clock stands still, is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.agenda_line import AgendaLine, KnownPerson
from nghs_desktop.domain.commands import AmendRecords, Command, LogRecords, Ref, Together
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.meetings import (
    AgendaItem,
    AgendaState,
    Meeting,
    MeetingKind,
    MeetingState,
    Purpose,
    Topic,
)
from nghs_desktop.domain.ordering import place_between
from nghs_desktop.domain.series import at_place, zone_of
from nghs_desktop.domain.timetable import in_consent
from nghs_desktop.ui.models.agenda import OVER, AgendaModel, new_title
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.meeting_header import long_day

_USUAL_MINUTES, _MORE = 10, 5
_USUAL_LENGTH = 90
_MINUTE = timedelta(minutes=1)

Change = tuple[Ref, Mapping[str, Any]]


class Attending(Protocol):
    """Who keeps when people were there: what belongs to a start, an end, a going on."""

    def start_commands(self, at: datetime) -> tuple[Command, ...]:
        """Return what notes that those who are marked came."""

    def end_commands(self, at: datetime) -> tuple[Command, ...]:
        """Return what notes that those who are here left."""

    def reopen_commands(self) -> tuple[Command, ...]:
        """Return what takes their leaving at the end back."""


class MeetingFlow(QObject):
    """Runs one meeting. Holds it as it is shown, so that a key shows at once what it does.

    `refreshed` when what is shown has changed, before it is on disk; `outdated` when it could not
    be put there; `chooser_asked(anchor, group_id)` when another meeting is wanted.
    """

    refreshed = Signal()
    outdated = Signal()
    meeting_chosen = Signal(str)
    chooser_asked = Signal(object, str)
    added = Signal(str)
    item_moved = Signal(int)

    def __init__(self, context: ViewContext, model: AgendaModel, view: QWidget) -> None:
        super().__init__(view)
        self._context, self._model, self._view = context, model, view
        self._meeting: Meeting | None = None
        self._items: tuple[AgendaItem, ...] = ()
        self._pending = 0
        self._making = False
        self.attending: Attending | None = None
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
    def paused_at(self) -> datetime | None:
        """Since when the clock stands still, or None."""
        return self._meeting.paused_at if self._meeting is not None else None

    @property
    def is_paused(self) -> bool:
        """Whether the clock stands still."""
        return self.paused_at is not None

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
        self._meeting, self._items = meeting, tuple(items)
        self._refresh()
        wanted, self._edit_when_there = self._edit_when_there, ""
        if wanted and any(item.id == wanted for item in items):
            self.added.emit(wanted)

    def know(
        self,
        names: Mapping[str, str],
        first_minutes: Mapping[str, int],
        people: Sequence[KnownPerson] | None = None,
    ) -> None:
        """Take what people and scripts are called, what was planned at first, who may present."""
        self._model.know(names, first_minutes, people)

    def tick(self) -> None:
        """Count on."""
        self._model.tick(self._now())

    def _now(self) -> datetime:
        return self.paused_at or self._context.clock()

    def _refresh(self) -> None:
        self._model.fill(self._meeting, self._items, self._now(), running=self.is_live)
        self.refreshed.emit()

    def item(self, id: str) -> AgendaItem | None:
        """Return an item of the agenda by its key."""
        return next((one for one in self._items if one.id == id), None)

    # -- writing -----------------------------------------------------------------------
    def _write(self, label: str, changes: Sequence[Change], *also: Command) -> None:
        """Change records: on screen at once, then on disk, as one step."""
        commands: list[Command] = [*also]
        for ref, values in changes:
            if ref.noun == "meeting" and self._meeting is not None:
                self._meeting = replace(self._meeting, **values)
            elif ref.noun == "agenda_item":
                self._items = tuple(
                    replace(one, **values) if one.id == ref.id else one for one in self._items
                )
            commands.append(AmendRecords((ref,), values, label=label))
        if not commands:
            return
        self._refresh()
        self._pending += 1
        command = commands[0] if len(commands) == 1 else Together(tuple(commands), label)
        self._context.dispatch.run(command, self._view, self._settled, self._not_settled)

    def _settled(self, _outcome: object) -> None:
        self._pending -= 1

    def _not_settled(self, problem: Told) -> None:
        self._pending -= 1
        self._context.say(str(problem))
        self.outdated.emit()

    def _change(self, item: AgendaItem, **values: Any) -> Change:
        return Ref("agenda_item", item.id), values

    def _change_meeting(self, **values: Any) -> list[Change]:
        return [(Ref("meeting", self._meeting.id), values)] if self._meeting is not None else []

    # -- the meeting -------------------------------------------------------------------
    def rename(self, title: str) -> None:
        """Give the meeting another title."""
        self._write(self.tr("rename meeting"), self._change_meeting(title=title))

    def amend_meeting(self, label: str, **values: Any) -> None:
        """Give fields of the meeting other values: place, zone, kind, names."""
        self._write(label, self._change_meeting(**values))

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
        changes = self._change_meeting(
            state=MeetingState.IN_PROGRESS,
            started_at=meeting.started_at or now,
            ended_at=None,
            paused_at=None,
        )
        also = self._beside(again, now)
        if not again and self._model.table.current is None:
            changes += self._open_following()
        self._write(label, changes, *also)

    def _beside(self, again: bool, now: datetime) -> tuple[Command, ...]:
        """Return what the people's times need when the meeting starts, or goes on."""
        if self.attending is None:
            return ()
        return self.attending.reopen_commands() if again else self.attending.start_commands(now)

    def _end(self) -> None:
        changes = self._close_current()
        now = self._context.clock()
        changes += self._change_meeting(state=MeetingState.ENDED, ended_at=now, paused_at=None)
        also = self.attending.end_commands(now) if self.attending is not None else ()
        self._write(self.tr("end meeting"), changes, *also)
        self._context.say(self.tr("The meeting has ended. All of it is kept."))

    def make_meeting(
        self,
        group: WorkGroup | None,
        kind: MeetingKind = MeetingKind.REGULAR,
        series_id: str | None = None,
    ) -> None:
        """Make a meeting for today; does nothing while one is being made."""
        if group is None or self._making:
            return
        self._making = True
        month = long_day(self._context.now()).rpartition(" ")[2]
        title = self.tr("{month} session").format(month=month)
        if kind is not MeetingKind.REGULAR:
            title = f"{title}: {kind.label}"
        meeting = Meeting(
            id=new_id(),
            title=title,
            group_id=group.id,
            series_id=series_id,
            kind=kind,
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
        """Ask for the chooser of the group's meetings."""
        self.chooser_asked.emit(anchor, group_id)

    # -- the clock ---------------------------------------------------------------------
    def next_item(self) -> None:
        """Finish the item that runs and open the one that follows."""
        if self._meeting is None:
            return
        if not self.is_live:
            self._start()
            return
        changes = self._close_current()
        changes += self._open_following()
        self._write(self.tr("next agenda item"), self._unpaused(changes))

    def last_item(self) -> None:
        """Go back to the item before the one that runs."""
        row = self._model.current_row()
        if row > 0:
            self.go_to_item(self._model.slot_at(row - 1).item.id)

    def go_to_item(self, id: str) -> None:
        """Open one item; the one that ran is finished, or planned again when it lies behind."""
        item = self.item(self._model.head_of(id))
        current = self._model.table.current
        if item is None or not self.is_live or (current is not None and current.item == item):
            return
        order = [one.id for one in self._items]
        if current is not None and order.index(item.id) < order.index(current.item.id):
            changes = [
                self._change(
                    current.item, state=AgendaState.PLANNED, opened_at=None, closed_at=None
                )
            ]
        else:
            changes = self._close_current()
        changes.append(self._open(item))
        self._write(self.tr("go to agenda item"), self._unpaused(changes))

    def _close_current(self, state: AgendaState = AgendaState.DISCUSSED) -> list[Change]:
        """Finish what runs: a block whole. A pause that was on ends it at its beginning."""
        current = self._model.table.current
        if current is None:
            return []
        now = self._now()
        changes = [self._change(current.item, state=state, closed_at=now)]
        for id in current.block[1:]:
            one = self.item(id)
            if one is not None and one.state not in OVER:
                values = {"state": state, "opened_at": current.item.opened_at, "closed_at": now}
                changes.append(self._change(one, **values))
        return changes

    def _open_following(self) -> list[Change]:
        following = self._model.table.following
        return [self._open(following.item)] if following is not None else []

    def _open(self, item: AgendaItem) -> Change:
        now = self._context.clock()
        return self._change(item, state=AgendaState.OPEN, opened_at=now, closed_at=None)

    def _unpaused(self, changes: list[Change]) -> list[Change]:
        return changes + (self._change_meeting(paused_at=None) if self.is_paused else [])

    def more_time(self, minutes: int = _MORE) -> None:
        """Give the item that runs more minutes."""
        current = self._model.table.current
        minutes = minutes or _MORE
        if current is None:
            self._context.say(self.tr("No agenda item runs. Start the meeting first."))
            return
        planned = (current.item.planned_minutes or 0) + minutes
        label = self.tr("{n} minutes more").format(n=minutes)
        self._write(label, [self._change(current.item, planned_minutes=planned)])

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
        others = (current.planned or 0) - (current.item.planned_minutes or 0)
        planned = max(round((spent + minutes * _MINUTE) / _MINUTE) - others, 0)
        self._write(self.tr("set the time"), [self._change(current.item, planned_minutes=planned)])

    def pause(self) -> None:
        """Let the clock stand still, or go on; the time in between counts for nothing."""
        paused, current = self.paused_at, self._model.table.current
        if paused is not None:
            changes = self._change_meeting(paused_at=None)
            if current is not None and current.item.opened_at is not None:
                opened = current.item.opened_at + (self._context.clock() - paused)
                changes.append(self._change(current.item, opened_at=opened))
            self._write(self.tr("go on after a pause"), changes)
        elif current is not None:
            self._write(self.tr("pause"), self._change_meeting(paused_at=self._context.clock()))

    # -- items -------------------------------------------------------------------------
    def add_item(self) -> None:
        """Add an item with its topic at the end and let it be named."""
        meeting = self._meeting
        if meeting is None:
            return
        last = max((one.position for one in self._items), default="")
        topic = Topic(id=new_id(), title=new_title(), group_id=meeting.group_id)
        item = AgendaItem(
            id=new_id(),
            meeting_id=meeting.id,
            topic_id=topic.id,
            title=topic.title,
            planned_minutes=_USUAL_MINUTES,
            position=place_between(last, ""),
        )
        self._edit_when_there = item.id
        command = LogRecords((item, topic), label=self.tr("add agenda item"))
        self._context.dispatch.run(command, self._view)

    def edit_item(self, id: str, line: AgendaLine) -> None:
        """Give an item what a typed line says; its topic follows the title."""
        item = self.item(id)
        if item is None:
            return
        values: dict[str, Any] = {
            "title": line.title,
            "planned_minutes": line.minutes,
            "purpose": line.purpose,
            "presenter_id": line.presenter_id,
            "locked_start": self.moment_of(line.locked),
            "section": line.section,
        }
        if line.purpose is Purpose.CONSENT:
            values["pulled_by_id"] = None
        self.amend_item(item, values)

    def amend_item(self, item: AgendaItem, values: Mapping[str, Any]) -> None:
        """Give fields of an item other values; its topic takes title, purpose and presenter over."""
        changed = {name: value for name, value in values.items() if getattr(item, name) != value}
        if not changed:
            return
        changes = [self._change(item, **changed)]
        kept = {"title", "purpose", "planned_minutes", "presenter_id"} & changed.keys()
        if item.state is not AgendaState.PLANNED:
            kept &= {"title"}
        if item.topic_id and kept:
            topic = {name: changed[name] for name in kept}
            changes.append((Ref("topic", item.topic_id), topic))
        self._write(self.tr("change agenda item"), changes)

    def moment_of(self, hour: time | None) -> datetime | None:
        """Return an hour of the meeting's day, on the clocks of its place."""
        meeting = self._meeting
        if hour is None or meeting is None:
            return None
        moment = meeting.starts_at or meeting.started_at or self._context.clock()
        return at_place(moment.astimezone(zone_of(meeting.zone)).date(), hour, meeting.zone)

    def move_item(self, row: int, to: int) -> None:
        """Move an item to another row; all later times follow."""
        items = list(self._items)
        if not (0 <= row < len(items) and 0 <= to < len(items)) or row == to:
            return
        moved = items.pop(row)
        place = _place_at(items, to)
        items.insert(to, moved)
        self._items = tuple(items)
        self._write(self.tr("move agenda item"), [self._change(moved, position=place)])
        self.item_moved.emit(to)

    def put_off(self, id: str) -> None:
        """Put an item off to the next meeting, or plan it for this one again."""
        item = self.item(id)
        if item is None:
            return
        label = self.tr("put off agenda item")
        if item.state is AgendaState.DEFERRED:
            values = {"state": AgendaState.PLANNED, "opened_at": None, "closed_at": None}
            self._write(self.tr("plan agenda item again"), [self._change(item, **values)])
        elif item.state is AgendaState.OPEN:
            changes = self._close_current(AgendaState.DEFERRED) + self._open_following()
            self._write(label, self._unpaused(changes))
        elif item.state is AgendaState.PLANNED:
            self._write(label, [self._change(item, state=AgendaState.DEFERRED)])

    def pull_out(self, id: str) -> bool:
        """Take an item out of the consent agenda: it is discussed after it, in its own minutes."""
        item = self.item(id)
        if item is None or not in_consent(item) or item.state in OVER:
            return False
        block = [self.item(key) for key in self._model.block_of(id)]
        rest = [one for one in block if one is not None and one.id != id]
        values: dict[str, Any] = {"purpose": Purpose.DISCUSS, "state": AgendaState.PLANNED}
        values |= {"planned_minutes": item.planned_minutes or _MORE, "opened_at": None}
        changes: list[Change] = []
        if rest:
            others = [one for one in self._items if one.id != id]
            to = others.index(rest[-1]) + 1
            values["position"] = _place_at(others, to)
            self._items = (*others[:to], item, *others[to:])
            if item.state is AgendaState.OPEN:
                opened = {"state": AgendaState.OPEN, "opened_at": item.opened_at}
                changes.append(self._change(rest[0], **opened))
        elif item.state is AgendaState.OPEN:
            values |= {"state": AgendaState.OPEN, "opened_at": item.opened_at}
        changes.append(self._change(item, **values))
        self._write(self.tr("take out of the consent agenda"), changes)
        return True

    def say_who_pulled(self, id: str, person_id: str) -> None:
        """Keep who took an item out of the consent agenda."""
        item = self.item(id)
        if item is not None:
            label = self.tr("say who took it out")
            self._write(label, [self._change(item, pulled_by_id=person_id)])


def _place_at(items: Sequence[AgendaItem], to: int) -> str:
    """Return the place of what comes in before row `to`."""
    before = items[to - 1].position if to else ""
    return place_between(before, items[to].position if to < len(items) else "")
