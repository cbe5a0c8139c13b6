"""Real indicators: what is imported is what an independent reading of the source finds."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from goalposts.importing import FORMATS, ImportReport
from goalposts.loading.parse import Parsed, parse
from goalposts.loading.tree import load
from goalposts.problems import Severity
from tests.importing.independent import Figures, source_figures, written_figures

HERE = Path(__file__).parent
EXCERPT = HERE / "fixtures" / "ons-sdg"
FULL = HERE.parents[1].parent / "shared" / "data" / "ons-sdg"


class Imported(NamedTuple):
    """One import: the source, the new repository, and the report."""

    source: Path
    root: Path
    report: ImportReport

    def parsed(self) -> Parsed:
        """Return the new repository as Goalposts itself reads it."""
        return parse(load(self.root))


def run(source: Path, root: Path) -> Imported:
    """Import `source` into `root`."""
    return Imported(source, root, FORMATS["open-sdg"].run(source, root, lambda line: None))


@pytest.fixture(scope="module")
def excerpt(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """The excerpt that lies beside the tests."""
    return run(EXCERPT, tmp_path_factory.mktemp("excerpt") / "goals")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """All forty indicators, where they lie beside the checkout."""
    if not FULL.is_dir():
        pytest.skip("the full ons-sdg data does not lie beside this checkout")
    return run(FULL, tmp_path_factory.mktemp("full") / "goals")


def assert_equal_to_the_source(imported: Imported) -> int:
    """Assert that every source file and its KPIs have the same figures; return the number of KPIs."""
    kpis: dict[str, list[Figures]] = {}
    for taken in imported.report.taken:
        goal = taken.kpi.removeprefix("indicator-").removeprefix("archived-").partition("-")[0]
        figures = written_figures(imported.root / f"kpis/goal-{goal}/{taken.kpi}.csv")
        assert (figures.rows, figures.rows - figures.values) == (taken.rows, taken.gaps), taken
        kpis.setdefault(taken.path, []).append(figures)
    assert sorted(kpis) == sorted(f"data/{path.name}" for path in (imported.source / "data").iterdir())
    for path, found in kpis.items():
        expected = source_figures(imported.source / path) or [Figures(0, 0, "", "")]
        assert sorted(found) == expected, path
    return sum(len(found) for found in kpis.values())


def test_excerpt_has_the_figures_of_its_source(excerpt: Imported) -> None:
    """Each KPI of the excerpt has as many rows and the same latest total as the source."""
    assert assert_equal_to_the_source(excerpt) == 12


def test_excerpt_counts(excerpt: Imported) -> None:
    """The report's counts are those of the excerpt, counted by hand."""
    assert excerpt.report.summary() == [
        "  8  indicators",
        "  6  indicators with data",
        "  2  indicators without data",
        " 12  KPIs",
        "221  values",
        "  3  gaps",
        "  0  goals",
        "  3  rows left out",
        " 32  other things left out",
    ]


def test_full_data_has_the_figures_of_its_source(full: Imported) -> None:
    """Each KPI of all forty indicators has as many rows and the same latest total as the source."""
    assert assert_equal_to_the_source(full) == 59


def test_full_data_counts(full: Imported) -> None:
    """29 files have rows of values and 11 hold a sentence; 13 rows repeat a date and slice."""
    report = full.report
    assert report.count("indicators") == 40
    assert report.count("indicators with data") == 29
    assert report.count("indicators without data") == 11
    assert (report.count("KPIs"), report.count("values"), report.count("gaps")) == (59, 17_354, 115)
    rows = [left for left in report.left_out if left.what == "row"]
    assert len(rows) == report.count("rows left out") == 11 + 13
    assert all(left.line for left in rows)


@pytest.mark.parametrize("which", ["excerpt", "full"])
def test_new_repository_has_no_errors(which: str, request: pytest.FixtureRequest) -> None:
    """Goalposts itself reads the new repository without an error or a warning."""
    imported: Imported = request.getfixturevalue(which)
    parsed = imported.parsed()
    assert [problem for problem in parsed.problems if problem.severity is not Severity.INFO] == []
    assert parsed.repository is not None
    assert len(parsed.repository.kpis) == imported.report.count("KPIs")
    rows = sum(len(kpi.rows) for kpi in parsed.repository.kpis.values())
    assert rows == imported.report.count("values") + imported.report.count("gaps")


def test_a_known_indicator(excerpt: Imported) -> None:
    """Indicator 3.1.1 keeps its headline, unit, ranges of years, source and remarks."""
    repository = excerpt.parsed().repository
    assert repository is not None
    kpi = repository.kpis["indicator-3-1-1"]
    assert kpi.title == "Maternal mortality rate per 100,000 maternities"
    assert (kpi.unit, kpi.decimals, kpi.cadence, kpi.direction) == (
        "Rate per 100,000 maternities",
        2,
        "yearly",
        "none",
    )
    assert (kpi.owner, kpi.team) == ("unassigned", "target-3-1")
    assert repository.teams["target-3-1"].parent == "goal-3"
    assert kpi.source is not None
    assert kpi.source.url == "https://www.npeu.ox.ac.uk/mbrrace-uk/reports"
    first = kpi.rows[0]
    assert (first.period.label, first.text, first.note) == ("2003/2005", "13.95", "Definition differs")
    assert not any(first.slice)
    assert "### Maternal mortality ratio" in kpi.body
    assert "<" not in kpi.body.replace("\\<", "")
    assert "indicator-3-1-1-maternal-mortality-ratio" in repository.kpis


def test_forms_of_years(excerpt: Imported) -> None:
    """Split years stay split years, quarters become quarters with a quarterly cadence."""
    repository = excerpt.parsed().repository
    assert repository is not None
    assert {row.period.label for row in repository.kpis["indicator-16-2-3"].rows} == {"2018/19"}
    quarters = repository.kpis["indicator-8-5-2"]
    assert quarters.rows[0].period.label == "2000-Q1"
    assert quarters.cadence == "quarterly"


def test_indicator_without_data_is_listed(excerpt: Imported) -> None:
    """An indicator with a sentence instead of data is a KPI without values that says so."""
    assert (excerpt.root / "kpis/goal-14/indicator-14-6-1.csv").read_text() == "date,value\n"
    repository = excerpt.parsed().repository
    assert repository is not None
    assert (
        repository.kpis["indicator-14-6-1"]
        .body.strip()
        .startswith("The source has no data for this indicator.")
    )
    says = "`There is not data for this indicator yet` in `Year` is no period"
    left = [(left.path, left.line) for left in excerpt.report.left_out if left.reason == says]
    assert left == [("data/indicator_14-6-1.csv", 2)]


def test_report_is_written_and_says_what_is_missing(excerpt: Imported) -> None:
    """The report names repeated rows, dropped columns, unknown keys and fields without a counterpart."""
    text = (excerpt.root / "import-report.md").read_text(encoding="utf-8")
    assert text == excerpt.report.markdown()
    assert "`data/indicator_3-3-5.csv:39`: row: 2020 (total) stands on line 38 already" in text
    assert "column `GeoCode`: codes of places are no dimension" in text
    assert text.count("text of `global_indicators.17-6-1-title`") == 1
    assert "field `graph_type`" in text
    for section in ("## Taken over", "## Decided", "## Left out"):
        assert section in text


def test_import_gives_the_same_bytes_twice(excerpt: Imported, tmp_path: Path) -> None:
    """Two imports of the same source are equal, file by file."""
    again = run(EXCERPT, tmp_path / "again")
    first, second = (
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (excerpt.root, again.root)
    )
    assert first == second
