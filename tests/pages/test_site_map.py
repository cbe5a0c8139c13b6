"""The site map: every page of a public site that says something, with the day on which git changed it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from goalposts.pages import make_pages
from goalposts.pages.page import Edition, Page
from goalposts.pages.site_map import make_site_map
from goalposts.pipeline import Request, build
from tests.pages.told import AS_OF, company, edition_of, goal
from tests.support.files import read_file_tree

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "https://acme.example/goals/"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company that publishes three goals and a KPI, one of them renamed and one deleted."""
    story = company()
    public = "visibility: public\n"
    done = "key_results:\n  - {title: Done, done: false}\n"
    rate = (
        "---\ntitle: Renewal rate\ndirection: up\nunit: percent\ncadence: weekly\nowner: lead\n"
        "visibility: public\n---\nHow.\n"
    )
    files = {
        "goals/sales/renew.md": goal("Renew", f"{public}key_results:\n  - {{kpi: rate, target: 92}}\n"),
        "goals/sales/call-all.md": goal("Call everybody", public + done),
        "goals/sales/gone.md": goal("Gone soon", public + done),
        "kpis/rate.md": rate,
    }
    story.commit("2026-11-18", "Publish", dict(files))
    moved = {"goals/sales/call-all.md": None, "goals/sales/ring.md": files["goals/sales/call-all.md"]}
    story.commit("2026-11-19", "Rename and delete", {**moved, "goals/sales/gone.md": None})
    return story.write(tmp_path_factory.mktemp("map") / "r")


def mapped(edition: Edition) -> dict[str, str | None]:
    """Returns the day of each address in the site map."""
    made = make_site_map(edition, (each.url for each in make_pages(edition) if isinstance(each, Page)))
    assert made is not None
    urls = list(ElementTree.fromstring(made.content).iter(f"{SPACE}url"))
    found = {url.findtext(f"{SPACE}loc", ""): url.findtext(f"{SPACE}lastmod") for url in urls}
    assert len(found) == len(urls)
    return {loc.removeprefix(SITE): day for loc, day in found.items()}


def test_every_page_that_says_something(root: Path) -> None:
    """All pages are in it but those that lead on, that say what is gone, and the one for wrong addresses."""
    edition = edition_of(root, audience="public")
    every = {each.url: each for each in make_pages(edition) if isinstance(each, Page)}
    former = {url for url, page in every.items() if page.template == "former.html"}
    assert {"goals/call-all/", "goals/gone/"} <= former
    assert set(mapped(edition)) == set(every) - former - {"404.html"}
    assert {"", "changes/", "goals/ring/", "health/", "review/monthly/2026-10/"} <= set(mapped(edition))


def test_days_are_those_of_commits(root: Path) -> None:
    """A goal has the day of its last change or of its KPI's, a list that of the site, a review none."""
    found = mapped(edition_of(root, audience="public"))
    assert found["goals/ring/"] == found[""] == found["changes/"] == "2026-11-19"
    assert found["goals/renew/"] == found["kpis/rate/"] == "2026-11-18"
    assert found["review/monthly/2026-10/"] is None


def test_only_public_sites_with_an_address_have_one(root: Path, tmp_path: Path) -> None:
    """Internal sites have no site map; a build of a public one has what is in its folder."""
    for audience in ("internal", "public"):
        site = tmp_path / audience
        assert build(root, site, Request(AS_OF, audience, with_search=False)).pages
        files = read_file_tree(site)
        assert ("sitemap.xml" in files) == (audience == "public")
    locs = [loc.text or "" for loc in ElementTree.fromstring(files["sitemap.xml"]).iter(f"{SPACE}loc")]
    assert {loc.removeprefix(SITE) for loc in locs} == set(mapped(edition_of(root, audience="public")))
    indexed = {loc.removeprefix(SITE) for loc in locs}
    hidden = {path for path, text in files.items() if path.endswith(".html") and b'content="noindex"' in text}
    assert {path.removesuffix("index.html") for path in hidden} & indexed == set()
