"""What a rule is given, and how it reports."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from msgspec.structs import replace

from goalposts.key_results.evidence import KeyResultType
from goalposts.loading.parse import Parsed
from goalposts.loading.tree import CONFIG, PEOPLE, SourceTree
from goalposts.loading.yaml_text import key_place, place
from goalposts.measuring.kpi import users_of
from goalposts.measuring.series import series_of, up_to, with_value
from goalposts.problem_codes import Code
from goalposts.problems import Location, Problem, Severity
from goalposts.records.goal import Goal, KeyResult
from goalposts.records.kpi import Kpi, Observation
from goalposts.records.people import Team
from goalposts.records.repository import Repository
from goalposts.site.originals import originals

Steps = tuple[str | int, ...]
Found = tuple[Steps, str, str]
"""A field, what is wrong with it, and what to do."""
Users = tuple[tuple[str, str], ...]
"""Goals and key results that read a KPI."""


@dataclass(frozen=True, slots=True)
class Check:
    """The repository of all records (private ones too), the day, and the audience of the build.

    `as_of_is_given` says that the day was chosen rather than today; `files` are the paths of the
    repository, `unread` those whose records are not all here because something is wrong with the file.
    `texts` are bodies by path, where records do not hold them, `mentions` what the files of records link to
    by path, where that is known already. `templates` are the repository's own by name, `originals` the
    versions of the packaged ones. `users` are, by KPI, the goals and key results that read it.
    """

    repository: Repository
    as_of: date
    audience: str
    as_of_is_given: bool
    files: Collection[str]
    config_node: Any = None
    introduction_line: int = 1
    unread: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)
    mentions: Mapping[str, Any] | None = None
    templates: Mapping[str, bytes] = field(default_factory=dict)
    originals: Mapping[str, str] = field(default_factory=dict)
    users: Mapping[str, Users] = field(default_factory=dict)
    # not copied by `replace`: another repository may have other values
    _series: dict[Any, tuple[Observation, ...]] = field(default_factory=dict, init=False, compare=False)

    def over(self, repository: Repository) -> Check:
        """Return the same check of another repository."""
        return dataclasses.replace(self, repository=repository, users=users_of(repository.goals))

    @classmethod
    def of(
        cls, parsed: Parsed, tree: SourceTree, *, as_of: date, audience: str, as_of_is_given: bool
    ) -> Check:
        """Return the check of what was parsed from a tree; `parsed` must hold a repository."""
        assert parsed.repository is not None
        return cls(
            repository=parsed.repository,
            as_of=as_of,
            audience=audience,
            as_of_is_given=as_of_is_given,
            # files that are there but not read are no broken links
            files=frozenset(tree.files) | {problem.path for problem in tree.problems},
            config_node=parsed.config_node,
            introduction_line=parsed.introduction_line,
            unread=frozenset(p.path for p in parsed.problems if p.severity is Severity.ERROR),
            templates=tree.templates,
            originals=originals() if tree.templates else {},
            users=users_of(parsed.repository.goals),
        )

    def text_of(self, record: Goal | Kpi | Team) -> str:
        """Return the body of a record."""
        return self.texts.get(record.path, record.body)

    @property
    def live_goals(self) -> Iterator[Goal]:
        """Return the goals that are worked on: active ones that are not over."""
        return (goal for goal in self.repository.goals.values() if self.is_live(goal))

    def is_live(self, goal: Goal) -> bool:
        """Return whether a goal is worked on: active, and not over."""
        return goal.state == "active" and goal.due >= self.as_of

    @property
    def advised_goals(self) -> Iterator[Goal]:
        """Return the goals that advice may still help: drafts and active ones that are not over.

        Those with something wrong in their file come later: mending it may be all that they need.
        """
        for goal in self.repository.goals.values():
            is_open = goal.state in ("draft", "active") and goal.due >= self.as_of
            if is_open and goal.path not in self.unread:
                yield goal

    @property
    def knows_all_goals(self) -> bool:
        """Return whether every goal and every reference between goals could be read."""
        goals = self.repository.goals
        if any(path.startswith("goals/") for path in self.unread):
            return False
        return all(support.goal in goals for goal in goals.values() for support in goal.supports)

    def series_known(self, result: KeyResult) -> bool:
        """Return whether the values of a key result are all here, or are written by hand."""
        if result.terms.kpi is None:
            return True
        kpi = self.repository.kpis.get(result.terms.kpi)
        if kpi is None or kpi.csv_path in self.unread:
            return False
        return set(result.terms.where) <= set(kpi.dimensions)

    def is_unread(self, folder: str, name: str) -> bool:
        """Return whether a missing record has a file of its name that could not be read.

        What is wrong with that file is told already; that others refer to it is not wrong.
        """
        if folder == "people":
            return PEOPLE in self.unread
        wanted = f"/{name}/index.md" if folder == "teams" else f"/{name}.md"
        below = "goals/" if folder == "teams" else f"{folder}/"
        return any(path.startswith(below) and path.endswith(wanted) for path in self.unread)

    def values(self, kpi: Kpi, where: Mapping[str, str], until: date) -> tuple[Observation, ...]:
        """Return the values of a series up to a day, oldest first, without gaps."""
        if not kpi.rows:
            return ()
        key = (kpi.id, tuple(where.items()))
        if key not in self._series:
            self._series[key] = with_value(series_of(kpi, where, date.max))
        return up_to(self._series[key], until)

    def baseline(self, goal: Goal, result: KeyResult) -> float | None:
        """Return where a reach result begins: what is written, else 0 for sums and counts, else the last
        value on or before the start; None without one.
        """
        terms: Any = result.terms
        if terms.baseline is not None:
            return float(terms.baseline)
        if terms.aggregate in ("sum", "count"):
            return 0.0
        until = min(goal.start, self.as_of)
        kpi = self.repository.kpis.get(terms.kpi or "")
        if kpi is not None:
            values = self.values(kpi, terms.where, until)
            return values[-1].value if values else None
        days = [day for day in terms.values if day <= until]
        return float(terms.values[max(days)]) if days else None


def hintable(records: Mapping[str, Goal] | Mapping[str, Kpi], record: object) -> list[str]:
    """Return the ids that a hint about a record may name: private ones only where it is private itself."""
    private = is_private(record)
    return [key for key, other in records.items() if private or other.visibility != "private"]


def is_private(record: object) -> bool:
    """Return whether a record is in no build; people and teams never are private."""
    return getattr(record, "visibility", "") == "private"


# --- reporting ----------------------------------------------------------------------------------


def report(rule: Code, record: Goal | Kpi | Team, steps: Steps, message: str, hint: str) -> Problem:
    """Return a problem at the value of a field of a record: `("key_results", 0, "target")`."""
    return _at(rule, record, place(record.node, record.path, *steps), (steps, message, hint))


def report_key(rule: Code, record: Goal | Kpi | Team, steps: Steps, message: str, hint: str) -> Problem:
    """Return a problem at the name of a field of a record."""
    return _at(rule, record, key_place(record.node, record.path, *steps), (steps, message, hint))


def report_row(rule: Code, kpi: Kpi, line: int, message: str, hint: str) -> Problem:
    """Return a problem at a row of a KPI's CSV."""
    where = Location(kpi.csv_path, line, 1)
    return rule.at(where, message, hint, field="date", private=is_private(kpi))


