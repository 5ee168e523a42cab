"""A long text in a page that scrolls as a whole: as tall as its words, never scrolling by itself."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.fields import GrowingEdit

_ALL = 1_000_000


class Headings(QSyntaxHighlighter):
    """Shows lines that begin with # as the headings they are, no taller than the other lines."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._heading = QTextCharFormat()
        self._heading.setFontWeight(QFont.Weight.DemiBold)

    def highlightBlock(self, text: str) -> None:
        """Dress one line."""
        if text.startswith(("# ", "## ")):
            self.setFormat(0, len(text), self._heading)


class TextArea(GrowingEdit):
    """Plain text of any length. Enter is a new line; Esc goes on to whoever is around.

    `caret_moved(QRect)` says where the caret is, so that the page can scroll to it.
    """

    caret_moved = Signal(QRect)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, most_lines=_ALL, parent=parent)
        self._headings = Headings(self.document())
        self.cursorPositionChanged.connect(self._tell)

    def setReadOnly(self, read_only: bool) -> None:
        """Let the words be read alone; the caret still walks through them, so that keys scroll."""
        super().setReadOnly(read_only)
        if read_only:
            by_keys = Qt.TextInteractionFlag.TextSelectableByKeyboard
            self.setTextInteractionFlags(self.textInteractionFlags() | by_keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; Enter is a new line here. Pages are turned by what is around."""
        paging = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if event.key() == Qt.Key.Key_Escape or event.key() in paging:
            event.ignore()
        else:
            QPlainTextEdit.keyPressEvent(self, event)

    def words(self) -> str:
        """Return the text with line feeds alone."""
        raw = self.document().toRawText()
        return raw.replace("\u2029", "\n").replace("\u2028", "\n")

    def show_words(self, words: str) -> None:
        """Show a text; the caret stays as near to where it was as it can."""
        if words == self.words():
            return
        at = self.textCursor().position()
        self.setPlainText(words)
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(self.document().toRawText())))
        self.setTextCursor(cursor)

    def _tell(self) -> None:
        if self.hasFocus():
            self.caret_moved.emit(self.cursorRect())
