"""The row under the pages: smaller, larger, fit, and which page is in view."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from nghs_desktop.ui.briefs.page_view import Fit, PageView, desk_colour
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.labels import Label


class ZoomBar(QWidget):
    """Follows a view of pages and tells it what to do."""

    def __init__(self, look: Look, view: PageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._view = look, view
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Size of the pages"))
        row = QHBoxLayout(self)
        look.space(row, (12, 4, 12, 8), 4)
        self.smaller = IconButton(look, "minus", self.tr("Smaller pages"), keys="-")
        self.larger = IconButton(look, "plus", self.tr("Larger pages"), keys="+")
        self.percent = Label(look, "", "label_quiet", "text2")
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        look.follow(self.percent, self._measure)
        self.fit_page = Button(look, self.tr("Fit page"), kind="ghost")
        self.fit_width = Button(look, self.tr("Fit width"), kind="ghost")
        self.place = Label(look, "", "label_quiet", "text2")
        row.addStretch(1)
        for widget in (self.smaller, self.percent, self.larger, self.fit_page, self.fit_width):
            row.addWidget(widget)
        row.addWidget(self.place)
        row.addStretch(1)
        for button in (self.fit_page, self.fit_width):
            button.setCheckable(True)
        self.smaller.clicked.connect(view.smaller)
        self.larger.clicked.connect(view.larger)
        self.fit_page.clicked.connect(self._fit_page)
        self.fit_width.clicked.connect(self._fit_width)
        view.moved.connect(self._follow)
        look.changed.connect(self.update)
        self._follow()

    def _measure(self) -> None:
        metrics = self._look.metrics("label_quiet")
        self.percent.setFixedWidth(round(metrics.horizontalAdvance("400 %")) + self._look.px(8))

    def _fit_page(self) -> None:
        self._view.set_fit(Fit.PAGE)

    def _fit_width(self) -> None:
        self._view.set_fit(Fit.WIDTH)

    def _follow(self) -> None:
        view = self._view
        self.percent.setText(self.tr("{percent} %").format(percent=round(view.zoom * 100)))
        for button, fit in ((self.fit_page, Fit.PAGE), (self.fit_width, Fit.WIDTH)):
            with QSignalBlocker(button):
                button.setChecked(view.fit is fit)
            button.update()
        pages = len(view.document.sizes) if view.document else 0
        words = self.tr("Page {page} of {pages}").format(page=view.page + 1, pages=pages)
        self.place.setText(words)
        self.place.setVisible(pages > 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the desk on."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), desk_colour(self._look))
        painter.end()
