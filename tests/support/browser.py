"""A headless Chromium: opens a page as a reader would and reports what went wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Playwright, Request

from tests.support.example import AS_OF

LAUNCH_FLAGS = (
    "--no-sandbox",  # the tests run as root in containers
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # nothing but this machine has an address: a request to another host is seen and never sent
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)

WATCH_POLICY = """
window.policyViolations = [];
document.addEventListener('securitypolicyviolation', event => window.policyViolations.push(
  `${event.effectiveDirective} blocked ${event.blockedURI} at line ${event.lineNumber}`));
"""

AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},
}
AXE_COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}

OTHER_WIDTHS = (600, 768, 820, 1024)
"""Px of windows in which nothing but the fit is looked at."""

LAYOUT_SHIFT = """() => new Promise(resolve => {
    let total = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) total += entry.value;
    }).observe({type: 'layout-shift', buffered: true});
    // what has moved by now is told after the next frame
    const soon = () => requestAnimationFrame(() => setTimeout(() => resolve(total), 20));
    setTimeout(() => requestAnimationFrame(soon), 100);
})"""

ON_THE_DAY = datetime.fromisoformat(f"{AS_OF}T12:00:00").replace(tzinfo=UTC)
"""What the clocks of readers show where a test does not turn them."""


def find_chromium() -> str | None:
    """Returns the browser to use: GOALPOSTS_CHROMIUM, else the first one installed, else None."""
    named = os.environ.get("GOALPOSTS_CHROMIUM")
    if named:
        return named
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def start_chromium(playwright: Playwright, executable: str) -> Browser:
    """Returns a headless browser with an empty profile that calls nobody by itself."""
    return playwright.chromium.launch(executable_path=executable, headless=True, args=list(LAUNCH_FLAGS))


@dataclass(frozen=True, kw_only=True)
class View:
    """How a reader looks at a page."""

    width: int = 1280
    dark: bool = False
    javascript: bool = True
    alone: bool = False
    """Whether the page has a browser context of its own: for a test that turns its clock."""

    def __str__(self) -> str:
        return f"{self.width}px-{'dark' if self.dark else 'light'}{'' if self.javascript else '-no-script'}"


@dataclass
class Visit:
    """A page that was opened, and everything that happened meanwhile."""

    page: Page
    status: int = 0
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    @property
    def complaints(self) -> list[str]:
        """Everything a quiet page does not have."""
        return [
            *(f"console: {text}" for text in self.console),
            *(f"page error: {text}" for text in self.errors),
            *(f"request to another host: {url}" for url in self.foreign),
            *(f"policy: {text}" for text in self.violations),
        ]


@contextmanager
def visit(browser: Browser, url: str, view: View = View()) -> Iterator[Visit]:
    """Opens `url` in a page of its own and yields the visit once everything is loaded.

    Requests to other hosts are recorded and never sent. Complaints go on being collected
    while the caller uses the page; policy violations are read when the page has loaded.
    """
    context = _new_context(browser, view.javascript) if view.alone else _shared(browser, view.javascript)
    page = context.new_page()
    try:
        look(page, view)
        opened = Visit(page)
        own = urlsplit(url).netloc

        def note(request: Request) -> None:
            parts = urlsplit(request.url)
            if parts.netloc != own and parts.scheme not in ("data", "blob"):
                opened.foreign.append(request.url)

        def dismiss(dialog: Dialog) -> None:
            opened.errors.append(f"dialog {dialog.message}")
            dialog.dismiss()

        page.on("request", note)
        page.on("console", lambda message: opened.console.append(f"{message.type} {message.text}"))
        page.on("pageerror", lambda error: opened.errors.append(str(error)))
        page.on("dialog", dismiss)
        response = page.goto(url, wait_until="load")
        opened.status = response.status if response else 0
        if view.javascript:
            opened.violations.extend(page.evaluate("window.policyViolations"))
        yield opened
    finally:
        context.close() if view.alone else page.close()


def look(page: Page, view: View) -> None:
    """Turns an open page's window and theme to those of a view."""
    page.set_viewport_size({"width": view.width, "height": 900})
    page.emulate_media(color_scheme="dark" if view.dark else "light")


def _new_context(browser: Browser, javascript: bool) -> BrowserContext:
    context = browser.new_context(reduced_motion="reduce", java_script_enabled=javascript)
    context.add_init_script(WATCH_POLICY)
    if javascript:
        # no test depends on the day: readers look at the example on the day that it shows
        context.clock.set_fixed_time(ON_THE_DAY)
    return context


@cache
def _shared(browser: Browser, javascript: bool) -> BrowserContext:
    """One context for each browser, with and without scripts: making one takes as long as loading a page."""
    return _new_context(browser, javascript)


def layout_shift(page: Page) -> float:
    """Returns the cumulative layout shift since the page began to load; 0 is what readers want."""
    return float(page.evaluate(LAYOUT_SHIFT))


def horizontal_overflow(page: Page) -> int:
    """Returns by how many CSS pixels the page is wider than its window; 0 is what readers want."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def axe(page: Page, *, colours_only: bool = False) -> list[str]:
    """Returns axe's violations on the page, one line each: rule, impact, how often, where first.

    With `colours_only` only the rules that look at colours are asked: for the other theme of a page.
    """
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(_axe_source())
    options = AXE_COLOURS if colours_only else AXE_OPTIONS
    result: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{found['id']} ({found['impact']}) x{len(found['nodes'])}: {found['help']}"
        f" — {' '.join(map(str, found['nodes'][0]['target']))} — {found['nodes'][0]['html'][:160]}"
        for found in result["violations"]
    ]


def axe_in_every_view(page: Page) -> list[str]:
    """Returns what axe finds at 320 and 1280 px, light and dark, and by how much the page is too wide.

    The fit is looked at in windows of other widths too.
    The themes differ in colours only (tests/browser/test_palette.py), so in the dark one only
    the rules about colours are asked. All that folds is unfolded first.
    """
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    found: list[str] = []
    for view in (View(), View(dark=True), View(width=320, dark=True), View(width=320)):
        look(page, view)
        found += [f"{view}: {line}" for line in axe(page, colours_only=view.dark)]
        overflow = horizontal_overflow(page)
        found += [f"{view}: {overflow} px wider than the window"] if overflow else []
    for width in OTHER_WIDTHS:
        look(page, View(width=width))
        if overflow := horizontal_overflow(page):
            found.append(f"{width}px: {overflow} px wider than the window")
    return found


@cache
def _axe_source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
