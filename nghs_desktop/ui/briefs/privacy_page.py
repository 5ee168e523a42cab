"""What a brief masks, and why: a small page to read before it is confirmed that it may be shown.

A confirmation is for exactly the list on the page and keeps its reason; that is recorded elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from nghs_desktop.services.api import Check, Masked
from nghs_desktop.ui.briefs.wording import masked_words
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label

_COLUMN = 620


class PrivacyPage(QWidget):
    """The list, the field for the reason, and the button. `confirmed` carries the check that asked
    for it and the reason; `opened` the record of somebody on the list."""

    confirmed = Signal(object, str)
    opened = Signal(object)
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._check: Check | None = None
        self._masked: tuple[Masked, ...] = ()
        self._rows: list[_Row] = []
        self.setAccessibleName(self.tr("What is masked"))
        outer = QVBoxLayout(self)
        look.space(outer)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        area.setAccessibleName(self.tr("What is masked"))
        page = QWidget()
        page.setAutoFillBackground(False)
        line = QHBoxLayout(page)
        look.space(line, (20, 12, 20, 20))
        self._holder = QWidget(page)
        self._column = QVBoxLayout(self._holder)
        look.space(self._column, spacing=9)
        line.addWidget(self._holder, 100)
        line.addStretch(1)
        area.setWidget(page)
        outer.addWidget(area)
        self._fill()
        look.follow(self._holder, self._measure)
        look.changed.connect(self.update)

    def _fill(self) -> None:
        look, column = self._look, self._column
        head = QHBoxLayout()
        look.space(head, spacing=8)
        self.back = IconButton(look, "arrow-left", self.tr("Back to the pages"), keys="Esc")
        self.back.clicked.connect(self.closed)
        self.heading = Label(look, "", "subtitle", wrap=True)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.heading, 1)
        column.addLayout(head)
        words = self.tr(
            "These are left out or replaced on the page. Show them only where each person, or a "
            "parent of a minor, has agreed, or where the reader already knows."
        )
        column.addWidget(Label(look, words, "body", "text2", wrap=True))
        card = Card(look, self._holder)
        self._list = QVBoxLayout(card)
        look.space(self._list, (14, 8, 8, 8), 4)
        column.addWidget(card)
        label = Label(look, self.tr("Why they may be shown"), "label_quiet", "text3")
        placeholder = self.tr("They agreed in writing on 3 November")
        self.reason = Field(look, self.tr("Why they may be shown"), placeholder=placeholder)
        label.setBuddy(self.reason)
        self.problem = Label(look, "", "caption", "danger", wrap=True)
        self.problem.hide()
        column.addWidget(label)
        column.addWidget(self.reason)
        column.addWidget(self.problem)
        words = self.tr(
            "Your name, the time, this list and the reason are kept. Another list asks again."
        )
        column.addWidget(Label(look, words, "caption", "text3", wrap=True))
        holder = QWidget(self._holder)
        flow = FlowLayout(holder)
        look.space(flow, spacing=8)
        self.keep = Button(look, self.tr("Keep them masked"), keys="Esc", parent=holder)
        self.show_all = Button(look, "", kind="primary", icon="eye", parent=holder)
        self.keep.clicked.connect(self.closed)
        self.show_all.clicked.connect(self._confirm)
        self.reason.returnPressed.connect(self._confirm)
        self.reason.textEdited.connect(self._typed)
        flow.addWidget(self.keep)
        flow.addWidget(self.show_all)
        column.addWidget(holder)
        column.addStretch(1)

    def _measure(self) -> None:
        self._holder.setMaximumWidth(self._look.px(_COLUMN))

    @property
    def words(self) -> tuple[str, ...]:
        """The lines of the list as shown."""
        return tuple(row.label.text() for row in self._rows if not row.isHidden())

    def show_masked(self, masked: Sequence[Masked], check: Check) -> None:
        """Show what is masked; `check` is what asks to confirm it."""
        if masked != self._masked:
            self.reason.clear()
        self._check, self._masked = check, tuple(masked)
        self.complain("")
        count = len(masked)
        self.heading.setText(check.text)
        words = (
            self.tr("Show it in this brief")
            if count == 1
            else self.tr("Show all {count} in this brief").format(count=count)
        )
        self.show_all.setText(words)
        self.show_all.describe(words)
        self.show_all.updateGeometry()
        for _ in range(count - len(self._rows)):
            row = _Row(self._look, self._holder)
            row.opened.connect(self.opened)
            self._rows.append(row)
            self._list.addWidget(row)
        for row, one in zip(self._rows, masked, strict=False):
            row.read(one)
            row.show()
        for row in self._rows[count:]:
            row.hide()

    def complain(self, words: str) -> None:
        """Say under the field what is missing; nothing takes it away."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.reason.setAccessibleDescription(words)

    def _typed(self) -> None:
        self.complain("")

    def _confirm(self) -> None:
        reason = " ".join(self.reason.text().split())
        if not reason:
            self.complain(self.tr("Write down why they may be shown."))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._check is not None:
            self.confirmed.emit(self._check, reason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the thin line at the left."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("bg"))
        painter.fillRect(0, 0, 1, self.height(), self._look.colour("border"))
        painter.end()


class _Row(QWidget):
    """One masked thing, why, and what stands in its place."""

    opened = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._masked: Masked | None = None
        row = QHBoxLayout(self)
        look.space(row, spacing=8)
        self.label = Label(look, "", "body", wrap=True)
        self.button = Button(look, self.tr("Open"), kind="ghost")
        self.button.clicked.connect(self._clicked)
        row.addWidget(self.label, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def read(self, masked: Masked) -> None:
        """Say this."""
        self._masked = masked
        self.label.setText(masked_words(masked))
        self.button.setVisible(masked.ref is not None)
        self.button.describe(self.tr("Open {what}").format(what=masked.what))

    def _clicked(self) -> None:
        if self._masked is not None and self._masked.ref is not None:
            self.opened.emit(self._masked.ref)
