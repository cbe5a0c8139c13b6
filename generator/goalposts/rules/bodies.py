"""Links and images in the Markdown of the repository, each with its place; not a rule itself."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import astuple, replace

from goalposts.loading.link_targets import file_of, links_of, scheme_of, texts_of
from goalposts.loading.people import HOME
from goalposts.loading.yaml_text import place
from goalposts.problem_codes import Code
from goalposts.problems import Location, Problem
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi
from goalposts.records.people import Team
from goalposts.rules.check import Check, Steps, is_private


class Mention(Struct, frozen=True):
    """A link or an image in the file of a record: its target as written, and where.

    `file` is the path in the repository that a relative target names, or `OUTSIDE`; None for web addresses
    and places on the same page.
    """

    target: str
    is_image: bool
    where: Location
    field: str | None
    file: str | None


class Reference(Struct, frozen=True):
    """A link or an image, and in which record it is (None: in the introduction); the rest as in `Mention`."""

    record: Goal | Kpi | Team | None
    target: str
    is_image: bool
    where: Location
    field: str | None
    file: str | None

    @property
    def scheme(self) -> str:
        """Return the scheme of the target in lower case, empty for a relative one."""
        return scheme_of(self.target)

    def report(self, rule: Code, message: str, hint: str) -> Problem:
        """Return a problem at the link."""
        return rule.at(self.where, message, hint, field=self.field, private=is_private(self.record))


def references(asked: Check) -> Iterator[Reference]:
    """Return every link and image of bodies, check-ins, retrospectives and `links`."""
    repository, known = asked.repository, asked.mentions
    for records in (repository.goals, repository.kpis, repository.teams):
        for record in records.values():
            found = mentions_of(record, asked.text_of(record)) if known is None else known[record.path]
            for mention in found:
                yield Reference(record, *astuple(mention))
    for target, is_image, line, column in links_of(repository.introduction):
        where = Location(HOME, line + asked.introduction_line - 1, column)
        yield Reference(None, target, is_image, where, None, file_of(target, HOME))


def mentions_of(record: Goal | Kpi | Team, text: str) -> tuple[Mention, ...]:
    """Return every link and image of a record whose body is `text`."""
    found = [*_in_body(record, text)]
    if isinstance(record, Goal):
        found += _in_fields(record)
    elif isinstance(record, Kpi) and record.source is not None and record.source.url is not None:
        found.append(_in_field(record, ("source", "url"), record.source.url))
    return tuple(found)


def _in_body(record: Goal | Kpi | Team, text: str) -> Iterator[Mention]:
    before = getattr(record.node, "last_line", 0) + 1
    for target, is_image, line, column in links_of(text):
        where = Location(record.path, line + before, column)
        yield Mention(target, is_image, where, None, file_of(target, record.path))


def _in_fields(goal: Goal) -> Iterator[Mention]:
    for index, link in enumerate(goal.links):
        yield _in_field(goal, ("links", index, "url"), link.url)
    for steps, text in texts_of(goal):
        for target, is_image, _, _ in links_of(text):
            yield replace(_in_field(goal, steps, target), is_image=is_image)


def _in_field(record: Goal | Kpi, steps: Steps, target: str) -> Mention:
    where = place(record.node, record.path, *steps)
    field = ".".join(str(step) for step in steps)
    return Mention(target, False, where, field, file_of(target, record.path))
