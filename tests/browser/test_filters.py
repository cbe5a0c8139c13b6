"""The filters of the list of goals: in the address, said aloud, and nowhere without the script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.browser import View, axe_in_every_view, visit
from tests.support.commands import goalposts
from tests.support.example import AS_OF, ExampleSite
from tests.support.files import build_file_tree
from tests.support.server import open_site
from tests.support.small import SMALL
from tests.support.survey import MOST_ELEMENTS

pytestmark = pytest.mark.browser

RENEWAL = "Raise the renewal rate to 92 %"
MANY = 90

# rows by their titles: elements, attributes in one order, links where they lead, words without their spaces
READ_ROWS = """selector => {
    const written = (node, one) => `${one.name}=${node.nodeName === 'A' && node[one.name] || one.value}`;
    const told = node => node.nodeType === Node.TEXT_NODE
        ? node.textContent.trim().split(/\\s+/).join(' ')
        : [node.nodeName, [...node.attributes].map(one => written(node, one)).sort().join(),
           [...node.childNodes].map(told).filter(text => text).join('|')].join(' ');
    const rows = [...document.querySelectorAll(selector)];
    return Object.fromEntries(rows.map(row => [row.querySelector('.g-title').textContent, told(row)]));
}"""


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose list of goals goes on over pages, served below a prefix."""
    goal = (
        "---\ntitle: Goal {0:03}\nlevel: individual\nowner: sales-lead\ncycle: 2026-Q4\nrollup: none\n"
        "tags: [{1}, only {0}]\n---\n"
    )
    goals = {f"goals/sales/many-{n:03}.md": goal.format(n, "odd" if n % 2 else "even") for n in range(MANY)}
    base = tmp_path_factory.mktemp("long")
    root, site = build_file_tree(base / "root", SMALL | goals), base / "site"
    goalposts("build", "--root", root, "--site-dir", site, "--as-of", AS_OF, cwd=base)
    with open_site(site, prefix="/below/") as url:
        yield url


def _titles(page: Page) -> list[str]:
    return page.locator("#p_found .g-title").all_inner_texts()


def _count(page: Page) -> str:
    return page.locator(".filters [role=status]").inner_text().replace("\u00a0", " ")


def _choice(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=name, exact=True)


def _goals(site: ExampleSite) -> list[dict]:
    return list(json.loads((site.folder / "api/v1/goals.json").read_text(encoding="utf-8")))


def test_words_find_goals(browser: Browser, example_site: ExampleSite) -> None:
    """Typing words keeps the goals that have all of them; the address and the count follow, aloud."""
    with visit(browser, example_site.url + "goals/") as opened:
        page = opened.page
        total = len(_goals(example_site))
        assert _count(page) == f"{total} goals"
        page.get_by_label("Words").fill("RENEWAL rate")
        expect(page.locator("#p_found")).to_be_visible()
        assert _titles(page) == [RENEWAL]
        assert _count(page) == f"1 of {total} goals"
        assert page.locator(".filters [role=status]").get_attribute("role") == "status"
        assert "q=RENEWAL+rate" in page.url
        assert not page.locator("#p_list").is_visible()
        assert opened.complaints == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("level", "organization"), ("team", "customer-success"), ("cycle", "2026-Q4"), ("status", "at_risk")],
)
def test_choices_are_those_of_the_records(
    browser: Browser, example_site: ExampleSite, field: str, value: str
) -> None:
    """Each choice keeps the goals whose record has it, and stands in the address."""
    wanted = {goal["title"] for goal in _goals(example_site) if goal[field] == value}
    assert wanted
    with visit(browser, example_site.url + "goals/") as opened:
        _choice(opened.page, field.capitalize()).select_option(value)
        expect(opened.page.locator("#p_found")).to_be_visible()
        assert set(_titles(opened.page)) == wanted
        assert f"{field}={value}" in opened.page.url


def test_owner_and_tag_offer_what_there_is(browser: Browser, example_site: ExampleSite) -> None:
    """Owners and tags are offered as they are typed, and a part of them is enough."""
    with visit(browser, example_site.url + "goals/?owner=head+of+SALES&tag=revenue") as opened:
        page = opened.page
        expect(page.locator("#p_found")).to_be_visible()
        wanted = {
            goal["title"]
            for goal in _goals(example_site)
            if goal["owner"] == "sales-lead" and "revenue" in goal["tags"]
        }
        assert set(_titles(page)) == wanted
        owners = page.locator("#p_owners option").evaluate_all("all => all.map(option => option.value)")
        assert "Head of Sales" in owners
        assert owners == sorted(owners, key=str.casefold)


