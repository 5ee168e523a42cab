"""CSV that no spreadsheet calculates and that comes back as it was."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.exchange.csv_format import (
    FORMULA_STARTS,
    guard,
    read_table,
    unguard,
    write_table,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT)
def test_a_guarded_cell_gives_its_text_back(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(FORMULA_STARTS)


@pytest.mark.parametrize("text", ["=1+1", "+44 1", "-1", "@SUM(A1)", "\t=1", "＝1", "'", "'=1"])
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(text: str) -> None:
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "plain", "3:30", "a=1", "1-2", " =1", "“said”"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guard(text) == text


@given(st.lists(st.lists(TEXT, min_size=3, max_size=3)))
def test_a_table_comes_back_as_it_was(rows: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    head = ["What was said", "Details", "Owner"]
    assert write_table(file, head, rows) == len(rows)
    assert list(read_table(file.getvalue())) == [head, *rows]


def test_new_lines_in_a_cell_are_kept_and_numbers_stay_numbers() -> None:
    file = io.StringIO(newline="")
    write_table(file, ["Details", "Dots"], [["one\ntwo\r\nthree", -3], ["", None]])
    assert file.getvalue() == 'Details,Dots\r\n"one\ntwo\r\nthree",-3\r\n,\r\n'
