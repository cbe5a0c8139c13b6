"""Runs a target under a fuzzer led by coverage: `python -m tests.fuzz.coverage markdown -runs=100000`.

It needs the package atheris, which the tests do not: `pip install atheris` in an environment of its own. The
fuzzer writes inputs that fail to the current folder; what was found becomes a case of `test_fuzz.py`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any


def main() -> None:
    """Fuzzes the target that the first argument names; the others are the fuzzer's own."""
    if len(sys.argv) < 2:
        raise SystemExit("Say which target: front_matter, series, definition, markdown or importer.")
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["goalposts"]):
        targets = import_module("tests.fuzz.targets")
    name = sys.argv.pop(1)
    if name not in targets.TARGETS:
        raise SystemExit(f"There is no target {name}. There are: {', '.join(targets.TARGETS)}.")
    atheris.Setup(sys.argv, targets.TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
