"""The parts of the page of papers: its head with the ways out, and its side with the list and what is
chosen. They show and say what is asked for; what is done is the page's."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from nghs_desktop.domain.briefs import Paper
from nghs_desktop.domain.workspaces import Brief
from nghs_desktop.services.api import LANGUAGES
from nghs_desktop.ui.briefs.wording import language_words, paper_words
from nghs_desktop.ui.look import PAGE_MARGIN, Look
from nghs_desktop.ui.papers.listing import PaperList
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.labels import ElidingLabel, Label
from nghs_desktop.ui.widgets.properties import Choice, PropertyRow

_SIDE = 300


class Header(QWidget):
    """Back, title and where the paper stands at the left; the ways out at the right."""

    def __init__(self, look: Look, keys: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Papers"))
        row = QHBoxLayout(self)
        look.space(row, (PAGE_MARGIN - 8, 12, 20, 12), 8)
        self.back = IconButton(look, "arrow-left", self.tr("Back to the meeting"), keys="Esc")
        row.addWidget(self.back)
        words = QVBoxLayout()
        look.space(words)
        self.title = ElidingLabel(look, "", "title")
        self.status = ElidingLabel(look, "", "caption", "text3")
        words.addWidget(self.title)
        words.addWidget(self.status)
        row.addLayout(words, 1)
        self.swap = IconButton(look, "file-text", self.tr("Show the page"))
        self.save = Button(look, self.tr("Save PDF"), icon="download", keys=keys("save_pdf"))
        self.print = Button(
            look, self.tr("Print"), kind="primary", icon="printer", keys=keys("brief")
        )
        for button in (self.swap, self.save, self.print):
            row.addWidget(button)
        self.swap.hide()
        self.show_ready(False)

    def show_title(self, title: str) -> None:
        """Show whose papers these are."""
        self.title.setText(title)

    def show_status(self, words: str, *, tell: bool = False) -> None:
        """Show where the paper stands, and have it read out when `tell`."""
        if words != self.status.text():
            self.status.setText(words)
            if tell:
                announce(self, words)

    def show_ready(self, ready: bool) -> None:
        """Offer the ways out, or not yet."""
        self.save.setEnabled(ready)
        self.print.setEnabled(ready)

    def set_narrow(self, narrow: bool) -> None:
        """Show the ways out without their words where there is little room."""
        self.save.set_compact(narrow)

    def show_swap(self, narrow: bool, page_shown: bool) -> None:
        """Offer the pages, or the list, where only one of them has room."""
        self.swap.setVisible(narrow)
        words = self.tr("Show the list") if page_shown else self.tr("Show the page")
        self.swap.describe(words)
        self.swap.set_icon("list" if page_shown else "file-text")


class Side(QScrollArea):
    """The list of papers, how they are printed, and calendar files."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._narrow = look, False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Papers and how they are printed"))
        self.viewport().setAutoFillBackground(False)
        inside = QWidget()
        inside.setAutoFillBackground(False)
        column = QVBoxLayout(inside)
        look.space(column, (PAGE_MARGIN, 4, 14, 20), 8)
        card = Card(look)
        held = QVBoxLayout(card)
        look.space(held, (6, 6, 6, 6))
        self.list = PaperList(look)
        held.addWidget(self.list)
        column.addWidget(card)
        column.addWidget(Label(look, self.tr("How it is printed"), "label_quiet", "text3"))
        choices = Card(look)
        rows = QVBoxLayout(choices)
        look.space(rows, (12, 8, 12, 10), 2)
        self.paper = PropertyRow(look, self.tr("Paper"))
        self.language = PropertyRow(look, self.tr("Language"))
        self.paper.offer(lambda: [Choice(str(one), paper_words(str(one))) for one in Paper])
        self.language.offer(lambda: [Choice(key, words) for key, words in LANGUAGES])
        self.large = QCheckBox(self.tr("Large print, 18 points"))
        self.greys = QCheckBox(self.tr("Safe for black and white"))
        for widget in (self.paper, self.language, self.large, self.greys):
            rows.addWidget(widget)
        column.addWidget(choices)
        column.addWidget(Label(look, self.tr("For other calendars"), "label_quiet", "text3"))
        self.calendar = Button(look, self.tr("Calendar file of this meeting"), icon="calendar")
        self.series = Button(look, self.tr("Calendar file of the series"), icon="calendar")
        column.addWidget(self.calendar)
        column.addWidget(self.series)
        column.addStretch(1)
        self.setWidget(inside)
        look.follow(self, self.measure)

    def set_narrow(self, narrow: bool) -> None:
        """Take the whole width, or the column's own."""
        self._narrow = narrow
        self.measure()

    def measure(self) -> None:
        """Be as wide as the column, and the list as high as its rows."""
        if self._narrow:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        else:
            self.setFixedWidth(self._look.px(PAGE_MARGIN + _SIDE))
        self.list.setFixedHeight(self.list.height_of_all())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the list as high as its rows, whose words may wrap."""
        super().resizeEvent(event)
        self.list.setFixedHeight(self.list.height_of_all())

    def show_choices(self, asked: Brief) -> None:
        """Show how papers are printed."""
        self.paper.show_value(paper_words(asked.paper))
        self.language.show_value(language_words(asked.language))
        for box, on in ((self.large, asked.large_print), (self.greys, asked.print_safe)):
            with QSignalBlocker(box):
                box.setChecked(on)
