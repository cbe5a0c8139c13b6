"""The commands that begin a record: `new goal`, `new kpi` and `new team`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from goalposts.cli.editing import Workplace, find, open_workplace
from goalposts.cli.new_goal import measured, supported
from goalposts.cli.options import (
    ROOT,
    Answers,
    Question,
    Today,
    ask,
    checked_by,
    is_terminal,
    named,
    number_as_typed,
    one_of,
    pairs,
    refusals_told,
)
from goalposts.editing.modeline import modeline
from goalposts.editing.new_goal import NewGoal, goal_text
from goalposts.editing.new_kpi import RANGE, SERIES, NewKpi, kpi_text
from goalposts.editing.new_team import NewTeam, team_text
from goalposts.editing.proposals import current_quarter, free_id, taken_ids
from goalposts.editing.refusal import RefusedError
from goalposts.key_results.terms import AGGREGATES
from goalposts.loading.goals import find_cycle
from goalposts.records.fields import read_id, read_title
from goalposts.records.goal import KINDS, LEVELS
from goalposts.records.ids import proposed_id
from goalposts.records.kpi import Unit
from goalposts.records.people import Cycle
from goalposts.records.period import Cadence

DIRECTIONS = ("up", "down", "hold", "none")
_TITLE = click.option("--title", help="One line, at most 120 characters.")


@click.group("new", short_help="Begin a goal, a KPI or a team.")
def new_commands() -> None:
    """Begin a goal, a KPI or a team: a file that is right at once and shows how to go on.

    On a terminal, what is not given as an option is asked for. Nothing is ever overwritten.
    """


@new_commands.command("goal")
@ROOT
@_TITLE
@click.option("--level", type=click.Choice(LEVELS), help="Whose goal it is.")
@click.option("--kind", type=click.Choice(KINDS), help="The kind of goal.  [default: performance]")
@click.option("--team", metavar="TEAM", help="The team, in whose folder the file will be.")
@click.option("--owner", metavar="PERSON", help="The one person who is accountable.")
@click.option("--cycle", metavar="CYCLE", help="2026, 2026-H2, 2026-Q4, 2026-11.  [default: this quarter]")
@click.option(
    "--supports", metavar="GOAL", multiple=True, help="A goal it helps to reach, or goal#key-result."
)
@click.option("--kpi", metavar="KPI", help="The KPI that measures it; its last values are shown.")
@click.option(
    "--target", metavar="NUMBER", help="The KPI's value to reach: 92, or a change: +30%, -15%, +2pp."
)
@pairs("--where", metavar="COLUMN=VALUE", text="One slice of the KPI.")
@click.option(
    "--aggregate",
    type=click.Choice(AGGREGATES),
    default="last",
    show_default=True,
    help="How the values since the start make the one that counts.",
)
@click.option(
    "--baseline", metavar="NUMBER", help="Where it begins.  [default: the KPI's value at the start]"
)
@click.option("--checkpoints", is_flag=True, help="Write one checkpoint a month, on a straight line.")
@click.option("--id", metavar="ID", help="Permanent name.  [default: made from the title]")
@click.pass_obj
def new_goal_command(today: Today, /, root: Path, **given: Any) -> None:
    """Begin a goal: goals/TEAM/ID.md, with a few words on each field.

    \b
      goalposts new goal
      goalposts new goal --title "Raise NPS to 70" --level team --team product \\
        --owner product-lead --kpi nps --target 70 --checkpoints
    """
    with refusals_told():
        place = open_workplace(root, today())
        answers = Answers(given, is_terminal())
        answers.require("title", "level", "owner", *(["team"] if given["level"] != "organization" else []))
        if given["kpi"]:
            answers.require("target")
        elif needless := [
            f"--{name}" for name in ("target", "where", "baseline", "checkpoints") if given[name]
        ]:
            raise click.UsageError(f"{', '.join(needless)} without --kpi: which number is meant?")
        title = answers.get("title", _title("Raise the renewal rate to 92 %"))
        level = answers.get("level", Question(f"Level ({', '.join(LEVELS)})", one_of(*LEVELS), "team"))
        team = answers.get("team", _team(place, optional=level == "organization"))
        owner = answers.get("owner", _person(place, "Owner, the one person who is accountable"))
        cycle = answers.get("cycle", _cycle(place))
        supports = supported(place, answers, level)
        goal_id = _new_id(place, answers, title, "goal")
        measure = measured(place, answers, cycle)
        folder = str(PurePosixPath(place.repository.teams[team].path).parent) if team else "goals"
        path = f"{folder}/{goal_id}.md"
        goal = NewGoal(goal_id, title, level, owner, cycle, supports, given["kind"], measure)
        _write_new(place, {path: goal_text(goal, modeline(path, _schema(root, "goal"))).encode()})


@new_commands.command("kpi")
@ROOT
@_TITLE
@click.option(
    "--direction", type=click.Choice(DIRECTIONS), help="Which way is better; none: only descriptive."
)
@click.option(
    "--unit", help="percent, ratio, count, currency:EUR, duration:minutes, or a word.  [default: count]"
)
@click.option(
    "--cadence", type=click.Choice([each.value for each in Cadence]), help="How often a value comes."
)
@click.option("--owner", metavar="PERSON", help="Who answers for the number.")
@click.option("--team", metavar="TEAM", help="The team it belongs to.")
@pairs("--healthy", metavar="BOUND=NUMBER", text="The healthy range: at_least=88, at_most=95, or both.")
@click.option("--id", metavar="ID", help="Permanent name.  [default: made from the title]")
@click.pass_obj
def new_kpi_command(today: Today, /, root: Path, **given: Any) -> None:
    """Begin a KPI: its definition kpis/ID.md and its series kpis/ID.csv.

    A series that is there already, without a definition, is kept.

    \b
      goalposts new kpi --title "Renewal rate" --direction up --unit percent \\
        --cadence weekly --owner cs-lead --team customer-success --healthy at_least=88
    """
    with refusals_told():
        place = open_workplace(root, today())
        answers = Answers(given, is_terminal())
        answers.require("title", "direction", "cadence")
        title = answers.get("title", _title("Renewal rate"))
        kpi_id = _new_id(place, answers, title, "KPI")
        kpi = NewKpi(
            id=kpi_id,
            title=title,
            direction=answers.get("direction", _choice("Which way is better", DIRECTIONS)),
            unit=answers.get("unit", _unit()),
            cadence=answers.get("cadence", _choice("How often does a value come", [*Cadence])),
            owner=answers.get("owner", _person(place, "Owner, who answers for the number", optional=True)),
            team=answers.get("team", _team(place, optional=True)),
            healthy=_healthy(answers),
        )
        path, series = f"kpis/{kpi_id}.md", f"kpis/{kpi_id}.csv"
        files = {path: kpi_text(kpi, modeline(path, _schema(root, "kpi"))).encode()}
        if series not in place.before.tree.files:
            files[series] = SERIES
        _write_new(place, files)


@new_commands.command("team")
@ROOT
@_TITLE
@click.option("--lead", metavar="PERSON", help="The person who leads it.")
@click.option("--parent", metavar="TEAM", help="The team it is part of.")
@click.option("--id", metavar="ID", help="Permanent name.  [default: made from the title]")
@click.pass_obj
def new_team_command(today: Today, /, root: Path, **given: Any) -> None:
    """Begin a team: the folder goals/ID/ with an index.md about it.

    \b
      goalposts new team --title "Customer Success" --lead cs-lead
    """
    with refusals_told():
        place = open_workplace(root, today())
        answers = Answers(given, is_terminal())
        answers.require("title")
        title = answers.get("title", _title("Customer Success"))
        team_id = _new_id(place, answers, title, "team")
        lead = answers.get("lead", _person(place, "Lead", optional=True))
        parent = answers.get("parent", _team(place, optional=True, text="Part of which team"))
        path = f"goals/{team_id}/index.md"
        text = team_text(NewTeam(team_id, title, lead, parent), modeline(path, _schema(root, "team")))
        _write_new(place, {path: text.encode()})


# --- questions ----------------------------------------------------------------------------------


def _title(example: str) -> Question:
    return Question(f"Title, for example: {example}", checked_by(read_title))


def _choice(text: str, names: Any) -> Question:
    words = [str(name) for name in names]
    return Question(f"{text} ({', '.join(words)})?", one_of(*words))


def _unit() -> Question:
    text = "Unit (percent, ratio, count, currency:EUR, duration:minutes, or a word)"
    return Question(text, _read_unit, "count")


def _read_unit(text: str) -> str:
    try:
        return TypeAdapter(Unit).validate_python(text)
    except ValidationError as error:
        context: Any = error.errors()[0].get("ctx", {})
        raise RefusedError(str(context.get("message", error)), str(context.get("hint", ""))) from error


def _person(place: Workplace, text: str, *, optional: bool = False) -> Question:
    people = place.repository.people
    known = ", ".join(key for key, person in people.items() if person.left is None)
    shown = f"{text}\n  ({known or 'nobody is listed in site_config.yml yet'})"
    return Question(shown, lambda name: find("person", name, people, place).id, optional=optional)


def _team(place: Workplace, *, optional: bool, text: str = "Team") -> Question:
    teams = place.repository.teams
    shown = f"{text}{', empty for none' if optional else ''}\n  ({', '.join(teams) or 'there is none yet'})"
    return Question(shown, lambda name: find("team", name, teams, place).id, optional=optional)


def _cycle(place: Workplace) -> Question:
    config, cycles = place.repository.config, place.repository.cycles

    def check(name: str) -> Cycle:
        cycle = find_cycle(name, cycles, config)
        if cycle is None:
            raise RefusedError(f"`{name[:60]}` is no cycle", "Write, for example: 2026-Q4")
        return cycle

    return Question("Cycle", check, current_quarter(place.today, config.fiscal_year))


def _healthy(answers: Answers) -> Mapping[str, str]:
    given: dict[str, str] = dict(answers.given["healthy"])
    with named("healthy"):
        for name, text in given.items():
            if name not in RANGE:
                raise RefusedError(f"`{name}` is no bound of a range", f"Write one of {', '.join(RANGE)}.")
            number_as_typed(text)
    if given or not answers.on_terminal:
        return given
    questions = ("Healthy from (empty: no lower bound)", "Healthy up to (empty: no upper bound)")
    found = {
        name: ask(Question(text, number_as_typed, optional=True))
        for name, text in zip(RANGE, questions, strict=True)
    }
    return {name: text for name, text in found.items() if text is not None}


# --- ids and files ------------------------------------------------------------------------------


def _new_id(place: Workplace, answers: Answers, title: str, kind: str) -> str:
    """Return the id of a new record: the given one, else one made from the title; asked where it is taken."""
    taken = taken_ids(kind, place.repository, place.before.tree.files)

    def check(name: str) -> str:
        name = checked_by(read_id)(name)
        if name in taken:
            hint = f"Choose another, for example: --id {free_id(name, taken)}"
            raise RefusedError(f"the id `{name}` is taken{taken[name]}", hint)
        return name

    if answers.given["id"]:
        with named("id"):
            return check(answers.given["id"])
    wanted = proposed_id(title, place.repository.config.site.language)
    if not wanted:
        answers.require("id")
    if not answers.on_terminal or (wanted and wanted not in taken):
        return check(wanted)
    proposed = free_id(wanted, taken) if wanted else None
    return str(ask(Question(f"Id, the permanent name of the {kind}", check, proposed)))


def _schema(root: Path, kind: str) -> str | None:
    """Return the path of the schema of a kind of file, where the repository has it."""
    path = f".vscode/{kind}.schema.json"
    return path if (root / path).is_file() else None


def _write_new(place: Workplace, files: Mapping[str, bytes]) -> None:
    for path in files:
        if path in place.before.tree.files:
            raise RefusedError(f"{path} exists already", "Nothing is overwritten. Choose another --id.")
    place.write(files)
    for path in files:
        click.echo(f"Wrote {path}")
