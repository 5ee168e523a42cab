"""Title and summary of a brief, written in place. Where nothing is written, what the brief says of
itself stands there faintly."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nghs_desktop.base.ids import new_id
from nghs_desktop.ui import painting
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.fields import Field, GrowingEdit
from nghs_desktop.ui.widgets.labels import Line

KEEP_AFTER_MS = 60
_PLACEHOLDER_LINES = 2


class _TitleField(Field):
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self._look.px(24)))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


class WordsCard(Card):
    """The two fields. `typed` carries the field's name, its text, and one key a visit to it, so
    that a visit is one step of undo."""

    typed = Signal(str, str, str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        column = QVBoxLayout(self)
        look.space(column, (12, 6, 12, 7), 4)
        self.title = _TitleField(look, self.tr("Title"), font="strong", bare=True)
        self.summary = GrowingEdit(look, self.tr("Summary"), bare=True, most_lines=8)
        column.addWidget(self.title)
        column.addWidget(Line(look, self))
        column.addWidget(self.summary)
        self._made = ""
        self._kept = {"title": "", "summary": ""}
        self._session = {"title": "", "summary": ""}
        self._timers = {name: self._make_timer() for name in self._kept}
        self.title.textEdited.connect(self._title_typed)
        self.title.returnPressed.connect(self.flush)
        self.summary.textChanged.connect(self._summary_typed)
        self.summary.submitted.connect(self.flush)
        self.summary.grown.connect(self._make_room)
        for field in (self.title, self.summary):
            field.installEventFilter(self)
        look.follow(self, self._make_room)

    def _make_timer(self) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(KEEP_AFTER_MS)
        timer.timeout.connect(self.flush)
        return timer

    def show_words(self, title: str, summary: str) -> None:
        """Show what is written, unless somebody writes there right now."""
        # A space at the end, typed but not kept, stays for the word that follows.
        typed = self.title.text()
        if not self._timers["title"].isActive() and typed.strip() != title:
            self.title.setText(title)
        typed = self.summary.toPlainText()
        if not self._timers["summary"].isActive() and typed.strip() != summary:
            self._kept["summary"] = summary
            self.summary.setPlainText(summary)
        self._kept = {"title": title, "summary": summary}

    def show_made(self, title: str, summary: str) -> None:
        """Show faintly what stands there while nothing is written."""
        self._made = summary or self.tr("Summary")
        self.title.setPlaceholderText(title or self.tr("Title"))
        self._make_room()

    def flush(self) -> None:
        """Hand on what was typed and not yet handed on."""
        for name, text in (
            ("title", self.title.text()),
            ("summary", self.summary.toPlainText()),
        ):
            self._timers[name].stop()
            if text.strip() != self._kept[name].strip():
                self._kept[name] = text
                self._session[name] = self._session[name] or f"brief-{name}-{new_id()}"
                self.typed.emit(name, text.strip(), self._session[name])

    def _title_typed(self) -> None:
        self._timers["title"].start()

    def _summary_typed(self) -> None:
        if self.summary.toPlainText().strip() != self._kept["summary"].strip():
            self._timers["summary"].start()
        self._make_room()

    def _make_room(self) -> None:
        """Give the faint words two lines, which the field does not count as its own."""
        line = self._look.metrics("body").lineSpacing()
        least = 0 if self.summary.toPlainText() else round(line * _PLACEHOLDER_LINES) + 2
        if self.summary.height() < least:
            self.summary.setFixedHeight(least)
        width = max(self.summary.viewport().width() - 2, 1)
        shown = painting.wrap(self._look, self._made, "body", width, _PLACEHOLDER_LINES)
        words = "\n".join(shown)
        if words != self.summary.placeholderText():
            self.summary.setPlaceholderText(words)
            self.summary.setAccessibleDescription(self._made)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the faint words anew."""
        super().resizeEvent(event)
        self._make_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Light up while one of the fields has the keyboard; leaving one ends its undo step."""
        if isinstance(event, QFocusEvent):
            self.set_lit(event.gotFocus())
            if event.lostFocus():
                self.flush()
                for name in self._session:
                    self._session[name] = ""
        return False
