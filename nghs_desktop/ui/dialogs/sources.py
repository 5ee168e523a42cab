"""Where pickers find names: all records of a small noun, or a search over large ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from nghs_desktop.domain.nouns import CAPTURED
from nghs_desktop.services.api import (
    FoundRow,
    ItemRow,
    ListQuery,
    NamedRow,
    Reader,
    find,
    named,
    page_of_items,
)
from nghs_desktop.ui.dialogs.popups import Names, Source
from nghs_desktop.ui.dispatch import Dispatch
from nghs_desktop.ui.fuzzy import fit

_MOST = 50
_NEWEST = 12
_CAPTURED = frozenset(noun.name for noun in CAPTURED)


def names_of(
    dispatch: Dispatch, noun: str, owner: QObject, among: Callable[[NamedRow], bool] | None = None
) -> Source:
    """Return a source over all records of a noun (people, organisations, terms, tags)."""
    known: list[NamedRow] = []
    waiting: list[tuple[str, Callable[[Names], None]]] = []

    def tell(words: str, deliver: Callable[[Names], None]) -> None:
        ranked = [(fit(words, f"{row.name} {row.code}"), row) for row in known]
        fitting = [(points, row) for points, row in ranked if points] if words else ranked
        fitting.sort(key=lambda pair: -pair[0])
        deliver([row for _, row in fitting[:_MOST]])

    def arrived(rows: tuple[NamedRow, ...]) -> None:
        known[:] = [row for row in rows if row.name and (among is None or among(row))]
        for words, deliver in waiting[-1:]:
            tell(words, deliver)
        waiting.clear()

    asked: list[bool] = []

    def source(words: str, deliver: Callable[[Names], None]) -> None:
        if known:
            tell(words, deliver)
            return
        waiting.append((words, deliver))
        if not asked:
            asked.append(True)
            dispatch.ask(lambda reader: named(reader, noun), arrived, owner)
        else:
            tell(words, deliver)

    return source


def found_in(dispatch: Dispatch, nouns: Sequence[str], owner: QObject, without: str = "") -> Source:
    """Return a source that searches; without words it offers the newest of captured nouns."""

    def newest(reader: Reader) -> tuple[ItemRow, ...]:
        return tuple(
            row
            for noun in nouns
            if noun in _CAPTURED
            for row in page_of_items(reader, ListQuery(noun), limit=_NEWEST)
        )

    def source(words: str, deliver: Callable[[Names], None]) -> None:
        def told(rows: tuple[FoundRow, ...]) -> None:
            deliver([NamedRow(r.noun, r.id, r.name, r.code) for r in rows if r.id != without])

        def told_newest(rows: tuple[ItemRow, ...]) -> None:
            deliver([NamedRow(r.noun, r.id, r.title, r.code) for r in rows if r.id != without])

        if words:
            dispatch.ask(lambda reader: find(reader, words, limit=_MOST, nouns=nouns), told, owner)
        else:
            dispatch.ask(newest, told_newest, owner)

    return source
