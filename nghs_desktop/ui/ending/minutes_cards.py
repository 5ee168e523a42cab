"""What stands around the text of minutes: lines that changed, notices, corrections, addenda."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.services.api import AddendumRow, CorrectionRow, Piece
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.models.days import whole_moment
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label

_MOST_LINES = 14
_TONES: dict[str, Role] = {"+": "success", "-": "danger", "=": "text3"}


class Changes(QWidget):
    """What was and what is, line by line; signs and words say it, not the colour alone."""

    def __init__(self, look: Look, pieces: Sequence[Piece], parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        look.space(column, spacing=2)
        shown = [piece for piece in pieces if piece.text.strip() or piece.sign != "="]
        signs = {"+": self.tr("Now:"), "-": self.tr("Was:"), "=": ""}
        for piece in shown[:_MOST_LINES]:
            words = f"{signs[piece.sign]} {piece.text.strip().lstrip('#- ')}".strip()
            column.addWidget(Label(look, words, "body", _TONES[piece.sign], wrap=True, parent=self))
        if len(shown) > _MOST_LINES:
            more = self.tr("and {n} lines more").format(n=len(shown) - _MOST_LINES)
            column.addWidget(Label(look, more, "caption", "text3", parent=self))


class Notice(Card):
    """Something to know about the minutes, with what can be done about it."""

    pressed = Signal(str)

    def __init__(
        self,
        look: Look,
        words: str,
        parent: QWidget,
        *,
        tone: Role = "text",
        buttons: Sequence[tuple[str, str]] = (),
        pieces: Sequence[Piece] = (),
    ) -> None:
        super().__init__(look, parent)
        column = self.column(8)
        column.addWidget(Label(look, words, "strong", tone, wrap=True, parent=self))
        self.setAccessibleName(words)
        if pieces:
            column.addWidget(Changes(look, pieces, self))
        self.buttons: list[Button] = []
        if buttons:
            flow = FlowLayout()
            look.space(flow, spacing=8)
            for key, said in buttons:
                button = Button(look, said, parent=self)
                button.setProperty("key", key)
                button.clicked.connect(self._press)
                self.buttons.append(button)
                flow.addWidget(button)
            column.addLayout(flow)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _press(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.pressed.emit(str(button.property("key")))


def correction_card(context: ViewContext, row: CorrectionRow, parent: QWidget) -> Card:
    """Return a correction: by whom and when, why, and what it changed."""
    card = Card(context.look, parent)
    column = card.column(4)
    who = row.who or card.tr("Somebody who attended")
    head = f"{who}, {whole_moment(row.at, context.now())}"
    column.addWidget(Label(context.look, head, "label", "text2", wrap=True, parent=card))
    if row.why:
        column.addWidget(Label(context.look, row.why, "body", "text", wrap=True, parent=card))
    column.addWidget(Changes(context.look, row.pieces, card))
    card.setAccessibleName(f"{head}. {row.why}")
    return card


def addendum_card(context: ViewContext, row: AddendumRow, parent: QWidget) -> Card:
    """Return an addendum: by whom and when, its words, the beginning of its seal."""
    card = Card(context.look, parent)
    column = card.column(4)
    head = ", ".join(filter(None, (row.who, whole_moment(row.at, context.now()))))
    column.addWidget(Label(context.look, head, "label", "text2", wrap=True, parent=card))
    words = Label(context.look, row.text.strip(), "body", "text", wrap=True, parent=card)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(words)
    seal = card.tr("Seal {seal}").format(seal=row.seal)
    column.addWidget(Label(context.look, seal, "caption", "text3", wrap=True, parent=card))
    card.setAccessibleName(f"{head}. {row.text.strip()}")
    return card
