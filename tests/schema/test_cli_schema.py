"""`goalposts schema`."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from goalposts.cli.schema import schema_command
from goalposts.schema import editor_files


def test_it_writes_every_file_and_says_so(tmp_path: Path) -> None:
    """The command writes all files into a folder that it makes."""
    told = CliRunner().invoke(schema_command, ["--root", str(tmp_path / "new")])
    assert told.exit_code == 0
    assert {path.name: path.read_text() for path in (tmp_path / "new/.vscode").iterdir()} == editor_files()
    assert told.output.count("Wrote ") == len(editor_files())


def test_it_keeps_settings_that_are_there(tmp_path: Path) -> None:
    """Settings of the user are not written over: the lines to add are printed."""
    (tmp_path / "settings.json").write_text("{}\n")
    told = CliRunner().invoke(schema_command, ["--into", str(tmp_path)])
    assert told.exit_code == 0
    assert (tmp_path / "settings.json").read_text() == "{}\n"
    assert "yaml.schemas" in told.output


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    """Where a file stands in the way the command ends with 1 and a message."""
    (tmp_path / "taken").write_text("")
    told = CliRunner().invoke(schema_command, ["--root", str(tmp_path / "taken")])
    assert told.exit_code in (1, 2)
    assert "taken" in told.output
