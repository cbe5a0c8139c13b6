"""A second implementation of what the numbers mean: exact fractions over plain mappings.

It reads the same worlds as the package (see `tests/cases/world.py`) and shares no code with it, so that a
mistake must be made twice to stay unseen. Speed and messages are none of its business.
"""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from typing import Any

from tests.measuring.second_days import DAY, Seen, around, end_from_rows, next_due, span
from tests.measuring.second_values import elapsed, mean, nine, path_of, reach, stale, total, within

Facts = dict[str, Any]
PRESETS = {
    "pace": {"basis": "gap", "on_track": "0.10", "at_risk": "0.25"},
    "viva": {"basis": "gap", "on_track": "0", "at_risk": "0.25"},
    # comparisons are made to nine decimals: more than 0.70 is this much
    "tability": {"basis": "share", "on_track": "0.700000001", "at_risk": "0.50"},
    "mooncamp": {"basis": "share", "on_track": "0.90", "at_risk": "0.70"},
    "upraise": {"basis": "share", "on_track": "0.95", "at_risk": "0.75"},
    "oboard": {"basis": "share", "on_track": "0.70", "at_risk": "0.40"},
}
GRADES = ["on_track", "at_risk", "off_track"]


class Second:
    """Everything that one world says, on one day."""

    def __init__(self, world: Facts) -> None:
        self.world = world
        self.as_of = date.fromisoformat(world["as_of"])
        config = world["config"]
        cycles = config.get("cycles", {})
        self.fiscal = int(cycles.get("fiscal_year_start", 1)), cycles.get("fiscal_year_named_by", "end")
        self.grace = int(config.get("freshness", {}).get("grace_days", 7))
        self.manual = DAY * int(config.get("freshness", {}).get("manual_days", 30))
        given = config.get("status", {})
        self.rule = given if "basis" in given else PRESETS[given.get("rule", "pace")]

    # --- series ------------------------------------------------------------------------------------

    def rows(self, kpi: Facts) -> list[tuple[str, Seen, Facts]]:
        """Returns (label, row, dimensions) of a KPI in the order of the file."""
        text = kpi.get("csv") or "date,value\n" + "\n".join(f"{d},{v}" for d, v in kpi["series"].items())
        split = self.fiscal[0] if self.fiscal[0] > 1 else 4
        found = []
        for row in csv.DictReader(text.splitlines()):
            label, value = row["date"], row["value"]
            first, last = span(label, self.fiscal_of(kpi), split)
            seen = Seen(first, last, label.count("-") == 2, Fraction(value) if value else None)
            kept = {k: v for k, v in row.items() if k not in {"date", "value", "target", "note"}}
            found.append((label, seen, kept))
        return found

    def fiscal_of(self, kpi: Facts) -> tuple[int, str]:
        """Returns how the years of a KPI run."""
        return self.fiscal if kpi.get("periods") == "fiscal" else (1, "end")

    def series(self, kpi: Facts, where: Facts, until: date) -> list[Seen]:
        """Returns a slice's rows, gaps included, oldest first."""
        groups: dict[str, list[tuple[Seen, Facts]]] = {}
        for label, seen, dims in self.rows(kpi):
            if seen.last <= until and (not where or set(where) <= set(dims)):
                groups.setdefault(label, []).append((seen, dims))
        out: list[Seen] = []
        for rows in groups.values():
            exact = [s for s, dims in rows if {k: v for k, v in dims.items() if v} == where]
            full = [s for s, d in rows if all(d.values()) and all(d.get(k) == v for k, v in where.items())]
            if exact:
                out += exact
            elif full and kpi["cadence"] == "irregular":
                out += full if "aggregate" in kpi else []
            elif full:
                values = [s.value for s in full]
                whole = None if None in values or "aggregate" not in kpi else Fraction(sum(values))
                if whole is not None and kpi["aggregate"] == "mean":
                    whole /= len(values)
                out.append(full[0]._replace(value=whole))
        return sorted(out, key=lambda seen: (seen.last, seen.first))

    # --- one key result ------------------------------------------------------------------------------

    def part(self, goal: Facts, kr: Facts, m: date) -> Facts:
        """Returns a key result's numbers on the day m."""
        start, due = date.fromisoformat(goal["start"]), date.fromisoformat(goal["due"])
        factor = Fraction(7, 10) if goal.get("ambition") == "stretch" else Fraction(1)
        said = [date.fromisoformat(c["date"]) for c in goal.get("check_ins", [])]
        young = any(day <= m <= day + self.manual for day in said)
        if "done" in kr or "milestones" in kr:
            return self.steps(kr, (start, due, m), factor, young)
        holds = not {"target"} & set(kr)
        how = kr.get("aggregate", "last")
        kpi = self.world["kpis"].get(kr.get("kpi"))
        regular = kpi is not None and kpi["cadence"] != "irregular"
        if kpi is not None:
            known = self.series(kpi, kr.get("where", {}), self.as_of)
        else:
            days = sorted((date.fromisoformat(d), Fraction(v)) for d, v in kr["values"].items())
            known = [Seen(d, d, True, v) for d, v in days if d <= self.as_of]
        every = [seen for seen in known if seen.last <= m]
        full = [seen for seen in every if seen.value is not None]
        whole = holds or how != "last"
        counted = [s for s in full if (s.first if whole else s.last) >= start]
        on = counted[-1].last if counted and (regular or how in {"last", "mean", "min", "max"}) else m
        values = [seen.value for seen in counted]
        grace = DAY * int(kpi.get("grace_days", self.grace)) if kpi else DAY * 0
        if holds:
            progress, held = self.hold(kr, values, how, kpi)
            path = lambda day: Fraction(1)  # noqa: E731
        else:
            old = [seen.value for seen in full if seen.last <= start]
            default = Fraction(0) if how in {"sum", "count"} else old[-1] if old else None
            base = Fraction(kr["baseline"]) if "baseline" in kr else default
            progress, held = reach(kr, values, how, base), None
            path = lambda day: factor * path_of(kr, base, (start, due), day)  # noqa: E731
        first_due = start + self.manual
        if kpi is not None and regular:
            first_due = self.first_end(kpi, every, start, whole) + grace
        out = {"progress": progress, "held": held, "hold": holds, "stale": False, "waits": None}
        out["expected"] = path(on) if progress is not None else Fraction(0) if m <= first_due else path(m)
        if progress is not None and counted:
            last = counted[-1].last
            if regular:
                out["stale"] = m > next_due(last, kpi["cadence"]) + grace
            else:
                out["stale"] = m > last + self.manual and not young
        if regular and self.as_of > m:
            real = [seen for seen in known if seen.value is not None]
            upto = [seen for seen in real if seen.last <= m] or real
            end = end_from_rows(m, upto, kpi["cadence"], self.fiscal_of(kpi))
            if not any(seen.last >= end for seen in real) and self.as_of <= end + grace:
                out["waits"] = end + grace
        return out

    def steps(self, kr: Facts, days: tuple[date, date, date], factor: Fraction, young: bool) -> Facts:
        """Returns the numbers of milestones and yes/no results."""
        start, due, m = days

        def is_done(step: Facts) -> bool:
            return step.get("done", "false") != "false" and date.fromisoformat(step["done"]) <= m

        out: Facts = {"held": None, "hold": False, "stale": False, "waits": None}
        if "done" in kr:
            return out | {"progress": Fraction(is_done(kr)), "expected": factor * (m >= due)}
        steps = kr["milestones"]
        weigh = lambda some: sum((Fraction(s.get("weight", "1")) for s in some), Fraction(0))  # noqa: E731
        progress = weigh([s for s in steps if is_done(s)]) / weigh(steps)
        if all("due" in s for s in steps):
            expected = weigh([s for s in steps if date.fromisoformat(s["due"]) <= m]) / weigh(steps)
        else:
            expected = elapsed((start, due), m)
        late = any("due" in s and date.fromisoformat(s["due"]) < m and not is_done(s) for s in steps)
        return out | {"progress": progress, "expected": factor * expected, "stale": late and not young}

    def hold(self, kr: Facts, values: list[Any], how: str, kpi: Facts | None) -> tuple[Fraction | None, Any]:
        """Returns progress of a hold result, and how often it held of how many periods."""
        states = [within(kr, total(values[: n + 1], how)) for n in range(len(values))]
        held = (sum(states), len(states))
        if not states:
            return None, held
        if states[-1]:
            return Fraction(1), held
        now = total(values, how)
        ranges = [kpi[name] for name in ("healthy", "warning") if name in kpi] if kpi else []
        if how not in {"sum", "count"} and any(within(given, now) for given in ranges):
            bound = Fraction(self.rule["at_risk"])
            return (1 - bound if self.rule["basis"] == "gap" else bound), held
        return Fraction(0), held

    def first_end(self, kpi: Facts, rows: list[Seen], start: date, whole: bool) -> date:
        """Returns the end of the first period that can count."""
        cadence = kpi["cadence"]
        before = [row for row in rows if row.last < start]
        if not before:
            first, last = around(start, cadence, self.fiscal_of(kpi))
            return around(last + DAY, cadence, self.fiscal_of(kpi))[1] if whole and first < start else last
        end = before[-1].last
        follows = end + DAY
        while end < start:
            follows, end = end + DAY, next_due(end, cadence)
        dated = all(row.dated for row in before)
        return next_due(end, cadence) if whole and not dated and follows < start else end

    # --- goals ---------------------------------------------------------------------------------------

    def state(self, goal: Facts, day: date) -> str:
        """Returns the state on a day."""
        state: str = goal.get("state", "active")
        over = date.fromisoformat(str(goal.get("closed_on", goal["due"])))
        return "active" if state == "closed" and day < over else state

    def parts(self, key: str, until: date, above: tuple[str, ...] = ()) -> list[Facts]:
        """Returns what counts in a goal on a day: its key results, its children, or both."""
        goal = self.world["goals"][key]
        ends = [until, date.fromisoformat(goal["due"])]
        if goal.get("state") == "closed" and "closed_on" in goal:
            ends.append(date.fromisoformat(goal["closed_on"]))
        m = min(ends)
        results = goal.get("key_results", [])
        rollup = goal.get("rollup", "key_results" if results else "children")
        parts = []
        if rollup in {"key_results", "both"}:
            parts += [self.part(goal, kr, m) | {"weight": Fraction(kr.get("weight", "1"))} for kr in results]
        if rollup in {"children", "both"}:
            parts += [p for other in self.world["goals"] if (p := self.child(key, other, m, above))]
        return [part for part in parts if part["weight"] > 0]

    def child(self, key: str, other: str, m: date, above: tuple[str, ...]) -> Facts | None:
        """Returns a supporting goal as a part, or None where it does not count."""
        goal, child = self.world["goals"][key], self.world["goals"][other]
        links = [s if isinstance(s, dict) else {"to": s} for s in child.get("supports", [])]
        mine = sorted((s for s in links if s["to"].split("#")[0] == key), key=lambda s: "#" in s["to"])
        state = self.state(child, m)
        apart = child["start"] > goal["due"] or child["due"] < goal["start"]  # ISO dates sort as text
        if not mine or state not in {"active", "closed"} or apart or other in (*above, key):
            return None
        part: Facts = {
            "weight": Fraction(mine[0].get("weight", "1")),
            "stale": False,
            "waits": None,
            "hold": False,
        }
        if state == "active" and m < date.fromisoformat(child["start"]):
            return part | {"progress": None, "expected": Fraction(0)}
        inner = self.parts(other, m, (*above, key))
        means = mean(inner)
        if state == "closed" and "grade" in child:
            return part | {"progress": Fraction(child["grade"]), "expected": Fraction(1)}
        if means is None:
            return None
        if state == "closed":
            return part | {"progress": means[0], "expected": Fraction(1)}
        blank = all(p["progress"] is None for p in inner)
        part |= {"progress": None if blank else means[0], "expected": means[1]}
        waits = [p["waits"] for p in inner if p["waits"]]
        return part | {
            "stale": stale(inner),
            "waits": max(waits, default=None),
            "hold": any(p["hold"] for p in inner),
        }

    def status(self, key: str, parts: list[Facts]) -> tuple[str, str | None]:
        """Returns the status of a goal with these parts, and the last one where it is stale."""
        goal = self.world["goals"][key]
        start, due = date.fromisoformat(goal["start"]), date.fromisoformat(goal["due"])
        state = self.state(goal, self.as_of)
        line = Fraction(7, 10) if goal.get("ambition") == "stretch" else Fraction(1)
        means = mean(parts)
        reached = means is not None and nine(means[0]) >= line
        if state == "closed" and "grade" in goal:
            reached = Fraction(goal["grade"]) >= line
        judged = "achieved" if reached and not any(p["hold"] for p in parts) else self.judge(means)
        order: list[tuple[bool, str]] = [
            (state in {"dropped", "paused", "draft"}, state),
            (state == "closed", "achieved" if reached else "missed"),
            (self.as_of < start, "not_started"),
            (all(p["progress"] is None for p in parts), "no_data"),
            (self.as_of >= due and reached, "achieved"),
            (self.as_of > due and not any(p["waits"] for p in parts), "missed"),
            (stale(parts), "stale"),
            (True, judged),
        ]
        status = next(name for applies, name in order if applies)
        return status, judged if status == "stale" else None

    def judge(self, means: tuple[Fraction, Fraction] | None) -> str:
        """Returns what the rule says of progress and expectation."""
        progress, expected = means or (Fraction(0), Fraction(0))
        bounds = [Fraction(self.rule["on_track"]), Fraction(self.rule["at_risk"])]
        if self.rule["basis"] == "gap":
            return GRADES[sum(nine(expected - progress) > bound for bound in bounds)]
        if nine(expected) <= 0:
            return GRADES[0]
        return GRADES[sum(nine(progress / expected) < bound for bound in bounds)]

    def goal(self, key: str) -> Facts:
        """Returns what the API says of a goal."""
        parts = self.parts(key, self.as_of)
        goal = self.world["goals"][key]
        begun = self.as_of >= date.fromisoformat(goal["start"])
        means = mean(parts) if begun else None
        status, last = self.status(key, parts)
        over = self.as_of > date.fromisoformat(goal["due"]) and self.state(goal, self.as_of) == "active"
        waits = over and any(p["waits"] for p in parts)
        numbers: Facts = {"progress": None, "expected": None, "gap": None}
        if means:
            numbers = {"progress": means[0], "expected": means[1], "gap": means[1] - means[0]}
        return numbers | {
            "status": status,
            "last_status": last,
            "stale": status == "stale",
            "provisional": waits,
        }
