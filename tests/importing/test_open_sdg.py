"""The importer on a made-up repository: settings, translations, targets, and input that means harm."""

from __future__ import annotations

from datetime import date

import pytest

from tests.importing.made_up import FILES, HUGE_TITLE, Made, run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The made-up repository, imported once."""
    return run(FILES, tmp_path_factory.mktemp("made-up"))


def test_counts(made: Made) -> None:
    """The report counts what there is."""
    assert [made.report.count(what) for what in ("indicators", "indicators with data", "KPIs", "goals")] == [
        8,
        3,
        11,
        4,
    ]
    assert made.report.count("values") == 7 + 2 + 3 + 3
    assert made.report.count("gaps") == 1
    assert made.report.count("rows left out") == 8


def test_rows_keep_their_digits_and_lose_nothing(made: Made) -> None:
    """Digits stay, a status becomes a note, a blank stays a gap, a clashing column gets another name."""
    assert made.csv("kpis/goal-6/indicator-6-1-1.csv") == (
        "date,value,Sex,Region,Target (source),note\n"
        "2014,40,,,,\n"
        "2015,41.5,,,,\n"
        "2015,43.25,Female,,,Provisional\n"
        "2016,,,,,\n"
        "2017,45,,,planned,\n"
        '2017,44.5,,"=HYPERLINK(""http://x"")",,\n'
        "2020,0.5,,,,\n"
        "2021,51e-1,,,,\n"
    )
    assert made.csv("kpis/goal-6/indicator-6-1-1-number.csv") == "date,value\n2015,300\n2016,310\n"


def test_rows_left_out_are_named_one_by_one(made: Made) -> None:
    """Each row that is not taken over is reported with its line and its reason."""
    assert sorted(made.reasons("data/indicator_6-1-1.csv"), key=lambda text: int(text.split()[0])) == [
        "8 row: 2017 (planned) stands on line 6 already; here with `46`, not `45`",
        "9 row: `notayear` in `Year` is no period",
        "10 row: `1,234` in `Value` is no number (total)",
        "11 row: `=1+1` in `Value` is no number (Female)",
        "12 row: `..` in `Value` is no number (Male)",
        "13 row: has 2 cells under 7 headers",
        "14 row: has 8 cells under 7 headers",
        "15 row: contains the control character U+0000",
    ]


def test_settings_of_indicator_config_come_first(made: Made) -> None:
    """Where metadata and indicator-config disagree, the latter counts and the report says so."""
    assert made.reasons("indicator-config/6-1-1.yml")[0] == (
        "1 value of `graph_title` in the metadata: "
        "indicator-config/6-1-1.yml says otherwise and takes precedence"
    )


def test_titles_come_from_translations(made: Made) -> None:
    """A key is resolved in the publisher's language; words that YAML 1.1 mistakes stay words."""
    kpis = made.repository.kpis
    assert kpis["indicator-6-1-1"].title == "Anteil mit sicherem Wasser: Percentage (%)"
    assert kpis["indicator-6-1-1-number"].title == "People with safe water"
    assert made.repository.teams["target-6-1"].title == "Target 6.1: Sicheres Wasser für alle"
    assert (made.repository.config.site.name, made.repository.config.site.language) == ("Wasser: alles", "de")
    assert "\nno\n" in kpis["indicator-6-1-1"].body


def test_directions_and_units(made: Made) -> None:
    """A direction is taken from the source only, never guessed; known units get their meaning."""
    kpis = made.repository.kpis
    found = {name: (kpi.direction, kpi.unit, kpi.cadence.value) for name, kpi in kpis.items()}
    assert found["indicator-6-1-1"] == ("up", "percent", "yearly")
    assert found["indicator-6-1-1-number"] == ("none", "count", "yearly")
    assert found["indicator-6-2-1"] == ("down", "Leaks", "monthly")


def test_numeric_targets_become_goals(made: Made) -> None:
    """A numeric target is a goal of the target's team with one reach result and a written baseline."""
    goals = made.repository.goals
    assert sorted(goals) == [
        "indicator-6-1-1-by-2025",
        "indicator-6-1-1-by-2030",
        "indicator-6-1-1-by-2030-2",
        "indicator-6-2-1-by-2030",
    ]
    goal = goals["indicator-6-1-1-by-2030"]
    assert (goal.level, goal.kind, goal.owner, goal.team) == (
        "team",
        "performance",
        "unassigned",
        "target-6-1",
    )
    assert (goal.start, goal.due) == (date(2015, 1, 1), date(2030, 12, 31))
    result = goal.key_results[0]
    assert (result.type, result.terms.kpi) == ("reach", "indicator-6-1-1")
    text = (made.root / goal.path).read_text(encoding="utf-8")
    assert "    target: 70\n    baseline: 41.5\n" in text
    sliced = goals["indicator-6-1-1-by-2025"]
    assert sliced.key_results[0].terms.where == {"Sex": "Female"}
    assert "    target: 60.5\n    baseline: 43.25\n" in (made.root / sliced.path).read_text(encoding="utf-8")


def test_base_year_without_value_moves_to_the_next(made: Made) -> None:
    """Where the base year has no value, the first later year with one is the start, as reported."""
    goal = made.repository.goals["indicator-6-1-1-by-2030-2"]
    assert goal.start == date(2020, 1, 1)
    assert [decision.text for decision in made.report.decisions if "is measured from" in decision.text] == [
        "indicator-6-1-1-by-2030-2 is measured from 2020, the first year with a value after 2016",
        "indicator-6-2-1-by-2030 is measured from 2020, the first year with a value after 2015",
    ]


