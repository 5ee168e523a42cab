"""Series, agenda and parking lot: what is prepared for a meeting and what comes back to it.

A companion of the meeting screen (`meeting_stage`): its panels stand beside the notes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QWidget

from nghs_desktop.base.errors import Told, UserError
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.agenda_line import KnownPerson
from nghs_desktop.domain.capture import Command
from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.meetings import Meeting, MeetingKind, MeetingState, Parked
from nghs_desktop.domain.nouns import CAPTURED
from nghs_desktop.domain.spoken import spoken_number
from nghs_desktop.domain.timetable import consent_items
from nghs_desktop.services.api import (
    ComingBack,
    MeetingChoice,
    MeetingPage,
    NamedRow,
    coming_back,
    consent_block,
    meeting_choice,
    named,
    owed_topic_id,
    park,
)
from nghs_desktop.ui.preparing.back_panel import BackPanel
from nghs_desktop.ui.preparing.frame import Panel
from nghs_desktop.ui.preparing.item_panel import ItemPanel, people_picker
from nghs_desktop.ui.preparing.meetings_panel import MeetingsPanel
from nghs_desktop.ui.preparing.series_panel import SeriesPanel
from nghs_desktop.ui.views.meeting_agenda import AgendaPanel
from nghs_desktop.ui.views.meeting_stage import MeetingStage
from nghs_desktop.ui.widgets.announce import announce

_BACK_NOUNS = ("meeting", "agenda_item", "topic", "parked", "commitment", "decision", "work_group")
_CHOICE_NOUNS = ("meeting", "meeting_series", "topic")
_SOON_MS = 30


class Preparing(QObject):
    """Shows what comes back, one item whole, the meetings and their series; parks things."""

    def __init__(self, stage: MeetingStage) -> None:
        super().__init__(stage)
        self._stage, self._context = stage, stage.context
        self._people: tuple[KnownPerson, ...] = ()
        self._back: ComingBack | None = None
        self._panels: dict[str, Panel] = {}
        self._meeting_id = ""
        self._back_to_notes = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._read)
        self._agenda = stage.view.findChild(AgendaPanel)
        stage.flow.chooser_asked.connect(self._show_chooser)
        stage.moved.connect(self._when_moved)
        stage.panel_closed.connect(self._when_panel_closed)
        if self._agenda is not None:
            self._bind(self._agenda)
        self._read_people()

    def _bind(self, agenda: AgendaPanel) -> None:
        on, rows = self._context.actions.on, agenda.list
        on("details", rows, self.show_item)
        on("put_off", rows, self._put_off)
        on("pull_out", rows, self._pull_out)
        rows.gone_to.connect(self._when_gone_to)
        agenda.back_asked.connect(self.show_back)
        agenda.decide_asked.connect(self.decide_consent)

    # -- what the meeting asks of a companion ------------------------------------------------
    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what it does for keys and palette."""
        return {
            "prepare": self.show_back,
            "parked": self.show_parked,
            "park": self.park,
            "choose_meeting": self.show_meetings,
            "series": self.show_series,
            "consent_block": self.decide_consent,
        }

    def obey(self, command: Command) -> bool:
        """Do nothing: what /park sets aside is kept as every line is (`services.capture`)."""
        return False

    def show(self, page: MeetingPage) -> None:
        """Take the meeting as it was read."""
        self._stage.flow.know(page.names, page.first_minutes)
        self._stage.flow.tick()
        meeting_id = page.meeting.id if page.meeting is not None else ""
        if meeting_id != self._meeting_id:
            self._meeting_id, self._back = meeting_id, None
            self._offer_back()
            self._soon.start()
        self._show_item_again()

    def when_changed(self, changes: ChangeSet) -> None:
        """Hear of a change."""
        if changes.touches("person"):
            self._read_people()
        item = self._panels.get("item")
        if isinstance(item, ItemPanel) and item is self._stage.panel:
            captured = tuple(noun.name for noun in CAPTURED)
            if changes.touches("agenda_item", "topic", *captured):
                self._read_story(item)
        if changes.touches(*_BACK_NOUNS, *_CHOICE_NOUNS):
            self._soon.start()

    def tick(self, now: datetime) -> None:
        """Nothing here counts."""

    def close_innermost(self) -> bool:
        """Take away the line that asks, then the panel."""
        panel = self._stage.panel
        if not isinstance(panel, Panel) or panel not in self._panels.values():
            return False
        ask = getattr(panel, "ask", None)
        if ask is not None and ask.give_up():
            if self._back_to_notes:
                self._close(panel)
            return True
        self._close(panel)
        return True

    def shut(self) -> None:
        """Hand over what is typed."""
        self._soon.stop()
        for panel in self._panels.values():
            panel.keep_all()

    # -- reading -----------------------------------------------------------------------------
    def _read_people(self) -> None:
        self._context.dispatch.ask(lambda reader: named(reader, "person"), self._take_people, self)

    def _take_people(self, rows: tuple[NamedRow, ...]) -> None:
        self._people = tuple(KnownPerson(row.id, row.name) for row in rows)
        page = self._stage.page
        self._stage.flow.know(page.names, page.first_minutes, self._people)
        for panel in self._panels.values():
            if isinstance(panel, BackPanel | ItemPanel):
                panel.people = self._people

    def _read(self) -> None:
        meeting, now = self._stage.meeting, self._context.clock()
        shown = self._stage.panel
        # A meeting that runs or is over offers nothing by itself, so nothing is read for it.
        if meeting is not None and (not _has_begun(meeting) or isinstance(shown, BackPanel)):
            id = meeting.id
            self._context.dispatch.ask(
                lambda reader: coming_back(reader, id, now), self._take_back, self
            )
        if isinstance(shown, MeetingsPanel | SeriesPanel):
            self._read_choice()

    def _take_back(self, back: ComingBack | None) -> None:
        if back is None or back.meeting.id != self._meeting_id:
            return
        self._back = back
        self._offer_back()
        panel = self._panels.get("back")
        if isinstance(panel, BackPanel):
            panel.show_back(back)

    def _offer_back(self) -> None:
        """Say in the agenda how much comes back and is not on it, until the meeting starts."""
        if self._agenda is None:
            return
        back, meeting = self._back, self._stage.meeting
        if back is None or meeting is None or _has_begun(meeting) or back.is_complete:
            self._agenda.offer_back("")
            return
        missing = sum(not one.returning.on_agenda for one in back.topics) + len(back.fresh)
        missing += sum(not one.on_agenda for one in back.due)
        missing += int(bool(back.owed) and not back.owed_on_agenda)
        if missing == 1:
            self._agenda.offer_back(self.tr("One thing comes back"))
        else:
            number = spoken_number(missing).capitalize()
            self._agenda.offer_back(self.tr("{n} things come back").format(n=number))

    def _read_choice(self) -> None:
        group, now = self._stage.group, self._context.clock()
        if group is not None:
            self._context.dispatch.ask(
                lambda reader: meeting_choice(reader, group.id, now), self._take_choice, self
            )

    def _take_choice(self, choice: MeetingChoice) -> None:
        group = self._stage.group
        meetings, series = self._panels.get("meetings"), self._panels.get("series")
        if isinstance(meetings, MeetingsPanel):
            had_rows = bool(meetings.list.keys())
            meetings.show_choice(choice)
            if not had_rows and meetings is self._stage.panel and self._meeting_id:
                meetings.list.choose(self._meeting_id)
        if isinstance(series, SeriesPanel) and group is not None:
            series.show_series(choice.series, group.id, group.name)

    # -- panels ------------------------------------------------------------------------------
    def _present(self, panel: Panel, focus: QWidget | None = None) -> None:
        self._stage.show_panel(panel, panel.heading.text() or panel.accessibleName())
        (focus or panel.first).setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self, panel: Panel) -> None:
        panel.keep_all()
        self._stage.close_panel(panel)

    def _when_panel_closed(self, widget: QWidget) -> None:
        if not isinstance(widget, Panel) or widget not in self._panels.values():
            return
        widget.keep_all()
        self._back_to_notes = False
        item = self._panels.get("item")
        if widget is item and self._agenda is not None and self._agenda.isVisible():
            self._agenda.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._stage.focus_capture()

    def _back_panel(self) -> BackPanel:
        panel = self._panels.get("back")
        if not isinstance(panel, BackPanel):
            panel = BackPanel(self._context, self._stage.view)
            panel.hide()
            panel.people = self._people
            panel.story_asked.connect(self._show_story)
            panel.settled_line.connect(self._when_line_settled)
            self._keep("back", panel)
            if self._back is not None:
                panel.show_back(self._back)
        return panel

    def _keep(self, key: str, panel: Panel) -> None:
        self._panels[key] = panel
        panel.closed.connect(lambda: self._close(panel))

    def show_back(self) -> None:
        """Show what comes back to this meeting."""
        panel = self._back_panel()
        self._present(panel)
        self._soon.start()

    def show_parked(self) -> None:
        """Show the parking lot."""
        panel = self._back_panel()
        self._present(panel, panel.parked if panel.parked.keys() else panel.close_button)
        self._soon.start()

    def show_item(self) -> None:
        """Show all of the agenda item the keyboard is on, or of the one that runs."""
        slot = self._agenda.list.current_slot() if self._agenda is not None else None
        item = slot.item if slot is not None else self._stage.item
        if item is not None:
            self._show_story(item.id)

    def _show_story(self, id: str) -> None:
        item = self._stage.flow.item(id)
        if item is None:
            self._context.say(self.tr("That stood on the agenda of an earlier meeting."))
            return
        panel = self._panels.get("item")
        if not isinstance(panel, ItemPanel):
            panel = ItemPanel(self._context, self._stage.flow, self._stage.view)
            panel.hide()
            panel.opened.connect(self._open)
            self._keep("item", panel)
        panel.people = self._people
        panel.show_item(item, self._stage.meeting, self._stage.page.names)
        self._read_story(panel)
        self._present(panel)

    def _read_story(self, panel: ItemPanel) -> None:
        """Read how a topic went; that of the commitments from before has these."""
        page, group = self._stage.page, self._stage.group
        item = self._stage.flow.item(panel.item_id)
        owes = item is not None and group is not None and item.topic_id == owed_topic_id(group.id)
        panel.read(page.carried if owes else (), page.carried_topics)

    def _show_item_again(self) -> None:
        panel = self._panels.get("item")
        if isinstance(panel, ItemPanel) and panel is self._stage.panel:
            item = self._stage.flow.item(panel.item_id)
            if item is None:
                self._close(panel)
            else:
                panel.show_item(item, self._stage.meeting, self._stage.page.names)

    def _when_moved(self) -> None:
        self._offer_back()
        self._show_item_again()
        meetings = self._panels.get("meetings")
        if isinstance(meetings, MeetingsPanel) and meetings is self._stage.panel:
            meetings.show_meeting(self._stage.meeting)

    def _open(self, ref: Ref) -> None:
        opened = getattr(self._stage.view, "open_item", None)
        if opened is not None:
            opened.emit(ref)

    def _show_chooser(self, _anchor: QWidget, _group_id: str) -> None:
        self.show_meetings()

    def show_meetings(self) -> None:
        """Show the meetings of the group, and the facts of the one on screen."""
        panel = self._panels.get("meetings")
        if not isinstance(panel, MeetingsPanel):
            panel = MeetingsPanel(self._context, self._stage.flow, self._stage.view)
            panel.hide()
            panel.chosen.connect(self._choose)
            panel.series_asked.connect(self._next_in_series)
            panel.made.connect(self._make)
            self._keep("meetings", panel)
        panel.show_meeting(self._stage.meeting)
        self._present(panel)
        self._read_choice()

    def show_series(self, series_id: str = "") -> None:
        """Show the series of the group."""
        panel = self._panels.get("series")
        if not isinstance(panel, SeriesPanel):
            panel = SeriesPanel(self._context, self._stage.view)
            panel.hide()
            panel.chosen.connect(self._choose)
            self._keep("series", panel)
        meeting = self._stage.meeting
        panel.want(series_id or (meeting.series_id if meeting is not None else "") or "")
        self._present(panel)
        self._read_choice()

    def _next_in_series(self, series_id: str) -> None:
        self.show_series(series_id)

    def _choose(self, id: str) -> None:
        self._stage.flow.meeting_chosen.emit(id)
        panel = self._stage.panel
        if isinstance(panel, Panel):
            self._close(panel)

    def _make(self, kind: MeetingKind) -> None:
        self._stage.flow.make_meeting(self._stage.group, kind)
        panel = self._stage.panel
        if isinstance(panel, Panel):
            self._close(panel)

    # -- agenda items ------------------------------------------------------------------------
    def _current_id(self) -> str:
        slot = self._agenda.list.current_slot() if self._agenda is not None else None
        return slot.item.id if slot is not None else ""

    def _when_gone_to(self, _id: str) -> None:
        if not self._stage.flow.is_live:
            self.show_item()

    def _put_off(self) -> None:
        id = self._current_id()
        if id:
            self._stage.flow.put_off(id)

    def _pull_out(self) -> None:
        id, agenda = self._current_id(), self._agenda
        if not id or agenda is None:
            return
        if not self._stage.flow.pull_out(id):
            self._context.say(self.tr("Only an item of the consent agenda can be taken out of it."))
            return
        announce(agenda.list, self.tr("Taken out. It is discussed after the consent agenda."))
        picker = people_picker(
            self._context, self.tr("Who asked for it?"), self._people, self._stage.view
        )

        def chosen(row: NamedRow) -> None:
            self._stage.flow.say_who_pulled(id, row.id)

        picker.chosen.connect(chosen)
        row = next(
            (n for n in range(agenda.list.model().rowCount())
             if self._stage.agenda[n].id == id), 0
        )  # fmt: skip
        agenda.list.setCurrentIndex(agenda.list.model().index(row, 0))
        place = agenda.list.visualRect(agenda.list.currentIndex()).bottomLeft()
        picker.open_at(agenda.list.viewport(), QPoint(place.x(), place.y()))

    def decide_consent(self) -> None:
        """Put the consent agenda to the vote, all of it at once."""
        meeting = self._stage.meeting
        if meeting is None:
            return
        block = consent_items(self._stage.agenda)
        try:
            command = consent_block(meeting, block, id=new_id(), at=self._context.clock())
        except UserError as problem:
            self._context.say(str(problem))
            return
        self._context.dispatch.run(command, self._stage.view, failed=self._say)

    def _say(self, problem: Told) -> None:
        self._context.say(str(problem))

    # -- parking -----------------------------------------------------------------------------
    def park(self) -> None:
        """Park the chosen note, or the agenda item the keyboard is on, or the one that runs."""
        chosen = self._stage.chosen()
        on_agenda = self._agenda is not None and self._agenda.list.hasFocus()
        if chosen and not on_agenda:
            self._park(self._parked(chosen[0].title, chosen[0].details))
            return
        id = self._current_id() if on_agenda else ""
        item = self._stage.flow.item(id) or self._stage.item
        if item is None:
            said = self.tr(
                "Choose a row or an agenda item first, or type /park and what is to wait."
            )
            self._context.say(said)
            return
        self._park(self._parked(item.title))

    def _parked(self, title: str, details: str = "") -> Parked:
        id = self._current_id()
        on_agenda = self._agenda is not None and self._agenda.list.hasFocus()
        item = self._stage.flow.item(id) if on_agenda and id else self._stage.item
        meeting: Meeting | None = self._stage.meeting
        return park(
            title,
            id=new_id(),
            today=self._context.today(),
            meeting=meeting,
            item=item,
            details=details,
        )

    def _park(self, record: Parked) -> None:
        panel = self._back_panel()
        self._present(panel, panel.close_button)
        self._back_to_notes = True
        panel.park(record)
        self._soon.start()

    def _when_line_settled(self) -> None:
        panel = self._stage.panel
        if self._back_to_notes and isinstance(panel, Panel):
            self._close(panel)


def _has_begun(meeting: Meeting) -> bool:
    return meeting.state in (MeetingState.IN_PROGRESS, MeetingState.ENDED)
