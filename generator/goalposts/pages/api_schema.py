"""The JSON Schema of the documents that `api` makes, in the dialect of 2020-12.

Objects stay open, so that a later version may add keys without breaking anyone who validates; every key
that is named here is always present.
"""

from __future__ import annotations

from goalposts.history.addresses import Fate
from goalposts.measuring.status import Health
from goalposts.pages.api_parts import (
    STATUSES,
    URL,
    Schema,
    array,
    count,
    day,
    day_or_null,
    flag,
    identifier,
    identifier_or_null,
    number_or_null,
    one_of,
    one_of_or_null,
    parts,
    record,
    ref,
    text,
    text_or_null,
)
from goalposts.records.goal import KINDS, LEVELS, STATES
from goalposts.records.period import Cadence

GONE = (str(Fate.DELETED), str(Fate.HIDDEN))
DIRECTIONS = ("up", "down", "hold", "none")


def schema(address: str) -> Schema:
    """Return the schema of all documents; each one is a definition under `$defs`, by the name of its file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": "Goalposts API, version 1",
        "description": (
            "What the files under /api/v1/ hold. Progress, expected, gap and score are fractions (0.5 is "
            "half), rounded half-up to nine decimals; null stands where there is no number. Dates are "
            "YYYY-MM-DD. Nothing dated after as_of is in any document."
        ),
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in DOCUMENTS],
        "$defs": {**_documents(), **parts()},
    }


DOCUMENTS = ("index", "goals", "goal", "kpis", "kpi", "teams", "people", "cycles", "changes", "gone")
"""The definitions that are whole documents; `goal` and `kpi` are the files of single records, `gone` is what
stands in their place where the record is gone for good."""


def _documents() -> dict[str, Schema]:
    goal = _goal()
    kpi = _kpi()
    listed_kpi = {**kpi, "slices": array("Every slice, with its latest value.", ref("listed_slice"))}
    return {
        "index": record(
            "index.json: what the site is.",
            {
                "as_of": day("The day on which everything was measured."),
                "audience": one_of("Who the site is for.", ("public", "internal")),
                "commit": text_or_null(
                    "The full id of the commit that the site is made from, if there is one."
                ),
                "counts": record(
                    "How many records of each kind the site has.",
                    {
                        kind: count(f"How many {kind}.")
                        for kind in ("goals", "kpis", "teams", "people", "cycles")
                    },
                ),
            },
        ),
        "goals": array("goals.json: all goals, by id.", record("A goal in the list.", goal)),
        "goal": record("goals/<id>.json: one goal.", {**goal, **_rest_of_goal()}),
        "kpis": array("kpis.json: all KPIs, by id.", record("A KPI in the list.", listed_kpi)),
        "kpi": record("kpis/<id>.json: one KPI.", kpi),
        "teams": array("teams.json: all teams, by id.", ref("team")),
        "people": array("people.json: all people, by id.", ref("person")),
        "cycles": array("cycles.json: all cycles, by id.", ref("cycle")),
        "changes": array(
            "changes.json: every change of a record that is still told of, latest first.", ref("change")
        ),
        "gone": _gone(),
    }


def _gone() -> Schema:
    return record(
        "goals/<id>.json or kpis/<id>.json of a record that is gone. A record with another id now has its "
        "own document at the address of its former id too.",
        {
            "id": identifier("The name that it had."),
            "url": URL,
            "status": one_of("That it is gone: no record has this status.", ("gone",)),
            "reason": one_of("Whether it was deleted, or is no longer published.", GONE),
            "title": text_or_null("Its last title; null where it is no longer published."),
            "date": day_or_null("The day on which it was deleted, where that is known."),
            "commit": text_or_null("The full id of the commit that deleted it, where that is known."),
        },
    )


def _goal() -> Schema:
    return {
        "id": identifier("Permanent name."),
        "url": URL,
        "title": text("One line."),
        "level": one_of("Whose goal it is.", LEVELS),
        "kind": one_of("What sort of goal it is.", KINDS),
        "team": identifier_or_null("The team, if it has one."),
        "owner": identifier("The person who is accountable."),
        "cycle": text_or_null("The cycle, such as 2026-Q4; null where the goal has dates of its own."),
        "start": day("The first day."),
        "due": day("The last day."),
        "state": one_of("What the owner set.", STATES),
        "status": one_of("The computed status; an owner's own call never changes it.", STATUSES),
        "last_status": one_of_or_null("Where stale: the last known status. Else null.", STATUSES),
        "progress": number_or_null("The weighted mean of its parts, each limited to 0 to 1."),
        "expected": number_or_null("What was expected when the parts were measured."),
        "gap": number_or_null("Expected minus progress; negative is ahead."),
        "score": number_or_null(
            "The progress rounded to one decimal, or to more beside the line of success; a grade "
            "given at close replaces it."
        ),
        "stale": flag("Whether half of its weight or more is stale."),
        "provisional": flag("Whether it is past due and final values are still awaited."),
        "supports": array("What it supports.", ref("support")),
        "tags": array("Free words.", text("A tag.")),
    }


def _rest_of_goal() -> Schema:
    return {
        "key_results": array("Its key results, in the order of the file.", ref("key_result")),
        "check_ins": array("What the owner reported, latest first.", ref("check_in")),
        "history": array(
            "What changed, and when; empty where the repository has no history.",
            ref("change"),
        ),
    }


def _kpi() -> Schema:
    return {
        "id": identifier("Permanent name."),
        "url": URL,
        "title": text("One line."),
        "unit": text("percent (85 is 85 %), ratio, count, currency:EUR, duration:minutes, or a word."),
        "direction": one_of("Which way is better.", DIRECTIONS),
        "cadence": one_of("How often a value comes.", tuple(cadence.value for cadence in Cadence)),
        "health": one_of("How the latest value compares with its ranges.", tuple(h.value for h in Health)),
        "stale": flag("Whether the next value is late."),
        "latest": {
            "description": "The latest value, if there is one.",
            "anyOf": [ref("latest"), {"type": "null"}],
        },
        "series": array("The headline series with its gaps, oldest first.", ref("observation")),
        "slices": array("Every slice, with its latest value and its series.", ref("slice")),
    }
