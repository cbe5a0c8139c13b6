"""Random worlds: goals and KPIs of every kind around the turn of a year.

A world is made from a source of chance, so that Hypothesis can steer and shrink it, and so that the same
seed gives the same world wherever it is made.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.measuring.second import PRESETS
from tests.measuring.second_days import next_due

DAY = timedelta(days=1)
WEIGHTS = ("1", "1", "1", "1", "1", "2", "2", "0.5", "0.5", "3", "3", "0")
AGGREGATES = ("last", "last", "last", "sum", "mean", "max", "min", "count")
CADENCES = ("daily", "weekly", "weekly", "monthly", "monthly", "quarterly", "yearly", "irregular")
MOST = {"daily": 120, "weekly": 30, "monthly": 9, "quarterly": 12, "yearly": 4, "irregular": 8}
REGIONS = ("EU", "US")


def worlds() -> st.SearchStrategy[dict[str, Any]]:
    """Returns worlds of a few KPIs and goals."""
    return st.randoms(use_true_random=False).map(world_of)


def world_of(chance: Random) -> dict[str, Any]:
    """Returns a world of a few KPIs and goals, on a day around them."""
    config: dict[str, Any] = {}
    if _one_in(chance, 2):
        month, named = str(chance.choice([1, 2, 4, 7, 10])), chance.choice(["start", "end"])
        config["cycles"] = {"fiscal_year_start": month, "fiscal_year_named_by": named}
    if _one_in(chance, 4):
        config["freshness"] = {"grace_days": "3", "manual_days": "14"}
    rules = [
        {"basis": "gap", "on_track": "0", "at_risk": "0.4"},
        {"basis": "share", "on_track": "0.9", "at_risk": "0.7"},
        *({"rule": name} for name in PRESETS),
    ]
    if _one_in(chance, 4):
        config["status"] = chance.choice(rules)
    found = {f"k{n}": _kpi(chance) for n in range(chance.randint(1, 3))}
    made: dict[str, Any] = {}
    for number in range(chance.randint(1, 4)):
        made[f"g{number}"] = _goal(chance, list(found), list(made))
    supported = {to["to"].split("#")[0] for goal in made.values() for to in goal.get("supports", [])}
    for key, goal in made.items():
        if key not in supported and goal.get("rollup") == "children" and not _one_in(chance, 6):
            del goal["rollup"]  # most goals have something that counts
    usual, wide = (date(2026, 10, 25), date(2027, 1, 20)), (date(2026, 9, 15), date(2027, 4, 15))
    as_of = _day(chance, *(wide if _one_in(chance, 4) else usual))
    return {"as_of": str(as_of), "config": config, "kpis": found, "goals": made}


def _one_in(chance: Random, number: int) -> bool:
    return chance.randint(1, number) == 1


def _day(chance: Random, first: date, last: date) -> date:
    """Returns a day between two, both included."""
    return first + DAY * chance.randint(0, (last - first).days)


def _number(chance: Random) -> str:
    if _one_in(chance, 2):
        return str(chance.randint(-20, 120))
    return f"{chance.randint(-500, 2000) / 100:.2f}"


def _labels(chance: Random, cadence: str) -> list[str]:
    """Returns the dates of a series, in order: dated rows, or periods of the cadence's own form."""
    first = _day(chance, date(2026, 6, 1), date(2026, 10, 20))
    if cadence in {"quarterly", "yearly"}:
        first = first.replace(year=2024)
    most = MOST[cadence]
    count = chance.randint(0, most) if _one_in(chance, 6) else most
    if cadence == "irregular":
        found = [first]
        while len(found) < count:
            found.append(found[-1] + DAY * chance.randint(0, 40))
        return [day.isoformat() for day in found[:count]]
    left_out = {chance.randrange(most) for _ in range(chance.randint(0, most // 4))}
    found, step = [], first
    for number in range(count):
        if number not in left_out:
            found.append(step)
        step = next_due(step, cadence)
    if cadence == "daily" or _one_in(chance, 2):
        return [day.isoformat() for day in found]
    split = cadence == "yearly" and _one_in(chance, 2)
    return list(dict.fromkeys(_label(day, cadence, split) for day in found))


def _label(day: date, cadence: str, split: bool) -> str:
    if cadence == "weekly":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    if cadence == "monthly":
        return f"{day:%Y-%m}"
    if cadence == "quarterly":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day.year}/{(day.year + 1) % 100:02}" if split else str(day.year)


def _kpi(chance: Random) -> dict[str, Any]:
    """Returns a KPI: front matter and CSV, with slices in some."""
    cadence = chance.choice(CADENCES)
    kpi: dict[str, Any] = {"cadence": cadence, **({"periods": "fiscal"} if _one_in(chance, 2) else {})}
    if _one_in(chance, 2):
        kpi["grace_days"] = str(chance.randint(0, 20))
    if _one_in(chance, 2):
        kpi["healthy"] = {chance.choice(["at_least", "at_most"]): _number(chance)}
        kpi["warning"] = {chance.choice(["at_least", "at_most"]): _number(chance)}
    sliced = cadence != "daily" and _one_in(chance, 4)
    if sliced and _one_in(chance, 2):
        kpi["aggregate"] = chance.choice(["sum", "mean"])
    few = ["" if _one_in(chance, 5) else _number(chance) for _ in range(chance.randint(1, 9))]
    rows: list[str] = []
    for number, label in enumerate(_labels(chance, cadence)):
        for region in [each for each in ("", *REGIONS) if _one_in(chance, 2)] if sliced else [""]:
            value = few[number % len(few)] if number % 7 else few[-1]
            rows.append(",".join([label, value, *([region] if sliced else [])]))
    if cadence != "irregular" and _one_in(chance, 2):
        chance.shuffle(rows)
    kpi["csv"] = "\n".join(["date,value,region" if sliced else "date,value", *rows, ""])
    return kpi


def _key_result(chance: Random, names: list[str], start: date, due: date) -> dict[str, Any]:
    """Returns a key result of any type for a goal between two days."""
    kind = chance.choice(["reach", "reach", "reach", "hold", "hold", "milestones", "yes_no"])
    common: dict[str, Any] = {"title": "R", "weight": chance.choice(WEIGHTS)}
    if kind == "yes_no":
        return common | {"done": _done(chance, start, due)}
    if kind == "milestones":
        return common | {"milestones": _milestones(chance, start, due)}
    if names and not _one_in(chance, 5):
        common["kpi"] = chance.choice(names)
        if _one_in(chance, 4):
            common["where"] = {"region": chance.choice([*REGIONS, "Mars"])}
    else:
        count = chance.randint(0 if _one_in(chance, 6) else 2, 6)
        dated = sorted({str(_around(chance, start, due)) for _ in range(count)})
        common["values"] = {day: _number(chance) for day in dated}
    common["aggregate"] = chance.choice(AGGREGATES)
    if kind == "hold":
        bound = chance.choice(["at_least", "at_most", "above", "below", "between"])
        pair = sorted([_number(chance), _number(chance)], key=float)
        return common | {bound: pair if bound == "between" else pair[0]}
    if _one_in(chance, 2):
        common["baseline"] = _number(chance)
    inside = (due - start).days - 1
    if inside > 0 and _one_in(chance, 4):
        marks = {chance.randint(1, inside) for _ in range(chance.randint(0, 3))}
        common["checkpoints"] = {str(start + DAY * number): _number(chance) for number in sorted(marks)}
    relative = chance.choice(["+30%", "-15%", "+2pp", "-1.5pp", "+100%", "-7.5%"])
    return common | {"target": relative if _one_in(chance, 3) else _number(chance)}


def _milestones(chance: Random, start: date, due: date) -> list[dict[str, str]]:
    all_dated = not _one_in(chance, 4)
    steps: list[dict[str, str]] = []
    for number in range(chance.randint(1, 4)):
        done = _done(chance, start, due)
        steps.append({"title": "A", "weight": chance.choice(["1", "2", "0.5"]), "done": done})
        if all_dated or number == 0:
            steps[-1]["due"] = str(_day(chance, start, due))
    return steps


def _around(chance: Random, start: date, due: date) -> date:
    return _day(chance, start - DAY * 20, due + DAY * 20)


def _done(chance: Random, start: date, due: date) -> str:
    return "false" if _one_in(chance, 2) else str(_around(chance, start, due))


def _goal(chance: Random, names: list[str], others: list[str]) -> dict[str, Any]:
    """Returns a goal that may support some of the others."""
    late = _one_in(chance, 6)
    start = _day(chance, date(2026, 8, 1), date(2026, 12, 20) if late else date(2026, 10, 20))
    due = start + DAY * (chance.randint(0, 10) if _one_in(chance, 4) else chance.randint(60, 190))
    goal: dict[str, Any] = {"start": str(start), "due": str(due)}
    goal["ambition"] = chance.choice(["committed", "committed", "stretch"])
    goal["state"] = chance.choice(["active"] * 12 + ["closed", "closed", "draft", "paused", "dropped"])
    if goal["state"] == "closed":
        if _one_in(chance, 2):
            goal["closed_on"] = str(_day(chance, start, due))
        if _one_in(chance, 2):
            goal["grade"] = chance.choice(["0", "0.7", "0.69", "1", "0.35"])
            goal["retrospective"] = "So."
    count = chance.randint(0 if _one_in(chance, 10) else 1, 3)
    results = [_key_result(chance, names, start, due) for _ in range(count)]
    goal["key_results"] = [{**result, "id": f"r{number}"} for number, result in enumerate(results)]
    if _one_in(chance, 3):
        goal["rollup"] = chance.choice(["key_results", "children", "both", "children", "both", "none"])
    if others:
        to = [*others, *(f"{other}#r0" for other in others)]
        goal["supports"] = [
            {"to": chance.choice(to), "weight": chance.choice(WEIGHTS)} for _ in range(chance.randint(0, 2))
        ]
    said = [_day(chance, date(2026, 9, 1), date(2027, 2, 1)) for _ in range(chance.randint(0, 2))]
    goal["check_ins"] = [{"date": str(day)} for day in said]
    return goal
