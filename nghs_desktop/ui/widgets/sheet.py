"""A panel that slides in from the right where the window is too narrow for one beside it."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.buttons import IconButton
from nghs_desktop.ui.widgets.labels import ElidingLabel

_SLIDE_MS = 160


class Sheet(QFrame):
    """Covers the right side of its parent. Esc closes it; the keyboard goes back where it was."""

    closed = Signal()

    def __init__(self, look: Look, host: QWidget, *, width: int = 400) -> None:
        super().__init__(host)
        self._look, self._host, self._wide = look, host, width
        self._content: QWidget | None = None
        self._came_from: QWidget | None = None
        self.setProperty("overlay", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self)
        look.space(column)
        head = QHBoxLayout()
        look.space(head, (20, 12, 12, 8), 8)
        self._title = ElidingLabel(look, "", "subtitle")
        close = IconButton(look, "x", self.tr("Close"), keys="Esc")
        close.clicked.connect(self.dismiss)
        head.addWidget(self._title, 1)
        head.addWidget(close)
        column.addLayout(head)
        self._body = QVBoxLayout()
        look.space(self._body)
        column.addLayout(self._body, 1)
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setDuration(_SLIDE_MS)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        host.installEventFilter(self)
        look.changed.connect(self._place)
        self.hide()

    @property
    def content(self) -> QWidget | None:
        """What the sheet shows, or None when it is closed."""
        return self._content

    def present(self, content: QWidget, title: str) -> None:
        """Slide in with this content. The sheet gives it back when it closes."""
        if self._content is not None:
            self._release()
        else:
            self._came_from = QApplication.focusWidget()
        self._content = content
        self._title.setText(title)
        self.setAccessibleName(title)
        self._body.addWidget(content)
        content.show()
        self._place()
        end = self.pos()
        self.show()
        self.raise_()
        if self._look.motion:
            self._slide.stop()
            self._slide.setStartValue(QPoint(self._host.width(), end.y()))
            self._slide.setEndValue(end)
            self._slide.start()
        content.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Close the sheet and give the keyboard back."""
        if self._content is None:
            return
        self._slide.stop()
        self._release()
        self.hide()
        if self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_from = None
        self.closed.emit()

    def _release(self) -> None:
        content, self._content = self._content, None
        if content is not None:
            self._body.removeWidget(content)
            content.hide()

    def _place(self) -> None:
        width = min(self._look.px(self._wide), self._host.width())
        self._slide.stop()
        self.setGeometry(self._host.width() - width, 0, width, self._host.height())
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the parent's right side when it changes its size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the edge on the left."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        painter.fillRect(0, 0, 1, self.height(), self._look.colour("border"))
        painter.end()
