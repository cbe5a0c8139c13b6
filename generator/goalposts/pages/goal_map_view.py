"""What a page of the map shows."""

from __future__ import annotations

from msgspec import Struct

from goalposts.charts.network import NetworkChart
from goalposts.pages.figures import ChartFiles
from goalposts.pages.goal_map_rows import MapRow
from goalposts.pages.rows import Link


class Apart(Struct, frozen=True):
    """Goals that stand beside the map, under a heading that says why."""

    id: str
    title: str
    note: str
    rows: tuple[MapRow, ...]


class MapView(Struct, frozen=True):
    """A part of the map: `supports` is what its goal supports; `chart` is None where there is too much."""

    crumbs: tuple[Link, ...]
    heading: str
    lead: str
    supports: tuple[Link, ...]
    chart: NetworkChart | None
    rows: tuple[MapRow, ...]
    rows_note: str
    pages: tuple[tuple[str, str | None], ...]
    apart: tuple[Apart, ...]
    ended: tuple[Link, ...]
    teams: tuple[Link, ...]
    all_teams: Link | None
    empty: str
    files: ChartFiles | None = None
