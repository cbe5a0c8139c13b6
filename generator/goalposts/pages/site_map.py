"""`sitemap.xml`: the pages of a public site that search engines may find, and when git last changed them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

from goalposts.history.lineages import RecordKind
from goalposts.pages import links
from goalposts.pages.former import make as make_former
from goalposts.pages.page import Download, Edition, Page

SITE_MAP = "sitemap.xml"


def make_site_map(edition: Edition, pages: Iterable[str]) -> Download | None:
    """Return the site map; `pages` are the addresses of all pages. None where others should not look.

    Addresses that lead on, or say that something is gone, are left out. A record's page has the day on which
    git last changed the record or a KPI that it reads; the lists have that of the site's commit. A review is
    that of its period, so it has none.
    """
    site = edition.repository.config.site
    if edition.repository.audience != "public" or not site.url:
        return None
    gone = {made.url for made in make_former(edition) if isinstance(made, Page)}
    days = _Days(edition)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for url in sorted(set(pages) - gone - {links.NOT_FOUND}):
        day = days.of(url)
        told = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        lines.append(
            f"<url><loc>{escape(links.absolute_url(site, url) or '', quote=False)}</loc>{told}</url>"
        )
    return Download(SITE_MAP, "\n".join([*lines, "</urlset>"]) + "\n")


class _Days:
    """When pages last changed, by git."""

    def __init__(self, edition: Edition) -> None:
        self._history = edition.history
        last = edition.history.commit if edition.history else None
        self._site = last.day if last else None
        self._known: dict[str, date | None] = {}
        for goal in edition.repository.goals.values():
            kpis = {result.terms.kpi for result in goal.key_results if result.terms.kpi}
            read = [(RecordKind.GOAL, goal.id), *((RecordKind.KPI, kpi) for kpi in kpis)]
            self._known[links.goal_url(goal.id)] = self._latest(read)
        for kpi in edition.repository.kpis:
            self._known[links.kpi_url(kpi)] = self._latest([(RecordKind.KPI, kpi)])

    def _latest(self, records: Iterable[tuple[RecordKind, str]]) -> date | None:
        if self._history is None:
            return None
        days = [event.commit.day for record in records for event in self._history.of(*record)[-1:]]
        return max(days, default=self._site)

    def of(self, url: str) -> date | None:
        """Return the day for an address."""
        if url.startswith("review/"):
            return None
        return self._known.get(url, self._site)
