"""The command line: arguments, printing, exit statuses. The only place that prints and reads the clock.

Exit status: 0 fine, 1 something in the repository must be mended, 2 wrong usage.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn

import click
from msgspec.structs import replace

from goalposts import problems as told
from goalposts.cache.folder import default_folder
from goalposts.cli.annotating import placed
from goalposts.cli.lazily import Commands
from goalposts.cli.options import ROOT, Today, read_day_option
from goalposts.cli.progress import progress_bar
from goalposts.pipeline import AUDIENCES, Built, Request, build, check
from goalposts.problems import Problem, Severity
from goalposts.site.collector import collect_rarely

_AS_OF = click.option(
    "--as-of",
    metavar="DATE",
    callback=lambda _c, _p, value: read_day_option(value),
    help="The day, YYYY-MM-DD.  [default: today, UTC]",
)
_AUDIENCE = click.option(
    "--audience",
    type=click.Choice(sorted(AUDIENCES)),
    default="internal",
    show_default=True,
    help="Who will see the site. Private records are in no site.",
)


_CACHE_DIR = click.option(
    "--cache-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where builds keep what the next one need not make again.  [default: in your folder for caches]",
)
_NO_CACHE = click.option("--no-cache", is_flag=True, help="Make everything, and keep nothing.")


def _cache(given: Mapping[str, Any]) -> Path | None:
    return None if given["no_cache"] else given["cache_dir"] or default_folder()


def _today() -> date:
    return datetime.now(UTC).date()


def _request(today: Today, as_of: date | None, audience: str) -> Request:
    return Request(as_of or today(), audience, as_of_is_given=as_of is not None)


_SETTINGS = {
    "help_option_names": ["-h", "--help"],
    "max_content_width": 100,
    "obj": _today,  # commands are given the clock
}


@click.group(cls=Commands, context_settings=_SETTINGS)
@click.version_option(package_name="goalposts", prog_name="goalposts")
def main() -> None:
    """Turn a git repository of goals into a website that a whole company can trust.

    Goals are Markdown files in goals/, KPIs are CSV files in kpis/, settings stand in site_config.yml.

    \b
      goalposts check     tells what must be mended, file by file
      goalposts build     writes the site into site/
      goalposts serve     shows it while you edit
    """


@main.command("build", short_help="Check the repository and write its site.")
@ROOT
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site goes.  [default: site/ in the repository]",
)
@_AS_OF
@_AUDIENCE
@_CACHE_DIR
@_NO_CACHE
@click.option("--at", metavar="REV", help="Build the files of a commit, tag or branch instead of those here.")
@click.pass_obj
def build_command(
    today: Today, /, root: Path, site_dir: Path | None, as_of: date | None, audience: str, **given: Any
) -> None:
    """Check the repository and write its site.

    If anything must be mended first, every problem is listed, the exit status is 1, and the site that is
    there already stays as it was.

    \b
      goalposts build
      goalposts build --at v1.0 --as-of 2026-06-30 --site-dir /tmp/june
    """
    # the site's libraries are loaded when needed
    from goalposts.site.failures import SiteError, is_disk_error, words_of

    collect_rarely()
    target, at = (site_dir or root / "site").absolute(), given["at"]
    begun = monotonic()
    try:
        with progress_bar() as progress:
            request = replace(_request(today, as_of, audience), at=at)
            built = build(root, target, request, cache=_cache(given), progress=progress)
    except SiteError as error:
        _fail(str(error))
    except OSError as error:
        if not is_disk_error(error):
            raise
        _fail(f"The build was given up: {words_of(error)}. The published site is as it was.")
    _print_problems(built.problems)
    if any(problem.code == "H103" for problem in built.problems):
        _fail("Nothing was written.", status=2)  # a name that is no commit is wrong usage
    if not built.pages and at is not None:
        _fail(f"Nothing was written. The errors above are those of {at}: mend them, or build another commit.")
    if not built.pages:
        _fail("Nothing was written. Mend the errors above, then build again.")
    for note in built.notes:
        click.echo(note, err=True)
    seconds = monotonic() - begun
    click.echo(f"Built {built.pages} pages into {_shown(target)} in {seconds:.1f} s.")


@main.command("check", short_help="List what is wrong: place, problem, what to do.")
@ROOT
@_AS_OF
@_AUDIENCE
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(told.FORMATS)),
    default="text",
    show_default=True,
    help="For people, programs, pull requests, or comments.",
)
@click.option("--strict", is_flag=True, help="Warnings too give the exit status 1.")
@click.option("--base", metavar="REV", help="List only what the commit REV does not have; count the rest.")
@click.pass_obj
def check_command(today: Today, /, root: Path, as_of: date | None, audience: str, **given: Any) -> None:
    """List everything that is wrong with the repository: place, problem, and what to do."""
    base, form = given["base"], given["form"]
    if base is not None:
        from goalposts.cli.diff import tell_brought
        from goalposts.comparing import Viewpoint

        view = Viewpoint(as_of or today(), audience, as_of_is_given=as_of is not None)
        found = tell_brought(root, base, view, form)
    else:
        found = check(root, _request(today, as_of, audience)).problems
        text = told.FORMATS[form](placed(root, form, found))
        click.echo(text, nl=bool(text))
    counts = told.count(found)
    if counts["error"] or (given["strict"] and counts["warning"]):
        sys.exit(1)


@main.command("serve", short_help="Show the site and follow every edit.")
@ROOT
@_AS_OF
@_AUDIENCE
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one."
)
@click.pass_obj
def serve_command(today: Today, /, root: Path, as_of: date | None, audience: str, port: int) -> None:
    """Show the site in a browser and follow every change of goals, KPIs, templates and settings."""
    from goalposts.cache.book import Memory
    from goalposts.loading.tree import wrong_with
    from goalposts.site.edits import WatchError  # the site's libraries are loaded when needed
    from goalposts.site.failures import SiteError
    from goalposts.site.serving import PortError, Preview, serve

    if (wrong := wrong_with(root)) is not None:
        _fail(told.as_text([wrong]))
    collect_rarely()
    # whoever ends it so, an editor or a system that shuts down, leaves no folder behind either
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    memory = Memory()

    def build_preview(site: Path) -> Built:
        return build(root, site, replace(_request(today, as_of, audience), with_search=False), cache=memory)

    preview = Preview(root=root, port=port, build=build_preview, say=_say)
    try:
        serve(preview)
    except PortError as error:
        _fail(str(error), status=2)
    except (SiteError, WatchError) as error:
        _fail(str(error))


def _print_problems(found: tuple[Problem, ...]) -> None:
    """Print errors and warnings in full, on standard error; infos only as a count."""
    worth = [problem for problem in found if problem.severity is not Severity.INFO]
    if worth:
        click.echo(told.as_text(worth), err=True)
    if infos := len(found) - len(worth):
        notes = (
            "1 note: goalposts check shows it."
            if infos == 1
            else f"{infos} notes: goalposts check shows them."
        )
        click.echo(notes, err=True)


def _fail(message: str, *, status: int = 1) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(status)


def _say(message: str) -> None:
    click.echo(message, err=True)


def _shown(path: Path) -> str:
    here = Path.cwd()
    return f"{path.relative_to(here)}/" if path.is_relative_to(here) and path != here else f"{path}/"
