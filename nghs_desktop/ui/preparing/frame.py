"""What the panels beside the notes share: a heading, a way to close, a page that scrolls, and a line
that asks for words in place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.buttons import IconButton
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.sheet import Sheet


class Panel(Card):
    """A card with a heading and a page below that scrolls. `closed` when its button was pressed."""

    closed = Signal()

    def __init__(self, look: Look, title: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.look = look
        self.title = title
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        look.space(column, (2, 8, 2, 8), 4)
        self._head = QWidget(self)
        head = QHBoxLayout(self._head)
        look.space(head, (8, 0, 6, 0), 6)
        self.heading = Label(look, title, "strong", wrap=True)
        self.close_button = IconButton(look, "x", self.tr("Close {panel}").format(panel=title))
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_button)
        column.addWidget(self._head)
        self.area = QScrollArea(self)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        self.page = QWidget()
        self.page.setAutoFillBackground(False)
        self.body = QVBoxLayout(self.page)
        look.space(self.body, (8, 0, 10, 8), 8)
        self.area.setWidget(self.page)
        self.page.setAutoFillBackground(False)
        column.addWidget(self.area, 1)
        self.close_button.clicked.connect(self.closed)

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes when the panel opens."""
        return self.close_button

    def reveal(self, widget: QWidget) -> None:
        """Scroll to a widget of the page, once it has its place."""
        QTimer.singleShot(0, widget, lambda: self.area.ensureWidgetVisible(widget))

    def showEvent(self, event: QShowEvent) -> None:
        """In a sheet, which has a title and a way to close, leave the panel's own away."""
        super().showEvent(event)
        above = self.parentWidget()
        while above is not None and not isinstance(above, Sheet):
            above = above.parentWidget()
        self._head.setVisible(above is None)
        self._edge = "border" if above is None else None
        self.update()

    def keep_all(self) -> None:
        """Hand over what is being typed; called before the panel goes."""


class AskLine(QWidget):
    """A field with a word before it: Enter hands the words over, Esc takes the field away."""

    def __init__(self, look: Look, parent: QWidget, reveal: Callable[[QWidget], None]) -> None:
        super().__init__(parent)
        self._reveal = reveal
        column = QVBoxLayout(self)
        look.space(column, (6, 2, 6, 4), 4)
        self.label = Label(look, "", "caption", "text2", wrap=True)
        self.field = _LineField(look, self.tr("Words"))
        self.problem = Label(look, "", "caption", "warning", wrap=True)
        column.addWidget(self.label)
        column.addWidget(self.field)
        column.addWidget(self.problem)
        self.problem.hide()
        self.hide()
        self._then: Callable[[str], str] | None = None
        self._came_from: QWidget | None = None
        self.field.finished.connect(self._finish)

    @property
    def is_open(self) -> bool:
        """Whether it asks something now."""
        return self._then is not None

    def ask(
        self,
        question: str,
        then: Callable[[str], str],
        *,
        words: str = "",
        hint: str = "",
        back_to: QWidget | None = None,
    ) -> None:
        """Ask a question; `then` gets the words, and returns what is wrong with them or nothing."""
        self._then, self._came_from = then, back_to
        self.label.setText(question)
        self.field.setAccessibleName(question)
        self.field.setPlaceholderText(hint)
        self.field.setText(words)
        self.problem.hide()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()
        self._reveal(self)

    def give_up(self) -> bool:
        """Take the field away; return False when there was none."""
        if self._then is None:
            return False
        self._then = None
        had_keyboard = self.field.hasFocus()
        self.hide()
        if had_keyboard and self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _finish(self, keep: bool) -> None:
        if self._then is None:
            return
        if keep:
            problem = self._then(self.field.text().strip())
            if problem:
                self.problem.setText(problem)
                self.problem.show()
                return
        self.give_up()


class _LineField(Field):
    finished = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit(True)
        elif event.key() == Qt.Key.Key_Escape:
            self.finished.emit(False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in passing and not self.text().strip():
            self.finished.emit(False)
