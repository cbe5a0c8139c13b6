"""A deck in a meeting: keys, large type, a slide a window, a slide a printed page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import ON_THE_DAY, View, visit
from tests.support.example import ExampleSite
from tests.support.touching import touching_words

pytestmark = pytest.mark.browser

DECK = "present/2026-q4/"
LEAST_PX = 24
# A4 across, in points.
LANDSCAPE = "841 594"
# Px across a landscape page: A4 between its margins.
PAPER = 1016


def _boxes_printed(page: Page) -> list[str]:
    """Returns the width and height in whole points of every page of paper."""
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", printed)
    return [f"{width.decode()} {height.decode()}" for width, height in boxes]


def _shown(page: Page) -> list[str]:
    """Returns the ids of the slides of which more than a strip is in the window."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.slide')].filter(slide => {
            const box = slide.getBoundingClientRect();
            return box.bottom > 60 && box.top < innerHeight - 60;
        }).map(slide => slide.id)"""
    )


def _projector(page: Page) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})


def test_keys_move(browser: Browser, example_site: ExampleSite) -> None:
    """Arrows, Page Down, Space, Home and End move by a slide, and the address follows."""
    with visit(browser, example_site.url + DECK) as opened:
        page = opened.page
        _projector(page)
        last = page.locator(".slide").count()
        wanted = [
            ("ArrowRight", 2),
            ("PageDown", 3),
            (" ", 4),
            ("ArrowLeft", 3),
            ("PageUp", 2),
            ("Shift+ ", 1),
            ("ArrowLeft", 1),
            ("End", last),
            ("ArrowRight", last),
            ("Home", 1),
        ]
        for key, number in wanted:
            page.keyboard.press(key if key != "Shift+ " else "Shift+Space")
            assert _shown(page) == [f"slide-{number}"], key
            assert page.url.endswith(f"#slide-{number}")
        assert opened.complaints == []


def test_address_begins_anywhere(browser: Browser, example_site: ExampleSite) -> None:
    """#slide-3 shows the third slide at once; in a window of another size it stays the one."""
    with visit(browser, example_site.url + DECK + "#slide-3") as opened:
        page = opened.page
        page.wait_for_function("scrollY > 0")
        assert _shown(page) == ["slide-3"]
        _projector(page)
        page.wait_for_timeout(200)
        assert _shown(page) == ["slide-3"]


def _place(page: Page) -> list[int]:
    """Returns the number of the slide that begins nearest to the top of the window, and how far below it."""
    tops = page.evaluate(
        "[...document.querySelectorAll('.slide')].map(one => one.getBoundingClientRect().top)"
    )
    number = min(range(len(tops)), key=lambda one: abs(tops[one]))
    return [number + 1, round(tops[number])]


def _scroll(page: Page, number: int, past: int = 0) -> None:
    """Scrolls as a finger does, and waits until the page knows of it."""
    told = (
        "new Promise(done => addEventListener('scroll', () => requestAnimationFrame(done), { once: true }))"
    )
    place = f"document.querySelectorAll('.slide')[{number - 1}].offsetTop + {past}"
    page.evaluate(f"async () => {{ const told = {told}; scrollTo(0, {place}); await told; }}")


