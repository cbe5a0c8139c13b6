"""A company whose goals changed in git: moved goalposts, restated values, renames, hostile names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from goalposts.loading.parse import parse
from goalposts.loading.tree import load
from goalposts.pages import make_pages
from goalposts.pages.page import Edition, Page
from goalposts.pipeline import Request, make_edition
from tests.history.story import Story
from tests.pages.company import downloads_of

AS_OF = date(2026, 11, 20)
HOSTILE = 'Eve "script" & <eve@example.org>'

_CONFIG = (
    "schema: 1\nsite: {name: Acme goals, url: 'https://acme.example/goals/', repo: 'https://git.example/acme/goals'}\n"
    "people:\n  lead: {name: Head of Sales, team: sales}\n  other: {name: Somebody Else}\n"
)
_KPI = (
    "---\ntitle: Renewal rate\ndirection: up\nunit: percent\ndecimals: 1\ncadence: weekly\n"
    "owner: lead\n---\nHow.\n"
)
_ROWS = "date,value\n2026-W39,84.0\n2026-W40,84.1\n2026-W44,84.9\n2026-W45,85.6\n"


def goal(title: str, rest: str, *, team: str = "sales", owner: str = "lead") -> str:
    """Returns the file of a goal of the fourth quarter."""
    return (
        f"---\ntitle: {title}\nlevel: team\nowner: {owner}\nteam: {team}\ncycle: 2026-Q4\n{rest}---\nWhy.\n"
    )


def renew(target: str, rest: str = "") -> str:
    """Returns the goal whose target moves."""
    return goal("Raise the rate", f"key_results:\n  - {{kpi: rate, target: {target}}}\n{rest}")


def company(**config: str) -> Story:
    """Returns the story; each of `config` is a line that is added to the settings."""
    story = Story()
    settings = _CONFIG + "".join(f"{name}: {text}\n" for name, text in config.items())
    story.commit(
        "2026-09-24",
        "Agree the goals (#198)",
        {
            "site_config.yml": settings,
            "goals/index.md": "We keep our customers.\n",
            "goals/sales/index.md": "---\ntitle: Sales\nlead: lead\n---\n",
            "goals/sales/renew.md": renew("93"),
            "goals/sales/call.md": goal("Call everybody", "key_results:\n  - {title: Called, done: false}\n"),
            "goals/sales/old.md": goal("An <old> goal", "key_results:\n  - {title: Done, done: false}\n"),
            "kpis/rate.md": _KPI,
            "kpis/rate.csv": _ROWS,
        },
    )
    story.commit("2026-10-22", "Lower the target (#214)", {"goals/sales/renew.md": renew("92")})
    story.commit(
        "2026-11-10",
        "Restate & add <values>",
        {"kpis/rate.csv": _ROWS.replace("85.6", "85.5") + "2026-W46,85.4\n"},
        author=HOSTILE,
    )
    story.commit(
        "2026-11-16",
        "Check in",
        {"goals/sales/renew.md": renew("92", "check_ins:\n  - {date: 2026-11-16, status: on_track}\n")},
    )
    story.commit(
        "2026-11-17",
        "Call it otherwise, and let one go",
        {
            "goals/sales/call.md": None,
            "goals/sales/call-all.md": goal(
                "Call everybody", "key_results:\n  - {title: Called, done: false}\n"
            ),
            "goals/sales/old.md": None,
        },
    )
    return story


def edition_of(root: Path, *, audience: str = "internal", as_of: date = AS_OF) -> Edition:
    """Returns the edition of the repository as it is checked out."""
    parsed = parse(load(root))
    assert parsed.repository is not None, parsed.problems
    return make_edition(root, parsed.repository, Request(as_of, audience))


def downloads(edition: Edition) -> dict[str, str]:
    """Returns every file that is no page, by its address."""
    return downloads_of(make_pages(edition))


def pages(edition: Edition) -> dict[str, Page]:
    """Returns every page, by its address."""
    return {made.url: made for made in make_pages(edition) if isinstance(made, Page)}
