"""Every permanent address that any commit of a year published still resolves in the site of the last one."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from goalposts.demo import a_year
from goalposts.history.git import import_commits
from goalposts.pages import PAGES, make_pages
from goalposts.pages.page import Edition, Made, Page, Picture
from goalposts.pages.review_made import reviewed
from goalposts.pages.review_periods import RHYTHMS
from goalposts.pipeline import Request, build, check, make_edition
from tests.history.story import git

DAY = date(2026, 11, 23)
PERMANENT = (
    *("goals/", "kpis/", "teams/", "people/", "cycles/", "review/", "present/", "map/"),
    *("api/v1/", "badges/", "cards/", "feed."),
)
LISTS = ("goals/status/", "goals/page/", "goals/rows.json")
"""Lists and what they are filled from: what stands in them changes from day to day."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the demo's year."""
    folder = tmp_path_factory.mktemp("links") / "demo"
    folder.mkdir()
    import_commits(folder, a_year(DAY)[0])
    return folder


def edition_at(root: Path, rev: str, day: date, audience: str) -> Edition:
    """Returns what the pages of a commit are made from."""
    request = Request(day, audience, at=rev)
    checked = check(root, request)
    assert checked.repository is not None and not checked.has_errors, checked.problems
    return make_edition(root, checked.repository, request)


def made_quickly(edition: Edition) -> Iterator[Made]:
    """Yields what a build makes; the reviews, which take longest, only by their addresses."""
    for kind, make in PAGES:
        yield from make(edition) if kind != "reviews" else ()
    for rhythm in RHYTHMS:
        for one in reviewed(edition, rhythm):
            for url in (one.period.url, *(one.period.team_url(team) for team in one.teams)):
                yield Page(url, "", "", "", "", None)


def permanent(made: Iterable[Made]) -> Iterator[str]:
    """Yields the permanent addresses among what was made: pages, anchors of key results, files."""
    for each in made:
        if each.url.startswith(PERMANENT) and not each.url.startswith(LISTS):
            yield each.url
            if isinstance(each, Page) and each.template == "goal.html":
                yield from (f"{each.url}#{result.id}" for result in each.view.key_results)


class Site:
    """The site of the last commit, as its files are; cards only by their addresses."""

    def __init__(self, folder: Path, made: Iterable[Made]) -> None:
        made = list(made)
        self.folder = folder
        self.cards = {each.url for each in made if isinstance(each, Picture)}
        assert len({each.url for each in made}) == len(made), "an address is made twice"
        schema = json.loads((folder / "api/v1/schema.json").read_text())
        self.document = Draft202012Validator(schema)
        self.page = cache(self._page)

    def _page(self, url: str) -> tuple[frozenset[str], str | None]:
        """Returns the ids of a page, and where it leads."""
        html = (self.folder / url / "index.html").read_text()
        to = re.search(r'data-to="([^"]*)"', html)
        return frozenset(re.findall(r'\sid="([^"]*)"', html)), urljoin(f"/{url}", to[1]).lstrip(
            "/"
        ) if to else None

    def wrong(self, address: str) -> str | None:
        """Returns what is wrong with an address, None where it resolves."""
        url, _, fragment = address.partition("#")
        if url.startswith("cards/"):
            return None if url in self.cards else "no card"
        path = self.folder / url / "index.html" if url.endswith("/") else self.folder / url
        if not path.is_file():
            return "nothing there"
        return self._page_is_wrong(url, fragment) if url.endswith("/") else self._file_is_wrong(path)

    def _page_is_wrong(self, url: str, fragment: str) -> str | None:
        ids, there = self.page(url)
        if there is not None:
            if not (self.folder / there / "index.html").is_file():
                return f"leads to {there}, where nothing is"
            ids, on = self.page(there)
            if on is not None:
                return f"leads to {there}, which leads on to {on}"
        is_goal = "p_key_results" in ids
        return "no such anchor" if fragment and is_goal and fragment not in ids else None

    def _file_is_wrong(self, path: Path) -> str | None:
        text = path.read_text()
        if path.suffix == ".json":
            document = json.loads(text)
            is_api = "api/v1" in path.as_posix() and path.name != "schema.json"
            return "not by the schema" if is_api and not self.document.is_valid(document) else None
        if path.suffix == ".csv":
            header = next(csv.reader(io.StringIO(text)))
            return None if header[:2] == ["date", "value"] else f"columns {header}"
        if path.suffix == ".ics":
            return None if text.startswith("BEGIN:VCALENDAR") else "no calendar"
        tag = ElementTree.fromstring(text).tag.rpartition("}")[2]
        return None if tag == {".xml": "feed", ".svg": "svg"}[path.suffix] else f"a <{tag}>"


def lost(
    root: Path, work: Path, commits: Iterable[str], make: Callable[[Edition], Iterable[Made]], audience: str
) -> dict[str, str]:
    """Returns the addresses that these commits published and that do not resolve now, with what is wrong."""
    request = Request(DAY, audience, with_search=False)
    assert build(root, work / "site", request).pages
    site = Site(work / "site", make_pages(edition_at(root, "main", DAY, audience)))
    published: dict[str, str] = {}
    for commit in commits:
        sha, day = commit.split()
        for url in permanent(make(edition_at(root, sha, date.fromisoformat(day), audience))):
            published.setdefault(url, day)
    # few records of the demo are public
    assert len(published) > (100 if audience == "public" else 300)
    return {f"{url} (of {day})": wrong for url, day in published.items() if (wrong := site.wrong(url))}


def commits_of(root: Path) -> list[str]:
    """Returns the id and the day of every commit of the branch, the newest first."""
    return git(root, "log", "--format=%H %cs", "main").splitlines()


def test_a_few_commits(root: Path, tmp_path: Path) -> None:
    """What six commits of the year published resolves: before and after renames, removals and returns."""
    commits = commits_of(root)
    assert len(commits) >= 60
    step = len(commits) // 6
    assert lost(root, tmp_path, commits[step - 9 :: step], made_quickly, "internal") == {}


@pytest.mark.long
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_every_commit(root: Path, tmp_path: Path, audience: str) -> None:
    """What any commit of the year published resolves."""
    assert lost(root, tmp_path, commits_of(root), make_pages, audience) == {}
