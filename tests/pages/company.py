"""A small invented company as `{path: text}`, its editions, and its pages as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from html.parser import HTMLParser

from goalposts.loading.parse import for_audience, parse
from goalposts.loading.tree import SourceTree
from goalposts.measuring.measure import measure
from goalposts.pages.frame import make_frame
from goalposts.pages.page import Download, Edition, Made, Page
from goalposts.site import rendering
from goalposts.site.folders import packaged_templates
from goalposts.site.markdown import Links

AS_OF = date(2026, 11, 20)

CONFIG = """\
schema: 1
site: {name: Acme goals, url: 'https://acme.example/goals/', repo: 'https://git.example/acme/goals'}
people:
  ceo: {name: Chief Executive}
  cs-lead: {name: Head of Success, team: success, title: Vice President}
  agent: {name: Agent, team: support, left: 2026-08-31}
  guest: {name: Guest}
"""

CHURN = """\
---
title: Monthly churn
direction: down
unit: percent
decimals: 1
cadence: monthly
owner: cs-lead
team: success
healthy: {at_most: 2}
warning: {at_most: 2.5}
source: {title: Billing system, url: 'https://billing.example/churn'}
---
The share of customers who are gone by the end of a month.

It leaves out trials.
"""

CHURN_CSV = """\
date,value,plan,note
2025-10,2.3,,
2026-07,2.6,,
2026-08,,,"No value: the system moved"
2026-09,2.1,,
2026-10,1.9,,Final
2026-09,3.4,Starter,
2026-10,3.1,Starter,
2026-10,0.6,Enterprise,
2026-11,1.7,,
"""

COMPANY = {
    "site_config.yml": CONFIG,
    "goals/index.md": "We keep our customers.\n",
    "goals/keep.md": (
        "---\ntitle: Keep our customers\nlevel: organization\nkind: objective\nowner: ceo\ncycle: 2026\n"
        "rollup: children\n---\nBecause they stay.\n"
    ),
    "goals/success/index.md": "---\ntitle: Success\nlead: cs-lead\n---\nWe help.\n",
    "goals/support/index.md": "---\ntitle: Support\nparent: success\n---\n",
    "goals/success/cut-churn.md": (
        "---\ntitle: Cut churn to 1.5 %\nlevel: team\nowner: cs-lead\ncontributors: [agent, support]\n"
        "stakeholders: [ceo]\ncycle: 2026-Q4\nsupports: [{to: keep, weight: 2}]\ntags: [retention]\n"
        "key_results:\n  - {kpi: monthly-churn, target: 1.5}\n"
        "check_ins:\n"
        "  - {date: 2026-11-16, status: at_risk, confidence: 6, wins: Two renewals.,"
        " blockers: The export is late.,"
        " needs: One engineer.}\n"
        "  - {date: 2026-11-30, status: off_track, wins: Told from the future.}\n"
        "---\nHow we do it.\n"
    ),
    "goals/support/learn.md": (
        "---\ntitle: Learn to listen\nlevel: individual\nkind: development\nowner: cs-lead\n"
        "start: 2026-07-01\ndue: 2026-09-30\nstate: closed\ngrade: 0.85\nretrospective: It took longer.\n"
        "key_results:\n  - {id: course, title: Take the course, done: 2026-09-10}\n---\n"
    ),
    "kpis/monthly-churn.md": CHURN,
    "kpis/monthly-churn.csv": CHURN_CSV,
}


def edition_of(files: Mapping[str, str], as_of: date = AS_OF, audience: str = "internal") -> Edition:
    """Returns the edition of a repository that is given as `{path: text}` and has no problem."""
    parsed = parse(SourceTree({path: files[path].encode() for path in sorted(files)}))
    assert parsed.repository is not None, parsed.problems
    assert not parsed.problems, parsed.problems
    repository = for_audience(parsed.repository, audience)
    return Edition(repository, measure(repository, as_of), None, "1.0")


def company(changes: Mapping[str, str] | None = None, as_of: date = AS_OF) -> Edition:
    """Returns the edition of the company with some files changed or added."""
    return edition_of({**COMPANY, **(changes or {})}, as_of)


def with_kpi(fields: str, rows: str, body: str = "What it is.") -> Edition:
    """Returns the edition of the company with one more KPI, `more`."""
    return company({"kpis/more.md": f"---\ntitle: More\n{fields}---\n{body}\n", "kpis/more.csv": rows})


def pages_of(made: Iterable[Made]) -> dict[str, Page]:
    """Returns the pages among what was made, by address."""
    return {one.url: one for one in made if isinstance(one, Page)}


def downloads_of(made: Iterable[Made]) -> dict[str, str]:
    """Returns the text of the downloads among what was made, by address."""
    found = {one.url: one.content for one in made if isinstance(one, Download)}
    return {
        url: content.decode() if isinstance(content, bytes) else content for url, content in found.items()
    }


def html_of(edition: Edition, page: Page) -> str:
    """Returns a page as HTML, by the packaged templates; fails where its elements are not well nested."""
    folders = (packaged_templates(),)
    assets = {asset.name: asset.url for asset in rendering.load_assets(folders)}
    environment = rendering.environment(folders, Links({}, {}))
    frame = make_frame(edition, page)
    url = rendering.url_maker(page.url, assets)
    html = environment.get_template(page.template).render(environment.context_of(page, frame, url))
    check_nesting(html)
    return html


def check_nesting(html: str) -> None:
    """Fails where an element is not closed in its place, or an id stands twice."""
    reader = _Nesting()
    reader.feed(html)
    reader.close()
    assert not reader.open, f"not closed: {reader.open}"


_VOID = {"meta", "link", "br", "hr", "img", "input"}


class _Nesting(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                assert value, "an empty id"
                assert value not in self.ids, f"the id {value} stands twice"
                self.ids.add(value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>, {self.getpos()}"
        self.open.pop()
