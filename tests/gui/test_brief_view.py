"""The briefs place on a real workspace with a real press: seen, changed, saved, printed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from nghs_desktop.domain.commands import (
    AmendRecords,
    LogRecords,
    Ref,
    TrashRecords,
)
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.services.api import Press
from nghs_desktop.services.workspace import Workspace
from nghs_desktop.ui.actions import ACTIONS
from nghs_desktop.ui.briefs.making import Made
from nghs_desktop.ui.briefs.page_view import Fit
from nghs_desktop.ui.briefs.period import first_day, last_day
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.view import View, WidthClass
from tests.gui import brief_room
from tests.gui.brief_room import LONG, NOW, Room
from tests.support.audit import audit

press, workspace, room = brief_room.press, brief_room.workspace, brief_room.room
stops_processes = pytest.mark.skipif(sys.platform == "win32", reason="stops a process by signal")


# -- seeing it ---------------------------------------------------------------------------------
def test_a_meeting_shows_its_brief_as_the_page_that_will_be_printed(room: Room) -> None:
    room.show()
    view = room.view
    assert view.header.title.text() == "November session brief"
    assert view.header.status.text() == "Letter, 1 page  ·  Ready to print"
    assert "Seat-time rules" in room.words and "PRACTICE WORK GROUP BRIEF" in room.words
    assert view.pages.picture(0) is not None
    sections = view.side.sections.sections
    assert sections.index(1, 0).data() == "Barriers, ranked"
    sentence = sections.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert sentence == "Barriers, ranked, printed. 2 items. Place 2 of 9."
    lines = [(line.text, line.mark) for line in view.side.checks.lines]
    assert lines[0] == ("Fits on one page", "good")
    assert ("2 barriers have no lever", "look") in lines
    assert room.title.placeholderText() == "November session"
    assert room.briefs() == ()


def test_a_change_made_anywhere_comes_onto_the_page_and_the_old_page_stays_until_then(
    room: Room,
) -> None:
    room.show()
    seen = [room.view.pages.picture(0)]
    room.view.pages.moved.connect(lambda: seen.append(room.view.pages.picture(0)))
    ref = Ref("barrier", room.buses.id)
    room.after(lambda: room.do(AmendRecords((ref,), {"title": "Buses stop far too early"})))
    assert "Buses stop far too early" in room.words and "3:30" not in room.words
    assert None not in seen


def test_the_newest_of_many_quick_changes_is_what_is_shown(room: Room) -> None:
    room.show()
    made: list[Made] = []
    room.view.making.made.connect(made.append)
    title = room.title
    for word in ("What ", "stands ", "in ", "the ", "way"):
        room.qtbot.keyClicks(title, word)
    room.qtbot.waitUntil(lambda: "What stands in the way" in room.words, timeout=LONG)
    assert len(made) <= 2
    assert made[-1].composed.content.title == "What stands in the way"


def test_nothing_is_made_while_nobody_looks(room: Room) -> None:
    room.show()
    before = room.made
    room.window.hide()
    ref = Ref("barrier", room.buses.id)
    room.do(AmendRecords((ref,), {"title": "Changed meanwhile"}))
    room.settled()
    room.qtbot.wait(400)
    assert room.made is before
    room.after(room.window.show)
    assert "Changed meanwhile" in room.words


def test_a_workspace_without_groups_says_so(
    workspace: Workspace, look: Look, press: Press, qtbot: QtBot
) -> None:
    room = Room(workspace, look, press, qtbot)
    workspace.run(TrashRecords((Ref("work_group", "group"),))).result()
    room.window.show()
    room.view.focus_first()
    qtbot.waitUntil(room.view.empty.isVisible, timeout=LONG)
    assert room.view.empty.sentence.text() == "A brief appears here after a meeting."
    room.view.shut()
    room.window.close()
    room.window.deleteLater()


def test_without_being_told_it_shows_the_meeting_to_run(room: Room) -> None:
    room.window.show()
    with room.qtbot.waitSignal(room.view.pages.shown, timeout=LONG):
        room.view.focus_first()
    assert room.view.header.title.text() == "November session brief"


def test_another_work_group_brings_its_own_brief(room: Room) -> None:
    other = WorkGroup(id="other", name="Policy Work Group")
    room.workspace.run(LogRecords((other,))).result()
    room.show()
    room.after(lambda: room.view.show_group(other))
    assert room.view.header.title.text() == "Policy Work Group brief"
    assert "Nothing is written down for this brief yet" in [
        line.text for line in room.view.side.checks.lines
    ]


def test_a_view_that_is_gone_leaves_no_thread_behind(
    workspace: Workspace, look: Look, press: Press, qtbot: QtBot
) -> None:
    room = Room(workspace, look, press, qtbot)
    room.show()
    threads = {thread for thread in threading.enumerate() if thread.name.startswith("pages")}
    assert threads
    room.window.close()
    room.window.deleteLater()
    del room
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qtbot.waitUntil(lambda: not threads & set(threading.enumerate()), timeout=LONG)


# -- changing it -------------------------------------------------------------------------------
def test_space_leaves_a_section_out_and_undo_brings_it_back(room: Room) -> None:
    room.show()
    room.view.side.sections.go_to("barriers")
    room.after(lambda: room.press_key(Qt.Key.Key_Space))
    assert "Buses" not in room.words
    room.settled()
    assert "-barriers" in room.briefs()[0].sections
    room.after(lambda: room.actions.ask("undo"))
    assert "Buses" in room.words
    assert room.briefs() == ()
    room.after(lambda: room.actions.ask("redo"))
    assert "Buses" not in room.words
    assert "-barriers" in room.briefs()[0].sections


def test_alt_and_arrows_move_a_section_on_the_page(room: Room) -> None:
    room.show()
    room.view.side.sections.go_to("notes")
    room.after(lambda: room.press_key(Qt.Key.Key_Space))
    assert room.words.index("Seat-time rules") < room.words.index("Full notes")
    for _ in range(7):
        room.press_key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    room.qtbot.waitUntil(
        lambda: room.words.index("Full notes") < room.words.index("Seat-time rules"), timeout=LONG
    )
    room.settled()
    assert room.briefs()[0].sections.split()[:2] == ["summary", "notes"]


def test_a_section_is_dragged_with_the_mouse_and_a_click_ticks_it(room: Room) -> None:
    room.show()
    sections = room.view.side.sections
    model, port = sections.sections, sections.viewport()

    def middle(row: int) -> QPoint:
        return sections.visualRect(model.index(row, 0)).center()

    left, ticked = Qt.MouseButton.LeftButton, dict(model.chosen)["barriers"]
    room.qtbot.mousePress(port, left, pos=middle(1))
    for row in (2, 3):
        room.qtbot.mouseMove(port, middle(row))
    room.qtbot.mouseRelease(port, left, pos=middle(3))
    assert [key for key, _ in model.chosen][:4] == [
        "summary", "practices", "commitments", "barriers"
    ]  # fmt: skip
    assert dict(model.chosen)["barriers"] is ticked
    room.qtbot.mouseClick(port, left, pos=middle(3))
    assert dict(model.chosen)["barriers"] is not ticked
    room.settled()
    assert room.briefs()[0].sections.startswith("summary practices commitments -barriers")


def test_a_title_typed_is_one_step_of_undo_and_empty_means_made_from_the_facts(room: Room) -> None:
    room.show()
    room.title.setFocus()
    room.qtbot.keyClicks(room.title, "What stands ")
    room.qtbot.wait(300)
    room.qtbot.keyClicks(room.title, "in the way")
    room.qtbot.waitUntil(lambda: "What stands in the way" in room.words, timeout=LONG)
    room.settled()
    assert room.briefs()[0].title == "What stands in the way"
    room.after(lambda: room.actions.ask("undo"))
    assert room.title.text() == ""
    assert "November session" in room.words and "What stands" not in room.words


def test_a_summary_typed_is_printed_and_saved(room: Room) -> None:
    room.show()
    summary = room.summary
    summary.setFocus()
    room.qtbot.keyClicks(summary, "We met & <b>agreed</b>.")
    room.qtbot.waitUntil(lambda: "We met & <b>agreed</b>." in room.words, timeout=LONG)
    room.settled()
    assert room.briefs()[0].summary == "We met & <b>agreed</b>."


def test_another_paper_makes_other_pages(room: Room) -> None:
    room.show()
    room.after(lambda: room.view.side.setup.paper.chosen.emit("a4"))
    document = room.view.pages.document
    assert document is not None and document.sizes[0].height == pytest.approx(842, abs=1)
    assert room.view.header.status.text() == "A4, 1 page  ·  Ready to print"
    room.settled()
    assert room.briefs()[0].paper == "a4"


def test_a_period_takes_its_days_as_people_write_them(room: Room) -> None:
    room.show(meeting=False)
    side = room.view.side
    assert room.view.header.title.text() == "Practice Work Group brief"
    assert side.covers.meeting.text() == "17 Oct to 17 Nov"
    assert "Buses" in room.words
    side.covers.until.field.setText("16 nov")
    room.after(lambda: room.qtbot.keyClick(side.covers.until.field, Qt.Key.Key_Return))
    assert "Buses" not in room.words
    side.covers.since.field.setText("someday")
    room.qtbot.keyClick(side.covers.since.field, Qt.Key.Key_Return)
    assert (
        side.covers.since.problem.text()
        == "That is no day. Write 17 nov, last friday or 2026-11-17."
    )
    side.covers.since.field.setText("2026-11-20")
    room.qtbot.keyClick(side.covers.since.field, Qt.Key.Key_Return)
    assert side.covers.since.problem.text() == "The period would end before it begins."
    room.settled()
    kept = room.briefs()[0]
    assert (kept.since, kept.until) == (date(2026, 10, 17), date(2026, 11, 16))


def test_a_brief_can_cover_a_period_instead_of_its_meeting_and_back(room: Room) -> None:
    room.show()
    room.after(lambda: room.view.side.covers.meeting.chosen.emit(""))
    assert not room.view.side.covers.since.isHidden()
    room.settled()
    assert room.briefs()[0].meeting_id is None
    room.after(lambda: room.view.side.covers.meeting.chosen.emit("meeting"))
    room.settled()
    assert (room.briefs()[0].meeting_id, room.briefs()[0].since) == ("meeting", None)


def test_saved_briefs_and_a_new_one_can_be_picked(room: Room) -> None:
    room.show()
    room.title.setFocus()
    room.qtbot.keyClicks(room.title, "First")
    room.qtbot.waitUntil(lambda: "First" in room.words, timeout=LONG)
    room.settled()
    first = room.briefs()[0].id
    room.qtbot.mouseClick(room.view.side.new, Qt.MouseButton.LeftButton)
    templates = room.view.choosing.templates
    assert templates is not None
    room.after(lambda: room.qtbot.keyClick(templates.list, Qt.Key.Key_Return))
    room.settled()
    assert "First" not in room.words and len(room.briefs()) == 2
    room.qtbot.mouseClick(room.view.side.chooser, Qt.MouseButton.LeftButton)
    menu = room.view.side.chooser.menu_open
    assert menu is not None
    choices = [action.text() for action in menu.actions()]
    menu.close()
    assert "November session brief, Tue 17 Nov: First" in choices
    assert "Brief of the last month" in choices
    room.after(lambda: room.view.pick(first))
    assert "First" in room.words


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("1 nov", date(2026, 11, 1), date(2026, 11, 1)),
        ("20 nov", date(2025, 11, 20), date(2026, 11, 20)),
        ("2026-10-05", date(2026, 10, 5), date(2026, 10, 5)),
        ("last friday", date(2026, 11, 13), date(2026, 11, 13)),
        ("yesterday", date(2026, 11, 16), date(2026, 11, 16)),
        ("today", date(2026, 11, 17), date(2026, 11, 17)),
        ("29 feb", date(2024, 2, 29), date(2028, 2, 29)),
        ("someday", None, None),
    ],
)
def test_a_day_of_a_period_lies_behind_us(
    words: str, first: date | None, last: date | None
) -> None:
    today = NOW.date()
    assert last_day(words, date(2026, 10, 1), today) == last
    assert first_day(words, today) == first


# -- checks ------------------------------------------------------------------------------------
def test_fix_opens_the_record_that_wants_something(room: Room) -> None:
    room.show()
    checks = room.view.side.checks
    line = next(line for line in checks.lines if line.text == "2 barriers have no lever")
    button = checks.button_of(line)
    assert button is not None and button.accessibleName().startswith("Fix: Open B-00")
    with room.qtbot.waitSignal(room.view.open_item, timeout=LONG) as asked:
        room.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    ref = line.fixes[0].ref
    assert asked.args == [ref] and ref is not None and ref.noun == "barrier"


def test_what_is_too_long_says_where_to_cut_and_goes_there(room: Room) -> None:
    more = tuple(room.barrier(f"Barrier {n}", details="So it is said. " * 20) for n in range(12))
    room.workspace.run(LogRecords(more)).result()
    room.show()
    line = room.view.side.checks.lines[0]
    assert line.text.endswith("lines too long: cut from Barriers, ranked")
    assert room.view.header.status.text().startswith("Letter, 2 pages")
    others = room.view.side.checks.others_of(line)
    assert others is not None
    room.qtbot.mouseClick(others, Qt.MouseButton.LeftButton)
    menu = room.view.side.checks.menu_open
    assert menu is not None
    go = next(one for one in menu.actions() if one.text() == "Go to the section")
    go.trigger()
    menu.close()
    assert room.view.side.sections.currentIndex().data() == "Barriers, ranked"


def test_what_is_too_long_is_cut_by_one_key_and_undo_brings_it_back(room: Room) -> None:
    more = tuple(room.barrier(f"Barrier {n}", details="So it is said. " * 20) for n in range(12))
    room.workspace.run(LogRecords(more)).result()
    room.show()
    assert room.made.printed.pages == 2
    fix = room.view.commands()["fix_check"]
    room.after(fix)
    assert room.made.printed.pages == 1
    assert room.view.side.checks.lines[0].text == "Fits on one page"
    assert room.said[-1][0].startswith("Done: leave out the last ")
    room.after(lambda: room.actions.ask("undo"))
    assert room.made.printed.pages == 2


def test_signs_that_no_font_has_are_named(room: Room) -> None:
    room.workspace.run(LogRecords((room.barrier("Seen \U00013000 here"),))).result()
    room.show()
    texts = [line.text for line in room.view.side.checks.lines]
    assert "This sign cannot be printed: \U00013000 (egyptian hieroglyph a001)" in texts


# -- saving ------------------------------------------------------------------------------------
def test_save_writes_the_bytes_of_the_pages_on_screen_and_says_where(
    room: Room, tmp_path: Path
) -> None:
    room.show()
    path = tmp_path / "out" / "brief.pdf"
    path.parent.mkdir()
    room.view.sending.save_to(path)
    room.qtbot.waitUntil(lambda: bool(room.said), timeout=LONG)
    document = room.view.pages.document
    assert document is not None and path.read_bytes() == document.pdf
    assert room.said == [("Saved brief.pdf", "Open folder")]
    assert [one.name for one in path.parent.iterdir()] == ["brief.pdf"]


def test_what_was_typed_a_moment_ago_is_in_the_saved_file(room: Room, tmp_path: Path) -> None:
    room.show()
    title = room.title
    title.setFocus()
    room.qtbot.keyClicks(title, "Typed just now")
    room.qtbot.keyClick(title, Qt.Key.Key_Return)
    path = tmp_path / "brief.pdf"
    room.view.sending.save_to(path)
    room.qtbot.waitUntil(lambda: bool(room.said), timeout=LONG)
    assert "Typed just now" in PdfReader(path).pages[0].extract_text()


def test_a_folder_that_refuses_is_told_with_a_way_on(room: Room, tmp_path: Path) -> None:
    room.show()
    room.view.sending.save_to(tmp_path / "nowhere" / "brief.pdf")
    room.qtbot.waitUntil(lambda: bool(room.view.banners.shown()), timeout=LONG)
    banner = room.view.banners.shown()[0]
    assert banner.problem.message == "brief.pdf was not saved: no such file or directory."
    assert "Your work is safe." in banner.problem.remedy
    (tmp_path / "nowhere").mkdir()
    room.qtbot.mouseClick(banner.buttons[0], Qt.MouseButton.LeftButton)
    room.qtbot.waitUntil(lambda: bool(room.said), timeout=LONG)
    assert room.view.banners.shown() == ()


def test_the_name_offered_is_the_brief_and_its_day_without_signs_no_file_may_have(
    room: Room,
) -> None:
    title = 'November: "what/where?"'
    room.workspace.run(AmendRecords((Ref("meeting", "meeting"),), {"title": title})).result()
    room.show()
    room.view.commands()["save_pdf"]()
    dialog = room.view.findChild(QFileDialog)
    assert dialog is not None and dialog.isVisible()
    assert [Path(one).name for one in dialog.selectedFiles()] == [
        "November what where brief 2026-11-17.pdf"
    ]
    dialog.reject()


# -- printing ----------------------------------------------------------------------------------
def printer_to(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(150)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    return printer


def test_what_is_printed_has_as_many_pages_as_the_brief(room: Room, tmp_path: Path) -> None:
    more = tuple(room.barrier(f"Barrier {n}", details="So it is said. " * 20) for n in range(12))
    room.workspace.run(LogRecords(more)).result()
    room.show()
    room.view.sending.print_to(printer_to(tmp_path / "printed.pdf"))
    room.qtbot.waitUntil(lambda: bool(room.said), timeout=LONG)
    assert room.said == [("Sent 2 pages to the printer", "")]
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == room.made.printed.pages == 2


def test_only_the_pages_asked_for_are_printed_as_often_as_asked_for(
    room: Room, tmp_path: Path
) -> None:
    more = tuple(room.barrier(f"Barrier {n}", details="So it is said. " * 20) for n in range(12))
    room.workspace.run(LogRecords(more)).result()
    room.show()
    printer = printer_to(tmp_path / "printed.pdf")
    printer.setFromTo(2, 2)
    printer.setCopyCount(3)
    copies = 1 if printer.supportsMultipleCopies() else 3
    room.view.sending.print_to(printer)
    room.qtbot.waitUntil(lambda: bool(room.said), timeout=LONG)
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == copies


def test_printing_can_be_cancelled_and_leaves_nothing(room: Room, tmp_path: Path) -> None:
    for n in range(80):
        room.note(f"{n} " + "said aside " * 40)
    room.show()
    room.view.side.sections.go_to("notes")
    room.after(lambda: room.press_key(Qt.Key.Key_Space))
    folder = tmp_path / "out"
    folder.mkdir()
    printer = printer_to(folder / "printed.pdf")
    printer.setResolution(600)
    room.view.sending.print_to(printer)
    room.qtbot.waitUntil(lambda: "Printing page" in room.view.progress.words, timeout=LONG)
    room.qtbot.mouseClick(room.view.progress.button, Qt.MouseButton.LeftButton)
    room.qtbot.waitUntil(lambda: bool(room.said), timeout=LONG)
    assert room.said == [("Printing was cancelled", "")]
    assert list(folder.iterdir()) == []
    assert room.view.progress.words == ""


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer_is_told_and_the_brief_can_be_saved(
    room: Room, tmp_path: Path
) -> None:
    room.show()
    room.view.sending.print_to(printer_to(tmp_path / "nowhere" / "printed.pdf"))
    room.qtbot.waitUntil(lambda: bool(room.view.banners.shown()), timeout=LONG)
    banner = room.view.banners.shown()[0]
    assert str(banner.problem) == (
        "The printer did not answer. Your brief is safe. Save it as a PDF or try again."
    )
    assert [button.text() for button in banner.buttons] == ["Try again", "Save PDF"]
    assert not room.view.sending.is_printing and room.view.progress.words == ""


def test_ctrl_p_in_this_place_opens_the_print_dialog_and_waits_for_nobody(room: Room) -> None:
    room.show()
    room.view.commands()["brief"]()
    dialog = next(one for one in room.view.findChildren(QDialog) if one.isVisible())
    assert dialog.windowTitle() == "Print the brief"
    room.view.commands()["brief"]()
    assert len([one for one in room.view.findChildren(QDialog) if one.isVisible()]) == 1
    dialog.reject()


# -- when it takes long ------------------------------------------------------------------------
class StoppedPress:
    """A press of its own whose worker does nothing until it is let go."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self.before = set(multiprocessing.active_children())

    def stop(self) -> None:
        for child in multiprocessing.active_children():
            if child.pid and child.name == "nghs-press" and child not in self.before:
                os.kill(child.pid, signal.SIGSTOP)