def test_a_link_to_a_filtered_list_works(browser: Browser, example_site: ExampleSite) -> None:
    """The address alone gives the same list and fills the bar; goals come in the order it asks for."""
    with visit(browser, example_site.url + "goals/?team=support&sort=title") as opened:
        page = opened.page
        expect(page.locator("#p_found")).to_be_visible()
        assert _choice(page, "Team").input_value() == "support"
        assert _choice(page, "Sort").input_value() == "title"
        assert _titles(page) == sorted(_titles(page), key=str.casefold)
        assert len(_titles(page)) > 1
        page.locator("#p_found .g-title").first.click()
        page.wait_for_url("**/goals/*/")
        assert page.locator("h1").inner_text()


def test_due_and_progress_sort(browser: Browser, example_site: ExampleSite) -> None:
    """By due date the next comes first, by progress the furthest; goals without numbers come last."""
    with visit(browser, example_site.url + "goals/?sort=due") as opened:
        page = opened.page
        expect(page.locator("#p_found")).to_be_visible()
        days = page.locator("#p_found time").evaluate_all("all => all.map(one => one.dateTime)")
        assert days == sorted(days)
        _choice(page, "Sort").select_option("progress")
        page.wait_for_url("**sort=progress**")
        progress = {goal["title"]: goal["progress"] for goal in _goals(example_site)}
        shown = [-1.0 if progress[title] is None else progress[title] for title in _titles(page)]
        assert shown == sorted(shown, reverse=True)


def test_nothing_matches(browser: Browser, example_site: ExampleSite) -> None:
    """Where no goal matches the page says so, and one press leads back to the whole list."""
    with visit(browser, example_site.url + "goals/?q=zzzz") as opened:
        page = opened.page
        message = page.locator("#p_found .empty")
        expect(message).to_be_visible()
        assert message.inner_text() == "No goal matches. Clear the filters"
        message.get_by_role("button").click()
        expect(page.locator("#p_list")).to_be_visible()
        assert not page.locator("#p_found").is_visible()
        assert "?" not in page.url
        assert page.evaluate("document.activeElement.name") == "q"


@pytest.mark.parametrize("asked", ["status=provisional", "cycle=2025-Q4", "team=nobody", "level=<b>Team"])
def test_a_link_to_what_is_no_more_finds_nothing(
    browser: Browser, example_site: ExampleSite, asked: str
) -> None:
    """A value in the address that no goal has finds no goal, and the field shows what is asked for."""
    name, value = asked.split("=")
    total = len(_goals(example_site))
    assert not [goal for goal in _goals(example_site) if goal[name] == value]
    with visit(browser, f"{example_site.url}goals/?{asked}") as opened:
        page = opened.page
        expect(page.locator("#p_found .empty")).to_be_visible()
        assert _count(page) == f"0 of {total} goals"
        assert _choice(page, name.capitalize()).input_value() == value
        assert page.locator("#p_list").count() == 0
        page.locator("#p_found .empty").get_by_role("button").click()
        assert _count(page) == f"{total} goals"


def test_an_order_that_is_none_is_ignored(browser: Browser, example_site: ExampleSite) -> None:
    """An unknown order in the address leaves the list as it is."""
    with visit(browser, example_site.url + "goals/?sort=colour") as opened:
        assert opened.page.locator("#p_list").is_visible()
        assert _choice(opened.page, "Sort").input_value() == ""


def test_the_list_of_all_is_marked_only_where_it_is_shown(
    browser: Browser, example_site: ExampleSite
) -> None:
    """Of the counts, that of all goals is marked as the list shown, and not while the list is filtered."""
    with visit(browser, example_site.url + "goals/?status=on_track") as opened:
        page = opened.page
        expect(page.locator("#p_found")).to_be_visible()
        marked = page.locator(".counts [aria-current]")
        assert marked.count() == 0
        page.locator(".found").get_by_role("button", name="Clear the filters").click()
        assert marked.all_inner_texts() == [f"All {len(_goals(example_site))}"]


def test_paper_says_what_was_chosen(browser: Browser, example_site: ExampleSite) -> None:
    """A filtered list on paper says what was chosen, how many were found, and its whole address."""
    with visit(browser, example_site.url + "goals/?status=on_track&q=e") as opened:
        page = opened.page
        expect(page.locator("#p_found")).to_be_visible()
        page.emulate_media(media="print")
        fields = page.locator(".filters label").filter(visible=True)
        named = "all => all.map(one => `${one.firstChild.textContent}: ${one.control.value}`)"
        assert fields.evaluate_all(named) == ["Words: e", "Status: on_track"]
        assert page.locator(".filters [role=status]").is_visible()
        assert not page.locator(".found").get_by_role("button").is_visible()
        address = page.locator(".foot .print-only")
        assert address.inner_text().endswith("/goals/?q=e&status=on_track")
        page.emulate_media(media="screen")
        page.locator(".found").get_by_role("button").click()
        page.emulate_media(media="print")
        assert not page.locator(".filters").is_visible()
        assert address.inner_text().endswith("/goals/")


