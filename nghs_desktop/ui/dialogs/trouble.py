"""Says why there is no window to work in; the program ends when the box is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from nghs_desktop.base.errors import Told


def tell(problem: Told, window: QWidget) -> None:
    """Show a failure over a window that has nothing else to show, and close both together."""
    box = QMessageBox(QMessageBox.Icon.Warning, "NGHS Desktop", problem.message, parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(problem.remedy)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.finished.connect(window.close)
    box.open()
