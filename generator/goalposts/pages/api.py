"""The JSON contract: `/api/v1/*.json`, what other programs may rely on.

Every document is a value made from the edition, then one line of compact JSON. Keys stand in the order
of the contract, lists are sorted by id, fractions are rounded half-up to nine decimals, and `null`
stands where there is no number. `api_schema` describes the same documents as a JSON Schema.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from goalposts.measuring.parts import state_on
from goalposts.measuring.rounding import shown_score
from goalposts.measuring.scorecard import GoalScore, KeyResultScore, KpiScore, SliceScore
from goalposts.pages.api_changes import changes_document, history_documents, moved_results
from goalposts.pages.api_groups import Document, cycle_documents, person_documents, team_documents
from goalposts.pages.api_schema import schema
from goalposts.pages.api_values import absolute, fraction, iso, number
from goalposts.pages.json_text import json_list, json_text
from goalposts.pages.links import goal_url, kpi_url
from goalposts.pages.page import Download, Edition
from goalposts.pages.standing import cycles_in_use
from goalposts.records.goal import CheckInFields, Goal, Support
from goalposts.records.kpi import Observation

ROOT = "api/v1/"


def make(edition: Edition) -> Iterator[Download]:
    """Yield every document of the contract, and its schema."""
    yield from make_frame(edition)
    yield from make_lists(edition, lists_of(edition))
    yield from make_goals(edition, sorted(edition.repository.goals))
    yield from make_kpis(edition, sorted(edition.repository.kpis))


def make_frame(edition: Edition) -> Iterator[Download]:
    """Yield what the site is, and the schema of all documents."""
    yield _download("index", index_document(edition))
    yield _download("schema", schema(absolute(edition, f"{ROOT}schema.json")))


def lists_of(_: Edition) -> Sequence[str]:
    """Return the names of the documents that tell of many records."""
    return tuple(_LISTS)


def make_lists(edition: Edition, names: Iterable[str]) -> Iterator[Download]:
    """Yield some documents that tell of many records."""
    for name in names:
        yield Download(f"{ROOT}{name}.json", json_list(_LISTS[name](edition)))


def make_goals(edition: Edition, goals: Iterable[str]) -> Iterator[Download]:
    """Yield the documents of some goals."""
    for key in goals:
        yield _download(f"goals/{key}", goal_document(edition, edition.scorecard.goals[key]))


def make_kpis(edition: Edition, kpis: Iterable[str]) -> Iterator[Download]:
    """Yield the documents of some KPIs."""
    for key in kpis:
        yield _download(f"kpis/{key}", kpi_document(edition, edition.scorecard.kpis[key]))


def _download(name: str, document: object) -> Download:
    return Download(f"{ROOT}{name}.json", json_text(document))


# --- the site --------------------------------------------------------------------------------------


def index_document(edition: Edition) -> Document:
    """Return what the site is: its day, its audience, its commit, and how many records it has."""
    repository = edition.repository
    return {
        "as_of": edition.scorecard.as_of.isoformat(),
        "audience": repository.audience,
        "commit": edition.commit.sha if edition.commit else None,
        "counts": {
            "goals": len(repository.goals),
            "kpis": len(repository.kpis),
            "teams": len(repository.teams),
            "people": len(repository.people),
            "cycles": len(cycles_in_use(repository)),
        },
    }


# --- goals -----------------------------------------------------------------------------------------


def goal_document(edition: Edition, score: GoalScore) -> Document:
    """Return one goal with its key results, check-ins and history."""
    goal, moved = score.goal, moved_results(edition, score.goal.id)
    return {
        **listed_goal(edition, score),
        "key_results": [_key_result(result, moved) for result in score.key_results],
        "check_ins": [_check_in(goal, check_in) for check_in in score.check_ins],
        "history": history_documents(edition, goal.id),
    }


def goals_document(edition: Edition) -> Iterator[Document]:
    """Yield all goals, each for the list."""
    return (listed_goal(edition, score) for _, score in sorted(edition.scorecard.goals.items()))


def listed_goal(edition: Edition, score: GoalScore) -> Document:
    """Return a goal for the list, without what only its own document holds."""
    goal = score.goal
    return {
        "id": goal.id,
        "url": absolute(edition, goal_url(goal.id)),
        "title": goal.title,
        "level": goal.level,
        "kind": goal.kind,
        "team": goal.team,
        "owner": goal.owner,
        "cycle": goal.cycle,
        "start": goal.start.isoformat(),
        "due": goal.due.isoformat(),
        "state": state_on(goal, edition.scorecard.as_of),
        "status": score.status.value,
        "last_status": score.last_status.value if score.is_stale and score.last_status else None,
        "progress": fraction(score.progress),
        "expected": fraction(score.expected),
        "gap": fraction(score.gap),
        "score": _score(score, edition.scorecard.as_of),
        "stale": score.is_stale,
        "provisional": score.provisional_until is not None,
        "supports": [_support(support) for support in goal.supports],
        "tags": list(goal.tags),
    }


def _score(score: GoalScore, as_of: date) -> float | int | None:
    goal = score.goal
    if goal.grade is not None and state_on(goal, as_of) == "closed":
        return number(goal.grade)
    if score.score is None:
        return None
    return number(shown_score(score.score, success=0.7 if goal.is_stretch else 1.0))


def _support(support: Support) -> Document:
    to = f"{support.goal}#{support.key_result}" if support.key_result else support.goal
    return {"to": to, "weight": number(support.weight)}


def _key_result(score: KeyResultScore, moved: Collection[str]) -> Document:
    terms = score.key_result.terms
    return {
        "id": score.key_result.id,
        "title": score.key_result.title,
        "type": score.key_result.type,
        "kpi": terms.kpi,
        "weight": number(terms.weight),
        "baseline": number(score.baseline),
        "target": number(score.target),
        "current": number(score.current),
        "measured_on": iso(score.measured_on),
        "progress": fraction(score.progress),
        "expected": fraction(score.expected),
        "gap": fraction(score.gap),
        "held": {"periods": score.held[0], "of": score.held[1]} if score.held else None,
        "status": score.status.value,
        "moved": score.key_result.id in moved,
    }


def _check_in(goal: Goal, check_in: CheckInFields) -> Document:
    return {
        "date": check_in.date.isoformat(),
        "by": check_in.by or goal.owner,
        "status": check_in.status,
        "confidence": number(check_in.confidence),
        "progress": fraction(check_in.progress),
        "wins": check_in.wins,
        "blockers": check_in.blockers,
        "needs": check_in.needs,
        "next": check_in.next,
        "note": check_in.note,
    }


# --- KPIs ------------------------------------------------------------------------------------------


def kpi_document(edition: Edition, score: KpiScore) -> Document:
    """Return one KPI with its series and the series of its slices."""
    return {**_kpi(edition, score), "slices": [_slice(part) for part in score.slices]}


def kpis_document(edition: Edition) -> Iterator[Document]:
    """Yield all KPIs, each for the list."""
    return (_listed_kpi(edition, score) for _, score in sorted(edition.scorecard.kpis.items()))


def _listed_kpi(edition: Edition, score: KpiScore) -> Document:
    """Return a KPI for the list: its slices with their latest value only, so that the list stays small."""
    return {**_kpi(edition, score), "slices": [_latest_of(part) for part in score.slices]}


def _kpi(edition: Edition, score: KpiScore) -> Document:
    kpi = score.kpi
    return {
        "id": kpi.id,
        "url": absolute(edition, kpi_url(kpi.id)),
        "title": kpi.title,
        "unit": kpi.unit,
        "direction": kpi.direction,
        "cadence": kpi.cadence.value,
        "health": score.health.value,
        "stale": score.is_stale,
        "latest": _latest(score.latest),
        "series": [_observation(observation) for observation in score.series],
    }


def _latest(observation: Observation | None) -> Document | None:
    if observation is None:
        return None
    period, value = observation.period, number(observation.value)
    return {"period": period.label, "date": period.end.isoformat(), "value": value}


def _observation(observation: Observation) -> Document:
    return {
        "period": observation.period.label,
        "date": observation.period.end.isoformat(),
        "value": number(observation.value),
        "target": number(observation.target),
        "note": observation.note or None,
    }


def _slice(score: SliceScore) -> Document:
    return {**_latest_of(score), "series": [_observation(observation) for observation in score.series]}


def _latest_of(score: SliceScore) -> Document:
    return {"dimensions": dict(score.dimensions), "latest": _latest(score.latest)}


_LISTS: Mapping[str, Callable[[Edition], Iterable[Document]]] = {
    "goals": goals_document,
    "kpis": kpis_document,
    "teams": team_documents,
    "people": person_documents,
    "cycles": cycle_documents,
    "changes": changes_document,
}
