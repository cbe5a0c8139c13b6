"""The four formats: what they hide, what they escape, what programs read."""

from __future__ import annotations

import json
import re

import comrak
import pytest

from goalposts.comparing import FORMATS
from goalposts.comparing.markdown import LONGEST, escape
from tests.comparing.changes import COMPANY, KEEP, WIN, changed, edited, effect, goals, told, tree

SECRET = {
    "goals/secret.md": (
        "---\ntitle: Buy Zenith\nlevel: organization\nowner: ceo\ncycle: 2026-Q4\nvisibility: private\n"
        "key_results:\n  - {title: Sign at 40, done: false}\n---\nZenith, at 40.\n"
    )
}
HOSTILE = (
    "</details><script>alert(1)</script>",
    "@everybody and @org/team",
    "[click](https://evil.example) ![x](https://evil.example/x.png)",
    "closes #1, !2, GH-3 and org/repo#4",
    "https://evil.example www.evil.example a@evil.example",
    "`code` **bold** | cell ~~gone~~ $x^2$ <!-- hidden -->",
    "&lt;b&gt; \\@you",
    "::error::x ##[add-mask]y",
)


def html(markdown: str) -> str:
    """Returns a comment as a git host would render it, with every extension that hosts have."""
    options = comrak.ExtensionOptions()
    options.table = options.strikethrough = options.autolink = options.tasklist = True
    options.footnotes = options.math_dollars = True
    render = comrak.RenderOptions()
    render.unsafe_ = True
    return comrak.render_markdown(markdown, extension_options=options, render_options=render)


def hostile(text: str) -> dict[str, str | None]:
    """Returns a change that has a text wherever somebody may write one."""
    quoted = json.dumps(text)
    return {
        WIN: COMPANY[WIN]
        .replace("title: Win 20 customers", f"title: {quoted}")
        .replace("target: 20", "target: 12"),
        KEEP: COMPANY[KEEP].replace("title: A call", f"id: call, title: {quoted}"),
        "kpis/customers.md": COMPANY["kpis/customers.md"].replace("cadence:", f"unit: {quoted}\ncadence:"),
        "goals/bad.md": f"---\ntitle: Bad\nlevel: {quoted}\n---\n",
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_what_people_wrote_and_does_nothing(text: str) -> None:
    """No text can be markup, a link, a mention, or a reference to something on the git host."""
    comment = FORMATS["markdown"](effect(hostile(text)))
    page = html(comment)
    tags = set(re.findall(r"<(/?[a-z0-9]+)", page))
    allowed = {
        "h3",
        "p",
        "strong",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "details",
        "summary",
        "ul",
        "li",
    }
    assert tags <= allowed | {f"/{tag}" for tag in allowed}
    assert page.count("<details") == page.count("</details>")
    shown = re.sub(r"<[^>]*>", "", page)
    assert not re.search(r"(?<![\w`])@[\w]", shown)
    assert not re.search(r"[#!][0-9]|https?://|www\.", shown)
    assert not re.search(r"^\s*/", comment, re.MULTILINE), "a line that GitLab would take for a command"


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_is_readable(text: str) -> None:
    """What is escaped reads as it was written, but for signs that nobody sees."""
    page = html(f"x {escape(text)}").replace("\u200b", "").strip()
    plain = page.removeprefix("<p>x ").removesuffix("</p>")
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        plain = plain.replace(entity, sign)
    assert plain == text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_log_takes_no_commands(text: str) -> None:
    """In the log of a workflow only our annotations are commands."""
    found = effect(hostile(text))
    annotations = len(found.problems)
    lines = FORMATS["github"](found).split("\n")
    assert sum(line.lstrip().startswith("::") for line in lines) == annotations
    assert not any("##[" in line for line in lines[annotations:])


def test_a_long_change_still_fits_into_a_comment() -> None:
    """A comment stays below what git hosts accept, and says where the rest is."""
    many = {f"goals/sales/g{number}.md": COMPANY[WIN].replace("Win", "Win " * 20) for number in range(600)}
    comment = FORMATS["markdown"](effect(many))
    assert len(comment) < LONGEST + 1000
    assert "run `goalposts diff` locally" in comment


@pytest.mark.parametrize("form", ["json", "github", "markdown"])
@pytest.mark.parametrize(
    "change",
    [
        {**SECRET},
        {"goals/secret.md": SECRET["goals/secret.md"].replace("40", "41")},
        {"goals/secret.md": SECRET["goals/secret.md"].replace("level: organization", "level: nowhere")},
        {"goals/secret.md": None},
    ],
    ids=["new", "changed", "broken", "removed"],
)
def test_private_text_stays_on_the_terminal(form: str, change: dict[str, str | None]) -> None:
    """What a private record says is in no format but the one for the terminal."""
    before = tree(COMPANY) if change == SECRET else changed(SECRET)
    found = told(before, changed({**SECRET, **change}))
    printed = FORMATS[form](found)
    assert not re.search(r"Zenith|secret|40|41", printed.replace("2026", ""))
    assert "a private record" in printed
    assert "Zenith" in FORMATS["text"](found) or "secret.md" in FORMATS["text"](found)


def test_a_goal_that_becomes_private_is_counted_only() -> None:
    """A goal that leaves the audience's sight is not named where others read."""
    hidden = edited(KEEP, "level: team", "level: team\nvisibility: private")
    for form in ("json", "github", "markdown"):
        printed = FORMATS[form](effect(hidden))
        assert "Keep them" not in printed
        assert not re.search(r"\bkeep\b", printed)


def test_a_public_comparison_knows_nothing_internal() -> None:
    """For the public site only public records are compared."""
    found = effect(edited(WIN, "target: 20", "target: 12"), audience="public")
    assert not (found.records or found.goals or found.moves or found.others)


def test_json_is_for_programs() -> None:
    """The JSON has the numbers before and after, as fractions."""
    found = json.loads(FORMATS["json"](effect(edited(WIN, "target: 20", "target: 12"))))
    win = next(goal for goal in found["goals"] if goal["id"] == "win")
    assert (win["before"]["status"], win["after"]["status"]) == ("on_track", "achieved")
    assert (win["before"]["progress"], win["after"]["progress"]) == (0.6, 1.0)
    assert found["moves"][0] | {} == {
        "goal": "win",
        "field": "target",
        "before": "20",
        "after": "12",
        "key_result": "customers",
        "milestone": None,
        "restated": None,
        "effect": "easier",
    }
    assert found["counts"] == {"error": 0, "warning": 0, "info": 0}


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_hidden_goal_leaves_behind(form: str) -> None:
    """A goal that rolled up one that becomes private says so, without a name and without another cause."""
    found = effect(edited(KEEP, "level: team", "level: team\nvisibility: private"))
    printed = FORMATS[form](found)
    assert goals(found)["grow"].hidden == 1 and goals(found)["grow"].through == ()
    if form == "json":
        (parent,) = json.loads(printed)["goals"]
        assert (parent["id"], parent["through"], parent["hidden"]) == ("grow", [], 1)
    else:
        assert "rolled up a goal that is no longer visible to the internal site" in printed
        assert "by a change of the settings" not in printed
