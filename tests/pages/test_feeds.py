"""Feeds of changes: valid, complete, with ids that stay."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from goalposts.pages.page import Edition
from tests.history.story import shas
from tests.pages.told import company, downloads, edition_of, renew

_ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the repository of the company."""
    return company().write(tmp_path_factory.mktemp("feeds") / "r")


@pytest.fixture(scope="module")
def told(root: Path) -> Edition:
    """Returns the edition of the company."""
    return edition_of(root)


def entries(text: str) -> list[ElementTree.Element]:
    """Returns the entries of an Atom feed."""
    return ElementTree.fromstring(text).findall(f"{_ATOM}entry")


def test_every_feed_is_xml_with_what_atom_wants(told: Edition) -> None:
    """Each feed parses; feed and entries have an id, a title and the time of their last change."""
    feeds = {url: text for url, text in downloads(told).items() if url.endswith("feed.xml")}
    assert {"feed.xml", "goals/renew/feed.xml", "teams/sales/feed.xml", "people/lead/feed.xml"} <= set(feeds)
    for url, text in feeds.items():
        feed = ElementTree.fromstring(text)
        assert feed.findtext(f"{_ATOM}id") == f"https://acme.example/goals/{url}"
        for element in (feed, *feed.findall(f"{_ATOM}entry")):
            assert all(element.findtext(_ATOM + name) for name in ("id", "title", "updated"))
        found = [entry.findtext(f"{_ATOM}id") for entry in feed.findall(f"{_ATOM}entry")]
        assert len(found) == len(set(found))


def test_hostile_names_are_text(told: Edition) -> None:
    """Names and subjects from git are escaped."""
    texts = [entry.findtext(f"{_ATOM}content") or "" for entry in entries(downloads(told)["feed.xml"])]
    assert any("Restate & add <values>" in text and 'Eve "script" &' in text for text in texts)


def test_ids_stay_the_same(root: Path, told: Edition, tmp_path: Path) -> None:
    """An entry is known by its commit and its record, whatever comes later."""
    before = [entry.findtext(f"{_ATOM}id") for entry in entries(downloads(told)["goals/renew/feed.xml"])]
    assert before[1] == f"tag:acme.example,2026-10-22:{shas(root)[2]}/goal/renew"
    story = company()
    story.commit("2026-11-19", "Lower again", {"goals/sales/renew.md": renew("91")})
    later = downloads(edition_of(story.write(tmp_path / "r")))["goals/renew/feed.xml"]
    assert [entry.findtext(f"{_ATOM}id") for entry in entries(later)][1:] == before


def test_a_feed_is_about_its_record(told: Edition) -> None:
    """A goal's feed has its changes; a person's those of the goals and KPIs that name them."""
    files = downloads(told)
    titles = [entry.findtext(f"{_ATOM}title") or "" for entry in entries(files["goals/renew/feed.xml"])]
    assert titles[1].startswith("Goalposts moved. Goal “Raise the rate”: target of Renewal rate 93")
    assert len(entries(files["people/lead/feed.xml"])) > len(titles)
    assert len(entries(files["people/other/feed.xml"])) == 1


def test_the_json_feed(told: Edition) -> None:
    """The JSON feed has the entries of the Atom feed."""
    files = downloads(told)
    feed = json.loads(files["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    ids = [entry.findtext(f"{_ATOM}id") for entry in entries(files["feed.xml"])]
    assert [item["id"] for item in feed["items"]] == ids


def test_a_private_goal_is_in_no_feed(tmp_path: Path) -> None:
    """Nothing of a private record is in a feed or in the changes."""
    story = company()
    hidden = "---\ntitle: Secret\nlevel: team\nowner: lead\ncycle: 2026-Q4\nvisibility: private\n---\n"
    story.commit("2026-11-18", "Secret plans", {"goals/sales/hush.md": hidden})
    found = downloads(edition_of(story.write(tmp_path / "r")))
    assert not [url for url, text in found.items() if "Secret" in text or "hush" in text]
