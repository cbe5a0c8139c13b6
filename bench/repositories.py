"""Made-up goals repositories of any size with commits, from a seed: believable words, series and changes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from goalposts.demo.stream import Signed, Stream
from goalposts.history.git import import_commits

AS_OF = date(2026, 11, 23)
"""The day on which the repositories are looked at: the last commit is of the day before."""

_WORDS = [
    *("customer", "renewal", "price", "team", "support", "release", "market", "partner", "quality"),
    *("training", "invoice", "cloud", "security", "survey", "onboarding", "search", "report"),
    *("contract", "hiring", "budget", "delivery", "warehouse", "mobile", "design", "audit"),
    *("feedback", "campaign", "referral", "margin", "backlog", "latency", "uptime", "ticket"),
    *("roadmap", "workshop", "supplier", "energy"),
]
_VERBS = [
    *("Raise", "Cut", "Win", "Ship", "Halve", "Double", "Publish", "Improve", "Shorten", "Keep"),
    *("Open", "Close"),
]
_TEAMS = 20
_PEOPLE = 400
_LAST_ROW = date(2026, 11, 22)
_FIRST_COMMIT = datetime(2026, 9, 28, 8, tzinfo=UTC)
_LAST_COMMIT = datetime(2026, 11, 22, 18, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a repository is: goals, as many KPIs, points of each KPI, and commits."""

    goals: int
    points: int = 150
    commits: int = 2000


@dataclass(frozen=True, slots=True)
class MadeGoal:
    """A goal before it is written: what stays, and what commits change."""

    path: str
    head: str
    kpi: int
    target: int
    check_in: str
    body: str

    def text(self) -> str:
        """Return the file."""
        results = f"key_results:\n  - {{kpi: kpi-{self.kpi}, target: '+{self.target}%'}}\n"
        return f"---\n{self.head}{results}{self.check_in}---\n{self.body}"


def write(root: Path, size: Size, *, seed: int = 1) -> None:
    """Make such a repository in an empty folder: its files, and the commits that led to them."""
    import_commits(root, _stream(size, random.Random(seed)).to_bytes())


