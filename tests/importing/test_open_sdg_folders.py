"""Both ends of an import: which sources and destinations are refused, and small sources of one kind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goalposts.importing import FORMATS, ImportRefusedError
from tests.importing.made_up import run
from tests.support.files import build_file_tree


def test_links_in_the_source_are_not_followed(tmp_path: Path) -> None:
    """A link to a file outside is reported and its target never read."""
    secret = tmp_path / "secret.csv"
    secret.write_text("Year,Value\n2001,12345\n")
    source = build_file_tree(tmp_path / "source", {"data/indicator_1-1-1.csv": "Year,Value\n2001,1\n"})
    (source / "meta").mkdir()
    (source / "data/indicator_1-1-2.csv").symlink_to(secret)
    (source / "config_data.yml").symlink_to(secret)
    (source / "translations").symlink_to(tmp_path)
    os.mkfifo(source / "meta/1-1-1.md")
    report = FORMATS["open-sdg"].run(source, tmp_path / "goals", lambda line: None)
    assert report.count("KPIs") == 1
    assert [str(left) for left in report.left_out if left.what in ("symbolic link", "special file")] == [
        "data/indicator_1-1-2.csv: symbolic link: links are not followed",
        "meta/1-1-1.md: special file: only regular files are read",
        "config_data.yml: symbolic link: links are not followed",
        "translations: symbolic link: links are not followed",
    ]
    assert all("12345" not in path.read_text() for path in (tmp_path / "goals").rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "is not a folder; expected a folder in the Open SDG format"),
        ({"data/indicator_1-1-1.csv": "Year,Value\n"}, "has no folder meta/; expected"),
        ({"meta/1-1-1.md": "---\n---\n"}, "has no folder data/; expected"),
        ({"data/x.csv": "", "meta/y.md": ""}, "has no indicator in data/ or meta/; expected"),
    ],
)
def test_another_kind_of_source_is_refused(tmp_path: Path, files: dict[str, str | bytes], says: str) -> None:
    """A folder that is no Open SDG repository is refused with what was expected, and nothing is written."""
    source = build_file_tree(tmp_path / "source", files)
    with pytest.raises(ImportRefusedError, match=says):
        FORMATS["open-sdg"].run(source, tmp_path / "goals", lambda line: None)
    assert not (tmp_path / "goals").exists()


def test_a_folder_with_files_is_never_written_to(tmp_path: Path) -> None:
    """A destination with a file in it, one inside the source, or one that is a file, is refused."""
    source = build_file_tree(
        tmp_path / "source", {"data/indicator_1-1-1.csv": "Year,Value\n", "meta/1-1-1.md": ""}
    )
    build_file_tree(tmp_path / "full", {"mine.txt": "mine"})
    for into in (tmp_path / "full", source / "new", tmp_path / "full/mine.txt"):
        with pytest.raises(ImportRefusedError, match="expected"):
            FORMATS["open-sdg"].run(source, into, lambda line: None)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]
    assert not (source / "new").exists()


def test_progress_has_a_line_for_each_indicator(tmp_path: Path) -> None:
    """The callback hears of every indicator once, in order."""
    files = {f"data/indicator_{name}.csv": "Year,Value\n" for name in ("10-1-1", "2-1-1", "2-a-1")}
    source = build_file_tree(tmp_path / "source", {**files, "meta/2-1-1.yml": "indicator_number: 2.1.1\n"})
    lines: list[str] = []
    (tmp_path / "goals").mkdir()
    FORMATS["open-sdg"].run(source, tmp_path / "goals", lines.append)
    assert lines == ["2-1-1 (1 of 3)", "2-a-1 (2 of 3)", "10-1-1 (3 of 3)"]


def test_columns_of_the_settings_are_known(tmp_path: Path) -> None:
    """Series, units, attributes and ignored columns may have other names, given in config_data.yml."""
    made = run(
        {
            "config_data.yml": (
                "indicator_options:\n  series_column: SERIES\n  unit_column: UNIT\n"
                "  non_disaggregation_columns: [Sort]\n  observation_attributes: [{field: Comment}]\n"
            ),
            "data/indicator_1-1-1.csv": (
                "Year,SERIES,UNIT,Sort,Comment,Value\n2001,S1,GBP (£),9,,1\n2001,S2,EUR,8,late,2\n"
            ),
            "meta/1-1-1.yml": "indicator_name: Costs\n",
        },
        tmp_path,
    )
    assert {kpi.id: kpi.unit for kpi in made.repository.kpis.values()} == {
        "indicator-1-1-1": "currency:GBP",
        "indicator-1-1-1-s2": "currency:EUR",
    }
    assert made.csv("kpis/goal-1/indicator-1-1-1-s2.csv") == "date,value,note\n2001,2,Comment: late\n"
    assert made.reasons("data/indicator_1-1-1.csv") == [
        "None column `Sort`: is no disaggregation; 2 cells are filled"
    ]


def test_ids_stay_unique_and_short(tmp_path: Path) -> None:
    """Series whose names agree in their first words, or only in capitals, get ids of their own."""
    long = "The same long beginning of a name that goes on and on until it is cut: "
    rows = "".join(f"2001,{long}{name},1\n" for name in ("a", "b", "c")) + "2001,率,1\n2001,Ö,2\n"
    made = run(
        {"data/indicator_1-1-1.csv": f"Year,Series,Value\n{rows}", "meta/1-1-1.yml": "indicator_name: N\n"},
        tmp_path,
    )
    ids = sorted(made.repository.kpis)
    assert len(ids) == 5
    assert all(len(name) <= 64 for name in ids)
    assert {"indicator-1-1-1-series", "indicator-1-1-1-o"} <= set(ids)


def test_what_no_repository_may_hold_is_reported(tmp_path: Path) -> None:
    """Years, numbers, names, texts and languages beyond the limits do not come along; the rest does."""
    rows = "Year,A\ufdd0,Value\n2001,x,1\n1066,x,2\n0001,x,3\n2002,x,1e120\n2003,x,4\n"
    made = run(
        {
            "config_data.yml": "languages: [zz, de]\n",
            "data/indicator_1-1-1.csv": rows,
            "meta/1-1-1.yml": f'indicator_name: "..."\ndata_keywords: "{"*" * 300_000}"\n',
        },
        tmp_path,
    )
    assert made.repository.config.site.language == "de"
    assert made.repository.kpis["indicator-1-1-1"].title == "Indicator 1.1.1"
    assert made.reasons("data/indicator_1-1-1.csv")[:3] == [
        "3 row: `1066` in `Year` is no period",
        "4 row: `0001` in `Year` is no period",
        "5 row: `1e120` in `Value` is no number (x)",
    ]
    assert any("longer than 256 KB" in reason for reason in made.reasons("meta/1-1-1.yml"))
