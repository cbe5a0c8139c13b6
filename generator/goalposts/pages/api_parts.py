"""The parts that the JSON Schema of the API is put together from."""

from __future__ import annotations

from typing import Any

from goalposts.history.effects import Effect
from goalposts.history.events import EventKind
from goalposts.history.lineages import RecordKind
from goalposts.measuring.status import Status
from goalposts.records.goal import REPORTED
from goalposts.records.ids import ID_PATTERN

Schema = dict[str, Any]

TYPES = ("reach", "hold", "milestones", "yes_no")


def record(description: str, properties: Schema) -> Schema:
    """Return the schema of an object whose keys are all required."""
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
    }


def array(description: str, of: Schema) -> Schema:
    """Return the schema of a list of one kind of thing."""
    return {"type": "array", "description": description, "items": of}


def ref(name: str) -> Schema:
    """Return the schema of a reference to a definition."""
    return {"$ref": f"#/$defs/{name}"}


def text(description: str) -> Schema:
    """Return the schema of a text."""
    return {"type": "string", "description": description}


def text_or_null(description: str) -> Schema:
    """Return the schema of a text that may be missing."""
    return {"type": ["string", "null"], "description": description}


def one_of(description: str, names: tuple[str, ...]) -> Schema:
    """Return the schema of one of several words."""
    return {"type": "string", "description": description, "enum": list(names)}


def one_of_or_null(description: str, names: tuple[str, ...]) -> Schema:
    """Return the schema of one of several words, or null."""
    return {"type": ["string", "null"], "description": description, "enum": [*names, None]}


def number_or_null(description: str) -> Schema:
    """Return the schema of a number, or null where there is none."""
    return {"type": ["number", "null"], "description": description}


def count(description: str) -> Schema:
    """Return the schema of a whole number, 0 or more."""
    return {"type": "integer", "minimum": 0, "description": description}


def flag(description: str) -> Schema:
    """Return the schema of true or false."""
    return {"type": "boolean", "description": description}


def identifier(description: str) -> Schema:
    """Return the schema of the id of a record."""
    return {"type": "string", "description": description, "pattern": f"^{ID_PATTERN}$"}


def identifier_or_null(description: str) -> Schema:
    """Return the schema of the id of a record, or null."""
    return {"type": ["string", "null"], "description": description, "pattern": f"^{ID_PATTERN}$"}


def day(description: str) -> Schema:
    """Return the schema of a date."""
    return {"type": "string", "format": "date", "description": description}


def day_or_null(description: str) -> Schema:
    """Return the schema of a date, or null."""
    return {"type": ["string", "null"], "format": "date", "description": description}


URL: Schema = {
    "type": "string",
    "format": "uri-reference",
    "description": "The page: absolute where the site has an address, else from the root of the site.",
}
STATUSES = tuple(status.value for status in Status)


def parts() -> dict[str, Schema]:
    """Return the definitions that several documents use."""
    observed = {
        "period": text("The period as the series names it, such as 2026-11."),
        "date": day("The last day of the period."),
        "value": number_or_null("The value in the KPI's unit; null is a gap."),
    }
    sliced = {
        "dimensions": {
            "type": "object",
            "description": "The columns that make the slice, and their values.",
            "additionalProperties": {"type": "string"},
        },
        "latest": {"description": "Its latest value.", "anyOf": [ref("latest"), {"type": "null"}]},
    }
    return {
        "latest": record("A value and its period.", observed),
        "observation": record(
            "A value of a series.",
            {
                **observed,
                "target": number_or_null("The target of that period; drawn, never used by a goal."),
                "note": text_or_null("What is to be said about the value."),
            },
        ),
        "listed_slice": record("A slice in the list.", sliced),
        "slice": record(
            "A slice with its series.", {**sliced, "series": array("Oldest first.", ref("observation"))}
        ),
        "support": record(
            "A goal or key result that is supported.",
            {
                "to": text("A goal (id) or one of its key results (id#key-result)."),
                "weight": {"type": "number", "minimum": 0, "description": "How much it counts there."},
            },
        ),
        "key_result": _key_result(),
        "check_in": _check_in(),
        "team": record(
            "A team.",
            {
                "id": identifier("Permanent name."),
                "url": URL,
                "title": text("Its name."),
                "lead": identifier_or_null("The person who leads it."),
                "parent": identifier_or_null("The team it is part of."),
                "goals": array("Its own goals, by id.", identifier("A goal.")),
                "kpis": array("Its own KPIs, by id.", identifier("A KPI.")),
            },
        ),
        "person": record(
            "A person, or a role.",
            {
                "id": identifier("Permanent name."),
                "url": URL,
                "name": text("The name that is shown."),
                "title": text_or_null("The title."),
                "team": identifier_or_null("The team the person is in."),
                "left": day_or_null("The last day in the company, of those who left."),
                "goals": array("The goals that the person owns or owned, by id.", identifier("A goal.")),
            },
        ),
        "change": _change(),
        "cycle": record(
            "A cycle that goals use, or one of the configuration.",
            {
                "id": text("Its name, such as 2026-Q4."),
                "url": URL,
                "title": text("How it is shown."),
                "start": day("Its first day."),
                "due": day("Its last day."),
                "goals": array("The goals of the cycle, by id.", identifier("A goal.")),
            },
        ),
    }


