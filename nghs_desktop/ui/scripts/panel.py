"""What the script panels share: a card that scrolls, with a head that a sheet's own head replaces."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.buttons import IconButton
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.sheet import Sheet


class Panel(QScrollArea):
    """A card at the right side. `closed` when its cross was used."""

    closed = Signal()

    def __init__(self, look: Look, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.first: QWidget | None = None
        """What takes the keyboard in a sheet, which must not leave it behind."""
        self.setAccessibleName(title)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        page = QWidget()
        page.setAutoFillBackground(False)
        outer = QVBoxLayout(page)
        look.space(outer)
        self.card = Card(look, page)
        self.column = self.card.column(10)
        self._head = QWidget(self.card)
        head = QHBoxLayout(self._head)
        look.space(head, spacing=8)
        self.heading = Label(look, title, "strong", wrap=True, parent=self._head)
        self.cross = IconButton(
            look, "x", self.tr("Close this panel"), keys="Esc", parent=self._head
        )
        head.addWidget(self.heading, 1)
        head.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self._head)
        outer.addWidget(self.card)
        outer.addStretch(1)
        self.setWidget(page)
        self.hide()
        self.cross.clicked.connect(self.closed)

    def showEvent(self, event: QShowEvent) -> None:
        """A sheet has a head of its own."""
        super().showEvent(event)
        in_sheet = isinstance(self.parentWidget(), Sheet)
        self._head.setVisible(not in_sheet)
        if in_sheet and self.first is not None:
            QTimer.singleShot(0, self.first, self._enter)

    def _enter(self) -> None:
        if self.first is not None:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
