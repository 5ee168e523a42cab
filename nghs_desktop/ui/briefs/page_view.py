"""Shows the pages of a PDF on a desk: as many as the eye can see, drawn elsewhere, old until new.

What the pages say and where they come from is not known here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from enum import Enum
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from nghs_desktop.ui import painting
from nghs_desktop.ui.briefs.pages import POINTS_PER_INCH, Document, PageSize, PdfPages
from nghs_desktop.ui.look import Look

SMALLEST, LARGEST = 0.25, 4.0
"""The least and the most zoom, 1.0 being the size on paper."""
_STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
_MARGIN, _GAP = 24, 16
_MOST_PIXELS = 24_000_000
_MOST_KEPT = 192_000_000
_AT_ONCE = 2
_LIGHT_DESK = "#E4E4DF"
_PAPER = QColor("#FFFFFF")

Rects = tuple[QRectF, ...]


class Follow(Protocol):
    """Brings a future's result home to the window's thread."""

    def __call__(
        self, future: Future[Any], then: Callable[[Any], None], owner: QWidget, /
    ) -> None: ...


class Fit(Enum):
    """How large the pages are shown."""

    PAGE = "page"
    WIDTH = "width"
    FREE = "free"


def desk_colour(look: Look) -> QColor:
    """Return the colour the pages lie on: a shade under the page's ground, or the ground itself."""
    theme = look.theme
    return look.colour("bg") if theme.dark or theme.edged else QColor(_LIGHT_DESK)


