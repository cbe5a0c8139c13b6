"""The list of KPIs."""

from __future__ import annotations

from goalposts.pages import kpis
from goalposts.pages.kpis import KpisView
from tests.pages.company import company, edition_of, html_of, pages_of

_DEFINITION = (
    "---\ntitle: {title}\ndirection: up\ncadence: monthly\nteam: {team}\nhealthy: {{at_least: 10}}\n---\n"
    "Text.\n"
)


def _kpi(name: str, rows: str, team: str = "success") -> dict[str, str]:
    definition = _DEFINITION.format(title=name.capitalize(), team=team)
    return {f"kpis/{name}.md": definition, f"kpis/{name}.csv": f"date,value\n{rows}"}


def _view(changes: dict[str, str]) -> KpisView:
    view = pages_of(kpis.make(company(changes)))["kpis/"].view
    assert isinstance(view, KpisView)
    return view


def test_by_team_those_in_need_first() -> None:
    """KPIs stand under their team, those that need attention first, without a team last."""
    files = {
        **_kpi("fine", "2026-09,11\n2026-10,12\n"),
        **_kpi("ill", "2026-10,1\n"),
        **_kpi("old", "2026-08,12\n"),
        **_kpi("empty", ""),
    }
    files["kpis/loose.md"] = "---\ntitle: Loose\ndirection: none\ncadence: monthly\n---\nText.\n"
    files["kpis/loose.csv"] = "date,value\n2026-10,3\n"
    view = _view(files)
    assert [(group.heading.words, group.heading.address) for group in view.groups] == [
        ("Success", "teams/success/"),
        ("Without a team", None),
    ]
    assert [tile.title for tile in view.groups[0].tiles] == ["Ill", "Old", "Fine", "Monthly churn", "Empty"]
    assert [(status.word, number) for status, number in view.counts] == [
        ("Healthy", "2"),
        ("Unhealthy", "1"),
        ("Unknown", "2"),
        ("Stale", "1"),
    ]
    assert view.lead == "2 of 3\u00a0KPIs are healthy. 3\u00a0others have no current judgement."


def test_a_tile_says_what_is_missing() -> None:
    """A KPI without a value says when the first is due, a stale one since when there is none."""
    tiles = {
        tile.title: tile
        for group in _view({**_kpi("old", "2026-08,12\n"), **_kpi("empty", "")}).groups
        for tile in group.tiles
    }
    assert tiles["Empty"].change == "No value yet. The first, for Nov 2026, is due by 7 Dec."
    assert (tiles["Old"].value, tiles["Old"].health.text) == ("12", "Stale, last healthy")
    assert tiles["Old"].change == "No value since Aug 2026. The next was due by 7 Oct."


def test_no_kpis() -> None:
    """Without KPIs the page says how to write one."""
    edition = edition_of({"site_config.yml": "schema: 1\nsite: {name: Empty}\n", "goals/index.md": "Hello."})
    page = pages_of(kpis.make(edition))["kpis/"]
    assert page.view.empty.startswith("No KPIs yet.")
    assert "No KPIs yet." in html_of(edition, page)


def test_long_lists_go_on() -> None:
    """Each page has at most sixty KPIs, and links to the others."""
    files: dict[str, str] = {}
    for number in range(130):
        files |= _kpi(f"k{number:03}", "2026-10,11\n")
    edition = company(files)
    pages = pages_of(kpis.make(edition))
    assert list(pages) == ["kpis/", "kpis/page/2/", "kpis/page/3/"]
    counts = [sum(len(group.tiles) for group in page.view.groups) for page in pages.values()]
    assert counts == [60, 60, 11]
    assert pages["kpis/page/2/"].view.pages == (
        ("Page 1", "kpis/"),
        ("Page 2", None),
        ("Page 3", "kpis/page/3/"),
    )
    assert 'href="../../"' in html_of(edition, pages["kpis/page/2/"])


def test_the_page_is_whole() -> None:
    """The page renders, with each KPI as a link."""
    edition = company(_kpi("fine", "2026-09,11\n2026-10,12\n"))
    html = html_of(edition, pages_of(kpis.make(edition))["kpis/"])
    assert 'href="fine/"' in html
    assert "Healthy: at least 10" in html


def test_teams_with_few_kpis_share_a_row() -> None:
    """Each team is as many columns wide as it has KPIs, at most four, in the order of the teams' names."""
    files = {
        f"goals/{name}/index.md": f"---\ntitle: {name.capitalize()}\n---\n" for name in ("alpha", "beta")
    }
    for number in range(6):
        files |= _kpi(f"k{number}", "2026-10,11\n", "alpha" if number else "beta")
    edition = company(files)
    page = pages_of(kpis.make(edition))["kpis/"]
    assert [(group.heading.words, group.css) for group in page.view.groups] == [
        ("Alpha", "span-4"),
        ("Beta", "span-1"),
        ("Success", "span-1"),
    ]
    html = html_of(edition, page)
    assert html.index("kpi-teams") < html.index('class="span-4"') < html.index('class="span-1"')
