"""The people in the room: who is here since when, who stands in for whom, whether there is a quorum.

A companion of the meeting screen (`meeting_stage`). It reads the room anew after every change, and
does one mark after the other, each on the room as the one before has left it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, tzinfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.domain import commands as ask
from nghs_desktop.domain.capture import Command, CommandName
from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.domain.meetings import Presence
from nghs_desktop.domain.presence import Where, attended
from nghs_desktop.domain.roster_line import Said, read_roster_line
from nghs_desktop.domain.series import zone_of
from nghs_desktop.services import api
from nghs_desktop.services.api import MeetingPage, NamedRow, Reader, RoomState
from nghs_desktop.ui.dialogs.popups import NOBODY, Names, Picker
from nghs_desktop.ui.fuzzy import fit
from nghs_desktop.ui.people import roster
from nghs_desktop.ui.people.panel import RosterPanel
from nghs_desktop.ui.people.roster import RosterLine
from nghs_desktop.ui.people.times import TimesPopup
from nghs_desktop.ui.views.meeting_stage import MeetingStage
from nghs_desktop.ui.widgets.announce import announce

Make = Callable[[RoomState, datetime], ask.Command | None]
"""Returns what does a mark, on the room as it is and at the moment it was said."""

_CONCERNS = (
    "attendance", "stay", "membership", "person", "organization", "meeting", "work_group",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RoomSummary:
    """The room in one look, for the header: `short` is shown, `words` are the whole of it."""

    short: str
    words: str
    quorum_met: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark that waits its turn. `tells` are the people whose row is told when it is done.

    `back` gives the words back to where they were typed, if they cannot be obeyed.
    """

    make: Make
    at: datetime
    tells: tuple[str, ...] = ()
    aloud: bool = False
    back: Callable[[], None] | None = None


