"""Briefs from the command line: every template, its looks and outlets, issuing and printing again."""

from __future__ import annotations

import hashlib
import struct
import zlib
from pathlib import Path

import pytest

from nghs_desktop.cli.arguments import _TEMPLATES
from nghs_desktop.services.brief_kinds import TEMPLATES
from nghs_desktop.services.workspace import Content
from tests.support import workspaces
from tests.support.program import refused, succeed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return workspaces.fresh(tmp_path, content=Content.SAMPLE)


def pages(pdf: Path) -> str:
    from pypdf import PdfReader

    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(pdf).pages)


def test_the_templates_are_those_of_the_composer() -> None:
    assert tuple(one.key.replace("_", "-") for one in TEMPLATES) == _TEMPLATES


@pytest.mark.parametrize("template", _TEMPLATES)
def test_every_template_prints(path: Path, tmp_path: Path, template: str) -> None:
    goal = tmp_path / "brief.pdf"
    asked = ("brief", "practice", "--template", template, "--out", goal, "--json")
    answer = succeed(*asked, "--workspace", path).json
    assert set(answer) == {"path", "pages", "number", "masked", "to_look_at"}
    assert answer["number"] is None
    assert goal.read_bytes().startswith(b"%PDF")


def test_language_audience_and_filter_are_obeyed_and_masks_are_told(
    path: Path, tmp_path: Path
) -> None:
    goal = tmp_path / "brief.pdf"
    since = ("--since", "2020-01-01", "--workspace", path)
    plain = succeed("brief", "practice", "--out", goal, *since)
    assert "Grace Okafor" in pages(goal)
    assert "Masked" not in plain.err
    public = succeed("brief", "practice", "--out", goal, "--audience", "public", *since)
    assert "Grace Okafor" not in pages(goal)
    assert "Masked: " in public.err
    succeed("brief", "practice", "--out", goal, "--language", "es", *since)
    text = pages(goal)
    assert "Quién hará qué" in text
    assert "Borrador" not in text
    succeed("brief", "practice", "--out", goal, "--language", "es", "--draft", *since)
    assert "Borrador" in pages(goal)
    succeed("brief", "practice", "--out", goal, "--filter", "lever:policy", *since)
    text = pages(goal)
    assert "Seat-time rules" in text
    assert "Buses stop" not in text


def test_a_subject_is_found_by_number_or_by_its_first_words(path: Path, tmp_path: Path) -> None:
    goal = tmp_path / "brief.pdf"
    issue = ("brief", "practice", "--template", "issue", "--out", goal, "--workspace", path)
    for subject in ("b-013", "buses STOP"):
        succeed(*issue, "--subject", subject, "--purpose", "argue")
        assert "Buses stop at 3:30" in pages(goal)
        assert "What we ask of you" in pages(goal)
    assert "has no barrier “frogs”" in refused(*issue, "--subject", "frogs", code=2)
    meeting = ("brief", "practice", "--out", goal, "--workspace", path)
    assert "is about the work group" in refused(*meeting, "--subject", "x", code=2)


def test_the_same_brief_as_word_markdown_and_picture(path: Path, tmp_path: Path) -> None:
    asked = ("brief", "practice", "--template", "practice", "--workspace", path)
    succeed(*asked, "--docx", "--out", tmp_path / "b.docx")
    assert (tmp_path / "b.docx").read_bytes().startswith(b"PK")
    succeed(*asked, "--md", "--draft", "--out", tmp_path / "b.md")
    assert (tmp_path / "b.md").read_text(encoding="utf-8").startswith("Draft")
    succeed(*asked, "--png", "1", "--out", tmp_path / "b.png")
    wide, high, rows = read_png((tmp_path / "b.png").read_bytes())
    assert (wide, high) == (1700, 2200)
    assert len(rows) == high * (wide * 3 + 1)
    assert len(set(rows)) > 20
    told = refused(*asked, "--png", "9", "--out", tmp_path / "c.png", code=2)
    assert told.startswith("There is no page 9.")
    assert not (tmp_path / "c.png").exists()
    refused(*asked, "--png", "1", "--md", "--out", tmp_path / "c.png", code=2)


def read_png(data: bytes) -> tuple[int, int, bytes]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = struct.unpack(">II", data[16:24])
    place, packed = 8, b""
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        (check,) = struct.unpack(">I", data[place + 8 + length : place + 12 + length])
        assert check == zlib.crc32(kind + body)
        packed += body if kind == b"IDAT" else b""
        place += 12 + length
    return wide, high, zlib.decompress(packed)


def test_an_issued_brief_is_listed_and_printed_again_byte_by_byte(
    path: Path, tmp_path: Path
) -> None:
    goal, again = tmp_path / "one.pdf", tmp_path / "again.pdf"
    brief = ("brief", "practice", "--workspace", path)
    assert succeed(*brief, "--list").text == ""
    told = succeed(*brief, "--template", "one-pager", "--issue", "--out", goal)
    number = told.text.strip().rsplit(" ", 1)[-1]
    assert "Draft" not in pages(goal)
    assert f"No. {number}" in pages(goal)
    second = succeed(*brief, "--issue", "--out", tmp_path / "two.pdf", "--json").json
    assert second["number"] == number[:-2] + "02"
    assert succeed("undo", "--workspace", path).text
    (row,) = succeed(*brief, "--list", "--json").json
    assert row["number"] == number
    assert row["sound"] is True
    assert row["sha256"] == hashlib.sha256(goal.read_bytes()).hexdigest()
    succeed("log", "barrier", "Something new", "--group", "practice", "--workspace", path)
    succeed(*brief, "--reprint", number, "--out", again)
    assert again.read_bytes() == goal.read_bytes()
    succeed(*brief, "--reprint", number, "--md", "--out", tmp_path / "again.md")
    assert "Practice Work Group" in (tmp_path / "again.md").read_text(encoding="utf-8")
    missing = refused(*brief, "--reprint", "1999-01", "--out", again, code=2)
    assert missing.startswith("Practice Work Group has no issued brief 1999-01.")


def test_a_damaged_issued_brief_is_not_printed_again(path: Path, tmp_path: Path) -> None:
    brief = ("brief", "practice", "--workspace", path)
    goal = tmp_path / "one.pdf"
    number = succeed(*brief, "--issue", "--out", goal, "--json").json["number"]
    goal.unlink()
    with workspaces.another_program(path) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'issued_brief'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE issued_brief SET digest = 'x'")
    told = refused(*brief, "--reprint", number, "--out", goal)
    assert "is not the one that was issued" in told
    assert not goal.exists()
    assert "is not the one that was issued" in succeed(*brief, "--list").err


def test_nothing_is_issued_where_the_file_cannot_be_written(path: Path, tmp_path: Path) -> None:
    brief = ("brief", "practice", "--workspace", path)
    line = refused(*brief, "--issue", "--out", tmp_path / "no" / "b.pdf")
    assert line.startswith("b.pdf was not saved")
    assert succeed(*brief, "--list").text == ""
