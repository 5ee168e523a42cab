"""The templates to choose from, each with what it is for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from nghs_desktop.services.api import TEMPLATES, TemplateKind
from nghs_desktop.ui import painting
from nghs_desktop.ui.dialogs.popups import Popup
from nghs_desktop.ui.look import RADIUS, Look
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.lists import ProseList, RowDelegate

_Index = QModelIndex | QPersistentModelIndex
_WIDTH = 600
_PAD = 8
_ICONS = {
    "meeting": "presentation",
    "one_pager": "users",
    "issue": "landmark",
    "memo": "send",
    "referral": "arrow-right",
    "practice": "lightbulb",
    "certificate": "award",
    "feedback": "message-square",
    "focus": "target",
    "reading": "library",
    "annual": "calendar",
}


def template_icon(key: str) -> str:
    """Return the icon of a template."""
    return _ICONS.get(key, "file-text")


class _Templates(QAbstractListModel):
    def __init__(self, templates: Sequence[TemplateKind], current: str, parent: QObject) -> None:
        super().__init__(parent)
        self.templates, self.current = tuple(templates), current

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.templates)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one = self.templates[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            chosen = self.tr("Chosen now.") if one.key == self.current else ""
            return " ".join(filter(None, (f"{one.label}. {one.about}", chosen)))
        return None


class _Delegate(RowDelegate):
    def __init__(self, look: Look, view: ProseList, model: _Templates) -> None:
        super().__init__(look, view)
        self._model = model

    def _about(self, index: _Index) -> tuple[str, ...]:
        look = self._look
        width = self._view.viewport().width() - look.px(38 + 34)
        about = self._model.templates[index.row()].about
        return painting.wrap(look, about, "caption", max(width, look.px(80)), 3)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        look = self._look
        lines = len(self._about(index))
        high = look.line("row") + lines * look.line("caption") + look.px(2 * _PAD)
        return QSize(10, round(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look, one = self._look, self._model.templates[index.row()]
        rect = QRectF(option.rect).adjusted(0, 1, 0, -1)
        current = self._view.currentIndex() == index
        painting.row_ground(
            painter, look, rect, look.px(RADIUS), selected=current,
            hovered=self.under_pointer(option, index),
        )  # fmt: skip
        line = look.line("row")
        top = rect.y() + look.px(_PAD) - 1
        x = rect.x() + look.px(10)
        middle = top + line / 2
        x = painting.icon(painter, look, template_icon(one.key), "text2", x, middle, 16)
        x += look.px(12)
        right = rect.right() - look.px(34)
        painting.text(painter, look, QRectF(x, top, right - x, line), one.label, "row")
        if one.key == self._model.current:
            painting.icon(painter, look, "check", "accent_text", right + look.px(8), middle, 16)
        y = top + line
        for words in self._about(index):
            room = QRectF(x, y, right - x, look.line("caption"))
            painting.text(painter, look, room, words, "caption", "text2", elide=False)
            y += look.line("caption")


class TemplatePopup(Popup):
    """The list. `chosen` carries the key of a template; Enter or a click takes it. It stays open, for
    another list may follow from it."""

    chosen = Signal(str)

    def __init__(self, look: Look, title: str, current: str, parent: QWidget) -> None:
        super().__init__(look, title, parent)
        heading = Label(look, title, "label_quiet", "text3")
        self.column.addWidget(heading)
        self._model = _Templates(TEMPLATES, current, self)
        self.list = ProseList(look, title)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Delegate(look, self.list, self._model))
        self.list.clicked.connect(self._take)
        self.column.addWidget(self.list)
        keys = [one.key for one in TEMPLATES]
        row = keys.index(current) if current in keys else 0
        self.list.setCurrentIndex(self._model.index(row, 0))
        screen = (parent.screen() or QGuiApplication.primaryScreen()).availableGeometry()
        self.setFixedWidth(min(look.px(_WIDTH), screen.width() - look.px(16)))
        self.list.setFixedWidth(self.width() - 2 * look.px(_PAD))
        self.list.resize(self.list.minimumWidth(), screen.height())  # rows are measured by it
        high = sum(
            self.list.sizeHintForRow(row) for row in range(len(TEMPLATES))
        ) + 2  # fmt: skip
        most = screen.height() - look.px(16) - heading.sizeHint().height() - look.px(3 * _PAD)
        self.list.setFixedHeight(min(high, most))

    def focus_inside(self) -> None:
        """Put the keyboard on the list."""
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)
        self.list.scrollTo(self.list.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the current template on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentIndex())
        else:
            super().keyPressEvent(event)

    def _take(self, index: _Index) -> None:
        if index.isValid():
            self.chosen.emit(self._model.templates[index.row()].key)