@pytest.fixture
def slow_room(
    workspace: Workspace, look: Look, qtbot: QtBot
) -> Iterator[tuple[Room, StoppedPress]]:
    press = Press(time_limit=2.5)
    stopped = StoppedPress(press)
    room = Room(workspace, look, press, qtbot)
    yield room, stopped
    room.view.shut()
    room.window.close()
    room.window.deleteLater()
    press.close()


@stops_processes
def test_making_that_takes_long_can_be_cancelled_and_made_again(
    slow_room: tuple[Room, StoppedPress],
) -> None:
    room, stopped = slow_room
    room.show()
    before = room.view.pages.document
    stopped.stop()
    room.title.setFocus()
    room.qtbot.keyClicks(room.title, "Slow")
    progress = room.view.progress
    room.qtbot.waitUntil(lambda: progress.words == "Making the pages", timeout=LONG)
    room.qtbot.mouseClick(progress.button, Qt.MouseButton.LeftButton)
    assert progress.words == "Stopped. The page is not up to date."
    assert room.view.pages.document is before and room.view.pages.picture(0) is not None
    room.after(lambda: room.qtbot.mouseClick(progress.button, Qt.MouseButton.LeftButton))
    assert "Slow" in room.words and progress.words == ""


@stops_processes
def test_a_press_that_gives_up_is_told_and_can_be_tried_again(
    slow_room: tuple[Room, StoppedPress],
) -> None:
    room, stopped = slow_room
    room.show()
    stopped.stop()
    room.view.making.again()
    room.qtbot.waitUntil(lambda: bool(room.view.banners.shown()), timeout=LONG)
    banner = room.view.banners.shown()[0]
    assert "was stopped" in banner.problem.message and "safe" in banner.problem.remedy
    assert "could not be made" in room.view.header.status.text()
    room.after(lambda: room.qtbot.mouseClick(banner.buttons[0], Qt.MouseButton.LeftButton))
    assert room.view.banners.shown() == ()
    assert "Ready to print" in room.view.header.status.text()


