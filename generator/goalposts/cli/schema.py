"""`goalposts schema`: the schemas that editors check files with, written into a folder."""

from __future__ import annotations

from pathlib import Path

import click

from goalposts.cli.options import ROOT, refusals_told
from goalposts.editing.writing import write_files
from goalposts.schema import SETTINGS, editor_files


@click.command("schema", short_help="Write JSON Schemas for editors.")
@ROOT
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write into.  [default: .vscode/ in the repository]",
)
def schema_command(root: Path, into: Path | None) -> None:
    """Write JSON Schemas of goals, KPIs, teams and settings, for editors that check while you type.

    Settings of the editor that are there already are kept; the lines to add are printed instead.
    """
    base, folder = (into, "") if into else (root, ".vscode/")
    with refusals_told():
        files = {f"{folder}{name}": text.encode() for name, text in editor_files().items()}
        there = {path: (base / path).read_bytes() for path in files if (base / path).is_file()}
        settings = f"{folder}{SETTINGS}"
        kept, wired = there.get(settings), files[settings]
        if kept is not None:
            del files[settings]
        write_files(base, files, there)
        for path in files:
            click.echo(f"Wrote {base / path}")
        if kept is not None and b"site_config.schema.json" not in kept:
            click.echo(f"{base / settings} is kept as it is. Add to it:\n{wired.decode()}", nl=False)
