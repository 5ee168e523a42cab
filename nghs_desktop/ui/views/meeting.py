"""The meeting: agenda with its clock, the stream of what is said, and the capture bar.

Lays its parts out, shows what the workspace says, and turns what the parts ask for into commands.
It works before the workspace is open: lines wait with their drafts on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.domain.capture import CaptureContext, Command, CommandName, ItemKind
from nghs_desktop.domain.changes import ChangeSet, UndoState
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.commitments import CommitmentStatus
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.meetings import MeetingState
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.timetable import Stage
from nghs_desktop.services.api import (
    ItemRow,
    MeetingPage,
    StreamChange,
)
from nghs_desktop.ui.capture.bar import CaptureBar
from nghs_desktop.ui.capture.keeping import Keeping
from nghs_desktop.ui.capture.lines import Where
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.models.agenda import AgendaModel
from nghs_desktop.ui.models.stream import StreamModel
from nghs_desktop.ui.shell import TOAST_INSET
from nghs_desktop.ui.view import View, WidthClass
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.item_edits import ItemEdits
from nghs_desktop.ui.views.meeting_agenda import AgendaPanel, AgendaStrip
from nghs_desktop.ui.views.meeting_flow import MeetingFlow
from nghs_desktop.ui.views.meeting_header import MeetingHeader
from nghs_desktop.ui.views.meeting_item import ItemSummary
from nghs_desktop.ui.views.meeting_keys import RowKeys
from nghs_desktop.ui.views.meeting_reading import MeetingReading
from nghs_desktop.ui.views.meeting_side import Overview, SidePanel
from nghs_desktop.ui.views.meeting_stage import Companion, MeetingStage
from nghs_desktop.ui.views.meeting_stream import StreamCard
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from nghs_desktop.ui.views.meeting_people import People, RoomSummary

_TICK_MS = 1000
_SHORT = 330
_BAR_AND_MARGIN = 112
_WIDTHS = {WidthClass.WIDE: (300, 360), WidthClass.NORMAL: (240, 272), WidthClass.MEDIUM: (240, 0)}


class MeetingView(QWidget):
    """The meeting screen.

    `live_changed` says whether a meeting runs; `commands_changed` that more keys mean something, as
    the companions come after the first paint.
    """

    open_item = Signal(object)
    brief_asked = Signal(str)
    live_changed = Signal(bool)
    commands_changed = Signal()
    selection_changed = Signal(object)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._look = context, context.look
        self._dispatch, self._actions = context.dispatch, context.actions
        self._page = MeetingPage()
        self._begun = self._loaded = False
        self._open_item_id = ""
        self._live = False
        self._warned: dict[str, Stage] = {}
        self._width = WidthClass.NORMAL
        self._sheet: Sheet | None = None
        self._open_after: str = ""
        self._companions: tuple[Companion, ...] = ()
        self._people: People | None = None
        self.setAccessibleName(self.tr("Meeting"))
        self.setProperty(TOAST_INSET, _BAR_AND_MARGIN)
        self._make_parts()
        self._lay_out()
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self.keeping.take_back()
        self._say_empty()
        self.agenda.refresh()
        self.strip.refresh()
        # Not at once: the window says which group is wanted, and paints first.
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        self._begun = True
        people = self._with_people()
        self._companions = make_companions(self.stage, people)
        self.commands_changed.emit()
        if self.reading.is_possible:
            self.reading.load_context()
            self.reading.load()

    def _with_people(self) -> People:
        from nghs_desktop.ui.views.meeting_people import People

        people = People(self.stage)
        people.summary_changed.connect(self._show_summary)
        self.flow.attending = people
        self._people = people
        return people

    def _make_parts(self) -> None:
        context, look = self._context, self._look
        keys = context.actions.shown_keys
        self.rows = StreamModel(today=context.today(), parent=self)
        self.slots = AgendaModel(parent=self)
        self.header = MeetingHeader(look, context.actions, None, self)
        self.strip = AgendaStrip(look, self.slots, next_keys=keys("next_item"), parent=self)
        self.agenda = AgendaPanel(
            look,
            self.slots,
            more_keys=keys("more_time"),
            next_keys=keys("next_item"),
            parent=self,
        )
        self.card = StreamCard(look, self.rows, self)
        self.stream = self.card.list
        self.tip = Label(look, "", "body", "text2", wrap=True)
        self.tip.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.bar = CaptureBar(look, CaptureContext(today=context.today()), self)
        self.overview = Overview(look, context.actions)
        self.side = SidePanel(look, self.overview, self)
        self.edits = ItemEdits(context, NOUN["note"], self)
        self.reading = MeetingReading(context, self)
        self.summary: ItemSummary | None = None
        self.keeping = Keeping(context, self.bar, self.rows, self._where, self)
        self.flow = MeetingFlow(context, self.slots, self)
        self.keys = RowKeys(context, self.stream, self.edits, self.keeping, self)

    def _lay_out(self) -> None:
        look = self._look
        pages = QStackedLayout(self)
        look.space(pages)
        main = QWidget(self)
        pages.addWidget(main)
        self.stage = MeetingStage(self, pages, main)
        column = QVBoxLayout(main)
        # The title's words stand at the page margin; its hover ground begins before them.
        look.space(column, (18, 9, 20, 20), 9)
        column.addWidget(self.header)
        row = QHBoxLayout()
        look.space(row, (6, 0, 0, 0))
        row.addWidget(self.strip)
        column.addLayout(row)
        row = QHBoxLayout()
        look.space(row, (6, 0, 0, 0), 20)
        middle = QVBoxLayout()
        look.space(middle, spacing=10)
        middle.addWidget(self.card, 1)
        middle.addWidget(self.tip)
        middle.addWidget(self.bar)
        self._agenda_place = QVBoxLayout()
        look.space(self._agenda_place)
        self._agenda_place.addWidget(self.agenda)
        row.addLayout(self._agenda_place)
        row.addLayout(middle, 1)
        row.addWidget(self.side)
        column.addLayout(row, 1)
        self.bar.raise_()
        look.follow(self, self._fit)

    def _connect(self) -> None:
        header, bar, stream_list = self.header, self.bar, self.stream
        self._dispatch.changed.connect(self._when_changed)
        self._dispatch.opened.connect(self._when_opened)
        self._dispatch.undo_changed.connect(self.show_undo)
        header.renamed.connect(self.flow.rename)
        header.people_asked.connect(self._show_people)
        header.undo_asked.connect(self._ask_undo)
        header.brief_asked.connect(self._ask_brief)
        header.state_asked.connect(self._ask_state)
        header.meetings_asked.connect(self._show_meetings)
        self.flow.refreshed.connect(self._show_flow)
        self.flow.outdated.connect(self.reading.load_head)
        self.flow.meeting_chosen.connect(self.show_meeting)
        for part in (self.agenda, self.strip):
            part.next_asked.connect(self.flow.next_item)
        self.agenda.more_asked.connect(self.flow.more_time)
        self.agenda.add_asked.connect(self.flow.add_item)
        self.agenda.list.edited.connect(self.flow.edit_item)
        self.agenda.list.moved.connect(self.flow.move_item)
        self.agenda.list.gone_to.connect(self.flow.go_to_item)
        self.flow.added.connect(self._edit_agenda_item)
        self.flow.item_moved.connect(self._keep_on_item)
        self.strip.opened.connect(self._show_agenda_sheet)
        bar.commanded.connect(self._obey)
        bar.keys_asked.connect(self._ask_keys)
        self.keeping.wanted.connect(self._want_meeting)
        self.keeping.shown.connect(self._when_shown)
        self.keeping.kept.connect(self._when_kept)
        self.keeping.added.connect(self._when_added)
        self.keeping.failed.connect(self._when_failed)
        self.keys.opened.connect(self.open_item)
        stream_list.older_wanted.connect(self._want_older)
        reading = self.reading
        reading.page_read.connect(self._take_page)
        reading.head_read.connect(self._take_head)
        reading.rows_read.connect(self._take_change)
        reading.older_read.connect(self._take_older)
        reading.context_read.connect(bar.set_context)
        stream_list.selectionModel().currentChanged.connect(self._show_chosen)
        self.rows.rowsInserted.connect(self._show_tip)
        self.rows.rowsRemoved.connect(self._show_tip)
        self.rows.modelReset.connect(self._show_tip)
        self.overview.opened.connect(self.open_item)
        self.overview.done.connect(self._tick_off)
        self._bind_keys()

    def _bind_keys(self) -> None:
        on, agenda = self._actions.on, self.agenda.list
        on("keys_in_list", self.stream, self._ask_keys)
        on("edit", agenda, agenda.edit_row)
        on("to_trash", agenda, self._trash_agenda_item)
        on("move_up", agenda, self._move_up)
        on("move_down", agenda, self._move_down)
        on("keys_in_list", agenda, self._ask_keys)

    # -- what the window asks of a view ------------------------------------------------
    def focus_first(self) -> None:
        """Put the caret into the capture bar; nothing in the stream stays chosen."""
        page = self.stage.own_page
        if isinstance(page, View):
            page.focus_first()
            return
        self.stream.clearSelection()
        self.stream.setCurrentIndex(QModelIndex())
        self.bar.focus_field()

    def panes(self) -> Sequence[QWidget]:
        """Header, agenda, stream, capture bar, right side; or those of the page in their place."""
        page = self.stage.own_page
        if isinstance(page, View):
            return page.panes()
        agenda: QWidget = self.agenda if self.agenda.isVisible() else self.strip
        return [self.header, agenda, self.card, self.bar, self.side]

    def apply_width(self, width: WidthClass) -> None:
        """Lay out for this much room."""
        self._width = width
        self.header.apply_width(width)
        self._fit()
        page = self.stage.own_page
        if isinstance(page, View):
            page.apply_width(width)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what the meeting and its companions do for keys and palette."""
        found: dict[str, Callable[[], None]] = {}
        for companion in self._companions:
            found.update(companion.commands())
        return found | {
            "new": self.bar.focus_field,
            "next_item": self.flow.next_item,
            "last_item": self.flow.last_item,
            "more_time": self.flow.more_time,
            "pause": self._pause,
            "keep_open": self._keep_and_open,
        }

    def close_innermost(self) -> bool:
        """Close a companion's part, or the agenda sheet; return False when nothing is open."""
        if any(companion.close_innermost() for companion in self._companions):
            return True
        if self._sheet is not None and self._sheet.content is not None:
            self._sheet.dismiss()
            return True
        return False

    def _fit(self) -> None:
        agenda, side = _WIDTHS.get(self._width, (0, 0))
        px = self._look.px
        as_strip = agenda == 0
        self.strip.setVisible(as_strip)
        in_sheet = self._sheet is not None and self._sheet.content is not None
        if not as_strip:
            if in_sheet and self._sheet is not None:
                self._sheet.dismiss()
            self.agenda.setFixedWidth(px(agenda))
        self.agenda.setVisible(not as_strip or in_sheet)
        self.side.setVisible(side > 0)
        if side:
            self.side.setFixedWidth(px(side))
        self.stage.place_panel()

    # -- reading -----------------------------------------------------------------------
    def show_group(self, group: WorkGroup) -> None:
        """Show the meeting that is on for a work group."""
        if group.id != self.reading.group_id:
            self.reading.group_id, self.reading.meeting_id = group.id, ""
            if self._begun and self.reading.is_possible:
                self.reading.load()
                self.reading.load_context()

    @property
    def context(self) -> ViewContext:
        """What this view stands on."""
        return self._context

    @property
    def page(self) -> MeetingPage:
        """The meeting as it was read last."""
        return self._page

    @property
    def width_class(self) -> WidthClass:
        """How much room there is."""
        return self._width

    @property
    def is_loaded(self) -> bool:
        """Whether the workspace was read."""
        return self._loaded

    @property
    def is_ticking(self) -> bool:
        """Whether the agenda's clock counts."""
        return self._clock.isActive()

    @property
    def meeting_id(self) -> str:
        """The key of the meeting on screen, or nothing."""
        return self.reading.meeting_id

    def show_meeting(self, meeting_id: str) -> None:
        """Show one meeting."""
        self.reading.meeting_id = meeting_id
        self.reading.load()

    def open_record(self, ref: Ref) -> None:
        """Show the meeting a search found."""
        if ref.noun == "meeting":
            self.show_meeting(ref.id)

    def put_line(self, words: str) -> None:
        """Put words into the capture bar, as if they were typed there, after what is there."""
        field = self.bar.field
        field.moveCursor(QTextCursor.MoveOperation.End)
        typed = self.bar.line.text
        field.insertPlainText(words if not typed else f"\n{words}")
        self.bar.focus_field()

    def take_words(self, words: str) -> None:
        """Take what was typed before the bar was there: each whole line is an item already."""
        *lines, rest = words.split("\n")
        for line in lines:
            self.put_line(line)
            self.bar.submit()
        self.put_line(rest)

    def _when_opened(self) -> None:
        self._begun = True
        self.reading.load_context()
        if not self._loaded or self._page.meeting is None:
            self.reading.load()

    def _take_page(self, page: MeetingPage) -> None:
        self._loaded = True
        self._take_head(page)
        self.rows.has_older = page.more
        self.rows.set_counts(page.counts)
        self.rows.fill(page.items, self.reading.meeting_id)
        self.overview.counts.show_counts(page.counts)
        self._tell_before()
        self._show_tip()
        self.keeping.go_on()
        if self.keeping.is_waiting:
            self._want_meeting()

    def _take_head(self, page: MeetingPage) -> None:
        self._page = page
        meeting = page.meeting
        self.reading.meeting_id = meeting.id if meeting is not None else ""
        if page.group is not None and not self.reading.group_id:
            self.reading.group_id = page.group.id
        self.flow.show(meeting, page.agenda)
        if self._people is None or self._people.summary is None:
            self.header.show_people(page.here, page.expected)
        self.rows.set_titles({item.id: item.title for item in page.agenda})
        self.overview.show_carried(page.carried, self._context.today(), page.carried_topics)
        self._say_empty()
        for companion in self._companions:
            companion.show(page)

    def _show_flow(self) -> None:
        """Show the meeting as it stands after a key, before it is read again."""
        self.header.show_meeting(self.flow.meeting)
        self._refresh_agenda()
        self._follow_item()
        if self.flow.is_live != self._live:
            self._live = self.flow.is_live
            self.live_changed.emit(self._live)
        self.stage.moved.emit()

    def _when_changed(self, changes: ChangeSet, _origin: object) -> None:
        if not self._loaded:
            return
        self.reading.follow(changes)
        for companion in self._companions:
            companion.when_changed(changes)

    def _want_older(self) -> None:
        if self.rows.has_older and self.rows.rowCount():
            self.reading.load_older(self.rows.row_at(0).item.id)

    def _take_older(self, items: tuple[ItemRow, ...], more: bool) -> None:
        self.rows.has_older = more
        self.rows.add_older(items)

    def _take_change(self, change: StreamChange) -> None:
        for id in self.rows.merge(change.items, change.gone):
            self.stream.welcome(id)
        self.rows.set_counts(change.counts)
        self.overview.counts.show_counts(change.counts)
        self._tell_before()
        if self.summary is not None and self.side.panel is self.summary:
            row = self.stream.current_row()
            if row is None:
                self._show_chosen()
            else:
                self.summary.refresh()

    def show_undo(self, state: UndoState) -> None:
        """Say what undo would take back."""
        self.header.show_undo(state)

    # -- the clock ---------------------------------------------------------------------
    def _tick(self) -> None:
        self.flow.tick()
        self._refresh_agenda()
        now = self._context.clock()
        for companion in self._companions:
            companion.tick(now)

    def _refresh_agenda(self) -> None:
        self.agenda.list.is_paused = self.flow.is_paused
        self.agenda.refresh()
        if self.strip.isVisible():
            self.strip.refresh()
        current = self.slots.table.current
        should_run = current is not None and not self.flow.is_paused and self.isVisible()
        if should_run != self._clock.isActive():
            self._clock.start() if should_run else self._clock.stop()
        if current is not None and current.left is not None:
            self._warn(current.item.id, current.stage, current.left)

    def _warn(self, id: str, stage: Stage, left: timedelta) -> None:
        """Say once, for who does not see the clock, that an item nears its end or is over it."""
        said = self._warned.get(id, Stage.CALM)
        if stage > said:
            minutes = max(1, round(left / timedelta(minutes=1)))
            words = (
                self.tr("The time of this item is over.")
                if stage is Stage.OVER
                else self.tr("1 minute left.")
                if minutes == 1
                else self.tr("{n} minutes left.").format(n=minutes)
            )
            announce(self.agenda, words)
        # More time takes the warning back, so that it is said again.
        self._warned[id] = stage

    def _follow_item(self) -> None:
        """Begin with the kind of the agenda item that was opened."""
        current = self.slots.table.current
        id = current.item.id if current is not None else ""
        if id != self._open_item_id:
            self._open_item_id = id
            captures = current.item.captures if current is not None else ""
            if captures in KINDS:
                self.bar.set_usual_kind(ItemKind(captures))

    def _pause(self) -> None:
        self.flow.pause()
        self._refresh_agenda()
        self.agenda.list.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up what is least needed where there is hardly any height."""
        super().resizeEvent(event)
        short = self._is_short()
        self.header.set_short(short)
        self.bar.set_short(short)
        self._show_tip()

    def showEvent(self, event: QShowEvent) -> None:
        """Count on while in sight."""
        super().showEvent(event)
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Count for nobody."""
        super().hideEvent(event)
        self._clock.stop()

    def shut(self) -> None:
        """Hand over what is typed; count and fade no more."""
        for companion in self._companions:
            companion.shut()
        self.keeping.flush()
        self._clock.stop()
        self.stream.stop_fading()

    # -- capturing ---------------------------------------------------------------------
    def _where(self) -> Where | None:
        if not self._loaded:
            return None
        meeting = self.flow.meeting
        if meeting is None:
            return None if self._page.group is not None else Where()
        current = self.slots.table.current if self.flow.is_live else None
        return Where(
            meeting.group_id,
            meeting.id,
            current.item.id if current is not None else None,
            self.keeping.before(),
        )

    def _want_meeting(self) -> None:
        """Make a meeting for the first line of a group that has none."""
        if self._loaded and self.flow.meeting is None:
            self.flow.make_meeting(self._page.group)

    def _tell_before(self) -> None:
        last = self.rows.last()
        self.bar.set_before(last.title if last is not None else "")

    def _when_shown(self, id: str) -> None:
        self.stream.welcome(id)
        self.stream.to_end()

    def _when_kept(self, noun: str, id: str) -> None:
        total = self.rows.total()
        if noun:
            number = self.tr("1 item") if total == 1 else self.tr("{n} items").format(n=total)
            words = self.tr("{kind} added. {items}.").format(kind=KINDS[noun].word, items=number)
            announce(self.bar.field, words)
        if self._open_after == id:
            self._open_after = ""
            self.open_item.emit(Ref(noun, id))

    def _when_added(self, ref: Ref) -> None:
        announce(self.bar.field, self.tr("Added to the item before."))
        self.stream.welcome(ref.id)

    def _when_failed(self, problem: Told) -> None:
        self._context.say(
            str(problem), action_words=self.tr("Try again"), action=self.keeping.try_again
        )

    def _keep_and_open(self) -> None:
        line = self.bar.line
        if line.text.strip() and self.bar.captured.command is None:
            self._open_after = line.id
            self.bar.submit()
        elif self.stream.hasFocus():
            row = self.stream.current_row()
            if row is not None:
                self.keys.open_row(row)

    def _obey(self, command: Command) -> None:
        if any(companion.obey(command) for companion in self._companions):
            return
        minutes = int(command.argument) if command.argument.isdecimal() else 0
        match command.name:
            case CommandName.NEXT:
                self.flow.next_item()
            case CommandName.MORE:
                self.flow.more_time(minutes)
            case CommandName.TIMER:
                self.flow.set_minutes_left(minutes)
            case CommandName.BRIEF:
                self._ask_brief()
            case CommandName.WHO:
                self._show_people()

    def _say_empty(self) -> None:
        meeting = self._page.meeting
        if not self._loaded:
            sentence = ""
        elif meeting is None:
            sentence = self.tr("No meeting yet. It begins with the first thing you write down.")
        elif meeting.state is MeetingState.ENDED:
            sentence = self.tr("Nothing was written down in this meeting.")
        else:
            sentence = self.tr("What people say lands here, the newest at the bottom.")
        self.card.say_empty(sentence)

    def _show_tip(self) -> None:
        meeting = self._page.meeting
        wanted = (
            self._loaded
            and not self.rows.rowCount()
            and (meeting is None or meeting.state is not MeetingState.ENDED)
        )
        if wanted and not self.tip.text():
            self.tip.setText(self.tr("Type b, a space and what stands in the way. Press Enter."))
        self.tip.setVisible(wanted and not self._is_short())

    def _is_short(self) -> bool:
        """Whether there is hardly any height."""
        return self.height() < self._look.px(_SHORT)

    # -- the right side ----------------------------------------------------------------
    def _tick_off(self, row: ItemRow) -> None:
        ref, before = Ref(row.noun, row.id), row.status
        self.edits.set_status((ref,), CommitmentStatus.DONE)

        def open_again() -> None:
            self.edits.amend((ref,), {"status": before})

        self._context.say(self.tr("Done."), action_words=self.tr("Undo"), action=open_again)

    def set_side_panel(self, widget: QWidget | None) -> None:
        """Show a widget at the right in place of the overview; a companion's panel stays."""
        if self.stage.panel is None:
            self.side.set_side_panel(widget)

    def _show_chosen(self) -> None:
        row = self.stream.current_row()
        ref = Ref(row.item.noun, row.item.id) if row is not None and not row.pending else None
        self.selection_changed.emit(ref)
        if row is None or ref is None:
            self.set_side_panel(None)
            return
        if not self.side.isVisible():
            return
        if self.summary is None:
            self.summary = ItemSummary(self._context, self.edits, self.side)
            self.summary.closed.connect(self.focus_first)
            self.summary.opened.connect(self.open_item)
        self.summary.show_item(row.item)
        self.set_side_panel(self.summary)

    # -- the agenda --------------------------------------------------------------------
    def _show_agenda_sheet(self) -> None:
        if self._sheet is None:
            self._sheet = Sheet(self._look, self, width=360)
            self._sheet.closed.connect(self._agenda_back)
        self._agenda_place.removeWidget(self.agenda)
        self.agenda.setMinimumWidth(0)
        self.agenda.setMaximumWidth(16_777_215)
        self.agenda.stand_alone(True)
        self._sheet.present(self.agenda, self.tr("Agenda"))
        self.agenda.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _agenda_back(self) -> None:
        self.agenda.setParent(self)
        self.agenda.stand_alone(False)
        self._agenda_place.addWidget(self.agenda)
        self._fit()

    def _edit_agenda_item(self, id: str) -> None:
        for row in range(self.slots.rowCount()):
            if self.slots.slot_at(row).item.id == id:
                self.agenda.list.setCurrentIndex(self.slots.index(row))
                self.agenda.list.edit_row()

    def _keep_on_item(self, row: int) -> None:
        self.agenda.list.setCurrentIndex(self.slots.index(row))

    def _trash_agenda_item(self) -> None:
        slot = self.agenda.list.current_slot()
        if slot is not None:
            self.edits.trash((Ref("agenda_item", slot.item.id),))

    def _move_up(self) -> None:
        self.agenda.list.move_current(-1)

    def _move_down(self) -> None:
        self.agenda.list.move_current(1)

    # -- asked of the window -----------------------------------------------------------
    def _ask_undo(self) -> None:
        self._actions.window_action("undo").trigger()

    def _ask_keys(self) -> None:
        self._actions.window_action("keys").trigger()

    def _ask_brief(self) -> None:
        self.brief_asked.emit(self.reading.meeting_id)

    def _show_summary(self, summary: RoomSummary | None) -> None:
        if summary is not None:
            self.header.show_people_words(summary.short)

    def _ask_state(self, state: MeetingState) -> None:
        """Start, or go on, at once; the end is asked for on the page that says what is missing."""
        if state is MeetingState.ENDED:
            self._actions.ask("review")
        else:
            self.flow.set_state(state)

    def _show_people(self) -> None:
        self.stage.people_asked.emit(self.header.people)

    def _show_meetings(self) -> None:
        self.flow.show_meetings(self.header.others, self.reading.group_id)


def make_companions(stage: MeetingStage, people: People) -> tuple[Companion, ...]:
    """Make what runs beside the notes; imported here, since the first paint needs none of it."""
    from nghs_desktop.ui.views.meeting_ending import Ending
    from nghs_desktop.ui.views.meeting_papers import Papers
    from nghs_desktop.ui.views.meeting_preparing import Preparing
    from nghs_desktop.ui.views.meeting_room import Room
    from nghs_desktop.ui.views.meeting_scripts import Scripts
    from nghs_desktop.ui.views.meeting_votes import Votes

    # Pages in place of the meeting come first: Esc closes them before what lies under them.
    return (
        Papers(stage),
        Ending(stage),
        Votes(stage),
        people,
        Preparing(stage),
        Scripts(stage),
        Room(stage),
    )
