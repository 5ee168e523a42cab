"""What lists, bulk bar and detail panel do to records: one command each, with a toast that takes
exactly this back. No widget layout in here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.changes import Outcome
from nghs_desktop.domain.commands import (
    AmendRecords,
    ConnectRecords,
    LogRecords,
    Ref,
    RestoreRecords,
    TrashRecords,
)
from nghs_desktop.domain.describe import Word
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.links import LinkKind, link, tag
from nghs_desktop.domain.nouns import NOUN, Noun
from nghs_desktop.domain.records import Impact, Record
from nghs_desktop.services.api import NamedRow, levers
from nghs_desktop.ui.dialogs.popups import DayPicker, Picker, choose_from
from nghs_desktop.ui.dialogs.sources import names_of
from nghs_desktop.ui.kinds import LEVERS, OTHER_LEVER_ICON
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.properties import Choice

Refs = Sequence[Ref]


def named_record(noun: str, name: str) -> Record:
    """Return a new record of a noun that has nothing but a name yet."""
    if noun == "tag":
        return tag(name)
    fields: dict[str, Any] = {"id": new_id(), NOUN[noun].headline: name}
    return NOUN[noun].cls(**fields)


class ItemEdits(QObject):
    """Commands on records of one noun, from wherever in a view. Parented to that view."""

    def __init__(self, context: ViewContext, noun: Noun, view: QWidget) -> None:
        super().__init__(view)
        self._context, self._noun, self._view = context, noun, view
        self._levers: tuple[Lever, ...] = ()
        context.dispatch.ask(levers, self._take_levers, self)

    def _take_levers(self, found: tuple[Lever, ...]) -> None:
        self._levers = found

    # -- commands ------------------------------------------------------------------------
    def amend(self, refs: Refs, values: Mapping[str, Any], label: str = "") -> None:
        """Give fields new values."""
        if refs:
            command = AmendRecords(tuple(refs), dict(values), label=label)
            self._context.dispatch.run(command, self._view)

    def trash(self, refs: Refs, then: Callable[[], None] | None = None) -> None:
        """Move to Trash; the toast brings them back."""
        if not refs:
            return
        gone = tuple(refs)

        def done(outcome: Outcome) -> None:
            self._say_trashed(gone)
            if then is not None:
                then()

        self._context.dispatch.run(TrashRecords(gone), self._view, done)

    def _say_trashed(self, refs: tuple[Ref, ...]) -> None:
        if len(refs) == 1:
            words = self.tr("Moved to Trash.")
        else:
            noun = NOUN[refs[0].noun]
            plural = noun.plural.lower() if len({ref.noun for ref in refs}) == 1 else ""
            words = self.tr("Moved {n} {what} to Trash.").format(
                n=len(refs), what=plural or self.tr("items")
            )

        def bring_back() -> None:
            self._context.dispatch.run(RestoreRecords(refs), self._view)

        self._context.say(words, action_words=self.tr("Undo"), action=bring_back)

    def set_status(self, refs: Refs, status: Word) -> None:
        """Set a status."""
        self.amend(refs, {"status": status})

    def set_quick(self, refs: Refs, number: int) -> None:
        """Set the status of keys 1 to 4."""
        if 0 < number <= len(self._noun.quick):
            self.set_status(refs, self._noun.quick[number - 1])

    def set_done(self, ref: Ref, done: bool, before: str) -> None:
        """Tick a commitment off, or open it again."""
        status = self._noun.quick[2] if done else self._noun.quick[0]
        self.set_status((ref,), status)
        if done:

            def open_again() -> None:
                self.amend((ref,), {"status": before})

            self._context.say(self.tr("Done."), action_words=self.tr("Undo"), action=open_again)

    def add_tag(self, refs: Refs, name: str) -> None:
        """Hang a word on records."""
        word = tag(name.strip())
        links = tuple(link(ref.noun, ref.id, LinkKind.TAGGED, "tag", word.id) for ref in refs)
        label = self.tr("add the tag “{name}”").format(name=word.name)
        self._context.dispatch.run(ConnectRecords(links, also=(word,), label=label), self._view)

    # -- menus and pickers ---------------------------------------------------------------
    def status_choices(self) -> list[Choice]:
        """Return the statuses of the noun for a menu."""
        words = self._noun.status
        return [Choice(str(word), word.label, "circle-dot") for word in words or ()]

    def lever_choices(self, *, none: bool = True) -> list[Choice]:
        """Return the levers for a menu."""
        found = []
        for lever in self._levers:
            mark = LEVERS.get(lever.name.lower())
            found.append(Choice(lever.id, lever.name, mark.icon if mark else OTHER_LEVER_ICON))
        return [*found, Choice("", self.tr("No lever"), "x")] if none else found

    def impact_choices(self) -> list[Choice]:
        """Return the impacts for a menu."""
        return [
            *(Choice(str(word), word.label, "trending-up") for word in reversed(Impact)),
            Choice("", self.tr("No impact"), "x"),
        ]

    def ask_status(self, refs: Refs, at: QPoint, current: str = "") -> None:
        """Open the menu of statuses."""
        self._menu(
            self.tr("Status"), self.status_choices(), current, at,
            lambda key: self.amend(refs, {"status": key}),
        )  # fmt: skip

    def ask_lever(self, refs: Refs, at: QPoint, current: str = "") -> None:
        """Open the menu of levers."""
        self._menu(
            self.tr("Lever"), self.lever_choices(), current, at,
            lambda key: self.amend(refs, {"lever_id": key or None}),
        )  # fmt: skip

    def ask_impact(self, refs: Refs, at: QPoint, current: str = "") -> None:
        """Open the menu of impacts."""
        self._menu(
            self.tr("Impact"), self.impact_choices(), current, at,
            lambda key: self.amend(refs, {"impact": key or None}),
        )  # fmt: skip

    def _menu(
        self,
        title: str,
        choices: Sequence[Choice],
        current: str,
        at: QPoint,
        pick: Callable[[str], None],
    ) -> None:
        choose_from(self._context.look, self._view, title, choices, current, pick, at)

    def ask_owner(self, refs: Refs, anchor: QWidget, below: QPoint | None = None) -> Picker:
        """Open the picker of people; an unknown name is added."""
        return self.ask_person("owner_id", self.tr("Owner"), refs, anchor, below)

    def ask_person(
        self, field: str, title: str, refs: Refs, anchor: QWidget, below: QPoint | None = None
    ) -> Picker:
        """Open the picker of people for a field."""
        source = names_of(self._context.dispatch, "person", self)
        add = self.tr("Add {name}")
        picker = Picker(self._context.look, title, source, self._view, add=add)

        def chosen(row: NamedRow) -> None:
            key = row.id or self._add_person(row.name)
            self.amend(refs, {field: key})

        picker.chosen.connect(chosen)
        picker.open_at(anchor, below)
        return picker

    def _add_person(self, name: str) -> str:
        person = named_record("person", name)
        self._context.dispatch.run(LogRecords((person,)), self._view)
        return person.id

    def ask_due(
        self, refs: Refs, day: date | None, anchor: QWidget, below: QPoint | None = None
    ) -> DayPicker:
        """Open the day picker for the due day."""
        picker = DayPicker(
            self._context.look, self.tr("Due"), day, self._context.today(), self._view
        )
        picker.chosen.connect(lambda chosen: self.amend(refs, {"due": chosen}))
        picker.open_at(anchor, below)
        return picker

    def ask_tag(self, refs: Refs, anchor: QWidget) -> Picker:
        """Open the picker of tags; a new word is added."""
        source = names_of(self._context.dispatch, "tag", self)
        add = self.tr("Add the tag {name}")
        picker = Picker(self._context.look, self.tr("Tag"), source, self._view, add=add)
        picker.chosen.connect(lambda row: self.add_tag(refs, row.name))
        picker.open_at(anchor)
        return picker
