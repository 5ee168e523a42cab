"""The line at the top of a list in which a new item is typed. Unsent words are on disk at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.nouns import Noun
from nghs_desktop.services.api import Draft
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.fields import Field

_DRAFT_PAUSE_MS = 200


class NewLine(Card):
    """The line at the top for a new item. Enter keeps it and stands ready for the next."""

    kept = Signal(str)
    given_up = Signal()

    def __init__(self, context: ViewContext, noun: Noun, parent: QWidget) -> None:
        super().__init__(context.look, parent)
        self._context, self._place = context, f"new/{noun.name}"
        self.key = new_id()
        column = self.column(0)
        context.look.space(column, (14, 4, 14, 4))
        kind = KINDS[noun.name]
        words = self.tr("New {kind}: type it and press Enter").format(kind=kind.word.lower())
        self.field = Field(context.look, words, placeholder=words, bare=True)
        self.field.returnPressed.connect(self._enter)
        self.field.textEdited.connect(self._typed)
        column.addWidget(self.field)
        context.look.follow(self, self._measure)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DRAFT_PAUSE_MS)
        self._timer.timeout.connect(self.keep_draft)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_lit(True)
        self.hide()

    def _measure(self) -> None:
        self.field.setFixedHeight(self._context.look.px(36))

    def recall(self) -> bool:
        """Show the unsent line of last time, if there is one."""
        for draft in self._context.dispatch.workspace.drafts():
            if draft.place == self._place and draft.text:
                self.key = draft.id
                self.field.setText(draft.text)
                self.field.setCursorPosition(
                    len(draft.text[: draft.caret].encode("utf-16-le")) // 2
                )
                return True
        return False

    def _typed(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def keep_draft(self) -> None:
        """Put the unsent line on disk."""
        self._timer.stop()
        text, units = self.field.text(), self.field.cursorPosition() * 2
        caret = len(text.encode("utf-16-le")[:units].decode("utf-16-le", "ignore"))
        self._context.dispatch.workspace.keep_draft(Draft(self._place, self.key, text, caret))

    def _enter(self) -> None:
        text = self.field.text().strip()
        if text:
            self.kept.emit(text)

    def go_on(self) -> None:
        """Forget the line that was kept and stand ready for the next."""
        self._timer.stop()
        self._context.dispatch.workspace.clear_draft(self._place, self.key)
        self.key = new_id()
        self.field.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
