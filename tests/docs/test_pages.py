"""The pages of `docs/`: links that resolve, examples that work, tables that are the code's."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from goalposts.cli.main import main
from goalposts.config import SiteConfig
from goalposts.documentation import pages as made_pages
from goalposts.loading.parse import parse
from goalposts.loading.tree import SourceTree
from goalposts.problems import Severity
from goalposts.records.period import parse_period
from goalposts.schema import ROOTS, models_of
from goalposts.schema.meanings import meanings
from tests.docs.fences import Block, blocks, pages
from tests.support.commands import commands_of
from tests.support.example import REPOSITORY
from tests.support.small import SMALL

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
PEOPLE = "people: {cs-lead: {name: Lead}, ada: {name: Ada}, ceo: {name: Chief}, sales-lead: {name: Sales}}\n"
GOAL = "---\ntitle: Win\nlevel: team\nowner: ceo\ncycle: 2026-Q4\n"
KPI = "---\ntitle: Nps\ndirection: up\ncadence: monthly\naggregate: sum\n---\nWhat it is.\n"
RECORDS = ("markdown", "yaml", "csv")


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_links_resolve(page: Path) -> None:
    """Every relative link of a page leads to a file of the repository, and to a heading that it has."""
    broken = []
    text = re.sub(r"^( *)```.*?^\1```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for address in LINK.findall(text):
        path, _, anchor = address.partition("#")
        if re.match(r"[a-z]+:", address):
            continue
        target = page.parent / path if path else page
        if not target.is_file() or (anchor and anchor not in _anchors(target)):
            broken.append(address)
    assert broken == []


def _anchors(page: Path) -> set[str]:
    """Returns the anchors that git hosts give the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _whole_records() -> list[Block]:
    found = [block for page in pages() for block in blocks(page) if block.language in RECORDS]
    return [one for block in found for one in _alternatives(block)]


def _alternatives(block: Block) -> list[Block]:
    """Returns the block, or each of its parts where it shows one setting in several ways."""
    parts = re.split(r"^(?=[a-z])", block.text, flags=re.MULTILINE)[1:]
    keys = [part.partition(":")[0] for part in parts]
    if block.language != "yaml" or len(set(keys)) == len(keys):
        return [block]
    return [replace(block, text=part) for part in parts]


def _as_files(block: Block) -> dict[str, str]:
    """Returns the files that an example stands for, beside those of a small repository."""
    text = block.text
    if block.language == "csv":
        if text.startswith("id,"):
            return {"people.csv": text}
        return {"kpis/nps.md": KPI, "kpis/nps.csv": text}
    if block.language == "yaml":
        if text.startswith("schema:"):
            return {"site_config.yml": text if "people:" in text else text + PEOPLE}
        if text.partition(":")[0] in SiteConfig.model_fields:
            return {"site_config.yml": SMALL["site_config.yml"] + text}
        return {"goals/sales/example.md": f"{GOAL}{text}---\nWhy.\n"}
    if "direction:" in text:
        return {"kpis/example.md": text, "kpis/example.csv": "date,value\n"}
    return {"goals/sales/example.md" if "level:" in text else "goals/sales/index.md": text}


@pytest.mark.parametrize("block", _whole_records(), ids=lambda block: f"{block.page}-{block.language}")
def test_examples_are_accepted(block: Block) -> None:
    """Every example of a record on a page is one that the reader accepts."""
    files = {**SMALL, **_as_files(block)}
    if "people.csv" in files:
        files["site_config.yml"] = SMALL["site_config.yml"]
    tree = SourceTree({path: text.encode() for path, text in sorted(files.items())})
    found = [problem for problem in parse(tree).problems if problem.severity is not Severity.INFO]
    assert found == []


@pytest.mark.parametrize("name", made_pages())
def test_pages_of_fields_are_up_to_date(name: str) -> None:
    """The tables of fields are those of the models; `python -m goalposts.documentation docs` writes them."""
    assert (REPOSITORY / "docs" / name).read_text(encoding="utf-8") == made_pages()[name]


MODELS = {model.__name__: model for root in ROOTS for model in models_of(root)}


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_field_has_a_row(name: str) -> None:
    """Each field of each record stands in a table, with its meaning and an example."""
    model = MODELS[name]
    text = "".join(made_pages().values())
    for key, field in model.model_fields.items():
        meaning = " ".join(meanings(model)[key].split()).partition(" Default: ")[0].replace("|", "\\|")
        assert f"| `{field.alias or key}` | {meaning} |" in text


def test_forms_of_dates_are_read() -> None:
    """Every form of a date on the page of KPI fields is one that a series may have."""
    table = made_pages()["kpi-fields.md"].partition("| form | example |")[2].partition("\n\n")[0]
    forms = re.findall(r"`([^`]+)`", table)
    assert len({parse_period(form).form for form in forms}) == 8


def test_commands_are_there() -> None:
    """Every command that a page for users names is one that there is."""
    named = r"(?:^|[`$] ?|(?<![#*]) )goalposts ([a-z][a-z-]*)\b"
    told = {
        (page.name, command) for page in pages() for command in re.findall(named, _code(page), re.MULTILINE)
    }
    assert {(page, command) for page, command in told if command not in commands_of(main)} == set()


def _code(page: Path) -> str:
    """Returns everything on a page that is set as code."""
    text = page.read_text(encoding="utf-8")
    inline = re.findall(r"`[^`\n]+`", text)
    indented = re.findall(r"^    \S.*", text, re.MULTILINE)
    return "\n".join([*inline, *indented, *(f" {block.text}" for block in blocks(page))])
