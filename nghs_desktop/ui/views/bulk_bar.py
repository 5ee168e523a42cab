"""The bar at the foot of a list while rows are ticked: one change for all of them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.nouns import Noun
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.views.item_edits import ItemEdits
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label


class BulkBar(Card):
    """Says how many are ticked and offers what can be done to all of them."""

    cleared = Signal()
    trashed = Signal()

    def __init__(
        self, look: Look, noun: Noun, edits: ItemEdits, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._noun, self._edits = noun, edits
        self._refs: tuple[Ref, ...] = ()
        self.setAccessibleName(self.tr("Ticked rows"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        look.space(row, (14, 8, 8, 8), 8)
        self._words = Label(look, "", "strong")
        row.addWidget(self._words)
        holder = QWidget(self)
        flow = FlowLayout(holder)
        look.space(flow, spacing=4)
        holder.setSizePolicy(policy)
        row.addWidget(holder, 1)
        self.buttons: dict[str, Button] = {}
        for name, words, icon in (
            ("status", self.tr("Status"), "circle-dot"),
            ("lever", self.tr("Lever"), "layers"),
            ("owner", self.tr("Owner"), "user"),
            ("impact", self.tr("Impact"), "trending-up"),
            ("brief", self.tr("Add to brief"), "file-plus"),
            ("tag", self.tr("Tag"), "tag"),
            ("trash", self.tr("Trash"), "trash-2"),
        ):
            if name == "status" and noun.status is None:
                continue
            button = Button(look, words, kind="ghost", icon=icon, parent=holder)
            button.setProperty("deed", name)
            button.clicked.connect(self._clicked)
            self.buttons[name] = button
            flow.addWidget(button)
        close = IconButton(look, "x", self.tr("Take all ticks away"), keys="Esc")
        close.clicked.connect(self.cleared)
        row.addWidget(close)
        self.hide()

    def show_ticked(self, ids: frozenset[str]) -> None:
        """Stand ready for these items, or go away when there are none."""
        self._refs = tuple(Ref(self._noun.name, id) for id in sorted(ids))
        count = len(self._refs)
        self._words.setText(self.tr("{n} ticked").format(n=f"{count:,}"))
        self.setVisible(bool(count))

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.do(str(button.property("deed")))

    def do(self, deed: str) -> None:
        """Do something to all ticked items, or ask what exactly."""
        refs, edits, button = self._refs, self._edits, self.buttons[deed]
        at = button.mapToGlobal(QPoint(0, button.height() + 2))
        match deed:
            case "status":
                edits.ask_status(refs, at)
            case "lever":
                edits.ask_lever(refs, at)
            case "impact":
                edits.ask_impact(refs, at)
            case "owner":
                edits.ask_owner(refs, button)
            case "tag":
                edits.ask_tag(refs, button)
            case "brief":
                edits.amend(refs, {"for_brief": True}, self.tr("add to brief"))
            case "trash":
                edits.trash(refs, self.trashed.emit)
