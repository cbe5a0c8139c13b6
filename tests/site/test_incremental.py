"""What a build takes over from the last one: the site is the same as if everything had been made."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from goalposts.cache.book import Memory, Shelf
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


@dataclass(frozen=True)
class Edit:
    """An edit by its name: `which` says of what, `value` what is written. It shrinks to a simpler one."""

    name: str
    which: int
    value: int


class World:
    """A repository that is edited."""

    def __init__(self, folder: Path) -> None:
        self.root = build_file_tree(folder / "root", FILES)
        self.request = REQUEST
        self.number = 0
        self.edit = Edit("text", 0, 1)

    def make(self, edit: Edit) -> None:
        """Makes an edit."""
        self.number += 1
        self.edit = edit
        do: Callable[[], None] = getattr(self, edit.name)
        do()

    def one_of(self, *patterns: str) -> Path:
        """Returns one of the files that the patterns name."""
        found = sorted({path for pattern in patterns for path in self.root.glob(pattern)})
        return found[self.edit.which % len(found)]

    def goal(self) -> Path:
        found = [path for path in sorted(self.root.glob("goals/**/*.md")) if path.name != "index.md"]
        return found[self.edit.which % len(found)]

    def other_goal(self) -> Path | None:
        """Returns a goal that may go: no other needs it."""
        found = [path for path in sorted(self.root.glob("goals/**/*.md")) if path.stem not in NEEDED]
        return found[self.edit.which % len(found)] if len(found) > 1 else None

    def change_line(self, path: Path, start: str, new: str) -> None:
        lines = path.read_text().split("\n")
        places = [number for number, line in enumerate(lines) if line.startswith(start)]
        if places:
            lines[places[0]] = new
            path.write_text("\n".join(lines))

    # --- edits ----------------------------------------------------------------------------------------

    def text(self) -> None:
        path = self.one_of("goals/**/*.md", "kpis/*.md")
        path.write_text(path.read_text() + f"\nThought {self.number}, see [all](/goals/index.md).\n")

    def value(self) -> None:
        path = self.one_of("kpis/*.csv")
        *rows, last = path.read_text().splitlines()
        path.write_text("\n".join([*rows, f"{last.partition(',')[0]},{self.edit.value}"]) + "\n")

    def row(self) -> None:
        path = self.root / "kpis/answers.csv"
        days = [line.partition(",")[0] for line in path.read_text().splitlines()[1:]]
        day = date.fromisoformat(max(days)) + timedelta(days=7)
        path.write_text(f"{path.read_text()}{day},{self.edit.value}\n")

    def title(self) -> None:
        self.change_line(self.one_of("goals/*/*.md", "kpis/*.md"), "title:", f"title: Renamed {self.number}")

    def owner(self) -> None:
        self.change_line(self.goal(), "owner:", f"owner: {('ceo', 'sales-lead')[self.edit.value % 2]}")

    def front_matter(self) -> None:
        added = (
            f"tags: [t{self.edit.value}]",
            "retrospective: It went well",
            f"aliases: [former-{self.number}]",
            "state: paused",
            "visibility: public",
            "stretch: true",
        )
        path = self.goal()
        line = added[self.edit.value % len(added)]
        name = line.partition(":")[0]
        if f"\n{name}:" not in path.read_text():
            self.change_line(path, "level:", f"level: team\n{line}")

    def target(self) -> None:
        path = self.root / "goals/sales/win.md"
        text = path.read_text()
        old = text[text.index("target:") : text.index("}", text.index("target:"))]
        path.write_text(text.replace(old, f"target: {self.edit.value}", 1))

    def new_goal(self) -> None:
        text = FILES["goals/help/answer.md"].replace("Answer within a day", f"Goal {self.number}")
        (self.root / f"goals/help/goal-{self.number}.md").write_text(text)

    def rename(self) -> None:
        if path := self.other_goal():
            path.rename(path.with_name(f"renamed-{self.number}.md"))

    def move(self) -> None:
        if path := self.other_goal():
            path.rename(self.root / f"goals/{('help', 'sales')[self.edit.value % 2]}" / path.name)

    def delete(self) -> None:
        if path := self.other_goal():
            path.unlink()

    def hide(self) -> None:
        if path := self.other_goal():
            self.change_line(path, "level:", "level: team\nvisibility: private")

    def break_it(self) -> None:
        self.goal().write_text("---\ntitle: Half a goal\n")

    def restore(self) -> None:
        build_file_tree(self.root, FILES)
        for path in self.root.glob("goals/**/*.md"):
            if "level:" not in path.read_text() and path.name != "index.md":
                path.unlink()

    def settings(self) -> None:
        added = ("", "status: {rule: viva}\n", "cycles: {fiscal_year_start: 7}\n", "history: false\n")
        text = SMALL["site_config.yml"] + added[self.edit.value % len(added)]
        (self.root / "site_config.yml").write_text(text)

    def person(self) -> None:
        path = self.root / "site_config.yml"
        path.write_text(path.read_text().replace("Head of Sales", f"Head {self.number}"))

    def template(self) -> None:
        block = f"{{% block content %}}<p>{self.edit.value}</p>{{% endblock %}}"
        name = ("404", "health", "person")[self.edit.which % 3]
        build_file_tree(self.root, {f"templates/{name}.html": f'{{% extends "base.html" %}}{block}\n'})

    def day(self) -> None:
        self.request = replace(REQUEST, as_of=REQUEST.as_of + timedelta(days=self.edit.value - 48))

    def commit(self) -> None:
        commit_all(self.root, f"Commit {self.number}", on=f"2026-11-{1 + self.edit.value % 14:02}")


NEEDED = ("grow", "win", "index")
EDITS = (
    *(
        "text",
        "value",
        "row",
        "title",
        "owner",
        "front_matter",
        "target",
        "new_goal",
        "rename",
        "move",
        "delete",
    ),
    *("hide", "break_it", "restore", "settings", "person", "template", "day", "commit"),
)
TOGETHER = 10
edits = st.builds(Edit, st.sampled_from(EDITS), st.integers(0, 99), st.integers(1, 95))


def told(built: Built) -> tuple[int, str]:
    """Returns what a build says, for comparing."""
    return built.pages, as_text(built.problems)


def test_the_site_is_the_same_after_any_edit(tmp_path: Path) -> None:
    """After each of many edits the site is byte for byte the one that is made without knowing the last.

    So it is for a preview, which renews its site in memory, and for builds that keep a folder.
    """
    made: list[Edit] = []
    built_whole = []

    @settings(max_examples=amount(30, 300) // TOGETHER)
    @given(st.lists(edits, min_size=TOGETHER, max_size=TOGETHER))
    def follow(sequence: list[Edit]) -> None:
        folder = tmp_path / f"after-{len(made)}"
        world = World(folder)
        caches: dict[Path, Path | Shelf] = {
            folder / "preview": Memory(),
            folder / "site": folder / "cache",
        }
        for site, cache in caches.items():
            assert build(world.root, site, world.request, cache=cache).pages
        for edit in sequence:
            world.make(edit)
            made.append(edit)
            cold = build(world.root, folder / "cold", world.request)
            for site, cache in caches.items():
                assert told(build(world.root, site, world.request, cache=cache)) == told(cold)
                if cold.pages:
                    assert _unlike(read_file_tree(site), read_file_tree(folder / "cold")) == []
            if cold.pages:
                built_whole.append(edit)
            shutil.rmtree(folder / "cold", ignore_errors=True)
        shutil.rmtree(folder)

    follow()
    assert len(made) >= amount(30, 300)
    assert len(built_whole) >= len(made) / 2  # where an edit is refused there is little to compare
    assert len({edit.name for edit in made}) >= amount(10, len(EDITS))


def test_the_site_is_the_same_after_any_commit(tmp_path: Path) -> None:
    """So it is where every edit is committed, on whatever day: closed periods may show something else."""
    made: list[Edit] = []

    @settings(max_examples=amount(10, 100) // TOGETHER)
    @given(st.lists(st.tuples(edits, st.integers(0, 40)), min_size=TOGETHER, max_size=TOGETHER))
    def follow(sequence: list[tuple[Edit, int]]) -> None:
        folder = tmp_path / f"after-{len(made)}"
        world = World(folder)
        commit_all(world.root, "Begin", on="2026-10-01")
        site, cold = folder / "site", folder / "cold"
        for edit, days in sequence:
            world.make(edit)
            commit_all(world.root, f"{edit.name} {world.number}", on=f"{date(2026, 10, 5) + timedelta(days)}")
            made.append(edit)
            whole = build(world.root, cold, world.request)
            assert told(build(world.root, site, world.request, cache=folder / "cache")) == told(whole)
            if whole.pages:
                assert _unlike(read_file_tree(site), read_file_tree(cold)) == []
            shutil.rmtree(cold, ignore_errors=True)
        shutil.rmtree(folder)

    follow()
    assert len(made) >= amount(10, 100)


def test_any_number_of_processes_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process and several write the same bytes."""
    world = World(tmp_path)
    for number in (1, 3):
        monkeypatch.setattr(filling, "processes", lambda number=number: number)
        assert build(world.root, tmp_path / str(number), REQUEST).pages
    assert _unlike(read_file_tree(tmp_path / "1"), read_file_tree(tmp_path / "3")) == []


def test_assets_of_the_last_site_stay_once(tmp_path: Path) -> None:
    """A page that is open while a site is published finds its styles; after the next build they are gone."""
    world, site = World(tmp_path), tmp_path / "site"
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


def test_a_preview_forgets_its_files_where_mkdocs_makes_the_site(tmp_path: Path) -> None:
    """Settings of MkDocs come and go; what was written meanwhile is gone with them."""
    world, site, shelf = World(tmp_path), tmp_path / "site", Memory()
    build(world.root, site, REQUEST, cache=shelf)
    before = read_file_tree(site)
    goal = world.root / "goals/help/more.md"
    goal.write_text(FILES["goals/help/answer.md"].replace("Answer within a day", "Answer more"))
    config = world.root / "site_config.yml"
    config.write_text(SMALL["site_config.yml"] + "mkdocs: {extra: {one: 1}}\n")
    assert build(world.root, site, REQUEST, cache=shelf).pages
    assert (site / "goals/more/index.html").is_file()
    goal.unlink()
    config.write_text(SMALL["site_config.yml"])
    build(world.root, site, REQUEST, cache=shelf)
    assert _unlike(read_file_tree(site), before) == []


def _assets(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in (site / "assets").rglob("*") if path.is_file()}


def _unlike(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))
