"""Goals in every state that a page may have to show, each as the edition of a small company."""

from __future__ import annotations

from datetime import date

from goalposts.measuring.scorecard import GoalScore
from goalposts.pages.page import Edition
from tests.pages.company import edition_of

AS_OF = date(2026, 11, 20)

_CONFIG = (
    "schema: 1\nsite: {name: Acme goals, url: 'https://acme.example/', repo: 'https://git.example/acme/goals'}\n"
    "people:\n  lead: {name: Head of Sales}\n  other: {name: Somebody Else}\n"
)
_KPI = (
    "---\ntitle: Renewal rate\ndirection: up\nunit: percent\ndecimals: 1\ncadence: weekly\n"
    "healthy: {at_least: 88}\nwarning: {at_least: 80}\n---\n"
)
_WEEKS = "date,value\n2026-W39,84.0\n2026-W40,84.1\n2026-W44,84.9\n2026-W45,85.6\n2026-W46,85.4\n"
_OLD = "date,value\n2026-W39,84.0\n2026-W40,85.0\n2026-W41,86.0\n"
_TO_YEAR_END = "cycle: 2026-Q4\n"

REACH = "key_results:\n  - {kpi: rate, target: 92}\n"
HOLD = "key_results:\n  - {kpi: rate, at_least: 84}\n"
MILESTONES = (
    "key_results:\n  - title: System in use\n    milestones:\n"
    "      - {title: Agree the rules, due: 2026-10-16, done: 2026-10-14}\n"
    "      - {title: Alerts for all, due: 2026-11-18}\n"
    "      - {title: First review, due: 2026-12-15}\n"
)
DONE = (
    "key_results:\n  - title: System in use\n    milestones:\n"
    "      - {title: First, due: 2026-10-16, done: 2026-10-14}\n"
    "      - {title: Second, due: 2026-12-18, done: 2026-11-13}\n"
)

PARTNERS = "key_results:\n  - {title: Partners, baseline: 0, target: 10, values: {2026-09-30: 8}}\n"
BY_HAND = (
    "key_results:\n  - {title: Partners, baseline: 0, target: 10, values: {2026-10-30: 2, 2026-11-16: 5.5}}\n"
)
REPORTED = (
    "check_ins:\n"
    "  - {date: 2026-11-16, status: on_track, confidence: 6, note: Two are signed., needs: An engineer.}\n"
)

