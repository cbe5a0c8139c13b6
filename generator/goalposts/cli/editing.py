"""The commands that write into a goals repository: `record` and `check-in`.

An edit is made in memory, checked as `goalposts check` would, and written only if it breaks nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from goalposts import problems as told
from goalposts.cli.options import (
    ROOT,
    Question,
    Today,
    as_typed,
    ask,
    checked_by,
    is_terminal,
    one_of,
    pairs,
    read_day_option,
    refusals_told,
)
from goalposts.editing.check_ins import add_check_in
from goalposts.editing.judging import Judged, judge, new_problems, with_changes
from goalposts.editing.recording import Entry, period_of, record
from goalposts.editing.refusal import RefusedError
from goalposts.editing.writing import write_files
from goalposts.loading.tree import load
from goalposts.pages.formatting import Formatter
from goalposts.problems import Problem, Severity, has_errors
from goalposts.records.fields import read_confidence, read_text
from goalposts.records.goal import REPORTED
from goalposts.records.kpi import Kpi
from goalposts.records.repository import Repository
from goalposts.records.text import did_you_mean


class Workplace(Struct, frozen=True):
    """A goals repository that is edited: its folder, its files, and what is wrong with it already."""

    root: Path
    before: Judged
    repository: Repository
    today: date

    @property
    def formatter(self) -> Formatter:
        """Return what writes numbers and dates in the language of the site."""
        return Formatter(self.repository.config.site.language, self.today)

    def write(self, changes: Mapping[str, bytes]) -> None:
        """Write the files, unless they bring a new error: then tell it and end with exit status 1.

        New warnings and notes are told, and stop nothing.
        """
        found = self._brought_by(changes)
        if has_errors(found):
            click.echo(told.as_text(_errors(found)), err=True)
            raise click.ClickException(
                "with this edit the repository would have errors. Nothing was written."
            )
        files = self.before.tree.files
        write_files(self.root, changes, {path: files[path] for path in changes if path in files})
        if found:
            click.echo(told.as_text(found), err=True)

    def new_errors(self, changes: Mapping[str, bytes]) -> list[Problem]:
        """Return the errors that the files would bring."""
        return _errors(self._brought_by(changes))

    def _brought_by(self, changes: Mapping[str, bytes]) -> tuple[Problem, ...]:
        return new_problems(self.before, judge(with_changes(self.before.tree, changes), self.today))


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [each for each in problems if each.severity is Severity.ERROR]


def open_workplace(root: Path, today: date) -> Workplace:
    """Return the repository at `root`; raises `RefusedError` where its settings cannot be read."""
    before = judge(load(root), today)
    if before.repository is None:
        reasons = told.as_text(_errors(before.problems))
        raise RefusedError("the settings of the repository cannot be read", reasons)
    return Workplace(root, before, before.repository, today)


def find(kind: str, name: str, known: Mapping[str, Any], place: Workplace) -> Any:
    """Return the record of an id; raises `RefusedError` with the id that is meant, or the file to mend."""
    if name in known:
        return known[name]
    if now := next((key for key, each in known.items() if name in each.aliases), None):
        raise RefusedError(f"the {kind} `{name}` is now `{now}`", f"Write `{now}`.")
    ids = {each.path: key for key, each in known.items()}
    for path in place.before.tree.files if kind in ("goal", "KPI") else ():
        if path.endswith(f"/{name}.md") and path.startswith("kpis/" if kind == "KPI" else "goals/"):
            if key := ids.get(path):
                raise RefusedError(f"the id of the {kind} in {path} is `{key}`", f"Write `{key}`.")
            raise RefusedError(f"{path} cannot be read", "Mend it first: goalposts check")
    raise RefusedError(f"there is no {kind} `{name[:64]}`", did_you_mean(name, known))


# --- goalposts record ---------------------------------------------------------------------------


def _read_value(_context: click.Context, _option: click.Parameter, value: str) -> str:
    # numbers may begin with a minus, so click leaves unknown options to the arguments
    if value.startswith("--"):
        raise click.NoSuchOption(value)
    return value


@click.command(
    "record", short_help="Record a value of a KPI.", context_settings={"ignore_unknown_options": True}
)
@ROOT
@click.argument("kpi")
@click.argument("date")
@click.argument("value", callback=_read_value)
@pairs("--where", metavar="COLUMN=VALUE", text="The slice the value is of; once for each column.")
@click.option("--target", metavar="NUMBER", help="The target of the period, for the column `target`.")
@click.option("--note", metavar="TEXT", help="A few words on the value, for the column `note`.")
@click.option("--replace", is_flag=True, help="Change the value if there is one for the date already.")
@click.pass_obj
def record_command(today: Today, /, root: Path, **given: Any) -> None:
    """Record a VALUE of a KPI for a DATE: a row in its CSV file, at its place.

    DATE is a day 2026-11-20, week 2026-W47, month 2026-11, quarter 2026-Q4, half 2026-H2 or year 2026.
    VALUE is a number such as 1234.5; "" is a gap.

    \b
      goalposts record nps 2026-11 58
      goalposts record new-customers 2026-11 4 --where plan=Enterprise
    """
    with refusals_told():
        place = open_workplace(root, today())
        kpi = find("KPI", given["kpi"], place.repository.kpis, place)
        texts = {name: given[name] for name in ("date", "value", "target", "note", "replace", "where")}
        path, content = kpi.csv_path, place.before.tree.files.get(kpi.csv_path)
        done = record(kpi, content, Entry(**texts), place.repository.config.fiscal_year)
        if done.content == content:
            click.echo(f"{path} says so already. Nothing was written.")
            return
        place.write({path: done.content})
        _tell_recorded(place, kpi, Entry(**texts), done.was)


def _tell_recorded(place: Workplace, kpi: Kpi, entry: Entry, was: str | None) -> None:
    period = period_of(kpi, entry.date, place.repository.config.fiscal_year)
    assert period is not None  # the check has found no fault
    of = ", ".join(entry.where.values())
    shown = place.formatter.period(period, fiscal=kpi.fiscal)
    before = "" if was is None else f" instead of {was or 'a gap'}"
    click.echo(
        f"{kpi.csv_path}: {kpi.title}, {shown}{f', {of}' if of else ''}: {entry.value or 'a gap'}{before}."
    )
    for column, value in entry.where.items():
        index = kpi.dimensions.index(column)
        known = {row.slice[index] for row in kpi.rows} - {""}
        if known and value not in known:
            click.echo(f"`{value}` is new in the column `{column}`. {did_you_mean(value, known)}", err=True)


# --- goalposts check-in -------------------------------------------------------------------------

_TEXTS = {
    "wins": "What went well?",
    "blockers": "What stands in the way?",
    "needs": "What is needed from others?",
    "next": "What comes next?",
}
# what chats and word processors put where a line ends
_BREAKS = dict.fromkeys(map(ord, "\r\x85\u2028\u2029"), "\n")
_SAYS = ("status", "confidence", "progress", *_TEXTS, "note")


@click.command("check-in", short_help="Say how a goal stands today, in your own words.")
@ROOT
@click.argument("goal")
@click.option("--status", type=click.Choice(REPORTED), help="Your own judgement.")
@click.option("--confidence", metavar="NUMBER", help="How sure you are of success, from 0 to 10.")
@click.option("--progress", metavar="NUMBER", help="Your own estimate, from 0 to 1.")
@click.option("--wins", metavar="TEXT", help="What went well. All texts are Markdown.")
@click.option("--blockers", metavar="TEXT", help="What stands in the way.")
@click.option("--needs", metavar="TEXT", help="What is needed from others.")
@click.option("--next", metavar="TEXT", help="What comes next.")
@click.option("--note", metavar="TEXT", help="Anything else.")
@click.option("--by", metavar="PERSON", help="Who reports.  [default: the owner]")
@click.option(
    "--date",
    metavar="DATE",
    callback=lambda _c, _p, value: read_day_option(value),
    help="The day, YYYY-MM-DD.  [default: today, UTC]",
)
@click.pass_obj
def check_in_command(today: Today, /, root: Path, **given: Any) -> None:
    """Check in on a GOAL: how it stands today, in the words of its owner.

    Without an option that says anything, the questions are asked on the terminal.

    \b
      goalposts check-in raise-renewal-rate --status on_track --confidence 7 \\
        --wins "Two of our ten largest customers renewed."
    """
    with refusals_told():
        place = open_workplace(root, today())
        goal = find("goal", given["goal"], place.repository.goals, place)
        fields = {name: given[name] for name in _SAYS if (given[name] or "").strip()} or _asked_check_in()
        fields["date"] = str(given["date"] or place.today)
        if given["by"] and given["by"] != goal.owner:
            fields["by"] = given["by"]
        fields = {name: text.replace("\r\n", "\n").translate(_BREAKS) for name, text in fields.items()}
        place.write({goal.path: add_check_in(place.before.tree.files[goal.path], goal.path, fields)})
        click.echo(f"{goal.path}: checked in on “{goal.title}” for {fields['date']}.")


def _asked_check_in() -> dict[str, str]:
    fields = _answered() if is_terminal() else {}
    if not fields:
        names = ", ".join(f"--{name}" for name in _SAYS)
        raise click.UsageError(f"The check-in says nothing. Give at least one of {names}.")
    return fields


def _answered() -> dict[str, str]:
    questions = {
        "status": (f"How does it stand ({', '.join(REPORTED)}; empty: not said)?", one_of(*REPORTED)),
        "confidence": (
            "How sure are you of success, from 0 to 10 (empty: not said)?",
            as_typed(read_confidence),
        ),
        **{name: (f"{text} (empty: nothing)", checked_by(read_text)) for name, text in _TEXTS.items()},
    }
    answers = {name: ask(Question(text, check, optional=True)) for name, (text, check) in questions.items()}
    return {name: answer for name, answer in answers.items() if answer}
