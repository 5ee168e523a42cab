"""Tables of data: aligned, whole over pages, readable by eye and by ear."""

from __future__ import annotations

import pytest

from nghs_desktop.domain.briefs import (
    Align,
    BriefContent,
    Bullets,
    Column,
    Noted,
    Pair,
    Pairs,
    Printed,
    Section,
    Table,
    TableRow,
)
from nghs_desktop.reports.document import render
from tests.unit.reports import samples
from tests.unit.reports.reading import elements, page_texts, places, squeezed


@pytest.fixture(scope="module")
def printed() -> Printed:
    return render(samples.with_tables())


def one(block: object, **more: object) -> BriefContent:
    sections = (Section("s", "Part", (block,)),)  # type: ignore[arg-type]
    fields: dict[str, object] = {"title": "T", "made_at": samples.MADE_AT, "sections": sections}
    return BriefContent(**(fields | more))  # type: ignore[arg-type]


def numbers(*values: str) -> Table:
    rows = tuple(TableRow((f"Row {n}", value)) for n, value in enumerate(values))
    return Table("t", (Column("Name"), Column("Number", Align.END)), rows)


def test_every_cell_comes_out_as_it_went_in_row_by_row(printed: Printed) -> None:
    text = squeezed("".join(page_texts(printed.pdf)))
    table = samples.counts_table(60)
    place = text.index(squeezed(table.caption))
    for row in table.rows:
        for cell in row.cells:
            wanted = squeezed(cell.plain if isinstance(cell, Noted) else str(cell))
            place = text.index(wanted, place) + len(wanted)


def test_figures_in_a_column_have_one_width() -> None:
    pdf = render(one(numbers("1,111", "8,888"))).pdf
    narrow, wide = places(pdf, "1,111"), places(pdf, "8,888")
    assert narrow[2] == pytest.approx(wide[2], abs=1.2)
    # Inter's usual 1 is a third narrower than its 8: four of them would show.
    assert narrow[0] == pytest.approx(wide[0], abs=2.2)


def test_heads_stand_again_on_each_page_and_are_read_once(printed: Printed) -> None:
    pages = [text for text in page_texts(printed.pdf) if "campus" in text]
    assert len(pages) == 3
    assert all("Students" in text and "mentors" in text for text in pages)
    heads = [node for tag, node in elements(printed.pdf) if tag == "TH"]
    columns = [node for node in heads if node["/A"]["/Scope"] == "/Column"]
    assert len(columns) == 5 + 3


def test_a_screen_reader_hears_caption_heads_and_row_names(printed: Printed) -> None:
    tags = [tag for tag, _ in elements(printed.pdf)]
    assert tags.count("Caption") == 1
    first = tags.index("Table")
    assert tags[first + 1] == "Caption"
    rows = [node for tag, node in elements(printed.pdf) if tag == "TR"]
    assert all(len(row["/K"]) in (5, 2, 3) for row in rows)  # type: ignore[arg-type]


def test_a_row_is_never_split_over_pages(printed: Printed) -> None:
    for text in page_texts(printed.pdf):
        count = text.count("Mill River Regional High School and Technical")
        assert squeezed(text).count("MillRiverRegionalHighSchoolandTechnicalCenter") == count


def test_no_cell_is_clipped_however_long_its_words_are() -> None:
    giant = "W" * 400
    columns = (Column("A"), Column("B", Align.END), Column("C"))
    table = Table("t", columns, (TableRow((giant, "9" * 300, giant)), TableRow(("x", "1", "y"))))
    pdf = render(one(table)).pdf
    text = squeezed("".join(page_texts(pdf)))
    assert text.count("W") == 800
    assert text.count("9") == 300
    for line in ("x", "y"):
        left, _, right, _ = places(pdf, line)
        assert 55 <= left < right <= 612 - 55


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Table("t", (Column("A"),), (TableRow(("a", "b")),))


def test_a_table_without_rows_says_its_heads() -> None:
    table = Table("t", (Column("A"), Column("B")), (), caption="Nothing was counted")
    assert "Nothing was counted" in page_texts(render(one(table)).pdf)[0]


def test_columns_take_the_shares_they_are_given() -> None:
    columns = (Column("Left", share=1), Column("Right", share=3))
    pdf = render(one(Table("t", columns, (TableRow(("a", "b")),)))).pdf
    assert places(pdf, "Right")[0] - places(pdf, "Left")[0] == pytest.approx(14 + 486 / 4, abs=2)


def test_pairs_and_bullets_are_a_named_table_and_a_list() -> None:
    pdf = render(one(Pairs("p", (Pair("Cost", "140 dollars"), Pair("Contact", "Dana"))))).pdf
    tags = [tag for tag, _ in elements(pdf)]
    assert (tags.count("TH"), tags.count("TD")) == (2, 2)
    pdf = render(one(Bullets("b", ("First", "", "Second"), numbered=True))).pdf
    assert "1.\r\nFirst" in page_texts(pdf)[0] or "1. First" in page_texts(pdf)[0]
    assert [tag for tag, _ in elements(pdf)].count("LI") == 2


def test_text_in_cells_is_never_markup() -> None:
    table = Table("t", (Column("<b>A</b>"),), (TableRow(("&lt; <img src='x'>",)),))
    assert "<b>A</b>" in page_texts(render(one(table)).pdf)[0]
    assert "&lt; <img src='x'>" in page_texts(render(one(table)).pdf)[0]
