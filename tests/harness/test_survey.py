"""The survey of a page notices what it is there to notice."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser

from tests.support.browser import visit
from tests.support.budget import elements, kind_of, median_page, pages_by_kind
from tests.support.example import ExampleSite
from tests.support.files import build_file_tree
from tests.support.keyboard import walk
from tests.support.server import open_site
from tests.support.survey import MOST_HTML, survey

pytestmark = pytest.mark.browser

# Everything is wrong here: each part of the page breaks one promise or more.
BROKEN = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title></title>
<link rel="canonical" href="https://goals.example/"><style>
  body { color: #bbb; background: #fff } .wide { width: 2000px }
  a:focus { outline: 0 } .late { height: 0 }
</style></head><body><header><nav><a href="#x">Home</a></nav></header><main id="p_main">
<h1></h1><p class="late"></p><p class="wide">grey words</p>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<a href="#one" tabindex="2">two</a> <a href="#two" tabindex="1">one</a><!-- FILLED --></main>
<footer>Nothing</footer><script>
  console.log('loud');
  const jump = () => { document.querySelector('.late').style.height = '300px'; };
  const painted = () => requestAnimationFrame(() => setTimeout(jump, 20));
  addEventListener('load', () => requestAnimationFrame(painted));
</script></body></html>"""


def test_every_subject_is_looked_at(browser: Browser, tmp_path: Path) -> None:
    """A page where everything is wrong has a fault in every subject of the survey."""
    noise = bytes(Random(1).choices(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", k=2 * MOST_HTML))
    page = BROKEN.replace("FILLED", noise.decode())
    with open_site(build_file_tree(tmp_path, {"index.html": page})) as url:
        found = survey(browser, ExampleSite(tmp_path, url), "")
    assert {subject for subject, faults in asdict(found).items() if not faults} == set()
    assert any("HTML" in fault for fault in found.weight)
    assert len(found.faults()) >= 12


OUTSIDE = '<p style="position: absolute; left: -9999px"><a href="#a">a</a></p>'
UPWARDS = """<p style="position: absolute; top: 300px; left: 300px"><a href="#a">a</a></p>
<p style="position: absolute; top: 0; left: 0"><a href="#b">b</a></p>"""
TRAP = """<a href="#a">a</a><a href="#b" id="trap">b</a><a href="#c">c</a>
<script>trap.addEventListener('keydown', event => event.preventDefault())</script>"""


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('<a href="#a" tabindex="2">a</a><a href="#b" tabindex="1">b</a>', "the focus does not follow"),
        ('<a href="#a">a</a><a href="#b">b</a>', "no outline shows the focus"),
        (OUTSIDE, "outside of the window"),
        (UPWARDS, "stands above"),
        (TRAP, "Tab reaches 2 of 3"),
    ],
)
def test_keyboard_faults(browser: Browser, tmp_path: Path, body: str, says: str) -> None:
    """A wrong order, a focus nobody sees, one outside of the window and a trap are all found."""
    outline = "0" if "outline" in says else "3px solid"
    page = f"<!doctype html><style>:focus-visible {{ outline: {outline} }}</style>{body}"
    with open_site(build_file_tree(tmp_path, {"index.html": page})) as url, visit(browser, url) as opened:
        assert any(says in fault for fault in walk(opened.page)), says


def test_budget_knows_kinds(tmp_path: Path) -> None:
    """Pages are sorted into kinds by their path, medians are real pages, and templates hold no elements."""
    paths = {"goals/index.html": "goals/", "goals/page/2/index.html": "goals/page/*/", "404.html": "404.html"}
    paths |= {f"goals/{name}/index.html": "goals/*/" for name in "abc"}
    assert {path: kind_of(Path(path)) for path in paths} == paths
    build_file_tree(tmp_path, {path: f"<p>{path}</p><template><b>x</b></template>" for path in paths})
    kinds = pages_by_kind(tmp_path)
    assert {kind: len(pages) for kind, pages in kinds.items()} == {
        "goals/": 1, "goals/page/*/": 1, "404.html": 1, "goals/*/": 3,
    }  # fmt: skip
    assert median_page(kinds["goals/*/"]) in kinds["goals/*/"]
    assert elements(tmp_path / "goals/index.html") == 1
