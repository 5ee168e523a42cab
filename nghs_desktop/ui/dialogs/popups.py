"""Small windows at a button: a menu of choices, a searchable list of names, a day. They close by
themselves, are never modal, and give the keyboard back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QMenu,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from nghs_desktop.domain.spoken_dates import Calendar, day_in, short_date
from nghs_desktop.services.api import NamedRow
from nghs_desktop.ui import painting
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.look import RADIUS, Look
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.fields import Field, SearchField
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.lists import ProseList, RowDelegate
from nghs_desktop.ui.widgets.properties import Choice

_Index = QModelIndex | QPersistentModelIndex
_MOST_ROWS = 8
_ROW = 36

NOBODY = "nobody"
"""The noun of the row that takes a name away."""

Names = Sequence[NamedRow]
Source = Callable[[str, Callable[[Names], None]], None]
"""Finds names for typed words, and hands them to the function when they are there."""


def choose_from(
    look: Look,
    parent: QWidget,
    title: str,
    choices: Sequence[Choice],
    current: str,
    pick: Callable[[str], None],
    at: QPoint,
) -> QMenu:
    """Open a menu of choices at a place of the screen; `pick` gets the key."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(title)
    for choice in choices:
        action = menu.addAction(choice.words.replace("&", "&&"))
        if choice.icon:
            action.setIcon(look.icon(choice.icon))
        action.setData(choice.key)
        action.setCheckable(choice.key == current)
        action.setChecked(choice.key == current)
        if choice.key == current:
            menu.setActiveAction(action)

    def picked(action: QAction) -> None:
        pick(str(action.data()))

    menu.triggered.connect(picked)
    menu.popup(at)
    return menu


