"""What a build takes over from the last one: the site is the same as if everything had been made."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from goalposts.cache.book import Memory
from goalposts.pipeline import Built, Request, build
from goalposts.problems import as_text
from goalposts.site import filling
from tests.support.amount import amount
from tests.support.commands import commit_all
from tests.support.files import build_file_tree, read_file_tree
from tests.support.small import SMALL

REQUEST = Request(date(2026, 11, 15), as_of_is_given=True, with_search=False)

FILES = SMALL | {
    "goals/grow.md": SMALL["goals/grow.md"].replace("cycle: 2026\n", "cycle: 2026-Q4\n"),
    "goals/sales/sell-more.md": (
        "---\ntitle: Sell more\nlevel: individual\nowner: sales-lead\ncycle: 2026-Q4\nsupports: [win]\n"
        "key_results:\n  - {id: calls, title: Calls, values: {2026-10-31: 3, 2026-11-10: 7}, "
        "baseline: 0, target: 20}\n"
        "check_ins:\n  - {date: 2026-11-01, status: on_track, wins: A first call}\n---\n"
        "More calls, see [win](win.md).\n"
    ),
    "goals/help/index.md": "---\ntitle: Help\nlead: ceo\n---\nWe help.\n",
    "goals/help/answer.md": (
        "---\ntitle: Answer within a day\nlevel: team\nowner: ceo\ncycle: 2026-11\nsupports: [grow]\n"
        "key_results:\n  - {kpi: answers, at_least: 80}\n---\nPeople wait.\n"
    ),
    "kpis/answers.md": (
        "---\ntitle: Answers within a day\ndirection: up\nunit: percent\ncadence: weekly\nteam: help\n"
        "healthy: {at_least: 80}\n---\nShare of answers.\n"
    ),
    "kpis/answers.csv": "date,value\n2026-10-31,79\n2026-11-07,82\n2026-11-14,84\n",
}


class World:
    """A repository that is edited, its site that follows, and a chance to choose by."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.root = build_file_tree(folder / "root", FILES)
        self.chance = random.Random(seed)
        self.request = REQUEST
        self.number = 0

    def goals(self) -> list[Path]:
        return sorted(path for path in self.root.glob("goals/**/*.md") if path.name != "index.md")

    def change(self, path: Path, old: str, new: str) -> None:
        path.write_text(path.read_text().replace(old, new, 1))

    # --- edits ----------------------------------------------------------------------------------------

    def text(self) -> None:
        others = sorted([*self.root.glob("**/index.md"), *self.root.glob("kpis/*.md")])
        path = self.chance.choice([*self.goals(), *others])
        path.write_text(path.read_text() + f"\nThought {self.number}, see [all](/goals/index.md).\n")

    def value(self) -> None:
        path = self.chance.choice(sorted(self.root.glob("kpis/*.csv")))
        *rows, last = path.read_text().splitlines()
        day = last.partition(",")[0]
        path.write_text("\n".join([*rows, f"{day},{self.chance.randint(1, 95)}"]) + "\n")

    def row(self) -> None:
        path = self.root / "kpis/answers.csv"
        days = [line.partition(",")[0] for line in path.read_text().splitlines()[1:]]
        day = date.fromisoformat(max(days)) + timedelta(days=7)
        path.write_text(f"{path.read_text()}{day},{self.chance.randint(60, 99)}\n")

    def title(self) -> None:
        others = [self.root / "kpis/answers.md", self.root / "goals/help/index.md"]
        path = self.chance.choice([*self.goals(), *others])
        old = next(line for line in path.read_text().splitlines() if line.startswith("title:"))
        self.change(path, old, f"title: Renamed {self.number}")

    def owner(self) -> None:
        path = self.chance.choice(self.goals())
        old = next(line for line in path.read_text().splitlines() if line.startswith("owner:"))
        self.change(path, old, f"owner: {self.chance.choice(['ceo', 'sales-lead'])}")

    def target(self) -> None:
        path = self.root / "goals/sales/win.md"
        if path.exists():
            text = path.read_text()
            old = text[text.index("target:") : text.index("}", text.index("target:"))]
            self.change(path, old, f"target: {self.chance.randint(11, 40)}")

    def new_goal(self) -> None:
        text = FILES["goals/help/answer.md"].replace("Answer within a day", f"Goal {self.number}")
        (self.root / f"goals/help/goal-{self.number}.md").write_text(text)

    def rename(self) -> None:
        path = self.chance.choice([goal for goal in self.goals() if goal.stem not in ("grow", "win")])
        path.rename(path.with_name(f"renamed-{self.number}.md"))

    def delete(self) -> None:
        own = [goal for goal in self.goals() if goal.stem not in ("grow", "win")]
        if len(own) > 1:
            self.chance.choice(own).unlink()

    def hide(self) -> None:
        path = self.chance.choice([goal for goal in self.goals() if goal.stem not in ("grow", "win")])
        path.write_text(path.read_text().replace("level:", "visibility: private\nlevel:", 1))

    def settings(self) -> None:
        path = self.root / "site_config.yml"
        if "status:" in path.read_text():
            path.write_text(SMALL["site_config.yml"])
        else:
            path.write_text(SMALL["site_config.yml"] + "status: {rule: viva}\n")

    def person(self) -> None:
        self.change(self.root / "site_config.yml", "Head of Sales", f"Head {self.number}")

    def template(self) -> None:
        path = self.root / "templates/404.html"
        path.parent.mkdir(exist_ok=True)
        block = f"{{% block content %}}<p>{self.number}</p>{{% endblock %}}"
        path.write_text(f'{{% extends "base.html" %}}{block}\n')

    def day(self) -> None:
        days = timedelta(days=self.chance.randint(-20, 20))
        self.request = replace(self.request, as_of=REQUEST.as_of + days)

    def commit(self) -> None:
        commit_all(self.root, f"Commit {self.number}", on="2026-11-14")

    def edit(self) -> str:
        """Makes one edit, chosen by chance, and returns its name."""
        self.number += 1
        name = self.chance.choice(EDITS)
        edit: Callable[[], None] = getattr(self, name)
        edit()
        return name


