"""Start my own workspace: its name, the coalition, the work groups to begin with. Where the file goes
is not asked; what makes it comes from whoever wires the window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from nghs_desktop.ui.dialogs.form_binding import dress
from nghs_desktop.ui.forms.workspace_form import Ui_WorkspaceForm
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.labels import Label


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """What a person wants: `levers` are the levers whose work groups to begin with."""

    name: str
    coalition: str
    levers: tuple[str, ...]


class NewWorkspacePage(QWidget):
    """The form. `asked(NewWorkspace)` comes with its button."""

    asked = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        column = QVBoxLayout(self)
        look.space(column)
        holder = QWidget(self)
        self.form = Ui_WorkspaceForm()
        self.form.setupUi(holder)
        self._holder = holder
        column.addWidget(holder)
        for box in self._groups().values():
            box.setChecked(True)
        foot = QVBoxLayout()
        look.space(foot, (20, 4, 20, 20), 8)
        self._problem = Label(look, "", "body", "warning", wrap=True)
        foot.addWidget(self._problem)
        self._problem.hide()
        self.make = Button(
            look, self.tr("Start this workspace"), kind="primary", icon="folder-plus"
        )
        self.make.clicked.connect(self.ask)
        foot.addWidget(self.make)
        column.addLayout(foot)
        column.addStretch(1)
        self.form.name.returnPressed.connect(self.ask)
        look.follow(holder, self._dress)
        self.setFocusProxy(self.form.name)

    def _groups(self) -> dict[str, QCheckBox]:
        form = self.form
        return {
            "practice": form.practice_group,
            "policy": form.policy_group,
            "funding": form.funding_group,
        }

    def showEvent(self, event: QShowEvent) -> None:
        """Dress the form once its widgets have taken the application's style."""
        super().showEvent(event)
        self._dress()

    def _dress(self) -> None:
        dress(self._look, self._holder)

    def ask(self) -> None:
        """Ask for the workspace, unless something is missing."""
        name = self.form.name.text().strip()
        levers = tuple(key for key, box in self._groups().items() if box.isChecked())
        if not name:
            self._refuse(self.tr("Give the workspace a name."))
            self.form.name.setFocus()
        elif not levers:
            self._refuse(self.tr("Tick at least one work group."))
        else:
            self._problem.hide()
            self.asked.emit(NewWorkspace(name, self.form.coalition.text().strip(), levers))

    def _refuse(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.show()
        announce(self, words)
