"""Random worlds for Hypothesis: goals and KPIs of every kind around the turn of a year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.measuring.second import PRESETS
from tests.measuring.second_days import next_due

DAY = timedelta(days=1)
NUMBERS = st.one_of(
    st.integers(-20, 120).map(str),
    st.decimals(-5, 20, places=2).map(lambda value: f"{value:f}"),
)
WEIGHTS = st.sampled_from(["1", "1", "1", "1", "1", "2", "2", "0.5", "0.5", "3", "3", "0"])
AGGREGATES = st.sampled_from(["last", "last", "last", "sum", "mean", "max", "min", "count"])
REGIONS = ("EU", "US")


def days(first: date, last: date) -> st.SearchStrategy[date]:
    """Returns days between two days, both included."""
    return st.dates(first, last)


@st.composite
def labels(draw: st.DrawFn, cadence: str) -> list[str]:
    """Returns the dates of a series, in order: dated rows, or periods of the cadence's own form."""
    first = draw(days(date(2026, 6, 1), date(2026, 10, 20)))
    if cadence in {"quarterly", "yearly"}:
        first = first.replace(year=2024)
    most = {"daily": 120, "weekly": 30, "monthly": 9, "quarterly": 12, "yearly": 4, "irregular": 8}[cadence]
    count = most if draw(st.integers(0, 5)) else draw(st.integers(0, most))
    if cadence == "irregular":
        jumps = draw(st.lists(st.integers(0, 40), min_size=count, max_size=count))
        found = [first + DAY * sum(jumps[: n + 1]) for n in range(count)]
        return [day.isoformat() for day in found]
    found = []
    step = first
    left_out = draw(st.sets(st.integers(0, most), max_size=most // 4))
    for number in range(count):
        if number not in left_out:
            found.append(step)
        step = next_due(step, cadence)
    if cadence == "daily" or draw(st.booleans()):
        return [day.isoformat() for day in found]
    split = cadence == "yearly" and draw(st.booleans())
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


@st.composite
def kpis(draw: st.DrawFn) -> dict[str, Any]:
    """Returns a KPI: front matter and CSV, with slices in some."""
    cadences = ["daily", "weekly", "weekly", "monthly", "monthly", "quarterly", "yearly", "irregular"]
    cadence = draw(st.sampled_from(cadences))
    fiscal = draw(st.booleans())
    kpi: dict[str, Any] = {"cadence": cadence, **({"periods": "fiscal"} if fiscal else {})}
    if draw(st.booleans()):
        kpi["grace_days"] = str(draw(st.integers(0, 20)))
    if draw(st.booleans()):
        kpi["healthy"] = {draw(st.sampled_from(["at_least", "at_most"])): draw(NUMBERS)}
        kpi["warning"] = {draw(st.sampled_from(["at_least", "at_most"])): draw(NUMBERS)}
    values = st.one_of(NUMBERS, NUMBERS, NUMBERS, st.just(""))
    rows: list[str] = []
    sliced = cadence != "daily" and draw(st.integers(0, 3)) == 0
    if sliced and draw(st.booleans()):
        kpi["aggregate"] = draw(st.sampled_from(["sum", "mean"]))
    few = draw(st.lists(values, min_size=1, max_size=9))
    for number, label in enumerate(draw(labels(cadence))):
        for region in sorted(draw(st.sets(st.sampled_from(["", *REGIONS])))) if sliced else [""]:
            value = few[number % len(few)] if number % 7 else few[-1]
            rows.append(",".join([label, value, *([region] if sliced else [])]))
    if draw(st.booleans()):
        rows = draw(st.permutations(rows)) if cadence != "irregular" else rows
    kpi["csv"] = "\n".join(["date,value,region" if sliced else "date,value", *rows, ""])
    return kpi


@st.composite
def key_results(draw: st.DrawFn, names: list[str], start: date, due: date) -> dict[str, Any]:
    """Returns a key result of any type for a goal between two days."""
    kind = draw(st.sampled_from(["reach", "reach", "reach", "hold", "hold", "milestones", "yes_no"]))
    around = days(start - DAY * 20, due + DAY * 20)
    done = st.one_of(st.just("false"), around.map(str))
    common: dict[str, Any] = {"title": "R", "weight": draw(WEIGHTS)}
    if kind == "yes_no":
        return common | {"done": draw(done)}
    if kind == "milestones":
        dated = draw(st.integers(0, 3))
        steps: list[dict[str, str]] = [
            {"title": "A", "weight": draw(st.sampled_from(["1", "2", "0.5"])), "done": draw(done)}
            for _ in range(draw(st.integers(1, 4)))
        ]
        for step in steps[: len(steps) if dated else 1]:
            step["due"] = str(draw(days(start, due)))
        return common | {"milestones": steps}
    if draw(st.integers(0, 4)) and names:
        common["kpi"] = draw(st.sampled_from(names))
        if draw(st.integers(0, 3)) == 0:
            common["where"] = {"region": draw(st.sampled_from([*REGIONS, "Mars"]))}
    else:
        fewest = 2 if draw(st.integers(0, 5)) else 0
        common["values"] = draw(st.dictionaries(around.map(str), NUMBERS, min_size=fewest, max_size=6))
    common["aggregate"] = draw(AGGREGATES)
    if kind == "hold":
        bound = draw(st.sampled_from(["at_least", "at_most", "above", "below", "between"]))
        pair = sorted([draw(NUMBERS), draw(NUMBERS)], key=float)
        return common | {bound: pair if bound == "between" else pair[0]}
    if draw(st.booleans()):
        common["baseline"] = draw(NUMBERS)
    inside = (due - start).days - 1
    if inside > 0 and draw(st.integers(0, 3)) == 0:
        marks = draw(st.dictionaries(st.integers(1, inside), NUMBERS, max_size=3))
        common["checkpoints"] = {str(start + DAY * number): value for number, value in marks.items()}
    relative = st.sampled_from(["+30%", "-15%", "+2pp", "-1.5pp", "+100%", "-7.5%"])
    return common | {"target": draw(st.one_of(NUMBERS, NUMBERS, relative))}


@st.composite
def goals(draw: st.DrawFn, names: list[str], others: list[str]) -> dict[str, Any]:
    """Returns a goal that may support some of the others."""
    late = draw(st.integers(0, 5)) == 0
    start = draw(days(date(2026, 8, 1), date(2026, 12, 20) if late else date(2026, 10, 20)))
    due = start + DAY * draw(st.one_of(st.integers(0, 10), *[st.integers(60, 190)] * 3))
    goal: dict[str, Any] = {"start": str(start), "due": str(due)}
    goal["ambition"] = draw(st.sampled_from(["committed", "committed", "stretch"]))
    goal["state"] = draw(
        st.sampled_from(["active"] * 12 + ["closed", "closed", "draft", "paused", "dropped"])
    )
    if goal["state"] == "closed":
        if draw(st.booleans()):
            goal["closed_on"] = str(draw(days(start, due)))
        if draw(st.booleans()):
            goal |= {
                "grade": draw(st.sampled_from(["0", "0.7", "0.69", "1", "0.35"])),
                "retrospective": "So.",
            }
    fewest = 1 if draw(st.integers(0, 9)) else 0
    results = draw(st.lists(key_results(names, start, due), min_size=fewest, max_size=3))
    goal["key_results"] = [{**result, "id": f"r{number}"} for number, result in enumerate(results)]
    if draw(st.integers(0, 2)) == 0:
        goal["rollup"] = draw(
            st.sampled_from(["key_results", "children", "both", "children", "both", "none"])
        )
    if others:
        to = st.sampled_from([*others, *(f"{other}#r0" for other in others)])
        found = draw(st.lists(st.fixed_dictionaries({"to": to, "weight": WEIGHTS}), max_size=2))
        goal["supports"] = found
    said = draw(st.lists(days(date(2026, 9, 1), date(2027, 2, 1)), max_size=2))
    goal["check_ins"] = [{"date": str(day)} for day in said]
    return goal


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    """Returns a world of a few KPIs and goals, on a day around them."""
    config: dict[str, Any] = {}
    if draw(st.booleans()):
        month = str(draw(st.sampled_from([1, 2, 4, 7, 10])))
        named = draw(st.sampled_from(["start", "end"]))
        config["cycles"] = {"fiscal_year_start": month, "fiscal_year_named_by": named}
    if draw(st.integers(0, 3)) == 0:
        config["freshness"] = {"grace_days": "3", "manual_days": "14"}
    rules = [
        {"basis": "gap", "on_track": "0", "at_risk": "0.4"},
        {"basis": "share", "on_track": "0.9", "at_risk": "0.7"},
        *({"rule": name} for name in PRESETS),
    ]
    if draw(st.integers(0, 3)) == 0:
        config["status"] = draw(st.sampled_from(rules))
    found = {f"k{n}": draw(kpis()) for n in range(draw(st.integers(1, 3)))}
    made: dict[str, Any] = {}
    for number in range(draw(st.integers(1, 4))):
        made[f"g{number}"] = draw(goals(list(found), list(made)))
    supported = {to["to"].split("#")[0] for goal in made.values() for to in goal.get("supports", [])}
    for key, goal in made.items():
        if key not in supported and goal.get("rollup") == "children" and draw(st.integers(0, 5)):
            del goal["rollup"]  # most goals have something that counts
    usual, wide = (date(2026, 10, 25), date(2027, 1, 20)), (date(2026, 9, 15), date(2027, 4, 15))
    as_of = draw(days(*(usual if draw(st.integers(0, 3)) else wide)))
    return {"as_of": str(as_of), "config": config, "kpis": found, "goals": made}
