"""The left column of the briefs place: which brief, of what, on what paper, with which sections,
and what to look at before printing. It shows and asks; keeping is done by the view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, tzinfo

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from nghs_desktop.domain.briefs import Paper
from nghs_desktop.domain.workspaces import Brief
from nghs_desktop.services.api import BriefPlace, read_sections, write_sections
from nghs_desktop.ui.actions import Actions
from nghs_desktop.ui.briefs.checks import ChecksCard
from nghs_desktop.ui.briefs.day_field import DayField
from nghs_desktop.ui.briefs.period import first_day, last_day
from nghs_desktop.ui.briefs.sections import SectionList
from nghs_desktop.ui.briefs.select import Group, SelectButton
from nghs_desktop.ui.briefs.wording import (
    brief_name,
    brief_words,
    meeting_day,
    meeting_of,
    meeting_words,
    paper_words,
    period_words,
    short_period,
)
from nghs_desktop.ui.briefs.words_card import WordsCard
from nghs_desktop.ui.look import PAGE_MARGIN, PANE_GAP, Look
from nghs_desktop.ui.widgets.buttons import IconButton
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.properties import Choice

WIDTH = 320
PERIOD = "period"
MEETING = "meeting"
_MOST_SHOWN = 12
_ONE_TEMPLATE = "work-group"


class BriefSide(QScrollArea):
    """The column. `amended` carries fields to keep, a label for undo, and a session or nothing."""

    picked = Signal(str)
    new_asked = Signal()
    amended = Signal(object, str, str)
    fixed = Signal(object)

    def __init__(
        self,
        look: Look,
        actions: Actions,
        today: Callable[[], date],
        zone: tzinfo | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._today, self._zone = look, today, zone
        self._brief: Brief | None = None
        self._place = BriefPlace(None, (), ())
        self._meeting_id: str | None = None
        self._kept = False
        self._narrow = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(self.tr("What the brief holds"))
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll what the brief holds"))
        self._inside = QWidget()
        self._inside.setAutoFillBackground(False)
        self._column = QVBoxLayout(self._inside)
        look.space(self._column, (PAGE_MARGIN, 0, 0, 12), 6)
        self._add_choices()
        self._add_words()
        self._add_sections(actions)
        self._add_checks()
        self._column.addStretch(1)
        self.setWidget(self._inside)
        look.follow(self, self._measure)

    # -- building ------------------------------------------------------------------------
    def _add_choices(self) -> None:
        look = self._look
        row = QHBoxLayout()
        look.space(row, spacing=8)
        self.chooser = SelectButton(look, self.tr("Brief"), self._briefs, icon="file-text")
        self.new = IconButton(look, "plus", self.tr("New brief"), kind="secondary")
        row.addWidget(self.chooser, 1)
        row.addWidget(self.new, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(row)
        self.template = SelectButton(look, self.tr("Template"), self._templates, icon="layers")
        words = self.tr("Work group brief, one page")
        self.template.show_value(_ONE_TEMPLATE, words)
        self._column.addWidget(self.template)
        row = QHBoxLayout()
        look.space(row, spacing=8)
        self.covers = SelectButton(look, self.tr("Covers"), self._meetings, icon="calendar")
        self.paper = SelectButton(look, self.tr("Paper"), self._papers, stretches=False)
        row.addWidget(self.covers, 1)
        row.addWidget(self.paper)
        self._column.addLayout(row)
        self._days = QWidget()
        row = QHBoxLayout(self._days)
        look.space(row, spacing=8)
        self.since = DayField(look, self.tr("From"), self.tr("the beginning"), self._read_first)
        self.until = DayField(look, self.tr("Until"), self.tr("today"), self._read_last)
        row.addWidget(self.since, 1)
        row.addWidget(self.until, 1)
        self._days.hide()
        self._column.addWidget(self._days)
        self.chooser.chosen.connect(self.picked)
        self.new.clicked.connect(self.new_asked)
        self.covers.chosen.connect(self._cover)
        self.paper.chosen.connect(self._take_paper)
        self.since.typed.connect(self._take_first)
        self.until.typed.connect(self._take_last)

    def _add_words(self) -> None:
        self._heading(self.tr("Title and summary"))
        self.words = WordsCard(self._look)
        self.words.typed.connect(self._take_words)
        self._column.addWidget(self.words)

    def _add_sections(self, actions: Actions) -> None:
        self._heading(self.tr("Sections"), self.tr("Drag, or Alt+Up and Alt+Down"))
        card = Card(self._look)
        inside = QVBoxLayout(card)
        self._look.space(inside, (6, 4, 6, 2))
        self.sections = SectionList(self._look, actions)
        inside.addWidget(self.sections)
        self._column.addWidget(card)
        self.sections.changed.connect(self._take_sections)
        self.sections.selectionModel().currentChanged.connect(self._follow_section)

    def _add_checks(self) -> None:
        self._heading(self.tr("Before you print"))
        self.checks = ChecksCard(self._look)
        self.checks.fixed.connect(self.fixed)
        self._column.addWidget(self.checks)

    def _heading(self, words: str, hint: str = "") -> None:
        row = QHBoxLayout()
        self._look.space(row, (0, 4, 0, 0), 8)
        row.addWidget(Label(self._look, words, "label_quiet", "text3"))
        row.addStretch(1)
        if hint:
            row.addWidget(Label(self._look, hint, "label_quiet", "text3"))
        self._column.addLayout(row)

    # -- width ---------------------------------------------------------------------------
    def set_narrow(self, narrow: bool) -> None:
        """Take the whole width, or the column's own."""
        self._narrow = narrow
        self._measure()

    def _measure(self) -> None:
        look = self._look
        bar = self.verticalScrollBar().sizeHint().width()
        if self._narrow:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
            self._inside.setMaximumWidth(16_777_215)
            margins = self._column.contentsMargins()
            margins.setRight(look.px(PAGE_MARGIN) - bar)
            self._column.setContentsMargins(margins)
            return
        inside = look.px(PAGE_MARGIN + WIDTH)
        margins = self._column.contentsMargins()
        margins.setRight(0)
        self._column.setContentsMargins(margins)
        self._inside.setMaximumWidth(inside)
        self.setFixedWidth(inside + max(look.px(PANE_GAP), bar))

    # -- showing -------------------------------------------------------------------------
    def show_brief(
        self, brief: Brief, kept: bool, place: BriefPlace, meeting_id: str | None
    ) -> None:
        """Show a brief, `kept` when it is saved, among the others its work group has."""
        self._brief, self._kept, self._place = brief, kept, place
        self._meeting_id = meeting_id
        today, zone = self._today(), self._zone
        key = brief.id if kept else MEETING if brief.meeting_id == meeting_id else PERIOD
        key = key if kept or brief.meeting_id else PERIOD
        full = brief_words(brief, place, today, zone)
        self.chooser.show_value(key, brief_name(brief, place), full)
        meeting = meeting_of(brief, place)
        if meeting is not None:
            day = meeting_day(meeting, today, zone) or meeting.title
            full = meeting_words(meeting, today, zone)
            self.covers.show_value(meeting.id, day, full)
        else:
            words = short_period(brief.since, brief.until, today)
            self.covers.show_value("", words, period_words(brief.since, brief.until, today))
        self.paper.show_value(brief.paper or Paper.LETTER, paper_words(brief.paper))
        self._days.setVisible(meeting is None)
        self.since.show_day(brief.since, today)
        self.until.show_day(brief.until, today)
        self.words.show_words(brief.title, brief.summary)
        if not self.sections.is_carrying:
            self.sections.sections.show_sections(read_sections(brief.sections))

    # -- menus ---------------------------------------------------------------------------
    def _briefs(self) -> Sequence[Group]:
        place, today, zone = self._place, self._today(), self._zone
        starts = []
        meeting = next((one for one in place.meetings if one.id == self._meeting_id), None)
        saved = [one for one in place.briefs if one.meeting_id == self._meeting_id]
        if meeting is not None and not saved:
            draft = Brief(id="", group_id=meeting.group_id, meeting_id=meeting.id)
            words = brief_words(draft, place, today, zone)
            starts.append(Choice(MEETING, words, "presentation"))
        starts.append(Choice(PERIOD, self.tr("Brief of the last month"), "calendar"))
        kept = [
            Choice(one.id, brief_words(one, place, today, zone), "file-text")
            for one in place.briefs[:_MOST_SHOWN]
        ]
        return (Group(tuple(starts)), Group(tuple(kept))) if kept else (Group(tuple(starts)),)

    def _templates(self) -> Sequence[Group]:
        return (Group((Choice(_ONE_TEMPLATE, self.template.text()),)),)

    def _meetings(self) -> Sequence[Group]:
        today, zone = self._today(), self._zone
        meetings = tuple(
            Choice(one.id, meeting_words(one, today, zone), "presentation")
            for one in self._place.meetings[:_MOST_SHOWN]
        )
        period = (Choice("", self.tr("A period"), "calendar"),)
        return (Group(meetings), Group(period)) if meetings else (Group(period),)

    def _papers(self) -> Sequence[Group]:
        return (Group(tuple(Choice(paper, paper_words(paper)) for paper in Paper)),)

    # -- what the person asks --------------------------------------------------------------
    def _cover(self, meeting_id: str) -> None:
        brief = self._brief
        if brief is None or meeting_id == (brief.meeting_id or ""):
            return
        values: dict[str, object] = {"meeting_id": meeting_id or None}
        if meeting_id:
            values |= {"since": None, "until": None}
        elif brief.since is None:
            values["since"] = first_day("last month", self._today())
        self.amended.emit(values, self.tr("change what the brief covers"), "")

    def _take_paper(self, paper: str) -> None:
        if self._brief is not None and paper != self._brief.paper:
            self.amended.emit({"paper": paper}, self.tr("change the paper"), "")

    def _read_first(self, words: str) -> date | None:
        return first_day(words, self._today())

    def _read_last(self, words: str) -> date | None:
        return last_day(words, self._brief.since if self._brief else None, self._today())

    def _take_first(self, day: date | None) -> None:
        if self._brief is not None and self._in_order(day, self._brief.until, self.since):
            self.amended.emit({"since": day}, self.tr("change the period"), "")

    def _take_last(self, day: date | None) -> None:
        if self._brief is not None and self._in_order(self._brief.since, day, self.until):
            self.amended.emit({"until": day}, self.tr("change the period"), "")

    def _in_order(self, since: date | None, until: date | None, field: DayField) -> bool:
        last = until or self._today()
        if since is None or since <= last:
            return True
        field.complain(self.tr("The period would end before it begins."))
        return False

    def _take_words(self, field: str, text: str, session: str) -> None:
        label = (
            self.tr("change the brief’s title")
            if field == "title"
            else self.tr("change the brief’s summary")
        )
        self.amended.emit({field: text}, label, session)

    def _take_sections(self, section: str) -> None:
        text = write_sections(self.sections.sections.chosen)
        if self._brief is not None and text != self._brief.sections:
            label = self.tr("change “{section}” in the brief").format(section=section)
            self.amended.emit({"sections": text}, label, "")

    def _follow_section(self, current: QModelIndex, _before: QModelIndex) -> None:
        """Keep the row that has the keyboard in view: the list itself never scrolls."""
        if not current.isValid() or not self.sections.hasFocus():
            return
        rect: QRect = self.sections.visualRect(current)
        at = self.sections.viewport().mapTo(self._inside, QPoint(rect.x(), rect.center().y()))
        self.ensureVisible(at.x(), at.y(), 0, rect.height())
