"""The head of the meeting screen: its facts in words, its actions as buttons or in a menu."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from nghs_desktop.domain.changes import UndoState
from nghs_desktop.domain.meetings import Attribution, Meeting, MeetingState
from nghs_desktop.ui.actions import Actions
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.view import WidthClass
from nghs_desktop.ui.views.meeting_header import MeetingHeader
from tests.support.audit import settle

TEN = datetime(2026, 11, 17, 16, 0, tzinfo=UTC)
MEETING = Meeting(id="m", title="November session", starts_at=TEN, planned_minutes=100)
LIVE = replace(MEETING, state=MeetingState.IN_PROGRESS, started_at=TEN)


class Head:
    """A header in a window of its own."""

    def __init__(self, look: Look) -> None:
        self.window = QWidget()
        self.actions = Actions(look, self.window)
        self.asked: list[str] = []
        self.actions.triggered.connect(self.asked.append)
        self.header = MeetingHeader(look, self.actions, UTC, self.window)
        self.window.resize(1000, 120)
        self.header.resize(1000, 80)
        self.window.show()
        settle()

    def resize(self, width: int, size: WidthClass) -> None:
        self.window.resize(width, 120)
        self.header.resize(width, 80)
        self.header.apply_width(size)
        settle()


@pytest.fixture
def head(look: Look) -> Iterator[Head]:
    made = Head(look)
    yield made
    made.window.close()
    made.window.deleteLater()
    settle()


def test_the_room_display_is_asked_of_the_window(head: Head) -> None:
    head.header.show_meeting(LIVE)
    head.header.room.click()
    assert head.asked == ["room"]
    assert "F9" in head.header.room.toolTip()


def test_before_the_meeting_it_offers_to_start_and_in_it_to_end(head: Head) -> None:
    head.header.show_meeting(MEETING)
    assert head.header.start.isVisible() and not head.header.end.isVisible()
    head.header.show_meeting(LIVE)
    assert head.header.end.isVisible() and not head.header.start.isVisible()
    assert head.header.end.text() == "End meeting"


def test_where_it_is_narrow_a_menu_has_all_of_it(head: Head) -> None:
    head.header.show_meeting(LIVE)
    head.header.show_undo(UndoState("add barrier"))
    head.resize(640, WidthClass.NARROW)
    assert head.header.more.isVisible() and not head.header.end.isVisible()
    asked: list[MeetingState] = []
    head.header.state_asked.connect(asked.append)
    head.header.more.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert words == [
        *("Undo", "Preview brief", "Room display"),
        *("Who is here", "Dot vote", "Fist to five", "Put a question to the vote", "Run a script"),
        *("Prepare the agenda", "Park for later", "Parking lot", "Meeting series"),
        *("Choose a meeting", "Scripts"),
        *("Print papers of this meeting", "Review and end the meeting", "Minutes"),
        "End meeting",
    ]
    menu.actions()[-1].trigger()
    menu.actions()[2].trigger()
    menu.close()
    assert asked == [MeetingState.ENDED] and head.asked == ["room"]


def test_where_there_is_hardly_any_room_only_the_menu_stays(head: Head) -> None:
    head.header.show_meeting(LIVE)
    head.resize(300, WidthClass.NARROW)
    shown = [head.header.undo, head.header.brief, head.header.room]
    assert not any(button.isVisible() for button in shown)
    assert head.header.more.isVisible()


def test_the_facts_say_the_place_of_the_clock_and_whose_names_are_shown(head: Head) -> None:
    away = replace(MEETING, zone="Asia/Tokyo", attribution=Attribution.ORGANIZATION)
    head.header.show_meeting(away)
    words = head.header.facts.text()
    assert words.startswith("Wednesday 18 November")
    assert "in Tokyo" in words and "By organisation only" in words
    head.header.show_meeting(MEETING)
    assert "in " not in head.header.facts.text().replace("in the", "")


def test_who_is_there_is_said_in_numbers_or_in_words_of_others(head: Head) -> None:
    head.header.show_people(1, 12)
    assert head.header.people.text() == "1 person in the room"
    head.header.show_people_words("9 here, 2 remote, quorum")
    assert head.header.people.text() == "9 here, 2 remote, quorum"
    assert head.header.people.accessibleName().endswith(": roster")
