"""The commands of barriers and referrals, as a person types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from nghs_desktop.services.workspace import Content
from tests.support import workspaces
from tests.support.program import fingerprint, refused, succeed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return workspaces.fresh(tmp_path)


def keep(path: Path, title: str) -> str:
    """Keep a barrier of the practice group; return its number."""
    code = succeed(
        "log", "barrier", title, "--group", "practice", "--json", "--workspace", path
    ).json["code"]
    return str(code)


def test_a_barrier_is_moved_and_what_is_refused_changes_nothing(path: Path) -> None:
    code = keep(path, "Buses stop at 3:30")
    at = ("--workspace", path)
    moved = succeed("barrier", "move", code, "triaged", "--json", *at).json
    assert (moved["status"], moved["changes"][0]["to"]) == ("triaged", "triaged")
    before = fingerprint(path)
    assert "Answer first: Whose is it?" in refused("barrier", "move", code, "framed", *at)
    assert fingerprint(path) == before
    shown = succeed("barrier", "show", "buses", *at).text
    assert f"{code}  Buses stop at 3:30" in shown
    assert "0 of 4 questions answered" in shown
    succeed("undo", *at)
    assert succeed("barrier", "show", code, "--json", *at).json["status"] == "captured"


def test_what_says_the_same_is_found_and_merged(path: Path) -> None:
    first = keep(path, "Buses stop at 3:30, before internships begin")
    second = keep(path, "Busses stop at 3:30 before internships begin")
    at = ("--workspace", path)
    same = succeed("barrier", "same", "buses stop before internships", "--json", *at).json
    assert {one["code"] for one in same} == {first, second}
    told = ("--who", "Transit office", "--asked", "A late bus", "--answer", "In January")
    succeed("barrier", "told", second, *told, *at)
    merged = succeed("barrier", "merge", second, "--into", first, "--json", *at).json
    assert (merged["merged"], len(merged["voices"])) == ([second], 2)
    assert merged["told"][0]["answer"] == "In January"


def test_a_referral_goes_out_and_comes_home(path: Path) -> None:
    code = keep(path, "Seat-time rules")
    at = ("--workspace", path)
    new = ("referral", "new", code, "--to", "policy", "--why", "It takes a waiver")
    id = succeed(*new, *at).text.strip()
    for state in ("sent", "acknowledged", "accepted"):
        succeed("referral", "move", id, state, *at)
    listed = succeed("referral", "list", "--group", "policy", "--json", *at).json
    assert [one["id"] for one in listed["to_answer"]] == [id]
    assert "An answer needs words" in refused("referral", "move", id, "answered", *at)
    succeed("referral", "move", id, "answered", "--why", "Granted from January", *at)
    home = succeed("referral", "list", "--group", "practice", "--json", *at).json
    assert [one["answer"] for one in home["answered"]] == ["Granted from January"]
    shown = succeed("referral", "show", id, "--json", *at).json
    assert shown["next"][0]["state"] == "origin_informed"
    assert [one["to"] for one in shown["changes"]][-1] == "sent"


def test_a_referral_is_split(path: Path) -> None:
    code = keep(path, "Seat-time rules")
    at = ("--workspace", path)
    id = succeed("referral", "new", code, "--to", "policy", "--why", "A waiver", *at).text.strip()
    for state in ("sent", "acknowledged"):
        succeed("referral", "move", id, state, *at)
    split = ("referral", "split", id, "--part", f"{code}=funding", "--why", "Money")
    assert "Only a referral of several barriers" in refused(*split, *at)


def test_what_waits_in_the_sample_is_listed(tmp_path: Path) -> None:
    sample = workspaces.fresh(tmp_path, content=Content.SAMPLE)
    found = succeed("referral", "list", "--group", "practice", "--json", "--workspace", sample)
    assert set(found.json) == {"to_acknowledge", "to_answer", "answered", "without_owner", "stale"}
