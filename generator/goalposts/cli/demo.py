"""`goalposts demo`: a repository with a year of history, to try everything on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from goalposts.cli.new_folder import as_typed_in_shell, check_empty
from goalposts.cli.options import Today, read_day_option, refusals_told
from goalposts.demo import a_year
from goalposts.editing.refusal import RefusedError
from goalposts.editing.writing import filled
from goalposts.history.codes import HistoryError
from goalposts.history.git import import_commits


@click.command("demo")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--as-of",
    metavar="DATE",
    callback=lambda _c, _p, value: read_day_option(value),
    help="The last day of the year, YYYY-MM-DD.  [default: today, UTC]",
)
@click.pass_obj
def demo_command(today: Today, /, folder: Path, as_of: date | None) -> None:
    """Make a git repository in DIR, a year of goals and KPIs of an invented company, to try things on.

    DIR is a new or empty folder. The same day gives the same commits, down to their ids. The branch
    `proposal` is not merged: look at what it would do.

    \b
      goalposts demo /tmp/demo
      goalposts serve --root /tmp/demo
      goalposts diff main proposal --root /tmp/demo
    """
    day = as_of or today()
    with refusals_told():
        check_empty(folder)
        stream, commits = a_year(day)
        try:
            with filled(folder):
                import_commits(folder, stream)
        except HistoryError as error:
            raise RefusedError(f"{folder}: {error.problem.message}", error.problem.hint) from error
    click.echo(f"Made {folder}: {commits} commits up to {day}.")
    typed = as_typed_in_shell(folder)
    click.echo(f"  goalposts serve --root {typed} --as-of {day}")
    click.echo(f"  goalposts diff main proposal --root {typed} --as-of {day}")
