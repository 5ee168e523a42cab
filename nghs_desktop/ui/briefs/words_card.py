"""Texts of a brief, written in place. Where nothing is written, what the brief says of itself stands
there faintly; an emptied field gives it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from nghs_desktop.base.ids import new_id
from nghs_desktop.services.api import TextSpot
from nghs_desktop.ui import painting
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.fields import Field, GrowingEdit
from nghs_desktop.ui.widgets.labels import Label, Line

KEEP_AFTER_MS = 60
_FAINT_LINES = 2
_MOST_LINES = 10


class _TitleField(Field):
    """The title: one line."""

    made_wanted = Signal()

    def sizeHint(self) -> QSize:
        """As high as its words."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self._look.px(24)))

    def minimumSizeHint(self) -> QSize:
        """Never less."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    @property
    def words(self) -> str:
        """What is typed."""
        return self.text()

    def put(self, words: str) -> None:
        """Show other words."""
        self.setText(words)

    def show_made(self, words: str) -> None:
        """Show faintly what stands there while nothing is written."""
        self.setPlaceholderText(words or self.accessibleName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down takes the faint words, to be changed."""
        if event.key() == Qt.Key.Key_Down and not self.text():
            self.made_wanted.emit()
        else:
            super().keyPressEvent(event)


class _Edit(GrowingEdit):
    """A longer text. With `lines`, Enter begins another one."""

    made_wanted = Signal()

    def __init__(self, look: Look, label: str, *, lines: bool) -> None:
        self._made = ""
        self._lines = lines
        super().__init__(look, label, bare=True, most_lines=_MOST_LINES)

    @property
    def words(self) -> str:
        """What is typed."""
        return self.toPlainText()

    def put(self, words: str) -> None:
        """Show other words."""
        self.setPlainText(words)

    def show_made(self, words: str) -> None:
        """Show faintly what stands there while nothing is written."""
        self._made = words or self.tr("Words of your own")
        self._break_made()

    def _break_made(self) -> None:
        width = max(self.viewport().width() - 2, 1)
        shown = painting.wrap(self._look, self._made, "body", width, _FAINT_LINES)
        words = "\n".join(shown)
        if words != self.placeholderText():
            self.setPlaceholderText(words)
            self.setAccessibleDescription(self._made)
        self._grow()

    def _height(self) -> int:
        """Give the faint words their lines, which the field does not count as its own."""
        height = super()._height()
        if self.toPlainText():
            return height
        line = self._look.metrics("body").lineSpacing()
        return max(height, round(line * _FAINT_LINES) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the faint words anew."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._break_made)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is a new line where lines count, and Ctrl+Enter leaves it as Enter does elsewhere;
        Down takes the faint words, to be changed."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Down and not self.toPlainText():
            self.made_wanted.emit()
        elif enter and self._lines and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            QPlainTextEdit.keyPressEvent(self, event)
        else:
            super().keyPressEvent(event)


AnyText = _TitleField | _Edit


class _Spot:
    """One text on the card: its field, what is kept of it, and the visit it is in."""

    def __init__(self, key: str, field: AnyText, before: QWidget | None) -> None:
        self.key, self.field, self.before = key, field, before
        self.kept = ""
        self.made = ""
        self.session = ""
        self.timer = QTimer(field)
        self.timer.setSingleShot(True)
        self.timer.setInterval(KEEP_AFTER_MS)

    def show(self, shown: bool) -> None:
        self.field.setVisible(shown)
        if self.before is not None:
            self.before.setVisible(shown)

    def show_words(self, words: str) -> None:
        """Show what is written, unless somebody writes there right now."""
        # A space at the end, typed but not kept, stays for the word that follows.
        if not self.timer.isActive() and self.field.words.strip() != words.strip():
            self.kept = words
            self.field.put(words)
        self.kept = words


class WordsCard(Card):
    """The texts of a brief. `typed` carries a text's key, its words, and one key a visit to it, so
    that a visit is one step of undo."""

    typed = Signal(str, str, str)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setAccessibleName(name)
        self._spots: dict[str, _Spot] = {}
        self._written: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        look.space(self._column, (12, 6, 12, 7), 4)

    def field(self, key: str) -> AnyText | None:
        """Return the field of a text that is shown, or None."""
        spot = self._spots.get(key)
        return spot.field if spot is not None and not spot.field.isHidden() else None

    def show_spots(self, spots: Sequence[TextSpot]) -> None:
        """Show fields for these texts, and faintly what stands in each while nobody wrote."""
        keys = {spot.key for spot in spots}
        for text in spots:
            spot = self._spots.get(text.key)
            if spot is None:
                spot = self._spots[text.key] = self._add(text)
                spot.show_words(self._written.get(text.key, ""))
            spot.field.setAccessibleName(text.label)
            if isinstance(spot.before, Label):
                spot.before.setText(text.label)
            spot.made = text.made
            spot.field.show_made(text.made)
        for key, spot in self._spots.items():
            spot.show(key in keys)
        self.setVisible(bool(keys))

    def show_written(self, written: Mapping[str, str]) -> None:
        """Show what somebody wrote, by the key of the text."""
        self._written = dict(written)
        for key, spot in self._spots.items():
            spot.show_words(written.get(key, ""))

    def take_made(self, key: str) -> None:
        """Put the words that stand there anyway into an empty field, to be changed."""
        spot = self._spots[key]
        if spot.made and not spot.field.words:
            spot.field.put(spot.made)
            spot.field.selectAll()
            spot.timer.stop()

    def _take_made(self) -> None:
        sender = self.sender()
        for key, spot in self._spots.items():
            if spot.field is sender:
                self.take_made(key)

    def flush(self) -> None:
        """Hand on what was typed and not yet handed on."""
        for spot in self._spots.values():
            self._hand_on(spot)

    def _add(self, text: TextSpot) -> _Spot:
        look = self._look
        before: QWidget | None = None
        field: AnyText
        if text.key == "title":
            field = _TitleField(look, text.label, font="strong", bare=True)
            before = self._holder(field)
        else:
            own = text.key == "summary"
            before = Line(look, self) if own else self._label(text.label)
            field = _Edit(look, text.label, lines=not own)
            self._column.addWidget(before)
            self._column.addWidget(field)
        spot = _Spot(text.key, field, before)
        spot.timer.timeout.connect(self.flush)
        if isinstance(field, _Edit):
            field.textChanged.connect(self._changed)
            field.submitted.connect(self.flush)
        else:
            field.textEdited.connect(self._changed)
            field.returnPressed.connect(self.flush)
        field.made_wanted.connect(self._take_made)
        field.installEventFilter(self)
        return spot

    def _holder(self, field: _TitleField) -> QWidget:
        """Return a place that is never lower than a finger, which the stylesheet allows a field."""
        holder, look = QWidget(self), self._look
        inside = QVBoxLayout(holder)
        look.space(inside)
        inside.addWidget(field)
        look.follow(holder, lambda: holder.setMinimumHeight(look.px(24)))
        self._column.addWidget(holder)
        return holder

    def _label(self, words: str) -> Label:
        return Label(self._look, words, "label_quiet", "text3", wrap=True)

    def _changed(self) -> None:
        sender = self.sender()
        for spot in self._spots.values():
            if spot.field is sender and spot.field.words.strip() != spot.kept.strip():
                spot.timer.start()

    def _hand_on(self, spot: _Spot) -> None:
        spot.timer.stop()
        words = spot.field.words
        if words.strip() == spot.made.strip() and not spot.kept:
            # The made words, taken up and left as they are: nobody wrote them.
            if words and not spot.field.hasFocus():
                spot.field.put("")
        elif words.strip() != spot.kept.strip():
            spot.kept = words
            spot.session = spot.session or f"brief-{spot.key}-{new_id()}"
            self.typed.emit(spot.key, words.strip(), spot.session)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Light up while one of the fields has the keyboard; leaving one ends its undo step."""
        if isinstance(event, QFocusEvent):
            self.set_lit(event.gotFocus())
            if event.lostFocus():
                self.flush()
                for spot in self._spots.values():
                    spot.session = ""
        return False
