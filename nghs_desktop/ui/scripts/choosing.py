"""Choosing a script to run beside an agenda item: which one, who has which role, in how many minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from nghs_desktop.domain.protocols import EVERYBODY, Protocol, fitted, problems
from nghs_desktop.services.api import Script
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.scripts.panel import Panel
from nghs_desktop.ui.scripts.rows import ScriptList
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.labels import Label, Line


class ChoosePanel(Panel):
    """`started(Script, Protocol, roles)` with the script as it is to be run; `library_asked`,
    `starting_asked` for the page of all scripts and for those a workspace starts with."""

    started = Signal(object, object, object)
    library_asked = Signal()
    starting_asked = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, self.tr("Run a script"), parent)
        self._scripts: tuple[Script, ...] = ()
        self._minutes = 0
        self._fields: dict[str, Field] = {}
        self.list = ScriptList(look, self.tr("Scripts"), self.card, short=True)
        self.purpose = Label(look, "", "body", "text2", wrap=True, parent=self.card)
        self._roles = QWidget(self.card)
        self._role_column = QVBoxLayout(self._roles)
        look.space(self._role_column, spacing=6)
        self.takes = Label(look, "", "caption", "text3", wrap=True, parent=self.card)
        self.fit = QCheckBox(self.card)
        self.problem = Label(look, "", "label", "danger", wrap=True, parent=self.card)
        self.start = Button(
            look, self.tr("Start script"), kind="primary", icon="play", parent=self.card
        )
        self.edit = Button(look, self.tr("All scripts"), icon="library", parent=self.card)
        self.nothing = Label(
            look,
            self.tr("There is no script yet. Add those we start with, or write your own."),
            "body",
            "text2",
            wrap=True,
            parent=self.card,
        )
        self.add = Button(look, self.tr("Add the starting scripts"), icon="plus", parent=self.card)
        self.line = Line(look, self.card)
        whole = (self.nothing, self.list, self.line, self.purpose, self._roles)
        for widget in (*whole, self.takes, self.fit):
            self.column.addWidget(widget)
        self.column.addWidget(self.problem)
        for button in (self.start, self.add, self.edit):
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.first = self.list
        self.list.chosen.connect(self._show_chosen)
        self.list.taken.connect(self._go_on)
        self.start.clicked.connect(self._start)
        self.edit.clicked.connect(self.library_asked)
        self.add.clicked.connect(self.starting_asked)
        self.show_scripts((), "", 0)

    def show_scripts(self, found: Sequence[Script], wanted: str, minutes: int) -> None:
        """Offer these, beginning with the one wanted, for an item of so many minutes."""
        before = self.chosen()
        self._scripts, self._minutes = tuple(found), minutes
        self.list.show_scripts(self._scripts)
        keys = [script.template.id for script in self._scripts]
        key = wanted or (before.template.id if before is not None else "")
        has = bool(keys)
        for widget in (self.list, self.line, self.purpose, self._roles, self.start):
            widget.setVisible(has)
        self.nothing.setVisible(not has)
        self.add.setVisible(not has)
        if has:
            row = keys.index(key) if key in keys else 0
            self.list.go_to(row)
            self._show_chosen(row)
        else:
            self.fit.hide()
            self.takes.hide()
            self.problem.hide()

    def chosen(self) -> Script | None:
        """Return the script the list is on."""
        row = self.list.current()
        return self._scripts[row] if 0 <= row < len(self._scripts) else None

    def role_fields(self) -> Mapping[str, Field]:
        """Return the fields of the roles that are given out, by role."""
        return dict(self._fields)

    def _show_chosen(self, _row: int) -> None:
        script = self.chosen()
        if script is None:
            return
        self.purpose.setText(script.template.purpose)
        self.purpose.setVisible(bool(script.template.purpose))
        self._show_roles(script.protocol)
        found = problems(script.protocol)
        self.problem.setText("\n".join(found))
        self.problem.setVisible(bool(found))
        self.start.setEnabled(not found)
        self.fit.setVisible(bool(self._minutes) and not found)
        self._say_minutes()

    def _show_roles(self, protocol: Protocol) -> None:
        roles = [role for role in protocol.roles if role != EVERYBODY]
        if list(self._fields) == roles:
            return
        typed = {role: field.text() for role, field in self._fields.items()}
        while (item := self._role_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._fields = {}
        for role in roles:
            label = Label(self._look, role, "label_quiet", "text2", parent=self._roles)
            field = Field(
                self._look,
                self.tr("{role}: who").format(role=role),
                placeholder=self.tr("Who?"),
                parent=self._roles,
            )
            field.setText(typed.get(role, ""))
            field.returnPressed.connect(self._next_field)
            self._fields[role] = field
            self._role_column.addWidget(label)
            self._role_column.addWidget(field)
            label.show()
            field.show()
        self._roles.setVisible(bool(roles))

    def _say_minutes(self) -> None:
        script = self.chosen()
        if script is None:
            return
        self.fit.setText(self.tr("Fit to {n} min").format(n=self._minutes))
        words = self.tr("It takes {n} min. This item has {m}.")
        self.takes.setText(words.format(n=script.protocol.minutes, m=self._minutes))
        self.takes.setVisible(self.fit.isVisibleTo(self))

    def _go_on(self, _row: int) -> None:
        """From the list to the first role, or straight on where no role is given out."""
        fields = list(self._fields.values())
        if fields:
            fields[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._start()

    def _next_field(self) -> None:
        fields = list(self._fields.values())
        at = next((n for n, field in enumerate(fields) if field.hasFocus()), len(fields) - 1)
        if at + 1 < len(fields):
            fields[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._start()

    def _start(self) -> None:
        script = self.chosen()
        if script is None or not self.start.isEnabled():
            return
        protocol = script.protocol
        if self.fit.isVisibleTo(self) and self.fit.isChecked():
            protocol = fitted(protocol, self._minutes)
        roles = {role: field.text().strip() for role, field in self._fields.items()}
        given = {role: name for role, name in roles.items() if name}
        self.started.emit(script, protocol, given)
