"""Where the keyboard is among the panes of a window, and where Tab would enter one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def holds(pane: QWidget, widget: QWidget | None) -> bool:
    """Whether a widget is a pane or stands in it."""
    return widget is not None and (widget is pane or pane.isAncestorOf(widget))


def first_stop(pane: QWidget) -> QWidget | None:
    """Return the first widget in a pane that takes the keyboard by Tab, or None."""
    if _takes_tab(pane):
        return pane
    at = pane.nextInFocusChain()
    while at is not None and at is not pane:
        if pane.isAncestorOf(at) and _takes_tab(at):
            return at
        at = at.nextInFocusChain()
    return None


def _takes_tab(widget: QWidget) -> bool:
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_tab) and widget.isVisible() and widget.isEnabled()
