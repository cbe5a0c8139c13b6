"""Goals repositories in which every text is a payload, without those that the reader refuses."""

# ruff: noqa: E501  # tables of texts read best one to a line

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count, cycle, islice
from pathlib import Path
from urllib.parse import quote

from goalposts.pipeline import Request, check
from goalposts.problems import Severity
from tests.history.story import Files, Story

AS_OF = date(2026, 11, 23)
PLAIN = "https://plain.example/"
Slot = tuple[str, int]
"""A file and a line in it."""
Line = str | Callable[[str], str]
"""A line, or what makes it from a payload."""


@dataclass
class Hostile:
    """Payloads in a repository. A slot whose payload was refused holds plain text; `standing` are the others."""

    payloads: list[str]
    goals: int
    refused: set[Slot]
    standing: set[str] = field(default_factory=set)

    def files(self) -> Files:
        """Returns the files; the same payloads fall into the same slots every time."""
        given = cycle(self.payloads)
        files: dict[str, str | bytes | None] = {}
        self.standing.clear()

        def text() -> str:
            return next(given)

        for path, lines in self._documents(text):
            kept = []
            for number, line in enumerate(lines, 1):
                if callable(line):
                    drawn = text()  # also where it is not used, so that others stay where they are
                    is_refused = (path, number) in self.refused
                    line = line(PLAIN if is_refused else drawn)  # noqa: PLW2901
                    if not is_refused:
                        self.standing.add(drawn)
                kept.append(line)
            files[path] = "\n".join(kept).encode("utf-8", "replace") + b"\n"
        return files | dict(_others(text))

    def _documents(self, text: Callable[[], str]) -> Iterator[tuple[str, list[Line]]]:
        yield "site_config.yml", _config()
        yield "goals/index.md", [_as_body for _ in range(12)]
        for number in range(4):
            head: list[Line] = ["---", _field("title"), f"lead: p{number}", "---"]
            yield f"goals/t{number}/index.md", [*head, *(_as_body for _ in range(6))]
        for number in range(self.goals):
            yield f"goals/t{number % 4}/g{number}.md", _goal(number)
        for number in range(6):
            yield f"kpis/k{number}.md", _kpi(number)
            yield f"kpis/k{number}.csv", _series()


def accepted(root: Path, payloads: list[str], goals: int) -> tuple[Hostile, int]:
    """Writes the repository without what the reader refuses; returns it and how many texts were refused."""
    hostile = Hostile(payloads, goals, set())
    for _ in range(12):
        for path, content in hostile.files().items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            assert isinstance(content, bytes)
            target.write_bytes(content)
        found = check(root, Request(AS_OF, as_of_is_given=True))
        errors = {
            (problem.path, problem.line or 0)
            for problem in found.problems
            if problem.severity is Severity.ERROR
        }
        if not errors:
            return hostile, len(hostile.refused)
        assert not errors <= hostile.refused, [p for p in found.problems if p.severity is Severity.ERROR][:5]
        hostile.refused |= errors
    raise AssertionError([p for p in found.problems if p.severity is Severity.ERROR][:5])


def story(hostile: Hostile) -> Story:
    """Returns the repository with a history whose subjects, authors and branch are payloads."""
    told = Story()
    texts = islice(cycle(text for text in hostile.payloads if "\x00" not in text), None)
    files = hostile.files()
    names = sorted(files)
    for step, part in enumerate((names[::2], names[1::2], names[::5], names[::7])):
        subject = next(texts).encode("utf-8", "replace")
        author = "".join(letter for letter in next(texts) if letter not in "<>\n\r" and letter.isprintable())
        content = {name: _with_line(files[name], step) for name in part}
        told.commit(
            f"2026-{10 + step // 2}-{3 + step:02}",
            subject,
            content,
            author=f"{author[:60] or 'x'} <a@b.example>",
        )
    told.commit("2026-11-20", "Last", files)
    return told


def _with_line(content: str | bytes | None, step: int) -> str | bytes | None:
    assert isinstance(content, bytes)
    if content.startswith(b"---") and step > 1:
        return content.replace(b"confidence: 7", f"confidence: {step}".encode())
    return content


def _quoted(text: str) -> str:
    return json.dumps(text)  # every escape of JSON is one of YAML


def _field(name: str, *, most: int = 120) -> Callable[[str], str]:
    return lambda text: f"{name}: {_quoted(text[:most])}"


