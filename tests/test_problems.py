"""Problems as data, and their printers: text for people, JSON for programs, annotations, Markdown."""

from __future__ import annotations

import json

from goalposts.problems import (
    FORMATS,
    PRIVATE_MESSAGE,
    Location,
    Problem,
    Severity,
    as_github,
    as_json,
    as_markdown,
    as_text,
    count,
    has_errors,
    in_order,
    summary,
)

ERROR = Problem(
    "R101",
    Severity.ERROR,
    "goals/a.md",
    "there is no KPI `x`",
    "Did you mean `y`?",
    line=3,
    column=7,
    field="kpi",
)
WARNING = Problem("W104", Severity.WARNING, "goals/b.md", "supports nothing", "Add:\nsupports: [top]")
NOTE = Problem("C107", Severity.INFO, "kpis/c.csv", "100% new, a: b", "Nothing.", line=2)
HIDDEN = Problem(
    "R101", Severity.ERROR, "goals/secret.md", "Buy Initech", "Buy `initech`", line=1, private=True
)


def test_text_says_where_what_and_what_to_do() -> None:
    """For people: place, severity, code and message on a line, the hint below, a count at the end."""
    assert as_text([ERROR, WARNING]) == (
        "goals/a.md:3:7: error R101: there is no KPI `x`\n"
        "    Did you mean `y`?\n"
        "goals/b.md: warning W104: supports nothing\n"
        "    Add:\n"
        "    supports: [top]\n"
        "1 error, 1 warning"
    )
    assert as_text([]) == "No problems."


def test_text_shows_private_records() -> None:
    """The terminal belongs to somebody who has the repository: it shows everything."""
    assert "goals/secret.md:1: error R101: Buy Initech" in as_text([HIDDEN])


def test_json_is_problems_and_counts() -> None:
    """For programs: every field of every problem, and how many there are of each severity."""
    read = json.loads(as_json([ERROR, NOTE]))
    assert read["counts"] == {"error": 1, "warning": 0, "info": 1}
    assert read["problems"][0] == {
        "code": "R101",
        "severity": "error",
        "path": "goals/a.md",
        "line": 3,
        "column": 7,
        "field": "kpi",
        "message": "there is no KPI `x`",
        "hint": "Did you mean `y`?",
    }
    assert read["problems"][1]["column"] is None


def test_github_annotations_are_escaped() -> None:
    """For GitHub: one command a problem, in which nothing of the content can begin another."""
    assert as_github([ERROR, WARNING, NOTE]).splitlines() == [
        "::error file=goals/a.md,line=3,col=7,title=R101::there is no KPI `x`%0ADid you mean `y`?",
        "::warning file=goals/b.md,title=W104::supports nothing%0AAdd:%0Asupports: [top]",
        "::notice file=kpis/c.csv,line=2,title=C107::100%25 new, a: b%0ANothing.",
    ]
    strange = Problem("F105", Severity.ERROR, "goals/a,b:c.md", "x\n::error::y", "z")
    assert as_github([strange]) == "::error file=goals/a%2Cb%3Ac.md,title=F105::x%0A::error::y%0Az"


def test_markdown_is_a_table() -> None:
    """For a comment on a pull request: a table in which content can neither break out nor call anybody."""
    lines = as_markdown(
        [ERROR, Problem("V103", Severity.ERROR, "a.md", "a|b <img> @ann", "c\nd")]
    ).splitlines()
    assert lines[0] == "**2 errors**"
    assert lines[2:4] == ["| where | problem | what to do |", "| --- | --- | --- |"]
    assert lines[4] == (r"| goals/a.md:3:7 | error R101: there is no KPI \`x\` | Did you mean \`y\`? |")
    assert lines[5] == "| a.md | error V103: a\\|b &lt;img&gt; \\@\u200bann | c<br>d |"
    assert as_markdown([]) == "**No problems.**"


def test_markdown_loads_and_links_nothing() -> None:
    """A link, an image, a reference and what leaves a code span stay text in a comment, in a path too."""
    text = "`q` **[y](z)** ![x](https://x.example/a.png) www.x.example GH-3 #12 ~~s~~ `z`"
    made = as_markdown([Problem("V103", Severity.ERROR, f"goals/{text}.md", text, text)])
    for markup in ("](", "://", "www.", "GH-3", " #", " **", " `", "~~"):
        assert markup not in made


def test_unseen_characters_are_shown() -> None:
    """Marks of direction and commands to a terminal stand as they are written; joined letters stay."""
    text = "\u202eab\u2066\x1b[2J\u2028c \U0001f469\u200d\U0001f4bb"
    problem = Problem("V101", Severity.ERROR, f"goals/{text}.md", text, f"{text}\nd")
    for name in ("text", "github", "markdown"):
        made = FORMATS[name]([problem])
        assert not {"\u202e", "\u2066", "\x1b", "\u2028"} & set(made)
        assert made.count("u202eab") == made.count("\U0001f469\u200d\U0001f4bb") == 3
    assert r"error V101: \u202eab\u2066\x1b[2J\u2028c" in as_text([problem])


def test_private_records_are_folded_everywhere_but_in_the_terminal() -> None:
    """Reports say only that a private record has problems: no path, no text, no number of them."""
    for name, printer in FORMATS.items():
        made = printer([ERROR, HIDDEN, HIDDEN])
        assert ("Initech" in made) == (name == "text")
        assert ("secret" in made) == (name == "text")
        assert (PRIVATE_MESSAGE in made) == (name != "text")
    read = json.loads(as_json([HIDDEN, HIDDEN]))
    assert read["counts"] == {"error": 1, "warning": 0, "info": 0}
    assert [(problem["code"], problem["path"], problem["line"]) for problem in read["problems"]] == [
        ("P001", "", None)
    ]
    assert as_github([HIDDEN]) == f"::error title=P001::{PRIVATE_MESSAGE}%0Agoalposts check"


def test_the_worst_of_private_problems_counts() -> None:
    """A private warning alone is a warning; with an error it is an error."""
    soft = Problem("W104", Severity.WARNING, "goals/secret.md", "x", "y", private=True)
    assert json.loads(as_json([soft]))["counts"]["warning"] == 1
    assert json.loads(as_json([soft, HIDDEN]))["counts"] == {"error": 1, "warning": 0, "info": 0}


def test_problems_are_in_order_and_once() -> None:
    """Problems stand in the order of their files, lines and columns, each once."""
    later = Problem("V101", Severity.ERROR, "goals/a.md", "m", "h", line=10)
    assert in_order([NOTE, later, ERROR, WARNING, ERROR]) == (ERROR, later, WARNING, NOTE)


def test_counting() -> None:
    """Errors stop a build; warnings and notes do not."""
    assert count([ERROR, ERROR, NOTE]) == {"error": 2, "warning": 0, "info": 1}
    assert has_errors([WARNING, ERROR])
    assert not has_errors([WARNING, NOTE])
    assert summary([ERROR, ERROR, WARNING, NOTE]) == "2 errors, 1 warning, 1 info"


def test_locations() -> None:
    """A place is written as editors and terminals understand it."""
    assert str(Location("a.md", 3, 4)) == "a.md:3:4"
    assert str(Location("a.md", 3)) == "a.md:3"
    assert str(ERROR.location) == "goals/a.md:3:7"
