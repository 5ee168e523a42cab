"""A chart as a picture for the screen. Drawing waits for its libraries until the first one is asked
for; ask for it off the window's thread."""

from __future__ import annotations

from nghs_desktop.domain.charts import Chart, ChartTheme


def chart_svg(chart: Chart, theme: ChartTheme, width: float) -> str:
    """Return a chart as SVG, as wide as `width` px at 100 %."""
    from nghs_desktop.reports.charting import to_svg

    return to_svg(chart, theme, width)
