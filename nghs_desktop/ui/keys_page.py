"""The sheet behind F1: every key as it is now, and the prefixes of the capture bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from nghs_desktop.ui.keys_guide import GuideGroup
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Gap, KeyCap, Label


class KeysPage(QScrollArea):
    """Groups of lines, each with its key caps and what they do."""

    def __init__(
        self, look: Look, groups: Sequence[GuideGroup], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Keys and prefixes"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        page = QWidget()
        column = QVBoxLayout(page)
        look.space(column, (20, 0, 20, 20), 6)
        for group in groups:
            column.addWidget(Gap(look, 8))
            column.addWidget(Label(look, group.heading, "label_quiet", "text3", wrap=True))
            for row in group.rows:
                line = QHBoxLayout()
                look.space(line, spacing=12)
                line.addWidget(Label(look, row.words, "body", wrap=True), 1)
                caps = FlowLayout()
                look.space(caps, spacing=4)
                for keys in row.keys:
                    caps.addWidget(KeyCap(look, keys))
                line.addLayout(caps)
                column.addLayout(line)
        column.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)
