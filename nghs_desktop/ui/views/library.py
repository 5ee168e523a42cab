"""The library as plain lists: resources, schools, goals. One view, told which by its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from PySide6.QtWidgets import QWidget

from nghs_desktop.domain.people import OrganizationKind
from nghs_desktop.services.api import organizations, resources, statements
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.records import RecordsView, Rows
from nghs_desktop.ui.words import QT_TRANSLATE_NOOP, translated


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one place of the library lists, and its words."""

    noun: str
    rows: Rows
    title: str
    new: str
    filter: str
    empty: str
    preset: Mapping[str, Any] = field(default_factory=dict)


SHELVES: Mapping[str, Shelf] = MappingProxyType(
    {
        "resources": Shelf(
            "resource",
            resources,
            QT_TRANSLATE_NOOP("library", "Resources"),
            QT_TRANSLATE_NOOP("library", "New resource"),
            QT_TRANSLATE_NOOP("library", "Filter resources"),
            QT_TRANSLATE_NOOP("library", "No resource yet."),
        ),
        "schools": Shelf(
            "organization",
            organizations,
            QT_TRANSLATE_NOOP("library", "Schools"),
            QT_TRANSLATE_NOOP("library", "New school"),
            QT_TRANSLATE_NOOP("library", "Filter schools, districts and networks"),
            QT_TRANSLATE_NOOP("library", "No school yet."),
            {"kind": OrganizationKind.SCHOOL},
        ),
        "goals": Shelf(
            "statement",
            statements,
            QT_TRANSLATE_NOOP("library", "Goals"),
            QT_TRANSLATE_NOOP("library", "New goal"),
            QT_TRANSLATE_NOOP("library", "Filter goals and strategies"),
            QT_TRANSLATE_NOOP("library", "No goal yet."),
        ),
    }
)


class LibraryView(RecordsView):
    """One place of the library: `resources`, `schools` or `goals`."""

    def __init__(self, context: ViewContext, place: str, parent: QWidget | None = None) -> None:
        shelf = SHELVES[place]
        super().__init__(
            context,
            shelf.noun,
            translated("library", shelf.title),
            shelf.rows,
            new_words=translated("library", shelf.new),
            filter_words=translated("library", shelf.filter),
            empty_words=translated("library", shelf.empty),
            preset=shelf.preset,
            parent=parent,
        )
