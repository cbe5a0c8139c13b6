"""Runs a benchmark by name: `python bench/run.py forecast`.

To add one: a module here with `add_options(parser)` and `run(options)`, which returns the text of its
report, and a line in `BENCHMARKS`.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

BENCHMARKS = {"forecast": "bench.forecast", "speed": "bench.speed"}


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark that the arguments name, print its report, and return the exit status."""
    sys.path[:0] = [str(ROOT), str(ROOT / "generator")]  # neither needs to be installed
    parser = argparse.ArgumentParser(description="Measure what the documentation states.")
    names = parser.add_subparsers(dest="name", required=True)
    for name, module in BENCHMARKS.items():
        made = import_module(module)
        options = names.add_parser(name, description=made.__doc__)
        made.add_options(options)
        options.set_defaults(run=made.run)
    chosen = parser.parse_args(arguments)
    sys.stdout.write(chosen.run(chosen))
    return 0


if __name__ == "__main__":
    sys.exit(main())