def report_setting(rule: Code, asked: Check, steps: Steps, message: str, hint: str) -> Problem:
    """Return a problem at the value of a field of the configuration."""
    where = Location(CONFIG) if asked.config_node is None else place(asked.config_node, CONFIG, *steps)
    return rule.at(where, message, hint, field=_field(steps))


def report_template(rule: Code, name: str, message: str, hint: str) -> Problem:
    """Return a problem at the first line of one of the repository's own templates."""
    return rule.at(Location(f"templates/{name}", 1, 1), message, hint)


def _at(rule: Code, record: Any, where: Location, found: Found) -> Problem:
    steps, message, hint = found
    return rule.at(where, message, hint, field=_field(steps), private=is_private(record))


def _field(steps: Steps) -> str | None:
    return ".".join(str(step) for step in steps) or None


def as_severity(problem: Problem, severity: Severity) -> Problem:
    """Return the problem with another severity, for rules whose weight depends on the record."""
    return replace(problem, severity=severity)


def as_private(problem: Problem, *records: object) -> Problem:
    """Return the problem, marked as private where any of the records is: it tells something about each."""
    return replace(problem, private=True) if any(is_private(record) for record in records) else problem


def joined(names: Iterable[str]) -> str:
    """Return names as a list for a sentence: `a`, `b` and `c`."""
    marked = [f"`{name}`" for name in names]
    return " and ".join([", ".join(marked[:-1]), marked[-1]]) if len(marked) > 1 else "".join(marked)


def shown(number: float) -> str:
    """Return a number as people write it: no exponent, and no more decimals than it has."""
    return f"{number:.9f}".rstrip("0").rstrip(".") if abs(number) < 1e15 else f"{number:g}"


# --- walking ------------------------------------------------------------------------------------


def key_results(goals: Mapping[str, Goal]) -> Iterator[tuple[Goal, KeyResult]]:
    """Return every key result with its goal."""
    for goal in goals.values():
        for result in goal.key_results:
            yield goal, result


def of_type(kind: KeyResultType, goals: Iterable[Goal]) -> Iterator[tuple[Goal, KeyResult, Any]]:
    """Return the key results of one type, each with its goal and its terms."""
    for goal in goals:
        for result in goal.key_results:
            if result.type == kind.name:
                yield goal, result, result.terms


def has_parts(goal: Goal, children: Collection[Goal]) -> bool:
    """Return whether anything can count in the goal: a key result, or a goal that supports it."""
    if goal.rollup in ("key_results", "both") and goal.key_results:
        return True
    return goal.rollup in ("children", "both") and bool(children)


def children_of(asked: Check) -> dict[str, list[Goal]]:
    """Return the goals that support each goal, as far as its readers may know them."""
    found: dict[str, list[Goal]] = {}
    goals = asked.repository.goals
    for child in goals.values():
        for name in {support.goal for support in child.supports}:
            if name in goals and (is_private(goals[name]) or not is_private(child)):
                found.setdefault(name, []).append(child)
    return found


def stem(path: str) -> str:
    """Return the name of a file without its ending."""
    return PurePosixPath(path).stem