def _as_body(text: str) -> str:
    # one payload to a line, so that a problem names its payload; lines of their own begin new blocks
    return text.replace("\r", " ").replace("\n", "  ") if text.strip() != "---" else "x"


def _config() -> list[Line]:
    def site(name: str) -> Callable[[str], str]:
        return lambda text: f"  {name}: {_quoted(text[:200])}"

    lines: list[Line] = [
        "schema: 1",
        "site:",
        site("name"),
        site("description"),
        site("branch"),
    ]
    lines += ["  url: https://goals.acme.example/sub/", "  repo: https://git.acme.example/a", "people:"]
    lines += [_person(number) for number in range(8)]
    lines += ["cycles:", "  custom:"]
    lines += ["    spring: {start: 2026-10-01, due: 2026-12-31}"]
    return lines


def _person(number: int) -> Line:
    return lambda text: f"  p{number}: {{name: {_quoted(text[:80])}, title: {_quoted(text[:80])}}}"


def _goal(number: int) -> list[Line]:
    def entry(line: str) -> Callable[[str], str]:
        return lambda text: line % _quoted(text[:120])

    state = "closed" if number % 7 == 3 else "active"
    lines: list[Line] = [
        "---", f"id: g{number}", f"aliases: [old-{number}]", _field("title"), f"level: {'organization' if number % 5 == 0 else 'team'}",
        f"owner: p{number % 8}", f"state: {state}", *(["closed_on: 2026-11-20"] if state == "closed" else []),
        "start: 2026-10-01", "due: 2026-12-31", "key_results:",
        "  - id: a", entry("    title: %s"), "    values: {2026-10-02: 3, 2026-11-02: 5}", "    baseline: 0", "    target: 9",
        "  - id: b", entry("    title: %s"), "    milestones:",
        entry("      - {title: %s, due: 2026-10-20, done: 2026-10-19}"), entry("      - {title: %s, due: 2026-12-01}"),
        f"  - {{kpi: k{number % 6}, target: 90}}", "check_ins:", f"  - date: 2026-11-1{number % 10}", f"    by: p{number % 8}",
        "    status: at_risk", "    confidence: 7",
        *(entry(f"    {name}: %s") for name in ("wins", "blockers", "needs", "next", "note")),
        "links:", entry("  - {title: %s, url: https://example.org/}"),
        lambda text: f"  - {{title: x, url: {_quoted(text[:300])}}}",
        "tags:", entry("  - %s"), entry("  - %s"), entry("retrospective: %s") if state == "closed" else "", "---",
    ]  # fmt: skip
    return lines + [_as_body if n % 2 == 0 else "" for n in range(24)]


def _kpi(number: int) -> list[Line]:
    return [
        "---", _field("title"), "direction: up", _field("unit", most=24) if number % 2 else "unit: percent", "cadence: weekly",
        f"owner: p{number}", "aggregate: sum", lambda text: f"source: {{title: {_quoted(text[:120])}, url: https://example.org/}}",
        "healthy: {at_least: 8}", "---", *(_as_body for _ in range(8)),
    ]  # fmt: skip


def _series() -> list[Line]:
    weeks = count(40)
    lines: list[Line] = [lambda text: _row("date", "value", text[:60] or "d", "note")]
    for value in range(7):
        day = f"2026-W{next(weeks)}"
        lines += [f"{day},{value + 3},,", _slice(day)]
    return lines


def _slice(day: str) -> Line:
    return lambda text: _row(day, "2", text[:60], text[:120])


def _row(*cells: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(
        [cell.replace("\n", " ").replace("\r", " ") for cell in cells]
    )
    return out.getvalue()


def _others(text: Callable[[], str]) -> Iterator[tuple[str, bytes]]:
    """Yields a goal whose file and picture have names that are payloads, as far as a file can have them."""
    name = 'x" onerror=pwn(1) y="<b>&amp;'
    head = "---\nid: named\ntitle: Named\nlevel: organization\nowner: p1\ncycle: 2026\nrollup: none\n---\n"
    yield (
        f"goals/{name}.md",
        f'{head}![a " onerror=pwn(1)]({quote(name)}.png) and [x]({quote(name)}.md)\n'.encode(),
    )
    yield f"goals/{name}.png", b"\x89PNG\r\n\x1a\n<script>pwn(1)</script>"
