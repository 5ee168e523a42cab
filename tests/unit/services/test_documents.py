"""A document is written whole or not at all, under a name that every system takes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.base.errors import EnvironmentProblem
from nghs_desktop.services.documents import file_name, write_document


def test_a_document_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"older and longer")
    assert write_document(path, b"new") == path
    assert path.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["brief.pdf"]


def test_a_refusal_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "brief.pdf").mkdir()
    with pytest.raises(EnvironmentProblem, match="Your work is safe"):
        write_document(tmp_path / "brief.pdf", b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["brief.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are not told there")
def test_a_document_is_as_readable_as_any_new_file_of_this_person(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    path = write_document(tmp_path / "brief.pdf", b"new")
    assert path.stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("November session brief 2026-11-17", "November session brief 2026-11-17.pdf"),
        ('What: "where/when"?', "What where when.pdf"),
        ("  ..hidden.. ", "hidden.pdf"),
        ("con", "Brief con.pdf"),
        ("a\nb\tc\x00d", "a b c d.pdf"),
        ("", "Brief.pdf"),
        ("Réunion d’été", "Réunion d’été.pdf"),
    ],
)
def test_signs_that_no_file_may_have_are_left_out(words: str, name: str) -> None:
    assert file_name(words, ".pdf") == name


@given(st.text())
def test_any_words_make_a_name_that_can_be_used(words: str) -> None:
    name = file_name(words, ".pdf")
    assert name.endswith(".pdf") and len(name.encode("utf-8", "surrogatepass")) <= 210
    assert not set(name) & set('<>:"/\\|?*\0\n') and not name.startswith((".", " "))
