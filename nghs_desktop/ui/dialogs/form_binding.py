"""Binds the widgets of a form to the fields of a noun: a widget belongs to the field its objectName
names. Only what the person does is reported, never what a program put into a widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from nghs_desktop.domain.describe import Described, FieldKind
from nghs_desktop.domain.nouns import Noun
from nghs_desktop.domain.records import Record
from nghs_desktop.domain.spoken_dates import Calendar, day_in, short_date
from nghs_desktop.services.api import NamedRow
from nghs_desktop.ui.dialogs.popups import NOBODY, Picker
from nghs_desktop.ui.dialogs.sources import names_of
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.view_context import ViewContext

PAUSE_MS = 800
ADDED = ("person", "organization", "term")
"""Nouns that a form may add by name alone."""

AddNamed = Callable[[str, str], str]
"""Makes a record of a noun with a name; returns its key."""


class FormBinding(QObject):
    """The fields of one form. `edited(field, value)` follows what a person typed or chose, words
    after a pause; `refused(field, sentence)` says that what stands in a field cannot be read, and
    `accepted(field)` that it can again.
    """

    edited = Signal(str, object)
    refused = Signal(str, str)
    accepted = Signal(str)

    def __init__(
        self, context: ViewContext, form: QWidget, noun: Noun, add_named: AddNamed
    ) -> None:
        super().__init__(form)
        self._context, self._noun, self._add_named = context, noun, add_named
        self._form = form
        self._names: dict[str, str] = {}
        self._keys: dict[str, str | None] = {}
        self._typed: dict[str, QTimer] = {}
        self.widgets: dict[str, QWidget] = {}
        for field in noun.fields:
            widget = form.findChild(QWidget, field.name) if field.about.shown else None
            if widget is not None:
                self.widgets[field.name] = widget
                self._bind(field, widget)

    def _bind(self, field: Described, widget: QWidget) -> None:
        match widget:
            case QLineEdit():
                widget.textEdited.connect(partial(self._when_typed, field))
                widget.editingFinished.connect(partial(self._finish, field))
            case QPlainTextEdit():
                widget.setTabChangesFocus(True)
                widget.textChanged.connect(partial(self._when_typed, field))
            case QComboBox():
                self._fill(widget, field)
                widget.activated.connect(partial(self._choose, field))
            case QCheckBox():
                widget.clicked.connect(partial(self._tick, field))
            case QPushButton():
                widget.setProperty("elides", True)
                widget.clicked.connect(partial(self._pick, field))

    def _fill(self, box: QComboBox, field: Described) -> None:
        if field.optional:
            box.addItem(self.tr("None"), "")
        for word in field.about.choices or ():
            box.addItem(word.label, str(word))

    # -- showing -------------------------------------------------------------------------
    def show_record(self, record: Record, names: Mapping[str, str]) -> None:
        """Fill the form; a field that is being typed in is left alone."""
        self._names |= names
        for name, widget in self.widgets.items():
            if name not in self._typed:
                with QSignalBlocker(widget):
                    self._show(self._noun.field[name], widget, getattr(record, name))

    def _show(self, field: Described, widget: QWidget, value: Any) -> None:
        match widget:
            case QLineEdit():
                widget.setText(self._words(field, value))
                widget.setCursorPosition(0)
            case QPlainTextEdit():
                if widget.toPlainText() != (value or ""):
                    widget.setPlainText(value or "")
            case QComboBox():
                widget.setCurrentIndex(max(0, widget.findData(str(value or ""))))
            case QCheckBox():
                widget.setChecked(bool(value))
            case QPushButton():
                self._show_name(field, widget, value)

    def _show_name(self, field: Described, button: QPushButton, key: str | None) -> None:
        self._keys[field.name] = key
        name = self._names.get(key or "", "") or self.tr("None")
        button.setText(name.replace("&", "&&"))
        button.setAccessibleName(
            self.tr("{label}: {value}. Change").format(label=field.about.label, value=name)
        )

    def _words(self, field: Described, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, datetime):
            local = value.astimezone(self._context.now().tzinfo)
            return f"{short_date(local.date(), self._context.today())} {local:%H:%M}"
        if isinstance(value, date):
            return short_date(value, self._context.today())
        return str(value)

    # -- reading -------------------------------------------------------------------------
    def values(self) -> dict[str, Any]:
        """Return all values as they stand; a field that cannot be read is left out."""
        found: dict[str, Any] = {}
        for name, widget in self.widgets.items():
            field = self._noun.field[name]
            is_read, value = self._value(field, widget)
            if is_read:
                found[name] = value
        return found

    def _value(self, field: Described, widget: QWidget) -> tuple[bool, Any]:
        match widget:
            case QPlainTextEdit():
                return True, widget.toPlainText()
            case QComboBox():
                key = str(widget.currentData() or "")
                words = field.about.choices
                return True, words(key) if key and words else None
            case QCheckBox():
                return True, widget.isChecked()
            case QPushButton():
                return True, self._keys.get(field.name)
            case QLineEdit():
                return self._read(field, widget.text().strip())
            case _:
                return False, None

    def _read(self, field: Described, words: str) -> tuple[bool, Any]:
        match field.about.kind:
            case FieldKind.LINE:
                return True, words
            case _ if not words:
                return True, None
            case FieldKind.WHOLE:
                fits = words.isdecimal() and len(words) < 10
                return fits, int(words) if fits else None
            case FieldKind.DAY:
                day = day_in(words, Calendar(self._context.today()))
                return day is not None, day
            case FieldKind.MOMENT:
                moment = read_moment(words, self._context.now())
                return moment is not None, moment
            case _:
                return False, None

    def keep_all(self) -> None:
        """Report now what is being typed."""
        for name in tuple(self._typed):
            self._finish(self._noun.field[name])

    # -- what the person does ------------------------------------------------------------
    def _when_typed(self, field: Described, _words: str = "") -> None:
        timer = self._typed.get(field.name)
        if timer is None:
            timer = QTimer(self)
            timer.setSingleShot(True)
            timer.setInterval(PAUSE_MS)
            timer.timeout.connect(partial(self._pause, field))
            self._typed[field.name] = timer
        timer.start()

    def _pause(self, field: Described) -> None:
        """Report words after a pause; days and numbers only when they are finished."""
        if field.about.kind in (FieldKind.LINE, FieldKind.PROSE):
            self._finish(field)

    def _finish(self, field: Described) -> None:
        timer = self._typed.pop(field.name, None)
        if timer is None:
            return
        timer.stop()
        timer.deleteLater()
        widget = self.widgets[field.name]
        is_read, value = self._value(field, widget)
        if not is_read:
            self.refused.emit(field.name, self._refusal(field))
            return
        self.accepted.emit(field.name)
        if isinstance(widget, QLineEdit) and field.about.kind is not FieldKind.LINE:
            widget.setText(self._words(field, value))
        self.edited.emit(field.name, value)

    def _refusal(self, field: Described) -> str:
        kind, label = field.about.kind, field.about.label
        if kind is FieldKind.WHOLE:
            words = self.tr("{label} is a whole number, such as 12. It was not saved.")
        elif kind is FieldKind.DAY:
            words = self.tr("{label} is a day, such as 4 dec. It was not saved.")
        else:
            words = self.tr("{label} is a day and a time, such as 4 dec 10:00. It was not saved.")
        return words.format(label=label)

    def _choose(self, field: Described, _at: int) -> None:
        self.edited.emit(field.name, self._value(field, self.widgets[field.name])[1])

    def _tick(self, field: Described, on: bool) -> None:
        self.edited.emit(field.name, on)

    def _pick(self, field: Described, _checked: bool = False) -> None:
        noun = field.about.refers_to
        picker = Picker(
            self._context.look,
            field.about.label,
            names_of(self._context.dispatch, noun, self),
            self._form,
            add=self.tr("Add {name}") if noun in ADDED else "",
            none=self.tr("None"),
        )
        picker.chosen.connect(partial(self._picked, field))
        picker.open_at(self.widgets[field.name])

    def _picked(self, field: Described, row: NamedRow) -> None:
        key: str | None = None
        if row.noun != NOBODY:
            key = row.id or self._add_named(field.about.refers_to, row.name)
            self._names[key] = row.name
        button = self.widgets[field.name]
        if isinstance(button, QPushButton):
            self._show_name(field, button, key)
        self.edited.emit(field.name, key)


def dress(look: Look, form: QWidget) -> None:
    """Give a compiled form the look: headings, one width for all labels, heights that fit."""
    outer = form.layout()
    if outer is not None:
        outer.setContentsMargins(look.px(20), look.px(4), look.px(20), look.px(20))
        outer.setSpacing(look.px(14))
    labels = [label for label in form.findChildren(QLabel) if label.buddy() is not None]
    wide = max((label.sizeHint().width() for label in labels), default=0)
    for label in form.findChildren(QLabel):
        is_heading = label.buddy() is None
        label.setFont(look.font("strong" if is_heading else "body"))
        palette = QPalette(label.palette())
        palette.setColor(
            QPalette.ColorRole.WindowText, look.colour("text" if is_heading else "text2")
        )
        label.setPalette(palette)
        if not is_heading:
            label.setMinimumWidth(min(wide, look.px(150)))
            label.setMinimumHeight(look.px(34))
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for section in form.findChildren(QFormLayout):
        section.setContentsMargins(0, 0, 0, 0)
        section.setHorizontalSpacing(look.px(12))
        section.setVerticalSpacing(look.px(8))
        section.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    for text in form.findChildren(QPlainTextEdit):
        text.setFixedHeight(look.px(92))


def read_moment(words: str, now: datetime) -> datetime | None:
    """Read a day and a time as people write them (`fri 4 dec 10:00`); local to `now`."""
    day_words, _, clock = words.rpartition(" ")
    hours, colon, minutes = clock.partition(":")
    if not (colon and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2):
        return None
    day = day_in(day_words, Calendar(now.date())) if day_words.strip() else now.date()
    if day is None or int(hours) > 23 or int(minutes) > 59:
        return None
    return datetime(day.year, day.month, day.day, int(hours), int(minutes)).astimezone()
