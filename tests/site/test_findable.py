"""What of a page the search finds: what people wrote, as plain text, and nothing that was worked out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import asdict, replace

from goalposts.pipeline import Request, build
from goalposts.site.findable import Findable, findable
from tests.support.files import build_file_tree
from tests.support.small import SMALL

AS_OF = date(2026, 11, 15)
GOAL = (
    '---\ntitle: Open "three" shops & more\nlevel: team\nowner: sales-lead\nstakeholders: [ceo]\n'
    "cycle: 2026-Q4\n"
    "tags: [harbour]\nlinks:\n  - {title: Floor plans, url: https://example.org/}\nkey_results:\n"
    "  - {id: a, title: Leases, values: {2026-10-31: 31, 2026-11-07: 71}, baseline: 0, target: 97}\n"
    "  - {id: b, title: Steps, milestones: [{title: Sign the lease, due: 2026-12-01}]}\n"
    "check_ins:\n  - {date: 2026-11-08, status: at_risk, blockers: Permits are slow}\n"
    "  - {date: 2026-11-01, status: at_risk, wins: A landlord agreed}\n"
    "  - {date: 2026-10-20, status: at_risk, note: Begun with maps}\n"
    "  - {date: 2026-10-12, status: at_risk, note: Walked the quay}\n"
    "  - {date: 2026-10-05, status: at_risk, note: Asked around}\n"
    "---\nPeople *walk* by.\n\n- Un**believ**able rents\n- Kiosks\n\n"
    "| street | rank |\n| --- | --- |\n| Quay | first |\n"
)


def _page(body: str) -> str:
    return (
        f'<html lang="en"><main id="p_main" data-kind="Goal" data-team="" data-status="Stale">{body}</main>'
    )


def _words(body: str) -> str:
    found = findable(_page(body))
    assert found is not None
    return found.words


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a few goals, one of which says something in each of its fields."""
    base = tmp_path_factory.mktemp("findable")
    root = build_file_tree(base / "root", SMALL | {"goals/sales/shops.md": GOAL})
    built = build(root, base / "site", Request(AS_OF, as_of_is_given=True, with_search=False))
    assert built.pages, built.problems
    return base / "site"


def _found(site: Path, url: str) -> Findable:
    found = findable((site / url / "index.html").read_text(encoding="utf-8"))
    assert found is not None, url
    return found


def test_all_that_people_wrote_about_a_goal_is_found(site: Path) -> None:
    """Title, body, key results, milestones, check-ins, links, tags, people, team and cycle are found."""
    found = _found(site, "goals/shops")
    assert found.title == 'Open "three" shops & more'
    assert found.filters == {"kind": "Goal", "team": "Sales", "status": found.status}
    for words in (
        *("People walk by.", "Unbelievable rents. Kiosks.", "Quay first", "Leases", "Sign the lease"),
        *("Permits are slow", "A landlord agreed", "Begun with maps", "Walked the quay", "Asked around"),
        *("Floor plans", "harbour", "Head of Sales", "Sales", "Q4 2026"),
    ):
        assert words in found.words, words


def test_what_was_worked_out_is_not_found(site: Path) -> None:
    """Numbers, charts, explanations, tables of values, navigation and the day of the site are not found."""
    for url in ("goals/shops", "goals/win", "kpis/customers", "teams/sales", "people/sales-lead"):
        words = _found(site, url).words
        for other in (
            "How this is made",
            "71",
            "97",
            "%",
            "CSV",
            "JSON",
            "15 Nov",
            "Edit",
            "Status",
            "History",
        ):
            assert other not in words, (url, other, words)


def test_the_same_is_found_after_a_value_came(tmp_path: Path, site: Path) -> None:
    """A new value changes what a page shows and not what is found of it, as long as its status stays."""
    later = GOAL.replace("2026-11-07: 71", "2026-11-07: 72")
    root = build_file_tree(tmp_path / "root", SMALL | {"goals/sales/shops.md": later})
    build(root, tmp_path / "site", Request(AS_OF, as_of_is_given=True, with_search=False))
    url = "goals/shops/index.html"
    assert (tmp_path / "site" / url).read_bytes() != (site / url).read_bytes()
    assert _found(tmp_path / "site", "goals/shops") == _found(site, "goals/shops")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("kpis/customers", ["Sales"]),
        ("teams/sales", ["Head of Sales"]),
        ("people/sales-lead", ["Sales"]),
        ("numbers", ["Bring a number from where it began to a target"]),
    ],
)
def test_every_kind_of_record_is_found_by_its_own_words(site: Path, url: str, words: list[str]) -> None:
    """KPIs, teams, people and the page on the numbers are found by what they say of themselves."""
    found = _found(site, url)
    assert found.title
    for each in words:
        assert each in found.words


def test_lists_are_not_found(site: Path) -> None:
    """Home, lists, reviews, changes and the map are not found: records say the same."""
    for page in sorted(site.rglob("index.html")):
        folder, _, rest = page.parent.relative_to(site).as_posix().partition("/")
        is_found = findable(page.read_text(encoding="utf-8")) is not None
        assert is_found == (folder == "numbers" or (folder in FOUND and bool(rest) and "/" not in rest)), page


FOUND = {"goals", "kpis", "teams", "people", "cycles"}


def test_elements_are_taken_whole_and_once() -> None:
    """A marked element ends where it ends, whatever stands in it; a mark in a mark adds nothing."""
    inner = "<div><div>two</div></div><p data-found>three</p>"
    assert _words(f"<div data-found class='x'>one {inner}</div><div>four</div>") == "one two three."


def test_text_cannot_mark_itself() -> None:
    """What reads like a mark in a text or in an attribute is text."""
    unmarked = '<p title="a > b">x &lt;p data-found&gt;y</p><p>a data-found b</p>'
    marked = '<p data-found title="a > b">It&#39;s &lt;b&gt; &amp;amp;</p>'
    assert _words(unmarked + marked) == "It's <b> &amp;."


def test_a_digest_tells_what_is_found_apart() -> None:
    """The hash changes with each of the parts, also where a word moves from one to the next."""
    found = Findable("en", "a", "b", "Goal", "T", "S")
    other = [replace(found, **{name: value + "x"}) for name, value in asdict(found).items()]
    moved = replace(found, title="a b", words="")
    assert len({each.digest for each in (found, moved, *other)}) == len(other) + 2
