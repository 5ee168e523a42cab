"""Settings: look, text size, name, paper, backups, keys. Everything applies at once; no OK button."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nghs_desktop.ui.actions import Actions
from nghs_desktop.ui.look import PAGE_MARGIN, Look
from nghs_desktop.ui.preferences import Preferences
from nghs_desktop.ui.view import WidthClass
from nghs_desktop.ui.views.settings_keys import KeysCard
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Gap, Label
from nghs_desktop.ui.widgets.segments import Segment, Segments

_SIZES = (100, 110, 125, 150, 175, 200)
_COLUMN = 760


@dataclass(frozen=True, slots=True)
class BackupLine:
    """A backup as the page shows it."""

    path: Path
    made_at: datetime


class SettingsView(QScrollArea):
    """The settings page. Backups are listed, made and restored by whoever wires the window."""

    back_up_asked = Signal()
    restore_asked = Signal(object)
    folder_asked = Signal()

    def __init__(
        self,
        look: Look,
        preferences: Preferences,
        actions: Actions,
        workspace: Path,
        backups: Callable[[Callable[[Sequence[BackupLine]], None]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._preferences, self._backups = look, preferences, backups
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Settings"))
        self.viewport().setAutoFillBackground(False)
        page = QWidget()
        page.setAutoFillBackground(False)
        row = QHBoxLayout(page)
        margin = PAGE_MARGIN
        look.space(row, (margin, 16, margin, margin))
        self._column_holder = QWidget(page)
        column = QVBoxLayout(self._column_holder)
        look.space(column, spacing=6)
        column.addWidget(Label(look, self.tr("Settings"), "title"))
        self._add_look(column)
        self._add_person(column)
        self._add_paper(column)
        self._add_workspace(column, workspace)
        self._add_heading(column, self.tr("Keys"))
        self._keys = KeysCard(look, preferences, actions, page)
        column.addWidget(self._keys)
        column.addStretch(1)
        row.addWidget(self._column_holder, 100)
        row.addStretch(1)
        self.setWidget(page)
        look.follow(self._column_holder, self._measure)
        look.changed.connect(self._show_choices)
        preferences.changed.connect(self._show_choices)
        self._show_choices()

    # -- what the shell asks -------------------------------------------------------------
    def focus_first(self) -> None:
        """Put the keyboard on the first choice."""
        self._themes.setFocus()
        self.show_backups()

    def panes(self) -> Sequence[QWidget]:
        """Return the page: one pane."""
        return (self,)

    def apply_width(self, width: WidthClass) -> None:
        """The page is one column at any width."""

    # -- sections ------------------------------------------------------------------------
    def _add_heading(self, column: QVBoxLayout, words: str) -> None:
        column.addWidget(Gap(self._look, 10))
        column.addWidget(Label(self._look, words, "label_quiet", "text3"))

    def _card(self, column: QVBoxLayout, heading: str) -> QVBoxLayout:
        self._add_heading(column, heading)
        card = Card(self._look, self._column_holder)
        column.addWidget(card)
        return card.column(10)

    def _add_look(self, column: QVBoxLayout) -> None:
        inside = self._card(column, self.tr("Look"))
        self._themes = Segments(self._look, self.tr("Look"))
        self._themes.show_segments(
            (
                Segment("system", self.tr("As the desktop")),
                Segment("light", self.tr("Light")),
                Segment("dark", self.tr("Dark")),
                Segment("high-contrast", self.tr("High contrast")),
            ),
            self._preferences.settings.theme,
        )
        self._themes.chosen.connect(self._choose_theme)
        inside.addWidget(self._themes)
        inside.addWidget(Label(self._look, self.tr("Text size"), "body", "text2"))
        self._sizes = Segments(self._look, self.tr("Text size"))
        self._sizes.show_segments([Segment(str(size), f"{size} %") for size in _SIZES])
        self._sizes.chosen.connect(self._choose_size)
        inside.addWidget(self._sizes)
        self._motion = QCheckBox(self.tr("Move as little as possible"))
        self._motion.clicked.connect(self._choose_motion)
        inside.addWidget(self._motion)

    def _add_person(self, column: QVBoxLayout) -> None:
        inside = self._card(column, self.tr("You"))
        self._name = Field(
            self._look,
            self.tr("Your name"),
            placeholder=self.tr("Your name, as it stands in the history"),
        )
        self._name.textEdited.connect(self._type_name)
        inside.addWidget(Label(self._look, self.tr("Your name"), "body", "text2"))
        inside.addWidget(self._name)

    def _add_paper(self, column: QVBoxLayout) -> None:
        inside = self._card(column, self.tr("Paper of new briefs"))
        self._papers = Segments(self._look, self.tr("Paper of new briefs"))
        self._papers.show_segments((Segment("letter", "Letter"), Segment("a4", "A4")))
        self._papers.chosen.connect(self._choose_paper)
        inside.addWidget(self._papers)

    def _add_workspace(self, column: QVBoxLayout, workspace: Path) -> None:
        inside = self._card(column, self.tr("Workspace file and backups"))
        place = Label(self._look, str(workspace), "body", wrap=True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside.addWidget(place)
        buttons = FlowLayout()
        self._look.space(buttons, spacing=8)
        for words, icon, asked in (
            (self.tr("Show in folder"), "folder-open", self.folder_asked),
            (self.tr("Back up now"), "hard-drive", self.back_up_asked),
        ):
            button = Button(self._look, words, icon=icon)
            button.clicked.connect(asked)
            buttons.addWidget(button)
        inside.addLayout(buttons)
        self._backup_words = Label(self._look, "", "caption", "text3", wrap=True)
        inside.addWidget(self._backup_words)
        self._backup_rows = QVBoxLayout()
        self._look.space(self._backup_rows, spacing=4)
        inside.addLayout(self._backup_rows)

    # -- backups -------------------------------------------------------------------------
    def show_backups(self) -> None:
        """List the backups anew."""
        self._backups(self._list_backups)

    def _list_backups(self, lines: Sequence[BackupLine]) -> None:
        while (item := self._backup_rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._backup_words.setText(
            self.tr("A backup is made at the start, every hour and at the end, and checked.")
            if lines
            else self.tr("There is no backup yet. One is made when something changes.")
        )
        for line in lines[:5]:
            row = _BackupRow(self._look, line)
            row.chosen.connect(self.restore_asked)
            self._backup_rows.addWidget(row)

    # -- choices -------------------------------------------------------------------------
    def _choose_theme(self, key: str) -> None:
        self._preferences.change(theme=key)

    def _choose_size(self, key: str) -> None:
        self._preferences.change(text_scale=int(key) / 100)

    def _choose_motion(self, still: bool) -> None:
        self._preferences.change(reduced_motion=still)

    def _choose_paper(self, key: str) -> None:
        self._preferences.change(paper=key)

    def _type_name(self, name: str) -> None:
        self._preferences.change(name=name.strip())

    def _show_choices(self) -> None:
        settings = self._preferences.settings
        self._themes.choose(settings.theme)
        self._sizes.choose(str(round(self._look.text_scale * 100)))
        self._papers.choose(settings.paper)
        with QSignalBlocker(self._motion):
            self._motion.setChecked(settings.reduced_motion)
        if self._name.text().strip() != settings.name:
            self._name.setText(settings.name)

    def _measure(self) -> None:
        self._column_holder.setMaximumWidth(self._look.px(_COLUMN))


class _BackupRow(QWidget):
    chosen = Signal(object)

    def __init__(self, look: Look, line: BackupLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = line.path
        row = QHBoxLayout(self)
        look.space(row, spacing=8)
        when = line.made_at.astimezone().strftime("%a %d %b %Y, %H:%M")
        row.addWidget(Label(look, when, "body", wrap=True), 1)
        button = Button(
            look,
            self.tr("Restore"),
            kind="ghost",
            icon="rotate-ccw",
            name=self.tr("Restore the backup of {when}").format(when=when),
        )
        button.clicked.connect(self._choose)
        row.addWidget(button)

    def _choose(self) -> None:
        self.chosen.emit(self._path)


def own_keys(shortcuts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the saved keys as the table of actions takes them."""
    return {name: tuple(keys.split("; ")) if keys else () for name, keys in shortcuts.items()}
