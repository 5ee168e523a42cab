"""The room display: what it shows, that it shows nothing else, and that it is in nobody's way."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nghs_desktop.base.bundle import resource
from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.commands import (
    AmendRecords,
    CloseDecision,
    KeepVoteLine,
    LogRecords,
    OpenVote,
    Ref,
)
from nghs_desktop.domain.decision_rules import snapshot, usual_rule
from nghs_desktop.domain.decisions import Decision, Method
from nghs_desktop.domain.meetings import Attribution, Presence
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.records import Visibility
from nghs_desktop.domain.vote_lines import write_entry
from nghs_desktop.services.api import RoomKind, RoomRow, RoomView, agenda, attendees
from nghs_desktop.services.room_display import RoomClock
from nghs_desktop.services.votes import read_vote, recorded, vote_record
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.room import content as content_module
from nghs_desktop.ui.room.content import LEAST, SIZES, Type, lay_out
from nghs_desktop.ui.room.window import RoomWindow
from nghs_desktop.ui.theme import THEME_KEYS
from nghs_desktop.ui.views.meeting_room import Room as RoomDisplay
from tests.support.audit import audit, settle
from tests.support.room import TEN, Room

KEY = Qt.Key


@pytest.fixture
def room(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Room]:
    made = Room(qtbot, look, tmp_path / "room.nghs")
    made.shell.refresh_actions()
    yield made
    made.close()


def display(room: Room) -> RoomDisplay:
    found = room.view.stage.findChild(RoomDisplay)
    assert found is not None
    return found


def window(room: Room) -> RoomWindow:
    shown = display(room).window
    assert shown is not None
    return shown


def opened(room: Room) -> RoomWindow:
    """Start the meeting, go to its second item and open the room display."""
    room.view.header.start.click()
    room.quiet()
    room.after(10)
    room.view.agenda.next.click()
    room.quiet()
    room.press(KEY.Key_F9)
    room.until(lambda: window(room).view.kind is not RoomKind.NOTHING)
    room.until(lambda: QApplication.activeWindow() is room.shell)
    room.quiet()
    return window(room)


def words(shown: RoomWindow) -> list[str]:
    """Paint all of it and return every line of words that became pixels."""
    shown.drawn.clear()
    shown.grab()
    return list(shown.drawn)


# -- opening -----------------------------------------------------------------------------------
def test_f9_opens_a_preview_and_closes_it_and_the_caret_stays_in_the_capture_bar(
    room: Room,
) -> None:
    shown = opened(room)
    settle()
    assert not shown.is_full
    assert QApplication.focusWidget() is room.view.bar.field
    room.type("b Typed on")
    assert room.view.bar.line.text == "Typed on"
    room.press(KEY.Key_F9)
    settle()
    assert display(room).window is None


def test_a_line_opens_it_too(room: Room) -> None:
    room.write("/room")
    assert window(room).isVisible()
    assert room.view.bar.line.text == ""


def test_it_goes_with_the_facilitators_window(room: Room) -> None:
    opened(room)
    room.view.shut()
    settle()
    assert display(room).window is None
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, RoomWindow)]


def test_it_has_no_cursor_no_menu_and_no_children(room: Room) -> None:
    shown = opened(room)
    assert shown.cursor().shape() is Qt.CursorShape.BlankCursor
    assert shown.contextMenuPolicy() is Qt.ContextMenuPolicy.PreventContextMenu
    assert shown.findChildren(QWidget) == []
    assert not shown.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


def test_with_two_screens_it_fills_the_second_and_a_pulled_cable_brings_the_preview(
    tmp_path: Path,
) -> None:
    code = [sys.executable, "-m", "tests.support.two_screens", str(tmp_path)]
    done = subprocess.run(code, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "full on two 1920x1080",
        "keyboard stays",
        "preview on one",
        "full on two 1920x1080",
        "closed",
    ]


# -- what it shows -----------------------------------------------------------------------------
def test_what_is_said_is_on_the_wall_as_soon_as_it_is_kept(room: Room) -> None:
    shown = opened(room)
    room.write("b Buses stop at 3:30")
    room.until(lambda: any(row.text == "Buses stop at 3:30" for row in shown.view.rows))
    said = words(shown)
    assert "Buses stop at 3:30" in said
    assert "What stands in the way of mastery credit?" in said or any(
        "What stands" in line for line in said
    )


def test_a_next_item_and_a_pause_are_on_the_wall(room: Room) -> None:
    shown = opened(room)
    before = shown.view.title
    room.view.flow.next_item()
    room.until(lambda: shown.view.title != before)
    room.view.flow.pause()
    room.until(lambda: shown.view.kind is RoomKind.PAUSED)
    assert not shown.is_ticking
    assert "Paused" in words(shown)


def test_a_break_says_when_we_are_back(room: Room) -> None:
    shown = opened(room)
    display(room)._set_back("10")
    room.until(lambda: shown.view.note.startswith("Back at"))
    room.view.flow.pause()
    room.until(lambda: shown.view.kind is RoomKind.ITEMS)
    room.view.flow.pause()
    room.until(lambda: shown.view.note == "Paused")


def test_the_same_again_costs_nothing_and_a_minute_of_ticks_repaints_the_clock_alone(
    room: Room,
) -> None:
    shown = opened(room)
    shown.repaint()
    painted = shown.paints
    shown.show_view(shown.view)
    for _ in range(60):
        room.now += timedelta(seconds=1)
        shown._tick()
        settle()
    assert shown.paints == painted
    assert shown.is_ticking
    figures = {line for line in shown.drawn if line.count(":") == 1 and line[-1].isdigit()}
    assert len(figures) > 30


# -- keys and states -----------------------------------------------------------------------------
def test_b_blanks_and_z_freezes_and_the_facilitator_is_told(room: Room) -> None:
    shown = opened(room)
    sign = display(room)
    QTest.keyClick(shown, KEY.Key_B)
    assert sign.state == "The room sees: blank"
    assert words(shown) == []
    assert shown.accessibleDescription() == "Blank"
    QTest.keyClick(shown, KEY.Key_B)
    QTest.keyClick(shown, KEY.Key_Z)
    assert sign.state == "The room sees: frozen"
    before = words(shown)
    room.write("b Not for the wall yet")
    room.quiet()
    assert words(shown) == before
    assert not shown.is_ticking
    assert sign._sign is not None and sign._sign.isVisible()
    sign._sign.click()
    room.until(lambda: "Not for the wall yet" in words(shown))
    assert sign.state == "Room display: preview"


def test_a_key_that_was_meant_for_the_facilitator_gives_the_keyboard_back(room: Room) -> None:
    shown = opened(room)
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton)
    shown.activateWindow()
    room.until(lambda: QApplication.activeWindow() is shown)
    QTest.keyClick(shown, KEY.Key_X)
    room.until(lambda: QApplication.focusWidget() is room.view.bar.field)
    QTest.keyClick(shown, KEY.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert shown.is_blank
    QTest.keyClick(shown, KEY.Key_F9, Qt.KeyboardModifier.ControlModifier)
    assert shown.is_frozen
    QTest.keyClick(shown, KEY.Key_Escape)
    assert display(room).window is None


def test_the_same_by_keys_of_the_facilitators_window(room: Room) -> None:
    shown = opened(room)
    room.press(KEY.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert shown.is_blank
    room.press(KEY.Key_F9, Qt.KeyboardModifier.ControlModifier)
    assert shown.is_frozen
    display(room).commands()["room_dark"]()
    assert room.shell.isVisible()


def test_blank_without_a_room_display_says_how_to_open_it(room: Room) -> None:
    display(room).commands()["room_blank"]()
    assert room.said == ["The room display is closed. F9 opens it."]


@pytest.mark.parametrize("theme", THEME_KEYS)
def test_the_sign_in_the_meetings_head_is_in_nobodys_way(room: Room, theme: str) -> None:
    room.look.choose(theme)  # type: ignore[arg-type]
    opened(room)
    display(room).toggle_freeze()
    sizes = ((1.0, 1280), (1.5, 1280), (2.0, 1280), (1.0, 1000), (1.0, 640), (1.25, 760))
    for scale, width in sizes:
        room.look.set_text_scale(scale)
        room.shell.resize(width, 800)
        settle()
        assert audit(room.shell, by_tab=False) == []


# -- what it never shows -------------------------------------------------------------------------
SECRETS = ("XDRAFT", "XTOAST", "XPRIVATE", "XNOTE", "XREASON", "XVOTER", "XDETAIL", "XDIALOG")


def everybody_comes(room: Room) -> None:
    meeting = room.view.meeting_id
    asked = room.ask(lambda reader: attendees(reader, meeting))
    refs = tuple(Ref("attendance", one.attendance_id) for one in asked)
    room.dispatch.run(AmendRecords(refs, {"presence": Presence.PRESENT}))
    room.quiet()


def readable(shown: RoomWindow) -> str:
    """Everything about that window that a person or a screen reader could read."""
    return "\n".join(
        [
            *words(shown),
            shown.windowTitle(),
            shown.toolTip(),
            shown.statusTip(),
            shown.whatsThis(),
            shown.accessibleName(),
            shown.accessibleDescription(),
            shown.windowIconText(),
        ]
    )


@pytest.mark.parametrize("attribution", list(Attribution))
def test_no_pixel_of_it_is_a_draft_a_toast_a_voter_a_reason_or_anything_private(
    room: Room, attribution: Attribution
) -> None:
    shown = opened(room)
    meeting = room.view.meeting_id
    items = room.ask(lambda reader: agenda(reader, meeting))
    current = items[1]

    def do(*commands: object) -> None:
        for command in commands:
            room.dispatch.run(command)  # type: ignore[arg-type]
        room.quiet()
        assert room.failures == []

    everybody_comes(room)
    person = room.ask(
        lambda reader: reader.rows(
            "SELECT p.id, p.name FROM person p JOIN attendance a ON a.person_id = p.id "
            "WHERE a.meeting_id = ? LIMIT 1",
            (meeting,),
        )
    )[0]
    do(
        AmendRecords((Ref("meeting", meeting),), {"attribution": attribution}),
        AmendRecords((Ref("person", person[0]),), {"name": "XVOTER Somebody"}),
        AmendRecords((Ref("agenda_item", current.id),), {"private_notes": "XPRIVATE notes"}),
        AmendRecords(
            (Ref("agenda_item", items[2].id),),
            {"title": "XPRIVATE item", "visibility": Visibility.PRIVATE},
        ),
        LogRecords(
            (
                Note(id="n1", title="XNOTE", meeting_id=meeting, agenda_item_id=current.id),
                Barrier(
                    id="b1",
                    title="XPRIVATE barrier",
                    meeting_id=meeting,
                    agenda_item_id=current.id,
                    visibility=Visibility.PRIVATE,
                    dots=9,
                ),
                Barrier(
                    id="b2",
                    title="A public barrier",
                    details="XDETAIL",
                    meeting_id=meeting,
                    agenda_item_id=current.id,
                    dots=1,
                    said_by_id=person[0],
                ),
            )
        ),
    )
    room.view.focus_first()
    room.type("b XDRAFT half a line")
    room.say("XTOAST something was kept")
    room.until(lambda: any(row.text == "A public barrier" for row in shown.view.rows))
    seen = [readable(shown)]
    assert "A public barrier" in seen[0]
    rule = usual_rule(Method.CONSENT)
    do(
        OpenVote(
            Decision(
                id="d1",
                title="Shall we?",
                meeting_id=meeting,
                agenda_item_id=current.id,
                group_id=room.view.page.group.id if room.view.page.group else None,
                method=rule.method,
                rule=snapshot(rule),
                opened_at=room.now,
            )
        )
    )
    room.until(lambda: shown.view.kind is RoomKind.VOTE)
    for number, line in enumerate(("XVOTER objects: XREASON, unless XREASON", "all yes")):
        record = recorded(room.ask(lambda reader: vote_record(reader, "d1", at=room.now)))
        entry = read_vote(record, line).entry
        assert entry is not None
        do(KeepVoteLine(f"v{number}", "d1", 1, line, write_entry(entry), room.now))
        seen.append(readable(shown))
    assert any("Shall we?" in one for one in seen)
    QTest.keyClick(shown, KEY.Key_Z)
    seen.append(readable(shown))
    QTest.keyClick(shown, KEY.Key_Z)
    QTest.keyClick(shown, KEY.Key_B)
    seen.append(readable(shown))
    for one in seen:
        assert [secret for secret in SECRETS if secret in one] == []


def test_a_result_is_shown_without_who_voted_how(room: Room) -> None:
    shown = opened(room)
    everybody_comes(room)
    meeting = room.view.meeting_id
    rule = usual_rule(Method.MAJORITY)
    question = Decision(
        id="d1",
        title="Shall we?",
        meeting_id=meeting,
        group_id=room.view.page.group.id if room.view.page.group else None,
        method=rule.method,
        rule=snapshot(rule),
        opened_at=room.now,
    )
    room.dispatch.run(OpenVote(question))
    room.until(lambda: shown.view.kind is RoomKind.VOTE)
    record = recorded(room.ask(lambda reader: vote_record(reader, "d1", at=room.now)))
    entry = read_vote(record, "all yes").entry
    assert entry is not None
    room.dispatch.run(KeepVoteLine("v1", "d1", 1, "all yes", write_entry(entry), room.now))
    room.until(lambda: shown.view.rows[0].figure not in ("", "0"))
    room.dispatch.run(CloseDecision("d1", room.now))
    room.until(lambda: shown.view.kind is RoomKind.RESULT)
    assert shown.view.note == "Passed"
    assert "Passed" in words(shown)


def test_every_word_of_that_window_goes_through_one_function() -> None:
    folder = Path(content_module.__file__).parent
    callers = []
    for path in (folder / "content.py", folder / "painter.py", folder / "window.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in (
                "drawText",
                "drawStaticText",
                "drawGlyphRun",
                "drawPixmap",
                "setToolTip",
                "setText",
                "setHtml",
            ):
                callers.append((path.name, node.attr))
    assert callers == [("painter.py", "drawText")]


# -- how it is laid out ----------------------------------------------------------------------------
SHORT = "Buses stop at 3:30"
LONG = "Seat-time rules keep districts from awarding credit for demonstrated mastery of the work"


def listed(count: int, text: str = SHORT, dots: bool = True) -> RoomView:
    rows = tuple(
        RoomRow(f"{text} {n}", str(n), "3" if dots else "", 0.5 if dots else -1.0)
        for n in range(1, count + 1)
    )
    return RoomView(
        RoomKind.ITEMS,
        "Practice Work Group",
        "November",
        "What stands in the way?",
        rows=rows,
        status="Next: Thanks",
        clock=RoomClock(TEN, 1200),
    )


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160), (960, 540), (700, 900)])
@pytest.mark.parametrize("count", [1, 3, 8, 40])
@pytest.mark.parametrize("text", [SHORT, LONG])
def test_the_largest_text_that_holds_all_is_taken_and_never_less_than_the_least(
    look: Look, size: tuple[int, int], count: int, text: str
) -> None:
    type_ = Type(look.font("body").family())
    laid = lay_out(listed(count, text), QSizeF(*size), type_)
    assert laid.text_size in SIZES
    shown = [piece.words for piece in laid.pieces if piece.tone == "text3" and piece.figures]
    assert len(shown) + laid.more == count
    if laid.more:
        assert laid.text_size == LEAST
        assert f"and {laid.more} more" in [piece.words for piece in laid.pieces]
    unit = content_module.unit_of(QSizeF(*size))
    for piece in laid.pieces:
        assert piece.size >= LEAST * unit - 0.01
        assert piece.place.left() >= 0 and piece.place.right() <= size[0] + 1
        assert piece.place.top() >= 0 and piece.place.bottom() <= size[1] + 1
        assert type_.width(piece.words, piece.size, piece.weight, piece.figures) <= (
            piece.place.width() + 1
        )


def test_fewer_items_have_larger_text(look: Look) -> None:
    type_ = Type(look.font("body").family())
    sizes = [lay_out(listed(n), QSizeF(1920, 1080), type_).text_size for n in range(1, 12)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == SIZES[0]


@pytest.mark.parametrize("dark", [False, True])
def test_it_can_be_seen_from_the_back(qtbot: QtBot, look: Look, dark: bool) -> None:
    """Light or dark, its ground and its words are those of the theme: the pixels say so."""
    made = RoomWindow(look.font("body").family(), lambda: TEN, full=True)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show_theme("dark" if dark else "light")
    made.show_view(listed(3))
    made.show()
    image = made.grab().toImage()
    ground = image.pixelColor(3, 3).lightness()
    assert (ground < 60) is dark
    assert resource("themes", "light.toml").is_file()
    made.close()
