"""Every problem that the reading of files can find: its code, its severity, and its documentation.

Rules document themselves (see `goalposts.rules`); this table holds what loading and parsing report.
"""

from __future__ import annotations

from msgspec import Struct

from goalposts.problems import Location, Problem, Severity


class Code(Struct, frozen=True):
    """A kind of problem. `text` is its paragraph in the documentation, `example` input that is right."""

    code: str
    severity: Severity
    title: str
    text: str
    example: str = ""

    def at(
        self, where: Location, message: str, hint: str, *, field: str | None = None, private: bool = False
    ) -> Problem:
        """Return a problem of this kind at a place."""
        return Problem(
            code=self.code,
            severity=self.severity,
            path=where.path,
            line=where.line,
            column=where.column,
            field=field,
            message=message,
            hint=hint,
            private=private,
        )


def _error(code: str, title: str, text: str, example: str = "") -> Code:
    return Code(code, Severity.ERROR, title, text, example)


P001 = _error(
    "P001",
    "a private record has problems",
    "The text of private records is shown only in the terminal of whoever has the repository. Reports for "
    "programs and pull requests say no more than this; run `goalposts check` to see what is wrong.",
)
F101 = _error(
    "F101",
    "a file that cannot be read",
    "Only ordinary files inside the repository are read. Symbolic links, pipes, devices and files without "
    "read permission are refused.",
)
F102 = _error(
    "F102",
    "a file that is not UTF-8",
    "Files are read as UTF-8, with or without a byte order mark. Save the file with that encoding.",
)
F103 = _error(
    "F103",
    "a file that is too large",
    "Front matter holds at most 64 KB, a body 256 KB, a CSV file 50 MB and 1,000 columns.",
)
F104 = _error(
    "F104",
    "a control character in a file",
    "NUL and other invisible control characters are no text. They come from damaged or binary files.",
)
F105 = _error(
    "F105",
    "a file or folder name that cannot be an address",
    "Names of goals, KPIs and teams become addresses: a-z, 0-9 and hyphens, at most 64 characters.",
    "goals/sales/close-2m-new-sales.md",
)
F106 = _error(
    "F106",
    "a part of the repository that is missing",
    "A goals repository has a folder `goals/`, usually a folder `kpis/`, and a `site_config.yml`.",
)
F107 = Code(
    "F107",
    Severity.WARNING,
    "a file that is not used",
    "Folders `goals/` and `kpis/` hold `.md` and `.csv` files (and images that bodies show). Other files are "
    "not read: a mistyped ending would lose a goal without a word. Beside them `people.csv` is read, and no "
    "`People.csv`; `site_config.yml`, and no `site_config.yaml`.",
)
F108 = _error(
    "F108",
    "a merge conflict that was left in a file",
    "Git could not join two versions of the file and wrote both into it, between lines of `<<<<<<<`, "
    "`=======` and `>>>>>>>`. Keep what is right and remove the three lines. A text that shows such lines on "
    "purpose indents them.",
)
Y101 = _error(
    "Y101",
    "YAML that cannot be read",
    "The front matter is not valid YAML. The commonest causes are a colon inside a text, a text that begins "
    "with a special character, and a tab: put the text into quotes, and indent with spaces.",
    'title: "Q3: grow the pipeline"',
)
Y102 = _error(
    "Y102",
    "a field that is given twice",
    "A key stands twice in the same mapping; one of the two values would be lost.",
)
Y103 = _error(
    "Y103",
    "YAML beyond the plain form",
    "Anchors, aliases and tags (`&x`, `*x`, `!x`) are not used here. Write the value out.",
)
Y104 = _error("Y104", "YAML that is nested too deeply", "Lists and mappings nest at most 32 levels deep.")
Y105 = _error(
    "Y105",
    "front matter that is missing or open",
    "A goal, KPI or team file begins with a line `---`, then fields, then another line `---`, then the body.",
    "---\ntitle: Raise the renewal rate to 92 %\nlevel: team\n---\nWhy it matters.",
)
Y106 = Code(
    "Y106",
    Severity.WARNING,
    "a comment that looks like a part of the value",
    "In YAML a ` #` begins a comment, so a title `Be #1 in support` would be `Be`. Put such a text into "
    "quotes; where a comment is meant, write a space after the `#`.",
    'title: "Be #1 in support"',
)
V101 = _error(
    "V101",
    "an unknown field",
    "The field is not one of this record's fields. Unknown fields are never ignored, since most are typos.",
)
V102 = _error("V102", "a required field is missing", "The record cannot be understood without this field.")
V103 = _error(
    "V103",
    "a value of the wrong form",
    "The value is not what the field takes. Nothing is converted in silence: `no` is not false, `1_000` is "
    "not a number.",
)
C101 = _error(
    "C101",
    "a CSV file that cannot be read",
    "The file is not a table of cells separated by commas: a quote is not closed, another separator is used, "
    "or the line ends are of an old form.",
    "date,value\n2026-10,85.4",
)
C102 = _error(
    "C102",
    "a wrong header",
    "The first row names the columns: `date` and `value`, optionally `target` and `note`; every other column "
    "is a dimension, such as `region`. Names are given once and are not blank.",
    "date,value,region,note",
)
C103 = _error(
    "C103",
    "a row with too many or too few cells",
    "Every row has as many cells as the header. A number with a thousands comma makes an extra cell.",
)
C104 = _error(
    "C104",
    "a date that is none",
    "A date is a day, month, quarter, half, year, ISO week, split year or range of years.",
    "2026-11-20, 2026-11, 2026-Q4, 2026-H2, 2026, 2026-W47, 2015/16, 2003/2005",
)
C105 = _error(
    "C105",
    "a value that is not a number",
    "A value is digits with a point for decimals, or blank for a gap. Percent signs, thousands commas and "
    "units are not part of it.",
    "2026-10,1234.5",
)
C106 = _error(
    "C106",
    "the same date and slice twice",
    "A series has one value a date and slice. Only KPIs with `cadence: irregular` may repeat a date, since "
    "their rows are events.",
)
C107 = Code(
    "C107",
    Severity.INFO,
    "a period that is still running",
    "A week, month, quarter or year counts from its last day on; until then its value is not shown.",
)
C108 = Code(
    "C108",
    Severity.INFO,
    "split years without a fiscal year",
    "A split year such as `2015/16` runs with the fiscal year of the site. Where `fiscal_year_start` is 1 "
    "it is read as April to March.",
    "cycles: {fiscal_year_start: 7}",
)
K101 = _error(
    "K101",
    "a series without a definition",
    "A CSV file in `kpis/` needs a Markdown file of the same name beside it that says what the number is.",
)
K102 = Code(
    "K102",
    Severity.WARNING,
    "a KPI without a series",
    "A KPI's values stand in a CSV file of the same name beside its definition; without it there are none.",
)
I101 = _error(
    "I101",
    "an id that is used twice",
    "Ids are unique per kind, and people and teams share one name space, since addresses are made of them.",
)
I102 = _error(
    "I102",
    "key results with the same id",
    "Key results of a goal need different ids, since links lead to them. Give one of them an `id`.",
)
G101 = _error(
    "G101",
    "a goal without dates",
    "A goal needs a `cycle`, or both `start` and `due`.",
    "cycle: 2026-Q4",
)
G102 = _error(
    "G102",
    "an unknown cycle",
    "A cycle is a year, half, quarter or month, or one that the configuration lists under `cycles: custom:`.",
    "cycle: 2026-Q4",
)
G103 = _error("G103", "a goal that is due before it starts", "`start` must not be after `due`.")
G104 = _error(
    "G104",
    "a key result of no type, or of two",
    "Exactly one of `target`, a bound (`at_least`, `at_most`, `above`, `below`, `between`), `milestones` or "
    "`done` says what success is.",
    "key_results:\n  - {kpi: renewal-rate, target: 92}",
)
G105 = _error(
    "G105",
    "a key result without values",
    "A key result with a target or a bound reads a `kpi`, or has `values` written by hand; not both.",
)
G106 = _error(
    "G106",
    "a key result without a name",
    "A key result needs a `title` or a `kpi`, and an `id` where none can be made from them.",
)

CODES: dict[str, Code] = {value.code: value for value in tuple(globals().values()) if isinstance(value, Code)}
