"""Charts on paper and on screen: told without colour, numbers printed, spoken by their words."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nghs_desktop.domain.briefs import BriefContent, Section
from nghs_desktop.domain.charts import (
    Bar,
    BarChart,
    Chart,
    ChartTheme,
    ImpactEffort,
    Placing,
    RunChart,
    RunPoint,
    Stack,
    StackedBars,
    described,
)
from nghs_desktop.reports.charting import chart_drawings, to_svg
from nghs_desktop.reports.document import render
from nghs_desktop.reports.drawing import Dot, Drawing, Line, Shape, Words
from nghs_desktop.reports.link_code import link_code
from nghs_desktop.reports.styles import Look
from nghs_desktop.reports.text import Cleaner
from tests.unit.reports import samples
from tests.unit.reports.reading import elements, page_texts, sizes

CHARTS: tuple[Chart, ...] = (
    samples.bar_chart(),
    samples.stacked_bars(),
    samples.run_chart(),
    samples.small_multiples(),
    samples.impact_effort(),
)


def named(chart: Chart) -> str:
    return type(chart).__name__


def document(chart: Chart) -> BriefContent:
    return BriefContent(
        title="T", made_at=samples.MADE_AT, sections=(Section("s", "Part", (chart,)),)
    )


def words_of(drawing: Drawing) -> list[str]:
    return [mark.text for mark in drawing.marks if isinstance(mark, Words)]


@pytest.mark.parametrize("chart", CHARTS, ids=named)
class TestEveryChart:
    def test_it_is_a_figure_that_says_its_data(self, chart: Chart) -> None:
        pdf = render(document(chart)).pdf
        figures = [node for tag, node in elements(pdf) if tag == "Figure"]
        assert [node["/Alt"] for node in figures] == [described(chart)]
        left, bottom, right, top = map(float, figures[0]["/A"]["/BBox"])
        assert 56 <= left < right <= 556.1
        assert 56 <= bottom < top <= 792

    def test_nothing_stands_outside_the_drawing(self, chart: Chart) -> None:
        for look in (Look(), Look(large=True)):
            for drawing in chart_drawings(chart, 500, Cleaner(), look):
                for x, y in corners(drawing):
                    assert -1 <= x <= 501
                    assert -1 <= y <= drawing.height + 1

    def test_the_screen_shows_the_same_words(self, chart: Chart) -> None:
        tree = ElementTree.fromstring(to_svg(chart, ChartTheme(), 500))
        shown = [node.text or "" for node in tree.iter("{http://www.w3.org/2000/svg}text")]
        (drawing,) = chart_drawings(chart, 500, Cleaner(), Look())
        assert shown == words_of(drawing)
        assert tree.find("{http://www.w3.org/2000/svg}desc").text == described(chart)  # type: ignore[union-attr]

    def test_qt_is_given_no_trap(self, chart: Chart) -> None:
        picture = to_svg(chart, ChartTheme())
        assert "clipPath" not in picture
        assert "None" not in picture
        for shape in re.findall(r"<(?:polygon|polyline|circle)[^>]*>", picture):
            assert 'fill="' in shape

    def test_a_theme_gives_every_colour(self, chart: Chart) -> None:
        red = ChartTheme("#FF0000", "#FF0000", "#FF0000", "#FF0000", ("#FF0000",) * 6)
        assert set(re.findall(r'"#[0-9A-Fa-f]{6}"', to_svg(chart, red))) == {'"#FF0000"'}

    def test_large_print_and_the_least_size_hold_inside(self, chart: Chart) -> None:
        assert min(sizes(render(document(chart)).pdf)) >= 9.5
        for drawing in chart_drawings(chart, 500, Cleaner(), Look(large=True)):
            assert min(mark.size for mark in drawing.marks if isinstance(mark, Words)) >= 18


def corners(drawing: Drawing) -> list[tuple[float, float]]:
    from nghs_desktop.reports.text import wrapper

    found: list[tuple[float, float]] = []
    for mark in drawing.marks:
        match mark:
            case Line():
                found += [(mark.x1, mark.y1), (mark.x2, mark.y2)]
            case Shape():
                found += mark.points
            case Dot():
                found += [(mark.x - mark.radius, mark.y), (mark.x + mark.radius, mark.y)]
            case Words():
                width = wrapper(mark.weight).length(mark.text) * mark.size / 1000
                start = mark.x - {"start": 0, "middle": width / 2, "end": width}[mark.anchor]
                found += [(start, mark.y), (start + width, mark.y - mark.size * 0.73)]
    return found


def test_bars_print_every_number() -> None:
    (drawing,) = chart_drawings(samples.bar_chart(), 500, Cleaner(), Look())
    assert {"31", "24", "17", "9", "4"} <= set(words_of(drawing))


def test_pieces_without_room_print_their_numbers_below() -> None:
    chart = StackedBars("k", "T", ("a", "b"), (Stack("x", (1, 900)), Stack("y", (400, 400))))
    (drawing,) = chart_drawings(chart, 500, Cleaner(), Look())
    assert "1 + 900" in words_of(drawing)
    assert "901" in words_of(drawing)


def test_the_four_patterns_differ_without_colour() -> None:
    drawing = Drawing(400, 40)
    made = []
    for kind in range(6):
        before = len(drawing.marks)
        drawing.pattern(kind, 0, 0, 60, 16)
        made.append(tuple(map(repr, drawing.marks[before + 1 : -1])))
    assert len(set(made)) == 6


def test_candidates_in_one_place_stand_side_by_side() -> None:
    items = tuple(Placing(f"i{n}", 3, 3) for n in range(8))
    (drawing,) = chart_drawings(ImpactEffort("k", "T", items), 500, Cleaner(), Look())
    dots = [mark for mark in drawing.marks if isinstance(mark, Dot)]
    for n, one in enumerate(dots):
        for other in dots[:n]:
            gap = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
            assert gap >= 2 * one.radius


def test_a_chart_taller_than_a_page_goes_on_over_the_page() -> None:
    bars = tuple(Bar(f"School number {n}", n) for n in range(120))
    printed = render(document(BarChart("k", "All schools", bars)))
    text = "".join(page_texts(printed.pdf))
    assert printed.pages > 2
    for bar in bars:
        assert bar.label in text
    figures = [node for tag, node in elements(printed.pdf) if tag == "Figure"]
    assert len(figures) > 2
    for node in figures:
        assert float(node["/A"]["/BBox"][1]) >= 55


def test_too_many_candidates_are_named_under_the_chart() -> None:
    items = tuple(Placing(f"Candidate {n}", 1 + n % 5, 1 + n % 4) for n in range(30))
    text = page_texts(render(document(ImpactEffort("k", "T", items))).pdf)
    assert "30. Candidate 29." in "".join(text)


def test_a_label_is_never_markup() -> None:
    chart = BarChart("k", "<b>&", (Bar("<img src='x'> & co", 3),))
    assert "<img src='x'> & co" in page_texts(render(document(chart)).pdf)[0]
    assert "<img" not in to_svg(chart, ChartTheme())
    ElementTree.fromstring(to_svg(chart, ChartTheme()))


@given(
    st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9)), max_size=40),
    st.one_of(st.none(), st.floats(-1e9, 1e9)),
)
@settings(max_examples=40, deadline=None)
def test_any_values_can_be_drawn(values: list[float | None], target: float | None) -> None:
    points = tuple(RunPoint(f"{n}", value) for n, value in enumerate(values))
    (drawing,) = chart_drawings(RunChart("k", "T", points, target=target), 500, Cleaner(), Look())
    assert 0 < drawing.height < 400
    bars = tuple(Bar(f"{n}", value or 0.0) for n, value in enumerate(values))
    chart_drawings(BarChart("k", "T", bars), 500, Cleaner(), Look())


def test_a_link_code_is_square_and_the_same_each_time() -> None:
    one, two = (link_code("https://example.org/mastery", 68) for _ in range(2))
    assert one == two
    assert one is not None
    assert (one.width, one.height) == (68, 68)
    assert link_code("https://example.org/" + "x" * 2_000, 68) is None
