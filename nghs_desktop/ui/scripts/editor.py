"""One script of the library, to be changed: its name and roles, its steps, and what keeps it from being
run, said next to the field. What is typed is told by signals a moment after the last key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.protocol_templates import ProtocolStep
from nghs_desktop.domain.protocols import EVERYBODY
from nghs_desktop.services.api import Script, field_problems, read_time, time_words
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.scripts.rows import StepList
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.fields import Field, GrowingEdit
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label

_PAUSE_MS = 350
_WIDEST = 760


class ScriptEditor(QScrollArea):
    """`amended(Ref, values)` for what was typed; the rest asks for what its name says."""

    amended = Signal(object, object)
    add_asked = Signal()
    delete_asked = Signal(int)
    moved = Signal(int, int)
    duplicate_asked = Signal()
    trash_asked = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._script: Script | None = None
        self._showing = False
        self._waiting: dict[tuple[Ref, str], Any] = {}
        self._wrong_time = False
        self.setAccessibleName(self.tr("Script"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._page = QWidget()
        self._page.setAutoFillBackground(False)
        self._problems: dict[str, Label] = {}
        self._fields: dict[str, Field | GrowingEdit] = {}
        row = QHBoxLayout(self._page)
        look.space(row, (0, 0, 12, 12))
        holder = QWidget(self._page)
        self._column = QVBoxLayout(holder)
        look.space(self._column, spacing=14)
        look.follow(holder, lambda: holder.setMaximumWidth(look.px(_WIDEST)))
        row.addWidget(holder, 100)
        row.addStretch(1)
        self._make_head()
        self._make_steps()
        self._make_step()
        self._column.addStretch(1)
        self.setWidget(self._page)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    # -- parts -------------------------------------------------------------------------------
    def _make_head(self) -> None:
        look, card = self._look, Card(self._look, self._page)
        column = card.column(6)
        self._add(column, "name", self.tr("Name"), long=False)
        self._add(column, "purpose", self.tr("What it is for"), long=True)
        self._add(
            column, "roles", self.tr("Roles, with commas between"), long=False,
            hint=self.tr("Given out before it starts. “Everybody” needs no giving out."),
        )  # fmt: skip
        row = FlowLayout()
        look.space(row, spacing=8)
        self.duplicate = Button(look, self.tr("Duplicate"), icon="copy", parent=card)
        self.trash = Button(look, self.tr("Move to Trash"), icon="trash-2", parent=card)
        for button in (self.duplicate, self.trash):
            row.addWidget(button)
        column.addLayout(row)
        self._column.addWidget(card)
        self.duplicate.clicked.connect(self.duplicate_asked)
        self.trash.clicked.connect(self.trash_asked)

    def _make_steps(self) -> None:
        look, card = self._look, Card(self._look, self._page)
        column = card.column(8)
        head = QHBoxLayout()
        look.space(head, spacing=4)
        head.addWidget(Label(look, self.tr("Steps"), "strong", parent=card))
        self.total = Label(look, "", "caption", "text3", parent=card)
        head.addWidget(self.total, 1)
        self.up = IconButton(look, "arrow-up", self.tr("Move this step up"), keys="Alt Up")
        self.down = IconButton(look, "arrow-down", self.tr("Move this step down"), keys="Alt Down")
        self.delete = IconButton(look, "trash-2", self.tr("Move this step to Trash"), keys="Del")
        for button in (self.up, self.down, self.delete):
            head.addWidget(button)
        column.addLayout(head)
        self.steps = StepList(look, self.tr("Steps"), card)
        column.addWidget(self.steps)
        self._problems["steps"] = self._problem(column, card)
        self.add = Button(look, self.tr("Add a step"), icon="plus", parent=card)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(card)
        self.steps.chosen.connect(self._show_step)
        self.steps.taken.connect(self._edit_step)
        self.steps.moved.connect(self.moved)
        self.add.clicked.connect(self.add_asked)
        self.delete.clicked.connect(self.delete_current)
        self.up.clicked.connect(self.move_up)
        self.down.clicked.connect(self.move_down)

    def _make_step(self) -> None:
        card = self._step_card = Card(self._look, self._page)
        column = card.column(6)
        self._step_heading = Label(self._look, "", "strong", parent=card)
        column.addWidget(self._step_heading)
        self._add(column, "title", self.tr("Title of the step"), long=False)
        self._add(column, "seconds", self.tr("Minutes and seconds"), long=False)
        self._add(column, "role", self.tr("Who speaks"), long=False)
        self._add(
            column, "label", self.tr("Label of what is written down"), long=False,
            hint=self.tr("Such as clarifying, probing, warm, cool. Empty is none."),
        )  # fmt: skip
        self._add(column, "say", self.tr("What to say"), long=True)
        self._column.addWidget(card)

    def _add(
        self, column: QVBoxLayout, name: str, words: str, *, long: bool, hint: str = ""
    ) -> None:
        look, parent = self._look, column.parentWidget() or self._page
        column.addWidget(Label(look, words, "label_quiet", "text2", wrap=True, parent=parent))
        field: Field | GrowingEdit
        if long:
            field = GrowingEdit(look, words, most_lines=6, parent=parent)
        else:
            field = Field(look, words, parent=parent)
        self._fields[name] = field
        field.textChanged.connect(self._typed_into(name))
        column.addWidget(field)
        if hint:
            column.addWidget(Label(look, hint, "caption", "text3", wrap=True, parent=parent))
        self._problems[name] = self._problem(column, parent)

    def _problem(self, column: QVBoxLayout, parent: QWidget) -> Label:
        label = Label(self._look, "", "label", "danger", wrap=True, parent=parent)
        label.hide()
        column.addWidget(label)
        return label

    def field(self, name: str) -> Field | GrowingEdit:
        """Return the field of a script's or a step's value."""
        return self._fields[name]

    def problem(self, name: str) -> str:
        """Return what is said next to a field; "" while nothing is wrong."""
        label = self._problems[name]
        return "" if label.isHidden() else label.text()

    # -- showing -----------------------------------------------------------------------------
    @property
    def script(self) -> Script | None:
        """The script on screen, with what is typed and not yet on disk."""
        return self._script

    def show_script(self, script: Script | None) -> None:
        """Show a script. Of the same one, what is being typed stays."""
        same = (
            script is not None
            and self._script is not None
            and script.template.id == self._script.template.id
        )
        if not same:
            self.flush()
        row = max(self.steps.current(), 0) if same else 0
        self._script = self._with_waiting(script) if script is not None else None
        self._page.setVisible(script is not None)
        if self._script is None:
            return
        self.steps.show_steps(self._script)
        self.steps.go_to(min(row, len(self._script.steps) - 1))
        self._fill()

    def go_to_step(self, row: int, *, edit: bool = False) -> None:
        """Go to a step; with `edit`, put the caret into its title."""
        self.steps.go_to(row)
        if edit:
            self._edit_step(row)

    def _show_step(self, _row: int) -> None:
        if not self._showing:
            self.flush()
            self._fill()

    def _edit_step(self, _row: int) -> None:
        title = self._fields["title"]
        title.setFocus(Qt.FocusReason.TabFocusReason)
        title.selectAll()

    def step(self) -> ProtocolStep | None:
        """Return the step the list is on."""
        row = self.steps.current()
        steps = self._script.steps if self._script is not None else ()
        return steps[row] if 0 <= row < len(steps) else None

    def _fill(self) -> None:
        script, step = self._script, self.step()
        if script is None:
            return
        self._showing = True
        template = script.template
        self._put("name", template.name)
        self._put("purpose", template.purpose)
        self._put("roles", ", ".join(template.roles.splitlines()))
        self._step_card.setVisible(step is not None)
        if step is not None:
            words = self.tr("Step {n}").format(n=self.steps.current() + 1)
            self._step_heading.setText(words)
            self._put("title", step.title)
            self._put("seconds", time_words(step.seconds or 0))
            self._put("role", step.role or EVERYBODY)
            self._put("label", step.label)
            self._put("say", step.say)
        self._showing = False
        self._say()

    def _put(self, name: str, words: str) -> None:
        """Put words into a field, unless somebody types there and they mean the same."""
        field = self._fields[name]
        typed = _text(field)
        if typed == words or (field.hasFocus() and _read(name, typed) == _read(name, words)):
            return
        if name == "seconds" and field.hasFocus() and self._wrong_time:
            return
        if isinstance(field, GrowingEdit):
            field.setPlainText(words)
        else:
            field.setText(words)

    def _say(self) -> None:
        """Say what keeps the script from being run, each next to its field."""
        script = self._script
        if script is None:
            return
        protocol = script.protocol
        found = field_problems(protocol)
        number = self.steps.current() + 1
        self.total.setText(self.tr("{n} min in all").format(n=protocol.minutes))
        for name, label in self._problems.items():
            of_step = name in ("title", "seconds", "role", "label", "say")
            words = found.get((number if of_step else 0, name), "")
            if name == "seconds" and self._wrong_time:
                words = self.tr("Type minutes and seconds, such as 5:00.")
            if name == "steps":
                others = sorted({at for at, _ in found if at and at != number})
                if others:
                    listed = ", ".join(map(str, others))
                    words = " ".join(
                        filter(None, (words, self.tr("Look at step {n}.").format(n=listed)))
                    )
            if label.text() != words:
                label.setText(words)
            label.setVisible(bool(words))
        last = len(script.steps) - 1
        self.up.setEnabled(self.steps.current() > 0)
        self.down.setEnabled(0 <= self.steps.current() < last)
        self.delete.setEnabled(bool(script.steps))

    # -- typing ------------------------------------------------------------------------------
    def _typed_into(self, name: str) -> Callable[..., None]:
        def typed(*_words: str) -> None:
            if not self._showing:
                self._take(name)

        return typed

    def _take(self, name: str) -> None:
        script, step = self._script, self.step()
        if script is None:
            return
        value = _read(name, _text(self._fields[name]))
        if name == "seconds":
            self._wrong_time = value is None
            if value is None:
                self._say()
                return
        if name in ("name", "purpose", "roles"):
            ref = script.ref
        elif step is not None:
            ref = Ref("protocol_step", step.id)
        else:
            return
        self._waiting[ref, name] = value
        self._script = self._with_waiting(script)
        self.steps.show_steps(self._script)
        self._say()
        self._timer.start()

    def _with_waiting(self, script: Script) -> Script:
        """A script as it is with what was typed and is not on disk yet."""
        template, steps = script.template, script.steps
        for (ref, name), value in self._waiting.items():
            if ref.id == template.id:
                template = replace(template, **{name: value})
            steps = tuple(
                replace(step, **{name: value}) if step.id == ref.id else step for step in steps
            )
        return Script(template, steps)

    def flush(self) -> None:
        """Hand over what was typed."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        self._wrong_time = False
        by_ref: dict[Ref, dict[str, Any]] = {}
        for (ref, name), value in waiting.items():
            by_ref.setdefault(ref, {})[name] = value
        for ref, values in by_ref.items():
            self.amended.emit(ref, values)

    # -- steps -------------------------------------------------------------------------------
    def move_up(self) -> None:
        """Move the step one place up."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the step one place down."""
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.steps.current()
        if self._script is not None and 0 <= row + by < len(self._script.steps):
            self.moved.emit(row, row + by)

    def delete_current(self) -> None:
        """Throw the step away."""
        if self.step() is not None:
            self.delete_asked.emit(self.steps.current())


def _text(field: Field | GrowingEdit) -> str:
    return field.toPlainText() if isinstance(field, GrowingEdit) else field.text()


def _read(name: str, typed: str) -> Any:
    """What typed words mean as a value of the record."""
    if name == "seconds":
        return read_time(typed)
    if name == "roles":
        return "\n".join(role.strip() for role in typed.split(",") if role.strip())
    return typed.strip()
