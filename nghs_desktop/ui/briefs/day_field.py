"""A field for a day, typed as people say it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nghs_desktop.domain.spoken_dates import short_date
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.labels import Label


class _Line(Field):
    finished = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finished.emit()


class DayField(QWidget):
    """Shows a day. `typed` carries another one, or None when the field was emptied.

    `read` makes a day of words; what it cannot read is said under the field and not kept.
    """

    typed = Signal(object)

    def __init__(
        self,
        look: Look,
        label: str,
        empty: str,
        read: Callable[[str], date | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._day: date | None = None
        self._shown = ""
        column = QVBoxLayout(self)
        look.space(column, spacing=4)
        heading = Label(look, label, "label_quiet", "text3")
        self.field = _Line(look, label, placeholder=empty)
        heading.setBuddy(self.field)
        self.problem = Label(look, "", "caption", "danger", wrap=True)
        self.problem.hide()
        column.addWidget(heading)
        column.addWidget(self.field)
        column.addWidget(self.problem)
        column.addStretch(1)
        self.field.returnPressed.connect(self._finish)
        self.field.finished.connect(self._finish)

    def show_day(self, day: date | None, today: date) -> None:
        """Show a day; what is being typed stays."""
        words = short_date(day, today) if day else ""
        writing = self.field.hasFocus() and self.field.text() != self._shown
        if writing or (self.problem.text() and day == self._day):
            return
        self._day, self._shown = day, words
        if self.field.text() != words:
            self.field.setText(words)
        self.complain("")

    def complain(self, words: str) -> None:
        """Say under the field what is wrong; nothing takes it away."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.field.setAccessibleDescription(words)

    def _finish(self) -> None:
        words = self.field.text().strip()
        if words == self._shown:
            self.complain("")
            return
        day = self._read(words) if words else None
        if words and day is None:
            self.complain(self.tr("That is no day. Write 17 nov, last friday or 2026-11-17."))
            return
        self._shown = words
        self.complain("")
        self.typed.emit(day)
