"""`goalposts schema`."""

from __future__ import annotations

from pathlib import Path

import pytest
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


def test_it_keeps_settings_of_any_encoding(tmp_path: Path) -> None:
    """Settings are looked at and not read as a text: what they hold is the editor's business."""
    (tmp_path / "settings.json").write_bytes(b'{"a": "Gr\xfc\xdfe"}\n')
    told = CliRunner().invoke(schema_command, ["--into", str(tmp_path)])
    assert told.exit_code == 0, told.output
    assert "yaml.schemas" in told.output
    assert {path.name for path in tmp_path.iterdir()} == set(editor_files())


def test_it_writes_its_files_again(tmp_path: Path) -> None:
    """What an older version wrote is replaced."""
    (tmp_path / "goal.schema.json").write_text("{}\n")
    assert CliRunner().invoke(schema_command, ["--into", str(tmp_path)]).exit_code == 0
    assert (tmp_path / "goal.schema.json").read_text() == editor_files()["goal.schema.json"]


@pytest.mark.parametrize("link", [".vscode", ".vscode/goal.schema.json", ".vscode/settings.json"])
def test_it_writes_through_no_link(tmp_path: Path, link: str) -> None:
    """Where a link stands in the place of a file or of the folder, nothing is written anywhere."""
    place = tmp_path / "root" / link
    place.parent.mkdir(parents=True)
    place.symlink_to(tmp_path / "outside")
    told = CliRunner().invoke(schema_command, ["--root", str(tmp_path / "root")])
    assert told.exit_code == 1
    assert "is behind a symbolic link" in told.output
    assert not (tmp_path / "outside").exists()
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    """Where a file stands in the way the command ends with 1 and a message."""
    (tmp_path / "taken").write_text("")
    told = CliRunner().invoke(schema_command, ["--root", str(tmp_path / "taken")])
    assert told.exit_code in (1, 2)
    assert "taken" in told.output
