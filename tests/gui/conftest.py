"""What widget tests share: a look as a person on an ordinary desktop has it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from nghs_desktop.ui.look import Look
from nghs_desktop.ui.typography import SystemText


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """The light look at 100 %, without animation, on a desktop with its usual text size."""
    made = Look("light", motion=False, system=SystemText(points=9.0, dpi=96.0))
    made.install(qapp)
    yield made
    made.deleteLater()
