"""The field votes are typed into: reads the line at every key, says what it read, completes names.

It holds what is typed; what becomes of a line is the panel's business. Nothing is written from here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nghs_desktop.domain.ballots import Reading
from nghs_desktop.domain.capture import TokenKind
from nghs_desktop.domain.capture_completion import Candidate, Completion
from nghs_desktop.domain.decisions import ConflictKind
from nghs_desktop.domain.known_names import Known, NameIndex, fold, ranked
from nghs_desktop.domain.typed_answers import Part, Refusal, starts_answer
from nghs_desktop.ui.capture.popup import CompletionList
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.votes.mark import Mark
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.labels import Label

_RECUSED = re.compile(r"\brecuse[ds]?\s*:\s*(?P<kind>\S*)$", re.IGNORECASE)


class VoteField(Field):
    """One line. Its keys go to `steer` first; Tab too, while names are offered."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(look, name, parent=parent)
        self.steer: Callable[[QKeyEvent], bool] = _not_taken

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the panel from the window, and Tab from moving on while names show."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and _is_ours(event):
                event.accept()
                return True
            if (
                event.type() == QEvent.Type.KeyPress
                and event.key() == Qt.Key.Key_Tab
                and self.steer(event)
            ):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask the line first."""
        if not self.steer(event):
            super().keyPressEvent(event)


class VoteLine(QWidget):
    """The field with what was read of it below.

    `submitted(str)` on Enter for a line that reads; `edited` after every key; `close_asked` on
    Ctrl+Enter; `back_asked` on Backspace in the empty field. `read` is how a line is read now.
    """

    submitted = Signal(str)
    edited = Signal()
    close_asked = Signal()
    back_asked = Signal()

    def __init__(self, look: Look, host: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._host = look, host
        self.read: Callable[[str], Reading | None] = _unread
        self.words_of: Callable[[Reading], str] = _no_words
        self._names = NameIndex()
        self._hint = ""
        self._refused = ""
        self._closed_at = ""
        self.popup: CompletionList | None = None
        column = QVBoxLayout(self)
        look.space(column, spacing=6)
        self.field = VoteField(look, self.tr("Answers"), self)
        self.field.setMaxLength(2000)
        column.addWidget(self.field)
        row = QHBoxLayout()
        look.space(row, spacing=7)
        self._mark = Mark(look, self)
        self.below = Label(look, "", "caption", "text2", wrap=True)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.below, 1)
        column.addLayout(row)
        self.field.steer = self._key
        self.field.textEdited.connect(self._typed)

    # -- what it knows -----------------------------------------------------------------
    @property
    def text(self) -> str:
        """What is typed."""
        return self.field.text()

    def set_names(self, names: NameIndex, hint: str, prompt: str) -> None:
        """Complete these names; say this while nothing is typed."""
        self._names, self._hint = names, hint
        if self.field.placeholderText() != prompt:
            self.field.setPlaceholderText(prompt)
        self.refresh()

    def put(self, text: str, caret: int = -1) -> None:
        """Put words into the field in place of what is there."""
        self.field.setText(text)
        self.field.setCursorPosition(len(text) if caret < 0 else min(caret, len(text)))
        self._refused = ""
        self.refresh()

    def refuse(self, words: str, span: tuple[int, int] | None = None) -> None:
        """Say why a line was not taken, and choose the place so that typing replaces it."""
        self._refused = self.text
        self._say(words, "warning", "circle-alert")
        if span is not None and span[1] > span[0]:
            self.field.setSelection(span[0], span[1] - span[0])
        announce(self.field, words, urgent=True)

    def refresh(self) -> None:
        """Say what the line reads as now."""
        text = self.text
        if not text.strip():
            self._say(self._hint, "text3", "")
            return
        if text == self._refused:
            return
        reading = self.read(text)
        if reading is None:
            self._say("", "text2", "")
        elif reading.entry is not None:
            self._say(self.words_of(reading), "text2", "check")
        else:
            self._say(self._hint, "text3", "")

    def _say(self, words: str, tone: Role, icon: str) -> None:
        if self.below.text() != words:
            self.below.setText(words)
            self.field.setAccessibleDescription(words)
        self.below.set_tone("text" if tone == "warning" else tone)
        self._mark.show_icon(icon, "warning" if tone == "warning" else "success")

    # -- keys --------------------------------------------------------------------------
    def _typed(self, _words: str) -> None:
        self._refused = ""
        self.refresh()
        self._offer()
        self.edited.emit()

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.ControlModifier and enter:
            self.close_asked.emit()
            return True
        if modifiers == Qt.KeyboardModifier.AltModifier and key == Qt.Key.Key_R:
            self.recuse()
            return True
        if modifiers:
            return False
        if self.popup is not None and self.popup.is_open:
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.popup.move_by(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key == Qt.Key.Key_Escape:
                self._closed_at = self.text
                return self.popup.close_list()
            if key == Qt.Key.Key_Tab or (enter and self.popup.was_steered):
                candidate = self.popup.current()
                if candidate is not None:
                    self._take(candidate)
                    return True
        if enter:
            self.submit()
            return True
        if key == Qt.Key.Key_Backspace and not self.text:
            self.back_asked.emit()
            return True
        return False

    def submit(self) -> None:
        """Hand the line over, or say why it cannot be taken."""
        text = self.text
        if not text.strip():
            return
        self.close_list()
        reading = self.read(text)
        if reading is None:
            return
        if reading.entry is None:
            refusal = reading.refusal or Refusal((0, len(text)), self.tr("This was not read."))
            self.refuse(_placed(refusal, text), refusal.span)
            return
        self.submitted.emit(text)

    def recuse(self) -> None:
        """Go on typing a declared conflict for the name in the field."""
        name = self.text.strip().rstrip(":")
        if not name:
            self.refuse(self.tr("Type a name first, then Alt+R declares their conflict."))
            return
        self.field.setText(f"{name} recused: ")
        self._typed(self.text)

    # -- names -------------------------------------------------------------------------
    def _offer(self) -> None:
        found = self._candidates()
        if found is None or not found.candidates or self.text == self._closed_at:
            self.close_list()
            return
        self._closed_at = ""
        if self.popup is None:
            self.popup = CompletionList(self._look, self._host)
            self.popup.chosen.connect(self._take)
        at = self.field.mapTo(self._host, QPoint(0, -self._look.px(4)))
        self.popup.offer(found, found.candidates, at)

    def _candidates(self) -> Completion | None:
        text = self.text[: self.field.cursorPosition()]
        if kind := _RECUSED.search(text):
            begun = fold(kind["kind"])
            labels = [one.label.lower() for one in ConflictKind]
            fitting = [one for one in labels if one.startswith(begun) and one != begun]
            return _completion(kind.span("kind"), begun, [Known(one, one) for one in fitting])
        word = text.lstrip()
        start = len(text) - len(word)
        if not word or ":" in word or not word[0].isalpha() or "  " in word:
            return None
        if starts_answer(Part(word.split(" ")[0], 0)) or fold(word) in ("a", "al", "all"):
            return None
        names = [one for one in ranked(self._names, word) if fold(one.name) != fold(word)]
        return _completion((start, len(text)), word, names)

    def _take(self, candidate: Candidate) -> None:
        found = self.popup.offered if self.popup is not None else None
        if found is None:
            return
        start, stop = found.span
        more = "" if _RECUSED.search(self.text[:stop]) else " "
        text = self.text[:start] + candidate.insert + more + self.text[stop:].lstrip()
        self.close_list()
        self.field.setText(text)
        self.field.setCursorPosition(start + len(candidate.insert) + len(more))
        self._refused = ""
        self.refresh()
        self.edited.emit()

    def close_list(self) -> bool:
        """Offer nothing any more; return whether something was offered."""
        return self.popup is not None and self.popup.close_list()


def _placed(refusal: Refusal, text: str) -> str:
    """Name the place in words too, where the reason does not."""
    piece = text[refusal.span[0] : refusal.span[1]].strip()
    if not piece or piece == text.strip() or piece in refusal.words:
        return refusal.words
    return f"“{piece}”: {refusal.words}"


def _completion(span: tuple[int, int], query: str, names: list[Known]) -> Completion:
    rows = tuple(Candidate(one.id, one.name, one.name, one.name) for one in names)
    return Completion(TokenKind.PERSON, "", span, query, rows, False)


def _is_ours(event: QKeyEvent) -> bool:
    keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return (modifiers == control and event.key() in keys) or (
        modifiers == alt and event.key() == Qt.Key.Key_R
    )


def _not_taken(_event: QKeyEvent) -> bool:
    return False


def _unread(_text: str) -> Reading | None:
    return None


def _no_words(_reading: Reading) -> str:
    return ""
