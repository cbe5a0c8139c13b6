"""`goalposts diff`, and what `check --base` adds to `check`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from msgspec.structs import replace

from goalposts import problems as told
from goalposts.cli.annotating import placed
from goalposts.cli.options import ROOT, Today, read_day_option
from goalposts.comparing import FORMATS, Viewpoint, compare, judge_tree, problems_brought, read_sides
from goalposts.history import ancestry_of, load_at
from goalposts.history.codes import WHERE, HistoryError
from goalposts.loading.parse import AUDIENCES
from goalposts.loading.tree import SourceTree, load
from goalposts.problems import Problem, has_errors

WORKING_TREE = "the working tree"
_CUT_OFF = (
    "The clone is shallow, so what was promised before {base} is not known: goalposts of goals that were "
    "paused or changed before may have moved unnoticed.\nFetch the rest: git fetch --unshallow"
)


@click.command("diff", short_help="Tell what a change does to goals and statuses.")
@ROOT
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--as-of",
    metavar="DATE",
    callback=lambda _c, _p, value: read_day_option(value),
    help="The day on which both sides are measured, YYYY-MM-DD.  [default: today, UTC]",
)
@click.option(
    "--audience",
    type=click.Choice(sorted(AUDIENCES)),
    default="internal",
    show_default=True,
    help="Whose site is meant.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(FORMATS)),
    default="text",
    show_default=True,
    help="For people, programs, pull requests, or comments.",
)
@click.pass_obj
def diff_command(today: Today, /, root: Path, **given: Any) -> None:
    """Tell what a change does: to goals, goalposts, statuses and numbers, and which problems it brings.

    BASE and HEAD are commits, tags or branches. Without HEAD, BASE is compared with the files as they are
    now. Both are measured on the same day.

    The exit status is 1 where the change brings an error.

    \b
      goalposts diff main
      goalposts diff v1 v2 --format markdown
    """
    base, head, as_of = given["base"], given["head"], given["as_of"]
    view = Viewpoint(as_of or today(), given["audience"], as_of_is_given=as_of is not None)
    before = (base, tree_at(root, base))
    after = (head, tree_at(root, head)) if head else (WORKING_TREE, load(root))
    try:
        ancestry = ancestry_of(root, base)
        if ancestry is None:
            click.echo(_CUT_OFF.format(base=base), err=True)
        comparison = compare(*read_sides(before, after, view), view, ancestry)
    except HistoryError as error:
        _end(error.problem)
    form = given["form"]
    click.echo(FORMATS[form](replace(comparison, problems=placed(root, form, comparison.problems))))
    if has_errors(comparison.problems):
        sys.exit(1)


def tree_at(root: Path, rev: str) -> SourceTree:
    """Return the files of a commit; ends the command where there is no such commit, or no git."""
    tree = load_at(root, rev)
    for problem in tree.problems:
        if problem.path == WHERE.path:
            # a wrong name is wrong usage; a clone that git does not read must be mended
            _end(problem)
    return tree


def _end(problem: Problem) -> NoReturn:
    click.echo(told.as_text([problem]), err=True)
    sys.exit(2 if problem.code == "H103" else 1)


def tell_brought(root: Path, base: str, view: Viewpoint, form: str) -> tuple[Problem, ...]:
    """Print the problems that the files have and the commit `base` has not, and return them.

    Those that both have are counted.
    """
    before, after = judge_tree(tree_at(root, base), view), judge_tree(load(root), view)
    found, existing = problems_brought(before, after)
    text = told.FORMATS[form](placed(root, form, found))
    if form == "json":
        text = json.dumps({**json.loads(text), "existing": existing}, ensure_ascii=False, indent=2)
    elif existing and form in ("text", "markdown"):
        number = f"{existing} problem{'' if existing == 1 else 's'}"
        are = "is" if existing == 1 else "are"
        text += f"\n\n{number} that {base if form == 'text' else 'the base'} has too {are} not listed."
    if text:
        click.echo(text)
    return found