def test_targets_that_are_no_key_results_are_reported(made: Made) -> None:
    """Targets in words, reached before, of unknown slices or units, or without a value are left out."""
    assert made.reasons("indicator-config/6-1-1.yml")[1:] == [
        "None `limit` of target 1: has no counterpart in a key result",
        (
            "None target 4 (reduce by half): is not a number; "
            "expected digits with a point for decimals, such as 70 or 0.5"
        ),
        "None target 5 (10): was reached before: it is measured from 41.5 and positive is better",
        "None target 6 (90): the data has no column `Planet` with values",
        "None target 7 (5): the data has no unit `Litres`",
        "None target 8 (400): there is no value in 2035 or later to measure from",
    ]


def test_active_content_does_not_pass(made: Made) -> None:
    """Scripts, unsafe and relative links and images are gone, headings are small, the words remain."""
    body = made.repository.kpis["indicator-6-1-1"].body
    for harm in ("script", "alert", "javascript", "onerror", "<img", "/other/page"):
        assert harm not in body
    for kept in (
        "Safe **water** & more",
        "[good](https://example.org/a)",
        "### Big",
        "a drawing",
        "the page",
    ):
        assert kept in body
    assert "### Page heading" in body
    reasons = made.reasons("meta/6-1-1.md")
    assert "None <script> in `computation_definitions`: active content is not taken over" in reasons
    assert "None address `javascript:alert(1)` of a source: is no web address" in reasons
    assert "None source 2: is marked as not active" in reasons


def test_unknown_fields_are_reported_by_field(made: Made) -> None:
    """A field that nobody knows, and one that means nothing here, stand in the report with their number."""
    assert made.reasons("meta/") == [
        "None field `colour_of_the_page`: an unknown field, in 1 file, first in meta/6-1-1.md",
        "None field `graph_type`: a setting of the publishing software, in 1 file, first in meta/6-1-1.md",
    ]


def test_files_without_a_partner_are_reported(made: Made) -> None:
    """Data without metadata is imported under its number, metadata without data as a KPI without values."""
    texts = {str(decision) for decision in made.report.decisions}
    assert "data/indicator_6-3-1.csv: there is no metadata: meta/6-3-1.md or .yml is missing" in texts
    assert "meta/6-4-1.md: there is no data: data/indicator_6-4-1.csv is missing" in texts
    assert {kpi.id: kpi.title for kpi in made.repository.kpis.values() if "6-3-1" in kpi.id} == {
        "indicator-6-3-1": "Indicator 6.3.1: A: one",
        "indicator-6-3-1-b": "Indicator 6.3.1: B",
        "indicator-6-3-1-c": "Indicator 6.3.1: C",
    }


def test_a_huge_title_is_cut_and_kept(made: Made) -> None:
    """A title over 120 characters is cut at a word; the body and the report have all of it."""
    kpi = made.repository.kpis["indicator-6-4-1"]
    assert len(kpi.title) <= 120
    assert kpi.title.endswith("…")
    assert HUGE_TITLE.startswith(kpi.title.removesuffix("…"))
    assert HUGE_TITLE in kpi.body
    assert any(
        decision.path == "meta/6-4-1.md" and "is cut" in decision.text for decision in made.report.decisions
    )


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("data/indicator_6-5-1.csv", "2 file: is not UTF-8 (byte 0xe4); save it as UTF-8"),
        ("data/indicator_6-5-2.csv", "None file: is not a CSV file that can be read: unexpected end of data"),
        ("data/indicator_6-5-3.csv", "1 file: has no column Year; found Jahr;Wert"),
        ("data/indicator_6-5-4.csv", "None file: is empty; expected a header with Year and Value"),
        ("meta/6-5-1.md", "2 metadata: uses an alias (`*name`); write the value out"),
        ("meta/6-5-2.md", "1 metadata: has front matter that is never closed; expected a second line of ---"),
        ("meta/6-5-3.md", "2 metadata: is not a mapping of fields to values"),
        ("indicator-config/9-9-9.yml", "None settings: there is neither data nor metadata for 9-9-9"),
        ("data/indicator_..-..-etc.csv", "None file: its name is not the id of an indicator such as 3-1-1"),
        (
            "data/indicator_6-1-1 (copy).csv",
            "None file: its name is not the id of an indicator such as 3-1-1",
        ),
        ("meta/README.md", "None file: its name is not the id of an indicator such as 3-1-1"),
        ("meta/6-1-1.txt", "None file: expected .md or .yml or .yaml"),
        ("meta/es/", "None folder: only files directly in meta/ are read"),
        ("translations/en", "None translations: only one language is taken over, here de"),
    ],
)
def test_files_that_cannot_be_taken_over_are_reported(made: Made, path: str, reason: str) -> None:
    """Each unusable file is named with what is wrong with it, and nothing stops."""
    assert made.reasons(path) == [reason]


def test_yaml_errors_have_a_line(made: Made) -> None:
    """Metadata that is not YAML is reported with the line of the file."""
    (reason,) = made.reasons("meta/6-5-4.md")
    assert reason.startswith("2 metadata: is not YAML: ")


def test_nothing_is_written_outside_of_the_known_places(made: Made) -> None:
    """Every file of the new repository has a name made of ids."""
    paths = {path.relative_to(made.root).as_posix() for path in made.root.rglob("*") if path.is_file()}
    assert {path for path in paths if "/" not in path} == {"site_config.yml", "import-report.md"}
    assert all(path.startswith(("goals/", "kpis/goal-6/")) for path in paths if "/" in path)
    assert len(paths) == 2 + 7 + 4 + 2 * 11  # frame, folders, goals, KPIs
