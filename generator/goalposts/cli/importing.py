"""`goalposts import`: a goals repository out of another format."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from goalposts.cli.options import refusals_told
from goalposts.cli.progress import progress_bar
from goalposts.importing import FORMATS, ImportRefusedError


@click.command("import", short_help="Make a goals repository out of another format.")
@click.argument("form", metavar="FORMAT", type=click.Choice(sorted(FORMATS)))
@click.argument("source", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--into", required=True, type=click.Path(file_okay=False, path_type=Path), help="A new or empty folder."
)
def import_command(form: str, source: Path, into: Path) -> None:
    """Make a goals repository out of SOURCE, a folder in another FORMAT.

    \b
    Formats:
      open-sdg    a data repository of the Open SDG platform
    """
    try:
        with refusals_told(), progress_bar() as progress:
            report = FORMATS[form].run(source, into, lambda line: progress(f"Importing {line}"[:60], 0, 1))
    except ImportRefusedError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    for line in report.lines():
        click.echo(line)
