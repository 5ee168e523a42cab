"""Records that belong to the one in the details: a list of cards, each opening in place to be edited.

What a card says and which facts it offers is told by the panel; nothing here knows a process.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.domain.changes import Outcome
from nghs_desktop.domain.commands import (
    AmendRecords,
    LogRecords,
    Ref,
    RestoreRecords,
    Together,
    TrashRecords,
)
from nghs_desktop.domain.describe import Described, FieldKind
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.records import Record
from nghs_desktop.domain.spoken_dates import short_date
from nghs_desktop.services.api import NamedRow
from nghs_desktop.ui.dialogs.popups import NOBODY, DayPicker, Picker
from nghs_desktop.ui.dialogs.sources import names_of
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.detail_links import LinkCard, Linked
from nghs_desktop.ui.views.detail_prose import SavingText
from nghs_desktop.ui.views.item_edits import named_record
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.properties import Choice, PropertyRow

Choices = Mapping[str, Callable[[], Sequence[Choice]]]
_ADDED = ("person", "organization")


def as_high_as_needed() -> QSizePolicy:
    """Return the policy of what holds lines that wrap: its height follows from its width."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    return policy


class FieldRows(QWidget):
    """Some facts of a record as rows that edit in place; each change is saved at once.

    `choices` gives lines a closed list of words, by field; `left_out` names the facts that a
    record has no use for.
    """

    def __init__(
        self,
        context: ViewContext,
        noun: str,
        fields: Sequence[str],
        parent: QWidget,
        choices: Choices | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._noun = context, NOUN[noun]
        self._record: Record | None = None
        self._choices = choices or {}
        self.left_out: Callable[[Record], Collection[str]] = _nothing
        self.rows: dict[str, PropertyRow] = {}
        self.texts: dict[str, SavingText] = {}
        column = QVBoxLayout(self)
        context.look.space(column, spacing=2)
        for name in fields:
            field = self._noun.field[name]
            if field.about.kind is FieldKind.PROSE:
                text = SavingText(
                    context, name, field.about.label, placeholder=self.tr("Write it here")
                )
                text.saved.connect(self._save_text)
                self.texts[name] = text
                column.addWidget(text)
            else:
                self.rows[name] = self._make_row(field)
                column.addWidget(self.rows[name])
        context.look.changed.connect(self._align)

    def _make_row(self, field: Described) -> PropertyRow:
        row = PropertyRow(self._context.look, field.about.label, self)
        kind = field.about.kind
        if field.name in self._choices or kind in (FieldKind.CHOICE, FieldKind.FLAG):
            row.offer(partial(self._offered, field))
        elif kind in (FieldKind.LINE, FieldKind.WHOLE):
            row.let_type(field.about.help)
        row.chosen.connect(partial(self._chosen, field))
        row.edited.connect(partial(self._edited, field))
        row.asked.connect(partial(self._asked, field))
        return row

    def show_record(self, record: Record, names: Mapping[str, str]) -> None:
        """Show a record; `names` are those of the records it refers to, by key."""
        self._record = record
        out = self.left_out(record)
        for name, row in self.rows.items():
            row.setVisible(name not in out)
            row.show_value(self._words(self._noun.field[name], getattr(record, name), names))
        self._align()
        for name, text in self.texts.items():
            text.show_text(Ref(self._noun.name, record.id), str(getattr(record, name)))

    def _align(self) -> None:
        shown = [row for row in self.rows.values() if not row.isHidden()]
        wide = max((row.label_width for row in shown), default=0)
        for row in shown:
            row.give_label(wide)

    def keep_all(self) -> None:
        """Save what is being typed."""
        for text in self.texts.values():
            text.keep()

    def _words(self, field: Described, value: Any, names: Mapping[str, str]) -> str:
        if value is None or value == "":
            return ""
        if field.name in self._choices:
            found = (one.words for one in self._choices[field.name]() if one.key == value)
            return next(found, str(value))
        match field.about.kind:
            case FieldKind.REFERENCE:
                return names.get(str(value), "")
            case FieldKind.CHOICE:
                return str(value.label)
            case FieldKind.FLAG:
                return self.tr("Yes") if value else self.tr("No")
            case FieldKind.DAY:
                return short_date(value, self._context.today())
            case _:
                return str(value)

    def _offered(self, field: Described) -> Sequence[Choice]:
        if field.name in self._choices:
            return [*self._choices[field.name](), Choice("", self.tr("None"), "x")]
        if field.about.kind is FieldKind.FLAG:
            return [Choice("yes", self.tr("Yes"), "check"), Choice("", self.tr("No"), "x")]
        found = [Choice(str(word), word.label, "circle-dot") for word in field.about.choices or ()]
        return [*found, Choice("", self.tr("None"), "x")] if field.optional else found

    # -- changes -------------------------------------------------------------------------
    def amend(self, name: str, value: object, also: tuple[Record, ...] = ()) -> None:
        """Give a fact a new value, in one step with the records it needs."""
        if self._record is None:
            return
        change = AmendRecords((Ref(self._noun.name, self._record.id),), {name: value})
        if also:
            label = self.tr("change {what}").format(what=self._noun.label.lower())
            self._context.dispatch.run(Together((LogRecords(also), change), label), self)
        else:
            self._context.dispatch.run(change, self)

    def _chosen(self, field: Described, key: str) -> None:
        if field.about.kind is FieldKind.FLAG:
            self.amend(field.name, key == "yes")
        elif field.about.kind is FieldKind.LINE:
            self.amend(field.name, key)
        else:
            self.amend(field.name, key or None)

    def _edited(self, field: Described, words: str) -> None:
        if field.about.kind is not FieldKind.WHOLE:
            self.amend(field.name, words)
        elif not words:
            self.amend(field.name, None)
        elif (figure := words.replace(",", "")).isdecimal() and len(figure) < 10:
            self.amend(field.name, int(figure))
        else:
            self._context.say(
                self.tr("{field} is a whole number. Nothing was changed.").format(
                    field=field.about.label
                )
            )

    def _asked(self, field: Described) -> None:
        if field.about.kind is FieldKind.DAY:
            day = getattr(self._record, field.name, None)
            self._ask_day(field, day)
        elif field.about.kind is FieldKind.REFERENCE:
            noun = field.about.refers_to
            picker = Picker(
                self._context.look,
                field.about.label,
                names_of(self._context.dispatch, noun, self),
                self,
                add=self.tr("Add {name}") if noun in _ADDED else "",
                none=self.tr("None"),
            )
            picker.chosen.connect(partial(self._referred, field))
            picker.open_at(self.rows[field.name].button)

    def _ask_day(self, field: Described, day: date | None) -> None:
        context = self._context
        picker = DayPicker(context.look, field.about.label, day, context.today(), self)
        picker.chosen.connect(partial(self.amend, field.name))
        picker.open_at(self.rows[field.name].button)

    def _referred(self, field: Described, row: NamedRow) -> None:
        if row.noun == NOBODY:
            self.amend(field.name, None)
        elif row.id:
            self.amend(field.name, row.id)
        else:
            made = named_record(field.about.refers_to, row.name)
            self.amend(field.name, made.id, (made,))

    def _save_text(self, field: str, text: str, place: str) -> None:
        noun, key, _ = place.split("/")
        dispatch = self._context.dispatch

        def saved(outcome: Outcome) -> None:
            dispatch.workspace.clear_draft(place, f"{key}/{field}")

        command = AmendRecords((Ref(noun, key),), {field: text}, session=place)
        dispatch.run(command, self, saved)


def _nothing(_record: Record) -> Collection[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Item:
    """One card: its record, what it says, and what stands under it when it is open."""

    record: Record
    title: str
    facts: str = ""
    below: tuple[str, ...] = ()
    fixed: bool = False
    """Whether it can only be looked at."""


class RecordList(QWidget):
    """A heading, cards, and one of them open at a time. `add_asked` comes from the button;
    `opened_one(key)` when a card opens, with "" when it closes."""

    add_asked = Signal()
    opened_one = Signal(str)

    def __init__(
        self,
        context: ViewContext,
        noun: str,
        heading: str,
        add_words: str,
        parent: QWidget,
        *,
        fields: Sequence[str],
        choices: Choices | None = None,
    ) -> None:
        super().__init__(parent)
        look = context.look
        self._context, self._noun = context, noun
        self._items: tuple[Item, ...] = ()
        self._names: Mapping[str, str] = {}
        self.cards: list[LinkCard] = []
        self.open_id = ""
        self.setSizePolicy(as_high_as_needed())
        self._column = QVBoxLayout(self)
        look.space(self._column, (8, 6, 8, 2), 8)
        head = QHBoxLayout()
        look.space(head, spacing=8)
        self.heading = Label(look, heading, "strong", wrap=True)
        head.addWidget(self.heading, 1)
        self.add = Button(look, add_words, kind="ghost", icon="plus")
        self.add.describe(self.tr("{add}: {heading}").format(add=add_words, heading=heading))
        self.add.clicked.connect(self.add_asked)
        head.addWidget(self.add)
        self._column.addLayout(head)
        self.editor = Card(look, self)
        self.editor.setSizePolicy(as_high_as_needed())
        inside = QVBoxLayout(self.editor)
        look.space(inside, (12, 10, 8, 10), 8)
        self.below = Label(look, "", "caption", "text2", wrap=True)
        inside.addWidget(self.below)
        self.fields = FieldRows(context, noun, fields, self.editor, choices)
        inside.addWidget(self.fields)
        self.trash = Button(look, self.tr("Move to Trash"), kind="ghost", icon="trash-2")
        self.trash.clicked.connect(self._trash)
        inside.addWidget(self.trash)
        self._column.addWidget(self.editor)
        self.editor.hide()

    @property
    def shown(self) -> tuple[LinkCard, ...]:
        """The cards on screen."""
        return tuple(card for card in self.cards if not card.isHidden())

    def show_items(self, items: Sequence[Item], names: Mapping[str, str] | None = None) -> None:
        """Show these; the one that is open stays open."""
        self._items, self._names = tuple(items), names or {}
        while len(self.cards) < len(items):
            card = LinkCard(self._context.look, self)
            card.opened.connect(self._toggle)
            self.cards.append(card)
            self._column.addWidget(card)
        for card, item in zip(self.cards, items, strict=False):
            card.show_linked(Linked(NamedRow(self._noun, item.record.id, item.title), item.facts))
        had = next((card for card in self.cards if card.hasFocus()), None)
        for at, card in enumerate(self.cards):
            card.setVisible(at < len(items))
        if had is not None and had.isHidden():
            (self.cards[len(items) - 1] if items else self.add).setFocus(
                Qt.FocusReason.OtherFocusReason
            )
        self._show_open()

    def open_one(self, id: str) -> None:
        """Open a card, or close the open one with ""; tells `opened_one`."""
        self.fields.keep_all()
        self.open_id = id
        self._show_open()
        self.opened_one.emit(id)

    def _toggle(self, ref: Ref) -> None:
        self.open_one("" if self.open_id == ref.id else ref.id)

    def _show_open(self) -> None:
        at = next((at for at, one in enumerate(self._items) if one.record.id == self.open_id), None)
        if at is None:
            self.editor.hide()
            return
        item = self._items[at]
        self._column.removeWidget(self.editor)
        self._column.insertWidget(self._column.indexOf(self.cards[at]) + 1, self.editor)
        self.below.setText("\n".join(item.below))
        self.below.setVisible(bool(item.below))
        self.fields.setVisible(not item.fixed)
        self.trash.setVisible(not item.fixed)
        if not item.fixed:
            self.fields.show_record(item.record, self._names)
        self.editor.setVisible(not item.fixed or bool(item.below))
        QWidget.setTabOrder(self.cards[at], self.editor)

    def _trash(self) -> None:
        ref = Ref(self._noun, self.open_id)
        context = self._context

        def bring_back() -> None:
            context.dispatch.run(RestoreRecords((ref,)), self)

        def gone(outcome: Outcome) -> None:
            context.say(self.tr("Moved to Trash."), action_words=self.tr("Undo"), action=bring_back)

        self.open_id = ""
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        context.dispatch.run(TrashRecords((ref,)), self, gone)

    def keep_all(self) -> None:
        """Save what is being typed."""
        self.fields.keep_all()
