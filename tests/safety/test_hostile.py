"""What comes from a repository is text: it runs nothing, loads nothing, breaks no file that a tool reads."""

# ruff: noqa: E501  # tables of texts read best one to a line

from __future__ import annotations

import csv
import io
import json
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Route

from goalposts.pipeline import Request, build
from goalposts.problems import as_text
from tests.safety.hostile import AS_OF, accepted, story
from tests.safety.payloads import payloads
from tests.support.amount import amount
from tests.support.files import read_file_tree
from tests.support.links import check_folder
from tests.support.server import open_site

pytestmark = pytest.mark.xdist_group("hostile")

PREFIX = "/sub/"
CANARY = """
window.ran = [];
for (const name of ['pwn', 'alert', 'confirm', 'prompt', 'print']) window[name] = (...given) => { window.ran.push(name + given); };
window.violations = [];
document.addEventListener('securitypolicyviolation', event => window.violations.push(event.effectiveDirective + ' ' + event.blockedURI));
"""
LOOK = """() => {
  const wrong = [];
  const allowed = /^(https?:|mailto:)$/;
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    const markup = element.outerHTML.slice(0, 200);
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.name)) wrong.push('handler: ' + markup);
      if (/^(srcdoc|formaction|srcset|ping|background|style)$/i.test(attribute.name)) wrong.push(attribute.name + ': ' + markup);
      if (/^(href|src|xlink:href|action|data|poster|cite)$/i.test(attribute.name)) {
        let address;
        try { address = new URL(attribute.value, document.baseURI); } catch { wrong.push('no address: ' + markup); continue; }
        const icon = name === 'link' && element.rel === 'icon';
        if (!icon && !allowed.test(address.protocol)) wrong.push('scheme: ' + markup);
        if (name !== 'a' && name !== 'link' && address.origin !== location.origin) wrong.push('elsewhere: ' + markup);
      }
    }
    if (/^(iframe|object|embed|applet|base|frame|frameset|portal|math|foreignobject|style|template|marquee|video|audio|animate|set|isindex|xmp|plaintext|x)$/i.test(name))
      if (name !== 'template' || !element.id.startsWith('p_')) wrong.push('element: ' + markup);
    if (name === 'script' && !element.src && element.type !== 'application/json') wrong.push('script: ' + markup);
  }
  return wrong;
}"""


