"""Looks over a whole window as a strict reader would: names, cut words, overlaps, Tab.

Knows only Qt, no widget of ours by name. Two dynamic properties count:
`decoration` (a shadow: may lie under others) and `overlay` (lies over others on purpose);
a widget with `elides` shows an ellipsis by itself where its words do not fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QSplitterHandle,
    QWidget,
)

SMALLEST_TARGET = 24
_SLACK = 1
_MOST_TABS = 400


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: what kind, where in the tree, and in words."""

    kind: str
    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.words}"


def audit(window: QWidget, *, by_tab: bool = True) -> list[Finding]:
    """Return all faults of a window that is shown; an empty list is a pass."""
    settle()
    widgets = [widget for widget in window.findChildren(QWidget) if _counts(widget, window)]
    findings = [*_nameless(widgets), *_cut(widgets), *_outside(widgets, window)]
    findings += [*_overlapping(widgets, window), *_small(widgets)]
    if by_tab:
        findings += _unreached(window, widgets)
    return findings


def settle() -> None:
    """Let delayed layouts and repaints happen."""
    for _ in range(3):
        QApplication.sendPostedEvents(None, 0)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QTest.qWait(0)


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab should reach a widget."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()


def accessible_name(widget: QWidget) -> str:
    """Return what a screen reader says for a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface else ""


def _counts(widget: QWidget, window: QWidget) -> bool:
    return widget.isVisibleTo(window) and not widget.isWindow() and widget.window() is window


def _where(widget: QWidget) -> str:
    names: list[str] = []
    at: QWidget | None = widget
    while at is not None and not at.isWindow() and len(names) < 4:
        said = at.accessibleName() or at.objectName()
        names.append(f"{type(at).__name__}({said[:30]})" if said else type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names)


def _nameless(widgets: list[QWidget]) -> Iterator[Finding]:
    for widget in widgets:
        if takes_tab(widget) and not accessible_name(widget):
            yield Finding("no name", _where(widget), "takes the keyboard but says nothing")


def _cut(widgets: list[QWidget]) -> Iterator[Finding]:
    for widget in widgets:
        if widget.property("elides"):
            continue
        if isinstance(widget, QLabel):
            yield from _cut_label(widget)
        elif isinstance(widget, QAbstractButton | QLineEdit):
            need = widget.minimumSizeHint()
            if isinstance(widget, QAbstractButton) and widget.text():
                need = need.expandedTo(widget.sizeHint())
            have = widget.size()
            words = widget.text() or widget.accessibleName()
            if isinstance(widget, QLineEdit):
                need.setWidth(0)
            if need.width() > have.width() + _SLACK or need.height() > have.height() + _SLACK:
                sizes = f"needs {need.width()}x{need.height()}, has {have.width()}x{have.height()}"
                yield Finding("cut", _where(widget), f"{words!r} {sizes}")


def _cut_label(label: QLabel) -> Iterator[Finding]:
    words = label.text()
    is_our_elide = type(label).paintEvent is not QLabel.paintEvent
    if not words or is_our_elide:
        return
    room = label.contentsRect()
    metrics = QFontMetrics(label.font())
    if label.wordWrap():
        need = metrics.boundingRect(
            QRect(0, 0, room.width(), 100_000), Qt.TextFlag.TextWordWrap, words
        )
        if need.height() > room.height() + _SLACK or need.width() > room.width() + _SLACK:
            sizes = f"needs {need.width()}x{need.height()}, has {room.width()}x{room.height()}"
            yield Finding("cut", _where(label), f"{words[:40]!r} {sizes}")
        return
    width = max(metrics.horizontalAdvance(line) for line in words.splitlines() or [""])
    if width > room.width() + _SLACK:
        yield Finding("cut", _where(label), f"{words[:40]!r} needs {width}, has {room.width()}")
    elif metrics.height() > room.height() + _SLACK:
        high = f"needs {metrics.height()} px height, has {room.height()}"
        yield Finding("cut", _where(label), f"{words[:40]!r} {high}")


def _is_scrolled(widget: QWidget) -> bool:
    """Whether a widget is the content of a scroll area, which may be larger than its place."""
    viewport = widget.parentWidget()
    area = viewport.parentWidget() if viewport is not None else None
    return isinstance(area, QAbstractScrollArea) and area.viewport() is viewport


def _outside(widgets: list[QWidget], window: QWidget) -> Iterator[Finding]:
    for widget in widgets:
        parent = widget.parentWidget()
        if parent is None or _is_scrolled(widget) or _is_free(widget):
            continue
        beyond = widget.geometry()
        room = parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
        if not beyond.isEmpty() and not room.contains(beyond):
            at = f"{_text(beyond)} is not within {_text(parent.rect())}"
            yield Finding("outside", _where(widget), at)
    if window.width() < window.minimumSizeHint().width():
        need = window.minimumSizeHint().width()
        yield Finding("outside", "window", f"needs {need} px width, has {window.width()}")


def _is_free(widget: QWidget) -> bool:
    return bool(widget.property("decoration") or widget.property("overlay"))


def _overlapping(widgets: list[QWidget], window: QWidget) -> Iterator[Finding]:
    families: dict[int, list[QWidget]] = {}
    for widget in widgets:
        parent = widget.parentWidget()
        skip = _is_free(widget) or isinstance(widget, QSplitterHandle)
        if parent is None or skip or isinstance(parent, QAbstractItemView | QLineEdit):
            continue
        families.setdefault(id(parent), []).append(widget)
    for family in families.values():
        for at, first in enumerate(family):
            for second in family[at + 1 :]:
                common = first.geometry().intersected(second.geometry())
                if common.width() > _SLACK and common.height() > _SLACK:
                    yield Finding("overlap", _where(first), f"with {_where(second)}")


def _small(widgets: list[QWidget]) -> Iterator[Finding]:
    for widget in widgets:
        if takes_tab(widget) and min(widget.width(), widget.height()) < SMALLEST_TARGET:
            yield Finding("small", _where(widget), f"{widget.width()}x{widget.height()}")


def _unreached(window: QWidget, widgets: list[QWidget]) -> Iterator[Finding]:
    wanted = {id(widget): widget for widget in widgets if _is_stop(widget, window)}
    for widget in tab_stops(window):
        wanted.pop(id(widget), None)
    for widget in wanted.values():
        yield Finding("unreached", _where(widget), "Tab never comes here")


def _is_stop(widget: QWidget, window: QWidget) -> bool:
    if not takes_tab(widget) or widget.focusProxy() is not None:
        return False
    # What an overlay covers cannot be reached, and must not be.
    focus = QApplication.focusWidget()
    covers = [w for w in window.findChildren(QWidget) if w.property("overlay") and w.isVisible()]
    full = [w for w in covers if w.size() == window.size()]
    return not full or any(w is widget or w.isAncestorOf(widget) for w in full) or focus is widget


def tab_stops(window: QWidget) -> list[QWidget]:
    """Press Tab until it comes round and return where it stopped, in order."""
    start = QApplication.focusWidget()
    stops: list[QWidget] = []
    seen: set[int] = set()
    for _ in range(_MOST_TABS):
        focus = QApplication.focusWidget()
        target = focus if focus is not None else window
        if focus is not None:
            if id(focus) in seen:
                break
            seen.add(id(focus))
            stops.append(focus)
        QTest.keyClick(target, Qt.Key.Key_Tab)
    if start is not None:
        start.setFocus()
    return stops


def _text(rect: QRect) -> str:
    at: QPoint = rect.topLeft()
    return f"{rect.width()}x{rect.height()} at {at.x()},{at.y()}"
