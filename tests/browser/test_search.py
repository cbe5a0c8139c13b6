"""The search page: finds records by words, filters, works below a prefix, and says where it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import View, axe_in_every_view, visit
from tests.support.commands import goalposts
from tests.support.example import AS_OF, ExampleSite
from tests.support.files import build_file_tree
from tests.support.server import open_site
from tests.support.small import SMALL

pytestmark = pytest.mark.browser


def _titles(page: Page) -> list[str]:
    return page.locator(".results .g-title").all_inner_texts()


def _told(page: Page) -> str:
    return page.locator(".filters [role=status]").inner_text()


def test_words_find_pages(browser: Browser, example_site: ExampleSite) -> None:
    """Words lead to the pages of records; how many is said aloud, and the address holds the question."""
    with visit(browser, example_site.url + "search/") as opened:
        page = opened.page
        page.get_by_label("Words").fill("churn")
        expect(page.locator(".results li").first).to_be_visible()
        expect(page.locator(".filters [role=status]")).to_contain_text("Found")
        assert "Cut monthly churn to 1.5 %" in _titles(page)
        assert page.locator(".results mark").count() > 0
        assert "q=churn" in page.url
        page.locator(".results .g-title", has_text="Cut monthly churn").first.click()
        expect(page.locator("h1")).to_have_text("Cut monthly churn to 1.5 %")
        assert opened.complaints == []


def test_a_link_to_what_is_no_more_finds_nothing(browser: Browser, example_site: ExampleSite) -> None:
    """A value in the address that no page has finds nothing, says so, and stays chosen."""
    with visit(browser, example_site.url + "search/?kind=goals") as opened:
        expect(opened.page.locator(".filters [role=status]")).to_have_text(
            "Nothing found. Try fewer or other words."
        )
        assert opened.page.get_by_label("Kind").input_value() == "goals"


def test_records_are_found_by_titles_and_texts(browser: Browser, tmp_path: Path) -> None:
    """Goals, KPIs, teams and people are found by words of their title and of their text, titles first."""
    more = (
        "---\ntitle: Open shops\nlevel: team\nowner: sales-lead\ncycle: 2026-Q4\nrollup: none\n---\nTo win.\n"
    )
    root = build_file_tree(tmp_path / "root", SMALL | {"goals/sales/open.md": more})
    goalposts("build", "--root", root, "--site-dir", tmp_path / "site", "--as-of", AS_OF, cwd=tmp_path)
    with open_site(tmp_path / "site") as url, visit(browser, url + "search/") as opened:
        for words, title in (
            ("win", "Win 20 customers"),
            ("pays", "Grow"),
            ("contract", "Customers"),
            ("sell", "Sales"),
            ("chief", "Chief Executive"),
        ):
            opened.page.get_by_label("Words").fill(words)
            expect(opened.page.locator(".results .g-title").first).to_have_text(title)
        opened.page.get_by_label("Words").fill("baseline")  # how a number is made
        expect(opened.page.locator(".results .g-title")).to_have_text(["How every number is made"])
        assert opened.complaints == []


def test_filters_narrow_and_stand_alone(browser: Browser, example_site: ExampleSite) -> None:
    """Filters keep pages of a kind, team and status; without words they list them by title."""
    with visit(browser, example_site.url + "search/?q=customers&kind=KPI") as opened:
        page = opened.page
        expect(page.locator(".results li").first).to_be_visible()
        kinds = page.locator(".results small").all_inner_texts()
        assert all(kind.startswith("KPI") for kind in kinds)
        page.get_by_label("Words").fill("")
        page.get_by_role("combobox", name="Kind", exact=True).select_option("Team")
        expect(page.locator(".results li").first).to_contain_text("Team")
        assert _titles(page) == sorted(_titles(page), key=str.casefold)
        assert _told(page) == f"Found {len(_titles(page))} pages."
        assert "kind=Team" in page.url


def test_nothing_is_found(browser: Browser, example_site: ExampleSite) -> None:
    """Where nothing is found the page says so and what to try."""
    with visit(browser, example_site.url + "search/?q=qqzzqq") as opened:
        expect(opened.page.locator(".filters [role=status]")).to_have_text(
            "Nothing found. Try fewer or other words."
        )
        assert _titles(opened.page) == []


def test_it_works_at_any_depth(browser: Browser, example_folder: Path) -> None:
    """Served below a prefix, results lead to pages below the same prefix."""
    with open_site(example_folder, prefix="/some/where/") as url:
        for query in ("q=renewal", "kind=Goal"):
            with visit(browser, f"{url}search/?{query}") as opened:
                expect(opened.page.locator(".results li").first).to_be_visible()
                opened.page.locator(".results .g-title").first.click()
                opened.page.wait_for_url("**/some/where/*/*/")
                assert opened.complaints == []


def test_without_script_lists_lead_on(browser: Browser, example_site: ExampleSite) -> None:
    """Without JavaScript the page says that it needs it, and links to the lists."""
    with visit(browser, example_site.url + "search/", View(javascript=False)) as opened:
        page = opened.page
        assert "The search needs JavaScript." in page.locator("main").inner_text()
        assert page.locator("main form").count() == 0
        assert page.locator("main .ways a").count() >= 5


def test_from_disk_it_says_why(browser: Browser, example_folder: Path) -> None:
    """Opened from disk the page says that a search needs a web server, and reports no error."""
    with visit(browser, (example_folder / "search/index.html").as_uri()) as opened:
        assert "needs a web server" in opened.page.locator("#p_searching").inner_text()
        assert opened.console == []
        assert opened.errors == []


def test_a_site_without_an_index_says_so(browser: Browser, tmp_path: Path) -> None:
    """Where the site has no index, as in a preview, the page says so as soon as somebody searches."""
    root = build_file_tree(tmp_path / "root", SMALL)
    goalposts("build", "--root", root, "--site-dir", tmp_path / "site", "--as-of", AS_OF, cwd=tmp_path)
    for path in sorted((tmp_path / "site/search/index").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    with open_site(tmp_path / "site") as url, visit(browser, url + "search/") as opened:
        opened.page.get_by_label("Words").fill("customers")
        expect(opened.page.locator("#p_searching")).to_contain_text("This site has no search index.")


def test_text_of_pages_stays_text(browser: Browser, tmp_path: Path) -> None:
    """What looks like markup in a title or a body is shown as text in results and filters."""
    hostile = {
        "goals/sales/bad.md": (
            '---\ntitle: "<img src=x onerror=alert(1)> wins"\nlevel: team\nowner: sales-lead\n'
            "cycle: 2026-Q4\nrollup: none\n---\nA `<b>bold</b>` and &lt;script&gt; gizmo.\n"
        ),
        "goals/sales/index.md": '---\ntitle: "Sales, [x] & <i>more</i>"\nlead: sales-lead\n---\nWe sell.\n',
    }
    root = build_file_tree(tmp_path / "root", SMALL | hostile)
    goalposts("build", "--root", root, "--site-dir", tmp_path / "site", "--as-of", AS_OF, cwd=tmp_path)
    with open_site(tmp_path / "site") as url, visit(browser, url + "search/?q=gizmo") as opened:
        page = opened.page
        expect(page.locator(".results li")).to_have_count(1)
        assert page.locator(".results li img, .results li b, .results li script").count() == 0
        assert _titles(page) == ["<img src=x onerror=alert(1)> wins"]
        assert "<b>bold</b>" in page.locator(".results li").inner_text()
        page.get_by_role("combobox", name="Team", exact=True).select_option("Sales, [x] & <i>more</i>")
        expect(page.locator(".results li")).to_have_count(1)
        assert opened.complaints == []


def test_results_are_accessible(browser: Browser, example_site: ExampleSite) -> None:
    """Axe finds nothing in a list of results in any view, and it is no wider than the window."""
    with visit(browser, example_site.url + "search/?q=renewal") as opened:
        expect(opened.page.locator(".results li").first).to_be_visible()
        assert axe_in_every_view(opened.page) == []
