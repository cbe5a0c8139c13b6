"""`draw`: a chart specification to inline SVG.

The markup is for a page that carries the stylesheet: no style attribute, no script, no reference, and
ids that begin with the chart's own prefix. It is well-formed XML and the same bytes for the same
specification.
"""

from __future__ import annotations

from typing import assert_never

from goalposts.charts.milestones import draw_milestones
from goalposts.charts.network import NetworkChart, draw_network
from goalposts.charts.series import draw_series
from goalposts.charts.specification import Chart, MilestoneChart, SeriesChart, TimelineChart
from goalposts.charts.timeline import draw_timeline


def draw(chart: Chart | NetworkChart) -> str:
    """Return the SVG of a chart. Only series charts import matplotlib, when the first is drawn."""
    match chart:
        case SeriesChart():
            return draw_series(chart)
        case MilestoneChart():
            return draw_milestones(chart)
        case TimelineChart():
            return draw_timeline(chart)
        case NetworkChart():
            return draw_network(chart)
        case _:
            assert_never(chart)