def test_rows_are_those_of_the_page(browser: Browser, example_site: ExampleSite) -> None:
    """A row that the script makes has the words and the markup of the row that the page had."""
    with visit(browser, example_site.url + "goals/") as opened:
        page = opened.page
        before = page.evaluate(READ_ROWS, "#p_list .goals > li")
        _choice(page, "Sort").select_option("title")
        expect(page.locator("#p_found")).to_be_visible()
        after = page.evaluate(READ_ROWS, "#p_found .goals > li")
        assert len(before) > 20
        assert {title: after[title] for title in before} == before


def test_long_lists_are_filtered_as_a_whole(browser: Browser, long_site: str) -> None:
    """The filters reach goals that stand on other pages, from any page, and show forty at a time."""
    with visit(browser, long_site + "goals/page/2/") as opened:
        page = opened.page
        page.get_by_label("Tag").fill("odd")
        expect(page.locator("#p_found")).to_be_visible()
        assert _count(page) == f"{MANY // 2} of {MANY + 2} goals"
        assert len(_titles(page)) == 40
        page.get_by_role("button", name="Show 40 more").click()
        assert len(_titles(page)) == MANY // 2
        assert page.evaluate("document.activeElement.textContent") == _titles(page)[40]
        assert not page.get_by_role("button", name="Show 40 more").is_visible()
        page.locator("#p_found .g-title").first.click()
        page.wait_for_url("**/below/goals/many-*/")
        assert opened.complaints == []


def test_a_filtered_list_is_light(browser: Browser, long_site: str) -> None:
    """The page holds either its own list or what was found, and is itself again without filters."""
    with visit(browser, long_site + "goals/") as opened:
        page = opened.page
        before = page.evaluate(READ_ROWS, "#p_list .goals > li")
        page.get_by_label("Tag").fill("odd")
        expect(page.locator("#p_found")).to_be_visible()
        assert len(_titles(page)) == 40
        assert page.locator("*").count() < MOST_ELEMENTS
        page.locator(".found").get_by_role("button", name="Clear the filters").click()
        expect(page.locator("#p_list")).to_be_visible()
        assert page.evaluate(READ_ROWS, ".goals > li") == before
        assert page.locator("*").count() < MOST_ELEMENTS


def test_tags_are_offered_as_they_are_typed(browser: Browser, long_site: str) -> None:
    """However many people and tags there are, thirty at most are offered: those that fit what is typed."""
    with visit(browser, long_site + "goals/?tag=only+7") as opened:
        page = opened.page
        expect(page.locator("#p_found")).to_be_visible()
        offered = page.locator("#p_tags option")
        assert offered.evaluate_all("all => all.map(option => option.value)") == [
            f"only 7{digit}" for digit in ("", *range(10))
        ]
        page.get_by_label("Tag").fill("")
        expect(offered).to_have_count(30)


def test_without_script_the_counts_are_links(browser: Browser, example_site: ExampleSite) -> None:
    """Without JavaScript there is no filter to see, and each status leads to its list."""
    with visit(browser, example_site.url + "goals/", View(javascript=False)) as opened:
        page = opened.page
        assert page.locator(".filters").count() == 0
        page.locator(".counts a", has_text="At risk").click()
        page.wait_for_url("**/goals/status/at-risk/")
        assert page.locator(".goals > li").count() > 0


def test_from_disk_the_list_is_whole(browser: Browser, example_folder: Path) -> None:
    """Opened from disk the list shows no filters, since a page may not read files there, and no error."""
    with visit(browser, (example_folder / "goals/index.html").as_uri()) as opened:
        assert opened.page.locator(".filters").count() == 0
        assert opened.page.locator("#p_list .goals > li").count() > 0
        assert opened.console == []


def test_a_filtered_list_is_accessible(browser: Browser, example_site: ExampleSite) -> None:
    """Axe finds nothing in a filtered list in any view, and it is no wider than the window."""
    for query in ("q=renewal&sort=title", "q=zzzz"):
        with visit(browser, f"{example_site.url}goals/?{query}") as opened:
            expect(opened.page.locator("#p_found")).to_be_visible()
            assert axe_in_every_view(opened.page) == []
