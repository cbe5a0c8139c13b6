"""How fast sites are built: every case beside plain MkDocs on the same texts, in one run."""

from __future__ import annotations

import argparse
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bench.repositories import AS_OF, Size, bodies, write

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "benchmarks.md"
MARKS = ("<!-- results: python bench/run.py speed --write -->\n", "<!-- end of results -->\n")

_ONCE = [sys.executable, str(Path(__file__).with_name("once.py"))]
_THEME = (
    '<!doctype html><html lang="en"><head><title>{{ page.title }}</title></head>'
    "<body>{{ page.content }}</body></html>\n"
)
_GOAL = "goals/goal-3.md"
_SERIES = "kpis/kpi-7.csv"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this benchmark."""
    parser.add_argument("--goals", type=int, default=1000, help="how many goals the repository has")
    parser.add_argument("--repeat", type=int, default=3, help="how often each case is measured; odd")
    parser.add_argument("--large", action="store_true", help="also build ten times as many goals")
    parser.add_argument("--write", action="store_true", help="put the results into docs/benchmarks.md")


def run(options: argparse.Namespace) -> str:
    """Return the report."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="bench-", dir=memory if memory.is_dir() else None) as folder:
        bench = Bench(Path(folder), options.goals, options.repeat)
        text = "".join(report(bench, large=options.large, in_memory=memory.is_dir()))
    if options.write:
        before, rest = DOCUMENT.read_text(encoding="utf-8").split(MARKS[0])
        after = rest.split(MARKS[1])[1]
        DOCUMENT.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{after}", encoding="utf-8")
    return text


# --- measuring ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Taken:
    """What a process took with all that it started: seconds of processors and of the clock, memory in MB."""

    cpu: float
    wall: float
    memory: float


