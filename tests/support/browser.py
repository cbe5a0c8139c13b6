"""A headless Chromium: opens a page as a reader would and reports what went wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Page, Playwright, Route

LAUNCH_FLAGS = (
    "--no-sandbox",  # the tests run as root in containers
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
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
    policy: bool = True
    """Whether the page's own Content-Security-Policy holds; axe needs it out of its way."""

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
    """Opens `url` in a context of its own and yields the visit once everything is loaded.

    Requests to other hosts are recorded and never sent. Complaints go on being collected
    while the caller uses the page; policy violations are read when the page has loaded.
    """
    context = browser.new_context(
        viewport={"width": view.width, "height": 900},
        color_scheme="dark" if view.dark else "light",
        reduced_motion="reduce",
        java_script_enabled=view.javascript,
        bypass_csp=not view.policy,
    )
    try:
        page = context.new_page()
        opened = Visit(page)
        own = urlsplit(url).netloc

        def keep_home(route: Route) -> None:
            if urlsplit(route.request.url).netloc == own:
                route.continue_()
            else:
                opened.foreign.append(route.request.url)
                route.abort()

        def dismiss(dialog: Dialog) -> None:
            opened.errors.append(f"dialog {dialog.message}")
            dialog.dismiss()

        page.route("**/*", keep_home)
        page.on("console", lambda message: opened.console.append(f"{message.type} {message.text}"))
        page.on("pageerror", lambda error: opened.errors.append(str(error)))
        page.on("dialog", dismiss)
        page.add_init_script(WATCH_POLICY)
        response = page.goto(url, wait_until="load")
        opened.status = response.status if response else 0
        if view.javascript:
            opened.violations.extend(page.evaluate("window.policyViolations"))
        yield opened
    finally:
        context.close()


def horizontal_overflow(page: Page) -> int:
    """Returns by how many CSS pixels the page is wider than its window; 0 is what readers want."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def axe(page: Page) -> list[str]:
    """Returns axe's violations on the page, one line each: rule, impact, how often, where first."""
    page.evaluate(_axe_source())
    result: dict[str, Any] = page.evaluate("options => axe.run(document, options)", AXE_OPTIONS)
    return [
        f"{found['id']} ({found['impact']}) x{len(found['nodes'])}: {found['help']}"
        f" — {' '.join(map(str, found['nodes'][0]['target']))} — {found['nodes'][0]['html'][:160]}"
        for found in result["violations"]
    ]


@cache
def _axe_source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
