"""Search or run (Ctrl+K): commands, records, people and places in one list, by keyboard.

Commands are ranked here; records come from a search that is handed in and answers when it
can, so that a keystroke never waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSettings,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QLabel,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from nghs_desktop.ui import painting
from nghs_desktop.ui.fuzzy import WORD_START, fit
from nghs_desktop.ui.look import RADIUS, RADIUS_BAR, Look
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.cards import Card, Shadow
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.labels import Line
from nghs_desktop.ui.widgets.lists import ProseList, RowDelegate

_WIDTH, _ROW, _ROWS = 620, 46, 8
_RECENT_KEPT = 20
_RECENT_KEY = "palette/recent"


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """One thing to run or open. `cap` is its shortcut or its code, as drawn on a key cap."""

    key: str
    words: str
    icon: str
    cap: str
    run: Callable[[], None]


Deliver = Callable[[Sequence[PaletteRow]], None]
# Asks for records that fit a text; must call `deliver` on the window's thread, now or later.
PaletteSearch = Callable[[str, Deliver], None]

_AnyIndex = QModelIndex | QPersistentModelIndex


def rank(
    query: str,
    commands: Sequence[PaletteRow],
    records: Sequence[PaletteRow],
    recent: Sequence[str],
) -> list[PaletteRow]:
    """Return what to show, best first: recent before the rest, then good commands, records."""
    order = {key: at for at, key in enumerate(recent)}
    last = len(order)
    if not query.strip():
        rows = [*commands, *(record for record in records if record.key not in order)]
        known = [record for record in records if record.key in order]
        return sorted([*known, *rows], key=lambda row: order.get(row.key, last))
    scored = [(fit(query, row.words), row) for row in commands]
    found = [(score, row) for score, row in scored if score]
    found.sort(key=lambda entry: (-entry[0], order.get(entry[1].key, last)))
    good = [row for score, row in found if score >= WORD_START]
    rest = [row for score, row in found if score < WORD_START]
    return [*good, *records, *rest]


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[PaletteRow] = []

    def show(self, rows: list[PaletteRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.words}, {row.cap}" if row.cap else row.words
        return row.words if role == Qt.ItemDataRole.DisplayRole else None


class _Delegate(RowDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(10, self._look.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, _Rows):
            return
        row, look = model.rows[index.row()], self._look
        rect = QRectF(option.rect).adjusted(0, look.px(3), 0, -look.px(3))
        current = self._view.currentIndex() == index
        painting.row_ground(painter, look, rect, look.px(RADIUS), selected=current)
        middle = rect.center().y()
        tone: Role = "accent_text" if current else "text2"
        x = painting.icon(painter, look, row.icon, tone, rect.x() + look.px(10), middle, 17)
        right = rect.right() - look.px(10)
        if row.cap:
            right = painting.key_cap(painter, look, right, middle, row.cap)
        x += look.px(12)
        room = QRectF(x, rect.y(), right - look.px(10) - x, rect.height())
        painting.text(painter, look, room, row.words, "row")


class _PaletteField(Field):
    """Keeps Tab to itself: the rows are walked with the arrows."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        return True


