"""A list with its detail: beside it where there is room, in its place where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QStackedLayout, QWidget

from nghs_desktop.ui.look import Look
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.view import WidthClass
from nghs_desktop.ui.widgets.splitters import Splitter

_DETAIL = {WidthClass.WIDE: 600, WidthClass.NORMAL: 440}
_USUAL_DETAIL = 400
_BESIDE_FROM = WidthClass.STRIP_DETAIL


class _Edge(QSplitterHandle):
    """The handle: room to grab it, and the thin line right at the detail's edge."""

    def __init__(self, look: Look, splitter: QSplitter) -> None:
        super().__init__(splitter.orientation(), splitter)
        self._look = look

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        role: Role = "accent_bar" if self.underMouse() else "border"
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self._look.colour(role))
        painter.end()


class _PaneSplitter(Splitter):
    def createHandle(self) -> QSplitterHandle:
        return _Edge(self._look, self)


class TwoPanes(QWidget):
    """Holds the two panes. The splitter's places are remembered per width."""

    def __init__(
        self, look: Look, settings: QSettings, key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pane_look, self._pane_settings, self._pane_key = look, settings, key
        self._width_class = WidthClass.NORMAL
        self._is_open = str(settings.value(f"{key}/detail", "open")) == "open"
        self._alone = False
        self._shown_for: WidthClass | None = None
        self._layout = QStackedLayout(self)
        self._splitter: Splitter | None = None
        self._main: QWidget | None = None
        self._side: QWidget | None = None

    def set_panes(self, main: QWidget, side: QWidget) -> None:
        """Take the list's page and the detail."""
        self._main, self._side = main, side
        self._splitter = _PaneSplitter(self._pane_look, self._pane_settings, self._pane_key)
        self._splitter.splitterMoved.connect(self._keep_width)
        self._splitter.addWidget(main)
        self._splitter.addWidget(side)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._layout.addWidget(self._splitter)
        self._place()

    @property
    def detail_shown(self) -> bool:
        """Whether the detail is on screen."""
        return self._alone or (self._is_open and self._width_class >= _BESIDE_FROM)

    @property
    def detail_alone(self) -> bool:
        """Whether the detail stands in the list's place."""
        return self._alone

    def apply_width(self, width: WidthClass) -> None:
        """Lay out for this much room."""
        if width != self._width_class:
            self._width_class = width
            self._alone = self._alone and width < _BESIDE_FROM
            self._place()

    def open_detail(self) -> None:
        """Bring the detail on screen."""
        if self._width_class < _BESIDE_FROM:
            self._alone = True
        else:
            self._is_open = True
            self._pane_settings.setValue(f"{self._pane_key}/detail", "open")
        self._place()

    def close_detail(self) -> None:
        """Take the detail off the screen."""
        if self._alone:
            self._alone = False
        else:
            self._is_open = False
            self._pane_settings.setValue(f"{self._pane_key}/detail", "closed")
        self._place()

    def _place(self) -> None:
        if self._splitter is None or self._main is None or self._side is None:
            return
        beside = self._is_open and self._width_class >= _BESIDE_FROM
        was_hidden = self._side.isHidden()
        self._main.setVisible(not self._alone)
        self._side.setVisible(self._alone or beside)
        if beside and (was_hidden or self._shown_for != self._width_class):
            self._shown_for = self._width_class
            self._share()

    def _width_key(self) -> str:
        return f"{self._pane_key}/width_{self._width_class.name.lower()}"

    def _keep_width(self) -> None:
        """Remember the detail's width for windows about this wide, in px of the design."""
        if self._splitter is not None and not self._alone:
            wide = round(self._splitter.sizes()[1] / self._pane_look.scale)
            self._pane_settings.setValue(self._width_key(), wide)

    def _share(self) -> None:
        if self._splitter is None:
            return
        usual = _DETAIL.get(self._width_class, _USUAL_DETAIL)
        kept = self._pane_settings.value(self._width_key(), usual)
        wide = self._pane_look.px(float(str(kept)))
        whole = max(self.width(), wide + self._pane_look.px(320))
        self._splitter.setSizes([whole - wide, wide])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the first real width its shares."""
        super().resizeEvent(event)
        if event.oldSize().width() <= 0 or not self.isVisible():
            self._share()
