"""The window on the screen. It is painted, and takes words, before anything of the program is there:
the ground, the rail and the capture bar are drawn here, and what is typed meanwhile is handed on.

Only Qt and the theme file may be imported here; the shell moves in once the first paint is done.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSettings, QSize, Signal
from PySide6.QtGui import QCloseEvent, QColor, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QPlainTextEdit, QWidget

from nghs_desktop.ui.theme import Theme

USUAL_SIZE, LEAST_SIZE = QSize(1280, 800), QSize(640, 480)
_RAIL, _RAIL_COMPACT, _COMPACT_BELOW = 228, 64, 1060
_AGENDA_FROM, _SIDE_FROM = 1060, 1200
_GEOMETRY = "window/geometry"


class Frame(QMainWindow):
    """Holds the shell of the workspace that is open. `closing` comes when the person closes it."""

    closing = Signal()

    def __init__(self, settings: QSettings, theme: Theme, scale: float) -> None:
        super().__init__()
        self._settings = settings
        self.setWindowTitle("NGHS Desktop")
        self.setMinimumSize(LEAST_SIZE)
        self.threshold: Threshold | None = Threshold(theme, scale, self)
        self.setCentralWidget(self.threshold)
        kept = settings.value(_GEOMETRY)
        if not (isinstance(kept, QByteArray) and self.restoreGeometry(kept)):
            room = self.screen().availableSize()
            self.resize(USUAL_SIZE.boundedTo(room).expandedTo(LEAST_SIZE))
        self.threshold.field.setFocus()

    def move_in(self, shell: QWidget) -> str:
        """Show a shell in place of what was here; return what was typed before it came."""
        typed = self.threshold.field.toPlainText() if self.threshold is not None else ""
        self.threshold = None
        self.setCentralWidget(shell)
        self.setWindowTitle(shell.windowTitle())
        shell.windowTitleChanged.connect(self.setWindowTitle)
        return typed

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's place and say that it closes."""
        self._settings.setValue(_GEOMETRY, self.saveGeometry())
        # Out of sight at once: what is still being put on disk is nothing to look at.
        self.hide()
        self.closing.emit()
        super().closeEvent(event)


class Threshold(QWidget):
    """The picture of the window to come, with a field in the place of the capture bar's."""

    def __init__(self, theme: Theme, scale: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._scale = theme, scale
        self.field = QPlainTextEdit(self)
        self.field.setAccessibleName(self.tr("Write down an item"))
        self.field.setFrameShape(QFrame.Shape.NoFrame)
        self.field.setTabChangesFocus(True)
        font = QFont(self.font())
        font.setPixelSize(self._px(17))
        self.field.setFont(font)
        palette = self.field.palette()
        palette.setColor(palette.ColorRole.Base, QColor(theme["surface"]))
        palette.setColor(palette.ColorRole.Text, QColor(theme["text"]))
        self.field.setPalette(palette)

    def _px(self, size: float) -> int:
        return round(size * self._scale)

    def _rail_width(self) -> int:
        compact = self.width() < self._px(_COMPACT_BELOW)
        return self._px(_RAIL_COMPACT if compact else _RAIL)

    def _bar(self) -> QRect:
        left, right = self._rail_width() + self._px(24), self.width() - self._px(20)
        if self.width() >= self._px(_AGENDA_FROM):
            left += self._px(260)
        if self.width() >= self._px(_SIDE_FROM):
            right -= self._px(292)
        height = self._px(84)
        return QRect(
            QPoint(left, self.height() - height - self._px(20)), QSize(right - left, height)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the field in the bar."""
        super().resizeEvent(event)
        px = self._px
        self.field.setGeometry(self._bar().adjusted(px(110), px(10), -px(50), -px(38)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, rail and bar."""
        painter = QPainter(self)
        theme, px = self._theme, self._px
        painter.fillRect(self.rect(), QColor(theme["bg"]))
        rail = QRect(0, 0, self._rail_width(), self.height())
        painter.fillRect(rail, QColor(theme["rail"]))
        painter.fillRect(rail.right(), 0, 1, rail.height(), QColor(theme["border"]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme["focus"]), 2))
        painter.setBrush(QColor(theme["surface"]))
        painter.drawRoundedRect(QRectF(self._bar()).adjusted(1, 1, -1, -1), px(14), px(14))
        painter.end()