class People(QObject):
    """The people in the room. `summary_changed(RoomSummary or None)` follows every change of it."""

    summary_changed = Signal(object)

    def __init__(self, stage: MeetingStage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._state: RoomState | None = None
        self._meeting_id = ""
        self._asked = self._arrived = 0
        self._waiting: deque[_Mark] = deque()
        self._done: _Mark | None = None
        self._is_busy = False
        self._was_met: bool | None = None
        self._minute = -1
        self._summary: RoomSummary | None = None
        self._panel: RosterPanel | None = None
        self._times_of = ""
        stage.people_asked.connect(self._toggle)

    # -- what the meeting asks of a companion ------------------------------------------------
    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what it does for keys and palette."""
        return {"people": self.open, "members": self.open_members}

    def obey(self, command: Command) -> bool:
        """Do what /who says; without words, or with a name alone, show the roster."""
        if command.name is not CommandName.WHO:
            return False
        words = command.argument.strip()
        said = read_roster_line(words)
        if said:
            self.say(said, lambda: self._put_line(f"/{command.name.value} {words}"))
        else:
            self.open()
            if words and self._panel is not None:
                self._panel.filter_by(words)
        return True

    def show(self, page: MeetingPage) -> None:
        """Take the meeting as it was read."""
        meeting_id = page.meeting.id if page.meeting is not None else ""
        if meeting_id != self._meeting_id:
            self._meeting_id = meeting_id
            self._state, self._was_met = None, None
            self._waiting.clear()
            self._read()

    def when_changed(self, changes: ChangeSet) -> None:
        """Hear of a change."""
        if changes.touches(*_CONCERNS):
            self._read()

    def tick(self, now: datetime) -> None:
        """Count again each minute: a time that was typed ahead may have come."""
        if now.minute != self._minute:
            self._minute = now.minute
            self._tell_room()

    def close_innermost(self) -> bool:
        """Close the roster."""
        panel = self._panel
        if panel is None or self._stage.panel is not panel:
            return False
        self.close()
        return True

    def shut(self) -> None:
        """The window closes; nothing waits, for every mark is on its way to the disk."""

    # -- the room ----------------------------------------------------------------------------
    @property
    def state(self) -> RoomState | None:
        """The room as it was read last."""
        return self._state

    @property
    def summary(self) -> RoomSummary | None:
        """The room in one look."""
        return self._summary

    @property
    def panel(self) -> RosterPanel | None:
        """The roster, once it was opened."""
        return self._panel

    @property
    def is_settled(self) -> bool:
        """Whether all that was asked for is on disk and was read again."""
        return not self._waiting and not self._is_busy and self._asked == self._arrived

    def start_commands(self, at: datetime) -> tuple[ask.Command, ...]:
        """Return what belongs to the start of the meeting: times for those who are marked."""
        return api.begin_stays(self._state, at) if self._state is not None else ()

    def end_commands(self, at: datetime) -> tuple[ask.Command, ...]:
        """Return what belongs to the end of the meeting: the end of every time that lasts."""
        return api.end_stays(self._state, at) if self._state is not None else ()

    def reopen_commands(self) -> tuple[ask.Command, ...]:
        """Return what belongs to going on after the end: the times that ended with it last on."""
        return api.reopen_stays(self._state) if self._state is not None else ()

    def _read(self) -> None:
        meeting_id = self._meeting_id
        self._asked += 1
        asked = self._asked

        def arrived(state: RoomState | None) -> None:
            if asked == self._asked:
                self._arrived = asked
                self._take(state)

        def not_read(problem: Told) -> None:
            if asked == self._asked:
                self._arrived = asked
                self._stage.context.say(str(problem))

        def read(reader: Reader) -> RoomState | None:
            return api.room_state(reader, meeting_id) if meeting_id else None

        self._stage.dispatch.ask(read, arrived, self, not_read)

    def _take(self, state: RoomState | None) -> None:
        self._state = state
        self._tell_room()
        done, self._done = self._done, None
        if done is not None:
            self._tell(done)
        self._go_on()
        if self._times_of and self.is_settled:
            person_id, self._times_of = self._times_of, ""
            self._open_times(person_id)

    @property
    def _zone(self) -> tzinfo | None:
        return zone_of(self._state.meeting.zone) if self._state is not None else None

    def _tell_room(self) -> None:
        state, now = self._state, self._stage.context.clock()
        if state is None:
            self._summary = None
            self.summary_changed.emit(None)
            return
        if self._panel is not None and self._stage.panel is self._panel:
            self._panel.show_state(state, now, self._zone)
        self._summary = self._summarise(state, now)
        self.summary_changed.emit(self._summary)
        is_live = state.meeting.started_at is not None and state.meeting.ended_at is None
        if not is_live or not state.voting(now).units:
            self._was_met = None
            return
        found = state.quorum(now)
        if self._was_met and not found.met:
            words = self.tr("Quorum is lost: {sum}.").format(sum=found.words)
            self._stage.context.say(words)
            announce(self._stage.view, words, urgent=True)
        self._was_met = found.met

    def _summarise(self, state: RoomState, now: datetime) -> RoomSummary:
        count, found = state.headcount(now), state.quorum(now)
        if state.meeting.ended_at is not None:
            been = len(attended(state.stays))
            short = self.tr("{n} people were there").format(n=been)
            return RoomSummary(short, short, True)
        if not count.people:
            expected = sum(1 for person in state.people if person.presence is not None)
            short = self.tr("{n} people expected").format(n=expected)
            if not expected:
                short = self.tr("Who is here?")
            return RoomSummary(short, f"{short}. {found.words}", found.met)
        short = self.tr("{n} in the room").format(n=count.people)
        if state.meeting.started_at is not None and state.voting(now).units and found.needed:
            met = self.tr("quorum met")
            if not found.met:
                met = self.tr("{n} short of quorum").format(n=found.needed - found.counted)
            short = f"{short}, {met}"
        return RoomSummary(short, f"{count.words}. {found.words}", found.met)

    # -- marking -----------------------------------------------------------------------------
    def mark(self, make: Make, *tells: str, aloud: bool = False) -> None:
        """Have a mark made, after those that wait; `tells` are the people it is about."""
        self._waiting.append(_Mark(make, self._stage.context.clock(), tells, aloud))
        self._go_on()

    def say(self, said: tuple[Said, ...], back: Callable[[], None] | None = None) -> None:
        """Do what a typed line says, and tell what came of it; a refused one goes `back`."""

        def make(state: RoomState, at: datetime) -> ask.Command | None:
            return api.obey_roster_line(state, said, at)

        now = self._stage.context.clock()
        self._waiting.append(_Mark(make, now, self._meant(said), True, back))
        self._go_on()

    def _put_line(self, words: str) -> None:
        from nghs_desktop.ui.views.meeting import MeetingView

        view = self._stage.view
        if isinstance(view, MeetingView):
            view.put_line(words)

    def _meant(self, said: tuple[Said, ...]) -> tuple[str, ...]:
        found: list[str] = []
        for one in said:
            if self._state is not None and one.who:
                try:
                    found.append(api.find_person(self._state, one.who).id)
                except Told:
                    continue  # said when the line is obeyed; a guest has no key yet
        return tuple(found)

    def _go_on(self) -> None:
        """Do the next mark, once the room is read as the one before has left it."""
        state = self._state
        if self._is_busy or self._asked != self._arrived or state is None or not self._waiting:
            return
        mark = self._waiting.popleft()
        try:
            command = mark.make(state, mark.at)
        except Told as problem:
            self._stage.context.say(str(problem))
            if mark.back is not None:
                mark.back()
            self._go_on()
            return
        if command is None:
            self._tell(mark)
            self._go_on()
            return
        self._is_busy = True
        self._state = api.room_ahead(state, command, mark.at)
        self._tell_room()

        def done(_outcome: object) -> None:
            self._is_busy, self._done = False, mark
            self._read()

        def not_done(problem: Told) -> None:
            self._is_busy = False
            self._stage.context.say(str(problem))
            self._read()

        self._stage.dispatch.run(command, self, done, not_done)

    def _tell(self, mark: _Mark) -> None:
        """Say what a mark came to: to a screen reader always, on screen where the panel is not."""
        state, panel = self._state, self._panel
        if state is None:
            return
        now = self._stage.context.clock()
        lines = [
            roster.line_of(state, person, now, self._zone)
            for key in mark.tells
            if (person := state.person(key)) is not None
        ]
        words = ". ".join(line.sentence for line in lines)
        if mark.aloud and (panel is None or self._stage.panel is not panel):
            summary = self._summary
            parts = (words, summary.words if summary is not None else "")
            self._stage.context.say(". ".join(filter(None, parts)))
        elif words:
            announce(self._stage.view, words)

    # -- the panel ---------------------------------------------------------------------------
    def open(self) -> None:
        """Show the roster, with the caret in its field."""
        if self._stage.meeting is None:
            return
        if self._panel is None:
            self._panel = self._make_panel()
        self._stage.show_panel(self._panel, self.tr("People in the room"))
        self._tell_room()
        self._panel.focus_field()

    def close(self) -> None:
        """Close the roster; the caret goes back to the capture bar."""
        if self._panel is not None and self._stage.panel is self._panel:
            self._stage.close_panel(self._panel)
            self._stage.focus_capture()

    def _toggle(self, _anchor: QWidget) -> None:
        if self._panel is not None and self._stage.panel is self._panel:
            self.close()
        else:
            self.open()

    def _make_panel(self) -> RosterPanel:
        panel = RosterPanel(self._stage.look, parent=self._stage.view)
        panel.hide()
        panel.acted.connect(self._act)
        panel.typed.connect(self._typed)
        panel.all_asked.connect(self.mark_all)
        panel.members_asked.connect(self.open_members)
        panel.closed.connect(self.close)
        return panel

    def mark_all(self) -> None:
        """Mark everybody as here who was asked."""

        def make(state: RoomState, at: datetime) -> ask.Command | None:
            command = api.mark_all_here(state, at)
            if command is None:
                self._stage.context.say(self.tr("Everybody who was asked is marked already."))
            return command

        self.mark(make)

    def open_members(self) -> None:
        """Show who sits in the group, with their votes."""
        group = self._stage.group
        if group is None:
            return
        from nghs_desktop.ui.people.members import open_members

        open_members(self._stage.context, group.id, self._stage.view)

    def _typed(self, words: str) -> None:
        panel = self._panel
        if panel is not None:
            panel.clear_field()
            self.say(read_roster_line(words), lambda: panel.filter_by(words))

    def _act(self, what: str, line: RosterLine) -> None:
        key = line.person_id
        if not key:
            self._add_guest(line)
            return
        makes: dict[str, Make] = {
            roster.TICK: lambda state, at: api.tick_person(state, key, at),
            roster.REMOTE: lambda state, at: _change_over(state, key, at),
            roster.LEFT: lambda state, at: api.mark_left(state, key, at),
            roster.BACK: lambda state, at: api.mark_here(state, key, at),
            roster.EXCUSED: lambda state, at: api.mark_excused(state, key, at),
            roster.ABSENT: lambda state, at: api.mark_excused(
                state, key, at, presence=Presence.ABSENT
            ),
            roster.SLIP: lambda state, at: api.take_back_mark(state, key),
        }
        if what == roster.STANDS_IN:
            self._choose_member(line)
        elif what == roster.TIMES:
            self._times_of = key
            self.mark(lambda state, at: api.write_stays(state, key))
            if self.is_settled:
                self._times_of = ""
                self._open_times(key)
        else:
            self.mark(makes[what], key)

    def _add_guest(self, line: RosterLine) -> None:
        panel = self._panel
        if panel is None:
            return
        name, _, body = (part.strip() for part in panel.field.text().partition(","))
        panel.clear_field()
        self.mark(lambda state, at: api.add_guest(state, name, at, organization=body))

    def _choose_member(self, line: RosterLine) -> None:
        state = self._state
        if state is None:
            return
        person = state.person(line.person_id)
        if person is not None and person.seat.votes:
            self._stage.context.say(
                self.tr("{name} has a vote of their own and stands in for nobody.").format(
                    name=line.name
                )
            )
            return
        now = self._stage.context.clock()
        members = sorted(
            (one for one in state.people if one.seat.votes),
            key=lambda one: (
                state.where(one.id, now) in (Where.ROOM, Where.REMOTE),
                one.seat.organization != line.organization,
            ),
        )

        def find(words: str, deliver: Callable[[Names], None]) -> None:
            rows = [
                NamedRow("person", one.id, one.seat.name, note=one.seat.organization)
                for one in members
                if not words or fit(words, one.seat.name)
            ]
            deliver(rows)

        def chosen(row: NamedRow) -> None:
            member = row.id if row.noun != NOBODY else None
            key = line.person_id
            self.mark(lambda state, at: api.set_stand_in(state, key, member), key)

        stands_for = person.seat.alternate_for if person is not None else ""
        picker = Picker(
            self._stage.look,
            self.tr("{name} stands in for").format(name=line.name),
            find,
            self._stage.view,
            none=self.tr("Nobody"),
            is_on=lambda key: key == stands_for,
        )
        picker.chosen.connect(chosen)
        if self._panel is not None:
            rows = self._panel.list
            picker.open_at(rows, rows.visualRect(rows.currentIndex()).bottomLeft())

    def _open_times(self, person_id: str) -> None:
        state, panel = self._state, self._panel
        person = state.person(person_id) if state is not None else None
        if state is None or panel is None or person is None:
            return
        if not [one for one in person.times if one.until != one.since]:
            words = self.tr("{name} has not been here yet.").format(name=person.seat.name)
            self._stage.context.say(words)
            return
        now = self._stage.context.clock()

        def moment(hour: time) -> datetime:
            return api.moment_of(state, hour, now)

        popup = TimesPopup(self._stage.look, person, self._zone, moment, self._stage.view)

        def amended(id: str, since: datetime, until: datetime | None, remote: bool) -> None:
            self.mark(
                lambda state, at: api.amend_stay(state, id, since, until, remote=remote), person_id
            )

        def removed(id: str) -> None:
            self.mark(lambda state, at: api.remove_stay(state, id), person_id)

        popup.amended.connect(amended)
        popup.removed.connect(removed)
        popup.open_at(panel.list, panel.list.visualRect(panel.list.currentIndex()).bottomLeft())


def _change_over(state: RoomState, person_id: str, at: datetime) -> ask.Command | None:
    """Mark as remote, or back into the room who is remote."""
    is_remote = state.where(person_id, at) is Where.REMOTE
    return api.mark_here(state, person_id, at, remote=not is_remote)
