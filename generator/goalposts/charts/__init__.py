"""Charts: a frozen specification of dates, numbers and words to inline SVG.

The tour: `specification` says what can be drawn, `draw` draws it, `describe` puts it into words.
`meter` and `sparkline` compute attribute values for templates. A chart stretches with the page while its
words keep their size; colours and widths come from the stylesheet by class. Nothing here knows
goals or KPIs, and matplotlib is imported when the first series is drawn, not before.

Inside: `series` lays a series chart out (`frame` its box, `runs` its lines, `date_ticks` its dates,
`label_places` and `boxes` its words) and has `plotting` draw it; `milestones`, `timeline` and
`network` need no library.

Two pictures leave the page: `badge` is a small SVG of its own, and `cards` the PNG that chats show beside a
link, painted by `painting`. `plotting` and `painting` are the two modules that import matplotlib.
"""

from goalposts.charts.description import describe
from goalposts.charts.drawing import draw
from goalposts.charts.meter import LargeMeter, Meter, MeterLabel, large_meter, meter
from goalposts.charts.network import NetworkChart, NetworkLink, NetworkNode
from goalposts.charts.sparkline import Sparkline, sparkline
from goalposts.charts.specification import (
    Band,
    Chart,
    Dot,
    Forecast,
    Label,
    Line,
    Milestone,
    MilestoneChart,
    SeriesChart,
    Shortfall,
    TimelineChart,
    TimelineRow,
)

__all__ = [
    "Band",
    "Chart",
    "Dot",
    "Forecast",
    "Label",
    "LargeMeter",
    "Line",
    "Meter",
    "MeterLabel",
    "Milestone",
    "MilestoneChart",
    "NetworkChart",
    "NetworkLink",
    "NetworkNode",
    "SeriesChart",
    "Shortfall",
    "Sparkline",
    "TimelineChart",
    "TimelineRow",
    "describe",
    "draw",
    "large_meter",
    "meter",
    "sparkline",
]
