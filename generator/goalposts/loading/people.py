"""Teams, people, cycles and the configuration, from their files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from goalposts import problem_codes as codes
from goalposts.config import CyclesFields, SiteConfig, SiteFields
from goalposts.loading.csv_text import CsvRow, Table, read_table
from goalposts.loading.names import id_of
from goalposts.loading.text import body_problems, decode, read_document
from goalposts.loading.tree import CONFIG, PEOPLE, SourceTree
from goalposts.loading.validation import validate
from goalposts.loading.yaml_text import Mapping, Scalar, YamlError, key_place, parse_yaml, place
from goalposts.problems import Problem
from goalposts.records.fields import Id
from goalposts.records.people import (
    Cycle,
    HomeFields,
    Person,
    PersonFields,
    Team,
    TeamFields,
    default_title,
)
from goalposts.records.text import did_you_mean

HOME = "goals/index.md"
_SETTINGS = "schema: 1\nsite: {name: Northwind goals}"


def read_config(tree: SourceTree) -> tuple[SiteConfig | None, Mapping | None, tuple[Problem, ...]]:
    """Return the configuration and its tree, or what is wrong with it."""
    content = tree.files.get(CONFIG)
    if content is None:
        return None, None, ()
    text, problems = decode(content, CONFIG)
    if text is None:
        return None, None, problems
    try:
        node, problems = parse_yaml(text, CONFIG, example=_SETTINGS)
    except YamlError as error:
        return None, None, (error.problem,)
    config, wrong = validate(SiteConfig, node, CONFIG)
    return config, node, (*problems, *wrong)


def stand_in(node: Mapping | None) -> tuple[SiteConfig, Mapping]:
    """Return a configuration to read the other files with, where the real one is missing or wrong.

    It keeps `cycles` where that part is right, since dates of goals depend on it.
    """
    given = node.get("cycles") if node else None
    cycles, _ = validate(CyclesFields, given, CONFIG) if isinstance(given, Mapping) else (None, ())
    config = SiteConfig(schema="1", site=SiteFields(name="?"), cycles=cycles or CyclesFields())
    entries = ((Scalar("cycles", True, 1, 1, 0, 0), given),) if cycles and given else ()
    return config, Mapping(entries, 1, 1, 0, 0, False)


def read_cycles(config: SiteConfig, node: Mapping) -> Iterator[Cycle | Problem]:
    """Return the custom cycles of the configuration."""
    for name, fields in config.cycles.custom.items():
        if fields.start > fields.due:
            where = place(node, CONFIG, "cycles", "custom", name, "start")
            message = f"`{name}` starts on {fields.start}, after it is due on {fields.due}"
            yield codes.G103.at(
                where, message, "Change one of the dates.", field=f"cycles.custom.{name}.start"
            )
            continue
        title = fields.title or default_title(name)
        yield Cycle(name, title, fields.start, fields.due, tuple(fields.aliases))


def read_people(tree: SourceTree, config: SiteConfig, node: Mapping) -> Iterator[Person | Problem]:
    """Return the people of the configuration and of `people.csv`."""
    for person_id, fields in config.people.items():
        where = key_place(node, CONFIG, "people", person_id)
        yield _person(person_id, fields, CONFIG, where.line)
    if PEOPLE in tree.files:
        yield from _people_csv(tree.files[PEOPLE])


def _person(person_id: str, fields: PersonFields, path: str, line: int | None) -> Person:
    aliases = tuple(fields.aliases)
    return Person(person_id, fields.name, fields.team, fields.title, fields.left, aliases, path, line)


def _people_csv(content: bytes) -> Iterator[Person | Problem]:
    table, problems = read_table(content, PEOPLE)
    yield from problems
    if table is None:
        return
    known = ("id", "name", "team", "title", "left")
    wrong = [name for name in table.header if name not in known]
    for name in wrong:
        where = table.where(table.header_line, table.header.index(name))
        yield codes.C102.at(
            where, f"`{name}` is not a column of {PEOPLE}", did_you_mean(name, known), field=name
        )
    for name in ("id", "name"):
        if name not in table.header:
            hint = "Begin the file with:\nid,name,team,title,left"
            yield codes.C102.at(
                table.where(table.header_line, 0), f"there is no column `{name}`", hint, field=name
            )
            return
    if wrong:
        return
    for row in table.rows:
        fields, problems = validate(_CsvPerson, _row_node(table, row), PEOPLE)
        yield from problems
        if fields is not None:
            yield _person(fields.id, fields, PEOPLE, row.line)


def _row_node(table: Table, row: CsvRow) -> Mapping:
    """Return the row as if it were YAML, so that it is checked like a person of the configuration."""
    entries = []
    for index, (name, cell) in enumerate(zip(table.header, row.cells, strict=True)):
        if cell:
            column = table.where(row.line, index).column or 1
            key = Scalar(name, True, row.line, column, 0, 0)
            entries.append((key, Scalar(cell, False, row.line, column, 0, 0)))
    return Mapping(tuple(entries), row.line, 1, 0, 0, False)


class _CsvPerson(PersonFields):
    """A row of `people.csv`."""

    id: Id


def read_teams(tree: SourceTree) -> Iterator[Team | Problem]:
    """Return the teams: every folder below `goals/` that has an `index.md`."""
    folders: dict[str, str] = {}
    # a folder before the folders in it, since they may be parts of its team
    for path, content in sorted(tree.under("goals", "/index.md"), key=lambda file: file[0].count("/")):
        if path == HOME:
            continue
        folder = PurePosixPath(path).parent
        document, problems = read_document(content, path)
        yield from problems
        if document is None:
            continue
        fields, problems = validate(TeamFields, document.fields, path)
        yield from problems
        team_id, problems = id_of(None, path, name=folder.name)
        yield from problems
        if fields is None or team_id is None:
            continue
        above = next((folders[str(up)] for up in folder.parents if str(up) in folders), None)
        folders[str(folder)] = team_id
        yield Team(
            id=team_id,
            title=fields.title,
            lead=fields.lead,
            parent=fields.parent or above,
            body=document.body,
            path=path,
            aliases=tuple(fields.aliases),
            node=document.fields,
        )


def read_introduction(tree: SourceTree) -> tuple[str, int, tuple[Problem, ...]]:
    """Return the body of `goals/index.md` and the line it begins on; its front matter is optional."""
    content = tree.files.get(HOME)
    if content is None:
        return "", 1, ()
    text, problems = decode(content, HOME)
    if text is None or text.partition("\n")[0].rstrip() != "---":
        return text or "", 1, (*problems, *body_problems(text or "", HOME, 1))
    document, problems = read_document(content, HOME)
    if document is None:
        return "", 1, problems
    _, wrong = validate(HomeFields, document.fields, HOME)
    return document.body, document.body_line, (*problems, *wrong)
