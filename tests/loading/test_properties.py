"""No text makes reading fail, and what is accepted reads back as it was written."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalposts.key_results.reach import Reach
from goalposts.loading.csv_text import read_table
from goalposts.loading.text import read_document
from goalposts.loading.tree import SourceTree, load
from goalposts.loading.yaml_text import Mapping, Node, Scalar, Sequence
from goalposts.problems import FORMATS, Problem
from goalposts.records.days import parse_day
from goalposts.records.fields import day_hint, number_hint, parse_number, read_line
from goalposts.records.goal import GoalFields
from goalposts.records.kpi import KpiFields
from tests.support.repository import CONFIG, CSV, GOAL, KPI, PEOPLE, TEAM, problems_of, repository, unmark

ROOT = Path(__file__).resolve().parents[2]
PATHS = (GOAL, KPI, CSV, CONFIG, PEOPLE, TEAM, "goals/index.md")
FINE, _ = unmark(repository())
NAMES = [*GoalFields.model_fields, *KpiFields.model_fields, *Reach.model_fields]

yaml_values = st.recursive(
    st.text(max_size=12)
    | st.sampled_from(["no", "1_000", "2026-02-30", "~", "", "*a", "@b", "92", "+3%", "done"]),
    lambda inner: (
        st.lists(inner, max_size=4).map(lambda parts: f"[{', '.join(parts)}]")
        | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=4), inner, max_size=4).map(
            lambda parts: "{" + ", ".join(f"{key}: {value}" for key, value in parts.items()) + "}"
        )
    ),
    max_leaves=8,
)
front_matter = st.lists(st.tuples(st.sampled_from(NAMES), yaml_values), max_size=8).map(
    lambda lines: "\n".join(f"{name}: {value}" for name, value in lines)
)


def _is_well_told(problems: tuple[Problem, ...], files: dict[str, bytes]) -> None:
    """Asserts that each problem names a place that exists, and that all of them can be printed."""
    for problem in problems:
        assert problem.message
        assert problem.hint
        if problem.line is not None and problem.path in files:
            # a problem at the end of a file may stand on the line after the last one
            lines = files[problem.path].decode("utf-8", "replace").split("\n")
            assert 1 <= problem.line <= len(lines) + 1
            if problem.column is not None and problem.line <= len(lines):
                assert 1 <= problem.column <= len(lines[problem.line - 1]) + 2
    for printer in FORMATS.values():
        printer(problems).encode()


def _try(path: str, content: bytes) -> None:
    files = {**FINE, path: content}
    _is_well_told(problems_of(files), files)


@given(st.sampled_from(PATHS), st.text())
def test_any_text_can_be_a_file(path: str, text: str) -> None:
    """Whatever text stands in a file, it is read or told, and the place that is told exists."""
    _try(path, text.encode("utf-8", "replace"))


@given(st.sampled_from(PATHS), st.binary())
def test_any_bytes_can_be_a_file(path: str, content: bytes) -> None:
    """Whatever bytes stand in a file, it is read or told."""
    _try(path, content)


@given(st.sampled_from((GOAL, KPI, TEAM)), st.text() | front_matter)
def test_any_text_can_be_front_matter(path: str, text: str) -> None:
    """Whatever text stands between the lines, it is read or told."""
    _try(path, f"---\n{text}\n---\nBody.\n".encode("utf-8", "replace"))


@given(front_matter)
def test_any_fields_can_be_added_to_a_goal(text: str) -> None:
    """Whatever is added to a goal that is fine, it is read or told."""
    _try(GOAL, FINE[GOAL].replace(b"---\nWhy", f"{text}\n---\nWhy".encode("utf-8", "replace")))


@given(st.text(alphabet='date,value\n\r";\t 2026-10W4/Q.é', max_size=60))
def test_any_cells_can_be_a_series(text: str) -> None:
    """Whatever cells a series has, it is read whole or told."""
    _try(CSV, text.encode())
    _try(CSV, b"date,value,region\n" + text.encode())


@given(st.text(max_size=30))
def test_numbers_read_back(text: str) -> None:
    """What is accepted as a number is that number by the rules of Python too, and looks like one."""
    try:
        value = parse_number(text)
    except ValueError:
        assert number_hint(text)
    else:
        assert value == float(text)
        assert set(text) <= set("0123456789.-+eE")


@given(st.floats(min_value=-1e100, max_value=1e100))
def test_every_number_can_be_written(value: float) -> None:
    """A number as Python writes it is accepted, and is the same number."""
    assert parse_number(repr(value)) == value


@given(st.text(alphabet="0123456789-/.TW ", max_size=12))
def test_dates_read_back(text: str) -> None:
    """What is accepted as a date is written exactly as dates are."""
    try:
        day = parse_day(text)
    except ValueError:
        assert day_hint(text)
    else:
        assert day.isoformat() == text


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2999, 12, 31)))
def test_every_day_can_be_written(day: date) -> None:
    """Each day of the years that are accepted reads back."""
    assert parse_day(day.isoformat()) == day


printable = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp", "Cn"), blacklist_characters="\ufeff"),
    min_size=1,
)


@given(printable.map(str.strip).filter(bool))
def test_quoted_lines_read_back(text: str) -> None:
    """A line of text in quotes reads back as it was written, whatever it looks like."""
    quoted = "'" + text.replace("'", "''") + "'"
    document, problems = read_document(f"---\ntitle: {quoted}\n---\n".encode(), GOAL)
    assert problems == ()
    assert document is not None
    value = document.fields.get("title")
    assert isinstance(value, Scalar)
    assert read_line(value.text) == text


@given(
    st.lists(st.lists(printable.filter(lambda text: "\r" not in text), min_size=2, max_size=2), max_size=5)
)
def test_cells_read_back(rows: list[list[str]]) -> None:
    """Cells in quotes read back as they were written; each is found at its place."""
    quoted = ["date,note", *(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)]
    table, problems = read_table("\n".join(quoted).encode(), CSV)
    assert problems == ()
    assert table is not None
    assert [list(row.cells) for row in table.rows] == rows
    for row in table.rows:
        where = table.where(row.line, 1)
        assert table.lines[row.line - 1][(where.column or 0) - 1] == '"'


@given(front_matter)
def test_spans_are_where_values_stand(text: str) -> None:
    """The place of every plain value that is read is where its text stands."""
    content = f"---\n{text}\n---\n"
    document, _ = read_document(content.encode("utf-8", "replace"), GOAL)
    if document is None:
        return
    lines = content.split("\n")
    for node in _scalars(document.fields):
        if node.plain and node.text and "\n" not in node.text:
            first = node.text.split()[0]
            assert lines[node.line - 1][node.column - 1 :].startswith(first)


def _scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Sequence):
        return [scalar for item in node.items for scalar in _scalars(item)]
    assert isinstance(node, Mapping)
    return [scalar for key, value in node.entries for scalar in (key, *_scalars(value))]


# --- mutations of real files --------------------------------------------------------------------

SNIPPETS = (
    "\t", "\r", "\x00", "\ufeff", "\u2028", "---\n", "...\n", ": ", "- ", "[", "]", "{", "}", '"', "'",
    "&a ", "*a", "!!str ", "|\n", ">\n", "#", ",", ";", "1e999", "-1", "9999-12-31", "2026-02-30", "0001",
    "no", "~", "é", "目", "private", "](", "![x](", "javascript:", "\n\n", "  ", "%", "+", "0",
    "where:", "kpi: ", "target: ", "grade: 0.5\n",
)  # fmt: skip


def _mutated(text: str, chance: random.Random) -> str:
    """Returns the text after one to four small accidents."""
    for _ in range(chance.randint(1, 4)):
        place, length = chance.randrange(len(text) + 1), chance.choice((0, 1, 1, 3, 10, 80))
        what = chance.randrange(5)
        if what == 0:
            text = text[:place] + text[place + max(1, length) :]
        elif what == 1:
            text = text[:place] + chance.choice(SNIPPETS) + text[place:]
        elif what == 2:
            text = text[:place] + text[place : place + length] * 2 + text[place + length :]
        elif what == 3:
            lines = text.split("\n")
            first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[first], lines[second] = lines[second], lines[first]
            text = "\n".join(lines)
        else:
            text = text[:place] + chance.choice(SNIPPETS) + text[place + length :]
    return text


def _mutate(count: int, seed: int) -> None:
    chance = random.Random(seed)
    tree = load(ROOT)
    paths = [path for path in tree.files if path.endswith((".md", ".csv", ".yml"))]
    small = {path: content for path, content in tree.files.items() if not path.endswith(".csv")}
    # short series keep a try short; what is tried is the reading, not the length
    small |= {
        path: b"\n".join(content.split(b"\n")[:6])
        for path, content in tree.files.items()
        if path.endswith(".csv")
    }
    for _ in range(count):
        path = chance.choice(paths)
        text = small[path].decode()
        files = {**_companions(path, small), path: _mutated(text, chance).encode("utf-8", "replace")}
        _is_well_told(problems_of(files, as_of=date(2026, 11, 23)), files)


def _companions(path: str, files: dict[str, bytes]) -> dict[str, bytes]:
    """Returns the files that a mutated one is read with: the settings, and its twin beside it."""
    stem = path.rpartition(".")[0]
    return {
        name: files[name] for name in files if name in (CONFIG, f"{stem}.md", f"{stem}.csv", "goals/index.md")
    }


def test_accidents_in_real_files() -> None:
    """Small accidents in this repository's own files are read or told, never a traceback."""
    assert isinstance(load(ROOT), SourceTree)
    _mutate(300, seed=1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_twenty_thousand_accidents(seed: int) -> None:
    """The same, 2,000 times for each of ten seeds."""
    _mutate(2000, seed=seed + 100)
