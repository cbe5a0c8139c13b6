"""Writing the files of a new site."""

from __future__ import annotations

from pathlib import Path


def write_file(name: str, content: bytes) -> None:
    """Write a file that is not there yet, with the folders that it is in; one that is there is replaced.

    It could be a link to a published file, which must not be written through.
    """
    try:
        _write_new(name, content)
    except FileNotFoundError:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        _write_new(name, content)
    except FileExistsError:
        Path(name).unlink()
        _write_new(name, content)


def _write_new(name: str, content: bytes) -> None:
    with open(name, "xb") as file:  # noqa: PTH123  # thousands of files
        file.write(content)