def _key_result() -> Schema:
    held = record(
        "In how many periods it held, of those that count.",
        {"periods": count("Periods in which it held."), "of": count("Periods that count.")},
    )
    return record(
        "A key result; values are in the KPI's unit.",
        {
            "id": identifier("Permanent name within the goal."),
            "title": text("One line."),
            "type": one_of("What success is made of.", TYPES),
            "kpi": identifier_or_null("The KPI whose values it reads."),
            "weight": {
                "type": "number",
                "minimum": 0,
                "description": "How much it counts; 0 is a guardrail.",
            },
            "baseline": number_or_null("Where it began."),
            "target": number_or_null("Where it should end, relative targets worked out."),
            "current": number_or_null("Where it is."),
            "measured_on": day_or_null("The day that progress and expected are compared on."),
            "progress": number_or_null("As it is, below 0 and above 1 too."),
            "expected": number_or_null("What was expected on that day."),
            "gap": number_or_null("Expected minus progress limited to 0 to 1."),
            "held": {
                "description": "Of a hold result: how long it held. Else null.",
                "anyOf": [held, {"type": "null"}],
            },
            "status": one_of("The computed status.", STATUSES),
            "moved": flag("Whether its goalposts moved since the promise; false where there is no history."),
        },
    )


def _check_in() -> Schema:
    return record(
        "What the owner reported on a day; the texts are Markdown.",
        {
            "date": day("The day."),
            "by": identifier("Who reported."),
            "status": one_of_or_null("The owner's own judgement.", REPORTED),
            "confidence": number_or_null("How sure the owner is, 0 to 10."),
            "progress": number_or_null("The owner's own estimate."),
            "wins": text_or_null("What went well."),
            "blockers": text_or_null("What stands in the way."),
            "needs": text_or_null("What is needed from others."),
            "next": text_or_null("What comes next."),
            "note": text_or_null("Anything else."),
        },
    )


def _change() -> Schema:
    return record(
        "What a commit changed in a record; texts are as they stood in the file.",
        {
            "date": text("When it was committed, in UTC, such as 2026-11-16T12:00:00Z."),
            "commit": text("The full id of the commit."),
            "author": text("Who wrote it, without an address."),
            "subject": text("The first line of the commit's message."),
            "pull_request": {
                "type": ["integer", "null"],
                "description": "Its pull request, if it names one.",
            },
            "record": one_of("What was changed.", tuple(str(kind) for kind in RecordKind)),
            "id": text_or_null("The record's id now; null for the settings and the home page."),
            "title": text("What the record was called after the change."),
            "url": text_or_null("The record's page; null where it has none any more."),
            "kind": one_of("What happened.", tuple(str(kind) for kind in EventKind)),
            "field": text_or_null("The field that changed."),
            "key_result": text_or_null("The key result, where one changed."),
            "of": text_or_null("What inside it: a milestone, the day of a check-in, a period."),
            "before": text_or_null("The value before."),
            "after": text_or_null("The value after."),
            "count": count("How many values one entry stands for."),
            "moved": one_of_or_null(
                "Where a goalpost moved: which way. Else null.", tuple(str(effect.value) for effect in Effect)
            ),
            "text": text("The change in words."),
        },
    )
