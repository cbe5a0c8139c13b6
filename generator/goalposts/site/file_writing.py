"""Writing the files of a new site: thousands, for each of which a path object would be slow."""

from __future__ import annotations

import os
import re

from goalposts.site.failures import SiteError

_LONGEST = 255
_INSIDE = re.compile(rf"(?:(?!\.\.?(?:/|\Z))[^/\\\0]{{1,{_LONGEST}}}(?:/(?!\Z)|\Z))+")


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


def inside(path: str) -> str:
    """Return the path of a file below the folder of a site, as it is given.

    Raises `SiteError` where it leads out of the folder or is none on some system, whatever made the address.
    """
    is_long = not path.isascii() and max(map(len, os.fsencode(path).split(b"/"))) > _LONGEST
    if is_long or not _INSIDE.fullmatch(path):
        raise SiteError(
            f"`{path[:200]}` cannot be a file of the site: a part of an address is a name, not `..`, of "
            f"at most {_LONGEST} bytes, without backslashes. Rename the file or the id that it is made from."
        )
    return path


def make_folder(name: str) -> None:
    """Make the folders that a file is in, those of them that are not there."""
    folder = name.rpartition("/")[0]
    try:
        os.mkdir(folder)  # noqa: PTH102  # most stand in one that is there
    except OSError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _write_new(name: str, content: bytes) -> None:
    with open(name, "xb") as file:  # noqa: PTH123
        file.write(content)
