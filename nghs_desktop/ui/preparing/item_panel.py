"""All of one agenda item: what it is for, who presents it, when it starts, and how its topic went."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from nghs_desktop.domain.agenda_line import MOST_MINUTES, KnownPerson
from nghs_desktop.domain.commands import AmendRecords, Ref
from nghs_desktop.domain.meetings import AgendaItem, Meeting, Purpose
from nghs_desktop.domain.series import time_of_day, zone_of
from nghs_desktop.domain.spoken import spoken_day_of_year
from nghs_desktop.domain.spoken_dates import short_date
from nghs_desktop.domain.timetable import took_minutes
from nghs_desktop.services.api import ItemRow, NamedRow, TopicStory, named, topic_story
from nghs_desktop.ui.dialogs.popups import NOBODY, Names, Picker
from nghs_desktop.ui.fuzzy import fit
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.models.agenda import PURPOSE_ICONS
from nghs_desktop.ui.models.days import days_late
from nghs_desktop.ui.models.item_marks import late_by
from nghs_desktop.ui.preparing.frame import Panel
from nghs_desktop.ui.preparing.rows import Row, RowList
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.meeting_flow import MeetingFlow
from nghs_desktop.ui.widgets.fields import GrowingEdit
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.properties import Choice, PropertyRow

_NO_SCRIPT = ""
_SOON_MS = 400


class ItemPanel(Panel):
    """The facts of one item, each edited in place. `opened(Ref)` for what came of its topic."""

    opened = Signal(object)

    def __init__(
        self, context: ViewContext, flow: MeetingFlow, parent: QWidget | None = None
    ) -> None:
        super().__init__(context.look, "", parent)
        self._context, self._flow = context, flow
        self._item: AgendaItem | None = None
        self._scripts: tuple[NamedRow, ...] = ()
        self._rows: Mapping[str, Ref] = {}
        self._owed: Sequence[ItemRow] = ()
        self._owed_topics: Mapping[str, str] = {}
        self._notes_of = self._kept_notes = ""
        self.people: Sequence[KnownPerson] = ()
        look = context.look
        self.setAccessibleName(self.tr("Agenda item"))
        self.close_button.describe(self.tr("Close the agenda item"))
        self.name = self._fact(self.tr("Title"))
        self.purpose = self._fact(self.tr("Purpose"))
        self.minutes = self._fact(self.tr("Minutes"))
        self.presenter = self._fact(self.tr("Presenter"))
        self.start = self._fact(self.tr("Starts at"))
        self.section = self._fact(self.tr("Section"))
        self.script = self._fact(self.tr("Script"))
        self.took = Label(look, "", "caption", "text2", wrap=True)
        self.body.addWidget(self.took)
        self.body.addWidget(Label(look, self.tr("Private notes"), "label", "text3"))
        hint = self.tr("For you alone; on no paper but the run sheet")
        self.notes = GrowingEdit(look, self.tr("Private notes"), placeholder=hint, most_lines=8)
        self.body.addWidget(self.notes)
        self.story = RowList(look, self.tr("How this topic went"), self.page)
        self.body.addWidget(self.story)
        self.body.addStretch(1)
        self.name.let_type()
        self.minutes.let_type("20")
        self.start.let_type("10:40")
        self.section.let_type()
        self.purpose.offer(lambda: [Choice(p.value, p.label, PURPOSE_ICONS[p]) for p in Purpose])
        self.script.offer(self._script_choices)
        self.name.edited.connect(lambda words: self._amend(title=words) if words else None)
        self.minutes.edited.connect(self._set_minutes)
        self.start.edited.connect(self._set_start)
        self.section.edited.connect(lambda words: self._amend(section=words))
        self.purpose.chosen.connect(self._set_purpose)
        self.presenter.asked.connect(self._ask_presenter)
        self.script.chosen.connect(lambda key: self._amend(protocol_id=key or None))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.keep_all)
        self.notes.textChanged.connect(self._soon.start)
        self.notes.focus_left.connect(self.keep_all)
        self.notes.submitted.connect(self.keep_all)
        self.story.opened.connect(self._open)

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes when the panel opens."""
        return self.name.button

    def _fact(self, label: str) -> PropertyRow:
        row = PropertyRow(self.look, label, self.page)
        self.body.addWidget(row)
        return row

    @property
    def item_id(self) -> str:
        """The key of the item that is shown, or nothing."""
        return self._item.id if self._item is not None else ""

    # -- showing -------------------------------------------------------------------------
    def show_item(
        self, item: AgendaItem, meeting: Meeting | None, names: Mapping[str, str]
    ) -> None:
        """Show an item as it stands."""
        if self._notes_of != item.id:
            self.keep_all()
            self._notes_of = item.id
            self._show_notes(item.private_notes)
        elif not self.notes.hasFocus() and self._kept_notes != item.private_notes:
            self._show_notes(item.private_notes)
        self._item = item
        self.heading.setText(self.tr("Agenda item"))
        self.name.show_value(item.title)
        self.purpose.show_value(item.purpose.label, icon=PURPOSE_ICONS[item.purpose])
        self.minutes.show_value(str(item.planned_minutes or ""), empty=self.tr("Open end"))
        presenter = names.get(item.presenter_id or "", "")
        self.presenter.show_value(presenter, icon="user" if presenter else "",
                                  empty=self.tr("Nobody yet"))  # fmt: skip
        zone = zone_of(meeting.zone) if meeting is not None else None
        locked = item.locked_start
        self.start.show_value(
            f"{locked.astimezone(zone):%H:%M}" if locked is not None else "",
            icon="lock" if locked is not None else "",
            empty=self.tr("After the one before"),
        )
        self.section.show_value(item.section)
        self.script.show_value(names.get(item.protocol_id or "", ""))
        took = took_minutes(item)
        words = ""
        if took is not None:
            words = self.tr("It took {n} minutes.").format(n=took)
        if item.pulled_by_id and item.pulled_by_id in names:
            pulled = self.tr("{name} took it out of the consent agenda.")
            words = f"{words} {pulled.format(name=names[item.pulled_by_id])}".strip()
        self.took.setText(words)
        self.took.setVisible(bool(words))

    def _show_notes(self, words: str) -> None:
        self._kept_notes = words
        self.notes.setPlainText(words)

    def read(self, owed: Sequence[ItemRow], topics: Mapping[str, str]) -> None:
        """Read scripts and the story of the topic; `owed` are commitments that are its matter."""
        self._owed, self._owed_topics = owed, topics
        id = self.item_id
        if id:
            ask = self._context.dispatch.ask
            ask(lambda reader: topic_story(reader, id), self._show_story, self)
            ask(lambda reader: named(reader, "protocol_template"), self._take_scripts, self)

    def _take_scripts(self, rows: tuple[NamedRow, ...]) -> None:
        self._scripts = rows

    def _show_story(self, story: TopicStory | None) -> None:
        if story is None or self._item is None:
            return
        today = self._context.today()
        opens: dict[str, Ref] = {}
        rows = []
        for owed in self._owed:
            opens[owed.id] = Ref(owed.noun, owed.id)
            rows.append(self._owed_row(owed, today))
        rows += [self._stood_row(one.meeting, one.item, today) for one in reversed(story.stood)]
        for row in story.came:
            opens[row.id] = Ref(row.noun, row.id)
            kind = KINDS[row.noun]
            caption = "  ·  ".join(filter(None, (kind.word, row.status_label, row.owner)))
            came = Row(row.id, row.title, caption, kind.icon, kind.role)
            rows.append(_part(came, self.tr("What came of it")))
        self._rows = opens
        self.story.show_rows(rows)

    def _owed_row(self, owed: ItemRow, today: date) -> Row:
        late = late_by(owed, today)
        due = days_late(late) if late else ""
        if not due and owed.due is not None:
            due = self.tr("due {day}").format(day=short_date(owed.due, today))
        topic = self._owed_topics.get(owed.id, "")
        caption = "  ·  ".join(filter(None, (owed.owner or self.tr("Nobody yet"), due, topic)))
        kind, part = KINDS[owed.noun], self.tr("Still open from before")
        return Row(owed.id, owed.title, caption, kind.icon, kind.role, part, warning=bool(late))

    def _stood_row(self, meeting: Meeting, item: AgendaItem, today: date) -> Row:
        day = ""
        if meeting.starts_at is not None:
            local = meeting.starts_at.astimezone(zone_of(meeting.zone)).date()
            day = spoken_day_of_year(local, today)
        took = took_minutes(item)
        minutes = self.tr("{n} minutes").format(n=took) if took is not None else ""
        caption = "  ·  ".join(filter(None, (day, item.state.label, minutes)))
        here = self._item is not None and item.id == self._item.id
        icon = "circle-dot" if here else "circle-check" if took is not None else "circle"
        row = Row(f"stood:{item.id}", meeting.title, caption, icon)
        return _part(row, self.tr("Where it stood"))

    def _open(self, key: str) -> None:
        if key in self._rows:
            self.opened.emit(self._rows[key])

    # -- editing -------------------------------------------------------------------------
    def _amend(self, **values: object) -> None:
        item = self._flow.item(self.item_id)
        if item is not None:
            self._flow.amend_item(item, values)

    def _set_minutes(self, words: str) -> None:
        digits = words.removesuffix("min").removesuffix("m").strip()
        if not words:
            self._amend(planned_minutes=None)
        elif digits.isdecimal() and 0 < int(digits) <= MOST_MINUTES:
            self._amend(planned_minutes=int(digits))
        else:
            self._context.say(
                self.tr("“{words}” is no number of minutes. Nothing was changed.").format(
                    words=words
                )
            )

    def _set_start(self, words: str) -> None:
        hour = time_of_day(words)
        if words and hour is None:
            said = self.tr("“{words}” is no hour. Type it as 10:40. Nothing was changed.")
            self._context.say(said.format(words=words))
        else:
            self._amend(locked_start=self._flow.moment_of(hour))

    def _set_purpose(self, key: str) -> None:
        values: dict[str, object] = {"purpose": Purpose(key)}
        if key == Purpose.CONSENT.value:
            values["pulled_by_id"] = None
        self._amend(**values)

    def _script_choices(self) -> Sequence[Choice]:
        none = Choice(_NO_SCRIPT, self.tr("None"), "x")
        return [none, *(Choice(row.id, row.name, "timer") for row in self._scripts)]

    def _ask_presenter(self) -> None:
        picker = people_picker(
            self._context, self.tr("Presenter"), self.people, self, none=self.tr("Nobody")
        )
        picker.chosen.connect(
            lambda row: self._amend(presenter_id=None if row.noun == NOBODY else row.id)
        )
        picker.open_at(self.presenter.button, QPoint(0, self.presenter.height()))

    def keep_all(self) -> None:
        """Keep the private notes as they are typed."""
        self._soon.stop()
        typed = self.notes.toPlainText()
        if self._flow.item(self._notes_of) is None or typed == self._kept_notes:
            return
        self._kept_notes = typed
        ref = (Ref("agenda_item", self._notes_of),)
        command = AmendRecords(
            ref, {"private_notes": typed}, session=f"notes/{self._notes_of}",
            label=self.tr("change private notes"),
        )  # fmt: skip
        self._context.dispatch.run(command, self._flow)


def people_picker(
    context: ViewContext,
    title: str,
    people: Sequence[KnownPerson],
    parent: QWidget,
    *,
    none: str = "",
) -> Picker:
    """Return a picker of known people, to be opened at a widget."""

    def find(words: str, found: Callable[[Names], None]) -> None:
        rows = [NamedRow("person", one.id, one.name) for one in people]
        found([row for row in rows if not words or fit(words, row.name)])

    picker = Picker(context.look, title, find, parent, none=none)
    picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return picker


def _part(row: Row, part: str) -> Row:
    return replace(row, part=part)
