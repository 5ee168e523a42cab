"""“Before you print”: what is well, what should be looked at, and a button to go there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.briefs.wording import CheckLine, Mark
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.labels import Label

_MARKS: dict[Mark, tuple[str, Role]] = {
    "good": ("circle-check", "success"),
    "look": ("triangle-alert", "warning"),
    "plain": ("info", "text3"),
}


class _Row(QWidget):
    """One check. Its words are a label, so that a reader and a selection find them."""

    fixed = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.line = CheckLine("", "good")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        look.space(row, (24, 2, 0, 2), 8)
        self._label = Label(look, "", "body", "text2", wrap=True)
        self.button = Button(look, self.tr("Fix"), kind="ghost")
        self.button.clicked.connect(self._clicked)
        row.addWidget(self._label, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        look.changed.connect(self.update)

    def read(self, line: CheckLine) -> None:
        """Say this line."""
        self.line = line
        self._label.setText(line.text)
        good = self.tr("In order") if line.mark == "good" else self.tr("Have a look")
        self.setAccessibleName(line.text if line.mark == "plain" else f"{good}: {line.text}")
        self.button.setVisible(bool(line.fix))
        if line.fix:
            self.button.describe(self.tr("Fix: {what}").format(what=line.fix), line.fix)
        self.update()

    def _clicked(self) -> None:
        self.fixed.emit(self.line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign before the words, level with their first line."""
        look, painter = self._look, QPainter(self)
        icon, tone = _MARKS[self.line.mark]
        label, line = self._label, look.line("body")
        words = label.heightForWidth(label.width())
        top = label.y() + max(label.height() - words, 0) / 2
        middle = top + min(words, line) / 2
        painting.icon(painter, look, icon, tone, 0, middle, 15)
        painter.end()


class ChecksCard(Card):
    """The checks of the brief on screen; `fixed` carries the line whose button was pressed."""

    fixed = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setAccessibleName(self.tr("Before you print"))
        self._rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        look.space(self._column, (14, 8, 8, 8), 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @property
    def lines(self) -> tuple[CheckLine, ...]:
        """What is said now."""
        return tuple(row.line for row in self._rows if not row.isHidden())

    def button_of(self, line: CheckLine) -> Button | None:
        """Return the button of a line, or None."""
        found = [row.button for row in self._rows if row.line == line and not row.isHidden()]
        return found[0] if found and line.fix else None

    def show_lines(self, lines: Sequence[CheckLine]) -> None:
        """Say these lines; rows that are there are used again."""
        for _ in range(len(lines) - len(self._rows)):
            row = _Row(self._look, self)
            row.fixed.connect(self.fixed)
            self._rows.append(row)
            self._column.addWidget(row)
        for row, line in zip(self._rows, lines, strict=False):
            row.read(line)
            row.show()
        for row in self._rows[len(lines) :]:
            row.hide()
