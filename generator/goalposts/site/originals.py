"""The packaged templates and their versions: `python -m goalposts.site.originals` writes those anew.

Each begins with a line that names its own version, so a copy of it names the version that it was copied from.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from goalposts.site.folders import TEXTS, packaged_templates

_LINE = re.compile(rb"(?:\xef\xbb\xbf)?[^\w\n]*goalposts template ([0-9a-f]{10})[^\w\n]*(?:\n|\Z)")


@cache
def originals() -> Mapping[str, str]:
    """Return the version of every packaged template by its name, which is its path below `templates/`."""
    return {name: version_in(path.read_bytes()) or "" for name, path in _files()}


def version_in(content: bytes) -> str | None:
    """Return the version that the first line of a template names; None where it names none."""
    found = _LINE.match(content)
    return found[1].decode("ascii") if found else None


def line_of(name: str, version: str) -> str:
    """Return the first line of a template of that version: a comment in its language."""
    begin, end = ("{#", "#}") if name.endswith(".html") else ("/*", "*/")
    return f"{begin} goalposts template {version} {end}"


def with_version(name: str, content: bytes) -> bytes:
    """Return a packaged template with the line that names its version: the hash of all that follows it."""
    text = _LINE.sub(b"", content, count=1) if version_in(content) else content
    return f"{line_of(name, hashlib.sha256(text).hexdigest()[:10])}\n".encode() + text


def _files() -> list[tuple[str, Path]]:
    folder = packaged_templates()
    paths = sorted(path for path in folder.rglob("*") if path.name.endswith(TEXTS))
    return [(path.relative_to(folder).as_posix(), path) for path in paths]


if __name__ == "__main__":
    for each, file in _files():
        file.write_bytes(with_version(each, file.read_bytes()))
