"""Papers of a meeting from a workspace: what stands on them, and whose name never does."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.brief_json import content_to_json
from nghs_desktop.domain.briefs import BriefContent, Paper
from nghs_desktop.domain.commands import AmendRecords, Command, LogRecords, Ref, TrashRecords
from nghs_desktop.domain.commitments import Commitment
from nghs_desktop.domain.decision_rules import DecisionRule, Showing, snapshot, usual_rule
from nghs_desktop.domain.decisions import Decision, Method
from nghs_desktop.domain.groups import MemberRole, WorkGroup, membership
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.library import Resource
from nghs_desktop.domain.links import LinkKind, link
from nghs_desktop.domain.meetings import (
    AgendaItem,
    AgendaState,
    Attribution,
    Meeting,
    MeetingState,
    Parked,
    Presence,
    Purpose,
    Topic,
    attendance,
)
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.domain.protocol_templates import ProtocolStep, ProtocolTemplate
from nghs_desktop.domain.records import Visibility
from nghs_desktop.reports.document import render
from nghs_desktop.services.papers import PAPERS, paper, paper_title, papers_missing
from nghs_desktop.services.workspace import Workspace
from tests.support.workspaces import run

TEN = datetime(2026, 11, 17, 10, tzinfo=UTC)
OCTOBER = Meeting(
    id="m0",
    title="October",
    group_id="g1",
    starts_at=TEN - timedelta(days=28),
    started_at=TEN - timedelta(days=28),
    ended_at=TEN - timedelta(days=28) + timedelta(minutes=90),
    state=MeetingState.ENDED,
)
MEETING = Meeting(
    id="m1",
    title="November, with Dana Reyes",
    group_id="g1",
    zone="America/Chicago",
    starts_at=TEN,
    planned_minutes=60,
    place="Room 2",
    purpose="Hear what stands in the way",
    chair_id="dana",
    facilitator_id="luis",
)
NAMES = ("Dana Reyes", "Luis Ortega", "Amara Cole", "Priya Shah")
HEARD = TEN - timedelta(days=28) + timedelta(minutes=5)


def content_of(workspace: Workspace, key: str, meeting: str = "m1", **more: Any) -> BriefContent:
    """Return a paper as it is handed to the press."""
    return workspace.read_here(
        lambda reader: paper(reader, meeting, key, now=TEN - timedelta(hours=2), **more)
    )


def words_on(workspace: Workspace, key: str, meeting: str = "m1", **more: Any) -> str:
    """Return all that a paper says, in one text."""
    return content_to_json(content_of(workspace, key, meeting, **more))


def fill(workspace: Workspace, attribution: Attribution = Attribution.NAMED) -> None:
    """Keep a group with a meeting held in October and one to come, agenda, votes and papers."""
    people = [
        Person(id=name.split()[0].lower(), name=name, organization_id="o1" if n < 2 else "o2")
        for n, name in enumerate(NAMES)
    ]
    meeting = replace(MEETING, attribution=attribution)
    run(
        workspace,
        LogRecords(
            (
                Lever(id="l1", name="Practice"),
                WorkGroup(
                    id="g1", name="Practice Work Group", lever_id="l1", coalition="Coast Coalition"
                ),
                Organization(id="o1", name="North District"),
                Organization(id="o2", name="Harbor Fund"),
                *people,
                membership("g1", "dana", MemberRole.CHAIR),
                membership("g1", "luis", MemberRole.MEMBER),
                membership("g1", "amara", MemberRole.MEMBER),
                replace(OCTOBER, attribution=attribution),
                meeting,
                attendance("m0", "dana", Presence.PRESENT),
                attendance("m0", "luis", Presence.PRESENT),
                attendance("m0", "amara", Presence.REMOTE),
                replace(attendance("m1", "priya", Presence.EXPECTED), alternate_for_id="dana"),
                Topic(id="t1", title="Seat-time rules", group_id="g1"),
                AgendaItem(
                    id="a0", meeting_id="m0", topic_id="t1", title="Seat-time rules",
                    state=AgendaState.DEFERRED, position="a",
                ),
                ProtocolTemplate(id="p1", name="Consultancy"),
                ProtocolStep(id="p1a", protocol_id="p1", title="Tell the dilemma", seconds=300,
                             role="Presenter", position="a"),
                AgendaItem(
                    id="a1", meeting_id="m1", topic_id="t1", title="Seat-time rules",
                    purpose=Purpose.DECIDE, planned_minutes=20, presenter_id="amara",
                    private_notes="Keep it short", position="a", protocol_id="p1",
                ),
                AgendaItem(
                    id="a2", meeting_id="m1", title="Minutes of October", planned_minutes=5,
                    purpose=Purpose.CONSENT, position="b",
                ),
                AgendaItem(
                    id="a3", meeting_id="m1", title="Only mine", planned_minutes=5, position="c",
                    visibility=Visibility.PRIVATE,
                ),
                AgendaItem(
                    id="a4", meeting_id="m1", title="Taken off", planned_minutes=5, position="d",
                    state=AgendaState.WITHDRAWN,
                ),
                Commitment(
                    id="c1", title="Ask Luis Ortega's board", group_id="g1", meeting_id="m0",
                    owner_id="luis", due=date(2026, 11, 13), heard_at=HEARD,
                ),
                Commitment(
                    id="c2", title="A secret plan", group_id="g1", meeting_id="m0", heard_at=HEARD,
                    visibility=Visibility.PRIVATE,
                ),
                Note(
                    id="n1", title="Dana Reyes asked for a form", group_id="g1", meeting_id="m0",
                    agenda_item_id="a0", said_by_id="dana", heard_at=HEARD,
                ),
                Parked(
                    id="k1", title="A newsletter", group_id="g1", meeting_id="m0",
                    owner_id="amara", parked_on=date(2026, 10, 20), revisit_on=date(2026, 11, 1),
                ),
                Resource(id="r1", title="From hours to evidence", url="https://example.org/h"),
                Resource(id="r2", title="A private list", visibility=Visibility.PRIVATE),
                link("agenda_item", "a1", LinkKind.CITES, "resource", "r1"),
                link("agenda_item", "a1", LinkKind.CITES, "resource", "r2"),
            )
        ),
    )  # fmt: skip


def ask(workspace: Workspace, *decisions: Decision) -> None:
    """Prepare votes in the meeting to come."""
    run(workspace, LogRecords(decisions))


def vote(id: str, rule: DecisionRule, title: str = "Advise a pilot?") -> Decision:
    """Return a prepared vote."""
    return Decision(
        id=id, title=title, group_id="g1", meeting_id="m1", method=rule.method,
        rule=snapshot(rule), heard_at=TEN,
    )  # fmt: skip


class TestAgenda:
    def test_it_has_hours_at_the_place_of_the_meeting(self, workspace: Workspace) -> None:
        fill(workspace)
        said = words_on(workspace, "agenda")
        assert "04:00" in said  # ten o'clock UTC in Chicago
        assert "04:20" in said
        assert "Tuesday 17 November 2026, 04:00 to 05:00 (CST)" in said

    def test_it_says_who_where_and_how_often_a_topic_stood(self, workspace: Workspace) -> None:
        fill(workspace)
        said = words_on(workspace, "agenda")
        for words in ("Room 2", "Dana Reyes (chair)", "4 people", "2nd meeting; not discussed"):
            assert words in said, words

    def test_what_is_private_or_taken_off_is_not_on_it(self, workspace: Workspace) -> None:
        fill(workspace)
        said = words_on(workspace, "agenda")
        assert "Only mine" not in said
        assert "Taken off" not in said
        assert "Keep it short" not in said

    def test_it_speaks_spanish_and_prints_large(self, workspace: Workspace) -> None:
        fill(workspace)
        content = content_of(
            workspace, "agenda", language="es-US", paper_size=Paper.A4, large_print=True
        )
        assert (content.paper, content.large_print, content.language) == (Paper.A4, True, "es-US")
        said = content_to_json(content)
        assert "martes, 17 de noviembre de 2026" in said
        assert "2.\\u00aa reuni" in said


class TestNames:
    @pytest.mark.parametrize("key", [one.key for one in PAPERS if one.key != "sign-in"])
    def test_where_nobody_may_be_named_nobody_is(self, workspace: Workspace, key: str) -> None:
        fill(workspace, Attribution.NONE)
        ask(workspace, vote("d1", replace(usual_rule(Method.DOT), options=("Dana Reyes", "B"))))
        for meeting in ("m0", "m1"):
            if key in ("ballots", "dots") and meeting == "m0":
                continue
            said = words_on(workspace, key, meeting)
            for name in NAMES:
                assert name not in said, (key, meeting, name)
            if key in ("minutes", "book"):
                continue  # minutes count who came by organisation (docs/decisions/0011)
            for body in ("North District", "Harbor Fund"):
                assert body not in said, (key, meeting, body)

    @pytest.mark.parametrize("key", ["agenda", "run-sheet", "ballots", "dots"])
    def test_where_only_organisations_may_be_named_they_stand_for_people(
        self, workspace: Workspace, key: str
    ) -> None:
        fill(workspace, Attribution.ORGANIZATION)
        ask(workspace, vote("d1", replace(usual_rule(Method.DOT), options=("Dana Reyes", "B"))))
        said = words_on(workspace, key)
        for name in NAMES:
            assert name not in said, name
        assert "North District" in said

    def test_the_sign_in_sheet_is_the_roster_whatever_the_rule(self, workspace: Workspace) -> None:
        fill(workspace, Attribution.NONE)
        said = words_on(workspace, "sign-in")
        assert all(name in said for name in NAMES)
        assert "For Dana Reyes" in said
        assert "3 of 4 people have a vote." in said

    def test_young_people_are_never_named(self, workspace: Workspace) -> None:
        fill(workspace)
        run(workspace, AmendRecords((Ref("person", "amara"),), {"minor": True}))
        assert "Amara Cole" not in words_on(workspace, "run-sheet")

    def test_somebody_who_owes_something_is_still_told_as_somebody(
        self, workspace: Workspace
    ) -> None:
        fill(workspace, Attribution.NONE)
        said = words_on(workspace, "run-sheet")
        assert "Known to the group" in said
        assert "Nobody yet" not in said


class TestRunSheet:
    def test_it_has_private_notes_scripts_and_what_is_owed(self, workspace: Workspace) -> None:
        fill(workspace)
        said = words_on(workspace, "run-sheet")
        for words in (
            "Keep it short",
            "Script: Consultancy",
            "Tell the dilemma",
            "5:00",
            "4 days late",
            "3 voting members; quorum is half, so 2",
        ):
            assert words in said, words
        assert "A secret plan" not in said

    @pytest.mark.parametrize("key", [one.key for one in PAPERS if one.key != "run-sheet"])
    def test_private_notes_are_on_no_other_paper(self, workspace: Workspace, key: str) -> None:
        fill(workspace)
        ask(workspace, vote("d1", replace(usual_rule(Method.DOT), options=("A", "B"))))
        assert "Keep it short" not in words_on(workspace, key)


class TestVotes:
    def test_there_are_as_many_ballots_as_votes(self, workspace: Workspace) -> None:
        fill(workspace)
        ask(workspace, vote("d1", usual_rule(Method.FIST_TO_FIVE)))
        content = content_of(workspace, "ballots")
        assert len(content.sections) == 3
        assert {section.heading for section in content.sections} == {"Advise a pilot?"}

    def test_without_a_vote_what_is_to_be_decided_is_asked(self, workspace: Workspace) -> None:
        fill(workspace)
        content = content_of(workspace, "ballots")
        assert {section.heading for section in content.sections} == {"Seat-time rules"}

    def test_a_meeting_without_names_asks_for_none_on_its_ballots(
        self, workspace: Workspace
    ) -> None:
        fill(workspace, Attribution.NONE)
        ask(workspace, vote("d1", replace(usual_rule(Method.MAJORITY), showing=Showing.NAMED)))
        assert "Secret: leave no name." in words_on(workspace, "ballots")

    def test_barriers_of_the_meeting_go_to_the_wall_when_no_options_are_set(
        self, workspace: Workspace
    ) -> None:
        fill(workspace)
        with pytest.raises(UserError, match="nothing for dot sheets"):
            content_of(workspace, "dots")
        heard = [
            Barrier(id=f"b{n}", title=f"Barrier {n}", group_id="g1", meeting_id="m1", heard_at=TEN)
            for n in range(3)
        ]
        hidden = replace(heard[2], visibility=Visibility.PRIVATE)
        run(workspace, LogRecords((heard[0], heard[1], hidden)))
        said = words_on(workspace, "dots")
        assert "Barrier 0" in said
        assert "Barrier 2" not in said

    def test_what_cannot_be_made_says_what_it_needs(self, workspace: Workspace) -> None:
        fill(workspace)
        lacks = workspace.read_here(lambda reader: papers_missing(reader, "m1", TEN))
        assert set(lacks) == {"dots"}
        assert "options" in lacks["dots"]


class TestBook:
    def test_it_has_all_parts_and_no_private_resource(self, workspace: Workspace) -> None:
        fill(workspace)
        content = content_of(workspace, "book")
        parts = [section.heading for section in content.sections if section.level == 1]
        assert parts == [
            "Agenda",
            "Minutes of the last meeting, for approval",
            "Open commitments",
            "What comes back",
            "Papers for this meeting",
            "Brief",
        ]
        said = content_to_json(content)
        for words in ("From hours to evidence", "For: Seat-time rules", "A newsletter"):
            assert words in said, words
        assert "A private list" not in said
        assert "A secret plan" not in said

    def test_each_paper_can_be_set(self, workspace: Workspace) -> None:
        fill(workspace)
        ask(workspace, vote("d1", replace(usual_rule(Method.DOT), options=("A", "B"))))
        for kind in PAPERS:
            result = render(content_of(workspace, kind.key))
            assert result.pages >= 1
            assert not result.unprintable


class TestRefusals:
    def test_a_meeting_in_the_trash_prints_nothing(self, workspace: Workspace) -> None:
        fill(workspace)
        gone: Command = TrashRecords((Ref("meeting", "m1"),))
        run(workspace, gone)
        with pytest.raises(UserError, match="no longer there"):
            content_of(workspace, "agenda")

    def test_a_meeting_that_only_its_writer_sees_prints_nothing(self, workspace: Workspace) -> None:
        fill(workspace)
        hidden = AmendRecords((Ref("meeting", "m1"),), {"visibility": Visibility.PRIVATE})
        run(workspace, hidden)
        for kind in PAPERS:
            with pytest.raises(UserError, match="Only you can see"):
                content_of(workspace, kind.key)

    def test_an_unknown_paper_is_told_with_those_there_are(self, workspace: Workspace) -> None:
        fill(workspace)
        with pytest.raises(UserError, match="agenda, run-sheet"):
            content_of(workspace, "poster")


def test_an_empty_meeting_prints_every_paper_that_needs_nothing(workspace: Workspace) -> None:
    run(workspace, LogRecords((Meeting(id="m9", title=""),)))
    for kind in PAPERS:
        if not kind.needs:
            assert json.loads(words_on(workspace, kind.key, "m9"))


def test_a_paper_is_filed_under_its_day() -> None:
    assert paper_title(MEETING, "agenda") == "2026-11-17 November, with Dana Reyes - Agenda"
