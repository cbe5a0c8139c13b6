"""`goalposts schema`: the schemas that editors check files with, written into a folder."""

from __future__ import annotations

from pathlib import Path

import click

from goalposts.cli.options import ROOT, refusals_told
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
    folder = into or root / ".vscode"
    with refusals_told():
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in editor_files().items():
            _write(folder / name, text)


def _write(path: Path, text: str) -> None:
    if path.name != SETTINGS or not path.exists():
        path.write_text(text, encoding="utf-8", newline="\n")
        click.echo(f"Wrote {path}")
    elif "site_config.schema.json" not in path.read_text(encoding="utf-8"):
        click.echo(f"{path} is kept as it is. Add to it:\n{text}", nl=False)
