"""Former addresses: every link that was once published leads somewhere.

A record that has another id now gets a page that leads there and keeps the part after `#`; its JSON, CSV and
badge are those of the record. One that was deleted leaves a page that says so, with the commit. One that is
no longer published leaves a bare page. An address leads straight to a record that is there, so redirects
cannot go round in a circle; two records that claim one former id are a problem of the check (R110).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from goalposts.charts.badge import Badge, draw_badge
from goalposts.history.addresses import Address, Fate, former_addresses
from goalposts.history.lineages import RecordKind
from goalposts.pages import links
from goalposts.pages.api import ROOT, goal_document, kpi_document
from goalposts.pages.api_values import absolute
from goalposts.pages.badges import badge_of
from goalposts.pages.change_words import KIND_NAMES
from goalposts.pages.downloads import series_csv
from goalposts.pages.formatting import Formatter
from goalposts.pages.frame import formatter
from goalposts.pages.history_views import CommitView, commit_view
from goalposts.pages.page import Download, Edition, Made, Page
from goalposts.pages.rows import Link

URLS = {
    RecordKind.GOAL: links.goal_url,
    RecordKind.KPI: links.kpi_url,
    RecordKind.TEAM: links.team_url,
    RecordKind.PERSON: links.person_url,
}
_LISTS = {
    RecordKind.GOAL: Link("All goals", links.GOALS),
    RecordKind.KPI: Link("All KPIs", links.KPIS),
    RecordKind.TEAM: Link("All teams", links.TEAMS),
    RecordKind.PERSON: Link("All people", links.PEOPLE),
}
_SECTIONS = {
    RecordKind.GOAL: "goals",
    RecordKind.KPI: "kpis",
    RecordKind.TEAM: "teams",
    RecordKind.PERSON: "people",
}


@dataclass(frozen=True, slots=True)
class FormerView:
    """A former address. `to` leads to the record under its present id, `canonical` is that in full; without
    `to` the sentence says what became of it. `commit` is the one that deleted it.
    """

    heading: str
    sentence: str
    to: Link | None
    canonical: str
    commit: CommitView | None
    others: Link


def make(edition: Edition) -> Iterator[Made]:
    """Yield a page for every former address, and what was published beside it."""
    if edition.history is None:
        return
    fmt = formatter(edition)
    for address in former_addresses(edition.history):
        if address.fate is Fate.PRESENT:
            continue
        yield _page(edition, fmt, address)
        yield from _files(edition, fmt, address)


def _page(edition: Edition, fmt: Formatter, address: Address) -> Page:
    kind, name = address.kind, KIND_NAMES[address.kind]
    url = URLS[kind]
    to, commit, canonical = None, None, ""
    if address.now is not None:
        title = _title(edition, kind, address.now)
        to = Link(title, url(address.now))
        heading, sentence = "This page has moved", f"The {name} is now here:"
        canonical = absolute(edition, url(address.now))
    elif address.fate is Fate.DELETED:
        heading = address.title or "Removed"
        sentence = f"This {name} was removed."
        if address.deleted_by is not None:
            commit = commit_view(edition, address.deleted_by)
            sentence = f"This {name} was removed on {fmt.full_day(address.deleted_by.day)}."
    else:
        heading, sentence = "Not published", "This page is no longer published."
    view = FormerView(heading, sentence, to, canonical, commit, _LISTS[kind])
    return Page(url(address.id), "former.html", heading, sentence, _SECTIONS[kind], view)


def _title(edition: Edition, kind: RecordKind, now: str) -> str:
    repository = edition.repository
    if kind is RecordKind.GOAL:
        return repository.goals[now].title
    return repository.kpis[now].title if kind is RecordKind.KPI else repository.name_of(now)


def _files(edition: Edition, fmt: Formatter, address: Address) -> Iterator[Download]:
    """Yield the JSON, CSV and badge of a former id: those of the record, or ones that say it is gone."""
    kind, key, now = address.kind, address.id, address.now
    scorecard = edition.scorecard
    if kind is RecordKind.GOAL:
        gone = Badge("goal", "no-data", "no longer here", "This goal is no longer here")
        badge = gone if now is None else badge_of(edition, scorecard.goals[now], fmt)
        document = _gone(address) if now is None else goal_document(edition, scorecard.goals[now])
        yield Download(links.badge_url(key), draw_badge(badge))
        yield _json(f"goals/{key}", document)
    elif kind is RecordKind.KPI:
        kpis = edition.repository.kpis
        document = _gone(address) if now is None else kpi_document(edition, scorecard.kpis[now])
        series = "date,value\n" if now is None else series_csv(kpis[now], scorecard.as_of)
        yield Download(links.kpi_csv_url(key), series)
        yield _json(f"kpis/{key}", document)


def _gone(address: Address) -> dict[str, Any]:
    """Return what the JSON of a record says that is gone: nothing but that, where it was hidden."""
    by = address.deleted_by
    return {
        "id": address.id,
        "gone": str(address.fate),
        "title": address.title,
        "date": by.day.isoformat() if by else None,
        "commit": by.sha if by else None,
    }


def _json(name: str, document: dict[str, Any]) -> Download:
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return Download(f"{ROOT}{name}.json", f"{text}\n")