# -- room and readers --------------------------------------------------------------------------
def test_with_little_room_the_page_takes_the_place_of_the_sections(room: Room) -> None:
    room.view.apply_width(WidthClass.NARROW)
    room.window.show()
    room.view.show_for("group", "meeting")
    room.qtbot.waitUntil(lambda: room.view.making.is_current, timeout=LONG)
    view = room.view
    assert view.side.isVisible() and not view.desk.isVisible()
    assert view.header.swap.accessibleName() == "Show the page"
    room.qtbot.mouseClick(view.header.swap, Qt.MouseButton.LeftButton)
    assert view.desk.isVisible() and not view.side.isVisible()
    assert view.pages.fit is Fit.WIDTH
    room.qtbot.waitUntil(lambda: view.pages.picture(0) is not None, timeout=LONG)
    assert view.close_innermost() and view.side.isVisible()
    assert not view.close_innermost()


def test_it_is_a_view_as_the_window_asks_for(room: Room) -> None:
    assert isinstance(room.view, View)
    assert set(room.view.commands()) >= {"brief", "print", "save_pdf", "new", "filter"}
    assert set(room.view.commands()) <= set(ACTIONS)


@pytest.mark.parametrize(
    ("theme", "scale", "width"),
    [("light", 1.0, 1052), ("dark", 1.5, 1184), ("high-contrast", 2.0, 1152)],
)
def test_nothing_is_cut_nameless_or_out_of_reach(
    room: Room, theme: str, scale: float, width: int
) -> None:
    room.look.choose(theme)  # type: ignore[arg-type]
    room.look.set_text_scale(scale)
    room.window.resize(width, 800)
    room.view.setGeometry(0, 0, width, 800)
    room.view.apply_width(WidthClass.of(1280, scale))
    room.window.show()
    room.window.activateWindow()
    room.view.show_for("group", "meeting")
    room.qtbot.waitUntil(lambda: room.view.making.is_current, timeout=LONG)
    room.view.focus_first()
    assert [str(finding) for finding in audit(room.window)] == []
    if scale == 2.0:
        room.view.swap()
        assert [str(finding) for finding in audit(room.window)] == []


def test_the_words_of_the_page_are_there_for_a_screen_reader(room: Room) -> None:
    room.show()
    assert room.view.pages.accessibleName() == "Page 1 of 1 of the brief"
    assert "Seat-time rules" in room.view.pages.accessibleDescription()
