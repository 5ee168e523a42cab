"""What the window asks of a place, and how much room there is. No place is known here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget


class WidthClass(IntEnum):
    """How much room there is. The value is the least effective width: px over text scale."""

    NARROW = 0
    STRIP = 760
    STRIP_DETAIL = 900
    MEDIUM = 1060
    NORMAL = 1200
    WIDE = 1600

    @classmethod
    def of(cls, width: float, scale: float = 1.0) -> WidthClass:
        """Return the class of a window `width` px wide at a text scale."""
        effective = width / scale
        return max(step for step in cls if step <= max(effective, 0))


@runtime_checkable
class View(Protocol):
    """A place in the window. It must be a QWidget as well."""

    def focus_first(self) -> None:
        """Put the keyboard where work starts: the capture bar, the first row."""

    def panes(self) -> Sequence[QWidget]:
        """Return the panes F6 goes through, in reading order."""

    def apply_width(self, width: WidthClass) -> None:
        """Lay out for this much room."""


@runtime_checkable
class Commanding(Protocol):
    """A view that does something for actions of the table, such as `new` or `filter`."""

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what it can do now, by the action's id."""


@runtime_checkable
class Closing(Protocol):
    """A view that has something Esc closes, such as a detail panel."""

    def close_innermost(self) -> bool:
        """Close the innermost open thing; return False when there is none."""
