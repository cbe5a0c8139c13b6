"""Links that were once published: they redirect, or say what became of their record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from goalposts.pages import make_pages
from goalposts.pages.page import Edition, Picture
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
    files = downloads(told)
    document = json.loads(files["api/v1/goals/old.json"])
    assert (document["status"], document["reason"], document["date"]) == ("gone", "deleted", "2026-11-17")
    assert "An &lt;old&gt; goal: deleted on 17 Nov 2026" in files["badges/old.svg"]
    assert "An &lt;old&gt; goal, which was removed</title>" in files["goals/old/feed.xml"]
    assert ": removed</title>" in files["goals/old/feed.xml"]
    assert "cards/goals/old.png" in {made.url for made in make_pages(told) if isinstance(made, Picture)}


def test_documents_of_what_is_gone_are_in_the_contract(told: Edition) -> None:
    """The JSON of a deleted and of a hidden record is valid, and says nothing about a hidden one."""
    files = downloads(told)
    schema = json.loads(files["api/v1/schema.json"])
    only = Draft202012Validator({"$ref": "#/$defs/gone", "$defs": schema["$defs"]})
    for name in ("old", "hush"):
        document = json.loads(files[f"api/v1/goals/{name}.json"])
        only.validate(document)
        Draft202012Validator(schema).validate(document)
    assert set(document.values()) == {
        "hush",
        "https://acme.example/goals/goals/hush/",
        "gone",
        "hidden",
        None,
    }
    assert not only.is_valid(json.loads(files["api/v1/goals/renew.json"]))


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


KPI = "---\ntitle: Calls\ndirection: up\ncadence: monthly\nowner: lead\n---\nAll.\n"
CYCLES = "cycles:\n  custom:\n"
SETTINGS = (
    "schema: 1\nsite: {name: Acme goals, url: 'https://acme.example/goals/'}\n"
    "people:\n  lead: {name: Head of Sales, team: sales}\n  other: {name: Somebody Else}\n"
)


def cycle(name: str, months: str, more: str = "") -> str:
    """Returns the line of a cycle with a name of its own, such as from `03` to `05`."""
    return f"    {name}: {{start: 2026-{months[:2]}-01, due: 2026-{months[-2:]}-28{more}}}\n"


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """Returns the edition of a company whose cycles, teams and key results got other names, or went."""
    story = company()
    results = "  - {id: a, title: Ask, done: false}\n  - {id: b, title: Buy, done: false}\n"
    story.commit(
        "2026-11-17T14:00",
        "Begin more",
        {
            "site_config.yml": SETTINGS
            + CYCLES
            + cycle("spring", "03 to 05")
            + cycle("lent", "02 to 04")
            + cycle("fair", "07 to 07"),
            "goals/shop/index.md": "---\ntitle: Shop\nlead: lead\n---\n",
            "goals/shop/sell.md": _goal("Sell", "2026-Q3", f"key_results:\n{results}"),
            "goals/lab/index.md": "---\ntitle: Lab\nlead: lead\n---\n",
            "goals/lab/try.md": _goal("Try", "2026-Q3", "key_results:\n  - {title: It, done: false}\n"),
            "kpis/calls.md": KPI,
            "kpis/calls.csv": "date,value\n2026-09,4\n",
        },
    )
    story.commit(
        "2026-11-18",
        "Change names",
        {
            "site_config.yml": SETTINGS
            + CYCLES
            + cycle("springtime", "03 to 05")
            + cycle("fasting", "02 to 03", ", aliases: [lent, fast]"),
            "goals/shop/index.md": None,
            "goals/shop/sell.md": None,
            "goals/store/index.md": "---\ntitle: Store\nlead: lead\naliases: [shop]\n---\n",
            "goals/store/sell.md": _goal(
                "Sell",
                "2026-Q3",
                f"key_results:\n{results.replace('id: a', 'id: asked').partition('  - {id: b')[0]}",
            ),
            "goals/lab/index.md": None,
            "goals/lab/try.md": None,
            "kpis/calls.md": None,
            "kpis/calls.csv": None,
        },
    )
    return edition_of(story.write(tmp_path_factory.mktemp("changed") / "r"))


def _goal(title: str, cycle: str, rest: str) -> str:
    return f"---\ntitle: {title}\nlevel: team\nowner: lead\ncycle: {cycle}\n{rest}---\nWhy {title}.\n"


def test_cycles_that_got_another_name_or_went(changed: Edition) -> None:
    """A custom cycle leads to its new name by alias or dates; one that went says when."""
    found = pages(changed)
    assert found["cycles/spring/"].view.to.address == "cycles/springtime/"
    assert found["cycles/lent/"].view.to.address == found["cycles/fast/"].view.to.address == "cycles/fasting/"
    assert found["cycles/fair/"].title == "Fair"
    assert found["cycles/fair/"].view.sentence == "This cycle was removed on 18 Nov 2026."
    assert found["cycles/fair/"].view.commit.subject == "Change names"
    assert found["cycles/2026-q3/"].template == "cycle.html"
    assert found["present/2026-q3/shop/"].view.to.address == "present/2026-q3/store/"
    assert found["present/2026-q3/lab/"].view.to.address == "cycles/2026-q3/"


def test_reviews_of_teams_that_got_another_name_or_went(changed: Edition) -> None:
    """The review of a renamed team leads to the new name; one of a team that went has its page still."""
    found = pages(changed)
    for address in ("review/quarterly/2026-q3/", "review/monthly/2026-08/", "review/weekly/"):
        assert found[f"{address}shop/"].view.to.address == f"{address}store/"
        assert found[f"{address}store/"].template != "former.html"
        assert f"{address}lab/" in found
    assert found["teams/lab/"].view.sentence == "This team was removed on 18 Nov 2026."


def test_anchors_of_key_results(changed: Edition) -> None:
    """A former id is an anchor of the key result; one that was removed leaves a line that says when."""
    page = pages(changed)["goals/sell/"]
    html = html_of(changed, page)
    assert [(result.id, result.aliases) for result in page.view.key_results] == [("asked", ("a",))]
    assert '<span id="a"></span>' in html
    (removed,) = page.view.removed_key_results
    assert (removed.ids, removed.sentence) == (("b",), "“Buy” was removed on 18 Nov 2026.")
    assert '<span id="b"></span>“Buy” was removed on 18 Nov 2026.' in html


def test_files_of_what_was_removed(changed: Edition) -> None:
    """The series of a removed KPI has one row that says so; a calendar is there, with the new team's days."""
    files = downloads(changed)
    assert files["kpis/calls.csv"] == "date,value,note\n2026-11-18,,This KPI was removed.\n"
    assert json.loads(files["api/v1/kpis/calls.json"])["title"] == "Calls"
    assert files["teams/shop/calendar.ics"] == files["teams/store/calendar.ics"]
    assert "BEGIN:VEVENT" not in files["teams/lab/calendar.ics"]


