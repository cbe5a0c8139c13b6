"""The browser of the tests notices what it is there to notice."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser import View, axe, horizontal_overflow, visit
from tests.support.files import build_file_tree
from tests.support.server import open_site

pytestmark = pytest.mark.browser

POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'\">"
QUIET = (
    '<!doctype html><html lang="en"><head>{head}<meta charset="utf-8"><title>Quiet</title>'
    '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>'
    "<body><main><h1>Quiet</h1>{body}</main></body></html>"
)


def _open(root: Path, head: str = "", body: str = "") -> Path:
    return build_file_tree(root, {"index.html": QUIET.format(head=head, body=body)})


def test_quiet_page_has_no_complaint(browser: Browser, tmp_path: Path) -> None:
    """A sound page has nothing to complain about, and axe agrees."""
    with open_site(_open(tmp_path)) as url, visit(browser, url) as opened:
        assert opened.status == 200
        assert opened.complaints == []
        assert axe(opened.page) == []
        assert horizontal_overflow(opened.page) == 0


@pytest.mark.parametrize(
    ("head", "body", "says"),
    [
        ("", "<script>console.info('hello')</script>", "console: info hello"),
        ("", "<script>throw new Error('oh no')</script>", "page error: oh no"),
        ("", "<script>alert('boo')</script>", "page error: dialog boo"),
        (
            "",
            '<img alt="" src="http://elsewhere.invalid/x.png">',
            "request to another host: http://elsewhere",
        ),
        (POLICY, '<p style="color: red">x</p>', "policy: style-src-attr blocked inline"),
    ],
)
def test_complaint(browser: Browser, tmp_path: Path, head: str, body: str, says: str) -> None:
    """Messages, errors, dialogs, foreign requests and policy violations are all recorded."""
    with open_site(_open(tmp_path, head, body)) as url, visit(browser, url) as opened:
        assert any(complaint.startswith(says) for complaint in opened.complaints), opened.complaints


def test_axe_under_a_policy(browser: Browser, tmp_path: Path) -> None:
    """Axe runs on a page whose policy allows no script, and names what is wrong."""
    body = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'
    with open_site(_open(tmp_path, POLICY, body)) as url, visit(browser, url, View()) as opened:
        found = axe(opened.page)
    assert [line.split()[0] for line in found] == ["image-alt"]


def test_views(browser: Browser, tmp_path: Path) -> None:
    """A view sets the width, the colour scheme and whether scripts run."""
    css = "<style>p { width: 600px } @media (prefers-color-scheme: dark) { p { width: 700px } }</style>"
    script = "<p>x</p><script>document.title = 'Scripted'</script>"
    with open_site(_open(tmp_path, css, script)) as url:
        with visit(browser, url, View(width=320)) as opened:
            assert opened.page.title() == "Scripted"
            light = horizontal_overflow(opened.page)
        with visit(browser, url, View(width=320, dark=True, javascript=False)) as opened:
            assert opened.page.title() == "Quiet"
            assert horizontal_overflow(opened.page) == light + 100
