"""Opening a page causes no message, no error, no request to another host and no policy violation."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.support.browser import View, visit

pytestmark = pytest.mark.browser

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


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_page_is_quiet(browser: Browser, page_url: str, javascript: bool) -> None:
    """The console stays empty, nothing leaves the site and nothing breaks the page's own policy."""
    with visit(browser, page_url, View(javascript=javascript)) as opened:
        assert opened.status == 200
        assert opened.complaints == []


def test_policy_comes_first_and_is_strict(browser: Browser, page_url: str) -> None:
    """The Content-Security-Policy is the first element of the head and allows the site's own files alone."""
    with visit(browser, page_url, View(javascript=False)) as opened:
        first = opened.page.locator("head > *").first
        assert (first.get_attribute("http-equiv") or "").lower() == "content-security-policy"
        parts = (part.split(maxsplit=1) for part in (first.get_attribute("content") or "").split(";"))
        # the index of the search is WebAssembly, and only the page of the search may run it
        more = {"script-src": "'self' 'wasm-unsafe-eval'"} if page_url.endswith("/search/") else {}
        assert {part[0]: part[1] for part in parts if part} == POLICY | more
