"""“Before you print”: what is well, what should be looked at, and a button to go there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.briefs.wording import CheckLine, Mark
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.buttons import Button, IconButton
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
        self.menu_open: QMenu | None = None
        self.line = CheckLine("", "good")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        look.space(row, (24, 2, 0, 2), 8)
        self._label = Label(look, "", "body", "text2", wrap=True)
        self.button = Button(look, self.tr("Fix"), kind="ghost")
        self.button.clicked.connect(self._clicked)
        self.more = IconButton(look, "ellipsis", self.tr("Other ways to fix this"))
        self.more.clicked.connect(self._offer)
        row.addWidget(self._label, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        look.changed.connect(self.update)

    def read(self, line: CheckLine) -> None:
        """Say this line."""
        self.line = line
        self._label.setText(line.text)
        good = self.tr("In order") if line.mark == "good" else self.tr("Have a look")
        self.setAccessibleName(line.text if line.mark == "plain" else f"{good}: {line.text}")
        self.button.setVisible(bool(line.fixes))
        self.more.setVisible(len(line.fixes) > 1)
        if line.fixes:
            what = line.fixes[0].fix
            self.button.describe(self.tr("Fix: {what}").format(what=what), what)
            name = self.tr("Other ways to fix: {what}").format(what=line.text)
            self.more.describe(name, self.tr("Other ways to fix this"))
        self.update()

    def _clicked(self) -> None:
        if self.line.fixes:
            self.fixed.emit(self.line.fixes[0])

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.more.accessibleName())
        for at, check in enumerate(self.line.fixes):
            menu.addAction(check.fix.replace("&", "&&")).setData(at)
        menu.triggered.connect(self._taken)
        menu.destroyed.connect(self._closed)
        self.menu_open = menu
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    def _closed(self) -> None:
        self.menu_open = None

    def _taken(self, action: QAction) -> None:
        at = action.data()
        if isinstance(at, int) and at < len(self.line.fixes):
            self.fixed.emit(self.line.fixes[at])

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
    """The checks of the brief on screen; `fixed` carries the `Check` whose fix was asked for."""

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

    @property
    def menu_open(self) -> QMenu | None:
        """The menu of other ways to fix something, while it is open."""
        return next((row.menu_open for row in self._rows if row.menu_open is not None), None)

    def button_of(self, line: CheckLine) -> Button | None:
        """Return the button of a line, or None."""
        found = [row.button for row in self._rows if row.line == line and not row.isHidden()]
        return found[0] if found and line.fixes else None

    def others_of(self, line: CheckLine) -> IconButton | None:
        """Return the button with the other ways to fix a line, or None."""
        found = [row.more for row in self._rows if row.line == line and not row.isHidden()]
        return found[0] if found and len(line.fixes) > 1 else None

    def fix_first(self) -> bool:
        """Do what the first Fix button does; return False when there is none."""
        fixes = next((line.fixes for line in self.lines if line.mark == "look" and line.fixes), ())
        if fixes:
            self.fixed.emit(fixes[0])
        return bool(fixes)

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
