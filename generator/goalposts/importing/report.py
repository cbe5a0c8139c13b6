"""The account of an import: what was taken over, what was decided, what was left out and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec import Struct

# control characters, line separators, marks that turn the direction of text, the BOM, surrogates
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def shown(text: str, limit: int = 80) -> str:
    """Return a text of the source on one line, cut and without characters that steer a terminal."""
    line = _UNPRINTABLE.sub("\ufffd", " ".join(text.split()))
    return line if len(line) <= limit else line[: limit - 1] + "…"


class TakenOver(Struct, frozen=True):
    """A KPI of the new repository: the file it came from, how many rows it has and how many are gaps."""

    kpi: str
    path: str
    rows: int
    gaps: int


class LeftOut(Struct, frozen=True):
    """Something of the source that the new repository does not have. `line` counts from 1."""

    path: str
    line: int | None
    what: str
    reason: str

    def __str__(self) -> str:
        """Return `path:line: what: reason`."""
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.what}: {self.reason}"


class Decision(Struct, frozen=True):
    """Something that was read in one of several possible ways, or written differently from the source."""

    path: str
    text: str

    def __str__(self) -> str:
        """Return `path: text`."""
        return f"{self.path}: {self.text}"


class ImportReport(Struct, frozen=True):
    """All that one import did.

    `counts` are (what, how many) in reading order; `left_out` and `decisions` are in the order of the source.
    """

    format: str
    source: str
    counts: tuple[tuple[str, int], ...]
    taken: tuple[TakenOver, ...]
    decisions: tuple[Decision, ...]
    left_out: tuple[LeftOut, ...]

    def count(self, what: str) -> int:
        """Return the number that stands for `what`; `KeyError` where nothing of that name was counted."""
        return dict(self.counts)[what]

    def summary(self) -> list[str]:
        """Return the counts, one line each."""
        width = max((len(f"{number:,}") for _, number in self.counts), default=0)
        return [f"{number:>{width},}  {what}" for what, number in self.counts]

    def lines(self) -> list[str]:
        """Return the whole report as plain text lines."""
        return [
            f"Import of {shown(self.source)} ({self.format})",
            "",
            *self.summary(),
            "",
            "Taken over",
            *(f"  {entry.kpi}: {_rows(entry)}, from {entry.path}" for entry in self.taken),
            "",
            "Decided",
            *(f"  {decision}" for decision in self.decisions),
            "",
            "Left out",
            *(f"  {entry}" for entry in self.left_out),
        ]

    def text(self) -> str:
        """Return the whole report as plain text."""
        return "\n".join(self.lines()) + "\n"

    def markdown(self) -> str:
        """Return the whole report as a Markdown page, `import-report.md` of the new repository."""
        return "\n".join(self._markdown_lines()) + "\n"

    def _markdown_lines(self) -> Iterator[str]:
        yield from ("# Import report", "", f"Source: {_code(self.source)}, format {_code(self.format)}.", "")
        yield from ("| what | how many |", "| --- | ---: |")
        yield from (f"| {what} | {number:,} |" for what, number in self.counts)
        yield from ("", "## Taken over", "")
        yield from ("| KPI | from | rows | of them gaps |", "| --- | --- | ---: | ---: |")
        for entry in self.taken:
            yield f"| {_code(entry.kpi)} | {_code(entry.path)} | {entry.rows:,} | {entry.gaps:,} |"
        yield from ("", "## Decided", "")
        yield from (f"- {_code(one.path)}: {_plain(one.text)}" for one in self.decisions)
        yield from ("", "## Left out", "")
        for left in self.left_out:
            place = left.path if left.line is None else f"{left.path}:{left.line}"
            yield f"- {_code(place)}: {_plain(left.what)}: {_plain(left.reason)}"


def _rows(entry: TakenOver) -> str:
    gaps = f" ({entry.gaps:,} gaps)" if entry.gaps else ""
    return f"{entry.rows:,} rows{gaps}"


def _code(text: str) -> str:
    # a backtick would end the code span, a bar the table cell
    return "`" + shown(text, 200).replace("`", "'").replace("|", "¦") + "`"


def _plain(text: str) -> str:
    """Return a text as Markdown: what stands between backticks as code, all else as plain words."""
    parts = shown(text, 2000).split("`")
    whole = len(parts) if len(parts) % 2 else len(parts) - 1
    written = [
        f"`{part}`" if place % 2 and part.strip() else _escaped(part)
        for place, part in enumerate(parts[:whole])
    ]
    return "".join([*written, *(_escaped(f"`{part}") for part in parts[whole:])])


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|~&])", r"\\\1", text)


@dataclass(slots=True)
class Ledger:
    """Collects what an import has to report while it runs; each entry is kept once, in the order it came."""

    _decisions: dict[Decision, None] = field(default_factory=dict)
    _left_out: dict[LeftOut, None] = field(default_factory=dict)

    def decide(self, path: str, text: str) -> None:
        """Note a decision about `path`."""
        self._decisions[Decision(shown(path, 300), shown(text, 2000))] = None

    def leave_out(self, path: str, what: str, reason: str, *, line: int | None = None) -> None:
        """Note that `what` of `path` is not taken over, and why."""
        self._left_out[LeftOut(shown(path, 300), line, shown(what, 400), shown(reason, 400))] = None

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions so far."""
        return tuple(self._decisions)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Return what was left out so far."""
        return tuple(self._left_out)
