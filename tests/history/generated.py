"""A large invented repository: many goals and KPIs, and many commits that touch a few of each."""

from __future__ import annotations

import random

from tests.history.story import Story

CONFIG = "schema: 1\nsite: {name: Large goals}\npeople:\n" + "".join(
    f"  p{n}: {{name: Person {n}}}\n" for n in range(50)
)


def _goal(number: int, target: int, note: str) -> str:
    return (
        f"---\ntitle: Goal {number} of many\nlevel: team\nowner: p{number % 50}\ncycle: 2026-Q4\n"
        f"contributors: [p{(number + 1) % 50}, p{(number + 2) % 50}]\n"
        "key_results:\n"
        f"  - kpi: k{number}\n    baseline: 40\n    target: {target}\n"
        f"  - title: Launch step {number}\n    milestones:\n"
        "      - {title: Begin, due: 2026-10-20, done: 2026-10-19}\n      - {title: End, due: 2026-12-20}\n"
        "check_ins:\n"
        f"  - date: 2026-10-{1 + number % 27:02}\n    status: on_track\n    confidence: 7\n    note: {note}\n"
        "tags: [many, invented]\n---\n"
        f"Why goal {number} matters, in a paragraph of words that nobody reads twice.\n\n{note}\n"
    )


def _kpi(number: int) -> str:
    return (
        f"---\ntitle: KPI {number}\ndirection: up\nunit: percent\ncadence: weekly\nowner: p{number % 50}\n"
        "healthy: {at_least: 88}\n---\nHow it is measured.\n"
    )


def _series(values: list[str]) -> str:
    return "date,value\n" + "".join(
        f"2023-W{n + 1:02},{v}\n" if n < 52 else f"{2024 + (n - 52) // 52}-W{(n - 52) % 52 + 1:02},{v}\n"
        for n, v in enumerate(values)
    )


def large(goals: int, commits: int, points: int = 140, seed: int = 1) -> Story:
    """Returns a repository of so many goals and as many KPIs; each commit changes four files."""
    chance = random.Random(seed)
    series = {n: [str(chance.randint(40, 99)) for _ in range(points)] for n in range(goals)}
    files: dict[str, str | bytes | None] = {"site_config.yml": CONFIG, "goals/index.md": "Hello.\n"}
    files |= {f"goals/t{n % 20}/index.md": f"---\ntitle: Team {n}\nlead: p{n}\n---\nWe.\n" for n in range(20)}
    for n in range(goals):
        files[f"goals/t{n % 20}/g{n}.md"] = _goal(n, 90, "Begun.")
        files[f"kpis/k{n}.md"] = _kpi(n)
        files[f"kpis/k{n}.csv"] = _series(series[n])
    story = Story()
    story.commit("2026-09-20", "Begin", files)
    for number in range(1, commits):
        changed: dict[str, str | bytes | None] = {}
        for n in chance.sample(range(goals), 2):
            series[n].append(str(chance.randint(40, 99)))
            changed[f"kpis/k{n}.csv"] = _series(series[n])
        for n in chance.sample(range(goals), 2):
            changed[f"goals/t{n % 20}/g{n}.md"] = _goal(n, chance.randint(80, 95), f"Change {number}.")
        day = 21 + number * 60 // commits
        when = (
            f"2026-09-{day:02}"
            if day <= 30
            else f"2026-10-{day - 30:02}"
            if day <= 61
            else f"2026-11-{day - 61:02}"
        )
        story.commit(when, f"Change {number} (#{number})", changed)
    return story
