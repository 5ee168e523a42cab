"""The top of the briefs place: the brief's name, where it stands, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.domain.changes import UndoState
from nghs_desktop.ui.actions import Actions
from nghs_desktop.ui.briefs.outlets import Resolution, resolution_words
from nghs_desktop.ui.look import PAGE_MARGIN, Look
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.labels import ElidingLabel

_MENU = (
    ("save_word", "save_markdown", "save_picture"),
    ("issue_brief", "copy_brief", "all_briefs"),
)


class BriefHeader(QWidget):
    """Title and status at the left, buttons at the right."""

    swapped = Signal()
    picture_asked = Signal(str)

    def __init__(
        self,
        look: Look,
        actions: Actions,
        commands: Callable[[], Mapping[str, Callable[[], None]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._actions, self._commands = look, actions, commands
        self.menu_open: QMenu | None = None
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
        self.more = IconButton(look, "ellipsis", self.tr("More"))
        self.save = Button(look, self.tr("Save PDF"), icon="download")
        self.print = Button(look, self.tr("Print"), kind="primary", icon="printer")
        for button in (self.swap, self.undo, self.more, self.save, self.print):
            row.addWidget(button)
        self.undo.setEnabled(False)
        self.swap.hide()
        self.swap.clicked.connect(self.swapped)
        self.undo.clicked.connect(self._ask_undo)
        self.more.clicked.connect(self._open_menu)
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

    def _open_menu(self) -> None:
        """Offer the other ways out, and what else can be done with the brief."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.tr("More"))
        commands = self._commands()
        for group in _MENU:
            known = [name for name in group if name in commands]
            if menu.actions() and known:
                menu.addSeparator()
            for name in known:
                if name == "save_picture":
                    self._add_pictures(menu)
                else:
                    menu.addAction(self._actions.menu_action(name, menu, commands[name]))
        self.menu_open = menu
        menu.destroyed.connect(self._closed)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    def _add_pictures(self, menu: QMenu) -> None:
        spec = self._actions.spec("save_picture")
        inner = menu.addMenu(self._look.icon(spec.icon), spec.words)
        inner.setAccessibleName(spec.words)
        for resolution in Resolution:
            inner.addAction(resolution_words(resolution)).setData(str(resolution))
        inner.triggered.connect(self._picture)

    def _picture(self, action: QAction) -> None:
        self.picture_asked.emit(str(action.data()))

    def _closed(self) -> None:
        self.menu_open = None

    def show_ready(self, ready: bool) -> None:
        """Let the brief be saved and printed, or not while there is none."""
        self.save.setEnabled(ready)
        self.print.setEnabled(ready)

    def set_narrow(self, narrow: bool, page_shown: bool, *, can_swap: bool = True) -> None:
        """Offer to swap sections and page where there is room for one of them."""
        self.swap.setVisible(narrow and can_swap)
        self.save.set_compact(narrow)
        self.swap.set_icon("list" if page_shown else "file-text")
        words = self.tr("Show the sections") if page_shown else self.tr("Show the page")
        self.swap.describe(words, keys=self._actions.shown_keys("swap_page"))

    def _ask_undo(self) -> None:
        self._actions.ask("undo")
