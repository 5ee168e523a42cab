"""The field of the capture bar: plain words, a caret counted in characters, keys offered to the bar
before they write."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from nghs_desktop.ui.capture.units import char_at, unit_at
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.fields import GrowingEdit


class CaptureField(GrowingEdit):
    """Grows to five lines. `keys` sees every key first and says whether it took it."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, font="capture", bare=True, parent=parent)
        self.keys: Callable[[QKeyEvent], bool] | None = None
        self.tab: Callable[[], bool] | None = None

    def _height(self) -> int:
        """Some px more for several lines: Qt scrolls by whole lines and leaves a gap otherwise."""
        return super()._height() + (self._look.px(4) if self.line_count > 1 else 0)

    # Not toPlainText: Qt gives no-break spaces back as common ones there.
    def words(self) -> str:
        """Return the text, with the line breaks of Shift+Enter as newlines."""
        raw = self.document().toRawText()
        return raw.replace("\u2029", "\n").replace("\u2028", "\n")

    def caret(self) -> int:
        """Return where the caret stands, in characters."""
        return char_at(self.words(), self.textCursor().position())

    def has_marked(self) -> bool:
        """Whether some of the text is marked."""
        return self.textCursor().hasSelection()

    def put(self, words: str, caret: int) -> None:
        """Show other words; nothing of this can be undone, for nobody typed it."""
        self.setPlainText(words)
        self._place(words, caret)

    def swap(self, start: int, stop: int, words: str, caret: int) -> None:
        """Replace characters as part of the last thing typed; the caret is counted after that."""
        text = self.words()
        cursor = self.textCursor()
        cursor.joinPreviousEditBlock()
        cursor.setPosition(unit_at(text, start))
        cursor.setPosition(unit_at(text, stop), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words)
        cursor.endEditBlock()
        self._place(self.words(), caret)

    def _place(self, words: str, caret: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(unit_at(words, caret))
        self.setTextCursor(cursor)

    def point_of(self, char: int) -> QPoint:
        """Return the foot of a character, in the field's own coordinates."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(unit_at(self.words(), char))
        return self.viewport().mapTo(self, self.cursorRect(cursor).topLeft())

    def focusNextPrevChild(self, next: bool) -> bool:
        """Let Tab take what is offered; otherwise it leaves the field."""
        if next and self.tab is not None and self.tab():
            return True
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer the key to the bar; what it does not take is typing."""
        if self.keys is not None and self.keys(event):
            event.accept()
            return
        super().keyPressEvent(event)
