"""One fact about a record: its label, and its value as a button that edits in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QStackedLayout, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.look import CONTROL_HEIGHT, RADIUS, Look
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.labels import Label

LABEL_WIDTH = 106


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to choose: its key, its words and an icon."""

    key: str
    words: str
    icon: str = ""


class _ValueButton(QPushButton):
    """The value, flat until the pointer or the keyboard is on it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.icon_name = ""
        self.icon_tone: Role = "text2"
        self.empty = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("elides", True)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(160), self._look.px(CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(80), self._look.px(CONTROL_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        rect, radius = QRectF(self.rect()), look.px(RADIUS)
        if self.underMouse():
            painting.rounded(painter, rect, radius, look.colour("hover"))
        x: float = look.px(8)
        if self.icon_name:
            middle = rect.center().y()
            x = painting.icon(painter, look, self.icon_name, self.icon_tone, x, middle, 16)
            x += look.px(10)
        room = QRectF(x, 0, rect.width() - x - look.px(6), rect.height())
        tone: Role = "text3" if self.empty else "text"
        painting.text(painter, look, room, self.text(), "body" if self.empty else "row", tone)
        if self.hasFocus():
            painting.focus_ring(painter, look, rect, radius)
        painter.end()


class _ValueField(Field):
    finished = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit(True)
        elif event.key() == Qt.Key.Key_Escape:
            self.finished.emit(False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.finished.emit(True)


class PropertyRow(QWidget):
    """Label and value. Give it choices for a menu, or let it edit words in place.

    `chosen` carries the key of a choice, `edited` the words typed; only what the person did
    is reported, never what a program set. `asked` comes when neither is set up.
    """

    chosen = Signal(str)
    edited = Signal(str)
    asked = Signal()

    def __init__(self, look: Look, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._label_words = label
        self._choices: Callable[[], Sequence[Choice]] | None = None
        self._typed = False
        self._placeholder = ""
        self._field: _ValueField | None = None
        row = QHBoxLayout(self)
        look.space(row, spacing=4)
        self._label = Label(look, label, "body", "text2")
        look.follow(self._label, self._measure)
        row.addWidget(self._label)
        self._stack = QStackedLayout()
        self.button = _ValueButton(look, self)
        self.button.clicked.connect(self.edit)
        self._stack.addWidget(self.button)
        row.addLayout(self._stack, 1)
        self.show_value("")

    @property
    def label_width(self) -> int:
        """How much room the label needs, in px."""
        # Not the label's own hint, which never falls below the width it was given before.
        words = round(self._look.metrics("body").horizontalAdvance(self._label_words)) + 2
        return max(self._look.px(LABEL_WIDTH), words)

    def give_label(self, width: int) -> None:
        """Give the label this much room, so that values of several rows stand in one line."""
        self._label.setFixedWidth(max(width, self.label_width))

    def _measure(self) -> None:
        self._label.setFixedWidth(self.label_width)

    def show_value(
        self, words: str, *, icon: str = "", tone: Role = "text2", empty: str = ""
    ) -> None:
        """Show a value; `empty` is what stands there when there is none."""
        shown = words or empty or self.tr("None")
        self.button.setText(shown)
        self.button.icon_name, self.button.icon_tone = icon, tone
        self.button.empty = not words
        self.button.setAccessibleName(
            self.tr("{label}: {value}. Change").format(label=self._label_words, value=shown)
        )
        self.button.setToolTip(words)
        self.button.update()

    def offer(self, choices: Callable[[], Sequence[Choice]]) -> None:
        """Let the value be chosen from a menu."""
        self._choices, self._typed = choices, False

    def let_type(self, placeholder: str = "") -> None:
        """Let the value be typed in place."""
        self._choices, self._typed, self._placeholder = None, True, placeholder

    def edit(self) -> None:
        """Start editing, as a click or Enter on the value does."""
        if self._choices is not None:
            self._open_menu(self._choices())
        elif self._typed:
            self._open_field()
        else:
            self.asked.emit()

    def _open_menu(self, choices: Sequence[Choice]) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self._label_words)
        for choice in choices:
            action = menu.addAction(choice.words.replace("&", "&&"))
            if choice.icon:
                action.setIcon(self._look.icon(choice.icon))
            action.setData(choice.key)
            if choice.words == self.button.text():
                menu.setActiveAction(action)
        menu.triggered.connect(self._picked)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _picked(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))

    def _open_field(self) -> None:
        field = _ValueField(self._look, self._label_words, placeholder=self._placeholder)
        field.setText("" if self.button.empty else self.button.text())
        field.finished.connect(self._close_field)
        self._field = field
        self._stack.addWidget(field)
        self._stack.setCurrentWidget(field)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def _close_field(self, keep: bool) -> None:
        field, self._field = self._field, None
        if field is None:
            return
        had_keyboard = field.hasFocus()
        words = field.text().strip()
        before = "" if self.button.empty else self.button.text()
        self._stack.removeWidget(field)
        field.hide()
        field.deleteLater()
        self._stack.setCurrentWidget(self.button)
        if had_keyboard:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        if keep and words != before:
            self.edited.emit(words)
