"""What `check` and `diff` tell of private records where others may read it: that there are problems."""

# ruff: noqa: E501  # tables of texts read best one to a line

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from goalposts.cli.main import main
from goalposts.problems import PRIVATE_MESSAGE
from tests.history.story import Story, shas
from tests.safety.lives import AUDIENCES, BASE, CONFIG, PEOPLE, ROOT, Maker, Words
from tests.support.amount import amount

PRINTED = ("json", "github", "markdown")
DAY = ("--as-of", "2026-11-23")


def told(*arguments: str) -> str:
    """Returns what a command prints, on both streams, for a place where others may read it."""
    outcome = CliRunner().invoke(main, [*arguments, *DAY], catch_exceptions=False)
    return outcome.output + getattr(outcome, "stderr", "")


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("seed", range(amount(1, 50)))
def test_differences_tell_nothing_private(tmp_path: Path, seed: int, audience: str) -> None:
    """Between two commits `diff` and `check --base` name no word of a private version, in any printed form."""
    pair = Maker(seed, audience, ("private",)).pair()
    ours = pair.ours.write(tmp_path / "ours")
    ids = shas(ours)
    first, middle, last = (ids[number] for number in (1, (1 + max(ids)) // 2, max(ids)))
    for form in PRINTED:
        options = ("--root", str(ours), "--audience", audience, "--format", form)
        texts = [told("diff", *between, *options) for between in ((first, last), (middle, last))]
        texts.append(told("check", "--base", middle, *options))
        for text in texts:
            assert [word for word in pair.never_shown if word in text.lower()] == []


@pytest.mark.parametrize("seed", range(amount(1, 50)))
def test_differences_for_the_public(tmp_path: Path, seed: int) -> None:
    """What a change does to the public site names no internal record; its problems may, for who must mend them."""
    pair = Maker(seed, "public").pair()
    ours = pair.ours.write(tmp_path / "ours")
    ids = shas(ours)
    text = told(
        "diff", ids[1], ids[max(ids)], "--root", str(ours), "--audience", "public", "--format", "json"
    )
    difference = json.loads(text)
    assert difference.pop("problems") is not None
    assert [word for word in pair.never_shown if word in json.dumps(difference).lower()] == []


GOAL = "title: {w}\nlevel: team\nowner: boss\ncycle: 2026-Q4\nvisibility: private\n"
KPI = "title: {w}\ndirection: up\ncadence: monthly\nowner: boss\nvisibility: private\n"
NEXT_LINE = f"---\n{GOAL}x: [{{w}}\n---\n".replace(": private", ": # who\n  private")

BROKEN: dict[str, dict[str, str]] = {
    "an unknown field": {"goals/{w}.md": f"---\n{GOAL}{{w}}: 1\n---\n"},
    "an unknown person": {"goals/{w}.md": f"---\n{GOAL}contributors: [{{w}}]\n---\n"},
    "an unknown goal": {"goals/{w}.md": f"---\n{GOAL}supports: [{{w}}]\n---\n"},
    "an unknown KPI": {"goals/{w}.md": f"---\n{GOAL}key_results:\n  - {{{{kpi: {{w}}, target: 1}}}}\n---\n"},
    "a value that is none": {"goals/{w}.md": f"---\n{GOAL}due: {{w}}\n---\n"},
    "a tag of YAML": {"goals/{w}.md": f"---\n{GOAL}tags: !{{w}} x\n---\n"},
    "a repeated key": {"goals/{w}.md": f"---\n{GOAL}{{w}}: 1\n{{w}}: 2\n---\n"},
    "an open quote": {"goals/{w}.md": f'---\n{GOAL}note: "{{w}}\n---\n'},
    "front matter that does not end": {"goals/{w}.md": f"---\n{GOAL}\n{{w}}\n"},
    "a typo in the word itself": {"goals/{w}.md": f"---\n{GOAL.replace('private', 'privat')}x: {{w}}\n---\n"},
    "a typo in its field": {"goals/{w}.md": f"---\n{GOAL.replace('visibility', 'visiblity')}---\n"},
    "a typo in the beginning of its field": {
        "goals/{w}.md": f"---\n{GOAL.replace('visibility', 'vsibility')}---\n"
    },
    "the word on the next line": {"goals/{w}.md": NEXT_LINE},
    "the word in a block": {"goals/{w}.md": NEXT_LINE.replace("# who", ">-")},
    "a field with a question mark": {"goals/{w}.md": NEXT_LINE.replace("visibility:", "? visibility\n:")},
    "a blank line before it": {"goals/{w}.md": f"\n---\n{GOAL}---\n{{w}}\n"},
    "capitals": {"goals/{w}.md": f"---\n{GOAL.replace('visibility: p', 'Visibility: P')}---\n"},
    "a link to nothing": {"goals/{w}.md": f"---\n{GOAL}---\n[{{w}}]({{w}}.md) ![{{w}}]({{w}}.png)\n"},
    "a remote picture": {"goals/{w}.md": f"---\n{GOAL}---\n![{{w}}](https://{{w}}.example/x.png)\n"},
    "an orphan with a short title": {"goals/{w}.md": f"---\n{GOAL}---\nx\n"},
    "a loop": {
        "goals/{w}.md": f"---\n{GOAL}supports: [{{w}}b]\n---\n",
        "goals/{w}b.md": f"---\n{GOAL}supports: [{{w}}]\n---\n",
    },
    "an id twice": {"goals/{w}.md": f"---\n{GOAL}---\n", "goals/x/{w}.md": f"---\n{GOAL}---\n"},
    "an alias of another": {"goals/{w}.md": f"---\n{GOAL}aliases: [root]\n---\n"},
    "the id of a visible one": {"goals/{w}.md": f"---\nid: root\n{GOAL}---\n"},
    "an id that looks alike": {
        "goals/{w}.md": f"---\nid: ro0t\n{GOAL}---\n",
        "goals/x/r.md": f"---\nid: root-1\n{GOAL}---\n",
    },
    "a body that is too large": {"goals/{w}.md": f"---\n{GOAL}---\n" + "{w} " * 30000},
    "a control character": {"goals/{w}.md": f"---\n{GOAL}---\n{{w}}\x07\n"},
    "a slice that is not there": {
        "goals/{w}.md": f"---\n{GOAL}key_results:\n  - {{{{kpi: base, where: {{{{{{w}}: {{w}}}}}}, target: 9}}}}\n---\n"
    },
    "a series with a bad value": {
        "kpis/{w}.md": f"---\n{KPI}---\n",
        "kpis/{w}.csv": "date,value,{w}\n2026-08,{w},{w}\n2026-13,1,\n",
    },
    "a series with a bad row": {
        "kpis/{w}.md": f"---\n{KPI}---\n",
        "kpis/{w}.csv": "date,value\n2026-08,1,{w}\n",
    },
    "a series twice the same": {
        "kpis/{w}.md": f"---\n{KPI}---\n",
        "kpis/{w}.csv": "date,value,{w}\n2026-08,1,{w}\n2026-08,2,{w}\n",
    },
    "a series without dates": {"kpis/{w}.md": f"---\n{KPI}---\n", "kpis/{w}.csv": "{w},value\n1,2\n"},
    "a KPI with a bad field": {
        "kpis/{w}.md": f"---\n{KPI}unit: currency:{{w}}\n---\n",
        "kpis/{w}.csv": "date,value\n",
    },
    "a visible goal that reads a private KPI": {
        "kpis/{w}.md": f"---\n{KPI}---\n",
        "kpis/{w}.csv": "date,value\n",
    },
}


def fill(files: dict[str, str], words: Words) -> dict[str, str | bytes | None]:
    """Returns the files with one new word for every place that asks for one."""
    word = words.new()
    return {
        path.format(w=word): text.replace("{{", "{").replace("}}", "}").replace("{w}", word)
        for path, text in files.items()
    }


@pytest.mark.parametrize("what", BROKEN)
def test_problems_of_private_records_are_told_without_words(tmp_path: Path, what: str) -> None:
    """A private record that is wrong in any way makes `check` say only that there is one, where others read."""
    words = Words(1)
    story = Story()
    files: dict[str, str | bytes | None] = {
        "site_config.yml": CONFIG, "people.csv": PEOPLE, "goals/root.md": ROOT, "kpis/base.md": BASE,
        "kpis/base.csv": "date,value\n2026-08,10\n",
    }  # fmt: skip
    story.commit("2026-10-01", "Begin", files)
    story.commit("2026-10-02", "Break", fill(BROKEN[what], words))
    root = story.write(tmp_path / "root")
    base = shas(root)[1]
    some = False
    for form in PRINTED:
        options = ("--root", str(root), "--format", form)
        plain = told("check", *options)
        some = some or PRIVATE_MESSAGE in plain
        for text in (plain, told("check", "--base", base, *options), told("diff", base, *options)):
            assert [word for word in words.made if word in text.lower()] == [], (form, text)
    on_terminal = told("check", "--root", str(root))
    assert some == (words.made[0] in on_terminal)
