"""A case: a small world in short form, and the numbers that were worked out for it by hand.

The files beside this one are lists of cases. Each has `rule`, one sentence that it holds; `as_of`; and

- `kpi` (the KPI `k`) or `kpis`, each with `series: {date: value}` or `csv`;
- `result` (the only key result of the goal `g`) or `results`, which read `k` unless they say otherwise;
- `goal`: more fields of `g`; `goals`: more goals; `config`: more settings;
- `expect`: what the API says of `g`, with `result` for its only key result or `results` by id;
  `expect_goals` the same for other goals, `expect_kpi` what is known of `k`.

`g` runs from 2026-10-01 to 2026-12-31 (91 days), and so do the other goals. Numbers may be fractions: 45/91.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.cases.world import World

HERE = Path(__file__).parent
DATES = {"start": "2026-10-01", "due": "2026-12-31"}
WITHOUT_KPI = {"values", "milestones", "done", "kpi"}


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields (name, case) of every file; the text of every value is kept as it is written."""
    for path in sorted(HERE.glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # knows texts, lists and mappings only
        for number, case in enumerate(found, 1):
            yield f"{path.stem}-{number:02}", case


def world_of(case: dict[str, Any]) -> World:
    """Returns the world that a case describes."""
    results = [*case.get("results", []), *([case["result"]] if "result" in case else [])]
    main = {**DATES, **case.get("goal", {})}
    if results:
        main["key_results"] = [_result(result) for result in results]
    kpis = {**case.get("kpis", {}), **({"k": case["kpi"]} if "kpi" in case else {})}
    return {
        "as_of": case["as_of"],
        "config": case.get("config", {}),
        "kpis": {key: {"cadence": "weekly", **kpi} for key, kpi in kpis.items()},
        "goals": {"g": main} | {key: _other(goal) for key, goal in case.get("goals", {}).items()},
    }


def _other(goal: dict[str, Any]) -> dict[str, Any]:
    results = [_result(result) for result in goal.get("key_results", [])]
    return {**DATES, **goal, **({"key_results": results} if results else {})}


def _result(result: dict[str, Any]) -> dict[str, Any]:
    if WITHOUT_KPI & set(result):
        return result if "kpi" in result else {"title": "R", **result}
    return {"kpi": "k", **result}
