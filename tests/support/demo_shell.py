"""Shows the window's frame with made-up content: python -m tests.support.demo_shell [OUT.png].

Options: --theme, --scale, --size WxH, --place, --show palette|keys|toast|banner|problem.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from nghs_desktop.base.errors import EnvironmentProblem
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.palette import Deliver, PaletteRow
from nghs_desktop.ui.places import PLACES
from nghs_desktop.ui.shell import Shell
from nghs_desktop.ui.theme import THEME_CHOICES
from nghs_desktop.ui.view import WidthClass
from nghs_desktop.ui.widgets.banners import BannerAction
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import Card, EmptyState
from nghs_desktop.ui.widgets.fields import GrowingEdit, SearchField
from nghs_desktop.ui.widgets.labels import ElidingLabel, Label
from nghs_desktop.ui.widgets.properties import Choice, PropertyRow
from nghs_desktop.ui.widgets.segments import Segment, Segments

COUNTS = {"barriers": 24, "practices": 17, "recognitions": 9, "focus": 4, "commitments": 6}


class DemoView(QWidget):
    """A page with one of each widget, standing in for a real place."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        page = QVBoxLayout(self)
        look.space(page, (24, 14, 20, 20), 12)
        head = QHBoxLayout()
        look.space(head, spacing=8)
        head.addWidget(ElidingLabel(look, title, "title"), 1)
        head.addWidget(IconButton(look, "download", "Export this list"))
        self.new = Button(look, "New item", kind="primary", icon="plus", keys="Ctrl N")
        head.addWidget(self.new)
        page.addLayout(head)
        self.segments = Segments(look, "Views")
        self.segments.show_segments(
            [
                Segment("open", "All open", 19),
                Segment("policy", "Policy", 7),
                Segment("ready", "Ready for brief", 5),
                Segment("mine", "Mine", 3),
            ]
        )
        page.addWidget(self.segments)
        tools = QHBoxLayout()
        look.space(tools, spacing=8)
        self.field = SearchField(look, "Filter", placeholder="Filter this list")
        tools.addWidget(self.field, 1)
        tools.addWidget(Button(look, "Filter", icon="list-filter"))
        page.addLayout(tools)
        body = QHBoxLayout()
        look.space(body, spacing=20)
        sentence = "Nothing is in the way yet. Press Ctrl+N or type b in a meeting."
        body.addWidget(EmptyState(look, sentence, action="New barrier", keys="Ctrl N"), 1)
        self.detail = Card(look)
        column = self.detail.column()
        column.addWidget(Label(look, "Seat-time rules keep credit back", "subtitle", wrap=True))
        for label, value, icon in (
            ("Status", "Open", "circle-dot"),
            ("Lever", "Policy", "landmark"),
            ("Raised by", "Dana Reyes, 17 November", "user"),
        ):
            row = PropertyRow(look, label)
            row.show_value(value, icon=icon)
            row.offer(lambda: (Choice("a", "Open"), Choice("b", "Resolved")))
            column.addWidget(row)
        column.addWidget(GrowingEdit(look, "What happens now", placeholder="What happens now?"))
        column.addStretch(1)
        body.addWidget(self.detail)
        page.addLayout(body, 1)

    def focus_first(self) -> None:
        self.field.setFocus()

    def panes(self) -> Sequence[QWidget]:
        return [self, self.detail]

    def apply_width(self, width: WidthClass) -> None:
        self.detail.setVisible(width >= WidthClass.STRIP_DETAIL)

    def commands(self) -> dict[str, Callable[[], None]]:
        return {"new": self.new.click, "filter": self.field.setFocus}


def search(query: str, deliver: Deliver) -> None:
    """Answer at once from a few made-up records."""
    records = (
        PaletteRow(
            "b23", "Bus timetable ends before internships", "triangle-alert", "B-023", print
        ),
        PaletteRow("p11", "Portfolio defence before an outside panel", "lightbulb", "P-011", print),
    )
    words = query.casefold().split()
    deliver([row for row in records if all(word in row.words.casefold() for word in words)])


def make_shell(look: Look, folder: Path) -> Shell:
    """Return a window with every place of the rail, filled with made-up content."""
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    def maker(title: str) -> Callable[[], QWidget]:
        return lambda: DemoView(look, title)

    views = {key: maker(place.words) for key, place in PLACES.items()}
    views |= {"settings": maker("Settings"), "trash": maker("Trash")}
    shell = Shell(look, views, settings)
    shell.show_workspace("Practice Work Group", "Generation Next")
    for key, count in COUNTS.items():
        shell.show_count(key, count)
    shell.show_count("briefs", 2)
    shell.show_live(True)
    shell.provide_search(search, lambda words: None)
    shell.bind("brief", lambda: None)
    shell.offer_workspaces(lambda: [Choice("a", "Practice Work Group (sample)", "layers")])
    shell.go("meeting")
    return shell


def show_extra(shell: Shell, what: str) -> None:
    """Open one of the things that lie over the page."""
    if what == "palette":
        shell.open_palette()
    elif what == "nothing":
        shell.palette_overlay.present("busses")
    elif what == "keys":
        shell.show_keys()
    elif what == "toast":
        shell.toasts.say("Moved 3 barriers to Trash.", action_words="Undo", action=shell.close)
        shell.toasts.say("Everything is already saved.")
    elif what == "banner":
        problem = EnvironmentProblem(
            "The printer did not answer.", "Your brief is safe. Save it as a PDF or try again."
        )
        again = BannerAction("Try again", shell.close)
        shell.banners.report("printer", problem, [again], details="IPP 0x0507")
    elif what == "problem":
        shell.save_light.show_problem("the disk is full. Free some space, then Try again.")


def main() -> int:
    """Show the window, or write a picture of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", nargs="?")
    parser.add_argument("--theme", default="system", choices=THEME_CHOICES)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--place", default="meeting")
    parser.add_argument("--show", default="")
    asked = parser.parse_args()
    app = QApplication(sys.argv[:1])
    look = Look(asked.theme, asked.scale, motion=not asked.out)
    look.install(app)
    with tempfile.TemporaryDirectory() as folder:
        shell = make_shell(look, Path(folder))
        width, height = (int(part) for part in asked.size.split("x"))
        shell.resize(width, height)
        shell.go(asked.place)
        shell.show()
        show_extra(shell, asked.show)
        if asked.out:
            QTimer.singleShot(100, lambda: (shell.grab().save(asked.out), app.quit()))
        return app.exec()


if __name__ == "__main__":
    raise SystemExit(main())
