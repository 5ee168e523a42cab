"""Strips flow down pages: nothing lost, heads with their text, no line left alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nghs_desktop.reports.layout import Cell, Passage, Placed, Strip, flow, total_height
from nghs_desktop.reports.styles import BODY, HEAD, INKS, Style
from nghs_desktop.reports.tagging import Node

TOP, NEXT_TOP, BOTTOM = 80.0, 70.0, 360.0


def passage(count: int, name: str = "", style: Style = BODY, stays: bool = False) -> Passage:
    lines = [f"{name}{number}" for number in range(count)]
    return Passage(style, lines, Node("P"), stays_with_next=stays)


def strip(count: int, name: str = "", **more: object) -> Strip:
    return Strip("block", [Cell(0, 400, [passage(count, name)])], **more)  # type: ignore[arg-type]


def head(name: str = "head") -> Strip:
    return Strip("", [Cell(0, 400, [passage(1, name, HEAD)])], before=17, keeps_with_next=True)


def pages_of(*strips: Strip) -> list[list[Placed]]:
    return flow(strips, TOP, NEXT_TOP, BOTTOM)


def lines_of(page: list[Placed]) -> list[str]:
    return [
        line
        for item in page
        for cell in item.strip.cells
        for part in cell.passages
        for line in part.lines
    ]


def heights(pages: list[list[Placed]]) -> list[float]:
    return [page[-1].top + page[-1].strip.height for page in pages]


def test_a_paragraph_that_does_not_fit_is_split_and_goes_on() -> None:
    pages = pages_of(strip(10, "a"), strip(12, "b", prose=True))
    assert len(pages) == 2
    assert lines_of(pages[0]) + lines_of(pages[1]) == [f"a{n}" for n in range(10)] + [
        f"b{n}" for n in range(12)
    ]
    assert len(lines_of(pages[0])) > 10


def test_a_split_leaves_two_lines_on_either_side() -> None:
    for before in range(1, 19):
        pages = pages_of(strip(before), strip(5, "b", prose=True))
        for page in pages:
            kept = [line for line in lines_of(page) if line.startswith("b")]
            assert len(kept) != 1


def test_a_heading_goes_with_the_text_under_it() -> None:
    for before in range(1, 19):
        pages = pages_of(strip(before), head(), strip(6, "b", prose=True))
        for page in pages:
            assert lines_of(page)[-1] != "head0"
            if "head0" in lines_of(page):
                assert {"b0", "b1"} <= set(lines_of(page))


def test_a_heading_goes_with_the_first_row_of_a_list() -> None:
    for before in range(1, 19):
        pages = pages_of(strip(before), head(), strip(2, "row"), strip(2, "next"))
        for page in pages:
            if "head0" in lines_of(page):
                assert "row0" in lines_of(page)


def test_a_card_moves_whole_rather_than_being_cut() -> None:
    card = Strip(
        "cards",
        [Cell(0, 190, [passage(5, "a")], next(iter(INKS.values())))],
        pad_top=10,
        pad_bottom=10,
    )
    pages = pages_of(strip(15), card)
    assert lines_of(pages[1]) == [f"a{n}" for n in range(5)]


def test_a_card_taller_than_the_page_is_cut_between_lines() -> None:
    ink = next(iter(INKS.values()))
    cells = [Cell(0, 190, [passage(50, "a")], ink), Cell(200, 190, [passage(3, "b")], ink)]
    pages = pages_of(Strip("cards", cells, pad_top=10, pad_bottom=10))
    assert len(pages) > 2
    found = [line for page in pages for line in lines_of(page) if line.startswith("a")]
    assert found == [f"a{n}" for n in range(50)]
    assert max(heights(pages)) <= BOTTOM
    assert all(page[0].strip.pad_top == 10 for page in pages)


def test_a_title_is_not_left_behind_when_its_details_move() -> None:
    cells = [Cell(0, 400, [passage(1, "title", stays=True), passage(30, "detail")])]
    for before in range(1, 19):
        pages = pages_of(strip(before), Strip("list", cells, prose=True))
        for page in pages:
            if "title0" in lines_of(page):
                assert "detail0" in lines_of(page)


def test_the_head_of_a_table_stands_on_each_of_its_pages() -> None:
    twin = Strip("table", [Cell(0, 400, [Passage(HEAD, ["Time"], None)])], pad_bottom=4)
    rows = [strip(3, f"row{n}.", repeated_head=twin, rule=True) for n in range(20)]
    pages = pages_of(head(), *rows)
    assert len(pages) > 3
    for page in pages[1:]:
        assert lines_of(page)[0] == "Time"
    assert max(heights(pages)) <= BOTTOM


def test_space_above_is_dropped_at_the_top_of_a_page() -> None:
    pages = pages_of(strip(18), strip(3, before=20))
    assert pages[1][0].top == NEXT_TOP


def test_an_empty_document_is_one_page() -> None:
    assert pages_of() == [[]]


@st.composite
def strips(draw: st.DrawFn) -> Strip:
    columns = draw(
        st.lists(st.lists(st.integers(1, 40), min_size=1, max_size=3), min_size=1, max_size=3)
    )
    pads = draw(st.sampled_from([0.0, 6.0]))
    return Strip(
        "block",
        [
            Cell(0, 100, [passage(count, f"{number}.") for count in column])
            for number, column in enumerate(columns)
        ],
        before=draw(st.sampled_from([0.0, 9.0, 30.0])),
        pad_top=pads,
        pad_bottom=pads,
        prose=draw(st.booleans()),
        keeps_with_next=draw(st.booleans()),
        repeated_head=Strip("b", [Cell(0, 90, [passage(1, "h")])]) if draw(st.booleans()) else None,
    )


@given(st.lists(strips(), max_size=12))
@settings(max_examples=120)
def test_every_line_is_printed_once_and_inside_the_page(document: list[Strip]) -> None:
    wanted = sorted(line for one in document for line in lines_of([Placed(one, 0)]))
    pages = flow(document, TOP, NEXT_TOP, BOTTOM)
    heads = {id(one.repeated_head) for one in document}
    found = sorted(
        line
        for page in pages
        for item in page
        if id(item.strip) not in heads
        for line in lines_of([item])
    )
    assert found == wanted
    assert all(page for page in pages) or not document
    for page in pages:
        floor = 0.0
        for item in page:
            assert item.top >= floor - 0.01
            floor = item.top + item.strip.height
            assert item.top + item.strip.needs <= BOTTOM + 0.01


def test_the_height_of_all_strips_counts_their_gaps() -> None:
    assert total_height([strip(2, before=10), strip(1, pad_top=3)]) == 10 + 3 * BODY.leading + 3
