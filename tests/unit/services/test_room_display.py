"""What the room may see of a meeting, and above all what it may not."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref, SetVoteAside
from nghs_desktop.domain.decision_rules import DecisionRule, Showing, usual_rule
from nghs_desktop.domain.decisions import Method
from nghs_desktop.domain.meetings import (
    AgendaItem,
    AgendaState,
    Attribution,
    MeetingState,
    Purpose,
)
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.practices import Practice
from nghs_desktop.domain.protocol_templates import ProtocolRun
from nghs_desktop.domain.protocols import CONSULTANCY
from nghs_desktop.domain.records import Visibility
from nghs_desktop.services.room_display import (
    RESULT_STAYS,
    RoomClock,
    RoomKind,
    RoomView,
    Urgency,
    ranked,
    room_time,
    room_view,
)
from nghs_desktop.services.scripts import script_text, start_run
from nghs_desktop.services.workspace import Workspace
from tests.support.voting import TEN, close, minute, put, stage, typed
from tests.support.workspaces import run

BODIES = {"ana": "river district", "ben": "tall foundation"}


def say_time(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def view(workspace: Workspace, at: float = 5, **more: Any) -> RoomView:
    def look(reader: Any) -> RoomView:
        return room_view(reader, "m1", now=minute(at), say_time=say_time, **more)

    return workspace.read_here(look)


def live(workspace: Workspace, attribution: Attribution = Attribution.NAMED) -> None:
    """Start the staged meeting: its item runs since ten, for twenty minutes; another is to come."""
    stage(workspace, bodies=BODIES)
    run(
        workspace,
        LogRecords(
            (AgendaItem(id="a2", meeting_id="m1", title="Thanks", position="7", planned_minutes=5),)
        ),
        AmendRecords(
            (Ref("meeting", "m1"),),
            {"state": MeetingState.IN_PROGRESS, "attribution": attribution},
        ),
        AmendRecords(
            (Ref("agenda_item", "a1"),),
            {
                "state": AgendaState.OPEN,
                "opened_at": TEN,
                "planned_minutes": 20,
                "captures": "barrier",
            },
        ),
    )


def say(
    workspace: Workspace, title: str, dots: int | None = None, at: float = 2, **more: Any
) -> str:
    id = more.pop("id", title)
    noun = more.pop("noun", Barrier)
    record = noun(
        id=id,
        title=title,
        dots=dots,
        meeting_id="m1",
        agenda_item_id="a1",
        heard_at=minute(at),
        **more,
    )
    run(workspace, LogRecords((record,)))
    return id


# -- what it shows ---------------------------------------------------------------------------
def test_the_running_item_its_time_and_what_comes_next(workspace: Workspace) -> None:
    live(workspace)
    shown = view(workspace)
    assert (shown.group, shown.meeting) == ("Practice Work Group", "November")
    assert (shown.kind, shown.title) == (RoomKind.ITEMS, "Bus times")
    assert shown.clock == RoomClock(TEN, 20 * 60)
    assert shown.status == "Next: Thanks"


def test_items_are_ranked_by_dots_and_level_ones_share_a_place(workspace: Workspace) -> None:
    live(workspace)
    for number, (title, dots) in enumerate((("A", 2), ("B", 7), ("C", None), ("D", 2))):
        say(workspace, title, dots, at=number)
    rows = view(workspace).rows
    assert [(row.number, row.text, row.figure) for row in rows] == [
        ("1", "B", "7"),
        ("2", "A", "2"),
        ("2", "D", "2"),
        ("·", "C", ""),
    ]
    assert rows[0].share == 1.0
    assert not rows[3].has_bar


def test_without_dots_items_are_numbered_as_they_were_heard(workspace: Workspace) -> None:
    live(workspace)
    say(workspace, "Second", at=3)
    say(workspace, "First", at=2)
    assert [(row.number, row.text) for row in view(workspace).rows] == [
        ("1", "First"),
        ("2", "Second"),
    ]


@given(st.lists(st.integers(0, 9), max_size=12))
def test_places_are_as_a_person_would_count_them(dots: list[int]) -> None:
    given_in_order = sorted(dots, reverse=True)
    rows = ranked((str(number), number) for number in given_in_order)
    assert len(rows) == len(dots)
    for row, number in zip(rows, given_in_order, strict=True):
        if any(dots) and number:
            assert row.number == str(1 + sum(other > number for other in dots))
            assert row.share == number / max(dots)


def test_an_item_without_a_kind_of_its_own_lists_all_but_notes(workspace: Workspace) -> None:
    live(workspace)
    run(workspace, AmendRecords((Ref("agenda_item", "a1"),), {"captures": ""}))
    say(workspace, "A barrier")
    say(workspace, "A practice", noun=Practice)
    say(workspace, "A note of the facilitator", noun=Note)
    assert [row.text for row in view(workspace).rows] == ["A barrier", "A practice"]


def test_a_thousand_items_are_counted_and_not_all_handed_over(workspace: Workspace) -> None:
    live(workspace)
    many = tuple(
        Barrier(
            id=f"b{number}",
            title=f"Barrier {number}",
            meeting_id="m1",
            agenda_item_id="a1",
            heard_at=minute(1),
        )
        for number in range(1000)
    )
    run(workspace, LogRecords(many))
    shown = view(workspace)
    assert (len(shown.rows), shown.more) == (40, 960)
    assert "and 960 more" in shown.sentence


def test_an_open_vote_keeps_the_numbers_of_its_options(workspace: Workspace) -> None:
    live(workspace)
    rule = DecisionRule(Method.DOT, options=("Late bus", "Vans"), dots=3)
    put(workspace, rule, title="Which first?")
    typed(workspace, "ana 2 2 1", "ben 2 2 2")
    shown = view(workspace)
    assert (shown.kind, shown.title) == (RoomKind.VOTE, "Which first?")
    assert [(row.number, row.text, row.figure) for row in shown.rows] == [
        ("1", "Late bus", "1"),
        ("2", "Vans", "5"),
    ]
    assert shown.status == "Dot vote is open. Three dots each. 2 of 12 have answered."
    assert shown.detail.startswith("The group asks")


def test_a_secret_vote_says_only_how_many_have_answered(workspace: Workspace) -> None:
    live(workspace)
    rule = usual_rule(Method.MAJORITY)
    rule = DecisionRule(Method.MAJORITY, showing=Showing.SECRET, quorum=rule.quorum)
    put(workspace, rule)
    typed(workspace, "ana yes", "ben no")
    shown = view(workspace)
    assert shown.rows == ()
    assert shown.note == "2 of 12 have answered"


def test_a_closed_vote_shows_its_result_and_then_the_list_again(workspace: Workspace) -> None:
    live(workspace)
    say(workspace, "Buses stop at 3:30", at=1)
    put(workspace, Method.MAJORITY)
    typed(workspace, "all yes")
    close(workspace, at=6)
    shown = view(workspace, 7)
    assert (shown.kind, shown.note) == (RoomKind.RESULT, "Passed")
    assert shown.rows[0].text == "For"
    assert shown.rows[0].figure == "12"
    assert "12 for, 0 against" in shown.status
    assert shown.again_at == minute(6) + RESULT_STAYS
    assert view(workspace, 6 + RESULT_STAYS / timedelta(minutes=1) + 0.1).kind is RoomKind.ITEMS


def test_something_said_after_a_vote_brings_the_list_back(workspace: Workspace) -> None:
    live(workspace)
    put(workspace, Method.MAJORITY)
    typed(workspace, "all yes")
    close(workspace, at=6)
    say(workspace, "And mentors", at=6.5)
    shown = view(workspace, 7)
    assert [row.text for row in shown.rows] == ["And mentors"]


def test_the_consent_agenda_is_one_list_without_what_was_taken_out(workspace: Workspace) -> None:
    live(workspace)
    run(
        workspace,
        AmendRecords((Ref("agenda_item", "a1"),), {"purpose": Purpose.CONSENT}),
        AmendRecords((Ref("agenda_item", "a2"),), {"purpose": Purpose.CONSENT}),
        LogRecords(
            (
                AgendaItem(
                    id="a3",
                    meeting_id="m1",
                    title="Taken out",
                    position="8",
                    purpose=Purpose.CONSENT,
                    pulled_by_id="ana",
                ),
            )
        ),
    )
    shown = view(workspace)
    assert (shown.kind, shown.title) == (RoomKind.CONSENT, "Consent agenda")
    assert [row.text for row in shown.rows] == ["Bus times", "Thanks"]
    assert shown.clock == RoomClock(TEN, 25 * 60)


def test_a_script_shows_who_speaks_and_how_long(workspace: Workspace) -> None:
    live(workspace)
    run(workspace, begun({"Presenter": "Dana Vale"}))
    shown = view(workspace, 4)
    step = shown.step
    assert step is not None
    assert (step.script, step.place, step.title) == ("Consultancy", "Step 1 of 6", "The dilemma")
    assert step.who == "Presenter: Dana Vale"
    assert step.clock == RoomClock(minute(3), 300)
    assert shown.status == "Next: Clarifying questions"


def begun(roles: dict[str, str]) -> Any:
    return start_run(
        CONSULTANCY,
        id="r1",
        meeting_id="m1",
        agenda_item_id="a1",
        roles=roles,
        now=minute(3),
    )


def test_a_script_of_another_agenda_item_is_not_shown(workspace: Workspace) -> None:
    live(workspace)
    run(workspace, begun({}), AmendRecords((Ref("protocol_run", "r1"),), {"agenda_item_id": "a2"}))
    assert view(workspace).kind is RoomKind.ITEMS


def test_a_pause_says_when_it_goes_on(workspace: Workspace) -> None:
    live(workspace)
    run(workspace, AmendRecords((Ref("meeting", "m1"),), {"paused_at": minute(4)}))
    shown = view(workspace, 6, back_at=minute(20))
    assert (shown.kind, shown.note) == (RoomKind.PAUSED, "Back at 10:20")
    assert shown.status == "Paused since 10:04"
    assert shown.clock is not None
    assert shown.clock.left(minute(9)) == timedelta(minutes=16)
    assert view(workspace, 6).note == "Paused"


def test_before_and_after_the_meeting(workspace: Workspace) -> None:
    stage(workspace)
    shown = view(workspace)
    assert (shown.kind, shown.title, shown.status) == (
        RoomKind.BEFORE,
        "November",
        "Starts at 10:00",
    )
    assert [row.text for row in shown.rows] == ["Bus times"]
    run(workspace, AmendRecords((Ref("meeting", "m1"),), {"state": MeetingState.ENDED}))
    assert view(workspace).note == "The meeting has ended."


def test_no_meeting_shows_nothing(workspace: Workspace) -> None:
    assert view(workspace) == RoomView()


# -- what it never shows ---------------------------------------------------------------------
SECRETS = (
    "SENTINEL-NOTE",
    "SENTINEL-PRIVATE",
    "SENTINEL-REASON",
    "SENTINEL-REMOVE",
    "SENTINEL-DETAILS",
    "SENTINEL-OUTCOME",
    "SENTINEL-OPTION",
    "SENTINEL-OTHER",
)


def fill_with_sentinels(workspace: Workspace, attribution: Attribution) -> None:
    live(workspace, attribution)
    private = {"visibility": Visibility.PRIVATE}
    run(
        workspace,
        AmendRecords((Ref("agenda_item", "a1"),), {"private_notes": "SENTINEL-NOTE"}),
        LogRecords(
            (
                AgendaItem(
                    id="a0",
                    meeting_id="m1",
                    title="SENTINEL-PRIVATE item",
                    position="6",
                    **private,
                ),
            )
        ),
    )
    say(workspace, "Buses stop", 3, id="buses", details="SENTINEL-DETAILS")
    say(workspace, "SENTINEL-PRIVATE", 9, **private)
    say(workspace, "SENTINEL-OTHER note", noun=Note)
    say(workspace, "SENTINEL-OPTION", 2, id="hidden", **private)


def everything(shown: RoomView) -> str:
    return json.dumps([shown.sentence, repr(shown)])


@pytest.mark.parametrize("attribution", list(Attribution))
def test_no_view_of_any_state_holds_what_is_not_the_rooms(
    workspace: Workspace, attribution: Attribution
) -> None:
    fill_with_sentinels(workspace, attribution)
    shown = [view(workspace)]
    put(workspace, Method.CONSENT, id="d1")
    typed(workspace, "all yes", "cleo objects: SENTINEL-REASON, unless SENTINEL-REMOVE", id="d1")
    shown.append(view(workspace))
    run(workspace, AmendRecords((Ref("decision", "d1"),), {"visibility": Visibility.PRIVATE}))
    shown.append(view(workspace))
    assert shown[-1].kind is RoomKind.ITEMS
    run(workspace, SetVoteAside("d1"))
    rule = DecisionRule(Method.DOT, options=("Buses stop", "SENTINEL-OPTION"), dots=2)
    refs = "barrier:buses barrier:hidden"
    put(workspace, rule, id="d2", title="Which first?", options=refs)
    typed(workspace, "ana 2 2", "ben 2 1", id="d2")
    shown.append(view(workspace))
    close(workspace, "d2", at=6)
    run(
        workspace,
        AmendRecords((Ref("decision", "d2"),), {"outcome": "SENTINEL-OUTCOME"}),
    )
    shown.append(view(workspace, 7))
    assert RoomKind.RESULT in [one.kind for one in shown]
    assert "not shown here" in everything(shown[-1]).lower()
    run(workspace, begun({"Presenter": "Dana Vale"}))
    shown.append(view(workspace, 12))
    assert shown[-1].kind is RoomKind.SCRIPT
    run(workspace, AmendRecords((Ref("meeting", "m1"),), {"paused_at": minute(13)}))
    shown.append(view(workspace, 14))
    for one in shown:
        said = everything(one)
        assert [secret for secret in SECRETS if secret in said] == []
        for voter in ("Ana Brook", "Ben Cliff", "Cleo Dale"):
            assert voter not in said


@pytest.mark.parametrize(
    ("attribution", "wanted"),
    [
        (Attribution.NAMED, "Ana Brook and Ben said that Dov Elm may call"),
        (Attribution.NONE, "A member and a member said that a member may call"),
        (
            Attribution.ORGANIZATION,
            "Somebody from River District and somebody from Tall Foundation said that "
            "a member may call",
        ),
    ],
)
def test_names_in_words_are_hidden_where_the_rule_says_so(
    workspace: Workspace, attribution: Attribution, wanted: str
) -> None:
    live(workspace, attribution)
    say(workspace, "Ana Brook and Ben said that Dov Elm may call")
    assert view(workspace).rows[0].text == wanted


def test_a_word_that_is_also_a_name_stays_where_it_is_a_word(workspace: Workspace) -> None:
    live(workspace, Attribution.NONE)
    run(workspace, AmendRecords((Ref("person", "ana"),), {"name": "Will Pace"}))
    say(workspace, "They will keep the pace")
    assert view(workspace).rows[0].text == "They will keep the pace"


def test_who_speaks_is_a_role_alone_where_names_are_forbidden(workspace: Workspace) -> None:
    live(workspace, Attribution.NONE)
    run(workspace, begun({"Presenter": "Somebody Typed Freely"}))
    step = view(workspace).step
    assert step is not None
    assert step.who == "Presenter"


def test_a_run_that_is_only_the_facilitators_is_not_shown(workspace: Workspace) -> None:
    live(workspace)
    kept = ProtocolRun(
        id="r9",
        meeting_id="m1",
        agenda_item_id="a1",
        script=script_text(CONSULTANCY),
        roles="{}",
        began="2026-11-17T10:03:00.000Z",
        visibility=Visibility.PRIVATE,
    )
    run(workspace, LogRecords((kept,)))
    assert view(workspace).step is None


# -- the clock -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("spent", "figures", "words", "urgency"),
    [
        (0, "20:00", "", Urgency.CALM),
        (15 * 60 + 59, "4:01", "", Urgency.CALM),
        (16 * 60, "4:00", "4 min left", Urgency.SOON),
        (18 * 60 + 1, "1:59", "2 min left", Urgency.SOON),
        (19 * 60, "1:00", "less than a minute left", Urgency.LAST),
        (19 * 60 + 59.2, "0:01", "less than a minute left", Urgency.LAST),
        (20 * 60, "0:00", "less than a minute left", Urgency.LAST),
        (22 * 60 + 10, "+2:10", "over time", Urgency.OVER),
    ],
)
def test_the_clock_says_in_words_when_a_fifth_a_twentieth_and_nothing_is_left(
    spent: float, figures: str, words: str, urgency: Urgency
) -> None:
    found = room_time(RoomClock(TEN, 20 * 60), TEN + timedelta(seconds=spent))
    assert (found.figures, found.words, found.urgency) == (figures, words, urgency)


def test_an_item_without_minutes_counts_up() -> None:
    found = room_time(RoomClock(TEN), TEN + timedelta(minutes=62, seconds=5))
    assert (found.figures, found.words) == ("1:02:05", "so far")


def test_a_clock_that_was_set_back_shows_no_more_than_all_of_its_time() -> None:
    assert room_time(RoomClock(TEN, 300), TEN - timedelta(hours=1)).figures == "5:00"
