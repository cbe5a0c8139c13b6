"""Git repositories told commit by commit, with every date, author and parent chosen by the test."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from goalposts.history import Cache, History, Question, read_history
from goalposts.loading.parse import for_audience, parse
from goalposts.loading.tree import load
from goalposts.records.days import parse_day
from goalposts.records.repository import Repository

ADA = "Ada Editor <ada@example.org>"
ENVIRONMENT = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}

Files = Mapping[str, str | bytes | None]
"""Content by path; None removes the file."""


def git(root: Path, *words: str, stdin: bytes = b"") -> str:
    """Returns what git printed; a failure shows what it said."""
    finished = subprocess.run(
        ["git", *words], cwd=root, input=stdin, capture_output=True, env=ENVIRONMENT, check=False
    )
    assert finished.returncode == 0, finished.stderr.decode(errors="replace")
    return finished.stdout.decode(errors="replace").strip()


def seconds(when: str) -> int:
    """Returns the time of `2026-10-01` (noon) or `2026-10-01T08:30` in UTC as git counts it."""
    text = when if "T" in when else f"{when}T12:00"
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@dataclass
class Story:
    """A stream of commits for `git fast-import`. Every commit has a number, from 1."""

    _parts: list[bytes] = field(default_factory=list)
    _last: dict[str, int] = field(default_factory=dict)
    _count: int = 0

    def commit(self, when: str, message: str | bytes, files: Files, **more: object) -> int:
        """Adds a commit and returns its number.

        `author` is `Name <address>`, `authored` another date for the author, `branch` the branch
        (default: main), `parent` the number to begin a branch at, `merges` the numbers of further parents.
        """
        self._count += 1
        branch = str(more.get("branch", "main"))
        author, parent = str(more.get("author", ADA)), more.get("parent", self._last.get(branch))
        text = message if isinstance(message, bytes) else message.encode()
        authored = str(more.get("authored", when))
        self._add(f"commit refs/heads/{branch}\nmark :{self._count}\n")
        self._add(f"author {author} {seconds(authored)} +0000\n")
        self._add(f"committer {author} {seconds(when)} +0000\ndata {len(text)}\n")
        self._parts += [text, b"\n"]
        if parent is not None:
            self._add(f"from :{parent}\n")
        merges = more.get("merges", ())
        assert isinstance(merges, tuple)
        self._parts += [f"merge :{number}\n".encode() for number in merges]
        for path, content in files.items():
            self._file(path, content)
        self._last[branch] = self._count
        return self._count

    def _add(self, text: str) -> None:
        self._parts.append(text.encode("utf-8", "surrogateescape"))

    def _file(self, path: str, content: str | bytes | None) -> None:
        if content is None:
            self._add(f"D {path}\n")
            return
        mode, _, target = (
            ("120000", "", path.removeprefix("link:")) if path.startswith("link:") else ("100644", "", path)
        )
        raw = content if isinstance(content, bytes) else content.encode()
        self._add(f"M {mode} inline {target}\ndata {len(raw)}\n")
        self._parts += [raw, b"\n"]

    def write(self, root: Path) -> Path:
        """Makes the repository with its newest version of main checked out, and returns its folder."""
        root.mkdir(parents=True, exist_ok=True)
        git(root, "init", "--quiet", "--initial-branch=main")
        git(
            root,
            "fast-import",
            "--quiet",
            "--date-format=raw",
            "--export-marks=.git/marks",
            stdin=b"".join(self._parts),
        )
        git(root, "reset", "--quiet", "--hard", "main")
        return root


def shas(root: Path) -> dict[int, str]:
    """Returns the id of every commit of a story by its number."""
    lines = (root / ".git/marks").read_text().split("\n")
    return {int(mark[1:]): sha for mark, _, sha in (line.partition(" ") for line in lines if line)}


def records(root: Path, audience: str = "internal") -> Repository:
    """Returns what an audience sees of the repository as it is checked out."""
    parsed = parse(load(root))
    assert parsed.repository is not None, parsed.problems
    return for_audience(parsed.repository, audience)


def history(
    root: Path, as_of: str = "2027-01-31", audience: str = "internal", cache: Cache | None = None
) -> History:
    """Returns the history of the repository as it is checked out."""
    return read_history(Question(root, records(root, audience), parse_day(as_of), cache=cache))


def told(history: History) -> list[str]:
    """Returns the events as lines: commit subject, record, kind, what changed, before → after."""
    lines = []
    for event in history.events:
        change = event.change
        where = "/".join(
            part for part in (change.part, change.of, *(f"{a}={b}" for a, b in change.slice)) if part
        )
        words = [event.commit.subject, f"{event.record}:{event.id}", str(event.kind), where, change.field]
        line = " | ".join(word for word in words if word)
        if change.before is not None or change.after is not None:
            line += f" | {change.before} → {change.after}"
        if change.count != 1:
            line += f" | ×{change.count}"
        lines.append(line)
    return lines
