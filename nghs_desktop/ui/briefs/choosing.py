"""Choosing a template, and the record that it is about. What is done with the choice is not known
here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.services.api import TEMPLATE, NamedRow, named_row, subjects
from nghs_desktop.ui.briefs.template_popup import TemplatePopup
from nghs_desktop.ui.dialogs.popups import Names, Picker
from nghs_desktop.ui.dispatch import Dispatch
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.lists import ProseList

Chosen = Callable[[str, Ref | None], None]
"""Gets a template's key and what it is about."""


class Choosing(QObject):
    """Opens the list of templates, and the list of records where a template is about one."""

    def __init__(
        self,
        look: Look,
        dispatch: Dispatch,
        group_id: Callable[[], str],
        say: Callable[..., object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._look, self._dispatch, self._group_id, self._say = look, dispatch, group_id, say
        self._widget = parent
        self._templates: TemplatePopup | None = None
        self._picker: Picker | None = None

    @property
    def templates(self) -> TemplatePopup | None:
        """The list of templates, while it is open."""
        popup = self._templates
        return popup if popup is not None and shiboken6.isValid(popup) else None

    @property
    def picker(self) -> Picker | None:
        """The list of records, while it is open."""
        popup = self._picker
        return popup if popup is not None and shiboken6.isValid(popup) else None

    def template(self, title: str, current: str, anchor: QWidget, then: Chosen) -> None:
        """Have a template chosen, and then what it is about."""
        popup = TemplatePopup(self._look, title, current, self._widget)
        popup.chosen.connect(partial(self._take_template, popup, then))
        self._templates = popup
        popup.open_at(anchor)

    def _take_template(self, popup: TemplatePopup, then: Chosen, key: str) -> None:
        if TEMPLATE[key].subject:
            # The second list opens over the first, so that Esc goes back to it.
            self._ask_subject(key, popup.list, popup, then)
        else:
            popup.close()
            then(key, None)

    def subject(self, key: str, anchor: QWidget, then: Chosen) -> None:
        """Have the record chosen that a template is about; say so when there is none."""
        self._ask_subject(key, anchor, None, then)

    def _ask_subject(
        self, key: str, anchor: QWidget, over: TemplatePopup | None, then: Chosen
    ) -> None:
        group_id = self._group_id()
        self._dispatch.ask(
            lambda reader: subjects(reader, key, group_id),
            partial(self._pick, key, anchor, over, then),
            anchor,
        )

    def _pick(
        self, key: str, anchor: QWidget, over: TemplatePopup | None, then: Chosen, rows: Names
    ) -> None:
        noun = TEMPLATE[key].subject
        if not rows:
            if over is not None:
                over.close()
            words = self.tr("This work group has no {kind} yet. Write one down, then try again.")
            self._say(words.format(kind=NOUN[noun].label.lower()))
            return
        title = self.tr("Find the {kind} it is about").format(kind=NOUN[noun].label.lower())

        def find(words: str, deliver: Callable[[Names], None]) -> None:
            wanted = words.casefold().split()
            deliver(tuple(row for row in rows if all(w in _folded(row) for w in wanted)))

        def take(row: NamedRow) -> None:
            if over is not None:
                over.close()
            then(key, Ref(noun, row.id))

        picker = Picker(self._look, title, find, over or self._widget)
        picker.chosen.connect(take)
        self._picker = picker
        if isinstance(anchor, ProseList):
            here = anchor.visualRect(anchor.currentIndex()).bottomLeft()
            picker.open_at(anchor, here)
        else:
            picker.open_at(anchor)

    def name(self, ref: Ref, then: Callable[[str], None]) -> None:
        """Find out what a record is called; nothing when it is gone."""
        self._dispatch.ask(
            lambda reader: named_row(reader, ref),
            lambda row: then(row.name if row else ""),
            self,
        )


def _folded(row: NamedRow) -> str:
    return f"{row.name} {row.code} {row.note}".casefold()