STATES: dict[str, str] = {
    "on track": _TO_YEAR_END + "key_results:\n  - {kpi: rate, baseline: 84, target: 86}\n",
    "at risk": _TO_YEAR_END + "key_results:\n  - {kpi: rate, baseline: 84, target: 88.2}\n",
    "off track": _TO_YEAR_END + REACH,
    "below the start": _TO_YEAR_END + "key_results:\n  - {kpi: rate, baseline: 86, target: 92}\n",
    "downwards": _TO_YEAR_END + "key_results:\n  - {kpi: rate, baseline: 86, target: 80}\n",
    "holding": _TO_YEAR_END + HOLD,
    "not holding": _TO_YEAR_END + "key_results:\n  - {kpi: rate, at_least: 85.5}\n",
    "tolerated": (
        "start: 2026-10-01\ndue: 2026-11-15\nambition: stretch\nkey_results:\n  - {kpi: rate, at_least: 86}\n"
    ),
    "nearly all": (
        "start: 2026-10-01\ndue: 2026-11-15\nambition: stretch\n"
        f"{BY_HAND.replace('5.5', '5').replace('11-16', '11-15')}  - {{title: Announced, done: 2026-10-20}}\n"
    ),
    "milestones": _TO_YEAR_END + MILESTONES,
    "yes or no": _TO_YEAR_END + "key_results:\n  - {title: Announced, done: false}\n",
    "by hand": _TO_YEAR_END + BY_HAND,
    "several": _TO_YEAR_END
    + REACH
    + "  - {kpi: rate, id: hold, title: Never below 84, at_least: 84, weight: 0}\n"
    + "  - {title: Announced, done: 2026-11-02, weight: 2, aliases: [told, said]}\n",
    "not measured": _TO_YEAR_END + "rollup: none\n",
    "nothing to measure": _TO_YEAR_END,
    "draft": _TO_YEAR_END + "state: draft\n" + REACH,
    "paused": _TO_YEAR_END + "state: paused\n" + MILESTONES,
    "dropped": _TO_YEAR_END + "state: dropped\n" + REACH,
    "not started": "start: 2026-12-01\ndue: 2027-02-28\n" + REACH,
    "achieved": _TO_YEAR_END + DONE,
    "missed": "cycle: 2026-Q3\n" + PARTNERS,
    "closed with a grade": (
        "cycle: 2026-Q3\nstate: closed\ngrade: 0.6\nretrospective: It took **longer**.\n"
        "key_results:\n  - {title: Partners, baseline: 0, target: 10, values: {2026-09-30: 8}}\n"
    ),
    "achieved by its grade": (
        "cycle: 2026-Q3\nstate: closed\ngrade: 1\nretrospective: They are as good as won.\n"
        "key_results:\n  - {title: Partners, baseline: 0, target: 10, values: {2026-09-30: 8}}\n"
    ),
    "closed as a stretch": (
        "cycle: 2026-Q3\nambition: stretch\nstate: closed\nretrospective: Well done.\n"
        "key_results:\n  - {title: Partners, baseline: 0, target: 10, values: {2026-09-30: 8}}\n"
    ),
    "one day": "start: 2026-11-20\ndue: 2026-11-20\nkey_results:\n  - {title: Announced, done: false}\n",
    "disagreeing": _TO_YEAR_END + REACH + REPORTED,
    "reported worse": _TO_YEAR_END + HOLD + "check_ins:\n  - {date: 2026-11-16, status: off_track}\n",
    "provisional": (
        "start: 2026-10-01\ndue: 2026-11-19\nkey_results:\n  - {kpi: rate, baseline: 84, target: 86}\n"
    ),
    "hostile": _TO_YEAR_END
    + "tags: ['<b>tag</b>']\nlinks: [{title: '<i>a](javascript:b) *c*', url: 'https://wiki.example/a'}]\n"
    + "key_results:\n  - {id: kr, title: '<script>alert(1)</script>', done: false}\n",
}


def files_of(state: str) -> dict[str, str]:
    """Returns the files of a company whose goal `it` is in the named state."""
    title = "'<script>alert(2)</script>'" if state == "hostile" else "Raise the rate"
    front = (
        f"---\ntitle: {title}\nlevel: team\nowner: lead\nteam: sales\n{STATES[state]}---\nWhy it matters.\n"
    )
    return {
        "site_config.yml": _CONFIG,
        "goals/index.md": "We keep our customers.\n",
        "goals/sales/index.md": "---\ntitle: Sales\n---\n",
        "goals/sales/it.md": front,
        "kpis/rate.md": _KPI,
        "kpis/rate.csv": _WEEKS,
    }


def in_state(state: str) -> tuple[Edition, GoalScore]:
    """Returns the edition of a company whose goal is in the named state, and the score of that goal."""
    edition = edition_of(files_of(state), AS_OF)
    return edition, edition.scorecard.goals["it"]


def with_old_values() -> tuple[Edition, GoalScore]:
    """Returns the edition of a company whose goal is stale, and the score of that goal."""
    edition = edition_of({**files_of("off track"), "kpis/rate.csv": _OLD}, AS_OF)
    return edition, edition.scorecard.goals["it"]


def without_values() -> tuple[Edition, GoalScore]:
    """Returns the edition of a company whose goal has no value yet, and the score of that goal."""
    edition = edition_of(
        {**files_of("off track"), "kpis/rate.csv": "date,value\n2026-W39,84.0\n"}, date(2026, 10, 3)
    )
    return edition, edition.scorecard.goals["it"]
