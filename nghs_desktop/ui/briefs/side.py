"""The left column of the briefs place: which brief, of what, with which sections, in which words, and
what to look at before printing. It shows and asks; keeping is done by the view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, tzinfo

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSettings, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from nghs_desktop.domain.workspaces import Brief
from nghs_desktop.services.api import (
    BriefPlace,
    Composed,
    IssuedRow,
    TextSpot,
    sections_of,
    template_of,
    texts_of,
    with_sections,
    with_text,
)
from nghs_desktop.ui.actions import Actions
from nghs_desktop.ui.briefs.checks import ChecksCard
from nghs_desktop.ui.briefs.covers import Covers
from nghs_desktop.ui.briefs.issued_card import IssuedCard
from nghs_desktop.ui.briefs.keeping import MEETING, PERIOD, Held
from nghs_desktop.ui.briefs.sections import KEY_ROLE, SectionList
from nghs_desktop.ui.briefs.select import Asking, Group, SelectButton
from nghs_desktop.ui.briefs.setup import BriefSetup
from nghs_desktop.ui.briefs.template_popup import template_icon
from nghs_desktop.ui.briefs.wording import (
    brief_name,
    brief_words,
    issued_title,
    template_section,
)
from nghs_desktop.ui.briefs.words_card import WordsCard
from nghs_desktop.ui.look import PAGE_MARGIN, PANE_GAP, Look
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.properties import Choice

WIDTH = 320
ALL = "all"
_MOST_SHOWN = 10
_FIRST_TEXTS = ("title", "summary")
_LEAST = 3
"""Letters that a line of the page needs to be told from others."""


class BriefSide(QScrollArea):
    """The column. `amended` carries the brief as it is to be, a label for undo, and a visit or
    nothing."""

    picked = Signal(str)
    new_asked = Signal()
    template_asked = Signal()
    subject_asked = Signal()
    issue_asked = Signal()
    amended = Signal(object, str, str)
    fixed = Signal(object)

    def __init__(
        self,
        look: Look,
        actions: Actions,
        settings: QSettings,
        today: Callable[[], date],
        zone: tzinfo | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._actions, self._today, self._zone = look, actions, today, zone
        self._brief: Brief | None = None
        self._held = Held(BriefPlace(None, (), ()))
        self._meeting_id: str | None = None
        self._made: dict[str, TextSpot] = {}
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
        outer = self._outer = QVBoxLayout(self._inside)
        look.space(outer, (PAGE_MARGIN, 0, 0, 12), 6)
        self._add_chooser(outer)
        self._draft = QWidget(self._inside)
        self._column = QVBoxLayout(self._draft)
        look.space(self._column, spacing=6)
        self._add_choices(settings)
        self._add_words()
        self._add_sections()
        self._add_checks()
        outer.addWidget(self._draft)
        self.issued = IssuedCard(look, today, zone, self._inside)
        self.issued.hide()
        outer.addWidget(self.issued)
        outer.addStretch(1)
        self.setWidget(self._inside)
        look.follow(self, self._measure)

    # -- building ------------------------------------------------------------------------
    def _add_chooser(self, column: QVBoxLayout) -> None:
        look = self._look
        row = QHBoxLayout()
        look.space(row, spacing=8)
        self.chooser = SelectButton(look, self.tr("Brief"), self._briefs, icon="file-text")
        keys = self._actions.shown_keys("new")
        self.new = IconButton(look, "plus", self.tr("New brief"), kind="secondary", keys=keys)
        row.addWidget(self.chooser, 1)
        row.addWidget(self.new, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        self.chooser.chosen.connect(self.picked)
        self.new.clicked.connect(self.new_asked)

    def _add_choices(self, settings: QSettings) -> None:
        look = self._look
        self.template = Asking(look, self.tr("Template"), icon="file-text")
        self.template.asked.connect(self.template_asked)
        self.subject = Asking(look, self.tr("About"), icon="link")
        self.subject.asked.connect(self.subject_asked)
        self.subject.hide()
        self.covers = Covers(look, self._today, self._zone)
        self.covers.amended.connect(self.amended)
        self.setup = BriefSetup(look, settings, self.covers)
        self.setup.amended.connect(self.amended)
        for widget in (self.template, self.subject, self.setup):
            self._column.addWidget(widget)

    def _add_words(self) -> None:
        self._words_head = self._heading(self.tr("Title and summary"))
        self.words = WordsCard(self._look, self.tr("Title and summary"))
        self.words.show_spots(
            (
                TextSpot("title", self.tr("Title"), "", ""),
                TextSpot("summary", self.tr("Summary"), "", ""),
            )
        )
        self.words.typed.connect(self._take_words)
        self._column.addWidget(self.words)

    def _add_sections(self) -> None:
        self._heading(self.tr("Sections"), self.tr("Drag, or Alt+Up and Alt+Down"))
        card = Card(self._look)
        inside = QVBoxLayout(card)
        self._look.space(inside, (6, 4, 6, 2))
        self.sections = SectionList(self._look, self._actions)
        inside.addWidget(self.sections)
        self._column.addWidget(card)
        self.sections.changed.connect(self._take_sections)
        self.sections.opened.connect(self._open_section)
        self.sections.selectionModel().currentChanged.connect(self._follow_section)
        self.section_head = Label(self._look, "", "label_quiet", "text3", wrap=True)
        self.section_words = WordsCard(self._look, self.tr("Words of the section"))
        self.section_words.typed.connect(self._take_words)
        for widget in (self.section_head, self.section_words):
            widget.hide()
            self._column.addWidget(widget)

    def _add_checks(self) -> None:
        self._heading(self.tr("Before you print"))
        self.checks = ChecksCard(self._look)
        self.checks.fixed.connect(self.fixed)
        self._column.addWidget(self.checks)
        self.issue = Button(
            self._look,
            self.tr("Issue this brief"),
            icon="lock",
            hint=self.tr("Number it, seal it and keep it as it is now"),
        )
        self.issue.clicked.connect(self.issue_asked)
        self._column.addSpacing(2)
        self._column.addWidget(self.issue)

    def _heading(self, words: str, hint: str = "") -> QWidget:
        holder = QWidget(self._draft)
        row = QHBoxLayout(holder)
        self._look.space(row, (0, 4, 0, 0), 8)
        row.addWidget(Label(self._look, words, "label_quiet", "text3"))
        row.addStretch(1)
        if hint:
            row.addWidget(Label(self._look, hint, "label_quiet", "text3"))
        self._column.addWidget(holder)
        return holder

    # -- width ---------------------------------------------------------------------------
    def set_narrow(self, narrow: bool) -> None:
        """Take the whole width, or the column's own."""
        self._narrow = narrow
        self._measure()

    def _measure(self) -> None:
        look = self._look
        bar = self.verticalScrollBar().sizeHint().width()
        margins = self._outer.contentsMargins()
        if self._narrow:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
            self._inside.setMaximumWidth(16_777_215)
            margins.setRight(look.px(PAGE_MARGIN) - bar)
            self._outer.setContentsMargins(margins)
            return
        inside = look.px(PAGE_MARGIN + WIDTH)
        margins.setRight(0)
        self._outer.setContentsMargins(margins)
        self._inside.setMaximumWidth(inside)
        self.setFixedWidth(inside + max(look.px(PANE_GAP), bar))

    # -- showing -------------------------------------------------------------------------
    def show_brief(self, brief: Brief, kept: bool, held: Held, meeting_id: str | None) -> None:
        """Show a brief, `kept` when it is saved, among the others its work group has."""
        self._brief, self._held, self._meeting_id = brief, held, meeting_id
        today, zone, place = self._today(), self._zone, held.place
        about_meeting = brief.meeting_id and brief.meeting_id == meeting_id
        key = brief.id if kept else MEETING if about_meeting else PERIOD
        full = brief_words(brief, place, today, zone)
        self.chooser.show_value(key, brief_name(brief, place), full)
        kind = template_of(brief)
        self.template.show_icon(template_icon(kind.key))
        self.template.show_value(kind.key, kind.label)
        self.subject.setVisible(bool(kind.subject))
        self.covers.setVisible(not kind.subject)
        self.covers.show_brief(brief, place)
        self.setup.show_brief(brief)
        written = texts_of(brief) | {"title": brief.title, "summary": brief.summary}
        self.words.show_written(written)
        self.section_words.show_written(written)
        if not self.sections.is_carrying:
            labels = {one.key: one.label for one in kind.sections}
            self.sections.sections.show_sections(sections_of(brief), labels)
        self._swap(issued=False)

    def show_subject(self, name: str) -> None:
        """Say what the brief is about."""
        self.subject.show_value("", name or self.tr("Choose what it is about"))

    def show_issued(self, issued: IssuedRow, held: Held) -> None:
        """Show an issued brief in place of a draft."""
        self._held = held
        title = issued_title(issued)
        self.chooser.show_value(issued.id, title, title)
        self.issued.show_issued(issued)
        self._swap(issued=True)

    def _swap(self, *, issued: bool) -> None:
        """Show the one or the other, with the keyboard in it if it was in the other."""
        gone = self._draft if issued else self.issued
        focus = self.window().focusWidget()
        had = focus is not None and gone.isAncestorOf(focus)
        self._draft.setVisible(not issued)
        self.issued.setVisible(issued)
        if had:
            (self.issued.draft if issued else self.sections).setFocus()

    def show_composed(self, composed: Composed) -> None:
        """Show what the page says where nobody wrote, and how much there is of each section."""
        counts = {one.key: one.count for one in composed.sections}
        self.sections.sections.show_counts(counts)
        self._made = {spot.key: spot for spot in composed.texts}
        brief = self._brief
        own = [
            spot for spot in composed.texts
            if spot.key in _FIRST_TEXTS or not self._section_of(spot)
        ]  # fmt: skip
        self.words.show_spots(own)
        self._words_head.setVisible(bool(own))
        if brief is not None:
            written = texts_of(brief) | {"title": brief.title, "summary": brief.summary}
            self.words.show_written(written)
        self._show_section_words()

    def _section_of(self, spot: TextSpot) -> str:
        """Return the section of the list that a text stands in, or nothing."""
        key = template_section(self._brief, spot.section) if self._brief and spot.section else ""
        return key if self.sections.sections.row_of(key) >= 0 else ""

    def _show_section_words(self) -> None:
        index = self.sections.currentIndex()
        key = str(index.data(KEY_ROLE)) if index.isValid() else ""
        spots = [
            spot for spot in self._made.values()
            if key and spot.key not in _FIRST_TEXTS and self._section_of(spot) == key
        ]  # fmt: skip
        self.section_words.show_spots(spots)
        self.section_head.setVisible(bool(spots))
        if spots:
            words = self.tr("Words of “{section}”").format(section=index.data())
            self.section_head.setText(words)
            self.section_words.setAccessibleName(words)

    def show_checks(self) -> None:
        """Bring the checks in view and put the keyboard on the first Fix."""
        first = next(filter(None, map(self.checks.button_of, self.checks.lines)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self.checks)

    def flush(self) -> None:
        """Hand on everything that was typed and not yet handed on."""
        for card in (self.words, self.section_words, self.setup):
            card.flush()

    # -- menus ---------------------------------------------------------------------------
    def _briefs(self) -> Sequence[Group]:
        held, today, zone = self._held, self._today(), self._zone
        place = held.place
        starts = []
        meeting = held.meeting(self._meeting_id)
        saved = [one for one in place.briefs if one.meeting_id == self._meeting_id]
        if meeting is not None and not saved:
            draft = Brief(id="", group_id=meeting.group_id, meeting_id=meeting.id)
            words = brief_words(draft, place, today, zone)
            starts.append(Choice(MEETING, words, "presentation"))
        starts.append(Choice(PERIOD, self.tr("Brief of the last month"), "calendar"))
        kept = [
            Choice(one.id, brief_words(one, place, today, zone), template_icon(one.template))
            for one in place.briefs[:_MOST_SHOWN]
        ]
        issued = [Choice(one.id, issued_title(one), "lock") for one in held.issued[:_MOST_SHOWN]]
        every = [Choice(ALL, self.tr("All briefs"), "list")]
        return tuple(Group(tuple(one)) for one in (starts, kept, issued, every) if one)

    # -- what the person asks --------------------------------------------------------------
    def _take_words(self, key: str, text: str, session: str) -> None:
        brief = self._brief
        if brief is None:
            return
        spot = self._made.get(key)
        name = spot.label.lower() if spot else key
        label = self.tr("change the brief’s {text}").format(text=name)
        after = with_text(brief, key, text, spot.made if spot else "")
        self.amended.emit(after, label, session)

    def _take_sections(self, section: str) -> None:
        brief = self._brief
        if brief is None:
            return
        after = with_sections(brief, self.sections.sections.chosen)
        if after.sections != brief.sections:
            label = self.tr("change “{section}” in the brief").format(section=section)
            self.amended.emit(after, label, "")

    def _open_section(self, key: str) -> None:
        card = self.words if key == "summary" else self.section_words
        field = next(
            (card.field(spot) for spot in self._made if card.field(spot) is not None), None
        )
        if key == "summary":
            field = card.field("summary") or field
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(field)

    def edit_line(self, line: str) -> bool:
        """Put the caret into the text that a line of the page is from; return False for none."""
        for spot in self._made.values():
            said = " ".join(spot.words.split())
            if len(line) < _LEAST or line not in said:
                continue
            key = self._section_of(spot)
            if key and spot.key not in _FIRST_TEXTS:
                self.sections.go_to(key)
            for card in (self.words, self.section_words):
                field = card.field(spot.key)
                if field is not None:
                    field.setFocus(Qt.FocusReason.OtherFocusReason)
                    card.take_made(spot.key)
                    self.ensureWidgetVisible(field)
                    return True
        return False

    def _follow_section(self, current: QModelIndex, _before: QModelIndex) -> None:
        """Show the words of the row that has the keyboard, and keep it in view: the list itself
        never scrolls."""
        self._show_section_words()
        if not current.isValid() or not self.sections.hasFocus():
            return
        rect: QRect = self.sections.visualRect(current)
        at = self.sections.viewport().mapTo(self._inside, QPoint(rect.x(), rect.center().y()))
        self.ensureVisible(at.x(), at.y(), 0, rect.height())