class Palette(QWidget):
    """Covers the window with a veil and stands in its top third. The same key closes it."""

    closed = Signal()

    def __init__(
        self,
        look: Look,
        window: QWidget,
        commands: Callable[[], Sequence[PaletteRow]],
        *,
        settings: QSettings | None = None,
        search: PaletteSearch | None = None,
        add: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(window)
        self._look, self._window = look, window
        self._commands, self._search, self._add = commands, search, add
        self._settings = settings
        self._known: Sequence[PaletteRow] = ()
        self._records: Sequence[PaletteRow] = ()
        self._asked = 0
        self._waiting = False
        self._came_from: QWidget | None = None
        self.setProperty("overlay", True)
        self.setAccessibleName(self.tr("Search or run"))
        self._shadow = Shadow(look, self, radius=RADIUS_BAR, strength=2.5)
        self._panel = Card(look, self, radius=RADIUS_BAR)
        column = QVBoxLayout(self._panel)
        look.space(column, (8, 8, 8, 8), 0)
        head = QHBoxLayout()
        look.space(head, (8, 0, 8, 0), 8)
        self._glass = QLabel()
        self.field = _PaletteField(
            look,
            self.tr("Search everything or run a command"),
            placeholder=self.tr("Search everything or run a command"),
            font="capture",
            bare=True,
        )
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._typed)
        head.addWidget(self._glass)
        head.addWidget(self.field, 1)
        column.addLayout(head)
        self._line = Line(look)
        column.addWidget(self._line)
        self._model = _Rows(self)
        self.rows = ProseList(look, self.tr("Results"))
        self.rows.setModel(self._model)
        self.rows.setItemDelegate(_Delegate(look, self.rows))
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.rows.setUniformItemSizes(True)
        self.rows.clicked.connect(self._clicked)
        column.addWidget(self.rows)
        window.installEventFilter(self)
        look.follow(self, self._restyle)
        self.hide()

    # -- open and close ----------------------------------------------------------------
    def toggle(self) -> None:
        """Open, or close when it is open."""
        if self.isVisible():
            self.dismiss()
        else:
            self.present()

    def present(self, query: str = "") -> None:
        """Open with the caret in the field."""
        self._came_from = QApplication.focusWidget()
        self._known = tuple(self._commands())
        self.setGeometry(self._window.rect())
        self.field.setText(query)
        self._typed(query)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Close and give the keyboard back."""
        if not self.isVisible():
            return
        self._asked += 1
        self.hide()
        if self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)
        self._came_from = None
        self.closed.emit()

    # -- rows --------------------------------------------------------------------------
    def shown(self) -> tuple[PaletteRow, ...]:
        """Return the rows as shown, best first."""
        return tuple(self._model.rows)

    def _typed(self, query: str) -> None:
        self._asked += 1
        self._records = () if not query.strip() else self._records
        if self._search is None:
            self._records = ()
        else:
            self._waiting = True
            asked = self._asked

            def deliver(rows: Sequence[PaletteRow]) -> None:
                # An answer to an older text, or to a palette that is closed, is dropped.
                if asked == self._asked:
                    self._records, self._waiting = tuple(rows), False
                    self._fill()

            self._search(query, deliver)
        if self._search is None or self._waiting:
            self._fill()

    def _fill(self) -> None:
        query = self.field.text()
        before = self._current_key()
        rows = rank(query, self._known, self._records, self._recent())
        if not rows and query.strip() and not self._waiting:
            rows = [self._nothing(query.strip())]
        self._model.show(rows)
        keys = [row.key for row in rows]
        at = keys.index(before) if before in keys and not self._waiting else 0
        if rows:
            self.rows.setCurrentIndex(self._model.index(at, 0))
        self._place()

    def _nothing(self, query: str) -> PaletteRow:
        shown = query if len(query) <= 24 else f"{query[:23]}…"
        if self._add is None:
            words = self.tr("No match for '{words}'.").format(words=shown)
            return PaletteRow("nothing", words, "search", "", self.dismiss)
        add = self._add
        words = self.tr("No match for '{words}'. Press Enter to add it as a barrier.")
        return PaletteRow("nothing", words.format(words=shown), "plus", "", lambda: add(query))

    def _current_key(self) -> str:
        row = self.rows.currentIndex().row()
        return self._model.rows[row].key if 0 <= row < len(self._model.rows) else ""

    def _recent(self) -> list[str]:
        if self._settings is None:
            return []
        value = self._settings.value(_RECENT_KEY, [])
        return [str(key) for key in value] if isinstance(value, list) else [str(value)]

    def _remember(self, key: str) -> None:
        if self._settings is not None and key != "nothing":
            kept = [key, *(old for old in self._recent() if old != key)][:_RECENT_KEPT]
            self._settings.setValue(_RECENT_KEY, kept)

    def run_current(self) -> None:
        """Close, give the keyboard back, and run the current row."""
        row = self.rows.currentIndex().row()
        if 0 <= row < len(self._model.rows):
            chosen = self._model.rows[row]
            self._remember(chosen.key)
            self.dismiss()
            chosen.run()

    def _clicked(self, index: QModelIndex) -> None:
        self.rows.setCurrentIndex(index)
        self.run_current()

    def go(self, step: int) -> None:
        """Go up or down by rows; stops at the ends."""
        last = len(self._model.rows) - 1
        if last < 0:
            return
        row = min(max(self.rows.currentIndex().row() + step, 0), last)
        self.rows.setCurrentIndex(self._model.index(row, 0))
        announce(self.field, self._model.rows[row].words)

    # -- events ------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the rows from the field; keep covering the window."""
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self.setGeometry(self._window.rect())
                self._place()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            page = _ROWS - 1
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: page,
                Qt.Key.Key_PageUp: -page,
            }
            key = Qt.Key(event.key())
            if key in steps:
                self.go(steps[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.run_current()
                return True
            if key == Qt.Key.Key_Escape:
                self.dismiss()
                return True
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close when the veil is clicked."""
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.dismiss()

    # -- looks -------------------------------------------------------------------------
    def _restyle(self) -> None:
        look = self._look
        self._glass.setPixmap(look.pixmap("search", "text3", 17))
        self.field.setFixedHeight(look.px(50))
        self._place()
        self.update()

    def _place(self) -> None:
        look = self._look
        head = look.px(8) + look.px(50) + 1 + look.px(8)
        width = min(look.px(_WIDTH), self.width() - look.px(32))
        top = min(look.px(110), round(self.height() * 0.14))
        fits = (self.height() - top - look.px(24) - head) // look.px(_ROW)
        count = max(1, min(len(self._model.rows), _ROWS, fits))
        self.rows.setFixedHeight(count * look.px(_ROW))
        height = head + count * look.px(_ROW)
        self._panel.setGeometry(QRect((self.width() - width) // 2, top, width, height))
        self._shadow.lie_under(self._panel.geometry())
        self._panel.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the veil."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("scrim"))
        painter.end()
