"""A made-up Open SDG repository with everything in it that can go wrong, as `{path: text}`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from goalposts.importing import FORMATS, ImportReport
from goalposts.loading.parse import parse
from goalposts.loading.tree import load
from goalposts.problems import Severity
from goalposts.records.repository import Repository
from tests.support.files import build_file_tree

HUGE_TITLE = "Share of households " + "with a very long description " * 20 + "at the end"

WATER_CSV = """\
Year,Units,Sex,Region,Target,Observation status,Value
2014,Percentage (%),,,,Normal value,40
2015,Percentage (%),,,,Normal value,41.5
2015,Percentage (%),Female,,,Provisional,43.25
2016,Percentage (%),,,,Normal value,
2017,Percentage (%),,,planned,Normal value,45
2017,Percentage (%),,=HYPERLINK("http://x"),,Normal value,44.5
2017,Percentage (%),,,planned,Normal value,46
notayear,Percentage (%),,,,Normal value,47
2018,Percentage (%),,,,Normal value,"1,234"
2018,Percentage (%),Female,,,Normal value,=1+1
2018,Percentage (%),Male,,,Normal value,..
2018,Percentage (%)
2019,Percentage (%),,,,Normal value,48,extra
2019,Percentage (%),Fe\x00male,,,Normal value,48
2020,Percentage (%),,,,Normal value,.5
2021,Percentage (%),,,,Normal value,+51E-1
2015,Number,,,,Normal value,300
2016,Number,,,,Normal value,310
"""

WATER_META = """\
---
indicator_number: 6.1.1
indicator_name: global_indicators.6-1-1-title
target_name: global_targets.6-1-title
indicator_available: "no"
graph_title: Old title
graph_titles:
  - unit: Number
    title: People with safe water
computation_definitions: >-
  <p>Safe <b>water</b> &amp; more</p><script>alert("x")</script>
  <a href="javascript:alert(1)">click</a> <a href="https://example.org/a">good</a>
  <h1>Big</h1><img src=x onerror=alert(1) alt="a drawing">
data_start_values:
  - field: Units
    value: Percentage (%)
reporting_status: complete
colour_of_the_page: blue
graph_type: line
source_active_1: true
source_organisation_1: "Ministry: of Water"
source_url_1: javascript:alert(1)
source_active_2: false
source_organisation_2: An old source
---
# Page heading

See [the page](/other/page) and [the web](https://example.org/).
"""

WATER_CONFIG = """\
graph_title: New title
progress_calculation_options:
  - unit: Percentage (%)
    target: 70
    target_year: 2030
    base_year: 2015
    direction: positive
    limit: 100
  - unit: Percentage (%)
    target: 60.5
    target_year: 2025
    disaggregation:
      - field: Sex
        value: Female
  - unit: Percentage (%)
    target: 80
    base_year: 2016
    direction: positive
  - unit: Percentage (%)
    target: reduce by half
  - unit: Percentage (%)
    target: 10
    direction: positive
  - unit: Percentage (%)
    target: 90
    disaggregation: [{field: Planet, value: Mars}]
  - unit: Litres
    target: 5
  - unit: Number
    target: 400
    base_year: 2035
"""

FILES: dict[str, str | bytes] = {
    "config_data.yml": "languages: [de, en]\ndocs_branding: 'Wasser: alles'\n",
    "data/indicator_6-1-1.csv": "\ufeff" + WATER_CSV.replace("\n", "\r\n"),
    "meta/6-1-1.md": WATER_META.replace("\n", "\r\n"),
    "indicator-config/6-1-1.yml": WATER_CONFIG,
    "translations/de/global_indicators.yml": "6-1-1-title: Anteil mit sicherem Wasser\n",
    "translations/de.yml": "global_targets:\n  6-1-title: Sicheres Wasser für alle\n",
    "translations/en/global_indicators.yml": "6-1-1-title: Share with safe water\n",
    # metadata in .yml, one target as a mapping, months
    "data/indicator_6-2-1.csv": "Year,Value\n2020-01,5\n2020-02,6\n2020-03,4\n",
    "meta/6-2-1.yml": (
        "indicator_number: 6.2.1\nindicator_name: Leaks\ncomputation_units: Leaks\n"
        "progress_calculation_options: {target: 1, target_year: 2030, direction: negative}\n"
    ),
    # files without a partner
    "data/indicator_6-3-1.csv": "Year,Series,Value\n2001,A: one,1\n2001,B,2\n2001,C,3\n",
    "meta/6-4-1.md": f"---\nindicator_name: {HUGE_TITLE}\n---\n",
    # files that cannot be read, each in its own way
    "data/indicator_6-5-1.csv": b"Year,Sex,Value\n2001,M\xe4nner,1\n",
    "data/indicator_6-5-2.csv": 'Year,Sex,Value\n2001,"open,1\n2002,,2\n',
    "data/indicator_6-5-3.csv": "Jahr;Wert\n2001;1\n",
    "data/indicator_6-5-4.csv": "",
    "meta/6-5-1.md": "---\nindicator_name: &a [*a]\n---\n",
    "meta/6-5-2.md": "---\nindicator_name: never closed\n",
    "meta/6-5-3.md": "---\n- a list\n---\n",
    "meta/6-5-4.md": "---\ntitle: @wrong\n---\n",
    "indicator-config/9-9-9.yml": "graph_title: nobody\n",
    # names that are no ids
    "data/indicator_..-..-etc.csv": "Year,Value\n2001,1\n",
    "data/indicator_6-1-1 (copy).csv": "Year,Value\n2001,1\n",
    "meta/README.md": "About this folder",
    "meta/6-1-1.txt": "notes",
    "meta/es/6-1-1.md": "---\nindicator_name: Agua\n---\n",
}


class Made(NamedTuple):
    """The new repository: its folder, its records, and the report of the import."""

    root: Path
    repository: Repository
    report: ImportReport

    def reasons(self, path: str) -> list[str]:
        """Return what was left out of a file, as `line what: reason`."""
        return [
            f"{left.line} {left.what}: {left.reason}" for left in self.report.left_out if left.path == path
        ]

    def csv(self, path: str) -> str:
        """Return the text of a CSV."""
        return (self.root / path).read_text(encoding="utf-8")


def run(files: dict[str, str | bytes], folder: Path) -> Made:
    """Import a repository of these files, and read the result back without an error."""
    source = build_file_tree(folder / "source", files)
    report = FORMATS["open-sdg"].run(source, folder / "goals", lambda line: None)
    parsed = parse(load(folder / "goals"))
    wrong = [problem for problem in parsed.problems if problem.severity is not Severity.INFO]
    assert wrong == []
    assert parsed.repository is not None
    return Made(folder / "goals", parsed.repository, report)
