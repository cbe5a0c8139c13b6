"""The JSON, CSV, badge and calendar of a former id: those of the record, or ones that say that it is gone."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from goalposts.charts.badge import Badge, draw_badge
from goalposts.history.addresses import Address, Fate
from goalposts.history.lineages import RecordKind
from goalposts.pages import links
from goalposts.pages.api import ROOT, goal_document, kpi_document
from goalposts.pages.api_groups import Document
from goalposts.pages.api_values import absolute
from goalposts.pages.badges import badge_of
from goalposts.pages.calendar import former_calendar
from goalposts.pages.downloads import series_csv
from goalposts.pages.formatting import Formatter
from goalposts.pages.json_text import json_text
from goalposts.pages.page import Download, Edition


def files(edition: Edition, fmt: Formatter, address: Address) -> Iterator[Download]:
    """Yield what was published beside the page of a goal, a KPI or a team."""
    kind, key, now = address.kind, address.id, address.now
    scorecard = edition.scorecard
    if kind is RecordKind.GOAL:
        badge = _badge(address, fmt) if now is None else badge_of(edition, scorecard.goals[now], fmt)
        url = links.goal_url(key)
        document = (
            gone(edition, address, url) if now is None else goal_document(edition, scorecard.goals[now])
        )
        yield Download(links.badge_url(key), draw_badge(badge))
        yield _json(f"goals/{key}", document)
    elif kind is RecordKind.KPI:
        url, kpis = links.kpi_url(key), edition.repository.kpis
        document = gone(edition, address, url) if now is None else kpi_document(edition, scorecard.kpis[now])
        series = _series(address, fmt) if now is None else series_csv(kpis[now], scorecard.as_of)
        yield Download(links.kpi_csv_url(key), series)
        yield _json(f"kpis/{key}", document)
    elif kind is RecordKind.TEAM:
        yield former_calendar(edition, key, now)


def gone(edition: Edition, address: Address, url: str) -> Document:
    """Return what the JSON of a record says that is gone: nothing but that, where it is not published."""
    by = address.deleted_by
    return {
        "id": address.id,
        "url": absolute(edition, url),
        "status": "gone",
        "reason": str(address.fate),
        "title": address.title,
        "date": by.day.isoformat() if by else None,
        "commit": by.sha if by else None,
    }


def _badge(address: Address, fmt: Formatter) -> Badge:
    if address.fate is Fate.HIDDEN:
        return Badge(
            fmt.say("goal"), "no-data", fmt.say("not published"), fmt.say("This goal is no longer published")
        )
    by, title = address.deleted_by, address.title or address.id
    words = fmt.say("{title}: deleted", title=title)
    if by is not None:
        words = fmt.say("{title}: deleted on {day}", title=title, day=fmt.full_day(by.day))
    return Badge(fmt.say("goal"), "no-data", fmt.say("deleted"), words)


def _series(address: Address, fmt: Formatter) -> str:
    """Return a series without a value; its one row says when and that it ended, where that may be told."""
    if address.deleted_by is None:
        return "date,value\n"
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("date", "value", "note"))
    writer.writerow((address.deleted_by.day.isoformat(), "", fmt.say("This KPI was removed.")))
    return buffer.getvalue()


def _json(name: str, document: Document) -> Download:
    return Download(f"{ROOT}{name}.json", json_text(document))
