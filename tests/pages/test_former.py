"""Links that were once published: they redirect, or say what became of their record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goalposts.pages.page import Edition
from tests.pages.company import html_of
from tests.pages.told import company, downloads, edition_of, goal, pages


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """Returns the edition of a company with a renamed, a deleted, an aliased and a hidden goal."""
    story = company()
    files = {"goals/sales/hush.md": goal("Hush", "key_results:\n  - {title: Done, done: false}\n")}
    story.commit("2026-11-18", "Publish", files)
    again = "aliases: [long-ago]\nkey_results:\n  - {title: Called, done: false}\n"
    story.commit(
        "2026-11-19",
        "Hide one",
        {
            "goals/sales/hush.md": files["goals/sales/hush.md"].replace(
                "cycle:", "visibility: private\ncycle:"
            ),
            "goals/sales/call-all.md": goal("Call everybody", again),
        },
    )
    return edition_of(story.write(tmp_path_factory.mktemp("former") / "r"))


def test_a_renamed_record_redirects(told: Edition) -> None:
    """A former id leads to the record, with and without the script, and says which page counts."""
    for old in ("call", "long-ago"):
        page = pages(told)[f"goals/{old}/"]
        assert page.view.to.address == "goals/call-all/"
        html = html_of(told, page)
        assert '<link rel="canonical" href="https://acme.example/goals/goals/call-all/">' in html
        assert 'content="0; url=../call-all/"' in html
        assert 'data-to="../call-all/"' in html
        assert html.count('rel="canonical"') == 1


def test_files_of_a_renamed_goal_are_those_of_the_goal(told: Edition) -> None:
    """JSON, badge and feed at the former address are the present ones."""
    files = downloads(told)
    assert files["api/v1/goals/call.json"] == files["api/v1/goals/call-all.json"]
    assert files["badges/call.svg"] == files["badges/call-all.svg"]
    assert "goals/call/feed.xml" in files


def test_a_deleted_goal_leaves_a_page(told: Edition) -> None:
    """The page has its title, the day and the commit; JSON says that it is gone."""
    page = pages(told)["goals/old/"]
    assert page.title == "An <old> goal"
    assert page.view.sentence == "This goal was removed on 17 Nov 2026."
    assert page.view.commit.subject == "Call it otherwise, and let one go"
    assert "<old>" not in html_of(told, page)
    document = json.loads(downloads(told)["api/v1/goals/old.json"])
    assert (document["gone"], document["date"]) == ("deleted", "2026-11-17")
    assert "badges/old.svg" in downloads(told)


def test_a_hidden_goal_leaves_a_bare_page(told: Edition) -> None:
    """What was published and no longer is has a page without its title, and no other trace."""
    page = pages(told)["goals/hush/"]
    assert page.title == "Not published"
    assert "Hush" not in html_of(told, page)
    assert [url for url, text in downloads(told).items() if "Hush" in text] == []


def test_every_address_ever_published_is_there(told: Edition, tmp_path: Path) -> None:
    """What an earlier build published, the latest one still has."""
    story = company()
    story_before = edition_of(story.write(tmp_path / "r"))
    kinds = ("goals/", "kpis/", "teams/", "people/", "badges/", "api/")
    before = {url for url in (*pages(story_before), *downloads(story_before)) if url.startswith(kinds)}
    after = {*pages(told), *downloads(told)}
    assert before - after == set()