@dataclass
class Opened:
    """What happened while pages were open."""

    context: BrowserContext
    foreign: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def complaints(self, url: str) -> list[str]:
        """Opens an address and returns everything that text must not do."""
        page = self.context.new_page()
        page.on("dialog", self._dismiss)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        try:
            page.goto(url, wait_until="load")
            if "?" in url:  # scripts fetch what they look through
                page.wait_for_load_state("networkidle")
            found = page.evaluate(LOOK) + page.evaluate("[...window.ran, ...window.violations]")
            if urlsplit(page.url).netloc != urlsplit(url).netloc:
                found.append(f"left for {page.url}")
        except Error as error:
            found = [str(error)]
        page.close()
        found += self.foreign + self.dialogs + self.errors
        for each in (self.foreign, self.dialogs, self.errors):
            each.clear()
        return [f"{url}: {each}" for each in found]

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A site of payloads alone, with a history, and the payloads."""
    base = tmp_path_factory.mktemp("hostile")
    texts = payloads()
    assert len(texts) >= 1000
    random.Random(6).shuffle(texts)
    hostile, refused = accepted(base / "checked", texts, amount(8, 80))
    assert refused > 20  # what is plainly wrong is told to its editor
    root = story(hostile).write(base / "repository")
    assert len(hostile.standing) >= amount(300, 1000)  # on pages, whatever was refused elsewhere
    built = build(root, base / "site", Request(AS_OF))
    assert built.pages, as_text(built.problems)
    return base / "site", texts


@pytest.fixture(scope="module")
def hostile_url(hostile_site: tuple[Path, list[str]]) -> Iterator[str]:
    """The address of the site."""
    with open_site(hostile_site[0], prefix=PREFIX) as url:
        yield url


def addresses(folder: Path) -> list[str]:
    """Returns the pages to open: all of them when there is time, else one of each kind."""
    pages = [path.parent.relative_to(folder).as_posix() + "/" for path in sorted(folder.rglob("index.html"))]
    few = ["./", "goals/g1/", "goals/g3/", "kpis/k1/", "teams/t1/", "changes/"]
    assert set(few) <= set(pages)
    extra = '"><img src=x onerror=pwn(1)>'
    if amount(0, 1) == 0:
        return [
            *few,
            "search/?q=pwn",
            f"goals/?q={quote(extra)}&team={quote(extra)}",
            f"goals/old-1/#{quote(extra)}",
        ]
    return [
        *pages,
        "search/?q=pwn",
        f"search/?q={quote(extra)}&kind={quote(extra)}",
        f"goals/?q={quote(extra)}&team={quote(extra)}&status={quote(extra)}&owner={quote(extra)}&tag={quote(extra)}",
        "goals/?q=script",
        f"goals/old-1/?to=javascript:pwn(1)#{quote(extra)}",
        "goals/old-2/#javascript:pwn(1)",
        f"present/2026/#slide-{quote(extra)}",
        f"nowhere/{quote(extra)}",
    ]


@pytest.mark.browser
@pytest.mark.parametrize("policy", [True, False], ids=["policy", "no-policy"])
def test_nothing_runs(
    browser: Browser, hostile_site: tuple[Path, list[str]], hostile_url: str, policy: bool
) -> None:
    """No payload runs, opens a dialog, or reaches another host, neither under the policy nor without it."""
    context = browser.new_context(bypass_csp=not policy)
    context.set_default_timeout(30_000)
    context.add_init_script(CANARY)
    opened = Opened(context)

    def keep_home(route: Route) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(hostile_url).netloc:
            route.continue_()
        else:
            opened.foreign.append(f"asks {route.request.url}")
            route.abort()

    context.route("**/*", keep_home)
    found = [each for path in addresses(hostile_site[0]) for each in opened.complaints(hostile_url + path)]
    context.close()
    assert found == []


@pytest.mark.browser
def test_the_canary_sings(browser: Browser, tmp_path: Path) -> None:
    """A page that believes a payload is told as one: otherwise the test above could not fail."""
    page = (
        "<html><body><img src=x onerror=pwn(1)><a href=' java\tscript:pwn(1)'>x</a><script>alert(2)</script>"
    )
    (tmp_path / "index.html").write_text(page + "<iframe src=//evil.example/></iframe>", encoding="utf-8")
    context = browser.new_context()
    context.add_init_script(CANARY)
    with open_site(tmp_path) as url:
        told = " ".join(Opened(context).complaints(url))
    context.close()
    for word in ("pwn1", "alert2", "handler", "scheme", "script: ", "elsewhere", "element: "):
        assert word in told, told


def test_every_file_can_be_read(hostile_site: tuple[Path, list[str]]) -> None:
    """Feeds, drawings, sitemap, JSON, calendars and downloads are well formed whatever the texts are."""
    counts: dict[str, int] = {}
    for path, content in read_file_tree(hostile_site[0]).items():
        ending = path.rpartition(".")[2]
        counts[ending] = counts.get(ending, 0) + 1
        if ending in ("xml", "svg"):
            assert b"<!DOCTYPE" not in content
            assert b"<!ENTITY" not in content
            ElementTree.fromstring(content)
        elif ending == "json":
            json.loads(content)
        elif ending == "ics":
            _read_calendar(path, content)
        elif ending == "csv":
            _read_download(path, content)
        elif ending == "html":
            page = content.decode("utf-8")
            assert "1787569" not in page, f"{path}: a template in a text was rendered"
            odd = [
                letter
                for letter in set(page)
                if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t"
            ]
            assert odd == [], path
    assert min(counts[ending] for ending in ("xml", "svg", "json", "ics", "csv", "html")) > 0


def _read_calendar(path: str, content: bytes) -> None:
    text = content.decode("utf-8")
    assert text.startswith("BEGIN:VCALENDAR\r\n"), path
    assert "\n" not in text.replace("\r\n", ""), path
    lines = text.replace("\r\n ", "").rstrip("\r\n").split("\r\n")
    names = {re.split("[:;]", line)[0] for line in lines}
    assert names <= {
        "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "UID", "DTSTAMP", "DTSTART",
        "DTEND", "SUMMARY", "DESCRIPTION", "URL", "CATEGORIES", "TRANSP", "STATUS", "REFRESH-INTERVAL", "X-PUBLISHED-TTL",
        "LAST-MODIFIED", "SEQUENCE", "CLASS", "SOURCE", "COLOR",
    }, (path, names)  # fmt: skip
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT")
    assert lines.count("END:VCALENDAR") == 1


def _read_download(path: str, content: bytes) -> None:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len({len(row) for row in rows}) == 1, path
    for cell in (cell for row in rows for cell in row):
        if cell and unicodedata.normalize("NFKC", cell[0]) in "=+-@\t\r":
            assert re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", cell), (path, cell)


def test_the_folder_is_sound(hostile_site: tuple[Path, list[str]]) -> None:
    """Links resolve, ids are there once, nothing is inline, and every name is one that all systems keep."""
    found = check_folder(hostile_site[0], url="https://goals.acme.example/sub/")
    # a picture keeps its file's name; a drawing to take along has its colours with it
    expected = re.compile(r"files/|.*\.svg: line \d+: inline style sheet$")
    assert [each for each in found if not expected.match(each)] == []
