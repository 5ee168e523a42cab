"""Text of a record that saves itself: after a pause and when the keyboard leaves, with the words
on disk as a draft a quarter of a second after each key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.domain.commands import Ref
from nghs_desktop.services.api import Draft
from nghs_desktop.ui.typography import TypeRole
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.fields import GrowingEdit
from nghs_desktop.ui.widgets.labels import Label

DRAFT_MS = 200
SAVE_MS = 800
_MOST_LINES = 400


class _Edit(GrowingEdit):
    """Grows with its text. In long text Enter is a new line."""

    def __init__(
        self, context: ViewContext, name: str, placeholder: str, font: TypeRole, *, lines: bool
    ) -> None:
        super().__init__(
            context.look,
            name,
            placeholder=placeholder,
            font=font,
            most_lines=_MOST_LINES,
            bare=True,
        )
        self._many_lines = lines

    def fit(self) -> None:
        """Take the height of text that a program put here."""
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is a new line in long text; Ctrl+Enter leaves it."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._many_lines:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.submitted.emit()
            else:
                QPlainTextEdit.keyPressEvent(self, event)
        else:
            super().keyPressEvent(event)


class SavingText(QWidget):
    """One text field of a record, with its heading. `left` comes when Enter or Esc leaves it."""

    saved = Signal(str, str, str)
    left = Signal()

    def __init__(
        self,
        context: ViewContext,
        field: str,
        label: str,
        *,
        heading: bool = True,
        font: TypeRole = "body",
        placeholder: str = "",
        lines: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self.field = context, field
        self._ref: Ref | None = None
        self._kept = ""
        self._lines = lines
        look = context.look
        column = QVBoxLayout(self)
        look.space(column, spacing=1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if heading:
            holder = QVBoxLayout()
            look.space(holder, (8, 6, 8, 0))
            self._heading = Label(look, label, "strong", wrap=True)
            holder.addWidget(self._heading)
            column.addLayout(holder)
        self._card = Card(look, radius=8, fill="surface", edge=None)
        inside = QVBoxLayout(self._card)
        look.space(inside, (8, 4, 8, 4))
        self.edit = _Edit(context, label, placeholder, font, lines=lines)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._typed)
        self.edit.focus_left.connect(self.keep)
        self.edit.submitted.connect(self._leave)
        self.edit.cancelled.connect(self._leave)
        inside.addWidget(self.edit)
        column.addWidget(self._card)
        self._draft_timer = self._timer(DRAFT_MS, self._keep_draft)
        self._save_timer = self._timer(SAVE_MS, self._save)

    def _timer(self, pause: int, run: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(run)
        return timer

    @property
    def place(self) -> str:
        """The name of this field for drafts and undo: barrier/<key>/details."""
        return f"{self._ref.noun}/{self._ref.id}/{self.field}" if self._ref else ""

    @property
    def is_dirty(self) -> bool:
        """Whether something is typed that no command has carried yet."""
        return self.edit.toPlainText() != self._kept

    def show_text(self, ref: Ref, text: str, draft: str | None = None) -> None:
        """Show a record's text; what the person is typing there right now is left alone."""
        same = ref == self._ref
        if same and draft is None and (self.is_dirty or text == self._kept):
            return
        if not same:
            self.keep()
        self._ref, self._kept = ref, text
        with QSignalBlocker(self.edit):
            self.edit.setPlainText(text)
        self.edit.fit()
        if draft is not None and draft != text:
            self.edit.setPlainText(draft)

    def keep(self) -> None:
        """Save what is typed now."""
        self._draft_timer.stop()
        if self._save_timer.isActive() or self.is_dirty:
            self._save()

    def _typed(self) -> None:
        if self._ref is None or not self.is_dirty:
            return
        if not self._draft_timer.isActive():
            self._draft_timer.start()
        self._save_timer.start()

    def _keep_draft(self) -> None:
        if self._ref is None:
            return
        text = self.edit.toPlainText()
        units = self.edit.textCursor().position() * 2
        caret = len(text.encode("utf-16-le")[:units].decode("utf-16-le", "ignore"))
        draft = Draft(self.place, f"{self._ref.id}/{self.field}", text, caret, self._ref.noun)
        self._context.dispatch.workspace.keep_draft(draft)

    def _save(self) -> None:
        self._save_timer.stop()
        text = self.edit.toPlainText()
        if self._ref is None or not self.is_dirty:
            return
        if not self._lines:
            text = " ".join(text.split("\n")).strip()
            if not text:
                if not self.edit.hasFocus():
                    with QSignalBlocker(self.edit):
                        self.edit.setPlainText(self._kept)
                    self.edit.fit()
                return
        self._kept = self.edit.toPlainText()
        self.saved.emit(self.field, text, self.place)

    def _leave(self) -> None:
        self.keep()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show where the keyboard is."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._card.set_lit(event.type() == QEvent.Type.FocusIn)
        return False
