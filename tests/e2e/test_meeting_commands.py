"""The commands of meetings, as a person types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from nghs_desktop.services.workspace import Content
from tests.support import workspaces
from tests.support.program import fingerprint, refused, succeed
from tests.unit.reports.reading import page_texts

ITEMS = ("Welcome 5m inform", "Seat time 20m decide at 19:00 [Morning]", "Letter 5m consent")


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return workspaces.fresh(tmp_path, content=Content.SAMPLE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return workspaces.fresh(tmp_path)


def make(path: Path, title: str = "December", *more: str) -> str:
    """Make a meeting; return its id."""
    items = [word for item in ITEMS for word in ("--item", item)]
    answer = succeed(
        "meeting", "new", title, "--group", "policy", "--at", "2026-12-15T18:30",
        "--zone", "America/Chicago", "--place", "Room 2", *items, *more, "--workspace", path,
    )  # fmt: skip
    return answer.text.strip()


def every(path: Path) -> list[dict[str, object]]:
    """Return all meetings there are."""
    found: list[dict[str, object]] = succeed("meeting", "list", "--json", "--workspace", path).json
    return found


def test_a_new_meeting_is_listed_and_shown_with_its_agenda(path: Path) -> None:
    id = make(path)
    listed = next(one for one in every(path) if one["title"] == "December")
    assert (listed["id"], listed["state"]) == (id, "draft")
    assert listed["starts_at"] == "2026-12-16T00:30:00.000Z"
    assert listed["planned_minutes"] == 30
    shown = succeed("meeting", "show", "dec", "--json", "--workspace", path).json
    assert [one["title"] for one in shown["agenda"]] == ["Welcome", "Seat time", "Letter"]
    assert [one["purpose"] for one in shown["agenda"]] == ["inform", "decide", "consent"]
    text = succeed("meeting", "show", id, "--workspace", path).text
    assert "2026-12-15 18:30  Room 2  Policy Work Group" in text
    line = succeed("meeting", "list", "--group", "policy", "--workspace", path).text
    assert "2026-12-15 18:30  Draft  Policy Work Group  December\n" in line


def test_one_undo_takes_a_whole_new_meeting_back(path: Path) -> None:
    before = every(path)
    make(path)
    assert succeed("undo", "--workspace", path).text == "Took back: make a meeting.\n"
    assert every(path) == before


def test_each_paper_is_printed(sample: Path, tmp_path: Path) -> None:
    before = fingerprint(sample)
    for kind in ("agenda", "run-sheet", "sign-in", "dots", "minutes", "book"):
        out = tmp_path / f"{kind}.pdf"
        answer = succeed(
            "meeting", "paper", kind, "October", "--out", out, "--json", "--workspace", sample
        )
        pages = page_texts(out.read_bytes())
        assert answer.json == {"path": str(out), "pages": len(pages), "paper": kind}
        assert "Page 1 of" in pages[0]
    assert fingerprint(sample) == before


def test_a_paper_speaks_spanish_on_a4_in_large_print(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "orden.pdf"
    succeed(
        "meeting", "paper", "agenda", "October", "--out", out, "--language", "es",
        "--paper", "a4", "--large-print", "--workspace", sample,
    )  # fmt: skip
    assert "Orden del día" in page_texts(out.read_bytes())[0]


def test_the_book_is_one_numbered_file(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "book.pdf"
    text = succeed("meeting", "book", "Novem", "--out", out, "--workspace", sample).text
    pages = page_texts(out.read_bytes())
    assert text == f"{out} ({len(pages)} pages)\n"
    assert "In this book" in pages[0]


def test_minutes_are_told_as_text(sample: Path) -> None:
    text = succeed("meeting", "minutes", "October", "--workspace", sample).text
    assert "met on Sunday 18 October 2026" in text
    told = succeed("meeting", "minutes", "October", "--json", "--workspace", sample).json
    assert told["state"] == "draft"
    assert told["text"] == text
    assert told["damage"] == ""


def test_a_calendar_goes_to_a_file_or_to_standard_output(path: Path, tmp_path: Path) -> None:
    make(path)
    file = succeed("meeting", "calendar", "December", "--workspace", path).out
    assert b"DTSTART;TZID=America/Chicago:20261215T183000\r\n" in file
    out = tmp_path / "december.ics"
    text = succeed("meeting", "calendar", "December", "--out", out, "--workspace", path).text
    assert text == f"{out} (1 meeting)\n"
    assert b"BEGIN:VCALENDAR\r\n" in out.read_bytes()


def test_what_does_not_fit_is_told_in_one_line(path: Path, tmp_path: Path) -> None:
    make(path)
    there = every(path)
    out = tmp_path / "x.pdf"
    more = ("--workspace", path)
    told = refused("meeting", "paper", "poster", "December", "--out", out, *more, code=2)
    assert told.startswith("“poster” is no paper of a meeting. There is agenda, run-sheet")
    told = refused("meeting", "show", "March", *more, code=2)
    assert told == "There is no meeting “March”. meeting list shows those there are."
    told = refused("meeting", "paper", "dots", "December", "--out", out, *more)
    assert told.startswith("There is nothing for dot sheets yet.")
    told = refused("meeting", "calendar", "December", "--series", *more, code=2)
    assert told == "“December” belongs to no series. Leave out --series."
    told = refused("meeting", "new", "X", "--group", "policy", "--at", "soon", *more, code=2)
    assert told.startswith("--at: “soon” is not a day and hour such as 2026-09-15T18:30.")
    told = refused("meeting", "new", "X", "--group", "policy", "--zone", "Moon", *more, code=2)
    assert told == "“Moon” is no time zone. Such as America/Chicago."
    told = refused(
        "meeting", "new", "X", "--group", "policy", "--item", "Talk @nobody", *more, code=2
    )
    assert told == "“nobody” is nobody here, or more than one. Type more of the name."
    assert not out.exists()
    assert every(path) == there


def test_a_title_in_two_groups_asks_which(path: Path) -> None:
    make(path)
    succeed("meeting", "new", "December", "--group", "funding", "--workspace", path)
    told = refused("meeting", "show", "December", "--workspace", path, code=2)
    assert told.endswith("Say which with --group.")
    shown = succeed(
        "meeting", "show", "December", "--group", "fund", "--json", "--workspace", path
    ).json
    assert shown["group"] == "Funding Work Group"
