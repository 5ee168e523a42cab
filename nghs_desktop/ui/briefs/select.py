"""A button that shows what is chosen and offers the other choices in a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.look import FIELD_HEIGHT, RADIUS, Look
from nghs_desktop.ui.widgets.properties import Choice


@dataclass(frozen=True, slots=True)
class Group:
    """Choices that belong together; a thin line stands between two groups."""

    choices: tuple[Choice, ...]


class SelectButton(QPushButton):
    """Shows one value; `chosen` carries the key of what was taken from the menu."""

    chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        label: str,
        choices: Callable[[], Sequence[Group]],
        *,
        icon: str = "",
        stretches: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._label, self._choices = look, label, choices
        self._icon, self._stretches = icon, stretches
        self._current = ""
        self._menu: QMenu | None = None
        self._sign = "chevron-down"
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        wide = QSizePolicy.Policy.Expanding if stretches else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.setProperty("elides", True)
        self.clicked.connect(self.open)
        look.changed.connect(self.updateGeometry)
        self.show_value("", "")

    @property
    def menu_open(self) -> QMenu | None:
        """The menu while it is open."""
        return self._menu

    def show_value(self, key: str, words: str, full: str = "") -> None:
        """Show what is chosen; `full` is what a tooltip and a reader say of it."""
        self._current = key
        self.setText(words)
        words = full or words
        name = self.tr("{label}: {value}. Change").format(label=self._label, value=words)
        self.setAccessibleName(name)
        self.setToolTip(self.tr("{label}: {value}").format(label=self._label, value=words))
        self.updateGeometry()
        self.update()

    def open(self) -> None:
        """Open the menu under the button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self._label)
        for number, group in enumerate(self._choices()):
            if number:
                menu.addSeparator()
            for choice in group.choices:
                self._add(menu, choice)
        menu.triggered.connect(self._taken)
        menu.setMinimumWidth(self.width())
        menu.destroyed.connect(self._closed)
        self._menu = menu
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _add(self, menu: QMenu, choice: Choice) -> None:
        words = painting.one_line(choice.words).replace("&", "&&")
        room = self._look.px(480)
        words = menu.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        action = menu.addAction(words)
        current = choice.key == self._current
        icon = "check" if current else choice.icon
        if icon:
            action.setIcon(self._look.icon(icon, "accent_text" if current else "text2"))
        action.setData(choice.key)
        if current:
            menu.setActiveAction(action)

    def _closed(self) -> None:
        self._menu = None

    def _taken(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))

    def sizeHint(self) -> QSize:
        """Icon, words and the sign that there is more."""
        look = self._look
        words = look.metrics("row").horizontalAdvance(self.text())
        mark = look.px(26) if self._icon else 0
        width = round(words) + mark + look.px(12 + 36)
        return QSize(min(width, look.px(320)), look.px(FIELD_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """A few letters, or all of them where it does not stretch."""
        if not self._stretches:
            return self.sizeHint()
        return QSize(self._look.px(96), self._look.px(FIELD_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon, words and the sign at the right."""
        look, painter = self._look, QPainter(self)
        rect, radius = QRectF(self.rect()), look.px(RADIUS)
        over = self.underMouse() or self.isDown()
        painting.rounded(
            painter,
            rect,
            radius,
            look.colour("hover" if over else "surface"),
            look.colour("border"),
        )
        middle, x = rect.center().y(), float(look.px(12))
        if self._icon:
            x = painting.icon(painter, look, self._icon, "text2", x, middle, 16) + look.px(10)
        end = rect.right() - look.px(30)
        painting.text(painter, look, QRectF(x, 0, end - x, rect.height()), self.text(), "row")
        painting.icon(painter, look, self._sign, "text3", end + look.px(6), middle, 14)
        if self.hasFocus():
            painting.focus_ring(painter, look, rect, radius)
        painter.end()


class Fold(SelectButton):
    """A line that says what is chosen and unfolds the choices under it."""

    toggled_open = Signal(bool)

    def __init__(
        self, look: Look, label: str, *, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(look, label, tuple, icon=icon, parent=parent)
        self._is_open = False

    def open(self) -> None:
        """Unfold, or fold again."""
        self.toggled_open.emit(not self._is_open)

    def show_open(self, is_open: bool) -> None:
        """Show whether the choices are unfolded."""
        self._is_open = is_open
        self._sign = "chevron-up" if is_open else "chevron-down"
        self.setAccessibleDescription(self.tr("Unfolded") if is_open else self.tr("Folded"))
        self.update()


class Asking(SelectButton):
    """Shows what is chosen; what is offered instead comes from whoever hears `asked`."""

    asked = Signal()

    def __init__(
        self, look: Look, label: str, *, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(look, label, tuple, icon=icon, parent=parent)

    def open(self) -> None:
        """Ask."""
        self.asked.emit()

    def show_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()