def bodies(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the body of every goal of a repository that `write` made."""
    for path in sorted(root.glob("goals/**/goal-*.md")):
        yield path.stem, path.read_text(encoding="utf-8").split("\n---\n", 1)[1]


def _stream(size: Size, chance: random.Random) -> Stream:
    """Return the commits: everything at first, then one change of a goal and one of a series in each."""
    goals = [_goal(number, size.goals, chance) for number in range(size.goals)]
    series = [_series(size.points, chance) for _ in range(size.goals)]
    files = dict(_frame_files(chance))
    files |= {f"kpis/kpi-{number}.md": _definition(number, chance) for number in range(size.goals)}
    # the last values come with the commits
    later = [max(1, size.commits // size.goals + 1)] * size.goals
    files |= {f"kpis/kpi-{n}.csv": _csv(rows[: -later[n]]) for n, rows in enumerate(series)}
    files |= {goal.path: goal.text() for goal in goals}
    made = Stream()
    parent = made.commit(_signed(chance, _FIRST_COMMIT, "Begin with the goals of this year"), {}, files, ())
    step = (_LAST_COMMIT - _FIRST_COMMIT) / max(1, size.commits - 1)
    for number in range(1, size.commits):
        place = number % size.goals
        goals[place] = goal = _changed(goals[place], number, chance)
        changed = {goal.path: goal.text()}
        if later[place]:
            later[place] -= 1
            rows = series[place]
            changed[f"kpis/kpi-{place}.csv"] = _csv(rows[: len(rows) - later[place]])
        message = f"{chance.choice(('Update', 'Correct', 'Agree on'))} {goal.path.rpartition('/')[2][:-3]}"
        parent = made.commit(_signed(chance, _FIRST_COMMIT + number * step, message), {}, changed, (parent,))
    missing = {f"kpis/kpi-{n}.csv": _csv(series[n]) for n, left in enumerate(later) if left}
    made.commit(
        _signed(chance, _LAST_COMMIT + timedelta(hours=2), "Values of the week"), {}, missing, (parent,)
    )
    return made


def _signed(chance: random.Random, when: datetime, message: str) -> Signed:
    number = chance.randrange(_PEOPLE)
    return Signed(f"Person {number} <person-{number}@goals.example>", when, message)


def _changed(goal: MadeGoal, number: int, chance: random.Random) -> MadeGoal:
    if number % 3 == 0:
        target = max(2, goal.target + chance.choice((-2, 2)))
        return MadeGoal(goal.path, goal.head, goal.kpi, target, goal.check_in, goal.body)
    if number % 3 == 1:
        return MadeGoal(goal.path, goal.head, goal.kpi, goal.target, _check_in(chance), goal.body)
    return MadeGoal(goal.path, goal.head, goal.kpi, goal.target, goal.check_in, _body(chance))


def _frame_files(chance: random.Random) -> Iterator[tuple[str, str]]:
    people = "".join(f"  person-{n}: {{name: Person {n}, team: team-{n % _TEAMS}}}\n" for n in range(_PEOPLE))
    site = "site: {name: Made-up goals, url: 'https://goals.example/'}\n"
    yield "site_config.yml", f"schema: 1\n{site}people:\n{people}"
    yield "goals/index.md", "We make things that people need.\n"
    for team in range(_TEAMS):
        head = f"---\ntitle: Team {team}\nlead: person-{team}\n---\n"
        yield f"goals/team-{team}/index.md", head + _prose(chance, 3)


def _title(chance: random.Random, number: int) -> str:
    return f"{chance.choice(_VERBS)} {' '.join(chance.sample(_WORDS, 3))} {number}"


def _prose(chance: random.Random, paragraphs: int, sentences: int = 4) -> str:
    def sentence() -> str:
        return " ".join(chance.choices(_WORDS, k=chance.randint(6, 14))).capitalize() + "."

    return "\n\n".join(" ".join(sentence() for _ in range(sentences)) for _ in range(paragraphs)) + "\n"


def _body(chance: random.Random) -> str:
    """Return a body as teams write them: why and how, with emphasis, a list, links and a small table."""
    words = [" ".join(chance.sample(_WORDS, 3)) for _ in range(8)]
    steps = "".join(
        f"{n}. **{text.capitalize()}**: {_prose(chance, 1, 1)}" for n, text in enumerate(words[:4], 1)
    )
    first, second = (f"[{text}](https://wiki.example/{text.replace(' ', '-')})" for text in words[4:6])
    table = "".join(
        f"| {text} | `{chance.randint(2, 90)}` | {chance.choice(_WORDS)} |\n" for text in words[4:]
    )
    return (
        f"## Why it matters\n\n{_prose(chance, 2)}\nSee {first} and {second}.\n\n"
        f"## How it will be done\n\n{steps}\n| what | how many | who |\n| --- | ---: | --- |\n{table}"
        f"\n> {_prose(chance, 1, 2)}"
    )


def _definition(number: int, chance: random.Random) -> str:
    return (
        f"---\ntitle: {_title(chance, number)}\ndirection: up\nunit: percent\ndecimals: 1\ncadence: weekly\n"
        f"owner: person-{number % _PEOPLE}\nteam: team-{number % _TEAMS}\nhealthy: {{at_least: 60}}\n"
        f"warning: {{at_least: 50}}\n---\n{_prose(chance, 2)}"
    )


def _series(points: int, chance: random.Random) -> list[str]:
    value, rows = chance.uniform(30, 50), []
    first = _LAST_ROW - timedelta(days=7 * (points - 1))
    for week in range(points):
        value = max(1.0, min(99.0, value + chance.gauss(0.15, 0.8)))
        rows.append(f"{first + timedelta(days=7 * week)},{value:.1f}\n")
    return rows


def _csv(rows: list[str]) -> str:
    return "date,value\n" + "".join(rows)


def _goal(number: int, goals: int, chance: random.Random) -> MadeGoal:
    tops = max(4, goals // 100)
    level = "organization" if number < tops else chance.choice(("team", "team", "individual"))
    supports = "" if level == "organization" else f"supports: [goal-{chance.randrange(tops)}]\n"
    head = (
        f"title: {_title(chance, number)}\nlevel: {level}\nowner: person-{chance.randrange(_PEOPLE)}\n"
        f"cycle: 2026-Q4\n{supports}"
    )
    folder = "" if level == "organization" else f"team-{number % _TEAMS}/"
    path = f"goals/{folder}goal-{number}.md"
    return MadeGoal(path, head, number, chance.randint(5, 30), _check_in(chance), _body(chance))


def _check_in(chance: random.Random) -> str:
    return (
        f"check_ins:\n  - date: 2026-11-{chance.randint(1, 20):02}\n    status: on_track\n    confidence: 7\n"
        f"    wins: {_title(chance, chance.randrange(100))}\n"
    )
