"""Writing the files of a new site: thousands, for each of which a path object would be slow."""

from __future__ import annotations

import os


def write_file(name: str, content: bytes) -> None:
    """Write a file that is not there yet, with the folders that it is in; one that is there is replaced.

    It could be a link to a published file, which must not be written through.
    """
    try:
        _write_new(name, content)
    except FileNotFoundError:
        make_folder(name)
        _write_new(name, content)
    except FileExistsError:
        os.unlink(name)  # noqa: PTH108
        _write_new(name, content)


def make_folder(name: str) -> None:
    """Make the folders that a file is in, those of them that are not there."""
    os.makedirs(name.rpartition("/")[0], exist_ok=True)  # noqa: PTH103


def _write_new(name: str, content: bytes) -> None:
    with open(name, "xb") as file:  # noqa: PTH123
        file.write(content)