def test_no_address_is_made_twice(changed: Edition, told: Edition) -> None:
    """Former addresses never stand where something is made now, and none leads to another one."""
    for edition in (changed, told):
        made = list(make_pages(edition))
        assert len({each.url for each in made}) == len(made)
        found = pages(edition)
        leading = {url: page.view.to.address for url, page in found.items() if getattr(page.view, "to", None)}
        assert [url for url, to in leading.items() if to in leading or to not in found] == []


def test_without_a_history_aliases_lead_on(tmp_path: Path) -> None:
    """Former ids that records list have their pages also where the site tells no history."""
    story = company(history="false")
    story.commit(
        "2026-11-18",
        "Alias",
        {
            "goals/sales/renew.md": goal(
                "Renew", "aliases: [again]\nkey_results:\n  - {title: A, done: false}\n"
            )
        },
    )
    found = pages(edition_of(story.write(tmp_path / "r")))
    assert found["goals/again/"].view.to.address == "goals/renew/"
    assert "goals/old/" not in found


def test_the_addresses_of_maps_lead_on(tmp_path: Path) -> None:
    """The map of a team or an organization goal follows it; where it is gone, it leads to all goals."""
    story = company()
    top = goal("Grow", "key_results:\n  - {title: Done, done: false}\n").replace(
        "level: team", "level: organization"
    )
    story.commit("2026-11-18", "Begin", {"goals/grow.md": top, "goals/end.md": top.replace("Grow", "End it")})
    team = "---\ntitle: Selling\nlead: lead\naliases: [shop]\n---\n"
    files = {
        "goals/grow.md": None,
        "goals/end.md": None,
        "goals/bloom.md": top.replace("---\nWhy", "aliases: [grow]\n---\nWhy"),
    }
    story.commit("2026-11-19", "Rename", {**files, "goals/selling/index.md": team})
    made = pages(edition_of(story.write(tmp_path / "r")))
    assert made["map/grow/"].view.to.address == "map/bloom/" in made
    assert made["map/team/shop/"].view.to.address == "map/team/selling/" in made
    assert made["map/end/"].view.to.address == "map/" in made
    assert "map/old/" not in made, "a team's goal has no map of its own"
