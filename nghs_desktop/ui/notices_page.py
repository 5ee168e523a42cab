"""The list of notes shown since the start, for those that went away too fast."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, QTime
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.toasts import Notice


class NoticesPage(QScrollArea):
    """Notes, newest first, each with its time."""

    def __init__(
        self, look: Look, notices: Sequence[Notice], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Notes of today"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        page = QWidget()
        column = QVBoxLayout(page)
        look.space(column, (20, 8, 20, 20), 12)
        if not notices:
            column.addWidget(Label(look, self.tr("Nothing was noted yet."), "body", "text2"))
        for notice in reversed(notices):
            line = QHBoxLayout()
            look.space(line, spacing=12)
            line.addWidget(Label(look, notice.words, "body", wrap=True), 1)
            at = QTime(notice.at.hour, notice.at.minute)
            shown = QLocale().toString(at, QLocale.FormatType.ShortFormat)
            line.addWidget(Label(look, shown, "caption", "text3"), 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(line)
        column.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)
