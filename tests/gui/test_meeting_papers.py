"""The papers of a meeting on screen: chosen, seen, saved, and back to the meeting."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from nghs_desktop.domain.commands import AmendRecords, Ref
from nghs_desktop.domain.meetings import Purpose
from nghs_desktop.services.api import Content, Press
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.papers.page import PapersPage
from nghs_desktop.ui.view import WidthClass
from nghs_desktop.ui.views.meeting_papers import Papers
from tests.support import workspaces
from tests.support.audit import audit
from tests.support.room import Room

LONG = 20_000
"""Milliseconds a wait may take on a busy computer; a test that passes takes far less."""


class Open:
    """A meeting on screen with its papers in its place."""

    def __init__(self, qtbot: QtBot, look: Look, folder: Path) -> None:
        self.press = Press()
        path = workspaces.fresh(folder, "papers.nghs", Content.SAMPLE)
        self.room = Room(qtbot, look, path, press=self.press)
        self.papers = Papers(self.room.view.stage)
        self.papers.open()
        self.room.quiet()

    @property
    def page(self) -> PapersPage:
        """The page."""
        assert self.papers.page is not None
        return self.papers.page

    def until_made(self, key: str) -> bytes:
        """Wait until a paper is on screen; return its PDF."""

        def there() -> bool:
            made = self.page.making.newest
            document = self.page.desk.pages.document
            return (
                made is not None
                and made.brief.template == key
                and self.page.making.is_current
                and document is not None
                and document.pdf is made.printed.pdf
            )

        self.room.qtbot.waitUntil(there, timeout=LONG)
        assert self.page.making.newest is not None
        return self.page.making.newest.printed.pdf

    def close(self) -> None:
        """Close it all in an orderly way."""
        self.papers.shut()
        self.room.close()
        self.press.close()


@pytest.fixture
def here(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Open]:
    made = Open(qtbot, look, tmp_path)
    yield made
    made.close()


def words(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_agenda_is_there_first_and_arrows_go_through_the_papers(here: Open) -> None:
    assert "November session" in words(here.until_made("agenda"))
    assert here.page.side.list.hasFocus()
    here.room.press(Qt.Key.Key_Down)
    assert "Run sheet" in words(here.until_made("run-sheet"))
    assert here.page.header.status.text().startswith("Run sheet")
    assert here.page.header.print.isEnabled()


def test_what_cannot_be_made_says_what_it_needs_and_is_there_once_it_can(here: Open) -> None:
    here.until_made("agenda")
    page = here.page
    here.room.until(lambda: "ballots" in page.side.list.papers.missing)
    page.side.list.choose("ballots")
    assert page.empty.isVisible()
    assert page.empty.sentence.text() == "Needs a vote, or an agenda item that is to be decided."
    assert not page.header.save.isEnabled()
    item = here.room.view.stage.agenda[1]
    command = AmendRecords((Ref("agenda_item", item.id),), {"purpose": Purpose.DECIDE})
    changes: list[object] = []
    here.room.dispatch.run(command, then=changes.append)
    here.room.until(lambda: bool(changes))
    here.papers.when_changed(changes[0].changes)  # type: ignore[attr-defined]
    assert item.title in words(here.until_made("ballots"))
    assert page.header.save.isEnabled()


def test_a_paper_is_saved_as_it_is_on_screen(here: Open, tmp_path: Path) -> None:
    pdf = here.until_made("agenda")
    path = tmp_path / "agenda.pdf"
    here.page.sending.save_to(path)
    here.room.until(path.exists)
    here.room.until(lambda: "Saved agenda.pdf" in here.room.said)
    assert path.read_bytes() == pdf


def test_saving_offers_a_name_with_day_meeting_and_paper(here: Open) -> None:
    here.until_made("agenda")
    here.page.save_pdf()
    dialog = here.page.findChild(QFileDialog)
    assert dialog is not None
    (offered,) = dialog.selectedFiles()
    assert offered.endswith("2026-11-22 November session - Agenda.pdf") or (
        "November session - Agenda.pdf" in offered
    )
    dialog.reject()


def test_a_calendar_file_is_saved(here: Open, tmp_path: Path) -> None:
    here.until_made("agenda")
    page = here.page
    page.side.calendar.click()
    here.room.until(lambda: page.findChild(QFileDialog) is not None)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    path = tmp_path / "november.ics"
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    here.room.until(path.exists)
    here.room.until(lambda: "Saved november.ics" in here.room.said)
    assert b"SUMMARY:November session\r\n" in path.read_bytes()
    assert page.side.series.isHidden()


def test_language_paper_and_large_print_change_the_pages(here: Open) -> None:
    here.until_made("agenda")
    side = here.page.side
    side.language.chosen.emit("es")
    side.paper.chosen.emit("a4")
    side.large.setChecked(True)
    here.room.until(lambda: not here.page.making.is_current)
    pdf = here.until_made("agenda")
    assert "Orden del día" in words(pdf)
    box = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert round(float(box.height)) == 842


def test_esc_goes_back_to_the_meeting_with_the_caret_in_the_capture_bar(here: Open) -> None:
    here.until_made("agenda")
    assert here.papers.is_open
    assert here.papers.close_innermost()
    assert not here.papers.is_open
    assert here.room.view.stage.own_page is None
    focus = QApplication.focusWidget()
    assert focus is not None
    assert here.room.view.bar.isAncestorOf(focus)
    assert not here.papers.close_innermost()


def test_keys_of_printing_are_the_page_s_only_while_it_is_open(here: Open) -> None:
    assert {"papers", "print", "save_pdf", "brief"} <= set(here.papers.commands())
    here.papers.close()
    assert set(here.papers.commands()) == {"papers"}


def test_where_only_one_has_room_enter_shows_the_page_and_esc_the_list(here: Open) -> None:
    here.until_made("agenda")
    page = here.page
    page.apply_width(WidthClass.NARROW)
    assert page.side.isVisible()
    assert not page.right.isVisible()
    page.side.list.setFocus()
    here.room.press(Qt.Key.Key_Return)
    assert page.right.isVisible()
    assert not page.side.isVisible()
    assert here.papers.close_innermost()
    assert here.papers.is_open
    assert page.side.isVisible()


@pytest.mark.parametrize("size", [(1280, 800), (1000, 700), (640, 480)])
def test_no_word_is_cut_and_all_can_be_reached(here: Open, size: tuple[int, int]) -> None:
    here.until_made("agenda")
    here.room.shell.resize(*size)
    here.room.quiet()
    assert list(map(str, audit(here.room.shell))) == []


def test_one_paper_can_be_asked_for(here: Open) -> None:
    here.papers.close()
    here.papers.open_paper("minutes")
    assert "Minutes" in words(here.until_made("minutes"))


def test_every_paper_is_read_as_a_sentence(here: Open) -> None:
    model = here.page.side.list.papers
    role = Qt.ItemDataRole.AccessibleTextRole
    told = [str(model.data(model.index(row, 0), role)) for row in range(model.rowCount())]
    assert told[0] == "Agenda. For everybody, with hours"
    assert told[-1] == "Meeting book. All of it, numbered, in one file"
