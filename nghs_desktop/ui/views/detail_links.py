"""What a record is linked to, as cards: open with Enter or a click, take away with Del."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.links import LinkKind
from nghs_desktop.services.api import NamedRow
from nghs_desktop.ui import painting
from nghs_desktop.ui.dialogs.popups import icon_of
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.look import RADIUS_ROW, Look
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.labels import Label


@dataclass(frozen=True, slots=True)
class Linked:
    """One card: the other record, a line about it, and the link's key where it can be removed."""

    row: NamedRow
    facts: str = ""
    link_id: str = ""


class LinkCard(QPushButton):
    """A linked record."""

    opened = Signal(object)
    removed = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.linked = Linked(NamedRow("", "", ""))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self.setProperty("elides", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._remove = IconButton(look, "x", self.tr("Take this link away"), parent=self)
        self._remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._remove.clicked.connect(self._ask_to_remove)
        self._remove.hide()
        self.clicked.connect(self._open)
        look.changed.connect(self.updateGeometry)

    def show_linked(self, linked: Linked) -> None:
        """Show another record."""
        self.linked = linked
        row = linked.row
        kind = KINDS.get(row.noun)
        words = ", ".join(filter(None, (kind.word if kind else "", row.name, linked.facts)))
        self.setAccessibleName(words)
        keys = self.tr("Enter opens it. Del takes the link away.")
        self.setAccessibleDescription(keys if linked.link_id else self.tr("Enter opens it."))
        self.setToolTip(row.name)
        self.update()

    def _open(self) -> None:
        self.opened.emit(Ref(self.linked.row.noun, self.linked.row.id))

    def _ask_to_remove(self) -> None:
        self.removed.emit(self.linked.link_id)

    def sizeHint(self) -> QSize:
        """56 px high, one line each for name and facts."""
        return QSize(self._look.px(200), self._look.px(56))

    def minimumSizeHint(self) -> QSize:
        """Names are cut with an ellipsis."""
        return QSize(self._look.px(120), self._look.px(56))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross at the right end."""
        super().resizeEvent(event)
        side = self._look.px(32)
        self._remove.setGeometry(
            self.width() - side - self._look.px(8), (self.height() - side) // 2, side, side
        )

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer to take the link away."""
        super().enterEvent(event)
        self._remove.setVisible(bool(self.linked.link_id))
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the cross again."""
        super().leaveEvent(event)
        self._remove.hide()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, remove on Del."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Delete and self.linked.link_id:
            self._ask_to_remove()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint tile, name and facts."""
        look, painter = self._look, QPainter(self)
        rect, radius = QRectF(self.rect()), look.px(RADIUS_ROW)
        row = self.linked.row
        fill = look.colour("hover") if self.underMouse() else look.colour("surface")
        painting.rounded(painter, rect, radius, fill, look.colour("border"))
        tile = look.px(28)
        x, y = look.px(10), (rect.height() - tile) / 2
        if row.noun in KINDS:
            painting.badge(painter, look, row.noun, x, y)
        else:
            middle = rect.center().y()
            painting.icon(painter, look, icon_of(row), "text2", x + look.px(6), middle, 16)
        x += tile + look.px(12)
        right = rect.right() - look.px(12)
        if self._remove.isVisible():
            right -= look.px(34)
        facts = self.linked.facts
        top = look.px(8) if facts else (rect.height() - look.line("row")) / 2
        room = QRectF(x, top, right - x, look.line("row"))
        painting.text(painter, look, room, row.name, "row")
        if facts:
            room = QRectF(x, look.px(30), right - x, look.line("caption"))
            painting.text(painter, look, room, facts, "caption", "text3")
        if self.hasFocus():
            painting.focus_ring(painter, look, rect, radius)
        painter.end()


class LinkSection(QWidget):
    """A heading, what is linked under it, and a button to link more where that can be done."""

    opened = Signal(object)
    removed = Signal(str)
    asked = Signal()

    def __init__(
        self, look: Look, heading: str, *, can_add: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._cards: list[LinkCard] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        look.space(column, (8, 6, 8, 2), 8)
        head = QHBoxLayout()
        look.space(head, spacing=8)
        self.heading = Label(look, heading, "strong", wrap=True)
        head.addWidget(self.heading, 1)
        self.add = Button(look, self.tr("Link"), kind="ghost", icon="plus")
        self.add.describe(self.tr("Link: {heading}").format(heading=heading))
        self.add.clicked.connect(self.asked)
        if not can_add:
            self.add.hide()
        head.addWidget(self.add)
        column.addLayout(head)
        self._column = column

    @property
    def cards(self) -> tuple[LinkCard, ...]:
        """The cards on screen."""
        return tuple(card for card in self._cards if not card.isHidden())

    def below(self) -> QPoint:
        """Return where the list of names opens."""
        return QPoint(0, self.add.height() + 2)

    def show_linked(self, linked: Sequence[Linked]) -> None:
        """Show these records; cards that are there already are used again."""
        while len(self._cards) < len(linked):
            card = LinkCard(self._look, self)
            card.opened.connect(self.opened)
            card.removed.connect(self.removed)
            self._cards.append(card)
            self._column.addWidget(card)
        for card, shown in zip(self._cards, linked, strict=False):
            card.show_linked(shown)
        had = next((card for card in self._cards if card.hasFocus()), None)
        for at, card in enumerate(self._cards):
            card.setVisible(at < len(linked))
        if had is not None and had.isHidden():
            target = self._cards[len(linked) - 1] if linked else self.add
            target.setFocus(Qt.FocusReason.OtherFocusReason)


@dataclass(frozen=True, slots=True)
class Section:
    """What a section of links holds: links of a kind to a noun, seen from one end.

    `always` sections stand there empty, with a button to link.
    """

    kind: LinkKind
    forward: bool
    noun: str
    heading: str
    always: bool = False
