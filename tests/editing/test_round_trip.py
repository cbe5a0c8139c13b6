"""Random edits of the example company: only lines are added, and what was written reads back."""

from __future__ import annotations

import difflib
import random
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from goalposts.cli.main import main
from goalposts.editing.judging import judge, new_problems
from goalposts.loading.tree import load
from goalposts.problems import has_errors
from goalposts.records.kpi import Kpi
from goalposts.records.period import Cadence
from goalposts.records.repository import Repository
from tests.support.amount import amount
from tests.support.example import REPOSITORY
from tests.support.files import read_file_tree

TODAY = date(2026, 11, 23)
WORDS = [
    "Renewed.",
    "Q4: late",
    "no",
    "# one",
    "Grüße, “alle”",
    "12",
    "- a",
    "a\n\nb: c",
    "it's",
    'say "x"',
    "{a}",
]
STYLES: list[Callable[[bytes], bytes]] = [
    lambda content: content,
    lambda content: content.replace(b"\n", b"\r\n"),
    lambda content: b"\xef\xbb\xbf" + content,
    lambda content: content.rstrip(b"\n"),
    lambda content: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n").rstrip(b"\r\n"),
]


class Editor:
    """Somebody who edits a repository at random, always the same way for the same seed."""

    def __init__(self, root: Path, seed: int) -> None:
        """Choose with `seed`, in the repository at `root`."""
        self.root = root
        self.chance = random.Random(seed)
        self.repository: Repository | None = judge(load(root), TODAY).repository

    def edit(self) -> None:
        """Make one edit, and check all that it promises."""
        assert self.repository is not None
        number = self.chance.random()
        kind = self.record if number < 0.45 else self.check_in if number < 0.85 else self.new_goal
        arguments = kind(self.repository)
        before, judged = read_file_tree(self.root), judge(load(self.root), TODAY)
        told = CliRunner().invoke(main, [*arguments, "--root", str(self.root)], obj=lambda: TODAY)
        assert told.exit_code == 0, f"{arguments}\n{told.output}"
        after = judge(load(self.root), TODAY)
        assert not has_errors(new_problems(judged, after)), arguments
        self.repository = after.repository
        changed = {
            path: content
            for path, content in read_file_tree(self.root).items()
            if before.get(path) != content
        }
        assert len(changed) == 1, arguments
        for path, content in changed.items():
            assert_only_lines_added(before.get(path, b""), content)
        self.verify()

    def record(self, repository: Repository) -> list[str]:
        """Returns a record command for a period that has no value yet."""
        kpi = self.chance.choice(list(repository.kpis.values()))
        value = self.chance.choice(["1", "2.50", "-3", "0.125", "1e3"])
        arguments = ["record", kpi.id, self.free_date(kpi), value]
        where = {name: self.chance.choice(["New, one", "Other"]) for name in kpi.dimensions}
        for name, text in where.items():
            arguments += ["--where", f"{name}={text}"]
        note = self.chance.choice(WORDS) if "note" in kpi.columns else None
        arguments += ["--note", note] if note else []
        self.spoil(kpi.csv_path)

        def verify() -> None:
            assert self.repository is not None
            rows = self.repository.kpis[kpi.id].rows
            dimensions = tuple(where.get(name, "") for name in kpi.dimensions)
            found = [row for row in rows if row.period.label == arguments[2] and row.slice == dimensions]
            assert [row.text for row in found] == [value]
            assert found[0].note == (note or "")

        self.verify = verify
        return arguments

    def free_date(self, kpi: Kpi) -> str:
        """Returns a date in the form of a KPI's cadence that its series does not have."""
        taken = {row.period.label for row in kpi.rows}
        while True:
            day = date(2010, 1, 1) + timedelta(days=self.chance.randrange(10000))
            year, week, _ = day.isocalendar()
            form = {
                Cadence.WEEKLY: f"{year}-W{week:02}",
                Cadence.MONTHLY: f"{day:%Y-%m}",
                Cadence.QUARTERLY: f"{day.year}-Q{(day.month + 2) // 3}",
            }.get(kpi.cadence, day.isoformat())
            if form not in taken:
                return form

    def check_in(self, repository: Repository) -> list[str]:
        """Returns a check-in command with some of the fields."""
        goal = self.chance.choice(list(repository.goals.values()))
        day = date(2026, 10, 1) + timedelta(days=self.chance.randrange(54))
        fields = {"status": "at_risk", "confidence": "7", "progress": "0.4"}
        fields |= {name: self.chance.choice(WORDS) for name in ("wins", "blockers", "needs", "next", "note")}
        chosen = {name: fields[name] for name in self.chance.sample(list(fields), self.chance.randint(1, 5))}
        self.spoil(goal.path)
        number = len(goal.check_ins)

        def verify() -> None:
            assert self.repository is not None
            check_ins = self.repository.goals[goal.id].check_ins
            assert len(check_ins) == number + 1
            last = [each for each in check_ins if each.date == day][-1]
            for name, text in chosen.items():
                found = getattr(last, name)
                assert found == float(text) if isinstance(found, float) else found.removesuffix("\n") == text

        self.verify = verify
        options = [part for name, text in chosen.items() for part in (f"--{name}", text)]
        return ["check-in", goal.id, "--date", day.isoformat(), *options]

    def new_goal(self, repository: Repository) -> list[str]:
        """Returns a command that begins a goal."""
        measured = [
            kpi for kpi in repository.kpis.values() if not kpi.dimensions and kpi.last_period_end(TODAY)
        ]
        kpi = self.chance.choice(measured)
        title = f"{self.chance.choice(['Reach: more', 'no', '“Ärger” #1'])} {len(repository.goals)}"
        team = self.chance.choice(list(repository.teams))

        def verify() -> None:
            assert self.repository is not None
            (found,) = [goal for goal in self.repository.goals.values() if goal.title == title]
            assert (found.team, found.key_results[0].terms.kpi) == (team, kpi.id)

        self.verify = verify
        return [
            *("new", "goal", "--title", title, "--level", "team", "--team", team, "--owner", "ceo"),
            *("--kpi", kpi.id, "--target", "+20%", "--checkpoints", "--cycle", "2026-Q4"),
        ]  # fmt: skip

    def spoil(self, path: str) -> None:
        """Save a file as another program would: with other line ends, a byte order mark, no last newline."""
        file = self.root / path
        if file.exists():
            plain = file.read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
            file.write_bytes(self.chance.choice(STYLES)(plain))

    verify: Callable[[], None]


def assert_only_lines_added(before: bytes, after: bytes) -> None:
    """Asserts that the lines before are all there after, in order, with the line ends that the file had."""
    old, new = before.decode().splitlines(), after.decode().splitlines()
    assert [line for line in difflib.ndiff(old, new) if line.startswith("- ")] == []
    if b"\n" in before:
        assert (b"\r\n" in after) == (b"\r\n" in before)
        assert (after.count(b"\r\n") < after.count(b"\n")) == (before.count(b"\r\n") < before.count(b"\n"))
        assert after.endswith(b"\n") == before.endswith(b"\n")


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A copy of the example company's goals repository."""
    for name in ("goals", "kpis"):
        shutil.copytree(REPOSITORY / name, tmp_path / "company" / name)
    for name in ("site_config.yml", "people.csv"):
        if (REPOSITORY / name).exists():
            shutil.copy(REPOSITORY / name, tmp_path / "company" / name)
    return tmp_path / "company"


def test_random_edits_only_add_lines(company: Path) -> None:
    """After each edit the rest of the file is as it was, no error is new, and the value reads back."""
    editor = Editor(company, seed=20261123)
    for _ in range(amount(30, 200)):
        editor.edit()
