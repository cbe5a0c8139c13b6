"""What is fuzzed: readers of texts that anybody may write. A target takes bytes and fails if a promise breaks.

The promise of each: whatever the bytes, there are only problems, each with its place; no exception; and what
is made of them runs nothing in a browser.
"""

# ruff: noqa: E501  # tables of texts read best one to a line

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path

from goalposts.importing import FORMATS, ImportRefusedError
from goalposts.loading.parse import parse
from goalposts.loading.tree import load
from goalposts.problems import FORMATS as PRINTERS
from goalposts.problems import Severity
from goalposts.site.markdown import Links, render
from tests.importing.made_up import WATER_CSV, WATER_META
from tests.support.files import build_file_tree
from tests.support.repository import CSV, GOAL, KPI, problems_of, repository, unmark

FINE, _ = unmark(repository())
SAFE = re.compile(r"(?:https?:|mailto:|[^:]*$|[^:/?#]*[/?#])", re.IGNORECASE)


def front_matter(data: bytes) -> None:
    """Reads the bytes as the file of a goal, and checks the repository that it is in."""
    _problems({GOAL: data})


def series(data: bytes) -> None:
    """Reads the bytes as the series of a KPI that a goal measures."""
    _problems({CSV: data})


def definition(data: bytes) -> None:
    """Reads the bytes as the definition of a KPI."""
    _problems({KPI: data})


def _problems(files: Mapping[str, bytes]) -> None:
    found = problems_of({**FINE, **files})
    for problem in found:
        assert problem.message
        assert problem.path
        assert problem.line is None or problem.line >= 1
    for printer in PRINTERS.values():
        printer(found).encode("utf-8")


def markdown(data: bytes) -> None:
    """Renders the bytes as a body, and looks for whatever could run or load."""
    text = data.decode("utf-8", "replace")
    html = render(text, GOAL, links=Links({KPI: "kpis/nps/"}, {"goals/x.png": "files/goals/x.png"}), url=str)
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.wrong == [], (text, html)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in (
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "svg",
            "math",
            "base",
            "form",
            "link",
            "meta",
        ):
            self.wrong.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "srcset", "formaction"):
                self.wrong.append(name)
            if name == "src" and not (value or "").startswith("files/"):
                self.wrong.append(f"src {value}")
            if name == "href" and not SAFE.match(re.sub(r"[\x00-\x20]", "", value or "")):
                self.wrong.append(f"href {value}")
            if name == "id" and not (value or "").startswith("user-content-"):
                self.wrong.append(f"id {value}")


def importer(data: bytes) -> None:
    """Reads the bytes, cut at NUL bytes, as files of an Open SDG repository, and checks what the import writes."""
    parts = [*data.split(b"\x00"), b"", b"", b""]
    files = {
        "data/indicator_6-1-1.csv": parts[0] or WATER_CSV.encode(),
        "meta/6-1-1.md": parts[1] or WATER_META.encode(),
        "config_data.yml": parts[2],
        "translations/en/global_indicators.yml": parts[3],
    }
    with tempfile.TemporaryDirectory() as folder:
        source = build_file_tree(Path(folder) / "source", files)
        try:
            report = FORMATS["open-sdg"].run(source, Path(folder) / "into", lambda _: None)
        except ImportRefusedError as error:
            assert str(error)
            return
        for line in report.lines():
            line.encode("utf-8")
        found = parse(load(Path(folder) / "into")).problems
        assert [problem for problem in found if problem.severity is Severity.ERROR] == []


TARGETS: dict[str, Callable[[bytes], None]] = {
    "front_matter": front_matter,
    "series": series,
    "definition": definition,
    "markdown": markdown,
    "importer": importer,
}

SEEDS: dict[str, tuple[bytes, ...]] = {
    "front_matter": (
        FINE[GOAL],
        b"---\ntitle: T\nlevel: team\nowner: ann\nstart: 2026-10-01\ndue: 2026-12-31\nkey_results:\n"  # noqa: ISC004
        b"  - {title: a, values: {2026-10-02: 3}, baseline: 0, target: +30%, checkpoints: {2026-11-01: 2}}\n"
        b"  - title: b\n    milestones:\n      - {title: x, due: 2026-11-01, done: 2026-10-20, weight: 2}\n"
        b"check_ins:\n  - {date: 2026-10-20, by: ann, status: at_risk, confidence: 5, note: |\n      long\n    }\n---\nx\n",
        b"---\ntitle: >-\n  folded\n  text\nlinks: [{title: a, url: 'https://e.example'}]\ntags: [a, \"b\\u0041\"]\n---\n",
    ),
    "series": (
        FINE[CSV],
        b'\xef\xbb\xbfdate;value;"a ""b"""\r\n2026-W40;1,5;"x\ny"\r\n',
        b"date,value,target,note,r\n2026-Q3,1e3,,,\n",
    ),
    "definition": (
        FINE[KPI],
        b"---\ntitle: K\ndirection: hold\nhealthy: {between: [1, 2]}\nunit: currency:EUR\n---\nx\n",
    ),
    "markdown": (
        b"# A\n\n| a | b |\n|---|:-:|\n| `c` | ![d](x.png) |\n\n> [!NOTE]\n> x[^1]\n\n[^1]: y\n\n- [x] ~~z~~ <https://e.example>\n",
        b"[a](javascript:pwn(1)) <script>x</script> [b]: data:text/html,x 'y'\n\n***[b]*** &#x6a;avascript:\n",
    ),
    "importer": (
        WATER_CSV.encode().replace(b"\x00", b"") + b"\x00" + WATER_META.encode(),
        b"Year,Value\n2015,1\n2016/17,2\n\x00---\nindicator_name: x\n---\n\x00country: {name: X}\n\x001-1-1-title: T\n",
    ),
}

# pieces that change the meaning of what stands around them
TOKENS: tuple[bytes, ...] = (
    b"---",
    b"\n",
    b"\r\n",
    b"\r",
    b"\t",
    b"  ",
    b": ",
    b"- ",
    b"[",
    b"]",
    b"{",
    b"}",
    b"&a",
    b"*a",
    b"!!str ",
    b"|",
    b">",
    b"'",
    b'"',
    b"#",
    b"%",
    b"?",
    b"~",
    b"null",
    b"no",
    b"on",
    b"1_000",
    b"017",
    b"12:30",
    b"2026-02-30",
    b"+30%",
    b"+2pp",
    b"NaN",
    b"1e999",
    b"-0",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\x00",
    b"\x07",
    b"\xed\xa0\x80",
    b"\xc3",
    "ä".encode(),
    "\u2028".encode(),
    "\u202e".encode(),
    b",",
    b";",
    b"=1+1",
    b"date",
    b"value",
    b"2026-W53",
    b"2026-Q4",
    b"2015/16",
    b"<",
    b"</script>",
    b"<!--",
    b"&lt;",
    b"![",
    b"](",
    b"javascript:",
    b"`",
    b"```",
    b"|--|",
    b"[^1]",
    b"[^1]: ",
    b"> ",
    b"* ",
    b"_",
    b"\\",
    b"key_results:\n  - ",
    b"supports: ",
    b"visibility: private\n",
    b"<<: ",
    b"\\u0000",
    b"\\ud800",
    b"{{ x }}",
)