class Popup(QFrame):
    """A surface that opens at a button and closes on Esc or a click elsewhere."""

    closed = Signal()

    def __init__(self, look: Look, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._look, self._title = look, title
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.column = QVBoxLayout(self)
        look.space(self.column, (8, 8, 8, 8), 6)

    def open_at(self, anchor: QWidget, below: QPoint | None = None) -> None:
        """Show below a widget, or at a place in it, kept within the screen."""
        self.adjustSize()
        place = anchor.mapToGlobal(below or QPoint(0, anchor.height() + 2))
        screen = anchor.screen() or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        if place.y() + self.height() > room.bottom():
            place.setY(max(room.top(), room.bottom() - self.height()))
        self.move(place)
        self.show()
        self.focus_inside()

    def focus_inside(self) -> None:
        """Put the keyboard on the first thing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface."""
        painter = QPainter(self)
        look = self._look
        painter.fillRect(self.rect(), look.colour("surface"))
        painting.rounded(
            painter, QRectF(self.rect()), 1, look.colour("surface"), look.colour("border_strong")
        )
        painter.end()


class _Names(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[NamedRow] = []

    def show(self, rows: Sequence[NamedRow]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (row.name, row.note, row.code)))
        return None


class _NameDelegate(RowDelegate):
    def __init__(self, look: Look, view: ProseList, is_on: Callable[[str], bool]) -> None:
        super().__init__(look, view)
        self._is_on = is_on

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(10, self._look.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, _Names):
            return
        row, look = model.rows[index.row()], self._look
        rect = QRectF(option.rect).adjusted(0, 1, 0, -1)
        current = self._view.currentIndex() == index
        painting.row_ground(
            painter, look, rect, look.px(RADIUS), selected=current,
            hovered=self.under_pointer(option, index),
        )  # fmt: skip
        middle, x = rect.center().y(), rect.x() + look.px(10)
        kind = KINDS.get(row.noun)
        icon = (
            "x"
            if row.noun == NOBODY
            else "plus"
            if not row.id
            else kind.icon
            if kind
            else _ICONS.get(row.noun, "file-text")
        )
        role = kind.role if kind and row.id else "text2"
        x = painting.icon(painter, look, icon, role, x, middle, 16) + look.px(10)
        right = rect.right() - look.px(10)
        if row.id and self._is_on(row.id):
            right -= look.px(16)
            painting.icon(painter, look, "check", "accent_text", right, middle, 16)
            right -= look.px(8)
        if row.note or row.code:
            note = row.code or row.note
            width = min(look.metrics("caption").horizontalAdvance(note) + 1, rect.width() * 0.4)
            room = QRectF(right - width, rect.y(), width, rect.height())
            painting.text(painter, look, room, note, "caption", "text3")
            right -= width + look.px(8)
        painting.text(painter, look, QRectF(x, rect.y(), right - x, rect.height()), row.name, "row")


def icon_of(row: NamedRow) -> str:
    """Return the icon of a named record."""
    if not row.id:
        return "x" if row.noun == NOBODY else "plus"
    kind = KINDS.get(row.noun)
    return kind.icon if kind else _ICONS.get(row.noun, "file-text")


_ICONS = {
    "person": "user",
    "organization": "school",
    "resource": "library",
    "statement": "target",
    "meeting": "presentation",
    "agenda_item": "list",
    "work_group": "users",
    "tag": "tag",
    "lever": "layers",
    "term": "bookmark",
}


class Picker(Popup):
    """Finds a record by its name. `chosen(NamedRow)`; a row without a key asks to add that name,
    or, when its noun is `NOBODY`, to take the name away (`none` says so).

    `is_on` marks names that are chosen already; with `many` the list stays open.
    """

    chosen = Signal(object)

    def __init__(
        self,
        look: Look,
        title: str,
        source: Source,
        parent: QWidget,
        *,
        add: str = "",
        none: str = "",
        is_on: Callable[[str], bool] | None = None,
        many: bool = False,
    ) -> None:
        super().__init__(look, title, parent)
        self._source, self._add, self._none, self._many = source, add, none, many
        self._asked = 0
        self.field = SearchField(look, title, placeholder=title)
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self._typed)
        self._model = _Names(self)
        self.names = ProseList(look, self.tr("Names found"))
        self.names.setModel(self._model)
        never: Callable[[str], bool] = lambda _key: False  # noqa: E731
        self.names.setItemDelegate(_NameDelegate(look, self.names, is_on or never))
        self.names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.names.setUniformItemSizes(True)
        self.names.clicked.connect(self._take)
        self._nothing = Label(look, self.tr("Nothing has this name."), "body", "text3")
        self._nothing.hide()
        self.column.addWidget(self.field)
        self.column.addWidget(self.names)
        self.column.addWidget(self._nothing)
        self.setFixedWidth(look.px(340))
        self._fill(())
        self._typed("")

    def focus_inside(self) -> None:
        """Put the caret into the field."""
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def shown(self) -> tuple[NamedRow, ...]:
        """Return the rows as shown."""
        return tuple(self._model.rows)

    def _typed(self, words: str) -> None:
        self._asked += 1
        asked = self._asked

        def deliver(rows: Names) -> None:
            if asked == self._asked:
                self._fill(rows)

        self._source(words.strip(), deliver)

    def _fill(self, rows: Names) -> None:
        words = self.field.text().strip()
        shown = list(rows)
        known = {row.name.casefold() for row in rows}
        if self._add and words and words.casefold() not in known:
            shown.append(NamedRow("", "", self._add.format(name=words)))
        if self._none and not words:
            shown.append(NamedRow(NOBODY, "", self._none))
        self._model.show(shown)
        if shown:
            self.names.setCurrentIndex(self._model.index(0, 0))
        count = max(1, min(len(shown), _MOST_ROWS))
        self.names.setFixedHeight(count * self._look.px(_ROW))
        self.names.setVisible(bool(shown))
        self._nothing.setVisible(not shown and bool(words))
        self.adjustSize()

    def _take(self, index: _Index) -> None:
        if not index.isValid():
            return
        row = self._model.rows[index.row()]
        if not row.id and row.noun != NOBODY:
            row = NamedRow("", "", self.field.text().strip())
        if not self._many:
            self.close()
        self.chosen.emit(row)
        if self._many:
            self.names.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the names from the field."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 7,
                 Qt.Key.Key_PageUp: -7}  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps and self._model.rows:
            last = len(self._model.rows) - 1
            at = min(max(self.names.currentIndex().row() + steps[key], 0), last)
            self.names.setCurrentIndex(self._model.index(at, 0))
            announce(self.field, self._model.rows[at].name)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.names.currentIndex())
            return True
        if key == Qt.Key.Key_Escape:
            self.close()
            return True
        return False

    def sizeHint(self) -> QSize:
        """As high as what it shows."""
        return QSize(self._look.px(340), super().sizeHint().height())


