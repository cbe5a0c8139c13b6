"""Problems as data: what is wrong, where, and what to do about it.

A problem never stops the reading of other files: every stage returns its value together with the
problems that it found, and the command line prints them all at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import asdict

from goalposts.escaping import escape_markdown, visible


class Severity(StrEnum):
    """How much a problem matters: errors stop a build, warnings and infos do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Location(Struct, frozen=True):
    """A place in the repository; `line` and `column` count from 1, in characters."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return `path:line:column`, as far as known."""
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


class Problem(Struct, frozen=True):
    """One thing that somebody should mend.

    `message` says what was found and what was expected, `hint` what to do, with an example of correct
    input. `code` is stable and has a paragraph of its own in the documentation.
    """

    code: str
    severity: Severity
    path: str
    message: str
    hint: str
    line: int | None = None
    column: int | None = None
    field: str | None = None
    private: bool = False

    @property
    def location(self) -> Location:
        """Return where the problem is."""
        return Location(self.path, self.line, self.column)

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Return the key that puts problems in the order of the files they are in."""
        return (self.path, self.line or 0, self.column or 0, self.code, self.message)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems in the order of path, line and column, each once."""
    return tuple(sorted(set(problems), key=Problem.sort_key))


def count(problems: Iterable[Problem]) -> dict[str, int]:
    """Return how many problems there are of each severity."""
    counts = Counter(problem.severity.value for problem in problems)
    return {severity.value: counts[severity.value] for severity in Severity}


def has_errors(problems: Iterable[Problem]) -> bool:
    """Return whether any of the problems must be mended before a site can be built."""
    return any(problem.severity is Severity.ERROR for problem in problems)


# --- printers -----------------------------------------------------------------------------------

PRIVATE_MESSAGE = "a private record has problems: run goalposts check locally"


def as_text(problems: Sequence[Problem]) -> str:
    """Return the problems for a person at a terminal: place, what, and what to do."""
    lines = []
    for problem in problems:
        where, message = visible(str(problem.location)), _one_line(visible(problem.message))
        lines.append(f"{where}: {problem.severity.value} {problem.code}: {message}")
        lines.extend(f"    {line}" for line in visible(problem.hint).splitlines())
    lines.append(summary(problems))
    return "\n".join(lines)


def summary(problems: Iterable[Problem]) -> str:
    """Return one line that counts the problems, such as `2 errors, 1 warning`."""
    counts = {name: number for name, number in count(problems).items() if number}
    if not counts:
        return "No problems."
    return ", ".join(f"{number} {name}{'' if number == 1 else 's'}" for name, number in counts.items())


def as_json(problems: Sequence[Problem]) -> str:
    """Return `{"problems": [...], "counts": {...}}` as JSON text."""
    told = _without_private_text(problems)
    rows = [{key: value for key, value in asdict(problem).items() if key != "private"} for problem in told]
    return json.dumps({"problems": rows, "counts": count(told)}, ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem]) -> str:
    """Return one GitHub workflow annotation a problem."""
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    lines = []
    for problem in _without_private_text(problems):
        place = [f"file={_escape_property(problem.path)}"] if problem.path else []
        place += [f"line={problem.line}"] if problem.line else []
        place += [f"col={problem.column}"] if problem.column else []
        place.append(f"title={_escape_property(problem.code)}")
        text = _escape_message(f"{problem.message}\n{problem.hint}")
        lines.append(f"::{kinds[problem.severity]} {','.join(place)}::{text}")
    return "\n".join(lines)


def as_markdown(problems: Sequence[Problem]) -> str:
    """Return the problems as a Markdown table, fit for a comment on a pull request."""
    told = _without_private_text(problems)
    lines = [f"**{summary(told)}**"]
    if told:
        lines += ["", "| where | problem | what to do |", "| --- | --- | --- |"]
    for problem in told:
        where = str(problem.location)
        cells = (where, f"{problem.severity.value} {problem.code}: {problem.message}", problem.hint)
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join(lines)


FORMATS = {"text": as_text, "json": as_json, "github": as_github, "markdown": as_markdown}


def _without_private_text(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems with all that belong to private records folded into one bare problem."""
    told = [problem for problem in problems if not problem.private]
    hidden = [problem for problem in problems if problem.private]
    if hidden:
        worst = next(s for s in Severity if any(problem.severity is s for problem in hidden))
        told.append(Problem("P001", worst, "", PRIVATE_MESSAGE, "goalposts check"))
    return tuple(told)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escape_message(text: str) -> str:
    # https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_message(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    lines = (" ".join(line.split()) for line in visible(text).splitlines())
    return "<br>".join(escape_markdown(line) for line in lines)
