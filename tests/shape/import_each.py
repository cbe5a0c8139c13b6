"""Imports each module named on standard input in a fresh process and reports which frameworks came along.

Run as a script. The parent imports nothing of the package and no framework, so that every fork starts
without; it prints one JSON object `{module: {"loaded": [framework, …], "error": text or null}}`.
"""

from __future__ import annotations

import importlib
import json
import os
import sys

# Libraries that any module may use: imported once in the parent, since each child would pay for them again.
SHARED = ("pydantic", "yaml", "importlib.metadata", "unicodedata")
FRAMEWORKS = ("git", "jinja2", "matplotlib", "mkdocs")


def import_alone(name: str) -> dict[str, object]:
    """Returns what importing one module loads, asked of a child process."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        error = None
        try:
            importlib.import_module(name)
        except BaseException as problem:  # noqa: BLE001 (reported to the parent, whatever it is)
            error = f"{type(problem).__name__}: {problem}"
        loaded = [framework for framework in FRAMEWORKS if framework in sys.modules]
        os.write(writing, json.dumps({"loaded": loaded, "error": error}).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        report: dict[str, object] = json.loads(pipe.read())
    os.waitpid(child, 0)
    return report


if __name__ == "__main__":
    for library in SHARED:
        importlib.import_module(library)
    assert not set(FRAMEWORKS) & set(sys.modules)
    sys.stdout.write(json.dumps({name: import_alone(name) for name in sys.stdin.read().split()}))
