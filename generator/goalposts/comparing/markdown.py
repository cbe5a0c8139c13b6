"""A comparison for a comment on a pull request: a short summary first, details folded.

What people wrote is data here: all of it goes through `escape`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goalposts.comparing.comparison import Comparison
from goalposts.comparing.text import PRIVATE_CHANGES, hidden
from goalposts.comparing.words import Words, top
from goalposts.escaping import escape_markdown
from goalposts.history.cleaning import clean
from goalposts.problems import PRIVATE_MESSAGE, has_errors

LONGEST = 60_000
"""Characters; GitHub refuses comments of more than 65,536."""
_MOST_ROWS = 15
_MOST_LINES = 200


def escape(text: str) -> str:
    """Return what somebody wrote as Markdown that shows it and does nothing."""
    return escape_markdown(clean(text, 200))


def as_markdown(told: Comparison) -> str:
    """Return the comparison as the text of a comment."""
    head = "\n".join(_head(Words(told, escape)))
    parts, length = [], len(head)
    for part in _details(Words(told, escape)):
        length += len(part) + 2
        if length > LONGEST:
            parts.append("The rest is too long for a comment: run `goalposts diff` locally.")
            break
        parts.append(part)
    return "\n\n".join((head, *parts))


def _head(words: Words) -> Iterator[str]:
    told = words.told
    yield from ("### What this change does to the goals", "", f"**{words.summary()}**", "", words.about())
    shown = list(top(told))
    if shown:
        yield from ("", "| goal | level | status | progress |", "| --- | --- | --- | --- |")
    for each in shown[:_MOST_ROWS]:
        goal = each.score.goal
        cells = (escape(goal.title), goal.level, words.status(each), words.progress(each))
        yield f"| {' | '.join(cells)} |"
    if len(shown) > _MOST_ROWS:
        yield from ("", f"and {len(shown) - _MOST_ROWS} more goals, below.")


def _details(words: Words) -> Iterator[str]:
    told = words.told
    problems = list(_problems(words))
    if problems:
        yield _folded("New problems", problems, count=len(told.problems), is_open=has_errors(told.problems))
    cannot = [words.not_compared(each) for each in told.not_compared if not each.problem.private]
    if told.rules is None:
        cannot.append("Where goals stand: the settings can be read on neither side.")
    if cannot:
        yield _folded("What cannot be compared", [f"- {line}" for line in cannot], count=len(cannot))
    if told.moves:
        lines = [f"- {words.move(each)}" for each in told.moves]
        yield _folded("Goalposts that move", lines, count=len(lines), is_open=True)
    if told.goals:
        yield _folded("Where goals stand", list(_goals(words)), count=len(told.goals))
    if told.kpis:
        lines = [f"- {words.kpi(each)}" for each in told.kpis]
        yield _folded("Where KPIs stand", lines, count=len(lines))
    records = list(_records(words))
    if records:
        number = len(told.records) + len(told.others) + bool(told.private) + bool(told.hidden)
        yield _folded("What changes", records, count=number)
    if text := words.existing():
        yield text


def _folded(title: str, lines: list[str], *, count: int, is_open: bool = False) -> str:
    shown = lines[:_MOST_LINES]
    if len(lines) > _MOST_LINES:
        shown.append(f"- and {len(lines) - _MOST_LINES} more lines: run `goalposts diff` locally")
    opened = " open" if is_open else ""
    return f"<details{opened}><summary>{title} ({count})</summary>\n\n" + "\n".join(shown) + "\n\n</details>"


def _goals(words: Words) -> Iterator[str]:
    for each in words.told.goals:
        numbers = words.numbers(each)
        line = f"- {each.score.goal.level}: {words.named(each.id, each.score.goal.title)}: "
        yield line + words.status(each) + (f"; {numbers}" if numbers else "")
        yield from _nested(words.reasons(each))


def _records(words: Words) -> Iterator[str]:
    told = words.told
    for each in told.records:
        yield f"- {words.record(each)}"
        yield from _nested(words.changes(each))
    if told.private:
        yield f"- {PRIVATE_CHANGES}"
    if told.hidden:
        yield f"- {hidden(told)}"
    yield from (f"- {escape(path)}: nothing that counts" for path in told.others)


def _problems(words: Words) -> Iterator[str]:
    found = words.told.problems
    for each in found:
        if not each.private:
            yield f"- {escape(str(each.location))}: {words.problem(each)}"
            yield from _nested(escape(line) for line in each.hint.splitlines() if line.strip())
    if any(each.private for each in found):
        yield f"- {PRIVATE_MESSAGE}"


def _nested(lines: Iterable[str]) -> Iterator[str]:
    yield from (f"  - {line}" for line in lines)
