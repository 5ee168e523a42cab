"""The pill that says what kind the next item is: click or arrow keys to change it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.look import FIELD_HEIGHT, RADIUS, Look


class KindPill(QPushButton):
    """Icon and word in the kind's colour. `chosen` carries the kind a person picked."""

    chosen = Signal(str)

    def __init__(self, look: Look, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._kind = look, kind
        self._compact = False
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open_menu)
        look.changed.connect(self.updateGeometry)
        self.show_kind(kind)

    @property
    def kind(self) -> str:
        """The kind shown."""
        return self._kind

    def set_compact(self, compact: bool) -> None:
        """Show the icon alone; the word stays as accessible name and tooltip."""
        if compact != self._compact:
            self._compact = compact
            self.setProperty("elides", compact)
            self.updateGeometry()
            self.update()

    def show_kind(self, kind: str) -> None:
        """Show a kind; says so to nobody."""
        mark = KINDS[kind]
        if self.text() != mark.word:
            self.setText(mark.word)
            self.setAccessibleName(
                self.tr("{kind}: kind of the next item. Change").format(kind=mark.word)
            )
            self.setToolTip(self.tr("Change the kind, or begin a line with its letter"))
            self.updateGeometry()
        self._kind = kind
        self.update()

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.tr("Kind of the next item"))
        for mark in KINDS.values():
            action = menu.addAction(f"{mark.word}\t{mark.prefix}")
            action.setIcon(self._look.icon(mark.icon, mark.role))
            action.setData(mark.key)
            if mark.key == self._kind:
                menu.setActiveAction(action)
        menu.triggered.connect(self._picked)
        menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _picked(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the kinds with the arrows."""
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = list(KINDS)
        self.chosen.emit(keys[(keys.index(self._kind) + step) % len(keys)])

    def sizeHint(self) -> QSize:
        """Icon, word and padding."""
        look = self._look
        if self._compact:
            return QSize(look.px(FIELD_HEIGHT), look.px(FIELD_HEIGHT))
        words = look.metrics("strong").horizontalAdvance(self.text())
        return QSize(round(words) + look.px(16 + 8 + 2 * 12), look.px(FIELD_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """The word is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tint, the icon and the word."""
        look, painter = self._look, QPainter(self)
        mark = KINDS[self._kind]
        rect, radius = QRectF(self.rect()), look.px(RADIUS)
        edge = look.colour(mark.role) if look.theme.edged or self.underMouse() else None
        painting.rounded(painter, rect, radius, look.colour(mark.tint), edge)
        middle = rect.center().y()
        left = (rect.width() - look.px(16)) / 2 if self._compact else look.px(12)
        x = painting.icon(painter, look, mark.icon, mark.role, left, middle, 16)
        room = QRectF(x + look.px(8), 0, rect.width() - x, rect.height())
        if not self._compact:
            painting.text(painter, look, room, mark.word, "strong", mark.role, elide=False)
        if self.hasFocus():
            painting.focus_ring(painter, look, rect, radius)
        painter.end()
