"""The registry of formats, the report, and the folder that is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from goalposts.importing import FORMATS, Decision, ImportReport, LeftOut, TakenOver
from goalposts.importing.folders import SourceFolder, write_files
from goalposts.importing.report import Ledger

REPORT = ImportReport(
    format="open-sdg",
    source="sdg-data",
    counts=(("KPIs", 1), ("values", 1234)),
    taken=(TakenOver("indicator-1-1-1", "data/indicator_1-1-1.csv", 1240, 6),),
    decisions=(Decision("data/x.csv", "`Year` is <b>read</b>"),),
    left_out=(
        LeftOut("data/x.csv", 7, "row", "`a|b` is no number"),
        LeftOut("meta/", None, "field `x`", "unknown"),
    ),
)


def test_formats_are_named_by_their_key() -> None:
    """Each format's name is its key, and its description is one line."""
    assert sorted(FORMATS) == ["open-sdg"]
    for name, one in FORMATS.items():
        assert one.name == name
        assert one.description
        assert "\n" not in one.description
        with pytest.raises(AttributeError):
            one.name = "other"  # type: ignore[misc]


def test_every_format_has_a_page_in_the_docs() -> None:
    """`docs/import-<format>.md` exists and shows the command."""
    for name in FORMATS:
        text = (Path(__file__).parents[2] / "docs" / f"import-{name}.md").read_text(encoding="utf-8")
        assert f"goalposts import {name} " in text


def test_report_as_text() -> None:
    """The text names counts, what was taken over, decided, and left out with file and line."""
    assert REPORT.text() == (
        "Import of sdg-data (open-sdg)\n\n    1  KPIs\n1,234  values\n\n"
        "Taken over\n  indicator-1-1-1: 1,240 rows (6 gaps), from data/indicator_1-1-1.csv\n\n"
        "Decided\n  data/x.csv: `Year` is <b>read</b>\n\n"
        "Left out\n  data/x.csv:7: row: `a|b` is no number\n  meta/: field `x`: unknown\n"
    )


def test_report_as_markdown_is_safe() -> None:
    """Words of the source cannot become markup in the report; what was quoted is code."""
    text = REPORT.markdown()
    assert "- `data/x.csv`: `Year` is \\<b\\>read\\</b\\>\n" in text
    assert "- `data/x.csv:7`: row: `a|b` is no number\n" in text
    assert "| values | 1,234 |" in text


def test_ledger_keeps_each_entry_once_and_on_one_line() -> None:
    """A repeated entry is one entry; steering characters of a terminal do not pass."""
    ledger = Ledger()
    for _ in range(2):
        ledger.leave_out("data/\x1b[31mred\udcff.csv", "row", "says\n\x07this", line=3)
    assert [str(left) for left in ledger.left_out] == ["data/\ufffd[31mred\ufffd.csv:3: row: says \ufffdthis"]


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    """Where a file cannot be written, the files and folders written before it are removed again."""
    with pytest.raises(UnicodeEncodeError):
        write_files(tmp_path / "new/goals", {"a/b/one.md": "fine", "a/c/two.md": "lone \ud800 surrogate"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_listed_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of the source that may not be read is left out, with the reason."""
    (tmp_path / "data").mkdir()

    def refusing(path: Path) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("goalposts.importing.folders.os.scandir", refusing)
    ledger = Ledger()
    assert SourceFolder(tmp_path, ledger).files("data") == []
    assert [str(left) for left in ledger.left_out] == ["data/: folder: cannot be read (Permission denied)"]


def test_a_link_is_never_read(tmp_path: Path) -> None:
    """A path that has become a link since its folder was listed is reported, and its target stays unread."""
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "data.csv").symlink_to(tmp_path / "secret")
    ledger = Ledger()
    folder = SourceFolder(tmp_path, ledger)
    assert folder.read("data.csv") is None
    assert folder.read("missing.csv") is None
    assert [left.reason for left in ledger.left_out] == [
        "only regular files are read, links are not followed",
        "cannot be read (No such file or directory)",
    ]
