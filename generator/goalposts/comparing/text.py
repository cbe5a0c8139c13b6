"""A comparison for a terminal, and for the log of a workflow with annotations beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from goalposts.comparing.comparison import Comparison
from goalposts.comparing.words import Words
from goalposts.problems import PRIVATE_MESSAGE, Problem, Severity, as_github

PRIVATE_CHANGES = "a private record changes: run goalposts diff locally"


def as_text(told: Comparison) -> str:
    """Return the comparison for a person at a terminal, private records too."""
    return "\n".join(_lines(told, is_terminal=True))


def as_annotations(told: Comparison) -> str:
    """Return an annotation for each new problem, then the text without that of private records."""
    text = "\n".join(_lines(told, is_terminal=False))
    # a log is read for commands: what somebody wrote must not become one
    safe = text.replace("::", ":\u200b:").replace("##[", "#\u200b#[")
    return "\n".join(part for part in (as_github(told.problems), safe) if part)


def _lines(told: Comparison, *, is_terminal: bool) -> Iterator[str]:
    words = Words(told)
    yield words.about()
    yield words.summary()
    if told.records or told.others or told.hidden or told.private:
        yield from ("", "What changes")
        yield from _records(words, is_terminal=is_terminal)
    if told.moves:
        yield from ("", "Goalposts that move")
        yield from (f"  {words.move(each)}" for each in told.moves)
    if told.goals:
        yield from ("", "Where goals stand")
        yield from _goals(words)
    if told.kpis:
        yield from ("", "Where KPIs stand")
        yield from (f"  {words.kpi(each)}" for each in told.kpis)
    shown = [each for each in told.not_compared if is_terminal or not each.problem.private]
    if shown or told.rules is None:
        yield from ("", "What cannot be compared")
        yield from (f"  {words.not_compared(each)}" for each in shown)
        if told.rules is None:
            yield "  Where goals stand: the settings can be read on neither side."
    if told.problems:
        yield from ("", "New problems")
        yield from _problems(words, is_terminal=is_terminal)
    if text := words.existing():
        yield from ("", text)


def _records(words: Words, *, is_terminal: bool) -> Iterator[str]:
    told = words.told
    for each in told.records:
        yield f"  {words.record(each)}"
        yield from (f"    {line}" for line in words.changes(each))
    for each in told.private if is_terminal else ():
        yield f"  private {words.record(each)}"
        yield from (f"    {line}" for line in words.changes(each))
    if told.private and not is_terminal:
        yield f"  {PRIVATE_CHANGES}"
    if told.hidden:
        yield f"  {hidden(told)}"
    for path in told.others:
        yield f"  {words.mark(path)}: nothing that counts"


def hidden(told: Comparison) -> str:
    """Return how many records leave the audience's sight."""
    number = told.hidden
    return f"{number} record{'' if number == 1 else 's'} no longer visible to the {told.audience} site"


def _goals(words: Words) -> Iterator[str]:
    for level, group in groupby(words.told.goals, lambda each: each.score.goal.level):
        yield f"  {level}"
        for each in group:
            goal = each.score.goal
            numbers = words.numbers(each)
            line = f"    {words.named(each.id, goal.title)}: {words.status(each)}"
            yield line + (f"; {numbers}" if numbers else "")
            yield from (f"      {reason}" for reason in words.reasons(each))


def _problems(words: Words, *, is_terminal: bool) -> Iterator[str]:
    hides = False
    for each in sorted(words.told.problems, key=_by_severity):
        if each.private and not is_terminal:
            hides = True
            continue
        yield f"  {words.mark(str(each.location))}: {words.problem(each)}"
        yield from (f"      {words.mark(line)}" for line in each.hint.splitlines())
    if hides:
        yield f"  {PRIVATE_MESSAGE}"


def _by_severity(problem: Problem) -> int:
    return list(Severity).index(problem.severity)