def taken(command: Sequence[str], cwd: Path | None = None) -> Taken:
    """Run a command and return what it took; it must succeed."""
    begun = time.monotonic()
    process = subprocess.Popen(
        command, cwd=cwd, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    told = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{told.decode(errors='replace')}")
    return Taken(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def _environment() -> dict[str, str]:
    """Return the environment in which Python keeps compiled modules, as it does wherever it is installed."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def median(found: Sequence[Taken]) -> Taken:
    """Return the medians of several runs, and the most memory."""
    return Taken(
        statistics.median(each.cpu for each in found),
        statistics.median(each.wall for each in found),
        max(each.memory for each in found),
    )


@dataclass
class Bench:
    """A folder to work in, the number of goals, and how often each case is measured."""

    folder: Path
    goals: int
    repeat: int

    def repository(self, goals: int) -> Path:
        """Return a made-up repository, made when it is first asked for."""
        root = self.folder / f"goals-{goals}"
        if not root.is_dir():
            root.mkdir()
            write(root, Size(goals))
        return root

    def times(self, do: Callable[[int], Taken]) -> Taken:
        """Return the medians of a case."""
        return median([do(number) for number in range(self.repeat)])

    def build(self, root: Path, *, cache: bool = True, search: bool = False) -> Taken:
        """Return what a build takes, from what the last one left in the folders of site and cache."""
        kept = str(self.folder / "cache") if cache else "-"
        return taken(
            [*_ONCE, "build", str(root), str(self.folder / "site"), kept, "search" if search else ""]
        )

    def forget(self) -> None:
        """Remove the site and the cache."""
        for name in ("site", "cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)


# --- the cases ----------------------------------------------------------------------------------


def reference(bench: Bench, *, theme: str) -> Taken:
    """Return what MkDocs takes for the bodies of all goals: with a minimal theme, or its own."""
    folder = bench.folder / f"mkdocs-{theme}"
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    for name, body in bodies(bench.repository(bench.goals)):
        (folder / "docs" / f"{name}.md").write_text(f"# {name}\n\n{body}", encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (folder / "theme").mkdir(exist_ok=True)
    (folder / "theme" / "main.html").write_text(_THEME, encoding="utf-8")
    minimal = "theme: {name: null, custom_dir: theme}\n" if theme == "minimal" else ""
    settings = f"site_name: Bodies\nplugins: []\nuse_directory_urls: true\n{minimal}"
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    return bench.times(lambda _: taken(command, folder))


def cold(bench: Bench, goals: int) -> Taken:
    """Return what a first build takes, without search and cards."""

    def once(_: int) -> Taken:
        bench.forget()
        return bench.build(bench.repository(goals))

    return bench.times(once) if goals == bench.goals else once(0)


def unchanged(bench: Bench) -> Taken:
    """Return what a build takes where nothing has changed."""
    root = bench.repository(bench.goals)
    bench.build(root)
    return bench.times(lambda _: bench.build(root))


def text_changed(bench: Bench) -> Taken:
    """Return what a build takes after the text of a goal was edited."""
    root = bench.repository(bench.goals)
    return _edited(bench, root / _GOAL, lambda text, number: f"{text}\nOne more thought, number {number}.\n")


def committed(bench: Bench) -> Taken:
    """Return what a build takes after such an edit was committed: every page names the commit."""
    root = bench.repository(bench.goals)

    def once(number: int) -> Taken:
        path = root / _GOAL
        path.write_text(f"{path.read_text()}\nA thought that is committed, number {number}.\n")
        when = {f"GIT_{who}_DATE": "2026-11-22T22:00:00Z" for who in ("AUTHOR", "COMMITTER")}
        names = {f"GIT_{who}_NAME": "Person" for who in ("AUTHOR", "COMMITTER")}
        mails = {f"GIT_{who}_EMAIL": "person@goals.example" for who in ("AUTHOR", "COMMITTER")}
        command = ["git", "commit", "--quiet", "--all", "--message", f"Think {number}"]
        subprocess.run(command, cwd=root, env={**os.environ, **when, **names, **mails}, check=True)
        return bench.build(root)

    return bench.times(once)


def row_changed(bench: Bench) -> Taken:
    """Return what a build takes after the last value of a series was edited."""
    root = bench.repository(bench.goals)

    def edit(text: str, number: int) -> str:
        *rows, last = text.splitlines()
        return "\n".join([*rows, f"{last.partition(',')[0]},{40 + number}.5"]) + "\n"

    return _edited(bench, root / _SERIES, edit)


def _edited(bench: Bench, path: Path, edit: Callable[[str, int], str]) -> Taken:
    def once(number: int) -> Taken:
        path.write_text(edit(path.read_text(), number))
        return bench.build(bench.repository(bench.goals))

    return bench.times(once)


def search(bench: Bench) -> Taken:
    """Return what a build with search takes after a text was edited."""
    root = bench.repository(bench.goals)
    bench.build(root, search=True)

    def once(number: int) -> Taken:
        path = root / _GOAL
        path.write_text(f"{path.read_text()}\nA word to be found, number {number}.\n")
        return bench.build(root, search=True)

    return median([once(0)])


def told(*command: str) -> float:
    """Return the number that a thing of `once.py` tells."""
    done = subprocess.run([*_ONCE, *command], env=_environment(), capture_output=True, text=True, check=True)
    return float(done.stdout)


def served(bench: Bench) -> float:
    """Return the seconds from an edit until a browser is told of the new page."""
    root = bench.repository(bench.goals)
    command = [sys.executable, "-m", "goalposts", "serve", "--root", str(root), "--port", "0"]
    with _serving([*command, "--as-of", AS_OF.isoformat()]) as address:
        found: list[float] = []
        with urllib.request.urlopen(f"{address}-/events") as events:
            events.readline()
            for number in range(bench.repeat):
                time.sleep(1)
                path = root / _GOAL
                begun = time.monotonic()
                path.write_text(f"{path.read_text()}\nA thought while it is served, number {number}.\n")
                while not events.readline().startswith(b"data:"):
                    pass
                found.append(time.monotonic() - begun)
    return statistics.median(found)


@contextmanager
def _serving(command: Sequence[str]) -> Iterator[str]:
    with subprocess.Popen(
        command, env=_environment(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stderr is not None
        try:
            for line in process.stderr:
                if address := re.search(r"http://[0-9.:]+/", line):
                    yield address[0]
                    break
        finally:
            process.terminate()


# --- the report ---------------------------------------------------------------------------------


def report(bench: Bench, *, large: bool, in_memory: bool) -> Iterator[str]:
    """Yield the report, case by case."""
    day = datetime.now(UTC).date()
    runs = "one run of each case" if bench.repeat == 1 else f"medians of {bench.repeat} runs"
    yield (
        f"Measured on {day:%-d %B %Y}: {_machine()}, {'in memory' if in_memory else 'on a disk'}; "
        f"{bench.goals:,} goals, as many KPIs of 150 points, 2,000 commits; "
        f"{runs}.\n\n"
    )
    plain = reference(bench, theme="minimal")
    themed = reference(bench, theme="default")
    yield f"R = {plain.cpu:.2f} s. MkDocs with its default theme takes {themed.cpu / plain.cpu:.1f} R.\n\n"
    yield "| case | seconds | in R | at most | aim | memory |\n| --- | ---: | ---: | ---: | ---: | ---: |\n"
    first = cold(bench, bench.goals)
    by_clock = replace(first, cpu=first.wall)
    yield _row("cold build, without search and cards (by the clock)", by_clock, plain, "5 R | 1.5 R")
    yield _row("the same, seconds of all processors", first, plain, " | ")
    cases: list[tuple[str, Callable[[Bench], Taken], str]] = [
        ("nothing changed", unchanged, "0.3 R | 0.15 R"),
        ("one goal's text changed", text_changed, "0.4 R | 0.2 R"),
        ("one CSV row changed", row_changed, "0.8 R | 0.5 R"),
        ("one goal's text changed and committed", committed, " | "),
    ]
    text = 0.0
    for name, case, bounds in cases:
        found = case(bench)
        text = found.cpu if case is text_changed else text
        yield _row(name, found, plain, bounds)
    with_search = search(bench)
    on_top = replace(with_search, cpu=with_search.cpu - text)
    yield _row("the search index, on top", on_top, plain, "0.8 R | 0.6 R")
    root, cache = str(bench.repository(bench.goals)), str(bench.folder / "history")
    yield _seconds("an edit while `serve` runs, until the browser knows", served(bench), "0.5 s | 0.2 s")
    yield _seconds("history of 2,000 commits, nothing known", told("history", root, cache), "1.0 s | ")
    yield _seconds("the same, from the cache", told("history", root, cache), "0.2 s | ")
    yield _seconds("a card", told("cards", "30"), "0.020 s | ")
    if large:
        yield from _growth(bench, first)


def _growth(bench: Bench, first: Taken) -> Iterator[str]:
    many = cold(bench, bench.goals * 10)
    exponent = math.log10(many.cpu / first.cpu)
    yield f"\nTen times as many goals take {many.cpu:.0f} s of processors, {many.memory:.0f} MB a process: "
    yield f"the exponent of growth is {exponent:.2f} (at most 1.05), and the memory may be 400 MB.\n"


def _row(name: str, found: Taken, plain: Taken, bounds: str) -> str:
    """Return the row of a case; `bounds` are the cells of what it may take at most, and of the aim."""
    share = found.cpu / plain.cpu
    return f"| {name} | {found.cpu:.2f} | {share:.2f} R | {bounds} | {found.memory:.0f} MB |\n"


def _seconds(name: str, seconds: float, bounds: str) -> str:
    """Return the row of a case whose bound is in seconds."""
    return f"| {name} | {seconds:.3f} | | {bounds} | |\n"


def _machine() -> str:
    system = "Linux" if sys.platform.startswith("linux") else sys.platform
    version = ".".join(str(part) for part in sys.version_info[:2])
    return f"{os.cpu_count()} processors, {system}, Python {version}"
