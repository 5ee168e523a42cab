"""A whole meeting, 100 minutes long, run by keyboard alone against a simulated clock.

Eight agenda items, twelve people, forty items, two votes and an objection; people come late, leave
and come back. What the minutes say afterwards is held against what was typed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.groups import MemberRole, WorkGroup, membership
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.meetings import AgendaItem, Meeting, Presence, Purpose, attendance
from nghs_desktop.domain.nouns import CAPTURED
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.services.api import Content, minutes_draft
from nghs_desktop.ui.ending.review_page import ReviewPage
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.views.meeting_people import People
from nghs_desktop.ui.views.meeting_votes import Votes
from tests.support.audit import settle
from tests.support.room import TEN, Room
from tests.support.workspaces import fresh, opened

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
MEETING = "m1"
MINUTES = Path(__file__).with_name("whole_meeting_minutes.txt")
"""What was typed below, worked out by hand: who was there when, every sum of quorum and votes."""
NAMES = (
    "Ana Brook", "Ben Cliff", "Cleo Dale", "Dov Elm", "Eva Fern", "Finn Grove", "Gia Heath",
    "Hal Ivy", "Ines Jett", "Jon Knoll", "Kim Lake", "Lou Marsh",
)  # fmt: skip
AGENDA = (
    ("Welcome", Purpose.INFORM, 5),
    ("What stands in the way", Purpose.DISCUSS, 20),
    ("Which barrier first", Purpose.DECIDE, 15),
    ("Practices worth sharing", Purpose.DISCUSS, 15),
    ("A late bus", Purpose.DECIDE, 20),
    ("Recognitions", Purpose.RECOGNISE, 10),
    ("Where to put our hours", Purpose.ADVISE, 10),
    ("Next steps", Purpose.INFORM, 5),
)
SAID = (
    ("n Ana opens the meeting", "n The notes of October stand", "n Two new members said hello",
     "n The agenda stands as sent", "n Phones are off"),
    ("b Buses stop at 3:30 !funding ^high", "b Seat time counts hours !policy @Ben Cliff",
     "b No shared transcript !practice", "b Mentors have no paid time !funding",
     "b Panels need a free afternoon !practice"),
    ("n Each has three dots", "n Dots may be stacked", "n Nobody speaks for a minute",
     "n The order is read out", "n Seat time was close"),
    ("p Portfolios before graduation", "p Job shadowing in grade nine", "p Advisory every morning",
     "p Students lead their conference", "p One transcript for three schools"),
    ("n Proposal: ask the county for one run at 5:15", "n What would it cost?",
     "n About 40 dollars a day", "n Who would ride it?", "n Sixty interns"),
    ("r Mentors gave their Fridays @Gia Heath", "r The office staff translated every letter",
     "r A bus driver waited", "r Seniors tutored in spring", "r The library opened on Saturdays"),
    ("f Coaching for the advisory", "f Facilitation of the transcript group",
     "f Data on bus riders", "f A panel handbook", "f Training for mentors"),
    ("c Write to the county @Ben Cliff due 4 dec", "c Count the riders @Eva Fern due 4 dec",
     "c Ask for the handbook @Hal Ivy", "d We meet in the library in December",
     "n Thanks to all"),
)  # fmt: skip


def prepare(folder: Path) -> Path:
    """Make a workspace with a group of twelve and a meeting that is ready to begin."""
    path = fresh(folder, content=Content.EMPTY)
    with opened(path, clock=lambda: TEN) as workspace:
        levers = ("Practice", "Policy", "Funding")
        people = [Person(id=name.split()[0].lower(), name=name) for name in NAMES]
        workspace.run(
            LogRecords(
                (
                    *(Lever(id=name.lower(), name=name, position=name) for name in levers),
                    Organization(id="o1", name="North District"),
                    WorkGroup(id="g1", name="Practice Work Group", lever_id="practice"),
                    *people,
                    *(membership("g1", one.id, MemberRole.MEMBER) for one in people),
                    Meeting(
                        id=MEETING, title="November session", group_id="g1", starts_at=TEN,
                        planned_minutes=100, zone="UTC", place="City Hall",
                    ),
                    *(
                        AgendaItem(
                            id=f"a{n}", meeting_id=MEETING, title=title, purpose=purpose,
                            planned_minutes=minutes, position=f"{n}",
                        )
                        for n, (title, purpose, minutes) in enumerate(AGENDA)
                    ),
                    *(attendance(MEETING, one.id, Presence.EXPECTED) for one in people),
                )
            )
        ).result()  # fmt: skip
    return path


class Facilitator:
    """Runs the meeting: a keyboard and a watch, nothing else."""

    def __init__(self, room: Room) -> None:
        self.room = room

    def companion(self, kind: type) -> object:
        return next(one for one in self.room.view._companions if isinstance(one, kind))

    def at(self, minute: float) -> None:
        """Let the clock go on to a minute of the meeting."""
        self.room.now = TEN + timedelta(minutes=minute)
        self.room.view.flow.tick()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.room.press(key, modifier)
        self.room.quiet()
        settle()

    def line(self, words: str) -> None:
        """Type a line into the field the caret is in, and Enter."""
        self.room.type(words)
        self.press(KEY.Key_Return)

    def write(self, words: str) -> None:
        """Write an item down."""
        assert QApplication.focusWidget() is self.room.view.bar.field
        self.line(words)
        self.room.kept()

    def dies(self, name: str) -> Path:
        """Take the files as a dead process leaves them: nothing was closed, nothing was flushed."""
        path = self.room.workspace.path
        copy = path.with_name(f"{name}.nghs")
        for file in path.parent.glob(f"{path.name}*"):
            if file.is_file() and not file.name.endswith(".lock"):
                shutil.copy(file, copy.with_name(file.name.replace(path.name, copy.name)))
        return copy

    def vote_is_still(self) -> None:
        votes = self.companion(Votes)
        assert isinstance(votes, Votes)
        self.room.until(lambda: votes.is_quiet)
        self.room.quiet()
        settle()

    def people_are_still(self) -> None:
        people = self.companion(People)
        assert isinstance(people, People)
        self.room.until(lambda: people.is_settled)
        self.room.quiet()

    def next_item(self, minute: float) -> None:
        """Go to the next agenda item, from anywhere."""
        self.at(minute)
        self.press(KEY.Key_PageDown, CONTROL)
        self.room.view.focus_first()

    def says(self, lines: tuple[str, ...], minute: float) -> None:
        """Write down what is said, half a minute each."""
        self.press(KEY.Key_Space, CONTROL)
        for number, words in enumerate(lines):
            self.at(minute + number / 2)
            self.write(words)

    def choose_method(self, label: str) -> None:
        """Choose how to decide in the form, and come back to the question."""
        votes = self.companion(Votes)
        assert isinstance(votes, Votes) and votes.panel is not None
        form = votes.panel.asking
        self.tab_to(form.method)
        self.press(KEY.Key_Space)
        menu = next(one for one in form.findChildren(QMenu) if one.isVisible())
        for _ in menu.actions():
            chosen = menu.activeAction()
            if chosen is not None and chosen.text() == label:
                break
            QTest.keyClick(menu, KEY.Key_Down)
        QTest.keyClick(menu, KEY.Key_Return)
        self.room.shell.activateWindow()  # offscreen, a menu that closes leaves no window active
        settle()
        self.tab_to(form.question)

    def next_round(self) -> None:
        """Begin the next round with the button the panel offers."""
        votes = self.companion(Votes)
        assert isinstance(votes, Votes) and votes.panel is not None
        self.tab_to(votes.panel.running.round_button)
        self.press(KEY.Key_Space)
        self.vote_is_still()
        self.tab_to(votes.panel.running.line.field)

    def tab_to(self, widget: QWidget) -> None:
        """Press Tab until the keyboard is there."""
        for _ in range(40):
            if QApplication.focusWidget() is widget:
                return
            self.press(KEY.Key_Tab)
        raise AssertionError(f"Tab does not reach {widget.accessibleName()}")

    def review(self) -> ReviewPage:
        """Wait for the rows of the review."""
        page = self.room.view.stage.own_page
        assert isinstance(page, ReviewPage)
        self.room.until(lambda: bool(page.list.rows.rows) and page.list.hasFocus())
        return page

    def end(self, page: ReviewPage) -> None:
        """End the meeting with the button of the review."""
        self.tab_to(page.end)
        self.press(KEY.Key_Space)
        self.room.until(lambda: not page.end.isVisible())
        self.room.quiet()


@pytest.fixture
def facilitator(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Facilitator]:
    room = Room(qtbot, look, prepare(tmp_path), content=Content.EMPTY)
    room.until(lambda: room.view.flow.meeting is not None)
    room.quiet()
    room.shell.refresh_actions()
    yield Facilitator(room)
    room.close()


def standing(room: Room) -> dict[str, object]:
    """Return how the meeting stands: what runs and for how long still, and all that was kept."""
    current = room.view.slots.table.current
    counts = ("vote_line", "stay", "note", "barrier", "decision")
    kept = {
        noun: room.ask(lambda r, noun=noun: r.value(f"SELECT count(*) FROM {noun}"))
        for noun in counts
    }
    return {
        "item": current.item.title if current is not None else "",
        "left": current.left if current is not None else None,
        "paused": room.view.flow.is_paused,
        "half a line": room.view.bar.line.text,
        **kept,
    }


@pytest.mark.parametrize("moment", ["in a vote", "in a pause", "in the middle of a word"])
def test_after_a_crash_the_meeting_goes_on_where_it_was(
    facilitator: Facilitator, qtbot: QtBot, look: Look, moment: str
) -> None:
    me, room = facilitator, facilitator.room
    me.at(0)
    me.press(KEY.Key_PageDown, CONTROL)
    me.press(KEY.Key_W, CONTROL | SHIFT)
    me.press(KEY.Key_A, CONTROL)
    me.people_are_still()
    me.press(KEY.Key_Escape)
    me.says(SAID[0], 1)
    me.next_item(6)
    me.says(SAID[1], 8)
    me.at(12)
    if moment == "in a vote":
        me.press(KEY.Key_V, CONTROL | SHIFT)
        me.line("Which first?")
        me.vote_is_still()
        for line in ("1 1 2", "2 2 1", "1 4 4"):
            me.line(line)
        me.vote_is_still()
    elif moment == "in a pause":
        me.press(KEY.Key_P, CONTROL | SHIFT)
        assert room.view.flow.is_paused
    else:
        me.press(KEY.Key_Space, CONTROL)
        room.type("b The last bus lea")
        journal = room.workspace.path.with_name(f"{room.workspace.path.name}.drafts")
        room.until(lambda: b"The last bus lea" in journal.read_bytes())
    before = standing(room)
    again = Room(qtbot, look, me.dies("again"), content=Content.EMPTY)
    again.until(lambda: again.view.flow.meeting is not None)
    again.quiet()
    again.now = room.now if moment != "in a pause" else room.now + timedelta(minutes=9)
    again.view.flow.tick()
    assert standing(again) == before
    if moment == "in a vote":
        votes = next(one for one in again.view._companions if isinstance(one, Votes))
        again.until(lambda: votes.record is not None)
        assert again.view.stage.panel is votes.panel
    again.close()


def count_items(room: Room) -> int:
    """Return how many items were written down, the two questions that were voted on left out."""
    parts = [
        f"SELECT count(*) FROM {noun.name} WHERE meeting_id = ? AND deleted = 0"
        for noun in CAPTURED
    ]
    total = sum(room.ask(lambda r, sql=sql: r.value(sql, (MEETING,))) for sql in parts)
    voted = room.ask(lambda r: r.value("SELECT count(*) FROM decision WHERE method IS NOT NULL"))
    return int(total) - int(voted)


def test_a_hundred_minutes_by_keyboard(facilitator: Facilitator) -> None:
    me, room = facilitator, facilitator.room

    # Ten o'clock: everybody is here but Lou.
    me.at(0)
    me.press(KEY.Key_PageDown, CONTROL)
    assert room.view.flow.is_live
    me.press(KEY.Key_W, CONTROL | SHIFT)
    me.press(KEY.Key_A, CONTROL)
    me.people_are_still()
    me.line("lou away")
    me.people_are_still()
    me.press(KEY.Key_Escape)
    me.says(SAID[0], 1)

    # The second item runs over; Lou comes while it does.
    me.next_item(6)
    me.says(SAID[1][:3], 8)
    me.at(12)
    me.write("/who +lou")
    me.people_are_still()
    me.says(SAID[1][3:], 15)
    me.at(25)
    me.press(KEY.Key_Equal, ALT)

    # Which barrier first: twelve people, three dots each, typed in the order of the roster.
    me.next_item(31)
    me.press(KEY.Key_F6, SHIFT)
    while QApplication.focusWidget() is not room.view.stream:
        me.press(KEY.Key_F6, SHIFT)
    me.press(KEY.Key_End)
    for _ in range(4):
        me.press(KEY.Key_Up, SHIFT)
    me.press(KEY.Key_V, CONTROL | SHIFT)
    me.line("Which barrier do we take up first?")
    me.vote_is_still()
    me.at(34)
    for line in (
        "1 1 2",
        "1 1 1",
        "2 2 1",
        "1 4 4",
        "1 2 3",
        "2 2 2",
        "1 5 5",
        "1 1 2",
        "3 3 1",
        "2 1 1",
        "4 1 1",
        "abstain priorities",
    ):
        me.line(line)
    me.vote_is_still()
    me.at(36)
    me.press(KEY.Key_Return, CONTROL)
    me.vote_is_still()
    me.line("We take the buses up first and tell the Funding group.")
    me.vote_is_still()
    me.says(SAID[2], 37)

    me.next_item(46)
    me.says(SAID[3], 47)
    me.at(55)
    me.write("/who -jon")
    me.people_are_still()

    # A late bus: one objects; the proposal changes; the second round passes.
    me.next_item(61)
    me.says(SAID[4], 62)
    me.press(KEY.Key_E, CONTROL | SHIFT)
    me.choose_method("Consent")
    me.line("Ask the county for a bus at 5:15")
    me.vote_is_still()
    me.at(70)
    me.line("hal objects: no driver after five | would remove: the county pays the driver")
    me.line("all yes except ines, kim")
    me.line("ines aside")
    me.line("kim recused: employer")
    me.vote_is_still()
    me.press(KEY.Key_Return, CONTROL)
    me.vote_is_still()
    me.at(74)
    me.next_round()
    me.line("all yes except ines")
    me.line("ines aside")
    me.vote_is_still()
    me.press(KEY.Key_Return, CONTROL)
    me.vote_is_still()
    me.line("We ask the county for one run at 5:15, with the driver paid by the county.")
    me.vote_is_still()

    me.next_item(80)
    me.says(SAID[5], 81)
    me.next_item(88)
    me.says(SAID[6], 89)
    me.next_item(95)
    me.says(SAID[7], 96)

    # The end: what is missing gets it with one key each, the rest is skipped.
    me.at(100)
    me.press(KEY.Key_L, CONTROL | SHIFT)
    page = me.review()
    while (one := page.list.current()) is not None and one.waits:
        me.press(KEY.Key_S)
    me.end(page)
    assert room.view.flow.meeting is not None
    assert room.view.flow.meeting.ended_at == room.now

    now = room.now
    text = room.ask(lambda reader: minutes_draft(reader, MEETING, UTC, now))
    assert text.splitlines() == MINUTES.read_text(encoding="utf-8").splitlines()
    assert count_items(room) == 40
