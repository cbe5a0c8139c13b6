"""A whole goals repository as one mapping of texts, its files, and what the package makes of them.

A *world* is `{as_of, config, kpis, goals}`; every value is the text that would stand in a file:
`kpis` maps ids to front matter plus `series` (`{date: value}`) or `csv` (text); `goals` maps ids to front
matter; `config` holds `cycles`, `freshness` and `status` of `site_config.yml`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from goalposts.loading.parse import for_audience, parse
from goalposts.loading.tree import SourceTree
from goalposts.measuring.measure import measure
from goalposts.pages import api
from goalposts.pages.page import Edition
from goalposts.problems import Severity

World = dict[str, Any]

KPI = {"title": "A number", "direction": "up", "cadence": "weekly"}
GOAL = {"title": "A goal", "level": "organization", "owner": "boss"}

# what YAML reads as this very text when it is not quoted, in lists and mappings too
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_%-]*|[-+][0-9][0-9.]*(e[-+]?[0-9]+)?(%|pp)?")


def text_of(value: object) -> str:
    """Returns a value of a world as YAML on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{text_of(key)}: {text_of(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(text_of(part) for part in value) + "]"
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def document(fields: Mapping[str, Any]) -> str:
    """Returns a Markdown file with these fields as front matter."""
    lines = [f"{key}: {text_of(value)}" for key, value in fields.items()]
    return "\n".join(["---", *lines, "---", "Why it matters.", ""])


def files_of(world: World) -> dict[str, str]:
    """Returns the files of the repository that a world describes."""
    config = {"schema": "1", "site": {"name": "Tests"}, "people": {"boss": {"name": "Boss"}}}
    files = {
        "site_config.yml": "".join(f"{k}: {text_of(v)}\n" for k, v in (config | world["config"]).items())
    }
    for key, kpi in world["kpis"].items():
        fields = {name: value for name, value in kpi.items() if name not in {"series", "csv"}}
        rows = [f"{day},{value}" for day, value in kpi.get("series", {}).items()]
        files[f"kpis/{key}.md"] = document(KPI | fields)
        files[f"kpis/{key}.csv"] = kpi.get("csv") or "\n".join(["date,value", *rows, ""])
    for key, goal in world["goals"].items():
        files[f"goals/{key}.md"] = document(GOAL | goal)
    return files


def tree_of(files: Mapping[str, str]) -> SourceTree:
    """Returns files as they come from the disk: bytes, sorted by path."""
    return SourceTree({path: text.encode() for path, text in sorted(files.items())})


def edition_of(files: Mapping[str, str], as_of: str | date) -> Edition:
    """Returns the repository of these files, measured on a day; fails where a file has an error."""
    day = as_of if isinstance(as_of, date) else date.fromisoformat(as_of)
    parsed = parse(tree_of(files))
    errors = [problem for problem in parsed.problems if problem.severity is Severity.ERROR]
    assert errors == []
    assert parsed.repository is not None
    visible = for_audience(parsed.repository, "internal")
    return Edition(visible, measure(visible, day), None, "0")


def documents_of(edition: Edition) -> dict[str, Any]:
    """Returns the JSON documents of the API: `{"goals/g": {...}, "kpis/k": {...}, …}`."""
    made = {download.url: download.content for download in api.make(edition)}
    prefix, suffix = api.ROOT, ".json"
    return {url.removeprefix(prefix).removesuffix(suffix): json.loads(text) for url, text in made.items()}


def measured(world: World) -> dict[str, Any]:
    """Returns the goal documents of a world by id."""
    edition = edition_of(files_of(world), world["as_of"])
    return {key: api.goal_document(edition, score) for key, score in edition.scorecard.goals.items()}
