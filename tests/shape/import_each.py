"""Imports each module named on standard input in a fresh process and reports which frameworks came along.

Run as a script. The parent imports nothing of the package and no framework, so that every fork starts
without; it prints one JSON object `{module: {"loaded": [framework, …], "error": text or null}}`.

Importing `package.module` imports `package` first. Where that alone brings the module along, importing the
module first is the same as importing its package first, and needs no process of its own.

Packages are always imported; of the modules that need a process, every so many, as the argument says.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any

# Libraries that any module may use: imported once in the parent, since each child would pay for them again.
SHARED = ("pydantic", "yaml", "msgspec", "babel.dates", "click", "importlib.metadata", "unicodedata")
FRAMEWORKS = ("git", "jinja2", "matplotlib", "mkdocs")


def import_alone(name: str, asked: list[str]) -> dict[str, Any]:
    """Returns what importing one module loads, asked of a child process; `brought` are modules of `asked`."""
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
        report = {
            "loaded": loaded,
            "error": error,
            "brought": [name for name in asked if name in sys.modules],
        }
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(json.dumps(report).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told: dict[str, Any] = json.loads(pipe.read())
    os.waitpid(child, 0)
    return told


def import_all(asked: list[str], one_of: int) -> dict[str, dict[str, Any]]:
    """Returns the report of every module; of those that need a process of their own, one of `one_of`."""
    reports: dict[str, dict[str, Any]] = {}
    packages = {name.rpartition(".")[0] for name in asked}
    alone = 0
    for name in sorted(asked, key=lambda name: (name.count("."), name)):
        package = reports.get(name.rpartition(".")[0])
        if package is not None and package["error"] is None and name in package["brought"]:
            reports[name] = package
            continue
        alone += name not in packages
        if name in packages or alone % one_of == 0:
            reports[name] = import_alone(name, asked)
    return reports


if __name__ == "__main__":
    for library in SHARED:
        importlib.import_module(library)
    assert not set(FRAMEWORKS) & set(sys.modules)
    sys.stdout.write(json.dumps(import_all(sys.stdin.read().split(), int(sys.argv[1]))))
