"""Small repositories as `{path: text}`, in which `«R101»` marks where a problem is expected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from goalposts.loading.parse import Parsed, parse
from goalposts.loading.tree import SourceTree
from goalposts.problems import Problem, in_order
from goalposts.rules import Check, check_all

AS_OF = date(2026, 11, 15)
GOAL = "goals/sales/g.md"
KPI = "kpis/nps.md"
CSV = "kpis/nps.csv"
CONFIG = "site_config.yml"
PEOPLE = "people.csv"
TEAM = "goals/sales/index.md"

Files = Mapping[str, str | bytes]

_CONFIG = {
    "schema": "schema: 1",
    "site": "site: {name: Tests}",
    "people": "people:\n  boss: {name: Boss}\n  ann: {name: Ann, team: sales}",
}
_TEAM = {"title": "title: Sales", "lead": "lead: ann"}
_GOAL = {
    "title": "title: Reach a higher score",
    "level": "level: team",
    "owner": "owner: ann",
    "cycle": "cycle: 2026-Q4",
    "supports": "supports: [top]",
    "key_results": "key_results:\n  - {kpi: nps, target: 70}",
}
_KPI = {
    "title": "title: Score",
    "direction": "direction: up",
    "cadence": "cadence: monthly",
    "owner": "owner: ann",
}
_ROWS = "date,value,region\n2026-08,59,\n2026-09,60,\n2026-10,61,\n2026-09,58,North\n2026-10,63,North\n"

_MARK = re.compile("«([A-Z][0-9]{3})»")
_KEY = re.compile(r"-?([^\s:«»]+)")

Place = tuple[str, str, int | None, int | None]
"""A code, and the path, line and column where its problem is."""


def _merged(defaults: Mapping[str, str], changes: str) -> str:
    """Returns fields one after the other: the defaults, replaced or followed by those of `changes`.

    `-name` alone leaves a field out.
    """
    fields = dict(defaults)
    blocks: list[str] = []
    for line in changes.split("\n"):
        if line[:1] in (" ", "#", "") and blocks:
            blocks[-1] += f"\n{line}"
        elif line:
            blocks.append(line)
    for block in blocks:
        found = _KEY.match(_MARK.sub("", block))
        assert found, block
        if block.startswith("-"):
            del fields[found[1]]
        else:
            fields[found[1]] = block
    return "\n".join(fields.values())


def document(fields: str, body: str = "Why it matters.\n") -> str:
    """Returns a Markdown file with these lines as its front matter."""
    return f"---\n{fields}\n---\n{body}"


def goal(changes: str = "", *, body: str = "Why it matters.\n", path: str = GOAL) -> dict[str, str]:
    """Returns the file of a team goal that is fine, but for the changes."""
    return {path: document(_merged(_GOAL, changes), body)}


def key_result(fields: str, changes: str = "") -> dict[str, str]:
    """Returns the file of a goal with one key result, its fields one a line."""
    lines = "\n    ".join(fields.split("\n"))
    return goal(f"key_results:\n  - {lines}\n{changes}")


def kpi(changes: str = "", *, body: str = "How it is measured.\n", path: str = KPI) -> dict[str, str]:
    """Returns the file of a KPI that is fine, but for the changes."""
    return {path: document(_merged(_KPI, changes), body)}


def config(changes: str = "") -> dict[str, str]:
    """Returns settings that are fine, but for the changes."""
    return {CONFIG: _merged(_CONFIG, changes) + "\n"}


def team(changes: str = "", *, body: str = "We sell.\n", path: str = TEAM) -> dict[str, str]:
    """Returns the file of a team that is fine, but for the changes."""
    return {path: document(_merged(_TEAM, changes), body)}


def repository(*changes: Files) -> dict[str, str | bytes]:
    """Returns the files of a repository without any problem, but for the changes."""
    top = "title: Be the first choice\nlevel: organization\nowner: boss\ncycle: 2026\nrollup: children"
    files: dict[str, str | bytes] = {
        "goals/index.md": "What we want.\n",
        "goals/top.md": document(top),
        CSV: _ROWS,
        **config(),
        **team(),
        **goal(),
        **kpi(),
    }
    for change in changes:
        files.update(change)
    return files


def unmark(files: Files) -> tuple[dict[str, bytes], list[Place]]:
    """Returns the files without the marks, as bytes, and what the marks expect."""
    plain: dict[str, bytes] = {}
    expected: list[Place] = []
    for path, content in files.items():
        if isinstance(content, bytes):
            plain[path] = content
            continue
        text = content
        while found := _MARK.search(text):
            before = text[: found.start()]
            line = before.count("\n") + 1
            expected.append((found[1], path, line, len(before) - before.rfind("\n")))
            text = before + text[found.end() :]
        plain[path] = text.encode()
    return dict(sorted(plain.items())), expected


def problems_of(
    files: Mapping[str, bytes], *, as_of: date = AS_OF, audience: str = "internal", given: bool = False
) -> tuple[Problem, ...]:
    """Returns everything that is wrong with a repository: its files first, then its records."""
    parsed, asked = _parsed(files, as_of, audience, given=given)
    return in_order((*parsed.problems, *(check_all(asked) if asked else ())))


def check_of(files: Mapping[str, bytes], *, as_of: date = AS_OF) -> Check | None:
    """Returns what the rules of a repository are given, None where it cannot be read."""
    return _parsed(files, as_of, "internal", given=False)[1]


def _parsed(
    files: Mapping[str, bytes], as_of: date, audience: str, *, given: bool
) -> tuple[Parsed, Check | None]:
    folder = "templates/"
    own = {path.removeprefix(folder): text for path, text in files.items() if path.startswith(folder)}
    kept = {path: text for path, text in sorted(files.items()) if not path.startswith(folder)}
    tree = SourceTree(kept, templates=own)
    parsed = parse(tree)
    if parsed.repository is None:
        return parsed, None
    return parsed, Check.of(parsed, tree, as_of=as_of, audience=audience, as_of_is_given=given)


def places(problems: Iterable[Problem]) -> list[Place]:
    """Returns the code and the place of each problem."""
    return [(problem.code, problem.path, problem.line, problem.column) for problem in problems]
