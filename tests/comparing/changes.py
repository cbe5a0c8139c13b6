"""A small company, and the comparison of it with a change of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from goalposts.comparing import Comparison, Viewpoint, compare, read_sides
from goalposts.comparing.comparison import GoalDifference
from goalposts.loading.tree import SourceTree

AS_OF = date(2026, 11, 15)
Files = Mapping[str, str | None]
"""Content by path; None removes the file."""

WIN = "goals/sales/win.md"
KEEP = "goals/sales/keep.md"
SERIES = "kpis/customers.csv"

COMPANY: dict[str, str] = {
    "site_config.yml": (
        "schema: 1\nsite: {name: Acme}\npeople:\n  ceo: {name: Chief}\n  ann: {name: Ann, team: sales}\n"
        "  bob: {name: Bob, team: sales}\n"
    ),
    "goals/index.md": "We sell.\n",
    "goals/grow.md": (
        "---\ntitle: Grow\nlevel: organization\nkind: objective\nowner: ceo\ncycle: 2026-Q4\n"
        "rollup: children\n---\nWhy.\n"
    ),
    "goals/last.md": (
        "---\ntitle: Last\nlevel: organization\nowner: ceo\ncycle: 2026-Q4\nrollup: children\n---\nWhy.\n"
    ),
    "goals/sales/index.md": "---\ntitle: Sales\nlead: ann\n---\nWe sell.\n",
    WIN: (
        "---\ntitle: Win 20 customers\nlevel: team\nowner: ann\ncycle: 2026-Q4\nsupports: [grow]\n"
        "key_results:\n  - {kpi: customers, baseline: 10, target: 20}\n"
        "  - {id: plan, title: A plan, done: 2026-10-20, weight: 1}\n---\nWhy.\n"
    ),
    KEEP: (
        "---\ntitle: Keep them\nlevel: team\nowner: ann\ncycle: 2026-Q4\nsupports: [grow]\n"
        "key_results:\n  - {title: A call, done: 2026-11-01}\n---\nWhy.\n"
    ),
    "kpis/customers.md": "---\ntitle: Customers\ndirection: up\ncadence: monthly\nowner: ann\n---\nAll.\n",
    SERIES: "date,value\n2026-08,9\n2026-09,10\n2026-10,12\n",
}


def tree(files: Files) -> SourceTree:
    """Returns files as the loader would give them."""
    return SourceTree({path: text.encode() for path, text in sorted(files.items()) if text is not None})


def changed(changes: Files) -> SourceTree:
    """Returns the company with a change."""
    return tree({**COMPANY, **changes})


def told(before: SourceTree, after: SourceTree, audience: str = "internal") -> Comparison:
    """Returns what the change from one tree to the other does."""
    view = Viewpoint(AS_OF, audience)
    return compare(*read_sides(("main", before), ("the working tree", after), view), view)


def effect(changes: Files, audience: str = "internal") -> Comparison:
    """Returns what a change of the company does."""
    return told(tree(COMPANY), changed(changes), audience)


def edited(path: str, old: str, new: str) -> dict[str, str]:
    """Returns one file of the company with a text replaced."""
    assert old in COMPANY[path]
    return {path: COMPANY[path].replace(old, new)}


def goals(comparison: Comparison) -> dict[str, GoalDifference]:
    """Returns the goals that stand elsewhere by id."""
    return {each.id: each for each in comparison.goals}
