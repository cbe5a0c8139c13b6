"""One visit to a page that serves many checks: what a page does to a reader, as lists of faults.

Opening a page, and axe, take nearly all of the time of the browser tests. So each page is opened twice with
scripts (once for each width, since what jumps while loading depends on it) and once without.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as TooLate

from tests.support.browser import View, axe_in_every_view, layout_shift, look, visit
from tests.support.example import ExampleSite
from tests.support.keyboard import walk
from tests.support.palette import unknown_pairs

KILOBYTE = 1024
MOST_HTML = 14 * KILOBYTE
MOST_SCRIPT = 20 * KILOBYTE
MOST_IN_ALL = 60 * KILOBYTE
MOST_ELEMENTS = 1500
PATIENCE_MS = 5000  # a busy machine follows a link late
PACKED_ALREADY = {".png", ".woff2", ".jpg", ".webp"}

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "object-src": "'none'",
}


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What is wrong with one page, by subject; everything is empty on a sound page."""

    noise: list[str]
    """Messages, errors, requests to other hosts, broken policy; with scripts and without."""
    policy: list[str]
    """What differs from the one strict policy."""
    access: list[str]
    """What axe finds in any view, and what does not fit into the window."""
    keyboard: list[str]
    """Where somebody without a mouse is lost."""
    skip_link: list[str]
    """What is wrong with the first press of Tab."""
    without_script: list[str]
    """What is missing without JavaScript."""
    weight: list[str]
    """Files and elements over the budget."""
    jumps: list[str]
    """What moved while the page was loading."""
    paper: list[str]
    """What a printed page should not show, or lacks."""
    colours: list[str]
    """Words in a colour, or on a ground, whose contrast nobody has checked."""

    def faults(self) -> list[str]:
        """Everything that is wrong, with its subject."""
        return [f"{subject}: {fault}" for subject, faults in asdict(self).items() for fault in faults]


def survey(browser: Browser, site: ExampleSite, path: str) -> Survey:
    """Returns what is wrong with one page of a served site, in all the ways that a reader may meet it."""
    url = site.url + path
    with visit(browser, url, View(width=320)) as opened:
        jumps = _jumps(opened.page, "320px")
        narrow = opened.complaints
    with visit(browser, url) as opened:
        page = opened.page
        status = [] if opened.status == 200 else [f"status {opened.status}"]
        jumps += _jumps(page, "1280px")
        weight = list(_too_heavy(page, site))
        policy = _policy_faults(page, is_search=path == "search/")
        keyboard = walk(page)
        skip_link = list(_skip_link_faults(page))
        noise = [*status, *narrow, *opened.complaints]  # before axe looks around
        access = axe_in_every_view(page)
        colours = unknown_pairs(page)
        look(page, View())
        paper = list(_paper_faults(page))
    with visit(browser, url, View(javascript=False)) as opened:
        without = list(_bare_faults(opened.page))
        noise += [f"without script: {line}" for line in opened.complaints]
    return Survey(
        noise=noise, policy=policy, access=access, keyboard=keyboard, skip_link=skip_link,
        without_script=without, weight=weight, jumps=jumps, paper=paper, colours=colours,
    )  # fmt: skip


def transfer_size(file: Path) -> int:
    """Returns how many bytes a host sends for the file, compressed as hosts do."""
    content = file.read_bytes()
    return len(content) if file.suffix in PACKED_ALREADY else len(gzip.compress(content, 6, mtime=0))


def _jumps(page: Page, view: str) -> list[str]:
    shift = layout_shift(page)
    return [f"{view}: a layout shift of {shift}"] if shift else []


def _loaded_files(page: Page, site: ExampleSite) -> list[Path]:
    """Returns the files that the first view of a page loaded, the page itself first."""
    below = urlsplit(site.url).path
    addresses = page.evaluate(
        "[location.href, ...performance.getEntriesByType('resource').map(entry => entry.name)]"
    )
    files = []
    for address in dict.fromkeys(addresses):
        parts = urlsplit(address)
        # browsers ask for that one by themselves where a page names no icon
        if parts.scheme == "http" and parts.path != "/favicon.ico":
            file = site.folder / parts.path.removeprefix(below)
            files.append(file / "index.html" if file.is_dir() else file)
    return files


def _too_heavy(page: Page, site: ExampleSite) -> Iterator[str]:
    sizes = {file: transfer_size(file) for file in _loaded_files(page, site)}
    scripts = sum(size for file, size in sizes.items() if file.suffix == ".js")
    for what, size, most in (
        ("the HTML", next(iter(sizes.values())), MOST_HTML),
        ("all scripts", scripts, MOST_SCRIPT),
        ("the first view", sum(sizes.values()), MOST_IN_ALL),
    ):
        if size > most:
            yield f"{what}: {size} bytes, at most {most}"
    if (elements := page.locator("*").count()) >= MOST_ELEMENTS:
        yield f"{elements} elements, fewer than {MOST_ELEMENTS} wanted"


def _policy_faults(page: Page, *, is_search: bool) -> list[str]:
    first = page.locator("head > *").first
    if (first.get_attribute("http-equiv") or "").lower() != "content-security-policy":
        return ["the head does not begin with the policy"]
    parts = (part.split(maxsplit=1) for part in (first.get_attribute("content") or "").split(";"))
    # the index of the search is WebAssembly, and only the page of the search may run it
    wanted = POLICY | ({"script-src": "'self' 'wasm-unsafe-eval'"} if is_search else {})
    found = {part[0]: part[1] for part in parts if part}
    return [] if found == wanted else [f"found {found}"]


def _main(page: Page) -> str:
    return f"#{page.locator('main').get_attribute('id')}"


def _skip_link_faults(page: Page) -> Iterator[str]:
    first = page.locator("body a").first
    if first.get_attribute("href") != _main(page):
        yield f"the first link leads to {first.get_attribute('href')}"
        return
    first.focus()
    box = first.bounding_box()
    if box is None or box["x"] < 0 or box["y"] < 0 or box["width"] <= 1:
        yield f"the focused skip link cannot be seen: {box}"
    page.keyboard.press("Enter")
    main = _main(page)
    with suppress(TooLate):
        page.wait_for_url(lambda address: address.endswith(main), timeout=PATIENCE_MS)
    if not page.url.endswith(main):
        yield f"Enter on the skip link leads to {page.url}"


def _bare_faults(page: Page) -> Iterator[str]:
    if not page.title().strip():
        yield "no title"
    if page.locator("h1").count() != 1 or page.locator("main").count() != 1:
        yield "not exactly one h1 and one main"
        return
    heading = page.locator("h1").inner_text().strip()
    if not heading:
        yield "an empty h1"
    if len(page.locator("main").inner_text().strip()) <= len(heading):
        yield "no content beside the heading"


def _paper_faults(page: Page) -> Iterator[str]:
    page.emulate_media(media="print")
    for selector in ("header nav", "body > a", "summary", ".filters"):
        if any(one.is_visible() for one in page.locator(selector).all()):
            yield f"{selector} is printed"
    if not page.locator("h1").is_visible():
        yield "the heading is not printed"
    footer = page.locator("footer")
    if not footer.locator("time").is_visible():
        yield "the footer does not say as of when"
    address = page.locator("link[rel=canonical]")
    # the page for missing addresses has none
    if address.count() and (address.get_attribute("href") or "") not in footer.inner_text():
        yield "the footer does not say where the page is"
    page.emulate_media(media="screen")
