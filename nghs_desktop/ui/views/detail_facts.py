"""The facts of a record as rows that edit in place, made from the noun's description."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.describe import Described, FieldKind
from nghs_desktop.domain.links import LinkKind
from nghs_desktop.domain.nouns import Noun
from nghs_desktop.domain.records import Impact, Record
from nghs_desktop.domain.spoken_dates import short_date
from nghs_desktop.services.api import Detail, LinkedRow, NamedRow
from nghs_desktop.ui.dialogs.popups import NOBODY, DayPicker, Picker
from nghs_desktop.ui.dialogs.sources import names_of
from nghs_desktop.ui.kinds import LEVERS, OTHER_LEVER_ICON
from nghs_desktop.ui.models.days import days_late, whole_moment
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.item_edits import ItemEdits, named_record
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.properties import Choice, PropertyRow

FIRST = ("status", "level", "lever_id", "impact", "said_by_id", "owner_id", "due")
"""What a captured item shows at once; its other facts come with “more facts”."""

ONLY_FOR = {"level": ("practice",)}
"""First facts that only some nouns show at once."""

LATER = ("group_id", "meeting_id", "agenda_item_id", "dots")
_LINKED: tuple[tuple[LinkKind, str], ...] = (
    (LinkKind.AT, "organization"),
    (LinkKind.MENTIONS, "person"),
    (LinkKind.TAGGED, "tag"),
)
_ADDED = ("person", "organization", "term", "tag")
"""Nouns a picker may add by name alone."""

_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "status": "circle-dot",
        "level": "award",
        "lever_id": OTHER_LEVER_ICON,
        "impact": "trending-up",
        "said_by_id": "user",
        "owner_id": "user",
        "contact_id": "user",
        "nominee_id": "user",
        "due": "calendar",
        "dots": "vote",
        "meeting_id": "presentation",
        "agenda_item_id": "list",
        "group_id": "users",
        "organization_id": "school",
        "practice_id": "lightbulb",
        "url": "external-link",
        "kind": "tag",
        "kind_id": "tag",
        "type": "tag",
        "subtype_id": "tag",
        "place": "map-pinned",
        "state": "map",
        "states": "map",
    }
)
_KIND_ICONS: Mapping[FieldKind, str] = MappingProxyType(
    {
        FieldKind.LINE: "pencil",
        FieldKind.WHOLE: "hash",
        FieldKind.FLAG: "square-check",
        FieldKind.DAY: "calendar",
        FieldKind.MOMENT: "clock",
        FieldKind.CHOICE: "circle-dot",
        FieldKind.REFERENCE: "link",
    }
)


class Facts(QWidget):
    """The rows of one noun. `amended(field, value)` and `linked(kind, noun, NamedRow)` ask for
    changes; `unlinked(link key)` for taking a link away. Rows are made once and shown again.
    """

    amended = Signal(str, object)
    linked = Signal(object, str, object)
    unlinked = Signal(str)

    def __init__(
        self, context: ViewContext, noun: Noun, edits: ItemEdits, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._noun, self._edits = context, noun, edits
        self._detail: Detail | None = None
        self._rows: dict[str, PropertyRow] = {}
        self._links: dict[LinkKind, PropertyRow] = {}
        column = QVBoxLayout(self)
        context.look.space(column, (8, 0, 0, 0), 2)
        for field in _in_order(noun):
            row = self._make_row(field)
            self._rows[field.name] = row
            column.addWidget(row)
            if field.name == "said_by_id":
                self._make_links(column)
        self._all = False
        self._more = Button(context.look, "", kind="ghost", icon="chevron-down")
        self._more.clicked.connect(self._toggle_more)
        self._more.hide()
        column.addWidget(self._more)

    @property
    def rows(self) -> Mapping[str, PropertyRow]:
        """The row of each field."""
        return self._rows

    # -- making --------------------------------------------------------------------------
    def _make_row(self, field: Described) -> PropertyRow:
        row = PropertyRow(self._context.look, self._label(field), self)
        kind = field.about.kind
        if field.name == "lever_id":
            row.offer(self._edits.lever_choices)
        elif kind is FieldKind.CHOICE:
            row.offer(partial(self._choices, field))
        elif kind is FieldKind.FLAG:
            row.offer(self._yes_or_no)
        elif kind in (FieldKind.LINE, FieldKind.WHOLE):
            row.let_type(field.about.help)
        row.chosen.connect(partial(self._chosen, field))
        row.edited.connect(partial(self._edited, field))
        row.asked.connect(partial(self._asked, field))
        return row

    def _label(self, field: Described) -> str:
        return field.about.label

    def _make_links(self, column: QVBoxLayout) -> None:
        labels = {
            LinkKind.AT: self.tr("Schools"),
            LinkKind.MENTIONS: self.tr("Mentions"),
            LinkKind.TAGGED: self.tr("Tags"),
        }
        for kind, noun in _LINKED:
            row = PropertyRow(self._context.look, labels[kind], self)
            row.asked.connect(partial(self.ask_links, kind, noun))
            self._links[kind] = row
            column.addWidget(row)

    # -- showing -------------------------------------------------------------------------
    def show_detail(self, detail: Detail) -> None:
        """Show a record's facts."""
        self._detail = detail
        record = detail.record
        later = 0
        for name, row in self._rows.items():
            field = self._noun.field[name]
            value = getattr(record, name)
            self._show_value(row, field, value, record)
            filled = value not in (None, "", False)
            first = self._is_first(name)
            later += filled and not first
            row.setVisible(first or (filled and self._all))
        self._show_more(later)
        for kind, row in self._links.items():
            found = self._linked_by(kind)
            words = ", ".join(link.other.name for link in found)
            icon = {"at": "map-pinned", "mentions": "users", "tagged": "tag"}[str(kind)]
            row.show_value(words, icon=icon)
            row.setVisible(bool(found) or kind is LinkKind.AT or self._all)
        rows = [row for row in (*self._rows.values(), *self._links.values()) if not row.isHidden()]
        wide = max((row.label_width for row in rows), default=0)
        for row in rows:
            row.give_label(wide)

    def _is_first(self, name: str) -> bool:
        if not self._noun.captured:
            return True
        return name in FIRST and self._noun.name in ONLY_FOR.get(name, (self._noun.name,))

    def _show_more(self, later: int) -> None:
        if self._all:
            words = self.tr("Fewer facts")
        else:
            one = self.tr("1 more fact")
            words = one if later == 1 else self.tr("{n} more facts").format(n=later)
        self._more.setText(words)
        self._more.describe(words)
        self._more.set_icon("chevron-up" if self._all else "chevron-down")
        self._more.setVisible(bool(later))

    def _toggle_more(self) -> None:
        self._all = not self._all
        if self._detail is not None:
            self.show_detail(self._detail)

    def _linked_by(self, kind: LinkKind) -> list[LinkedRow]:
        links = self._detail.links if self._detail else ()
        return [link for link in links if link.forward and link.kind is kind]

    def _show_value(self, row: PropertyRow, field: Described, value: Any, record: Record) -> None:
        icon = _ICONS.get(field.name, _KIND_ICONS.get(field.about.kind, "circle"))
        tone: Role = "text2"
        words = self._words(field, value)
        if field.name == "lever_id" and words:
            mark = LEVERS.get(words.lower())
            icon = mark.icon if mark else icon
        elif field.name == "impact" and value == Impact.HIGH:
            tone = "danger"
        elif field.name == "status" and value in self._noun.finished:
            icon, tone = "circle-check", "success"
        elif field.name == "said_by_id" and words:
            heard = getattr(record, "heard_at", None)
            if isinstance(heard, datetime):
                day = heard.astimezone(self._context.now().tzinfo).date()
                words = f"{words}, {short_date(day, self._context.today())}"
        elif field.name == "due" and isinstance(value, date):
            late = (self._context.today() - value).days
            status = getattr(record, "status", None)
            if late > 0 and status not in self._noun.finished:
                words, tone = f"{words}, {days_late(late)}", "warning"
        row.show_value(words, icon=icon, tone=tone)

    def _words(self, field: Described, value: Any) -> str:
        if value is None or value == "":
            return ""
        match field.about.kind:
            case FieldKind.REFERENCE:
                return self._detail.names.get(str(value), "") if self._detail else ""
            case FieldKind.CHOICE:
                return str(getattr(value, "label", value))
            case FieldKind.FLAG:
                return self.tr("Yes") if value else self.tr("No")
            case FieldKind.DAY:
                return short_date(value, self._context.today())
            case FieldKind.MOMENT:
                return whole_moment(value, self._context.now())
            case _:
                return str(value)

    # -- editing -------------------------------------------------------------------------
    def _choices(self, field: Described) -> Sequence[Choice]:
        icon = _ICONS.get(field.name, "circle-dot")
        words = field.about.choices or ()
        found = [Choice(str(word), word.label, icon) for word in words]
        return [*found, Choice("", self.tr("None"), "x")] if field.optional else found

    def _yes_or_no(self) -> Sequence[Choice]:
        return [Choice("yes", self.tr("Yes"), "check"), Choice("", self.tr("No"), "x")]

    def _chosen(self, field: Described, key: str) -> None:
        value: object = key or None
        if field.about.kind is FieldKind.FLAG:
            value = key == "yes"
        self.amended.emit(field.name, value)

    def _edited(self, field: Described, words: str) -> None:
        if field.about.kind is not FieldKind.WHOLE:
            self.amended.emit(field.name, words)
        elif not words:
            self.amended.emit(field.name, None)
        elif words.isdecimal() and len(words) < 10:
            self.amended.emit(field.name, int(words))
        else:
            self._context.say(
                self.tr("{field} is a whole number. Nothing was changed.").format(
                    field=field.about.label
                )
            )

    def _asked(self, field: Described) -> None:
        if field.about.kind is FieldKind.DAY:
            self._ask_day(field)
        elif field.about.kind is FieldKind.REFERENCE:
            self._ask_reference(field)

    def _ask_day(self, field: Described) -> None:
        record = self._detail.record if self._detail else None
        picker = DayPicker(
            self._context.look,
            field.about.label,
            getattr(record, field.name, None),
            self._context.today(),
            self,
        )
        picker.chosen.connect(partial(self.amended.emit, field.name))
        picker.open_at(self._rows[field.name].button)

    def _ask_reference(self, field: Described) -> None:
        noun = field.about.refers_to
        can_add = noun in _ADDED
        picker = Picker(
            self._context.look,
            field.about.label,
            names_of(self._context.dispatch, noun, self),
            self,
            add=self.tr("Add {name}") if can_add else "",
            none=self.tr("None"),
        )
        picker.chosen.connect(partial(self._referred, field))
        picker.open_at(self._rows[field.name].button)

    def _referred(self, field: Described, row: NamedRow) -> None:
        if row.noun == NOBODY:
            self.amended.emit(field.name, None)
        else:
            key = row.id or self.add(field.about.refers_to, row.name)
            self.amended.emit(field.name, key)

    def add(self, noun: str, name: str) -> str:
        """Make a record with only a name; return its key."""
        record = named_record(noun, name)
        self._context.dispatch.run(LogRecords((record,)), self)
        return record.id

    def ask_links(self, kind: LinkKind, noun: str) -> None:
        """Open the list of names where several can be chosen."""
        row = self._links[kind]
        picker = Picker(
            self._context.look,
            row.button.accessibleName().split(":")[0],
            names_of(self._context.dispatch, noun, self),
            self,
            add=self.tr("Add {name}"),
            is_on=partial(self._is_linked, kind),
            many=True,
        )
        picker.chosen.connect(partial(self._toggle_link, kind, noun))
        picker.open_at(row.button)

    def _is_linked(self, kind: LinkKind, key: str) -> bool:
        return any(link.other.id == key for link in self._linked_by(kind))

    def _toggle_link(self, kind: LinkKind, noun: str, chosen: NamedRow) -> None:
        known = next(
            (k for k in self._linked_by(kind) if chosen.id and k.other.id == chosen.id), None
        )
        if known is not None:
            self.unlinked.emit(known.link_id)
        else:
            self.linked.emit(kind, noun, chosen)


def _in_order(noun: Noun) -> list[Described]:
    shown = [
        field
        for field in noun.fields
        if field.about.shown
        and field.about.kind is not FieldKind.PROSE
        and field.name != noun.headline
    ]
    if not noun.captured:
        return shown
    places: dict[str, int] = {name: at for at, name in enumerate(FIRST)}
    places |= {name: 100 + at for at, name in enumerate(LATER)}
    return sorted(shown, key=lambda field: places.get(field.name, 50))
