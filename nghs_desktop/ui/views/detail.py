"""All of one record beside its list: text, facts, links, history. Everything edits in place, and
everything is saved at once; there is no button for saving."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.changes import ChangeSet, Outcome
from nghs_desktop.domain.commands import (
    AmendRecords,
    LogRecords,
    Ref,
    RestoreRecords,
)
from nghs_desktop.domain.commitments import Commitment
from nghs_desktop.domain.links import LinkKind, link
from nghs_desktop.domain.nouns import NOUN, Noun, show_number
from nghs_desktop.domain.records import Captured, Kept, Record
from nghs_desktop.ui.dialogs.popups import Popup
from nghs_desktop.ui.models.days import since
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.detail_body import DetailBody, Shown, read_shown
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import EmptyState
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import ElidingLabel, Label, Line

_READ_PAUSE_MS = 20


class DetailPanel(QWidget):
    """Shows one record of any noun. Linked records open in the same place; Back returns.

    `closed` asks to close the panel, `reveal_asked(Ref)` to show a record where it is at home,
    `shown(Ref)` tells what is on screen now.
    """

    closed = Signal()
    reveal_asked = Signal(object)
    shown = Signal(object)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ref: Ref | None = None
        self._shown: Shown | None = None
        self._back: list[Ref] = []
        self._visited: Ref | None = None
        self._body: DetailBody | None = None
        self._bodies: dict[str, DetailBody] = {}
        self._drafts: dict[str, str] | None = None
        self._takes_keyboard = self._wants_title = False
        self.setAccessibleName(self.tr("Details"))
        self._make()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_READ_PAUSE_MS)
        self._timer.timeout.connect(self._read)
        context.dispatch.changed.connect(self._when_changed)
        context.look.changed.connect(self.update)
        self.show_nothing()

    # -- making --------------------------------------------------------------------------
    def _make(self) -> None:
        look = self._context.look
        column = QVBoxLayout(self)
        look.space(column)
        column.addLayout(self._make_head())
        self._in_trash = _TrashStrip(self._context, self)
        self._in_trash.restored.connect(self._restore)
        self._in_trash.hide()
        column.addWidget(self._in_trash)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        holder = QWidget()
        self._holder = QVBoxLayout(holder)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self.area.setWidget(holder)
        holder.setAutoFillBackground(False)
        column.addWidget(self.area, 1)
        self._nothing = EmptyState(look, self.tr("Choose a row to see all of it here."))
        column.addWidget(self._nothing, 1)
        self._foot_line = Line(look)
        column.addWidget(self._foot_line)
        column.addWidget(self._make_foot())

    def _make_head(self) -> QHBoxLayout:
        look = self._context.look
        row = QHBoxLayout()
        look.space(row, (16, 13, 12, 6), 2)
        self.back = IconButton(look, "arrow-left", self.tr("Back"))
        self.back.clicked.connect(self.go_back)
        self.back.hide()
        row.addWidget(self.back)
        row.addSpacing(look.px(6))
        self._code = ElidingLabel(look, "", "caption", "text3")
        row.addWidget(self._code, 1)
        self.pin = IconButton(look, "star", self.tr("Pin"))
        self.pin.setCheckable(True)
        self.pin.clicked.connect(self._toggle_pin)
        self.copy = IconButton(look, "link", self.tr("Copy link"))
        self.copy.clicked.connect(self.copy_link)
        self.more = IconButton(look, "ellipsis", self.tr("More"))
        self.more.clicked.connect(self._open_more)
        self.close_button = IconButton(look, "x", self.tr("Close the details"), keys="Esc")
        self.close_button.clicked.connect(self.closed)
        self._head_buttons = (self.pin, self.copy, self.more)
        for button in (*self._head_buttons, self.close_button):
            row.addWidget(button)
        return row

    def _make_foot(self) -> QWidget:
        look = self._context.look
        self._foot = QWidget(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._foot.setSizePolicy(policy)
        flow = FlowLayout(self._foot)
        look.space(flow, (24, 13, 16, 13), 8)
        keys = self._context.actions.shown_keys("add_to_brief")
        self.brief = Button(look, self.tr("Add to brief"), kind="primary", icon="file-text",
                            keys=keys, parent=self._foot)  # fmt: skip
        self.brief.clicked.connect(self.toggle_brief)
        self.out_of_brief = Button(look, self.tr("In the brief"), icon="check", tone="success",
                                   parent=self._foot)  # fmt: skip
        self.out_of_brief.describe(self.tr("In the brief: take out"), keys=keys)
        self.out_of_brief.clicked.connect(self.toggle_brief)
        self.commitment = Button(look, self.tr("New commitment"), icon="handshake",
                                 parent=self._foot)  # fmt: skip
        self.commitment.clicked.connect(self.ask_commitment)
        for button in (self.brief, self.out_of_brief, self.commitment):
            flow.addWidget(button)
        return self._foot

    # -- showing -------------------------------------------------------------------------
    @property
    def ref(self) -> Ref | None:
        """The record on screen."""
        return self._ref

    @property
    def record(self) -> Record | None:
        """The record as it was read last."""
        return self._shown.detail.record if self._shown else None

    @property
    def body(self) -> DetailBody | None:
        """The widgets of the noun on screen."""
        return self._body

    def show_nothing(self) -> None:
        """Show that no record is chosen."""
        self.keep_all()
        self._ref = self._shown = self._visited = None
        self._back.clear()
        self._dress()

    def show_record(self, ref: Ref, *, unless_visited: bool = False) -> None:
        """Show a record. With `unless_visited` a record opened from here stays on screen while the
        list stands on the same row as before.
        """
        if unless_visited and ref == self._visited and self._ref is not None:
            return
        self._visited = ref
        self._back.clear()
        self._open(ref)

    def follow_link(self, ref: Ref) -> None:
        """Show a linked record in this place; Back returns."""
        if self._ref is not None:
            self._back.append(self._ref)
        self._open(ref)

    def go_back(self) -> None:
        """Show the record before."""
        if self._back:
            self._open(self._back.pop())
            if not self._back:
                self.focus_first()

    def _open(self, ref: Ref) -> None:
        if ref != self._ref:
            self.keep_all()
            self._ref = ref
        self._read()

    def _read(self) -> None:
        ref = self._ref
        if ref is None:
            return

        def take(found: Shown | None) -> None:
            if ref == self._ref:
                self._take(found)

        self._context.dispatch.ask(lambda reader: read_shown(reader, ref), take, self)

    def _take(self, found: Shown | None) -> None:
        if found is None:
            if self._back:
                self.go_back()
            else:
                self.show_nothing()
            return
        is_new = self._shown is None or self._shown.detail.record.id != found.detail.record.id
        self._shown = found
        noun = NOUN[found.detail.noun]
        self._take_body(noun)
        assert self._body is not None
        self._body.show_record(found, self._drafts_of(found.detail.record.id))
        self._dress()
        if self._takes_keyboard:
            self._takes_keyboard = False
            if self.close_button.hasFocus():
                self._body.focus_first()
        self._go_to_title()
        if is_new:
            self.area.verticalScrollBar().setValue(0)
            self.shown.emit(Ref(found.detail.noun, found.detail.record.id))

    def _take_body(self, noun: Noun) -> None:
        body = self._bodies.get(noun.name)
        if body is None:
            body = DetailBody(self._context, noun, self)
            body.opened.connect(self.follow_link)
            body.amended.connect(self.amend)
            self._bodies[noun.name] = body
            self._holder.addWidget(body)
        if self._body is not body:
            if self._body is not None:
                self._body.hide()
            self._body = body
            body.show()

    def _dress(self) -> None:
        found = self._shown
        has = found is not None
        for widget in (self.area, *self._head_buttons):
            widget.setVisible(has)
        self._nothing.setVisible(not has)
        self.back.setVisible(bool(self._back))
        record = found.detail.record if found else None
        self._in_trash.setVisible(record is not None and record.deleted == Kept.TRASH)
        is_captured = isinstance(record, Captured)
        self._foot.setVisible(is_captured)
        self._foot_line.setVisible(is_captured)
        if found is None or record is None:
            self._code.setText("")
            return
        noun = NOUN[found.detail.noun]
        if isinstance(record, Captured):
            self.pin.setChecked(record.pinned)
            self.pin.describe(self.tr("Pinned: take the pin away") if record.pinned
                              else self.tr("Pin"))  # fmt: skip
            self.brief.setVisible(not record.for_brief)
            self.out_of_brief.setVisible(record.for_brief)
            self.commitment.setVisible(noun.name != "commitment")
        self.pin.setVisible(is_captured)
        self._show_code(noun, record)

    def _show_code(self, noun: Noun, record: Record) -> None:
        code = show_number(noun, record.number) if isinstance(record, Captured) else noun.label
        changed = record.updated_at
        parts = [code]
        if isinstance(changed, datetime):
            when = since(changed, self._context.now())
            parts.append(self.tr("Edited {when}").format(when=when))
        self._code.setText("  ·  ".join(filter(None, parts)))

    # -- what is typed -------------------------------------------------------------------
    def keep_all(self) -> None:
        """Save what is being typed here now."""
        if self._body is not None:
            self._body.keep_all()

    def _drafts_of(self, key: str) -> dict[str, str]:
        """Return unsent text of an earlier session for a record, by field, once."""
        if self._drafts is None:
            found = self._context.dispatch.workspace.drafts()
            self._drafts = {draft.place: draft.text for draft in found}
        mine = [place for place in self._drafts if place.split("/")[1:2] == [key]]
        return {place.split("/")[2]: self._drafts.pop(place) for place in mine}

    # -- commands ------------------------------------------------------------------------
    def amend(self, field: str, value: object, session: str = "") -> None:
        """Give a field of the record a new value."""
        if self._ref is not None:
            command = AmendRecords((self._ref,), {field: value}, session=session)
            self._context.dispatch.run(command, self)

    def _toggle_pin(self) -> None:
        record = self.record
        if isinstance(record, Captured):
            self.amend("pinned", not record.pinned)

    def toggle_brief(self) -> None:
        """Put the item into the brief, or take it out."""
        record = self.record
        if self._ref is not None and isinstance(record, Captured):
            words = self.tr("take out of brief") if record.for_brief else self.tr("add to brief")
            values = {"for_brief": not record.for_brief}
            command = AmendRecords((self._ref,), values, label=words)
            had = self.brief.hasFocus() or self.out_of_brief.hasFocus()
            other = self.brief if record.for_brief else self.out_of_brief
            self._context.dispatch.run(command, self)
            if had:
                self.brief.setVisible(record.for_brief)
                self.out_of_brief.setVisible(not record.for_brief)
                other.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy_link(self) -> None:
        """Copy number and text, to be pasted into a message."""
        record = self.record
        if record is None or self._ref is None:
            return
        noun = NOUN[self._ref.noun]
        code = show_number(noun, record.number) if isinstance(record, Captured) else ""
        words = f"{code} {getattr(record, noun.headline)}".strip()
        QGuiApplication.clipboard().setText(words)
        self._context.say(self.tr("Copied: {words}").format(words=words))

    def duplicate(self) -> None:
        """Make the same item again, with its facts but without its number, dots and history."""
        record = self.record
        if not isinstance(record, Captured):
            return
        again = replace(record, id=new_id(), number=None, created_at=None, created_by="",
                        updated_at=None, heard_at=None, dots=None, typed="", pinned=False,
                        for_brief=False)  # fmt: skip

        def made(outcome: Outcome) -> None:
            self.follow_link(Ref(NOUN[self._noun_name()].name, again.id))

        self._context.dispatch.run(LogRecords((again,)), self, made)

    def _noun_name(self) -> str:
        return self._ref.noun if self._ref else ""

    def trash(self) -> None:
        """Move the record to Trash."""
        if self._ref is not None and self._body is not None:
            self.keep_all()
            self._body.edits.trash((self._ref,))

    def _restore(self) -> None:
        if self._ref is not None:
            self._context.dispatch.run(RestoreRecords((self._ref,)), self)

    def _open_more(self) -> None:
        look, menu = self._context.look, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.tr("More"))
        menu.addAction(look.icon("list"), self.tr("Edit all fields"), self.edit_all)
        menu.addAction(look.icon("copy"), self.tr("Copy link"), self.copy_link)
        if isinstance(self.record, Captured):
            menu.addAction(look.icon("file-plus"), self.tr("Duplicate"), self.duplicate)
        menu.addSeparator()
        menu.addAction(look.icon("trash-2"), self.tr("Move to Trash"), self.trash)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    def edit_all(self) -> None:
        """Open the form with every field."""
        from nghs_desktop.ui.dialogs.record_form import open_form

        if self._ref is not None:
            self.keep_all()
            open_form(self._context, self._ref, self)

    # -- commitments ---------------------------------------------------------------------
    def ask_commitment(self) -> None:
        """Ask what somebody will do about this item."""
        popup = CommitmentPopup(self._context, self)
        popup.kept.connect(self._add_commitment)
        popup.open_at(self.commitment, QPoint(0, -self._context.look.px(92)))

    def _add_commitment(self, text: str) -> None:
        record = self.record
        if not isinstance(record, Captured) or self._ref is None:
            return
        made = Commitment(
            id=new_id(), title=text, group_id=record.group_id, lever_id=record.lever_id
        )
        joined = link("commitment", made.id, LinkKind.RELATES, self._ref.noun, self._ref.id)

        def said(outcome: Outcome) -> None:
            words = self.tr("Commitment added.")
            self._context.say(words, action_words=self.tr("Open"), action=open_it)

        def open_it() -> None:
            self.follow_link(Ref("commitment", made.id))

        self._context.dispatch.run(LogRecords((made,), (joined,)), self, said)

    # -- following changes ---------------------------------------------------------------
    def _when_changed(self, changes: ChangeSet, _origin: object) -> None:
        if self._ref is None:
            return
        if self._body is not None and self._body.process is not None:
            self._body.process.when_changed(changes)
        near = changes.touches("link", "person", "organization", "lever", "term", "tag")
        if near or self._ref.id in changes.ids(self._ref.noun):
            self._timer.start()

    # -- keyboard ------------------------------------------------------------------------
    def focus_title(self) -> None:
        """Put the caret into the title, as soon as it is there."""
        self._wants_title = True
        self._go_to_title()

    def _go_to_title(self) -> None:
        if self._wants_title and self._body is not None and self._is_read():
            self._wants_title = False
            self._body.title.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Put the keyboard on the first fact, as soon as it is there."""
        is_here = self._shown is not None and self._ref is not None
        if self._body is not None and is_here and self._is_read():
            self._body.focus_first()
        elif self._ref is not None:
            self._takes_keyboard = True
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_read(self) -> bool:
        found = self._shown
        return found is not None and self._ref == Ref(found.detail.noun, found.detail.record.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Alt+Left where there is a way back."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Left and self._back:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._context.look.colour("surface"))
        painter.end()


class _TrashStrip(QWidget):
    """Says that the record lies in the Trash, with a way back."""

    restored = Signal()

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = context.look
        row = QHBoxLayout(self)
        context.look.space(row, (24, 6, 12, 6), 8)
        row.addWidget(Label(context.look, self.tr("This lies in the Trash."), "body"), 1)
        button = Button(context.look, self.tr("Restore"), icon="rotate-ccw")
        button.clicked.connect(self.restored)
        row.addWidget(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("barrier_tint"))
        painter.end()


class CommitmentPopup(Popup):
    """Asks for one line: what somebody will do."""

    kept = Signal(str)

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(context.look, "", parent)
        words = self.tr("What will be done about it")
        self.setAccessibleName(self.tr("New commitment"))
        context.look.space(self.column, (12, 10, 12, 12), 8)
        self.column.addWidget(Label(context.look, self.tr("New commitment"), "strong"))
        self.field = Field(context.look, words, placeholder=words)
        self.field.returnPressed.connect(self._enter)
        self.column.addWidget(self.field)
        self.setFixedWidth(context.look.px(380))

    def focus_inside(self) -> None:
        """Put the caret into the field."""
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _enter(self) -> None:
        text = self.field.text().strip()
        if text:
            self.close()
            self.kept.emit(text)
