"""The card of keys in the settings: find an action, press other keys for it, or take them back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QKeySequenceEdit, QVBoxLayout, QWidget

from nghs_desktop.base.errors import UserError
from nghs_desktop.ui.actions import Actions, ActionSpec
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.preferences import Preferences
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.fields import SearchField
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import KeyCap, Label


class KeysCard(Card):
    """Every action with its keys; a row opens for pressing new ones."""

    def __init__(
        self, look: Look, preferences: Preferences, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._preferences, self._actions = preferences, actions
        column = self.column(6)
        self._filter = SearchField(look, self.tr("Find an action or a key"))
        self._filter.textChanged.connect(self._narrow)
        column.addWidget(self._filter)
        self._rows: list[_KeyRow] = []
        for spec in actions.specs():
            row = _KeyRow(look, actions, spec, self)
            row.changed.connect(self._save)
            column.addWidget(row)
            self._rows.append(row)

    def _narrow(self, text: str) -> None:
        wanted = text.casefold()
        for row in self._rows:
            row.setVisible(wanted in row.searched)

    def _save(self) -> None:
        keys = {name: "; ".join(keys) for name, keys in self._actions.own_keys.items()}
        self._preferences.change(shortcuts=keys)


class _KeyRow(QWidget):
    changed = Signal()

    def __init__(
        self, look: Look, actions: Actions, spec: ActionSpec, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._actions, self._spec = look, actions, spec
        column = QVBoxLayout(self)
        look.space(column, spacing=4)
        row = QHBoxLayout()
        look.space(row, spacing=8)
        row.addWidget(Label(look, spec.words, "body", wrap=True), 1)
        self._caps = FlowLayout()
        look.space(self._caps, spacing=4)
        row.addLayout(self._caps)
        change = Button(
            look,
            self.tr("Change"),
            kind="ghost",
            name=self.tr("Change the keys of {action}").format(action=spec.words),
        )
        change.clicked.connect(self._open)
        row.addWidget(change)
        column.addLayout(row)
        self._editor: QKeySequenceEdit | None = None
        self._problem = Label(look, "", "caption", "danger", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)
        self._column = column
        self._show()

    def _show(self) -> None:
        while (item := self._caps.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        keys = self._actions.keys(self._spec.id)
        for key in keys:
            self._caps.addWidget(
                KeyCap(
                    self._look, QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
                )
            )
        self.searched = " ".join((self._spec.words, *keys)).casefold()

    def _open(self) -> None:
        if self._editor is not None:
            self._close()
            return
        self._editor = QKeySequenceEdit(self)
        self._editor.setMaximumSequenceLength(1)
        self._editor.setAccessibleName(
            self.tr("Press the new keys of {action}").format(action=self._spec.words)
        )
        self._editor.editingFinished.connect(self._take)
        self._column.insertWidget(1, self._editor)
        self._editor.setFocus()

    def _take(self) -> None:
        if self._editor is None:
            return
        pressed = self._editor.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        self._close()
        if not pressed:
            return
        try:
            if pressed in ("Backspace", "Esc"):
                self._actions.reset_keys(self._spec.id)
            else:
                self._actions.set_keys(self._spec.id, (pressed,))
        except UserError as problem:
            self._problem.setText(str(problem))
            self._problem.show()
            return
        self._problem.hide()
        self._show()
        self.changed.emit()

    def _close(self) -> None:
        if self._editor is not None:
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
