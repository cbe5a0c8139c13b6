"""The line that tells an editor which schema a file has."""

from __future__ import annotations

import posixpath


def modeline(path: str, schema: str | None) -> str:
    """Return the comment that names a schema from a file's own place, with its line break; `` for no schema.

    Both are paths in the repository.
    """
    if schema is None:
        return ""
    return f"# yaml-language-server: $schema={posixpath.relpath(schema, posixpath.dirname(path))}\n"
