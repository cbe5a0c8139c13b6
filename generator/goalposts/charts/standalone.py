"""A drawn chart as a file of its own: the same drawing with its colours, its title and where it is from.

On a page the stylesheet gives the colours, and they follow the reader's light or dark. A file has no page,
so it brings those of a light one along, on white, as plain class rules that drawing programs read too.
"""

from __future__ import annotations

import re

from msgspec import Struct

from goalposts.charts.glyphs import wrap
from goalposts.charts.markup import element, escape_text
from goalposts.charts.network import NARROWEST
from goalposts.charts.shapes import COLOURS, INK, INK_2, INK_3, RULE, TRACK

WIDTH = 720
"""Px across a file: what a chart of the page is drawn for on a desk."""

_MARGIN = 24
WIDE = NARROWEST + 2 * _MARGIN
"""Px across the file of a map, whose words are set for that width."""

_LINE_PX = 22
_TITLE_SHARE = 0.75
_FOOT_PX = 44

PAPER = "#ffffff"
INKS = {
    "ink": INK,
    "ink-2": INK_2,
    "ink-3": INK_3,
    "sunk": "#f2f0e9",
    "rule": RULE,
    "rule-strong": "#85827a",
    "chart-path": "#6f757c",
    "chart-band": "#e7f2ec",
    "chart-bar": TRACK,
    "surface": PAPER,
}
"""The light colours of the stylesheet, by the names of its variables."""

_STATUS = re.compile(r'class="(?:[^"]* )?s-([a-z-]+)')
# on a page a map leads into the list beside it; a file has none
_LINK = re.compile(r"</?a\b[^>]*>")
_HEIGHT = re.compile(r'height="(\d+)"')

_FONT = (
    "system-ui,-apple-system,&quot;Segoe UI&quot;,Roboto,&quot;Noto Sans&quot;,"
    "&quot;Liberation Sans&quot;,Arial,sans-serif"
)
# the roles of the drawing, as templates/assets/site.css has them
_STYLE = (
    "text{font-size:13px;fill:ink-2}"
    ".head{font-size:17px;font-weight:650;fill:ink}.from{fill:ink-3}"
    ".t-mid{text-anchor:middle}.t-end{text-anchor:end}.t-now{font-weight:650;fill:ink}"
    ".halo{paint-order:stroke;stroke:surface;stroke-width:4px;stroke-linejoin:round}"
    ".grid{stroke:rule}.axis{stroke:rule-strong}"
    ".line{fill:none;stroke:ink;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}"
    ".path{fill:none;stroke:chart-path;stroke-width:1.5;stroke-dasharray:5 4}"
    ".target{fill:none;stroke:ink-2;stroke-width:1.5}"
    ".grid,.axis,.line,.path,.target,.short,.net-line{vector-effect:non-scaling-stroke}"
    ".today{stroke:rule-strong;stroke-dasharray:1 3}"
    ".band{fill:chart-band}.gap{fill:sunk}.bar{fill:ink-2}.post{fill:ink}.short{stroke-width:3}"
    ".dot{fill:ink;stroke:surface;stroke-width:1.5}.dot-open{fill:surface;stroke:ink-3;stroke-width:1.5}"
    ".m-track{fill:chart-bar}.m-fill,.m-post{fill:ink}"
    ".cut{fill:none;stroke:surface;stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}"
    ".pen{fill:none;stroke:currentColor;stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}"
    ".net-line{fill:none;stroke:rule-strong}"
    ".net-uncounted{stroke-dasharray:4 4}.net-more{stroke:chart-path;stroke-opacity:.75}"
    ".tl-words{font-weight:600;fill:ink}.tl-icon{fill:currentColor}.tl-status{font-weight:500}"
    ".net-head{font-weight:650;fill:ink}.net-words{font-weight:600;fill:ink}"
)
_NAMES = re.compile(rf"(?<=:)(?:{'|'.join(sorted(INKS, key=len, reverse=True))})(?=[;}}])")
_STYLED = _NAMES.sub(lambda found: INKS[found.group()], _STYLE)


class Sheet(Struct, frozen=True):
    """What a file says around its chart: a title, and where it is from and as of when."""

    title: str
    source: str
    width: int = WIDTH


def stand_alone(drawn: str, sheet: Sheet) -> str:
    """Return a file of its own around a drawing that `draw` returned; nothing is drawn again."""
    found = _HEIGHT.search(drawn)
    height = int(found.group(1)) if found else 0
    inner = sheet.width - 2 * _MARGIN
    box = {"x": str(_MARGIN), "width": str(inner), "height": str(height), "overflow": "visible"}
    head = wrap(sheet.title, inner * _TITLE_SHARE)
    foot = wrap(sheet.source, inner)
    top = _MARGIN + len(head) * _LINE_PX + 12
    whole = top + height + _FOOT_PX + (len(foot) - 1) * _LINE_PX
    statuses = "".join(_status_style(name) for name in sorted(set(_STATUS.findall(drawn))))
    parts = [
        element("title", escape_text(sheet.title)),
        element("style", _STYLED + statuses),
        element("rect", width=str(sheet.width), height=str(whole), fill=PAPER),
        *_lines(head, "head", _MARGIN + 17),
        element("svg", _LINK.sub("", drawn), y=str(top), **box),
        *_lines(foot, "from", top + height + 28),
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{sheet.width}" height="{whole}" '
        f'viewBox="0 0 {sheet.width} {whole}" color="{INK}" font-family="{_FONT}">'
        f"{''.join(parts)}</svg>\n"
    )


def _status_style(name: str) -> str:
    colour, here = COLOURS.get(name, INK), f".s-{name}"
    marks = ",".join(f"{here} {role}" for role in (".dot-s", ".m-fill", ".t-now", ".net-note", ".tl-status"))
    return (
        f"{marks},{here}.net-node{{fill:{colour}}}{here} .short{{stroke:{colour}}}"
        f"{here}.net-node,{here} .tl-icon{{color:{colour}}}"
    )


def _lines(lines: list[str], css: str, first: int) -> list[str]:
    return [
        element("text", escape_text(line), class_=css, x=str(_MARGIN), y=str(first + place * _LINE_PX))
        for place, line in enumerate(lines)
    ]
