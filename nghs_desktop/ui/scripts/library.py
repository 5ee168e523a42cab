"""The page of all scripts: the list, and beside it the one that is chosen, to be changed. It stands in
place of the meeting; every change is a command and can be undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.domain.changes import ChangeSet
from nghs_desktop.domain.commands import (
    AmendRecords,
    Command,
    LogRecords,
    Ref,
    TrashRecords,
    Undo,
)
from nghs_desktop.services.api import (
    Reader,
    Script,
    duplicate_script,
    lacks_starting_scripts,
    move_step,
    new_script,
    new_step,
    scripts,
    starting_scripts,
    throw_away,
)
from nghs_desktop.ui.scripts.editor import ScriptEditor
from nghs_desktop.ui.scripts.rows import ScriptList
from nghs_desktop.ui.view import WidthClass
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import EmptyState
from nghs_desktop.ui.widgets.labels import Label

_LIST = 300
_TOUCHED = ("protocol_template", "protocol_step")


class ScriptsPage(QWidget):
    """List and editor; one after the other where there is room for one. `left` to go back."""

    left = Signal()

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(parent)
        look = context.look
        self._context = context
        self._scripts: tuple[Script, ...] = ()
        self._wanted = self._wanted_step = ""
        self._edit_when_there = False
        self._narrow = self._alone = False
        self.setAccessibleName(self.tr("Scripts"))
        self.back = IconButton(look, "arrow-left", self.tr("Back to the meeting"), keys="Esc")
        self.heading = Label(look, self.tr("Scripts"), "title")
        self.starting = Button(look, self.tr("Add the starting scripts"), icon="plus")
        keys = context.actions.shown_keys
        self.new = Button(
            look, self.tr("New script"), kind="primary", icon="plus", keys=keys("new")
        )
        self._holder = QScrollArea(self)
        self.list = ScriptList(look, self.tr("Scripts"), self._holder)
        self.editor = ScriptEditor(look, self)
        self.nothing = EmptyState(
            look,
            self.tr("There is no script yet. A script times who speaks, and labels the notes."),
            action=self.tr("Add the starting scripts"),
            parent=self,
        )
        self._lay_out()
        self.back.clicked.connect(self.go_back)
        self.new.clicked.connect(self.make)
        self.starting.clicked.connect(self.add_starting)
        self.nothing.chosen.connect(self.add_starting)
        self.list.chosen.connect(self._show_chosen)
        self.list.taken.connect(self._open)
        self.editor.amended.connect(self._amend)
        self.editor.add_asked.connect(self._add_step)
        self.editor.delete_asked.connect(self._delete_step)
        self.editor.moved.connect(self._move_step)
        self.editor.duplicate_asked.connect(self.duplicate)
        self.editor.trash_asked.connect(self.trash)
        on = context.actions.on
        on("to_trash", self.list, self.trash)
        on("to_trash", self.editor.steps, self.editor.delete_current)
        on("move_up", self.editor.steps, self.editor.move_up)
        on("move_down", self.editor.steps, self.editor.move_down)
        self.starting.hide()
        self._show(())
        self.read()

    def _lay_out(self) -> None:
        look = self._context.look
        column = QVBoxLayout(self)
        look.space(column, (18, 12, 20, 20), 12)
        head = QHBoxLayout()
        look.space(head, spacing=8)
        head.addWidget(self.back)
        head.addWidget(self.heading, 1)
        head.addWidget(self.starting)
        head.addWidget(self.new)
        column.addLayout(head)
        row = QHBoxLayout()
        look.space(row, (6, 0, 0, 0), 20)
        holder = self._holder
        holder.setFrameShape(QFrame.Shape.NoFrame)
        holder.setWidgetResizable(True)
        holder.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder.viewport().setAutoFillBackground(False)
        inner = QWidget()
        inner.setAutoFillBackground(False)
        inside = QVBoxLayout(inner)
        look.space(inside)
        inside.addWidget(self.list)
        inside.addStretch(1)
        holder.setWidget(inner)
        row.addWidget(holder)
        row.addWidget(self.editor, 1)
        column.addLayout(row, 1)
        column.addWidget(self.nothing, 1)
        look.follow(holder, self._fit)

    # -- what the stage asks of a page -----------------------------------------------------
    def focus_first(self) -> None:
        """Put the keyboard on the list, or on the button where there is none."""
        if self._scripts:
            target: QWidget = self.editor.steps if self._alone else self.list
        else:
            target = self.nothing.button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """List and editor."""
        return [pane for pane in (self._holder, self.editor) if pane.isVisibleTo(self)]

    def apply_width(self, width: WidthClass) -> None:
        """One after the other where it is narrow."""
        self._narrow = width < WidthClass.STRIP_DETAIL
        self.new.set_compact(width < WidthClass.STRIP)
        self.starting.set_compact(width < WidthClass.STRIP_DETAIL)
        self._fit()

    def close_innermost(self) -> bool:
        """Go from the one script back to the list where they stand one after the other."""
        if self._narrow and self._alone:
            self._alone = False
            self._fit()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def go_back(self) -> None:
        """Go back to the list, or to the meeting."""
        if not self.close_innermost():
            self.left.emit()

    def _fit(self) -> None:
        has = bool(self._scripts)
        self._alone = self._alone and self._narrow and has
        self._holder.setVisible(has and not self._alone)
        self.editor.setVisible(has and (self._alone or not self._narrow))
        self.nothing.setVisible(not has)
        holder = self._holder
        if self._narrow:
            holder.setMinimumWidth(0)
            holder.setMaximumWidth(16_777_215)
        else:
            holder.setFixedWidth(self._context.look.px(_LIST))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes to the window, which asks whoever put this page here."""
        event.ignore()

    # -- reading -----------------------------------------------------------------------------
    def when_changed(self, changes: ChangeSet) -> None:
        """Read again what a change touches."""
        if changes.touches(*_TOUCHED):
            self.read()

    def read(self) -> None:
        """Read all scripts."""
        now = self._now()

        def query(reader: Reader) -> tuple[tuple[Script, ...], bool]:
            found = scripts(reader)
            return found, bool(found) and lacks_starting_scripts(found, now)

        self._context.dispatch.ask(query, self._take, self)

    def _take(self, read: tuple[tuple[Script, ...], bool]) -> None:
        found, lacks = read
        self._show(found)
        self.starting.setVisible(lacks)

    def _show(self, found: tuple[Script, ...]) -> None:
        before = self._chosen()
        self._scripts = found
        self.list.show_scripts(found)
        keys = [script.template.id for script in found]
        wanted = self._wanted or (before.template.id if before is not None else "")
        row = keys.index(wanted) if wanted in keys else min(self.list.current(), len(keys) - 1)
        came = bool(self._wanted) and wanted in keys
        if came:
            self._wanted = ""
        self._fit()
        if not found:
            self.editor.show_script(None)
            return
        self.list.go_to(max(row, 0))
        self.editor.show_script(self._chosen())
        if came and self._edit_when_there:
            self._edit_when_there = False
            self._open(self.list.current())
            name = self.editor.field("name")
            name.setFocus(Qt.FocusReason.OtherFocusReason)
            name.selectAll()
        self._go_to_wanted_step()

    def _go_to_wanted_step(self) -> None:
        script = self.editor.script
        steps = [step.id for step in script.steps] if script is not None else []
        if self._wanted_step in steps:
            row = steps.index(self._wanted_step)
            self._wanted_step = ""
            self.editor.go_to_step(row, edit=self._edit_when_there)
            self._edit_when_there = False

    def _chosen(self) -> Script | None:
        row = self.list.current()
        return self._scripts[row] if 0 <= row < len(self._scripts) else None

    def show_script(self, id: str) -> None:
        """Show one script once it is read."""
        self._wanted = id
        self.read()

    def _show_chosen(self, _row: int) -> None:
        self.editor.show_script(self._chosen())

    def _open(self, _row: int) -> None:
        if self._narrow:
            self._alone = True
            self._fit()
        self.editor.steps.setFocus(Qt.FocusReason.TabFocusReason)

    # -- changing ----------------------------------------------------------------------------
    def _now(self) -> Any:
        return self._context.clock()

    def _run(self, command: Command) -> None:
        self._context.dispatch.run(command, self, None, self._failed)

    def _failed(self, problem: Told) -> None:
        self._context.say(str(problem))
        self.read()

    def _last_position(self) -> str:
        return max((script.template.position for script in self._scripts), default="")

    def make(self) -> None:
        """Make a script and let it be named."""
        command = new_script(self.tr("New script"), self._last_position())
        self._want(command)
        self._run(command)

    def duplicate(self) -> None:
        """Make a copy of the chosen script and let it be named."""
        script = self._chosen()
        if script is None:
            return
        self.editor.flush()
        name = self.tr("{name} (copy)").format(name=script.template.name)
        command = duplicate_script(self.editor.script or script, name, self._last_position())
        self._want(command)
        self._run(command)

    def _want(self, command: LogRecords) -> None:
        self._wanted, self._edit_when_there = command.records[0].id, True

    def trash(self) -> None:
        """Move the chosen script to the Trash; its steps come back with it."""
        script = self._chosen()
        if script is None:
            return
        self._run(throw_away(script))
        words = self.tr("Moved “{name}” to Trash.").format(name=script.template.name)
        self._context.say(words, action_words=self.tr("Undo"), action=self._undo)

    def add_starting(self) -> None:
        """Add the scripts a new workspace starts with; those that are there stay as they are."""
        self._run(starting_scripts(self._now()))

    def _undo(self) -> None:
        self._run(Undo())

    def _amend(self, ref: Ref, values: dict[str, Any]) -> None:
        label = self.tr("change script")
        # What is typed into one field without leaving it is one step of undo.
        session = f"script:{ref.id}:{'+'.join(sorted(values))}"
        self._run(AmendRecords((ref,), values, session=session, label=label))

    def _add_step(self) -> None:
        script = self.editor.script
        if script is None:
            return
        self.editor.flush()
        row = self.editor.steps.current()
        before = script.steps[row].position if 0 <= row < len(script.steps) else ""
        after = script.steps[row + 1].position if 0 <= row < len(script.steps) - 1 else ""
        step = new_step(script.template.id, before, self.tr("New step"), after)
        self._wanted_step, self._edit_when_there = step.id, True
        self._run(LogRecords((step,), label=self.tr("add step")))

    def _delete_step(self, row: int) -> None:
        script = self.editor.script
        if script is None or not 0 <= row < len(script.steps):
            return
        self.editor.flush()
        step = script.steps[row]
        self._run(TrashRecords((Ref("protocol_step", step.id),)))
        words = self.tr("Moved “{name}” to Trash.").format(name=step.title)
        self._context.say(words, action_words=self.tr("Undo"), action=self._undo)

    def _move_step(self, at: int, to: int) -> None:
        script = self.editor.script
        command = move_step(script, at, to) if script is not None else None
        if script is not None and command is not None:
            self.editor.flush()
            self._wanted_step = script.steps[at].id
            self._run(command)

    def shut(self) -> None:
        """Hand over what is typed."""
        self.editor.flush()
