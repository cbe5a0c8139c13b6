"""A goals repository to begin with: its files, from templates in `files/`.

    made = starting_files(Start("Acme goals", "internal", "github", today))    # {path: bytes}

`files/common` is for everybody, `files/github` and `files/gitlab` for one host each, `files/publish` holds
the parts of the README that differ. A name that begins with `dot-` becomes one that begins with a point.
"""

from __future__ import annotations

from goalposts.starting.files_of import AUDIENCES, HOSTS, Start, starting_files

__all__ = ["AUDIENCES", "HOSTS", "Start", "starting_files"]
