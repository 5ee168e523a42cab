"""The field over a row of the agenda: one line with all of an item, and below it what was read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.domain.agenda_line import AgendaLine, read_line
from nghs_desktop.ui.look import CONTROL_HEIGHT, Look
from nghs_desktop.ui.models.agenda import AgendaModel, new_title
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.labels import Label

_READ_LINES = 3


class AgendaEditor(QWidget):
    """One item as a typed line. `finished(keep)` on Enter, Esc, or when the keyboard leaves."""

    finished = Signal(bool)

    def __init__(self, look: Look, model: AgendaModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._model = look, model
        self.setProperty("overlay", True)
        column = QVBoxLayout(self)
        look.space(column, (0, 2, 0, 2), 4)
        hint = self.tr("Title 20m decide @name at 10:40 [section]")
        self.field = Field(look, self.tr("Agenda item: title and marks"), placeholder=hint)
        self.field.setToolTip(hint)
        self.read = Label(look, "", "caption", "text2", wrap=True)
        self.read.setAlignment(Qt.AlignmentFlag.AlignTop)
        # Its height never changes while somebody types, so that the rows below stay where they are.
        self.read.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.read.setFixedHeight(look.line("caption") * _READ_LINES + 2)
        self.read.setProperty("elides", True)
        column.addWidget(self.field)
        column.addWidget(self.read)
        # No focus proxy: a view chooses all of a field that is one, and only the title is wanted.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._show_read)

    @property
    def line(self) -> AgendaLine:
        """What is typed now."""
        return read_line(self.field.text(), self._model.people)

    def sizeHint(self) -> QSize:
        """The field and the lines below it."""
        look = self._look
        height = look.px(CONTROL_HEIGHT) + look.line("caption") * _READ_LINES + look.px(12)
        return QSize(look.px(160), height)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the field."""
        self.field.setFocus(event.reason())
        self._choose_title()

    def _choose_title(self) -> None:
        words = self.field.text()
        title = read_line(words, self._model.people).title
        if title == new_title():
            self.field.selectAll()
        else:
            self.field.setSelection(0, len(title))

    def show_line(self, words: str) -> None:
        """Offer a line for editing, its title chosen so that typing replaces it (all of a new one)."""
        self.field.setText(words)
        self._choose_title()
        self._show_read()

    def _show_read(self) -> None:
        line = self.line
        self.read.set_tone("warning" if line.unknown or not line.title else "text2")
        self.read.setText(self._words(line))

    def _words(self, line: AgendaLine) -> str:
        if not line.title:
            return self.tr("It needs a title.")
        if line.unknown:
            words = self.tr("Nobody here is called {name}, or more than one person.")
            return words.format(name=line.unknown)
        parts = [self.tr("{n} min").format(n=line.minutes)] if line.minutes else []
        parts.append(line.purpose.label)
        names = {one.id: one.name for one in self._model.people}
        parts += filter(None, (names.get(line.presenter_id or "", ""), line.section))
        if line.locked is not None:
            parts.append(self.tr("at {time} in any case").format(time=f"{line.locked:%H:%M}"))
        return "  ·  ".join(parts)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Enter keeps, Esc gives up, leaving keeps."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._keep()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.finished.emit(False)
                return True
        if isinstance(event, QFocusEvent) and event.lostFocus():
            passing = (
                Qt.FocusReason.PopupFocusReason,
                Qt.FocusReason.ActiveWindowFocusReason,
            )
            if event.reason() not in passing:
                self.finished.emit(bool(self.line.title))
        return False

    def _keep(self) -> None:
        line = self.line
        if line.unknown or not line.title:
            announce(self.field, self._words(line))
            return
        self.finished.emit(True)
