"""Files put in their places, whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from goalposts.editing.refusal import RefusedError
from goalposts.editing.writing import filled, write_files
from tests.support.files import build_file_tree, read_file_tree


def test_a_file_is_changed_and_keeps_its_permissions(tmp_path: Path) -> None:
    """The new content stands under the old name and mode, and nothing else is left."""
    build_file_tree(tmp_path, {"kpis/a.csv": "old"})
    (tmp_path / "kpis/a.csv").chmod(0o640)
    write_files(tmp_path, {"kpis/a.csv": b"new"}, {"kpis/a.csv": b"old"})
    assert read_file_tree(tmp_path) == {"kpis/a.csv": b"new"}
    assert stat.S_IMODE((tmp_path / "kpis/a.csv").stat().st_mode) == 0o640


def test_new_files_get_their_folders(tmp_path: Path) -> None:
    """Folders that are missing are made."""
    write_files(tmp_path, {"goals/a/b/c.md": b"1", "kpis/d.csv": b"2"}, {})
    assert read_file_tree(tmp_path) == {"goals/a/b/c.md": b"1", "kpis/d.csv": b"2"}


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """Somebody else's change is not lost."""
    build_file_tree(tmp_path, {"a.csv": "theirs"})
    with pytest.raises(RefusedError, match="meanwhile"):
        write_files(tmp_path, {"a.csv": b"ours"}, {"a.csv": b"old"})
    assert read_file_tree(tmp_path) == {"a.csv": b"theirs"}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A new file does not take the place of one that exists."""
    build_file_tree(tmp_path, {"a.csv": "theirs"})
    with pytest.raises(RefusedError, match="exists already"):
        write_files(tmp_path, {"b.csv": b"new", "a.csv": b"ours"}, {})
    assert read_file_tree(tmp_path) == {"a.csv": b"theirs"}


def test_links_are_not_followed(tmp_path: Path) -> None:
    """Nothing is written through a symbolic link, whether of a file or of a folder above."""
    build_file_tree(tmp_path, {"outside/a.md": "theirs", "root/goals/x.md": ""})
    (tmp_path / "root/goals/team").symlink_to(tmp_path / "outside", target_is_directory=True)
    (tmp_path / "root/goals/a.md").symlink_to(tmp_path / "outside/a.md")
    for path in ("goals/team/b.md", "goals/a.md"):
        with pytest.raises(RefusedError, match="symbolic link"):
            write_files(tmp_path / "root", {path: b"ours"}, {})
    assert read_file_tree(tmp_path / "outside") == {"a.md": b"theirs"}


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_of_several_new_files_all_are_written_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    """A failure or an interruption takes back the files and folders of the edit."""
    real = os.fsync

    def fail_on_second(number: int) -> None:
        if (tmp_path / "goals/new/a.md").exists() and not stat.S_ISDIR(os.fstat(number).st_mode):
            raise error
        real(number)

    monkeypatch.setattr(os, "fsync", fail_on_second)
    with pytest.raises(error):
        write_files(tmp_path, {"goals/new/a.md": b"1", "kpis/b.csv": b"2"}, {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [OSError(27, "File too large"), KeyboardInterrupt()])
def test_a_folder_that_cannot_be_filled_is_as_it_was(tmp_path: Path, error: BaseException) -> None:
    """Folders above it, files, folders and links in it that are new are removed; what was there stays."""
    build_file_tree(tmp_path, {"there/.git/HEAD": "main", "other": "theirs"})
    for place in ("one/two/three", "there"):
        with pytest.raises(type(error)) as told, filled(tmp_path / place):
            build_file_tree(tmp_path / place, {"a.md": "", "goals/x/b.md": ""})
            (tmp_path / place / "link").symlink_to(tmp_path)
            raise error
        if isinstance(told.value, OSError):
            assert told.value.filename.endswith(("one/two/three", "there"))
    assert read_file_tree(tmp_path) == {"there/.git/HEAD": b"main", "other": b"theirs"}
    assert not (tmp_path / "one").exists()


def test_an_error_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot be written to its end, the error says which one, and its folders are gone."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as told:
        write_files(tmp_path / "new/place", {"goals/a.md": b"1"}, {})
    assert told.value.filename == str(tmp_path / "new/place/goals/a.md")
    assert list(tmp_path.iterdir()) == []
