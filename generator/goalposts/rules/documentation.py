"""The page that explains every problem: `python -m goalposts.rules.documentation docs/problems.md`.

It is made from the table of codes, so that no problem goes unexplained.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from goalposts.problem_codes import Code
from goalposts.problems import Severity
from goalposts.rules import ALL_CODES

_GROUPS = {
    "F": "Files",
    "Y": "YAML",
    "V": "Fields",
    "C": "Series in CSV",
    "I": "Ids",
    "R": "References",
    "G": "Goals",
    "K": "KPIs",
    "S": "Settings",
    "T": "Templates",
    "W": "Advice",
    "H": "History",
    "P": "Private records",
}

_INTRODUCTION = """\
# Problems and how to mend them

`goalposts check` lists everything that is wrong with a repository: the place, what was found, and what to do.

    goals/sales/win-50.md:12:5: error R101: there is no KPI `new-custmers`
        Did you mean `new-customers`?

Each kind of problem has a code that never changes its meaning.

- **Errors** are about structure, references and values. Nothing is built until they are mended.
- **Warnings** are advice: the site is built, and `goalposts check --strict` fails on them.
- **Notes** need nothing to be done.
"""


def problems_page() -> str:
    """Return the page, Markdown: a paragraph and an example for every code, by group."""
    return "\n".join([_INTRODUCTION, *_groups()])


def _groups() -> Iterator[str]:
    for letter, title in _GROUPS.items():
        codes = [code for name, code in sorted(ALL_CODES.items()) if name.startswith(letter)]
        if codes:
            yield f"## {title}\n"
            yield from (_entry(code) for code in codes)


def _entry(code: Code) -> str:
    kinds = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.INFO: "Note"}
    lines = [f"### {code.code}: {code.title}", "", f"*{kinds[code.severity]}.* {code.text.strip()}", ""]
    if code.example:
        lines += ["Right, for example:", "", "```", code.example, "```", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(problems_page(), encoding="utf-8")
