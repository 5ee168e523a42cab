"""Rows of small lists, held whole: people, resources, organisations, statements, the Trash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from nghs_desktop.domain.commands import Ref

_Index = QModelIndex | QPersistentModelIndex


class PlainRole(IntEnum):
    """What else a row gives besides its name."""

    ROW = Qt.ItemDataRole.UserRole
    HEADING = Qt.ItemDataRole.UserRole + 1
    TICKED = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class PlainRow:
    """One row: a record by its name, a line of facts, a word at the right end, a section."""

    ref: Ref
    name: str
    facts: str = ""
    right: str = ""
    section: str = ""
    icon: str = ""

    @property
    def sentence(self) -> str:
        """The row as a screen reader reads it."""
        return ". ".join(filter(None, (self.name.rstrip(". "), self.facts, self.right)))


class PlainModel(QAbstractListModel):
    """Rows in sections. The first row of a section carries its heading. Ticks are keys."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[PlainRow, ...] = ()
        self._ticked: set[str] = set()

    def show(self, rows: Sequence[PlainRow]) -> None:
        """Show these rows; a row that was current stays current."""
        before = {index.row(): self.rows[index.row()].ref for index in self.persistentIndexList()}
        self.layoutAboutToBeChanged.emit()
        self.rows = tuple(rows)
        places = {row.ref: place for place, row in enumerate(self.rows)}
        for index in self.persistentIndexList():
            place = places.get(before.get(index.row(), Ref("", "")))
            moved = QModelIndex() if place is None else self.index(place, 0)
            self.changePersistentIndex(index, moved)
        self._ticked &= {row.ref.id for row in self.rows}
        self.layoutChanged.emit()

    @property
    def ticked(self) -> tuple[Ref, ...]:
        """The ticked rows' records, in the order of the list."""
        return tuple(row.ref for row in self.rows if row.ref.id in self._ticked)

    def toggle(self, place: int) -> None:
        """Tick a row, or take its tick away."""
        self._ticked ^= {self.rows[place].ref.id}
        self.dataChanged.emit(self.index(place, 0), self.index(place, 0))

    def tick(self, places: Sequence[int], on: bool = True) -> None:
        """Tick rows, or take their ticks away."""
        keys = {self.rows[place].ref.id for place in places}
        self._ticked = self._ticked | keys if on else self._ticked - keys
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0))

    def place_of(self, ref: Ref) -> int | None:
        """Return the place of a record, or None."""
        return next((at for at, row in enumerate(self.rows) if row.ref == ref), None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's name, sentence, heading or the row itself."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        heading = self._heading(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case Qt.ItemDataRole.AccessibleTextRole:
                ticked = self.tr("Ticked") if row.ref.id in self._ticked else ""
                return ". ".join(filter(None, (heading, row.sentence, ticked)))
            case PlainRole.ROW:
                return row
            case PlainRole.HEADING:
                return heading
            case PlainRole.TICKED:
                return row.ref.id in self._ticked
            case _:
                return None

    def _heading(self, place: int) -> str:
        row = self.rows[place]
        first = place == 0 or self.rows[place - 1].section != row.section
        return row.section if first else ""
