"""A focus round on the command line: scored by lines, held against the hours, moved by its steps."""

from __future__ import annotations

import json
from pathlib import Path

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.focus_records import FocusCandidate, KeptRound
from nghs_desktop.domain.groups import MemberRole, WorkGroup, membership
from nghs_desktop.domain.people import Person
from nghs_desktop.services.workspace import Content
from tests.support.program import refused, succeed
from tests.support.workspaces import fresh, opened


def test_a_round_from_scores_to_the_best_set(tmp_path: Path) -> None:
    path = fresh(tmp_path, "work.nghs", Content.EMPTY)
    group = WorkGroup(id=new_id(), name="Round group")
    people = [Person(id=new_id(), name=name) for name in ("Dana Reyes", "Luis Ortega")]
    seats = [membership(group.id, one.id, MemberRole.MEMBER) for one in people]
    kept = KeptRound(id=new_id(), title="Winter round", group_id=group.id, data_hours=5)
    candidates = [
        FocusCandidate(id=new_id(), round_id=kept.id, title=title, data_hours=hours)
        for title, hours in (("Bus times", 4), ("Seat time", 3))
    ]
    with opened(path) as workspace:
        workspace.run(LogRecords((group, *people, *seats, kept, *candidates))).result()

    def focus(*words: str) -> str:
        return succeed("focus", *words, "--workspace", path).text

    assert "Winter round: open" in focus("list")
    focus("move", "winter", "blind")
    focus("score", "winter", "bus", "dana 5 2 5")
    shown = json.loads(focus("show", "winter", "--json"))
    assert shown["hidden"] is True
    assert [one["impact"] for one in shown["candidates"]] == [None, None]
    assert "not in yet" in refused("focus", "move", "winter", "talk", "--workspace", path)
    for candidate, line in (("bus", "luis 5 2 5"), ("seat", "dana 3 2 3"), ("seat", "luis 3 2 3")):
        focus("score", "winter", candidate, line)
    best = json.loads(focus("best", "winter", "--json"))
    assert best["best"]["titles"] == ["Bus times"]
    assert best["best"]["hours"] == {"coaching": 0, "facilitation": 0, "data": 4}
    assert focus("waiting").strip() == "No advice waits for an answer."
