"""Whatever stands in a source, the import ends with a report and a repository that has no errors."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from goalposts.importing import FORMATS
from goalposts.loading.parse import parse
from goalposts.loading.tree import load
from goalposts.problems import Severity
from tests.support.files import build_file_tree

HEADERS = st.sampled_from(
    [
        "Year",
        "Value",
        "Series",
        "Units",
        "Sex",
        "sex",
        "Note",
        "date",
        "TARGET",
        "",
        "GeoCode",
        " Age ",
        "Sex (2)",
    ]
)
CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "2015",
            "2016",
            "2003-05",
            "2015/16",
            "2000 Q1",
            "1",
            "0.5",
            "-3e5",
            "1e400",
            "..",
            "=1+1",
            "Number",
            "F",
        ]
    ),
    st.text(max_size=8),
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=7), max_size=8)
WORDS = st.one_of(
    st.sampled_from(
        [
            "no",
            "Percentage (%)",
            "global_indicators.1-1-1-title",
            "<p>a</p>",
            "x" * 300,
            "javascript:x",
            "a: b",
            "70",
        ]
    ),
    st.text(max_size=30),
)
TARGET = st.dictionaries(
    st.sampled_from(
        ["target", "target_year", "base_year", "direction", "series", "unit", "disaggregation", "limit"]
    ),
    st.one_of(
        WORDS, st.sampled_from(["2015", "2030", "positive", "negative", "5"]), st.lists(st.just({"Sex": "F"}))
    ),
)
META = st.dictionaries(
    st.one_of(
        st.sampled_from(
            [
                "indicator_name",
                "target_name",
                "graph_title",
                "other_info",
                "source_url_1",
                "source_organisation_1",
            ]
        ),
        st.text(min_size=1, max_size=12),
    ),
    WORDS,
)


def _csv(header: list[str], rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode("utf-8", "surrogatepass")


@given(
    st.lists(HEADERS, min_size=2, max_size=7).map(lambda names: ["Year", *names, "Value"]),
    ROWS,
    META,
    st.lists(TARGET, max_size=3),
)
def test_the_result_has_no_errors(
    header: list[str], rows: list[list[str]], meta: dict[str, str], targets: list[dict[str, object]]
) -> None:
    """Any cells, fields and targets: no exception, no error in what is written, every row accounted for."""
    width = len(header)
    rows = [(row * width)[:width] for row in rows]
    fields = {**meta, "progress_calculation_options": targets}
    with tempfile.TemporaryDirectory() as folder:
        source = build_file_tree(
            Path(folder) / "source",
            {
                "data/indicator_1-1-1.csv": _csv(header, rows),
                "meta/1-1-1.yml": json.dumps(fields).encode("utf-8", "surrogatepass"),
            },
        )
        report = FORMATS["open-sdg"].run(source, Path(folder) / "goals", lambda line: None)
        parsed = parse(load(Path(folder) / "goals"))
    assert [problem for problem in parsed.problems if problem.severity is Severity.ERROR] == []
    if any(left.path.startswith("data/") and left.what == "file" for left in report.left_out):
        return
    accounted = sum(report.count(what) for what in ("values", "gaps", "rows left out"))
    assert accounted == sum(1 for row in rows if any(cell.strip() for cell in row))