EDITS = (
    *("text", "text", "value", "value", "row", "title", "owner", "target", "new_goal", "rename", "delete"),
    *("hide", "settings", "person", "template", "day", "commit"),
)


def told(built: Built) -> tuple[int, str]:
    """Returns what a build says, for comparing."""
    return built.pages, as_text(built.problems)


def test_the_site_is_the_same_after_any_edit(tmp_path: Path) -> None:
    """After each of many edits the site is byte for byte the one that is made without knowing the last."""
    world, shelf, site = World(tmp_path, 7), Memory(), tmp_path / "site"
    done = ["first"]
    for _ in range(amount(30, 300)):
        built = build(world.root, site, world.request, cache=shelf)
        shutil.rmtree(tmp_path / "cold", ignore_errors=True)
        cold = build(world.root, tmp_path / "cold", world.request)
        assert told(built) == told(cold), done
        if cold.pages:
            assert _unlike(read_file_tree(site), read_file_tree(tmp_path / "cold")) == [], done
        done.append(world.edit())


def test_any_number_of_processes_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process and several write the same bytes."""
    world = World(tmp_path, 1)
    for number in (1, 3):
        monkeypatch.setattr(filling, "processes", lambda number=number: number)
        assert build(world.root, tmp_path / str(number), REQUEST).pages
    assert _unlike(read_file_tree(tmp_path / "1"), read_file_tree(tmp_path / "3")) == []


def test_assets_of_the_last_site_stay_once(tmp_path: Path) -> None:
    """A page that is open while a site is published finds its styles; after the next build they are gone."""
    world, site = World(tmp_path, 1), tmp_path / "site"
    build(world.root, site, REQUEST)
    before = _assets(site)
    build_file_tree(world.root, {"templates/assets/own.css": "p { margin: 0 }"})
    build(world.root, site, REQUEST)
    between = _assets(site)
    assert before <= between
    world.text()
    build(world.root, site, REQUEST)
    assert before - _assets(site)
    assert between - _assets(site) == before - _assets(site)


def _assets(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in (site / "assets").rglob("*") if path.is_file()}


def _unlike(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))
