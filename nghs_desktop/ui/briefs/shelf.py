"""All briefs of a work group: the saved ones, to open, rename, copy or throw away, and those that were
issued, to read. It shows and asks; keeping is done by the view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, tzinfo

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.spoken_dates import short_date
from nghs_desktop.domain.workspaces import Brief, BriefStatus
from nghs_desktop.services.api import BriefPlace, audience_of, template_of
from nghs_desktop.ui.actions import Actions
from nghs_desktop.ui.briefs.keeping import Held
from nghs_desktop.ui.briefs.template_popup import template_icon
from nghs_desktop.ui.briefs.wording import brief_words, issued_line
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.models.plain import PlainRow
from nghs_desktop.ui.views.plain_list import PlainList
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import EmptyState
from nghs_desktop.ui.widgets.fields import Field, SearchField
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label

SAVED, ISSUED = "brief", "issued_brief"


class _Namer(Field):
    """The field for a new title. Esc gives up."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class Shelf(QWidget):
    """The list. Enter opens, F2 or E renames, Del moves to the Trash."""

    opened = Signal(str)
    closed = Signal()
    new_asked = Signal()
    renamed = Signal(object, str)
    copied = Signal(object)
    draft_asked = Signal(object)
    thrown_away = Signal(object)

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
        self._held = Held(BriefPlace(None, (), ()))
        self._naming: Brief | None = None
        self.setAccessibleName(self.tr("All briefs"))
        self._lay_out()
        actions.on("edit", self.list, self.rename)
        actions.on("to_trash", self.list, self.throw_away)
        look.changed.connect(self.update)

    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        look.space(column, (20, 12, 20, 0), 9)
        head = QHBoxLayout()
        look.space(head, spacing=8)
        self.back = IconButton(look, "arrow-left", self.tr("Back to the pages"), keys="Esc")
        self.back.clicked.connect(self.closed)
        self._count = Label(look, "", "subtitle", "text3")
        head.addWidget(self.back)
        head.addWidget(Label(look, self.tr("All briefs"), "subtitle"))
        head.addWidget(self._count)
        head.addStretch(1)
        column.addLayout(head)
        name = self.tr("Find a brief")
        self.field = SearchField(look, name, placeholder=name)
        self.field.textEdited.connect(self._fill)
        self.field.returnPressed.connect(self.focus_list)
        column.addWidget(self.field)
        self.namer = _Namer(look, self.tr("Title of the brief"))
        self.namer.returnPressed.connect(self._named)
        self.namer.given_up.connect(self._give_up)
        self.namer.hide()
        column.addWidget(self.namer)
        holder = QWidget(self)
        flow = FlowLayout(holder)
        look.space(flow, spacing=6)
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self.open_button = Button(look, self.tr("Open"), icon="file-text")
        self.rename_button = Button(look, self.tr("Rename"), icon="pencil", keys="F2")
        self.copy_button = Button(look, self.tr("Duplicate"), icon="copy")
        self.trash_button = Button(look, self.tr("Move to Trash"), icon="trash-2", keys="Del")
        self.new_button = Button(look, self.tr("New brief"), icon="plus")
        buttons = (
            (self.open_button, self._open),
            (self.rename_button, self.rename),
            (self.copy_button, self.copy),
            (self.trash_button, self.throw_away),
            (self.new_button, self.new_asked.emit),
        )
        for button, run in buttons:
            button.clicked.connect(run)
            flow.addWidget(button)
        column.addWidget(holder)
        self.list = PlainList(look, self.tr("Briefs"))
        self.list.opened.connect(self._opened)
        self.list.selectionModel().currentChanged.connect(self._offer)
        self.nothing = EmptyState(look, "")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.nothing)
        column.addWidget(self._stack, 1)

    def set_narrow(self, narrow: bool) -> None:
        """Leave the words of the buttons out where there is little room."""
        for button in (self.rename_button, self.copy_button, self.trash_button, self.new_button):
            button.set_compact(narrow)

    # -- showing -------------------------------------------------------------------------
    def show_held(self, held: Held) -> None:
        """Show what a work group has."""
        self._held = held
        self._fill()

    def _fill(self) -> None:
        held, wanted = self._held, self.field.text().casefold().split()
        rows = [self._saved(one) for one in held.place.briefs]
        today, zone = self._today(), self._zone
        rows += [
            PlainRow(
                Ref(ISSUED, one.id),
                one.title or self.tr("Without a title"),
                issued_line(one, today, zone),
                "",
                self.tr("Issued"),
                "lock",
            )
            for one in held.issued
        ]
        everything = len(rows)
        rows = [
            row for row in rows
            if all(word in f"{row.name} {row.facts}".casefold() for word in wanted)
        ]  # fmt: skip
        self.list.rows.show(rows)
        self._count.setText(f"{everything:,}" if everything else "")
        if not rows:
            words = (
                self.tr("No brief has these words.")
                if everything
                else self.tr("No brief is saved yet. One is saved with its first change.")
            )
            self.nothing.say(words)
        self._stack.setCurrentWidget(self.list if rows else self.nothing)
        if rows and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.index(0, 0))
        self._offer()

    def _saved(self, brief: Brief) -> PlainRow:
        today = self._today()
        words = brief_words(brief, self._held.place, today, self._zone)
        facts = [template_of(brief).label, audience_of(brief).label]
        if brief.status is not BriefStatus.DRAFT:
            facts.append(brief.status.label)
        changed = brief.updated_at.astimezone(self._zone).date() if brief.updated_at else None
        return PlainRow(
            Ref(SAVED, brief.id),
            words,
            "  ·  ".join(facts),
            short_date(changed, today) if changed else "",
            self.tr("Saved"),
            template_icon(brief.template),
        )

    def _offer(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        saved = self._current() is not None
        row = self.list.current_row()
        self.open_button.setEnabled(row is not None)
        self.copy_button.setEnabled(row is not None)
        for button in (self.rename_button, self.trash_button):
            button.setEnabled(saved)

    def _current(self) -> Brief | None:
        row = self.list.current_row()
        if row is None or row.ref.noun != SAVED:
            return None
        return next((one for one in self._held.place.briefs if one.id == row.ref.id), None)

    def focus_list(self) -> None:
        """Put the keyboard on the list."""
        (self.list if self._stack.currentWidget() is self.list else self.field).setFocus()

    # -- what the person asks --------------------------------------------------------------
    def _opened(self, _index: QModelIndex) -> None:
        self._open()

    def _open(self) -> None:
        row = self.list.current_row()
        if row is not None:
            self.opened.emit(row.ref.id)

    def copy(self) -> None:
        """Start another brief that is like the current one."""
        row, brief = self.list.current_row(), self._current()
        if brief is not None:
            self.copied.emit(brief)
        elif row is not None:
            issued = next((one for one in self._held.issued if one.id == row.ref.id), None)
            self.draft_asked.emit(issued)

    def rename(self) -> None:
        """Ask for another title of the current brief."""
        brief = self._current()
        if brief is None:
            self._refuse()
            return
        self._naming = brief
        self.namer.setText(brief.title)
        name = self.tr("Title of {brief}").format(
            brief=brief_words(brief, self._held.place, self._today(), self._zone)
        )
        self.namer.setAccessibleName(name)
        self.namer.setPlaceholderText(self.tr("Title, empty for the one made from the facts"))
        self.namer.show()
        self.namer.setFocus(Qt.FocusReason.OtherFocusReason)
        self.namer.selectAll()

    def _named(self) -> None:
        brief, title = self._naming, " ".join(self.namer.text().split())
        self._give_up()
        if brief is not None and title != brief.title:
            self.renamed.emit(brief, title)

    def _give_up(self) -> None:
        self._naming = None
        self.focus_list()
        self.namer.hide()

    def close_innermost(self) -> bool:
        """Give up renaming; return False when nothing was being renamed."""
        if self.namer.isHidden():
            return False
        self._give_up()
        return True

    def throw_away(self) -> None:
        """Move the current brief to the Trash."""
        brief = self._current()
        if brief is None:
            self._refuse()
        else:
            self.thrown_away.emit(brief)

    def _refuse(self) -> None:
        if self.list.current_row() is not None:
            announce(self, self.tr("An issued brief stays as it is."))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the thin line at the left."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("bg"))
        painter.fillRect(0, 0, 1, self.height(), self._look.colour("border"))
        painter.end()
