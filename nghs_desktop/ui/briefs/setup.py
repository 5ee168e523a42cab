"""How a brief is set up: of what, for whom, what for, in which language, on which paper.

Folded away it is one line that says so. It shows and asks; keeping is done by the view.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSettings, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from nghs_desktop.domain.briefs import Paper
from nghs_desktop.domain.workspaces import Brief, BriefIntent
from nghs_desktop.services.api import (
    LANGUAGES,
    Audience,
    audience_of,
    template_of,
    wants_codes,
    wants_draft_mark,
    with_codes,
    with_draft_mark,
)
from nghs_desktop.ui.briefs.covers import Covers
from nghs_desktop.ui.briefs.filter_field import FilterField
from nghs_desktop.ui.briefs.select import Fold
from nghs_desktop.ui.briefs.wording import language_words, paper_words
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.properties import Choice, PropertyRow

_OPEN = "briefs/setup_open"


class BriefSetup(QWidget):
    """The line and what it unfolds. `amended` carries the brief as it is to be, a label, a visit."""

    amended = Signal(object, str, str)

    def __init__(
        self, look: Look, settings: QSettings, covers: Covers, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._settings, self._covers = look, settings, covers
        self._brief: Brief | None = None
        column = QVBoxLayout(self)
        look.space(column, spacing=6)
        self.fold = Fold(look, self.tr("Set-up"), icon="settings")
        self.fold.toggled_open.connect(self._open)
        column.addWidget(self.fold)
        self._card = Card(look, self)
        inside = QVBoxLayout(self._card)
        look.space(inside, (12, 10, 12, 10), 2)
        inside.addWidget(covers)
        self.audience = self._row(self.tr("For"), self._audiences, self._take_audience)
        self.intent = self._row(self.tr("Purpose"), self._intents, self._take_intent)
        self.language = self._row(self.tr("Language"), self._languages, self._take_language)
        self.paper = self._row(self.tr("Paper"), self._papers, self._take_paper)
        for row in (self.audience, self.intent, self.language, self.paper):
            inside.addWidget(row)
        self.large = QCheckBox(self.tr("Large print, 18 points"))
        self.greys = QCheckBox(self.tr("Safe for black and white"))
        self.codes = QCheckBox(self.tr("Square codes for links of sources"))
        self.draft = QCheckBox(self.tr("Marked as a draft on every page"))
        for box in (self.large, self.greys, self.codes, self.draft):
            inside.addWidget(box)
        self.large.toggled.connect(self._take_large)
        self.greys.toggled.connect(self._take_greys)
        self.codes.toggled.connect(self._take_codes)
        self.draft.toggled.connect(self._take_draft)
        self._filter_head = Label(look, self.tr("Only items that fit"), "label_quiet", "text3")
        self.filter = FilterField(look)
        self.filter.typed.connect(self._take_filter)
        inside.addSpacing(4)
        inside.addWidget(self._filter_head)
        inside.addWidget(self.filter)
        column.addWidget(self._card)
        self._open(settings.value(_OPEN, False, bool) is True)

    def _row(self, label: str, choices: object, take: object) -> PropertyRow:
        row = PropertyRow(self._look, label)
        row.offer(choices)  # type: ignore[arg-type]
        row.chosen.connect(take)
        return row

    def _open(self, is_open: bool) -> None:
        self._card.setVisible(is_open)
        self.fold.show_open(is_open)
        self._settings.setValue(_OPEN, is_open)

    def open_filter(self) -> None:
        """Unfold and put the caret into the filter."""
        self._open(True)
        self.filter.field.setFocus()
        self.filter.field.selectAll()

    def flush(self) -> None:
        """Hand on what was typed and not yet handed on."""
        self.filter.flush()

    def show_brief(self, brief: Brief) -> None:
        """Show how a brief is set up."""
        self._brief = brief
        audience = audience_of(brief)
        language = language_words(brief.language)
        paper = paper_words(brief.paper)
        self.audience.show_value(audience.label, icon="users")
        self.intent.show_value(brief.intent.label, icon="target")
        self.language.show_value(language, icon="message-square")
        self.paper.show_value(paper, icon="file-text")
        self.codes.setVisible(any(one.key == "sources" for one in template_of(brief).sections))
        boxes = (
            (self.large, brief.large_print),
            (self.greys, brief.print_safe),
            (self.codes, wants_codes(brief)),
            (self.draft, wants_draft_mark(brief)),
        )
        for box, on in boxes:
            with QSignalBlocker(box):
                box.setChecked(on)
        filters = not template_of(brief).subject
        self._filter_head.setVisible(filters)
        self.filter.setVisible(filters)
        self.filter.show_filter(brief.filter)
        more = (
            self.tr("large print") if brief.large_print else "",
            self.tr("black and white") if brief.print_safe else "",
            self.tr("filtered") if filters and brief.filter else "",
        )
        # What is usual is not said.
        intent = brief.intent.label.lower() if brief.intent is BriefIntent.ARGUE else ""
        spoken = language if brief.language not in ("", LANGUAGES[0][0]) else ""
        covered = "" if template_of(brief).subject else self._covers.words
        facts = (covered, audience.label, intent, spoken, paper, *more)
        self.fold.show_value("", " · ".join(filter(None, facts)))

    # -- menus ---------------------------------------------------------------------------
    def _audiences(self) -> Sequence[Choice]:
        return tuple(Choice(str(one), one.label, "users") for one in Audience)

    def _intents(self) -> Sequence[Choice]:
        return tuple(Choice(str(one), one.label) for one in BriefIntent)

    def _languages(self) -> Sequence[Choice]:
        return tuple(Choice(key, name) for key, name in LANGUAGES)

    def _papers(self) -> Sequence[Choice]:
        return tuple(Choice(paper, paper_words(paper)) for paper in Paper)

    # -- what the person asks --------------------------------------------------------------
    def _amend(self, label: str, session: str = "", **values: object) -> None:
        brief = self._brief
        if brief is None:
            return
        after = replace(brief, **values)  # type: ignore[arg-type]
        if after != brief:
            self.amended.emit(after, label, session)

    def _take_audience(self, key: str) -> None:
        self._amend(self.tr("change who the brief is for"), audience=key)

    def _take_intent(self, key: str) -> None:
        self._amend(self.tr("change what the brief is for"), intent=BriefIntent(key))

    def _take_language(self, key: str) -> None:
        self._amend(self.tr("change the language"), language=key)

    def _take_paper(self, key: str) -> None:
        self._amend(self.tr("change the paper"), paper=key)

    def _take_large(self, on: bool) -> None:
        self._amend(self.tr("change the size of print"), large_print=on)

    def _take_greys(self, on: bool) -> None:
        self._amend(self.tr("change the colours of print"), print_safe=on)

    def _take_codes(self, on: bool) -> None:
        if self._brief is not None:
            after = with_codes(self._brief, on)
            self.amended.emit(after, self.tr("change the codes of links"), "")

    def _take_draft(self, on: bool) -> None:
        if self._brief is not None:
            after = with_draft_mark(self._brief, on)
            self.amended.emit(after, self.tr("change the mark of a draft"), "")

    def _take_filter(self, text: str, session: str) -> None:
        self._amend(self.tr("filter the brief"), session, filter=text)
