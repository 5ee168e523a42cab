"""The chosen item beside the stream: its text, its few main facts, what happened to it.

A summary; the whole record opens in its own panel.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.records import Impact
from nghs_desktop.domain.spoken_dates import short_date
from nghs_desktop.services.api import ItemRow, Reader, StoryLine, item, story
from nghs_desktop.ui import painting
from nghs_desktop.ui.capture.chips import lever_icon
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.models.days import row_moment
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.item_edits import ItemEdits
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.labels import Label, Line
from nghs_desktop.ui.widgets.properties import PropertyRow

_MOST_LINES = 6


class _Badge(QWidget):
    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self.kind = look, "barrier"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.follow(self, self._measure)

    def _measure(self) -> None:
        self.setFixedSize(self._look.px(28), self._look.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painting.badge(painter, self._look, self.kind, 0, 0)
        painter.end()


class ItemSummary(QScrollArea):
    """A card for one captured item. `closed` when it was put away, `opened(Ref)` for all of it."""

    closed = Signal()
    opened = Signal(object)

    def __init__(self, context: ViewContext, edits: ItemEdits, parent: QWidget) -> None:
        super().__init__(parent)
        look = context.look
        self._context, self._edits = context, edits
        self._row: ItemRow | None = None
        self.setAccessibleName(self.tr("Chosen item"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        page = QWidget()
        page.setAutoFillBackground(False)
        outer = QVBoxLayout(page)
        look.space(outer)
        card = Card(look)
        column = card.column(8)
        head = QHBoxLayout()
        look.space(head, spacing=10)
        self._badge = _Badge(look, card)
        self._code = Label(look, "", "label", "text3")
        close = IconButton(look, "x", self.tr("Show this meeting again"))
        head.addWidget(self._badge)
        head.addWidget(self._code, 1)
        head.addWidget(close)
        self._title = Label(look, "", "strong", wrap=True)
        self._details = Label(look, "", "body", "text2", wrap=True)
        column.addLayout(head)
        column.addWidget(self._title)
        column.addWidget(self._details)
        column.addWidget(Line(look))
        self.status = PropertyRow(look, self.tr("Status"))
        self.lever = PropertyRow(look, self.tr("Lever"))
        self.impact = PropertyRow(look, self.tr("Impact"))
        self.owner = PropertyRow(look, self.tr("Owner"))
        self.due = PropertyRow(look, self.tr("Due"))
        self._rows = (self.status, self.lever, self.impact, self.owner, self.due)
        for row in self._rows:
            column.addWidget(row)
            row.asked.connect(self._edit)
        self._more = Label(look, "", "caption", "text3", wrap=True)
        column.addWidget(self._more)
        column.addWidget(Line(look))
        self._past = [Label(look, "", "caption", "text2", wrap=True) for _ in range(_MOST_LINES)]
        for line in self._past:
            column.addWidget(line)
        self._open = Button(look, self.tr("Open"), icon="maximize", keys="Enter")
        column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(card)
        outer.addStretch(1)
        self.setWidget(page)
        close.clicked.connect(self.closed)
        self._open.clicked.connect(self._ask_open)

    @property
    def ref(self) -> Ref | None:
        """Which record is shown."""
        return Ref(self._row.noun, self._row.id) if self._row is not None else None

    def show_item(self, row: ItemRow) -> None:
        """Show a row at once, and its history when it has been read."""
        other = self._row is None or self._row.id != row.id
        self._row = row
        self._fill(row)
        if other:
            self._show_past(())
        self.refresh()

    def refresh(self) -> None:
        """Read item and history again."""
        ref = self.ref
        if ref is None or not self._context.dispatch.workspace.ready_to_read:
            return

        def read(reader: Reader) -> tuple[ItemRow | None, tuple[StoryLine, ...]]:
            return item(reader, ref), story(reader, ref, _MOST_LINES)

        def arrived(found: tuple[ItemRow | None, tuple[StoryLine, ...]]) -> None:
            row, past = found
            if self.ref == ref and row is not None:
                self._row = row
                self._fill(row)
                self._show_past(past)

        self._context.dispatch.ask(read, arrived, self)

    def _fill(self, row: ItemRow) -> None:
        mark = KINDS[row.noun]
        self._badge.kind = row.noun
        self._badge.update()
        self._code.setText(f"{mark.word}  {row.code}".strip())
        self._title.setText(row.title)
        self._details.setText(row.details)
        self._details.setVisible(bool(row.details))
        self.status.setVisible(NOUN[row.noun].status is not None)
        self.status.show_value(row.status_label, icon="circle-dot")
        self.lever.show_value(row.lever, icon=lever_icon(row.lever) if row.lever else "")
        impact = Impact(row.impact).label if row.impact else ""
        self.impact.show_value(impact, icon="chart-column" if impact else "")
        self.owner.show_value(row.owner, icon="user" if row.owner else "")
        due = short_date(row.due, self._context.today()) if row.due else ""
        self.due.show_value(due, icon="calendar" if due else "")
        raised = self.tr("Raised by {name}").format(name=row.said_by) if row.said_by else ""
        at = self.tr("At {schools}").format(schools=row.schools) if row.schools else ""
        self._more.setText("\n".join(filter(None, (raised, at))))
        self._more.setVisible(bool(raised or at))

    def _show_past(self, past: Sequence[StoryLine]) -> None:
        now: datetime = self._context.now()
        for at, label in enumerate(self._past):
            label.setVisible(at < len(past))
            if at < len(past):
                label.setText(f"{row_moment(past[at].at, now)}  {past[at].sentence}")

    def _edit(self) -> None:
        asked, row = self.sender(), self._row
        if row is None or not isinstance(asked, PropertyRow):
            return
        refs = (Ref(row.noun, row.id),)
        below = asked.button.mapToGlobal(QPoint(0, asked.button.height()))
        if asked is self.lever:
            self._edits.ask_lever(refs, below, row.lever_id)
        elif asked is self.impact:
            self._edits.ask_impact(refs, below, row.impact)
        elif asked is self.owner:
            self._edits.ask_owner(refs, asked.button)
        elif asked is self.due:
            self._edits.ask_due(refs, row.due, asked.button)
        else:
            edits = ItemEdits(self._context, NOUN[row.noun], self)
            edits.ask_status(refs, below, row.status)

    def _ask_open(self) -> None:
        if self.ref is not None:
            self.opened.emit(self.ref)
