"""A comparison as JSON, for programs."""

from __future__ import annotations

import json
from typing import Any

from msgspec.structs import asdict

from goalposts.comparing.comparison import Comparison, GoalDifference, KpiDifference, RecordChange
from goalposts.comparing.record_words import row_word
from goalposts.comparing.text import PRIVATE_CHANGES
from goalposts.comparing.words import Words
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import GoalScore, KeyResultScore, KpiScore
from goalposts.problems import as_json as problems_as_json


def as_json(told: Comparison) -> str:
    """Return the comparison as JSON text; without the text of private records. Fractions are 0…1."""
    found = json.loads(problems_as_json(told.problems))
    private = [{"message": PRIVATE_CHANGES}] if told.private else []
    whole = {
        "base": told.base,
        "head": told.head,
        "as_of": told.as_of.isoformat(),
        "audience": told.audience,
        "summary": Words(told).summary(),
        "records": [*(_record(each) for each in told.records), *private],
        "hidden": told.hidden,
        "other_files": list(told.others),
        "moves": [
            {
                "goal": each.goal_id,
                **{
                    name: getattr(each.move, name)
                    for name in ("field", "before", "after", "key_result", "milestone", "restated")
                },
                "effect": each.move.effect.value,
            }
            for each in told.moves
        ],
        "goals": [_goal(each) for each in told.goals],
        "kpis": [_kpi(each) for each in told.kpis],
        "not_compared": [
            {"path": each.path, "side": each.side, "message": each.problem.message}
            for each in told.not_compared
            if not each.problem.private
        ],
        "is_measured": told.rules is not None,
        "problems": found["problems"],
        "counts": found["counts"],
        "existing": told.existing,
        "mended": told.mended,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _record(each: RecordChange) -> dict[str, Any]:
    return {
        "kind": each.kind.value,
        "id": each.id,
        "title": each.title,
        "path": each.path,
        "changes": [
            {
                "kind": change.kind.value,
                "field": change.field,
                "key_result": change.part,
                "of": change.of,
                "before": change.before,
                "after": change.after,
            }
            for change in each.changes
        ],
        "values": [{**asdict(row), "slice": dict(row.slice), "change": row_word(row)} for row in each.rows],
    }


def _goal(each: GoalDifference) -> dict[str, Any]:
    return {
        "id": each.id,
        "title": each.score.goal.title,
        "level": each.score.goal.level,
        "presence": each.presence.value,
        "before": _standing(each.before),
        "after": _standing(each.after),
        "key_results": [
            {
                "id": (part.after or part.before).key_result.id,  # type: ignore[union-attr]  # never both None
                "before": _result(part.before),
                "after": _result(part.after),
            }
            for part in each.key_results
        ],
        "through": list(each.through),
        "hidden": each.hidden,
    }


def _standing(score: GoalScore | None) -> dict[str, Any] | None:
    if score is None:
        return None
    return {
        "status": score.status.value,
        "shown_status": score.shown_status.value,
        "last_status": score.last_status.value if score.last_status else None,
        "progress": _number(score.progress),
        "expected": _number(score.expected),
        "gap": _number(score.gap),
        "score": _number(score.score),
        "stale": score.is_stale,
        "provisional": score.provisional_until is not None,
    }


def _result(score: KeyResultScore | None) -> dict[str, Any] | None:
    if score is None:
        return None
    names = ("progress", "expected", "baseline", "current", "target")
    return {"status": score.status.value, **{name: _number(getattr(score, name)) for name in names}}


def _kpi(each: KpiDifference) -> dict[str, Any]:
    return {
        "id": each.id,
        "title": each.score.kpi.title,
        "presence": each.presence.value,
        "before": _health(each.before),
        "after": _health(each.after),
    }


def _health(score: KpiScore | None) -> dict[str, Any] | None:
    if score is None:
        return None
    latest = score.latest
    value = {"period": latest.period.label, "value": _number(latest.value)} if latest else None
    return {"health": score.health.value, "stale": score.is_stale, "latest": value}


def _number(value: float | None) -> float | None:
    return None if value is None else half_up(value, 9)