class DayPicker(Popup):
    """A day, typed as people say it or taken from the calendar. `chosen(date or None)`."""

    chosen = Signal(object)

    def __init__(
        self, look: Look, title: str, day: date | None, today: date, parent: QWidget
    ) -> None:
        super().__init__(look, title, parent)
        self._today = today
        self.field = Field(look, title, placeholder=self.tr("friday, 4 dec, in 2 weeks"))
        self.field.setText(short_date(day, today) if day else "")
        self.field.textEdited.connect(self._typed)
        self.field.returnPressed.connect(self._enter)
        self._read = Label(look, "", "caption", "text2")
        self.calendar = self._make_calendar(day or today)
        clear = Button(look, self.tr("No day"), kind="ghost", icon="x")
        clear.setEnabled(day is not None)
        clear.clicked.connect(self._clear)
        foot = QHBoxLayout()
        foot.addWidget(self._read, 1)
        foot.addWidget(clear)
        self.column.addWidget(self.field)
        self.column.addLayout(self._make_months())
        self.column.addWidget(self.calendar)
        self.column.addLayout(foot)
        self.setFixedWidth(look.px(340))

    def _make_calendar(self, shown: date) -> QCalendarWidget:
        look, calendar = self._look, QCalendarWidget()
        calendar.setAccessibleName(self.tr("Calendar"))
        calendar.setNavigationBarVisible(False)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setGridVisible(False)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        plain, head = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(look.colour("text"))
        head.setForeground(look.colour("text3"))
        for day_of_week in Qt.DayOfWeek:
            calendar.setWeekdayTextFormat(day_of_week, plain)
        calendar.setHeaderTextFormat(head)
        calendar.setMinimumHeight(look.px(7 * 30))
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.clicked.connect(self._clicked)
        calendar.activated.connect(self._clicked)
        return calendar

    def _make_months(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._look.space(row, spacing=4)
        back = IconButton(self._look, "chevron-left", self.tr("Month before"))
        on = IconButton(self._look, "chevron-right", self.tr("Month after"))
        back.clicked.connect(self.calendar.showPreviousMonth)
        on.clicked.connect(self.calendar.showNextMonth)
        self._month = Label(self._look, "", "strong")
        self._month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(back)
        row.addWidget(self._month, 1)
        row.addWidget(on)
        self.calendar.currentPageChanged.connect(self._show_month)
        self._show_month(self.calendar.yearShown(), self.calendar.monthShown())
        return row

    def _show_month(self, year: int, month: int) -> None:
        self._month.setText(f"{QLocale().standaloneMonthName(month)} {year}")

    def focus_inside(self) -> None:
        """Put the caret into the field."""
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def _typed(self, words: str) -> None:
        day = day_in(words, Calendar(self._today))
        if day is not None:
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
            self._read.setText(short_date(day, self._today))
            self._read.set_tone("text2")
        elif words.strip():
            self._read.setText(self.tr("No such day"))
            self._read.set_tone("warning")
        else:
            self._read.setText("")

    def _enter(self) -> None:
        words = self.field.text()
        if not words.strip():
            self._finish(None)
            return
        day = day_in(words, Calendar(self._today))
        if day is not None:
            self._finish(day)

    def _clicked(self, day: QDate) -> None:
        self._finish(date(day.year(), day.month(), day.day()))

    def _clear(self) -> None:
        self._finish(None)

    def _finish(self, day: date | None) -> None:
        self.close()
        self.chosen.emit(day)
