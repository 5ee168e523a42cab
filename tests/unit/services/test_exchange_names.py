"""What a meeting without names let out of the room stays unnamed in everything that is taken out."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.commitments import Commitment
from nghs_desktop.domain.decisions import ConflictOfInterest, Decision, VoteLine
from nghs_desktop.domain.filters import Filter
from nghs_desktop.domain.kept_minutes import KeptMinutes, MinutesCorrection
from nghs_desktop.domain.links import LinkKind, link
from nghs_desktop.domain.meetings import Attribution, Meeting, Presence, attendance
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.services.exchange import (
    ITEMS,
    Wish,
    export_csv,
    export_list,
    write_items_csv,
    write_json,
)
from nghs_desktop.services.lists import ListQuery
from nghs_desktop.services.workspace import Workspace
from tests.support.workspaces import MONDAY, run

NAMES = ("Zélia Quintana", "Bartholomew Xu")


@pytest.fixture
def room(workspace: Workspace) -> Workspace:
    """A meeting at which two people said, owned, voted on and corrected things."""
    places = (Organization(id="mc2", name="MC2 STEM"), Organization(id="city", name="City Hall"))
    people = (
        Person(id="z", name=NAMES[0], organization_id="mc2"),
        Person(id="b", name=NAMES[1], organization_id="city"),
    )
    meeting = Meeting(id="m", title="Candid talk with Zélia Quintana", chair_id="b")
    said = Barrier(
        id="said",
        title="Zelia  Quintana and bartholomew xu said the same",
        details="Asked by Bartholomew Xu.",
        typed="b They said the same @Zélia Quintana",
        meeting_id="m",
        said_by_id="z",
        owner_id="b",
        created_by=NAMES[0],
    )
    task = Commitment(id="task", title="Count", meeting_id="m", owner_id="z", said_by_id="b")
    vote = Decision(id="vote", title="Go on", meeting_id="m", said_by_id="z", dissent=NAMES[1])
    rest = (
        attendance("m", "z", Presence.PRESENT),
        attendance("m", "b", Presence.REMOTE),
        VoteLine(id="line", decision_id="vote", meeting_id="m", typed="Zélia Quintana yes"),
        ConflictOfInterest(id="coi", person_id="z", meeting_id="m"),
    )
    minutes = (
        KeptMinutes(id="min", meeting_id="m", text="Bartholomew Xu opened."),
        MinutesCorrection(id="cor", minutes_id="min", person_id="z", before="Zélia Quintana"),
    )
    mentions = link("barrier", "said", LinkKind.MENTIONS, "person", "b")
    run(workspace, LogRecords((*places, *people, meeting, said, task, vote, *rest), (mentions,)))
    workspace.import_records(minutes, ()).result()  # as another file brings them
    amend = AmendRecords((Ref("barrier", "said"),), {"said_by_id": "b", "details": NAMES[0]})
    run(workspace, amend)
    return workspace


def keep_back(room: Workspace, rule: Attribution) -> None:
    run(room, AmendRecords((Ref("meeting", "m"),), {"attribution": rule}))


def json_without_people(room: Workspace) -> str:
    """Return the whole export with its history, without the list of people itself."""
    file = io.StringIO()
    room.read_here(lambda reader: write_json(reader, file, MONDAY, Wish(True, True)))
    whole = json.loads(file.getvalue())
    whole["records"] = [one for one in whole["records"] if one["record"] != "person"]
    for part in whole.values():
        if isinstance(part, list):
            part[:] = [one for one in part if one.get("record") != "person"]
    return json.dumps(whole, ensure_ascii=False)


def tables_without_people(room: Workspace, folder: Path) -> str:
    written = room.read_here(lambda reader: export_csv(reader, folder, Wish(True, True)))
    kept = [one.path for one in written if one.path.name != "people.csv"]
    assert ITEMS in [path.name for path in kept]
    query = ListQuery("barrier", filter=Filter())
    listed = room.read_here(lambda reader: export_list(reader, folder / "list.csv", query))
    return "\n".join(path.read_text(encoding="utf-8-sig") for path in (*kept, listed.path))


def names_in(text: str) -> set[str]:
    told = text.casefold().replace("é", "e")
    return {one for one in ("quintana", "bartholomew") if one in told}


def keys_in(text: str) -> set[str]:
    return {one for one in ('"z"', '"b"', ",z,", ",b,") if one in text}


def test_what_is_said_by_name_comes_out_by_name(room: Workspace, tmp_path: Path) -> None:
    assert names_in(json_without_people(room)) == {"quintana", "bartholomew"}
    assert names_in(tables_without_people(room, tmp_path / "out")) == {"quintana", "bartholomew"}


@pytest.mark.parametrize("rule", [Attribution.NONE, Attribution.ORGANIZATION])
def test_no_name_and_no_key_of_who_spoke_comes_out(
    room: Workspace, tmp_path: Path, rule: Attribution
) -> None:
    keep_back(room, rule)
    for text in (json_without_people(room), tables_without_people(room, tmp_path / "out")):
        assert names_in(text) == set()
        assert keys_in(text) == set()
        assert "said the same" in text


def test_the_organisation_stands_for_the_person_where_the_rule_has_it_so(
    room: Workspace, tmp_path: Path
) -> None:
    keep_back(room, Attribution.ORGANIZATION)
    file = io.StringIO()
    room.read_here(lambda reader: write_json(reader, file, MONDAY, Wish()))
    records = {one["id"]: one for one in json.loads(file.getvalue())["records"]}
    assert records["said"]["said_by_id"] is None
    assert records["said"]["said_by_organization"] == "City Hall"
    assert records["said"]["title"] == "MC2 STEM and City Hall said the same"
    assert records["task"]["owner_organization"] == "MC2 STEM"
    items = io.StringIO()
    room.read_here(lambda reader: write_items_csv(reader, items, Wish()))
    assert "City Hall" in items.getvalue()


def test_a_meeting_without_names_lets_nobody_see_who_was_there(room: Workspace) -> None:
    keep_back(room, Attribution.NONE)
    file = io.StringIO()
    room.read_here(lambda reader: write_json(reader, file, MONDAY, Wish()))
    kinds = [one["record"] for one in json.loads(file.getvalue())["records"]]
    assert {"attendance", "vote_line", "conflict_of_interest"} & set(kinds) == set()
    assert "MC2 STEM said" not in file.getvalue()
    assert {"barrier", "commitment", "decision", "minutes"} <= set(kinds)
