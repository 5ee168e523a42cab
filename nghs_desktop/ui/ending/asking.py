"""Small windows of the review and the minutes: some words to type, a day, a step that is final."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nghs_desktop.domain.spoken_dates import Calendar, day_in, short_date
from nghs_desktop.ui.dialogs.popups import Popup
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.fields import Field, GrowingEdit
from nghs_desktop.ui.widgets.labels import Label

_WIDTH = 380


class WordsPopup(Popup):
    """A few lines to type. Enter keeps them (`given`), Shift+Enter is a new line, Esc gives up."""

    given = Signal(str)

    def __init__(
        self, look: Look, title: str, verb: str, parent: QWidget, *, placeholder: str = ""
    ) -> None:
        super().__init__(look, title, parent)
        self.column.addWidget(Label(look, title, "label", "text2", wrap=True))
        self.field = GrowingEdit(look, title, placeholder=placeholder, most_lines=6)
        self.field.submitted.connect(self._keep)
        self.field.cancelled.connect(self.close)
        self.field.grown.connect(self.adjustSize)
        button = Button(look, verb, kind="primary")
        button.clicked.connect(self._keep)
        self.column.addWidget(self.field)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button)
        self.column.addLayout(foot)
        self.setFixedWidth(look.px(_WIDTH))

    def focus_inside(self) -> None:
        """Put the caret into the field."""
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _keep(self) -> None:
        words = self.field.toPlainText().strip()
        if words:
            self.close()
            self.given.emit(words)


class DayPopup(Popup):
    """A day in words, read back as it is typed. `given` carries it, or None where nothing is typed.

    A day that cannot be read keeps the window open and says so.
    """

    given = Signal(object)

    def __init__(
        self,
        look: Look,
        title: str,
        verb: str,
        calendar: Calendar,
        parent: QWidget,
        *,
        words: str = "",
        needed: bool = True,
    ) -> None:
        super().__init__(look, title, parent)
        self._calendar, self._needed = calendar, needed
        self.column.addWidget(Label(look, title, "label", "text2", wrap=True))
        self.field = Field(look, title, placeholder=self.tr("friday, 4 dec, in 2 weeks"))
        self.field.setText(words)
        self._read = Label(look, "", "caption", "text2", wrap=True)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._keep)
        self._button = Button(look, verb, kind="primary")
        self._button.clicked.connect(self._keep)
        self.column.addWidget(self.field)
        foot = QHBoxLayout()
        foot.addWidget(self._read, 1)
        foot.addWidget(self._button)
        self.column.addLayout(foot)
        self.setFixedWidth(look.px(_WIDTH))
        self._typed()

    def focus_inside(self) -> None:
        """Put the caret into the field."""
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    @property
    def read_as(self) -> str:
        """What the words were read as, in words."""
        return self._read.text()

    def _day(self) -> date | None:
        return day_in(self.field.text(), self._calendar)

    def _typed(self) -> None:
        words, day = self.field.text().strip(), self._day()
        if day is not None:
            self._read.setText(short_date(day, self._calendar.today))
            self._read.set_tone("text2")
        else:
            self._read.setText(self.tr("No such day") if words else "")
            self._read.set_tone("warning")

    def _keep(self) -> None:
        day, words = self._day(), self.field.text().strip()
        if day is None and (words or self._needed):
            return
        self.close()
        self.given.emit(day)


class FinalPopup(Popup):
    """Says what a final step means, with a button for it. `agreed` follows."""

    agreed = Signal()

    def __init__(self, look: Look, title: str, words: str, verb: str, parent: QWidget) -> None:
        super().__init__(look, title, parent)
        self.column.addWidget(Label(look, words, "body", "text", wrap=True))
        self.button = Button(look, verb, kind="primary", icon="lock")
        self.button.clicked.connect(self._agree)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.button)
        self.column.addLayout(foot)
        self.setFixedWidth(look.px(_WIDTH))

    def focus_inside(self) -> None:
        """Put the keyboard on the button."""
        self.button.setFocus(Qt.FocusReason.PopupFocusReason)

    def _agree(self) -> None:
        self.close()
        self.agreed.emit()
