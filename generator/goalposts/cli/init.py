"""`goalposts init`: a goals repository to begin with."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import click

from goalposts.cli.new_folder import as_typed_in_shell, check_empty
from goalposts.cli.options import Answers, Question, Today, checked_by, is_terminal, one_of, refusals_told
from goalposts.editing.judging import judge
from goalposts.editing.refusal import RefusedError
from goalposts.editing.writing import write_files
from goalposts.loading.clone import branch_of
from goalposts.loading.tree import SourceTree
from goalposts.problems import as_text
from goalposts.records.fields import read_title
from goalposts.records.web_address import read_web_address
from goalposts.starting import AUDIENCES, HOSTS, Start, starting_files
from goalposts.version import package_version

_AUDIENCE = (
    "Who can open the site?\n"
    "  public    everybody on the internet: it shows only goals that say so\n"
    "  internal  only the company: it must be published where nobody else gets in"
)


@click.command("init", short_help="Begin a goals repository, ready to push.")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", metavar="TEXT", help="The name of the site, such as “Acme goals”.")
@click.option("--audience", type=click.Choice(AUDIENCES), help="Who can open the site.")
@click.option("--host", type=click.Choice(HOSTS), help="Where the repository will be: decides the workflows.")
@click.option("--url", metavar="URL", help="The address of the site, if you know it already.")
@click.option("--repo", metavar="URL", help="The address of the repository, if you know it already.")
@click.pass_obj
def init_command(today: Today, /, folder: Path, **given: Any) -> None:
    """Make a goals repository in DIR, ready to push: settings, an example, checks and publishing.

    DIR is a new or empty folder; one that holds only a fresh git repository will do. On a terminal, what is
    not given as an option is asked for.

    \b
      goalposts init goals
      goalposts init goals --name "Acme goals" --audience internal --host github
    """
    with refusals_told():
        check_empty(folder, besides=".git")
        answers = Answers(given, is_terminal())
        answers.require("name", "audience", "host")
        start = Start(
            name=answers.get(
                "name", Question("The name of the site, such as Acme goals", checked_by(read_title))
            ),
            audience=answers.get("audience", Question(f"{_AUDIENCE}\n", one_of(*AUDIENCES), "internal")),
            host=answers.get(
                "host", Question(f"Where will it be ({', '.join(HOSTS)})?", one_of(*HOSTS), "github")
            ),
            today=today(),
            version=package_version(),
            url=answers.get("url", _address("The address of the site")) or "",
            repo=answers.get("repo", _address("The address of the repository")) or "",
            branch=branch_of(folder) or "main",
        )
        made = starting_files(start)
        judged = judge(
            SourceTree({path: each for path, each in made.items() if "/." not in f"/{path}"}), start.today
        )
        if judged.problems:
            # only what was answered can be wrong: the templates are right by themselves
            raise RefusedError(
                "with these answers the repository would not be right", as_text(judged.problems)
            )
        write_files(folder, made, {})
    for path in made:
        click.echo(f"Wrote {folder / path}")
    click.echo(_next(folder, start))


def _address(text: str) -> Question:
    return Question(f"{text} (empty: not known yet)", checked_by(read_web_address), optional=True)


def _next(folder: Path, start: Start) -> str:
    typed = as_typed_in_shell(folder)
    begin = f"git init --initial-branch={shlex.quote(start.branch)}"
    lines = [
        "",
        "Next:",
        f"  goalposts serve --root {typed}    shows the site",
        f"  cd {typed} && {begin} && git add --all && git commit --message 'Begin'",
        "  README.md says how the site is published.",
    ]
    if start.audience == "internal" and start.host != "none":
        lines.append("  Nothing is published until you say that the pages are private; README.md says how.")
    return "\n".join(lines)
