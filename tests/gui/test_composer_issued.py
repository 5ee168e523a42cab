"""Briefs that are kept and briefs that go out: issued and sealed, listed, copied, thrown away, saved as
other files, made with word of which page it is at."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.services.api import IssuedRow, issued_briefs
from nghs_desktop.ui.briefs.outlets import (
    Resolution,
    markdown_outlet,
    picture_outlet,
    word_outlet,
)
from nghs_desktop.ui.briefs.side import ALL
from nghs_desktop.ui.view import WidthClass
from tests.gui import brief_room
from tests.gui.brief_room import LONG, Room
from tests.support.audit import audit
from tests.support.workspaces import another_program

press, workspace, room = brief_room.press, brief_room.workspace, brief_room.room
_LEFT = Qt.MouseButton.LeftButton


def issued(room: Room) -> tuple[IssuedRow, ...]:
    return room.workspace.read_here(lambda reader: issued_briefs(reader, "group"))


def issue(room: Room) -> IssuedRow:
    before = len(issued(room))
    room.qtbot.mouseClick(room.view.side.issue, _LEFT)
    room.qtbot.waitUntil(lambda: len(issued(room)) > before, timeout=LONG)
    room.settled()
    room.qtbot.waitUntil(lambda: len(room.view.keeping.held.issued) > before, timeout=LONG)
    return issued(room)[0]


def saved(room: Room, path: Path) -> bytes:
    said = len(room.said)
    room.view.sending.save_to(path)
    room.qtbot.waitUntil(lambda: len(room.said) > said, timeout=LONG)
    return path.read_bytes()


def picture_size(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


def type_title(room: Room, words: str) -> None:
    room.title.setFocus()
    room.qtbot.keyClicks(room.title, words)
    room.qtbot.waitUntil(lambda: words in room.words, timeout=LONG)
    room.settled()


# -- issuing -----------------------------------------------------------------------------------
def test_an_issued_brief_is_numbered_sealed_and_prints_the_same_bytes_after_any_change(
    room: Room, tmp_path: Path
) -> None:
    room.show()
    first = issue(room)
    assert first.number == "2026-01" and first.pages == 1
    said, button = room.said[-1]
    assert said == "Issued as 2026-01, 1 page. It stays as it is." and button == "Show it"
    room.after(lambda: room.view.pick(first.id))
    before = saved(room, tmp_path / "before.pdf")
    assert hashlib.sha256(before).hexdigest() == first.digest
    ref = Ref("barrier", room.rules.id)
    room.do(AmendRecords((ref,), {"title": "Something else by now"}))
    room.settled()
    room.after(lambda: room.view.pick("meeting"))
    assert "Something else by now" in room.words
    room.after(lambda: room.view.pick(first.id))
    assert "Seat-time rules" in room.words and "Something else" not in room.words
    assert saved(room, tmp_path / "after.pdf") == before


def test_an_issued_brief_is_read_only_and_says_what_it_is(room: Room) -> None:
    room.show()
    first = issue(room)
    room.after(lambda: room.view.pick(first.id))
    view, card = room.view, room.view.side.issued
    assert card.isVisible() and not view.side.sections.isVisible()
    assert not room.title.isVisible() and not view.side.issue.isVisible()
    assert card.mark.text() == "Issued 1 of 2026, sealed"
    assert view.header.status.text() == "Issued 1 of 2026, sealed  ·  1 page"
    room.qtbot.waitUntil(
        lambda: card.verdict.words.text() == "Brief 2026-01 is as it was issued.", timeout=LONG
    )
    assert first.digest[:8] in card.seal.text()
    view.commands()["issue_brief"]()
    view.commands()["fix_check"]()
    room.settled()
    assert len(issued(room)) == 1


def test_the_next_one_counts_on_and_a_new_draft_comes_from_an_old_one(room: Room) -> None:
    room.show()
    type_title(room, "First of all")
    first = issue(room)
    second = issue(room)
    assert [first.number, second.number] == ["2026-01", "2026-02"]
    room.after(lambda: room.view.pick(first.id))
    room.after(lambda: room.qtbot.mouseClick(room.view.side.issued.draft, _LEFT))
    room.settled()
    assert room.title.isVisible() and room.title.text() == "First of all"
    briefs = room.briefs()
    assert len(briefs) == 2 and room.view.keeping.brief is not None
    assert room.view.keeping.brief.id != first.brief_id
    assert str(room.view.keeping.brief.status) == "draft"
    assert "No. 2026" not in room.words


def test_undo_takes_an_issued_brief_back_and_the_pages_go_on_as_a_draft(room: Room) -> None:
    room.show()
    first = issue(room)
    room.after(lambda: room.view.pick(first.id))
    room.after(lambda: room.actions.ask("undo"))
    assert issued(room) == () and room.title.isVisible()
    assert "No. 2026" not in room.words


def test_a_draft_says_so_on_the_page_only_when_it_is_asked_for(room: Room) -> None:
    room.show()
    assert "Draft" not in room.words
    room.after(lambda: room.view.side.setup.draft.setChecked(True))
    assert "Draft" in room.words


def test_a_brief_that_is_too_long_is_issued_only_when_asked_once_more(room: Room) -> None:
    more = tuple(room.barrier(f"Barrier {n}", details="So it is said. " * 20) for n in range(12))
    room.workspace.run(LogRecords(more)).result()
    room.show()
    room.view.commands()["issue_brief"]()
    room.qtbot.waitUntil(lambda: bool(room.view.banners.shown()), timeout=LONG)
    banner = room.view.banners.shown()[0]
    assert banner.problem.message == "The brief is longer than its template allows."
    assert issued(room) == ()
    room.qtbot.mouseClick(banner.buttons[0], _LEFT)
    focus = room.window.focusWidget()
    assert focus is not None and focus.accessibleName().startswith("Fix: Leave out the last")
    room.qtbot.mouseClick(banner.buttons[1], _LEFT)
    room.qtbot.waitUntil(lambda: len(issued(room)) == 1, timeout=LONG)
    assert issued(room)[0].pages == 2 and room.view.banners.shown() == ()


def test_a_change_after_issuing_makes_a_draft_of_the_brief_again(room: Room) -> None:
    room.show()
    issue(room)
    assert str(room.briefs()[0].status) == "issued"
    status = room.view.header.status
    assert status.text() == "Letter, 1 page  ·  Issued; a change makes it a draft again"
    type_title(room, "Changed since")
    assert str(room.briefs()[0].status) == "draft"
    assert issued(room)[0].title == "November session"


def test_an_issued_brief_that_another_program_changed_is_said_not_to_be_as_issued(
    room: Room,
) -> None:
    room.show()
    first = issue(room)
    with another_program(room.workspace.path) as file:
        file.execute("UPDATE issued_brief SET digest = ?", ("0" * 64,))
    room.after(lambda: room.view.pick(first.id))
    words = room.view.side.issued.verdict.words
    room.qtbot.waitUntil(lambda: "is not the one that was issued" in words.text(), timeout=LONG)


# -- all briefs --------------------------------------------------------------------------------
def test_all_briefs_are_listed_renamed_copied_and_thrown_away_with_undo(room: Room) -> None:
    room.show()
    type_title(room, "Buses")
    issue(room)
    room.view.pick(ALL)
    shelf = room.view.right.shelf
    assert shelf.isVisible() and not room.view.pages.isVisible()
    names = [(row.section, row.name) for row in shelf.list.rows.rows]
    assert names == [("Saved", "November session brief, Tue 17 Nov: Buses"), ("Issued", "Buses")]
    assert shelf.list.rows.rows[1].facts.startswith("Issued 1 of 2026, sealed  ·  17 November")
    shelf.list.setCurrentIndex(shelf.list.rows.index(0, 0))
    shelf.rename()
    QTest.keyClicks(shelf.namer, "Late buses")
    QTest.keyClick(shelf.namer, Qt.Key.Key_Return)
    room.qtbot.waitUntil(lambda: shelf.list.rows.rows[0].name.endswith("Late buses"), timeout=LONG)
    room.qtbot.mouseClick(shelf.copy_button, _LEFT)
    room.settled()
    assert room.view.pages.isVisible() and room.said[-1] == ("Started a copy", "Undo")
    assert sorted(one.title for one in room.briefs()) == ["Late buses", "Late buses (copy)"]
    room.view.commands()["all_briefs"]()
    room.qtbot.waitUntil(lambda: len(shelf.list.rows.rows) == 3, timeout=LONG)
    shelf.list.setCurrentIndex(shelf.list.rows.index(0, 0))
    shelf.throw_away()
    room.qtbot.waitUntil(lambda: len(shelf.list.rows.rows) == 2, timeout=LONG)
    assert room.said[-1] == ("Moved the brief to Trash", "Undo")
    room.actions.ask("undo")
    room.qtbot.waitUntil(lambda: len(shelf.list.rows.rows) == 3, timeout=LONG)


def test_an_issued_brief_is_not_thrown_away_and_enter_opens_it(room: Room) -> None:
    room.show()
    issue(room)
    room.view.commands()["all_briefs"]()
    shelf = room.view.right.shelf
    QTest.keyClicks(shelf.field, "sealed")
    assert [row.section for row in shelf.list.rows.rows] == ["Issued"]
    shelf.list.setCurrentIndex(shelf.list.rows.index(0, 0))
    assert not shelf.trash_button.isEnabled() and not shelf.rename_button.isEnabled()
    shelf.throw_away()
    room.settled()
    assert len(issued(room)) == 1
    room.after(lambda: QTest.keyClick(shelf.list, Qt.Key.Key_Return))
    assert room.view.side.issued.isVisible() and room.view.pages.isVisible()
    assert room.window.focusWidget() is room.view.side.issued.draft


def test_esc_gives_up_renaming_and_then_goes_back_to_the_pages(room: Room) -> None:
    room.show()
    type_title(room, "Buses")
    room.view.commands()["all_briefs"]()
    shelf = room.view.right.shelf
    room.qtbot.waitUntil(lambda: len(shelf.list.rows.rows) == 1, timeout=LONG)
    shelf.rename()
    assert shelf.namer.isVisible()
    assert room.view.close_innermost() and not shelf.namer.isVisible()
    assert room.view.close_innermost() and room.view.pages.isVisible()
    assert not room.view.close_innermost()


# -- other ways out ----------------------------------------------------------------------------
def test_the_same_brief_goes_out_as_word_markdown_and_a_picture(room: Room, tmp_path: Path) -> None:
    room.show()
    outlets = {
        "brief.docx": word_outlet(),
        "brief.md": markdown_outlet(),
        "screen.png": picture_outlet(0, Resolution.SCREEN),
        "slide.png": picture_outlet(0, Resolution.SLIDE),
        "print.png": picture_outlet(0, Resolution.PRINT),
    }
    for count, (name, outlet) in enumerate(outlets.items(), start=1):
        room.view.sending.save_to(tmp_path / name, outlet)
        room.qtbot.waitUntil(lambda: len(room.said) == count, timeout=LONG)  # noqa: B023
    with zipfile.ZipFile(tmp_path / "brief.docx") as word:
        assert "Seat-time rules" in word.read("word/document.xml").decode()
    assert "Seat-time rules" in (tmp_path / "brief.md").read_text(encoding="utf-8")
    assert picture_size(tmp_path / "screen.png")[1] == 1080
    assert picture_size(tmp_path / "slide.png")[1] == 2160
    assert picture_size(tmp_path / "print.png") == (2550, 3300)


def test_an_issued_brief_goes_out_in_all_ways_as_it_was(room: Room, tmp_path: Path) -> None:
    room.show()
    first = issue(room)
    ref = Ref("barrier", room.rules.id)
    room.after(lambda: room.do(AmendRecords((ref,), {"title": "Something else by now"})))
    room.after(lambda: room.view.pick(first.id))
    said = len(room.said)
    room.view.sending.save_to(tmp_path / "brief.md", markdown_outlet())
    room.qtbot.waitUntil(lambda: len(room.said) > said, timeout=LONG)
    assert "Seat-time rules" in (tmp_path / "brief.md").read_text(encoding="utf-8")


def test_the_menu_offers_every_way_out_with_its_words(room: Room) -> None:
    room.show()
    room.qtbot.mouseClick(room.view.header.more, _LEFT)
    menu = room.view.header.menu_open
    assert menu is not None
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert words == [
        "Save as a Word document",
        "Save as Markdown",
        "Save this page as a picture",
        "Issue this brief",
        "Duplicate this brief",
        "Show all briefs",
    ]
    menu.close()


# -- when it takes long ------------------------------------------------------------------------
def test_a_long_brief_says_which_page_it_is_at_and_can_be_given_up(room: Room) -> None:
    text = "Waiver forms ask for hours that nobody counts, and so it goes on. " * 1_500
    notes = tuple(room.barrier(f"Barrier {n}", details=text) for n in range(60))
    room.workspace.run(LogRecords(notes)).result()
    said: list[tuple[int, int]] = []
    room.view.making.reached.connect(lambda page, pages: said.append((page, pages)))
    room.window.show()
    room.view.show_for("group", "meeting")
    progress = room.view.progress
    room.qtbot.waitUntil(lambda: bool(said) or room.view.making.is_current, timeout=LONG)
    assert said
    assert progress.words.startswith("Making page ")
    room.qtbot.mouseClick(progress.button, _LEFT)
    assert progress.words == "Stopped. The page is not up to date."


# -- room and readers --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("theme", "scale", "size"),
    [
        ("light", 1.0, (1052, 800)),
        ("dark", 1.5, (1184, 800)),
        ("high-contrast", 2.0, (1152, 800)),
        ("light", 1.0, (576, 480)),
    ],
)
def test_nothing_of_the_list_and_the_issued_brief_is_cut_nameless_or_out_of_reach(
    room: Room, theme: str, scale: float, size: tuple[int, int]
) -> None:
    room.look.choose(theme)  # type: ignore[arg-type]
    room.look.set_text_scale(scale)
    room.window.resize(*size)
    room.view.setGeometry(0, 0, *size)
    room.view.apply_width(WidthClass.of(size[0] + 64, scale))
    room.window.show()
    room.window.activateWindow()
    room.view.show_for("group", "meeting")
    room.qtbot.waitUntil(lambda: room.view.making.is_current, timeout=LONG)
    room.view.commands()["issue_brief"]()
    room.qtbot.waitUntil(lambda: len(room.view.keeping.held.issued) == 1, timeout=LONG)
    room.view.pick(room.view.keeping.held.issued[0].id)
    room.qtbot.waitUntil(lambda: room.view.header.print.isEnabled(), timeout=LONG)
    room.view.focus_first()
    assert [str(finding) for finding in audit(room.window)] == []
    room.view.pick(ALL)
    room.view.right.shelf.rename()
    assert [str(finding) for finding in audit(room.window)] == []


def test_words_of_the_pages_are_those_of_another_reader(room: Room, tmp_path: Path) -> None:
    room.show()
    first = issue(room)
    room.after(lambda: room.view.pick(first.id))
    pdf = saved(room, tmp_path / "brief.pdf")
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "2026-01" in text and "Draft" not in text
    assert room.view.pages.accessibleName() == "Page 1 of 1 of the brief"
