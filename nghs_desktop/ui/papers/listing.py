"""The papers of a meeting as a list to choose from, each with what it is for or what it still needs.

It shows and says what is chosen. What a paper says, and how it goes out, is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from nghs_desktop.services.api import PAPERS, PaperKind
from nghs_desktop.ui import painting
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.lists import ProseList, RowDelegate

_Index = QModelIndex | QPersistentModelIndex
_PAD = 9
_ICONS = {
    "agenda": "list",
    "run-sheet": "clock",
    "sign-in": "users",
    "ballots": "vote",
    "dots": "circle-dot",
    "minutes": "file-text",
    "book": "library",
}


def paper_words(key: str) -> str:
    """Return the name of a paper in the person's language."""
    words = {
        "agenda": _tr("Agenda"),
        "run-sheet": _tr("Run sheet"),
        "sign-in": _tr("Sign-in sheet"),
        "ballots": _tr("Ballots"),
        "dots": _tr("Dot sheets"),
        "minutes": _tr("Minutes"),
        "book": _tr("Meeting book"),
    }
    return words.get(key, key)


def about_words(key: str) -> str:
    """Return what a paper is for."""
    words = {
        "agenda": _tr("For everybody, with hours"),
        "run-sheet": _tr("Private: hours, notes, scripts"),
        "sign-in": _tr("Names everybody; room to sign"),
        "ballots": _tr("One for each vote, to cut apart"),
        "dots": _tr("For the wall, with room for dots"),
        "minutes": _tr("As they stand now"),
        "book": _tr("All of it, numbered, in one file"),
    }
    return words.get(key, "")


def needs_words(key: str) -> str:
    """Return what a paper cannot be made without."""
    words = {
        "ballots": _tr("Needs a vote, or an agenda item that is to be decided."),
        "dots": _tr("Needs a question with options, or barriers of this meeting."),
    }
    return words.get(key, "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("papers", text)


class PaperModel(QAbstractListModel):
    """The papers, and which of them cannot be made now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.papers: Sequence[PaperKind] = PAPERS
        self.missing: Mapping[str, str] = {}

    def show_missing(self, missing: Mapping[str, str]) -> None:
        """Say which papers cannot be made now."""
        if dict(missing) != dict(self.missing):
            self.missing = missing
            last = self.index(len(self.papers) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last)

    def about(self, row: int) -> str:
        """Return the line under a paper's name."""
        key = self.papers[row].key
        return needs_words(key) if key in self.missing else about_words(key)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many papers there are."""
        return 0 if parent.isValid() else len(self.papers)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a paper's name, or the sentence a screen reader reads."""
        if not index.isValid():
            return None
        words = paper_words(self.papers[index.row()].key)
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{words}. {self.about(index.row())}"
        return None


class _Delegate(RowDelegate):
    def __init__(self, look: Look, view: ProseList, model: PaperModel) -> None:
        super().__init__(look, view)
        self._model = model

    def _about(self, index: _Index) -> tuple[str, ...]:
        look = self._look
        width = self._view.viewport().width() - look.px(38 + 10)
        about = self._model.about(index.row())
        return painting.wrap(look, about, "caption", max(width, look.px(80)), 3)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        look = self._look
        high = look.line("row") + len(self._about(index)) * look.line("caption")
        return QSize(10, round(high + look.px(2 * _PAD)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look, one = self._look, self._model.papers[index.row()]
        rect = QRectF(option.rect).adjusted(0, 1, 0, -1)
        self.paint_ground(painter, option, index, rect)
        lacks = one.key in self._model.missing
        line, top = look.line("row"), rect.y() + look.px(_PAD) - 1
        x = rect.x() + look.px(10)
        icon = _ICONS.get(one.key, "file-text")
        x = painting.icon(painter, look, icon, "text2", x, top + line / 2, 16) + look.px(12)
        right = rect.right() - look.px(10)
        tone: Role = "text2" if lacks else "text"
        room = QRectF(x, top, right - x, line)
        painting.text(painter, look, room, paper_words(one.key), "row", tone)
        y = top + line
        for words in self._about(index):
            room = QRectF(x, y, right - x, look.line("caption"))
            painting.text(painter, look, room, words, "caption", "text2", elide=False)
            y += look.line("caption")
        self.paint_ring(painter, index, rect)


class PaperList(ProseList):
    """One Tab stop, arrows inside. `chosen` follows the row; `taken` is Enter or a double click."""

    chosen = Signal(str)
    taken = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, QCoreApplication.translate("papers", "Papers"), parent=parent)
        self.papers = PaperModel(self)
        self.setModel(self.papers)
        self.setItemDelegate(_Delegate(look, self, self.papers))
        self.setCurrentIndex(self.papers.index(0, 0))
        self.selectionModel().currentChanged.connect(self._choose)
        self.activated.connect(self._take)

    @property
    def key(self) -> str:
        """The paper that is chosen."""
        row = max(self.currentIndex().row(), 0)
        return self.papers.papers[row].key

    def choose(self, key: str) -> None:
        """Choose a paper."""
        keys = [one.key for one in self.papers.papers]
        self.setCurrentIndex(self.papers.index(keys.index(key), 0))

    def _choose(self) -> None:
        self.chosen.emit(self.key)

    def _take(self) -> None:
        self.taken.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the paper on Enter, whatever the desktop calls activating."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def height_of_all(self) -> int:
        """Return how high the list is when every row shows."""
        return sum(self.sizeHintForRow(row) for row in range(len(self.papers.papers))) + 4
