"""Charts as data: the run rules as they were published, and every chart told in words."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.charts import (
    Bar,
    BarChart,
    Better,
    Chart,
    ChartWords,
    ImpactEffort,
    Placing,
    RunChart,
    RunNote,
    RunPoint,
    SmallMultiples,
    Stack,
    StackedBars,
    described,
    number,
    run_signal,
    verdict,
)
from nghs_desktop.reports.templates.words import spanish


def run(*values: float | None, **more: object) -> RunChart:
    points = tuple(RunPoint(f"m{n}", value) for n, value in enumerate(values))
    return RunChart("k", "On time", points, **more)  # type: ignore[arg-type]


class TestRunRules:
    @pytest.mark.parametrize(
        ("useful", "longest", "crossings"), [(10, 6, 2), (12, 7, 3), (20, 7, 6), (24, 8, 8)]
    )
    def test_limits_are_those_of_the_paper(self, useful: int, longest: int, crossings: int) -> None:
        signal = run_signal([0.0, 1.0] * (useful // 2))
        assert signal.useful == useful
        assert (signal.longest_allowed, signal.crossings_needed) == (longest, crossings)

    def test_a_run_one_too_long_is_a_shift(self) -> None:
        # 24 useful points: 8 in a row is chance, 9 is not.
        eight = [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, *[1] * 8, 0, 0, 0]
        nine = [0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, *[1] * 9, 0, 0, 0]
        assert len(eight) == len(nine) == 24
        assert (run_signal(eight).longest, run_signal(nine).longest) == (8, 9)
        assert not run_signal(eight).shift
        assert run_signal(nine).shift

    def test_too_few_crossings_are_a_shift(self) -> None:
        signal = run_signal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
        assert (signal.longest, signal.crossings) == (5, 1)
        assert signal.shift

    def test_points_on_the_median_neither_break_nor_lengthen_a_run(self) -> None:
        signal = run_signal([1, 2, 1, 3, 2, 3, 2])
        assert signal.median == 2
        assert (signal.useful, signal.longest, signal.crossings) == (4, 2, 1 + 0)

    def test_fewer_than_ten_points_say_so(self) -> None:
        said = verdict(run(*range(9)))
        assert said == "8 useful points: too few points for run rules."

    def test_the_direction_is_weighed(self) -> None:
        up = [1.0] * 10 + [5.0] * 10
        assert "shift up, as wanted" in verdict(run(*up, better=Better.UP))
        assert "shift up, against what is wanted" in verdict(run(*up, better=Better.DOWN))
        assert "shift down, as wanted" in verdict(run(*reversed(up), better=Better.DOWN))

    def test_a_baseline_keeps_the_old_median(self) -> None:
        values = [1.0, 2.0, 3.0] * 4 + [9.0] * 9
        assert run_signal(values, baseline=12).median == 2
        assert run_signal(values).median == 3

    @given(st.lists(st.floats(-1e6, 1e6), max_size=60))
    def test_sums_hold_for_any_values(self, values: list[float]) -> None:
        signal = run_signal(values)
        assert 0 <= signal.crossings <= max(signal.useful - 1, 0)
        assert signal.longest <= signal.useful <= len(values)
        assert signal.longest + signal.crossings <= max(signal.useful, 0) or not signal.useful
        turned = run_signal([-value for value in values])
        assert (turned.longest, turned.crossings) == (signal.longest, signal.crossings)

    def test_a_thousand_and_more_points_are_judged(self) -> None:
        assert run_signal([0, 1] * 600).crossings_needed in range(560, 590)


class TestWords:
    def test_every_number_of_a_bar_chart_is_said(self) -> None:
        said = described(BarChart("k", "Voices", (Bar("Buses", 24), Bar("Rules", 31.5)), unit="%"))
        assert said == "Bar chart: Voices. Buses 24%, Rules 31.5%."

    def test_a_stack_says_its_parts_and_their_sum(self) -> None:
        chart = StackedBars("k", "Outcomes", ("Done", "Open"), (Stack("Policy", (4, 7)),))
        assert described(chart).endswith("Policy: Done 4, Open 7, total 11.")

    def test_a_run_says_median_target_and_events(self) -> None:
        said = described(run(1, None, 3, target=5, notes=(RunNote(2, "New bus"), RunNote(9, "x"))))
        assert "m0 1, m2 3. Median 2. Target 5. At m2: New bus." in said
        assert said.endswith("too few points for run rules.")

    def test_multiples_say_first_and_last(self) -> None:
        chart = SmallMultiples("k", "By school", (run(1, 2, 4), run()))
        assert "On time: 1 in m0 to 4 in m2, median 2." in described(chart)
        assert "no values" in described(chart)

    def test_quadrants_have_their_names(self) -> None:
        places = ((5, 1), (5, 5), (1, 1), (1, 5))
        items = tuple(Placing(f"i{n}", *place) for n, place in enumerate(places))
        chart = ImpactEffort("k", "Where", items)
        names = [chart.quadrant(item) for item in items]
        assert names == ["Quick win", "Big bet", "Fill-in", "Not now"]
        assert "i0: impact 5, effort 1, quick win" in described(chart)

    def test_very_many_values_are_said_as_a_range(self) -> None:
        chart = BarChart("k", "All", tuple(Bar(str(n), n) for n in range(90)))
        assert described(chart) == "Bar chart: All. 90 values from 0 to 89."

    @pytest.mark.parametrize(
        ("value", "unit", "text"),
        [
            (1234, "", "1,234"),
            (0.04, "", "0"),
            (71.25, "%", "71.2%"),
            (-3, "students", "\u22123 students"),
        ],
    )
    def test_numbers_are_printed_plainly(self, value: float, unit: str, text: str) -> None:
        assert number(value, unit) == text

    def test_series_that_do_not_fit_are_refused(self) -> None:
        with pytest.raises(ValueError, match="does not fit"):
            StackedBars("k", "T", ("a", "b"), (Stack("x", (1,)),))
        with pytest.raises(ValueError, match="7 series"):
            StackedBars("k", "T", tuple("abcdefg"), ())


class TestInSpanish:
    """What is told of a chart is told in the language of its words, with every number."""

    WORDS = spanish().chart

    def charts(self) -> tuple[Chart, ...]:
        shifted = run(*[1.0] * 8, *[5.0] * 8, words=self.WORDS, better=Better.UP, target=4.0)
        noted = run(1.0, 2.0, notes=(RunNote(1, "Nuevo horario"),), words=self.WORDS)
        return (
            BarChart("b", "Puntos", (Bar("Autobús", 7.0),), words=self.WORDS),
            StackedBars("s", "Meses", ("A",), (Stack("Ene", (3.0,)),), words=self.WORDS),
            BarChart("many", "M", tuple(Bar(str(n), n) for n in range(60)), words=self.WORDS),
            BarChart("none", "Nada", (), words=self.WORDS),
            shifted,
            noted,
            SmallMultiples("m", "Escuelas", (shifted,), words=self.WORDS),
            ImpactEffort("i", "", (Placing("Línea", 5.0, 2.0),), words=self.WORDS),
        )

    def test_no_english_word_of_ours_is_left(self) -> None:
        english = (
            *("chart", "values", "Median ", "Target", "points", "longest", "crossed"),
            *("shift", "chance", "wanted", "impact ", "effort ", "Quick", "never", "twice"),
            *("once ", " in ", " to ", "At "),
        )
        for chart in self.charts():
            told = described(chart)
            assert [word for word in english if word in told] == [], told

    def test_a_shift_is_told_with_its_method_and_whether_it_is_wanted(self) -> None:
        shifted = self.charts()[4]
        assert isinstance(shifted, RunChart)
        assert verdict(shifted) == (
            "Un cambio hacia arriba, como se quería: racha más larga 8 (hasta 7 es azar), la "
            "mediana se cruzó una vez (4 o más es azar). Reglas de rachas de Anhøj, 16 puntos "
            "útiles."
        )

    def test_every_word_of_a_chart_is_translated(self) -> None:
        english = ChartWords()
        same = {
            field.name
            for field in fields(ChartWords)
            if getattr(self.WORDS, field.name) == getattr(english, field.name)
        }
        assert same == {"total"}