def _resize(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_a_slide_stays_where_it_is_read(browser: Browser, example_site: ExampleSite) -> None:
    """Where the bars of a phone come and go no slide jumps; a phone that is turned shows its start."""
    with visit(browser, example_site.url + DECK) as opened:
        page = opened.page
        _resize(page, 360, 640)
        _scroll(page, 5, past=250)
        _resize(page, 360, 696)
        assert _place(page) == [5, -250]
        _resize(page, 360, 640)
        assert _place(page) == [5, -250]
        _scroll(page, 10)
        _resize(page, 360, 696)
        assert _place(page) == [10, 0]
        _scroll(page, 10, past=100)
        _resize(page, 696, 360)
        assert _place(page) == [10, 0]


def test_older_browsers_keep_the_slide_too(browser: Browser, example_site: ExampleSite) -> None:
    """A phone whose browser does not tell the end of scrolling keeps its slide when it is turned."""
    with visit(browser, example_site.url + DECK, View(alone=True)) as opened:
        page = opened.page
        page.add_init_script(
            "addEventListener('scrollend', event => event.stopImmediatePropagation(), { capture: true })"
        )
        page.reload()
        _resize(page, 360, 640)
        _scroll(page, 10)
        _resize(page, 640, 360)
        assert _place(page) == [10, 0]


def test_links_do_it_without_script(browser: Browser, example_site: ExampleSite) -> None:
    """Without JavaScript the slides stand under each other and lead from one to the next."""
    with visit(browser, example_site.url + DECK, View(javascript=False)) as opened:
        page = opened.page
        page.locator("#slide-1 >> text=Next").click()
        page.wait_for_url("**#slide-2")
        assert page.locator("#slide-2 h2").is_visible()
        assert page.locator("#slide-5 h2").is_visible()


@pytest.mark.parametrize("deck", [DECK, "present/2026/", "present/2026-q4/customer-success/"])
def test_readable_from_the_last_row(browser: Browser, example_site: ExampleSite, deck: str) -> None:
    """At 1080 lines every word is at least 24 px high, and every slide fits into the window."""
    with visit(browser, example_site.url + deck) as opened:
        page = opened.page
        _projector(page)
        small = page.evaluate(
            """least => [...document.querySelectorAll('.slide *')].filter(element =>
                [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
                && element.checkVisibility() && !element.closest('.vh, title, desc')
                && parseFloat(getComputedStyle(element).fontSize) * (element.currentCSSZoom ?? 1) < least
            ).map(element => element.textContent.trim().slice(0, 40))""",
            LEAST_PX,
        )
        assert small == []
        heights = page.evaluate(
            "[...document.querySelectorAll('.slide')].map(slide => slide.getBoundingClientRect().height)"
        )
        assert max(heights) <= 1081


@pytest.mark.parametrize("deck", [DECK, "present/2026/", "present/2026-q4/customer-success/"])
def test_a_slide_is_a_window(browser: Browser, example_site: ExampleSite, deck: str) -> None:
    """From small laptops to large screens no slide is higher than the window: its foot is always seen."""
    with visit(browser, example_site.url + deck) as opened:
        page = opened.page
        for width, height in ((1280, 720), (1366, 768), (1280, 800), (1440, 900), (2560, 1440)):
            page.set_viewport_size({"width": width, "height": height})
            heights = page.locator(".slide").evaluate_all("all => all.map(slide => slide.offsetHeight)")
            assert max(heights) <= height + 1, (width, height)


@pytest.mark.parametrize("size", [(900, 700), (1280, 800), (1920, 1080)])
def test_words_of_charts_stand_apart(
    browser: Browser, example_site: ExampleSite, size: tuple[int, int]
) -> None:
    """In a window of any size no words of a chart touch, larger as those of slides are."""
    with visit(browser, example_site.url + "present/2026/") as opened:
        page = opened.page
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert touching_words(page) == []


@pytest.mark.parametrize("size", [(390, 844), (900, 700), (1280, 720), (1280, 1024), (3840, 2160)])
def test_charts_keep_their_proportions(
    browser: Browser, example_site: ExampleSite, size: tuple[int, int]
) -> None:
    """Places of words are planned for 210 px at 13 px of text: larger words make higher charts."""
    with visit(browser, example_site.url + DECK) as opened:
        page = opened.page
        page.set_viewport_size({"width": size[0], "height": size[1]})
        shares = page.locator("figure:not(.slide-steps) > .chart").evaluate_all(
            """all => all.map(chart => chart.getBoundingClientRect().height
                / parseFloat(getComputedStyle(chart.querySelector('text')).fontSize))"""
        )
        assert shares == [pytest.approx(210 / 13, rel=0.01)] * len(shares)
        heights = page.locator("figure:not(.slide-steps) > .chart").evaluate_all(
            "all => all.map(chart => chart.getAttribute('height'))"
        )
        assert set(heights) == {"210"}


def test_prints_a_slide_a_page(browser: Browser, example_site: ExampleSite) -> None:
    """On paper each slide is a landscape page of its own."""
    with visit(browser, example_site.url + DECK) as opened:
        assert _boxes_printed(opened.page) == [LANDSCAPE] * opened.page.locator(".slide").count()


@pytest.mark.parametrize("deck", [DECK, "present/2026/", "present/2026-q4/customer-success/"])
def test_nothing_is_cut_off_on_paper(browser: Browser, example_site: ExampleSite, deck: str) -> None:
    """On a landscape page each slide is whole: its rows, and its foot with the date and the address."""
    with visit(browser, example_site.url + deck, View(width=PAPER)) as opened:
        page = opened.page
        page.emulate_media(media="print")
        cut = page.evaluate(
            """() => [...document.querySelectorAll('.slide')]
                .filter(slide => slide.scrollHeight > slide.clientHeight).map(slide => slide.id)"""
        )
        assert cut == []


def test_prints_so_under_a_banner_too(browser: Browser, example_site: ExampleSite) -> None:
    """The banner of an old site takes no page of paper of its own."""
    with visit(browser, example_site.url + DECK, View(alone=True)) as opened:
        opened.page.clock.set_fixed_time(ON_THE_DAY + timedelta(days=9))
        opened.page.reload()
        assert "days ago" in opened.page.locator(".stale-site").inner_text()
        assert _boxes_printed(opened.page) == [LANDSCAPE] * opened.page.locator(".slide").count()


def test_map_is_drawn_on_wide_windows_only(browser: Browser, example_site: ExampleSite) -> None:
    """On small screens the list stands for the drawing of the map; a click on a goal leads into the list."""
    with visit(browser, example_site.url + "map/") as opened:
        page = opened.page
        goal = page.locator(".network .net-words").nth(1)
        goal.click()
        page.wait_for_url("**#*")
        anchor = page.url.partition("#")[2]
        assert anchor
        assert page.locator(f"#{anchor}").is_visible()
    with visit(browser, example_site.url + "map/", View(width=320)) as opened:
        assert not opened.page.locator(".network").is_visible()
        assert opened.page.locator(".map-list").first.is_visible()