class PageView(QAbstractScrollArea):
    """The pages. Zoom with Ctrl and the wheel or + and -; the place in the text is kept.

    `pointed(page, x, y)` comes with a double click on a page, in points from its top left.
    """

    shown = Signal(object)
    pointed = Signal(int, float, float)
    moved = Signal()

    def __init__(
        self, look: Look, pages: PdfPages, follow: Follow, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._pages, self._follow = look, pages, follow
        self._document: Document | None = None
        self._coming: Document | None = None
        self._drawn: dict[tuple[int, int], tuple[float, QImage]] = {}
        self._asked: dict[tuple[int, int], float] = {}
        self._fit, self._zoom = Fit.PAGE, 1.0
        self._page = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the pages up and down"))
        self.horizontalScrollBar().setAccessibleName(self.tr("Scroll the pages sideways"))
        look.changed.connect(self._arrange)
        self._name()

    # -- what is shown -----------------------------------------------------------------
    @property
    def document(self) -> Document | None:
        """The document on screen."""
        return self._document

    @property
    def page(self) -> int:
        """The page in the middle of the view, counted from 0."""
        return self._page

    @property
    def fit(self) -> Fit:
        """How large the pages are shown."""
        return self._fit

    @property
    def zoom(self) -> float:
        """The zoom now; 1.0 is the size on paper."""
        return self._scale(self._document) / self._paper_scale() if self._document else self._zoom

    def show_document(self, document: Document) -> None:
        """Show a document once what is in view of it is drawn; the old one stays until then."""
        self._coming = document
        self._ask()

    def picture(self, page: int) -> QImage | None:
        """Return a page as it is drawn now, or None while it is not."""
        found = self._drawn.get((self._document.serial, page)) if self._document else None
        return found[1] if found else None

    def set_fit(self, fit: Fit) -> None:
        """Fit the pages to the view, or keep them as large as they are."""
        if fit is Fit.FREE:
            self._zoom = self.zoom
        self._keeping_place(lambda: setattr(self, "_fit", fit))

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        """Show the pages so large; the point `around` of the view stays where it is."""

        def change() -> None:
            self._fit, self._zoom = Fit.FREE, min(max(zoom, SMALLEST), LARGEST)

        self._keeping_place(change, around)

    def larger(self) -> None:
        """Zoom in one step."""
        now = self.zoom
        self.set_zoom(next((step for step in _STEPS if step > now * 1.01), LARGEST))

    def smaller(self) -> None:
        """Zoom out one step."""
        now = self.zoom
        self.set_zoom(next((step for step in reversed(_STEPS) if step < now * 0.99), SMALLEST))

    def go_to_page(self, page: int) -> None:
        """Bring the top of a page to the top of the view."""
        rects = self._rects(self._document)
        if 0 <= page < len(rects):
            self.verticalScrollBar().setValue(round(rects[page].top() - self._look.px(_MARGIN)))

    # -- where pages lie ---------------------------------------------------------------
    def _paper_scale(self) -> float:
        """Return how many px of this screen a point on paper takes."""
        return self.logicalDpiX() / POINTS_PER_INCH

    def _scale(self, document: Document | None) -> float:
        if document is None or not document.sizes or self._fit is Fit.FREE:
            return self._zoom * self._paper_scale()
        margin = 2 * self._look.px(_MARGIN)
        # The scroll bar's room is always left free: with and without it the pages are as large.
        room = self.width() - margin - self.verticalScrollBar().sizeHint().width()
        scale = room / max(size.width for size in document.sizes)
        if self._fit is Fit.PAGE:
            high = self.height() - margin
            scale = min(scale, high / max(size.height for size in document.sizes))
        return max(scale, SMALLEST * self._paper_scale() / 2)

    def _rects(self, document: Document | None) -> Rects:
        """Return where each page lies, in px from the top left of all of them."""
        if document is None:
            return ()
        scale, ratio = self._scale(document), self.devicePixelRatioF()
        sizes = [_on_grid(size, scale, ratio) for size in document.sizes]
        margin = self._look.px(_MARGIN)
        wide = max(max((w for w, _ in sizes), default=0) + 2 * margin, self.viewport().width())
        rects, y = [], float(margin)
        tall = sum(h for _, h in sizes) + self._look.px(_GAP) * max(len(sizes) - 1, 0)
        y = max(y, (self.viewport().height() - tall) / 2) if len(sizes) == 1 else y
        for w, h in sizes:
            x = math.floor((wide - w) / 2 * ratio) / ratio
            rects.append(QRectF(x, math.floor(y * ratio) / ratio, w, h))
            y += h + self._look.px(_GAP)
        return tuple(rects)

    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _in_view(self, rects: Rects) -> Iterator[int]:
        view = QRectF(self.viewport().rect()).translated(self._offset())
        for page, rect in enumerate(rects):
            if rect.intersects(view):
                yield page

    def _arrange(self) -> None:
        """Give the scroll bars their range, find the page in the middle and draw what is seen."""
        rects, view = self._rects(self._document), self.viewport().size()
        margin = self._look.px(_MARGIN)
        bottom = max((rect.bottom() for rect in rects), default=0.0) + margin
        right = max((rect.right() for rect in rects), default=0.0) + margin
        for bar, need, room in (
            (self.verticalScrollBar(), bottom, view.height()),
            (self.horizontalScrollBar(), right, view.width()),
        ):
            bar.setRange(0, max(math.ceil(need - 1) - room, 0))
            bar.setPageStep(room)
            bar.setSingleStep(self._look.px(40))
        self._scrolled()
        self.viewport().update()

    def _scrolled(self) -> None:
        rects = self._rects(self._document)
        middle = self._offset().y() + self.viewport().height() / 2
        page = sum(1 for rect in rects[1:] if rect.top() - self._look.px(_GAP) <= middle)
        if page != self._page:
            self._page = page
            self._name()
        self.moved.emit()
        self.viewport().update()
        self._ask()

    def _keeping_place(self, change: Callable[[], None], around: QPointF | None = None) -> None:
        view = self.viewport()
        point = around or QPointF(view.width() / 2, view.height() / 2)
        rects = self._rects(self._document)
        at = point + self._offset()
        page = sum(1 for rect in rects[1:] if rect.top() <= at.y())
        change()
        if not rects:
            self.moved.emit()
            return
        before, after = rects[page], self._rects(self._document)[page]
        self._arrange()
        grown = after.width() / before.width()
        to = after.topLeft() + (at - before.topLeft()) * grown - point
        self.verticalScrollBar().setValue(round(to.y()))
        self.horizontalScrollBar().setValue(round(to.x()))
        self.moved.emit()

    # -- drawing elsewhere -------------------------------------------------------------
    def _pixel_scale(self, document: Document, page: int) -> float:
        """Return how many px of the device a point takes, within what memory allows."""
        size = document.sizes[page]
        most = math.sqrt(_MOST_PIXELS / (size.width * size.height))
        return min(self._scale(document) * self.devicePixelRatioF(), most)

    def _ask(self) -> None:
        """Have drawn what is in view and not yet drawn so large, a few pages at a time."""
        document = self._coming or self._document
        if document is None:
            return
        missing = []
        if self.isVisible():
            for page in self._in_view(self._rects(document)):
                key, scale = (document.serial, page), self._pixel_scale(document, page)
                kept = self._drawn.get(key)
                if kept is None or kept[0] != scale:
                    missing.append((page, key, scale))
        for page, key, scale in missing:
            if self._asked.get(key) != scale and len(self._asked) < _AT_ONCE:
                self._asked[key] = scale
                self._follow(
                    self._pages.draw(document, page, scale),
                    partial(self._take, key, scale),
                    self,
                )
        if self._coming is not None and not missing:
            self._swap(self._coming)

    def _take(self, key: tuple[int, int], scale: float, picture: QImage) -> None:
        if self._asked.get(key) == scale:
            del self._asked[key]
        known = {document.serial for document in (self._document, self._coming) if document}
        if key[0] in known:
            self._drawn.pop(key, None)
            self._drawn[key] = scale, picture
            self._forget_some()
            self.viewport().update()
        self._ask()

    def _forget_some(self) -> None:
        """Keep the pictures used last, within the memory they may take."""
        kept = sum(picture.sizeInBytes() for _, picture in self._drawn.values())
        document = self._coming or self._document
        seen = set(self._in_view(self._rects(document))) if document else set()
        for key in list(self._drawn):
            if kept <= _MOST_KEPT:
                return
            if document is None or key[0] != document.serial or key[1] not in seen:
                kept -= self._drawn.pop(key)[1].sizeInBytes()

    def _swap(self, document: Document) -> None:
        self._document, self._coming = document, None
        self._drawn = {
            key: drawn for key, drawn in self._drawn.items() if key[0] == document.serial
        }
        self._arrange()
        self._name()
        self.shown.emit(document)

    # -- words -------------------------------------------------------------------------
    def _name(self) -> None:
        document = self._document
        if document is None:
            self.setAccessibleName(self.tr("Page of the brief"))
            return
        name = self.tr("Page {page} of {pages} of the brief")
        self.setAccessibleName(name.format(page=self._page + 1, pages=len(document.sizes)))
        words = document.texts[self._page] if self._page < len(document.texts) else ""
        self.setAccessibleDescription(words.strip())

    # -- events ------------------------------------------------------------------------
    def sizeHint(self) -> QSize:
        """Room for a page."""
        return QSize(self._look.px(480), self._look.px(620))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new room."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what could not be seen before."""
        super().showEvent(event)
        self._arrange()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y() / 120
            self.set_zoom(self.zoom * 1.15**turned, event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Say where on which page this was."""
        document, at = self._document, event.position() + self._offset()
        if document is None or event.button() != Qt.MouseButton.LeftButton:
            return
        for page, rect in enumerate(self._rects(document)):
            if rect.contains(at):
                points = document.sizes[page].width / rect.width()
                inside = (at - rect.topLeft()) * points
                self.pointed.emit(page, inside.x(), inside.y())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with + and -, go to the ends with Home and End; arrows and pages scroll."""
        key, bar = event.key(), self.verticalScrollBar()
        free = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if free and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.larger()
        elif free and key == Qt.Key.Key_Minus:
            self.smaller()
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + bar.pageStep())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the desk, the pages and the ring."""
        look, painter = self._look, QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), desk_colour(look))
        document, offset = self._document, self._offset()
        rects = self._rects(document)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._in_view(rects):
            self._paint_page(painter, document, page, rects[page].translated(-offset))
        if self.hasFocus():
            painting.focus_ring(painter, look, QRectF(self.viewport().rect()), look.px(2))
        painter.end()

    def _paint_page(
        self, painter: QPainter, document: Document | None, page: int, rect: QRectF
    ) -> None:
        look = self._look
        painting.shadow(painter, look, rect, look.px(2), 10)
        painter.fillRect(rect, _PAPER)
        drawn = self._drawn.get((document.serial, page)) if document else None
        if drawn is not None:
            painter.drawImage(rect, drawn[1])
        if not look.theme.dark:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QColor(0, 0, 0, 28))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))


def _on_grid(size: PageSize, scale: float, ratio: float) -> tuple[float, float]:
    """Return a page's width and height in px such that they are whole px of the device."""
    return (
        math.ceil(size.width * scale * ratio) / ratio,
        math.ceil(size.height * scale * ratio) / ratio,
    )
