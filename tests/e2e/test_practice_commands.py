"""The commands of practices and frameworks, as a person types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.decisions import Decision, DecisionStatus, Result
from nghs_desktop.domain.evidence import ContextProfile
from nghs_desktop.domain.people import Person
from nghs_desktop.domain.practices import Practice
from nghs_desktop.services.queries import work_groups
from tests.support import workspaces
from tests.support.program import refused, succeed

LINE = "Ash 2020; qed; wwc with; v 4.1; positive significant; 900 students; 4 sites; set urban"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = workspaces.fresh(tmp_path)
    with workspaces.opened(made) as workspace:
        group = workspace.read_here(work_groups)[0]
        workspaces.run(
            workspace,
            LogRecords(
                (
                    Person(id="ana", name="Ana Brook"),
                    Person(id="ben", name="Ben Cliff"),
                    ContextProfile(id="k", name="City schools", settings="Urban"),
                    Practice(id="p", title="Capstone panels", group_id=group.id),
                    Decision(
                        id="d", title="Take it up", group_id=group.id,
                        status=DecisionStatus.CLOSED, result=Result.PASSED,
                    ),
                )
            ),
        )  # fmt: skip
    return made


def test_from_a_draft_framework_to_a_level_on_the_command_line(path: Path) -> None:
    at = ("--workspace", path)
    (draft,) = succeed("framework", "list", "--json", *at).json
    assert (draft["status"], draft["version"]) == ("draft", 1)
    shown = succeed("framework", "show", "Local", "--json", *at).json
    assert len(shown["criteria"]) == 8 and shown["problems"] == []
    refused("practice", "ask", "Capstone", "--reviewer", "Ana Brook", *at, code=2)
    adopted = succeed("framework", "adopt", "Local", "--decision", "Take it up", *at).text
    assert adopted == "Local framework for practices, version 1 is in force.\n"
    study = succeed("practice", "study", "Capstone", LINE, *at).text
    assert "ESSA: Moderate (tier 2), for City schools" in study
    names = ("--reviewer", "Ana Brook", "--reviewer", "Ben")
    assert succeed("practice", "ask", "Capstone", *names, *at).text == "round 1\n"
    waiting = succeed("practice", "due", "--json", *at).json["open"]
    assert [one["reviewer"] for one in waiting] == ["Ana Brook", "Ben Cliff"]
    rate = ("practice", "rate", "Capstone")
    refused(*rate, "4 4 4", "--reviewer", "Ana", *at, code=2)
    assert succeed(*rate, "4 4 4 4 4 4 4 4", "--reviewer", "Ana", *at).text == "Handed in.\n"
    blind = succeed("practice", "show", "Capstone", "--json", *at).json
    assert [one["ratings"] for one in blind["reviews"]] == [None, None]
    assert blind["guidance"] is None
    assert succeed(*rate, "44444444", "--reviewer", "Ben", *at).text == "All are in.\n"
    classify = ("practice", "classify", "Capstone")
    refused(*classify, "retired", "--decision", "Take it up", *at, code=1)
    given = succeed(*classify, "effective", "--decision", "D-001", "--again", "2027-11-01", *at)
    assert given.text == "Effective (Local framework for practices, version 1)\n"
    found = succeed("practice", "show", "P-001", "--json", *at).json
    assert found["levels"][0]["level"] == "effective" and found["review_by"] == "2027-11-01"
    text = succeed("practice", "show", "P-001", *at).text
    assert "Level: Effective (Local framework for practices, version 1)" in text
    assert "ESSA: Moderate (tier 2), for City schools" in text
