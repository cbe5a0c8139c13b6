"""Trees of files from a mapping, for tests whose input is `{path: text}`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def build_file_tree(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes each file below `root`, folders included, and returns `root`.

    Text is written as UTF-8 with the line ends it has. Paths are relative and use `/`.
    """
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def read_file_tree(root: Path) -> dict[str, bytes]:
    """Returns every file below `root` as `{path: bytes}`, sorted: two folders are equal when these are."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
