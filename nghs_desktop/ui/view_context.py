"""What every view of records stands on, handed in by the window. No view is known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from nghs_desktop.base.clock import Clock
from nghs_desktop.ui.actions import Actions
from nghs_desktop.ui.dispatch import Dispatch
from nghs_desktop.ui.look import Look

if TYPE_CHECKING:
    from nghs_desktop.services.api import Press


def _no_press() -> Press:
    raise RuntimeError("this window has no press")


@dataclass(frozen=True, slots=True)
class ViewContext:
    """Look, data, keys and time of one window.

    `say` shows a toast and has the arguments of `Toasts.say`; `me` is the person's name, which may
    change while the window is open; `press` makes documents, and is started when first asked for.
    """

    look: Look
    dispatch: Dispatch
    actions: Actions
    settings: QSettings
    clock: Clock
    say: Callable[..., object]
    me: Callable[[], str] = str
    press: Callable[[], Press] = _no_press

    def now(self) -> datetime:
        """Return the present moment in this computer's time."""
        return self.clock().astimezone()

    def today(self) -> date:
        """Return the present day as people here have it."""
        return self.now().date()
