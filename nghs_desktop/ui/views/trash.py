"""The Trash: what was thrown away, day by day. Restore asks nothing; emptying is the one action of
the program that asks first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nghs_desktop.domain.changes import ChangeSet, Outcome
from nghs_desktop.domain.commands import EmptyTrash, Ref, RestoreRecords, Undo
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.services.api import NamedRow, TrashRow, trash
from nghs_desktop.ui.dialogs.popups import icon_of
from nghs_desktop.ui.models.days import row_day
from nghs_desktop.ui.models.plain import PlainRow
from nghs_desktop.ui.view import WidthClass
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.plain_list import PlainList
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.cards import Card, EmptyState
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label

_PAUSE_MS = 40


class TrashView(QWidget):
    """The list of what lies in the Trash. Enter or Restore brings back the ticked or current rows."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        look = context.look
        self.setAccessibleName(self.tr("Trash"))
        self.list = PlainList(look, self.tr("Trash"), can_tick=True)
        self.restore = Button(look, self.tr("Restore"), kind="primary", icon="rotate-ccw")
        self.empty_trash = Button(look, self.tr("Empty Trash"), icon="trash-2")
        self.question = _Question(context, self)
        self.nothing = EmptyState(look, self.tr("The Trash is empty."))
        self._count = Label(look, "", "subtitle", "text3")
        self._lay_out()
        self.restore.clicked.connect(self.bring_back)
        self.empty_trash.clicked.connect(self.ask)
        self.question.no.clicked.connect(self.dismiss)
        self.question.yes.clicked.connect(self._empty)
        self.list.opened.connect(self.bring_back)
        self.list.ticks_changed.connect(self._say_count)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.read)
        context.dispatch.changed.connect(self._when_changed)
        context.dispatch.opened.connect(self.read)
        if context.dispatch.workspace.ready_to_read:
            self.read()

    def _lay_out(self) -> None:
        look = self._context.look
        column = QVBoxLayout(self)
        look.space(column, (24, 15, 24, 0), 11)
        self._head = QWidget(self)
        row = QHBoxLayout(self._head)
        look.space(row, spacing=8)
        row.addWidget(Label(look, self.tr("Trash"), "title"))
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.empty_trash)
        row.addWidget(self.restore)
        column.addWidget(self._head)
        column.addWidget(self.question)
        self.question.hide()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.nothing)
        column.addWidget(self._stack, 1)

    # -- what the shell asks -------------------------------------------------------------
    def focus_first(self) -> None:
        """Put the keyboard on the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """Return head and list."""
        return (self._head, self._stack)

    def apply_width(self, width: WidthClass) -> None:
        """The Trash is one column at any width."""

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Nothing of the window's keys means anything special here."""
        return {}

    def close_innermost(self) -> bool:
        """Take the question away, or the ticks."""
        if not self.question.isHidden():
            self.dismiss()
            return True
        if self.list.is_ticking:
            self.list.rows.tick(range(len(self.list.rows.rows)), on=False)
            self._say_count()
            return True
        return False

    def show_group(self, group: WorkGroup | None) -> None:
        """The Trash is the same for all groups."""

    # -- rows ----------------------------------------------------------------------------
    def read(self) -> None:
        """Read what lies in the Trash."""
        self._context.dispatch.ask(trash, self._take, self)

    def _take(self, rows: tuple[TrashRow, ...]) -> None:
        self.list.rows.show([self._as_plain(row) for row in rows])
        self._stack.setCurrentWidget(self.list if rows else self.nothing)
        for button in (self.restore, self.empty_trash):
            button.setEnabled(bool(rows))
        if rows and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.index(0, 0))
        self._say_count()
        if not self.question.isHidden():
            self.question.ask(len(rows))

    def _as_plain(self, row: TrashRow) -> PlainRow:
        now = self._context.now()
        noun = NOUN[row.noun]
        section = time = ""
        if row.at is not None:
            local = row.at.astimezone(now.tzinfo)
            section, time = row_day(local.date(), now.date()), f"{local:%H:%M}"
        by = self.tr("thrown away by {name}").format(name=row.by) if row.by else ""
        facts = "  ·  ".join(filter(None, (row.code, noun.label, by)))
        name = row.name or self.tr("Without a name")
        icon = icon_of(NamedRow(row.noun, row.id, row.name))
        return PlainRow(Ref(row.noun, row.id), name, facts, time, section, icon)

    def _say_count(self) -> None:
        ticked, all_rows = len(self.list.rows.ticked), len(self.list.rows.rows)
        words = f"{all_rows:,}" if all_rows else ""
        if ticked:
            words = self.tr("{n} of {total} ticked").format(n=f"{ticked:,}", total=f"{all_rows:,}")
        self._count.setText(words)
        self.list.viewport().update()

    def _when_changed(self, changes: ChangeSet, _origin: object) -> None:
        if any(change.field == "deleted" for change in changes.changes):
            self._timer.start()

    # -- restoring and emptying ----------------------------------------------------------
    def bring_back(self) -> None:
        """Restore the ticked rows, or the current one, with all their links."""
        row = self.list.current_row()
        refs = self.list.rows.ticked or ((row.ref,) if row else ())
        if not refs:
            return

        def restored(outcome: Outcome) -> None:
            one = self.tr("Restored.")
            words = one if len(refs) == 1 else self.tr("Restored {n}.").format(n=len(refs))
            self._context.say(words, action_words=self.tr("Undo"), action=self._undo)

        self._context.dispatch.run(RestoreRecords(refs), self, restored)

    def _undo(self) -> None:
        self._context.dispatch.run(Undo(), self)

    def ask(self) -> None:
        """Ask before emptying, naming how many."""
        self.question.ask(len(self.list.rows.rows))
        self.question.show()
        self.question.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Take the question away."""
        self.question.hide()
        self.focus_first()

    def _empty(self) -> None:
        self.question.hide()

        def emptied(outcome: Outcome) -> None:
            words = self.tr("Emptied the Trash of {n}.").format(n=outcome.result)
            self._context.say(words, action_words=self.tr("Undo"), action=self._undo)

        self._context.dispatch.run(EmptyTrash(), self, emptied)
        self.focus_first()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._context.look.colour("bg"))
        painter.end()


class _Question(Card):
    """Asks whether to empty the Trash, in the page."""

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(context.look, parent, edge="border_strong")
        look = context.look
        column = self.column(10)
        self._words = Label(look, "", "strong", wrap=True)
        column.addWidget(self._words)
        holder = QWidget(self)
        flow = FlowLayout(holder)
        look.space(flow, spacing=8)
        self.yes = Button(look, "", icon="trash-2", tone="danger", parent=holder)
        self.no = Button(look, self.tr("Keep all"), keys="Esc", parent=holder)
        flow.addWidget(self.no)
        flow.addWidget(self.yes)
        column.addWidget(holder)

    def ask(self, count: int) -> None:
        """Ask, naming the number."""
        one = self.tr("Empty the Trash of 1 item? Undo can bring it back.")
        many = self.tr("Empty the Trash of {n} items? Undo can bring them back.").format(
            n=f"{count:,}"
        )
        self._words.setText(one if count == 1 else many)
        words = self.tr("Empty Trash of {n}").format(n=f"{count:,}")
        self.yes.setText(words)
        self.yes.describe(words)
        self.yes.updateGeometry()
        announce(self, self._words.text())
