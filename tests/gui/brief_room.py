"""The briefs place on a real workspace with a real press, for the tests of its screens."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.commands import Command, LogRecords, Redo, TrashRecords, Undo
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.meetings import Meeting
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.workspaces import Brief
from nghs_desktop.services.api import Press, brief_place
from nghs_desktop.services.workspace import Content, Workspace
from nghs_desktop.ui.actions import Actions
from nghs_desktop.ui.briefs.making import Made
from nghs_desktop.ui.dispatch import Dispatch
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.briefs import BriefsView
from nghs_desktop.ui.widgets.fields import Field, GrowingEdit
from tests.support.workspaces import fresh, opened

NOW = datetime(2026, 11, 17, 11, 42, tzinfo=UTC)
LONG = 20_000
"""Milliseconds a wait may take on a busy computer; a test that passes takes far less."""


class Room:
    """A work group with a meeting, three things said in it, and the briefs place on screen."""

    def __init__(self, workspace: Workspace, look: Look, press: Press, qtbot: QtBot) -> None:
        self.workspace, self.look, self.qtbot = workspace, look, qtbot
        self.group = WorkGroup(id="group", name="Practice Work Group", coalition="Generation Next")
        self.meeting = Meeting(
            id="meeting",
            title="November session",
            group_id="group",
            starts_at=datetime(2026, 11, 17, 10, 0, tzinfo=UTC),
            planned_minutes=100,
        )
        self.buses = self.barrier("Buses stop at 3:30", dots=6)
        self.rules = self.barrier("Seat-time rules", dots=7)
        records = (self.group, self.meeting, self.buses, self.rules)
        workspace.run(LogRecords(records)).result()
        self.note("Said aside", heard_at=NOW)
        self.window = QWidget()
        self.dispatch = Dispatch(workspace, self.window)
        self.actions = Actions(look, self.window)
        self.actions.triggered.connect(self._act)
        self.saving = False
        self.dispatch.saving_changed.connect(lambda saving: setattr(self, "saving", saving))
        self.said: list[tuple[str, str]] = []
        settings = QSettings(str(workspace.path.with_suffix(".ini")), QSettings.Format.IniFormat)
        context = ViewContext(
            look, self.dispatch, self.actions, settings, lambda: NOW, self._say, lambda: "Robin"
        )
        self.view = BriefsView(context, press, UTC)
        self.view.setParent(self.window)
        self.window.resize(1052, 800)
        self.view.setGeometry(0, 0, 1052, 800)

    @staticmethod
    def barrier(title: str, **more: object) -> Barrier:
        return Barrier(
            id=new_id(),
            title=title,
            group_id="group",
            meeting_id="meeting",
            heard_at=NOW,
            **more,  # type: ignore[arg-type]
        )

    def note(self, title: str, **more: object) -> None:
        made = Note(
            id=new_id(),
            title=title,
            group_id="group",
            meeting_id="meeting",
            **more,  # type: ignore[arg-type]
        )
        self.workspace.run(LogRecords((made,))).result()

    def _say(self, words: str, *, action_words: str = "", action: object = None) -> None:
        self.said.append((words, action_words))

    def _act(self, name: str) -> None:
        self.dispatch.run(Undo() if name == "undo" else Redo())

    def show(self, meeting: bool = True) -> None:
        self.window.show()
        with self.qtbot.waitSignal(self.view.pages.shown, timeout=LONG):
            self.view.show_for("group", "meeting" if meeting else None)

    def after(self, change: Callable[[], object]) -> Made:
        """Do something, wait until the pages that follow from it are on screen, return them."""
        with self.qtbot.waitSignal(self.view.pages.shown, timeout=LONG):
            change()
        return self.made

    def do(self, command: Command) -> None:
        self.dispatch.run(command)

    @property
    def made(self) -> Made:
        made = self.view.making.newest
        assert made is not None
        return made

    @property
    def words(self) -> str:
        """The words of the pages on screen, as another program reads them from the PDF."""
        document = self.view.pages.document
        assert document is not None
        reader = PdfReader(io.BytesIO(document.pdf))
        return "\n".join(page.extract_text() for page in reader.pages)

    def briefs(self) -> tuple[Brief, ...]:
        return self.workspace.read_here(lambda reader: brief_place(reader, "group")).briefs

    def settled(self) -> None:
        """Wait until nothing that was asked is still on its way to the disk."""
        self.workspace.run(TrashRecords(())).result()
        self.qtbot.waitUntil(lambda: not self.saving, timeout=LONG)

    @property
    def title(self) -> Field:
        field = self.view.side.words.field("title")
        assert isinstance(field, Field)
        return field

    @property
    def summary(self) -> GrowingEdit:
        field = self.view.side.words.field("summary")
        assert isinstance(field, GrowingEdit)
        return field

    def press_key(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        none = Qt.KeyboardModifier.NoModifier
        self.qtbot.keyClick(self.view.side.sections, key, modifier or none)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    made = Press()
    made.warm()
    yield made
    made.close()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with opened(fresh(tmp_path, content=Content.EMPTY)) as made:
        yield made


@pytest.fixture
def room(workspace: Workspace, look: Look, press: Press, qtbot: QtBot) -> Iterator[Room]:
    made = Room(workspace, look, press, qtbot)
    yield made
    made.view.shut()
    made.window.close()
    made.window.deleteLater()
