"""Fields to type into: one for searching, one that grows with its text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.look import FIELD_HEIGHT, Look
from nghs_desktop.ui.typography import TypeRole
from nghs_desktop.ui.widgets.buttons import IconButton


class Field(QLineEdit):
    """A one-line field. Ctrl+Z undoes its typing first and the last action after that."""

    def __init__(
        self,
        look: Look,
        name: str,
        *,
        placeholder: str = "",
        font: TypeRole = "body",
        bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._font, self._bare = look, font, bare
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        if bare:
            self.setProperty("bare", True)
            self.setFrame(False)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._look.font(self._font))
        if not self._bare:
            self.setMinimumHeight(self._look.px(FIELD_HEIGHT))

    def event(self, event: QEvent) -> bool:
        """Let undo and redo through to the window when the field has none of its own."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)


class SearchField(Field):
    """A field with a magnifier and a way to clear it. Esc clears first and then lets go."""

    def __init__(
        self, look: Look, name: str, *, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(look, name, placeholder=placeholder, parent=parent)
        self._clear = IconButton(look, "x", self.tr("Clear"), parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.clicked.connect(self._empty)
        self._clear.hide()
        self.textChanged.connect(self._offer_clear)
        look.changed.connect(self._make_room)
        self._make_room()

    def _make_room(self) -> None:
        self.setTextMargins(self._look.px(26), 0, self._look.px(24), 0)
        self._place_clear()

    def _place_clear(self) -> None:
        side = min(self._look.px(26), self.height() - 4)
        self._clear.setGeometry(self.width() - side - 4, (self.height() - side) // 2, side, side)

    def _offer_clear(self) -> None:
        self._clear.setVisible(bool(self.text()))

    def _empty(self) -> None:
        self.clear()
        self.textEdited.emit("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the clear button at the right end."""
        super().resizeEvent(event)
        self._place_clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and its magnifier."""
        super().paintEvent(event)
        painter = QPainter(self)
        middle = self.height() / 2
        painting.icon(painter, self._look, "search", "text3", self._look.px(11), middle, 16)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Esc while there is something to clear."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._empty()
            return
        super().keyPressEvent(event)


class GrowingEdit(QPlainTextEdit):
    """Plain text that grows from one line to five. Enter submits; Shift+Enter is a new line."""

    submitted = Signal()
    cancelled = Signal()
    grown = Signal(int)
    focus_left = Signal()

    def __init__(
        self,
        look: Look,
        name: str,
        *,
        placeholder: str = "",
        font: TypeRole = "body",
        most_lines: int = 5,
        bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._font, self._bare, self._most = look, font, bare, most_lines
        self._inset = 0
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # The margin would be an undo step of its own, and the first Ctrl+Z would do nothing.
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.setUndoRedoEnabled(True)
        if bare:
            self.setProperty("bare", True)
            self.viewport().setAutoFillBackground(False)
        self.textChanged.connect(self._grow)
        look.changed.connect(self._restyle)
        self._restyle()

    @property
    def line_count(self) -> int:
        """How many lines the text takes as shown, at least one."""
        return max(1, round(self.document().size().height()))

    def _restyle(self) -> None:
        self.setFont(self._look.font(self._font))
        self.document().setDefaultFont(self._look.font(self._font))
        # The prompt is painted in the viewport's font, which does not follow once a sheet is set.
        self.viewport().setFont(self._look.font(self._font))
        self._inset = 0 if self._bare else self._look.px(7)
        self._grow()

    def _grow(self) -> None:
        height = self._height()
        more = self.line_count > self._most
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if more else policy.ScrollBarAlwaysOff
        )
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
            self.grown.emit(height)

    def _height(self) -> int:
        line = self._look.metrics(self._font).lineSpacing()
        shown = min(self.line_count, self._most)
        least = self._look.px(24 if self._bare else FIELD_HEIGHT)
        return max(least, round(line * shown) + 2 * self._inset + 2)

    def sizeHint(self) -> QSize:
        """As tall as the text."""
        return QSize(self._look.px(200), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower field may need more lines."""
        super().resizeEvent(event)
        # Not at once: a size set inside a resize leaves the viewport as tall as it was.
        if self._height() != self.height():
            QTimer.singleShot(0, self, self._grow)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words only, never their looks."""
        if source.hasText():
            self.insertPlainText(source.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Submit on Enter, give up on Esc; all else is typing."""
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self.submitted.emit()
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the keyboard went elsewhere, unless only a menu or window came up."""
        super().focusOutEvent(event)
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in passing:
            self.focus_left.emit()

    def event(self, event: QEvent) -> bool:
        """Let undo and redo through to the window when the field has none of its own."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document = self.document()
            undo = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)
