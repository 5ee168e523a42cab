"""The top of the briefs place: the brief's name, where it stands, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.domain.changes import UndoState
from nghs_desktop.ui.actions import Actions
from nghs_desktop.ui.look import PAGE_MARGIN, Look
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.labels import ElidingLabel


class BriefHeader(QWidget):
    """Title and status at the left, buttons at the right."""

    swapped = Signal()

    def __init__(self, look: Look, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Brief"))
        row = QHBoxLayout(self)
        look.space(row, (PAGE_MARGIN, 12, 20, 12), 8)
        words = QVBoxLayout()
        look.space(words)
        self.title = ElidingLabel(look, "", "title")
        self.status = ElidingLabel(look, "", "caption", "text3")
        words.addWidget(self.title)
        words.addWidget(self.status)
        row.addLayout(words, 1)
        self.swap = IconButton(look, "file-text", self.tr("Show the page"))
        self.undo = IconButton(look, "undo-2", self.tr("Undo"), keys=actions.shown_keys("undo"))
        self.save = Button(look, self.tr("Save PDF"), icon="download")
        self.print = Button(look, self.tr("Print"), kind="primary", icon="printer")
        for button in (self.swap, self.undo, self.save, self.print):
            row.addWidget(button)
        self.undo.setEnabled(False)
        self.swap.hide()
        self.swap.clicked.connect(self.swapped)
        self.undo.clicked.connect(self._ask_undo)
        actions.keys_changed.connect(self._name_keys)
        self._name_keys()

    def _name_keys(self) -> None:
        keys = self._actions.shown_keys
        self.save.describe(self.tr("Save PDF"), keys=keys("save_pdf"))
        self.print.describe(self.tr("Print"), keys=keys("brief"))

    def show_title(self, title: str) -> None:
        """Show the brief's name."""
        self.title.setText(title)
        self.setAccessibleName(title)

    def show_status(self, words: str, *, tell: bool = False) -> None:
        """Show where the brief stands, and have it read out when `tell`."""
        if words != self.status.text():
            self.status.setText(words)
            if tell:
                announce(self, words)

    def show_undo(self, state: UndoState) -> None:
        """Say what undo would take back."""
        self.undo.setEnabled(bool(state.undo))
        name = self.tr("Undo {what}").format(what=state.undo) if state.undo else self.tr("Undo")
        self.undo.describe(name, keys=self._actions.shown_keys("undo"))

    def show_ready(self, ready: bool) -> None:
        """Let the brief be saved and printed, or not while there is none."""
        self.save.setEnabled(ready)
        self.print.setEnabled(ready)

    def set_narrow(self, narrow: bool, page_shown: bool) -> None:
        """Offer to swap sections and page where there is room for one of them."""
        self.swap.setVisible(narrow)
        self.save.set_compact(narrow)
        self.swap.set_icon("list" if page_shown else "file-text")
        self.swap.describe(self.tr("Show the sections") if page_shown else self.tr("Show the page"))

    def _ask_undo(self) -> None:
        self._actions.ask("undo")
